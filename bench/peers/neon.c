/* SPDX-License-Identifier: MIT */
/* neon: dates. */
#include <time.h>

#include <ne_dates.h>

#include "../peer.h"

BENCH_DATE(ne_httpdate_parse(in->s))
