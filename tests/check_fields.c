/* SPDX-License-Identifier: MIT */
/*
 * check_fields.c - fields besides Retry-After, value by value
 *
 * RateLimit of draft-ietf-httpapi-ratelimit-headers with the grammar of RFC 9651,
 * and the older ones, of which one name stands for several units.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_retry.h"

/* ---- Values ---------------------------------------------------------------- */

#define FOREVER HTTPSTATUS_TIME_FOREVER

static void check_values(const char *catalog, const char *name, const struct value *values, size_t count)
{
	for (size_t n = 0; n < count; n++) {
		uint64_t ms = asked_by(catalog, name, values[n].text);

		if (ms != values[n].ms)
			ck_abort_msg("%s: %s: %llu ms, expected %llu", name, values[n].text,
			             (unsigned long long)ms, (unsigned long long)values[n].ms);
	}
}

#define CHECK_VALUES(catalog, name, values) \
	check_values(catalog, name, values, sizeof(values) / sizeof((values)[0]))

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

	CHECK_VALUES("ratelimit", "RateLimit", values);
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

	CHECK_VALUES("ratelimit", "RateLimit", values);
}
END_TEST

/* What 429 with these lines of one field asks for. */
static httpstatus_retry *after_lines(const char *catalog, const char *name, const char *const *lines,
                                     size_t count)
{
	httpstatus_retry *retry = begin_stacked(catalog);

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
		httpstatus_retry *retry = after_lines("ratelimit", "RateLimit",
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
	httpstatus_retry *retry = begin_stacked(ALL_FIELDS);

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
	httpstatus_retry *retry = begin_stacked("ratelimit");
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
	httpstatus_retry *retry = begin_stacked("grpc");

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
		{ "253402300799", (UINT64_C(253402300799) - NOON) * 1000 },
		{ "253402300800", FOREVER },
		{ "1000000000000", 0 },
		{ "1795264526000", 30000 },
		{ "1795264526001", 31000 },
		{ "1795264526999", 31000 },
		{ "253402300799000", (UINT64_C(253402300799) - NOON) * 1000 },
		{ "1000000000000000", FOREVER },
		{ "99999999999999999999999", FOREVER },
		{ "", 0 },
		{ "-5", 0 },
		{ "1.5", 1500 },
		{ "1795264526.5", 31000 },
		{ "Sat, 21 Nov 2026 12:35:26 GMT", 30000 },
		{ "soon", 0 },
	};

	CHECK_VALUES("x-ratelimit", "X-RateLimit-Reset", values);
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

	CHECK_VALUES("x-ratelimit", "X-RateLimit-Reset-After", values);
}
END_TEST

/* A name that is shorter or goes on is another name, however long. */
START_TEST(parts_of_names)
{
	char name[] = "Retry-Afterxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
	const size_t longest = strlen(name);

	for (size_t length = longest; length > 0; length--) {
		name[length] = '\0';
		ck_assert_uint_eq(asked_by("iana", name, "5"), length == strlen("Retry-After") ? 5000 : 0);
	}
}
END_TEST

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
	httpstatus_retry_set_clock(retry, NOON);
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
		{429, "X-RateLimit-Reset", "20", NULL},
		{503, "Finagle-Http-Nack", "true", NULL},
		{429, "X-Rate-Limit-Reset", "20", NULL},
		{429, "x-ms-retry-after-ms", "7", NULL},
		{429, "RateLimit-Remaining", "1", NULL},
		{429, "Stripe-Should-Retry", "false", NULL},
		{503, "x-envoy-ratelimited", "true", NULL},
		{429, "grpc-retry-pushback-ms", "7", NULL},
		{429, "X-RateLimit-Reset-After", "20", NULL},
		{503, "Finagle-Http-Nonretryable-Nack", "true", NULL}
	};
	httpstatus_retry *retry = begin_stacked(ALL_FIELDS);

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

