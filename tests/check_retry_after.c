/* SPDX-License-Identifier: MIT */
/*
 * check_retry_after.c - lib/retry_after.c
 *
 * The tests that are called pain_N hold what users complained about in other
 * clients' handling of Retry-After. Every text is parsed from a block of
 * exactly its size, so that a byte read too much is seen.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "retry_after.h"

/* 2026-11-21 12:34:56, and 100 seconds later in the three forms. */
#define NOW     INT64_C(1795264496)
#define LATER   (NOW + 100)
#define IMF     "Sat, 21 Nov 2026 12:36:36 GMT"
#define RFC850  "Saturday, 21-Nov-26 12:36:36 GMT"
#define ASCTIME "Sat Nov 21 12:36:36 2026"

/* A date that is over at NOW. */
#define PAST_IMF "Sun, 06 Nov 1994 08:49:37 GMT"

#define SATURATED HS_RETRY_AFTER_SATURATED
#define PAST      HS_RETRY_AFTER_PAST
#define DUPLICATE HS_RETRY_AFTER_DUPLICATE
#define DAMAGED   HS_RETRY_AFTER_DAMAGED

/* What is told apart; which members of the struct count follows from it. */
#define VISIBLE (SATURATED | PAST | DUPLICATE | DAMAGED)

static uint64_t random_state = UINT64_C(0x2545F4914F6CDD1D);

static uint32_t any(uint32_t below)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)((random_state >> 32) % below);
}

/* One more field line. */
static void merge(struct hs_retry_after *ra, const char *s, size_t length, int64_t now)
{
	char *block = length ? malloc(length) : NULL;

	if (length && !block)
		ck_abort_msg("out of memory");
	if (length)
		memcpy(block, s, length);
	hs_merge_retry_after(ra, block, length, now);
	free(block);
}

static struct hs_retry_after parse(const char *s, size_t length, int64_t now)
{
	struct hs_retry_after ra;
	char *block = length ? malloc(length) : NULL;

	if (length && !block)
		ck_abort_msg("out of memory");
	if (length)
		memcpy(block, s, length);
	memset(&ra, 0xA5, sizeof(ra));
	hs_parse_retry_after(block, length, now, &ra);
	free(block);
	return ra;
}

static void check(const char *s, struct hs_retry_after ra, int64_t reference,
                  enum hs_retry_after_kind kind, uint64_t ms, uint32_t flags)
{
	uint64_t answer = hs_retry_after_delay(&ra, reference);

	if (ra.kind != kind || answer != ms || (ra.flags & VISIBLE) != flags)
		ck_abort_msg("\"%s\": kind %d, %llu ms, flags %x instead of %d, %llu, %x", s,
		             (int)ra.kind, (unsigned long long)answer, ra.flags & VISIBLE,
		             (int)kind, (unsigned long long)ms, flags);
}

/* The value s, seen at NOW: right after it was parsed, and when asked again. */
static void is(const char *s, enum hs_retry_after_kind kind, uint64_t ms, uint32_t flags)
{
	struct hs_retry_after ra = parse(s, strlen(s), NOW);

	if (ra.kind != kind || (ra.flags & VISIBLE) != flags)
		ck_abort_msg("\"%s\": parsed as kind %d, flags %x", s, (int)ra.kind, ra.flags);
	check(s, ra, NOW, kind, ms, flags);
}

static void seconds(const char *s, uint64_t ms)
{
	is(s, HS_RETRY_AFTER_SECONDS, ms, 0);
}

static void malformed(const char *s)
{
	is(s, HS_RETRY_AFTER_MALFORMED, 0, 0);
}

static void forever(const char *s)
{
	is(s, HS_RETRY_AFTER_SECONDS, HS_FOREVER, SATURATED);
}

/* ---- What users complained about --------------------------------------- */

START_TEST(pain_11_ignored)
{
	seconds("120", 120000);
	is(IMF, HS_RETRY_AFTER_DATE, 100000, 0);
}
END_TEST

START_TEST(pain_12_shortened)
{
	/* Whether that is too long is for the policy to say, not for the parser. */
	seconds("31", 31000);
	seconds("86400", 86400000);
	seconds("31536000", UINT64_C(31536000000));
	is("Fri, 31 Dec 9999 23:59:59 GMT", HS_RETRY_AFTER_DATE,
	   (uint64_t)(HS_DATE_LAST - NOW) * 1000, 0);
}
END_TEST

