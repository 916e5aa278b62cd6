/* SPDX-License-Identifier: MIT */
/*
 * The time that a server asks for, in Retry-After (RFC 9110, 10.2.3) or a
 * field like it. Never a permission: whether a request may be sent again is
 * decided elsewhere.
 */
#ifndef HS_RETRY_AFTER_H
#define HS_RETRY_AFTER_H

#include <stdbool.h>

#include <httpstatus.h>

/*
 * All that was asked for in one response. Which of a delay and a date is the
 * longer one depends on the clock that the date is held against, so both are
 * kept: the longest delay, the latest date.
 */
struct hs_asked {
	uint64_t delay;             /* in ms, or HTTPSTATUS_TIME_FOREVER */
	int64_t time;               /* in seconds since the epoch */
	bool has_delay;
	bool has_time;
	bool malformed;             /* a value that the grammar does not know */
	bool incomplete;            /* a value of which only a part was read */
};

/* Whether it is a time to wait, which may be 0. */
/*@ assigns \nothing; */
static inline bool hs_is_time(enum httpstatus_asked asked)
{
	const uint32_t times = 1u << HTTPSTATUS_ASKED_DELAY | 1u << HTTPSTATUS_ASKED_DATE |
	                       1u << HTTPSTATUS_ASKED_PAST | 1u << HTTPSTATUS_ASKED_FOREVER;

	return times >> (unsigned)asked % 32 & 1;
}

/*
 * Adds the value of a Retry-After field line. A comma joins several values, as
 * intermediaries join field lines (RFC 9110, 5.3), although the grammar knows
 * no list here. now completes the two-digit years of RFC 850 dates.
 */
void hs_asked_add(struct hs_asked *asked, const char *s, size_t length, int64_t now);

void hs_asked_add_delay(struct hs_asked *asked, uint64_t ms);
void hs_asked_add_time(struct hs_asked *asked, int64_t time);

/*
 * What was asked for, seen from the time of day reference, in seconds since
 * the epoch or NO_CLOCK; *ms is the time to wait, 0 where there is none.
 */
enum httpstatus_asked hs_asked_wait(const struct hs_asked *asked, int64_t reference, uint64_t *ms);

/* Digits only; 2^64 - 1 stands for all that is larger than 2^64 - 7, too. */
bool hs_read_number(const char *s, size_t length, uint64_t *number);

/* Digits only, a number of units of so many milliseconds; FOREVER from 2^32 units on. */
bool hs_read_count(const char *s, size_t length, uint64_t unit, uint64_t *ms);

#endif
