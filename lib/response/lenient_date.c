/* SPDX-License-Identifier: MIT */
/*
 * Dates that servers write and no grammar of HTTP allows. Parts are known by their
 * look, so that their order does not matter; each may stand there once.
 */

#include <httpstatus.h>

#include "base/duration.h"
#include "response/http_date.h"

struct draft {
	struct hs_civil civil;
	int32_t offset;             /* of the zone, in seconds east of Greenwich */
	bool has_weekday, has_day, has_month, has_year, has_time, has_zone, has_offset;
	bool two_digit_year;
	bool fraction;              /* of a second */
};

/* ---- Parts ------------------------------------------------------------------- */

static uint32_t value_of(struct hs_span digits)
{
	uint64_t number = 0;

	hs_read_number(digits, &number);
	return number <= UINT16_MAX ? (uint32_t)number : UINT16_MAX;
}

static bool take_char(struct hs_span *text, char c)
{
	if (text->length == 0 || text->at[0] != c)
		return false;
	hs_span_take(text, 1);
	return true;
}

/* The number of the name that a word is, in full or by its first three letters. */
static bool find_name(struct hs_span word, const char names[][10], size_t count, uint32_t *number)
{
	for (size_t n = 0; n < count; n++) {
		const struct hs_span start = {names[n], 3};

		if (hs_span_is(word, names[n]) ||
		    (word.length == 3 && hs_to_lower(word.at[0]) == start.at[0] &&
		     hs_to_lower(word.at[1]) == start.at[1] && hs_to_lower(word.at[2]) == start.at[2])) {
			*number = (uint32_t)n;
			return true;
		}
	}
	return false;
}

static bool is_utc(struct hs_span word)
{
	return hs_span_is(word, "gmt") || hs_span_is(word, "utc") || hs_span_is(word, "ut") ||
	       hs_span_is(word, "z");
}

/* Sets a part that was not there before. */
static bool once(bool *has)
{
	const bool first = !*has;

	*has = true;
	return first;
}

static bool read_word(struct hs_span word, struct draft *draft)
{
	static const char months[][10] = {
		"january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december"
	};
	static const char weekdays[][10] = {
		"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"
	};
	uint32_t number;

	if (find_name(word, months, 12, &number)) {
		draft->civil.month = number + 1;
		return once(&draft->has_month);
	}
	if (find_name(word, weekdays, 7, &number))
		return once(&draft->has_weekday);
	return is_utc(word) && once(&draft->has_zone);
}

/* A fraction of a second counts as a whole one. */
static bool take_fraction(struct hs_span *text, struct draft *draft)
{
	struct hs_span digits;

	if (!take_char(text, '.'))
		return true;
	digits = hs_take_digits(text);
	for (size_t n = 0; n < digits.length; n++)
		draft->fraction = draft->fraction || digits.at[n] != '0';
	return digits.length > 0;
}

/* "8:49:37" or "08:49:37.5", of which the hour was taken. */
static bool take_time(struct hs_span hour, struct hs_span *text, struct draft *draft)
{
	struct hs_span minute, second;

	if (hour.length > 2 || !take_char(text, ':'))
		return false;
	minute = hs_take_digits(text);
	if (minute.length != 2 || !take_char(text, ':'))
		return false;
	second = hs_take_digits(text);
	draft->civil.hour = value_of(hour);
	draft->civil.minute = value_of(minute);
	draft->civil.second = value_of(second);
	return second.length == 2 && take_fraction(text, draft) && once(&draft->has_time);
}

static bool take_number(struct hs_span *text, struct draft *draft)
{
	const struct hs_span digits = hs_take_digits(text);

	if (text->length > 0 && text->at[0] == ':')
		return take_time(digits, text, draft);
	if (digits.length <= 2 && once(&draft->has_day)) {
		draft->civil.day = value_of(digits);
		return true;
	}
	draft->civil.year = value_of(digits);
	draft->two_digit_year = digits.length == 2;
	return (digits.length == 2 || digits.length == 4) && once(&draft->has_year);
}

