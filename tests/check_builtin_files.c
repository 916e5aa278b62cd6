/* SPDX-License-Identifier: MIT */
/*
 * check_builtin_files.c - the built-in tables against their own files
 *
 * Every built-in catalog, loaded at run time from the file that it was made
 * of, answers the same: each code, each name, each fact, each advice.
 */
/* Directories of large file systems can be read with 32 bits, too. */
#define _FILE_OFFSET_BITS 64

#include <httpstatus.h>

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "same.h"
#include "suite.h"

static const httpstatus_catalog *load(const char *name)
{
	const httpstatus_catalog *catalog;
	char file[64];
	int error;

	snprintf(file, sizeof(file), "lib/catalogs/%s.cat", name);
	error = httpstatus_catalog_load_file(source_path(file).text, &catalog);
	ck_assert_msg(error == 0, "%s: %s", file, httpstatus_strerror(error));
	return catalog;
}

/* Those of the entry, each of which is one of the catalog. */
static void names_are_found(const httpstatus_catalog *catalog, const httpstatus_entry *entry)
{
	const char *name = httpstatus_entry_phrase(entry);

	for (size_t n = 0; name; name = httpstatus_entry_alias(entry, n++))
		INSIST(*name == '\0' || httpstatus_lookup_phrase(catalog, name, strlen(name)), "%s: '%s'",
		       httpstatus_catalog_name(catalog), name);
}

static void same_at_every_code(const httpstatus_catalog *a, const httpstatus_catalog *b)
{
	same_catalogs(a, b);
	for (int code = -1; code <= 1000; code++) {
		const httpstatus_entry *entry = httpstatus_lookup(a, code);

		same_answers(a, b, code);
		SAME(!entry, !httpstatus_lookup(b, code));
		if (!entry)
			continue;
		SAME(httpstatus_entry_catalog(entry), a);
		same_entry(entry, httpstatus_lookup(b, code));
		names_are_found(a, entry);
	}
}

START_TEST(a_file_answers_as_its_table)
{
	const httpstatus_catalog *table = NULL;
	int count = 0;

	while ((table = httpstatus_builtin_next(table))) {
		const httpstatus_catalog *file = load(httpstatus_catalog_name(table));

		ck_assert_ptr_ne(file, table);
		same_at_every_code(table, file);
		httpstatus_catalog_unref(file);
		count++;
	}
	ck_assert_int_gt(count, 20);
}
END_TEST

START_TEST(built_in_catalogs_are_told_about)
{
	const httpstatus_catalog *catalog = NULL;

	ck_assert_ptr_eq(httpstatus_builtin_next(NULL), httpstatus_builtin("iana"));
	while ((catalog = httpstatus_builtin_next(catalog))) {
		ck_assert_ptr_eq(httpstatus_builtin(httpstatus_catalog_name(catalog)), catalog);
		ck_assert_str_ne(httpstatus_catalog_title(catalog), "");
		ck_assert_str_ne(httpstatus_catalog_source(catalog), "");
	}
	/* Some say only what fields mean. */
	ck_assert_uint_eq(httpstatus_catalog_size(httpstatus_builtin("ratelimit")), 0);
	ck_assert_ptr_null(httpstatus_builtin("IANA"));
	ck_assert_ptr_null(httpstatus_builtin(""));
	ck_assert_ptr_null(httpstatus_builtin(NULL));
}
END_TEST

static size_t built_in_count(void)
{
	const httpstatus_catalog *catalog = NULL;
	size_t count = 0;

	while ((catalog = httpstatus_builtin_next(catalog)))
		count++;
	return count;
}

/* Whoever walks over them meets each file once. */
START_TEST(every_file_is_built_in)
{
	DIR *directory = opendir(source_path("lib/catalogs").text);
	const struct dirent *file;
	size_t count = 0;

	ck_assert_ptr_nonnull(directory);
	while ((file = readdir(directory))) {
		const char *dot = strrchr(file->d_name, '.');

		count += dot && strcmp(dot, ".cat") == 0;
	}
	closedir(directory);
	ck_assert_uint_eq(built_in_count(), count);
}
END_TEST

/* They live for ever: letting go once more than one holds is harmless. */
START_TEST(built_in_catalogs_stay)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");

	for (int n = 0; n < 3; n++)
		httpstatus_catalog_unref(iana);
	ck_assert_ptr_eq(httpstatus_catalog_ref(iana), iana);
	ck_assert_str_eq(httpstatus_phrase(iana, 404), "Not Found");
}
END_TEST

START_TEST(only_built_in_catalogs_have_a_next)
{
	const httpstatus_catalog *file = load("nginx");

	ck_assert_ptr_null(httpstatus_builtin_next(file));
	httpstatus_catalog_unref(file);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("built-in files");
	TCase *tests = tcase_create("all");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, a_file_answers_as_its_table);
	tcase_add_test(tests, built_in_catalogs_are_told_about);
	tcase_add_test(tests, every_file_is_built_in);
	tcase_add_test(tests, built_in_catalogs_stay);
	tcase_add_test(tests, only_built_in_catalogs_have_a_next);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
