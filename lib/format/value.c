/* SPDX-License-Identifier: MIT */
/* The value of a property: read as its kind demands, and put into a draft. */

#include <string.h>

#include "base/chars.h"
#include "base/span.h"
#include "base/utf8.h"
#include "base/writer.h"
#include "catalog/vocabulary.h"
#include "format/builder.h"
#include "format/evidence_value.h"

int hs_refuse(httpstatus_builder *builder, enum hs_property property, const char *found,
              size_t length, const char *expected)
{
	if (length == 0)
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: found nothing, expected %s", hs_properties[property].name, expected);
	return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "%s: found '%s', expected %s",
	                  hs_properties[property].name, hs_quote(found, length).text, expected);
}

static int refuse(httpstatus_builder *builder, enum hs_property property, struct hs_span value,
                  const char *expected)
{
	return hs_refuse(builder, property, value.at, value.length, expected);
}

int hs_refuse_word(httpstatus_builder *builder, enum hs_property property, int vocabulary,
                   const char *found, size_t length)
{
	size_t count;
	const struct hs_word *words = hs_words(vocabulary, &count);
	char list[256];
	struct hs_writer writer = {list, sizeof(list), 0};
	const char *near = NULL;

	for (size_t i = 0; i < count; i++) {
		hs_write_text(&writer, i == 0 ? "" : i + 1 < count ? ", " : " or ");
		hs_write_text(&writer, words[i].text);
		if (!near && hs_is_near(found, length, words[i].text))
			near = words[i].text;
	}
	hs_write_end(&writer);
	if (!near)
		return hs_refuse(builder, property, found, length, list);
	return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
	                  "%s: found '%s', expected %s; did you mean '%s'?", hs_properties[property].name,
	                  hs_quote(found, length).text, list, near);
}

static int refuse_word(httpstatus_builder *builder, enum hs_property property, struct hs_span value)
{
	return hs_refuse_word(builder, property, hs_properties[property].vocabulary, value.at,
	                      value.length);
}

/* Whether it is a word of the property's vocabulary, and its number there. */
static bool find_word(enum hs_property property, struct hs_span value, size_t *number)
{
	return hs_find_word(hs_properties[property].vocabulary, value.at, value.length, number);
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

static int add_text(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct hs_span value)
{
	const size_t most = hs_properties[property].most;

	if (draft->texts[property].count == most)
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "%s: more than %zu of them",
		                  hs_properties[property].name, most);
	return hs_texts_add(builder, &draft->texts[property], value.at, value.length);
}

static bool is_name(struct hs_span value)
{
	bool good = value.length > 0 && value.length <= HS_LABEL_MAX;

	for (size_t i = 0; good && i < value.length; i++) {
		char c = value.at[i];

		good = hs_is_lower(c) || (i > 0 && (hs_is_digit(c) || c == '-'));
	}
	return good;
}

static int set_name(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct hs_span value)
{
	if (!is_name(value))
		return refuse(builder, property, value, "a name: 1 to 32 lower-case letters, "
		              "digits and hyphens, a letter first");
	return add_text(builder, draft, property, value);
}

static int set_names(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                     struct hs_span value)
{
	struct hs_span item;
	int error = 0;

	while (!error && hs_span_next_item(&value, &item))
		error = set_name(builder, draft, property, item);
	return error;
}

static int set_format(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                      struct hs_span value)
{
	if (value.length != 1 || value.at[0] != '1')
		return refuse(builder, property, value, "1");
	draft->number[property] = 1;
	return 0;
}

static int check_phrase(httpstatus_builder *builder, enum hs_property property, struct hs_span value)
{
	if (value.length <= HS_NAME_MAX)
		return 0;
	return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
	                  "%s: found %zu bytes, expected at most %d",
	                  hs_properties[property].name, value.length, (int)HS_NAME_MAX);
}

/* Of tchar, RFC 9110, 5.6.2. A text has no NUL, which strchr would find. */
bool hs_is_token(const char *s, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char c = s[i];

		if (!hs_is_digit(c) && !hs_is_lower(hs_to_lower(c)) &&
		    !strchr("!#$%&'*+-.^_`|~", c))
			return false;
	}
	return length > 0;
}

static int set_tokens(httpstatus_builder *builder, struct hs_draft *draft,
                      enum hs_property property, struct hs_span value)
{
	struct hs_span item;
	int error = 0;

	while (!error && hs_span_next_item(&value, &item)) {
		error = hs_is_token(item.at, item.length) ? check_phrase(builder, property, item)
		                       : refuse(builder, property, item, "the name of an HTTP field");
		if (!error)
			error = add_text(builder, draft, property, item);
	}
	return error;
}

