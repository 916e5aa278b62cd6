/* SPDX-License-Identifier: MIT */
/*
 * check_stack.c - stacks of catalogs
 */
#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "suite_catalog.h"

START_TEST(first_member_wins)
{
	const httpstatus_catalog *a = load("Catalog: a\nFormat: 1\n\nStatus: 503\nReason: A\n\n"
	                                   "Status: 700\nReason: Only A\n");
	const httpstatus_catalog *b = load("Catalog: b\nFormat: 1\n\nStatus: 503\nReason: B\n\n"
	                                   "Status: 600\nReason: Only B\nRetry: retry\n");
	const httpstatus_catalog *s = stack_of(a, b);

	ck_assert_str_eq(httpstatus_catalog_name(s), "a+b");
	ck_assert_uint_eq(httpstatus_catalog_size(s), 3);
	/* The entries are the members' own. */
	ck_assert_ptr_eq(httpstatus_lookup(s, 503), httpstatus_lookup(a, 503));
	ck_assert_ptr_eq(httpstatus_lookup(s, 600), httpstatus_lookup(b, 600));
	ck_assert_ptr_eq(httpstatus_entry_catalog(httpstatus_lookup(s, 503)), a);
	ck_assert_ptr_eq(httpstatus_entry_catalog(httpstatus_lookup(s, 600)), b);
	ck_assert_str_eq(httpstatus_phrase(s, 503), "A");
	ck_assert_str_eq(httpstatus_phrase(s, 404), "Not Found");
	ck_assert_ptr_null(httpstatus_lookup(s, 404));
	ck_assert_ptr_eq(httpstatus_resolve(s, 404), httpstatus_lookup(NULL, 404));
	ck_assert_int_eq(httpstatus_advice_verdict(httpstatus_advise(s, 600, 2)),
	                 HTTPSTATUS_VERDICT_RETRY);
	httpstatus_catalog_unref(a);
	httpstatus_catalog_unref(b);
	/* The stack keeps its members alive. */
	is_phrase(s, 503, "A");
	is_phrase(s, 600, "Only B");
	ck_assert_str_eq(httpstatus_catalog_name(httpstatus_entry_catalog(httpstatus_lookup(s, 600))),
	                 "b");
	httpstatus_catalog_unref(s);
}
END_TEST

START_TEST(null_member_is_iana)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");
	const httpstatus_catalog *a = load("Catalog: a\nFormat: 1\n\nStatus: 404\nReason: A\n\n"
	                                   "Status: 799\nReason: Late\n");
	const httpstatus_catalog *s = stack_of(a, NULL), *only;

	ck_assert_str_eq(httpstatus_catalog_name(s), "a+iana");
	ck_assert_uint_eq(httpstatus_catalog_size(s), httpstatus_catalog_size(iana) + 1);
	is_phrase(s, 404, "A");
	is_phrase(s, 200, "OK");
	ck_assert_ptr_eq(httpstatus_entry_catalog(httpstatus_lookup(s, 200)), iana);
	httpstatus_catalog_unref(s);
	httpstatus_catalog_unref(a);

	a = NULL;
	ck_assert_int_eq(httpstatus_catalog_stack(&a, 1, &only), 0);
	ck_assert_str_eq(httpstatus_catalog_name(only), "iana");
	ck_assert_uint_eq(httpstatus_catalog_size(only), httpstatus_catalog_size(iana));
	httpstatus_catalog_unref(only);
}
END_TEST

START_TEST(ascending_over_a_stack)
{
	const httpstatus_catalog *a = load("Catalog: a\nFormat: 1\n\nStatus: 999\n\nStatus: 404\n\n"
	                                   "Status: 000\n\nStatus: 299\n");
	const httpstatus_catalog *s = stack_of(a, NULL);
	const httpstatus_entry *entry = NULL;
	int code, last = -1, count = 0;

	while ((entry = httpstatus_entry_next(s, entry))) {
		code = httpstatus_entry_code(entry);
		ck_assert_int_gt(code, last);
		/* None is left out. */
		for (last++; last < code; last++)
			ck_assert_ptr_null(httpstatus_lookup(s, last));
		ck_assert_ptr_eq(entry, httpstatus_lookup(s, code));
		count++;
	}
	ck_assert_int_eq(last, 999);
	ck_assert_uint_eq((size_t)count, httpstatus_catalog_size(s));
	ck_assert_uint_eq((size_t)count, httpstatus_catalog_size(NULL) + 3);
	/* Above an entry that another member shadows. */
	ck_assert_int_eq(httpstatus_entry_code(httpstatus_entry_next(s, httpstatus_lookup(NULL, 404))), 405);
	httpstatus_catalog_unref(s);
	httpstatus_catalog_unref(a);
}
END_TEST

