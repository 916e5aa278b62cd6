/* SPDX-License-Identifier: MIT */
/* How many statuses of each class there were over time, in memory of one size. */
#ifndef LOG_SERIES_H
#define LOG_SERIES_H

#include <stdint.h>

#include "log_keys.h"

enum { LOG_BUCKETS = 240 };

/* All 0 at the beginning. */
struct log_series {
	int64_t start;              /* of the first bucket, a multiple of width */
	int64_t width;              /* of a bucket in seconds; 0: there is none yet */
	uint64_t buckets[LOG_BUCKETS][LOG_CLASSES];
};

/* Counts one. The buckets become wider until the time has one. */
void log_series_add(struct log_series *series, int64_t seconds, int cls);

#endif
