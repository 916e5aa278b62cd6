/* SPDX-License-Identifier: MIT */
/* What an entry says. */

#include <string.h>

#include "catalog/catalog.h"

const struct hs_stanza *hs_stanza_of(const httpstatus_entry *entry)
{
	const httpstatus_catalog *catalog = hs_owner(entry);

	for (uint32_t n = 0; n < catalog->stanza_count; n++)
		if (&hs_entries(catalog)[hs_stanzas(catalog)[n].entry] == entry)
			return &hs_stanzas(catalog)[n];
	return NULL;
}

/* The first of the codes that a stanza names, or else covers by their class. */
static const struct hs_range *first_range(const httpstatus_entry *entry)
{
	const struct hs_stanza *stanza = hs_stanza_of(entry);

	return stanza ? hs_ranges(hs_owner(entry), stanza) : NULL;
}

static int code_of_variant(const httpstatus_entry *entry)
{
	const struct hs_stanza *stanza = hs_stanza_of(entry);
	const struct hs_range *range = first_range(entry);
	const bool one = stanza && stanza->named == 1 && stanza->classed == 0;

	return one && range->first == range->last ? range->first : -1;
}

int httpstatus_entry_code(const httpstatus_entry *entry)
{
	if (!entry)
		return -1;
	return hs_entry_code(entry) >= 0 ? hs_entry_code(entry) : code_of_variant(entry);
}

const char *httpstatus_entry_phrase(const httpstatus_entry *entry)
{
	return entry ? hs_entry_text(entry, HS_PROPERTY_REASON) : "";
}

size_t httpstatus_entry_phrase_length(const httpstatus_entry *entry)
{
	return strlen(httpstatus_entry_phrase(entry));
}

const char *httpstatus_entry_summary(const httpstatus_entry *entry)
{
	return entry ? hs_entry_text(entry, HS_PROPERTY_SUMMARY) : "";
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
	return entry ? list_item(hs_entry_text(entry, HS_PROPERTY_ALIAS), n) : NULL;
}

const char *httpstatus_entry_reference(const httpstatus_entry *entry, size_t n)
{
	return entry ? list_item(hs_entry_text(entry, HS_PROPERTY_REFERENCE), n) : NULL;
}

const char *httpstatus_entry_when(const httpstatus_entry *entry, size_t n)
{
	return entry ? list_item(hs_entry_text(entry, HS_PROPERTY_WHEN), n) : NULL;
}

/* Whether a stanza is a variant for a code that it names, or else of a class that it covers. */
static bool is_variant(const httpstatus_catalog *catalog, const struct hs_stanza *stanza, int code,
                       bool named)
{
	const struct hs_range *ranges = hs_ranges(catalog, stanza);
	const bool in_names = hs_is_in(ranges, stanza->named, code);

	if (stanza->conditions == 0)
		return false;
	return named ? in_names : !in_names && hs_is_in(ranges + stanza->named, stanza->classed, code);
}

const httpstatus_entry *httpstatus_entry_variant(const httpstatus_entry *entry, size_t n)
{
	const httpstatus_catalog *catalog = entry ? hs_owner(entry) : NULL;

	if (!entry || hs_entry_code(entry) < 0 || hs_entry_stored(entry, HS_PROPERTY_WHEN))
		return NULL;
	for (int named = 1; named >= 0; named--)
		for (uint16_t s = 0; s < catalog->stanza_count; s++) {
			const struct hs_stanza *stanza = &hs_stanzas(catalog)[s];

			if (is_variant(catalog, stanza, hs_entry_code(entry), named) && n-- == 0)
				return &hs_entries(catalog)[stanza->entry];
		}
	return NULL;
}

int httpstatus_entry_covers(const httpstatus_entry *entry, int code)
{
	const struct hs_stanza *stanza = entry ? hs_stanza_of(entry) : NULL;

	if (!stanza)
		return entry && code >= 0 && hs_entry_code(entry) == code;
	return hs_is_in(hs_ranges(hs_owner(entry), stanza), (uint32_t)stanza->named + stanza->classed, code);
}

