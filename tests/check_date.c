/* SPDX-License-Identifier: MIT */
/*
 * check_date.c - lib/date.c against two other readings of HTTP-date
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
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "date.h"

#define DAY INT64_C(86400)

/* Reaches beyond 1970 to 9999 by the 50-year rule, either way. */
#define FIRST_YEAR 1850
#define LAST_YEAR  10100

#define IMF     "Sun, 06 Nov 1994 08:49:37 GMT"
#define RFC850  "Sunday, 06-Nov-94 08:49:37 GMT"
#define ASCTIME "Sun Nov  6 08:49:37 1994"
#define THEN    INT64_C(784111777)

/* 2026-11-21 12:34:56 */
#define NOW     INT64_C(1795264496)

static const char short_names[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char long_names[7][10] = {
	"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
};
static const char month_names[12][4] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

/* ---- Helpers ----------------------------------------------------------- */

static uint64_t random_state = UINT64_C(0x9E3779B97F4A7C15);

static uint32_t any(uint32_t below)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)((random_state >> 32) % below);
}

/* hs_parse_date, on a block that ends where the text ends. */
static int parse(const char *s, size_t length, int64_t now, int64_t *t)
{
	static char *blocks[128];
	char *block;
	int error;

	if (length >= 128)
		ck_abort_msg("text too long for this test");
	if (!blocks[length])
		blocks[length] = malloc(length ? length : 1);
	block = blocks[length];
	if (!block)
		ck_abort_msg("out of memory");
	memcpy(block, s, length);
	*t = 4711;
	error = hs_parse_date(length ? block : NULL, length, now, t);
	if (error && *t != 0)
		ck_abort_msg("%.*s: failed with %d but gave a time", (int)length, s, error);
	return error;
}

static void is(const char *s, int64_t now, int64_t expected)
{
	int64_t t;
	int error = parse(s, strlen(s), now, &t);

	if (error || t != expected)
		ck_abort_msg("\"%s\": %d, %lld instead of %lld", s, error,
		             (long long)t, (long long)expected);
}

static void fails(const char *s, int64_t now, int expected)
{
	int64_t t;
	int error = parse(s, strlen(s), now, &t);

	if (error != expected)
		ck_abort_msg("\"%s\": %d, %lld instead of error %d", s, error,
		             (long long)t, expected);
}

/* ---- A calendar that counts -------------------------------------------- */

static int is_leap(int year)
{
	if (year % 400 == 0)
		return 1;
	if (year % 100 == 0)
		return 0;
	return year % 4 == 0;
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
	static int filled;
	int y;

	if (!filled) {
		for (y = 1970; y < LAST_YEAR; y++)
			starts[y + 1 - FIRST_YEAR] = starts[y - FIRST_YEAR] + (365 + is_leap(y)) * DAY;
		for (y = 1970; y > FIRST_YEAR; y--)
			starts[y - 1 - FIRST_YEAR] = starts[y - FIRST_YEAR] - (365 + is_leap(y - 1)) * DAY;
		filled = 1;
	}
	return starts[year - FIRST_YEAR];
}

static int64_t epoch(int year, int month, int day, int64_t second)
{
	int64_t t = year_start(year);
	int m;

	for (m = 1; m < month; m++)
		t += month_days(year, m) * DAY;
	return t + (day - 1) * DAY + second;
}

/* The same date 50 years later; 1 March where there is no 29 February. */
static int64_t in_fifty_years(int64_t t)
{
	int year = 1970, month = 1;

	if (t < 0)
		t = 0;
	if (t >= year_start(10000))
		t = year_start(10000) - 1;
	year += (int)(t / (366 * DAY));
	while (year_start(year + 1) <= t)
		year++;
	t -= year_start(year);
	while (t >= month_days(year, month) * DAY)
		t -= month_days(year, month++) * DAY;
	return epoch(year + 50, month, (int)(t / DAY) + 1, t % DAY);
}

/* ---- All days ---------------------------------------------------------- */

