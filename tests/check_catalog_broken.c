/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_broken.c - a text that ends too early, begins too late or has one wrong byte
 */
#include <httpstatus.h>

#include <check.h>
#include <stdlib.h>

#include "suite_catalog.h"

/* What holds for every text: an error is a problem, and the reverse. */
static void holds(const char *s, size_t length)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;
	int error = read_block(builder, s, length), severity, errors = 0, end = 1, line;
	const char *problem;
	size_t n, i;

	for (i = 0; i < length; i++)
		end += s[i] == '\n';
	for (n = 0; (problem = httpstatus_builder_problem(builder, n, &severity, &line)); n++) {
		errors += severity == ERROR;
		ck_assert(severity == ERROR || severity == WARNING);
		if (line < 1 || line > end)
			ck_abort_msg("\"%s\" is not in the %d lines of\n%.*s", problem, end,
			             (int)length, s);
		for (i = 0; problem[i]; i++)
			if ((unsigned char)problem[i] < ' ' || problem[i] == 0x7F)
				ck_abort_msg("control character in a problem of\n%.*s", (int)length, s);
	}
	if (error != (errors ? HTTPSTATUS_E_CATALOG : 0))
		ck_abort_msg("%d with %d errors of\n%.*s", error, errors, (int)length, s);
	error = httpstatus_builder_build(builder, &catalog);
	if (errors && (error != HTTPSTATUS_E_CATALOG || catalog))
		ck_abort_msg("a catalog of a text with errors:\n%.*s", (int)length, s);
	if (error != (catalog ? 0 : HTTPSTATUS_E_CATALOG))
		ck_abort_msg("%d from build of\n%.*s", error, (int)length, s);
	httpstatus_catalog_unref(catalog);
	httpstatus_builder_free(builder);
}

START_TEST(every_prefix)
{
	struct text text = full_text("\r\n");
	size_t length;

	for (length = 0; length <= text.length; length++)
		holds(text.s, length);
	free(text.s);
}
END_TEST

START_TEST(every_suffix)
{
	struct text text = full_text("\n");
	size_t start;

	for (start = 0; start <= text.length; start++)
		holds(text.s + start, text.length - start);
	free(text.s);
}
END_TEST

START_TEST(one_broken_byte)
{
	static const char bytes[] = { '\0', '\n', '\r', '\t', ' ', '#', ':', ',', '0', 'a', 'Z',
	                              '\x7F', '\x80', '\xC3', '\xE2', '\xF4', '\xFF' };
	struct text text = full_text("\n");
	const size_t step = (size_t)stride();
	size_t n;

	for (n = 0; n < text.length * sizeof(bytes); n += step) {
		const size_t at = n % text.length;
		const char c = text.s[at];

		text.s[at] = bytes[n / text.length];
		holds(text.s, text.length);
		text.s[at] = c;
	}
	free(text.s);
}
END_TEST

static Suite *catalog_broken_suite(void)
{
	Suite *suite = suite_create("catalog broken");
	TCase *tcase = tcase_create("any text");

	tcase_set_timeout(tcase, 240);
	tcase_add_test(tcase, every_prefix);
	tcase_add_test(tcase, every_suffix);
	tcase_add_test(tcase, one_broken_byte);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(catalog_broken_suite());
}
