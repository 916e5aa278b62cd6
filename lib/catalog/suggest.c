/* SPDX-License-Identifier: MIT */
/* The name that somebody may have meant. */

#include <string.h>

#include "base/distance.h"
#include "catalog/builtin.h"
#include "catalog/phrase_index.h"

struct search {
	struct hs_name wanted;
	size_t distance;            /* what is found has to be nearer */
	const char *name;
	const httpstatus_entry *entry;
};

/* More slips of the pen are allowed in a longer name; beyond these, it is another one. */
static size_t slips(size_t length)
{
	return length < 3 ? 0 : length < 6 ? 1 : length < 12 ? 2 : 3;
}

static size_t difference(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

static void try_name(struct search *search, const char *name, const httpstatus_entry *entry)
{
	struct hs_name folded;
	size_t distance;

	if (!name || !hs_fold_name(name, strlen(name), &folded) ||
	    difference(folded.length, search->wanted.length) >= search->distance)
		return;
	distance = hs_distance(search->wanted.text, search->wanted.length, folded.text, folded.length);
	if (distance >= search->distance)
		return;
	search->distance = distance;
	search->name = name;
	search->entry = entry;
}

static void try_catalog(struct search *search, const httpstatus_catalog *catalog)
{
	const httpstatus_entry *entry = NULL;

	while ((entry = httpstatus_entry_next(catalog, entry))) {
		const char *alias;

		try_name(search, httpstatus_entry_phrase(entry), entry);
		for (size_t n = 0; (alias = httpstatus_entry_alias(entry, n)); n++)
			try_name(search, alias, entry);
	}
}

const char *httpstatus_suggest(const httpstatus_catalog *catalog, const char *s, size_t length,
                               const httpstatus_entry **entry)
{
	struct search search = {.name = NULL};
	const httpstatus_catalog *builtin = NULL;

	if (hs_fold_name(s, length, &search.wanted) && slips(search.wanted.length) > 0) {
		search.distance = slips(search.wanted.length) + 1;
		try_catalog(&search, catalog);
		while ((builtin = httpstatus_builtin_next(builtin)))
			try_catalog(&search, builtin);
	}
	if (entry)
		*entry = search.entry;
	return search.name;
}
