/* SPDX-License-Identifier: MIT */
/*
 * Fields besides Retry-After, value by value: RateLimit of
 * draft-ietf-httpapi-ratelimit-headers with the grammar of RFC 9651, and the
 * older ones, of which one name stands for several units.
 */

#include <stdbool.h>
#include <string.h>

#include "suite.h"

#include <httpstatus.h>

/* 2026-11-21 12:34:56 */
#define NOW INT64_C(1795264496)

#define FOREVER HTTPSTATUS_TIME_FOREVER

static httpstatus_retry *new_retry(uint32_t hints)
{
	httpstatus_policy *policy;
	httpstatus_retry *retry;

	if (httpstatus_policy_new(&policy) ||
	    httpstatus_policy_set(policy, HTTPSTATUS_POLICY_HINTS, hints) ||
	    httpstatus_retry_new(policy, &retry))
		ck_abort_msg("no retry");
	httpstatus_policy_free(policy);
	httpstatus_retry_set_clock(retry, NOW);
	return retry;
}

static void feed_bytes(httpstatus_retry *retry, const char *name, size_t name_length,
                       const char *value)
{
	const size_t length = strlen(value);
	char *name_block = block_of(name, name_length);
	char *block = block_of(value, length);

	httpstatus_retry_field(retry, name_block, name_length, block, length);
	free(block);
	free(name_block);
}

static void feed(httpstatus_retry *retry, const char *name, const char *value)
{
	feed_bytes(retry, name, strlen(name), value);
}

/* Milliseconds that a 429 with this field asks for. */
static uint64_t asked_by(uint32_t hint, const char *name, const char *value)
{
	httpstatus_retry *retry = new_retry(hint);
	uint64_t ms;

	feed(retry, name, value);
	httpstatus_retry_on_status(retry, 429, 0);
	ms = httpstatus_retry_asked_ms(retry);
	httpstatus_retry_free(retry);
	return ms;
}

struct value {
	const char *text;
	uint64_t ms;
};

static void check_values(uint32_t hint, const char *name, const struct value *values, size_t count)
{
	for (size_t n = 0; n < count; n++) {
		uint64_t ms = asked_by(hint, name, values[n].text);

		if (ms != values[n].ms)
			ck_abort_msg("%s: %s: %llu ms, expected %llu", name, values[n].text,
			             (unsigned long long)ms, (unsigned long long)values[n].ms);
	}
}

#define CHECK_VALUES(hint, name, values) \
	check_values(hint, name, values, sizeof(values) / sizeof((values)[0]))

/* r is what remains of the quota, t the seconds until it is full again. */
START_TEST(ratelimit)
{
	static const struct value values[] = {
		{ "\"a\";r=0;t=30", 30000 },
		{ "\"a\";t=30;r=0", 30000 },
		{ "\"a\"; r=0;  t=30 ", 30000 },
		{ "\"a\";r=0;t=30,\"b\";r=0;t=40", 40000 },
		{ "\"a\";r=1;t=30", 0 },
		{ "\"a\";t=30", 0 },
		{ "\"a\";r=0", 0 },
		{ "\"a\";r=0;t=30,\"b\";r=5;t=40", 30000 },
		{ "\"a\";r=0;t=30 , (1 2);r=0;t=40", 40000 },
		{ "\"a\";r=0;t=30;t=20", 20000 },
		{ "\"a\";r=0;t=4294967295", UINT64_C(4294967295000) },
		{ "\"a\";r=0;t=4294967296", FOREVER },
		{ "", 0 },
		/* No parameters of these names, or without a number. */
		{ "\"a\";q=0;w=30", 0 },
		{ "\"a\";rr=0;t=30", 0 },
		{ "\"a\";r-0;t=30", 0 },
		{ "\"a\";r;t=30", 0 },
		{ "\"a\";r=none;t=30", 0 },
		{ "\"a\";r=0;t=soon", 0 },
		{ "\"a\";r=0;t", 0 },
		{ "\"a\";r=0;t=30.5", 0 },
		{ "\"a\";r=0;t=-30", 0 },
		{ "\"a\";r=-1;t=30", 0 },
		/* No List of RFC 9651, however clear the rest of it is. */
		{ "\"a\";r=0;t=30,", 0 },
		{ "\"a\";r=0;t=30;", 0 },
		{ "\"a\";r=0;t=30;,;", 0 },
		{ "\"a\" ;r=0;t=30", 0 },
		{ "\"a\";r=0 ;t=30", 0 },
		{ "\"a\";r= 0;t=30", 0 },
		{ "\"a\";r=;t=30", 0 },
		{ ";r=0;t=30", 0 },
		{ "\"a\";r=0;t=30, foo; a!a=1", 0 },
		{ "\"a\";r=0;t=0000000000000030", 0 },
		{ "\"a\";r=0;t=30,,\"b\"", 0 },
		{ "\"a\";R=0;r=0;t=30", 0 },
	};

	CHECK_VALUES(HTTPSTATUS_HINT_RATELIMIT, "RateLimit", values);
}
END_TEST

