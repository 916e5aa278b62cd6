/* SPDX-License-Identifier: MIT */
/*
 * check_retry.c - one request on its way, by scripts
 *
 * The scripts hold each rule of the header and of the retry model to numbers
 * worked out by hand. check_retry_chance.c does the same by chance.
 */
#include <httpstatus.h>

#include <check.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define STOP   HTTPSTATUS_VERDICT_STOP
#define DONE   HTTPSTATUS_VERDICT_DONE
#define WAIT   HTTPSTATUS_VERDICT_WAIT
#define FOLLOW HTTPSTATUS_VERDICT_FOLLOW
#define AMEND  HTTPSTATUS_VERDICT_AMEND
#define RETRY  HTTPSTATUS_VERDICT_RETRY

#define POST UINT32_C(0)
#define PUT  HTTPSTATUS_TRAIT_IDEMPOTENT
#define GET  (HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT)

#define R(x)     HTTPSTATUS_REASON_##x
#define ASKED(x) HTTPSTATUS_ASKED_##x
#define SET(x)   HTTPSTATUS_POLICY_##x
#define HINT(x)  HTTPSTATUS_HINT_##x

#define SAME_REQUEST (HTTPSTATUS_CHANGE_CONNECTION | HTTPSTATUS_CHANGE_ENDPOINT | \
                      HTTPSTATUS_CHANGE_NO_EARLY_DATA)

/* 2026-11-21 12:34:56, in seconds and in words; then 30 s and 2 days later. */
#define NOON      INT64_C(1795264496)
#define NOON_DATE "Sat, 21 Nov 2026 12:34:56 GMT"
#define NOON_30   "Sat, 21 Nov 2026 12:35:26 GMT"
#define NOON_2D   "Mon, 23 Nov 2026 12:34:56 GMT"

/* ---- Helpers ----------------------------------------------------------- */

static int verdict(httpstatus_advice advice)
{
	return (int)httpstatus_advice_verdict(advice);
}

static uint32_t reasons(httpstatus_advice advice)
{
	return httpstatus_advice_reasons(advice);
}

static httpstatus_policy *new_policy(void)
{
	httpstatus_policy *policy;

	if (httpstatus_policy_new(&policy))
		ck_abort_msg("no policy");
	return policy;
}

static void set(httpstatus_policy *policy, int setting, uint64_t value)
{
	if (httpstatus_policy_set(policy, setting, value))
		ck_abort_msg("setting %d refuses %llu", (int)setting, (unsigned long long)value);
}

/* A seeded retry, at time 0. */
static httpstatus_retry *begin_with(const httpstatus_policy *policy, uint32_t traits)
{
	httpstatus_retry *retry;

	if (httpstatus_retry_new(policy, &retry))
		ck_abort_msg("no retry");
	httpstatus_retry_seed(retry, 1);
	httpstatus_retry_reset(retry, traits, 0);
	return retry;
}

static httpstatus_retry *begin(uint32_t traits)
{
	return begin_with(NULL, traits);
}

/* The same, with one number of the policy set. */
static httpstatus_retry *begin_set(int setting, uint64_t value, uint32_t traits)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, setting, value);
	retry = begin_with(policy, traits);
	httpstatus_policy_free(policy);
	return retry;
}

/* Name and value come from blocks of exactly their size. */
static char *block_of(const char *s, size_t length)
{
	char *block = malloc(length ? length : 1);

	if (!block)
		ck_abort_msg("out of memory");
	memcpy(block, s, length);
	return block;
}

static void feed(httpstatus_retry *retry, const char *name, const char *value)
{
	size_t name_length = strlen(name), value_length = strlen(value);
	char *n = block_of(name, name_length), *v = block_of(value, value_length);

	httpstatus_retry_field(retry, n, name_length, v, value_length);
	free(n);
	free(v);
}

static int line(httpstatus_retry *retry, const char *text)
{
	size_t length = strlen(text);
	char *block = block_of(text, length);
	int code = httpstatus_retry_line(retry, block, length);

	free(block);
	return code;
}

/* The verdict on this code at once, after one field (name may be NULL). */
static int answer(httpstatus_retry *retry, int code, const char *name, const char *value)
{
	if (name)
		feed(retry, name, value);
	return verdict(httpstatus_retry_on_status(retry, code, 0));
}

static uint32_t why(const httpstatus_retry *retry)
{
	return reasons(httpstatus_retry_advice(retry));
}

static uint32_t changes(const httpstatus_retry *retry)
{
	return httpstatus_advice_changes(httpstatus_retry_advice(retry));
}

static uint64_t delay(const httpstatus_retry *retry)
{
	return httpstatus_retry_delay_ms(retry);
}

static void check_asked(const httpstatus_retry *retry, int asked, uint64_t ms)
{
	ck_assert_int_eq(httpstatus_retry_asked(retry), asked);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), ms);
}

static const httpstatus_catalog *load(const char *stanza)
{
	char text[512];
	const httpstatus_catalog *catalog;
	int length = snprintf(text, sizeof(text), "Catalog: t\nFormat: 1\n\n%s", stanza);

	if (httpstatus_catalog_load_mem(text, (size_t)length, &catalog))
		ck_abort_msg("not loaded: %s", stanza);
	return catalog;
}

static httpstatus_retry *begin_catalog(const httpstatus_catalog *catalog, uint32_t traits)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(ATTEMPTS), 100);
	httpstatus_policy_set_catalog(policy, catalog);
	retry = begin_with(policy, traits);
	httpstatus_policy_free(policy);
	return retry;
}

/* ---- A retry ----------------------------------------------------------- */

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

/* What is no text is no field; what is empty is one. */
START_TEST(fields_without_text)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(ENVOY), POST);

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

/* The retry has a copy of the policy. */
START_TEST(policy_is_copied)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(ATTEMPTS), 2);
	retry = begin_with(policy, GET);
	set(policy, SET(ATTEMPTS), 1);
	httpstatus_policy_free(policy);
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), STOP);
	ck_assert(why(retry) & R(ATTEMPTS));
	httpstatus_retry_free(retry);
}
END_TEST

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

static void three_delays(httpstatus_retry *retry, uint64_t *delays)
{
	int i;

	httpstatus_retry_reset(retry, GET, 0);
	for (i = 0; i < 3; i++) {
		ck_assert_int_eq(answer(retry, 503, "Retry-After", "60"), RETRY);
		delays[i] = delay(retry);
	}
}

START_TEST(seed_decides)
{
	httpstatus_retry *a = begin(GET), *b = begin(GET);
	uint64_t first[3], second[3], other[3];

	httpstatus_retry_seed(a, 77);
	httpstatus_retry_seed(b, 77);
	three_delays(a, first);
	three_delays(b, second);
	ck_assert_mem_eq(first, second, sizeof(first));
	ck_assert(!(why(a) & R(UNSEEDED)));
	/* The sequence goes on over _reset, the same way for both. */
	three_delays(a, second);
	ck_assert_mem_ne(first, second, sizeof(first));
	three_delays(b, other);
	ck_assert_mem_eq(second, other, sizeof(first));
	httpstatus_retry_seed(b, 77);
	three_delays(b, other);
	ck_assert_mem_eq(first, other, sizeof(first));
	httpstatus_retry_seed(b, 78);
	three_delays(b, other);
	ck_assert_mem_ne(first, other, sizeof(first));
	httpstatus_retry_free(a);
	httpstatus_retry_free(b);
}
END_TEST

START_TEST(unseeded)
{
	httpstatus_retry *a, *b = begin(GET);
	uint64_t first[3], second[3];

	ck_assert_int_eq(httpstatus_retry_new(NULL, &a), 0);
	three_delays(a, first);
	ck_assert(why(a) & R(UNSEEDED));
	httpstatus_retry_seed(b, 0);
	three_delays(b, second);
	ck_assert(!(why(b) & R(UNSEEDED)));
	ck_assert_mem_eq(first, second, sizeof(first));
	httpstatus_retry_seed(a, 5);
	three_delays(a, first);
	ck_assert(!(why(a) & R(UNSEEDED)));
	httpstatus_retry_free(a);
	httpstatus_retry_free(b);
}
END_TEST

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

/* ---- The delay --------------------------------------------------------- */

