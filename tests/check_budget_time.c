/* SPDX-License-Identifier: MIT */
/*
 * check_budget_time.c - what time gives back to a budget, and when nothing succeeds
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>

#include "suite_budget.h"

/* ---- Time ------------------------------------------------------------------ */

START_TEST(whole_minutes)
{
	static const struct { uint64_t after; int paid; } cases[] = {
		{ 0, 0 }, { SECOND, 0 }, { 59 * SECOND, 0 }, { 60 * SECOND - 1, 0 },
		{ 60 * SECOND, 1 }, { 61 * SECOND, 1 }, { 119 * SECOND, 1 },
		{ 120 * SECOND, 2 }, { 180 * SECOND, 2 }, { 24 * 60 * MINUTE, 2 }
	};
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	int paid;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		budget = new_budget();
		retry = begin_paid(budget);
		drain(retry, budget, 0);
		for (paid = 0; paid < 20 && fault(retry, cases[i].after) == RETRY;)
			paid++;
		if (paid != cases[i].paid)
			ck_abort_msg("after %d ms: %d retries", (int)cases[i].after, paid);
		/* A minute is worth just one of these. */
		ck_assert_int_eq(httpstatus_budget_level(budget), 0);
		httpstatus_retry_free(retry);
		httpstatus_budget_unref(budget);
	}
}
END_TEST

/* Who fails once in half a minute has no minute without a failure. */
START_TEST(no_credit_while_it_fails)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_paid(budget);
	uint64_t now;

	drain(retry, budget, 0);
	for (now = 30 * SECOND; now <= 60 * MINUTE; now += 30 * SECOND)
		ck_assert_int_eq(fault(retry, now), STOP);
	ck_assert_int_eq(httpstatus_budget_level(budget), 0);
	/* One in two minutes is not starved. */
	for (; now <= 120 * MINUTE; now += 2 * MINUTE)
		ck_assert_int_eq(fault(retry, now), now == 60 * MINUTE + 30 * SECOND ? STOP : RETRY);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* A failure counts as one, whatever the reason why it is not retried. */
START_TEST(failures_that_are_not_repeated)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_paid(budget);

	drain(retry, budget, 0);
	httpstatus_retry_reset(retry, POST, 40 * SECOND);
	ck_assert_int_eq(on(retry, 502, 40 * SECOND), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_UNSAFE_METHOD);
	ck_assert_int_eq(fault(retry, 80 * SECOND), STOP);
	httpstatus_retry_reset(retry, PUT, 80 * SECOND);
	httpstatus_retry_set_deadline(retry, 80 * SECOND + 1);
	ck_assert_int_eq(on(retry, 502, 120 * SECOND), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_DEADLINE);
	ck_assert_int_eq(fault(retry, 160 * SECOND), STOP);
	ck_assert_int_eq(fault(retry, 220 * SECOND), RETRY);
	/* A wrong request is no failure of the server's. */
	httpstatus_retry_reset(retry, PUT, 250 * SECOND);
	ck_assert_int_eq(on(retry, 404, 250 * SECOND), STOP);
	ck_assert_int_eq(fault(retry, 280 * SECOND), RETRY);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* Time fills up to the start level, and takes nothing from a fuller one. */
