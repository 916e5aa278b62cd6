/* SPDX-License-Identifier: MIT */
/*
 * check_field_lines.c - fields with several values or lines, and lines that go on (RFC 9112, 5.2)
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "suite_retry.h"

/* ---- Several --------------------------------------------------------------- */

/* Retry-After and its forms in milliseconds are of one rank: the largest counts. */
START_TEST(seconds_and_milliseconds)
{
	static const struct { const char *seconds, *ms, *other; uint64_t asked; } cases[] = {
		{ "1", "0", "0", 1000 },
		{ "1", "999", "", 1000 },
		{ "2", "1500", "", 2000 },
		{ "2", "2001", "", 2001 },
		{ "2", "100", "2500", 2500 },
		{ "0", "0", "300", 300 },
		{ "soon", "700", "soon", 700 },
		{ "2", "soon", "", 2000 },
		{ "Sat, 21 Nov 2026 12:34:58 GMT", "1999", "0", 2000 },
		{ "Sat, 21 Nov 2026 12:34:58 GMT", "2001", "0", 2001 },
	};

	for (size_t n = 0; n < 2 * sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = begin_stacked("iana");
		const bool backwards = n % 2;

		if (!backwards)
			feed(retry, "Retry-After", cases[n / 2].seconds);
		feed(retry, "retry-after-ms", cases[n / 2].ms);
		feed(retry, "x-ms-retry-after-ms", cases[n / 2].other);
		if (backwards)
			feed(retry, "Retry-After", cases[n / 2].seconds);
		httpstatus_retry_on_status(retry, 503, 0);
		INSIST(httpstatus_retry_asked_ms(retry) == cases[n / 2].asked, "case %zu: %llu ms", n,
		       (unsigned long long)httpstatus_retry_asked_ms(retry));
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* RFC 9110, 5.3: commas join the lines of a field, on the way or in the library that read it. */
START_TEST(joined_values)
{
	static const struct { const char *name, *value; uint64_t ms; } cases[] = {
		{ "Retry-After", "3, 40, 5", 40000 },
		{ "retry-after-ms", "3, 40, 5", 40 },
		{ "retry-after-ms", "soon, 40", 40 },
		{ "retry-after-ms", ",40,", 40 },
		{ "X-RateLimit-Reset", "3,\t40 ,5", 40000 },
		{ "X-RateLimit-Reset", "5, 1795264526", 30000 },
		{ "X-RateLimit-Reset-After", "0.5, 1.25", 1250 },
	};
	httpstatus_retry *retry = begin_stacked(ALL_FIELDS);

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++)
		INSIST(asked_by(ALL_FIELDS, cases[n].name, cases[n].value) == cases[n].ms, "%s: %s",
		       cases[n].name, cases[n].value);
	/* Of two quotas one is used up. */
	feed(retry, "X-RateLimit-Remaining", "5, 0");
	feed(retry, "X-RateLimit-Reset", "30");
	httpstatus_retry_on_status(retry, 502, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 30000);
	/* One no is a no. */
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE, 0);
	feed(retry, "x-should-retry", "true, false");
	ck_assert_int_eq((int)httpstatus_advice_verdict(httpstatus_retry_on_status(retry, 503, 0)),
	                 HTTPSTATUS_VERDICT_STOP);
	httpstatus_retry_free(retry);
}
END_TEST

