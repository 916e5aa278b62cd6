/* SPDX-License-Identifier: MIT */
/*
 * The table of subcommands, from which the command line is read, help is
 * printed, and lines are completed for shells.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tool.h"
#include "words.h"

/* ---- Arguments --------------------------------------------------------------- */

/* The settings of a policy: its numbers, HTTPSTATUS_POLICY_*, and above them its lists. */
enum {
	POLICY_NUMBERS  = HTTPSTATUS_POLICY_AT_ONCE + 1,
	POLICY_SETTINGS = POLICY_NUMBERS + HTTPSTATUS_CODES_DONE + 1
};

enum { TEXTS_MAX = 100 };

/* The value of an option: a number, a time in milliseconds, what a word stands for, bits. */
struct number {
	bool given;
	uint64_t value;
};

/* The values of an option that are kept as they are. */
struct texts {
	const char *at[TEXTS_MAX];
	size_t count;
};

/* A command line. What was not given is 0. */
struct arguments {
	const struct command *command;
	bool implied;               /* the command was not named */
	int count;                  /* of the operands */
	char **operands;
	struct tool tool;           /* what follows from the options below */

	struct number help;
	struct number version;
	struct number json;
	struct number colour;
	struct texts catalogs;

	struct number cls;
	struct number format;

	struct texts method;
	struct number traits;
	struct texts fields;
	struct texts errors;
	struct number failure;
	struct number clock;        /* in seconds */
	struct number attempt;
	struct number deadline;
	struct number delay;

	struct number asked;
	const char *policy[POLICY_SETTINGS];    /* as httpstatus_policy_parse reads them; or NULL */
	struct number seed;

	struct number log_format;
	struct number field_number;
	struct texts regex;
	struct number by;
	struct number top;
	struct texts only;
	struct texts html;
};

/* ---- The table --------------------------------------------------------------- */

/* What a shell offers for an operand, or for the value of an option. */
enum {
	TAKES_CODE    = 1,
	TAKES_CLASS   = 2,
	TAKES_INPUT   = 4,          /* - */
	TAKES_CATALOG = 8,
	TAKES_FILE    = 16
};

struct command_option {
	const char *name;           /* NULL: the library's word for the setting */
	int setting;                /* of the policy, which reads it by itself; 0: none */
	char letter;                /* '\0': none */
	const char *argument;       /* what help calls its value; NULL: it takes none */
	const char *help;           /* without words, and without what the library knows */
	size_t place;               /* in struct arguments, of a number, of texts, or of a setting */

	/* Reads the value, or prints what is wrong with it; NULL: it is kept as a text. */
	bool (*read)(const struct command_option *option, const char *s, uint64_t *value);
	uint64_t low;               /* of a number */
	uint64_t high;
	uint64_t step;              /* of a time, in milliseconds */
	const struct vocabulary *words;
	uint64_t bits;              /* of an option without a value: added to the number */
	size_t most;                /* of texts; 1: the last one counts */
	bool list;                  /* of words, with commas */
	unsigned takes;
};

struct option_group {
	const char *title;          /* NULL: none */
	const struct command_option *options;
	size_t count;
};

enum { GROUPS_MAX = 10 };

struct command {
	const char *name;
	const char *operands;       /* as in a usage */
	const char *summary;        /* in one line */
	const char *description;
	const char *exits;
	int least;                  /* operands */
	int most;
	unsigned takes;
	int (*run)(const struct arguments *arguments);  /* returns an exit status */
	const struct option_group *groups[GROUPS_MAX];  /* up to NULL */
};

/* The n-th subcommand, NULL behind the last; the first may be left out of a command line. */
const struct command *command_at(size_t n);

/* The n-th option of a subcommand, NULL behind the last. */
const struct command_option *option_at(const struct command *command, size_t n);

/* The library's word for a setting. */
const char *setting_name(int setting);

/* Without the dashes. */
const char *option_name(const struct command_option *option);

/* ---- Subcommands: advise.c, complete.c, diff.c, lint.c, list.c, logs.c, plan.c, show.c -- */

int advise(const struct arguments *arguments);
int complete(const struct arguments *arguments);
int diff(const struct arguments *arguments);
int lint(const struct arguments *arguments);
int list(const struct arguments *arguments);
int list_catalogs(const struct arguments *arguments);
int logs(const struct arguments *arguments);
int plan(const struct arguments *arguments);
int show(const struct arguments *arguments);

#endif
