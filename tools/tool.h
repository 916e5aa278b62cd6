/* SPDX-License-Identifier: MIT */
/* What the parts of the httpstatus command share. */
#ifndef TOOL_H
#define TOOL_H

#include <stdbool.h>

#include <httpstatus.h>

enum {
	EXIT_FOUND     = 0,         /* or: no difference, no error */
	EXIT_NOT_FOUND = 1,         /* or: a difference, an error in a file */
	EXIT_TROUBLE   = 2,         /* wrong usage, unreadable input, failed output */
	EXIT_DONE      = 3          /* of advise: done, or nothing to do */
};

enum { CATALOGS_MAX = 16 };     /* what httpstatus_catalog_stack takes */

struct tool {
	const httpstatus_catalog *catalog;  /* of the -c options; NULL if there is none */
	int cls;          /* of --class; NONE: all codes */
	bool json;
	bool cat;                           /* as a catalog file */
	bool colour;
};

/* The subcommands: show.c, list.c, diff.c, lint.c; each returns an exit status. */
int show(const struct tool *tool, int count, char **operands);
int list(const struct tool *tool, int count, char **operands);
int list_catalogs(const struct tool *tool, int count, char **operands);
int diff(const struct tool *tool, int count, char **operands);
int lint(const struct tool *tool, int count, char **operands);

/* advise.c, plan.c: subcommands that read their options themselves */
int advise(int argc, char **argv);
int plan(int argc, char **argv);

/*
 * catalog.c: reads a catalog file, which may extend each of the count bases.
 * Returns 0, or an error after it printed all problems.
 */
int read_catalog(const char *path, bool strict, const httpstatus_catalog *const *bases,
                 size_t count, const httpstatus_catalog **catalog);

/* The built-in catalog of that name, or a file; NULL after it printed what is wrong. */
const httpstatus_catalog *open_catalog(const char *name, const httpstatus_catalog *const *bases,
                                       size_t count);

/*
 * The catalog that the values of -c name, which the caller has to release; NULL
 * for count 0. Each may extend those before it. False after it printed what
 * is wrong.
 */
bool open_catalogs(const char *const *names, size_t count, const httpstatus_catalog **catalog);

/* main.c: prints "httpstatus: ..." on standard error; any bytes may be in it */
__attribute__((format(printf, 1, 2)))
void complain(const char *format, ...);

/* What is wrong with an option, for which getopt_long returned '?' or ':'. */
struct option;
void complain_option(int result, char **argv, const struct option *options);

/* Prints the usage on standard error; returns EXIT_TROUBLE. */
int wrong_usage(void);

#endif
