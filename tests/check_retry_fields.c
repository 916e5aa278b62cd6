/* SPDX-License-Identifier: MIT */
/*
 * check_retry_fields.c - fields like Retry-After that a policy names, in a retry
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "suite_retry.h"

/* ---- Times ----------------------------------------------------------------- */

static const struct named {
	const char *catalog;
	const char *name, *value;
	uint64_t ms;
} named[] = {
	{ "iana", "retry-after-ms", "1500", 1500 },
	{ "iana", "Retry-After-Ms", "0", 0 },
	{ "iana", "x-ms-retry-after-ms", "1500", 1500 },
	{ "ratelimit", "RateLimit", "\"default\";r=0;t=30", 30000 },
	{ "ratelimit", "RateLimit", "\"default\";r=5;t=30", 0 },
	{ "ratelimit", "RateLimit", "\"a\";r=9;t=90, \"b\";r=0;t=30", 30000 },
	{ "x-ratelimit", "X-RateLimit-Reset", "30", 30000 },
	{ "x-ratelimit", "X-Rate-Limit-Reset", "30", 30000 },
	{ "x-ratelimit", "RateLimit-Reset", "30", 30000 },
	{ "x-ratelimit", "X-RateLimit-Reset-After", "30", 30000 },
	{ "x-ratelimit", "X-RateLimit-Reset-After", " 0.5\t", 500 },
	{ "x-ratelimit", "X-RateLimit-Reset-After", "1. 5", 0 },
	{ "x-ratelimit", "X-RateLimit-Reset-After", "1 .5", 0 },
	{ "x-ratelimit", "X-RateLimit-Reset-After", ".5", 0 },
	{ "x-ratelimit", "X-RateLimit-Reset-After", "1.", 0 },
	{ "x-ratelimit", "X-RateLimit-Reset", "1795264526", 30000 },
	{ "x-ratelimit", "X-RateLimit-Reset", "1795264526000", 30000 },
	{ "x-ratelimit", "X-RateLimit-Reset", "1000000000", 0 },
	{ "grpc", "grpc-retry-pushback-ms", "1500", 1500 },
};
#define NAMED (sizeof(named) / sizeof(named[0]))

static uint64_t asked_with(const char *catalogs, const struct named *field)
{
	httpstatus_retry *retry = begin_stack(catalogs, GET);
	uint64_t asked;

	httpstatus_retry_set_clock(retry, NOON);
	if (answer(retry, 429, field->name, field->value) != RETRY)
		ck_abort_msg("%s: %s: no RETRY", field->name, field->value);
	asked = httpstatus_retry_asked_ms(retry);
	ck_assert_uint_ge(delay(retry), asked);
	httpstatus_retry_free(retry);
	return asked;
}

/* Each counts where the policy names its catalog, and only there; those of iana always. */
START_TEST(counts_when_named)
{
	const struct named *field = &named[_i];
	const uint64_t with = asked_with(field->catalog, field), without = asked_with("loki", field);
	const bool always = strcmp(field->catalog, "iana") == 0;

	if (with != field->ms || without != (always ? field->ms : 0))
		ck_abort_msg("%s: %s: %llu named, %llu else", field->name, field->value,
		             (unsigned long long)with, (unsigned long long)without);
	ck_assert_uint_eq(asked_with(ALL_FIELDS, field), field->ms);
}
END_TEST

START_TEST(milliseconds_are_the_default)
{
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < NAMED; i++) {
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_set_clock(retry, NOON);
		ck_assert_int_eq(answer(retry, 429, named[i].name, named[i].value), RETRY);
		ck_assert_uint_eq(httpstatus_retry_asked_ms(retry),
		                  strcmp(named[i].catalog, "iana") == 0 ? named[i].ms : 0);
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
		{ "x-ms-retry-after-ms", "", ASKED(NOTHING) }
	};
	httpstatus_retry *retry = begin_stack(ALL_FIELDS, GET);

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
	httpstatus_retry *retry = begin_stack("x-ratelimit", GET);

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
	httpstatus_retry *retry = begin_stack("ratelimit", GET);

	feed(retry, "RateLimit", "\"default\";r=0;t=30");
	ck_assert_int_eq(answer(retry, 429, "Retry-After", "4"), RETRY);
	check_asked(retry, ASKED(DELAY), 4000);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Permission ------------------------------------------------------------ */

