/* SPDX-License-Identifier: MIT */
/* check_policy_text.c - policies as texts, by httpstatus_policy_new(3) */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_retry.h"

#define SETTINGS (HTTPSTATUS_POLICY_AT_ONCE + 1)

static char *print(const httpstatus_policy *policy)
{
	size_t length = httpstatus_policy_print(policy, NULL, 0);
	char *text = malloc(length + 1);

	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(httpstatus_policy_print(policy, text, length + 1), length);
	ck_assert_uint_eq(strlen(text), length);
	return text;
}

/* The defaults of httpstatus_policy_new(3). */
static const char defaults[] =
	"attempts=4 base=100ms throttled-base=1s cap=20s max-wait=300s max-elapsed=600s min-attempt=1s "
	"accept-likely=no prefer-rfc=no strict-times=no growth=doubling jitter=100 max-delay=0s "
	"max-total-wait=0s max-redirects=10 code-limits=yes timeout-limit=1 "
	"failures=unconnected,refused,broken,timed-out,truncated "
	"at-once=unconnected,refused";

START_TEST(defaults_are_printed)
{
	httpstatus_policy *policy = new_policy();
	char *text = print(policy);

	ck_assert_str_eq(text, defaults);
	free(text);
	text = print(NULL);
	ck_assert_str_eq(text, defaults);
	free(text);
	httpstatus_policy_free(policy);
}
END_TEST

START_TEST(values)
{
	static const struct { const char *text; int setting; uint64_t value; } cases[] = {
		{"attempts=0", HTTPSTATUS_POLICY_ATTEMPTS, 0},
		{"attempts=4294967295", HTTPSTATUS_POLICY_ATTEMPTS, UINT32_MAX},
		{"ATTEMPTS=5", HTTPSTATUS_POLICY_ATTEMPTS, 5},
		{"base=5", HTTPSTATUS_POLICY_BASE, 5000}, {"base=0.1", HTTPSTATUS_POLICY_BASE, 100},
		{"base=1.234", HTTPSTATUS_POLICY_BASE, 1234}, {"base=100ms", HTTPSTATUS_POLICY_BASE, 100},
		{"base=30s", HTTPSTATUS_POLICY_BASE, 30000}, {"base=2m", HTTPSTATUS_POLICY_BASE, 120000},
		{"base=1h", HTTPSTATUS_POLICY_BASE, 3600000}, {"base=0.5m", HTTPSTATUS_POLICY_BASE, 30000},
		{"base=1.5h", HTTPSTATUS_POLICY_BASE, 5400000}, {"base=1.0ms", HTTPSTATUS_POLICY_BASE, 1},
		{"max-wait=4294967295", HTTPSTATUS_POLICY_MAX_WAIT, UINT64_C(4294967295000)},
		{"accept-likely=yes", HTTPSTATUS_POLICY_ACCEPT_LIKELY, 1},
		{"code-limits=no", HTTPSTATUS_POLICY_CODE_LIMITS, 0},
		{"growth=linear", HTTPSTATUS_POLICY_GROWTH, HTTPSTATUS_GROWTH_LINEAR},
		{"growth=none", HTTPSTATUS_POLICY_GROWTH, HTTPSTATUS_GROWTH_NONE},
		{"jitter=0", HTTPSTATUS_POLICY_JITTER, 0},
		{"timeout-limit=none", HTTPSTATUS_POLICY_TIMEOUT_LIMIT, HTTPSTATUS_LIMIT_NONE},
		{"timeout-limit=14", HTTPSTATUS_POLICY_TIMEOUT_LIMIT, 14},
		{"strict-times=yes", HTTPSTATUS_POLICY_STRICT_TIMES, 1},
		{"failures=broken,broken", HTTPSTATUS_POLICY_FAILURES,
		 HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_BROKEN)},
		{"failures=all", HTTPSTATUS_POLICY_FAILURES, 0x3F},
		{"failures=timed-out,broken", HTTPSTATUS_POLICY_FAILURES,
		 HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_TIMED_OUT) |
		 HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_BROKEN)},
		{"failures=none", HTTPSTATUS_POLICY_FAILURES, 0}, {"at-once=all", HTTPSTATUS_POLICY_AT_ONCE, 0x3F},
		{"\n\t base=7\r\n", HTTPSTATUS_POLICY_BASE, 7000}
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_policy *policy = new_policy();
		const char *expected = "x";
		size_t position = 9;
		int error = httpstatus_policy_parse(policy, cases[n].text, strlen(cases[n].text), &position,
		                                    &expected);

		ck_assert_msg(error == 0 && position == 0 && !expected, "%s: %s", cases[n].text,
		              expected ? expected : "");
		ck_assert_msg(httpstatus_policy_get(policy, cases[n].setting) == cases[n].value, "%s",
		              cases[n].text);
		for (int setting = 1; setting < SETTINGS; setting++)
			if (setting != cases[n].setting)
				ck_assert_uint_eq(httpstatus_policy_get(policy, setting),
				                  httpstatus_policy_get(NULL, setting));
		httpstatus_policy_free(policy);
	}
}
END_TEST

