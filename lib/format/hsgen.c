/* SPDX-License-Identifier: MIT */
/*
 * hsgen - writes the built-in catalogs as C
 *
 *     hsgen OUTPUT.h OUTPUT.c CATALOG.cat...
 *
 * A program of the build machine. It reads each catalog with the library's
 * own reader and builder, later ones may extend earlier ones, and writes the
 * very blocks of memory that these make, as initialised structures: the C
 * compiler computes all offsets, for whatever machine it compiles.
 * Texts are shared between the catalogs, each is written once.
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format/builder.h"

enum { CATALOGS_MAX = 64 };

/* One text of the pool; may hold NULs within, as lists do. */
struct text {
	const char *bytes;
	size_t length;              /* without the last NUL */
};

struct pool {
	struct text *texts;
	size_t count;
	size_t room;
};

static struct pool pool;

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

/* The number of a text in the pool. */
static size_t pool_number(const char *bytes, size_t length)
{
	for (size_t n = 0; n < pool.count; n++)
		if (pool.texts[n].length == length &&
		    memcmp(pool.texts[n].bytes, bytes, length) == 0)
			return n;
	if (pool.count == pool.room) {
		size_t room = pool.room ? pool.room * 2 : 1024;
		struct text *texts = realloc(pool.texts, room * sizeof(*texts));

		if (!texts)
			die("texts", "out of memory");
		pool.texts = texts;
		pool.room = room;
	}
	pool.texts[pool.count].bytes = bytes;
	pool.texts[pool.count].length = length;
	return pool.count++;
}