/* A string may hold whatever divides, and a quotation mark behind a backslash. */
START_TEST(ratelimit_strings)
{
	static const struct value values[] = {
		{ "\"a,b;r=9\";r=0;t=30", 30000 },
		{ "\"a;r=0;t=30\"", 0 },
		{ "\"a\\\"b;r=0;t=30\"", 0 },
		{ "\"a\\\"b\";r=0;t=30", 30000 },
		{ "\"a\\\\\";r=0;t=30", 30000 },
		{ "a\\;r=0;t=30", 0 },
		/* A backslash is no escape in a Display String. */
		{ "%\"a\\\";r=0;t=30", 30000 },
		{ "%\"a\\\";r=0;t=30\"", 0 },
		{ "%\"f%c3%bc\";r=0;t=30", 30000 },
		{ "%\"f%C3%BC\";r=0;t=30", 0 },
		/* UTF-8 that is cut off, overlong, of a surrogate, above U+10FFFF */
		{ "%\"%c3\";r=0;t=30", 0 },
		{ "%\"%c3a\";r=0;t=30", 0 },
		{ "%\"%c1%bf\";r=0;t=30", 0 },
		{ "%\"%e0%9f%bf\";r=0;t=30", 0 },
		{ "%\"%e0%a0%80\";r=0;t=30", 30000 },
		{ "%\"%ed%9f%bf\";r=0;t=30", 30000 },
		{ "%\"%ed%a0%80\";r=0;t=30", 0 },
		{ "%\"%f0%8f%bf%bf\";r=0;t=30", 0 },
		{ "%\"%f4%8f%bf%bf\";r=0;t=30", 30000 },
		{ "%\"%f4%90%80%80\";r=0;t=30", 0 },
		{ "%\"%f5%80%80%80\";r=0;t=30", 0 },
		{ "\"a;r=0;t=30", 0 },
		{ "\"a\\", 0 },
		{ "\"", 0 },
	};

	CHECK_VALUES(HTTPSTATUS_HINT_RATELIMIT, "RateLimit", values);
}
END_TEST

/* What 429 with these lines of one field asks for. */
static httpstatus_retry *after_lines(uint32_t hint, const char *name, const char *const *lines,
                                     size_t count)
{
	httpstatus_retry *retry = new_retry(hint);

	for (size_t n = 0; n < count; n++)
		feed(retry, name, lines[n]);
	httpstatus_retry_on_status(retry, 429, 0);
	return retry;
}

/* Several lines are one List, and one that is none makes all of them nothing. */
START_TEST(ratelimit_lines)
{
	static const struct { const char *lines[3]; uint64_t ms; } cases[] = {
		{ { "\"a\";r=0;t=30", "\"b\";r=0;t=40", "\"c\"" }, 40000 },
		{ { "\"a\"", "\"b\"", "\"c\";r=0;t=40" }, 40000 },
		{ { "\"a\";r=0;t=30", "\"b\";r=0;t=40", "\"c" }, 0 },
		{ { "\"a\";r=0;t=30", "-", "\"b\";r=0;t=40" }, 0 },
		{ { ";", "\"a\";r=0;t=30", "\"b\";r=0;t=40" }, 0 },
		{ { "\"a\";r=0;t=30", "", "\"b\";r=0;t=40" }, 0 },
		{ { "", "\"a\";r=0;t=30", "\"b\";r=0;t=40" }, 0 },
		{ { "\"a\";r=0;t=30", "\"b\";r=0;t=40", " " }, 0 }
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = after_lines(HTTPSTATUS_HINT_RATELIMIT, "RateLimit",
		                                      cases[n].lines, 3);

		INSIST(httpstatus_retry_asked_ms(retry) == cases[n].ms, "case %zu", n);
		/* Of the next response it says nothing. */
		feed(retry, "RateLimit", "\"a\";r=0;t=50");
		httpstatus_retry_on_status(retry, 429, 0);
		INSIST(httpstatus_retry_asked_ms(retry) == 50000, "behind case %zu", n);
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* A RateLimit that is ignored takes nothing from the other fields. */
START_TEST(ratelimit_beside_others)
{
	httpstatus_retry *retry = new_retry(0xFF);

	feed(retry, "X-RateLimit-Reset", "20");
	feed(retry, "RateLimit", "\"a\";r=0;t=30,");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 20000);
	feed(retry, "X-RateLimit-Reset", "20");
	feed(retry, "RateLimit", "\"a\";r=0;t=30");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 30000);
	feed(retry, "Retry-After", "10");
	feed(retry, "RateLimit", "\"a\";r=0;t=30");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 10000);
	httpstatus_retry_free(retry);
}
END_TEST

