/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_bases.c - which catalog a text extends, and what it has of that
 */
#include <httpstatus.h>

#include <check.h>
#include <string.h>

#include "suite_catalog.h"

START_TEST(extends_a_built_in)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");
	const httpstatus_catalog *c = load(EXTENDS "iana\n\nStatus: 404\nReason: Missing\n");
	const httpstatus_entry *entry = NULL;
	int code;

	ck_assert_str_eq(httpstatus_catalog_name(c), "more");
	ck_assert_uint_eq(httpstatus_catalog_size(c), httpstatus_catalog_size(iana));
	while ((entry = httpstatus_entry_next(c, entry))) {
		code = httpstatus_entry_code(entry);
		ck_assert_ptr_eq(httpstatus_entry_catalog(entry), c);
		ck_assert_int_eq(difference(c, iana, code), code == 404 ? GET_PHRASE | GET_ALIAS : 0);
	}
	is_phrase(c, 404, "Missing");
	ck_assert_int_eq(lookup_phrase(c, "Missing"), 404);
	ck_assert_int_eq(lookup_phrase(c, "Not Found"), 404);
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(extends_nobody)
{
	refused(EXTENDS "nobody\n", 3, "Extends found 'nobody' expected");
	refused(EXTENDS "IANA\n", 3, "Extends found 'IANA' expected");
	/* Not itself either. */
	refused(EXTENDS "more\n", 3, "Extends found 'more' expected");
	/* What was loaded is not built in. */
	httpstatus_catalog_unref(load(STATUS));
	refused(EXTENDS "t\n", 3, "Extends found 't' expected");
}
END_TEST

START_TEST(offered_before_built_in)
{
	const httpstatus_catalog *mine = load("Catalog: iana\nFormat: 1\n\nStatus: 404\nReason: Mine\n");
	const httpstatus_catalog *c = extend(mine, EXTENDS "iana\n\nStatus: 200\n");

	ck_assert_uint_eq(httpstatus_catalog_size(c), 2);
	is_phrase(c, 404, "Mine");
	is_phrase(c, 200, "");
	/* It is a copy: it needs its base no more. */
	httpstatus_catalog_unref(mine);
	is_phrase(c, 404, "Mine");
	httpstatus_catalog_unref(c);
	c = load(EXTENDS "iana\n");
	is_phrase(c, 404, "Not Found");
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(latest_offered_first)
{
	const char *text = EXTENDS "t\n", *older = "Catalog: older\nFormat: 1\n\nStatus: 418\n";
	const httpstatus_catalog *members[3];
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *c;
	size_t i;

	members[0] = load(STATUS "Reason: First\n");
	members[1] = load(STATUS "Reason: Second\n");
	members[2] = load(older);
	for (i = 0; i < 3; i++) {
		ck_assert_int_eq(httpstatus_builder_add_base(builder, members[i]), 0);
		/* The builder keeps it alive. */
		httpstatus_catalog_unref(members[i]);
	}
	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	c = build(builder);
	httpstatus_builder_free(builder);
	ck_assert_uint_eq(httpstatus_catalog_size(c), 1);
	is_phrase(c, 503, "Second");
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(a_stack_is_no_base)
{
	const httpstatus_catalog *one = load(STATUS), *stack;
	httpstatus_builder *builder = new_builder();

	ck_assert_int_eq(httpstatus_catalog_stack(&one, 1, &stack), 0);
	ck_assert_int_eq(httpstatus_builder_add_base(builder, stack), HTTPSTATUS_E_INVAL);
	httpstatus_builder_free(builder);
	httpstatus_catalog_unref(stack);
	httpstatus_catalog_unref(one);
}
END_TEST

START_TEST(scope)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana"), *c;

	c = load(EXTENDS "iana\nScope: listed\n\nStatus: 404\nReason: Missing\n\nStatus: 799\n");
	ck_assert_uint_eq(httpstatus_catalog_size(c), 2);
	ck_assert_ptr_null(httpstatus_lookup(c, 200));
	ck_assert_int_eq(difference(c, iana, 404), GET_PHRASE | GET_ALIAS);
	ck_assert_int_eq(lookup_phrase(c, "Not Found"), 404);
	ck_assert_int_eq(lookup_phrase(c, "OK"), -1);
	httpstatus_catalog_unref(c);

	c = load(EXTENDS "iana\nScope: all\n\nStatus: 799\n");
	ck_assert_uint_eq(httpstatus_catalog_size(c), httpstatus_catalog_size(iana) + 1);
	ck_assert_ptr_nonnull(httpstatus_lookup(c, 799));
	httpstatus_catalog_unref(c);

	/* The order of the two does not matter. */
	c = load("Catalog: t\nScope: listed\nExtends: iana\nFormat: 1\n");
	ck_assert_uint_eq(httpstatus_catalog_size(c), 0);
	httpstatus_catalog_unref(c);
}
END_TEST

/* The phrase of the base's base, too. */
START_TEST(three_generations)
{
	const httpstatus_catalog *a, *b, *c;

	a = load("Catalog: a\nFormat: 1\n\nStatus: 503\nReason: One\nRetry: retry\n"
	         "Limit: 1\nFault: rate\n");
	b = extend(a, "Catalog: b\nFormat: 1\nExtends: a\n\nStatus: 503\nReason: Two\nLimit: 2\n");
	c = extend(b, "Catalog: c\nFormat: 1\nExtends: b\n\nStatus: 503\nReason: Three\n");
	httpstatus_catalog_unref(a);
	httpstatus_catalog_unref(b);
	is_phrase(c, 503, "Three");
	ck_assert_int_eq(lookup_phrase(c, "One"), 503);
	ck_assert_int_eq(lookup_phrase(c, "Two"), 503);
	ck_assert_int_eq(httpstatus_entry_fault(httpstatus_lookup(c, 503)), HTTPSTATUS_FAULT_RATE);
	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_advise(c, 503, 2)), 2);
	httpstatus_catalog_unref(c);
}
END_TEST

static Suite *catalog_bases_suite(void)
{
	Suite *suite = suite_create("catalog bases");
	TCase *tcase = tcase_create("bases");

	tcase_add_test(tcase, extends_a_built_in);
	tcase_add_test(tcase, extends_nobody);
	tcase_add_test(tcase, offered_before_built_in);
	tcase_add_test(tcase, latest_offered_first);
	tcase_add_test(tcase, a_stack_is_no_base);
	tcase_add_test(tcase, scope);
	tcase_add_test(tcase, three_generations);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(catalog_bases_suite());
}
