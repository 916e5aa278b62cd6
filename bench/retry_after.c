/* SPDX-License-Identifier: MIT */
/* Retry-After to a delay in milliseconds: seconds, dates, and half of each. */
#include <stdio.h>
#include <time.h>

#include "harness.h"

enum { ROOM = 40 };             /* bytes for a value: more than the longest */

static char texts[BENCH_INPUTS][ROOM];
static struct bench_text inputs[BENCH_INPUTS];
static long long expected[BENCH_INPUTS];

static const char *const names[] = { "empty", "ours", "curl" };

/* How many of a hundred values are dates: 1 second to 2 hours ahead. */
static void make(uint32_t dates)
{
	for (size_t i = 0; i < BENCH_INPUTS; i++) {
		uint32_t delay = 1 + bench_below(7200);
		time_t t = (time_t)(BENCH_NOW + delay);
		struct tm tm;
		int length;

		if (bench_below(100) < dates) {
			gmtime_r(&t, &tm);
			length = (int)strftime(texts[i], ROOM, "%a, %d %b %Y %H:%M:%S GMT", &tm);
		} else {
			length = snprintf(texts[i], ROOM, "%u", delay);
		}
		inputs[i].s = texts[i];
		inputs[i].length = (size_t)length;
		expected[i] = delay * 1000LL;
	}
}

static void note(void *peer, char *text, size_t size)
{
	bench_one_number *one = BENCH_FUNCTION(bench_one_number, peer, "retry_after_one");
	size_t wrong = 0;

	for (size_t i = 0; i < BENCH_INPUTS; i++)
		wrong += one(&inputs[i]) != expected[i];
	snprintf(text, size, "%.1f %% wrong", 100.0 / BENCH_INPUTS * (double)wrong);
}

static void measure(const char *mix_name, uint32_t dates)
{
	struct bench_mix mix = { "retry_after", mix_name, inputs, sizeof(inputs[0]) };
	struct bench_candidate candidates[BENCH_CANDIDATES];

	make(dates);
	bench_measure(&mix, candidates, bench_collect(candidates, "retry_after", names,
	                                              BENCH_COUNT(names), note));
}

int main(void)
{
	bench_start();
	measure("seconds", 0);
	measure("date", 100);
	measure("mix", 50);
	return 0;
}
