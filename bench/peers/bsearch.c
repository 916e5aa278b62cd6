/* SPDX-License-Identifier: MIT */
/* A sorted table of phrases, with bsearch and strcasecmp. */
#include <stdlib.h>
#include <strings.h>

#include "../peer.h"
#include "phrases.h"

static int compare(const void *a, const void *b)
{
	return strcasecmp((const char *)a, ((const struct phrase *)b)->phrase);
}

static long long name(const char *s)
{
	const struct phrase *found = bsearch(s, phrases, PHRASES, sizeof(phrases[0]), compare);

	return found ? found->code : BENCH_REFUSED;
}

BENCH_NAME(name(in->s))
