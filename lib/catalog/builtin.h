/* SPDX-License-Identifier: MIT */
/* The built-in catalogs; builtin_tables.h and .c are written by hsgen. */
#ifndef HS_BUILTIN_H
#define HS_BUILTIN_H

#include "catalog/builtin_tables.h"
#include "catalog/catalog.h"

/* As a pointer to the whole object, so that an offset into it stays within it. */
#define HS_BUILTIN(symbol) ((const httpstatus_catalog *)(const void *)&(symbol))

#define HS_IANA HS_BUILTIN(hs_catalog_iana)

#endif
