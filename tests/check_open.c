/* SPDX-License-Identifier: MIT */
/*
 * check_open.c - catalogs as a configuration file names them
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "suite_catalog.h"

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

/* The result, and the problems, in a block of exactly their size. */
static int open_names(const char *names, const httpstatus_catalog **catalog, struct text *problems)
{
	char *block = block_of(names, strlen(names));
	int error;

	problems->s = malloc(4096);
	ck_assert_ptr_nonnull(problems->s);
	error = httpstatus_catalog_open(block, strlen(names), catalog, problems->s, 4096);
	problems->length = strlen(problems->s);
	free(block);
	return error;
}

static void opens_as(const char *names, const char *expected)
{
	const httpstatus_catalog *catalog;
	struct text problems;

	ck_assert_msg(open_names(names, &catalog, &problems) == 0, "%s: %s", names, problems.s);
	ck_assert_str_eq(problems.s, "");
	ck_assert_str_eq(httpstatus_catalog_name(catalog), expected);
	httpstatus_catalog_unref(catalog);
	free(problems.s);
}

static void is_refused(const char *names, int expected, const char *text)
{
	const httpstatus_catalog *catalog = httpstatus_builtin("iana");
	struct text problems;
	int error = open_names(names, &catalog, &problems);

	ck_assert_msg(error == expected, "'%s': found %d, expected %d", names, error, expected);
	ck_assert_ptr_null(catalog);
	ck_assert_str_eq(problems.s, text);
	free(problems.s);
}

#define EXPECTED "', expected the name of a built-in catalog, or the path of a file with a '/'"

START_TEST(names_of_built_in_catalogs)
{
	const httpstatus_catalog *catalog;

	opens_as("nginx", "nginx");
	opens_as(" nginx\t", "nginx");
	opens_as("nginx,cloudflare", "nginx+cloudflare");
	opens_as("nginx , logs,iana", "nginx+logs+iana");
	ck_assert_int_eq(httpstatus_catalog_open("nginx,iana", 5, &catalog, NULL, 0), 0);
	ck_assert_ptr_eq(catalog, httpstatus_builtin("nginx"));
}
END_TEST

START_TEST(files_by_their_path)
{
	const httpstatus_catalog *catalog;
	struct text problems;

	write_file("check_open_a.cat", "Catalog: a\nFormat: 1\n\nStatus: 461\nReason: A\n");
	write_file("check_open_b.cat", "Catalog: b\nFormat: 1\nExtends: a\n\nStatus: 462\nReason: B\n");
	opens_as("./check_open_a.cat", "a");
	opens_as("nginx,./check_open_a.cat", "nginx+a");
	/* A file extends those before it, not those after it. */
	opens_as("./check_open_a.cat,./check_open_b.cat", "a+b");
	is_refused("./check_open_b.cat,./check_open_a.cat", HTTPSTATUS_E_CATALOG,
	           "./check_open_b.cat:3: error: Extends: found 'a', expected the name of a built-in "
	           "catalog or of one that was added\n");
	ck_assert_int_eq(open_names("./check_open_a.cat, ./check_open_b.cat", &catalog, &problems), 0);
	is_phrase(catalog, 461, "A");
	is_phrase(catalog, 462, "B");
	httpstatus_catalog_unref(catalog);
	free(problems.s);
	unlink("check_open_a.cat");
	unlink("check_open_b.cat");
}
END_TEST

/* Only what has a slash is a path, whatever files there are. */
START_TEST(a_file_takes_no_name)
{
	write_file("nginx", "Catalog: a\nFormat: 1\n");
	opens_as("nginx", "nginx");
	opens_as("./nginx", "a");
	unlink("nginx");
	write_file("mine", "Catalog: mine\nFormat: 1\n");
	is_refused("mine", HTTPSTATUS_E_SYNTAX, "error: found 'mine" EXPECTED "\n");
	unlink("mine");
}
END_TEST

START_TEST(every_problem_is_told)
{
	write_file("check_open.cat", "Catalog: a\nFormat: 1\n\nStatus: 461\nRetry: maybe\nLimit: 99\n");
	is_refused("ngnix,./check_open.cat,,clowdflare,nobody", HTTPSTATUS_E_SYNTAX,
	           "error: found 'ngnix" EXPECTED "; did you mean 'nginx'?\n"
	           "./check_open.cat:5: error: Retry: found 'maybe', expected stop, done, wait, follow, "
	           "amend, retry or forbid\n"
	           "./check_open.cat:6: error: Limit: found '99', expected a number from 0 to 14, or none\n"
	           "error: found nothing, expected the name of a built-in catalog, or the path of a "
	           "file with a '/'\n"
	           "error: found 'clowdflare" EXPECTED "; did you mean 'cloudflare'?\n"
	           "error: found 'nobody" EXPECTED "\n");
	/* The first error is returned. */
	is_refused("./check_open.cat,Nginx", HTTPSTATUS_E_CATALOG,
	           "./check_open.cat:5: error: Retry: found 'maybe', expected stop, done, wait, follow, "
	           "amend, retry or forbid\n"
	           "./check_open.cat:6: error: Limit: found '99', expected a number from 0 to 14, or none\n"
	           "error: found 'Nginx" EXPECTED "; did you mean 'nginx'?\n");
	errno = 0;
	is_refused("nginx, ./check_open_none.cat", HTTPSTATUS_E_IO,
	           "./check_open_none.cat: error: there is no such file\n");
	ck_assert_int_eq(errno, ENOENT);
	unlink("check_open.cat");
}
END_TEST

