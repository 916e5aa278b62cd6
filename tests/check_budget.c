/* SPDX-License-Identifier: MIT */
/*
 * check_budget.c - how much repetition a program allows itself
 *
 * Driven as programs drive it, through retries with a policy that has a
 * budget. All numbers are those of the header and of the retry model.
 */
#define _GNU_SOURCE

#include <httpstatus.h>

#include <check.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suite.h"

#define STOP   HTTPSTATUS_VERDICT_STOP
#define DONE   HTTPSTATUS_VERDICT_DONE
#define AMEND  HTTPSTATUS_VERDICT_AMEND
#define RETRY  HTTPSTATUS_VERDICT_RETRY

#define POST UINT32_C(0)
#define PUT  HTTPSTATUS_TRAIT_IDEMPOTENT

#define START  28
#define CAP    140
#define COST   14          /* of a repetition after a fault */
#define SECOND UINT64_C(1000)
#define MINUTE (60 * SECOND)
#define WRAP   (UINT64_C(4294967296) * SECOND)

/* ---- Helpers ----------------------------------------------------------- */

static int verdict(httpstatus_advice advice)
{
	return (int)httpstatus_advice_verdict(advice);
}

static uint32_t why(const httpstatus_retry *retry)
{
	return httpstatus_advice_reasons(httpstatus_retry_advice(retry));
}

static httpstatus_budget *new_budget(void)
{
	httpstatus_budget *budget;

	if (httpstatus_budget_new(&budget))
		ck_abort_msg("no budget");
	return budget;
}

/* As much as a budget needs, and more; aligned as the header asks for. */
struct memory {
	_Alignas(8) unsigned char bytes[128];
};

static httpstatus_budget *budget_at(void *memory)
{
	httpstatus_budget *budget;

	if (httpstatus_budget_at(memory, httpstatus_budget_size(), &budget))
		ck_abort_msg("no budget");
	return budget;
}

/* A retry whose only limit is the budget, at time 0. */
static httpstatus_retry *begin(httpstatus_budget *budget)
{
	httpstatus_policy *policy;
	httpstatus_retry *retry;

	if (httpstatus_policy_new(&policy) ||
	    httpstatus_policy_set(policy, HTTPSTATUS_POLICY_ATTEMPTS, 1000) ||
	    httpstatus_policy_set(policy, HTTPSTATUS_POLICY_MAX_ELAPSED, 0))
		ck_abort_msg("no policy");
	httpstatus_policy_set_budget(policy, budget);
	if (httpstatus_retry_new(policy, &retry))
		ck_abort_msg("no retry");
	httpstatus_policy_free(policy);
	httpstatus_retry_seed(retry, 1);
	httpstatus_retry_reset(retry, PUT, 0);
	return retry;
}

static int on(httpstatus_retry *retry, int code, uint64_t now)
{
	return verdict(httpstatus_retry_on_status(retry, code, now));
}

static int ended(httpstatus_retry *retry, int failure)
{
	return verdict(httpstatus_retry_on_failure(retry, failure, 0));
}

/* The verdict on a first 502 of another request at this time. */
static int fault(httpstatus_retry *retry, uint64_t now)
{
	httpstatus_retry_reset(retry, PUT, now);
	return on(retry, 502, now);
}

/* Takes all that is in it, at this time. */
static void drain(httpstatus_retry *retry, const httpstatus_budget *budget, uint64_t now)
{
	while (httpstatus_budget_level(budget) >= COST)
		if (fault(retry, now) != RETRY)
			ck_abort_msg("not paid from %d", httpstatus_budget_level(budget));
}

static void succeed(httpstatus_retry *retry, int times, uint64_t now)
{
	while (times-- > 0) {
		httpstatus_retry_reset(retry, PUT, now);
		if (on(retry, 200, now) != DONE)
			ck_abort_msg("200 is not DONE");
	}
}

/* ---- The numbers ------------------------------------------------------- */

START_TEST(two_repetitions_to_begin_with)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);

	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	ck_assert_int_eq(on(retry, 502, 0), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	ck_assert_int_eq(on(retry, 504, 0), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 0);
	ck_assert_int_eq(on(retry, 502, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_BUDGET);
	ck_assert_uint_eq(httpstatus_retry_delay_ms(retry), 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), 0);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

START_TEST(costs_of_codes)
{
	static const struct { int code, cost; } cases[] = {
		{ 500, 14 }, { 502, 14 }, { 504, 14 }, { 599, 14 }, { 408, 14 },
		{ 429, 5 }, { 503, 5 },
		{ 421, 0 }, { 423, 0 }, { 425, 0 }
	};
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		budget = new_budget();
		retry = begin(budget);
		ck_assert_int_eq(on(retry, cases[i].code, 0), RETRY);
		if (httpstatus_budget_level(budget) != START - cases[i].cost)
			ck_abort_msg("%d: %d left", cases[i].code, httpstatus_budget_level(budget));
		httpstatus_retry_free(retry);
		httpstatus_budget_unref(budget);
	}
}
END_TEST

