/* SPDX-License-Identifier: MIT */
/* Extends: what a draft does not say about a code comes from another catalog. */

#include <string.h>

#include "catalog/phrase_index.h"
#include "format/builder.h"

static bool said(const struct hs_draft *draft, enum hs_property property)
{
	return (draft->said & HS_SAID(property)) != 0;
}

static bool has_text(const struct hs_draft *draft, enum hs_property property, const char *text)
{
	const struct hs_text *item = draft->texts[property].first;

	while (item && strcmp(item->text, text) != 0)
		item = item->next;
	return item != NULL;
}

static void lend_text(httpstatus_builder *builder, struct hs_draft *draft,
                      enum hs_property property, const char *text)
{
	hs_texts_add(builder, &draft->texts[property], text, strlen(text));
}

static void lend_list(httpstatus_builder *builder, struct hs_draft *draft,
                      enum hs_property property, const char *list)
{
	for (; *list; list += strlen(list) + 1)
		lend_text(builder, draft, property, list);
}

static void lend_value(httpstatus_builder *builder, struct hs_draft *draft,
                       enum hs_property property, const httpstatus_entry *entry)
{
	const hs_stored stored = hs_entry_stored(entry, property);

	if (stored == 0 || said(draft, property))
		return;
	switch ((enum hs_place)hs_properties[property].place) {
	case HS_PLACE_NUMBER:
		draft->said |= HS_SAID(property);
		draft->number[property] = stored - 1;
		return;
	case HS_PLACE_TEXT:
		lend_text(builder, draft, property, hs_entry_text(entry, property));
		return;
	case HS_PLACE_LIST:
		lend_list(builder, draft, property, hs_entry_text(entry, property));
		return;
	case HS_PLACE_NONE:
		return;
	}
}

/* ---- Fields --------------------------------------------------------------- */

static bool has_field(const struct hs_draft *draft, const char *name)
{
	return has_text(draft, HS_PROPERTY_MUST_SEND, name) ||
	       has_text(draft, HS_PROPERTY_SHOULD_SEND, name) ||
	       has_text(draft, HS_PROPERTY_MAY_SEND, name);
}

/* What is said of a field at one level replaces what the base says at another. */
static void lend_fields(httpstatus_builder *builder, struct hs_draft *draft,
                        enum hs_property property, const httpstatus_entry *entry)
{
	if (said(draft, property))
		return;
	for (const char *list = hs_entry_text(entry, property); *list; list += strlen(list) + 1)
		if (!has_field(draft, list))
			lend_text(builder, draft, property, list);
}

/* ---- Names ---------------------------------------------------------------- */

static bool same_name(const char *a, const char *b)
{
	struct hs_name name, other;

	hs_fold_name(a, strlen(a), &name);
	hs_fold_name(b, strlen(b), &other);
	return name.length == other.length && memcmp(name.text, other.text, name.length) == 0;
}

static void lend_alias(httpstatus_builder *builder, struct hs_draft *draft, const char *name)
{
	const char *reason = hs_draft_text(draft, HS_PROPERTY_REASON);

	if (!*name || has_text(draft, HS_PROPERTY_ALIAS, name) || (reason && same_name(reason, name)))
		return;
	if (draft->texts[HS_PROPERTY_ALIAS].count < HS_ALIASES_MAX)
		lend_text(builder, draft, HS_PROPERTY_ALIAS, name);
	else
		hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		           "Alias: more than %d of them, with the inherited ones",
		           (int)HS_ALIASES_MAX);
}

/* A code that is called otherwise here can still be found under its old name. */
static void lend_names(httpstatus_builder *builder, struct hs_draft *draft,
                       const httpstatus_entry *entry)
{
	const char *alias = hs_entry_text(entry, HS_PROPERTY_ALIAS);

	if (said(draft, HS_PROPERTY_REASON))
		lend_alias(builder, draft, hs_entry_text(entry, HS_PROPERTY_REASON));
	for (; *alias && !said(draft, HS_PROPERTY_ALIAS); alias += strlen(alias) + 1)
		lend_alias(builder, draft, alias);
	lend_value(builder, draft, HS_PROPERTY_REASON, entry);
}

/* ---- Stanzas --------------------------------------------------------------- */

static void lend(httpstatus_builder *builder, struct hs_draft *draft, const httpstatus_entry *entry)
{
	const bool has_verdict = said(draft, HS_PROPERTY_RETRY);

	lend_names(builder, draft, entry);
	for (int n = HS_PROPERTY_STATUS; n < HS_PROPERTY_COUNT; n++) {
		const enum hs_property property = (enum hs_property)n;

		switch ((enum hs_inheritance)hs_properties[property].inheritance) {
		case HS_INHERIT_ALONE:
			lend_value(builder, draft, property, entry);
			break;
		case HS_INHERIT_WITH_RETRY:
			if (!has_verdict)
				lend_value(builder, draft, property, entry);
			break;
		case HS_INHERIT_BY_FIELD:
			lend_fields(builder, draft, property, entry);
			break;
		case HS_INHERIT_AS_NAME:
		case HS_INHERIT_NEVER:
			break;
		}
	}
}

/* What is wrong with a status is told with its line. */
static bool inherit_code(httpstatus_builder *builder, const httpstatus_entry *entry)
{
	const int code = hs_entry_code(entry);
	struct hs_draft *draft = hs_builder_draft(builder, code);
	const int line = builder->line;

	if (!draft)
		return false;
	builder->line = draft->line;
	builder->code = code;
	lend(builder, draft, entry);
	builder->line = line;
	builder->code = -1;
	return true;
}

bool hs_inherit(httpstatus_builder *builder, const httpstatus_catalog *base)
{
	const bool all = builder->head.number[HS_PROPERTY_SCOPE] == 0;

	for (int code = 0; code < HS_CODE_END; code++) {
		const httpstatus_entry *entry = hs_find_own(base, code);

		if (!entry || (!builder->drafts[code] && !all))
			continue;
		if (!inherit_code(builder, entry))
			return false;
	}
	return true;
}