static void same_as_libc(int year, int month, int day, int wday, int64_t t)
{
	struct tm tm;
	time_t time = (time_t)t;

	if (sizeof(time_t) < 8)
		return;
	if (!gmtime_r(&time, &tm) || tm.tm_year != year - 1900 || tm.tm_mon != month - 1 ||
	    tm.tm_mday != day || tm.tm_wday != wday)
		ck_abort_msg("this test's calendar is wrong at %d-%d-%d", year, month, day);
}

/* One instant in the three forms; now is at most 50 years away, either way. */
static void three_forms(int year, int month, int day, int wday, int second, int64_t t)
{
	static const int distances[5] = { 0, 50 * 365, -50 * 365, 1, -20000 / 2 };
	int64_t now = t + distances[t / DAY % 5] * DAY;
	int h = second / 3600, m = second / 60 % 60, s = second % 60;
	char text[128];

	snprintf(text, sizeof(text), "%s, %02d %s %04d %02d:%02d:%02d GMT", short_names[wday], day,
	         month_names[month - 1], year, h, m, s);
	is(text, now, t);
	snprintf(text, sizeof(text), "%s, %02d-%s-%02d %02d:%02d:%02d GMT", long_names[wday], day,
	         month_names[month - 1], year % 100, h, m, s);
	is(text, now, t);
	snprintf(text, sizeof(text), "%s %s %2d %02d:%02d:%02d %04d", short_names[wday],
	         month_names[month - 1], day, h, m, s, year);
	is(text, now, t);
}

START_TEST(every_day_in_every_form)
{
	int64_t t = 0, count = 0;
	int year, month, day, wday = 4, second;

	for (year = 1970; year <= 9999; year++)
		for (month = 1; month <= 12; month++)
			for (day = 1; day <= month_days(year, month); day++) {
				second = (int)(count * 7919 % DAY);
				same_as_libc(year, month, day, wday, t + second);
				three_forms(year, month, day, wday, second, t + second);
				wday = (wday + 1) % 7;
				t += DAY;
				count++;
			}
	ck_assert_int_eq(count, 2932897);
	ck_assert(t - 1 == HS_DATE_LAST);
}
END_TEST

/* ---- Numbers ----------------------------------------------------------- */

START_TEST(every_time_of_day)
{
	int64_t midnight = epoch(2016, 12, 31, 0), t;
	char imf[] = "Sat, 31 Dec 2016 hh:mm:ss GMT";
	char rfc850[] = "Saturday, 31-Dec-16 hh:mm:ss GMT";
	char asctime_[] = "Sat Dec 31 hh:mm:ss 2016";
	char time[16];
	int i, h, m, s, good;

	for (i = 0; i < 1000000; i++) {
		h = i / 10000;
		m = i / 100 % 100;
		s = i % 100;
		snprintf(time, sizeof(time), "%02d:%02d:%02d", h, m, s);
		memcpy(imf + 17, time, 8);
		memcpy(rfc850 + 20, time, 8);
		memcpy(asctime_ + 11, time, 8);
		good = h <= 23 && m <= 59 && s <= 60;
		t = midnight + h * 3600 + m * 60 + s;
		if (good) {
			is(imf, NOW, t);
			is(rfc850, NOW, t);
			is(asctime_, NOW, t);
		} else {
			fails(imf, NOW, HTTPSTATUS_E_RANGE);
			fails(rfc850, NOW, HTTPSTATUS_E_RANGE);
			fails(asctime_, NOW, HTTPSTATUS_E_RANGE);
		}
	}
}
END_TEST