/* A run of answers; of the last one the delay is from `from` to `from + spread`. */
static const struct run {
	struct { int code; const char *retry_after; } steps[6];
	int repeat;        /* how often the whole run, if not once */
	uint64_t from, spread;
	uint64_t filled;   /* so much of the spread is certainly used */
} runs[] = {
	/* min(cap, 100 * 2^(n-1)) from 0 on. */
	{ { { 502, 0 } }, 1, 0, 100, 100 },
	{ { { 504, 0 } }, 1, 0, 100, 100 },
	{ { { 500, 0 } }, 1, 0, 100, 100 },
	{ { { 423, 0 } }, 1, 0, 100, 100 },
	{ { { 502, 0 } }, 2, 0, 200, 200 },
	{ { { 502, 0 } }, 3, 0, 400, 400 },
	{ { { 502, 0 } }, 8, 0, 12800, 12800 },
	{ { { 502, 0 } }, 9, 0, 20000, 20000 },
	{ { { 502, 0 } }, 33, 0, 20000, 20000 },
	{ { { 502, 0 } }, 70, 0, 20000, 20000 },
	/* "Too many requests" without a time: between half of the backoff and all of it. */
	{ { { 429, 0 } }, 1, 500, 500, 500 },
	{ { { 503, 0 } }, 1, 500, 500, 500 },
	{ { { 429, 0 } }, 2, 1000, 1000, 1000 },
	{ { { 429, 0 } }, 3, 2000, 2000, 2000 },
	{ { { 429, 0 } }, 70, 10000, 10000, 10000 },
	/* A time that cannot be read is none, and "not now" all the same, whatever the code. */
	{ { { 429, "soon" } }, 1, 500, 500, 500 },
	{ { { 502, "soon" } }, 1, 500, 500, 500 },
	{ { { 502, 0 }, { 502, "soon" } }, 1, 1000, 1000, 1000 },
	{ { { 429, 0 }, { 502, 0 } }, 1, 0, 200, 200 },
	{ { { 502, 0 }, { 502, 0 }, { 429, 0 } }, 1, 2000, 2000, 2000 },
	{ { { 429, 0 }, { 502, 0 }, { 429, 0 } }, 1, 2000, 2000, 2000 },
	/* No time to wait is none that anybody asked for. */
	{ { { 429, "0" } }, 1, 500, 500, 500 },
	/* Asked: once as much on top, then twice, up to eight times. */
	{ { { 429, "10" } }, 1, 10000, 10000, 10000 },
	{ { { 503, "10" } }, 1, 10000, 10000, 10000 },
	{ { { 502, "10" } }, 1, 10000, 10000, 10000 },
	{ { { 429, "10" } }, 2, 10000, 20000, 20000 },
	{ { { 429, "10" } }, 3, 10000, 40000, 40000 },
	{ { { 429, "10" } }, 4, 10000, 80000, 80000 },
	{ { { 429, "10" } }, 5, 10000, 80000, 80000 },
	{ { { 429, "10" } }, 40, 10000, 80000, 80000 },
	{ { { 429, "10" }, { 502, 0 }, { 429, "10" } }, 1, 10000, 10000, 10000 },
	{ { { 429, 0 }, { 429, "10" } }, 1, 10000, 20000, 20000 },
	/* One's own backoff is the least spread. */
	{ { { 429, "1" } }, 1, 1000, 1000, 1000 },
	{ { { 502, 0 }, { 502, 0 }, { 502, 0 }, { 429, "1" } }, 1, 1000, 8000, 8000 },
	{ { { 423, "10" } }, 1, 10000, 10000, 10000 },
	{ { { 502, "0" } }, 1, 0, 100, 100 },
};
#define RUNS (sizeof(runs) / sizeof(runs[0]))

static uint64_t last_delay(httpstatus_retry *retry, const struct run *run)
{
	int round, i;

	httpstatus_retry_reset(retry, GET, 0);
	for (round = 0; round < run->repeat; round++)
		for (i = 0; i < 6 && run->steps[i].code; i++)
			if (answer(retry, run->steps[i].code,
			           run->steps[i].retry_after ? "Retry-After" : NULL,
			           run->steps[i].retry_after) != RETRY)
				ck_abort_msg("run %d: no RETRY, reasons 0x%x", (int)(run - runs),
				             (unsigned)why(retry));
	return delay(retry);
}

static void check_run(httpstatus_retry *retry, const struct run *run)
{
	uint64_t least = UINT64_MAX, most = 0, d, margin = run->filled / 10;
	uint64_t seed;

	for (seed = 0; seed < 300; seed++) {
		httpstatus_retry_seed(retry, seed);
		d = last_delay(retry, run);
		least = d < least ? d : least;
		most = d > most ? d : most;
	}
	if (least < run->from || most > run->from + run->spread || least > run->from + margin ||
	    most < run->from + run->filled - margin)
		ck_abort_msg("run %d (%d): %llu to %llu instead of %llu + %llu", (int)(run - runs),
		             run->steps[0].code, (unsigned long long)least, (unsigned long long)most,
		             (unsigned long long)run->from, (unsigned long long)run->spread);
}

START_TEST(delay_formula)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(ATTEMPTS), 1000);
	set(policy, SET(MAX_ELAPSED), 0);
	retry = begin_with(policy, GET);
	check_run(retry, &runs[_i]);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

/* 0 and a time that has passed are no leave to return at once, nor together. */
START_TEST(asked_for_nothing_to_wait)
{
	static const char *const values[] = { "0", "000", "Sun, 06 Nov 1994 08:49:37 GMT" };
	httpstatus_retry *retry = begin(GET);
	uint64_t seed, most;
	size_t i;

	for (i = 0; i < 3; i++) {
		most = 0;
		for (seed = 0; seed < 200; seed++) {
			httpstatus_retry_seed(retry, seed);
			httpstatus_retry_reset(retry, GET, 0);
			httpstatus_retry_set_clock(retry, NOON);
			ck_assert_int_eq(answer(retry, 503, "Retry-After", values[i]), RETRY);
			check_asked(retry, i < 2 ? ASKED(DELAY) : ASKED(PAST), 0);
			ck_assert(why(retry) & R(ASKED));
			ck_assert_uint_ge(delay(retry), 500);
			ck_assert_uint_le(delay(retry), 1000);
			most = delay(retry) > most ? delay(retry) : most;
		}
		ck_assert_uint_ge(most, 900);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* A millisecond is spread over another one, where nothing else spreads. */
START_TEST(asked_for_a_millisecond)
{
	static const int codes[] = { 503, 502 };
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	uint64_t seed, most = 0;

	set(policy, SET(BASE), 0);
	set(policy, SET(THROTTLED_BASE), 0);
	retry = begin_with(policy, GET);
	for (seed = 0; seed < 200; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, codes[seed % 2], "Retry-After-ms", "1"), RETRY);
		ck_assert_uint_ge(delay(retry), 1);
		ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 1);
		most = delay(retry) > most ? delay(retry) : most;
	}
	ck_assert_uint_eq(most, 2);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

START_TEST(settings_of_the_delay)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	uint64_t seed;

	set(policy, SET(BASE), 7);
	set(policy, SET(THROTTLED_BASE), 4000);
	set(policy, SET(CAP), 10);
	retry = begin_with(policy, GET);
	for (seed = 0; seed < 500; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
		ck_assert_uint_le(delay(retry), 7);
		ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
		ck_assert_uint_le(delay(retry), 10);
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 429, NULL, NULL), RETRY);
		ck_assert_uint_ge(delay(retry), 5);
		ck_assert_uint_le(delay(retry), 10);
	}
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

/* The longest of many delays before the repetition that follows so many failures. */
static uint64_t longest_after(const httpstatus_policy *policy, int failures)
{
	httpstatus_retry *retry = begin_with(policy, GET);
	uint64_t longest = 0;

	for (uint64_t seed = 0; seed < 1000; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, GET, 0);
		for (int i = 0; i < failures; i++)
			ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
		longest = delay(retry) > longest ? delay(retry) : longest;
	}
	httpstatus_retry_free(retry);
	return longest;
}

/* 10, 20, 40 ms... up to 41, or 40; and where there is nothing to double, no time at all. */
START_TEST(doubled_up_to_the_cap)
{
	static const struct { uint64_t base, cap; int failures; uint64_t longest; } cases[] = {
		{ 10, 41, 1, 10 }, { 10, 41, 2, 20 }, { 10, 41, 3, 40 }, { 10, 41, 4, 41 },
		{ 10, 40, 3, 40 }, { 10, 40, 4, 40 }, { 10, 9, 1, 9 }, { 10, 41, 64, 41 },
		{ 10, 41, 65, 41 }, { 10, 41, 66, 41 }, { 0, 41, 1, 0 }, { 0, 41, 64, 0 },
		{ 0, 41, 65, 0 }, { 0, 41, 80, 0 },
	};
	httpstatus_policy *policy = new_policy();

	set(policy, SET(ATTEMPTS), 1000);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint64_t longest;

		set(policy, SET(BASE), cases[i].base);
		set(policy, SET(CAP), cases[i].cap);
		longest = longest_after(policy, cases[i].failures);
		if (longest != cases[i].longest)
			ck_abort_msg("case %d: %llu", (int)i, (unsigned long long)longest);
	}
	httpstatus_policy_free(policy);
}
END_TEST

