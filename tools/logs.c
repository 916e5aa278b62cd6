/* SPDX-License-Identifier: MIT */
/* httpstatus logs: the statuses in access logs. */

#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "complain.h"
#include "log_count.h"
#include "log_input.h"
#include "log_progress.h"

enum { TOP = 20 };              /* of paths, hosts and upstreams */

/* What the options ask for. */
struct logs {
	const struct arguments *arguments;
	struct log_reader reader;
	httpstatus_codeset *only;   /* NULL: all */
	struct log_count *count;
};

/* ---- Options ----------------------------------------------------------------------- */

static bool read_codes(const char *s, httpstatus_codeset **set)
{
	const char *expected;
	size_t at;
	int error = httpstatus_codeset_new(set);

	if (error) {
		complain("%s", httpstatus_strerror(error));
		return false;
	}
	if (httpstatus_codeset_parse(*set, s, strlen(s), &at, &expected) == 0)
		return true;
	complain("--only: found '%s', expected %s", shown(s + at, strlen(s + at)).text, expected);
	return false;
}

static bool prepare_reader(struct logs *logs)
{
	const struct arguments *arguments = logs->arguments;
	int ways = arguments->log_format.given + arguments->field_number.given +
	           (int)arguments->regex.count;

	if (ways > 1) {
		complain("--log-format, --field and --regex exclude each other");
		return false;
	}
	logs->reader.format = (int)arguments->log_format.value;
	if (arguments->field_number.given)
		logs->reader.format = LOG_FIELD;
	logs->reader.field = (size_t)arguments->field_number.value;
	if (arguments->regex.count == 0)
		return true;
	logs->reader.format = LOG_REGEX;
	logs->reader.regex = log_regex_new(arguments->regex.at[0]);
	return logs->reader.regex;
}

static bool prepare_count(struct logs *logs)
{
	struct log_count *count = calloc(1, sizeof(*count));
	bool good = count;

	logs->count = count;
	if (!good) {
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
		return false;
	}
	count->by = (int)logs->arguments->by.value;
	if (count->by)
		good = (count->keys = log_keys_new());
	if (logs->arguments->html.count > 0)
		good = (count->series = calloc(1, sizeof(*count->series))) && good;
	if (!good)
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
	return good;
}

static bool prepare(struct logs *logs)
{
	const struct texts *only = &logs->arguments->only;

	return prepare_reader(logs) && prepare_count(logs) &&
	       (only->count == 0 || read_codes(only->at[0], &logs->only));
}

static void clean_up(struct logs *logs)
{
	if (logs->count) {
		log_keys_free(logs->count->keys);
		free(logs->count->series);
	}
	free(logs->count);
	httpstatus_codeset_free(logs->only);
	log_regex_free(logs->reader.regex);
}

/* ---- Reading ------------------------------------------------------------------------ */

static void note_other(struct log_count *count, const struct log_input *input, const char *s,
                       size_t length)
{
	if (count->other_lines++ > 0)
		return;
	count->first_other.file = input->name;
	count->first_other.line = input->line;
	count->first_other.text = shown(s, length);
}

static void take_line(struct logs *logs, const struct log_input *input, const char *s,
                      size_t length)
{
	struct log_line line;

	if (length == 0)
		return;
	if (!log_read(&logs->reader, &line, s, length))
		note_other(logs->count, input, s, length);
	else if (!logs->only || httpstatus_codeset_has(logs->only, line.code))
		log_count_line(logs->count, &line);
}

static bool read_file(struct logs *logs, const char *name)
{
	int format = logs->reader.format;
	struct log_progress progress;
	struct log_input input;
	const char *line;
	size_t length;

	if (!log_open(&input, name))
		return false;
	log_progress_begin(&progress, &input);
	while (log_next(&input, &line, &length)) {
		take_line(logs, &input, line, length);
		log_progress_step(&progress, length);
	}
	log_progress_end(&progress);
	logs->reader.format = format;
	return log_close(&input);
}

static bool read_files(struct logs *logs)
{
	char *input[] = {"-"};
	int count = logs->arguments->count;
	char **names = count > 0 ? logs->arguments->operands : input;
	bool good = true;

	for (int n = 0; n < (count > 0 ? count : 1); n++)
		good = read_file(logs, names[n]) && good;
	if (logs->count->overflow) {
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
		good = false;
	}
	return good;
}

/* ---- Output -------------------------------------------------------------------------- */

static bool write_html(const struct tool *tool, const struct log_count *count, size_t most,
                       const char *name)
{
	FILE *out = fopen(name, "wb");
	bool good = out;

	if (out) {
		log_print_html(out, tool, count, most);
		good = !ferror(out);
		good = fclose(out) == 0 && good;
	}
	if (!good)
		complain("%s: %s", shown(name, strlen(name)).text, strerror(errno));
	return good;
}

/* Minutes follow each other; of the others, those with the most lines come first. */
static void sort(struct log_count *count, const struct number *top)
{
	if (!count->keys)
		return;
	log_keys_sort(count->keys, false);
	if (top->given || count->by != BY_MINUTE)
		log_keys_cut(count->keys, top->given ? (size_t)top->value : TOP);
	if (count->by == BY_MINUTE)
		log_keys_sort(count->keys, true);
}

static void report_others(const struct log_count *count)
{
	if (count->other_lines == 0)
		return;
	complain("%s:%llu: '%s' was not understood%s",
	         shown(count->first_other.file, strlen(count->first_other.file)).text,
	         (unsigned long long)count->first_other.line, count->first_other.text.text,
	         count->other_lines > 1 ? ", like others" : "");
}

static bool print(struct logs *logs, const struct tool *tool)
{
	const struct arguments *arguments = logs->arguments;
	size_t most = (size_t)arguments->top.value;

	sort(logs->count, &arguments->top);
	if (tool->json)
		log_print_json(stdout, tool, logs->count, most);
	else
		log_print_tables(stdout, tool, logs->count, most);
	report_others(logs->count);
	return arguments->html.count == 0 ||
	       write_html(tool, logs->count, most, arguments->html.at[0]);
}

/* What nobody asked for is looked up in all catalogs whose codes stand in logs. */
static struct tool tool_of(const struct arguments *arguments)
{
	struct tool tool = arguments->tool;

	if (!tool.catalog)
		tool.catalog = httpstatus_builtin("logs");
	return tool;
}

static int run(struct logs *logs)
{
	struct tool tool = tool_of(logs->arguments);
	bool good;

	if (!prepare(logs))
		return EXIT_TROUBLE;
	good = read_files(logs);
	good = print(logs, &tool) && good;
	if (!good)
		return EXIT_TROUBLE;
	return log_sum_of(logs->count, tool.catalog).count > 0 ? EXIT_FOUND : EXIT_NOT_FOUND;
}

int logs(const struct arguments *arguments)
{
	struct logs logs = {.arguments = arguments};
	int status;

	if (arguments->count == 0 && isatty(STDIN_FILENO))
		return WRONG_USAGE;
	status = run(&logs);
	clean_up(&logs);
	return status;
}
