/* SPDX-License-Identifier: MIT */
/* The public face of the builder: properties in, a catalog or problems out. */

#include <stdlib.h>
#include <string.h>

#include "format/builder.h"

int httpstatus_builder_new(httpstatus_builder **builder)
{
	if (!builder)
		return HTTPSTATUS_E_INVAL;
	*builder = calloc(1, sizeof(**builder));
	if (!*builder)
		return HTTPSTATUS_E_NOMEM;
	(*builder)->code = -1;
	return 0;
}

void httpstatus_builder_free(httpstatus_builder *builder)
{
	if (!builder)
		return;
	for (const struct hs_base *base = builder->bases; base; base = base->older)
		httpstatus_catalog_unref(base->catalog);
	hs_arena_free(&builder->arena);
	free(builder);
}

int httpstatus_builder_add_base(httpstatus_builder *builder, const httpstatus_catalog *base)
{
	struct hs_base *link;

	if (!builder || !base || base->members || builder->built)
		return HTTPSTATUS_E_INVAL;
	link = hs_arena_take(&builder->arena, sizeof(*link));
	if (!link)
		return HTTPSTATUS_E_NOMEM;
	link->catalog = httpstatus_catalog_ref(base);
	link->older = builder->bases;
	builder->bases = link;
	return 0;
}

void httpstatus_builder_set_strict(httpstatus_builder *builder, int strict)
{
	if (builder)
		builder->strict = strict != 0;
}

const httpstatus_catalog *hs_builder_base(const httpstatus_builder *builder, const char *name)
{
	for (const struct hs_base *base = builder->bases; base; base = base->older)
		if (strcmp(hs_catalog_text(base->catalog, HS_PROPERTY_CATALOG), name) == 0)
			return base->catalog;
	return hs_builtin_find(name);
}

struct hs_draft *hs_builder_new_draft(httpstatus_builder *builder)
{
	struct hs_draft *draft = hs_arena_take(&builder->arena, sizeof(*draft));

	if (draft)
		draft->line = builder->line;
	else
		builder->out_of_memory = true;
	return draft;
}

bool hs_builder_put(httpstatus_builder *builder, int code, struct hs_draft *draft)
{
	if (builder->draft_count == HS_CODES_MAX) {
		hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "more than %d codes", (int)HS_CODES_MAX);
		return false;
	}
	draft->said |= HS_SAID(HS_PROPERTY_STATUS);
	draft->number[HS_PROPERTY_STATUS] = (uint32_t)code;
	builder->drafts[code] = draft;
	builder->draft_count++;
	return true;
}

struct hs_draft *hs_builder_draft(httpstatus_builder *builder, int code)
{
	struct hs_draft *draft = builder->drafts[code];

	if (draft)
		return draft;
	draft = hs_builder_new_draft(builder);
	return draft && hs_builder_put(builder, code, draft) ? draft : NULL;
}

static int unknown_property(httpstatus_builder *builder, const char *name, size_t length)
{
	const int severity = builder->strict ? HTTPSTATUS_SEVERITY_ERROR : HTTPSTATUS_SEVERITY_WARNING;
	const char *near = NULL;

	/* Behind a name stands a colon or a NUL. */
	if ((name[0] == 'X' || name[0] == 'x') && name[1] == '-')
		return 0;
	for (int property = 0; !near && property < HS_PROPERTY_COUNT; property++)
		if (hs_is_near(name, length, hs_properties[property].name))
			near = hs_properties[property].name;
	if (!near)
		return hs_problem(builder, severity, "%s: unknown property", hs_quote(name, length).text);
	return hs_problem(builder, severity, "%s: unknown property; did you mean %s?",
	                  hs_quote(name, length).text, near);
}

/* Each catalog that a property names is there. */
static int check_bases(httpstatus_builder *builder, enum hs_property property)
{
	int error = 0;

	for (const struct hs_text *name = builder->head.texts[property].first; name; name = name->next)
		if (!hs_builder_base(builder, name->text))
			error = hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
			                   "%s: found '%s', expected the name of a built-in catalog or of "
			                   "one that was added", hs_properties[property].name, name->text);
	return error;
}

int hs_builder_set(httpstatus_builder *builder, struct hs_draft *draft, const char *name,
                   size_t name_length, const char *value, size_t length)
{
	const bool is_head = draft == &builder->head;
	const int here = is_head ? HS_IN_HEAD : HS_IN_STATUS;
	enum hs_property property = hs_property_find(name, name_length, here);
	int error;

	if (property == HS_PROPERTY_COUNT) {
		property = hs_property_find(name, name_length, HS_IN_HEAD | HS_IN_STATUS);
		if (property == HS_PROPERTY_COUNT)
			return unknown_property(builder, name, name_length);
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "%s: belongs to %s",
		                  hs_properties[property].name,
		                  is_head ? "a status, not to the catalog" : "the catalog, not to a status");
	}
	error = hs_property_set(builder, draft, property, value, length);
	if (!error && (property == HS_PROPERTY_EXTENDS || property == HS_PROPERTY_COLLECTS))
		error = check_bases(builder, property);
	return error;
}

