/* SPDX-License-Identifier: MIT */
/*
 * check_retry_policy.c - what a policy's catalog, code sets and settings make of a status
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <string.h>

#include "suite_retry.h"

/* ---- Catalogs -------------------------------------------------------------- */

/* The manual of otc-dli calls 503 permanent; a Retry-After on the response knows better. */
START_TEST(manual_against_evidence)
{
	const httpstatus_catalog *catalog = httpstatus_builtin("otc-dli");
	httpstatus_retry *retry;

	ck_assert_ptr_nonnull(catalog);
	retry = begin_catalog(catalog, GET);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), AMEND);
	ck_assert(why(retry) & R(DEPARTS));
	ck_assert_uint_eq(delay(retry), 0);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "soon"), AMEND);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "3"), RETRY);
	ck_assert_uint_ge(delay(retry), 3000);
	ck_assert_uint_eq(changes(retry) & ~SAME_REQUEST, 0);
	/* A time gives no permission here either. */
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_ne(answer(retry, 503, "Retry-After", "3"), RETRY);
	/* Where manual and RFC agree nothing departs. */
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
	ck_assert(!(why(retry) & R(DEPARTS)));
	httpstatus_retry_free(retry);
}
END_TEST

/* A time takes no permission away either: this catalog is more generous than the RFC. */
START_TEST(generous_manual)
{
	const httpstatus_catalog *catalog = load("Status: 503\nRetry: retry\nProcessed: refused\n");
	httpstatus_retry *retry = begin_catalog(catalog, POST);

	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "3"), RETRY);
	ck_assert_uint_ge(delay(retry), 3000);
	httpstatus_retry_free(retry);
	httpstatus_catalog_unref(catalog);
}
END_TEST

START_TEST(rfc_preferred)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(PREFER_RFC), 1);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, httpstatus_builtin("otc-dli")), 0);
	retry = begin_with(policy, GET);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	ck_assert_uint_ge(delay(retry), 500);
	ck_assert_uint_le(delay(retry), 1500);
	/* That there was a conflict is said whoever wins. */
	ck_assert(why(retry) & R(DEPARTS));
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), STOP);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

/* ---- Code sets ------------------------------------------------------------- */

static httpstatus_retry *begin_codes(const char *always, const char *never, uint32_t traits)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_codeset *yes, *no;
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_codeset_new(&yes), 0);
	ck_assert_int_eq(httpstatus_codeset_new(&no), 0);
	if (always)
		ck_assert_int_eq(httpstatus_codeset_parse(yes, always, strlen(always), NULL, NULL), 0);
	if (never)
		ck_assert_int_eq(httpstatus_codeset_parse(no, never, strlen(never), NULL, NULL), 0);
	ck_assert_int_eq(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_ALWAYS, always ? yes : NULL), 0);
	ck_assert_int_eq(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_NEVER, never ? no : NULL), 0);
	httpstatus_codeset_free(yes);
	httpstatus_codeset_free(no);
	retry = begin_with(policy, traits);
	httpstatus_policy_free(policy);
	return retry;
}

START_TEST(always)
{
	httpstatus_retry *retry = begin_codes("404,400,500,502,5xx", NULL, GET);

	ck_assert_int_eq(answer(retry, 404, NULL, NULL), RETRY);
	ck_assert(why(retry) & R(OVERRIDDEN));
	ck_assert_uint_le(delay(retry), 1500);
	ck_assert_int_eq(answer(retry, 400, NULL, NULL), RETRY);
	ck_assert(why(retry) & R(OVERRIDDEN));
	/* Nobody has said that there were too many requests. */
	ck_assert_uint_eq(why(retry) & (R(THROTTLED) | R(TRANSIENT)), R(TRANSIENT));
	ck_assert_uint_eq(changes(retry) & ~SAME_REQUEST, 0);
	ck_assert_int_eq(answer(retry, 501, "Retry-After", "4"), RETRY);
	ck_assert_uint_ge(delay(retry), 4000);
	/* Attempts, times and safety hold all the same. */
	ck_assert_int_eq(answer(retry, 404, NULL, NULL), STOP);
	ck_assert(why(retry) & R(ATTEMPTS));
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 404, "Retry-After", "4000"), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), STOP);
	ck_assert(why(retry) & R(UNSAFE_METHOD));
	httpstatus_retry_reset(retry, GET | HTTPSTATUS_TRAIT_ONE_SHOT, 0);
	ck_assert_int_eq(answer(retry, 404, NULL, NULL), STOP);
	ck_assert(why(retry) & R(ONE_SHOT));
	/* The limit of the code does not: 4 attempts are 4 attempts. */
	httpstatus_retry_reset(retry, GET, 0);
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(answer(retry, 500, NULL, NULL), RETRY);
		ck_assert_int_eq(httpstatus_advice_limit(httpstatus_retry_advice(retry)),
		                 HTTPSTATUS_LIMIT_NONE);
	}
	ck_assert_int_eq(answer(retry, 500, NULL, NULL), STOP);
	ck_assert(why(retry) & R(ATTEMPTS));
	/* Not in the set. */
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 410, NULL, NULL), STOP);
	ck_assert(!(why(retry) & R(OVERRIDDEN)));
	httpstatus_retry_free(retry);
}
END_TEST

