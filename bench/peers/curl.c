/* SPDX-License-Identifier: MIT */
/* libcurl: dates. */
#include <curl/curl.h>

#include "../peer.h"

BENCH_DATE(curl_getdate(in->s, NULL))
