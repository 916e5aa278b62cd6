/* SPDX-License-Identifier: MIT */
/* What was counted of logs, as tables. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "log_count.h"
#include "status.h"
#include "table.h"

#define SHARED_COLUMNS \
	{.title = "Count", .least = 9, .most = 9, .right = true}, \
	{.title = "Share", .least = 6, .most = 6, .right = true}

/* ---- Cells --------------------------------------------------------------------------- */

/* A number as text. */
struct number_text {
	char text[32];
};

static struct number_text count_text(uint64_t count)
{
	struct number_text result;

	snprintf(result.text, sizeof(result.text), "%" PRIu64, count);
	return result;
}

/* Nothing for 0. */
static struct number_text count_if_any(uint64_t count)
{
	return count > 0 ? count_text(count) : (struct number_text){""};
}

static struct number_text share_text(uint64_t part, uint64_t whole)
{
	uint64_t thousandths = (log_share(part, whole) + 500) / 1000;
	struct number_text result = {"<0.1%"};

	if (thousandths > 0 || part == 0)
		snprintf(result.text, sizeof(result.text), "%" PRIu64 ".%d%%", thousandths / 10,
		         (int)(thousandths % 10));
	return result;
}

/* ---- Codes --------------------------------------------------------------------------- */

enum { CODE_BAR = 8 };

static const struct column code_columns[] = {
	{.title = "Code", .least = 4, .most = 4, .coloured = true},
	{.title = "Phrase", .least = 14, .most = 30, .coloured = true},
	SHARED_COLUMNS,
	{.title = "Retry", .least = 7, .most = 9, .right = true, .rank = 3},
	{.title = "Fault", .least = 12, .most = 12, .rank = 1},
	{.title = "Processed", .least = 11, .most = 11, .rank = 4},
	{.title = "Catalog", .least = 10, .most = 13, .rank = 5},
	{.title = "", .least = 8, .most = 50, .coloured = true, .rank = 2}
};

static void print_code(const struct table *table, const struct log_code *code, uint64_t all,
                       uint64_t most)
{
	int cls = httpstatus_class_of(code->code);
	char *bar = table->tool->terminal ? bar_text(table->tool, table->widths[CODE_BAR],
	                                             (double)code->count, (double)most)
	                                  : text_of("%s", "");
	char *digits = text_of("%03d", code->code);
	struct number_text count = count_text(code->count);
	struct number_text share = share_text(code->count, all);
	struct number_text retries = count_if_any(code->retries);
	const char *cells[] = {
		digits, code->label, count.text, share.text, retries.text,
		httpstatus_fault_name(code->fault), httpstatus_processed_name(code->processed),
		code->catalog, bar
	};

	table_row(table, cells, cls);
	free(digits);
	free(bar);
}

static void print_codes(FILE *out, const struct tool *tool, const struct log_count *count,
                        uint64_t all, size_t rows)
{
	struct log_code codes[CODES];
	struct table table;
	int numbers[CODES];
	uint64_t most = 0;
	int found = log_codes(count, rows, numbers);

	for (int n = 0; n < found; n++) {
		codes[n] = log_code_of(count, tool->catalog, numbers[n]);
		if (codes[n].count > most)
			most = codes[n].count;
	}
	table_begin(&table, out, tool, code_columns, sizeof(code_columns) / sizeof(code_columns[0]));
	table_titles(&table);
	for (int n = 0; n < found; n++)
		print_code(&table, &codes[n], all, most);
}

/* ---- Paths, hosts, minutes ------------------------------------------------------------- */

enum { KEY_BAR = 7 };

static void print_key(const struct table *table, const struct log_key *key, const char *name,
                      uint64_t all, uint64_t most)
{
	char *bar = table->tool->terminal ? bar_text(table->tool, table->widths[KEY_BAR],
	                                             (double)key->count, (double)most)
	                                  : text_of("%s", "");
	struct number_text count = count_text(key->count);
	struct number_text share = share_text(key->count, all);
	struct number_text classes[LOG_CLASSES];
	const char *cells[] = {
		name, count.text, share.text, classes[HTTPSTATUS_CLASS_SUCCESSFUL].text,
		classes[HTTPSTATUS_CLASS_REDIRECTION].text, classes[HTTPSTATUS_CLASS_CLIENT_ERROR].text,
		classes[HTTPSTATUS_CLASS_SERVER_ERROR].text, bar
	};

	for (int cls = 0; cls < LOG_CLASSES; cls++)
		classes[cls] = count_if_any(key->classes[cls]);
	table_row(table, cells, HTTPSTATUS_CLASS_NONE);
	free(bar);
}

