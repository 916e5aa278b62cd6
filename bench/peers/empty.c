/* SPDX-License-Identifier: MIT */
/* Calls to a function that does nothing, in a shared library of its own. */
#include "../peer.h"
#include "empty_call.h"

BENCH_PHRASE(bench_empty_code(NULL, *in))
BENCH_CLASS(bench_empty_int(in->code))
BENCH_ADVISE(bench_empty_request(NULL, in->code, in->safe))
BENCH_NAME(bench_empty_text(NULL, in->s, in->length))
BENCH_DATE(bench_empty_text(NULL, in->s, in->length))
BENCH_RETRY_AFTER(bench_empty_text(NULL, in->s, in->length))
BENCH_DECIDE(fields, bench_empty_int(in->code))
BENCH_DECIDE(lines, bench_empty_int(in->code))
BENCH_DECIDE(stacked, bench_empty_int(in->code))
