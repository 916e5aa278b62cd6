/* SPDX-License-Identifier: MIT */
/*
 * HTTP-date (RFC 9110, 5.6.7).
 *
 * The three forms have different lengths, so the length selects the reader, and
 * in each form every byte has a fixed position. The text is checked before the
 * numbers: a wrong form is a SYNTAX error, whatever the numbers are.
 */
#include <httpstatus.h>

#include <string.h>

#include "base/chars.h"
#include "response/http_date.h"
#include "base/words.h"

#define IMF_LENGTH     29  /* Sun, 06 Nov 1994 08:49:37 GMT */
#define ASCTIME_LENGTH 24  /* Sun Nov  6 08:49:37 1994 */
#define RFC850_TAIL    24  /* , 06-Nov-94 08:49:37 GMT, after Sunday to Wednesday */

/* 1970-01-01, counted in days from 0000-03-01. */
#define EPOCH_DAYS 719468

/* In seconds. A division by it gives the year of a time, or the one before or after. */
#define MEAN_YEAR 31556952

/* Three letters as one number, the first in the low byte, for either byte order. */
#define KEY(a, b, c) (((uint32_t)(c) * 256 + (uint32_t)(b)) * 256 + (uint32_t)(a))

/*@ predicate is_civil{L}(struct hs_civil *c) =
        \at(1 <= c->month <= 12 && 1 <= c->day <= 31 &&
            c->hour <= 23 && c->minute <= 59 && c->second <= 60, L);
*/

/* ---- Calendar ---------------------------------------------------------- */

/*
 * Seconds since the epoch. Years start in March here, so that the leap day is
 * the last day of the year and (153m + 2) / 5 is the number of days before month
 * m. A day after the end of a month is in the next month.
 */
/*@ requires \valid_read(c);
    assigns \nothing;
    ensures is_civil(c) && 1970 <= c->year <= 9999 ==> 0 <= \result <= HS_DATE_LAST + 1;
*/
int64_t hs_civil_to_time(const struct hs_civil *c)
{
	uint32_t early = c->month < 3;
	uint32_t y = c->year - early;
	uint32_t m = c->month + 12 * early - 3;
	uint32_t days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + c->day - 1;
	uint32_t seconds = (c->hour * 60 + c->minute) * 60 + c->second;

	return ((int64_t)days - EPOCH_DAYS) * 86400 + (int64_t)seconds;
}

/* The reverse, for times from 0 to HS_DATE_LAST. */
/*@ requires \valid(c) && 0 <= t <= HS_DATE_LAST;
    assigns *c;
    ensures c->hour <= 23 && c->minute <= 59 && c->second <= 59;
    ensures 1 <= c->month <= 12;
    ensures 1 <= c->day <= 31;
    ensures 1970 <= c->year <= 9999;
*/
static void time_to_civil(int64_t t, struct hs_civil *c)
{
	uint32_t days = (uint32_t)(t / 86400) + EPOCH_DAYS;
	uint32_t seconds = (uint32_t)(t % 86400);
	uint32_t era = days / 146097, doe = days % 146097;
	uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	uint32_t m = (5 * doy + 2) / 153;

	/*@ assert doy <= 365; */
	c->day = doy - (153 * m + 2) / 5 + 1;
	c->month = m < 10 ? m + 3 : m - 9;
	c->year = era * 400 + yoe + (m >= 10);
	c->hour = seconds / 3600;
	c->minute = seconds / 60 % 60;
	c->second = seconds % 60;
}

/*@ requires 1 <= month <= 12;
    assigns \nothing;
    ensures 28 <= \result <= 31;
*/
static uint32_t days_in_month(uint32_t year, uint32_t month)
{
	int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (month == 2)
		return leap ? 29 : 28;
	return 30 + ((month ^ month >> 3) & 1);
}

/*@ requires \valid_read(c) && 1 <= c->month <= 12;
    assigns \nothing;
    ensures \result ==> is_civil(c) && 1970 <= c->year <= 9999;
*/
int hs_civil_is_valid(const struct hs_civil *c)
{
	return c->year >= 1970 && c->year <= 9999 &&
	       c->day >= 1 && c->day <= days_in_month(c->year, c->month) &&
	       c->hour <= 23 && c->minute <= 59 && c->second <= 60;
}

/* Whether c lies more than 50 years ahead of now, which is 0 to HS_DATE_LAST. */
/*@ requires \valid_read(c) && 0 <= now <= HS_DATE_LAST;
    assigns \nothing;
*/
static int is_far(const struct hs_civil *c, int64_t now)
{
	struct hs_civil limit;

	time_to_civil(now, &limit);
	limit.year += 50;
	return hs_civil_to_time(c) > hs_civil_to_time(&limit);
}

