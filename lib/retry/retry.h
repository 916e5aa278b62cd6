/* SPDX-License-Identifier: MIT */
/* One request: what has happened so far, and the last decision. */
#ifndef HS_RETRY_H
#define HS_RETRY_H

#include "response/response_fields.h"
#include "retry/policy.h"

/* What ended an attempt: a status, which is any int, or a failure, which is above all ints. */
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

/* The counter of the retries that followed this cause. */
/*@ assigns \nothing;
    ensures \result < HS_COUNTERS;
*/
static inline uint16_t hs_counter_of(hs_cause cause)
{
	if (hs_is_failure(cause))
		return (uint16_t)(HS_CODE_END + cause % 8);
	/* Other ints are never retried, so they may share the counter of a code. */
	return (uint16_t)((uint64_t)cause % HS_CODE_END);
}

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
	uint64_t waited;            /* the sum of all delays, in ms */
	uint32_t redirects;         /* that were followed in this attempt */
	uint32_t pushbacks;         /* consecutive responses that were throttled or named a time */
	uint32_t cost;              /* of the last retry */
	bool free_used;             /* the free retry has been used */
	bool may_have_acted;        /* the origin, on an earlier attempt */
	bool settled;               /* success was reported */
	uint8_t retries[HS_COUNTERS];   /* by cause; more than 254 count as 254 */

	/* of the response that is being fed */
	struct hs_response response;

	/* the last decision */
	httpstatus_advice advice;
	hs_cause cause;
	struct hs_asked asked;
	uint64_t delay;
	uint64_t cooldown;
	bool decided;
};

#endif
