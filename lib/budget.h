/* SPDX-License-Identifier: MIT */
/* What a retry does to a budget. A NULL budget always pays and is never paid. */
#ifndef HS_BUDGET_H
#define HS_BUDGET_H

#include <stdbool.h>

#include <httpstatus.h>

/*
 * An attempt has failed at this second of the caller's clock, and its
 * repetition costs so many tokens. False, and nothing taken, if there are
 * fewer.
 */
bool hs_budget_take(httpstatus_budget *budget, uint32_t cost, uint32_t now);

void hs_budget_give(httpstatus_budget *budget, uint32_t tokens);

#endif
