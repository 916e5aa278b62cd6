/* SPDX-License-Identifier: MIT */
/*
 * One request over several attempts. In order of precedence: this response, the
 * catalog, iana, the class. A time never makes a request retryable.
 */

#include "retry/retry.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "retry/budget.h"
#include "catalog/builtin.h"
#include "base/chars.h"
#include "base/numbers.h"
#include "retry/delay.h"
#include "advice/judgement.h"
#include "code/status_line.h"

enum { GAIN_CLEAN = 1 };         /* tokens for a request that succeeded at the first attempt */

/*@ requires \valid_read(retry) && 0 <= n < HS_SETTINGS;
    assigns \nothing;
    ensures \result == retry->policy.numbers[n];
*/
static uint64_t setting(const httpstatus_retry *retry, enum httpstatus_setting n)
{
	return retry->policy.numbers[n];
}

/* ---- Life ------------------------------------------------------------------- */

int httpstatus_retry_new(const httpstatus_policy *policy, httpstatus_retry **retry)
{
	if (!retry)
		return HTTPSTATUS_E_INVAL;
	*retry = calloc(1, sizeof(**retry));
	if (!*retry)
		return HTTPSTATUS_E_NOMEM;
	hs_policy_copy(&(*retry)->policy, policy);
	httpstatus_retry_reset(*retry, 0, 0);
	return 0;
}

void httpstatus_retry_free(httpstatus_retry *retry)
{
	if (!retry)
		return;
	hs_policy_release(&retry->policy);
	free(retry);
}

static void forget_response(httpstatus_retry *retry)
{
	retry->response = (struct hs_response){0};
}

/* Forgets what not every decision sets. */
static void forget_decision(httpstatus_retry *retry)
{
	retry->delay = 0;
	retry->cooldown = 0;
}

void httpstatus_retry_reset(httpstatus_retry *retry, uint32_t traits, uint64_t now_ms)
{
	if (!retry)
		return;
	retry->traits = traits;
	retry->start = now_ms;
	retry->deadline = UINT64_MAX;
	retry->time_of_day = HTTPSTATUS_TIME_UNKNOWN;
	retry->attempts = 0;
	retry->redirects = 0;
	retry->pushbacks = 0;
	retry->waited = 0;
	retry->cost = 0;
	retry->free_used = false;
	retry->may_have_acted = false;
	retry->settled = false;
	retry->advice = 0;
	retry->asked = (struct hs_asked){0};
	retry->decided = false;
	memset(retry->retries, 0, sizeof(retry->retries));
	forget_response(retry);
	forget_decision(retry);
}

void httpstatus_retry_set_traits(httpstatus_retry *retry, uint32_t traits)
{
	if (retry)
		retry->traits = traits;
}

void httpstatus_retry_seed(httpstatus_retry *retry, uint64_t seed)
{
	if (!retry)
		return;
	retry->random = seed;
	retry->seeded = true;
}

void httpstatus_retry_set_deadline(httpstatus_retry *retry, uint64_t deadline_ms)
{
	if (retry)
		retry->deadline = deadline_ms;
}

void httpstatus_retry_set_clock(httpstatus_retry *retry, int64_t time_of_day)
{
	if (retry)
		retry->time_of_day = time_of_day;
}

/* ---- The response ------------------------------------------------------------- */

/* The known field of this name if the policy reads it, or else NULL. */
static const struct hs_known_field *find_wanted(const httpstatus_retry *retry, const char *name,
                                          size_t length)
{
	const struct hs_known_field *field = hs_find_field(name, length);

	return hs_response_want(field, (uint32_t)setting(retry, HTTPSTATUS_POLICY_HINTS)) ? field : NULL;
}

void httpstatus_retry_field(httpstatus_retry *retry, const char *name, size_t name_length,
                            const char *value, size_t value_length)
{
	const struct hs_known_field *field;

	if (!retry || !name || (!value && value_length > 0))
		return;
	hs_response_settle(&retry->response, retry->time_of_day);
	field = find_wanted(retry, name, name_length);
	if (field)
		hs_response_add(&retry->response, field, retry->time_of_day, value, value_length);
}

