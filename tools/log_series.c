/* SPDX-License-Identifier: MIT */
/* Counts over time. */

#include "log_series.h"

#include <stdbool.h>
#include <string.h>

/* The width that follows; each is a multiple of the one before. */
static int64_t wider(int64_t width)
{
	static const int64_t widths[] = {
		1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400
	};

	for (size_t n = 0; n < sizeof(widths) / sizeof(widths[0]); n++)
		if (widths[n] > width)
			return widths[n];
	return 2 * width;
}

/* Times before 1970 are none: see log_time. */
static int64_t start_of(int64_t seconds, int64_t width)
{
	return seconds - seconds % width;
}

static bool has_bucket(const struct log_series *series, int64_t seconds)
{
	return seconds >= series->start && (seconds - series->start) / series->width < LOG_BUCKETS;
}

/* The last bucket in which something is. */
static int64_t last_of(const struct log_series *series)
{
	static const uint64_t none[LOG_CLASSES];
	int n = LOG_BUCKETS - 1;

	while (n > 0 && memcmp(series->buckets[n], none, sizeof(none)) == 0)
		n--;
	return series->start + n * series->width;
}

/* The same counts, in buckets of that width from start on. */
static void widen(struct log_series *series, int64_t start, int64_t width)
{
	struct log_series result = {.start = start, .width = width};

	for (int n = 0; n < LOG_BUCKETS; n++) {
		int64_t seconds = series->start + n * series->width;

		if (!has_bucket(&result, seconds))
			continue;       /* nothing is in it */
		for (int cls = 0; cls < LOG_CLASSES; cls++)
			result.buckets[(seconds - start) / width][cls] += series->buckets[n][cls];
	}
	*series = result;
}

static void make_room(struct log_series *series, int64_t seconds)
{
	int64_t last = last_of(series);
	int64_t first = seconds < series->start ? seconds : series->start;
	int64_t width = series->width;

	if (seconds > last)
		last = seconds;
	while ((last - start_of(first, width)) / width >= LOG_BUCKETS)
		width = wider(width);
	widen(series, start_of(first, width), width);
}

void log_series_add(struct log_series *series, int64_t seconds, int cls)
{
	if (series->width == 0) {
		series->width = 1;
		series->start = seconds;
	}
	if (!has_bucket(series, seconds))
		make_room(series, seconds);
	series->buckets[(seconds - series->start) / series->width][cls]++;
}
