/* SPDX-License-Identifier: MIT */
/*
 * check_lookup.c - from codes and phrases to entries
 *
 * The model of every int is in model.h; make check-slow walks all of them,
 * this suite those where something could change.
 */
#include <httpstatus.h>

#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model.h"
#include "suite.h"

/* ---- Codes ----------------------------------------------------------------- */

static void check_code(int code)
{
	const httpstatus_entry *entry = httpstatus_lookup(NULL, code);

	INSIST((entry != NULL) == model_is_registered(code), "%d", code);
	if (entry)
		INSIST(httpstatus_entry_code(entry) == code, "%d", code);
	INSIST(httpstatus_entry_code(httpstatus_resolve(NULL, code)) == model_resolved(code), "%d",
	       code);
	INSIST((*httpstatus_phrase(NULL, code) != '\0') == model_is_registered(code), "%d", code);
}

START_TEST(codes_near_and_far)
{
	for (int code = -100000; code <= 100000; code++)
		check_code(code);
	/* Where a narrower type or an offset would wrap to a code. */
	for (int bit = 8; bit < 31; bit++)
		for (int code = -1000; code <= 1000; code++) {
			check_code((1 << bit) + code);
			check_code(-(1 << bit) + code);
		}
	for (int n = 0; n <= 1000; n++) {
		check_code(INT_MAX - n);
		check_code(INT_MIN + n);
	}
}
END_TEST

START_TEST(entries_come_in_ascending_order)
{
	const httpstatus_entry *entry = NULL;
	int last = -1;
	size_t count = 0;

	while ((entry = httpstatus_entry_next(NULL, entry))) {
		ck_assert_int_gt(httpstatus_entry_code(entry), last);
		last = httpstatus_entry_code(entry);
		ck_assert_ptr_eq(httpstatus_lookup(NULL, last), entry);
		ck_assert_ptr_eq(httpstatus_entry_catalog(entry), httpstatus_builtin("iana"));
		count++;
	}
	ck_assert_uint_eq(count, 64);
}
END_TEST

/* "A NULL catalog means the built-in iana", also to those who ask about it. */
START_TEST(null_catalog_is_iana)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");

	ck_assert_str_eq(httpstatus_catalog_name(NULL), "iana");
	ck_assert_str_eq(httpstatus_catalog_title(NULL), httpstatus_catalog_title(iana));
	ck_assert_str_eq(httpstatus_catalog_version(NULL), httpstatus_catalog_version(iana));
	ck_assert_str_eq(httpstatus_catalog_source(NULL), httpstatus_catalog_source(iana));
	ck_assert_uint_eq(httpstatus_catalog_size(NULL), httpstatus_catalog_size(iana));
	ck_assert(*httpstatus_catalog_title(NULL) && *httpstatus_catalog_source(NULL));
}
END_TEST

/* A vendor's code is its own; what it does not have falls back to the registry. */
START_TEST(resolving_prefers_the_catalog)
{
	const httpstatus_catalog *cloudflare = httpstatus_builtin("cloudflare");

	ck_assert_ptr_eq(httpstatus_entry_catalog(httpstatus_resolve(cloudflare, 521)), cloudflare);
	ck_assert_ptr_null(httpstatus_lookup(cloudflare, 404));
	ck_assert_ptr_eq(httpstatus_resolve(cloudflare, 404), httpstatus_lookup(NULL, 404));
	ck_assert_str_eq(httpstatus_phrase(cloudflare, 404), "Not Found");
	ck_assert_int_eq(httpstatus_entry_code(httpstatus_resolve(cloudflare, 599)), 500);
	ck_assert_str_eq(httpstatus_phrase(cloudflare, 599), "");
}
END_TEST

/* The x00 of the class is the catalog's own, if it has one (RFC 9110, 15). */
START_TEST(resolving_by_class_stays_in_the_catalog)
{
	const httpstatus_catalog *dli = httpstatus_builtin("otc-dli");
	const httpstatus_entry *entry = httpstatus_resolve(dli, 299);

	ck_assert_int_eq(httpstatus_entry_code(entry), 200);
	ck_assert_str_eq(httpstatus_entry_phrase(entry), "Success");
	ck_assert_str_eq(httpstatus_entry_phrase(httpstatus_resolve(dli, 999)), "InternalServerError");
}
END_TEST