START_TEST(second_60_is_the_following_second)
{
	int64_t next = epoch(2017, 1, 1, 0);

	is("Sat, 31 Dec 2016 23:59:60 GMT", NOW, next);
	is("Saturday, 31-Dec-16 23:59:60 GMT", NOW, next);
	is("Sat Dec 31 23:59:60 2016", NOW, next);
	is("Tue, 30 Jun 2015 23:59:60 GMT", NOW, epoch(2015, 7, 1, 0));
	is("Thu, 28 Feb 2019 23:59:60 GMT", NOW, epoch(2019, 3, 1, 0));
	is("Fri, 28 Feb 2020 23:59:60 GMT", NOW, epoch(2020, 2, 29, 0));
	/* Not only where leap seconds are, and not only at the end of a day. */
	is("Sun, 06 Nov 1994 23:59:60 GMT", NOW, epoch(1994, 11, 7, 0));
	is("Sun, 06 Nov 1994 08:49:60 GMT", NOW, THEN + 23);
	is("Sunday, 06-Nov-94 08:49:60 GMT", NOW, THEN + 23);
	is("Sun Nov  6 08:49:60 1994", NOW, THEN + 23);
	/* The last of all is a second of 9999, though its number is 10000's. */
	is("Fri, 31 Dec 9999 23:59:59 GMT", NOW, HS_DATE_LAST);
	is("Fri, 31 Dec 9999 23:59:60 GMT", NOW, HS_DATE_LAST + 1);
	is("Fri Dec 31 23:59:60 9999", NOW, HS_DATE_LAST + 1);
	is("Friday, 31-Dec-99 23:59:60 GMT", HS_DATE_LAST, HS_DATE_LAST + 1);
	fails("Sat, 31 Dec 2016 23:59:61 GMT", NOW, HTTPSTATUS_E_RANGE);
	fails("Sat, 31 Dec 2016 24:00:00 GMT", NOW, HTTPSTATUS_E_RANGE);
	fails("Sat, 31 Dec 2016 23:60:00 GMT", NOW, HTTPSTATUS_E_RANGE);
}
END_TEST

/* Days 00 to 99 of every month of ordinary, leap and century years. */
START_TEST(every_day_number)
{
	static const int years[] = { 1970, 1972, 1999, 2000, 2023, 2024, 2100, 2400, 9996, 9999 };
	char text[128];
	size_t i;
	int month, day, good;
	int64_t t;

	for (i = 0; i < sizeof(years) / sizeof(*years); i++)
		for (month = 1; month <= 12; month++)
			for (day = 0; day <= 99; day++) {
				good = day >= 1 && day <= month_days(years[i], month);
				t = epoch(years[i], month, day, 0);
				snprintf(text, sizeof(text), "Mon, %02d %s %d 00:00:00 GMT", day,
				         month_names[month - 1], years[i]);
				good ? is(text, 0, t) : fails(text, 0, HTTPSTATUS_E_RANGE);
				/* asctime: 2DIGIT with its zero, as the grammar says */
				snprintf(text, sizeof(text), "Mon %s %02d 00:00:00 %d",
				         month_names[month - 1], day, years[i]);
				good ? is(text, 0, t) : fails(text, 0, HTTPSTATUS_E_RANGE);
				snprintf(text, sizeof(text), "Monday, %02d-%s-%02d 00:00:00 GMT", day,
				         month_names[month - 1], years[i] % 100);
				good ? is(text, year_start(years[i]), t)
				     : fails(text, year_start(years[i]), HTTPSTATUS_E_RANGE);
			}
}
END_TEST

START_TEST(every_year_number)
{
	char text[128];
	int year;

	for (year = 0; year <= 9999; year++) {
		snprintf(text, sizeof(text), "Mon, 29 Feb %04d 12:00:00 GMT", year);
		if (year >= 1970 && is_leap(year))
			is(text, NOW, epoch(year, 2, 29, DAY / 2));
		else
			fails(text, NOW, HTTPSTATUS_E_RANGE);
		snprintf(text, sizeof(text), "Mon Jan  1 00:00:00 %04d", year);
		if (year >= 1970)
			is(text, NOW, year_start(year));
		else
			fails(text, NOW, HTTPSTATUS_E_RANGE);
	}
	is("Thu, 01 Jan 1970 00:00:00 GMT", NOW, 0);
	fails("Wed, 31 Dec 1969 23:59:59 GMT", NOW, HTTPSTATUS_E_RANGE);
	fails("Wed, 31 Dec 1969 23:59:60 GMT", NOW, HTTPSTATUS_E_RANGE);
}
END_TEST