/* -1 is the head. */
static int set_by_code(httpstatus_builder *builder, int code, const char *name, const char *value)
{
	const size_t length = strlen(name);
	struct hs_draft *draft = &builder->head;

	switch (hs_property_find(name, length, HS_IN_HEAD | HS_IN_STATUS)) {
	case HS_PROPERTY_COUNT:
		return unknown_property(builder, name, length);
	case HS_PROPERTY_WHEN:
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "When: found in a program, expected in a text");
	default:
		break;
	}
	if (code >= 0)
		draft = hs_builder_draft(builder, code);
	if (!draft)
		return builder->out_of_memory ? HTTPSTATUS_E_NOMEM : HTTPSTATUS_E_CATALOG;
	return hs_builder_set(builder, draft, name, length, value, strlen(value));
}

int httpstatus_builder_set(httpstatus_builder *builder, int code,
                           const char *property, const char *value)
{
	const char *label;
	int error;

	if (!builder || !property || !value || builder->built || code < -1 || code >= HS_CODE_END ||
	    (code > 0 && code < 100))
		return HTTPSTATUS_E_INVAL;
	label = builder->label;
	builder->label = NULL;
	builder->code = code;
	error = set_by_code(builder, code, property, value);
	builder->label = label;
	builder->code = -1;
	return error;
}

/* A property that was refused has got its problem already. */
void hs_refuse_qualifiers(httpstatus_builder *builder, const struct hs_draft *draft)
{
	for (int property = HS_PROPERTY_STATUS; property < HS_PROPERTY_COUNT; property++)
		if (hs_properties[property].inheritance == HS_INHERIT_WITH_RETRY &&
		    draft->said & ~draft->refused & HS_SAID(property))
			hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
			           "%s: found without Retry, expected Retry with it",
			           hs_properties[property].name);
}

/* What qualifies a verdict means nothing without one. */
static void check_qualifiers(httpstatus_builder *builder, const struct hs_draft *draft)
{
	if (!hs_said(draft, HS_PROPERTY_RETRY))
		hs_refuse_qualifiers(builder, draft);
}

/* What is sent again as it is has at most another way, not another form. */
static void check_same_request(httpstatus_builder *builder, const struct hs_draft *draft)
{
	const uint32_t same_request = HTTPSTATUS_CHANGE_CONNECTION | HTTPSTATUS_CHANGE_ENDPOINT |
	                              HTTPSTATUS_CHANGE_NO_EARLY_DATA;

	if (draft->number[HS_PROPERTY_RETRY] == HTTPSTATUS_VERDICT_RETRY &&
	    draft->number[HS_PROPERTY_CHANGE] & ~same_request)
		hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		           "Change: found more than connection, endpoint and no-early-data, "
		           "expected Retry: amend with it");
}

/* What can be checked only when all properties of a status are known. */
static void check_drafts(httpstatus_builder *builder)
{
	for (int code = 0; code < HS_CODE_END; code++) {
		const struct hs_draft *draft = builder->drafts[code];

		if (!draft)
			continue;
		builder->code = code;
		builder->line = draft->line;
		check_qualifiers(builder, draft);
		check_same_request(builder, draft);
	}
	builder->code = -1;
	for (const struct hs_draft *rule = builder->rules.first; rule; rule = rule->next) {
		builder->line = rule->line;
		check_qualifiers(builder, rule);
		check_same_request(builder, rule);
	}
	hs_check_variants(builder);
	for (const struct hs_draft *variant = builder->variants.first; variant; variant = variant->next) {
		builder->line = variant->line;
		check_same_request(builder, variant);
	}
	hs_check_sources(builder);
}

/*
 * All that is still to be done and checked, also after errors: they are to be
 * known at once. Only what an unknown base would have lent cannot be judged.
 */
static int complete(httpstatus_builder *builder)
{
	struct hs_draft *head = &builder->head;
	const char *extends = hs_draft_text(head, HS_PROPERTY_EXTENDS);
	const httpstatus_catalog *base = extends ? hs_builder_base(builder, extends) : NULL;
	bool inherited;

	builder->line = head->line;
	/* The reader has reported it of a text. */
	if (!hs_said(head, HS_PROPERTY_CATALOG) && !builder->has_errors)
		hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "Catalog: missing");
	/* Only a text has to say it. */
	head->said |= HS_SAID(HS_PROPERTY_FORMAT);
	head->number[HS_PROPERTY_FORMAT] = 1;
	inherited = (!base || hs_inherit(builder, base)) && hs_collect(builder);
	if (inherited && (base || !hs_said(head, HS_PROPERTY_EXTENDS)))
		check_drafts(builder);
	if (builder->out_of_memory)
		return HTTPSTATUS_E_NOMEM;
	if (!inherited)
		return HTTPSTATUS_E_LIMIT;
	return builder->has_errors ? HTTPSTATUS_E_CATALOG : 0;
}

int httpstatus_builder_build(httpstatus_builder *builder, const httpstatus_catalog **catalog)
{
	httpstatus_catalog *packed = NULL;
	int error;

	if (!catalog)
		return HTTPSTATUS_E_INVAL;
	*catalog = NULL;
	if (!builder || builder->built)
		return HTTPSTATUS_E_INVAL;
	if (builder->out_of_memory)
		return HTTPSTATUS_E_NOMEM;
	builder->built = true;
	error = complete(builder);
	if (!error)
		error = hs_pack(builder, &packed);
	*catalog = packed;
	return error;
}
