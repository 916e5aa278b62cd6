/* SPDX-License-Identifier: MIT */
/* libcurl: dates, and Retry-After as curl itself reads it. */
#include <stdlib.h>

#include <curl/curl.h>

#include "../peer.h"

/* A number is seconds; what is none, or 0, is tried as a date. Then milliseconds. */
static inline long long retry_after(const char *s)
{
	long seconds = strtol(s, NULL, 10);

	if (seconds == 0) {
		time_t t = curl_getdate(s, NULL);

		if (t != -1)
			return (t - BENCH_NOW) * 1000;
	}
	return seconds * 1000;
}

BENCH_DATE(curl_getdate(in->s, NULL))
BENCH_RETRY_AFTER(retry_after(in->s))
