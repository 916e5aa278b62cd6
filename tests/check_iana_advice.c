/* SPDX-License-Identifier: MIT */
/*
 * check_iana_advice.c - what a retry with the defaults makes of every code
 *
 * tests/data/iana-advice.tsv was recorded before catalogs could describe evidence.
 * With the built-in "iana", no field but those of Retry-After changes a result.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "suite_retry.h"

/* A line of the table: a range of codes that have one result. */
struct row {
	char method[8];
	char fields[160];           /* lines, separated by '|' */
	int first, last;
	char result[120];
};

static bool read_row(FILE *file, struct row *row)
{
	char text[400];

	if (!fgets(text, sizeof(text), file))
		return false;
	if (sscanf(text, "%7[^\t]\t%159[^\t]\t%d\t%d\t%119[^\n]", row->method, row->fields, &row->first,
	           &row->last, row->result) != 5)
		ck_abort_msg("not a row: %s", text);
	return true;
}

static void feed_lines(httpstatus_retry *retry, const char *fields)
{
	while (*fields) {
		const size_t length = strcspn(fields, "|");

		httpstatus_retry_line(retry, fields, length);
		fields += length + (fields[length] == '|');
	}
}

static void print_result(const httpstatus_retry *retry, char *text, size_t size)
{
	const httpstatus_advice advice = httpstatus_retry_advice(retry);
	uint64_t shortest, longest;

	httpstatus_retry_delay_range(retry, &shortest, &longest);
	snprintf(text, size, "%s %s changes=%lx reasons=%lx limit=%d asked=%s %llu delay=%llu-%llu",
	         httpstatus_verdict_name(httpstatus_advice_verdict(advice)),
	         httpstatus_processed_name(httpstatus_advice_processed(advice)),
	         (unsigned long)httpstatus_advice_changes(advice),
	         (unsigned long)httpstatus_advice_reasons(advice), httpstatus_advice_limit(advice),
	         httpstatus_asked_name(httpstatus_retry_asked(retry)),
	         (unsigned long long)httpstatus_retry_asked_ms(retry), (unsigned long long)shortest,
	         (unsigned long long)longest);
}

static void check_row(httpstatus_retry *retry, const struct row *row)
{
	const uint32_t traits = httpstatus_method_traits(row->method);
	char found[sizeof(row->result)];

	for (int code = row->first; code <= row->last; code++) {
		httpstatus_retry_reset(retry, traits, 0);
		httpstatus_retry_set_clock(retry, NOON);
		feed_lines(retry, row->fields);
		httpstatus_retry_on_status(retry, code, 0);
		print_result(retry, found, sizeof(found));
		if (strcmp(found, row->result) != 0)
			ck_abort_msg("%s, %d, %s: found %s, expected %s", row->method, code, row->fields,
			             found, row->result);
	}
}

START_TEST(as_before)
{
	FILE *file = open_source("tests/data/iana-advice.tsv");
	httpstatus_retry *retry = begin(GET);
	struct row row;
	int codes = 0;

	while (read_row(file, &row)) {
		check_row(retry, &row);
		codes += row.last - row.first + 1;
	}
	/* Codes -1 to 1000, GET and POST, 19 sets of fields. */
	ck_assert_int_eq(codes, 1002 * 2 * 19);
	httpstatus_retry_free(retry);
	fclose(file);
}
END_TEST

static Suite *iana_advice_suite(void)
{
	Suite *suite = suite_create("iana_advice");
	TCase *tests = tcase_create("iana_advice");

	tcase_add_test(tests, as_before);
	suite_add_tcase(suite, tests);
	return suite;
}

int main(void)
{
	return run_suite(iana_advice_suite());
}
