/* SPDX-License-Identifier: MIT */
/* Finding the built-in catalogs. */

#include <string.h>

#include "catalog/builtin.h"

/* Code in place of a table of pointers, each of which would cost a relocation. */
const httpstatus_catalog *hs_builtin_find(const char *name)
{
#define RETURN_IF_NAMED(symbol) \
	if (strcmp(httpstatus_catalog_name(HS_BUILTIN(symbol)), name) == 0) \
		return HS_BUILTIN(symbol);
	HS_BUILTINS(RETURN_IF_NAMED)
	return NULL;
}

const httpstatus_catalog *httpstatus_builtin(const char *name)
{
	return name ? hs_builtin_find(name) : NULL;
}

const httpstatus_catalog *httpstatus_builtin_next(const httpstatus_catalog *prev)
{
#define RETURN_IF_PASSED(symbol) \
	if (!prev) \
		return HS_BUILTIN(symbol); \
	if (prev == HS_BUILTIN(symbol)) \
		prev = NULL;
	HS_BUILTINS(RETURN_IF_PASSED)
	return NULL;
}
