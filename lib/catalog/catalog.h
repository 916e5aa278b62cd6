/* SPDX-License-Identifier: MIT */
/*
 * The layout of a catalog in memory. Built-in catalogs (written as C by hsgen)
 * and loaded ones (one block on the heap) have the same layout, and the same code
 * reads them. All links are offsets in bytes from the start of the catalog: no
 * pointer, hence no relocation, in a built-in table.
 */
#ifndef HS_CATALOG_H
#define HS_CATALOG_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <httpstatus.h>

#include "base/span.h"
#include "catalog/vocabulary.h"
#include "code/codes.h"

enum {
	HS_NAME_MAX      = 128,   /* bytes in a name, a phrase or an alias */
	HS_STACK_MAX     = 64,    /* members of a stack */
	HS_LIMIT_MAX     = 14     /* retries that a code may allow, if it has a limit */
};

/*
 * The properties of catalog files, in the order in which they are printed: those of
 * the head, then those of a status. The table in format/property.c has a row for each.
 */
enum hs_property {
	HS_PROPERTY_CATALOG,
	HS_PROPERTY_FORMAT,
	HS_PROPERTY_TITLE,
	HS_PROPERTY_VERSION,
	HS_PROPERTY_SOURCE,
	HS_PROPERTY_EXTENDS,
	HS_PROPERTY_SCOPE,
	HS_PROPERTY_COLLECTS,
	HS_PROPERTY_ERROR,
	HS_PROPERTY_HEAD_WAIT,
	HS_PROPERTY_STATUS,         /* from here on: of a status */
	HS_PROPERTY_WHEN,
	HS_PROPERTY_REASON,
	HS_PROPERTY_ALIAS,
	HS_PROPERTY_ORIGIN,
	HS_PROPERTY_SUMMARY,
	HS_PROPERTY_REFERENCE,
	HS_PROPERTY_MUST_SEND,
	HS_PROPERTY_SHOULD_SEND,
	HS_PROPERTY_MAY_SEND,
	HS_PROPERTY_FLAGS,
	HS_PROPERTY_CONTENT,
	HS_PROPERTY_REDIRECT,
	HS_PROPERTY_FAULT,
	HS_PROPERTY_RETRY,
	HS_PROPERTY_PROCESSED,
	HS_PROPERTY_PERSISTENCE,
	HS_PROPERTY_CHANGE,
	HS_PROPERTY_LIMIT,
	HS_PROPERTY_WAIT,
	HS_PROPERTY_COUNT,
	HS_HEAD_PROPERTIES   = HS_PROPERTY_STATUS,
	HS_STATUS_PROPERTIES = HS_PROPERTY_COUNT - HS_PROPERTY_STATUS
};

/*
 * What the head or an entry says about a property: 0 if nothing, else the offset
 * of a text, that of a list (texts one after the other, "" ends), or a number + 1:
 * the place of a word in its vocabulary, a set of bits, a code, or a limit.
 */
typedef uint32_t hs_stored;

struct httpstatus_catalog {
	_Atomic uint32_t refs;      /* 0: built in, lives forever */
	uint32_t members;           /* a stack's; 0: an ordinary catalog */
	uint32_t size;              /* bytes, with the tables and texts that follow */
	hs_stored stored[HS_HEAD_PROPERTIES];
	uint32_t entries;           /* httpstatus_entry[count], ascending; then those of stanzas */
	uint32_t stanzas;           /* struct hs_stanza[stanza_count]: variants, then rules */
	uint32_t ranges;            /* struct hs_range[range_count] */
	uint32_t sources;           /* struct hs_source[source_count] */
	uint32_t conditions;        /* struct hs_condition[condition_count] */
	uint32_t waits;             /* struct hs_wait[wait_count], the shared ones first */
	uint32_t fields;            /* a bit for each source that is a field: hs_field_bit */
	uint32_t keys;              /* struct hs_key[key_count], sorted: see phrase_index.h */
	uint32_t key_count;
	uint32_t index;             /* uint16_t[span]: number of an entry + 1, or 0 */
	uint16_t count;
	uint16_t first;             /* the code of index[0] */
	uint16_t span;              /* 0 for a stack, so that no code is found in it directly */
	uint16_t stanza_count;
	uint16_t range_count;
	uint16_t source_count;
	uint16_t condition_count;
	uint16_t wait_count;
	uint16_t shared_waits;      /* how many */
	uint16_t error_source;      /* number + 1 of the source "error"; 0: no condition has it */
	uint16_t reads_content;     /* whether a source is in JSON or XML */
};