/* A property that the format does not have is ignored, and reported. */
START_TEST(warnings_are_told)
{
	const httpstatus_catalog *catalog;
	struct text problems;

	write_file("check_open.cat", "Catalog: a\nFormat: 1\nColour: red\n");
	ck_assert_int_eq(open_names("./check_open.cat", &catalog, &problems), 0);
	ck_assert_str_eq(httpstatus_catalog_name(catalog), "a");
	ck_assert_str_eq(problems.s, "./check_open.cat:3: warning: Colour: unknown property\n");
	httpstatus_catalog_unref(catalog);
	free(problems.s);
	unlink("check_open.cat");
}
END_TEST

START_TEST(what_names_nothing)
{
	is_refused("", HTTPSTATUS_E_EMPTY, "");
	is_refused(" \t ", HTTPSTATUS_E_EMPTY, "");
	is_refused(",", HTTPSTATUS_E_SYNTAX,
	           "error: found nothing, expected the name of a built-in catalog, or the path of a file "
	           "with a '/'\n"
	           "error: found nothing, expected the name of a built-in catalog, or the path of a file "
	           "with a '/'\n");
	is_refused("nginx,", HTTPSTATUS_E_SYNTAX,
	           "error: found nothing, expected the name of a built-in catalog, or the path of a file "
	           "with a '/'\n");
}
END_TEST

START_TEST(any_bytes)
{
	const httpstatus_catalog *catalog;
	char problems[256];

	ck_assert_int_eq(httpstatus_catalog_open("nginx\0", 6, &catalog, problems, sizeof(problems)),
	                 HTTPSTATUS_E_SYNTAX);
	ck_assert_str_eq(problems, "error: found 'nginx?" EXPECTED "; did you mean 'nginx'?\n");
	ck_assert_int_eq(httpstatus_catalog_open("./a\0b", 5, &catalog, problems, sizeof(problems)),
	                 HTTPSTATUS_E_SYNTAX);
	ck_assert_ptr_null(catalog);
}
END_TEST

START_TEST(arguments)
{
	const httpstatus_catalog *catalog = httpstatus_builtin("iana");
	char problems[16] = "before";

	ck_assert_int_eq(httpstatus_catalog_open("nginx", 5, NULL, problems, sizeof(problems)),
	                 HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_open(NULL, 5, &catalog, problems, sizeof(problems)),
	                 HTTPSTATUS_E_INVAL);
	ck_assert_ptr_null(catalog);
	catalog = httpstatus_builtin("iana");
	ck_assert_int_eq(httpstatus_catalog_open("nginx", 5, &catalog, NULL, 5), HTTPSTATUS_E_INVAL);
	ck_assert_ptr_null(catalog);
	ck_assert_int_eq(httpstatus_catalog_open(NULL, 0, &catalog, problems, sizeof(problems)),
	                 HTTPSTATUS_E_EMPTY);
	ck_assert_str_eq(problems, "");
}
END_TEST

/* As snprintf does. */
START_TEST(problems_are_cut_to_size)
{
	const httpstatus_catalog *catalog;

	for (size_t size = 1; size <= 30; size++) {
		char *problems = malloc(size);

		ck_assert_ptr_nonnull(problems);
		ck_assert_int_eq(httpstatus_catalog_open("x", 1, &catalog, problems, size),
		                 HTTPSTATUS_E_SYNTAX);
		ck_assert_uint_eq(strlen(problems), size - 1);
		ck_assert(begins("error: found 'x" EXPECTED "\n", problems));
		free(problems);
	}
}
END_TEST

START_TEST(limits)
{
	char names[64 * 5 + 8] = "iana";
	char path[4200] = "./";
	const httpstatus_catalog *catalog;

	for (int n = 1; n < 64; n++)
		strcat(names, ",iana");
	ck_assert_int_eq(httpstatus_catalog_open(names, strlen(names), &catalog, NULL, 0), 0);
	httpstatus_catalog_unref(catalog);
	strcat(names, ",iana");
	ck_assert_int_eq(httpstatus_catalog_open(names, strlen(names), &catalog, NULL, 0),
	                 HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(catalog);

	memset(path + 2, '/', sizeof(path) - 2);
	ck_assert_int_eq(httpstatus_catalog_open(path, 4096, &catalog, NULL, 0), HTTPSTATUS_E_LIMIT);
	ck_assert_int_eq(httpstatus_catalog_open(path, 4095, &catalog, NULL, 0), HTTPSTATUS_E_IO);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("open");
	TCase *tcase = tcase_create("names");

	tcase_add_test(tcase, names_of_built_in_catalogs);
	tcase_add_test(tcase, files_by_their_path);
	tcase_add_test(tcase, a_file_takes_no_name);
	tcase_add_test(tcase, every_problem_is_told);
	tcase_add_test(tcase, warnings_are_told);
	tcase_add_test(tcase, what_names_nothing);
	tcase_add_test(tcase, any_bytes);
	tcase_add_test(tcase, arguments);
	tcase_add_test(tcase, problems_are_cut_to_size);
	tcase_add_test(tcase, limits);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
