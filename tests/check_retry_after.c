/* SPDX-License-Identifier: MIT */
/*
 * check_retry_after.c - the value of Retry-After (RFC 9110, 10.2.3)
 *
 * What the grammar says is read by a policy with strict times. Every text is read
 * from a block of exactly its size, so that a byte read too much is seen. Dates by
 * themselves are the matter of check_date.c.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define NOTHING   HTTPSTATUS_ASKED_NOTHING
#define MALFORMED HTTPSTATUS_ASKED_MALFORMED
#define DELAY     HTTPSTATUS_ASKED_DELAY
#define DATE      HTTPSTATUS_ASKED_DATE
#define PAST      HTTPSTATUS_ASKED_PAST
#define FOREVER   HTTPSTATUS_ASKED_FOREVER
#define NO_CLOCK  HTTPSTATUS_ASKED_NO_CLOCK

/* 2026-11-21 12:34:56, and 100 seconds later in the three forms. */
#define NOW     INT64_C(1795264496)
#define LATER   (NOW + 100)
#define IMF     "Sat, 21 Nov 2026 12:36:36 GMT"
#define RFC850  "Saturday, 21-Nov-26 12:36:36 GMT"
#define ASCTIME "Sat Nov 21 12:36:36 2026"

/* A date that is over at NOW. */
#define OVER "Sun, 06 Nov 1994 08:49:37 GMT"

/* Reads as RFC 9110 has it. */
static httpstatus_retry *strict;

/*
 * What the grammar says of the value. The lenient reading makes of it no shorter
 * time, unless that is one of 10^9 seconds and more, which it takes for a date.
 */
static int parse(const char *s, size_t length, int64_t now, uint64_t *ms)
{
	char *block = malloc(length ? length : 1);
	uint64_t lenient_ms = 4711;
	int asked, lenient;

	if (!block)
		ck_abort_msg("out of memory");
	memcpy(block, s, length);
	httpstatus_retry_reset(strict, 0, 0);
	httpstatus_retry_set_clock(strict, now);
	httpstatus_retry_field(strict, "Retry-After", 11, block, length);
	httpstatus_retry_on_status(strict, 503, 0);
	asked = httpstatus_retry_asked(strict);
	*ms = httpstatus_retry_asked_ms(strict);
	lenient = (int)httpstatus_parse_retry_after(block, length, now, &lenient_ms);
	if ((int)httpstatus_parse_retry_after(block, length, now, NULL) != lenient)
		ck_abort_msg("%.*s: another result without ms", (int)length, s);
	if (*ms < UINT64_C(1000000000000) && lenient_ms < *ms)
		ck_abort_msg("%.*s: %llu ms if read leniently", (int)length, s,
		             (unsigned long long)lenient_ms);
	free(block);
	return asked;
}

static void at(int64_t now, const char *s, int asked, uint64_t ms)
{
	uint64_t got_ms;
	int got = parse(s, strlen(s), now, &got_ms);

	if (got != asked || got_ms != ms)
		ck_abort_msg("\"%s\": %d, %llu ms instead of %d, %llu", s, got,
		             (unsigned long long)got_ms, asked, (unsigned long long)ms);
}

static void is(const char *s, int asked, uint64_t ms)
{
	at(NOW, s, asked, ms);
}

static void forever(const char *s)
{
	is(s, FOREVER, HTTPSTATUS_TIME_FOREVER);
}

/* ---- One value ---------------------------------------------------------------- */

START_TEST(absent_and_zero_differ)
{
	is("", NOTHING, 0);
	is(" ", NOTHING, 0);
	is("\t  \t", NOTHING, 0);
	is("0", DELAY, 0);
	is("000000000000000000000000000000", DELAY, 0);
}
END_TEST

START_TEST(digits_are_seconds)
{
	is("120", DELAY, 120000);
	is("0000000000000000000000000120", DELAY, 120000);
	is("08", DELAY, 8000);
	is("\t 120 \t ", DELAY, 120000);
	/* What other clients took for a date, or for a number of another unit. */
	is("20261121", DELAY, UINT64_C(20261121000));
	is("1795264596", DELAY, UINT64_C(1795264596000));
	forever("20261121123636");
}
END_TEST

