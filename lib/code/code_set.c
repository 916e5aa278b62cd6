/* SPDX-License-Identifier: MIT */
/* Sets of status codes, as configuration files write them. */

#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "base/writer.h"
#include "code/code_set.h"

int httpstatus_codeset_new(httpstatus_codeset **set)
{
	if (!set)
		return HTTPSTATUS_E_INVAL;
	*set = calloc(1, sizeof(**set));
	return *set ? 0 : HTTPSTATUS_E_NOMEM;
}

void httpstatus_codeset_free(httpstatus_codeset *set)
{
	free(set);
}

/*@ requires set == \null || \valid_read(set);
    assigns \nothing;
    ensures \result == 0 || \result == 1;
    ensures set == \null || code < 0 || code >= HS_CODE_END ==> \result == 0;
*/
int httpstatus_codeset_has(const httpstatus_codeset *set, int code)
{
	return set && hs_code_set_has(set, code);
}

/* 1 to 99 are skipped, as in 0-599: they are not codes. */
/*@ requires \valid(set) && 0 <= first && last < HS_CODE_END;
    assigns set->words[0 .. HS_CODE_SET_WORDS - 1];
*/
static void put(httpstatus_codeset *set, int first, int last, bool in)
{
	/*@ loop invariant 0 <= code <= \max(first, HS_CODE_END);
	    loop assigns code, set->words[0 .. HS_CODE_SET_WORDS - 1];
	    loop variant last - code;
	*/
	for (int code = first; code <= last; code++) {
		uint64_t bit;

		if (!hs_is_code(code))
			continue;
		bit = UINT64_C(1) << (code % HS_CODE_SET_WORD_BITS);
		if (in)
			set->words[code / HS_CODE_SET_WORD_BITS] |= bit;
		else
			set->words[code / HS_CODE_SET_WORD_BITS] &= ~bit;
	}
}

/*@ requires set == \null || \valid(set);
    assigns set->words[0 .. HS_CODE_SET_WORDS - 1];
    ensures set == \null ==> \result == HTTPSTATUS_E_INVAL;
    ensures set != \null && (first < 0 || last >= HS_CODE_END || first > last) ==>
            \result == HTTPSTATUS_E_RANGE;
*/
static int put_checked(httpstatus_codeset *set, int first, int last, bool in)
{
	if (!set)
		return HTTPSTATUS_E_INVAL;
	if (!hs_is_code(first) || !hs_is_code(last) || first > last)
		return HTTPSTATUS_E_RANGE;
	put(set, first, last, in);
	return 0;
}

/*@ requires set == \null || \valid(set);
    assigns set->words[0 .. HS_CODE_SET_WORDS - 1];
    ensures set == \null ==> \result == HTTPSTATUS_E_INVAL;
*/
int httpstatus_codeset_add(httpstatus_codeset *set, int first, int last)
{
	return put_checked(set, first, last, true);
}

/*@ requires set == \null || \valid(set);
    assigns set->words[0 .. HS_CODE_SET_WORDS - 1];
    ensures set == \null ==> \result == HTTPSTATUS_E_INVAL;
*/
int httpstatus_codeset_remove(httpstatus_codeset *set, int first, int last)
{
	return put_checked(set, first, last, false);
}

/* ---- Reading ---------------------------------------------------------- */

struct reader {
	const char *at;
	const char *end;
	const char *expected;       /* what was expected at at, after an error */
};

/*@ predicate is_reader{L}(struct reader *r) =
        \at(r->at <= r->end && \base_addr(r->at) == \base_addr(r->end) &&
            \object_pointer(r->end) && readable(r->at, r->end - r->at) &&
            \object_pointer(r->expected), L);
    predicate went_on{K, L}(struct reader *r) =
        \at(r->end, K) == \at(r->end, L) && \at(r->at, K) <= \at(r->at, L) &&
        \base_addr{K}(\at(r->at, K)) == \base_addr{L}(\at(r->at, L));
*/

static const char any_item[] = "a code (429), a range (500-504) or a class (5xx)";

/*@ requires \valid(r) && error < 0 && \object_pointer(expected);
    assigns r->at, r->expected;
    ensures r->at == at && r->expected == expected && \result == error;
*/
static int fail(struct reader *r, const char *at, const char *expected, int error)
{
	r->at = at;
	r->expected = expected;
	return error;
}

/*@ assigns \nothing; */
static bool is_separator(char c)
{
	return c == ',' || hs_is_space(c);
}

/*@ requires \valid_read(r) && is_reader(r);
    assigns \nothing;
    ensures r->at == r->end ==> \result;
*/
static bool at_item_end(const struct reader *r)
{
	return r->at == r->end || is_separator(*r->at);
}

