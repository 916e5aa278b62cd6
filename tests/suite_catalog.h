/* SPDX-License-Identifier: MIT */
/*
 * What the suites about texts of catalogs share.
 *
 * What is expected comes from httpstatus-catalog(5) and the header. Texts are
 * read from a block of exactly their size that is freed at once, so that
 * AddressSanitizer and valgrind see a byte read too much, or read too late.
 */
#ifndef SUITE_CATALOG_H
#define SUITE_CATALOG_H

#include <httpstatus.h>

#include <check.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "same.h"
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

static inline httpstatus_builder *new_builder(void)
{
	httpstatus_builder *builder;

	ck_assert_int_eq(httpstatus_builder_new(&builder), 0);
	ck_assert_ptr_nonnull(builder);
	return builder;
}

static inline int read_block(httpstatus_builder *builder, const char *text, size_t length)
{
	char *block = block_of(text, length);
	int error;

	error = httpstatus_builder_read_mem(builder, "t.cat", length ? block : NULL, length);
	free(block);
	return error;
}

static inline const httpstatus_catalog *build(httpstatus_builder *builder)
{
	const httpstatus_catalog *catalog;
	int error = httpstatus_builder_build(builder, &catalog);

	if (error || !catalog)
		ck_abort_msg("build: %d, %s", error, httpstatus_builder_problem(builder, 0, NULL, NULL));
	return catalog;
}

static inline const httpstatus_catalog *load_length(const char *text, size_t length)
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

static inline const httpstatus_catalog *load(const char *text)
{
	return load_length(text, strlen(text));
}

/* The catalog of a text that extends base. */
static inline const httpstatus_catalog *extend(const httpstatus_catalog *base, const char *text)
{
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *catalog;

	ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
	ck_assert_int_eq(read_block(builder, text, strlen(text)), 0);
	catalog = build(builder);
	httpstatus_builder_free(builder);
	return catalog;
}

static inline size_t problem_count(const httpstatus_builder *builder)
{
	size_t n = 0;

	while (httpstatus_builder_problem(builder, n, NULL, NULL))
		n++;
	return n;
}

static inline void print_problems(const httpstatus_builder *builder)
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
static inline int has_problem(const httpstatus_builder *builder, int severity, int line,
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
static inline void refused_length(const char *text, size_t length, int line, const char *words)
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

static inline void refused(const char *text, int line, const char *words)
{
	refused_length(text, strlen(text), line, words);
}

/* A text that grows. */
struct text {
	char *s;
	size_t length;
};

__attribute__((format(printf, 2, 3)))
static inline void put(struct text *text, const char *format, ...)
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

static inline void put_run(struct text *text, int c, size_t length)
{
	text->s = realloc(text->s, text->length + length + 1);
	if (!text->s)
		ck_abort_msg("out of memory");
	memset(text->s + text->length, c, length);
	text->length += length;
	text->s[text->length] = '\0';
}

static inline int lookup_phrase(const httpstatus_catalog *catalog, const char *s)
{
	size_t length = strlen(s);
	char *block = block_of(s, length);
	int code;

	code = httpstatus_entry_code(httpstatus_lookup_phrase(catalog, block, length));
	free(block);
	return code;
}

static inline void is_phrase(const httpstatus_catalog *catalog, int code, const char *phrase)
{
	const httpstatus_entry *entry = httpstatus_lookup(catalog, code);

	ck_assert_ptr_nonnull(entry);
	ck_assert_str_eq(httpstatus_entry_phrase(entry), phrase);
	ck_assert_uint_eq(httpstatus_entry_phrase_length(entry), strlen(phrase));
	ck_assert_int_eq(httpstatus_entry_code(entry), code);
}

enum getter {
	GET_PHRASE = 1, GET_ALIAS = 2, GET_SUMMARY = 4, GET_REFERENCE = 8, GET_MUST = 16,
	GET_SHOULD = 32, GET_MAY = 64, GET_FLAGS = 128, GET_CONTENT = 256, GET_REDIRECT = 512,
	GET_FAULT = 1024, GET_VERDICT = 2048, GET_PROCESSED = 4096, GET_PERSISTENCE = 8192,
	GET_CHANGE = 16384, GET_LIMIT = 32768
};

static inline int differ(const char *a, const char *b)
{
	return !a || !b ? a != b : strcmp(a, b) != 0;
}

static inline int aliases_differ(const httpstatus_entry *a, const httpstatus_entry *b)
{
	size_t n;

	for (n = 0; httpstatus_entry_alias(a, n) || httpstatus_entry_alias(b, n); n++)
		if (differ(httpstatus_entry_alias(a, n), httpstatus_entry_alias(b, n)))
			return 1;
	return 0;
}

static inline int references_differ(const httpstatus_entry *a, const httpstatus_entry *b)
{
	size_t n;

	for (n = 0; httpstatus_entry_reference(a, n) || httpstatus_entry_reference(b, n); n++)
		if (differ(httpstatus_entry_reference(a, n), httpstatus_entry_reference(b, n)))
			return 1;
	return 0;
}

/* The i-th header of one level, NULL after the last. */
static inline const char *header_of(const httpstatus_entry *entry, int level, size_t i)
{
	const char *s;
	size_t n;
	int got;

	for (n = 0; (s = httpstatus_entry_field(entry, n, &got)); n++)
		if (got == level && i-- == 0)
			return s;
	return NULL;
}

static inline int headers_differ(const httpstatus_entry *a, const httpstatus_entry *b, int level)
{
	size_t n;

	for (n = 0; header_of(a, level, n) || header_of(b, level, n); n++)
		if (differ(header_of(a, level, n), header_of(b, level, n)))
			return 1;
	return 0;
}

static inline int advice_differs(httpstatus_advice a, httpstatus_advice b)
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
static inline int difference(const httpstatus_catalog *ca, const httpstatus_catalog *cb, int code)
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

/* The text of every_field, with line ends of choice. */
static inline struct text full_text(const char *line_end)
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

static inline void is_full(const httpstatus_catalog *c)
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

#define EXTENDS "Catalog: more\nFormat: 1\nExtends: "

/* The n-th problem, or "". */
static inline const char *problem(const httpstatus_builder *builder, size_t n)
{
	const char *text = httpstatus_builder_problem(builder, n, NULL, NULL);

	return text ? text : "";
}

static inline int begins(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static inline const httpstatus_catalog *stack_of(const httpstatus_catalog *a,
                                                 const httpstatus_catalog *b)
{
	const httpstatus_catalog *members[2] = { a, b }, *stack;

	ck_assert_int_eq(httpstatus_catalog_stack(members, 2, &stack), 0);
	ck_assert_ptr_nonnull(stack);
	return stack;
}

#endif