/* RFC 9111, 5.1: the first one, or none if that is no number; a larger one would be too early. */
START_TEST(several_ages)
{
	static const struct { const char *ages[2]; uint64_t ms; } cases[] = {
		{ { "10", "90" }, 90000 },
		{ { "90", "10" }, 10000 },
		{ { "10, 90", "20" }, 90000 },
		{ { "10,soon", "20" }, 90000 },
		{ { "soon", "90" }, 100000 },
		{ { "soon, 90", "90" }, 100000 },
		{ { "-1", "90" }, 100000 },
		{ { "", "90" }, 10000 },
		{ { ", 90", "10" }, 10000 },
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = begin_stacked("iana");

		feed(retry, "Date", "Sat, 21 Nov 2026 12:34:56 GMT");
		feed(retry, "Age", cases[n].ages[0]);
		feed(retry, "Retry-After", "Sat, 21 Nov 2026 12:36:36 GMT");
		feed(retry, "Age", cases[n].ages[1]);
		httpstatus_retry_on_status(retry, 503, 0);
		INSIST(httpstatus_retry_asked_ms(retry) == cases[n].ms, "case %zu: %llu ms", n,
		       (unsigned long long)httpstatus_retry_asked_ms(retry));
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* There may be one (RFC 9110, 6.6.1). Of several, one that can be read, and the earliest: never early. */
START_TEST(several_dates)
{
	static const struct { const char *dates[2]; uint64_t ms; } cases[] = {
		{ { "Sat, 21 Nov 2026 12:34:56 GMT", "Sat, 21 Nov 2026 12:35:56 GMT" }, 100000 },
		{ { "Sat, 21 Nov 2026 12:35:56 GMT", "Sat, 21 Nov 2026 12:34:56 GMT" }, 100000 },
		{ { "Sat, 21 Nov 2026 12:36:26 GMT", "yesterday" }, 10000 },
		{ { "yesterday", "Sat, 21 Nov 2026 12:36:26 GMT" }, 10000 },
		{ { "Sat, 21 Nov 2026 12:36:26 GMT", "" }, 10000 },
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = begin_stacked("iana");

		feed(retry, "Date", cases[n].dates[0]);
		feed(retry, "Retry-After", "Sat, 21 Nov 2026 12:36:36 GMT");
		feed(retry, "Date", cases[n].dates[1]);
		httpstatus_retry_on_status(retry, 503, 0);
		INSIST(httpstatus_retry_asked_ms(retry) == cases[n].ms, "case %zu: %llu ms", n,
		       (unsigned long long)httpstatus_retry_asked_ms(retry));
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* ---- Lines ----------------------------------------------------------------- */

/* Lines of a head, each with its end. */
static void feed_head(httpstatus_retry *retry, const char *head)
{
	while (*head) {
		const char *end = strchr(head, '\n') + 1;
		char *line = block_of(head, (size_t)(end - head));

		httpstatus_retry_line(retry, line, (size_t)(end - head));
		free(line);
		head = end;
	}
}

START_TEST(folded_lines)
{
	static const struct { const char *head; uint64_t ms; } cases[] = {
		{ "Retry-After:\r\n 120\r\n", 120000 },
		{ "Retry-After:\n\t120\n", 120000 },
		{ "Retry-After: \r\n  \r\n\t \t120 \r\n\r\n", 120000 },
		{ "Retry-After: 120\r\n \r\n", 120000 },
		{ "Retry-After: 5,\r\n 120\r\n", 120000 },
		{ "Retry-After: 120\r\n ,5\r\n", 120000 },
		{ "Retry-After: 5\r\n ,\r\n 120\r\nServer: x\r\n y\r\n", 120000 },
		{ "Retry-After:\r\n Sat,\r\n 21 Nov 2026\r\n\t12:36:36\r\n GMT\r\n\r\n", 100000 },
		{ "Retry-After:\r\n Saturday, 21-Nov-26\r\n 12:36:36 GMT\r\n\r\n", 100000 },
		{ "Retry-After-Ms:\r\n 1500\r\n", 1500 },
		{ "Retry-After: 7\r\nRetry-After:\r\n 9\r\n", 9000 },
		{ "Date: Sat, 21 Nov 2026\r\n 12:34:56 GMT\r\nAge:\r\n 10\r\n"
		  "Retry-After: Sat, 21 Nov 2026 12:36:36\r\n GMT\r\n", 90000 },
		{ "RateLimit: \"a\";r=0,\r\n \"b\";\r\n r=0;t=7\r\n", 7000 },
		{ "RateLimit: \"a\";r=0\r\n ;t=7\r\n", 0 },
		{ "X-RateLimit-Reset:\r\n 30\r\n", 30000 },
		/* Only what goes on makes a whole: a number is no number any more. */
		{ "Retry-After: 1\r\n 20\r\n", 0 },
		/* What goes on with another field, or with none. */
		{ "Retry-After: 7\r\nServer: x\r\n 120\r\n", 7000 },
		{ " 120\r\nRetry-After: 7\r\n", 7000 },
		{ " Retry-After: 120\r\n", 0 },
		{ "Retry-After: 7\r\nno field\r\n ,120\r\n", 7000 },
		{ "Retry-After: 7\r\n\r\n ,120\r\n", 7000 },
		{ "Retry-After: 7\r\nHTTP/1.1 429\r\n ,120\r\n", 0 },
		/* Trailers are fields, too. */
		{ "Retry-After: 7\r\n\r\nRetry-After:\r\n 8\r\n", 8000 },
		/* RFC 9112, 5.1 */
		{ "Retry-After : 7\r\n", 7000 },
		{ "Retry-After \t:\r\n 7\r\n", 7000 },
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = begin_stacked(ALL_FIELDS);

		ck_assert_int_eq(line(retry, "HTTP/1.1 429 Too Many Requests\r\n"), 429);
		feed_head(retry, cases[n].head);
		httpstatus_retry_on_status(retry, 429, 0);
		INSIST(httpstatus_retry_asked_ms(retry) == cases[n].ms, "%s: %llu ms", cases[n].head,
		       (unsigned long long)httpstatus_retry_asked_ms(retry));
		/* Nothing is left for the next response. */
		line(retry, " 120\r\n");
		httpstatus_retry_on_status(retry, 429, 0);
		ck_assert_int_eq((int)httpstatus_retry_asked(retry), HTTPSTATUS_ASKED_NOTHING);
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* A field that is fed by itself, or a failure, ends a line like another line does. */
START_TEST(folded_lines_and_others)
{
	httpstatus_retry *retry = begin_stacked("iana");

	line(retry, "Retry-After: 5,\r\n");
	line(retry, " 120\r\n");
	feed(retry, "Server", "x");
	line(retry, " ,500\r\n");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 120000);
	line(retry, "Retry-After:\r\n");
	line(retry, " 120\r\n");
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_TRUNCATED, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 120000);
	line(retry, "Retry-After:\r\n");
	line(retry, " 120\r\n");
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_BROKEN, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 0);
	line(retry, "Retry-After:\r\n");
	httpstatus_retry_reset(retry, 0, 0);
	line(retry, " 120\r\n");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* Of a folded value so much is kept; a longer one may lengthen, and never be 0. */
START_TEST(folded_lines_too_long)
{
#define MANY "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0"
	static const struct { const char *head; int asked; uint64_t ms; } cases[] = {
		{ "Retry-After: " MANY "\r\n", HTTPSTATUS_ASKED_DELAY, 0 },
		{ "Retry-After: " MANY "\r\n ,120\r\n", HTTPSTATUS_ASKED_MALFORMED, 0 },
		{ "Retry-After: 0,\r\n " MANY "\r\n", HTTPSTATUS_ASKED_MALFORMED, 0 },
		{ "Retry-After: " MANY ", 7\r\n ,120\r\n", HTTPSTATUS_ASKED_DELAY, 7000 },
		{ "Retry-After: 7,\r\n " MANY "\r\n , 0\r\n", HTTPSTATUS_ASKED_DELAY, 7000 },
		{ "Retry-After-Ms: 0,\r\n " MANY "\r\n", HTTPSTATUS_ASKED_MALFORMED, 0 },
		{ "Retry-After-Ms: 7,\r\n " MANY "\r\n", HTTPSTATUS_ASKED_DELAY, 7 },
		{ "Retry-After: 0\r\nRetry-After-Ms: 0,\r\n " MANY "\r\n",
		  HTTPSTATUS_ASKED_MALFORMED, 0 },
		{ "Retry-After: Sat, 21 Nov 2026 12:34:00 GMT\r\n ," MANY "\r\n",
		  HTTPSTATUS_ASKED_MALFORMED, 0 },
		{ "Retry-After: Sat, 21 Nov 2026 12:36:36 GMT\r\n ," MANY "\r\n",
		  HTTPSTATUS_ASKED_DATE, 100000 },
		/* As much as there is room for, with the name. */
		{ "Retry-After: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,\r\n 1234\r\n",
		  HTTPSTATUS_ASKED_DELAY, 1234000 },
		{ "Retry-After: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,\r\n 12345\r\n",
		  HTTPSTATUS_ASKED_MALFORMED, 0 },
		/* An Age that nobody can read makes no time shorter. */
		{ "Date: Sat, 21 Nov 2026 12:34:56 GMT\r\nAge: 90\r\n " MANY "\r\n"
		  "Retry-After: Sat, 21 Nov 2026 12:36:36 GMT\r\n", HTTPSTATUS_ASKED_DATE, 100000 },
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = begin_stacked("iana");

		feed_head(retry, cases[n].head);
		httpstatus_retry_on_status(retry, 429, 0);
		INSIST((int)httpstatus_retry_asked(retry) == cases[n].asked &&
		       httpstatus_retry_asked_ms(retry) == cases[n].ms, "%s: %d, %llu ms",
		       cases[n].head, (int)httpstatus_retry_asked(retry),
		       (unsigned long long)httpstatus_retry_asked_ms(retry));
		httpstatus_retry_free(retry);
	}
}
END_TEST

#define LONG MANY MANY MANY MANY MANY MANY MANY MANY MANY

/* With a catalog that names fields there is more room; a List that is not known whole is none. */
START_TEST(longer_lines)
{
	static const struct { const char *head; uint64_t ms; } cases[] = {
		{ "RateLimit: \"a\";r=0;t=30, \"a long quota name\";r=0;t=40\r\n , \"b\"\r\n", 40000 },
		{ "RateLimit: \"a\";r=0;t=30,\r\n \"a long quota name\";r=0;t=40\r\n", 40000 },
		{ "RateLimit: \"a\";r=0;t=30, \"" LONG "\";r=0;t=40\r\n", 40000 },
		{ "RateLimit: \"a\";r=0;t=30, \"" LONG "\";r=0;t=40\r\n , \"b\"\r\n", 0 },
		{ "RateLimit: \"a\";r=0;t=30\r\n , \"" LONG "\";r=0;t=40\r\n", 0 },
		{ "RateLimit: \"a\";r=0;t=30,\r\n \"" LONG "\";r=0;t=40\r\n", 0 },
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = begin_stacked("ratelimit");

		feed_head(retry, cases[n].head);
		httpstatus_retry_on_status(retry, 429, 0);
		INSIST(httpstatus_retry_asked_ms(retry) == cases[n].ms, "case %zu: %llu ms", n,
		       (unsigned long long)httpstatus_retry_asked_ms(retry));
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* What forbids does so in a folded line, too, and what permits does not if it is not known whole. */
START_TEST(folded_permissions)
{
	static const struct { const char *head; uint32_t traits; int verdict; } cases[] = {
		{ "x-should-retry:\r\n false\r\n", HTTPSTATUS_TRAIT_SAFE, HTTPSTATUS_VERDICT_STOP },
		{ "x-should-retry: false\r\n ly\r\n", HTTPSTATUS_TRAIT_SAFE, HTTPSTATUS_VERDICT_RETRY },
		{ "grpc-retry-pushback-ms: 5\r\n 5\r\n", HTTPSTATUS_TRAIT_SAFE, HTTPSTATUS_VERDICT_STOP },
		{ "grpc-retry-pushback-ms:\r\n 5\r\n", HTTPSTATUS_TRAIT_SAFE, HTTPSTATUS_VERDICT_RETRY },
		{ "grpc-retry-pushback-ms: 5\r\n " LONG "\r\n", HTTPSTATUS_TRAIT_SAFE,
		  HTTPSTATUS_VERDICT_STOP },
		{ "finagle-http-nonretryable-nack: x\r\n " LONG "\r\n", HTTPSTATUS_TRAIT_SAFE,
		  HTTPSTATUS_VERDICT_STOP },
		{ "finagle-http-nack:\r\n true\r\n", 0, HTTPSTATUS_VERDICT_RETRY },
		{ "finagle-http-nack: true\r\n " LONG "\r\n", 0, HTTPSTATUS_VERDICT_STOP },
	};
	httpstatus_retry *retry = begin_stacked(ALL_FIELDS);

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry_reset(retry, cases[n].traits, 0);
		feed_head(retry, cases[n].head);
		INSIST((int)httpstatus_advice_verdict(httpstatus_retry_on_status(retry, 503, 0)) ==
		       cases[n].verdict, "%s", cases[n].head);
	}
	httpstatus_retry_free(retry);
#undef MANY
#undef LONG
}
END_TEST

/* The first lines of SHOUTcast and RTSP begin another response, too. */
START_TEST(other_status_lines)
{
	static const struct { const char *line; int code; } lines[] = {
		{ "ICY 200 OK\r\n", 200 }, { "RTSP/1.0 503 Service Unavailable\r\n", 503 },
		{ "RTSP/2.0 200 OK", 200 }, { "HTTP/2 429 \r\n", 429 }, { "RTSP/x\r\n", 0 }
	};
	static const char *const others[] = {
		"ICY: 200", "ICY", "icy-name: x", "ICY-MetaInt: 8192", "RTSP: 1", "RTSP"
	};
	httpstatus_retry *retry = begin_stacked("iana");

	for (size_t n = 0; n < sizeof(lines) / sizeof(lines[0]); n++) {
		line(retry, "Retry-After: 99\r\n");
		ck_assert_int_eq(line(retry, lines[n].line), lines[n].code);
		httpstatus_retry_on_status(retry, 503, 0);
		INSIST(httpstatus_retry_asked_ms(retry) == 0, "%s", lines[n].line);
	}
	line(retry, "Retry-After: 99\r\n");
	for (size_t n = 0; n < sizeof(others) / sizeof(others[0]); n++)
		ck_assert_int_eq(line(retry, others[n]), 0);
	httpstatus_retry_on_status(retry, 503, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 99000);
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *field_lines_suite(void)
{
	Suite *suite = suite_create("field lines");
	TCase *several = tcase_create("several");
	TCase *lines_cases = tcase_create("lines");

	tcase_add_test(several, seconds_and_milliseconds);
	tcase_add_test(several, joined_values);
	tcase_add_test(several, several_ages);
	tcase_add_test(several, several_dates);
	suite_add_tcase(suite, several);

	tcase_add_test(lines_cases, folded_lines);
	tcase_add_test(lines_cases, folded_lines_and_others);
	tcase_add_test(lines_cases, folded_lines_too_long);
	tcase_add_test(lines_cases, longer_lines);
	tcase_add_test(lines_cases, folded_permissions);
	tcase_add_test(lines_cases, other_status_lines);
	suite_add_tcase(suite, lines_cases);
	return suite;
}

int main(void)
{
	return run_suite(field_lines_suite());
}
