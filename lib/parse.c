/* SPDX-License-Identifier: MIT */
/* The status code in a line of a log or the first line of a response. */

#include <string.h>

#include "chars.h"
#include "catalog.h"

struct span {
	const char *at;
	const char *end;
};

static void trim(struct span *text)
{
	while (text->at < text->end && hs_is_space(text->at[0]))
		text->at++;
	while (text->end > text->at && hs_is_space(text->end[-1]))
		text->end--;
}

/*
 * Passes over "HTTP/1.1 " or "HTTP/2 ", if that is there. RFC 9112, 2.3; the
 * forms without a minor version are those that clients print for HTTP/2 and 3.
 */
static bool skip_version(struct span *text)
{
	static const char name[5] = {'H', 'T', 'T', 'P', '/'};
	const char *at = text->at + sizeof(name);

	if ((size_t)(text->end - text->at) < sizeof(name) || memcmp(text->at, name, sizeof(name)) != 0)
		return true;
	if (at == text->end || !hs_is_digit(*at++))
		return false;
	if (at < text->end && *at == '.') {
		at++;
		if (at == text->end || !hs_is_digit(*at++))
			return false;
	}
	if (at == text->end || !hs_is_blank(*at))
		return false;
	text->at = at;
	trim(text);
	return true;
}

/* How some logs write "no response". */
static bool is_zero(const char *digits, size_t count)
{
	return count == 1 && digits[0] == '0';
}

/* A code is 3DIGIT (RFC 9112, 4), or "0". */
static int number(const char *digits, size_t count, int *code)
{
	int value = 0;

	if (count != 3 && !is_zero(digits, count))
		return HTTPSTATUS_E_RANGE;
	for (size_t i = 0; i < count; i++)
		value = value * 10 + (digits[i] - '0');
	if (value != 0 && value < 100)
		return HTTPSTATUS_E_RANGE;
	*code = value;
	return 0;
}

int httpstatus_parse(const char *s, size_t length, int *code)
{
	struct span text = {s, s ? s + length : s};
	const char *at;
	size_t count;

	if (!code)
		return HTTPSTATUS_E_INVAL;
	*code = 0;
	if (!s && length > 0)
		return HTTPSTATUS_E_INVAL;
	trim(&text);
	if (text.at == text.end)
		return HTTPSTATUS_E_EMPTY;
	if (!skip_version(&text))
		return HTTPSTATUS_E_SYNTAX;
	for (at = text.at; at < text.end && hs_is_digit(*at); at++)
		;
	if (at == text.at || (at < text.end && !hs_is_blank(*at)))
		return HTTPSTATUS_E_SYNTAX;
	count = (size_t)(at - text.at);
	/* "40 4" is a damaged number, not the code 40 with the phrase "4". */
	if (count < 3 && at < text.end && !is_zero(text.at, count))
		return HTTPSTATUS_E_SYNTAX;
	return number(text.at, count, code);
}
