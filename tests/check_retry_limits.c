/* SPDX-License-Identifier: MIT */
/*
 * check_retry_limits.c - what ends a request: redirects, deadlines, the limits
 * of codes, and a proxy that opens no tunnel
 */
#include <httpstatus.h>

#include <string.h>

#include "suite_retry.h"

struct number {
	int setting;
	uint64_t value;
};

/* A seeded retry whose policy has these numbers, up to the first setting 0. */
static httpstatus_retry *begin_numbers(const struct number *numbers, uint32_t traits)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	for (; numbers && numbers->setting; numbers++)
		set(policy, numbers->setting, numbers->value);
	retry = begin_with(policy, traits);
	httpstatus_policy_free(policy);
	return retry;
}

static int on_status(httpstatus_retry *retry, int code, uint64_t now)
{
	return (int)httpstatus_advice_verdict(httpstatus_retry_on_status(retry, code, now));
}

/* ---- Redirects ----------------------------------------------------------- */

/* A server redirects to itself: ten redirects are followed. */
START_TEST(redirects_end)
{
	httpstatus_retry *retry = begin_numbers(NULL, POST);
	int i;

	for (i = 0; i < 10; i++)
		ck_assert_int_eq(on_status(retry, 307, 0), FOLLOW);
	ck_assert_int_eq(on_status(retry, 307, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_REDIRECTS);
	/* Another request has ten of its own, and so has another attempt. */
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(on_status(retry, 302, 0), FOLLOW);
	ck_assert_int_eq(on_status(retry, 503, 0), RETRY);
	for (i = 0; i < 10; i++)
		ck_assert_int_eq(on_status(retry, 302, 0), FOLLOW);
	ck_assert_int_eq(on_status(retry, 302, 0), STOP);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(redirects_as_the_policy_says)
{
	const struct number none[] = { { HTTPSTATUS_POLICY_MAX_REDIRECTS, 0 }, { 0, 0 } };
	const struct number many[] = { { HTTPSTATUS_POLICY_MAX_REDIRECTS, 1000 }, { 0, 0 } };
	httpstatus_retry *retry = begin_numbers(none, GET);
	int i;

	ck_assert_int_eq(on_status(retry, 302, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_REDIRECTS);
	httpstatus_retry_free(retry);
	retry = begin_numbers(many, GET);
	for (i = 0; i < 1000; i++)
		ck_assert_int_eq(on_status(retry, 302, 0), FOLLOW);
	ck_assert_int_eq(on_status(retry, 302, 0), STOP);
	httpstatus_retry_free(retry);
}
END_TEST

/* No redirect is followed when the time is over. */
START_TEST(redirects_have_the_deadline)
{
	const struct number brief[] = {
		{ HTTPSTATUS_POLICY_MAX_ELAPSED, 4000 }, { HTTPSTATUS_POLICY_MIN_ATTEMPT, 0 }, { 0, 0 }
	};
	httpstatus_retry *retry = begin_numbers(NULL, GET);

	httpstatus_retry_set_deadline(retry, 5000);
	ck_assert_int_eq(on_status(retry, 302, 4000), FOLLOW);
	ck_assert_int_eq(on_status(retry, 302, 4001), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_DEADLINE);
	httpstatus_retry_free(retry);
	retry = begin_numbers(brief, GET);
	ck_assert_int_eq(on_status(retry, 302, 3999), FOLLOW);
	ck_assert_int_eq(on_status(retry, 302, 4000), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_DEADLINE);
	httpstatus_retry_free(retry);
}
END_TEST

/* A program that must not follow says never, and does not. */
START_TEST(never_holds_for_redirects)
{
	httpstatus_policy *policy;
	httpstatus_retry *retry;
	httpstatus_codeset *never;

	ck_assert_int_eq(httpstatus_codeset_new(&never), 0);
	ck_assert_int_eq(httpstatus_codeset_add(never, 300, 399), 0);
	ck_assert_int_eq(httpstatus_policy_new(&policy), 0);
	ck_assert_int_eq(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_NEVER, never), 0);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(on_status(retry, 302, 0), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_OVERRIDDEN);
	/* What is done stays done. */
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(on_status(retry, 304, 0), HTTPSTATUS_VERDICT_DONE);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
	httpstatus_codeset_free(never);
}
END_TEST

/* ---- Deadlines ----------------------------------------------------------- */

/*
 * A server fails at once, each time. As the end of the time comes near, it is
 * not asked faster and faster: between two requests there is always the least
 * delay that is owed, or the request is over.
 */
static void hammer(int code, uint64_t min_attempt, uint64_t seed, uint64_t owed)
{
	const struct number numbers[] = {
		{ HTTPSTATUS_POLICY_ATTEMPTS, 20 }, { HTTPSTATUS_POLICY_BASE, 1000 },
		{ HTTPSTATUS_POLICY_MAX_ELAPSED, 4000 }, { HTTPSTATUS_POLICY_MIN_ATTEMPT, min_attempt },
		{ 0, 0 }
	};
	httpstatus_retry *retry = begin_numbers(numbers, GET);
	uint64_t now = 0, times[20] = { 0 };
	int n = 0;

	httpstatus_retry_seed(retry, seed);
	while (on_status(retry, code, now) == RETRY) {
		uint64_t delay = httpstatus_retry_delay_ms(retry);

		INSIST(delay >= owed, "%d, seed %d: again after %d ms", code, (int)seed, (int)delay);
		INSIST(n < 20, "%d, seed %d: too many attempts", code, (int)seed);
		now += delay;
		times[n++] = now;
	}
	INSIST(why(retry) & (HTTPSTATUS_REASON_DEADLINE | HTTPSTATUS_REASON_CODE_LIMIT),
	       "%d, seed %d: ended by 0x%x", code, (int)seed, (unsigned)why(retry));
	INSIST(now + min_attempt <= 4000, "%d, seed %d: an attempt at %d ms", code, (int)seed,
	       (int)now);
	/* No rush at the end: never six requests within half a second. */
	for (int i = 5; i < n; i++)
		INSIST(times[i] - times[i - 5] >= 500, "%d, seed %d: six requests in %d ms", code,
		       (int)seed, (int)(times[i] - times[i - 5]));
	httpstatus_retry_free(retry);
}

START_TEST(no_rush_before_the_deadline)
{
	static const uint64_t min_attempts[] = { 0, 1, 1000 };
	size_t i;

	for (i = 0; i < 3; i++)
		for (uint64_t seed = 0; seed < 500; seed++) {
			hammer(503, min_attempts[i], seed, 500);
			hammer(429, min_attempts[i], seed, 500);
			hammer(502, min_attempts[i], seed, 0);
			hammer(500, min_attempts[i], seed, 0);
		}
}
END_TEST

/* With MIN_ATTEMPT 0 a deadline that has passed is a deadline all the same. */
START_TEST(late_is_late)
{
	const struct number numbers[] = {
		{ HTTPSTATUS_POLICY_ATTEMPTS, 1000 }, { HTTPSTATUS_POLICY_MIN_ATTEMPT, 0 },
		{ HTTPSTATUS_POLICY_BASE, 0 }, { HTTPSTATUS_POLICY_THROTTLED_BASE, 0 }, { 0, 0 }
	};
	static const int codes[] = { 503, 502, 421, 408 };
	httpstatus_retry *retry = begin_numbers(numbers, GET);
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_set_deadline(retry, 1000);
		ck_assert_int_eq(on_status(retry, codes[i], 999), RETRY);
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_set_deadline(retry, 1000);
		ck_assert_int_eq(on_status(retry, codes[i], 1000), STOP);
		ck_assert(why(retry) & HTTPSTATUS_REASON_DEADLINE);
	}
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_set_deadline(retry, 1000);
	ck_assert_int_eq(httpstatus_advice_verdict(httpstatus_retry_on_failure(retry,
	                 HTTPSTATUS_FAILURE_UNCONNECTED, 3600000)), STOP);
	ck_assert(why(retry) & HTTPSTATUS_REASON_DEADLINE);
	httpstatus_retry_free(retry);
}
END_TEST

/* The sum of all delays has an end, and nothing is sent at once when it is reached. */
START_TEST(waits_in_all)
{
	const struct number numbers[] = {
		{ HTTPSTATUS_POLICY_ATTEMPTS, 0 }, { HTTPSTATUS_POLICY_MAX_TOTAL_WAIT, 10000 },
		{ HTTPSTATUS_POLICY_MAX_ELAPSED, 0 }, { 0, 0 }
	};
	static const int codes[] = { 502, 503 };
	size_t i;

	for (i = 0; i < 2; i++) {
		httpstatus_retry *retry = begin_numbers(numbers, GET);
		uint64_t total = 0;
		int n = 0;

		while (on_status(retry, codes[i], 0) == RETRY && n++ < 1000)
			total += httpstatus_retry_delay_ms(retry);
		ck_assert(why(retry) & HTTPSTATUS_REASON_DEADLINE);
		ck_assert_uint_le(total, 10000);
		ck_assert_int_lt(n, 100);
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* ---- Limits of codes and failures ------------------------------------------ */

/* RFC 9110, 15.5.2: refused again with new credentials, these do not suffice. */
START_TEST(amended_once)
{
	static const int codes[] = { 401, 407, 417, 511 };
	httpstatus_retry *retry = begin_numbers(NULL, POST);
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		httpstatus_retry_reset(retry, POST, 0);
		INSIST(on_status(retry, codes[i], 0) == AMEND, "%d is not amended", codes[i]);
		INSIST(on_status(retry, codes[i], 0) == STOP, "%d is amended twice", codes[i]);
		ck_assert(why(retry) & HTTPSTATUS_REASON_CODE_LIMIT);
	}
	/* First the proxy, then the origin: each has its own. */
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(on_status(retry, 407, 0), AMEND);
	ck_assert_int_eq(on_status(retry, 401, 0), AMEND);
	ck_assert_int_eq(on_status(retry, 401, 0), STOP);
	/* What the catalog does not limit the caller may change as often as it can. */
	httpstatus_retry_reset(retry, POST, 0);
	for (i = 0; i < 20; i++)
		ck_assert_int_eq(on_status(retry, 400, 0), AMEND);
	httpstatus_retry_free(retry);
}
END_TEST

static int on_time_out(httpstatus_retry *retry)
{
	return (int)httpstatus_advice_verdict(
		httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_TIMED_OUT, 0));
}

START_TEST(time_outs)
{
	static const struct { uint64_t limit; int retries; } cases[] = {
		{ 0, 0 }, { 1, 1 }, { 2, 2 }, { 14, 14 }, { HTTPSTATUS_LIMIT_NONE, 49 }
	};
	httpstatus_retry *retry;
	size_t i;
	int n;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct number numbers[] = {
			{ HTTPSTATUS_POLICY_TIMEOUT_LIMIT, cases[i].limit }, { HTTPSTATUS_POLICY_ATTEMPTS, 50 },
			{ 0, 0 }
		};

		retry = begin_numbers(numbers, GET);
		for (n = 0; on_time_out(retry) == RETRY; n++)
			;
		ck_assert_int_eq(n, cases[i].retries);
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* curl --retry 5: five retries of whatever is transient. */
START_TEST(attempts_alone_count)
{
	const struct number numbers[] = {
		{ HTTPSTATUS_POLICY_CODE_LIMITS, 0 }, { HTTPSTATUS_POLICY_ATTEMPTS, 6 }, { 0, 0 }
	};
	static const int codes[] = { 408, 500, 599 };
	httpstatus_retry *retry = begin_numbers(numbers, GET);
	size_t i;
	int n;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		for (n = 0; on_status(retry, codes[i], 0) == RETRY; n++)
			;
		ck_assert_int_eq(n, 5);
		ck_assert(why(retry) & HTTPSTATUS_REASON_ATTEMPTS);
	}
	httpstatus_retry_reset(retry, GET, 0);
	for (n = 0; on_time_out(retry) == RETRY; n++)
		;
	ck_assert_int_eq(n, 5);
	httpstatus_retry_free(retry);
}
END_TEST

/* wget --tries=inf */
START_TEST(any_number_of_attempts)
{
	const struct number numbers[] = {
		{ HTTPSTATUS_POLICY_ATTEMPTS, 0 }, { HTTPSTATUS_POLICY_MAX_ELAPSED, 0 }, { 0, 0 }
	};
	httpstatus_retry *retry = begin_numbers(numbers, GET);
	char text[100];
	int n;

	for (n = 0; n < 100000; n++)
		ck_assert_int_eq(on_status(retry, 502, 0), RETRY);
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 100000);
	httpstatus_retry_text(retry, text, sizeof(text));
	ck_assert_msg(strstr(text, "attempt 100001 in ") != NULL, "%s", text);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Polling ----------------------------------------------------------------- */

/* Whatever the status, who polls returns after the time that the server names. */
START_TEST(cooldown_of_any_status)
{
	static const int codes[] = { 200, 202, 401, 403, 404, 409, 410, 501, 507 };
	httpstatus_retry *retry = begin_numbers(NULL, POST);
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		httpstatus_retry_reset(retry, POST, 0);
		line(retry, "Retry-After: 15");
		ck_assert_int_ne(on_status(retry, codes[i], 0), RETRY);
		INSIST(httpstatus_retry_cooldown_ms(retry) == 15000, "%d: %d ms", codes[i],
		       (int)httpstatus_retry_cooldown_ms(retry));
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_ne(on_status(retry, codes[i], 0), RETRY);
		ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 0);
	}
	/* No time at all is no leave to ask a busy server again at once. */
	httpstatus_retry_reset(retry, POST, 0);
	line(retry, "Retry-After: 0");
	ck_assert_int_eq(on_status(retry, 429, 0), RETRY);
	ck_assert_uint_ge(httpstatus_retry_cooldown_ms(retry), 500);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Tunnels ----------------------------------------------------------------- */

