/* SPDX-License-Identifier: MIT */
/* A finished set of drafts, laid out as a catalog in one block of memory. */

#include <stdlib.h>
#include <string.h>

#include "format/builder.h"
#include "catalog/phrase_index.h"

/* The texts of a catalog, one after the other; the first is "". */
struct pool {
	char *bytes;
	size_t size;
	size_t room;
	bool failed;
};

struct pack {
	const httpstatus_builder *builder;
	struct httpstatus_catalog head;
	httpstatus_entry *entries;
	struct hs_key *keys;
	struct hs_key *spare_keys;  /* as much room again, for sorting */
	uint32_t key_room;
	uint16_t *index;
	struct pool pool;
};

static void make_room(struct pool *pool, size_t length)
{
	size_t room = (pool->size + length) * 2;
	char *bytes = realloc(pool->bytes, room);

	if (!bytes) {
		pool->failed = true;
		return;
	}
	pool->bytes = bytes;
	pool->room = room;
}

/* Answers where the text is, if nothing has failed. */
static uint32_t pool_add(struct pool *pool, const char *s, size_t length)
{
	size_t at = pool->size;

	if (pool->room - pool->size < length)
		make_room(pool, length);
	if (!pool->failed) {
		memcpy(pool->bytes + at, s, length);
		pool->size += length;
	}
	return (uint32_t)at;
}

/* With its NUL; every empty text is the first one. */
static uint32_t pool_text(struct pool *pool, const struct hs_text *text)
{
	return text->length > 0 ? pool_add(pool, text->text, text->length + 1) : 0;
}

static uint32_t pool_list(struct pool *pool, const struct hs_texts *list)
{
	uint32_t at = (uint32_t)pool->size;

	if (!list->first)
		return 0;
	for (const struct hs_text *item = list->first; item; item = item->next)
		pool_add(pool, item->text, item->length + 1);
	pool_add(pool, "", 1);
	return at;
}

static uint32_t pool_headers(struct pool *pool, const struct hs_draft *draft)
{
	static const enum hs_property properties[] = {
		HS_PROPERTY_MUST_SEND, HS_PROPERTY_SHOULD_SEND, HS_PROPERTY_MAY_SEND
	};
	uint32_t at = (uint32_t)pool->size;

	for (size_t i = 0; i < sizeof(properties) / sizeof(properties[0]); i++) {
		const char level = (char)('0' + HTTPSTATUS_LEVEL_MUST + (int)i);

		for (const struct hs_text *item = draft->list[properties[i]].first; item; item = item->next) {
			pool_add(pool, &level, 1);
			pool_add(pool, item->text, item->length + 1);
		}
	}
	if (pool->size == at)
		return 0;
	pool_add(pool, "", 1);
	return at;
}

static uint8_t stored_value(const struct hs_draft *draft, enum hs_property property)
{
	return draft->said & HS_SAID(property) ? (uint8_t)(draft->value[property] + 1) : HS_UNSAID;
}

enum httpstatus_fault hs_fault_of_class(int code)
{
	switch (httpstatus_class_of(code)) {
	case HTTPSTATUS_CLASS_NONE:          return HTTPSTATUS_FAULT_UNKNOWN;
	case HTTPSTATUS_CLASS_CLIENT_ERROR:  return HTTPSTATUS_FAULT_CLIENT;
	case HTTPSTATUS_CLASS_SERVER_ERROR:  return HTTPSTATUS_FAULT_SERVER;
	default:                             return HTTPSTATUS_FAULT_NONE;
	}
}

static uint8_t fault_of(const struct hs_draft *draft, int code)
{
	if (draft->said & HS_SAID(HS_PROPERTY_FAULT))
		return (uint8_t)draft->value[HS_PROPERTY_FAULT];
	return (uint8_t)hs_fault_of_class(code);
}