struct httpstatus_entry {
	uint32_t self;              /* offset of this entry in its catalog */
	hs_stored stored[HS_STATUS_PROPERTIES];
};

/*
 * A stanza for more than a code: a variant, which has conditions (When), or the
 * rule for a class, which has none. Its ranges are first those of the codes that it
 * names, then those of the codes that it covers by their class.
 */
struct hs_stanza {
	uint16_t entry;             /* number */
	uint16_t range;             /* number of the first of its ranges */
	uint16_t named;             /* how many */
	uint16_t classed;
	uint16_t condition;         /* number of the first of its conditions */
	uint16_t conditions;        /* how many; 0 for a rule */
};

struct hs_range {
	uint16_t first, last;
};

/* Where evidence stands: httpstatus-catalog(5), "Sources of evidence". */
enum hs_source_kind {
	HS_SOURCE_NONE,             /* it is none */
	HS_SOURCE_FIELD,
	HS_SOURCE_JSON,
	HS_SOURCE_XML,
	HS_SOURCE_ERROR
};

/* Which error codes stand at a source. */
enum {
	HS_ERROR_WHOLE  = 1,
	HS_ERROR_SHAPED = 2         /* cut to the name in it: see hs_shape() */
};

struct hs_source {
	uint32_t name;              /* offset: a field's name in lower case, a path, an element */
	uint16_t length;
	uint8_t kind;               /* HS_SOURCE_* */
	uint8_t errors;             /* HS_ERROR_* bits */
};

struct hs_condition {
	uint32_t values;            /* offset of a list of patterns; 0: to be there is enough */
	uint16_t source;            /* number */
	uint16_t absent;            /* whether it holds if the source is not there */
};

/*
 * A time to wait. It is the head's or that of an entry. One of the head that has no
 * condition, and stands in Retry-After or a field of the same rank, is shared: it
 * counts for every status.
 */
struct hs_wait {
	uint32_t literal;           /* offset of a duration; 0: the time stands in the source */
	uint16_t source;            /* number */
	uint16_t condition;         /* number + 1; 0: none */
	uint16_t entry;             /* number + 1; 0: the head's */
	uint16_t unit;              /* enum hs_unit */
};

/* Whether a field asks for milliseconds, and has the rank of Retry-After in every catalog. */
static inline bool hs_is_retry_after_ms(struct hs_span name)
{
	return hs_span_is(name, "retry-after-ms") || hs_span_is(name, "x-ms-retry-after-ms");
}

/* A phrase or alias, folded (phrase_index.h), and whose it is. */
struct hs_key {
	uint32_t text;
	uint16_t length;
	uint16_t entry;             /* number */
};

/* A stack is a catalog without tables of its own. */
struct hs_stack {
	struct httpstatus_catalog head;
	const httpstatus_catalog *member[HS_STACK_MAX];
	char name[];
};

static inline const char *hs_at(const httpstatus_catalog *catalog, uint32_t offset)
{
	return (const char *)catalog + offset;
}

static inline const httpstatus_entry *hs_entries(const httpstatus_catalog *catalog)
{
	return (const httpstatus_entry *)(const void *)hs_at(catalog, catalog->entries);
}

static inline const httpstatus_catalog *hs_owner(const httpstatus_entry *entry)
{
	return (const httpstatus_catalog *)(const void *)((const char *)entry - entry->self);
}

/* The text, or the list, of a property; "" if nothing is said. */
static inline const char *hs_catalog_text(const httpstatus_catalog *catalog,
                                          enum hs_property property)
{
	const uint32_t offset = catalog->stored[property];

	return offset ? hs_at(catalog, offset) : "";
}

static inline hs_stored hs_entry_stored(const httpstatus_entry *entry, enum hs_property property)
{
	return entry->stored[property - HS_PROPERTY_STATUS];
}

static inline const char *hs_entry_text(const httpstatus_entry *entry, enum hs_property property)
{
	const uint32_t offset = hs_entry_stored(entry, property);

	return offset ? hs_at(hs_owner(entry), offset) : "";
}

/* The number of a property; what is not said has its default. */
static inline uint32_t hs_entry_number(const httpstatus_entry *entry, enum hs_property property,
                                       uint32_t otherwise)
{
	const hs_stored stored = hs_entry_stored(entry, property);

	return stored ? stored - 1 : otherwise;
}

/* Whether an entry says "Retry: forbid". */
static inline bool hs_forbids(const httpstatus_entry *entry)
{
	return hs_entry_number(entry, HS_PROPERTY_RETRY, 0) == HS_RETRY_FORBID;
}