START_TEST(pain_13_honoured_without_limit)
{
	/* Any limit is below it, in the comparison that every caller makes. */
	struct hs_retry_after ra = parse("99999999999", 11, NOW);

	ck_assert(hs_retry_after_delay(&ra, NOW) > UINT64_MAX - 1);
	ck_assert(ra.flags & SATURATED);
}
END_TEST

START_TEST(pain_14_overflow_becomes_now)
{
	seconds("2147483", UINT64_C(2147483000));       /* the last below 2^31 ms */
	seconds("2147484", UINT64_C(2147484000));       /* 24.8 days: Node fires at once */
	seconds("4294967", UINT64_C(4294967000));
	seconds("4294968", UINT64_C(4294968000));       /* over 2^32 ms */
	seconds("2147483648", UINT64_C(2147483648000));
	seconds("4294967294", UINT64_C(4294967294000));
	seconds("4294967295", UINT64_C(4294967295000)); /* 2^32 - 1 s can be counted */
	forever("4294967296");
	forever("9223372036");
	forever("9223372037");                          /* negative in Go's nanoseconds */
	forever("9223372036854775807");
	forever("9223372036854775808");
	forever("18446744073709551615");
	forever("18446744073709551616");                /* 2^64 */
	forever("18446744073709551617");
	forever("184467440737095516160");
	forever("340282366920938463463374607431768211456");
}
END_TEST

START_TEST(pain_15_odd_text_crashes)
{
	static char digits[5001];

	memset(digits, '9', 5000);
	forever(digits);
	memset(digits, '0', 5000);
	seconds(digits, 0);
	digits[4999] = '7';
	seconds(digits, 7000);
	digits[4999] = 'x';
	malformed(digits);
	malformed("soon");
	is(PAST_IMF, HS_RETRY_AFTER_DATE, 0, PAST);
	is("0,120", HS_RETRY_AFTER_SECONDS, 120000, DUPLICATE);
	is("120,0", HS_RETRY_AFTER_SECONDS, 120000, DUPLICATE);
	is("0, 120", HS_RETRY_AFTER_SECONDS, 120000, DUPLICATE);
}
END_TEST

START_TEST(pain_16_negative_or_past)
{
	malformed("-1");
	malformed("-0");
	malformed("-120");
	malformed("-9223372036854775808");
	is(PAST_IMF, HS_RETRY_AFTER_DATE, 0, PAST);
	is("Sat, 21 Nov 2026 12:34:55 GMT", HS_RETRY_AFTER_DATE, 0, PAST);
	is("Sat, 21 Nov 2026 12:34:56 GMT", HS_RETRY_AFTER_DATE, 0, PAST);
	is("Sat, 21 Nov 2026 12:34:57 GMT", HS_RETRY_AFTER_DATE, 1000, 0);
}
END_TEST

START_TEST(pain_17_wrong_clock)
{
	/* Parsed with a clock that is wrong, judged by the Date of the response. */
	struct hs_retry_after ra = parse(IMF, 29, NOW + 7200);

	check("clock fast", ra, NOW + 7200, HS_RETRY_AFTER_DATE, 0, PAST);
	check("by Date", ra, LATER - 30, HS_RETRY_AFTER_DATE, 30000, 0);
	ra = parse(IMF, 29, NOW - 7200);
	check("clock slow", ra, NOW - 7200, HS_RETRY_AFTER_DATE, 7300000, 0);
	check("by Date", ra, LATER - 30, HS_RETRY_AFTER_DATE, 30000, 0);
	/* Seconds count from the receipt: no clock changes them. */
	ra = parse("120", 3, NOW);
	check("120", ra, INT64_MIN, HS_RETRY_AFTER_SECONDS, 120000, 0);
	check("120", ra, INT64_MAX, HS_RETRY_AFTER_SECONDS, 120000, 0);
}
END_TEST

