/* SPDX-License-Identifier: MIT */
/* What the last response or failure means for a request that is retried. */
#ifndef HS_JUDGE_H
#define HS_JUDGE_H

#include "advice/judgement.h"
#include "retry/retry.h"

/* What is known before attempts, times and the budget are looked at. */
struct hs_outcome {
	struct hs_judgement judgement;
	struct hs_asked asked;
	const httpstatus_entry *entry;      /* that decided; NULL: none */
	bool may_have_acted;                /* the origin, on this attempt or an earlier one */
};

/* Each reads what was fed; of the retry, only a held line is then read. */
void hs_retry_judge_status(httpstatus_retry *retry, struct hs_outcome *outcome, int code);
void hs_retry_judge_tunnel(httpstatus_retry *retry, struct hs_outcome *outcome, int code);
void hs_retry_judge_failure(httpstatus_retry *retry, struct hs_outcome *outcome, int failure);

#endif
