/* SPDX-License-Identifier: MIT */
/*
 * gperf's perfect hash of the phrases. Compiled twice: gperf_words.h is made
 * with or without --ignore-case.
 */
#include <string.h>
#include <strings.h>

#include "../peer.h"

struct word {
	const char *name;
	int code;
};

#include "gperf_words.h"

static inline long long name(const struct bench_text *in)
{
	const struct word *word = find_word(in->s, in->length);

	return word ? word->code : BENCH_REFUSED;
}

BENCH_NAME(name(in))
