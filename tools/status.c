/* SPDX-License-Identifier: MIT */
/* One status code as a catalog sees it. */

#include "status.h"

struct status status_of_code(const httpstatus_catalog *catalog, int code)
{
	struct status status = {code, httpstatus_lookup(catalog, code), catalog};

	if (!status.entry)
		status.entry = httpstatus_lookup(NULL, code);
	return status;
}

struct status status_of_entry(const httpstatus_catalog *catalog, const httpstatus_entry *entry)
{
	struct status status = {httpstatus_entry_code(entry), entry, catalog};

	if (httpstatus_lookup(catalog, status.code) != entry)
		status.catalog = httpstatus_entry_catalog(entry);
	return status;
}

const httpstatus_entry *status_elsewhere(const struct status *status, size_t n)
{
	const httpstatus_catalog *catalog = NULL;

	if (status->entry)
		return NULL;
	while ((catalog = httpstatus_builtin_next(catalog))) {
		const httpstatus_entry *entry = httpstatus_lookup(catalog, status->code);

		if (entry && n-- == 0)
			return entry;
	}
	return NULL;
}
