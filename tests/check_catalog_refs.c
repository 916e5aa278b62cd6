/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_refs.c - references to a catalog, in one thread and in many
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "suite_catalog.h"

START_TEST(references_balance)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");
	const httpstatus_catalog *c = load(STATUS "Reason: r\n");
	int i;

	for (i = 0; i < 1000; i++)
		ck_assert_ptr_eq(httpstatus_catalog_ref(c), c);
	for (i = 0; i < 1000; i++)
		httpstatus_catalog_unref(c);
	is_phrase(c, 503, "r");
	httpstatus_catalog_unref(c);
	for (i = 0; i < 1000; i++)
		httpstatus_catalog_unref(iana);
	ck_assert_ptr_eq(httpstatus_catalog_ref(iana), iana);
	is_phrase(iana, 200, "OK");
}
END_TEST

enum { THREADS = 1000 };

/* Each of these starts with a reference of its own. */
static void *use(void *argument)
{
	const httpstatus_catalog *catalog = argument, *mine;
	const httpstatus_entry *entry;
	const char *fault = NULL;
	int i;

	for (i = 0; i < 500; i++) {
		mine = httpstatus_catalog_ref(catalog);
		entry = httpstatus_lookup(mine, i % 2 ? 503 : 200);
		if (strcmp(httpstatus_entry_phrase(entry), i % 2 ? "Busy" : "OK") != 0)
			fault = "wrong phrase";
		if (httpstatus_entry_code(httpstatus_lookup_phrase(mine, "busy", 4)) != 503)
			fault = "phrase not found";
		httpstatus_catalog_unref(mine);
	}
	httpstatus_catalog_unref(catalog);
	return (void *)(uintptr_t)fault;
}

static void share(const httpstatus_catalog *catalog)
{
	pthread_t threads[THREADS];
	pthread_attr_t small;
	void *fault;
	int i;

	/* So many stacks of the usual size have no place in 32 bits. */
	ck_assert_int_eq(pthread_attr_init(&small), 0);
	ck_assert_int_eq(pthread_attr_setstacksize(&small, 256 * 1024), 0);
	for (i = 0; i < THREADS; i++) {
		httpstatus_catalog_ref(catalog);
		ck_assert_int_eq(pthread_create(&threads[i], &small, use,
		                                (void *)(uintptr_t)(const void *)catalog), 0);
	}
	pthread_attr_destroy(&small);
	httpstatus_catalog_unref(catalog);
	for (i = 0; i < THREADS; i++) {
		ck_assert_int_eq(pthread_join(threads[i], &fault), 0);
		if (fault)
			ck_abort_msg("%s", (const char *)fault);
	}
}

START_TEST(threads_share_a_catalog)
{
	share(load(EXTENDS "iana\n\nStatus: 503\nReason: Busy\n"));
}
END_TEST

START_TEST(threads_share_a_stack)
{
	const httpstatus_catalog *a = load(STATUS "Reason: Busy\n");
	const httpstatus_catalog *b = load(EXTENDS "iana\n");
	const httpstatus_catalog *stack = stack_of(a, b);

	httpstatus_catalog_unref(a);
	httpstatus_catalog_unref(b);
	share(stack);
}
END_TEST

static Suite *catalog_references_suite(void)
{
	Suite *suite = suite_create("catalog references");
	TCase *tcase = tcase_create("references");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, references_balance);
	tcase_add_test(tcase, threads_share_a_catalog);
	tcase_add_test(tcase, threads_share_a_stack);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(catalog_references_suite());
}
