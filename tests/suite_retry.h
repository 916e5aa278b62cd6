/* SPDX-License-Identifier: MIT */
/* What the suites about retries share. */
#ifndef SUITE_RETRY_H
#define SUITE_RETRY_H

#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define STOP   HTTPSTATUS_VERDICT_STOP
#define DONE   HTTPSTATUS_VERDICT_DONE
#define WAIT   HTTPSTATUS_VERDICT_WAIT
#define FOLLOW HTTPSTATUS_VERDICT_FOLLOW
#define AMEND  HTTPSTATUS_VERDICT_AMEND
#define RETRY  HTTPSTATUS_VERDICT_RETRY

#define POST UINT32_C(0)
#define PUT  HTTPSTATUS_TRAIT_IDEMPOTENT
#define GET  (HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT)

#define R(x)     HTTPSTATUS_REASON_##x
#define ASKED(x) HTTPSTATUS_ASKED_##x
#define SET(x)   HTTPSTATUS_POLICY_##x
#define HINT(x)  HTTPSTATUS_HINT_##x

/* 2026-11-21 12:34:56, in seconds and in words; then 30 s and 2 days later. */
#define NOON      INT64_C(1795264496)
#define NOON_DATE "Sat, 21 Nov 2026 12:34:56 GMT"
#define NOON_30   "Sat, 21 Nov 2026 12:35:26 GMT"
#define NOON_2D   "Mon, 23 Nov 2026 12:34:56 GMT"

static inline int verdict(httpstatus_advice advice)
{
	return (int)httpstatus_advice_verdict(advice);
}

static inline uint32_t reasons(httpstatus_advice advice)
{
	return httpstatus_advice_reasons(advice);
}

static inline httpstatus_policy *new_policy(void)
{
	httpstatus_policy *policy;

	if (httpstatus_policy_new(&policy))
		ck_abort_msg("no policy");
	return policy;
}

static inline void set(httpstatus_policy *policy, int setting, uint64_t value)
{
	if (httpstatus_policy_set(policy, setting, value))
		ck_abort_msg("setting %d refuses %llu", (int)setting, (unsigned long long)value);
}

/* A seeded retry, at time 0. */
static inline httpstatus_retry *begin_with(const httpstatus_policy *policy, uint32_t traits)
{
	httpstatus_retry *retry;

	if (httpstatus_retry_new(policy, &retry))
		ck_abort_msg("no retry");
	httpstatus_retry_seed(retry, 1);
	httpstatus_retry_reset(retry, traits, 0);
	return retry;
}

static inline httpstatus_retry *begin(uint32_t traits)
{
	return begin_with(NULL, traits);
}

/* The same, with one number of the policy set. */
static inline httpstatus_retry *begin_set(int setting, uint64_t value, uint32_t traits)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, setting, value);
	retry = begin_with(policy, traits);
	httpstatus_policy_free(policy);
	return retry;
}

/* Name and value come from blocks of exactly their size. */
static inline void feed(httpstatus_retry *retry, const char *name, const char *value)
{
	size_t name_length = strlen(name), value_length = strlen(value);
	char *n = block_of(name, name_length), *v = block_of(value, value_length);

	httpstatus_retry_field(retry, n, name_length, v, value_length);
	free(n);
	free(v);
}

static inline int line(httpstatus_retry *retry, const char *text)
{
	size_t length = strlen(text);
	char *block = block_of(text, length);
	int code = httpstatus_retry_line(retry, block, length);

	free(block);
	return code;
}

/* The verdict on this code at once, after one field (name may be NULL). */
static inline int answer(httpstatus_retry *retry, int code, const char *name, const char *value)
{
	if (name)
		feed(retry, name, value);
	return verdict(httpstatus_retry_on_status(retry, code, 0));
}

static inline uint32_t why(const httpstatus_retry *retry)
{
	return reasons(httpstatus_retry_advice(retry));
}

static inline uint32_t changes(const httpstatus_retry *retry)
{
	return httpstatus_advice_changes(httpstatus_retry_advice(retry));
}

static inline uint64_t delay(const httpstatus_retry *retry)
{
	return httpstatus_retry_delay_ms(retry);
}

static inline void check_asked(const httpstatus_retry *retry, int asked, uint64_t ms)
{
	ck_assert_int_eq(httpstatus_retry_asked(retry), asked);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), ms);
}

static inline const httpstatus_catalog *load(const char *stanza)
{
	char text[512];
	const httpstatus_catalog *catalog;
	int length = snprintf(text, sizeof(text), "Catalog: t\nFormat: 1\n\n%s", stanza);

	if (httpstatus_catalog_load_mem(text, (size_t)length, &catalog))
		ck_abort_msg("not loaded: %s", stanza);
	return catalog;
}

