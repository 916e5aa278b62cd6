/* SPDX-License-Identifier: MIT */
/* The policy that the options of advise and plan describe. */

#include "policy.h"

#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "text.h"

/* ---- Reading ------------------------------------------------------------------ */

bool set_policy(httpstatus_policy *policy, int setting, const char *option, const char *value)
{
	const char *name = setting_name(setting);
	char *text = text_of("%s=%s", name, value);
	const char *expected = NULL;
	size_t position;
	int error;

	/* White space would end the value in a text of several. */
	for (char *c = text; *c; c++)
		if (strchr(" \t\r\n\v\f", *c))
			*c = '?';
	error = httpstatus_policy_parse(policy, text, strlen(text), &position, &expected);
	if (error && expected) {
		const char *found = value + position - strlen(name) - 1;

		complain("--%s: found '%s', expected %s", option, shown(found, strlen(found)).text,
		         expected);
	} else if (error) {
		complain("--%s: %s", option, httpstatus_strerror(error));
	}
	free(text);
	return !error;
}

httpstatus_policy *new_policy(const struct arguments *arguments)
{
	httpstatus_policy *policy;
	bool good = true;

	if (httpstatus_policy_new(&policy)) {
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
		return NULL;
	}
	for (int setting = 0; good && setting < POLICY_SETTINGS; setting++)
		if (arguments->policy[setting])
			good = set_policy(policy, setting, setting_name(setting),
			                  arguments->policy[setting]);
	if (good)
		return policy;
	httpstatus_policy_free(policy);
	return NULL;
}

/* ---- What the library says of settings ------------------------------------------ */

/* What is expected in place of a value that cannot be. */
const char *setting_words(int setting)
{
	const char *expected = "";
	httpstatus_policy *policy;
	char *text = text_of("%s=?", setting_name(setting));

	if (httpstatus_policy_new(&policy) == 0 &&
	    httpstatus_policy_parse(policy, text, strlen(text), NULL, &expected) != 0 &&
	    (setting >= POLICY_NUMBERS || strncmp(expected, "a ", 2) == 0))
		expected = "";          /* a number, a time, a set of codes */
	httpstatus_policy_free(policy);
	free(text);
	return expected;
}

/* Where an item begins that starts in this way; "" if none does. */
static const char *find_item(const char *items, const char *start)
{
	while (*items && strncmp(items, start, strlen(start)) != 0) {
		items += strcspn(items, " ");
		items += strspn(items, " ");
	}
	return items;
}

char *setting_default(int setting)
{
	char *defaults = policy_text(NULL);
	char *start = text_of("%s=", setting_name(setting));
	const char *item = find_item(defaults, start);
	const char *value = *item ? item + strlen(start) : "";
	char *text = text_of("%.*s", (int)strcspn(value, " "), value);

	free(defaults);
	free(start);
	return text;
}
