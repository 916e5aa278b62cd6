/* SPDX-License-Identifier: MIT */
/*
 * The time that a server asks for. Nothing here fails and nothing wraps:
 * numbers are compared with their limit before they are multiplied. Each byte
 * is looked at a bounded number of times.
 */

#include "response/retry_after.h"

#include <string.h>

#include "base/chars.h"
#include "base/hot.h"

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

/*@ requires \valid(asked);
    assigns asked->delay, asked->has_delay;
    ensures asked->has_delay && asked->delay >= ms;
    ensures \old(asked->has_delay) ==> asked->delay == \max(\old(asked->delay), ms);
    ensures !\old(asked->has_delay) ==> asked->delay == ms;
*/
void hs_asked_add_delay(struct hs_asked *asked, uint64_t ms)
{
	if (!asked->has_delay || ms > asked->delay)
		asked->delay = ms;
	asked->has_delay = true;
}

/*@ requires \valid(asked);
    assigns asked->time, asked->has_time;
    ensures asked->has_time && asked->time >= time;
    ensures \old(asked->has_time) ==> asked->time == \max(\old(asked->time), time);
    ensures !\old(asked->has_time) ==> asked->time == time;
*/
void hs_asked_add_time(struct hs_asked *asked, int64_t time)
{
	if (!asked->has_time || time > asked->time)
		asked->time = time;
	asked->has_time = true;
}

/* In ms, what the digit at a place is worth; behind the end the last one again, for nothing. */
/*@ requires 0 < length <= 4 && readable(s, length) && place < 4 && \valid(bad);
    assigns *bad;
    ensures *bad == 0 ==> \old(*bad) == 0 && \result <= 9000000;
*/
static inline uint32_t digit_at(const char *s, size_t length, size_t place, unsigned *bad)
{
	static const uint32_t worth[5][4] = {
		[1] = {1000}, [2] = {10000, 1000}, [3] = {100000, 10000, 1000},
		[4] = {1000000, 100000, 10000, 1000}
	};
	const uint32_t digit =
		(uint32_t)(unsigned char)s[place < length ? place : length - 1] - '0';

	*bad |= digit > 9;
	return digit * worth[length][place];
}

/*
 * Four digits or fewer and nothing else, which is what most servers send. How
 * many there are is no branch, which no processor could foresee.
 */
/*@ requires 0 < length <= 4 && readable(s, length) && \valid(ms);
    assigns *ms;
    ensures \result ==> *ms <= 36000000;
    ensures !\result ==> *ms == \old(*ms);
*/
HS_ALWAYS_INLINE bool read_few_digits(const char *s, size_t length, uint64_t *ms)
{
	uint32_t sum;
	unsigned bad = 0;

	sum = digit_at(s, length, 0, &bad) + digit_at(s, length, 1, &bad) +
	      digit_at(s, length, 2, &bad) + digit_at(s, length, 3, &bad);
	if (bad)
		return false;
	*ms = sum;
	return true;
}

/* delay-seconds, in ms, with or without white space around them. */
/*@ requires readable(s, length) && \valid(ms);
    assigns *ms;
    ensures \result ==> *ms <= 1000 * UINT32_MAX || *ms == HTTPSTATUS_TIME_FOREVER;
    ensures !\result ==> *ms == \old(*ms);
*/
static bool read_delay(const char *s, size_t length, uint64_t *ms)
{
	if (length > 0 && length <= 4 && read_few_digits(s, length, ms))
		return true;
	return hs_read_count(s, length, 1000, ms);
}

