/* SPDX-License-Identifier: MIT */
/*
 * check_evidence.c - what the evidence that a catalog names makes of a response
 *
 * The rules are those of httpstatus-catalog(5): which stanza decides, trust, and
 * waiting. Content as such is the matter of check_content.c, units of time that of
 * check_units.c.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "suite_retry.h"

#define HEAD "Catalog: t\nFormat: 1\n"
#define CLOCK INT64_C(1795867200)       /* Sat, 28 Nov 2026 12:00:00 GMT */

/* ---- One response ------------------------------------------------------------ */

static const httpstatus_catalog *catalog_of(const char *text)
{
	const httpstatus_catalog *catalog;

	if (httpstatus_catalog_load_mem(text, strlen(text), &catalog))
		ck_abort_msg("not loaded: %s", text);
	return catalog;
}

/* A retry by these catalogs, NULL behind the last, which are released. */
static httpstatus_retry *begin_by(uint32_t traits, const httpstatus_catalog *first,
                                  const httpstatus_catalog *second)
{
	const httpstatus_catalog *members[] = {first, second};
	const httpstatus_catalog *stack;
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_catalog_stack(members, second ? 2 : 1, &stack), 0);
	retry = begin_catalog(stack, traits);
	httpstatus_retry_set_clock(retry, CLOCK);
	httpstatus_catalog_unref(stack);
	httpstatus_catalog_unref(first);
	if (second)
		httpstatus_catalog_unref(second);
	return retry;
}

static httpstatus_retry *begin_text(uint32_t traits, const char *text)
{
	return begin_by(traits, catalog_of(text), NULL);
}

/* Lines of a header section; content behind an empty line. */
static void feed_text(httpstatus_retry *retry, const char *text)
{
	while (*text && *text != '\n') {
		const size_t length = strcspn(text, "\n");

		httpstatus_retry_line(retry, text, length);
		text += length + (text[length] == '\n');
	}
	if (*text)
		httpstatus_retry_content(retry, text + 1, strlen(text + 1));
}

/* What follows from the response: fields, and content behind an empty line. */
static int ends(httpstatus_retry *retry, int code, const char *text)
{
	feed_text(retry, text);
	return verdict(httpstatus_retry_on_status(retry, code, 0));
}

/* The first response to a request decides so. */
static int first(const char *catalog, uint32_t traits, int code, const char *text)
{
	httpstatus_retry *retry = begin_text(traits, catalog);
	const int result = ends(retry, code, text);

	httpstatus_retry_free(retry);
	return result;
}

static uint64_t asks(const char *catalog, int code, const char *text)
{
	httpstatus_retry *retry = begin_text(GET, catalog);
	uint64_t ms;

	ends(retry, code, text);
	ms = httpstatus_retry_asked_ms(retry);
	httpstatus_retry_free(retry);
	return ms;
}

/* ---- Conditions --------------------------------------------------------------- */

/* 418 is retried if the condition holds. */
static int holds(const char *when, const char *text)
{
	char catalog[512];

	snprintf(catalog, sizeof(catalog),
	         HEAD "Error: x-error\nError: json:type\n\nStatus: 418\nWhen: %s\nRetry: retry\n", when);
	return first(catalog, GET, 418, text) == RETRY;
}

START_TEST(fields_that_are_there)
{
	ck_assert_int_eq(holds("x-a", ""), 0);
	ck_assert_int_eq(holds("x-a", "X-A: 1\n"), 1);
	ck_assert_int_eq(holds("X-a", "x-A:\n"), 1);
	ck_assert_int_eq(holds("x-a", "x-ab: 1\nxx-a: 1\n"), 0);
	ck_assert_int_eq(holds("x-a", "x-b: 1\n\nx-a: 1\n"), 0);
}
END_TEST

/* Absence is known only of a response of which a field was passed. */
START_TEST(fields_that_are_not_there)
{
	ck_assert_int_eq(holds("! x-a", ""), 0);
	ck_assert_int_eq(holds("! x-a", "x-b: 1\n"), 1);
	ck_assert_int_eq(holds("! x-a", "x-a: 1\n"), 0);
	ck_assert_int_eq(holds("! retry-after", "Server: x\n"), 1);
	ck_assert_int_eq(holds("! retry-after", "Retry-After: soon\n"), 0);
}
END_TEST