/* -1 for a stanza that is not about one code. */
static inline int hs_entry_code(const httpstatus_entry *entry)
{
	return (int)hs_entry_stored(entry, HS_PROPERTY_STATUS) - 1;
}

static inline const struct hs_stanza *hs_stanzas(const httpstatus_catalog *catalog)
{
	return (const struct hs_stanza *)(const void *)hs_at(catalog, catalog->stanzas);
}

/* The stanza of an entry that is about more than a code; NULL if there is none. */
const struct hs_stanza *hs_stanza_of(const httpstatus_entry *entry);

static inline const struct hs_range *hs_ranges(const httpstatus_catalog *catalog,
                                               const struct hs_stanza *stanza)
{
	return (const struct hs_range *)(const void *)hs_at(catalog, catalog->ranges) + stanza->range;
}

static inline const struct hs_source *hs_sources(const httpstatus_catalog *catalog)
{
	return (const struct hs_source *)(const void *)hs_at(catalog, catalog->sources);
}

static inline const struct hs_condition *hs_conditions(const httpstatus_catalog *catalog)
{
	return (const struct hs_condition *)(const void *)hs_at(catalog, catalog->conditions);
}

static inline const struct hs_wait *hs_waits(const httpstatus_catalog *catalog)
{
	return (const struct hs_wait *)(const void *)hs_at(catalog, catalog->waits);
}

/* Of names with the same bit few are equal; nearly all fields that do not matter have another. */
static inline uint32_t hs_field_bit(const char *name, size_t length)
{
	const unsigned char last = length > 0 ? (unsigned char)name[length - 1] : 0;

	return UINT32_C(1) << ((length * 5 + (last & 31u)) & 31u);
}

static inline bool hs_is_in(const struct hs_range *ranges, uint32_t count, int code)
{
	for (uint32_t n = 0; n < count; n++)
		if (code >= ranges[n].first && code <= ranges[n].last)
			return true;
	return false;
}

static inline const httpstatus_catalog *hs_member(const httpstatus_catalog *catalog, uint32_t n)
{
	return ((const struct hs_stack *)(const void *)catalog)->member[n];
}

/* The parts of any catalog: the members of a stack, or the one that it is. */
static inline uint32_t hs_part_count(const httpstatus_catalog *catalog)
{
	return catalog->members > 0 ? catalog->members : 1;
}

static inline const httpstatus_catalog *hs_part(const httpstatus_catalog *catalog, uint32_t n)
{
	return catalog->members > 0 ? hs_member(catalog, n) : catalog;
}

/* The entry of exactly this code, in an ordinary catalog. */
static inline const httpstatus_entry *hs_find_own(const httpstatus_catalog *catalog, int code)
{
	uint32_t i = (uint32_t)code - catalog->first;
	uint32_t number;

	if (i >= catalog->span)
		return NULL;
	number = ((const uint16_t *)(const void *)hs_at(catalog, catalog->index))[i];
	return number ? hs_entries(catalog) + number - 1 : NULL;
}

/* The rule for the class of a code, in an ordinary catalog; NULL if it has none for this code. */
static inline const httpstatus_entry *hs_find_rule(const httpstatus_catalog *catalog, int code)
{
	for (uint32_t n = 0; n < catalog->stanza_count; n++) {
		const struct hs_stanza *stanza = &hs_stanzas(catalog)[n];
		const httpstatus_entry *entry = &hs_entries(catalog)[stanza->entry];

		if (hs_entry_stored(entry, HS_PROPERTY_WHEN) == 0 &&
		    hs_is_in(hs_ranges(catalog, stanza) + stanza->named, stanza->classed, code))
			return entry;
	}
	return NULL;
}

/* The plain stanza or the rule that decides on a code, in any catalog. */
static inline const httpstatus_entry *hs_find_deciding(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = hs_find_own(catalog, code);

	if (!entry)
		entry = hs_find_rule(catalog, code);
	for (uint32_t n = 0; !entry && n < catalog->members; n++) {
		entry = hs_find_own(hs_member(catalog, n), code);
		if (!entry)
			entry = hs_find_rule(hs_member(catalog, n), code);
	}
	return entry;
}

/* The entry of exactly this code, in any catalog. */
static inline const httpstatus_entry *hs_find(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = hs_find_own(catalog, code);

	for (uint32_t n = 0; !entry && n < catalog->members; n++)
		entry = hs_find_own(hs_member(catalog, n), code);
	return entry;
}

/* The built-in catalog of that name, or NULL. */
const httpstatus_catalog *hs_builtin_find(const char *name);

#endif
