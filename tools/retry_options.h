/* SPDX-License-Identifier: MIT */
/* The options that advise and plan share. */
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
#include "value.h"

enum {
	POLICY_SETTINGS = HTTPSTATUS_POLICY_AT_ONCE + 1,  /* one above the last */
	OPTIONS_MAX = 64
};

struct retry_options {
	struct option long_options[OPTIONS_MAX];    /* for getopt_long */
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
	OPTION_POLICY = 256,        /* and the number of the setting */
	OPTION_CODES = OPTION_POLICY + POLICY_SETTINGS, /* and the number of the list */
	OPTION_SEED = OPTION_CODES + HTTPSTATUS_CODES_DONE + 1,
	OPTION_OWN
};

#define RETRY_SHORT_OPTIONS ":c:jhV"

/* What --help says of them. */
#define RETRY_HELP \
	"  The policy; a TIME is in seconds, or ends in its unit: ms, s, m or h:\n" \
	"      --attempts=N           attempts in all, 0 for any number (4)\n" \
	"      --base=TIME            first backoff after a fault (100ms)\n" \
	"      --throttled-base=TIME  first backoff after \"too many requests\" (1s)\n" \
	"      --cap=TIME             longest backoff (20s)\n" \
	"      --growth=GROWTH        of the backoff: doubling, linear, none (doubling)\n" \
	"      --jitter=PERCENT       the part of the backoff that is random (100)\n" \
	"      --max-wait=TIME        longest time that a server may ask for (5m)\n" \
	"      --max-delay=TIME       longest delay of any kind, 0 for any (0)\n" \
	"      --max-total-wait=TIME  longest sum of all delays, 0 for any (0)\n" \
	"      --max-elapsed=TIME     longest time for all attempts, 0 for any (10m)\n" \
	"      --min-attempt=TIME     time that an attempt needs (1s)\n" \
	"      --max-redirects=N      redirects that are followed (10)\n" \
	"      --code-limits=ANSWER   whether a code limits its retries: yes, no (yes)\n" \
	"      --timeout-limit=N      retries after a time-out, 0 to 14, or none (1)\n" \
	"      --failures=LIST        failures that are retried: unconnected, refused,\n" \
	"                             broken, timed-out, truncated, all, none (all)\n" \
	"      --at-once=LIST         those of which the first retry has no delay\n" \
	"                             (unconnected,refused)\n" \
	"      --always=SET           codes to retry, as in 5xx,429,-501\n" \
	"      --never=SET            codes never to retry\n" \
	"      --only=SET             the only codes to retry\n" \
	"      --done=SET             codes that count as a success\n" \
	"      --accept-likely        any method, if the origin has likely not acted\n" \
	"      --prefer-rfc           follow the RFC where the catalog contradicts it\n" \
	"      --hints=LIST           fields that count besides Retry-After: ms, amz,\n" \
	"                             ratelimit, reset, should-retry, grpc, envoy,\n" \
	"                             nack, all, none (ms)\n" \
	"  -c, --catalog=CATALOG      a built-in catalog or a file; of several, the\n" \
	"                             first that has the code is used\n"

/*
 * _begin takes the options of the subcommand itself. Both end in wrong usage or
 * trouble that was printed, if they return false.
 */
bool retry_options_begin(struct retry_options *options, const struct option *own);
bool retry_option(struct retry_options *options, int option, const char *value);

/* Sets a number or a list by its name; false after it printed what is wrong. */
bool set_policy(httpstatus_policy *policy, const char *name, const char *value);

/* Opens the catalogs, once all options have been read. False after it printed what is wrong. */
bool retry_options_open(struct retry_options *options);
void retry_options_end(struct retry_options *options);

/* One code, out of an operand; false after it printed why there is none. */
bool read_one_status(const struct tool *tool, const char *s, struct status *status);

#endif
