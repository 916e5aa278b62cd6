/* SPDX-License-Identifier: MIT */
/* What standard output can show. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "tool.h"

/* Finds out what kind of terminal there is: tool->terminal, utf8, colour; and the width of text. */
void terminal_begin(struct tool *tool, int colour);

/* What is printed then is in the colour of a class, up to no_colour; nothing without colours. */
void class_colour(FILE *out, const struct tool *tool, int cls, bool bold);
void no_colour(FILE *out, const struct tool *tool);

#endif
