/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_inherit.c - what an entry inherits, property by property
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_catalog.h"

/* ---- Properties ------------------------------------------------------------ */

/* Each field alone replaces what the base says, and nothing else. */
START_TEST(field_by_field)
{
	static const struct { const char *line; int changes; } fields[] = {
		{ "Reason: Other", GET_PHRASE | GET_ALIAS },
		{ "Alias: Other", GET_ALIAS },
		{ "Summary: Other.", GET_SUMMARY },
		{ "Reference: Other", GET_REFERENCE },
		{ "Must-Send: Allow", GET_MUST },
		{ "Should-Send: Allow", GET_SHOULD },
		{ "May-Send: Allow", GET_MAY },
		{ "Flags: cacheable", GET_FLAGS },
		{ "Flags: none", GET_FLAGS },
		{ "Content: none", GET_CONTENT },
		{ "Redirect: keep", GET_REDIRECT },
		{ "Fault: auth", GET_FAULT },
		/* Persistence, Change and Limit qualified the verdict of the base. */
		{ "Retry: stop", GET_VERDICT | GET_PERSISTENCE | GET_CHANGE | GET_LIMIT },
		{ "Processed: likely-not", GET_PROCESSED },
		{ "Persistence: permanent", GET_PERSISTENCE },
		{ "Change: method", GET_CHANGE },
		{ "Change: none", GET_CHANGE },
		{ "Limit: 8", GET_LIMIT },
		{ "Limit: none", GET_LIMIT },
		{ "X-Limit: 9", 0 },
		/* To say the same again makes no difference. */
		{ "Reason: Service, \"Unavailable\": don't", 0 },
		{ "Fault: rate", 0 },
		{ "Limit: 7", 0 },
	};
	struct text full = full_text("\n");
	const httpstatus_catalog *base = load(full.s), *c;
	char text[256];
	size_t i;
	int d;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		snprintf(text, sizeof(text), EXTENDS "full\n\nStatus: 503\n%s\n", fields[i].line);
		c = extend(base, text);
		ck_assert_uint_eq(httpstatus_catalog_size(c), 4);
		d = difference(base, c, 503);
		if (d != fields[i].changes)
			ck_abort_msg("%s: differs in 0x%x instead of 0x%x", fields[i].line, (unsigned)d,
			             (unsigned)fields[i].changes);
		ck_assert_int_eq(difference(base, c, 0), 0);
		ck_assert_int_eq(difference(base, c, 302), 0);
		ck_assert_int_eq(difference(base, c, 999), 0);
		/* What belongs to the catalog itself is not a code's. */
		ck_assert_str_eq(httpstatus_catalog_name(c), "more");
		httpstatus_catalog_unref(c);
	}
	httpstatus_catalog_unref(base);
	free(full.s);
}
END_TEST

/* A field of the response that is named at another level than in the base has that one alone. */
START_TEST(another_level)
{
	const httpstatus_catalog *base = load(STATUS "Must-Send: Retry-After, Date\nMay-Send: Age\n");
	const httpstatus_catalog *c = extend(base, EXTENDS "t\n\nStatus: 503\nShould-Send: Retry-After\n");
	const httpstatus_entry *entry = httpstatus_lookup(c, 503);

	ck_assert_pstr_eq(header_of(entry, HTTPSTATUS_LEVEL_MUST, 0), "Date");
	ck_assert_ptr_null(header_of(entry, HTTPSTATUS_LEVEL_MUST, 1));
	ck_assert_pstr_eq(header_of(entry, HTTPSTATUS_LEVEL_SHOULD, 0), "Retry-After");
	ck_assert_ptr_null(header_of(entry, HTTPSTATUS_LEVEL_SHOULD, 1));
	ck_assert_pstr_eq(header_of(entry, HTTPSTATUS_LEVEL_MAY, 0), "Age");
	ck_assert_ptr_null(header_of(entry, HTTPSTATUS_LEVEL_MAY, 1));
	httpstatus_catalog_unref(c);
	c = extend(base, EXTENDS "t\n\nStatus: 503\nMay-Send: Date\n");
	entry = httpstatus_lookup(c, 503);
	ck_assert_pstr_eq(header_of(entry, HTTPSTATUS_LEVEL_MUST, 0), "Retry-After");
	ck_assert_ptr_null(header_of(entry, HTTPSTATUS_LEVEL_MUST, 1));
	ck_assert_pstr_eq(header_of(entry, HTTPSTATUS_LEVEL_MAY, 0), "Date");
	ck_assert_ptr_null(header_of(entry, HTTPSTATUS_LEVEL_MAY, 1));
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(base);
}
END_TEST

