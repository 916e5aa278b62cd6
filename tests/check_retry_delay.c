/* SPDX-License-Identifier: MIT */
/*
 * check_retry_delay.c - how long a request waits: the backoff, its limits, and the cooldown
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>

#include "suite_retry.h"

/* ---- Backoff --------------------------------------------------------------- */

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

static uint64_t last_delay(httpstatus_retry *retry, const struct run *run)
{
	int round, i;

	httpstatus_retry_reset(retry, GET, 0);
	for (round = 0; round < run->repeat; round++)
		for (i = 0; i < 6 && run->steps[i].code; i++)
			if (answer(retry, run->steps[i].code,
			           run->steps[i].retry_after ? "Retry-After" : NULL,
			           run->steps[i].retry_after) != RETRY)
				ck_abort_msg("run %d: no RETRY, reasons 0x%x", (int)(run - runs),
				             (unsigned)why(retry));
	return delay(retry);
}

static void check_run(httpstatus_retry *retry, const struct run *run)
{
	uint64_t least = UINT64_MAX, most = 0, d, margin = run->filled / 10;
	uint64_t seed;

	for (seed = 0; seed < 300; seed++) {
		httpstatus_retry_seed(retry, seed);
		d = last_delay(retry, run);
		least = d < least ? d : least;
		most = d > most ? d : most;
	}
	if (least < run->from || most > run->from + run->spread || least > run->from + margin ||
	    most < run->from + run->filled - margin)
		ck_abort_msg("run %d (%d): %llu to %llu instead of %llu + %llu", (int)(run - runs),
		             run->steps[0].code, (unsigned long long)least, (unsigned long long)most,
		             (unsigned long long)run->from, (unsigned long long)run->spread);
}

START_TEST(delay_formula)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(ATTEMPTS), 1000);
	set(policy, SET(MAX_ELAPSED), 0);
	retry = begin_with(policy, GET);
	check_run(retry, &runs[_i]);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

START_TEST(settings_of_the_delay)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	uint64_t seed;

	set(policy, SET(BASE), 7);
	set(policy, SET(THROTTLED_BASE), 4000);
	set(policy, SET(CAP), 10);
	retry = begin_with(policy, GET);
	for (seed = 0; seed < 500; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
		ck_assert_uint_le(delay(retry), 7);
		ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
		ck_assert_uint_le(delay(retry), 10);
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 429, NULL, NULL), RETRY);
		ck_assert_uint_ge(delay(retry), 5);
		ck_assert_uint_le(delay(retry), 10);
	}
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

/* The longest of many delays before the retry that follows so many failures. */
static uint64_t longest_after(const httpstatus_policy *policy, int failures)
{
	httpstatus_retry *retry = begin_with(policy, GET);
	uint64_t longest = 0;

	for (uint64_t seed = 0; seed < 1000; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, GET, 0);
		for (int i = 0; i < failures; i++)
			ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
		longest = delay(retry) > longest ? delay(retry) : longest;
	}
	httpstatus_retry_free(retry);
	return longest;
}

