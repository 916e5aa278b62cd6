/* SPDX-License-Identifier: MIT */
/*
 * check_pains.c - what went wrong elsewhere, and what is answered here
 *
 * Each case stands for one known fault of retry logic in other programs and
 * carries its number. Delays are random: where a case speaks of them it looks
 * at many seeds.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_retry.h"

#define V(x) HTTPSTATUS_VERDICT_##x
#define P(x) HTTPSTATUS_PROCESSED_##x
#define C(x) HTTPSTATUS_CHANGE_##x
#define A(x) HTTPSTATUS_ASKED_##x
#define Q(x) HTTPSTATUS_TRAIT_##x

#define START UINT64_C(1000000) /* of the monotonic clock, in ms */
#define SEEDS UINT64_C(400)

/* A Date, and the same instant as a time of day. */
#define DATE  "Date: Sun, 06 Nov 1994 08:49:37 GMT\n"
#define EPOCH INT64_C(784111777)

/* ---- Exchanges ----------------------------------------------------------- */

/* All that a retry says after an attempt. */
struct outcome {
	int verdict, processed, limit, asked;
	uint32_t changes, reasons;
	uint64_t delay, asked_ms;
};

/* Takes the policy over; NULL is the defaults. */
static void set_catalog(httpstatus_policy *policy, const char *name)
{
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, httpstatus_builtin(name)), 0);
}

static httpstatus_retry *begin_seeded(httpstatus_policy *policy, uint32_t traits, uint64_t seed)
{
	httpstatus_retry *retry;

	if (httpstatus_retry_new(policy, &retry))
		ck_abort_msg("out of memory");
	httpstatus_policy_free(policy);
	httpstatus_retry_seed(retry, seed);
	httpstatus_retry_reset(retry, traits, START);
	return retry;
}

static struct outcome outcome(const httpstatus_retry *retry, httpstatus_advice advice)
{
	struct outcome o;

	o.verdict = (int)httpstatus_advice_verdict(advice);
	o.processed = (int)httpstatus_advice_processed(advice);
	o.limit = httpstatus_advice_limit(advice);
	o.changes = httpstatus_advice_changes(advice);
	o.reasons = httpstatus_advice_reasons(advice);
	o.asked = (int)httpstatus_retry_asked(retry);
	o.asked_ms = httpstatus_retry_asked_ms(retry);
	o.delay = httpstatus_retry_delay_ms(retry);
	return o;
}

/* Feeds a response; lines of its head end with LF. */
static struct outcome respond(httpstatus_retry *retry, int code, const char *head, uint64_t now)
{
	char line[64];
	const char *end;
	int length = snprintf(line, sizeof(line), "HTTP/1.1 %03d \r\n", code);

	ck_assert_int_eq(httpstatus_retry_line(retry, line, (size_t)length), code);
	for (; (end = strchr(head, '\n')); head = end + 1)
		ck_assert_int_eq(httpstatus_retry_line(retry, head, (size_t)(end + 1 - head)), 0);
	return outcome(retry, httpstatus_retry_on_status(retry, code, now));
}

static struct outcome end_with(httpstatus_retry *retry, int failure,
                               uint64_t now)
{
	return outcome(retry, httpstatus_retry_on_failure(retry, failure, now));
}

/* The first answer to a request by the defaults. */
static struct outcome first(const char *method, uint32_t traits, int code, const char *head)
{
	httpstatus_retry *retry = begin_seeded(NULL, httpstatus_method_traits(method) | traits, 1);
	struct outcome o = respond(retry, code, head, START);

	httpstatus_retry_free(retry);
	return o;
}

static int verdict_on(const char *method, uint32_t traits, int code)
{
	return first(method, traits, code, "").verdict;
}

/* What many clients do at their attempts-th answer, each like the others. */
struct spread {
	uint64_t least, most;
	int quarters[4]; /* of what lies between from and to */
};

static struct spread many(int code, const char *head, int attempts, uint64_t limit,
                          uint64_t from, uint64_t to)
{
	struct spread s = { UINT64_MAX, 0, { 0, 0, 0, 0 } };
	struct outcome o = { 0 };
	uint64_t seed;
	int n;

	for (seed = 0; seed < SEEDS; seed++) {
		httpstatus_policy *policy = new_policy();
		httpstatus_retry *retry;

		set(policy, HTTPSTATUS_POLICY_ATTEMPTS, 1000);
		retry = begin_seeded(policy, Q(SAFE) | Q(IDEMPOTENT), seed * UINT64_C(0x9E3779B97F4A7C15));
		if (limit)
			httpstatus_retry_set_deadline(retry, START + limit);
		for (n = 0; n < attempts; n++)
			o = respond(retry, code, head, START);
		httpstatus_retry_free(retry);
		ck_assert_int_eq(o.verdict, V(RETRY));
		s.least = o.delay < s.least ? o.delay : s.least;
		s.most = o.delay > s.most ? o.delay : s.most;
		if (o.delay >= from && o.delay < to)
			s.quarters[(o.delay - from) * 4 / (to - from)]++;
	}
	return s;
}

