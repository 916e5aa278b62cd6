/* SPDX-License-Identifier: MIT */
/*
 * check_retry_asked.c - the time that a response asks for, and what it permits
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>

#include "suite_retry.h"

/* ---- Values ---------------------------------------------------------------- */

START_TEST(retry_after_values)
{
	static const struct { const char *value; int asked; uint64_t ms; } cases[] = {
		{ "2", ASKED(DELAY), 2000 },
		{ " 2\t", ASKED(DELAY), 2000 },
		{ "0002", ASKED(DELAY), 2000 },
		{ "2, 7, 3", ASKED(DELAY), 7000 },
		{ "", ASKED(NOTHING), 0 },
		{ " \t ", ASKED(NOTHING), 0 },
		{ "soon", ASKED(MALFORMED), 0 },
		{ "-1", ASKED(MALFORMED), 0 },
		{ "1e3", ASKED(MALFORMED), 0 },
		{ "P1M", ASKED(MALFORMED), 0 },
		{ NOON_30, ASKED(DATE), 30000 },
		{ "Saturday, 21-Nov-26 12:35:26 GMT", ASKED(DATE), 30000 },
		{ "Sat Nov 21 12:35:26 2026", ASKED(DATE), 30000 },
		{ "Sun, 06 Nov 1994 08:49:37 GMT", ASKED(PAST), 0 },
		{ NOON_DATE, ASKED(PAST), 0 },
	};
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_set_clock(retry, NOON);
		ck_assert_int_eq(answer(retry, 503, "Retry-After", cases[i].value), RETRY);
		if ((int)httpstatus_retry_asked(retry) != cases[i].asked)
			ck_abort_msg("'%s': %d", cases[i].value, (int)httpstatus_retry_asked(retry));
		ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), cases[i].ms);
		ck_assert_uint_ge(delay(retry), cases[i].ms);
		if (cases[i].ms)
			ck_assert(why(retry) & R(ASKED));
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* Of several fields the largest counts, whatever stands beside it. */
START_TEST(repeated_fields)
{
	static const char *const orders[][3] = {
		{ "2", "7", "3" }, { "7", "soon", "2" }, { "soon", "2", "7" }, { "", "7", "0" },
		{ "2", "Sun, 06 Nov 1994 08:49:37 GMT", "7" }
	};
	httpstatus_retry *retry = begin(GET);
	size_t i, j;

	for (i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_set_clock(retry, NOON);
		for (j = 0; j < 3; j++)
			feed(retry, "Retry-After", orders[i][j]);
		ck_assert_int_eq(answer(retry, 429, NULL, NULL), RETRY);
		ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 7000);
		ck_assert_uint_ge(delay(retry), 7000);
	}
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(names_in_any_case)
{
	static const char *const names[] = {
		"retry-after", "RETRY-AFTER", "Retry-After", "rEtRy-aFtEr"
	};
	static const char *const others[] = {
		"Retry-Afte", "Retry-After2", "etry-After", "", "Retry_After",
		"X-Retry-After"
	};
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		answer(retry, 429, names[i], "3");
		check_asked(retry, ASKED(DELAY), 3000);
	}
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		answer(retry, 429, others[i], "3");
		check_asked(retry, ASKED(NOTHING), 0);
	}
	httpstatus_retry_field(retry, NULL, 0, NULL, 0);
	httpstatus_retry_field(retry, "Retry-After", 11, NULL, 0);
	answer(retry, 429, NULL, NULL);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* What was fed is forgotten with each status. */
START_TEST(fields_serve_once)
{
	httpstatus_retry *retry = begin(GET);

	answer(retry, 503, "Retry-After", "9");
	check_asked(retry, ASKED(DELAY), 9000);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	check_asked(retry, ASKED(NOTHING), 0);
	ck_assert(!(why(retry) & R(ASKED)));
	feed(retry, "Retry-After", "9");
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_TRUNCATED, 0);
	answer(retry, 503, NULL, NULL);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Permission ------------------------------------------------------------ */

