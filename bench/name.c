/* SPDX-License-Identifier: MIT */
/* Phrase to code: as registered, in mixed case, nearly right, random. */
#include <stdio.h>
#include <string.h>

#include "harness.h"
#include "phrases.h"

enum { ROOM = 48 };             /* bytes for a text: more than the longest phrase */

static char texts[BENCH_INPUTS][ROOM];
static struct bench_text inputs[BENCH_INPUTS];
static int expected[BENCH_INPUTS];

static const char *const names[] = { "empty", "ours", "gperf", "gperf-i", "bsearch", "linear" };

/* ---- Inputs ----------------------------------------------------------------- */

typedef void change_fn(char *text);

static void as_is(char *text)
{
	(void)text;
}

static int is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Each letter large or small by chance. */
static void mix_case(char *text)
{
	for (; *text; text++)
		if (is_letter(*text) && bench_below(2))
			*text = (char)(*text ^ 0x20);
}

/* One letter is another one, or gone. */
static void miss(char *text)
{
	size_t length = strlen(text), at;

	do
		at = bench_below((uint32_t)length);
	while (!is_letter(text[at]));
	if (bench_below(2))
		text[at] = text[at] == 'q' ? 'j' : 'q';
	else
		memmove(text + at, text + at + 1, length - at);
}

/* Printable bytes, as many as phrases have. */
static void scatter(char *text)
{
	size_t length = 2 + bench_below(30);

	for (size_t i = 0; i < length; i++)
		text[i] = (char)(' ' + bench_below(95));
	text[length] = '\0';
}

static void make(change_fn *change, int known)
{
	for (size_t i = 0; i < BENCH_INPUTS; i++) {
		const struct phrase *phrase = &phrases[bench_below(PHRASES)];

		if (phrase->length >= ROOM)
			bench_die("a phrase too long", phrase->phrase);
		memcpy(texts[i], phrase->phrase, phrase->length + 1);
		change(texts[i]);
		inputs[i].s = texts[i];
		inputs[i].length = strlen(texts[i]);
		expected[i] = known ? phrase->code : (int)BENCH_REFUSED;
	}
}

/* ---- Candidates --------------------------------------------------------------- */

static void note(void *peer, char *text, size_t size)
{
	bench_one_number *one = BENCH_FUNCTION(bench_one_number, peer, "name_one");
	size_t wrong = 0;

	for (size_t i = 0; i < BENCH_INPUTS; i++)
		wrong += one(&inputs[i]) != expected[i];
	snprintf(text, size, "%.1f %% wrong", 100.0 / BENCH_INPUTS * (double)wrong);
}

static void measure(const char *mix_name, change_fn *change, int known)
{
	struct bench_mix mix = { "name", mix_name, inputs, sizeof(inputs[0]) };
	struct bench_candidate candidates[BENCH_CANDIDATES];

	make(change, known);
	bench_measure(&mix, candidates, bench_collect(candidates, "name", names, BENCH_COUNT(names),
	                                              note));
}

int main(void)
{
	bench_start();
	measure("exact", as_is, 1);
	measure("mixed case", mix_case, 1);
	measure("near miss", miss, 0);
	measure("random text", scatter, 0);
	return 0;
}