START_TEST(credit_ends_at_the_start_level)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_paid(budget);

	succeed(retry, 30, 0);
	ck_assert_int_eq(fault(retry, 0), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 44);
	ck_assert_int_eq(fault(retry, 60 * MINUTE), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 30);
	ck_assert_int_eq(fault(retry, 120 * MINUTE), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 16);
	/* 16 and 14 are more than 28. */
	ck_assert_int_eq(fault(retry, 121 * MINUTE), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	ck_assert_int_eq(fault(retry, 122 * MINUTE), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* Threads read their clocks in one order and arrive in another. */
START_TEST(time_going_backwards)
{
	static const uint64_t starts[] = {
		100 * SECOND, 1000000 * SECOND, WRAP / 2, WRAP - SECOND, WRAP, WRAP + 10 * SECOND,
		3 * WRAP
	};
	static const uint64_t steps[] = { 1, SECOND, 30 * SECOND, 90 * SECOND, 100 * SECOND };
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	size_t i, j;

	for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		for (j = 0; j < sizeof(steps) / sizeof(steps[0]); j++) {
			budget = new_budget();
			retry = begin_paid(budget);
			drain(retry, budget, starts[i]);
			if (fault(retry, starts[i] - steps[j]) != STOP)
				ck_abort_msg("%d, %d: time that did not pass counts", (int)i, (int)j);
			ck_assert_int_eq(fault(retry, starts[i]), STOP);
			ck_assert_int_eq(httpstatus_budget_level(budget), 0);
			/* And time goes on. */
			ck_assert_int_eq(fault(retry, starts[i] + 2 * MINUTE), RETRY);
			httpstatus_retry_free(retry);
			httpstatus_budget_unref(budget);
		}
}
END_TEST

/* 2^32 seconds are no limit for a clock. */
START_TEST(seconds_wrap)
{
	static const uint64_t starts[] = {
		WRAP - 10 * SECOND, WRAP - SECOND, WRAP - 1, WRAP, 2 * WRAP - 5 * SECOND,
		UINT64_MAX - 10 * MINUTE
	};
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	size_t i;

	for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		budget = new_budget();
		retry = begin_paid(budget);
		drain(retry, budget, starts[i]);
		ck_assert_int_eq(httpstatus_budget_level(budget), 0);
		ck_assert_int_eq(fault(retry, starts[i] + 40 * SECOND), STOP);
		ck_assert_int_eq(httpstatus_budget_level(budget), 0);
		ck_assert_int_eq(fault(retry, starts[i] + 101 * SECOND), RETRY);
		ck_assert_int_eq(fault(retry, starts[i] + 101 * SECOND), STOP);
		httpstatus_retry_free(retry);
		httpstatus_budget_unref(budget);
	}
}
END_TEST

/* What is at most 2^31 - 1 seconds ahead is later, and the failure then is the last one. */
START_TEST(half_a_lap)
{
	static const uint64_t later = UINT64_C(2147483647) * SECOND;
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_paid(budget);

	drain(retry, budget, 0);
	ck_assert_int_eq(fault(retry, later), RETRY);
	drain(retry, budget, later);
	ck_assert_int_eq(fault(retry, later + 59 * SECOND), STOP);
	ck_assert_int_eq(fault(retry, later + 119 * SECOND), RETRY);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* A clock may begin anywhere, and a budget with a success as with a failure. */
START_TEST(any_first_time)
{
	static const uint64_t starts[] = {
		0, SECOND, 1795264496 * SECOND, UINT64_C(2147483647) * SECOND,
		UINT64_C(2147483649) * SECOND, UINT64_C(3000000000) * SECOND, WRAP - SECOND, WRAP
	};
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	size_t i;
	int successes;

	for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		for (successes = 0; successes <= 13; successes += 13) {
			budget = new_budget();
			retry = begin_paid(budget);
			succeed(retry, successes, starts[i]);
			ck_assert_int_eq(httpstatus_budget_level(budget), START + successes);
			ck_assert_int_eq(fault(retry, starts[i]), RETRY);
			ck_assert_int_eq(fault(retry, starts[i]), RETRY);
			ck_assert_int_eq(fault(retry, starts[i]), STOP);
			ck_assert_int_eq(httpstatus_budget_level(budget), successes);
			ck_assert_int_eq(fault(retry, starts[i] + 59 * SECOND), STOP);
			if (fault(retry, starts[i] + 3 * MINUTE) != RETRY)
				ck_abort_msg("from %llu s, %d successes: no credit",
				             (unsigned long long)(starts[i] / SECOND), successes);
			httpstatus_retry_free(retry);
			httpstatus_budget_unref(budget);
		}
}
END_TEST

/* ---- In vain --------------------------------------------------------------- */

/* A full budget, and at each of these times another request that fails. */
static int paid_at(const uint64_t *times, size_t count)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_paid(budget);
	int paid = 0;
	size_t i;

	succeed(retry, CAP, 0);
	for (i = 0; i < count; i++)
		paid += fault(retry, times[i]) == RETRY;
	ck_assert_int_eq(httpstatus_budget_level(budget), CAP - paid * COST);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
	return paid;
}

#define PAID_AT(...) paid_at((const uint64_t[]){ __VA_ARGS__ }, \
                             sizeof((const uint64_t[]){ __VA_ARGS__ }) / sizeof(uint64_t))