/* The length of a list up to, not including, the "" that ends it. */
static size_t list_length(const char *list)
{
	const char *at = list;

	while (*at)
		at += strlen(at) + 1;
	return (size_t)(at - list);
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

static void write_identifier(FILE *out, const httpstatus_catalog *catalog)
{
	fputs("c_", out);
	for (const char *c = hs_at(catalog, catalog->name); *c; c++)
		fputc(*c == '-' ? '_' : *c, out);
}

/* An offset from a catalog to a text, as an expression. */
static void write_text(FILE *out, const httpstatus_catalog *catalog, const char *bytes,
                       size_t length)
{
	fputs("T(", out);
	write_identifier(out, catalog);
	fprintf(out, ", %zu)", pool_number(bytes, length));
}

static void write_string(FILE *out, const httpstatus_catalog *catalog, uint32_t offset)
{
	const char *text = hs_at(catalog, offset);

	write_text(out, catalog, text, strlen(text));
}

static void write_list(FILE *out, const httpstatus_catalog *catalog, uint32_t offset)
{
	const char *list = hs_at(catalog, offset);

	write_text(out, catalog, list, list_length(list));
}

static void write_member(FILE *out, const httpstatus_catalog *catalog)
{
	fprintf(out, "\tstruct {\n\t\tstruct httpstatus_catalog head;\n"
	        "\t\tstruct httpstatus_entry entries[%u];\n\t\tstruct hs_key keys[%u];\n"
	        "\t\tuint16_t index[%u];\n\t} ",
	        (unsigned)catalog->count, (unsigned)catalog->key_count,
	        (catalog->span + 1u) / 2 * 2);
	write_identifier(out, catalog);
	fputs(";\n", out);
}

static void declare(FILE *out, const char *what)
{
	fprintf(out, "extern const %s\n\t__attribute__((__visibility__(\"hidden\")));\n", what);
}

static void write_header(FILE *out, const httpstatus_catalog *const *catalogs, size_t count)
{
	fprintf(out, "/* Written by hsgen from lib/catalogs. */\n"
	        "#ifndef HS_BUILTIN_TABLES_H\n#define HS_BUILTIN_TABLES_H\n\n"
	        "#include \"catalog/catalog.h\"\n\n#define HS_BUILTIN_COUNT %zu\n\n"
	        "struct hs_builtins {\n", count);
	for (size_t n = 0; n < count; n++)
		write_member(out, catalogs[n]);
	fputs("\tstruct {\n", out);
	for (size_t n = 0; n < pool.count; n++)
		fprintf(out, "\t\tchar t%zu[%zu];\n", n, pool.texts[n].length + 1);
	fputs("\t} text;\n};\n\n", out);
	declare(out, "struct hs_builtins hs_builtins");
	declare(out, "uint32_t hs_builtin_offsets[HS_BUILTIN_COUNT]");
	fputs("\n#endif\n", out);
}

static void write_head(FILE *out, const httpstatus_catalog *catalog)
{
	static const char *const tables[] = {"entries", "keys", "index"};

	fputs("\t\t.head = {\n\t\t\t.name = ", out);
	write_string(out, catalog, catalog->name);
	fputs(",\n\t\t\t.title = ", out);
	write_string(out, catalog, catalog->title);
	fputs(",\n\t\t\t.version = ", out);
	write_string(out, catalog, catalog->version);
	fputs(",\n\t\t\t.source = ", out);
	write_string(out, catalog, catalog->source);
	for (size_t n = 0; n < sizeof(tables) / sizeof(tables[0]); n++) {
		fprintf(out, ",\n\t\t\t.%s = O(", tables[n]);
		write_identifier(out, catalog);
		fprintf(out, ", %s)", tables[n]);
	}
	fprintf(out, ",\n\t\t\t.key_count = %u, .count = %u, .first = %u, .span = %u\n\t\t},\n",
	        (unsigned)catalog->key_count, (unsigned)catalog->count, (unsigned)catalog->first,
	        (unsigned)catalog->span);
}

static void write_entry(FILE *out, const httpstatus_catalog *catalog, uint16_t n)
{
	const httpstatus_entry *entry = &hs_entries(catalog)[n];

	fputs("\t\t\t{O(", out);
	write_identifier(out, catalog);
	fprintf(out, ", entries[%u]), ", (unsigned)n);
	write_string(out, catalog, entry->phrase);
	fputs(", ", out);
	write_string(out, catalog, entry->summary);
	fputs(",\n\t\t\t ", out);
	write_list(out, catalog, entry->aliases);
	fputs(", ", out);
	write_list(out, catalog, entry->references);
	fputs(", ", out);
	write_list(out, catalog, entry->headers);
	fprintf(out, ",\n\t\t\t 0x%xu, 0x%xu, %u, %u, %u, %u, %u, %u, %u, %u, %u, 0},\n",
	        (unsigned)entry->flags, (unsigned)entry->changes, (unsigned)entry->code,
	        (unsigned)entry->phrase_length, (unsigned)entry->verdict,
	        (unsigned)entry->processed, (unsigned)entry->persistence, (unsigned)entry->limit,
	        (unsigned)entry->redirect, (unsigned)entry->content, (unsigned)entry->fault);
}

static void write_keys(FILE *out, const httpstatus_catalog *catalog)
{
	const struct hs_key *keys = (const struct hs_key *)(const void *)hs_at(catalog, catalog->keys);

	for (uint32_t n = 0; n < catalog->key_count; n++) {
		fputs("\t\t\t{", out);
		write_text(out, catalog, hs_at(catalog, keys[n].text), keys[n].length);
		fprintf(out, ", %u, %u},\n", (unsigned)keys[n].length, (unsigned)keys[n].entry);
	}
}

static void write_index(FILE *out, const httpstatus_catalog *catalog)
{
	const uint16_t *index = (const uint16_t *)(const void *)hs_at(catalog, catalog->index);

	for (uint16_t n = 0; n < catalog->span; n++)
		fprintf(out, "%s%u,", n % 16 ? " " : "\n\t\t\t", (unsigned)index[n]);
}

static void write_catalog(FILE *out, const httpstatus_catalog *catalog)
{
	fputs("\t.", out);
	write_identifier(out, catalog);
	fputs(" = {\n", out);
	write_head(out, catalog);
	fputs("\t\t.entries = {\n", out);
	for (uint16_t n = 0; n < catalog->count; n++)
		write_entry(out, catalog, n);
	fputs("\t\t},\n\t\t.keys = {\n", out);
	write_keys(out, catalog);
	fputs("\t\t},\n\t\t.index = {", out);
	write_index(out, catalog);
	fputs("\n\t\t}\n\t},\n", out);
}

/* As a string literal: octal escapes, cut after each so that no digit joins. */
static void write_literal(FILE *out, const struct text *text)
{
	fputc('"', out);
	for (size_t i = 0; i < text->length; i++) {
		unsigned char c = (unsigned char)text->bytes[i];

		if (c == '"' || c == '\\' || c == '?')
			fprintf(out, "\\%c", c);
		else if (c >= ' ' && c <= '~')
			fputc(c, out);
		else
			fprintf(out, "\\%03o", c);
	}
	fputc('"', out);
}

static void write_source(FILE *out, const httpstatus_catalog *const *catalogs, size_t count)
{
	fputs("/* Written by hsgen from lib/catalogs. */\n\n#include \"catalog/builtin_tables.h\"\n\n"
	      "/* Offsets in a catalog: of a member, and of a shared text. */\n"
	      "#define O(catalog, member) (uint32_t)(offsetof(struct hs_builtins, catalog.member) - "
	      "offsetof(struct hs_builtins, catalog))\n"
	      "#define T(catalog, n) (uint32_t)(offsetof(struct hs_builtins, text.t##n) - "
	      "offsetof(struct hs_builtins, catalog))\n\n"
	      "const struct hs_builtins hs_builtins = {\n", out);
	for (size_t n = 0; n < count; n++)
		write_catalog(out, catalogs[n]);
	fputs("\t.text = {\n", out);
	for (size_t n = 0; n < pool.count; n++) {
		fputs("\t\t", out);
		write_literal(out, &pool.texts[n]);
		fputs(",\n", out);
	}
	fputs("\t}\n};\n\nconst uint32_t hs_builtin_offsets[HS_BUILTIN_COUNT] = {\n", out);
	for (size_t n = 0; n < count; n++) {
		fputs("\toffsetof(struct hs_builtins, ", out);
		write_identifier(out, catalogs[n]);
		fputs("),\n", out);
	}
	fputs("};\n", out);
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
	/* The source first: writing it collects the texts that the header declares. */
	write_file(argv[2], write_source, catalogs, count);
	write_file(argv[1], write_header, catalogs, count);
	for (size_t n = 0; n < count; n++)
		httpstatus_catalog_unref(catalogs[n]);
	free(pool.texts);
	return 0;
}
