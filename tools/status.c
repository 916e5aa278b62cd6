/* SPDX-License-Identifier: MIT */
/* One status code as a catalog sees it. */

#include "status.h"

#include <string.h>

struct status status_of_code(const httpstatus_catalog *catalog, int code)
{
	struct status status = {code, httpstatus_lookup(catalog, code), catalog, false};

	if (!status.entry)
		status.entry = httpstatus_lookup(NULL, code);
	return status;
}

struct status status_in_logs(struct status status)
{
	const httpstatus_catalog *logs = httpstatus_builtin("logs");
	const httpstatus_entry *entry = httpstatus_lookup(logs, status.code);

	if (!status.entry && !status.catalog && entry)
		status = (struct status){status.code, entry, logs, true};
	return status;
}

struct status status_of_entry(const httpstatus_catalog *catalog, const httpstatus_entry *entry)
{
	struct status status = {httpstatus_entry_code(entry), entry, catalog, false};

	if (httpstatus_lookup(catalog, status.code) != entry)
		status.catalog = httpstatus_entry_catalog(entry);
	return status;
}

const char *origin_text(int processed)
{
	switch (processed) {
	case HTTPSTATUS_PROCESSED_NOT_REACHED: return "never saw the request";
	case HTTPSTATUS_PROCESSED_REFUSED:     return "did not act on the request";
	case HTTPSTATUS_PROCESSED_LIKELY_NOT:  return "has probably not acted on the request";
	case HTTPSTATUS_PROCESSED_UNKNOWN:     return "may or may not have acted on the request";
	case HTTPSTATUS_PROCESSED_LIKELY_YES:  return "has probably acted on the request, or is still acting on it";
	case HTTPSTATUS_PROCESSED_DONE:        return "has acted on the request";
	}
	return "";
}

/* Not a copy of what another catalog says. */
static bool is_own(const httpstatus_catalog *catalog, const httpstatus_entry *entry)
{
	return strcmp(httpstatus_entry_origin(entry), httpstatus_catalog_name(catalog)) == 0;
}

const httpstatus_entry *status_elsewhere(const struct status *status, size_t n)
{
	const httpstatus_catalog *catalog = NULL;
	const char *from = httpstatus_entry_origin(status->entry);

	if (status->entry && !status->from_logs)
		return NULL;
	while ((catalog = httpstatus_builtin_next(catalog))) {
		const httpstatus_entry *entry = httpstatus_lookup(catalog, status->code);

		if (entry && is_own(catalog, entry) && strcmp(httpstatus_entry_origin(entry), from) != 0 &&
		    n-- == 0)
			return entry;
	}
	return NULL;
}