/* Puts the bytes that \xHH stands for in their place; returns the length. */
static size_t unescape(char *text)
{
	size_t length = 0;

	for (const char *s = text; *s; s++) {
		if (s[0] == '\\' && s[1] == 'x') {
			const char digits[] = { s[2], s[3], '\0' };

			text[length++] = (char)strtol(digits, NULL, 16);
			s += 3;
		} else {
			text[length++] = *s;
		}
	}
	return length;
}

/* The field of the line that begins at *s, which moves behind it. */
static char *next_column(char **s)
{
	char *column = *s;
	size_t length = strcspn(column, "\t\n");

	*s = column[length] == '\t' ? column + length + 1 : NULL;
	column[length] = '\0';
	return column;
}

static void check_vector(char *row)
{
	const char *expected = next_column(&row);
	const char *name = next_column(&row);
	const bool optional = strchr(expected, '?') != NULL;
	const bool ignored = expected[0] == '-';
	const uint64_t seconds = strtoull(expected, NULL, 10);
	httpstatus_retry *retry = new_retry(HTTPSTATUS_HINT_RATELIMIT);
	int asked;

	while (row) {
		char *line = next_column(&row);
		size_t length = unescape(line);
		char *block = block_of(line, length);

		httpstatus_retry_field(retry, "RateLimit", 9, block, length);
		free(block);
	}
	httpstatus_retry_on_status(retry, 429, 0);
	asked = (int)httpstatus_retry_asked(retry);
	if (ignored || (optional && asked == HTTPSTATUS_ASKED_NOTHING))
		INSIST(asked == HTTPSTATUS_ASKED_NOTHING, "%s: not ignored", name);
	else if (seconds > UINT32_MAX)
		INSIST(asked == HTTPSTATUS_ASKED_FOREVER, "%s: not forever", name);
	else
		INSIST(asked == HTTPSTATUS_ASKED_DELAY &&
		       httpstatus_retry_asked_ms(retry) == 1000 * seconds, "%s: %d, %llu ms", name,
		       asked, (unsigned long long)httpstatus_retry_asked_ms(retry));
	httpstatus_retry_free(retry);
}

/* The tests of structured fields, put into RateLimit. */
START_TEST(structured_fields)
{
	static char line[32768];
	FILE *file = open_source("tests/data/ratelimit.tsv");
	int count = 0;

	while (fgets(line, sizeof(line), file)) {
		if (line[0] == '#')
			continue;
		check_vector(line);
		count++;
	}
	fclose(file);
	ck_assert_int_eq(count, 1829);
}
END_TEST

/* Seconds from now, seconds since the epoch, milliseconds since the epoch, rounded up. */
START_TEST(reset)
{
	static const struct value values[] = {
		{ "0", 0 },
		{ "30", 30000 },
		{ " 30\t", 30000 },
		{ "999999999", UINT64_C(999999999000) },
		{ "1000000000", 0 },
		{ "1795264526", 30000 },
		{ "999999999999", (UINT64_C(999999999999) - NOW) * 1000 },
		{ "1000000000000", 0 },
		{ "1795264526000", 30000 },
		{ "1795264526001", 31000 },
		{ "1795264526999", 31000 },
		{ "999999999999999", (UINT64_C(1000000000000) - NOW) * 1000 },
		{ "1000000000000000", FOREVER },
		{ "99999999999999999999999", FOREVER },
		{ "", 0 },
		{ "-5", 0 },
		{ "1.5", 0 },
		{ "soon", 0 },
	};

	CHECK_VALUES(HTTPSTATUS_HINT_RESET, "X-RateLimit-Reset", values);
}
END_TEST