/* "+0100", "-05:30" */
static bool take_offset(struct hs_span *text, struct draft *draft)
{
	const bool west = text->at[0] == '-';
	struct hs_span hours, minutes;
	int32_t seconds;

	hs_span_take(text, 1);
	hours = hs_take_digits(text);
	if (hours.length == 4) {
		minutes = (struct hs_span){hours.at + 2, 2};
		hours.length = 2;
	} else {
		if (!take_char(text, ':'))
			return false;
		minutes = hs_take_digits(text);
	}
	if (hours.length != 2 || minutes.length != 2 || value_of(hours) > 23 || value_of(minutes) > 59)
		return false;
	seconds = (int32_t)(value_of(hours) * 60 + value_of(minutes)) * 60;
	draft->offset = west ? -seconds : seconds;
	return once(&draft->has_offset);
}

/* JavaScript's "(Coordinated Universal Time)", behind all that counts. */
static bool take_comment(struct hs_span *text)
{
	const struct hs_span comment = *text;

	*text = (struct hs_span){comment.at + comment.length, 0};
	return memchr(comment.at, ')', comment.length) == comment.at + comment.length - 1;
}

static struct hs_span take_letters(struct hs_span *text)
{
	size_t n = 0;

	while (n < text->length && hs_is_lower(hs_to_lower(text->at[n])))
		n++;
	return hs_span_take(text, n);
}

static bool take_part(struct hs_span *text, struct draft *draft)
{
	const char c = text->at[0];

	if (hs_is_digit(c))
		return take_number(text, draft);
	if (hs_is_lower(hs_to_lower(c)))
		return read_word(take_letters(text), draft);
	if (c == '(')
		return (draft->has_zone || draft->has_offset) && take_comment(text);
	if ((c == '+' || c == '-') && draft->has_time)
		return take_offset(text, draft);
	/* What stands between the parts. */
	hs_span_take(text, 1);
	return hs_is_blank(c) || c == ',' || c == '-';
}

/* ---- The forms ------------------------------------------------------------------ */

/* "2026-11-28T12:00:40.5+01:00", of which what follows the 'T' is read as above. */
static bool take_rfc3339_day(struct hs_span *text, struct draft *draft)
{
	const struct hs_span year = hs_take_digits(text);
	struct hs_span month, day;

	if (year.length != 4 || !take_char(text, '-'))
		return false;
	month = hs_take_digits(text);
	if (month.length != 2 || !take_char(text, '-'))
		return false;
	day = hs_take_digits(text);
	if (day.length != 2 || !(take_char(text, 'T') || take_char(text, 't') || take_char(text, ' ')))
		return false;
	draft->civil.year = value_of(year);
	draft->civil.month = value_of(month);
	draft->civil.day = value_of(day);
	draft->has_year = draft->has_month = draft->has_day = true;
	return draft->civil.month >= 1 && draft->civil.month <= 12;
}

static bool is_rfc3339(struct hs_span text)
{
	return text.length > 4 && hs_is_digit(text.at[0]) && text.at[4] == '-';
}

static bool finish(struct draft *draft, int64_t now, int64_t *time)
{
	int64_t found;

	if (!draft->has_day || !draft->has_month || !draft->has_year || !draft->has_time ||
	    !(draft->has_zone || draft->has_offset))
		return false;
	if (draft->two_digit_year)
		hs_civil_complete_year(&draft->civil, now);
	if (!hs_civil_is_valid(&draft->civil))
		return false;
	found = hs_civil_to_time(&draft->civil) - draft->offset + draft->fraction;
	if (found < 0 || found > HS_DATE_LAST + 1)
		return false;
	*time = found;
	return true;
}

bool hs_read_lenient_date(struct hs_span text, int64_t now, int64_t *time)
{
	struct draft draft = {.offset = 0};

	hs_span_trim(&text);
	if (is_rfc3339(text) && !take_rfc3339_day(&text, &draft))
		return false;
	while (text.length > 0)
		if (!take_part(&text, &draft))
			return false;
	return finish(&draft, now, time);
}

int httpstatus_parse_lenient_date(const char *s, size_t length, int64_t now, int64_t *t)
{
	const int error = httpstatus_parse_date(s, length, now, t);

	if (error != HTTPSTATUS_E_SYNTAX)
		return error;
	return hs_read_lenient_date((struct hs_span){s, length}, now, t) ? 0 : HTTPSTATUS_E_SYNTAX;
}