static inline httpstatus_retry *begin_catalog(const httpstatus_catalog *catalog, uint32_t traits)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(ATTEMPTS), 100);
	httpstatus_policy_set_catalog(policy, catalog);
	retry = begin_with(policy, traits);
	httpstatus_policy_free(policy);
	return retry;
}

/* A run of answers; of the last one the delay is from `from` to `from + spread`. */
static const struct run {
	struct { int code; const char *retry_after; } steps[6];
	int repeat;        /* how often the whole run, if not once */
	uint64_t from, spread;
	uint64_t filled;   /* so much of the spread is certainly used */
} runs[] = {
	/* min(cap, 100 * 2^(n-1)) from 0 on. */
	{ { { 502, 0 } }, 1, 0, 100, 100 },
	{ { { 504, 0 } }, 1, 0, 100, 100 },
	{ { { 500, 0 } }, 1, 0, 100, 100 },
	{ { { 423, 0 } }, 1, 0, 100, 100 },
	{ { { 502, 0 } }, 2, 0, 200, 200 },
	{ { { 502, 0 } }, 3, 0, 400, 400 },
	{ { { 502, 0 } }, 8, 0, 12800, 12800 },
	{ { { 502, 0 } }, 9, 0, 20000, 20000 },
	{ { { 502, 0 } }, 33, 0, 20000, 20000 },
	{ { { 502, 0 } }, 70, 0, 20000, 20000 },
	/* "Too many requests" without a time: between half of the backoff and all of it. */
	{ { { 429, 0 } }, 1, 500, 500, 500 },
	{ { { 503, 0 } }, 1, 500, 500, 500 },
	{ { { 429, 0 } }, 2, 1000, 1000, 1000 },
	{ { { 429, 0 } }, 3, 2000, 2000, 2000 },
	{ { { 429, 0 } }, 70, 10000, 10000, 10000 },
	/* A time that cannot be read is none, and "not now" all the same, whatever the code. */
	{ { { 429, "soon" } }, 1, 500, 500, 500 },
	{ { { 502, "soon" } }, 1, 500, 500, 500 },
	{ { { 502, 0 }, { 502, "soon" } }, 1, 1000, 1000, 1000 },
	{ { { 429, 0 }, { 502, 0 } }, 1, 0, 200, 200 },
	{ { { 502, 0 }, { 502, 0 }, { 429, 0 } }, 1, 2000, 2000, 2000 },
	{ { { 429, 0 }, { 502, 0 }, { 429, 0 } }, 1, 2000, 2000, 2000 },
	/* No time to wait is none that anybody asked for. */
	{ { { 429, "0" } }, 1, 500, 500, 500 },
	/* Asked: once as much on top, then twice, up to eight times. */
	{ { { 429, "10" } }, 1, 10000, 10000, 10000 },
	{ { { 503, "10" } }, 1, 10000, 10000, 10000 },
	{ { { 502, "10" } }, 1, 10000, 10000, 10000 },
	{ { { 429, "10" } }, 2, 10000, 20000, 20000 },
	{ { { 429, "10" } }, 3, 10000, 40000, 40000 },
	{ { { 429, "10" } }, 4, 10000, 80000, 80000 },
	{ { { 429, "10" } }, 5, 10000, 80000, 80000 },
	{ { { 429, "10" } }, 40, 10000, 80000, 80000 },
	{ { { 429, "10" }, { 502, 0 }, { 429, "10" } }, 1, 10000, 10000, 10000 },
	{ { { 429, 0 }, { 429, "10" } }, 1, 10000, 20000, 20000 },
	/* One's own backoff is the least spread. */
	{ { { 429, "1" } }, 1, 1000, 1000, 1000 },
	{ { { 502, 0 }, { 502, 0 }, { 502, 0 }, { 429, "1" } }, 1, 1000, 8000, 8000 },
	{ { { 423, "10" } }, 1, 10000, 10000, 10000 },
	{ { { 502, "0" } }, 1, 0, 100, 100 },
};
#define RUNS (sizeof(runs) / sizeof(runs[0]))

