/* SPDX-License-Identifier: MIT */
/* Characters in bytes from outside, of which nobody knows what they are. */
#ifndef CHARACTER_H
#define CHARACTER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The length in bytes of the character at text, or 0 if it is not UTF-8 (RFC
 * 3629: no overlong forms, no surrogates, nothing above U+10FFFF). length is
 * at least 1.
 */
size_t character_length(const char *text, size_t length);

/*
 * Whether a character of that length is a control, which a terminal may obey:
 * below U+0020, U+007F, or U+0080 to U+009F (ECMA-48).
 */
bool is_control(const char *s, size_t length);

/* A letter of ASCII in lower case, whatever the locale; any other byte as it is. */
char lower(char c);

#endif