/* Never less than the fraction says. */
START_TEST(reset_after)
{
	static const struct value values[] = {
		{ "30", 30000 },
		{ "0.5", 500 },
		{ "1.25", 1250 },
		{ "1.999", 1999 },
		{ "1.0000", 1000 },
		{ "1.0001", 1001 },
		{ "1.00011", 1001 },
		{ "1.00000000010", 1001 },
		{ "1.2340000000000000000000001", 1235 },
		{ "4294967295.5", UINT64_C(4294967295500) },
		{ "4294967296.5", FOREVER },
		{ "", 0 },
		{ ".", 0 },
		{ "1.", 0 },
		{ ".5", 0 },
		{ "1.x", 0 },
		{ "1.5s", 0 },
		{ "1.5.5", 0 },
		{ "-1.5", 0 },
		{ "x.5", 0 },
	};

	CHECK_VALUES(HTTPSTATUS_HINT_RESET, "X-RateLimit-Reset-After", values);
}
END_TEST

/* When a quota is full again is a time to wait only for whom it has run out. */
START_TEST(remaining)
{
	static const struct {
		int code;
		const char *remaining;
		const char *again;
		uint64_t ms;
	} cases[] = {
		{ 429, NULL, NULL, 30000 },
		{ 429, "0", NULL, 30000 },
		{ 429, "5", NULL, 0 },
		{ 429, "5", "0", 30000 },
		{ 429, "many", NULL, 30000 },
		{ 429, "", NULL, 30000 },
		{ 502, NULL, NULL, 0 },
		{ 502, "0", NULL, 30000 },
		{ 502, "5", NULL, 0 },
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = new_retry(HTTPSTATUS_HINT_RESET);

		feed(retry, "X-RateLimit-Reset", "30");
		if (cases[n].remaining)
			feed(retry, "X-RateLimit-Remaining", cases[n].remaining);
		if (cases[n].again)
			feed(retry, "RateLimit-Remaining", cases[n].again);
		httpstatus_retry_on_status(retry, cases[n].code, 0);
		if (httpstatus_retry_asked_ms(retry) != cases[n].ms)
			ck_abort_msg("case %zu: %llu ms", n,
			             (unsigned long long)httpstatus_retry_asked_ms(retry));
		httpstatus_retry_free(retry);
	}
}
END_TEST

/*
 * gRPC, A6: a signed 32-bit number without unnecessary leading zeros; negative,
 * or anything else, asks not to send the request again.
 */
