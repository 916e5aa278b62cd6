/* SPDX-License-Identifier: MIT */
/*
 * check_method.c - what follows from the method of a request
 *
 * Traits are held to every row of IANA's method registry, as it lies in
 * tests/data; redirects and content to tables and rules written from RFC 9110.
 * Every method is passed in a block of exactly its size, with a NUL at its end
 * and, with its length, without one.
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define SAFE       (HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT)
#define IDEMPOTENT HTTPSTATUS_TRAIT_IDEMPOTENT

/* ---- The registry ------------------------------------------------------- */

struct method {
	char token[40];
	uint32_t traits;
};

static struct method registry[100];
static size_t registered;

static void add_row(char *line)
{
	struct method *m = &registry[registered];
	char *comma = strchr(line, ',');
	bool safe, idempotent;

	if (!comma || (size_t)(comma - line) >= sizeof(m->token) || registered == LENGTH(registry))
		ck_abort_msg("a strange row: %s", line);
	*comma = '\0';
	strcpy(m->token, line);
	safe = strncmp(comma + 1, "yes,", 4) == 0;
	comma = strchr(comma + 1, ',');
	if (!comma)
		ck_abort_msg("a strange row: %s", line);
	idempotent = strncmp(comma + 1, "yes,", 4) == 0;
	m->traits = safe ? SAFE : idempotent ? IDEMPOTENT : 0;
	registered++;
}

static void read_registry(void)
{
	FILE *file = open_source("tests/data/iana-methods.csv");
	char line[1024];

	registered = 0;
	if (!fgets(line, sizeof(line), file) ||
	    strncmp(line, "method,safe,idempotent,", 23) != 0)
		ck_abort_msg("strange columns: %s", line);
	while (fgets(line, sizeof(line), file))
		add_row(line);
	fclose(file);
	if (registered < 40)
		ck_abort_msg("only %zu rows", registered);
}

/* By search; 0 for what is not registered. */
static uint32_t expected_traits(const char *token)
{
	size_t i;

	for (i = 0; i < registered; i++)
		if (strcmp(registry[i].token, token) == 0)
			return registry[i].traits;
	return 0;
}

static void traits_are_right(const char *token)
{
	size_t length = strlen(token);
	char *copy = block_of(token, length + 1);
	char *bare = block_of(token, length);
	uint32_t traits = httpstatus_method_traits(copy);
	uint32_t traits_n = httpstatus_method_traits_n(bare, length);

	free(copy);
	free(bare);
	if (traits != expected_traits(token) || traits_n != traits)
		ck_abort_msg("\"%s\": traits %#x, without NUL %#x, instead of %#x", token,
		             (unsigned int)traits, (unsigned int)traits_n,
		             (unsigned int)expected_traits(token));
}

START_TEST(every_registered_method)
{
	size_t i;

	for (i = 0; i < registered; i++)
		traits_are_right(registry[i].token);
}
END_TEST

/* RFC 9110, 9.2.1 and 9.2.2, without the file. */
START_TEST(methods_of_rfc_9110)
{
	ck_assert_uint_eq(httpstatus_method_traits("GET"), SAFE);
	ck_assert_uint_eq(httpstatus_method_traits("HEAD"), SAFE);
	ck_assert_uint_eq(httpstatus_method_traits("OPTIONS"), SAFE);
	ck_assert_uint_eq(httpstatus_method_traits("TRACE"), SAFE);
	ck_assert_uint_eq(httpstatus_method_traits("PUT"), IDEMPOTENT);
	ck_assert_uint_eq(httpstatus_method_traits("DELETE"), IDEMPOTENT);
	ck_assert_uint_eq(httpstatus_method_traits("POST"), 0);
	ck_assert_uint_eq(httpstatus_method_traits("CONNECT"), 0);
	ck_assert_uint_eq(httpstatus_method_traits("PATCH"), 0);
}
END_TEST

START_TEST(case_counts)
{
	char token[40];
	size_t i, at;

	for (i = 0; i < registered; i++) {
		for (at = 0; registry[i].token[at]; at++) {
			strcpy(token, registry[i].token);
			token[at] = (char)tolower((unsigned char)token[at]);
			traits_are_right(token);
		}
		for (at = 0; token[at]; at++)
			token[at] = (char)tolower((unsigned char)token[at]);
		traits_are_right(token);
		token[0] = (char)toupper((unsigned char)token[0]);
		traits_are_right(token);
	}
}
END_TEST

