/* SPDX-License-Identifier: MIT */
/*
 * HTTP-dates against a calendar that counts: what is accepted is what strftime
 * writes for the answer, and what strftime writes is accepted.
 */

#include "fuzz.h"

#include <time.h>

/* The last second of the year 9999. */
#define LAST INT64_C(253402300799)

static const char *const short_days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char *const long_days[] = {
	"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
};

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Counts years and months one by one; time_t may be too small for gmtime. */
static struct tm civil(int64_t t)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	struct tm tm = {0};
	int64_t days = t / 86400;
	int second = (int)(t % 86400);
	/* 400 years are always as long. */
	int year = 1970 + (int)(days / 146097) * 400;

	tm.tm_wday = (int)((days + 4) % 7);
	for (days %= 146097; days >= 365 + is_leap(year); year++)
		days -= 365 + is_leap(year);
	while (days >= lengths[tm.tm_mon] + (tm.tm_mon == 1 && is_leap(year))) {
		days -= lengths[tm.tm_mon] + (tm.tm_mon == 1 && is_leap(year));
		tm.tm_mon++;
	}
	tm.tm_year = year - 1900;
	tm.tm_mday = (int)days + 1;
	tm.tm_hour = second / 3600;
	tm.tm_min = second / 60 % 60;
	tm.tm_sec = second % 60;
	return tm;
}

/*
 * Whether this is the text of the date in one form with any day of the week:
 * RFC 9110, 5.6.7 does not ask a recipient to check that.
 */
static bool is_text_of(const char *text, const struct tm *tm, const char *form,
                       const char *const *days)
{
	char tail[64];

	if (strftime(tail, sizeof(tail), form, tm) == 0)
		return false;
	for (int day = 0; day < 7; day++) {
		size_t length = strlen(days[day]);

		if (strncmp(text, days[day], length) == 0 && strcmp(text + length, tail) == 0)
			return true;
	}
	return false;
}

static bool is_rfc850(const char *text, const struct tm *tm)
{
	return is_text_of(text, tm, ", %d-%b-%y %H:%M:%S GMT", long_days);
}

static bool is_date(const char *text, const struct tm *tm)
{
	return is_text_of(text, tm, ", %d %b %Y %H:%M:%S GMT", short_days) ||
	       is_text_of(text, tm, " %b %e %H:%M:%S %Y", short_days) ||
	       /* RFC 9110: date3 = month SP ( 2DIGIT / ( SP 1DIGIT )) */
	       is_text_of(text, tm, " %b %d %H:%M:%S %Y", short_days) || is_rfc850(text, tm);
}

/* Not more than 50 years ahead of now, but the next century would be. */
static bool is_latest_century(const struct tm *date, int64_t now)
{
	struct tm limit = civil(now);
	const int fields[][2] = {
		{limit.tm_mon, date->tm_mon}, {limit.tm_mday, date->tm_mday},
		{limit.tm_hour, date->tm_hour}, {limit.tm_min, date->tm_min},
		{limit.tm_sec, date->tm_sec}
	};
	int years = date->tm_year - limit.tm_year;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i][0] != fields[i][1])
			return fields[i][1] > fields[i][0] ? years < 50 && years >= -51
			                                   : years <= 50 && years >= -50;
	return years <= 50 && years > -50;
}

static void check_text(const char *copy, size_t size, const char *text, int64_t now)
{
	int64_t t = -7;
	int error = httpstatus_parse_date(copy, size, now, &t);
	struct tm tm;
	char *second;

	if (error) {
		REQUIRE(t == 0);
		REQUIRE(error == (*text ? HTTPSTATUS_E_SYNTAX : HTTPSTATUS_E_EMPTY) ||
		        (*text && error == HTTPSTATUS_E_RANGE));
		return;
	}
	REQUIRE(t >= 0 && t <= LAST + 1);
	second = strrchr(text, ':') + 1;
	if (strncmp(second, "60", 2) == 0) {
		tm = civil(t - 1);
		REQUIRE(tm.tm_sec == 59);
		tm.tm_sec = 60;
	} else {
		tm = civil(t);
	}
	REQUIRE(is_date(text, &tm));
	if (now != HTTPSTATUS_TIME_UNKNOWN && is_rfc850(text, &tm))
		REQUIRE(is_latest_century(&tm, now));
}

static void check_written(int64_t t, const char *form)
{
	struct tm tm = civil(t);
	char text[64];
	size_t length = strftime(text, sizeof(text), form, &tm);
	char *copy = fuzz_copy(text, length);
	int64_t read = -7;

	REQUIRE(httpstatus_parse_date(copy, length, t, &read) == 0);
	REQUIRE(read == t);
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t clocks[] = {
		HTTPSTATUS_TIME_UNKNOWN, 0, INT64_C(951782400), INT64_C(1793232000), INT64_C(4102444799)
	};
	char *copy = fuzz_copy(data, size);
	char *string = fuzz_string(data, size);
	char *text = string + strspn(string, " \t");
	size_t length = strlen(text);
	uint64_t number = 0;

	while (length > 0 && strchr(" \t", text[length - 1]))
		text[--length] = '\0';
	for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++)
		check_text(copy, size, text, clocks[i]);
	memcpy(&number, data, size < sizeof(number) ? size : sizeof(number));
	number %= (uint64_t)LAST + 1;
	check_written((int64_t)number, "%a, %d %b %Y %H:%M:%S GMT");
	check_written((int64_t)number, "%a %b %e %H:%M:%S %Y");
	check_written((int64_t)number, "%A, %d-%b-%y %H:%M:%S GMT");
	free(string);
	free(copy);
	return 0;
}
