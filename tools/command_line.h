/* SPDX-License-Identifier: MIT */
/* Command lines, read by the table of subcommands. */
#ifndef COMMAND_LINE_H
#define COMMAND_LINE_H

#include <getopt.h>
#include <stdbool.h>

#include "command.h"

enum {
	OPTIONS_MAX = 128,                  /* of all subcommands together */
	FIRST_OPTION = 256                  /* getopt_long's value for the first one */
};

/* Options, as getopt_long wants them. */
struct parser {
	const struct command_option *options[OPTIONS_MAX];
	struct option long_options[OPTIONS_MAX + 1];
	char letters[2 * OPTIONS_MAX + 3];
	int count;
};

/* For the options of a subcommand; those and the operands may come in any order. */
void parser_begin(struct parser *parser, const struct command *command);

/*
 * The next option, its value in getopt's optarg: returns 0. Else -1 behind the
 * last one, '?' for one that there is not, or with a value that it does not
 * take, or ':' where the value is missing; *option is then that option, if it
 * is known, or NULL.
 */
int parser_next(struct parser *parser, int argc, char **argv,
                const struct command_option **option);

/*
 * The subcommand that the first operand names, which is taken out: options may
 * stand on either side of it. NULL if it names none, or there is none.
 */
const struct command *take_command(int *argc, char **argv);

/* Keeps the value of an option; false after it printed what is wrong. */
bool take_option(struct arguments *arguments, const struct command_option *option,
                 const char *value);

/*
 * Reads a command line. Returns EXIT_FOUND; or EXIT_TROUBLE or WRONG_USAGE,
 * after it printed what is wrong.
 */
int read_command_line(int argc, char **argv, struct arguments *arguments);

#endif