/* A part of a method, one with a byte more, or with another byte, is another one. */
START_TEST(neighbours_of_methods)
{
	char token[44];
	size_t i, at, length;
	int c;

	for (i = 0; i < registered; i++) {
		length = strlen(registry[i].token);
		for (at = 0; at < length; at++) {
			memcpy(token, registry[i].token, at);
			token[at] = '\0';
			traits_are_right(token);
			traits_are_right(registry[i].token + at);
		}
		for (c = 1; c < 256; c++) {
			snprintf(token, sizeof(token), "%s%c", registry[i].token, c);
			traits_are_right(token);
			snprintf(token, sizeof(token), "%c%s", c, registry[i].token);
			traits_are_right(token);
			for (at = 0; at < length; at++) {
				strcpy(token, registry[i].token);
				token[at] = (char)c;
				traits_are_right(token);
			}
		}
		snprintf(token, sizeof(token), "%s%s", i % 2 ? "GET" : "PUT", registry[i].token);
		traits_are_right(token);
	}
}
END_TEST

START_TEST(no_method)
{
	static char huge[100000];

	ck_assert_uint_eq(httpstatus_method_traits(NULL), 0);
	traits_are_right("");
	traits_are_right(" GET");
	traits_are_right("GET ");
	traits_are_right("BREW");
	traits_are_right("M-SEARCH");
	memset(huge, 'G', sizeof(huge) - 1);
	traits_are_right(huge);
	ck_assert_uint_eq(httpstatus_method_traits_n(NULL, 0), 0);
	ck_assert_uint_eq(httpstatus_method_traits_n(NULL, 3), 0);
	ck_assert_uint_eq(httpstatus_method_traits_n("GET", 0), 0);
}
END_TEST

/* A part of a longer text, as a parser that works in its buffer has it. */
START_TEST(method_within_a_request_line)
{
	static const char line[] = "GET /DELETE HTTP/1.1";

	ck_assert_uint_eq(httpstatus_method_traits_n(line, 3), SAFE);
	ck_assert_uint_eq(httpstatus_method_traits_n(line, 4), 0);
	ck_assert_uint_eq(httpstatus_method_traits_n(line + 5, 6), IDEMPOTENT);
	ck_assert_uint_eq(httpstatus_method_traits_n(line, sizeof(line) - 1), 0);
}
END_TEST

/* With a length, NUL is a byte as any other; no method has it. */
START_TEST(method_with_a_nul)
{
	static const char *const tokens[] = { "GET", "PUT", "POST", "HEAD", "CONNECT" };
	char token[16];
	size_t i, at, length;

	for (i = 0; i < LENGTH(tokens); i++) {
		length = strlen(tokens[i]);
		for (at = 0; at <= length; at++) {
			memcpy(token, tokens[i], at);
			token[at] = '\0';
			memcpy(token + at + 1, tokens[i] + at, length - at);
			ck_assert_uint_eq(httpstatus_method_traits_n(token, length + 1), 0);
			ck_assert_ptr_eq(httpstatus_redirect_method_n(NULL, 301, token, length + 1), token);
			ck_assert_ptr_eq(httpstatus_redirect_method_n(NULL, 307, token, length + 1), token);
			ck_assert_str_eq(httpstatus_redirect_method_n(NULL, 303, token, length + 1), "GET");
			ck_assert_int_eq(httpstatus_framing_n(NULL, 200, token, length + 1),
			                 HTTPSTATUS_FRAMING_MAY);
		}
	}
}
END_TEST

/* ---- Redirects --------------------------------------------------------- */

enum { SAME = 1, TO_GET, TO_HEAD };

/*
 * RFC 9110, 15.4.2 to 15.4.4, 15.4.8 and 15.4.9; RFC 10008 for QUERY. "post" is
 * not POST (9.1), and so is kept.
 */