/* Certain knowledge that the origin did not act is worth one free repetition a request. */
START_TEST(first_is_free)
{
	static const int failures[] = {
		HTTPSTATUS_FAILURE_UNCONNECTED, HTTPSTATUS_FAILURE_REFUSED
	};
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);
	int i;

	for (i = 0; i < 10; i++) {
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(ended(retry, failures[i % 2]), RETRY);
		ck_assert_int_eq(httpstatus_budget_level(budget), START);
	}
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_REFUSED), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_BUDGET);
	/* It needs no tokens. */
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 0);
	/* What is ambiguous is not free. */
	httpstatus_retry_reset(retry, PUT, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_TIMED_OUT), STOP);
	httpstatus_retry_reset(retry, PUT | HTTPSTATUS_TRAIT_REUSED, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_BUDGET);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* All or nothing: what does not suffice stays. */
START_TEST(refusal_takes_nothing)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);
	int i;

	ck_assert_int_eq(on(retry, 502, 0), RETRY);
	ck_assert_int_eq(on(retry, 429, 0), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 9);
	for (i = 0; i < 20; i++) {
		ck_assert_int_eq(fault(retry, 0), STOP);
		ck_assert(why(retry) & HTTPSTATUS_REASON_BUDGET);
		ck_assert_int_eq(httpstatus_budget_level(budget), 9);
	}
	/* It still pays for what costs less. */
	httpstatus_retry_reset(retry, PUT, 0);
	ck_assert_int_eq(on(retry, 503, 0), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 4);
	ck_assert_int_eq(on(retry, 503, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_BUDGET);
	ck_assert_int_eq(httpstatus_budget_level(budget), 4);
	/* A loop of new requests shall not spin either. */
	ck_assert_uint_gt(httpstatus_retry_cooldown_ms(retry), 0);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* 14 are needed for 14: 13 do not do, and 14 do. */
START_TEST(exactly_enough)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);

	drain(retry, budget, 0);
	succeed(retry, 13, 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), 13);
	ck_assert_int_eq(fault(retry, 0), STOP);
	ck_assert_int_eq(httpstatus_budget_level(budget), 13);
	succeed(retry, 1, 0);
	ck_assert_int_eq(fault(retry, 0), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 0);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

START_TEST(clean_success_gives_one)
{
	static const int codes[] = { 200, 201, 204, 205, 207 };
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);
	int i;

	for (i = 0; i < 5; i++) {
		httpstatus_retry_reset(retry, PUT, 0);
		ck_assert_int_eq(on(retry, codes[i], 0), DONE);
		ck_assert_int_eq(httpstatus_budget_level(budget), START + i + 1);
		/* Once for each request. */
		httpstatus_retry_succeeded(retry);
		ck_assert_int_eq(httpstatus_budget_level(budget), START + i + 1);
	}
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

START_TEST(refund)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);

	ck_assert_int_eq(on(retry, 502, 0), RETRY);
	ck_assert_int_eq(on(retry, 200, 0), DONE);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	httpstatus_retry_reset(retry, PUT, 0);
	ck_assert_int_eq(on(retry, 429, 0), RETRY);
	ck_assert_int_eq(on(retry, 200, 0), DONE);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	/* Only what the last repetition cost. */
	httpstatus_retry_reset(retry, PUT, 0);
	ck_assert_int_eq(on(retry, 502, 0), RETRY);
	ck_assert_int_eq(on(retry, 429, 0), RETRY);
	ck_assert_int_eq(on(retry, 200, 0), DONE);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	/* What cost nothing gives nothing. */
	httpstatus_retry_reset(retry, PUT, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_REFUSED), RETRY);
	ck_assert_int_eq(on(retry, 200, 0), DONE);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	/* And the next request begins anew. */
	succeed(retry, 1, 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), 15);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* As many isolated failures as one likes, each of which is repeated once. */
START_TEST(isolated_failures_are_all_repeated)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);
	int i;

	for (i = 0; i < 1000; i++) {
		ck_assert_int_eq(fault(retry, 0), RETRY);
		ck_assert_int_eq(on(retry, 200, 0), DONE);
		ck_assert_int_eq(httpstatus_budget_level(budget), START);
	}
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

START_TEST(cap)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);
	int i;

	succeed(retry, CAP - START, 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), CAP);
	succeed(retry, 1000, 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), CAP);
	/* Ten repetitions, and not one more. */
	for (i = 1; i <= 10; i++) {
		ck_assert_int_eq(fault(retry, 0), RETRY);
		ck_assert_int_eq(httpstatus_budget_level(budget), CAP - i * COST);
	}
	ck_assert_int_eq(fault(retry, 0), STOP);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* One refund comes when others have filled the budget. */
START_TEST(refund_at_the_cap)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *slow = begin(budget), *quick = begin(budget);

	succeed(quick, CAP - START, 0);
	ck_assert_int_eq(fault(slow, 0), RETRY);
	succeed(quick, 10, 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), CAP - 4);
	ck_assert_int_eq(on(slow, 200, 0), DONE);
	ck_assert_int_eq(httpstatus_budget_level(budget), CAP);
	httpstatus_retry_free(slow);
	httpstatus_retry_free(quick);
	httpstatus_budget_unref(budget);
}
END_TEST

