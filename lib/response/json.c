/* SPDX-License-Identifier: MIT */
/*
 * JSON (RFC 8259), byte by byte. A byte belongs to one state, and each state has a
 * reader that returns the next event, if the byte makes one. From the first byte that
 * the grammar does not allow, nothing more is read.
 */

#include "response/json.h"

enum state {
	STATE_VALUE,                /* a value follows; the state at the start */
	STATE_FIRST_ITEM,           /* a value or the end of the array */
	STATE_FIRST_KEY,            /* a key or the end of the object */
	STATE_KEY,
	STATE_COLON,
	STATE_BEHIND,               /* a comma, or the end of the object or array */
	STATE_STRING,
	STATE_ESCAPE,
	STATE_UNICODE,
	STATE_LITERAL,
	STATE_MINUS,                /* the parts of a number */
	STATE_ZERO,
	STATE_INTEGER,
	STATE_POINT,
	STATE_FRACTION,
	STATE_E,
	STATE_SIGN,
	STATE_EXPONENT,
	STATE_STOP
};

static enum hs_json_event stop(struct hs_json *json)
{
	json->state = STATE_STOP;
	return HS_JSON_STOP;
}

/* ---- Objects and arrays --------------------------------------------------------- */

static bool in_object(const struct hs_json *json)
{
	const unsigned top = json->depth - 1u;

	return json->depth > 0 && (json->objects[top / 8] >> top % 8 & 1);
}

static enum hs_json_event open_container(struct hs_json *json, bool object)
{
	const unsigned top = json->depth;

	if (top == HS_JSON_DEPTH)
		return stop(json);
	json->objects[top / 8] = (uint8_t)((json->objects[top / 8] & ~(1u << top % 8)) |
	                                   (unsigned)object << top % 8);
	json->depth++;
	json->state = object ? STATE_FIRST_KEY : STATE_FIRST_ITEM;
	return object ? HS_JSON_OBJECT : HS_JSON_ARRAY;
}

static enum hs_json_event close_container(struct hs_json *json, char c)
{
	if (json->depth == 0 || c != (in_object(json) ? '}' : ']'))
		return stop(json);
	json->depth--;
	json->state = json->depth > 0 ? STATE_BEHIND : STATE_STOP;
	return HS_JSON_END;
}

/* ---- Values ------------------------------------------------------------------------ */

/* Whether a value ends where it does, and not in the middle of another token. */
static enum hs_json_event end_value(struct hs_json *json, enum hs_json_event event)
{
	json->state = json->depth > 0 ? STATE_BEHIND : STATE_STOP;
	return event;
}

static enum hs_json_event begin_string(struct hs_json *json, struct hs_token *token, bool is_key)
{
	hs_token_clear(token);
	json->is_key = is_key;
	json->surrogate = 0;
	json->state = STATE_STRING;
	return HS_JSON_MORE;
}

static enum hs_json_event begin_literal(struct hs_json *json, const char *literal)
{
	json->literal = literal;
	json->digits = 1;
	json->state = STATE_LITERAL;
	return HS_JSON_MORE;
}

static enum hs_json_event begin_number(struct hs_json *json, struct hs_token *token, char c)
{
	hs_token_clear(token);
	hs_token_add(token, c);
	json->state = c == '-' ? STATE_MINUS : c == '0' ? STATE_ZERO : STATE_INTEGER;
	return HS_JSON_MORE;
}

static enum hs_json_event read_value(struct hs_json *json, struct hs_token *token, char c)
{
	switch (c) {
	case '{':
	case '[':
		return open_container(json, c == '{');
	case ']':
		return json->state == STATE_FIRST_ITEM ? close_container(json, c) : stop(json);
	case '"':
		return begin_string(json, token, false);
	case 't':
		return begin_literal(json, "true");
	case 'f':
		return begin_literal(json, "false");
	case 'n':
		return begin_literal(json, "null");
	default:
		return c == '-' || hs_is_digit(c) ? begin_number(json, token, c) : stop(json);
	}
}

static enum hs_json_event read_key(struct hs_json *json, struct hs_token *token, char c)
{
	if (c == '"')
		return begin_string(json, token, true);
	return json->state == STATE_FIRST_KEY ? close_container(json, c) : stop(json);
}

static enum hs_json_event read_colon(struct hs_json *json, char c)
{
	if (c != ':')
		return stop(json);
	json->state = STATE_VALUE;
	return HS_JSON_MORE;
}

static enum hs_json_event read_behind(struct hs_json *json, char c)
{
	if (c != ',')
		return close_container(json, c);
	json->state = in_object(json) ? STATE_KEY : STATE_VALUE;
	return HS_JSON_MORE;
}

static enum hs_json_event read_literal(struct hs_json *json, struct hs_token *token, char c)
{
	if (c != json->literal[json->digits])
		return stop(json);
	json->digits++;
	if (json->literal[json->digits] != '\0')
		return HS_JSON_MORE;
	if (json->literal[0] == 'n')
		return end_value(json, HS_JSON_NULL);
	hs_token_clear(token);
	for (const char *s = json->literal; *s; s++)
		hs_token_add(token, *s);
	return end_value(json, HS_JSON_VALUE);
}

/* ---- Strings ----------------------------------------------------------------------- */

/* The first half of a surrogate pair that has no second half. */
static void end_surrogate(struct hs_json *json, struct hs_token *token)
{
	if (json->surrogate)
		hs_token_add_character(token, json->surrogate);
	json->surrogate = 0;
}

static enum hs_json_event read_string(struct hs_json *json, struct hs_token *token, char c)
{
	if (c == '\\') {
		json->state = STATE_ESCAPE;
		return HS_JSON_MORE;
	}
	end_surrogate(json, token);
	if (c != '"') {
		hs_token_add(token, c);
		return HS_JSON_MORE;
	}
	if (!json->is_key)
		return end_value(json, HS_JSON_VALUE);
	json->state = STATE_COLON;
	return HS_JSON_KEY;
}

