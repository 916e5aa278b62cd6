/* SPDX-License-Identifier: MIT */
/* Random numbers of the simulation itself; the library draws its own. */
#ifndef STORM_DRAW_H
#define STORM_DRAW_H

#include <stdint.h>

struct source_of_chance {
	uint64_t word[4];
};

/* The same seed and stream give the same numbers, on every machine. */
void chance_seed(struct source_of_chance *chance, uint64_t seed, uint64_t stream);
uint64_t chance_bits(struct source_of_chance *chance);
/* 0 <= x < 1 */
double chance_unit(struct source_of_chance *chance);
double chance_between(struct source_of_chance *chance, double low, double high);
double chance_exponential(struct source_of_chance *chance, double mean);
double chance_normal(struct source_of_chance *chance, double mean, double deviation);
/* 0 to count - 1 */
uint32_t chance_below(struct source_of_chance *chance, uint32_t count);

#endif
