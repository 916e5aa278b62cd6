/* SPDX-License-Identifier: MIT */
/* The properties of a catalog text: their names, and what each may hold. */

#include <string.h>

#include "format/builder.h"
#include "base/chars.h"
#include "base/utf8.h"
#include "catalog/vocabulary.h"
#include "base/writer.h"

enum kind {
	KIND_NAME,                  /* a catalog's name */
	KIND_FORMAT,                /* the version of the format */
	KIND_PHRASE,                /* a text of at most HS_NAME_MAX bytes */
	KIND_TEXT,
	KIND_PHRASES,               /* phrases, one in each of several lines */
	KIND_TEXTS,                 /* texts, one in each of several lines */
	KIND_TOKENS,                /* a list of field names (RFC 9110, 5.6.2) */
	KIND_WORD,                  /* one word of a vocabulary */
	KIND_BITS,                  /* a list of words of a vocabulary, or "none" */
	KIND_LIMIT,                 /* 0 to HS_LIMIT_MAX, or "none" */
	KIND_STATUS                 /* a code; opens a stanza, is never set */
};

struct property {
	char name[13];
	uint8_t kind;
	uint8_t vocabulary;
};

static const struct property properties[HS_PROPERTY_COUNT] = {
	[HS_PROPERTY_CATALOG]     = {.name = "Catalog", .kind = KIND_NAME},
	[HS_PROPERTY_FORMAT]      = {.name = "Format", .kind = KIND_FORMAT},
	[HS_PROPERTY_TITLE]       = {.name = "Title", .kind = KIND_TEXT},
	[HS_PROPERTY_VERSION]     = {.name = "Version", .kind = KIND_TEXT},
	[HS_PROPERTY_SOURCE]      = {.name = "Source", .kind = KIND_TEXT},
	[HS_PROPERTY_EXTENDS]     = {.name = "Extends", .kind = KIND_NAME},
	[HS_PROPERTY_SCOPE]       = {.name = "Scope", .kind = KIND_WORD, .vocabulary = HS_FAMILY_SCOPE},
	[HS_PROPERTY_STATUS]      = {.name = "Status", .kind = KIND_STATUS},
	[HS_PROPERTY_REASON]      = {.name = "Reason", .kind = KIND_PHRASE},
	[HS_PROPERTY_ALIAS]       = {.name = "Alias", .kind = KIND_PHRASES},
	[HS_PROPERTY_SUMMARY]     = {.name = "Summary", .kind = KIND_TEXT},
	[HS_PROPERTY_REFERENCE]   = {.name = "Reference", .kind = KIND_TEXTS},
	[HS_PROPERTY_MUST_SEND]   = {.name = "Must-Send", .kind = KIND_TOKENS},
	[HS_PROPERTY_SHOULD_SEND] = {.name = "Should-Send", .kind = KIND_TOKENS},
	[HS_PROPERTY_MAY_SEND]    = {.name = "May-Send", .kind = KIND_TOKENS},
	[HS_PROPERTY_FLAGS]       = {.name = "Flags", .kind = KIND_BITS, .vocabulary = HTTPSTATUS_FAMILY_FLAG},
	[HS_PROPERTY_CHANGE]      = {.name = "Change", .kind = KIND_BITS, .vocabulary = HTTPSTATUS_FAMILY_CHANGE},
	[HS_PROPERTY_CONTENT]     = {.name = "Content", .kind = KIND_WORD,
	                             .vocabulary = HTTPSTATUS_FAMILY_FRAMING},
	[HS_PROPERTY_REDIRECT]    = {.name = "Redirect", .kind = KIND_WORD,
	                             .vocabulary = HTTPSTATUS_FAMILY_REDIRECT},
	[HS_PROPERTY_FAULT]       = {.name = "Fault", .kind = KIND_WORD, .vocabulary = HTTPSTATUS_FAMILY_FAULT},
	[HS_PROPERTY_RETRY]       = {.name = "Retry", .kind = KIND_WORD, .vocabulary = HTTPSTATUS_FAMILY_VERDICT},
	[HS_PROPERTY_PROCESSED]   = {.name = "Processed", .kind = KIND_WORD,
	                             .vocabulary = HTTPSTATUS_FAMILY_PROCESSED},
	[HS_PROPERTY_PERSISTENCE] = {.name = "Persistence", .kind = KIND_WORD,
	                             .vocabulary = HS_FAMILY_PERSISTENCE},
	[HS_PROPERTY_LIMIT]       = {.name = "Limit", .kind = KIND_LIMIT}
};

/* A part of a value, without the white space around it. */
struct part {
	const char *at;
	size_t length;
};

