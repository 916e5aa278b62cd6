/* SPDX-License-Identifier: MIT */
/*
 * What a response says besides its code, as far as the catalog asks for it: which
 * conditions hold, and the times. Each ordinary catalog, and each member of a stack,
 * is a part with memory of its own. Nothing here allocates.
 */
#ifndef HS_EVIDENCE_STATE_H
#define HS_EVIDENCE_STATE_H

#include "base/span.h"
#include "catalog/catalog.h"
#include "response/clock.h"
#include "response/ratelimit.h"

struct hs_evidence {
	const httpstatus_catalog *catalog;
	unsigned char *memory;      /* of hs_evidence_size() bytes, aligned to 8 */
};

/* What was found at the source of a Wait. */
union hs_wait_state {
	struct hs_times times;
	struct hs_ratelimit ratelimit;
};

struct hs_part {
	const httpstatus_catalog *catalog;  /* NULL: before the first */
	uint32_t number;
	unsigned char *found;       /* a bit for each condition: its value was found */
	union hs_wait_state *waits; /* of those that are not shared */
	uint8_t *steps;             /* for each source in JSON: see content.c */
	unsigned char *end;
};

/* Whether a source of an ordinary catalog is the field of that name. Most differ in length. */
static inline bool hs_is_field(const httpstatus_catalog *catalog, uint16_t n, struct hs_span name)
{
	const struct hs_source *source = &hs_sources(catalog)[n];

	return source->kind == HS_SOURCE_FIELD && source->length == name.length &&
	       hs_span_is(name, hs_at(catalog, source->name));
}

/* The bytes that the evidence for a catalog takes. */
size_t hs_evidence_size(const httpstatus_catalog *catalog);

/* Goes on to the next part, from none to the first; false behind the last. */
bool hs_next_part(const struct hs_evidence *evidence, struct hs_part *part);

struct hs_span hs_source_name(const struct hs_part *part, uint16_t source);

/*
 * Adds what was found at a source. Of a value that goes_on, only the start is known. now
 * completes years of two digits.
 */
void hs_evidence_add_value(const struct hs_part *part, uint16_t source, struct hs_span value,
                           bool goes_on, int64_t now);

/* Adds a field to all parts. */
void hs_evidence_add_field(const struct hs_evidence *evidence, struct hs_span name,
                           struct hs_span value, bool goes_on, int64_t now);

/* Adds an error code to all parts. */
void hs_evidence_add_error(const struct hs_evidence *evidence, struct hs_span token, int64_t now);

/*
 * The unit of numbers in a field of the rank of Retry-After, if the catalog gives one for
 * all statuses: true, and *unit.
 */
bool hs_evidence_shared_unit(const httpstatus_catalog *catalog, struct hs_span name,
                             enum hs_unit *unit);

/* ---- What follows from it. fed: a field was passed, so that others are absent. ------ */

/* The variant for a code that holds and forbids a retry, wherever it stands; or NULL. */
const httpstatus_entry *hs_evidence_forbids(const struct hs_evidence *evidence, int code, bool fed);

/*
 * The first variant for a code that holds and says more than when to send again; or NULL.
 */
const httpstatus_entry *hs_evidence_variant(const struct hs_evidence *evidence, int code, bool fed);

/* Whether a pushback forbids a retry. */
bool hs_evidence_pushed_back(const struct hs_evidence *evidence, bool fed);

/* Which times are asked for. */
enum hs_waits {
	HS_WAITS_RETRY_AFTER,       /* those on Retry-After, which replace its usual reading */
	HS_WAITS_OTHER
};

/*
 * Adds to *asked what the times of an entry ask for, or with NULL those of the heads, or
 * those of all variants for a code that hold. The longest counts; a malformed one only if
 * there is no time.
 */
void hs_evidence_ask_variants(const struct hs_evidence *evidence, int code, enum hs_waits which,
                              const struct hs_clock *clock, int64_t time_of_day, bool fed,
                              struct hs_asked *asked);
void hs_evidence_ask(const struct hs_evidence *evidence, const httpstatus_entry *entry,
                     enum hs_waits which, const struct hs_clock *clock, int64_t time_of_day,
                     bool fed, struct hs_asked *asked);

#endif
