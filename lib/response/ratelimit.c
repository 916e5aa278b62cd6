/* SPDX-License-Identifier: MIT */
/*
 * Lists of RFC 9651, 4.2, as RateLimit needs them: the whole grammar is checked,
 * because a malformed field is ignored as a whole, but only the parameters r and
 * t are kept. Each reader advances the text, and returns false on an error.
 */

#include "response/ratelimit.h"

#include <httpstatus.h>

#include "base/chars.h"

struct text {
	const char *at;
	const char *end;
};

struct item {
	bool is_integer;
	int64_t integer;
};

struct quota {
	struct item remaining;      /* r */
	struct item reset;          /* t */
};

/* ---- Bytes --------------------------------------------------------------- */

static bool next_is(const struct text *text, char c)
{
	return text->at < text->end && *text->at == c;
}

static bool take(struct text *text, char c)
{
	if (!next_is(text, c))
		return false;
	text->at++;
	return true;
}

static void skip_spaces(struct text *text)
{
	while (take(text, ' '))
		;
}

static void skip_blanks(struct text *text)
{
	while (text->at < text->end && hs_is_blank(*text->at))
		text->at++;
}

static bool is_one_of(char c, const char *set)
{
	while (*set && *set != c)
		set++;
	return *set != '\0';
}

static bool is_alpha(char c)
{
	return hs_is_lower(hs_to_lower(c));
}

static bool is_visible(char c)
{
	return c >= ' ' && c <= '~';
}

/* ---- Bare items (RFC 9651, 4.2.3.1) --------------------------------------- */

/* Returns the number of digits; beyond 18 of them *value is meaningless. */
static int take_digits(struct text *text, int64_t *value)
{
	int count = 0;

	*value = 0;
	for (; text->at < text->end && hs_is_digit(*text->at); text->at++) {
		if (count < 18)
			*value = 10 * *value + (*text->at - '0');
		if (count < 99)
			count++;
	}
	return count;
}

/* Up to 15 digits, or up to 12 digits, a point and up to 3 digits. */
static bool take_number(struct text *text, struct item *item)
{
	bool negative = take(text, '-');
	int whole = take_digits(text, &item->integer);
	int64_t fraction;
	int places;

	if (!take(text, '.')) {
		item->is_integer = true;
		if (negative)
			item->integer = -item->integer;
		return whole >= 1 && whole <= 15;
	}
	places = take_digits(text, &fraction);
	return whole >= 1 && whole <= 12 && places >= 1 && places <= 3;
}

static bool take_string(struct text *text)
{
	text->at++;
	while (text->at < text->end) {
		char c = *text->at++;

		if (c == '"')
			return true;
		if (!is_visible(c) || (c == '\\' && !take(text, '"') && !take(text, '\\')))
			return false;
	}
	return false;
}

static bool take_token(struct text *text)
{
	do
		text->at++;
	while (text->at < text->end && (is_alpha(*text->at) || hs_is_digit(*text->at) ||
	                                is_one_of(*text->at, "!#$%&'*+-.^_`|~:/")));
	return true;
}

/* Base64; padding may be omitted, but must be right if present. */
static bool take_bytes(struct text *text)
{
	size_t digits = 0;
	size_t padding = 0;

	text->at++;
	for (; text->at < text->end; text->at++, digits++)
		if (!is_alpha(*text->at) && !hs_is_digit(*text->at) && !is_one_of(*text->at, "+/"))
			break;
	while (take(text, '='))
		padding++;
	if (!take(text, ':') || digits % 4 == 1)
		return false;
	return padding == 0 || (padding < 3 && (digits + padding) % 4 == 0);
}

static bool take_boolean(struct text *text)
{
	text->at++;
	return take(text, '0') || take(text, '1');
}

static bool take_date(struct text *text)
{
	struct item seconds = {0};

	text->at++;
	return take_number(text, &seconds) && seconds.is_integer;
}

/* What must follow in UTF-8 (RFC 3629, 4): more bytes, the next from low to high. */
struct utf8 {
	unsigned more;
	unsigned low, high;
};

static bool next_octet(struct utf8 *state, unsigned octet)
{
	if (state->more > 0) {
		bool good = octet >= state->low && octet <= state->high;

		*state = (struct utf8){state->more - 1, 0x80, 0xbf};
		return good;
	}
	if (octet < 0x80)
		return true;
	state->more = octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
	state->low = octet == 0xe0 ? 0xa0 : octet == 0xf0 ? 0x90 : 0x80;
	state->high = octet == 0xed ? 0x9f : octet == 0xf4 ? 0x8f : 0xbf;
	return octet >= 0xc2 && octet <= 0xf4;
}

