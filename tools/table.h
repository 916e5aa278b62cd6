/* SPDX-License-Identifier: MIT */
/* Tables that fit a terminal. */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "tool.h"

enum { TABLE_COLUMNS = 10 };

struct column {
	const char *title;
	int least;                  /* width */
	int most;
	bool right;                 /* aligned */
	bool folds;                 /* a text that is too long goes on in the next line; else it is cut */
	bool coloured;              /* by the class of the row */
	int rank;                   /* where there is no room, the highest one goes; 0: it stays */
};

struct table {
	FILE *out;
	const struct tool *tool;
	const struct column *columns;
	size_t count;
	int widths[TABLE_COLUMNS];  /* 0: it is left out */
};

/* Lays out columns for the width of the terminal. */
void table_begin(struct table *table, FILE *out, const struct tool *tool,
                 const struct column *columns, size_t count);

void table_titles(const struct table *table);

/* A text for each column, of any bytes. */
void table_row(const struct table *table, const char *const *cells, int cls);

/* A bar as long as part is of whole, in that many columns; to be freed. */
char *bar_text(const struct tool *tool, int width, double part, double whole);

#endif
