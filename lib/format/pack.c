/* SPDX-License-Identifier: MIT */
/* A finished set of drafts, laid out as a catalog in one block of memory. */

#include <stdlib.h>
#include <string.h>

#include "catalog/pattern.h"
#include "catalog/phrase_index.h"
#include "format/builder.h"
#include "format/evidence_value.h"
#include "format/pack_evidence.h"

struct pack {
	const httpstatus_builder *builder;
	struct httpstatus_catalog head;
	httpstatus_entry *entries;
	struct hs_stanza *stanzas;
	struct hs_range *ranges;
	struct hs_key *keys;
	struct hs_key *spare_keys;  /* as much room again, for sorting */
	uint32_t key_room;
	uint16_t *index;
	struct hs_evidence_tables evidence;
	struct hs_pool pool;
};

/* Texts one after the other, each with its NUL. */
static uint32_t pool_texts(struct hs_pool *pool, const struct hs_texts *texts)
{
	const uint32_t at = (uint32_t)pool->size;

	for (const struct hs_text *text = texts->first; text; text = text->next)
		hs_pool_add(pool, text->text, text->length + 1);
	return at;
}

/* What is stored for a property; the place of a text is still that in the pool, + 1. */
static hs_stored pack_property(struct hs_pool *pool, const struct hs_draft *draft,
                               enum hs_property property)
{
	const struct hs_texts *texts = &draft->texts[property];
	uint32_t at;

	switch ((enum hs_place)hs_properties[property].place) {
	case HS_PLACE_NUMBER:
		return draft->said & HS_SAID(property) ? draft->number[property] + 1 : 0;
	case HS_PLACE_TEXT:
		return texts->first ? pool_texts(pool, texts) + 1 : 0;
	case HS_PLACE_LIST:
		if (!texts->first)
			return 0;
		at = pool_texts(pool, texts);
		hs_pool_add(pool, "", 1);
		return at + 1;
	case HS_PLACE_NONE:
		break;
	}
	return 0;
}

static void pack_entry(struct hs_pool *pool, httpstatus_entry *entry, const struct hs_draft *draft)
{
	for (int n = 0; n < HS_STATUS_PROPERTIES; n++)
		entry->stored[n] = pack_property(pool, draft, (enum hs_property)(HS_PROPERTY_STATUS + n));
}

static void pack_entries(struct pack *pack)
{
	uint16_t n = 0;

	for (int code = 0; code < HS_CODE_END; code++) {
		const struct hs_draft *draft = pack->builder->drafts[code];

		if (!draft)
			continue;
		pack_entry(&pack->pool, &pack->entries[n++], draft);
		hs_evidence_add_waits(&pack->evidence, &pack->pool, &draft->texts[HS_PROPERTY_WAIT], n);
		pack->index[code - pack->head.first] = n;
	}
}

/* ---- Stanzas --------------------------------------------------------------- */

/* Writes the ranges of a set, if there is room for them; returns how many there are. */
static uint16_t put_ranges(const struct httpstatus_codeset *set, struct hs_range *ranges)
{
	uint16_t count = 0;

	for (int code = 0; code < HS_CODE_END; code++) {
		const int first = code;

		if (!hs_code_set_has(set, code))
			continue;
		while (code + 1 < HS_CODE_END && hs_code_set_has(set, code + 1))
			code++;
		if (ranges)
			ranges[count] = (struct hs_range){(uint16_t)first, (uint16_t)code};
		count++;
	}
	return count;
}

static void pack_stanza(struct pack *pack, const struct hs_draft *draft)
{
	const uint16_t number = pack->head.stanza_count++;
	struct hs_stanza *stanza = &pack->stanzas[number];

	stanza->entry = (uint16_t)(pack->head.count + number);
	stanza->range = pack->head.range_count;
	stanza->named = put_ranges(&draft->codes.named, &pack->ranges[stanza->range]);
	stanza->classed = put_ranges(&draft->codes.classed,
	                             &pack->ranges[stanza->range + stanza->named]);
	pack->head.range_count = (uint16_t)(stanza->range + stanza->named + stanza->classed);
	pack_entry(&pack->pool, &pack->entries[stanza->entry], draft);
	hs_evidence_add_when(&pack->evidence, &pack->pool, draft, stanza);
	hs_evidence_add_waits(&pack->evidence, &pack->pool, &draft->texts[HS_PROPERTY_WAIT],
	                      stanza->entry + 1u);
}

static void pack_stanzas(struct pack *pack)
{
	for (const struct hs_draft *d = pack->builder->variants.first; d; d = d->next)
		pack_stanza(pack, d);
	for (const struct hs_draft *d = pack->builder->rules.first; d; d = d->next)
		pack_stanza(pack, d);
}

