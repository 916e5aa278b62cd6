/* SPDX-License-Identifier: MIT */
/* Lines of any format, read with a POSIX extended regular expression. */

#define _POSIX_C_SOURCE 200809L

#include "log_line.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "complain.h"

/* What the groups are, in this order; those behind the first may be left out. */
enum {
	CODE = 1,
	METHOD,
	TARGET,
	GROUPS
};

struct log_regex {
	regex_t compiled;
};

struct log_regex *log_regex_new(const char *pattern)
{
	struct log_regex *regex = malloc(sizeof(*regex));
	char problem[128] = "out of memory";
	int error = 0;

	if (regex) {
		error = regcomp(&regex->compiled, pattern, REG_EXTENDED);
		if (!error && regex->compiled.re_nsub >= CODE)
			return regex;
		if (error)
			regerror(error, &regex->compiled, problem, sizeof(problem));
		else
			strcpy(problem, "expected a group in parentheses for the code");
		if (!error)
			regfree(&regex->compiled);
		free(regex);
	}
	complain("--regex: %s", problem);
	return NULL;
}

void log_regex_free(struct log_regex *regex)
{
	if (regex)
		regfree(&regex->compiled);
	free(regex);
}

static struct span group(const regmatch_t *match, const char *s)
{
	if (match->rm_so < 0)
		return (struct span){NULL, 0};
	return (struct span){s + match->rm_so, (size_t)(match->rm_eo - match->rm_so)};
}

bool log_read_regex(const struct log_regex *regex, struct log_line *line, const char *s)
{
	regmatch_t matches[GROUPS];

	if (regexec(&regex->compiled, s, GROUPS, matches, 0) != 0 ||
	    !log_code(group(&matches[CODE], s), &line->code))
		return false;
	line->method = group(&matches[METHOD], s);
	line->target = group(&matches[TARGET], s);
	return true;
}
