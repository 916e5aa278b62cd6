/* SPDX-License-Identifier: MIT */
/* Short texts as words, to be hashed and compared at once. */
#ifndef HS_WORDS_H
#define HS_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/chars.h"
#include "base/hot.h"

/* A word of eight bytes of this value. */
#define HS_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/*
 * A text of 1 to 32 bytes, read as four words that may overlap, since a loop
 * whose length varies would be mispredicted.
 */
struct hs_words {
	uint64_t first, second, third, last;
};

/*@ requires \valid_read(s + i);
    assigns \nothing;
    ensures \result <= 255;
*/
static inline uint64_t hs_byte_at(const char *s, size_t i)
{
	return (unsigned char)s[i];
}

/*@ requires \valid_read(s + (0 .. 1));
    assigns \nothing;
*/
static inline uint64_t hs_pair_at(const char *s)
{
	return hs_byte_at(s, 0) | hs_byte_at(s, 1) << 8;
}

/* Four or eight bytes as a little-endian number; compilers turn this into one load. */
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

/* Up to seven bytes, padded with zeros, without a jump that depends on the length. */
/*@ requires 0 < length < 8 && readable(s, length);
    assigns \nothing;
*/
static inline uint64_t hs_short_word(const char *s, size_t length)
{
	const size_t last = length - 2;
	const size_t second = last < 2 ? last : 2;
	const size_t third = last < 4 ? last : 4;

	if (length < 2)
		return hs_byte_at(s, 0);
	return hs_pair_at(s) | hs_pair_at(s + second) << 8 * second |
	       hs_pair_at(s + third) << 8 * third | hs_pair_at(s + last) << 8 * last;
}

/*@ requires 0 < length <= 32 && readable(s, length);
    assigns \nothing;
*/
HS_ALWAYS_INLINE struct hs_words hs_words_of(const char *s, size_t length)
{
	if (length < 8)
		return (struct hs_words){.first = hs_short_word(s, length)};
	return (struct hs_words){
		hs_word_at(s), hs_word_at(s + (length < 16 ? length - 8 : 8)),
		hs_word_at(s + (length < 16 ? 0 : length - 16)), hs_word_at(s + length - 8)
	};
}

#endif