/* ---- Limits ------------------------------------------------------------ */

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

/* Each code has its limit for itself, however many there are in one request. */
START_TEST(limits_of_many_codes)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	int code;

	set(policy, SET(ATTEMPTS), 1000);
	set(policy, SET(MAX_ELAPSED), 0);
	retry = begin_with(policy, GET);
	for (code = 512; code <= 599; code++)
		ck_assert_int_eq(answer(retry, code, NULL, NULL), RETRY);
	for (code = 512; code <= 599; code++) {
		ck_assert_int_eq(answer(retry, code, NULL, NULL), STOP);
		ck_assert(why(retry) & R(CODE_LIMIT));
	}
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

/* Of the most repetitions that a code may allow, not one more is made. */
START_TEST(greatest_limit)
{
	const httpstatus_catalog *catalog = load("Status: 503\nRetry: retry\nLimit: 14\n\n"
	                                         "Status: 502\nRetry: retry\n");
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	int i;

	set(policy, SET(ATTEMPTS), 1000);
	set(policy, SET(MAX_ELAPSED), 0);
	httpstatus_policy_set_catalog(policy, catalog);
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
	                                         "Status: 997\nRetry: retry\nLimit: 1\n\n"
	                                         "Status: 996\nRetry: retry\nLimit: 1\n\n"
	                                         "Status: 995\nRetry: retry\nLimit: 1\n\n"
	                                         "Status: 000\nRetry: retry\nLimit: 1\n");
	static const int codes[] = { 999, 998, 997, 996, 995, 0 };
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

START_TEST(no_wait)
{
	httpstatus_retry *retry = begin(POST);

	ck_assert_int_eq(answer(retry, 421, NULL, NULL), RETRY);
	ck_assert_uint_eq(delay(retry), 0);
	ck_assert_uint_eq(changes(retry),
	                  HTTPSTATUS_CHANGE_CONNECTION);
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_EARLY_DATA, 0);
	ck_assert_int_eq(answer(retry, 425, NULL, NULL), RETRY);
	ck_assert_uint_eq(delay(retry), 0);
	ck_assert_uint_eq(changes(retry),
	                  HTTPSTATUS_CHANGE_NO_EARLY_DATA);
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_REUSED, 0);
	ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
	ck_assert_uint_eq(delay(retry), 0);
	/* Not even these come earlier than asked. */
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_REUSED | HTTPSTATUS_TRAIT_EARLY_DATA, 0);
	ck_assert_int_eq(answer(retry, 408, "Retry-After", "2"), RETRY);
	ck_assert_uint_ge(delay(retry), 2000);
	ck_assert_int_eq(answer(retry, 421, "Retry-After", "2"), RETRY);
	ck_assert_uint_ge(delay(retry), 2000);
	ck_assert_int_eq(answer(retry, 425, "Retry-After", "2"), RETRY);
	ck_assert_uint_ge(delay(retry), 2000);
	httpstatus_retry_free(retry);
}
END_TEST

/* It did not go out in early data: somebody is not ready yet. */
START_TEST(short_wait_for_425)
{
	httpstatus_retry *retry = begin(POST);
	uint64_t seed, most = 0;

	for (seed = 0; seed < 100; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(answer(retry, 425, NULL, NULL), RETRY);
		ck_assert_uint_le(delay(retry), 100);
		most = delay(retry) > most ? delay(retry) : most;
	}
	ck_assert_uint_ge(most, 80);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(too_long)
{
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(answer(retry, 503, "Retry-After", "300"), RETRY);
	ck_assert_uint_ge(delay(retry), 300000);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "301"), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	ck_assert(why(retry) & R(ASKED));
	check_asked(retry, ASKED(DELAY), 301000);
	ck_assert_uint_eq(delay(retry), 0);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 301000);
	/* Longer than what is left. */
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_set_deadline(retry, 11000);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "10"), RETRY);
	ck_assert_uint_eq(delay(retry), 10000);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "11"), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	check_asked(retry, ASKED(DELAY), 11000);
	httpstatus_retry_free(retry);
	retry = begin_set(SET(MAX_WAIT), 0, GET);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "0"), RETRY);
	ck_assert_int_eq(answer(retry, 503, "Retry-After", "1"), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(forever)
{
	static const char *const values[] = {
		"4294967296", "18446744073709551616", "18446744073709552", "9999999999999999999999999"
	};
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	size_t i;

	set(policy, SET(MAX_ELAPSED), 0);
	set(policy, SET(MAX_WAIT), UINT64_C(4294967295) * 1000);
	retry = begin_with(policy, GET);
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 429, "Retry-After", values[i]), STOP);
		ck_assert(why(retry) & R(TOO_LONG));
		check_asked(retry, ASKED(FOREVER), HTTPSTATUS_TIME_FOREVER);
		ck_assert_uint_eq(delay(retry), 0);
		ck_assert_uint_ge(httpstatus_retry_cooldown_ms(retry), UINT64_C(4294967295) * 1000);
	}
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 429, "Retry-After", "4294967295"), RETRY);
	check_asked(retry, ASKED(DELAY), UINT64_C(4294967295) * 1000);
	ck_assert_uint_ge(delay(retry), UINT64_C(4294967295) * 1000);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

START_TEST(deadline)
{
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_reset(retry, GET, 50000);
	httpstatus_retry_set_deadline(retry, 55000);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 50100)), RETRY);
	ck_assert_uint_le(delay(retry), 100);
	/* Room for the attempt and for half of the first backoff, and for nothing else. */
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 53950)), RETRY);
	ck_assert_uint_le(delay(retry), 50);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 53951)), STOP);
	ck_assert(why(retry) & R(DEADLINE));
	ck_assert_uint_eq(delay(retry), 0);
	/* It has passed. */
	httpstatus_retry_reset(retry, GET, 50000);
	httpstatus_retry_set_deadline(retry, 49000);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 50000)), STOP);
	ck_assert(why(retry) & R(DEADLINE));
	/* _reset takes it away. */
	httpstatus_retry_reset(retry, GET, 50000);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 55000)), RETRY);
	httpstatus_retry_free(retry);
	retry = begin_set(SET(MIN_ATTEMPT), 30000, GET);
	httpstatus_retry_set_deadline(retry, 40000);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 9950)), RETRY);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, 9951)), STOP);
	ck_assert(why(retry) & R(DEADLINE));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(max_elapsed)
{
	const uint64_t start = UINT64_C(1) << 63;
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_reset(retry, GET, start);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, start + 598950)), RETRY);
	ck_assert_uint_le(delay(retry), 50);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, start + 598951)), STOP);
	ck_assert(why(retry) & R(DEADLINE));
	/* A later deadline gives no more time, an earlier one less. */
	httpstatus_retry_reset(retry, GET, start);
	httpstatus_retry_set_deadline(retry, UINT64_MAX);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, start + 599001)), STOP);
	httpstatus_retry_free(retry);
	retry = begin_set(SET(MAX_ELAPSED), 0, GET);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, UINT64_MAX)), RETRY);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, UINT64_MAX)), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

/* The sum of start and MAX_ELAPSED has no place in 64 bits, and still holds. */
START_TEST(elapsed_at_the_end_of_time)
{
	const uint64_t start = UINT64_MAX - 1000;
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_reset(retry, GET, start);
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 502, start + 900)), RETRY);
	ck_assert_uint_le(delay(retry), 100);
	httpstatus_retry_reset(retry, GET, start);
	feed(retry, "Retry-After", "299");
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 503, start)), RETRY);
	ck_assert_uint_ge(delay(retry), 299000);
	ck_assert_uint_le(delay(retry), 599000);
	httpstatus_retry_free(retry);
	retry = begin_set(SET(MAX_ELAPSED), 10000, GET);
	httpstatus_retry_reset(retry, GET, start);
	feed(retry, "Retry-After", "60");
	ck_assert_int_eq(verdict(httpstatus_retry_on_status(retry, 503, start)), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	httpstatus_retry_free(retry);
}
END_TEST

