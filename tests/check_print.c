/* SPDX-License-Identifier: MIT */
/*
 * check_print.c - catalogs as texts, and hostile texts
 *
 * A printed catalog reads back, strictly, to one that gives the same answer
 * to every question, and prints the same bytes again. That is asked of the
 * built-in catalogs, of stacks, of catalogs made to be difficult, and of
 * random ones; the seeds are fixed, a failure comes back with the next run.
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "same.h"
#include "suite.h"

#define HEAD "Catalog: t\nFormat: 1\n"

enum {
	VALUE_MAX = 4096,           /* httpstatus-catalog(5), Limits */
	TEXT_MAX  = 1 << 20
};

/* ---- There and back ------------------------------------------------------- */

/* The text of a catalog; the caller frees it. */
static char *print(const httpstatus_catalog *catalog, size_t *length)
{
	char *text;

	*length = httpstatus_catalog_print(catalog, NULL, 0);
	text = malloc(*length + 1);
	if (!text)
		ck_abort_msg("out of memory");
	memset(text, 'x', *length + 1);
	SAME(httpstatus_catalog_print(catalog, text, *length + 1), *length);
	SAME(strlen(text), *length);
	return text;
}

static const httpstatus_catalog *read_back(const char *text, size_t length)
{
	const httpstatus_catalog *catalog = NULL;
	httpstatus_builder *builder;
	int error;

	SAME(httpstatus_builder_new(&builder), 0);
	httpstatus_builder_set_strict(builder, 1);
	error = httpstatus_builder_read_mem(builder, "printed", text, length);
	if (!error)
		error = httpstatus_builder_build(builder, &catalog);
	if (error)
		ck_abort_msg("%d, %s in\n%.3000s", error,
		             httpstatus_builder_problem(builder, 0, NULL, NULL), text);
	SAME(httpstatus_builder_problem(builder, 0, NULL, NULL), NULL);
	httpstatus_builder_free(builder);
	return catalog;
}

/* A line is longer than 79 columns only if it could not be folded. */
static void well_folded(const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		size_t columns = 0;

		for (size_t i = 0; i < length; i++)
			columns += ((unsigned char)text[i] & 0xC0) != 0x80;
		for (size_t i = 1; columns > 79 && i + 1 < length; i++)
			if (text[i] == ' ' && text[i - 1] != ' ' && text[i + 1] != ' ' &&
			    text[i - 1] != ':')
				ck_abort_msg("%zu columns: %.*s", columns, (int)length, text);
		SAME(length <= VALUE_MAX, true);
		SAME(text[length], '\n');
		text += length + 1;
	}
}

static void prints_again(const httpstatus_catalog *catalog, const char *text, size_t length)
{
	size_t length_again;
	char *again = print(catalog, &length_again);

	SAME(length_again, length);
	SAME(memcmp(again, text, length), 0);
	free(again);
}

static void round_trip(const httpstatus_catalog *catalog)
{
	const httpstatus_catalog *back;
	size_t length;
	char *text = print(catalog, &length);

	well_folded(text);
	back = read_back(text, length);
	same_catalogs(catalog, back);
	prints_again(back, text, length);
	httpstatus_catalog_unref(back);
	free(text);
}

static const httpstatus_catalog *load(const char *text)
{
	return read_back(text, strlen(text));
}

/* A text in the form that is printed comes out as it went in. */
static void canonical(const char *text)
{
	const httpstatus_catalog *catalog = load(text);
	size_t length;
	char *printed = print(catalog, &length);

	same_string(printed, text);
	free(printed);
	round_trip(catalog);
	httpstatus_catalog_unref(catalog);
}

/* ---- Built-in catalogs, and the form of the text ---------------------------- */

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
	const httpstatus_catalog *c = load(
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
	const httpstatus_catalog *c = load(HEAD "\nStatus: 503\nReason: r\nMay-Send: Age, Via\n");
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

/* ---- Stacks ----------------------------------------------------------------- */

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
		load("Catalog: first\nFormat: 1\nTitle: Lost\n\nStatus: 503\nReason: Mine\n\nStatus: 000\n")
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
	members[0] = load(many);
	round_trip(members[0]);
	members[1] = load("Catalog: u\nFormat: 1\n\nStatus: 000\n");
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

/* ---- Difficult catalogs ------------------------------------------------------- */

static httpstatus_builder *new_builder(void)
{
	httpstatus_builder *builder;

	ck_assert_int_eq(httpstatus_builder_new(&builder), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "t"), 0);
	return builder;
}

