/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_problems.c - diagnostics: which there are, where they stand, and what they propose
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_catalog.h"

/* ---- All at once ----------------------------------------------------------- */

START_TEST(all_problems_at_once)
{
	static const char text[] =
		"Catalog: T\n"           /* 1: a bad name */
		"Format: 3\n"            /* 2 */
		"Colour: red\n"          /* 3: a warning */
		"\n"
		"Status: 503\n"
		"Retry: maybe\n"         /* 6 */
		"Limit: 1000\n"          /* 7 */
		"\n"
		"Reason: nobody's\n"     /* 9: no Status */
		"\n"
		"Status: 1000\n"         /* 11 */
		"\n"
		"Status: 503\n"          /* 13: again */
		"\n"
		"Status: 504\n"
		"Reason: a\x01\n"        /* 16 */
		"what is this?\n"        /* 17 */
		"Flags: bad, worse\n";   /* 18 */
	static const int errors[] = { 1, 2, 6, 7, 9, 11, 13, 16, 17, 18 };
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;
	int line, last = 0;
	size_t i;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), HTTPSTATUS_E_CATALOG);
	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (!has_problem(builder, ERROR, errors[i], ""))
			ck_abort_msg("no error at line %d", errors[i]);
	ck_assert(has_problem(builder, WARNING, 3, "Colour"));
	for (i = 0; httpstatus_builder_problem(builder, i, NULL, &line); i++) {
		ck_assert_int_ge(line, last);
		last = line;
	}
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(catalog);
	httpstatus_builder_free(builder);
	ck_assert_int_eq(httpstatus_catalog_load_mem(text, strlen(text), &catalog),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(catalog);
}
END_TEST

/* What cannot be told before all fields are known is told of every status, too. */
START_TEST(all_problems_of_a_build)
{
	httpstatus_builder *builder = new_builder();
	const char *text = HEAD "\nStatus: 000\nLimit: 1\n"
	                   "\nStatus: 503\nRetry: retry\nChange: user\n"
	                   "\nStatus: 504\nRetry: retry\nChange: content\n";
	const httpstatus_catalog *c;
	int error = read_block(builder, text, strlen(text));

	if (error == 0)
		error = httpstatus_builder_build(builder, &c);
	ck_assert_int_eq(error, HTTPSTATUS_E_CATALOG);
	ck_assert_uint_eq(problem_count(builder), 3);
	httpstatus_builder_free(builder);
}
END_TEST

/* Nor do the problems of the reader hide them; but none comes of another. */
START_TEST(all_problems_of_read_and_build)
{
	httpstatus_builder *builder = new_builder();
	const char *text = HEAD "\nStatus: 502\nLimit: many\nRetyr: stop\n"
	                   "\nStatus: 503\nRetry: retry\nChange: user\n"
	                   "\nStatus: 504\nChange: user\n"
	                   "\nStatus: 505\nRetry: maybe\nChange: user\n"
	                   "\nStatus: 404\nReason: a\x01z\n";
	const httpstatus_catalog *c;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), HTTPSTATUS_E_CATALOG);
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	ck_assert(has_problem(builder, ERROR, 5, "Limit 'many'"));
	ck_assert(has_problem(builder, WARNING, 6, "Retyr"));
	ck_assert(has_problem(builder, ERROR, 8, "Change amend"));
	ck_assert(has_problem(builder, ERROR, 12, "Change without_Retry"));
	ck_assert(has_problem(builder, ERROR, 16, "Retry 'maybe'"));
	ck_assert(has_problem(builder, ERROR, 20, "Reason control"));
	ck_assert_uint_eq(problem_count(builder), 6);
	httpstatus_builder_free(builder);

	/* A base that nobody knows would perhaps have lent a Retry. */
	refused(EXTENDS "nobody\n\nStatus: 503\nChange: user\n", 3, "Extends");
	/* A refused name is no name to compare with the base's. */
	refused(EXTENDS "iana\n\nStatus: 404\nReason: a\x01z\n", 6, "Reason");
}
END_TEST

