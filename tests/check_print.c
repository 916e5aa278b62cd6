/* SPDX-License-Identifier: MIT */
/*
 * check_print.c - catalogs as texts
 *
 * A printed catalog reads back, strictly, to one that gives the same answer
 * to every question, and prints the same bytes again. That is asked of the
 * built-in catalogs, of stacks and of catalogs made to be difficult.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_print.h"

/* ---- Form ------------------------------------------------------------------ */

START_TEST(every_built_in)
{
	const httpstatus_catalog *catalog = NULL;
	size_t count = 0;

	while ((catalog = httpstatus_builtin_next(catalog))) {
		round_trip(catalog);
		count++;
	}
	ck_assert_uint_ge(count, 10);
}
END_TEST

START_TEST(null_is_iana)
{
	size_t length;
	char *text = print(NULL, &length);

	prints_again(httpstatus_builtin("iana"), text, length);
	ck_assert_int_eq(strncmp(text, "Catalog: iana\nFormat: 1\nTitle: ", 31), 0);
	free(text);
}
END_TEST

/* A text in the form that is printed comes out as it went in. */
static void canonical(const char *text)
{
	const httpstatus_catalog *catalog = load_strictly(text);
	size_t length;
	char *printed = print(catalog, &length);

	same_string(printed, text);
	free(printed);
	round_trip(catalog);
	httpstatus_catalog_unref(catalog);
}

/* The fields in the order of the manual. */
START_TEST(the_form)
{
	canonical("Catalog: empty\nFormat: 1\n");
	canonical("Catalog: full\nFormat: 1\nTitle: T\nVersion: V\nSource: S\n"
	          "\nStatus: 000\n"
	          "\nStatus: 503\nReason: R\nAlias: A\nAlias: B, b\nSummary: S: s\nReference: R\n"
	          "Reference: RR\nMust-Send: Age, Allow\nShould-Send: Date\nMay-Send: Via\n"
	          "Flags: no-store, unofficial\nContent: zero\nRedirect: keep\nFault: rate\n"
	          "Retry: amend\nProcessed: unknown\nPersistence: state\nChange: content, user\n"
	          "Limit: 0\n"
	          "\nStatus: 600\nRetry: retry\nLimit: 9\n\nStatus: 601\nRetry: retry\nLimit: 10\n"
	          "\nStatus: 602\nRetry: retry\nLimit: 13\n"
	          "\nStatus: 999\nRetry: retry\nLimit: 14\n");
}
END_TEST