/* Nobody is early, nobody is late, and there is no crowd anywhere. */
static void is_even(struct spread s, uint64_t from, uint64_t to)
{
	int i;

	ck_assert_uint_ge(s.least, from);
	ck_assert_uint_le(s.most, to);
	for (i = 0; i < 4; i++)
		ck_assert_int_ge(s.quarters[i], (int)SEEDS / 8);
}

/* ---- A: repeating what must not be repeated -------------------------------- */

/* P1: behind a proxy one POST ran six times. Stopped: the origin may have acted. */
START_TEST(p1_post_runs_six_times)
{
	static const int codes[] = { 408, 500, 502, 503, 504 };
	httpstatus_retry *retry = begin_seeded(NULL, 0, 1);
	struct outcome o = end_with(retry, HTTPSTATUS_FAILURE_TIMED_OUT, START);
	size_t i;

	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(UNSAFE_METHOD));
	httpstatus_retry_free(retry);
	for (i = 0; i < LENGTH(codes); i++) {
		o = first("POST", 0, codes[i], "");
		ck_assert_int_eq(o.verdict, V(STOP));
		ck_assert(o.reasons & R(UNSAFE_METHOD));
		ck_assert_int_eq(verdict_on("POST", Q(KEY), codes[i]), V(RETRY));
		ck_assert_int_eq(verdict_on("POST", Q(PRECONDITION), codes[i]), V(RETRY));
		ck_assert_int_eq(verdict_on("POST", Q(HARMLESS), codes[i]), V(RETRY));
	}
	ck_assert_int_eq(verdict_on("POST", 0, 429), V(RETRY));
}
END_TEST

/* P1: who accepts a likelihood must ask for it, and gets 503 but not 504. */
START_TEST(p1_likely_is_asked_for)
{
	static const struct { int code, verdict; } rows[] = {
		{ 503, V(RETRY) }, { 408, V(RETRY) }, { 502, V(STOP) }, { 504, V(STOP) }
	};
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		httpstatus_policy *policy = new_policy();
		httpstatus_retry *retry;

		set(policy, HTTPSTATUS_POLICY_ACCEPT_LIKELY, 1);
		retry = begin_seeded(policy, 0, 1);
		ck_assert_int_eq(respond(retry, rows[i].code, "", START).verdict, rows[i].verdict);
		httpstatus_retry_free(retry);
	}
}
END_TEST

/* P2: a proxy sent POST, LOCK and PATCH to the next server too. They count as POST does. */
START_TEST(p2_lock_and_patch)
{
	static const char *const methods[] = { "POST", "LOCK", "PATCH", "CONNECT", "FROBNICATE", "get" };
	size_t i;

	for (i = 0; i < LENGTH(methods); i++) {
		ck_assert_uint_eq(httpstatus_method_traits(methods[i]), 0);
		ck_assert_int_eq(verdict_on(methods[i], 0, 502), V(STOP));
		ck_assert_int_eq(verdict_on(methods[i], 0, 504), V(STOP));
	}
}
END_TEST

/* P3: a POST was repeated on 500, and after 303 went to the old URL as GET. The change is named. */
START_TEST(p3_which_request)
{
	struct outcome o = first("POST", 0, 303, "Location: /done\n");

	ck_assert_int_eq(verdict_on("POST", 0, 500), V(STOP));
	ck_assert_int_eq(o.verdict, V(FOLLOW));
	ck_assert_uint_eq(o.changes, C(TARGET) | C(METHOD));
	ck_assert_str_eq(httpstatus_redirect_method(NULL, 303, "POST"), "GET");
	ck_assert_uint_eq(first("GET", 0, 500, "").changes, 0);
}
END_TEST

/* P4: a request that breaks one server was sent to the next, and the next. 500 is repeated once. */
START_TEST(p4_500_once)
{
	httpstatus_retry *retry = begin_seeded(NULL, Q(SAFE) | Q(IDEMPOTENT), 1);
	struct outcome o = respond(retry, 500, "", START);

	ck_assert_int_eq(o.verdict, V(RETRY));
	ck_assert_int_eq(o.limit, 1);
	o = respond(retry, 500, "", START + 100);
	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(CODE_LIMIT));
	httpstatus_retry_free(retry);
}
END_TEST

/* P5: every 409 was repeated, which loops. The state comes first, unless a key was sent. */
START_TEST(p5_conflict)
{
	struct outcome o = first("PUT", 0, 409, "");

	ck_assert_int_eq(o.verdict, V(AMEND));
	ck_assert_uint_eq(o.changes, C(STATE));
	o = first("POST", Q(KEY), 409, "");
	ck_assert_int_eq(o.verdict, V(RETRY));
	ck_assert_uint_eq(o.changes, 0);
}
END_TEST

