/* SPDX-License-Identifier: MIT */

#include "report.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "rules.h"

FILE *report_file(const struct report *report, const char *name)
{
	char path[1024];
	FILE *file;

	if (snprintf(path, sizeof(path), "%s/%s", report->directory, name) >= (int)sizeof(path)) {
		fputs("storm: the name of the directory is too long\n", stderr);
		exit(EXIT_FAILURE);
	}
	file = fopen(path, "w");
	if (!file) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	return file;
}

void report_open(struct report *report, const char *directory)
{
	*report = (struct report){.directory = directory};
	report->markdown = report_file(report, "storm.md");
	report->anchors = report_file(report, "storm-anchors.tsv");
	report->lines = tmpfile();
	if (!report->lines) {
		perror("tmpfile");
		exit(EXIT_FAILURE);
	}
	fputs("anchor\tmeasured\tleast\tmost\theld\torigin\n", report->anchors);
}

static bool closed_well(FILE *file)
{
	bool failed = ferror(file);

	return fclose(file) == 0 && !failed;
}

/* ---- Standings ----------------------------------------------------------------- */

void report_standing(struct report *report, const char *figure, const char *rule,
                     const struct sample *sample, enum better better)
{
	struct standing *standing;

	if (report->standing_count == report->standing_room) {
		report->standing_room = report->standing_room ? 2 * report->standing_room : 64;
		report->standings = memory_grow(report->standings, report->standing_room,
		                                sizeof(*report->standings));
	}
	standing = &report->standings[report->standing_count++];
	snprintf(standing->figure, sizeof(standing->figure), "%s", figure);
	standing->rule = rule;
	standing->value = sample_is_never(sample) ? INFINITY : sample_mean(sample);
	standing->margin = sample_margin(sample);
	standing->more_is_better = better == MORE;
}

/* By more than chance, and by more than a hundredth. */
static bool is_better(const struct standing *other, const struct standing *ours)
{
	double ahead = ours->more_is_better ? other->value - ours->value : ours->value - other->value;

	return strcmp(other->figure, ours->figure) == 0 && other->value < INFINITY &&
	       ahead > other->margin + ours->margin && ahead > 0.01 * fabs(ours->value);
}

static void list_loss(struct report *report, const struct standing *ours)
{
	bool any = false;

	for (size_t n = 0; n < report->standing_count; n++) {
		const struct standing *other = &report->standings[n];

		if (!is_better(other, ours))
			continue;
		if (!any)
			report_text(report, "- %s: %s %.4g; better:", ours->figure, ours->rule, ours->value);
		report_text(report, "%s %s %.4g", any ? "," : "", other->rule, other->value);
		any = true;
	}
	if (any)
		report_text(report, "\n");
}

static bool is_ours(const struct standing *standing)
{
	return strncmp(standing->rule, rule_ours.name, strlen(rule_ours.name)) == 0;
}

static void list_losses(struct report *report)
{
	for (size_t n = 0; n < report->standing_count; n++) {
		if (is_ours(&report->standings[n]))
			list_loss(report, &report->standings[n]);
	}
}

/* ---- Life ------------------------------------------------------------------------ */

static void append_lines(struct report *report)
{
	int c;

	rewind(report->lines);
	while ((c = getc(report->lines)) != EOF)
		putc(c, report->markdown);
	fclose(report->lines);
}

bool report_close(struct report *report)
{
	bool written;

	report_heading(report, "Where the library is beaten");
	list_losses(report);
	report_heading(report, "Anchors");
	report_text(report, "%d held, %d missed.\n\n", report->held, report->missed);
	append_lines(report);
	printf("%d anchors held, %d missed\n", report->held, report->missed);
	written = closed_well(report->markdown);
	written = closed_well(report->anchors) && written;
	if (!written)
		fprintf(stderr, "storm: cannot write to %s\n", report->directory);
	free(report->standings);
	return written && report->held > 0 && report->missed == 0;
}