START_TEST(pushback)
{
	static const struct { const char *value; int verdict; uint64_t ms; } cases[] = {
		{ "0", HTTPSTATUS_VERDICT_RETRY, 0 },
		{ "1", HTTPSTATUS_VERDICT_RETRY, 1 },
		{ " 1500\t", HTTPSTATUS_VERDICT_RETRY, 1500 },
		{ "299999", HTTPSTATUS_VERDICT_RETRY, 299999 },
		/* longer than anybody waits, but a number */
		{ "2147483647", HTTPSTATUS_VERDICT_STOP, 2147483647 },
		{ "2147483648", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "4294967295", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "4294967296", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "18446744073709551617", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "-1", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "-2147483648", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "-0", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "+5", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "00", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "05", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "5, 7", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "5ms", HTTPSTATUS_VERDICT_STOP, 0 },
		{ "", HTTPSTATUS_VERDICT_STOP, 0 },
	};
	httpstatus_retry *retry = new_retry(HTTPSTATUS_HINT_GRPC);

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_advice advice;
		bool forbidden;

		httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT, 0);
		feed(retry, "grpc-retry-pushback-ms", cases[n].value);
		advice = httpstatus_retry_on_status(retry, 503, 0);
		forbidden = httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_FORBIDDEN;
		INSIST((int)httpstatus_advice_verdict(advice) == cases[n].verdict &&
		       httpstatus_retry_asked_ms(retry) == cases[n].ms &&
		       forbidden == (cases[n].verdict == HTTPSTATUS_VERDICT_STOP && cases[n].ms == 0),
		       "'%s'", cases[n].value);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Several values, several lines ------------------------------------------ */

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
		httpstatus_retry *retry = new_retry(HTTPSTATUS_HINT_MS);
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
	httpstatus_retry *retry = new_retry(0xFF);

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++)
		INSIST(asked_by(0xFF, cases[n].name, cases[n].value) == cases[n].ms, "%s: %s",
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
		httpstatus_retry *retry = new_retry(0);

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
		httpstatus_retry *retry = new_retry(0);

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

/* ---- Lines that go on (RFC 9112, 5.2) ---------------------------------------- */

static int feed_line(httpstatus_retry *retry, const char *line)
{
	const size_t length = strlen(line);
	char *block = block_of(line, length);
	int code = httpstatus_retry_line(retry, block, length);

	free(block);
	return code;
}

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
		httpstatus_retry *retry = new_retry(0xFF);

		ck_assert_int_eq(feed_line(retry, "HTTP/1.1 429 Too Many Requests\r\n"), 429);
		feed_head(retry, cases[n].head);
		httpstatus_retry_on_status(retry, 429, 0);
		INSIST(httpstatus_retry_asked_ms(retry) == cases[n].ms, "%s: %llu ms", cases[n].head,
		       (unsigned long long)httpstatus_retry_asked_ms(retry));
		/* Nothing is left for the next response. */
		feed_line(retry, " 120\r\n");
		httpstatus_retry_on_status(retry, 429, 0);
		ck_assert_int_eq((int)httpstatus_retry_asked(retry), HTTPSTATUS_ASKED_NOTHING);
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* A field that is fed by itself, or a failure, ends a line like another line does. */
START_TEST(folded_lines_and_others)
{
	httpstatus_retry *retry = new_retry(0);

	feed_line(retry, "Retry-After: 5,\r\n");
	feed_line(retry, " 120\r\n");
	feed(retry, "Server", "x");
	feed_line(retry, " ,500\r\n");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 120000);
	feed_line(retry, "Retry-After:\r\n");
	feed_line(retry, " 120\r\n");
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_TRUNCATED, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 120000);
	feed_line(retry, "Retry-After:\r\n");
	feed_line(retry, " 120\r\n");
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_BROKEN, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 0);
	feed_line(retry, "Retry-After:\r\n");
	httpstatus_retry_reset(retry, 0, 0);
	feed_line(retry, " 120\r\n");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* A folded value of more than 37 bytes is not kept: it may lengthen, and never be 0. */
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
		/* As much as there is room for. */
		{ "Retry-After: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,\r\n 1234\r\n",
		  HTTPSTATUS_ASKED_DELAY, 1234000 },
		{ "Retry-After: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,\r\n 12345\r\n",
		  HTTPSTATUS_ASKED_MALFORMED, 0 },
		{ "RateLimit: \"a\";r=0;t=30, \"a long quota name\";r=0;t=40\r\n",
		  HTTPSTATUS_ASKED_DELAY, 40000 },
		{ "RateLimit: \"a\";r=0;t=30, \"a long quota name\";r=0;t=40\r\n , \"b\"\r\n",
		  HTTPSTATUS_ASKED_NOTHING, 0 },
		{ "RateLimit: \"a\";r=0;t=30,\r\n \"a long quota name\";r=0;t=40\r\n",
		  HTTPSTATUS_ASKED_NOTHING, 0 },
		/* An Age that nobody can read makes no time shorter. */
		{ "Date: Sat, 21 Nov 2026 12:34:56 GMT\r\nAge: 90\r\n " MANY "\r\n"
		  "Retry-After: Sat, 21 Nov 2026 12:36:36 GMT\r\n", HTTPSTATUS_ASKED_DATE, 100000 },
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = new_retry(0xFF);

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

/* What forbids does so in a folded line, too, and what permits does not if it is not known whole. */
START_TEST(folded_permissions)
{
	static const struct { const char *head; uint32_t traits; int verdict; } cases[] = {
		{ "x-should-retry:\r\n false\r\n", HTTPSTATUS_TRAIT_SAFE, HTTPSTATUS_VERDICT_STOP },
		{ "x-should-retry: false\r\n ly\r\n", HTTPSTATUS_TRAIT_SAFE, HTTPSTATUS_VERDICT_RETRY },
		{ "grpc-retry-pushback-ms: 5\r\n 5\r\n", HTTPSTATUS_TRAIT_SAFE, HTTPSTATUS_VERDICT_STOP },
		{ "grpc-retry-pushback-ms:\r\n 5\r\n", HTTPSTATUS_TRAIT_SAFE, HTTPSTATUS_VERDICT_RETRY },
		{ "grpc-retry-pushback-ms: 5\r\n " MANY "\r\n", HTTPSTATUS_TRAIT_SAFE,
		  HTTPSTATUS_VERDICT_STOP },
		{ "finagle-http-nonretryable-nack: x\r\n " MANY "\r\n", HTTPSTATUS_TRAIT_SAFE,
		  HTTPSTATUS_VERDICT_STOP },
		{ "finagle-http-nack:\r\n true\r\n", 0, HTTPSTATUS_VERDICT_RETRY },
		{ "finagle-http-nack: true\r\n " MANY "\r\n", 0, HTTPSTATUS_VERDICT_STOP },
	};
	httpstatus_retry *retry = new_retry(0xFF);

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry_reset(retry, cases[n].traits, 0);
		feed_head(retry, cases[n].head);
		INSIST((int)httpstatus_advice_verdict(httpstatus_retry_on_status(retry, 503, 0)) ==
		       cases[n].verdict, "%s", cases[n].head);
	}
	httpstatus_retry_free(retry);