static void pack_entry(struct pool *pool, httpstatus_entry *entry,
                       const struct hs_draft *draft, int code)
{
	const bool content_said = draft->said & HS_SAID(HS_PROPERTY_CONTENT);
	const bool limit_said = draft->said & HS_SAID(HS_PROPERTY_LIMIT);

	entry->phrase = pool_text(pool, &draft->text[HS_PROPERTY_REASON]);
	entry->summary = pool_text(pool, &draft->text[HS_PROPERTY_SUMMARY]);
	entry->aliases = pool_list(pool, &draft->list[HS_PROPERTY_ALIAS]);
	entry->references = pool_list(pool, &draft->list[HS_PROPERTY_REFERENCE]);
	entry->headers = pool_headers(pool, draft);
	entry->flags = draft->value[HS_PROPERTY_FLAGS];
	entry->changes = draft->value[HS_PROPERTY_CHANGE];
	entry->code = (uint16_t)code;
	entry->phrase_length = (uint16_t)draft->text[HS_PROPERTY_REASON].length;
	entry->verdict = stored_value(draft, HS_PROPERTY_RETRY);
	entry->processed = stored_value(draft, HS_PROPERTY_PROCESSED);
	entry->persistence = stored_value(draft, HS_PROPERTY_PERSISTENCE);
	entry->limit = limit_said ? (uint8_t)draft->value[HS_PROPERTY_LIMIT] : HTTPSTATUS_LIMIT_NONE;
	entry->redirect = (uint8_t)draft->value[HS_PROPERTY_REDIRECT];
	entry->content = content_said ? (uint8_t)draft->value[HS_PROPERTY_CONTENT]
	                              : HTTPSTATUS_FRAMING_MAY;
	entry->fault = fault_of(draft, code);
}

static void pack_entries(struct pack *pack)
{
	uint16_t n = 0;

	for (int code = 0; code < HS_CODE_END; code++) {
		const struct hs_draft *draft = pack->builder->drafts[code];

		if (!draft)
			continue;
		pack_entry(&pack->pool, &pack->entries[n++], draft, code);
		pack->index[code - pack->head.first] = n;
	}
}

static void add_key(struct pack *pack, const struct hs_text *text, uint16_t entry)
{
	struct hs_name name;
	struct hs_key *key;

	if (!hs_fold_name(text->text, text->length, &name))
		return;
	key = &pack->keys[pack->head.key_count++];
	key->text = pool_add(&pack->pool, name.text, name.length);
	key->length = (uint16_t)name.length;
	key->entry = entry;
}

/* Phrases before aliases, low codes before high ones: of equal names the first stays. */
static void pack_keys(struct pack *pack)
{
	struct hs_draft *const *drafts = pack->builder->drafts;

	for (uint16_t n = 0; n < pack->head.count; n++)
		add_key(pack, &drafts[pack->entries[n].code]->text[HS_PROPERTY_REASON], n);
	for (uint16_t n = 0; n < pack->head.count; n++)
		for (const struct hs_text *alias =
		             drafts[pack->entries[n].code]->list[HS_PROPERTY_ALIAS].first;
		     alias; alias = alias->next)
			add_key(pack, alias, n);
	if (!pack->pool.failed)
		pack->head.key_count = hs_sort_keys(pack->keys, pack->spare_keys,
		                                    pack->head.key_count, pack->pool.bytes);
}

/* Takes the sizes from the drafts. */
static void measure(struct pack *pack)
{
	int first = 0;
	int last = -1;

	for (int code = 0; code < HS_CODE_END; code++) {
		const struct hs_draft *draft = pack->builder->drafts[code];

		if (!draft)
			continue;
		if (last < 0)
			first = code;
		last = code;
		pack->key_room += 1 + (uint32_t)draft->list[HS_PROPERTY_ALIAS].count;
	}
	pack->head.count = (uint16_t)pack->builder->draft_count;
	pack->head.first = (uint16_t)first;
	pack->head.span = (uint16_t)(last - first + 1);
}