START_TEST(values)
{
	static const struct { const char *when, *field; int holds; } cases[] = {
		{"x-a = b", "b", 1}, {"x-a = b", "B", 1}, {"x-a = b", " b\t", 1}, {"x-a = b", "bb", 0},
		{"x-a = b", "", 0}, {"x-a = b", "a, b", 0}, {"x-a = b, c", "c", 1}, {"x-a = b, c", "b, c", 0},
		{"x-a = \"b, c\"", "b, c", 1}, {"x-a = \"b, c\"", "b", 0}, {"x-a = \"\"", "", 1},
		{"x-a = b*", "b", 1}, {"x-a = b*", "bcd", 1}, {"x-a = b*", "ab", 0},
		{"x-a = *b", "ab", 1}, {"x-a = *b", "b", 1}, {"x-a = *b", "ba", 0},
		{"x-a = *b*", "abc", 1}, {"x-a = *b*", "b", 1}, {"x-a = *b*", "ac", 0},
		{"x-a = *ab*", "aab", 1}, {"x-a = a*a", "a*a", 1}, {"x-a = a*a", "aba", 0},
		{"x-a = *\", b\"", "a, b", 1}, {"x-a = \"a,\"*", "a,", 1}
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		char text[64];

		snprintf(text, sizeof(text), "X-A:%s\n", cases[n].field);
		INSIST(holds(cases[n].when, text) == cases[n].holds, "%s: %s", cases[n].when, cases[n].field);
	}
	/* Of several lines one suffices. */
	ck_assert_int_eq(holds("x-a = b", "x-a: a\nx-a: b\nx-a: c\n"), 1);
}
END_TEST

START_TEST(all_conditions_hold)
{
	static const char two[] = "x-a = 0\nWhen: x-b = 1";

	ck_assert_int_eq(holds(two, "x-a: 0\n"), 0);
	ck_assert_int_eq(holds(two, "x-b: 1\n"), 0);
	ck_assert_int_eq(holds(two, "x-b: 1\nx-a: 0\n"), 1);
}
END_TEST

/* Every code that is found counts, from fields, content and the program. */
START_TEST(error_codes)
{
	httpstatus_retry *retry;

	ck_assert_int_eq(holds("error", ""), 0);
	ck_assert_int_eq(holds("error", "x-error: b\n"), 1);
	ck_assert_int_eq(holds("error = a", "x-error: b\n"), 0);
	ck_assert_int_eq(holds("error = a", "x-error: b\n\n{\"type\": \"a\"}"), 1);
	ck_assert_int_eq(holds("error = a", "x-error: a\n\n{\"type\": \"b\"}"), 1);
	retry = begin_text(GET, HEAD "\nStatus: 418\nWhen: error = a\nRetry: retry\n");
	httpstatus_retry_error(retry, " A ", 3);
	ck_assert_int_eq(ends(retry, 418, ""), RETRY);
	/* It belonged to that response. */
	ck_assert_int_ne(ends(retry, 418, ""), RETRY);
	httpstatus_retry_error(retry, NULL, 3);
	httpstatus_retry_error(NULL, "a", 1);
	httpstatus_retry_free(retry);
}
END_TEST

/* The forms that AWS documents for x-amzn-errortype and __type. */
START_TEST(shapes)
{
	static const char catalog[] =
		HEAD "Error: x-amzn-errortype shape\nError: json:__type shape\n\n"
		"Status: 400\nWhen: error = ThrottlingException\nRetry: retry\n";
	static const char *const fields[] = {
		"ThrottlingException", "ThrottlingException:http://internal.example/",
		"com.example#ThrottlingException", "com.example#ThrottlingException:http://internal.example/"
	};
	char text[256];

	for (size_t n = 0; n < sizeof(fields) / sizeof(fields[0]); n++) {
		snprintf(text, sizeof(text), "x-amzn-ErrorType: %s\n", fields[n]);
		ck_assert_int_eq(first(catalog, GET, 400, text), RETRY);
		snprintf(text, sizeof(text), "\n{\"__type\": \"%s\"}", fields[n]);
		ck_assert_int_eq(first(catalog, GET, 400, text), RETRY);
	}
	ck_assert_int_ne(first(catalog, GET, 400, "x-amzn-ErrorType: a:ThrottlingException\n"), RETRY);
}
END_TEST

/* ---- Which stanza decides --------------------------------------------------------- */

/* The summary of the entry that decided. */
static void decided(httpstatus_retry *retry, int code, const char *text, const char *summary)
{
	ends(retry, code, text);
	ck_assert_str_eq(httpstatus_entry_summary(httpstatus_retry_entry(retry)), summary);
	httpstatus_retry_free(retry);
}

