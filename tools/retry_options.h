/* SPDX-License-Identifier: MIT */
/* What advise and plan share: their common options, and how they print numbers. */
#ifndef RETRY_OPTIONS_H
#define RETRY_OPTIONS_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "json.h"
#include "status.h"
#include "tool.h"

struct retry_options {
	struct tool tool;           /* catalog (a reference of ours) and json */
	const char *names[CATALOGS_MAX];
	size_t name_count;
	httpstatus_policy *policy;
	uint64_t seed;
	bool seeded;
	bool help;
	bool version;
};

/* The values of the long options; those of one subcommand begin at OPTION_OWN. */
enum {
	OPTION_ATTEMPTS = 256,
	OPTION_BASE,
	OPTION_THROTTLED_BASE,
	OPTION_CAP,
	OPTION_MAX_WAIT,
	OPTION_MAX_ELAPSED,
	OPTION_SEED,
	OPTION_OWN
};

#define RETRY_SHORT_OPTIONS ":c:jhV"
#define RETRY_LONG_OPTIONS \
	{"catalog", required_argument, NULL, 'c'}, \
	{"json", no_argument, NULL, 'j'}, \
	{"help", no_argument, NULL, 'h'}, \
	{"version", no_argument, NULL, 'V'}, \
	{"attempts", required_argument, NULL, OPTION_ATTEMPTS}, \
	{"base", required_argument, NULL, OPTION_BASE}, \
	{"throttled-base", required_argument, NULL, OPTION_THROTTLED_BASE}, \
	{"cap", required_argument, NULL, OPTION_CAP}, \
	{"max-wait", required_argument, NULL, OPTION_MAX_WAIT}, \
	{"max-elapsed", required_argument, NULL, OPTION_MAX_ELAPSED}, \
	{"seed", required_argument, NULL, OPTION_SEED}

/* What --help says of them. */
#define RETRY_HELP \
	"      --attempts=N           attempts in all (4)\n" \
	"      --base=MS              first backoff after a fault, in milliseconds (100)\n" \
	"      --throttled-base=MS    first backoff after \"too many requests\" (1000)\n" \
	"      --cap=MS               longest backoff of one's own (20000)\n" \
	"      --max-wait=SECONDS     longest time that a server may ask for (300)\n" \
	"      --max-elapsed=SECONDS  longest time for all attempts, 0 for any (600)\n" \
	"  -c, --catalog=CATALOG      a built-in catalog or a file; repeated: the first\n" \
	"                             that has the code counts\n"

/* If they return false, they have printed what is wrong. */
bool retry_options_begin(struct retry_options *options);
bool retry_option(struct retry_options *options, int option, const char *value);

/* Opens the catalogs, once all options have been read. False after it printed what is wrong. */
bool retry_options_open(struct retry_options *options);
void retry_options_end(struct retry_options *options);

/*
 * Digits, low to high. Seconds may have up to three decimals, and are returned
 * in milliseconds. False after it printed what is wrong with the option.
 */
bool read_number(const char *option, const char *s, uint64_t low, uint64_t high, uint64_t *value);
bool read_seconds(const char *option, const char *s, uint64_t *ms);

/* One code, out of an operand; false after it printed why there is none. */
bool read_one_status(const struct tool *tool, const char *s, struct status *status);

/* Milliseconds as seconds, with as many decimals as they need: "1.05". */
struct seconds {
	char text[32];
};
struct seconds seconds_of(uint64_t ms);

#endif
