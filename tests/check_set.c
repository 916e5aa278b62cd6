/* SPDX-License-Identifier: MIT */
/*
 * check_set.c - sets of codes against an array of 1000 flags
 *
 * The array is changed by hand, or by a second reader that first divides the
 * text into items and then tries regular expressions on each of them. Every
 * text is parsed from a block of exactly its size, and printed into one, so
 * that AddressSanitizer and valgrind see a byte too much.
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <limits.h>
#include <regex.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define CODES 1000

/* 900 codes of three digits with a comma each, and the NUL. */
#define TEXT_SIZE 4096

#define SPACE ", \t\r\n"

/* ---- Helpers ----------------------------------------------------------- */

static int any_code(void)
{
	return any(20) == 0 ? 0 : 100 + (int)any(900);
}

static httpstatus_codeset *new_set(void)
{
	httpstatus_codeset *set = NULL;
	int error = httpstatus_codeset_new(&set);

	if (error || !set)
		ck_abort_msg("httpstatus_codeset_new: %d", error);
	return set;
}

static void *block(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		ck_abort_msg("out of memory");
	return p;
}

/* httpstatus_codeset_parse, on a block that ends where the text ends. */
static int parse_bytes(httpstatus_codeset *set, const char *s, size_t length,
                       size_t *position, const char **expected)
{
	static const char junk[] = "junk";
	char *copy = block(length);
	int error;

	memcpy(copy, s, length);
	*position = 4711;
	*expected = junk;
	error = httpstatus_codeset_parse(set, copy, length, position, expected);
	free(copy);
	if (!error && (*position != 0 || *expected))
		ck_abort_msg("\"%.*s\": success, but position %zu", (int)length, s, *position);
	if (error && (*position > length || !*expected || *expected == junk || !**expected))
		ck_abort_msg("\"%.*s\": error %d, position %zu, expected %s", (int)length, s, error,
		             *position, *expected ? *expected : "NULL");
	return error;
}

static void parse(httpstatus_codeset *set, const char *text)
{
	const char *expected;
	size_t position;
	int error = parse_bytes(set, text, strlen(text), &position, &expected);

	if (error)
		ck_abort_msg("\"%s\": error %d at %zu, expected %s", text, error, position, expected);
}

static void same_codes(const httpstatus_codeset *set, const bool *model, const char *text)
{
	int code, has;

	for (code = 0; code < CODES; code++) {
		has = httpstatus_codeset_has(set, code);
		if (has != (model[code] ? 1 : 0))
			ck_abort_msg("\"%s\": has(%d) is %d instead of %d", text, code, has,
			             model[code]);
	}
}

/* The canonical form, in a block of exactly its size; the caller frees it. */
static char *print(const httpstatus_codeset *set)
{
	size_t length = httpstatus_codeset_print(set, NULL, 0);
	char *text = block(length + 1);
	size_t again;

	memset(text, '#', length + 1);
	again = httpstatus_codeset_print(set, text, length + 1);
	if (again != length || memchr(text, '\0', length + 1) != text + length)
		ck_abort_msg("print: length %zu, then %zu, no NUL where it belongs", length, again);
	return text;
}

/* What a text means, read into an empty set and written again. */
static void prints(const char *text, const char *canonical)
{
	httpstatus_codeset *set = new_set();
	char *printed;

	parse(set, text);
	printed = print(set);
	if (strcmp(printed, canonical) != 0)
		ck_abort_msg("\"%s\": printed as \"%s\" instead of \"%s\"", text, printed, canonical);
	free(printed);
	httpstatus_codeset_free(set);
}

static void put(bool *model, int first, int last, bool in)
{
	for (; first <= last; first++)
		model[first] = in;
}

/* ---- What may be written ----------------------------------------------- */

START_TEST(every_number)
{
	httpstatus_codeset *set;
	bool model[CODES];
	const char *expected;
	char text[16];
	size_t position;
	int i, error;

	for (i = 0; i <= 1100; i++) {
		set = new_set();
		memset(model, 0, sizeof(model));
		snprintf(text, sizeof(text), "%d", i);
		error = parse_bytes(set, text, strlen(text), &position, &expected);
		if (i == 0 || (i >= 100 && i <= 999)) {
			ck_assert_msg(error == 0, "%s: error %d", text, error);
			model[i] = true;
		} else {
			ck_assert_msg(error == HTTPSTATUS_E_RANGE && position == 0,
			              "%s: error %d at %zu", text, error, position);
		}
		same_codes(set, model, text);
		httpstatus_codeset_free(set);
	}
}
END_TEST

START_TEST(every_class)
{
	char text[4] = "?xx";
	bool model[CODES];
	int digit, x;

	for (digit = 1; digit <= 5; digit++)
		for (x = 0; x < 4; x++) {
			httpstatus_codeset *set = new_set();

			text[0] = (char)('0' + digit);
			text[1] = x & 1 ? 'X' : 'x';
			text[2] = x & 2 ? 'X' : 'x';
			memset(model, 0, sizeof(model));
			put(model, digit * 100, digit * 100 + 99, true);
			parse(set, text);
			same_codes(set, model, text);
			httpstatus_codeset_free(set);
		}
}
END_TEST