/* Whether the code, after a first attempt that ended so, is marked. */
static bool maybe_done(uint32_t traits, int before, int code)
{
	httpstatus_retry *retry = begin_seeded(NULL, traits, 1);
	struct outcome o = before ? respond(retry, before, "", START) :
	                            end_with(retry, HTTPSTATUS_FAILURE_TIMED_OUT, START);

	ck_assert_int_eq(o.verdict, V(RETRY));
	ck_assert(!(o.reasons & R(MAYBE_DONE)));
	o = respond(retry, code, "", START + 1000);
	httpstatus_retry_free(retry);
	return (o.reasons & R(MAYBE_DONE)) != 0;
}

/* P6: the retry got 409 or 404 because the first copy had worked. Marked MAYBE_DONE. */
START_TEST(p6_already_done)
{
	static const int codes[] = { 404, 409, 410 };
	size_t i;

	for (i = 0; i < LENGTH(codes); i++) {
		ck_assert(maybe_done(Q(IDEMPOTENT), 0, codes[i]));
		ck_assert(maybe_done(Q(IDEMPOTENT), 504, codes[i]));
		ck_assert(!maybe_done(Q(IDEMPOTENT), 429, codes[i]));
		ck_assert(!maybe_done(Q(SAFE) | Q(IDEMPOTENT), 504, codes[i]));
	}
	ck_assert(maybe_done(Q(PRECONDITION), 502, 412));
	ck_assert(!maybe_done(Q(PRECONDITION), 429, 412));
	ck_assert(!maybe_done(Q(IDEMPOTENT), 504, 400));
	ck_assert(!(first("DELETE", 0, 404, "").reasons & R(MAYBE_DONE)));
}
END_TEST

/* P7: everything from 500 up was repeated. What is permanent is so by its code. */
START_TEST(p7_permanent_5xx)
{
	static const int codes[] = { 501, 505, 506, 508, 510, 511 };
	struct outcome o;
	size_t i;

	for (i = 0; i < LENGTH(codes); i++)
		ck_assert_int_ne(verdict_on("GET", 0, codes[i]), V(RETRY));
	o = first("GET", 0, 555, "");
	ck_assert_int_eq(o.verdict, V(RETRY));
	ck_assert_int_eq(o.limit, 1);
	ck_assert(o.reasons & R(CLASS_ONLY));
}
END_TEST

/* P8: 503 counted as safe to repeat, 502 and 504 did not. Each has its own certainty. */
START_TEST(p8_three_gateways)
{
	ck_assert_int_eq(first("GET", 0, 502, "").processed, P(UNKNOWN));
	ck_assert_int_eq(first("GET", 0, 503, "").processed, P(LIKELY_NOT));
	ck_assert_int_eq(first("GET", 0, 504, "").processed, P(LIKELY_YES));
}
END_TEST

/* P9: a 201 with Retry-After was sent again. A time gives no permission. */
START_TEST(p9_time_is_no_permission)
{
	static const struct { const char *method; int code, verdict; } rows[] = {
		{ "PUT", 201, V(DONE) },   { "POST", 202, V(DONE) },   { "GET", 206, V(DONE) },
		{ "POST", 400, V(AMEND) }, { "GET", 400, V(AMEND) },   { "GET", 404, V(STOP) },
		{ "POST", 500, V(STOP) },  { "POST", 503, V(STOP) },   { "GET", 501, V(AMEND) },
		{ "GET", 506, V(STOP) },   { "POST", 409, V(AMEND) },  { "POST", 700, V(STOP) },
	};
	struct outcome o;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		o = first(rows[i].method, 0, rows[i].code, "Retry-After: 5\n");
		if (o.verdict != rows[i].verdict)
			ck_abort_msg("%s, %d: verdict %d", rows[i].method, rows[i].code, o.verdict);
		ck_assert_uint_eq(o.asked_ms, 5000);
		ck_assert_uint_eq(o.delay, 0);
	}
}
END_TEST

/* P10: a log shipper sent again after 1xx, 206, 3xx, 501 and 505. None of them is RETRY. */
START_TEST(p10_no_failure_no_retry)
{
	int code;

	for (code = 100; code <= 399; code++)
		if (verdict_on("GET", 0, code) == V(RETRY))
			ck_abort_msg("%d is repeated", code);
	for (code = 600; code <= 999; code++)
		ck_assert_int_eq(verdict_on("POST", 0, code), V(STOP));
	ck_assert_int_ne(verdict_on("GET", 0, 501), V(RETRY));
	ck_assert_int_ne(verdict_on("GET", 0, 505), V(RETRY));
}
END_TEST

/* ---- B: Retry-After --------------------------------------------------------- */

