/* SPDX-License-Identifier: MIT */
/* The status code in a line of a log or the first line of a response. */

#include <httpstatus.h>

#include <string.h>

#include "base/chars.h"
#include "code/codes.h"
#include "code/status_line.h"

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

/* Skips a word if the text begins with it. */
/*@ requires \valid(text) && is_span(text) && readable(word, length);
    assigns text->at;
    ensures is_span(text);
*/
static bool take_word(struct span *text, const char *word, size_t length)
{
	if ((size_t)(text->end - text->at) < length || memcmp(text->at, word, length) != 0)
		return false;
	text->at += length;
	return true;
}

/* "HTTP/" (RFC 9112, 4), or "RTSP/", whose status line is the same (RFC 7826, 8.1). */
/*@ requires \valid(text) && is_span(text);
    assigns text->at;
    ensures is_span(text);
*/
static bool take_protocol(struct span *text)
{
	static const char http[5] = {'H', 'T', 'T', 'P', '/'};
	static const char rtsp[5] = {'R', 'T', 'S', 'P', '/'};

	return take_word(text, http, sizeof(http)) || take_word(text, rtsp, sizeof(rtsp));
}

/* SHOUTcast servers send a word of their own, without a version. */
/*@ requires \valid(text) && is_span(text);
    assigns text->at;
    ensures is_span(text);
*/
static bool take_icy(struct span *text)
{
	static const char icy[3] = {'I', 'C', 'Y'};

	return take_word(text, icy, sizeof(icy)) && text->at < text->end && hs_is_blank(*text->at);
}

bool hs_is_status_line(const char *s, size_t length)
{
	struct span text = {s, s + length};

	return take_protocol(&text) || take_icy(&text);
}

/* RFC 9112, 2.3; the form without a minor version is what clients print for HTTP/2 and 3. */
/*@ requires \valid(text) && is_span(text);
    assigns text->at;
    ensures is_span(text);
*/
static bool take_version(struct span *text)
{
	if (text->at == text->end || !hs_is_digit(*text->at++))
		return false;
	if (text->at < text->end && *text->at == '.') {
		text->at++;
		if (text->at == text->end || !hs_is_digit(*text->at++))
			return false;
	}
	return text->at < text->end && hs_is_blank(*text->at);
}

/*
 * Skips "HTTP/1.1 ", "HTTP/2 ", "RTSP/1.0 " or "ICY " if present. Other text is
 * left: it begins with a letter, so it is not read as a code.
 */
/*@ requires \valid(text) && is_span(text);
    assigns *text;
    ensures is_span(text);
*/
static void skip_version(struct span *text)
{
	struct span rest = *text;

	if (take_protocol(&rest) ? !take_version(&rest) : !take_icy(&rest))
		return;
	*text = rest;
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

/*@ requires code == \null || \valid(code);
    requires s == \null || readable(s, length);
    assigns *code;
    ensures \result == 0 || HTTPSTATUS_E_RANGE <= \result <= HTTPSTATUS_E_INVAL;
    ensures code != \null ==> *code == 0 || 100 <= *code <= 999;
    ensures code != \null && \result != 0 ==> *code == 0;
    ensures code == \null || (s == \null && length > 0) ==> \result == HTTPSTATUS_E_INVAL;
*/
int httpstatus_parse_status_line(const char *s, size_t length, int *code)
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
	/* How access logs write "no response". */
	if (text.end - text.at == 1 && text.at[0] == '-')
		return 0;
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
	return hs_read_code(text.at, count, code) ? 0 : HTTPSTATUS_E_RANGE;
}