/* What was said is written, the default, too; the author's own is not. */
START_TEST(what_was_said)
{
	const httpstatus_catalog *c = load_strictly(
		HEAD "\nStatus: 503\nFlags: none\nContent: may\nRedirect: none\nFault: server\n"
		"Retry: stop\nChange: none\nLimit: none\nX-Mine: x\n\nStatus: 504\nProcessed: unknown\n");
	size_t length;
	char *text = print(c, &length);

	ck_assert_str_eq(text, HEAD "\nStatus: 503\nFlags: none\nContent: may\nRedirect: none\n"
	                 "Fault: server\nRetry: stop\nChange: none\nLimit: none\n"
	                 "\nStatus: 504\nProcessed: unknown\n");
	free(text);
	round_trip(c);
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(the_fold)
{
	/* 79 columns, and one more. */
	canonical(HEAD "\nStatus: 503\n"
	          "Summary: 1234567 10 234567 20 234567 30 234567 40 234567 50 234567 60 234567 79\n");
	canonical(HEAD "\nStatus: 503\n"
	          "Summary: 1234567 10 234567 20 234567 30 234567 40 234567 50 234567 60 234567\n"
	          " 800\n 1234567890123456789012345678901234567890123456789012345678901234567890123456"
	          "789012\n #1 # 2 Status: 503\n");
	/* The second line is filled as well. */
	canonical(HEAD "\nStatus: 503\n"
	          "Summary: 1234567 10 234567 20 234567 30 234567 40 234567 50 234567 60 234567 79\n"
	          " 234567 10 234567 20 234567 30 234567 40 234567 50 234567 60 234567 70 234567 9\n"
	          " 3\n");
	/* Letters count, not bytes. */
	canonical(HEAD "Title: \xC3\xA4 \xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4"
	          " \xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4"
	          " \xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\n");
	/* Two spaces cannot be folded and stay two. */
	canonical(HEAD "\nStatus: 503\n"
	          "Summary: a  b   c  d  e  f  g  h  i  j  k  l  m  n  o  p  q  r  s  t  u  v  w  x  "
	          "y  z\n and one\n");
	canonical(HEAD "\nStatus: 503\nReason: none\n"
	          "May-Send: Access-Control-Allow-Credentials, Access-Control-Allow-Headers,\n"
	          " Access-Control-Allow-Methods\n");
}
END_TEST

START_TEST(into_a_small_buffer)
{
	const httpstatus_catalog *c = load_strictly(HEAD "\nStatus: 503\nReason: r\nMay-Send: Age, Via\n");
	size_t length;
	char *text = print(c, &length);

	for (size_t size = 0; size <= length + 2; size++) {
		char *buffer = malloc(size ? size : 1);

		if (!buffer)
			ck_abort_msg("out of memory");
		buffer[0] = '#';
		ck_assert_uint_eq(httpstatus_catalog_print(c, buffer, size), length);
		if (size == 0) {
			ck_assert_int_eq(buffer[0], '#');
		} else {
			size_t got = size <= length ? size - 1 : length;

			ck_assert_uint_eq(strlen(buffer), got);
			ck_assert_int_eq(memcmp(buffer, text, got), 0);
		}
		free(buffer);
	}
	free(text);
	httpstatus_catalog_unref(c);
}
END_TEST

/* ---- Stacks ---------------------------------------------------------------- */

static void stack_round_trip(const httpstatus_catalog *const *members, size_t count)
{
	const httpstatus_catalog *stack;
	const httpstatus_catalog *back;
	size_t length;
	char *text;

	ck_assert_int_eq(httpstatus_catalog_stack(members, count, &stack), 0);
	text = print(stack, &length);
	back = read_back(text, length);
	ck_assert_str_eq(httpstatus_catalog_name(back), httpstatus_catalog_name(members[0]));
	same_codes(stack, back);
	prints_again(back, text, length);
	free(text);
	httpstatus_catalog_unref(back);
	httpstatus_catalog_unref(stack);
}

START_TEST(stacks)
{
	const httpstatus_catalog *members[16] = {
		load_strictly("Catalog: first\nFormat: 1\nTitle: Lost\n\nStatus: 503\nReason: Mine\n\nStatus: 000\n")
	};
	const httpstatus_catalog *builtin = NULL;
	size_t count = 1;

	stack_round_trip(members, 1);
	while (count < 16 && (builtin = httpstatus_builtin_next(builtin)))
		members[count++] = builtin;
	stack_round_trip(members, count);
	/* The same in another order. */
	for (size_t n = 0; n < count / 2; n++) {
		builtin = members[n];
		members[n] = members[count - 1 - n];
		members[count - 1 - n] = builtin;
	}
	stack_round_trip(members, count);
	httpstatus_catalog_unref(members[count - 1]);
}
END_TEST

/* All codes there are, one more than a text may have. */
START_TEST(a_stack_that_no_text_holds)
{
	const httpstatus_catalog *members[2];
	const httpstatus_catalog *stack;
	const httpstatus_catalog *back;
	char many[900 * 16 + 64] = HEAD;
	size_t length = strlen(many);
	char *text;

	for (int code = 100; code <= 999; code++)
		length += (size_t)snprintf(many + length, sizeof(many) - length,
		                           "\nStatus: %d\n", code);
	members[0] = load_strictly(many);
	round_trip(members[0]);
	members[1] = load_strictly("Catalog: u\nFormat: 1\n\nStatus: 000\n");
	ck_assert_int_eq(httpstatus_catalog_stack(members, 2, &stack), 0);
	ck_assert_uint_eq(httpstatus_catalog_size(stack), 901);
	text = print(stack, &length);
	ck_assert_int_eq(httpstatus_catalog_load_mem(text, length, &back), HTTPSTATUS_E_CATALOG);
	free(text);
	httpstatus_catalog_unref(stack);
	httpstatus_catalog_unref(members[0]);
	httpstatus_catalog_unref(members[1]);
}
END_TEST

/* ---- Difficult catalogs ---------------------------------------------------- */

/* In every field that holds any text. */
static void text_round_trip(const char *value)
{
	httpstatus_builder *builder = named_builder();
	const httpstatus_catalog *catalog;

	set(builder, -1, "Title", value);
	set(builder, -1, "Version", value);
	set(builder, -1, "Source", value);
	for (int i = 0; i < 2; i++)
		set(builder, 503, "Reference", value);
	set(builder, 503, "Summary", value);
	if (strlen(value) <= 128) {
		set(builder, 503, "Reason", value);
		set(builder, 503, "Alias", value);
	}
	catalog = finish(builder);
	round_trip(catalog);
	httpstatus_catalog_unref(catalog);
}

START_TEST(difficult_texts)
{
	static const char *const texts[] = {
		"#", "# no comment", "#a #b", ":", "Status: 503", "none", "a  b", "a   b    c", ",",
		",,", "a,", "\\", "\"", "'", "-", ".", "%s%n", "\xEF\xBB\xBF", "\xEF\xBB\xBFz",
		"\xC2\xA0", "\xC2\xA0 \xC2\xA0", "\xE2\x80\xA8", "\xF4\x8F\xBF\xBD", "Catalog: t",
		"it's, all: \"here\"", "X-Mine: x", " leading and trailing \t "
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		text_round_trip(texts[i]);
}
END_TEST

/* A word c as long as length allows, with what at the place at; to be freed. */
static char *long_text(size_t length, char c, size_t at, const char *what)
{
	char *text = malloc(length + 1);

	if (!text)
		ck_abort_msg("out of memory");
	memset(text, c, length);
	memcpy(text + at, what, strlen(what));
	text[length] = '\0';
	return text;
}

/* Every place for a fold, and for what must not be one, around the 79th column. */
START_TEST(folds_everywhere)
{
	static const char *const joints[] = {
		" ", "  ", "   ", " # ", " #", "# ", "  #", " : ", " , ", " x ", " \xC3\xA4 "
	};

	for (size_t j = 0; j < sizeof(joints) / sizeof(joints[0]); j++)
		for (size_t at = 55; at < 90; at++) {
			char *text = long_text(170, 'w', at, joints[j]);

			memcpy(text + 120, joints[j], strlen(joints[j]));
			text_round_trip(text);
			free(text);
		}
}
END_TEST

static size_t characters(const char *s, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += (unsigned char)s[i] < 0x80 || (unsigned char)s[i] >= 0xC0;
	return count;
}

/* No line has more than 79 characters, and none ends where another word, with comma, had room. */
static void full_lines(const char *text, size_t comma)
{
	size_t before = 0;

	while (*text) {
		size_t length = strcspn(text, "\n");

		if (*text == ' ') {
			size_t word = characters(text + 1, strcspn(text + 1, " ,\n"));

			if (before + 1 + word + comma <= 79)
				ck_abort_msg("room before%.*s", (int)length, text);
		}
		before = characters(text, length);
		if (before > 79)
			ck_abort_msg("longer than 79: %.*s", (int)length, text);
		text += length + 1;
	}
}

/* Words of one letter and of many, of one byte a letter and of two. */
static void fill_lines(const char *field, const char *letter, const char *joint, size_t seed)
{
	httpstatus_builder *builder = named_builder();
	const httpstatus_catalog *catalog;
	char value[2048] = "", *text;
	size_t length;

	for (size_t n = 0; n < 16; n++) {
		if (n > 0)
			strcat(value, joint);
		for (size_t left = (seed * (n + 7) + n * n) % 23; left > 0; left--)
			strcat(value, letter);
		strcat(value, "x");
	}
	set(builder, 503, field, value);
	catalog = finish(builder);
	text = print(catalog, &length);
	full_lines(text, joint[0] == ',');
	free(text);
	httpstatus_catalog_unref(catalog);
}

START_TEST(lines_are_filled)
{
	for (size_t seed = 0; seed < 200; seed++) {
		fill_lines("Summary", "w", " ", seed);
		fill_lines("Summary", "\xC3\xBC", " ", seed);
		fill_lines("Summary", "\xC3\xA9", " ", seed);
		fill_lines("Summary", "\xE2\x82\xAC", " ", seed);
		fill_lines("May-Send", "w", ", ", seed);
	}
}
END_TEST

/* A word stays on the line of its field as long as that can be read back. */
START_TEST(the_longest_line)
{
	for (size_t length = 4086; length <= 4089; length++) {
		httpstatus_builder *builder = named_builder();
		const httpstatus_catalog *catalog;
		char *value = long_text(length, 'w', 0, ""), *text;
		size_t printed;

		set(builder, 503, "Summary", value);
		catalog = finish(builder);
		text = print(catalog, &printed);
		/* "Summary: " has nine bytes, a line at most 4096. */
		ck_assert_int_eq(strstr(text, length <= 4087 ? "Summary: w" : "Summary:\n w") != NULL, 1);
		free(text);
		free(value);
		httpstatus_catalog_unref(catalog);
	}
}
END_TEST

START_TEST(every_limit)
{
	for (int limit = 0; limit <= 14; limit++) {
		char line[64];

		snprintf(line, sizeof(line), "Catalog: t\nFormat: 1\n\nStatus: 503\nRetry: retry\nLimit: %d\n",
		         limit);
		canonical(line);
	}
}
END_TEST

/* Lines as long as they may be, and values. */
START_TEST(longest_values)
{
	static const size_t places[] = {1, 2, 100, 2000, 4080, 4085, 4088, 4090, 4093, 4094};
	char *text;

	for (size_t length = 4070; length <= VALUE_MAX - 1; length++) {
		text = long_text(length, 'w', 0, "");
		text_round_trip(text);
		free(text);
	}
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		text = long_text(VALUE_MAX, 'w', places[i], " ");
		text_round_trip(text);
		free(text);
	}
	text = long_text(VALUE_MAX, ' ', 0, "a");
	memcpy(text + VALUE_MAX - 4, " b c", 4);
	text_round_trip(text);
	free(text);
}
END_TEST

static void is_too_long(const char *value)
{
	httpstatus_builder *builder = named_builder();

	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Summary", value),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_nonnull(strstr(httpstatus_builder_problem(builder, 0, NULL, NULL), "409"));
	httpstatus_builder_free(builder);
}

/* What no text can hold, a program cannot set. */
START_TEST(too_long_values)
{
	char *text = long_text(VALUE_MAX, 'w', 0, "");

	is_too_long(text);
	memcpy(text + 2000, "  ", 2);
	is_too_long(text);
	free(text);
	text = long_text(VALUE_MAX + 1, 'w', 2000, " ");
	is_too_long(text);
	free(text);
}
END_TEST

/* As many of everything as a code may have. */
START_TEST(longest_lists)
{
	httpstatus_builder *builder = named_builder();
	const httpstatus_catalog *catalog;
	char name[129];
	char names[16 * 129];

	memset(name, 'n', 128);
	name[128] = '\0';
	names[0] = '\0';
	for (int i = 0; i < 16; i++)
		snprintf(names + strlen(names), sizeof(names) - strlen(names), "%s%s", i ? "," : "", name);
	set(builder, 503, "Must-Send", names);
	set(builder, 503, "Should-Send", "!#$%&'*+-.^_`|~");
	set(builder, 503, "May-Send", "a,a,  a ,A");
	for (int i = 0; i < 32; i++)
		set(builder, 503, "Alias", name);
	for (int i = 0; i < 16; i++)
		set(builder, 503, "Reference", name);
	set(builder, 503, "Flags", "interim, cacheable, no-store, permanent, intermediary, log-only, "
	    "client-gone, unofficial, reserved, temporary, deprecated, obsolete, uncertain");
	set(builder, 503, "Retry", "amend");
	set(builder, 503, "Change", "connection, endpoint, no-early-data, credentials, method, target, "
	    "content, range, precondition, expect, protocol, length, fields, state, user, "
	    "configuration");
	catalog = finish(builder);
	round_trip(catalog);
	httpstatus_catalog_unref(catalog);

	builder = named_builder();
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "May-Send",
	                 "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q"), HTTPSTATUS_E_CATALOG);
	httpstatus_builder_free(builder);
}
END_TEST

