/* SPDX-License-Identifier: MIT */
/* The options that advise and plan share. */

#include "retry_options.h"

#include <stdlib.h>
#include <string.h>

#include "operand.h"
#include "text.h"

/* ---- The policy -------------------------------------------------------------- */

/* Whether an option stands for "yes", without a value. */
static bool is_switch(int setting)
{
	return setting == HTTPSTATUS_POLICY_ACCEPT_LIKELY || setting == HTTPSTATUS_POLICY_PREFER_RFC;
}

bool set_policy(httpstatus_policy *policy, const char *name, const char *value)
{
	char *text = text_of("%s=%s", name, value);
	const char *expected = NULL;
	size_t position;
	int error;

	/* White space would end the value in a text of several. */
	for (char *c = text; *c; c++)
		if (strchr(" \t\r\n\v\f", *c))
			*c = '?';
	error = httpstatus_policy_parse(policy, text, strlen(text), &position, &expected);
	if (error && expected)
		complain("--%s: found '%s', expected %s", name,
		         shown(value + position - strlen(name) - 1,
		               strlen(value) + strlen(name) + 1 - position).text, expected);
	else if (error)
		complain("--%s: %s", name, httpstatus_strerror(error));
	free(text);
	return !error;
}

/* ---- Options ---------------------------------------------------------------- */

/* The common options, and behind them those of the subcommand. */
static void list_options(struct option *options, const struct option *own)
{
	static const struct option others[] = {
		{"catalog", required_argument, NULL, 'c'},
		{"json", no_argument, NULL, 'j'},
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'V'},
		{"seed", required_argument, NULL, OPTION_SEED}
	};
	size_t count = 0;

	for (int n = 1; n < POLICY_SETTINGS; n++)
		options[count++] = (struct option){
			.name = httpstatus_policy_name(n),
			.has_arg = is_switch(n) ? no_argument : required_argument,
			.val = OPTION_POLICY + n
		};
	for (int list = HTTPSTATUS_CODES_ALWAYS; list <= HTTPSTATUS_CODES_DONE; list++)
		options[count++] = (struct option){
			.name = httpstatus_codes_name(list), .has_arg = required_argument,
			.val = OPTION_CODES + list
		};
	for (size_t n = 0; n < sizeof(others) / sizeof(others[0]); n++)
		options[count++] = others[n];
	while (own->name && count < OPTIONS_MAX - 1)
		options[count++] = *own++;
	options[count] = (struct option){0};
}

static bool add_catalog(struct retry_options *options, const char *name)
{
	if (options->name_count == CATALOGS_MAX) {
		complain("more than %d catalogs", (int)CATALOGS_MAX);
		return false;
	}
	options->names[options->name_count++] = name;
	return true;
}

bool retry_options_begin(struct retry_options *options, const struct option *own)
{
	int error;

	memset(options, 0, sizeof(*options));
	list_options(options->long_options, own);
	error = httpstatus_policy_new(&options->policy);
	if (error)
		complain("%s", httpstatus_strerror(error));
	return !error;
}

bool retry_option(struct retry_options *options, int option, const char *value)
{
	if (option > OPTION_POLICY && option < OPTION_POLICY + POLICY_SETTINGS)
		return set_policy(options->policy, httpstatus_policy_name(option - OPTION_POLICY),
		                  value ? value : "yes");
	if (option > OPTION_CODES && option <= OPTION_CODES + HTTPSTATUS_CODES_DONE)
		return set_policy(options->policy, httpstatus_codes_name(option - OPTION_CODES), value);
	switch (option) {
	case 'c':
		return add_catalog(options, value);
	case 'j':
		options->tool.json = true;
		return true;
	case 'h':
		options->help = true;
		return true;
	case 'V':
		options->version = true;
		return true;
	case OPTION_SEED:
		options->seeded = true;
		return read_number("seed", value, 0, UINT64_MAX, &options->seed);
	default:
		return false;
	}
}

bool retry_options_open(struct retry_options *options)
{
	return open_catalogs(options->names, options->name_count, &options->tool.catalog);
}

void retry_options_end(struct retry_options *options)
{
	httpstatus_policy_free(options->policy);
	httpstatus_catalog_unref(options->tool.catalog);
}

/* ---- Operands ---------------------------------------------------------------- */

bool read_one_status(const struct tool *tool, const char *s, struct status *status)
{
	size_t length = strlen(s);
	struct operand operand = read_operand(tool, s, length);

	switch (operand.kind) {
	case OPERAND_STATUS:
		*status = operand.status;
		return true;
	case OPERAND_CLASS:
		complain("'%s' is a class, expected one code", shown(s, length).text);
		return false;
	case OPERAND_NONE:
		break;
	}
	complain("'%s': %s", shown(s, length).text, operand.complaint);
	return false;
}
