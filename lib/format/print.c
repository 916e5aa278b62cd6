/* SPDX-License-Identifier: MIT */
/*
 * A catalog as a text that reads back to the same catalog. The properties stand in
 * the order of httpstatus-catalog(5); what the catalog does not say is left
 * out, and so is what the reader takes for granted.
 */

#include "format/builder.h"
#include "catalog/builtin.h"
#include "base/chars.h"
#include "catalog/vocabulary.h"
#include "base/writer.h"

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
	const char *name = hs_property_name(property);

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

/* A property that is left out where there is nothing to say. */
static void write_said(struct hs_writer *w, enum hs_property property, const char *value)
{
	if (*value)
		write_property(w, property, value);
}

static void write_word(struct hs_writer *w, enum hs_property property, int vocabulary,
                       int number)
{
	size_t count;
	const struct hs_word *words = hs_words(vocabulary, &count);

	write_property(w, property, words[number].text);
}

/* ---- Properties with several values -------------------------------------- */

/* One line for each text of a list. */
static void write_texts(struct hs_writer *w, enum hs_property property, const char *list)
{
	for (; *list; list += strlen(list) + 1)
		write_property(w, property, list);
}

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

static void write_bits(struct hs_writer *w, enum hs_property property, int vocabulary,
                       uint32_t bits)
{
	struct items items = {.w = w};
	size_t count;
	const struct hs_word *words = hs_words(vocabulary, &count);

	for (size_t n = 0; n < count; n++)
		if (bits >> n & 1)
			write_item(&items, property, words[n].text);
	end_items(&items);
}

/* The field names of one level, of a list that has the level in front of each. */
static void write_headers(struct hs_writer *w, enum hs_property property, char level,
                          const char *list)
{
	struct items items = {.w = w};

	for (; *list; list += strlen(list) + 1)
		if (list[0] == level)
			write_item(&items, property, list + 1);
	end_items(&items);
}

/* ---- Stanzas -------------------------------------------------------------- */

static void write_code(struct hs_writer *w, int code)
{
	const char digits[] = {
		(char)('0' + code / 100), (char)('0' + code / 10 % 10), (char)('0' + code % 10), '\0'
	};

	write_name(w, HS_PROPERTY_STATUS);
	hs_write_char(w, ' ');
	hs_write_text(w, digits);
	hs_write_char(w, '\n');
}

static void write_limit(struct hs_writer *w, uint8_t limit)
{
	const char digits[] = {
		(char)('0' + limit / 100), (char)('0' + limit / 10 % 10), (char)('0' + limit % 10), '\0'
	};

	write_property(w, HS_PROPERTY_LIMIT, digits + (limit < 10 ? 2 : limit < 100 ? 1 : 0));
}

static void write_advice(struct hs_writer *w, const httpstatus_entry *entry)
{
	if (entry->verdict != HS_UNSAID)
		write_word(w, HS_PROPERTY_RETRY, HTTPSTATUS_FAMILY_VERDICT, entry->verdict - 1);
	if (entry->processed != HS_UNSAID)
		write_word(w, HS_PROPERTY_PROCESSED, HTTPSTATUS_FAMILY_PROCESSED, entry->processed - 1);
	if (entry->persistence != HS_UNSAID)
		write_word(w, HS_PROPERTY_PERSISTENCE, HS_FAMILY_PERSISTENCE, entry->persistence - 1);
	write_bits(w, HS_PROPERTY_CHANGE, HTTPSTATUS_FAMILY_CHANGE, entry->changes);
	if (entry->limit != HTTPSTATUS_LIMIT_NONE)
		write_limit(w, entry->limit);
}

static void write_facts(struct hs_writer *w, const httpstatus_entry *entry)
{
	const char *headers = hs_entry_text(entry, entry->headers);

	write_headers(w, HS_PROPERTY_MUST_SEND, '0' + HTTPSTATUS_LEVEL_MUST, headers);
	write_headers(w, HS_PROPERTY_SHOULD_SEND, '0' + HTTPSTATUS_LEVEL_SHOULD, headers);
	write_headers(w, HS_PROPERTY_MAY_SEND, '0' + HTTPSTATUS_LEVEL_MAY, headers);
	write_bits(w, HS_PROPERTY_FLAGS, HTTPSTATUS_FAMILY_FLAG, entry->flags);
	if (entry->content != HTTPSTATUS_FRAMING_MAY)
		write_word(w, HS_PROPERTY_CONTENT, HTTPSTATUS_FAMILY_FRAMING, entry->content);
	if (entry->redirect != HTTPSTATUS_REDIRECT_NONE)
		write_word(w, HS_PROPERTY_REDIRECT, HTTPSTATUS_FAMILY_REDIRECT, entry->redirect);
	if (entry->fault != (uint8_t)hs_fault_of_class(entry->code))
		write_word(w, HS_PROPERTY_FAULT, HTTPSTATUS_FAMILY_FAULT, entry->fault);
}

static void write_status(struct hs_writer *w, const httpstatus_entry *entry)
{
	hs_write_char(w, '\n');
	write_code(w, entry->code);
	write_said(w, HS_PROPERTY_REASON, hs_entry_text(entry, entry->phrase));
	write_texts(w, HS_PROPERTY_ALIAS, hs_entry_text(entry, entry->aliases));
	write_said(w, HS_PROPERTY_SUMMARY, hs_entry_text(entry, entry->summary));
	write_texts(w, HS_PROPERTY_REFERENCE, hs_entry_text(entry, entry->references));
	write_facts(w, entry);
	write_advice(w, entry);
}

static void write_head(struct hs_writer *w, const httpstatus_catalog *catalog)
{
	const httpstatus_catalog *named = catalog->members ? hs_member(catalog, 0) : catalog;

	write_property(w, HS_PROPERTY_CATALOG, hs_at(named, named->name));
	write_property(w, HS_PROPERTY_FORMAT, "1");
	write_said(w, HS_PROPERTY_TITLE, hs_at(catalog, catalog->title));
	write_said(w, HS_PROPERTY_VERSION, hs_at(catalog, catalog->version));
	write_said(w, HS_PROPERTY_SOURCE, hs_at(catalog, catalog->source));
}

size_t httpstatus_catalog_print(const httpstatus_catalog *catalog, char *buffer, size_t size)
{
	struct hs_writer w = {buffer, size, 0};

	if (!catalog)
		catalog = HS_IANA;
	write_head(&w, catalog);
	for (int code = 0; code < HS_CODE_END; code++) {
		const httpstatus_entry *entry = hs_find(catalog, code);

		if (entry)
			write_status(&w, entry);
	}
	return hs_write_end(&w);
}
