/* SPDX-License-Identifier: MIT */
/* A string that is put together from pieces of content. */
#ifndef HS_TOKEN_H
#define HS_TOKEN_H

#include <stdint.h>

#include "base/span.h"

enum { HS_TOKEN_MAX = 512 };    /* bytes that are kept of a string */

struct hs_token {
	uint16_t length;
	bool goes_on;               /* the string is longer */
	char text[HS_TOKEN_MAX];
};

static inline void hs_token_clear(struct hs_token *token)
{
	token->length = 0;
	token->goes_on = false;
}

static inline void hs_token_add(struct hs_token *token, char c)
{
	if (token->length < HS_TOKEN_MAX)
		token->text[token->length++] = c;
	else
		token->goes_on = true;
}

/* Adds a character as UTF-8; what is none, a half of a surrogate pair, as U+FFFD. */
void hs_token_add_character(struct hs_token *token, uint32_t character);

static inline struct hs_span hs_token_span(const struct hs_token *token)
{
	struct hs_span span = {token->text, token->length};

	return span;
}

#endif
