/* SPDX-License-Identifier: MIT */
/* The time of day by the server's clock. */

#include "response/clock.h"

#include "base/duration.h"
#include "response/http_date.h"

#define DAY INT64_C(86400)

/* The earliest of several counts, so that no retry comes too early. */
void hs_clock_add_date(struct hs_clock *clock, struct hs_span value, int64_t time_of_day,
                       bool strict)
{
	const int64_t now = hs_clock_century(clock, time_of_day);
	int64_t date;

	if (httpstatus_parse_date(value.at, value.length, now, &date) != 0 &&
	    (strict || !hs_read_lenient_date(value, now, &date)))
		return;
	if (clock->date == HTTPSTATUS_TIME_UNKNOWN || date < clock->date)
		clock->date = date;
}

/* The first value that is not blank, of those joined by commas. */
static struct hs_span first_value(struct hs_span list)
{
	struct hs_span value = {list.at, 0};

	while (value.length == 0 && list.length > 0) {
		const char *comma = memchr(list.at, ',', list.length);

		value = hs_span_take(&list, comma ? (size_t)(comma - list.at) : list.length);
		hs_span_trim(&value);
		if (comma)
			hs_span_take(&list, 1);
	}
	return value;
}

/* The first value counts (RFC 9111, 5.1). If it is not a number, there is no Age. */
void hs_clock_add_age(struct hs_clock *clock, struct hs_span value)
{
	value = first_value(value);
	if (clock->age != HS_NO_AGE || value.length == 0)
		return;
	clock->age = 0;
	(void)hs_read_count(value, 1000, &clock->age);
}

/*@ requires \valid_read(clock);
    assigns \nothing;
    ensures clock->date == HTTPSTATUS_TIME_UNKNOWN ==> \result >= HS_DATE_NO_CLOCK;
*/
int64_t hs_clock_century(const struct hs_clock *clock, int64_t time_of_day)
{
	if (clock->date != HTTPSTATUS_TIME_UNKNOWN)
		return clock->date;
	return time_of_day < HS_DATE_NO_CLOCK ? HS_DATE_NO_CLOCK : time_of_day;
}

static uint64_t age_of(const struct hs_clock *clock)
{
	return clock->age == HS_NO_AGE ? 0 : clock->age;
}

/*
 * Whether Date can be used. It cannot if the response was cached for more than a
 * day, or if the time asked for is over a year after Date and lies in the past
 * of the client's clock.
 */
static bool is_trusted(const struct hs_clock *clock, const struct hs_times *times,
                       int64_t time_of_day)
{
	if (clock->date == HTTPSTATUS_TIME_UNKNOWN || age_of(clock) > (uint64_t)(1000 * DAY))
		return false;
	/* Without a date, times->time is 0, which does no harm. TIME_UNKNOWN is before all times. */
	return times->time >= time_of_day || times->time - clock->date <= 366 * DAY;
}

void hs_clock_ask(const struct hs_clock *clock, const struct hs_times *times, int64_t time_of_day,
                  struct hs_asked *asked)
{
	if (times->has_time && is_trusted(clock, times, time_of_day))
		time_of_day = clock->date + (int64_t)(age_of(clock) / 1000);
	hs_times_ask(times, time_of_day, asked);
}
