/* SPDX-License-Identifier: MIT */
/*
 * The rules of httpstatus-retry(3) and httpstatus_budget_new(3), written a
 * second time from these pages: what a retry decides about a request that may
 * as such be retried or redirected. The oracle sees a request from outside. It
 * is told what the last response or failure was, and what the advice says of it
 * (whether it may be retried, its limit, what the server did); it says which
 * delay or which reason must follow.
 */
#ifndef ORACLE_H
#define ORACLE_H

#include <httpstatus.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
	ORACLE_SETTINGS   = HTTPSTATUS_POLICY_AT_ONCE + 1,
	ORACLE_TOKENS_NEW = 28,
	ORACLE_TOKENS_MAX = 140,
	ORACLE_COST       = 14,
	ORACLE_COST_THROTTLED = 5,
	ORACLE_VAIN_SECONDS = 2,
	ORACLE_CAUSES     = 5
};

/* The reasons that the oracle knows. */
#define ORACLE_REASONS (HTTPSTATUS_REASON_CODE_LIMIT | HTTPSTATUS_REASON_ATTEMPTS | \
                        HTTPSTATUS_REASON_TOO_LONG | HTTPSTATUS_REASON_DEADLINE)

/* Stacked before another catalog: a field for each thing that evidence can do. */
#define ORACLE_EVIDENCE \
	"Catalog: e\nFormat: 1\nExtends: iana\nScope: listed\n" \
	"Wait: grpc-retry-pushback-ms pushback\n\n" \
	"Status: 000, 100-999\nWhen: x-should-retry = false\nRetry: forbid\n\n" \
	"Status: 000, 100-999\nWhen: finagle-http-nack\nProcessed: refused\n"

struct oracle_budget {
	int tokens;
	int vain;                   /* seconds that had failures, since the last success */
	uint32_t failed_at;         /* the last of them, in seconds of a clock that may wrap */
	bool has_failed;
};

/* One request, and what has become of it. */
struct oracle {
	uint64_t settings[ORACLE_SETTINGS];
	struct oracle_budget *budget;       /* NULL: none */
	uint32_t traits;
	uint64_t start, now;
	uint64_t deadline;                  /* UINT64_MAX: none */
	uint64_t attempts, pushbacks, waited, redirects;
	int cost;                           /* of the last retry */
	bool retried, free_used, settled;
	struct {
		int code, failure;
		uint8_t retries;
	} causes[ORACLE_CAUSES];            /* the first that were retried */
	size_t cause_count;
	uint8_t others;                     /* retries after all others */
};

/* What ended an attempt. */
struct oracle_outcome {
	int code;
	int failure;                /* HTTPSTATUS_FAILURE_*; 0: there was a status */
	uint64_t asked;             /* milliseconds, 0 if none */
	bool throttled;             /* also: a time that cannot be read */
	int limit;                  /* HTTPSTATUS_LIMIT_NONE: none */
	int processed;              /* HTTPSTATUS_PROCESSED_* */
};

struct oracle_range {
	uint64_t least, most;
};

/* ---- Arithmetic -------------------------------------------------------------- */

