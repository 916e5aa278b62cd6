/* SPDX-License-Identifier: MIT */
/* The words for values: those of catalog files, of the command, of JSON. */
#ifndef HS_VOCABULARY_H
#define HS_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include <httpstatus.h>

/* Families that only catalog files have, after the public ones. */
enum {
	HS_FAMILY_PERSISTENCE = HTTPSTATUS_FAMILY_CODES + 1,
	HS_FAMILY_RETRY,            /* the verdicts, and HS_RETRY_FORBID */
	HS_FAMILY_SCOPE,
	HS_FAMILY_UNIT,
	HS_FAMILIES
};

enum { HS_RETRY_FORBID = HTTPSTATUS_VERDICT_RETRY + 1 };

/* The units of times, in the order of their words. */
enum hs_unit {
	HS_UNIT_SECONDS,
	HS_UNIT_MILLISECONDS,
	HS_UNIT_EPOCH_SECONDS,
	HS_UNIT_EPOCH_MILLISECONDS,
	HS_UNIT_RESET,
	HS_UNIT_DURATION,
	HS_UNIT_ISO8601,
	HS_UNIT_DATE,
	HS_UNIT_RFC3339,
	HS_UNIT_RATELIMIT,
	HS_UNIT_PUSHBACK
};

struct hs_word {
	char text[20];
};

/* The words of a family in the order of their values. */
const struct hs_word *hs_words(int family, size_t *count);

/* Whether a family has this word, in any case; *n is then its number. */
bool hs_find_word(int family, const char *s, size_t length, size_t *n);

#endif
