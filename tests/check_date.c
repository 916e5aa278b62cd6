/* SPDX-License-Identifier: MIT */
/*
 * check_date.c - httpstatus_parse_date against two other readings of HTTP-date
 *
 * The first is a calendar that counts days one by one (and is itself compared
 * with libc's where time_t has 64 bits). The second, for broken text, is a set
 * of regular expressions. Every text is parsed from a block of exactly its
 * size, so that AddressSanitizer and valgrind see a byte read too much.
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <regex.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "suite.h"

#define DAY INT64_C(86400)

/* 9999-12-31 23:59:59. */
#define LAST INT64_C(253402300799)

/* Reaches beyond 1970 to 9999 by the 50-year rule, either way. */
#define FIRST_YEAR 1850
#define LAST_YEAR  10100

#define IMF     "Sun, 06 Nov 1994 08:49:37 GMT"
#define RFC850  "Sunday, 06-Nov-94 08:49:37 GMT"
#define ASCTIME "Sun Nov  6 08:49:37 1994"
#define THEN    INT64_C(784111777)

/* 2026-11-21 12:34:56 */
#define NOW     INT64_C(1795264496)

#define SYNTAX HTTPSTATUS_E_SYNTAX
#define RANGE  HTTPSTATUS_E_RANGE

static const char *const names[7] = {
	"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
};
static const char *const months[12] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

/* ---- Helpers ------------------------------------------------------------- */

/* Blocks of every size, made when needed and kept for the next text. */
static char *blocks[128];

static void free_blocks(void)
{
	for (size_t n = 0; n < LENGTH(blocks); n++)
		free(blocks[n]);
}

/* In a block that ends where the text ends. */
static int parse(const char *s, size_t length, int64_t now, int64_t *t)
{
	int error;

	if (length >= LENGTH(blocks))
		ck_abort_msg("text too long for this test");
	if (!blocks[length] && !(blocks[length] = malloc(length ? length : 1)))
		ck_abort_msg("out of memory");
	memcpy(blocks[length], s, length);
	*t = 4711;
	error = httpstatus_parse_date(length ? blocks[length] : NULL, length, now, t);
	if (error && *t != 0)
		ck_abort_msg("%.*s: failed with %d but gave a time", (int)length, s, error);
	return error;
}

/* Gives this time, or fails with this error if it is not 0. */
static void gives(const char *s, int64_t now, int error, int64_t expected)
{
	int64_t t;
	int e = parse(s, strlen(s), now, &t);

	if (e != error || t != (error ? 0 : expected))
		ck_abort_msg("\"%s\": %d, %lld instead of %d, %lld", s, e, (long long)t, error,
		             (long long)expected);
}

static void is(const char *s, int64_t now, int64_t expected)
{
	gives(s, now, 0, expected);
}

static void fails(const char *s, int64_t now, int error)
{
	gives(s, now, error, 0);
}

/* ---- A calendar that counts ------------------------------------------------ */

struct civil {
	int year, month, day, hour, minute, second;
};

