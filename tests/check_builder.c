/* SPDX-License-Identifier: MIT */
/*
 * check_builder.c - builders: values that a program sets, and the order of its calls
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_catalog.h"

/* ---- Setting --------------------------------------------------------------- */

START_TEST(every_field_by_program)
{
	httpstatus_builder *builder = new_builder();
	struct text text = full_text("\n");
	const httpstatus_catalog *by_text = load(text.s), *by_set;
	char name[32], value[128];
	size_t i;

	for (i = 0; i < EVERY_FIELD; i++) {
		/* Copied: the library may not keep the pointers. */
		snprintf(name, sizeof(name), "%s", every_field[i].name);
		snprintf(value, sizeof(value), "%s", every_field[i].value);
		ck_assert_int_eq(httpstatus_builder_set(builder, every_field[i].code, name, value), 0);
	}
	ck_assert_uint_eq(problem_count(builder), 0);
	by_set = build(builder);
	httpstatus_builder_free(builder);
	is_full(by_set);
	same_catalogs(by_text, by_set);
	same_catalogs(by_set, by_text);
	httpstatus_catalog_unref(by_set);
	httpstatus_catalog_unref(by_text);
	free(text.s);
}
END_TEST

static void set_refused(int code, const char *field, const char *value, const char *word)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;
	const char *s;
	int severity, line;

	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "t"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Format", "1"), 0);
	if (httpstatus_builder_set(builder, code, field, value) != HTTPSTATUS_E_CATALOG)
		ck_abort_msg("%d: %s: %s was not refused", code, field, value);
	s = httpstatus_builder_problem(builder, 0, &severity, &line);
	ck_assert_ptr_nonnull(s);
	if (!strstr(s, field) || !strstr(s, word) || !strstr(s, "error: "))
		ck_abort_msg("\"%s\" lacks %s or %s", s, field, word);
	ck_assert_int_eq(severity, ERROR);
	ck_assert_int_eq(line, 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(catalog);
	httpstatus_builder_free(builder);
}

START_TEST(values_refused_when_set)
{
	char name[140];

	set_refused(503, "Retry", "maybe", "expected");
	set_refused(503, "Limit", "15", "0 to 14");
	set_refused(503, "Limit", "255", "0 to 14");
	set_refused(503, "Limit", "1x", "0 to 14");
	set_refused(503, "Limit", "1-", "0 to 14");
	set_refused(503, "Limit", "-1", "0 to 14");
	set_refused(503, "Limit", "4294967297", "0 to 14");
	set_refused(503, "Must-Send", "@Date", "'@Date'");
	set_refused(503, "Must-Send", "Da/te", "'Da/te'");
	/* Words that differ only in their first letter. */
	set_refused(503, "Retry", "atop", "'atop'");
	set_refused(503, "Flags", "so-store", "'so-store'");
	set_refused(503, "Reason", "", "nothing");
	set_refused(503, "Reason", " ", "nothing");
	set_refused(503, "Reason", "\t \t", "nothing");
	set_refused(503, "Retry", "", "nothing");
	set_refused(503, "Flags", "bad", "'bad'");
	set_refused(503, "Reason", "a\nb", "");
	set_refused(503, "Reason", "a\x7F", "");
	set_refused(503, "Summary", "\xFF", "UTF-8");
	set_refused(503, "Title", "x", "");
	set_refused(-1, "Reason", "x", "");
	set_refused(-1, "Scope", "some", "'some'");
	set_refused(-1, "Extends", "nobody", "'nobody'");
	memset(name, 'n', 129);
	name[129] = '\0';
	set_refused(503, "Reason", name, "128");
	set_refused(503, "Alias", name, "128");
	set_refused(503, "May-Send", name, "128");
}
END_TEST

/* Field names are tokens: RFC 9110, 5.6.2. A comma and white space stand between them. */
START_TEST(field_names_are_tokens)
{
	static const char tchar[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
	                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	for (int c = '!'; c <= '~'; c++) {
		httpstatus_builder *builder;
		const char name[] = { 'X', (char)c, '\0' };
		bool good = strchr(tchar, c);

		if (c == ',')
			continue;
		builder = new_builder();
		if ((httpstatus_builder_set(builder, 503, "May-Send", name) == 0) != good)
			ck_abort_msg("'%s' is %s", name, good ? "refused" : "accepted");
		httpstatus_builder_free(builder);
	}
}
END_TEST

/* 0 and 100 to 999 are one more than a catalog holds. */
START_TEST(too_many_when_set)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *c;
	int code;

	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "t"), 0);
	for (code = 100; code <= 999; code++)
		ck_assert_int_eq(httpstatus_builder_set(builder, code, "Reason", "r"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 999, "Summary", "s"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 0, "Reason", "r"), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_nonnull(strstr(httpstatus_builder_problem(builder, 0, NULL, NULL), "900"));
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	httpstatus_builder_free(builder);
}
END_TEST

START_TEST(catalog_without_a_name)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *c;

	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Reason", "r"), 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "catalog: error: Catalog: missing");
	httpstatus_builder_free(builder);

	/* It is also what a builder lacks to which nobody said anything. */
	builder = new_builder();
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "catalog: error: Catalog: missing");
	httpstatus_builder_free(builder);
}
END_TEST

