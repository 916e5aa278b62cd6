/* SPDX-License-Identifier: MIT */
/*
 * Where two catalogs disagree about variants and the rules for classes. Two stanzas
 * are about the same case if Status and When are the same.
 */

#include "diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "json.h"
#include "stanza.h"
#include "text.h"

struct row {
	const httpstatus_entry *entry;
	struct stanza stanza;
};

struct rows {
	struct row *at;
	size_t count;
};

/* A case; an entry is NULL where a catalog does not have it. */
struct both {
	const struct row *rows[2];
};

static int order(const void *a, const void *b)
{
	const struct row *first = a, *second = b;
	const int status = strcmp(first->stanza.status, second->stanza.status);

	return status != 0 ? status : strcmp(first->stanza.when, second->stanza.when);
}

static struct rows rows_of(const httpstatus_catalog *catalog)
{
	struct rows rows = {NULL, 0};
	const httpstatus_entry *entry;
	size_t count = 0;

	while (httpstatus_catalog_stanza(catalog, count))
		count++;
	rows.at = calloc(count + 1, sizeof(*rows.at));
	if (!rows.at)
		die_without_memory();
	for (; (entry = httpstatus_catalog_stanza(catalog, rows.count)); rows.count++)
		rows.at[rows.count] = (struct row){entry, stanza_of(entry)};
	qsort(rows.at, rows.count, sizeof(*rows.at), order);
	return rows;
}

static void free_rows(struct rows *rows)
{
	while (rows->count > 0)
		free_stanza(&rows->at[--rows->count].stanza);
	free(rows->at);
}

/* The next case of either; false after the last one. */
static bool next_case(const struct rows rows[2], size_t at[2], struct both *both)
{
	const bool left = at[0] < rows[0].count, right = at[1] < rows[1].count;
	const int which = !left || !right ? (left ? -1 : 1)
	                : order(&rows[0].at[at[0]], &rows[1].at[at[1]]);

	if (!left && !right)
		return false;
	both->rows[0] = which <= 0 ? &rows[0].at[at[0]++] : NULL;
	both->rows[1] = which >= 0 ? &rows[1].at[at[1]++] : NULL;
	return true;
}

static bool differs(const struct both *both)
{
	return !both->rows[0] || !both->rows[1] ||
	       strcmp(both->rows[0]->stanza.says, both->rows[1]->stanza.says) != 0;
}

static void print_both(const struct side sides[2], const struct both *both)
{
	const struct stanza *stanza = &both->rows[both->rows[0] ? 0 : 1]->stanza;

	fprintf(stdout, "%*s%s\n", MARGIN, "", stanza->status);
	print_line(stdout, "When", stanza->when);
	for (int side = 0; side < 2; side++)
		print_line(stdout, sides[side].label,
		           both->rows[side] ? both->rows[side]->stanza.says : "has no such stanza");
}

static void print_object(const struct side sides[2], const struct both *both)
{
	static const char *const keys[] = {"a", "b"};
	struct json json;

	json_begin(&json, stdout);
	json_case(&json, both->rows[both->rows[0] ? 0 : 1]->entry);
	json_string(&json, "difference", "variant");
	for (int side = 0; side < 2; side++) {
		if (!both->rows[side])
			continue;
		json_open(&json, keys[side], '{');
		json_string(&json, "catalog", httpstatus_catalog_name(sides[side].catalog));
		json_says(&json, both->rows[side]->entry);
		json_close(&json, '}');
	}
	json_end(&json);
}

static int count_differences(const struct rows rows[2])
{
	size_t at[2] = {0, 0};
	struct both both;
	int count = 0;

	while (next_case(rows, at, &both))
		count += differs(&both);
	return count;
}

int diff_stanzas(const struct tool *tool, const struct side sides[2], bool first)
{
	struct rows rows[2] = {rows_of(sides[0].catalog), rows_of(sides[1].catalog)};
	const int count = count_differences(rows);
	size_t at[2] = {0, 0};
	struct both both;

	if (count > 0 && !tool->json)
		printf("%sOther variants and rules: %d\n", first ? "" : "\n", count);
	while (next_case(rows, at, &both)) {
		if (!differs(&both))
			continue;
		if (tool->json)
			print_object(sides, &both);
		else
			print_both(sides, &both);
	}
	free_rows(&rows[0]);
	free_rows(&rows[1]);
	return count;
}
