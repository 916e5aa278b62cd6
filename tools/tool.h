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
	EXIT_DONE      = 3,         /* of advise: done, or nothing to do */
	WRONG_USAGE    = 4          /* no exit status: main prints the usage, and exits with 2 */
};

enum { CODES = 1000 };          /* from 000 on */

struct tool {
	const httpstatus_catalog *catalog;  /* of the -c options; NULL if there is none */
	bool json;
	bool terminal;              /* standard output is one */
	bool utf8;                  /* which shows more than ASCII */
	bool colour;
};

#endif
