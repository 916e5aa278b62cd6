/* SPDX-License-Identifier: MIT */
/*
 * Catalog texts. What loads is written as a text that loads to the same; what
 * does not load has a problem with a line of the text.
 */

#include "fuzz.h"

/* The limits of the format, in bytes. */
#define LONGEST      (1024 * 1024)
#define LONGEST_TEXT 4096
#define LONGEST_NAME 128

static bool is_plain(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return false;
	return true;
}

/* Every problem names its place; answers how many are errors. */
static size_t check_problems(const httpstatus_builder *builder, const char *text, size_t size)
{
	const char *problem;
	size_t errors = 0;
	int severity, line, lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += text[i] == '\n';
	for (size_t n = 0; (problem = httpstatus_builder_problem(builder, n, &severity, &line)); n++) {
		char place[40];

		REQUIRE(line >= 0 && line <= lines);
		if (line > 0)
			snprintf(place, sizeof(place), "fuzz.cat:%d: ", line);
		else
			snprintf(place, sizeof(place), "fuzz.cat: ");
		REQUIRE(strncmp(problem, place, strlen(place)) == 0);
		REQUIRE(severity == HTTPSTATUS_SEVERITY_ERROR || severity == HTTPSTATUS_SEVERITY_WARNING);
		REQUIRE(strncmp(problem + strlen(place),
		                severity == HTTPSTATUS_SEVERITY_ERROR ? "error: " : "warning: ", 7) == 0);
		REQUIRE(is_plain(problem));
		errors += severity == HTTPSTATUS_SEVERITY_ERROR;
	}
	return errors;
}

/* NULL if the text has errors. */
static const httpstatus_catalog *read_text(const char *text, size_t size, int strict)
{
	const httpstatus_catalog *catalog;
	httpstatus_builder *builder;
	int read, built;

	REQUIRE(httpstatus_builder_new(&builder) == 0);
	httpstatus_builder_set_strict(builder, strict);
	read = httpstatus_builder_read_mem(builder, "fuzz.cat", text, size);
	built = httpstatus_builder_build(builder, &catalog);
	REQUIRE(read == 0 || read == HTTPSTATUS_E_CATALOG);
	REQUIRE(built == 0 || built == HTTPSTATUS_E_CATALOG);
	REQUIRE(read == 0 || built != 0);
	REQUIRE((built == 0) == (catalog != NULL));
	REQUIRE((built == 0) == (check_problems(builder, text, size) == 0));
	httpstatus_builder_free(builder);
	return catalog;
}

static void require_same_text(const char *a, const char *b, size_t longest)
{
	REQUIRE(strcmp(a, b) == 0 && strlen(a) <= longest && is_plain(a));
}

static void require_same_list(const httpstatus_entry *a, const httpstatus_entry *b,
                              const char *(*get)(const httpstatus_entry *, size_t),
                              size_t longest)
{
	const char *text;
	size_t n = 0;

	for (; (text = get(a, n)) != NULL; n++) {
		REQUIRE(get(b, n) != NULL);
		require_same_text(text, get(b, n), longest);
	}
	REQUIRE(!get(b, n));
}

static void require_same_headers(const httpstatus_entry *a, const httpstatus_entry *b)
{
	const char *header;
	int level, other, previous = 0;
	size_t n = 0;

	for (; (header = httpstatus_entry_field(a, n, &level)) != NULL; n++) {
		const char *same = httpstatus_entry_field(b, n, &other);

		REQUIRE(same && strcmp(header, same) == 0 && level == other);
		REQUIRE(level >= previous);
		previous = level;
	}
	REQUIRE(!httpstatus_entry_field(b, n, NULL) && level == 0);
}

