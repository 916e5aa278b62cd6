/* SPDX-License-Identifier: MIT */
/* The values of options: numbers, times and words. */

#include "value.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "policy.h"
#include "text.h"

/* ---- Numbers --------------------------------------------------------------- */

static bool is_number(const char *s, uint64_t low, uint64_t high, uint64_t *value)
{
	const char *digit = s;

	*value = 0;
	for (; *digit >= '0' && *digit <= '9'; digit++) {
		unsigned worth = (unsigned)(*digit - '0');

		if (worth > high || *value > (high - worth) / 10)
			return false;
		*value = *value * 10 + worth;
	}
	return digit > s && *digit == '\0' && *value >= low;
}

bool read_number(const struct command_option *option, const char *s, uint64_t *value)
{
	if (is_number(s, option->low, option->high, value))
		return true;
	complain("--%s: found '%s', expected a number from %" PRIu64 " to %" PRIu64,
	         option_name(option), shown(s, strlen(s)).text, option->low, option->high);
	return false;
}

/* ---- Times ------------------------------------------------------------------- */

/* Read by a policy, for a setting that may be any time. */
bool read_time(const struct command_option *option, const char *s, uint64_t *value)
{
	httpstatus_policy *policy;
	bool good = false;

	if (httpstatus_policy_new(&policy))
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
	else
		good = set_policy(policy, HTTPSTATUS_POLICY_MAX_DELAY, option_name(option), s);
	*value = good ? httpstatus_policy_get(policy, HTTPSTATUS_POLICY_MAX_DELAY) : 0;
	httpstatus_policy_free(policy);
	if (*value % option->step == 0)
		return good;
	complain("--%s: found '%s', expected a time of whole seconds", option_name(option),
	         shown(s, strlen(s)).text);
	return false;
}

struct seconds fixed_seconds_of(uint64_t ms)
{
	struct seconds seconds;

	snprintf(seconds.text, sizeof(seconds.text), "%" PRIu64 ".%03u", ms / 1000,
	         (unsigned)(ms % 1000));
	return seconds;
}

struct seconds seconds_of(uint64_t ms)
{
	struct seconds seconds = fixed_seconds_of(ms);
	size_t length = strlen(seconds.text);

	while (seconds.text[length - 1] == '0')
		seconds.text[--length] = '\0';
	if (seconds.text[length - 1] == '.')
		seconds.text[--length] = '\0';
	return seconds;
}

/* ---- Words ------------------------------------------------------------------- */

bool read_word(const struct command_option *option, const char *s, uint64_t *value)
{
	char *words;

	if (find_word(option->words, s, strlen(s), value))
		return true;
	words = list_of_words(option->words);
	complain("--%s: found '%s', expected %s", option_name(option), shown(s, strlen(s)).text, words);
	free(words);
	return false;
}

bool read_class(const struct command_option *option, const char *s, uint64_t *value)
{
	return is_number(s, HTTPSTATUS_CLASS_INFORMATIONAL, HTTPSTATUS_CLASS_SERVER_ERROR, value) ||
	       read_word(option, s, value);
}
