/* SPDX-License-Identifier: MIT */
/*
 * The rules by which clients repeat requests: those of other programs as they
 * are published, and the library itself. A fleet is a number of processes that
 * follow one rule; each has what the rule keeps for a process, a budget say.
 */
#ifndef STORM_RULES_H
#define STORM_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <httpstatus.h>

#include "draw.h"

/* How an attempt ended that did not succeed. */
struct outcome {
	int status;                 /* 0: no response within the client's patience */
	uint32_t asked;             /* seconds, in Retry-After; 0: no such field */
};

struct request {
	uint32_t process;
	int attempts;               /* that have ended without success */
	double cost;                /* of the last repetition, by a peer's rule */
	httpstatus_retry *handle;   /* where the library decides */
};

/* What a peer's rule keeps for a process. */
enum { SLICES = 10 };
struct purse {
	double tokens;
	double slices[SLICES];      /* gains and losses of the last seconds */
	int64_t second;             /* of the newest slice */
};

/* A peer's rule; what is NULL has no effect. Delays are in milliseconds. */
struct rule {
	const char *name;
	const char *source;
	int attempts;
	bool library;               /* the library decides; all below is unused */
	double (*delay)(const struct request *, const struct outcome *, struct source_of_chance *);
	void (*open)(struct purse *);
	void (*begin)(struct purse *, double now);
	void (*failed)(struct purse *);
	bool (*pay)(struct purse *, struct request *, const struct outcome *, double now);
	void (*reward)(struct purse *, const struct request *, double now);
};

/* The peers of every comparison, and the library last. */
extern const struct rule rule_none, rule_plain_1, rule_plain_3, rule_curl, rule_urllib3, rule_grpc,
	rule_aws, rule_aws_2026, rule_finagle, rule_fifth, rule_ours;
extern const struct rule *const all_rules[];
extern const size_t all_rules_count;

/* Without a budget, it is all the same how many processes there are. */
static inline bool has_budget(const struct rule *rule)
{
	return rule->library || rule->pay;
}

/* ---- Fleets ------------------------------------------------------------------ */

struct ours;

struct fleet {
	const struct rule *rule;
	uint32_t processes;
	int attempts;
	struct purse *purses;
	struct ours *ours;
	struct source_of_chance chance;
};

enum { WITHOUT_LIMIT = 1000 };

/* attempts: 0 is the rule's own; WITHOUT_LIMIT also drops budgets and limits of time. */
void fleet_open(struct fleet *fleet, const struct rule *rule, uint32_t processes, int attempts);
void fleet_close(struct fleet *fleet);
/* Everything anew: budgets as at the start. All requests must have ended. */
void fleet_restart(struct fleet *fleet, uint64_t seed);

/* Times are in seconds. */
void fleet_begin(struct fleet *fleet, struct request *request, uint32_t process, double now);
/* Whether to repeat, and after how many seconds; if not, the request has ended. */
bool fleet_failed(struct fleet *fleet, struct request *request, const struct outcome *outcome,
                  double now, double *delay);
void fleet_succeeded(struct fleet *fleet, struct request *request, double now);
/* Ends a request of which nothing more will be known. */
void fleet_dropped(struct fleet *fleet, struct request *request);

/* ---- The library ------------------------------------------------------------- */

struct ours *ours_new(uint32_t processes, int attempts);
void ours_free(struct ours *ours);
void ours_restart(struct ours *ours);
void ours_begin(struct ours *ours, struct request *request, uint64_t seed, double now);
bool ours_failed(struct ours *ours, struct request *request, const struct outcome *outcome,
                 double now, double *delay);
void ours_succeeded(struct ours *ours, struct request *request, double now);
void ours_dropped(struct ours *ours, struct request *request);
/* The tokens of a process. */
int ours_level(const struct ours *ours, uint32_t process);

#endif
