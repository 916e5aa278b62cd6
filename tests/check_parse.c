/* SPDX-License-Identifier: MIT */
/*
 * check_parse.c - the code in a log line or in the first line of a response
 *
 * Tables, every number, and for broken text a regular expression as a second
 * opinion. Every text is parsed from a block of exactly its size, so that
 * AddressSanitizer and valgrind see a byte read too much.
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <regex.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define EMPTY  HTTPSTATUS_E_EMPTY
#define SYNTAX HTTPSTATUS_E_SYNTAX
#define RANGE  HTTPSTATUS_E_RANGE

/* ---- Helpers ----------------------------------------------------------- */

/* httpstatus_parse_status_line, on a block that ends where the text ends. */
static int parse(const char *s, size_t length, int *code)
{
	char *copy = malloc(length ? length : 1);
	int error;

	if (!copy)
		ck_abort_msg("out of memory");
	memcpy(copy, s, length);
	*code = 4711;
	error = httpstatus_parse_status_line(copy, length, code);
	free(copy);
	if (error && *code != 0)
		ck_abort_msg("\"%.*s\": failed with %d but gave %d", (int)length, s, error, *code);
	if (!error && *code != 0 && (*code < 100 || *code > 999))
		ck_abort_msg("\"%.*s\": gave %d, which is no code", (int)length, s, *code);
	return error;
}

static void is(const char *s, int expected)
{
	int code, error = parse(s, strlen(s), &code);

	if (error || code != expected)
		ck_abort_msg("\"%s\": %d, code %d instead of %d", s, error, code, expected);
}

static void fails(const char *s, int expected)
{
	int code, error = parse(s, strlen(s), &code);

	if (error != expected)
		ck_abort_msg("\"%s\": %d, code %d instead of error %d", s, error, code, expected);
}

/* ---- Tables ------------------------------------------------------------ */

static const struct {
	const char *text;
	int code;
} accepted[] = {
	{ "404", 404 },
	{ "404 Not Found", 404 },
	{ "HTTP/1.1 404 Not Found", 404 },
	{ "HTTP/1.0 404 Not Found", 404 },
	{ "HTTP/1.1 404", 404 },
	{ "HTTP/1.1 404 ", 404 },
	{ "HTTP/2 404", 404 },
	{ "HTTP/2 200 ", 200 },
	{ "HTTP/3 503", 503 },
	{ "HTTP/2.0 404", 404 },
	{ "HTTP/3.0 404 ", 404 },
	{ "  404 ", 404 },
	{ "\t404\t", 404 },
	{ " \t 404 \t ", 404 },
	{ "  HTTP/1.1 404 Not Found  ", 404 },
	{ "\tHTTP/2 404\t", 404 },
	{ "404\r\n", 404 },
	{ "404\n", 404 },
	{ "404 \r\n", 404 },
	{ "404 Not Found\r\n", 404 },
	{ "404 Not Found\n", 404 },
	{ "HTTP/1.1 404 Not Found\r\n", 404 },
	{ "HTTP/1.1 404 \r\n", 404 },
	{ "HTTP/2 404\r\n", 404 },
	/* What follows the code and a space is not looked at. */
	{ "404 404", 404 },
	{ "404 4", 404 },
	{ "404 -", 404 },
	{ "404  Not Found", 404 },
	{ "404 HTTP/1.1 200 OK", 404 },
	{ "404 \xff\xfe\x01", 404 },
	{ "200 OK", 200 },
	{ "100 Continue", 100 },
	{ "100", 100 },
	{ "599", 599 },
	{ "600", 600 },
	{ "999", 999 },
	{ "HTTP/1.1 999 Request denied", 999 },
	/* No response. */
	{ "000", 0 },
	{ "0", 0 },
	{ " 0 ", 0 },
	{ "0\r\n", 0 },
	{ "000 ", 0 },
	{ "000 no response", 0 },
	{ "0 no response", 0 },
	{ "0 -", 0 },
	{ "-", 0 },
	{ " - ", 0 },
	{ "-\r\n", 0 },
	/* RTSP has the status line of HTTP (RFC 7826, 8.1); SHOUTcast says ICY. */
	{ "RTSP/1.0 200 OK\r\n", 200 },
	{ "RTSP/2.0 454 Session Not Found", 454 },
	{ "ICY 200 OK\r\n", 200 },
	{ "ICY 401 Service Unavailable", 401 },
	{ " ICY\t200", 200 }
};

