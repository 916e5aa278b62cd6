/* SPDX-License-Identifier: MIT */
/*
 * check_builder.c - catalogs from texts and from programs, and stacks of them
 *
 * What is expected comes from httpstatus-catalog(5) and the header. Texts are
 * read from a block of exactly their size that is freed at once, so that
 * AddressSanitizer and valgrind see a byte read too much, or read too late.
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "suite.h"

#define HEAD   "Catalog: t\nFormat: 1\n"
#define STATUS HEAD "\nStatus: 503\n"    /* the next line is the fifth */

#define ERROR   HTTPSTATUS_SEVERITY_ERROR
#define WARNING HTTPSTATUS_SEVERITY_WARNING

#define MEBIBYTE ((size_t)1 << 20)

/* Every field of the format once, or twice where it may be repeated. */
static const struct field {
	int code;
	const char *name, *value;
} every_field[] = {
	{ -1, "Catalog", "full" },
	{ -1, "Format", "1" },
	{ -1, "Title", "Everything: it's all here, once" },
	{ -1, "Version", "2026-11-21" },
	{ -1, "Source", "a test" },
	{ 0, "Reason", "No answer" },
	{ 0, "Flags", "log-only" },
	{ 0, "Fault", "network" },
	{ 302, "Reason", "Elsewhere" },
	{ 302, "Redirect", "post-to-get" },
	{ 302, "Must-Send", "Location" },
	{ 503, "Reason", "Service, \"Unavailable\": don't" },
	{ 503, "Alias", "Busy, Come Back Later" },
	{ 503, "Alias", "Grüße" },
	{ 503, "Summary", "The back end is being restarted. It comes back." },
	{ 503, "Reference", "RFC 9110, Section 15.6.4" },
	{ 503, "Reference", "Manual, page 3" },
	{ 503, "Must-Send", "Retry-After, Date" },
	{ 503, "Should-Send", "Content-Type" },
	{ 503, "May-Send", "Age, Warning" },
	{ 503, "Flags", "intermediary, no-store, unofficial" },
	{ 503, "Content", "zero" },
	{ 503, "Redirect", "none" },
	{ 503, "Fault", "rate" },
	{ 503, "Retry", "amend" },
	{ 503, "Processed", "refused" },
	{ 503, "Persistence", "state" },
	{ 503, "Change", "content, endpoint" },
	{ 503, "Limit", "7" },
	{ 999, "Reason", "Last" },
	{ 999, "Retry", "stop" },
};
#define EVERY_FIELD (sizeof(every_field) / sizeof(every_field[0]))

/* ---- Helpers ----------------------------------------------------------- */

static httpstatus_builder *new_builder(void)
{
	httpstatus_builder *builder;

	ck_assert_int_eq(httpstatus_builder_new(&builder), 0);
	ck_assert_ptr_nonnull(builder);
	return builder;
}

static int read_block(httpstatus_builder *builder, const char *text, size_t length)
{
	char *block = malloc(length ? length : 1);
	int error;

	if (!block)
		ck_abort_msg("out of memory");
	memcpy(block, text, length);
	error = httpstatus_builder_read_mem(builder, "t.cat", length ? block : NULL, length);
	free(block);
	return error;
}

static const httpstatus_catalog *build(httpstatus_builder *builder)
{
	const httpstatus_catalog *catalog;
	int error = httpstatus_builder_build(builder, &catalog);

	if (error || !catalog)
		ck_abort_msg("build: %d, %s", error, httpstatus_builder_problem(builder, 0, NULL, NULL));
	return catalog;
}

static const httpstatus_catalog *load_length(const char *text, size_t length)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;
	int error = read_block(builder, text, length);

	if (error)
		ck_abort_msg("%d, %s in\n%.200s", error,
		             httpstatus_builder_problem(builder, 0, NULL, NULL), text);
	catalog = build(builder);
	httpstatus_builder_free(builder);
	return catalog;
}

static const httpstatus_catalog *load(const char *text)
{
	return load_length(text, strlen(text));
}

/* The catalog of a text that extends base. */
static const httpstatus_catalog *extend(const httpstatus_catalog *base, const char *text)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;

	ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	catalog = build(builder);
	httpstatus_builder_free(builder);
	return catalog;
}

static size_t problem_count(const httpstatus_builder *builder)
{
	size_t n = 0;

	while (httpstatus_builder_problem(builder, n, NULL, NULL))
		n++;
	return n;
}

static void print_problems(const httpstatus_builder *builder)
{
	const char *s;
	size_t n;

	for (n = 0; n < 20 && (s = httpstatus_builder_problem(builder, n, NULL, NULL)); n++)
		fprintf(stderr, "%s\n", s);
}

/*
 * Whether there is a problem of this severity at this line that holds all
 * the words, which a space divides; '_' in a word stands for a space.
 */
static int has_problem(const httpstatus_builder *builder, int severity, int line,
                       const char *words)
{
	int got_severity, got_line, all;
	const char *s, *w;
	char word[128], start[64];
	size_t n, i;

	snprintf(start, sizeof(start), "t.cat:%d: %s: ", line,
	         severity == ERROR ? "error" : "warning");
	for (n = 0; (s = httpstatus_builder_problem(builder, n, &got_severity, &got_line)); n++) {
		if (got_severity != severity || got_line != line)
			continue;
		if (line > 0 && strncmp(s, start, strlen(start)) != 0)
			ck_abort_msg("\"%s\" does not start with \"%s\"", s, start);
		all = 1;
		for (w = words; *w; w += *w == ' ') {
			for (i = 0; *w && *w != ' '; w++)
				word[i++] = *w == '_' ? ' ' : *w;
			word[i] = '\0';
			all &= strstr(s, word) != NULL;
		}
		if (all)
			return 1;
	}
	return 0;
}

/* The text has exactly this one error, and no catalog comes of it. */
static void refused_length(const char *text, size_t length, int line, const char *words)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog = httpstatus_builtin("iana");
	int read_error = read_block(builder, text, length);
	int error = httpstatus_builder_build(builder, &catalog);

	if (!has_problem(builder, ERROR, line, words) || problem_count(builder) != 1) {
		print_problems(builder);
		ck_abort_msg("%zu problems; expected one at line %d with \"%s\" in\n%.300s",
		             problem_count(builder), line, words, text);
	}
	ck_assert_int_eq(read_error, HTTPSTATUS_E_CATALOG);
	ck_assert_int_eq(error, HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(catalog);
	httpstatus_builder_free(builder);
}

static void refused(const char *text, int line, const char *words)
{
	refused_length(text, strlen(text), line, words);
}

/* A text that grows. */
struct text {
	char *s;
	size_t length;
};

__attribute__((format(printf, 2, 3)))
static void put(struct text *text, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	text->s = realloc(text->s, text->length + (size_t)length + 1);
	if (length < 0 || !text->s)
		ck_abort_msg("out of memory");
	va_start(args, format);
	vsnprintf(text->s + text->length, (size_t)length + 1, format, args);
	va_end(args);
	text->length += (size_t)length;
}

static void put_run(struct text *text, int c, size_t length)
{
	text->s = realloc(text->s, text->length + length + 1);
	if (!text->s)
		ck_abort_msg("out of memory");
	memset(text->s + text->length, c, length);
	text->length += length;
	text->s[text->length] = '\0';
}

static int lookup_phrase(const httpstatus_catalog *catalog, const char *s)
{
	size_t length = strlen(s);
	char *block = malloc(length ? length : 1);
	int code;

	if (!block)
		ck_abort_msg("out of memory");
	memcpy(block, s, length);
	code = httpstatus_entry_code(httpstatus_lookup_phrase(catalog, block, length));
	free(block);
	return code;
}

static void is_phrase(const httpstatus_catalog *catalog, int code, const char *phrase)
{
	const httpstatus_entry *entry = httpstatus_lookup(catalog, code);

	ck_assert_ptr_nonnull(entry);
	ck_assert_str_eq(httpstatus_entry_phrase(entry), phrase);
	ck_assert_uint_eq(httpstatus_entry_phrase_length(entry), strlen(phrase));
	ck_assert_int_eq(httpstatus_entry_code(entry), code);
}

static void is_summary(const char *text, const char *summary)
{
	const httpstatus_catalog *catalog = load(text);

	ck_assert_str_eq(httpstatus_entry_summary(httpstatus_lookup(catalog, 503)), summary);
	httpstatus_catalog_unref(catalog);
}

/* ---- Comparing by every getter ----------------------------------------- */

enum getter {
	GET_PHRASE = 1, GET_ALIAS = 2, GET_SUMMARY = 4, GET_REFERENCE = 8, GET_MUST = 16,
	GET_SHOULD = 32, GET_MAY = 64, GET_FLAGS = 128, GET_CONTENT = 256, GET_REDIRECT = 512,
	GET_FAULT = 1024, GET_VERDICT = 2048, GET_PROCESSED = 4096, GET_PERSISTENCE = 8192,
	GET_CHANGE = 16384, GET_LIMIT = 32768
};

static int differ(const char *a, const char *b)
{
	return !a || !b ? a != b : strcmp(a, b) != 0;
}

static int aliases_differ(const httpstatus_entry *a, const httpstatus_entry *b)
{
	size_t n;

	for (n = 0; httpstatus_entry_alias(a, n) || httpstatus_entry_alias(b, n); n++)
		if (differ(httpstatus_entry_alias(a, n), httpstatus_entry_alias(b, n)))
			return 1;
	return 0;
}

static int references_differ(const httpstatus_entry *a, const httpstatus_entry *b)
{
	size_t n;

	for (n = 0; httpstatus_entry_reference(a, n) || httpstatus_entry_reference(b, n); n++)
		if (differ(httpstatus_entry_reference(a, n), httpstatus_entry_reference(b, n)))
			return 1;
	return 0;
}

/* The i-th header of one level, NULL after the last. */
static const char *header_of(const httpstatus_entry *entry, int level, size_t i)
{
	const char *s;
	size_t n;
	int got;

	for (n = 0; (s = httpstatus_entry_field(entry, n, &got)); n++)
		if (got == level && i-- == 0)
			return s;
	return NULL;
}

static int headers_differ(const httpstatus_entry *a, const httpstatus_entry *b, int level)
{
	size_t n;

	for (n = 0; header_of(a, level, n) || header_of(b, level, n); n++)
		if (differ(header_of(a, level, n), header_of(b, level, n)))
			return 1;
	return 0;
}

static int advice_differs(httpstatus_advice a, httpstatus_advice b)
{
	const uint32_t persistence = HTTPSTATUS_REASON_TRANSIENT | HTTPSTATUS_REASON_THROTTLED |
	                             HTTPSTATUS_REASON_STATE | HTTPSTATUS_REASON_PERMANENT;
	int d = 0;

	if (httpstatus_advice_verdict(a) != httpstatus_advice_verdict(b))
		d |= GET_VERDICT;
	if (httpstatus_advice_processed(a) != httpstatus_advice_processed(b))
		d |= GET_PROCESSED;
	if ((httpstatus_advice_reasons(a) ^ httpstatus_advice_reasons(b)) & persistence)
		d |= GET_PERSISTENCE;
	if (httpstatus_advice_changes(a) != httpstatus_advice_changes(b))
		d |= GET_CHANGE;
	if (httpstatus_advice_limit(a) != httpstatus_advice_limit(b))
		d |= GET_LIMIT;
	return d;
}

/* What two catalogs answer differently on a code that both have. */
static int difference(const httpstatus_catalog *ca, const httpstatus_catalog *cb, int code)
{
	const httpstatus_entry *a = httpstatus_lookup(ca, code), *b = httpstatus_lookup(cb, code);
	int d = advice_differs(httpstatus_advise(ca, code, HTTPSTATUS_TRAIT_IDEMPOTENT),
	                       httpstatus_advise(cb, code, HTTPSTATUS_TRAIT_IDEMPOTENT));

	ck_assert_ptr_nonnull(a);
	ck_assert_ptr_nonnull(b);
	d |= differ(httpstatus_entry_phrase(a), httpstatus_entry_phrase(b)) ? GET_PHRASE : 0;
	d |= aliases_differ(a, b) ? GET_ALIAS : 0;
	d |= differ(httpstatus_entry_summary(a), httpstatus_entry_summary(b)) ? GET_SUMMARY : 0;
	d |= references_differ(a, b) ? GET_REFERENCE : 0;
	d |= headers_differ(a, b, HTTPSTATUS_LEVEL_MUST) ? GET_MUST : 0;
	d |= headers_differ(a, b, HTTPSTATUS_LEVEL_SHOULD) ? GET_SHOULD : 0;
	d |= headers_differ(a, b, HTTPSTATUS_LEVEL_MAY) ? GET_MAY : 0;
	d |= httpstatus_entry_flags(a) != httpstatus_entry_flags(b) ? GET_FLAGS : 0;
	d |= httpstatus_framing(ca, code, "GET") != httpstatus_framing(cb, code, "GET")
	   ? GET_CONTENT : 0;
	d |= httpstatus_entry_redirect(a) != httpstatus_entry_redirect(b) ? GET_REDIRECT : 0;
	d |= httpstatus_entry_fault(a) != httpstatus_entry_fault(b) ? GET_FAULT : 0;
	d |= httpstatus_entry_processed(a) != httpstatus_entry_processed(b) ? GET_PROCESSED : 0;
	return d;
}

static void same_catalogs(const httpstatus_catalog *a, const httpstatus_catalog *b)
{
	const httpstatus_entry *entry = NULL;

	ck_assert_str_eq(httpstatus_catalog_name(a), httpstatus_catalog_name(b));
	ck_assert_str_eq(httpstatus_catalog_title(a), httpstatus_catalog_title(b));
	ck_assert_str_eq(httpstatus_catalog_version(a), httpstatus_catalog_version(b));
	ck_assert_str_eq(httpstatus_catalog_source(a), httpstatus_catalog_source(b));
	ck_assert_uint_eq(httpstatus_catalog_size(a), httpstatus_catalog_size(b));
	while ((entry = httpstatus_entry_next(a, entry)))
		ck_assert_int_eq(difference(a, b, httpstatus_entry_code(entry)), 0);
}

/* The text of every_field, with line ends of choice. */
static struct text full_text(const char *line_end)
{
	struct text text = { NULL, 0 };
	int code = -1;
	size_t i;

	for (i = 0; i < EVERY_FIELD; i++) {
		if (every_field[i].code != code) {
			code = every_field[i].code;
			put(&text, "%sStatus: %03d%s", line_end, code, line_end);
		}
		put(&text, "%s: %s%s", every_field[i].name, every_field[i].value, line_end);
	}
	return text;
}

/* ---- Good texts -------------------------------------------------------- */

