/* SPDX-License-Identifier: MIT */
/* The words that options take: the library's, and those of the command itself. */
#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct word {
	const char *name;
	uint64_t value;
};

/* Either the library's words for values from 1 on, or a table. */
struct vocabulary {
	const char *(*name)(int value);     /* "" behind the last */
	const struct word *words;           /* the name is NULL behind the last */
	bool open;                          /* other words are taken, too */
};

enum {
	FORMAT_TABLE = 1,
	FORMAT_JSON,
	FORMAT_CATALOG,
	FORMAT_C
};

enum {
	COLOUR_AUTO = 1,
	COLOUR_ALWAYS,
	COLOUR_NEVER
};

extern const struct vocabulary by_words;
extern const struct vocabulary class_words;
extern const struct vocabulary colour_words;
extern const struct vocabulary failure_words;
extern const struct vocabulary format_words;
extern const struct vocabulary log_words;
extern const struct vocabulary method_words;

/* The n-th word, from 0 on; its name is NULL behind the last. */
struct word word_at(const struct vocabulary *vocabulary, int n);

/* False if there is no such word; in any case of letters. */
bool find_word(const struct vocabulary *vocabulary, const char *s, size_t length,
               uint64_t *value);

/* "a, b or c", to be freed */
char *list_of_words(const struct vocabulary *vocabulary);

#endif
