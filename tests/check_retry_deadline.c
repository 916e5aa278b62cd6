/* SPDX-License-Identifier: MIT */
/*
 * check_retry_deadline.c - when there is no time left for another attempt
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>

#include "suite_retry.h"

START_TEST(too_long)
{
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(answer(retry, 503, "Retry-After", "300"), RETRY);
	ck_assert_uint_ge(delay(retry), 300000);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "301"), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	ck_assert(why(retry) & R(ASKED));
	check_asked(retry, ASKED(DELAY), 301000);
	ck_assert_uint_eq(delay(retry), 0);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 301000);
	/* Longer than what is left. */
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_set_deadline(retry, 11000);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "10"), RETRY);
	ck_assert_uint_eq(delay(retry), 10000);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "11"), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	check_asked(retry, ASKED(DELAY), 11000);
	httpstatus_retry_free(retry);
	retry = begin_set(SET(MAX_WAIT), 0, GET);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "0"), RETRY);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "1"), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(forever)
{
	static const char *const values[] = {
		"18446744073709551616", "18446744073709552", "9999999999999999999999999"
	};
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	size_t i;

	set(policy, SET(MAX_ELAPSED), 0);
	set(policy, SET(MAX_WAIT), UINT64_C(4294967295) * 1000);
	retry = begin_with(policy, GET);
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 429, "Retry-After", values[i]), STOP);
		ck_assert(why(retry) & R(TOO_LONG));
		check_asked(retry, ASKED(FOREVER), HTTPSTATUS_TIME_FOREVER);
		ck_assert_uint_eq(delay(retry), 0);
		ck_assert_uint_ge(httpstatus_retry_cooldown_ms(retry), UINT64_C(4294967295) * 1000);
	}
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 429, "Retry-After", "999999999"), RETRY);
	check_asked(retry, ASKED(DELAY), UINT64_C(999999999) * 1000);
	ck_assert_uint_ge(delay(retry), UINT64_C(999999999) * 1000);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

START_TEST(deadline)
{
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_reset(retry, GET, 50000);
	httpstatus_retry_set_deadline(retry, 55000);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 50100)), RETRY);
	ck_assert_uint_le(delay(retry), 100);
	/* Room for the attempt and for half of the first backoff, and for nothing else. */
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 53950)), RETRY);
	ck_assert_uint_le(delay(retry), 50);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 53951)), STOP);
	ck_assert(why(retry) & R(DEADLINE));
	ck_assert_uint_eq(delay(retry), 0);
	/* It has passed. */
	httpstatus_retry_reset(retry, GET, 50000);
	httpstatus_retry_set_deadline(retry, 49000);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 50000)), STOP);
	ck_assert(why(retry) & R(DEADLINE));
	/* _reset takes it away. */
	httpstatus_retry_reset(retry, GET, 50000);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 55000)), RETRY);
	httpstatus_retry_free(retry);
	retry = begin_set(SET(MIN_ATTEMPT), 30000, GET);
	httpstatus_retry_set_deadline(retry, 40000);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 9950)), RETRY);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 9951)), STOP);
	ck_assert(why(retry) & R(DEADLINE));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(max_elapsed)
{
	const uint64_t start = UINT64_C(1) << 63;
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_reset(retry, GET, start);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, start + 598950)), RETRY);
	ck_assert_uint_le(delay(retry), 50);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, start + 598951)), STOP);
	ck_assert(why(retry) & R(DEADLINE));
	/* A later deadline gives no more time, an earlier one less. */
	httpstatus_retry_reset(retry, GET, start);
	httpstatus_retry_set_deadline(retry, UINT64_MAX);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, start + 599001)), STOP);
	httpstatus_retry_free(retry);
	retry = begin_set(SET(MAX_ELAPSED), 0, GET);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, UINT64_MAX)), RETRY);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, UINT64_MAX)), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

/* The sum of start and MAX_ELAPSED has no place in 64 bits, and still holds. */
START_TEST(elapsed_at_the_end_of_time)
{
	const uint64_t start = UINT64_MAX - 1000;
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_reset(retry, GET, start);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, start + 900)), RETRY);
	ck_assert_uint_le(delay(retry), 100);
	httpstatus_retry_reset(retry, GET, start);
	feed(retry, "Retry-After", "299");
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 503, start)), RETRY);
	ck_assert_uint_ge(delay(retry), 299000);
	ck_assert_uint_le(delay(retry), 599000);
	httpstatus_retry_free(retry);
	retry = begin_set(SET(MAX_ELAPSED), 10000, GET);
	httpstatus_retry_reset(retry, GET, start);
	feed(retry, "Retry-After", "60");
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 503, start)), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	httpstatus_retry_free(retry);
}
END_TEST

/* Nor does a redirect begin an attempt that has no time to end. */
START_TEST(following_takes_time)
{
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_set_deadline(retry, 6000);
	ck_assert_int_eq(answer(retry, 302, "Retry-After", "5"), FOLLOW);
	ck_assert_uint_ge(delay(retry), 5000);
	ck_assert_uint_le(delay(retry), 5000);
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_set_deadline(retry, 5999);
	ck_assert_int_eq(answer(retry, 302, "Retry-After", "5"), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *retry_deadline_suite(void)
{
	Suite *suite = suite_create("retry deadline");
	TCase *tcase = tcase_create("deadline");

	tcase_add_test(tcase, too_long);
	tcase_add_test(tcase, forever);
	tcase_add_test(tcase, deadline);
	tcase_add_test(tcase, max_elapsed);
	tcase_add_test(tcase, elapsed_at_the_end_of_time);
	tcase_add_test(tcase, following_takes_time);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(retry_deadline_suite());
}