START_TEST(many_ranges)
{
	char text[32];
	bool model[CODES];
	int i, first, last;

	for (i = 0; i < 3000; i++) {
		httpstatus_codeset *set = new_set();

		first = 100 + (int)any(900);
		last = first + (int)any((uint32_t)(CODES - first));
		snprintf(text, sizeof(text), "%d-%d", first, last);
		memset(model, 0, sizeof(model));
		put(model, first, last, true);
		parse(set, text);
		same_codes(set, model, text);
		httpstatus_codeset_free(set);
	}
}
END_TEST

static const struct {
	const char *text;
	const char *canonical;
} meanings[] = {
	{ "404", "404" },
	{ "0", "0" },
	{ "100", "100" },
	{ "999", "999" },
	{ "0,404", "0,404" },
	{ "404,0", "0,404" },
	{ "5xx,429,-501", "429,500,502-599" },
	{ "500-504", "500-504" },
	{ "0-0", "0" },
	{ "500-500", "500" },
	{ "500-501", "500,501" },
	{ "500,501,502", "500-502" },
	{ "502 501 500", "500-502" },
	/* Left to right: the last word on a code counts. */
	{ "5xx,-501,501", "5xx" },
	{ "-501,5xx", "5xx" },
	{ "501,-501", "" },
	{ "501,-501,501,-501,501", "501" },
	{ "4xx,-4xx", "" },
	{ "4xx,-400-498", "499" },
	{ "4xx,-4XX,404", "404" },
	{ "400-499,-404", "400-403,405-499" },
	{ "5xx,-500-598", "599" },
	{ "-404", "" },
	{ "-0", "" },
	{ "0,-0", "" },
	{ "-5xx", "" },
	{ "-500-504", "" },
	/* Commas and white space alike, and between items any number of them. */
	{ "404 429", "404,429" },
	{ "404,429", "404,429" },
	{ "404\t429", "404,429" },
	{ "404\n429", "404,429" },
	{ "404\r\n429\r\n", "404,429" },
	{ "404, 429", "404,429" },
	{ "404 , 429", "404,429" },
	{ "404 ,429", "404,429" },
	{ " 404 ", "404" },
	{ "\t5xx\n-501 ", "500,502-599" },
	/* Whole classes; parts of them next to them. */
	{ "100-199", "1xx" },
	{ "500-599", "5xx" },
	{ "500-549,550-599", "5xx" },
	{ "1xx,2xx,3xx,4xx,5xx", "1xx,2xx,3xx,4xx,5xx" },
	{ "100-599", "1xx,2xx,3xx,4xx,5xx" },
	{ "100-999", "1xx,2xx,3xx,4xx,5xx,600-999" },
	{ "400-498", "400-498" },
	{ "401-499", "401-499" },
	{ "399-499", "399,4xx" },
	{ "398-499", "398,399,4xx" },
	{ "397-499", "397-399,4xx" },
	{ "400-500", "4xx,500" },
	{ "400-501", "4xx,500,501" },
	{ "400-502", "4xx,500-502" },
	{ "399-600", "399,4xx,5xx,600" },
	{ "301-598", "301-399,4xx,500-598" },
	/* 600 to 999 are codes, but no classes. */
	{ "600-699", "600-699" },
	{ "598-602", "598-602" },
	{ "500-602", "5xx,600-602" },
	{ "599-699", "599-699" },
	{ "900-999", "900-999" }
};

START_TEST(meaning_and_canonical_form)
{
	prints(meanings[_i].text, meanings[_i].canonical);
	/* What is canonical is written as it was read. */
	if (meanings[_i].canonical[0])
		prints(meanings[_i].canonical, meanings[_i].canonical);
}
END_TEST

START_TEST(adds_to_what_is_there)
{
	httpstatus_codeset *set = new_set();
	char *text;

	parse(set, "404");
	parse(set, "5xx");
	parse(set, "-500");
	parse(set, "-404");
	parse(set, "0");
	text = print(set);
	ck_assert_str_eq(text, "0,501-599");
	free(text);
	httpstatus_codeset_free(set);
}
END_TEST

/* ---- What may not ------------------------------------------------------ */

