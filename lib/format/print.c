/* SPDX-License-Identifier: MIT */
/*
 * A catalog as a text that reads back to the same catalog. The properties stand in
 * the order of the table; what the catalog does not say is left out.
 */

#include "base/chars.h"
#include "base/writer.h"
#include "catalog/builtin.h"
#include "catalog/vocabulary.h"
#include "format/builder.h"

enum { COLUMNS = 79 };

/* ---- A property, folded ------------------------------------------------- */

/* Bytes that begin a character. */
static size_t columns(const char *s, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)s[i] & 0xC0) != 0x80;
	return count;
}

/* The length of what has to stay on one line. */
static size_t piece_length(const char *s, size_t length)
{
	size_t i = 0;

	while (i < length && !hs_folds_at(s, i))
		i++;
	return i;
}

/* The name of a property; returns the column after it. */
static size_t write_name(struct hs_writer *w, enum hs_property property)
{
	const char *name = hs_properties[property].name;

	hs_write_text(w, name);
	hs_write_char(w, ':');
	return strlen(name) + 1;
}

static void write_property(struct hs_writer *w, enum hs_property property, const char *value)
{
	size_t length = strlen(value);
	size_t at = write_name(w, property);
	bool first = true;

	while (length > 0) {
		size_t size = piece_length(value, length);
		size_t width = columns(value, size);
		size_t step = size < length ? size + 1 : size;

		/* The first piece leaves its line only if the line would be too long to be read. */
		if (first ? at + 1 + size > HS_LINE_MAX : at + 1 + width > COLUMNS) {
			hs_write_char(w, '\n');
			at = 0;
		}
		hs_write_char(w, ' ');
		hs_write(w, value, size);
		at += 1 + width;
		first = false;
		value += step;
		length -= step;
	}
	hs_write_char(w, '\n');
}

/* ---- Properties with several values -------------------------------------- */

/* One line of items; it grows piece by piece, so that no buffer has to hold it. */
struct items {
	struct hs_writer *w;
	size_t at;
	bool more;
};

static void write_item(struct items *items, enum hs_property property, const char *item)
{
	size_t length = strlen(item);

	if (!items->more) {
		items->at = write_name(items->w, property);
	} else {
		hs_write_char(items->w, ',');
		items->at++;
	}
	/* With the comma that may follow. */
	if (items->more && items->at + 1 + length + 1 > COLUMNS) {
		hs_write_char(items->w, '\n');
		items->at = 0;
	}
	hs_write_char(items->w, ' ');
	hs_write(items->w, item, length);
	items->at += 1 + length;
	items->more = true;
}

static void end_items(struct items *items)
{
	if (items->more)
		hs_write_char(items->w, '\n');
}

/* Names of fields, or of catalogs. */
static void write_tokens(struct hs_writer *w, enum hs_property property, const char *list)
{
	struct items items = {.w = w};

	for (; *list; list += strlen(list) + 1)
		write_item(&items, property, list);
	end_items(&items);
}

static void write_bits(struct hs_writer *w, enum hs_property property, uint32_t bits)
{
	struct items items = {.w = w};
	size_t count;
	const struct hs_word *words = hs_words(hs_properties[property].vocabulary, &count);

	for (size_t n = 0; n < count; n++)
		if (bits >> n & 1)
			write_item(&items, property, words[n].text);
	if (bits == 0)
		write_item(&items, property, "none");
	end_items(&items);
}

/* ---- Properties with one value -------------------------------------------- */

static void write_word(struct hs_writer *w, enum hs_property property, uint32_t number)
{
	size_t count;
	const struct hs_word *words = hs_words(hs_properties[property].vocabulary, &count);

	write_property(w, property, words[number].text);
}

static void write_number(struct hs_writer *w, enum hs_property property, uint32_t number)
{
	write_name(w, property);
	hs_write_char(w, ' ');
	hs_write_number(w, number);
	hs_write_char(w, '\n');
}

static void write_limit(struct hs_writer *w, enum hs_property property, uint32_t limit)
{
	if (limit == HTTPSTATUS_LIMIT_NONE)
		write_property(w, property, "none");
	else
		write_number(w, property, limit);
}

/* Three digits: 000 is a code, too. */
static void write_digits(struct hs_writer *w, int code)
{
	hs_write_char(w, (char)('0' + code / 100));
	hs_write_char(w, (char)('0' + code / 10 % 10));
	hs_write_char(w, (char)('0' + code % 10));
}

static void write_code(struct hs_writer *w, enum hs_property property, uint32_t code)
{
	write_name(w, property);
	hs_write_char(w, ' ');
	write_digits(w, (int)code);
	hs_write_char(w, '\n');
}

/* ---- Stanzas -------------------------------------------------------------- */

/* One line for each text of a list. */
static void write_list(struct hs_writer *w, enum hs_property property, const char *list)
{
	for (; *list; list += strlen(list) + 1)
		write_property(w, property, list);
}

