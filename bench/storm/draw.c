/* SPDX-License-Identifier: MIT */
/*
 * xoshiro256** (Blackman, Vigna 2018), seeded by splitmix64. Not the generator
 * of the library, so that a fault in that one shows.
 */

#include "draw.h"

#include <math.h>

static uint64_t rotated(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

void chance_seed(struct source_of_chance *chance, uint64_t seed, uint64_t stream)
{
	uint64_t state = seed ^ rotated(stream * UINT64_C(0xD1B54A32D192ED03), 17);

	for (int n = 0; n < 4; n++) {
		uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);

		z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
		z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
		chance->word[n] = z ^ z >> 31;
	}
}

uint64_t chance_bits(struct source_of_chance *chance)
{
	uint64_t *s = chance->word;
	const uint64_t result = rotated(s[1] * 5, 7) * 9;
	const uint64_t t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotated(s[3], 45);
	return result;
}

double chance_unit(struct source_of_chance *chance)
{
	return (double)(chance_bits(chance) >> 11) * 0x1p-53;
}

double chance_between(struct source_of_chance *chance, double low, double high)
{
	return low + (high - low) * chance_unit(chance);
}

double chance_exponential(struct source_of_chance *chance, double mean)
{
	return -mean * log1p(-chance_unit(chance));
}

/* Box and Muller; the second value is dropped, for a shorter state. */
double chance_normal(struct source_of_chance *chance, double mean, double deviation)
{
	const double pi = 3.14159265358979323846;
	double radius = sqrt(-2 * log1p(-chance_unit(chance)));

	return mean + deviation * radius * cos(2 * pi * chance_unit(chance));
}

uint32_t chance_below(struct source_of_chance *chance, uint32_t count)
{
	return (uint32_t)((chance_bits(chance) >> 32) * count >> 32);
}