/* What ends in anything but success gives nothing, and costs nothing by itself. */
START_TEST(failure_never_gives)
{
	static const int codes[] = { 301, 400, 401, 404, 409, 410, 412, 422, 501, 505, 100, 99, 1000 };
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		httpstatus_retry_reset(retry, PUT, 0);
		ck_assert_int_ne(on(retry, codes[i], 0), RETRY);
		if (httpstatus_budget_level(budget) != START)
			ck_abort_msg("%d: %d", codes[i], httpstatus_budget_level(budget));
	}
	/* After a repetition there is no refund for them. */
	ck_assert_int_eq(fault(retry, 0), RETRY);
	ck_assert_int_eq(on(retry, 404, 0), STOP);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	/* A request that may not be repeated takes nothing. */
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(on(retry, 502, 0), STOP);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_TIMED_OUT), STOP);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

START_TEST(told_success)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);

	/* A 409 that tells of the first copy. */
	ck_assert_int_eq(on(retry, 504, 0), RETRY);
	ck_assert_int_eq(on(retry, 409, 0), AMEND);
	ck_assert(why(retry) & HTTPSTATUS_REASON_MAYBE_DONE);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	httpstatus_retry_succeeded(retry);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	httpstatus_retry_succeeded(retry);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	/* Without a repetition it is a clean one. */
	httpstatus_retry_reset(retry, PUT, 0);
	ck_assert_int_eq(on(retry, 404, 0), STOP);
	httpstatus_retry_succeeded(retry);
	ck_assert_int_eq(httpstatus_budget_level(budget), START + 1);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* The budget is charged last: for what is not done nothing is taken. */
