/* SPDX-License-Identifier: MIT */
/* HTTP-date: the three forms of RFC 9110, 5.6.7, and their mix. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "damaged.h"
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

/* ---- Damaged dates ------------------------------------------------------------ */

/* A line for each date: who takes it for one. A line for each peer: how many. */
static void try_damaged(void)
{
	size_t accepted[BENCH_COUNT(names)] = { 0 };
	char note[32];

	for (size_t n = 0; n < BENCH_COUNT(damaged); n++) {
		struct bench_text in = { damaged[n].text, strlen(damaged[n].text) };

		printf("damaged\t%s\t%s\t", damaged[n].text, damaged[n].fault);
		for (size_t i = 1; i < BENCH_COUNT(names); i++) {
			bench_one_number *one =
				BENCH_FUNCTION(bench_one_number, bench_open(names[i]), "date_one");

			if (!one || one(&in) == BENCH_REFUSED)
				continue;
			accepted[i]++;
			printf(" %s", names[i]);
		}
		printf("\n");
	}
	snprintf(note, sizeof(note), "of %zu", BENCH_COUNT(damaged));
	for (size_t i = 1; i < BENCH_COUNT(names); i++)
		if (bench_open(names[i]))
			bench_print("accepted", "damaged dates", names[i], (double)accepted[i], 0, 0, 0, note);
}

int main(void)
{
	bench_start();
	if (!getenv("BENCH_ONLY"))
		try_damaged();
	measure("IMF-fixdate", IMF);
	measure("RFC 850", RFC850);
	measure("asctime", ASCTIME);
	measure("mix", ALL);
	return 0;
}
