/* SPDX-License-Identifier: MIT */
/*
 * What the last response or failure means for this request. In order of
 * precedence: the evidence in this response, the catalog, iana, the class; then the
 * lists of the policy, and the safety of the request. A time never makes a request
 * retryable, but for two exceptions.
 */

#include "retry/judge.h"

#include "catalog/builtin.h"
#include "catalog/lookup.h"

/*
 * If the catalog contradicts the RFC, the catalog takes precedence, unless the
 * policy prefers the RFC, or this response names a time, as the grammar of Retry-After
 * has it, for what the catalog calls permanent.
 */
static void settle_conflict(const httpstatus_retry *retry, struct hs_outcome *outcome, int code)
{
	struct hs_judgement *j = &outcome->judgement;
	struct hs_judgement rfc;
	bool contradicted;

	if (!(j->reasons & HTTPSTATUS_REASON_DEPARTS))
		return;
	hs_judge_status(&rfc, HS_IANA, HS_IANA, code, retry->traits);
	contradicted = outcome->asked.strict && rfc.verdict == HTTPSTATUS_VERDICT_RETRY &&
	               j->verdict != HTTPSTATUS_VERDICT_RETRY;
	if (hs_setting(retry, HTTPSTATUS_POLICY_PREFER_RFC) || contradicted) {
		rfc.reasons |= HTTPSTATUS_REASON_DEPARTS;
		*j = rfc;
		outcome->entry = hs_find_or_iana(HS_IANA, code);
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

/* RFC 9110, 15.5.14: with Retry-After, the condition of a 413 is temporary. */
static void judge_too_large(struct hs_outcome *outcome, int code)
{
	struct hs_judgement *j = &outcome->judgement;

	if (code == HTTPSTATUS_CONTENT_TOO_LARGE && outcome->asked.strict &&
	    j->verdict == HTTPSTATUS_VERDICT_AMEND)
		judge_as_passing(j, HTTPSTATUS_REASON_TRANSIENT);
}

/* ---- Evidence ------------------------------------------------------------------- */

/* After a redirect to another origin, or if a field is known in part, nothing is permitted. */
static bool may_permit(const httpstatus_retry *retry)
{
	return !(retry->traits & HTTPSTATUS_TRAIT_FOREIGN) && !retry->response.cut;
}

/* Whether a variant, without its plain stanza, would be the better one for a retry. */
static bool permits(const struct hs_judgement *j, const struct hs_judgement *plain)
{
	return j->verdict == HTTPSTATUS_VERDICT_RETRY && plain->verdict != HTTPSTATUS_VERDICT_RETRY;
}

/* Returns the variant if it counts. */
static const httpstatus_entry *judge_variant(const httpstatus_retry *retry, struct hs_judgement *j,
                                             const httpstatus_entry *variant, int code)
{
	const struct hs_judgement plain = *j;

	if (!variant)
		return NULL;
	hs_judge_variant(j, variant, code);
	if (may_permit(retry))
		return variant;
	if (permits(j, &plain)) {
		*j = plain;
		return NULL;
	}
	if (j->processed < plain.processed)
		j->processed = plain.processed;
	return variant;
}

/* ---- The lists of the policy ------------------------------------------------------ */

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

static void forbid(struct hs_judgement *j)
{
	if (j->verdict != HTTPSTATUS_VERDICT_RETRY)
		return;
	j->verdict = HTTPSTATUS_VERDICT_STOP;
	j->reasons |= HTTPSTATUS_REASON_FORBIDDEN;
}

/* RFC 9110, 9.2.2: the traits of the request, and what the policy adds. */
static void judge_permission(const httpstatus_retry *retry, struct hs_judgement *j)
{
	uint32_t traits = retry->traits;

	if (hs_setting(retry, HTTPSTATUS_POLICY_ACCEPT_LIKELY) &&
	    j->processed == HTTPSTATUS_PROCESSED_LIKELY_NOT)
		traits |= HTTPSTATUS_TRAIT_HARMLESS;
	hs_judge_safety(j, traits);
}

/* After an attempt that the origin may have acted on, these codes may result from it. */
static void judge_traces(const httpstatus_retry *retry, struct hs_outcome *outcome, int code)
{
	struct hs_judgement *j = &outcome->judgement;
	const bool trace = code == HTTPSTATUS_NOT_FOUND || code == HTTPSTATUS_CONFLICT ||
	                   code == HTTPSTATUS_GONE || code == HTTPSTATUS_PRECONDITION_FAILED;

	if (retry->may_have_acted && trace && j->verdict != HTTPSTATUS_VERDICT_RETRY &&
	    !(retry->traits & HTTPSTATUS_TRAIT_SAFE))
		j->reasons |= HTTPSTATUS_REASON_MAYBE_DONE;
	outcome->may_have_acted = retry->may_have_acted;
	if (j->verdict != HTTPSTATUS_VERDICT_WAIT && j->verdict != HTTPSTATUS_VERDICT_DONE)
		outcome->may_have_acted |= j->processed > HTTPSTATUS_PROCESSED_REFUSED;
}

/* ---- Status, tunnel, failure -------------------------------------------------- */

/* What the plain stanza means, or the one of iana in its place. */
static const httpstatus_entry *judge_plain(const httpstatus_retry *retry, const struct hs_feed *feed,
                                           struct hs_outcome *outcome, int code)
{
	const httpstatus_entry *plain = hs_judge_status(&outcome->judgement, feed->evidence.catalog,
	                                                HS_IANA, code, retry->traits);

	outcome->entry = plain;
	hs_feed_ask_retry_after(feed, &outcome->asked);
	settle_conflict(retry, outcome, code);
	judge_too_large(outcome, code);
	return plain;
}

/* Which stanza decides, what it means, and the time that is asked for. */
static void judge_stanzas(const httpstatus_retry *retry, const struct hs_feed *feed,
                          struct hs_outcome *outcome, int code)
{
	struct hs_judgement *j = &outcome->judgement;
	const httpstatus_entry *plain = judge_plain(retry, feed, outcome, code);
	const httpstatus_entry *variant =
		judge_variant(retry, j, hs_evidence_variant(&feed->evidence, code, feed->response->fed),
		              code);

	if (variant) {
		outcome->entry = variant;
		/* It inherits the times of the plain stanza, unless it has its own. */
		if (hs_entry_stored(variant, HS_PROPERTY_WAIT))
			plain = NULL;
	}
	hs_feed_ask(feed, code, plain, j->reasons & HTTPSTATUS_REASON_THROTTLED, &outcome->asked);
}

void hs_retry_judge_status(httpstatus_retry *retry, struct hs_outcome *outcome, int code)
{
	const struct hs_feed feed = hs_feed_of(retry);
	struct hs_judgement *j = &outcome->judgement;
	const httpstatus_entry *forbidding;

	hs_feed_settle(&feed);
	judge_stanzas(retry, &feed, outcome, code);
	judge_lists(retry, j, code);
	forbidding = hs_evidence_forbids(&feed.evidence, code, feed.response->fed);
	if (forbidding || hs_evidence_pushed_back(&feed.evidence, feed.response->fed))
		forbid(j);
	if (forbidding && (j->reasons & HTTPSTATUS_REASON_FORBIDDEN))
		outcome->entry = forbidding;
	judge_permission(retry, j);
	judge_traces(retry, outcome, code);
}

/* A proxy does not know the dialect of the origin. */
void hs_retry_judge_tunnel(httpstatus_retry *retry, struct hs_outcome *outcome, int code)
{
	const struct hs_feed feed = hs_feed_of(retry);

	hs_feed_settle(&feed);
	outcome->entry = hs_find_or_iana(HS_IANA, code);
	hs_judge_tunnel(&outcome->judgement, HS_IANA, code);
	hs_feed_ask_retry_after(&feed, &outcome->asked);
	judge_permission(retry, &outcome->judgement);
	judge_traces(retry, outcome, 0);
}

/* Whether the policy retries such a failure. */
static void judge_chosen(const httpstatus_retry *retry, struct hs_judgement *j, int failure)
{
	const bool chosen = hs_setting(retry, HTTPSTATUS_POLICY_FAILURES) &
	                    HTTPSTATUS_FAILURE_MASK(failure);

	if (chosen && j->verdict == HTTPSTATUS_VERDICT_AMEND) {
		judge_as_passing(j, HTTPSTATUS_REASON_TRANSIENT);
		j->reasons |= HTTPSTATUS_REASON_OVERRIDDEN;
	} else if (!chosen && j->verdict == HTTPSTATUS_VERDICT_RETRY) {
		j->verdict = HTTPSTATUS_VERDICT_STOP;
		j->reasons |= HTTPSTATUS_REASON_OVERRIDDEN;
	}
}

void hs_retry_judge_failure(httpstatus_retry *retry, struct hs_outcome *outcome, int failure)
{
	const struct hs_feed feed = hs_feed_of(retry);
	struct hs_judgement *j = &outcome->judgement;

	hs_feed_settle(&feed);
	outcome->entry = NULL;
	hs_feed_ask_retry_after(&feed, &outcome->asked);
	hs_judge_failure(j, failure, retry->traits);
	if (failure == HTTPSTATUS_FAILURE_TIMED_OUT)
		j->limit = (uint8_t)hs_setting(retry, HTTPSTATUS_POLICY_TIMEOUT_LIMIT);
	judge_chosen(retry, j, failure);
	/* A truncated response keeps its times. */
	if (hs_evidence_pushed_back(&feed.evidence, feed.response->fed))
		forbid(j);
	judge_permission(retry, j);
	judge_traces(retry, outcome, 0);
}
