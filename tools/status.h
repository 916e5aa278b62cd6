/* SPDX-License-Identifier: MIT */
/* One status code as a catalog sees it, and the forms in which it is printed. */
#ifndef STATUS_H
#define STATUS_H

#include <stdio.h>

#include "json.h"
#include "tool.h"

struct status {
	int code;
	const httpstatus_entry *entry;      /* NULL if neither the catalog nor iana nor "logs" has it */
	const httpstatus_catalog *catalog;  /* whose advice is given */
	bool from_logs;                     /* nobody said whose code it is: see status_in_logs */
};

/* The status of a code: the catalog's entry, or else iana's. */
struct status status_of_code(const httpstatus_catalog *catalog, int code);

/*
 * The same, and if nobody said whose code it is and iana does not have it, what it means
 * in access logs. That is for people to read: it is not known which server sent it.
 */
struct status status_in_logs(struct status status);

/* The status of an entry, whatever catalog that is from. */
struct status status_of_entry(const httpstatus_catalog *catalog, const httpstatus_entry *entry);

/* card.c: all there is to say, over several lines */
void print_card(FILE *out, const struct tool *tool, const struct status *status);

/* row.c: one line of a table, and the line above the table */
void print_row(FILE *out, const struct status *status);
void print_row_titles(FILE *out);

/* One of several on standard output: a row, the first one under the titles, or an object. */
void print_listed(const struct tool *tool, const struct status *status, bool first);

/*
 * status_json.c: one JSON object; the members of one that are an advice; those
 * that name the other catalogs which know the code
 */
void print_json(FILE *out, const struct status *status);
void print_json_advice(struct json *json, httpstatus_advice advice);
void print_json_elsewhere(struct json *json, const struct status *status);

/* What the origin has done, for a sentence that begins with it. */
const char *origin_text(int processed);

/*
 * The n-th entry for the code, under a name of its own, of the other built-in catalogs;
 * NULL after the last. If the catalog that was asked has the code, there are none, unless
 * it was found in access logs.
 */
const httpstatus_entry *status_elsewhere(const struct status *status, size_t n);

#endif