/* Where the fault is: at least from, at most to bytes into the text. */
static const struct {
	const char *text;
	int error;
	size_t from, to;
} faults[] = {
	{ "", HTTPSTATUS_E_EMPTY, 0, 0 },
	{ " ", HTTPSTATUS_E_EMPTY, 0, 1 },
	{ " \t\r\n", HTTPSTATUS_E_EMPTY, 0, 4 },
	{ ",", HTTPSTATUS_E_EMPTY, 0, 1 },
	{ " , ,", HTTPSTATUS_E_EMPTY, 0, 4 },

	{ "x", HTTPSTATUS_E_SYNTAX, 0, 0 },
	{ "foo", HTTPSTATUS_E_SYNTAX, 0, 0 },
	{ "*", HTTPSTATUS_E_SYNTAX, 0, 0 },
	{ ";", HTTPSTATUS_E_SYNTAX, 0, 0 },
	{ "  foo", HTTPSTATUS_E_SYNTAX, 2, 2 },
	{ "404,foo", HTTPSTATUS_E_SYNTAX, 4, 4 },
	{ "404 , foo,500", HTTPSTATUS_E_SYNTAX, 6, 6 },
	{ "404,5xx,foo", HTTPSTATUS_E_SYNTAX, 8, 8 },
	{ "404;500", HTTPSTATUS_E_SYNTAX, 3, 3 },
	{ "404/500", HTTPSTATUS_E_SYNTAX, 3, 3 },
	{ "404x", HTTPSTATUS_E_SYNTAX, 3, 3 },
	{ "404.5", HTTPSTATUS_E_SYNTAX, 3, 3 },
	{ "5xxx", HTTPSTATUS_E_SYNTAX, 3, 3 },
	{ "5xx5", HTTPSTATUS_E_SYNTAX, 3, 3 },
	{ "5xx-501", HTTPSTATUS_E_SYNTAX, 3, 3 },
	{ "4xx-5xx", HTTPSTATUS_E_SYNTAX, 3, 3 },
	{ "500-504-508", HTTPSTATUS_E_SYNTAX, 7, 7 },
	{ "xx", HTTPSTATUS_E_SYNTAX, 0, 0 },
	{ "xxx", HTTPSTATUS_E_SYNTAX, 0, 0 },
	{ "5x", HTTPSTATUS_E_SYNTAX, 0, 2 },
	{ "5x,404", HTTPSTATUS_E_SYNTAX, 0, 2 },
	{ "5x5", HTTPSTATUS_E_SYNTAX, 0, 2 },
	{ "-", HTTPSTATUS_E_SYNTAX, 0, 1 },
	{ "--404", HTTPSTATUS_E_SYNTAX, 0, 1 },
	{ "-foo", HTTPSTATUS_E_SYNTAX, 0, 1 },
	{ "- 404", HTTPSTATUS_E_SYNTAX, 0, 1 },
	{ "500-", HTTPSTATUS_E_SYNTAX, 0, 4 },
	{ "500-,404", HTTPSTATUS_E_SYNTAX, 0, 4 },
	{ "500-x", HTTPSTATUS_E_SYNTAX, 0, 4 },
	{ "500--504", HTTPSTATUS_E_SYNTAX, 0, 4 },
	{ "500 - 504", HTTPSTATUS_E_SYNTAX, 4, 5 },
	{ "500- 504", HTTPSTATUS_E_SYNTAX, 0, 4 },
	{ "+404", HTTPSTATUS_E_SYNTAX, 0, 0 },
	{ "!404", HTTPSTATUS_E_SYNTAX, 0, 0 },
	{ "404,\xd9\xa4\xd9\xa0\xd9\xa4", HTTPSTATUS_E_SYNTAX, 4, 4 },  /* ARABIC-INDIC DIGITs */
	{ "404\xe2\x80\x93" "406", HTTPSTATUS_E_SYNTAX, 3, 3 },             /* EN DASH */

	{ "1", HTTPSTATUS_E_RANGE, 0, 0 },
	{ "99", HTTPSTATUS_E_RANGE, 0, 0 },
	{ "1000", HTTPSTATUS_E_RANGE, 0, 0 },
	{ "4040", HTTPSTATUS_E_RANGE, 0, 0 },
	{ "0404", HTTPSTATUS_E_RANGE, 0, 0 },
	{ "099", HTTPSTATUS_E_RANGE, 0, 0 },
	{ "00", HTTPSTATUS_E_RANGE, 0, 0 },
	{ "0000", HTTPSTATUS_E_RANGE, 0, 0 },
	{ "404-0500", HTTPSTATUS_E_RANGE, 0, 4 },
	{ "404,99", HTTPSTATUS_E_RANGE, 4, 4 },
	{ "404 1000 500", HTTPSTATUS_E_RANGE, 4, 4 },
	{ "-99", HTTPSTATUS_E_RANGE, 0, 1 },
	{ "404,-1000", HTTPSTATUS_E_RANGE, 4, 5 },
	{ "99-404", HTTPSTATUS_E_RANGE, 0, 0 },
	{ "404-1000", HTTPSTATUS_E_RANGE, 4, 4 },
	{ "500,404-1000", HTTPSTATUS_E_RANGE, 8, 8 },
	{ "504-500", HTTPSTATUS_E_RANGE, 0, 4 },
	{ "404,504-500", HTTPSTATUS_E_RANGE, 4, 8 },
	{ "-504-500", HTTPSTATUS_E_RANGE, 0, 5 },
	{ "100-0", HTTPSTATUS_E_RANGE, 0, 4 },
	{ "65940", HTTPSTATUS_E_RANGE, 0, 0 },                    /* 404 + 2^16 */
	{ "4294967700", HTTPSTATUS_E_RANGE, 0, 0 },               /* 404 + 2^32 */
	{ "18446744073709552020", HTTPSTATUS_E_RANGE, 0, 0 },     /* 404 + 2^64 */
	{ "99999999999999999999999999999999999999999999999999", HTTPSTATUS_E_RANGE, 0, 0 }
};