START_TEST(numbers_at_the_limits)
{
	is("2147483", DELAY, UINT64_C(2147483000));
	is("2147484", DELAY, UINT64_C(2147484000));       /* over 2^31 ms */
	is("4294968", DELAY, UINT64_C(4294968000));       /* over 2^32 ms */
	is("2147483648", DELAY, UINT64_C(2147483648000)); /* 2^31 s */
	is("4294967295", DELAY, UINT64_C(4294967295000));
	forever("4294967296");
	forever("9223372036854775807");
	forever("9223372036854775808");
	forever("18446744073709551615");
	forever("18446744073709551616");
	forever("18446744073709551617");
	forever("184467440737095516160");
	forever("340282366920938463463374607431768211456");
}
END_TEST

START_TEST(dates)
{
	static const char *const forms[] = { IMF, RFC850, ASCTIME, " " IMF "\t" };
	size_t i;

	for (i = 0; i < LENGTH(forms); i++) {
		is(forms[i], DATE, 100000);
		at(LATER - 1, forms[i], DATE, 1000);
		at(LATER, forms[i], PAST, 0);
		at(LATER + 1, forms[i], PAST, 0);
		at(LATER - INT64_C(31536000), forms[i], DATE, UINT64_C(31536000000));
		at(HTTPSTATUS_TIME_UNKNOWN, forms[i], NO_CLOCK, 0);
		at(INT64_C(253402300799), forms[i], i == 1 ? MALFORMED : PAST, 0);
	}
	is("Sat, 21 Nov 2026 12:35:60 GMT", DATE, 64000);
	is("Thu, 01 Jan 1970 00:00:00 GMT", PAST, 0);
	/* Two digits are a year that is at most 50 years ahead. */
	is("Saturday, 21-Nov-76 12:34:56 GMT", DATE, UINT64_C(18263) * 86400000);
	is("Saturday, 21-Nov-76 12:34:57 GMT", PAST, 0);
	/* No clock is needed for a delay. */
	at(HTTPSTATUS_TIME_UNKNOWN, "120", DELAY, 120000);
	at(HTTPSTATUS_TIME_UNKNOWN, "soon", MALFORMED, 0);
	at(HTTPSTATUS_TIME_UNKNOWN, "", NOTHING, 0);
}
END_TEST

/* Never early, and never wrapped, wherever now is. */
START_TEST(extreme_now)
{
	static const int64_t nows[] = {
		INT64_MIN + 1, -INT64_C(18446744073709552), -1, 0, 1, INT64_MAX - 1, INT64_MAX
	};
	uint64_t ms, seconds;
	size_t i;
	int asked;

	for (i = 0; i < LENGTH(nows); i++) {
		asked = parse(IMF, strlen(IMF), nows[i], &ms);
		seconds = (uint64_t)LATER - (uint64_t)nows[i];
		if (nows[i] >= LATER) {
			ck_assert_int_eq(asked, PAST);
			ck_assert_uint_eq(ms, 0);
		} else if (seconds <= UINT32_MAX) {
			ck_assert_int_eq(asked, DATE);
			ck_assert_uint_eq(ms, 1000 * seconds);
		} else {
			ck_assert(asked == DATE || asked == FOREVER);
			ck_assert(ms / 1000 >= seconds || ms == HTTPSTATUS_TIME_FOREVER);
		}
		at(nows[i], "120", DELAY, 120000);
		at(nows[i], "soon", MALFORMED, 0);
	}
}
END_TEST

/* As many ms as 64 bits hold, and 1 s more. */
START_TEST(farthest_dates)
{
	const int64_t farthest = INT64_C(18446744073709551);

	at(LATER - farthest, IMF, DATE, UINT64_C(18446744073709551000));
	at(LATER - farthest - 1, IMF, DATE, HTTPSTATUS_TIME_FOREVER);
}
END_TEST

START_TEST(no_text)
{
	uint64_t ms = 1;

	ck_assert_int_eq((int)httpstatus_parse_retry_after(NULL, 0, NOW, &ms), NOTHING);
	ck_assert_uint_eq(ms, 0);
	ms = 1;
	ck_assert_int_eq((int)httpstatus_parse_retry_after(NULL, 3, NOW, &ms), NOTHING);
	ck_assert_uint_eq(ms, 0);
	/* Digits that stand before and behind it do not belong to it. */
	ms = 1;
	ck_assert_int_eq((int)httpstatus_parse_retry_after(&"777"[1], 0, NOW, &ms), NOTHING);
	ck_assert_uint_eq(ms, 0);
}
END_TEST

