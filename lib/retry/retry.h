/* SPDX-License-Identifier: MIT */
/* One request: what has happened so far, and the last decision. */
#ifndef HS_RETRY_H
#define HS_RETRY_H

#include "catalog/builtin.h"
#include "response/content.h"
#include "response/response.h"
#include "retry/policy.h"

/*
 * What ended an attempt: a status from 0 to 999, a failure, or, as one more
 * status, any other int that a program reported. The number of its counter.
 */
enum {
	HS_CAUSE_OTHER    = HS_CODE_END,
	HS_CAUSE_FAILURE  = HS_CODE_END + 1     /* and the failure */
};

/*
 * A request is retried because of a few causes only: so many have a count of their
 * own. All others share the last one, and may reach their limits early.
 */
enum { HS_CAUSES = 5 };

struct hs_counts {
	uint16_t causes[HS_CAUSES];         /* + 1; 0: not used yet */
	uint8_t retries[HS_CAUSES + 1];     /* more than 254 count as 254 */
};

/* The retries that count for a cause: see hs_cause_of. */
uint8_t hs_retries_after(const struct hs_counts *counts, uint16_t cause);
void hs_count_retry(struct hs_counts *counts, uint16_t cause);

struct httpstatus_retry {
	const httpstatus_policy *policy;
	uint64_t random;

	/* of the request */
	uint64_t start;
	uint64_t deadline;          /* UINT64_MAX: none */
	int64_t time_of_day;
	uint64_t waited;            /* the sum of all delays, in ms */
	uint32_t traits;
	int attempts;               /* that ended since the last progress */
	uint32_t redirects;         /* that were followed in this attempt */
	uint32_t pushbacks;         /* consecutive responses that were throttled or named a time */
	struct hs_counts counts;

	/* the last decision */
	httpstatus_advice advice;
	uint64_t decided_at;
	uint64_t asked_ms;
	uint64_t delay;
	uint64_t shortest, longest; /* between which the delay was drawn */
	uint64_t cooldown;
	const httpstatus_entry *entry; /* that decided; NULL: none */
	int code;                   /* that was reported */
	uint8_t failure;            /* HTTPSTATUS_FAILURE_*; 0: there was a code */
	uint8_t asked;              /* HTTPSTATUS_ASKED_* */
	uint8_t cost;               /* of the last retry */
	bool decided;

	bool seeded;
	bool free_used;         /* the free retry has been used */
	bool may_have_acted;    /* the origin, on an earlier attempt */
	bool settled;           /* success was reported */

	/* the response that is being fed */
	/* What follows: the evidence, a struct hs_content if need be, a line. */
	uint32_t evidence_size;
	struct hs_response response;
};

static inline const httpstatus_catalog *hs_catalog_of(const httpstatus_policy *policy)
{
	return policy->catalog ? policy->catalog : HS_IANA;
}

/* What ended the last attempt, as a number below 2^16. */
static inline uint16_t hs_cause_of(const httpstatus_retry *retry)
{
	if (retry->failure)
		return (uint16_t)(HS_CAUSE_FAILURE + retry->failure);
	return (uint16_t)(retry->code >= 0 && retry->code < HS_CODE_END ? retry->code : HS_CAUSE_OTHER);
}

/*@ predicate has_policy{L}(struct httpstatus_retry *retry) =
        \at(\valid_read(retry) && \valid_read(retry->policy), L);
*/

/*@ requires has_policy(retry) && 0 <= n < HS_SETTINGS;
    assigns \nothing;
    ensures \result == retry->policy->numbers[n];
*/
static inline uint64_t hs_setting(const httpstatus_retry *retry, enum httpstatus_setting n)
{
	return retry->policy->numbers[n];
}

/* Behind the retry: what its catalog asks of a response. */
struct hs_feed hs_feed_of(httpstatus_retry *retry);

/* Behind that, if the catalog has a source in content; else NULL. */
struct hs_content *hs_content_of(httpstatus_retry *retry);

void hs_forget_response(httpstatus_retry *retry);

static inline void hs_forget_delay(httpstatus_retry *retry)
{
	retry->delay = 0;
	retry->shortest = 0;
	retry->longest = 0;
}

#endif