/* Two seconds that had failures, and it pays; seconds of which nothing is known do not count. */
START_TEST(two_seconds_of_failures)
{
	ck_assert_int_eq(PAID_AT(0, SECOND), 2);
	ck_assert_int_eq(PAID_AT(0, SECOND, 2 * SECOND), 2);
	ck_assert_int_eq(PAID_AT(0, 1, SECOND - 1, SECOND, 2 * SECOND - 1, 2 * SECOND), 5);
	ck_assert_int_eq(PAID_AT(0, 9 * SECOND, 18 * SECOND, 27 * SECOND), 2);
	ck_assert_int_eq(PAID_AT(WRAP - SECOND, WRAP, WRAP + SECOND), 2);
	/* Ten in one second are as many as there are tokens for. */
	ck_assert_int_eq(PAID_AT(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 10);
	/* Who comes late with an earlier time adds none. */
	ck_assert_int_eq(PAID_AT(5 * SECOND, 4 * SECOND, 3 * SECOND, 2 * SECOND, SECOND), 5);
	/* An outage is long: nothing changes. */
	ck_assert_int_eq(PAID_AT(0, SECOND, 2 * SECOND, 60 * SECOND, 90 * SECOND, 149 * SECOND), 2);
}
END_TEST

/* Before the first success, too. */
START_TEST(two_seconds_of_a_new_budget)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_paid(budget);

	ck_assert_int_eq(fault(retry, 7 * SECOND), RETRY);
	ck_assert_int_eq(fault(retry, 8 * SECOND), RETRY);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* A minute without a failure ends that. */
START_TEST(a_quiet_minute_ends_it)
{
	ck_assert_int_eq(PAID_AT(0, SECOND, 2 * SECOND, 62 * SECOND - 1), 2);
	ck_assert_int_eq(PAID_AT(0, SECOND, 2 * SECOND, 62 * SECOND), 3);
	ck_assert_int_eq(PAID_AT(0, SECOND, 61 * SECOND, 62 * SECOND, 63 * SECOND), 4);
}
END_TEST

/* The third second of failures, with a full budget. */
static httpstatus_retry *begin_in_vain(httpstatus_budget *budget)
{
	httpstatus_retry *retry = begin_paid(budget);
	uint64_t now;

	succeed(retry, 2 * CAP, 0);
	for (now = 0; now < 2 * SECOND; now += SECOND)
		ck_assert_int_eq(fault(retry, now), RETRY);
	ck_assert_int_eq(fault(retry, 2 * SECOND), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_BUDGET);
	ck_assert_uint_gt(httpstatus_retry_cooldown_ms(retry), 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), CAP - 2 * COST);
	return retry;
}

/* Any success proves that the server is back: a first one, or one of a retry. */
START_TEST(a_success_ends_it)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_in_vain(budget), *earlier = begin_paid(budget);

	ck_assert_int_eq(ended(earlier, HTTPSTATUS_FAILURE_REFUSED), RETRY);
	succeed(retry, 1, 2 * SECOND);
	ck_assert_int_eq(fault(retry, 2 * SECOND), RETRY);
	ck_assert_int_eq(fault(retry, 3 * SECOND), RETRY);
	ck_assert_int_eq(fault(retry, 4 * SECOND), STOP);
	/* It gives nothing back, for it cost nothing. */
	ck_assert_int_eq(on(earlier, 200, 4 * SECOND), DONE);
	ck_assert_int_eq(fault(retry, 5 * SECOND), RETRY);
	ck_assert_int_eq(fault(retry, 6 * SECOND), RETRY);
	/* A wrong request says nothing of the server. */
	httpstatus_retry_reset(retry, PUT, 7 * SECOND);
	ck_assert_int_eq(on(retry, 404, 7 * SECOND), STOP);
	ck_assert_int_eq(fault(retry, 7 * SECOND), STOP);
	httpstatus_retry_free(retry);
	httpstatus_retry_free(earlier);
	httpstatus_budget_unref(budget);
}
END_TEST

/* Who pushes back is there, and waiting as it asks does no harm; nor does what costs nothing. */
START_TEST(pushback_is_paid_for_all_the_same)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_in_vain(budget);
	int level = httpstatus_budget_level(budget);

	httpstatus_retry_reset(retry, PUT, 4 * SECOND);
	ck_assert_int_eq(on(retry, 503, 4 * SECOND), RETRY);
	ck_assert_int_eq(on(retry, 429, 5 * SECOND), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), level - 2 * 5);
	ck_assert_int_eq(on(retry, 502, 6 * SECOND), STOP);
	httpstatus_retry_reset(retry, POST, 6 * SECOND);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), RETRY);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), STOP);
	ck_assert_int_eq(httpstatus_budget_level(budget), level - 2 * 5);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

static Suite *budget_time_suite(void)
{
	Suite *suite = suite_create("budget time");
	TCase *time_cases = tcase_create("time");
	TCase *in_vain = tcase_create("in vain");

	tcase_add_test(time_cases, whole_minutes);
	tcase_add_test(time_cases, no_credit_while_it_fails);
	tcase_add_test(time_cases, failures_that_are_not_repeated);
	tcase_add_test(time_cases, credit_ends_at_the_start_level);
	tcase_add_test(time_cases, time_going_backwards);
	tcase_add_test(time_cases, seconds_wrap);
	tcase_add_test(time_cases, half_a_lap);
	tcase_add_test(time_cases, any_first_time);
	suite_add_tcase(suite, time_cases);

	tcase_add_test(in_vain, two_seconds_of_failures);
	tcase_add_test(in_vain, two_seconds_of_a_new_budget);
	tcase_add_test(in_vain, a_quiet_minute_ends_it);
	tcase_add_test(in_vain, a_success_ends_it);
	tcase_add_test(in_vain, pushback_is_paid_for_all_the_same);
	suite_add_tcase(suite, in_vain);
	return suite;
}

int main(void)
{
	return run_suite(budget_time_suite());
}
