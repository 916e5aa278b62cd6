/* SPDX-License-Identifier: MIT */
/* Advice and decisions as people read them. */
#include <httpstatus.h>

#include <limits.h>
#include <string.h>

#include "suite_retry.h"

struct sentence {
	char text[512];
};

static struct sentence advice_text(httpstatus_advice advice)
{
	struct sentence sentence;
	size_t length = httpstatus_advice_text(advice, sentence.text, sizeof(sentence.text));

	ck_assert_uint_eq(length, strlen(sentence.text));
	return sentence;
}

static struct sentence retry_text(const httpstatus_retry *retry)
{
	struct sentence sentence;
	size_t length = httpstatus_retry_text(retry, sentence.text, sizeof(sentence.text));

	ck_assert_uint_eq(length, strlen(sentence.text));
	return sentence;
}

static void says(struct sentence sentence, const char *part)
{
	if (!strstr(sentence.text, part))
		ck_abort_msg("'%s' is not in '%s'", part, sentence.text);
}

static void says_not(struct sentence sentence, const char *part)
{
	if (strstr(sentence.text, part))
		ck_abort_msg("'%s' is in '%s'", part, sentence.text);
}

static void begins(struct sentence sentence, const char *start)
{
	if (strncmp(sentence.text, start, strlen(start)) != 0)
		ck_abort_msg("'%s' does not begin with '%s'", sentence.text, start);
}

static struct sentence advice_with_limit(const char *limit)
{
	const httpstatus_catalog *catalog;
	struct sentence sentence;
	char text[128];
	int length = snprintf(text, sizeof(text), "Catalog: t\nFormat: 1\n\n"
	                      "Status: 503\nRetry: retry\nLimit: %s\n", limit);

	if (httpstatus_catalog_load_mem(text, (size_t)length, &catalog))
		ck_abort_msg("not loaded: %s", text);
	sentence = advice_text(httpstatus_advise(catalog, 503, GET));
	httpstatus_catalog_unref(catalog);
	return sentence;
}

START_TEST(limits)
{
	says(advice_with_limit("1"), ", once");
	says(advice_with_limit("2"), ", at most 2 times");
	says(advice_with_limit("14"), ", at most 14 times");
	says_not(advice_with_limit("none"), "at most");
	says_not(advice_with_limit("0"), "at most");
	says_not(advice_with_limit("0"), "once;");
}
END_TEST

/* What is sent again, how, and whether any request may be. */
START_TEST(retries)
{
	static const char safe[] = "; safe with any method";
	struct sentence sentence = advice_text(httpstatus_advise(NULL, 503, GET));

	begins(sentence, "send it again");
	/* That was judged with the method: the caller is not told to judge it. */
	says_not(sentence, "harm");
	says_not(sentence, safe);
	says_not(sentence, "give up");
	sentence = advice_text(httpstatus_advise(NULL, 421, GET));
	begins(sentence, "send it again over another connection");
	says(sentence, safe);
	says_not(sentence, "harm");
	/* The server refused it, or never saw it; or it may have read it. */
	says(advice_text(httpstatus_advise_failure(HTTPSTATUS_FAILURE_REFUSED, GET)), safe);
	says(advice_text(httpstatus_advise_failure(HTTPSTATUS_FAILURE_UNCONNECTED, GET)), safe);
	says_not(advice_text(httpstatus_advise_failure(HTTPSTATUS_FAILURE_BROKEN,
	                                               GET | HTTPSTATUS_TRAIT_REUSED)), safe);
}
END_TEST

static struct sentence amend_text(const char *changes)
{
	const httpstatus_catalog *catalog;
	struct sentence sentence;
	char text[128];
	int length = snprintf(text, sizeof(text), "Catalog: t\nFormat: 1\n\n"
	                      "Status: 420\nRetry: amend\nChange: %s\n", changes);