/* P11: many clients do not read the field. It is read in all forms, on any status. */
START_TEST(p11_read_everywhere)
{
	static const int codes[] = { 200, 202, 301, 404, 408, 413, 429, 500, 503, 599 };
	struct outcome o;
	size_t i;

	for (i = 0; i < LENGTH(codes); i++) {
		o = first("GET", 0, codes[i], "retry-after:\t7 \n");
		ck_assert_int_eq(o.asked, A(DELAY));
		ck_assert_uint_eq(o.asked_ms, 7000);
		ck_assert(o.reasons & R(ASKED));
		if (o.verdict == V(RETRY))
			ck_assert_uint_ge(o.delay, 7000);
		o = first("GET", 0, codes[i], DATE "Retry-After: Sun, 06 Nov 1994 08:49:44 GMT\n");
		ck_assert_int_eq(o.asked, A(DATE));
		ck_assert_uint_eq(o.asked_ms, 7000);
	}
}
END_TEST

/* P12: a long time was cut to the client's own cap, and all attempts burnt. Kept, or stopped. */
START_TEST(p12_never_shortened)
{
	struct outcome o = first("GET", 0, 429, "Retry-After: 60\n");

	ck_assert_int_eq(o.verdict, V(RETRY));
	ck_assert_uint_ge(o.delay, 60000);
	o = first("GET", 0, 429, "Retry-After: 300\n");
	ck_assert_int_eq(o.verdict, V(RETRY));
	ck_assert_uint_ge(o.delay, 300000);
	o = first("GET", 0, 429, "Retry-After: 301\n");
	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(TOO_LONG));
	ck_assert_uint_eq(o.asked_ms, 301000);
	ck_assert_uint_eq(o.delay, 0);
}
END_TEST

/* P13: a process slept for a day, with a lock. Longer than there is time for is TOO_LONG. */
START_TEST(p13_no_endless_sleep)
{
	httpstatus_retry *retry = begin_seeded(NULL, Q(IDEMPOTENT), 1);
	struct outcome o = first("GET", 0, 503, "Retry-After: 86400\n");

	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(TOO_LONG));
	httpstatus_retry_set_deadline(retry, START + 10000);
	o = respond(retry, 503, "Retry-After: 10\n", START);
	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(TOO_LONG));
	ck_assert_uint_eq(o.asked_ms, 10000);
	httpstatus_retry_free(retry);
}
END_TEST

/*
 * P14: large numbers wrapped and became "now". From 10^9 on they are a time since the
 * epoch, and saturate; without a clock they mean "not now".
 */
START_TEST(p14_overflow)
{
	static const char *const heads[] = {
		"Retry-After: 9223372036854775808\n", "Retry-After: 18446744073709551617\n",
		"retry-after-ms: 4294967296\n", "Date: Tue, 14 Nov 2023 22:13:20 GMT\nRetry-After: 253402300800\n"
	};
	struct outcome o;
	size_t i;

	for (i = 0; i < LENGTH(heads); i++) {
		o = first("GET", 0, 429, heads[i]);
		ck_assert_int_eq(o.asked, A(FOREVER));
		ck_assert(o.asked_ms == HTTPSTATUS_TIME_FOREVER);
		ck_assert_int_eq(o.verdict, V(STOP));
		ck_assert(o.reasons & R(TOO_LONG));
	}
	/* More milliseconds than 31 and 32 bits hold. */
	ck_assert_uint_eq(first("GET", 0, 429, "Retry-After: 2147484\n").asked_ms, 2147484000);
	ck_assert_uint_eq(first("GET", 0, 429, "Retry-After: 999999999\n").asked_ms,
	                  UINT64_C(999999999000));
	/* 100 seconds behind Date, as seconds and as milliseconds since the epoch */
	ck_assert_uint_eq(first("GET", 0, 429, "Date: Tue, 14 Nov 2023 22:13:20 GMT\n"
	                        "Retry-After: 1700000100\n").asked_ms, 100000);
	ck_assert_uint_eq(first("GET", 0, 429, "Date: Tue, 14 Nov 2023 22:13:20 GMT\n"
	                        "Retry-After: 1700000100000\n").asked_ms, 100000);
	ck_assert_int_eq(first("GET", 0, 429, "Retry-After: 4294967296\n").asked, A(MALFORMED));
}
END_TEST

/* P14: after forty tries the power of two overflowed. It stays at the cap. */
START_TEST(p14_exponent)
{
	is_even(many(502, "", 40, 0, 0, 20000), 0, 20000);
	is_even(many(502, "", 70, 0, 0, 20000), 0, 20000);
}
END_TEST

/* P15: an odd value threw, and killed the request. It is malformed, and the backoff goes on. */
START_TEST(p15_odd_text)
{
	static const char *const odd[] = {
		"soon", "1.", "1 s", "0x10", "+5", "1e3", "\"5", "5;", "Sun, 06 Nov 1994", "\xE2\x88\x9E"
	};
	char head[5100] = "Retry-After: ";
	struct outcome o;
	size_t i;

	for (i = 0; i < LENGTH(odd); i++) {
		snprintf(head, sizeof(head), "Retry-After: %s\n", odd[i]);
		o = first("GET", 0, 503, head);
		if (o.asked != A(MALFORMED) || o.asked_ms || o.verdict != V(RETRY))
			ck_abort_msg("%s: asked %d", odd[i], o.asked);
	}
	memset(head + 13, '9', 5000);
	strcpy(head + 5013, "\n");
	ck_assert_int_eq(first("GET", 0, 503, head).asked, A(FOREVER));
}
END_TEST

