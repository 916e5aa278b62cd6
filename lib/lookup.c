/* SPDX-License-Identifier: MIT */
/* From a code or a phrase to an entry. */

#include "builtin.h"
#include "lookup.h"
#include "phrase.h"

const httpstatus_entry *httpstatus_lookup(const httpstatus_catalog *catalog, int code)
{
	return hs_find(catalog ? catalog : HS_IANA, code);
}

const httpstatus_entry *hs_find_or_iana(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = hs_find(catalog ? catalog : HS_IANA, code);

	return entry ? entry : hs_find_own(HS_IANA, code);
}

const httpstatus_entry *hs_class_entry(const httpstatus_catalog *catalog, int code)
{
	/* RFC 9110, 15: an invalid code is treated as a 5xx. */
	int cls = code < 100 || code > 599 ? 5 : code / 100;

	return hs_find_or_iana(catalog, cls * 100);
}

const httpstatus_entry *httpstatus_resolve(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = hs_find_or_iana(catalog, code);

	return entry ? entry : hs_class_entry(catalog, code);
}

const httpstatus_entry *httpstatus_next(const httpstatus_catalog *catalog,
                                        const httpstatus_entry *prev)
{
	const httpstatus_entry *entry = NULL;

	if (!catalog)
		catalog = HS_IANA;
	for (int code = prev ? prev->code + 1 : 0; !entry && code < HS_CODE_END; code++)
		entry = hs_find(catalog, code);
	return entry;
}

const char *httpstatus_phrase(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry;

	if (!catalog)
		return hs_at(HS_IANA, HS_TEXTS + hs_iana_phrases[hs_class_index(code)]);
	entry = hs_find_or_iana(catalog, code);
	return entry ? hs_entry_text(entry, entry->phrase) : "";
}

static const uint16_t *slots_of(const httpstatus_catalog *catalog)
{
	return (const uint16_t *)(const void *)hs_at(catalog, catalog->slots);
}

static const struct hs_key *keys_of(const httpstatus_catalog *catalog)
{
	return (const struct hs_key *)(const void *)hs_at(catalog, catalog->keys);
}

static const httpstatus_entry *find_spelling(const httpstatus_catalog *catalog, const char *s,
                                             size_t length)
{
	const uint16_t *slots = slots_of(catalog);
	uint32_t at = hs_spelling_hash(s, length) & catalog->slot_mask;

	for (; slots[at]; at = (at + 1) & catalog->slot_mask) {
		const struct hs_key *key = &keys_of(catalog)[slots[at] - 1];

		if (key->length == length && hs_same_spelling(s, hs_at(catalog, key->text), length))
			return hs_entries(catalog) + key->entry;
	}
	return NULL;
}

static const httpstatus_entry *find_key(const httpstatus_catalog *catalog, const char *s,
                                        size_t length)
{
	const uint16_t *slots = slots_of(catalog);
	uint32_t at = hs_key_hash(s, length) & catalog->slot_mask;

	for (; slots[at]; at = (at + 1) & catalog->slot_mask) {
		const struct hs_key *key = &keys_of(catalog)[slots[at] - 1];

		if (hs_same_key(s, length, hs_at(catalog, key->text), key->length))
			return hs_entries(catalog) + key->entry;
	}
	return NULL;
}

static const httpstatus_entry *find_phrase(const httpstatus_catalog *catalog, const char *s,
                                           size_t length)
{
	const httpstatus_entry *entry = find_spelling(catalog, s, length);

	return entry ? entry : find_key(catalog, s, length);
}

const httpstatus_entry *httpstatus_lookup_phrase(const httpstatus_catalog *catalog,
                                                 const char *s, size_t length)
{
	if (!catalog)
		catalog = HS_IANA;
	if (!catalog->members)
		return find_phrase(catalog, s, length);
	for (uint32_t n = 0; n < catalog->members; n++) {
		const httpstatus_entry *entry = find_phrase(hs_member(catalog, n), s, length);

		/* A member's entry counts only where no earlier one has its code. */
		if (entry && hs_find(catalog, entry->code) == entry)
			return entry;
	}
	return NULL;
}