static const struct hint {
	uint32_t bit;
	const char *name, *value;
	uint64_t ms;
} hints[] = {
	{ HINT(MS), "retry-after-ms", "1500", 1500 },
	{ HINT(MS), "Retry-After-Ms", "0", 0 },
	{ HINT(MS), "x-ms-retry-after-ms", "1500", 1500 },
	{ HINT(AMZ), "x-amz-retry-after", "1500", 1500 },
	{ HINT(RATELIMIT), "RateLimit", "\"default\";r=0;t=30", 30000 },
	{ HINT(RATELIMIT), "RateLimit", "\"default\";r=5;t=30", 0 },
	{ HINT(RATELIMIT), "RateLimit", "\"a\";r=9;t=90, \"b\";r=0;t=30", 30000 },
	{ HINT(RESET), "X-RateLimit-Reset", "30", 30000 },
	{ HINT(RESET), "X-Rate-Limit-Reset", "30", 30000 },
	{ HINT(RESET), "RateLimit-Reset", "30", 30000 },
	{ HINT(RESET), "X-RateLimit-Reset-After", "30", 30000 },
	{ HINT(RESET), "X-RateLimit-Reset-After", " 0.5\t", 500 },
	{ HINT(RESET), "X-RateLimit-Reset-After", "1. 5", 0 },
	{ HINT(RESET), "X-RateLimit-Reset-After", "1 .5", 0 },
	{ HINT(RESET), "X-RateLimit-Reset-After", ".5", 0 },
	{ HINT(RESET), "X-RateLimit-Reset-After", "1.", 0 },
	{ HINT(RESET), "X-RateLimit-Reset", "1795264526", 30000 },
	{ HINT(RESET), "X-RateLimit-Reset", "1795264526000", 30000 },
	{ HINT(RESET), "X-RateLimit-Reset", "1000000000", 0 },
	{ HINT(GRPC), "grpc-retry-pushback-ms", "1500", 1500 },
};
#define HINTS (sizeof(hints) / sizeof(hints[0]))

/* What a field of one name and value makes of the answer to one code. */
static const struct permission {
	uint32_t bits, traits;
	int code;
	const char *name, *value;
	int verdict;
	uint32_t reason;
} permissions[] = {
	{ HINT(SHOULD_RETRY), GET, 503, "x-should-retry", "false", STOP, R(FORBIDDEN) },
	{ HINT(SHOULD_RETRY), GET, 429, "stripe-should-retry", "false", STOP, R(FORBIDDEN) },
	{ HINT(SHOULD_RETRY), GET, 503, "x-should-retry", "true", RETRY, 0 },
	{ HINT(SHOULD_RETRY), GET, 503, "x-should-retry", "maybe", RETRY, 0 },
	{ HINT(SHOULD_RETRY), POST, 503, "x-should-retry", "true", RETRY, 0 },
	{ HINT(SHOULD_RETRY), POST, 503, "stripe-should-retry", "true", RETRY, 0 },
	{ HINT(SHOULD_RETRY), POST, 502, "x-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ HINT(SHOULD_RETRY), POST, 504, "x-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ HINT(SHOULD_RETRY), GET, 404, "x-should-retry", "true", STOP, 0 },
	{ HINT(SHOULD_RETRY), GET, 400, "x-should-retry", "true", AMEND, 0 },
	{ HINT(SHOULD_RETRY), GET, 200, "x-should-retry", "false", DONE, 0 },
	{ HINT(MS), GET, 503, "x-should-retry", "false", RETRY, 0 },
	{ HINT(MS), POST, 503, "x-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ HINT(GRPC), GET, 503, "grpc-retry-pushback-ms", "-1", STOP, R(FORBIDDEN) },
	{ HINT(GRPC), GET, 503, "grpc-retry-pushback-ms", "soon", STOP, R(FORBIDDEN) },
	{ HINT(GRPC), POST, 503, "grpc-retry-pushback-ms", "100", STOP, R(UNSAFE_METHOD) },
	{ HINT(MS), GET, 503, "grpc-retry-pushback-ms", "-1", RETRY, 0 },
	{ HINT(NACK), POST, 503, "finagle-http-nack", "true", RETRY, 0 },
	{ HINT(NACK), GET, 503, "finagle-http-nonretryable-nack", "true", STOP, R(FORBIDDEN) },
	{ HINT(MS), GET, 503, "finagle-http-nonretryable-nack", "true", RETRY, 0 },
	{ HINT(MS), POST, 503, "finagle-http-nack", "true", STOP, R(UNSAFE_METHOD) },
	{ HINT(NACK), PUT | HTTPSTATUS_TRAIT_ONE_SHOT, 503, "finagle-http-nack", "true", STOP,
	  R(ONE_SHOT) },
	{ HINT(ENVOY), GET, 429, "x-envoy-ratelimited", "true", RETRY, R(THROTTLED) },
};
#define PERMISSIONS (sizeof(permissions) / sizeof(permissions[0]))

static inline int ended(httpstatus_retry *retry, int failure)
{
	return verdict(httpstatus_retry_on_failure(retry, failure, 0));
}

#endif
