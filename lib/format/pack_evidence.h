/* SPDX-License-Identifier: MIT */
/* What the stanzas of a catalog ask of evidence, as tables. */
#ifndef HS_PACK_EVIDENCE_H
#define HS_PACK_EVIDENCE_H

#include "format/builder.h"
#include "format/pool.h"

struct hs_evidence_tables {
	struct hs_source *sources;
	struct hs_condition *conditions;
	struct hs_wait *waits;
	uint16_t source_count;
	uint16_t condition_count;
	uint16_t wait_count;
	uint16_t shared_waits;
	uint16_t error_source;      /* number + 1 */
	uint16_t reads_content;
	uint32_t fields;            /* a bit for each that is one */
};

/* Room for all that the drafts say. Returns 0, NOMEM, or LIMIT. */
int hs_evidence_allocate(struct hs_evidence_tables *tables, const httpstatus_builder *builder);
void hs_evidence_free(struct hs_evidence_tables *tables);

/* Adds where error codes stand, and the shared times. To be called first. */
void hs_evidence_add_head(struct hs_evidence_tables *tables, struct hs_pool *pool,
                          const struct hs_draft *head);

/* Adds the conditions of a variant, which stand there one after the other. */
void hs_evidence_add_when(struct hs_evidence_tables *tables, struct hs_pool *pool,
                          const struct hs_draft *draft, struct hs_stanza *stanza);

/* Adds the times of an entry, a number + 1; 0 are those of the head that are not shared. */
void hs_evidence_add_waits(struct hs_evidence_tables *tables, struct hs_pool *pool,
                           const struct hs_texts *waits, uint32_t entry);

/* Completes the tables. Offsets of texts are still those in the pool, + 1. */
void hs_evidence_finish(struct hs_evidence_tables *tables, const struct hs_pool *pool);

/* Turns them into offsets from the start of the catalog, in which texts begin there. */
void hs_evidence_relocate(struct hs_evidence_tables *tables, uint32_t text);

#endif
