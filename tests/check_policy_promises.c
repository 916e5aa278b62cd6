/* SPDX-License-Identifier: MIT */
/*
 * check_policy_promises.c - what the manuals of programs promise, kept by a policy
 *
 * Each case names the program and the option whose description it repeats. The
 * expected values are those of that manual, not of this library.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "suite.h"

#define GET  (HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT)
#define RETRY HTTPSTATUS_VERDICT_RETRY
#define STOP  HTTPSTATUS_VERDICT_STOP

static httpstatus_policy *policy_of(const char *text)
{
	httpstatus_policy *policy;
	const char *expected;
	size_t position;

	ck_assert_int_eq(httpstatus_policy_new(&policy), 0);
	if (httpstatus_policy_parse(policy, text, strlen(text), &position, &expected))
		ck_abort_msg("%s: at %zu: expected %s", text, position, expected);
	return policy;
}

static httpstatus_retry *begin_stack(const char *names)
{
	httpstatus_policy *policy = policy_of("");
	const httpstatus_catalog *catalog;
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_catalog_open(names, strlen(names), &catalog, NULL, 0), 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
	httpstatus_catalog_unref(catalog);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	httpstatus_policy_free(policy);
	return retry;
}

static httpstatus_retry *begin(const char *text)
{
	httpstatus_policy *policy = policy_of(text);
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	httpstatus_policy_free(policy);
	httpstatus_retry_seed(retry, 7);
	httpstatus_retry_reset(retry, GET, 0);
	return retry;
}

static int on(httpstatus_retry *retry, int code, uint64_t now)
{
	return httpstatus_advice_verdict(httpstatus_retry_on_status(retry, code, now));
}

static int fails(httpstatus_retry *retry, int failure, uint64_t now)
{
	return httpstatus_advice_verdict(httpstatus_retry_on_failure(retry, failure, now));
}

static uint32_t why(const httpstatus_retry *retry)
{
	return httpstatus_advice_reasons(httpstatus_retry_advice(retry));
}

/* wget(1), --tries: "0" or "inf" for infinite retrying. */
START_TEST(any_number_of_tries)
{
	httpstatus_retry *retry = begin("attempts=0 max-elapsed=0 code-limits=no");
	uint64_t now = 0;

	for (int n = 0; n < 100000; n++) {
		if (on(retry, 503, now) != RETRY)
			ck_abort_msg("ends after %d", n + 1);
		now = httpstatus_retry_next_ms(retry);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* curl(1), --retry <num>: a number that is too large for us is the largest. */
START_TEST(numbers_out_of_range)
{
	httpstatus_policy *policy = policy_of("");

	ck_assert_uint_eq(httpstatus_policy_set_clamped(policy, HTTPSTATUS_POLICY_ATTEMPTS, 999999), 999999);
	ck_assert_uint_eq(httpstatus_policy_set_clamped(policy, HTTPSTATUS_POLICY_ATTEMPTS,
	                                                UINT64_C(1) << 40), UINT32_MAX);
	ck_assert_uint_eq(httpstatus_policy_get(policy, HTTPSTATUS_POLICY_ATTEMPTS), UINT32_MAX);
	ck_assert_uint_eq(httpstatus_policy_set_clamped(policy, HTTPSTATUS_POLICY_JITTER, 101), 100);
	ck_assert_uint_eq(httpstatus_policy_set_clamped(policy, HTTPSTATUS_POLICY_GROWTH, 0),
	                  HTTPSTATUS_GROWTH_NONE);
	ck_assert_uint_eq(httpstatus_policy_set_clamped(policy, HTTPSTATUS_POLICY_TIMEOUT_LIMIT, 20), 14);
	ck_assert_uint_eq(httpstatus_policy_set_clamped(policy, HTTPSTATUS_POLICY_TIMEOUT_LIMIT,
	                                                HTTPSTATUS_LIMIT_NONE), HTTPSTATUS_LIMIT_NONE);
	ck_assert_uint_eq(httpstatus_policy_set_clamped(policy, HTTPSTATUS_POLICY_FAILURES, 0x41), 1);
	ck_assert_uint_eq(httpstatus_policy_set_clamped(NULL, HTTPSTATUS_POLICY_ATTEMPTS, 9), 4);
	ck_assert_uint_eq(httpstatus_policy_set_clamped(policy, 0, 9), 0);
	httpstatus_policy_free(policy);
}
END_TEST

/* curl(1), --retry 5: five retries on a time-out, a 408, 429, 500, 502, 503 or 504. */
START_TEST(five_retries)
{
	static const int codes[] = {408, 429, 500, 502, 503, 504};

	for (size_t n = 0; n < sizeof(codes) / sizeof(codes[0]); n++) {
		httpstatus_retry *retry = begin("attempts=6 code-limits=no");

		for (int i = 0; i < 5; i++)
			ck_assert_int_eq(on(retry, codes[n], 0), RETRY);
		ck_assert_int_eq(on(retry, codes[n], 0), STOP);
		ck_assert(why(retry) & HTTPSTATUS_REASON_ATTEMPTS);
		httpstatus_retry_free(retry);
	}
	for (int way = 0; way < 2; way++) {
		httpstatus_retry *retry = begin(way ? "attempts=6 code-limits=no" : "attempts=6 timeout-limit=none");

		for (int i = 0; i < 5; i++)
			ck_assert_int_eq(fails(retry, HTTPSTATUS_FAILURE_TIMED_OUT, 0), RETRY);
		ck_assert_int_eq(fails(retry, HTTPSTATUS_FAILURE_TIMED_OUT, 0), STOP);
		ck_assert(why(retry) & HTTPSTATUS_REASON_ATTEMPTS);
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* curl(1), --retry-delay 5: "sleep this amount of time before each retry". */
START_TEST(fixed_delay)
{
	httpstatus_retry *retry = begin("attempts=20 base=5 growth=none jitter=0 max-elapsed=0 code-limits=no");
	static const int codes[] = {502, 503, 429, 500};

	for (size_t n = 0; n < 12; n++) {
		ck_assert_int_eq(on(retry, codes[n % 4], 0), RETRY);
		ck_assert_uint_eq(httpstatus_retry_delay_ms(retry), 5000);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* curl(1), --retry: "first waits one second and then ... doubles ... until it reaches 10 minutes". */
START_TEST(doubling_delay)
{
	httpstatus_retry *retry = begin("attempts=20 base=1 jitter=0 cap=10m max-elapsed=0");
	uint64_t wanted = 1000;

	for (int n = 0; n < 19; n++) {
		ck_assert_int_eq(on(retry, 502, 0), RETRY);
		ck_assert_uint_eq(httpstatus_retry_delay_ms(retry), wanted);
		wanted = wanted * 2 < 600000 ? wanted * 2 : 600000;
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* wget(1), --waitretry=10: "1 second after the first failure, then 2 ... up to the maximum". */
START_TEST(linear_delay)
{
	httpstatus_retry *retry = begin("attempts=20 base=1 growth=linear cap=10 jitter=0 max-elapsed=0");

	for (uint64_t n = 1; n < 20; n++) {
		ck_assert_int_eq(on(retry, 502, 0), RETRY);
		ck_assert_uint_eq(httpstatus_retry_delay_ms(retry), n < 10 ? 1000 * n : 10000);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* FFmpeg, reconnect_delay_max: the longest delay; more that is asked for is "too long". */
START_TEST(longest_delay)
{
	httpstatus_retry *retry = begin("attempts=0 max-delay=7 max-elapsed=0 code-limits=no");

	for (int n = 0; n < 1000; n++) {
		ck_assert_int_eq(on(retry, n % 2 ? 503 : 502, 0), RETRY);
		ck_assert_uint_le(httpstatus_retry_delay_ms(retry), 7000);
	}
	httpstatus_retry_field(retry, "Retry-After", 11, "7", 1);
	ck_assert_int_eq(on(retry, 503, 0), RETRY);
	ck_assert_uint_eq(httpstatus_retry_delay_ms(retry), 7000);
	httpstatus_retry_field(retry, "Retry-After", 11, "8", 1);
	ck_assert_int_eq(on(retry, 503, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_TOO_LONG);
	httpstatus_retry_free(retry);
}
END_TEST

/* FFmpeg, reconnect_delay_total_max: the longest total of delays. */
START_TEST(longest_total)
{
	httpstatus_retry *retry = begin("attempts=0 max-total-wait=60 max-elapsed=0 code-limits=no base=1");
	uint64_t total = 0;

	while (on(retry, 502, 0) == RETRY)
		total += httpstatus_retry_delay_ms(retry);
	ck_assert(why(retry) & HTTPSTATUS_REASON_DEADLINE);
	ck_assert_uint_le(total, 60000);
	ck_assert_uint_ge(total, 40000);
	httpstatus_retry_free(retry);
}
END_TEST

/* FFmpeg, reconnect_on_http_error=4xx,503: only these. */
START_TEST(only_listed)
{
	httpstatus_retry *retry = begin("only=4xx,503 always=4xx,5xx attempts=9");

	ck_assert_int_eq(on(retry, 503, 0), RETRY);
	ck_assert_int_eq(on(retry, 404, 0), RETRY);
	ck_assert_int_eq(on(retry, 502, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_OVERRIDDEN);
	/* A redirect is no retry. */
	ck_assert_int_eq(on(retry, 302, 0), HTTPSTATUS_VERDICT_FOLLOW);
	/* Safety is not lifted. */
	httpstatus_retry_reset(retry, 0, 0);
	ck_assert_int_eq(on(retry, 503, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_UNSAFE_METHOD);
	httpstatus_retry_free(retry);
	/* An empty list is a list: nothing is retried. */
	retry = begin("only=503,-503");
	ck_assert_int_eq(on(retry, 503, 0), STOP);
	httpstatus_retry_free(retry);
}
END_TEST

/* FFmpeg, reconnect_on_network_error off: failures are not retried; curl --retry-connrefused: some. */
START_TEST(listed_failures)
{
	httpstatus_retry *retry = begin("failures=unconnected,timed-out at-once=timed-out");

	ck_assert_int_eq(fails(retry, HTTPSTATUS_FAILURE_TIMED_OUT, 0), RETRY);
	ck_assert_uint_eq(httpstatus_retry_delay_ms(retry), 0);
	ck_assert_int_eq(fails(retry, HTTPSTATUS_FAILURE_BROKEN, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_OVERRIDDEN);
	httpstatus_retry_free(retry);
	retry = begin("at-once=none base=5 jitter=0");
	ck_assert_int_eq(fails(retry, HTTPSTATUS_FAILURE_UNCONNECTED, 0), RETRY);
	ck_assert_uint_eq(httpstatus_retry_delay_ms(retry), 5000);
	httpstatus_retry_free(retry);
}
END_TEST

/* rsyslog, omhttp httpignorablecodes: such a response counts as delivered. */
START_TEST(delivered)
{
	httpstatus_retry *retry = begin("done=400,503 never=400 always=400");

	ck_assert_int_eq(on(retry, 400, 0), HTTPSTATUS_VERDICT_DONE);
	ck_assert_int_eq(httpstatus_advice_keep(httpstatus_retry_advice(retry)), HTTPSTATUS_KEEP_SENT);
	httpstatus_retry_reset(retry, 0, 0);
	ck_assert_int_eq(on(retry, 503, 0), HTTPSTATUS_VERDICT_DONE);
	httpstatus_retry_free(retry);
}
END_TEST

/* rustup, htslib: a download that makes progress is not given up because of its length. */
START_TEST(resumed)
{
	httpstatus_retry *retry = begin("attempts=3 max-elapsed=1h base=1 jitter=0 timeout-limit=1");
	uint64_t now = 0;

	for (int part = 0; part < 50; part++) {
		ck_assert_int_eq(fails(retry, HTTPSTATUS_FAILURE_TRUNCATED, now), RETRY);
		ck_assert_uint_eq(httpstatus_retry_delay_ms(retry), 1000);
		ck_assert_int_eq(fails(retry, HTTPSTATUS_FAILURE_TIMED_OUT, now), RETRY);
		ck_assert_uint_eq(httpstatus_retry_delay_ms(retry), 2000);
		now += 60000;
		httpstatus_retry_progress(retry);
		ck_assert_int_eq(httpstatus_retry_attempts(retry), 0);
	}
	/* The time of the whole request is not extended. */
	ck_assert_int_eq(fails(retry, HTTPSTATUS_FAILURE_TRUNCATED, 3600000), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_DEADLINE);
	httpstatus_retry_free(retry);

	retry = begin("attempts=3 max-elapsed=0 base=1 jitter=0 max-total-wait=3500ms");
	for (int n = 0; n < 3; n++) {
		ck_assert_int_eq(on(retry, 502, 0), RETRY);
		httpstatus_retry_progress(retry);
	}
	ck_assert_int_eq(on(retry, 502, 0), STOP);
	httpstatus_retry_free(retry);
}
END_TEST

/* Behind a redirect to another origin, fields forbid and lengthen, and permit nothing. */
START_TEST(another_origin)
{
	static const struct { const char *name, *value; } permits[] = {
		{"x-envoy-ratelimited", "true"}, {"finagle-http-nack", "true"}
	};
	httpstatus_retry *retry = begin_stack("x-should-retry,envoy,finagle");

	for (size_t n = 0; n < 2; n++)
		for (int foreign = 0; foreign < 2; foreign++) {
			httpstatus_retry_reset(retry, foreign ? HTTPSTATUS_TRAIT_FOREIGN : 0, 0);
			httpstatus_retry_field(retry, permits[n].name, strlen(permits[n].name),
			                       permits[n].value, strlen(permits[n].value));
			ck_assert_int_eq(on(retry, 503, 0), foreign ? STOP : RETRY);
		}
	httpstatus_retry_reset(retry, GET | HTTPSTATUS_TRAIT_FOREIGN, 0);
	httpstatus_retry_field(retry, "Retry-After", 11, "9", 1);
	ck_assert_int_eq(on(retry, 503, 0), RETRY);
	ck_assert_uint_ge(httpstatus_retry_delay_ms(retry), 9000);
	httpstatus_retry_field(retry, "x-should-retry", 14, "false", 5);
	ck_assert_int_eq(on(retry, 503, 0), STOP);
	httpstatus_retry_free(retry);
}
END_TEST

/* Daemons that retry by themselves: one response is judged, and nothing counted. */
START_TEST(looked_at)
{
	httpstatus_policy *policy = policy_of("attempts=1 never=502");
	httpstatus_budget *budget;
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_budget_new(&budget), 0);
	ck_assert_int_eq(httpstatus_policy_set_budget(policy, budget), 0);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_field(retry, "Retry-After", 11, "9", 1);
	for (int n = 0; n < 100; n++) {
		ck_assert_int_eq(httpstatus_advice_verdict(httpstatus_retry_peek(retry, 503)), RETRY);
		ck_assert_int_eq(httpstatus_advice_verdict(httpstatus_retry_peek(retry, 502)), STOP);
		/* RFC 9110, 15.5.14: with Retry-After, a 413 is temporary: the field counts. */
		ck_assert_int_eq(httpstatus_advice_verdict(httpstatus_retry_peek(retry, 413)), RETRY);
	}
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), 28);
	ck_assert_uint_eq(httpstatus_retry_advice(retry), 0);
	ck_assert_int_eq(on(retry, 503, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_ATTEMPTS);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 9000);
	ck_assert_uint_eq(httpstatus_retry_peek(NULL, 503), 0);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
	httpstatus_budget_unref(budget);
}
END_TEST

#define HOLD HTTPSTATUS_REASON_HOLD
#define ENDS (HTTPSTATUS_REASON_CODE_LIMIT | HTTPSTATUS_REASON_ATTEMPTS | \
              HTTPSTATUS_REASON_TOO_LONG | HTTPSTATUS_REASON_DEADLINE | HTTPSTATUS_REASON_BUDGET)

/* The table of httpstatus_advise(3), "Content": the row that fits an advice. */
static int keep_by_the_manual(httpstatus_advice advice)
{
	static const struct { int verdict; uint32_t with, without; int keep; } rows[] = {
		{HTTPSTATUS_VERDICT_DONE,   0,    0,    HTTPSTATUS_KEEP_SENT},
		{HTTPSTATUS_VERDICT_RETRY,  0,    0,    HTTPSTATUS_KEEP_RETRY},
		{HTTPSTATUS_VERDICT_FOLLOW, 0,    0,    HTTPSTATUS_KEEP_RETRY},
		{HTTPSTATUS_VERDICT_WAIT,   0,    0,    HTTPSTATUS_KEEP_RETRY},
		{HTTPSTATUS_VERDICT_AMEND,  HOLD, 0,    HTTPSTATUS_KEEP_HOLD},
		{HTTPSTATUS_VERDICT_AMEND,  0,    HOLD, HTTPSTATUS_KEEP_DROP},
		{HTTPSTATUS_VERDICT_STOP,   ENDS, 0,    HTTPSTATUS_KEEP_RETRY},
		{HTTPSTATUS_VERDICT_STOP,   0,    ENDS, HTTPSTATUS_KEEP_DROP}
	};
	const uint32_t reasons = httpstatus_advice_reasons(advice);

	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++)
		if (httpstatus_advice_verdict(advice) == rows[n].verdict &&
		    (!rows[n].with || (reasons & rows[n].with)) && !(reasons & rows[n].without))
			return rows[n].keep;
	return -1;
}

START_TEST(content_is_kept)
{
	const httpstatus_catalog *catalog = NULL;
	static const struct { int code; uint32_t traits; int keep; } cases[] = {
		{200, 0, HTTPSTATUS_KEEP_SENT}, {204, GET, HTTPSTATUS_KEEP_SENT},
		{100, 0, HTTPSTATUS_KEEP_RETRY}, {308, 0, HTTPSTATUS_KEEP_RETRY},
		{503, GET, HTTPSTATUS_KEEP_RETRY}, {429, 0, HTTPSTATUS_KEEP_RETRY},
		{401, 0, HTTPSTATUS_KEEP_HOLD}, {403, 0, HTTPSTATUS_KEEP_HOLD},
		{413, 0, HTTPSTATUS_KEEP_DROP}, {410, 0, HTTPSTATUS_KEEP_DROP},
		{422, 0, HTTPSTATUS_KEEP_DROP}
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		int keep = httpstatus_advice_keep(httpstatus_advise(NULL, cases[n].code, cases[n].traits));

		ck_assert_msg(keep == cases[n].keep, "%d: %s", cases[n].code, httpstatus_keep_name(keep));
	}
	while ((catalog = httpstatus_builtin_next(catalog)))
		for (int code = 0; code < 1000; code++)
			for (uint32_t traits = 0; traits < 0x400; traits += 7) {
				httpstatus_advice advice = httpstatus_advise(catalog, code, traits);

				INSIST(httpstatus_advice_keep(advice) == keep_by_the_manual(advice), "%s %d",
				       httpstatus_catalog_name(catalog), code);
			}
}
END_TEST

/* A listed code has no limit of its own: only the attempts, and here nothing, end it. */
START_TEST(always_has_no_limit)
{
	httpstatus_retry *retry = begin("attempts=0 max-elapsed=0 always=404,500");

	for (int n = 0; n < 2000; n++)
		if (on(retry, n % 2 ? 404 : 500, 0) != RETRY)
			ck_abort_msg("ends after %d", n + 1);
	httpstatus_retry_free(retry);
}
END_TEST

static httpstatus_retry *begin_after_failures(const char *text, int failures)
{
	httpstatus_policy *policy = policy_of(text);
	httpstatus_budget *budget;
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_budget_new(&budget), 0);
	ck_assert_int_eq(httpstatus_policy_set_budget(policy, budget), 0);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	httpstatus_policy_free(policy);
	httpstatus_budget_unref(budget);
	for (int n = 0; n < failures; n++) {
		httpstatus_retry_reset(retry, GET, 0);
		on(retry, 503, 0);
	}
	httpstatus_retry_reset(retry, GET, 0);
	return retry;
}

/* A request that ended is not an end of its data. */
START_TEST(kept_after_the_end)
{
	static const struct {
		const char *policy;
		int before;
		const char *asked;
		uint32_t reason;
	} cases[] = {
		{"attempts=1", 0, "0", HTTPSTATUS_REASON_ATTEMPTS},
		{"max-wait=1", 0, "9", HTTPSTATUS_REASON_TOO_LONG},
		{"max-elapsed=1ms", 0, "0", HTTPSTATUS_REASON_DEADLINE},
		{"", 50, "0", HTTPSTATUS_REASON_BUDGET}
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = begin_after_failures(cases[n].policy, cases[n].before);

		httpstatus_retry_field(retry, "Retry-After", 11, cases[n].asked, 1);
		ck_assert_int_eq(on(retry, 503, 0), STOP);
		ck_assert(why(retry) & cases[n].reason);
		ck_assert_int_eq(httpstatus_advice_keep(httpstatus_retry_advice(retry)), HTTPSTATUS_KEEP_RETRY);
		httpstatus_retry_free(retry);
	}
}
END_TEST

START_TEST(kept_after_the_limit)
{
	httpstatus_retry *retry = begin("attempts=9");

	ck_assert_int_eq(on(retry, 500, 0), RETRY);
	ck_assert_int_eq(on(retry, 500, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_CODE_LIMIT);
	ck_assert_int_eq(httpstatus_advice_keep(httpstatus_retry_advice(retry)), HTTPSTATUS_KEEP_RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

/* httpstatus-retry(3), "When it ends": of the reasons that apply, the first is given; of the request, both. */
START_TEST(one_reason)
{
	static const struct {
		const char *policy;
		uint32_t traits;
		int before;         /* failures of other requests, which use up the budget */
		int retried;        /* a first 500 that is retried */
		const char *asked;
		uint32_t reason;
	} cases[] = {
		{"attempts=1", HTTPSTATUS_TRAIT_ONE_SHOT, 0, 0, "0",
		 HTTPSTATUS_REASON_UNSAFE_METHOD | HTTPSTATUS_REASON_ONE_SHOT},
		{"attempts=1", GET | HTTPSTATUS_TRAIT_ONE_SHOT, 0, 0, "0", HTTPSTATUS_REASON_ONE_SHOT},
		{"attempts=2", GET, 0, 1, "0", HTTPSTATUS_REASON_CODE_LIMIT},
		{"attempts=1 max-wait=1", GET, 0, 0, "9", HTTPSTATUS_REASON_ATTEMPTS},
		{"max-wait=1 max-elapsed=1ms", GET, 0, 0, "9", HTTPSTATUS_REASON_TOO_LONG},
		{"max-elapsed=1ms", GET, 50, 0, "0", HTTPSTATUS_REASON_DEADLINE},
		{"", GET, 50, 0, "0", HTTPSTATUS_REASON_BUDGET}
	};
	const uint32_t ends = HTTPSTATUS_REASON_UNSAFE_METHOD | HTTPSTATUS_REASON_ONE_SHOT |
	                      HTTPSTATUS_REASON_CODE_LIMIT | HTTPSTATUS_REASON_ATTEMPTS |
	                      HTTPSTATUS_REASON_TOO_LONG | HTTPSTATUS_REASON_DEADLINE |
	                      HTTPSTATUS_REASON_BUDGET;

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry *retry = begin_after_failures(cases[n].policy, cases[n].before);

		httpstatus_retry_reset(retry, cases[n].traits, 0);
		if (cases[n].retried)
			ck_assert_int_eq(on(retry, 500, 0), RETRY);
		httpstatus_retry_field(retry, "Retry-After", 11, cases[n].asked, 1);
		ck_assert_int_eq(on(retry, 500, 0), STOP);
		ck_assert_uint_eq(why(retry) & ends, cases[n].reason);
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* Event loops: when the next step may begin. */
START_TEST(next_step)
{
	httpstatus_retry *retry = begin("base=2 jitter=0 growth=none");

	ck_assert_uint_eq(httpstatus_retry_next_ms(retry), 0);
	ck_assert_int_eq(on(retry, 502, 1000), RETRY);
	ck_assert_uint_eq(httpstatus_retry_next_ms(retry), 3000);
	httpstatus_retry_reset(retry, GET, UINT64_MAX - 5);
	ck_assert_int_eq(on(retry, 502, UINT64_MAX - 5), RETRY);
	ck_assert_uint_eq(httpstatus_retry_next_ms(retry), UINT64_MAX);
	ck_assert_uint_eq(httpstatus_retry_next_ms(NULL), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* Each bit of each part makes another seed. */
START_TEST(seeds)
{
	const uint64_t seed = httpstatus_mix_seed(1, 2, 3);

	for (int bit = 0; bit < 64; bit++) {
		uint64_t flipped = UINT64_C(1) << bit;

		ck_assert_uint_ne(httpstatus_mix_seed(1 ^ flipped, 2, 3), seed);
		ck_assert_uint_ne(httpstatus_mix_seed(1, 2 ^ flipped, 3), seed);
		ck_assert_uint_ne(httpstatus_mix_seed(1, 2, 3 ^ flipped), seed);
	}
	ck_assert_uint_ne(httpstatus_mix_seed(2, 1, 3), seed);
	ck_assert_uint_ne(httpstatus_mix_seed(1, 3, 2), seed);
	ck_assert_uint_ne(httpstatus_mix_seed(0, 0, 0), 0);
}
END_TEST

/* The first retry freezes its policy, for good. */
START_TEST(frozen)
{
	httpstatus_policy *policy = policy_of("attempts=7");
	httpstatus_policy *copy;
	httpstatus_retry *retry;
	httpstatus_codeset *codes;

	ck_assert_int_eq(httpstatus_codeset_new(&codes), 0);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	for (int way = 0; way < 2; way++) {
		ck_assert_int_eq(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_ATTEMPTS, 1), HTTPSTATUS_E_INVAL);
		ck_assert_uint_eq(httpstatus_policy_set_clamped(policy, HTTPSTATUS_POLICY_ATTEMPTS, 1), 7);
		ck_assert_int_eq(httpstatus_policy_set_catalog(policy, NULL), HTTPSTATUS_E_INVAL);
		ck_assert_int_eq(httpstatus_policy_set_budget(policy, NULL), HTTPSTATUS_E_INVAL);
		ck_assert_int_eq(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_ONLY, codes),
		                 HTTPSTATUS_E_INVAL);
		ck_assert_int_eq(httpstatus_policy_parse(policy, "base=1", 6, NULL, NULL), HTTPSTATUS_E_INVAL);
		/* Also when its retries are gone. */
		if (way == 0)
			httpstatus_retry_free(retry);
	}
	ck_assert_int_eq(httpstatus_policy_copy(policy, &copy), 0);
	httpstatus_policy_free(policy);
	ck_assert_uint_eq(httpstatus_policy_get(copy, HTTPSTATUS_POLICY_ATTEMPTS), 7);
	ck_assert_int_eq(httpstatus_policy_set(copy, HTTPSTATUS_POLICY_ATTEMPTS, 1), 0);
	httpstatus_policy_free(copy);
	ck_assert_int_eq(httpstatus_policy_copy(NULL, NULL), HTTPSTATUS_E_INVAL);
	httpstatus_codeset_free(codes);
}
END_TEST

START_TEST(no_such_list)
{
	static const int none[] = {0, 5, -1, INT32_MAX, INT32_MIN};
	httpstatus_policy *policy = policy_of("");

	for (size_t n = 0; n < sizeof(none) / sizeof(none[0]); n++)
		ck_assert_int_eq(httpstatus_policy_set_codes(policy, none[n], NULL), HTTPSTATUS_E_INVAL);
	httpstatus_policy_free(policy);
}
END_TEST

START_TEST(sizes)
{
	const httpstatus_catalog *catalog = NULL;

	ck_assert_uint_le(httpstatus_retry_size(NULL), 248);
	while ((catalog = httpstatus_builtin_next(catalog))) {
		httpstatus_policy *policy = policy_of("attempts=0");

		ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
		ck_assert_uint_le(httpstatus_retry_size(policy), 2048);
		httpstatus_policy_free(policy);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("promises");
	TCase *options = tcase_create("options");
	TCase *calls = tcase_create("calls");

	tcase_add_test(options, any_number_of_tries);
	tcase_add_test(options, numbers_out_of_range);
	tcase_add_test(options, five_retries);
	tcase_add_test(options, fixed_delay);
	tcase_add_test(options, doubling_delay);
	tcase_add_test(options, linear_delay);
	tcase_add_test(options, longest_delay);
	tcase_add_test(options, longest_total);
	tcase_add_test(options, only_listed);
	tcase_add_test(options, listed_failures);
	tcase_add_test(options, delivered);
	tcase_add_test(options, always_has_no_limit);
	suite_add_tcase(suite, options);
	tcase_add_test(calls, resumed);
	tcase_add_test(calls, another_origin);
	tcase_add_test(calls, looked_at);
	tcase_add_test(calls, content_is_kept);
	tcase_add_test(calls, kept_after_the_end);
	tcase_add_test(calls, kept_after_the_limit);
	tcase_add_test(calls, one_reason);
	tcase_add_test(calls, next_step);
	tcase_add_test(calls, seeds);
	tcase_add_test(calls, frozen);
	tcase_add_test(calls, no_such_list);
	tcase_add_test(calls, sizes);
	suite_add_tcase(suite, calls);
	return run_suite(suite);
}