START_TEST(charged_last)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);

	ck_assert_int_eq(on(retry, 500, 0), RETRY);
	ck_assert_int_eq(on(retry, 500, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_CODE_LIMIT);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	httpstatus_retry_reset(retry, PUT, 0);
	httpstatus_retry_field(retry, "Retry-After", 11, "4000", 4);
	ck_assert_int_eq(on(retry, 502, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_TOO_LONG);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	httpstatus_retry_reset(retry, PUT, 0);
	httpstatus_retry_set_deadline(retry, 500);
	ck_assert_int_eq(on(retry, 502, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_DEADLINE);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* Without a budget nobody asks for one. */
START_TEST(no_budget)
{
	httpstatus_retry *retry = begin(NULL);
	int i;

	for (i = 0; i < 100; i++)
		ck_assert_int_eq(fault(retry, 0), RETRY);
	ck_assert_int_eq(on(retry, 200, 0), DONE);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Time -------------------------------------------------------------- */

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
		retry = begin(budget);
		drain(retry, budget, 0);
		for (paid = 0; paid < 20 && fault(retry, cases[i].after) == RETRY;)
			paid++;
		if (paid != cases[i].paid)
			ck_abort_msg("after %d ms: %d repetitions", (int)cases[i].after, paid);
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
	httpstatus_retry *retry = begin(budget);
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

/* A failure counts as one, whatever the reason why it is not repeated. */
START_TEST(failures_that_are_not_repeated)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);

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
	httpstatus_retry *retry = begin(budget);

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
			retry = begin(budget);
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
		retry = begin(budget);
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
	httpstatus_retry *retry = begin(budget);

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
			retry = begin(budget);
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

/* ---- Nothing succeeds --------------------------------------------------- */

/* A full budget, and at each of these times another request that fails. */
static int paid_at(const uint64_t *times, size_t count)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin(budget);
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
	httpstatus_retry *retry = begin(budget);

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
	httpstatus_retry *retry = begin(budget);
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

/* Any success proves that the server is back: a first one, or one of a repetition. */
START_TEST(a_success_ends_it)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_in_vain(budget), *earlier = begin(budget);

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

/* ---- Objects ----------------------------------------------------------- */

START_TEST(shared_between_retries)
{
	httpstatus_budget *budget = new_budget(), *other = new_budget();
	httpstatus_retry *a = begin(budget), *b = begin(budget), *c = begin(other);

	ck_assert_int_eq(on(a, 502, 0), RETRY);
	ck_assert_int_eq(on(b, 502, 0), RETRY);
	ck_assert_int_eq(on(a, 502, 0), STOP);
	ck_assert_int_eq(on(b, 502, 0), STOP);
	ck_assert_int_eq(httpstatus_budget_level(other), START);
	ck_assert_int_eq(on(c, 502, 0), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 0);
	ck_assert_int_eq(httpstatus_budget_level(other), 14);
	httpstatus_retry_free(a);
	httpstatus_retry_free(b);
	httpstatus_retry_free(c);
	httpstatus_budget_unref(budget);
	httpstatus_budget_unref(other);
}
END_TEST

START_TEST(nobody_there)
{
	static const struct memory zeros;
	struct memory memory = zeros;
	httpstatus_budget *budget;

	ck_assert_int_eq(httpstatus_budget_new(NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_budget_at(&memory, sizeof(memory), NULL), HTTPSTATUS_E_INVAL);
	budget = new_budget();
	httpstatus_budget_unref(budget);
	ck_assert_int_eq(httpstatus_budget_at(NULL, sizeof(memory), &budget), HTTPSTATUS_E_INVAL);
	ck_assert_ptr_null(budget);
	ck_assert_ptr_null(httpstatus_budget_ref(NULL));
	httpstatus_budget_unref(NULL);
	ck_assert_int_eq(httpstatus_budget_level(NULL), 0);
	httpstatus_policy_set_budget(NULL, NULL);
	httpstatus_retry_succeeded(NULL);
}
END_TEST

/* Policies and retries keep it alive, as does each reference. */
START_TEST(references)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_policy *policy;
	httpstatus_retry *retry;

	ck_assert_ptr_eq(httpstatus_budget_ref(budget), budget);
	httpstatus_budget_unref(budget);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	ck_assert_int_eq(httpstatus_policy_new(&policy), 0);
	httpstatus_policy_set_budget(policy, budget);
	httpstatus_policy_set_budget(policy, budget);
	httpstatus_budget_unref(budget);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	httpstatus_policy_set_budget(policy, NULL);
	httpstatus_policy_free(policy);
	httpstatus_retry_reset(retry, PUT, 0);
	ck_assert_int_eq(on(retry, 502, 0), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	ck_assert_ptr_eq(httpstatus_budget_ref(budget), budget);
	httpstatus_retry_free(retry);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	httpstatus_budget_unref(budget);
}
END_TEST

START_TEST(in_memory_of_the_caller)
{
	size_t size = httpstatus_budget_size(), i;
	struct memory memory;
	httpstatus_budget *budget, *same;
	httpstatus_retry *retry;

	ck_assert_uint_ge(size, sizeof(uint64_t));
	ck_assert_uint_le(size, sizeof(memory));
	memset(&memory, 0xA5, sizeof(memory));
	memset(&memory, 0, size);
	budget = budget_at(&memory);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	retry = begin(budget);
	ck_assert_int_eq(on(retry, 502, 0), RETRY);
	/* Who comes later finds it as it is. */
	ck_assert_int_eq(httpstatus_budget_at(&memory, sizeof(memory), &same), 0);
	ck_assert_int_eq(httpstatus_budget_level(same), 14);
	ck_assert_int_eq(on(retry, 502, 0), RETRY);
	ck_assert_int_eq(httpstatus_budget_level(same), 0);
	ck_assert_int_eq(on(retry, 502, 0), STOP);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
	httpstatus_budget_unref(same);
	/* Of what lies behind it not a byte was written. */
	for (i = size; i < sizeof(memory); i++)
		ck_assert_uint_eq(memory.bytes[i], 0xA5);
}
END_TEST

/* The memory is the caller's: it outlives each object that was made for it. */
START_TEST(memory_is_never_freed)
{
	static const struct memory zeros;
	struct memory memory = zeros;
	httpstatus_budget *budget = budget_at(&memory);
	httpstatus_retry *retry;

	ck_assert_ptr_eq(httpstatus_budget_ref(budget), budget);
	httpstatus_budget_unref(budget);
	retry = begin(budget);
	httpstatus_budget_unref(budget);
	/* The retry keeps what it needs. */
	ck_assert_int_eq(on(retry, 502, 0), RETRY);
	httpstatus_retry_free(retry);
	budget = budget_at(&memory);
	ck_assert_int_eq(httpstatus_budget_level(budget), START - COST);
	httpstatus_budget_unref(budget);
	/* And zeros are a new budget. */
	memory = zeros;
	budget = budget_at(&memory);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	httpstatus_budget_unref(budget);
}
END_TEST

/* 8 bytes everywhere, also where a plain uint64_t is content with 4. */
START_TEST(memory_that_will_not_do)
{
	static const struct memory zeros;
	size_t size = httpstatus_budget_size(), i;
	struct memory memory = zeros;
	httpstatus_budget *budget;

	for (i = 0; i <= 16; i++) {
		int error;

		budget = NULL;
		error = httpstatus_budget_at(memory.bytes + i, size, &budget);
		ck_assert_int_eq(error, i % 8 == 0 ? 0 : HTTPSTATUS_E_INVAL);
		ck_assert(!budget == (error != 0));
		httpstatus_budget_unref(budget);
		memory = zeros;
	}
	for (i = 0; i < size; i++) {
		ck_assert_int_eq(httpstatus_budget_at(&memory, i, &budget), HTTPSTATUS_E_LIMIT);
		ck_assert_ptr_null(budget);
	}
	/* What was refused is untouched. */
	ck_assert_mem_eq(&memory, &zeros, sizeof(memory));
}
END_TEST

/*
 * A process with another release of the library might read the memory in
 * another way. What a budget writes when it is opened first is the number of
 * its format; each other number is refused, and whoever has opened it goes on.
 */
START_TEST(another_format)
{
	static const struct memory zeros;
	struct memory memory = zeros, opened;
	httpstatus_budget *budget = budget_at(&memory), *other;
	size_t i, written = 0;
	unsigned bit;

	opened = memory;
	for (i = 0; i < sizeof(memory); i++) {
		written += opened.bytes[i] != 0;
		for (bit = 1; opened.bytes[i] && bit < 256; bit <<= 1) {
			memory.bytes[i] = (unsigned char)(opened.bytes[i] ^ bit);
			other = budget;
			ck_assert_int_eq(httpstatus_budget_at(&memory, sizeof(memory), &other),
			                 HTTPSTATUS_E_FORMAT);
			ck_assert_ptr_null(other);
			ck_assert_int_eq(httpstatus_budget_level(budget), START);
			memory = opened;
		}
	}
	ck_assert_uint_gt(written, 0);
	other = budget_at(&memory);
	httpstatus_budget_unref(other);
	httpstatus_budget_unref(budget);
}
END_TEST

/* Memory that somebody uses for something else. */
START_TEST(memory_that_holds_something_else)
{
	static const int bytes[] = { 1, 0x20, 0x55, 0x7F, 0x80, 0xFF };
	struct memory memory, before;
	httpstatus_budget *budget;
	size_t i;

	for (i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
		memset(&memory, bytes[i], sizeof(memory));
		before = memory;
		budget = NULL;
		ck_assert_int_eq(httpstatus_budget_at(&memory, sizeof(memory), &budget),
		                 HTTPSTATUS_E_FORMAT);
		ck_assert_ptr_null(budget);
		ck_assert_mem_eq(&memory, &before, sizeof(memory));
	}
}
END_TEST

/* ---- Processes --------------------------------------------------------- */

#define PROCESSES 64

static void *shared_pages(size_t size)
{
	void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED)
		ck_abort_msg("no shared memory");
	return pages;
}

/* One process: asks for a repetition so many times, and answers how often it got one. */
static int work_alone(void *memory, size_t size, int times)
{
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	int paid = 0;

	if (httpstatus_budget_at(memory, size, &budget))
		_exit(100);
	retry = begin(budget);
	httpstatus_budget_unref(budget);
	while (times-- > 0)
		paid += fault(retry, 0) == RETRY;
	httpstatus_retry_free(retry);
	return paid;
}

static int paid_by(pid_t child)
{
	int status;

	if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) >= 100)
		ck_abort_msg("a process failed");
	return WEXITSTATUS(status);
}

START_TEST(two_processes)
{
	size_t size = httpstatus_budget_size();
	void *memory = shared_pages(size);
	httpstatus_budget *budget;
	pid_t child;

	/* The child comes first, and nobody has prepared anything. */
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0)
		_exit(work_alone(memory, size, 1));
	ck_assert_int_eq(paid_by(child), 1);
	ck_assert_int_eq(httpstatus_budget_at(memory, size, &budget), 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	ck_assert_int_eq(work_alone(memory, size, 1), 1);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0)
		_exit(work_alone(memory, size, 5));
	ck_assert_int_eq(paid_by(child), 0);
	httpstatus_budget_unref(budget);
	munmap(memory, size);
}
END_TEST

