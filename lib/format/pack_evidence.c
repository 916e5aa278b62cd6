/* SPDX-License-Identifier: MIT */
/*
 * Error, When and Wait, as tables: each source once, the conditions of a stanza one
 * after the other, the times of the head before those of entries.
 */

#include "format/pack_evidence.h"

#include <stdlib.h>

#include "catalog/vocabulary.h"
#include "format/evidence_value.h"

static size_t count_texts(const struct hs_drafts *drafts, enum hs_property property)
{
	size_t count = 0;

	for (const struct hs_draft *d = drafts->first; d; d = d->next)
		count += d->texts[property].count;
	return count;
}

static size_t count_waits(const httpstatus_builder *builder)
{
	size_t count = builder->head.texts[HS_PROPERTY_HEAD_WAIT].count +
	               count_texts(&builder->rules, HS_PROPERTY_WAIT) +
	               count_texts(&builder->variants, HS_PROPERTY_WAIT);

	for (int code = 0; code < HS_CODE_END; code++)
		if (builder->drafts[code])
			count += builder->drafts[code]->texts[HS_PROPERTY_WAIT].count;
	return count;
}

/* Tables of at least one element, so that NULL means out of memory. */
int hs_evidence_allocate(struct hs_evidence_tables *tables, const httpstatus_builder *builder)
{
	const size_t waits = count_waits(builder);
	/* A time has at most one condition. */
	const size_t conditions = count_texts(&builder->variants, HS_PROPERTY_WHEN) + waits;

	/* Numbers have 16 bits, and one more than the last is used, too. */
	if (conditions >= UINT16_MAX)
		return HTTPSTATUS_E_LIMIT;
	tables->sources = calloc(HS_SOURCES_MAX, sizeof(*tables->sources));
	tables->conditions = calloc(conditions + 1, sizeof(*tables->conditions));
	tables->waits = calloc(waits + 1, sizeof(*tables->waits));
	return tables->sources && tables->conditions && tables->waits ? 0 : HTTPSTATUS_E_NOMEM;
}

void hs_evidence_free(struct hs_evidence_tables *tables)
{
	free(tables->sources);
	free(tables->conditions);
	free(tables->waits);
}

/* ---- Sources ------------------------------------------------------------------ */

static uint32_t add_name(struct hs_pool *pool, struct hs_span name, bool lower)
{
	char copy[HS_NAME_MAX + 1];

	for (size_t n = 0; n < name.length; n++)
		copy[n] = lower ? hs_to_lower(name.at[n]) : name.at[n];
	copy[name.length] = '\0';
	return hs_pool_add(pool, copy, name.length + 1) + 1;
}

static bool is_same(const struct hs_pool *pool, const struct hs_source *source,
                    enum hs_source_kind kind, struct hs_span name)
{
	const char *known = pool->bytes + source->name - 1;

	if (source->kind != kind || source->length != name.length)
		return false;
	return kind == HS_SOURCE_FIELD ? hs_span_is(name, known)
	                               : memcmp(known, name.at, name.length) == 0;
}

/* The number of a source, a new one if need be; hs_check_sources has seen to the room. */
static uint16_t add_source(struct hs_evidence_tables *tables, struct hs_pool *pool,
                           struct hs_span text)
{
	struct hs_span name = text;
	const enum hs_source_kind kind = hs_source_kind_of(&name);
	struct hs_source *source;
	uint16_t n = 0;

	while (!pool->failed && n < tables->source_count &&
	       !is_same(pool, &tables->sources[n], kind, name))
		n++;
	if (pool->failed || n < tables->source_count)
		return n;
	source = &tables->sources[tables->source_count++];
	source->name = add_name(pool, name, kind == HS_SOURCE_FIELD);
	source->length = (uint16_t)name.length;
	source->kind = (uint8_t)kind;
	return n;
}

/* ---- Conditions ----------------------------------------------------------------- */

/* The values of a condition as a list. */
static uint32_t add_values(struct hs_pool *pool, struct hs_span values)
{
	const uint32_t at = (uint32_t)pool->size;

	while (values.length > 0) {
		const struct hs_span value = hs_take_value(&values);

		hs_pool_add(pool, value.at, value.length);
		hs_pool_add(pool, "", 1);
	}
	hs_pool_add(pool, "", 1);
	return at + 1;
}

/* Returns its number. */
static uint16_t add_condition(struct hs_evidence_tables *tables, struct hs_pool *pool,
                              struct hs_span text)
{
	const struct hs_condition_text found = hs_condition_of(text);
	struct hs_condition *condition = &tables->conditions[tables->condition_count];

