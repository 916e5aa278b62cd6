/* SPDX-License-Identifier: MIT */
/* Extends: what a draft does not say about a code comes from another catalog. */

#include <string.h>

#include "catalog/phrase_index.h"
#include "format/builder.h"

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

	if (stored == 0 || hs_said(draft, property))
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
	if (hs_said(draft, property))
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

	if (hs_said(draft, HS_PROPERTY_REASON))
		lend_alias(builder, draft, hs_entry_text(entry, HS_PROPERTY_REASON));
	for (; *alias && !hs_said(draft, HS_PROPERTY_ALIAS); alias += strlen(alias) + 1)
		lend_alias(builder, draft, alias);
	lend_value(builder, draft, HS_PROPERTY_REASON, entry);
}

/* ---- A stanza --------------------------------------------------------------- */

enum lend {
	LEND_ALL,
	LEND_FACTS                  /* advice comes from somewhere else */
};

static void lend_property(httpstatus_builder *builder, struct hs_draft *draft,
                          enum hs_property property, const httpstatus_entry *entry, enum lend what)
{
	switch ((enum hs_inheritance)hs_properties[property].inheritance) {
	case HS_INHERIT_FACT:
		lend_value(builder, draft, property, entry);
		return;
	case HS_INHERIT_ADVICE:
	case HS_INHERIT_WITH_RETRY:
		if (what == LEND_ALL)
			lend_value(builder, draft, property, entry);
		return;
	case HS_INHERIT_BY_FIELD:
		lend_fields(builder, draft, property, entry);
		return;
	case HS_INHERIT_AS_NAME:
	case HS_INHERIT_NEVER:
		return;
	}
}

static void lend(httpstatus_builder *builder, struct hs_draft *draft, const httpstatus_entry *entry,
                 enum lend what)
{
	const bool has_verdict = hs_said(draft, HS_PROPERTY_RETRY);

	lend_names(builder, draft, entry);
	for (int n = HS_PROPERTY_STATUS; n < HS_PROPERTY_COUNT; n++)
		if (!has_verdict || hs_properties[n].inheritance != HS_INHERIT_WITH_RETRY)
			lend_property(builder, draft, (enum hs_property)n, entry, what);
}

/* What is wrong with a status is reported with its line. */
static void lend_at(httpstatus_builder *builder, struct hs_draft *draft, int code,
                    const httpstatus_entry *entry, enum lend what)
{
	const int line = builder->line;

	builder->line = draft->line;
	builder->code = code;
	lend(builder, draft, entry, what);
	builder->line = line;
	builder->code = -1;
}

void hs_inherit_entry(httpstatus_builder *builder, struct hs_draft *draft, int code,
                      const httpstatus_entry *entry)
{
	lend_at(builder, draft, code, entry, LEND_ALL);
}

/* ---- Codes -------------------------------------------------------------------- */

/*
 * A code of the base under a rule of this catalog: what it is comes from the base,
 * what to do about it from the rule, which precedes all that is inherited.
 */
static bool inherit_under_rule(httpstatus_builder *builder, const struct hs_draft *rule, int code,
                               const httpstatus_entry *entry)
{
	struct hs_draft *draft = hs_draft_copy(builder, rule);

	if (!draft || !hs_builder_put(builder, code, draft))
		return false;
	lend_at(builder, draft, code, entry, LEND_FACTS);
	return true;
}

static bool inherit_code(httpstatus_builder *builder, const httpstatus_catalog *base, int code,
                         bool all)
{
	const httpstatus_entry *entry = hs_find_own(base, code);
	struct hs_draft *draft = builder->drafts[code];
	const struct hs_draft *rule = hs_rule_for(builder, code);

	if (draft) {
		if (!entry)
			entry = hs_find_rule(base, code);
		if (entry)
			lend_at(builder, draft, code, entry, LEND_ALL);
		return true;
	}
	if (!entry || !all)
		return true;
	if (rule)
		return inherit_under_rule(builder, rule, code, entry);
	draft = hs_builder_draft(builder, code);
	if (draft)
		lend_at(builder, draft, code, entry, LEND_ALL);
	return draft != NULL;
}

/* ---- Rules and variants -------------------------------------------------------- */

static void set_ranges(struct httpstatus_codeset *set, const struct hs_range *ranges, uint32_t count)
{
	for (uint32_t n = 0; n < count; n++)
		httpstatus_codeset_add(set, ranges[n].first, ranges[n].last);
}

/* A draft that says what a stanza of the base says. */
static struct hs_draft *draft_of(httpstatus_builder *builder, const httpstatus_catalog *base,
                                 const struct hs_stanza *stanza)
{
	const httpstatus_entry *entry = &hs_entries(base)[stanza->entry];
	const struct hs_range *ranges = hs_ranges(base, stanza);
	struct hs_draft *draft = hs_builder_new_draft(builder);

	if (!draft)
		return NULL;
	draft->line = 0;
	for (int n = HS_PROPERTY_STATUS; n < HS_PROPERTY_COUNT; n++) {
		if (hs_entry_stored(entry, (enum hs_property)n) == 0)
			continue;
		lend_value(builder, draft, (enum hs_property)n, entry);
		draft->said |= HS_SAID(n);
	}
	set_ranges(&draft->codes.named, ranges, stanza->named);
	set_ranges(&draft->codes.classed, ranges + stanza->named, stanza->classed);
	return draft;
}

