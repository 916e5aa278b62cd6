/* SPDX-License-Identifier: MIT */
/*
 * check_names.c - what a code is called on the wire and in tables, and what
 * somebody may have meant
 *
 * The distance of two names is measured a second time here, by recursion over
 * what is left of both.
 */
#include <httpstatus.h>

#include <check.h>
#include <ctype.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "suite_catalog.h"

/* ---- Codes ------------------------------------------------------------------- */

START_TEST(found_in_the_catalog_or_in_iana)
{
	const httpstatus_catalog *nginx = httpstatus_builtin("nginx");

	ck_assert_ptr_eq(httpstatus_find(nginx, 499), httpstatus_lookup(nginx, 499));
	ck_assert_ptr_eq(httpstatus_find(nginx, 404), httpstatus_lookup(NULL, 404));
	ck_assert_ptr_eq(httpstatus_find(NULL, 404), httpstatus_lookup(NULL, 404));
	ck_assert_ptr_null(httpstatus_find(nginx, 599));
	ck_assert_ptr_null(httpstatus_find(NULL, 499));
	ck_assert_ptr_null(httpstatus_find(NULL, 0));
	ck_assert_ptr_null(httpstatus_find(nginx, INT_MIN));
	ck_assert_ptr_null(httpstatus_find(nginx, INT_MAX));
}
END_TEST

/* RFC 9112, 4: reason-phrase is printable, and may be empty. RFC 9110, 15: 100 to 599. */
START_TEST(what_a_server_sends)
{
	const httpstatus_catalog *own = load(HEAD "\nStatus: 418\nReason: I'm a teapot\n\n"
	                                     "Status: 503\nReason: Gr\xc3\xbc\xc3\x9f" "e\n\n"
	                                     "Status: 600\nReason: Beyond\n\n"
	                                     "Status: 204\n\nStatus: 299\nReason: Log\nFlags: log-only\n");

	ck_assert_str_eq(httpstatus_wire_phrase(NULL, 404), "Not Found");
	ck_assert_str_eq(httpstatus_wire_phrase(NULL, 200), "OK");
	/* "(Unused)" in the registry. */
	ck_assert_str_eq(httpstatus_wire_phrase(NULL, 306), "");
	ck_assert_str_eq(httpstatus_wire_phrase(NULL, 418), "");
	ck_assert_str_eq(httpstatus_wire_phrase(NULL, 599), "");
	ck_assert_str_eq(httpstatus_wire_phrase(httpstatus_builtin("nginx"), 499), "");
	ck_assert_str_eq(httpstatus_wire_phrase(httpstatus_builtin("cloudflare"), 521),
	                 "Web Server Is Down");
	ck_assert_str_eq(httpstatus_wire_phrase(httpstatus_builtin("shopify"), 783), "");
	ck_assert_str_eq(httpstatus_wire_phrase(own, 418), "I'm a teapot");
	ck_assert_str_eq(httpstatus_wire_phrase(own, 503), "");
	ck_assert_str_eq(httpstatus_wire_phrase(own, 600), "");
	ck_assert_str_eq(httpstatus_wire_phrase(own, 204), "");
	ck_assert_str_eq(httpstatus_wire_phrase(own, 299), "");
	ck_assert_str_eq(httpstatus_wire_phrase(own, 404), "Not Found");
	httpstatus_catalog_unref(own);
}
END_TEST

/* Whatever the catalog and the code: fit for a status line. */
START_TEST(every_phrase_is_safe)
{
	const httpstatus_catalog *catalog = NULL;

	while ((catalog = httpstatus_builtin_next(catalog)))
		for (int code = -10; code <= 1010; code++) {
			const char *phrase = httpstatus_wire_phrase(catalog, code);

			INSIST(!*phrase || (code >= 100 && code <= 599), "%d", code);
			INSIST(!strchr(phrase, '(') || code == 505, "%d %s", code, phrase);
			for (; *phrase; phrase++)
				INSIST(*phrase >= ' ' && *phrase <= '~', "%d", code);
		}
}
END_TEST

START_TEST(a_label_for_every_code)
{
	const httpstatus_catalog *own = load(HEAD "\nStatus: 460\nFlags: client-gone\n\n"
	                                     "Status: 461\nAlias: Second\nAlias: Third\n\n"
	                                     "Status: 204\n\nStatus: 700\n");

	ck_assert_str_eq(httpstatus_label(NULL, 404), "Not Found");
	ck_assert_str_eq(httpstatus_label(own, 404), "Not Found");
	ck_assert_str_eq(httpstatus_label(own, 460), "Client closed the connection");
	ck_assert_str_eq(httpstatus_label(own, 461), "Second");
	/* The catalog has the code, without a name: its class. */
	ck_assert_str_eq(httpstatus_label(own, 204), "Successful");
	ck_assert_str_eq(httpstatus_label(own, 700), "Other");
	ck_assert_str_eq(httpstatus_label(NULL, 0), "No response");
	ck_assert_str_eq(httpstatus_label(NULL, 499), "Client Error");
	ck_assert_str_eq(httpstatus_label(NULL, 599), "Server Error");
	ck_assert_str_eq(httpstatus_label(NULL, -1), "Other");
	ck_assert_str_eq(httpstatus_label(NULL, INT_MAX), "Other");
	httpstatus_catalog_unref(own);
}
END_TEST

