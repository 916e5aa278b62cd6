/* SPDX-License-Identifier: MIT */
/* A part of a text, which has no NUL of its own. */
#ifndef HS_SPAN_H
#define HS_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/chars.h"

struct hs_span {
	const char *at;
	size_t length;
};

static inline void hs_span_trim(struct hs_span *span)
{
	hs_trim(&span->at, &span->length);
}

/* Takes the first count bytes off; returns them. */
static inline struct hs_span hs_span_take(struct hs_span *span, size_t count)
{
	const struct hs_span taken = {span->at, count};

	span->at += count;
	span->length -= count;
	return taken;
}

/* Takes off what stands before the next white space; both are trimmed. */
static inline struct hs_span hs_span_take_word(struct hs_span *span)
{
	struct hs_span word;
	size_t n = 0;

	hs_span_trim(span);
	while (n < span->length && !hs_is_blank(span->at[n]))
		n++;
	word = hs_span_take(span, n);
	hs_span_trim(span);
	return word;
}

/* The first item of a comma-separated list; *rest is what follows it. */
static inline bool hs_span_next_item(struct hs_span *rest, struct hs_span *item)
{
	const char *comma;

	if (!rest->at)
		return false;
	comma = memchr(rest->at, ',', rest->length);
	*item = *rest;
	rest->at = NULL;
	if (comma) {
		item->length = (size_t)(comma - item->at);
		rest->at = comma + 1;
		rest->length -= item->length + 1;
	}
	hs_span_trim(item);
	return true;
}

/* The word in lower case; case does not matter. */
static inline bool hs_span_is(struct hs_span span, const char *word)
{
	return hs_is_word(span.at, span.length, word);
}

#endif
