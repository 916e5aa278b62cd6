/* SPDX-License-Identifier: MIT */
/* What a stanza is about: a code, several codes, classes, or a variant of these. */

#include <string.h>

#include "base/span.h"
#include "format/builder.h"

/* ---- Status ------------------------------------------------------------------ */

/* "000", or "100" to "999". */
static bool take_code(struct hs_span *item, int *code)
{
	*code = 0;
	if (item->length < 3)
		return false;
	for (size_t i = 0; i < 3; i++) {
		if (!hs_is_digit(item->at[i]))
			return false;
		*code = *code * 10 + (item->at[i] - '0');
	}
	hs_span_take(item, 3);
	return *code == 0 || *code >= 100;
}

static bool is_class(struct hs_span item)
{
	return item.length == 3 && item.at[0] >= '1' && item.at[0] <= '5' &&
	       hs_to_lower(item.at[1]) == 'x' && hs_to_lower(item.at[2]) == 'x';
}

/* One item; false if it is none. */
static bool read_item(struct hs_codes *codes, struct hs_span item)
{
	struct httpstatus_codeset *set = &codes->named;
	const bool out = item.length > 0 && item.at[0] == '-';
	int first;
	int last;

	if (out)
		hs_span_take(&item, 1);
	if (is_class(item)) {
		set = &codes->classed;
		first = (item.at[0] - '0') * 100;
		last = first + 99;
	} else {
		if (!take_code(&item, &first))
			return false;
		last = first;
		if (!out && item.length == 0 &&
		    (first == HTTPSTATUS_REQUEST_TIMEOUT || first == HTTPSTATUS_GATEWAY_TIMEOUT))
			codes->lists_timeout = true;
		if (item.length > 0 &&
		    (hs_span_take(&item, 1).at[0] != '-' || !take_code(&item, &last) || last < first))
			return false;
		if (item.length > 0)
			return false;
	}
	if (!out)
		return httpstatus_codeset_add(set, first, last) == 0;
	httpstatus_codeset_remove(&codes->named, first, last);
	httpstatus_codeset_remove(&codes->classed, first, last);
	return true;
}

/* Items are separated by commas or white space. */
static struct hs_span take_item(struct hs_span *list)
{
	struct hs_span item;
	size_t n = 0;

	while (list->length > 0 && (hs_is_blank(list->at[0]) || list->at[0] == ','))
		hs_span_take(list, 1);
	while (n < list->length && !hs_is_blank(list->at[n]) && list->at[n] != ',')
		n++;
	item = hs_span_take(list, n);
	return item;
}

static bool is_empty(const struct hs_codes *codes)
{
	for (int code = 0; code < HS_CODE_END; code++)
		if (hs_code_set_has(&codes->named, code) || hs_code_set_has(&codes->classed, code))
			return false;
	return true;
}

/* The one code that the stanza is about; -1 if it is about more. */
static int only_code(const struct hs_codes *codes)
{
	int only = -1;

	for (int code = 0; code < HS_CODE_END; code++) {
		if (hs_code_set_has(&codes->classed, code))
			return -1;
		if (!hs_code_set_has(&codes->named, code))
			continue;
		if (only >= 0)
			return -1;
		only = code;
	}
	return only;
}

bool hs_stanza_open(httpstatus_builder *builder, struct hs_draft *draft, const char *status,
                    size_t length)
{
	struct hs_span list = {status, length};

	while (list.length > 0) {
		const struct hs_span item = take_item(&list);

		if (item.length > 0 && !read_item(&draft->codes, item)) {
			hs_refuse(builder, HS_PROPERTY_STATUS, item.at, item.length,
			          "a code (100 to 999, or 000), a range (500-504) or a class (5xx)");
			return false;
		}
	}
	if (is_empty(&draft->codes)) {
		hs_refuse(builder, HS_PROPERTY_STATUS, status, length, "at least one code or class");
		return false;
	}
	return true;
}

/* ---- Drafts -------------------------------------------------------------------- */

void hs_drafts_add(struct hs_drafts *drafts, struct hs_draft *draft)
{
	if (drafts->last)
		drafts->last->next = draft;
	else
		drafts->first = draft;
	drafts->last = draft;
	drafts->count++;
}

struct hs_draft *hs_draft_copy(httpstatus_builder *builder, const struct hs_draft *draft)
{
	struct hs_draft *copy = hs_builder_new_draft(builder);