/* P15: two fields became "0,120" on the way. The largest counts. */
START_TEST(p15_several_values)
{
	static const char *const heads[] = {
		"Retry-After: 0,120\n", "Retry-After: 120, 0\n", "Retry-After: 0\nRetry-After: 120\n",
		"Retry-After: 120\nRetry-After: 0\n", "Retry-After: 120\nRetry-After: soon\n"
	};
	struct outcome o;
	size_t i;

	for (i = 0; i < LENGTH(heads); i++) {
		o = first("GET", 0, 503, heads[i]);
		ck_assert_uint_eq(o.asked_ms, 120000);
		ck_assert_uint_ge(o.delay, 120000);
	}
}
END_TEST

/* P16: negative and past times turned the backoff off. It stays the floor. */
START_TEST(p16_no_time_no_storm)
{
	static const struct { const char *head; int asked; } rows[] = {
		{ "Retry-After: -1\n", A(MALFORMED) },
		{ "Retry-After: 0\n", A(DELAY) },
		{ DATE "Retry-After: Sun, 06 Nov 1994 08:49:36 GMT\n", A(PAST) },
		{ DATE "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT\n", A(PAST) },
	};
	struct outcome o;
	struct spread s;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		o = first("GET", 0, 502, rows[i].head);
		ck_assert_int_eq(o.asked, rows[i].asked);
		ck_assert_uint_eq(o.asked_ms, 0);
		/*
		 * The third backoff: up to 400 ms after a fault; 2 to 4 s where the server
		 * says "not now", though nobody can read until when.
		 */
		if (rows[i].asked == A(MALFORMED)) {
			s = many(502, rows[i].head, 3, 0, 2000, 4000);
			is_even(s, 2000, 4000);
		} else {
			s = many(502, rows[i].head, 3, 0, 0, 400);
			is_even(s, 0, 400);
		}
	}
}
END_TEST

/* P17: a wrong clock made dates wrong delays. The response's own Date and Age count. */
START_TEST(p17_wrong_clock)
{
	const char *thirty = DATE "Retry-After: Sun, 06 Nov 1994 08:50:07 GMT\n";
	const char *aged = DATE "Age: 20\nRetry-After: Sun, 06 Nov 1994 08:50:07 GMT\n";
	const char *dateless = "Retry-After: Sun, 06 Nov 1994 08:50:07 GMT\n";
	static const int64_t wrong[] = { HTTPSTATUS_TIME_UNKNOWN, 0, EPOCH - 3600, EPOCH + 31536000 };
	httpstatus_retry *retry = begin_seeded(NULL, Q(IDEMPOTENT), 1);
	size_t i;

	for (i = 0; i < LENGTH(wrong); i++) {
		httpstatus_retry_reset(retry, Q(IDEMPOTENT), START);
		httpstatus_retry_set_clock(retry, wrong[i]);
		ck_assert_uint_eq(respond(retry, 503, thirty, START).asked_ms, 30000);
		httpstatus_retry_set_clock(retry, wrong[i]);
		ck_assert_uint_eq(respond(retry, 503, aged, START).asked_ms, 10000);
	}
	/* Without Date only the caller's clock is left, or none. */
	httpstatus_retry_reset(retry, Q(IDEMPOTENT), START);
	ck_assert_int_eq(respond(retry, 503, dateless, START).asked, A(NO_CLOCK));
	httpstatus_retry_set_clock(retry, EPOCH + 10);
	ck_assert_uint_eq(respond(retry, 503, dateless, START).asked_ms, 20000);
	httpstatus_retry_free(retry);
}
END_TEST

/* P18: only one form of date was read, or none. All three are. */
START_TEST(p18_three_forms)
{
	static const char *const heads[] = {
		DATE "Retry-After: Sun, 06 Nov 1994 08:50:07 GMT\n",
		DATE "Retry-After: Sunday, 06-Nov-94 08:50:07 GMT\n",
		DATE "Retry-After: Sun Nov  6 08:50:07 1994\n",
		"Retry-After: Sun, 06 Nov 1994 08:50:07 GMT\nDate: Sunday, 06-Nov-94 08:49:37 GMT\n",
		"Retry-After: Sun Nov  6 08:50:07 1994\nDate: Sun Nov  6 08:49:37 1994\n",
	};
	struct outcome o;
	size_t i;

	for (i = 0; i < LENGTH(heads); i++) {
		o = first("GET", 0, 503, heads[i]);
		ck_assert_int_eq(o.asked, A(DATE));
		ck_assert_uint_eq(o.asked_ms, 30000);
		ck_assert_uint_ge(o.delay, 30000);
	}
}
END_TEST

/* P19: "1" replaced a longer backoff. Here the fifth is 1 s, and up to 16 s of its own on top. */
START_TEST(p19_own_backoff_stays)
{
	is_even(many(429, "Retry-After: 1\n", 5, 0, 1000, 17000), 1000, 17000);
}
END_TEST