static void print_keys(FILE *out, const struct tool *tool, const struct log_count *count,
                       uint64_t all)
{
	char title[16];
	const struct column columns[] = {
		{.title = title, .least = 20, .most = 60},
		SHARED_COLUMNS,
		{.title = "2xx", .least = 7, .most = 9, .right = true, .rank = 4},
		{.title = "3xx", .least = 7, .most = 9, .right = true, .rank = 5},
		{.title = "4xx", .least = 7, .most = 9, .right = true, .rank = 2},
		{.title = "5xx", .least = 7, .most = 9, .right = true, .rank = 1},
		{.title = "", .least = 8, .most = 50, .rank = 3}
	};
	const struct log_key *key;
	struct table table;
	uint64_t most = 0;

	snprintf(title, sizeof(title), "%s", log_by_name(count->by));
	title[0] = (char)(title[0] - 'a' + 'A');
	for (size_t n = 0; (key = log_keys_at(count->keys, n)); n++)
		if (key->count > most)
			most = key->count;
	table_begin(&table, out, tool, columns, sizeof(columns) / sizeof(columns[0]));
	table_titles(&table);
	for (size_t n = 0; (key = log_keys_at(count->keys, n)); n++) {
		char *name = text_of("%.*s", (int)key->length, key->text);

		print_key(&table, key, name, all, most);
		free(name);
	}
	if (log_keys_rest(count->keys)->count > 0)
		print_key(&table, log_keys_rest(count->keys), "(others, not told apart)", all, most);
}

/* ---- Sums ------------------------------------------------------------------------------ */

static const struct column sum_columns[] = {
	{.title = "", .least = 14, .most = 14, .coloured = true},
	{.title = "", .least = 14, .most = 48, .rank = 1},
	SHARED_COLUMNS
};

static void print_sum(FILE *out, const struct tool *tool, const char *name, const char *meaning,
                      uint64_t part, uint64_t all, int cls)
{
	struct number_text count = count_text(part);
	struct number_text share = share_text(part, all);
	const char *cells[] = {name, meaning, count.text, share.text};
	struct table table;

	if (part == 0)
		return;
	table_begin(&table, out, tool, sum_columns, sizeof(sum_columns) / sizeof(sum_columns[0]));
	table_row(&table, cells, cls);
}

static void print_heading(FILE *out, const char *heading)
{
	fprintf(out, "\n%s\n", heading);
}

static void print_faults(FILE *out, const struct tool *tool, const struct log_sum *sum)
{
	print_heading(out, "Fault");
	for (int fault = 0; fault < LOG_FAULTS; fault++)
		print_sum(out, tool, httpstatus_fault_name(fault), log_fault_text(fault),
		          sum->faults[fault], sum->count, HTTPSTATUS_CLASS_NONE);
}

static void print_processed(FILE *out, const struct tool *tool, const struct log_sum *sum)
{
	print_heading(out, "Processed");
	for (int n = 0; n < LOG_PROCESSED; n++) {
		int processed = HTTPSTATUS_PROCESSED_NOT_REACHED + n;
		char *text = text_of("the origin %s", origin_text(processed));

		print_sum(out, tool, httpstatus_processed_name(processed), text, sum->processed[n],
		          sum->count, HTTPSTATUS_CLASS_NONE);
		free(text);
	}
}

static void print_classes(FILE *out, const struct tool *tool, const struct log_sum *sum)
{
	print_heading(out, "Class");
	for (int cls = 0; cls < LOG_CLASSES; cls++)
		print_sum(out, tool, httpstatus_class_label(cls), httpstatus_class_name(cls),
		          sum->classes[cls], sum->count, cls);
}

static void print_retries(FILE *out, const struct tool *tool, const struct log_sum *sum)
{
	if (sum->throttled == 0 && sum->retries == 0)
		return;
	print_heading(out, "Retry");
	print_sum(out, tool, "throttled", "there were too many requests", sum->throttled, sum->count,
	          HTTPSTATUS_CLASS_NONE);
	print_sum(out, tool, "retry", "worth it, and safe with this method", sum->retries, sum->count,
	          HTTPSTATUS_CLASS_NONE);
}

static void print_summary(FILE *out, const struct log_count *count, const struct log_sum *sum)
{
	char *text = log_summary(count, sum);

	print_folded(out, 0, 0, text);
	free(text);
}

void log_print_tables(FILE *out, const struct tool *tool, const struct log_count *count, size_t most)
{
	struct log_sum sum = log_sum_of(count, tool->catalog);

	print_summary(out, count, &sum);
	if (sum.count == 0)
		return;
	fputc('\n', out);
	if (count->keys) {
		print_keys(out, tool, count, sum.count);
		return;
	}
	print_codes(out, tool, count, sum.count, most);
	print_classes(out, tool, &sum);
	print_faults(out, tool, &sum);
	print_processed(out, tool, &sum);
	print_retries(out, tool, &sum);
}
