/* SPDX-License-Identifier: MIT */
/* All there is to say about a status, for people. */

#include <string.h>

#include "status.h"
#include "text.h"

enum {
	MARGIN = 2,
	LABEL  = 13                 /* columns of a label and the gap after it */
};

/* ---- What to do next, in words ----------------------------------------- */

/* Text that grows up to a fixed size; what does not fit is left out. */
struct sentence {
	char text[512];
	size_t length;
};

static void say(struct sentence *sentence, const char *text)
{
	size_t length = strlen(text);

	if (length >= sizeof(sentence->text) - sentence->length)
		return;
	memcpy(sentence->text + sentence->length, text, length + 1);
	sentence->length += length;
}

static void say_changes(struct sentence *sentence, uint32_t changes)
{
	static const struct {
		uint32_t bit;
		const char *text;
	} words[] = {
		{HTTPSTATUS_CHANGE_CONNECTION, "over another connection"},
		{HTTPSTATUS_CHANGE_ENDPOINT, "to another server, if there is one"},
		{HTTPSTATUS_CHANGE_NO_EARLY_DATA, "without TLS early data"},
		{HTTPSTATUS_CHANGE_CREDENTIALS, "with other credentials"},
		{HTTPSTATUS_CHANGE_METHOD, "with another method"},
		{HTTPSTATUS_CHANGE_TARGET, "to another URI"},
		{HTTPSTATUS_CHANGE_CONTENT, "with other content"},
		{HTTPSTATUS_CHANGE_RANGE, "with another range, or none"},
		{HTTPSTATUS_CHANGE_PRECONDITION, "with a precondition that holds"},
		{HTTPSTATUS_CHANGE_EXPECT, "without Expect"},
		{HTTPSTATUS_CHANGE_PROTOCOL, "over another protocol or version"},
		{HTTPSTATUS_CHANGE_LENGTH, "with a Content-Length"},
		{HTTPSTATUS_CHANGE_FIELDS, "with other fields"},
		{HTTPSTATUS_CHANGE_STATE, "once the state of the resource allows it"},
		{HTTPSTATUS_CHANGE_USER, "once a person has acted"},
		{HTTPSTATUS_CHANGE_CONFIGURATION, "once the server is repaired"}
	};
	const char *joint = " ";

	for (size_t n = 0; n < sizeof(words) / sizeof(words[0]); n++) {
		if (!(changes & words[n].bit))
			continue;
		say(sentence, joint);
		say(sentence, words[n].text);
		joint = ", ";
	}
}

static void say_limit(struct sentence *sentence, int limit)
{
	char text[32];

	if (limit == 255)
		return;
	snprintf(text, sizeof(text), limit == 1 ? ", once" : ", at most %d times", limit);
	say(sentence, text);
}

static void say_follow(struct sentence *sentence, enum httpstatus_redirect redirect)
{
	say(sentence, "follow Location");
	switch (redirect) {
	case HTTPSTATUS_REDIRECT_KEEP:
		say(sentence, " with the same method");
		break;
	case HTTPSTATUS_REDIRECT_POST_TO_GET:
		say(sentence, " with the same method, but POST becomes GET");
		break;
	case HTTPSTATUS_REDIRECT_GET:
		say(sentence, " with GET");
		break;
	case HTTPSTATUS_REDIRECT_NONE:
		break;
	}
}

static struct sentence next_step(const struct status *status, httpstatus_advice advice)
{
	struct sentence sentence = {"", 0};

