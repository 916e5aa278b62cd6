/* SPDX-License-Identifier: MIT */
/* A time in one of the units that services write. */

#include "response/units.h"

#include "base/duration.h"
#include "response/http_date.h"

#define FIRST_EPOCH    UINT64_C(1000000000)     /* 2001, in seconds: no delay is as long */
#define FIRST_EPOCH_MS UINT64_C(1000000000000)

/* The digits before a decimal point, as a number; *rest: a digit behind it is not 0. */
static bool read_whole(struct hs_span text, uint64_t *number, bool *rest)
{
	if (!hs_read_number(hs_take_digits(&text), number))
		return false;
	*rest = false;
	if (text.length == 0)
		return true;
	if (hs_span_take(&text, 1).at[0] != '.' || text.length == 0)
		return false;
	for (size_t n = 0; n < text.length; n++) {
		if (!hs_is_digit(text.at[n]))
			return false;
		*rest = *rest || text.at[n] != '0';
	}
	return true;
}

/* A time in seconds; what does not exist is as far away as can be. */
static void add_time(struct hs_times *times, uint64_t seconds, bool rest, bool lenient)
{
	if (seconds <= (uint64_t)HS_DATE_LAST)
		hs_times_add_time(times, (int64_t)seconds + rest, lenient);
	else
		hs_times_add_delay(times, HTTPSTATUS_TIME_FOREVER, lenient);
}

static void add_time_ms(struct hs_times *times, uint64_t ms, bool rest, bool lenient)
{
	add_time(times, ms / 1000, rest || ms % 1000 > 0, lenient);
}

bool hs_times_add_epoch(struct hs_times *times, struct hs_span number, bool lenient)
{
	uint64_t whole;
	bool rest;

	if (!read_whole(number, &whole, &rest) || whole < FIRST_EPOCH)
		return false;
	if (whole < FIRST_EPOCH_MS)
		add_time(times, whole, rest, lenient);
	else
		add_time_ms(times, whole, rest, lenient);
	return true;
}

static bool add_epoch_in(struct hs_times *times, enum hs_unit unit, struct hs_span value)
{
	uint64_t whole;
	bool rest;

	if (!read_whole(value, &whole, &rest))
		return false;
	if (unit == HS_UNIT_EPOCH_SECONDS)
		add_time(times, whole, rest, false);
	else
		add_time_ms(times, whole, rest, false);
	return true;
}

static bool add_date(struct hs_times *times, struct hs_span value, int64_t now)
{
	int64_t time;

	if (httpstatus_parse_date(value.at, value.length, now, &time) != 0 &&
	    !hs_read_lenient_date(value, now, &time))
		return false;
	hs_times_add_time(times, time, false);
	return true;
}

/*
 * Adds a count of units of so many milliseconds. With a decimal point, it is not what
 * the grammar of Retry-After, and of the fields like it, has.
 */
static bool add_count(struct hs_times *times, struct hs_span value, uint64_t unit)
{
	uint64_t ms;
	const bool plain = hs_read_count(value, unit, &ms);

	if (!plain && !hs_read_decimal(value, unit, &ms))
		return false;
	hs_times_add_delay(times, ms, !plain);
	return true;
}

/* gRPC, A6: a signed 32-bit number without leading zeros; a negative one forbids. */
static bool add_pushback(struct hs_times *times, struct hs_span value)
{
	uint64_t ms;

	if (!hs_read_number(value, &ms) || ms > INT32_MAX || (value.at[0] == '0' && value.length > 1))
		return false;
	hs_times_add_delay(times, ms, false);
	return true;
}

static bool add_duration(struct hs_times *times, enum hs_unit unit, struct hs_span value)
{
	uint64_t ms;

	if (!(unit == HS_UNIT_DURATION ? hs_read_duration(value, &ms) : hs_read_iso8601(value, &ms)))
		return false;
	hs_times_add_delay(times, ms, false);
	return true;
}

/*
 * One name, three units in use: seconds from now, seconds and milliseconds since the
 * epoch. The size of the number tells them apart.
 */
static bool add_reset(struct hs_times *times, struct hs_span value)
{
	return hs_times_add_epoch(times, value, false) || add_count(times, value, 1000);
}

static bool add_number(struct hs_times *times, enum hs_unit unit, struct hs_span value)
{
	switch (unit) {
	case HS_UNIT_SECONDS:
		return add_count(times, value, 1000);
	case HS_UNIT_MILLISECONDS:
		return add_count(times, value, 1);
	case HS_UNIT_EPOCH_SECONDS:
	case HS_UNIT_EPOCH_MILLISECONDS:
		return add_epoch_in(times, unit, value);
	case HS_UNIT_RESET:
		return add_reset(times, value);
	case HS_UNIT_DURATION:
	case HS_UNIT_ISO8601:
		return add_duration(times, unit, value);
	case HS_UNIT_DATE:
	case HS_UNIT_RFC3339:
	case HS_UNIT_RATELIMIT:
	case HS_UNIT_PUSHBACK:
		break;
	}
	return false;
}

/* Some servers put a date where a number belongs. */
static bool add_one(struct hs_times *times, enum hs_unit unit, struct hs_span value, int64_t now)
{
	return add_number(times, unit, value) || add_date(times, value, now);
}

/* Takes the first of several values that are joined by commas. */
static struct hs_span take_item(struct hs_span *list)
{
	const char *comma = memchr(list->at, ',', list->length);
	struct hs_span item;

	if (!comma)
		return hs_span_take(list, list->length);
	item = hs_span_take(list, (size_t)(comma - list->at));
	hs_span_take(list, 1);
	hs_span_trim(&item);
	return item;
}

void hs_times_add_in(struct hs_times *times, enum hs_unit unit, struct hs_span value, int64_t now)
{
	hs_span_trim(&value);
	if (unit == HS_UNIT_PUSHBACK) {
		if (!add_pushback(times, value))
			times->malformed = true;
		return;
	}
	if (value.length == 0 || add_one(times, unit, value, now))
		return;
	/* A date contains a comma, so that it is looked for in the whole first. */
	while (value.length > 0) {
		struct hs_span item = take_item(&value);

		hs_span_trim(&item);
		if (item.length > 0 && !add_one(times, unit, item, now))
			times->malformed = true;
	}
}
