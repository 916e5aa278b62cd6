/* SPDX-License-Identifier: MIT */
/* Variants: whom they trust, what they qualify, and how many sources there are. */

#include <string.h>

#include "format/builder.h"
#include "format/evidence_value.h"

/* Whether a property was said, and not refused. */
static bool is_valid(const struct hs_draft *draft, enum hs_property property)
{
	return (draft->said & ~draft->refused & HS_SAID(property)) != 0;
}

/* ---- Trust ------------------------------------------------------------------- */

/* A method that is not idempotent is sent again after it. */
static bool permits(const struct hs_draft *draft)
{
	return is_valid(draft, HS_PROPERTY_PROCESSED) &&
	       (int)draft->number[HS_PROPERTY_PROCESSED] + HTTPSTATUS_PROCESSED_NOT_REACHED <=
	       HTTPSTATUS_PROCESSED_REFUSED;
}

static bool has_free_text(const struct hs_draft *draft)
{
	const struct hs_text *when = draft->texts[HS_PROPERTY_WHEN].first;

	while (when && !hs_has_free_text(when->text))
		when = when->next;
	return when != NULL;
}

/* httpstatus-catalog(5), "Trust". */
static void check_trust(httpstatus_builder *builder, const struct hs_draft *draft)
{
	const int severity = builder->strict ? HTTPSTATUS_SEVERITY_ERROR : HTTPSTATUS_SEVERITY_WARNING;

	if (!permits(draft))
		return;
	if (has_free_text(draft)) {
		builder->line = draft->lines[HS_PROPERTY_WHEN];
		hs_problem(builder, severity, "When: found a value with '*' at both ends, expected "
		           "none with this Processed: free text proves nothing");
	}
	if (draft->codes.lists_timeout) {
		builder->line = draft->lines[HS_PROPERTY_PROCESSED];
		hs_problem(builder, severity, "Processed: found with 408 or 504, expected neither: "
		           "after a timeout, nobody knows what was done");
	}
}

/* ---- Qualifiers --------------------------------------------------------------- */

static bool has_verdict(const httpstatus_builder *builder, int code)
{
	const struct hs_draft *draft = builder->drafts[code];

	if (!draft)
		draft = hs_rule_for(builder, code);
	return draft && is_valid(draft, HS_PROPERTY_RETRY);
}

/* Whether the plain stanza of each code that the variant may hold for has a verdict. */
static bool inherits_verdict(const httpstatus_builder *builder, const struct hs_draft *draft)
{
	for (int code = 0; code < HS_CODE_END; code++)
		if ((hs_code_set_has(&draft->codes.named, code) ||
		     hs_code_set_has(&draft->codes.classed, code)) && !has_verdict(builder, code))
			return false;
	return true;
}

static void check_qualifiers(httpstatus_builder *builder, const struct hs_draft *draft)
{
	if (hs_said(draft, HS_PROPERTY_RETRY) || inherits_verdict(builder, draft))
		return;
	builder->line = draft->line;
	hs_refuse_qualifiers(builder, draft);
}

/* ---- For authors: what can never hold, or never decides ------------------------ */

static bool is_absence(const struct hs_text *condition)
{
	return condition->text[0] == '!';
}

/* Whether one condition wants the source to be there, another one not. */
static bool contradicts_itself(const struct hs_draft *draft)
{
	const struct hs_text *first = draft->texts[HS_PROPERTY_WHEN].first;

	for (const struct hs_text *a = first; a; a = a->next)
		for (const struct hs_text *b = a->next; b; b = b->next) {
			struct hs_span one[2], other[2];

			if (is_absence(a) != is_absence(b) &&
			    hs_sources_of(HS_PROPERTY_WHEN, a->text, one) > 0 &&
			    hs_sources_of(HS_PROPERTY_WHEN, b->text, other) > 0 &&
			    hs_same_source(one[0], other[0]))
				return true;
		}
	return false;
}

static bool has_condition(const struct hs_draft *draft, const char *condition)
{
	const struct hs_text *text = draft->texts[HS_PROPERTY_WHEN].first;

	while (text && strcmp(text->text, condition) != 0)
		text = text->next;
	return text != NULL;
}

/* Whether the conditions of one are among those of the other. */
static bool holds_whenever(const struct hs_draft *draft, const struct hs_draft *other)
{
	for (const struct hs_text *text = draft->texts[HS_PROPERTY_WHEN].first; text; text = text->next)
		if (!has_condition(other, text->text))
			return false;
	return true;
}

