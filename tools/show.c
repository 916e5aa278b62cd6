/* SPDX-License-Identifier: MIT */
/* httpstatus show: about operands, or about the lines of standard input. */

#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "complain.h"
#include "response.h"
#include "json.h"
#include "operand.h"
#include "search.h"
#include "stanza.h"
#include "text.h"

static void print_status(FILE *out, const struct tool *tool, const struct status *status,
                         bool card)
{
	if (tool->json)
		print_json(out, status);
	else if (card)
		print_card(out, tool, status);
	else
		print_row(out, status);
}

static void print_class(FILE *out, const struct tool *tool, int cls)
{
	const httpstatus_entry *entry = NULL;

	while ((entry = httpstatus_entry_next(tool->catalog, entry))) {
		struct status status = status_of_entry(tool->catalog, entry);

		if (httpstatus_class_of(status.code) == cls)
			print_status(out, tool, &status, false);
	}
}

/* What was not understood, in JSON: the input and why. */
static void print_json_complaint(const char *s, size_t length, const char *complaint)
{
	struct json json;

	json_begin(&json, stdout);
	json_bytes(&json, "input", s, length);
	json_string(&json, "error", complaint);
	json_end(&json);
}

/* ---- Operands ----------------------------------------------------------- */

/* "404,500", "400-404", "4": the codes of a set that somebody has a name for. */
static bool show_set(const struct tool *tool, const char *s)
{
	httpstatus_codeset *codes;
	const bool one_digit = strlen(s) == 1;
	char *text = text_of("%s%s", s, one_digit ? "xx" : "");
	bool found = false;

	if (httpstatus_codeset_new(&codes) != 0)
		die_without_memory();
	if (httpstatus_codeset_parse(codes, text, strlen(text), NULL, NULL) == 0)
		for (int code = 0; code < CODES; code++) {
			struct status status = status_in_logs(status_of_code(tool->catalog, code));

			if (!httpstatus_codeset_has(codes, code) || !status.entry)
				continue;
			print_status(stdout, tool, &status, false);
			found = true;
		}
	httpstatus_codeset_free(codes);
	free(text);
	return found;
}

/* What is no status: a set of codes, or words to look for. */
static int show_other(const struct tool *tool, const char *s, const char *complaint)
{
	char *suggestion;

	if (show_set(tool, s) || search(tool, s))
		return EXIT_FOUND;
	if (tool->json) {
		print_json_complaint(s, strlen(s), complaint);
		return EXIT_NOT_FOUND;
	}
	suggestion = did_you_mean(tool, s, strlen(s));
	complain("'%s': %s%s", shown(s, strlen(s)).text, complaint, suggestion);
	free(suggestion);
	return EXIT_NOT_FOUND;
}

static int show_operand(const struct tool *tool, const char *s)
{
	struct operand operand = read_operand(tool, s, strlen(s));

	switch (operand.kind) {
	case OPERAND_STATUS:
		operand.status = status_in_logs(operand.status);
		print_status(stdout, tool, &operand.status, true);
		return operand.status.entry ? EXIT_FOUND : EXIT_NOT_FOUND;
	case OPERAND_CLASS:
		print_class(stdout, tool, operand.cls);
		return EXIT_FOUND;
	case OPERAND_NONE:
		break;
	}
	return show_other(tool, s, operand.complaint);
}

/* All operands as one, for phrases without quotation marks; to be freed. */
static char *joined(int count, char **operands)
{
	char *text = text_of("%s", operands[0]);

	for (int n = 1; n < count; n++) {
		char *longer = text_of("%s %s", text, operands[n]);

		free(text);
		text = longer;
	}
	return text;
}

static bool is_understood(const struct tool *tool, const char *s)
{
	return read_operand(tool, s, strlen(s)).kind != OPERAND_NONE;
}

/* Whether the operands are the words of one phrase, or to be looked for together. */
static bool are_together(const struct tool *tool, int count, char **operands, const char *text)
{
	int understood = 0;

	for (int n = 0; n < count; n++) {
		if (strpbrk(operands[n], "0123456789"))
			return false;
		understood += is_understood(tool, operands[n]);
	}
	return count > 1 && (understood == 0 || is_understood(tool, text));
}

