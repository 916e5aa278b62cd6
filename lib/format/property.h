/* SPDX-License-Identifier: MIT */
/* The table of properties: one row says all that is peculiar to a property. */
#ifndef HS_PROPERTY_H
#define HS_PROPERTY_H

#include <stddef.h>

#include "catalog/catalog.h"

/* What a value is. */
enum hs_kind {
	HS_KIND_NAME,               /* a catalog's name */
	HS_KIND_NAMES,              /* a list of them */
	HS_KIND_FORMAT,             /* the version of the format */
	HS_KIND_PHRASE,             /* a text of at most HS_NAME_MAX bytes */
	HS_KIND_TEXT,
	HS_KIND_TOKENS,             /* a list of field names (RFC 9110, 5.6.2) */
	HS_KIND_WORD,               /* one word of a vocabulary */
	HS_KIND_BITS,               /* a list of words of a vocabulary, or "none" */
	HS_KIND_LIMIT,              /* 0 to HS_LIMIT_MAX, or "none" */
	HS_KIND_STATUS,             /* a code; opens a stanza, is never set */
	HS_KIND_ERROR,              /* where error codes stand */
	HS_KIND_WHEN,               /* a condition */
	HS_KIND_WAIT                /* where a time stands, or a time */
};

/* The kinds of stanza in which a property may stand. */
enum {
	HS_IN_HEAD    = 1,
	HS_IN_PLAIN   = 2,          /* for a code */
	HS_IN_RULE    = 4,          /* for a class */
	HS_IN_VARIANT = 8,          /* with When */
	HS_IN_CODE    = HS_IN_PLAIN | HS_IN_VARIANT,
	HS_IN_STATUS  = HS_IN_PLAIN | HS_IN_RULE | HS_IN_VARIANT
};

/* Where the value is when the catalog is built. */
enum hs_place {
	HS_PLACE_NUMBER,
	HS_PLACE_TEXT,
	HS_PLACE_LIST,
	HS_PLACE_NONE               /* it matters while the catalog is built, no longer */
};

/* How a stanza gets what it does not say from the extended catalog. */
enum hs_inheritance {
	HS_INHERIT_NEVER,
	HS_INHERIT_FACT,            /* whatever else the stanza says */
	HS_INHERIT_ADVICE,          /* a fact, but not to a code from under a rule: see inherit.c */
	HS_INHERIT_WITH_RETRY,      /* advice, unless the stanza says Retry: it qualifies that */
	HS_INHERIT_BY_FIELD,        /* item by item: see lend_fields() */
	HS_INHERIT_AS_NAME          /* see lend_names() */
};

struct hs_row {
	char name[13];
	uint8_t stanzas;            /* HS_IN_* */
	uint8_t kind;
	uint8_t place;
	uint8_t inheritance;
	uint8_t vocabulary;         /* of words and bits */
	uint8_t most;               /* values in one stanza */
};

extern const struct hs_row hs_properties[HS_PROPERTY_COUNT]
	__attribute__((__visibility__("hidden")));

/*
 * The property of that name which may stand in such stanzas; HS_PROPERTY_COUNT if
 * there is none.
 */
enum hs_property hs_property_find(const char *name, size_t length, int stanzas);

/* Whether it may have a line for each of several values. */
bool hs_property_repeats(enum hs_property property);

#endif
