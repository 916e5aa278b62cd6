/* SPDX-License-Identifier: MIT */
/* Catalog text: lines to properties, properties to the builder. httpstatus-catalog(5) */

#include <string.h>

#include "base/span.h"
#include "format/builder.h"

/* Which stanza a line belongs to. */
enum stanza {
	STANZA_NONE,
	STANZA_CATALOG,
	STANZA_STATUS,
	STANZA_UNUSABLE             /* its first property was refused: passed over */
};

struct reader {
	httpstatus_builder *builder;
	const char *at;             /* what is not read yet */
	const char *end;
	int line;
	enum stanza stanza;
	bool catalog_seen;
	struct hs_draft *draft;     /* of the stanza */
	int property_line;          /* of the property in the making; 0: none */
	const char *name;
	size_t name_length;
	size_t value_length;
	bool value_too_long;
	char value[HS_LINE_MAX];
};

static void error_at(struct reader *r, int line, const char *message)
{
	r->builder->line = line;
	hs_problem(r->builder, HTTPSTATUS_SEVERITY_ERROR, "%s", message);
}

static void refuse_stanza(struct reader *r, const char *expected)
{
	r->stanza = STANZA_UNUSABLE;
	hs_problem(r->builder, HTTPSTATUS_SEVERITY_ERROR, "found '%s', expected %s",
	           hs_quote(r->name, r->name_length).text, expected);
}

static void open_status(struct reader *r)
{
	r->stanza = STANZA_UNUSABLE;
	if (r->builder->stanza_count == HS_STANZAS_MAX) {
		hs_problem(r->builder, HTTPSTATUS_SEVERITY_ERROR, "more than %d stanzas",
		           (int)HS_STANZAS_MAX);
		return;
	}
	r->builder->stanza_count++;
	r->draft = hs_builder_new_draft(r->builder);
	if (r->draft && hs_stanza_open(r->builder, r->draft, r->value, r->value_length))
		r->stanza = STANZA_STATUS;
}

static void set_property(struct reader *r, struct hs_draft *draft)
{
	hs_builder_set(r->builder, draft, r->name, r->name_length, r->value, r->value_length);
}

/* The first property of a stanza says what the stanza is about. */
static void open_stanza(struct reader *r)
{
	const enum hs_property property =
		hs_property_find(r->name, r->name_length, HS_IN_HEAD | HS_IN_STATUS);

	if (r->catalog_seen) {
		if (property == HS_PROPERTY_STATUS)
			open_status(r);
		else
			refuse_stanza(r, "Status as the first property of its stanza");
		return;
	}
	r->catalog_seen = true;
	if (property != HS_PROPERTY_CATALOG) {
		refuse_stanza(r, "Catalog as the first property of the file");
		return;
	}
	r->stanza = STANZA_CATALOG;
	r->builder->head.line = r->builder->line;
	set_property(r, &r->builder->head);
}

/* Hands the property that has been collected to the builder. */
static void end_property(struct reader *r)
{
	int line = r->property_line;

	r->property_line = 0;
	if (line == 0)
		return;
	r->builder->line = line;
	if (r->value_too_long) {
		hs_problem(r->builder, HTTPSTATUS_SEVERITY_ERROR, "%s: folded to more than %d bytes",
		           hs_quote(r->name, r->name_length).text, (int)HS_LINE_MAX);
		return;
	}
	switch (r->stanza) {
	case STANZA_NONE:
		open_stanza(r);
		return;
	case STANZA_CATALOG:
		set_property(r, &r->builder->head);
		return;
	case STANZA_STATUS:
		set_property(r, r->draft);
		return;
	case STANZA_UNUSABLE:
		return;
	}
}

static void append(struct reader *r, const char *s, size_t length)
{
	size_t joint = r->value_length > 0 ? 1 : 0;

	if (sizeof(r->value) - r->value_length < length + joint) {
		r->value_too_long = true;
		return;
	}
	if (joint)
		r->value[r->value_length++] = ' ';
	memcpy(r->value + r->value_length, s, length);
	r->value_length += length;
}

static size_t name_length(const char *s, size_t length)
{
	size_t n = 0;

	while (n < length && (hs_is_lower(hs_to_lower(s[n])) || hs_is_digit(s[n]) || s[n] == '-'))
		n++;
	return n < length && s[n] == ':' ? n : 0;
}

static void begin_property(struct reader *r, const char *s, size_t length)
{
	size_t n = name_length(s, length);

	end_property(r);
	if (n == 0) {
		error_at(r, r->line, "expected a property (Name: value), a comment (#) or a blank line");
		return;
	}
	r->property_line = r->line;
	r->name = s;
	r->name_length = n;
	r->value_length = 0;
	r->value_too_long = false;
	s += n + 1;
	length -= n + 1;
	hs_trim(&s, &length);
	append(r, s, length);
}

static void end_stanza(struct reader *r)
{
	end_property(r);
	if (r->stanza == STANZA_STATUS)
		hs_stanza_close(r->builder, r->draft);
	r->stanza = STANZA_NONE;
}

static void read_line(struct reader *r, const char *s, size_t length)
{
	const char *text = s;
	size_t text_length = length;

	if (length > HS_LINE_MAX) {
		error_at(r, r->line, "the line is longer than 4096 bytes");
		return;
	}
	/* An empty line has at least its end there. */
	if (s[0] == '#')
		return;
	hs_trim(&text, &text_length);
	if (text_length == 0)
		end_stanza(r);
	else if (!hs_is_blank(s[0]))
		begin_property(r, s, length);
	else if (r->property_line > 0)
		append(r, text, text_length);
	else
		error_at(r, r->line, "a continued line without a property before it");
}

/* The next line without its LF or CRLF. */
static bool next_line(struct reader *r, const char **s, size_t *length)
{
	const char *lf;

	if (r->at == r->end)
		return false;
	lf = memchr(r->at, '\n', (size_t)(r->end - r->at));
	*s = r->at;
	*length = (size_t)((lf ? lf : r->end) - r->at);
	r->at = lf ? lf + 1 : r->end;
	r->line++;
	if (*length > 0 && (*s)[*length - 1] == '\r')
		(*length)--;
	return true;
}

static void skip_byte_order_mark(struct reader *r)
{
	if (r->end - r->at >= 3 && memcmp(r->at, "\xef\xbb\xbf", 3) == 0)
		r->at += 3;
}

static void read_lines(struct reader *r)
{
	const char *s;
	size_t length;

	skip_byte_order_mark(r);
	while (next_line(r, &s, &length))
		read_line(r, s, length);
	end_stanza(r);
}

static void check_head(struct reader *r)
{
	const struct hs_draft *head = &r->builder->head;

	if (!r->catalog_seen)
		error_at(r, 1, "expected Catalog as the first property of the file, found no property");
	else if (head->line > 0 && !(head->said & HS_SAID(HS_PROPERTY_FORMAT)))
		error_at(r, head->line, "Format: missing, expected 1");
}

int hs_read(httpstatus_builder *builder, const char *label, const char *text, size_t length)
{
	struct reader r = {.builder = builder, .at = text, .end = text ? text + length : text};

	builder->label = hs_arena_copy(&builder->arena, label, strlen(label));
	if (!builder->label)
		return HTTPSTATUS_E_NOMEM;
	read_lines(&r);
	check_head(&r);
	builder->line = 0;
	if (builder->out_of_memory)
		return HTTPSTATUS_E_NOMEM;
	return builder->has_errors ? HTTPSTATUS_E_CATALOG : 0;
}
