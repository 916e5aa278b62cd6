/* SPDX-License-Identifier: MIT */
/*
 * retry_after.h - the Retry-After field (RFC 9110, 10.2.3)
 *
 * A time that a server asks for, and never a permission: whether a request
 * may be sent again is decided elsewhere.
 */
#ifndef HS_RETRY_AFTER_H
#define HS_RETRY_AFTER_H

#include <stddef.h>
#include <stdint.h>

/* A delay, in ms, that is longer than any other. */
#define HS_FOREVER UINT64_MAX

/* 0, so that a cleared struct hs_retry_after is one that saw no field yet. */
enum hs_retry_after_kind {
	HS_RETRY_AFTER_ABSENT    = 0,  /* no field, or nothing in it but white space */
	HS_RETRY_AFTER_MALFORMED = 1,  /* a field, and nothing in it that is a value */
	HS_RETRY_AFTER_SECONDS   = 2,
	HS_RETRY_AFTER_DATE      = 3
};

/* Bits of .flags. ABSENT and MALFORMED have none. */
#define HS_RETRY_AFTER_SATURATED 0x01u /* the delay is HS_FOREVER: asked for more than can be counted */
#define HS_RETRY_AFTER_PAST      0x02u /* kind is DATE, and not after the reference */
#define HS_RETRY_AFTER_DUPLICATE 0x04u /* more than one value: a list, or repeated fields */
#define HS_RETRY_AFTER_DAMAGED   0x08u /* some of them, but not all, were malformed */
#define HS_RETRY_AFTER_HAS_DELAY 0x10u /* .delay counts */
#define HS_RETRY_AFTER_HAS_TIME  0x20u /* .time counts */

/*
 * All that was asked for. Which of a delay and a date is the longer one
 * depends on the instant of reference, so both are kept; kind, SATURATED and
 * PAST are those of the reference that was used last.
 */
struct hs_retry_after {
	uint64_t delay;  /* the longest delay-seconds, in ms; HS_FOREVER if over 2^32 - 1 s */
	int64_t time;    /* the latest date, in seconds since the epoch */
	enum hs_retry_after_kind kind;
	uint32_t flags;
};

/*
 * Reads the value of one field line. Total: any bytes have an answer.
 *
 *   Digits only are seconds, however many, and never a date. They saturate
 *   above 2^32 - 1 s. A date is an HTTP-date as hs_parse_date reads it. What
 *   has a sign, fraction, exponent or unit is malformed.
 *
 *   A comma joins several values, as intermediaries join field lines (RFC
 *   9110, 5.3), although the grammar knows no list here. The largest valid
 *   one counts; all others only leave DUPLICATE, or DAMAGED too. An empty
 *   place in a list is a malformed value.
 *
 * now, in seconds since the epoch, is the first reference, and completes the
 * two-digit years of RFC 850 dates. Pure.
 */
void hs_parse_retry_after(const char *s, size_t length, int64_t now, struct hs_retry_after *out);

/*
 * The same for a further field line, on top of what ra has: the largest value
 * of all lines counts, in any order of lines. Pure.
 */
void hs_merge_retry_after(struct hs_retry_after *ra, const char *s, size_t length, int64_t now);

/*
 * What was asked for, in ms: 0 if ABSENT or MALFORMED, and for a date that is
 * not after the reference (in seconds since the epoch, any int64_t);
 * HS_FOREVER if SATURATED. Delays count from the receipt of the response and
 * do not depend on the reference. Sets kind, SATURATED and PAST anew. Pure.
 */
uint64_t hs_retry_after_delay(struct hs_retry_after *ra, int64_t reference);

#endif