START_TEST(fault_and_its_place)
{
	const char *text = faults[_i].text;
	httpstatus_codeset *set = new_set();
	bool model[CODES] = { false };
	const char *expected;
	size_t position;
	int error;

	parse(set, "429 600-605");
	model[429] = true;
	put(model, 600, 605, true);
	error = parse_bytes(set, text, strlen(text), &position, &expected);
	ck_assert_msg(error == faults[_i].error, "\"%s\": %d instead of %d", text, error,
	              faults[_i].error);
	ck_assert_msg(position >= faults[_i].from && position <= faults[_i].to,
	              "\"%s\": position %zu, not from %zu to %zu", text, position,
	              faults[_i].from, faults[_i].to);
	same_codes(set, model, text);
	/* Without a place for position and phrase. */
	error = httpstatus_codeset_parse(set, text, strlen(text), NULL, NULL);
	ck_assert_msg(error == faults[_i].error, "\"%s\": then %d", text, error);
	same_codes(set, model, text);
	httpstatus_codeset_free(set);
}
END_TEST

/* Wrong in its form and in its number: either may be said. */
static const char *const form_and_number[] = {
	"0xx", "6xx", "7xx", "8XX", "9xx", "-6xx", "50x", "5*", "500-5xx", "99x", "1000;"
};

START_TEST(form_or_number)
{
	const char *text = form_and_number[_i], *expected;
	httpstatus_codeset *set = new_set();
	bool model[CODES] = { false };
	size_t position;
	int error = parse_bytes(set, text, strlen(text), &position, &expected);

	ck_assert_msg(error == HTTPSTATUS_E_SYNTAX || error == HTTPSTATUS_E_RANGE,
	              "\"%s\": %d", text, error);
	same_codes(set, model, text);
	httpstatus_codeset_free(set);
}
END_TEST

/* The phrase names what belongs where the fault is. */
START_TEST(what_belongs_there)
{
	static const struct { const char *text, *word; } cases[] = {
		{ "", "a code (429)" }, { "foo", "a class (5xx)" }, { "-foo", "a range (500-504)" },
		{ "5x", "a class from" }, { "5x5", "a class from" }, { "6xx", "a class from" },
		{ "-0xx", "a class from" }, { "99", "a code from" }, { "404-1000", "a code from" },
		{ "504-500", "upwards" }, { "404x", "a comma" }, { "5xxx", "a comma" },
	};
	httpstatus_codeset *set = new_set();

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		const char *expected = NULL;
		size_t position;

		ck_assert_int_lt(parse_bytes(set, cases[n].text, strlen(cases[n].text), &position,
		                             &expected), 0);
		if (!expected || !strstr(expected, cases[n].word))
			ck_abort_msg("\"%s\": expected %s", cases[n].text, expected ? expected : "nothing");
	}
	httpstatus_codeset_free(set);
}
END_TEST

START_TEST(nul_is_a_byte_like_others)
{
	static const char text[] = { '4', '0', '4', '\0', '4', '2', '9' };
	bool model[CODES] = { false };
	httpstatus_codeset *set = new_set();
	const char *expected;
	size_t position;

	ck_assert_int_eq(parse_bytes(set, text, sizeof(text), &position, &expected),
	                 HTTPSTATUS_E_SYNTAX);
	ck_assert_uint_eq(position, 3);
	same_codes(set, model, "404\\0429");
	ck_assert_int_eq(parse_bytes(set, text, 3, &position, &expected), 0);
	ck_assert_int_eq(httpstatus_codeset_has(set, 404), 1);
	httpstatus_codeset_free(set);
}
END_TEST