	if (!copy)
		return NULL;
	*copy = *draft;
	copy->next = NULL;
	for (int property = 0; property < HS_PROPERTY_COUNT; property++) {
		copy->texts[property] = (struct hs_texts){0};
		for (const struct hs_text *text = draft->texts[property].first; text; text = text->next)
			hs_texts_add(builder, &copy->texts[property], text->text, text->length);
	}
	return copy;
}

/* ---- Stanzas ------------------------------------------------------------------- */

/* Each property that was said may stand in a stanza of this kind. */
static void check_kind(httpstatus_builder *builder, const struct hs_draft *draft, int kind)
{
	for (int property = HS_PROPERTY_STATUS; property < HS_PROPERTY_COUNT; property++) {
		const struct hs_row *row = &hs_properties[property];

		if (!hs_said(draft, (enum hs_property)property) || (row->stanzas & kind))
			continue;
		builder->line = draft->lines[property];
		hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "%s: belongs to %s", row->name,
		           kind == HS_IN_RULE ? "a code, not to a class" : "a stanza without When");
	}
	builder->line = draft->line;
}

static void put_code(httpstatus_builder *builder, const struct hs_draft *stanza, int code)
{
	struct hs_draft *draft;

	if (builder->drafts[code]) {
		hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		           "Status: %03d has a stanza already, in line %d", code,
		           builder->drafts[code]->line);
		return;
	}
	draft = hs_draft_copy(builder, stanza);
	if (draft)
		hs_builder_put(builder, code, draft);
}

static bool covers_class(const struct hs_draft *draft, int cls)
{
	int code = cls * 100;

	while (code < cls * 100 + 100 && !hs_code_set_has(&draft->codes.classed, code))
		code++;
	return code < cls * 100 + 100;
}

struct hs_draft *hs_rule_of_class(const httpstatus_builder *builder, int cls)
{
	struct hs_draft *rule = builder->rules.first;

	while (rule && !covers_class(rule, cls))
		rule = rule->next;
	return rule;
}

const struct hs_draft *hs_rule_for(const httpstatus_builder *builder, int code)
{
	const struct hs_draft *rule = builder->rules.first;

	while (rule && !hs_code_set_has(&rule->codes.classed, code))
		rule = rule->next;
	return rule;
}

static void put_class(httpstatus_builder *builder, const struct hs_draft *stanza, int cls)
{
	const struct hs_draft *other = hs_rule_of_class(builder, cls);
	struct hs_draft *draft;

	if (other) {
		hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		           "Status: %dxx has a stanza already, in line %d", cls, other->line);
		return;
	}
	draft = hs_draft_copy(builder, stanza);
	if (!draft)
		return;
	draft->codes = (struct hs_codes){0};
	for (int code = cls * 100; code < cls * 100 + 100; code++)
		if (hs_code_set_has(&stanza->codes.classed, code))
			httpstatus_codeset_add(&draft->codes.classed, code, code);
	hs_drafts_add(&builder->rules, draft);
}

static void close_plain(httpstatus_builder *builder, struct hs_draft *draft)
{
	if (only_code(&draft->codes) < 0 &&
	    (hs_said(draft, HS_PROPERTY_REASON) || hs_said(draft, HS_PROPERTY_ALIAS))) {
		hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		           "Status: found several codes, expected one, since %s names it",
		           hs_said(draft, HS_PROPERTY_REASON) ? "Reason" : "Alias");
		return;
	}
	for (int code = 0; code < HS_CODE_END; code++)
		if (hs_code_set_has(&draft->codes.named, code))
			put_code(builder, draft, code);
	for (int cls = 1; cls <= 5; cls++) {
		if (!covers_class(draft, cls))
			continue;
		check_kind(builder, draft, HS_IN_RULE);
		put_class(builder, draft, cls);
	}
}

void hs_stanza_close(httpstatus_builder *builder, struct hs_draft *draft)
{
	const int line = builder->line;

	builder->line = draft->line;
	if (!hs_said(draft, HS_PROPERTY_WHEN)) {
		close_plain(builder, draft);
	} else {
		const int code = only_code(&draft->codes);

		check_kind(builder, draft, HS_IN_VARIANT);
		if (code >= 0) {
			draft->said |= HS_SAID(HS_PROPERTY_STATUS);
			draft->number[HS_PROPERTY_STATUS] = (uint32_t)code;
		}
		hs_drafts_add(&builder->variants, draft);
	}
	builder->line = line;
}