static bool is_rule(const httpstatus_catalog *base, const struct hs_stanza *stanza)
{
	return hs_entry_stored(&hs_entries(base)[stanza->entry], HS_PROPERTY_WHEN) == 0;
}

static bool intersect(struct httpstatus_codeset *set, const struct httpstatus_codeset *other)
{
	uint64_t any = 0;

	for (size_t n = 0; n < HS_CODE_SET_WORDS; n++) {
		set->words[n] &= other->words[n];
		any |= set->words[n];
	}
	return any != 0;
}

/* The rule for the class of a rule of the base, of which the codes may differ. */
static struct hs_draft *own_rule(const httpstatus_builder *builder, const struct hs_draft *rule)
{
	int code = 100;

	while (code < 600 && !hs_code_set_has(&rule->codes.classed, code))
		code++;
	return hs_rule_of_class(builder, code / 100);
}

static bool inherit_rule(httpstatus_builder *builder, const httpstatus_catalog *base,
                         const struct hs_stanza *stanza, bool all)
{
	struct hs_draft *draft = draft_of(builder, base, stanza);
	struct hs_draft *own = draft ? own_rule(builder, draft) : NULL;

	if (own)
		lend_at(builder, own, -1, &hs_entries(base)[stanza->entry], LEND_ALL);
	else if (draft && all)
		hs_drafts_add(&builder->rules, draft);
	return draft != NULL;
}

/* The codes of this catalog: those of its plain stanzas and rules. */
static void collect_codes(const httpstatus_builder *builder, struct httpstatus_codeset *codes)
{
	for (int code = 0; code < HS_CODE_END; code++)
		if (builder->drafts[code] || hs_rule_for(builder, code))
			httpstatus_codeset_add(codes, code, code);
}

/* Where only listed codes are inherited, only their variants are. */
static bool inherit_variant(httpstatus_builder *builder, struct hs_drafts *inherited,
                            const httpstatus_catalog *base, const struct hs_stanza *stanza,
                            const struct httpstatus_codeset *codes)
{
	struct hs_draft *draft = draft_of(builder, base, stanza);
	bool any;

	if (!draft)
		return false;
	any = intersect(&draft->codes.named, codes);
	any = intersect(&draft->codes.classed, codes) || any;
	if (any)
		hs_drafts_add(inherited, draft);
	return true;
}

/*
 * All own variants precede the inherited ones, also where an own one covers a code
 * by its class and an inherited one names it. In one list names precede classes, so
 * the own one names such codes, too, in a copy before those that are inherited.
 */
static bool put_classes_first(httpstatus_builder *builder, const struct hs_drafts *inherited)
{
	const struct hs_draft *last = builder->variants.last;
	struct httpstatus_codeset named = {{0}};

	for (const struct hs_draft *draft = inherited->first; draft; draft = draft->next)
		for (size_t n = 0; n < HS_CODE_SET_WORDS; n++)
			named.words[n] |= draft->codes.named.words[n];
	for (const struct hs_draft *own = builder->variants.first; own; own = own->next) {
		struct hs_codes codes = {.named = own->codes.classed};

		if (intersect(&codes.named, &named)) {
			struct hs_draft *copy = hs_draft_copy(builder, own);

			if (!copy)
				return false;
			copy->codes = codes;
			copy->line = 0;
			hs_drafts_add(&builder->variants, copy);
		}
		if (own == last)
			break;
	}
	return true;
}

static bool inherit_stanzas(httpstatus_builder *builder, const httpstatus_catalog *base, bool all)
{
	struct hs_drafts inherited = {NULL, NULL, 0};
	struct httpstatus_codeset codes = {{0}};

	for (uint32_t n = 0; n < base->stanza_count; n++)
		if (is_rule(base, &hs_stanzas(base)[n]) &&
		    !inherit_rule(builder, base, &hs_stanzas(base)[n], all))
			return false;
	if (all)
		memset(&codes, 0xFF, sizeof(codes));
	else
		collect_codes(builder, &codes);
	for (uint32_t n = 0; n < base->stanza_count; n++)
		if (!is_rule(base, &hs_stanzas(base)[n]) &&
		    !inherit_variant(builder, &inherited, base, &hs_stanzas(base)[n], &codes))
			return false;
	if (!inherited.first)
		return true;
	if (!put_classes_first(builder, &inherited))
		return false;
	if (builder->variants.last)
		builder->variants.last->next = inherited.first;
	else
		builder->variants.first = inherited.first;
	builder->variants.last = inherited.last;
	builder->variants.count += inherited.count;
	return true;
}

/* ---- The catalog ---------------------------------------------------------------- */

/* What the head says of evidence is added to by the base. */
static void inherit_head(httpstatus_builder *builder, const httpstatus_catalog *base)
{
	static const enum hs_property added[] = {HS_PROPERTY_ERROR, HS_PROPERTY_HEAD_WAIT};

	for (size_t n = 0; n < sizeof(added) / sizeof(added[0]); n++) {
		const char *list = hs_catalog_text(base, added[n]);

		for (; *list; list += strlen(list) + 1)
			if (!has_text(&builder->head, added[n], list))
				lend_text(builder, &builder->head, added[n], list);
	}
}

bool hs_inherit(httpstatus_builder *builder, const httpstatus_catalog *base)
{
	const bool all = builder->head.number[HS_PROPERTY_SCOPE] == 0;

	inherit_head(builder, base);
	for (int code = 0; code < HS_CODE_END; code++)
		if (!inherit_code(builder, base, code, all))
			return false;
	return inherit_stanzas(builder, base, all);
}
