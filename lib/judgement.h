/* SPDX-License-Identifier: MIT */
/* An advice in the making: what a status means, before it is packed into a word. */
#ifndef HS_JUDGEMENT_H
#define HS_JUDGEMENT_H

#include "catalog.h"

/* The advice word: six fields of fixed width. */
enum {
	HS_VERDICT_SHIFT   = 0,   HS_VERDICT_BITS   = 3,
	HS_PROCESSED_SHIFT = 3,   HS_PROCESSED_BITS = 3,   /* - NOT_REACHED + 1, 0: unknown */
	HS_LIMIT_SHIFT     = 6,   HS_LIMIT_BITS     = 8,
	HS_CHANGES_SHIFT   = 14,  HS_CHANGES_BITS   = 16,
	HS_REASONS_SHIFT   = 30,  HS_REASONS_BITS   = 24
};

/* RFC 9110, 9.2.2: such a request may be carried out twice. */
#define HS_HARMLESS_TRAITS (HTTPSTATUS_REQ_SAFE | HTTPSTATUS_REQ_IDEMPOTENT | \
                            HTTPSTATUS_REQ_HARMLESS | HTTPSTATUS_REQ_KEY | \
                            HTTPSTATUS_REQ_PRECONDITION)
/* The server may not have read such a request. */
#define HS_DOUBTFUL_TRAITS (HTTPSTATUS_REQ_REUSED | HTTPSTATUS_REQ_UNSENT)

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
void hs_judge_status(struct hs_judgement *j, const httpstatus_catalog *catalog,
                     const httpstatus_catalog *iana, int code, uint32_t traits);
void hs_judge_failure(struct hs_judgement *j, enum httpstatus_failure failure,
                      uint32_t traits);
/* A proxy sent this code in place of a tunnel to the origin. */
void hs_judge_tunnel(struct hs_judgement *j, const httpstatus_catalog *iana, int code);

/* RFC 9110, 9.2.2: whether the same request may be sent once more. */
void hs_judge_safety(struct hs_judgement *j, uint32_t traits);

httpstatus_advice hs_judgement_pack(const struct hs_judgement *j);

/* All of it: what httpstatus_advise answers. */
httpstatus_advice hs_advise(const httpstatus_catalog *catalog, const httpstatus_catalog *iana,
                            int code, uint32_t traits);

/*
 * All of a request that advice on a status depends on: whether it may be
 * carried out twice, whether it can be sent twice, whether it may never have
 * been read, whether it has an idempotency key, whether it only reads.
 */
enum {
	HS_KIND_HARMLESS = 1,
	HS_KIND_ONE_SHOT = 2,
	HS_KIND_DOUBTFUL = 4,
	HS_KIND_KEY      = 8,
	HS_KIND_SAFE     = 16,
	HS_KINDS         = 32
};

static inline uint32_t hs_request_kind(uint32_t traits)
{
	return (traits & HS_HARMLESS_TRAITS ? HS_KIND_HARMLESS : 0u) |
	       (traits & HTTPSTATUS_REQ_ONE_SHOT ? HS_KIND_ONE_SHOT : 0u) |
	       (traits & HS_DOUBTFUL_TRAITS ? HS_KIND_DOUBTFUL : 0u) |
	       (traits & HTTPSTATUS_REQ_KEY ? HS_KIND_KEY : 0u) |
	       (traits & HTTPSTATUS_REQ_SAFE ? HS_KIND_SAFE : 0u);
}

#endif
