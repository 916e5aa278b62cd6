/* SPDX-License-Identifier: MIT */
/* What the suites about budgets share. */
#ifndef SUITE_BUDGET_H
#define SUITE_BUDGET_H

#include <httpstatus.h>

#include <check.h>
#include <stdint.h>

#include "suite_retry.h"

#define START  28
#define CAP    140
#define COST   14          /* of a retry after a fault */
#define SECOND UINT64_C(1000)
#define MINUTE (60 * SECOND)
#define WRAP   (UINT64_C(4294967296) * SECOND)

static inline httpstatus_budget *new_budget(void)
{
	httpstatus_budget *budget;

	if (httpstatus_budget_new(&budget))
		ck_abort_msg("no budget");
	return budget;
}

/* As much as a budget needs, and more; aligned as the header asks for. */
struct memory {
	_Alignas(8) unsigned char bytes[128];
};

static inline httpstatus_budget *budget_at(void *memory)
{
	httpstatus_budget *budget;

	if (httpstatus_budget_at(memory, httpstatus_budget_size(), &budget))
		ck_abort_msg("no budget");
	return budget;
}

/* A retry whose only limit is the budget, at time 0. */
static inline httpstatus_retry *begin_paid(httpstatus_budget *budget)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(ATTEMPTS), 1000);
	set(policy, SET(MAX_ELAPSED), 0);
	ck_assert_int_eq(httpstatus_policy_set_budget(policy, budget), 0);
	retry = begin_with(policy, PUT);
	httpstatus_policy_free(policy);
	return retry;
}

static inline int on(httpstatus_retry *retry, int code, uint64_t now)
{
	return verdict(httpstatus_retry_on_status(retry, code, now));
}

/* The verdict on a first 502 of another request at this time. */
static inline int fault(httpstatus_retry *retry, uint64_t now)
{
	httpstatus_retry_reset(retry, PUT, now);
	return on(retry, 502, now);
}

/* Takes all that is in it, at this time. */
static inline void drain(httpstatus_retry *retry, const httpstatus_budget *budget, uint64_t now)
{
	while (httpstatus_budget_level(budget) >= COST)
		if (fault(retry, now) != RETRY)
			ck_abort_msg("not paid from %d", httpstatus_budget_level(budget));
}

static inline void succeed(httpstatus_retry *retry, int times, uint64_t now)
{
	while (times-- > 0) {
		httpstatus_retry_reset(retry, PUT, now);
		if (on(retry, 200, now) != DONE)
			ck_abort_msg("200 is not DONE");
	}
}

#endif
