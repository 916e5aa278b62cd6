/* SPDX-License-Identifier: MIT */
/* What advise and plan share: their common options, and how they print numbers. */

#include "retry_options.h"

#include <inttypes.h>
#include <string.h>

#include "operand.h"
#include "text.h"

/* ---- Numbers --------------------------------------------------------------- */

static const uint64_t seconds_max = UINT32_MAX;

/* Digits from s on, at most limit; returns their end, or NULL if the number is too large. */
static const char *read_digits(const char *s, uint64_t limit, uint64_t *value)
{
	*value = 0;
	for (; *s >= '0' && *s <= '9'; s++) {
		unsigned digit = (unsigned)(*s - '0');

		if (digit > limit || *value > (limit - digit) / 10)
			return NULL;
		*value = *value * 10 + digit;
	}
	return s;
}

bool read_number(const char *option, const char *s, uint64_t low, uint64_t high, uint64_t *value)
{
	const char *end = read_digits(s, high, value);

	if (end && end != s && *end == '\0' && *value >= low)
		return true;
	complain("--%s: found '%s', expected a number from %" PRIu64 " to %" PRIu64, option,
	         shown(s, strlen(s)).text, low, high);
	return false;
}

bool read_seconds(const char *option, const char *s, uint64_t *ms)
{
	uint64_t scale = 100;
	const char *end = read_digits(s, seconds_max, ms);
	bool good = end && end != s;

	*ms *= 1000;
	if (good && *end == '.') {
		const char *point = end++;

		for (; *end >= '0' && *end <= '9' && scale > 0; end++, scale /= 10)
			*ms += (uint64_t)(*end - '0') * scale;
		good = end > point + 1 && *ms <= seconds_max * 1000;
	}
	if (good && *end == '\0')
		return true;
	complain("--%s: found '%s', expected seconds from 0 to %" PRIu64, option,
	         shown(s, strlen(s)).text, seconds_max);
	return false;
}

struct seconds seconds_of(uint64_t ms)
{
	struct seconds seconds;
	int length = snprintf(seconds.text, sizeof(seconds.text), "%" PRIu64 ".%03u", ms / 1000,
	                      (unsigned)(ms % 1000));

	while (seconds.text[length - 1] == '0')
		seconds.text[--length] = '\0';
	if (seconds.text[length - 1] == '.')
		seconds.text[--length] = '\0';
	return seconds;
}

/* ---- Options ---------------------------------------------------------------- */

static const struct policy_option {
	int option;
	const char *name;
	int setting;
	bool seconds;
} policy_options[] = {
	{OPTION_ATTEMPTS, "attempts", HTTPSTATUS_POLICY_ATTEMPTS, false},
	{OPTION_BASE, "base", HTTPSTATUS_POLICY_BASE, false},
	{OPTION_THROTTLED_BASE, "throttled-base", HTTPSTATUS_POLICY_THROTTLED_BASE, false},
	{OPTION_CAP, "cap", HTTPSTATUS_POLICY_CAP, false},
	{OPTION_MAX_WAIT, "max-wait", HTTPSTATUS_POLICY_MAX_WAIT, true},
	{OPTION_MAX_ELAPSED, "max-elapsed", HTTPSTATUS_POLICY_MAX_ELAPSED, true}
};

static bool set_number(httpstatus_policy *policy, const struct policy_option *option,
                       const char *value)
{
	uint64_t number;

	if (option->seconds && !read_seconds(option->name, value, &number))
		return false;
	if (!option->seconds &&
	    !read_number(option->name, value, 0, seconds_max * 1000, &number))
		return false;
	if (httpstatus_policy_set(policy, option->setting, number) == 0)
		return true;
	complain("--%s: '%s' is outside what a policy allows", option->name,
	         shown(value, strlen(value)).text);
	return false;
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

bool retry_options_begin(struct retry_options *options)
{
	int error;

	memset(options, 0, sizeof(*options));
	error = httpstatus_policy_new(&options->policy);
	if (error)
		complain("%s", httpstatus_strerror(error));
	return !error;
}

bool retry_option(struct retry_options *options, int option, const char *value)
{
	for (size_t n = 0; n < sizeof(policy_options) / sizeof(policy_options[0]); n++)
		if (policy_options[n].option == option)
			return set_number(options->policy, &policy_options[n], value);
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