START_TEST(order_in_a_catalog)
{
	static const char catalog[] =
		HEAD "\nStatus: 4xx\nWhen: x-a\nSummary: class.\nRetry: stop\n"
		"\nStatus: 418\nWhen: x-a\nSummary: first.\nRetry: stop\n"
		"\nStatus: 418, 419\nWhen: x-a\nSummary: second.\nRetry: stop\n"
		"\nStatus: 418\nSummary: plain.\nRetry: stop\n";

	decided(begin_text(GET, catalog), 418, "x-a: 1\n", "first.");
	decided(begin_text(GET, catalog), 419, "x-a: 1\n", "second.");
	decided(begin_text(GET, catalog), 420, "x-a: 1\n", "class.");
	decided(begin_text(GET, catalog), 418, "x-b: 1\n", "plain.");
}
END_TEST

START_TEST(order_in_a_stack)
{
	static const char one[] =
		"Catalog: one\nFormat: 1\n\nStatus: 418\nSummary: plain one.\nRetry: stop\n"
		"\nStatus: 418\nWhen: x-b\nSummary: variant one.\nRetry: stop\n";
	static const char two[] =
		"Catalog: two\nFormat: 1\n\nStatus: 4xx\nWhen: x-a\nSummary: variant two.\nRetry: stop\n"
		"\nStatus: 418\nWhen: x-b\nSummary: hidden.\nRetry: stop\n";
	httpstatus_retry *retry = begin_by(GET, catalog_of(one), catalog_of(two));

	/* Evidence counts before the code, in whichever member it is named. */
	decided(retry, 418, "x-a: 1\n", "variant two.");
	decided(begin_by(GET, catalog_of(one), catalog_of(two)), 418, "x-a: 1\nx-b: 1\n", "variant one.");
	decided(begin_by(GET, catalog_of(one), catalog_of(two)), 418, "", "plain one.");
	decided(begin_by(GET, catalog_of(two), catalog_of(one)), 418, "", "plain one.");
}
END_TEST

/* A time alone decides nothing, and all of them count. */
START_TEST(variants_with_times_only)
{
	static const char catalog[] =
		HEAD "\nStatus: 429\nWhen: x-left = 0\nWait: x-reset seconds\n"
		"\nStatus: 429\nWhen: error = pay\nSummary: pay.\nRetry: amend\nChange: user\nWait: x-day seconds\n";
	httpstatus_retry *retry = begin_text(GET, catalog);

	httpstatus_retry_error(retry, "pay", 3);
	ck_assert_int_eq(ends(retry, 429, "x-left: 0\nx-reset: 70\nx-day: 60\n"), AMEND);
	check_asked(retry, ASKED(DELAY), 70000);
	ck_assert_str_eq(httpstatus_entry_summary(httpstatus_retry_entry(retry)), "pay.");
	httpstatus_retry_free(retry);
	retry = begin_text(GET, catalog);
	ck_assert_int_eq(ends(retry, 429, "x-left: 0\nx-reset: 70\n"), RETRY);
	check_asked(retry, ASKED(DELAY), 70000);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(forbidden_wherever_it_stands)
{
	static const char late[] =
		"Catalog: late\nFormat: 1\n\nStatus: 5xx\nWhen: x-should-retry = false\nRetry: forbid\n";
	static const char early[] =
		"Catalog: early\nFormat: 1\n\nStatus: 503\nWhen: x-a\nRetry: retry\nProcessed: refused\n";
	httpstatus_retry *retry = begin_by(GET, catalog_of(early), catalog_of(late));
	httpstatus_policy *policy = new_policy();
	httpstatus_codeset *codes;
	const httpstatus_catalog *catalog = catalog_of(late);

	ck_assert_int_eq(ends(retry, 503, "x-a: 1\n"), RETRY);
	ck_assert_int_eq(ends(retry, 503, "x-a: 1\nx-should-retry: false\n"), STOP);
	ck_assert(why(retry) & R(FORBIDDEN));
	httpstatus_retry_free(retry);
	/* It counts before the lists of a policy. */
	ck_assert_int_eq(httpstatus_codeset_new(&codes), 0);
	ck_assert_int_eq(httpstatus_codeset_parse(codes, "503", 3, NULL, NULL), 0);
	ck_assert_int_eq(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_ALWAYS, codes), 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
	retry = begin_with(policy, GET);
	ck_assert_int_eq(ends(retry, 503, "x-should-retry: false\n"), STOP);
	ck_assert(why(retry) & R(FORBIDDEN));
	httpstatus_retry_free(retry);
	httpstatus_codeset_free(codes);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* What qualifies a verdict is inherited with it, or not at all. */
START_TEST(advice_as_a_group)
{
	static const char catalog[] =
		HEAD "\nStatus: 503\nRetry: retry\nPersistence: throttled\nLimit: 1\nProcessed: refused\n"
		"\nStatus: 503\nWhen: x-a\nRetry: retry\n"
		"\nStatus: 503\nWhen: x-b\nLimit: 2\n";
	httpstatus_retry *retry = begin_text(POST, catalog);

	ck_assert_int_eq(ends(retry, 503, "x-a: 1\n"), RETRY);
	ck_assert(!(why(retry) & R(THROTTLED)));
	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_retry_advice(retry)), HTTPSTATUS_LIMIT_NONE);
	/* Processed is no part of the group. */
	ck_assert_int_eq(httpstatus_advice_processed(httpstatus_retry_advice(retry)),
	                 HTTPSTATUS_PROCESSED_REFUSED);
	httpstatus_retry_free(retry);
	retry = begin_text(POST, catalog);
	ck_assert_int_eq(ends(retry, 503, "x-b: 1\n"), RETRY);
	ck_assert(why(retry) & R(THROTTLED));
	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_retry_advice(retry)), 2);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Trust -------------------------------------------------------------------------- */

