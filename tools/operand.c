/* SPDX-License-Identifier: MIT */
/* From text to status. */

#include "operand.h"

#include <string.h>

#include "complain.h"
#include "stanza.h"
#include "text.h"
#include "words.h"

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
	int error = httpstatus_parse_status_line(s, length, &code);

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