/* 10, 20, 40 ms... up to 41, or 40; and where there is nothing to double, no time at all. */
START_TEST(doubled_up_to_the_cap)
{
	static const struct { uint64_t base, cap; int failures; uint64_t longest; } cases[] = {
		{ 10, 41, 1, 10 }, { 10, 41, 2, 20 }, { 10, 41, 3, 40 }, { 10, 41, 4, 41 },
		{ 10, 40, 3, 40 }, { 10, 40, 4, 40 }, { 10, 9, 1, 9 }, { 10, 41, 64, 41 },
		{ 10, 41, 65, 41 }, { 10, 41, 66, 41 }, { 0, 41, 1, 0 }, { 0, 41, 64, 0 },
		{ 0, 41, 65, 0 }, { 0, 41, 80, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		httpstatus_policy *policy = new_policy();
		uint64_t longest;

		set(policy, SET(ATTEMPTS), 1000);
		set(policy, SET(BASE), cases[i].base);
		set(policy, SET(CAP), cases[i].cap);
		longest = longest_after(policy, cases[i].failures);
		if (longest != cases[i].longest)
			ck_abort_msg("case %d: %llu", (int)i, (unsigned long long)longest);
		httpstatus_policy_free(policy);
	}
}
END_TEST

/* What is left is shared out after the clamp: the spread survives. */
START_TEST(clamped_before_drawn)
{
	httpstatus_retry *retry = begin(GET);
	uint64_t seed, most = 0, least = UINT64_MAX;

	for (seed = 0; seed < 300; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_set_deadline(retry, 121000);
		ck_assert_int_eq(answer(retry, 503, "Retry-After", "100"), RETRY);
		most = delay(retry) > most ? delay(retry) : most;
		least = delay(retry) < least ? delay(retry) : least;
	}
	ck_assert_uint_ge(least, 100000);
	ck_assert_uint_le(least, 102000);
	ck_assert_uint_ge(most, 118000);
	ck_assert_uint_le(most, 120000);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Asked ----------------------------------------------------------------- */

/* 0 and a time that has passed are no leave to return at once, nor together. */
START_TEST(asked_for_nothing_to_wait)
{
	static const char *const values[] = { "0", "000", "Sun, 06 Nov 1994 08:49:37 GMT" };
	httpstatus_retry *retry = begin(GET);
	uint64_t seed, most;
	size_t i;

	for (i = 0; i < 3; i++) {
		most = 0;
		for (seed = 0; seed < 200; seed++) {
			httpstatus_retry_seed(retry, seed);
			httpstatus_retry_reset(retry, GET, 0);
			httpstatus_retry_set_clock(retry, NOON);
			ck_assert_int_eq(answer(retry, 503, "Retry-After", values[i]), RETRY);
			check_asked(retry, i < 2 ? ASKED(DELAY) : ASKED(PAST), 0);
			ck_assert(why(retry) & R(ASKED));
			ck_assert_uint_ge(delay(retry), 500);
			ck_assert_uint_le(delay(retry), 1000);
			most = delay(retry) > most ? delay(retry) : most;
		}
		ck_assert_uint_ge(most, 900);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* A millisecond is spread over another one, where nothing else spreads. */
START_TEST(asked_for_a_millisecond)
{
	static const int codes[] = { 503, 502 };
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	uint64_t seed, most = 0;

	set(policy, SET(BASE), 0);
	set(policy, SET(THROTTLED_BASE), 0);
	retry = begin_with(policy, GET);
	for (seed = 0; seed < 200; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, codes[seed % 2], "Retry-After-ms", "1"), RETRY);
		ck_assert_uint_ge(delay(retry), 1);
		ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 1);
		most = delay(retry) > most ? delay(retry) : most;
	}
	ck_assert_uint_eq(most, 2);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

/* ---- At once --------------------------------------------------------------- */

START_TEST(no_wait)
{
	httpstatus_retry *retry = begin(POST);

	ck_assert_int_eq(answer(retry, 421, NULL, NULL), RETRY);
	ck_assert_uint_eq(delay(retry), 0);
	ck_assert_uint_eq(changes(retry),
	                  HTTPSTATUS_CHANGE_CONNECTION);
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_EARLY_DATA, 0);
	ck_assert_int_eq(answer(retry, 425, NULL, NULL), RETRY);
	ck_assert_uint_eq(delay(retry), 0);
	ck_assert_uint_eq(changes(retry),
	                  HTTPSTATUS_CHANGE_NO_EARLY_DATA);
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_REUSED, 0);
	ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
	ck_assert_uint_eq(delay(retry), 0);
	/* Not even these come earlier than asked. */
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_REUSED | HTTPSTATUS_TRAIT_EARLY_DATA, 0);
	ck_assert_int_eq(answer(retry, 408, "Retry-After", "2"), RETRY);
	ck_assert_uint_ge(delay(retry), 2000);
	ck_assert_int_eq(answer(retry, 421, "Retry-After", "2"), RETRY);
	ck_assert_uint_ge(delay(retry), 2000);
	ck_assert_int_eq(answer(retry, 425, "Retry-After", "2"), RETRY);
	ck_assert_uint_ge(delay(retry), 2000);
	httpstatus_retry_free(retry);
}
END_TEST

/* It did not go out in early data: somebody is not ready yet. */
START_TEST(short_wait_for_425)
{
	httpstatus_retry *retry = begin(POST);
	uint64_t seed, most = 0;

	for (seed = 0; seed < 100; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(answer(retry, 425, NULL, NULL), RETRY);
		ck_assert_uint_le(delay(retry), 100);
		most = delay(retry) > most ? delay(retry) : most;
	}
	ck_assert_uint_ge(most, 80);
	httpstatus_retry_free(retry);
}
END_TEST

