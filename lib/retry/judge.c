/* SPDX-License-Identifier: MIT */
/*
 * What the last response or failure means for this request. In order of
 * precedence: this response, the catalog, iana, the class; then the lists of the
 * policy, and the safety of the request. A time never makes a request retryable.
 */

#include "retry/judge.h"

#include "catalog/builtin.h"

/*
 * If the catalog contradicts the RFC, the catalog takes precedence, unless the
 * policy prefers the RFC, or this response names a time for what the catalog
 * calls permanent.
 */
static void settle_conflict(const httpstatus_retry *retry, struct hs_judgement *j, int code)
{
	struct hs_judgement rfc;
	bool contradicted;

	if (!(j->reasons & HTTPSTATUS_REASON_DEPARTS))
		return;
	hs_judge_status(&rfc, HS_IANA, HS_IANA, code, retry->traits);
	contradicted = hs_is_time((enum httpstatus_asked)retry->asked) &&
	               rfc.verdict == HTTPSTATUS_VERDICT_RETRY &&
	               j->verdict != HTTPSTATUS_VERDICT_RETRY;
	if (hs_setting(retry, HTTPSTATUS_POLICY_PREFER_RFC) || contradicted) {
		rfc.reasons |= HTTPSTATUS_REASON_DEPARTS;
		*j = rfc;
	}
}

/*@ requires \valid(j);
    assigns j->verdict, j->changes, j->reasons, j->limit;
    ensures j->verdict == HTTPSTATUS_VERDICT_RETRY;
    ensures j->limit == HTTPSTATUS_LIMIT_NONE;
*/
static void judge_as_passing(struct hs_judgement *j, uint32_t reason)
{
	const uint32_t lasting = HTTPSTATUS_REASON_STATE | HTTPSTATUS_REASON_PERMANENT |
	                         HTTPSTATUS_REASON_TRANSIENT | HTTPSTATUS_REASON_THROTTLED;

	j->verdict = HTTPSTATUS_VERDICT_RETRY;
	j->changes &= HTTPSTATUS_CHANGE_CONNECTION | HTTPSTATUS_CHANGE_ENDPOINT |
	              HTTPSTATUS_CHANGE_NO_EARLY_DATA;
	j->reasons = (j->reasons & ~lasting) | reason;
	j->limit = HTTPSTATUS_LIMIT_NONE;
}

/* Only the origin that the program chose is believed that a retry is safe. */
/*@ requires \valid_read(retry);
    assigns \nothing;
*/
static bool may_permit(const httpstatus_retry *retry)
{
	return !(retry->traits & HTTPSTATUS_TRAIT_FOREIGN);
}

/* This response takes precedence over everything known about its code. */
/*@ requires \valid_read(retry) && \valid(j) && \separated(retry, j);
    assigns j->verdict, j->changes, j->reasons, j->limit, j->processed;
    ensures j->verdict == \old(j->verdict) || (code == HTTPSTATUS_CONTENT_TOO_LARGE &&
            \old(j->verdict) == HTTPSTATUS_VERDICT_AMEND);
*/
static void judge_evidence(const httpstatus_retry *retry, struct hs_judgement *j, int code)
{
	const struct hs_response *response = &retry->response;

	/* RFC 9110, 15.5.14: with Retry-After, the condition of a 413 is temporary. */
	if (code == HTTPSTATUS_CONTENT_TOO_LARGE && hs_is_time((enum httpstatus_asked)retry->asked) &&
	    j->verdict == HTTPSTATUS_VERDICT_AMEND)
		judge_as_passing(j, HTTPSTATUS_REASON_TRANSIENT);
	if (response->rate_limited && j->verdict == HTTPSTATUS_VERDICT_RETRY)
		judge_as_passing(j, HTTPSTATUS_REASON_THROTTLED);
	if ((response->rate_limited || response->not_acted) && may_permit(retry) &&
	    j->verdict == HTTPSTATUS_VERDICT_RETRY)
		j->processed = HTTPSTATUS_PROCESSED_REFUSED;
}

static bool is_listed(const httpstatus_retry *retry, enum httpstatus_codes list, int code)
{
	return hs_code_set_has(&retry->policy->codes[list], code);
}

/* Whether the policy retries no such status. */
static bool is_excluded(const httpstatus_retry *retry, int code)
{
	return is_listed(retry, HTTPSTATUS_CODES_NEVER, code) ||
	       (retry->policy->restricted && !is_listed(retry, HTTPSTATUS_CODES_ONLY, code));
}

static void exclude(const httpstatus_retry *retry, struct hs_judgement *j, int code)
{
	/* Redirects are not retries; only CODES_NEVER ends them. */
	if (j->verdict == HTTPSTATUS_VERDICT_FOLLOW && !is_listed(retry, HTTPSTATUS_CODES_NEVER, code))
		return;
	if (j->verdict != HTTPSTATUS_VERDICT_RETRY && j->verdict != HTTPSTATUS_VERDICT_FOLLOW)
		return;
	j->verdict = HTTPSTATUS_VERDICT_STOP;
	j->reasons |= HTTPSTATUS_REASON_OVERRIDDEN;
}

