/* SPDX-License-Identifier: MIT */
/*
 * Stanzas about more than one code. The library writes a stanza as a catalog has
 * it, a property a line, so that what a new property says is printed without a
 * change here.
 */

#include "stanza.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

/* ---- Lines ----------------------------------------------------------------- */

/* The text of a stanza, each property in one line; to be freed. */
static char *lines_of(const httpstatus_entry *entry)
{
	const size_t size = httpstatus_entry_print(entry, NULL, 0) + 1;
	char *text = text_of("%*s", (int)size, "");
	char *to = text;

	httpstatus_entry_print(entry, text, size);
	for (const char *from = text; *from; from++) {
		/* A folded line goes on with the space that is there anyway. */
		if (from[0] != '\n' || from[1] != ' ')
			*to++ = *from;
	}
	*to = '\0';
	return text;
}

/* Whether a line is that of a property. */
static bool is_property(const char *line, const char *name)
{
	const size_t length = strlen(name);

	return strncmp(line, name, length) == 0 && line[length] == ':';
}

static const char *value_of(const char *line)
{
	return strchr(line, ':') + 2;
}

static void append(char **list, const char *separator, const char *text, size_t length)
{
	char *longer = text_of("%s%s%.*s", *list, **list ? separator : "", (int)length, text);

	free(*list);
	*list = longer;
}

/* ---- Parts ------------------------------------------------------------------ */

/* Properties that people read in another place, or not here. */
static bool is_text(const char *line)
{
	static const char *const names[] = {"Status", "Reason", "Alias", "Summary", "Reference"};

	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++)
		if (is_property(line, names[n]))
			return true;
	return false;
}

bool is_stanza(const httpstatus_entry *entry)
{
	return entry && (httpstatus_entry_code(entry) < 0 || httpstatus_entry_when(entry, 0));
}

struct stanza stanza_of(const httpstatus_entry *entry)
{
	struct stanza stanza = {text_of("%s", ""), text_of("%s", ""), text_of("%s", "")};
	char *lines = lines_of(entry);
	size_t length;

	for (const char *line = lines; *line; line += length + (line[length] == '\n')) {
		const char *value = value_of(line);

		length = strcspn(line, "\n");
		if (is_property(line, "Status"))
			append(&stanza.status, "", value, length - (size_t)(value - line));
		else if (is_property(line, "When"))
			append(&stanza.when, " and ", value, length - (size_t)(value - line));
		else if (!is_text(line))
			append(&stanza.says, "; ", line, length);
	}
	free(lines);
	return stanza;
}

void free_stanza(struct stanza *stanza)
{
	free(stanza->status);
	free(stanza->when);
	free(stanza->says);
}

const httpstatus_entry *next_variant(const httpstatus_catalog *catalog, int code, size_t *n)
{
	const httpstatus_entry *entry;

	while ((entry = httpstatus_catalog_stanza(catalog, *n))) {
		++*n;
		if (httpstatus_entry_when(entry, 0) && httpstatus_entry_covers(entry, code))
			return entry;
	}
	return NULL;
}

/* ---- For people -------------------------------------------------------------- */

void print_stanza(FILE *out, const httpstatus_entry *entry)
{
	struct stanza stanza = stanza_of(entry);

	print_line(out, *stanza.when ? "When" : "For each", *stanza.when ? stanza.when : stanza.status);
	print_line(out, "", httpstatus_entry_summary(entry));
	print_line(out, "", stanza.says);
	free_stanza(&stanza);
}

/* ---- For programs ------------------------------------------------------------ */

void json_says(struct json *json, const httpstatus_entry *entry)
{
	char *lines = lines_of(entry);
	size_t length;

	if (*httpstatus_entry_summary(entry))
		json_string(json, "summary", httpstatus_entry_summary(entry));
	json_open(json, "says", '[');
	for (const char *line = lines; *line; line += length + (line[length] == '\n')) {
		length = strcspn(line, "\n");
		if (!is_property(line, "Status") && !is_property(line, "When") && !is_property(line, "Summary"))
			json_bytes(json, NULL, line, length);
	}
	json_close(json, ']');
	free(lines);
}

void json_case(struct json *json, const httpstatus_entry *entry)
{
	struct stanza stanza = stanza_of(entry);
	const char *condition;

	json_string(json, "status", stanza.status);
	json_open(json, "when", '[');
	for (size_t n = 0; (condition = httpstatus_entry_when(entry, n)); n++)
		json_string(json, NULL, condition);
	json_close(json, ']');
	free_stanza(&stanza);
}

void json_stanza(FILE *out, const httpstatus_entry *entry)
{
	struct json json;

	json_begin(&json, out);
	json_string(&json, "catalog", httpstatus_catalog_name(httpstatus_entry_catalog(entry)));
	json_case(&json, entry);
	json_says(&json, entry);
	json_end(&json);
}

void json_variants(struct json *json, const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry;
	size_t n = 0;

	entry = next_variant(catalog, code, &n);
	if (!entry)
		return;
	json_open(json, "variants", '[');
	for (; entry; entry = next_variant(catalog, code, &n)) {
		json_open(json, NULL, '{');
		json_case(json, entry);
		json_says(json, entry);
		json_close(json, '}');
	}
	json_close(json, ']');
}
