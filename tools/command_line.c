/* SPDX-License-Identifier: MIT */
/* Command lines, read by the table of subcommands. */

#include "command_line.h"

#include <stdio.h>
#include <string.h>

#include "complain.h"

/* ---- getopt_long ------------------------------------------------------------- */

static bool has_option(const struct parser *parser, const char *name)
{
	for (int n = 0; n < parser->count; n++)
		if (strcmp(parser->long_options[n].name, name) == 0)
			return true;
	return false;
}

static void add_option(struct parser *parser, const struct command_option *option)
{
	int n = parser->count;
	size_t length = strlen(parser->letters);

	if (n == OPTIONS_MAX || has_option(parser, option_name(option)))
		return;
	parser->count++;
	parser->options[n] = option;
	parser->long_options[n] = (struct option){
		.name = option_name(option),
		.has_arg = option->argument ? required_argument : no_argument,
		.val = FIRST_OPTION + n
	};
	parser->long_options[n + 1] = (struct option){.name = NULL};
	if (option->letter)
		snprintf(parser->letters + length, sizeof(parser->letters) - length, "%c%s",
		         option->letter, option->argument ? ":" : "");
}

/* mode: what getopt's list of letters begins with */
static void start(struct parser *parser, const char *mode)
{
	parser->count = 0;
	snprintf(parser->letters, sizeof(parser->letters), "%s", mode);
	opterr = 0;                 /* getopt's own messages would print what is wrong as it is */
	optind = 0;                 /* begin anew */
}

static void add_options(struct parser *parser, const struct command *command)
{
	const struct command_option *option;

	for (size_t n = 0; (option = option_at(command, n)); n++)
		add_option(parser, option);
}

void parser_begin(struct parser *parser, const struct command *command)
{
	start(parser, ":");
	add_options(parser, command);
}

/* For all options there are, up to the first operand. */
static void begin_with_all(struct parser *parser)
{
	const struct command *command;

	start(parser, "+:");
	for (size_t n = 0; (command = command_at(n)); n++)
		add_options(parser, command);
}

/* The option of that value or letter. */
static const struct command_option *option_of(const struct parser *parser, int value)
{
	for (int n = 0; n < parser->count; n++)
		if (value == FIRST_OPTION + n || (value && value == parser->options[n]->letter))
			return parser->options[n];
	return NULL;
}

int parser_next(struct parser *parser, int argc, char **argv,
                const struct command_option **option)
{
	int result = getopt_long(argc, argv, parser->letters, parser->long_options, NULL);
	bool wrong = result == '?' || result == ':';

	*option = result == -1 ? NULL : option_of(parser, wrong ? optopt : result);
	return wrong || result == -1 ? result : 0;
}

/* ---- Subcommands -------------------------------------------------------------- */

static const struct command *find_command(const char *name)
{
	const struct command *command = NULL;

	for (size_t n = 0; (command = command_at(n)); n++)
		if (strcmp(command->name, name) == 0)
			break;
	return command;
}

const struct command *take_command(int *argc, char **argv)
{
	const struct command *command = NULL;
	const struct command_option *option;
	struct parser parser;
	int first;

	begin_with_all(&parser);
	while (parser_next(&parser, *argc, argv, &option) != -1)
		;
	first = optind;
	if (first < *argc)
		command = find_command(argv[first]);
	if (command) {
		memmove(argv + first, argv + first + 1, (size_t)(*argc - first) * sizeof(*argv));
		(*argc)--;
	}
	return command;
}

/* ---- Options ------------------------------------------------------------------- */

/* The option of another subcommand that a word begins with, or a letter stands for. */
static const struct command_option *find_elsewhere(const char *word, int letter)
{
	const struct command_option *option;
	const struct command *command;
	size_t length = strcspn(word, "=");

	for (size_t n = 0; (command = command_at(n)); n++)
		for (size_t i = 0; (option = option_at(command, i)); i++)
			if (letter ? option->letter == letter
			           : length > 2 && strlen(option_name(option)) == length - 2 &&
			             strncmp(option_name(option), word + 2, length - 2) == 0)
				return option;
	return NULL;
}

static void complain_of_option(int result, char **argv, const struct command *command,
                               const struct command_option *option)
{
	const char *word = argv[optind - 1];
	const struct command_option *other = option ? NULL : find_elsewhere(word, optopt);

	if (result == ':')
		complain("'%s' needs a value", word);
	else if (option)
		complain("'--%s' takes no value", option_name(option));
	else if (other)
		complain("%s takes no --%s", command->name, option_name(other));
	else if (optopt)
		complain("'-%c': no such option", optopt);
	else
		complain("'%s': no such option, or several that begin with it", word);
}

static bool take_text(struct texts *texts, const struct command_option *option, const char *value)
{
	if (option->most == 1)
		texts->count = 0;
	if (texts->count == option->most) {
		complain("--%s: more than %zu of them", option_name(option), option->most);
		return false;
	}
	texts->at[texts->count++] = value;
	return true;
}

bool take_option(struct arguments *arguments, const struct command_option *option,
                 const char *value)
{
	void *place = (char *)arguments + option->place;
	struct number *number = place;

	if (option->setting) {
		*(const char **)place = option->argument ? value : "yes";
		return true;
	}
	if (option->argument && !option->read)
		return take_text(place, option, value);
	number->given = true;
	number->value |= option->bits;
	return !option->read || option->read(option, value, &number->value);
}

/* ---- Operands ------------------------------------------------------------------ */

static bool check_operands(const struct arguments *arguments)
{
	static const char *const counts[] = {"no operand", "one operand", "two operands"};
	const struct command *command = arguments->command;

	if (arguments->count < command->least)
		complain("%s takes %s%s", command->name, command->most > command->least ? "at least " : "",
		         counts[command->least]);
	else if (arguments->count > command->most)
		complain("%s takes %s: '%s' is too much", command->name, counts[command->most],
		         arguments->operands[command->most]);
	return arguments->count >= command->least && arguments->count <= command->most;
}

static bool has_enough(const struct arguments *arguments)
{
	return arguments->help.given || arguments->version.given;
}

int read_command_line(int argc, char **argv, struct arguments *arguments)
{
	const struct command_option *option;
	struct parser parser;
	int result;

	arguments->command = take_command(&argc, argv);
	arguments->implied = !arguments->command;
	if (arguments->implied)
		arguments->command = command_at(0);
	parser_begin(&parser, arguments->command);
	while (!has_enough(arguments) &&
	       (result = parser_next(&parser, argc, argv, &option)) != -1) {
		if (result) {
			complain_of_option(result, argv, arguments->command, option);
			return WRONG_USAGE;
		}
		if (!take_option(arguments, option, optarg))
			return EXIT_TROUBLE;
	}
	arguments->count = argc - optind;
	arguments->operands = argv + optind;
	return has_enough(arguments) || check_operands(arguments) ? EXIT_FOUND : WRONG_USAGE;
}