START_TEST(accepts)
{
	is(accepted[_i].text, accepted[_i].code);
}
END_TEST

static const struct {
	const char *text;
	int error;
} rejected[] = {
	{ "", EMPTY },
	{ " ", EMPTY },
	{ "   ", EMPTY },
	{ "\t", EMPTY },
	{ "\r\n", EMPTY },
	{ " \t \r\n", EMPTY },

	{ "60V", SYNTAX },
	{ "-1", SYNTAX },
	{ "40 4", SYNTAX },
	{ "4 04", SYNTAX },
	{ "+404", SYNTAX },
	{ "-404", SYNTAX },
	{ "404Not", SYNTAX },
	{ "404Not Found", SYNTAX },
	{ "404,", SYNTAX },
	{ "404;", SYNTAX },
	{ "404:", SYNTAX },
	{ "404.0", SYNTAX },
	{ "404-405", SYNTAX },
	{ "404/1", SYNTAX },
	{ "4.4", SYNTAX },
	{ "4xx", SYNTAX },
	{ "0x194", SYNTAX },
	{ "4e2", SYNTAX },
	{ "--", SYNTAX },
	{ "-\t-", SYNTAX },
	{ "- 404", SYNTAX },
	{ "- -", SYNTAX },
	{ "HTTP/1.1 -", SYNTAX },
	{ "x", SYNTAX },
	{ "\"404\"", SYNTAX },
	{ "Not Found", SYNTAX },
	{ "Not Found 404", SYNTAX },
	{ "Status: 404", SYNTAX },
	{ "HTTP/1.1", SYNTAX },
	{ "HTTP/1.1 ", SYNTAX },
	{ "HTTP/1.1\r\n", SYNTAX },
	{ "HTTP/2", SYNTAX },
	{ "HTTP", SYNTAX },
	{ "HTTP/", SYNTAX },
	{ "HTTP/ 404", SYNTAX },
	{ "HTTP 404", SYNTAX },
	{ "HTTP/x 404", SYNTAX },
	{ "HTTP/1. 404", SYNTAX },
	{ "HTTP/1.x 404", SYNTAX },
	{ "HTTP/.1 404", SYNTAX },
	{ "HTTP/1.1.1 404", SYNTAX },
	{ "HTTP/1,1 404", SYNTAX },
	{ "HTTP/1.1404", SYNTAX },
	{ "HTTP/1.1-404", SYNTAX },
	{ "HTTP/1.1 -404", SYNTAX },
	{ "HTTP/1.1 4o4", SYNTAX },
	{ "HTTP/1.1 404Not Found", SYNTAX },
	{ "HTTP/1.1 Not Found", SYNTAX },
	{ "HTTP/1.1 HTTP/1.1 404", SYNTAX },
	{ "HTTPS/1.1 404", SYNTAX },
	{ "RTSP 200 OK", SYNTAX },
	{ "RTSP/ 200", SYNTAX },
	{ "RTSP/1.0", SYNTAX },
	{ "ICY", SYNTAX },
	{ "ICY ", SYNTAX },
	{ "ICY200", SYNTAX },
	{ "ICY/1.0 200 OK", SYNTAX },
	{ "icy 200 OK", SYNTAX },
	{ "ICY ICY 200", SYNTAX },
	{ "ICY HTTP/1.1 200", SYNTAX },
	{ "XHTTP/1.1 404", SYNTAX },
	/* Digits of other scripts are no digits: Arabic, Devanagari, full width. */
	{ "\xd9\xa4\xd9\xa0\xd9\xa4", SYNTAX },
	{ "\xe0\xa5\xaa\xe0\xa5\xa6\xe0\xa5\xaa", SYNTAX },
	{ "\xef\xbc\x94\xef\xbc\x90\xef\xbc\x94", SYNTAX },
	{ "40\xd9\xa4", SYNTAX },
	/* NO-BREAK SPACE is no white space, and a byte order mark is not nothing. */
	{ "404\xc2\xa0Not Found", SYNTAX },
	{ "\xc2\xa0" "404", SYNTAX },
	{ "\xef\xbb\xbf" "404", SYNTAX },

	{ "4040", RANGE },
	{ "99", RANGE },
	{ "1", RANGE },
	{ "9", RANGE },
	{ "10", RANGE },
	{ "001", RANGE },
	{ "099", RANGE },
	{ " 4040 ", RANGE },
	{ "4040\r\n", RANGE },
	{ "1000", RANGE },
	{ "HTTP/1.1 4040", RANGE },
	{ "HTTP/2 99", RANGE },
	{ "65940", RANGE },                     /* 404 + 2^16 */
	{ "4294967700", RANGE },                /* 404 + 2^32 */
	{ "18446744073709552020", RANGE },      /* 404 + 2^64 */
	{ "4040404040404040404040404040404040404040404040404040404040404040404040404040", RANGE }
};

