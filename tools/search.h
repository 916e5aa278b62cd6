/* SPDX-License-Identifier: MIT */
/* What somebody may have meant who named no status. */
#ifndef SEARCH_H
#define SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "tool.h"

/*
 * Prints the statuses whose names, aliases or summaries contain all of the words, those
 * with the words in their names first. False if there is none, or if these are no words.
 */
bool search(const struct tool *tool, const char *words);

/* "; did you mean Unauthorized, 401?", or "" if nothing is near; to be freed. */
char *did_you_mean(const struct tool *tool, const char *s, size_t length);

#endif
