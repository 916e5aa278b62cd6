/* SPDX-License-Identifier: MIT */
/* Errors over time, as SVG in a page: a bar for each bucket, server errors at the bottom. */

#include "log_chart.h"

#include <inttypes.h>

#include "log_line.h"

/* Of the picture, in its own units. */
enum {
	WIDTH  = 960,
	HEIGHT = 260,
	LEFT   = 64,                /* of the bars: labels are to the left */
	TOP    = 12,
	BOTTOM = 228,
	RIGHT  = 950,
	LABELS = 5                  /* below the bars */
};

struct chart {
	FILE *out;
	const struct log_series *series;
	int buckets;                /* up to the last one with something in it */
	uint64_t top;               /* of the scale */
};

static uint64_t errors_of(const uint64_t bucket[LOG_CLASSES])
{
	return bucket[HTTPSTATUS_CLASS_CLIENT_ERROR] + bucket[HTTPSTATUS_CLASS_SERVER_ERROR];
}

static int count_buckets(const struct log_series *series)
{
	int last = 0;

	for (int n = 0; n < LOG_BUCKETS; n++)
		for (int cls = 0; cls < LOG_CLASSES; cls++)
			if (series->buckets[n][cls] > 0)
				last = n;
	return last + 1;
}

/* The next 2, 4, 10, 20, 40 and so on: halves of them are whole. */
static uint64_t round_up(uint64_t most)
{
	static const uint64_t steps[] = {2, 4, 10};
	uint64_t unit = 1;

	for (;;) {
		for (size_t n = 0; n < sizeof(steps) / sizeof(steps[0]); n++)
			if (steps[n] * unit >= most)
				return steps[n] * unit;
		unit *= 10;
	}
}

static struct chart chart_of(FILE *out, const struct log_series *series)
{
	struct chart chart = {.out = out, .series = series, .buckets = count_buckets(series)};
	uint64_t most = 0;

	for (int n = 0; n < chart.buckets; n++)
		if (errors_of(series->buckets[n]) > most)
			most = errors_of(series->buckets[n]);
	chart.top = round_up(most);
	return chart;
}

/* ---- Places ------------------------------------------------------------------------------ */

static double x_of(const struct chart *chart, int bucket)
{
	return LEFT + (double)(RIGHT - LEFT) * bucket / chart->buckets;
}

static double height_of(const struct chart *chart, uint64_t count)
{
	return (double)(BOTTOM - TOP) * (double)count / (double)chart->top;
}

/* ---- Parts ------------------------------------------------------------------------------- */

static void draw_grid(const struct chart *chart)
{
	for (unsigned n = 0; n <= 2; n++) {
		uint64_t count = chart->top * n / 2;
		double y = BOTTOM - height_of(chart, count);

		fprintf(chart->out, "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
		        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%" PRIu64 "</text>\n",
		        LEFT, RIGHT, y, y, LEFT - 8, y + 4, count);
	}
}

static void draw_times(const struct chart *chart)
{
	static const char *const anchors[LABELS] = {"start", "middle", "middle", "middle", "end"};
	int labels = chart->buckets < LABELS ? 1 : LABELS;

	for (int n = 0; n < labels; n++) {
		int bucket = n * (chart->buckets - 1) / (LABELS - 1);
		char text[LOG_MINUTE_LENGTH + 1];

		log_minute_text(chart->series->start + bucket * chart->series->width, text);
		fprintf(chart->out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
		        n == LABELS - 1 ? RIGHT : x_of(chart, bucket), BOTTOM + 20, anchors[n], text);
	}
}

static void draw_part(const struct chart *chart, int bucket, double y, uint64_t count, int cls)
{
	double width = x_of(chart, bucket + 1) - x_of(chart, bucket);
	double gap = width > 3 ? 1 : 0;

	if (count > 0)
		fprintf(chart->out, "<rect class=\"c%d\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>",
		        cls, x_of(chart, bucket), y - height_of(chart, count), width - gap,
		        height_of(chart, count));
}

/* A bar, and what a pointer shows above it. */
static void draw_bucket(const struct chart *chart, int n)
{
	const uint64_t *bucket = chart->series->buckets[n];
	uint64_t client = bucket[HTTPSTATUS_CLASS_CLIENT_ERROR];
	uint64_t server = bucket[HTTPSTATUS_CLASS_SERVER_ERROR];
	char text[LOG_MINUTE_LENGTH + 1];

	if (client + server == 0)
		return;
	log_minute_text(chart->series->start + n * chart->series->width, text);
	fprintf(chart->out, "<g><title>%s: %" PRIu64 " client errors, %" PRIu64 " server errors</title>",
	        text, client, server);
	draw_part(chart, n, BOTTOM, server, HTTPSTATUS_CLASS_SERVER_ERROR);
	draw_part(chart, n, BOTTOM - height_of(chart, server), client, HTTPSTATUS_CLASS_CLIENT_ERROR);
	fputs("</g>\n", chart->out);
}

/* "minute", "5 minutes" */
static void write_width(FILE *out, int64_t width)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}};

	for (size_t n = 0; n < sizeof(units) / sizeof(units[0]); n++) {
		if (width % units[n].seconds != 0)
			continue;
		if (width > units[n].seconds)
			fprintf(out, "%" PRId64 " %ss", width / units[n].seconds, units[n].name);
		else
			fputs(units[n].name, out);
		return;
	}
}

void log_chart(FILE *out, const struct log_series *series)
{
	struct chart chart;

	if (!series || series->width == 0)
		return;
	chart = chart_of(out, series);
	fputs("<h2>Errors over time</h2>\n<p><b class=\"c5\">Server errors</b>, and above them "
	      "<b class=\"c4\">client errors</b>, per ", out);
	write_width(out, series->width);
	fprintf(out, "; the times are those of the log.</p>\n"
	        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Errors over time\">\n", WIDTH, HEIGHT);
	draw_grid(&chart);
	for (int n = 0; n < chart.buckets; n++)
		draw_bucket(&chart, n);
	draw_times(&chart);
	fputs("</svg>\n", out);
}