#undef MANY
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
	httpstatus_retry *retry = new_retry(0);

	for (size_t n = 0; n < sizeof(lines) / sizeof(lines[0]); n++) {
		feed_line(retry, "Retry-After: 99\r\n");
		ck_assert_int_eq(feed_line(retry, lines[n].line), lines[n].code);
		httpstatus_retry_on_status(retry, 503, 0);
		INSIST(httpstatus_retry_asked_ms(retry) == 0, "%s", lines[n].line);
	}
	feed_line(retry, "Retry-After: 99\r\n");
	for (size_t n = 0; n < sizeof(others) / sizeof(others[0]); n++)
		ck_assert_int_eq(feed_line(retry, others[n]), 0);
	httpstatus_retry_on_status(retry, 503, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 99000);
	httpstatus_retry_free(retry);
}
END_TEST

/* A quota that has run out and does not say until when, or says so senselessly. */
START_TEST(spent_without_a_time)
{
	httpstatus_retry *retry = new_retry(HTTPSTATUS_HINT_RESET);

	feed(retry, "X-RateLimit-Remaining", "0");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 0);
	feed(retry, "X-RateLimit-Remaining", "0");
	feed(retry, "X-RateLimit-Reset", "soon");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 0);
	httpstatus_retry_field(retry, "X-RateLimit-Reset-After", 23, NULL, 0);
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_int_eq((int)httpstatus_retry_asked(retry), HTTPSTATUS_ASKED_NOTHING);
	httpstatus_retry_free(retry);

	retry = new_retry(HTTPSTATUS_HINT_RATELIMIT);
	feed(retry, "RateLimit", "\"a\";r=0");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_int_eq((int)httpstatus_retry_asked(retry), HTTPSTATUS_ASKED_NOTHING);
	httpstatus_retry_free(retry);
}
END_TEST

/* RateLimit says itself whether the quota has run out, whatever the code. */
START_TEST(ratelimit_of_any_code)
{
	httpstatus_retry *retry = new_retry(HTTPSTATUS_HINT_RATELIMIT);

	feed(retry, "RateLimit", "\"a\";r=0;t=30");
	httpstatus_retry_on_status(retry, 502, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 30000);
	httpstatus_retry_free(retry);
}
END_TEST

/* What one field means by a value, another one does not. */
START_TEST(values_of_other_fields)
{
	static const struct { const char *name, *value; } fields[] = {
		{"Retry-After-Ms", "\"a\";r=0;t=30"}, {"Retry-After-Ms", "false"},
		{"RateLimit", "30"}, {"RateLimit", "false"},
		{"RateLimit-Reset", "0.5"}, {"RateLimit-Reset", "false"},
		{"X-RateLimit-Reset-After", "soon"}, {"X-RateLimit-Reset-After", "false"},
		{"X-RateLimit-Remaining", "false"}, {"X-RateLimit-Remaining", "true"},
		{"X-Should-Retry", "30"}, {"X-Should-Retry", "0"},
		{"Age", "false"}, {"Date", "30"}
	};
	httpstatus_retry *retry = new_retry(0xFF);

	for (size_t n = 0; n < sizeof(fields) / sizeof(fields[0]); n++) {
		httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT, 0);
		feed(retry, fields[n].name, fields[n].value);
		INSIST(httpstatus_advice_verdict(httpstatus_retry_on_status(retry, 429, 0)) ==
		       HTTPSTATUS_VERDICT_RETRY, "%s: %s", fields[n].name, fields[n].value);
		INSIST(httpstatus_retry_asked_ms(retry) == 0, "%s: %s", fields[n].name,
		       fields[n].value);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* x-should-retry knows two words; any letter changed makes none of them. */
START_TEST(words_and_others)
{
	static const char *const words[] = {"false", "FALSE", " False\t"};
	static const char *const others[] = {
		"talse", "felse", "fatse", "falte", "falst", "fals", "falsee", "f", "", "alse", "-alse"
	};
	httpstatus_retry *retry = new_retry(HTTPSTATUS_HINT_SHOULD_RETRY);

	for (size_t n = 0; n < sizeof(words) / sizeof(words[0]); n++) {
		httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE, 0);
		feed(retry, "x-should-retry", words[n]);
		INSIST(httpstatus_advice_verdict(httpstatus_retry_on_status(retry, 503, 0)) ==
		       HTTPSTATUS_VERDICT_STOP, "%s", words[n]);
	}
	for (size_t n = 0; n < sizeof(others) / sizeof(others[0]); n++) {
		httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE, 0);
		feed(retry, "x-should-retry", others[n]);
		INSIST(httpstatus_advice_verdict(httpstatus_retry_on_status(retry, 503, 0)) ==
		       HTTPSTATUS_VERDICT_RETRY, "%s", others[n]);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/*
 * A time that by our clock has passed, and by Date lies more than 366 days
 * ahead: there Date is what cannot be.
 */
START_TEST(dates_that_cannot_be)
{
	static const struct { const char *date, *until; int64_t clock; int asked; uint64_t ms; } cases[] = {
		{"Thu, 20 Nov 2025 12:34:56 GMT", "Sat, 21 Nov 2026 12:34:56 GMT", NOW + 1,
		 HTTPSTATUS_ASKED_DATE, UINT64_C(86400000) * 366},
		{"Thu, 20 Nov 2025 12:34:55 GMT", "Sat, 21 Nov 2026 12:34:56 GMT", NOW + 1,
		 HTTPSTATUS_ASKED_PAST, 0},
		{"Thu, 20 Nov 2025 12:34:55 GMT", "Sat, 21 Nov 2026 12:34:56 GMT", NOW,
		 HTTPSTATUS_ASKED_DATE, UINT64_C(86400000) * 366 + 1000}
	};
	httpstatus_retry *retry = new_retry(0);

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE, 0);
		httpstatus_retry_set_clock(retry, cases[n].clock);
		feed(retry, "Date", cases[n].date);
		feed(retry, "Retry-After", cases[n].until);
		httpstatus_retry_on_status(retry, 503, 0);
		ck_assert_int_eq((int)httpstatus_retry_asked(retry), cases[n].asked);
		ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), cases[n].ms);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/*
 * RFC 9110, 5.6.7: two digits mean a year not more than 50 years ahead, by our
 * clock, or by the year in which the library was made if that is later.
 */
