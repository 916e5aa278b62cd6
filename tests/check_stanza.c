/* SPDX-License-Identifier: MIT */
/*
 * check_stanza.c - rules for classes, variants, and the grammar of evidence
 *
 * What is expected is what httpstatus-catalog(5) says. What variants do with a
 * response is tested elsewhere; here they are read, inherited and printed.
 */
#include <httpstatus.h>

#include <check.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define HEAD "Catalog: t\nFormat: 1\n"
#define IANA "Catalog: t\nFormat: 1\nExtends: iana\n"

/* ---- Catalogs and problems -------------------------------------------------- */

static httpstatus_builder *read_text(const char *text, int strict, const httpstatus_catalog *base)
{
	httpstatus_builder *builder;

	ck_assert_int_eq(httpstatus_builder_new(&builder), 0);
	httpstatus_builder_set_strict(builder, strict);
	if (base)
		ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	/* What is wrong is known by its problems. */
	ck_assert_int_le(httpstatus_builder_read_mem(builder, "t", text, strlen(text)), 0);
	return builder;
}

static const httpstatus_catalog *build(const char *text, int strict, const httpstatus_catalog *base)
{
	httpstatus_builder *builder = read_text(text, strict, base);
	const httpstatus_catalog *catalog = NULL;
	int error = httpstatus_builder_build(builder, &catalog);
	const char *problem = httpstatus_builder_problem(builder, 0, NULL, NULL);

	ck_assert_msg(error == 0 && !problem, "%s: %s", text, problem ? problem : "no problem");
	httpstatus_builder_free(builder);
	return catalog;
}

static const httpstatus_catalog *load(const char *text)
{
	return build(text, 1, NULL);
}

/* The text has one problem, at that line, which says all of the words. */
static void has_problem(const char *text, int strict, int severity, int line, const char *words)
{
	httpstatus_builder *builder = read_text(text, strict, NULL);
	const httpstatus_catalog *catalog = NULL;
	int error = httpstatus_builder_build(builder, &catalog);
	int found_severity;
	int found_line;
	const char *problem = httpstatus_builder_problem(builder, 0, &found_severity, &found_line);
	char list[256];

	ck_assert_msg(problem != NULL, "%s: no problem", text);
	ck_assert_msg(found_line == line && found_severity == severity, "%s: %s", text, problem);
	snprintf(list, sizeof(list), "%s", words);
	for (char *word = strtok(list, " "); word; word = strtok(NULL, " "))
		ck_assert_msg(strstr(problem, word) != NULL, "%s lacks '%s'", problem, word);
	problem = httpstatus_builder_problem(builder, 1, NULL, NULL);
	ck_assert_msg(!problem, "%s: a second problem: %s", text, problem);
	ck_assert_int_eq(error, severity == HTTPSTATUS_SEVERITY_ERROR ? HTTPSTATUS_E_CATALOG : 0);
	httpstatus_catalog_unref(catalog);
	httpstatus_builder_free(builder);
}

static void refused(const char *text, int line, const char *words)
{
	has_problem(text, 0, HTTPSTATUS_SEVERITY_ERROR, line, words);
}

static int verdict(const httpstatus_catalog *catalog, int code)
{
	return httpstatus_advice_verdict(
		httpstatus_advise(catalog, code, httpstatus_method_traits("GET")));
}

static char *print(const httpstatus_catalog *catalog)
{
	size_t length = httpstatus_catalog_print(catalog, NULL, 0);
	char *text = malloc(length + 1);

	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(httpstatus_catalog_print(catalog, text, length + 1), length);
	return text;
}

/* Prints as the text, and that reads back to a catalog that prints the same. */
static void prints(const httpstatus_catalog *catalog, const char *text)
{
	char *printed = print(catalog);
	const httpstatus_catalog *again;

	ck_assert_str_eq(printed, text);
	again = build(printed, 0, NULL);
	free(printed);
	printed = print(again);
	ck_assert_str_eq(printed, text);
	free(printed);
	httpstatus_catalog_unref(again);
}

/* ---- Status -------------------------------------------------------------------- */

