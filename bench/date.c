/* SPDX-License-Identifier: MIT */
/* HTTP-date: the three forms of RFC 9110, 5.6.7, and their mix. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "harness.h"

enum { ROOM = 40 };             /* bytes for a date: more than the longest */

static char texts[BENCH_INPUTS][ROOM];
static struct bench_text inputs[BENCH_INPUTS];
static long long expected[BENCH_INPUTS];

static const char *const names[] = {
	"empty", "ours", "curl", "apr", "soup", "neon", "strptime", "rust", "poco"
};

/* ---- Inputs ----------------------------------------------------------------- */

enum form { IMF, RFC850, ASCTIME, ALL };

static const char *const formats[ALL] = {
	"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"
};

/* 1980 to 2025: two digits mean the same to all. The locale is "C". */
static void make(enum form form)
{
	const uint32_t first = 315532800, end = 1767225600;

	for (size_t i = 0; i < BENCH_INPUTS; i++) {
		time_t t = (time_t)(first + bench_below(end - first));
		enum form which = form == ALL ? (enum form)bench_below(ALL) : form;
		struct tm tm;

		gmtime_r(&t, &tm);
		inputs[i].s = texts[i];
		inputs[i].length = strftime(texts[i], ROOM, formats[which], &tm);
		expected[i] = t;
	}
}

/* ---- Candidates --------------------------------------------------------------- */

static void note(void *peer, char *text, size_t size)
{
	bench_one_number *one = BENCH_FUNCTION(bench_one_number, peer, "date_one");
	size_t wrong = 0;

	for (size_t i = 0; i < BENCH_INPUTS; i++)
		wrong += one(&inputs[i]) != expected[i];
	snprintf(text, size, "%.1f %% wrong", 100.0 / BENCH_INPUTS * (double)wrong);
}

static void measure(const char *mix_name, enum form form)
{
	struct bench_mix mix = { "date", mix_name, inputs, sizeof(inputs[0]) };
	struct bench_candidate candidates[BENCH_CANDIDATES];

	make(form);
	bench_measure(&mix, candidates, bench_collect(candidates, "date", names, BENCH_COUNT(names),
	                                              note));
}

int main(void)
{
	bench_start();
	measure("IMF-fixdate", IMF);
	measure("RFC 850", RFC850);
	measure("asctime", ASCTIME);
	measure("mix", ALL);
	return 0;
}