/* ---- The 50-year rule -------------------------------------------------- */

START_TEST(fifty_years_worked_examples)
{
	char text[128];
	int yy, year;

	/* now is 2026-11-21 12:34:56 */
	is("Saturday, 21-Nov-76 12:34:55 GMT", NOW, epoch(2076, 11, 21, NOW % DAY - 1));
	is("Saturday, 21-Nov-76 12:34:56 GMT", NOW, epoch(2076, 11, 21, NOW % DAY));
	is("Sunday, 21-Nov-76 12:34:57 GMT", NOW, epoch(1976, 11, 21, NOW % DAY + 1));
	is("Saturday, 20-Nov-76 23:59:59 GMT", NOW, epoch(2076, 11, 20, DAY - 1));
	is("Monday, 22-Nov-76 00:00:00 GMT", NOW, epoch(1976, 11, 22, 0));
	is("Wednesday, 01-Jan-76 00:00:00 GMT", NOW, year_start(2076));
	is("Friday, 31-Dec-76 23:59:59 GMT", NOW, year_start(1977) - 1);
	for (yy = 0; yy <= 99; yy++) {
		if (yy == 76)
			continue;
		year = yy <= 75 ? 2000 + yy : 1900 + yy;
		snprintf(text, sizeof(text), "Friday, 31-Dec-%02d 23:59:59 GMT", yy);
		is(text, NOW, epoch(year, 12, 31, DAY - 1));
		snprintf(text, sizeof(text), "Monday, 01-Jan-%02d 00:00:00 GMT", yy);
		is(text, NOW, year_start(year));
	}
	is(RFC850, NOW, THEN);
	is(RFC850, THEN, THEN);
	is(RFC850, 0, THEN);
	/* The window moves with now through the turn of a century. */
	is("Friday, 01-Jan-00 00:00:00 GMT", year_start(2100) - 1, year_start(2100));
	is("Friday, 01-Jan-05 00:00:00 GMT", epoch(2060, 6, 1, 0), year_start(2105));
	is("Friday, 01-Jan-15 00:00:00 GMT", epoch(2060, 6, 1, 0), year_start(2015));
}
END_TEST

/* Second 60 is weighed as the second that it stands for. */
START_TEST(fifty_years_and_second_60)
{
	int64_t now = epoch(2026, 11, 21, 12 * 3600);

	is("Saturday, 21-Nov-76 11:59:60 GMT", now, epoch(2076, 11, 21, 12 * 3600));
	is("Sunday, 21-Nov-76 12:00:60 GMT", now, epoch(1976, 11, 21, 12 * 3600 + 60));
	is("Saturday, 21-Nov-76 11:59:60 GMT", now - 1, epoch(1976, 11, 21, 12 * 3600));
}
END_TEST

START_TEST(fifty_years_from_29_february)
{
	/* 2074 has none: 50 years later is 1 March, at the same time of day. */
	int64_t now = epoch(2024, 2, 29, 3600);

	is("Wednesday, 28-Feb-74 23:59:59 GMT", now, epoch(2074, 2, 28, DAY - 1));
	is("Thursday, 01-Mar-74 01:00:00 GMT", now, epoch(2074, 3, 1, 3600));
	is("Friday, 01-Mar-74 01:00:01 GMT", now, epoch(1974, 3, 1, 3601));
	fails("Thursday, 29-Feb-74 00:00:00 GMT", now, HTTPSTATUS_E_RANGE);
	/* The year that the rule finds must have the day: 2100 has no 29 February. */
	is("Tuesday, 29-Feb-00 00:00:00 GMT", NOW, epoch(2000, 2, 29, 0));
	fails("Monday, 29-Feb-00 00:00:00 GMT", epoch(2060, 1, 1, 0), HTTPSTATUS_E_RANGE);
}
END_TEST