/* A proxy answers CONNECT with 503: a POST was never sent, and is retried when the proxy says. */
START_TEST(tunnel_refused)
{
	httpstatus_retry *retry = begin_numbers(NULL, POST | HTTPSTATUS_TRAIT_ONE_SHOT);
	httpstatus_advice advice;

	line(retry, "HTTP/1.1 503 Service Unavailable");
	line(retry, "Retry-After: 2");
	advice = httpstatus_retry_on_tunnel(retry, 503, 0);
	ck_assert_int_eq(httpstatus_advice_verdict(advice), RETRY);
	ck_assert_int_eq(httpstatus_advice_processed(advice), HTTPSTATUS_PROCESSED_NOT_REACHED);
	ck_assert_uint_ge(httpstatus_retry_delay_ms(retry), 2000);
	/* The origin cannot have acted: a conflict is no trace of that. */
	advice = httpstatus_retry_on_status(retry, 409, 5000);
	ck_assert(!(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_MAYBE_DONE));
	httpstatus_retry_free(retry);
}
END_TEST

/* RFC 9110, 9.3.6: a 2xx opens the tunnel; nothing else leads to the origin. */
START_TEST(tunnel_statuses)
{
	static const struct { int code, verdict; } cases[] = {
		{ 200, WAIT }, { 204, WAIT }, { 100, WAIT }, { 302, STOP }, { 307, STOP },
		{ 403, AMEND }, { 407, AMEND }, { 429, RETRY }, { 502, RETRY }, { 504, RETRY }
	};
	httpstatus_retry *retry = begin_numbers(NULL, POST);
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int got;

		httpstatus_retry_reset(retry, POST, 0);
		got = (int)httpstatus_advice_verdict(httpstatus_retry_on_tunnel(retry, cases[i].code, 0));
		INSIST(got == cases[i].verdict, "%d: verdict %d", cases[i].code, got);
	}
	ck_assert_uint_eq(httpstatus_retry_on_tunnel(NULL, 503, 0), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* The origin's dialect says nothing about a proxy: to Cloudflare, 520 is a code of its own. */
START_TEST(tunnel_without_dialect)
{
	httpstatus_policy *policy;
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_policy_new(&policy), 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, httpstatus_builtin("otc-ocr")), 0);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	/* The OCR service's manual says of its 503 that it is not to be retried. */
	ck_assert_int_ne(on_status(retry, 503, 0), RETRY);
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(httpstatus_advice_verdict(httpstatus_retry_on_tunnel(retry, 503, 0)), RETRY);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