START_TEST(after_the_last_problem)
{
	httpstatus_builder *builder = new_builder();
	int severity = 1, line = 1;

	ck_assert_ptr_null(httpstatus_builder_problem(builder, 0, NULL, NULL));
	ck_assert_ptr_null(httpstatus_builder_problem(builder, SIZE_MAX, NULL, NULL));
	ck_assert_ptr_null(httpstatus_builder_problem(NULL, 0, NULL, NULL));
	ck_assert_int_eq(read_block(builder, "Catalog: T", 10), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(httpstatus_builder_problem(builder, problem_count(builder), NULL, NULL));
	ck_assert_ptr_null(httpstatus_builder_problem(builder, SIZE_MAX, NULL, NULL));
	ck_assert_ptr_null(httpstatus_builder_problem(builder, SIZE_MAX, &severity, &line));
	ck_assert_int_eq(severity, 0);
	ck_assert_int_eq(line, 0);
	httpstatus_builder_free(builder);
}
END_TEST

START_TEST(a_thousand_problems)
{
	httpstatus_builder *builder = new_builder();
	struct text text = { NULL, 0 };
	const char *first;
	char copy[256];
	int i, line;

	put(&text, STATUS);
	for (i = 0; i < 1500; i++)
		put(&text, "no field\n");
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Retry", "maybe"),
	                 HTTPSTATUS_E_CATALOG);
	first = httpstatus_builder_problem(builder, 0, NULL, NULL);
	snprintf(copy, sizeof(copy), "%s", first);
	ck_assert_int_eq(read_block(builder, text.s, text.length), HTTPSTATUS_E_CATALOG);
	ck_assert_uint_eq(problem_count(builder), 1000);
	/* The text of a problem lives as long as the builder. */
	ck_assert_str_eq(first, copy);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, &line), copy);
	ck_assert_int_eq(line, 0);
	httpstatus_builder_free(builder);
	free(text.s);
}
END_TEST

/* ---- Severity -------------------------------------------------------------- */

