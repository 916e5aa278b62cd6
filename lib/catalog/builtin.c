/* SPDX-License-Identifier: MIT */
/* Finding the built-in catalogs. */

#include <string.h>

#include "catalog/builtin.h"

static const httpstatus_catalog *builtin_at(size_t n)
{
	return (const httpstatus_catalog *)(const void *)
	       ((const char *)&hs_builtins + hs_builtin_offsets[n]);
}

const httpstatus_catalog *hs_builtin_find(const char *name)
{
	for (size_t n = 0; n < HS_BUILTIN_COUNT; n++) {
		const httpstatus_catalog *catalog = builtin_at(n);

		if (strcmp(hs_at(catalog, catalog->name), name) == 0)
			return catalog;
	}
	return NULL;
}

const httpstatus_catalog *httpstatus_builtin(const char *name)
{
	return name ? hs_builtin_find(name) : NULL;
}

const httpstatus_catalog *httpstatus_builtin_next(const httpstatus_catalog *prev)
{
	if (!prev)
		return builtin_at(0);
	for (size_t n = 0; n + 1 < HS_BUILTIN_COUNT; n++)
		if (prev == builtin_at(n))
			return builtin_at(n + 1);
	return NULL;
}