/* Tables of at least one element, so that NULL means out of memory. */
static int allocate(struct pack *pack)
{
	pack->entries = calloc(pack->head.count + 1u, sizeof(*pack->entries));
	pack->keys = calloc(pack->key_room + 1u, sizeof(*pack->keys));
	pack->spare_keys = calloc(pack->key_room + 1u, sizeof(*pack->spare_keys));
	pack->index = calloc(pack->head.span + 1u, sizeof(*pack->index));
	pool_add(&pack->pool, "", 1);
	if (!pack->entries || !pack->keys || !pack->spare_keys || !pack->index ||
	    pack->pool.failed)
		return HTTPSTATUS_E_NOMEM;
	return 0;
}

/* Copies one table behind what is there already; returns its offset. */
static uint32_t place(char *block, size_t *size, const void *table, size_t bytes)
{
	size_t at = *size;

	if (block)
		memcpy(block + at, table, bytes);
	*size += bytes;
	return (uint32_t)at;
}

/*
 * Lays everything out; with a NULL block it only measures. Elements that are
 * aligned to four bytes come before those to two, and bytes last.
 */
static size_t lay_out(struct pack *pack, char *block, uint32_t *text)
{
	size_t size = sizeof(pack->head);

	pack->head.entries = place(block, &size, pack->entries,
	                           pack->head.count * sizeof(*pack->entries));
	pack->head.keys = place(block, &size, pack->keys,
	                        pack->head.key_count * sizeof(*pack->keys));
	pack->head.index = place(block, &size, pack->index,
	                         pack->head.span * sizeof(*pack->index));
	*text = place(block, &size, pack->pool.bytes, pack->pool.size);
	return size;
}

/* Turns offsets into the pool into offsets from the start of the catalog. */
static void relocate(struct pack *pack, uint32_t text)
{
	pack->head.name += text;
	pack->head.title += text;
	pack->head.version += text;
	pack->head.source += text;
	for (uint32_t n = 0; n < pack->head.count; n++) {
		httpstatus_entry *entry = &pack->entries[n];

		entry->self = pack->head.entries + n * (uint32_t)sizeof(*entry);
		entry->phrase += text;
		entry->summary += text;
		entry->aliases += text;
		entry->references += text;
		entry->headers += text;
	}
	for (uint32_t n = 0; n < pack->head.key_count; n++)
		pack->keys[n].text += text;
}

static int assemble(struct pack *pack, httpstatus_catalog **catalog)
{
	uint32_t text;
	size_t size = lay_out(pack, NULL, &text);
	httpstatus_catalog *block = malloc(size);

	if (!block)
		return HTTPSTATUS_E_NOMEM;
	relocate(pack, text);
	lay_out(pack, (char *)block, &text);
	memcpy(block, &pack->head, sizeof(pack->head));
	atomic_init(&block->refs, 1);
	*catalog = block;
	return 0;
}

static void pack_head(struct pack *pack)
{
	const struct hs_draft *head = &pack->builder->head;

	pack->head.name = pool_text(&pack->pool, &head->text[HS_PROPERTY_CATALOG]);
	pack->head.title = pool_text(&pack->pool, &head->text[HS_PROPERTY_TITLE]);
	pack->head.version = pool_text(&pack->pool, &head->text[HS_PROPERTY_VERSION]);
	pack->head.source = pool_text(&pack->pool, &head->text[HS_PROPERTY_SOURCE]);
}

int hs_pack(const httpstatus_builder *builder, httpstatus_catalog **catalog)
{
	struct pack pack = {.builder = builder};
	int error;

	measure(&pack);
	error = allocate(&pack);
	if (!error) {
		pack_head(&pack);
		pack_entries(&pack);
		pack_keys(&pack);
		error = pack.pool.failed ? HTTPSTATUS_E_NOMEM : assemble(&pack, catalog);
	}
	free(pack.entries);
	free(pack.keys);
	free(pack.spare_keys);
	free(pack.index);
	free(pack.pool.bytes);
	return error;
}
