/* SPDX-License-Identifier: MIT */
/* The table of properties. */

#include "format/property.h"

#include "base/chars.h"
#include "catalog/vocabulary.h"
#include "format/builder.h"

/* Property, name, stanzas, kind, place, inheritance, vocabulary, number of values. */
#define ROW(id, text, where, kind_of, place_of, way, words, times) \
	[HS_PROPERTY_##id] = {.name = text, .stanzas = HS_IN_##where, .kind = HS_KIND_##kind_of, \
	                      .place = HS_PLACE_##place_of, .inheritance = HS_INHERIT_##way, \
	                      .vocabulary = words, .most = times}

const struct hs_row hs_properties[HS_PROPERTY_COUNT] = {
	ROW(CATALOG,     "Catalog",     HEAD,    NAME,   TEXT,   NEVER,      0,                           1),
	ROW(FORMAT,      "Format",      HEAD,    FORMAT, NUMBER, NEVER,      0,                           1),
	ROW(TITLE,       "Title",       HEAD,    TEXT,   TEXT,   NEVER,      0,                           1),
	ROW(VERSION,     "Version",     HEAD,    TEXT,   TEXT,   NEVER,      0,                           1),
	ROW(SOURCE,      "Source",      HEAD,    TEXT,   TEXT,   NEVER,      0,                           1),
	ROW(EXTENDS,     "Extends",     HEAD,    NAME,   NONE,   NEVER,      0,                           1),
	ROW(SCOPE,       "Scope",       HEAD,    WORD,   NONE,   NEVER,      HS_FAMILY_SCOPE,             1),
	ROW(COLLECTS,    "Collects",    HEAD,    NAMES,  NONE,   NEVER,      0,                           HS_STACK_MAX),
	ROW(ERROR,       "Error",       HEAD,    ERROR,  LIST,   NEVER,      0,                           HS_REPEAT_MAX),
	ROW(HEAD_WAIT,   "Wait",        HEAD,    WAIT,   LIST,   NEVER,      0,                           HS_REPEAT_MAX),
	ROW(STATUS,      "Status",      STATUS,  STATUS, NUMBER, NEVER,      0,                           1),
	ROW(WHEN,        "When",        VARIANT, WHEN,   LIST,   NEVER,      0,                           HS_REPEAT_MAX),
	ROW(REASON,      "Reason",      CODE,    PHRASE, TEXT,   AS_NAME,    0,                           1),
	ROW(ALIAS,       "Alias",       PLAIN,   PHRASE, LIST,   AS_NAME,    0,                           HS_ALIASES_MAX),
	ROW(ORIGIN,      "Origin",      PLAIN,   NAME,   TEXT,   FACT,       0,                           1),
	ROW(SUMMARY,     "Summary",     STATUS,  TEXT,   TEXT,   FACT,       0,                           1),
	ROW(REFERENCE,   "Reference",   STATUS,  TEXT,   LIST,   FACT,       0,                           HS_REPEAT_MAX),
	ROW(MUST_SEND,   "Must-Send",   STATUS,  TOKENS, LIST,   BY_FIELD,   0,                           HS_REPEAT_MAX),
	ROW(SHOULD_SEND, "Should-Send", STATUS,  TOKENS, LIST,   BY_FIELD,   0,                           HS_REPEAT_MAX),
	ROW(MAY_SEND,    "May-Send",    STATUS,  TOKENS, LIST,   BY_FIELD,   0,                           HS_REPEAT_MAX),
	ROW(FLAGS,       "Flags",       STATUS,  BITS,   NUMBER, FACT,       HTTPSTATUS_FAMILY_FLAG,      1),
	ROW(CONTENT,     "Content",     PLAIN,   WORD,   NUMBER, FACT,       HTTPSTATUS_FAMILY_FRAMING,   1),
	ROW(REDIRECT,    "Redirect",    PLAIN,   WORD,   NUMBER, FACT,       HTTPSTATUS_FAMILY_REDIRECT,  1),
	ROW(FAULT,       "Fault",       STATUS,  WORD,   NUMBER, FACT,       HTTPSTATUS_FAMILY_FAULT,     1),
	ROW(RETRY,       "Retry",       STATUS,  WORD,   NUMBER, ADVICE,     HS_FAMILY_RETRY,             1),
	ROW(PROCESSED,   "Processed",   STATUS,  WORD,   NUMBER, ADVICE,     HTTPSTATUS_FAMILY_PROCESSED, 1),
	ROW(PERSISTENCE, "Persistence", STATUS,  WORD,   NUMBER, WITH_RETRY, HS_FAMILY_PERSISTENCE,       1),
	ROW(CHANGE,      "Change",      STATUS,  BITS,   NUMBER, WITH_RETRY, HTTPSTATUS_FAMILY_CHANGE,    1),
	ROW(LIMIT,       "Limit",       STATUS,  LIMIT,  NUMBER, WITH_RETRY, 0,                           1),
	ROW(WAIT,        "Wait",        STATUS,  WAIT,   LIST,   ADVICE,     0,                           HS_REPEAT_MAX)
};

/* Case does not matter. */
static bool same_name(const char *s, size_t length, const char *name)
{
	size_t i = 0;

	while (i < length && name[i] != '\0' && hs_to_lower(s[i]) == hs_to_lower(name[i]))
		i++;
	return i == length && name[i] == '\0';
}

enum hs_property hs_property_find(const char *name, size_t length, int stanzas)
{
	int property = 0;

	while (property < HS_PROPERTY_COUNT &&
	       !((hs_properties[property].stanzas & stanzas) &&
	         same_name(name, length, hs_properties[property].name)))
		property++;
	return (enum hs_property)property;
}

bool hs_property_repeats(enum hs_property property)
{
	switch ((enum hs_kind)hs_properties[property].kind) {
	case HS_KIND_NAMES:
	case HS_KIND_TOKENS:
		return false;
	default:
		return hs_properties[property].most > 1;
	}
}
