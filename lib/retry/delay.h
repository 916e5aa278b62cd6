/* SPDX-License-Identifier: MIT */
/*
 * How long to wait before the next attempt: arithmetic and a random draw,
 * without a clock and without a retry. All times are in milliseconds.
 */
#ifndef HS_DELAY_H
#define HS_DELAY_H

#include <httpstatus.h>

/* What determines a delay. */
struct hs_backoff {
	uint64_t base;          /* the backoff after the first attempt */
	uint64_t cap;           /* the longest backoff */
	uint64_t growth;        /* HTTPSTATUS_GROWTH_* */
	uint64_t jitter;        /* the random percentage of the backoff, 0 to 100 */
	uint64_t asked;         /* what the server asks for; 0: nothing */
	uint32_t attempts;      /* that have ended, at least 1 */
	uint32_t pushbacks;     /* in a row */
};

/* A delay is between shortest and shortest + spread. */
struct hs_delay {
	uint64_t shortest;
	uint64_t spread;
};

/* min(cap, base * g), where g follows from the growth and the attempts. */
uint64_t hs_backoff(const struct hs_backoff *backoff);

/*
 * The delay if time is no limit. What the server asks for is the shortest delay,
 * and the random part comes on top, wider the more often the server pushed back.
 * Otherwise the backoff is the longest delay, and the random part goes below it.
 */
struct hs_delay hs_delay_of(const struct hs_backoff *backoff);

/*
 * The time that must be left for a delay. A backoff whose shortest delay is 0
 * needs half of the first backoff all the same: otherwise attempts would follow
 * each other faster and faster as a deadline comes near.
 */
uint64_t hs_room_needed(const struct hs_backoff *backoff);

/* Limits a delay to longest. Limits come before the draw, so that clients stay apart. */
struct hs_delay hs_delay_within(struct hs_delay delay, uint64_t longest);

/* Spreads the bits of a number: the finalizer of splitmix64. */
uint64_t hs_mix(uint64_t z);

/* A random number from 0 to last, both included; advances *state. */
uint64_t hs_draw(uint64_t *state, uint64_t last);

#endif
