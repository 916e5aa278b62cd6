/* SPDX-License-Identifier: MIT */
/* The options that advise and plan share. */

#include "retry_options.h"

#include <string.h>

#include "operand.h"
#include "text.h"

/* ---- The policy -------------------------------------------------------------- */

/* How the value of a setting is written; its name is the library's word for it. */
static const enum {
	KIND_NONE,
	KIND_NUMBER,
	KIND_PERCENT,
	KIND_TIME,
	KIND_GROWTH,
	KIND_LIMIT,
	KIND_YES_NO,
	KIND_HINTS,
	KIND_SWITCH
} kinds[POLICY_SETTINGS] = {
	[HTTPSTATUS_POLICY_ATTEMPTS]       = KIND_NUMBER,
	[HTTPSTATUS_POLICY_BASE]           = KIND_TIME,
	[HTTPSTATUS_POLICY_THROTTLED_BASE] = KIND_TIME,
	[HTTPSTATUS_POLICY_CAP]            = KIND_TIME,
	[HTTPSTATUS_POLICY_MAX_WAIT]       = KIND_TIME,
	[HTTPSTATUS_POLICY_MAX_ELAPSED]    = KIND_TIME,
	[HTTPSTATUS_POLICY_MIN_ATTEMPT]    = KIND_TIME,
	[HTTPSTATUS_POLICY_ACCEPT_LIKELY]  = KIND_SWITCH,
	[HTTPSTATUS_POLICY_PREFER_RFC]     = KIND_SWITCH,
	[HTTPSTATUS_POLICY_HINTS]          = KIND_HINTS,
	[HTTPSTATUS_POLICY_GROWTH]         = KIND_GROWTH,
	[HTTPSTATUS_POLICY_JITTER]         = KIND_PERCENT,
	[HTTPSTATUS_POLICY_MAX_DELAY]      = KIND_TIME,
	[HTTPSTATUS_POLICY_MAX_TOTAL_WAIT] = KIND_TIME,
	[HTTPSTATUS_POLICY_MAX_REDIRECTS]  = KIND_NUMBER,
	[HTTPSTATUS_POLICY_CODE_LIMITS]    = KIND_YES_NO,
	[HTTPSTATUS_POLICY_TIMEOUT_LIMIT]  = KIND_LIMIT
};

static bool find_hint(const char *s, size_t length, uint32_t *bits)
{
	static const struct {
		const char *name;
		uint32_t bits;
	} hints[] = {
		{"ms", HTTPSTATUS_HINT_MS},
		{"amz", HTTPSTATUS_HINT_AMZ},
		{"ratelimit", HTTPSTATUS_HINT_RATELIMIT},
		{"reset", HTTPSTATUS_HINT_RESET},
		{"should-retry", HTTPSTATUS_HINT_SHOULD_RETRY},
		{"grpc", HTTPSTATUS_HINT_GRPC},
		{"envoy", HTTPSTATUS_HINT_ENVOY},
		{"nack", HTTPSTATUS_HINT_NACK},
		{"none", 0},
		{"all", HTTPSTATUS_HINT_MS | HTTPSTATUS_HINT_AMZ | HTTPSTATUS_HINT_RATELIMIT |
		        HTTPSTATUS_HINT_RESET | HTTPSTATUS_HINT_SHOULD_RETRY | HTTPSTATUS_HINT_GRPC |
		        HTTPSTATUS_HINT_ENVOY | HTTPSTATUS_HINT_NACK}
	};

	for (size_t n = 0; n < sizeof(hints) / sizeof(hints[0]); n++) {
		if (strlen(hints[n].name) == length && memcmp(hints[n].name, s, length) == 0) {
			*bits |= hints[n].bits;
			return true;
		}
	}
	complain("--hints: found '%s', expected ms, amz, ratelimit, reset, should-retry, grpc, envoy, "
	         "nack, all or none", shown(s, length).text);
	return false;
}

static bool read_hints(const char *s, uint64_t *hints)
{
	uint32_t bits = 0;

	for (;;) {
		size_t length = strcspn(s, ",");

		if (!find_hint(s, length, &bits))
			return false;
		if (s[length] == '\0')
			break;
		s += length + 1;
	}
	*hints = bits;
	return true;
}

static bool read_growth(const char *option, const char *s, uint64_t *growth)
{
	int value;
	bool good = read_word(option, s, HTTPSTATUS_FAMILY_GROWTH, httpstatus_growth_name, &value);

	*growth = (uint64_t)value;
	return good;
}

static bool read_setting(int setting, const char *s, uint64_t *value)
{
	const char *name = httpstatus_policy_name(setting);

	switch (kinds[setting]) {
	case KIND_NUMBER:
		return read_number(name, s, 0, UINT32_MAX, value);
	case KIND_PERCENT:
		return read_number(name, s, 0, 100, value);
	case KIND_TIME:
		return read_time(name, s, value);
	case KIND_GROWTH:
		return read_growth(name, s, value);
	case KIND_LIMIT:
		return read_limit(name, s, value);
	case KIND_YES_NO:
		return read_yes_no(name, s, value);
	case KIND_HINTS:
		return read_hints(s, value);
	case KIND_SWITCH:
		*value = 1;
		return true;
	default:
		return false;
	}
}

static bool set_policy(httpstatus_policy *policy, int setting, const char *s)
{
	uint64_t value;
	int error;

	if (!read_setting(setting, s, &value))
		return false;
	error = httpstatus_policy_set(policy, setting, value);
	if (error)
		complain("--%s: %s", httpstatus_policy_name(setting), httpstatus_strerror(error));
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
			.has_arg = kinds[n] == KIND_SWITCH ? no_argument : required_argument,
			.val = OPTION_POLICY + n
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
		return set_policy(options->policy, option - OPTION_POLICY, value);
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