/* What is left is shared out after the clamp: the spread survives. */
START_TEST(clamped_before_drawn)
{
	httpstatus_retry *retry = begin(GET);
	uint64_t seed, most = 0, least = UINT64_MAX;

	for (seed = 0; seed < 300; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_set_deadline(retry, 121000);
		ck_assert_int_eq(answer(retry, 503, "Retry-After", "100"), RETRY);
		most = delay(retry) > most ? delay(retry) : most;
		least = delay(retry) < least ? delay(retry) : least;
	}
	ck_assert_uint_ge(least, 100000);
	ck_assert_uint_le(least, 102000);
	ck_assert_uint_ge(most, 118000);
	ck_assert_uint_le(most, 120000);
	httpstatus_retry_free(retry);
}
END_TEST

/* Nor does a redirect begin an attempt that has no time to end. */
START_TEST(following_takes_time)
{
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_set_deadline(retry, 6000);
	ck_assert_int_eq(answer(retry, 302, "Retry-After", "5"), FOLLOW);
	ck_assert_uint_ge(delay(retry), 5000);
	ck_assert_uint_le(delay(retry), 5000);
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_set_deadline(retry, 5999);
	ck_assert_int_eq(answer(retry, 302, "Retry-After", "5"), STOP);
	ck_assert(why(retry) & R(TOO_LONG));
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- What the server asks for ------------------------------------------ */

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
		{ "1.5", ASKED(MALFORMED), 0 },
		{ "5s", ASKED(MALFORMED), 0 },
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

START_TEST(accepted)
{
	httpstatus_retry *retry = begin(POST);

	ck_assert_int_eq(answer(retry, 202, "Retry-After", "15"), DONE);
	check_asked(retry, ASKED(DELAY), 15000);
	ck_assert_uint_eq(delay(retry), 0);
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(answer(retry, 202, "Retry-After", "99999999999"), DONE);
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

/* ---- Dates ------------------------------------------------------------- */

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

/* ---- Hints ------------------------------------------------------------- */

static const struct hint {
	uint32_t bit;
	const char *name, *value;
	uint64_t ms;
} hints[] = {
	{ HINT(MS), "retry-after-ms", "1500", 1500 },
	{ HINT(MS), "Retry-After-Ms", "0", 0 },
	{ HINT(MS), "x-ms-retry-after-ms", "1500", 1500 },
	{ HINT(AMZ), "x-amz-retry-after", "1500", 1500 },
	{ HINT(RATELIMIT), "RateLimit", "\"default\";r=0;t=30", 30000 },
	{ HINT(RATELIMIT), "RateLimit", "\"default\";r=5;t=30", 0 },
	{ HINT(RATELIMIT), "RateLimit", "\"a\";r=9;t=90, \"b\";r=0;t=30", 30000 },
	{ HINT(RESET), "X-RateLimit-Reset", "30", 30000 },
	{ HINT(RESET), "X-Rate-Limit-Reset", "30", 30000 },
	{ HINT(RESET), "RateLimit-Reset", "30", 30000 },
	{ HINT(RESET), "X-RateLimit-Reset-After", "30", 30000 },
	{ HINT(RESET), "X-RateLimit-Reset-After", " 0.5\t", 500 },
	{ HINT(RESET), "X-RateLimit-Reset-After", "1. 5", 0 },
	{ HINT(RESET), "X-RateLimit-Reset-After", "1 .5", 0 },
	{ HINT(RESET), "X-RateLimit-Reset-After", ".5", 0 },
	{ HINT(RESET), "X-RateLimit-Reset-After", "1.", 0 },
	{ HINT(RESET), "X-RateLimit-Reset", "1795264526", 30000 },
	{ HINT(RESET), "X-RateLimit-Reset", "1795264526000", 30000 },
	{ HINT(RESET), "X-RateLimit-Reset", "1000000000", 0 },
	{ HINT(GRPC), "grpc-retry-pushback-ms", "1500", 1500 },
};
#define HINTS (sizeof(hints) / sizeof(hints[0]))

#define ALL_HINTS UINT32_C(0xFF)

static uint64_t hinted(uint32_t bits, const struct hint *hint)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), bits, GET);
	uint64_t asked;

	httpstatus_retry_set_clock(retry, NOON);
	if (answer(retry, 429, hint->name, hint->value) != RETRY)
		ck_abort_msg("%s: %s: no RETRY", hint->name, hint->value);
	asked = httpstatus_retry_asked_ms(retry);
	ck_assert_uint_ge(delay(retry), asked);
	httpstatus_retry_free(retry);
	return asked;
}

/* Each counts where the policy names it, and only there. */
START_TEST(hint_when_named)
{
	const struct hint *hint = &hints[_i];
	uint64_t with = hinted(hint->bit, hint), without = hinted(ALL_HINTS & ~hint->bit, hint);

	if (with != hint->ms || without != 0)
		ck_abort_msg("%s: %s: %llu named, %llu else", hint->name, hint->value,
		             (unsigned long long)with, (unsigned long long)without);
	ck_assert_uint_eq(hinted(ALL_HINTS, hint), hint->ms);
	ck_assert_uint_eq(hinted(0, hint), 0);
}
END_TEST

START_TEST(hint_ms_is_the_default)
{
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < HINTS; i++) {
		httpstatus_retry_reset(retry, GET, 0);
		httpstatus_retry_set_clock(retry, NOON);
		ck_assert_int_eq(answer(retry, 429, hints[i].name, hints[i].value), RETRY);
		ck_assert_uint_eq(httpstatus_retry_asked_ms(retry),
		                  hints[i].bit == HINT(MS) ? hints[i].ms : 0);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* A field without a value asks for nothing, in whatever unit; one with another text is malformed. */
START_TEST(hint_without_a_value)
{
	static const struct { const char *name, *value; int asked; } cases[] = {
		{ "Retry-After", "", ASKED(NOTHING) }, { "Retry-After", "soon", ASKED(MALFORMED) },
		{ "retry-after-ms", "", ASKED(NOTHING) }, { "retry-after-ms", " \t", ASKED(NOTHING) },
		{ "retry-after-ms", "soon", ASKED(MALFORMED) },
		{ "x-amz-retry-after", "", ASKED(NOTHING) }
	};
	httpstatus_retry *retry = begin_set(SET(HINTS), ALL_HINTS, GET);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 503, cases[i].name, cases[i].value), RETRY);
		ck_assert_int_eq((int)httpstatus_retry_asked(retry), cases[i].asked);
		ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 0);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* An epoch time is held against the server's clock, too. */
START_TEST(reset_by_the_servers_clock)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(RESET), GET);

	httpstatus_retry_set_clock(retry, 1000);
	feed(retry, "Date", NOON_DATE);
	feed(retry, "Age", "10");
	ck_assert_int_eq(answer(retry, 429, "X-RateLimit-Reset", "1795264526"), RETRY);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), 20000);
	httpstatus_retry_free(retry);
}
END_TEST

/* Milliseconds are of one rank with Retry-After: the larger counts. */
START_TEST(ms_beside_seconds)
{
	static const struct { const char *seconds, *ms; uint64_t asked; } cases[] = {
		{ "2", "1500", 2000 }, { "2", "1000", 2000 }, { "2", "999", 2000 }, { "2", "0", 2000 },
		{ "2", "5000", 5000 }, { "2", "soon", 2000 }, { "soon", "700", 700 }, { "2", "", 2000 },
		{ "2", "-5", 2000 }, { "0", "300", 300 }
	};
	httpstatus_retry *retry = begin(GET);
	size_t i;
	int backwards;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (backwards = 0; backwards <= 1; backwards++) {
			httpstatus_retry_reset(retry, GET, 0);
			if (backwards)
				feed(retry, "retry-after-ms", cases[i].ms);
			feed(retry, "Retry-After", cases[i].seconds);
			if (!backwards)
				feed(retry, "retry-after-ms", cases[i].ms);
			ck_assert_int_eq(answer(retry, 429, NULL, NULL), RETRY);
			if (httpstatus_retry_asked_ms(retry) != cases[i].asked)
				ck_abort_msg("%s and %s: %llu", cases[i].seconds, cases[i].ms,
				             (unsigned long long)httpstatus_retry_asked_ms(retry));
			ck_assert_uint_ge(delay(retry), cases[i].asked);
		}
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(retry_after_beats_ratelimit)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(RATELIMIT), GET);

	feed(retry, "RateLimit", "\"default\";r=0;t=30");
	ck_assert_int_eq(answer(retry, 429, "Retry-After", "4"), RETRY);
	check_asked(retry, ASKED(DELAY), 4000);
	httpstatus_retry_free(retry);
}
END_TEST

