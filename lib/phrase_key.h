/* SPDX-License-Identifier: MIT */
/*
 * The key by which a phrase is found: its ASCII letters and digits, the
 * letters small. "Not Found", "NotFound" and "not_found" have one key.
 */
#ifndef HS_PHRASE_KEY_H
#define HS_PHRASE_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "catalog.h"
#include "chars.h"

struct hs_phrase_key {
	uint32_t hash;
	size_t length;              /* HS_NAME_MAX + 1: longer than any phrase */
	char text[HS_NAME_MAX];
};

/*@ requires \valid(key) && readable(s, length);
    assigns *key \from s[0 .. length - 1];
    ensures key->length <= HS_NAME_MAX + 1;
    ensures \forall integer i; 0 <= i < key->length <= HS_NAME_MAX ==>
            'a' <= key->text[i] <= 'z' || '0' <= key->text[i] <= '9';
*/
static inline void hs_phrase_key(struct hs_phrase_key *key, const char *s, size_t length)
{
	key->hash = 2166136261u;
	key->length = 0;
	/*@ loop invariant i <= length && key->length <= HS_NAME_MAX;
	    loop invariant \forall integer k; 0 <= k < key->length ==>
	            'a' <= key->text[k] <= 'z' || '0' <= key->text[k] <= '9';
	    loop assigns i, *key;
	    loop variant length - i;
	*/
	for (size_t i = 0; i < length; i++) {
		char c = hs_to_lower(s[i]);

		if (!hs_is_digit(c) && !hs_is_lower(c))
			continue;
		if (key->length == HS_NAME_MAX) {
			key->length++;
			return;
		}
		key->text[key->length++] = c;
		key->hash = (key->hash ^ (unsigned char)c) * 16777619u;
	}
	key->hash ^= key->hash >> 15;
}

#endif
