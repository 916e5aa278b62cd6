/* SPDX-License-Identifier: MIT */
/* The times in access logs. */

#include "log_line.h"

#include <string.h>

enum {
	DAY = 24 * 60 * 60,
	ISO_LENGTH = 19             /* 2026-10-10T13:55:36 */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool digits(const char *s, int count)
{
	while (count > 0 && is_digit(*s)) {
		s++;
		count--;
	}
	return count == 0;
}

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* 13:55:36 */
static bool is_clock(const char *s)
{
	return s[2] == ':' && s[5] == ':' && digits(s, 2) && digits(s + 3, 2) && digits(s + 6, 2);
}

/* 2026-10-10T13:55:36, or with a space */
static bool is_iso(const char *s)
{
	return s[4] == '-' && s[7] == '-' && (s[10] == 'T' || s[10] == ' ') && digits(s, 4) &&
	       digits(s + 5, 2) && digits(s + 8, 2) && is_clock(s + 11);
}

bool log_is_clf_time(const char *s)
{
	return s[2] == '/' && s[6] == '/' && s[11] == ':' && digits(s, 2) && is_letter(s[3]) &&
	       is_letter(s[4]) && is_letter(s[5]) && digits(s + 7, 4) && is_clock(s + 12);
}

static int two(const char *s)
{
	return (s[0] - '0') * 10 + (s[1] - '0');
}

static int four(const char *s)
{
	return two(s) * 100 + two(s + 2);
}

/* ---- Dates --------------------------------------------------------------------------- */

/* Days since 1970 of a date of the Gregorian calendar; months count from March on. */
static int64_t days_of(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t m = month > 2 ? month - 3 : month + 9;

	return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719468;
}

static void date_of(int64_t days, int *year, int *month, int *day)
{
	int64_t n = days + 719468;
	int64_t era = n / 146097;                       /* of 400 years */
	int64_t of_era = n % 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * m + 2) / 5) + 1;
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(era * 400 + y + (*month <= 2));
}

/* ---- Times --------------------------------------------------------------------------- */

/* "Jan" is 1; 0 if it is no month. */
static int month_of(const char *s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (int n = 0; n < 12; n++)
		if (memcmp(s, months + 3 * n, 3) == 0)
			return n + 1;
	return 0;
}

/* date and clock: where "HH:MM:SS" begins. */
static bool combine(int year, int month, int day, const char *clock, int64_t *seconds)
{
	int hour = two(clock), minute = two(clock + 3), second = two(clock + 6);

	*seconds = days_of(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
	return year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 &&
	       minute < 60 && second <= 60;
}

/* A number with or without a fraction, in seconds, or in thousandths of what is a thousand times more. */
static bool epoch_time(struct span time, int64_t *seconds)
{
	uint64_t number = 0;
	size_t n = 0;

	for (; n < time.length && is_digit(time.at[n]); n++) {
		if (n == 19)
			return false;
		number = number * 10 + (unsigned)(time.at[n] - '0');
	}
	if (n == 0 || (n < time.length && time.at[n] != '.'))
		return false;
	while (number >= UINT64_C(100000000000))
		number /= 1000;
	*seconds = (int64_t)number;
	return true;
}

bool log_time(struct span time, int64_t *seconds)
{
	const char *s = time.at;

	if (time.length >= LOG_CLF_LENGTH && log_is_clf_time(s))
		return combine(four(s + 7), month_of(s + 3), two(s), s + 12, seconds);
	if (time.length >= ISO_LENGTH && is_iso(s))
		return combine(four(s), two(s + 5), two(s + 8), s + 11, seconds);
	return epoch_time(time, seconds);
}

static char *write_digits(char *at, int number, int digits)
{
	for (int n = digits; n > 0; n--) {
		at[n - 1] = (char)('0' + number % 10);
		number /= 10;
	}
	return at + digits;
}

void log_minute_text(int64_t seconds, char text[LOG_MINUTE_LENGTH + 1])
{
	int of_day = (int)(seconds % DAY);
	int year, month, day;
	char *at = text;

	date_of(seconds / DAY, &year, &month, &day);
	at = write_digits(at, year, 4);
	*at++ = '-';
	at = write_digits(at, month, 2);
	*at++ = '-';
	at = write_digits(at, day, 2);
	*at++ = ' ';
	at = write_digits(at, of_day / 3600, 2);
	*at++ = ':';
	at = write_digits(at, of_day / 60 % 60, 2);
	*at = '\0';
}
