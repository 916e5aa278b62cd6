/* SPDX-License-Identifier: MIT */
/*
 * check_content.c - error codes in JSON (RFC 8259) and XML 1.0
 *
 * Which documents have which values is tested against jq and xmllint, at random, by
 * content.sh; here are the limits, the beginnings, and one case of each kind.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_retry.h"

/* A 418 is retried if the token "t" stands at one of these sources. */
#define CATALOG "Catalog: t\nFormat: 1\nError: json:a.b\nError: json:[]\nError: json:c[].d\n" \
                "Error: xml:Code\nError: xml:n:Code\n\nStatus: 418\nWhen: error = t\nRetry: retry\n" \
                "\nStatus: 419\nWhen: error\nRetry: retry\n"

static httpstatus_retry *retry;

static void set_up(void)
{
	const httpstatus_catalog *catalog;

	ck_assert_int_eq(httpstatus_catalog_load_mem(CATALOG, strlen(CATALOG), &catalog), 0);
	retry = begin_catalog(catalog, GET);
	httpstatus_catalog_unref(catalog);
}

static void tear_down(void)
{
	httpstatus_retry_free(retry);
}

static int is_retried(int code)
{
	return verdict(httpstatus_retry_peek(retry, code)) == RETRY;
}

/* In pieces of so many bytes, each from a block of its own. */
static int has_in(const char *content, size_t length, size_t piece)
{
	httpstatus_retry_reset(retry, GET, 0);
	for (size_t at = 0; at < length; at += piece) {
		const size_t size = length - at < piece ? length - at : piece;
		char *block = block_of(content + at, size);

		httpstatus_retry_content(retry, block, size);
		free(block);
	}
	return is_retried(418);
}

static int has(const char *content)
{
	const size_t length = strlen(content);
	const int whole = has_in(content, length, length ? length : 1);

	INSIST(has_in(content, length, 1) == whole, "%s: in bytes", content);
	INSIST(has_in(content, length, 3) == whole, "%s: in pieces", content);
	return whole;
}

START_TEST(paths)
{
	ck_assert_int_eq(has("{\"a\": {\"b\": \"t\"}}"), 1);
	ck_assert_int_eq(has("{\"a\":{\"x\":[{\"b\":1}],\"b\":\"T\"}}"), 1);
	ck_assert_int_eq(has("[\"x\", \"t\"]"), 1);
	ck_assert_int_eq(has("{\"c\": [1, {\"d\": \"x\"}, {\"d\": \"t\"}]}"), 1);
	ck_assert_int_eq(has("{\"b\": \"t\"}"), 0);
	ck_assert_int_eq(has("{\"a\": [{\"b\": \"t\"}]}"), 0);
	ck_assert_int_eq(has("{\"a\": {\"b\": {\"b\": \"t\"}}}"), 0);
	ck_assert_int_eq(has("{\"x\": {\"a\": {\"b\": \"t\"}}}"), 0);
	ck_assert_int_eq(has("{\"A\": {\"b\": \"t\"}}"), 0);
	ck_assert_int_eq(has("{\"a.b\": \"t\"}"), 0);
	ck_assert_int_eq(has("{\"a\": {\"b\": [\"t\"]}}"), 0);
	ck_assert_int_eq(has("[[\"t\"]]"), 0);
}
END_TEST

START_TEST(escapes)
{
	ck_assert_int_eq(has("{\"\\u0061\": {\"b\": \"\\u0074\"}}"), 1);
	ck_assert_int_eq(has("{\"a\": {\"b\": \" t\\n\"}}"), 1);
	ck_assert_int_eq(has("{\"a\": {\"x\": \"\\\"}\", \"b\": \"t\"}}"), 1);
	ck_assert_int_eq(has("{\"a\": {\"b\": \"\\\\t\"}}"), 0);
	ck_assert_int_eq(has("{\"a\": {\"b\": \"t\\u0000\"}}"), 0);
	ck_assert_int_eq(has("<E><Code>&#116;</Code></E>"), 1);
	ck_assert_int_eq(has("<E><Code>&#x74;</Code></E>"), 1);
	ck_assert_int_eq(has("<E><Code><![CDATA[t]]></Code></E>"), 1);
	ck_assert_int_eq(has("<E><Code>&amp;t</Code></E>"), 0);
}
END_TEST

