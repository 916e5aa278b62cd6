/* SPDX-License-Identifier: MIT */
/* httpstatus - what an HTTP status code means. Options and subcommands. */

#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"
#include "tool.h"

static const char usage[] =
	"usage: httpstatus [show] [-c CATALOG]... [--json] [OPERAND...]\n"
	"       httpstatus list [-c CATALOG]... [--class CLASS] [--json | --format=FORMAT]\n"
	"       httpstatus catalogs [--json]\n"
	"       httpstatus advise [OPTION...] CODE|-\n"
	"       httpstatus plan [OPTION...] [CODE]\n"
	"       httpstatus diff [--json] CATALOG CATALOG\n"
	"       httpstatus lint FILE...\n";

static const char help[] =
	"\n"
	"HTTP status codes: what they mean, and what to do next.\n"
	"\n"
	"  show       what each OPERAND means: a code (404), a class (4xx), a phrase\n"
	"             ('Not Found', in any spelling) or a status line\n"
	"             ('HTTP/1.1 404 Not Found'); without OPERAND, what each line of\n"
	"             standard input means, in one line each\n"
	"  list       the codes of a catalog, as a table\n"
	"  catalogs   the built-in catalogs\n"
	"  advise     whether to retry a request after CODE, and when; it has options\n"
	"             of its own: httpstatus advise --help\n"
	"  plan       when a policy retries a request; it has options of its own:\n"
	"             httpstatus plan --help\n"
	"  diff       where two catalogs disagree: codes, names, advice, facts\n"
	"  lint       the problems in catalog files, line by line\n"
	"\n"
	"  -c, --catalog=CATALOG  a built-in catalog or a file (see httpstatus-catalog(5));\n"
	"                         of several, the first that has the code is used\n"
	"      --class=CLASS      only this class: 4 or 4xx\n"
	"      --format=FORMAT    table, json, or cat: a catalog file\n"
	"  -j, --json             one JSON object per line\n"
	"  -h, --help             this text\n"
	"  -V, --version          the version\n"
	"\n"
	"Exit status: 0 found, no difference, no error; 1 not found, a difference, an\n"
	"error in a file, nothing on standard input; 2 wrong usage or other trouble.\n"
	"advise and plan have others: see their --help.\n";

void complain(const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = text_of_list(format, arguments);
	va_end(arguments);
	fflush(stdout);
	fputs("httpstatus: ", stderr);
	print_foreign(stderr, text, strlen(text));
	fputc('\n', stderr);
	free(text);
}

/* getopt's own messages would print what is wrong as it is. */
void complain_option(int result, char **argv, const struct option *options)
{
	const char *word = argv[optind - 1];

	while (options->name && options->val != optopt)
		options++;
	if (result == ':')
		complain("'%s' needs a value", word);
	else if (optopt == 0)
		complain("'%s': no such option, or several that begin with it", word);
	else if (options->name)
		complain("'--%s' takes no value", options->name);
	else
		complain("'-%c': no such option", optopt);
}

int wrong_usage(void)
{
	fputs(usage, stderr);
	fputs("       httpstatus --help\n", stderr);
	return EXIT_TROUBLE;
}

/* https://no-color.org */
static bool wants_colour(void)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
	       !(term && strcmp(term, "dumb") == 0);
}

/* "4" or "4xx"; NONE if it is neither. */
static int read_class(const char *s)
{
	for (int n = HTTPSTATUS_CLASS_INFORMATIONAL; n <= HTTPSTATUS_CLASS_SERVER_ERROR; n++) {
		int cls = n;
		const char *label = httpstatus_class_label(cls);

		if (strcmp(s, label) == 0 || (s[0] == label[0] && s[1] == '\0'))
			return cls;
	}
	return HTTPSTATUS_CLASS_NONE;
}

/* ---- Subcommands ---------------------------------------------------------- */

enum {
	OPTION_CATALOG,
	OPTION_CLASS,
	OPTION_JSON,
	OPTION_FORMAT,
	OPTION_COUNT
};

#define BIT(option) (1u << (option))

static const char *const option_names[OPTION_COUNT] = {
	[OPTION_CATALOG] = "--catalog",
	[OPTION_CLASS]   = "--class",
	[OPTION_JSON]    = "--json",
	[OPTION_FORMAT]  = "--format"
};

static const struct command {
	const char *name;
	int (*run)(const struct tool *tool, int count, char **operands);
	unsigned options;           /* that it takes */
	int least, most;            /* operands */
} commands[] = {
	{"show", show, BIT(OPTION_CATALOG) | BIT(OPTION_JSON), 0, INT_MAX},
	{"list", list, BIT(OPTION_CATALOG) | BIT(OPTION_CLASS) | BIT(OPTION_JSON) |
	               BIT(OPTION_FORMAT), 0, 0},
	{"catalogs", list_catalogs, BIT(OPTION_JSON), 0, 0},
	{"diff", diff, BIT(OPTION_JSON), 2, 2},
	{"lint", lint, 0, 1, INT_MAX}
};

/* The subcommand of that name; NULL if there is none. */
static const struct command *find_command(const char *name)
{
	for (size_t n = 0; n < sizeof(commands) / sizeof(commands[0]); n++)
		if (strcmp(commands[n].name, name) == 0)
			return &commands[n];
	return NULL;
}