/* In every year: the last second that is ahead, and the first that is past. */
START_TEST(fifty_years_at_every_boundary)
{
	char text[128];
	int year, month, day, i;
	int64_t now, limit;

	for (year = 1970; year <= 9949; year++) {
		now = year_start(year) + (int64_t)any(365) * DAY + (int64_t)any(86400);
		if (is_leap(year) && year % 3 == 0)
			now = epoch(year, 2, 29, (int64_t)any(86400));
		limit = in_fifty_years(now);
		for (i = 0; i < 2; i++) {
			int64_t t = limit + i, rest;
			int y = year + 50 + (t >= year_start(year + 51));

			rest = t - year_start(y);
			for (month = 1; rest >= month_days(y, month) * DAY; month++)
				rest -= month_days(y, month) * DAY;
			day = (int)(rest / DAY) + 1;
			rest %= DAY;
			snprintf(text, sizeof(text), "Monday, %02d-%s-%02d %02d:%02d:%02d GMT", day,
			         month_names[month - 1], y % 100, (int)(rest / 3600),
			         (int)(rest / 60 % 60), (int)(rest % 60));
			if (i == 0) {
				is(text, now, limit);
			} else if (y - 100 < 1970 || day > month_days(y - 100, month)) {
				fails(text, now, HTTPSTATUS_E_RANGE);
			} else {
				is(text, now, epoch(y - 100, month, day, rest));
			}
		}
	}
}
END_TEST

START_TEST(extreme_now)
{
	static const int64_t nows[] = {
		INT64_MIN, INT64_MIN + 1, -1, 0, 1, HS_DATE_LAST, HS_DATE_LAST + 1, INT64_MAX - 1, INT64_MAX
	};
	size_t i;

	for (i = 0; i < sizeof(nows) / sizeof(*nows); i++) {
		is(IMF, nows[i], THEN);
		is(ASCTIME, nows[i], THEN);
	}
	/* Before 1970 is as 1970: what would be earlier is out of range. */
	for (i = 0; nows[i] <= 0; i++) {
		is(RFC850, nows[i], THEN);
		is("Wednesday, 01-Jan-20 00:00:00 GMT", nows[i], year_start(2020));
		fails("Wednesday, 01-Jan-20 00:00:01 GMT", nows[i], HTTPSTATUS_E_RANGE);
		fails("Wednesday, 31-Dec-69 23:59:59 GMT", nows[i], HTTPSTATUS_E_RANGE);
		is("Thursday, 01-Jan-70 00:00:00 GMT", nows[i], 0);
	}
	/* After 9999 is as 9999: what would be later is out of range. */
	for (i = 5; i < sizeof(nows) / sizeof(*nows); i++) {
		is("Friday, 31-Dec-99 23:59:59 GMT", nows[i], HS_DATE_LAST);
		fails("Saturday, 01-Jan-00 00:00:00 GMT", nows[i], HTTPSTATUS_E_RANGE);
		is("Saturday, 01-Jan-50 00:00:00 GMT", nows[i], year_start(9950));
		fails("Saturday, 01-Jan-49 00:00:00 GMT", nows[i], HTTPSTATUS_E_RANGE);
	}
}
END_TEST

/* ---- Text -------------------------------------------------------------- */