/* What one field means by a value, another one does not. */
START_TEST(values_of_other_fields)
{
	static const struct { const char *name, *value; } fields[] = {
		{"Retry-After-Ms", "\"a\";r=0;t=30"}, {"Retry-After-Ms", "false"},
		{"RateLimit", "30"}, {"RateLimit", "false"},
		{"RateLimit-Reset", "a"}, {"RateLimit-Reset", "false"},
		{"X-RateLimit-Reset-After", "soon"}, {"X-RateLimit-Reset-After", "false"},
		{"X-RateLimit-Remaining", "false"}, {"X-RateLimit-Remaining", "true"},
		{"X-Should-Retry", "30"}, {"X-Should-Retry", "0"},
		{"Age", "false"}, {"Date", "30"}
	};
	httpstatus_retry *retry = begin_stacked(ALL_FIELDS);

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
	httpstatus_retry *retry = begin_stacked("x-should-retry");

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
		{"Thu, 20 Nov 2025 12:34:56 GMT", "Sat, 21 Nov 2026 12:34:56 GMT", NOON + 1,
		 HTTPSTATUS_ASKED_DATE, UINT64_C(86400000) * 366},
		{"Thu, 20 Nov 2025 12:34:55 GMT", "Sat, 21 Nov 2026 12:34:56 GMT", NOON + 1,
		 HTTPSTATUS_ASKED_PAST, 0},
		{"Thu, 20 Nov 2025 12:34:55 GMT", "Sat, 21 Nov 2026 12:34:56 GMT", NOON,
		 HTTPSTATUS_ASKED_DATE, UINT64_C(86400000) * 366 + 1000}
	};
	httpstatus_retry *retry = begin_stacked("iana");

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
	httpstatus_retry *retry = begin_stacked("iana");

	/* 2090-01-01 to 2095-01-01, of which 2092 has a day more */
	httpstatus_retry_set_clock(retry, INT64_C(3786912000));
	feed(retry, "Retry-After", "Saturday, 01-Jan-95 00:00:00 GMT");
	httpstatus_retry_on_status(retry, 503, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), UINT64_C(86400000) * (5 * 365 + 1));

	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE, 0);
	httpstatus_retry_set_clock(retry, 0);
	feed(retry, "Retry-After", "Saturday, 21-Nov-26 12:34:56 GMT");
	httpstatus_retry_on_status(retry, 503, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), (uint64_t)NOON * 1000);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Quotas ---------------------------------------------------------------- */

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
		/* Of another quota. */
		{ 429, "5", "0", 0 },
		{ 429, "many", NULL, 0 },
		{ 502, NULL, NULL, 0 },
		{ 502, "0", NULL, 30000 },
		{ 502, "5", NULL, 0 },
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = begin_stacked("x-ratelimit");

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

/* A quota that has run out and does not say until when, or says so senselessly. */
START_TEST(spent_without_a_time)
{
	httpstatus_retry *retry = begin_stacked("x-ratelimit");

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

	retry = begin_stacked("ratelimit");
	feed(retry, "RateLimit", "\"a\";r=0");
	httpstatus_retry_on_status(retry, 429, 0);
	ck_assert_int_eq((int)httpstatus_retry_asked(retry), HTTPSTATUS_ASKED_NOTHING);
	httpstatus_retry_free(retry);
}
END_TEST

/* RateLimit says itself whether the quota has run out, whatever the code. */
START_TEST(ratelimit_of_any_code)
{
	httpstatus_retry *retry = begin_stacked("ratelimit");

	feed(retry, "RateLimit", "\"a\";r=0;t=30");
	httpstatus_retry_on_status(retry, 502, 0);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 30000);
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *fields_suite(void)
{
	Suite *suite = suite_create("fields");
	TCase *values_cases = tcase_create("values");
	TCase *quotas = tcase_create("quotas");

	tcase_add_test(values_cases, ratelimit);
	tcase_add_test(values_cases, ratelimit_strings);
	tcase_add_test(values_cases, ratelimit_lines);
	tcase_add_test(values_cases, ratelimit_beside_others);
	tcase_add_test(values_cases, structured_fields);
	tcase_add_test(values_cases, pushback);
	tcase_add_test(values_cases, reset);
	tcase_add_test(values_cases, reset_after);
	tcase_add_test(values_cases, parts_of_names);
	tcase_add_test(values_cases, every_byte_of_every_name);
	tcase_add_test(values_cases, values_of_other_fields);
	tcase_add_test(values_cases, words_and_others);
	tcase_add_test(values_cases, dates_that_cannot_be);
	tcase_add_test(values_cases, two_digits_of_a_year);
	suite_add_tcase(suite, values_cases);

	tcase_add_test(quotas, remaining);
	tcase_add_test(quotas, spent_without_a_time);
	tcase_add_test(quotas, ratelimit_of_any_code);
	suite_add_tcase(suite, quotas);
	return suite;
}

int main(void)
{
	return run_suite(fields_suite());
}