/* What a field of one name and value makes of the answer to one code. */
static const struct permission {
	const char *catalog;
	uint32_t traits;
	int code;
	const char *name, *value;
	int verdict;
	uint32_t reason;
} permissions[] = {
	{ "x-should-retry", GET, 503, "x-should-retry", "false", STOP, R(FORBIDDEN) },
	{ "x-should-retry", GET, 429, "stripe-should-retry", "false", STOP, R(FORBIDDEN) },
	{ "x-should-retry", GET, 503, "x-should-retry", "true", RETRY, 0 },
	{ "x-should-retry", GET, 503, "x-should-retry", "maybe", RETRY, 0 },
	/* That the server wants it does not say that it did nothing before. */
	{ "x-should-retry", POST, 503, "x-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ "x-should-retry", POST, 503, "stripe-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ "x-should-retry", POST, 502, "x-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ "x-should-retry", POST, 504, "x-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ "x-should-retry", GET, 404, "x-should-retry", "true", RETRY, 0 },
	{ "x-should-retry", GET, 400, "x-should-retry", "true", RETRY, 0 },
	{ "x-should-retry", GET, 200, "x-should-retry", "false", DONE, 0 },
	{ "iana", GET, 503, "x-should-retry", "false", RETRY, 0 },
	{ "iana", POST, 503, "x-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ "grpc", GET, 503, "grpc-retry-pushback-ms", "-1", STOP, R(FORBIDDEN) },
	{ "grpc", GET, 503, "grpc-retry-pushback-ms", "soon", STOP, R(FORBIDDEN) },
	{ "grpc", POST, 503, "grpc-retry-pushback-ms", "100", STOP, R(UNSAFE_METHOD) },
	{ "iana", GET, 503, "grpc-retry-pushback-ms", "-1", RETRY, 0 },
	{ "finagle", POST, 503, "finagle-http-nack", "true", RETRY, 0 },
	{ "finagle", GET, 503, "finagle-http-nonretryable-nack", "true", STOP, R(FORBIDDEN) },
	{ "iana", GET, 503, "finagle-http-nonretryable-nack", "true", RETRY, 0 },
	{ "iana", POST, 503, "finagle-http-nack", "true", STOP, R(UNSAFE_METHOD) },
	{ "finagle", PUT | HTTPSTATUS_TRAIT_ONE_SHOT, 503, "finagle-http-nack", "true", STOP,
	  R(ONE_SHOT) },
	{ "envoy", GET, 429, "x-envoy-ratelimited", "true", RETRY, R(THROTTLED) },
};
#define PERMISSIONS (sizeof(permissions) / sizeof(permissions[0]))

START_TEST(permission_by_hint)
{
	const struct permission *p = &permissions[_i];
	httpstatus_retry *retry = begin_stack(p->catalog, p->traits);
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
	httpstatus_retry *retry = begin_stack("x-should-retry", GET);

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
	httpstatus_retry *retry = begin_stack("finagle", POST);

	ck_assert_int_eq(answer(retry, 503, "finagle-http-nack", "true"), RETRY);
	ck_assert_int_le(httpstatus_advice_processed(httpstatus_retry_advice(retry)),
	                 HTTPSTATUS_PROCESSED_REFUSED);
	httpstatus_retry_free(retry);
}
END_TEST

/* Envoy's mark says that the request did not get through, whatever the code for that is. */
START_TEST(rate_limited_with_any_error)
{
	httpstatus_retry *retry = begin_stack("envoy", POST);

	ck_assert_int_eq(answer(retry, 403, "x-envoy-ratelimited", "true"), RETRY);
	ck_assert(why(retry) & R(THROTTLED));
	ck_assert_int_eq(answer(retry, 200, "x-envoy-ratelimited", "true"), DONE);
	httpstatus_retry_free(retry);
}
END_TEST

/* A 500 is retried once, but one that only says "too many" is as good as a 429. */
START_TEST(rate_limited_without_a_limit)
{
	httpstatus_retry *retry = begin_stack("envoy", GET);

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
	Suite *suite = suite_create("retry named");
	TCase *times = tcase_create("times");
	TCase *permission_cases = tcase_create("permission");

	tcase_add_loop_test(times, counts_when_named, 0, (int)NAMED);
	tcase_add_test(times, milliseconds_are_the_default);
	tcase_add_test(times, hint_without_a_value);
	tcase_add_test(times, reset_by_the_servers_clock);
	tcase_add_test(times, ms_beside_seconds);
	tcase_add_test(times, retry_after_beats_ratelimit);
	suite_add_tcase(suite, times);

	tcase_add_loop_test(permission_cases, permission_by_hint, 0, (int)PERMISSIONS);
	tcase_add_test(permission_cases, no_wins_over_yes);
	tcase_add_test(permission_cases, nack_means_refused);
	tcase_add_test(permission_cases, rate_limited_with_any_error);
	tcase_add_test(permission_cases, rate_limited_without_a_limit);
	suite_add_tcase(suite, permission_cases);
	return suite;
}

int main(void)
{
	return run_suite(retry_hints_suite());
}