START_TEST(phrases_in_a_stack)
{
	const httpstatus_catalog *a, *b, *s;

	a = load("Catalog: a\nFormat: 1\n\nStatus: 400\nReason: Bad\nAlias: Foo\n\n"
	         "Status: 420\nReason: Bar\n\nStatus: 503\nReason: Busy\n\n"
	         "Status: 451\nAlias: Both\n\nStatus: 452\nReason: Both\n\n"
	         "Status: 453\nReason: Both\n");
	b = load("Catalog: b\nFormat: 1\n\nStatus: 410\nReason: Foo\n\nStatus: 411\nReason: Second\n\n"
	         "Status: 405\nReason: Bar\n\nStatus: 503\nReason: Unavailable\nAlias: Later\n");
	s = stack_of(a, b);
	ck_assert_int_eq(lookup_phrase(s, "second"), 411);
	ck_assert_int_eq(lookup_phrase(s, "bad"), 400);
	ck_assert_int_eq(lookup_phrase(s, "BUSY"), 503);
	/* Members are asked in their order, even if a later one has it as a phrase. */
	ck_assert_int_eq(lookup_phrase(s, "foo"), 400);
	ck_assert_int_eq(lookup_phrase(s, "bar"), 420);
	ck_assert_int_eq(lookup_phrase(s, "both"), 452);
	/* b's 503 is not in the stack. */
	ck_assert_int_eq(lookup_phrase(s, "unavailable"), -1);
	ck_assert_int_eq(lookup_phrase(s, "later"), -1);
	ck_assert_int_eq(lookup_phrase(s, "nobody"), -1);
	ck_assert_int_eq(lookup_phrase(s, ""), -1);
	ck_assert_int_eq(lookup_phrase(s, "-"), -1);
	httpstatus_catalog_unref(a);
	httpstatus_catalog_unref(b);
	httpstatus_catalog_unref(s);

	/* Each member is asked for one entry: b's is its 405, which a has. */
	a = load("Catalog: a\nFormat: 1\n\nStatus: 405\nReason: Else\n");
	b = load("Catalog: b\nFormat: 1\n\nStatus: 405\nReason: Bar\n\nStatus: 420\nReason: Bar\n");
	s = stack_of(a, b);
	ck_assert_int_eq(lookup_phrase(s, "bar"), -1);
	httpstatus_catalog_unref(a);
	httpstatus_catalog_unref(b);
	httpstatus_catalog_unref(s);
}
END_TEST

enum { MOST = 64 };