START_TEST(rejects)
{
	fails(rejected[_i].text, rejected[_i].error);
}
END_TEST

/* ---- Numbers ----------------------------------------------------------- */

static void number(const char *text, int expected)
{
	if (expected >= 0)
		is(text, expected);
	else
		fails(text, RANGE);
}

/* Only three digits are a code, and "0" is the one exception. */
START_TEST(every_number)
{
	static const char *const frames[] = {
		"%d", " %d ", "%d\r\n", "HTTP/1.1 %d", "HTTP/2 %d ", "%03d", " %03d", "%03d\r\n",
		"HTTP/1.0 %03d", "HTTP/3 %03d"
	};
	char text[64];
	size_t i;
	int n, code;

	for (n = 0; n <= 1100; n++)
		for (i = 0; i < LENGTH(frames); i++) {
			code = n == 0 || (n >= 100 && n <= 999) ? n : -1;
			snprintf(text, sizeof(text), frames[i], n);
			number(text, code);
		}
}
END_TEST

START_TEST(every_code_with_a_phrase)
{
	static const char *const frames[] = {
		"%03d Some Phrase", "HTTP/1.1 %03d Some Phrase\r\n", "HTTP/2 %03d 123"
	};
	char text[64];
	size_t i;
	int n;

	for (n = 0; n <= 999; n++)
		for (i = 0; i < LENGTH(frames); i++) {
			snprintf(text, sizeof(text), frames[i], n);
			number(text, n == 0 || n >= 100 ? n : -1);
		}
}
END_TEST

START_TEST(very_many_digits)
{
	static char digits[100000];
	size_t length;
	int code;

	memset(digits, '4', sizeof(digits));
	for (length = 4; length <= sizeof(digits); length = length * 3 / 2)
		ck_assert_int_eq(parse(digits, length, &code), RANGE);
	memset(digits, '0', sizeof(digits));
	memcpy(digits + sizeof(digits) - 3, "404", 3);
	ck_assert_int_eq(parse(digits, sizeof(digits), &code), RANGE);
}
END_TEST

/* ---- Bytes ------------------------------------------------------------- */

START_TEST(nul_is_no_end_and_no_space)
{
	static const char inside[] = { '4', '\0', '0', '4' };
	static const char behind[] = { '4', '0', '4', '\0', 'x' };
	static const char front[] = { '\0', '4', '0', '4' };
	static const char phrase[] = { '4', '0', '4', ' ', '\0', 'x' };
	int code;

	ck_assert_int_eq(parse(inside, sizeof(inside), &code), SYNTAX);
	ck_assert_int_eq(parse(behind, sizeof(behind), &code), SYNTAX);
	ck_assert_int_eq(parse(behind, 4, &code), SYNTAX);
	ck_assert_int_eq(parse(front, sizeof(front), &code), SYNTAX);
	ck_assert_int_eq(parse("\0", 1, &code), SYNTAX);
	ck_assert_int_eq(parse(phrase, sizeof(phrase), &code), 0);
	ck_assert_int_eq(code, 404);
}
END_TEST