static void is_full(const httpstatus_catalog *c)
{
	const httpstatus_entry *e = httpstatus_lookup(c, 503);
	httpstatus_advice advice = httpstatus_advise(c, 503, HTTPSTATUS_TRAIT_IDEMPOTENT);
	int level;

	ck_assert_str_eq(httpstatus_catalog_name(c), "full");
	ck_assert_str_eq(httpstatus_catalog_title(c), "Everything: it's all here, once");
	ck_assert_str_eq(httpstatus_catalog_version(c), "2026-11-21");
	ck_assert_str_eq(httpstatus_catalog_source(c), "a test");
	ck_assert_uint_eq(httpstatus_catalog_size(c), 4);
	is_phrase(c, 0, "No answer");
	is_phrase(c, 302, "Elsewhere");
	is_phrase(c, 503, "Service, \"Unavailable\": don't");
	is_phrase(c, 999, "Last");
	ck_assert_str_eq(httpstatus_entry_alias(e, 0), "Busy, Come Back Later");
	ck_assert_str_eq(httpstatus_entry_alias(e, 1), "Grüße");
	ck_assert_ptr_null(httpstatus_entry_alias(e, 2));
	ck_assert_str_eq(httpstatus_entry_summary(e),
	                 "The back end is being restarted. It comes back.");
	ck_assert_str_eq(httpstatus_entry_reference(e, 0), "RFC 9110, Section 15.6.4");
	ck_assert_str_eq(httpstatus_entry_reference(e, 1), "Manual, page 3");
	ck_assert_ptr_null(httpstatus_entry_reference(e, 2));
	ck_assert_str_eq(httpstatus_entry_field(e, 0, &level), "Retry-After");
	ck_assert_int_eq(level, HTTPSTATUS_LEVEL_MUST);
	ck_assert_str_eq(httpstatus_entry_field(e, 1, NULL), "Date");
	ck_assert_str_eq(httpstatus_entry_field(e, 2, &level), "Content-Type");
	ck_assert_int_eq(level, HTTPSTATUS_LEVEL_SHOULD);
	ck_assert_str_eq(httpstatus_entry_field(e, 4, &level), "Warning");
	ck_assert_int_eq(level, HTTPSTATUS_LEVEL_MAY);
	ck_assert_ptr_null(httpstatus_entry_field(e, 5, &level));
	ck_assert_int_eq(level, 0);
	ck_assert_uint_eq(httpstatus_entry_flags(e), HTTPSTATUS_FLAG_INTERMEDIARY |
	                  HTTPSTATUS_FLAG_NO_STORE | HTTPSTATUS_FLAG_UNOFFICIAL);
	ck_assert_int_eq(httpstatus_framing(c, 503, "GET"), HTTPSTATUS_FRAMING_ZERO);
	ck_assert_int_eq(httpstatus_entry_redirect(e), HTTPSTATUS_REDIRECT_NONE);
	ck_assert_int_eq(httpstatus_entry_redirect(httpstatus_lookup(c, 302)),
	                 HTTPSTATUS_REDIRECT_POST_TO_GET);
	ck_assert_int_eq(httpstatus_entry_fault(e), HTTPSTATUS_FAULT_RATE);
	ck_assert_int_eq(httpstatus_entry_fault(httpstatus_lookup(c, 0)), HTTPSTATUS_FAULT_NETWORK);
	ck_assert_int_eq(httpstatus_entry_fault(httpstatus_lookup(c, 999)), HTTPSTATUS_FAULT_UNKNOWN);
	ck_assert_int_eq(httpstatus_entry_processed(e), HTTPSTATUS_PROCESSED_REFUSED);
	ck_assert_ptr_eq(httpstatus_entry_catalog(e), c);
	ck_assert_int_eq(httpstatus_advice_verdict(advice), HTTPSTATUS_VERDICT_AMEND);
	ck_assert_int_eq(httpstatus_advice_processed(advice), HTTPSTATUS_PROCESSED_REFUSED);
	ck_assert_uint_eq(httpstatus_advice_changes(advice),
	                  HTTPSTATUS_CHANGE_CONTENT | HTTPSTATUS_CHANGE_ENDPOINT);
	ck_assert(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_STATE);
	ck_assert_int_eq(httpstatus_advice_limit(advice), 7);
}

START_TEST(every_field_by_text)
{
	static const char *const line_ends[] = { "\n", "\r\n" };
	const httpstatus_catalog *catalog;
	struct text text;
	size_t i, cut;

	for (i = 0; i < 2; i++)
		for (cut = 0; cut < 2; cut++) {
			text = full_text(line_ends[i]);
			/* The last line need not end. */
			catalog = load_length(text.s, text.length - (cut ? strlen(line_ends[i]) : 0));
			is_full(catalog);
			httpstatus_catalog_unref(catalog);
			free(text.s);
		}
}
END_TEST

START_TEST(every_field_by_program)
{
	httpstatus_builder *builder = new_builder();
	struct text text = full_text("\n");
	const httpstatus_catalog *by_text = load(text.s), *by_set;
	char name[32], value[128];
	size_t i;

	for (i = 0; i < EVERY_FIELD; i++) {
		/* Copied: the library may not keep the pointers. */
		snprintf(name, sizeof(name), "%s", every_field[i].name);
		snprintf(value, sizeof(value), "%s", every_field[i].value);
		ck_assert_int_eq(httpstatus_builder_set(builder, every_field[i].code, name, value), 0);
	}
	ck_assert_uint_eq(problem_count(builder), 0);
	by_set = build(builder);
	httpstatus_builder_free(builder);
	is_full(by_set);
	same_catalogs(by_text, by_set);
	same_catalogs(by_set, by_text);
	httpstatus_catalog_unref(by_set);
	httpstatus_catalog_unref(by_text);
	free(text.s);
}
END_TEST