static enum hs_json_event read_escape(struct hs_json *json, struct hs_token *token, char c)
{
	static const char escapes[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	const char *found = c ? strchr(escapes, c) : NULL;

	if (c == 'u') {
		json->unicode = 0;
		json->digits = 0;
		json->state = STATE_UNICODE;
		return HS_JSON_MORE;
	}
	if (!found)
		return stop(json);
	end_surrogate(json, token);
	hs_token_add(token, meanings[found - escapes]);
	json->state = STATE_STRING;
	return HS_JSON_MORE;
}

/* RFC 8259, 7: a character above U+FFFF is a pair of surrogates. */
static void add_unicode(struct hs_json *json, struct hs_token *token)
{
	const uint32_t unit = json->unicode;
	const bool second = unit >= 0xDC00 && unit <= 0xDFFF;

	if (json->surrogate && second) {
		hs_token_add_character(token, 0x10000 + ((json->surrogate - 0xD800u) << 10) +
		                       (unit - 0xDC00));
		json->surrogate = 0;
		return;
	}
	end_surrogate(json, token);
	if (unit >= 0xD800 && unit <= 0xDBFF)
		json->surrogate = (uint16_t)unit;
	else
		hs_token_add_character(token, unit);
}

static enum hs_json_event read_unicode(struct hs_json *json, struct hs_token *token, char c)
{
	const char lower = hs_to_lower(c);

	if (hs_is_digit(c))
		json->unicode = 16 * json->unicode + (uint32_t)(c - '0');
	else if (lower >= 'a' && lower <= 'f')
		json->unicode = 16 * json->unicode + (uint32_t)(lower - 'a') + 10;
	else
		return stop(json);
	if (++json->digits == 4) {
		add_unicode(json, token);
		json->state = STATE_STRING;
	}
	return HS_JSON_MORE;
}

/* ---- Numbers ------------------------------------------------------------------------- */

/* The state behind the next byte of a number; STATE_STOP if the number ends before it. */
static enum state number_state(enum state state, char c)
{
	const bool digit = hs_is_digit(c);
	const bool e = c == 'e' || c == 'E';

	switch (state) {
	case STATE_MINUS:
		return c == '0' ? STATE_ZERO : digit ? STATE_INTEGER : STATE_STOP;
	case STATE_ZERO:
		return c == '.' ? STATE_POINT : e ? STATE_E : STATE_STOP;
	case STATE_INTEGER:
		return digit ? STATE_INTEGER : c == '.' ? STATE_POINT : e ? STATE_E : STATE_STOP;
	case STATE_POINT:
		return digit ? STATE_FRACTION : STATE_STOP;
	case STATE_FRACTION:
		return digit ? STATE_FRACTION : e ? STATE_E : STATE_STOP;
	case STATE_E:
		return digit ? STATE_EXPONENT : c == '+' || c == '-' ? STATE_SIGN : STATE_STOP;
	default:
		return digit ? STATE_EXPONENT : STATE_STOP;
	}
}

static bool is_whole_number(enum state state)
{
	return state == STATE_ZERO || state == STATE_INTEGER || state == STATE_FRACTION ||
	       state == STATE_EXPONENT;
}

static bool is_space(char c)
{
	return hs_is_blank(c) || c == '\n' || c == '\r';
}

/* What may follow a value. */
static bool is_delimiter(char c)
{
	return is_space(c) || c == ',' || c == ']' || c == '}';
}

/* *again: the byte does not belong to the number. */
static enum hs_json_event read_number(struct hs_json *json, struct hs_token *token, char c, bool *again)
{
	const enum state next = number_state((enum state)json->state, c);

	if (next != STATE_STOP) {
		hs_token_add(token, c);
		json->state = (uint8_t)next;
		return HS_JSON_MORE;
	}
	if (!is_whole_number((enum state)json->state) || !is_delimiter(c))
		return stop(json);
	*again = true;
	return end_value(json, HS_JSON_VALUE);
}

/* ---- The document ----------------------------------------------------------------------- */

static enum hs_json_event read_byte(struct hs_json *json, struct hs_token *token, char c, bool *again)
{
	switch ((enum state)json->state) {
	case STATE_STRING:
		return read_string(json, token, c);
	case STATE_ESCAPE:
		return read_escape(json, token, c);
	case STATE_UNICODE:
		return read_unicode(json, token, c);
	case STATE_LITERAL:
		return read_literal(json, token, c);
	case STATE_STOP:
		return HS_JSON_STOP;
	case STATE_MINUS:
	case STATE_ZERO:
	case STATE_INTEGER:
	case STATE_POINT:
	case STATE_FRACTION:
	case STATE_E:
	case STATE_SIGN:
	case STATE_EXPONENT:
		return read_number(json, token, c, again);
	default:
		break;
	}
	if (is_space(c))
		return HS_JSON_MORE;
	switch ((enum state)json->state) {
	case STATE_FIRST_KEY:
	case STATE_KEY:
		return read_key(json, token, c);
	case STATE_COLON:
		return read_colon(json, c);
	case STATE_BEHIND:
		return read_behind(json, c);
	default:
		return read_value(json, token, c);
	}
}

enum hs_json_event hs_json_next(struct hs_json *json, struct hs_token *token, struct hs_span *piece)
{
	enum hs_json_event event = HS_JSON_MORE;

	while (event == HS_JSON_MORE && piece->length > 0) {
		bool again = false;

		event = read_byte(json, token, piece->at[0], &again);
		if (!again)
			hs_span_take(piece, 1);
	}
	return event;
}