START_TEST(two_digits_of_a_year)
{
	httpstatus_retry *retry = new_retry(0);

	/* 2090-01-01 to 2095-01-01, of which 2092 has a day more */
	httpstatus_retry_set_clock(retry, INT64_C(3786912000));
	feed(retry, "Retry-After", "Saturday, 01-Jan-95 00:00:00 GMT");
	httpstatus_retry_on_status(retry, 503, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), UINT64_C(86400000) * (5 * 365 + 1));

	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE, 0);
	httpstatus_retry_set_clock(retry, 0);
	feed(retry, "Retry-After", "Saturday, 21-Nov-26 12:34:56 GMT");
	httpstatus_retry_on_status(retry, 503, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), (uint64_t)NOW * 1000);
	httpstatus_retry_free(retry);
}
END_TEST

/* A name that is shorter or goes on is another name, however long. */
START_TEST(parts_of_names)
{
	char name[] = "Retry-Afterxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
	const size_t longest = strlen(name);

	for (size_t length = longest; length > 0; length--) {
		name[length] = '\0';
		ck_assert_uint_eq(asked_by(0, name, "5"), length == strlen("Retry-After") ? 5000 : 0);
	}
}
END_TEST

/* What a POST is told after a response with this field among others. */
struct outcome {
	httpstatus_advice advice;
	uint64_t ms;
};

/* A date, if there is one, is what Date and Age are for. */
static struct outcome outcome_of(httpstatus_retry *retry, int code, const char *date,
                                 const char *name, size_t length, const char *value)
{
	struct outcome outcome;

	httpstatus_retry_reset(retry, 0, 0);
	httpstatus_retry_set_clock(retry, NOW);
	feed(retry, "Date", "Sat, 21 Nov 2026 12:34:56 GMT");
	feed(retry, "RateLimit-Reset", "9");
	if (date)
		feed(retry, "Retry-After", date);
	feed_bytes(retry, name, length, value);
	outcome.advice = httpstatus_retry_on_status(retry, code, 0);
	outcome.ms = httpstatus_retry_asked_ms(retry);
	return outcome;
}

static bool is_same_outcome(struct outcome a, struct outcome b)
{
	return a.advice == b.advice && a.ms == b.ms;
}

static bool differs_in_case(char a, char b)
{
	return (a >= 'a' && a <= 'z' && b == a - 'a' + 'A') ||
	       (a >= 'A' && a <= 'Z' && b == a - 'A' + 'a');
}

