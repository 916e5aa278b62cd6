/* SPDX-License-Identifier: MIT */
/* Whether two catalogs give the same answers, asked by every getter. */
#ifndef SAME_H
#define SAME_H

#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <string.h>

/* As ck_assert_*_eq, which writes a line to a file each time it is passed. */
#define SAME(a, b) \
	do { \
		if ((a) != (b)) \
			ck_abort_msg("%s is not %s", #a, #b); \
	} while (0)

static inline void same_string(const char *a, const char *b)
{
	if (!a || !b ? a != b : strcmp(a, b) != 0)
		ck_abort_msg("'%s' is not '%s'", a ? a : "(null)", b ? b : "(null)");
}

typedef const char *text_list(const httpstatus_entry *entry, size_t n);

static inline void same_texts(const httpstatus_entry *a, const httpstatus_entry *b, text_list *list)
{
	for (size_t n = 0; list(a, n) || list(b, n); n++)
		same_string(list(a, n), list(b, n));
}

static inline void same_headers(const httpstatus_entry *a, const httpstatus_entry *b)
{
	int level_a = 1;
	int level_b = 1;

	for (size_t n = 0; level_a || level_b; n++) {
		same_string(httpstatus_entry_field(a, n, &level_a),
		            httpstatus_entry_field(b, n, &level_b));
		SAME(level_a, level_b);
	}
}

static inline void same_entry(const httpstatus_entry *a, const httpstatus_entry *b)
{
	SAME(httpstatus_entry_code(a), httpstatus_entry_code(b));
	same_string(httpstatus_entry_phrase(a), httpstatus_entry_phrase(b));
	SAME(httpstatus_entry_phrase_length(a), strlen(httpstatus_entry_phrase(a)));
	SAME(httpstatus_entry_phrase_length(b), strlen(httpstatus_entry_phrase(b)));
	same_string(httpstatus_entry_summary(a), httpstatus_entry_summary(b));
	same_texts(a, b, httpstatus_entry_alias);
	same_texts(a, b, httpstatus_entry_reference);
	same_headers(a, b);
	SAME(httpstatus_entry_flags(a), httpstatus_entry_flags(b));
	SAME(httpstatus_entry_redirect(a), httpstatus_entry_redirect(b));
	SAME(httpstatus_entry_processed(a), httpstatus_entry_processed(b));
	SAME(httpstatus_entry_fault(a), httpstatus_entry_fault(b));
}

static inline void same_answers(const httpstatus_catalog *a, const httpstatus_catalog *b, int code)
{
	static const char *const methods[] = {"GET", "HEAD", "POST", "QUERY", "CONNECT", NULL};

	same_string(httpstatus_phrase(a, code), httpstatus_phrase(b, code));
	SAME(httpstatus_entry_code(httpstatus_resolve(a, code)),
	     httpstatus_entry_code(httpstatus_resolve(b, code)));
	SAME(httpstatus_advise(a, code, 0), httpstatus_advise(b, code, 0));
	for (uint32_t trait = HTTPSTATUS_TRAIT_SAFE; trait <= HTTPSTATUS_TRAIT_UNSENT; trait <<= 1)
		SAME(httpstatus_advise(a, code, trait), httpstatus_advise(b, code, trait));
	for (size_t m = 0; m < sizeof(methods) / sizeof(methods[0]); m++) {
		SAME(httpstatus_framing(a, code, methods[m]),
		     httpstatus_framing(b, code, methods[m]));
		same_string(httpstatus_redirect_method(a, code, methods[m]),
		            httpstatus_redirect_method(b, code, methods[m]));
	}
}

static inline void same_found(const httpstatus_catalog *a, const httpstatus_catalog *b, const char *name)
{
	SAME(httpstatus_entry_code(httpstatus_lookup_phrase(a, name, strlen(name))),
	     httpstatus_entry_code(httpstatus_lookup_phrase(b, name, strlen(name))));
}

static inline void same_names(const httpstatus_catalog *a, const httpstatus_catalog *b,
                              const httpstatus_entry *entry)
{
	const char *alias;

	same_found(a, b, httpstatus_entry_phrase(entry));
	for (size_t n = 0; (alias = httpstatus_entry_alias(entry, n)); n++)
		same_found(a, b, alias);
}

/* What holds for a stack, too: its name and the order of its names aside. */
static inline void same_codes(const httpstatus_catalog *a, const httpstatus_catalog *b)
{
	const httpstatus_entry *entry_a = NULL;
	const httpstatus_entry *entry_b = NULL;

	same_string(httpstatus_catalog_title(a), httpstatus_catalog_title(b));
	same_string(httpstatus_catalog_version(a), httpstatus_catalog_version(b));
	same_string(httpstatus_catalog_source(a), httpstatus_catalog_source(b));
	SAME(httpstatus_catalog_size(a), httpstatus_catalog_size(b));
	for (size_t n = 0; n < httpstatus_catalog_size(a); n++) {
		entry_a = httpstatus_entry_next(a, entry_a);
		entry_b = httpstatus_entry_next(b, entry_b);
		same_entry(entry_a, entry_b);
		same_answers(a, b, httpstatus_entry_code(entry_a));
	}
	SAME(httpstatus_entry_next(a, entry_a), NULL);
	SAME(httpstatus_entry_next(b, entry_b), NULL);
	/* Those that it has not, and numbers that are no codes. */
	for (int code = -1; code <= 1000; code += 7)
		same_answers(a, b, code);
}

static inline void same_catalogs(const httpstatus_catalog *a, const httpstatus_catalog *b)
{
	const httpstatus_entry *entry = NULL;

	same_string(httpstatus_catalog_name(a), httpstatus_catalog_name(b));
	same_codes(a, b);
	while ((entry = httpstatus_entry_next(a, entry)))
		same_names(a, b, entry);
}

#endif