static void fill(httpstatus_budget *budget)
{
	httpstatus_retry *retry = begin(budget);

	succeed(retry, CAP, 0);
	httpstatus_retry_free(retry);
}

/* All of them together get what one would get. */
START_TEST(many_processes)
{
	size_t size = httpstatus_budget_size();
	void *memory = shared_pages(size);
	httpstatus_budget *budget;
	pid_t children[PROCESSES];
	int i, paid = 0;

	ck_assert_int_eq(httpstatus_budget_at(memory, size, &budget), 0);
	fill(budget);
	for (i = 0; i < PROCESSES; i++) {
		children[i] = fork();
		ck_assert_int_ge(children[i], 0);
		if (children[i] == 0)
			_exit(work_alone(memory, size, 2000));
	}
	for (i = 0; i < PROCESSES; i++)
		paid += paid_by(children[i]);
	ck_assert_int_eq(paid, CAP / COST);
	ck_assert_int_eq(httpstatus_budget_level(budget), 0);
	httpstatus_budget_unref(budget);
	munmap(memory, size);
}
END_TEST

/* What a process is about: whether it has a repetition's tokens, or may have them. */
enum holding { NOTHING, TAKES, HOLDS, GIVES };

/* Takes and gives back, as often as it can, until somebody kills it or it is told to end. */
static void borrow(httpstatus_budget *budget, _Atomic int *holding, const _Atomic int *end)
{
	httpstatus_retry *retry = begin(budget);

	while (!atomic_load(end)) {
		httpstatus_retry_reset(retry, PUT, 0);
		atomic_store(holding, TAKES);
		if (fault(retry, 0) == RETRY) {
			atomic_store(holding, HOLDS);
			atomic_store(holding, GIVES);
			on(retry, 200, 0);
		}
		atomic_store(holding, NOTHING);
	}
	_exit(0);
}

/*
 * Who is killed takes what it holds along, and nothing else: no lock stays
 * behind, no token appears or is lost besides. The others go on.
 */