START_TEST(lists)
{
	httpstatus_policy *policy = new_policy();
	static const char text[] = "always=5xx,-501 never=429 only=400-599 done=404,409";
	char *printed;

	ck_assert_int_eq(httpstatus_policy_parse(policy, text, strlen(text), NULL, NULL), 0);
	printed = print(policy);
	ck_assert_ptr_nonnull(strstr(printed, " always=500,502-599 never=429 only=4xx,5xx done=404,409"));
	free(printed);
	ck_assert_int_eq(httpstatus_policy_parse(policy, "only=none always=none", 21, NULL, NULL), 0);
	printed = print(policy);
	ck_assert_ptr_null(strstr(printed, "only="));
	ck_assert_ptr_null(strstr(printed, "always="));
	free(printed);
	httpstatus_policy_free(policy);
}
END_TEST

/* A policy that retries no status does not come back as one that retries any. */
START_TEST(empty_list)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_policy *again = new_policy();
	static const char text[] = "only=503,-503";
	httpstatus_retry *retry;
	char *printed;

	ck_assert_int_eq(httpstatus_policy_parse(policy, text, strlen(text), NULL, NULL), 0);
	printed = print(policy);
	ck_assert_int_eq(httpstatus_policy_parse(again, printed, strlen(printed), NULL, NULL), 0);
	retry = begin_with(again, HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 503, 0)), HTTPSTATUS_VERDICT_STOP);
	httpstatus_retry_free(retry);
	free(printed);
	httpstatus_policy_free(again);
	httpstatus_policy_free(policy);
}
END_TEST

/* What is said to be expected can be written, word for word. */
START_TEST(expectations_hold)
{
	static const int settings[] = {
		HTTPSTATUS_POLICY_CODE_LIMITS, HTTPSTATUS_POLICY_GROWTH, HTTPSTATUS_POLICY_STRICT_TIMES,
		HTTPSTATUS_POLICY_FAILURES, HTTPSTATUS_POLICY_AT_ONCE
	};
	static const size_t words[] = {2, 3, 2, 8, 8};

	for (size_t n = 0; n < sizeof(settings) / sizeof(settings[0]); n++) {
		httpstatus_policy *policy = new_policy();
		const char *name = httpstatus_policy_name(settings[n]);
		const char *expected;
		size_t count = 0;
		char text[200];

		snprintf(text, sizeof(text), "%s=?", name);
		ck_assert_int_eq(httpstatus_policy_parse(policy, text, strlen(text), NULL, &expected),
		                 HTTPSTATUS_E_SYNTAX);
		for (const char *word = expected; *word; count++) {
			const size_t length = strcspn(word, ", ");

			snprintf(text, sizeof(text), "%s=%.*s", name, (int)length, word);
			ck_assert_msg(httpstatus_policy_parse(policy, text, strlen(text), NULL, NULL) == 0,
			              "%s", text);
			word += length;
			word += strspn(word, ", ");
			if (strncmp(word, "or ", 3) == 0)
				word += 3;
		}
		ck_assert_uint_eq(count, words[n]);
		httpstatus_policy_free(policy);
	}
}
END_TEST

