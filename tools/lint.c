/* SPDX-License-Identifier: MIT */
/* httpstatus lint: what is wrong with catalog files. */

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "catalog.h"
#include "command.h"
#include "complain.h"
#include "text.h"

/* Whether a summary is the phrase once more, but for a full stop. */
static bool repeats_phrase(const httpstatus_entry *entry)
{
	const char *phrase = httpstatus_entry_phrase(entry);
	const char *summary = httpstatus_entry_summary(entry);
	const size_t length = strlen(phrase);

	return length > 0 && strncmp(summary, phrase, length) == 0 &&
	       strspn(summary + length, ".") == strlen(summary + length);
}

/* In the form of the library's own problems. */
static void warn(const char *path, int code, const char *text)
{
	print_foreign(stderr, path, strlen(path));
	if (code >= 0)
		fprintf(stderr, ": status %03d", code);
	fprintf(stderr, ": warning: %s\n", text);
}

/* What a reader of the catalog misses, and the library does not. */
static void advise_author(const char *path, const httpstatus_catalog *catalog)
{
	const httpstatus_entry *entry = NULL;

	if (!*httpstatus_catalog_source(catalog))
		warn(path, -1, "no Source: name the document, and its revision or the day it was read");
	while ((entry = httpstatus_entry_next(catalog, entry)))
		if (repeats_phrase(entry))
			warn(path, httpstatus_entry_code(entry), "Summary: repeats the phrase, expected what it means");
}

/* Each file may extend those before it that are good. */
int lint(const struct arguments *arguments)
{
	int count = arguments->count;
	const httpstatus_catalog **good = calloc((size_t)count, sizeof(*good));
	int status = good ? EXIT_FOUND : EXIT_TROUBLE;
	size_t good_count = 0;

	if (!good)
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
	for (int n = 0; n < count && status != EXIT_TROUBLE; n++) {
		int error = read_catalog(arguments->operands[n], true, good, good_count, &good[good_count]);

		if (error)
			status = error == HTTPSTATUS_E_NOMEM ? EXIT_TROUBLE : EXIT_NOT_FOUND;
		else
			advise_author(arguments->operands[n], good[good_count++]);
	}
	while (good_count > 0)
		httpstatus_catalog_unref(good[--good_count]);
	free(good);
	return status;
}