/* Whether it is looked at before the other, for each code of the other. */
static bool comes_before(const struct hs_draft *draft, const struct hs_draft *other)
{
	for (int n = 0; n < HS_CODE_SET_WORDS; n++) {
		const uint64_t named = draft->codes.named.words[n];

		if ((other->codes.named.words[n] & ~named) ||
		    (other->codes.classed.words[n] & ~(named | draft->codes.classed.words[n])))
			return false;
	}
	return true;
}

/* Of those that hold, the first decides, but all times and each prohibition count. */
static bool decides(const struct hs_draft *draft)
{
	const uint32_t others = HS_SAID(HS_PROPERTY_STATUS) | HS_SAID(HS_PROPERTY_WHEN) |
	                        HS_SAID(HS_PROPERTY_WAIT);

	return (draft->said & ~others) != 0 &&
	       !(hs_said(draft, HS_PROPERTY_RETRY) &&
	         draft->number[HS_PROPERTY_RETRY] == HS_RETRY_FORBID);
}

static const struct hs_draft *deciding_before(const httpstatus_builder *builder,
                                              const struct hs_draft *draft)
{
	const struct hs_draft *earlier = builder->variants.first;

	while (earlier != draft && !(decides(earlier) && comes_before(earlier, draft) &&
	                             holds_whenever(earlier, draft)))
		earlier = earlier->next;
	return earlier != draft ? earlier : NULL;
}

static void check_use(httpstatus_builder *builder, const struct hs_draft *draft)
{
	const struct hs_draft *earlier;

	builder->line = draft->lines[HS_PROPERTY_WHEN];
	if (contradicts_itself(draft)) {
		hs_problem(builder, HTTPSTATUS_SEVERITY_WARNING,
		           "When: never holds: a source is to be there, and not to be there");
		return;
	}
	earlier = decides(draft) ? deciding_before(builder, draft) : NULL;
	if (earlier && earlier->line > 0)
		hs_problem(builder, HTTPSTATUS_SEVERITY_WARNING,
		           "When: never decides: the stanza in line %d holds whenever this one does",
		           earlier->line);
}

void hs_check_variants(httpstatus_builder *builder)
{
	for (const struct hs_draft *draft = builder->variants.first; draft; draft = draft->next) {
		/* An inherited one has been checked in its own catalog. */
		if (draft->line == 0)
			continue;
		check_trust(builder, draft);
		check_qualifiers(builder, draft);
		if (builder->strict)
			check_use(builder, draft);
	}
}

/* ---- Sources ------------------------------------------------------------------- */

struct sources {
	struct hs_span known[HS_SOURCES_MAX];
	size_t count;
	bool too_many;
};

static void add_source(struct sources *sources, struct hs_span source)
{
	for (size_t n = 0; n < sources->count; n++)
		if (hs_same_source(sources->known[n], source))
			return;
	if (sources->count < HS_SOURCES_MAX)
		sources->known[sources->count++] = source;
	else
		sources->too_many = true;
}

static void add_sources(struct sources *sources, const struct hs_draft *draft)
{
	for (int n = 0; n < HS_PROPERTY_COUNT; n++) {
		const int kind = hs_properties[n].kind;

		if (kind != HS_KIND_ERROR && kind != HS_KIND_WHEN && kind != HS_KIND_WAIT)
			continue;
		for (const struct hs_text *text = draft->texts[n].first; text; text = text->next) {
			struct hs_span found[2];
			size_t count = hs_sources_of((enum hs_property)n, text->text, found);

			while (count > 0)
				add_source(sources, found[--count]);
		}
	}
}

void hs_check_sources(httpstatus_builder *builder)
{
	struct sources sources = {.count = 0};

	add_sources(&sources, &builder->head);
	for (int code = 0; code < HS_CODE_END; code++)
		if (builder->drafts[code])
			add_sources(&sources, builder->drafts[code]);
	for (const struct hs_draft *draft = builder->rules.first; draft; draft = draft->next)
		add_sources(&sources, draft);
	for (const struct hs_draft *draft = builder->variants.first; draft; draft = draft->next)
		add_sources(&sources, draft);
	builder->line = builder->head.line;
	if (sources.too_many)
		hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "more than %d different sources of evidence",
		           (int)HS_SOURCES_MAX);
}
