/* SPDX-License-Identifier: MIT */
/* From text to status. */

#include "operand.h"

#include <string.h>

#include "character.h"
#include "complain.h"
#include "stanza.h"
#include "text.h"
#include "words.h"

/* ---- Spellings ----------------------------------------------------------------- */

/* What constants of programs have before the name: C, Java, Apache, Go. */
static const char *const prefixes[] = {"HTTPSTATUS_", "HTTP_STATUS_", "HTTP_", "SC_", "Status"};

/* Takes off a prefix of constants, if a name follows it. */
static void skip_prefix(const char **s, size_t *length)
{
	for (size_t n = 0; n < sizeof(prefixes) / sizeof(prefixes[0]); n++) {
		const size_t prefix = strlen(prefixes[n]);

		if (*length > prefix && memcmp(*s, prefixes[n], prefix) == 0) {
			*s += prefix;
			*length -= prefix;
			return;
		}
	}
}

static bool begins(const char *s, size_t length, const char *with)
{
	size_t n = 0;

	while (with[n] && n < length && lower(s[n]) == with[n])
		n++;
	return !with[n];
}

/* A code in a status line of HTTP/2 and 3, or in one that somebody wrote by hand. */
static int parse_code(const char *s, size_t length, int *code)
{
	const bool by_hand = begins(s, length, ":status:") || begins(s, length, "http/");
	const char *space = by_hand ? memchr(s, ' ', length) : NULL;
	const int error = httpstatus_parse_status_line(s, length, code);

	if (error == 0 || !space)
		return error;
	return httpstatus_parse_status_line(space, length - (size_t)(space - s), code);
}

static const httpstatus_entry *find_phrase(const struct tool *tool, const char *s, size_t length)
{
	const httpstatus_entry *entry = httpstatus_lookup_phrase(tool->catalog, s, length);
	const httpstatus_catalog *catalog = NULL;

	if (!entry)
		entry = httpstatus_lookup_phrase(NULL, s, length);
	while (!entry && !tool->catalog && (catalog = httpstatus_builtin_next(catalog)))
		entry = httpstatus_lookup_phrase(catalog, s, length);
	return entry;
}

struct operand read_operand(const struct tool *tool, const char *s, size_t length)
{
	struct operand operand = {.kind = OPERAND_STATUS};
	const httpstatus_entry *entry;
	uint64_t cls;
	int code;
	int error = parse_code(s, length, &code);

	if (!error) {
		operand.status = status_of_code(tool->catalog, code);
		return operand;
	}
	if (find_word(&class_words, s, length, &cls)) {
		operand.kind = OPERAND_CLASS;
		operand.cls = (int)cls;
		return operand;
	}
	entry = find_phrase(tool, s, length);
	if (!entry) {
		skip_prefix(&s, &length);
		entry = find_phrase(tool, s, length);
	}
	if (entry) {
		operand.status = status_of_entry(tool->catalog, entry);
		return operand;
	}
	operand.kind = OPERAND_NONE;
	operand.complaint = error == HTTPSTATUS_E_RANGE ? "no status code: they are 100 to 999, or 000"
	                  : error == HTTPSTATUS_E_EMPTY ? "nothing there"
	                  : "neither a status code nor a known phrase";
	return operand;
}

bool read_one_status(const struct tool *tool, const char *s, struct status *status)
{
	size_t length = strlen(s);
	struct operand operand = read_operand(tool, s, length);

	switch (operand.kind) {
	case OPERAND_STATUS:
		if (is_stanza(operand.status.entry)) {
			complain("'%s' is an error code, expected the status code that it came with; try --error",
			         shown(s, length).text);
			return false;
		}
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
