/* SPDX-License-Identifier: MIT */
/*
 * check_retry.c - one request on its way: what a retry knows, keeps and forgets
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <string.h>

#include "suite_retry.h"

/* ---- Object ---------------------------------------------------------------- */

START_TEST(new_stands_at_the_start)
{
	httpstatus_retry *retry;
	char text[8] = "x";

	ck_assert_int_eq(httpstatus_retry_new(NULL, &retry), 0);
	ck_assert_uint_eq(httpstatus_retry_advice(retry), 0);
	ck_assert_uint_eq(delay(retry), 0);
	check_asked(retry, ASKED(NOTHING), 0);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 0);
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 0);
	ck_assert_uint_eq(httpstatus_retry_text(retry, text, sizeof(text)), 0);
	ck_assert_str_eq(text, "");
	/* Without traits: not idempotent. */
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), STOP);
	httpstatus_retry_free(retry);
	ck_assert_int_eq(httpstatus_retry_new(NULL, NULL), HTTPSTATUS_E_INVAL);
}
END_TEST

/* Time 0 is its start, and nothing else ends it: an attempt takes a second, all ten minutes. */
START_TEST(new_starts_at_zero)
{
	/* And a busy server is owed half a second. */
	static const uint64_t last = 598500;
	httpstatus_retry *retry;

	for (uint64_t now = last; now <= last + 1; now++) {
		ck_assert_int_eq(httpstatus_retry_new(NULL, &retry), 0);
		httpstatus_retry_seed(retry, 1);
		ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 429, now)),
		                 now == last ? RETRY : STOP);
		ck_assert_int_eq(!!(why(retry) & R(DEADLINE)), now != last);
		httpstatus_retry_free(retry);
	}
}
END_TEST

START_TEST(null_retry)
{
	char text[8] = "x";

	httpstatus_retry_free(NULL);
	httpstatus_retry_reset(NULL, GET, 1);
	httpstatus_retry_seed(NULL, 1);
	httpstatus_retry_set_deadline(NULL, 1);
	httpstatus_retry_set_clock(NULL, NOON);
	httpstatus_retry_field(NULL, "Age", 3, "1", 1);
	ck_assert_int_eq(httpstatus_retry_line(NULL, "HTTP/1.1 200 OK", 15), 0);
	ck_assert_uint_eq(httpstatus_retry_on_status(NULL, 503, 1), 0);
	ck_assert_uint_eq(httpstatus_retry_on_failure(NULL, HTTPSTATUS_FAILURE_BROKEN, 1), 0);
	httpstatus_retry_succeeded(NULL);
	ck_assert_uint_eq(httpstatus_retry_advice(NULL), 0);
	ck_assert_uint_eq(httpstatus_retry_delay_ms(NULL), 0);
	ck_assert_int_eq(httpstatus_retry_asked(NULL), ASKED(NOTHING));
	ck_assert_uint_eq(httpstatus_retry_asked_ms(NULL), 0);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(NULL), 0);
	ck_assert_int_eq(httpstatus_retry_attempts(NULL), 0);
	ck_assert_uint_eq(httpstatus_retry_text(NULL, text, sizeof(text)), 0);
	ck_assert_str_eq(text, "");
}
END_TEST

/* A field that has a length and no value is none. */
START_TEST(missing_pointers)
{
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_set_clock(retry, NOON);
	httpstatus_retry_field(retry, "Retry-After", 11, NULL, 2);
	httpstatus_retry_field(retry, NULL, 11, "99", 2);
	feed(retry, "Date", NOON_30);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* What is no text is no field; what is empty is one. */
START_TEST(fields_without_text)
{
	httpstatus_retry *retry = begin_stack("envoy", POST);

	httpstatus_retry_field(retry, NULL, 11, "5", 1);
	httpstatus_retry_field(retry, "Retry-After", 11, NULL, 1);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 429, 0)), RETRY);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_reset(retry, POST, 0);
	httpstatus_retry_field(retry, "x-envoy-ratelimited", 19, NULL, 0);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 503, 0)), RETRY);
	ck_assert(why(retry) & R(THROTTLED));
	httpstatus_retry_free(retry);
}
END_TEST

/* The retry has a copy of the policy. */
START_TEST(policy_is_shared)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(ATTEMPTS), 2);
	retry = begin_with(policy, GET);
	ck_assert_int_eq(httpstatus_policy_set(policy, SET(ATTEMPTS), 1), HTTPSTATUS_E_INVAL);
	httpstatus_policy_free(policy);
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), STOP);
	ck_assert(why(retry) & R(ATTEMPTS));
	httpstatus_retry_free(retry);
}
END_TEST