/* Only the first time-out of a connection is nobody's fault. */
START_TEST(second_time_out_waits)
{
	const httpstatus_catalog *catalog = load("Status: 408\nRetry: retry\n");
	httpstatus_retry *retry = begin_catalog(catalog, GET);
	uint64_t seed, longest = 0;

	for (seed = 0; seed < 100; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
		ck_assert_uint_eq(delay(retry), 0);
		ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
		longest = delay(retry) > longest ? delay(retry) : longest;
	}
	/* 100 ms, doubled once. */
	ck_assert_uint_ge(longest, 160);
	ck_assert_uint_le(longest, 200);
	httpstatus_retry_free(retry);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* Only the first time-out is nobody's fault, and the 257th is not the first one. */
START_TEST(many_time_outs_wait)
{
	const httpstatus_catalog *catalog = load("Status: 408\nRetry: retry\n");
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	int i, waits = 0;

	set(policy, SET(ATTEMPTS), 1000);
	set(policy, SET(MAX_ELAPSED), 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
	for (uint64_t seed = 0; seed < 10; seed++) {
		retry = begin_with(policy, GET);
		httpstatus_retry_seed(retry, seed);
		for (i = 0; i < 257; i++)
			ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
		waits += delay(retry) > 0;
		httpstatus_retry_free(retry);
	}
	/* Of 0 to 20000 ms. */
	ck_assert_int_eq(waits, 10);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* The second time it is not at once. */
START_TEST(one_failure_at_once)
{
	httpstatus_retry *retry = begin(POST);
	uint64_t seed, most = 0;

	for (seed = 0; seed < 200; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), RETRY);
		ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), RETRY);
		most = delay(retry) > most ? delay(retry) : most;
	}
	ck_assert_uint_ge(most, 180);
	ck_assert_uint_le(most, 200);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Cooldown -------------------------------------------------------------- */

START_TEST(cooldown)
{
	httpstatus_retry *retry = begin(POST);
	int i;

	answer(retry, 503, "Retry-After", "30");
	ck_assert_int_eq(verdict(httpstatus_retry_advice(retry)), STOP);
	ck_assert_uint_eq(delay(retry), 0);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 30000);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 200, NULL, NULL), DONE);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 0);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 404, NULL, NULL), STOP);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 0);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 429, "Retry-After", "30"), RETRY);
	ck_assert_uint_ge(httpstatus_retry_cooldown_ms(retry), 30000);
	/* The attempts are used up, and a loop of new requests does not spin. */
	httpstatus_retry_reset(retry, GET, 0);
	for (i = 0; i < 4; i++)
		answer(retry, 429, NULL, NULL);
	ck_assert_int_eq(verdict(httpstatus_retry_advice(retry)), STOP);
	ck_assert_uint_gt(httpstatus_retry_cooldown_ms(retry), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* Loops of new requests are kept apart, between half of the backoff and all of it. */
START_TEST(cooldown_is_drawn)
{
	httpstatus_retry *retry = begin(POST);
	uint64_t shortest = UINT64_MAX, longest = 0, ms;

	for (uint64_t seed = 0; seed < 1000; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(answer(retry, 502, NULL, NULL), STOP);
		ms = httpstatus_retry_cooldown_ms(retry);
		shortest = ms < shortest ? ms : shortest;
		longest = ms > longest ? ms : longest;
	}
	ck_assert_uint_eq(shortest, 50);
	ck_assert_uint_eq(longest, 100);
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *retry_delay_suite(void)
{
	Suite *suite = suite_create("retry delay");
	TCase *backoff = tcase_create("backoff");
	TCase *asked = tcase_create("asked");
	TCase *at_once = tcase_create("at once");
	TCase *cooldown_cases = tcase_create("cooldown");

	tcase_add_loop_test(backoff, delay_formula, 0, (int)RUNS);
	tcase_add_test(backoff, settings_of_the_delay);
	tcase_add_test(backoff, doubled_up_to_the_cap);
	tcase_add_test(backoff, clamped_before_drawn);
	suite_add_tcase(suite, backoff);

	tcase_add_test(asked, asked_for_nothing_to_wait);
	tcase_add_test(asked, asked_for_a_millisecond);
	suite_add_tcase(suite, asked);

	tcase_add_test(at_once, no_wait);
	tcase_add_test(at_once, short_wait_for_425);
	tcase_add_test(at_once, second_time_out_waits);
	tcase_add_test(at_once, many_time_outs_wait);
	tcase_add_test(at_once, one_failure_at_once);
	suite_add_tcase(suite, at_once);

	tcase_add_test(cooldown_cases, cooldown);
	tcase_add_test(cooldown_cases, cooldown_is_drawn);
	suite_add_tcase(suite, cooldown_cases);
	return suite;
}

int main(void)
{
	return run_suite(retry_delay_suite());
}
