/* SPDX-License-Identifier: MIT */
/* What is counted of access logs, and how it is printed. */
#ifndef LOG_COUNT_H
#define LOG_COUNT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "log_keys.h"
#include "log_line.h"
#include "log_series.h"
#include "text.h"
#include "tool.h"

/* What a method permits. */
enum {
	METHOD_SAFE,
	METHOD_IDEMPOTENT,
	METHOD_OTHER,               /* or unknown */
	METHOD_KINDS
};

/* By what else than the code lines are counted. */
enum {
	BY_MINUTE = 1,
	BY_PATH,
	BY_HOST,
	BY_UPSTREAM
};

struct log_count {
	uint64_t codes[CODES][METHOD_KINDS];
	uint64_t other_lines;       /* not understood */
	struct {
		const char *file;
		uint64_t line;
		struct shown text;
	} first_other;
	bool timed;                 /* a line had a time */
	int64_t first;
	int64_t last;
	int by;                     /* BY_*; 0: the code alone */
	struct log_keys *keys;
	bool overflow;              /* there was no memory for a key */
	struct log_series *series;  /* NULL: it is not wanted */
};

void log_count_line(struct log_count *count, const struct log_line *line);

/* What the counts of one code mean by a catalog. */
struct log_code {
	int code;
	uint64_t count;
	const char *label;          /* its phrase or the like; "" if it has none */
	const char *catalog;        /* that the label is from */
	int fault;
	int processed;
	bool throttled;
	uint64_t retries;           /* of count: what was worth a retry, by its method */
};
struct log_code log_code_of(const struct log_count *count, const httpstatus_catalog *catalog,
                            int code);

enum {
	LOG_FAULTS = HTTPSTATUS_FAULT_UNKNOWN + 1,
	LOG_PROCESSED = HTTPSTATUS_PROCESSED_DONE - HTTPSTATUS_PROCESSED_NOT_REACHED + 1
};

struct log_sum {
	uint64_t count;
	uint64_t classes[LOG_CLASSES];
	uint64_t faults[LOG_FAULTS];
	uint64_t processed[LOG_PROCESSED];      /* from HTTPSTATUS_PROCESSED_NOT_REACHED on */
	uint64_t throttled;
	uint64_t retries;
};
struct log_sum log_sum_of(const struct log_count *count, const httpstatus_catalog *catalog);

/* The codes that were counted, lowest first; or those with the highest counts, if most > 0. */
int log_codes(const struct log_count *count, size_t most, int codes[CODES]);

/* "minute", "path"; as the option names it */
const char *log_by_name(int by);

/* What a fault means, in a few words; "" for an unknown one. */
const char *log_fault_text(int fault);

/* How many lines there were, and of what time, as a sentence; to be freed. */
char *log_summary(const struct log_count *count, const struct log_sum *sum);

/* Millionths of a whole, rounded. */
uint64_t log_share(uint64_t part, uint64_t whole);

/* log_table.c, log_objects.c, log_html.c: what is printed; most: rows of a table, 0 for all */
void log_print_tables(FILE *out, const struct tool *tool, const struct log_count *count, size_t most);
void log_print_json(FILE *out, const struct tool *tool, const struct log_count *count, size_t most);
void log_print_html(FILE *out, const struct tool *tool, const struct log_count *count, size_t most);

#endif
