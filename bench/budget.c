/* SPDX-License-Identifier: MIT */
/*
 * What a shared budget costs when many threads use it. An operation is a whole
 * request that fails once and succeeds then: its budget pays for the one, and
 * is paid back by the other. The budget is ours, or one of these two beside a
 * retry without a budget, or none.
 *
 *   mutex   a counter of tokens behind a lock
 *   CAS     gRPC's throttle: thousandths of tokens, changed by compare-and-swap
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <httpstatus.h>

#include "harness.h"

enum { THREADS_MAX = 64, ROUNDS = 9, QUICK_ROUNDS = 2, MILLISECONDS = 30, BATCH = 256 };
enum { TOKENS = 100000, COST = 5000, REFUND = 5000 };

enum kind { NONE, OURS, MUTEX, CAS, KINDS };

static const char *const kind_names[KINDS] = { "no budget", "ours", "mutex", "CAS" };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int locked_tokens = TOKENS;
static _Atomic int shared_tokens = TOKENS;
static httpstatus_policy *policies[KINDS];
static atomic_int stopped;

struct worker {
	pthread_t thread;
	enum kind kind;
	uint64_t seed;
	size_t operations;
	size_t refused;
};

/* ---- The other budgets -------------------------------------------------------- */

/* Takes or gives tokens; 1 if more than half are left, which allows a repetition. */
static int by_mutex(int change)
{
	int allowed;

	pthread_mutex_lock(&lock);
	locked_tokens += change;
	if (locked_tokens < 0)
		locked_tokens = 0;
	if (locked_tokens > TOKENS)
		locked_tokens = TOKENS;
	allowed = locked_tokens > TOKENS / 2;
	pthread_mutex_unlock(&lock);
	return allowed;
}

static int by_cas(int change)
{
	int old = atomic_load_explicit(&shared_tokens, memory_order_relaxed), next;

	do {
		next = old + change;
		if (next < 0)
			next = 0;
		if (next > TOKENS)
			next = TOKENS;
	} while (!atomic_compare_exchange_weak(&shared_tokens, &old, next));
	return next > TOKENS / 2;
}

/* ---- One request after the other ---------------------------------------------- */

static int repeat(enum kind kind, httpstatus_advice advice)
{
	if (httpstatus_advice_verdict(advice) != HTTPSTATUS_VERDICT_RETRY)
		return 0;
	if (kind == MUTEX)
		return by_mutex(-COST);
	if (kind == CAS)
		return by_cas(-COST);
	return 1;
}

static void succeed(enum kind kind)
{
	if (kind == MUTEX)
		by_mutex(REFUND);
	if (kind == CAS)
		by_cas(REFUND);
}

static void *work(void *argument)
{
	struct worker *w = argument;
	httpstatus_retry *retry;
	size_t operations = 0;

	if (httpstatus_retry_new(policies[w->kind], &retry) != 0)
		bench_die("out of memory", NULL);
	httpstatus_retry_seed(retry, w->seed);
	while (!atomic_load_explicit(&stopped, memory_order_relaxed)) {
		for (int i = 0; i < BATCH; i++) {
			httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT, 0);
			if (repeat(w->kind, httpstatus_retry_on_status(retry, 503, 10)))
				httpstatus_retry_on_status(retry, 200, 2000);
			else
				w->refused++;
			succeed(w->kind);
		}
		operations += BATCH;
	}
	httpstatus_retry_free(retry);
	w->operations = operations;
	return NULL;
}

static double core_time(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec * 1e9 + (double)ts.tv_nsec;
}

struct result {
	double rate;                /* millions of operations a second, of all threads */
	double core_time;           /* ns of the cores for one operation */
	double refused;             /* operations that were not repeated, per cent */
};

static struct result run(enum kind kind, size_t threads)
{
	struct worker workers[THREADS_MAX] = { 0 };
	struct timespec pause = { 0, MILLISECONDS * 1000000L };
	size_t operations = 0, refusals = 0;
	struct result result;
	double start, core_start;

	atomic_store(&stopped, 0);
	start = bench_now();
	core_start = core_time();
	for (size_t i = 0; i < threads; i++) {
		workers[i].kind = kind;
		workers[i].seed = i + 1;
		if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
			bench_die("cannot start a thread", NULL);
	}
	nanosleep(&pause, NULL);
	atomic_store(&stopped, 1);
	for (size_t i = 0; i < threads; i++) {
		pthread_join(workers[i].thread, NULL);
		operations += workers[i].operations;
		refusals += workers[i].refused;
	}
	result.rate = (double)operations / (bench_now() - start) * 1e3;
	result.core_time = (core_time() - core_start) / (double)operations;
	result.refused = 100.0 * (double)refusals / (double)operations;
	return result;
}

static void print(const char *mix, const char *name, const struct result *results, size_t rounds)
{
	double rate[ROUNDS], core[ROUNDS], refused[ROUNDS];
	char note[64];

	for (size_t i = 0; i < rounds; i++) {
		rate[i] = results[i].rate;
		core[i] = results[i].core_time;
		refused[i] = results[i].refused;
	}
	bench_sort(rate, rounds);
	bench_sort(core, rounds);
	bench_sort(refused, rounds);
	snprintf(note, sizeof(note), "%.0f ns of a core each, %.1f %% refused",
	         bench_quantile(core, rounds, 0.5), bench_quantile(refused, rounds, 0.5));
	bench_print("budget", mix, name, bench_quantile(rate, rounds, 0.5),
	            bench_quantile(rate, rounds, 0.25), bench_quantile(rate, rounds, 0.75), rounds,
	            note);
}

static void measure(size_t threads)
{
	size_t rounds = bench_quick() ? QUICK_ROUNDS : ROUNDS;
	struct result results[KINDS][ROUNDS];
	char mix[32];

	for (size_t round = 0; round < rounds; round++)
		for (int kind = 0; kind < KINDS; kind++)
			results[kind][round] = run((enum kind)kind, threads);
	snprintf(mix, sizeof(mix), "%zu thread%s", threads, threads > 1 ? "s" : "");
	for (int kind = 0; kind < KINDS; kind++)
		print(mix, kind_names[kind], results[kind], rounds);
}

int main(void)
{
	httpstatus_budget *budget;

	if (httpstatus_budget_new(&budget) != 0)
		bench_die("out of memory", NULL);
	for (int kind = 0; kind < KINDS; kind++)
		if (httpstatus_policy_new(&policies[kind]) != 0)
			bench_die("out of memory", NULL);
	if (httpstatus_policy_set_budget(policies[OURS], budget) != 0)
		bench_die("no budget", NULL);
	httpstatus_budget_unref(budget);
	measure(1);
	measure(2);
	measure(8);
	measure(64);
	for (int kind = 0; kind < KINDS; kind++)
		httpstatus_policy_free(policies[kind]);
	return 0;
}