START_TEST(errors)
{
	static const struct { const char *text; int error; size_t position; const char *expected; } cases[] = {
		{"attemps=5", HTTPSTATUS_E_SYNTAX, 0, "name"}, {"=5", HTTPSTATUS_E_SYNTAX, 0, "name"},
		{"attempts", HTTPSTATUS_E_SYNTAX, 8, "'='"}, {"attempts =5", HTTPSTATUS_E_SYNTAX, 8, "'='"},
		{"attempts=", HTTPSTATUS_E_SYNTAX, 9, "number"}, {"attempts=5x", HTTPSTATUS_E_SYNTAX, 9, "number"},
		{"attempts=-1", HTTPSTATUS_E_SYNTAX, 9, "number"},
		{"attempts=4294967296", HTTPSTATUS_E_RANGE, 9, "4294967295"},
		{"attempts=99999999999999999999999", HTTPSTATUS_E_RANGE, 9, "4294967295"},
		{"base=1s attempts=x", HTTPSTATUS_E_SYNTAX, 17, "number"},
		{"base=", HTTPSTATUS_E_SYNTAX, 5, "time"}, {"base=.5", HTTPSTATUS_E_SYNTAX, 5, "time"},
		{"base=1.", HTTPSTATUS_E_SYNTAX, 5, "time"}, {"base=1.2345", HTTPSTATUS_E_SYNTAX, 5, "time"},
		{"base=0.5ms", HTTPSTATUS_E_SYNTAX, 5, "time"}, {"base=1d", HTTPSTATUS_E_SYNTAX, 5, "time"},
		{"base=4294967296", HTTPSTATUS_E_RANGE, 5, "time"},
		{"base=999999999999999999999h", HTTPSTATUS_E_RANGE, 5, "time"},
		{"jitter=101", HTTPSTATUS_E_RANGE, 7, "percentage"},
		{"growth=fast", HTTPSTATUS_E_SYNTAX, 7, "doubling"}, {"code-limits=1", HTTPSTATUS_E_SYNTAX, 12, "yes"},
		{"timeout-limit=15", HTTPSTATUS_E_RANGE, 14, "14"}, {"timeout-limit=255", HTTPSTATUS_E_SYNTAX, 14, "none"},
		{"failures=broken,foo", HTTPSTATUS_E_SYNTAX, 16, "truncated"}, {"failures=broken,", HTTPSTATUS_E_SYNTAX, 16, "truncated"},
		{"failures=unconnected,none", HTTPSTATUS_E_SYNTAX, 21, "truncated"},
		{"always=5xx,6xx", HTTPSTATUS_E_RANGE, 11, "class"}, {"always=", HTTPSTATUS_E_SYNTAX, 7, "code"},
		{"base=1 base=2", HTTPSTATUS_E_SYNTAX, 7, "once"}, {"only=5xx only=4xx", HTTPSTATUS_E_SYNTAX, 9, "once"}
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_policy *policy = new_policy();
		const char *expected = NULL;
		size_t position = 0;
		char *text;

		ck_assert_int_eq(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_CAP, 1), 0);
		ck_assert_msg(httpstatus_policy_parse(policy, cases[n].text, strlen(cases[n].text), &position,
		                                      &expected) == cases[n].error, "%s", cases[n].text);
		ck_assert_msg(position == cases[n].position, "%s: %zu", cases[n].text, position);
		ck_assert_msg(expected && strstr(expected, cases[n].expected), "%s: %s", cases[n].text, expected);
		/* All or nothing. */
		ck_assert_int_eq(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_CAP, 20000), 0);
		text = print(policy);
		ck_assert_str_eq(text, defaults);
		free(text);
		httpstatus_policy_free(policy);
	}
}
END_TEST

START_TEST(nothing)
{
	httpstatus_policy *policy = new_policy();
	const char *expected = "x";
	size_t position = 9;

	ck_assert_int_eq(httpstatus_policy_parse(policy, "", 0, &position, &expected), 0);
	ck_assert_int_eq(httpstatus_policy_parse(policy, NULL, 0, NULL, NULL), 0);
	ck_assert_int_eq(httpstatus_policy_parse(policy, NULL, 1, &position, &expected), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_policy_parse(NULL, "base=1", 6, &position, &expected), HTTPSTATUS_E_INVAL);
	ck_assert_uint_eq(position, 0);
	ck_assert_ptr_null(expected);
	httpstatus_policy_free(policy);
}
END_TEST

