/* SPDX-License-Identifier: MIT */
/* Where evidence stands, conditions and times: the values of Error, When and Wait. */

#include "format/evidence_value.h"

#include "base/duration.h"
#include "catalog/pattern.h"

static int refuse(httpstatus_builder *builder, enum hs_property property, struct hs_span found,
                  const char *expected)
{
	return hs_refuse(builder, property, found.at, found.length, expected);
}

/* ---- Sources --------------------------------------------------------------- */

static bool starts_with(struct hs_span span, const char *word)
{
	const size_t length = strlen(word);

	return span.length >= length && hs_is_word(span.at, length, word);
}

/* Members joined with '.', and '[]' for the elements of an array. */
static bool is_path(struct hs_span path)
{
	bool complete = false;

	while (path.length > 0) {
		if (path.length >= 2 && path.at[0] == '[' && path.at[1] == ']') {
			hs_span_take(&path, 2);
			complete = true;
			continue;
		}
		/* A member is the first, or follows a dot. */
		if (complete && hs_span_take(&path, 1).at[0] != '.')
			return false;
		complete = false;
		while (path.length > 0 && path.at[0] != '.' && path.at[0] != '[') {
			if (hs_span_take(&path, 1).at[0] == ']')
				return false;
			complete = true;
		}
		if (!complete)
			return false;
	}
	return complete;
}

static bool is_element(struct hs_span name)
{
	for (size_t i = 0; i < name.length; i++)
		if (strchr("<>/&\"'", name.at[i]))
			return false;
	return name.length > 0;
}

enum hs_source_kind hs_source_kind_of(struct hs_span *source)
{
	if (source->length > HS_NAME_MAX)
		return HS_SOURCE_NONE;
	if (hs_span_is(*source, "error"))
		return HS_SOURCE_ERROR;
	if (starts_with(*source, "json:")) {
		hs_span_take(source, strlen("json:"));
		return is_path(*source) ? HS_SOURCE_JSON : HS_SOURCE_NONE;
	}
	if (starts_with(*source, "xml:")) {
		hs_span_take(source, strlen("xml:"));
		return is_element(*source) ? HS_SOURCE_XML : HS_SOURCE_NONE;
	}
	if (source->length > 0 && !hs_is_digit(source->at[0]) &&
	    hs_is_token(source->at, source->length))
		return HS_SOURCE_FIELD;
	return HS_SOURCE_NONE;
}

static enum hs_source_kind source_kind(struct hs_span source)
{
	return hs_source_kind_of(&source);
}

/* A source ends before white space or '='. */
struct hs_span hs_take_source(struct hs_span *text)
{
	struct hs_span source;
	size_t n = 0;

	while (n < text->length && !hs_is_blank(text->at[n]) && text->at[n] != '=')
		n++;
	source = hs_span_take(text, n);
	hs_span_trim(text);
	return source;
}

static int check_source(httpstatus_builder *builder, enum hs_property property,
                        struct hs_span source)
{
	if (source_kind(source) != HS_SOURCE_NONE)
		return 0;
	return refuse(builder, property, source, property == HS_PROPERTY_ERROR
	              ? "the name of a field, json:PATH or xml:NAME"
	              : "the name of a field, json:PATH, xml:NAME or error");
}

/* ---- Conditions -------------------------------------------------------------- */

/* A value ends before a comma that is not quoted. */
static struct hs_span take_value(struct hs_span *list)
{
	struct hs_span value;
	bool quoted = false;
	size_t n = 0;

	while (n < list->length && (quoted || list->at[n] != ',')) {
		if (list->at[n] == '"')
			quoted = !quoted;
		n++;
	}
	value = hs_span_take(list, n);
	hs_span_trim(&value);
	return value;
}

struct hs_span hs_take_value(struct hs_span *list)
{
	const struct hs_span value = take_value(list);

	if (list->length > 0)
		hs_span_take(list, 1);
	return value;
}

static int check_value(httpstatus_builder *builder, enum hs_property property, struct hs_span value)
{
	const struct hs_pattern pattern = hs_pattern_of(value);
	const bool quoted = pattern.text.length < value.length && value.length > 0 &&
	                    memchr(value.at, '"', value.length);

	if (value.length == 0)
		return refuse(builder, property, value, "a value between commas; \"\" is the empty one");
	if (memchr(pattern.text.at, '"', pattern.text.length))
		return refuse(builder, property, value, "no quotation mark within a value");
	if (pattern.text.length == 0 && !quoted)
		return refuse(builder, property, value, "a value beside '*'; a source alone means any");
	if (pattern.text.length > HS_NAME_MAX)
		return refuse(builder, property, value, "at most 128 bytes");
	return 0;
}

static int check_values(httpstatus_builder *builder, enum hs_property property, struct hs_span list)
{
	int error;

	for (;;) {
		error = check_value(builder, property, take_value(&list));
		if (error || list.length == 0)
			return error;
		hs_span_take(&list, 1);
	}
}

/* RFC 9110, 5.3: only a field that was fed can be known to be absent. */
static int check_absence(httpstatus_builder *builder, enum hs_property property,
                         struct hs_span condition)
{
	struct hs_span source;

	hs_span_take(&condition, 1);
	if (condition.length == 0 || !hs_is_blank(condition.at[0]))
		return refuse(builder, property, condition, "white space behind '!'");
	source = hs_span_take_word(&condition);
	if (condition.length > 0)
		return refuse(builder, property, condition, "nothing behind '! FIELD'");
	if (source_kind(source) != HS_SOURCE_FIELD)
		return refuse(builder, property, source,
		              "the name of a field behind '!', since content may be cut off");
	return 0;
}

static int check_condition(httpstatus_builder *builder, enum hs_property property,
                           struct hs_span condition)
{
	struct hs_span source;
	int error;