/* A time never gives permission (but for 413, which RFC 9110, 15.5.14 names). */
START_TEST(time_is_no_permission)
{
	static const struct { uint32_t traits; int code, verdict; } cases[] = {
		{ GET, 200, DONE }, { GET, 201, DONE }, { POST, 201, DONE }, { GET, 304, DONE },
		{ GET, 400, AMEND }, { GET, 401, AMEND }, { GET, 403, AMEND }, { GET, 404, STOP },
		{ GET, 410, STOP }, { GET, 501, AMEND }, { GET, 508, STOP }, { POST, 409, AMEND },
		{ POST, 500, STOP }, { POST, 502, STOP }, { POST, 503, STOP }, { POST, 504, STOP },
		{ GET, 1, STOP }, { GET, 1000, STOP }, { POST, 0, STOP }, { POST, 999, STOP }, { PUT | HTTPSTATUS_TRAIT_ONE_SHOT, 503, STOP },
	};
	static const struct { const char *text; uint64_t ms; } values[] = {
		{ "0", 0 }, { "5", 5000 }, { NOON_30, 30000 }
	};
	httpstatus_retry *retry = begin(GET);
	size_t i, j;
	int got;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (j = 0; j < 3; j++) {
			httpstatus_retry_reset(retry, cases[i].traits, 0);
			httpstatus_retry_set_clock(retry, NOON);
			got = answer(retry, cases[i].code, "Retry-After", values[j].text);
			if (got != cases[i].verdict)
				ck_abort_msg("%d, '%s': %d", cases[i].code, values[j].text, got);
			ck_assert_uint_eq(delay(retry), 0);
			ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), values[j].ms);
		}
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(content_too_large)
{
	httpstatus_retry *retry = begin(POST);

	ck_assert_int_eq(answer(retry, 413, NULL, NULL), AMEND);
	ck_assert(changes(retry) & HTTPSTATUS_CHANGE_CONTENT);
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(answer(retry, 413, "Retry-After", "soon"), AMEND);
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(answer(retry, 413, "Retry-After", "20"), RETRY);
	ck_assert_uint_ge(delay(retry), 20000);
	ck_assert_uint_eq(changes(retry), 0);
	ck_assert(why(retry) & R(TRANSIENT));
	ck_assert(!(why(retry) & R(PERMANENT)));
	httpstatus_retry_reset(retry, PUT | HTTPSTATUS_TRAIT_ONE_SHOT, 0);
	ck_assert_int_ne(answer(retry, 413, "Retry-After", "20"), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

/* What a catalog gives up has no time: 413 with Retry-After is an exception of the RFC's. */
START_TEST(content_too_large_of_a_catalog)
{
	const httpstatus_catalog *catalog = load("Status: 413\nRetry: done\n");
	httpstatus_retry *retry = begin_catalog(catalog, POST);

	ck_assert_int_eq(answer(retry, 413, "Retry-After", "20"), DONE);
	httpstatus_retry_free(retry);
	httpstatus_catalog_unref(catalog);
}
END_TEST

START_TEST(accepted)
{
	httpstatus_retry *retry = begin(POST);

	ck_assert_int_eq(answer(retry, 202, "Retry-After", "15"), DONE);
	check_asked(retry, ASKED(DELAY), 15000);
	ck_assert_uint_eq(delay(retry), 0);
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(answer(retry, 202, "Retry-After", "99999999999999999"), DONE);
	check_asked(retry, ASKED(FOREVER), HTTPSTATUS_TIME_FOREVER);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(following_waits)
{
	static const int codes[] = { 301, 302, 303, 307, 308 };
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, codes[i], NULL, NULL), FOLLOW);
		ck_assert_uint_eq(delay(retry), 0);
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, codes[i], "Retry-After", "5"), FOLLOW);
		check_asked(retry, ASKED(DELAY), 5000);
		ck_assert_uint_ge(delay(retry), 5000);
		ck_assert_uint_le(delay(retry), 10000);
		ck_assert(why(retry) & R(ASKED));
		/* Nor is a redirect followed earlier than asked. */
		httpstatus_retry_reset(retry, GET, 0);
		if (answer(retry, codes[i], "Retry-After", "5000") == FOLLOW)
			ck_assert_uint_ge(delay(retry), 5000000);
		else
			ck_assert(why(retry) & R(TOO_LONG));
		check_asked(retry, ASKED(DELAY), 5000000);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Dates ----------------------------------------------------------------- */