START_TEST(example_of_the_manual)
{
	const httpstatus_catalog *c = load(
		"Catalog: acme\nFormat: 1\nTitle: Acme storage API\n"
		"Source: Acme API reference, 2026-11\nExtends: iana\n\n"
		"# Acme restarts back ends at night and says so with a 503.\n"
		"Status: 503\nReason: ServiceUnavailable\nAlias: Busy, Come Back Later\n"
		"Retry: amend\nChange: content\nProcessed: refused\n"
		"Summary: The back end is being restarted.\n Long requests should be sent in parts.\n");

	is_phrase(c, 503, "ServiceUnavailable");
	ck_assert_str_eq(httpstatus_entry_summary(httpstatus_lookup(c, 503)),
	                 "The back end is being restarted. Long requests should be sent in parts.");
	ck_assert_int_eq(lookup_phrase(c, "busy, come back later"), 503);
	ck_assert_uint_eq(httpstatus_catalog_size(c), httpstatus_catalog_size(NULL));
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(folded_values)
{
	is_summary(STATUS "Summary: a\n b\n", "a b");
	is_summary(STATUS "Summary: a\n\tb\n", "a b");
	is_summary(STATUS "Summary: a  \n \t  b\t\n   c", "a b c");
	is_summary(STATUS "Summary:\n b\n", "b");
	is_summary(STATUS "Summary: a\r\n b\r\n", "a b");
	is_summary(STATUS "Summary: a\n b\nReason: x\n", "a b");
	/* A comment within the value; a '#' elsewhere is text. */
	is_summary(STATUS "Summary: a\n# no\n b\n#\n c\n", "a b c");
	is_summary(STATUS "Summary: a #1\n # 2\n", "a #1 # 2");
	/* A continued line that looks like a field is not one. */
	is_summary(STATUS "Summary: a\n Reason: b\n", "a Reason: b");
}
END_TEST

START_TEST(white_space_and_blank_lines)
{
	const httpstatus_catalog *c;

	is_summary(STATUS "Summary:a b\n", "a b");
	is_summary(STATUS "Summary:   \t a b \t \n", "a b");
	is_summary("\n\n# first\nCatalog: t\n# between\nFormat: 1\n\n\n\n#\nStatus: 503\nSummary: s",
	           "s");
	c = load(HEAD "\nStatus: 400\n\n\r\n\nStatus: 401\nReason: x\n\n\n");
	ck_assert_uint_eq(httpstatus_catalog_size(c), 2);
	is_phrase(c, 400, "");
	is_phrase(c, 401, "x");
	httpstatus_catalog_unref(c);
	/* Nor is a line of white space anything but blank. */
	c = load(HEAD " \nStatus: 400\n\t\nStatus: 401\nReason: x\n \t \nStatus: 402\n   ");
	ck_assert_uint_eq(httpstatus_catalog_size(c), 3);
	httpstatus_catalog_unref(c);
	/* The first line may be continued as any other. */
	c = load("Catalog:\n t\nFormat: 1\n");
	ck_assert_str_eq(httpstatus_catalog_name(c), "t");
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(names_in_any_case)
{
	const httpstatus_catalog *c = load("CATALOG: t\nformat: 1\ntItLe: T\n\nsTATUS: 503\n"
	                                   "REASON: r\nmust-SEND: Age\n");

	ck_assert_str_eq(httpstatus_catalog_title(c), "T");
	is_phrase(c, 503, "r");
	ck_assert_str_eq(httpstatus_entry_field(httpstatus_lookup(c, 503), 0, NULL), "Age");
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(the_authors_own_fields)
{
	httpstatus_builder *builder = new_builder();
	const char *text = HEAD "X-Owner: me\nx-owner: you\n\nStatus: 503\nX-Reason: a\n b\n"
	                   "X-Status: none\nReason: r\n";
	const httpstatus_catalog *c;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	ck_assert_uint_eq(problem_count(builder), 0);
	c = build(builder);
	is_phrase(c, 503, "r");
	httpstatus_catalog_unref(c);
	httpstatus_builder_free(builder);
}
END_TEST

/* "X-" alone starts with X-, too; a hyphen elsewhere or another letter does not do. */
START_TEST(what_is_an_own_field)
{
	static const struct { const char *name; size_t problems; } cases[] = {
		{ "X-", 0 }, { "x-", 0 }, { "X--", 0 }, { "X-1", 0 },
		{ "X", 1 }, { "Y-", 1 }, { "y-x", 1 }, { "XY-", 1 }, { "-X", 1 }, { "--", 1 },
	};

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		httpstatus_builder *builder = new_builder();
		char text[64];
		int length = snprintf(text, sizeof(text), STATUS "%s: 1\n", cases[n].name);

		ck_assert_int_eq(httpstatus_builder_set(builder, 503, cases[n].name, "1"), 0);
		if (problem_count(builder) != cases[n].problems)
			ck_abort_msg("%s, set", cases[n].name);
		ck_assert_int_eq(read_block(builder, text, (size_t)length), 0);
		if (problem_count(builder) != 2 * cases[n].problems)
			ck_abort_msg("%s, read", cases[n].name);
		httpstatus_builder_free(builder);
	}
}
END_TEST

/* The manual does not say so, but editors put the mark there. */
START_TEST(byte_order_mark)
{
	const httpstatus_catalog *c = load("\xEF\xBB\xBF" STATUS "Reason: r\n");

	is_phrase(c, 503, "r");
	httpstatus_catalog_unref(c);
	refused("\xEF\xBB\xBF" STATUS "Retry: no\n", 5, "Retry found 'no' expected");
	/* It is three bytes, and alone it is no text. */
	refused("\xEF\xBB\xBF", 1, "found_no_property");
}
END_TEST

START_TEST(half_a_byte_order_mark)
{
	static const char *const texts[] = { "\xEF\xBB", "\xEF\xBB\xBE" STATUS, "\xEF\xBB" STATUS };

	for (size_t n = 0; n < sizeof(texts) / sizeof(texts[0]); n++) {
		httpstatus_builder *builder = new_builder();

		ck_assert_int_eq(read_block(builder, texts[n], strlen(texts[n])), HTTPSTATUS_E_CATALOG);
		ck_assert(has_problem(builder, ERROR, 1, "expected_a_property"));
		httpstatus_builder_free(builder);
	}
}
END_TEST

START_TEST(nothing_stated)
{
	const httpstatus_catalog *c = load(STATUS "\nStatus: 404\n\nStatus: 204\n\nStatus: 000\n");
	const httpstatus_entry *e = httpstatus_lookup(c, 503);

	ck_assert_str_eq(httpstatus_catalog_title(c), "");
	ck_assert_str_eq(httpstatus_catalog_version(c), "");
	ck_assert_str_eq(httpstatus_catalog_source(c), "");
	is_phrase(c, 503, "");
	ck_assert_str_eq(httpstatus_entry_summary(e), "");
	ck_assert_ptr_null(httpstatus_entry_alias(e, 0));
	ck_assert_ptr_null(httpstatus_entry_reference(e, 0));
	ck_assert_ptr_null(httpstatus_entry_field(e, 0, NULL));
	ck_assert_uint_eq(httpstatus_entry_flags(e), 0);
	ck_assert_int_eq(httpstatus_entry_redirect(e), HTTPSTATUS_REDIRECT_NONE);
	ck_assert_int_eq(httpstatus_entry_processed(e), HTTPSTATUS_PROCESSED_UNKNOWN);
	ck_assert_int_eq(httpstatus_entry_fault(e), HTTPSTATUS_FAULT_SERVER);
	ck_assert_int_eq(httpstatus_entry_fault(httpstatus_lookup(c, 404)), HTTPSTATUS_FAULT_CLIENT);
	ck_assert_int_eq(httpstatus_entry_fault(httpstatus_lookup(c, 204)), HTTPSTATUS_FAULT_NONE);
	ck_assert_int_eq(httpstatus_entry_fault(httpstatus_lookup(c, 0)), HTTPSTATUS_FAULT_UNKNOWN);
	ck_assert_ptr_null(httpstatus_lookup(c, 200));
	httpstatus_catalog_unref(c);
	c = load(HEAD);
	ck_assert_uint_eq(httpstatus_catalog_size(c), 0);
	ck_assert_ptr_null(httpstatus_entry_next(c, NULL));
	ck_assert_int_eq(httpstatus_entry_code(httpstatus_resolve(c, 404)), 404);
	ck_assert_int_eq(lookup_phrase(c, "OK"), -1);
	ck_assert_int_eq(lookup_phrase(c, "Not Found"), -1);
	ck_assert_int_eq(lookup_phrase(c, "--------Not Found"), -1);
	ck_assert_int_eq(lookup_phrase(c, "-----------------------------Not Found"), -1);
	httpstatus_catalog_unref(c);
}
END_TEST

/* Every word of every list of the manual, against the header's value. */
START_TEST(every_word)
{
	static const struct { const char *field, *word; uint32_t value; } words[] = {
		{ "Flags", "interim", HTTPSTATUS_FLAG_INTERIM },
		{ "Flags", "cacheable", HTTPSTATUS_FLAG_CACHEABLE },
		{ "Flags", "no-store", HTTPSTATUS_FLAG_NO_STORE },
		{ "Flags", "permanent", HTTPSTATUS_FLAG_PERMANENT },
		{ "Flags", "intermediary", HTTPSTATUS_FLAG_INTERMEDIARY },
		{ "Flags", "log-only", HTTPSTATUS_FLAG_LOG_ONLY },
		{ "Flags", "client-gone", HTTPSTATUS_FLAG_CLIENT_GONE },
		{ "Flags", "unofficial", HTTPSTATUS_FLAG_UNOFFICIAL },
		{ "Flags", "reserved", HTTPSTATUS_FLAG_RESERVED },
		{ "Flags", "temporary", HTTPSTATUS_FLAG_TEMPORARY },
		{ "Flags", "deprecated", HTTPSTATUS_FLAG_DEPRECATED },
		{ "Flags", "obsolete", HTTPSTATUS_FLAG_OBSOLETE },
		{ "Flags", "uncertain", HTTPSTATUS_FLAG_UNCERTAIN },
		{ "Change", "connection", HTTPSTATUS_CHANGE_CONNECTION },
		{ "Change", "endpoint", HTTPSTATUS_CHANGE_ENDPOINT },
		{ "Change", "no-early-data", HTTPSTATUS_CHANGE_NO_EARLY_DATA },
		{ "Change", "credentials", HTTPSTATUS_CHANGE_CREDENTIALS },
		{ "Change", "method", HTTPSTATUS_CHANGE_METHOD },
		{ "Change", "target", HTTPSTATUS_CHANGE_TARGET },
		{ "Change", "content", HTTPSTATUS_CHANGE_CONTENT },
		{ "Change", "range", HTTPSTATUS_CHANGE_RANGE },
		{ "Change", "precondition", HTTPSTATUS_CHANGE_PRECONDITION },
		{ "Change", "expect", HTTPSTATUS_CHANGE_EXPECT },
		{ "Change", "protocol", HTTPSTATUS_CHANGE_PROTOCOL },
		{ "Change", "length", HTTPSTATUS_CHANGE_LENGTH },
		{ "Change", "fields", HTTPSTATUS_CHANGE_FIELDS },
		{ "Change", "state", HTTPSTATUS_CHANGE_STATE },
		{ "Change", "user", HTTPSTATUS_CHANGE_USER },
		{ "Change", "configuration", HTTPSTATUS_CHANGE_CONFIGURATION },
		{ "Content", "none", HTTPSTATUS_FRAMING_NONE },
		{ "Content", "zero", HTTPSTATUS_FRAMING_ZERO },
		{ "Content", "may", HTTPSTATUS_FRAMING_MAY },
		{ "Redirect", "none", HTTPSTATUS_REDIRECT_NONE },
		{ "Redirect", "keep", HTTPSTATUS_REDIRECT_KEEP },
		{ "Redirect", "post-to-get", HTTPSTATUS_REDIRECT_POST_TO_GET },
		{ "Redirect", "get", HTTPSTATUS_REDIRECT_GET },
		{ "Fault", "none", HTTPSTATUS_FAULT_NONE },
		{ "Fault", "client", HTTPSTATUS_FAULT_CLIENT },
		{ "Fault", "auth", HTTPSTATUS_FAULT_AUTH },
		{ "Fault", "rate", HTTPSTATUS_FAULT_RATE },
		{ "Fault", "server", HTTPSTATUS_FAULT_SERVER },
		{ "Fault", "intermediary", HTTPSTATUS_FAULT_INTERMEDIARY },
		{ "Fault", "network", HTTPSTATUS_FAULT_NETWORK },
		{ "Fault", "unknown", HTTPSTATUS_FAULT_UNKNOWN },
		{ "Retry", "stop", HTTPSTATUS_VERDICT_STOP },
		{ "Retry", "done", HTTPSTATUS_VERDICT_DONE },
		{ "Retry", "wait", HTTPSTATUS_VERDICT_WAIT },
		{ "Retry", "follow", HTTPSTATUS_VERDICT_FOLLOW },
		{ "Retry", "amend", HTTPSTATUS_VERDICT_AMEND },
		{ "Retry", "retry", HTTPSTATUS_VERDICT_RETRY },
		{ "Processed", "not-reached", (uint32_t)HTTPSTATUS_PROCESSED_NOT_REACHED },
		{ "Processed", "refused", (uint32_t)HTTPSTATUS_PROCESSED_REFUSED },
		{ "Processed", "likely-not", (uint32_t)HTTPSTATUS_PROCESSED_LIKELY_NOT },
		{ "Processed", "unknown", (uint32_t)HTTPSTATUS_PROCESSED_UNKNOWN },
		{ "Processed", "likely-yes", (uint32_t)HTTPSTATUS_PROCESSED_LIKELY_YES },
		{ "Processed", "done", (uint32_t)HTTPSTATUS_PROCESSED_DONE },
		{ "Persistence", "transient", HTTPSTATUS_REASON_TRANSIENT },
		{ "Persistence", "throttled", HTTPSTATUS_REASON_THROTTLED },
		{ "Persistence", "state", HTTPSTATUS_REASON_STATE },
		{ "Persistence", "permanent", HTTPSTATUS_REASON_PERMANENT },
		{ "Limit", "none", 255 }, { "Limit", "0", 0 }, { "Limit", "1", 1 }, { "Limit", "14", 14 },
	};
	const uint32_t persistence = HTTPSTATUS_REASON_TRANSIENT | HTTPSTATUS_REASON_THROTTLED |
	                             HTTPSTATUS_REASON_STATE | HTTPSTATUS_REASON_PERMANENT;
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct text text = { NULL, 0 };
		const httpstatus_catalog *c;
		const httpstatus_entry *e;
		httpstatus_advice advice;
		uint32_t got = 0;

		put(&text, STATUS "%s: %s\n%s", words[i].field, words[i].word,
		    strcmp(words[i].field, "Retry") ? "Retry: amend\n" : "");
		c = load(text.s);
		e = httpstatus_lookup(c, 503);
		advice = httpstatus_advise(c, 503, HTTPSTATUS_TRAIT_IDEMPOTENT);
		switch (words[i].field[0]) {
		case 'R':
			got = words[i].field[2] == 'd' ? (uint32_t)httpstatus_entry_redirect(e)
			                               : (uint32_t)httpstatus_advice_verdict(advice);
			break;
		case 'F':
			got = words[i].field[1] == 'l' ? httpstatus_entry_flags(e)
			                               : (uint32_t)httpstatus_entry_fault(e);
			break;
		case 'C':
			got = words[i].field[1] == 'h' ? httpstatus_advice_changes(advice)
			                               : (uint32_t)httpstatus_framing(c, 503, "GET");
			break;
		case 'P':
			got = words[i].field[1] == 'r' ? (uint32_t)httpstatus_entry_processed(e)
			                               : httpstatus_advice_reasons(advice) & persistence;
			break;
		case 'L':
			got = (uint32_t)httpstatus_advice_limit(advice);
			break;
		}
		if (got != words[i].value)
			ck_abort_msg("%s: %s is %lx instead of %lx", words[i].field, words[i].word,
			             (unsigned long)got, (unsigned long)words[i].value);
		httpstatus_catalog_unref(c);
		free(text.s);
	}
}
END_TEST

START_TEST(all_legal_codes)
{
	struct text text = { NULL, 0 };
	const httpstatus_catalog *c;
	int code;

	put(&text, HEAD "\nStatus: 000\n");
	for (code = 100; code < 999; code++)
		put(&text, "\nStatus: %d\nReason: Number %d\n", code, code);
	c = load(text.s);
	ck_assert_uint_eq(httpstatus_catalog_size(c), 900);
	for (code = -1; code <= 1000; code++)
		ck_assert_int_eq(httpstatus_entry_code(httpstatus_lookup(c, code)),
		                 code == 0 || (code >= 100 && code < 999) ? code : -1);
	ck_assert_int_eq(lookup_phrase(c, "number-998"), 998);
	/* 9 and 0x19 differ as a letter and its small form do. */
	ck_assert_int_eq(lookup_phrase(c, "Number \x19\x19\x18"), -1);
	httpstatus_catalog_unref(c);

	/* The one code more that there is. */
	put(&text, "\nStatus: 999\n");
	refused(text.s, 4 + 1 + 3 * 899 + 1, "900");
	free(text.s);
}
END_TEST

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

/* ---- Errors ------------------------------------------------------------ */

START_TEST(unknown_words)
{
	refused(STATUS "Retry: maybe\n", 5,
	        "Retry:_found_'maybe',_expected_stop,_done,_wait,_follow,_amend,_retry_or_forbid");
	refused(STATUS "Processed: perhaps\n", 5, "Processed found 'perhaps' expected likely-not");
	refused(STATUS "Persistence: always\n", 5, "Persistence found 'always' expected throttled");
	refused(STATUS "Fault: mine\n", 5, "Fault found 'mine' expected intermediary");
	refused(STATUS "Content: some\n", 5, "Content found 'some' expected none zero may");
	refused(STATUS "Redirect: post\n", 5, "Redirect found 'post' expected post-to-get");
	refused(STATUS "Flags: no-store, bad\n", 5, "Flags found 'bad' expected client-gone");
	refused(STATUS "Change: content, mind\n", 5, "Change found 'mind' expected configuration");
	refused(STATUS "Limit: many\n", 5, "Limit found 'many' expected 0 14");
	refused(STATUS "Limit: 15\n", 5, "Limit found '15' expected 0 14");
	refused(STATUS "Limit: 255\n", 5, "Limit found '255' expected 0 14");
	refused(STATUS "Limit: -1\n", 5, "Limit found '-1' expected");
	refused(STATUS "Limit: 18446744073709551617\n", 5, "Limit found expected");
	refused(HEAD "Scope: some\n", 3, "Scope found 'some' expected all listed");
	/* The words themselves are written in lower case, one at a time. */
	refused(STATUS "Retry: stop, done\n", 5, "Retry found 'stop,_done' expected");
}
END_TEST

START_TEST(near_misses)
{
	httpstatus_builder *builder = new_builder();
	const char *text = "Catalog: t\nFormat: 1\nCatalgo: t\n\nStatus: 503\nRetyr: stop\nSumary: x\n";

	refused(STATUS "Processed: refusd\n", 5, "Processed 'refusd' did_you_mean refused");
	refused(STATUS "Flags: no-stroe\n", 5, "Flags 'no-stroe' did_you_mean no-store");
	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	ck_assert(has_problem(builder, WARNING, 3, "Catalgo did_you_mean Catalog?"));
	ck_assert(has_problem(builder, WARNING, 6, "Retyr did_you_mean Retry?"));
	ck_assert(has_problem(builder, WARNING, 7, "Sumary did_you_mean Summary?"));
	httpstatus_builder_free(builder);
}
END_TEST

START_TEST(duplicates)
{
	static const char *const once[] = {
		"Reason: a", "Summary: a", "Flags: no-store", "Content: may", "Redirect: none",
		"Fault: auth", "Retry: stop", "Processed: done",
		/* These qualify a Retry. */
		"Persistence: state", "Change: content", "Limit: 1"
	};
	static const char *const once_in_head[] = {
		"Format: 1", "Title: a", "Version: 1", "Source: a", "Scope: all", "Extends: iana"
	};
	char text[256], name[32];
	size_t i;

	for (i = 0; i < sizeof(once) / sizeof(once[0]); i++) {
		snprintf(text, sizeof(text), STATUS "%s\n%s\n%s", once[i], once[i],
		         i < 8 ? "" : "Retry: amend\n");
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(once[i], ":"), once[i]);
		refused(text, 6, name);
	}
	for (i = 0; i < sizeof(once_in_head) / sizeof(once_in_head[0]); i++) {
		snprintf(text, sizeof(text), "Catalog: t\n%s%s\n%s\n", i ? "Format: 1\n" : "",
		         once_in_head[i], once_in_head[i]);
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(once_in_head[i], ":"),
		         once_in_head[i]);
		refused(text, i ? 4 : 3, name);
	}
	refused("Catalog: t\nCatalog: u\nFormat: 1\n", 2, "Catalog");
	refused(STATUS "Status: 503\n", 5, "Status");
	refused(STATUS "Reason: a\n\nStatus: 404\n\nStatus: 503\n", 9, "503");
	refused(HEAD "\nStatus: 000\n\nStatus: 000\n", 6, "Status 0");
}
END_TEST

START_TEST(codes)
{
	static const char *const bad[] = {
		"99", "1000", "abc", "-1", "40x", "0404",
		"+404", "0x1f4", "4294967700", "18446744073709552020", "099", "001"
	};
	static const char *const good[] = { "000", "100", "599", "600", "999" };
	char text[128], words[64], *s;
	const httpstatus_catalog *c;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), HEAD "\nStatus: %s\n", bad[i]);
		snprintf(words, sizeof(words), "Status found '%s' expected 100 999", bad[i]);
		/* A space divides words: see has_problem. */
		for (s = strchr(words, '\'') + 1; *s != '\''; s++)
			*s = *s == ' ' ? '_' : *s;
		refused(text, 4, words);
	}
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		snprintf(text, sizeof(text), HEAD "\nStatus: %s\n", good[i]);
		c = load(text);
		ck_assert_uint_eq(httpstatus_catalog_size(c), 1);
		ck_assert_int_eq(httpstatus_entry_code(httpstatus_entry_next(c, NULL)), atoi(good[i]));
		httpstatus_catalog_unref(c);
	}
}
END_TEST

START_TEST(what_comes_first)
{
	refused(HEAD "\nReason: a\nStatus: 503\n", 4, "Status first expected found Reason");
	refused(HEAD "\nX-Mine: a\nStatus: 503\n", 4, "Status expected");
	refused("Format: 1\nCatalog: t\n", 1, "Catalog first expected Format");
	refused("", 1, "Catalog expected");
	refused("\n# only a comment\n", 1, "Catalog expected");
	refused("\n\nStatus: 503\n", 3, "Catalog expected Status");
	refused("Catalog: t\n", 1, "Format expected 1");
	refused("\n\nCatalog: t\n\nStatus: 503\n", 3, "Format expected 1");
	refused("Catalog: t\nFormat: 2\n", 2, "Format found '2' expected 1");
	refused("Catalog: t\nFormat: 1.0\n", 2, "Format found '1.0' expected 1");
	refused(HEAD " continued\n", 2, "Format found '1_continued' expected");
	refused(" lost\n" HEAD, 1, "");
	refused(HEAD "\n lost\n", 4, "");
}
END_TEST

START_TEST(fields_in_the_wrong_stanza)
{
	refused(HEAD "Reason: a\n", 3, "Reason");
	refused(HEAD "Retry: stop\n", 3, "Retry");
	refused(STATUS "Title: a\n", 5, "Title");
	refused(STATUS "Extends: iana\n", 5, "Extends");
	refused(STATUS "Catalog: u\n", 5, "Catalog");
}
END_TEST

