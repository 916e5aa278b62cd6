/* SPDX-License-Identifier: MIT */
/* What --help prints, and what wrong usage leads to. */
#ifndef HELP_H
#define HELP_H

#include <stdio.h>

#include "command.h"

/* For a subcommand that was named; for all if it was implied. */
void print_usage(FILE *out, const struct arguments *arguments);
void print_help(FILE *out, const struct arguments *arguments);

#endif