/*
 * RFC 9110, 5.6.7: a date that appears to be more than 50 years in the future is
 * in the most recent past year with the same last two digits. The rule applies
 * to the timestamp, not to its year, so the exact comparison is needed near the
 * limit only: a division gives the current year to within one, and no date up
 * to 48 years after that can be too far.
 */
/*@ requires \valid(c) && c->year <= 99;
    assigns c->year;
    ensures 1821 <= c->year <= 10050;
    ensures c->year % 100 == \old(c->year);
*/
void hs_civil_complete_year(struct hs_civil *c, int64_t now)
{
	uint32_t latest;

	if (now == HTTPSTATUS_TIME_UNKNOWN)
		now = HS_DATE_NO_CLOCK;
	if (now < 0)
		now = 0;
	if (now > HS_DATE_LAST)
		now = HS_DATE_LAST;
	latest = (uint32_t)(1970 + now / MEAN_YEAR) + 51;
	c->year = latest - (latest - c->year) % 100;
	if (c->year + 2 >= latest && is_far(c, now))
		c->year -= 100;
}

/* ---- Parts of a date --------------------------------------------------- */

/* The readers of parts do not stop at an error; they set *bad and continue. */

/* For a name that is followed by another byte, so that one 4-byte load reads it. */
/*@ requires \valid_read(s + (0 .. 3));
    assigns \nothing;
    ensures \result <= 0xffffff;
*/
static uint32_t key(const char *s)
{
	return (uint32_t)hs_half_word_at(s) & 0xffffff;
}

/*@ requires \valid(bad);
    assigns *bad;
    ensures *bad == 0 ==> \old(*bad) == 0 && \result <= 9 && \result == c - '0';
*/
static uint32_t digit(char c, int *bad)
{
	uint32_t d = (uint32_t)(unsigned char)c - '0';

	*bad |= d > 9;
	return d;
}

/*@ requires \valid_read(s + (0 .. 1)) && \valid(bad);
    assigns *bad;
    ensures *bad == 0 ==> \old(*bad) == 0 && \result == 10 * (s[0] - '0') + (s[1] - '0') <= 99;
*/
static uint32_t two_digits(const char *s, int *bad)
{
	return 10 * digit(s[0], bad) + digit(s[1], bad);
}

/*
 * A perfect hash of the letters gives each name its place in the table.
 * Comparing with one name after the other would cost more than the rest of the
 * date, because of mispredicted branches.
 */
struct name {
	uint32_t key;
	uint32_t number;
};

#define NO_NAME {UINT32_MAX, 0}

/*@ requires \valid_read(name) && \valid(bad);
    assigns *bad;
    ensures \result == name->number;
    ensures *bad == 0 ==> \old(*bad) == 0 && name->key == found;
*/
static uint32_t number_of(const struct name *name, uint32_t found, int *bad)
{
	*bad |= name->key != found;
	return name->number;
}

/* 0 to 6 from Sunday. */
/*@ requires \valid_read(s + (0 .. 3)) && \valid(bad);
    assigns *bad;
    ensures \result <= 6;
    ensures *bad == 0 ==> \old(*bad) == 0;
*/
static uint32_t day_name(const char *s, int *bad)
{
	static const struct name names[8] = {
		{KEY('F', 'r', 'i'), 5}, {KEY('T', 'u', 'e'), 2}, NO_NAME, {KEY('M', 'o', 'n'), 1},
		{KEY('T', 'h', 'u'), 4}, {KEY('S', 'u', 'n'), 0}, {KEY('S', 'a', 't'), 6},
		{KEY('W', 'e', 'd'), 3}
	};
	uint32_t found = key(s);

	return number_of(&names[found * 25 / 16384 % 8], found, bad);
}

/*
 * A full day name, of 6 to 9 letters. The table holds the three letters after
 * those of the short name; every name ends with "day".
 */
/*@ requires \valid_read(s + (0 .. length)) && 6 <= length <= 9 && \valid(bad);
    assigns *bad;
    ensures *bad == 0 ==> \old(*bad) == 0;
*/
static void long_day_name(const char *s, size_t length, int *bad)
{
	static const struct name rests[7] = {
		{KEY('d', 'a', 'y'), 6}, {KEY('d', 'a', 'y'), 6}, {KEY('s', 'd', 'a'), 7},
		{KEY('n', 'e', 's'), 9}, {KEY('r', 's', 'd'), 8}, {KEY('d', 'a', 'y'), 6},
		{KEY('u', 'r', 'd'), 8}
	};
	const struct name *rest = &rests[day_name(s, bad)];

	*bad |= number_of(rest, key(s + 3), bad) != length;
	*bad |= key(s + length - 3) != KEY('d', 'a', 'y');
}