/* Date plus Age is the server's now, whatever the clock here says. */
static const struct dated {
	const char *date, *age, *retry_after;
	int64_t clock;
	int asked;
	uint64_t ms;
} dates[] = {
	{ NOON_DATE, NULL, NOON_30, HTTPSTATUS_TIME_UNKNOWN, ASKED(DATE), 30000 },
	{ NOON_DATE, NULL, NOON_30, NOON, ASKED(DATE), 30000 },
	{ NOON_DATE, NULL, NOON_30, 0, ASKED(DATE), 30000 },
	{ NOON_DATE, NULL, NOON_30, NOON + 30 * 86400, ASKED(DATE), 30000 },
	{ NOON_DATE, NULL, NOON_30, INT64_MAX, ASKED(DATE), 30000 },
	{ NOON_DATE, NULL, NOON_30, INT64_MIN + 1, ASKED(DATE), 30000 },
	{ "Saturday, 21-Nov-26 12:34:56 GMT", NULL, NOON_30, NOON, ASKED(DATE), 30000 },
	{ "Sat Nov 21 12:34:56 2026", NULL, NOON_30, HTTPSTATUS_TIME_UNKNOWN, ASKED(DATE), 30000 },
	{ NOON_DATE, "10", NOON_30, HTTPSTATUS_TIME_UNKNOWN, ASKED(DATE), 20000 },
	{ NOON_DATE, "10", NOON_30, 12345, ASKED(DATE), 20000 },
	{ NOON_DATE, "31", NOON_30, HTTPSTATUS_TIME_UNKNOWN, ASKED(PAST), 0 },
	{ NOON_DATE, "86400", NOON_2D, HTTPSTATUS_TIME_UNKNOWN, ASKED(DATE), 86400000 },
	{ NOON_30, NULL, NOON_DATE, NOON - 100, ASKED(PAST), 0 },
	/* No Date: the clock. */
	{ NULL, NULL, NOON_30, NOON, ASKED(DATE), 30000 },
	{ NULL, NULL, NOON_30, NOON + 10, ASKED(DATE), 20000 },
	{ NULL, NULL, NOON_30, NOON + 31, ASKED(PAST), 0 },
	{ NULL, "10", NOON_30, NOON, ASKED(DATE), 30000 },
	{ NULL, NULL, NOON_30, HTTPSTATUS_TIME_UNKNOWN, ASKED(NO_CLOCK), 0 },
	/* A Date that is not to be trusted: malformed, or too old a copy. */
	{ "yesterday", NULL, NOON_30, NOON + 10, ASKED(DATE), 20000 },
	{ "yesterday", NULL, NOON_30, HTTPSTATUS_TIME_UNKNOWN, ASKED(NO_CLOCK), 0 },
	{ NOON_DATE, "86401", NOON_2D, NOON, ASKED(DATE), 2 * 86400000 },
	{ NOON_DATE, "86401", NOON_2D, HTTPSTATUS_TIME_UNKNOWN, ASKED(NO_CLOCK), 0 },
	{ NOON_DATE, "99999999999999999999", NOON_2D, NOON, ASKED(DATE), 2 * 86400000 },
	/* A server whose clock was never set. */
	{ "Thu, 01 Jan 1970 00:00:10 GMT", NULL, NOON_DATE, NOON + 5, ASKED(PAST), 0 },
	/* No Date is needed for seconds. */
	{ "yesterday", "x", "8", HTTPSTATUS_TIME_UNKNOWN, ASKED(DELAY), 8000 },
	{ NOON_DATE, "5", "8", HTTPSTATUS_TIME_UNKNOWN, ASKED(DELAY), 8000 },
};
#define DATES (sizeof(dates) / sizeof(dates[0]))

static void feed_dated(httpstatus_retry *retry, const struct dated *d, int backwards)
{
	const char *names[3] = { "Date", "Age", "Retry-After" };
	const char *values[3] = { d->date, d->age, d->retry_after };
	int i, which;

	httpstatus_retry_set_clock(retry, d->clock);
	for (i = 0; i < 3; i++) {
		which = backwards ? 2 - i : i;
		if (values[which])
			feed(retry, names[which], values[which]);
	}
}

