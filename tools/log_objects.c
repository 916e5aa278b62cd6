/* SPDX-License-Identifier: MIT */
/* What was counted of logs, as JSON objects: one for each code, minute, path, host or upstream. */

#include "json.h"
#include "log_count.h"

static void write_share(struct json *json, uint64_t part, uint64_t whole)
{
	json_fraction(json, "share", log_share(part, whole));
}

static void write_code(FILE *out, const struct log_code *code, uint64_t all)
{
	int cls = httpstatus_class_of(code->code);
	struct json json;

	json_begin(&json, out);
	json_number(&json, "code", code->code);
	json_unsigned(&json, "count", code->count);
	write_share(&json, code->count, all);
	if (cls != HTTPSTATUS_CLASS_NONE)
		json_string(&json, "class", httpstatus_class_label(cls));
	if (*code->label)
		json_string(&json, "phrase", code->label);
	if (*code->catalog)
		json_string(&json, "catalog", code->catalog);
	json_string(&json, "fault", httpstatus_fault_name(code->fault));
	json_string(&json, "processed", httpstatus_processed_name(code->processed));
	json_unsigned(&json, "throttled", code->throttled ? code->count : 0);
	json_unsigned(&json, "retry", code->retries);
	json_end(&json);
}

static void write_classes(struct json *json, const uint64_t classes[LOG_CLASSES])
{
	json_open(json, "classes", '{');
	for (int cls = 0; cls < LOG_CLASSES; cls++)
		if (classes[cls] > 0)
			json_unsigned(json, cls == HTTPSTATUS_CLASS_NONE ? "none" : httpstatus_class_label(cls),
			              classes[cls]);
	json_close(json, '}');
}

static void write_key(FILE *out, const struct log_count *count, const struct log_key *key,
                      uint64_t all)
{
	struct json json;

	if (key->count == 0)
		return;
	json_begin(&json, out);
	if (key->text)
		json_bytes(&json, log_by_name(count->by), key->text, key->length);
	json_unsigned(&json, "count", key->count);
	write_share(&json, key->count, all);
	write_classes(&json, key->classes);
	json_end(&json);
}

static void write_faults(struct json *json, const struct log_sum *sum)
{
	json_open(json, "faults", '{');
	for (int fault = 0; fault < LOG_FAULTS; fault++)
		if (sum->faults[fault] > 0)
			json_unsigned(json, httpstatus_fault_name(fault), sum->faults[fault]);
	json_close(json, '}');
}

static void write_processed(struct json *json, const struct log_sum *sum)
{
	json_open(json, "processed", '{');
	for (int n = 0; n < LOG_PROCESSED; n++)
		if (sum->processed[n] > 0)
			json_unsigned(json, httpstatus_processed_name(HTTPSTATUS_PROCESSED_NOT_REACHED + n),
			              sum->processed[n]);
	json_close(json, '}');
}

static void write_time(struct json *json, const char *key, int64_t seconds)
{
	char text[LOG_MINUTE_LENGTH + 1];

	log_minute_text(seconds, text);
	json_string(json, key, text);
}

static void write_sum(FILE *out, const struct log_count *count, const struct log_sum *sum)
{
	struct json json;

	json_begin(&json, out);
	json_unsigned(&json, "count", sum->count);
	json_unsigned(&json, "not_understood", count->other_lines);
	if (count->timed) {
		write_time(&json, "first", count->first);
		write_time(&json, "last", count->last);
	}
	write_classes(&json, sum->classes);
	write_faults(&json, sum);
	write_processed(&json, sum);
	json_unsigned(&json, "throttled", sum->throttled);
	json_unsigned(&json, "retry", sum->retries);
	json_end(&json);
}

static void write_keys(FILE *out, const struct log_count *count, uint64_t all)
{
	const struct log_key *key;

	for (size_t n = 0; (key = log_keys_at(count->keys, n)); n++)
		write_key(out, count, key, all);
	write_key(out, count, log_keys_rest(count->keys), all);
}

static void write_codes(FILE *out, const struct tool *tool, const struct log_count *count,
                        uint64_t all, size_t most)
{
	int codes[CODES];
	int found = log_codes(count, most, codes);

	for (int n = 0; n < found; n++) {
		struct log_code code = log_code_of(count, tool->catalog, codes[n]);

		write_code(out, &code, all);
	}
}

void log_print_json(FILE *out, const struct tool *tool, const struct log_count *count, size_t most)
{
	struct log_sum sum = log_sum_of(count, tool->catalog);

	if (count->keys)
		write_keys(out, count, sum.count);
	else
		write_codes(out, tool, count, sum.count, most);
	write_sum(out, count, &sum);
}
