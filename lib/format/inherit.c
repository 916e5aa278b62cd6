/* SPDX-License-Identifier: MIT */
/* Extends: what a draft does not say about a code comes from another catalog. */

#include <string.h>

#include "format/builder.h"
#include "catalog/phrase_index.h"

static bool said(const struct hs_draft *draft, enum hs_property property)
{
	return (draft->said & HS_SAID(property)) != 0;
}

static void lend_value(struct hs_draft *draft, enum hs_property property, uint32_t value)
{
	if (said(draft, property))
		return;
	draft->said |= HS_SAID(property);
	draft->value[property] = value;
}

/* A stored value that is 0 where its catalog does not say. */
static void lend_stored(struct hs_draft *draft, enum hs_property property, uint8_t stored)
{
	if (stored != HS_UNSAID)
		lend_value(draft, property, stored - 1u);
}

/* Texts of built-in and counted catalogs outlive the build: no copy is needed. */
static void lend_text(struct hs_draft *draft, enum hs_property property, const char *text)
{
	if (said(draft, property))
		return;
	draft->text[property].text = text;
	draft->text[property].length = strlen(text);
}

static void lend_list(httpstatus_builder *builder, struct hs_draft *draft,
                      enum hs_property property, const char *list)
{
	if (said(draft, property))
		return;
	for (; *list; list += strlen(list) + 1)
		hs_texts_add(builder, &draft->list[property], list, strlen(list));
}

static bool has_header(const struct hs_draft *draft, const char *name)
{
	for (int property = HS_PROPERTY_MUST_SEND; property <= HS_PROPERTY_MAY_SEND; property++)
		for (const struct hs_text *own = draft->list[property].first; own; own = own->next)
			if (strcmp(own->text, name) == 0)
				return true;
	return false;
}

/* What is said of a field at one level replaces what the base says at another. */
static void lend_headers(httpstatus_builder *builder, struct hs_draft *draft, const char *list)
{
	for (; *list; list += strlen(list) + 1) {
		int property = HS_PROPERTY_MUST_SEND + (list[0] - '0') - HTTPSTATUS_LEVEL_MUST;

		if (!said(draft, (enum hs_property)property) && !has_header(draft, list + 1))
			hs_texts_add(builder, &draft->list[property], list + 1, strlen(list + 1));
	}
}

static bool same_name(const char *a, const char *b)
{
	struct hs_name name, other;

	hs_fold_name(a, strlen(a), &name);
	hs_fold_name(b, strlen(b), &other);
	return name.length == other.length && memcmp(name.text, other.text, name.length) == 0;
}

static bool has_alias(const struct hs_draft *draft, const char *name)
{
	for (const struct hs_text *alias = draft->list[HS_PROPERTY_ALIAS].first; alias; alias = alias->next)
		if (strcmp(alias->text, name) == 0)
			return true;
	return false;
}

/* A code that is called otherwise here stays findable under its old name. */
static void lend_name(httpstatus_builder *builder, struct hs_draft *draft, const char *name)
{
	const char *own = draft->text[HS_PROPERTY_REASON].text;

	if (!*name || has_alias(draft, name) || (own && same_name(own, name)))
		return;
	if (draft->list[HS_PROPERTY_ALIAS].count < HS_ALIASES_MAX)
		hs_texts_add(builder, &draft->list[HS_PROPERTY_ALIAS], name, strlen(name));
	else
		hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		           "Alias: more than %d of them, with the inherited ones",
		           (int)HS_ALIASES_MAX);
}

static void lend_names(httpstatus_builder *builder, struct hs_draft *draft,
                       const httpstatus_entry *entry)
{
	const char *alias = hs_entry_text(entry, entry->aliases);

	if (said(draft, HS_PROPERTY_REASON))
		lend_name(builder, draft, hs_entry_text(entry, entry->phrase));
	if (said(draft, HS_PROPERTY_ALIAS))
		return;
	for (; *alias; alias += strlen(alias) + 1)
		lend_name(builder, draft, alias);
}

static void lend(httpstatus_builder *builder, struct hs_draft *draft, const httpstatus_entry *entry)
{
	lend_names(builder, draft, entry);
	lend_list(builder, draft, HS_PROPERTY_REFERENCE, hs_entry_text(entry, entry->references));
	lend_headers(builder, draft, hs_entry_text(entry, entry->headers));
	lend_text(draft, HS_PROPERTY_REASON, hs_entry_text(entry, entry->phrase));
	lend_text(draft, HS_PROPERTY_SUMMARY, hs_entry_text(entry, entry->summary));
	lend_value(draft, HS_PROPERTY_FLAGS, entry->flags);
	if (entry->verdict != HS_UNSAID)
		lend_value(draft, HS_PROPERTY_CHANGE, entry->changes);
	lend_value(draft, HS_PROPERTY_CONTENT, entry->content);
	lend_value(draft, HS_PROPERTY_REDIRECT, entry->redirect);
	lend_value(draft, HS_PROPERTY_FAULT, entry->fault);
	lend_stored(draft, HS_PROPERTY_RETRY, entry->verdict);
	lend_stored(draft, HS_PROPERTY_PROCESSED, entry->processed);
	lend_stored(draft, HS_PROPERTY_PERSISTENCE, entry->persistence);
	if (entry->limit != HTTPSTATUS_LIMIT_NONE)
		lend_value(draft, HS_PROPERTY_LIMIT, entry->limit);
}

/* What is wrong with a status is told with its line. */
static bool inherit_code(httpstatus_builder *builder, const httpstatus_entry *entry)
{
	struct hs_draft *draft = hs_builder_draft(builder, entry->code);
	const int line = builder->line;

	if (!draft)
		return false;
	builder->line = draft->line;
	builder->code = entry->code;
	lend(builder, draft, entry);
	builder->line = line;
	builder->code = -1;
	return true;
}

bool hs_inherit(httpstatus_builder *builder, const httpstatus_catalog *base)
{
	bool all = builder->head.value[HS_PROPERTY_SCOPE] == 0;

	for (int code = 0; code < HS_CODE_END; code++) {
		const httpstatus_entry *entry = hs_find_own(base, code);

		if (!entry || (!builder->drafts[code] && !all))
			continue;
		if (!inherit_code(builder, entry))
			return false;
	}
	return true;
}
