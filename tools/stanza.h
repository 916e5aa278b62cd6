/* SPDX-License-Identifier: MIT */
/* Stanzas about more than one code: variants, and the rules for classes. */
#ifndef STANZA_H
#define STANZA_H

#include <stdbool.h>
#include <stdio.h>

#include <httpstatus.h>

#include "json.h"

/* A stanza as its catalog has it, in parts; to be released. */
struct stanza {
	char *status;               /* "400, 5xx" */
	char *when;                 /* "error = Throttling and ! retry-after"; "" for a rule */
	char *says;                 /* "Retry: retry; Processed: refused", without texts */
};

struct stanza stanza_of(const httpstatus_entry *entry);
void free_stanza(struct stanza *stanza);

/* Whether an entry is one: an error code, as an operand, finds its variant. */
bool is_stanza(const httpstatus_entry *entry);

/* Its conditions and what it says then, as lines of a card. */
void print_stanza(FILE *out, const httpstatus_entry *entry);

/* Members of an object: "status" and "when"; "summary" and "says". */
void json_case(struct json *json, const httpstatus_entry *entry);
void json_says(struct json *json, const httpstatus_entry *entry);

/* One object. */
void json_stanza(FILE *out, const httpstatus_entry *entry);

/* An array "variants" of those that hold for a code; nothing if there is none. */
void json_variants(struct json *json, const httpstatus_catalog *catalog, int code);

/* The next variant of a catalog for this code, from stanza *n on; NULL after the last one. */
const httpstatus_entry *next_variant(const httpstatus_catalog *catalog, int code, size_t *n);

#endif