/* RFC 9110, 5.1: names do not depend on case. Any other byte in any place makes another name. */
START_TEST(every_byte_of_every_name)
{
	static const struct { int code; const char *name, *value, *date; } fields[] = {
		{429, "Age", "100", "Sat, 21 Nov 2026 12:39:56 GMT"},
		{429, "Date", "Sat, 21 Nov 2026 12:33:56 GMT", "Sat, 21 Nov 2026 12:39:56 GMT"},
		{429, "RateLimit", "a;r=0;t=20", NULL},
		{429, "Retry-After", "7", NULL},
		{429, "Retry-After-Ms", "7", NULL},
		{429, "X-Should-Retry", "false", NULL},
		{429, "RateLimit-Reset", "20", NULL},
		{429, "x-amz-retry-after", "7", NULL},
		{429, "X-RateLimit-Reset", "20", NULL},
		{503, "Finagle-Http-Nack", "true", NULL},
		{429, "X-Rate-Limit-Reset", "20", NULL},
		{429, "x-ms-retry-after-ms", "7", NULL},
		{429, "RateLimit-Remaining", "1", NULL},
		{429, "Stripe-Should-Retry", "false", NULL},
		{503, "x-envoy-ratelimited", "true", NULL},
		{429, "X-RateLimit-Remaining", "1", NULL},
		{429, "X-Rate-Limit-Remaining", "1", NULL},
		{429, "grpc-retry-pushback-ms", "7", NULL},
		{429, "X-RateLimit-Reset-After", "20", NULL},
		{429, "Finagle-Http-Nonretryable-Nack", "true", NULL}
	};
	httpstatus_retry *retry = new_retry(0xFF);

	for (size_t n = 0; n < sizeof(fields) / sizeof(fields[0]); n++) {
		const size_t length = strlen(fields[n].name);
		const struct outcome without = outcome_of(retry, fields[n].code, fields[n].date,
		                                          "", 0, "");
		const struct outcome with = outcome_of(retry, fields[n].code, fields[n].date,
		                                       fields[n].name, length, fields[n].value);
		char name[32];

		INSIST(!is_same_outcome(with, without), "%s is not known", fields[n].name);
		memcpy(name, fields[n].name, length);
		for (size_t i = 0; i < length; i++) {
			for (int byte = 0; byte < 256; byte++) {
				struct outcome got;
				bool same;

				name[i] = (char)byte;
				got = outcome_of(retry, fields[n].code, fields[n].date, name, length,
				                 fields[n].value);
				same = name[i] == fields[n].name[i] ||
				       differs_in_case(name[i], fields[n].name[i]);
				INSIST(is_same_outcome(got, same ? with : without),
				       "%s, byte %zu is 0x%02x", fields[n].name, i, (unsigned)byte);
			}
			name[i] = fields[n].name[i];
		}
	}
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *hints_suite(void)
{
	Suite *suite = suite_create("hints");
	TCase *values = tcase_create("values");
	TCase *several = tcase_create("several");
	TCase *lines = tcase_create("lines");
	TCase *quotas = tcase_create("quotas");

	tcase_add_test(values, ratelimit);
	tcase_add_test(values, ratelimit_strings);
	tcase_add_test(values, ratelimit_lines);
	tcase_add_test(values, ratelimit_beside_others);
	tcase_add_test(values, structured_fields);
	tcase_add_test(values, pushback);
	tcase_add_test(values, reset);
	tcase_add_test(values, reset_after);
	tcase_add_test(values, parts_of_names);
	tcase_add_test(values, every_byte_of_every_name);
	tcase_add_test(values, values_of_other_fields);
	tcase_add_test(values, words_and_others);
	tcase_add_test(values, dates_that_cannot_be);
	tcase_add_test(values, two_digits_of_a_year);
	suite_add_tcase(suite, values);

	tcase_add_test(several, seconds_and_milliseconds);
	tcase_add_test(several, joined_values);
	tcase_add_test(several, several_ages);
	tcase_add_test(several, several_dates);
	suite_add_tcase(suite, several);

	tcase_add_test(lines, folded_lines);
	tcase_add_test(lines, folded_lines_and_others);
	tcase_add_test(lines, folded_lines_too_long);
	tcase_add_test(lines, folded_permissions);
	tcase_add_test(lines, other_status_lines);
	suite_add_tcase(suite, lines);

	tcase_add_test(quotas, remaining);
	tcase_add_test(quotas, spent_without_a_time);
	tcase_add_test(quotas, ratelimit_of_any_code);
	suite_add_tcase(suite, quotas);
	return suite;
}

int main(void)
{
	return run_suite(hints_suite());
}