START_TEST(pain_18_only_one_date_form)
{
	is(IMF, HS_RETRY_AFTER_DATE, 100000, 0);
	is(RFC850, HS_RETRY_AFTER_DATE, 100000, 0);
	is(ASCTIME, HS_RETRY_AFTER_DATE, 100000, 0);
	is("Sat, 21 Nov 2026 12:35:60 GMT", HS_RETRY_AFTER_DATE, 64000, 0);
	is("Saturday, 21-Nov-76 12:34:56 GMT", HS_RETRY_AFTER_DATE,
	   UINT64_C(18263) * 86400000, 0);
	is("Saturday, 21-Nov-76 12:34:57 GMT", HS_RETRY_AFTER_DATE, 0, PAST);
}
END_TEST

/* ---- Five different answers -------------------------------------------- */

START_TEST(absent)
{
	struct hs_retry_after ra = { 0, 0, HS_RETRY_AFTER_ABSENT, 0 };

	ck_assert_uint_eq(hs_retry_after_delay(&ra, INT64_MIN), 0);
	ck_assert_int_eq(ra.kind, HS_RETRY_AFTER_ABSENT);
	is("", HS_RETRY_AFTER_ABSENT, 0, 0);
	is(" ", HS_RETRY_AFTER_ABSENT, 0, 0);
	is("\t  \t", HS_RETRY_AFTER_ABSENT, 0, 0);
}
END_TEST

START_TEST(zero)
{
	seconds("0", 0);
	seconds("00", 0);
	seconds("000000000000000000000000000000", 0);
}
END_TEST

START_TEST(leading_zeros_and_white_space)
{
	seconds("0120", 120000);
	seconds("0000000000000000000000000120", 120000);
	seconds("08", 8000);
	seconds(" 120", 120000);
	seconds("120 ", 120000);
	seconds("\t 120 \t ", 120000);
	is(" " IMF "\t", HS_RETRY_AFTER_DATE, 100000, 0);
	malformed("1 20");
	malformed("1\t20");
	malformed("120\r\n");
	malformed("\n120");
	malformed("120\v");
}
END_TEST

START_TEST(not_of_the_grammar)
{
	static const char *const texts[] = {
		"+120", "+0", "1.5", "2.0", "120.", ".5", "0.0", "1e3", "1E3", "0x10", "0X10", "10h", "120s",
		"120 s", "120 seconds", "2m", "PT2M", "\"120\"", "'120'", "120;", "120;q=1", "=120", "1_000",
		"1'000", "NaN", "nan", "inf", "Infinity", "null", "none", "undefined", "true", "never", "now",
		"-", "+", ".", ";", "0b1", "\xd9\xa1\xd9\xa2", "\xef\xbc\x91", "\xc2\xa0 120", "120\xff",
		"2026-11-21T12:36:36Z", "2026-11-21", "Sat, 21 Nov 2026 12:36:36", "sat, 21 nov 2026 12:36:36 gmt",
		"Sat, 21 Nov 2026 12:36:36 UTC", "Sat, 32 Nov 2026 12:36:36 GMT", "Sat, 21 Nov 1969 12:36:36 GMT",
		"Sat", "Sat, ", "Sat, 21 Nov 2026", ",", ",,", " , ,\t, ", "-1,-2", "a, b"
	};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		malformed(texts[i]);
	ck_assert_int_eq(parse("\0", 1, NOW).kind, HS_RETRY_AFTER_MALFORMED);
	ck_assert_int_eq(parse("120\0", 4, NOW).kind, HS_RETRY_AFTER_MALFORMED);
	ck_assert_int_eq(parse("\0" "120", 4, NOW).kind, HS_RETRY_AFTER_MALFORMED);
}
END_TEST

START_TEST(digits_are_never_a_date)
{
	seconds("20261121", UINT64_C(20261121000));
	seconds("1795264596", UINT64_C(1795264596000));
	forever("20261121123636");
}
END_TEST

