/* SPDX-License-Identifier: MIT */
/* What the suites about printed catalogs share. */
#ifndef SUITE_PRINT_H
#define SUITE_PRINT_H

#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "suite_catalog.h"

enum {
	VALUE_MAX = 4096,           /* httpstatus-catalog(5), Limits */
	TEXT_MAX  = 1 << 20
};

/* The text of a catalog; the caller frees it. */
static inline char *print(const httpstatus_catalog *catalog, size_t *length)
{
	char *text;

	*length = httpstatus_catalog_print(catalog, NULL, 0);
	text = malloc(*length + 1);
	if (!text)
		ck_abort_msg("out of memory");
	memset(text, 'x', *length + 1);
	SAME(httpstatus_catalog_print(catalog, text, *length + 1), *length);
	SAME(strlen(text), *length);
	return text;
}

/* A variant that never decides is no fault of printing: the catalog has it. */
static inline void has_no_problem(const httpstatus_builder *builder)
{
	const char *problem;

	for (size_t n = 0; (problem = httpstatus_builder_problem(builder, n, NULL, NULL)); n++)
		if (!strstr(problem, ": warning: When: never "))
			ck_abort_msg("%s", problem);
}

static inline const httpstatus_catalog *read_back(const char *text, size_t length)
{
	const httpstatus_catalog *catalog = NULL;
	httpstatus_builder *builder;
	int error;

	SAME(httpstatus_builder_new(&builder), 0);
	httpstatus_builder_set_strict(builder, 1);
	error = httpstatus_builder_read_mem(builder, "printed", text, length);
	if (!error)
		error = httpstatus_builder_build(builder, &catalog);
	if (error)
		ck_abort_msg("%d, %s in\n%.3000s", error,
		             httpstatus_builder_problem(builder, 0, NULL, NULL), text);
	has_no_problem(builder);
	httpstatus_builder_free(builder);
	return catalog;
}

/* A line is longer than 79 columns only if it could not be folded. */
static inline void well_folded(const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		size_t columns = 0;

		for (size_t i = 0; i < length; i++)
			columns += ((unsigned char)text[i] & 0xC0) != 0x80;
		for (size_t i = 1; columns > 79 && i + 1 < length; i++)
			if (text[i] == ' ' && text[i - 1] != ' ' && text[i + 1] != ' ' &&
			    text[i - 1] != ':')
				ck_abort_msg("%zu columns: %.*s", columns, (int)length, text);
		SAME(length <= VALUE_MAX, true);
		SAME(text[length], '\n');
		text += length + 1;
	}
}

static inline void prints_again(const httpstatus_catalog *catalog, const char *text, size_t length)
{
	size_t length_again;
	char *again = print(catalog, &length_again);

	SAME(length_again, length);
	SAME(memcmp(again, text, length), 0);
	free(again);
}

static inline void round_trip(const httpstatus_catalog *catalog)
{
	const httpstatus_catalog *back;
	size_t length;
	char *text = print(catalog, &length);

	well_folded(text);
	back = read_back(text, length);
	same_catalogs(catalog, back);
	prints_again(back, text, length);
	httpstatus_catalog_unref(back);
	free(text);
}

static inline const httpstatus_catalog *load_strictly(const char *text)
{
	return read_back(text, strlen(text));
}

static inline httpstatus_builder *named_builder(void)
{
	httpstatus_builder *builder = new_builder();

	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "t"), 0);
	return builder;
}

static inline void set(httpstatus_builder *builder, int code, const char *field, const char *value)
{
	if (httpstatus_builder_set(builder, code, field, value))
		ck_abort_msg("%d, %s: %.100s: %s", code, field, value,
		             httpstatus_builder_problem(builder, 0, NULL, NULL));
}

static inline const httpstatus_catalog *finish(httpstatus_builder *builder)
{
	const httpstatus_catalog *catalog = build(builder);

	httpstatus_builder_free(builder);
	return catalog;
}

#endif
