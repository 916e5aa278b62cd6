/* SPDX-License-Identifier: MIT */
/*
 * check_iana.c - the built-in "iana" against IANA's registry and the RFCs
 *
 * data/iana-status-codes.csv is the registry as IANA publishes it. The sets
 * below are those of RFC 9110, 9111, 6585, 7725 and 9112, written down from
 * the RFCs, not from the catalog.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

/* ---- The registry -------------------------------------------------------- */

struct row {
	int code;
	char phrase[160];
	char reference[160];
};

static struct row rows[100];
static size_t row_count;

/* One field of a CSV line (RFC 4180), without its quotes; answers what follows it. */
static const char *read_cell(const char *s, char *to, size_t size)
{
	bool quoted = *s == '"';
	size_t n = 0;

	s += quoted;
	while (*s && *s != '\n' && *s != (quoted ? '"' : ',')) {
		ck_assert_uint_lt(n + 1, size);
		to[n++] = *s++;
	}
	to[n] = '\0';
	s += quoted;
	return *s == ',' ? s + 1 : s;
}

/* Registered codes; "Unassigned" ranges are left out. */
static void read_registry(void)
{
	FILE *file = open_source("tests/data/iana-status-codes.csv");
	char line[1024];

	row_count = 0;
	while (fgets(line, sizeof(line), file)) {
		struct row *row = &rows[row_count];
		char code[32];
		const char *rest = read_cell(line, code, sizeof(code));

		rest = read_cell(rest, row->phrase, sizeof(row->phrase));
		read_cell(rest, row->reference, sizeof(row->reference));
		if (strcmp(code, "code") == 0 || strcmp(row->phrase, "Unassigned") == 0)
			continue;
		row->code = atoi(code);
		row_count++;
		ck_assert_uint_lt(row_count, sizeof(rows) / sizeof(rows[0]));
	}
	fclose(file);
	ck_assert_uint_eq(row_count, 64);
}

START_TEST(has_the_registered_codes_and_no_other)
{
	const httpstatus_entry *entry = NULL;

	for (size_t n = 0; n < row_count; n++) {
		entry = httpstatus_entry_next(NULL, entry);
		ck_assert_int_eq(httpstatus_entry_code(entry), rows[n].code);
	}
	ck_assert_ptr_null(httpstatus_entry_next(NULL, entry));
	ck_assert_uint_eq(httpstatus_catalog_size(NULL), row_count);
	ck_assert_str_eq(httpstatus_catalog_version(NULL), "2025-09-15");
}
END_TEST

/* What stands behind a phrase in brackets is told by flags, except "(Unused)". */
START_TEST(has_the_registered_phrases)
{
	for (size_t n = 0; n < row_count; n++) {
		const httpstatus_entry *entry = httpstatus_lookup(NULL, rows[n].code);
		char *note = strstr(rows[n].phrase, " (");

		if (note)
			*note = '\0';
		ck_assert_str_eq(httpstatus_entry_phrase(entry), rows[n].phrase);
		ck_assert_uint_eq(httpstatus_entry_phrase_length(entry), strlen(rows[n].phrase));
		ck_assert_str_eq(httpstatus_phrase(NULL, rows[n].code), rows[n].phrase);
	}
}
END_TEST

START_TEST(marks_what_the_registry_marks)
{
	for (size_t n = 0; n < row_count; n++) {
		uint32_t flags = httpstatus_entry_flags(httpstatus_lookup(NULL, rows[n].code));
		const char *phrase = rows[n].phrase;

		ck_assert_int_eq((flags & HTTPSTATUS_FLAG_RESERVED) != 0, strcmp(phrase, "(Unused)") == 0);
		ck_assert_int_eq((flags & HTTPSTATUS_FLAG_TEMPORARY) != 0, strstr(phrase, "TEMPORARY") != NULL);
		ck_assert_int_eq((flags & HTTPSTATUS_FLAG_OBSOLETE) != 0, strstr(phrase, "OBSOLETED") != NULL);
		ck_assert_int_eq(flags & HTTPSTATUS_FLAG_UNOFFICIAL, 0);
		ck_assert_int_eq(flags & HTTPSTATUS_FLAG_LOG_ONLY, 0);
	}
}
END_TEST

/* "[RFC9110, Section 15.5.5]" is the first reference "RFC 9110, Section 15.5.5". */
START_TEST(begins_with_the_registered_reference)
{
	for (size_t n = 0; n < row_count; n++) {
		const httpstatus_entry *entry = httpstatus_lookup(NULL, rows[n].code);
		const char *reference = httpstatus_entry_reference(entry, 0);
		const char *document = rows[n].reference + 1;
		size_t length = strcspn(document, "],");
		char expected[160];

		ck_assert_ptr_nonnull(reference);
		if (strncmp(document, "RFC", 3) == 0)
			snprintf(expected, sizeof(expected), "RFC %.*s", (int)length - 3, document + 3);
		else
			snprintf(expected, sizeof(expected), "draft-ietf-httpbis-resumable-upload");
		ck_assert_msg(strncmp(reference, expected, strlen(expected)) == 0,
		              "%d: found %s, expected %s", rows[n].code, reference, expected);
		if (document[length] == ',') {
			const char *section = strstr(document, "Section");
			const char *found = strstr(reference, "Section");

			ck_assert_ptr_nonnull(found);
			ck_assert_uint_eq(strlen(found), strcspn(section, "]"));
			ck_assert_int_eq(strncmp(found, section, strlen(found)), 0);
		}
	}
}
END_TEST