	switch (httpstatus_advice_verdict(advice)) {
	case HTTPSTATUS_VERDICT_STOP:
		say(&sentence, "give up: this request has no future");
		break;
	case HTTPSTATUS_VERDICT_DONE:
		say(&sentence, "nothing: it succeeded");
		break;
	case HTTPSTATUS_VERDICT_WAIT:
		say(&sentence, "wait for the final response");
		break;
	case HTTPSTATUS_VERDICT_FOLLOW:
		say_follow(&sentence, httpstatus_entry_redirect(status->entry));
		break;
	case HTTPSTATUS_VERDICT_AMEND:
		say(&sentence, "send it again, but changed:");
		say_changes(&sentence, httpstatus_advice_changes(advice));
		say_limit(&sentence, httpstatus_advice_limit(advice));
		break;
	case HTTPSTATUS_VERDICT_RETRY:
		say(&sentence, "send it again");
		say_changes(&sentence, httpstatus_advice_changes(advice));
		say_limit(&sentence, httpstatus_advice_limit(advice));
		say(&sentence, httpstatus_advice_processed(advice) <= HTTPSTATUS_PROCESSED_REFUSED
		               ? "; safe with any method" : "; only if a repetition does no harm");
		break;
	}
	return sentence;
}

static const char *persistence(uint32_t reasons)
{
	if (reasons & HTTPSTATUS_REASON_THROTTLED)
		return "passes when there are fewer requests: wait longer each time";
	if (reasons & HTTPSTATUS_REASON_TRANSIENT)
		return "passes by itself";
	if (reasons & HTTPSTATUS_REASON_STATE)
		return "until the resource or the credentials change";
	if (reasons & HTTPSTATUS_REASON_PERMANENT)
		return "the same request gets the same answer";
	return "";
}

static const char *origin(enum httpstatus_processed processed)
{
	switch (processed) {
	case HTTPSTATUS_PROCESSED_NOT_REACHED: return "never saw the request";
	case HTTPSTATUS_PROCESSED_REFUSED:     return "did not act on the request";
	case HTTPSTATUS_PROCESSED_LIKELY_NOT:  return "has probably not acted on the request";
	case HTTPSTATUS_PROCESSED_UNKNOWN:     return "may have acted on the request, nobody knows";
	case HTTPSTATUS_PROCESSED_LIKELY_YES:  return "has probably acted on the request, or still does";
	case HTTPSTATUS_PROCESSED_DONE:        return "has acted on the request";
	}
	return "";
}

/* ---- Lines -------------------------------------------------------------- */

static void print_line(FILE *out, const char *label, const char *text)
{
	if (!*text)
		return;
	fprintf(out, "%*s%-*s", MARGIN, "", LABEL, label);
	print_folded(out, MARGIN + LABEL, MARGIN + LABEL, text);
}

static void print_texts(FILE *out, const char *label, const httpstatus_entry *entry,
                        const char *(*get)(const httpstatus_entry *entry, size_t n))
{
	const char *text;

	for (size_t n = 0; (text = get(entry, n)); n++) {
		print_line(out, label, text);
		label = "";
	}
}

static void print_headers(FILE *out, const httpstatus_entry *entry, int wanted,
                          const char *label)
{
	struct sentence sentence = {"", 0};
	const char *name;
	int level;

	for (size_t n = 0; (name = httpstatus_entry_header(entry, n, &level)); n++) {
		if (level != wanted)
			continue;
		say(&sentence, sentence.length ? ", " : "");
		say(&sentence, name);
	}
	print_line(out, label, sentence.text);
}

static void print_title(FILE *out, const struct tool *tool, const struct status *status)
{
	static const char *const colours[] = {"0", "36", "32", "36", "33", "31"};
	const char *phrase = httpstatus_entry_phrase(status->entry);

	if (tool->colour)
		fprintf(out, "\033[1;%sm", colours[httpstatus_class_of(status->code)]);
	fprintf(out, "%03d", status->code);
	if (*phrase)
		fprintf(out, " %s", phrase);
	if (tool->colour)
		fputs("\033[0m", out);
	fputc('\n', out);
}