/* ---- Phrases ---------------------------------------------------------------- */

/* The code of a phrase, from a block that ends where the phrase ends. */
static int code_of(const httpstatus_catalog *catalog, const char *phrase, size_t length)
{
	char *copy = malloc(length ? length : 1);
	int code;

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, phrase, length);
	code = httpstatus_entry_code(httpstatus_lookup_phrase(catalog, copy, length));
	free(copy);
	return code;
}

START_TEST(spelling_does_not_matter)
{
	static const char *const spellings[] = {
		"Not Found", "not found", "NOT FOUND", "NotFound", "notFound", "NOT_FOUND", "not-found",
		"  Not   Found\r\n", "\tn.o.t.f.o.u.n.d!", "\"Not Found\"", "Not\xC3\xA9 Found"
	};

	for (size_t n = 0; n < sizeof(spellings) / sizeof(spellings[0]); n++)
		ck_assert_msg(code_of(NULL, spellings[n], strlen(spellings[n])) == 404, "%s",
		              spellings[n]);
}
END_TEST

START_TEST(other_phrases_are_not_found)
{
	static const char *const strangers[] = {
		"", " ", "-", "Not", "Not Foun", "Not Foundd", "NotFoundNotFound", "404",
		"Success", "Web Server Is Down", "\xD0\x9D\xD0\xB5\xD1\x82"
	};

	for (size_t n = 0; n < sizeof(strangers) / sizeof(strangers[0]); n++)
		ck_assert_msg(code_of(NULL, strangers[n], strlen(strangers[n])) == -1, "%s", strangers[n]);
	ck_assert_ptr_null(httpstatus_lookup_phrase(NULL, NULL, 0));
}
END_TEST

/* A NUL is a byte like others that do not count. */
START_TEST(any_bytes_may_stand_between)
{
	char phrase[] = "N?o?t?F?o?u?n?d";

	for (int byte = 0; byte < 256; byte++) {
		bool counts = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
		              (byte >= 'a' && byte <= 'z');

		for (size_t n = 1; n < sizeof(phrase) - 1; n += 2)
			phrase[n] = (char)byte;
		ck_assert_int_eq(code_of(NULL, phrase, sizeof(phrase) - 1), counts ? -1 : 404);
	}
}
END_TEST

START_TEST(long_texts_are_no_phrases)
{
	static char text[100000];

	memset(text, 'a', sizeof(text));
	for (size_t length = 1; length <= 1000; length++)
		ck_assert_int_eq(code_of(NULL, text, length), -1);
	ck_assert_int_eq(code_of(NULL, text, sizeof(text)), -1);
	/* What does not count does not count for the length, either. */
	memset(text, ' ', sizeof(text));
	memcpy(text + sizeof(text) - 9, "Not Found", 9);
	ck_assert_int_eq(code_of(NULL, text, sizeof(text)), 404);
}
END_TEST

/* Each name with one letter more, less or changed is no other code's name. */
START_TEST(near_misses_miss)
{
	const httpstatus_entry *entry = NULL;

	while ((entry = httpstatus_entry_next(NULL, entry))) {
		const char *phrase = httpstatus_entry_phrase(entry);
		size_t length = strlen(phrase);
		char changed[64];

		for (size_t n = 0; n < length; n++) {
			memcpy(changed, phrase, length);
			changed[n] = '7';
			if (phrase[n] == ' ' || phrase[n] == '-' || phrase[n] == '(' || phrase[n] == ')')
				continue;
			ck_assert_msg(code_of(NULL, changed, length) == -1, "%.*s", (int)length, changed);
			ck_assert_int_eq(code_of(NULL, phrase, n), -1);
		}
	}
}
END_TEST

static char folded(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + ('a' - 'A'));
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '\0';
}

/* Whether two texts have the same letters and digits, case aside. */
static bool is_same_name(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a_length && !folded(a[i]))
			i++;
		while (k < b_length && !folded(b[k]))
			k++;
		if (i == a_length || k == b_length)
			return i == a_length && k == b_length;
		if (folded(a[i++]) != folded(b[k++]))
			return false;
	}
}

