/* SPDX-License-Identifier: MIT */
/* Calls to a function that does nothing, in a shared library of its own. */
#include "../peer.h"
#include "empty_call.h"

BENCH_PHRASE(bench_empty_code(NULL, *in))
BENCH_NAME(bench_empty_text(NULL, in->s, in->length))
BENCH_TASK(date, struct bench_text, long long, bench_empty_text(NULL, in->s, in->length))
