/* SPDX-License-Identifier: MIT */
/* Whether an attempt follows, and when: the policy's limits, the deadline, the budget. */

#include <limits.h>

#include "base/numbers.h"
#include "retry/budget.h"
#include "retry/delay.h"
#include "retry/judge.h"

enum { GAIN_CLEAN = 1 };         /* tokens for a request that succeeded at the first attempt */

/* ---- When ----------------------------------------------------------------------- */

/* Milliseconds until the whole request must end. */
/*@ requires has_policy(retry);
    assigns \nothing;
    ensures retry->deadline != UINT64_MAX ==> now + \result <= \max(now, retry->deadline);
    ensures retry->policy->numbers[HTTPSTATUS_POLICY_MAX_ELAPSED] != 0 ==>
            \result <= retry->policy->numbers[HTTPSTATUS_POLICY_MAX_ELAPSED];
*/
static uint64_t time_left(const httpstatus_retry *retry, uint64_t now)
{
	uint64_t elapsed = hs_setting(retry, HTTPSTATUS_POLICY_MAX_ELAPSED);
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

	return left == 0 || left < hs_setting(retry, HTTPSTATUS_POLICY_MIN_ATTEMPT);
}

/* The longest delay that leaves time for another attempt. */
static uint64_t room_for_delay(const httpstatus_retry *retry, uint64_t now)
{
	uint64_t total = hs_setting(retry, HTTPSTATUS_POLICY_MAX_TOTAL_WAIT);
	uint64_t room = hs_subtract_u64(time_left(retry, now),
	                                hs_setting(retry, HTTPSTATUS_POLICY_MIN_ATTEMPT));

	return total ? hs_min_u64(room, hs_subtract_u64(total, retry->waited)) : room;
}

static uint64_t max_delay(const httpstatus_retry *retry)
{
	uint64_t longest = hs_setting(retry, HTTPSTATUS_POLICY_MAX_DELAY);

	return longest ? longest : UINT64_MAX;
}

/* Whether the server asks for more time than the policy or the deadline allows. */
static bool is_too_long(const httpstatus_retry *retry, uint64_t room)
{
	uint64_t longest = hs_min_u64(hs_setting(retry, HTTPSTATUS_POLICY_MAX_WAIT), max_delay(retry));

	return retry->asked_ms > hs_min_u64(longest, room);
}

/* A time that cannot be read means "not now", too. */
static bool is_pushback(const httpstatus_retry *retry, const struct hs_judgement *j)
{
	return (j->reasons & HTTPSTATUS_REASON_THROTTLED) ||
	       retry->asked == HTTPSTATUS_ASKED_MALFORMED;
}

static struct hs_backoff backoff_of(const httpstatus_retry *retry, const struct hs_judgement *j)
{
	struct hs_backoff backoff = {
		.base = hs_setting(retry, HTTPSTATUS_POLICY_BASE),
		.cap = hs_setting(retry, HTTPSTATUS_POLICY_CAP),
		.growth = hs_setting(retry, HTTPSTATUS_POLICY_GROWTH),
		.jitter = hs_setting(retry, HTTPSTATUS_POLICY_JITTER),
		.asked = retry->asked_ms,
		.attempts = (uint32_t)retry->attempts,
		.pushbacks = retry->pushbacks
	};

