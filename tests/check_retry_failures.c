/* SPDX-License-Identifier: MIT */
/*
 * check_retry_failures.c - attempts that end without a status, and what may be done already
 */
#include <httpstatus.h>

#include <check.h>
#include <limits.h>

#include "suite_retry.h"

/* ---- Failures -------------------------------------------------------------- */

START_TEST(certain_failures)
{
	static const int failures[] = { HTTPSTATUS_FAILURE_UNCONNECTED, HTTPSTATUS_FAILURE_REFUSED };
	httpstatus_retry *retry = begin(POST);
	int i;

	for (i = 0; i < 2; i++) {
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(ended(retry, failures[i]), RETRY);
		ck_assert_int_le(httpstatus_advice_processed(httpstatus_retry_advice(retry)),
		                 HTTPSTATUS_PROCESSED_REFUSED);
		ck_assert_uint_eq(delay(retry), 0);
		ck_assert_int_eq(httpstatus_retry_attempts(retry), 1);
		ck_assert_int_eq(ended(retry, failures[i]), RETRY);
		ck_assert_uint_le(delay(retry), 200);
		ck_assert_int_eq(ended(retry, failures[i]), RETRY);
		ck_assert_uint_le(delay(retry), 400);
		ck_assert_int_eq(ended(retry, failures[i]), STOP);
		ck_assert(why(retry) & R(ATTEMPTS));
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* Without a connection nothing was sent, so that it can be sent for the first time. */
START_TEST(one_shot_unconnected)
{
	httpstatus_retry *retry = begin(HTTPSTATUS_TRAIT_ONE_SHOT);

	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), RETRY);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_REFUSED), STOP);
	ck_assert(why(retry) & R(ONE_SHOT));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(ambiguous_failures)
{
	static const int failures[] = {
		HTTPSTATUS_FAILURE_BROKEN, HTTPSTATUS_FAILURE_TIMED_OUT, HTTPSTATUS_FAILURE_TRUNCATED,
		0, 99, -1
	};
	httpstatus_retry *retry = begin(POST);
	size_t i;

	for (i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(ended(retry, failures[i]), STOP);
		ck_assert(why(retry) & R(UNSAFE_METHOD));
		httpstatus_retry_reset(retry, PUT | HTTPSTATUS_TRAIT_ONE_SHOT, 0);
		ck_assert_int_eq(ended(retry, failures[i]), STOP);
		ck_assert(why(retry) & R(ONE_SHOT));
		httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_KEY, 0);
		ck_assert_int_eq(ended(retry, failures[i]), RETRY);
		httpstatus_retry_reset(retry, PUT, 0);
		ck_assert_int_eq(ended(retry, failures[i]), RETRY);
		ck_assert_uint_le(delay(retry), 100);
	}
	/* Timeouts of what is expensive feed storms: once. */
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_TIMED_OUT), RETRY);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_TIMED_OUT), STOP);
	ck_assert(why(retry) & R(CODE_LIMIT));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(likely_failures)
{
	httpstatus_retry *retry = begin_set(SET(ACCEPT_LIKELY), 1, HTTPSTATUS_TRAIT_REUSED);

	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), RETRY);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), STOP);
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), STOP);
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_REUSED, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_TIMED_OUT), STOP);
	httpstatus_retry_free(retry);
	retry = begin(HTTPSTATUS_TRAIT_REUSED);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), STOP);
	httpstatus_retry_free(retry);
}
END_TEST

/* That a name does not exist is no fault that passes; the data waits for a person. */
START_TEST(unknown_host)
{
	const httpstatus_advice advice = httpstatus_advise_failure(HTTPSTATUS_FAILURE_UNKNOWN_HOST, POST);
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(verdict(advice), AMEND);
	ck_assert_int_eq(httpstatus_advice_processed(advice), HTTPSTATUS_PROCESSED_NOT_REACHED);
	ck_assert_int_eq(httpstatus_advice_keep(advice), HTTPSTATUS_KEEP_HOLD);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNKNOWN_HOST), AMEND);
	ck_assert(why(retry) & R(HOLD));
	ck_assert(!(why(retry) & R(OVERRIDDEN)));
	ck_assert_uint_eq(delay(retry), 0);
	/* A resolver that does not respond, on the other hand, may do so the next time. */
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

/* As wget does with --retry-on-host-error, if the policy says so: with any request. */
START_TEST(unknown_host_by_policy)
{
	httpstatus_retry *retry = begin_set(SET(FAILURES),
	                                    HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_UNKNOWN_HOST),
	                                    HTTPSTATUS_TRAIT_ONE_SHOT);
	int i;

	for (i = 0; i < 3; i++) {
		ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNKNOWN_HOST), RETRY);
		ck_assert(why(retry) & R(OVERRIDDEN));
		ck_assert_uint_eq(httpstatus_advice_changes(httpstatus_retry_advice(retry)) &
		                  ~SAME_REQUEST, 0);
	}
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNKNOWN_HOST), STOP);
	ck_assert(why(retry) & R(ATTEMPTS));
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), STOP);
	ck_assert(why(retry) & R(OVERRIDDEN));
	httpstatus_retry_free(retry);
}
END_TEST