/* RFC 9112, 5.1: white space before the colon is not allowed, but ignored. */
static void feed_field_line(httpstatus_retry *retry, const char *line, const char *colon,
                            size_t value_length)
{
	size_t name_length = (size_t)(colon - line);
	const struct hs_known_field *field;

	while (name_length > 0 && hs_is_blank(line[name_length - 1]))
		name_length--;
	field = find_wanted(retry, line, name_length);
	if (field)
		hs_response_hold(&retry->response, field, retry->time_of_day, colon + 1, value_length);
}

int httpstatus_retry_line(httpstatus_retry *retry, const char *line, size_t length)
{
	const char *colon;
	bool continues;
	int code;

	if (!retry || !line)
		return 0;
	continues = length > 0 && hs_is_blank(line[0]);
	while (length > 0 && hs_is_space(line[length - 1]))
		length--;
	if (continues) {
		hs_response_continue(&retry->response, retry->time_of_day, line, length);
		return 0;
	}
	if (hs_is_status_line(line, length)) {
		forget_response(retry);
		return httpstatus_parse_status_line(line, length, &code) == 0 ? code : 0;
	}
	hs_response_settle(&retry->response, retry->time_of_day);
	colon = memchr(line, ':', length);
	if (colon)
		feed_field_line(retry, line, colon, (size_t)(line + length - colon) - 1);
	return 0;
}

/* ---- Judgement ------------------------------------------------------------ */

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
	contradicted = hs_is_time(retry->asked.kind) && rfc.verdict == HTTPSTATUS_VERDICT_RETRY &&
	               j->verdict != HTTPSTATUS_VERDICT_RETRY;
	if (setting(retry, HTTPSTATUS_POLICY_PREFER_RFC) || contradicted) {
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
	if (code == HTTPSTATUS_CONTENT_TOO_LARGE && hs_is_time(retry->asked.kind) &&
	    j->verdict == HTTPSTATUS_VERDICT_AMEND)
		judge_as_passing(j, HTTPSTATUS_REASON_TRANSIENT);
	if (response->rate_limited && j->verdict == HTTPSTATUS_VERDICT_RETRY)
		judge_as_passing(j, HTTPSTATUS_REASON_THROTTLED);
	if ((response->rate_limited || response->not_acted) && j->verdict == HTTPSTATUS_VERDICT_RETRY)
		j->processed = HTTPSTATUS_PROCESSED_REFUSED;
}

static void judge_overrides(const httpstatus_retry *retry, struct hs_judgement *j, int code)
{
	const bool sent_again = j->verdict == HTTPSTATUS_VERDICT_RETRY ||
	                        j->verdict == HTTPSTATUS_VERDICT_FOLLOW;
	const bool ended = j->verdict == HTTPSTATUS_VERDICT_STOP ||
	                   j->verdict == HTTPSTATUS_VERDICT_AMEND;

	if (hs_code_set_has(&retry->policy.never, code)) {
		if (!sent_again)
			return;
		j->verdict = HTTPSTATUS_VERDICT_STOP;
		j->reasons |= HTTPSTATUS_REASON_OVERRIDDEN;
	} else if (hs_code_set_has(&retry->policy.always, code)) {
		if (ended) {
			judge_as_passing(j, j->reasons & HTTPSTATUS_REASON_THROTTLED
			                    ? HTTPSTATUS_REASON_THROTTLED : HTTPSTATUS_REASON_TRANSIENT);
			j->reasons |= HTTPSTATUS_REASON_OVERRIDDEN;
		}
		if (j->verdict == HTTPSTATUS_VERDICT_RETRY)
			j->limit = HTTPSTATUS_LIMIT_NONE;
	}
}

