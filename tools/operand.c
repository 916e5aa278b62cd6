/* SPDX-License-Identifier: MIT */
/* From text to status. */

#include "operand.h"

#include <string.h>

static int read_class(const char *s, size_t length)
{
	if (length != 3 || s[0] < '1' || s[0] > '5' || (s[1] | 0x20) != 'x' || (s[2] | 0x20) != 'x')
		return HTTPSTATUS_CLASS_NONE;
	return s[0] - '0';
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
	int code;
	int error = httpstatus_parse_status_line(s, length, &code);

	if (!error) {
		operand.status = status_of_code(tool->catalog, code);
		return operand;
	}
	operand.cls = read_class(s, length);
	if (operand.cls != HTTPSTATUS_CLASS_NONE) {
		operand.kind = OPERAND_CLASS;
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