static size_t count_ranges(const struct hs_drafts *drafts)
{
	size_t count = 0;

	for (const struct hs_draft *d = drafts->first; d; d = d->next)
		count += (size_t)put_ranges(&d->codes.named, NULL) + put_ranges(&d->codes.classed, NULL);
	return count;
}

/* ---- Names ------------------------------------------------------------------ */

static void add_key(struct pack *pack, struct hs_span text, uint16_t entry)
{
	struct hs_name name;
	struct hs_key *key;

	if (!hs_fold_name(text.at, text.length, &name))
		return;
	key = &pack->keys[pack->head.key_count++];
	name.text[name.length] = '\0';
	key->text = hs_pool_add(&pack->pool, name.text, name.length + 1);
	key->length = (uint16_t)name.length;
	key->entry = entry;
}

static void add_keys(struct pack *pack, enum hs_property property)
{
	for (uint16_t n = 0; n < pack->head.count; n++) {
		const struct hs_draft *draft = pack->builder->drafts[hs_entry_code(&pack->entries[n])];

		for (const struct hs_text *text = draft->texts[property].first; text; text = text->next)
			add_key(pack, (struct hs_span){text->text, text->length}, n);
	}
}

/* The error codes of a condition, without those of which only a part is given. */
static void add_error_keys(struct pack *pack, struct hs_span when, uint16_t entry)
{
	struct hs_condition_text condition = hs_condition_of(when);

	if (!hs_span_is(condition.source, "error"))
		return;
	while (condition.values.length > 0) {
		const struct hs_pattern pattern = hs_pattern_of(hs_take_value(&condition.values));

		if (!pattern.any_before && !pattern.any_behind)
			add_key(pack, pattern.text, entry);
	}
}

static void add_variant_keys(struct pack *pack)
{
	uint16_t entry = pack->head.count;

	for (const struct hs_draft *d = pack->builder->variants.first; d; d = d->next, entry++)
		for (const struct hs_text *t = d->texts[HS_PROPERTY_WHEN].first; t; t = t->next)
			add_error_keys(pack, (struct hs_span){t->text, t->length}, entry);
}

/*
 * Phrases before aliases before error codes, low codes before high ones: of equal names
 * the first stays.
 */
static void pack_keys(struct pack *pack)
{
	add_keys(pack, HS_PROPERTY_REASON);
	add_keys(pack, HS_PROPERTY_ALIAS);
	add_variant_keys(pack);
	if (!pack->pool.failed)
		pack->head.key_count = hs_sort_keys(pack->keys, pack->spare_keys,
		                                    pack->head.key_count, pack->pool.bytes);
}

static uint32_t count_values(struct hs_span when)
{
	struct hs_span values = hs_condition_of(when).values;
	uint32_t count = 0;

	for (; values.length > 0; count++)
		hs_take_value(&values);
	return count;
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
		pack->key_room += 1 + (uint32_t)draft->texts[HS_PROPERTY_ALIAS].count;
	}
	for (const struct hs_draft *d = pack->builder->variants.first; d; d = d->next)
		for (const struct hs_text *t = d->texts[HS_PROPERTY_WHEN].first; t; t = t->next)
			pack->key_room += count_values((struct hs_span){t->text, t->length});
	pack->head.count = (uint16_t)pack->builder->draft_count;
	pack->head.first = (uint16_t)first;
	pack->head.span = (uint16_t)(last - first + 1);
}

/* Tables of at least one element, so that NULL means out of memory. */
static int allocate(struct pack *pack)
{
	const struct hs_drafts *variants = &pack->builder->variants;
	const struct hs_drafts *rules = &pack->builder->rules;
	const size_t stanzas = variants->count + rules->count;
	const size_t ranges = count_ranges(variants) + count_ranges(rules);

	/* Numbers of ranges have 16 bits. */
	if (stanzas > HS_STANZAS_MAX || ranges > UINT16_MAX)
		return HTTPSTATUS_E_LIMIT;
	pack->entries = calloc(pack->head.count + stanzas + 1u, sizeof(*pack->entries));
	pack->stanzas = calloc(stanzas + 1u, sizeof(*pack->stanzas));
	pack->ranges = calloc(ranges + 1u, sizeof(*pack->ranges));
	pack->keys = calloc(pack->key_room + 1u, sizeof(*pack->keys));
	pack->spare_keys = calloc(pack->key_room + 1u, sizeof(*pack->spare_keys));
	pack->index = calloc(pack->head.span + 1u, sizeof(*pack->index));
	if (!pack->entries || !pack->stanzas || !pack->ranges || !pack->keys || !pack->spare_keys ||
	    !pack->index || pack->pool.failed)
		return HTTPSTATUS_E_NOMEM;
	return hs_evidence_allocate(&pack->evidence, pack->builder);
}

