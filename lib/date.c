/* SPDX-License-Identifier: MIT */
/*
 * date.c - HTTP-date (RFC 9110, 5.6.7)
 *
 * The three forms differ in length, so that the length chooses the reader,
 * and each reader knows where every byte must be. Text is looked at before
 * numbers: what has the wrong form is a SYNTAX error, whatever its numbers.
 */
#include <httpstatus.h>

#include <string.h>

#include "chars.h"
#include "date.h"

#define IMF_LENGTH     29  /* Sun, 06 Nov 1994 08:49:37 GMT */
#define ASCTIME_LENGTH 24  /* Sun Nov  6 08:49:37 1994 */
#define RFC850_TAIL    24  /* , 06-Nov-94 08:49:37 GMT, after Sunday to Wednesday */

/* 1970-01-01, counted in days from 0000-03-01. */
#define EPOCH_DAYS 719468

/* Three letters as one number; the same on every machine. */
#define KEY(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))

struct civil {
	uint32_t year, month, day;
	uint32_t hour, minute, second;
};

void hs_date_trim(const char **s, size_t *length)
{
	const char *p = *s;
	size_t n = *length;

	while (n > 0 && hs_is_blank(p[n - 1]))
		n--;
	while (n > 0 && hs_is_blank(*p)) {
		p++;
		n--;
	}
	*s = p;
	*length = n;
}

/* ---- Calendar ---------------------------------------------------------- */

/*
 * Seconds since the epoch. The year begins in March here, so that the leap day
 * is its last, and the lengths of the months before it follow (153m + 2) / 5.
 * A day that the month does not have runs over into the next.
 */
static int64_t civil_to_time(const struct civil *c)
{
	uint32_t early = c->month < 3;
	uint32_t y = c->year - early;
	uint32_t m = c->month + 12 * early - 3;
	uint32_t days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + c->day - 1;
	uint32_t seconds = (c->hour * 60 + c->minute) * 60 + c->second;

	return ((int64_t)days - EPOCH_DAYS) * 86400 + (int64_t)seconds;
}

/* The reverse, for times from 0 to HS_DATE_LAST. */
static void time_to_civil(int64_t t, struct civil *c)
{
	uint32_t days = (uint32_t)(t / 86400) + EPOCH_DAYS;
	uint32_t seconds = (uint32_t)(t % 86400);
	uint32_t era = days / 146097, doe = days % 146097;
	uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	uint32_t m = (5 * doy + 2) / 153;

	c->day = doy - (153 * m + 2) / 5 + 1;
	c->month = m < 10 ? m + 3 : m - 9;
	c->year = era * 400 + yoe + (m >= 10);
	c->hour = seconds / 3600;
	c->minute = seconds / 60 % 60;
	c->second = seconds % 60;
}

static uint32_t days_in_month(uint32_t year, uint32_t month)
{
	int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (month == 2)
		return leap ? 29 : 28;
	return 30 + ((month ^ month >> 3) & 1);
}

static int in_range(const struct civil *c)
{
	return c->year >= 1970 && c->year <= 9999 &&
	       c->day >= 1 && c->day <= days_in_month(c->year, c->month) &&
	       c->hour <= 23 && c->minute <= 59 && c->second <= 60;
}

/*
 * RFC 9110, 5.6.7: what appears to be more than 50 years in the future is in
 * the most recent year of the past that ends with these two digits. The rule
 * is about the timestamp, not about its year.
 */
static void complete_year(struct civil *c, int64_t now)
{
	struct civil limit;

	if (now == HTTPSTATUS_NO_CLOCK)
		now = HS_DATE_NO_CLOCK;
	if (now < 0)
		now = 0;
	if (now > HS_DATE_LAST)
		now = HS_DATE_LAST;
	time_to_civil(now, &limit);
	limit.year += 50;

	c->year = limit.year - (limit.year - c->year) % 100;
	if (civil_to_time(c) > civil_to_time(&limit))
		c->year -= 100;
}

/* ---- Pieces of text ---------------------------------------------------- */

/* Readers of pieces do not stop at a fault: they set *bad and go on. */

static uint32_t key(const char *s)
{
	return KEY((unsigned char)s[0], (unsigned char)s[1], (unsigned char)s[2]);
}

static uint32_t digit(char c, int *bad)
{
	uint32_t d = (uint32_t)(unsigned char)c - '0';

	*bad |= d > 9;
	return d;
}

static uint32_t two_digits(const char *s, int *bad)
{
	return 10 * digit(s[0], bad) + digit(s[1], bad);
}

/* 0 to 6 from Sunday. */
static uint32_t day_name(const char *s, int *bad)
{
	switch (key(s)) {
	case KEY('S', 'u', 'n'): return 0;
	case KEY('M', 'o', 'n'): return 1;
	case KEY('T', 'u', 'e'): return 2;
	case KEY('W', 'e', 'd'): return 3;
	case KEY('T', 'h', 'u'): return 4;
	case KEY('F', 'r', 'i'): return 5;
	case KEY('S', 'a', 't'): return 6;
	}
	*bad = 1;
	return 0;
}