START_TEST(killed_processes)
{
	struct page {
		_Atomic int holding[PROCESSES];
		_Atomic int end;
		struct memory budget;
	} *page = shared_pages(sizeof(*page));
	pid_t children[PROCESSES];
	httpstatus_budget *budget;
	int i, status, held = 0, doubtful = 0;

	ck_assert_int_eq(httpstatus_budget_at(&page->budget, sizeof(page->budget), &budget), 0);
	fill(budget);
	for (i = 0; i < PROCESSES; i++) {
		children[i] = fork();
		ck_assert_int_ge(children[i], 0);
		if (children[i] == 0)
			borrow(budget, &page->holding[i], &page->end);
	}
	for (i = 0; i < PROCESSES; i += 2) {
		usleep(2000);
		ck_assert_int_eq(kill(children[i], SIGKILL), 0);
	}
	atomic_store(&page->end, 1);
	for (i = 0; i < PROCESSES; i++) {
		ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
		if (i % 2)
			ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		else
			ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		held += page->holding[i] == HOLDS;
		doubtful += page->holding[i] == TAKES || page->holding[i] == GIVES;
	}
	ck_assert_int_le(httpstatus_budget_level(budget), CAP - COST * held);
	ck_assert_int_ge(httpstatus_budget_level(budget), CAP - COST * (held + doubtful));
	ck_assert_int_eq(httpstatus_budget_level(budget) % COST, 0);
	httpstatus_budget_unref(budget);
	munmap(page, sizeof(*page));
}
END_TEST

/* Nobody has to come first, and all may come at once. */
START_TEST(all_come_first)
{
	struct page {
		_Atomic int arrived;
		struct memory budget;
	} *page = shared_pages(sizeof(*page));
	pid_t children[PROCESSES];
	int i, paid = 0;

	for (i = 0; i < PROCESSES; i++) {
		children[i] = fork();
		ck_assert_int_ge(children[i], 0);
		if (children[i] == 0) {
			atomic_fetch_add(&page->arrived, 1);
			while (atomic_load(&page->arrived) < PROCESSES)
				sched_yield();
			_exit(work_alone(&page->budget, sizeof(page->budget), 1));
		}
	}
	for (i = 0; i < PROCESSES; i++)
		paid += paid_by(children[i]);
	ck_assert_int_eq(paid, START / COST);
	munmap(page, sizeof(*page));
}
END_TEST

/* ---- Garbage ----------------------------------------------------------- */

/* When another process writes into the memory of a budget. */
enum moment { BEFORE, DURING, AFTER };

static void write_elsewhere(unsigned char *memory, size_t at, size_t length, int value)
{
	pid_t child = fork();
	int status;

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		memset(memory + at, value, length);
		_exit(0);
	}
	if (waitpid(child, &status, 0) != child || status != 0)
		ck_abort_msg("nothing was written");
}

static void check_level(const httpstatus_budget *budget)
{
	int level = httpstatus_budget_level(budget);

	if (level < 0 || level > CAP)
		ck_abort_msg("%d tokens", level);
}

/* No garbage is worth more retries than a full budget. */
static void spend(httpstatus_retry *retry, const httpstatus_budget *budget)
{
	int i, paid = 0;

	for (i = 0; i < 2 * CAP / COST; i++) {
		paid += fault(retry, 0) == RETRY;
		check_level(budget);
	}
	ck_assert_int_le(paid, CAP / COST);
}

static void live_with(unsigned char *memory, size_t at, size_t length, int value, enum moment when)
{
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	int error;

	memset(memory, 0, httpstatus_budget_size());
	if (when == BEFORE)
		write_elsewhere(memory, at, length, value);
	error = httpstatus_budget_at(memory, httpstatus_budget_size(), &budget);
	if (error) {
		ck_assert_int_eq(when, BEFORE);
		ck_assert_int_eq(error, HTTPSTATUS_E_FORMAT);
		return;
	}
	retry = begin(budget);
	if (when == DURING)
		write_elsewhere(memory, at, length, value);
	spend(retry, budget);
	succeed(retry, 2 * CAP, 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), CAP);
	if (when == AFTER)
		write_elsewhere(memory, at, length, value);
	check_level(budget);
	ck_assert_ptr_eq(httpstatus_budget_ref(budget), budget);
	httpstatus_budget_unref(budget);
	httpstatus_budget_unref(budget);
	spend(retry, budget);
	httpstatus_retry_free(retry);
}

/* What processes share holds nothing that could make one of them free it. */
START_TEST(garbage_in_each_byte)
{
	static const int values[] = { 0, 1, 2, 0x7F, 0x80, 0x8D, 0xFE, 0xFF };
	size_t size = httpstatus_budget_size(), at, i;
	unsigned char *memory = shared_pages(size);

	for (at = 0; at < size; at++)
		for (i = 0; i < sizeof(values) / sizeof(values[0]); i++)
			live_with(memory, at, 1, values[i], (enum moment)_i);
	munmap(memory, size);
}
END_TEST

