/* SPDX-License-Identifier: MIT */
/*
 * check_budget_threads.c - a budget that many threads share
 */
#define _GNU_SOURCE

#include <httpstatus.h>

#include <check.h>
#include <pthread.h>
#include <stdint.h>
#include <sched.h>
#include <stdatomic.h>

#include "suite_budget.h"

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
	httpstatus_retry *retry = begin_paid(w->budget);
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

/* Successes and failures as they come, over the cap and down to nothing. */
static void *work_wildly(void *argument)
{
	struct worker *w = argument;
	httpstatus_retry *retry = begin_paid(w->budget);
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

START_TEST(never_above_the_cap)
{
	httpstatus_budget *budget = new_budget();
	struct worker workers[THREADS];
	httpstatus_retry *retry = begin_paid(budget);
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
	httpstatus_retry *retry = begin_paid(w->budget);
	int i;

	wait_for_all();
	for (i = 0; i < w->rounds; i++) {
		w->takes += fault(retry, 0) == RETRY;
		look(w);
	}
	httpstatus_retry_free(retry);
	return NULL;
}

/* In an outage 64 threads together get ten retries of a full budget. */
START_TEST(outage)
{
	httpstatus_budget *budget = new_budget();
	struct worker workers[THREADS];
	httpstatus_retry *retry = begin_paid(budget);
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

static Suite *budget_threads_suite(void)
{
	Suite *suite = suite_create("budget threads");
	TCase *tcase = tcase_create("threads");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, tokens_are_conserved);
	tcase_add_test(tcase, never_above_the_cap);
	tcase_add_test(tcase, outage);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(budget_threads_suite());
}