START_TEST(names)
{
	char text[128];
	int64_t t;
	int d, e;

	for (d = 0; d < 7; d++) {
		/* Any of the seven goes with any date. */
		snprintf(text, sizeof(text), "%s, 06 Nov 1994 08:49:37 GMT", short_names[d]);
		is(text, NOW, THEN);
		snprintf(text, sizeof(text), "%s Nov  6 08:49:37 1994", short_names[d]);
		is(text, NOW, THEN);
		snprintf(text, sizeof(text), "%s, 06-Nov-94 08:49:37 GMT", long_names[d]);
		is(text, NOW, THEN);
		/* But not the short ones in RFC 850, nor the long ones elsewhere. */
		snprintf(text, sizeof(text), "%s, 06-Nov-94 08:49:37 GMT", short_names[d]);
		fails(text, NOW, HTTPSTATUS_E_SYNTAX);
		snprintf(text, sizeof(text), "%s, 06 Nov 1994 08:49:37 GMT", long_names[d]);
		fails(text, NOW, HTTPSTATUS_E_SYNTAX);
		snprintf(text, sizeof(text), "%s Nov  6 08:49:37 1994", long_names[d]);
		fails(text, NOW, HTTPSTATUS_E_SYNTAX);
		/* Nor one with bytes behind it, or with the tail of another. */
		memset(text, 0, sizeof(text));
		memcpy(text, long_names[d], strlen(long_names[d]));
		for (e = (int)strlen(long_names[d]) + 1; e <= 9; e++) {
			memcpy(text + e, ", 06-Nov-94 08:49:37 GMT", 24);
			ck_assert_int_eq(parse(text, (size_t)e + 24, NOW, &t), HTTPSTATUS_E_SYNTAX);
			text[e] = '\0';
		}
		for (e = 0; e < 7; e++) {
			if (strcmp(long_names[d] + 3, long_names[e] + 3) == 0)
				continue;
			snprintf(text, sizeof(text), "%s%s, 06-Nov-94 08:49:37 GMT",
			         short_names[d], long_names[e] + 3);
			fails(text, NOW, HTTPSTATUS_E_SYNTAX);
		}
	}
}
END_TEST

START_TEST(white_space)
{
	is(" " IMF, NOW, THEN);
	is(IMF "\t", NOW, THEN);
	is(" \t  " RFC850 "\t\t ", NOW, THEN);
	is("\t" ASCTIME "     ", NOW, THEN);
	fails("", NOW, HTTPSTATUS_E_EMPTY);
	fails(" ", NOW, HTTPSTATUS_E_EMPTY);
	fails("\t \t", NOW, HTTPSTATUS_E_EMPTY);
	/* OWS is SP and HTAB; a line end is none. */
	fails(IMF "\r\n", NOW, HTTPSTATUS_E_SYNTAX);
	fails("\n" IMF, NOW, HTTPSTATUS_E_SYNTAX);
	fails("\v" ASCTIME, NOW, HTTPSTATUS_E_SYNTAX);
	fails("Sun,  06 Nov 1994 08:49:37 GMT", NOW, HTTPSTATUS_E_SYNTAX);
	fails("Sun,\t06 Nov 1994 08:49:37 GMT", NOW, HTTPSTATUS_E_SYNTAX);
	fails("Sun,06 Nov 1994 08:49:37 GMT", NOW, HTTPSTATUS_E_SYNTAX);
}
END_TEST

START_TEST(what_others_accept)
{
	static const char *const texts[] = {
		"sun, 06 nov 1994 08:49:37 gmt",
		"SUN, 06 NOV 1994 08:49:37 GMT",
		"Sun, 06 Nov 1994 08:49:37 UTC",
		"Sun, 06 Nov 1994 08:49:37 +0000",
		"Sun, 06 Nov 1994 08:49:37 EST",
		"Sun, 06 Nov 1994 08:49:37 Z",
		"Sun, 06 Nov 1994 08:49:37",
		"Sun, 06 Nov 1994 08:49 GMT",
		"Sun, 06 Nov 1994 8:49:37 GMT",
		"Sun, 6 Nov 1994 08:49:37 GMT",
		"Sun,  6 Nov 1994 08:49:37 GMT",
		"Sun, 06 Nov 94 08:49:37 GMT",
		"Sun, 06-Nov-1994 08:49:37 GMT",
		"Sunday, 06-Nov-1994 08:49:37 GMT",
		"Sun, 06 November 1994 08:49:37 GMT",
		"06 Nov 1994 08:49:37 GMT",
		"Nov  6 08:49:37 1994",
		"Sun Nov 6 08:49:37 1994",
		"Sun Nov  6 08:49:37 GMT 1994",
		"Sun Nov  6 08:49:37 1994 GMT",
		"1994-11-06T08:49:37Z",
		"1994-11-06 08:49:37",
		"19941106 08:49:37",
		"784111777",
		"Sun, 06 Nov 1994 08:49:37 GMT;",
		"Sun, 06 Nov 1994 08:49:37.00 GMT",
		"Sun, -6 Nov 1994 08:49:37 GMT",
		"Sun, +6 Nov 1994 08:49:37 GMT",
		"Sun, 06 Nov +994 08:49:37 GMT",
		"now", "GMT", "0", "-1", ","
	};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		fails(texts[i], NOW, HTTPSTATUS_E_SYNTAX);
}
END_TEST

