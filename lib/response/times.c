/* SPDX-License-Identifier: MIT */
/* The times that a response asks for. */

#include "response/times.h"

/*@ requires \valid(times);
    assigns times->delay, times->has_delay, times->lenient_delay;
    ensures times->has_delay && times->delay >= ms;
    ensures \old(times->has_delay) ==> times->delay == \max(\old(times->delay), ms);
    ensures !\old(times->has_delay) ==> times->delay == ms;
*/
void hs_times_add_delay(struct hs_times *times, uint64_t ms, bool lenient)
{
	if (!times->has_delay || ms > times->delay) {
		times->delay = ms;
		times->lenient_delay = lenient;
	}
	times->has_delay = true;
}

/*@ requires \valid(times);
    assigns times->time, times->has_time, times->lenient_time;
    ensures times->has_time && times->time >= time;
    ensures \old(times->has_time) ==> times->time == \max(\old(times->time), time);
    ensures !\old(times->has_time) ==> times->time == time;
*/
void hs_times_add_time(struct hs_times *times, int64_t time, bool lenient)
{
	if (!times->has_time || time > times->time) {
		times->time = time;
		times->lenient_time = lenient;
	}
	times->has_time = true;
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

/* Of two that ask for the same time, the delay is reported, which needs no clock. */
/*@ requires \valid_read(times) && \valid(asked) && \separated(times, asked);
    assigns *asked;
    ensures 0 <= asked->kind <= HTTPSTATUS_ASKED_NO_CLOCK;
    ensures times->has_delay ==> asked->ms >= times->delay;
    ensures asked->kind == HTTPSTATUS_ASKED_FOREVER ==> asked->ms == HTTPSTATUS_TIME_FOREVER;
    ensures asked->ms > 0 ==> asked->kind == HTTPSTATUS_ASKED_DELAY ||
            asked->kind == HTTPSTATUS_ASKED_DATE || asked->kind == HTTPSTATUS_ASKED_FOREVER;
*/
void hs_times_ask(const struct hs_times *times, int64_t reference, struct hs_asked *asked)
{
	const bool clock = reference != HTTPSTATUS_TIME_UNKNOWN;
	const uint64_t until = times->has_time && clock ? time_until(times->time, reference) : 0;
	const bool delayed = times->has_delay && times->delay > 0;

	*asked = (struct hs_asked){.kind = HTTPSTATUS_ASKED_NOTHING};
	if (times->has_delay && times->delay >= until) {
		asked->kind = times->delay == HTTPSTATUS_TIME_FOREVER ? HTTPSTATUS_ASKED_FOREVER
		                                                      : HTTPSTATUS_ASKED_DELAY;
		asked->ms = times->delay;
		asked->lenient = times->lenient_delay;
	} else if (times->has_time) {
		asked->kind = until > 0 ? HTTPSTATUS_ASKED_DATE : HTTPSTATUS_ASKED_PAST;
		asked->ms = until;
		asked->lenient = times->lenient_time;
	} else if (times->malformed) {
		asked->kind = HTTPSTATUS_ASKED_MALFORMED;
	}
	/* No time of 0 while another value may ask for more. */
	if (delayed || until > 0)
		return;
	if (times->incomplete || (times->has_time && times->lenient_time))
		*asked = (struct hs_asked){.kind = HTTPSTATUS_ASKED_MALFORMED};
	else if (times->has_time && !clock)
		*asked = (struct hs_asked){.kind = HTTPSTATUS_ASKED_NO_CLOCK};
}
