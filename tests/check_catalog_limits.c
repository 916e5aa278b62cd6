/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_limits.c - the longest and the most that a text may have, and one more
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "suite_catalog.h"

/* A text whose fifth line has this many bytes. */
static void long_line(const char *start, size_t length, const char *end, int good)
{
	struct text text = { NULL, 0 };

	put(&text, STATUS "%s", start);
	put_run(&text, 'x', length - strlen(start));
	put(&text, "%s", end);
	if (good)
		httpstatus_catalog_unref(load(text.s));
	else
		refused(text.s, 5, "4096");
	free(text.s);
}

START_TEST(longest_line)
{
	long_line("Summary: ", 4096, "\n", 1);
	long_line("Summary: ", 4096, "", 1);
	long_line("Summary: ", 4097, "\n", 0);
	long_line("Summary: ", 4097, "", 0);
	long_line("#", 4096, "\n", 1);
	long_line("#", 4097, "\n", 0);
	long_line("X-Mine: ", 4097, "\r\n", 0);
}
END_TEST

/* 4000 bytes on one line, a joint, and the rest on the next. */
static void folded(size_t rest, int good)
{
	struct text text = { NULL, 0 };
	const httpstatus_catalog *c;

	put(&text, STATUS "Summary:\n ");
	put_run(&text, 'x', 4000);
	put(&text, "\n ");
	put_run(&text, 'y', rest);
	put(&text, "\n");
	if (good) {
		c = load(text.s);
		ck_assert_uint_eq(strlen(httpstatus_entry_summary(httpstatus_lookup(c, 503))),
		                  4001 + rest);
		httpstatus_catalog_unref(c);
	} else {
		/* What follows is none of it. */
		put(&text, "Reason: r\n");
		refused(text.s, 5, "Summary folded_to_more_than_4096");
	}
	free(text.s);
}

START_TEST(longest_value)
{
	folded(95, 1);
	folded(96, 0);
	folded(4000, 0);
}
END_TEST

static void name_of(const char *head, const char *field, size_t length, int line)
{
	struct text text = { NULL, 0 };

	put(&text, "%s%s: ", head, field);
	put_run(&text, 'n', length);
	put(&text, "\n");
	if (line == 0)
		httpstatus_catalog_unref(load(text.s));
	else
		refused_length(text.s, text.length, line, field);
	free(text.s);
}

START_TEST(longest_names)
{
	name_of(STATUS, "Reason", 128, 0);
	name_of(STATUS, "Reason", 129, 5);
	name_of(STATUS, "Alias", 128, 0);
	name_of(STATUS, "Alias", 129, 5);
	name_of(STATUS, "Must-Send", 128, 0);
	name_of(STATUS, "Must-Send", 129, 5);
}
END_TEST

static void repeated(const char *field, int count, int line)
{
	struct text text = { NULL, 0 };
	const httpstatus_catalog *c;
	const httpstatus_entry *e;
	size_t n;
	int i;

	put(&text, STATUS);
	for (i = 0; i < count; i++)
		put(&text, "%s: item %d\n", field, i);
	if (line == 0) {
		c = load(text.s);
		e = httpstatus_lookup(c, 503);
		for (n = 0; field[0] == 'A' ? httpstatus_entry_alias(e, n) != NULL
		                            : httpstatus_entry_reference(e, n) != NULL; n++)
			;
		ck_assert_uint_eq(n, (size_t)count);
		httpstatus_catalog_unref(c);
	} else {
		refused(text.s, line, field);
	}
	free(text.s);
}

START_TEST(most_repetitions)
{
	repeated("Alias", 32, 0);
	repeated("Alias", 33, 5 + 32);
	repeated("Reference", 16, 0);
	repeated("Reference", 17, 5 + 16);
}
END_TEST