static const struct {
	const char *method;
	int after_301_302, after_303, after_307_308;
} redirects[] = {
	{ "GET", SAME, TO_GET, SAME },
	{ "HEAD", SAME, TO_HEAD, SAME },
	{ "POST", TO_GET, TO_GET, SAME },
	{ "PUT", SAME, TO_GET, SAME },
	{ "DELETE", SAME, TO_GET, SAME },
	{ "PATCH", SAME, TO_GET, SAME },
	{ "OPTIONS", SAME, TO_GET, SAME },
	{ "QUERY", SAME, TO_GET, SAME },
	{ "BREW", SAME, TO_GET, SAME },
	{ "post", SAME, TO_GET, SAME },
	{ "get", SAME, TO_GET, SAME },
	{ "head", SAME, TO_GET, SAME },
	{ "POSTS", SAME, TO_GET, SAME },
	{ "POS", SAME, TO_GET, SAME },
	{ "HEADER", SAME, TO_GET, SAME }
};

static void method_became(int code, const char *method, const char *passed, const char *found, int how)
{
	static const char *const words[] = { NULL, NULL, "GET", "HEAD" };

	if (how == 0 && found)
		ck_abort_msg("%d %s: \"%s\" instead of NULL", code, method, found);
	if (how == SAME && found != passed)
		ck_abort_msg("%d %s: not what was passed", code, method);
	/* What was passed ends with no NUL, if it has a length. */
	if (how > SAME && (!found || strcmp(found == passed ? method : found, words[how]) != 0))
		ck_abort_msg("%d %s: not \"%s\"", code, method, words[how]);
}

static void redirect_is(const httpstatus_catalog *catalog, int code, const char *method, int how)
{
	size_t length = strlen(method);
	char *copy = block_of(method, length + 1);
	char *bare = block_of(method, length);

	method_became(code, method, copy, httpstatus_redirect_method(catalog, code, copy), how);
	method_became(code, method, bare,
	              httpstatus_redirect_method_n(catalog, code, bare, length), how);
	free(copy);
	free(bare);
}

START_TEST(redirects_of_the_registry)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");
	const httpstatus_catalog *catalogs[] = { NULL, iana };
	size_t i, c;

	ck_assert_ptr_nonnull(iana);
	for (c = 0; c < LENGTH(catalogs); c++)
		for (i = 0; i < LENGTH(redirects); i++) {
			redirect_is(catalogs[c], 301, redirects[i].method, redirects[i].after_301_302);
			redirect_is(catalogs[c], 302, redirects[i].method, redirects[i].after_301_302);
			redirect_is(catalogs[c], 303, redirects[i].method, redirects[i].after_303);
			redirect_is(catalogs[c], 307, redirects[i].method, redirects[i].after_307_308);
			redirect_is(catalogs[c], 308, redirects[i].method, redirects[i].after_307_308);
		}
}
END_TEST

static bool is_redirect(int code)
{
	return code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
}

START_TEST(other_codes_are_no_redirects)
{
	static const int others[] = {
		INT_MIN, -301, -1, 1301, 65536 + 301, 65536 + 308, INT_MAX
	};
	size_t i;
	int code;

	for (code = 0; code <= 1100; code++) {
		if (is_redirect(code))
			continue;
		redirect_is(NULL, code, "GET", 0);
		redirect_is(NULL, code, "POST", 0);
		redirect_is(NULL, code, "HEAD", 0);
	}
	for (i = 0; i < LENGTH(others); i++)
		redirect_is(NULL, others[i], "GET", 0);
}
END_TEST

START_TEST(redirect_without_method)
{
	int code;

	for (code = 0; code < 1000; code++) {
		ck_assert_msg(!httpstatus_redirect_method(NULL, code, NULL), "%d", code);
		ck_assert_msg(!httpstatus_redirect_method_n(NULL, code, NULL, 0), "%d", code);
		ck_assert_msg(!httpstatus_redirect_method_n(NULL, code, NULL, 4), "%d", code);
	}
}
END_TEST

/* 308 as some upload protocols use it, and more that no RFC says. */
static const char special[] =
	"Catalog: special\n"
	"Format: 1\n"
	"Extends: iana\n"
	"\n"
	"Status: 308\n"
	"Reason: Resume Incomplete\n"
	"Redirect: none\n"
	"\n"
	"Status: 302\n"
	"Redirect: get\n"
	"\n"
	"Status: 310\n"
	"Reason: Moved Again\n"
	"Redirect: post-to-get\n"
	"\n"
	"Status: 399\n"
	"Reason: Elsewhere\n"
	"Redirect: keep\n";

