/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259), byte by byte, in pieces of any size, without allocation or recursion. */
#ifndef HS_JSON_H
#define HS_JSON_H

#include "response/token.h"

enum { HS_JSON_DEPTH = 256 };   /* objects and arrays in each other; more are not read */

enum hs_json_event {
	HS_JSON_MORE,               /* the piece has ended */
	HS_JSON_OBJECT,             /* begins */
	HS_JSON_ARRAY,
	HS_JSON_KEY,                /* of a member: the token */
	HS_JSON_VALUE,              /* a string, a number, true or false: the token */
	HS_JSON_NULL,
	HS_JSON_END,                /* of the innermost object or array */
	HS_JSON_STOP                /* the document has ended, or is no JSON from here on */
};

/* Zeroed, it is at the start of a document. */
struct hs_json {
	uint8_t state;
	bool is_key;                /* the string that is being read */
	uint16_t depth;             /* objects and arrays that are open */
	uint32_t unicode;           /* the \u escape that is being read, and a surrogate before it */
	uint16_t surrogate;
	uint16_t digits;            /* of that escape; of a literal, letters that were read */
	const char *literal;        /* true, false or null */
	uint8_t objects[HS_JSON_DEPTH / 8]; /* a bit for each that is open: it is an object */
};

/* Takes bytes off up to the next event. The token stays until the next call. */
enum hs_json_event hs_json_next(struct hs_json *json, struct hs_token *token,
                                struct hs_span *piece);

#endif