	if (is_pushback(retry, j)) {
		backoff.base = hs_max_u64(backoff.base, hs_setting(retry, HTTPSTATUS_POLICY_THROTTLED_BASE));
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

/*
 * Whether to retry without a delay: the cause was the connection, not a server
 * that needs time to recover.
 */
/*@ requires has_policy(retry) && retry->failure <= HTTPSTATUS_FAILURE_UNKNOWN_HOST;
    assigns \nothing;
    ensures retry->asked_ms > 0 ==> !\result;
*/
static bool goes_at_once(const httpstatus_retry *retry, bool first)
{
	if (retry->asked_ms > 0)
		return false;
	if (retry->failure)
		return first && !retry->free_used &&
		       (hs_setting(retry, HTTPSTATUS_POLICY_AT_ONCE) & HTTPSTATUS_FAILURE_MASK(retry->failure));
	return retry->code == HTTPSTATUS_MISDIRECTED_REQUEST ||
	       (retry->code == HTTPSTATUS_TOO_EARLY && (retry->traits & HTTPSTATUS_TRAIT_EARLY_DATA)) ||
	       (retry->code == HTTPSTATUS_REQUEST_TIMEOUT && first);
}

/*
 * Chooses the delay within the time that is left. Returns the reason why there
 * is none, or 0. Bounds are applied before the random draw, so that clients
 * stay spread out at every limit.
 */
/*@ requires \valid(retry) && \valid_read(j) && \separated(retry, j);
    assigns retry->random, retry->delay, retry->shortest, retry->longest;
    ensures in_time: \result == 0 && retry->deadline != UINT64_MAX ==>
            now + retry->delay <= \max(now, retry->deadline);
    ensures never_early: \result == 0 ==> retry->delay >= retry->asked_ms;
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
	if (goes_at_once(retry, first))
		return 0;
	if (hs_min_u64(hs_room_needed(&backoff), max_delay(retry)) > room)
		return HTTPSTATUS_REASON_DEADLINE;
	delay = hs_delay_within(delay, room);
	retry->shortest = delay.shortest;
	retry->longest = delay.shortest + delay.spread;
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
	const uint16_t cause = hs_cause_of(retry);
	const uint8_t retries = hs_retries_after(&retry->counts, cause);
	const uint64_t attempts = hs_setting(retry, HTTPSTATUS_POLICY_ATTEMPTS);
	uint32_t cost = cost_of(retry, j);
	uint32_t refusal;

	/* A count never reaches HTTPSTATUS_LIMIT_NONE. */
	if (hs_setting(retry, HTTPSTATUS_POLICY_CODE_LIMITS) && retries >= j->limit)
		return HTTPSTATUS_REASON_CODE_LIMIT;
	if (attempts > 0 && (uint64_t)retry->attempts >= attempts)
		return HTTPSTATUS_REASON_ATTEMPTS;
	refusal = choose_delay(retry, j, now, retries == 0);
	if (refusal)
		return refusal;
	if (!hs_budget_take(retry->policy->budget, cost, in_seconds(now)))
		return HTTPSTATUS_REASON_BUDGET;
	hs_count_retry(&retry->counts, cause);
	retry->cost = (uint8_t)cost;
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
	hs_forget_delay(retry);
	j->verdict = HTTPSTATUS_VERDICT_STOP;
	j->reasons |= refusal;
}

/* Why a redirect is not followed, or 0. */
static uint32_t refuse_redirect(const httpstatus_retry *retry, uint64_t now)
{
	if (retry->redirects >= hs_setting(retry, HTTPSTATUS_POLICY_MAX_REDIRECTS))
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
	retry->delay = retry->asked_ms;
}

/* Stops if the request was amended as often as its code allows. */
static void amend_or_stop(httpstatus_retry *retry, struct hs_judgement *j)
{
	const uint16_t cause = hs_cause_of(retry);

	if (hs_retries_after(&retry->counts, cause) < j->limit) {
		hs_count_retry(&retry->counts, cause);
		return;
	}
	j->verdict = HTTPSTATUS_VERDICT_STOP;
	j->reasons |= HTTPSTATUS_REASON_CODE_LIMIT;
}

/* A pushback applies to other requests, too. */
static void count_pushback(httpstatus_retry *retry, const struct hs_judgement *j, bool failing)
{
	struct hs_backoff backoff;

	if (!failing || !(is_pushback(retry, j) || retry->asked_ms > 0)) {
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
	if (hs_is_time((enum httpstatus_asked)retry->asked))
		j->reasons |= HTTPSTATUS_REASON_ASKED;
	/* A client that polls waits for this time, whatever the status. */
	retry->cooldown = retry->asked_ms;
	count_pushback(retry, j, failing);
	if (j->verdict == HTTPSTATUS_VERDICT_DONE)
		httpstatus_retry_succeeded(retry);
	if (j->verdict == HTTPSTATUS_VERDICT_AMEND)
		amend_or_stop(retry, j);
	if (j->verdict == HTTPSTATUS_VERDICT_RETRY)
		retry_or_stop(retry, j, now);
	if (failing && j->verdict != HTTPSTATUS_VERDICT_RETRY) {
		hs_budget_take(retry->policy->budget, 0, in_seconds(now));
		cool_down(retry, j);
	}
	retry->waited = hs_add_u64(retry->waited, retry->delay);
	return hs_judgement_pack(j);
}

static void begin_decision(httpstatus_retry *retry, int code, int failure, uint64_t now_ms)
{
	retry->code = code;
	retry->failure = (uint8_t)failure;
	retry->decided = true;
	retry->decided_at = now_ms;
	hs_forget_delay(retry);
	retry->cooldown = 0;
}

/* Decides what to do next, and forgets the response. */
static httpstatus_advice end_decision(httpstatus_retry *retry, struct hs_outcome *outcome,
                                      uint64_t now_ms)
{
	struct hs_judgement *j = &outcome->judgement;

	retry->asked = (uint8_t)outcome->asked.kind;
	retry->asked_ms = outcome->asked.ms;
	retry->entry = outcome->entry;
	retry->may_have_acted = outcome->may_have_acted;
	if (outcome->asked.lenient)
		j->reasons |= HTTPSTATUS_REASON_LENIENT;
	retry->advice = j->verdict == HTTPSTATUS_VERDICT_WAIT ? hs_judgement_pack(j)
	                                                      : decide(retry, j, now_ms);
	hs_forget_response(retry);
	return retry->advice;
}

httpstatus_advice httpstatus_retry_on_status(httpstatus_retry *retry, int code, uint64_t now_ms)
{
	struct hs_outcome outcome;

	if (!retry)
		return 0;
	begin_decision(retry, code, 0, now_ms);
	hs_retry_judge_status(retry, &outcome, code);
	return end_decision(retry, &outcome, now_ms);
}

httpstatus_advice httpstatus_retry_on_tunnel(httpstatus_retry *retry, int code, uint64_t now_ms)
{
	struct hs_outcome outcome;

	if (!retry)
		return 0;
	begin_decision(retry, code, 0, now_ms);
	hs_retry_judge_tunnel(retry, &outcome, code);
	return end_decision(retry, &outcome, now_ms);
}

httpstatus_advice httpstatus_retry_on_failure(httpstatus_retry *retry,
                                              int failure, uint64_t now_ms)
{
	struct hs_outcome outcome;

	if (!retry)
		return 0;
	if (failure < HTTPSTATUS_FAILURE_UNCONNECTED || failure > HTTPSTATUS_FAILURE_UNKNOWN_HOST)
		failure = HTTPSTATUS_FAILURE_BROKEN;
	/* Only a truncated response has fields. */
	if (failure != HTTPSTATUS_FAILURE_TRUNCATED)
		hs_forget_response(retry);
	begin_decision(retry, 0, failure, now_ms);
	hs_retry_judge_failure(retry, &outcome, failure);
	return end_decision(retry, &outcome, now_ms);
}

httpstatus_advice httpstatus_retry_peek(httpstatus_retry *retry, int code)
{
	struct hs_outcome outcome;

	if (!retry)
		return 0;
	hs_retry_judge_status(retry, &outcome, code);
	return hs_judgement_pack(&outcome.judgement);
}

void httpstatus_retry_succeeded(httpstatus_retry *retry)
{
	bool was_retried;

	if (!retry || retry->settled)
		return;
	/* An amended request has taken nothing from the budget. */
	was_retried = retry->cost > 0 || retry->free_used;
	retry->settled = true;
	hs_budget_give(retry->policy->budget, was_retried ? retry->cost : GAIN_CLEAN);
}