/* Strings, numbers, true and false are values. */
START_TEST(kinds_of_values)
{
	static const char *const values[] = {"\"x\"", "\"\"", "5", "-1.5e3", "true", "false"};
	static const char *const others[] = {"null", "{}", "[]", "{\"x\": \"t\"}"};
	char text[64];

	for (size_t n = 0; n < sizeof(values) / sizeof(values[0]); n++) {
		snprintf(text, sizeof(text), "{\"a\": {\"b\": %s}}", values[n]);
		has(text);
		INSIST(is_retried(419), "%s", text);
	}
	for (size_t n = 0; n < sizeof(others) / sizeof(others[0]); n++) {
		snprintf(text, sizeof(text), "{\"a\": {\"b\": %s}}", others[n]);
		has(text);
		INSIST(!is_retried(419), "%s", text);
	}
}
END_TEST

START_TEST(elements)
{
	ck_assert_int_eq(has("<Error><Code>t</Code></Error>"), 1);
	ck_assert_int_eq(has("<?xml version=\"1.0\"?>\n<Error>\n  <Code>\n t </Code></Error>"), 1);
	ck_assert_int_eq(has("<Code>t</Code>"), 1);
	ck_assert_int_eq(has("<E xmlns:n='u'><n:Code a='>'>t</n:Code></E>"), 1);
	ck_assert_int_eq(has("<E><!-- <Code>x</Code> --><Code>t</Code></E>"), 1);
	ck_assert_int_eq(has("<E><!-- <Code>t</Code> --></E>"), 0);
	ck_assert_int_eq(has("<E><code>t</code></E>"), 0);
	ck_assert_int_eq(has("<E><x:Code>t</x:Code></E>"), 0);
	ck_assert_int_eq(has("<E><Codes>t</Codes></E>"), 0);
	ck_assert_int_eq(has("<E><Code>t<b/></Code></E>"), 0);
	ck_assert_int_eq(has("<E Code='t'/>"), 0);
	ck_assert_int_eq(has("<!DOCTYPE E [<!ENTITY e '<Code>t</Code>'>]><E/>"), 0);
	ck_assert_int_eq(has("<!DOCTYPE E [<!-- don't > -->]><E><Code>t</Code></E>"), 1);
	ck_assert_int_eq(has("<!DOCTYPE E [<!-- <Code>t</Code> --> ]><E/>"), 0);
}
END_TEST

START_TEST(beginnings)
{
	ck_assert_int_eq(has(" \r\n\t[\"t\"]"), 1);
	ck_assert_int_eq(has("\xef\xbb\xbf[\"t\"]"), 1);
	ck_assert_int_eq(has("\xef\xbb\xbf <Code>t</Code>"), 1);
	ck_assert_int_eq(has("\xef\xbb[\"t\"]"), 0);
	ck_assert_int_eq(has("\"t\""), 0);
	ck_assert_int_eq(has("t"), 0);
	ck_assert_int_eq(has("x [\"t\"]"), 0);
	ck_assert_int_eq(has(")]}'\n[\"t\"]"), 0);
	ck_assert_int_eq(has(""), 0);
	ck_assert_int_eq(has("<!doctype html><title>t</title>"), 0);
}
END_TEST

/* What was found before the damage counts, and nothing behind it. */
START_TEST(damaged)
{
	ck_assert_int_eq(has("[\"t\""), 1);
	ck_assert_int_eq(has("[\"t\", }"), 1);
	ck_assert_int_eq(has("[\"t"), 0);
	ck_assert_int_eq(has("[x, \"t\"]"), 0);
	ck_assert_int_eq(has("[\"x\" \"t\"]"), 0);
	ck_assert_int_eq(has("{\"a\": {\"b\" \"t\"}}"), 0);
	ck_assert_int_eq(has("[] [\"t\"]"), 0);
	ck_assert_int_eq(has("<E><Code>t</Code>"), 1);
	ck_assert_int_eq(has("<E><Code>t"), 0);
	ck_assert_int_eq(has("<E></F><Code>t</Code>"), 0);
	ck_assert_int_eq(has("<E/><Code>t</Code>"), 0);
}
END_TEST