START_TEST(empty_lists)
{
	const httpstatus_catalog *c;

	c = load(EXTENDS "iana\n\nStatus: 404\nFlags: none\n\nStatus: 401\nChange: none\n");
	ck_assert(httpstatus_entry_flags(httpstatus_lookup(NULL, 404)) & HTTPSTATUS_FLAG_CACHEABLE);
	ck_assert_uint_eq(httpstatus_entry_flags(httpstatus_lookup(c, 404)), 0);
	ck_assert(httpstatus_advice_changes(httpstatus_advise(NULL, 401, 2)) &
	          HTTPSTATUS_CHANGE_CREDENTIALS);
	ck_assert_uint_eq(httpstatus_advice_changes(httpstatus_advise(c, 401, 2)), 0);
	httpstatus_catalog_unref(c);
	/* 'none' is the whole value, not one of several words. */
	refused(STATUS "Flags: none, no-store\n", 5, "Flags");
	refused(STATUS "Change: method, none\n", 5, "Change");
}
END_TEST

/* ---- Phrases --------------------------------------------------------------- */

START_TEST(replaced_phrases)
{
	struct text text = { NULL, 0 };
	const httpstatus_catalog *base, *c;
	char alias[32];
	int i;

	put(&text, STATUS "Reason: Old Phrase\n");
	for (i = 0; i < 31; i++)
		put(&text, "Alias: Alias No %d\n", i);
	base = load(text.s);

	/* With as many aliases as leave room for the phrase. */
	c = extend(base, EXTENDS "t\n\nStatus: 503\nReason: New Phrase\n");
	is_phrase(c, 503, "New Phrase");
	ck_assert_int_eq(lookup_phrase(c, "newphrase"), 503);
	ck_assert_int_eq(lookup_phrase(c, "oldphrase"), 503);
	for (i = 0; i < 31; i++) {
		snprintf(alias, sizeof(alias), "Alias No %d", i);
		ck_assert_int_eq(lookup_phrase(c, alias), 503);
	}
	httpstatus_catalog_unref(c);

	/* Stated aliases replace the inherited ones, but not the inherited phrase. */
	c = extend(base, EXTENDS "t\n\nStatus: 503\nReason: New Phrase\nAlias: Mine\n");
	ck_assert_int_eq(lookup_phrase(c, "Mine"), 503);
	ck_assert_int_eq(lookup_phrase(c, "Old Phrase"), 503);
	ck_assert_int_eq(lookup_phrase(c, "Alias No 0"), -1);
	httpstatus_catalog_unref(c);

	/* Without a phrase of its own, it has the inherited one, and once only. */
	c = extend(base, EXTENDS "t\n\nStatus: 503\nAlias: Mine\n");
	is_phrase(c, 503, "Old Phrase");
	ck_assert_str_eq(httpstatus_entry_alias(httpstatus_lookup(c, 503), 0), "Mine");
	ck_assert_ptr_null(httpstatus_entry_alias(httpstatus_lookup(c, 503), 1));
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(base);
	free(text.s);
}
END_TEST

/* Who calls a code otherwise and lists the old phrase as an alias has it once. */
START_TEST(old_phrase_as_an_alias)
{
	const httpstatus_catalog *base = load(STATUS "Reason: Old Phrase\n");
	const httpstatus_catalog *c = extend(base, EXTENDS "t\n\nStatus: 503\nReason: New Phrase\n"
	                                     "Alias: Old Phrase\n");
	const httpstatus_entry *entry = httpstatus_lookup(c, 503);

	ck_assert_str_eq(httpstatus_entry_alias(entry, 0), "Old Phrase");
	ck_assert_ptr_null(httpstatus_entry_alias(entry, 1));
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(base);
}
END_TEST

/* A code that has no phrase in the base leaves no empty name behind. */
START_TEST(named_for_the_first_time)
{
	const httpstatus_catalog *base = load(STATUS "Summary: Without a name.\n");
	const httpstatus_catalog *c = extend(base, EXTENDS "t\n\nStatus: 503\nReason: New Phrase\n");
	const httpstatus_entry *entry = httpstatus_lookup(c, 503);

	is_phrase(c, 503, "New Phrase");
	ck_assert_str_eq(httpstatus_entry_summary(entry), "Without a name.");
	ck_assert_ptr_null(httpstatus_entry_alias(entry, 0));
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(base);
}
END_TEST

/* ---- Advice ---------------------------------------------------------------- */

