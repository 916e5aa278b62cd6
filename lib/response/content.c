/* SPDX-License-Identifier: MIT */
/*
 * The values at the sources of a catalog in the content of a response. Where the
 * reader of JSON is, is kept as a number for each path: how many of its members lead
 * there. So a path costs a byte, and its members are compared where they stand.
 */

#include "response/content.h"

enum kind { KIND_UNKNOWN, KIND_JSON, KIND_XML, KIND_OTHER };

/* ---- Paths ---------------------------------------------------------------------- */

/* A member of a path; "[]" are the elements of an array. */
static struct hs_span take_step(struct hs_span *path)
{
	struct hs_span step;
	size_t n = 0;

	if (path->length > 0 && path->at[0] == '.')
		hs_span_take(path, 1);
	if (path->length > 0 && path->at[0] == '[')
		return hs_span_take(path, 2);
	while (n < path->length && path->at[n] != '.' && path->at[n] != '[')
		n++;
	step = hs_span_take(path, n);
	return step;
}

/* The member of a path behind so many others; empty behind the last. */
static struct hs_span step_of(struct hs_span path, unsigned n)
{
	struct hs_span step = take_step(&path);

	for (; n > 0; n--)
		step = take_step(&path);
	return step;
}

static bool is_elements(struct hs_span step)
{
	return step.length == 2 && step.at[0] == '[';
}

static bool is_member(struct hs_span step, struct hs_span key)
{
	return !is_elements(step) && step.length == key.length && step.length > 0 &&
	       memcmp(step.at, key.at, key.length) == 0;
}

/* ---- JSON ------------------------------------------------------------------------- */

/* Calls for each path: part, its source, and how many members lead here. */
struct path {
	struct hs_part part;
	uint16_t source;
	struct hs_span text;
	uint8_t *steps;
};

static bool next_path(const struct hs_evidence *evidence, struct path *path)
{
	for (;;) {
		if (!path->part.catalog || ++path->source >= path->part.catalog->source_count) {
			if (!hs_next_part(evidence, &path->part))
				return false;
			path->source = 0;
		}
		if (path->source < path->part.catalog->source_count &&
		    hs_sources(path->part.catalog)[path->source].kind == HS_SOURCE_JSON)
			break;
	}
	path->text = hs_source_name(&path->part, path->source);
	path->steps = &path->part.steps[path->source];
	return true;
}

/* Within depth objects and arrays, nothing is known of what stands in the innermost. */
static void leave(struct path *path, unsigned depth)
{
	if (*path->steps >= depth)
		*path->steps = (uint8_t)(depth - 1);
}

static void enter_array(const struct hs_evidence *evidence, unsigned depth)
{
	struct path path = {.source = 0};

	while (next_path(evidence, &path))
		if (*path.steps == depth - 1 && is_elements(step_of(path.text, depth - 1)))
			*path.steps = (uint8_t)depth;
}

static void enter_member(const struct hs_evidence *evidence, unsigned depth, struct hs_span key)
{
	struct path path = {.source = 0};

	while (next_path(evidence, &path)) {
		leave(&path, depth);
		if (*path.steps == depth - 1 && is_member(step_of(path.text, depth - 1), key))
			*path.steps = (uint8_t)depth;
	}
}

static void leave_all(const struct hs_evidence *evidence, unsigned depth)
{
	struct path path = {.source = 0};

	while (next_path(evidence, &path))
		leave(&path, depth);
}

/* The value that a token is: without white space (RFC 8259, 2; XML 1.0, 2.3) around it. */
static struct hs_span value_of(const struct hs_token *token)
{
	struct hs_span value = hs_token_span(token);

	while (value.length > 0 && hs_is_space(value.at[value.length - 1]))
		value.length--;
	while (value.length > 0 && hs_is_space(value.at[0]))
		hs_span_take(&value, 1);
	return value;
}