/* The command line, as far as it is read. */
struct request {
	struct tool tool;
	const char *names[CATALOGS_MAX];    /* of -c */
	size_t name_count;
	unsigned options;                   /* that were given */
	const struct command *command;
	int count;                          /* of the operands */
	char **operands;
};

/* False after it said what is wrong. */
static bool check_request(const struct request *request)
{
	const struct command *command = request->command;

	for (int option = 0; option < OPTION_COUNT; option++) {
		if (!(request->options & ~command->options & BIT(option)))
			continue;
		complain("%s takes no %s", command->name, option_names[option]);
		return false;
	}
	if (request->count < command->least)
		complain("%s takes %s", command->name,
		         command->most == 2 ? "two catalogs" : "at least one file");
	else if (request->count > command->most && command->most == 0)
		complain("%s takes no operand: '%s'", command->name, request->operands[0]);
	else if (request->count > command->most)
		complain("%s takes no third catalog: '%s'", command->name, request->operands[2]);
	return request->count >= command->least && request->count <= command->most;
}

static int run(struct request *request)
{
	struct tool *tool = &request->tool;
	int status;

	if (!check_request(request))
		return wrong_usage();
	if (!open_catalogs(request->names, request->name_count, &tool->catalog))
		return EXIT_TROUBLE;
	status = request->command->run(tool, request->count, request->operands);
	httpstatus_catalog_unref(tool->catalog);
	return status;
}

/* The first operand, if it names a subcommand; else all belong to show. */
static void read_operands(struct request *request, int count, char **operands)
{
	request->command = count > 0 ? find_command(operands[0]) : NULL;
	request->count = request->command ? count - 1 : count;
	request->operands = request->command ? operands + 1 : operands;
	if (!request->command)
		request->command = find_command("show");
}

/* ---- Options ---------------------------------------------------------------- */

static bool read_catalog_option(struct request *request, const char *value)
{
	if (request->name_count == CATALOGS_MAX) {
		complain("more than %d catalogs", (int)CATALOGS_MAX);
		return false;
	}
	request->names[request->name_count++] = value;
	request->options |= BIT(OPTION_CATALOG);
	return true;
}

static bool read_class_option(struct request *request, const char *value)
{
	request->tool.cls = read_class(value);
	request->options |= BIT(OPTION_CLASS);
	if (request->tool.cls != HTTPSTATUS_CLASS_NONE)
		return true;
	complain("--class: found '%s', expected 1 to 5, or 1xx to 5xx", value);
	return false;
}

static bool read_format_option(struct request *request, const char *value)
{
	request->tool.json = strcmp(value, "json") == 0;
	request->tool.cat = strcmp(value, "cat") == 0;
	request->options |= BIT(OPTION_FORMAT);
	if (request->tool.json || request->tool.cat || strcmp(value, "table") == 0)
		return true;
	complain("--format: found '%s', expected table, json or cat", value);
	return false;
}

static void read_json_option(struct request *request)
{
	request->tool.json = true;
	request->tool.cat = false;
	request->options |= BIT(OPTION_JSON);
}

/* What was printed counts only once it has arrived. */
static int finish(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	complain("cannot write to standard output");
	return EXIT_TROUBLE;
}

typedef int subcommand(int argc, char **argv);

/* The subcommand of that name, if it reads its options itself; else NULL. */
static subcommand *own_reader(const char *name)
{
	return strcmp(name, "advise") == 0 ? advise : strcmp(name, "plan") == 0 ? plan : NULL;
}

/* Where the first operand stands; argc if there is none. */
static int first_operand(int argc, char **argv, const struct option *options)
{
	int first;

	while (getopt_long(argc, argv, "+:c:jhV", options, NULL) != -1)
		;
	first = optind;
	optind = 0;                 /* begin anew */
	return first;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{"catalog", required_argument, NULL, 'c'},
		{"class", required_argument, NULL, 'k'},
		{"format", required_argument, NULL, 'f'},
		{"json", no_argument, NULL, 'j'},
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'V'},
		{NULL, 0, NULL, 0}
	};
	struct request request = {.tool = {.colour = wants_colour()}};
	bool good = true;
	int option;
	int first;
	subcommand *own;

	opterr = 0;
	first = first_operand(argc, argv, options);
	own = first < argc ? own_reader(argv[first]) : NULL;
	if (own) {
		/* Its name is taken out: options may stand on either side of it. */
		memmove(argv + first, argv + first + 1, (size_t)(argc - first) * sizeof(*argv));
		return finish(own(argc - 1, argv));
	}
	while (good && (option = getopt_long(argc, argv, ":c:jhV", options, NULL)) != -1) {
		switch (option) {
		case 'c':
			good = read_catalog_option(&request, optarg);
			break;
		case 'k':
			good = read_class_option(&request, optarg);
			break;
		case 'f':
			good = read_format_option(&request, optarg);
			break;
		case 'j':
			read_json_option(&request);
			break;
		case 'h':
			fputs(usage, stdout);
			fputs(help, stdout);
			return finish(EXIT_FOUND);
		case 'V':
			printf("httpstatus %s\n", httpstatus_version());
			return finish(EXIT_FOUND);
		default:
			complain_option(option, argv, options);
			return wrong_usage();
		}
	}
	if (!good)
		return EXIT_TROUBLE;
	read_operands(&request, argc - optind, argv + optind);
	return finish(run(&request));
}
