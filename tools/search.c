/* SPDX-License-Identifier: MIT */
/* What somebody may have meant who named no status. */

#include "search.h"

#include <string.h>

#include "character.h"
#include "status.h"
#include "stanza.h"
#include "text.h"

/* ---- Words in a text ------------------------------------------------------------ */

/* Whether a text contains the word, in any case, at the start of a word of its own. */
static bool has_word(const char *text, const char *word, size_t length)
{
	bool starts = true;

	for (; *text; text++) {
		size_t n = 0;

		while (starts && n < length && text[n] && lower(text[n]) == lower(word[n]))
			n++;
		if (n == length)
			return true;
		starts = !((lower(*text) >= 'a' && lower(*text) <= 'z') || (*text >= '0' && *text <= '9'));
	}
	return false;
}

/* Whether an entry has the word in its phrase or an alias, or else in what is said about it. */
static bool is_named(const httpstatus_entry *entry, const char *word, size_t length)
{
	const char *alias;

	if (has_word(httpstatus_entry_phrase(entry), word, length))
		return true;
	for (size_t n = 0; (alias = httpstatus_entry_alias(entry, n)); n++)
		if (has_word(alias, word, length))
			return true;
	return false;
}

static bool is_described(const httpstatus_entry *entry, const char *word, size_t length)
{
	return has_word(httpstatus_entry_summary(entry), word, length);
}

/* How well the words are found: 2, all in names; 1, each somewhere; 0, not all of them. */
static int match(const httpstatus_entry *entry, const char *words)
{
	int best = 2;

	while (*words) {
		const size_t length = strcspn(words, " ");

		if (!is_named(entry, words, length)) {
			if (!is_described(entry, words, length))
				return 0;
			best = 1;
		}
		words += length;
		words += strspn(words, " ");
	}
	return best;
}

/* Letters, in words of three and more: what is shorter stands in every text. */
static bool are_words(const char *s)
{
	size_t length = 0;

	for (; *s; s++) {
		const char c = lower(*s);

		if ((c < 'a' || c > 'z') && c != '-' && c != ' ')
			return false;
		if (c == ' ' && length < 3)
			return false;
		length = c == ' ' ? 0 : length + 1;
	}
	return length >= 3;
}

/* ---- A search ---------------------------------------------------------------------- */

/* Prints the entries of a catalog that match so well. */
static void search_catalog(const struct tool *tool, const httpstatus_catalog *catalog,
                           const char *words, int wanted, bool *found)
{
	const httpstatus_entry *entry = NULL;

	while ((entry = httpstatus_entry_next(catalog, entry))) {
		struct status status = status_of_entry(catalog, entry);

		if (match(entry, words) != wanted)
			continue;
		print_listed(tool, &status, !*found);
		*found = true;
	}
}

bool search(const struct tool *tool, const char *words)
{
	const httpstatus_catalog *const logs = tool->catalog ? NULL : httpstatus_builtin("logs");
	bool found = false;

	for (int wanted = 2; are_words(words) && wanted > 0; wanted--) {
		search_catalog(tool, tool->catalog, words, wanted, &found);
		if (logs)
			search_catalog(tool, logs, words, wanted, &found);
	}
	return found;
}

char *did_you_mean(const struct tool *tool, const char *s, size_t length)
{
	const httpstatus_entry *entry;
	const char *name = httpstatus_suggest(tool->catalog, s, length, &entry);

	if (!name)
		return text_of("%s", "");
	if (is_stanza(entry))
		return text_of("; did you mean %s of %s?", name, httpstatus_entry_origin(entry));
	return text_of("; did you mean %s, %03d?", name, httpstatus_entry_code(entry));
}
