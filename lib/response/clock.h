/* SPDX-License-Identifier: MIT */
/*
 * The time of day by the server's clock: Date, when the response was generated, plus
 * Age, the time it spent in caches (RFC 9111, 4.2.3). So the client needs no clock,
 * and a wrong clock does no harm.
 */
#ifndef HS_CLOCK_H
#define HS_CLOCK_H

#include "base/span.h"
#include "response/times.h"

struct hs_clock {
	int64_t date;               /* in seconds since the epoch, or HTTPSTATUS_TIME_UNKNOWN */
	uint64_t age;               /* in ms, or HS_NO_AGE */
};

#define HS_NO_AGE  (UINT64_MAX - 1)
#define HS_CLOCK_UNSET ((struct hs_clock){HTTPSTATUS_TIME_UNKNOWN, HS_NO_AGE})

/* Adds the value of a field line. time_of_day is the client's. */
void hs_clock_add_date(struct hs_clock *clock, struct hs_span value, int64_t time_of_day,
                       bool strict);
void hs_clock_add_age(struct hs_clock *clock, struct hs_span value);

/*
 * The time with which two-digit years are completed: the server's if it is known,
 * else the client's, but not before 2026.
 */
int64_t hs_clock_century(const struct hs_clock *clock, int64_t time_of_day);

/* What times ask for, by the server's clock if that can be used, else by the client's. */
void hs_clock_ask(const struct hs_clock *clock, const struct hs_times *times, int64_t time_of_day,
                  struct hs_asked *asked);

#endif
