/* SPDX-License-Identifier: MIT */
/* Text for a terminal of 80 columns. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * Prints words on a line of which at columns are used, breaks it before column
 * 80, and indents what follows to column. Ends the line.
 */
void print_folded(FILE *out, int at, int column, const char *text);

/* How many columns a text takes. */
int text_columns(const char *text);

/* Prints text and spaces up to width columns, at least one; answers how many. */
int print_padded(FILE *out, int width, const char *text);

enum {
	MARGIN = 2,                 /* columns before the text below a title */
	LABEL  = 13                 /* columns of a label and the gap after it */
};

/* Prints a labelled text, folded; nothing if the text is empty. */
void print_line(FILE *out, const char *label, const char *text);

/*
 * Bytes from outside, made fit to be shown: no control characters, nothing
 * that is not ASCII, and not too many of them.
 */
struct shown {
	char text[64];
};
struct shown shown(const char *s, size_t length);

/* The words for the bits of a set, joined by ", "; "" for none. */
struct words {
	char text[256];
};
struct words words_of(uint32_t bits, const char *(*name)(uint32_t bit));

#endif
