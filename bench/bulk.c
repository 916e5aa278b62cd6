/* SPDX-License-Identifier: MIT */
/*
 * 64 M codes counted by class: with a call for each, with a table that the
 * public calls filled once, with a plain loop; and how fast the memory is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <httpstatus.h>

#include "harness.h"

enum { CODES = 64 << 20, QUICK_CODES = 16 << 20, ROUNDS = 11, QUICK_ROUNDS = 3, CLASSES = 6,
       TABLE = 1000 };

static int *codes;
static size_t count;
static size_t counts[CLASSES];
static volatile long long sink;

static void by_call(void)
{
	for (size_t i = 0; i < count; i++)
		counts[httpstatus_class_of(codes[i])]++;
}

/* Four tables of counts: the same code in a row does not wait for itself. */
static void by_table(void)
{
	static uint32_t seen[4][TABLE + 1];

	memset(seen, 0, sizeof(seen));
	for (size_t i = 0; i < count; i++) {
		uint32_t code = (uint32_t)codes[i];

		seen[i % 4][code < TABLE ? code : TABLE]++;
	}
	for (int code = 0; code <= TABLE; code++)
		counts[httpstatus_class_of(code)] +=
			(size_t)seen[0][code] + seen[1][code] + seen[2][code] + seen[3][code];
}

static void by_division(void)
{
	for (size_t i = 0; i < count; i++) {
		int code = codes[i];

		counts[code < 100 || code > 599 ? 0 : code / 100]++;
	}
}

/* Comparisons alone, which a compiler turns into vector instructions. */
static void by_comparison(void)
{
	for (size_t start = 0; start < count; start += 65536) {
		uint32_t n1 = 0, n2 = 0, n3 = 0, n4 = 0, n5 = 0;

		for (size_t i = start; i < start + 65536; i++) {
			uint32_t code = (uint32_t)codes[i];

			n1 += code - 100 < 100;
			n2 += code - 200 < 100;
			n3 += code - 300 < 100;
			n4 += code - 400 < 100;
			n5 += code - 500 < 100;
		}
		counts[1] += n1;
		counts[2] += n2;
		counts[3] += n3;
		counts[4] += n4;
		counts[5] += n5;
	}
	counts[0] = count - counts[1] - counts[2] - counts[3] - counts[4] - counts[5];
}

/* Reads every byte and does next to nothing with it. */
static void read_memory(void)
{
	const uint64_t *words = (const uint64_t *)(const void *)codes;
	uint64_t sum = 0;

	for (size_t i = 0; i < count / 2; i++)
		sum += words[i];
	sink = (long long)sum;
}

static const struct {
	const char *name;
	void (*run)(void);
} ways[] = {
	{ "memory", read_memory },
	{ "ours, a call each", by_call },
	{ "ours, a table of 1000", by_table },
	{ "naive loop", by_division },
	{ "comparisons, vectors", by_comparison }
};

/* All ways must agree. */
static void check(void)
{
	size_t expected[CLASSES];

	memset(counts, 0, sizeof(counts));
	by_call();
	memcpy(expected, counts, sizeof(counts));
	for (size_t i = 2; i < BENCH_COUNT(ways); i++) {
		memset(counts, 0, sizeof(counts));
		ways[i].run();
		if (memcmp(counts, expected, sizeof(counts)) != 0)
			bench_die("counts differ", ways[i].name);
	}
}

int main(void)
{
	int rounds = bench_quick() ? QUICK_ROUNDS : ROUNDS;
	double time[BENCH_COUNT(ways)][ROUNDS], bytes;
	char note[64];

	bench_start();
	count = bench_quick() ? QUICK_CODES : CODES;
	bytes = (double)(count * sizeof(*codes));
	codes = malloc(count * sizeof(*codes));
	if (!codes)
		bench_die("out of memory", NULL);
	for (size_t i = 0; i < count; i++)
		codes[i] = (int)bench_below(10) ? 200 + (int)bench_below(3) * 100 + (int)bench_below(12) :
		                                  (int)bench_below(1000);
	check();
	for (int round = 0; round < rounds; round++)
		for (size_t i = 0; i < BENCH_COUNT(ways); i++) {
			double start = bench_core_time();

			ways[i].run();
			time[i][round] = (bench_core_time() - start) / (double)count;
		}
	for (size_t i = 0; i < BENCH_COUNT(ways); i++) {
		size_t n = (size_t)rounds;

		bench_sort(time[i], n);
		snprintf(note, sizeof(note), "%.1f GB/s",
		         bytes / (double)count / bench_quantile(time[i], n, 0.5));
		bench_print("bulk", count == CODES ? "64 M codes" : "16 M codes", ways[i].name,
		            bench_quantile(time[i], n, 0.5), bench_quantile(time[i], n, 0.25),
		            bench_quantile(time[i], n, 0.75), n, note);
	}
	free(codes);
	return 0;
}