START_TEST(how_many_members)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");
	const httpstatus_catalog *members[MOST + 2], *two[2], *s = iana, *nested;
	char name[MOST * 4 + 1] = "";
	char text[64];
	size_t i;

	for (i = 0; i < MOST + 2; i++) {
		snprintf(text, sizeof(text), "Catalog: m%02zu\nFormat: 1\n\nStatus: %zu\n", i, 600 + i);
		members[i] = load(text);
		if (i < MOST)
			snprintf(name + strlen(name), sizeof(name) - strlen(name), "%sm%02zu",
			         i ? "+" : "", i);
	}
	ck_assert_int_eq(httpstatus_catalog_stack(members, 0, &s), HTTPSTATUS_E_INVAL);
	ck_assert_ptr_null(s);
	s = iana;
	ck_assert_int_eq(httpstatus_catalog_stack(NULL, 1, &s), HTTPSTATUS_E_INVAL);
	ck_assert_ptr_null(s);
	ck_assert_int_eq(httpstatus_catalog_stack(members, 1, NULL), HTTPSTATUS_E_INVAL);
	s = iana;
	ck_assert_int_eq(httpstatus_catalog_stack(members, MOST + 1, &s), HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(s);
	s = iana;
	ck_assert_int_eq(httpstatus_catalog_stack(members, SIZE_MAX / 64 + 2, &s),
	                 HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(s);

	ck_assert_int_eq(httpstatus_catalog_stack(members, MOST, &s), 0);
	ck_assert_str_eq(httpstatus_catalog_name(s), name);
	ck_assert_uint_eq(httpstatus_catalog_size(s), MOST);
	for (i = 0; i < MOST + 2; i++)
		ck_assert_ptr_eq(httpstatus_lookup(s, 600 + (int)i),
		                 i < MOST ? httpstatus_lookup(members[i], 600 + (int)i) : NULL);

	/* Within another stack the 64 count as 64. */
	ck_assert_int_eq(httpstatus_catalog_stack(&s, 1, &nested), 0);
	ck_assert_str_eq(httpstatus_catalog_name(nested), name);
	httpstatus_catalog_unref(nested);
	two[0] = s;
	two[1] = members[MOST + 1];
	nested = iana;
	ck_assert_int_eq(httpstatus_catalog_stack(two, 2, &nested), HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(nested);
	httpstatus_catalog_unref(s);
	for (i = 0; i < MOST + 2; i++)
		httpstatus_catalog_unref(members[i]);
}
END_TEST

START_TEST(nested_stacks_flatten)
{
	const httpstatus_catalog *a = load("Catalog: a\nFormat: 1\n\nStatus: 600\nReason: A\n");
	const httpstatus_catalog *b = load("Catalog: b\nFormat: 1\n\nStatus: 600\n\nStatus: 601\n");
	const httpstatus_catalog *c = load("Catalog: c\nFormat: 1\n\nStatus: 601\n\nStatus: 602\n");
	const httpstatus_catalog *inner = stack_of(a, b), *outer = stack_of(inner, c);
	const httpstatus_catalog *twice = stack_of(outer, inner);

	httpstatus_catalog_unref(inner);
	ck_assert_str_eq(httpstatus_catalog_name(outer), "a+b+c");
	ck_assert_uint_eq(httpstatus_catalog_size(outer), 3);
	ck_assert_ptr_eq(httpstatus_entry_catalog(httpstatus_lookup(outer, 600)), a);
	ck_assert_ptr_eq(httpstatus_entry_catalog(httpstatus_lookup(outer, 601)), b);
	ck_assert_ptr_eq(httpstatus_entry_catalog(httpstatus_lookup(outer, 602)), c);
	httpstatus_catalog_unref(a);
	httpstatus_catalog_unref(b);
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(outer);
	ck_assert_str_eq(httpstatus_catalog_name(twice), "a+b+c+a+b");
	ck_assert_uint_eq(httpstatus_catalog_size(twice), 3);
	is_phrase(twice, 600, "A");
	httpstatus_catalog_unref(twice);
}
END_TEST

/* Nothing but its name is said of a stack, however long that is. */
START_TEST(a_stack_has_no_title)
{
	const httpstatus_catalog *members[16], *stack;
	char text[64];

	for (int length = 1; length <= 8; length++) {
		for (size_t i = 0; i < 16; i++) {
			snprintf(text, sizeof(text), "Catalog: %.*s%c\nFormat: 1\n", i ? 1 : length, "mmmmmmmm",
			         (char)('a' + (int)i));
			members[i] = load(text);
		}
		ck_assert_int_eq(httpstatus_catalog_stack(members, 16, &stack), 0);
		ck_assert_str_eq(httpstatus_catalog_title(stack), "");
		ck_assert_str_eq(httpstatus_catalog_version(stack), "");
		ck_assert_str_eq(httpstatus_catalog_source(stack), "");
		httpstatus_catalog_unref(stack);
		for (size_t i = 0; i < 16; i++)
			httpstatus_catalog_unref(members[i]);
	}
}
END_TEST

static Suite *stack_suite(void)
{
	Suite *suite = suite_create("stack");
	TCase *tcase = tcase_create("stacks");

	tcase_add_test(tcase, first_member_wins);
	tcase_add_test(tcase, null_member_is_iana);
	tcase_add_test(tcase, ascending_over_a_stack);
	tcase_add_test(tcase, phrases_in_a_stack);
	tcase_add_test(tcase, how_many_members);
	tcase_add_test(tcase, nested_stacks_flatten);
	tcase_add_test(tcase, a_stack_has_no_title);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(stack_suite());
}
