/* SPDX-License-Identifier: MIT */
/* The table of properties. */

#include "format/property.h"

#include "base/chars.h"
#include "catalog/vocabulary.h"
#include "format/builder.h"

#define ROW(id, text, kind_of, place_of, way, words, times) \
	[HS_PROPERTY_##id] = {.name = text, .kind = HS_KIND_##kind_of, .place = HS_PLACE_##place_of, \
	                      .inheritance = HS_INHERIT_##way, .vocabulary = words, .most = times}

const struct hs_row hs_properties[HS_PROPERTY_COUNT] = {
	ROW(CATALOG,     "Catalog",     NAME,   TEXT,   NEVER,      0,                           1),
	ROW(FORMAT,      "Format",      FORMAT, NUMBER, NEVER,      0,                           1),
	ROW(TITLE,       "Title",       TEXT,   TEXT,   NEVER,      0,                           1),
	ROW(VERSION,     "Version",     TEXT,   TEXT,   NEVER,      0,                           1),
	ROW(SOURCE,      "Source",      TEXT,   TEXT,   NEVER,      0,                           1),
	ROW(EXTENDS,     "Extends",     NAME,   NONE,   NEVER,      0,                           1),
	ROW(SCOPE,       "Scope",       WORD,   NONE,   NEVER,      HS_FAMILY_SCOPE,             1),
	ROW(STATUS,      "Status",      STATUS, NUMBER, NEVER,      0,                           1),
	ROW(REASON,      "Reason",      PHRASE, TEXT,   AS_NAME,    0,                           1),
	ROW(ALIAS,       "Alias",       PHRASE, LIST,   AS_NAME,    0,                           HS_ALIASES_MAX),
	ROW(SUMMARY,     "Summary",     TEXT,   TEXT,   ALONE,      0,                           1),
	ROW(REFERENCE,   "Reference",   TEXT,   LIST,   ALONE,      0,                           HS_REPEAT_MAX),
	ROW(MUST_SEND,   "Must-Send",   TOKENS, LIST,   BY_FIELD,   0,                           HS_REPEAT_MAX),
	ROW(SHOULD_SEND, "Should-Send", TOKENS, LIST,   BY_FIELD,   0,                           HS_REPEAT_MAX),
	ROW(MAY_SEND,    "May-Send",    TOKENS, LIST,   BY_FIELD,   0,                           HS_REPEAT_MAX),
	ROW(FLAGS,       "Flags",       BITS,   NUMBER, ALONE,      HTTPSTATUS_FAMILY_FLAG,      1),
	ROW(CONTENT,     "Content",     WORD,   NUMBER, ALONE,      HTTPSTATUS_FAMILY_FRAMING,   1),
	ROW(REDIRECT,    "Redirect",    WORD,   NUMBER, ALONE,      HTTPSTATUS_FAMILY_REDIRECT,  1),
	ROW(FAULT,       "Fault",       WORD,   NUMBER, ALONE,      HTTPSTATUS_FAMILY_FAULT,     1),
	ROW(RETRY,       "Retry",       WORD,   NUMBER, ALONE,      HTTPSTATUS_FAMILY_VERDICT,   1),
	ROW(PROCESSED,   "Processed",   WORD,   NUMBER, ALONE,      HTTPSTATUS_FAMILY_PROCESSED, 1),
	ROW(PERSISTENCE, "Persistence", WORD,   NUMBER, WITH_RETRY, HS_FAMILY_PERSISTENCE,       1),
	ROW(CHANGE,      "Change",      BITS,   NUMBER, WITH_RETRY, HTTPSTATUS_FAMILY_CHANGE,    1),
	ROW(LIMIT,       "Limit",       LIMIT,  NUMBER, WITH_RETRY, 0,                           1)
};

/* Case does not matter. */
static bool same_name(const char *s, size_t length, const char *name)
{
	size_t i = 0;

	while (i < length && name[i] != '\0' && hs_to_lower(s[i]) == hs_to_lower(name[i]))
		i++;
	return i == length && name[i] == '\0';
}

enum hs_property hs_property_find(const char *name, size_t length)
{
	int property = 0;

	while (property < HS_PROPERTY_COUNT && !same_name(name, length, hs_properties[property].name))
		property++;
	return (enum hs_property)property;
}

bool hs_property_repeats(enum hs_property property)
{
	return hs_properties[property].most > 1 && hs_properties[property].kind != HS_KIND_TOKENS;
}