#define REFUSED_BY_X_A \
	HEAD "\nStatus: 4xx, 5xx\nWhen: x-a\nRetry: retry\nProcessed: refused\n"

START_TEST(a_variant_permits_a_post)
{
	ck_assert_int_eq(first(REFUSED_BY_X_A, POST, 503, "x-b: 1\n"), STOP);
	ck_assert_int_eq(first(REFUSED_BY_X_A, POST, 503, "x-a: 1\n"), RETRY);
	ck_assert_int_eq(first(REFUSED_BY_X_A, POST, 400, "x-a: 1\n"), RETRY);
	/* After a timeout, nobody knows what was done. */
	ck_assert_int_eq(first(REFUSED_BY_X_A, POST, 504, "x-a: 1\n"), STOP);
	ck_assert_int_eq(first(REFUSED_BY_X_A, POST, 408, "x-a: 1\n"), STOP);
	ck_assert_int_eq(first(REFUSED_BY_X_A, PUT, 504, "x-a: 1\n"), RETRY);
	/* A catalog that was not named permits nothing. */
	ck_assert_int_eq(first(HEAD, POST, 503, "x-a: 1\n"), STOP);
}
END_TEST

/* The plain stanza does not retry, and no Limit is given: three times. */
START_TEST(limit_of_a_variant)
{
	httpstatus_retry *retry = begin_text(POST, REFUSED_BY_X_A);

	for (int n = 0; n < 3; n++)
		ck_assert_int_eq(ends(retry, 400, "x-a: 1\n"), RETRY);
	ck_assert_int_eq(ends(retry, 400, "x-a: 1\n"), STOP);
	ck_assert(why(retry) & R(CODE_LIMIT));
	httpstatus_retry_free(retry);
	retry = begin_text(POST, HEAD "\nStatus: 400\nWhen: x-a\nRetry: retry\nProcessed: refused\nLimit: 5\n");
	for (int n = 0; n < 5; n++)
		ck_assert_int_eq(ends(retry, 400, "x-a: 1\n"), RETRY);
	ck_assert_int_eq(ends(retry, 400, "x-a: 1\n"), STOP);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(another_origin_only_forbids_and_lengthens)
{
	static const char catalog[] =
		HEAD "\nStatus: 5xx\nWhen: x-a\nRetry: retry\nProcessed: refused\n"
		"\nStatus: 5xx\nWhen: x-no\nRetry: forbid\n\nStatus: 503\nWhen: x-t\nWait: x-t seconds\n";
	httpstatus_retry *retry = begin_text(HTTPSTATUS_TRAIT_FOREIGN, catalog);

	ck_assert_int_eq(ends(retry, 503, "x-a: 1\n"), STOP);
	httpstatus_retry_reset(retry, GET | HTTPSTATUS_TRAIT_FOREIGN, 0);
	ck_assert_int_eq(ends(retry, 503, "x-t: 9\n"), RETRY);
	ck_assert_uint_ge(delay(retry), 9000);
	ck_assert_int_eq(ends(retry, 503, "x-no: 1\n"), STOP);
	ck_assert(why(retry) & R(FORBIDDEN));
	httpstatus_retry_free(retry);
}
END_TEST

/* A continued line that is too long to be kept. */
START_TEST(a_cut_response_permits_nothing)
{
	httpstatus_retry *retry = begin_text(POST, REFUSED_BY_X_A);
	char text[1024] = "x-a: 1\n ";

	memset(text + strlen(text), 'b', 900);
	strcat(text, "\n");
	ck_assert_int_eq(ends(retry, 503, text), STOP);
	httpstatus_retry_free(retry);
}
END_TEST

/* An error that a catalog finds in a success pays nothing into the budget. */
START_TEST(a_success_that_failed)
{
	const httpstatus_catalog *catalog = catalog_of(
		HEAD "Error: xml:Code\n\nStatus: 200\nWhen: error = SlowDown\nRetry: retry\nPersistence: throttled\n");
	httpstatus_policy *policy = new_policy();
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	int level;

	ck_assert_int_eq(httpstatus_budget_new(&budget), 0);
	ck_assert_int_eq(httpstatus_policy_set_budget(policy, budget), 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
	retry = begin_with(policy, GET);
	level = httpstatus_budget_level(budget);
	ck_assert_int_eq(ends(retry, 200, "\n<Error><Code>SlowDown</Code></Error>"), RETRY);
	ck_assert_int_lt(httpstatus_budget_level(budget), level);
	level = httpstatus_budget_level(budget);
	ck_assert_int_eq(ends(retry, 200, "\n<Result/>"), DONE);
	ck_assert_int_gt(httpstatus_budget_level(budget), level);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* ---- Waiting ------------------------------------------------------------------------- */

START_TEST(rank_of_times)
{
	static const char catalog[] =
		HEAD "Wait: x-head seconds\n\nStatus: 429\nWhen: x-a\nRetry: retry\nPersistence: throttled\n"
		"Wait: x-one seconds\nWait: x-two seconds\n";

	ck_assert_uint_eq(asks(catalog, 429, "x-head: 3\n"), 3000);
	ck_assert_uint_eq(asks(catalog, 429, "x-head: 30\nx-a: 1\nx-one: 5\nx-two: 7\n"), 7000);
	ck_assert_uint_eq(asks(catalog, 429, "x-head: 30\nx-a: 1\nx-one: soon\n"), 30000);
	ck_assert_uint_eq(asks(catalog, 429, "x-a: 1\nx-one: 50\nRetry-After: 2\nretry-after-ms: 2500\n"), 2500);
	ck_assert_uint_eq(asks(catalog, 429, "x-a: 1\nx-one: 50\nRetry-After: soon\n"), 50000);
	/* The head's counts for what is throttled. */
	ck_assert_uint_eq(asks(catalog, 404, "x-head: 3\n"), 0);
	ck_assert_uint_eq(asks(catalog, 503, "x-head: 3\n"), 3000);
}
END_TEST

START_TEST(literals_and_conditions)
{
	static const char catalog[] =
		HEAD "Wait: x-reset epoch-seconds when x-left = 0\nWait: x-other seconds when ! x-left\n\n"
		"Status: 403\nWhen: json:message = *too fast*\nRetry: retry\nPersistence: throttled\nWait: 60s\n";

	ck_assert_uint_eq(asks(catalog, 429, "x-left: 0\nx-reset: 1795867230\n"), 30000);
	ck_assert_uint_eq(asks(catalog, 429, "x-left: 1\nx-reset: 1795867230\n"), 0);
	ck_assert_uint_eq(asks(catalog, 429, "x-other: 4\n"), 4000);
	ck_assert_uint_eq(asks(catalog, 429, "x-other: 4\nx-left: 1\n"), 0);
	ck_assert_uint_eq(asks(catalog, 403, "\n{\"message\": \"You are too fast here.\"}"), 60000);
}
END_TEST

/* Milliseconds in Retry-After, as some servers mean them. */
START_TEST(another_unit_of_retry_after)
{
	static const char catalog[] = HEAD "Wait: retry-after milliseconds\n";

	ck_assert_uint_eq(asks(catalog, 429, "Retry-After: 6457\n"), 6457);
	ck_assert_uint_eq(asks(catalog, 429, "Retry-After: Sat, 28 Nov 2026 12:00:40 GMT\n"), 40000);
	ck_assert_uint_eq(asks(HEAD, 429, "Retry-After: 6457\n"), 6457000);
}
END_TEST

START_TEST(asked_by_the_program)
{
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_ask(retry, 58934);
	ck_assert_int_eq(ends(retry, 429, "Retry-After: 7\n"), RETRY);
	check_asked(retry, ASKED(DELAY), 58934);
	ck_assert_uint_ge(delay(retry), 58934);
	httpstatus_retry_ask(retry, 0);
	ck_assert_int_eq(ends(retry, 429, ""), RETRY);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_ask(NULL, 5);
	/* A time never permits. */
	httpstatus_retry_ask(retry, 5);
	ck_assert_int_ne(ends(retry, 404, ""), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- One response after another --------------------------------------------------------- */

START_TEST(evidence_belongs_to_one_response)
{
	httpstatus_retry *retry = begin_text(POST, REFUSED_BY_X_A);

	feed_text(retry, "HTTP/1.1 302 Found\nx-a: 1\n");
	ck_assert_int_eq(ends(retry, 503, "HTTP/1.1 503 Busy\nx-b: 1\n"), STOP);
	feed_text(retry, "x-a: 1\n");
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(ends(retry, 503, ""), STOP);
	/* Truncated, it keeps its times, not its variants. */
	feed_text(retry, "x-a: 1\nRetry-After: 3\n");
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_TRUNCATED), STOP);
	check_asked(retry, ASKED(DELAY), 3000);
	ck_assert_ptr_null(httpstatus_retry_entry(retry));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(peeking_counts_nothing)
{
	httpstatus_retry *retry = begin_text(POST, REFUSED_BY_X_A);

	feed_text(retry, "x-a: 1\n");
	for (int n = 0; n < 9; n++)
		ck_assert_int_eq(verdict(httpstatus_retry_peek(retry, 400)), RETRY);
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 0);
	ck_assert_int_eq(ends(retry, 400, ""), RETRY);
	ck_assert_int_ne(verdict(httpstatus_retry_peek(retry, 400)), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

/* 64 members, each with a field of its own. */
START_TEST(evidence_of_every_member)
{
	const httpstatus_catalog *members[64], *stack;
	httpstatus_retry *retry;

	for (int n = 0; n < 64; n++) {
		char text[256];

		snprintf(text, sizeof(text), "Catalog: m%d\nFormat: 1\n\nStatus: 418\nWhen: x-%d\nRetry: retry\n"
		         "Processed: refused\nWait: x-%d seconds\n", n, n, n);
		members[n] = catalog_of(text);
	}
	ck_assert_int_eq(httpstatus_catalog_stack(members, 64, &stack), 0);
	for (int n = 0; n < 64; n++) {
		char text[32];

		retry = begin_catalog(stack, POST);
		ck_assert_int_ne(ends(retry, 418, "x-64: 1\n"), RETRY);
		httpstatus_retry_reset(retry, POST, 0);
		snprintf(text, sizeof(text), "x-%d: %d\n", n, n + 1);
		ck_assert_int_eq(ends(retry, 418, text), RETRY);
		check_asked(retry, ASKED(DELAY), (uint64_t)(n + 1) * 1000);
		ck_assert_ptr_eq(httpstatus_entry_catalog(httpstatus_retry_entry(retry)), members[n]);
		httpstatus_retry_free(retry);
	}
	httpstatus_catalog_unref(stack);
	for (int n = 0; n < 64; n++)
		httpstatus_catalog_unref(members[n]);
}
END_TEST

START_TEST(variants_of_an_entry)
{
	const httpstatus_catalog *catalog = catalog_of(
		HEAD "\nStatus: 429\nReason: R\nRetry: retry\n\nStatus: 4xx\nWhen: x-a\nRetry: stop\n"
		"\nStatus: 429\nWhen: error = pay\nWhen: ! x-b\nSummary: Pay.\nRetry: stop\n");
	const httpstatus_entry *entry = httpstatus_lookup(catalog, 429);
	const httpstatus_entry *variant = httpstatus_entry_variant(entry, 0);

	ck_assert_str_eq(httpstatus_entry_summary(variant), "Pay.");
	ck_assert_int_eq(httpstatus_entry_code(variant), 429);
	ck_assert_str_eq(httpstatus_entry_when(variant, 0), "error = pay");
	ck_assert_str_eq(httpstatus_entry_when(variant, 1), "! x-b");
	ck_assert_ptr_null(httpstatus_entry_when(variant, 2));
	ck_assert_ptr_null(httpstatus_entry_variant(variant, 0));
	variant = httpstatus_entry_variant(entry, 1);
	ck_assert_str_eq(httpstatus_entry_when(variant, 0), "x-a");
	ck_assert_int_eq(httpstatus_entry_code(variant), -1);
	ck_assert_ptr_null(httpstatus_entry_variant(entry, 2));
	ck_assert_ptr_null(httpstatus_entry_variant(NULL, 0));
	ck_assert_ptr_null(httpstatus_entry_when(entry, 0));
	ck_assert_ptr_null(httpstatus_entry_when(NULL, 0));
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* ---- What people reported --------------------------------------------------------------- */

/* Group 4 of what people meet: a time in the content, or in a field that only one API has. */
START_TEST(reported_times)
{
	static const struct { const char *catalog, *text; uint64_t ms; } cases[] = {
		/* Gemini's RetryInfo; its quotaResetDelay. */
		{HEAD "Wait: json:error.details[].retryDelay duration\n",
		 "\n{\"error\": {\"code\": 429, \"details\": [{\"@type\": \"type.googleapis.com/google.rpc.Help\"}, "
		 "{\"@type\": \"type.googleapis.com/google.rpc.RetryInfo\", \"retryDelay\": \"58.934s\"}]}}", 58934},
		{HEAD "Wait: json:error.details[].metadata.quotaResetDelay duration\n",
		 "\n{\"error\": {\"details\": [{\"metadata\": {\"quotaResetDelay\": \"373.8ms\"}}]}}", 374},
		/* Discord: seconds with a fraction in JSON, and an epoch with one, which is rounded up. */
		{HEAD "Wait: json:retry_after seconds\n", "\n{\"message\": \"x\", \"retry_after\": 737.317}", 737317},
		{HEAD "Wait: x-ratelimit-reset epoch-seconds\n", "X-RateLimit-Reset: 1795867205.668\n", 6000},
		/* OpenAI: Go's durations, the longest of those used up. */
		{HEAD "Wait: x-ratelimit-reset-requests duration when x-ratelimit-remaining-requests = 0\n"
		 "Wait: x-ratelimit-reset-tokens duration when x-ratelimit-remaining-tokens = 0\n",
		 "x-ratelimit-remaining-requests: 0\nx-ratelimit-reset-requests: 6m0s\n"
		 "x-ratelimit-reset-tokens: 1s\n", 360000},
		/* Anthropic: RFC 3339, and a window that ends at an epoch. */
		{HEAD "Wait: anthropic-ratelimit-requests-reset rfc3339\n",
		 "anthropic-ratelimit-requests-reset: 2026-11-28T12:00:40Z\n"
		 "Date: Sat, 28 Nov 2026 12:00:00 GMT\n", 40000},
		{HEAD "Wait: anthropic-ratelimit-unified-5h-reset epoch-seconds\n",
		 "anthropic-ratelimit-unified-5h-reset: 1795874400\n", 7200000},
		/* What JavaScript prints, in X-RateLimit-Reset. */
		{HEAD "Wait: ratelimit-reset reset\n",
		 "RateLimit-Reset: Sat Nov 28 2026 12:00:42 GMT+0000 (Coordinated Universal Time)\n", 42000}
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++)
		INSIST(asks(cases[n].catalog, 429, cases[n].text) == cases[n].ms, "%s: %llu ms", cases[n].text,
		       (unsigned long long)asks(cases[n].catalog, 429, cases[n].text));
}
END_TEST

/* Group 5: fields or content decide what the code means. */
START_TEST(reported_meanings)
{
	static const char openai[] =
		HEAD "Error: json:error.code\n\nStatus: 429\nWhen: error = insufficient_quota\nRetry: amend\n"
		"Change: user\nPersistence: state\n";
	static const char github[] =
		HEAD "\nStatus: 403\nWhen: x-ratelimit-remaining = 0\nRetry: retry\nPersistence: throttled\n"
		"Processed: refused\nWait: x-ratelimit-reset epoch-seconds\n";
	static const char s3[] =
		HEAD "Error: xml:Code\n\nStatus: 503\nWhen: error = SlowDown\nRetry: retry\nProcessed: refused\n"
		"Persistence: throttled\n";
	static const char acme[] =
		HEAD "Error: json:type\n\nStatus: 400\nWhen: error = *:badNonce\nRetry: retry\nProcessed: refused\n"
		"Limit: 1\n";
	httpstatus_retry *retry = begin_text(POST, openai);

	ck_assert_int_eq(ends(retry, 429, "\n{\"error\": {\"code\": \"insufficient_quota\"}}"), AMEND);
	ck_assert(changes(retry) & HTTPSTATUS_CHANGE_USER);
	ck_assert_int_eq(httpstatus_advice_keep(httpstatus_retry_advice(retry)), HTTPSTATUS_KEEP_HOLD);
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(ends(retry, 429, "\n{\"error\": {\"code\": \"rate_limit_exceeded\"}}"), RETRY);
	httpstatus_retry_free(retry);
	retry = begin_text(POST, github);
	ck_assert_int_eq(ends(retry, 403, "x-ratelimit-remaining: 0\nx-ratelimit-reset: 1795867260\n"), RETRY);
	check_asked(retry, ASKED(DATE), 60000);
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_ne(ends(retry, 403, "x-ratelimit-remaining: 9\n"), RETRY);
	httpstatus_retry_free(retry);
	ck_assert_int_eq(first(s3, POST, 503, "\n<?xml version=\"1.0\"?>\n<Error><Code>SlowDown</Code></Error>"),
	                 RETRY);
	ck_assert_int_eq(first(s3, POST, 503, "\n<Error><Code>InternalError</Code></Error>"), STOP);
	retry = begin_text(POST, acme);
	ck_assert_int_eq(ends(retry, 400, "\n{\"type\": \"urn:ietf:params:acme:error:badNonce\"}"), RETRY);
	ck_assert_int_eq(ends(retry, 400, "\n{\"type\": \"urn:ietf:params:acme:error:badNonce\"}"), STOP);
	httpstatus_retry_free(retry);
}
END_TEST

/* Group 9: what is asked for between two polls. */
START_TEST(reported_polling)
{
	static const int codes[] = {200, 202, 401, 403, 404, 409, 410, 507};
	httpstatus_retry *retry = begin(POST);

	for (size_t n = 0; n < sizeof(codes) / sizeof(codes[0]); n++) {
		httpstatus_retry_reset(retry, POST, 0);
		ends(retry, codes[n], "Retry-After: 3\n");
		ck_assert_uint_ge(httpstatus_retry_cooldown_ms(retry), 3000);
	}
	httpstatus_retry_free(retry);
	retry = begin_text(POST, HEAD "\nStatus: 202\nWait: x-poll-interval seconds\n");
	ck_assert_int_eq(ends(retry, 202, "X-Poll-Interval: 60\n"), DONE);
	ck_assert_uint_ge(httpstatus_retry_cooldown_ms(retry), 60000);
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *evidence_suite(void)
{
	Suite *suite = suite_create("evidence");
	TCase *conditions = tcase_create("conditions"), *order = tcase_create("order");
	TCase *trust = tcase_create("trust"), *waiting = tcase_create("waiting");
	TCase *responses = tcase_create("responses"), *reported = tcase_create("reported");

	tcase_add_test(conditions, fields_that_are_there);
	tcase_add_test(conditions, fields_that_are_not_there);
	tcase_add_test(conditions, values);
	tcase_add_test(conditions, all_conditions_hold);
	tcase_add_test(conditions, error_codes);
	tcase_add_test(conditions, shapes);
	suite_add_tcase(suite, conditions);
	tcase_add_test(order, order_in_a_catalog);
	tcase_add_test(order, order_in_a_stack);
	tcase_add_test(order, variants_with_times_only);
	tcase_add_test(order, forbidden_wherever_it_stands);
	tcase_add_test(order, advice_as_a_group);
	suite_add_tcase(suite, order);
	tcase_add_test(trust, a_variant_permits_a_post);
	tcase_add_test(trust, limit_of_a_variant);
	tcase_add_test(trust, another_origin_only_forbids_and_lengthens);
	tcase_add_test(trust, a_cut_response_permits_nothing);
	tcase_add_test(trust, a_success_that_failed);
	suite_add_tcase(suite, trust);
	tcase_add_test(waiting, rank_of_times);
	tcase_add_test(waiting, literals_and_conditions);
	tcase_add_test(waiting, another_unit_of_retry_after);
	tcase_add_test(waiting, asked_by_the_program);
	suite_add_tcase(suite, waiting);
	tcase_add_test(responses, evidence_belongs_to_one_response);
	tcase_add_test(responses, peeking_counts_nothing);
	tcase_add_test(responses, evidence_of_every_member);
	tcase_add_test(responses, variants_of_an_entry);
	suite_add_tcase(suite, responses);
	tcase_add_test(reported, reported_times);
	tcase_add_test(reported, reported_meanings);
	tcase_add_test(reported, reported_polling);
	suite_add_tcase(suite, reported);
	return suite;
}

int main(void)
{
	return run_suite(evidence_suite());
}
