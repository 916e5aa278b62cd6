/* SPDX-License-Identifier: MIT */
/* The numbers of a policy: their defaults, ranges, and what is refused. */

#include <limits.h>

#include "suite_retry.h"

#include <httpstatus.h>

/* RFC 9110, 10.2.3 by way of the header: 2^32 - 1 seconds. */
#define LONGEST (UINT64_C(1000) * UINT32_MAX)

/* The header's table. */
static const struct {
	int setting;
	uint64_t least, most, initial;
} settings[] = {
	{ HTTPSTATUS_POLICY_ATTEMPTS, 0, UINT32_MAX, 4 },
	{ HTTPSTATUS_POLICY_BASE, 0, LONGEST, 100 },
	{ HTTPSTATUS_POLICY_THROTTLED_BASE, 0, LONGEST, 1000 },
	{ HTTPSTATUS_POLICY_CAP, 0, LONGEST, 20000 },
	{ HTTPSTATUS_POLICY_MAX_WAIT, 0, LONGEST, 300000 },
	{ HTTPSTATUS_POLICY_MAX_ELAPSED, 0, LONGEST, 600000 },
	{ HTTPSTATUS_POLICY_MIN_ATTEMPT, 0, LONGEST, 1000 },
	{ HTTPSTATUS_POLICY_ACCEPT_LIKELY, 0, 1, 0 },
	{ HTTPSTATUS_POLICY_PREFER_RFC, 0, 1, 0 },
	{ HTTPSTATUS_POLICY_STRICT_TIMES, 0, 1, 0 },
	{ HTTPSTATUS_POLICY_GROWTH, HTTPSTATUS_GROWTH_NONE, HTTPSTATUS_GROWTH_DOUBLING,
	  HTTPSTATUS_GROWTH_DOUBLING },
	{ HTTPSTATUS_POLICY_JITTER, 0, 100, 100 },
	{ HTTPSTATUS_POLICY_MAX_DELAY, 0, LONGEST, 0 },
	{ HTTPSTATUS_POLICY_MAX_TOTAL_WAIT, 0, LONGEST, 0 },
	{ HTTPSTATUS_POLICY_MAX_REDIRECTS, 0, UINT32_MAX, 10 },
	{ HTTPSTATUS_POLICY_CODE_LIMITS, 0, 1, 1 },
	{ HTTPSTATUS_POLICY_TIMEOUT_LIMIT, 0, 14, 1 },
	{ HTTPSTATUS_POLICY_FAILURES, 0, 0x3F, 0x1F },
	{ HTTPSTATUS_POLICY_AT_ONCE, 0, 0x3F, 0x03 },
};
#define SETTINGS (sizeof(settings) / sizeof(settings[0]))

START_TEST(defaults)
{
	httpstatus_policy *policy = new_policy();

	for (size_t n = 0; n < SETTINGS; n++) {
		ck_assert_uint_eq(httpstatus_policy_get(policy, settings[n].setting), settings[n].initial);
		ck_assert_uint_eq(httpstatus_policy_get(NULL, settings[n].setting), settings[n].initial);
	}
	httpstatus_policy_free(policy);
}
END_TEST

START_TEST(ends_of_the_ranges)
{
	httpstatus_policy *policy = new_policy();

	for (size_t n = 0; n < SETTINGS; n++) {
		int setting = settings[n].setting;

		ck_assert_int_eq(httpstatus_policy_set(policy, setting, settings[n].least), 0);
		ck_assert_uint_eq(httpstatus_policy_get(policy, setting), settings[n].least);
		ck_assert_int_eq(httpstatus_policy_set(policy, setting, settings[n].most), 0);
		ck_assert_uint_eq(httpstatus_policy_get(policy, setting), settings[n].most);
	}
	httpstatus_policy_free(policy);
}
END_TEST

/* Nothing has changed then. */
START_TEST(outside_of_the_ranges)
{
	httpstatus_policy *policy = new_policy();

	for (size_t n = 0; n < SETTINGS; n++) {
		int setting = settings[n].setting;
		int error = setting >= HTTPSTATUS_POLICY_FAILURES ? HTTPSTATUS_E_INVAL : HTTPSTATUS_E_RANGE;

		ck_assert_int_eq(httpstatus_policy_set(policy, setting, settings[n].most + 1), error);
		ck_assert_int_eq(httpstatus_policy_set(policy, setting, UINT64_MAX), error);
		if (settings[n].least > 0)
			ck_assert_int_eq(httpstatus_policy_set(policy, setting, settings[n].least - 1), error);
		ck_assert_uint_eq(httpstatus_policy_get(policy, setting), settings[n].initial);
	}
	httpstatus_policy_free(policy);
}
END_TEST

/* Above 14 there is only "none". */
START_TEST(no_limit_of_time_outs)
{
	httpstatus_policy *policy = new_policy();
	const int setting = HTTPSTATUS_POLICY_TIMEOUT_LIMIT;

	ck_assert_int_eq(HTTPSTATUS_LIMIT_NONE, 255);
	ck_assert_int_eq(httpstatus_policy_set(policy, setting, HTTPSTATUS_LIMIT_NONE), 0);
	for (uint64_t value = 15; value <= 1000; value++)
		if (value != HTTPSTATUS_LIMIT_NONE)
			ck_assert_int_eq(httpstatus_policy_set(policy, setting, value), HTTPSTATUS_E_RANGE);
	ck_assert_int_eq(httpstatus_policy_set(policy, setting, UINT64_C(0x1000000FF)), HTTPSTATUS_E_RANGE);
	ck_assert_uint_eq(httpstatus_policy_get(policy, setting), HTTPSTATUS_LIMIT_NONE);
	httpstatus_policy_free(policy);
}
END_TEST

