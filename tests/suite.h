/* SPDX-License-Identifier: MIT */
/* What all suites share. */
#ifndef SUITE_H
#define SUITE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

/* As ck_assert_msg, which writes a line to a file each time it is passed: for many cases. */
#define INSIST(condition, ...) \
	do { \
		if (!(condition)) \
			ck_abort_msg(__VA_ARGS__); \
	} while (0)

/*
 * Who runs the suites slowly, as valgrind does, sets STRIDE, and has only every
 * STRIDE-th of the cases that are most in number. A prime number, so that no
 * cycle of the cases is left out.
 */
static inline int stride(void)
{
	const char *asked = getenv("STRIDE");
	int cases = asked ? atoi(asked) : 1;

	return cases > 0 ? cases : 1;
}

/* Runs a suite, which it frees; answers the exit status. */
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