START_TEST(lines_that_are_no_fields)
{
	refused(STATUS "no colon\n", 5, "");
	refused(STATUS ": no name\n", 5, "");
	refused(STATUS "Two Words: x\n", 5, "");
	refused(STATUS "Reason : x\n", 5, "");
	refused(STATUS "?olour: x\n", 5, "expected_a_property");
	refused(STATUS "Reason", 5, "expected_a_property");
}
END_TEST

/* What cannot be said of a stanza is said once, and not of each of its fields. */
START_TEST(one_problem_for_a_stanza)
{
	refused(HEAD "\nStatus: 42\nReason: a\nRetry: maybe\n", 4, "Status '42'");
	refused(HEAD "\nStatus: 404\n\nStatus: 404\nReason: a\n", 6, "Status 404 already");
	refused(HEAD "\nReason: a\nStatus: 404\n", 4, "'Reason' Status_as_the_first");
}
END_TEST

START_TEST(catalog_names)
{
	static const char *const bad[] = {
		"", "Iana", "1st", "-a", "a_b", "a b", "a.b", "a+b", "\xC3\xA4", "a/b", "{", "a{", "`",
		"abcdefghijklmnopqrstuvwxyz-012345"
	};
	static const char *const good[] = { "a", "a-1", "abcdefghijklmnopqrstuvwxyz-01234" };
	const httpstatus_catalog *c;
	char text[128];
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), "Catalog: %s\nFormat: 1\n", bad[i]);
		refused(text, 1, "Catalog expected");
	}
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		snprintf(text, sizeof(text), "Catalog: %s\nFormat: 1\n", good[i]);
		c = load(text);
		ck_assert_str_eq(httpstatus_catalog_name(c), good[i]);
		httpstatus_catalog_unref(c);
	}
}
END_TEST

/* Control characters, in all values that people read. */
START_TEST(control_characters)
{
	static const char *const fields[] = { "Reason", "Alias", "Summary", "Reference" };
	char text[128];
	size_t i;
	int c, length;

	for (i = 0; i < 4; i++)
		for (c = 0; c < 0x80; c++) {
			if (c == '\n' || c == '\t' || (c >= ' ' && c < 0x7F))
				continue;
			length = snprintf(text, sizeof(text), STATUS "%s: a#b\n", fields[i]);
			*strchr(text, '#') = (char)c;
			refused_length(text, (size_t)length, 5, fields[i]);
		}
	/* U+0080 and U+009F, the C1 controls of UTF-8. */
	refused(STATUS "Reason: a\xC2\x80z\n", 5, "Reason");
	refused(STATUS "Reason: a\xC2\x9Fz\n", 5, "Reason");
	refused_length("Catalog: t\nFormat: 1\nTitle: a\0b\n", 32, 3, "Title");
	refused(HEAD "Source: a\x1B[0m\n", 3, "Source");
	refused("Catalog: t\nFormat: 1\rTitle: b\n", 2, "");
}
END_TEST

/* A phrase is free of control characters, so a tab in it is refused or a space. */
START_TEST(tab_in_a_phrase)
{
	const httpstatus_catalog *c;
	const char *text = STATUS "Reason: a\tb\n";

	if (httpstatus_catalog_load_mem(text, strlen(text), &c) == 0)
		is_phrase(c, 503, "a b");
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(bad_utf8)
{
	static const char *const bad[] = {
		"\x80", "\xBF", "\xC3", "\xC3(", "\xC0\x80", "\xC1\xBF", "\xE2\x82", "\xE0\x9F\xBF",
		"\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x9F\x98", "\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80", "\xF8\x90\x80\x80", "\xF9\x90\x80\x80",
		"\xF8\x88\x80\x80\x80", "\xFF", "\xFE"
	};
	static const char *const good[] = {
		"\xC2\xA0", "\xDF\xBF", "\xE0\xA0\x80", "\xE2\x82\xAC", "\xED\x9F\xBF", "\xEE\x80\x80",
		"\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBD", "\xF4\x8F\xBF\xBF"
	};
	const httpstatus_catalog *c;
	char text[128], phrase[16];
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), STATUS "Reason: a%sz\n", bad[i]);
		refused(text, 5, "Reason UTF-8");
		/* At the very end of the text. */
		snprintf(text, sizeof(text), STATUS "Reason: a%s", bad[i]);
		refused(text, 5, "Reason UTF-8");
	}
	/* Nor does the value before lend it a byte. */
	refused(HEAD "Title: ab\xC3\xA9\nSource: ab\xC3\n", 4, "Source UTF-8");
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		snprintf(phrase, sizeof(phrase), "a%sz", good[i]);
		snprintf(text, sizeof(text), STATUS "Reason: %s", phrase);
		c = load(text);
		is_phrase(c, 503, phrase);
		httpstatus_catalog_unref(c);
	}
}
END_TEST

/* ---- Limits ------------------------------------------------------------ */

/* A text whose fifth line has this many bytes. */
static void long_line(const char *start, size_t length, const char *end, int good)
{
	struct text text = { NULL, 0 };

	put(&text, STATUS "%s", start);
	put_run(&text, 'x', length - strlen(start));
	put(&text, "%s", end);
	if (good)
		httpstatus_catalog_unref(load(text.s));
	else
		refused(text.s, 5, "4096");
	free(text.s);
}

START_TEST(longest_line)
{
	long_line("Summary: ", 4096, "\n", 1);
	long_line("Summary: ", 4096, "", 1);
	long_line("Summary: ", 4097, "\n", 0);
	long_line("Summary: ", 4097, "", 0);
	long_line("#", 4096, "\n", 1);
	long_line("#", 4097, "\n", 0);
	long_line("X-Mine: ", 4097, "\r\n", 0);
}
END_TEST

/* 4000 bytes on one line, a joint, and the rest on the next. */
static void folded(size_t rest, int good)
{
	struct text text = { NULL, 0 };
	const httpstatus_catalog *c;

	put(&text, STATUS "Summary:\n ");
	put_run(&text, 'x', 4000);
	put(&text, "\n ");
	put_run(&text, 'y', rest);
	put(&text, "\n");
	if (good) {
		c = load(text.s);
		ck_assert_uint_eq(strlen(httpstatus_entry_summary(httpstatus_lookup(c, 503))),
		                  4001 + rest);
		httpstatus_catalog_unref(c);
	} else {
		/* What follows is none of it. */
		put(&text, "Reason: r\n");
		refused(text.s, 5, "Summary folded_to_more_than_4096");
	}
	free(text.s);
}

START_TEST(longest_value)
{
	folded(95, 1);
	folded(96, 0);
	folded(4000, 0);
}
END_TEST

static void name_of(const char *head, const char *field, size_t length, int line)
{
	struct text text = { NULL, 0 };

	put(&text, "%s%s: ", head, field);
	put_run(&text, 'n', length);
	put(&text, "\n");
	if (line == 0)
		httpstatus_catalog_unref(load(text.s));
	else
		refused_length(text.s, text.length, line, field);
	free(text.s);
}

START_TEST(longest_names)
{
	name_of(STATUS, "Reason", 128, 0);
	name_of(STATUS, "Reason", 129, 5);
	name_of(STATUS, "Alias", 128, 0);
	name_of(STATUS, "Alias", 129, 5);
	name_of(STATUS, "Must-Send", 128, 0);
	name_of(STATUS, "Must-Send", 129, 5);
}
END_TEST

static void repeated(const char *field, int count, int line)
{
	struct text text = { NULL, 0 };
	const httpstatus_catalog *c;
	const httpstatus_entry *e;
	size_t n;
	int i;

	put(&text, STATUS);
	for (i = 0; i < count; i++)
		put(&text, "%s: item %d\n", field, i);
	if (line == 0) {
		c = load(text.s);
		e = httpstatus_lookup(c, 503);
		for (n = 0; field[0] == 'A' ? httpstatus_entry_alias(e, n) != NULL
		                            : httpstatus_entry_reference(e, n) != NULL; n++)
			;
		ck_assert_uint_eq(n, (size_t)count);
		httpstatus_catalog_unref(c);
	} else {
		refused(text.s, line, field);
	}
	free(text.s);
}

START_TEST(most_repetitions)
{
	repeated("Alias", 32, 0);
	repeated("Alias", 33, 5 + 32);
	repeated("Reference", 16, 0);
	repeated("Reference", 17, 5 + 16);
}
END_TEST

START_TEST(longest_text)
{
	const char *path = "check_builder.tmp";
	struct text text = { NULL, 0 };
	const httpstatus_catalog *catalog;
	httpstatus_builder *builder;
	int severity, line;
	FILE *file;

	put(&text, HEAD);
	while (text.length + 1000 < MEBIBYTE) {
		put(&text, "#");
		put_run(&text, 'x', 998);
		put(&text, "\n");
	}
	put(&text, "#");
	put_run(&text, 'y', MEBIBYTE - text.length);
	ck_assert_uint_eq(text.length, MEBIBYTE);
	httpstatus_catalog_unref(load_length(text.s, text.length));

	put(&text, "z");
	builder = new_builder();
	ck_assert_int_eq(read_block(builder, text.s, text.length), HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_nonnull(httpstatus_builder_problem(builder, 0, &severity, &line));
	ck_assert_int_eq(severity, ERROR);
	ck_assert_ptr_null(httpstatus_builder_problem(builder, 1, NULL, NULL));
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
	httpstatus_builder_free(builder);
	ck_assert_int_eq(httpstatus_catalog_load_mem(text.s, text.length, &catalog),
	                 HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(catalog);

	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text.s, 1, text.length, file), text.length);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(httpstatus_catalog_load_file(path, &catalog), HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(catalog);
	ck_assert_int_eq(truncate(path, (off_t)MEBIBYTE), 0);
	ck_assert_int_eq(httpstatus_catalog_load_file(path, &catalog), 0);
	httpstatus_catalog_unref(catalog);
	unlink(path);
	free(text.s);
}
END_TEST

/* 900 of the base and one more. */
START_TEST(too_many_by_inheritance)
{
	httpstatus_builder *builder = new_builder();
	struct text text = { NULL, 0 };
	const httpstatus_catalog *base, *catalog = NULL;
	const char *more = "Catalog: more\nFormat: 1\nExtends: t\n\nStatus: 000\n\nStatus: 100\n";
	int code, error;

	put(&text, HEAD);
	for (code = 100; code <= 999; code++)
		put(&text, "\nStatus: %d\n", code);
	base = load(text.s);
	ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	ck_assert_int_eq(read_block(builder, more, strlen(more)), 0);
	error = httpstatus_builder_build(builder, &catalog);
	ck_assert_int_eq(error, HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(catalog);
	/* No stanza is to blame, but the catalog. */
	ck_assert(has_problem(builder, ERROR, 1, "900"));
	ck_assert_uint_eq(problem_count(builder), 1);
	httpstatus_builder_free(builder);

	/* Nor is there one where a program set them. */
	builder = new_builder();
	ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "more"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Extends", "t"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 0, "Reason", "r"), 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_LIMIT);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "catalog: error: more than 900 codes");
	httpstatus_builder_free(builder);
	httpstatus_catalog_unref(base);
	free(text.s);
}
END_TEST

/* ---- Problems ---------------------------------------------------------- */

START_TEST(all_problems_at_once)
{
	static const char text[] =
		"Catalog: T\n"           /* 1: a bad name */
		"Format: 3\n"            /* 2 */
		"Colour: red\n"          /* 3: a warning */
		"\n"
		"Status: 503\n"
		"Retry: maybe\n"         /* 6 */
		"Limit: 1000\n"          /* 7 */
		"\n"
		"Reason: nobody's\n"     /* 9: no Status */
		"\n"
		"Status: 1000\n"         /* 11 */
		"\n"
		"Status: 503\n"          /* 13: again */
		"\n"
		"Status: 504\n"
		"Reason: a\x01\n"        /* 16 */
		"what is this?\n"        /* 17 */
		"Flags: bad, worse\n";   /* 18 */
	static const int errors[] = { 1, 2, 6, 7, 9, 11, 13, 16, 17, 18 };
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;
	int line, last = 0;
	size_t i;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), HTTPSTATUS_E_CATALOG);
	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (!has_problem(builder, ERROR, errors[i], ""))
			ck_abort_msg("no error at line %d", errors[i]);
	ck_assert(has_problem(builder, WARNING, 3, "Colour"));
	for (i = 0; httpstatus_builder_problem(builder, i, NULL, &line); i++) {
		ck_assert_int_ge(line, last);
		last = line;
	}
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(catalog);
	httpstatus_builder_free(builder);
	ck_assert_int_eq(httpstatus_catalog_load_mem(text, strlen(text), &catalog),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(catalog);
}
END_TEST

START_TEST(unknown_property_is_a_warning)
{
	httpstatus_builder *builder = new_builder();
	const char *text = STATUS "Colour: red\nReason: r\n", *s;
	const httpstatus_catalog *c;
	int severity = 0, line = 0;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	s = httpstatus_builder_problem(builder, 0, &severity, &line);
	ck_assert_ptr_nonnull(s);
	ck_assert_int_eq(strncmp(s, "t.cat:5: warning: ", 18), 0);
	ck_assert_ptr_nonnull(strstr(s, "Colour"));
	ck_assert_int_eq(severity, WARNING);
	ck_assert_int_eq(line, 5);
	ck_assert_ptr_null(httpstatus_builder_problem(builder, 1, NULL, NULL));
	c = build(builder);
	is_phrase(c, 503, "r");
	httpstatus_builder_free(builder);
	httpstatus_catalog_unref(c);
	ck_assert_int_eq(httpstatus_catalog_load_mem(text, strlen(text), &c), 0);
	httpstatus_catalog_unref(c);
}
END_TEST

START_TEST(unknown_property_is_an_error_if_strict)
{
	httpstatus_builder *builder = new_builder();
	const char *text = STATUS "Colour: red\nX-Owner: me\nRetyr: stop\nReason: r\n";
	const httpstatus_catalog *c;

	httpstatus_builder_set_strict(builder, 1);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "X-Mine", "x"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Mine", "x"), HTTPSTATUS_E_CATALOG);
	httpstatus_builder_free(builder);

	builder = new_builder();
	httpstatus_builder_set_strict(builder, -1);
	ck_assert_int_eq(read_block(builder, text, strlen(text)), HTTPSTATUS_E_CATALOG);
	ck_assert_uint_eq(problem_count(builder), 2);
	ck_assert(has_problem(builder, ERROR, 5, "Colour:_unknown_property"));
	ck_assert(has_problem(builder, ERROR, 7, "Retyr did_you_mean_Retry?"));
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	httpstatus_builder_free(builder);

	/* Taken back, it is a warning again. */
	builder = new_builder();
	httpstatus_builder_set_strict(builder, 1);
	httpstatus_builder_set_strict(builder, 0);
	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	ck_assert(has_problem(builder, WARNING, 5, "Colour:_unknown_property"));
	c = build(builder);
	is_phrase(c, 503, "r");
	httpstatus_catalog_unref(c);
	httpstatus_builder_free(builder);
	httpstatus_builder_set_strict(NULL, 1);
}
END_TEST

START_TEST(after_the_last_problem)
{
	httpstatus_builder *builder = new_builder();
	int severity = 1, line = 1;

	ck_assert_ptr_null(httpstatus_builder_problem(builder, 0, NULL, NULL));
	ck_assert_ptr_null(httpstatus_builder_problem(builder, SIZE_MAX, NULL, NULL));
	ck_assert_ptr_null(httpstatus_builder_problem(NULL, 0, NULL, NULL));
	ck_assert_int_eq(read_block(builder, "Catalog: T", 10), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(httpstatus_builder_problem(builder, problem_count(builder), NULL, NULL));
	ck_assert_ptr_null(httpstatus_builder_problem(builder, SIZE_MAX, NULL, NULL));
	ck_assert_ptr_null(httpstatus_builder_problem(builder, SIZE_MAX, &severity, &line));
	ck_assert_int_eq(severity, 0);
	ck_assert_int_eq(line, 0);
	httpstatus_builder_free(builder);
}
END_TEST

START_TEST(a_thousand_problems)
{
	httpstatus_builder *builder = new_builder();
	struct text text = { NULL, 0 };
	const char *first;
	char copy[256];
	int i, line;

	put(&text, STATUS);
	for (i = 0; i < 1500; i++)
		put(&text, "no field\n");
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Retry", "maybe"),
	                 HTTPSTATUS_E_CATALOG);
	first = httpstatus_builder_problem(builder, 0, NULL, NULL);
	snprintf(copy, sizeof(copy), "%s", first);
	ck_assert_int_eq(read_block(builder, text.s, text.length), HTTPSTATUS_E_CATALOG);
	ck_assert_uint_eq(problem_count(builder), 1000);
	/* The text of a problem lives as long as the builder. */
	ck_assert_str_eq(first, copy);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, &line), copy);
	ck_assert_int_eq(line, 0);
	httpstatus_builder_free(builder);
	free(text.s);
}
END_TEST