static void set(httpstatus_builder *builder, int code, const char *field, const char *value)
{
	if (httpstatus_builder_set(builder, code, field, value))
		ck_abort_msg("%d, %s: %.100s: %s", code, field, value,
		             httpstatus_builder_problem(builder, 0, NULL, NULL));
}

static const httpstatus_catalog *finish(httpstatus_builder *builder)
{
	const httpstatus_catalog *catalog;

	if (httpstatus_builder_build(builder, &catalog))
		ck_abort_msg("%s", httpstatus_builder_problem(builder, 0, NULL, NULL));
	httpstatus_builder_free(builder);
	return catalog;
}

/* In every field that holds any text. */
static void text_round_trip(const char *value)
{
	httpstatus_builder *builder = new_builder();
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
	httpstatus_builder *builder = new_builder();
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
		httpstatus_builder *builder = new_builder();
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

static void refused(const char *value)
{
	httpstatus_builder *builder = new_builder();

	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Summary", value),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_nonnull(strstr(httpstatus_builder_problem(builder, 0, NULL, NULL), "409"));
	httpstatus_builder_free(builder);
}

/* What no text can hold, a program cannot set. */
START_TEST(too_long_values)
{
	char *text = long_text(VALUE_MAX, 'w', 0, "");

	refused(text);
	memcpy(text + 2000, "  ", 2);
	refused(text);
	free(text);
	text = long_text(VALUE_MAX + 1, 'w', 2000, " ");
	refused(text);
	free(text);
}
END_TEST

/* As many of everything as a code may have. */
START_TEST(longest_lists)
{
	httpstatus_builder *builder = new_builder();
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

	builder = new_builder();
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

/* ---- Random catalogs ------------------------------------------------------------ */

static size_t encode(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* Any character that is no control, most often one that means something here. */
static uint32_t random_character(void)
{
	static const char common[] = "  #:,-abcXYZ019'\"\\";
	uint32_t c = 0;

	if (any(8) != 0)
		return (unsigned char)common[any(sizeof(common) - 1)];
	while (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xE000))
		c = (uint32_t)any(any(2) == 0 ? 0x110000 : 0x300);
	return c;
}

/* At most longest bytes, at least one that is no space, often at its head and foot. */
static void random_text(char *text, size_t longest)
{
	size_t most = longest > 200 && any(50) != 0 ? 200 : longest;
	size_t wanted = any((uint32_t)most) + 1;
	size_t length = 0;
	size_t run = 0;

	while (length + 4 < wanted) {
		uint32_t c = random_character();

		/* Long words now and then. */
		if (run == 0 && any(200) == 0)
			run = any(300);
		if (run > 0) {
			run--;
			c = 'w';
		}
		length += encode(text + length, c);
	}
	text[length++] = "z#"[any(2)];
	text[length] = '\0';
}

static void random_set(httpstatus_builder *builder, int code, const char *field,
                       size_t longest)
{
	char text[VALUE_MAX + 1];

	random_text(text, longest);
	set(builder, code, field, text);
}

static void random_word(httpstatus_builder *builder, int code, const char *field,
                        const char *const *words)
{
	size_t count = 0;

	while (words[count])
		count++;
	set(builder, code, field, words[any((uint32_t)count)]);
}

static void random_advice(httpstatus_builder *builder, int code)
{
	static const char *const verdicts[] = {"stop", "done", "wait", "follow", "amend", NULL};
	static const char *const lasts[] = {"transient", "throttled", "state", "permanent", NULL};
	static const char *const changes[] = {
		"none", "connection", "endpoint, user", "method,target , content", "configuration", NULL
	};
	static const char *const limits[] = {"none", "0", "1", "9", "10", "14", NULL};
	const bool retry = any(3) == 0;

	if (any(3) == 0)
		return;
	if (retry)
		set(builder, code, "Retry", "retry");
	else
		random_word(builder, code, "Retry", verdicts);
	if (any(2) == 0)
		random_word(builder, code, "Persistence", lasts);
	if (any(2) == 0)
		random_word(builder, code, "Limit", limits);
	if (!retry && any(2) == 0)
		random_word(builder, code, "Change", changes);
	else if (any(2) == 0)
		set(builder, code, "Change", "connection, no-early-data");
}

static void random_facts(httpstatus_builder *builder, int code)
{
	static const char *const flags[] = {
		"none", "interim", "no-store, cacheable", "uncertain,obsolete, unofficial", NULL
	};
	static const char *const contents[] = {"none", "zero", "may", NULL};
	static const char *const redirects[] = {"none", "keep", "post-to-get", "get", NULL};
	static const char *const faults[] = {
		"none", "client", "auth", "rate", "server", "intermediary", "network", "unknown", NULL
	};
	static const char *const processed[] = {
		"not-reached", "refused", "likely-not", "unknown", "likely-yes", "done", NULL
	};
	static const char *const headers[] = {
		"Age", "Retry-After,  Via", "a, b,c", "A-Field-With-A-Name-That-Is-Not-Short, "
		"Another-Field-With-A-Name-That-Is-Not-Short, And-A-Third-One", NULL
	};

	if (any(3) == 0)
		random_word(builder, code, "Flags", flags);
	if (any(3) == 0)
		random_word(builder, code, "Content", contents);
	if (any(3) == 0)
		random_word(builder, code, "Redirect", redirects);
	if (any(3) == 0)
		random_word(builder, code, "Fault", faults);
	if (any(3) == 0)
		random_word(builder, code, "Processed", processed);
	if (any(3) == 0)
		random_word(builder, code, "Must-Send", headers);
	if (any(3) == 0)
		random_word(builder, code, "Should-Send", headers);
	if (any(3) == 0)
		random_word(builder, code, "May-Send", headers);
}

/* Half of them codes that iana has, so that much is shared with it. */
static int random_code(void)
{
	const httpstatus_entry *entry = NULL;
	size_t number = any((uint32_t)httpstatus_catalog_size(NULL));

	if (any(20) == 0)
		return 0;
	if (any(2) == 0)
		return 100 + (int)any(900);
	do
		entry = httpstatus_entry_next(NULL, entry);
	while (number-- > 0);
	return httpstatus_entry_code(entry);
}

static void random_status(httpstatus_builder *builder, int code)
{
	if (any(4) != 0)
		random_set(builder, code, "Reason", 128);
	for (size_t n = any(20) == 0 ? 30 : any(3); n > 0; n--)
		random_set(builder, code, "Alias", 128);
	for (size_t n = any(3); n > 0; n--)
		random_set(builder, code, "Reference", VALUE_MAX - 1);
	if (any(2) == 0)
		random_set(builder, code, "Summary", VALUE_MAX - 1);
	random_facts(builder, code);
	random_advice(builder, code);
}

static const httpstatus_catalog *random_catalog(const httpstatus_catalog *base)
{
	httpstatus_builder *builder = new_builder();
	bool used[1000] = {false};

	for (size_t n = any(12); n > 0; n--) {
		int code = random_code();

		if (!used[code])
			random_status(builder, code);
		used[code] = true;
	}
	if (any(2) == 0)
		random_set(builder, -1, "Title", VALUE_MAX - 1);
	if (any(2) == 0)
		random_set(builder, -1, "Source", VALUE_MAX - 1);
	if (any(8) == 0) {
		ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
		set(builder, -1, "Extends", httpstatus_catalog_name(base));
		if (any(2) == 0)
			set(builder, -1, "Scope", "listed");
	}
	return finish(builder);
}

START_TEST(random_catalogs)
{
	const httpstatus_catalog *base = load("Catalog: base\nFormat: 1\n\nStatus: 503\n"
		"Reason: Old\nRetry: amend\nChange: endpoint\nProcessed: done\nLimit: 3\nFlags: no-store\n"
		"May-Send: Age\n\nStatus: 404\nReason: Gone\nAlias: Old\nFault: rate\n");

	for (int i = 0; i < rounds(3000); i++) {
		const httpstatus_catalog *catalog = random_catalog(base);

		round_trip(catalog);
		httpstatus_catalog_unref(catalog);
	}
	httpstatus_catalog_unref(base);
}
END_TEST

/* ---- Hostile texts ---------------------------------------------------------------- */

/* A built-in catalog's file; the caller frees it. */
static char *read_catalog_file(const char *name, size_t *length)
{
	char *text = malloc(TEXT_MAX);
	char path[64];
	FILE *file;

	ck_assert_ptr_nonnull(text);
	snprintf(path, sizeof(path), "lib/catalogs/%s.cat", name);
	file = open_source(path);
	*length = fread(text, 1, TEXT_MAX, file);
	ck_assert_int_eq(ferror(file), 0);
	fclose(file);
	return text;
}

/* Some bytes changed, taken out, put in or moved; in a copy of the text. */
static void mutate(char *text, size_t *length, size_t room)
{
	static const char bytes[] = "\n\n\n \t#:,\r\0\x7F\x80\xC3\xFF" "09azSR";
	size_t at = any((uint32_t)*length);
	size_t size = any(any(4) == 0 ? 500 : 8) + 1;
	size_t from = any((uint32_t)*length);

	switch (any(4)) {
	case 0:
		text[at] = bytes[any(sizeof(bytes) - 1)];
		break;
	case 1:
		if (size < *length - at) {
			memmove(text + at, text + at + size, *length - at - size);
			*length -= size;
		}
		break;
	case 2:
		if (size <= *length - from && size <= room - *length) {
			char piece[512];

			memcpy(piece, text + from, size);
			memmove(text + at + size, text + at, *length - at);
			memcpy(text + at, piece, size);
			*length += size;
		}
		break;
	default:
		text[at] = (char)(unsigned char)any(256);
		break;
	}
}

/* Either a catalog, which then can be printed and read back, or problems. */
static bool answers(const char *text, size_t length)
{
	char *block = block_of(text, length);
	const httpstatus_catalog *catalog;
	httpstatus_builder *builder;
	int errors = 0;
	int severity;
	int error;

	SAME(httpstatus_builder_new(&builder), 0);
	error = httpstatus_builder_read_mem(builder, "mutated", block, length);
	free(block);
	SAME(error == 0 || error == HTTPSTATUS_E_CATALOG, true);
	error = httpstatus_builder_build(builder, &catalog);
	for (size_t n = 0; httpstatus_builder_problem(builder, n, &severity, NULL); n++)
		errors += severity == HTTPSTATUS_SEVERITY_ERROR;
	SAME(error, errors ? HTTPSTATUS_E_CATALOG : 0);
	SAME(!catalog, (errors > 0));
	if (catalog)
		round_trip(catalog);
	httpstatus_catalog_unref(catalog);
	httpstatus_builder_free(builder);
	return errors == 0;
}

START_TEST(mutated_files)
{
	const httpstatus_catalog *catalog = NULL;
	char *copy = malloc(TEXT_MAX);
	size_t good = 0;
	size_t total = 0;

	if (!copy)
		ck_abort_msg("out of memory");
	while (total < (size_t)rounds(10000)) {
		size_t length;
		char *text;

		catalog = httpstatus_builtin_next(catalog);
		if (!catalog)
			continue;
		text = read_catalog_file(httpstatus_catalog_name(catalog), &length);
		for (int i = 0; i < 50; i++) {
			size_t copy_length = length;

			memcpy(copy, text, length);
			for (size_t n = any(6) + 1; n > 0; n--)
				mutate(copy, &copy_length, TEXT_MAX);
			good += answers(copy, copy_length);
			total++;
		}
		free(text);
	}
	free(copy);
	/* The mutations are neither all harmless nor all fatal. */
	ck_assert_uint_gt(good, total / 20);
	ck_assert_uint_lt(good, total - total / 20);
}
END_TEST

/* ---- Hostile files ------------------------------------------------------------------ */

static char directory[40];

static void make_directory(void)
{
	strcpy(directory, "/tmp/check_print.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	ck_assert_int_eq(chdir(directory), 0);
}

static void remove_directory(void)
{
	unlink("file");
	ck_assert_int_eq(chdir("/"), 0);
	rmdir(directory);
}

/* Loads what a process writes into a FIFO before it closes it. */
static int load_fifo(const char *text, const httpstatus_catalog **catalog)
{
	pid_t writer;
	int status;
	int error;

	ck_assert_int_eq(mkfifo("file", 0600), 0);
	writer = fork();
	ck_assert_int_ge(writer, 0);
	if (writer == 0) {
		int fd = open("file", O_WRONLY);
		size_t length = strlen(text);

		_exit(fd >= 0 && write(fd, text, length) == (ssize_t)length ? 0 : 1);
	}
	error = httpstatus_catalog_load_file("file", catalog);
	ck_assert_int_eq(waitpid(writer, &status, 0), writer);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(unlink("file"), 0);
	return error;
}

START_TEST(a_fifo)
{
	const httpstatus_catalog *c;

	make_directory();
	ck_assert_int_eq(load_fifo(HEAD "\nStatus: 503\nReason: r\n", &c), 0);
	ck_assert_str_eq(httpstatus_phrase(c, 503), "r");
	httpstatus_catalog_unref(c);
	/* One that closes early: what came counts as the whole text. */
	ck_assert_int_eq(load_fifo("", &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	ck_assert_int_eq(load_fifo("Catalog: t\nForm", &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	remove_directory();
}
END_TEST

/* The superuser reads everything, so it becomes somebody else first. */
START_TEST(an_unreadable_file)
{
	const httpstatus_catalog *c = httpstatus_builtin("iana");
	httpstatus_builder *builder;
	int fd;

	make_directory();
	fd = open("file", O_CREAT | O_WRONLY, 0000);
	ck_assert_int_ge(fd, 0);
	close(fd);
	if (geteuid() == 0)
		ck_assert_int_eq(seteuid(65534), 0);
	errno = 0;
	ck_assert_int_eq(httpstatus_catalog_load_file("file", &c), HTTPSTATUS_E_IO);
	ck_assert_int_eq(errno, EACCES);
	ck_assert_ptr_null(c);
	builder = new_builder();
	ck_assert_int_eq(httpstatus_builder_read_file(builder, "file"), HTTPSTATUS_E_IO);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "file: error: no permission to read it");
	httpstatus_builder_free(builder);
	if (getuid() == 0)
		ck_assert_int_eq(seteuid(0), 0);
	remove_directory();
}
END_TEST

/* ---- All ------------------------------------------------------------------------------ */

static void add_printing(Suite *suite)
{
	TCase *form = tcase_create("form");
	TCase *difficult = tcase_create("difficult");

	tcase_add_test(form, every_built_in);
	tcase_add_test(form, null_is_iana);
	tcase_add_test(form, the_form);
	tcase_add_test(form, what_was_said);
	tcase_add_test(form, the_fold);
	tcase_add_test(form, into_a_small_buffer);
	tcase_add_test(form, stacks);
	tcase_add_test(form, a_stack_that_no_text_holds);
	suite_add_tcase(suite, form);

	tcase_set_timeout(difficult, 240);
	tcase_add_test(difficult, difficult_texts);
	tcase_add_test(difficult, folds_everywhere);
	tcase_add_test(difficult, lines_are_filled);
	tcase_add_test(difficult, the_longest_line);
	tcase_add_test(difficult, every_limit);
	tcase_add_test(difficult, longest_values);
	tcase_add_test(difficult, too_long_values);
	tcase_add_test(difficult, longest_lists);
	tcase_add_test(difficult, shared_names);
	tcase_add_test(difficult, random_catalogs);
	suite_add_tcase(suite, difficult);
}

static void add_hostile(Suite *suite)
{
	TCase *hostile = tcase_create("hostile");

	tcase_set_timeout(hostile, 240);
	tcase_add_test(hostile, mutated_files);
	tcase_add_test(hostile, a_fifo);
	tcase_add_test(hostile, an_unreadable_file);
	suite_add_tcase(suite, hostile);
}

int main(void)
{
	Suite *suite = suite_create("print");

	add_printing(suite);
	add_hostile(suite);
	return run_suite(suite);
}