static bool has_name(const httpstatus_entry *entry, const char *name, size_t length)
{
	const char *other = httpstatus_entry_phrase(entry);

	if (is_same_name(other, strlen(other), name, length))
		return true;
	for (size_t n = 0; (other = httpstatus_entry_alias(entry, n)); n++)
		if (is_same_name(other, strlen(other), name, length))
			return true;
	return false;
}

/* Any byte in the place of any other: letters and digits count, the rest does not. */
START_TEST(any_byte_anywhere)
{
	const httpstatus_entry *entry = NULL;
	const size_t step = (size_t)stride();

	while ((entry = httpstatus_entry_next(NULL, entry))) {
		const char *phrase = httpstatus_entry_phrase(entry);
		const httpstatus_entry *own = httpstatus_lookup_phrase(NULL, phrase, strlen(phrase));
		char changed[64];
		size_t length = strlen(phrase);

		for (size_t n = 0; n < 256 * length; n += step) {
			const httpstatus_entry *found;

			memcpy(changed, phrase, length);
			changed[n / 256] = (char)(n % 256);
			found = httpstatus_lookup_phrase(NULL, changed, length);
			ck_assert(found == own || !is_same_name(phrase, length, changed, length));
			ck_assert(!found || has_name(found, changed, length));
		}
	}
}
END_TEST

/* Marks before the first letter, and between all of them, up to any length. */
START_TEST(any_marks_between)
{
	const httpstatus_entry *entry = NULL;

	while ((entry = httpstatus_entry_next(NULL, entry))) {
		const char *phrase = httpstatus_entry_phrase(entry);
		int code = code_of(NULL, phrase, strlen(phrase));

		for (size_t before = 0; before < 12; before++)
			for (size_t between = 0; between < 4; between++) {
				char text[256];
				size_t length = before;

				memset(text, '-', sizeof(text));
				for (const char *c = phrase; *c; c++, length += 1 + between)
					text[length] = *c;
				ck_assert_int_eq(code_of(NULL, text, length), code);
			}
	}
}
END_TEST

/* ---- Phrases of other catalogs ----------------------------------------------- */

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static bool is_letter(char c)
{
	return folded(c) >= 'a';
}

/* A phrase that begins with a letter; one in four bytes behind that is a digit or a mark. */
static void make_phrase(char *phrase, size_t length)
{
	static const char others[] = "0123456789-'()./_!";

	for (size_t n = 0; n < length; n++)
		phrase[n] = n == 0 || any(4)
			? alphabet[any(sizeof(alphabet) - 1)]
			: others[any(sizeof(others) - 1)];
	phrase[length] = '\0';
}

/* How one text becomes another one of its length. */
enum change {
	OTHER_CASE,                 /* the same name */
	NEIGHBOURS,                 /* each byte differs in its lowest bit */
	OTHER_LETTERS,              /* each letter is any one, in the other case */
	ONE_BYTE,                   /* any byte in one place */
	CHANGES
};

static char change_byte(char c, enum change change)
{
	if (change == NEIGHBOURS)
		return (char)(c ^ 1);
	if (change == OTHER_CASE && is_letter(c) && any(2))
		return (char)(c ^ 0x20);
	if (change == OTHER_LETTERS && is_letter(c))
		return alphabet[any(26) + (c <= 'Z' ? 26 : 0)];
	return c;
}

static void change_text(char *text, size_t length, enum change change)
{
	for (size_t n = 0; n < length; n++)
		text[n] = change_byte(text[n], change);
	if (change == ONE_BYTE)
		text[any((uint32_t)length)] = (char)any(256);
}

/* Its first two letters, so that a phrase begins like it and is no other. */
static void begin_like(const char *text, size_t length, char begin[4])
{
	size_t count = 0;

	for (size_t n = 0; n < length && count < 2; n++)
		if (is_letter(text[n]))
			begin[count++] = text[n];
	while (count < 3)
		begin[count++] = 'x';
	begin[count] = '\0';
}