START_TEST(files_that_cannot_be_read)
{
	static const struct { const char *path; int number; } files[] = {
		{ "no/such/file.cat", ENOENT }, { ".", EISDIR }, { "", ENOENT }
	};
	const httpstatus_catalog *catalog;
	httpstatus_builder *builder;
	int severity, line;
	const char *s;
	size_t i;

	for (i = 0; i < 3; i++) {
		builder = new_builder();
		errno = 0;
		ck_assert_int_eq(httpstatus_builder_read_file(builder, files[i].path),
		                 HTTPSTATUS_E_IO);
		ck_assert_int_eq(errno, files[i].number);
		s = httpstatus_builder_problem(builder, 0, &severity, &line);
		ck_assert_ptr_nonnull(s);
		ck_assert_int_eq(strncmp(s, files[i].path, strlen(files[i].path)), 0);
		ck_assert_ptr_nonnull(strstr(s, "error: "));
		ck_assert_int_eq(severity, ERROR);
		ck_assert_int_eq(line, 0);
		ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
		httpstatus_builder_free(builder);

		catalog = httpstatus_builtin("iana");
		errno = 0;
		ck_assert_int_eq(httpstatus_catalog_load_file(files[i].path, &catalog),
		                 HTTPSTATUS_E_IO);
		ck_assert_int_eq(errno, files[i].number);
		ck_assert_ptr_null(catalog);
	}
}
END_TEST

static void unreadable(const char *path, int number, const char *words)
{
	httpstatus_builder *builder = new_builder();
	const char *problem;

	errno = 0;
	ck_assert_int_eq(httpstatus_builder_read_file(builder, path), HTTPSTATUS_E_IO);
	ck_assert_int_eq(errno, number);
	problem = httpstatus_builder_problem(builder, 0, NULL, NULL);
	if (!problem || !strstr(problem, words))
		ck_abort_msg("%.60s: '%s' is not in '%s'", path, words, problem);
	httpstatus_builder_free(builder);
}

/* The problem says in English why, whatever the locale. */
START_TEST(why_a_file_cannot_be_read)
{
	const char *path = "check_builder.tmp";
	char long_path[8192];
	int root = geteuid() == 0;
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0);

	ck_assert_int_ge(file, 0);
	ck_assert_int_eq(close(file), 0);
	memset(long_path, 'x', sizeof(long_path));
	long_path[sizeof(long_path) - 1] = '\0';
	unreadable("no/such/file.cat", ENOENT, "no such file");
	unreadable(".", EISDIR, "directory");
	unreadable("check_builder.tmp/x.cat", ENOTDIR, "not a directory");
	unreadable(long_path, ENAMETOOLONG, "cannot be read");
	/* Nothing is forbidden to root. */
	if (root)
		ck_assert_int_eq(seteuid(65534), 0);
	unreadable(path, EACCES, "permission");
	if (root)
		ck_assert_int_eq(seteuid(0), 0);
	unlink(path);
}
END_TEST

static int pipe_ends[2];
static volatile sig_atomic_t ticks;

/* Lets the reader wait, then writes the catalog. */
static void tick(int number)
{
	static const char text[] = STATUS "Reason: Late\n";
	const int saved_errno = errno;

	(void)number;
	if (++ticks == 5) {
		if (write(pipe_ends[1], text, sizeof(text) - 1) < 0)
			_exit(2);
		close(pipe_ends[1]);
	}
	errno = saved_errno;
}

/* A signal while the library waits for a slow file is nothing to the caller. */
START_TEST(a_signal_while_reading)
{
	const struct itimerval every = { { 0, 20000 }, { 0, 20000 } };
	const struct itimerval never = { { 0, 0 }, { 0, 0 } };
	struct sigaction action = { .sa_handler = tick };
	struct sigaction old;
	const httpstatus_catalog *catalog;
	char path[32];

	ticks = 0;
	ck_assert_int_eq(pipe(pipe_ends), 0);
	snprintf(path, sizeof(path), "/dev/fd/%d", pipe_ends[0]);
	ck_assert_int_eq(sigaction(SIGALRM, &action, &old), 0);
	ck_assert_int_eq(setitimer(ITIMER_REAL, &every, NULL), 0);
	ck_assert_int_eq(httpstatus_catalog_load_file(path, &catalog), 0);
	ck_assert_int_eq(setitimer(ITIMER_REAL, &never, NULL), 0);
	ck_assert_int_eq(sigaction(SIGALRM, &old, NULL), 0);
	is_phrase(catalog, 503, "Late");
	httpstatus_catalog_unref(catalog);
	close(pipe_ends[0]);
}
END_TEST

/* The label stands in front whole, however long it is. */
START_TEST(a_long_label)
{
	static char label[20001];
	httpstatus_builder *builder = new_builder();
	const char *problem;

	memset(label, 'l', sizeof(label) - 1);
	ck_assert_int_eq(httpstatus_builder_read_mem(builder, label, "x", 1), HTTPSTATUS_E_CATALOG);
	problem = httpstatus_builder_problem(builder, 0, NULL, NULL);
	ck_assert_ptr_nonnull(problem);
	ck_assert_int_eq(strncmp(problem, label, sizeof(label) - 1), 0);
	ck_assert_int_eq(strncmp(problem + sizeof(label) - 1, ":1: error: ", 11), 0);
	httpstatus_builder_free(builder);
}
END_TEST

START_TEST(files_that_can)
{
	const char *path = "check_builder.cat";
	struct text text = full_text("\n");
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *by_text = load(text.s), *by_file, *by_builder;
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text.s, 1, text.length, file), text.length);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(httpstatus_catalog_load_file(path, &by_file), 0);
	ck_assert_int_eq(httpstatus_builder_read_file(builder, path), 0);
	by_builder = build(builder);
	same_catalogs(by_text, by_file);
	same_catalogs(by_text, by_builder);
	httpstatus_builder_free(builder);

	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(STATUS "Retry: maybe\n", file), 0);
	ck_assert_int_eq(fclose(file), 0);
	builder = new_builder();
	ck_assert_int_eq(httpstatus_builder_read_file(builder, path), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "check_builder.cat:5: error: Retry: found 'maybe', "
	                 "expected stop, done, wait, follow, amend, retry or forbid");
	httpstatus_builder_free(builder);
	unlink(path);
	httpstatus_catalog_unref(by_text);
	httpstatus_catalog_unref(by_file);
	httpstatus_catalog_unref(by_builder);
	free(text.s);
}
END_TEST

/* Up to 1 MiB; blank lines are no catalog, but they are read. */
START_TEST(files_of_every_size)
{
	static const struct { size_t size; int error; } cases[] = {
		{ 0, HTTPSTATUS_E_CATALOG }, { 1, HTTPSTATUS_E_CATALOG },
		{ MEBIBYTE, HTTPSTATUS_E_CATALOG }, { MEBIBYTE + 1, HTTPSTATUS_E_LIMIT },
		{ 3 * MEBIBYTE, HTTPSTATUS_E_LIMIT },
	};
	const char *path = "check_builder_size.cat";
	const httpstatus_catalog *catalog;

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct text text = { NULL, 0 };
		FILE *file = fopen(path, "w");

		ck_assert_ptr_nonnull(file);
		put_run(&text, '\n', cases[n].size);
		ck_assert_uint_eq(fwrite(text.s, 1, text.length, file), text.length);
		ck_assert_int_eq(fclose(file), 0);
		free(text.s);
		errno = 0;
		if (httpstatus_catalog_load_file(path, &catalog) != cases[n].error)
			ck_abort_msg("a file of %zu bytes", cases[n].size);
		unlink(path);
	}
}
END_TEST

/* A pipe holds less than this text: it comes in several pieces. */
struct pieces {
	int ends[2];
	struct text text;
	int descriptors;        /* of the pipe, beside those two */
	int inherited;          /* of these, those that another program would get */
};

/* Whether a program that is started gets the descriptor; -1 if the system does not say. */
static int is_inherited(int fd)
{
	char path[40];
	unsigned flags;
	FILE *info;
	int found;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	info = fopen(path, "r");
	if (!info)
		return -1;
	found = fscanf(info, "pos: %*d flags: %o", &flags);
	fclose(info);
	return found == 1 ? !(flags & O_CLOEXEC) : -1;
}

/* By name: the descriptor itself is that of another thread. */
static void look_for_descriptors(struct pieces *pieces)
{
	struct stat pipe_status, status;
	char path[32];

	if (fstat(pieces->ends[1], &pipe_status) != 0)
		return;
	for (int fd = 0; fd < 64; fd++) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		if (fd == pieces->ends[0] || fd == pieces->ends[1] || stat(path, &status) != 0 ||
		    status.st_ino != pipe_status.st_ino || status.st_dev != pipe_status.st_dev)
			continue;
		pieces->descriptors++;
		pieces->inherited += is_inherited(fd);
	}
}

static void *write_pieces(void *argument)
{
	struct pieces *pieces = argument;
	size_t done = 0;

	while (done < pieces->text.length) {
		ssize_t n = write(pieces->ends[1], pieces->text.s + done, pieces->text.length - done);

		if (n < 0)
			break;
		done += (size_t)n;
	}
	/* The reader has begun, and is not at the end yet. */
	look_for_descriptors(pieces);
	close(pieces->ends[1]);
	return NULL;
}

/* What is read in pieces is whole, and no program that is started meanwhile gets the file. */
START_TEST(a_file_in_pieces)
{
	struct pieces pieces = { .text = { NULL, 0 } };
	const httpstatus_catalog *catalog;
	pthread_t writer;
	char path[32];

	put(&pieces.text, STATUS "Reason: In pieces\n");
	for (int n = 0; n < 3000; n++)
		put(&pieces.text, "# line %d of many that say nothing\n", n);
	put(&pieces.text, "Summary: The end.\n");
	ck_assert_int_eq(pipe(pieces.ends), 0);
	snprintf(path, sizeof(path), "/dev/fd/%d", pieces.ends[0]);
	ck_assert_int_eq(pthread_create(&writer, NULL, write_pieces, &pieces), 0);
	ck_assert_int_eq(httpstatus_catalog_load_file(path, &catalog), 0);
	ck_assert_int_eq(pthread_join(writer, NULL), 0);
	is_phrase(catalog, 503, "In pieces");
	ck_assert_str_eq(httpstatus_entry_summary(httpstatus_lookup(catalog, 503)), "The end.");
	ck_assert_int_eq(pieces.descriptors, 1);
	ck_assert_int_eq(pieces.inherited, 0);
	httpstatus_catalog_unref(catalog);
	close(pieces.ends[0]);
	free(pieces.text.s);
}
END_TEST