START_TEST(no_such_setting)
{
	static const int none[] = { 0, 20, 21, 64, -1, INT_MAX, INT_MIN };
	httpstatus_policy *policy = new_policy();

	for (size_t n = 0; n < sizeof(none) / sizeof(none[0]); n++) {
		ck_assert_int_eq(httpstatus_policy_set(policy, none[n], 1), HTTPSTATUS_E_INVAL);
		ck_assert_uint_eq(httpstatus_policy_get(policy, none[n]), 0);
		ck_assert_uint_eq(httpstatus_policy_get(NULL, none[n]), 0);
	}
	httpstatus_policy_free(policy);
}
END_TEST

/* One of them known, one not. */
START_TEST(unknown_failures)
{
	httpstatus_policy *policy = new_policy();

	ck_assert_int_eq(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_FAILURES, 0x41), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_FAILURES, UINT64_C(1) << 32),
	                 HTTPSTATUS_E_INVAL);
	ck_assert_uint_eq(httpstatus_policy_get(policy, HTTPSTATUS_POLICY_FAILURES), 0x1F);
	httpstatus_policy_free(policy);
}
END_TEST

START_TEST(null_policy)
{
	httpstatus_budget *budget;

	ck_assert_int_eq(httpstatus_budget_new(&budget), 0);
	ck_assert_int_eq(httpstatus_policy_new(NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_policy_set(NULL, HTTPSTATUS_POLICY_ATTEMPTS, 1), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_policy_set_catalog(NULL, httpstatus_builtin("cloudflare")), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_policy_set_codes(NULL, HTTPSTATUS_CODES_ALWAYS, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_policy_set_codes(NULL, HTTPSTATUS_CODES_NEVER, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_policy_set_budget(NULL, budget), HTTPSTATUS_E_INVAL);
	httpstatus_policy_free(NULL);
	httpstatus_budget_unref(budget);
}
END_TEST

static int verdict_on(const httpstatus_policy *policy, int code)
{
	httpstatus_retry *retry = begin_with(policy, GET);
	int found = answer(retry, code, NULL, NULL);

	httpstatus_retry_free(retry);
	return found;
}

static void set_code(httpstatus_policy *policy, int list, int code)
{
	httpstatus_codeset *set;

	ck_assert_int_eq(httpstatus_codeset_new(&set), 0);
	ck_assert_int_eq(httpstatus_codeset_add(set, code, code), 0);
	ck_assert_int_eq(httpstatus_policy_set_codes(policy, list, set), 0);
	httpstatus_codeset_free(set);
}

static httpstatus_policy *copy_of(const httpstatus_policy *policy)
{
	httpstatus_policy *copy;

	ck_assert_int_eq(httpstatus_policy_copy(policy, &copy), 0);
	return copy;
}

/* Sets are copied, and NULL takes each away again; a copy can be changed where its model cannot. */
START_TEST(codes_and_none)
{
	httpstatus_policy *first = new_policy();
	httpstatus_policy *second;
	httpstatus_policy *third;

	set_code(first, HTTPSTATUS_CODES_ALWAYS, 404);
	ck_assert_int_eq(verdict_on(first, 404), HTTPSTATUS_VERDICT_RETRY);
	ck_assert_int_eq(httpstatus_policy_set_codes(first, HTTPSTATUS_CODES_ALWAYS, NULL),
	                 HTTPSTATUS_E_INVAL);

	second = copy_of(first);
	set_code(second, HTTPSTATUS_CODES_NEVER, 503);
	ck_assert_int_eq(httpstatus_policy_set_codes(second, HTTPSTATUS_CODES_ALWAYS, NULL), 0);
	ck_assert_int_eq(verdict_on(second, 404), HTTPSTATUS_VERDICT_STOP);
	ck_assert_int_eq(verdict_on(second, 503), HTTPSTATUS_VERDICT_STOP);
	ck_assert_int_eq(verdict_on(first, 503), HTTPSTATUS_VERDICT_RETRY);

	third = copy_of(second);
	ck_assert_int_eq(httpstatus_policy_set_codes(third, HTTPSTATUS_CODES_NEVER, NULL), 0);
	ck_assert_int_eq(verdict_on(third, 503), HTTPSTATUS_VERDICT_RETRY);
	/* What is no set has no code in it, not even that of "no response". */
	ck_assert_int_eq(verdict_on(third, 0), HTTPSTATUS_VERDICT_RETRY);
	httpstatus_policy_free(first);
	httpstatus_policy_free(second);
	httpstatus_policy_free(third);
}
END_TEST

static Suite *policy_suite(void)
{
	Suite *suite = suite_create("policy");
	TCase *numbers = tcase_create("numbers");
	TCase *objects = tcase_create("objects");

	tcase_add_test(numbers, defaults);
	tcase_add_test(numbers, ends_of_the_ranges);
	tcase_add_test(numbers, outside_of_the_ranges);
	tcase_add_test(numbers, no_limit_of_time_outs);
	tcase_add_test(numbers, no_such_setting);
	tcase_add_test(numbers, unknown_failures);
	suite_add_tcase(suite, numbers);

	tcase_add_test(objects, null_policy);
	tcase_add_test(objects, codes_and_none);
	suite_add_tcase(suite, objects);
	return suite;
}

int main(void)
{
	return run_suite(policy_suite());
}
