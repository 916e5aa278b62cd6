/* SPDX-License-Identifier: MIT */
/* From a code or a phrase to an entry. */

#include "base/chars.h"
#include "catalog/builtin.h"
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

const httpstatus_entry *httpstatus_find(const httpstatus_catalog *catalog, int code)
{
	return hs_find_or_iana(catalog, code);
}

/* The entry of the x00 of the code's class, or of 500. */
static const httpstatus_entry *class_entry(const httpstatus_catalog *catalog, int code)
{
	int cls = code / 100;

	/* RFC 9110, 15: an invalid code is treated as a 5xx. */
	return hs_find_or_iana(catalog, cls < 1 || cls > 4 ? 500 : cls * 100);
}

/* Names come first: what a code is called, and only then what its class means here. */
const httpstatus_entry *httpstatus_resolve(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = hs_find_or_iana(catalog, code);

	if (!entry)
		entry = hs_find_deciding(catalog ? catalog : HS_IANA, code);
	return entry ? entry : class_entry(catalog, code);
}

const httpstatus_entry *httpstatus_entry_next(const httpstatus_catalog *catalog,
                                        const httpstatus_entry *prev)
{
	const httpstatus_entry *entry = NULL;

	if (!catalog)
		catalog = HS_IANA;
	/* Behind a variant or a rule, there is none. */
	if (prev && hs_entry_code(prev) < 0)
		return NULL;
	for (int code = prev ? hs_entry_code(prev) + 1 : 0; !entry && code < HS_CODE_END; code++)
		entry = hs_find(catalog, code);
	return entry;
}

const httpstatus_entry *httpstatus_catalog_stanza(const httpstatus_catalog *catalog, size_t n)
{
	if (!catalog)
		catalog = HS_IANA;
	for (uint32_t p = 0; p < hs_part_count(catalog); p++) {
		const httpstatus_catalog *part = hs_part(catalog, p);

		if (n < part->stanza_count)
			return &hs_entries(part)[hs_stanzas(part)[n].entry];
		n -= part->stanza_count;
	}
	return NULL;
}

const char *httpstatus_phrase(const httpstatus_catalog *catalog, int code)
{
	return httpstatus_entry_phrase(hs_find_or_iana(catalog, code));
}

/* Of a reason-phrase, RFC 9112, 4, without obs-text; a phrase has no control characters. */
static bool is_ascii(const char *s)
{
	while (*s >= ' ' && *s <= '~')
		s++;
	return *s == '\0';
}

const char *httpstatus_wire_phrase(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = hs_find_or_iana(catalog, code);
	const char *phrase = httpstatus_entry_phrase(entry);

	if (httpstatus_class_of(code) == HTTPSTATUS_CLASS_NONE ||
	    (httpstatus_entry_flags(entry) & (HTTPSTATUS_FLAG_RESERVED | HTTPSTATUS_FLAG_LOG_ONLY)) ||
	    !is_ascii(phrase))
		return "";
	return phrase;
}

const char *httpstatus_label(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = hs_find_or_iana(catalog, code);
	const char *alias = httpstatus_entry_alias(entry, 0);

	if (*httpstatus_entry_phrase(entry))
		return httpstatus_entry_phrase(entry);
	if (alias)
		return alias;
	if (httpstatus_entry_flags(entry) & HTTPSTATUS_FLAG_CLIENT_GONE)
		return "Client closed the connection";
	if (code == 0)
		return "No response";
	return httpstatus_class_name(httpstatus_class_of(code));
}

/* The entry of that name, in an ordinary catalog. */
static const httpstatus_entry *find_name(const httpstatus_catalog *catalog,
                                         const struct hs_name *name)
{
	const struct hs_key *keys = (const struct hs_key *)(const void *)hs_at(catalog, catalog->keys);
	const struct hs_key *key = hs_find_key(keys, catalog->key_count, hs_at(catalog, 0), name);

	return key ? &hs_entries(catalog)[key->entry] : NULL;
}

static const httpstatus_entry *find_in_stack(const httpstatus_catalog *stack,
                                             const struct hs_name *name)
{
	for (uint32_t n = 0; n < stack->members; n++) {
		const httpstatus_entry *entry = find_name(hs_member(stack, n), name);

		/* A member's entry counts only where no earlier one has its code. */
		if (entry && (hs_entry_stored(entry, HS_PROPERTY_WHEN) ||
		              hs_find(stack, hs_entry_code(entry)) == entry))
			return entry;
	}
	return NULL;
}

static const httpstatus_entry *find_phrase(const httpstatus_catalog *catalog, const char *s,
                                           size_t length)
{
	struct hs_name name;

	if (!hs_fold_name(s, length, &name))
		return NULL;
	return catalog->members ? find_in_stack(catalog, &name) : find_name(catalog, &name);
}

/* The length without a remark in brackets at the end, such as "(WebDAV)". */
static size_t length_without_remark(const char *s, size_t length)
{
	size_t end = length;

	while (end > 0 && hs_is_blank(s[end - 1]))
		end--;
	if (end == 0 || s[end - 1] != ')')
		return length;
	while (end > 0 && s[end - 1] != '(')
		end--;
	return end > 0 ? end - 1 : length;
}

const httpstatus_entry *httpstatus_lookup_phrase(const httpstatus_catalog *catalog,
                                                 const char *s, size_t length)
{
	const httpstatus_entry *entry;

	if (!catalog)
		catalog = HS_IANA;
	entry = find_phrase(catalog, s, length);
	return entry ? entry : find_phrase(catalog, s, length_without_remark(s, length));
}
