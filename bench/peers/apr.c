/* SPDX-License-Identifier: MIT */
/* APR: dates; 0 is its answer to what it does not read. */
#include <apr_date.h>

#include "../peer.h"

static inline long long date(const char *s)
{
	apr_time_t t = apr_date_parse_http(s);

	return t != APR_DATE_BAD ? apr_time_sec(t) : BENCH_REFUSED;
}

BENCH_DATE(date(in->s))
