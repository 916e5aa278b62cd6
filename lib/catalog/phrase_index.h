/* SPDX-License-Identifier: MIT */
/*
 * The index of a catalog's names, by which a phrase or an alias is found.
 *
 * A name is folded to what counts of it: its ASCII digits, and its ASCII
 * letters in lower case. "Not Found", "NotFound" and "not_found" all become
 * "notfound". The index is an array of folded names, sorted: short ones before
 * long ones, those of one length byte by byte. A look-up folds the text it is
 * given and does a binary search.
 *
 * There is no hash, and so there are no names that collide. Whatever n names a
 * catalog has, sorting them takes fewer than n * (log2(n) + 1) comparisons and a
 * look-up at most log2(n) + 1, each of at most HS_NAME_MAX bytes. A file of
 * 1 MiB keeps n below 2^19.
 */
#ifndef HS_PHRASE_INDEX_H
#define HS_PHRASE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/chars.h"
#include "catalog/catalog.h"

/* A folded name. No NUL ends it. */
struct hs_name {
	char text[HS_NAME_MAX + 1]; /* with room for one byte too many, which is noticed */
	size_t length;
};

/*
 * Folds a text of any length. False if it cannot be a name: none of its bytes
 * counts, or more than HS_NAME_MAX do.
 */
/*@ requires readable(s, length);
    requires \valid(name) && \separated(name, s + (0 .. length - 1));
    assigns *name, \result \from s[0 .. length - 1];
    ensures \result == 0 ||
            (\result == 1 && \initialized(&name->length) && 0 < name->length <= 128);
*/
bool hs_fold_name(const char *s, size_t length, struct hs_name *name);

/*
 * Sorts keys, whose names lie at their offsets from texts, and drops those of a
 * name that an earlier key has. Returns how many are left. spare has room for count.
 */
uint32_t hs_sort_keys(struct hs_key *keys, struct hs_key *spare, uint32_t count,
                      const char *texts);

/* The key of the name among sorted ones, or NULL. */
/*@ requires count > 0 ==> \valid_read(keys + (0 .. count - 1));
    requires \valid_read(name) && name->length <= 128;
    assigns \result \from keys, count, texts, *name;
    ensures \result == \null || \subset(\result, keys + (0 .. count - 1));
*/
const struct hs_key *hs_find_key(const struct hs_key *keys, uint32_t count, const char *texts,
                                 const struct hs_name *name);

#endif
