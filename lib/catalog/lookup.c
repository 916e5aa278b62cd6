/* SPDX-License-Identifier: MIT */
/* From a code or a phrase to an entry. */

#include "catalog/builtin.h"
#include "base/hot.h"
#include "catalog/lookup.h"
#include "catalog/phrase_index.h"

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
	int cls = code / 100;

	/* RFC 9110, 15: an invalid code is treated as a 5xx. */
	return hs_find_or_iana(catalog, cls < 1 || cls > 4 ? 500 : cls * 100);
}

const httpstatus_entry *httpstatus_resolve(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = hs_find_or_iana(catalog, code);

	return entry ? entry : hs_class_entry(catalog, code);
}

const httpstatus_entry *httpstatus_entry_next(const httpstatus_catalog *catalog,
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
	const httpstatus_entry *entry = hs_find_or_iana(catalog, code);

	return entry ? hs_entry_text(entry, entry->phrase) : "";
}

static const struct hs_key *keys_of(const httpstatus_catalog *catalog)
{
	return (const struct hs_key *)(const void *)hs_at(catalog, catalog->keys);
}

HS_ALWAYS_INLINE const httpstatus_entry *find_spelling(const httpstatus_catalog *catalog,
                                                       struct hs_words wanted, size_t length)
{
	const uint16_t *spellings =
		(const uint16_t *)(const void *)hs_at(catalog, catalog->spellings);
	const struct hs_key *key =
		&keys_of(catalog)[spellings[hs_spelling_hash(wanted) >> catalog->spelling_shift]];

	/* Where there is none it is the first one, which no length has. */
	if (key->length != length ||
	    !hs_same_spelling(wanted, hs_words_of(hs_at(catalog, key->text), length)))
		return NULL;
	return hs_key_entry(catalog, key);
}

/* Not inline, as all that is not on the way to most phrases: it would need registers there. */
HS_APART
static const httpstatus_entry *find_key(const httpstatus_catalog *catalog, const char *s,
                                        size_t length)
{
	const uint16_t *slots = (const uint16_t *)(const void *)hs_at(catalog, catalog->slots);
	uint32_t slot = hs_key_hash(s, length) >> catalog->slot_shift;

	for (; slots[slot]; slot = hs_next_slot(catalog, slot)) {
		const struct hs_key *key = &keys_of(catalog)[slots[slot]];

		if (hs_same_key(s, length, hs_at(catalog, key->text), key->length))
			return hs_key_entry(catalog, key);
	}
	return NULL;
}

HS_ALWAYS_INLINE const httpstatus_entry *find_spelled(const httpstatus_catalog *catalog,
                                                      const char *s, size_t length)
{
	const struct hs_words words = hs_words_of(s, length);
	const httpstatus_entry *entry = find_spelling(catalog, words, length);

	if (HS_LIKELY(entry != NULL) || !hs_may_end(catalog->ends, words))
		return entry;
	return find_key(catalog, s, length);
}

HS_APART
static const httpstatus_entry *find_short(const httpstatus_catalog *catalog, const char *s,
                                          size_t length)
{
	if (length == 0 || !hs_does_start(catalog->starts, hs_short_word(s, length)))
		return NULL;
	return find_spelled(catalog, s, length);
}

HS_APART
static const httpstatus_entry *find_long(const httpstatus_catalog *catalog, const char *s,
                                         size_t length)
{
	/* 8 to 32: no shorter one comes here, of which the compiler has to be told. */
	if (length - 8 <= 24)
		return find_spelled(catalog, s, length);
	return find_key(catalog, s, length);
}

/* Most text that is no phrase does not even begin like one. */
HS_ALWAYS_INLINE const httpstatus_entry *find_phrase(const httpstatus_catalog *catalog,
                                                     const char *s, size_t length)
{
	if (!HS_LIKELY(length >= 8))
		return find_short(catalog, s, length);
	if (HS_LIKELY(hs_may_start(catalog->starts, hs_word_at(s))))
		return find_long(catalog, s, length);
	return NULL;
}

HS_APART
static const httpstatus_entry *find_in_stack(const httpstatus_catalog *stack, const char *s,
                                             size_t length)
{
	for (uint32_t n = 0; n < stack->members; n++) {
		const httpstatus_entry *entry = find_phrase(hs_member(stack, n), s, length);

		/* A member's entry counts only where no earlier one has its code. */
		if (entry && hs_find(stack, entry->code) == entry)
			return entry;
	}
	return NULL;
}

HS_ALIGNED
const httpstatus_entry *httpstatus_lookup_phrase(const httpstatus_catalog *catalog,
                                                 const char *s, size_t length)
{
	if (HS_LIKELY(!catalog))
		return find_phrase(HS_IANA, s, length);
	return catalog->members ? find_in_stack(catalog, s, length)
	                        : find_phrase(catalog, s, length);
}
