/* SPDX-License-Identifier: MIT */
/* A status as one line of a table. */

#include "stanza.h"
#include "status.h"
#include "text.h"

enum {
	CODE_WIDTH      = 5,
	PHRASE_WIDTH    = 32,       /* the longest phrase of the registry, and a gap */
	VERDICT_WIDTH   = 7,
	PROCESSED_WIDTH = 12,
	FLAGS_COLUMN    = CODE_WIDTH + PHRASE_WIDTH + VERDICT_WIDTH + PROCESSED_WIDTH
};

void print_row_titles(FILE *out)
{
	print_padded(out, CODE_WIDTH, "Code");
	print_padded(out, PHRASE_WIDTH, "Phrase");
	print_padded(out, VERDICT_WIDTH, "Next");
	print_padded(out, PROCESSED_WIDTH, "Processed");
	fputs("Flags\n", out);
}

static const char *phrase_of(const struct status *status)
{
	const char *phrase = httpstatus_entry_phrase(status->entry);

	if (*phrase)
		return phrase;
	return status->entry ? "(no phrase)" : "(unknown)";
}

static void print_code_row(FILE *out, const struct status *status)
{
	httpstatus_advice advice = httpstatus_advise(status->catalog, status->code,
	                                             HTTPSTATUS_TRAIT_SAFE);
	const char *processed = httpstatus_processed_name(httpstatus_advice_processed(advice));
	/* That a vendor's codes are unofficial goes without saying in a narrow column. */
	uint32_t flags = httpstatus_entry_flags(status->entry) & ~HTTPSTATUS_FLAG_UNOFFICIAL;
	int at = CODE_WIDTH;

	fprintf(out, "%03d  ", status->code);
	at += print_padded(out, PHRASE_WIDTH, phrase_of(status));
	at += print_padded(out, VERDICT_WIDTH,
	                   httpstatus_verdict_name(httpstatus_advice_verdict(advice)));
	if (flags == 0) {
		fprintf(out, "%s\n", processed);
		return;
	}
	at += print_padded(out, PROCESSED_WIDTH, processed);
	print_folded(out, at, FLAGS_COLUMN, words_of(flags, httpstatus_flag_name).text);
}

static void print_stanza_row(FILE *out, const httpstatus_entry *entry)
{
	struct stanza stanza = stanza_of(entry);
	const int at = print_padded(out, CODE_WIDTH, stanza.status);

	print_folded(out, at, CODE_WIDTH, stanza.says);
	free_stanza(&stanza);
}

void print_row(FILE *out, const struct status *status)
{
	if (is_stanza(status->entry)) {
		print_stanza_row(out, status->entry);
		return;
	}
	print_code_row(out, status);
}

void print_listed(const struct tool *tool, const struct status *status, bool first)
{
	if (tool->json) {
		print_json(stdout, status);
		return;
	}
	if (first)
		print_row_titles(stdout);
	print_row(stdout, status);
}