/* What a field of one name and value makes of the answer to one code. */
static const struct permission {
	uint32_t bits, traits;
	int code;
	const char *name, *value;
	int verdict;
	uint32_t reason;
} permissions[] = {
	{ HINT(SHOULD_RETRY), GET, 503, "x-should-retry", "false", STOP, R(FORBIDDEN) },
	{ HINT(SHOULD_RETRY), GET, 429, "stripe-should-retry", "false", STOP, R(FORBIDDEN) },
	{ HINT(SHOULD_RETRY), GET, 503, "x-should-retry", "true", RETRY, 0 },
	{ HINT(SHOULD_RETRY), GET, 503, "x-should-retry", "maybe", RETRY, 0 },
	{ HINT(SHOULD_RETRY), POST, 503, "x-should-retry", "true", RETRY, 0 },
	{ HINT(SHOULD_RETRY), POST, 503, "stripe-should-retry", "true", RETRY, 0 },
	{ HINT(SHOULD_RETRY), POST, 502, "x-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ HINT(SHOULD_RETRY), POST, 504, "x-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ HINT(SHOULD_RETRY), GET, 404, "x-should-retry", "true", STOP, 0 },
	{ HINT(SHOULD_RETRY), GET, 400, "x-should-retry", "true", AMEND, 0 },
	{ HINT(SHOULD_RETRY), GET, 200, "x-should-retry", "false", DONE, 0 },
	{ HINT(MS), GET, 503, "x-should-retry", "false", RETRY, 0 },
	{ HINT(MS), POST, 503, "x-should-retry", "true", STOP, R(UNSAFE_METHOD) },
	{ HINT(GRPC), GET, 503, "grpc-retry-pushback-ms", "-1", STOP, R(FORBIDDEN) },
	{ HINT(GRPC), GET, 503, "grpc-retry-pushback-ms", "soon", STOP, R(FORBIDDEN) },
	{ HINT(GRPC), POST, 503, "grpc-retry-pushback-ms", "100", STOP, R(UNSAFE_METHOD) },
	{ HINT(MS), GET, 503, "grpc-retry-pushback-ms", "-1", RETRY, 0 },
	{ HINT(NACK), POST, 503, "finagle-http-nack", "true", RETRY, 0 },
	{ HINT(NACK), GET, 503, "finagle-http-nonretryable-nack", "true", STOP, R(FORBIDDEN) },
	{ HINT(MS), GET, 503, "finagle-http-nonretryable-nack", "true", RETRY, 0 },
	{ HINT(MS), POST, 503, "finagle-http-nack", "true", STOP, R(UNSAFE_METHOD) },
	{ HINT(NACK), PUT | HTTPSTATUS_TRAIT_ONE_SHOT, 503, "finagle-http-nack", "true", STOP,
	  R(ONE_SHOT) },
	{ HINT(ENVOY), GET, 429, "x-envoy-ratelimited", "true", RETRY, R(THROTTLED) },
};
#define PERMISSIONS (sizeof(permissions) / sizeof(permissions[0]))

START_TEST(permission_by_hint)
{
	const struct permission *p = &permissions[_i];
	httpstatus_retry *retry = begin_set(SET(HINTS), p->bits, p->traits);
	int got = answer(retry, p->code, p->name, p->value);

	if (got != p->verdict || (why(retry) & p->reason) != p->reason)
		ck_abort_msg("%d, %s: %s: verdict %d, reasons 0x%x", p->code, p->name, p->value, got,
		             (unsigned)why(retry));
	ck_assert(p->reason == R(FORBIDDEN) || !(why(retry) & R(FORBIDDEN)));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(no_wins_over_yes)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(SHOULD_RETRY), GET);

	feed(retry, "x-should-retry", "false");
	ck_assert_int_eq(answer(retry, 503, "stripe-should-retry", "true"), STOP);
	ck_assert(why(retry) & R(FORBIDDEN));
	httpstatus_retry_reset(retry, GET, 0);
	feed(retry, "x-should-retry", "true");
	ck_assert_int_eq(answer(retry, 503, "stripe-should-retry", "false"), STOP);
	ck_assert(why(retry) & R(FORBIDDEN));
	/* Of this response only. */
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(nack_means_refused)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(NACK), POST);

	ck_assert_int_eq(answer(retry, 503, "finagle-http-nack", "true"), RETRY);
	ck_assert_int_le(httpstatus_advice_processed(httpstatus_retry_advice(retry)),
	                 HTTPSTATUS_PROCESSED_REFUSED);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Catalogs and sets ------------------------------------------------- */

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
	httpstatus_policy_set_catalog(policy, httpstatus_builtin("otc-dli"));
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
	httpstatus_policy_set_codes(policy, always ? yes : NULL, never ? no : NULL);
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

/* With a catalog, one code of which is to be repeated whatever that says. */
static httpstatus_retry *begin_always(const httpstatus_catalog *catalog, int code)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_codeset *codes;
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_codeset_new(&codes), 0);
	ck_assert_int_eq(httpstatus_codeset_add(codes, code, code), 0);
	httpstatus_policy_set_catalog(policy, catalog);
	httpstatus_policy_set_codes(policy, codes, NULL);
	retry = begin_with(policy, GET);
	httpstatus_codeset_free(codes);
	httpstatus_policy_free(policy);
	return retry;
}

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

/* ---- Aftermath and cooldown -------------------------------------------- */

START_TEST(maybe_done)
{
	static const int ambiguous[] = { 500, 502, 503, 504 }, after[] = { 404, 409, 410, 412 };
	static const int clear[] = { 421, 423, 425, 429 };
	httpstatus_retry *retry = begin(PUT);
	size_t i, j;

	for (i = 0; i < 4; i++)
		for (j = 0; j < 4; j++) {
			httpstatus_retry_reset(retry, PUT, 0);
			ck_assert_int_eq(answer(retry, ambiguous[j], NULL, NULL), RETRY);
			ck_assert_int_ne(answer(retry, after[i], NULL, NULL), RETRY);
			if (!(why(retry) & R(MAYBE_DONE)))
				ck_abort_msg("%d after %d: not MAYBE_DONE", after[i], ambiguous[j]);
		}
	for (i = 0; i < 4; i++)
		for (j = 0; j < 4; j++) {
			httpstatus_retry_reset(retry, PUT, 0);
			ck_assert_int_eq(answer(retry, clear[j], NULL, NULL), RETRY);
			answer(retry, after[i], NULL, NULL);
			if (why(retry) & R(MAYBE_DONE))
				ck_abort_msg("%d after %d: MAYBE_DONE", after[i], clear[j]);
			httpstatus_retry_reset(retry, PUT, 0);
			answer(retry, after[i], NULL, NULL);
			ck_assert(!(why(retry) & R(MAYBE_DONE)));
		}
	/* Nothing is done by a request that only reads. */
	httpstatus_retry_reset(retry, GET, 0);
	answer(retry, 502, NULL, NULL);
	answer(retry, 404, NULL, NULL);
	ck_assert(!(why(retry) & R(MAYBE_DONE)));
	/* An interim response ends no attempt. */
	httpstatus_retry_reset(retry, PUT, 0);
	ck_assert_int_eq(answer(retry, 103, NULL, NULL), WAIT);
	answer(retry, 404, NULL, NULL);
	ck_assert(!(why(retry) & R(MAYBE_DONE)));
	/* What was ambiguous once stays so. */
	httpstatus_retry_reset(retry, PUT, 0);
	answer(retry, 504, NULL, NULL);
	answer(retry, 429, NULL, NULL);
	answer(retry, 412, NULL, NULL);
	ck_assert(why(retry) & R(MAYBE_DONE));
	/* A failure counts as a status does. */
	httpstatus_retry_reset(retry, PUT, 0);
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_TIMED_OUT, 0);
	answer(retry, 409, NULL, NULL);
	ck_assert(why(retry) & R(MAYBE_DONE));
	httpstatus_retry_reset(retry, PUT, 0);
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_UNCONNECTED, 0);
	answer(retry, 409, NULL, NULL);
	ck_assert(!(why(retry) & R(MAYBE_DONE)));
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(cooldown)
{
	httpstatus_retry *retry = begin(POST);
	int i;

	answer(retry, 503, "Retry-After", "30");
	ck_assert_int_eq(verdict(httpstatus_retry_advice(retry)), STOP);
	ck_assert_uint_eq(delay(retry), 0);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 30000);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 200, NULL, NULL), DONE);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 0);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 404, NULL, NULL), STOP);
	ck_assert_uint_eq(httpstatus_retry_cooldown_ms(retry), 0);
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 429, "Retry-After", "30"), RETRY);
	ck_assert_uint_ge(httpstatus_retry_cooldown_ms(retry), 30000);
	/* The attempts are used up, and a loop of new requests does not spin. */
	httpstatus_retry_reset(retry, GET, 0);
	for (i = 0; i < 4; i++)
		answer(retry, 429, NULL, NULL);
	ck_assert_int_eq(verdict(httpstatus_retry_advice(retry)), STOP);
	ck_assert_uint_gt(httpstatus_retry_cooldown_ms(retry), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* Loops of new requests are kept apart, between half of the backoff and all of it. */
START_TEST(cooldown_is_drawn)
{
	httpstatus_retry *retry = begin(POST);
	uint64_t shortest = UINT64_MAX, longest = 0, ms;

	for (uint64_t seed = 0; seed < 1000; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(answer(retry, 502, NULL, NULL), STOP);
		ms = httpstatus_retry_cooldown_ms(retry);
		shortest = ms < shortest ? ms : shortest;
		longest = ms > longest ? ms : longest;
	}
	ck_assert_uint_eq(shortest, 50);
	ck_assert_uint_eq(longest, 100);
	httpstatus_retry_free(retry);
}
END_TEST

/* The start of a status line, if no more came, is one of another response all the same. */
START_TEST(version_alone)
{
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(line(retry, "Retry-After: 30"), 0);
	ck_assert_int_eq(line(retry, "HTTP/"), 0);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Failures ---------------------------------------------------------- */

/* When a quota is renewed matters to who has spent it; a broken connection does not say so. */
START_TEST(quota_of_a_truncated_response)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(RESET), GET);

	feed(retry, "X-RateLimit-Reset", "30");
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_TRUNCATED, 0);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_reset(retry, GET, 0);
	feed(retry, "X-RateLimit-Reset", "30");
	feed(retry, "X-RateLimit-Remaining", "0");
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_TRUNCATED, 0);
	check_asked(retry, ASKED(DELAY), 30000);
	httpstatus_retry_free(retry);
}
END_TEST

