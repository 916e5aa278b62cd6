/* SPDX-License-Identifier: MIT */
/*
 * check_retry_counts.c - how often each code is retried
 */
#include <httpstatus.h>

#include <check.h>

#include "suite_retry.h"

START_TEST(code_limit)
{
	static const int codes[] = { 500, 408, 421, 425, 599 };
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, codes[i], NULL, NULL), RETRY);
		ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
		ck_assert_int_eq(answer(retry, codes[i], NULL, NULL), STOP);
		ck_assert(why(retry) & R(CODE_LIMIT));
		ck_assert(!(why(retry) & R(ATTEMPTS)));
	}
	/* Each code for itself. */
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 500, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 421, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 425, NULL, NULL), STOP);
	ck_assert(why(retry) & R(ATTEMPTS));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(code_limit_of_a_catalog)
{
	const httpstatus_catalog *catalog = load("Status: 503\nRetry: retry\nLimit: 5\n\n"
	                                         "Status: 799\nRetry: retry\nLimit: 2\n");
	httpstatus_retry *retry = begin_catalog(catalog, GET);
	int i;

	for (i = 0; i < 5; i++)
		ck_assert_int_eq(answer(retry, 503, "Retry-After", "1"), RETRY);
	for (i = 0; i < 2; i++)
		ck_assert_int_eq(answer(retry, 799, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 799, NULL, NULL), STOP);
	ck_assert(why(retry) & R(CODE_LIMIT));
	httpstatus_retry_reset(retry, GET, 0);
	for (i = 0; i < 5; i++)
		ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), STOP);
	ck_assert(why(retry) & R(CODE_LIMIT));
	httpstatus_retry_free(retry);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/*
 * Five codes have a limit each for themselves; all others share one count, so that
 * none is retried more often than it allows.
 */
START_TEST(limits_of_many_codes)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	int code;

	set(policy, SET(ATTEMPTS), 1000);
	set(policy, SET(MAX_ELAPSED), 0);
	retry = begin_with(policy, GET);
	/* A code that nobody knows is retried once. */
	for (code = 512; code <= 517; code++)
		ck_assert_int_eq(answer(retry, code, NULL, NULL), RETRY);
	for (code = 512; code <= 599; code++) {
		ck_assert_int_eq(answer(retry, code, NULL, NULL), STOP);
		ck_assert(why(retry) & R(CODE_LIMIT));
	}
	/* Without a limit of its own a code goes on. */
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 599, NULL, NULL), RETRY);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

/* Of the most retries that a code may allow, not one more is made. */
START_TEST(greatest_limit)
{
	const httpstatus_catalog *catalog = load("Status: 503\nRetry: retry\nLimit: 14\n\n"
	                                         "Status: 502\nRetry: retry\n");
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	int i;

	set(policy, SET(ATTEMPTS), 1000);
	set(policy, SET(MAX_ELAPSED), 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
	retry = begin_with(policy, GET);
	for (i = 0; i < 14; i++)
		ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), STOP);
	ck_assert(why(retry) & R(CODE_LIMIT));
	/* And without one the attempts alone count. */
	httpstatus_retry_reset(retry, GET, 0);
	for (i = 1; i < 1000; i++)
		ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), STOP);
	ck_assert(why(retry) & R(ATTEMPTS));
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* Failures and codes are counted apart, also those codes that few know. */
START_TEST(failures_count_for_no_code)
{
	const httpstatus_catalog *catalog = load("Status: 999\nRetry: retry\nLimit: 1\n\n"
	                                         "Status: 998\nRetry: retry\nLimit: 1\n\n"
	                                         "Status: 000\nRetry: retry\nLimit: 1\n");
	static const int codes[] = { 999, 998, 0 };
	httpstatus_retry *retry = begin_catalog(catalog, GET);

	for (int failure = HTTPSTATUS_FAILURE_UNCONNECTED; failure <= HTTPSTATUS_FAILURE_TRUNCATED;
	     failure++) {
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(verdict(httpstatus_retry_on_failure(retry,
		                         failure, 0)), RETRY);
		for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
			ck_assert_int_eq(answer(retry, codes[i], NULL, NULL), RETRY);
	}
	httpstatus_retry_free(retry);
	httpstatus_catalog_unref(catalog);
}
END_TEST

static Suite *retry_counts_suite(void)
{
	Suite *suite = suite_create("retry counts");
	TCase *tcase = tcase_create("counts");

	tcase_add_test(tcase, code_limit);
	tcase_add_test(tcase, code_limit_of_a_catalog);
	tcase_add_test(tcase, limits_of_many_codes);
	tcase_add_test(tcase, greatest_limit);
	tcase_add_test(tcase, failures_count_for_no_code);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(retry_counts_suite());
}
