/* SPDX-License-Identifier: MIT */
/* What the parts of the httpstatus command share. */
#ifndef TOOL_H
#define TOOL_H

#include <stdbool.h>

#include <httpstatus.h>

enum {
	EXIT_FOUND     = 0,
	EXIT_NOT_FOUND = 1,
	EXIT_TROUBLE   = 2          /* wrong usage, unreadable input, failed output */
};

enum { CATALOGS_MAX = 16 };     /* what httpstatus_catalog_stack takes */

struct tool {
	const httpstatus_catalog *catalog;  /* of the -c options; NULL if there is none */
	enum httpstatus_class cls;          /* of --class; NONE: all codes */
	bool json;
	bool colour;
};

/* show.c, list.c: the subcommands; each answers an exit status */
int show(const struct tool *tool, int count, char **operands);
int list(const struct tool *tool);
int list_catalogs(const struct tool *tool);

/* advise.c, plan.c: subcommands that read their options themselves */
int advise(int argc, char **argv);
int plan(int argc, char **argv);

/*
 * catalog.c: the catalog that the values of -c name, a reference to be let go
 * of; NULL for count 0. False after it printed what is wrong.
 */
bool open_catalogs(const char *const *names, size_t count, const httpstatus_catalog **catalog);

/* main.c: prints "httpstatus: ..." on standard error */
__attribute__((format(printf, 1, 2)))
void complain(const char *format, ...);

#endif