/* Whether a changed text is found in a catalog that has the phrase. */
static void check_change(size_t length, enum change change)
{
	char phrase[41], asked[41], begin[4], text[256];
	const httpstatus_catalog *catalog;
	int size, expected = -1;

	make_phrase(phrase, length);
	memcpy(asked, phrase, length + 1);
	change_text(asked, length, change);
	begin_like(asked, length, begin);
	size = snprintf(text, sizeof(text), "Catalog: t\nFormat: 1\n\nStatus: 598\nReason: %s\n"
	                "\nStatus: 599\nReason: %s\n", phrase, begin);
	ck_assert_int_eq(httpstatus_catalog_load_mem(text, (size_t)size, &catalog), 0);
	if (is_same_name(phrase, length, asked, length))
		expected = 598;
	else if (is_same_name(begin, strlen(begin), asked, length))
		expected = 599;
	INSIST(code_of(catalog, phrase, length) == 598, "%s", phrase);
	INSIST(code_of(catalog, asked, length) == expected, "'%.*s' where there is '%s': not %d",
	       (int)length, asked, phrase, expected);
	httpstatus_catalog_unref(catalog);
}

/*
 * Phrases as no built-in catalog has them, of every length: a text is found if
 * it has the same letters and digits, case aside, and only then.
 */
START_TEST(any_phrase_of_a_catalog)
{
	const int step = stride();

	for (size_t length = 1; length <= 40; length++)
		for (int n = 0; n < 200; n += step)
			for (int change = 0; change < CHANGES; change++)
				check_change(length, (enum change)change);
}
END_TEST

/* A phrase of one letter and any number of digits is found as it is written. */
START_TEST(letter_and_digits)
{
	char text[128];

	for (int digits = 0; digits <= 40; digits++) {
		char phrase[42] = "A";
		const httpstatus_catalog *catalog;
		int size;

		for (int n = 0; n < digits; n++)
			phrase[1 + n] = (char)('1' + n % 9);
		size = snprintf(text, sizeof(text), "Catalog: t\nFormat: 1\n\nStatus: 599\nReason: %s\n",
		                phrase);
		ck_assert_int_eq(httpstatus_catalog_load_mem(text, (size_t)size, &catalog), 0);
		ck_assert_int_eq(code_of(catalog, phrase, strlen(phrase)), 599);
		httpstatus_catalog_unref(catalog);
	}
}
END_TEST

