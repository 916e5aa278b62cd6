/* SPDX-License-Identifier: MIT */
/* What is counted of access logs. */

#include "log_count.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "status.h"

/* ---- Lines ------------------------------------------------------------------------- */

static int kind_of(struct span method)
{
	uint32_t traits = httpstatus_method_traits_n(method.at, method.length);

	return traits & HTTPSTATUS_TRAIT_SAFE       ? METHOD_SAFE
	     : traits & HTTPSTATUS_TRAIT_IDEMPOTENT ? METHOD_IDEMPOTENT
	     :                                        METHOD_OTHER;
}

static void count_time(struct log_count *count, int64_t seconds, int cls)
{
	if (!count->timed || seconds < count->first)
		count->first = seconds;
	if (!count->timed || seconds > count->last)
		count->last = seconds;
	count->timed = true;
	if (count->series)
		log_series_add(count->series, seconds, cls);
}

/* What the line is counted by; minute: its time as a text */
static struct span key_of(int by, const struct log_line *line, const char *minute)
{
	switch (by) {
	case BY_MINUTE:   return (struct span){minute, strlen(minute)};
	case BY_PATH:     return log_path(line->target);
	case BY_HOST:     return line->host;
	case BY_UPSTREAM: return line->upstream;
	}
	return (struct span){NULL, 0};
}

static void count_key(struct log_count *count, const struct log_line *line, const char *minute,
                      int cls)
{
	struct span key = key_of(count->by, line, minute);

	if (key.length == 0)
		key = (struct span){"-", 1};
	if (!log_keys_add(count->keys, key.at, key.length, cls))
		count->overflow = true;
}

void log_count_line(struct log_count *count, const struct log_line *line)
{
	int cls = httpstatus_class_of(line->code);
	char minute[LOG_MINUTE_LENGTH + 1] = "";
	int64_t seconds;

	count->codes[line->code][kind_of(line->method)]++;
	if (line->time.length > 0 && log_time(line->time, &seconds)) {
		count_time(count, seconds, cls);
		if (count->by == BY_MINUTE)
			log_minute_text(seconds, minute);
	}
	if (count->keys)
		count_key(count, line, minute, cls);
}

/* ---- Sums -------------------------------------------------------------------------- */

/* A code outside the classes is blamed on nobody, unless the catalog has it. */
static int fault_of(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = httpstatus_resolve(catalog, code);
	int fault = httpstatus_entry_fault(entry);

	if (httpstatus_class_of(code) == HTTPSTATUS_CLASS_NONE && httpstatus_entry_code(entry) != code)
		return HTTPSTATUS_FAULT_UNKNOWN;
	return fault < LOG_FAULTS ? fault : HTTPSTATUS_FAULT_UNKNOWN;
}

struct log_code log_code_of(const struct log_count *count, const httpstatus_catalog *catalog,
                            int code)
{
	static const uint32_t traits[METHOD_KINDS] = {
		HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT, HTTPSTATUS_TRAIT_IDEMPOTENT, 0
	};
	struct status status = status_of_code(catalog, code);
	struct log_code result = {.code = code, .fault = fault_of(catalog, code)};
	httpstatus_advice advice = httpstatus_advise(catalog, code, traits[METHOD_SAFE]);

	result.label = httpstatus_entry_phrase(status.entry);
	result.catalog = status.entry ? httpstatus_catalog_name(httpstatus_entry_catalog(status.entry)) : "";
	result.processed = httpstatus_advice_processed(advice);
	result.throttled = httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_THROTTLED;
	for (int kind = 0; kind < METHOD_KINDS; kind++) {
		advice = httpstatus_advise(catalog, code, traits[kind]);
		result.count += count->codes[code][kind];
		if (httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY)
			result.retries += count->codes[code][kind];
	}
	return result;
}

struct log_sum log_sum_of(const struct log_count *count, const httpstatus_catalog *catalog)
{
	struct log_sum sum = {.count = 0};

	for (int code = 0; code < CODES; code++) {
		struct log_code one = log_code_of(count, catalog, code);

		sum.count += one.count;
		sum.classes[httpstatus_class_of(code)] += one.count;
		sum.faults[one.fault] += one.count;
		sum.processed[one.processed - HTTPSTATUS_PROCESSED_NOT_REACHED] += one.count;
		sum.throttled += one.throttled ? one.count : 0;
		sum.retries += one.retries;
	}
	return sum;
}

/* ---- Rows -------------------------------------------------------------------------- */

static uint64_t count_of(const struct log_count *count, int code)
{
	uint64_t sum = 0;

	for (int kind = 0; kind < METHOD_KINDS; kind++)
		sum += count->codes[code][kind];
	return sum;
}

/* Moves the code with the highest count, of those from n on, to place n. */
static void select_most(const struct log_count *count, int *codes, int n, int all)
{
	int most = n;
	int code;

	for (int i = n + 1; i < all; i++)
		if (count_of(count, codes[i]) > count_of(count, codes[most]))
			most = i;
	code = codes[most];
	memmove(codes + n + 1, codes + n, (size_t)(most - n) * sizeof(*codes));
	codes[n] = code;
}

int log_codes(const struct log_count *count, size_t most, int codes[CODES])
{
	int all = 0;
	int n = 0;

	for (int code = 0; code < CODES; code++)
		if (count_of(count, code) > 0)
			codes[all++] = code;
	if (most == 0)
		return all;
	for (; n < all && (size_t)n < most; n++)
		select_most(count, codes, n, all);
	return n;
}

const char *log_by_name(int by)
{
	static const char *const names[] = {"", "minute", "path", "host", "upstream"};

	return names[by];
}

const char *log_fault_text(int fault)
{
	switch (fault) {
	case HTTPSTATUS_FAULT_NONE:         return "nothing failed";
	case HTTPSTATUS_FAULT_CLIENT:       return "the request as it stands";
	case HTTPSTATUS_FAULT_AUTH:         return "credentials";
	case HTTPSTATUS_FAULT_RATE:         return "too many requests at a time";
	case HTTPSTATUS_FAULT_SERVER:       return "the origin server";
	case HTTPSTATUS_FAULT_INTERMEDIARY: return "a gateway, or its connection to the origin";
	case HTTPSTATUS_FAULT_NETWORK:      return "the connection, or a client that is gone";
	}
	return "";
}

char *log_summary(const struct log_count *count, const struct log_sum *sum)
{
	char *others = count->other_lines > 0
	             ? text_of("; %" PRIu64 " %s not understood", count->other_lines,
	                       count->other_lines == 1 ? "line was" : "lines were")
	             : text_of("%s", "");
	char first[LOG_MINUTE_LENGTH + 1] = "";
	char last[LOG_MINUTE_LENGTH + 1] = "";
	char *text;

	if (count->timed) {
		log_minute_text(count->first, first);
		log_minute_text(count->last, last);
	}
	text = text_of("%" PRIu64 " %s%s%s%s%s%s", sum->count, sum->count == 1 ? "request" : "requests",
	               *first ? " from " : "", first, *first ? " to " : "", last, others);
	free(others);
	return text;
}

uint64_t log_share(uint64_t part, uint64_t whole)
{
	if (whole == 0)
		return 0;
	/* Beyond 2^44 lines this would be too large a product; then a rounded one will do. */
	return part < UINT64_C(1) << 44 ? (part * 1000000 + whole / 2) / whole
	                                : part / (whole / 1000000);
}