	if (httpstatus_catalog_load_mem(text, (size_t)length, &catalog))
		ck_abort_msg("not loaded: %s", text);
	sentence = advice_text(httpstatus_advise(catalog, 420, GET));
	httpstatus_catalog_unref(catalog);
	return sentence;
}

/* Each change is named, and no other. */
START_TEST(every_change)
{
	static const struct { const char *change, *word; } cases[] = {
		{ "connection", "another connection" }, { "endpoint", "another server" },
		{ "no-early-data", "without TLS early data" }, { "credentials", "credentials" },
		{ "method", "method" }, { "target", "URI" }, { "content", "with other content" },
		{ "range", "range" }, { "precondition", "precondition" }, { "expect", "without Expect" },
		{ "protocol", "protocol" }, { "length", "Content-Length" }, { "fields", "fields" },
		{ "state", "state of the resource" }, { "user", "person" },
		{ "configuration", "repaired" },
	};
	const size_t count = sizeof(cases) / sizeof(cases[0]);

	for (size_t n = 0; n < count; n++) {
		begins(amend_text(cases[n].change), "send it again, but changed: ");
		for (size_t i = 0; i < count; i++)
			if (i == n)
				says(amend_text(cases[n].change), cases[i].word);
			else
				says_not(amend_text(cases[n].change), cases[i].word);
	}
	ck_assert_str_eq(amend_text("method, target").text,
	                 "send it again, but changed: with another method, to another URI");
	ck_assert_str_eq(amend_text("method\nLimit: 1").text,
	                 "send it again, but changed: with another method, once");
}
END_TEST

/* Why no more is sent, or not yet. */
START_TEST(ends)
{
	httpstatus_retry *retry = begin(GET);

	ck_assert_str_eq(advice_text(httpstatus_advise(NULL, 200, GET)).text,
	                 "nothing more: it succeeded");
	ck_assert_str_eq(advice_text(httpstatus_advise(NULL, 100, GET)).text,
	                 "wait for the final response");
	says(advice_text(httpstatus_advise(NULL, 42, GET)), "give up: this is no status");
	says(advice_text(httpstatus_advise(NULL, 502, 0)), "give up: the origin may have acted");
	says(advice_text(httpstatus_advise(NULL, 503, GET | HTTPSTATUS_TRAIT_ONE_SHOT)),
	     "give up: the content cannot be sent a second time");
	says(advice_text(httpstatus_advise(NULL, 404, GET)), "give up: a retry cannot help");

	httpstatus_retry_on_status(retry, 500, 0);
	httpstatus_retry_on_status(retry, 500, 0);
	says(retry_text(retry), "give up: this status allows no further retry");
	httpstatus_retry_reset(retry, GET, 0);
	for (int attempts = 0; attempts < 4; attempts++)
		httpstatus_retry_on_status(retry, 503, 0);
	says(retry_text(retry), "give up: there were enough attempts");
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_field(retry, "Retry-After", 11, "301", 3);
	httpstatus_retry_on_status(retry, 503, 0);
	says(retry_text(retry), "give up: the server asks to wait longer");
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_on_status(retry, 503, 600000);
	says(retry_text(retry), "give up: no time is left");
	httpstatus_retry_free(retry);
}
END_TEST

static struct sentence text_of(httpstatus_policy *policy, uint32_t traits, int code, int attempts)
{
	struct sentence sentence;
	httpstatus_retry *retry;

	if (httpstatus_retry_new(policy, &retry))
		ck_abort_msg("no retry");
	httpstatus_retry_reset(retry, traits, 0);
	for (int n = 0; n < attempts; n++)
		httpstatus_retry_on_status(retry, code, 0);
	sentence = retry_text(retry);
	httpstatus_retry_free(retry);
	return sentence;
}