/* P20: a thousand clients came back at once. Spread above the asked time, as wide as it. */
START_TEST(p20_herd)
{
	is_even(many(429, "Retry-After: 30\n", 1, 0, 30000, 60000), 30000, 60000);
	is_even(many(429, "Retry-After: 30\n", 2, 0, 30000, 90000), 30000, 90000);
}
END_TEST

/* P20: the same where the time comes with a lock, or with content that is too large for now. */
START_TEST(p20_herd_at_a_lock)
{
	is_even(many(423, "Retry-After: 30\n", 1, 0, 30000, 60000), 30000, 60000);
	is_even(many(413, "Retry-After: 30\n", 1, 0, 30000, 60000), 30000, 60000);
}
END_TEST

/* P21: the cap came after the spread, and everybody stood on it. Clamped first, drawn last. */
START_TEST(p21_spread_at_the_cap)
{
	is_even(many(502, "", 12, 0, 0, 20000), 0, 20000);
	/* 41 s are left, of which an attempt needs one. */
	is_even(many(429, "Retry-After: 30\n", 1, 41000, 30000, 40000), 30000, 40000);
}
END_TEST

/* P22: a client slept past its own deadline. No attempt starts that cannot end. */
START_TEST(p22_deadline)
{
	httpstatus_retry *retry = begin_seeded(NULL, Q(IDEMPOTENT), 1);
	struct outcome o;

	is_even(many(502, "", 12, 5000, 0, 4000), 0, 4000);
	httpstatus_retry_set_deadline(retry, START + 999);
	o = respond(retry, 502, "", START);
	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(DEADLINE));
	/* Without one, ten minutes from the start. */
	httpstatus_retry_reset(retry, Q(IDEMPOTENT), START);
	o = respond(retry, 502, "", START + 599001);
	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(DEADLINE));
	httpstatus_retry_free(retry);
}
END_TEST

/* P23: a redirect was followed at once. Its time is the delay before FOLLOW. */
START_TEST(p23_wait_before_following)
{
	static const int codes[] = { 301, 302, 303, 307, 308 };
	struct outcome o;
	size_t i;

	for (i = 0; i < LENGTH(codes); i++) {
		o = first("GET", 0, codes[i], "Location: /x\nRetry-After: 5\n");
		ck_assert_int_eq(o.verdict, V(FOLLOW));
		ck_assert_uint_ge(o.delay, 5000);
		ck_assert_uint_eq(first("GET", 0, codes[i], "Location: /x\n").delay, 0);
	}
	/* The one 4xx beside 429 where a time makes the refusal temporary. */
	o = first("POST", 0, 413, "Retry-After: 5\n");
	ck_assert_int_eq(o.verdict, V(RETRY));
	ck_assert_uint_ge(o.delay, 5000);
	ck_assert_int_eq(verdict_on("POST", 0, 413), V(AMEND));
}
END_TEST

/* ---- C: 429 ----------------------------------------------------------------- */

/* P24: 429 without a time was retried at once. Half a second at least, then one. */
START_TEST(p24_429_without_a_time)
{
	struct spread one = many(429, "", 1, 0, 0, 0), two = many(429, "", 2, 0, 0, 0);

	ck_assert_uint_ge(one.least, 500);
	ck_assert_uint_gt(one.most, 900);
	ck_assert_uint_le(one.most, 1000);
	ck_assert_uint_ge(two.least, 1000);
	ck_assert_uint_gt(two.most, 1800);
	ck_assert_uint_le(two.most, 2000);
}
END_TEST

/* P25: nine prompts of a megabyte went against a spent quota. A far reset stops, and is told. */
START_TEST(p25_spent_quota)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	struct outcome o = first("POST", 0, 429, "Retry-After: 18000\n");

	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(TOO_LONG));
	ck_assert_uint_eq(o.asked_ms, 18000000);
	set_catalog(policy, "x-ratelimit");
	retry = begin_seeded(policy, 0, 1);
	o = respond(retry, 429, "X-RateLimit-Reset: 18000\n", START);
	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(TOO_LONG));
	ck_assert_uint_eq(o.asked_ms, 18000000);
	ck_assert_uint_ge(httpstatus_retry_cooldown_ms(retry), 18000000);
	httpstatus_retry_free(retry);
}
END_TEST

/* P26: some count no 429, and go on for ever. It counts, and the time limit holds anyway. */
START_TEST(p26_429_counts)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry = begin_seeded(NULL, 0, 1);
	struct outcome o;
	uint64_t now;
	int n;

	for (n = 1; n <= 4; n++)
		o = respond(retry, 429, "", START);
	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(ATTEMPTS));
	ck_assert_int_eq(httpstatus_retry_attempts(retry), 4);
	httpstatus_retry_free(retry);

	set(policy, HTTPSTATUS_POLICY_ATTEMPTS, 1000);
	retry = begin_seeded(policy, 0, 1);
	for (now = START; now <= START + 600000; now += o.delay) {
		o = respond(retry, 429, "Retry-After: 1\n", now);
		if (o.verdict != V(RETRY))
			break;
		ck_assert_uint_ge(o.delay, 1000);
	}
	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & (R(DEADLINE) | R(TOO_LONG)));
	ck_assert_uint_le(now, START + 600000);
	httpstatus_retry_free(retry);
}
END_TEST