	condition->source = add_source(tables, pool, found.source);
	condition->absent = found.absent;
	if (found.values.length > 0)
		condition->values = add_values(pool, found.values);
	return tables->condition_count++;
}

void hs_evidence_add_when(struct hs_evidence_tables *tables, struct hs_pool *pool,
                          const struct hs_draft *draft, struct hs_stanza *stanza)
{
	stanza->condition = tables->condition_count;
	for (const struct hs_text *t = draft->texts[HS_PROPERTY_WHEN].first; t; t = t->next)
		add_condition(tables, pool, (struct hs_span){t->text, t->length});
	stanza->conditions = (uint16_t)(tables->condition_count - stanza->condition);
}

/* ---- Times ---------------------------------------------------------------------- */

/* Retry-After, or a field of the same rank, of the head and without a condition. */
static bool is_shared(const struct hs_wait_text *wait)
{
	return wait->condition.length == 0 && wait->literal.length == 0 &&
	       (hs_span_is(wait->source, "retry-after") || hs_is_retry_after_ms(wait->source));
}

static void add_wait(struct hs_evidence_tables *tables, struct hs_pool *pool,
                     const struct hs_wait_text *found, uint32_t entry)
{
	struct hs_wait *wait = &tables->waits[tables->wait_count++];

	if (found->literal.length > 0)
		wait->literal = add_name(pool, found->literal, false);
	else
		wait->source = add_source(tables, pool, found->source);
	if (found->condition.length > 0)
		wait->condition = (uint16_t)(add_condition(tables, pool, found->condition) + 1);
	wait->entry = (uint16_t)entry;
	wait->unit = (uint16_t)found->unit;
}

void hs_evidence_add_waits(struct hs_evidence_tables *tables, struct hs_pool *pool,
                           const struct hs_texts *waits, uint32_t entry)
{
	for (const struct hs_text *t = waits->first; t; t = t->next) {
		const struct hs_wait_text wait = hs_wait_of((struct hs_span){t->text, t->length});

		if (!wait.none && !(entry == 0 && is_shared(&wait)))
			add_wait(tables, pool, &wait, entry);
	}
}

static void add_shared(struct hs_evidence_tables *tables, struct hs_pool *pool,
                       const struct hs_texts *waits)
{
	for (const struct hs_text *t = waits->first; t; t = t->next) {
		const struct hs_wait_text wait = hs_wait_of((struct hs_span){t->text, t->length});

		if (is_shared(&wait))
			add_wait(tables, pool, &wait, 0);
	}
	tables->shared_waits = tables->wait_count;
}

/* ---- The head -------------------------------------------------------------------- */

void hs_evidence_add_head(struct hs_evidence_tables *tables, struct hs_pool *pool,
                          const struct hs_draft *head)
{
	for (const struct hs_text *t = head->texts[HS_PROPERTY_ERROR].first; t; t = t->next) {
		struct hs_span text = {t->text, t->length};
		const uint16_t n = add_source(tables, pool, hs_take_source(&text));

		tables->sources[n].errors |= text.length > 0 ? HS_ERROR_SHAPED : HS_ERROR_WHOLE;
	}
	add_shared(tables, pool, &head->texts[HS_PROPERTY_HEAD_WAIT]);
	hs_evidence_add_waits(tables, pool, &head->texts[HS_PROPERTY_HEAD_WAIT], 0);
}

/* ---- The whole -------------------------------------------------------------------- */

void hs_evidence_finish(struct hs_evidence_tables *tables, const struct hs_pool *pool)
{
	for (uint16_t n = 0; !pool->failed && n < tables->source_count; n++) {
		const struct hs_source *source = &tables->sources[n];

		switch ((enum hs_source_kind)source->kind) {
		case HS_SOURCE_FIELD:
			tables->fields |= hs_field_bit(pool->bytes + source->name - 1, source->length);
			break;
		case HS_SOURCE_JSON:
		case HS_SOURCE_XML:
			tables->reads_content = 1;
			break;
		case HS_SOURCE_ERROR:
			tables->error_source = (uint16_t)(n + 1);
			break;
		case HS_SOURCE_NONE:
			break;
		}
	}
}

void hs_evidence_relocate(struct hs_evidence_tables *tables, uint32_t text)
{
	for (uint16_t n = 0; n < tables->source_count; n++)
		tables->sources[n].name += text - 1;
	for (uint16_t n = 0; n < tables->condition_count; n++)
		if (tables->conditions[n].values)
			tables->conditions[n].values += text - 1;
	for (uint16_t n = 0; n < tables->wait_count; n++)
		if (tables->waits[n].literal)
			tables->waits[n].literal += text - 1;
}