/* Of several reasons the one is said that ended the request, and that a caller can do something about. */
START_TEST(first_reasons)
{
	static const char unsafe[] = "give up: the origin may have acted";
	static const char enough[] = "give up: there were enough attempts";
	static const char never_retried[] = "give up: the policy never retries this status";
	const uint32_t one_shot = GET | HTTPSTATUS_TRAIT_ONE_SHOT;
	httpstatus_policy *policy;
	httpstatus_codeset *some;

	/* RFC 9110, 15: 600 to 999 are like 5xx, and a POST is not sent again after these. */
	says(advice_text(httpstatus_advise(NULL, 600, 0)), unsafe);
	says(advice_text(httpstatus_advise(NULL, 999, one_shot)), "give up: the content cannot be sent");

	ck_assert_int_eq(httpstatus_policy_new(&policy), 0);
	ck_assert_int_eq(httpstatus_codeset_new(&some), 0);
	ck_assert_int_eq(httpstatus_codeset_parse(some, "499,600", 7, NULL, NULL), 0);
	says(text_of(NULL, GET, 600, 2), "give up: this status allows no further retry");
	ck_assert_int_eq(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_ALWAYS, some), 0);
	says(text_of(policy, 0, 499, 1), unsafe);
	says(text_of(policy, one_shot, 499, 1), "give up: the content cannot be sent");
	says(text_of(policy, GET, 499, 4), enough);
	says(text_of(policy, GET, 600, 4), enough);
	httpstatus_policy_free(policy);
	ck_assert_int_eq(httpstatus_policy_new(&policy), 0);
	ck_assert_int_eq(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_NEVER, some), 0);
	says(text_of(policy, GET, 600, 1), never_retried);
	says(text_of(policy, 0, 600, 1), never_retried);
	httpstatus_codeset_free(some);
	httpstatus_policy_free(policy);
}
END_TEST