static int ended(httpstatus_retry *retry, int failure)
{
	return verdict(httpstatus_retry_on_failure(retry, failure, 0));
}

START_TEST(certain_failures)
{
	static const int failures[] = { HTTPSTATUS_FAILURE_UNCONNECTED, HTTPSTATUS_FAILURE_REFUSED };
	httpstatus_retry *retry = begin(POST);
	int i;

	for (i = 0; i < 2; i++) {
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(ended(retry, failures[i]), RETRY);
		ck_assert_int_le(httpstatus_advice_processed(httpstatus_retry_advice(retry)),
		                 HTTPSTATUS_PROCESSED_REFUSED);
		ck_assert_uint_eq(delay(retry), 0);
		ck_assert_int_eq(httpstatus_retry_attempts(retry), 1);
		ck_assert_int_eq(ended(retry, failures[i]), RETRY);
		ck_assert_uint_le(delay(retry), 200);
		ck_assert_int_eq(ended(retry, failures[i]), RETRY);
		ck_assert_uint_le(delay(retry), 400);
		ck_assert_int_eq(ended(retry, failures[i]), STOP);
		ck_assert(why(retry) & R(ATTEMPTS));
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* Without a connection nothing was sent, so that it can be sent for the first time. */
START_TEST(one_shot_unconnected)
{
	httpstatus_retry *retry = begin(HTTPSTATUS_TRAIT_ONE_SHOT);

	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), RETRY);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_REFUSED), STOP);
	ck_assert(why(retry) & R(ONE_SHOT));
	httpstatus_retry_free(retry);
}
END_TEST

/* The second time it is not at once. */
START_TEST(one_failure_at_once)
{
	httpstatus_retry *retry = begin(POST);
	uint64_t seed, most = 0;

	for (seed = 0; seed < 200; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), RETRY);
		ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_UNCONNECTED), RETRY);
		most = delay(retry) > most ? delay(retry) : most;
	}
	ck_assert_uint_ge(most, 180);
	ck_assert_uint_le(most, 200);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(ambiguous_failures)
{
	static const int failures[] = {
		HTTPSTATUS_FAILURE_BROKEN, HTTPSTATUS_FAILURE_TIMED_OUT, HTTPSTATUS_FAILURE_TRUNCATED,
		0, 99, -1
	};
	httpstatus_retry *retry = begin(POST);
	size_t i;

	for (i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		httpstatus_retry_reset(retry, POST, 0);
		ck_assert_int_eq(ended(retry, failures[i]), STOP);
		ck_assert(why(retry) & R(UNSAFE_METHOD));
		httpstatus_retry_reset(retry, PUT | HTTPSTATUS_TRAIT_ONE_SHOT, 0);
		ck_assert_int_eq(ended(retry, failures[i]), STOP);
		ck_assert(why(retry) & R(ONE_SHOT));
		httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_KEY, 0);
		ck_assert_int_eq(ended(retry, failures[i]), RETRY);
		httpstatus_retry_reset(retry, PUT, 0);
		ck_assert_int_eq(ended(retry, failures[i]), RETRY);
		ck_assert_uint_le(delay(retry), 100);
	}
	/* Timeouts of what is expensive feed storms: once. */
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_TIMED_OUT), RETRY);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_TIMED_OUT), STOP);
	ck_assert(why(retry) & R(CODE_LIMIT));
	httpstatus_retry_free(retry);
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

START_TEST(likely_failures)
{
	httpstatus_retry *retry = begin_set(SET(ACCEPT_LIKELY), 1, HTTPSTATUS_TRAIT_REUSED);

	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), RETRY);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), STOP);
	httpstatus_retry_reset(retry, POST, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), STOP);
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_REUSED, 0);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_TIMED_OUT), STOP);
	httpstatus_retry_free(retry);
	retry = begin(HTTPSTATUS_TRAIT_REUSED);
	ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), STOP);
	httpstatus_retry_free(retry);
}
END_TEST

/* A value that is no failure counts as BROKEN, in every respect. */
START_TEST(no_failure_is_broken)
{
	static const int values[] = { 0, 6, 7, 8, 99, 1000, -1, INT_MIN, INT_MAX };
	httpstatus_retry *retry = begin(GET);
	size_t i;

	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_advise_failure(
		HTTPSTATUS_FAILURE_BROKEN, HTTPSTATUS_TRAIT_REUSED)), 1);
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		httpstatus_retry_reset(retry, GET | HTTPSTATUS_TRAIT_REUSED, 0);
		ck_assert_int_eq(ended(retry, values[i]), RETRY);
		ck_assert_int_eq(ended(retry, HTTPSTATUS_FAILURE_BROKEN), STOP);
		ck_assert(why(retry) & R(CODE_LIMIT));
	}
	httpstatus_retry_free(retry);
}
END_TEST

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

/* ---- Lines ------------------------------------------------------------- */

START_TEST(several_heads)
{
	static const struct { const char *text; int code; } lines[] = {
		{ "HTTP/1.1 200 Connection established\r\n", 200 },
		{ "Retry-After: 99\r\n", 0 },
		{ "\r\n", 0 },
		{ "HTTP/1.1 100 Continue\r\n", 100 },
		{ "\r\n", 0 },
		{ "HTTP/1.1 302 Found\r\n", 302 },
		{ "Location: /x\r\n", 0 },
		{ "Retry-After: 88\r\n", 0 },
		{ "Date: " NOON_2D "\r\n", 0 },
		{ "\r\n", 0 },
		{ "HTTP/2 503 \r\n", 503 },
		{ "content-type: text/plain\r\n", 0 },
		{ "retry-after:\t" NOON_30 " \r\n", 0 },
		{ "date: " NOON_DATE "\r\n", 0 },
		{ "age:5\r\n", 0 },
		{ "\r\n", 0 },
	};
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (line(retry, lines[i].text) != lines[i].code)
			ck_abort_msg("%s", lines[i].text);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	check_asked(retry, ASKED(DATE), 25000);
	/* A head without a time, after one with. */
	line(retry, "HTTP/1.1 503 Busy\n");
	line(retry, "Retry-After: 7\n");
	line(retry, "HTTP/1.1 503 Busy\n");
	answer(retry, 503, NULL, NULL);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(line_ends)
{
	static const char *const forms[] = {
		"Retry-After: 7\r\n", "Retry-After: 7\n", "Retry-After: 7", "retry-after:7",
		"RETRY-AFTER: \t7 \t"
	};
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(line(retry, "HTTP/1.1 429"), 429);
		ck_assert_int_eq(line(retry, forms[i]), 0);
		ck_assert_int_eq(answer(retry, 429, NULL, NULL), RETRY);
		check_asked(retry, ASKED(DELAY), 7000);
	}
	httpstatus_retry_free(retry);
}
END_TEST

