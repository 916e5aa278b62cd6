/* SPDX-License-Identifier: MIT */
/* Code to phrase: registered codes, what logs hold, any number. */
#include <stdio.h>
#include <string.h>

#include "harness.h"
#include "phrases.h"

static int inputs[BENCH_INPUTS];

static const char *const names[] = {
	"empty", "ours", "microhttpd", "soup", "http-parser", "beast", "httplib", "poco", "civetweb",
	"rust"
};

/* ---- Inputs ----------------------------------------------------------------- */

static int registered(void)
{
	return phrases[bench_below(PHRASES)].code;
}

/*
 * What the access log of a busy site may hold, in 1000 lines; no log is like
 * another, and only the shape counts: few codes make up nearly all.
 */
static int logged(void)
{
	static const struct { int code, share; } mix[] = {
		{ 200, 800 }, { 304, 60 }, { 404, 45 }, { 302, 25 }, { 301, 20 }, { 206, 10 },
		{ 403, 8 }, { 401, 7 }, { 204, 6 }, { 499, 5 }, { 400, 4 }, { 500, 3 }, { 502, 2 },
		{ 503, 2 }, { 429, 1 }, { 201, 1 }, { 504, 1 }
	};
	int at = (int)bench_below(1000);
	size_t i = 0;

	while (at >= mix[i].share)
		at -= mix[i++].share;
	return mix[i].code;
}

static int any(void)
{
	return (int)bench_below(1201) - 100;
}

/* ---- Candidates --------------------------------------------------------------- */

/* How many of the registered phrases the peer has; not every phrase ends with NUL. */
static void note(void *peer, char *text, size_t size)
{
	bench_one_phrase *one = BENCH_FUNCTION(bench_one_phrase, peer, "phrase_one");
	size_t known = 0;

	for (size_t i = 0; i < PHRASES; i++) {
		const char *answer = one(&phrases[i].code);

		known += answer && strncmp(answer, phrases[i].phrase, phrases[i].length) == 0;
	}
	snprintf(text, size, "%zu of %d phrases", known, (int)PHRASES);
}

static void measure(const char *mix_name, int (*code)(void))
{
	struct bench_mix mix = { "phrase", mix_name, inputs, sizeof(inputs[0]) };
	struct bench_candidate candidates[BENCH_CANDIDATES];

	for (size_t i = 0; i < BENCH_INPUTS; i++)
		inputs[i] = code();
	bench_measure(&mix, candidates, bench_collect(candidates, "phrase", names,
	                                              BENCH_COUNT(names), note));
}

int main(void)
{
	bench_start();
	measure("registered", registered);
	measure("log", logged);
	measure("-100 to 1100", any);
	return 0;
}
