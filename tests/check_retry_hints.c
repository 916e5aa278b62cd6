/* SPDX-License-Identifier: MIT */
/*
 * check_retry_hints.c - fields like Retry-After that a policy names, in a retry
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>

#include "suite_retry.h"

/* ---- Times ----------------------------------------------------------------- */

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

#define ALL_HINTS UINT32_C(0xFF)

static uint64_t hinted(uint32_t bits, const struct hint *hint)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), bits, GET);
	uint64_t asked;

	httpstatus_retry_set_clock(retry, NOON);
	if (answer(retry, 429, hint->name, hint->value) != RETRY)
		ck_abort_msg("%s: %s: no RETRY", hint->name, hint->value);
	asked = httpstatus_retry_asked_ms(retry);
	ck_assert_uint_ge(delay(retry), asked);
	httpstatus_retry_free(retry);
	return asked;
}

/* Each counts where the policy names it, and only there. */
START_TEST(hint_when_named)
{
	const struct hint *hint = &hints[_i];
	uint64_t with = hinted(hint->bit, hint), without = hinted(ALL_HINTS & ~hint->bit, hint);

	if (with != hint->ms || without != 0)
		ck_abort_msg("%s: %s: %llu named, %llu else", hint->name, hint->value,
		             (unsigned long long)with, (unsigned long long)without);
	ck_assert_uint_eq(hinted(ALL_HINTS, hint), hint->ms);
	ck_assert_uint_eq(hinted(0, hint), 0);
}
END_TEST

START_TEST(hint_ms_is_the_default)
{
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < HINTS; i++) {
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_set_clock(retry, NOON);
		ck_assert_int_eq(answer(retry, 429, hints[i].name, hints[i].value), RETRY);
		ck_assert_uint_eq(httpstatus_retry_asked_ms(retry),
		                  hints[i].bit == HINT(MS) ? hints[i].ms : 0);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* A field without a value asks for nothing, in whatever unit; one with another text is malformed. */
START_TEST(hint_without_a_value)
{
	static const struct { const char *name, *value; int asked; } cases[] = {
		{ "Retry-After", "", ASKED(NOTHING) }, { "Retry-After", "soon", ASKED(MALFORMED) },
		{ "retry-after-ms", "", ASKED(NOTHING) }, { "retry-after-ms", " \t", ASKED(NOTHING) },
		{ "retry-after-ms", "soon", ASKED(MALFORMED) },
		{ "x-amz-retry-after", "", ASKED(NOTHING) }
	};
	httpstatus_retry *retry = begin_set(SET(HINTS), ALL_HINTS, GET);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 503, cases[i].name, cases[i].value), RETRY);
		ck_assert_int_eq((int)httpstatus_retry_asked(retry), cases[i].asked);
		ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 0);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* An epoch time is held against the server's clock, too. */
START_TEST(reset_by_the_servers_clock)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(RESET), GET);

	httpstatus_retry_set_clock(retry, 1000);
	feed(retry, "Date", NOON_DATE);
	feed(retry, "Age", "10");
	ck_assert_int_eq(answer(retry, 429, "X-RateLimit-Reset", "1795264526"), RETRY);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 20000);
	httpstatus_retry_free(retry);
}
END_TEST

/* Milliseconds are of one rank with Retry-After: the larger counts. */
START_TEST(ms_beside_seconds)
{
	static const struct { const char *seconds, *ms; uint64_t asked; } cases[] = {
		{ "2", "1500", 2000 }, { "2", "1000", 2000 }, { "2", "999", 2000 }, { "2", "0", 2000 },
		{ "2", "5000", 5000 }, { "2", "soon", 2000 }, { "soon", "700", 700 }, { "2", "", 2000 },
		{ "2", "-5", 2000 }, { "0", "300", 300 }
	};
	httpstatus_retry *retry = begin(GET);
	size_t i;
	int backwards;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (backwards = 0; backwards <= 1; backwards++) {
			httpstatus_retry_reset(retry, GET, 0);
			if (backwards)
				feed(retry, "retry-after-ms", cases[i].ms);
			feed(retry, "Retry-After", cases[i].seconds);
			if (!backwards)
				feed(retry, "retry-after-ms", cases[i].ms);
			ck_assert_int_eq(answer(retry, 429, NULL, NULL), RETRY);
			if (httpstatus_retry_asked_ms(retry) != cases[i].asked)
				ck_abort_msg("%s and %s: %llu", cases[i].seconds, cases[i].ms,
				             (unsigned long long)httpstatus_retry_asked_ms(retry));
			ck_assert_uint_ge(delay(retry), cases[i].asked);
		}
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(retry_after_beats_ratelimit)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(RATELIMIT), GET);

	feed(retry, "RateLimit", "\"default\";r=0;t=30");
	ck_assert_int_eq(answer(retry, 429, "Retry-After", "4"), RETRY);
	check_asked(retry, ASKED(DELAY), 4000);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Permission ------------------------------------------------------------ */

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

