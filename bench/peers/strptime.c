/* SPDX-License-Identifier: MIT */
/* The C library: strptime with the three formats one after the other, and timegm. */
#include <string.h>
#include <time.h>

#include "../peer.h"

static long long date(const char *s)
{
	static const char *const formats[] = {
		"%a, %d %b %Y %H:%M:%S GMT",
		"%A, %d-%b-%y %H:%M:%S GMT",
		"%a %b %d %H:%M:%S %Y"
	};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct tm tm;
		const char *end;

		memset(&tm, 0, sizeof(tm));
		end = strptime(s, formats[i], &tm);
		if (end && *end == '\0')
			return timegm(&tm);
	}
	return BENCH_REFUSED;
}

BENCH_DATE(date(in->s))