static bool same_word(const char *s, size_t length, const char *word)
{
	if (strlen(word) != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (hs_to_lower(s[i]) != hs_to_lower(word[i]))
			return false;
	return true;
}

enum hs_property hs_property_find(const char *name, size_t length)
{
	int property = 0;

	while (property < HS_PROPERTY_COUNT && !same_word(name, length, properties[property].name))
		property++;
	return (enum hs_property)property;
}

const char *hs_property_name(enum hs_property property)
{
	return properties[property].name;
}

static int refuse(httpstatus_builder *builder, enum hs_property property, struct part value,
                  const char *expected)
{
	if (value.length == 0)
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: found nothing, expected %s", properties[property].name, expected);
	return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "%s: found '%s', expected %s",
	                  properties[property].name, hs_quote(value.at, value.length).text, expected);
}

/* "stop, done or retry", and the word that was probably meant. */
static int refuse_word(httpstatus_builder *builder, enum hs_property property, struct part value)
{
	size_t count;
	const struct hs_word *words = hs_words(properties[property].vocabulary, &count);
	char list[256];
	struct hs_writer writer = {list, sizeof(list), 0};
	const char *near = NULL;

	for (size_t i = 0; i < count; i++) {
		hs_write_text(&writer, i == 0 ? "" : i + 1 < count ? ", " : " or ");
		hs_write_text(&writer, words[i].text);
		if (!near && hs_is_near(value.at, value.length, words[i].text))
			near = words[i].text;
	}
	hs_write_end(&writer);
	if (!near)
		return refuse(builder, property, value, list);
	return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
	                  "%s: found '%s', expected %s; did you mean '%s'?", properties[property].name,
	                  hs_quote(value.at, value.length).text, list, near);
}

/* Whether it is a word of the property's vocabulary, and its number there. */
static bool find_word(enum hs_property property, struct part value, uint32_t *number)
{
	size_t count;
	const struct hs_word *words = hs_words(properties[property].vocabulary, &count);

	*number = 0;
	while (*number < count && !same_word(value.at, value.length, words[*number].text))
		++*number;
	return *number < count;
}

static void trim(struct part *part)
{
	while (part->length > 0 && hs_is_blank(part->at[0])) {
		part->at++;
		part->length--;
	}
	while (part->length > 0 && hs_is_blank(part->at[part->length - 1]))
		part->length--;
}

/* The first item of a comma-separated list; *rest is what follows it. */
static bool next_item(struct part *rest, struct part *item)
{
	const char *comma;

	if (!rest->at)
		return false;
	comma = memchr(rest->at, ',', rest->length);
	*item = *rest;
	rest->at = NULL;
	if (comma) {
		item->length = (size_t)(comma - item->at);
		rest->at = comma + 1;
		rest->length -= item->length + 1;
	}
	trim(item);
	return true;
}

int hs_texts_add(httpstatus_builder *builder, struct hs_texts *list, const char *s, size_t length)
{
	struct hs_text *item = hs_arena_take(&builder->arena, sizeof(*item));
	const char *text = hs_arena_copy(&builder->arena, s, length);

	if (!item || !text) {
		builder->out_of_memory = true;
		return HTTPSTATUS_E_NOMEM;
	}
	item->text = text;
	item->length = length;
	if (list->last)
		list->last->next = item;
	else
		list->first = item;
	list->last = item;
	list->count++;
	return 0;
}

static int set_text(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct part value)
{
	draft->text[property].text = hs_arena_copy(&builder->arena, value.at, value.length);
	draft->text[property].length = value.length;
	if (draft->text[property].text)
		return 0;
	builder->out_of_memory = true;
	return HTTPSTATUS_E_NOMEM;
}

static int set_name(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct part value)
{
	bool good = value.length <= HS_LABEL_MAX;

	for (size_t i = 0; good && i < value.length; i++) {
		char c = value.at[i];

		good = hs_is_lower(c) || (i > 0 && (hs_is_digit(c) || c == '-'));
	}
	if (!good)
		return refuse(builder, property, value, "a name: 1 to 32 lower-case letters, "
		              "digits and hyphens, a letter first");
	return set_text(builder, draft, property, value);
}

static int set_format(httpstatus_builder *builder, enum hs_property property, struct part value)
{
	if (value.length == 1 && value.at[0] == '1')
		return 0;
	return refuse(builder, property, value, "1");
}

static int add_text(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct part value)
{
	const int most = property == HS_PROPERTY_ALIAS ? HS_ALIASES_MAX : HS_REPEAT_MAX;

	if (draft->list[property].count == (size_t)most)
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "%s: more than %d of them",
		                  properties[property].name, most);
	return hs_texts_add(builder, &draft->list[property], value.at, value.length);
}

static int check_phrase(httpstatus_builder *builder, enum hs_property property, struct part value)
{
	if (value.length <= HS_NAME_MAX)
		return 0;
	return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
	                  "%s: found %zu bytes, expected at most %d",
	                  properties[property].name, value.length, (int)HS_NAME_MAX);
}

