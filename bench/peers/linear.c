/* SPDX-License-Identifier: MIT */
/* A table of phrases, searched from its start with strcasecmp. */
#include <strings.h>

#include "../peer.h"
#include "phrases.h"

static long long name(const char *s)
{
	for (size_t i = 0; i < PHRASES; i++)
		if (strcasecmp(s, phrases[i].phrase) == 0)
			return phrases[i].code;
	return BENCH_REFUSED;
}

BENCH_NAME(name(in->s))
