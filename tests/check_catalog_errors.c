/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_errors.c - texts that are wrong: each has the error that is said, and no other
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_catalog.h"

/* ---- Errors ---------------------------------------------------------------- */

START_TEST(unknown_words)
{
	refused(STATUS "Retry: maybe\n", 5,
	        "Retry:_found_'maybe',_expected_stop,_done,_wait,_follow,_amend,_retry_or_forbid");
	refused(STATUS "Processed: perhaps\n", 5, "Processed found 'perhaps' expected likely-not");
	refused(STATUS "Persistence: always\n", 5, "Persistence found 'always' expected throttled");
	refused(STATUS "Fault: mine\n", 5, "Fault found 'mine' expected intermediary");
	refused(STATUS "Content: some\n", 5, "Content found 'some' expected none zero may");
	refused(STATUS "Redirect: post\n", 5, "Redirect found 'post' expected post-to-get");
	refused(STATUS "Flags: no-store, bad\n", 5, "Flags found 'bad' expected client-gone");
	refused(STATUS "Change: content, mind\n", 5, "Change found 'mind' expected configuration");
	refused(STATUS "Limit: many\n", 5, "Limit found 'many' expected 0 14");
	refused(STATUS "Limit: 15\n", 5, "Limit found '15' expected 0 14");
	refused(STATUS "Limit: 255\n", 5, "Limit found '255' expected 0 14");
	refused(STATUS "Limit: -1\n", 5, "Limit found '-1' expected");
	refused(STATUS "Limit: 18446744073709551617\n", 5, "Limit found expected");
	refused(HEAD "Scope: some\n", 3, "Scope found 'some' expected all listed");
	/* The words themselves are written in lower case, one at a time. */
	refused(STATUS "Retry: stop, done\n", 5, "Retry found 'stop,_done' expected");
}
END_TEST

START_TEST(near_misses)
{
	httpstatus_builder *builder = new_builder();
	const char *text = "Catalog: t\nFormat: 1\nCatalgo: t\n\nStatus: 503\nRetyr: stop\nSumary: x\n";

	refused(STATUS "Processed: refusd\n", 5, "Processed 'refusd' did_you_mean refused");
	refused(STATUS "Flags: no-stroe\n", 5, "Flags 'no-stroe' did_you_mean no-store");
	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	ck_assert(has_problem(builder, WARNING, 3, "Catalgo did_you_mean Catalog?"));
	ck_assert(has_problem(builder, WARNING, 6, "Retyr did_you_mean Retry?"));
	ck_assert(has_problem(builder, WARNING, 7, "Sumary did_you_mean Summary?"));
	httpstatus_builder_free(builder);
}
END_TEST

START_TEST(empty_items)
{
	refused(STATUS "Must-Send: Retry-After,,Date\n", 5, "Must-Send found_nothing");
	refused(STATUS "May-Send: Retry-After,\n", 5, "May-Send found_nothing");
	refused(STATUS "Must-Send: , Date\n", 5, "Must-Send found_nothing");
	/* Whatever a longer value before it has left there. */
	refused(STATUS "Summary: ab cd\nMust-Send: A,\n", 6, "Must-Send found_nothing");
	refused(STATUS "Summary: abcd efgh\nMay-Send: Age, \n", 6, "May-Send found_nothing");
	refused(STATUS "Summary: a  b, c\nFlags: ,\n", 6, "Flags found_nothing");
}
END_TEST

START_TEST(duplicates)
{
	static const char *const once[] = {
		"Reason: a", "Summary: a", "Flags: no-store", "Content: may", "Redirect: none",
		"Fault: auth", "Retry: stop", "Processed: done",
		/* These qualify a Retry. */
		"Persistence: state", "Change: content", "Limit: 1"
	};
	static const char *const once_in_head[] = {
		"Format: 1", "Title: a", "Version: 1", "Source: a", "Scope: all", "Extends: iana"
	};
	char text[256], name[32];
	size_t i;

	for (i = 0; i < sizeof(once) / sizeof(once[0]); i++) {
		snprintf(text, sizeof(text), STATUS "%s\n%s\n%s", once[i], once[i],
		         i < 8 ? "" : "Retry: amend\n");
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(once[i], ":"), once[i]);
		refused(text, 6, name);
	}
	for (i = 0; i < sizeof(once_in_head) / sizeof(once_in_head[0]); i++) {
		snprintf(text, sizeof(text), "Catalog: t\n%s%s\n%s\n", i ? "Format: 1\n" : "",
		         once_in_head[i], once_in_head[i]);
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(once_in_head[i], ":"),
		         once_in_head[i]);
		refused(text, i ? 4 : 3, name);
	}
	refused("Catalog: t\nCatalog: u\nFormat: 1\n", 2, "Catalog");
	refused(STATUS "Status: 503\n", 5, "Status");
	refused(STATUS "Reason: a\n\nStatus: 404\n\nStatus: 503\n", 9, "503");
	refused(HEAD "\nStatus: 000\n\nStatus: 000\n", 6, "Status 0");
}
END_TEST