START_TEST(every_text_of_two_bytes)
{
	char s[3] = "";
	int i, j;

	for (i = 0; i < 256; i++)
		for (j = 0; j < 256; j++) {
			int di = i >= '0' && i <= '9', dj = j >= '0' && j <= '9';
			int bi = i == ' ' || i == '\t', bj = j == ' ' || j == '\t';
			enum hs_retry_after_kind kind = HS_RETRY_AFTER_MALFORMED;
			uint64_t ms = 0;
			uint32_t flags = 0;

			s[0] = (char)i;
			s[1] = (char)j;
			if (bi && bj)
				kind = HS_RETRY_AFTER_ABSENT;
			if ((di || bi || i == ',') && (dj || bj || j == ',') && (di || dj)) {
				kind = HS_RETRY_AFTER_SECONDS;
				ms = (uint64_t)strtol(di ? s : s + 1, NULL, 10) * 1000;
				flags = i == ',' || j == ',' ? DUPLICATE | DAMAGED : 0;
			}
			check(s, parse(s, 2, NOW), NOW, kind, ms, flags);
		}
}
END_TEST

/* ---- Lists and repeated fields ----------------------------------------- */

START_TEST(lists_of_seconds)
{
	is("5,5", HS_RETRY_AFTER_SECONDS, 5000, DUPLICATE);
	is("1,2,3", HS_RETRY_AFTER_SECONDS, 3000, DUPLICATE);
	is("3,2,1", HS_RETRY_AFTER_SECONDS, 3000, DUPLICATE);
	is("0,0", HS_RETRY_AFTER_SECONDS, 0, DUPLICATE);
	is(" 1 \t,\t 30 , 2 ", HS_RETRY_AFTER_SECONDS, 30000, DUPLICATE);
	is("120,9999999999", HS_RETRY_AFTER_SECONDS, HS_FOREVER, DUPLICATE | SATURATED);
	is("9999999999,120", HS_RETRY_AFTER_SECONDS, HS_FOREVER, DUPLICATE | SATURATED);
	is("4294967296,4294967295", HS_RETRY_AFTER_SECONDS, HS_FOREVER, DUPLICATE | SATURATED);
}
END_TEST

START_TEST(lists_with_malformed_values)
{
	is("soon, 120", HS_RETRY_AFTER_SECONDS, 120000, DUPLICATE | DAMAGED);
	is("120, soon", HS_RETRY_AFTER_SECONDS, 120000, DUPLICATE | DAMAGED);
	is("-5, 7, 1.5", HS_RETRY_AFTER_SECONDS, 7000, DUPLICATE | DAMAGED);
	is("soon, 0", HS_RETRY_AFTER_SECONDS, 0, DUPLICATE | DAMAGED);
	is(",120", HS_RETRY_AFTER_SECONDS, 120000, DUPLICATE | DAMAGED);
	is("120,", HS_RETRY_AFTER_SECONDS, 120000, DUPLICATE | DAMAGED);
	is("1,,2", HS_RETRY_AFTER_SECONDS, 2000, DUPLICATE | DAMAGED);
	/* A day name that begins no date does not take away what follows. */
	is("Sat, 120", HS_RETRY_AFTER_SECONDS, 120000, DUPLICATE | DAMAGED);
	is("Sat, 21 Nov 2026 12:36:36 UTC, 7", HS_RETRY_AFTER_SECONDS, 7000, DUPLICATE | DAMAGED);
}
END_TEST

START_TEST(lists_with_dates)
{
	static const char *const dates[] = { IMF, RFC850, ASCTIME };
	char text[256];
	size_t i, j;

	for (i = 0; i < 3; i++) {
		snprintf(text, sizeof(text), "%s, 99", dates[i]);
		is(text, HS_RETRY_AFTER_DATE, 100000, DUPLICATE);
		snprintf(text, sizeof(text), "99,%s", dates[i]);
		is(text, HS_RETRY_AFTER_DATE, 100000, DUPLICATE);
		snprintf(text, sizeof(text), "%s,101", dates[i]);
		is(text, HS_RETRY_AFTER_SECONDS, 101000, DUPLICATE);
		snprintf(text, sizeof(text), "101 , %s ", dates[i]);
		is(text, HS_RETRY_AFTER_SECONDS, 101000, DUPLICATE);
		snprintf(text, sizeof(text), "100, %s", dates[i]);
		is(text, HS_RETRY_AFTER_SECONDS, 100000, DUPLICATE);
		snprintf(text, sizeof(text), "soon, %s", dates[i]);
		is(text, HS_RETRY_AFTER_DATE, 100000, DUPLICATE | DAMAGED);
		snprintf(text, sizeof(text), "%s,", dates[i]);
		is(text, HS_RETRY_AFTER_DATE, 100000, DUPLICATE | DAMAGED);
		snprintf(text, sizeof(text), "99999999999, %s", dates[i]);
		is(text, HS_RETRY_AFTER_SECONDS, HS_FOREVER, DUPLICATE | SATURATED);
		for (j = 0; j < 3; j++) {
			snprintf(text, sizeof(text), "%s,\t%s , " PAST_IMF, dates[i], dates[j]);
			is(text, HS_RETRY_AFTER_DATE, 100000, DUPLICATE);
		}
	}
	is(PAST_IMF ", 0", HS_RETRY_AFTER_SECONDS, 0, DUPLICATE);
	is(PAST_IMF ", " PAST_IMF, HS_RETRY_AFTER_DATE, 0, DUPLICATE | PAST);
	is(PAST_IMF ", soon", HS_RETRY_AFTER_DATE, 0, DUPLICATE | DAMAGED | PAST);
}
END_TEST