static bool is_leap(int year)
{
	return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

static int month_days(int year, int month)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

/* When a year begins, in seconds since the epoch. */
static int64_t year_start(int year)
{
	static int64_t starts[LAST_YEAR - FIRST_YEAR + 1];
	int y;

	if (!starts[0]) {
		for (y = 1970; y < LAST_YEAR; y++)
			starts[y + 1 - FIRST_YEAR] = starts[y - FIRST_YEAR] + (365 + is_leap(y)) * DAY;
		for (y = 1970; y > FIRST_YEAR; y--)
			starts[y - 1 - FIRST_YEAR] = starts[y - FIRST_YEAR] - (365 + is_leap(y - 1)) * DAY;
	}
	return starts[year - FIRST_YEAR];
}

/* A day that the month does not have runs over into the next. */
static int64_t epoch(struct civil c)
{
	int64_t t = year_start(c.year);
	int m;

	for (m = 1; m < c.month; m++)
		t += month_days(c.year, m) * DAY;
	return t + (c.day - 1) * DAY + c.hour * 3600 + c.minute * 60 + c.second;
}

static int64_t date(int year, int month, int day)
{
	return epoch((struct civil){ year, month, day, 0, 0, 0 });
}

static struct civil civil_of(int64_t t)
{
	struct civil c = { (int)(1970 + t / (366 * DAY)), 1, 1, 0, 0, 0 };
	int64_t rest;

	while (year_start(c.year + 1) <= t)
		c.year++;
	for (rest = t - year_start(c.year); rest >= month_days(c.year, c.month) * DAY; c.month++)
		rest -= month_days(c.year, c.month) * DAY;
	c.day = (int)(rest / DAY) + 1;
	c.hour = (int)(rest % DAY / 3600);
	c.minute = (int)(rest / 60 % 60);
	c.second = (int)(rest % 60);
	return c;
}

/* The same date 50 years later; 1 March where there is no 29 February. */
static int64_t in_fifty_years(int64_t t)
{
	struct civil c = civil_of(t);

	c.year += 50;
	return epoch(c);
}

/* ---- Three forms ------------------------------------------------------------- */

static void print(char text[128], int form, struct civil c, const char *name)
{
	if (form == 0)
		snprintf(text, 128, "%.3s, %02d %s %04d %02d:%02d:%02d GMT", name, c.day,
		         months[c.month - 1], c.year, c.hour, c.minute, c.second);
	else if (form == 1)
		snprintf(text, 128, "%s, %02d-%s-%02d %02d:%02d:%02d GMT", name, c.day,
		         months[c.month - 1], c.year % 100, c.hour, c.minute, c.second);
	else
		snprintf(text, 128, "%.3s %s %2d %02d:%02d:%02d %04d", name, months[c.month - 1],
		         c.day, c.hour, c.minute, c.second, c.year);
}

/* The date in all forms, from a now that leaves the century alone. */
static void all_forms(struct civil c, const char *name, int64_t now, int error)
{
	char text[128];
	int form;

	for (form = 0; form < 3; form++) {
		print(text, form, c, name);
		gives(text, now, error, error ? 0 : epoch(c));
	}
}

static void same_as_libc(struct civil c, int wday)
{
	time_t time = (time_t)epoch(c);
	struct tm tm;

	if (sizeof(time_t) >= 8 &&
	    (!gmtime_r(&time, &tm) || tm.tm_year != c.year - 1900 || tm.tm_mon != c.month - 1 ||
	     tm.tm_mday != c.day || tm.tm_wday != wday || tm.tm_hour != c.hour))
		ck_abort_msg("this test's calendar is wrong at %d-%d-%d", c.year, c.month, c.day);
}

/* Each at a time of its own, and in its last second, number 60. */
START_TEST(every_day_in_every_form)
{
	/* In days; less than 50 years, either way. */
	static const int distances[5] = { 0, 50 * 365, -50 * 365, 1, -10000 };
	const int step = stride();
	int64_t midnight = 0, now;
	struct civil c;
	char text[128];
	int n = 0;

	for (c.year = 1970; c.year <= 9999; c.year++)
		for (c.month = 1; c.month <= 12; c.month++)
			for (c.day = 1; c.day <= month_days(c.year, c.month); c.day++, n++) {
				midnight = n * DAY;
				if (n % step)
					continue;
				now = midnight + distances[n % 5] * DAY;
				c.hour = n % 24;
				c.minute = n % 59;
				c.second = n % 53;
				same_as_libc(c, (n + 4) % 7);
				all_forms(c, names[(n + 4) % 7], now, 0);
				c.hour = 23;
				c.minute = 59;
				c.second = 60;
				print(text, n % 3, c, names[(n + 4) % 7]);
				is(text, now, midnight + DAY);
			}
	ck_assert_int_eq(n, 2932897);
	ck_assert(midnight + DAY - 1 == LAST);
}
END_TEST

/* Any two of the three numbers, 00 to 99; the third is fine. */
START_TEST(every_time_of_day)
{
	struct civil c = { 2016, 12, 31, 0, 0, 0 };
	int i, j, k, good;

	for (k = 0; k < 3; k++)
		for (i = 0; i < 100; i++)
			for (j = 0; j < 100; j++) {
				c.hour = k == 0 ? 23 : i;
				c.minute = k == 1 ? 59 : k == 0 ? i : j;
				c.second = k == 2 ? 60 : j;
				good = c.hour <= 23 && c.minute <= 59 && c.second <= 60;
				all_forms(c, "Saturday", NOW, good ? 0 : RANGE);
			}
}
END_TEST

/* Days 0 to 99 of every month of ordinary, leap and century years. */
START_TEST(every_day_number)
{
	static const int years[] = { 1970, 1972, 1999, 2000, 2023, 2024, 2100, 2400, 9996, 9999 };
	struct civil c = { 0, 1, 1, 0, 0, 0 };
	size_t i;
	int good;

	for (i = 0; i < LENGTH(years); i++)
		for (c.year = years[i], c.month = 1; c.month <= 12; c.month++)
			for (c.day = 0; c.day <= 99; c.day++) {
				good = c.day >= 1 && c.day <= month_days(c.year, c.month);
				all_forms(c, "Monday", year_start(c.year), good ? 0 : RANGE);
			}
	/* asctime's day may have its zero: ( 2DIGIT / ( SP 1DIGIT ) ). */
	is("Sun Nov 06 08:49:37 1994", NOW, THEN);
	fails("Sun Nov 00 08:49:37 1994", NOW, RANGE);
}
END_TEST

START_TEST(years_before_1970)
{
	struct civil c = { 0, 12, 31, 23, 59, 59 };
	char text[128];

	for (c.year = 0; c.year < 1970; c.year++) {
		print(text, 0, c, "Wednesday");
		fails(text, NOW, RANGE);
		print(text, 2, c, "Wednesday");
		fails(text, NOW, RANGE);
	}
	fails("Wed, 31 Dec 1969 23:59:60 GMT", NOW, RANGE);
}
END_TEST

/* The ends of all half years since leap seconds exist, and other minutes. */
START_TEST(leap_seconds)
{
	struct civil c = { 0, 0, 0, 23, 59, 0 };

	for (c.year = 1972; c.year <= 2072; c.year++)
		for (c.month = 6; c.month <= 12; c.month += 6)
			for (c.second = 59; c.second <= 61; c.second++) {
				c.day = month_days(c.year, c.month);
				all_forms(c, "Friday", epoch(c), c.second <= 60 ? 0 : RANGE);
			}
	is("Sat, 31 Dec 2016 23:59:60 GMT", NOW, year_start(2017));
	/* Not only where leap seconds are, and not only at the end of a day. */
	is("Sun, 06 Nov 1994 08:49:60 GMT", NOW, THEN + 23);
	is("Sunday, 06-Nov-94 08:49:60 GMT", NOW, THEN + 23);
	is("Sun Nov  6 08:49:60 1994", NOW, THEN + 23);
	/* The last of all is a second of 9999, though its number is 10000's. */
	is("Fri, 31 Dec 9999 23:59:60 GMT", NOW, LAST + 1);
	is("Friday, 31-Dec-99 23:59:60 GMT", LAST, LAST + 1);
	is("Fri Dec 31 23:59:60 9999", NOW, LAST + 1);
}
END_TEST

/* ---- The 50-year rule ---------------------------------------------------------- */

/* The ends of each two-digit year, but for one that the rule cuts in two. */
static void centuries(int64_t now, int last_of_this, int cut)
{
	struct civil first = { 0, 1, 1, 0, 0, 0 }, last = { 0, 12, 31, 23, 59, 59 };
	char text[128];
	int yy;

	for (yy = 0; yy <= 99; yy++) {
		if (yy == cut)
			continue;
		first.year = last.year = yy <= last_of_this ? 2000 + yy : 1900 + yy;
		print(text, 1, first, "Friday");
		is(text, now, epoch(first));
		print(text, 1, last, "Friday");
		is(text, now, epoch(last));
	}
}

START_TEST(fifty_years_by_hand)
{
	/* now is 2026-11-21 12:34:56 */
	is("Saturday, 21-Nov-76 12:34:55 GMT", NOW, date(2076, 11, 21) + NOW % DAY - 1);
	is("Saturday, 21-Nov-76 12:34:56 GMT", NOW, date(2076, 11, 21) + NOW % DAY);
	is("Sunday, 21-Nov-76 12:34:57 GMT", NOW, date(1976, 11, 21) + NOW % DAY + 1);
	is("Monday, 22-Nov-76 00:00:00 GMT", NOW, date(1976, 11, 22));
	is("Wednesday, 01-Jan-76 00:00:00 GMT", NOW, date(2076, 1, 1));
	centuries(NOW, 75, 76);
	is(RFC850, NOW, THEN);
	is(RFC850, THEN, THEN);
	is(RFC850, 0, THEN);
	/* The window moves with now through the turn of a century. */
	is("Friday, 01-Jan-00 00:00:00 GMT", year_start(2100) - 1, year_start(2100));
	is("Friday, 01-Jan-05 00:00:00 GMT", date(2060, 6, 1), year_start(2105));
	is("Friday, 01-Jan-15 00:00:00 GMT", date(2060, 6, 1), year_start(2015));
	/* Second 60 is weighed as the second that it stands for. */
	is("Saturday, 21-Nov-76 11:59:60 GMT", date(2026, 11, 21) + DAY / 2,
	   date(2076, 11, 21) + DAY / 2);
	is("Saturday, 21-Nov-76 11:59:60 GMT", date(2026, 11, 21) + DAY / 2 - 1,
	   date(1976, 11, 21) + DAY / 2);
}
END_TEST

START_TEST(fifty_years_without_a_clock)
{
	centuries(HTTPSTATUS_TIME_UNKNOWN, 75, 76);
}
END_TEST

START_TEST(fifty_years_from_29_february)
{
	/* 2074 has none: 50 years later is 1 March, at the same time of day. */
	int64_t now = date(2024, 2, 29) + 3600;

	is("Wednesday, 28-Feb-74 23:59:59 GMT", now, date(2074, 3, 1) - 1);
	is("Thursday, 01-Mar-74 01:00:00 GMT", now, date(2074, 3, 1) + 3600);
	is("Friday, 01-Mar-74 01:00:01 GMT", now, date(1974, 3, 1) + 3601);
	fails("Thursday, 29-Feb-74 00:00:00 GMT", now, RANGE);
	/* The year that the rule finds must have the day: 2100 has no 29 February. */
	is("Tuesday, 29-Feb-00 00:00:00 GMT", NOW, date(2000, 2, 29));
	fails("Monday, 29-Feb-00 00:00:00 GMT", date(2060, 1, 1), RANGE);
}
END_TEST

/* The last second that is ahead, and the first that is past. */
static void to_the_second(int64_t now)
{
	char text[128];
	int64_t limit = in_fifty_years(now);
	struct civil c = civil_of(limit + 1);

	print(text, 1, civil_of(limit), "Monday");
	is(text, now, limit);
	print(text, 1, c, "Monday");
	c.year -= 100;
	if (c.year < 1970 || c.day > month_days(c.year, c.month))
		fails(text, now, RANGE);
	else
		is(text, now, epoch(c));
}

/* From each year: its ends, those of its February, and any day. */
START_TEST(fifty_years_to_the_second)
{
	static const struct civil days[] = {
		{ .month = 1, .day = 1 }, { .month = 2, .day = 28 }, { .month = 2, .day = 29 },
		{ .month = 3, .day = 1 }, { .month = 12, .day = 31 }
	};

	for (struct civil c = { .year = 1970 }; c.year <= 9949; c.year++) {
		for (size_t i = 0; i < LENGTH(days); i++) {
			c.month = days[i].month;
			c.day = days[i].day;
			if (c.day <= month_days(c.year, c.month) && c.year < 9949)
				to_the_second(epoch(c) + (int64_t)any(86400));
		}
		to_the_second(year_start(c.year) + (int64_t)any(364) * DAY + (int64_t)any(86400));
	}
}
END_TEST

/* now serves for nothing but two-digit years, and may be anything. */
START_TEST(extreme_now)
{
	static const int64_t nows[] = {
		INT64_MIN, INT64_MIN + 1, -LAST, -1, 0, 1, LAST, LAST + 1, INT64_MAX - 1, INT64_MAX
	};
	int64_t t;
	size_t i;

	for (i = 0; i < LENGTH(nows); i++) {
		is(IMF, nows[i], THEN);
		is(ASCTIME, nows[i], THEN);
		if (parse(RFC850, strlen(RFC850), nows[i], &t) == 0)
			ck_assert_int_eq(civil_of(t).year % 100, 94);
	}
	/* Before 1970 is 1970, and after 9999 the end of that. */
	for (i = 1; i < LENGTH(nows) && nows[i] <= 0; i++) {
		is("Wednesday, 01-Jan-20 00:00:00 GMT", nows[i], year_start(2020));
		fails("Wednesday, 01-Jan-20 00:00:01 GMT", nows[i], RANGE);
		fails("Wednesday, 31-Dec-69 23:59:59 GMT", nows[i], RANGE);
	}
	for (i = LENGTH(nows); nows[i - 1] >= LAST; i--) {
		is("Friday, 31-Dec-99 23:59:59 GMT", nows[i - 1], LAST);
		is("Saturday, 01-Jan-50 00:00:00 GMT", nows[i - 1], year_start(9950));
		fails("Saturday, 01-Jan-00 00:00:00 GMT", nows[i - 1], RANGE);
		fails("Saturday, 01-Jan-49 00:00:00 GMT", nows[i - 1], RANGE);
	}
}
END_TEST

/* ---- Text ------------------------------------------------------------------------ */

START_TEST(arguments)
{
	int64_t t = 4711;

	ck_assert_int_eq(httpstatus_parse_date(IMF, strlen(IMF), NOW, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_parse_date(NULL, 0, NOW, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_parse_date(NULL, 29, NOW, &t), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_parse_date(NULL, 1, NOW, &t), HTTPSTATUS_E_INVAL);
	ck_assert(t == 0);
	ck_assert_int_eq(httpstatus_parse_date(NULL, 0, NOW, &t), HTTPSTATUS_E_EMPTY);
}
END_TEST

/* Any name of a day goes with any date, but each form has its own kind. */
START_TEST(day_names)
{
	char text[128];
	int d, e;

	for (d = 0; d < 7; d++) {
		all_forms(civil_of(THEN), names[d], NOW, 0);
		snprintf(text, sizeof(text), "%.3s, 06-Nov-94 08:49:37 GMT", names[d]);
		fails(text, NOW, SYNTAX);
		snprintf(text, sizeof(text), "%s, 06 Nov 1994 08:49:37 GMT", names[d]);
		fails(text, NOW, SYNTAX);
		snprintf(text, sizeof(text), "%s Nov  6 08:49:37 1994", names[d]);
		fails(text, NOW, SYNTAX);
		/* With the tail of another. */
		for (e = 0; e < 7; e++) {
			snprintf(text, sizeof(text), "%.3s%s, 06-Nov-94 08:49:37 GMT", names[d],
			         names[e] + 3);
			gives(text, NOW, strcmp(names[d] + 3, names[e] + 3) ? SYNTAX : 0, THEN);
		}
	}
}
END_TEST

START_TEST(white_space)
{
	is(" " IMF, NOW, THEN);
	is(" \t  " RFC850 "\t\t ", NOW, THEN);
	is("\t" ASCTIME "     ", NOW, THEN);
	fails("", NOW, HTTPSTATUS_E_EMPTY);
	fails("\t \t", NOW, HTTPSTATUS_E_EMPTY);
}
END_TEST

START_TEST(what_others_accept)
{
	static const char *const texts[] = {
		"sun, 06 nov 1994 08:49:37 gmt", "SUN, 06 NOV 1994 08:49:37 GMT",
		"Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 +0000",
		"Sun, 06 Nov 1994 08:49:37 EST", "Sun, 06 Nov 1994 08:49:37 Z",
		"Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49 GMT",
		"Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
		"Sun,  6 Nov 1994 08:49:37 GMT", "Sun,  06 Nov 1994 08:49:37 GMT",
		"Sun,\t06 Nov 1994 08:49:37 GMT", "Sun,06 Nov 1994 08:49:37 GMT",
		"Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT",
		"Sunday, 06-Nov-1994 08:49:37 GMT", "Sun, 06 November 1994 08:49:37 GMT",
		"06 Nov 1994 08:49:37 GMT", "Nov  6 08:49:37 1994", "Sun Nov 6 08:49:37 1994",
		"Sun Nov  6 08:49:37 GMT 1994", "Sun Nov  6 08:49:37 1994 GMT",
		"1994-11-06T08:49:37Z", "19941106 08:49:37", "784111777",
		"Sun, 06 Nov 1994 08:49:37 GMT;", "Sun, 06 Nov 1994 08:49:37 GMT\r\n",
		"Sun, 06 Nov 1994 08:49:37.00 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
		"Sun, 06 Nov +994 08:49:37 GMT",
		"now", "GMT", "0", "-1", ",",
		/* A fault in the text comes before one in the numbers. */
		"Sun, 66 Nov 1994 08:49:37 gmt",
		"Sunday, 99-Nov-99 99:99:99 GNT",
	};
	size_t i;

	for (i = 0; i < LENGTH(texts); i++)
		fails(texts[i], NOW, SYNTAX);
}
END_TEST

START_TEST(every_prefix_and_one_byte_more)
{
	static const char *const texts[] = { IMF, RFC850, ASCTIME };
	char longer[64];
	size_t i, n, length;
	int64_t t;
	int c, expected;

	for (i = 0; i < LENGTH(texts); i++) {
		length = strlen(texts[i]);
		for (n = 1; n < length; n++) {
			ck_assert_int_eq(parse(texts[i], n, NOW, &t), SYNTAX);
			ck_assert_int_eq(parse(texts[i] + n, length - n, NOW, &t), SYNTAX);
		}
		for (c = 0; c < 256; c++) {
			expected = c == ' ' || c == '\t' ? 0 : SYNTAX;
			memcpy(longer, texts[i], length);
			longer[length] = (char)c;
			ck_assert_int_eq(parse(longer, length + 1, NOW, &t), expected);
			longer[0] = (char)c;
			memcpy(longer + 1, texts[i], length);
			ck_assert_int_eq(parse(longer, length + 1, NOW, &t), expected);
		}
	}
}
END_TEST

/* ---- Regular expressions as a second opinion ----------------------------------------- */

#define R_DAY   "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
#define R_LONG  "(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
#define R_MONTH "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
#define R_2     "([0-9][0-9])"
#define R_TIME  R_2 ":" R_2 ":" R_2

/* Which group holds day, month, year, hour. */
static const struct form {
	const char *pattern;
	int day, month, year, hour;
} forms[3] = {
	{ "^" R_DAY ", " R_2 " " R_MONTH " ([0-9]{4}) " R_TIME " GMT$", 2, 3, 4, 5 },
	{ "^" R_LONG ", " R_2 "-" R_MONTH "-" R_2 " " R_TIME " GMT$", 2, 3, 4, 5 },
	{ "^" R_DAY " " R_MONTH " ([0-9][0-9]| [0-9]) " R_TIME " ([0-9]{4})$", 3, 2, 7, 4 }
};

static regex_t compiled[3];

static void compile(void)
{
	size_t i;

	for (i = 0; i < LENGTH(forms); i++)
		if (regcomp(&compiled[i], forms[i].pattern, REG_EXTENDED))
			ck_abort_msg("regcomp");
}

static void release(void)
{
	size_t i;

	for (i = 0; i < LENGTH(forms); i++)
		regfree(&compiled[i]);
}

static int number(const char *s, const regmatch_t *group)
{
	char digits[8] = "";

	memcpy(digits, s + group->rm_so, (size_t)(group->rm_eo - group->rm_so));
	return (int)strtol(digits, NULL, 10);
}

static int month_number(const char *s, const regmatch_t *group)
{
	int m = 1;

	while (strncmp(s + group->rm_so, months[m - 1], 3) != 0)
		m++;
	return m;
}

/* Which form of the grammar the text has, 3 if none; g is what its groups hold. */
static int form_of(const char *s, regmatch_t g[8])
{
	int form = 0;

	while (form < 3 && regexec(&compiled[form], s, 8, g, 0) != 0)
		form++;
	return form;
}

static int second_opinion(const char *s, int64_t now, int64_t *t)
{
	regmatch_t g[8];
	struct civil c;
	int form = form_of(s, g);

	if (form == 3)
		return SYNTAX;
	c.day = number(s, &g[forms[form].day]);
	c.month = month_number(s, &g[forms[form].month]);
	c.year = number(s, &g[forms[form].year]);
	c.hour = number(s, &g[forms[form].hour]);
	c.minute = number(s, &g[forms[form].hour + 1]);
	c.second = number(s, &g[forms[form].hour + 2]);
	if (c.hour > 23 || c.minute > 59 || c.second > 60 || c.day < 1 || c.day > 31)
		return RANGE;
	/* By search through all years that end with the two digits. */
	if (form == 1)
		for (c.year += 10000; epoch(c) > in_fifty_years(now); c.year -= 100)
			;
	if (c.year < 1970 || c.year > 9999 || c.day > month_days(c.year, c.month))
		return RANGE;
	*t = epoch(c);
	return 0;
}

/* text has its NUL behind length, and may have others inside. */
static int compare(const char *text, size_t length, int64_t now)
{
	int64_t t, expected_t = 0;
	int error = parse(text, length, now, &t);
	int expected = SYNTAX;

	if (strlen(text) == length)
		expected = second_opinion(text, now, &expected_t);
	if (error != expected || t != expected_t)
		ck_abort_msg("\"%s\": %d, %lld instead of %d, %lld", text, error, (long long)t,
		             expected, (long long)expected_t);
	return error == 0;
}

/* Breaks each byte of a text in turn; answers how many are still dates. */
static int break_bytes(const char *text, int64_t now)
{
	char broken[128];
	size_t length = strlen(text), i;
	int c, accepted = 0;

	for (i = 0; i < length; i++)
		for (c = 0; c < 256; c++) {
			memcpy(broken, text, length + 1);
			broken[i] = (char)c;
			if (broken[i] != text[i])
				accepted += compare(broken, length, now);
		}
	return accepted;
}

/*
 * Of the 7395 texts that differ from IMF in one byte, 67 are dates: the day may
 * be 01 to 09, 16 and 26; the year 1990 to 1999, 1974, 1984, and 2994 to 9994;
 * the hour 00 to 09 and 18; minute and second may have another digit in either
 * place, the first of them 0 to 5. No other name has two letters in common with
 * Sun or Nov.
 */
START_TEST(one_broken_byte)
{
	int day = 8 + 2, year = 9 + 2 + 8, hour = 9 + 1, minute = 5 + 9, second = 5 + 9;

	ck_assert_int_eq(break_bytes(IMF, NOW), day + year + hour + minute + second);
	ck_assert_int_gt(break_bytes(RFC850, NOW), 0);
	ck_assert_int_gt(break_bytes(ASCTIME, NOW), 0);
	break_bytes("Thu, 29 Feb 2024 23:59:60 GMT", NOW);
	break_bytes("Wed, 31 Dec 9999 23:59:59 GMT", NOW);
	break_bytes("Thu, 01 Jan 1970 00:00:00 GMT", NOW);
	break_bytes("Thursday, 29-Feb-24 23:59:60 GMT", NOW);
	break_bytes("Wednesday, 21-Nov-76 12:34:56 GMT", NOW);
	break_bytes("Saturday, 31-Mar-00 20:00:00 GMT", NOW);
	break_bytes("Tuesday, 30-Jun-15 23:59:60 GMT", LAST);
	break_bytes("Mon May 31 10:00:60 2021", NOW);
}
END_TEST

/* 2048 dates of any day, each with one byte that the grammar forbids: none is accepted. */
START_TEST(broken_imf_fixdates)
{
	regmatch_t g[8];
	char text[128], was;
	size_t length, at;
	int i;
	int64_t t;

	for (i = 0; i < 2048; i++) {
		print(text, 0, civil_of((int64_t)any(2932897) * DAY + (int64_t)any(86400)),
		      names[any(7)]);
		length = strlen(text);
		do {
			at = any((uint32_t)length);
			was = text[at];
			text[at] = (char)(1 + any(255));
			if (form_of(text, g) == 3)
				break;
			text[at] = was;
		} while (true);
		if (parse(text, length, NOW, &t) != SYNTAX)
			ck_abort_msg("\"%s\" was accepted", text);
	}
}
END_TEST

/* Up to four edits of a good text: replace, insert, remove. */
static size_t mutate(char *text, size_t length)
{
	static const char alphabet[] = "0123456789 :-,GMTSundayJFebMar\t\0\xff";
	uint32_t edits = 1 + any(4), at, kind;

	for (; edits > 0; edits--) {
		at = 1 + any((uint32_t)length - 2);
		kind = any(8);
		if (kind == 0) {
			memmove(text + at + 1, text + at, length++ - at + 1);
			text[at] = alphabet[any(sizeof(alphabet) - 1)];
		} else if (kind == 1) {
			memmove(text + at, text + at + 1, length-- - at);
		} else if (text[at] >= '0' && text[at] <= '9') {
			text[at] = (char)('0' + any(10));
		} else {
			text[at] = alphabet[any(sizeof(alphabet) - 1)];
		}
	}
	return length;
}

START_TEST(many_broken_texts)
{
	static const char *const texts[] = {
		IMF, RFC850, ASCTIME, "Wed, 29 Feb 2012 23:59:60 GMT", "Wednesday, 29-Feb-12 23:59:60 GMT",
		"Wed Feb 29 23:59:60 2012"
	};
	char text[128];
	size_t length;
	const int texts_in_all = rounds(400000);
	int i, accepted = 0;

	for (i = 0; i < texts_in_all; i++) {
		strcpy(text, texts[any(LENGTH(texts))]);
		length = mutate(text, strlen(text));
		/* The second opinion knows no white space. */
		if (strchr(" \t", text[0]) || strchr(" \t", text[length - 1]))
			continue;
		accepted += compare(text, length, (int64_t)any(UINT32_MAX) * any(50));
	}
	ck_assert_int_gt(accepted, texts_in_all / 40);
}
END_TEST

/* ---- All --------------------------------------------------------------------------- */

static TCase *new_tcase(Suite *suite, const char *name)
{
	TCase *tcase = tcase_create(name);

	tcase_set_timeout(tcase, 240);
	suite_add_tcase(suite, tcase);
	return tcase;
}

static Suite *date_suite(void)
{
	Suite *suite = suite_create("date");
	TCase *calendar = new_tcase(suite, "calendar"), *rule = new_tcase(suite, "fifty years");
	TCase *text = new_tcase(suite, "text"), *regex = new_tcase(suite, "second opinion");
	TCase *days = new_tcase(suite, "all days");

	tcase_add_test(calendar, every_time_of_day);
	tcase_add_test(calendar, every_day_number);
	tcase_add_test(calendar, years_before_1970);
	tcase_add_test(calendar, leap_seconds);

	tcase_add_test(rule, fifty_years_by_hand);
	tcase_add_test(rule, fifty_years_without_a_clock);
	tcase_add_test(rule, fifty_years_from_29_february);
	tcase_add_test(rule, fifty_years_to_the_second);
	tcase_add_test(rule, extreme_now);

	tcase_add_test(text, arguments);
	tcase_add_test(text, day_names);
	tcase_add_test(text, white_space);
	tcase_add_test(text, what_others_accept);
	tcase_add_test(text, every_prefix_and_one_byte_more);

	tcase_add_checked_fixture(regex, compile, release);
	tcase_add_test(regex, one_broken_byte);
	tcase_add_test(regex, broken_imf_fixdates);
	tcase_add_test(regex, many_broken_texts);

	/* The longest comes last, so that who looks for a mistake finds it soon. */
	tcase_add_test(days, every_day_in_every_form);
	return suite;
}

int main(void)
{
	int status = run_suite(date_suite());

	free_blocks();
	return status;
}