START_TEST(explains_every_code)
{
	for (size_t n = 0; n < row_count; n++) {
		size_t length = strlen(httpstatus_entry_summary(httpstatus_lookup(NULL, rows[n].code)));

		ck_assert_msg(length > 20, "%d has no summary", rows[n].code);
	}
}
END_TEST

/* ---- The RFCs ------------------------------------------------------------- */

#define END 0

static bool in(const int *codes, int code)
{
	while (*codes != END && *codes != code)
		codes++;
	return *codes == code;
}

static void has_flag_exactly(uint32_t flag, const int *codes)
{
	for (int code = 1; code < 1000; code++) {
		uint32_t flags = httpstatus_entry_flags(httpstatus_lookup(NULL, code));

		ck_assert_msg(((flags & flag) != 0) == in(codes, code), "%d: %s", code,
		              httpstatus_flag_name(flag));
	}
}

START_TEST(flags_are_those_of_the_rfcs)
{
	/* RFC 9110, 15.1 and RFC 7725, 3 */
	static const int cacheable[] = {
		200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501, END
	};
	/* RFC 6585, 3 to 6 */
	static const int no_store[] = {428, 429, 431, 511, END};
	/* RFC 9110, 15.2 and RFC 8297; 104 is a 1xx, too */
	static const int interim[] = {100, 101, 102, 103, 104, END};
	/* RFC 9110, 15.4 */
	static const int permanent[] = {301, 308, END};
	/* RFC 9110, 15.4.6 */
	static const int deprecated[] = {305, END};

	has_flag_exactly(HTTPSTATUS_FLAG_CACHEABLE, cacheable);
	has_flag_exactly(HTTPSTATUS_FLAG_NO_STORE, no_store);
	has_flag_exactly(HTTPSTATUS_FLAG_INTERIM, interim);
	has_flag_exactly(HTTPSTATUS_FLAG_PERMANENT, permanent);
	has_flag_exactly(HTTPSTATUS_FLAG_DEPRECATED, deprecated);
}
END_TEST

/* RFC 9110, 15.4.2 to 15.4.9 */
START_TEST(redirects_are_followed_as_the_rfc_says)
{
	for (int code = 0; code < 1000; code++) {
		int expected =
			code == 301 || code == 302 ? HTTPSTATUS_REDIRECT_POST_TO_GET :
			code == 303                ? HTTPSTATUS_REDIRECT_GET :
			code == 307 || code == 308 ? HTTPSTATUS_REDIRECT_KEEP :
			                             HTTPSTATUS_REDIRECT_NONE;

		ck_assert_int_eq(httpstatus_entry_redirect(httpstatus_lookup(NULL, code)), expected);
		if (httpstatus_lookup(NULL, code))
			ck_assert_int_eq(httpstatus_advice_verdict(httpstatus_advise(NULL, code, 0)) ==
			                 HTTPSTATUS_VERDICT_FOLLOW,
			                 expected != HTTPSTATUS_REDIRECT_NONE);
	}
}
END_TEST

static int level_of(int code, const char *name)
{
	const httpstatus_entry *entry = httpstatus_lookup(NULL, code);
	const char *header;
	int level;

	for (size_t n = 0; (header = httpstatus_entry_field(entry, n, &level)); n++)
		if (strcmp(header, name) == 0)
			return level;
	return 0;
}

START_TEST(fields_are_asked_for_as_the_rfcs_do)
{
	static const struct {
		int code;
		const char *name;
		int level;
	} table[] = {
		{101, "Upgrade", HTTPSTATUS_LEVEL_MUST},             /* 15.2.2, 7.8 */
		{206, "Content-Range", HTTPSTATUS_LEVEL_MUST},       /* 15.3.7.1 */
		{300, "Location", HTTPSTATUS_LEVEL_SHOULD},          /* 15.4.1 */
		{301, "Location", HTTPSTATUS_LEVEL_SHOULD},          /* 15.4.2 */
		{302, "Location", HTTPSTATUS_LEVEL_SHOULD},          /* 15.4.3 */
		{307, "Location", HTTPSTATUS_LEVEL_SHOULD},          /* 15.4.8 */
		{308, "Location", HTTPSTATUS_LEVEL_SHOULD},          /* 15.4.9 */
		{304, "ETag", HTTPSTATUS_LEVEL_MUST},                /* 15.4.5 */
		{401, "WWW-Authenticate", HTTPSTATUS_LEVEL_MUST},    /* 15.5.2 */
		{405, "Allow", HTTPSTATUS_LEVEL_MUST},               /* 15.5.6 */
		{407, "Proxy-Authenticate", HTTPSTATUS_LEVEL_MUST},  /* 15.5.8 */
		{413, "Retry-After", HTTPSTATUS_LEVEL_SHOULD},       /* 15.5.14 */
		{416, "Content-Range", HTTPSTATUS_LEVEL_SHOULD},     /* 15.5.17 */
		{426, "Upgrade", HTTPSTATUS_LEVEL_MUST},             /* 15.5.22 */
		{429, "Retry-After", HTTPSTATUS_LEVEL_MAY},          /* RFC 6585, 4 */
		{451, "Link", HTTPSTATUS_LEVEL_SHOULD},              /* RFC 7725, 4 */
		{503, "Retry-After", HTTPSTATUS_LEVEL_MAY},          /* 15.6.4 */
		{404, "Retry-After", 0},
		{200, "Location", 0}
	};

	for (size_t n = 0; n < sizeof(table) / sizeof(table[0]); n++)
		ck_assert_msg(level_of(table[n].code, table[n].name) == table[n].level,
		              "%d %s: level %d, expected %d", table[n].code, table[n].name,
		              level_of(table[n].code, table[n].name), table[n].level);
}
END_TEST