/* Which of a delay and a date is longer depends on the reference. */
START_TEST(delay_or_date_at_another_instant)
{
	static const char text[] = "60, " IMF;
	struct hs_retry_after ra = parse(text, strlen(text), NOW);

	check(text, ra, NOW, HS_RETRY_AFTER_DATE, 100000, DUPLICATE);
	check(text, ra, NOW + 39, HS_RETRY_AFTER_DATE, 61000, DUPLICATE);
	check(text, ra, NOW + 40, HS_RETRY_AFTER_SECONDS, 60000, DUPLICATE);
	check(text, ra, INT64_MAX, HS_RETRY_AFTER_SECONDS, 60000, DUPLICATE);
	check(text, ra, INT64_MIN, HS_RETRY_AFTER_DATE, HS_FOREVER, DUPLICATE | SATURATED);
	/* And there and back again, on the same struct. */
	ck_assert_uint_eq(hs_retry_after_delay(&ra, INT64_MIN), HS_FOREVER);
	ck_assert_uint_eq(hs_retry_after_delay(&ra, NOW + 50), 60000);
	ck_assert_int_eq(ra.kind, HS_RETRY_AFTER_SECONDS);
	ck_assert_uint_eq(ra.flags & VISIBLE, DUPLICATE);
	ck_assert_uint_eq(hs_retry_after_delay(&ra, NOW), 100000);
	ck_assert_int_eq(ra.kind, HS_RETRY_AFTER_DATE);
}
END_TEST

START_TEST(repeated_fields)
{
	struct hs_retry_after ra = parse("", 0, NOW);

	merge(&ra, "", 0, NOW);
	check("nothing", ra, NOW, HS_RETRY_AFTER_ABSENT, 0, 0);
	merge(&ra, "5", 1, NOW);
	check("5", ra, NOW, HS_RETRY_AFTER_SECONDS, 5000, 0);
	merge(&ra, " ", 1, NOW);
	check("5, empty", ra, NOW, HS_RETRY_AFTER_SECONDS, 5000, 0);
	merge(&ra, "3", 1, NOW);
	check("5, 3", ra, NOW, HS_RETRY_AFTER_SECONDS, 5000, DUPLICATE);
	merge(&ra, IMF, 29, NOW);
	check("5, 3, date", ra, NOW, HS_RETRY_AFTER_DATE, 100000, DUPLICATE);
	merge(&ra, "soon", 4, NOW);
	check("5, 3, date, soon", ra, NOW, HS_RETRY_AFTER_DATE, 100000, DUPLICATE | DAMAGED);
	merge(&ra, "7,99999999999", 13, NOW);
	check("all", ra, NOW, HS_RETRY_AFTER_SECONDS, HS_FOREVER, DUPLICATE | DAMAGED | SATURATED);

	ra = parse("soon", 4, NOW);
	merge(&ra, "later", 5, NOW);
	check("soon, later", ra, NOW, HS_RETRY_AFTER_MALFORMED, 0, 0);
	merge(&ra, "8", 1, NOW);
	check("soon, later, 8", ra, NOW, HS_RETRY_AFTER_SECONDS, 8000, DUPLICATE | DAMAGED);

	/* A date may not be cut in two by the end of a line. */
	ra = parse("Sat", 3, NOW);
	merge(&ra, "21 Nov 2026 12:36:36 GMT", 24, NOW);
	check("cut date", ra, NOW, HS_RETRY_AFTER_MALFORMED, 0, 0);
}
END_TEST

