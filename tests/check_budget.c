/* SPDX-License-Identifier: MIT */
/*
 * check_budget.c - how many retries a program allows itself
 *
 * Driven as programs drive it, through retries with a policy that has a budget.
 * All numbers are those of the header and of httpstatus_budget_new(3).
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <string.h>

#include "suite_budget.h"

/* ---- Numbers --------------------------------------------------------------- */

START_TEST(two_retries_to_begin_with)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_paid(budget);

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
		retry = begin_paid(budget);
		ck_assert_int_eq(on(retry, cases[i].code, 0), RETRY);
		if (httpstatus_budget_level(budget) != START - cases[i].cost)
			ck_abort_msg("%d: %d left", cases[i].code, httpstatus_budget_level(budget));
		httpstatus_retry_free(retry);
		httpstatus_budget_unref(budget);
	}
}
END_TEST

/* Certain knowledge that the origin did not act is worth one free retry a request. */
START_TEST(first_is_free)
{
	static const int failures[] = {
		HTTPSTATUS_FAILURE_UNCONNECTED, HTTPSTATUS_FAILURE_REFUSED
	};
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_paid(budget);
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
	httpstatus_retry *retry = begin_paid(budget);
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
	httpstatus_retry *retry = begin_paid(budget);

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
	httpstatus_retry *retry = begin_paid(budget);
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
	httpstatus_retry *retry = begin_paid(budget);

	ck_assert_int_eq(on(retry, 502, 0), RETRY);
	ck_assert_int_eq(on(retry, 200, 0), DONE);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	httpstatus_retry_reset(retry, PUT, 0);
	ck_assert_int_eq(on(retry, 429, 0), RETRY);
	ck_assert_int_eq(on(retry, 200, 0), DONE);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	/* Only what the last retry cost. */
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

/* As many isolated failures as one likes, each of which is retried once. */
START_TEST(isolated_failures_are_all_retried)
{
	httpstatus_budget *budget = new_budget();
	httpstatus_retry *retry = begin_paid(budget);
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
	httpstatus_retry *retry = begin_paid(budget);
	int i;

	succeed(retry, CAP - START, 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), CAP);
	succeed(retry, 1000, 0);
	ck_assert_int_eq(httpstatus_budget_level(budget), CAP);
	/* Ten retries, and not one more. */
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
	httpstatus_retry *slow = begin_paid(budget), *quick = begin_paid(budget);

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
	httpstatus_retry *retry = begin_paid(budget);
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		httpstatus_retry_reset(retry, PUT, 0);
		ck_assert_int_ne(on(retry, codes[i], 0), RETRY);
		if (httpstatus_budget_level(budget) != START)
			ck_abort_msg("%d: %d", codes[i], httpstatus_budget_level(budget));
	}
	/* After a retry there is no refund for them. */
	ck_assert_int_eq(fault(retry, 0), RETRY);
	ck_assert_int_eq(on(retry, 404, 0), STOP);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	/* A request that may not be retried takes nothing. */
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
	httpstatus_retry *retry = begin_paid(budget);

	/* A 409 that tells of the first copy. */
	ck_assert_int_eq(on(retry, 504, 0), RETRY);
	ck_assert_int_eq(on(retry, 409, 0), AMEND);
	ck_assert(why(retry) & HTTPSTATUS_REASON_MAYBE_DONE);
	ck_assert_int_eq(httpstatus_budget_level(budget), 14);
	httpstatus_retry_succeeded(retry);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	httpstatus_retry_succeeded(retry);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	/* Without a retry it is a clean one. */
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
	httpstatus_retry *retry = begin_paid(budget);

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
	httpstatus_retry *retry = begin_paid(NULL);
	int i;

	for (i = 0; i < 100; i++)
		ck_assert_int_eq(fault(retry, 0), RETRY);
	ck_assert_int_eq(on(retry, 200, 0), DONE);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Objects --------------------------------------------------------------- */

START_TEST(shared_between_retries)
{
	httpstatus_budget *budget = new_budget(), *other = new_budget();
	httpstatus_retry *a = begin_paid(budget), *b = begin_paid(budget), *c = begin_paid(other);

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
	ck_assert_int_eq(httpstatus_policy_set_budget(NULL, NULL), HTTPSTATUS_E_INVAL);
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
	ck_assert_int_eq(httpstatus_policy_set_budget(policy, budget), 0);
	ck_assert_int_eq(httpstatus_policy_set_budget(policy, budget), 0);
	httpstatus_budget_unref(budget);
	ck_assert_int_eq(httpstatus_budget_level(budget), START);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	ck_assert_int_eq(httpstatus_policy_set_budget(policy, NULL), HTTPSTATUS_E_INVAL);
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
	retry = begin_paid(budget);
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
	retry = begin_paid(budget);
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

static Suite *budget_suite(void)
{
	Suite *suite = suite_create("budget");
	TCase *numbers = tcase_create("numbers");
	TCase *objects = tcase_create("objects");

	tcase_add_test(numbers, two_retries_to_begin_with);
	tcase_add_test(numbers, costs_of_codes);
	tcase_add_test(numbers, first_is_free);
	tcase_add_test(numbers, refusal_takes_nothing);
	tcase_add_test(numbers, exactly_enough);
	tcase_add_test(numbers, clean_success_gives_one);
	tcase_add_test(numbers, refund);
	tcase_add_test(numbers, isolated_failures_are_all_retried);
	tcase_add_test(numbers, cap);
	tcase_add_test(numbers, refund_at_the_cap);
	tcase_add_test(numbers, failure_never_gives);
	tcase_add_test(numbers, told_success);
	tcase_add_test(numbers, charged_last);
	tcase_add_test(numbers, no_budget);
	suite_add_tcase(suite, numbers);

	tcase_add_test(objects, shared_between_retries);
	tcase_add_test(objects, nobody_there);
	tcase_add_test(objects, references);
	tcase_add_test(objects, in_memory_of_the_caller);
	tcase_add_test(objects, memory_is_never_freed);
	tcase_add_test(objects, memory_that_will_not_do);
	tcase_add_test(objects, another_format);
	tcase_add_test(objects, memory_that_holds_something_else);
	suite_add_tcase(suite, objects);
	return suite;
}

int main(void)
{
	return run_suite(budget_suite());
}