static size_t list_length(const char *list)
{
	size_t length = 0;

	for (; *list; list += strlen(list) + 1)
		length++;
	return length;
}

const char *httpstatus_entry_field(const httpstatus_entry *entry, size_t n, int *level)
{
	const char *item = NULL;
	int of = HTTPSTATUS_LEVEL_MUST;

	/* The three properties stand in the order of the levels. */
	for (int property = HS_PROPERTY_MUST_SEND; entry && property <= HS_PROPERTY_MAY_SEND; property++) {
		const char *list = hs_entry_text(entry, (enum hs_property)property);
		const size_t length = list_length(list);

		of = HTTPSTATUS_LEVEL_MUST + property - HS_PROPERTY_MUST_SEND;
		item = list_item(list, n);
		if (item)
			break;
		n -= length;
	}
	if (level)
		*level = item ? of : 0;
	return item;
}

uint32_t httpstatus_entry_flags(const httpstatus_entry *entry)
{
	return entry ? hs_entry_number(entry, HS_PROPERTY_FLAGS, 0) : 0;
}

int httpstatus_entry_redirect(const httpstatus_entry *entry)
{
	if (!entry)
		return HTTPSTATUS_REDIRECT_NONE;
	return (int)hs_entry_number(entry, HS_PROPERTY_REDIRECT, HTTPSTATUS_REDIRECT_NONE);
}

int httpstatus_entry_processed(const httpstatus_entry *entry)
{
	const hs_stored stored = entry ? hs_entry_stored(entry, HS_PROPERTY_PROCESSED) : 0;

	/* The first word of the vocabulary stands for the least value. */
	return stored ? (int)stored - 1 + HTTPSTATUS_PROCESSED_NOT_REACHED : HTTPSTATUS_PROCESSED_UNKNOWN;
}

/* Where the cause lies if no more is known than a code, and a verdict, if there is one. */
static int fault_of_class(int code, hs_stored verdict)
{
	switch ((int)verdict - 1) {
	case HTTPSTATUS_VERDICT_DONE:
	case HTTPSTATUS_VERDICT_WAIT:
	case HTTPSTATUS_VERDICT_FOLLOW:
		return HTTPSTATUS_FAULT_NONE;
	default:
		break;
	}
	switch (httpstatus_class_of(code)) {
	case HTTPSTATUS_CLASS_NONE:          return HTTPSTATUS_FAULT_UNKNOWN;
	/* A success on which more is to be done is none. */
	case HTTPSTATUS_CLASS_SUCCESSFUL:    return verdict ? HTTPSTATUS_FAULT_UNKNOWN : HTTPSTATUS_FAULT_NONE;
	case HTTPSTATUS_CLASS_CLIENT_ERROR:  return HTTPSTATUS_FAULT_CLIENT;
	case HTTPSTATUS_CLASS_SERVER_ERROR:  return HTTPSTATUS_FAULT_SERVER;
	default:                             return HTTPSTATUS_FAULT_NONE;
	}
}

/* The code of an entry, or the first one of a stanza that is about more. */
static int first_code(const httpstatus_entry *entry)
{
	const struct hs_range *range;

	if (hs_entry_code(entry) >= 0)
		return hs_entry_code(entry);
	range = first_range(entry);
	return range ? range->first : -1;
}

int httpstatus_entry_fault(const httpstatus_entry *entry)
{
	if (!entry)
		return HTTPSTATUS_FAULT_NONE;
	return (int)hs_entry_number(entry, HS_PROPERTY_FAULT,
	                            (uint32_t)fault_of_class(first_code(entry),
	                                                     hs_entry_stored(entry, HS_PROPERTY_RETRY)));
}

const char *httpstatus_entry_origin(const httpstatus_entry *entry)
{
	const char *origin = entry ? hs_entry_text(entry, HS_PROPERTY_ORIGIN) : "";

	return entry && !*origin ? hs_catalog_text(hs_owner(entry), HS_PROPERTY_CATALOG) : origin;
}

const httpstatus_catalog *httpstatus_entry_catalog(const httpstatus_entry *entry)
{
	return entry ? hs_owner(entry) : NULL;
}
