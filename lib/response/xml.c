/* SPDX-License-Identifier: MIT */
/*
 * XML 1.0, byte by byte. A byte belongs to one state, and each state has a reader.
 * Tags must match, by a hash of their names; what a DTD declares is not looked at.
 * From the first byte that the grammar does not allow, nothing more is read.
 */

#include "response/xml.h"

enum state {
	STATE_OUTSIDE,              /* of the root element; the state at the start */
	STATE_TEXT,
	STATE_MARKUP,               /* behind '<' */
	STATE_NAME,                 /* of a start-tag */
	STATE_TAG,                  /* white space in a start-tag */
	STATE_ATTRIBUTE,            /* its name */
	STATE_EQUALS,
	STATE_QUOTE,
	STATE_VALUE,                /* of an attribute */
	STATE_BEHIND_VALUE,
	STATE_EMPTY,                /* behind '/' */
	STATE_END_MARKUP,           /* behind "</" */
	STATE_END_NAME,
	STATE_END_TAG,              /* white space in an end-tag */
	STATE_INSTRUCTION,          /* behind "<?" */
	STATE_INSTRUCTION_END,
	STATE_DECLARATION,          /* behind "<!" */
	STATE_COMMENT_START,
	STATE_COMMENT,
	STATE_COMMENT_DASH,
	STATE_COMMENT_END,
	STATE_CDATA_START,
	STATE_CDATA,
	STATE_DOCTYPE_START,
	STATE_DOCTYPE,
	STATE_REFERENCE,
	STATE_STOP
};

static enum hs_xml_event go(struct hs_xml *xml, enum state state)
{
	xml->state = (uint8_t)state;
	return state == STATE_STOP ? HS_XML_STOP : HS_XML_MORE;
}

static enum hs_xml_event stop(struct hs_xml *xml)
{
	return go(xml, STATE_STOP);
}

/* Back to where a comment, an instruction or a tag began. */
static enum hs_xml_event go_on(struct hs_xml *xml)
{
	xml->place = 0;
	return go(xml, xml->depth > 0 ? STATE_TEXT : STATE_OUTSIDE);
}

static bool is_space(char c)
{
	return hs_is_blank(c) || c == '\n' || c == '\r';
}

