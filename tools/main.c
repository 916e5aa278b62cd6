/* SPDX-License-Identifier: MIT */
/* httpstatus - what an HTTP status code means. */

#include <stdio.h>

#include "catalog.h"
#include "command_line.h"
#include "complain.h"
#include "help.h"
#include "terminal.h"

static int run(struct arguments *arguments)
{
	struct tool *tool = &arguments->tool;
	int status;

	terminal_begin(tool, (int)arguments->colour.value);
	if (arguments->help.given) {
		print_help(stdout, arguments);
		return EXIT_FOUND;
	}
	if (arguments->version.given) {
		printf("httpstatus %s\n", httpstatus_version());
		return EXIT_FOUND;
	}
	tool->json = arguments->json.given || arguments->format.value == FORMAT_JSON;
	if (!open_catalogs(arguments->catalogs.at, arguments->catalogs.count, &tool->catalog))
		return EXIT_TROUBLE;
	status = arguments->command->run(arguments);
	httpstatus_catalog_unref(tool->catalog);
	return status;
}

/* What was printed counts only once it has arrived. */
static int finish(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	complain("cannot write to standard output");
	return EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
	struct arguments arguments = {.command = NULL};
	int status = read_command_line(argc, argv, &arguments);

	if (status == EXIT_FOUND)
		status = run(&arguments);
	if (status == WRONG_USAGE) {
		print_usage(stderr, &arguments);
		status = EXIT_TROUBLE;
	}
	return finish(status);
}
