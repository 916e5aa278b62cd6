/* SPDX-License-Identifier: MIT */
/* Tables, as TSV for programs and Markdown for people; and anchors. */
#ifndef STORM_REPORT_H
#define STORM_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "sample.h"

/* What a rule reached in a figure that all rules are compared by. */
struct standing {
	char figure[80];
	const char *rule;
	double value;               /* infinite: never */
	double margin;
	bool more_is_better;
};

struct report {
	const char *directory;
	FILE *markdown;
	FILE *anchors;
	FILE *lines;                /* the anchors, for the end of the report */
	int held;
	int missed;
	struct standing *standings;
	size_t standing_count;
	size_t standing_room;
};

struct table {
	FILE *tsv;
	FILE *markdown;
	bool in_row;
};

void report_open(struct report *report, const char *directory);
/* Answers whether all was written, and no anchor was missed. */
bool report_close(struct report *report);
/* A file of the report's directory, to write into. */
FILE *report_file(const struct report *report, const char *name);
void report_heading(struct report *report, const char *text);
void report_text(struct report *report, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * An anchor is a figure that a publication or a formula gives: ours must lie
 * within tolerance (a share of it) of that.
 */
void report_anchor(struct report *report, const char *what, double measured, double expected,
                   double tolerance, const char *origin);
/* The same where the figure only must not be left. */
void report_bound(struct report *report, const char *what, double measured, double least,
                  double most, const char *origin);

/* Who was better than the library in a figure is listed at the end. */
enum better { LESS, MORE };
void report_standing(struct report *report, const char *figure, const char *rule,
                     const struct sample *sample, enum better better);

/* Headings that begin with '=' are those of samples: they take two columns of the TSV. */
void table_open(struct table *table, struct report *report, const char *name,
                const char *const *headings, size_t count);
void table_close(struct table *table);
void table_text(struct table *table, const char *text);
void table_number(struct table *table, double number, int decimals);
void table_sample(struct table *table, const struct sample *sample, int decimals);
void table_end_row(struct table *table);

#endif