/* Parts of a second are said where they matter. */
START_TEST(short_times)
{
	static const struct { const char *ms, *words; } cases[] = {
		{ "1", "in 1 ms" }, { "999", "in 999 ms" }, { "1000", "in 1 s" }, { "1500", "in 1.5 s" },
		{ "2099", "in 2.1 s" }, { "2100", "in 2.1 s" }, { "1588", "in 1.6 s" },
		{ "1540", "in 1.5 s" }, { "1049", "in 1 s" }, { "1050", "in 1.1 s" },
		{ "59949", "in 59.9 s" }, { "59950", "in 1 min" }, { "59999", "in 1 min" },
		{ "60000", "in 1 min" }, { "60499", "in 1 min" }, { "60500", "in 1 min 1 s" },
		{ "61999", "in 1 min 2 s" }, { "119500", "in 2 min" }, { "299999", "in 5 min" },
	};
	httpstatus_retry *retry = begin(GET);

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct sentence sentence;

		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_field(retry, "Retry-After-Ms", 14, cases[n].ms, strlen(cases[n].ms));
		httpstatus_retry_on_status(retry, 302, 0);
		sentence = retry_text(retry);
		ck_assert_str_eq(strstr(sentence.text, " in ") + 1, cases[n].words);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* An operator or a person comes first. */
START_TEST(hold)
{
	httpstatus_advice advice = httpstatus_advise(NULL, 511, GET);

	ck_assert(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_HOLD);
	says(advice_text(advice), "; keep the data until then");
	says_not(advice_text(httpstatus_advise(NULL, 404, GET)), "keep");
}
END_TEST

/* The first PUT may have got through; the second one finds its trace. */
START_TEST(maybe_done)
{
	httpstatus_retry *retry = begin(PUT);

	httpstatus_retry_on_status(retry, 502, 0);
	httpstatus_retry_on_status(retry, 409, 1000);
	ck_assert(httpstatus_advice_reasons(httpstatus_retry_advice(retry)) &
	          HTTPSTATUS_REASON_MAYBE_DONE);
	says(retry_text(retry), "; an earlier attempt may have done it");
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(times)
{
	static const struct { const char *seconds, *words; } cases[] = {
		{ "1", "asks for 1 s;" },
		{ "59", "asks for 59 s;" },
		{ "60", "asks for 1 min;" },
		{ "61", "asks for 1 min 1 s;" },
		{ "3599", "asks for 59 min 59 s;" },
		{ "3600", "asks for 1 h;" },
		{ "3629", "asks for 1 h;" },
		{ "3630", "asks for 1 h 1 min;" },
		{ "5400", "asks for 1 h 30 min;" },
		{ "86369", "asks for 23 h 59 min;" },
		{ "86370", "asks for 1 d;" },
		{ "86399", "asks for 1 d;" },
		{ "86400", "asks for 1 d;" },
		{ "88199", "asks for 1 d;" },
		{ "88200", "asks for 1 d 1 h;" },
		{ "183600", "asks for 2 d 3 h;" },
		{ "172799", "asks for 2 d;" },
		{ "999999999", "asks for 11574 d 2 h;" },
		{ "99999999999999999", "asks for more than 136 years;" },
	};
	httpstatus_retry *retry = begin(GET);

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_field(retry, "Retry-After", 11, cases[n].seconds,
		                       strlen(cases[n].seconds));
		httpstatus_retry_on_status(retry, 503, 0);
		says(retry_text(retry), cases[n].words);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* What happened, which attempt comes next of how many, and when. */
START_TEST(attempts)
{
	static const struct { int failure; const char *start; } cases[] = {
		{ HTTPSTATUS_FAILURE_UNCONNECTED, "no connection: attempt 2 of 4 at once" },
		{ HTTPSTATUS_FAILURE_REFUSED, "the server refused the stream: attempt 2 of 4 at once" },
		{ HTTPSTATUS_FAILURE_BROKEN, "the connection broke: attempt 2 of 4 in " },
		{ HTTPSTATUS_FAILURE_TIMED_OUT, "no response in time: attempt 2 of 2 in " },
		{ HTTPSTATUS_FAILURE_TRUNCATED, "the response broke off: attempt 2 of 4 in " },
		{ HTTPSTATUS_FAILURE_UNKNOWN_HOST, "the name does not exist: send it again, but changed: "
		  "to another URI, once a person has acted; keep the data until then" },
	};
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_seed(retry, 1);
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_on_failure(retry, cases[n].failure, 0);
		begins(retry_text(retry), cases[n].start);
	}
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_on_status(retry, 503, 0);
	begins(retry_text(retry), "503: attempt 2 of 4 in ");
	says(retry_text(retry), "ms");
	says_not(retry_text(retry), "give up");
	says_not(retry_text(retry), "send it again");
	httpstatus_retry_on_status(retry, 503, 0);
	begins(retry_text(retry), "503: attempt 3 of 4 in ");
	httpstatus_retry_free(retry);
}
END_TEST

/* A status of a catalog, or, as a negative number, a failure. */
static httpstatus_advice happens(httpstatus_retry *retry, int what)
{
	return what < 0 ? httpstatus_retry_on_failure(retry, -what, 0)
	                : httpstatus_retry_on_status(retry, what, 0);
}

/* The same again and again: there are as many attempts as each sentence has said. */
static void count_attempts(httpstatus_retry *retry, int what)
{
	struct sentence sentences[8];
	char number[32];
	int told = 0, in_all;

	httpstatus_retry_reset(retry, GET, 0);
	while (httpstatus_advice_verdict(happens(retry, what)) == HTTPSTATUS_VERDICT_RETRY) {
		ck_assert_int_lt(told, 8);
		sentences[told++] = retry_text(retry);
	}
	in_all = httpstatus_retry_attempts(retry);
	for (int n = 0; n < told; n++) {
		snprintf(number, sizeof(number), "attempt %d of %d ", n + 2, in_all);
		says(sentences[n], number);
	}
}

START_TEST(as_many_as_said)
{
	const httpstatus_catalog *catalog = NULL;
	httpstatus_policy *policy;
	httpstatus_retry *retry;

	while ((catalog = httpstatus_builtin_next(catalog))) {
		for (uint64_t most = 1; most <= 6; most++) {
			ck_assert_int_eq(httpstatus_policy_new(&policy), 0);
			ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
			ck_assert_int_eq(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_ATTEMPTS, most), 0);
			ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
			for (int what = -HTTPSTATUS_FAILURE_UNKNOWN_HOST; what < 1000; what++)
				count_attempts(retry, what);
			httpstatus_retry_free(retry);
			httpstatus_policy_free(policy);
		}
	}
}
END_TEST

/* The policy's number or that of the status, whichever is less; others have used theirs up. */
START_TEST(attempts_that_a_status_allows)
{
	static const char text[] = "Catalog: t\nFormat: 1\n\nStatus: 502\nRetry: retry\nLimit: 2\n\n"
	                           "Status: 504\nRetry: retry\nLimit: 3\n\n"
	                           "Status: 599\nRetry: retry\nLimit: 14\n";
	static const struct { int codes[4]; const char *said; } cases[] = {
		{ { 500 }, "attempt 2 of 2 " },
		{ { 502 }, "attempt 2 of 3 " }, { { 502, 502 }, "attempt 3 of 3 " },
		{ { 504 }, "attempt 2 of 4 " }, { { 504, 504, 504 }, "attempt 4 of 4 " },
		{ { 599 }, "attempt 2 of 4 " }, { { 503 }, "attempt 2 of 4 " },
		{ { 503, 500 }, "attempt 3 of 3 " }, { { 500, 503 }, "attempt 3 of 4 " },
		{ { 500, 502 }, "attempt 3 of 4 " }, { { 500, 421, 502 }, "attempt 4 of 4 " },
		{ { -HTTPSTATUS_FAILURE_TIMED_OUT }, "attempt 2 of 2 " },
		{ { -HTTPSTATUS_FAILURE_BROKEN }, "attempt 2 of 4 " },
		{ { 502, -HTTPSTATUS_FAILURE_TIMED_OUT, 502 }, "attempt 4 of 4 " },
	};
	const httpstatus_catalog *catalog;
	httpstatus_policy *policy;
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_catalog_load_mem(text, strlen(text), &catalog), 0);
	ck_assert_int_eq(httpstatus_policy_new(&policy), 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry_reset(retry, GET, 0);
		for (int i = 0; i < 4 && cases[n].codes[i]; i++)
			happens(retry, cases[n].codes[i]);
		says(retry_text(retry), cases[n].said);
	}
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* Who overrides a status, or hears from the server that it is "too many", is not bound to once. */
START_TEST(attempts_without_a_limit)
{
	static const char text[] = "Catalog: t\nFormat: 1\n\nStatus: 500\nRetry: stop\nLimit: 1\n";
	const httpstatus_catalog *catalog;
	httpstatus_policy *policy;
	httpstatus_retry *retry;
	httpstatus_codeset *always;

	ck_assert_int_eq(httpstatus_catalog_load_mem(text, strlen(text), &catalog), 0);
	ck_assert_int_eq(httpstatus_policy_new(&policy), 0);
	ck_assert_int_eq(httpstatus_codeset_new(&always), 0);
	ck_assert_int_eq(httpstatus_codeset_add(always, 500, 500), 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, httpstatus_builtin("envoy")), 0);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_field(retry, "x-envoy-ratelimited", 19, "true", 4);
	httpstatus_retry_on_status(retry, 500, 0);
	begins(retry_text(retry), "500: attempt 2 of 4 ");
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
	ck_assert_int_eq(httpstatus_policy_new(&policy), 0);

	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
	ck_assert_int_eq(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_ALWAYS, always), 0);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	count_attempts(retry, 500);
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 4);
	httpstatus_retry_free(retry);
	httpstatus_codeset_free(always);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* Three digits, as on the wire; 0 is no response; what else is no status as its number. */
