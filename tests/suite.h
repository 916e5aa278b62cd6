/* SPDX-License-Identifier: MIT */
/* What all suites share. */
#ifndef SUITE_H
#define SUITE_H

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* As ck_assert_msg, which writes a line to a file each time it is passed: for many cases. */
#define INSIST(condition, ...) \
	do { \
		if (!(condition)) \
			ck_abort_msg(__VA_ARGS__); \
	} while (0)

/*
 * How much is run of the tests that have very many cases, such as all days of
 * 8000 years, or no last one, such as random texts: CHECK_PERCENT, 1 to 100.
 */
static inline int percent(void)
{
	static int share;

	if (!share) {
		const char *asked = getenv("CHECK_PERCENT");

		share = asked ? atoi(asked) : 10;
		if (share < 1 || share > 100)
			ck_abort_msg("CHECK_PERCENT: found '%s', expected 1 to 100", asked);
	}
	return share;
}

/* Of so many random cases, a multiple of 100. */
static inline int rounds(int all)
{
	return all / 100 * percent();
}

/*
 * Every stride-th of the cases that can be counted. A prime number, so that no
 * cycle of the cases is left out; or 1.
 */
static inline int stride(void)
{
	int step = 100 / percent();

	for (int divisor = 2; divisor < step; divisor++)
		if (step % divisor == 0) {
			step++;
			divisor = 1;
		}
	return step;
}

/* Random numbers, in every run the same: xorshift64*, by Marsaglia and Vigna. */
static inline uint64_t any64(void)
{
	static uint64_t state = UINT64_C(0x9E3779B97F4A7C15);

	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * UINT64_C(0x2545F4914F6CDD1D);
}

/* 0 to below - 1. */
static inline uint32_t any(uint32_t below)
{
	return (uint32_t)((any64() >> 32) % below);
}

/* A copy that ends where the text ends, so that a byte read too much is seen; to be freed. */
static inline char *block_of(const char *text, size_t length)
{
	char *block = malloc(length ? length : 1);

	if (!block)
		ck_abort_msg("out of memory");
	memcpy(block, text, length);
	return block;
}

/* Runs a suite, which it frees; returns the exit status. */
static inline int run_suite(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* The path of a file of the source tree, where make says that is. */
struct source_path {
	char text[1024];
};

static inline struct source_path source_path(const char *name)
{
	const char *srcdir = getenv("srcdir");
	struct source_path path;

	snprintf(path.text, sizeof(path.text), "%s/%s", srcdir ? srcdir : ".", name);
	return path;
}

/* Opens a file of the source tree; without it there is no test. */
static inline FILE *open_source(const char *name)
{
	struct source_path path = source_path(name);
	FILE *file = fopen(path.text, "r");

	ck_assert_msg(file != NULL, "%s cannot be read", path.text);
	return file;
}

#endif