START_TEST(unknown_property_is_a_warning)
{
	httpstatus_builder *builder = new_builder();
	const char *text = STATUS "Colour: red\nReason: r\n", *s;
	const httpstatus_catalog *c;
	int severity = 0, line = 0;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	s = httpstatus_builder_problem(builder, 0, &severity, &line);
	ck_assert_ptr_nonnull(s);
	ck_assert_int_eq(strncmp(s, "t.cat:5: warning: ", 18), 0);
	ck_assert_ptr_nonnull(strstr(s, "Colour"));
	ck_assert_int_eq(severity, WARNING);
	ck_assert_int_eq(line, 5);
	ck_assert_ptr_null(httpstatus_builder_problem(builder, 1, NULL, NULL));
	c = build(builder);
	is_phrase(c, 503, "r");
	httpstatus_builder_free(builder);
	httpstatus_catalog_unref(c);
	ck_assert_int_eq(httpstatus_catalog_load_mem(text, strlen(text), &c), 0);
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(unknown_property_is_an_error_if_strict)
{
	httpstatus_builder *builder = new_builder();
	const char *text = STATUS "Colour: red\nX-Owner: me\nRetyr: stop\nReason: r\n";
	const httpstatus_catalog *c;

	httpstatus_builder_set_strict(builder, 1);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "X-Mine", "x"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Mine", "x"), HTTPSTATUS_E_CATALOG);
	httpstatus_builder_free(builder);

	builder = new_builder();
	httpstatus_builder_set_strict(builder, -1);
	ck_assert_int_eq(read_block(builder, text, strlen(text)), HTTPSTATUS_E_CATALOG);
	ck_assert_uint_eq(problem_count(builder), 2);
	ck_assert(has_problem(builder, ERROR, 5, "Colour:_unknown_property"));
	ck_assert(has_problem(builder, ERROR, 7, "Retyr did_you_mean_Retry?"));
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	httpstatus_builder_free(builder);

	/* Taken back, it is a warning again. */
	builder = new_builder();
	httpstatus_builder_set_strict(builder, 1);
	httpstatus_builder_set_strict(builder, 0);
	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	ck_assert(has_problem(builder, WARNING, 5, "Colour:_unknown_property"));
	c = build(builder);
	is_phrase(c, 503, "r");
	httpstatus_catalog_unref(c);
	httpstatus_builder_free(builder);
	httpstatus_builder_set_strict(NULL, 1);
}
END_TEST

/* ---- Places ---------------------------------------------------------------- */

/* A value that a program sets has no line: what it belongs to is named. */
START_TEST(places_of_values)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;

	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Retry", "maybe"), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 0), "status 503: error: Retry: found 'maybe'"));
	ck_assert_int_eq(httpstatus_builder_set(builder, 0, "Retry", "maybe"), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 1), "status 000: error: "));
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "A B"), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 2), "catalog: error: Catalog: found 'A B'"));
	ck_assert_int_eq(httpstatus_builder_set(builder, 404, "Catalog", "t"), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(problem(builder, 3),
	                 "status 404: error: Catalog: belongs to the catalog, not to a status");
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Reason", "t"), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(problem(builder, 4),
	                 "catalog: error: Reason: belongs to a status, not to the catalog");
	ck_assert_int_eq(httpstatus_builder_set(builder, 0, "Title", "t"), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(problem(builder, 5),
	                 "status 000: error: Title: belongs to the catalog, not to a status");
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Status", "503"), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(problem(builder, 6),
	                 "catalog: error: Status: belongs to a status, not to the catalog");
	/* What only the whole shows. */
	ck_assert_int_eq(httpstatus_builder_set(builder, 700, "Limit", "3"), 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 7), "status 700: error: Limit: found without Retry"));
	ck_assert_str_eq(problem(builder, 8), "");
	httpstatus_builder_free(builder);
}
END_TEST

/* Between values from a text, a value that a program sets has its own place. */
START_TEST(places_beside_a_text)
{
	static const char text[] = STATUS "Limit: 3\n";
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;
	int line = 1;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 404, "Retry", "maybe"), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(httpstatus_builder_problem(builder, 0, NULL, &line), "status 404: error: "));
	ck_assert_int_eq(line, 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(httpstatus_builder_problem(builder, 1, NULL, &line), "t.cat:4: error: Limit: "));
	ck_assert_int_eq(line, 4);
	httpstatus_builder_free(builder);
}
END_TEST

/* What is wrong with a file as such has no line, whatever was read before. */
START_TEST(place_of_a_file)
{
	httpstatus_builder *builder = new_builder();
	int line = 1;

	ck_assert_int_eq(read_block(builder, STATUS, strlen(STATUS)), 0);
	ck_assert_int_eq(httpstatus_builder_read_file(builder, "no/such.cat"), HTTPSTATUS_E_IO);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, &line),
	                 "no/such.cat: error: there is no such file");
	ck_assert_int_eq(line, 0);
	httpstatus_builder_free(builder);
}
END_TEST

/* The label stands in front whole, however long it is. */
START_TEST(a_long_label)
{
	static char label[20001];
	httpstatus_builder *builder = new_builder();
	const char *problem;

	memset(label, 'l', sizeof(label) - 1);
	ck_assert_int_eq(httpstatus_builder_read_mem(builder, label, "x", 1), HTTPSTATUS_E_CATALOG);
	problem = httpstatus_builder_problem(builder, 0, NULL, NULL);
	ck_assert_ptr_nonnull(problem);
	ck_assert_int_eq(strncmp(problem, label, sizeof(label) - 1), 0);
	ck_assert_int_eq(strncmp(problem + sizeof(label) - 1, ":1: error: ", 11), 0);
	httpstatus_builder_free(builder);
}
END_TEST