/* Names of earlier RFCs, and one that never was official. */
START_TEST(former_names_are_found)
{
	static const struct {
		const char *name;
		int code;
	} table[] = {
		{"Moved Temporarily", 302},                 /* RFC 1945, 9.3 */
		{"Switch Proxy", 306},
		{"Request Time-out", 408},                  /* RFC 2616, 6.1.1 */
		{"Payload Too Large", 413},                 /* RFC 7231, 6.5.11 */
		{"Request Entity Too Large", 413},          /* RFC 2616, 10.4.14 */
		{"Request-URI Too Long", 414},              /* RFC 2616, 10.4.15 */
		{"Request-URI Too Large", 414},             /* RFC 2616, 6.1.1 */
		{"Requested Range Not Satisfiable", 416},   /* RFC 2616, 10.4.17 */
		{"I'm a teapot", 418},                      /* RFC 2324, 2.3.2 */
		{"Unprocessable Entity", 422},              /* RFC 4918, 11.2 */
		{"Gateway Time-out", 504},                  /* RFC 2616, 6.1.1 */
		{"HTTP Version not supported", 505}         /* RFC 2616, 6.1.1 */
	};

	for (size_t n = 0; n < sizeof(table) / sizeof(table[0]); n++) {
		const httpstatus_entry *entry =
			httpstatus_lookup_phrase(NULL, table[n].name, strlen(table[n].name));
		const char *alias;
		bool listed = false;

		ck_assert_int_eq(httpstatus_entry_code(entry), table[n].code);
		for (size_t a = 0; (alias = httpstatus_entry_alias(entry, a)); a++)
			listed = listed || strcmp(alias, table[n].name) == 0;
		ck_assert_msg(listed, "%s is no alias of %d", table[n].name, table[n].code);
	}
}
END_TEST

/* Where the cause lies, for the codes that do not follow their class. */
START_TEST(faults)
{
	static const int auth[] = {401, 403, 407, 511, END};
	static const int intermediary[] = {502, 504, END};

	for (int code = 100; code < 600; code++) {
		const httpstatus_entry *entry = httpstatus_lookup(NULL, code);
		int expected =
			code < 400                     ? HTTPSTATUS_FAULT_NONE :
			in(auth, code)                 ? HTTPSTATUS_FAULT_AUTH :
			code == 429                    ? HTTPSTATUS_FAULT_RATE :
			code == 408                    ? HTTPSTATUS_FAULT_NETWORK :
			code == 451                    ? HTTPSTATUS_FAULT_UNKNOWN :
			in(intermediary, code)         ? HTTPSTATUS_FAULT_INTERMEDIARY :
			code < 500                     ? HTTPSTATUS_FAULT_CLIENT :
			                                 HTTPSTATUS_FAULT_SERVER;

		if (entry)
			ck_assert_msg(httpstatus_entry_fault(entry) == expected, "%d", code);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("iana");
	TCase *registry = tcase_create("registry");
	TCase *rfcs = tcase_create("RFCs");

	tcase_add_checked_fixture(registry, read_registry, NULL);
	tcase_add_test(registry, has_the_registered_codes_and_no_other);
	tcase_add_test(registry, has_the_registered_phrases);
	tcase_add_test(registry, marks_what_the_registry_marks);
	tcase_add_test(registry, begins_with_the_registered_reference);
	tcase_add_test(registry, explains_every_code);
	suite_add_tcase(suite, registry);
	tcase_add_test(rfcs, flags_are_those_of_the_rfcs);
	tcase_add_test(rfcs, redirects_are_followed_as_the_rfc_says);
	tcase_add_test(rfcs, fields_are_asked_for_as_the_rfcs_do);
	tcase_add_test(rfcs, former_names_are_found);
	tcase_add_test(rfcs, faults);
	suite_add_tcase(suite, rfcs);
	return run_suite(suite);
}