	if (condition.length > 0 && condition.at[0] == '!')
		return check_absence(builder, property, condition);
	source = hs_take_source(&condition);
	error = check_source(builder, property, source);
	if (error || condition.length == 0)
		return error;
	if (condition.at[0] != '=')
		return refuse(builder, property, condition, "'=' and values, or nothing, behind the source");
	hs_span_take(&condition, 1);
	return check_values(builder, property, condition);
}

/* ---- Times -------------------------------------------------------------------- */

static bool is_duration(struct hs_span text)
{
	uint64_t ms;

	return hs_read_duration(text, &ms);
}

static int check_unit(httpstatus_builder *builder, enum hs_property property, struct hs_span unit)
{
	size_t n;

	if (hs_find_word(HS_FAMILY_UNIT, unit.at, unit.length, &n))
		return 0;
	return hs_refuse_word(builder, property, HS_FAMILY_UNIT, unit.at, unit.length);
}

/* A time, or a source and the unit of what stands there. */
static int check_time(httpstatus_builder *builder, enum hs_property property, struct hs_span *rest)
{
	struct hs_span time;
	int error;

	if (rest->length > 0 && hs_is_digit(rest->at[0])) {
		time = hs_span_take_word(rest);
		return is_duration(time) ? 0
		                         : refuse(builder, property, time, "a time, as 500ms, 60s or 1h30m");
	}
	time = hs_take_source(rest);
	error = check_source(builder, property, time);
	return error ? error : check_unit(builder, property, hs_span_take_word(rest));
}

int hs_check_wait(httpstatus_builder *builder, enum hs_property property, const char *s,
                  size_t length)
{
	struct hs_span rest = {s, length};
	int error;

	if (property == HS_PROPERTY_WAIT && hs_span_is(rest, "none"))
		return 0;
	error = check_time(builder, property, &rest);
	if (error || rest.length == 0)
		return error;
	if (!hs_span_is(hs_span_take_word(&rest), "when"))
		return refuse(builder, property, (struct hs_span){s, length},
		              "nothing, or 'when' and a condition, behind the time");
	return check_condition(builder, property, rest);
}

int hs_check_when(httpstatus_builder *builder, enum hs_property property, const char *s,
                  size_t length)
{
	return check_condition(builder, property, (struct hs_span){s, length});
}

int hs_check_error(httpstatus_builder *builder, enum hs_property property, const char *s,
                   size_t length)
{
	struct hs_span rest = {s, length};
	const struct hs_span source = hs_take_source(&rest);
	const int error = check_source(builder, property, source);

	if (error)
		return error;
	if (source_kind(source) == HS_SOURCE_ERROR)
		return refuse(builder, property, source, "the name of a field, json:PATH or xml:NAME");
	if (rest.length > 0 && !hs_span_is(rest, "shape"))
		return refuse(builder, property, rest, "'shape', or nothing, behind the source");
	return 0;
}

/* ---- The parts of a text that was checked ------------------------------------------ */

struct hs_condition_text hs_condition_of(struct hs_span text)
{
	struct hs_condition_text condition = {.absent = text.at[0] == '!'};

	if (condition.absent)
		hs_span_take_word(&text);
	condition.source = hs_take_source(&text);
	if (text.length > 0) {
		/* The '='. */
		hs_span_take(&text, 1);
		hs_span_trim(&text);
		condition.values = text;
	}
	return condition;
}

struct hs_wait_text hs_wait_of(struct hs_span text)
{
	struct hs_wait_text wait = {.none = hs_span_is(text, "none")};
	struct hs_span unit;
	size_t n = 0;

	if (wait.none)
		return wait;
	if (hs_is_digit(text.at[0])) {
		wait.literal = hs_span_take_word(&text);
	} else {
		wait.source = hs_take_source(&text);
		unit = hs_span_take_word(&text);
		hs_find_word(HS_FAMILY_UNIT, unit.at, unit.length, &n);
		wait.unit = (enum hs_unit)n;
	}
	/* "when" */
	hs_span_take_word(&text);
	wait.condition = text;
	return wait;
}

static size_t sources_of_condition(struct hs_span text, struct hs_span *source)
{
	*source = hs_condition_of(text).source;
	return 1;
}

static size_t sources_of_wait(struct hs_span text, struct hs_span sources[2])
{
	const struct hs_wait_text wait = hs_wait_of(text);
	size_t count = 0;

	if (wait.source.length > 0)
		sources[count++] = wait.source;
	if (wait.condition.length > 0)
		count += sources_of_condition(wait.condition, &sources[count]);
	return count;
}

/* At most two: that of a Wait, and that of its condition. */
size_t hs_sources_of(enum hs_property property, const char *text, struct hs_span sources[2])
{
	const struct hs_span span = {text, strlen(text)};

	if (hs_properties[property].kind == HS_KIND_WAIT)
		return sources_of_wait(span, sources);
	return sources_of_condition(span, sources);
}

bool hs_same_source(struct hs_span a, struct hs_span b)
{
	const bool exact = memchr(a.at, ':', a.length) != NULL;

	if (a.length != b.length)
		return false;
	for (size_t i = 0; i < a.length; i++)
		if (exact ? a.at[i] != b.at[i] : hs_to_lower(a.at[i]) != hs_to_lower(b.at[i]))
			return false;
	return true;
}

bool hs_has_free_text(const char *condition)
{
	struct hs_span values = hs_condition_of((struct hs_span){condition, strlen(condition)}).values;

	while (values.length > 0) {
		const struct hs_pattern pattern = hs_pattern_of(hs_take_value(&values));

		if (pattern.any_before && pattern.any_behind)
			return true;
	}
	return false;
}
