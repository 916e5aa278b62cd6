/* SPDX-License-Identifier: MIT */
/* libsoup 3. */
#include <libsoup/soup.h>

#include "../peer.h"

static inline long long date(const char *s)
{
	GDateTime *parsed = soup_date_time_new_from_http_string(s);
	long long t = BENCH_REFUSED;

	if (parsed) {
		t = g_date_time_to_unix(parsed);
		g_date_time_unref(parsed);
	}
	return t;
}

BENCH_PHRASE(soup_status_get_phrase((guint)*in))
BENCH_DATE(date(in->s))
