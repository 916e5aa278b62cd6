/* SPDX-License-Identifier: MIT */
/* The index of names: folding, sorting and searching. */

#include <string.h>

#include "catalog/phrase_index.h"

/* What each byte becomes in a folded name; 0: it does not count. */
static const char folded[256] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
	['7'] = '7', ['8'] = '8', ['9'] = '9',
	['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f', ['G'] = 'g',
	['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
	['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u',
	['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z',
	['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g',
	['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n',
	['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't', ['u'] = 'u',
	['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'
};

bool hs_fold_name(const char *s, size_t length, struct hs_name *name)
{
	size_t count = 0;

	/*@ loop invariant i <= length && count <= 129;
	    loop assigns i, count, name->text[0 .. 128];
	    loop variant length - i;
	*/
	for (size_t i = 0; i < length && count <= HS_NAME_MAX; i++) {
		const char c = folded[(unsigned char)s[i]];

		/* The next byte overwrites one that does not count: no branch to mispredict. */
		name->text[count] = c;
		count += c != '\0';
	}
	name->length = count;
	return count > 0 && count <= HS_NAME_MAX;
}

/* The order of the index. */
static int compare(const char *a, size_t a_length, const char *b, size_t b_length)
{
	if (a_length != b_length)
		return a_length < b_length ? -1 : 1;
	return memcmp(a, b, a_length);
}

static int compare_keys(const struct hs_key *a, const struct hs_key *b, const char *texts)
{
	return compare(texts + a->text, a->length, texts + b->text, b->length);
}

/* Merges two sorted runs, [0 .. middle) and [middle .. end). Equal keys stay in their order. */
static void merge(const struct hs_key *keys, uint32_t middle, uint32_t end, struct hs_key *merged,
                  const char *texts)
{
	uint32_t a = 0;
	uint32_t b = middle;

	while (a < middle && b < end)
		*merged++ = compare_keys(&keys[a], &keys[b], texts) <= 0 ? keys[a++] : keys[b++];
	while (a < middle)
		*merged++ = keys[a++];
	while (b < end)
		*merged++ = keys[b++];
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/*
 * A merge sort: equal keys stay in their order, and its bound does not depend on the
 * keys. Of qsort C promises neither.
 */
static void sort(struct hs_key *keys, struct hs_key *spare, uint32_t count, const char *texts)
{
	for (uint32_t run = 1; run < count; run *= 2) {
		for (uint32_t at = 0; at < count; at += 2 * run)
			merge(&keys[at], least(run, count - at), least(2 * run, count - at), &spare[at],
			      texts);
		memcpy(keys, spare, count * sizeof(*keys));
	}
}

uint32_t hs_sort_keys(struct hs_key *keys, struct hs_key *spare, uint32_t count,
                      const char *texts)
{
	uint32_t kept = 0;

	sort(keys, spare, count, texts);
	for (uint32_t n = 0; n < count; n++)
		if (kept == 0 || compare_keys(&keys[kept - 1], &keys[n], texts) != 0)
			keys[kept++] = keys[n];
	return kept;
}

const struct hs_key *hs_find_key(const struct hs_key *keys, uint32_t count, const char *texts,
                                 const struct hs_name *name)
{
	uint32_t low = 0;
	uint32_t high = count;

	while (low < high) {
		const uint32_t middle = low + (high - low) / 2;
		const struct hs_key *key = &keys[middle];
		const int order = compare(name->text, name->length, texts + key->text, key->length);

		if (order == 0)
			return key;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