/* A text first, and then a program that adds to it. */
START_TEST(set_after_read)
{
	httpstatus_builder *builder = new_builder();
	const char *text = STATUS "Reason: r\n";
	const httpstatus_catalog *c;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Limit", "3"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Retry", "retry"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 504, "REASON", "  s  "), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 504, "X-Mine", "x"), 0);
	ck_assert_uint_eq(problem_count(builder), 0);
	c = build(builder);
	is_phrase(c, 503, "r");
	is_phrase(c, 504, "s");
	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_advise(c, 503, 2)), 3);
	httpstatus_catalog_unref(c);
	httpstatus_builder_free(builder);
}
END_TEST

/* A builder makes one catalog; then only its problems can be read. */
START_TEST(after_a_build)
{
	httpstatus_builder *builder = new_builder();
	const char *text = STATUS "Colour: red\nReason: r\n", *problem;
	const httpstatus_catalog *first, *second = httpstatus_builtin("iana");

	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	first = build(builder);
	problem = httpstatus_builder_problem(builder, 0, NULL, NULL);
	ck_assert_int_eq(httpstatus_builder_build(builder, &second), HTTPSTATUS_E_INVAL);
	ck_assert_ptr_null(second);
	ck_assert_int_eq(httpstatus_builder_set(builder, 504, "Reason", "s"), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(read_block(builder, text, strlen(text)), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_read_file(builder, "."), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_add_base(builder, first), HTTPSTATUS_E_INVAL);
	ck_assert_uint_eq(problem_count(builder), 1);
	ck_assert_ptr_eq(httpstatus_builder_problem(builder, 0, NULL, NULL), problem);
	ck_assert(has_problem(builder, WARNING, 5, "Colour"));
	httpstatus_builder_free(builder);
	ck_assert_uint_eq(httpstatus_catalog_size(first), 1);
	is_phrase(first, 503, "r");
	httpstatus_catalog_unref(first);
}
END_TEST

/* Bytes are counted from 1, and the limit that is named can be kept. */
START_TEST(bytes_that_are_named)
{
	char longest[4096 + 1];
	httpstatus_builder *builder = new_builder();

	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Summary", "a\x01"),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert(strstr(problem(builder, 0), "control character at byte 2 of") != NULL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 507, "Summary", "\x7f"),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert(strstr(problem(builder, 1), "control character at byte 1 of") != NULL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 505, "Summary", "ab\xff"),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert(strstr(problem(builder, 2), "byte 3 of the value is not UTF-8") != NULL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 504, "Summary", longest),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert(strstr(problem(builder, 3), "found 4096 bytes") != NULL);
	ck_assert(strstr(problem(builder, 3), "expected at most 4095") != NULL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 506, "Summary", longest + 1), 0);
	httpstatus_builder_free(builder);
}
END_TEST

/* ---- Arguments ------------------------------------------------------------- */

START_TEST(arguments_that_no_call_may_have)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *c = httpstatus_builtin("iana");

	ck_assert_int_eq(httpstatus_builder_new(NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_set(NULL, 503, "Reason", "r"), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, NULL, "r"), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Reason", NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_lt(httpstatus_builder_set(builder, 99, "Reason", "r"), 0);
	ck_assert_int_lt(httpstatus_builder_set(builder, 1, "Reason", "r"), 0);
	ck_assert_int_lt(httpstatus_builder_set(builder, 1000, "Reason", "r"), 0);
	ck_assert_int_lt(httpstatus_builder_set(builder, -2, "Reason", "r"), 0);
	ck_assert_int_eq(httpstatus_builder_read_file(NULL, "x"), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_read_file(builder, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_read_mem(NULL, "x", "x", 1), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_read_mem(builder, NULL, "x", 1), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_read_mem(builder, "x", NULL, 1), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_build(builder, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_build(NULL, &c), HTTPSTATUS_E_INVAL);
	ck_assert_ptr_null(c);
	ck_assert_int_eq(httpstatus_builder_add_base(NULL, httpstatus_builtin("iana")),
	                 HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_add_base(builder, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_load_file("x", NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_load_file(NULL, &c), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_load_mem("x", 1, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_load_mem(NULL, 1, &c), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_load_mem(NULL, 0, &c), HTTPSTATUS_E_CATALOG);
	/* Nothing of this is a problem of a text. */
	ck_assert_uint_eq(problem_count(builder), 0);
	httpstatus_builder_free(builder);
	httpstatus_builder_free(NULL);
	httpstatus_catalog_unref(NULL);
	ck_assert_ptr_null(httpstatus_catalog_ref(NULL));
}
END_TEST

static Suite *builder_suite(void)
{
	Suite *suite = suite_create("builder");
	TCase *setting = tcase_create("setting");
	TCase *arguments = tcase_create("arguments");

	tcase_add_test(setting, every_field_by_program);
	tcase_add_test(setting, values_refused_when_set);
	tcase_add_test(setting, field_names_are_tokens);
	tcase_add_test(setting, too_many_when_set);
	tcase_add_test(setting, catalog_without_a_name);
	tcase_add_test(setting, set_after_read);
	tcase_add_test(setting, after_a_build);
	tcase_add_test(setting, bytes_that_are_named);
	suite_add_tcase(suite, setting);

	tcase_add_test(arguments, arguments_that_no_call_may_have);
	suite_add_tcase(suite, arguments);
	return suite;
}

int main(void)
{
	return run_suite(builder_suite());
}
