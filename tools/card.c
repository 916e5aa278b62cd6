/* SPDX-License-Identifier: MIT */
/* All there is to say about a status, for people. */

#include <stdlib.h>

#include "stanza.h"
#include "status.h"
#include "text.h"

static const char *redirect(int redirect)
{
	switch (redirect) {
	case HTTPSTATUS_REDIRECT_NONE:        return "";
	case HTTPSTATUS_REDIRECT_KEEP:        return "with the same method";
	case HTTPSTATUS_REDIRECT_POST_TO_GET: return "with the same method, but POST becomes GET";
	case HTTPSTATUS_REDIRECT_GET:         return "with GET";
	}
	return "";
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
		return "the same request gets the same response";
	return "";
}

/* ---- Lines -------------------------------------------------------------- */

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
	char *list = text_of("%s", "");
	const char *name;
	int level;

	for (size_t n = 0; (name = httpstatus_entry_field(entry, n, &level)); n++) {
		char *shorter = list;

		if (level != wanted)
			continue;
		list = text_of("%s%s%s", shorter, *shorter ? ", " : "", name);
		free(shorter);
	}
	print_line(out, label, list);
	free(list);
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

/* What holds for a code that neither the catalog nor iana has. */
static char *text_of_unknown(const struct status *status)
{
	const httpstatus_entry *resolved = httpstatus_resolve(status->catalog, status->code);
	const char *name = httpstatus_catalog_name(status->catalog);
	const char *summary = httpstatus_entry_summary(resolved);

	if (status->code == 0)
		return text_of("No response: programs write 000 where there was no status.");
	if (httpstatus_entry_code(resolved) >= 0)
		return text_of("Unknown to %s; a client treats it as %d (RFC 9110, 15).", name,
		               httpstatus_entry_code(resolved));
	return text_of("Without a stanza of its own in %s, whose rule for %s holds.%s%s", name,
	               httpstatus_class_label(httpstatus_class_of(status->code)),
	               *summary ? " " : "", summary);
}

/* What the other catalogs mean by a code. */
static void print_elsewhere(FILE *out, const struct status *status, const char *label)
{
	const httpstatus_entry *entry;

	for (size_t n = 0; (entry = status_elsewhere(status, n)); n++) {
		char *text = text_of("%s: %s", httpstatus_entry_origin(entry),
		                     *httpstatus_entry_phrase(entry) ? httpstatus_entry_phrase(entry)
		                                                     : httpstatus_entry_summary(entry));

		print_line(out, n == 0 ? label : "", text);
		free(text);
	}
}

/* What is known of a code that neither the catalog nor iana has. */
static void print_unknown(FILE *out, const struct status *status)
{
	char *text = text_of_unknown(status);

	fprintf(out, "%*s", MARGIN, "");
	print_folded(out, MARGIN, MARGIN, text);
	free(text);
	print_elsewhere(out, status, "Known to");
}

static void print_next(FILE *out, const char *label, httpstatus_advice advice)
{
	char *sentence = advice_sentence(advice);
	/* The advice is for a safe method; of the reader's nothing is known. */
	bool harmless = httpstatus_advice_verdict(advice) != HTTPSTATUS_VERDICT_RETRY ||
	                httpstatus_advice_processed(advice) <= HTTPSTATUS_PROCESSED_REFUSED;
	char *text = text_of("%s%s", sentence, harmless ? "" : "; only if a retry does no harm");

	print_line(out, label, text);
	free(text);
	free(sentence);
}

static void print_advice(FILE *out, const struct status *status)
{
	httpstatus_advice advice = httpstatus_advise(status->catalog, status->code,
	                                             HTTPSTATUS_TRAIT_SAFE);
	uint32_t reasons = httpstatus_advice_reasons(advice);

	print_next(out, "Next", advice);
	if (reasons & HTTPSTATUS_REASON_DEPARTS)
		print_next(out, "By the RFC", httpstatus_advise(NULL, status->code, HTTPSTATUS_TRAIT_SAFE));
	print_line(out, "Redirect", redirect(httpstatus_entry_redirect(status->entry)));
	print_line(out, "Origin", origin_text(httpstatus_advice_processed(advice)));
	print_line(out, "Lasts", persistence(reasons));
}

static const char *content(int content)
{
	switch (content) {
	case HTTPSTATUS_FRAMING_NONE: return "none: the response ends after its header section";
	case HTTPSTATUS_FRAMING_ZERO: return "of length zero";
	case HTTPSTATUS_FRAMING_MAY:  return "";
	}
	return "";
}

static void print_entry(FILE *out, const httpstatus_entry *entry)
{
	int fault = httpstatus_entry_fault(entry);

	if (fault != HTTPSTATUS_FAULT_NONE)
		print_line(out, "Fault", httpstatus_fault_name(fault));
	print_line(out, "Flags", words_of(httpstatus_entry_flags(entry), httpstatus_flag_name).text);
	print_headers(out, entry, HTTPSTATUS_LEVEL_MUST, "Must send");
	print_headers(out, entry, HTTPSTATUS_LEVEL_SHOULD, "Should send");
	print_headers(out, entry, HTTPSTATUS_LEVEL_MAY, "May send");
	print_texts(out, "Also called", entry, httpstatus_entry_alias);
	print_texts(out, "Defined in", entry, httpstatus_entry_reference);
	print_line(out, "Catalog", httpstatus_entry_origin(entry));
}

/* What else holds, by what a response says besides its code. */
static void print_variants(FILE *out, const struct status *status)
{
	const httpstatus_entry *entry;
	size_t n = 0;

	while ((entry = next_variant(status->catalog, status->code, &n)))
		print_stanza(out, entry);
}

/* A variant, or the rule for a class: what it says, and no advice on a code. */
static void print_stanza_card(FILE *out, const struct tool *tool, const httpstatus_entry *entry)
{
	struct stanza stanza = stanza_of(entry);

	fprintf(out, "%s%s%s\n", tool->colour ? "\033[1m" : "", stanza.status, tool->colour ? "\033[0m" : "");
	free_stanza(&stanza);
	print_stanza(out, entry);
	print_texts(out, "Defined in", entry, httpstatus_entry_reference);
	print_line(out, "Catalog", httpstatus_catalog_name(httpstatus_entry_catalog(entry)));
}

void print_card(FILE *out, const struct tool *tool, const struct status *status)
{
	int cls = httpstatus_class_of(status->code);
	char text[64];

	if (is_stanza(status->entry)) {
		print_stanza_card(out, tool, status->entry);
		return;
	}
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
	           content(httpstatus_framing(status->catalog, status->code, NULL)));
	if (status->entry) {
		print_entry(out, status->entry);
		print_elsewhere(out, status, "Elsewhere");
	}
	print_variants(out, status);
}
