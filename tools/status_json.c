/* SPDX-License-Identifier: MIT */
/* A status as a JSON object. Members that do not apply are absent. */

#include <string.h>

#include "json.h"
#include "stanza.h"
#include "status.h"

static void write_texts(struct json *json, const char *key, const httpstatus_entry *entry,
                        const char *(*get)(const httpstatus_entry *entry, size_t n))
{
	const char *text = get(entry, 0);

	if (!text)
		return;
	json_open(json, key, '[');
	for (size_t n = 0; (text = get(entry, n)); n++)
		json_string(json, NULL, text);
	json_close(json, ']');
}

/* The fields of a response, by how much they are asked for. */
static void write_headers(struct json *json, const httpstatus_entry *entry)
{
	static const struct {
		int level;
		const char *key;
	} levels[] = {
		{HTTPSTATUS_LEVEL_MUST, "must_send"},
		{HTTPSTATUS_LEVEL_SHOULD, "should_send"},
		{HTTPSTATUS_LEVEL_MAY, "may_send"}
	};

	for (size_t l = 0; l < sizeof(levels) / sizeof(levels[0]); l++) {
		const char *name;
		int level;
		bool open = false;

		for (size_t n = 0; (name = httpstatus_entry_field(entry, n, &level)); n++) {
			if (level != levels[l].level)
				continue;
			if (!open)
				json_open(json, levels[l].key, '[');
			open = true;
			json_string(json, NULL, name);
		}
		if (open)
			json_close(json, ']');
	}
}

static void write_entry(struct json *json, const httpstatus_entry *entry)
{
	const char *catalog = httpstatus_catalog_name(httpstatus_entry_catalog(entry));
	int redirect = httpstatus_entry_redirect(entry);

	if (*httpstatus_entry_phrase(entry))
		json_string(json, "phrase", httpstatus_entry_phrase(entry));
	write_texts(json, "aliases", entry, httpstatus_entry_alias);
	json_string(json, "catalog", catalog);
	if (strcmp(httpstatus_entry_origin(entry), catalog) != 0)
		json_string(json, "origin", httpstatus_entry_origin(entry));
	if (*httpstatus_entry_summary(entry))
		json_string(json, "summary", httpstatus_entry_summary(entry));
	if (httpstatus_entry_flags(entry))
		json_words(json, "flags", httpstatus_entry_flags(entry), httpstatus_flag_name);
	if (redirect != HTTPSTATUS_REDIRECT_NONE)
		json_string(json, "redirect", httpstatus_redirect_name(redirect));
	json_string(json, "fault", httpstatus_fault_name(httpstatus_entry_fault(entry)));
	write_headers(json, entry);
	write_texts(json, "references", entry, httpstatus_entry_reference);
}

/* Whether a method may be retried follows from processed. */
void print_json_advice(struct json *json, httpstatus_advice advice)
{
	int limit = httpstatus_advice_limit(advice);

	json_string(json, "verdict", httpstatus_verdict_name(httpstatus_advice_verdict(advice)));
	json_string(json, "processed",
	            httpstatus_processed_name(httpstatus_advice_processed(advice)));
	if (httpstatus_advice_changes(advice))
		json_words(json, "changes", httpstatus_advice_changes(advice), httpstatus_change_name);
	if (httpstatus_advice_reasons(advice))
		json_words(json, "reasons", httpstatus_advice_reasons(advice), httpstatus_reason_name);
	if (limit < 255)
		json_number(json, "limit", limit);
}

void print_json_elsewhere(struct json *json, const struct status *status)
{
	const httpstatus_entry *entry = status_elsewhere(status, 0);

	if (!entry)
		return;
	json_open(json, "known_to", '[');
	for (size_t n = 0; (entry = status_elsewhere(status, n)); n++)
		json_string(json, NULL, httpstatus_entry_origin(entry));
	json_close(json, ']');
}

void print_json(FILE *out, const struct status *status)
{
	int cls = httpstatus_class_of(status->code);
	int content =
		httpstatus_framing(status->catalog, status->code, NULL);
	struct json json;

	if (is_stanza(status->entry)) {
		json_stanza(out, status->entry);
		return;
	}
	json_begin(&json, out);
	json_number(&json, "code", status->code);
	if (cls != HTTPSTATUS_CLASS_NONE)
		json_string(&json, "class", httpstatus_class_label(cls));
	if (status->entry)
		write_entry(&json, status->entry);
	json_string(&json, "content", httpstatus_framing_name(content));
	print_json_advice(&json, httpstatus_advise(status->catalog, status->code, HTTPSTATUS_TRAIT_SAFE));
	json_variants(&json, status->catalog, status->code);
	print_json_elsewhere(&json, status);
	json_end(&json);
}