void report_heading(struct report *report, const char *text)
{
	fprintf(report->markdown, "\n## %s\n\n", text);
	printf("-- %s\n", text);
	fflush(stdout);
}

void report_text(struct report *report, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vfprintf(report->markdown, format, arguments);
	va_end(arguments);
}

/* ---- Anchors ------------------------------------------------------------------- */

void report_bound(struct report *report, const char *what, double measured, double least,
                  double most, const char *origin)
{
	bool held = measured >= least && measured <= most;

	if (held)
		report->held++;
	else
		report->missed++;
	fprintf(report->anchors, "%s\t%.6g\t%.6g\t%.6g\t%s\t%s\n", what, measured, least, most,
	        held ? "yes" : "NO", origin);
	fprintf(report->lines, "- %s%s: %.6g (%.6g to %.6g; %s)\n", held ? "" : "**missed** ", what,
	        measured, least, most, origin);
	if (!held)
		printf("MISSED: %s: %g is not %g to %g (%s)\n", what, measured, least, most, origin);
}

void report_anchor(struct report *report, const char *what, double measured, double expected,
                   double tolerance, const char *origin)
{
	double width = fabs(expected) * tolerance;

	report_bound(report, what, measured, expected - width, expected + width, origin);
}

/* ---- Tables -------------------------------------------------------------------- */

void table_open(struct table *table, struct report *report, const char *name,
                const char *const *headings, size_t count)
{
	char file[100];

	snprintf(file, sizeof(file), "storm-%s.tsv", name);
	table->tsv = report_file(report, file);
	table->markdown = report->markdown;
	table->in_row = false;
	for (size_t n = 0; n < count; n++) {
		const char *heading = headings[n] + (headings[n][0] == '=');

		fprintf(table->tsv, "%s%s", n ? "\t" : "", heading);
		if (headings[n][0] == '=')
			fputs("\t+-", table->tsv);
		fprintf(table->markdown, "%s %s ", n ? "|" : "\n|", heading);
	}
	fputs("\n", table->tsv);
	fputs("|\n", table->markdown);
	for (size_t n = 0; n < count; n++)
		fputs(n ? "|--:" : "|---", table->markdown);
	fputs("|\n", table->markdown);
}

void table_close(struct table *table)
{
	fputs("\n", table->markdown);
	if (!closed_well(table->tsv)) {
		fputs("storm: cannot write a table\n", stderr);
		exit(EXIT_FAILURE);
	}
}

/* Cells of the TSV are between tabs, those of Markdown behind bars. */
static void next_cell(struct table *table)
{
	if (table->in_row)
		putc('\t', table->tsv);
	table->in_row = true;
	fputs("| ", table->markdown);
}

void table_text(struct table *table, const char *text)
{
	next_cell(table);
	fputs(text, table->tsv);
	fprintf(table->markdown, "%s ", text);
}

void table_number(struct table *table, double number, int decimals)
{
	next_cell(table);
	fprintf(table->tsv, "%.*f", decimals, number);
	fprintf(table->markdown, "%.*f ", decimals, number);
}

void table_sample(struct table *table, const struct sample *sample, int decimals)
{
	double mean = sample_mean(sample);
	double margin = sample_margin(sample);

	next_cell(table);
	if (sample_is_never(sample)) {
		fputs("never\t0", table->tsv);
		fputs("never ", table->markdown);
		return;
	}
	fprintf(table->tsv, "%.*f\t%.*f", decimals + 1, mean, decimals + 1, margin);
	fprintf(table->markdown, "%.*f ± %.*f ", decimals, mean, decimals, margin);
	if (sample->never)
		fprintf(table->markdown, "(%d of %d never) ", sample->never,
		        sample->never + sample->count);
}

void table_end_row(struct table *table)
{
	table->in_row = false;
	fputs("\n", table->tsv);
	fputs("|\n", table->markdown);
}
