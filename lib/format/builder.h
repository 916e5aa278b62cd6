/* SPDX-License-Identifier: MIT */
/* A catalog in the making: what was set so far, and what was wrong with it. */
#ifndef HS_BUILDER_H
#define HS_BUILDER_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "code/code_set.h"
#include "format/property.h"

enum {
	HS_FILE_MAX     = 1024 * 1024,  /* bytes of a catalog text */
	HS_LINE_MAX     = 4096,         /* bytes of a line, and of a folded value */
	HS_CODES_MAX    = 900,          /* codes of a catalog */
	HS_STANZAS_MAX  = 2000,         /* stanzas of a text; rules and variants of a catalog */
	HS_SOURCES_MAX  = 64,           /* different sources of evidence of a catalog */
	HS_REPEAT_MAX   = 16,           /* items of a list, lines of a repeated property */
	HS_ALIASES_MAX  = 32,           /* aliases of a code, inherited ones included */
	HS_LABEL_MAX    = 32,           /* bytes of a catalog's name */
	HS_PROBLEMS_MAX = 1000          /* problems that are kept */
};

/* The bit of a property, set if it was said. */
#define HS_SAID(property) (UINT32_C(1) << (property))

struct hs_text {
	struct hs_text *next;
	const char *text;
	size_t length;
};

struct hs_texts {
	struct hs_text *first;
	struct hs_text *last;
	size_t count;
};

/* What Status names: codes, and codes by their class. */
struct hs_codes {
	struct httpstatus_codeset named;
	struct httpstatus_codeset classed;
	bool lists_timeout;                     /* 408 or 504, by itself */
};

/* A stanza, property by property. */
struct hs_draft {
	struct hs_draft *next;                  /* of the rules, or of the variants */
	struct hs_codes codes;                  /* of a rule or a variant */
	uint32_t said;
	uint32_t refused;                       /* said, but not so that it counts */
	int line;                               /* where it begins; 0: in a program */
	struct hs_texts texts[HS_PROPERTY_COUNT]; /* of a property that is a text or a list */
	uint32_t number[HS_PROPERTY_COUNT];     /* of one that is a number */
	int lines[HS_PROPERTY_COUNT];           /* where it was said last */
};

/* In the order in which they count. */
struct hs_drafts {
	struct hs_draft *first;
	struct hs_draft *last;
	size_t count;
};

struct hs_base {
	struct hs_base *older;
	const httpstatus_catalog *catalog;
};

struct hs_problem {
	const char *text;
	int severity;
	int line;
};

struct httpstatus_builder {
	struct hs_arena arena;
	struct hs_draft head;
	struct hs_draft *drafts[HS_CODE_END];   /* of the plain stanzas for codes */
	size_t draft_count;
	struct hs_drafts rules;
	struct hs_drafts variants;
	size_t stanza_count;                    /* of the text, without the head */
	struct hs_base *bases;
	const char *label;                      /* of the text being read, or NULL */
	int line;                               /* in it */
	int code;                               /* being set, or -1 */
	const struct hs_problem *problems[HS_PROBLEMS_MAX];
	size_t problem_count;
	bool has_errors;                        /* among the problems, kept or not */
	bool strict;                            /* an unknown property is an error */
	bool out_of_memory;
	bool built;                             /* it has made its catalog */
};

/* value.c: puts a value into a draft. Returns 0, NOMEM, or CATALOG with a problem. */
int hs_property_set(httpstatus_builder *builder, struct hs_draft *draft, enum hs_property property,
                    const char *value, size_t length);

int hs_texts_add(httpstatus_builder *builder, struct hs_texts *list, const char *s, size_t length);

/* value.c: what was found in place of what was expected. Return CATALOG, or NOMEM. */
int hs_refuse(httpstatus_builder *builder, enum hs_property property, const char *found,
              size_t length, const char *expected);
int hs_refuse_word(httpstatus_builder *builder, enum hs_property property, int vocabulary,
                   const char *found, size_t length);

