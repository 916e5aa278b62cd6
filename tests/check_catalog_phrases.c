/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_phrases.c - phrases of a text, and what tells them apart
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "suite_catalog.h"

/* Phrases of which each has its own letter or digit, and nothing else of its own. */
START_TEST(every_letter_and_digit_tells_phrases_apart)
{
	static const char own[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	struct text text = { NULL, 0 };
	const httpstatus_catalog *c;
	int n;

	put(&text, HEAD);
	for (n = 0; own[n]; n++)
		put(&text, "\nStatus: %d\nReason: No %c\n", 100 + n, own[n]);
	c = load(text.s);
	free(text.s);
	for (n = 0; own[n]; n++) {
		const char capital = own[n] >= 'a' ? (char)(own[n] - 'a' + 'A') : own[n];
		const char as_spelled[] = { 'N', 'o', ' ', own[n], '\0' };
		const char in_capitals[] = { 'N', 'O', ' ', capital, '\0' };
		const char apart[] = { 'N', '-', 'O', '-', '-', capital, '-', '\0' };

		ck_assert_int_eq(lookup_phrase(c, as_spelled), 100 + n);
		ck_assert_int_eq(lookup_phrase(c, in_capitals), 100 + n);
		ck_assert_int_eq(lookup_phrase(c, apart), 100 + n);
	}
	httpstatus_catalog_unref(c);
}
END_TEST

/* One letter or digit is enough of a phrase, wherever it stands. */
START_TEST(phrases_of_one_letter_or_digit)
{
	const httpstatus_catalog *c =
		load(HEAD "\nStatus: 200\nReason: Q\n\nStatus: 201\nReason: 9 !\n\nStatus: 202\n"
		     "Reason: (x\n\nStatus: 203\nReason: ?!\n");

	ck_assert_int_eq(lookup_phrase(c, "q"), 200);
	ck_assert_int_eq(lookup_phrase(c, "!q"), 200);
	ck_assert_int_eq(lookup_phrase(c, "--q"), 200);
	ck_assert_int_eq(lookup_phrase(c, "9"), 201);
	ck_assert_int_eq(lookup_phrase(c, "X"), 202);
	ck_assert_int_eq(lookup_phrase(c, "?!"), -1);
	httpstatus_catalog_unref(c);
}
END_TEST

/* However it is spelled: what reads alike is one phrase, and the lowest code's. */
START_TEST(two_spellings_of_one_phrase)
{
	const httpstatus_catalog *c =
		load(HEAD "\nStatus: 400\nReason: Foo-Bar\n\nStatus: 401\nReason: FooBar\n\nStatus: 402\n"
		     "Reason: Foo Bar Baz\nAlias: foobar\n");

	ck_assert_int_eq(lookup_phrase(c, "Foo-Bar"), 400);
	ck_assert_int_eq(lookup_phrase(c, "FooBar"), 400);
	ck_assert_int_eq(lookup_phrase(c, "foobar"), 400);
	ck_assert_int_eq(lookup_phrase(c, "foo bar baz"), 402);
	httpstatus_catalog_unref(c);
}
END_TEST

/* Each letter as the first and as the second one, with and without marks. */
START_TEST(every_letter_begins_a_phrase)
{
	for (char c = 'a'; c <= 'z'; c++) {
		struct text text = { NULL, 0 };
		const httpstatus_catalog *catalog;

		put(&text, HEAD "\nStatus: 200\nReason: %c. Way\n\nStatus: 201\nReason: A%c Way\n"
		    "\nStatus: 202\nReason: Q%c\n", c, c, c);
		catalog = load(text.s);
		for (int capitals = 0; capitals < 2; capitals++) {
			const char letter = capitals ? (char)(c - 'a' + 'A') : c;
			const char first[] = { letter, '-', 'w', 'a', 'y', '\0' };
			const char second[] = { 'a', '-', letter, '-', 'w', 'a', 'y', '\0' };
			const char last[] = { 'q', '-', letter, '\0' };
			const char marks_before[] = "--------?way", marks_between[] = "?--------way";
			char text_of[sizeof(marks_before)];

			ck_assert_int_eq(lookup_phrase(catalog, first), 200);
			ck_assert_int_eq(lookup_phrase(catalog, second), 201);
			ck_assert_int_eq(lookup_phrase(catalog, last), 202);
			memcpy(text_of, marks_before, sizeof(text_of));
			text_of[8] = letter;
			ck_assert_int_eq(lookup_phrase(catalog, text_of), 200);
			memcpy(text_of, marks_between, sizeof(text_of));
			text_of[0] = letter;
			ck_assert_int_eq(lookup_phrase(catalog, text_of), 200);
		}
		httpstatus_catalog_unref(catalog);
		free(text.s);
	}
}
END_TEST

/* Any byte in the place of any letter: only the same one, in either case, is the phrase. */
static void check_every_byte(const httpstatus_catalog *c, const char *phrase, int code)
{
	const size_t length = strlen(phrase);
	char *changed = malloc(length);

	if (!changed)
		ck_abort_msg("out of memory");
	memcpy(changed, phrase, length);
	for (size_t n = 0; n < length; n++) {
		for (int byte = 0; byte < 256; byte++) {
			const bool same = byte == phrase[n] || byte == phrase[n] - 'A' + 'a';
			int got;

			changed[n] = (char)byte;
			got = httpstatus_entry_code(httpstatus_lookup_phrase(c, changed, length));
			INSIST(got == (same ? code : -1), "%s, byte %zu is 0x%02x: %d", phrase, n,
			       (unsigned)byte, got);
		}
		changed[n] = phrase[n];
	}
	free(changed);
}

START_TEST(every_letter_of_a_phrase_counts)
{
	for (size_t length = 1; length <= 128; length += length == 40 ? 88 : 1) {
		char phrase[129], other[129];
		struct text text = { NULL, 0 };
		const httpstatus_catalog *c;

		for (size_t n = 0; n < length; n++) {
			phrase[n] = (char)('A' + n % 23);
			other[n] = (char)('b' + n % 23);
		}
		phrase[length] = other[length] = '\0';
		put(&text, HEAD "\nStatus: 200\nReason: %s\n", phrase);
		c = load(text.s);
		ck_assert_int_eq(lookup_phrase(c, phrase), 200);
		ck_assert_int_eq(lookup_phrase(c, other), -1);
		check_every_byte(c, phrase, 200);
		httpstatus_catalog_unref(c);
		free(text.s);
	}
}
END_TEST

/* A control character is no digit, though a bit is all they differ in. */
START_TEST(digits_and_control_characters)
{
	const httpstatus_catalog *c =
		load(HEAD "\nStatus: 200\nReason: 9 Lives\n\nStatus: 201\nReason: Route 6\n");

	ck_assert_int_eq(lookup_phrase(c, "9 lives"), 200);
	ck_assert_int_eq(lookup_phrase(c, "\x19 lives"), -1);
	ck_assert_int_eq(lookup_phrase(c, "route 6"), 201);
	ck_assert_int_eq(lookup_phrase(c, "route \x16"), -1);
	httpstatus_catalog_unref(c);
}
END_TEST

static Suite *catalog_phrases_suite(void)
{
	Suite *suite = suite_create("catalog phrases");
	TCase *tcase = tcase_create("phrases");

	tcase_add_test(tcase, every_letter_and_digit_tells_phrases_apart);
	tcase_add_test(tcase, phrases_of_one_letter_or_digit);
	tcase_add_test(tcase, two_spellings_of_one_phrase);
	tcase_add_test(tcase, every_letter_begins_a_phrase);
	tcase_add_test(tcase, every_letter_of_a_phrase_counts);
	tcase_add_test(tcase, digits_and_control_characters);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(catalog_phrases_suite());
}
