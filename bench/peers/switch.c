/* SPDX-License-Identifier: MIT */
/*
 * Header-only code in the style of j-ulrich/http-status-codes-cpp: ranges and
 * a switch, which the compiler puts into the caller's loop. The advice is what
 * most clients have: a list of codes, and whether the method is safe.
 */
#include "../peer.h"

static inline int class_of(int code)
{
	if (code >= 100 && code < 200)
		return 1;
	if (code >= 200 && code < 300)
		return 2;
	if (code >= 300 && code < 400)
		return 3;
	if (code >= 400 && code < 500)
		return 4;
	if (code >= 500 && code < 600)
		return 5;
	return 0;
}

static inline int is_retryable(int code, uint32_t safe)
{
	switch (code) {
	case 421:
	case 425:
	case 429:
		return 1;
	case 408:
	case 500:
	case 502:
	case 503:
	case 504:
		return safe != 0;
	default:
		return 0;
	}
}

BENCH_CLASS(class_of(in->code))
BENCH_ADVISE(is_retryable(in->code, in->safe))
