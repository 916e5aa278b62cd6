/* SPDX-License-Identifier: MIT */
/* The status code in a line of a log or the first line of a response. */

#include <string.h>

#include "chars.h"
#include "catalog.h"

struct span {
	const char *at;
	const char *end;
};

/*@ predicate is_span{L}(struct span *text) =
        \at(text->at <= text->end && \base_addr(text->at) == \base_addr(text->end) &&
            \object_pointer(text->end) && readable(text->at, text->end - text->at), L);
*/

/*@ requires \valid(text) && is_span(text);
    assigns *text;
    ensures is_span(text);
    ensures \old(text->at) <= text->at && text->end <= \old(text->end);
*/
static void trim(struct span *text)
{
	/*@ loop invariant is_span(text) && \at(text->at, Pre) <= text->at;
	    loop assigns text->at;
	    loop variant text->end - text->at;
	*/
	while (text->at < text->end && hs_is_space(text->at[0]))
		text->at++;
	/*@ loop invariant is_span(text) && text->end <= \at(text->end, Pre);
	    loop assigns text->end;
	    loop variant text->end - text->at;
	*/
	while (text->end > text->at && hs_is_space(text->end[-1]))
		text->end--;
}

/*
 * Passes over "HTTP/1.1 " or "HTTP/2 ", if that is there. RFC 9112, 2.3; the
 * forms without a minor version are those that clients print for HTTP/2 and 3.
 * What is no version stays: it begins with a letter, and hence with no code.
 */
/*@ requires \valid(text) && is_span(text);
    assigns *text;
    ensures is_span(text);
*/
static void skip_version(struct span *text)
{
	static const char name[5] = {'H', 'T', 'T', 'P', '/'};
	const char *at;

	if ((size_t)(text->end - text->at) <= sizeof(name) || memcmp(text->at, name, sizeof(name)) != 0)
		return;
	at = text->at + sizeof(name);
	if (!hs_is_digit(*at++))
		return;
	if (at < text->end && *at == '.') {
		at++;
		if (at == text->end || !hs_is_digit(*at++))
			return;
	}
	if (at == text->end || !hs_is_blank(*at))
		return;
	text->at = at;
	trim(text);
}

/* How some logs write "no response". */
/*@ requires readable(digits, count);
    assigns \nothing;
    ensures \result <==> count == 1 && digits[0] == '0';
*/
static bool is_zero(const char *digits, size_t count)
{
	return count == 1 && digits[0] == '0';
}

/* A code is 3DIGIT (RFC 9112, 4), or "0". */
/*@ requires readable(digits, count) && \valid(code);
    requires \forall integer i; 0 <= i < count ==> '0' <= digits[i] <= '9';
    assigns *code;
    ensures \result == 0 || \result == HTTPSTATUS_E_RANGE;
    ensures \result == 0 ==> *code == 0 || 100 <= *code <= 999;
    ensures \result != 0 ==> *code == \old(*code);
    ensures \result == 0 && count == 3 ==>
            *code == 100 * digits[0] + 10 * digits[1] + digits[2] - 111 * '0';
*/
static int number(const char *digits, size_t count, int *code)
{
	int value = 0;

	if (count != 3 && !is_zero(digits, count))
		return HTTPSTATUS_E_RANGE;
	/*@ loop invariant 0 <= i <= count;
	    loop invariant i == 0 ==> value == 0;
	    loop invariant i == 1 ==> value == digits[0] - '0';
	    loop invariant i == 2 ==> value == 10 * digits[0] + digits[1] - 11 * '0';
	    loop invariant i == 3 ==>
	            value == 100 * digits[0] + 10 * digits[1] + digits[2] - 111 * '0';
	    loop assigns i, value;
	    loop variant count - i;
	*/
	for (size_t i = 0; i < count; i++)
		value = value * 10 + (digits[i] - '0');
	if (value != 0 && value < 100)
		return HTTPSTATUS_E_RANGE;
	*code = value;
	return 0;
}

/*@ requires code == \null || \valid(code);
    requires s == \null || readable(s, length);
    assigns *code;
    ensures \result == 0 || HTTPSTATUS_E_RANGE <= \result <= HTTPSTATUS_E_INVAL;
    ensures code != \null ==> *code == 0 || 100 <= *code <= 999;
    ensures code != \null && \result != 0 ==> *code == 0;
    ensures code == \null || (s == \null && length > 0) ==> \result == HTTPSTATUS_E_INVAL;
*/
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
	skip_version(&text);
	/*@ loop invariant text.at <= at <= text.end && \base_addr(at) == \base_addr(text.at);
	    loop invariant \forall integer i; 0 <= i < at - text.at ==> '0' <= text.at[i] <= '9';
	    loop assigns at;
	    loop variant text.end - at;
	*/
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
