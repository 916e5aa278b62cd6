/* SPDX-License-Identifier: MIT */
/*
 * check_collects.c - catalogs that collect the codes of others, and the built-in "logs"
 *
 * Which meaning of a number stands in access logs is written down here from the
 * documents of the products, not from the catalog.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "suite_catalog.h"

/* The catalog of a text that may name the two others. */
static const httpstatus_catalog *collect(const httpstatus_catalog *a, const httpstatus_catalog *b,
                                         const char *text)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;

	ck_assert_int_eq(httpstatus_builder_add_base(builder, a), 0);
	ck_assert_int_eq(httpstatus_builder_add_base(builder, b), 0);
	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	catalog = build(builder);
	httpstatus_builder_free(builder);
	return catalog;
}

static const char *origin(const httpstatus_catalog *catalog, int code)
{
	return httpstatus_entry_origin(httpstatus_lookup(catalog, code));
}

START_TEST(codes_of_both)
{
	const httpstatus_catalog *a = load("Catalog: a\nFormat: 1\n\nStatus: 461\nReason: A\n"
	                                   "Alias: Other\nSummary: Text.\nFlags: log-only\n"
	                                   "Retry: retry\nProcessed: refused\nLimit: 3\n\n"
	                                   "Status: 404\nReason: Mine\n\n"
	                                   "Status: 463\nReason: Old\nFlags: obsolete\n\n"
	                                   "Status: 464\nReason: Older\nFlags: obsolete\n");
	const httpstatus_catalog *b = load("Catalog: b\nFormat: 1\n\nStatus: 461\nReason: B\n\n"
	                                   "Status: 462\nReason: Only B\n\nStatus: 463\nReason: New\n\n"
	                                   "Status: 464\nReason: Old, too\nFlags: obsolete\n\n"
	                                   "Status: 465\nReason: Taken\n");
	const httpstatus_catalog *c = collect(a, b, "Catalog: c\nFormat: 1\nCollects: a, b\n\n"
	                                      "Status: 465\nReason: Own\n");

	ck_assert_uint_eq(httpstatus_catalog_size(c), 5);
	/* All that the first one says, but for the catalog that it belongs to. */
	is_phrase(c, 461, "A");
	ck_assert_int_eq(difference(c, a, 461), 0);
	ck_assert_ptr_eq(httpstatus_entry_catalog(httpstatus_lookup(c, 461)), c);
	is_phrase(c, 462, "Only B");
	/* A meaning that is obsolete gives way. */
	is_phrase(c, 463, "New");
	is_phrase(c, 464, "Older");
	is_phrase(c, 465, "Own");
	/* Registered codes are those of the registry. */
	ck_assert_ptr_null(httpstatus_lookup(c, 404));
	ck_assert_str_eq(httpstatus_phrase(c, 404), "Not Found");

	ck_assert_str_eq(origin(c, 461), "a");
	ck_assert_str_eq(origin(c, 462), "b");
	ck_assert_str_eq(origin(c, 463), "b");
	ck_assert_str_eq(origin(c, 464), "a");
	ck_assert_str_eq(origin(c, 465), "c");
	ck_assert_str_eq(origin(a, 461), "a");
	ck_assert_str_eq(httpstatus_entry_origin(NULL), "");
	ck_assert_int_eq(lookup_phrase(c, "other"), 461);
	httpstatus_catalog_unref(a);
	httpstatus_catalog_unref(b);
	is_phrase(c, 462, "Only B");
	httpstatus_catalog_unref(c);
}
END_TEST

/* The origin is that of the first copy, also of a copy, and is printed. */
START_TEST(an_origin_stays)
{
	const httpstatus_catalog *a = load("Catalog: a\nFormat: 1\n\nStatus: 461\nReason: A\n");
	const httpstatus_catalog *b = collect(a, a, "Catalog: b\nFormat: 1\nCollects: a\n");
	const httpstatus_catalog *c = collect(a, b, "Catalog: c\nFormat: 1\nCollects: b\n");
	const httpstatus_catalog *d = collect(c, c, "Catalog: d\nFormat: 1\nExtends: c\n\n"
	                                      "Status: 462\nReason: D\n");
	char text[512];

	ck_assert_str_eq(origin(c, 461), "a");
	ck_assert_str_eq(origin(d, 461), "a");
	ck_assert_str_eq(origin(d, 462), "d");
	httpstatus_catalog_print(c, text, sizeof(text));
	ck_assert_str_eq(text, "Catalog: c\nFormat: 1\n\nStatus: 461\nReason: A\nOrigin: a\n");
	httpstatus_catalog_unref(a);
	httpstatus_catalog_unref(b);
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(d);
}
END_TEST

