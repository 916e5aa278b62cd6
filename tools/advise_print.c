/* SPDX-License-Identifier: MIT */
/* How httpstatus advise prints its result: in lines for people, or as a JSON object. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advise.h"
#include "text.h"
#include "value.h"

/* ---- For people ------------------------------------------------------------------ */

static void print_time(const char *label, uint64_t ms, const char *what)
{
	char text[80];

	snprintf(text, sizeof(text), "%s s%s", seconds_of(ms).text, what);
	print_line(stdout, label, text);
}

static void print_asked(const httpstatus_retry *retry)
{
	int asked = httpstatus_retry_asked(retry);

	switch (asked) {
	case HTTPSTATUS_ASKED_NOTHING:
		break;
	case HTTPSTATUS_ASKED_DELAY:
	case HTTPSTATUS_ASKED_DATE:
		print_time("Asked", httpstatus_retry_asked_ms(retry),
		           asked == HTTPSTATUS_ASKED_DATE ? ", as a date" : "");
		break;
	case HTTPSTATUS_ASKED_MALFORMED:
		print_line(stdout, "Asked", "something that is not a time");
		break;
	case HTTPSTATUS_ASKED_PAST:
		print_line(stdout, "Asked", "a date that has passed");
		break;
	case HTTPSTATUS_ASKED_FOREVER:
		print_line(stdout, "Asked", "longer than any time");
		break;
	case HTTPSTATUS_ASKED_NO_CLOCK:
		print_line(stdout, "Asked", "a date, but there is no clock");
		break;
	}
}

/* The catalogs that have a name for a code that was judged by its class. */
static void print_elsewhere(const struct status *status)
{
	const httpstatus_entry *entry;
	const char *label = "Known to";

	for (size_t n = 0; (entry = status_elsewhere(status, n)); n++) {
		print_line(stdout, label, httpstatus_catalog_name(httpstatus_entry_catalog(entry)));
		label = "";
	}
}

void print_advice_lines(const struct question *question, const httpstatus_retry *retry)
{
	httpstatus_advice advice = httpstatus_retry_advice(retry);
	uint64_t cooldown = httpstatus_retry_cooldown_ms(retry);
	uint64_t delay = httpstatus_retry_delay_ms(retry);
	char *text = retry_sentence(retry);
	char *next = advice_sentence(advice);

	print_folded(stdout, 0, MARGIN, text);
	print_line(stdout, "Verdict", httpstatus_verdict_name(httpstatus_advice_verdict(advice)));
	if (!strstr(text, next))
		print_line(stdout, "Next", next);
	print_line(stdout, "Origin", origin_text(httpstatus_advice_processed(advice)));
	print_line(stdout, "Changes", words_of(httpstatus_advice_changes(advice), httpstatus_change_name).text);
	print_line(stdout, "Reasons", words_of(httpstatus_advice_reasons(advice), httpstatus_reason_name).text);
	print_asked(retry);
	if (delay > 0 || httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY)
		print_time("Delay", delay, "");
	if (cooldown > 0)
		print_time("Cooldown", cooldown, ", for all requests to this origin");
	if (!question->failure)
		print_elsewhere(&question->status);
	free(text);
	free(next);
}

/* ---- For programs ------------------------------------------------------------------ */

/* Whether there is a next step that a delay comes before. */
static bool has_delay(httpstatus_advice advice)
{
	int verdict = httpstatus_advice_verdict(advice);

	return verdict == HTTPSTATUS_VERDICT_RETRY || verdict == HTTPSTATUS_VERDICT_FOLLOW;
}

static void write_subject(struct json *json, const struct question *question)
{
	const httpstatus_entry *entry = question->status.entry;
	int cls = httpstatus_class_of(question->status.code);

	if (question->failure) {
		json_string(json, "failure", httpstatus_failure_name(question->failure));
		return;
	}
	json_number(json, "code", question->status.code);
	if (cls != HTTPSTATUS_CLASS_NONE)
		json_string(json, "class", httpstatus_class_label(cls));
	if (entry && *httpstatus_entry_phrase(entry))
		json_string(json, "phrase", httpstatus_entry_phrase(entry));
	if (entry)
		json_string(json, "catalog", httpstatus_catalog_name(httpstatus_entry_catalog(entry)));
	print_json_elsewhere(json, &question->status);
}

static void write_asked(struct json *json, const httpstatus_retry *retry)
{
	int asked = httpstatus_retry_asked(retry);

	if (asked != HTTPSTATUS_ASKED_NOTHING)
		json_string(json, "asked", httpstatus_asked_name(asked));
	if (asked == HTTPSTATUS_ASKED_DELAY || asked == HTTPSTATUS_ASKED_DATE ||
	    asked == HTTPSTATUS_ASKED_PAST)
		json_unsigned(json, "asked_ms", httpstatus_retry_asked_ms(retry));
}

void print_advice_object(const struct question *question, const httpstatus_retry *retry)
{
	httpstatus_advice advice = httpstatus_retry_advice(retry);
	struct json json;
	char *text = retry_sentence(retry);

	json_begin(&json, stdout);
	write_subject(&json, question);
	json_unsigned(&json, "attempt", question->attempt);
	print_json_advice(&json, advice);
	json_string(&json, "keep", httpstatus_keep_name(httpstatus_advice_keep(advice)));
	if (has_delay(advice))
		json_unsigned(&json, "delay_ms", httpstatus_retry_delay_ms(retry));
	write_asked(&json, retry);
	if (httpstatus_retry_cooldown_ms(retry) > 0)
		json_unsigned(&json, "cooldown_ms", httpstatus_retry_cooldown_ms(retry));
	json_string(&json, "text", text);
	json_end(&json);
	free(text);
}
