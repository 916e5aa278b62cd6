/* SPDX-License-Identifier: MIT */
/*
 * The time in a Retry-After. Nothing here fails and nothing wraps: numbers are
 * compared with their limit before they are multiplied. Each byte is read a
 * bounded number of times.
 */

#include "response/retry_after.h"

#include "base/duration.h"
#include "response/http_date.h"
#include "response/units.h"

/* Adds a value if it is in the grammar: delay-seconds or a date. */
static bool add_strict(struct hs_times *times, struct hs_span value, int64_t now)
{
	uint64_t ms;
	int64_t time;

	hs_span_trim(&value);
	if (hs_read_count(value, 1000, &ms))
		hs_times_add_delay(times, ms, false);
	else if (httpstatus_parse_date(value.at, value.length, now, &time) == 0)
		hs_times_add_time(times, time, false);
	else
		return false;
	return true;
}

/* Adds a value if it is plainly a time all the same. */
static bool add_plain(struct hs_times *times, struct hs_span value, int64_t now)
{
	uint64_t ms;
	int64_t time;

	hs_span_trim(&value);
	if (value.length >= 2 && value.at[0] == '"' && value.at[value.length - 1] == '"')
		value = (struct hs_span){value.at + 1, value.length - 2};
	hs_span_trim(&value);
	if (hs_times_add_epoch(times, value, true))
		return true;
	if (hs_read_decimal(value, 1000, &ms) || hs_read_duration(value, &ms))
		hs_times_add_delay(times, ms, true);
	else if (httpstatus_parse_date(value.at, value.length, now, &time) == 0 ||
	         hs_read_lenient_date(value, now, &time))
		hs_times_add_time(times, time, true);
	else
		return false;
	return true;
}

static bool add_value(struct hs_times *times, struct hs_span value, int64_t now, bool strict)
{
	if (strict)
		return add_strict(times, value, now);
	return hs_times_add_epoch(times, value, true) || add_strict(times, value, now) ||
	       add_plain(times, value, now);
}

/* Up to the comma at or behind a place, or the end. */
static size_t find_comma(struct hs_span list, size_t from)
{
	while (from < list.length && list.at[from] != ',')
		from++;
	return from;
}

/*
 * Adds the value at the start of a list, and takes it off. Dates contain a comma,
 * behind the day name, so if the text up to the first comma is not a value, the text
 * up to the second may be.
 */
static void take_item(struct hs_times *times, struct hs_span *list, int64_t now, bool strict)
{
	const size_t first = find_comma(*list, 0);
	size_t end = first;

	if (!add_value(times, (struct hs_span){list->at, first}, now, strict)) {
		if (first < list->length)
			end = find_comma(*list, first + 1);
		if (end == first ||
		    !add_value(times, (struct hs_span){list->at, end}, now, strict)) {
			times->malformed = true;
			end = first;
		}
	}
	hs_span_take(list, end < list->length ? end + 1 : end);
}

void hs_retry_after_add(struct hs_times *times, struct hs_span value, int64_t now, bool strict)
{
	hs_span_trim(&value);
	/* Usually there is one value, and no need to search for a comma. */
	if (value.length == 0 || add_value(times, value, now, strict))
		return;
	while (value.length > 0)
		take_item(times, &value, now, strict);
}

/*@ requires s == \null || readable(s, length);
    requires ms == \null || \valid(ms);
    assigns *ms;
    ensures 0 <= \result <= HTTPSTATUS_ASKED_NO_CLOCK;
    ensures ms != \null && *ms > 0 ==> \result == HTTPSTATUS_ASKED_DELAY ||
            \result == HTTPSTATUS_ASKED_DATE || \result == HTTPSTATUS_ASKED_FOREVER;
*/
int httpstatus_parse_retry_after(const char *s, size_t length, int64_t now, uint64_t *ms)
{
	const struct hs_span value = {s ? s : "", s ? length : 0};
	struct hs_times times = {0};
	struct hs_asked asked;

	hs_retry_after_add(&times, value, now, false);
	hs_times_ask(&times, now, &asked);
	if (ms)
		*ms = asked.ms;
	return (int)asked.kind;
}
