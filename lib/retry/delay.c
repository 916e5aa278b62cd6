/* SPDX-License-Identifier: MIT */
/* How long to wait before the next attempt. */

#include "retry/delay.h"

#include "base/numbers.h"

/* 2^n, or the largest number. */
static uint64_t power_of_two(uint32_t n)
{
	return n < 64 ? UINT64_C(1) << n : UINT64_MAX;
}

static uint64_t growth_factor(uint64_t growth, uint32_t attempts)
{
	switch (growth) {
	case HTTPSTATUS_GROWTH_NONE:
		return 1;
	case HTTPSTATUS_GROWTH_LINEAR:
		return attempts;
	default:
		return power_of_two(attempts - 1);
	}
}

/*@ requires \valid_read(backoff) && backoff->attempts > 0;
    assigns \nothing;
    ensures \result <= backoff->cap;
*/
uint64_t hs_backoff(const struct hs_backoff *backoff)
{
	const uint64_t factor = growth_factor(backoff->growth, backoff->attempts);

	return hs_min_u64(backoff->cap, hs_multiply_u64(backoff->base, factor));
}

/* Doubled by each further pushback in a row, up to eight times what was asked for. */
static uint64_t spread_behind(uint64_t asked, uint32_t pushbacks)
{
	return hs_multiply_u64(asked, hs_min_u64(8, power_of_two(pushbacks > 0 ? pushbacks - 1 : 0)));
}

/*@ requires \valid_read(backoff) && backoff->attempts > 0 && backoff->jitter <= 100;
    assigns \nothing;
    ensures never_early: \result.shortest >= backoff->asked;
    ensures capped: backoff->asked == 0 ==> \result.shortest + \result.spread <= backoff->cap;
*/
struct hs_delay hs_delay_of(const struct hs_backoff *backoff)
{
	const uint64_t longest = hs_backoff(backoff);
	uint64_t random;

	if (backoff->asked > 0)
		return (struct hs_delay){
			.shortest = backoff->asked,
			.spread = hs_max_u64(longest, spread_behind(backoff->asked, backoff->pushbacks))
		};
	/* A percentage, without a product that could overflow. */
	random = longest / 100 * backoff->jitter + longest % 100 * backoff->jitter / 100;
	return (struct hs_delay){.shortest = longest - random, .spread = random};
}

uint64_t hs_room_needed(const struct hs_backoff *backoff)
{
	const uint64_t shortest = hs_delay_of(backoff).shortest;
	const uint64_t first = hs_min_u64(backoff->base, backoff->cap);

	return backoff->asked > 0 ? shortest : hs_max_u64(shortest, first / 2);
}

/*@ assigns \nothing;
    ensures \result.shortest + \result.spread <= longest;
    ensures delay.shortest <= longest ==> \result.shortest == delay.shortest;
*/
struct hs_delay hs_delay_within(struct hs_delay delay, uint64_t longest)
{
	delay.shortest = hs_min_u64(delay.shortest, longest);
	delay.spread = hs_min_u64(delay.spread, longest - delay.shortest);
	return delay;
}

/*@ assigns \nothing; */
uint64_t hs_mix(uint64_t z)
{
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* splitmix64 (Steele, Lea, Flood 2014) */
/*@ requires \valid(state);
    assigns *state;
*/
static uint64_t next_random(uint64_t *state)
{
	*state += UINT64_C(0x9E3779B97F4A7C15);
	return hs_mix(*state);
}

/*
 * 2^64 is not a multiple of most ranges. Numbers from the incomplete last
 * interval would favour small results, so they are rejected and drawn again.
 */
/*@ requires \valid(state);
    assigns *state;
    ensures \result <= last;
*/
uint64_t hs_draw(uint64_t *state, uint64_t last)
{
	uint64_t random = next_random(state);
	uint64_t result;

	if (last == UINT64_MAX)
		return random;
	result = random % (last + 1);
	/*@ loop invariant result <= last && result <= random;
	    loop assigns random, result, *state;
	*/
	while (random - result > UINT64_MAX - last) {
		random = next_random(state);
		result = random % (last + 1);
	}
	return result;
}