START_TEST(no_label_is_empty)
{
	const httpstatus_catalog *catalog = NULL;

	while ((catalog = httpstatus_builtin_next(catalog)))
		for (int code = -1; code <= 1000; code++) {
			const char *label = httpstatus_label(catalog, code);

			INSIST(*label && !strchr(label, '\n') && strlen(label) <= 128, "%d", code);
			if (*httpstatus_phrase(catalog, code))
				INSIST(strcmp(label, httpstatus_phrase(catalog, code)) == 0, "%d", code);
		}
}
END_TEST

/* ---- Remarks ----------------------------------------------------------------- */

/* As AWStats writes names. */
START_TEST(a_remark_is_cut)
{
	const httpstatus_catalog *own = load(HEAD "\nStatus: 461\nReason: Busy\nAlias: Busy (really)\n\n"
	                                     "Status: 462\nReason: Gone (away)\n");

	ck_assert_int_eq(lookup_phrase(NULL, "Multi-Status (WebDAV)"), 207);
	ck_assert_int_eq(lookup_phrase(NULL, "Locked(WebDAV) "), 423);
	ck_assert_int_eq(lookup_phrase(httpstatus_builtin("nginx"), "No Response (nginx)"), 444);
	ck_assert_int_eq(lookup_phrase(NULL, "(Unused)"), 306);
	ck_assert_int_eq(lookup_phrase(NULL, "Not Found ("), 404);
	/* A name that has a remark of its own is found first. */
	ck_assert_int_eq(lookup_phrase(own, "Gone (away)"), 462);
	ck_assert_int_eq(lookup_phrase(own, "Gone (for good)"), -1);
	ck_assert_int_eq(lookup_phrase(own, "Busy (soon)"), 461);
	ck_assert_int_eq(lookup_phrase(NULL, "Not Found (a) (b)"), -1);
	ck_assert_int_eq(lookup_phrase(NULL, "(WebDAV)"), -1);
	ck_assert_int_eq(lookup_phrase(NULL, ")"), -1);
	ck_assert_int_eq(lookup_phrase(NULL, "Not Found)"), 404);
	ck_assert_int_eq(lookup_phrase(NULL, "Not ) Found"), 404);
	httpstatus_catalog_unref(own);
}
END_TEST

/* ---- Suggestions --------------------------------------------------------------- */

static const char *suggest(const httpstatus_catalog *catalog, const char *s,
                           const httpstatus_entry **entry)
{
	char *block = block_of(s, strlen(s));
	const char *name = httpstatus_suggest(catalog, block, strlen(s), entry);

	free(block);
	return name;
}

static int suggested(const char *s)
{
	const httpstatus_entry *entry;

	suggest(NULL, s, &entry);
	return httpstatus_entry_code(entry);
}

START_TEST(slips_of_the_pen)
{
	const httpstatus_entry *entry;

	ck_assert_int_eq(suggested("Not Fuond"), 404);
	ck_assert_int_eq(suggested("teh gone"), -1);
	ck_assert_int_eq(suggested("Internal Sever Error"), 500);
	ck_assert_int_eq(suggested("internalservererorr"), 500);
	ck_assert_int_eq(suggested("Servce Unavailble"), 503);
	ck_assert_int_eq(suggested("Gne"), 410);
	ck_assert_int_eq(suggested("Goone"), 410);
	ck_assert_int_eq(suggested("gatewaytimout"), 504);
	/* Of other catalogs, too. */
	ck_assert_str_eq(suggest(NULL, "Web Server is Dwon", &entry), "Web Server Is Down");
	ck_assert_ptr_eq(entry, httpstatus_lookup(httpstatus_builtin("cloudflare"), 521));
	/* The name as it is spelled, also that of another catalog. */
	ck_assert_str_eq(suggest(NULL, "not_found", &entry), "Not Found");
	ck_assert_ptr_eq(entry, httpstatus_lookup(NULL, 404));
	ck_assert_str_eq(suggest(NULL, "tokenrequired", NULL), "Token Required");
	/* An alias. */
	ck_assert_str_eq(suggest(NULL, "Payload To Large", &entry), "Payload Too Large");
	ck_assert_int_eq(httpstatus_entry_code(entry), 413);
}
END_TEST