START_TEST(date_correction)
{
	httpstatus_policy *policy = new_policy();
	const struct dated *d = &dates[_i];
	httpstatus_retry *retry;
	int backwards;

	set(policy, SET(MAX_ELAPSED), 0);
	set(policy, SET(MAX_WAIT), UINT64_C(1000000000));
	retry = begin_with(policy, GET);
	for (backwards = 0; backwards <= 1; backwards++) {
		httpstatus_retry_reset(retry, GET, 0);
		feed_dated(retry, d, backwards);
		ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
		if ((int)httpstatus_retry_asked(retry) != d->asked ||
		    httpstatus_retry_asked_ms(retry) != d->ms)
			ck_abort_msg("%d: asked %d for %llu", _i, (int)httpstatus_retry_asked(retry),
			             (unsigned long long)httpstatus_retry_asked_ms(retry));
		ck_assert_uint_ge(delay(retry), d->ms);
		/* As throttled without a time. */
		if (d->asked == ASKED(NO_CLOCK)) {
			ck_assert_uint_ge(delay(retry), 500);
			ck_assert_uint_le(delay(retry), 1500);
		}
	}
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

/* RFC 850 has two digits for the year; a clock that stands at 1970 does not spoil them. */
START_TEST(two_digits_and_a_wrong_clock)
{
	static const int64_t clocks[] = { 0, -1, HTTPSTATUS_TIME_UNKNOWN, INT64_C(1795264496) };
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_set_clock(retry, clocks[i]);
		feed(retry, "Date", "Sat, 21 Nov 2026 12:00:00 GMT");
		feed(retry, "Retry-After", "Saturday, 21-Nov-26 12:00:02 GMT");
		ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 503, 0)), RETRY);
		ck_assert_int_eq(httpstatus_retry_asked(retry), HTTPSTATUS_ASKED_DATE);
		ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 2000);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Truncated responses --------------------------------------------------- */

/* The head came through, and with it the time. */
START_TEST(truncated_after_a_time)
{
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(line(retry, "HTTP/1.1 503 Service Unavailable\r\n"), 503);
	ck_assert_int_eq(line(retry, "Retry-After: 30\r\n"), 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_TRUNCATED), RETRY);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 30000);
	ck_assert_uint_ge(delay(retry), 30000);
	/* Where no response began, a time can only be of an earlier one. */
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(line(retry, "HTTP/1.1 103 Early Hints\r\n"), 103);
	ck_assert_int_eq(line(retry, "Retry-After: 30\r\n"), 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), RETRY);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* When a quota is renewed matters to who has spent it; a broken connection does not say so. */
START_TEST(quota_of_a_truncated_response)
{
	httpstatus_retry *retry = begin_stack("x-ratelimit", GET);

	feed(retry, "X-RateLimit-Reset", "30");
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_TRUNCATED, 0);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_reset(retry, GET, 0);
	feed(retry, "X-RateLimit-Reset", "30");
	feed(retry, "X-RateLimit-Remaining", "0");
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_TRUNCATED, 0);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *retry_asked_suite(void)
{
	Suite *suite = suite_create("retry asked");
	TCase *values_cases = tcase_create("values");
	TCase *permission = tcase_create("permission");
	TCase *dates_cases = tcase_create("dates");
	TCase *truncated_responses = tcase_create("truncated responses");

	tcase_add_test(values_cases, retry_after_values);
	tcase_add_test(values_cases, repeated_fields);
	tcase_add_test(values_cases, names_in_any_case);
	tcase_add_test(values_cases, fields_serve_once);
	suite_add_tcase(suite, values_cases);

	tcase_add_test(permission, time_is_no_permission);
	tcase_add_test(permission, content_too_large);
	tcase_add_test(permission, content_too_large_of_a_catalog);
	tcase_add_test(permission, accepted);
	tcase_add_test(permission, following_waits);
	suite_add_tcase(suite, permission);

	tcase_add_loop_test(dates_cases, date_correction, 0, (int)DATES);
	tcase_add_test(dates_cases, two_digits_and_a_wrong_clock);
	suite_add_tcase(suite, dates_cases);

	tcase_add_test(truncated_responses, truncated_after_a_time);
	tcase_add_test(truncated_responses, quota_of_a_truncated_response);
	suite_add_tcase(suite, truncated_responses);
	return suite;
}

int main(void)
{
	return run_suite(retry_asked_suite());
}