static int show_each(const struct tool *tool, int count, char **operands)
{
	int status = EXIT_FOUND;

	for (int n = 0; n < count; n++) {
		if (n > 0 && !tool->json)
			putchar('\n');
		if (show_operand(tool, operands[n]) != EXIT_FOUND)
			status = EXIT_NOT_FOUND;
	}
	return status;
}

static int show_operands(const struct tool *tool, int count, char **operands)
{
	char *text = joined(count, operands);
	const int status = are_together(tool, count, operands, text) ? show_operand(tool, text)
	                                                             : show_each(tool, count, operands);

	free(text);
	return status;
}

/* ---- Standard input ----------------------------------------------------- */

/* What was printed for a code once is kept: a log holds few of them, often. */
struct filter {
	const struct tool *tool;
	struct {
		char *text;
		size_t length;
	} kept[CODES];
	bool in_head;               /* the fields of a response may follow */
	bool in_field;              /* the last line was one of them */
	bool any;                   /* something was asked */
	int status;
};

static bool keep(struct filter *filter, const struct status *status)
{
	FILE *out = open_memstream(&filter->kept[status->code].text,
	                           &filter->kept[status->code].length);

	if (!out)
		return false;
	print_status(out, filter->tool, status, false);
	return fclose(out) == 0;
}

static void filter_status(struct filter *filter, const struct status *status)
{
	/* Only the asked catalog's statuses are told apart by their code. */
	bool plain = status->catalog == filter->tool->catalog && !is_stanza(status->entry);

	if (!status->entry)
		filter->status = EXIT_NOT_FOUND;
	if (plain && (filter->kept[status->code].text || keep(filter, status)))
		fwrite(filter->kept[status->code].text, 1, filter->kept[status->code].length, stdout);
	else
		print_status(stdout, filter->tool, status, false);
}

/* Whether a line belongs to the fields of a head; a folded one (RFC 9112, 5.2) follows a field. */
static bool in_fields(struct filter *filter, const char *s, size_t length)
{
	bool folded = filter->in_field && (*s == ' ' || *s == '\t');

	filter->in_field = folded || (filter->in_head && is_field_line(s, length));
	return filter->in_field;
}

static void filter_line(struct filter *filter, const char *s, size_t length)
{
	struct operand operand;

	while (length > 0 && (s[length - 1] == '\n' || s[length - 1] == '\r'))
		length--;
	/* Of a whole head, as curl -I prints it, the status line is what counts. */
	if (length == 0) {
		filter->in_head = false;
		filter->in_field = false;
		return;
	}
	if (in_fields(filter, s, length))
		return;
	filter->in_head = is_status_line(s, length);
	filter->any = true;
	operand = read_operand(filter->tool, s, length);
	switch (operand.kind) {
	case OPERAND_STATUS:
		operand.status = status_in_logs(operand.status);
		filter_status(filter, &operand.status);
		return;
	case OPERAND_CLASS:
		print_class(stdout, filter->tool, operand.cls);
		return;
	case OPERAND_NONE:
		break;
	}
	filter->status = EXIT_NOT_FOUND;
	if (filter->tool->json)
		print_json_complaint(s, length, operand.complaint);
	else
		printf("---  '%s': %s\n", shown(s, length).text, operand.complaint);
}

static int show_input(const struct tool *tool)
{
	struct filter filter = {.tool = tool, .status = EXIT_FOUND};
	char *line = NULL;
	size_t size = 0;
	ssize_t length;

	while ((length = getline(&line, &size, stdin)) >= 0)
		filter_line(&filter, line, (size_t)length);
	if (ferror(stdin)) {
		complain("cannot read standard input");
		filter.status = EXIT_TROUBLE;
	} else if (!filter.any) {
		complain("nothing to look up on standard input");
		filter.status = EXIT_NOT_FOUND;
	}
	free(line);
	for (int code = 0; code < CODES; code++)
		free(filter.kept[code].text);
	return filter.status;
}

int show(const struct arguments *arguments)
{
	if (arguments->count > 0)
		return show_operands(&arguments->tool, arguments->count, arguments->operands);
	/* Whoever types the command alone wants to know what it takes. */
	return isatty(STDIN_FILENO) ? WRONG_USAGE : show_input(&arguments->tool);
}
