/* SPDX-License-Identifier: MIT */
/* Text for a terminal. */
#ifndef TEXT_H
#define TEXT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <httpstatus.h>

/* How many columns the terminal has; 80, if nobody says so. A line takes one less. */
void text_set_columns(int columns);
int text_columns_at_most(void);

/*
 * Prints words on a line of which at columns are used, breaks it where the
 * terminal ends, and indents what follows to column. Ends the line.
 */
void print_folded(FILE *out, int at, int column, const char *text);

/* How many columns a text takes. */
int text_columns(const char *text);

/* Prints text and spaces up to width columns, at least one; returns their number. */
int print_padded(FILE *out, int width, const char *text);

enum {
	MARGIN = 2,                 /* columns before the text below a title */
	LABEL  = 13                 /* columns of a label and the gap after it */
};

/* Prints a labelled text, folded; nothing if the text is empty. */
void print_line(FILE *out, const char *label, const char *text);

/*
 * Prints bytes from outside: each control character, and each byte that is not
 * UTF-8, as '?'. All that is printed in other form than JSON, and is neither
 * the command's own text nor a catalog's, goes this way.
 */
void print_foreign(FILE *out, const char *s, size_t length);

/* The beginning of bytes from outside, for a message; fit to be shown, like the above. */
struct shown {
	char text[64];
};
struct shown shown(const char *s, size_t length);

/* As printf, into memory of any length, to be freed. Ends the process if there is none. */
__attribute__((format(printf, 1, 2)))
char *text_of(const char *format, ...);
char *text_of_list(const char *format, va_list arguments);

/* An advice, and the last decision of a retry, as a sentence; to be freed. */
char *advice_sentence(httpstatus_advice advice);
char *retry_sentence(const httpstatus_retry *retry);

/* The settings of a policy, NULL for the defaults: "attempts=4 base=100ms"; to be freed. */
char *policy_text(const httpstatus_policy *policy);

/* A catalog as a file, to be freed. */
char *catalog_text(const httpstatus_catalog *catalog);

/* The words for the bits of a set, joined by ", "; "" for none. */
struct words {
	char text[1024];            /* no word of the library has more than 30 letters */
};
struct words words_of(uint32_t bits, const char *(*name)(uint32_t bit));

#endif