static Suite *limits_suite(void)
{
	Suite *suite = suite_create("retry limits");
	TCase *redirects = tcase_create("redirects");
	TCase *deadlines = tcase_create("deadlines");
	TCase *limits = tcase_create("limits");
	TCase *tunnels = tcase_create("tunnels");

	tcase_add_test(redirects, redirects_end);
	tcase_add_test(redirects, redirects_as_the_policy_says);
	tcase_add_test(redirects, redirects_have_the_deadline);
	tcase_add_test(redirects, never_holds_for_redirects);
	suite_add_tcase(suite, redirects);

	tcase_add_test(deadlines, no_rush_before_the_deadline);
	tcase_add_test(deadlines, late_is_late);
	tcase_add_test(deadlines, waits_in_all);
	suite_add_tcase(suite, deadlines);

	tcase_add_test(limits, amended_once);
	tcase_add_test(limits, time_outs);
	tcase_add_test(limits, attempts_alone_count);
	tcase_add_test(limits, any_number_of_attempts);
	tcase_add_test(limits, cooldown_of_any_status);
	suite_add_tcase(suite, limits);

	tcase_add_test(tunnels, tunnel_refused);
	tcase_add_test(tunnels, tunnel_statuses);
	tcase_add_test(tunnels, tunnel_without_dialect);
	suite_add_tcase(suite, tunnels);
	return suite;
}

int main(void)
{
	return run_suite(limits_suite());
}
