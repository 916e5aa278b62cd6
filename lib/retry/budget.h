/* SPDX-License-Identifier: MIT */
/* What a retry does with a budget. A NULL budget grants everything and collects nothing. */
#ifndef HS_BUDGET_H
#define HS_BUDGET_H

#include <stdbool.h>

#include <httpstatus.h>

/* What a retry costs. */
enum {
	HS_COST_FREE      = 0,
	HS_COST_THROTTLED = 5,
	HS_COST_TRANSIENT = 14
};

/*
 * Records that an attempt failed at second now, and takes cost tokens for its
 * retry. Returns false and takes nothing if there are too few tokens, or if
 * cost is above HS_COST_THROTTLED and there have been more than HS_PATIENCE
 * seconds with failures since the last success.
 */
enum { HS_PATIENCE = 2 };
bool hs_budget_take(httpstatus_budget *budget, uint32_t cost, uint32_t now);

/* Adds tokens after a success, which also ends an outage. */
void hs_budget_give(httpstatus_budget *budget, uint32_t tokens);

#endif
