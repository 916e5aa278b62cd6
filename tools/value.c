/* SPDX-License-Identifier: MIT */
/* The values of options: numbers, times and words. */

#include "value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <httpstatus.h>

#include "text.h"
#include "tool.h"

/* ---- Numbers --------------------------------------------------------------- */

/* Digits from s on, at most limit; returns where they end, NULL if the number is too large. */
static const char *read_digits(const char *s, uint64_t limit, uint64_t *value)
{
	*value = 0;
	for (; *s >= '0' && *s <= '9'; s++) {
		unsigned digit = (unsigned)(*s - '0');

		if (digit > limit || *value > (limit - digit) / 10)
			return NULL;
		*value = *value * 10 + digit;
	}
	return s;
}

static bool is_number(const char *s, uint64_t low, uint64_t high, uint64_t *value)
{
	const char *end = read_digits(s, high, value);

	return end && end != s && *end == '\0' && *value >= low;
}

bool read_number(const char *option, const char *s, uint64_t low, uint64_t high, uint64_t *value)
{
	if (is_number(s, low, high, value))
		return true;
	complain("--%s: found '%s', expected a number from %" PRIu64 " to %" PRIu64, option,
	         shown(s, strlen(s)).text, low, high);
	return false;
}

/* ---- Times ------------------------------------------------------------------- */

struct unit {
	const char *name;
	uint64_t ms;
};

static const uint64_t time_max = UINT64_C(1000) * UINT32_MAX;

/* The unit that a time is written in; seconds if it names none that there is. */
static const struct unit *unit_of(const char *s)
{
	static const struct unit units[] = {{"s", 1000}, {"ms", 1}, {"m", 60000}, {"h", 3600000}};
	const char *name = s + strspn(s, "0123456789.");

	for (size_t n = 0; n < sizeof(units) / sizeof(units[0]); n++)
		if (strcmp(name, units[n].name) == 0)
			return &units[n];
	return &units[0];
}

/* "." and one to three digits, in thousandths; returns where they end, NULL if there are none. */
static const char *read_fraction(const char *s, uint64_t *thousandths)
{
	uint64_t worth = 100;
	const char *digit = s + 1;

	*thousandths = 0;
	if (*s != '.')
		return s;
	for (; *digit >= '0' && *digit <= '9' && worth > 0; digit++, worth /= 10)
		*thousandths += (uint64_t)(*digit - '0') * worth;
	return digit > s + 1 ? digit : NULL;
}

/* Whether s is a number of that unit, and of whole milliseconds. */
static bool is_time(const char *s, const struct unit *unit, uint64_t *ms)
{
	uint64_t thousandths;
	const char *end = read_digits(s, time_max / unit->ms, ms);

	if (!end || end == s)
		return false;
	end = read_fraction(end, &thousandths);
	if (!end || (*end != '\0' && strcmp(end, unit->name) != 0) || thousandths * unit->ms % 1000 > 0)
		return false;
	*ms = *ms * unit->ms + thousandths * unit->ms / 1000;
	return *ms <= time_max;
}

/* Only times of whole steps, in milliseconds, are taken. */
static bool read_time_of(const char *option, const char *s, uint64_t step, uint64_t *ms)
{
	const struct unit *unit = unit_of(s);

	if (is_time(s, unit, ms) && *ms % step == 0)
		return true;
	complain("--%s: found '%s', expected a time from 0 to %" PRIu64 " %s%s", option,
	         shown(s, strlen(s)).text, time_max / unit->ms, unit->name,
	         step > 1 ? ", of whole seconds" : "");
	return false;
}

bool read_time(const char *option, const char *s, uint64_t *ms)
{
	return read_time_of(option, s, 1, ms);
}

bool read_whole_seconds(const char *option, const char *s, uint64_t *seconds)
{
	bool good = read_time_of(option, s, 1000, seconds);

	*seconds /= 1000;
	return good;
}

struct seconds seconds_of(uint64_t ms)
{
	struct seconds seconds;
	int length = snprintf(seconds.text, sizeof(seconds.text), "%" PRIu64 ".%03u", ms / 1000,
	                      (unsigned)(ms % 1000));

	while (seconds.text[length - 1] == '0')
		seconds.text[--length] = '\0';
	if (seconds.text[length - 1] == '.')
		seconds.text[--length] = '\0';
	return seconds;
}

/* ---- Words ------------------------------------------------------------------- */

static void complain_of_word(const char *option, const char *s, const char *(*name)(int))
{
	char words[256] = "";
	size_t length = 0;

	for (int n = 1; *name(n) && length < sizeof(words); n++)
		length += (size_t)snprintf(words + length, sizeof(words) - length, "%s%s",
		                           n > 1 ? ", " : "", name(n));
	complain("--%s: found '%s', expected one of %s", option, shown(s, strlen(s)).text, words);
}

bool read_word(const char *option, const char *s, int family, const char *(*name)(int),
               int *value)
{
	int64_t number;
	int error = httpstatus_parse_word(family, s, strlen(s), &number);

	*value = (int)number;
	if (error)
		complain_of_word(option, s, name);
	return !error;
}