START_TEST(redirects_of_a_loaded_catalog)
{
	const httpstatus_catalog *catalog = NULL;
	size_t i;
	int error = httpstatus_catalog_load_mem(special, sizeof(special) - 1, &catalog);

	ck_assert_msg(error == 0 && catalog, "load: %s", httpstatus_strerror(error));
	for (i = 0; i < LENGTH(redirects); i++) {
		redirect_is(catalog, 308, redirects[i].method, 0);
		redirect_is(catalog, 302, redirects[i].method, redirects[i].after_303);
		redirect_is(catalog, 310, redirects[i].method, redirects[i].after_301_302);
		redirect_is(catalog, 399, redirects[i].method, redirects[i].after_307_308);
		/* What it inherits. */
		redirect_is(catalog, 301, redirects[i].method, redirects[i].after_301_302);
		redirect_is(catalog, 303, redirects[i].method, redirects[i].after_303);
		redirect_is(catalog, 307, redirects[i].method, redirects[i].after_307_308);
		redirect_is(catalog, 304, redirects[i].method, 0);
		redirect_is(catalog, 311, redirects[i].method, 0);
	}
	ck_assert_ptr_null(httpstatus_redirect_method(catalog, 308, NULL));
	/* The registry is as it was. */
	redirect_is(NULL, 308, "GET", SAME);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* ---- Content ----------------------------------------------------------- */

/* RFC 9110, 6.4.1, and 15.3.6 for 205. */
static int expected_content(int code, const char *method)
{
	if (method && strcmp(method, "HEAD") == 0)
		return HTTPSTATUS_FRAMING_NONE;
	if (method && strcmp(method, "CONNECT") == 0 && code >= 200 && code <= 299)
		return HTTPSTATUS_FRAMING_NONE;
	if ((code >= 100 && code <= 199) || code == 204 || code == 304)
		return HTTPSTATUS_FRAMING_NONE;
	return code == 205 ? HTTPSTATUS_FRAMING_ZERO : HTTPSTATUS_FRAMING_MAY;
}

static void content_is(const httpstatus_catalog *catalog, int code, const char *method,
                       int expected)
{
	size_t length = method ? strlen(method) : 0;
	char *copy = method ? block_of(method, length + 1) : NULL;
	char *bare = method ? block_of(method, length) : NULL;
	int found = httpstatus_framing(catalog, code, copy);
	int found_n = httpstatus_framing_n(catalog, code, bare, length);

	free(copy);
	free(bare);
	if (found != expected || found_n != expected)
		ck_abort_msg("%d %s: content %d, without NUL %d, instead of %d", code,
		             method ? method : "NULL", found, found_n, expected);
}

static const char *const methods[] = {
	NULL, "", "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
	"QUERY", "PROPFIND", "BREW", "head", "Head", "connect", "HEA", "HEADS", "CONNEC", "CONNECTS"
};

START_TEST(content_of_the_registry)
{
	static const int others[] = {
		INT_MIN, -304, -204, -1, 1000, 1204, 65536 + 204, 65536 + 100, INT_MAX
	};
	const httpstatus_catalog *iana = httpstatus_builtin("iana");
	int code;
	size_t i, m;

	for (m = 0; m < LENGTH(methods); m++) {
		for (code = 0; code <= 999; code++) {
			content_is(NULL, code, methods[m], expected_content(code, methods[m]));
			content_is(iana, code, methods[m], expected_content(code, methods[m]));
		}
		for (i = 0; i < LENGTH(others); i++)
			content_is(NULL, others[i], methods[m], expected_content(others[i], methods[m]));
	}
}
END_TEST

START_TEST(content_of_a_loaded_catalog)
{
	static const char text[] =
		"Catalog: framed\n"
		"Format: 1\n"
		"Extends: iana\n"
		"\n"
		"Status: 299\n"
		"Reason: Nothing to Say\n"
		"Content: none\n"
		"\n"
		"Status: 499\n"
		"Reason: Gone Away\n"
		"Content: zero\n";
	const httpstatus_catalog *catalog = NULL;
	int code, error = httpstatus_catalog_load_mem(text, sizeof(text) - 1, &catalog);
	size_t m;

	ck_assert_msg(error == 0 && catalog, "load: %s", httpstatus_strerror(error));
	content_is(catalog, 299, "GET", HTTPSTATUS_FRAMING_NONE);
	content_is(catalog, 299, NULL, HTTPSTATUS_FRAMING_NONE);
	content_is(catalog, 499, "GET", HTTPSTATUS_FRAMING_ZERO);
	content_is(catalog, 499, "CONNECT", HTTPSTATUS_FRAMING_ZERO);
	content_is(catalog, 499, "HEAD", HTTPSTATUS_FRAMING_NONE);
	for (m = 0; m < LENGTH(methods); m++)
		for (code = 0; code <= 999; code++)
			if (code != 299 && code != 499)
				content_is(catalog, code, methods[m],
				           expected_content(code, methods[m]));
	httpstatus_catalog_unref(catalog);
}
END_TEST

/*
 * "Never" in the header holds for every catalog: where RFC 9110 fixes the
 * framing, a catalog that says otherwise is refused or not believed.
 */
START_TEST(content_that_no_catalog_can_change)
{
	static const int codes[] = { 100, 101, 103, 150, 199, 204, 304 };
	const httpstatus_catalog *catalog = NULL;
	char text[200];
	int length, error;
	size_t i, m;

	for (i = 0; i < LENGTH(codes); i++) {
		length = snprintf(text, sizeof(text), "Catalog: wrong\nFormat: 1\n\n"
		                  "Status: %d\nReason: Wrong\nContent: may\n", codes[i]);
		error = httpstatus_catalog_load_mem(text, (size_t)length, &catalog);
		ck_assert_msg(error == 0 || error == HTTPSTATUS_E_CATALOG, "%d: %d", codes[i], error);
		for (m = 0; !error && m < LENGTH(methods); m++)
			content_is(catalog, codes[i], methods[m], HTTPSTATUS_FRAMING_NONE);
		httpstatus_catalog_unref(catalog);
	}
}
END_TEST

/* The length counts, not the bytes behind it. */
START_TEST(length_ends_the_method)
{
	static const char heads[] = "HEAD CONNECT";

	ck_assert_int_eq(httpstatus_framing_n(NULL, 200, heads, 4), HTTPSTATUS_FRAMING_NONE);
	ck_assert_int_eq(httpstatus_framing_n(NULL, 200, heads, 5), HTTPSTATUS_FRAMING_MAY);
	ck_assert_int_eq(httpstatus_framing_n(NULL, 200, heads, 0), HTTPSTATUS_FRAMING_MAY);
	ck_assert_int_eq(httpstatus_framing_n(NULL, 200, heads + 5, 7), HTTPSTATUS_FRAMING_NONE);
	ck_assert_int_eq(httpstatus_framing_n(NULL, 200, NULL, 4), HTTPSTATUS_FRAMING_MAY);
	ck_assert_str_eq(httpstatus_redirect_method_n(NULL, 302, "POSTED", 4), "GET");
	ck_assert_str_eq(httpstatus_redirect_method_n(NULL, 302, "POSTED", 6), "POSTED");
}
END_TEST

static Suite *method_suite(void)
{
	Suite *suite = suite_create("method");
	TCase *traits = tcase_create("traits");
	TCase *redirect = tcase_create("redirects");
	TCase *content = tcase_create("content");

	tcase_set_timeout(traits, 60);
	tcase_add_checked_fixture(traits, read_registry, NULL);
	tcase_add_test(traits, every_registered_method);
	tcase_add_test(traits, methods_of_rfc_9110);
	tcase_add_test(traits, case_counts);
	tcase_add_test(traits, neighbours_of_methods);
	tcase_add_test(traits, no_method);
	tcase_add_test(traits, method_within_a_request_line);
	tcase_add_test(traits, method_with_a_nul);
	suite_add_tcase(suite, traits);

	tcase_set_timeout(redirect, 60);
	tcase_add_test(redirect, redirects_of_the_registry);
	tcase_add_test(redirect, other_codes_are_no_redirects);
	tcase_add_test(redirect, redirect_without_method);
	tcase_add_test(redirect, redirects_of_a_loaded_catalog);
	suite_add_tcase(suite, redirect);

	tcase_set_timeout(content, 60);
	tcase_add_test(content, content_of_the_registry);
	tcase_add_test(content, content_of_a_loaded_catalog);
	tcase_add_test(content, content_that_no_catalog_can_change);
	tcase_add_test(content, length_ends_the_method);
	suite_add_tcase(suite, content);
	return suite;
}

int main(void)
{
	return run_suite(method_suite());
}
