/* SPDX-License-Identifier: MIT */
/* What a catalog says about itself. */

#include "catalog/builtin.h"

const char *httpstatus_catalog_name(const httpstatus_catalog *catalog)
{
	return hs_catalog_text(catalog ? catalog : HS_IANA, HS_PROPERTY_CATALOG);
}

const char *httpstatus_catalog_title(const httpstatus_catalog *catalog)
{
	return hs_catalog_text(catalog ? catalog : HS_IANA, HS_PROPERTY_TITLE);
}

const char *httpstatus_catalog_version(const httpstatus_catalog *catalog)
{
	return hs_catalog_text(catalog ? catalog : HS_IANA, HS_PROPERTY_VERSION);
}

const char *httpstatus_catalog_source(const httpstatus_catalog *catalog)
{
	return hs_catalog_text(catalog ? catalog : HS_IANA, HS_PROPERTY_SOURCE);
}

size_t httpstatus_catalog_size(const httpstatus_catalog *catalog)
{
	return catalog ? catalog->count : HS_IANA->count;
}
