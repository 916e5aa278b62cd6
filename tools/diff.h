/* SPDX-License-Identifier: MIT */
/* What the parts of httpstatus diff share. */
#ifndef DIFF_H
#define DIFF_H

#include <stdbool.h>

#include "tool.h"

struct side {
	const httpstatus_catalog *catalog;
	const char *label;
};

/*
 * diff_stanzas.c: prints where variants and rules differ, and returns how many do.
 * Nothing was printed before it if first.
 */
int diff_stanzas(const struct tool *tool, const struct side sides[2], bool first);

#endif