START_TEST(odd_lines)
{
	static const struct { const char *text; int code; } lines[] = {
		{ "", 0 }, { "\n", 0 }, { "\r", 0 }, { ":", 0 }, { ": 5", 0 }, { "Retry-After", 0 },
		{ "Retry-After\r\n", 0 }, { " folded", 0 }, { "\t7", 0 }, { "HTTP/1.1", 0 },
		{ "HTTP/1.1 \r\n", 0 }, { "HTTP/1.1 abc", 0 }, { "HTTP/1.1 40", 0 },
		{ "HTTP/1.1 4040", 0 }, { "HTTPS: 503", 0 }, { "503: x", 0 }, { "HTTP/3 429", 429 },
		{ "HTTP/1.0 404 Not Found", 404 },
		{ "X: HTTP/1.1 503", 0 }, { "Status: 503", 0 },
	};
	httpstatus_retry *retry = begin(GET);
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (line(retry, lines[i].text) != lines[i].code)
			ck_abort_msg("'%s': not %d", lines[i].text, lines[i].code);
	ck_assert_int_eq(httpstatus_retry_line(retry, NULL, 0), 0);
	ck_assert_int_eq(httpstatus_retry_line(retry, "HTTP/1.1 5\00003", 13), 0);
	answer(retry, 503, NULL, NULL);
	check_asked(retry, ASKED(NOTHING), 0);
	httpstatus_retry_free(retry);
}
END_TEST

/* A field whose name only begins like a status line (RFC 7540, 3.2.1) begins no new head. */
START_TEST(no_status_line)
{
	static const char *const lines[] = { "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA", "HTTP", "HTTP:/" };
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(line(retry, "HTTP/1.1 503"), 503);
	ck_assert_int_eq(line(retry, "Retry-After: 7"), 0);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		ck_assert_int_eq(line(retry, lines[i]), 0);
	ck_assert_int_eq(answer(retry, 503, NULL, NULL), RETRY);
	check_asked(retry, ASKED(DELAY), 7000);
	httpstatus_retry_free(retry);
}
END_TEST

/* ---- Any status -------------------------------------------------------- */

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

/* ---- The spread -------------------------------------------------------- */

#define SEEDS   1000
#define BUCKETS 10

/* The delays of clients that fail together, at each limit that could unite them. */
static const struct crowd {
	int code, times;
	const char *retry_after;
	uint64_t deadline;
	uint64_t from, spread;
} crowds[] = {
	{ 502, 1, NULL, 0, 0, 100 },
	{ 502, 9, NULL, 0, 0, 20000 },
	{ 502, 15, NULL, 0, 0, 20000 },
	{ 502, 15, NULL, 6000, 0, 5000 },
	{ 503, 1, NULL, 0, 500, 500 },
	{ 429, 1, "30", 0, 30000, 30000 },
	{ 429, 1, "300", 0, 300000, 300000 },
	{ 429, 6, "100", 0, 100000, 800000 },
	{ 429, 6, "100", 301000, 100000, 200000 },
};
#define CROWDS (sizeof(crowds) / sizeof(crowds[0]))

static int compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* How many delays are equal, at most. */
static int most_equal(uint64_t *delays)
{
	int i, run = 1, longest = 1;

	qsort(delays, SEEDS, sizeof(delays[0]), compare);
	for (i = 1; i < SEEDS; i++) {
		run = delays[i] == delays[i - 1] ? run + 1 : 1;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* Pearson's sum over equal buckets. */
static double chi_square(const uint64_t *delays, uint64_t from, uint64_t spread)
{
	const double expected = (double)SEEDS / BUCKETS;
	int counts[BUCKETS] = { 0 }, i;
	double total = 0;

	for (i = 0; i < SEEDS; i++) {
		ck_assert_uint_ge(delays[i], from);
		ck_assert_uint_le(delays[i], from + spread);
		counts[(delays[i] - from) * BUCKETS / (spread + 1)]++;
	}
	for (i = 0; i < BUCKETS; i++)
		total += (counts[i] - expected) * (counts[i] - expected) / expected;
	return total;
}

static void gather(const struct crowd *crowd, httpstatus_retry *retry, uint64_t stride,
                   uint64_t *delays)
{
	int i, j;

	for (i = 0; i < SEEDS; i++) {
		httpstatus_retry_seed(retry, (uint64_t)i * stride);
		httpstatus_retry_reset(retry, GET, 0);
		if (crowd->deadline)
			httpstatus_retry_set_deadline(retry, crowd->deadline);
		for (j = 0; j < crowd->times; j++)
			if (answer(retry, crowd->code, crowd->retry_after ? "Retry-After" : NULL,
			           crowd->retry_after) != RETRY)
				ck_abort_msg("no RETRY, reasons 0x%x", (unsigned)why(retry));
		delays[i] = delay(retry);
	}
}

/* 9 degrees of freedom: more than 40 comes once in a hundred thousand. */
START_TEST(spread_at_every_limit)
{
	static const uint64_t strides[] = { 1, 1000, UINT64_C(1) << 32, UINT64_C(0x9E3779B97F4A7C15) };
	const struct crowd *crowd = &crowds[_i];
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	uint64_t delays[SEEDS];
	double chi;
	int i;

	set(policy, SET(ATTEMPTS), 100);
	set(policy, SET(MAX_ELAPSED), 0);
	retry = begin_with(policy, GET);
	for (i = 0; i < 4; i++) {
		gather(crowd, retry, strides[i], delays);
		if (3 * most_equal(delays) >= 2 * SEEDS)
			ck_abort_msg("crowd %d: %d delays are equal", _i, most_equal(delays));
		chi = chi_square(delays, crowd->from, crowd->spread);
		if (chi > 40)
			ck_abort_msg("crowd %d: chi-square %.1f", _i, chi);
	}
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
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

/* What comes at once has no random part that a seed could change. */
START_TEST(unseeded_at_once)
{
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_retry_new(NULL, &retry), 0);
	ck_assert_int_eq(answer(retry, 421, NULL, NULL), RETRY);
	ck_assert_uint_eq(delay(retry), 0);
	ck_assert(!(why(retry) & R(UNSEEDED)));
	httpstatus_retry_free(retry);
}
END_TEST

/* Only the first time-out of a connection is nobody's fault. */
START_TEST(second_time_out_waits)
{
	const httpstatus_catalog *catalog = load("Status: 408\nRetry: retry\n");
	httpstatus_retry *retry = begin_catalog(catalog, GET);
	uint64_t seed, longest = 0;

	for (seed = 0; seed < 100; seed++) {
		httpstatus_retry_seed(retry, seed);
		httpstatus_retry_reset(retry, GET, 0);
		ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
		ck_assert_uint_eq(delay(retry), 0);
		ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
		longest = delay(retry) > longest ? delay(retry) : longest;
	}
	/* 100 ms, doubled once. */
	ck_assert_uint_ge(longest, 160);
	ck_assert_uint_le(longest, 200);
	httpstatus_retry_free(retry);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/*
 * splitmix64: the seed whose first number is 2^64 - 1, and the one behind it,
 * as a published implementation computes them. Of the 101 delays from 0 to 100
 * ms the last 2^64 % 101 numbers would favour some, and are drawn again.
 */
START_TEST(unfair_numbers_are_drawn_again)
{
	httpstatus_retry *retry = begin(GET);

	httpstatus_retry_seed(retry, UINT64_C(0x31628AF67B2131AB));
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
	ck_assert_uint_eq(delay(retry), UINT64_C(0xC0986A9C933F53D1) % 101);
	httpstatus_retry_free(retry);
}
END_TEST

/* Of 128 delays none is favoured by the last numbers, which count as they are. */
START_TEST(fair_numbers_are_not_drawn_again)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(BASE), 127);
	retry = begin_with(policy, GET);
	httpstatus_retry_seed(retry, UINT64_C(0x31628AF67B2131AB));
	ck_assert_int_eq(answer(retry, 502, NULL, NULL), RETRY);
	ck_assert_uint_eq(delay(retry), UINT64_MAX % 128);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
}
END_TEST

/* One millisecond is drawn, too: from nothing but that one, as there is no time for more. */
START_TEST(unseeded_by_a_millisecond)
{
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_retry_new(NULL, &retry), 0);
	httpstatus_retry_reset(retry, GET, 0);
	httpstatus_retry_set_deadline(retry, 1001);
	ck_assert_int_eq(answer(retry, 503, "Retry-After-ms", "1"), RETRY);
	ck_assert_uint_eq(delay(retry), 1);
	ck_assert(why(retry) & R(UNSEEDED));
	httpstatus_retry_free(retry);
}
END_TEST