/* 64 KiB are looked at. */
START_TEST(how_much)
{
	const size_t most = 65536, length = most + 100;
	char *content = malloc(length + 1);

	ck_assert_ptr_nonnull(content);
	memset(content, ' ', length);
	content[length] = '\0';
	memcpy(content, "[\"x\",", 5);
	memcpy(content + most - 4, "\"t\"]", 4);
	ck_assert_int_eq(has_in(content, length, length), 1);
	ck_assert_int_eq(has_in(content, length, 4099), 1);
	memcpy(content + most - 4, " \"t\"]", 5);
	ck_assert_int_eq(has_in(content, length, length), 1);
	memcpy(content + most - 4, "  \"t\"]", 6);
	ck_assert_int_eq(has_in(content, length, length), 0);
	ck_assert_int_eq(has_in(content, length, 4099), 0);
	free(content);
}
END_TEST

/* Nothing recurses, and what is deeper than can be followed is no error. */
START_TEST(depth)
{
	enum { DEEP = 30000 };
	char *content = malloc(2 * DEEP + 32);

	ck_assert_ptr_nonnull(content);
	for (int open = 1; open <= DEEP; open *= 3) {
		memset(content, '[', (size_t)open);
		memset(content + open, ']', (size_t)open);
		content[2 * open] = '\0';
		ck_assert_int_eq(has_in(content, strlen(content), 1000), 0);
	}
	/* Beside 200 open arrays, a value at a short path is found. */
	strcpy(content, "{\"x\": ");
	memset(content + 6, '[', 200);
	memset(content + 206, ']', 200);
	strcpy(content + 406, ", \"a\": {\"b\": \"t\"}}");
	ck_assert_int_eq(has(content), 1);
	free(content);
}
END_TEST

/* A value of up to 512 bytes is compared as a whole. */
START_TEST(long_values)
{
	char content[2048] = "[\"";

	for (int n = 0; n < 600; n++)
		strcat(content, "t");
	strcat(content, "\", \"t\"]");
	ck_assert_int_eq(has(content), 1);
	content[0] = '[';
	strcpy(content, "[\"t");
	for (int n = 0; n < 600; n++)
		strcat(content, " ");
	strcat(content, "\"]");
	/* What stands behind byte 512 is not known, so that it is not the token. */
	ck_assert_int_eq(has(content), 0);
	ck_assert_int_eq(is_retried(419), 1);
}
END_TEST

START_TEST(nothing_is_read)
{
	httpstatus_retry *plain = begin(GET);

	httpstatus_retry_content(plain, "[\"t\"]", 5);
	ck_assert_int_ne(verdict(httpstatus_retry_peek(plain, 418)), RETRY);
	httpstatus_retry_content(plain, NULL, 5);
	httpstatus_retry_content(NULL, "[\"t\"]", 5);
	httpstatus_retry_free(plain);
	httpstatus_retry_content(retry, NULL, 5);
	httpstatus_retry_content(retry, "", 0);
	ck_assert_int_eq(has("[\"t\"]"), 1);
}
END_TEST

static Suite *content_suite(void)
{
	Suite *suite = suite_create("content");
	TCase *values = tcase_create("values"), *limits = tcase_create("limits");

	tcase_add_checked_fixture(values, set_up, tear_down);
	tcase_add_test(values, paths);
	tcase_add_test(values, escapes);
	tcase_add_test(values, kinds_of_values);
	tcase_add_test(values, elements);
	suite_add_tcase(suite, values);
	tcase_add_checked_fixture(limits, set_up, tear_down);
	tcase_add_test(limits, beginnings);
	tcase_add_test(limits, damaged);
	tcase_add_test(limits, how_much);
	tcase_add_test(limits, depth);
	tcase_add_test(limits, long_values);
	tcase_add_test(limits, nothing_is_read);
	suite_add_tcase(suite, limits);
	return suite;
}

int main(void)
{
	return run_suite(content_suite());
}
