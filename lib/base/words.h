/* SPDX-License-Identifier: MIT */
/* Bytes of a text as words, to be compared at once. */
#ifndef HS_WORDS_H
#define HS_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/chars.h"

/* A word of eight bytes of this value. */
#define HS_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/*@ requires \valid_read(s + i);
    assigns \nothing;
    ensures \result <= 255;
*/
static inline uint64_t hs_byte_at(const char *s, size_t i)
{
	return (unsigned char)s[i];
}

/* Four or eight bytes as a number, the first one lowest; compilers make one load of it. */
/*@ requires \valid_read(s + (0 .. 3));
    assigns \nothing;
*/
static inline uint64_t hs_half_word_at(const char *s)
{
	return hs_byte_at(s, 0) | hs_byte_at(s, 1) << 8 | hs_byte_at(s, 2) << 16 |
	       hs_byte_at(s, 3) << 24;
}

/*@ requires \valid_read(s + (0 .. 7));
    assigns \nothing;
*/
static inline uint64_t hs_word_at(const char *s)
{
	return hs_byte_at(s, 0) | hs_byte_at(s, 1) << 8 | hs_byte_at(s, 2) << 16 |
	       hs_byte_at(s, 3) << 24 | hs_byte_at(s, 4) << 32 | hs_byte_at(s, 5) << 40 |
	       hs_byte_at(s, 6) << 48 | hs_byte_at(s, 7) << 56;
}

#endif
