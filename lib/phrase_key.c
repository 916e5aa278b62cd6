/* SPDX-License-Identifier: MIT */
/* The key by which a phrase is found. Eight bytes are looked at in one step. */

#include "phrase_key.h"

#include "chars.h"

/* A word of eight bytes of this value. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Eight bytes as a word, the first one lowest; compilers make one load of it. */
static inline uint64_t word_at(const char *s)
{
	const unsigned char *b = (const unsigned char *)s;

	return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
	       (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
	       (uint64_t)b[7] << 56;
}

/* The bytes of a text that is shorter than a word, and zeros behind them. */
static uint64_t short_word(const char *s, size_t length)
{
	uint64_t word = 0;

	for (size_t i = 0; i < length; i++)
		word |= (uint64_t)(unsigned char)s[i] << 8 * i;
	return word;
}

/* The word n of a longer text. The last one is read from the end, less what an earlier one has. */
static inline uint64_t word_of(const char *s, size_t length, size_t n)
{
	size_t at = 8 * n < length - 8 ? 8 * n : length - 8;

	return word_at(s + at) >> 8 * (8 * n - at);
}

static size_t word_count(size_t length)
{
	return length / 8 + (length % 8 != 0);
}

/*
 * The letters of eight bytes, as 1 to 26; the other bytes are 0. Each of the
 * sums sets the high bit of the bytes from some value on.
 */
static inline uint64_t letters(uint64_t bytes)
{
	const uint64_t small = (bytes & EACH(0x7f)) | EACH(0x20);
	const uint64_t are = (small + EACH(0x80 - 'a')) & ~(small + EACH(0x7f - 'z')) & ~bytes &
	                     EACH(0x80);

	return small & ((are >> 2) - (are >> 7));
}

/* Of eight bytes below 32. */
static inline uint32_t sum(uint64_t bytes)
{
	return (uint32_t)(bytes * EACH(1) >> 56);
}

/* Two sums, so that it makes no difference where the letters stand. */
static inline uint32_t sums(uint64_t bytes)
{
	const uint64_t word = letters(bytes);

	return sum(word) + (sum(word ^ (word >> 3 & EACH(3))) << 16);
}

/* Anagrams have the same hash: there are none. Digits do not count: there are few. */
uint32_t hs_phrase_hash(const char *s, size_t length)
{
	uint32_t hash = 0;

	if (length < 8)
		hash = sums(short_word(s, length));
	else
		for (size_t n = 0; n < word_count(length); n++)
			hash += sums(word_of(s, length, n));
	return hash * UINT32_C(0x9E3779B1) >> 16;
}

/*
 * What two words differ in besides the case of letters. A letter and its small
 * form differ in 0x20; of the other pairs of bytes with 0x40 that differ in
 * it, neither counts.
 */
static inline uint64_t difference(uint64_t a, uint64_t b)
{
	return (a ^ b) & ~(a >> 1 & EACH(0x20));
}

/* Texts of one length that differ in nothing but case, as most have that are looked up. */
static bool is_same_text(const char *a, const char *b, size_t length)
{
	uint64_t differences = 0;

	if (length < 8)
		return difference(short_word(a, length), short_word(b, length)) == 0;
	for (size_t n = 0; n < word_count(length); n++)
		differences |= difference(word_of(a, length, n), word_of(b, length, n));
	return differences == 0;
}

/* The next letter, made small, or digit; 0 at the end. */
static char next(const char *s, size_t length, size_t *i)
{
	while (*i < length) {
		char c = hs_to_lower(s[(*i)++]);

		if (hs_is_digit(c) || hs_is_lower(c))
			return c;
	}
	return 0;
}

bool hs_same_key(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t i = 0;
	size_t k = 0;
	char c;

	if (a_length == b_length && is_same_text(a, b, a_length))
		return true;
	do {
		c = next(a, a_length, &i);
		if (c != next(b, b_length, &k))
			return false;
	} while (c);
	return true;
}

bool hs_has_key(const char *s, size_t length)
{
	size_t i = 0;

	return next(s, length, &i) != 0;
}