static void add_value(const struct hs_evidence *evidence, unsigned depth,
                      const struct hs_token *token, int64_t now)
{
	struct path path = {.source = 0};

	while (next_path(evidence, &path))
		if (*path.steps == depth && step_of(path.text, depth).length == 0)
			hs_evidence_add_value(&path.part, path.source, value_of(token),
			                      token->goes_on, now);
}

/* Paths are shorter than this. */
enum { STEPS_MAX = HS_NAME_MAX / 2 + 1 };

static void read_json(struct hs_content *content, const struct hs_evidence *evidence,
                      struct hs_span piece, int64_t now)
{
	struct hs_json *json = &content->reader.json;

	while (piece.length > 0) {
		const enum hs_json_event event = hs_json_next(json, &content->token, &piece);
		const unsigned depth = json->depth;

		if (event == HS_JSON_STOP)
			return;
		/* The end of one more than is open, the others in what is open. */
		if (depth + (event == HS_JSON_END) > STEPS_MAX)
			continue;
		if (event == HS_JSON_ARRAY)
			enter_array(evidence, depth);
		else if (event == HS_JSON_KEY && !content->token.goes_on)
			enter_member(evidence, depth, hs_token_span(&content->token));
		else if (event == HS_JSON_KEY)
			leave_all(evidence, depth);
		else if (event == HS_JSON_VALUE)
			add_value(evidence, depth, &content->token, now);
		else if (event == HS_JSON_END)
			leave_all(evidence, depth + 1);
	}
}

/* ---- XML -------------------------------------------------------------------------- */

static void add_element(const struct hs_evidence *evidence, const struct hs_xml *xml,
                        const struct hs_token *token, int64_t now)
{
	struct hs_part part = {.catalog = NULL};

	while (hs_next_part(evidence, &part))
		for (uint16_t n = 0; n < part.catalog->source_count; n++) {
			const struct hs_span name = hs_source_name(&part, n);

			if (hs_sources(part.catalog)[n].kind == HS_SOURCE_XML &&
			    name.length == xml->name_length &&
			    memcmp(name.at, xml->name, name.length) == 0)
				hs_evidence_add_value(&part, n, value_of(token), token->goes_on, now);
		}
}

static void read_xml(struct hs_content *content, const struct hs_evidence *evidence,
                     struct hs_span piece, int64_t now)
{
	while (piece.length > 0) {
		const enum hs_xml_event event =
			hs_xml_next(&content->reader.xml, &content->token, &piece);

		if (event == HS_XML_STOP)
			return;
		if (event == HS_XML_TEXT)
			add_element(evidence, &content->reader.xml, &content->token, now);
	}
}

/* ---- Which of them ------------------------------------------------------------------ */

/* Skips a byte-order mark and white space; the first byte behind them says what it is. */
static enum kind find_kind(struct hs_content *content, struct hs_span *piece)
{
	static const char mark[] = "\xEF\xBB\xBF";

	for (; piece->length > 0; hs_span_take(piece, 1)) {
		const char c = piece->at[0];

		if (content->mark < 3 && c == mark[content->mark]) {
			content->mark++;
			continue;
		}
		/* Half a mark is none; behind white space there is none. */
		if (content->mark == 1 || content->mark == 2)
			return KIND_OTHER;
		content->mark = 3;
		if (!hs_is_space(c))
			return c == '{' || c == '[' ? KIND_JSON : c == '<' ? KIND_XML : KIND_OTHER;
	}
	return KIND_UNKNOWN;
}

void hs_content_add(struct hs_content *content, const struct hs_evidence *evidence,
                    struct hs_span piece, int64_t now)
{
	const size_t room = HS_CONTENT_MAX - content->seen;

	if (piece.length > room)
		piece.length = room;
	content->seen += (uint32_t)piece.length;
	if (content->kind == KIND_UNKNOWN)
		content->kind = (uint8_t)find_kind(content, &piece);
	if (content->kind == KIND_JSON)
		read_json(content, evidence, piece, now);
	if (content->kind == KIND_XML)
		read_xml(content, evidence, piece, now);
}