static bool take_hex_digit(struct text *text, unsigned *octet)
{
	char c = text->at < text->end ? *text->at++ : '\0';

	if (hs_is_digit(c))
		*octet = 16 * *octet + (unsigned)(c - '0');
	else if (c >= 'a' && c <= 'f')
		*octet = 16 * *octet + (unsigned)(c - 'a') + 10;
	else
		return false;
	return true;
}

/* %"f%c3%bc"; a backslash does not escape here. */
static bool take_display_string(struct text *text)
{
	struct utf8 state = {0};

	text->at++;
	if (!take(text, '"'))
		return false;
	while (text->at < text->end) {
		char c = *text->at++;
		unsigned octet = 0;

		if (c == '"')
			return state.more == 0;
		if (!is_visible(c))
			return false;
		if (c != '%')
			octet = (unsigned char)c;
		else if (!take_hex_digit(text, &octet) || !take_hex_digit(text, &octet))
			return false;
		if (!next_octet(&state, octet))
			return false;
	}
	return false;
}

static bool take_bare_item(struct text *text, struct item *item)
{
	char c = text->at < text->end ? *text->at : '\0';

	*item = (struct item){0};
	switch (c) {
	case '"': return take_string(text);
	case ':': return take_bytes(text);
	case '?': return take_boolean(text);
	case '@': return take_date(text);
	case '%': return take_display_string(text);
	default:  break;
	}
	if (c == '-' || hs_is_digit(c))
		return take_number(text, item);
	return (c == '*' || is_alpha(c)) && take_token(text);
}

/* ---- Members --------------------------------------------------------------- */

static bool take_key(struct text *text, struct text *key)
{
	key->at = text->at;
	if (text->at == text->end || !(hs_is_lower(*text->at) || *text->at == '*'))
		return false;
	while (text->at < text->end && (hs_is_lower(*text->at) || hs_is_digit(*text->at) ||
	                                is_one_of(*text->at, "_-.*")))
		text->at++;
	key->end = text->at;
	return true;
}

static bool is_key(const struct text *key, char name)
{
	return key->end - key->at == 1 && *key->at == name;
}

/* If a key occurs twice, the last value counts (RFC 9651, 4.2.3.2). */
static bool take_parameters(struct text *text, struct quota *quota)
{
	while (take(text, ';')) {
		struct text key;
		struct item value = {0};

		skip_spaces(text);
		if (!take_key(text, &key) || (take(text, '=') && !take_bare_item(text, &value)))
			return false;
		if (is_key(&key, 'r'))
			quota->remaining = value;
		else if (is_key(&key, 't'))
			quota->reset = value;
	}
	return true;
}

static bool take_inner_list(struct text *text)
{
	text->at++;
	for (;;) {
		struct item item;
		struct quota unused;

		skip_spaces(text);
		if (take(text, ')'))
			return true;
		if (!take_bare_item(text, &item) || !take_parameters(text, &unused) ||
		    !(next_is(text, ' ') || next_is(text, ')')))
			return false;
	}
}

static bool take_member(struct text *text, struct quota *quota)
{
	struct item item;

	*quota = (struct quota){0};
	return (next_is(text, '(') ? take_inner_list(text) : take_bare_item(text, &item)) &&
	       take_parameters(text, quota);
}

static void add_quota(struct hs_ratelimit *field, const struct quota *quota)
{
	const int64_t seconds = quota->reset.integer;
	uint64_t ms;

	if (!quota->remaining.is_integer || quota->remaining.integer != 0 ||
	    !quota->reset.is_integer || seconds < 0)
		return;
	ms = seconds <= UINT32_MAX ? (uint64_t)seconds * 1000 : HTTPSTATUS_TIME_FOREVER;
	if (ms > field->delay)
		field->delay = ms;
	field->spent = true;
}

/* Members separated by commas; no comma after the last. */
static bool take_list(struct text *text, struct hs_ratelimit *field)
{
	for (;;) {
		struct quota quota;

		if (!take_member(text, &quota))
			return false;
		add_quota(field, &quota);
		skip_blanks(text);
		if (text->at == text->end)
			return true;
		if (!take(text, ','))
			return false;
		skip_blanks(text);
	}
}

void hs_ratelimit_add(struct hs_ratelimit *field, const char *s, size_t length)
{
	struct text text = {s, s + length};
	bool blank;

	skip_spaces(&text);
	blank = text.at == text.end;
	/* Joined to another line, a line without a member leaves a stray comma. */
	if (field->seen && (blank || field->blank))
		field->malformed = true;
	field->seen = true;
	field->blank = field->blank || blank;
	if (!blank && !take_list(&text, field))
		field->malformed = true;
}
