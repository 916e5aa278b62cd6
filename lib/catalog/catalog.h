/* SPDX-License-Identifier: MIT */
/*
 * The layout of a catalog in memory. Built-in catalogs (written as C by hsgen)
 * and loaded ones (one block on the heap) have the same layout, and the same code
 * reads them. All links are offsets in bytes from the start of the catalog: no
 * pointer, hence no relocation, in a built-in table. The built-in catalogs share
 * one pool of texts, which follows the last of them.
 */
#ifndef HS_CATALOG_H
#define HS_CATALOG_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <httpstatus.h>

#include "code/codes.h"

enum {
	HS_NAME_MAX      = 128,   /* bytes in a name, a phrase or an alias */
	HS_STACK_MAX     = 16,    /* members of a stack */
	HS_LIMIT_MAX     = 14     /* retries that a code may allow, if it has a limit */
};

/* How long a condition lasts; 0 if the catalog does not say. */
enum hs_persistence {
	HS_UNSAID = 0,
	HS_TRANSIENT,
	HS_THROTTLED,
	HS_STATE,
	HS_PERMANENT
};

struct httpstatus_catalog {
	_Atomic uint32_t refs;      /* 0: built in, lives forever */
	uint32_t members;           /* a stack's; 0: an ordinary catalog */
	uint32_t name;              /* texts */
	uint32_t title;
	uint32_t version;
	uint32_t source;
	uint32_t entries;           /* httpstatus_entry[count], ascending */
	uint32_t keys;              /* struct hs_key[key_count], sorted: see phrase_index.h */
	uint32_t key_count;
	uint32_t index;             /* uint16_t[span]: number of an entry + 1, or 0 */
	uint16_t count;
	uint16_t first;             /* the code of index[0] */
	uint16_t span;              /* 0 for a stack, so that no code is found in it directly */
};

struct httpstatus_entry {
	uint32_t self;              /* offset of this entry in its catalog */
	uint32_t phrase;            /* texts */
	uint32_t summary;
	uint32_t aliases;           /* lists: texts one after the other, "" ends */
	uint32_t references;
	uint32_t headers;           /* each is preceded by its level, '1' to '3' */
	uint32_t flags;
	uint32_t changes;
	uint16_t code;
	uint16_t phrase_length;
	uint8_t verdict;            /* value + 1; 0: not stated */
	uint8_t processed;          /* value - NOT_REACHED + 1; 0: not stated */
	uint8_t persistence;        /* enum hs_persistence */
	uint8_t limit;
	uint8_t redirect;
	uint8_t content;
	uint8_t fault;
	uint8_t unused;             /* 0 */
};

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

static inline const char *hs_entry_text(const httpstatus_entry *entry, uint32_t offset)
{
	return hs_at(hs_owner(entry), offset);
}

static inline const httpstatus_catalog *hs_member(const httpstatus_catalog *catalog, uint32_t n)
{
	return ((const struct hs_stack *)(const void *)catalog)->member[n];
}

static inline enum httpstatus_processed hs_processed(const httpstatus_entry *entry)
{
	if (entry->processed == HS_UNSAID)
		return HTTPSTATUS_PROCESSED_UNKNOWN;
	return (enum httpstatus_processed)(entry->processed - 1 + HTTPSTATUS_PROCESSED_NOT_REACHED);
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