START_TEST(null_arguments)
{
	httpstatus_codeset *set = new_set();
	const char *expected = "";
	size_t position = 4711;
	char buffer[4] = "###";

	ck_assert_int_eq(httpstatus_codeset_new(NULL), HTTPSTATUS_E_INVAL);
	httpstatus_codeset_free(NULL);
	ck_assert_int_eq(httpstatus_codeset_parse(NULL, "404", 3, NULL, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_codeset_parse(NULL, "404", 3, &position, &expected),
	                 HTTPSTATUS_E_INVAL);
	ck_assert_uint_eq(position, 0);
	position = 4711;
	ck_assert_int_eq(httpstatus_codeset_parse(set, NULL, 3, &position, &expected),
	                 HTTPSTATUS_E_INVAL);
	ck_assert_uint_eq(position, 0);
	ck_assert_int_eq(httpstatus_codeset_parse(set, NULL, 1, &position, &expected),
	                 HTTPSTATUS_E_INVAL);
	/* NULL is a text if its length is 0, and an empty one. */
	position = 4711;
	expected = NULL;
	ck_assert_int_eq(httpstatus_codeset_parse(set, NULL, 0, &position, &expected),
	                 HTTPSTATUS_E_EMPTY);
	ck_assert_uint_eq(position, 0);
	ck_assert_ptr_nonnull(expected);
	ck_assert_int_eq(httpstatus_codeset_parse(set, NULL, 0, NULL, NULL), HTTPSTATUS_E_EMPTY);
	ck_assert_int_eq(httpstatus_codeset_add(NULL, 404, 404), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_codeset_remove(NULL, 404, 404), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_codeset_has(NULL, 404), 0);
	ck_assert_int_eq(httpstatus_codeset_has(NULL, 0), 0);
	ck_assert_uint_eq(httpstatus_codeset_print(NULL, NULL, 0), 0);
	ck_assert_uint_eq(httpstatus_codeset_print(NULL, buffer, sizeof(buffer)), 0);
	ck_assert_str_eq(buffer, "");
	ck_assert_uint_eq(httpstatus_codeset_print(set, NULL, 0), 0);
	buffer[0] = '#';
	ck_assert_uint_eq(httpstatus_codeset_print(set, buffer, 1), 0);
	ck_assert_str_eq(buffer, "");
	httpstatus_codeset_free(set);
}
END_TEST

/* ---- Codes and ranges without text -------------------------------------- */

START_TEST(has_any_int)
{
	static const int others[] = {
		INT_MIN, INT_MIN + 1, -100000, -1000, -404, -2, -1, 1000, 1001, 1023, 1024, 1404,
		65536, 65536 + 404, INT_MAX - 1, INT_MAX
	};
	httpstatus_codeset *set = new_set();
	size_t i;
	int bit;

	ck_assert_int_eq(httpstatus_codeset_add(set, 0, 999), 0);
	for (i = 0; i < LENGTH(others); i++)
		ck_assert_msg(httpstatus_codeset_has(set, others[i]) == 0, "has(%d)", others[i]);
	for (bit = 10; bit < 31; bit++)
		ck_assert_msg(httpstatus_codeset_has(set, (1 << bit) + 404) == 0 &&
		              httpstatus_codeset_has(set, -(1 << bit) + 404) == 0, "2^%d", bit);
	ck_assert_int_eq(httpstatus_codeset_has(set, 0), 1);
	ck_assert_int_eq(httpstatus_codeset_has(set, 100), 1);
	ck_assert_int_eq(httpstatus_codeset_has(set, 999), 1);
	httpstatus_codeset_free(set);
}
END_TEST

START_TEST(ranges_that_are_none)
{
	static const int pairs[][2] = {
		{ -1, -1 }, { -1, 0 }, { -1, 999 }, { 0, 1000 }, { 999, 1000 }, { 1000, 1000 },
		{ 500, 499 }, { 999, 0 }, { INT_MIN, INT_MIN }, { INT_MIN, INT_MAX },
		{ INT_MIN, 404 }, { 404, INT_MAX }, { INT_MAX, INT_MAX }, { INT_MAX, INT_MIN },
		{ 404, -404 }, { 1, 0 }
	};
	httpstatus_codeset *set = new_set();
	bool model[CODES] = { false };
	size_t i;

	parse(set, "400-450,5xx");
	put(model, 400, 450, true);
	put(model, 500, 599, true);
	for (i = 0; i < LENGTH(pairs); i++) {
		int added = httpstatus_codeset_add(set, pairs[i][0], pairs[i][1]);
		int removed = httpstatus_codeset_remove(set, pairs[i][0], pairs[i][1]);

		ck_assert_msg(added == HTTPSTATUS_E_RANGE && removed == HTTPSTATUS_E_RANGE,
		              "%d to %d: %d, %d", pairs[i][0], pairs[i][1], added, removed);
		same_codes(set, model, "after a wrong range");
	}
	httpstatus_codeset_free(set);
}
END_TEST

START_TEST(add_and_remove)
{
	httpstatus_codeset *set = new_set();
	bool model[CODES] = { false };
	int i, first, last, error;

	for (i = 0; i < 5000; i++) {
		bool in = any(2);

		first = any_code();
		last = first ? first + (int)any(any(2) ? 4 : 900) : 0;
		if (last >= CODES)
			last = CODES - 1;
		error = in ? httpstatus_codeset_add(set, first, last)
		           : httpstatus_codeset_remove(set, first, last);
		ck_assert_msg(error == 0, "%d to %d: %d", first, last, error);
		put(model, first, last, in);
		same_codes(set, model, in ? "after add" : "after remove");
	}
	httpstatus_codeset_free(set);
}
END_TEST

/* ---- Print ------------------------------------------------------------- */

static bool whole_class(const bool *model, int first)
{
	int code;

	if (first % 100 != 0 || first < 100 || first > 500)
		return false;
	for (code = first; code < first + 100; code++)
		if (!model[code])
			return false;
	return true;
}

/* The canonical form as the header describes it, from the array. */
static void model_print(const bool *model, char *text)
{
	char *end = text;
	int code = 0, last;

	*end = '\0';
	while (code < CODES) {
		if (!model[code]) {
			code++;
			continue;
		}
		if (whole_class(model, code)) {
			end += sprintf(end, ",%dxx", code / 100);
			code += 100;
			continue;
		}
		last = code;
		while (last + 1 < CODES && model[last + 1] && !whole_class(model, last + 1))
			last++;
		if (last - code >= 2) {
			end += sprintf(end, ",%d-%d", code, last);
			code = last + 1;
		} else {
			end += sprintf(end, ",%d", code++);
		}
	}
	if (text[0])
		memmove(text, text + 1, strlen(text));
}

/* Sparse, dense, with whole classes, with long runs: each kind of set. */
static void random_model(bool *model)
{
	uint32_t kind = any(4), edits = any(30), density = 1 + any(40);
	int code, first, last;

	memset(model, 0, CODES * sizeof(*model));
	model[0] = any(3) == 0;
	if (kind == 0)
		for (code = 100; code < CODES; code++)
			model[code] = any(density) == 0;
	if (kind == 1)
		for (code = 100; code < CODES; code++)
			model[code] = any(density) != 0;
	for (; kind >= 2 && edits > 0; edits--) {
		bool in = any(4) != 0;

		first = 100 + (int)any(900);
		last = first + (int)any(8);
		if (kind == 3 && any(2)) {
			first -= first % 100;
			last = first + 99;
		}
		put(model, first, last < CODES ? last : CODES - 1, in);
	}
}

static void fill(httpstatus_codeset *set, const bool *model)
{
	int code;

	for (code = 0; code < CODES; code++)
		if (model[code] && httpstatus_codeset_add(set, code, code) != 0)
			ck_abort_msg("add %d", code);
}

START_TEST(random_sets_make_the_round)
{
	static char expected[TEXT_SIZE];
	bool model[CODES];
	int i;

	for (i = 0; i < rounds(20000); i++) {
		httpstatus_codeset *set = new_set(), *again = new_set();
		char *text;

		random_model(model);
		fill(set, model);
		model_print(model, expected);
		text = print(set);
		if (strcmp(text, expected) != 0)
			ck_abort_msg("\"%s\" instead of \"%s\"", text, expected);
		if (text[0])
			parse(again, text);
		same_codes(again, model, text);
		free(text);
		httpstatus_codeset_free(set);
		httpstatus_codeset_free(again);
	}
}
END_TEST

/* Whatever httpstatus_codeset_add takes is read back as it was printed. */
/* 1 to 99 are no codes: not as an end of a range, and not within one. */
static const int low_ranges[][2] = { { 0, 999 }, { 0, 100 }, { 0, 150 }, { 0, 0 } };

START_TEST(round_with_the_numbers_below_100)
{
	const int *range = low_ranges[_i];
	httpstatus_codeset *set = new_set(), *again = new_set();
	const char *expected;
	size_t position;
	char *text;
	int code, error = httpstatus_codeset_add(set, range[0], range[1]);

	ck_assert_msg(error == 0, "add %d to %d: %d", range[0], range[1], error);
	for (code = 1; code < 100; code++)
		ck_assert_int_eq(httpstatus_codeset_has(set, code), 0);
	text = print(set);
	error = parse_bytes(again, text, strlen(text), &position, &expected);
	ck_assert_msg(error == 0 || (error == HTTPSTATUS_E_EMPTY && !text[0]),
	              "%d to %d: printed as \"%s\", which is not read back: %d at %zu",
	              range[0], range[1], text, error, position);
	for (code = 0; code < CODES; code++)
		ck_assert_msg(httpstatus_codeset_has(set, code) == httpstatus_codeset_has(again, code),
		              "%d to %d: \"%s\", has(%d)", range[0], range[1], text, code);
	free(text);
	httpstatus_codeset_free(set);
	httpstatus_codeset_free(again);
}
END_TEST

static const int no_ranges[][2] = {
	{ 0, 99 }, { 1, 99 }, { 50, 50 }, { 99, 100 }, { 7, 8 }, { 100, 1000 }, { -1, 100 }, { 500, 499 }
};

START_TEST(ranges_begin_and_end_with_codes)
{
	const int *range = no_ranges[_i];
	httpstatus_codeset *set = new_set();

	ck_assert_int_eq(httpstatus_codeset_add(set, range[0], range[1]), HTTPSTATUS_E_RANGE);
	ck_assert_int_eq(httpstatus_codeset_remove(set, range[0], range[1]), HTTPSTATUS_E_RANGE);
	ck_assert_uint_eq(httpstatus_codeset_print(set, NULL, 0), 0);
	httpstatus_codeset_free(set);
}
END_TEST

START_TEST(every_buffer_size)
{
	bool model[CODES];
	size_t size, length, answered, kept;
	int i;

	for (i = 0; i < 60; i++) {
		httpstatus_codeset *set = new_set();
		char *whole, *part;

		random_model(model);
		fill(set, model);
		whole = print(set);
		length = strlen(whole);
		ck_assert_uint_eq(httpstatus_codeset_print(set, NULL, 0), length);
		for (size = 0; size <= length + 1; size++) {
			part = block(size);
			memset(part, '#', size ? size : 1);
			answered = httpstatus_codeset_print(set, part, size);
			kept = size > length ? length : size ? size - 1 : 0;
			if (answered != length || (size && part[kept] != '\0') ||
			    memcmp(part, whole, kept) != 0 || (!size && part[0] != '#'))
				ck_abort_msg("\"%s\": size %zu, answered %zu", whole, size, answered);
			free(part);
		}
		free(whole);
		httpstatus_codeset_free(set);
	}
}
END_TEST

/* ---- A second reader ---------------------------------------------------- */

static regex_t code_re, range_re, class_re;

static void compile(void)
{
	if (regcomp(&code_re, "^-?[0-9]+$", REG_EXTENDED | REG_NOSUB) ||
	    regcomp(&range_re, "^-?[0-9]+-[0-9]+$", REG_EXTENDED | REG_NOSUB) ||
	    regcomp(&class_re, "^-?[0-9][xX][xX]$", REG_EXTENDED | REG_NOSUB))
		ck_abort_msg("regcomp");
}

static void release(void)
{
	regfree(&code_re);
	regfree(&range_re);
	regfree(&class_re);
}

static bool is_code(long value)
{
	return value == 0 || (value >= 100 && value < CODES);
}

/* Applies one item; answers whether it is one. *formed: at least it looks like one. */
static bool apply_item(const char *item, bool *model, bool *formed)
{
	bool in = item[0] != '-';
	const char *digits = item + !in;
	char *end;
	long first = 0, last = 0;

	*formed = true;
	if (regexec(&class_re, item, 0, NULL, 0) == 0) {
		first = (digits[0] - '0') * 100;
		last = first + 99;
		if (first < 100 || first > 500)
			return false;
	} else if (regexec(&range_re, item, 0, NULL, 0) == 0) {
		first = strtol(digits, &end, 10);
		last = strtol(end + 1, NULL, 10);
	} else if (regexec(&code_re, item, 0, NULL, 0) == 0) {
		first = last = strtol(digits, NULL, 10);
	} else {
		*formed = false;
		return false;
	}
	if (regexec(&class_re, item, 0, NULL, 0) != 0 &&
	    (!is_code(first) || !is_code(last) || first > last))
		return false;
	put(model, (int)first, (int)last, in);
	return true;
}

/* Zeros in front are a question that the header leaves open. */
static bool has_leading_zero(const char *text)
{
	for (; *text; text++)
		if (text[0] == '0' && text[1] >= '0' && text[1] <= '9')
			return true;
	return false;
}

/*
 * Compares a text of any bytes but NUL. Of an item that is wrong in two ways
 * either error will do; 1 to 99 are not looked at, since whether "0-100" has
 * them is not said.
 */
static bool compare(const char *text, bool *model)
{
	httpstatus_codeset *set = new_set();
	bool after[CODES], formed = true, good = true, some = false;
	size_t position, start = 0, length = strlen(text), size = 0;
	const char *expected;
	char item[64];
	int error, code;

	fill(set, model);
	memcpy(after, model, sizeof(after));
	error = parse_bytes(set, text, length, &position, &expected);
	while (good && start < length) {
		start += strspn(text + start, SPACE);
		size = strcspn(text + start, SPACE);
		if (size == 0)
			break;
		some = true;
		memcpy(item, text + start, size);
		item[size] = '\0';
		good = apply_item(item, after, &formed);
		if (good)
			start += size;
	}
	if (!some && error != HTTPSTATUS_E_EMPTY)
		ck_abort_msg("\"%s\": %d for an empty text", text, error);
	if (some && good && error)
		ck_abort_msg("\"%s\": error %d at %zu, expected %s", text, error, position, expected);
	if (some && !good) {
		if (error != HTTPSTATUS_E_SYNTAX && error != HTTPSTATUS_E_RANGE)
			ck_abort_msg("\"%s\": %d, but \"%s\" is wrong", text, error, item);
		if (formed && error != HTTPSTATUS_E_RANGE && !strpbrk(item, "xX"))
			ck_abort_msg("\"%s\": %d, but \"%s\" is only out of range", text, error, item);
		if (position < start || position > start + size)
			ck_abort_msg("\"%s\": position %zu is not in \"%s\"", text, position, item);
		memcpy(after, model, sizeof(after));
	}
	for (code = 0; code < CODES; code++)
		if ((code == 0 || code >= 100) && httpstatus_codeset_has(set, code) != (int)after[code])
			ck_abort_msg("\"%s\": has(%d) should be %d", text, code, after[code]);
	httpstatus_codeset_free(set);
	return error == 0;
}

static char *random_item(char *end)
{
	int first = any_code(), last = first + (int)any(12);

	if (any(3) == 0)
		*end++ = '-';
	switch (any(4)) {
	case 0:
		return end + sprintf(end, "%d%s", 1 + (int)any(5), any(2) ? "xx" : "Xx");
	case 1:
		return end + sprintf(end, "%d-%d", first, first && last < CODES ? last : first);
	default:
		return end + sprintf(end, "%d", first);
	}
}

static void random_text(char *text)
{
	static const char *const separators[] = { ",", " ", ", ", "\t", "\r\n", " , " };
	uint32_t items = 1 + any(6);
	char *end = text;

	for (;;) {
		end = random_item(end);
		if (--items == 0)
			break;
		end = stpcpy(end, separators[any(LENGTH(separators))]);
	}
	*end = '\0';
}

START_TEST(many_good_texts)
{
	bool model[CODES];
	char text[128];
	int i;

	for (i = 0; i < rounds(40000); i++) {
		random_text(text);
		if (i % 64 == 0)
			random_model(model);
		if (!compare(text, model))
			ck_abort_msg("\"%s\" is refused", text);
	}
}
END_TEST

START_TEST(many_broken_texts)
{
	static const char alphabet[] = "0123456789xX-, \t\n;a\xff";
	bool model[CODES];
	char text[128];
	size_t length, at;
	int i, accepted = 0, refused = 0;
	uint32_t edits;

	for (i = 0; i < rounds(100000); i++) {
		random_text(text);
		length = strlen(text);
		for (edits = 1 + any(3); edits > 0; edits--) {
			at = any((uint32_t)length);
			if (any(3) == 0) {
				memmove(text + at + 1, text + at, ++length - at);
				text[length] = '\0';
			} else if (any(3) == 0 && length > 1) {
				memmove(text + at, text + at + 1, length-- - at);
				continue;
			}
			text[at] = alphabet[any(sizeof(alphabet) - 1)];
		}
		if (has_leading_zero(text))
			continue;
		if (i % 64 == 0)
			random_model(model);
		if (compare(text, model))
			accepted++;
		else
			refused++;
	}
	ck_assert_int_gt(accepted, rounds(1000));
	ck_assert_int_gt(refused, rounds(1000));
}
END_TEST

START_TEST(any_bytes_at_all)
{
	httpstatus_codeset *set = new_set(), *before = new_set();
	const char *expected;
	char bytes[48];
	size_t length, position, i;
	int round, code, error;

	for (round = 0; round < rounds(100000); round++) {
		length = any(sizeof(bytes));
		for (i = 0; i < length; i++)
			bytes[i] = (char)(any(2) ? any(256) : (uint32_t)"0459,- x"[any(8)]);
		error = parse_bytes(set, bytes, length, &position, &expected);
		if (error && error != HTTPSTATUS_E_SYNTAX && error != HTTPSTATUS_E_RANGE &&
		    error != HTTPSTATUS_E_EMPTY)
			ck_abort_msg("error %d", error);
		for (code = 0; error && code < CODES; code++)
			if (httpstatus_codeset_has(set, code) != httpstatus_codeset_has(before, code))
				ck_abort_msg("\"%.*s\" changed %d", (int)length, bytes, code);
		if (!error)
			ck_assert_int_eq(httpstatus_codeset_parse(before, bytes, length, NULL, NULL), 0);
	}
	httpstatus_codeset_free(set);
	httpstatus_codeset_free(before);
}
END_TEST

static Suite *set_suite(void)
{
	Suite *suite = suite_create("set");
	TCase *good = tcase_create("good text");
	TCase *bad = tcase_create("faults");
	TCase *direct = tcase_create("without text");
	TCase *out = tcase_create("print");
	TCase *second = tcase_create("second reader");

	tcase_add_test(good, every_number);
	tcase_add_test(good, every_class);
	tcase_add_test(good, many_ranges);
	tcase_add_loop_test(good, meaning_and_canonical_form, 0, (int)LENGTH(meanings));
	tcase_add_test(good, adds_to_what_is_there);
	suite_add_tcase(suite, good);

	tcase_add_loop_test(bad, fault_and_its_place, 0, (int)LENGTH(faults));
	tcase_add_loop_test(bad, form_or_number, 0, (int)LENGTH(form_and_number));
	tcase_add_test(bad, what_belongs_there);
	tcase_add_test(bad, nul_is_a_byte_like_others);
	tcase_add_test(bad, null_arguments);
	suite_add_tcase(suite, bad);

	tcase_set_timeout(direct, 60);
	tcase_add_test(direct, has_any_int);
	tcase_add_test(direct, ranges_that_are_none);
	tcase_add_test(direct, add_and_remove);
	suite_add_tcase(suite, direct);

	tcase_set_timeout(out, 120);
	tcase_add_test(out, random_sets_make_the_round);
	tcase_add_loop_test(out, round_with_the_numbers_below_100, 0,
	                    (int)LENGTH(low_ranges));
	tcase_add_loop_test(out, ranges_begin_and_end_with_codes, 0, (int)LENGTH(no_ranges));
	tcase_add_test(out, every_buffer_size);
	suite_add_tcase(suite, out);

	tcase_set_timeout(second, 120);
	tcase_add_checked_fixture(second, compile, release);
	tcase_add_test(second, many_good_texts);
	tcase_add_test(second, many_broken_texts);
	tcase_add_test(second, any_bytes_at_all);
	suite_add_tcase(suite, second);
	return suite;
}

int main(void)
{
	return run_suite(set_suite());
}
