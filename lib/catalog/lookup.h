/* SPDX-License-Identifier: MIT */
/* Look-ups that the library itself needs. A NULL catalog is "iana". */
#ifndef HS_LOOKUP_H
#define HS_LOOKUP_H

#include "catalog/catalog.h"

/* The catalog's entry of exactly this code, or else iana's, or NULL. */
const httpstatus_entry *hs_find_or_iana(const httpstatus_catalog *catalog, int code);

#endif