/* Three digits, or "0". */
/*@ requires \valid(r) && is_reader(r) && \valid(code);
    assigns r->at, r->expected, *code;
    ensures is_reader(r);
    ensures went_on{Pre, Post}(r);
    ensures \result == 0 || HTTPSTATUS_E_RANGE <= \result <= HTTPSTATUS_E_SYNTAX;
    ensures \result == 0 ==> *code == 0 || 100 <= *code <= 999;
    ensures \result == 0 ==> \old(r->at) < r->at;
*/
static int read_code(struct reader *r, int *code)
{
	static const char expected[] = "a code from 100 to 999, or 0";
	const char *start = r->at;

	/*@ loop invariant is_reader(r) && went_on{Pre, Here}(r);
	    loop invariant \forall integer i; 0 <= i < r->at - start ==> '0' <= start[i] <= '9';
	    loop assigns r->at;
	    loop variant r->end - r->at;
	*/
	while (r->at < r->end && hs_is_digit(*r->at))
		r->at++;
	if (r->at == start)
		return fail(r, start, expected, HTTPSTATUS_E_SYNTAX);
	if (!hs_read_code(start, (size_t)(r->at - start), code))
		return fail(r, start, expected, HTTPSTATUS_E_RANGE);
	return 0;
}

/*@ requires \valid_read(r) && is_reader(r);
    assigns \nothing;
    ensures \result ==> offset < r->end - r->at;
*/
static bool is_x(const struct reader *r, size_t offset)
{
	return (size_t)(r->end - r->at) > offset && hs_to_lower(r->at[offset]) == 'x';
}

/* Reads "5xx"; at points to the digit. */
/*@ requires \valid(r) && is_reader(r) && r->at < r->end && \valid(first) && \valid(last);
    requires \separated(first, last);
    assigns r->at, r->expected, *first, *last;
    ensures is_reader(r);
    ensures went_on{Pre, Post}(r);
    ensures \result == 0 || HTTPSTATUS_E_RANGE <= \result <= HTTPSTATUS_E_SYNTAX;
    ensures \result == 0 ==> 100 <= *first && *last == *first + 99 && *last < 600;
    ensures \result == 0 ==> \old(r->at) < r->at;
*/
static int read_class(struct reader *r, int *first, int *last)
{
	static const char expected[] = "a class from 1xx to 5xx";

	if (!is_x(r, 2))
		return fail(r, r->at, expected, HTTPSTATUS_E_SYNTAX);
	if (*r->at < '1' || *r->at > '5')
		return fail(r, r->at, expected, HTTPSTATUS_E_RANGE);
	*first = (*r->at - '0') * 100;
	*last = *first + 99;
	r->at += 3;
	return 0;
}

/*@ requires \valid(r) && is_reader(r) && \valid(first) && \valid(last);
    requires \separated(first, last);
    assigns r->at, r->expected, *first, *last;
    ensures is_reader(r);
    ensures went_on{Pre, Post}(r);
    ensures \result == 0 || HTTPSTATUS_E_RANGE <= \result <= HTTPSTATUS_E_SYNTAX;
    ensures \result == 0 ==> 0 <= *first <= *last < HS_CODE_END;
    ensures \result == 0 ==> \old(r->at) < r->at;
*/
static int read_range(struct reader *r, int *first, int *last)
{
	const char *start = r->at;
	int error = read_code(r, first);

	*last = *first;
	if (error || r->at == r->end || *r->at != '-')
		return error;
	r->at++;
	error = read_code(r, last);
	if (!error && *last < *first)
		error = fail(r, start, "a range that runs upwards", HTTPSTATUS_E_RANGE);
	return error;
}

/*@ requires \valid(r) && is_reader(r) && r->at < r->end && \valid(set) && \separated(r, set);
    assigns r->at, r->expected, set->words[0 .. HS_CODE_SET_WORDS - 1];
    ensures is_reader(r);
    ensures went_on{Pre, Post}(r);
    ensures \result == 0 || HTTPSTATUS_E_RANGE <= \result <= HTTPSTATUS_E_SYNTAX;
    ensures \result == 0 ==> \old(r->at) < r->at;
*/
static int read_item(struct reader *r, httpstatus_codeset *set)
{
	bool in = *r->at != '-';
	int first = 0;
	int last = 0;
	int error;

	if (!in)
		r->at++;
	if (r->at == r->end || !hs_is_digit(*r->at))
		return fail(r, r->at, any_item, HTTPSTATUS_E_SYNTAX);
	error = is_x(r, 1) ? read_class(r, &first, &last) : read_range(r, &first, &last);
	if (error)
		return error;
	if (!at_item_end(r))
		return fail(r, r->at, "a comma or the end", HTTPSTATUS_E_SYNTAX);
	put(set, first, last, in);
	return 0;
}