START_TEST(null_arguments)
{
	int code = 4711;

	ck_assert_int_eq(httpstatus_parse_status_line(NULL, 0, &code), EMPTY);
	ck_assert_int_eq(code, 0);
	code = 4711;
	ck_assert_int_eq(httpstatus_parse_status_line(NULL, 1, &code), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_parse_status_line(NULL, 3, &code), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(code, 0);
	ck_assert_int_eq(httpstatus_parse_status_line("404", 3, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_parse_status_line(NULL, 0, NULL), HTTPSTATUS_E_INVAL);
}
END_TEST

/* The length counts, and not what lies behind. */
START_TEST(every_prefix)
{
	static const char text[] = "HTTP/1.1 404 Not Found\r\n";
	size_t length;
	int code, error;

	for (length = 0; length < sizeof(text); length++) {
		error = parse(text, length, &code);
		if (length == 0)
			ck_assert_int_eq(error, EMPTY);
		else if (length <= 9)
			ck_assert_msg(error == SYNTAX, "%zu bytes: %d", length, error);
		else if (length < 12)
			ck_assert_msg(error == RANGE, "%zu bytes: %d", length, error);
		else
			ck_assert_msg(error == 0 && code == 404, "%zu bytes: %d", length, error);
	}
}
END_TEST

/* Any byte in place of, before and behind each digit. */
START_TEST(one_wrong_byte)
{
	char text[8];
	int c, at, code, error;

	for (c = 0; c < 256; c++) {
		bool digit = c >= '0' && c <= '9';
		bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';

		if (space || c == '\v' || c == '\f')
			continue;
		for (at = 0; at < 3; at++) {
			memcpy(text, "404", 3);
			text[at] = (char)c;
			error = parse(text, 3, &code);
			if (!digit)
				ck_assert_msg(error == SYNTAX, "byte %d at %d: %d", c, at, error);
			else if (at > 0 || c != '0')
				ck_assert_msg(error == 0 && code / 100 == text[0] - '0' &&
				              code % 10 == text[2] - '0', "byte %d at %d", c, at);
			else
				ck_assert_msg(error == RANGE, "004: %d", error);
		}
		for (at = 0; at <= 3; at++) {
			memcpy(text, "404", 3);
			memmove(text + at + 1, text + at, (size_t)(3 - at));
			text[at] = (char)c;
			error = parse(text, 4, &code);
			ck_assert_msg(error == (digit ? RANGE : SYNTAX), "byte %d in at %d: %d",
			              c, at, error);
		}
	}
}
END_TEST

START_TEST(any_bytes_at_all)
{
	static const char likely[] = "HTTP/1.2 0459\t\r\n";
	char bytes[40];
	size_t length, i;
	int round, code, error;

	for (round = 0; round < rounds(300000); round++) {
		length = any(sizeof(bytes));
		for (i = 0; i < length; i++)
			bytes[i] = (char)(any(3) ? (uint32_t)likely[any(sizeof(likely) - 1)] : any(256));
		error = parse(bytes, length, &code);
		if (error && error != EMPTY && error != SYNTAX && error != RANGE)
			ck_abort_msg("error %d", error);
		if (length == 0)
			ck_assert_int_eq(error, EMPTY);
	}
}
END_TEST

/* ---- A regular expression as a second opinion -------------------------- */

static regex_t good, number_only;

static void compile(void)
{
	/* RFC 9112, 2.3, for the version; "HTTP/2" is the form without a minor one. */
	if (regcomp(&good, "^ *(HTTP/[0-9](\\.[0-9])? )?([1-9][0-9][0-9]|000|0)( .*)?$|^ *- *$",
	            REG_EXTENDED) ||
	    regcomp(&number_only, "^ *(HTTP/[0-9](\\.[0-9])? )?[0-9]+ *$", REG_EXTENDED | REG_NOSUB))
		ck_abort_msg("regcomp");
}

static void release(void)
{
	regfree(&good);
	regfree(&number_only);
}

/* text is made of other bytes than tab and line end. */
static bool compare(const char *text)
{
	regmatch_t group[4];
	bool match = regexec(&good, text, 4, group, 0) == 0;
	int code, error = parse(text, strlen(text), &code);

	if (match) {
		int expected = group[3].rm_so < 0 ? 0 : (int)strtol(text + group[3].rm_so, NULL, 10);

		if (error || code != expected)
			ck_abort_msg("\"%s\": %d, code %d", text, error, code);
	} else if (strspn(text, " ") == strlen(text)) {
		if (error != EMPTY)
			ck_abort_msg("\"%s\": %d instead of EMPTY", text, error);
	} else if (regexec(&number_only, text, 0, NULL, 0) == 0) {
		if (error != RANGE)
			ck_abort_msg("\"%s\": %d instead of RANGE", text, error);
	} else if (error != SYNTAX && error != RANGE) {
		ck_abort_msg("\"%s\": %d, code %d", text, error, code);
	}
	return match;
}

/* What the header leaves open: several spaces behind the version, and "0" with a text. */
static bool is_open(const char *text)
{
	const char *zero = text + strspn(text, " ");

	if (strncmp(zero, "HTTP/", 5) == 0 && strstr(zero, "  "))
		return true;
	if (strncmp(zero, "HTTP/", 5) == 0 && strchr(zero, ' '))
		zero = strchr(zero, ' ') + 1;
	return zero[0] == '0' && zero[1] == ' ';
}

START_TEST(many_broken_texts)
{
	static const char *const texts[] = {
		"404", "HTTP/1.1 404", "HTTP/2 503 x", "HTTP/1.0 200 OK", " 000", "0", "999 Z"
	};
	static const char alphabet[] = "0123456789 HTP/.x-";
	char text[64];
	size_t length, at;
	int round, accepted_count = 0, rejected_count = 0;
	uint32_t edits;

	for (round = 0; round < rounds(300000); round++) {
		strcpy(text, texts[any(LENGTH(texts))]);
		for (edits = 1 + any(3); edits > 0; edits--) {
			length = strlen(text);
			at = any((uint32_t)length + 1);
			if (at == length || any(3) == 0) {
				memmove(text + at + 1, text + at, length + 1 - at);
			} else if (any(3) == 0) {
				memmove(text + at, text + at + 1, length - at);
				continue;
			}
			text[at] = alphabet[any(sizeof(alphabet) - 1)];
		}
		if (is_open(text))
			continue;
		if (compare(text))
			accepted_count++;
		else
			rejected_count++;
	}
	ck_assert_int_gt(accepted_count, rounds(10000));
	ck_assert_int_gt(rejected_count, rounds(10000));
}
END_TEST

static Suite *parse_suite(void)
{
	Suite *suite = suite_create("parse");
	TCase *tables = tcase_create("tables");
	TCase *numbers = tcase_create("numbers");
	TCase *bytes = tcase_create("bytes");
	TCase *regex = tcase_create("second opinion");

	tcase_add_loop_test(tables, accepts, 0, (int)LENGTH(accepted));
	tcase_add_loop_test(tables, rejects, 0, (int)LENGTH(rejected));
	suite_add_tcase(suite, tables);

	tcase_add_test(numbers, every_number);
	tcase_add_test(numbers, every_code_with_a_phrase);
	tcase_add_test(numbers, very_many_digits);
	suite_add_tcase(suite, numbers);

	tcase_set_timeout(bytes, 60);
	tcase_add_test(bytes, nul_is_no_end_and_no_space);
	tcase_add_test(bytes, null_arguments);
	tcase_add_test(bytes, every_prefix);
	tcase_add_test(bytes, one_wrong_byte);
	tcase_add_test(bytes, any_bytes_at_all);
	suite_add_tcase(suite, bytes);

	tcase_set_timeout(regex, 60);
	tcase_add_checked_fixture(regex, compile, release);
	tcase_add_test(regex, many_broken_texts);
	suite_add_tcase(suite, regex);
	return suite;
}

int main(void)
{
	return run_suite(parse_suite());
}
