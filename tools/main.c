/* SPDX-License-Identifier: MIT */
/* httpstatus - what an HTTP status code means. Options and subcommands. */

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

static const char usage[] =
	"usage: httpstatus [show] [-c CATALOG]... [--json] [OPERAND...]\n"
	"       httpstatus list [-c CATALOG]... [--class CLASS] [--json]\n"
	"       httpstatus catalogs [--json]\n"
	"       httpstatus advise [OPTION...] CODE|-\n"
	"       httpstatus plan [OPTION...] [CODE]\n";

static const char help[] =
	"\n"
	"What an HTTP status code is called, what it means, and what follows from it.\n"
	"\n"
	"  show       about each OPERAND: a code (404), a class (4xx), a phrase\n"
	"             ('Not Found', in any spelling) or a status line\n"
	"             ('HTTP/1.1 404 Not Found'); without any, about each line of\n"
	"             standard input, in one line each\n"
	"  list       the codes of a catalog, as a table\n"
	"  catalogs   the built-in catalogs\n"
	"  advise     whether to send a request again after CODE, and when; has options\n"
	"             of its own: httpstatus advise --help\n"
	"  plan       when a policy sends a request again and again; so has this:\n"
	"             httpstatus plan --help\n"
	"\n"
	"  -c, --catalog=CATALOG  a built-in catalog or a file (see httpstatus-catalog(5));\n"
	"                         repeated: the first that has the code counts\n"
	"      --class=CLASS      only this class: 4 or 4xx\n"
	"  -j, --json             one JSON object a line\n"
	"  -h, --help             this text\n"
	"  -V, --version          the version\n"
	"\n"
	"Exit status: 0 found, 1 not found, 2 wrong usage or other trouble.\n";

void complain(const char *format, ...)
{
	va_list arguments;

	fflush(stdout);
	fputs("httpstatus: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

static int wrong_usage(void)
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
static enum httpstatus_class read_class(const char *s)
{
	for (int n = HTTPSTATUS_CLASS_INFORMATIONAL; n <= HTTPSTATUS_CLASS_SERVER_ERROR; n++) {
		enum httpstatus_class cls = (enum httpstatus_class)n;
		const char *label = httpstatus_class_label(cls);

		if (strcmp(s, label) == 0 || (s[0] == label[0] && s[1] == '\0'))
			return cls;
	}
	return HTTPSTATUS_CLASS_NONE;
}

static int dispatch(const struct tool *tool, int count, char **operands)
{
	const char *name = count > 0 ? operands[0] : "show";

	if (strcmp(name, "show") == 0 || (strcmp(name, "list") != 0 && strcmp(name, "catalogs") != 0)) {
		int skip = count > 0 && strcmp(name, "show") == 0;

		if (tool->cls != HTTPSTATUS_CLASS_NONE) {
			complain("--class belongs to list");
			return wrong_usage();
		}
		return show(tool, count - skip, operands + skip);
	}
	if (count > 1) {
		complain("%s takes no operand: '%s'", name, operands[1]);
		return wrong_usage();
	}
	return strcmp(name, "list") == 0 ? list(tool) : list_catalogs(tool);
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

	opterr = 0;
	while (getopt_long(argc, argv, "+c:jhV", options, NULL) != -1)
		;
	first = optind;
	optind = 0;                 /* begin anew */
	opterr = 1;
	return first;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{"catalog", required_argument, NULL, 'c'},
		{"class", required_argument, NULL, 'k'},
		{"json", no_argument, NULL, 'j'},
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'V'},
		{NULL, 0, NULL, 0}
	};
	struct tool tool = {.colour = wants_colour()};
	const char *names[CATALOGS_MAX];
	size_t name_count = 0;
	int option;
	int status;
	int first = first_operand(argc, argv, options);
	subcommand *own = first < argc ? own_reader(argv[first]) : NULL;

	if (own) {
		/* Its name is taken out: options may stand on either side of it. */
		memmove(argv + first, argv + first + 1, (size_t)(argc - first) * sizeof(*argv));
		return finish(own(argc - 1, argv));
	}
	while ((option = getopt_long(argc, argv, "c:jhV", options, NULL)) != -1) {
		switch (option) {
		case 'c':
			if (name_count == CATALOGS_MAX) {
				complain("more than %d catalogs", (int)CATALOGS_MAX);
				return EXIT_TROUBLE;
			}
			names[name_count++] = optarg;
			break;
		case 'k':
			tool.cls = read_class(optarg);
			if (tool.cls == HTTPSTATUS_CLASS_NONE) {
				complain("--class: found '%s', expected 1 to 5, or 1xx to 5xx", optarg);
				return EXIT_TROUBLE;
			}
			break;
		case 'j':
			tool.json = true;
			break;
		case 'h':
			fputs(usage, stdout);
			fputs(help, stdout);
			return finish(EXIT_FOUND);
		case 'V':
			printf("httpstatus %s\n", httpstatus_version());
			return finish(EXIT_FOUND);
		default:
			return wrong_usage();
		}
	}
	if (!open_catalogs(names, name_count, &tool.catalog))
		return EXIT_TROUBLE;
	status = finish(dispatch(&tool, argc - optind, argv + optind));
	httpstatus_catalog_unref(tool.catalog);
	return status;
}