START_TEST(not_of_the_grammar)
{
	static const char *const texts[] = {
		"-1", "-0", "-120", "-9223372036854775808", "+120", "+0", "1.5", "2.0", "120.", ".5", "1e3",
		"0x10", "10h", "120s", "120 s", "120 seconds", "2m", "PT2M", "\"120\"", "120;", "120;q=1",
		"=120", "1_000", "1'000", "NaN", "inf", "null", "true", "never", "now", "soon", "-", ".", ";",
		"1 20", "1\t20", "120\r\n", "\n120", "120\v", "\xd9\xa1\xd9\xa2", "\xc2\xa0 120", "120\xff",
		"2026-11-21T12:36:36Z", "2026-11-21", "sat, 21 nov 2026 12:36:36 gmt",
		"Sat, 21 Nov 2026 12:36:36", "Sat, 21 Nov 2026 12:36:36 UTC", "Sat, 32 Nov 2026 12:36:36 GMT",
		"Sat, 21 Nov 1969 12:36:36 GMT", "Sat", "Sat, ", ",", " , ,\t, ", "-1,-2", "a, b"
	};
	uint64_t ms;
	size_t i;

	for (i = 0; i < LENGTH(texts); i++)
		is(texts[i], MALFORMED, 0);
	ck_assert_int_eq(parse("\0", 1, NOW, &ms), MALFORMED);
	ck_assert_int_eq(parse("120\0", 4, NOW, &ms), MALFORMED);
	ck_assert_int_eq(parse("\0" "120", 4, NOW, &ms), MALFORMED);
}
END_TEST

START_TEST(every_text_of_two_bytes)
{
	uint64_t ms, expected_ms;
	int i, j, asked, expected;

	for (i = 0; i < 256; i++)
		for (j = 0; j < 256; j++) {
			char s[3] = { (char)i, (char)j, '\0' };
			bool di = i >= '0' && i <= '9', dj = j >= '0' && j <= '9';
			bool bi = i == ' ' || i == '\t', bj = j == ' ' || j == '\t';

			expected = bi && bj ? NOTHING : MALFORMED;
			expected_ms = 0;
			/* A comma beside a number leaves an empty value there. */
			if ((di || dj) && (di || bi || i == ',') && (dj || bj || j == ',')) {
				expected = DELAY;
				expected_ms = (uint64_t)strtol(di ? s : s + 1, NULL, 10) * 1000;
			}
			asked = parse(s, 2, NOW, &ms);
			if (asked != expected || ms != expected_ms)
				ck_abort_msg("%02x %02x: %d, %llu ms", (unsigned)i, (unsigned)j, asked,
				             (unsigned long long)ms);
		}
}
END_TEST

/* Digits of any length against arithmetic on text: no number is made of them. */
START_TEST(random_numbers)
{
	static char text[5001];
	size_t length, zeros, i;
	int k;

	for (k = 0; k < rounds(20000); k++) {
		zeros = any(4) ? 0 : any(30);
		length = zeros + 1 + (any(100) ? any(14) : any(4900));
		for (i = 0; i < length; i++)
			text[i] = (char)(i < zeros ? '0' : '0' + any(10));
		text[length] = '\0';
		for (zeros = 0; zeros < length - 1 && text[zeros] == '0'; zeros++)
			;
		length -= zeros;
		if (length > 10 || (length == 10 && strcmp(text + zeros, "4294967295") > 0)) {
			forever(text);
			continue;
		}
		is(text, DELAY, strtoull(text + zeros, NULL, 10) * 1000);
	}
}
END_TEST

/* ---- Several values --------------------------------------------------------------- */

START_TEST(the_largest_counts)
{
	is("0,120", DELAY, 120000);
	is("120,0", DELAY, 120000);
	is(" 1 \t,\t 30 , 2 ", DELAY, 30000);
	is("0,0", DELAY, 0);
	forever("120,9999999999");
	forever("4294967296,4294967295");
	is("soon, 120", DELAY, 120000);
	is("120, soon", DELAY, 120000);
	is("-5, 7, 1.5", DELAY, 7000);
	is("soon, 0", DELAY, 0);
	is("1,,2", DELAY, 2000);
	/* A day name that begins no date does not take away what follows. */
	is("Sat, 120", DELAY, 120000);
	is("Sat, 21 Nov 2026 12:36:36 UTC, 7", DELAY, 7000);
}
END_TEST

