/* SPDX-License-Identifier: MIT */
/* libhttpstatus, through its shared library. */
#include <httpstatus.h>

#include "../peer.h"

static inline long long name(const struct bench_text *in)
{
	const httpstatus_entry *entry = httpstatus_lookup_phrase(NULL, in->s, in->length);

	return entry ? httpstatus_entry_code(entry) : BENCH_REFUSED;
}

static inline long long date(const struct bench_text *in)
{
	int64_t t;

	return httpstatus_parse_date(in->s, in->length, BENCH_NOW, &t) == 0 ? t : BENCH_REFUSED;
}

BENCH_PHRASE(httpstatus_phrase(NULL, *in))
BENCH_CLASS(httpstatus_class_of(in->code))
BENCH_ADVISE(httpstatus_advise(NULL, in->code, in->safe ? HTTPSTATUS_REQ_SAFE : 0))
BENCH_NAME(name(in))
BENCH_DATE(date(in))
