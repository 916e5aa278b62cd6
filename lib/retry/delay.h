/* SPDX-License-Identifier: MIT */
/*
 * How long to wait before the next attempt: arithmetic and a random draw,
 * without a clock and without a retry. All times are in milliseconds.
 */
#ifndef HS_DELAY_H
#define HS_DELAY_H

#include <httpstatus.h>

/* What a delay follows from. */
struct hs_backoff {
	uint64_t base;          /* the backoff after the first attempt */
	uint64_t cap;           /* the longest backoff */
	uint64_t growth;        /* HTTPSTATUS_GROWTH_* */
	uint64_t jitter;        /* per cent of the backoff that are random, 0 to 100 */
	uint64_t asked;         /* what the server asks for; 0: nothing */
	uint32_t attempts;      /* that have ended, at least 1 */
	uint32_t pushbacks;     /* in a row */
};

/* A delay lies between least and least + spread. */
struct hs_delay {
	uint64_t least;
	uint64_t spread;
};

/* min(cap, base * g), where g is what the growth makes of the attempts. */
uint64_t hs_backoff(const struct hs_backoff *backoff);

/*
 * What to wait if there is time enough. What the server asks for is the least,
 * and the more often it pushed back, the further clients are spread behind it;
 * a backoff of one's own is spread below itself.
 */
struct hs_delay hs_delay_of(const struct hs_backoff *backoff);

/*
 * The least room that a delay needs before a deadline. A backoff whose least is
 * 0 needs half of the first one all the same: in less and less room, attempts
 * would follow each other faster and faster.
 */
uint64_t hs_room_needed(const struct hs_backoff *backoff);

/* Cuts a delay to a longest one. First it is cut, then drawn, so that clients stay apart. */
struct hs_delay hs_delay_within(struct hs_delay delay, uint64_t longest);

/* A random number from 0 to last, both included; *state goes on. */
uint64_t hs_draw(uint64_t *state, uint64_t last);

#endif
