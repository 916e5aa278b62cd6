/* SPDX-License-Identifier: MIT */
/*
 * The time that a server asks for. Nothing here fails and nothing wraps:
 * numbers are compared with their limit before they are multiplied. Each byte
 * is read a bounded number of times.
 */

#include "response/retry_after.h"

#include <string.h>

#include "base/chars.h"

/*@ requires readable(s, length) && \valid(number);
    assigns *number;
    ensures \result ==> length > 0;
*/
bool hs_read_number(const char *s, size_t length, uint64_t *number)
{
	uint64_t n = 0;

	hs_trim(&s, &length);
	/*@ loop invariant i <= length;
	    loop assigns i, n;
	    loop variant length - i;
	*/
	for (size_t i = 0; i < length; i++) {
		uint64_t digit = (uint64_t)(s[i] - '0');

		if (!hs_is_digit(s[i]))
			return false;
		n = n <= (UINT64_MAX - 9) / 10 ? 10 * n + digit : UINT64_MAX;
	}
	*number = n;
	return length > 0;
}

/*@ requires readable(s, length) && \valid(ms) && unit <= 1000;
    assigns *ms;
    ensures \result ==> *ms <= unit * UINT32_MAX || *ms == HTTPSTATUS_TIME_FOREVER;
    ensures !\result ==> *ms == \old(*ms);
*/
bool hs_read_count(const char *s, size_t length, uint64_t unit, uint64_t *ms)
{
	uint64_t count;

	if (!hs_read_number(s, length, &count))
		return false;
	*ms = count <= UINT32_MAX ? unit * count : HTTPSTATUS_TIME_FOREVER;
	return true;
}

/*@ requires \valid(times);
    assigns times->delay, times->has_delay;
    ensures times->has_delay && times->delay >= ms;
    ensures \old(times->has_delay) ==> times->delay == \max(\old(times->delay), ms);
    ensures !\old(times->has_delay) ==> times->delay == ms;
*/
void hs_times_add_delay(struct hs_times *times, uint64_t ms)
{
	if (!times->has_delay || ms > times->delay)
		times->delay = ms;
	times->has_delay = true;
}

/*@ requires \valid(times);
    assigns times->time, times->has_time;
    ensures times->has_time && times->time >= time;
    ensures \old(times->has_time) ==> times->time == \max(\old(times->time), time);
    ensures !\old(times->has_time) ==> times->time == time;
*/
void hs_times_add_time(struct hs_times *times, int64_t time)
{
	if (!times->has_time || time > times->time)
		times->time = time;
	times->has_time = true;
}

/* Adds s if it is one value: delay-seconds or a date. */
/*@ requires \valid(times) && readable(s, length);
    assigns *times;
    ensures \result ==> times->has_delay || times->has_time;
    ensures \old(times->has_delay) ==>
            times->has_delay && times->delay >= \old(times->delay);
*/
static bool add_value(struct hs_times *times, const char *s, size_t length, int64_t now)
{
	uint64_t ms;
	int64_t time;

	if (hs_read_count(s, length, 1000, &ms))
		hs_times_add_delay(times, ms);
	else if (httpstatus_parse_date(s, length, now, &time) == 0)
		hs_times_add_time(times, time);
	else
		return false;
	return true;
}

/*@ requires s <= end && \base_addr(s) == \base_addr(end);
    requires \object_pointer(end) && readable(s, end - s);
    assigns \nothing;
    ensures s <= \result <= end && \base_addr(\result) == \base_addr(s);
    ensures \result < end ==> *\result == ',';
*/
static const char *find_comma(const char *s, const char *end)
{
	const char *comma = memchr(s, ',', (size_t)(end - s));

	return comma ? comma : end;
}

/*
 * Adds the value that begins at s, and returns its end. Two of the date forms
 * contain a comma, after the day name, so if the text up to the first comma is
 * not a value, the text up to the second may be.
 */