/* Two of the forms have a comma of their own. */
START_TEST(dates_in_lists)
{
	static const char *const forms[] = { IMF, RFC850, ASCTIME };
	static const struct { const char *format; int asked; uint64_t ms; } lists[] = {
		{ "%s, 99", DATE, 100000 },
		{ "99,%s", DATE, 100000 },
		{ "%s,101", DELAY, 101000 },
		{ "101 , %s ", DELAY, 101000 },
		{ "soon, %s", DATE, 100000 },
		{ "%s,", DATE, 100000 },
		{ "Sat, %s", DATE, 100000 },
		{ "99999999999, %s", FOREVER, HTTPSTATUS_TIME_FOREVER },
		{ OVER ",%s", DATE, 100000 },
		{ "%s,\t" OVER, DATE, 100000 },
	};
	char text[256];
	size_t i, j, n;

	for (i = 0; i < LENGTH(forms); i++)
		for (j = 0; j < LENGTH(lists); j++) {
			const char *hole = strstr(lists[j].format, "%s");

			n = (size_t)(hole - lists[j].format);
			snprintf(text, sizeof(text), "%.*s%s%s", (int)n, lists[j].format, forms[i],
			         hole + 2);
			is(text, lists[j].asked, lists[j].ms);
		}
	is(OVER ", " OVER, PAST, 0);
	is(OVER ", soon", PAST, 0);
	/* Which of a delay and a date is longer depends on now. */
	at(NOW + 39, "60, " IMF, DATE, 61000);
	at(NOW + 41, "60, " IMF, DELAY, 60000);
	at(HTTPSTATUS_TIME_UNKNOWN, "60, " IMF, DELAY, 60000);
	at(HTTPSTATUS_TIME_UNKNOWN, "soon, " IMF, NO_CLOCK, 0);
	/* 0 would be earlier than a date that nobody can place. */
	at(HTTPSTATUS_TIME_UNKNOWN, "0, " IMF, NO_CLOCK, 0);
	at(HTTPSTATUS_TIME_UNKNOWN, IMF ", 0", NO_CLOCK, 0);
}
END_TEST

static const struct part {
	const char *text;
	int asked;
	uint64_t ms;
} parts[] = {
	{ "0", DELAY, 0 }, { "1", DELAY, 1000 }, { "099", DELAY, 99000 }, { "101", DELAY, 101000 },
	{ "4294967295", DELAY, UINT64_C(4294967295000) }, { "88888888888", FOREVER, HTTPSTATUS_TIME_FOREVER },
	{ OVER, PAST, 0 }, { "Sun Nov  6 08:49:37 1994", PAST, 0 },
	{ IMF, DATE, 100000 }, { RFC850, DATE, 100000 }, { ASCTIME, DATE, 100000 },
	{ "", MALFORMED, 0 }, { "-1", MALFORMED, 0 }, { "soon", MALFORMED, 0 }, { "Sun", MALFORMED, 0 },
	{ "Sunday", MALFORMED, 0 }, { "1.5", MALFORMED, 0 },
};

/* Lists of known values: the largest is known too; of "0" and OVER either is. */
START_TEST(random_lists)
{
	static const char *const blanks[] = { "", "", " ", "\t", "  \t " };
	const struct part *part;
	char line[512];
	int k, count, asked, expected;
	uint64_t ms, expected_ms;

	for (k = 0; k < rounds(200000); k++) {
		line[0] = '\0';
		expected = MALFORMED;
		expected_ms = 0;
		for (count = 2 + (int)any(5); count > 0; count--) {
			part = &parts[any(LENGTH(parts))];
			strcat(line, blanks[any(LENGTH(blanks))]);
			strcat(line, part->text);
			strcat(line, blanks[any(LENGTH(blanks))]);
			if (count > 1)
				strcat(line, ",");
			if (part->ms > expected_ms || expected == MALFORMED) {
				expected = part->asked;
				expected_ms = part->ms;
			}
		}
		asked = parse(line, strlen(line), NOW, &ms);
		if (expected_ms == 0 && expected != MALFORMED && (asked == DELAY || asked == PAST))
			expected = asked;
		if (asked != expected || ms != expected_ms)
			ck_abort_msg("\"%s\": %d, %llu ms instead of %d, %llu", line, asked,
			             (unsigned long long)ms, expected, (unsigned long long)expected_ms);
	}
}
END_TEST