/* ---- Proposals ------------------------------------------------------------- */

/* One mistake in a short word, two in a long one: then it is clear what was meant. */
START_TEST(words_that_are_meant)
{
	static const struct { const char *field, *value, *meant; } cases[] = {
		{ "Retry", "stpo", "stop" }, { "Retry", "sotp", "stop" }, { "Retry", "stoop", "stop" },
		{ "Retry", "sop", "stop" }, { "Retry", "stip", "stop" }, { "Retry", "STIP", "stop" },
		{ "Retry", "stxx", NULL }, { "Retry", "xxop", NULL }, { "Retry", "sxxp", NULL },
		{ "Retry", "so", NULL },
		{ "Change", "configurationss", "configuration" }, { "Change", "cofnigurtaion", "configuration" },
		{ "Change", "configurationsss", NULL }, { "Change", "cofnigurtaino", NULL },
	};
	httpstatus_builder *builder = new_builder();

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		char question[64] = "did you mean";
		int found;

		if (cases[n].meant)
			snprintf(question, sizeof(question), "did you mean '%s'?", cases[n].meant);
		ck_assert_int_eq(httpstatus_builder_set(builder, 500 + (int)n, cases[n].field,
		                                        cases[n].value), HTTPSTATUS_E_CATALOG);
		found = strstr(problem(builder, n), question) != NULL;
		if (found != (cases[n].meant != NULL))
			ck_abort_msg("%s: %s", cases[n].value, problem(builder, n));
	}
	httpstatus_builder_free(builder);
}
END_TEST

/* Insertions, deletions, other letters and swaps of neighbours that lead from a to b. */
static size_t slips(const char *a, const char *b)
{
	size_t d[24][24] = {{0}};
	size_t a_length = strlen(a), b_length = strlen(b);

	for (size_t i = 0; i <= a_length; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= b_length; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= a_length; i++)
		for (size_t j = 1; j <= b_length; j++) {
			size_t least = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

			if (d[i - 1][j] + 1 < least)
				least = d[i - 1][j] + 1;
			if (d[i][j - 1] + 1 < least)
				least = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < least)
				least = d[i - 2][j - 2] + 1;
			d[i][j] = least;
		}
	return d[a_length][b_length];
}

/* One slip of the pen, anywhere in a word. */
static void slip(char *word)
{
	size_t length = strlen(word);
	size_t at = any((uint32_t)length + 1);
	char letter = word[any((uint32_t)length)];

	switch (any(4)) {
	case 0:
		memmove(word + at + 1, word + at, length - at + 1);
		word[at] = letter;
		break;
	case 1:
		if (at < length && length > 1)
			memmove(word + at, word + at + 1, length - at);
		break;
	case 2:
		if (at < length)
			word[at] = letter;
		break;
	default:
		if (at + 1 < length) {
			letter = word[at];
			word[at] = word[at + 1];
			word[at + 1] = letter;
		}
	}
}

/* The first word of the manual's list that is near: from three letters on. */
static const char *meant(const char *const *words, size_t count, const char *value)
{
	size_t length = strlen(value);

	for (size_t n = 0; n < count; n++)
		if (length >= 3 && slips(value, words[n]) <= (length < 6 ? 1 : 2))
			return words[n];
	return NULL;
}

static void slips_of(const char *field, const char *const *words, size_t count)
{
	for (int round = 0; round < 20; round++) {
		httpstatus_builder *builder = new_builder();

		for (int code = 100; code < 1000; code++) {
			char value[24], question[64] = "did you mean";
			const char *word, *text;
			size_t before = problem_count(builder);

			strcpy(value, words[any((uint32_t)count)]);
			for (uint32_t left = any(5); left > 0; left--)
				slip(value);
			if (httpstatus_builder_set(builder, code, field, value) == 0)
				continue;
			word = meant(words, count, value);
			if (word)
				snprintf(question, sizeof(question), "did you mean '%s'?", word);
			text = problem(builder, before);
			if ((strstr(text, question) != NULL) != (word != NULL))
				ck_abort_msg("'%s', meant %s: %s", value, word ? word : "nothing", text);
			if (before == 100) {
				httpstatus_builder_free(builder);
				builder = new_builder();
			}
		}
		httpstatus_builder_free(builder);
	}
}