static void set_any_codes(httpstatus_policy *policy, int list)
{
	httpstatus_codeset *codes;

	ck_assert_int_eq(httpstatus_codeset_new(&codes), 0);
	for (uint32_t n = 1 + any(9); n > 0; n--) {
		int first = 100 + (int)any(900);

		ck_assert_int_eq(httpstatus_codeset_add(codes, first, first + (int)any((uint32_t)(1000 - first))), 0);
	}
	ck_assert_int_eq(httpstatus_policy_set_codes(policy, list, codes), 0);
	httpstatus_codeset_free(codes);
}

/* What is printed reads back to the same policy. */
START_TEST(there_and_back)
{
	for (int round = 0; round < rounds(3000); round++) {
		httpstatus_policy *policy = new_policy();
		httpstatus_policy *again = new_policy();
		char *text;
		char *other;

		for (int setting = 1; setting < SETTINGS; setting++)
			httpstatus_policy_set_clamped(policy, setting, any(2) ? any(300) : any64() >> 21);
		for (int list = HTTPSTATUS_CODES_ALWAYS; list <= HTTPSTATUS_CODES_DONE; list++)
			if (any(2))
				set_any_codes(policy, list);
		text = print(policy);
		ck_assert_int_eq(httpstatus_policy_parse(again, text, strlen(text), NULL, NULL), 0);
		other = print(again);
		ck_assert_str_eq(other, text);
		for (int setting = 1; setting < SETTINGS; setting++)
			INSIST(httpstatus_policy_get(policy, setting) == httpstatus_policy_get(again, setting),
			       "%s", text);
		free(other);
		free(text);
		httpstatus_policy_free(again);
		httpstatus_policy_free(policy);
	}
}
END_TEST

/* The most that lists can be: every second code in each. */
START_TEST(longest_text)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_policy *again = new_policy();
	httpstatus_codeset *codes;
	char *text;

	ck_assert_int_eq(httpstatus_codeset_new(&codes), 0);
	for (int code = 100; code < 1000; code += 2)
		ck_assert_int_eq(httpstatus_codeset_add(codes, code, code), 0);
	ck_assert_int_eq(httpstatus_codeset_add(codes, 0, 0), 0);
	for (int list = HTTPSTATUS_CODES_ALWAYS; list <= HTTPSTATUS_CODES_DONE; list++)
		ck_assert_int_eq(httpstatus_policy_set_codes(policy, list, codes), 0);
	text = print(policy);
	ck_assert_int_eq(httpstatus_policy_parse(again, text, strlen(text), NULL, NULL), 0);
	free(text);
	httpstatus_codeset_free(codes);
	httpstatus_policy_free(policy);
	httpstatus_policy_free(again);
}
END_TEST

/* Any bytes, and pieces of good texts: an answer. */
START_TEST(any_bytes)
{
	static const char *const pieces[] = {
		"attempts=", "base=", "always=", "strict-times=", "5xx", "1", "s", "ms", ",", " ", "=", "-", ".", "none",
		"all", "\xff", "growth=", "failures=", "broken"
	};

	for (int round = 0; round < rounds(20000); round++) {
		httpstatus_policy *policy = new_policy();
		const char *expected;
		size_t position;
		char text[128];
		size_t length = 0;

		for (uint32_t n = any(8); n > 0; n--) {
			const char *piece = pieces[any(sizeof(pieces) / sizeof(pieces[0]))];

			memcpy(text + length, piece, strlen(piece));
			length += strlen(piece);
			if (any(4) == 0)
				text[length++] = (char)any(256);
		}
		if (httpstatus_policy_parse(policy, text, length, &position, &expected))
			INSIST(expected && position <= length, "%.*s", (int)length, text);
		httpstatus_policy_free(policy);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("policy text");
	TCase *cases = tcase_create("text");

	tcase_add_test(cases, defaults_are_printed);
	tcase_add_test(cases, values);
	tcase_add_test(cases, lists);
	tcase_add_test(cases, empty_list);
	tcase_add_test(cases, expectations_hold);
	tcase_add_test(cases, errors);
	tcase_add_test(cases, nothing);
	tcase_add_test(cases, there_and_back);
	tcase_add_test(cases, longest_text);
	tcase_add_test(cases, any_bytes);
	suite_add_tcase(suite, cases);
	return run_suite(suite);
}
