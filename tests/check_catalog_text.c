/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_text.c - texts that are right, by httpstatus-catalog(5)
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_catalog.h"

/* ---- Values ---------------------------------------------------------------- */

START_TEST(every_field_by_text)
{
	static const char *const line_ends[] = { "\n", "\r\n" };
	const httpstatus_catalog *catalog;
	struct text text;
	size_t i, cut;

	for (i = 0; i < 2; i++)
		for (cut = 0; cut < 2; cut++) {
			text = full_text(line_ends[i]);
			/* The last line need not end. */
			catalog = load_length(text.s, text.length - (cut ? strlen(line_ends[i]) : 0));
			is_full(catalog);
			httpstatus_catalog_unref(catalog);
			free(text.s);
		}
}
END_TEST

START_TEST(example_of_the_manual)
{
	const httpstatus_catalog *c = load(
		"Catalog: acme\nFormat: 1\nTitle: Acme storage API\n"
		"Source: Acme API reference, 2026-11\nExtends: iana\n\n"
		"# Acme restarts back ends at night and says so with a 503.\n"
		"Status: 503\nReason: ServiceUnavailable\nAlias: Busy, Come Back Later\n"
		"Retry: amend\nChange: content\nProcessed: refused\n"
		"Summary: The back end is being restarted.\n Long requests should be sent in parts.\n");

	is_phrase(c, 503, "ServiceUnavailable");
	ck_assert_str_eq(httpstatus_entry_summary(httpstatus_lookup(c, 503)),
	                 "The back end is being restarted. Long requests should be sent in parts.");
	ck_assert_int_eq(lookup_phrase(c, "busy, come back later"), 503);
	ck_assert_uint_eq(httpstatus_catalog_size(c), httpstatus_catalog_size(NULL));
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(nothing_stated)
{
	const httpstatus_catalog *c = load(STATUS "\nStatus: 404\n\nStatus: 204\n\nStatus: 000\n");
	const httpstatus_entry *e = httpstatus_lookup(c, 503);

	ck_assert_str_eq(httpstatus_catalog_title(c), "");
	ck_assert_str_eq(httpstatus_catalog_version(c), "");
	ck_assert_str_eq(httpstatus_catalog_source(c), "");
	is_phrase(c, 503, "");
	ck_assert_str_eq(httpstatus_entry_summary(e), "");
	ck_assert_ptr_null(httpstatus_entry_alias(e, 0));
	ck_assert_ptr_null(httpstatus_entry_reference(e, 0));
	ck_assert_ptr_null(httpstatus_entry_field(e, 0, NULL));
	ck_assert_uint_eq(httpstatus_entry_flags(e), 0);
	ck_assert_int_eq(httpstatus_entry_redirect(e), HTTPSTATUS_REDIRECT_NONE);
	ck_assert_int_eq(httpstatus_entry_processed(e), HTTPSTATUS_PROCESSED_UNKNOWN);
	ck_assert_int_eq(httpstatus_entry_fault(e), HTTPSTATUS_FAULT_SERVER);
	ck_assert_int_eq(httpstatus_entry_fault(httpstatus_lookup(c, 404)), HTTPSTATUS_FAULT_CLIENT);
	ck_assert_int_eq(httpstatus_entry_fault(httpstatus_lookup(c, 204)), HTTPSTATUS_FAULT_NONE);
	ck_assert_int_eq(httpstatus_entry_fault(httpstatus_lookup(c, 0)), HTTPSTATUS_FAULT_UNKNOWN);
	ck_assert_ptr_null(httpstatus_lookup(c, 200));
	httpstatus_catalog_unref(c);
	c = load(HEAD);
	ck_assert_uint_eq(httpstatus_catalog_size(c), 0);
	ck_assert_ptr_null(httpstatus_entry_next(c, NULL));
	ck_assert_int_eq(httpstatus_entry_code(httpstatus_resolve(c, 404)), 404);
	ck_assert_int_eq(lookup_phrase(c, "OK"), -1);
	ck_assert_int_eq(lookup_phrase(c, "Not Found"), -1);
	ck_assert_int_eq(lookup_phrase(c, "--------Not Found"), -1);
	ck_assert_int_eq(lookup_phrase(c, "-----------------------------Not Found"), -1);
	httpstatus_catalog_unref(c);
}
END_TEST

/* Every word of every list of the manual, against the header's value. */
START_TEST(every_word)
{
	static const struct { const char *field, *word; uint32_t value; } words[] = {
		{ "Flags", "interim", HTTPSTATUS_FLAG_INTERIM },
		{ "Flags", "cacheable", HTTPSTATUS_FLAG_CACHEABLE },
		{ "Flags", "no-store", HTTPSTATUS_FLAG_NO_STORE },
		{ "Flags", "permanent", HTTPSTATUS_FLAG_PERMANENT },
		{ "Flags", "intermediary", HTTPSTATUS_FLAG_INTERMEDIARY },
		{ "Flags", "log-only", HTTPSTATUS_FLAG_LOG_ONLY },
		{ "Flags", "client-gone", HTTPSTATUS_FLAG_CLIENT_GONE },
		{ "Flags", "unofficial", HTTPSTATUS_FLAG_UNOFFICIAL },
		{ "Flags", "reserved", HTTPSTATUS_FLAG_RESERVED },
		{ "Flags", "temporary", HTTPSTATUS_FLAG_TEMPORARY },
		{ "Flags", "deprecated", HTTPSTATUS_FLAG_DEPRECATED },
		{ "Flags", "obsolete", HTTPSTATUS_FLAG_OBSOLETE },
		{ "Flags", "uncertain", HTTPSTATUS_FLAG_UNCERTAIN },
		{ "Change", "connection", HTTPSTATUS_CHANGE_CONNECTION },
		{ "Change", "endpoint", HTTPSTATUS_CHANGE_ENDPOINT },
		{ "Change", "no-early-data", HTTPSTATUS_CHANGE_NO_EARLY_DATA },
		{ "Change", "credentials", HTTPSTATUS_CHANGE_CREDENTIALS },
		{ "Change", "method", HTTPSTATUS_CHANGE_METHOD },
		{ "Change", "target", HTTPSTATUS_CHANGE_TARGET },
		{ "Change", "content", HTTPSTATUS_CHANGE_CONTENT },
		{ "Change", "range", HTTPSTATUS_CHANGE_RANGE },
		{ "Change", "precondition", HTTPSTATUS_CHANGE_PRECONDITION },
		{ "Change", "expect", HTTPSTATUS_CHANGE_EXPECT },
		{ "Change", "protocol", HTTPSTATUS_CHANGE_PROTOCOL },
		{ "Change", "length", HTTPSTATUS_CHANGE_LENGTH },
		{ "Change", "fields", HTTPSTATUS_CHANGE_FIELDS },
		{ "Change", "state", HTTPSTATUS_CHANGE_STATE },
		{ "Change", "user", HTTPSTATUS_CHANGE_USER },
		{ "Change", "configuration", HTTPSTATUS_CHANGE_CONFIGURATION },
		{ "Content", "none", HTTPSTATUS_FRAMING_NONE },
		{ "Content", "zero", HTTPSTATUS_FRAMING_ZERO },
		{ "Content", "may", HTTPSTATUS_FRAMING_MAY },
		{ "Redirect", "none", HTTPSTATUS_REDIRECT_NONE },
		{ "Redirect", "keep", HTTPSTATUS_REDIRECT_KEEP },
		{ "Redirect", "post-to-get", HTTPSTATUS_REDIRECT_POST_TO_GET },
		{ "Redirect", "get", HTTPSTATUS_REDIRECT_GET },
		{ "Fault", "none", HTTPSTATUS_FAULT_NONE },
		{ "Fault", "client", HTTPSTATUS_FAULT_CLIENT },
		{ "Fault", "auth", HTTPSTATUS_FAULT_AUTH },
		{ "Fault", "rate", HTTPSTATUS_FAULT_RATE },
		{ "Fault", "server", HTTPSTATUS_FAULT_SERVER },
		{ "Fault", "intermediary", HTTPSTATUS_FAULT_INTERMEDIARY },
		{ "Fault", "network", HTTPSTATUS_FAULT_NETWORK },
		{ "Fault", "unknown", HTTPSTATUS_FAULT_UNKNOWN },
		{ "Retry", "stop", HTTPSTATUS_VERDICT_STOP },
		{ "Retry", "done", HTTPSTATUS_VERDICT_DONE },
		{ "Retry", "wait", HTTPSTATUS_VERDICT_WAIT },
		{ "Retry", "follow", HTTPSTATUS_VERDICT_FOLLOW },
		{ "Retry", "amend", HTTPSTATUS_VERDICT_AMEND },
		{ "Retry", "retry", HTTPSTATUS_VERDICT_RETRY },
		{ "Processed", "not-reached", (uint32_t)HTTPSTATUS_PROCESSED_NOT_REACHED },
		{ "Processed", "refused", (uint32_t)HTTPSTATUS_PROCESSED_REFUSED },
		{ "Processed", "likely-not", (uint32_t)HTTPSTATUS_PROCESSED_LIKELY_NOT },
		{ "Processed", "unknown", (uint32_t)HTTPSTATUS_PROCESSED_UNKNOWN },
		{ "Processed", "likely-yes", (uint32_t)HTTPSTATUS_PROCESSED_LIKELY_YES },
		{ "Processed", "done", (uint32_t)HTTPSTATUS_PROCESSED_DONE },
		{ "Persistence", "transient", HTTPSTATUS_REASON_TRANSIENT },
		{ "Persistence", "throttled", HTTPSTATUS_REASON_THROTTLED },
		{ "Persistence", "state", HTTPSTATUS_REASON_STATE },
		{ "Persistence", "permanent", HTTPSTATUS_REASON_PERMANENT },
		{ "Limit", "none", 255 }, { "Limit", "0", 0 }, { "Limit", "1", 1 }, { "Limit", "14", 14 },
	};
	const uint32_t persistence = HTTPSTATUS_REASON_TRANSIENT | HTTPSTATUS_REASON_THROTTLED |
	                             HTTPSTATUS_REASON_STATE | HTTPSTATUS_REASON_PERMANENT;
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct text text = { NULL, 0 };
		const httpstatus_catalog *c;
		const httpstatus_entry *e;
		httpstatus_advice advice;
		uint32_t got = 0;

		put(&text, STATUS "%s: %s\n%s", words[i].field, words[i].word,
		    strcmp(words[i].field, "Retry") ? "Retry: amend\n" : "");
		c = load(text.s);
		e = httpstatus_lookup(c, 503);
		advice = httpstatus_advise(c, 503, HTTPSTATUS_TRAIT_IDEMPOTENT);
		switch (words[i].field[0]) {
		case 'R':
			got = words[i].field[2] == 'd' ? (uint32_t)httpstatus_entry_redirect(e)
			                               : (uint32_t)httpstatus_advice_verdict(advice);
			break;
		case 'F':
			got = words[i].field[1] == 'l' ? httpstatus_entry_flags(e)
			                               : (uint32_t)httpstatus_entry_fault(e);
			break;
		case 'C':
			got = words[i].field[1] == 'h' ? httpstatus_advice_changes(advice)
			                               : (uint32_t)httpstatus_framing(c, 503, "GET");
			break;
		case 'P':
			got = words[i].field[1] == 'r' ? (uint32_t)httpstatus_entry_processed(e)
			                               : httpstatus_advice_reasons(advice) & persistence;
			break;
		case 'L':
			got = (uint32_t)httpstatus_advice_limit(advice);
			break;
		}
		if (got != words[i].value)
			ck_abort_msg("%s: %s is %lx instead of %lx", words[i].field, words[i].word,
			             (unsigned long)got, (unsigned long)words[i].value);
		httpstatus_catalog_unref(c);
		free(text.s);
	}
}
END_TEST