/* The answer of a client that has been told always to repeat 403, or not. */
static struct outcome forbidden(bool always)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	httpstatus_codeset *codes;
	struct outcome o;

	ck_assert_int_eq(httpstatus_codeset_new(&codes), 0);
	ck_assert_int_eq(httpstatus_codeset_add(codes, 403, 403), 0);
	if (always)
		ck_assert_int_eq(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_ALWAYS, codes), 0);
	httpstatus_codeset_free(codes);
	retry = begin_seeded(policy, 0, 1);
	o = respond(retry, 403, "Retry-After: 60\n", START);
	httpstatus_retry_free(retry);
	return o;
}

/* P27: a 403 was a rate limit. AMEND with the time that was asked for, unless a policy knows. */
START_TEST(p27_403_with_a_time)
{
	struct outcome o = forbidden(false);

	ck_assert_int_eq(o.verdict, V(AMEND));
	ck_assert(o.reasons & R(ASKED));
	ck_assert_uint_eq(o.asked_ms, 60000);
	o = forbidden(true);
	ck_assert_int_eq(o.verdict, V(RETRY));
	ck_assert(o.reasons & R(OVERRIDDEN));
	ck_assert_uint_ge(o.delay, 60000);
}
END_TEST

/* P28: a reset time was taken for a number of seconds, or the reverse. Its size tells. */
START_TEST(p28_reset_time)
{
	static const struct { const char *head; uint64_t ms; } rows[] = {
		{ "X-RateLimit-Reset: 30\n", 30000 },
		{ "X-RateLimit-Reset: 999999999\n", UINT64_C(999999999000) },
		/* Seconds, then milliseconds since the epoch: 30 s after Date. */
		{ "Date: Tue, 14 Nov 2023 22:13:20 GMT\nX-RateLimit-Reset: 1700000030\n", 30000 },
		{ "Date: Tue, 14 Nov 2023 22:13:20 GMT\nX-RateLimit-Reset: 1700000030000\n", 30000 },
	};
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	size_t i;

	set_catalog(policy, "x-ratelimit");
	retry = begin_seeded(policy, 0, 1);
	for (i = 0; i < LENGTH(rows); i++) {
		httpstatus_retry_reset(retry, 0, START);
		ck_assert_uint_eq(respond(retry, 429, rows[i].head, START).asked_ms, rows[i].ms);
		/* Nobody is believed who is not named. */
		ck_assert_int_eq(first("GET", 0, 429, rows[i].head).asked, A(NOTHING));
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- D: codes of the connection ------------------------------------------------ */

/* Sent again at once, with this change; a second one in a row is the end. */
static void once_at_once(uint32_t traits, int code, uint32_t change)
{
	httpstatus_retry *retry = begin_seeded(NULL, traits, 1);
	struct outcome o = respond(retry, code, "", START);

	ck_assert_int_eq(o.verdict, V(RETRY));
	ck_assert_int_eq(o.processed, P(REFUSED));
	ck_assert_uint_eq(o.changes, change);
	ck_assert_uint_eq(o.delay, 0);
	o = respond(retry, code, "", START + 10);
	ck_assert_int_eq(o.verdict, V(STOP));
	ck_assert(o.reasons & R(CODE_LIMIT));
	httpstatus_retry_free(retry);
}

/* P29: 408 ended an idle connection, and the request on it. Any method, once, at once. */
START_TEST(p29_408)
{
	once_at_once(Q(REUSED), 408, C(CONNECTION));
	once_at_once(Q(UNSENT), 408, C(CONNECTION));
	ck_assert_int_eq(verdict_on("POST", 0, 408), V(STOP));
	ck_assert_int_eq(verdict_on("GET", 0, 408), V(RETRY));
}
END_TEST

/* P30: 421 was reported, or repeated without end. Any method, another connection, once. */
START_TEST(p30_421)
{
	once_at_once(0, 421, C(CONNECTION));
}
END_TEST

/* P31: 425 was reported as a failure. At once without early data; else after a short wait. */
START_TEST(p31_425)
{
	struct spread s;

	once_at_once(Q(EARLY_DATA), 425, C(NO_EARLY_DATA));
	s = many(425, "", 1, 0, 0, 0);
	ck_assert_uint_gt(s.most, 0);
	ck_assert_uint_le(s.most, 1000);
}
END_TEST

/* P32: codes of vendors were all repeated, or none. Each has a row in its catalog. */
START_TEST(p32_vendor_codes)
{
	static const struct { const char *catalog; int code, processed, post, get; } rows[] = {
		{ "cloudflare", 520, P(UNKNOWN), V(STOP), V(RETRY) },
		{ "cloudflare", 521, P(NOT_REACHED), V(RETRY), V(RETRY) },
		{ "cloudflare", 522, P(LIKELY_NOT), V(STOP), V(RETRY) },
		{ "cloudflare", 523, P(NOT_REACHED), V(RETRY), V(RETRY) },
		{ "cloudflare", 524, P(UNKNOWN), V(STOP), V(RETRY) },
		{ "cloudflare", 525, P(NOT_REACHED), V(AMEND), V(AMEND) },
		{ "cloudflare", 526, P(NOT_REACHED), V(AMEND), V(AMEND) },
		{ "unofficial", 529, P(REFUSED), V(RETRY), V(RETRY) },
		{ "unofficial", 598, P(LIKELY_YES), V(STOP), V(RETRY) },
	};
	const httpstatus_catalog *cloudflare = httpstatus_builtin("cloudflare");
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		const httpstatus_catalog *catalog = httpstatus_builtin(rows[i].catalog);
		httpstatus_advice post = httpstatus_advise(catalog, rows[i].code, 0);
		httpstatus_advice get = httpstatus_advise(catalog, rows[i].code, Q(IDEMPOTENT));

		ck_assert_ptr_nonnull(catalog);
		if ((int)httpstatus_advice_processed(post) != rows[i].processed ||
		    (int)httpstatus_advice_verdict(post) != rows[i].post ||
		    (int)httpstatus_advice_verdict(get) != rows[i].get)
			ck_abort_msg("%s, %d: processed %d, verdicts %d and %d", rows[i].catalog,
			             rows[i].code, (int)httpstatus_advice_processed(post),
			             (int)httpstatus_advice_verdict(post),
			             (int)httpstatus_advice_verdict(get));
	}
	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_advise(cloudflare, 520, Q(IDEMPOTENT))), 1);
	ck_assert_int_ne(httpstatus_advice_verdict(httpstatus_advise(cloudflare, 530, Q(IDEMPOTENT))),
	                 V(RETRY));
}
END_TEST