START_TEST(retry_and_change)
{
	static const char *const same[] = { "connection", "endpoint", "no-early-data" };
	static const char *const other[] = {
		"credentials", "method", "target", "content", "range", "precondition", "expect",
		"protocol", "length", "fields", "state", "user", "configuration", "endpoint, user"
	};
	httpstatus_builder *builder;
	char text[256];
	size_t i;
	int line;

	for (i = 0; i < 3; i++) {
		snprintf(text, sizeof(text), STATUS "Retry: retry\nChange: %s\n", same[i]);
		httpstatus_catalog_unref(load(text));
	}
	for (i = 0; i < sizeof(other) / sizeof(other[0]); i++) {
		const httpstatus_catalog *c;
		const char *s;

		snprintf(text, sizeof(text), STATUS "Change: %s\nRetry: retry\n", other[i]);
		builder = new_builder();
		if (read_block(builder, text, strlen(text)) == 0)
			ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
		s = httpstatus_builder_problem(builder, 0, NULL, &line);
		ck_assert_ptr_nonnull(s);
		ck_assert_ptr_nonnull(strstr(s, "Change"));
		ck_assert_ptr_nonnull(strstr(s, "connection, endpoint and no-early-data"));
		/* The line of the stanza, or of one of the two fields. */
		ck_assert_int_ge(line, 4);
		ck_assert_int_le(line, 6);
		httpstatus_builder_free(builder);
		snprintf(text, sizeof(text), STATUS "Change: %s\nRetry: amend\n", other[i]);
		httpstatus_catalog_unref(load(text));
	}
}
END_TEST

/* However the two come together, no catalog says "as it is, but changed". */
START_TEST(retry_and_inherited_change)
{
	static const char *const texts[] = {
		EXTENDS "iana\n\nStatus: 401\nRetry: retry\n",
		EXTENDS "iana\n\nStatus: 503\nChange: credentials\n",
		HEAD "\nStatus: 503\nChange: credentials\n",
	};
	const uint32_t same = HTTPSTATUS_CHANGE_CONNECTION | HTTPSTATUS_CHANGE_ENDPOINT |
	                      HTTPSTATUS_CHANGE_NO_EARLY_DATA;
	static const int codes_[] = { 401, 503, 503 };
	const httpstatus_catalog *c;
	httpstatus_advice advice;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (httpstatus_catalog_load_mem(texts[i], strlen(texts[i]), &c))
			continue;
		advice = httpstatus_advise(c, codes_[i], HTTPSTATUS_TRAIT_IDEMPOTENT);
		if (httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY &&
		    (httpstatus_advice_changes(advice) & ~same))
			ck_abort_msg("retry with changes from\n%s", texts[i]);
		httpstatus_catalog_unref(c);
	}
}
END_TEST

/* Persistence, Change and Limit qualify Retry, which may be inherited. */
START_TEST(qualifiers_without_retry)
{
	static const char *const lines[] = { "Persistence: state", "Change: content", "Limit: 1" };
	const httpstatus_catalog *base = load(STATUS), *c;
	httpstatus_builder *builder;
	char text[256];
	size_t i, with_base;
	int error;

	for (i = 0; i < 3; i++) {
		for (with_base = 0; with_base < 2; with_base++) {
			snprintf(text, sizeof(text), "Catalog: more\nFormat: 1\n%s\nStatus: 503\n%s\n",
			         with_base ? "Extends: t\n" : "", lines[i]);
			builder = new_builder();
			ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
			error = read_block(builder, text, strlen(text));
			if (error == 0)
				error = httpstatus_builder_build(builder, &c);
			ck_assert_int_eq(error, HTTPSTATUS_E_CATALOG);
			ck_assert_ptr_nonnull(strstr(httpstatus_builder_problem(builder, 0, NULL, NULL),
			                             "Retry"));
			httpstatus_builder_free(builder);
		}
		snprintf(text, sizeof(text), EXTENDS "iana\n\nStatus: 400\n%s\n", lines[i]);
		httpstatus_catalog_unref(load(text));
	}
	httpstatus_catalog_unref(base);
}
END_TEST

static Suite *catalog_inheritance_suite(void)
{
	Suite *suite = suite_create("catalog inheritance");
	TCase *properties = tcase_create("properties");
	TCase *phrases = tcase_create("phrases");
	TCase *advice_cases = tcase_create("advice");

	tcase_add_test(properties, field_by_field);
	tcase_add_test(properties, another_level);
	tcase_add_test(properties, empty_lists);
	suite_add_tcase(suite, properties);

	tcase_add_test(phrases, replaced_phrases);
	tcase_add_test(phrases, old_phrase_as_an_alias);
	tcase_add_test(phrases, named_for_the_first_time);
	suite_add_tcase(suite, phrases);

	tcase_add_test(advice_cases, retry_and_change);
	tcase_add_test(advice_cases, retry_and_inherited_change);
	tcase_add_test(advice_cases, qualifiers_without_retry);
	suite_add_tcase(suite, advice_cases);
	return suite;
}

int main(void)
{
	return run_suite(catalog_inheritance_suite());
}
