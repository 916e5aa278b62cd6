/* SPDX-License-Identifier: MIT */
/* The key by which a phrase is found, and the spelling by which it is found sooner. */

#include "phrase.h"

/* ---- Spellings --------------------------------------------------------- */

/* A word of eight bytes of this value. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Eight bytes as a word, the first one lowest; compilers make one load of it. */
/*@ requires \valid_read(s + (0 .. 7));
    assigns \nothing;
*/
static inline uint64_t word_at(const char *s)
{
	const unsigned char *b = (const unsigned char *)s;

	return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
	       (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
	       (uint64_t)b[7] << 56;
}

/* The bytes of a text that is shorter than a word, and zeros behind them. */
/*@ requires readable(s, length) && length < 8;
    assigns \nothing;
*/
static uint64_t short_word(const char *s, size_t length)
{
	uint64_t word = 0;

	/*@ loop invariant i <= length;
	    loop assigns i, word;
	    loop variant length - i;
	*/
	for (size_t i = 0; i < length; i++)
		word |= (uint64_t)(unsigned char)s[i] << 8 * i;
	return word;
}

/*
 * Nearly all texts that are looked up have 8 to 32 bytes. Four words cover
 * them whatever their length, some bytes more than once: where a loop over
 * them ends, no processor can foresee.
 */
struct words {
	uint64_t first, second, third, last;
};

/*@ requires readable(s, length) && 8 <= length <= 32;
    assigns \nothing;
*/
static inline struct words words_of(const char *s, size_t length)
{
	const size_t second = length < 16 ? length - 8 : 8;
	const size_t third = length < 16 ? 0 : length - 16;

	return (struct words){
		word_at(s), word_at(s + second), word_at(s + third), word_at(s + length - 8)
	};
}

/*@ assigns \nothing;
    ensures \result <==> 8 <= length <= 32;
*/
static inline bool is_usual(size_t length)
{
	return length >= 8 && length <= 32;
}

/* Case is one bit of letters; that others lose it, too, makes no difference here. */
/*@ assigns \nothing; */
static inline uint64_t mix(uint64_t hash, uint64_t word)
{
	return (hash ^ (word | EACH(0x20))) * UINT64_C(0x9E3779B97F4A7C15);
}

uint32_t hs_spelling_hash(const char *s, size_t length)
{
	uint64_t hash = length;

	if (is_usual(length)) {
		const struct words words = words_of(s, length);

		hash = mix(mix(hash, words.first), words.second);
		hash = mix(mix(hash, words.third), words.last);
	} else {
		/*@ loop invariant length <= \at(length, Pre);
		    loop invariant readable(s, length);
		    loop assigns s, length, hash;
		    loop variant length;
		*/
		for (; length >= 8; s += 8, length -= 8)
			hash = mix(hash, word_at(s));
		hash = mix(hash, short_word(s, length));
	}
	return (uint32_t)(hash >> 32);
}

/*
 * What two words differ in besides the case of letters. A letter and its small
 * form differ in 0x20; of the other pairs of bytes with 0x40 that differ in
 * it, neither counts.
 */
/*@ assigns \nothing; */
static inline uint64_t difference(uint64_t a, uint64_t b)
{
	return (a ^ b) & ~(a >> 1 & EACH(0x20));
}

bool hs_same_spelling(const char *a, const char *b, size_t length)
{
	uint64_t differences = 0;

	if (is_usual(length)) {
		const struct words words = words_of(a, length);
		const struct words others = words_of(b, length);

		return (difference(words.first, others.first) | difference(words.second, others.second) |
		        difference(words.third, others.third) | difference(words.last, others.last)) == 0;
	}
	/*@ loop invariant length <= \at(length, Pre);
	    loop invariant readable(a, length) && readable(b, length);
	    loop assigns a, b, length, differences;
	    loop variant length;
	*/
	for (; length >= 8; a += 8, b += 8, length -= 8)
		differences |= difference(word_at(a), word_at(b));
	return (differences | difference(short_word(a, length), short_word(b, length))) == 0;
}

/* ---- Keys -------------------------------------------------------------- */

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
	return hash ^ hash >> 15;
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