static void require_same_entry(const httpstatus_catalog *first, const httpstatus_catalog *second,
                               const httpstatus_entry *a)
{
	int code = httpstatus_entry_code(a);
	const httpstatus_entry *b = httpstatus_lookup(second, code);
	const char *phrase = httpstatus_entry_phrase(a);

	REQUIRE(b && httpstatus_entry_code(b) == code);
	require_same_text(phrase, httpstatus_entry_phrase(b), LONGEST_NAME);
	REQUIRE(strlen(phrase) == httpstatus_entry_phrase_length(a));
	require_same_text(httpstatus_entry_summary(a), httpstatus_entry_summary(b), LONGEST_TEXT);
	REQUIRE(httpstatus_entry_flags(a) == httpstatus_entry_flags(b));
	REQUIRE(httpstatus_entry_redirect(a) == httpstatus_entry_redirect(b));
	REQUIRE(httpstatus_entry_processed(a) == httpstatus_entry_processed(b));
	REQUIRE(httpstatus_entry_fault(a) == httpstatus_entry_fault(b));
	require_same_list(a, b, httpstatus_entry_alias, LONGEST_NAME);
	require_same_list(a, b, httpstatus_entry_reference, LONGEST_TEXT);
	require_same_headers(a, b);
	for (uint32_t traits = 0; traits < 4; traits++)
		REQUIRE(httpstatus_advise(first, code, traits) == httpstatus_advise(second, code, traits));
	REQUIRE(httpstatus_framing(first, code, NULL) == httpstatus_framing(second, code, NULL));
}

static void require_same(const httpstatus_catalog *a, const httpstatus_catalog *b)
{
	const httpstatus_entry *entry = NULL;
	size_t count = 0;

	require_same_text(httpstatus_catalog_name(a), httpstatus_catalog_name(b), 32);
	require_same_text(httpstatus_catalog_title(a), httpstatus_catalog_title(b), LONGEST_TEXT);
	require_same_text(httpstatus_catalog_version(a), httpstatus_catalog_version(b), LONGEST_TEXT);
	require_same_text(httpstatus_catalog_source(a), httpstatus_catalog_source(b), LONGEST_TEXT);
	REQUIRE(httpstatus_catalog_size(a) == httpstatus_catalog_size(b));
	for (; (entry = httpstatus_entry_next(a, entry)) != NULL; count++)
		require_same_entry(a, b, entry);
	REQUIRE(count == httpstatus_catalog_size(a));
}

static char *print(const httpstatus_catalog *catalog, size_t *length)
{
	char *text;

	*length = httpstatus_catalog_print(catalog, NULL, 0);
	text = fuzz_block(*length + 1);
	REQUIRE(httpstatus_catalog_print(catalog, text, *length + 1) == *length);
	REQUIRE(strlen(text) == *length);
	return text;
}

static void check_round_trip(const httpstatus_catalog *catalog, size_t cut)
{
	size_t length, length_again;
	char *text = print(catalog, &length), *start = fuzz_block(cut), *exact, *text_again;
	const httpstatus_catalog *again;

	fuzz_require_cut(text, length, start, cut, httpstatus_catalog_print(catalog, start, cut));
	free(start);
	if (length <= LONGEST) {
		exact = fuzz_copy(text, length);
		/* The strict reader refuses what the other one warned of: httpstatus-catalog(5), Trust. */
		again = read_text(exact, length, 0);
		REQUIRE(again != NULL);
		require_same(catalog, again);
		text_again = print(again, &length_again);
		REQUIRE(length_again == length && memcmp(text, text_again, length) == 0);
		free(text_again);
		httpstatus_catalog_unref(again);
		free(exact);
	}
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = fuzz_copy(data, size);
	const httpstatus_catalog *catalog = read_text(copy, size, 0);
	const httpstatus_catalog *strict = read_text(copy, size, 1);
	const httpstatus_catalog *loaded;

	/* What the strict reader takes is the same to the other one. */
	REQUIRE(catalog || !strict);
	if (strict)
		require_same(catalog, strict);
	httpstatus_catalog_unref(strict);
	REQUIRE(httpstatus_catalog_load_mem(copy, size, &loaded) ==
	        (catalog ? 0 : HTTPSTATUS_E_CATALOG));
	httpstatus_catalog_unref(loaded);
	if (catalog)
		check_round_trip(catalog, size % 100);
	httpstatus_catalog_unref(catalog);
	free(copy);
	return 0;
}
