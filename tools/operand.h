/* SPDX-License-Identifier: MIT */
/* What a person or a log calls a status: a code, a class, a phrase, a status line. */
#ifndef OPERAND_H
#define OPERAND_H

#include "status.h"

struct operand {
	enum {
		OPERAND_STATUS,     /* one status, which the catalogs may not know */
		OPERAND_CLASS,      /* all codes of a class */
		OPERAND_NONE        /* not understood */
	} kind;
	struct status status;
	int cls;
	const char *complaint;      /* why it was not understood */
};

/*
 * Reads an operand. A phrase is looked up in the tool's catalog and in iana;
 * if no catalog was asked for, also in the other built-in ones.
 */
struct operand read_operand(const struct tool *tool, const char *s, size_t length);

/* One code, out of an operand; false after it printed why there is none. */
bool read_one_status(const struct tool *tool, const char *s, struct status *status);

#endif
