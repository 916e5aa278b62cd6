/* SPDX-License-Identifier: MIT */
/* What a retry does to a budget. A NULL budget always pays and is never paid. */
#ifndef HS_BUDGET_H
#define HS_BUDGET_H

#include <stdbool.h>

#include <httpstatus.h>

/* What a repetition costs. */
enum {
	HS_COST_FREE      = 0,
	HS_COST_THROTTLED = 5,
	HS_COST_TRANSIENT = 14
};

/*
 * An attempt has failed at this second of the caller's clock, and its
 * repetition costs so many tokens. False, and nothing taken, if there are
 * fewer, or if it costs more than a pushback does and nothing has succeeded
 * for more than HS_PATIENCE seconds that had failures.
 */
enum { HS_PATIENCE = 2 };
bool hs_budget_take(httpstatus_budget *budget, uint32_t cost, uint32_t now);

void hs_budget_give(httpstatus_budget *budget, uint32_t tokens);

#endif