START_TEST(repeated_fields_in_any_order)
{
	static const char *const lines[4] = { "60", IMF, PAST_IMF, "what" };
	struct hs_retry_after ra;
	int i, j, k;

	for (i = 0; i < 4; i++)
		for (j = 0; j < 4; j++)
			for (k = 0; k < 4; k++) {
				if (i == j || j == k || i == k)
					continue;
				ra = parse(lines[i], strlen(lines[i]), NOW);
				merge(&ra, lines[j], strlen(lines[j]), NOW);
				merge(&ra, lines[k], strlen(lines[k]), NOW);
				merge(&ra, lines[6 - i - j - k], strlen(lines[6 - i - j - k]), NOW);
				check("any order", ra, NOW, HS_RETRY_AFTER_DATE, 100000,
				      DUPLICATE | DAMAGED);
			}
}
END_TEST

/* ---- Instants at the ends of int64_t ----------------------------------- */

START_TEST(extreme_references)
{
	static const int64_t instants[] = {
		INT64_MIN, INT64_MIN + 1, -1, 0, 1, LATER - 1, LATER, LATER + 1, HS_DATE_LAST + 1,
		INT64_MAX - 1, INT64_MAX
	};
	struct hs_retry_after ra;
	size_t i, j;

	for (i = 0; i < sizeof(instants) / sizeof(*instants); i++)
		for (j = 0; j < sizeof(instants) / sizeof(*instants); j++) {
			int64_t r = instants[j];

			ra = parse(IMF, 29, instants[i]);
			if (r >= LATER)
				check(IMF, ra, r, HS_RETRY_AFTER_DATE, 0, PAST);
			else if (r < INT64_MIN / 2)
				check(IMF, ra, r, HS_RETRY_AFTER_DATE, HS_FOREVER, SATURATED);
			else
				check(IMF, ra, r, HS_RETRY_AFTER_DATE, (uint64_t)(LATER - r) * 1000, 0);
		}
	/* The most that can be counted in ms, and one second more. */
	ra = parse(IMF, 29, NOW);
	check(IMF, ra, LATER - INT64_C(18446744073709551), HS_RETRY_AFTER_DATE,
	      UINT64_C(18446744073709551000), 0);
	check(IMF, ra, LATER - INT64_C(18446744073709552), HS_RETRY_AFTER_DATE, HS_FOREVER, SATURATED);
}
END_TEST

START_TEST(two_digit_years_need_now)
{
	check("1970", parse(RFC850, 32, INT64_MIN), NOW, HS_RETRY_AFTER_MALFORMED, 0, 0);
	check("1990", parse(RFC850, 32, INT64_C(631152000)), NOW, HS_RETRY_AFTER_DATE, 100000, 0);
	check("2026", parse(RFC850, 32, NOW), NOW, HS_RETRY_AFTER_DATE, 100000, 0);
	check("9999", parse(RFC850, 32, INT64_MAX), INT64_MAX, HS_RETRY_AFTER_MALFORMED, 0, 0);
}
END_TEST

/* ---- Random texts ------------------------------------------------------ */

/* Digits of any length against arithmetic on text: no number is made of them. */
START_TEST(random_numbers)
{
	static char text[5001];
	static const char limit[] = "4294967295";
	char expected[16];
	size_t length, zeros, i, n;
	int k;

	for (k = 0; k < 20000; k++) {
		zeros = any(4) ? 0 : any(30);
		length = zeros + 1 + (any(100) ? any(14) : any(4900));
		for (i = 0; i < length; i++)
			text[i] = (char)(i < zeros ? '0' : '0' + any(10));
		text[length] = '\0';
		for (zeros = 0; zeros < length - 1 && text[zeros] == '0'; zeros++)
			;
		n = length - zeros;
		if (n > 10 || (n == 10 && strcmp(text + zeros, limit) > 0)) {
			forever(text);
			continue;
		}
		snprintf(expected, sizeof(expected), "%s000", text + zeros);
		seconds(text, strtoull(expected, NULL, 10));
	}
}
END_TEST