/* A phrase has at most 128 bytes: a text of more letters is none, whatever it begins with. */
START_TEST(longest_phrase)
{
	char phrase[129], text[256], longer[260];
	const httpstatus_catalog *catalog;
	int size;

	memset(phrase, 'x', 128);
	phrase[128] = '\0';
	size = snprintf(text, sizeof(text), "Catalog: t\nFormat: 1\n\nStatus: 599\nReason: %s\n",
	                phrase);
	ck_assert_int_eq(httpstatus_catalog_load_mem(text, (size_t)size, &catalog), 0);
	ck_assert_int_eq(code_of(catalog, phrase, 128), 599);
	ck_assert_int_eq(code_of(catalog, phrase, 127), -1);
	memset(longer, 'X', sizeof(longer));
	ck_assert_int_eq(code_of(catalog, longer, 129), -1);
	ck_assert_int_eq(code_of(catalog, longer, 256), -1);
	/* 128 that count, and any number of bytes that do not. */
	memset(longer + 128, '-', sizeof(longer) - 128);
	ck_assert_int_eq(code_of(catalog, longer, sizeof(longer)), 599);
	longer[sizeof(longer) - 1] = 'x';
	ck_assert_int_eq(code_of(catalog, longer, sizeof(longer)), -1);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* "(Unused)" is the registry's name for two codes: the lower one answers. */
START_TEST(of_two_codes_the_lower)
{
	ck_assert_int_eq(code_of(NULL, "(Unused)", 8), 306);
}
END_TEST

/* ---- As many names as a catalog may have --------------------------------------- */

/* Names of eight letters, in a text of all codes with all aliases. */
enum { CODES = 900, ALIASES = 32, NAME_LENGTH = 8 };

/* How the names are chosen. */
enum choice {
	AT_RANDOM,
	TO_COLLIDE,                 /* in a table by a common hash */
	DESCENDING,                 /* each comes before the last one in the alphabet */
	CHOICES
};

/* FNV-1a (Fowler, Noll and Vo), spread by the golden ratio (Knuth): a hash of many tables. */
static uint32_t common_hash(const char *name)
{
	uint32_t hash = UINT32_C(2166136261);

	for (size_t n = 0; n < NAME_LENGTH; n++)
		hash = (hash ^ (unsigned char)name[n]) * UINT32_C(16777619);
	return hash * UINT32_C(0x9E3779B1);
}

static void choose_name(uint64_t *state, enum choice choice, char *name)
{
	uint64_t number = --*state;

	if (choice == DESCENDING)
		for (size_t n = NAME_LENGTH; n-- > 0; number /= 26)
			name[n] = (char)('a' + number % 26);
	else
		do
			for (size_t n = 0; n < NAME_LENGTH; n++)
				name[n] = (char)('a' + any(26));
		while (choice == TO_COLLIDE && common_hash(name) >> 26 != 0);
}

struct full_catalog {
	char names[CODES][ALIASES][NAME_LENGTH];
	char text[CODES * (16 + ALIASES * (NAME_LENGTH + 8)) + 64];
	size_t size;
};

static void fill(struct full_catalog *full, enum choice choice)
{
	uint64_t state = UINT64_C(88172645463325252);
	char *at = full->text;

	at += sprintf(at, "Catalog: t\nFormat: 1\n");
	for (int code = 0; code < CODES; code++) {
		at += sprintf(at, "\nStatus: %d\n", 100 + code);
		for (int n = 0; n < ALIASES; n++) {
			choose_name(&state, choice, full->names[code][n]);
			at += sprintf(at, "Alias: %.*s\n", NAME_LENGTH, full->names[code][n]);
		}
	}
	full->size = (size_t)(at - full->text);
}

/* Returns the processor's time to load it. */
static double load_full(const struct full_catalog *full, const httpstatus_catalog **catalog)
{
	const clock_t before = clock();

	ck_assert_int_eq(httpstatus_catalog_load_mem(full->text, full->size, catalog), 0);
	return (double)(clock() - before) / CLOCKS_PER_SEC;
}

/* A name that all codes have is the lowest code's, or that of the one whose phrase it is. */
START_TEST(one_name_of_all_codes)
{
	static char text[CODES * 40 + 100];
	const httpstatus_catalog *catalog;

	for (int phrase_of = 99; phrase_of < 100 + CODES; phrase_of += 300) {
		char *at = text;

		at += sprintf(at, "Catalog: t\nFormat: 1\n");
		for (int code = 100; code < 100 + CODES; code++)
			at += sprintf(at, "\nStatus: %d\nAlias: X%d\n%s\n", code, code,
			              code == phrase_of ? "Reason: Shared" : "Alias: shared");
		ck_assert_int_eq(httpstatus_catalog_load_mem(text, (size_t)(at - text), &catalog), 0);
		ck_assert_int_eq(code_of(catalog, "shared", 6), phrase_of == 99 ? 100 : phrase_of);
		ck_assert_int_eq(code_of(catalog, "x100", 4), 100);
		ck_assert_int_eq(code_of(catalog, "x999", 4), 999);
		httpstatus_catalog_unref(catalog);
	}
}
END_TEST

/* Whoever chooses the names of a catalog does not choose how long it takes to load. */
START_TEST(any_names_load_as_fast)
{
	static struct full_catalog full;
	double at_random = 0;

	for (int choice = 0; choice < CHOICES; choice++) {
		const httpstatus_catalog *catalog;
		double seconds;

		fill(&full, (enum choice)choice);
		seconds = load_full(&full, &catalog);
		for (int code = 0; code < CODES; code++)
			for (int n = 0; n < ALIASES; n++)
				INSIST(httpstatus_entry_code(httpstatus_lookup_phrase(
					       catalog, full.names[code][n], NAME_LENGTH)) == 100 + code,
				       "%.*s", NAME_LENGTH, full.names[code][n]);
		httpstatus_catalog_unref(catalog);
		if (choice == AT_RANDOM)
			at_random = seconds;
		ck_assert_msg(seconds <= 20 * at_random, "%d: %f s in place of %f s", choice, seconds,
		              at_random);
	}
}
END_TEST

/* ---- Entries ----------------------------------------------------------------- */

START_TEST(no_entry_answers_nothing)
{
	int level = 7;

	ck_assert_int_eq(httpstatus_entry_code(NULL), -1);
	ck_assert_str_eq(httpstatus_entry_phrase(NULL), "");
	ck_assert_uint_eq(httpstatus_entry_phrase_length(NULL), 0);
	ck_assert_str_eq(httpstatus_entry_summary(NULL), "");
	ck_assert_ptr_null(httpstatus_entry_alias(NULL, 0));
	ck_assert_ptr_null(httpstatus_entry_reference(NULL, 0));
	ck_assert_ptr_null(httpstatus_entry_field(NULL, 0, &level));
	ck_assert_int_eq(level, 0);
	ck_assert_uint_eq(httpstatus_entry_flags(NULL), 0);
	ck_assert_int_eq(httpstatus_entry_redirect(NULL), HTTPSTATUS_REDIRECT_NONE);
	ck_assert_int_eq(httpstatus_entry_processed(NULL), HTTPSTATUS_PROCESSED_UNKNOWN);
	ck_assert_int_eq(httpstatus_entry_fault(NULL), HTTPSTATUS_FAULT_NONE);
	ck_assert_ptr_null(httpstatus_entry_catalog(NULL));
}
END_TEST

START_TEST(lists_end)
{
	const httpstatus_entry *entry = httpstatus_lookup(NULL, 413);
	int level = 7;

	ck_assert_str_eq(httpstatus_entry_alias(entry, 0), "Payload Too Large");
	ck_assert_str_eq(httpstatus_entry_alias(entry, 1), "Request Entity Too Large");
	ck_assert_ptr_null(httpstatus_entry_alias(entry, 2));
	ck_assert_ptr_null(httpstatus_entry_alias(entry, SIZE_MAX));
	ck_assert_ptr_null(httpstatus_entry_reference(entry, SIZE_MAX));
	ck_assert_str_eq(httpstatus_entry_field(entry, 0, NULL), "Retry-After");
	ck_assert_ptr_null(httpstatus_entry_field(entry, 1, &level));
	ck_assert_int_eq(level, 0);
}
END_TEST

/* A status line is made of version, code and phrase without strlen. */
START_TEST(phrases_are_fit_for_a_status_line)
{
	const httpstatus_catalog *catalog = NULL;

	while ((catalog = httpstatus_builtin_next(catalog))) {
		const httpstatus_entry *entry = NULL;

		while ((entry = httpstatus_entry_next(catalog, entry))) {
			const char *phrase = httpstatus_entry_phrase(entry);

			ck_assert_uint_eq(httpstatus_entry_phrase_length(entry), strlen(phrase));
			for (; *phrase; phrase++)
				ck_assert_msg((unsigned char)*phrase >= ' ' && *phrase != 0x7F, "%s %d",
				              httpstatus_catalog_name(catalog), httpstatus_entry_code(entry));
		}
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lookup");
	TCase *codes = tcase_create("codes");
	TCase *phrases = tcase_create("phrases");
	TCase *entries = tcase_create("entries");

	tcase_add_test(codes, codes_near_and_far);
	tcase_add_test(codes, entries_come_in_ascending_order);
	tcase_add_test(codes, null_catalog_is_iana);
	tcase_add_test(codes, resolving_prefers_the_catalog);
	tcase_add_test(codes, resolving_by_class_stays_in_the_catalog);
	suite_add_tcase(suite, codes);
	tcase_add_test(phrases, spelling_does_not_matter);
	tcase_add_test(phrases, other_phrases_are_not_found);
	tcase_add_test(phrases, any_bytes_may_stand_between);
	tcase_add_test(phrases, long_texts_are_no_phrases);
	tcase_add_test(phrases, near_misses_miss);
	tcase_add_test(phrases, any_byte_anywhere);
	tcase_add_test(phrases, any_marks_between);
	tcase_add_test(phrases, any_phrase_of_a_catalog);
	tcase_add_test(phrases, letter_and_digits);
	tcase_add_test(phrases, longest_phrase);
	tcase_add_test(phrases, of_two_codes_the_lower);
	tcase_add_test(phrases, one_name_of_all_codes);
	tcase_add_test(phrases, any_names_load_as_fast);
	suite_add_tcase(suite, phrases);
	tcase_add_test(entries, no_entry_answers_nothing);
	tcase_add_test(entries, lists_end);
	tcase_add_test(entries, phrases_are_fit_for_a_status_line);
	suite_add_tcase(suite, entries);
	tcase_set_timeout(codes, 60);
	return run_suite(suite);
}