START_TEST(all_legal_codes)
{
	struct text text = { NULL, 0 };
	const httpstatus_catalog *c;
	int code;

	put(&text, HEAD "\nStatus: 000\n");
	for (code = 100; code < 999; code++)
		put(&text, "\nStatus: %d\nReason: Number %d\n", code, code);
	c = load(text.s);
	ck_assert_uint_eq(httpstatus_catalog_size(c), 900);
	for (code = -1; code <= 1000; code++)
		ck_assert_int_eq(httpstatus_entry_code(httpstatus_lookup(c, code)),
		                 code == 0 || (code >= 100 && code < 999) ? code : -1);
	ck_assert_int_eq(lookup_phrase(c, "number-998"), 998);
	/* 9 and 0x19 differ as a letter and its small form do. */
	ck_assert_int_eq(lookup_phrase(c, "Number \x19\x19\x18"), -1);
	httpstatus_catalog_unref(c);

	/* The one code more that there is. */
	put(&text, "\nStatus: 999\n");
	refused(text.s, 4 + 1 + 3 * 899 + 1, "900");
	free(text.s);
}
END_TEST

/* ---- Form ------------------------------------------------------------------ */

static void is_summary(const char *text, const char *summary)
{
	const httpstatus_catalog *catalog = load(text);

	ck_assert_str_eq(httpstatus_entry_summary(httpstatus_lookup(catalog, 503)), summary);
	httpstatus_catalog_unref(catalog);
}