START_TEST(several_codes)
{
	const httpstatus_catalog *c = load(HEAD "\nStatus: 408, 500-502 ,599, -501\nRetry: stop\n");
	static const int codes[] = {408, 500, 502, 599};

	ck_assert_uint_eq(httpstatus_catalog_size(c), 4);
	for (size_t n = 0; n < 4; n++) {
		ck_assert_int_eq(httpstatus_entry_code(httpstatus_lookup(c, codes[n])), codes[n]);
		ck_assert_int_eq(verdict(c, codes[n]), HTTPSTATUS_VERDICT_STOP);
	}
	ck_assert_ptr_null(httpstatus_lookup(c, 501));
	prints(c, HEAD "\nStatus: 408\nRetry: stop\n\nStatus: 500\nRetry: stop\n"
	       "\nStatus: 502\nRetry: stop\n\nStatus: 599\nRetry: stop\n");
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(no_codes)
{
	refused(HEAD "\nStatus: 503, 42\n", 4, "Status '42' expected 5xx");
	refused(HEAD "\nStatus: 404 Not Found\n", 4, "Status 'Not' expected");
	refused(HEAD "\nStatus: 6xx\nRetry: stop\n", 4, "Status '6xx' expected");
	refused(HEAD "\nStatus: 0xx, 500\n", 4, "Status '0xx' expected");
	refused(HEAD "\nStatus: 504-500\n", 4, "Status '504-500' expected");
	refused(HEAD "\nStatus: 500-5xx\n", 4, "Status '500-5xx' expected");
	refused(HEAD "\nStatus: 500--502\n", 4, "Status '500--502' expected");
	refused(HEAD "\nStatus: 500 - 502\n", 4, "Status '-' expected");
	refused(HEAD "\nStatus: 501, -501\n", 4, "Status expected code");
	refused(HEAD "\nStatus: -501\n", 4, "Status expected code");
	refused(HEAD "\nStatus: ,\n", 4, "Status expected code");
}
END_TEST

/* Two plain stanzas for one code or class are an error; a class is no code. */
START_TEST(a_second_stanza)
{
	refused(HEAD "\nStatus: 503\n\nStatus: 500-503\nRetry: stop\n", 6, "503 already line 4");
	refused(HEAD "\nStatus: 4xx, 5xx\nRetry: stop\n\nStatus: 5xx, -501\nRetry: retry\n", 7,
	        "5xx already line 4");
	httpstatus_catalog_unref(load(HEAD "\nStatus: 500-599\nRetry: stop\n\nStatus: 5xx\nRetry: stop\n"));
}
END_TEST

/* A name is that of one code. */
START_TEST(a_name_for_several)
{
	refused(HEAD "\nStatus: 500, 503\nReason: A\n", 4, "Status several one Reason");
	refused(HEAD "\nStatus: 5xx\nReason: A\n", 4, "Status several one Reason");
	refused(HEAD "\nStatus: 500, 503\nAlias: A\n", 4, "Status several one Alias");
	httpstatus_catalog_unref(load(HEAD "\nStatus: 500, 503\nWhen: a = b\nReason: A\nRetry: stop\n"));
}
END_TEST

/* The table of properties in the manual: H, P, R and V. */
START_TEST(where_properties_belong)
{
	refused(HEAD "\nStatus: 5xx\nContent: none\n", 5, "Content code class");
	refused(HEAD "\nStatus: 503, 5xx\nRedirect: keep\n", 5, "Redirect code class");
	refused(HEAD "\nStatus: 503\nWhen: a\nContent: none\n", 6, "Content without When");
	refused(HEAD "\nStatus: 503\nRedirect: keep\nWhen: a\n", 5, "Redirect without When");
	refused(HEAD "\nStatus: 503\nWhen: a\nAlias: b\n", 6, "Alias without When");
	refused(HEAD "\nStatus: 503\nError: json:a\n", 5, "Error catalog");
	refused(HEAD "When: a\n", 3, "When status");
	httpstatus_catalog_unref(load(HEAD "Wait: a seconds\n\nStatus: 503\nWait: 1s\n"));
}
END_TEST

/* ---- Rules ---------------------------------------------------------------------- */

START_TEST(a_rule)
{
	const httpstatus_catalog *c =
		load(HEAD "\nStatus: 5xx, -501\nRetry: retry\n\nStatus: 503\nReason: Later\nRetry: stop\n");

	/* Its own stanza comes first; look-up knows no rules. */
	ck_assert_int_eq(verdict(c, 503), HTTPSTATUS_VERDICT_STOP);
	ck_assert_uint_eq(httpstatus_catalog_size(c), 1);
	ck_assert_ptr_null(httpstatus_lookup(c, 500));
	/* 505 is amended by the RFC, 599 is unknown to it, 501 is taken out. */
	ck_assert_int_eq(verdict(c, 505), HTTPSTATUS_VERDICT_RETRY);
	ck_assert_int_eq(verdict(c, 599), HTTPSTATUS_VERDICT_RETRY);
	ck_assert_int_eq(verdict(c, 501), verdict(NULL, 501));
	ck_assert_int_eq(verdict(c, 404), verdict(NULL, 404));
	/* A name is worth more than a rule without one; a rule more than the class. */
	ck_assert_str_eq(httpstatus_entry_phrase(httpstatus_resolve(c, 505)),
	                 "HTTP Version Not Supported");
	ck_assert_ptr_eq(httpstatus_entry_catalog(httpstatus_resolve(c, 599)), c);
	ck_assert_int_eq(httpstatus_entry_code(httpstatus_resolve(c, 599)), -1);
	/* Its default, as for codes: the server's fault. */
	ck_assert_int_eq(httpstatus_entry_fault(httpstatus_resolve(c, 599)), HTTPSTATUS_FAULT_SERVER);
	prints(c, HEAD "\nStatus: 503\nReason: Later\nRetry: stop\n\nStatus: 5xx, -501\nRetry: retry\n");
	httpstatus_catalog_unref(c);
}
END_TEST

/* What an own rule says precedes what is inherited for a code, but names stay. */
START_TEST(a_rule_above_inherited_codes)
{
	const httpstatus_catalog *c = load(IANA "\nStatus: 5xx\nRetry: retry\nSummary: Try again.\n");
	const httpstatus_entry *entry = httpstatus_lookup(c, 501);
	const httpstatus_advice advice = httpstatus_advise(c, 501, httpstatus_method_traits("GET"));

	ck_assert_str_eq(httpstatus_entry_phrase(entry), "Not Implemented");
	ck_assert_str_eq(httpstatus_entry_summary(entry), "Try again.");
	ck_assert_int_eq(httpstatus_advice_verdict(advice), HTTPSTATUS_VERDICT_RETRY);
	/* Neither the change nor what was processed comes from the code's stanza. */
	ck_assert_uint_eq(httpstatus_advice_changes(advice), 0);
	ck_assert_int_eq(httpstatus_entry_processed(entry), HTTPSTATUS_PROCESSED_UNKNOWN);
	ck_assert_int_eq(verdict(c, 404), verdict(NULL, 404));
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(inherited_rules)
{
	const httpstatus_catalog *base = load(
		"Catalog: base\nFormat: 1\n\nStatus: 5xx\nRetry: retry\nPersistence: throttled\nProcessed: refused\n"
		"\nStatus: 4xx\nRetry: stop\n");
	const httpstatus_catalog *c = build(
		"Catalog: t\nFormat: 1\nExtends: base\n\nStatus: 5xx\nSummary: S.\n"
		"\nStatus: 512\nReason: Moved\n\nStatus: 513\nRetry: stop\n", 1, base);
	const httpstatus_catalog *listed = build(
		"Catalog: t\nFormat: 1\nExtends: base\nScope: listed\n\nStatus: 512\nReason: Moved\n", 1, base);

	prints(c, HEAD "\nStatus: 512\nReason: Moved\nRetry: retry\nProcessed: refused\n"
	       "Persistence: throttled\n\nStatus: 513\nRetry: stop\nProcessed: refused\n"
	       "\nStatus: 5xx\nSummary: S.\nRetry: retry\nProcessed: refused\nPersistence: throttled\n"
	       "\nStatus: 4xx\nRetry: stop\n");
	prints(listed, HEAD "\nStatus: 512\nReason: Moved\nRetry: retry\nProcessed: refused\n"
	       "Persistence: throttled\n");
	httpstatus_catalog_unref(listed);
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(base);
}
END_TEST

/* In a stack, a member's code and rule precede those of the next. */
START_TEST(rules_in_a_stack)
{
	const httpstatus_catalog *members[] = {
		load(HEAD "\nStatus: 500\nRetry: stop\n"), load(HEAD "\nStatus: 5xx\nRetry: retry\n"),
		load(HEAD "\nStatus: 501\nReason: Nobody\nRetry: stop\n")
	};
	const httpstatus_catalog *stack;

	ck_assert_int_eq(httpstatus_catalog_stack(members, 3, &stack), 0);
	ck_assert_int_eq(verdict(stack, 500), HTTPSTATUS_VERDICT_STOP);
	ck_assert_int_eq(verdict(stack, 501), HTTPSTATUS_VERDICT_RETRY);
	ck_assert_str_eq(httpstatus_phrase(stack, 501), "Nobody");
	httpstatus_catalog_unref(stack);
	for (size_t n = 0; n < 3; n++)
		httpstatus_catalog_unref(members[n]);
}
END_TEST

START_TEST(forbidden)
{
	const httpstatus_catalog *c = load(HEAD "\nStatus: 503\nRetry: forbid\n");
	const httpstatus_advice advice = httpstatus_advise(c, 503, httpstatus_method_traits("GET"));

	ck_assert_int_eq(httpstatus_advice_verdict(advice), HTTPSTATUS_VERDICT_STOP);
	ck_assert(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_FORBIDDEN);
	prints(c, HEAD "\nStatus: 503\nRetry: forbid\n");
	httpstatus_catalog_unref(c);
}
END_TEST

/* ---- Variants --------------------------------------------------------------------- */

/* Look-up, size and the iteration see plain codes only, and so does advice without evidence. */
START_TEST(variants_are_not_seen)
{
	const httpstatus_catalog *c = load(
		HEAD "\nStatus: 429\nWhen: error = insufficient_quota\nReason: Pay\nRetry: amend\n"
		"Change: user\n");

	ck_assert_uint_eq(httpstatus_catalog_size(c), 0);
	ck_assert_ptr_null(httpstatus_lookup(c, 429));
	ck_assert_ptr_null(httpstatus_entry_next(c, NULL));
	ck_assert_ptr_null(httpstatus_lookup_phrase(c, "Pay", 3));
	ck_assert_int_eq(verdict(c, 429), verdict(NULL, 429));
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(variants_are_printed)
{
	static const char text[] =
		"Catalog: t\nFormat: 1\nError: x-error\nError: json:error.code shape\n"
		"Wait: x-reset epoch-seconds when x-left = 0\n"
		"\nStatus: 503\nReason: R\nWait: none\n"
		"\nStatus: 4xx, 5xx, -501, 404, 408-410\nWhen: x-should-retry = false\nRetry: forbid\n"
		"\nStatus: 403, 429\nWhen: x-left = 0\nWhen: ! retry-after\nSummary: S.\nRetry: retry\n"
		"Processed: refused\nPersistence: throttled\nLimit: 3\nWait: 60s\nWait: json:a[].b duration\n"
		"\nStatus: 404\nWhen: error\nRetry: stop\n";
	const httpstatus_catalog *c = load(text);

	prints(c, text);
	httpstatus_catalog_unref(c);
}
END_TEST

/* Own variants before inherited ones; where an own class meets an inherited code, named, too. */
START_TEST(inherited_variants)
{
	const httpstatus_catalog *base = load(
		"Catalog: base\nFormat: 1\nError: x-a\n\nStatus: 429, 503\nWhen: b\nRetry: stop\n"
		"\nStatus: 4xx\nWhen: c\nRetry: stop\n");
	const httpstatus_catalog *c = build(
		"Catalog: t\nFormat: 1\nExtends: base\nError: x-b\n\nStatus: 4xx\nWhen: a\nRetry: retry\n", 1, base);
	const httpstatus_catalog *listed = build(
		"Catalog: t\nFormat: 1\nExtends: base\nScope: listed\n\nStatus: 503, 404\nRetry: retry\n", 1, base);

	prints(c, "Catalog: t\nFormat: 1\nError: x-b\nError: x-a\n"
	       "\nStatus: 4xx\nWhen: a\nRetry: retry\n"
	       "\nStatus: 429\nWhen: a\nRetry: retry\n"
	       "\nStatus: 429, 503\nWhen: b\nRetry: stop\n"
	       "\nStatus: 4xx\nWhen: c\nRetry: stop\n");
	prints(listed, "Catalog: t\nFormat: 1\nError: x-a\n\nStatus: 404\nRetry: retry\n"
	       "\nStatus: 503\nRetry: retry\n\nStatus: 503\nWhen: b\nRetry: stop\n"
	       "\nStatus: 4xx, -400-403, -405-499\nWhen: c\nRetry: stop\n");
	httpstatus_catalog_unref(listed);
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(base);
}
END_TEST

START_TEST(qualifiers_of_variants)
{
	refused(HEAD "\nStatus: 429\nWhen: a\nLimit: 3\n", 4, "Limit without Retry");
	httpstatus_catalog_unref(load(HEAD "\nStatus: 429\nRetry: retry\n\nStatus: 429\nWhen: a\nLimit: 3\n"));
	refused(HEAD "\nStatus: 429\nWhen: a\nRetry: retry\nChange: user\n", 4, "Change amend");
}
END_TEST

/* httpstatus-catalog(5), Trust: lint refuses it, the plain reader warns. */
START_TEST(trust)
{
	static const struct { const char *text; int line; const char *words; } cases[] = {
		{HEAD "\nStatus: 429\nWhen: json:message = *slow down*\nRetry: retry\nProcessed: refused\n", 5,
		 "When '*' free text"},
		{HEAD "\nStatus: 429\nWhen: a = \"b,c\", *\"d, e\"*\nRetry: retry\nProcessed: not-reached\n", 5,
		 "When '*' free text"},
		{HEAD "\nStatus: 429, 504\nWhen: a\nRetry: retry\nProcessed: refused\n", 7, "Processed 504"},
		{HEAD "\nStatus: 408\nWhen: a\nRetry: retry\nProcessed: not-reached\n", 7, "Processed 408"}
	};
	static const char *const fine[] = {
		HEAD "\nStatus: 429\nWhen: a = *b, c*\nRetry: retry\nProcessed: refused\n",
		HEAD "\nStatus: 429\nWhen: a = *b*\nRetry: retry\nProcessed: likely-not\n",
		HEAD "\nStatus: 4xx, 500-599\nWhen: a\nRetry: retry\nProcessed: refused\n",
		HEAD "\nStatus: 408\nRetry: retry\nProcessed: refused\n"
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		has_problem(cases[n].text, 1, HTTPSTATUS_SEVERITY_ERROR, cases[n].line, cases[n].words);
		has_problem(cases[n].text, 0, HTTPSTATUS_SEVERITY_WARNING, cases[n].line, cases[n].words);
	}
	for (size_t n = 0; n < sizeof(fine) / sizeof(fine[0]); n++)
		httpstatus_catalog_unref(load(fine[n]));
}
END_TEST

/* What the author of a catalog cannot have meant. */
START_TEST(useless_variants)
{
	static const char *const useful[] = {
		/* Another order, or another condition. */
		HEAD "\nStatus: 429\nWhen: a\nWhen: b\nRetry: stop\n\nStatus: 429\nWhen: a\nRetry: retry\n",
		HEAD "\nStatus: 429\nWhen: a\nRetry: stop\n\nStatus: 4xx\nWhen: a\nRetry: retry\n",
		HEAD "\nStatus: 4xx\nWhen: a\nRetry: stop\n\nStatus: 429\nWhen: a\nRetry: retry\n",
		/* All times and prohibitions count. */
		HEAD "\nStatus: 429\nWhen: a\nRetry: stop\n\nStatus: 429\nWhen: a\nWait: b seconds\n",
		HEAD "\nStatus: 429\nWhen: a\nRetry: stop\n\nStatus: 429\nWhen: a\nRetry: forbid\n",
		HEAD "\nStatus: 429\nWhen: a\nWait: b seconds\n\nStatus: 429\nWhen: a\nRetry: retry\n",
		HEAD "\nStatus: 429\nWhen: a\nWhen: ! b\nRetry: stop\n"
	};

	has_problem(HEAD "\nStatus: 429\nWhen: X-Left = 0\nWhen: ! x-left\nRetry: stop\n", 1,
	            HTTPSTATUS_SEVERITY_WARNING, 6, "When never holds");
	has_problem(HEAD "\nStatus: 429, 503\nWhen: a\nRetry: stop\n"
	            "\nStatus: 503\nWhen: b\nWhen: a\nRetry: retry\n", 1,
	            HTTPSTATUS_SEVERITY_WARNING, 10, "When never decides line 4");
	has_problem(HEAD "\nStatus: 4xx, 503\nWhen: a\nRetry: stop\n"
	            "\nStatus: 4xx, -429\nWhen: a\nRetry: retry\n", 1,
	            HTTPSTATUS_SEVERITY_WARNING, 9, "When never decides line 4");
	for (size_t n = 0; n < sizeof(useful) / sizeof(useful[0]); n++)
		httpstatus_catalog_unref(load(useful[n]));
}
END_TEST

/* The text of a stanza. */
static void is_printed(const httpstatus_entry *entry, const char *expected)
{
	char text[256];
	const size_t length = httpstatus_entry_print(entry, text, sizeof(text));

	ck_assert_str_eq(text, expected);
	ck_assert_uint_eq(length, strlen(expected));
	ck_assert_uint_eq(httpstatus_entry_print(entry, NULL, 0), length);
}

START_TEST(stanzas_in_turn)
{
	const httpstatus_catalog *members[2] = {
		load(HEAD "\nStatus: 404\nReason: Gone Fishing\n\nStatus: 429\nWhen: a\nWait: b seconds\n"),
		load(HEAD "\nStatus: 5xx, -501\nRetry: retry\n")
	};
	const httpstatus_catalog *stack;
	const httpstatus_entry *rule;

	ck_assert_int_eq(httpstatus_catalog_stack(members, 2, &stack), 0);
	is_printed(httpstatus_catalog_stanza(members[0], 0), "Status: 429\nWhen: a\nWait: b seconds\n");
	ck_assert_ptr_null(httpstatus_catalog_stanza(members[0], 1));
	is_printed(httpstatus_catalog_stanza(stack, 0), "Status: 429\nWhen: a\nWait: b seconds\n");
	rule = httpstatus_catalog_stanza(stack, 1);
	is_printed(rule, "Status: 5xx, -501\nRetry: retry\n");
	ck_assert_ptr_null(httpstatus_catalog_stanza(stack, 2));
	ck_assert_ptr_null(httpstatus_catalog_stanza(stack, SIZE_MAX));
	is_printed(httpstatus_lookup(members[0], 404), "Status: 404\nReason: Gone Fishing\n");
	is_printed(NULL, "");
	/* "iana" has none. */
	ck_assert_ptr_null(httpstatus_catalog_stanza(NULL, 0));
	ck_assert_int_eq(httpstatus_entry_covers(rule, 500), 1);
	ck_assert_int_eq(httpstatus_entry_covers(rule, 599), 1);
	ck_assert_int_eq(httpstatus_entry_covers(rule, 501), 0);
	ck_assert_int_eq(httpstatus_entry_covers(rule, 404), 0);
	ck_assert_int_eq(httpstatus_entry_covers(httpstatus_lookup(NULL, 404), 404), 1);
	ck_assert_int_eq(httpstatus_entry_covers(httpstatus_lookup(NULL, 404), -1), 0);
	ck_assert_int_eq(httpstatus_entry_covers(rule, INT_MIN), 0);
	ck_assert_int_eq(httpstatus_entry_covers(NULL, 404), 0);
	httpstatus_catalog_unref(stack);
	httpstatus_catalog_unref(members[0]);
	httpstatus_catalog_unref(members[1]);
}
END_TEST

/* ---- The grammar of evidence --------------------------------------------------------- */

static const char *const good_conditions[] = {
	"x-left", "X-Left = 0", "x-left=0", "error", "error = a", "json:a", "json:a.b-c.d", "json:[].a",
	"json:a[].b", "json:a[][].b", "json:[]", "json:a[]", "xml:Code", "xml:ns:Code", "! x-left",
	"a = b, c", "a = *b", "a = b*", "a = *b*", "a = \"b, c\"", "a = *\"b, c\"*", "a = \"\"",
	"a = b * c", "a = b = c", "json:\xc3\xa4 = \xc3\xb6"
};
static const struct { const char *value; const char *words; } bad_conditions[] = {
	{"= a", "nothing field"}, {"3com", "'3com' field json"}, {"a b", "'b' '='"}, {"a(b)", "'a(b)'"},
	{"json:", "'json:'"}, {"json:a..b", "'json:a..b'"}, {"json:.a", "json:.a"}, {"json:a.", "json:a."},
	{"json:a[0]", "json:a[0]"}, {"json:a]b", "json:a]b"}, {"json:a[]b", "json:a[]b"}, {"xml:", "'xml:'"},
	{"xml:a<b", "xml:a<b"}, {"!x-left", "white space"}, {"!", "white space"}, {"! error", "'error' cut"},
	{"! json:a", "json:a cut"}, {"! a = b", "'= b' nothing"}, {"! a b", "'b' nothing"}, {"a =", "nothing value"},
	{"a = ,", "nothing value"}, {"a = b,,c", "nothing value"}, {"a = b,", "nothing value"},
	{"a = *", "'*' source"}, {"a = **", "'**' source"}, {"a = b\"c", "quotation"}, {"a = \"b", "quotation"},
	{"a = \"b\" c", "quotation"}
};

START_TEST(conditions)
{
	char text[256];

	for (size_t n = 0; n < sizeof(good_conditions) / sizeof(good_conditions[0]); n++) {
		snprintf(text, sizeof(text), HEAD "\nStatus: 429\nWhen: %s\nRetry: stop\n", good_conditions[n]);
		httpstatus_catalog_unref(load(text));
		/* As part of a Wait, it is the same. */
		snprintf(text, sizeof(text), HEAD "Wait: a seconds when %s\n", good_conditions[n]);
		httpstatus_catalog_unref(load(text));
	}
	for (size_t n = 0; n < sizeof(bad_conditions) / sizeof(bad_conditions[0]); n++) {
		snprintf(text, sizeof(text), HEAD "\nStatus: 429\nWhen: %s\n", bad_conditions[n].value);
		refused(text, 5, bad_conditions[n].words);
		snprintf(text, sizeof(text), HEAD "Wait: a seconds when %s\n", bad_conditions[n].value);
		refused(text, 3, bad_conditions[n].words);
	}
}
END_TEST

START_TEST(times)
{
	static const char *const good[] = {
		"a seconds", "a milliseconds", "a epoch-seconds", "a epoch-milliseconds", "a Reset", "a duration",
		"json:b iso8601", "xml:c date", "error seconds", "a rfc3339", "a ratelimit", "a pushback",
		"60s", "1.5s", "500ms", "1h30m", "1h1m1s1ms", "60s when a", "1s WHEN ! a"
	};
	static const struct { const char *value; const char *words; } bad[] = {
		{"a", "nothing seconds"}, {"a second", "'second' seconds mean"}, {"a fortnights", "'fortnights' rfc3339"},
		{"60", "'60' 500ms"}, {"60 s", "'60' 500ms"}, {"1.s", "'1.s'"}, {"1s1h", "'1s1h'"}, {"1m1m", "'1m1m'"},
		{"1d", "'1d'"}, {"1.5.5s", "1.5.5s"}, {"a seconds if b", "when"}, {"a seconds when", "nothing"},
		{"= seconds", "nothing field"}, {"none", "'none'"}
	};
	char text[256];

	for (size_t n = 0; n < sizeof(good) / sizeof(good[0]); n++) {
		snprintf(text, sizeof(text), HEAD "Wait: %s\n\nStatus: 503\nWait: %s\n", good[n], good[n]);
		httpstatus_catalog_unref(load(text));
	}
	for (size_t n = 0; n < sizeof(bad) / sizeof(bad[0]); n++) {
		snprintf(text, sizeof(text), HEAD "Wait: %s\n", bad[n].value);
		if (strcmp(bad[n].value, "none") != 0)
			refused(text, 3, bad[n].words);
	}
	httpstatus_catalog_unref(load(HEAD "\nStatus: 503\nWait: none\n"));
}
END_TEST

START_TEST(error_codes)
{
	httpstatus_catalog_unref(load(HEAD "Error: x-error\nError: json:error.code\nError: xml:Code shape\n"));
	refused(HEAD "Error: error\n", 3, "Error 'error' json");
	refused(HEAD "Error: json:a shapes\n", 3, "'shapes' 'shape'");
	refused(HEAD "Error: = a\n", 3, "nothing json");
}
END_TEST

/* ---- Limits ---------------------------------------------------------------------------- */

/* A text that grows. */
struct text {
	char *s;
	size_t length;
};

static void put(struct text *text, const char *s)
{
	const size_t length = strlen(s);

	text->s = realloc(text->s, text->length + length + 1);
	ck_assert_ptr_nonnull(text->s);
	memcpy(text->s + text->length, s, length + 1);
	text->length += length;
}

/* 64 different sources; the same one in other letters is the same. */
START_TEST(number_of_sources)
{
	struct text text = {NULL, 0};
	char line[64];

	put(&text, HEAD "Error: json:e\nError: json:E\n");
	for (int n = 0; n < 61; n++) {
		snprintf(line, sizeof(line), "\nStatus: 503\nWhen: x-%d\nWhen: X-%d = a\nRetry: stop\n", n, n);
		put(&text, line);
	}
	put(&text, "\nStatus: 503\nWait: last seconds when LAST = 1\n");
	httpstatus_catalog_unref(load(text.s));
	put(&text, "\nStatus: 504\nWhen: one-more\nRetry: stop\n");
	refused(text.s, 1, "64 sources");
	free(text.s);
}
END_TEST

START_TEST(number_of_stanzas)
{
	struct text text = {NULL, 0};

	put(&text, HEAD);
	for (int n = 0; n < 2000; n++) {
		char stanza[64];

		snprintf(stanza, sizeof(stanza), "\nStatus: 503\nWhen: a = %d\nRetry: stop\n", n);
		put(&text, stanza);
	}
	httpstatus_catalog_unref(load(text.s));
	put(&text, "\nStatus: 503\nRetry: stop\n");
	refused(text.s, 3 + 2000 * 4 + 1, "2000 stanzas");
	free(text.s);
}
END_TEST

START_TEST(number_of_conditions)
{
	struct text text = {NULL, 0};

	put(&text, HEAD "\nStatus: 503\nRetry: stop\n");
	for (int n = 0; n < 16; n++)
		put(&text, "When: a\n");
	httpstatus_catalog_unref(load(text.s));
	put(&text, "When: a\n");
	refused(text.s, 22, "When more 16");
	free(text.s);
}
END_TEST

/* A program sets plain codes only. */
START_TEST(by_a_program)
{
	httpstatus_builder *builder;

	ck_assert_int_eq(httpstatus_builder_new(&builder), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "When", "a"), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "status 503: error: When: found in a program, expected in a text");
	httpstatus_builder_free(builder);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("stanza");
	TCase *status = tcase_create("status");
	TCase *rules = tcase_create("rules");
	TCase *variants = tcase_create("variants");
	TCase *grammar = tcase_create("grammar");
	TCase *limits = tcase_create("limits");

	tcase_add_test(status, several_codes);
	tcase_add_test(status, no_codes);
	tcase_add_test(status, a_second_stanza);
	tcase_add_test(status, a_name_for_several);
	tcase_add_test(status, where_properties_belong);
	suite_add_tcase(suite, status);
	tcase_add_test(rules, a_rule);
	tcase_add_test(rules, a_rule_above_inherited_codes);
	tcase_add_test(rules, inherited_rules);
	tcase_add_test(rules, rules_in_a_stack);
	tcase_add_test(rules, forbidden);
	suite_add_tcase(suite, rules);
	tcase_add_test(variants, variants_are_not_seen);
	tcase_add_test(variants, variants_are_printed);
	tcase_add_test(variants, inherited_variants);
	tcase_add_test(variants, qualifiers_of_variants);
	tcase_add_test(variants, trust);
	tcase_add_test(variants, useless_variants);
	tcase_add_test(variants, stanzas_in_turn);
	suite_add_tcase(suite, variants);
	tcase_add_test(grammar, conditions);
	tcase_add_test(grammar, times);
	tcase_add_test(grammar, error_codes);
	suite_add_tcase(suite, grammar);
	tcase_add_test(limits, number_of_sources);
	tcase_add_test(limits, number_of_stanzas);
	tcase_add_test(limits, number_of_conditions);
	tcase_add_test(limits, by_a_program);
	suite_add_tcase(suite, limits);
	return run_suite(suite);
}