/* A retry keeps the catalog alive that its policy had. */
START_TEST(catalog_lives)
{
	const httpstatus_catalog *catalog = load("Status: 418\nRetry: retry\nProcessed: refused\n");
	httpstatus_retry *retry = begin_catalog(catalog, POST);

	httpstatus_catalog_unref(catalog);
	ck_assert_int_eq(answer(retry, 418, NULL, NULL), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(text)
{
	httpstatus_retry *retry = begin(GET);
	char whole[512], part[512];
	size_t length, size;

	answer(retry, 503, "Retry-After", "2");
	length = httpstatus_retry_text(retry, whole, sizeof(whole));
	ck_assert_uint_gt(length, 10);
	ck_assert_uint_lt(length, sizeof(whole));
	ck_assert_uint_eq(strlen(whole), length);
	ck_assert_ptr_nonnull(strstr(whole, "503"));
	ck_assert_ptr_nonnull(strstr(whole, "2 s"));
	for (size = 0; size <= length + 2; size++) {
		memset(part, 'x', sizeof(part));
		ck_assert_uint_eq(httpstatus_retry_text(retry, part, size), length);
		if (size) {
			ck_assert_uint_eq(strlen(part), size - 1 < length ? size - 1 : length);
			ck_assert(!strncmp(part, whole, strlen(part)));
		}
		ck_assert_int_eq(part[size], 'x');
	}
	ck_assert_uint_eq(httpstatus_retry_text(retry, NULL, 0), length);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_uint_eq(httpstatus_retry_text(retry, part, sizeof(part)), 0);
	ck_assert_str_eq(part, "");
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Course ---------------------------------------------------------------- */

START_TEST(attempts_are_counted)
{
	httpstatus_retry *retry = begin(GET);
	int i;

	for (i = 1; i <= 3; i++) {
		ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
		ck_assert_int_eq(httpstatus_retry_attempts(retry), i);
		ck_assert(why(retry) & R(THROTTLED));
		ck_assert(!(why(retry) & R(ATTEMPTS)));
	}
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), STOP);
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 4);
	ck_assert(why(retry) & R(ATTEMPTS));
	ck_assert_uint_eq(delay(retry), 0);
	httpstatus_retry_free(retry);
	retry = begin_set(SET(ATTEMPTS), 1, GET);
	ck_assert_int_eq(answer(retry, 429, NULL, NULL), STOP);
	ck_assert(why(retry) & R(ATTEMPTS));
	httpstatus_retry_free(retry);
}
END_TEST

/* An interim status does not end the attempt, and its fields are not the final one's. */
START_TEST(interim)
{
	static const int codes[] = { 100, 102, 103, 199 };
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		ck_assert_int_eq(answer(retry, codes[i], "Retry-After", "40"), WAIT);
		ck_assert_int_eq(httpstatus_retry_attempts(retry), 0);
		ck_assert_uint_eq(delay(retry), 0);
	}
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
	check_asked(retry, ASKED(NOTHING), 0);
	ck_assert_uint_le(delay(retry), 100);
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 1);
	httpstatus_retry_free(retry);
}
END_TEST

/* A redirect is a detour of the same attempt. */
START_TEST(detour)
{
	httpstatus_retry *retry = begin(GET);
	int i;

	for (i = 0; i < 10; i++) {
		ck_assert_int_eq(answer(retry, 302, NULL, NULL), FOLLOW);
		ck_assert_int_eq(httpstatus_retry_attempts(retry), 0);
	}
	for (i = 1; i <= 3; i++) {
		ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
		ck_assert_uint_le(delay(retry), UINT64_C(50) << i);
		ck_assert_int_eq(httpstatus_retry_attempts(retry), i);
		ck_assert_int_eq(answer(retry, 307, NULL, NULL), FOLLOW);
		ck_assert_int_eq(httpstatus_retry_attempts(retry), i);
	}
	ck_assert_int_eq(answer(retry, 200, NULL, NULL), DONE);
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 4);
	httpstatus_retry_free(retry);
}
END_TEST