START_TEST(arguments_that_no_call_may_have)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *c = httpstatus_builtin("iana");

	ck_assert_int_eq(httpstatus_builder_new(NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_set(NULL, 503, "Reason", "r"), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, NULL, "r"), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Reason", NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_lt(httpstatus_builder_set(builder, 99, "Reason", "r"), 0);
	ck_assert_int_lt(httpstatus_builder_set(builder, 1, "Reason", "r"), 0);
	ck_assert_int_lt(httpstatus_builder_set(builder, 1000, "Reason", "r"), 0);
	ck_assert_int_lt(httpstatus_builder_set(builder, -2, "Reason", "r"), 0);
	ck_assert_int_eq(httpstatus_builder_read_file(NULL, "x"), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_read_file(builder, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_read_mem(NULL, "x", "x", 1), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_read_mem(builder, NULL, "x", 1), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_read_mem(builder, "x", NULL, 1), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_build(builder, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_build(NULL, &c), HTTPSTATUS_E_INVAL);
	ck_assert_ptr_null(c);
	ck_assert_int_eq(httpstatus_builder_add_base(NULL, httpstatus_builtin("iana")),
	                 HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_add_base(builder, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_load_file("x", NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_load_file(NULL, &c), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_load_mem("x", 1, NULL), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_load_mem(NULL, 1, &c), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_catalog_load_mem(NULL, 0, &c), HTTPSTATUS_E_CATALOG);
	/* Nothing of this is a problem of a text. */
	ck_assert_uint_eq(problem_count(builder), 0);
	httpstatus_builder_free(builder);
	httpstatus_builder_free(NULL);
	httpstatus_catalog_unref(NULL);
	ck_assert_ptr_null(httpstatus_catalog_ref(NULL));
}
END_TEST

/* ---- Setting ----------------------------------------------------------- */

static void set_refused(int code, const char *field, const char *value, const char *word)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;
	const char *s;
	int severity, line;

	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "t"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Format", "1"), 0);
	if (httpstatus_builder_set(builder, code, field, value) != HTTPSTATUS_E_CATALOG)
		ck_abort_msg("%d: %s: %s was not refused", code, field, value);
	s = httpstatus_builder_problem(builder, 0, &severity, &line);
	ck_assert_ptr_nonnull(s);
	if (!strstr(s, field) || !strstr(s, word) || !strstr(s, "error: "))
		ck_abort_msg("\"%s\" lacks %s or %s", s, field, word);
	ck_assert_int_eq(severity, ERROR);
	ck_assert_int_eq(line, 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(catalog);
	httpstatus_builder_free(builder);
}

START_TEST(values_refused_when_set)
{
	char name[140];

	set_refused(503, "Retry", "maybe", "expected");
	set_refused(503, "Limit", "15", "0 to 14");
	set_refused(503, "Limit", "255", "0 to 14");
	set_refused(503, "Limit", "1x", "0 to 14");
	set_refused(503, "Limit", "1-", "0 to 14");
	set_refused(503, "Limit", "-1", "0 to 14");
	set_refused(503, "Limit", "4294967297", "0 to 14");
	set_refused(503, "Must-Send", "@Date", "'@Date'");
	set_refused(503, "Must-Send", "Da/te", "'Da/te'");
	/* Words that differ only in their first letter. */
	set_refused(503, "Retry", "atop", "'atop'");
	set_refused(503, "Flags", "so-store", "'so-store'");
	set_refused(503, "Reason", "", "nothing");
	set_refused(503, "Reason", " ", "nothing");
	set_refused(503, "Reason", "\t \t", "nothing");
	set_refused(503, "Retry", "", "nothing");
	set_refused(503, "Flags", "bad", "'bad'");
	set_refused(503, "Reason", "a\nb", "");
	set_refused(503, "Reason", "a\x7F", "");
	set_refused(503, "Summary", "\xFF", "UTF-8");
	set_refused(503, "Title", "x", "");
	set_refused(-1, "Reason", "x", "");
	set_refused(-1, "Scope", "some", "'some'");
	set_refused(-1, "Extends", "nobody", "'nobody'");
	memset(name, 'n', 129);
	name[129] = '\0';
	set_refused(503, "Reason", name, "128");
	set_refused(503, "Alias", name, "128");
	set_refused(503, "May-Send", name, "128");
}
END_TEST

/* 0 and 100 to 999 are one more than a catalog holds. */
START_TEST(too_many_when_set)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *c;
	int code;

	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "t"), 0);
	for (code = 100; code <= 999; code++)
		ck_assert_int_eq(httpstatus_builder_set(builder, code, "Reason", "r"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 999, "Summary", "s"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 0, "Reason", "r"), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_nonnull(strstr(httpstatus_builder_problem(builder, 0, NULL, NULL), "900"));
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	httpstatus_builder_free(builder);
}
END_TEST

START_TEST(catalog_without_a_name)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *c;

	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Reason", "r"), 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "catalog: error: Catalog: missing");
	httpstatus_builder_free(builder);

	/* It is also what a builder lacks to which nobody said anything. */
	builder = new_builder();
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "catalog: error: Catalog: missing");
	httpstatus_builder_free(builder);
}
END_TEST

/* A text first, and then a program that adds to it. */
START_TEST(set_after_read)
{
	httpstatus_builder *builder = new_builder();
	const char *text = STATUS "Reason: r\n";
	const httpstatus_catalog *c;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Limit", "3"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Retry", "retry"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 504, "REASON", "  s  "), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 504, "X-Mine", "x"), 0);
	ck_assert_uint_eq(problem_count(builder), 0);
	c = build(builder);
	is_phrase(c, 503, "r");
	is_phrase(c, 504, "s");
	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_advise(c, 503, 2)), 3);
	httpstatus_catalog_unref(c);
	httpstatus_builder_free(builder);
}
END_TEST

/* A builder makes one catalog; then only its problems can be read. */
START_TEST(after_a_build)
{
	httpstatus_builder *builder = new_builder();
	const char *text = STATUS "Colour: red\nReason: r\n", *problem;
	const httpstatus_catalog *first, *second = httpstatus_builtin("iana");

	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	first = build(builder);
	problem = httpstatus_builder_problem(builder, 0, NULL, NULL);
	ck_assert_int_eq(httpstatus_builder_build(builder, &second), HTTPSTATUS_E_INVAL);
	ck_assert_ptr_null(second);
	ck_assert_int_eq(httpstatus_builder_set(builder, 504, "Reason", "s"), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(read_block(builder, text, strlen(text)), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_read_file(builder, "."), HTTPSTATUS_E_INVAL);
	ck_assert_int_eq(httpstatus_builder_add_base(builder, first), HTTPSTATUS_E_INVAL);
	ck_assert_uint_eq(problem_count(builder), 1);
	ck_assert_ptr_eq(httpstatus_builder_problem(builder, 0, NULL, NULL), problem);
	ck_assert(has_problem(builder, WARNING, 5, "Colour"));
	httpstatus_builder_free(builder);
	ck_assert_uint_eq(httpstatus_catalog_size(first), 1);
	is_phrase(first, 503, "r");
	httpstatus_catalog_unref(first);
}
END_TEST

/* ---- Inheritance ------------------------------------------------------- */

#define EXTENDS "Catalog: more\nFormat: 1\nExtends: "

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

/* The n-th problem, or "". */
static const char *problem(const httpstatus_builder *builder, size_t n)
{
	const char *text = httpstatus_builder_problem(builder, n, NULL, NULL);

	return text ? text : "";
}

static int begins(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* A value that a program sets has no line: what it belongs to is named. */
START_TEST(places_of_values)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;

	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Retry", "maybe"), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 0), "status 503: error: Retry: found 'maybe'"));
	ck_assert_int_eq(httpstatus_builder_set(builder, 0, "Retry", "maybe"), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 1), "status 000: error: "));
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "A B"), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 2), "catalog: error: Catalog: found 'A B'"));
	ck_assert_int_eq(httpstatus_builder_set(builder, 404, "Catalog", "t"), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(problem(builder, 3),
	                 "status 404: error: Catalog: belongs to the catalog, not to a status");
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Reason", "t"), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(problem(builder, 4),
	                 "catalog: error: Reason: belongs to a status, not to the catalog");
	ck_assert_int_eq(httpstatus_builder_set(builder, 0, "Title", "t"), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(problem(builder, 5),
	                 "status 000: error: Title: belongs to the catalog, not to a status");
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Status", "503"), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(problem(builder, 6),
	                 "catalog: error: Status: belongs to a status, not to the catalog");
	/* What only the whole shows. */
	ck_assert_int_eq(httpstatus_builder_set(builder, 700, "Limit", "3"), 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 7), "status 700: error: Limit: found without Retry"));
	ck_assert_str_eq(problem(builder, 8), "");
	httpstatus_builder_free(builder);
}
END_TEST

/* One mistake in a short word, two in a long one: then it is clear what was meant. */
START_TEST(words_that_are_meant)
{
	static const struct { const char *field, *value, *meant; } cases[] = {
		{ "Retry", "stpo", "stop" }, { "Retry", "sotp", "stop" }, { "Retry", "stoop", "stop" },
		{ "Retry", "sop", "stop" }, { "Retry", "stip", "stop" }, { "Retry", "STIP", "stop" },
		{ "Retry", "stxx", NULL }, { "Retry", "xxop", NULL }, { "Retry", "sxxp", NULL },
		{ "Retry", "so", NULL },
		{ "Change", "configurationss", "configuration" }, { "Change", "cofnigurtaion", "configuration" },
		{ "Change", "configurationsss", NULL }, { "Change", "cofnigurtaino", NULL },
	};
	httpstatus_builder *builder = new_builder();

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		char question[64] = "did you mean";
		int found;

		if (cases[n].meant)
			snprintf(question, sizeof(question), "did you mean '%s'?", cases[n].meant);
		ck_assert_int_eq(httpstatus_builder_set(builder, 500 + (int)n, cases[n].field,
		                                        cases[n].value), HTTPSTATUS_E_CATALOG);
		found = strstr(problem(builder, n), question) != NULL;
		if (found != (cases[n].meant != NULL))
			ck_abort_msg("%s: %s", cases[n].value, problem(builder, n));
	}
	httpstatus_builder_free(builder);
}
END_TEST

/* Insertions, deletions, other letters and swaps of neighbours that lead from a to b. */
static size_t slips(const char *a, const char *b)
{
	size_t d[24][24] = {{0}};
	size_t a_length = strlen(a), b_length = strlen(b);

	for (size_t i = 0; i <= a_length; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= b_length; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= a_length; i++)
		for (size_t j = 1; j <= b_length; j++) {
			size_t least = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

			if (d[i - 1][j] + 1 < least)
				least = d[i - 1][j] + 1;
			if (d[i][j - 1] + 1 < least)
				least = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < least)
				least = d[i - 2][j - 2] + 1;
			d[i][j] = least;
		}
	return d[a_length][b_length];
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
	return *state >> 16;
}

/* One slip of the pen, anywhere in a word. */
static void slip(char *word, uint32_t *state)
{
	size_t length = strlen(word);
	size_t at = next_random(state) % (length + 1);
	char letter = word[next_random(state) % length];

	switch (next_random(state) % 4) {
	case 0:
		memmove(word + at + 1, word + at, length - at + 1);
		word[at] = letter;
		break;
	case 1:
		if (at < length && length > 1)
			memmove(word + at, word + at + 1, length - at);
		break;
	case 2:
		if (at < length)
			word[at] = letter;
		break;
	default:
		if (at + 1 < length) {
			letter = word[at];
			word[at] = word[at + 1];
			word[at + 1] = letter;
		}
	}
}

/* The first word of the manual's list that is near: from three letters on. */
static const char *meant(const char *const *words, size_t count, const char *value)
{
	size_t length = strlen(value);

	for (size_t n = 0; n < count; n++)
		if (length >= 3 && slips(value, words[n]) <= (length < 6 ? 1 : 2))
			return words[n];
	return NULL;
}

static void slips_of(const char *field, const char *const *words, size_t count)
{
	uint32_t state = 1;

	for (int round = 0; round < 20; round++) {
		httpstatus_builder *builder = new_builder();

		for (int code = 100; code < 1000; code++) {
			char value[24], question[64] = "did you mean";
			const char *word, *text;
			size_t before = problem_count(builder);

			strcpy(value, words[next_random(&state) % count]);
			for (uint32_t left = next_random(&state) % 5; left > 0; left--)
				slip(value, &state);
			if (httpstatus_builder_set(builder, code, field, value) == 0)
				continue;
			word = meant(words, count, value);
			if (word)
				snprintf(question, sizeof(question), "did you mean '%s'?", word);
			text = problem(builder, before);
			if ((strstr(text, question) != NULL) != (word != NULL))
				ck_abort_msg("'%s', meant %s: %s", value, word ? word : "nothing", text);
			if (before == 100) {
				httpstatus_builder_free(builder);
				builder = new_builder();
			}
		}
		httpstatus_builder_free(builder);
	}
}

/* What is asked is what somebody else's way of counting slips says. */
START_TEST(slips_of_the_pen)
{
	static const char *const redirects[] = { "none", "keep", "post-to-get", "get" };
	static const char *const verdicts[] = { "stop", "done", "wait", "follow", "amend", "retry" };
	static const char *const persistences[] = { "transient", "throttled", "state", "permanent" };
	httpstatus_builder *builder = new_builder();

	slips_of("Redirect", redirects, 4);
	slips_of("Retry", verdicts, 6);
	slips_of("Persistence", persistences, 4);
	/* Two letters may be anything. */
	ck_assert_int_eq(httpstatus_builder_set(builder, 300, "Redirect", "ge"), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(strstr(problem(builder, 0), "did you mean"));
	httpstatus_builder_free(builder);
}
END_TEST

/* A quoted value has at most sixty bytes, and prints as it is where it can be printed. */
START_TEST(quoted_values)
{
	static const char sixty[] = "123456789 123456789 123456789 123456789 123456789 123456789 ";
	static const struct { const char *more, *quoted; } cases[] = {
		{ "", "" }, { "x", "..." }, { "xy", "..." },
	};
	httpstatus_builder *builder = new_builder();
	char value[80], expected[128];

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		snprintf(value, sizeof(value), "%.59s.%s", sixty, cases[n].more);
		snprintf(expected, sizeof(expected), "status 503: error: Retry: found '%.59s.%s', ",
		         sixty, cases[n].quoted);
		ck_assert_int_eq(httpstatus_builder_set(builder, 500 + (int)n, "Retry", value),
		                 HTTPSTATUS_E_CATALOG);
		expected[9] = (char)('0' + n);
		ck_assert(begins(problem(builder, n), expected));
	}
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Retry", "~ !}"), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 3), "status 503: error: Retry: found '~ !}', "));
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "R\x1F\x7Fz\xC3", "x"), 0);
	ck_assert_str_eq(problem(builder, 4), "status 503: warning: R??z?: unknown property");
	httpstatus_builder_free(builder);
}
END_TEST

/* Between values from a text, a value that a program sets has its own place. */
START_TEST(places_beside_a_text)
{
	static const char text[] = STATUS "Limit: 3\n";
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;
	int line = 1;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 404, "Retry", "maybe"), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(httpstatus_builder_problem(builder, 0, NULL, &line), "status 404: error: "));
	ck_assert_int_eq(line, 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(httpstatus_builder_problem(builder, 1, NULL, &line), "t.cat:4: error: Limit: "));
	ck_assert_int_eq(line, 4);
	httpstatus_builder_free(builder);
}
END_TEST

/* What is wrong with a file as such has no line, whatever was read before. */
START_TEST(place_of_a_file)
{
	httpstatus_builder *builder = new_builder();
	int line = 1;

	ck_assert_int_eq(read_block(builder, STATUS, strlen(STATUS)), 0);
	ck_assert_int_eq(httpstatus_builder_read_file(builder, "no/such.cat"), HTTPSTATUS_E_IO);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, &line),
	                 "no/such.cat: error: there is no such file");
	ck_assert_int_eq(line, 0);
	httpstatus_builder_free(builder);
}
END_TEST

/* The lowest descriptor that is free. */
static int free_descriptor(void)
{
	int fd = dup(STDERR_FILENO);

	ck_assert_int_ge(fd, 0);
	close(fd);
	return fd;
}

