/* SPDX-License-Identifier: MIT */
/* What is wrong with a catalog text, said so that a person can mend it. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/distance.h"
#include "base/writer.h"
#include "format/builder.h"

enum {
	PLACE_MAX   = sizeof("status -2147483648: warning: "),
	MESSAGE_MAX = 1024          /* more than any message has, with what it quotes */
};

/* What stands between the label and the message; without a label what that is about. */
static void write_place(const httpstatus_builder *builder, int severity, char *place)
{
	const char *word = severity == HTTPSTATUS_SEVERITY_ERROR ? "error" : "warning";

	if (builder->label && builder->line > 0)
		snprintf(place, PLACE_MAX, ":%d: %s: ", builder->line, word);
	else if (builder->label)
		snprintf(place, PLACE_MAX, ": %s: ", word);
	else if (builder->code >= 0)
		snprintf(place, PLACE_MAX, "status %03d: %s: ", builder->code, word);
	else
		snprintf(place, PLACE_MAX, "catalog: %s: ", word);
}

/* "acme.cat:12: error: ...", or "status 503: error: ..." for a value set by a program. */
static const struct hs_problem *keep(httpstatus_builder *builder, int severity,
                                     const char *message)
{
	const char *label = builder->label ? builder->label : "";
	struct hs_problem *problem = hs_arena_take(&builder->arena, sizeof(*problem));
	char place[PLACE_MAX];
	struct hs_writer writer;

	write_place(builder, severity, place);
	writer.size = strlen(label) + strlen(place) + strlen(message) + 1;
	writer.length = 0;
	writer.buffer = hs_arena_take(&builder->arena, writer.size);
	if (!problem || !writer.buffer)
		return NULL;
	hs_write_text(&writer, label);
	hs_write_text(&writer, place);
	hs_write_text(&writer, message);
	/* The NUL is there: an arena's memory is zeroed. */
	problem->text = writer.buffer;
	problem->severity = severity;
	problem->line = builder->line;
	return problem;
}

/* Returns CATALOG for an error, 0 for a warning, NOMEM. */
int hs_problem(httpstatus_builder *builder, int severity, const char *format, ...)
{
	const struct hs_problem *problem;

	if (severity == HTTPSTATUS_SEVERITY_ERROR)
		builder->has_errors = true;
	if (builder->problem_count < HS_PROBLEMS_MAX) {
		char message[MESSAGE_MAX];
		va_list arguments;

		va_start(arguments, format);
		vsnprintf(message, sizeof(message), format, arguments);
		va_end(arguments);
		problem = keep(builder, severity, message);
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

bool hs_is_near(const char *a, size_t a_length, const char *b)
{
	return a_length >= 3 && hs_distance(a, a_length, b, strlen(b)) <= (a_length < 6 ? 1u : 2u);
}
