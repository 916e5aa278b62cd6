/* SPDX-License-Identifier: MIT */
/*
 * The key by which a phrase is found: its ASCII letters and digits, the
 * letters small. "Not Found", "NotFound" and "not_found" have one key. It is
 * never written out: phrases are hashed and compared as they are spelled.
 */
#ifndef HS_PHRASE_KEY_H
#define HS_PHRASE_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the phrase has a letter or a digit, and hence a key. */
bool hs_has_key(const char *s, size_t length);

/* Of the key, 16 bits. */
uint32_t hs_phrase_hash(const char *s, size_t length);

bool hs_same_key(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