/* Without fields, sets and a second attempt, a retry says what _advise says. */
START_TEST(first_answer_is_the_advice)
{
	static const uint32_t traits[] = {
		GET, PUT, POST, HTTPSTATUS_TRAIT_KEY, GET | HTTPSTATUS_TRAIT_ONE_SHOT
	};
	const uint32_t own = R(ASKED) | R(UNSEEDED);
	httpstatus_retry *retry = begin(GET);
	size_t i;
	int code;

	for (i = 0; i < sizeof(traits) / sizeof(traits[0]); i++)
		for (code = -2; code <= 1001; code++) {
			httpstatus_advice expected = httpstatus_advise(NULL, code, traits[i]), got;

			httpstatus_retry_reset(retry, traits[i], 0);
			got = httpstatus_retry_on_status(retry, code, 0);
			if (verdict(got) != verdict(expected) ||
			    httpstatus_advice_changes(got) != httpstatus_advice_changes(expected) ||
			    httpstatus_advice_processed(got) != httpstatus_advice_processed(expected) ||
			    (reasons(got) & ~own) != reasons(expected))
				ck_abort_msg("%d, traits 0x%x: verdict %d, reasons 0x%x", code,
				             (unsigned)traits[i], verdict(got), (unsigned)reasons(got));
			if (httpstatus_retry_advice(retry) != got)
				ck_abort_msg("%d: not the advice answered last", code);
			if (verdict(got) != RETRY && delay(retry))
				ck_abort_msg("%d: a delay", code);
		}
	httpstatus_retry_free(retry);
}
END_TEST

/* What is known only after an attempt counts for it, and begins nothing anew. */
START_TEST(traits_said_anew)
{
	httpstatus_retry *retry = begin_set(SET(ACCEPT_LIKELY), 1, POST);

	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_REFUSED), RETRY);
	httpstatus_retry_set_traits(retry, POST | HTTPSTATUS_TRAIT_REUSED);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), RETRY);
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 2);
	httpstatus_retry_set_traits(retry, POST);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), STOP);
	httpstatus_retry_set_traits(NULL, GET);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Reset ----------------------------------------------------------------- */

START_TEST(reset_begins_anew)
{
	httpstatus_retry *retry = begin(PUT);

	httpstatus_retry_set_deadline(retry, 2000);
	httpstatus_retry_set_clock(retry, NOON);
	feed(retry, "Date", NOON_DATE);
	feed(retry, "Retry-After", "500");
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 504, 1500)), STOP);
	feed(retry, "Retry-After", "40");

	httpstatus_retry_reset(retry, PUT, 10000);
	ck_assert_uint_eq(httpstatus_retry_advice(retry), 0);
	ck_assert_uint_eq(delay(retry), 0);
	check_asked(retry, ASKED(NOTHING), 0);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 0);
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 0);
	/* Neither fields nor deadline nor clock nor the ambiguous attempt are left. */
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 409, 10000)), AMEND);
	ck_assert(!(why(retry) & R(MAYBE_DONE)));
	check_asked(retry, ASKED(NOTHING), 0);
	feed(retry, "Retry-After", NOON_30);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 503, 10000)), RETRY);
	check_asked(retry, ASKED(NO_CLOCK), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* Limits of codes, attempts and pushbacks in a row are those of one request. */
START_TEST(reset_counts_anew)
{
	httpstatus_retry *retry = begin(GET);
	int i, round;

	for (round = 0; round < 50; round++) {
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 500, NULL, NULL), RETRY);
		ck_assert_uint_le(delay(retry), 100);
		ck_assert_int_eq(answer(retry, 500, NULL, NULL), STOP);
		httpstatus_retry_reset(retry, GET, 0);
		for (i = 0; i < 3; i++)
			ck_assert_int_eq(answer(retry, 429, "Retry-After", "3"), RETRY);
		ck_assert_int_eq(answer(retry, 429, "Retry-After", "3"), STOP);
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 429, "Retry-After", "3"), RETRY);
		ck_assert_uint_le(delay(retry), 6000);
	}
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *retry_suite(void)
{
	Suite *suite = suite_create("retry");
	TCase *object = tcase_create("object");
	TCase *course = tcase_create("course");
	TCase *reset = tcase_create("reset");

	tcase_add_test(object, new_stands_at_the_start);
	tcase_add_test(object, new_starts_at_zero);
	tcase_add_test(object, null_retry);
	tcase_add_test(object, missing_pointers);
	tcase_add_test(object, fields_without_text);
	tcase_add_test(object, policy_is_shared);
	tcase_add_test(object, catalog_lives);
	tcase_add_test(object, text);
	suite_add_tcase(suite, object);

	tcase_add_test(course, attempts_are_counted);
	tcase_add_test(course, interim);
	tcase_add_test(course, detour);
	tcase_add_test(course, first_answer_is_the_advice);
	tcase_add_test(course, traits_said_anew);
	suite_add_tcase(suite, course);

	tcase_add_test(reset, reset_begins_anew);
	tcase_add_test(reset, reset_counts_anew);
	suite_add_tcase(suite, reset);
	return suite;
}

int main(void)
{
	return run_suite(retry_suite());
}