/* A fault in the text comes before one in the numbers. */
START_TEST(syntax_before_range)
{
	fails("Sun, 66 Nov 1994 08:49:37 gmt", NOW, HTTPSTATUS_E_SYNTAX);
	fails("Sun, 99 Nov 0000 99:99:99 GMT", NOW, HTTPSTATUS_E_RANGE);
	fails("Sun Nov 99 99:99:99 0000", NOW, HTTPSTATUS_E_RANGE);
	fails("Sunday, 99-Nov-99 99:99:99 GMT", NOW, HTTPSTATUS_E_RANGE);
	fails("Sunday, 99-Nov-99 99:99:99 GNT", NOW, HTTPSTATUS_E_SYNTAX);
}
END_TEST

START_TEST(every_prefix_and_one_byte_more)
{
	static const char *const texts[] = { IMF, RFC850, ASCTIME };
	char longer[64];
	size_t i, n, length;
	int64_t t;
	int c;

	for (i = 0; i < 3; i++) {
		length = strlen(texts[i]);
		for (n = 0; n < length; n++) {
			ck_assert_int_eq(parse(texts[i], n, NOW, &t),
			                 n ? HTTPSTATUS_E_SYNTAX : HTTPSTATUS_E_EMPTY);
			ck_assert_int_ne(parse(texts[i] + n + 1, length - n - 1, NOW, &t), 0);
		}
		for (c = 0; c < 256; c++) {
			int expected = c == ' ' || c == '\t' ? 0 : HTTPSTATUS_E_SYNTAX;

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

/* ---- Regular expressions as a second opinion --------------------------- */

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
	int i;

	for (i = 0; i < 3; i++)
		if (regcomp(&compiled[i], forms[i].pattern, REG_EXTENDED))
			ck_abort_msg("regcomp");
}

static void release(void)
{
	int i;

	for (i = 0; i < 3; i++)
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

	while (strncmp(s + group->rm_so, month_names[m - 1], 3) != 0)
		m++;
	return m;
}

/* By search through all years that end with the two digits. */
static int whole_year(int yy, int month, int day, int64_t second, int64_t now)
{
	int64_t limit = in_fifty_years(now);
	int year = 10000 + yy;

	while (epoch(year, month, day, second) > limit)
		year -= 100;
	return year;
}

static int second_opinion(const char *s, int64_t now, int64_t *t)
{
	regmatch_t g[8];
	int form = 0, day, month, year, h, m, sec;

	while (form < 3 && regexec(&compiled[form], s, 8, g, 0) != 0)
		form++;
	if (form == 3)
		return HTTPSTATUS_E_SYNTAX;
	day = number(s, &g[forms[form].day]);
	month = month_number(s, &g[forms[form].month]);
	year = number(s, &g[forms[form].year]);
	h = number(s, &g[forms[form].hour]);
	m = number(s, &g[forms[form].hour + 1]);
	sec = number(s, &g[forms[form].hour + 2]);
	if (h > 23 || m > 59 || sec > 60 || day < 1 || day > 31)
		return HTTPSTATUS_E_RANGE;
	if (form == 1)
		year = whole_year(year, month, day, h * 3600 + m * 60 + sec, now);
	if (year < 1970 || year > 9999 || day > month_days(year, month))
		return HTTPSTATUS_E_RANGE;
	*t = epoch(year, month, day, h * 3600 + m * 60 + sec);
	return 0;
}

/* text has its NUL behind length, and may have others inside. */
static int compare(const char *text, size_t length, int64_t now)
{
	int64_t t, expected_t = 0;
	int error = parse(text, length, now, &t);
	int expected = HTTPSTATUS_E_SYNTAX;

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
			if ((char)c == text[i])
				continue;
			/* At an end, white space is no part of the text. */
			if ((i == 0 || i == length - 1) && (c == ' ' || c == '\t'))
				continue;
			memcpy(broken, text, length + 1);
			broken[i] = (char)c;
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
	break_bytes("Tuesday, 30-Jun-15 23:59:60 GMT", INT64_MAX);
	break_bytes("Mon May 31 10:00:60 2021", NOW);
}
END_TEST

/* Up to four edits of a good text: replace, insert, remove, exchange. */
static size_t mutate(char *text, size_t length)
{
	static const char alphabet[] = "0123456789 :-,GMTSundayJFebMar\t\0\xff";
	uint32_t edits = 1 + any(4), at, kind;

	for (; edits > 0 && length > 2; edits--) {
		at = 1 + any((uint32_t)length - 2);
		kind = any(8);
		if (kind == 0 && length < 40) {
			memmove(text + at + 1, text + at, length - at + 1);
			text[at] = alphabet[any(sizeof(alphabet) - 1)];
			length++;
		} else if (kind == 1) {
			memmove(text + at, text + at + 1, length - at);
			length--;
		} else if (kind == 2) {
			char c = text[at];

			text[at] = text[at - 1];
			text[at - 1] = c;
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
	int i, accepted = 0;
	int64_t now;

	for (i = 0; i < 400000; i++) {
		strcpy(text, texts[any(6)]);
		length = mutate(text, strlen(text));
		/* The second opinion knows no white space. */
		if (text[0] == ' ' || text[0] == '\t' ||
		    text[length - 1] == ' ' || text[length - 1] == '\t')
			continue;
		now = (int64_t)any(UINT32_MAX) * any(100);
		accepted += compare(text, length, now);
	}
	ck_assert_int_gt(accepted, 10000);
}
END_TEST

static Suite *date_suite(void)
{
	Suite *suite = suite_create("date");
	TCase *calendar = tcase_create("calendar");
	TCase *rule = tcase_create("fifty years");
	TCase *text = tcase_create("text");
	TCase *regex = tcase_create("second opinion");

	tcase_set_timeout(calendar, 120);
	tcase_add_test(calendar, every_day_in_every_form);
	tcase_add_test(calendar, every_time_of_day);
	tcase_add_test(calendar, second_60_is_the_following_second);
	tcase_add_test(calendar, every_day_number);
	tcase_add_test(calendar, every_year_number);
	suite_add_tcase(suite, calendar);

	tcase_add_test(rule, fifty_years_worked_examples);
	tcase_add_test(rule, fifty_years_and_second_60);
	tcase_add_test(rule, fifty_years_from_29_february);
	tcase_add_test(rule, fifty_years_at_every_boundary);
	tcase_add_test(rule, extreme_now);
	suite_add_tcase(suite, rule);

	tcase_add_test(text, names);
	tcase_add_test(text, white_space);
	tcase_add_test(text, what_others_accept);
	tcase_add_test(text, syntax_before_range);
	tcase_add_test(text, every_prefix_and_one_byte_more);
	suite_add_tcase(suite, text);

	tcase_set_timeout(regex, 120);
	tcase_add_checked_fixture(regex, compile, release);
	tcase_add_test(regex, one_broken_byte);
	tcase_add_test(regex, many_broken_texts);
	suite_add_tcase(suite, regex);
	return suite;
}

int main(void)
{
	SRunner *runner = srunner_create(date_suite());
	int failed;

	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
