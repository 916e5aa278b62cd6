/* SPDX-License-Identifier: MIT */
/* What the last response or failure means for a request that is retried. */
#ifndef HS_JUDGE_H
#define HS_JUDGE_H

#include "advice/judgement.h"
#include "retry/retry.h"

/*
 * Each reads what was fed, and leaves what it asks for in the retry. Attempts, times
 * and the budget are not looked at.
 */
void hs_retry_judge_status(httpstatus_retry *retry, struct hs_judgement *j, int code);
void hs_retry_judge_tunnel(httpstatus_retry *retry, struct hs_judgement *j, int code);
void hs_retry_judge_failure(httpstatus_retry *retry, struct hs_judgement *j, int failure);

#endif
