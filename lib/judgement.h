/* SPDX-License-Identifier: MIT */
/* An advice in the making: what a status means, before it is packed into a word. */
#ifndef HS_JUDGEMENT_H
#define HS_JUDGEMENT_H

#include "catalog.h"

struct hs_judgement {
	enum httpstatus_verdict verdict;
	int processed;
	uint32_t changes;
	uint32_t reasons;
	uint8_t limit;
	uint8_t redirect;
	bool unsent;                /* no byte of the request went out */
};

/* What the code says, and what it says to a request with these traits. */
void hs_judge_status(struct hs_judgement *j, const httpstatus_catalog *catalog, int code,
                     uint32_t traits);
void hs_judge_failure(struct hs_judgement *j, enum httpstatus_failure failure,
                      uint32_t traits);

/* RFC 9110, 9.2.2: whether the same request may be sent once more. */
void hs_judge_safety(struct hs_judgement *j, uint32_t traits);

httpstatus_advice hs_judgement_pack(const struct hs_judgement *j);

#endif