static uint32_t entry_count(const struct pack *pack)
{
	return (uint32_t)pack->head.count + pack->head.stanza_count;
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
	                           entry_count(pack) * sizeof(*pack->entries));
	pack->head.stanzas = place(block, &size, pack->stanzas,
	                           pack->head.stanza_count * sizeof(*pack->stanzas));
	pack->head.ranges = place(block, &size, pack->ranges,
	                          pack->head.range_count * sizeof(*pack->ranges));
	pack->head.sources = place(block, &size, pack->evidence.sources,
	                           pack->evidence.source_count * sizeof(*pack->evidence.sources));
	pack->head.conditions = place(block, &size, pack->evidence.conditions,
	                              pack->evidence.condition_count *
	                              sizeof(*pack->evidence.conditions));
	pack->head.waits = place(block, &size, pack->evidence.waits,
	                         pack->evidence.wait_count * sizeof(*pack->evidence.waits));
	pack->head.keys = place(block, &size, pack->keys,
	                        pack->head.key_count * sizeof(*pack->keys));
	pack->head.index = place(block, &size, pack->index,
	                         pack->head.span * sizeof(*pack->index));
	*text = place(block, &size, pack->pool.bytes, pack->pool.size);
	return size;
}

/* Turns offsets into the pool, + 1, into offsets from the start of the catalog. */
static void relocate_texts(hs_stored *stored, int first, int count, uint32_t text)
{
	for (int n = 0; n < count; n++) {
		const int place = hs_properties[first + n].place;

		if (stored[n] && (place == HS_PLACE_TEXT || place == HS_PLACE_LIST))
			stored[n] += text - 1;
	}
}

static void relocate(struct pack *pack, uint32_t text)
{
	relocate_texts(pack->head.stored, 0, HS_HEAD_PROPERTIES, text);
	for (uint32_t n = 0; n < entry_count(pack); n++) {
		httpstatus_entry *entry = &pack->entries[n];

		entry->self = pack->head.entries + n * (uint32_t)sizeof(*entry);
		relocate_texts(entry->stored, HS_PROPERTY_STATUS, HS_STATUS_PROPERTIES, text);
	}
	for (uint32_t n = 0; n < pack->head.key_count; n++)
		pack->keys[n].text += text;
	hs_evidence_relocate(&pack->evidence, text);
}

static int assemble(struct pack *pack, httpstatus_catalog **catalog)
{
	uint32_t text;
	size_t size = lay_out(pack, NULL, &text);
	httpstatus_catalog *block = malloc(size);

	if (!block)
		return HTTPSTATUS_E_NOMEM;
	pack->head.size = (uint32_t)size;
	relocate(pack, text);
	lay_out(pack, (char *)block, &text);
	memcpy(block, &pack->head, sizeof(pack->head));
	atomic_init(&block->refs, 1);
	*catalog = block;
	return 0;
}

static void pack_head(struct pack *pack)
{
	for (int n = 0; n < HS_HEAD_PROPERTIES; n++)
		pack->head.stored[n] = pack_property(&pack->pool, &pack->builder->head,
		                                     (enum hs_property)n);
}

static void pack_evidence(struct pack *pack)
{
	const struct hs_evidence_tables *tables = &pack->evidence;

	hs_evidence_finish(&pack->evidence, &pack->pool);
	pack->head.fields = tables->fields;
	pack->head.source_count = tables->source_count;
	pack->head.condition_count = tables->condition_count;
	pack->head.wait_count = tables->wait_count;
	pack->head.shared_waits = tables->shared_waits;
	pack->head.error_source = tables->error_source;
	pack->head.reads_content = tables->reads_content;
}

int hs_pack(const httpstatus_builder *builder, httpstatus_catalog **catalog)
{
	struct pack pack = {.builder = builder};
	int error;

	measure(&pack);
	error = allocate(&pack);
	if (!error) {
		pack_head(&pack);
		hs_evidence_add_head(&pack.evidence, &pack.pool, &builder->head);
		pack_entries(&pack);
		pack_stanzas(&pack);
		pack_evidence(&pack);
		pack_keys(&pack);
		error = pack.pool.failed ? HTTPSTATUS_E_NOMEM : assemble(&pack, catalog);
	}
	free(pack.entries);
	free(pack.stanzas);
	free(pack.ranges);
	free(pack.keys);
	free(pack.spare_keys);
	free(pack.index);
	hs_evidence_free(&pack.evidence);
	free(pack.pool.bytes);
	return error;
}