/* Only the first time-out is nobody's fault, and the 257th is not the first one. */
START_TEST(many_time_outs_wait)
{
	const httpstatus_catalog *catalog = load("Status: 408\nRetry: retry\n");
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;
	int i, waits = 0;

	set(policy, SET(ATTEMPTS), 1000);
	set(policy, SET(MAX_ELAPSED), 0);
	httpstatus_policy_set_catalog(policy, catalog);
	for (uint64_t seed = 0; seed < 10; seed++) {
		retry = begin_with(policy, GET);
		httpstatus_retry_seed(retry, seed);
		for (i = 0; i < 257; i++)
			ck_assert_int_eq(answer(retry, 408, NULL, NULL), RETRY);
		waits += delay(retry) > 0;
		httpstatus_retry_free(retry);
	}
	/* Of 0 to 20000 ms. */
	ck_assert_int_eq(waits, 10);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
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

/* Envoy's mark tells why a 429 came, but makes no failure of another status. */
START_TEST(rate_limited_without_a_failure)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(ENVOY), POST);

	ck_assert_int_eq(answer(retry, 404, "x-envoy-ratelimited", "true"), STOP);
	ck_assert(!(why(retry) & R(THROTTLED)));
	ck_assert_int_eq(answer(retry, 200, "x-envoy-ratelimited", "true"), DONE);
	httpstatus_retry_free(retry);
}
END_TEST

/* A 500 is repeated once, but one that only says "too many" is as good as a 429. */
START_TEST(rate_limited_without_a_limit)
{
	httpstatus_retry *retry = begin_set(SET(HINTS), HINT(ENVOY), GET);

	ck_assert_int_eq(answer(retry, 500, NULL, NULL), RETRY);
	ck_assert_int_eq(answer(retry, 500, NULL, NULL), STOP);
	ck_assert(why(retry) & R(CODE_LIMIT));
	httpstatus_retry_reset(retry, GET, 0);
	ck_assert_int_eq(answer(retry, 500, "x-envoy-ratelimited", "true"), RETRY);
	ck_assert_uint_eq(why(retry) & (R(THROTTLED) | R(TRANSIENT)), R(THROTTLED));
	ck_assert_int_eq(answer(retry, 500, "x-envoy-ratelimited", "true"), RETRY);
	httpstatus_retry_free(retry);
}
END_TEST

/* A catalog stops on "too many requests"; who repeats it all the same waits as for such. */
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

/* ---- All --------------------------------------------------------------- */

static void add_handle(Suite *suite)
{
	TCase *handle = tcase_create("handle"), *delays = tcase_create("delays");

	tcase_add_test(handle, new_stands_at_the_start);
	tcase_add_test(handle, new_starts_at_zero);
	tcase_add_test(handle, fields_without_text);
	tcase_add_test(handle, null_retry);
	tcase_add_test(handle, missing_pointers);
	tcase_add_test(handle, policy_is_copied);
	tcase_add_test(handle, reset_begins_anew);
	tcase_add_test(handle, reset_counts_anew);
	tcase_add_test(handle, seed_decides);
	tcase_add_test(handle, unseeded);
	tcase_add_test(handle, unseeded_at_once);
	tcase_add_test(handle, unseeded_by_a_millisecond);
	tcase_add_test(handle, attempts_are_counted);
	tcase_add_test(handle, interim);
	tcase_add_test(handle, detour);
	tcase_add_test(handle, first_answer_is_the_advice);
	tcase_add_test(handle, text);
	suite_add_tcase(suite, handle);

	tcase_add_loop_test(delays, delay_formula, 0, (int)RUNS);
	tcase_add_test(delays, asked_for_nothing_to_wait);
	tcase_add_test(delays, asked_for_a_millisecond);
	tcase_add_test(delays, settings_of_the_delay);
	tcase_add_test(delays, doubled_up_to_the_cap);
	tcase_add_test(delays, no_wait);
	tcase_add_test(delays, second_time_out_waits);
	tcase_add_test(delays, many_time_outs_wait);
	tcase_add_test(delays, unfair_numbers_are_drawn_again);
	tcase_add_test(delays, fair_numbers_are_not_drawn_again);
	tcase_add_test(delays, short_wait_for_425);
	tcase_add_test(delays, clamped_before_drawn);
	suite_add_tcase(suite, delays);
}

static void add_limits(Suite *suite)
{
	TCase *limits = tcase_create("limits"), *asked = tcase_create("asked");

	tcase_add_test(limits, code_limit);
	tcase_add_test(limits, code_limit_of_a_catalog);
	tcase_add_test(limits, limits_of_many_codes);
	tcase_add_test(limits, greatest_limit);
	tcase_add_test(limits, failures_count_for_no_code);
	tcase_add_test(limits, too_long);
	tcase_add_test(limits, forever);
	tcase_add_test(limits, deadline);
	tcase_add_test(limits, max_elapsed);
	tcase_add_test(limits, elapsed_at_the_end_of_time);
	tcase_add_test(limits, following_takes_time);
	suite_add_tcase(suite, limits);

	tcase_add_test(asked, retry_after_values);
	tcase_add_test(asked, repeated_fields);
	tcase_add_test(asked, names_in_any_case);
	tcase_add_test(asked, fields_serve_once);
	tcase_add_test(asked, time_is_no_permission);
	tcase_add_test(asked, content_too_large);
	tcase_add_test(asked, content_too_large_of_a_catalog);
	tcase_add_test(asked, accepted);
	tcase_add_test(asked, following_waits);
	tcase_add_loop_test(asked, date_correction, 0, (int)DATES);
	suite_add_tcase(suite, asked);
}

static void add_evidence(Suite *suite)
{
	TCase *hint = tcase_create("hints"), *catalogs = tcase_create("catalogs and sets");

	tcase_add_loop_test(hint, hint_when_named, 0, (int)HINTS);
	tcase_add_test(hint, hint_ms_is_the_default);
	tcase_add_test(hint, hint_without_a_value);
	tcase_add_test(hint, reset_by_the_servers_clock);
	tcase_add_test(hint, ms_beside_seconds);
	tcase_add_test(hint, retry_after_beats_ratelimit);
	tcase_add_loop_test(hint, permission_by_hint, 0, (int)PERMISSIONS);
	tcase_add_test(hint, no_wins_over_yes);
	tcase_add_test(hint, nack_means_refused);
	tcase_add_test(hint, rate_limited_without_a_failure);
	tcase_add_test(hint, rate_limited_without_a_limit);
	suite_add_tcase(suite, hint);

	tcase_add_test(catalogs, manual_against_evidence);
	tcase_add_test(catalogs, generous_manual);
	tcase_add_test(catalogs, rfc_preferred);
	tcase_add_test(catalogs, catalog_lives);
	tcase_add_test(catalogs, always);
	tcase_add_test(catalogs, always_throttled);
	tcase_add_test(catalogs, always_the_same_request);
	tcase_add_test(catalogs, never);
	tcase_add_test(catalogs, likely_accepted);
	suite_add_tcase(suite, catalogs);
}

static void add_course(Suite *suite)
{
	TCase *course = tcase_create("course"), *lines = tcase_create("lines");

	tcase_add_test(course, maybe_done);
	tcase_add_test(course, cooldown);
	tcase_add_test(course, cooldown_is_drawn);
	tcase_add_test(course, version_alone);
	tcase_add_test(course, quota_of_a_truncated_response);
	tcase_add_test(course, certain_failures);
	tcase_add_test(course, one_shot_unconnected);
	tcase_add_test(course, one_failure_at_once);
	tcase_add_test(course, ambiguous_failures);
	tcase_add_test(course, two_digits_and_a_wrong_clock);
	tcase_add_test(course, traits_said_anew);
	tcase_add_test(course, likely_failures);
	tcase_add_test(course, no_failure_is_broken);
	tcase_add_test(course, truncated_after_a_time);
	suite_add_tcase(suite, course);

	tcase_add_test(lines, several_heads);
	tcase_add_test(lines, line_ends);
	tcase_add_test(lines, odd_lines);
	tcase_add_test(lines, no_status_line);
	suite_add_tcase(suite, lines);
}

static void add_spread(Suite *suite)
{
	TCase *spread = tcase_create("spread");

	tcase_add_loop_test(spread, spread_at_every_limit, 0, (int)CROWDS);
	suite_add_tcase(suite, spread);
}

static Suite *retry_suite(void)
{
	Suite *suite = suite_create("retry");

	add_handle(suite);
	add_limits(suite);
	add_evidence(suite);
	add_course(suite);
	add_spread(suite);
	return suite;
}

int main(void)
{
	return run_suite(retry_suite());
}
