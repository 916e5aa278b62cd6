/* SPDX-License-Identifier: MIT */
/*
 * hsgen - writes the built-in catalogs as C
 *
 *     hsgen OUTPUT.h OUTPUT.c CATALOG.cat...
 *
 * A program of the build machine. It reads each catalog with the library's
 * own reader and builder, later ones may extend earlier ones, and writes the
 * very block of memory that these make as an initialised structure, so that its
 * numbers have the byte order of the machine for which it is compiled.
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format/builder.h"

enum { CATALOGS_MAX = 64 };

/* No catalog is built in before hsgen has run. */
const httpstatus_catalog *hs_builtin_find(const char *name)
{
	(void)name;
	return NULL;
}

_Noreturn static void die(const char *what, const char *why)
{
	fprintf(stderr, "hsgen: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

/* ---- Reading ---------------------------------------------------------- */

static void print_problems(const httpstatus_builder *builder)
{
	const char *text;

	for (size_t n = 0; (text = httpstatus_builder_problem(builder, n, NULL, NULL)); n++)
		fprintf(stderr, "%s\n", text);
}

/* A warning fails the build, too: the built-in files have none. */
static const httpstatus_catalog *read_catalog(const char *path,
                                              const httpstatus_catalog *const *known, size_t count)
{
	const httpstatus_catalog *catalog = NULL;
	httpstatus_builder *builder;
	int error = httpstatus_builder_new(&builder);

	for (size_t n = 0; !error && n < count; n++)
		error = httpstatus_builder_add_base(builder, known[n]);
	if (!error)
		error = httpstatus_builder_read_file(builder, path);
	if (!error)
		error = httpstatus_builder_build(builder, &catalog);
	print_problems(builder);
	if (error || httpstatus_builder_problem(builder, 0, NULL, NULL))
		die(path, httpstatus_strerror(error));
	httpstatus_builder_free(builder);
	return catalog;
}

/* ---- Writing ---------------------------------------------------------- */

static void write_symbol(FILE *out, const httpstatus_catalog *catalog)
{
	fputs("hs_catalog_", out);
	for (const char *c = hs_catalog_text(catalog, HS_PROPERTY_CATALOG); *c; c++)
		fputc(*c == '-' ? '_' : *c, out);
}

/* The texts follow the last table, and go on to the end. */
static uint32_t texts_begin(const httpstatus_catalog *catalog)
{
	return catalog->index + catalog->span * (uint32_t)sizeof(uint16_t);
}

/* A member for each text, because a string literal has a longest length. */
static void declare_texts(FILE *out, const httpstatus_catalog *catalog)
{
	size_t n = 0;

	fputs("\tstruct {\n", out);
	for (uint32_t at = texts_begin(catalog); at < catalog->size; n++) {
		const size_t size = strlen(hs_at(catalog, at)) + 1;

		fprintf(out, "\t\tchar t%zu[%zu];\n", n, size);
		at += (uint32_t)size;
	}
	fputs("\t} texts;\n", out);
}

/* ISO C has no array without elements. */
static void declare_array(FILE *out, const char *type, const char *name, uint32_t count)
{
	if (count > 0)
		fprintf(out, "\t%s %s[%" PRIu32 "];\n", type, name, count);
}

static void declare_catalog(FILE *out, const httpstatus_catalog *catalog)
{
	fputs("\nextern const struct ", out);
	write_symbol(out, catalog);
	fputs(" {\n\tstruct httpstatus_catalog catalog;\n", out);
	declare_array(out, "struct httpstatus_entry", "entries",
	              (uint32_t)catalog->count + catalog->stanza_count);
	declare_array(out, "struct hs_stanza", "stanzas", catalog->stanza_count);
	declare_array(out, "struct hs_range", "ranges", catalog->range_count);
	declare_array(out, "struct hs_source", "sources", catalog->source_count);
	declare_array(out, "struct hs_condition", "conditions", catalog->condition_count);
	declare_array(out, "struct hs_wait", "waits", catalog->wait_count);
	declare_array(out, "struct hs_key", "keys", catalog->key_count);
	declare_array(out, "uint16_t", "index", catalog->span);
	declare_texts(out, catalog);
	fputs("} ", out);
	write_symbol(out, catalog);
	fputs(" __attribute__((__visibility__(\"hidden\")));\n"
	      "_Static_assert(offsetof(struct ", out);
	write_symbol(out, catalog);
	fprintf(out, ", texts) == %u,\n\t\"the layout is another one here\");\n",
	        (unsigned)texts_begin(catalog));
}

static void write_header(FILE *out, const httpstatus_catalog *const *catalogs, size_t count)
{
	fputs("/* Written by hsgen from lib/catalogs. */\n"
	      "#ifndef HS_BUILTIN_TABLES_H\n#define HS_BUILTIN_TABLES_H\n\n"
	      "#include \"catalog/catalog.h\"\n", out);
	for (size_t n = 0; n < count; n++)
		declare_catalog(out, catalogs[n]);
	fputs("\n/* Calls a macro with each of them, in the order of lib/catalogs/local.mk. */\n"
	      "#define HS_BUILTINS(X)", out);
	for (size_t n = 0; n < count; n++) {
		fputs(" \\\n\tX(", out);
		write_symbol(out, catalogs[n]);
		fputs(")", out);
	}
	fputs("\n\n#endif\n", out);
}

static void write_stored(FILE *out, const hs_stored *stored, size_t count)
{
	fputs(".stored = {", out);
	for (size_t n = 0; n < count; n++)
		fprintf(out, "%s%" PRIu32, n > 0 ? ", " : "", stored[n]);
	fputs("}", out);
}

static void write_number(FILE *out, const char *name, uint32_t number)
{
	fprintf(out, "\t\t.%s = %" PRIu32 ",\n", name, number);
}

static void write_head(FILE *out, const httpstatus_catalog *catalog)
{
	fputs("\t.catalog = {\n", out);
#define WRITE(member) write_number(out, #member, catalog->member)
	WRITE(size);
	WRITE(entries);
	WRITE(stanzas);
	WRITE(ranges);
	WRITE(sources);
	WRITE(conditions);
	WRITE(waits);
	WRITE(fields);
	WRITE(keys);
	WRITE(key_count);
	WRITE(index);
	WRITE(count);
	WRITE(first);
	WRITE(span);
	WRITE(stanza_count);
	WRITE(range_count);
	WRITE(source_count);
	WRITE(condition_count);
	WRITE(wait_count);
	WRITE(shared_waits);
	WRITE(error_source);
	WRITE(reads_content);
#undef WRITE
	fputs("\t\t", out);
	write_stored(out, catalog->stored, HS_HEAD_PROPERTIES);
	fputs("\n\t},\n", out);
}

static void write_entries(FILE *out, const httpstatus_catalog *catalog)
{
	const uint32_t count = (uint32_t)catalog->count + catalog->stanza_count;

	if (count == 0)
		return;
	fputs("\t.entries = {\n", out);
	for (uint32_t n = 0; n < count; n++) {
		const httpstatus_entry *entry = &hs_entries(catalog)[n];

		fprintf(out, "\t\t{.self = %u, ", (unsigned)entry->self);
		write_stored(out, entry->stored, HS_STATUS_PROPERTIES);
		fputs("},\n", out);
	}
	fputs("\t},\n", out);
}

static void write_stanzas(FILE *out, const httpstatus_catalog *catalog)
{
	const struct hs_range *ranges =
		(const struct hs_range *)(const void *)hs_at(catalog, catalog->ranges);

	if (catalog->stanza_count == 0)
		return;
	fputs("\t.stanzas = {\n", out);
	for (uint16_t n = 0; n < catalog->stanza_count; n++) {
		const struct hs_stanza *stanza = &hs_stanzas(catalog)[n];

		fprintf(out, "\t\t{.entry = %u, .range = %u, .named = %u, .classed = %u, "
		        ".condition = %u, .conditions = %u},\n",
		        (unsigned)stanza->entry, (unsigned)stanza->range, (unsigned)stanza->named,
		        (unsigned)stanza->classed, (unsigned)stanza->condition,
		        (unsigned)stanza->conditions);
	}
	fputs("\t},\n\t.ranges = {\n", out);
	for (uint16_t n = 0; n < catalog->range_count; n++)
		fprintf(out, "\t\t{.first = %u, .last = %u},\n", (unsigned)ranges[n].first,
		        (unsigned)ranges[n].last);
	fputs("\t},\n", out);
}

static void write_sources(FILE *out, const httpstatus_catalog *catalog)
{
	if (catalog->source_count == 0)
		return;
	fputs("\t.sources = {\n", out);
	for (uint16_t n = 0; n < catalog->source_count; n++) {
		const struct hs_source *source = &hs_sources(catalog)[n];

		fprintf(out, "\t\t{.name = %u, .length = %u, .kind = %u, .errors = %u},\n",
		        (unsigned)source->name, (unsigned)source->length, (unsigned)source->kind,
		        (unsigned)source->errors);
	}
	fputs("\t},\n", out);
}

static void write_conditions(FILE *out, const httpstatus_catalog *catalog)
{
	if (catalog->condition_count == 0)
		return;
	fputs("\t.conditions = {\n", out);
	for (uint16_t n = 0; n < catalog->condition_count; n++) {
		const struct hs_condition *condition = &hs_conditions(catalog)[n];

		fprintf(out, "\t\t{.values = %u, .source = %u, .absent = %u},\n",
		        (unsigned)condition->values, (unsigned)condition->source,
		        (unsigned)condition->absent);
	}
	fputs("\t},\n", out);
}

static void write_waits(FILE *out, const httpstatus_catalog *catalog)
{
	if (catalog->wait_count == 0)
		return;
	fputs("\t.waits = {\n", out);
	for (uint16_t n = 0; n < catalog->wait_count; n++) {
		const struct hs_wait *wait = &hs_waits(catalog)[n];

		fprintf(out, "\t\t{.literal = %u, .source = %u, .condition = %u, .entry = %u, "
		        ".unit = %u},\n", (unsigned)wait->literal, (unsigned)wait->source,
		        (unsigned)wait->condition, (unsigned)wait->entry, (unsigned)wait->unit);
	}
	fputs("\t},\n", out);
}

static void write_keys(FILE *out, const httpstatus_catalog *catalog)
{
	const struct hs_key *keys = (const struct hs_key *)(const void *)hs_at(catalog, catalog->keys);

	if (catalog->key_count == 0)
		return;
	fputs("\t.keys = {\n", out);
	for (uint32_t n = 0; n < catalog->key_count; n++)
		fprintf(out, "\t\t{.text = %u, .length = %u, .entry = %u},\n",
		        (unsigned)keys[n].text, (unsigned)keys[n].length, (unsigned)keys[n].entry);
	fputs("\t},\n", out);
}

static void write_index(FILE *out, const httpstatus_catalog *catalog)
{
	const uint16_t *index = (const uint16_t *)(const void *)hs_at(catalog, catalog->index);

	if (catalog->span == 0)
		return;
	fputs("\t.index = {", out);
	for (uint16_t n = 0; n < catalog->span; n++)
		fprintf(out, "%s%u,", n % 16 ? " " : "\n\t\t", (unsigned)index[n]);
	fputs("\n\t},\n", out);
}

/* As a string literal: octal escapes, cut after each so that no digit joins. */
static void write_literal(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\' || c == '?')
			fprintf(out, "\\%c", c);
		else if (c >= ' ' && c <= '~')
			fputc(c, out);
		else
			fprintf(out, "\\%03o", c);
	}
	fputc('"', out);
}

static void write_texts(FILE *out, const httpstatus_catalog *catalog)
{
	fputs("\t.texts = {\n", out);
	for (uint32_t at = texts_begin(catalog); at < catalog->size;) {
		const char *text = hs_at(catalog, at);

		fputs("\t\t", out);
		write_literal(out, text);
		fputs(",\n", out);
		at += (uint32_t)strlen(text) + 1;
	}
	fputs("\t}\n", out);
}

static void write_source(FILE *out, const httpstatus_catalog *const *catalogs, size_t count)
{
	fputs("/* Written by hsgen from lib/catalogs. */\n\n#include \"catalog/builtin_tables.h\"\n", out);
	for (size_t n = 0; n < count; n++) {
		fputs("\nconst struct ", out);
		write_symbol(out, catalogs[n]);
		fputc(' ', out);
		write_symbol(out, catalogs[n]);
		fputs(" = {\n", out);
		write_head(out, catalogs[n]);
		write_entries(out, catalogs[n]);
		write_stanzas(out, catalogs[n]);
		write_sources(out, catalogs[n]);
		write_conditions(out, catalogs[n]);
		write_waits(out, catalogs[n]);
		write_keys(out, catalogs[n]);
		write_index(out, catalogs[n]);
		write_texts(out, catalogs[n]);
		fputs("};\n", out);
	}
}

typedef void writer(FILE *out, const httpstatus_catalog *const *catalogs, size_t count);

static void write_file(const char *path, writer *write, const httpstatus_catalog *const *catalogs,
                       size_t count)
{
	FILE *out = fopen(path, "w");

	if (!out)
		die(path, strerror(errno));
	write(out, catalogs, count);
	if (fflush(out) || ferror(out) || fclose(out))
		die(path, strerror(errno));
}

int main(int argc, char **argv)
{
	static const httpstatus_catalog *catalogs[CATALOGS_MAX];
	size_t count = 0;

	if (argc < 4 || argc - 3 > CATALOGS_MAX)
		die("usage", "hsgen OUTPUT.h OUTPUT.c CATALOG.cat...");
	for (int n = 3; n < argc; n++, count++)
		catalogs[count] = read_catalog(argv[n], catalogs, count);
	write_file(argv[1], write_header, catalogs, count);
	write_file(argv[2], write_source, catalogs, count);
	for (size_t n = 0; n < count; n++)
		httpstatus_catalog_unref(catalogs[n]);
	return 0;
}
