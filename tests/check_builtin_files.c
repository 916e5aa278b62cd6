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

typedef const char *text_list(const httpstatus_entry *entry, size_t n);

static void same_texts(const httpstatus_entry *a, const httpstatus_entry *b, text_list *list)
{
	for (size_t n = 0; list(a, n) || list(b, n); n++) {
		ck_assert_ptr_nonnull(list(a, n));
		ck_assert_ptr_nonnull(list(b, n));
		ck_assert_str_eq(list(a, n), list(b, n));
	}
}

static void same_headers(const httpstatus_entry *a, const httpstatus_entry *b)
{
	int level_a = 1;
	int level_b = 1;

	for (size_t n = 0; level_a; n++) {
		const char *name_a = httpstatus_entry_field(a, n, &level_a);
		const char *name_b = httpstatus_entry_field(b, n, &level_b);

		ck_assert_int_eq(level_a, level_b);
		ck_assert_pstr_eq(name_a, name_b);
	}
}

static void same_entry(const httpstatus_entry *a, const httpstatus_entry *b)
{
	ck_assert_int_eq(httpstatus_entry_code(a), httpstatus_entry_code(b));
	ck_assert_str_eq(httpstatus_entry_phrase(a), httpstatus_entry_phrase(b));
	ck_assert_uint_eq(httpstatus_entry_phrase_length(a), strlen(httpstatus_entry_phrase(a)));
	ck_assert_uint_eq(httpstatus_entry_phrase_length(b), strlen(httpstatus_entry_phrase(b)));
	ck_assert_str_eq(httpstatus_entry_summary(a), httpstatus_entry_summary(b));
	same_texts(a, b, httpstatus_entry_alias);
	same_texts(a, b, httpstatus_entry_reference);
	same_headers(a, b);
	ck_assert_uint_eq(httpstatus_entry_flags(a), httpstatus_entry_flags(b));
	ck_assert_int_eq(httpstatus_entry_redirect(a), httpstatus_entry_redirect(b));
	ck_assert_int_eq(httpstatus_entry_processed(a), httpstatus_entry_processed(b));
	ck_assert_int_eq(httpstatus_entry_fault(a), httpstatus_entry_fault(b));
}

static void same_found_name(const httpstatus_catalog *a, const httpstatus_catalog *b,
                            const char *name)
{
	const httpstatus_entry *found = httpstatus_lookup_phrase(a, name, strlen(name));

	ck_assert_msg(found != NULL || *name == '\0', "%s: '%s'", httpstatus_catalog_name(a), name);
	ck_assert_int_eq(httpstatus_entry_code(found),
	                 httpstatus_entry_code(httpstatus_lookup_phrase(b, name, strlen(name))));
}

static void same_names(const httpstatus_catalog *a, const httpstatus_catalog *b,
                       const httpstatus_entry *entry)
{
	const char *alias;

	same_found_name(a, b, httpstatus_entry_phrase(entry));
	for (size_t n = 0; (alias = httpstatus_entry_alias(entry, n)); n++)
		same_found_name(a, b, alias);
}

static void same_answers(const httpstatus_catalog *a, const httpstatus_catalog *b, int code)
{
	static const char *const methods[] = {"GET", "HEAD", "POST", "QUERY", "CONNECT", NULL};

	ck_assert_str_eq(httpstatus_phrase(a, code), httpstatus_phrase(b, code));
	ck_assert_int_eq(httpstatus_entry_code(httpstatus_resolve(a, code)),
	                 httpstatus_entry_code(httpstatus_resolve(b, code)));
	ck_assert_uint_eq(httpstatus_advise(a, code, 0), httpstatus_advise(b, code, 0));
	for (uint32_t trait = HTTPSTATUS_TRAIT_SAFE; trait <= HTTPSTATUS_TRAIT_UNSENT; trait <<= 1)
		INSIST(httpstatus_advise(a, code, trait) == httpstatus_advise(b, code, trait),
		       "%s, %d, traits 0x%x", httpstatus_catalog_name(a), code, (unsigned)trait);
	for (size_t m = 0; m < sizeof(methods) / sizeof(methods[0]); m++) {
		INSIST(httpstatus_framing(a, code, methods[m]) ==
		       httpstatus_framing(b, code, methods[m]), "%s, %d, method %zu",
		       httpstatus_catalog_name(a), code, m);
		ck_assert_pstr_eq(httpstatus_redirect_method(a, code, methods[m]),
		                  httpstatus_redirect_method(b, code, methods[m]));
	}
}

static void same_catalog(const httpstatus_catalog *a, const httpstatus_catalog *b)
{
	ck_assert_str_eq(httpstatus_catalog_name(a), httpstatus_catalog_name(b));
	ck_assert_str_eq(httpstatus_catalog_title(a), httpstatus_catalog_title(b));
	ck_assert_str_eq(httpstatus_catalog_version(a), httpstatus_catalog_version(b));
	ck_assert_str_eq(httpstatus_catalog_source(a), httpstatus_catalog_source(b));
	ck_assert_uint_eq(httpstatus_catalog_size(a), httpstatus_catalog_size(b));
	for (int code = -1; code <= 1000; code++) {
		const httpstatus_entry *entry = httpstatus_lookup(a, code);

		same_answers(a, b, code);
		ck_assert_int_eq(entry != NULL, httpstatus_lookup(b, code) != NULL);
		if (!entry)
			continue;
		ck_assert_ptr_eq(httpstatus_entry_catalog(entry), a);
		same_entry(entry, httpstatus_lookup(b, code));
		same_names(a, b, entry);
	}
}

START_TEST(a_file_answers_as_its_table)
{
	const httpstatus_catalog *table = NULL;
	int count = 0;

	while ((table = httpstatus_builtin_next(table))) {
		const httpstatus_catalog *file = load(httpstatus_catalog_name(table));

		ck_assert_ptr_ne(file, table);
		same_catalog(table, file);
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
		ck_assert_uint_gt(httpstatus_catalog_size(catalog), 0);
	}
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