/* Any bytes: the answer is one of the seven, and its time fits. */
START_TEST(random_bytes)
{
	static const char alphabet[] = "0123456789,, \t-.:SunNovGMT\0\xff";
	char text[64];
	size_t length, i;
	uint64_t ms;
	int k, asked;

	for (k = 0; k < rounds(300000); k++) {
		length = any(sizeof(text));
		for (i = 0; i < length; i++)
			text[i] = any(8) ? alphabet[any(sizeof(alphabet) - 1)] : (char)any(256);
		if (any(2) && length > 34)
			memcpy(text + any((uint32_t)length - 33), RFC850, 32);
		asked = parse(text, length, any(4) ? NOW : HTTPSTATUS_TIME_UNKNOWN, &ms);
		if (asked < NOTHING || asked > NO_CLOCK ||
		    (ms == HTTPSTATUS_TIME_FOREVER) != (asked == FOREVER) ||
		    (ms != 0 && asked != DELAY && asked != DATE && asked != FOREVER) ||
		    (ms == 0 && asked == DATE) || (ms % 1000 != 0 && asked != FOREVER))
			ck_abort_msg("%.*s: %d, %llu ms", (int)length, text, asked,
			             (unsigned long long)ms);
	}
}
END_TEST

/* A megabyte of what may be looked at twice, in linear time. */
START_TEST(long_values)
{
	static const struct { const char *pattern; int asked; uint64_t ms; } rows[] = {
		{ ",", MALFORMED, 0 }, { "Sun,", MALFORMED, 0 }, { "1, ", DELAY, 1000 },
		{ " ", NOTHING, 0 }, { "0", DELAY, 0 }, { "7", FOREVER, HTTPSTATUS_TIME_FOREVER },
		{ "Sun, 06 Nov 1994 08:49:37 GMT,", PAST, 0 }
	};
	size_t size = 1 << 20, i, j, n;
	char *text = malloc(size);
	uint64_t ms;

	ck_assert_ptr_nonnull(text);
	for (i = 0; i < LENGTH(rows); i++) {
		n = strlen(rows[i].pattern);
		for (j = 0; j < size; j++)
			text[j] = rows[i].pattern[j % n];
		ck_assert_int_eq(parse(text, size, NOW, &ms), rows[i].asked);
		ck_assert_uint_eq(ms, rows[i].ms);
	}
	free(text);
}
END_TEST

/* ---- All ----------------------------------------------------------------------------- */

static Suite *retry_after_suite(void)
{
	Suite *suite = suite_create("retry_after");
	TCase *one = tcase_create("one value"), *several = tcase_create("several values");

	tcase_set_timeout(one, 60);
	tcase_add_test(one, absent_and_zero_differ);
	tcase_add_test(one, digits_are_seconds);
	tcase_add_test(one, numbers_at_the_limits);
	tcase_add_test(one, dates);
	tcase_add_test(one, extreme_now);
	tcase_add_test(one, farthest_dates);
	tcase_add_test(one, no_text);
	tcase_add_test(one, not_of_the_grammar);
	tcase_add_test(one, every_text_of_two_bytes);
	tcase_add_test(one, random_numbers);
	suite_add_tcase(suite, one);

	tcase_set_timeout(several, 60);
	tcase_add_test(several, the_largest_counts);
	tcase_add_test(several, dates_in_lists);
	tcase_add_test(several, random_lists);
	tcase_add_test(several, random_bytes);
	tcase_add_test(several, long_values);
	suite_add_tcase(suite, several);
	return suite;
}

int main(void)
{
	httpstatus_policy *policy;
	int status = EXIT_FAILURE;

	if (httpstatus_policy_new(&policy))
		return EXIT_FAILURE;
	if (httpstatus_policy_set(policy, HTTPSTATUS_POLICY_STRICT_TIMES, 1) == 0 &&
	    httpstatus_retry_new(policy, &strict) == 0)
		status = run_suite(retry_after_suite());
	httpstatus_retry_free(strict);
	httpstatus_policy_free(policy);
	return status;
}