/* Rules and variants are for those who know the sender. */
START_TEST(only_plain_codes_are_copied)
{
	const httpstatus_catalog *a = load("Catalog: a\nFormat: 1\nError: json:code\n\n"
	                                   "Status: 4xx\nRetry: retry\n\n"
	                                   "Status: 461\nRetry: stop\n\n"
	                                   "Status: 461\nWhen: x-again\nRetry: retry\n");
	const httpstatus_catalog *c = collect(a, a, "Catalog: c\nFormat: 1\nCollects: a\n");
	char text[512];

	httpstatus_catalog_print(c, text, sizeof(text));
	ck_assert_str_eq(text, "Catalog: c\nFormat: 1\n\nStatus: 461\nOrigin: a\nRetry: stop\n");
	httpstatus_catalog_unref(a);
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(wrong_lists)
{
	static const struct {
		const char *text, *problem;
	} table[] = {
		{"Collects: nobody\n", "t.cat:3: error: Collects: found 'nobody', expected the name of a "
		                       "built-in catalog or of one that was added"},
		{"Collects: nginx,,iis\n", "t.cat:3: error: Collects: found nothing, expected a name"},
		{"Collects: Nginx\n", "t.cat:3: error: Collects: found 'Nginx', expected a name"},
		{"Collects:\n", "t.cat:3: error: Collects: found nothing"},
		{"\nStatus: 461\nCollects: nginx\n", "t.cat:5: error: Collects: belongs to the catalog"},
		{"\nStatus: 461\nOrigin: a b\n", "t.cat:5: error: Origin: found 'a b', expected a name"},
		{"\nStatus: 4xx\nOrigin: a\n", "t.cat:5: error: Origin: belongs to a code"},
		{"Origin: a\n", "t.cat:3: error: Origin: belongs to a status"}
	};

	for (size_t n = 0; n < LENGTH(table); n++) {
		httpstatus_builder *builder = new_builder();
		const httpstatus_catalog *catalog;
		char text[128];

		snprintf(text, sizeof(text), HEAD "%s", table[n].text);
		ck_assert_int_eq(read_block(builder, text, strlen(text)), HTTPSTATUS_E_CATALOG);
		ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
		ck_assert_msg(begins(problem(builder, 0), table[n].problem), "found %s, expected %s",
		              problem(builder, 0), table[n].problem);
		ck_assert_str_eq(problem(builder, 1), "");
		httpstatus_builder_free(builder);
	}
}
END_TEST

/* Folded over lines, and as many as a stack has members. */
START_TEST(most_names)
{
	char text[1024] = HEAD "Collects: iis";
	const httpstatus_catalog *catalog;
	httpstatus_builder *builder = new_builder();

	for (int n = 1; n < 64; n++)
		strcat(text, n % 8 ? ", nginx" : ",\n nginx");
	catalog = load(text);
	ck_assert_str_eq(origin(catalog, 499), "nginx");
	ck_assert_str_eq(origin(catalog, 440), "iis");
	httpstatus_catalog_unref(catalog);
	strcat(text, ", nginx");
	ck_assert_int_eq(read_block(builder, text, strlen(text)), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(problem(builder, 0), "t.cat:3: error: Collects: more than 64 of them");
	httpstatus_builder_free(builder);
}
END_TEST

/* ---- logs -------------------------------------------------------------------- */

START_TEST(logs_have_the_likely_meaning)
{
	static const struct {
		int code;
		const char *origin;
	} table[] = {
		{0, "unofficial"},
		{419, "laravel"},       /* Laravel's CSRF check sends it; others only name it */
		{430, "shopify"},
		{440, "iis"},
		{444, "nginx"},
		{449, "activesync"},    /* what IIS logs in front of Exchange */
		{456, "activesync"},
		{460, "aws-elb"},
		{494, "nginx"},
		{498, "esri"},          /* nginx has stopped using it */
		{499, "nginx"},
		{520, "cloudflare"},
		{521, "cloudflare"},
		{527, "cloudflare"},
		{529, "unofficial"},
		{530, "cloudflare"},
		{531, "edgio"},
		{561, "aws-elb"},
		{562, "aws-elb"},
		{598, "unofficial"},
		{600, "squid"},
		{783, "shopify"},
		{999, "unofficial"}
	};
	const httpstatus_catalog *logs = httpstatus_builtin("logs");

	ck_assert_ptr_nonnull(logs);
	for (size_t n = 0; n < LENGTH(table); n++) {
		const char *from = table[n].origin;
		const int code = table[n].code;

		ck_assert_msg(strcmp(origin(logs, code), from) == 0, "%03d: found %s, expected %s", code,
		              origin(logs, code), from);
		ck_assert_str_eq(httpstatus_phrase(logs, code),
		                 httpstatus_phrase(httpstatus_builtin(from), code));
		ck_assert_uint_eq(httpstatus_advise(logs, code, 0),
		                  httpstatus_advise(httpstatus_builtin(from), code, 0));
	}
}
END_TEST

/* Who does not know the server gets no other meaning for a registered code. */
START_TEST(logs_leave_the_registry_alone)
{
	const httpstatus_catalog *logs = httpstatus_builtin("logs");

	for (int code = 0; code < 1000; code++)
		if (httpstatus_lookup(NULL, code)) {
			INSIST(!httpstatus_lookup(logs, code), "%d", code);
			INSIST(httpstatus_find(logs, code) == httpstatus_lookup(NULL, code), "%d", code);
		} else if (httpstatus_lookup(logs, code)) {
			INSIST(httpstatus_entry_flags(httpstatus_lookup(logs, code)) &
			       HTTPSTATUS_FLAG_UNOFFICIAL, "%d", code);
		}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("collects");
	TCase *texts = tcase_create("texts");
	TCase *logs = tcase_create("logs");

	tcase_add_test(texts, codes_of_both);
	tcase_add_test(texts, an_origin_stays);
	tcase_add_test(texts, only_plain_codes_are_copied);
	tcase_add_test(texts, wrong_lists);
	tcase_add_test(texts, most_names);
	suite_add_tcase(suite, texts);
	tcase_add_test(logs, logs_have_the_likely_meaning);
	tcase_add_test(logs, logs_leave_the_registry_alone);
	suite_add_tcase(suite, logs);
	return run_suite(suite);
}
