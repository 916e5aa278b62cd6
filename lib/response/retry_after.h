/* SPDX-License-Identifier: MIT */
/*
 * The time that a server asks for, in Retry-After (RFC 9110, 10.2.3) or a
 * field like it. A time never makes a request retryable; that is decided
 * elsewhere.
 */
#ifndef HS_RETRY_AFTER_H
#define HS_RETRY_AFTER_H

#include <stdbool.h>

#include <httpstatus.h>

/*
 * The times that one response asks for. Whether the delay or the date is later
 * depends on the clock, so both are kept: the longest delay, the latest date.
 */
struct hs_times {
	uint64_t delay;             /* in ms, or HTTPSTATUS_TIME_FOREVER */
	int64_t time;               /* in seconds since the epoch */
	bool has_delay;
	bool has_time;
	bool malformed;             /* a value that is not in the grammar */
	bool incomplete;            /* a value of which only a part was read */
};

/* Whether the server named a time, which may be 0. */
/*@ assigns \nothing; */
static inline bool hs_is_time(enum httpstatus_asked asked)
{
	return asked == HTTPSTATUS_ASKED_DELAY || asked == HTTPSTATUS_ASKED_DATE ||
	       asked == HTTPSTATUS_ASKED_PAST || asked == HTTPSTATUS_ASKED_FOREVER;
}

/*
 * Adds the value of a Retry-After field line. Several values may be joined by
 * commas, since intermediaries join field lines (RFC 9110, 5.3), although the
 * grammar has no list here. now is used to complete the two-digit years of
 * RFC 850 dates.
 */
void hs_times_add(struct hs_times *times, const char *s, size_t length, int64_t now);

void hs_times_add_delay(struct hs_times *times, uint64_t ms);
void hs_times_add_time(struct hs_times *times, int64_t time);

/*
 * What was asked for, at the time of day reference, in seconds since the epoch
 * or TIME_UNKNOWN; *ms is set to the time to wait, or 0 if there is none.
 */
enum httpstatus_asked hs_times_wait(const struct hs_times *times, int64_t reference, uint64_t *ms);

/* Digits only. Numbers above 2^64 - 7 saturate at 2^64 - 1. */
bool hs_read_number(const char *s, size_t length, uint64_t *number);

/* Digits only: a number of units of unit ms each. From 2^32 units on, *ms is FOREVER. */
bool hs_read_count(const char *s, size_t length, uint64_t unit, uint64_t *ms);

#endif