START_TEST(garbage_in_all_bytes)
{
	size_t size = httpstatus_budget_size();
	unsigned char *memory = shared_pages(size);
	int value;

	for (value = 0; value <= 0xFF; value += 0x11) {
		live_with(memory, 0, size, value, (enum moment)_i);
		live_with(memory, size / 2, size - size / 2, value, (enum moment)_i);
	}
	munmap(memory, size);
}
END_TEST

/* Writes without end, until somebody kills it. */
static void scribble(volatile unsigned char *memory, size_t size)
{
	uint32_t random = 1;

	for (;;) {
		random = random * 1664525u + 1013904223u;
		memory[(random >> 24) % size] = (unsigned char)(random >> 16);
	}
}

/* Whoever never stops writing slows others down, and can do no more. */
START_TEST(garbage_at_any_moment)
{
	size_t size = httpstatus_budget_size();
	unsigned char *memory = shared_pages(size);
	httpstatus_budget *budget = budget_at(memory), *other;
	httpstatus_retry *retry = begin(budget);
	pid_t child = fork();
	int i, error;

	ck_assert_int_ge(child, 0);
	if (child == 0)
		scribble(memory, size);
	for (i = 0; i < rounds(20000); i++) {
		fault(retry, (uint64_t)i * SECOND);
		check_level(budget);
		succeed(retry, 1, (uint64_t)i * SECOND);
		check_level(budget);
		error = httpstatus_budget_at(memory, size, &other);
		ck_assert(error == 0 || error == HTTPSTATUS_E_FORMAT);
		httpstatus_budget_unref(httpstatus_budget_ref(other));
		httpstatus_budget_unref(other);
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
	munmap(memory, size);
}
END_TEST

/* ---- Threads ----------------------------------------------------------- */

#define THREADS 64

struct worker {
	httpstatus_budget *budget;
	uint32_t random;
	int rounds;
	long gives, takes, refused;
	int least, most;
};

static _Atomic int gate;

/* Each thread has its own. */
static uint32_t any_of(struct worker *w, uint32_t below)
{
	w->random = w->random * 1664525u + 1013904223u;
	return (w->random >> 8) % below;
}

static void look(struct worker *w)
{
	int level = httpstatus_budget_level(w->budget);

	w->least = level < w->least ? level : w->least;
	w->most = level > w->most ? level : w->most;
}

static void wait_for_all(void)
{
	atomic_fetch_add(&gate, 1);
	while (atomic_load(&gate) < THREADS)
		sched_yield();
}

/* A request that fails, and then succeeds if the budget pays. Some end badly. */
static void troubled(struct worker *w, httpstatus_retry *retry, int some_end_badly)
{
	static const int codes[] = { 502, 429, 504, 503 }, costs[] = { 14, 5, 14, 5 };
	int which = (int)any_of(w, 4), times = some_end_badly ? 1 + (int)any_of(w, 3) : 1;

	httpstatus_retry_reset(retry, PUT, 0);
	while (times-- > 0) {
		if (on(retry, codes[which], 0) != RETRY) {
			w->refused++;
			return;
		}
		w->takes += costs[which];
	}
	look(w);
	if (some_end_badly && any_of(w, 4) == 0)
		return;
	on(retry, 200, 0);
	w->gives += costs[which];
}

/* One clean success at first: all of them together stay below the cap. */
static void *work(void *argument)
{
	struct worker *w = argument;
	httpstatus_retry *retry = begin(w->budget);
	int i;

	wait_for_all();
	on(retry, 200, 0);
	w->gives++;
	for (i = 0; i < w->rounds; i++) {
		troubled(w, retry, i >= w->rounds - 50);
		look(w);
	}
	httpstatus_retry_free(retry);
	return NULL;
}

/* Successes and failures as they come, over the cap and down to nothing. */
static void *work_wildly(void *argument)
{
	struct worker *w = argument;
	httpstatus_retry *retry = begin(w->budget);
	int i;

	wait_for_all();
	for (i = 0; i < w->rounds; i++) {
		if (any_of(w, 30))
			succeed(retry, 1, 0);
		else
			troubled(w, retry, 1);
		look(w);
		httpstatus_budget_ref(w->budget);
		httpstatus_budget_unref(w->budget);
	}
	httpstatus_retry_free(retry);
	return NULL;
}

static void run_threads(struct worker *workers, httpstatus_budget *budget, void *(*task)(void *))
{
	pthread_t threads[THREADS];
	int i;

	atomic_store(&gate, 0);
	for (i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){
			.budget = budget, .random = 7919u * (uint32_t)(i + 1),
			.rounds = rounds(50000), .least = CAP
		};
		if (pthread_create(&threads[i], NULL, task, &workers[i]))
			ck_abort_msg("no thread");
	}
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (i = 0; i < THREADS; i++) {
		ck_assert_int_ge(workers[i].least, 0);
		ck_assert_int_le(workers[i].most, CAP);
	}
}

