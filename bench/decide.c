/* SPDX-License-Identifier: MIT */
/*
 * One whole retry decision: a request begins, a response comes with its
 * fields, what now? And how often that calls malloc. A head of 20 lines is that of
 * an API with quotas, read by its catalog and two that are stacked behind.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "harness.h"

enum { LINES = 20, SHORT = 10, FIELDS = 2 };

static const char *const names[] = { "empty", "ours" };

static struct bench_response inputs[BENCH_INPUTS];
static struct bench_text lines[BENCH_INPUTS][LINES];
static struct bench_field fields[BENCH_INPUTS][FIELDS];
static long long asked[BENCH_INPUTS];

static const char date[] = "Sat, 21 Nov 2026 00:00:00 GMT";
static struct delay {
	char value[40];
	char line[64];
} delays[BENCH_INPUTS];

/* ---- Allocations ------------------------------------------------------------ */

/* glibc's own names; these stand before the library's calls to malloc. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static size_t allocations;

void *malloc(size_t size)
{
	allocations++;
	return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	allocations++;
	return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
	allocations++;
	return __libc_realloc(block, size);
}

/* ---- Inputs ------------------------------------------------------------------- */

static struct bench_text text(const char *s)
{
	struct bench_text t = { s, strlen(s) };

	return t;
}

/* Half of the servers name seconds, a quarter a date, a quarter nothing. */
static void make_delay(size_t i)
{
	struct delay *d = &delays[i];
	uint32_t kind = bench_below(4), delay = 1 + bench_below(200);
	time_t t = (time_t)(BENCH_NOW + delay);
	const char *name = kind < 3 ? "Retry-After" : "Age";
	struct tm tm;

	gmtime_r(&t, &tm);
	if (kind == 2)
		strftime(d->value, sizeof(d->value), "%a, %d %b %Y %H:%M:%S GMT", &tm);
	else
		snprintf(d->value, sizeof(d->value), "%u", kind < 2 ? delay : 0);
	snprintf(d->line, sizeof(d->line), "%s: %s\r\n", name, d->value);
	asked[i] = kind < 3 ? delay : 0;
	fields[i][1].name = text(name);
	fields[i][1].value = text(d->value);
}

static void make(void)
{
	static const struct { int code; const char *line; } statuses[] = {
		{ 429, "HTTP/1.1 429 Too Many Requests\r\n" },
		{ 500, "HTTP/1.1 500 Internal Server Error\r\n" },
		{ 502, "HTTP/1.1 502 Bad Gateway\r\n" },
		{ 503, "HTTP/1.1 503 Service Unavailable\r\n" },
		{ 504, "HTTP/1.1 504 Gateway Timeout\r\n" }
	};
	static const char *const section[LINES] = {
		NULL, "Server: nginx\r\n", "Date: Sat, 21 Nov 2026 00:00:00 GMT\r\n",
		"Content-Type: text/html; charset=utf-8\r\n", "Content-Length: 197\r\n",
		"Connection: keep-alive\r\n", NULL, "Cache-Control: no-store\r\n", "Vary: Accept\r\n",
		"openai-organization: user-abc\r\n", "openai-processing-ms: 12\r\n",
		"x-ratelimit-limit-requests: 500\r\n", "x-ratelimit-remaining-requests: 499\r\n",
		"x-ratelimit-reset-requests: 120ms\r\n", "x-ratelimit-limit-tokens: 30000\r\n",
		"x-ratelimit-remaining-tokens: 29000\r\n", "x-ratelimit-reset-tokens: 2s\r\n",
		"x-request-id: 0123456789abcdef0123456789abcdef\r\n",
		"strict-transport-security: max-age=31536000; includeSubDomains\r\n", "\r\n"
	};

	for (size_t i = 0; i < BENCH_INPUTS; i++) {
		size_t which = bench_below(BENCH_COUNT(statuses));

		make_delay(i);
		for (size_t n = 0; n < LINES; n++)
			if (section[n])
				lines[i][n] = text(section[n]);
		lines[i][0] = text(statuses[which].line);
		lines[i][6] = text(delays[i].line);
		fields[i][0].name = text("Date");
		fields[i][0].value = text(date);
		inputs[i].code = statuses[which].code;
		inputs[i].lines = lines[i];
		inputs[i].fields = fields[i];
		inputs[i].field_count = FIELDS;
	}
}

/* ---- Candidates --------------------------------------------------------------- */

/* A delay that is shorter than asked for is wrong. */
static void check(bench_one_number *one, char *out, size_t size)
{
	size_t before = allocations, wrong = 0;

	for (size_t i = 0; i < BENCH_INPUTS; i++)
		wrong += one(&inputs[i]) < asked[i] * 1000;
	snprintf(out, size, "%zu wrong, %zu allocations", wrong, allocations - before);
}

static void note_fields(void *peer, char *out, size_t size)
{
	check(BENCH_FUNCTION(bench_one_number, peer, "decide_fields_one"), out, size);
}

static void note_lines(void *peer, char *out, size_t size)
{
	check(BENCH_FUNCTION(bench_one_number, peer, "decide_lines_one"), out, size);
}

static void note_stacked(void *peer, char *out, size_t size)
{
	check(BENCH_FUNCTION(bench_one_number, peer, "decide_stacked_one"), out, size);
}

static void measure(const char *task, const char *mix_name, size_t line_count, bench_note *note)
{
	struct bench_mix mix = { "decide", mix_name, inputs, sizeof(inputs[0]) };
	struct bench_candidate candidates[BENCH_CANDIDATES];

	for (size_t i = 0; i < BENCH_INPUTS; i++)
		inputs[i].line_count = line_count;
	bench_measure(&mix, candidates, bench_collect(candidates, task, names, BENCH_COUNT(names),
	                                              note));
}

int main(void)
{
	bench_start();
	make();
	measure("decide_fields", "2 fields", 0, note_fields);
	measure("decide_lines", "10 lines", SHORT, note_lines);
	measure("decide_stacked", "20 lines, 3 catalogs", LINES, note_stacked);
	return 0;
}