static const struct part {
	const char *text;
	enum hs_retry_after_kind kind;
	uint64_t ms;  /* at NOW */
} parts[] = {
	{ "0", HS_RETRY_AFTER_SECONDS, 0 },
	{ "1", HS_RETRY_AFTER_SECONDS, 1000 },
	{ "099", HS_RETRY_AFTER_SECONDS, 99000 },
	{ "101", HS_RETRY_AFTER_SECONDS, 101000 },
	{ "4294967295", HS_RETRY_AFTER_SECONDS, UINT64_C(4294967295000) },
	{ "88888888888", HS_RETRY_AFTER_SECONDS, HS_FOREVER },
	{ PAST_IMF, HS_RETRY_AFTER_DATE, 0 },
	{ "Sun Nov  6 08:49:37 1994", HS_RETRY_AFTER_DATE, 0 },
	{ IMF, HS_RETRY_AFTER_DATE, 100000 },
	{ RFC850, HS_RETRY_AFTER_DATE, 100000 },
	{ ASCTIME, HS_RETRY_AFTER_DATE, 100000 },
	{ "Fri, 31 Dec 9999 23:59:59 GMT", HS_RETRY_AFTER_DATE, UINT64_C(251607036303000) },
	{ "", HS_RETRY_AFTER_MALFORMED, 0 },
	{ "-1", HS_RETRY_AFTER_MALFORMED, 0 },
	{ "soon", HS_RETRY_AFTER_MALFORMED, 0 },
	{ "Sun", HS_RETRY_AFTER_MALFORMED, 0 },
	{ "Sunday", HS_RETRY_AFTER_MALFORMED, 0 },
	{ "1.5", HS_RETRY_AFTER_MALFORMED, 0 },
};

/* Lists and repeated lines of known values: the largest is known too. */
START_TEST(random_lists)
{
	static const char *const blanks[] = { "", "", " ", "\t", "  \t " };
	struct hs_retry_after ra;
	char line[512];
	int k, lines, count, valid, bad, blank;
	uint64_t ms;
	enum hs_retry_after_kind kind;

	for (k = 0; k < 200000; k++) {
		valid = bad = 0;
		ms = 0;
		kind = HS_RETRY_AFTER_ABSENT;
		memset(&ra, 0, sizeof(ra));
		for (lines = 1 + (int)any(3); lines > 0; lines--) {
			line[0] = '\0';
			blank = 1;
			for (count = 1 + (int)any(4); count > 0; count--) {
				const struct part *part = &parts[any(sizeof(parts) / sizeof(*parts))];

				blank = blank && count == 1 && !line[0] && !part->text[0];
				strcat(line, blanks[any(5)]);
				strcat(line, part->text);
				strcat(line, blanks[any(5)]);
				if (count > 1)
					strcat(line, ",");
				if (blank)
					continue;
				if (part->kind == HS_RETRY_AFTER_MALFORMED) {
					bad++;
					continue;
				}
				if (!valid++ || part->ms > ms ||
				    (part->ms == ms && part->kind == HS_RETRY_AFTER_SECONDS))
					kind = part->kind;
				if (part->ms > ms)
					ms = part->ms;
			}
			merge(&ra, line, strlen(line), NOW);
		}
		if (!valid && bad)
			kind = HS_RETRY_AFTER_MALFORMED;
		check(line, ra, NOW, kind, ms,
		      (kind == HS_RETRY_AFTER_DATE && ms == 0 ? PAST : 0) |
		      (ms == HS_FOREVER ? SATURATED : 0) |
		      (valid && valid + bad > 1 ? DUPLICATE : 0) | (valid && bad ? DAMAGED : 0));
	}
}
END_TEST

