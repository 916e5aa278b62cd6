/* SPDX-License-Identifier: MIT */
/* httpstatus complete: how a command line may go on, for the completions of shells. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog.h"
#include "command_line.h"
#include "complain.h"
#include "policy.h"
#include "text.h"

/* A command line whose last word is not finished. */
struct unfinished {
	const char *word;           /* the last one */
	const struct command *command;  /* NULL: none so far */
	const struct command_option *option;    /* whose value the word is, or NULL */
	struct arguments before;    /* it */
	bool files;                 /* the word may be the name of a file */
};

/* ---- Candidates -------------------------------------------------------------- */

/* Prints a word, if it goes on with what is there; start comes before it. */
static void offer(const struct unfinished *line, const char *start, const char *word,
                  const char *meaning)
{
	char *whole = text_of("%s%s", start, word);

	if (strncmp(whole, line->word, strlen(line->word)) == 0)
		printf("%s%s%s\n", whole, *meaning ? "\t" : "", meaning);
	free(whole);
}

static void offer_codes(const struct unfinished *line)
{
	const struct texts *names = &line->before.catalogs;
	const httpstatus_catalog *catalog;
	const httpstatus_entry *entry = NULL;
	char code[16];

	if (!open_catalogs(names->at, names->count, &catalog))
		return;
	while ((entry = httpstatus_entry_next(catalog, entry))) {
		snprintf(code, sizeof(code), "%03d", httpstatus_entry_code(entry));
		offer(line, "", code, httpstatus_entry_phrase(entry));
	}
	httpstatus_catalog_unref(catalog);
}

static void offer_classes(const struct unfinished *line)
{
	struct word word;

	for (int n = 0; (word = word_at(&class_words, n)).name; n++)
		offer(line, "", word.name, httpstatus_class_name((int)word.value));
}

static void offer_catalogs(const struct unfinished *line, const char *start)
{
	const httpstatus_catalog *catalog = NULL;

	while ((catalog = httpstatus_builtin_next(catalog)))
		offer(line, start, httpstatus_catalog_name(catalog), httpstatus_catalog_title(catalog));
}

static void offer_words(const struct unfinished *line, const char *start,
                        const struct vocabulary *vocabulary)
{
	const char *name;

	for (int n = 0; (name = word_at(vocabulary, n).name); n++)
		offer(line, start, name, "");
}

/* words: "doubling, linear or none" */
static void offer_setting(const struct unfinished *line, const char *start, const char *words)
{
	while (*words) {
		size_t length = strcspn(words, ", ");
		char *word = text_of("%.*s", (int)length, words);

		offer(line, start, word, "");
		free(word);
		words += length;
		words += strspn(words, ", ");
		if (strncmp(words, "or ", 3) == 0)
			words += 3;
	}
}

/* ---- What there may be ---------------------------------------------------------- */

static void complete_takes(struct unfinished *line, const char *start, unsigned takes)
{
	if (takes & TAKES_CLASS)
		offer_classes(line);
	if (takes & TAKES_CODE)
		offer_codes(line);
	if (takes & TAKES_INPUT)
		offer(line, start, "-", "response heads from standard input");
	if (takes & TAKES_CATALOG)
		offer_catalogs(line, start);
	line->files = takes & TAKES_FILE;
}

/* The value begins behind the first length bytes of the word. */
static void complete_value(struct unfinished *line, const struct command_option *option,
                           size_t length)
{
	const char *comma = option->list ? strrchr(line->word + length, ',') : NULL;
	char *start;

	if (comma)
		length = (size_t)(comma - line->word) + 1;
	start = text_of("%.*s", (int)length, line->word);
	if (option->words)
		offer_words(line, start, option->words);
	if (option->setting)
		offer_setting(line, start, setting_words(option->setting));
	complete_takes(line, start, option->takes);
	free(start);
}

static void complete_option(const struct unfinished *line)
{
	const struct command_option *option;
	char letter[] = "- ";

	for (size_t n = 0; (option = option_at(line->command, n)); n++) {
		char *name = text_of("%s%s", option_name(option), option->argument ? "=" : "");

		letter[1] = option->letter;
		if (option->letter)
			offer(line, "", letter, option->help);
		offer(line, "--", name, option->help);
		free(name);
	}
}

/* The option of the word, as far as "=". */
static const struct command_option *option_before(const struct unfinished *line, size_t length)
{
	const struct command_option *option;

	for (size_t n = 0; (option = option_at(line->command, n)); n++) {
		const char *name = option_name(option);

		if (option->argument && strlen(name) + 2 == length &&
		    strncmp(name, line->word + 2, length - 2) == 0)
			break;
	}
	return option;
}

static void complete_subcommand(const struct unfinished *line)
{
	const struct command *command;

	for (size_t n = 0; (command = command_at(n)); n++)
		offer(line, "", command->name, command->summary);
}

/* takes: what is looked at of what the subcommand takes */
static void complete_operand(struct unfinished *line, unsigned takes)
{
	bool first = line->before.implied && line->before.count == 0;

	/* Codes without a subcommand only once one is begun: there are many. */
	if (first && !(*line->word >= '0' && *line->word <= '9'))
		complete_subcommand(line);
	else if (line->before.count < line->command->most)
		complete_takes(line, "", line->command->takes & takes);
}

static void complete_word(struct unfinished *line)
{
	size_t length = strcspn(line->word, "=");
	const struct command_option *option;

	if (line->option) {
		complete_value(line, line->option, 0);
	} else if (strncmp(line->word, "--", 2) == 0 && line->word[length] == '=') {
		option = option_before(line, length);
		if (option)
			complete_value(line, option, length + 1);
	} else if (*line->word == '-') {
		complete_option(line);
		complete_operand(line, TAKES_INPUT);
	} else {
		complete_operand(line, ~0u);
	}
}

/* ---- The words before ------------------------------------------------------------- */

/* What is wrong in them is found when the command is run. */
static void read_before(struct unfinished *line, int argc, char **argv)
{
	const struct command_option *option;
	struct parser parser;
	int result;

	line->command = take_command(&argc, argv);
	line->before.implied = !line->command;
	if (!line->command)
		line->command = command_at(0);
	parser_begin(&parser, line->command);
	while ((result = parser_next(&parser, argc, argv, &option)) != -1) {
		if (result == ':')
			line->option = option;
		else if (result == 0 && option->takes & TAKES_CATALOG)
			take_option(&line->before, option, optarg);
	}
	line->before.count = argc - optind;
}

int complete(const struct arguments *arguments)
{
	struct unfinished line = {.word = arguments->operands[arguments->count - 1]};
	/* The name of the command, the words but the last one, and NULL. */
	char **argv = calloc((size_t)arguments->count + 1, sizeof(*argv));
	char name[] = "httpstatus";

	if (!argv) {
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
		return EXIT_TROUBLE;
	}
	argv[0] = name;
	memcpy(argv + 1, arguments->operands, (size_t)(arguments->count - 1) * sizeof(*argv));
	read_before(&line, arguments->count, argv);
	complete_word(&line);
	free(argv);
	return line.files ? EXIT_NOT_FOUND : EXIT_FOUND;
}
