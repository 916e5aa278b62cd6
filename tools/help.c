/* SPDX-License-Identifier: MIT */
/* What --help prints, and what wrong usage leads to. */

#include "help.h"

#include <stdlib.h>

#include "policy.h"
#include "text.h"

enum {
	NAME_COLUMN = 12,           /* of subcommands, with the margin and a gap */
	OPTION_COLUMN = 29
};

/* ---- Usage ------------------------------------------------------------------- */

/* The first subcommand is the one that may be left out. */
static void print_usage_line(FILE *out, const char *start, const struct command *command)
{
	bool optional = command == command_at(0);

	fprintf(out, "%s httpstatus %s%s%s [OPTION...]%s%s\n", start, optional ? "[" : "",
	        command->name, optional ? "]" : "", *command->operands ? " " : "", command->operands);
}

static const char *print_usage_lines(FILE *out, const struct arguments *arguments)
{
	const char *start = "usage:";
	const struct command *command;

	for (size_t n = 0; (command = command_at(n)); n++) {
		if (!arguments->implied && command != arguments->command)
			continue;
		print_usage_line(out, start, command);
		start = "      ";
	}
	return start;
}

void print_usage(FILE *out, const struct arguments *arguments)
{
	const char *start = print_usage_lines(out, arguments);

	fprintf(out, "%s httpstatus %s%s--help\n", start,
	        arguments->implied ? "" : arguments->command->name, arguments->implied ? "" : " ");
}

/* ---- Options ------------------------------------------------------------------- */

/* "doubling, linear or none"; "" if anything may be there */
static char *choice_text(const struct command_option *option)
{
	if (option->setting && option->argument)
		return text_of("%s", setting_words(option->setting));
	if (!option->words || option->words->open)
		return text_of("%s", "");
	return list_of_words(option->words);
}

/* "100ms"; "" for what is no setting, or a switch */
static char *default_text(const struct command_option *option)
{
	return option->setting && option->argument ? setting_default(option->setting)
	                                           : text_of("%s", "");
}

/* What an option is for, with its words and its default. */
static char *option_text(const struct command_option *option)
{
	char *choice = choice_text(option);
	char *usual = default_text(option);
	char *text = text_of("%s%s%s%s%s%s", option->help, *choice ? ": " : "", choice,
	                     *usual ? " (" : "", usual, *usual ? ")" : "");

	free(choice);
	free(usual);
	return text;
}

/* "  -c, --catalog=CATALOG  " and what it is for */
static void print_option(FILE *out, const struct command_option *option)
{
	char letter[] = {'-', option->letter, ',', '\0'};
	char *name = text_of("%5s --%s%s%s", option->letter ? letter : "", option_name(option),
	                     option->argument ? "=" : "", option->argument ? option->argument : "");
	char *text = option_text(option);

	print_folded(out, print_padded(out, OPTION_COLUMN, name), OPTION_COLUMN, text);
	free(name);
	free(text);
}

static void print_group(FILE *out, const struct option_group *group)
{
	if (group->title)
		fprintf(out, "  %s:\n", group->title);
	for (size_t n = 0; n < group->count; n++)
		print_option(out, &group->options[n]);
}

/* ---- Help ---------------------------------------------------------------------- */

static void print_command_help(FILE *out, const struct command *command)
{
	fputc('\n', out);
	print_folded(out, 0, 0, command->description);
	fputc('\n', out);
	for (size_t g = 0; command->groups[g]; g++)
		print_group(out, command->groups[g]);
	fputs("\nExit status: ", out);
	print_folded(out, 13, 0, command->exits);
}

static void print_general_help(FILE *out)
{
	const struct command *command;

	fputs("\nHTTP status codes: what they mean, and what to do next.\n\n", out);
	for (size_t n = 0; (command = command_at(n)); n++) {
		fputs("  ", out);
		print_padded(out, NAME_COLUMN - 2, command->name);
		print_folded(out, NAME_COLUMN, NAME_COLUMN, command->summary);
	}
	fputs("\nhttpstatus SUBCOMMAND --help explains a subcommand and its options; show is\n"
	      "the one that is meant if there is none. -V, --version prints the version.\n", out);
}

void print_help(FILE *out, const struct arguments *arguments)
{
	print_usage_lines(out, arguments);
	if (arguments->implied)
		print_general_help(out);
	else
		print_command_help(out, arguments->command);
}