/* The name in full; length is 6 to 9. */
static void long_day_name(const char *s, size_t length, int *bad)
{
	static const char names[7][10] = {
		"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
	};
	const char *name = names[day_name(s, bad)];

	*bad |= strlen(name) != length || memcmp(s, name, length) != 0;
}

/* 1 to 12. */
static uint32_t month_name(const char *s, int *bad)
{
	switch (key(s)) {
	case KEY('J', 'a', 'n'): return 1;
	case KEY('F', 'e', 'b'): return 2;
	case KEY('M', 'a', 'r'): return 3;
	case KEY('A', 'p', 'r'): return 4;
	case KEY('M', 'a', 'y'): return 5;
	case KEY('J', 'u', 'n'): return 6;
	case KEY('J', 'u', 'l'): return 7;
	case KEY('A', 'u', 'g'): return 8;
	case KEY('S', 'e', 'p'): return 9;
	case KEY('O', 'c', 't'): return 10;
	case KEY('N', 'o', 'v'): return 11;
	case KEY('D', 'e', 'c'): return 12;
	}
	*bad = 1;
	return 1;
}

static uint32_t four_digit_year(const char *s, int *bad)
{
	return 100 * two_digits(s, bad) + two_digits(s + 2, bad);
}

static void time_of_day(const char *s, struct civil *c, int *bad)
{
	c->hour = two_digits(s, bad);
	c->minute = two_digits(s + 3, bad);
	c->second = two_digits(s + 6, bad);
	*bad |= s[2] != ':' || s[5] != ':';
}

/* ---- The three forms --------------------------------------------------- */

/* Sun, 06 Nov 1994 08:49:37 GMT */
static int read_imf(const char *s, struct civil *c)
{
	int bad = memcmp(s + 3, ", ", 2) != 0 || s[7] != ' ' || s[11] != ' ' ||
	          s[16] != ' ' || memcmp(s + 25, " GMT", 4) != 0;

	day_name(s, &bad);
	c->day = two_digits(s + 5, &bad);
	c->month = month_name(s + 8, &bad);
	c->year = four_digit_year(s + 12, &bad);
	time_of_day(s + 17, c, &bad);
	return bad;
}

/* Sun Nov  6 08:49:37 1994; the day is 2DIGIT or SP 1DIGIT. */
static int read_asctime(const char *s, struct civil *c)
{
	int bad = s[3] != ' ' || s[7] != ' ' || s[10] != ' ' || s[19] != ' ';

	day_name(s, &bad);
	c->month = month_name(s + 4, &bad);
	c->day = s[8] == ' ' ? digit(s[9], &bad) : two_digits(s + 8, &bad);
	time_of_day(s + 11, c, &bad);
	c->year = four_digit_year(s + 20, &bad);
	return bad;
}

/* Sunday, 06-Nov-94 08:49:37 GMT */
static int read_rfc850(const char *s, size_t length, int64_t now, struct civil *c)
{
	const char *tail = s + (length - RFC850_TAIL);
	int bad = memcmp(tail, ", ", 2) != 0 || tail[4] != '-' || tail[8] != '-' ||
	          tail[11] != ' ' || memcmp(tail + 20, " GMT", 4) != 0;

	long_day_name(s, length - RFC850_TAIL, &bad);
	c->day = two_digits(tail + 2, &bad);
	c->month = month_name(tail + 5, &bad);
	c->year = two_digits(tail + 9, &bad);
	time_of_day(tail + 12, c, &bad);
	if (!bad)
		complete_year(c, now);
	return bad;
}

int httpstatus_parse_date(const char *s, size_t length, int64_t now, int64_t *t)
{
	struct civil c;
	int bad;

	if (!t)
		return HTTPSTATUS_E_INVAL;
	*t = 0;
	if (!s && length > 0)
		return HTTPSTATUS_E_INVAL;
	hs_date_trim(&s, &length);
	switch (length) {
	case 0:
		return HTTPSTATUS_E_EMPTY;
	case IMF_LENGTH:
		bad = read_imf(s, &c);
		break;
	case ASCTIME_LENGTH:
		bad = read_asctime(s, &c);
		break;
	case RFC850_TAIL + 6:
	case RFC850_TAIL + 7:
	case RFC850_TAIL + 8:
	case RFC850_TAIL + 9:
		bad = read_rfc850(s, length, now, &c);
		break;
	default:
		return HTTPSTATUS_E_SYNTAX;
	}
	if (bad)
		return HTTPSTATUS_E_SYNTAX;
	if (!in_range(&c))
		return HTTPSTATUS_E_RANGE;
	*t = civil_to_time(&c);
	return 0;
}