/* A value that is no failure counts as BROKEN, in every respect. */
START_TEST(no_failure_is_broken)
{
	static const int values[] = { 0, 7, 8, 9, 99, 1000, -1, INT_MIN, INT_MAX };
	httpstatus_retry *retry = begin(GET);
	size_t i;

	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_advise_failure(
		HTTPSTATUS_FAILURE_BROKEN, HTTPSTATUS_TRAIT_REUSED)), 1);
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		httpstatus_retry_reset(retry, GET | HTTPSTATUS_TRAIT_REUSED, 0);
		ck_assert_int_eq(ended(retry, values[i]), RETRY);
		ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), STOP);
		ck_assert(why(retry) & R(CODE_LIMIT));
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Aftermath ------------------------------------------------------------- */

START_TEST(maybe_done)
{
	static const int ambiguous[] = { 500, 502, 503, 504 }, after[] = { 404, 409, 410, 412 };
	static const int clear[] = { 421, 423, 425, 429 };
	httpstatus_retry *retry = begin(PUT);
	size_t i, j;

	for (i = 0; i < 4; i++)
		for (j = 0; j < 4; j++) {
			httpstatus_retry_reset(retry, PUT, 0);
			ck_assert_int_eq(answer(retry, ambiguous[j], NULL, NULL), RETRY);
			ck_assert_int_ne(answer(retry, after[i], NULL, NULL), RETRY);
			if (!(why(retry) & R(MAYBE_DONE)))
				ck_abort_msg("%d after %d: not MAYBE_DONE", after[i], ambiguous[j]);
		}
	for (i = 0; i < 4; i++)
		for (j = 0; j < 4; j++) {
			httpstatus_retry_reset(retry, PUT, 0);
			ck_assert_int_eq(answer(retry, clear[j], NULL, NULL), RETRY);
			answer(retry, after[i], NULL, NULL);
			if (why(retry) & R(MAYBE_DONE))
				ck_abort_msg("%d after %d: MAYBE_DONE", after[i], clear[j]);
			httpstatus_retry_reset(retry, PUT, 0);
			answer(retry, after[i], NULL, NULL);
			ck_assert(!(why(retry) & R(MAYBE_DONE)));
		}
	/* Nothing is done by a request that only reads. */
	httpstatus_retry_reset(retry, GET, 0);
	answer(retry, 502, NULL, NULL);
	answer(retry, 404, NULL, NULL);
	ck_assert(!(why(retry) & R(MAYBE_DONE)));
	/* An interim response ends no attempt. */
	httpstatus_retry_reset(retry, PUT, 0);
	ck_assert_int_eq(answer(retry, 103, NULL, NULL), WAIT);
	answer(retry, 404, NULL, NULL);
	ck_assert(!(why(retry) & R(MAYBE_DONE)));
	/* What was ambiguous once stays so. */
	httpstatus_retry_reset(retry, PUT, 0);
	answer(retry, 504, NULL, NULL);
	answer(retry, 429, NULL, NULL);
	answer(retry, 412, NULL, NULL);
	ck_assert(why(retry) & R(MAYBE_DONE));
	/* A failure counts as a status does. */
	httpstatus_retry_reset(retry, PUT, 0);
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_TIMED_OUT, 0);
	answer(retry, 409, NULL, NULL);
	ck_assert(why(retry) & R(MAYBE_DONE));
	httpstatus_retry_reset(retry, PUT, 0);
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_UNCONNECTED, 0);
	answer(retry, 409, NULL, NULL);
	ck_assert(!(why(retry) & R(MAYBE_DONE)));
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *retry_failures_suite(void)
{
	Suite *suite = suite_create("retry failures");
	TCase *failures_cases = tcase_create("failures");
	TCase *aftermath = tcase_create("aftermath");

	tcase_add_test(failures_cases, certain_failures);
	tcase_add_test(failures_cases, one_shot_unconnected);
	tcase_add_test(failures_cases, ambiguous_failures);
	tcase_add_test(failures_cases, likely_failures);
	tcase_add_test(failures_cases, unknown_host);
	tcase_add_test(failures_cases, unknown_host_by_policy);
	tcase_add_test(failures_cases, no_failure_is_broken);
	suite_add_tcase(suite, failures_cases);

	tcase_add_test(aftermath, maybe_done);
	suite_add_tcase(suite, aftermath);
	return suite;
}

int main(void)
{
	return run_suite(retry_failures_suite());
}