static inline uint64_t oracle_sum(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static inline uint64_t oracle_difference(uint64_t a, uint64_t b)
{
	return a > b ? a - b : 0;
}

static inline uint64_t oracle_smaller(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static inline uint64_t oracle_larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* A limit of which 0 means any. */
static inline uint64_t oracle_unless_0(uint64_t limit)
{
	return limit ? limit : UINT64_MAX;
}

/* ---- Time -------------------------------------------------------------------- */

static inline uint64_t oracle_time_left(const struct oracle *o)
{
	uint64_t elapsed = o->settings[HTTPSTATUS_POLICY_MAX_ELAPSED], left = UINT64_MAX;

	if (elapsed)
		left = oracle_difference(elapsed, oracle_difference(o->now, o->start));
	if (o->deadline != UINT64_MAX)
		left = oracle_smaller(left, oracle_difference(o->deadline, o->now));
	return left;
}

/* Too late for any attempt. */
static inline bool oracle_is_late(const struct oracle *o)
{
	uint64_t left = oracle_time_left(o);

	return left == 0 || left < o->settings[HTTPSTATUS_POLICY_MIN_ATTEMPT];
}

static inline uint64_t oracle_room(const struct oracle *o)
{
	uint64_t total = o->settings[HTTPSTATUS_POLICY_MAX_TOTAL_WAIT];
	uint64_t room = oracle_difference(oracle_time_left(o),
	                                  o->settings[HTTPSTATUS_POLICY_MIN_ATTEMPT]);

	return total ? oracle_smaller(room, oracle_difference(total, o->waited)) : room;
}

static inline uint64_t oracle_max_delay(const struct oracle *o)
{
	return oracle_unless_0(o->settings[HTTPSTATUS_POLICY_MAX_DELAY]);
}

static inline bool oracle_is_too_long(const struct oracle *o, uint64_t asked)
{
	uint64_t longest = oracle_smaller(o->settings[HTTPSTATUS_POLICY_MAX_WAIT], oracle_max_delay(o));

	return asked > oracle_smaller(longest, oracle_room(o));
}

/* ---- The delay --------------------------------------------------------------- */

/* b: the first backoff. */
static inline uint64_t oracle_base(const struct oracle *o, bool throttled)
{
	uint64_t base = o->settings[HTTPSTATUS_POLICY_BASE];

	return throttled ? oracle_larger(base, o->settings[HTTPSTATUS_POLICY_THROTTLED_BASE]) : base;
}

/* B, by addition alone. */
static inline uint64_t oracle_backoff(const struct oracle *o, bool throttled)
{
	uint64_t cap = o->settings[HTTPSTATUS_POLICY_CAP];
	uint64_t base = oracle_base(o, throttled), total = base;

	for (uint64_t n = 1; n < o->attempts && base > 0 && total < cap; n++) {
		if (o->settings[HTTPSTATUS_POLICY_GROWTH] == HTTPSTATUS_GROWTH_DOUBLING)
			total = oracle_sum(total, total);
		else if (o->settings[HTTPSTATUS_POLICY_GROWTH] == HTTPSTATUS_GROWTH_LINEAR)
			total = oracle_sum(total, base);
	}
	return oracle_smaller(total, cap);
}

/* The range of the delay before it is cut to anything. */
static inline struct oracle_range oracle_uncut_range(const struct oracle *o,
                                                     const struct oracle_outcome *x)
{
	uint64_t jitter = o->settings[HTTPSTATUS_POLICY_JITTER];
	uint64_t own = oracle_backoff(o, x->throttled), further = x->asked;

	if (x->asked) {
		for (uint64_t k = 1; k < o->pushbacks && k < 4; k++)
			further = oracle_sum(further, further);
		return (struct oracle_range){
			x->asked, oracle_sum(x->asked, oracle_larger(own, further))
		};
	}
	if (x->throttled)
		jitter = oracle_smaller(jitter, 50);
	return (struct oracle_range){own - own * jitter / 100, own};
}

/* ---- Counts ------------------------------------------------------------------- */

/* The retries after the same cause: codes that are none are one. */
static inline uint8_t *oracle_counter(struct oracle *o, const struct oracle_outcome *x)
{
	int code = x->code >= 0 && x->code < 1000 ? x->code : 1000;

	for (size_t n = 0; n < o->cause_count; n++)
		if (o->causes[n].failure == x->failure && (x->failure || o->causes[n].code == code))
			return &o->causes[n].retries;
	return &o->others;
}

static inline uint8_t oracle_retries(const struct oracle *o, const struct oracle_outcome *x)
{
	struct oracle copy = *o;
	const uint8_t *counter = oracle_counter(&copy, x);

	/* The first of a cause is none of the others, as long as there is room for it. */
	return counter == &copy.others && o->cause_count < ORACLE_CAUSES ? 0 : *counter;
}

static inline void oracle_count(struct oracle *o, const struct oracle_outcome *x)
{
	uint8_t *counter = oracle_counter(o, x);

	if (counter == &o->others && o->cause_count < ORACLE_CAUSES) {
		o->causes[o->cause_count].code = x->code >= 0 && x->code < 1000 ? x->code : 1000;
		o->causes[o->cause_count].failure = x->failure;
		o->causes[o->cause_count].retries = 0;
		counter = &o->causes[o->cause_count++].retries;
	}
	if (*counter < HTTPSTATUS_LIMIT_NONE - 1)
		++*counter;
}

/* What need not wait: the fault was on the way. */
static inline bool oracle_goes_at_once(const struct oracle *o, const struct oracle_outcome *x)
{
	if (x->asked)
		return false;
	if (x->failure)
		return !o->free_used && oracle_retries(o, x) == 0 &&
		       (o->settings[HTTPSTATUS_POLICY_AT_ONCE] >> (x->failure - 1) & 1);
	return x->code == 421 || (x->code == 425 && (o->traits & HTTPSTATUS_TRAIT_EARLY_DATA)) ||
	       (x->code == 408 && oracle_retries(o, x) == 0);
}

/* Between which limits the delay of the retry lies. */
static inline struct oracle_range oracle_delay(const struct oracle *o,
                                               const struct oracle_outcome *x)
{
	struct oracle_range r = oracle_uncut_range(o, x);
	uint64_t longest = oracle_smaller(oracle_max_delay(o), oracle_room(o));

	if (oracle_goes_at_once(o, x))
		return (struct oracle_range){0, 0};
	return (struct oracle_range){
		oracle_smaller(r.least, longest), oracle_smaller(r.most, longest)
	};
}

/* ---- The end ----------------------------------------------------------------- */

/* Room for the least of the delay, and for half of the first backoff. */
static inline uint64_t oracle_needed(const struct oracle *o, const struct oracle_outcome *x)
{
	uint64_t first = oracle_smaller(oracle_base(o, x->throttled),
	                                o->settings[HTTPSTATUS_POLICY_CAP]);
	uint64_t needed = x->asked ? x->asked
	                           : oracle_larger(oracle_uncut_range(o, x).least, first / 2);

	return oracle_smaller(needed, oracle_max_delay(o));
}

/*
 * Why there is no retry after what may as such be retried: the first reason in
 * the manual's order that applies. 0: the budget decides alone.
 */
static inline uint32_t oracle_refusal(struct oracle *o, const struct oracle_outcome *x)
{
	uint64_t attempts = o->settings[HTTPSTATUS_POLICY_ATTEMPTS];

	if (o->settings[HTTPSTATUS_POLICY_CODE_LIMITS] && x->limit != HTTPSTATUS_LIMIT_NONE &&
	    oracle_retries(o, x) >= x->limit)
		return HTTPSTATUS_REASON_CODE_LIMIT;
	if (attempts && o->attempts >= attempts)
		return HTTPSTATUS_REASON_ATTEMPTS;
	if (oracle_is_too_long(o, x->asked))
		return HTTPSTATUS_REASON_TOO_LONG;
	if (oracle_is_late(o))
		return HTTPSTATUS_REASON_DEADLINE;
	if (!oracle_goes_at_once(o, x) && oracle_needed(o, x) > oracle_room(o))
		return HTTPSTATUS_REASON_DEADLINE;
	return 0;
}

/* Why a redirect is not followed; 0: it is, after the time that was asked for. */
static inline uint32_t oracle_refusal_to_follow(const struct oracle *o, uint64_t asked)
{
	if (o->redirects >= o->settings[HTTPSTATUS_POLICY_MAX_REDIRECTS])
		return HTTPSTATUS_REASON_REDIRECTS;
	if (oracle_is_too_long(o, asked))
		return HTTPSTATUS_REASON_TOO_LONG;
	return oracle_is_late(o) ? HTTPSTATUS_REASON_DEADLINE : 0;
}

/* ---- The budget -------------------------------------------------------------- */

static inline struct oracle_budget oracle_new_budget(void)
{
	return (struct oracle_budget){.tokens = ORACLE_TOKENS_NEW};
}

/* Whole minutes without a failure give tokens; a second counts once. */
static inline void oracle_fail(struct oracle_budget *budget, uint64_t now_ms)
{
	uint32_t second = (uint32_t)(now_ms / 1000);
	uint32_t since = second - budget->failed_at;
	bool later = !budget->has_failed || since <= INT32_MAX;

	if (budget->has_failed && later && since >= 60) {
		budget->vain = 0;
		for (uint32_t minute = since / 60; minute > 0 && budget->tokens < ORACLE_TOKENS_NEW; minute--)
			budget->tokens = budget->tokens + ORACLE_COST < ORACLE_TOKENS_NEW
			                 ? budget->tokens + ORACLE_COST : ORACLE_TOKENS_NEW;
	}
	if (budget->vain == 0 || (later && (!budget->has_failed || since > 0)))
		budget->vain++;
	if (later)
		budget->failed_at = second;
	budget->has_failed = true;
}

/* Throttled retries cost less; the first after what the server did not act upon nothing. */
static inline int oracle_cost(const struct oracle *o, const struct oracle_outcome *x,
                              bool too_many)
{
	if (too_many)
		return ORACLE_COST_THROTTLED;
	return x->processed <= HTTPSTATUS_PROCESSED_REFUSED && !o->free_used ? 0 : ORACLE_COST;
}

static inline bool oracle_can_pay(const struct oracle *o, int cost)
{
	const struct oracle_budget *budget = o->budget;

	return !budget || (budget->tokens >= cost &&
	                   (cost < ORACLE_COST || budget->vain <= ORACLE_VAIN_SECONDS));
}

/* A success pays once: 1, or what the last retry cost. */
static inline void oracle_succeed(struct oracle *o)
{
	int due = o->retried ? o->cost : 1;

	if (o->settled)
		return;
	o->settled = true;
	if (!o->budget)
		return;
	o->budget->vain = 0;
	o->budget->tokens = o->budget->tokens + due < ORACLE_TOKENS_MAX ? o->budget->tokens + due
	                                                                : ORACLE_TOKENS_MAX;
}

/* ---- The course -------------------------------------------------------------- */

/* Part of the request is done for good: what was counted begins anew, times do not. */
static inline void oracle_progress(struct oracle *o)
{
	o->attempts = o->pushbacks = o->redirects = 0;
	memset(o->causes, 0, sizeof(o->causes));
	o->cause_count = 0;
	o->others = 0;
}

/* Another request; settings and budget stay. */
static inline void oracle_begin(struct oracle *o, uint32_t traits, uint64_t now)
{
	o->traits = traits;
	o->start = o->now = now;
	o->deadline = UINT64_MAX;
	o->waited = 0;
	oracle_progress(o);
	o->cost = 0;
	o->retried = o->free_used = o->settled = false;
}

/* An attempt has ended; whether it failed, so that a time or "too many" pushes back. */
static inline void oracle_end_attempt(struct oracle *o, const struct oracle_outcome *x,
                                      bool failed)
{
	o->attempts++;
	o->redirects = 0;
	o->pushbacks = failed && (x->throttled || x->asked) ? o->pushbacks + 1 : 0;
}

static inline void oracle_follow(struct oracle *o, uint64_t delay)
{
	o->redirects++;
	o->waited = oracle_sum(o->waited, delay);
}

/* A retry follows, which costs so much. */
static inline void oracle_retry(struct oracle *o, const struct oracle_outcome *x, uint64_t delay,
                                int cost)
{
	oracle_count(o, x);
	o->retried = true;
	o->cost = cost;
	o->free_used = o->free_used || cost == 0;
	o->waited = oracle_sum(o->waited, delay);
	if (o->budget)
		o->budget->tokens -= cost;
}

#endif