/* 1 to 12. */
/*@ requires \valid_read(s + (0 .. 3)) && \valid(bad);
    assigns *bad;
    ensures *bad == 0 ==> \old(*bad) == 0 && 1 <= \result <= 12;
*/
static uint32_t month_name(const char *s, int *bad)
{
	static const struct name names[16] = {
		{KEY('S', 'e', 'p'), 9}, {KEY('N', 'o', 'v'), 11}, {KEY('M', 'a', 'r'), 3},
		{KEY('J', 'u', 'n'), 6}, {KEY('F', 'e', 'b'), 2}, NO_NAME, NO_NAME,
		{KEY('O', 'c', 't'), 10}, {KEY('M', 'a', 'y'), 5}, {KEY('A', 'p', 'r'), 4},
		{KEY('J', 'a', 'n'), 1}, NO_NAME, NO_NAME, {KEY('A', 'u', 'g'), 8},
		{KEY('D', 'e', 'c'), 12}, {KEY('J', 'u', 'l'), 7}
	};
	uint32_t found = key(s);

	return number_of(&names[found * 61 / 32768 % 16], found, bad);
}

/*
 * Reads several digits in a word at once. text is the input XOR its form, which
 * has 0x30 where a digit must be, and elsewhere the character that must be
 * there. So each byte has to be 0 to 9 at a digit and 0 elsewhere, and gap is
 * such that adding it carries into the top bit of a byte that is larger. Returns,
 * for each byte, ten times the byte plus the next one: "08:49" gives 8 at byte 0
 * and 49 at byte 3.
 */
/*@ requires \valid(bad);
    assigns *bad;
    ensures *bad == 0 ==> \old(*bad) == 0;
*/
static uint64_t pairs_of(uint64_t text, uint64_t gap, int *bad)
{
	*bad |= ((text | (text + gap)) & HS_EACH(0x80)) != 0;
	return 10 * text + (text >> 8);
}

/* At most 9999 if all four are digits. */
/*@ requires \valid_read(s + (0 .. 3)) && \valid(bad);
    assigns *bad;
    ensures *bad == 0 ==> \old(*bad) == 0;
*/
static uint32_t four_digit_year(const char *s, int *bad)
{
	uint64_t pairs = pairs_of(hs_half_word_at(s) ^ 0x30303030, 0x76767676, bad);

	return 100 * (uint32_t)(pairs & 0xff) + (uint32_t)(pairs >> 16 & 0xff);
}

/* 08:49:37 */
/*@ requires \valid_read(s + (0 .. 7)) && \valid(c) && \valid(bad);
    requires \separated(c, bad);
    assigns c->hour, c->minute, c->second, *bad;
    ensures *bad == 0 ==> \old(*bad) == 0;
*/
static void time_of_day(const char *s, struct hs_civil *c, int *bad)
{
	uint64_t pairs = pairs_of(hs_word_at(s) ^ UINT64_C(0x30303a30303a3030),
	                          UINT64_C(0x76767f76767f7676), bad);

	c->hour = pairs & 0xff;
	c->minute = pairs >> 24 & 0xff;
	c->second = pairs >> 48 & 0xff;
}

/* ---- The three forms --------------------------------------------------- */

/* Sun, 06 Nov 1994 08:49:37 GMT */
/*@ requires \valid_read(s + (0 .. IMF_LENGTH - 1)) && \valid(c);
    assigns *c;
    ensures \result == 0 ==> 1 <= c->month <= 12;
*/
static int read_imf(const char *s, struct hs_civil *c)
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
/*@ requires \valid_read(s + (0 .. ASCTIME_LENGTH - 1)) && \valid(c);
    assigns *c;
    ensures \result == 0 ==> 1 <= c->month <= 12;
*/
static int read_asctime(const char *s, struct hs_civil *c)
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
/*@ requires RFC850_TAIL + 6 <= length <= RFC850_TAIL + 9;
    requires \valid_read(s + (0 .. length - 1)) && \valid(c);
    assigns *c;
    ensures \result == 0 ==> 1 <= c->month <= 12;
*/
static int read_rfc850(const char *s, size_t length, int64_t now, struct hs_civil *c)
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
		hs_civil_complete_year(c, now);
	return bad;
}

/*@ requires t == \null || \valid(t);
    requires s == \null || readable(s, length);
    assigns *t;
    ensures \result == 0 || HTTPSTATUS_E_RANGE <= \result <= HTTPSTATUS_E_INVAL;
    ensures t != \null && \result == 0 ==> 0 <= *t <= HS_DATE_LAST + 1;
    ensures t != \null && \result != 0 ==> *t == 0;
*/
int httpstatus_parse_date(const char *s, size_t length, int64_t now, int64_t *t)
{
	struct hs_civil c;
	int bad;

	if (!t)
		return HTTPSTATUS_E_INVAL;
	*t = 0;
	if (!s && length > 0)
		return HTTPSTATUS_E_INVAL;
	hs_trim(&s, &length);
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
	if (!hs_civil_is_valid(&c))
		return HTTPSTATUS_E_RANGE;
	*t = hs_civil_to_time(&c);
	return 0;
}