/* A program may read files as often as it likes: each is closed, good or bad. */
START_TEST(files_are_closed)
{
	const int before = free_descriptor();
	const httpstatus_catalog *catalog;

	ck_assert_int_eq(httpstatus_catalog_load_file(source_path("lib/catalogs/iana.cat").text,
	                                              &catalog), 0);
	httpstatus_catalog_unref(catalog);
	ck_assert_int_eq(free_descriptor(), before);
	ck_assert_int_eq(httpstatus_catalog_load_file(source_path("lib").text, &catalog),
	                 HTTPSTATUS_E_IO);
	ck_assert_int_eq(free_descriptor(), before);
	ck_assert_int_eq(httpstatus_catalog_load_file(source_path("COPYING").text, &catalog),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert_int_eq(free_descriptor(), before);
}
END_TEST

/* Where standard input is closed, as in a daemon, the file gets its number. */
START_TEST(descriptor_zero)
{
	const int input = dup(STDIN_FILENO);
	const httpstatus_catalog *catalog;
	int error;

	close(STDIN_FILENO);
	error = httpstatus_catalog_load_file(source_path("lib/catalogs/iana.cat").text, &catalog);
	if (input >= 0) {
		dup2(input, STDIN_FILENO);
		close(input);
	}
	ck_assert_int_eq(error, 0);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* Bytes are counted from 1, and the limit that is named can be kept. */
START_TEST(bytes_that_are_named)
{
	char longest[4096 + 1];
	httpstatus_builder *builder = new_builder();

	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	ck_assert_int_eq(httpstatus_builder_set(builder, 503, "Summary", "a\x01"),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert(strstr(problem(builder, 0), "control character at byte 2 of") != NULL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 507, "Summary", "\x7f"),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert(strstr(problem(builder, 1), "control character at byte 1 of") != NULL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 505, "Summary", "ab\xff"),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert(strstr(problem(builder, 2), "byte 3 of the value is not UTF-8") != NULL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 504, "Summary", longest),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert(strstr(problem(builder, 3), "found 4096 bytes") != NULL);
	ck_assert(strstr(problem(builder, 3), "expected at most 4095") != NULL);
	ck_assert_int_eq(httpstatus_builder_set(builder, 506, "Summary", longest + 1), 0);
	httpstatus_builder_free(builder);
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

START_TEST(empty_items)
{
	refused(STATUS "Must-Send: Retry-After,,Date\n", 5, "Must-Send found_nothing");
	refused(STATUS "May-Send: Retry-After,\n", 5, "May-Send found_nothing");
	refused(STATUS "Must-Send: , Date\n", 5, "Must-Send found_nothing");
	/* Whatever a longer value before it has left there. */
	refused(STATUS "Summary: ab cd\nMust-Send: A,\n", 6, "Must-Send found_nothing");
	refused(STATUS "Summary: abcd efgh\nMay-Send: Age, \n", 6, "May-Send found_nothing");
	refused(STATUS "Summary: a  b, c\nFlags: ,\n", 6, "Flags found_nothing");
}
END_TEST

/* Field names are tokens: RFC 9110, 5.6.2. A comma and white space stand between them. */
START_TEST(field_names_are_tokens)
{
	static const char tchar[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
	                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	for (int c = '!'; c <= '~'; c++) {
		httpstatus_builder *builder;
		const char name[] = { 'X', (char)c, '\0' };
		bool good = strchr(tchar, c);

		if (c == ',')
			continue;
		builder = new_builder();
		if ((httpstatus_builder_set(builder, 503, "May-Send", name) == 0) != good)
			ck_abort_msg("'%s' is %s", name, good ? "refused" : "accepted");
		httpstatus_builder_free(builder);
	}
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

/* Each field alone replaces what the base says, and nothing else. */
START_TEST(field_by_field)
{
	static const struct { const char *line; int changes; } fields[] = {
		{ "Reason: Other", GET_PHRASE | GET_ALIAS },
		{ "Alias: Other", GET_ALIAS },
		{ "Summary: Other.", GET_SUMMARY },
		{ "Reference: Other", GET_REFERENCE },
		{ "Must-Send: Allow", GET_MUST },
		{ "Should-Send: Allow", GET_SHOULD },
		{ "May-Send: Allow", GET_MAY },
		{ "Flags: cacheable", GET_FLAGS },
		{ "Flags: none", GET_FLAGS },
		{ "Content: none", GET_CONTENT },
		{ "Redirect: keep", GET_REDIRECT },
		{ "Fault: auth", GET_FAULT },
		/* Persistence, Change and Limit qualified the verdict of the base. */
		{ "Retry: stop", GET_VERDICT | GET_PERSISTENCE | GET_CHANGE | GET_LIMIT },
		{ "Processed: likely-not", GET_PROCESSED },
		{ "Persistence: permanent", GET_PERSISTENCE },
		{ "Change: method", GET_CHANGE },
		{ "Change: none", GET_CHANGE },
		{ "Limit: 8", GET_LIMIT },
		{ "Limit: none", GET_LIMIT },
		{ "X-Limit: 9", 0 },
		/* To say the same again makes no difference. */
		{ "Reason: Service, \"Unavailable\": don't", 0 },
		{ "Fault: rate", 0 },
		{ "Limit: 7", 0 },
	};
	struct text full = full_text("\n");
	const httpstatus_catalog *base = load(full.s), *c;
	char text[256];
	size_t i;
	int d;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		snprintf(text, sizeof(text), EXTENDS "full\n\nStatus: 503\n%s\n", fields[i].line);
		c = extend(base, text);
		ck_assert_uint_eq(httpstatus_catalog_size(c), 4);
		d = difference(base, c, 503);
		if (d != fields[i].changes)
			ck_abort_msg("%s: differs in 0x%x instead of 0x%x", fields[i].line, (unsigned)d,
			             (unsigned)fields[i].changes);
		ck_assert_int_eq(difference(base, c, 0), 0);
		ck_assert_int_eq(difference(base, c, 302), 0);
		ck_assert_int_eq(difference(base, c, 999), 0);
		/* What belongs to the catalog itself is not a code's. */
		ck_assert_str_eq(httpstatus_catalog_name(c), "more");
		httpstatus_catalog_unref(c);
	}
	httpstatus_catalog_unref(base);
	free(full.s);
}
END_TEST

/* A field of the response that is named at another level than in the base has that one alone. */
START_TEST(another_level)
{
	const httpstatus_catalog *base = load(STATUS "Must-Send: Retry-After, Date\nMay-Send: Age\n");
	const httpstatus_catalog *c = extend(base, EXTENDS "t\n\nStatus: 503\nShould-Send: Retry-After\n");
	const httpstatus_entry *entry = httpstatus_lookup(c, 503);

	ck_assert_pstr_eq(header_of(entry, HTTPSTATUS_LEVEL_MUST, 0), "Date");
	ck_assert_ptr_null(header_of(entry, HTTPSTATUS_LEVEL_MUST, 1));
	ck_assert_pstr_eq(header_of(entry, HTTPSTATUS_LEVEL_SHOULD, 0), "Retry-After");
	ck_assert_ptr_null(header_of(entry, HTTPSTATUS_LEVEL_SHOULD, 1));
	ck_assert_pstr_eq(header_of(entry, HTTPSTATUS_LEVEL_MAY, 0), "Age");
	ck_assert_ptr_null(header_of(entry, HTTPSTATUS_LEVEL_MAY, 1));
	httpstatus_catalog_unref(c);
	c = extend(base, EXTENDS "t\n\nStatus: 503\nMay-Send: Date\n");
	entry = httpstatus_lookup(c, 503);
	ck_assert_pstr_eq(header_of(entry, HTTPSTATUS_LEVEL_MUST, 0), "Retry-After");
	ck_assert_ptr_null(header_of(entry, HTTPSTATUS_LEVEL_MUST, 1));
	ck_assert_pstr_eq(header_of(entry, HTTPSTATUS_LEVEL_MAY, 0), "Date");
	ck_assert_ptr_null(header_of(entry, HTTPSTATUS_LEVEL_MAY, 1));
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(base);
}
END_TEST

START_TEST(replaced_phrases)
{
	struct text text = { NULL, 0 };
	const httpstatus_catalog *base, *c;
	char alias[32];
	int i;

	put(&text, STATUS "Reason: Old Phrase\n");
	for (i = 0; i < 31; i++)
		put(&text, "Alias: Alias No %d\n", i);
	base = load(text.s);

	/* With as many aliases as leave room for the phrase. */
	c = extend(base, EXTENDS "t\n\nStatus: 503\nReason: New Phrase\n");
	is_phrase(c, 503, "New Phrase");
	ck_assert_int_eq(lookup_phrase(c, "newphrase"), 503);
	ck_assert_int_eq(lookup_phrase(c, "oldphrase"), 503);
	for (i = 0; i < 31; i++) {
		snprintf(alias, sizeof(alias), "Alias No %d", i);
		ck_assert_int_eq(lookup_phrase(c, alias), 503);
	}
	httpstatus_catalog_unref(c);

	/* Stated aliases replace the inherited ones, but not the inherited phrase. */
	c = extend(base, EXTENDS "t\n\nStatus: 503\nReason: New Phrase\nAlias: Mine\n");
	ck_assert_int_eq(lookup_phrase(c, "Mine"), 503);
	ck_assert_int_eq(lookup_phrase(c, "Old Phrase"), 503);
	ck_assert_int_eq(lookup_phrase(c, "Alias No 0"), -1);
	httpstatus_catalog_unref(c);

	/* Without a phrase of its own, it has the inherited one, and once only. */
	c = extend(base, EXTENDS "t\n\nStatus: 503\nAlias: Mine\n");
	is_phrase(c, 503, "Old Phrase");
	ck_assert_str_eq(httpstatus_entry_alias(httpstatus_lookup(c, 503), 0), "Mine");
	ck_assert_ptr_null(httpstatus_entry_alias(httpstatus_lookup(c, 503), 1));
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(base);
	free(text.s);
}
END_TEST

/* Who calls a code otherwise and lists the old phrase as an alias has it once. */
START_TEST(old_phrase_as_an_alias)
{
	const httpstatus_catalog *base = load(STATUS "Reason: Old Phrase\n");
	const httpstatus_catalog *c = extend(base, EXTENDS "t\n\nStatus: 503\nReason: New Phrase\n"
	                                     "Alias: Old Phrase\n");
	const httpstatus_entry *entry = httpstatus_lookup(c, 503);

	ck_assert_str_eq(httpstatus_entry_alias(entry, 0), "Old Phrase");
	ck_assert_ptr_null(httpstatus_entry_alias(entry, 1));
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(base);
}
END_TEST

/* A code that has no phrase in the base leaves no empty name behind. */
START_TEST(named_for_the_first_time)
{
	const httpstatus_catalog *base = load(STATUS "Summary: Without a name.\n");
	const httpstatus_catalog *c = extend(base, EXTENDS "t\n\nStatus: 503\nReason: New Phrase\n");
	const httpstatus_entry *entry = httpstatus_lookup(c, 503);

	is_phrase(c, 503, "New Phrase");
	ck_assert_str_eq(httpstatus_entry_summary(entry), "Without a name.");
	ck_assert_ptr_null(httpstatus_entry_alias(entry, 0));
	httpstatus_catalog_unref(c);
	httpstatus_catalog_unref(base);
}
END_TEST

/* The limit of a code's aliases counts the inherited ones, and is told line by line. */
START_TEST(too_many_aliases_by_inheritance)
{
	httpstatus_builder *builder = new_builder();
	struct text text = { NULL, 0 };
	const char *more = EXTENDS "t\n\nStatus: 503\nReason: New\nChange: user\n"
	                   "\nStatus: 504\nReason: New\n";
	const httpstatus_catalog *base, *c;
	int code, i;

	put(&text, HEAD);
	for (code = 503; code <= 504; code++) {
		put(&text, "\nStatus: %d\nReason: Old\nRetry: amend\n", code);
		for (i = 0; i < 32; i++)
			put(&text, "Alias: Alias No %d\n", i);
	}
	base = load(text.s);
	ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	ck_assert_int_eq(read_block(builder, more, strlen(more)), 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	ck_assert(has_problem(builder, ERROR, 5, "Alias 32"));
	ck_assert(has_problem(builder, ERROR, 9, "Alias 32"));
	ck_assert_uint_eq(problem_count(builder), 2);
	httpstatus_builder_free(builder);

	builder = new_builder();
	ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Catalog", "more"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, -1, "Extends", "t"), 0);
	ck_assert_int_eq(httpstatus_builder_set(builder, 504, "Reason", "New"), 0);
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert(begins(problem(builder, 0), "status 504: error: Alias: more than 32"));
	ck_assert_uint_eq(problem_count(builder), 1);
	httpstatus_builder_free(builder);
	httpstatus_catalog_unref(base);
	free(text.s);
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

START_TEST(empty_lists)
{
	const httpstatus_catalog *c;

	c = load(EXTENDS "iana\n\nStatus: 404\nFlags: none\n\nStatus: 401\nChange: none\n");
	ck_assert(httpstatus_entry_flags(httpstatus_lookup(NULL, 404)) & HTTPSTATUS_FLAG_CACHEABLE);
	ck_assert_uint_eq(httpstatus_entry_flags(httpstatus_lookup(c, 404)), 0);
	ck_assert(httpstatus_advice_changes(httpstatus_advise(NULL, 401, 2)) &
	          HTTPSTATUS_CHANGE_CREDENTIALS);
	ck_assert_uint_eq(httpstatus_advice_changes(httpstatus_advise(c, 401, 2)), 0);
	httpstatus_catalog_unref(c);
	/* 'none' is the whole value, not one of several words. */
	refused(STATUS "Flags: none, no-store\n", 5, "Flags");
	refused(STATUS "Change: method, none\n", 5, "Change");
}
END_TEST

START_TEST(retry_and_change)
{
	static const char *const same[] = { "connection", "endpoint", "no-early-data" };
	static const char *const other[] = {
		"credentials", "method", "target", "content", "range", "precondition", "expect",
		"protocol", "length", "fields", "state", "user", "configuration", "endpoint, user"
	};
	httpstatus_builder *builder;
	char text[256];
	size_t i;
	int line;

	for (i = 0; i < 3; i++) {
		snprintf(text, sizeof(text), STATUS "Retry: retry\nChange: %s\n", same[i]);
		httpstatus_catalog_unref(load(text));
	}
	for (i = 0; i < sizeof(other) / sizeof(other[0]); i++) {
		const httpstatus_catalog *c;
		const char *s;

		snprintf(text, sizeof(text), STATUS "Change: %s\nRetry: retry\n", other[i]);
		builder = new_builder();
		if (read_block(builder, text, strlen(text)) == 0)
			ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
		s = httpstatus_builder_problem(builder, 0, NULL, &line);
		ck_assert_ptr_nonnull(s);
		ck_assert_ptr_nonnull(strstr(s, "Change"));
		ck_assert_ptr_nonnull(strstr(s, "connection, endpoint and no-early-data"));
		/* The line of the stanza, or of one of the two fields. */
		ck_assert_int_ge(line, 4);
		ck_assert_int_le(line, 6);
		httpstatus_builder_free(builder);
		snprintf(text, sizeof(text), STATUS "Change: %s\nRetry: amend\n", other[i]);
		httpstatus_catalog_unref(load(text));
	}
}
END_TEST

/* However the two come together, no catalog says "as it is, but changed". */
START_TEST(retry_and_inherited_change)
{
	static const char *const texts[] = {
		EXTENDS "iana\n\nStatus: 401\nRetry: retry\n",
		EXTENDS "iana\n\nStatus: 503\nChange: credentials\n",
		HEAD "\nStatus: 503\nChange: credentials\n",
	};
	const uint32_t same = HTTPSTATUS_CHANGE_CONNECTION | HTTPSTATUS_CHANGE_ENDPOINT |
	                      HTTPSTATUS_CHANGE_NO_EARLY_DATA;
	static const int codes_[] = { 401, 503, 503 };
	const httpstatus_catalog *c;
	httpstatus_advice advice;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (httpstatus_catalog_load_mem(texts[i], strlen(texts[i]), &c))
			continue;
		advice = httpstatus_advise(c, codes_[i], HTTPSTATUS_TRAIT_IDEMPOTENT);
		if (httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY &&
		    (httpstatus_advice_changes(advice) & ~same))
			ck_abort_msg("retry with changes from\n%s", texts[i]);
		httpstatus_catalog_unref(c);
	}
}
END_TEST

/* Persistence, Change and Limit qualify Retry, which may be inherited. */
START_TEST(qualifiers_without_retry)
{
	static const char *const lines[] = { "Persistence: state", "Change: content", "Limit: 1" };
	const httpstatus_catalog *base = load(STATUS), *c;
	httpstatus_builder *builder;
	char text[256];
	size_t i, with_base;
	int error;

	for (i = 0; i < 3; i++) {
		for (with_base = 0; with_base < 2; with_base++) {
			snprintf(text, sizeof(text), "Catalog: more\nFormat: 1\n%s\nStatus: 503\n%s\n",
			         with_base ? "Extends: t\n" : "", lines[i]);
			builder = new_builder();
			ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
			error = read_block(builder, text, strlen(text));
			if (error == 0)
				error = httpstatus_builder_build(builder, &c);
			ck_assert_int_eq(error, HTTPSTATUS_E_CATALOG);
			ck_assert_ptr_nonnull(strstr(httpstatus_builder_problem(builder, 0, NULL, NULL),
			                             "Retry"));
			httpstatus_builder_free(builder);
		}
		snprintf(text, sizeof(text), EXTENDS "iana\n\nStatus: 400\n%s\n", lines[i]);
		httpstatus_catalog_unref(load(text));
	}
	httpstatus_catalog_unref(base);
}
END_TEST

/* What cannot be told before all fields are known is told of every status, too. */
START_TEST(all_problems_of_a_build)
{
	httpstatus_builder *builder = new_builder();
	const char *text = HEAD "\nStatus: 000\nLimit: 1\n"
	                   "\nStatus: 503\nRetry: retry\nChange: user\n"
	                   "\nStatus: 504\nRetry: retry\nChange: content\n";
	const httpstatus_catalog *c;
	int error = read_block(builder, text, strlen(text));

	if (error == 0)
		error = httpstatus_builder_build(builder, &c);
	ck_assert_int_eq(error, HTTPSTATUS_E_CATALOG);
	ck_assert_uint_eq(problem_count(builder), 3);
	httpstatus_builder_free(builder);
}
END_TEST

/* Nor do the problems of the reader hide them; but none comes of another. */
START_TEST(all_problems_of_read_and_build)
{
	httpstatus_builder *builder = new_builder();
	const char *text = HEAD "\nStatus: 502\nLimit: many\nRetyr: stop\n"
	                   "\nStatus: 503\nRetry: retry\nChange: user\n"
	                   "\nStatus: 504\nChange: user\n"
	                   "\nStatus: 505\nRetry: maybe\nChange: user\n"
	                   "\nStatus: 404\nReason: a\x01z\n";
	const httpstatus_catalog *c;

	ck_assert_int_eq(read_block(builder, text, strlen(text)), HTTPSTATUS_E_CATALOG);
	ck_assert_int_eq(httpstatus_builder_build(builder, &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	ck_assert(has_problem(builder, ERROR, 5, "Limit 'many'"));
	ck_assert(has_problem(builder, WARNING, 6, "Retyr"));
	ck_assert(has_problem(builder, ERROR, 8, "Change amend"));
	ck_assert(has_problem(builder, ERROR, 12, "Change without_Retry"));
	ck_assert(has_problem(builder, ERROR, 16, "Retry 'maybe'"));
	ck_assert(has_problem(builder, ERROR, 20, "Reason control"));
	ck_assert_uint_eq(problem_count(builder), 6);
	httpstatus_builder_free(builder);

	/* A base that nobody knows would perhaps have lent a Retry. */
	refused(EXTENDS "nobody\n\nStatus: 503\nChange: user\n", 3, "Extends");
	/* A refused name is no name to compare with the base's. */
	refused(EXTENDS "iana\n\nStatus: 404\nReason: a\x01z\n", 6, "Reason");
}
END_TEST

/* ---- Stacks ------------------------------------------------------------ */

static const httpstatus_catalog *stack_of(const httpstatus_catalog *a, const httpstatus_catalog *b)
{
	const httpstatus_catalog *members[2] = { a, b }, *stack;

	ck_assert_int_eq(httpstatus_catalog_stack(members, 2, &stack), 0);
	ck_assert_ptr_nonnull(stack);
	return stack;
}

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

START_TEST(how_many_members)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");
	const httpstatus_catalog *members[18], *two[2], *s = iana, *nested;
	char name[16 * 4 + 1] = "";
	char text[64];
	size_t i;

	for (i = 0; i < 18; i++) {
		snprintf(text, sizeof(text), "Catalog: m%02zu\nFormat: 1\n\nStatus: %zu\n", i, 600 + i);
		members[i] = load(text);
		if (i < 16)
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
	ck_assert_int_eq(httpstatus_catalog_stack(members, 17, &s), HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(s);
	s = iana;
	ck_assert_int_eq(httpstatus_catalog_stack(members, SIZE_MAX / 16 + 2, &s),
	                 HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(s);

	ck_assert_int_eq(httpstatus_catalog_stack(members, 16, &s), 0);
	ck_assert_str_eq(httpstatus_catalog_name(s), name);
	ck_assert_uint_eq(httpstatus_catalog_size(s), 16);
	for (i = 0; i < 18; i++)
		ck_assert_ptr_eq(httpstatus_lookup(s, 600 + (int)i),
		                 i < 16 ? httpstatus_lookup(members[i], 600 + (int)i) : NULL);

	/* Within another stack the 16 count as 16. */
	ck_assert_int_eq(httpstatus_catalog_stack(&s, 1, &nested), 0);
	ck_assert_str_eq(httpstatus_catalog_name(nested), name);
	httpstatus_catalog_unref(nested);
	two[0] = s;
	two[1] = members[17];
	nested = iana;
	ck_assert_int_eq(httpstatus_catalog_stack(two, 2, &nested), HTTPSTATUS_E_LIMIT);
	ck_assert_ptr_null(nested);
	httpstatus_catalog_unref(s);
	for (i = 0; i < 18; i++)
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

/* ---- References -------------------------------------------------------- */

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

/* ---- Any text ---------------------------------------------------------- */

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
	size_t i, b;
	char c;

	for (i = 0; i < text.length; i++) {
		c = text.s[i];
		for (b = 0; b < sizeof(bytes); b++) {
			text.s[i] = bytes[b];
			holds(text.s, text.length);
		}
		text.s[i] = c;
	}
	free(text.s);
}
END_TEST

/* ---- All --------------------------------------------------------------- */

static void add_good(Suite *suite)
{
	TCase *good = tcase_create("good texts");

	tcase_add_test(good, every_field_by_text);
	tcase_add_test(good, every_field_by_program);
	tcase_add_test(good, example_of_the_manual);
	tcase_add_test(good, folded_values);
	tcase_add_test(good, white_space_and_blank_lines);
	tcase_add_test(good, names_in_any_case);
	tcase_add_test(good, the_authors_own_fields);
	tcase_add_test(good, what_is_an_own_field);
	tcase_add_test(good, byte_order_mark);
	tcase_add_test(good, half_a_byte_order_mark);
	tcase_add_test(good, nothing_stated);
	tcase_add_test(good, every_word);
	tcase_add_test(good, all_legal_codes);
	tcase_add_test(good, every_letter_and_digit_tells_phrases_apart);
	tcase_add_test(good, phrases_of_one_letter_or_digit);
	tcase_add_test(good, two_spellings_of_one_phrase);
	tcase_add_test(good, every_letter_begins_a_phrase);
	tcase_add_test(good, every_letter_of_a_phrase_counts);
	tcase_add_test(good, digits_and_control_characters);
	suite_add_tcase(suite, good);
}

static void add_bad(Suite *suite)
{
	TCase *bad = tcase_create("errors"), *limits = tcase_create("limits");

	tcase_add_test(bad, unknown_words);
	tcase_add_test(bad, near_misses);
	tcase_add_test(bad, duplicates);
	tcase_add_test(bad, codes);
	tcase_add_test(bad, what_comes_first);
	tcase_add_test(bad, fields_in_the_wrong_stanza);
	tcase_add_test(bad, lines_that_are_no_fields);
	tcase_add_test(bad, one_problem_for_a_stanza);
	tcase_add_test(bad, catalog_names);
	tcase_add_test(bad, control_characters);
	tcase_add_test(bad, tab_in_a_phrase);
	tcase_add_test(bad, bad_utf8);
	suite_add_tcase(suite, bad);

	tcase_set_timeout(limits, 60);
	tcase_add_test(limits, longest_line);
	tcase_add_test(limits, longest_value);
	tcase_add_test(limits, longest_names);
	tcase_add_test(limits, most_repetitions);
	tcase_add_test(limits, longest_text);
	tcase_add_test(limits, too_many_by_inheritance);
	suite_add_tcase(suite, limits);
}

static void add_builder(Suite *suite)
{
	TCase *problems = tcase_create("problems"), *setting = tcase_create("setting");

	tcase_add_test(problems, all_problems_at_once);
	tcase_add_test(problems, unknown_property_is_a_warning);
	tcase_add_test(problems, unknown_property_is_an_error_if_strict);
	tcase_add_test(problems, after_the_last_problem);
	tcase_add_test(problems, a_thousand_problems);
	tcase_add_test(problems, files_that_cannot_be_read);
	tcase_add_test(problems, why_a_file_cannot_be_read);
	tcase_add_test(problems, a_signal_while_reading);
	tcase_add_test(problems, a_long_label);
	tcase_add_test(problems, files_that_can);
	tcase_add_test(problems, files_of_every_size);
	tcase_add_test(problems, a_file_in_pieces);
	tcase_add_test(problems, arguments_that_no_call_may_have);
	suite_add_tcase(suite, problems);

	tcase_add_test(setting, values_refused_when_set);
	tcase_add_test(setting, field_names_are_tokens);
	tcase_add_test(setting, too_many_when_set);
	tcase_add_test(setting, catalog_without_a_name);
	tcase_add_test(setting, set_after_read);
	tcase_add_test(setting, after_a_build);
	suite_add_tcase(suite, setting);
}

static void add_inheritance(Suite *suite)
{
	TCase *inheritance = tcase_create("inheritance");

	tcase_add_test(inheritance, extends_a_built_in);
	tcase_add_test(inheritance, extends_nobody);
	tcase_add_test(inheritance, offered_before_built_in);
	tcase_add_test(inheritance, latest_offered_first);
	tcase_add_test(inheritance, places_of_values);
	tcase_add_test(inheritance, places_beside_a_text);
	tcase_add_test(inheritance, bytes_that_are_named);
	tcase_add_test(inheritance, place_of_a_file);
	tcase_add_test(inheritance, files_are_closed);
	tcase_add_test(inheritance, descriptor_zero);
	tcase_add_test(inheritance, words_that_are_meant);
	tcase_add_test(inheritance, slips_of_the_pen);
	tcase_add_test(inheritance, quoted_values);
	tcase_add_test(inheritance, a_stack_has_no_title);
	tcase_add_test(inheritance, empty_items);
	tcase_add_test(inheritance, a_stack_is_no_base);
	tcase_add_test(inheritance, scope);
	tcase_add_test(inheritance, field_by_field);
	tcase_add_test(inheritance, another_level);
	tcase_add_test(inheritance, replaced_phrases);
	tcase_add_test(inheritance, old_phrase_as_an_alias);
	tcase_add_test(inheritance, named_for_the_first_time);
	tcase_add_test(inheritance, too_many_aliases_by_inheritance);
	tcase_add_test(inheritance, three_generations);
	tcase_add_test(inheritance, empty_lists);
	tcase_add_test(inheritance, retry_and_change);
	tcase_add_test(inheritance, retry_and_inherited_change);
	tcase_add_test(inheritance, qualifiers_without_retry);
	tcase_add_test(inheritance, all_problems_of_a_build);
	tcase_add_test(inheritance, all_problems_of_read_and_build);
	suite_add_tcase(suite, inheritance);
}

static void add_catalogs(Suite *suite)
{
	TCase *stacks = tcase_create("stacks"), *references = tcase_create("references");
	TCase *any = tcase_create("any text");

	tcase_add_test(stacks, first_member_wins);
	tcase_add_test(stacks, null_member_is_iana);
	tcase_add_test(stacks, ascending_over_a_stack);
	tcase_add_test(stacks, phrases_in_a_stack);
	tcase_add_test(stacks, how_many_members);
	tcase_add_test(stacks, nested_stacks_flatten);
	suite_add_tcase(suite, stacks);

	tcase_set_timeout(references, 60);
	tcase_add_test(references, references_balance);
	tcase_add_test(references, threads_share_a_catalog);
	tcase_add_test(references, threads_share_a_stack);
	suite_add_tcase(suite, references);

	tcase_set_timeout(any, 240);
	tcase_add_test(any, every_prefix);
	tcase_add_test(any, every_suffix);
	tcase_add_test(any, one_broken_byte);
	suite_add_tcase(suite, any);
}

int main(void)
{
	Suite *suite = suite_create("builder");

	add_good(suite);
	add_bad(suite);
	add_builder(suite);
	add_inheritance(suite);
	add_catalogs(suite);
	return run_suite(suite);
}