static int set_word(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct hs_span value)
{
	size_t number;

	if (!find_word(property, value, &number))
		return refuse_word(builder, property, value);
	draft->number[property] = (uint32_t)number;
	return 0;
}

static int set_bits(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct hs_span value)
{
	struct hs_span item;
	uint32_t bits = 0;

	if (!hs_is_word(value.at, value.length, "none")) {
		while (hs_span_next_item(&value, &item)) {
			size_t number;

			if (!find_word(property, item, &number))
				return refuse_word(builder, property, item);
			bits |= UINT32_C(1) << number;
		}
	}
	draft->number[property] = bits;
	return 0;
}

static int set_limit(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                     struct hs_span value)
{
	uint32_t number = 0;
	bool good = true;

	if (hs_is_word(value.at, value.length, "none")) {
		draft->number[property] = HTTPSTATUS_LIMIT_NONE;
		return 0;
	}
	for (size_t i = 0; good && i < value.length; i++) {
		number = number * 10 + (uint32_t)(value.at[i] - '0');
		good = hs_is_digit(value.at[i]) && number <= HS_LIMIT_MAX;
	}
	if (!good)
		return refuse(builder, property, value, "a number from 0 to 14, or none");
	draft->number[property] = number;
	return 0;
}

/* A value of the greatest length stands in no file unless it can be folded. */
static bool fits_a_file(struct hs_span value)
{
	size_t i = 0;

	if (value.length < HS_LINE_MAX)
		return true;
	while (i < value.length && !hs_folds_at(value.at, i))
		i++;
	return i < value.length;
}

/* What holds for the value of every property. */
static int check_text(httpstatus_builder *builder, enum hs_property property, struct hs_span value)
{
	size_t offset;

	if (value.length > HS_LINE_MAX)
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: found %zu bytes, expected at most %d",
		                  hs_properties[property].name, value.length, (int)HS_LINE_MAX);
	if (!fits_a_file(value))
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: found %d bytes without a place to fold them, "
		                  "expected at most %d",
		                  hs_properties[property].name, (int)HS_LINE_MAX, (int)HS_LINE_MAX - 1);
	switch (hs_text_check(value.at, value.length, &offset)) {
	case HS_TEXT_CONTROL:
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: found a control character at byte %zu of the value, "
		                  "expected text", hs_properties[property].name, offset + 1);
	case HS_TEXT_NOT_UTF8:
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR,
		                  "%s: byte %zu of the value is not UTF-8",
		                  hs_properties[property].name, offset + 1);
	default:
		return 0;
	}
}

static int set_kind(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    struct hs_span value)
{
	int error;

	switch ((enum hs_kind)hs_properties[property].kind) {
	case HS_KIND_NAME:
		return set_name(builder, draft, property, value);
	case HS_KIND_NAMES:
		return set_names(builder, draft, property, value);
	case HS_KIND_FORMAT:
		return set_format(builder, draft, property, value);
	case HS_KIND_PHRASE:
		error = check_phrase(builder, property, value);
		return error ? error : add_text(builder, draft, property, value);
	case HS_KIND_TEXT:
		return add_text(builder, draft, property, value);
	case HS_KIND_TOKENS:
		return set_tokens(builder, draft, property, value);
	case HS_KIND_WORD:
		return set_word(builder, draft, property, value);
	case HS_KIND_BITS:
		return set_bits(builder, draft, property, value);
	case HS_KIND_LIMIT:
		return set_limit(builder, draft, property, value);
	case HS_KIND_ERROR:
		error = hs_check_error(builder, property, value.at, value.length);
		return error ? error : add_text(builder, draft, property, value);
	case HS_KIND_WHEN:
		error = hs_check_when(builder, property, value.at, value.length);
		return error ? error : add_text(builder, draft, property, value);
	case HS_KIND_WAIT:
		error = hs_check_wait(builder, property, value.at, value.length);
		return error ? error : add_text(builder, draft, property, value);
	case HS_KIND_STATUS:
		break;
	}
	return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "%s: only opens a stanza",
	                  hs_properties[property].name);
}

int hs_property_set(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    const char *value, size_t length)
{
	struct hs_span part = {value, length};
	int error = 0;

	if ((draft->said & HS_SAID(property)) && !hs_property_repeats(property))
		return hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "%s: given a second time",
		                  hs_properties[property].name);
	draft->said |= HS_SAID(property);
	draft->lines[property] = builder->line;
	hs_span_trim(&part);
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
