/* SPDX-License-Identifier: MIT */
/* What a catalog says about itself. */

#include "catalog/builtin.h"

const char *httpstatus_catalog_name(const httpstatus_catalog *catalog)
{
	if (!catalog)
		catalog = HS_IANA;
	return hs_at(catalog, catalog->name);
}

const char *httpstatus_catalog_title(const httpstatus_catalog *catalog)
{
	if (!catalog)
		catalog = HS_IANA;
	return hs_at(catalog, catalog->title);
}

const char *httpstatus_catalog_version(const httpstatus_catalog *catalog)
{
	if (!catalog)
		catalog = HS_IANA;
	return hs_at(catalog, catalog->version);
}

const char *httpstatus_catalog_source(const httpstatus_catalog *catalog)
{
	if (!catalog)
		catalog = HS_IANA;
	return hs_at(catalog, catalog->source);
}

size_t httpstatus_catalog_size(const httpstatus_catalog *catalog)
{
	return catalog ? catalog->count : HS_IANA->count;
}