/* Phrases that several codes share, with and without a code that is one's own. */
START_TEST(shared_names)
{
	canonical(HEAD "\nStatus: 400\nAlias: Foo\nAlias: foo\n\nStatus: 401\nReason: FOO\nAlias: bar\n"
	          "\nStatus: 402\nReason: Bar\nAlias: \xC3\xA4\n\nStatus: 403\nReason: -\n");
}
END_TEST

static Suite *print_suite(void)
{
	Suite *suite = suite_create("print");
	TCase *form = tcase_create("form");
	TCase *stacks_cases = tcase_create("stacks");
	TCase *difficult_catalogs = tcase_create("difficult catalogs");

	tcase_add_test(form, every_built_in);
	tcase_add_test(form, null_is_iana);
	tcase_add_test(form, the_form);
	tcase_add_test(form, what_was_said);
	tcase_add_test(form, the_fold);
	tcase_add_test(form, into_a_small_buffer);
	suite_add_tcase(suite, form);

	tcase_add_test(stacks_cases, stacks);
	tcase_add_test(stacks_cases, a_stack_that_no_text_holds);
	suite_add_tcase(suite, stacks_cases);

	tcase_set_timeout(difficult_catalogs, 240);
	tcase_add_test(difficult_catalogs, difficult_texts);
	tcase_add_test(difficult_catalogs, folds_everywhere);
	tcase_add_test(difficult_catalogs, lines_are_filled);
	tcase_add_test(difficult_catalogs, the_longest_line);
	tcase_add_test(difficult_catalogs, every_limit);
	tcase_add_test(difficult_catalogs, longest_values);
	tcase_add_test(difficult_catalogs, too_long_values);
	tcase_add_test(difficult_catalogs, longest_lists);
	tcase_add_test(difficult_catalogs, shared_names);
	suite_add_tcase(suite, difficult_catalogs);
	return suite;
}

int main(void)
{
	return run_suite(print_suite());
}
