/* SPDX-License-Identifier: MIT */
/*
 * check_retry_lines.c - header sections, line by line
 */
#include <httpstatus.h>

#include <check.h>

#include "suite_retry.h"

START_TEST(several_heads)
{
	static const struct { const char *text; int code; } lines[] = {
		{ "HTTP/1.1 200 Connection established\r\n", 200 },
		{ "Retry-After: 99\r\n", 0 },
		{ "\r\n", 0 },
		{ "HTTP/1.1 100 Continue\r\n", 100 },
		{ "\r\n", 0 },
		{ "HTTP/1.1 302 Found\r\n", 302 },
		{ "Location: /x\r\n", 0 },
		{ "Retry-After: 88\r\n", 0 },
		{ "Date: " NOON_2D "\r\n", 0 },
		{ "\r\n", 0 },
		{ "HTTP/2 503 \r\n", 503 },
		{ "content-type: text/plain\r\n", 0 },
		{ "retry-after:\t" NOON_30 " \r\n", 0 },
		{ "date: " NOON_DATE "\r\n", 0 },
		{ "age:5\r\n", 0 },
		{ "\r\n", 0 },
	};
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (line(retry, lines[i].text) != lines[i].code)
			ck_abort_msg("%s", lines[i].text);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	check_asked(retry, ASKED(DATE), 25000);
	/* A head without a time, after one with. */
	line(retry, "HTTP/1.1 503 Busy\n");
	line(retry, "Retry-After: 7\n");
	line(retry, "HTTP/1.1 503 Busy\n");
	answer(retry, 503, NULL, NULL);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(line_ends)
{
	static const char *const forms[] = {
		"Retry-After: 7\r\n", "Retry-After: 7\n", "Retry-After: 7", "retry-after:7",
		"RETRY-AFTER: \t7 \t"
	};
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(line(retry, "HTTP/1.1 429"), 429);
		ck_assert_int_eq(line(retry, forms[i]), 0);
		ck_assert_int_eq(answer(retry, 429, NULL, NULL), RETRY);
		check_asked(retry, ASKED(DELAY), 7000);
	}
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(odd_lines)
{
	static const struct { const char *text; int code; } lines[] = {
		{ "", 0 }, { "\n", 0 }, { "\r", 0 }, { ":", 0 }, { ": 5", 0 }, { "Retry-After", 0 },
		{ "Retry-After\r\n", 0 }, { " folded", 0 }, { "\t7", 0 }, { "HTTP/1.1", 0 },
		{ "HTTP/1.1 \r\n", 0 }, { "HTTP/1.1 abc", 0 }, { "HTTP/1.1 40", 0 },
		{ "HTTP/1.1 4040", 0 }, { "HTTPS: 503", 0 }, { "503: x", 0 }, { "HTTP/3 429", 429 },
		{ "HTTP/1.0 404 Not Found", 404 },
		{ "X: HTTP/1.1 503", 0 }, { "Status: 503", 0 },
	};
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (line(retry, lines[i].text) != lines[i].code)
			ck_abort_msg("'%s': not %d", lines[i].text, lines[i].code);
	ck_assert_int_eq(httpstatus_retry_line(retry, NULL, 0), 0);
	ck_assert_int_eq(httpstatus_retry_line(retry, "HTTP/1.1 5\00003", 13), 0);
	answer(retry, 503, NULL, NULL);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* A field whose name only begins like a status line (RFC 7540, 3.2.1) begins no new head. */
START_TEST(no_status_line)
{
	static const char *const lines[] = { "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA", "HTTP", "HTTP:/" };
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(line(retry, "HTTP/1.1 503"), 503);
	ck_assert_int_eq(line(retry, "Retry-After: 7"), 0);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		ck_assert_int_eq(line(retry, lines[i]), 0);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	check_asked(retry, ASKED(DELAY), 7000);
	httpstatus_retry_free(retry);
}
END_TEST

/* The start of a status line, if no more came, is one of another response all the same. */
START_TEST(version_alone)
{
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(line(retry, "Retry-After: 30"), 0);
	ck_assert_int_eq(line(retry, "HTTP/"), 0);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *retry_lines_suite(void)
{
	Suite *suite = suite_create("retry lines");
	TCase *tcase = tcase_create("lines");

	tcase_add_test(tcase, several_heads);
	tcase_add_test(tcase, line_ends);
	tcase_add_test(tcase, odd_lines);
	tcase_add_test(tcase, no_status_line);
	tcase_add_test(tcase, version_alone);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(retry_lines_suite());
}