START_TEST(permission_by_hint)
{
	const struct permission *p = &permissions[_i];
	httpstatus_retry *retry = begin_set(SET(HINTS), p->bits, p->traits);
	int got = answer(retry, p->code, p->name, p->value);

	if (got != p->verdict || (why(retry) & p->reason) != p->reason)
		ck_abort_msg("%d, %s: %s: verdict %d, reasons 0x%x", p->code, p->name, p->value, got,
		             (unsigned)why(retry));
	ck_assert(p->reason == R(FORBIDDEN) || !(why(retry) & R(FORBIDDEN)));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(no_wins_over_yes)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(SHOULD_RETRY), GET);

	feed(retry, "x-should-retry", "false");
	ck_assert_int_eq(answer(retry, 503, "stripe-should-retry", "true"), STOP);
	ck_assert(why(retry) & R(FORBIDDEN));
	httpstatus_retry_reset(retry, GET, 0);
	feed(retry, "x-should-retry", "true");
	ck_assert_int_eq(answer(retry, 503, "stripe-should-retry", "false"), STOP);
	ck_assert(why(retry) & R(FORBIDDEN));
	/* Of this response only. */
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(nack_means_refused)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(NACK), POST);

	ck_assert_int_eq(answer(retry, 503, "finagle-http-nack", "true"), RETRY);
	ck_assert_int_le(httpstatus_advice_processed(httpstatus_retry_advice(retry)),
	                 HTTPSTATUS_PROCESSED_REFUSED);
	httpstatus_retry_free(retry);
}
END_TEST

/* Envoy's mark tells why a 429 came, but makes no failure of another status. */
START_TEST(rate_limited_without_a_failure)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(ENVOY), POST);

	ck_assert_int_eq(answer(retry, 404, "x-envoy-ratelimited", "true"), STOP);
	ck_assert(!(why(retry) & R(THROTTLED)));
	ck_assert_int_eq(answer(retry, 200, "x-envoy-ratelimited", "true"), DONE);
	httpstatus_retry_free(retry);
}
END_TEST

/* A 500 is retried once, but one that only says "too many" is as good as a 429. */
START_TEST(rate_limited_without_a_limit)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(ENVOY), GET);

	ck_assert_int_eq(answer(retry, 500, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 500, NULL, NULL), STOP);
	ck_assert(why(retry) & R(CODE_LIMIT));
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 500, "x-envoy-ratelimited", "true"), RETRY);
	ck_assert_uint_eq(why(retry) & (R(THROTTLED) | R(TRANSIENT)), R(THROTTLED));
	ck_assert_int_eq(answer(retry, 500, "x-envoy-ratelimited", "true"), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *retry_hints_suite(void)
{
	Suite *suite = suite_create("retry hints");
	TCase *times = tcase_create("times");
	TCase *permission_cases = tcase_create("permission");

	tcase_add_loop_test(times, hint_when_named, 0, (int)HINTS);
	tcase_add_test(times, hint_ms_is_the_default);
	tcase_add_test(times, hint_without_a_value);
	tcase_add_test(times, reset_by_the_servers_clock);
	tcase_add_test(times, ms_beside_seconds);
	tcase_add_test(times, retry_after_beats_ratelimit);
	suite_add_tcase(suite, times);

	tcase_add_loop_test(permission_cases, permission_by_hint, 0, (int)PERMISSIONS);
	tcase_add_test(permission_cases, no_wins_over_yes);
	tcase_add_test(permission_cases, nack_means_refused);
	tcase_add_test(permission_cases, rate_limited_without_a_failure);
	tcase_add_test(permission_cases, rate_limited_without_a_limit);
	suite_add_tcase(suite, permission_cases);
	return suite;
}

int main(void)
{
	return run_suite(retry_hints_suite());
}
