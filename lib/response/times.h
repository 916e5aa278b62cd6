/* SPDX-License-Identifier: MIT */
/*
 * The times that a response asks for, gathered from its fields and its content. A
 * time never makes a request retryable; that is decided elsewhere.
 */
#ifndef HS_TIMES_H
#define HS_TIMES_H

#include <stdbool.h>

#include <httpstatus.h>

/*
 * Whether the delay or the date is later depends on the clock, so both are kept:
 * the longest delay, the latest date.
 */
struct hs_times {
	uint64_t delay;             /* in ms, or HTTPSTATUS_TIME_FOREVER */
	int64_t time;               /* in seconds since the epoch */
	bool has_delay;
	bool has_time;
	bool lenient_delay;         /* it is not written as the grammar has it */
	bool lenient_time;
	bool malformed;             /* a value that is no time */
	bool incomplete;            /* a value of which only a part was read */
};

/* What is asked for, at a given time. */
struct hs_asked {
	enum httpstatus_asked kind;
	bool lenient;               /* not as the grammar has it, but plainly a time */
	bool strict;                /* a time in Retry-After, or a field like it, as that has it */
	uint64_t ms;                /* to wait; 0 if there is no time */
};

/* Whether the server named a time, which may be 0. */
/*@ assigns \nothing; */
static inline bool hs_is_time(enum httpstatus_asked kind)
{
	return kind == HTTPSTATUS_ASKED_DELAY || kind == HTTPSTATUS_ASKED_DATE ||
	       kind == HTTPSTATUS_ASKED_PAST || kind == HTTPSTATUS_ASKED_FOREVER;
}

void hs_times_add_delay(struct hs_times *times, uint64_t ms, bool lenient);
void hs_times_add_time(struct hs_times *times, int64_t time, bool lenient);

/*
 * What all of them ask for, at the time of day reference, in seconds since the epoch
 * or TIME_UNKNOWN. A lenient time that is not in the future, or cannot be compared
 * with a clock, is malformed: the server plainly wants the client to wait.
 */
void hs_times_ask(const struct hs_times *times, int64_t reference, struct hs_asked *asked);

#endif