START_TEST(longest_text)
{
	const char *path = "check_builder.tmp";
	struct text text = { NULL, 0 };
	const httpstatus_catalog *catalog;
	httpstatus_builder *builder;
	int severity, line;
	FILE *file;

	put(&text, HEAD);
	while (text.length + 1000 < MEBIBYTE) {
		put(&text, "#");
		put_run(&text, 'x', 998);
		put(&text, "\n");
	}
	put(&text, "#");
	put_run(&text, 'y', MEBIBYTE - text.length);
	ck_assert_uint_eq(text.length, MEBIBYTE);
	httpstatus_catalog_unref(load_length(text.s, text.length));

	put(&text, "z");
	builder = new_builder();
	ck_assert_int_eq(read_block(builder, text.s, text.length), HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_nonnull(httpstatus_builder_problem(builder, 0, &severity, &line));
	ck_assert_int_eq(severity, ERROR);
	ck_assert_ptr_null(httpstatus_builder_problem(builder, 1, NULL, NULL));
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
	httpstatus_builder_free(builder);
	ck_assert_int_eq(httpstatus_catalog_load_mem(text.s, text.length, &catalog),
	                 HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(catalog);

	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text.s, 1, text.length, file), text.length);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(httpstatus_catalog_load_file(path, &catalog), HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(catalog);
	ck_assert_int_eq(truncate(path, (off_t)MEBIBYTE), 0);
	ck_assert_int_eq(httpstatus_catalog_load_file(path, &catalog), 0);
	httpstatus_catalog_unref(catalog);
	unlink(path);
	free(text.s);
}
END_TEST

/* 900 of the base and one more. */
START_TEST(too_many_by_inheritance)
{
	httpstatus_builder *builder = new_builder();
	struct text text = { NULL, 0 };
	const httpstatus_catalog *base, *catalog = NULL;
	const char *more = "Catalog: more\nFormat: 1\nExtends: t\n\nStatus: 000\n\nStatus: 100\n";
	int code, error;

	put(&text, HEAD);
	for (code = 100; code <= 999; code++)
		put(&text, "\nStatus: %d\n", code);
	base = load(text.s);
	ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	ck_assert_int_eq(read_block(builder, more, strlen(more)), 0);
	error = httpstatus_builder_build(builder, &catalog);
	ck_assert_int_eq(error, HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(catalog);
	/* No stanza is to blame, but the catalog. */
	ck_assert(has_problem(builder, ERROR, 1, "900"));
	ck_assert_uint_eq(problem_count(builder), 1);
	httpstatus_builder_free(builder);

	/* Nor is there one where a program set them. */
	builder = new_builder();
	ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "more"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Extends", "t"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 0, "Reason", "r"), 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_LIMIT);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "catalog: error: more than 900 codes");
	httpstatus_builder_free(builder);
	httpstatus_catalog_unref(base);
	free(text.s);
}
END_TEST

/* The limit of a code's aliases counts the inherited ones, and is told line by line. */
START_TEST(too_many_aliases_by_inheritance)
{
	httpstatus_builder *builder = new_builder();
	struct text text = { NULL, 0 };
	const char *more = EXTENDS "t\n\nStatus: 503\nReason: New\nChange: user\n"
	                   "\nStatus: 504\nReason: New\n";
	const httpstatus_catalog *base, *c;
	int code, i;

	put(&text, HEAD);
	for (code = 503; code <= 504; code++) {
		put(&text, "\nStatus: %d\nReason: Old\nRetry: amend\n", code);
		for (i = 0; i < 32; i++)
			put(&text, "Alias: Alias No %d\n", i);
	}
	base = load(text.s);
	ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	ck_assert_int_eq(read_block(builder, more, strlen(more)), 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	ck_assert(has_problem(builder, ERROR, 5, "Alias 32"));
	ck_assert(has_problem(builder, ERROR, 9, "Alias 32"));
	ck_assert_uint_eq(problem_count(builder), 2);
	httpstatus_builder_free(builder);

	builder = new_builder();
	ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "more"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Extends", "t"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 504, "Reason", "New"), 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 0), "status 504: error: Alias: more than 32"));
	ck_assert_uint_eq(problem_count(builder), 1);
	httpstatus_builder_free(builder);
	httpstatus_catalog_unref(base);
	free(text.s);
}
END_TEST

static Suite *catalog_limits_suite(void)
{
	Suite *suite = suite_create("catalog limits");
	TCase *tcase = tcase_create("limits");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, longest_line);
	tcase_add_test(tcase, longest_value);
	tcase_add_test(tcase, longest_names);
	tcase_add_test(tcase, most_repetitions);
	tcase_add_test(tcase, longest_text);
	tcase_add_test(tcase, too_many_by_inheritance);
	tcase_add_test(tcase, too_many_aliases_by_inheritance);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(catalog_limits_suite());
}
