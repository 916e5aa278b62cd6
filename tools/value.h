/* SPDX-License-Identifier: MIT */
/* The values of options: numbers, times and words. */
#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Each reads the whole of s, and returns false after it printed what is wrong
 * with the option, and what was expected.
 */

/* Digits, low to high. */
bool read_number(const char *option, const char *s, uint64_t low, uint64_t high, uint64_t *value);

/*
 * A time, in milliseconds: a number with up to three decimals, and its unit:
 * ms, s, m or h; without one it is seconds. At most UINT32_MAX seconds, as all
 * times of a policy.
 */
bool read_time(const char *option, const char *s, uint64_t *ms);

/* A time of whole seconds. */
bool read_whole_seconds(const char *option, const char *s, uint64_t *seconds);

/* A word of one of the library's families, whose values begin at 1. */
bool read_word(const char *option, const char *s, int family, const char *(*name)(int),
               int *value);

/* Milliseconds as seconds, with as many decimals as they need: "1.05". */
struct seconds {
	char text[32];
};
struct seconds seconds_of(uint64_t ms);

#endif
