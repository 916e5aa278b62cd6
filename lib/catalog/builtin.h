/* SPDX-License-Identifier: MIT */
/* The built-in catalogs; builtin_tables.h and .c are written by hsgen. */
#ifndef HS_BUILTIN_H
#define HS_BUILTIN_H

#include "catalog/builtin_tables.h"
#include "catalog/catalog.h"

/* Starts from the whole object, so that an offset into the shared text stays within it. */
#define HS_IANA ((const httpstatus_catalog *)(const void *)&hs_builtins)

#endif