START_TEST(codes)
{
	static const char *const bad[] = {
		"99", "1000", "abc", "-1", "40x", "0404",
		"+404", "0x1f4", "4294967700", "18446744073709552020", "099", "001"
	};
	static const char *const good[] = { "000", "100", "599", "600", "999" };
	char text[128], words[64], *s;
	const httpstatus_catalog *c;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), HEAD "\nStatus: %s\n", bad[i]);
		snprintf(words, sizeof(words), "Status found '%s' expected 100 999", bad[i]);
		/* A space divides words: see has_problem. */
		for (s = strchr(words, '\'') + 1; *s != '\''; s++)
			*s = *s == ' ' ? '_' : *s;
		refused(text, 4, words);
	}
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		snprintf(text, sizeof(text), HEAD "\nStatus: %s\n", good[i]);
		c = load(text);
		ck_assert_uint_eq(httpstatus_catalog_size(c), 1);
		ck_assert_int_eq(httpstatus_entry_code(httpstatus_entry_next(c, NULL)), atoi(good[i]));
		httpstatus_catalog_unref(c);
	}
}
END_TEST

START_TEST(what_comes_first)
{
	refused(HEAD "\nReason: a\nStatus: 503\n", 4, "Status first expected found Reason");
	refused(HEAD "\nX-Mine: a\nStatus: 503\n", 4, "Status expected");
	refused("Format: 1\nCatalog: t\n", 1, "Catalog first expected Format");
	refused("", 1, "Catalog expected");
	refused("\n# only a comment\n", 1, "Catalog expected");
	refused("\n\nStatus: 503\n", 3, "Catalog expected Status");
	refused("Catalog: t\n", 1, "Format expected 1");
	refused("\n\nCatalog: t\n\nStatus: 503\n", 3, "Format expected 1");
	refused("Catalog: t\nFormat: 2\n", 2, "Format found '2' expected 1");
	refused("Catalog: t\nFormat: 1.0\n", 2, "Format found '1.0' expected 1");
	refused(HEAD " continued\n", 2, "Format found '1_continued' expected");
	refused(" lost\n" HEAD, 1, "");
	refused(HEAD "\n lost\n", 4, "");
}
END_TEST

START_TEST(fields_in_the_wrong_stanza)
{
	refused(HEAD "Reason: a\n", 3, "Reason");
	refused(HEAD "Retry: stop\n", 3, "Retry");
	refused(STATUS "Title: a\n", 5, "Title");
	refused(STATUS "Extends: iana\n", 5, "Extends");
	refused(STATUS "Catalog: u\n", 5, "Catalog");
}
END_TEST

START_TEST(lines_that_are_no_fields)
{
	refused(STATUS "no colon\n", 5, "");
	refused(STATUS ": no name\n", 5, "");
	refused(STATUS "Two Words: x\n", 5, "");
	refused(STATUS "Reason : x\n", 5, "");
	refused(STATUS "?olour: x\n", 5, "expected_a_property");
	refused(STATUS "Reason", 5, "expected_a_property");
}
END_TEST

/* What cannot be said of a stanza is said once, and not of each of its fields. */
START_TEST(one_problem_for_a_stanza)
{
	refused(HEAD "\nStatus: 42\nReason: a\nRetry: maybe\n", 4, "Status '42'");
	refused(HEAD "\nStatus: 404\n\nStatus: 404\nReason: a\n", 6, "Status 404 already");
	refused(HEAD "\nReason: a\nStatus: 404\n", 4, "'Reason' Status_as_the_first");
}
END_TEST

START_TEST(catalog_names)
{
	static const char *const bad[] = {
		"", "Iana", "1st", "-a", "a_b", "a b", "a.b", "a+b", "\xC3\xA4", "a/b", "{", "a{", "`",
		"abcdefghijklmnopqrstuvwxyz-012345"
	};
	static const char *const good[] = { "a", "a-1", "abcdefghijklmnopqrstuvwxyz-01234" };
	const httpstatus_catalog *c;
	char text[128];
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), "Catalog: %s\nFormat: 1\n", bad[i]);
		refused(text, 1, "Catalog expected");
	}
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		snprintf(text, sizeof(text), "Catalog: %s\nFormat: 1\n", good[i]);
		c = load(text);
		ck_assert_str_eq(httpstatus_catalog_name(c), good[i]);
		httpstatus_catalog_unref(c);
	}
}
END_TEST