/*@ requires s <= end && \base_addr(s) == \base_addr(end) && \valid(times);
    requires \object_pointer(end) && readable(s, end - s);
    assigns *times;
    ensures s <= \result <= end && \base_addr(\result) == \base_addr(s);
*/
static const char *add_item(struct hs_times *times, const char *s, const char *end, int64_t now)
{
	const char *stop = find_comma(s, end);

	if (add_value(times, s, (size_t)(stop - s), now))
		return stop;
	if (stop != end) {
		const char *second = find_comma(stop + 1, end);

		if (add_value(times, s, (size_t)(second - s), now))
			return second;
	}
	times->malformed = true;
	return stop;
}

/*@ requires \valid(times) && readable(s, length);
    assigns *times;
*/
void hs_times_add(struct hs_times *times, const char *s, size_t length, int64_t now)
{
	const char *end;

	hs_trim(&s, &length);
	/* Usually there is one value, and no need to search for a comma. */
	if (length == 0 || add_value(times, s, length, now))
		return;
	end = s + length;
	/*@ loop invariant s <= end && \base_addr(s) == \base_addr(end) && readable(s, end - s);
	    loop assigns s, *times;
	    loop variant end - s;
	*/
	for (s = add_item(times, s, end, now); s != end;)
		s = add_item(times, s + 1, end, now);
}

/* time - reference in ms, at least 0; a reference far in the past saturates to FOREVER. */
/*@ assigns \nothing;
    ensures time <= reference ==> \result == 0;
    ensures 0 <= reference < time ==>
            \result == 1000 * (time - reference) || \result == HTTPSTATUS_TIME_FOREVER;
*/
static uint64_t time_until(int64_t time, int64_t reference)
{
	uint64_t seconds;

	if (time <= reference)
		return 0;
	seconds = (uint64_t)time - (uint64_t)reference;
	return seconds <= HTTPSTATUS_TIME_FOREVER / 1000 ? 1000 * seconds : HTTPSTATUS_TIME_FOREVER;
}

/*@ requires \valid_read(times) && \valid(ms) && \separated(times, ms);
    assigns *ms;
    ensures 0 <= \result <= HTTPSTATUS_ASKED_NO_CLOCK;
    ensures times->has_delay ==> *ms >= times->delay;
    ensures \result == HTTPSTATUS_ASKED_FOREVER ==> *ms == HTTPSTATUS_TIME_FOREVER;
    ensures *ms > 0 ==> \result == HTTPSTATUS_ASKED_DELAY ||
            \result == HTTPSTATUS_ASKED_DATE || \result == HTTPSTATUS_ASKED_FOREVER;
*/
enum httpstatus_asked hs_times_wait(const struct hs_times *times, int64_t reference, uint64_t *ms)
{
	bool clock = reference != HTTPSTATUS_TIME_UNKNOWN;
	uint64_t until = times->has_time && clock ? time_until(times->time, reference) : 0;

	*ms = 0;
	/* No time of 0 while another value may ask for more. */
	if (times->incomplete && until == 0 && (!times->has_delay || times->delay == 0))
		return HTTPSTATUS_ASKED_MALFORMED;
	if (times->has_time && !clock && (!times->has_delay || times->delay == 0))
		return HTTPSTATUS_ASKED_NO_CLOCK;
	/* If both ask for the same time, report the delay, which needs no clock. */
	if (times->has_delay && times->delay >= until) {
		*ms = times->delay;
		return *ms == HTTPSTATUS_TIME_FOREVER ? HTTPSTATUS_ASKED_FOREVER : HTTPSTATUS_ASKED_DELAY;
	}
	if (!times->has_time)
		return times->malformed ? HTTPSTATUS_ASKED_MALFORMED : HTTPSTATUS_ASKED_NOTHING;
	*ms = until;
	return until > 0 ? HTTPSTATUS_ASKED_DATE : HTTPSTATUS_ASKED_PAST;
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
	struct hs_times times = {0};
	uint64_t unused;

	hs_times_add(&times, s, s ? length : 0, now);
	return (int)hs_times_wait(&times, now, ms ? ms : &unused);
}