/* Adds s if it is one value: delay-seconds or a date. */
/*@ requires \valid(asked) && readable(s, length);
    assigns *asked;
    ensures \result ==> asked->has_delay || asked->has_time;
    ensures \old(asked->has_delay) ==>
            asked->has_delay && asked->delay >= \old(asked->delay);
*/
static bool add_value(struct hs_asked *asked, const char *s, size_t length, int64_t now)
{
	uint64_t ms;
	int64_t time;

	if (read_delay(s, length, &ms))
		hs_asked_add_delay(asked, ms);
	else if (httpstatus_parse_date(s, length, now, &time) == 0)
		hs_asked_add_time(asked, time);
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
 * Adds the value that begins at s, and answers where it ends. Two of the date
 * forms have a comma inside, after the day name: what is no value up to the
 * first comma may be one up to the second.
 */
/*@ requires s <= end && \base_addr(s) == \base_addr(end) && \valid(asked);
    requires \object_pointer(end) && readable(s, end - s);
    assigns *asked;
    ensures s <= \result <= end && \base_addr(\result) == \base_addr(s);
*/
static const char *add_item(struct hs_asked *asked, const char *s, const char *end, int64_t now)
{
	const char *stop = find_comma(s, end);

	if (add_value(asked, s, (size_t)(stop - s), now))
		return stop;
	if (stop != end) {
		const char *second = find_comma(stop + 1, end);

		if (add_value(asked, s, (size_t)(second - s), now))
			return second;
	}
	asked->malformed = true;
	return stop;
}

/*@ requires \valid(asked) && readable(s, length);
    assigns *asked;
*/
void hs_asked_add(struct hs_asked *asked, const char *s, size_t length, int64_t now)
{
	const char *end;

	hs_trim(&s, &length);
	/* Nearly always it is one value, which needs no search for a comma. */
	if (length == 0 || add_value(asked, s, length, now))
		return;
	end = s + length;
	/*@ loop invariant s <= end && \base_addr(s) == \base_addr(end) && readable(s, end - s);
	    loop assigns s, *asked;
	    loop variant end - s;
	*/
	for (s = add_item(asked, s, end, now); s != end;)
		s = add_item(asked, s + 1, end, now);
}

/* time - reference in ms, 0 if that is not positive; dates end with the year 9999. */
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

/*@ requires \valid_read(asked) && \valid(ms) && \separated(asked, ms);
    assigns *ms;
    ensures 0 <= \result <= HTTPSTATUS_ASKED_NO_CLOCK;
    ensures asked->has_delay ==> *ms >= asked->delay;
    ensures \result == HTTPSTATUS_ASKED_FOREVER ==> *ms == HTTPSTATUS_TIME_FOREVER;
    ensures *ms > 0 ==> \result == HTTPSTATUS_ASKED_DELAY ||
            \result == HTTPSTATUS_ASKED_DATE || \result == HTTPSTATUS_ASKED_FOREVER;
*/
enum httpstatus_asked hs_asked_wait(const struct hs_asked *asked, int64_t reference, uint64_t *ms)
{
	bool clock = reference != HTTPSTATUS_TIME_UNKNOWN;
	uint64_t until = asked->has_time && clock ? time_until(asked->time, reference) : 0;

	*ms = 0;
	/* No time of 0 while another value may ask for more. */
	if (asked->incomplete && until == 0 && (!asked->has_delay || asked->delay == 0))
		return HTTPSTATUS_ASKED_MALFORMED;
	if (asked->has_time && !clock && (!asked->has_delay || asked->delay == 0))
		return HTTPSTATUS_ASKED_NO_CLOCK;
	/* If both ask for the same, the one that needs no clock is named. */
	if (asked->has_delay && asked->delay >= until) {
		*ms = asked->delay;
		return *ms == HTTPSTATUS_TIME_FOREVER ? HTTPSTATUS_ASKED_FOREVER : HTTPSTATUS_ASKED_DELAY;
	}
	if (!asked->has_time)
		return asked->malformed ? HTTPSTATUS_ASKED_MALFORMED : HTTPSTATUS_ASKED_NOTHING;
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
__attribute__((__noinline__))
static enum httpstatus_asked read_any(const char *s, size_t length, int64_t now, uint64_t *ms)
{
	struct hs_asked asked = {0};
	uint64_t unused;

	hs_asked_add(&asked, s, s ? length : 0, now);
	return hs_asked_wait(&asked, now, ms ? ms : &unused);
}

/*@ requires s == \null || readable(s, length);
    requires ms == \null || \valid(ms);
    assigns *ms;
    ensures 0 <= \result <= HTTPSTATUS_ASKED_NO_CLOCK;
    ensures ms != \null && *ms > 0 ==> \result == HTTPSTATUS_ASKED_DELAY ||
            \result == HTTPSTATUS_ASKED_DATE || \result == HTTPSTATUS_ASKED_FOREVER;
*/
int httpstatus_parse_retry_after(const char *s, size_t length, int64_t now,
                                                   uint64_t *ms)
{
	if (s && ms && length > 0 && length <= 4 && read_few_digits(s, length, ms))
		return HTTPSTATUS_ASKED_DELAY;
	return read_any(s, length, now, ms);
}
