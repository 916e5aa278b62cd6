/* SPDX-License-Identifier: MIT */
/* The words for values: those of catalog files, of the command, of JSON. */
#ifndef HS_VOCABULARY_H
#define HS_VOCABULARY_H

#include <stddef.h>

enum hs_vocabulary {
	HS_WORDS_FLAG,         /* word n is bit n */
	HS_WORDS_CHANGE,       /* word n is bit n */
	HS_WORDS_REASON,       /* word n is bit n */
	HS_WORDS_REDIRECT,     /* word n is value n */
	HS_WORDS_CONTENT,      /* word n is value n */
	HS_WORDS_FAULT,        /* word n is value n */
	HS_WORDS_VERDICT,      /* word n is value n */
	HS_WORDS_PROCESSED,    /* word n is value n + NOT_REACHED */
	HS_WORDS_PERSISTENCE,  /* word n is value n + 1 */
	HS_WORDS_SCOPE,        /* word n is value n */
	HS_WORDS_ASKED,        /* word n is value n */
	HS_WORDS_FAILURE       /* word n is value n + 1 */
};

struct hs_word {
	char text[15];
};

/* The words of a vocabulary in the order of their values. */
const struct hs_word *hs_words(enum hs_vocabulary vocabulary, size_t *count);

#endif
