/* SPDX-License-Identifier: MIT */
/* httpstatus list and httpstatus catalogs: tables. */

#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "complain.h"
#include "json.h"
#include "stanza.h"
#include "status.h"
#include "text.h"

/* The whole catalog as a file. */
static int list_as_file(const struct tool *tool)
{
	char *text = catalog_text(tool->catalog);

	fputs(text, stdout);
	free(text);
	return EXIT_FOUND;
}

/* Whether a stanza is about a code of the class. */
static bool is_of_class(const httpstatus_entry *entry, int cls)
{
	for (int code = 0; code < CODES; code++)
		if (httpstatus_class_of(code) == cls && httpstatus_entry_covers(entry, code))
			return true;
	return false;
}

static void print_titled(const httpstatus_entry *entry, bool first)
{
	struct stanza stanza = stanza_of(entry);

	printf("%s%s\n", first ? "" : "\n", stanza.status);
	free_stanza(&stanza);
	print_stanza(stdout, entry);
}

/* Variants and the rules for classes, behind the codes. */
static bool list_stanzas(const struct tool *tool, const struct number *cls, bool first)
{
	const httpstatus_entry *entry;

	for (size_t n = 0; (entry = httpstatus_catalog_stanza(tool->catalog, n)); n++) {
		if (cls->given && !is_of_class(entry, (int)cls->value))
			continue;
		if (tool->json)
			json_stanza(stdout, entry);
		else
			print_titled(entry, first);
		first = false;
	}
	return !first;
}

/* The codes of a class, or of all. */
static int list_codes(const struct tool *tool, const struct number *cls)
{
	const httpstatus_entry *entry = NULL;
	bool found = false;

	while ((entry = httpstatus_entry_next(tool->catalog, entry))) {
		struct status status = status_of_entry(tool->catalog, entry);

		if (cls->given && httpstatus_class_of(status.code) != (int)cls->value)
			continue;
		print_listed(tool, &status, !found);
		found = true;
	}
	found = list_stanzas(tool, cls, !found);
	return found ? EXIT_FOUND : EXIT_NOT_FOUND;
}

/* A string literal of C; a phrase has no control characters. */
static void print_literal(const char *s)
{
	putchar('"');
	for (; *s; s++) {
		/* "??" begins a trigraph. */
		if (*s == '"' || *s == '\\' || *s == '?')
			putchar('\\');
		putchar(*s);
	}
	putchar('"');
}

/* Elements of an array of strings, for programs that want the phrases and no library. */
static int list_as_c(const struct tool *tool, const struct number *cls)
{
	const httpstatus_entry *entry = NULL;
	bool found = false;

	while ((entry = httpstatus_entry_next(tool->catalog, entry))) {
		const int code = httpstatus_entry_code(entry);
		const char *phrase = httpstatus_wire_phrase(tool->catalog, code);

		if (!*phrase || (cls->given && httpstatus_class_of(code) != (int)cls->value))
			continue;
		found = true;
		printf("\t[%d] = ", code);
		print_literal(phrase);
		puts(",");
	}
	return found ? EXIT_FOUND : EXIT_NOT_FOUND;
}

int list(const struct arguments *arguments)
{
	if (arguments->format.value == FORMAT_C)
		return list_as_c(&arguments->tool, &arguments->cls);
	if (arguments->format.value != FORMAT_CATALOG || arguments->json.given)
		return list_codes(&arguments->tool, &arguments->cls);
	if (!arguments->cls.given)
		return list_as_file(&arguments->tool);
	complain("--format=cat prints the whole catalog, and excludes --class");
	return EXIT_TROUBLE;
}

/* ---- Catalogs ------------------------------------------------------------ */

enum {
	NAME_COLUMNS    = 15,
	CODES_COLUMNS    = 7,
	VERSION_COLUMNS = 12
};

static void print_catalog(const httpstatus_catalog *catalog)
{
	const char *version = httpstatus_catalog_version(catalog);
	char size[16];
	int at;

	snprintf(size, sizeof(size), "%5zu", httpstatus_catalog_size(catalog));
	at = print_padded(stdout, NAME_COLUMNS, httpstatus_catalog_name(catalog));
	at += print_padded(stdout, CODES_COLUMNS, size);
	at += print_padded(stdout, VERSION_COLUMNS, *version ? version : "-");
	print_folded(stdout, at, NAME_COLUMNS + CODES_COLUMNS + VERSION_COLUMNS,
	             httpstatus_catalog_title(catalog));
}

static void print_json_catalog(const httpstatus_catalog *catalog)
{
	struct json json;

	json_begin(&json, stdout);
	json_string(&json, "name", httpstatus_catalog_name(catalog));
	json_string(&json, "title", httpstatus_catalog_title(catalog));
	if (*httpstatus_catalog_version(catalog))
		json_string(&json, "version", httpstatus_catalog_version(catalog));
	if (*httpstatus_catalog_source(catalog))
		json_string(&json, "source", httpstatus_catalog_source(catalog));
	json_number(&json, "size", (long)httpstatus_catalog_size(catalog));
	json_end(&json);
}

int list_catalogs(const struct arguments *arguments)
{
	const struct tool *tool = &arguments->tool;
	const httpstatus_catalog *catalog = NULL;

	if (!tool->json) {
		print_padded(stdout, NAME_COLUMNS, "Name");
		print_padded(stdout, CODES_COLUMNS, "Codes");
		print_padded(stdout, VERSION_COLUMNS, "Version");
		puts("Title");
	}
	while ((catalog = httpstatus_builtin_next(catalog))) {
		if (tool->json)
			print_json_catalog(catalog);
		else
			print_catalog(catalog);
	}
	return EXIT_FOUND;
}