/* With a catalog, one code of which is to be retried whatever that says. */
static httpstatus_retry *begin_always(const httpstatus_catalog *catalog, int code)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_codeset *codes;
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_codeset_new(&codes), 0);
	ck_assert_int_eq(httpstatus_codeset_add(codes, code, code), 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
	ck_assert_int_eq(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_ALWAYS, codes), 0);
	retry = begin_with(policy, GET);
	httpstatus_codeset_free(codes);
	httpstatus_policy_free(policy);
	return retry;
}

/* A catalog stops on "too many requests"; whoever retries it all the same waits as for such. */
START_TEST(always_throttled)
{
	const httpstatus_catalog *catalog = load("Status: 420\nRetry: stop\nPersistence: throttled\n");
	httpstatus_retry *retry = begin_always(catalog, 420);

	ck_assert_int_eq(answer(retry, 420, NULL, NULL), RETRY);
	ck_assert_uint_eq(why(retry) & (R(THROTTLED) | R(OVERRIDDEN)), R(THROTTLED) | R(OVERRIDDEN));
	/* Half of BASE_THROTTLED is the least. */
	ck_assert_uint_ge(delay(retry), 500);
	httpstatus_retry_free(retry);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* The same request is sent: of what a catalog would have changed the way there is left. */
START_TEST(always_the_same_request)
{
	const httpstatus_catalog *catalog = load("Status: 455\nRetry: amend\n"
		"Change: connection, endpoint, no-early-data, content, credentials, target\n");
	httpstatus_retry *retry = begin_always(catalog, 455);

	ck_assert_int_eq(answer(retry, 455, NULL, NULL), RETRY);
	ck_assert_uint_eq(changes(retry), SAME_REQUEST);
	httpstatus_retry_free(retry);
	httpstatus_catalog_unref(catalog);
}
END_TEST

START_TEST(never)
{
	httpstatus_retry *retry = begin_codes("503", "503,429,413", GET);

	ck_assert_int_eq(answer(retry, 429, "Retry-After", "9"), STOP);
	ck_assert(why(retry) & R(OVERRIDDEN));
	check_asked(retry, ASKED(DELAY), 9000);
	ck_assert_uint_eq(delay(retry), 0);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), STOP);
	ck_assert(why(retry) & R(OVERRIDDEN));
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_ne(answer(retry, 413, "Retry-After", "9"), RETRY);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
	ck_assert(!(why(retry) & R(OVERRIDDEN)));
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Settings -------------------------------------------------------------- */

START_TEST(likely_accepted)
{
	httpstatus_retry *retry = begin_set(SET(ACCEPT_LIKELY), 1, POST);

	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), STOP);
	ck_assert(why(retry) & R(UNSAFE_METHOD));
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(answer(retry, 504, NULL, NULL), STOP);
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_ONE_SHOT, 0);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), STOP);
	ck_assert(why(retry) & R(ONE_SHOT));
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *retry_policy_suite(void)
{
	Suite *suite = suite_create("retry policy");
	TCase *catalogs = tcase_create("catalogs");
	TCase *code_sets = tcase_create("code sets");
	TCase *settings = tcase_create("settings");

	tcase_add_test(catalogs, manual_against_evidence);
	tcase_add_test(catalogs, generous_manual);
	tcase_add_test(catalogs, rfc_preferred);
	suite_add_tcase(suite, catalogs);

	tcase_add_test(code_sets, always);
	tcase_add_test(code_sets, always_throttled);
	tcase_add_test(code_sets, always_the_same_request);
	tcase_add_test(code_sets, never);
	suite_add_tcase(suite, code_sets);

	tcase_add_test(settings, likely_accepted);
	suite_add_tcase(suite, settings);
	return suite;
}

int main(void)
{
	return run_suite(retry_policy_suite());
}
