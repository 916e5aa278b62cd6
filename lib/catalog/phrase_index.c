/* SPDX-License-Identifier: MIT */
/* The keys of phrases: how they are hashed and compared. */

#include "catalog/phrase_index.h"

/* What a byte is in a key; 0 for a byte that is passed over. */
static const unsigned char folded[256] = {
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

/* The next letter, made small, or digit; 0 at the end. */
/*@ requires readable(s, length) && \valid(i) && *i <= length;
    assigns *i;
    ensures \old(*i) <= *i <= length;
    ensures \result != 0 ==> \old(*i) < *i;
*/
static unsigned char next(const char *s, size_t length, size_t *i)
{
	/*@ loop invariant \at(*i, Pre) <= *i <= length;
	    loop assigns *i;
	    loop variant length - *i;
	*/
	while (*i < length) {
		unsigned char c = folded[(unsigned char)s[(*i)++]];

		if (c)
			return c;
	}
	return 0;
}

bool hs_has_key(const char *s, size_t length)
{
	size_t i = 0;

	return next(s, length, &i) != 0;
}

/* The next letter as a number, a being 1; 0 if there is none. */
/*@ requires readable(s, length) && \valid(i) && *i <= length;
    assigns *i;
    ensures \old(*i) <= *i <= length;
    ensures \result < 32;
    ensures \result != 0 ==> \old(*i) < *i;
*/
static unsigned next_letter(const char *s, size_t length, size_t *i)
{
	unsigned char c;

	/*@ loop invariant \at(*i, Pre) <= *i <= length;
	    loop assigns c, *i;
	    loop variant length - *i;
	*/
	do
		c = next(s, length, i);
	while (c && !hs_is_lower((char)c));
	return c & 31u;
}

struct hs_outline hs_outline_of(const char *s, size_t length)
{
	size_t i = 0;
	struct hs_outline outline;
	unsigned letter;

	outline.first = outline.last = next_letter(s, length, &i);
	outline.second = letter = next_letter(s, length, &i);
	/*@ loop invariant i <= length;
	    loop invariant outline.first < 32 && outline.second < 32;
	    loop invariant outline.last < 32 && letter < 32;
	    loop assigns i, letter, outline.last;
	    loop variant length - i + (letter != 0 ? 1 : 0);
	*/
	for (; letter; letter = next_letter(s, length, &i))
		outline.last = letter;
	return outline;
}

/*
 * FNV-1a. Where a byte is passed over, the factor is 1, and is computed so that
 * no compiler makes a branch of it, which no processor could foresee.
 */
uint32_t hs_key_hash(const char *s, size_t length)
{
	uint32_t hash = UINT32_C(2166136261);

	/*@ loop invariant i <= length;
	    loop assigns i, hash;
	    loop variant length - i;
	*/
	for (size_t i = 0; i < length; i++) {
		const unsigned char c = folded[(unsigned char)s[i]];

		hash = (hash ^ c) * ((UINT32_C(16777618) & (0 - (uint32_t)(c != 0))) + 1);
	}
	return hash * UINT32_C(0x9E3779B1);
}

bool hs_same_key(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t i = 0;
	size_t k = 0;
	unsigned char c;

	/*@ loop invariant i <= a_length && k <= b_length;
	    loop assigns i, k, c;
	    loop variant a_length - i;
	*/
	do {
		c = next(a, a_length, &i);
		if (c != next(b, b_length, &k))
			return false;
	} while (c);
	return true;
}