START_TEST(folded_values)
{
	is_summary(STATUS "Summary: a\n b\n", "a b");
	is_summary(STATUS "Summary: a\n\tb\n", "a b");
	is_summary(STATUS "Summary: a  \n \t  b\t\n   c", "a b c");
	is_summary(STATUS "Summary:\n b\n", "b");
	is_summary(STATUS "Summary: a\r\n b\r\n", "a b");
	is_summary(STATUS "Summary: a\n b\nReason: x\n", "a b");
	/* A comment within the value; a '#' elsewhere is text. */
	is_summary(STATUS "Summary: a\n# no\n b\n#\n c\n", "a b c");
	is_summary(STATUS "Summary: a #1\n # 2\n", "a #1 # 2");
	/* A continued line that looks like a field is not one. */
	is_summary(STATUS "Summary: a\n Reason: b\n", "a Reason: b");
}
END_TEST

START_TEST(white_space_and_blank_lines)
{
	const httpstatus_catalog *c;

	is_summary(STATUS "Summary:a b\n", "a b");
	is_summary(STATUS "Summary:   \t a b \t \n", "a b");
	is_summary("\n\n# first\nCatalog: t\n# between\nFormat: 1\n\n\n\n#\nStatus: 503\nSummary: s",
	           "s");
	c = load(HEAD "\nStatus: 400\n\n\r\n\nStatus: 401\nReason: x\n\n\n");
	ck_assert_uint_eq(httpstatus_catalog_size(c), 2);
	is_phrase(c, 400, "");
	is_phrase(c, 401, "x");
	httpstatus_catalog_unref(c);
	/* Nor is a line of white space anything but blank. */
	c = load(HEAD " \nStatus: 400\n\t\nStatus: 401\nReason: x\n \t \nStatus: 402\n   ");
	ck_assert_uint_eq(httpstatus_catalog_size(c), 3);
	httpstatus_catalog_unref(c);
	/* The first line may be continued as any other. */
	c = load("Catalog:\n t\nFormat: 1\n");
	ck_assert_str_eq(httpstatus_catalog_name(c), "t");
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(names_in_any_case)
{
	const httpstatus_catalog *c = load("CATALOG: t\nformat: 1\ntItLe: T\n\nsTATUS: 503\n"
	                                   "REASON: r\nmust-SEND: Age\n");

	ck_assert_str_eq(httpstatus_catalog_title(c), "T");
	is_phrase(c, 503, "r");
	ck_assert_str_eq(httpstatus_entry_field(httpstatus_lookup(c, 503), 0, NULL), "Age");
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(the_authors_own_fields)
{
	httpstatus_builder *builder = new_builder();
	const char *text = HEAD "X-Owner: me\nx-owner: you\n\nStatus: 503\nX-Reason: a\n b\n"
	                   "X-Status: none\nReason: r\n";
	const httpstatus_catalog *c;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	ck_assert_uint_eq(problem_count(builder), 0);
	c = build(builder);
	is_phrase(c, 503, "r");
	httpstatus_catalog_unref(c);
	httpstatus_builder_free(builder);
}
END_TEST

/* "X-" alone starts with X-, too; a hyphen elsewhere or another letter does not do. */
START_TEST(what_is_an_own_field)
{
	static const struct { const char *name; size_t problems; } cases[] = {
		{ "X-", 0 }, { "x-", 0 }, { "X--", 0 }, { "X-1", 0 },
		{ "X", 1 }, { "Y-", 1 }, { "y-x", 1 }, { "XY-", 1 }, { "-X", 1 }, { "--", 1 },
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_builder *builder = new_builder();
		char text[64];
		int length = snprintf(text, sizeof(text), STATUS "%s: 1\n", cases[n].name);

		ck_assert_int_eq(httpstatus_builder_set(builder, 503, cases[n].name, "1"), 0);
		if (problem_count(builder) != cases[n].problems)
			ck_abort_msg("%s, set", cases[n].name);
		ck_assert_int_eq(read_block(builder, text, (size_t)length), 0);
		if (problem_count(builder) != 2 * cases[n].problems)
			ck_abort_msg("%s, read", cases[n].name);
		httpstatus_builder_free(builder);
	}
}
END_TEST

/* The manual does not say so, but editors put the mark there. */
START_TEST(byte_order_mark)
{
	const httpstatus_catalog *c = load("\xEF\xBB\xBF" STATUS "Reason: r\n");

	is_phrase(c, 503, "r");
	httpstatus_catalog_unref(c);
	refused("\xEF\xBB\xBF" STATUS "Retry: no\n", 5, "Retry found 'no' expected");
	/* It is three bytes, and alone it is no text. */
	refused("\xEF\xBB\xBF", 1, "found_no_property");
}
END_TEST

START_TEST(half_a_byte_order_mark)
{
	static const char *const texts[] = { "\xEF\xBB", "\xEF\xBB\xBE" STATUS, "\xEF\xBB" STATUS };

	for (size_t n = 0; n < sizeof(texts) / sizeof(texts[0]); n++) {
		httpstatus_builder *builder = new_builder();

		ck_assert_int_eq(read_block(builder, texts[n], strlen(texts[n])), HTTPSTATUS_E_CATALOG);
		ck_assert(has_problem(builder, ERROR, 1, "expected_a_property"));
		httpstatus_builder_free(builder);
	}
}
END_TEST

static Suite *catalog_text_suite(void)
{
	Suite *suite = suite_create("catalog text");
	TCase *values = tcase_create("values");
	TCase *form = tcase_create("form");

	tcase_add_test(values, every_field_by_text);
	tcase_add_test(values, example_of_the_manual);
	tcase_add_test(values, nothing_stated);
	tcase_add_test(values, every_word);
	tcase_add_test(values, all_legal_codes);
	suite_add_tcase(suite, values);

	tcase_add_test(form, folded_values);
	tcase_add_test(form, white_space_and_blank_lines);
	tcase_add_test(form, names_in_any_case);
	tcase_add_test(form, the_authors_own_fields);
	tcase_add_test(form, what_is_an_own_field);
	tcase_add_test(form, byte_order_mark);
	tcase_add_test(form, half_a_byte_order_mark);
	suite_add_tcase(suite, form);
	return suite;
}

int main(void)
{
	return run_suite(catalog_text_suite());
}
