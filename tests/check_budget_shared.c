/* SPDX-License-Identifier: MIT */
/*
 * check_budget_shared.c - a budget that processes share, some of which end or write nonsense
 */
#define _GNU_SOURCE

#include <httpstatus.h>

#include <check.h>
#include <signal.h>
#include <stdint.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suite_budget.h"

/* ---- Processes ------------------------------------------------------------- */

static void *shared_pages(size_t size)
{
	void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED)
		ck_abort_msg("no shared memory");
	return pages;
}

/* One process: asks for a retry so many times, and answers how often it got one. */
static int work_alone(void *memory, size_t size, int times)
{
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	int paid = 0;

	if (httpstatus_budget_at(memory, size, &budget))
		_exit(100);
	retry = begin_paid(budget);
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

#define PROCESSES 64

static void fill(httpstatus_budget *budget)
{
	httpstatus_retry *retry = begin_paid(budget);

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

/* What a process is about: whether it has a retry's tokens, or may have them. */
enum holding { NOTHING, TAKES, HOLDS, GIVES };

/* Takes and gives back, as often as it can, until somebody kills it or it is told to end. */
static void borrow(httpstatus_budget *budget, _Atomic int *holding, const _Atomic int *end)
{
	httpstatus_retry *retry = begin_paid(budget);

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

/* ---- Garbage --------------------------------------------------------------- */

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
	retry = begin_paid(budget);
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
	httpstatus_retry *retry = begin_paid(budget);
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

static Suite *budget_shared_suite(void)
{
	Suite *suite = suite_create("budget shared");
	TCase *processes = tcase_create("processes");
	TCase *garbage = tcase_create("garbage");

	tcase_set_timeout(processes, 120);
	tcase_add_test(processes, two_processes);
	tcase_add_test(processes, many_processes);
	tcase_add_test(processes, killed_processes);
	tcase_add_test(processes, all_come_first);
	suite_add_tcase(suite, processes);

	tcase_set_timeout(garbage, 120);
	tcase_add_loop_test(garbage, garbage_in_each_byte, BEFORE, AFTER + 1);
	tcase_add_loop_test(garbage, garbage_in_all_bytes, BEFORE, AFTER + 1);
	tcase_add_test(garbage, garbage_at_any_moment);
	suite_add_tcase(suite, garbage);
	return suite;
}

int main(void)
{
	return run_suite(budget_shared_suite());
}