/* ---- Bytes ----------------------------------------------------------------- */

/* Control characters, in all values that people read. */
START_TEST(control_characters)
{
	static const char *const fields[] = { "Reason", "Alias", "Summary", "Reference" };
	char text[128];
	size_t i;
	int c, length;

	for (i = 0; i < 4; i++)
		for (c = 0; c < 0x80; c++) {
			if (c == '\n' || c == '\t' || (c >= ' ' && c < 0x7F))
				continue;
			length = snprintf(text, sizeof(text), STATUS "%s: a#b\n", fields[i]);
			*strchr(text, '#') = (char)c;
			refused_length(text, (size_t)length, 5, fields[i]);
		}
	/* U+0080 and U+009F, the C1 controls of UTF-8. */
	refused(STATUS "Reason: a\xC2\x80z\n", 5, "Reason");
	refused(STATUS "Reason: a\xC2\x9Fz\n", 5, "Reason");
	refused_length("Catalog: t\nFormat: 1\nTitle: a\0b\n", 32, 3, "Title");
	refused(HEAD "Source: a\x1B[0m\n", 3, "Source");
	refused("Catalog: t\nFormat: 1\rTitle: b\n", 2, "");
}
END_TEST

/* A phrase is free of control characters, so a tab in it is refused or a space. */
START_TEST(tab_in_a_phrase)
{
	const httpstatus_catalog *c;
	const char *text = STATUS "Reason: a\tb\n";

	if (httpstatus_catalog_load_mem(text, strlen(text), &c) == 0)
		is_phrase(c, 503, "a b");
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(bad_utf8)
{
	static const char *const bad[] = {
		"\x80", "\xBF", "\xC3", "\xC3(", "\xC0\x80", "\xC1\xBF", "\xE2\x82", "\xE0\x9F\xBF",
		"\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x9F\x98", "\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80", "\xF8\x90\x80\x80", "\xF9\x90\x80\x80",
		"\xF8\x88\x80\x80\x80", "\xFF", "\xFE"
	};
	static const char *const good[] = {
		"\xC2\xA0", "\xDF\xBF", "\xE0\xA0\x80", "\xE2\x82\xAC", "\xED\x9F\xBF", "\xEE\x80\x80",
		"\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBD", "\xF4\x8F\xBF\xBF"
	};
	const httpstatus_catalog *c;
	char text[128], phrase[16];
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), STATUS "Reason: a%sz\n", bad[i]);
		refused(text, 5, "Reason UTF-8");
		/* At the very end of the text. */
		snprintf(text, sizeof(text), STATUS "Reason: a%s", bad[i]);
		refused(text, 5, "Reason UTF-8");
	}
	/* Nor does the value before lend it a byte. */
	refused(HEAD "Title: ab\xC3\xA9\nSource: ab\xC3\n", 4, "Source UTF-8");
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		snprintf(phrase, sizeof(phrase), "a%sz", good[i]);
		snprintf(text, sizeof(text), STATUS "Reason: %s", phrase);
		c = load(text);
		is_phrase(c, 503, phrase);
		httpstatus_catalog_unref(c);
	}
}
END_TEST

static Suite *catalog_errors_suite(void)
{
	Suite *suite = suite_create("catalog errors");
	TCase *errors = tcase_create("errors");
	TCase *bytes = tcase_create("bytes");

	tcase_add_test(errors, unknown_words);
	tcase_add_test(errors, near_misses);
	tcase_add_test(errors, empty_items);
	tcase_add_test(errors, duplicates);
	tcase_add_test(errors, codes);
	tcase_add_test(errors, what_comes_first);
	tcase_add_test(errors, fields_in_the_wrong_stanza);
	tcase_add_test(errors, lines_that_are_no_fields);
	tcase_add_test(errors, one_problem_for_a_stanza);
	tcase_add_test(errors, catalog_names);
	suite_add_tcase(suite, errors);

	tcase_add_test(bytes, control_characters);
	tcase_add_test(bytes, tab_in_a_phrase);
	tcase_add_test(bytes, bad_utf8);
	suite_add_tcase(suite, bytes);
	return suite;
}

int main(void)
{
	return run_suite(catalog_errors_suite());
}
