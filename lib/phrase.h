/* SPDX-License-Identifier: MIT */
/*
 * How a phrase is found. Its key are its ASCII letters and digits, the letters
 * small: "Not Found", "NotFound" and "not_found" have one key. It is never
 * written out: phrases are hashed and compared as they are spelled. A catalog
 * has each of its phrases under two hashes: that of the key, and that of the
 * spelling, which is sooner made and finds nearly all that is there.
 */
#ifndef HS_PHRASE_H
#define HS_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chars.h"

/* Spellings of one length are the same if they differ in nothing but case. */
/*@ requires readable(s, length);
    assigns \nothing;
*/
uint32_t hs_spelling_hash(const char *s, size_t length);

/*@ requires readable(a, length);
    requires readable(b, length);
    assigns \nothing;
    ensures \result == 0 || \result == 1;
*/
bool hs_same_spelling(const char *a, const char *b, size_t length);

/* Whether the phrase has a letter or a digit, and hence a key. */
/*@ requires readable(s, length);
    assigns \nothing;
*/
bool hs_has_key(const char *s, size_t length);

/*@ requires readable(s, length);
    assigns \nothing;
*/
uint32_t hs_key_hash(const char *s, size_t length);

/*@ requires readable(a, a_length);
    requires readable(b, b_length);
    assigns \nothing;
    ensures \result == 0 || \result == 1;
*/
bool hs_same_key(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