static bool starts_name(char c)
{
	return hs_is_lower(hs_to_lower(c)) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static bool is_in_name(char c)
{
	return starts_name(c) || hs_is_digit(c) || c == '-' || c == '.';
}

/* ---- Names ---------------------------------------------------------------------- */

/* FNV-1a */
static uint32_t add_to_hash(uint32_t hash, char c)
{
	return (hash ^ (unsigned char)c) * UINT32_C(16777619);
}

static void begin_hash(struct hs_xml *xml, char c)
{
	xml->hash = add_to_hash(UINT32_C(2166136261), c);
}

static void add_to_name(struct hs_xml *xml, char c)
{
	if (xml->name_length < HS_XML_NAME_MAX)
		xml->name[xml->name_length] = c;
	if (xml->name_length <= HS_XML_NAME_MAX)
		xml->name_length++;
}

/* ---- Elements ------------------------------------------------------------------- */

static enum hs_xml_event end_element(struct hs_xml *xml)
{
	const bool leaf = xml->is_leaf;

	xml->depth--;
	xml->is_leaf = false;
	go_on(xml);
	return leaf ? HS_XML_TEXT : HS_XML_MORE;
}

static enum hs_xml_event begin_element(struct hs_xml *xml, struct hs_token *token, bool empty)
{
	if (xml->depth == HS_XML_DEPTH)
		return stop(xml);
	xml->open[xml->depth++] = xml->hash;
	xml->has_root = true;
	xml->is_leaf = true;
	hs_token_clear(token);
	return empty ? end_element(xml) : go_on(xml);
}

static enum hs_xml_event end_tag(struct hs_xml *xml)
{
	if (xml->depth == 0 || xml->open[xml->depth - 1] != xml->hash)
		return stop(xml);
	return end_element(xml);
}

/* ---- Tags --------------------------------------------------------------------------- */

static enum hs_xml_event read_markup(struct hs_xml *xml, char c)
{
	switch (c) {
	case '/':
		return go(xml, STATE_END_MARKUP);
	case '?':
		return go(xml, STATE_INSTRUCTION);
	case '!':
		return go(xml, STATE_DECLARATION);
	default:
		break;
	}
	/* A document has one root. */
	if (!starts_name(c) || (xml->depth == 0 && xml->has_root))
		return stop(xml);
	begin_hash(xml, c);
	xml->name_length = 0;
	add_to_name(xml, c);
	return go(xml, STATE_NAME);
}

/* What may stand behind a name or a value in a start-tag. */
static enum hs_xml_event read_in_tag(struct hs_xml *xml, struct hs_token *token, char c)
{
	if (is_space(c))
		return go(xml, STATE_TAG);
	if (c == '/')
		return go(xml, STATE_EMPTY);
	return c == '>' ? begin_element(xml, token, false) : stop(xml);
}

static enum hs_xml_event read_name(struct hs_xml *xml, struct hs_token *token, char c)
{
	if (!is_in_name(c))
		return read_in_tag(xml, token, c);
	xml->hash = add_to_hash(xml->hash, c);
	add_to_name(xml, c);
	return HS_XML_MORE;
}

static enum hs_xml_event read_tag(struct hs_xml *xml, struct hs_token *token, char c)
{
	return starts_name(c) ? go(xml, STATE_ATTRIBUTE) : read_in_tag(xml, token, c);
}

static enum hs_xml_event read_attribute(struct hs_xml *xml, char c)
{
	if (is_in_name(c))
		return HS_XML_MORE;
	if (is_space(c))
		return go(xml, STATE_EQUALS);
	return c == '=' ? go(xml, STATE_QUOTE) : stop(xml);
}

static enum hs_xml_event read_equals(struct hs_xml *xml, char c)
{
	if (is_space(c))
		return HS_XML_MORE;
	return c == '=' ? go(xml, STATE_QUOTE) : stop(xml);
}

static enum hs_xml_event read_quote(struct hs_xml *xml, char c)
{
	if (is_space(c))
		return HS_XML_MORE;
	xml->quote = (uint8_t)c;
	return c == '"' || c == '\'' ? go(xml, STATE_VALUE) : stop(xml);
}

static enum hs_xml_event begin_reference(struct hs_xml *xml, bool in_attribute)
{
	xml->in_attribute = in_attribute;
	xml->reference_length = 0;
	return go(xml, STATE_REFERENCE);
}

static enum hs_xml_event read_attribute_value(struct hs_xml *xml, char c)
{
	if (c == (char)xml->quote)
		return go(xml, STATE_BEHIND_VALUE);
	if (c == '&')
		return begin_reference(xml, true);
	return c == '<' ? stop(xml) : HS_XML_MORE;
}

static enum hs_xml_event read_end_markup(struct hs_xml *xml, char c)
{
	if (!starts_name(c))
		return stop(xml);
	begin_hash(xml, c);
	return go(xml, STATE_END_NAME);
}

static enum hs_xml_event read_end_name(struct hs_xml *xml, char c)
{
	if (c == '>')
		return end_tag(xml);
	if (is_space(c))
		return go(xml, STATE_END_TAG);
	xml->hash = add_to_hash(xml->hash, c);
	return is_in_name(c) ? HS_XML_MORE : stop(xml);
}

static enum hs_xml_event read_end_tag(struct hs_xml *xml, char c)
{
	if (is_space(c))
		return HS_XML_MORE;
	return c == '>' ? end_tag(xml) : stop(xml);
}

/* ---- Text ---------------------------------------------------------------------------- */

/* "]]>" ends a CDATA section, and must not stand elsewhere: so many ']' came last. */
static uint8_t count_brackets(const struct hs_xml *xml, char c)
{
	if (c != ']')
		return 0;
	return xml->place < 2 ? (uint8_t)(xml->place + 1) : 2;
}

static enum hs_xml_event read_text(struct hs_xml *xml, struct hs_token *token, char c)
{
	if (c == '<')
		return go(xml, STATE_MARKUP);
	if (c == '&')
		return begin_reference(xml, false);
	if (c == '>' && xml->place == 2)
		return stop(xml);
	xml->place = count_brackets(xml, c);
	hs_token_add(token, c);
	return HS_XML_MORE;
}

static enum hs_xml_event read_outside(struct hs_xml *xml, char c)
{
	if (is_space(c))
		return HS_XML_MORE;
	return c == '<' ? go(xml, STATE_MARKUP) : stop(xml);
}

/* Two brackets are kept back until it is known what they are. */
static enum hs_xml_event read_cdata(struct hs_xml *xml, struct hs_token *token, char c)
{
	if (c == '>' && xml->place == 2)
		return go_on(xml);
	if (c == ']' && xml->place < 2) {
		xml->place++;
		return HS_XML_MORE;
	}
	if (c == ']') {
		hs_token_add(token, c);
		return HS_XML_MORE;
	}
	for (; xml->place > 0; xml->place--)
		hs_token_add(token, ']');
	hs_token_add(token, c);
	return HS_XML_MORE;
}

/* XML 1.0, 2.2 */
static bool is_character(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
	       (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

/* "#60", "#x3C"; 0 if it is none. */
static uint32_t read_number(struct hs_span digits)
{
	uint32_t base = 10;
	uint32_t number = 0;

	if (digits.length > 0 && digits.at[0] == 'x') {
		base = 16;
		hs_span_take(&digits, 1);
	}
	for (size_t n = 0; n < digits.length; n++) {
		const char c = hs_to_lower(digits.at[n]);
		uint32_t digit = base;

		if (hs_is_digit(c))
			digit = (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			digit = (uint32_t)(c - 'a') + 10;
		if (digit >= base || number > 0x10FFFF)
			return 0;
		number = base * number + digit;
	}
	return number;
}

/* What a reference stands for; 0 if it is not known. */
static uint32_t resolve(struct hs_span reference)
{
	static const struct {
		char name[5];
		char character;
	} known[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};

	if (reference.length > 0 && reference.at[0] == '#') {
		hs_span_take(&reference, 1);
		return read_number(reference);
	}
	for (size_t n = 0; n < sizeof(known) / sizeof(known[0]); n++)
		if (reference.length == strlen(known[n].name) &&
		    memcmp(reference.at, known[n].name, reference.length) == 0)
			return (uint32_t)known[n].character;
	return 0;
}

static enum hs_xml_event read_reference(struct hs_xml *xml, struct hs_token *token, char c)
{
	uint32_t character;

	if (c != ';') {
		if (xml->reference_length == sizeof(xml->reference))
			return stop(xml);
		xml->reference[xml->reference_length++] = c;
		return HS_XML_MORE;
	}
	character = resolve((struct hs_span){xml->reference, xml->reference_length});
	if (!is_character(character))
		return stop(xml);
	if (xml->in_attribute)
		return go(xml, STATE_VALUE);
	hs_token_add_character(token, character);
	xml->place = 0;
	return go(xml, STATE_TEXT);
}

/* ---- What is no element ---------------------------------------------------------------- */

static enum hs_xml_event read_instruction(struct hs_xml *xml, char c)
{
	return c == '?' ? go(xml, STATE_INSTRUCTION_END) : HS_XML_MORE;
}

static enum hs_xml_event read_instruction_end(struct hs_xml *xml, char c)
{
	if (c == '>')
		return go_on(xml);
	return c == '?' ? HS_XML_MORE : go(xml, STATE_INSTRUCTION);
}

static enum hs_xml_event read_declaration(struct hs_xml *xml, char c)
{
	xml->place = 0;
	switch (c) {
	case '-':
		return go(xml, STATE_COMMENT_START);
	case '[':
		return xml->depth > 0 ? go(xml, STATE_CDATA_START) : stop(xml);
	case 'D':
		return xml->has_root ? stop(xml) : go(xml, STATE_DOCTYPE_START);
	default:
		return stop(xml);
	}
}

/* The rest of a word that must stand there. */
static enum hs_xml_event read_word(struct hs_xml *xml, const char *word, char c, enum state next)
{
	if (c != word[xml->place])
		return stop(xml);
	if (word[++xml->place] != '\0')
		return HS_XML_MORE;
	xml->place = 0;
	return go(xml, next);
}

static enum hs_xml_event read_comment(struct hs_xml *xml, char c)
{
	return go(xml, c == '-' ? STATE_COMMENT_DASH : STATE_COMMENT);
}

static enum hs_xml_event read_comment_dash(struct hs_xml *xml, char c)
{
	return go(xml, c == '-' ? STATE_COMMENT_END : STATE_COMMENT);
}

static enum hs_xml_event read_comment_end(struct hs_xml *xml, char c)
{
	if (c != '>')
		return stop(xml);
	xml->place = 0;
	return xml->brackets > 0 ? go(xml, STATE_DOCTYPE) : go_on(xml);
}

/* Whether a comment begins with this byte of a DOCTYPE, in which quotation marks mean nothing. */
static bool begins_comment(struct hs_xml *xml, char c)
{
	static const char start[] = "<!--";

	xml->place = c == start[xml->place] ? (uint8_t)(xml->place + 1) : c == start[0];
	return xml->place == sizeof(start) - 1;
}

static enum hs_xml_event read_doctype(struct hs_xml *xml, char c)
{
	if (xml->quote) {
		if (c == (char)xml->quote)
			xml->quote = 0;
		return HS_XML_MORE;
	}
	if (begins_comment(xml, c)) {
		xml->brackets--;
		return go(xml, STATE_COMMENT);
	}
	switch (c) {
	case '"':
	case '\'':
		xml->quote = (uint8_t)c;
		return HS_XML_MORE;
	case '[':
	case '<':
		if (xml->brackets == UINT16_MAX)
			return stop(xml);
		xml->brackets++;
		return HS_XML_MORE;
	case ']':
	case '>':
		if (xml->brackets == 0)
			return c == '>' ? go_on(xml) : stop(xml);
		xml->brackets--;
		return HS_XML_MORE;
	default:
		return HS_XML_MORE;
	}
}

/* ---- The document ------------------------------------------------------------------------- */

static enum hs_xml_event read_byte(struct hs_xml *xml, struct hs_token *token, char c)
{
	switch ((enum state)xml->state) {
	case STATE_OUTSIDE:         return read_outside(xml, c);
	case STATE_TEXT:            return read_text(xml, token, c);
	case STATE_MARKUP:          return read_markup(xml, c);
	case STATE_NAME:            return read_name(xml, token, c);
	case STATE_TAG:             return read_tag(xml, token, c);
	case STATE_ATTRIBUTE:       return read_attribute(xml, c);
	case STATE_EQUALS:          return read_equals(xml, c);
	case STATE_QUOTE:           return read_quote(xml, c);
	case STATE_VALUE:           return read_attribute_value(xml, c);
	case STATE_BEHIND_VALUE:    return read_in_tag(xml, token, c);
	case STATE_EMPTY:           return c == '>' ? begin_element(xml, token, true) : stop(xml);
	case STATE_END_MARKUP:      return read_end_markup(xml, c);
	case STATE_END_NAME:        return read_end_name(xml, c);
	case STATE_END_TAG:         return read_end_tag(xml, c);
	case STATE_INSTRUCTION:     return read_instruction(xml, c);
	case STATE_INSTRUCTION_END: return read_instruction_end(xml, c);
	case STATE_DECLARATION:     return read_declaration(xml, c);
	case STATE_COMMENT_START:   return c == '-' ? go(xml, STATE_COMMENT) : stop(xml);
	case STATE_COMMENT:         return read_comment(xml, c);
	case STATE_COMMENT_DASH:    return read_comment_dash(xml, c);
	case STATE_COMMENT_END:     return read_comment_end(xml, c);
	case STATE_CDATA_START:     return read_word(xml, "CDATA[", c, STATE_CDATA);
	case STATE_CDATA:           return read_cdata(xml, token, c);
	case STATE_DOCTYPE_START:   return read_word(xml, "OCTYPE", c, STATE_DOCTYPE);
	case STATE_DOCTYPE:         return read_doctype(xml, c);
	case STATE_REFERENCE:       return read_reference(xml, token, c);
	case STATE_STOP:            break;
	}
	return HS_XML_STOP;
}

enum hs_xml_event hs_xml_next(struct hs_xml *xml, struct hs_token *token, struct hs_span *piece)
{
	enum hs_xml_event event = HS_XML_MORE;

	while (event == HS_XML_MORE && piece->length > 0) {
		const char c = hs_span_take(piece, 1).at[0];

		/* XML 1.0, 2.2: no other control characters. */
		if ((unsigned char)c < ' ' && !is_space(c))
			event = stop(xml);
		else
			event = read_byte(xml, token, c);
	}
	return event;
}
