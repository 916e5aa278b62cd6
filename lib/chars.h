/* SPDX-License-Identifier: MIT */
/* Bytes of the wire, without a locale. */
#ifndef HS_CHARS_H
#define HS_CHARS_H

#include <stdbool.h>
#include <stddef.h>

static inline bool hs_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool hs_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline char hs_to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* OWS of RFC 9110, 5.6.3. */
static inline bool hs_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * Whether a value can be folded at its byte i: the reader joins two lines by
 * one space, whatever white space ends the one and begins the other. No value
 * begins or ends with a space.
 */
static inline bool hs_folds_at(const char *value, size_t i)
{
	return value[i] == ' ' && value[i - 1] != ' ' && value[i + 1] != ' ';
}

/* OWS and line ends. */
static inline bool hs_is_space(char c)
{
	return hs_is_blank(c) || c == '\r' || c == '\n';
}

#endif
