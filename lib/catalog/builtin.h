/* SPDX-License-Identifier: MIT */
/* The built-in catalogs; builtin_tables.h and .c are written by hsgen. */
#ifndef HS_BUILTIN_H
#define HS_BUILTIN_H

#include "catalog/builtin_tables.h"
#include "catalog/catalog.h"

/* From the whole object, so that a link into the shared text stays inside. */
#define HS_IANA ((const httpstatus_catalog *)(const void *)&hs_builtins)

#endif
