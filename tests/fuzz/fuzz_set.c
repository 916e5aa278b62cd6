/* SPDX-License-Identifier: MIT */
/*
 * Sets of codes against a naive reader with one bool for each code. What
 * is written reads back to the same set.
 */

#include "fuzz.h"

#define SEPARATORS ", \t\r\n"
#define CODES 1000

struct model {
	bool has[CODES];
};

static bool is_code(long code)
{
	return code == 0 || (code >= 100 && code < CODES);
}

/* Three digits, or "0", and nothing else; -1 if it is something else. */
static long code_of(const char *s, size_t length)
{
	long code = strtol(s, NULL, 10);

	if (strspn(s, "0123456789") < length || (length != 3 && !(length == 1 && code == 0)))
		return -1;
	return is_code(code % CODES) ? code % CODES : -1;
}

/* One item, which is cut off its text; whether it is one. */
static bool item(struct model *model, char *s)
{
	bool in = *s != '-';
	char *dash;
	long first, last;

	s += !in;
	dash = strchr(s, '-');
	if (strlen(s) == 3 && *s >= '1' && *s <= '5' && (s[1] | 32) == 'x' && (s[2] | 32) == 'x') {
		first = (*s - '0') * 100;
		last = first + 99;
	} else {
		if (dash)
			*dash = '\0';
		first = code_of(s, strlen(s));
		last = dash ? code_of(dash + 1, strlen(dash + 1)) : first;
	}
	if (first < 0 || last < first)
		return false;
	for (long code = first; code <= last; code++)
		if (is_code(code))
			model->has[code] = in;
	return true;
}

/* Applies a text; answers how many items were good, and where the first bad one lies. */
static size_t apply(struct model *model, char *s, size_t length, size_t *bad, size_t *bad_end)
{
	size_t items = 0;
	size_t at = strspn(s, SEPARATORS);

	*bad = *bad_end = length;
	while (at < length) {
		size_t end = at + strcspn(s + at, SEPARATORS);

		s[end] = '\0';
		if (!item(model, s + at)) {
			*bad = at;
			*bad_end = end;
			break;
		}
		items++;
		at = end + (end < length);
		at += strspn(s + at, SEPARATORS);
	}
	return items;
}

static void require_same(const httpstatus_codeset *set, const struct model *model)
{
	for (int code = -2; code < CODES + 2; code++)
		REQUIRE(httpstatus_codeset_has(set, code) ==
		        (code >= 0 && code < CODES && model->has[code]));
}

static void check_print(const httpstatus_codeset *set, const struct model *model, size_t cut)
{
	size_t length = httpstatus_codeset_print(set, NULL, 0);
	char *text = fuzz_block(length + 1);
	char *start = fuzz_block(cut);
	httpstatus_codeset *again;

	REQUIRE(httpstatus_codeset_print(set, text, length + 1) == length && strlen(text) == length);
	fuzz_require_cut(text, length, start, cut, httpstatus_codeset_print(set, start, cut));
	REQUIRE(httpstatus_codeset_new(&again) == 0);
	REQUIRE(httpstatus_codeset_parse(again, text, length, NULL, NULL) ==
	        (length ? 0 : HTTPSTATUS_E_EMPTY));
	require_same(again, model);
	httpstatus_codeset_free(again);
	free(start);
	free(text);
}

/* On top of a set with every step-th code of those above 500; 0 is an empty set. */
static void check_parse(const char *copy, const uint8_t *data, size_t size, int step)
{
	char *string = fuzz_string(data, size);
	struct model before = {{false}}, after;
	httpstatus_codeset *set;
	size_t items, bad, bad_end, position = 77;
	const char *expected = "?";
	int error;

	REQUIRE(httpstatus_codeset_new(&set) == 0);
	for (int code = 500; step && code < CODES; code += step) {
		REQUIRE(httpstatus_codeset_add(set, code, code) == 0);
		before.has[code] = true;
	}
	after = before;
	items = apply(&after, string, size, &bad, &bad_end);
	error = httpstatus_codeset_parse(set, copy, size, &position, &expected);
	if (bad < size) {
		REQUIRE(error == HTTPSTATUS_E_SYNTAX || error == HTTPSTATUS_E_RANGE);
		REQUIRE(position >= bad && position <= bad_end);
	} else {
		REQUIRE(error == (items ? 0 : HTTPSTATUS_E_EMPTY));
		REQUIRE(position <= size);
	}
	REQUIRE(error ? expected && *expected : !expected && position == 0);
	require_same(set, error ? &before : &after);
	check_print(set, error ? &before : &after, size % 40);
	httpstatus_codeset_free(set);
	free(string);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = fuzz_copy(data, size);

	check_parse(copy, data, size, 0);
	check_parse(copy, data, size, 3);
	free(copy);
	return 0;
}