/*@ requires set == \null || \valid(set);
    requires s == \null || readable(s, length);
    requires position == \null || \valid(position);
    requires expected == \null || \valid(expected);
    requires \separated(set, position);
    assigns *set, *position, *expected;
    ensures \result == 0 || HTTPSTATUS_E_RANGE <= \result <= HTTPSTATUS_E_INVAL;
    ensures position != \null && (\result == 0 || s == \null) ==> *position == 0;
    ensures position != \null && s != \null ==> *position <= length;
    ensures expected != \null && \result == 0 ==> *expected == \null;
*/
int httpstatus_codeset_parse(httpstatus_codeset *set, const char *s, size_t length,
                             size_t *position, const char **expected)
{
	struct reader r = {s, s ? s + length : s, NULL};
	httpstatus_codeset result;
	int error = HTTPSTATUS_E_EMPTY;

	if (!set || (!s && length > 0)) {
		error = HTTPSTATUS_E_INVAL;
		goto done;
	}
	result = *set;
	/*@ loop invariant is_reader(&r) && s <= r.at && \base_addr(r.at) == \base_addr(s);
	    loop invariant r.end == \at(r.end, LoopEntry);
	    loop invariant error == 0 || error == HTTPSTATUS_E_EMPTY;
	    loop assigns r, result, error;
	    loop variant r.end - r.at;
	*/
	for (;;) {
		/*@ loop invariant is_reader(&r) && went_on{LoopEntry, Here}(&r);
		    loop assigns r.at;
		    loop variant r.end - r.at;
		*/
		while (r.at < r.end && is_separator(*r.at))
			r.at++;
		if (r.at == r.end)
			break;
		error = read_item(&r, &result);
		if (error)
			goto done;
	}
	if (error)
		r.expected = any_item;
	else
		*set = result;
done:
	if (position)
		*position = error && s ? (size_t)(r.at - s) : 0;
	if (expected)
		*expected = error ? r.expected : NULL;
	return error;
}

/* ---- Writing ---------------------------------------------------------- */

/*@ requires \valid_read(set) && 0 <= code < HS_CODE_END;
    assigns \nothing;
    ensures code <= \result < HS_CODE_END;
*/
static int run_end(const httpstatus_codeset *set, int code)
{
	/*@ loop invariant \at(code, Pre) <= code < HS_CODE_END;
	    loop assigns code;
	    loop variant HS_CODE_END - code;
	*/
	while (httpstatus_codeset_has(set, code + 1))
		code++;
	return code;
}

/*@ requires \valid(w) && is_writer(w) && 0 <= first <= last < HS_CODE_END;
    assigns w->length, w->buffer[0 .. w->size - 1];
*/
static void write_run(struct hs_writer *w, int first, int last)
{
	if (w->length > 0)
		hs_write_char(w, ',');
	hs_write_number(w, (uint64_t)first);
	if (first == last)
		return;
	hs_write_char(w, last == first + 1 ? ',' : '-');
	hs_write_number(w, (uint64_t)last);
}

/*@ requires 0 <= first <= HS_CODE_END;
    assigns \nothing;
    ensures \result ==> 100 <= first < 600 && first + 99 <= last;
*/
static bool is_whole_class(int first, int last)
{
	return first % 100 == 0 && first >= 100 && first < 600 && last >= first + 99;
}

/*
 * Writes the run first to last. Whole classes are written as such, so that
 * 400-599 becomes 4xx,5xx, with the rest before and after them.
 */
/*@ requires \valid(w) && is_writer(w) && 0 <= first <= last < HS_CODE_END;
    assigns w->length, w->buffer[0 .. w->size - 1];
*/
static void write_classes(struct hs_writer *w, int first, int last)
{
	/*@ loop invariant 0 <= first <= last + 1;
	    loop assigns first, w->length, w->buffer[0 .. w->size - 1];
	    loop variant last - first;
	*/
	while (first <= last) {
		int next_class = first - first % 100 + (first % 100 ? 100 : 0);

		if (is_whole_class(first, last)) {
			if (w->length > 0)
				hs_write_char(w, ',');
			hs_write_char(w, (char)('0' + first / 100));
			hs_write_char(w, 'x');
			hs_write_char(w, 'x');
			first += 100;
		} else if (next_class > first && is_whole_class(next_class, last)) {
			write_run(w, first, next_class - 1);
			first = next_class;
		} else {
			write_run(w, first, last);
			first = last + 1;
		}
	}
}

/*@ requires set == \null || \valid_read(set);
    requires size == 0 || \valid(buffer + (0 .. size - 1));
    assigns buffer[0 .. size - 1];
    ensures set == \null ==> \result == 0;
*/
size_t httpstatus_codeset_print(const httpstatus_codeset *set, char *buffer, size_t size)
{
	struct hs_writer w = {buffer, size, 0};

	/*@ loop invariant 0 <= code <= HS_CODE_END;
	    loop invariant set == \null ==> w.length == 0;
	    loop assigns code, w.length, buffer[0 .. size - 1];
	    loop variant HS_CODE_END - code;
	*/
	for (int code = 0; set && code < HS_CODE_END; code++) {
		int last;

		if (!httpstatus_codeset_has(set, code))
			continue;
		last = run_end(set, code);
		write_classes(&w, code, last);
		code = last;
	}
	return hs_write_end(&w);
}
