/* SPDX-License-Identifier: MIT */
/* Tables that fit a terminal. */

#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "character.h"
#include "terminal.h"
#include "text.h"

enum { GAP = 2 };

/* ---- Layout -------------------------------------------------------------------------- */

static int width_of(const struct table *table)
{
	int width = 0;

	for (size_t n = 0; n < table->count; n++)
		if (table->widths[n])
			width += (width ? GAP : 0) + table->widths[n];
	return width;
}

/* Leaves out the column with the highest rank; false if all have to stay. */
static bool leave_one_out(struct table *table)
{
	size_t last = 0;
	int rank = 0;

	for (size_t n = 0; n < table->count; n++) {
		if (table->widths[n] && table->columns[n].rank > rank) {
			rank = table->columns[n].rank;
			last = n;
		}
	}
	if (rank > 0)
		table->widths[last] = 0;
	return rank > 0;
}

void table_begin(struct table *table, FILE *out, const struct tool *tool,
                 const struct column *columns, size_t count)
{
	int room = text_columns_at_most();

	*table = (struct table){.out = out, .tool = tool, .columns = columns, .count = count};
	for (size_t n = 0; n < count; n++)
		table->widths[n] = columns[n].least;
	while (width_of(table) > room && leave_one_out(table))
		;
	room -= width_of(table);
	for (size_t n = 0; n < count && room > 0; n++) {
		int more = columns[n].most - table->widths[n];

		if (table->widths[n] == 0)
			continue;
		table->widths[n] += more < room ? more : room;
		room -= more < room ? more : room;
	}
}

/* ---- Rows ---------------------------------------------------------------------------- */

/* Bytes of the first characters of a text. */
static size_t bytes_of(const char *text, int characters)
{
	size_t left = strlen(text);
	const char *at = text;

	while (left > 0 && characters-- > 0) {
		size_t length = character_length(at, left);

		at += length ? length : 1;
		left -= length ? length : 1;
	}
	return (size_t)(at - text);
}

/* The bytes of a text that go into a line: up to a space, if there is one. */
static size_t fold(const char *text, int width)
{
	size_t length = bytes_of(text, width);
	size_t space = length;

	if (text[length] == '\0')
		return length;
	while (space > 0 && text[space] != ' ')
		space--;
	return space > 0 ? space : length;
}

/* What goes into this line of a row; the rest of the cell is left for the next one. */
static char *take_line(const struct column *column, int width, const char **cell)
{
	const char *text = *cell;
	size_t length;

	if (text_columns(text) <= width) {
		*cell = "";
		return text_of("%s", text);
	}
	if (!column->folds) {
		*cell = "";
		return text_of("%.*s...", (int)bytes_of(text, width - 3), text);
	}
	length = fold(text, width);
	*cell = text + length + strspn(text + length, " ");
	return text_of("%.*s", (int)length, text);
}

static void print_cell(const struct table *table, size_t n, const char *text, int cls)
{
	if (table->columns[n].coloured)
		class_colour(table->out, table->tool, cls, false);
	print_foreign(table->out, text, strlen(text));
	if (table->columns[n].coloured)
		no_colour(table->out, table->tool);
}

/* One line; false if there is nothing left for it. */
static bool print_cells(const struct table *table, const char **cells, int cls)
{
	int at = 0, begin = 0;
	bool any = false;

	for (size_t n = 0; n < table->count; n++) {
		int width = table->widths[n];
		char *text;

		if (width == 0)
			continue;
		text = take_line(&table->columns[n], width, &cells[n]);
		if (*text) {
			int used = text_columns(text);
			int start = begin + (table->columns[n].right && used < width ? width - used : 0);

			fprintf(table->out, "%*s", start - at, "");
			print_cell(table, n, text, cls);
			at = start + used;
			any = true;
		}
		begin += width + GAP;
		free(text);
	}
	if (any)
		fputc('\n', table->out);
	return any;
}

void table_row(const struct table *table, const char *const *cells, int cls)
{
	const char *rest[TABLE_COLUMNS];

	memcpy(rest, cells, table->count * sizeof(*rest));
	while (print_cells(table, rest, cls))
		;
}

void table_titles(const struct table *table)
{
	const char *titles[TABLE_COLUMNS];

	for (size_t n = 0; n < table->count; n++)
		titles[n] = table->columns[n].title;
	while (print_cells(table, titles, 0))
		;
}

/* ---- Bars ---------------------------------------------------------------------------- */

char *bar_text(const struct tool *tool, int width, double part, double whole)
{
	const char *block = tool->utf8 ? "\xE2\x96\x88" : "#";
	int length = whole > 0 ? (int)((double)width * part / whole + 0.5) : 0;
	char *text = text_of("%s", "");

	/* Something is not drawn as nothing. */
	if (length == 0 && part > 0 && width > 0)
		length = 1;
	for (int n = 0; n < length; n++) {
		char *shorter = text;

		text = text_of("%s%s", shorter, block);
		free(shorter);
	}
	return text;
}