/* Of tchar, RFC 9110, 5.6.2. A text has no NUL. */
bool hs_is_token(const char *s, size_t length);

/* Whether a property was said, be it refused or not. */
static inline bool hs_said(const struct hs_draft *draft, enum hs_property property)
{
	return (draft->said & HS_SAID(property)) != 0;
}

/* The one text of a property; NULL if there is none. */
static inline const char *hs_draft_text(const struct hs_draft *draft, enum hs_property property)
{
	return draft->texts[property].first ? draft->texts[property].first->text : NULL;
}

/* builder.c: sets a property of a draft by its name. An unknown name is a warning. */
int hs_builder_set(httpstatus_builder *builder, struct hs_draft *draft, const char *name,
                   size_t name_length, const char *value, size_t length);

/* The catalog of that name that was added last, or is built in; NULL if there is none. */
const httpstatus_catalog *hs_builder_base(const httpstatus_builder *builder, const char *name);

/* A new draft of a stanza, which belongs to nothing yet; NULL if out of memory. */
struct hs_draft *hs_builder_new_draft(httpstatus_builder *builder);

/* Makes a draft that of a code, which has none yet; false after it was refused. */
bool hs_builder_put(httpstatus_builder *builder, int code, struct hs_draft *draft);

/* The draft of a code, a new one if need be; NULL if refused or out of memory. */
struct hs_draft *hs_builder_draft(httpstatus_builder *builder, int code);

/* What qualifies a verdict was said without one. */
void hs_refuse_qualifiers(httpstatus_builder *builder, const struct hs_draft *draft);

/* stanza.c: what the Status of a stanza names; false after it was refused. */
bool hs_stanza_open(httpstatus_builder *builder, struct hs_draft *draft, const char *status,
                    size_t length);

/* Makes a stanza that was read a part of the catalog: for each of its codes. */
void hs_stanza_close(httpstatus_builder *builder, struct hs_draft *draft);

void hs_drafts_add(struct hs_drafts *drafts, struct hs_draft *draft);

/* The rule that covers a code by its class; NULL if there is none. */
const struct hs_draft *hs_rule_for(const httpstatus_builder *builder, int code);

/* The rule for a class, whichever of its codes that covers; NULL if there is none. */
struct hs_draft *hs_rule_of_class(const httpstatus_builder *builder, int cls);

/* A copy, of which the lists can grow alone; NULL if out of memory. */
struct hs_draft *hs_draft_copy(httpstatus_builder *builder, const struct hs_draft *draft);

/*
 * inherit.c: fills what the drafts do not say from the catalog they extend. False
 * with more codes than a catalog may have, and out of memory.
 */
bool hs_inherit(httpstatus_builder *builder, const httpstatus_catalog *base);

/* Fills what the draft of a code does not say from an entry. */
void hs_inherit_entry(httpstatus_builder *builder, struct hs_draft *draft, int code,
                      const httpstatus_entry *entry);

/*
 * collect.c: copies the codes of the catalogs that the head collects. False with
 * more codes than a catalog may have, and out of memory.
 */
bool hs_collect(httpstatus_builder *builder);

/* variant.c: what can be checked only when all of the catalog is known */
void hs_check_variants(httpstatus_builder *builder);
void hs_check_sources(httpstatus_builder *builder);

/* pack.c: lays a finished set of drafts out as a catalog */
int hs_pack(const httpstatus_builder *builder, httpstatus_catalog **catalog);

/* reader.c: text to properties */
int hs_read(httpstatus_builder *builder, const char *label, const char *text, size_t length);

/* diagnostics.c: what is wrong */

__attribute__((format(printf, 3, 4)))
int hs_problem(httpstatus_builder *builder, int severity, const char *format, ...);

/* The text between quotes, shortened and without control characters. */
struct hs_quoted {
	char text[64];
};
struct hs_quoted hs_quote(const char *s, size_t length);

/* Whether a is b with up to two slips of the pen; case does not matter. */
bool hs_is_near(const char *a, size_t a_length, const char *b);

#endif
