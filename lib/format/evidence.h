/* SPDX-License-Identifier: MIT */
/* The values of Error, When and Wait. httpstatus-catalog(5), "Sources of evidence" and on. */
#ifndef HS_EVIDENCE_H
#define HS_EVIDENCE_H

#include "base/span.h"
#include "format/builder.h"

enum hs_source {
	HS_SOURCE_NONE,             /* it is none */
	HS_SOURCE_FIELD,
	HS_SOURCE_JSON,
	HS_SOURCE_XML,
	HS_SOURCE_ERROR
};

/* Return 0, NOMEM, or CATALOG with a problem. */
int hs_check_error(httpstatus_builder *builder, enum hs_property property, const char *s,
                   size_t length);
int hs_check_when(httpstatus_builder *builder, enum hs_property property, const char *s,
                  size_t length);
int hs_check_wait(httpstatus_builder *builder, enum hs_property property, const char *s,
                  size_t length);

/* A value of a condition: what has to be equal, and whether any text may stand around it. */
struct hs_pattern {
	const char *at;
	size_t length;
	bool any_before;
	bool any_behind;
};
struct hs_pattern hs_pattern_of(const char *s, size_t length);

/* The sources in a value that was checked; returns how many there are. */
size_t hs_sources_of(enum hs_property property, const char *text, struct hs_span sources[2]);
/* Names of fields are equal in any case. */
bool hs_same_source(struct hs_span a, struct hs_span b);

/* Whether a condition that was checked has a value with a '*' at both ends. */
bool hs_has_free_text(const char *condition);

#endif
