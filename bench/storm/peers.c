/* SPDX-License-Identifier: MIT */
/*
 * What other programs do, from their sources and specifications. All of them
 * are told to repeat the failures of the simulation, where their own default
 * would be not to; how often, when, and at what price is theirs.
 */

#include "rules.h"

#include <math.h>

static double lesser(double a, double b)
{
	return a < b ? a : b;
}

/* base * 2^(attempts - 1), but not above cap */
static double backoff(const struct request *request, double base, double cap)
{
	return lesser(ldexp(base, request->attempts - 1), cap);
}

/* ---- Delays -------------------------------------------------------------------- */

static double delay_none(const struct request *request, const struct outcome *outcome,
                         struct source_of_chance *chance)
{
	(void)request;
	(void)outcome;
	(void)chance;
	return 0;
}

/* Retry-After counts instead of the backoff, and exactly. */
static double delay_curl(const struct request *request, const struct outcome *outcome,
                         struct source_of_chance *chance)
{
	(void)chance;
	if (outcome->asked)
		return 1000.0 * outcome->asked;
	return backoff(request, 1000, 600000);
}

/* backoff_factor is 0, as by default. */
static double delay_urllib3(const struct request *request, const struct outcome *outcome,
                            struct source_of_chance *chance)
{
	(void)request;
	(void)chance;
	return 1000.0 * outcome->asked;
}

static double delay_grpc(const struct request *request, const struct outcome *outcome,
                         struct source_of_chance *chance)
{
	(void)outcome;
	return backoff(request, 100, 1000) * chance_between(chance, 0.8, 1.2);
}

static double delay_aws(const struct request *request, const struct outcome *outcome,
                        struct source_of_chance *chance)
{
	(void)outcome;
	return backoff(request, 1000, 20000) * chance_unit(chance);
}

static bool is_throttled(const struct outcome *outcome)
{
	return outcome->status == HTTPSTATUS_TOO_MANY_REQUESTS;
}

static double delay_aws_2026(const struct request *request, const struct outcome *outcome,
                             struct source_of_chance *chance)
{
	return backoff(request, is_throttled(outcome) ? 1000 : 50, 20000) * chance_unit(chance);
}

/* ---- gRPC: closed as long as half of the tokens are gone ------------------------ */

static void open_grpc(struct purse *purse)
{
	purse->tokens = 10;
}

static void failed_grpc(struct purse *purse)
{
	purse->tokens = purse->tokens > 1 ? purse->tokens - 1 : 0;
}

static bool pay_grpc(struct purse *purse, struct request *request, const struct outcome *outcome,
                     double now)
{
	(void)request;
	(void)outcome;
	(void)now;
	return purse->tokens > 5;
}

static void reward_grpc(struct purse *purse, const struct request *request, double now)
{
	(void)request;
	(void)now;
	purse->tokens = lesser(purse->tokens + 0.1, 10);
}

/* ---- AWS: 500 tokens -------------------------------------------------------------- */

static void open_aws(struct purse *purse)
{
	purse->tokens = 500;
}

static bool pay_tokens(struct purse *purse, struct request *request, double cost)
{
	if (purse->tokens < cost)
		return false;
	purse->tokens -= cost;
	request->cost = cost;
	return true;
}

static bool pay_aws(struct purse *purse, struct request *request, const struct outcome *outcome,
                    double now)
{
	(void)now;
	return pay_tokens(purse, request, outcome->status ? 5 : 10);
}

static bool pay_aws_2026(struct purse *purse, struct request *request,
                         const struct outcome *outcome, double now)
{
	(void)now;
	return pay_tokens(purse, request, is_throttled(outcome) ? 5 : 14);
}

static void reward_aws(struct purse *purse, const struct request *request, double now)
{
	(void)now;
	purse->tokens = lesser(purse->tokens + (request->attempts ? request->cost : 1), 500);
}

/* ---- Finagle: a fifth of the requests of ten seconds, and ten a second -------------- */

static void turn_slices(struct purse *purse, double now)
{
	int64_t second = (int64_t)now;

	if (second - purse->second >= SLICES)
		purse->second = second - SLICES;
	while (purse->second < second)
		purse->slices[++purse->second % SLICES] = 0;
}

static void begin_windowed(struct purse *purse, double now)
{
	turn_slices(purse, now);
	purse->slices[purse->second % SLICES] += 0.2;
}