START_TEST(codes)
{
	static const struct { int code; const char *start; } cases[] = {
		{ 503, "503: " }, { 100, "100: " }, { 99, "099: " }, { 10, "010: " }, { 9, "009: " },
		{ 42, "042: " }, { 7, "007: " }, { 0, "no response: " }, { 1000, "1000: " },
		{ -7, "-7: " }, { INT_MAX, "2147483647: " }, { INT_MIN, "-2147483648: " },
	};
	httpstatus_retry *retry = begin(GET);

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry_on_status(retry, cases[n].code, 0);
		begins(retry_text(retry), cases[n].start);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* A redirect waits where it was asked to (RFC 9110, 10.2.3), and else says nothing of time. */
START_TEST(redirects)
{
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_on_status(retry, 302, 0);
	ck_assert_str_eq(retry_text(retry).text, "302: follow Location");
	httpstatus_retry_field(retry, "Retry-After", 11, "5", 1);
	httpstatus_retry_on_status(retry, 302, 0);
	says(retry_text(retry), "follow Location in 5 s");
	httpstatus_retry_free(retry);
}
END_TEST

/* 0 reads as "stop"; so does what no function has answered. */
START_TEST(no_advice)
{
	begins(advice_text(0), "give up");
	says_not(advice_text(UINT64_MAX), "send it again");
}
END_TEST

/* Each way in which no response came is told from the others; what is none counts as broken. */
START_TEST(failures)
{
	static const struct { int failure; const char *start; } cases[] = {
		{ HTTPSTATUS_FAILURE_UNCONNECTED, "no connection: " },
		{ HTTPSTATUS_FAILURE_REFUSED, "the server refused the stream: " },
		{ HTTPSTATUS_FAILURE_BROKEN, "the connection broke: " },
		{ HTTPSTATUS_FAILURE_TIMED_OUT, "no response in time: " },
		{ HTTPSTATUS_FAILURE_TRUNCATED, "the response broke off: " },
		{ HTTPSTATUS_FAILURE_UNKNOWN_HOST, "the name does not exist: " },
		{ 7, "the connection broke: " }, { 99, "the connection broke: " },
		{ -1, "the connection broke: " },
	};
	httpstatus_retry *retry = begin(GET);

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_on_failure(retry, cases[n].failure, 0);
		begins(retry_text(retry), cases[n].start);
	}
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(at_once_or_not_at_all)
{
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_on_status(retry, 421, 0);
	says(retry_text(retry), "attempt 2 of 2 at once");
	httpstatus_retry_on_status(retry, 103, 0);
	says(retry_text(retry), "wait for the final response");
	httpstatus_retry_on_status(retry, 200, 0);
	says(retry_text(retry), "succeeded");
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *sentence_suite(void)
{
	Suite *suite = suite_create("sentence");
	TCase *advice = tcase_create("advice");
	TCase *decisions = tcase_create("decisions");

	tcase_add_test(advice, limits);
	tcase_add_test(advice, retries);
	tcase_add_test(advice, every_change);
	tcase_add_test(advice, ends);
	tcase_add_test(advice, hold);
	tcase_add_test(advice, no_advice);
	suite_add_tcase(suite, advice);

	tcase_add_test(decisions, maybe_done);
	tcase_add_test(decisions, attempts);
	tcase_add_test(decisions, as_many_as_said);
	tcase_add_test(decisions, attempts_that_a_status_allows);
	tcase_add_test(decisions, attempts_without_a_limit);
	tcase_add_test(decisions, first_reasons);
	tcase_add_test(decisions, times);
	tcase_add_test(decisions, short_times);
	tcase_add_test(decisions, codes);
	tcase_add_test(decisions, redirects);
	tcase_add_test(decisions, failures);
	tcase_add_test(decisions, at_once_or_not_at_all);
	suite_add_tcase(suite, decisions);
	return suite;
}

int main(void)
{
	return run_suite(sentence_suite());
}
