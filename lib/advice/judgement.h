/* SPDX-License-Identifier: MIT */
/* A judgement: the meaning of a status, before it is packed into an advice. */
#ifndef HS_JUDGEMENT_H
#define HS_JUDGEMENT_H

#include "catalog/catalog.h"

/*
 * The advice word: five parts, each with room for more values. All of it is
 * less than 2^53, so that it is an exact number in JavaScript and Lua.
 */
enum {
	HS_VERDICT_SHIFT   = 0,   HS_VERDICT_BITS   = 3,
	HS_PROCESSED_SHIFT = 3,   HS_PROCESSED_BITS = 3,   /* - NOT_REACHED + 1, 0: unknown */
	HS_LIMIT_SHIFT     = 6,   HS_LIMIT_BITS     = 4,   /* 15: none */
	HS_CHANGES_SHIFT   = 10,  HS_CHANGES_BITS   = 19,
	HS_REASONS_SHIFT   = 29,  HS_REASONS_BITS   = 24
};

_Static_assert(HTTPSTATUS_VERDICT_RETRY < 1 << HS_VERDICT_BITS, "a verdict has no room");
_Static_assert(HTTPSTATUS_PROCESSED_DONE - HTTPSTATUS_PROCESSED_NOT_REACHED + 1 <
               1 << HS_PROCESSED_BITS, "what was processed has no room");
_Static_assert(HS_LIMIT_MAX + 1 < 1 << HS_LIMIT_BITS, "a limit has no room");
_Static_assert(HTTPSTATUS_CHANGE_CONFIGURATION < UINT32_C(1) << HS_CHANGES_BITS,
               "a change has no room");
_Static_assert(HTTPSTATUS_REASON_REDIRECTS < UINT32_C(1) << HS_REASONS_BITS,
               "a reason has no room");
_Static_assert(HS_REASONS_SHIFT + HS_REASONS_BITS <= 53, "the advice is no exact double");

/* RFC 9110, 9.2.2: the server may process such a request more than once. */
#define HS_HARMLESS_TRAITS (HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT | \
                            HTTPSTATUS_TRAIT_HARMLESS | HTTPSTATUS_TRAIT_KEY | \
                            HTTPSTATUS_TRAIT_PRECONDITION)
/* The server may not have read such a request. */
#define HS_DOUBTFUL_TRAITS (HTTPSTATUS_TRAIT_REUSED | HTTPSTATUS_TRAIT_UNSENT)

struct hs_judgement {
	enum httpstatus_verdict verdict;
	int processed;
	uint32_t changes;
	uint32_t reasons;
	uint8_t limit;
	uint8_t redirect;
	bool unsent;                /* no byte of the request went out */
};

/*
 * Judges a code or a failure, for a request with these traits. Returns the entry that
 * decided on the code; NULL if none did.
 */
const httpstatus_entry *hs_judge_status(struct hs_judgement *j, const httpstatus_catalog *catalog,
                     const httpstatus_catalog *iana, int code, uint32_t traits);
void hs_judge_failure(struct hs_judgement *j, int failure,
                      uint32_t traits);

/* Judges a variant for a code of which the plain stanza was judged. */
void hs_judge_variant(struct hs_judgement *j, const httpstatus_entry *variant, int code);

/* A proxy sent this code in place of a tunnel to the origin. */
void hs_judge_tunnel(struct hs_judgement *j, const httpstatus_catalog *iana, int code);

/* RFC 9110, 9.2.2: whether the same request may be sent again. */
void hs_judge_safety(struct hs_judgement *j, uint32_t traits);

httpstatus_advice hs_judgement_pack(const struct hs_judgement *j);

#endif
