/* SPDX-License-Identifier: MIT */
/*
 * How a phrase is found. Its key are its ASCII letters and digits, the letters
 * small: "Not Found", "NotFound" and "not_found" have one key. It is never
 * written out: texts are hashed and compared as they are. The spelling, which
 * is sooner hashed, finds nearly all that is there; the first letters tell of
 * nearly all else that it is not there; the key decides about the rest.
 */
#ifndef HS_PHRASE_INDEX_H
#define HS_PHRASE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/chars.h"
#include "base/words.h"

/* ---- Spellings --------------------------------------------------------- */

/* Nearly all phrases are as long as this; others have no spelling, but their key alone. */
/*@ assigns \nothing;
    ensures \result <==> length <= 32;
*/
static inline bool hs_has_spelling(size_t length)
{
	return length <= 32;
}

/* Without the bit in which a letter and its small form differ. */
/*@ assigns \nothing; */
static inline uint64_t hs_fold_word(uint64_t word)
{
	return word | HS_EACH(0x20);
}

/*
 * A sum of products, which a processor computes side by side; its best bits are
 * on top. With these factors, found by trial, hardly any two phrases of the
 * built-in catalogs meet.
 */
/*@ assigns \nothing; */
static inline uint32_t hs_spelling_hash(struct hs_words spelling)
{
	const uint64_t outer = hs_fold_word(spelling.first) + 8 * hs_fold_word(spelling.last);
	const uint64_t inner = hs_fold_word(spelling.second) + 8 * hs_fold_word(spelling.third);

	return (uint32_t)((outer * UINT64_C(0xD769EB5CF7F69E49) +
	                   inner * UINT64_C(0xD8ECE6E4456954A5)) >> 32);
}

/*
 * Whether texts of one length, of which one has no digit and no control
 * character, differ in the case of letters alone, or in bytes of no key.
 * Digits lie 0x20 above control characters, and all other bytes of no key
 * above, or below, another one of that kind.
 */
/*@ assigns \nothing;
    ensures \result == 0 || \result == 1;
*/
static inline bool hs_same_spelling(struct hs_words a, struct hs_words b)
{
	return hs_fold_word((a.first ^ b.first) | (a.second ^ b.second) | (a.third ^ b.third) |
	                    (a.last ^ b.last)) == HS_EACH(0x20);
}

/* ---- Letters at both ends ------------------------------------------------ */

/* Letters of a text as numbers, a and A being 1; 0: there is none. */
struct hs_outline {
	unsigned first, second, last;
};

/*@ requires readable(s, length);
    assigns \nothing;
    ensures \result.first < 32 && \result.second < 32 && \result.last < 32;
*/
struct hs_outline hs_outline_of(const char *s, size_t length);

/* 0x80 in each byte that is a letter. */
/*@ assigns \nothing; */
static inline uint64_t hs_letters(uint64_t word)
{
	const uint64_t small = (word | HS_EACH(0x20)) & HS_EACH(0x7f);

	return (small + HS_EACH(0x80 - 'a')) & ~(small + HS_EACH(0x7f - 'z')) & ~word &
	       HS_EACH(0x80);
}

/* The number of the letter of the lowest bit in letters. */
/*@ requires letters != 0;
    assigns \nothing;
    ensures \result < 32;
*/
static inline unsigned hs_first_letter(uint64_t word, uint64_t letters)
{
	return (unsigned)(word >> (__builtin_ctzll(letters) / 8 * 8)) & 31;
}

/* Whether the word, the first eight bytes of a text, may begin like one of these. */
/*@ requires \valid_read(starts + (0 .. 31));
    assigns \nothing;
*/
HS_ALWAYS_INLINE bool hs_may_start(const uint32_t *starts, uint64_t word)
{
	const uint64_t letters = hs_letters(word);
	const uint64_t others = letters & (letters - 1);

	/* More letters may follow. */
	if (!HS_LIKELY(others))
		return true;
	return starts[hs_first_letter(word, letters)] >> hs_first_letter(word, others) & 1;
}

/* Whether it does if it is the whole text, with zeros behind, which stand for no letter. */
/*@ requires \valid_read(starts + (0 .. 31));
    assigns \nothing;
*/
HS_ALWAYS_INLINE bool hs_does_start(const uint32_t *starts, uint64_t word)
{
	const uint64_t letters = hs_letters(word);
	const uint64_t others = letters & (letters - 1);
	const uint64_t end = UINT64_C(1) << 63;

	return starts[hs_first_letter(word, letters | end)] >> hs_first_letter(word, others | end) & 1;
}

/* The number of the letter of the highest bit in letters. */
/*@ requires letters != 0;
    assigns \nothing;
    ensures \result < 32;
*/
static inline unsigned hs_last_letter(uint64_t word, uint64_t letters)
{
	return (unsigned)(word >> ((63 - __builtin_clzll(letters)) / 8 * 8)) & 31;
}

/* Whether a text of these words may end like one of these that begin with its first letter. */
/*@ requires \valid_read(ends + (0 .. 31));
    assigns \nothing;
*/
static inline bool hs_may_end(const uint32_t *ends, struct hs_words words)
{
	const uint64_t at_start = hs_letters(words.first);
	const uint64_t at_end = hs_letters(words.last);

	/* Letters may lie between, or, in a text of one word, there is no last one. */
	if (at_start == 0 || at_end == 0)
		return true;
	return ends[hs_first_letter(words.first, at_start)] >>
	       hs_last_letter(words.last, at_end) & 1;
}

/* ---- Keys -------------------------------------------------------------- */

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