/* Of tchar, RFC 9110, 5.6.2. A text has no NUL, which strchr would find. */
static bool is_token(struct part value)
{
	for (size_t i = 0; i < value.length; i++) {
		char c = value.at[i];

		if (!hs_is_digit(c) && !hs_is_lower(hs_to_lower(c)) &&
		    !strchr("!#$%&'*+-.^_`|~", c))
			return false;
	}
	return value.length > 0;
}

static int set_tokens(httpstatus_builder *builder, struct hs_draft *draft,
                      enum hs_property property, struct part value)
{
	struct part item;
	int error = 0;

	while (!error && next_item(&value, &item)) {
		error = is_token(item) ? check_phrase(builder, property, item)
		                       : refuse(builder, property, item, "the name of an HTTP field");
		if (!error)
			error = add_text(builder, draft, property, item);
	}
	return error;
}

static int set_word(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct part value)
{
	uint32_t number;

	if (!find_word(property, value, &number))
		return refuse_word(builder, property, value);
	draft->value[property] = number;
	return 0;
}

static int set_bits(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct part value)
{
	struct part item;
	uint32_t bits = 0;

	if (!same_word(value.at, value.length, "none")) {
		while (next_item(&value, &item)) {
			uint32_t number;

			if (!find_word(property, item, &number))
				return refuse_word(builder, property, item);
			bits |= UINT32_C(1) << number;
		}
	}
	draft->value[property] = bits;
	return 0;
}

static int set_limit(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                     struct part value)
{
	uint32_t number = 0;
	bool good = true;

	if (same_word(value.at, value.length, "none")) {
		draft->value[property] = HTTPSTATUS_LIMIT_NONE;
		return 0;
	}
	for (size_t i = 0; good && i < value.length; i++) {
		number = number * 10 + (uint32_t)(value.at[i] - '0');
		good = hs_is_digit(value.at[i]) && number <= HS_LIMIT_MAX;
	}
	if (!good)
		return refuse(builder, property, value, "a number from 0 to 14, or none");
	draft->value[property] = number;
	return 0;
}

/* A value of the greatest length stands in no file unless it can be folded. */
static bool fits_a_file(struct part value)
{
	size_t i = 0;

	if (value.length < HS_LINE_MAX)
		return true;
	while (i < value.length && !hs_folds_at(value.at, i))
		i++;
	return i < value.length;
}

/* What holds for the value of every property. */
static int check_text(httpstatus_builder *builder, enum hs_property property, struct part value)
{
	size_t offset;

	if (value.length > HS_LINE_MAX)
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: found %zu bytes, expected at most %d",
		                  properties[property].name, value.length, (int)HS_LINE_MAX);
	if (!fits_a_file(value))
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: found %d bytes without a place to fold them, "
		                  "expected at most %d",
		                  properties[property].name, (int)HS_LINE_MAX, (int)HS_LINE_MAX - 1);
	switch (hs_text_check(value.at, value.length, &offset)) {
	case HS_TEXT_CONTROL:
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: found a control character at byte %zu of the value, "
		                  "expected text", properties[property].name, offset + 1);
	case HS_TEXT_NOT_UTF8:
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: byte %zu of the value is not UTF-8",
		                  properties[property].name, offset + 1);
	default:
		return 0;
	}
}

static bool may_repeat(enum hs_property property)
{
	return properties[property].kind == KIND_PHRASES || properties[property].kind == KIND_TEXTS;
}

static int set_kind(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct part value)
{
	int error;

	switch ((enum kind)properties[property].kind) {
	case KIND_NAME:
		return set_name(builder, draft, property, value);
	case KIND_FORMAT:
		return set_format(builder, property, value);
	case KIND_PHRASE:
		error = check_phrase(builder, property, value);
		return error ? error : set_text(builder, draft, property, value);
	case KIND_TEXT:
		return set_text(builder, draft, property, value);
	case KIND_PHRASES:
		error = check_phrase(builder, property, value);
		return error ? error : add_text(builder, draft, property, value);
	case KIND_TEXTS:
		return add_text(builder, draft, property, value);
	case KIND_TOKENS:
		return set_tokens(builder, draft, property, value);
	case KIND_WORD:
		return set_word(builder, draft, property, value);
	case KIND_BITS:
		return set_bits(builder, draft, property, value);
	case KIND_LIMIT:
		return set_limit(builder, draft, property, value);
	default:
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: only opens a stanza", properties[property].name);
	}
}

int hs_property_set(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    const char *value, size_t length)
{
	struct part part = {value, length};
	int error = 0;

	if ((draft->said & HS_SAID(property)) && !may_repeat(property))
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "%s: given a second time",
		                  properties[property].name);
	draft->said |= HS_SAID(property);
	trim(&part);
	if (part.length == 0)
		error = refuse(builder, property, part, "a value");
	if (!error)
		error = check_text(builder, property, part);
	if (!error)
		error = set_kind(builder, draft, property, part);
	if (error)
		draft->refused |= HS_SAID(property);
	return error;
}