/* What is known of a code that neither the catalog nor iana has. */
static void print_unknown(FILE *out, const struct status *status)
{
	const httpstatus_entry *resolved = httpstatus_resolve(status->catalog, status->code);
	const httpstatus_entry *entry;
	char text[160];

	snprintf(text, sizeof(text), "Unknown to %s; a client treats it as %d (RFC 9110, 15).",
	         httpstatus_catalog_name(status->catalog), httpstatus_entry_code(resolved));
	fprintf(out, "%*s", MARGIN, "");
	print_folded(out, MARGIN, MARGIN, text);
	for (size_t n = 0; (entry = status_elsewhere(status, n)); n++) {
		snprintf(text, sizeof(text), "%s: %s",
		         httpstatus_catalog_name(httpstatus_entry_catalog(entry)),
		         *httpstatus_entry_phrase(entry) ? httpstatus_entry_phrase(entry)
		                                         : httpstatus_entry_summary(entry));
		print_line(out, n == 0 ? "Known to" : "", text);
	}
}

static void print_advice(FILE *out, const struct status *status)
{
	httpstatus_advice advice = httpstatus_advise(status->catalog, status->code,
	                                             HTTPSTATUS_REQ_SAFE);
	uint32_t reasons = httpstatus_advice_reasons(advice);

	print_line(out, "Next", next_step(status, advice).text);
	if (reasons & HTTPSTATUS_REASON_HOLD)
		print_line(out, "", "(keep what was to be sent until then)");
	if (reasons & HTTPSTATUS_REASON_DEPARTS) {
		struct sentence standard = {"", 0};

		advice = httpstatus_advise(NULL, status->code, HTTPSTATUS_REQ_SAFE);
		say(&standard, "by the RFC: ");
		say(&standard, next_step(status, advice).text);
		print_line(out, "", standard.text);
		advice = httpstatus_advise(status->catalog, status->code, HTTPSTATUS_REQ_SAFE);
	}
	print_line(out, "Origin", origin(httpstatus_advice_processed(advice)));
	print_line(out, "Lasts", persistence(reasons));
}

static const char *content(enum httpstatus_content content)
{
	switch (content) {
	case HTTPSTATUS_CONTENT_NONE: return "none: the response ends after its header section";
	case HTTPSTATUS_CONTENT_ZERO: return "of length zero";
	case HTTPSTATUS_CONTENT_MAY:  return "";
	}
	return "";
}

static void print_entry(FILE *out, const httpstatus_entry *entry)
{
	enum httpstatus_fault fault = httpstatus_entry_fault(entry);

	if (fault != HTTPSTATUS_FAULT_NONE)
		print_line(out, "Fault", httpstatus_fault_name(fault));
	print_line(out, "Flags", words_of(httpstatus_entry_flags(entry), httpstatus_flag_name).text);
	print_headers(out, entry, HTTPSTATUS_LEVEL_MUST, "Must send");
	print_headers(out, entry, HTTPSTATUS_LEVEL_SHOULD, "Should send");
	print_headers(out, entry, HTTPSTATUS_LEVEL_MAY, "May send");
	print_texts(out, "Also called", entry, httpstatus_entry_alias);
	print_texts(out, "Defined in", entry, httpstatus_entry_reference);
	print_line(out, "Catalog", httpstatus_catalog_name(httpstatus_entry_catalog(entry)));
}

void print_card(FILE *out, const struct tool *tool, const struct status *status)
{
	enum httpstatus_class cls = httpstatus_class_of(status->code);
	char text[64];

	print_title(out, tool, status);
	if (!status->entry) {
		print_unknown(out, status);
	} else if (*httpstatus_entry_summary(status->entry)) {
		fprintf(out, "%*s", MARGIN, "");
		print_folded(out, MARGIN, MARGIN, httpstatus_entry_summary(status->entry));
	}
	fputc('\n', out);
	snprintf(text, sizeof(text), "%s %s", httpstatus_class_label(cls), httpstatus_class_name(cls));
	print_line(out, "Class", text);
	print_advice(out, status);
	print_line(out, "Content",
	           content(httpstatus_has_content(status->catalog, status->code, NULL)));
	if (status->entry)
		print_entry(out, status->entry);
}
