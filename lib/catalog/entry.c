/* SPDX-License-Identifier: MIT */
/* What an entry says. */

#include <string.h>

#include "catalog/catalog.h"

int httpstatus_entry_code(const httpstatus_entry *entry)
{
	return entry ? entry->code : -1;
}

const char *httpstatus_entry_phrase(const httpstatus_entry *entry)
{
	return entry ? hs_entry_text(entry, entry->phrase) : "";
}

size_t httpstatus_entry_phrase_length(const httpstatus_entry *entry)
{
	return entry ? entry->phrase_length : 0;
}

const char *httpstatus_entry_summary(const httpstatus_entry *entry)
{
	return entry ? hs_entry_text(entry, entry->summary) : "";
}

/* The n-th text of a list, or NULL. */
static const char *list_item(const char *list, size_t n)
{
	for (; *list && n > 0; n--)
		list += strlen(list) + 1;
	return *list ? list : NULL;
}

const char *httpstatus_entry_alias(const httpstatus_entry *entry, size_t n)
{
	return entry ? list_item(hs_entry_text(entry, entry->aliases), n) : NULL;
}

const char *httpstatus_entry_reference(const httpstatus_entry *entry, size_t n)
{
	return entry ? list_item(hs_entry_text(entry, entry->references), n) : NULL;
}

const char *httpstatus_entry_field(const httpstatus_entry *entry, size_t n, int *level)
{
	const char *item = entry ? list_item(hs_entry_text(entry, entry->headers), n) : NULL;

	if (level)
		*level = item ? item[0] - '0' : 0;
	return item ? item + 1 : NULL;
}

uint32_t httpstatus_entry_flags(const httpstatus_entry *entry)
{
	return entry ? entry->flags : 0;
}

int httpstatus_entry_redirect(const httpstatus_entry *entry)
{
	return entry ? entry->redirect : HTTPSTATUS_REDIRECT_NONE;
}

int httpstatus_entry_processed(const httpstatus_entry *entry)
{
	return entry ? hs_processed(entry) : HTTPSTATUS_PROCESSED_UNKNOWN;
}

int httpstatus_entry_fault(const httpstatus_entry *entry)
{
	return entry ? entry->fault : HTTPSTATUS_FAULT_NONE;
}

const httpstatus_catalog *httpstatus_entry_catalog(const httpstatus_entry *entry)
{
	return entry ? hs_owner(entry) : NULL;
}
