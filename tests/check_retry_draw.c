/* SPDX-License-Identifier: MIT */
/*
 * check_retry_draw.c - the random part of a delay: seeds, and how clients are spread
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <stdlib.h>

#include "suite_retry.h"

/* ---- Seeds ----------------------------------------------------------------- */

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

/* ---- Draw ------------------------------------------------------------------ */

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

/* ---- Spread ---------------------------------------------------------------- */

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

static Suite *retry_draw_suite(void)
{
	Suite *suite = suite_create("retry draw");
	TCase *seeds = tcase_create("seeds");
	TCase *draw = tcase_create("draw");
	TCase *spread_cases = tcase_create("spread");

	tcase_add_test(seeds, seed_decides);
	tcase_add_test(seeds, unseeded);
	tcase_add_test(seeds, unseeded_at_once);
	tcase_add_test(seeds, unseeded_by_a_millisecond);
	suite_add_tcase(suite, seeds);

	tcase_add_test(draw, unfair_numbers_are_drawn_again);
	tcase_add_test(draw, fair_numbers_are_not_drawn_again);
	suite_add_tcase(suite, draw);

	tcase_add_loop_test(spread_cases, spread_at_every_limit, 0, (int)CROWDS);
	suite_add_tcase(suite, spread_cases);
	return suite;
}

int main(void)
{
	return run_suite(retry_draw_suite());
}