/* Not a token is lost or made: 64 gives of 1, and refunds of what was taken. */
START_TEST(tokens_are_conserved)
{
	httpstatus_budget *budget = new_budget();
	struct worker workers[THREADS];
	long level = START, refused = 0, takes = 0;
	int i;

	run_threads(workers, budget, work);
	for (i = 0; i < THREADS; i++) {
		level += workers[i].gives - workers[i].takes;
		refused += workers[i].refused;
		takes += workers[i].takes;
	}
	ck_assert_int_eq(httpstatus_budget_level(budget), level);
	/* Both ways were gone. */
	ck_assert_int_gt(refused, 0);
	ck_assert_int_gt(takes, 1000);
	httpstatus_budget_unref(budget);
}
END_TEST

START_TEST(never_above_the_cap)
{
	httpstatus_budget *budget = new_budget();
	struct worker workers[THREADS];
	httpstatus_retry *retry = begin(budget);
	int i, most = 0;

	run_threads(workers, budget, work_wildly);
	for (i = 0; i < THREADS; i++)
		most = workers[i].most > most ? workers[i].most : most;
	ck_assert_int_eq(most, CAP);
	succeed(retry, 2 * CAP, 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), CAP);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

static void *only_fail(void *argument)
{
	struct worker *w = argument;
	httpstatus_retry *retry = begin(w->budget);
	int i;

	wait_for_all();
	for (i = 0; i < w->rounds; i++) {
		w->takes += fault(retry, 0) == RETRY;
		look(w);
	}
	httpstatus_retry_free(retry);
	return NULL;
}

/* In an outage 64 threads together get ten repetitions of a full budget. */
START_TEST(outage)
{
	httpstatus_budget *budget = new_budget();
	struct worker workers[THREADS];
	httpstatus_retry *retry = begin(budget);
	long paid = 0;
	int i;

	succeed(retry, CAP, 0);
	run_threads(workers, budget, only_fail);
	for (i = 0; i < THREADS; i++)
		paid += workers[i].takes;
	ck_assert_int_eq(paid, CAP / COST);
	ck_assert_int_eq(httpstatus_budget_level(budget), 0);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* ---- All --------------------------------------------------------------- */

static void add_numbers(Suite *suite)
{
	TCase *numbers = tcase_create("numbers"), *time = tcase_create("time");
	TCase *vain = tcase_create("in vain");

	tcase_add_test(numbers, two_repetitions_to_begin_with);
	tcase_add_test(numbers, costs_of_codes);
	tcase_add_test(numbers, first_is_free);
	tcase_add_test(numbers, refusal_takes_nothing);
	tcase_add_test(numbers, exactly_enough);
	tcase_add_test(numbers, clean_success_gives_one);
	tcase_add_test(numbers, refund);
	tcase_add_test(numbers, isolated_failures_are_all_repeated);
	tcase_add_test(numbers, cap);
	tcase_add_test(numbers, refund_at_the_cap);
	tcase_add_test(numbers, failure_never_gives);
	tcase_add_test(numbers, told_success);
	tcase_add_test(numbers, charged_last);
	tcase_add_test(numbers, no_budget);
	suite_add_tcase(suite, numbers);

	tcase_add_test(time, whole_minutes);
	tcase_add_test(time, no_credit_while_it_fails);
	tcase_add_test(time, failures_that_are_not_repeated);
	tcase_add_test(time, credit_ends_at_the_start_level);
	tcase_add_test(time, time_going_backwards);
	tcase_add_test(time, seconds_wrap);
	tcase_add_test(time, half_a_lap);
	tcase_add_test(time, any_first_time);
	suite_add_tcase(suite, time);

	tcase_add_test(vain, two_seconds_of_failures);
	tcase_add_test(vain, two_seconds_of_a_new_budget);
	tcase_add_test(vain, a_quiet_minute_ends_it);
	tcase_add_test(vain, a_success_ends_it);
	tcase_add_test(vain, pushback_is_paid_for_all_the_same);
	suite_add_tcase(suite, vain);
}

static Suite *budget_suite(void)
{
	Suite *suite = suite_create("budget");
	TCase *objects = tcase_create("objects"), *shared = tcase_create("shared");

	add_numbers(suite);
	tcase_add_test(objects, shared_between_retries);
	tcase_add_test(objects, nobody_there);
	tcase_add_test(objects, references);
	tcase_add_test(objects, in_memory_of_the_caller);
	tcase_add_test(objects, memory_is_never_freed);
	tcase_add_test(objects, memory_that_will_not_do);
	tcase_add_test(objects, another_format);
	tcase_add_test(objects, memory_that_holds_something_else);
	suite_add_tcase(suite, objects);

	tcase_set_timeout(shared, 120);
	tcase_add_test(shared, two_processes);
	tcase_add_test(shared, many_processes);
	tcase_add_test(shared, killed_processes);
	tcase_add_test(shared, all_come_first);
	tcase_add_loop_test(shared, garbage_in_each_byte, BEFORE, AFTER + 1);
	tcase_add_loop_test(shared, garbage_in_all_bytes, BEFORE, AFTER + 1);
	tcase_add_test(shared, garbage_at_any_moment);
	tcase_add_test(shared, tokens_are_conserved);
	tcase_add_test(shared, never_above_the_cap);
	tcase_add_test(shared, outage);
	suite_add_tcase(suite, shared);
	return suite;
}

int main(void)
{
	return run_suite(budget_suite());
}