/* What is listed in CODES_ALWAYS and excluded by nothing is retried without a limit. */
static void include(struct hs_judgement *j)
{
	if (j->verdict == HTTPSTATUS_VERDICT_STOP || j->verdict == HTTPSTATUS_VERDICT_AMEND) {
		judge_as_passing(j, j->reasons & HTTPSTATUS_REASON_THROTTLED
		                    ? HTTPSTATUS_REASON_THROTTLED : HTTPSTATUS_REASON_TRANSIENT);
		j->reasons |= HTTPSTATUS_REASON_OVERRIDDEN;
	}
	if (j->verdict == HTTPSTATUS_VERDICT_RETRY)
		j->limit = HTTPSTATUS_LIMIT_NONE;
}

/* The program counts this status as a success. */
static void count_as_done(struct hs_judgement *j)
{
	if (j->verdict == HTTPSTATUS_VERDICT_DONE)
		return;
	j->verdict = HTTPSTATUS_VERDICT_DONE;
	j->changes = 0;
	j->reasons = HTTPSTATUS_REASON_OVERRIDDEN;
}

/* The lists of the policy, in the order of the manual. What is forbidden stays so. */
static void judge_lists(const httpstatus_retry *retry, struct hs_judgement *j, int code)
{
	if (j->verdict == HTTPSTATUS_VERDICT_WAIT)
		return;
	if (is_listed(retry, HTTPSTATUS_CODES_DONE, code))
		count_as_done(j);
	else if (is_excluded(retry, code))
		exclude(retry, j, code);
	else if (is_listed(retry, HTTPSTATUS_CODES_ALWAYS, code) &&
	         !(j->reasons & HTTPSTATUS_REASON_FORBIDDEN))
		include(j);
}

/* RFC 9110, 9.2.2: the traits of the request, and what the policy and the server add. */
static void judge_permission(const httpstatus_retry *retry, struct hs_judgement *j)
{
	uint32_t traits = retry->traits;

	if ((hs_setting(retry, HTTPSTATUS_POLICY_ACCEPT_LIKELY) ||
	     (retry->response.encouraged && may_permit(retry))) &&
	    j->processed == HTTPSTATUS_PROCESSED_LIKELY_NOT)
		traits |= HTTPSTATUS_TRAIT_HARMLESS;
	if (retry->response.forbidden && j->verdict == HTTPSTATUS_VERDICT_RETRY) {
		j->verdict = HTTPSTATUS_VERDICT_STOP;
		j->reasons |= HTTPSTATUS_REASON_FORBIDDEN;
	}
	hs_judge_safety(j, traits);
}

/* After an attempt that the origin may have acted on, these codes may result from it. */
/*@ requires \valid(retry) && \valid(j) && \separated(retry, j);
    assigns retry->may_have_acted, j->reasons;
    ensures \old(retry->may_have_acted) ==> retry->may_have_acted;
*/
static void judge_traces(httpstatus_retry *retry, struct hs_judgement *j, int code)
{
	bool trace = code == HTTPSTATUS_NOT_FOUND || code == HTTPSTATUS_CONFLICT ||
	             code == HTTPSTATUS_GONE || code == HTTPSTATUS_PRECONDITION_FAILED;

	if (retry->may_have_acted && trace && j->verdict != HTTPSTATUS_VERDICT_RETRY &&
	    !(retry->traits & HTTPSTATUS_TRAIT_SAFE))
		j->reasons |= HTTPSTATUS_REASON_MAYBE_DONE;
	if (j->verdict != HTTPSTATUS_VERDICT_WAIT && j->verdict != HTTPSTATUS_VERDICT_DONE)
		retry->may_have_acted |= j->processed > HTTPSTATUS_PROCESSED_REFUSED;
}

/* ---- Status, tunnel, failure -------------------------------------------------- */

/* Reads what the response asks for. */
static void read_asked(httpstatus_retry *retry, bool throttled)
{
	struct hs_asked asked;

	hs_response_asked(&retry->response, hs_quota_of(retry), retry->time_of_day, throttled, &asked);
	retry->asked = (uint8_t)asked.kind;
	retry->asked_ms = asked.ms;
}

void hs_retry_judge_status(httpstatus_retry *retry, struct hs_judgement *j, int code)
{
	const httpstatus_catalog *catalog = retry->policy->catalog ? retry->policy->catalog : HS_IANA;

	hs_judge_status(j, catalog, HS_IANA, code, retry->traits);
	read_asked(retry, j->reasons & HTTPSTATUS_REASON_THROTTLED);
	settle_conflict(retry, j, code);
	judge_evidence(retry, j, code);
	judge_lists(retry, j, code);
	judge_permission(retry, j);
	judge_traces(retry, j, code);
}

void hs_retry_judge_tunnel(httpstatus_retry *retry, struct hs_judgement *j, int code)
{
	hs_judge_tunnel(j, HS_IANA, code);
	read_asked(retry, j->reasons & HTTPSTATUS_REASON_THROTTLED);
	judge_permission(retry, j);
	judge_traces(retry, j, 0);
}

void hs_retry_judge_failure(httpstatus_retry *retry, struct hs_judgement *j, int failure)
{
	read_asked(retry, false);
	hs_judge_failure(j, failure, retry->traits);
	if (failure == HTTPSTATUS_FAILURE_TIMED_OUT)
		j->limit = (uint8_t)hs_setting(retry, HTTPSTATUS_POLICY_TIMEOUT_LIMIT);
	if (!(hs_setting(retry, HTTPSTATUS_POLICY_FAILURES) & HTTPSTATUS_FAILURE_MASK(failure))) {
		j->verdict = HTTPSTATUS_VERDICT_STOP;
		j->reasons |= HTTPSTATUS_REASON_OVERRIDDEN;
	}
	judge_permission(retry, j);
	judge_traces(retry, j, 0);
}