/* Any bytes: the answer is one of the five, and says so consistently. */
START_TEST(random_bytes)
{
	static const char alphabet[] = "0123456789,, \t-.:SunNovGMT\0\xff";
	struct hs_retry_after ra;
	char text[64];
	size_t length, i;
	uint64_t ms;
	int k;

	for (k = 0; k < 300000; k++) {
		length = any(sizeof(text));
		for (i = 0; i < length; i++)
			text[i] = any(8) ? alphabet[any(sizeof(alphabet) - 1)] : (char)any(256);
		if (any(2) && length > 34)
			memcpy(text + any((uint32_t)length - 33), RFC850, 32);
		ra = parse(text, length, NOW);
		ms = hs_retry_after_delay(&ra, NOW);
		if ((ms == HS_FOREVER) != ((ra.flags & SATURATED) != 0) ||
		    (ra.flags & PAST && (ms != 0 || ra.kind != HS_RETRY_AFTER_DATE)) ||
		    (ra.flags & DAMAGED && !(ra.flags & DUPLICATE)) ||
		    (ra.kind < HS_RETRY_AFTER_SECONDS && (ms != 0 || ra.flags != 0)) ||
		    (ms != HS_FOREVER && ms % 1000 != 0))
			ck_abort_msg("%.*s: kind %d, %llu ms, flags %x", (int)length, text,
			             (int)ra.kind, (unsigned long long)ms, ra.flags);
	}
}
END_TEST

/* A megabyte of commas, and of day names, in linear time. */
START_TEST(long_lists)
{
	size_t size = 1 << 20, i;
	char *text = malloc(size);

	ck_assert_ptr_nonnull(text);
	memset(text, ',', size);
	ck_assert_int_eq(parse(text, size, NOW).kind, HS_RETRY_AFTER_MALFORMED);
	for (i = 0; i < size; i++)
		text[i] = "Sun,"[i % 4];
	ck_assert_int_eq(parse(text, size, NOW).kind, HS_RETRY_AFTER_MALFORMED);
	for (i = 0; i < size; i++)
		text[i] = "1, "[i % 3];
	check("many", parse(text, size, NOW), NOW, HS_RETRY_AFTER_SECONDS, 1000, DUPLICATE);
	memset(text, ' ', size);
	ck_assert_int_eq(parse(text, size, NOW).kind, HS_RETRY_AFTER_ABSENT);
	text[size / 2] = ',';
	ck_assert_int_eq(parse(text, size, NOW).kind, HS_RETRY_AFTER_MALFORMED);
	text[size / 2] = '9';
	check("9", parse(text, size, NOW), NOW, HS_RETRY_AFTER_SECONDS, 9000, 0);
	free(text);
}
END_TEST

static Suite *retry_after_suite(void)
{
	Suite *suite = suite_create("retry_after");
	TCase *pains = tcase_create("pains");
	TCase *values = tcase_create("values");
	TCase *lists = tcase_create("lists");
	TCase *random = tcase_create("random");

	tcase_add_test(pains, pain_11_ignored);
	tcase_add_test(pains, pain_12_shortened);
	tcase_add_test(pains, pain_13_honoured_without_limit);
	tcase_add_test(pains, pain_14_overflow_becomes_now);
	tcase_add_test(pains, pain_15_odd_text_crashes);
	tcase_add_test(pains, pain_16_negative_or_past);
	tcase_add_test(pains, pain_17_wrong_clock);
	tcase_add_test(pains, pain_18_only_one_date_form);
	suite_add_tcase(suite, pains);

	tcase_add_test(values, absent);
	tcase_add_test(values, zero);
	tcase_add_test(values, leading_zeros_and_white_space);
	tcase_add_test(values, not_of_the_grammar);
	tcase_add_test(values, digits_are_never_a_date);
	tcase_add_test(values, every_text_of_two_bytes);
	tcase_add_test(values, extreme_references);
	tcase_add_test(values, two_digit_years_need_now);
	suite_add_tcase(suite, values);

	tcase_add_test(lists, lists_of_seconds);
	tcase_add_test(lists, lists_with_malformed_values);
	tcase_add_test(lists, lists_with_dates);
	tcase_add_test(lists, delay_or_date_at_another_instant);
	tcase_add_test(lists, repeated_fields);
	tcase_add_test(lists, repeated_fields_in_any_order);
	suite_add_tcase(suite, lists);

	tcase_set_timeout(random, 60);
	tcase_add_test(random, random_numbers);
	tcase_add_test(random, random_lists);
	tcase_add_test(random, random_bytes);
	tcase_add_test(random, long_lists);
	suite_add_tcase(suite, random);
	return suite;
}

int main(void)
{
	SRunner *runner = srunner_create(retry_after_suite());
	int failed;

	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
