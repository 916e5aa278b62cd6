/* SPDX-License-Identifier: MIT */
/* What is wrong with a catalog text, said so that a person can mend it. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "builder.h"
#include "chars.h"

/* "acme.cat:12: error: ", or "status 503: error: " for a value set by a program. */
static int prefix(const httpstatus_builder *builder, int severity, char *to, size_t size)
{
	const char *word = severity == HTTPSTATUS_SEVERITY_ERROR ? "error" : "warning";

	if (builder->label && builder->line > 0)
		return snprintf(to, size, "%s:%d: %s: ", builder->label, builder->line, word);
	if (builder->label)
		return snprintf(to, size, "%s: %s: ", builder->label, word);
	if (builder->code >= 0)
		return snprintf(to, size, "status %03d: %s: ", builder->code, word);
	return snprintf(to, size, "catalog: %s: ", word);
}

static const struct hs_problem *keep(httpstatus_builder *builder, int severity,
                                     const char *format, va_list arguments)
{
	struct hs_problem *problem = hs_arena_take(&builder->arena, sizeof(*problem));
	va_list again;
	int head = prefix(builder, severity, NULL, 0);
	int body;
	char *text;

	va_copy(again, arguments);
	body = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (!problem || head < 0 || body < 0)
		return NULL;
	text = hs_arena_take(&builder->arena, (size_t)head + (size_t)body + 1);
	if (!text)
		return NULL;
	prefix(builder, severity, text, (size_t)head + 1);
	vsnprintf(text + head, (size_t)body + 1, format, arguments);
	problem->text = text;
	problem->severity = severity;
	problem->line = builder->line;
	return problem;
}

/* Answers CATALOG for an error, 0 for a warning, NOMEM. */
int hs_problem(httpstatus_builder *builder, int severity, const char *format, ...)
{
	const struct hs_problem *problem;

	if (severity == HTTPSTATUS_SEVERITY_ERROR)
		builder->error_count++;
	if (builder->problem_count < HS_PROBLEMS_MAX) {
		va_list arguments;

		va_start(arguments, format);
		problem = keep(builder, severity, format, arguments);
		va_end(arguments);
		if (!problem) {
			builder->out_of_memory = true;
			return HTTPSTATUS_E_NOMEM;
		}
		builder->problems[builder->problem_count++] = problem;
	}
	return severity == HTTPSTATUS_SEVERITY_ERROR ? HTTPSTATUS_E_CATALOG : 0;
}

const char *httpstatus_builder_problem(const httpstatus_builder *builder, size_t n,
                                       int *severity, int *line)
{
	const struct hs_problem *problem =
		builder && n < builder->problem_count ? builder->problems[n] : NULL;

	if (severity)
		*severity = problem ? problem->severity : 0;
	if (line)
		*line = problem ? problem->line : 0;
	return problem ? problem->text : NULL;
}

struct hs_quoted hs_quote(const char *s, size_t length)
{
	static const char ellipsis[] = "...";
	struct hs_quoted quoted;
	size_t room = sizeof(quoted.text) - sizeof(ellipsis);
	size_t n = length < room ? length : room;

	for (size_t i = 0; i < n; i++)
		quoted.text[i] = s[i] >= ' ' && s[i] <= '~' ? s[i] : '?';
	if (length > room)
		memcpy(quoted.text + n, ellipsis, sizeof(ellipsis));
	else
		quoted.text[n] = '\0';
	return quoted;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Distance in insertions, deletions, substitutions and swaps of neighbours. */
bool hs_is_near(const char *a, size_t a_length, const char *b)
{
	enum { LONGEST = 16 };
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0];
	size_t *last = rows[1];
	size_t *row = rows[2];
	size_t b_length = strlen(b);

	if (a_length > LONGEST || b_length > LONGEST || a_length < 3)
		return false;
	memset(before, 0, sizeof(rows[0]));
	for (size_t j = 0; j <= b_length; j++)
		last[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		char c = hs_to_lower(a[i - 1]);
		size_t *oldest = before;

		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			char d = hs_to_lower(b[j - 1]);

			row[j] = least(last[j - 1] + (c != d), least(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && c == hs_to_lower(b[j - 2]) &&
			    d == hs_to_lower(a[i - 2]))
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
		row = oldest;
	}
	return last[b_length] <= (a_length < 6 ? 1u : 2u);
}