static bool pay_windowed(struct purse *purse, double reserve, double now)
{
	double balance = reserve;

	turn_slices(purse, now);
	for (int n = 0; n < SLICES; n++)
		balance += purse->slices[n];
	/* Tenths do not add up exactly. */
	if (balance < 1 - 1e-9)
		return false;
	purse->slices[purse->second % SLICES] -= 1;
	return true;
}

static bool pay_finagle(struct purse *purse, struct request *request,
                        const struct outcome *outcome, double now)
{
	(void)request;
	(void)outcome;
	return pay_windowed(purse, 10.0 * SLICES, now);
}

static bool pay_fifth(struct purse *purse, struct request *request, const struct outcome *outcome,
                      double now)
{
	(void)request;
	(void)outcome;
	return pay_windowed(purse, 0, now);
}

/* ---- The rules ------------------------------------------------------------------------ */

const struct rule rule_none = {
	.name = "no retry",
	.source = "one attempt",
	.attempts = 1,
	.delay = delay_none
};

const struct rule rule_plain_1 = {
	.name = "1 plain retry",
	.source = "one repetition, at once",
	.attempts = 2,
	.delay = delay_none
};

const struct rule rule_plain_3 = {
	.name = "plain retries",
	.source = "three repetitions, at once",
	.attempts = 4,
	.delay = delay_none
};

const struct rule rule_curl = {
	.name = "curl --retry 3",
	.source = "curl, src/tool_operate.c (5c61e168): 1 s, doubled, to 600 s; Retry-After exactly",
	.attempts = 4,
	.delay = delay_curl
};

const struct rule rule_urllib3 = {
	.name = "urllib3",
	.source = "urllib3, src/urllib3/util/retry.py (6a8536b6): 3 repetitions, backoff factor 0; "
	          "Retry-After exactly; told to repeat 502 and 503",
	.attempts = 4,
	.delay = delay_urllib3
};

const struct rule rule_grpc = {
	.name = "gRPC",
	.source = "gRPC proposal A6: 4 attempts, 100 ms doubled to 1 s, +-20 %; 10 tokens, "
	          "+0.1 for a success, -1 for a failure, closed at half",
	.attempts = 4,
	.delay = delay_grpc,
	.open = open_grpc,
	.failed = failed_grpc,
	.pay = pay_grpc,
	.reward = reward_grpc
};

const struct rule rule_aws = {
	.name = "AWS standard",
	.source = "botocore, botocore/retries/standard.py (0e6e2404): 3 attempts, full jitter 1 s to "
	          "20 s; 500 tokens, 5 for a retry, 10 after a time-out, refunded by success, +1",
	.attempts = 3,
	.delay = delay_aws,
	.open = open_aws,
	.pay = pay_aws,
	.reward = reward_aws
};

const struct rule rule_aws_2026 = {
	.name = "AWS 2026",
	.source = "botocore (0e6e2404) with AWS_NEW_RETRIES_2026: 3 attempts, full jitter 50 ms to "
	          "20 s; 500 tokens, 14 for a retry (throttled 5), refunded by success, +1",
	.attempts = 3,
	.delay = delay_aws_2026,
	.open = open_aws,
	.pay = pay_aws_2026,
	.reward = reward_aws
};

const struct rule rule_finagle = {
	.name = "Finagle",
	.source = "Finagle, finagle-core/.../service/Retries.scala and RetryBudget (4feb34cb): at "
	          "once, up to 25 attempts; 20 % of the requests of 10 s, and 10 a second",
	.attempts = 25,
	.delay = delay_none,
	.begin = begin_windowed,
	.pay = pay_finagle
};

const struct rule rule_fifth = {
	.name = "20 % of requests",
	.source = "Finagle's budget without the 10 a second; the ratio is also that of reqwest",
	.attempts = 25,
	.delay = delay_none,
	.begin = begin_windowed,
	.pay = pay_fifth
};

const struct rule rule_ours = {
	.name = "libhttpstatus",
	.source = "this library: its defaults, a budget for each process",
	.library = true
};

const struct rule *const all_rules[] = {
	&rule_none, &rule_plain_1, &rule_plain_3, &rule_curl, &rule_urllib3, &rule_grpc, &rule_aws,
	&rule_aws_2026, &rule_finagle, &rule_fifth, &rule_ours
};
const size_t all_rules_count = sizeof(all_rules) / sizeof(all_rules[0]);
