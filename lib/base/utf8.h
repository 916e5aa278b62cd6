/* SPDX-License-Identifier: MIT */
/* Whether bytes are text that is safe to print and to put into a status line. */
#ifndef HS_UTF8_H
#define HS_UTF8_H

#include <stddef.h>

enum hs_text_fault {
	HS_TEXT_GOOD,
	HS_TEXT_CONTROL,            /* U+0000 to U+001F, U+007F to U+009F */
	HS_TEXT_NOT_UTF8
};

/* Returns the first fault of a text, and sets *offset to its position. */
enum hs_text_fault hs_text_check(const char *s, size_t length, size_t *offset);

#endif
