/* SPDX-License-Identifier: MIT */
/* The values of options: numbers, times and words. */
#ifndef VALUE_H
#define VALUE_H

#include "command.h"

/*
 * Each reads the whole of s, as the option wants it, and returns false after it
 * printed what is wrong, and what was expected.
 */

/* Digits, low to high. */
bool read_number(const struct command_option *option, const char *s, uint64_t *value);

/* A time in milliseconds, written as the times of a policy are. */
bool read_time(const struct command_option *option, const char *s, uint64_t *value);

/* One of the words. */
bool read_word(const struct command_option *option, const char *s, uint64_t *value);

/* A class, "4xx", or its digit alone. */
bool read_class(const struct command_option *option, const char *s, uint64_t *value);

/* Milliseconds as seconds, with three decimals: "1.050"; or as many as they need: "1.05". */
struct seconds {
	char text[32];
};
struct seconds fixed_seconds_of(uint64_t ms);
struct seconds seconds_of(uint64_t ms);

#endif