/* P33: a refused stream counted as a failure. Any method, and the first retry is free. */
START_TEST(p33_refused_stream)
{
	static const int failures[] = {
		HTTPSTATUS_FAILURE_REFUSED, HTTPSTATUS_FAILURE_UNCONNECTED
	};
	static const int levels[] = { 28, 14 };
	httpstatus_policy *policy;
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	struct outcome o;
	size_t i, n;

	for (i = 0; i < LENGTH(failures); i++) {
		policy = new_policy();
		ck_assert_int_eq(httpstatus_budget_new(&budget), 0);
		ck_assert_int_eq(httpstatus_policy_set_budget(policy, budget), 0);
		retry = begin_seeded(policy, 0, 1);
		for (n = 0; n < LENGTH(levels); n++) {
			o = end_with(retry, failures[i], START);
			ck_assert_int_eq(o.verdict, V(RETRY));
			ck_assert_int_le(o.processed, P(REFUSED));
			if (n == 0)
				ck_assert_uint_eq(o.delay, 0);
			ck_assert_int_eq(httpstatus_budget_level(budget), levels[n]);
		}
		httpstatus_retry_free(retry);
		httpstatus_budget_unref(budget);
	}
}
END_TEST

/* ---- All ---------------------------------------------------------------------- */

static void add(Suite *suite, const char *name, const TTest *const *tests, size_t count)
{
	TCase *tcase = tcase_create(name);
	size_t i;

	tcase_set_timeout(tcase, 60);
	for (i = 0; i < count; i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
}

int main(void)
{
	const TTest *a[] = {
		p1_post_runs_six_times, p1_likely_is_asked_for, p2_lock_and_patch, p3_which_request,
		p4_500_once, p5_conflict, p6_already_done, p7_permanent_5xx, p8_three_gateways,
		p9_time_is_no_permission, p10_no_failure_no_retry
	};
	const TTest *b[] = {
		p11_read_everywhere, p12_never_shortened, p13_no_endless_sleep, p14_overflow,
		p14_exponent, p15_odd_text, p15_several_values, p16_no_time_no_storm, p17_wrong_clock,
		p18_three_forms, p19_own_backoff_stays, p20_herd, p20_herd_at_a_lock,
		p21_spread_at_the_cap, p22_deadline, p23_wait_before_following
	};
	const TTest *c[] = {
		p24_429_without_a_time, p25_spent_quota, p26_429_counts, p27_403_with_a_time,
		p28_reset_time
	};
	const TTest *d[] = { p29_408, p30_421, p31_425, p32_vendor_codes, p33_refused_stream };
	Suite *suite = suite_create("pains");

	add(suite, "repeating", a, LENGTH(a));
	add(suite, "Retry-After", b, LENGTH(b));
	add(suite, "429", c, LENGTH(c));
	add(suite, "connection", d, LENGTH(d));
	return run_suite(suite);
}
