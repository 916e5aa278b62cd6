/* SPDX-License-Identifier: MIT */
/* One request on its way: what has happened to it, and the last decision. */
#ifndef HS_RETRY_H
#define HS_RETRY_H

#include "hints.h"
#include "policy.h"

/* What ended an attempt: a status, any int, or above all of these a failure. */
typedef int64_t hs_cause;

#define HS_FAILURE_CAUSE(failure) (INT64_C(1) << 32 | (unsigned)(failure))

/*@ assigns \nothing;
    ensures \result <==> cause > INT32_MAX;
*/
static inline bool hs_is_failure(hs_cause cause)
{
	return cause > INT32_MAX;
}

/* A counter for each status, and one for each failure. */
enum { HS_COUNTERS = HS_CODE_END + 8 };

struct httpstatus_retry {
	struct httpstatus_policy policy;
	uint64_t random;
	bool seeded;

	/* of the request */
	uint32_t traits;
	uint64_t start;
	uint64_t deadline;          /* UINT64_MAX: none */
	int64_t time_of_day;
	int attempts;
	uint32_t pushbacks;         /* in a row: throttled, or asked for a time */
	uint32_t cost;              /* of the last repetition */
	bool repeated;
	bool free_used;             /* the repetition that costs nothing */
	bool may_have_acted;        /* the origin, in some attempt */
	bool settled;               /* success was reported */
	uint8_t repeats[HS_COUNTERS];   /* by cause; more than 255 count as 255 */
	uint16_t repeats_first;     /* what lies before it, and behind the last, is 0 */
	uint16_t repeats_last;

	/* of the response that is being fed */
	struct hs_hints hints;

	/* the last decision */
	httpstatus_advice advice;
	hs_cause cause;
	struct hs_wish wish;
	uint64_t delay;
	uint64_t cooldown;
	uint64_t in_all;            /* attempts, if what happened goes on happening */
	bool decided;
};

#endif