/* RFC 9110, 9.2.2: the traits of the request, and what the policy and the server add. */
static void judge_retry(const httpstatus_retry *retry, struct hs_judgement *j)
{
	uint32_t traits = retry->traits;

	if ((setting(retry, HTTPSTATUS_POLICY_ACCEPT_LIKELY) || retry->response.encouraged) &&
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

/* ---- When ----------------------------------------------------------------------- */

/* Milliseconds until the whole request must end. */
/*@ requires \valid_read(retry);
    assigns \nothing;
    ensures retry->deadline != UINT64_MAX ==> now + \result <= \max(now, retry->deadline);
    ensures retry->policy.numbers[HTTPSTATUS_POLICY_MAX_ELAPSED] != 0 ==>
            \result <= retry->policy.numbers[HTTPSTATUS_POLICY_MAX_ELAPSED];
*/
static uint64_t time_left(const httpstatus_retry *retry, uint64_t now)
{
	uint64_t elapsed = setting(retry, HTTPSTATUS_POLICY_MAX_ELAPSED);
	uint64_t left = UINT64_MAX;

	if (elapsed)
		left = hs_subtract_u64(elapsed, hs_subtract_u64(now, retry->start));
	if (retry->deadline != UINT64_MAX)
		left = hs_min_u64(left, hs_subtract_u64(retry->deadline, now));
	return left;
}

/* Whether another attempt may begin at all. */
static bool is_late(const httpstatus_retry *retry, uint64_t now)
{
	uint64_t left = time_left(retry, now);

	return left == 0 || left < setting(retry, HTTPSTATUS_POLICY_MIN_ATTEMPT);
}

/* The longest delay that leaves time for another attempt. */
static uint64_t room_for_delay(const httpstatus_retry *retry, uint64_t now)
{
	uint64_t total = setting(retry, HTTPSTATUS_POLICY_MAX_TOTAL_WAIT);
	uint64_t room = hs_subtract_u64(time_left(retry, now),
	                                setting(retry, HTTPSTATUS_POLICY_MIN_ATTEMPT));

	return total ? hs_min_u64(room, hs_subtract_u64(total, retry->waited)) : room;
}

static uint64_t max_delay(const httpstatus_retry *retry)
{
	uint64_t longest = setting(retry, HTTPSTATUS_POLICY_MAX_DELAY);

	return longest ? longest : UINT64_MAX;
}

/* Whether the server asks for more time than the policy or the deadline allows. */
static bool is_too_long(const httpstatus_retry *retry, uint64_t room)
{
	uint64_t longest = hs_min_u64(setting(retry, HTTPSTATUS_POLICY_MAX_WAIT), max_delay(retry));

	return retry->asked.ms > hs_min_u64(longest, room);
}

/* A time that cannot be read means "not now", too. */
static bool is_pushback(const httpstatus_retry *retry, const struct hs_judgement *j)
{
	return (j->reasons & HTTPSTATUS_REASON_THROTTLED) ||
	       retry->asked.kind == HTTPSTATUS_ASKED_MALFORMED;
}

static struct hs_backoff backoff_of(const httpstatus_retry *retry, const struct hs_judgement *j)
{
	struct hs_backoff backoff = {
		.base = setting(retry, HTTPSTATUS_POLICY_BASE),
		.cap = setting(retry, HTTPSTATUS_POLICY_CAP),
		.growth = setting(retry, HTTPSTATUS_POLICY_GROWTH),
		.jitter = setting(retry, HTTPSTATUS_POLICY_JITTER),
		.asked = retry->asked.ms,
		.attempts = (uint32_t)retry->attempts,
		.pushbacks = retry->pushbacks
	};

	if (is_pushback(retry, j)) {
		backoff.base = hs_max_u64(backoff.base, setting(retry, HTTPSTATUS_POLICY_THROTTLED_BASE));
		/* No retry at once to an overloaded server. */
		backoff.jitter = hs_min_u64(backoff.jitter, 50);
	}
	return backoff;
}

/* ---- The decision ------------------------------------------------------------ */

/* Whether the origin or the connection to it fails, rather than this request only. */
/*@ requires \valid_read(j);
    assigns \nothing;
*/
static bool is_failing(const struct hs_judgement *j)
{
	return j->verdict == HTTPSTATUS_VERDICT_RETRY ||
	       (j->reasons & (HTTPSTATUS_REASON_TRANSIENT | HTTPSTATUS_REASON_THROTTLED));
}

/*@ requires \valid(retry) && counter < HS_COUNTERS;
    assigns retry->retries[counter];
*/
static void count_retry(httpstatus_retry *retry, uint16_t counter)
{
	if (retry->retries[counter] < UINT8_MAX - 1)
		retry->retries[counter]++;
}

/*
 * Whether to retry without a delay: the cause was the connection, not a server
 * that needs time to recover.
 */
/*@ requires \valid_read(retry) && \valid_read(j);
    assigns \nothing;
    ensures retry->asked.ms > 0 ==> !\result;
*/
static bool goes_at_once(const httpstatus_retry *retry, const struct hs_judgement *j, bool first)
{
	if (retry->asked.ms > 0)
		return false;
	if (hs_is_failure(retry->cause))
		return !retry->free_used && j->processed <= HTTPSTATUS_PROCESSED_REFUSED;
	return retry->cause == HTTPSTATUS_MISDIRECTED_REQUEST ||
	       (retry->cause == HTTPSTATUS_TOO_EARLY && (retry->traits & HTTPSTATUS_TRAIT_EARLY_DATA)) ||
	       (retry->cause == HTTPSTATUS_REQUEST_TIMEOUT && first);
}

/*
 * Chooses the delay within the time that is left. Returns the reason why there
 * is none, or 0. Bounds are applied before the random draw, so that clients
 * stay spread out at every limit.
 */
/*@ requires \valid(retry) && \valid_read(j) && \separated(retry, j);
    assigns retry->random, retry->delay;
    ensures in_time: \result == 0 && retry->deadline != UINT64_MAX ==>
            now + retry->delay <= \max(now, retry->deadline);
    ensures never_early: \result == 0 ==> retry->delay >= retry->asked.ms;
*/
static uint32_t choose_delay(httpstatus_retry *retry, const struct hs_judgement *j, uint64_t now,
                             bool first)
{
	const uint64_t room = room_for_delay(retry, now);
	const struct hs_backoff backoff = backoff_of(retry, j);
	struct hs_delay delay = hs_delay_within(hs_delay_of(&backoff), max_delay(retry));

	if (is_too_long(retry, room))
		return HTTPSTATUS_REASON_TOO_LONG;
	if (is_late(retry, now))
		return HTTPSTATUS_REASON_DEADLINE;
	if (goes_at_once(retry, j, first))
		return 0;
	if (hs_min_u64(hs_room_needed(&backoff), max_delay(retry)) > room)
		return HTTPSTATUS_REASON_DEADLINE;
	delay = hs_delay_within(delay, room);
	retry->delay = delay.shortest + hs_draw(&retry->random, delay.spread);
	return 0;
}

/*@ requires \valid_read(retry) && \valid_read(j);
    assigns \nothing;
    ensures \result <= HS_COST_TRANSIENT;
*/
static uint32_t cost_of(const httpstatus_retry *retry, const struct hs_judgement *j)
{
	if (j->reasons & HTTPSTATUS_REASON_THROTTLED)
		return HS_COST_THROTTLED;
	/* The first retry is free if the origin did not act. */
	if (j->processed <= HTTPSTATUS_PROCESSED_REFUSED && !retry->free_used)
		return HS_COST_FREE;
	return HS_COST_TRANSIENT;
}

/* The caller's clock in seconds, for the budget; it may wrap. */
/*@ assigns \nothing; */
static uint32_t in_seconds(uint64_t now_ms)
{
	return (uint32_t)(now_ms / 1000);
}

/*
 * Plans a retry, or returns the reason why there is none. The budget comes last,
 * so that only real retries are paid for.
 */
static uint32_t plan_retry(httpstatus_retry *retry, const struct hs_judgement *j, uint64_t now)
{
	const uint16_t counter = hs_counter_of(retry->cause);
	const uint8_t retries = retry->retries[counter];
	const uint64_t attempts = setting(retry, HTTPSTATUS_POLICY_ATTEMPTS);
	uint32_t cost = cost_of(retry, j);
	uint32_t refusal;

	/* A count never reaches HTTPSTATUS_LIMIT_NONE. */
	if (setting(retry, HTTPSTATUS_POLICY_CODE_LIMITS) && retries >= j->limit)
		return HTTPSTATUS_REASON_CODE_LIMIT;
	if (attempts > 0 && (uint64_t)retry->attempts >= attempts)
		return HTTPSTATUS_REASON_ATTEMPTS;
	refusal = choose_delay(retry, j, now, retries == 0);
	if (refusal)
		return refusal;
	if (!hs_budget_take(retry->policy.budget, cost, in_seconds(now)))
		return HTTPSTATUS_REASON_BUDGET;
	count_retry(retry, counter);
	retry->cost = cost;
	retry->free_used = retry->free_used || cost == HS_COST_FREE;
	return 0;
}

static void retry_or_stop(httpstatus_retry *retry, struct hs_judgement *j, uint64_t now)
{
	uint32_t refusal = plan_retry(retry, j, now);

	if (!refusal) {
		if (!retry->seeded && retry->delay > 0)
			j->reasons |= HTTPSTATUS_REASON_UNSEEDED;
		return;
	}
	retry->delay = 0;
	j->verdict = HTTPSTATUS_VERDICT_STOP;
	j->reasons |= refusal;
}

/* Why a redirect is not followed, or 0. */
static uint32_t refuse_redirect(const httpstatus_retry *retry, uint64_t now)
{
	if (retry->redirects >= setting(retry, HTTPSTATUS_POLICY_MAX_REDIRECTS))
		return HTTPSTATUS_REASON_REDIRECTS;
	if (is_too_long(retry, room_for_delay(retry, now)))
		return HTTPSTATUS_REASON_TOO_LONG;
	return is_late(retry, now) ? HTTPSTATUS_REASON_DEADLINE : 0;
}

/* RFC 9110, 10.2.3: on a redirect, Retry-After is the time to wait before following it. */
static void follow_or_stop(httpstatus_retry *retry, struct hs_judgement *j, uint64_t now)
{
	uint32_t refusal = refuse_redirect(retry, now);

	if (refusal) {
		j->verdict = HTTPSTATUS_VERDICT_STOP;
		j->reasons |= refusal;
		return;
	}
	retry->redirects++;
	retry->delay = retry->asked.ms;
}

/* Stops if the request was amended as often as its code allows. */
static void amend_or_stop(httpstatus_retry *retry, struct hs_judgement *j)
{
	const uint16_t counter = hs_counter_of(retry->cause);

	if (retry->retries[counter] < j->limit) {
		count_retry(retry, counter);
		return;
	}
	j->verdict = HTTPSTATUS_VERDICT_STOP;
	j->reasons |= HTTPSTATUS_REASON_CODE_LIMIT;
}

/* A pushback applies to other requests, too. */
static void count_pushback(httpstatus_retry *retry, const struct hs_judgement *j, bool failing)
{
	struct hs_backoff backoff;

	if (!failing || !(is_pushback(retry, j) || retry->asked.ms > 0)) {
		retry->pushbacks = 0;
		return;
	}
	if (retry->pushbacks < UINT32_MAX)
		retry->pushbacks++;
	backoff = backoff_of(retry, j);
	retry->cooldown = hs_delay_of(&backoff).shortest;
}

/* Keeps a loop of new requests from spinning if this one is not retried. */
static void cool_down(httpstatus_retry *retry, const struct hs_judgement *j)
{
	const struct hs_backoff backoff = backoff_of(retry, j);
	const uint64_t longest = hs_backoff(&backoff);

	if (!(j->reasons & HTTPSTATUS_REASON_TOO_LONG))
		retry->cooldown = hs_max_u64(retry->cooldown,
		                       longest / 2 + hs_draw(&retry->random, longest - longest / 2));
}

static httpstatus_advice decide(httpstatus_retry *retry, struct hs_judgement *j, uint64_t now)
{
	const bool failing = is_failing(j);

	/* A redirect does not end the attempt. */
	if (j->verdict == HTTPSTATUS_VERDICT_FOLLOW)
		follow_or_stop(retry, j, now);
	if (j->verdict != HTTPSTATUS_VERDICT_FOLLOW) {
		if (retry->attempts < INT_MAX)
			retry->attempts++;
		retry->redirects = 0;
	}
	if (hs_is_time(retry->asked.kind))
		j->reasons |= HTTPSTATUS_REASON_ASKED;
	/* A client that polls waits for this time, whatever the status. */
	retry->cooldown = retry->asked.ms;
	count_pushback(retry, j, failing);
	if (j->verdict == HTTPSTATUS_VERDICT_DONE)
		httpstatus_retry_succeeded(retry);
	if (j->verdict == HTTPSTATUS_VERDICT_AMEND)
		amend_or_stop(retry, j);
	if (j->verdict == HTTPSTATUS_VERDICT_RETRY)
		retry_or_stop(retry, j, now);
	if (failing && j->verdict != HTTPSTATUS_VERDICT_RETRY) {
		hs_budget_take(retry->policy.budget, 0, in_seconds(now));
		cool_down(retry, j);
	}
	retry->waited = hs_add_u64(retry->waited, retry->delay);
	return hs_judgement_pack(j);
}

static void begin_decision(httpstatus_retry *retry, hs_cause cause)
{
	forget_decision(retry);
	retry->decided = true;
	retry->cause = cause;
}

/* Decides what to do next, and forgets the response. */
static httpstatus_advice end_decision(httpstatus_retry *retry, struct hs_judgement *j, int code,
                                      uint64_t now_ms)
{
	judge_retry(retry, j);
	judge_traces(retry, j, code);
	retry->advice = j->verdict == HTTPSTATUS_VERDICT_WAIT ? hs_judgement_pack(j)
	                                                      : decide(retry, j, now_ms);
	forget_response(retry);
	return retry->advice;
}

httpstatus_advice httpstatus_retry_on_status(httpstatus_retry *retry, int code, uint64_t now_ms)
{
	struct hs_judgement j;

	if (!retry)
		return 0;
	begin_decision(retry, code);
	hs_judge_status(&j, retry->policy.catalog ? retry->policy.catalog : HS_IANA, HS_IANA, code,
	                retry->traits);
	hs_response_asked(&retry->response, retry->time_of_day, j.reasons & HTTPSTATUS_REASON_THROTTLED,
	              &retry->asked);
	settle_conflict(retry, &j, code);
	judge_evidence(retry, &j, code);
	judge_overrides(retry, &j, code);
	return end_decision(retry, &j, code, now_ms);
}

httpstatus_advice httpstatus_retry_on_tunnel(httpstatus_retry *retry, int code, uint64_t now_ms)
{
	struct hs_judgement j;

	if (!retry)
		return 0;
	begin_decision(retry, code);
	hs_judge_tunnel(&j, HS_IANA, code);
	hs_response_asked(&retry->response, retry->time_of_day, j.reasons & HTTPSTATUS_REASON_THROTTLED,
	              &retry->asked);
	return end_decision(retry, &j, 0, now_ms);
}

httpstatus_advice httpstatus_retry_on_failure(httpstatus_retry *retry,
                                              int failure, uint64_t now_ms)
{
	struct hs_judgement j;

	if (!retry)
		return 0;
	if (failure < HTTPSTATUS_FAILURE_UNCONNECTED || failure > HTTPSTATUS_FAILURE_TRUNCATED)
		failure = HTTPSTATUS_FAILURE_BROKEN;
	/* Only a truncated response has fields. */
	if (failure != HTTPSTATUS_FAILURE_TRUNCATED)
		forget_response(retry);
	begin_decision(retry, HS_FAILURE_CAUSE(failure));
	hs_response_asked(&retry->response, retry->time_of_day, false, &retry->asked);
	hs_judge_failure(&j, failure, retry->traits);
	if (failure == HTTPSTATUS_FAILURE_TIMED_OUT)
		j.limit = (uint8_t)setting(retry, HTTPSTATUS_POLICY_TIMEOUT_LIMIT);
	return end_decision(retry, &j, 0, now_ms);
}

void httpstatus_retry_succeeded(httpstatus_retry *retry)
{
	bool was_retried;

	if (!retry || retry->settled)
		return;
	/* An amended request has taken nothing from the budget. */
	was_retried = retry->cost > 0 || retry->free_used;
	retry->settled = true;
	hs_budget_give(retry->policy.budget, was_retried ? retry->cost : GAIN_CLEAN);
}

/* ---- The last decision ---------------------------------------------------------- */

httpstatus_advice httpstatus_retry_advice(const httpstatus_retry *retry)
{
	return retry ? retry->advice : 0;
}

uint64_t httpstatus_retry_delay_ms(const httpstatus_retry *retry)
{
	return retry ? retry->delay : 0;
}

int httpstatus_retry_asked(const httpstatus_retry *retry)
{
	return retry ? (int)retry->asked.kind : HTTPSTATUS_ASKED_NOTHING;
}

uint64_t httpstatus_retry_asked_ms(const httpstatus_retry *retry)
{
	return retry ? retry->asked.ms : 0;
}

uint64_t httpstatus_retry_cooldown_ms(const httpstatus_retry *retry)
{
	return retry ? retry->cooldown : 0;
}

int httpstatus_retry_attempts(const httpstatus_retry *retry)
{
	return retry ? retry->attempts : 0;
}