/* One slip from 3 letters and digits, two from 6, three from 12. */
START_TEST(how_many_slips)
{
	const httpstatus_catalog *own = load(HEAD "\nStatus: 461\nReason: xqjzw\n\n"
	                                     "Status: 462\nReason: qqxxjjzz\n\n"
	                                     "Status: 463\nReason: zzzqqqxxxjjjwww\n");
	static const struct {
		const char *text;
		int code;
	} table[] = {
		{"xqjzv", 461}, {"qxjzw", 461}, {"xqjz", 461}, {"xqjvv", -1}, {"xqzv", -1},
		{"qqxxjjvv", 462}, {"qqxxjvvv", -1}, {"qxxjzz", 462}, {"qxxjz", -1},
		{"zzzqqqxxxjjjvvv", 463}, {"zzzqqqxxxjjvvvv", -1},
		{"zqqqxxxjjjww", 463}, {"zqqqxxxjjjw", -1}
	};

	for (size_t n = 0; n < LENGTH(table); n++) {
		const httpstatus_entry *entry;

		suggest(own, table[n].text, &entry);
		ck_assert_msg(httpstatus_entry_code(entry) == table[n].code, "%s: found %d, expected %d",
		              table[n].text, httpstatus_entry_code(entry), table[n].code);
	}
	httpstatus_catalog_unref(own);
}
END_TEST

/* Of equally near ones the catalog's own, then those of iana. */
START_TEST(the_catalog_comes_first)
{
	const httpstatus_catalog *own = load(HEAD "\nStatus: 461\nReason: Not Bound\n");
	const httpstatus_entry *entry;

	ck_assert_str_eq(suggest(own, "Not Lound", &entry), "Not Bound");
	ck_assert_ptr_eq(entry, httpstatus_lookup(own, 461));
	ck_assert_str_eq(suggest(NULL, "Not Lound", &entry), "Not Found");
	ck_assert_ptr_eq(entry, httpstatus_lookup(NULL, 404));
	/* The nearest, wherever it is. */
	ck_assert_str_eq(suggest(own, "Not Fund", &entry), "Not Found");
	httpstatus_catalog_unref(own);
}
END_TEST

START_TEST(nothing_to_suggest)
{
	const httpstatus_entry *entry = httpstatus_lookup(NULL, 404);
	char text[4096];

	ck_assert_ptr_null(httpstatus_suggest(NULL, NULL, 0, &entry));
	ck_assert_ptr_null(entry);
	ck_assert_ptr_null(suggest(NULL, "ok", &entry));
	ck_assert_ptr_null(suggest(NULL, "-- --", &entry));
	ck_assert_ptr_null(suggest(NULL, "nothing like it at all", &entry));
	ck_assert_ptr_null(entry);
	memset(text, 'n', sizeof(text));
	ck_assert_ptr_null(httpstatus_suggest(NULL, text, sizeof(text), NULL));
}
END_TEST

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Folded texts; every way to make b of a. */
static size_t distance(const char *a, const char *b)
{
	size_t best;

	if (!*a || !*b)
		return strlen(a) + strlen(b);
	if (*a == *b)
		return distance(a + 1, b + 1);
	best = least(distance(a + 1, b), least(distance(a, b + 1), distance(a + 1, b + 1))) + 1;
	if (a[1] && a[1] == b[0] && b[1] == a[0])
		best = least(best, distance(a + 2, b + 2) + 1);
	return best;
}

/* All texts of four letters, against one name. */
START_TEST(distance_as_it_is_defined)
{
	const httpstatus_catalog *own = load(HEAD "\nStatus: 461\nReason: xqxjj\n");
	char text[6] = "";

	for (int n = 0; n < 4 * 4 * 4 * 4 * 4; n++) {
		const httpstatus_entry *entry;
		size_t length = 0;

		for (int rest = n; length < 5; rest /= 4)
			text[length++] = "xqj9"[rest % 4];
		suggest(own, text, &entry);
		INSIST((httpstatus_entry_catalog(entry) == own) == (distance(text, "xqxjj") <= 1), "%s",
		       text);
	}
	httpstatus_catalog_unref(own);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("names");
	TCase *codes = tcase_create("codes");
	TCase *remarks = tcase_create("remarks");
	TCase *suggestions = tcase_create("suggestions");

	tcase_add_test(codes, found_in_the_catalog_or_in_iana);
	tcase_add_test(codes, what_a_server_sends);
	tcase_add_test(codes, every_phrase_is_safe);
	tcase_add_test(codes, a_label_for_every_code);
	tcase_add_test(codes, no_label_is_empty);
	suite_add_tcase(suite, codes);
	tcase_add_test(remarks, a_remark_is_cut);
	suite_add_tcase(suite, remarks);
	tcase_add_test(suggestions, slips_of_the_pen);
	tcase_add_test(suggestions, how_many_slips);
	tcase_add_test(suggestions, the_catalog_comes_first);
	tcase_add_test(suggestions, nothing_to_suggest);
	tcase_add_test(suggestions, distance_as_it_is_defined);
	suite_add_tcase(suite, suggestions);
	return run_suite(suite);
}