/* One property of a catalog, or of an entry in it, as it is stored. */
static void write_stored(struct hs_writer *w, const httpstatus_catalog *catalog,
                         enum hs_property property, hs_stored stored)
{
	if (stored == 0)
		return;
	switch ((enum hs_kind)hs_properties[property].kind) {
	case HS_KIND_NAME:
	case HS_KIND_PHRASE:
	case HS_KIND_TEXT:
	case HS_KIND_ERROR:
	case HS_KIND_WHEN:
	case HS_KIND_WAIT:
		if (hs_property_repeats(property))
			write_list(w, property, hs_at(catalog, stored));
		else
			write_property(w, property, hs_at(catalog, stored));
		return;
	case HS_KIND_NAMES:
	case HS_KIND_TOKENS:
		write_tokens(w, property, hs_at(catalog, stored));
		return;
	case HS_KIND_WORD:
		write_word(w, property, stored - 1);
		return;
	case HS_KIND_BITS:
		write_bits(w, property, stored - 1);
		return;
	case HS_KIND_LIMIT:
		write_limit(w, property, stored - 1);
		return;
	case HS_KIND_FORMAT:
		write_number(w, property, stored - 1);
		return;
	case HS_KIND_STATUS:
		write_code(w, property, stored - 1);
		return;
	}
}

static void write_head(struct hs_writer *w, const httpstatus_catalog *catalog)
{
	for (int n = 0; n < HS_HEAD_PROPERTIES; n++)
		write_stored(w, catalog, (enum hs_property)n, catalog->stored[n]);
}

/* A stack is called like its first member, and knows nothing else of itself. */
static void write_head_of_stack(struct hs_writer *w, const httpstatus_catalog *stack)
{
	write_property(w, HS_PROPERTY_CATALOG, httpstatus_catalog_name(hs_member(stack, 0)));
	write_number(w, HS_PROPERTY_FORMAT, 1);
}

/* All properties from first on. */
static void write_entry(struct hs_writer *w, const httpstatus_entry *entry, int first)
{
	for (int n = first; n < HS_PROPERTY_COUNT; n++)
		write_stored(w, hs_owner(entry), (enum hs_property)n,
		             hs_entry_stored(entry, (enum hs_property)n));
}

static void write_code_or_range(struct items *items, int first, int last, const char *before)
{
	char text[16];
	struct hs_writer w = {text, sizeof(text), 0};

	hs_write_text(&w, before);
	write_digits(&w, first);
	if (last > first) {
		hs_write_char(&w, '-');
		write_digits(&w, last);
	}
	hs_write_end(&w);
	write_item(items, HS_PROPERTY_STATUS, text);
}

/* A class of which some codes are in the ranges, and, with a '-', those that are not. */
static void write_class(struct items *items, const struct hs_range *ranges, uint32_t count, int cls)
{
	const char name[] = {(char)('0' + cls), 'x', 'x', '\0'};
	const int end = cls * 100 + 100;
	int code = cls * 100;

	while (code < end && !hs_is_in(ranges, count, code))
		code++;
	if (code == end)
		return;
	write_item(items, HS_PROPERTY_STATUS, name);
	for (code = cls * 100; code < end; code++) {
		const int first = code;

		if (hs_is_in(ranges, count, code))
			continue;
		while (code + 1 < end && !hs_is_in(ranges, count, code + 1))
			code++;
		write_code_or_range(items, first, code, "-");
	}
}

/* Classes and what is taken out of them come first: what follows may name it again. */
static void write_codes(struct hs_writer *w, const httpstatus_catalog *catalog,
                        const struct hs_stanza *stanza)
{
	const struct hs_range *ranges = hs_ranges(catalog, stanza);
	struct items items = {.w = w};

	for (int cls = 1; cls <= 5; cls++)
		write_class(&items, ranges + stanza->named, stanza->classed, cls);
	for (uint32_t n = 0; n < stanza->named; n++)
		write_code_or_range(&items, ranges[n].first, ranges[n].last, "");
	end_items(&items);
}

/* A variant, the rule for a class, or the stanza of one code. */
static void write_stanza(struct hs_writer *w, const httpstatus_entry *entry)
{
	const struct hs_stanza *stanza = hs_stanza_of(entry);

	if (stanza)
		write_codes(w, hs_owner(entry), stanza);
	write_entry(w, entry, stanza ? HS_PROPERTY_WHEN : HS_PROPERTY_STATUS);
}

static void write_stanzas(struct hs_writer *w, const httpstatus_catalog *catalog)
{
	for (uint32_t n = 0; n < catalog->stanza_count; n++) {
		hs_write_char(w, '\n');
		write_stanza(w, &hs_entries(catalog)[hs_stanzas(catalog)[n].entry]);
	}
}

static void write_plain(struct hs_writer *w, const httpstatus_catalog *catalog)
{
	for (int code = 0; code < HS_CODE_END; code++) {
		const httpstatus_entry *entry = hs_find(catalog, code);

		if (!entry)
			continue;
		hs_write_char(w, '\n');
		write_stanza(w, entry);
	}
}

size_t httpstatus_entry_print(const httpstatus_entry *entry, char *buffer, size_t size)
{
	struct hs_writer w = {buffer, size, 0};

	if (entry)
		write_stanza(&w, entry);
	return hs_write_end(&w);
}

size_t httpstatus_catalog_print(const httpstatus_catalog *catalog, char *buffer, size_t size)
{
	struct hs_writer w = {buffer, size, 0};

	if (!catalog)
		catalog = HS_IANA;
	if (catalog->members)
		write_head_of_stack(&w, catalog);
	else
		write_head(&w, catalog);
	write_plain(&w, catalog);
	write_stanzas(&w, catalog);
	return hs_write_end(&w);
}
