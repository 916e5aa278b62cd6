/* SPDX-License-Identifier: MIT */
/* The values of Error, When and Wait. httpstatus-catalog(5), "Sources of evidence" and on. */
#ifndef HS_EVIDENCE_VALUE_H
#define HS_EVIDENCE_VALUE_H

#include "base/span.h"
#include "catalog/vocabulary.h"
#include "format/builder.h"

/* Return 0, NOMEM, or CATALOG with a problem. */
int hs_check_error(httpstatus_builder *builder, enum hs_property property, const char *s,
                   size_t length);
int hs_check_when(httpstatus_builder *builder, enum hs_property property, const char *s,
                  size_t length);
int hs_check_wait(httpstatus_builder *builder, enum hs_property property, const char *s,
                  size_t length);

/* A text that was checked, in its parts; what is not there has a length of 0. */
struct hs_condition_text {
	struct hs_span source;
	struct hs_span values;
	bool absent;
};
struct hs_condition_text hs_condition_of(struct hs_span text);

struct hs_wait_text {
	struct hs_span literal;
	struct hs_span source;
	struct hs_span condition;
	enum hs_unit unit;
	bool none;                  /* it is the word "none" */
};
struct hs_wait_text hs_wait_of(struct hs_span text);

/* Takes a source off, with the white space behind it. */
struct hs_span hs_take_source(struct hs_span *text);

/* The kind of a source; its name is cut to what follows that. */
enum hs_source_kind hs_source_kind_of(struct hs_span *source);

/* Takes a value off, with its quotation marks and '*', and the comma behind it. */
struct hs_span hs_take_value(struct hs_span *list);

/* The sources in a value that was checked; returns how many there are. */
size_t hs_sources_of(enum hs_property property, const char *text, struct hs_span sources[2]);
/* Names of fields are equal in any case. */
bool hs_same_source(struct hs_span a, struct hs_span b);

/* Whether a condition that was checked has a value with a '*' at both ends. */
bool hs_has_free_text(const char *condition);

#endif