/* What is asked is what somebody else's way of counting slips says. */
START_TEST(slips_of_the_pen)
{
	static const char *const redirects[] = { "none", "keep", "post-to-get", "get" };
	static const char *const verdicts[] = { "stop", "done", "wait", "follow", "amend", "retry" };
	static const char *const persistences[] = { "transient", "throttled", "state", "permanent" };
	httpstatus_builder *builder = new_builder();

	slips_of("Redirect", redirects, 4);
	slips_of("Retry", verdicts, 6);
	slips_of("Persistence", persistences, 4);
	/* Two letters may be anything. */
	ck_assert_int_eq(httpstatus_builder_set(builder, 300, "Redirect", "ge"), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(strstr(problem(builder, 0), "did you mean"));
	httpstatus_builder_free(builder);
}
END_TEST

/* A quoted value has at most sixty bytes, and prints as it is where it can be printed. */
START_TEST(quoted_values)
{
	static const char sixty[] = "123456789 123456789 123456789 123456789 123456789 123456789 ";
	static const struct { const char *more, *quoted; } cases[] = {
		{ "", "" }, { "x", "..." }, { "xy", "..." },
	};
	httpstatus_builder *builder = new_builder();
	char value[80], expected[128];

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		snprintf(value, sizeof(value), "%.59s.%s", sixty, cases[n].more);
		snprintf(expected, sizeof(expected), "status 503: error: Retry: found '%.59s.%s', ",
		         sixty, cases[n].quoted);
		ck_assert_int_eq(httpstatus_builder_set(builder, 500 + (int)n, "Retry", value),
		                 HTTPSTATUS_E_CATALOG);
		expected[9] = (char)('0' + n);
		ck_assert(begins(problem(builder, n), expected));
	}
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Retry", "~ !}"), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 3), "status 503: error: Retry: found '~ !}', "));
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "R\x1F\x7Fz\xC3", "x"), 0);
	ck_assert_str_eq(problem(builder, 4), "status 503: warning: R??z?: unknown property");
	httpstatus_builder_free(builder);
}
END_TEST

static Suite *catalog_problems_suite(void)
{
	Suite *suite = suite_create("catalog problems");
	TCase *all_at_once = tcase_create("all at once");
	TCase *severity_cases = tcase_create("severity");
	TCase *places = tcase_create("places");
	TCase *proposals = tcase_create("proposals");

	tcase_add_test(all_at_once, all_problems_at_once);
	tcase_add_test(all_at_once, all_problems_of_a_build);
	tcase_add_test(all_at_once, all_problems_of_read_and_build);
	tcase_add_test(all_at_once, after_the_last_problem);
	tcase_add_test(all_at_once, a_thousand_problems);
	suite_add_tcase(suite, all_at_once);

	tcase_add_test(severity_cases, unknown_property_is_a_warning);
	tcase_add_test(severity_cases, unknown_property_is_an_error_if_strict);
	suite_add_tcase(suite, severity_cases);

	tcase_add_test(places, places_of_values);
	tcase_add_test(places, places_beside_a_text);
	tcase_add_test(places, place_of_a_file);
	tcase_add_test(places, a_long_label);
	suite_add_tcase(suite, places);

	tcase_add_test(proposals, words_that_are_meant);
	tcase_add_test(proposals, slips_of_the_pen);
	tcase_add_test(proposals, quoted_values);
	suite_add_tcase(suite, proposals);
	return suite;
}

int main(void)
{
	return run_suite(catalog_problems_suite());
}
