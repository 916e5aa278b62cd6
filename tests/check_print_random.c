/* SPDX-License-Identifier: MIT */
/*
 * check_print_random.c - random catalogs as texts: they read back the same
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdint.h>

#include "suite_print.h"

static size_t encode(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* Any character that is no control, most often one that means something here. */
static uint32_t random_character(void)
{
	static const char common[] = "  #:,-abcXYZ019'\"\\";
	uint32_t c = 0;

	if (any(8) != 0)
		return (unsigned char)common[any(sizeof(common) - 1)];
	while (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xE000))
		c = (uint32_t)any(any(2) == 0 ? 0x110000 : 0x300);
	return c;
}

/* At most longest bytes, at least one that is no space, often at its head and foot. */
static void random_text(char *text, size_t longest)
{
	size_t most = longest > 200 && any(50) != 0 ? 200 : longest;
	size_t wanted = any((uint32_t)most) + 1;
	size_t length = 0;
	size_t run = 0;

	while (length + 4 < wanted) {
		uint32_t c = random_character();

		/* Long words now and then. */
		if (run == 0 && any(200) == 0)
			run = any(300);
		if (run > 0) {
			run--;
			c = 'w';
		}
		length += encode(text + length, c);
	}
	text[length++] = "z#"[any(2)];
	text[length] = '\0';
}

static void random_set(httpstatus_builder *builder, int code, const char *field,
                       size_t longest)
{
	char text[VALUE_MAX + 1];

	random_text(text, longest);
	set(builder, code, field, text);
}

static void random_word(httpstatus_builder *builder, int code, const char *field,
                        const char *const *words)
{
	size_t count = 0;

	while (words[count])
		count++;
	set(builder, code, field, words[any((uint32_t)count)]);
}

static void random_advice(httpstatus_builder *builder, int code)
{
	static const char *const verdicts[] = {"stop", "done", "wait", "follow", "amend", NULL};
	static const char *const lasts[] = {"transient", "throttled", "state", "permanent", NULL};
	static const char *const changes[] = {
		"none", "connection", "endpoint, user", "method,target , content", "configuration", NULL
	};
	static const char *const limits[] = {"none", "0", "1", "9", "10", "14", NULL};
	const bool retry = any(3) == 0;

	if (any(3) == 0)
		return;
	if (retry)
		set(builder, code, "Retry", "retry");
	else
		random_word(builder, code, "Retry", verdicts);
	if (any(2) == 0)
		random_word(builder, code, "Persistence", lasts);
	if (any(2) == 0)
		random_word(builder, code, "Limit", limits);
	if (!retry && any(2) == 0)
		random_word(builder, code, "Change", changes);
	else if (any(2) == 0)
		set(builder, code, "Change", "connection, no-early-data");
}

static void random_facts(httpstatus_builder *builder, int code)
{
	static const char *const flags[] = {
		"none", "interim", "no-store, cacheable", "uncertain,obsolete, unofficial", NULL
	};
	static const char *const contents[] = {"none", "zero", "may", NULL};
	static const char *const redirects[] = {"none", "keep", "post-to-get", "get", NULL};
	static const char *const faults[] = {
		"none", "client", "auth", "rate", "server", "intermediary", "network", "unknown", NULL
	};
	static const char *const processed[] = {
		"not-reached", "refused", "likely-not", "unknown", "likely-yes", "done", NULL
	};
	static const char *const headers[] = {
		"Age", "Retry-After,  Via", "a, b,c", "A-Field-With-A-Name-That-Is-Not-Short, "
		"Another-Field-With-A-Name-That-Is-Not-Short, And-A-Third-One", NULL
	};

	if (any(3) == 0)
		random_word(builder, code, "Flags", flags);
	if (any(3) == 0)
		random_word(builder, code, "Content", contents);
	if (any(3) == 0)
		random_word(builder, code, "Redirect", redirects);
	if (any(3) == 0)
		random_word(builder, code, "Fault", faults);
	if (any(3) == 0)
		random_word(builder, code, "Processed", processed);
	if (any(3) == 0)
		random_word(builder, code, "Must-Send", headers);
	if (any(3) == 0)
		random_word(builder, code, "Should-Send", headers);
	if (any(3) == 0)
		random_word(builder, code, "May-Send", headers);
}

/* Half of them codes that iana has, so that much is shared with it. */
static int random_code(void)
{
	const httpstatus_entry *entry = NULL;
	size_t number = any((uint32_t)httpstatus_catalog_size(NULL));

	if (any(20) == 0)
		return 0;
	if (any(2) == 0)
		return 100 + (int)any(900);
	do
		entry = httpstatus_entry_next(NULL, entry);
	while (number-- > 0);
	return httpstatus_entry_code(entry);
}

static void random_status(httpstatus_builder *builder, int code)
{
	if (any(4) != 0)
		random_set(builder, code, "Reason", 128);
	for (size_t n = any(20) == 0 ? 30 : any(3); n > 0; n--)
		random_set(builder, code, "Alias", 128);
	for (size_t n = any(3); n > 0; n--)
		random_set(builder, code, "Reference", VALUE_MAX - 1);
	if (any(2) == 0)
		random_set(builder, code, "Summary", VALUE_MAX - 1);
	random_facts(builder, code);
	random_advice(builder, code);
}

static const httpstatus_catalog *random_catalog(const httpstatus_catalog *base)
{
	httpstatus_builder *builder = named_builder();
	bool used[1000] = {false};

	for (size_t n = any(12); n > 0; n--) {
		int code = random_code();

		if (!used[code])
			random_status(builder, code);
		used[code] = true;
	}
	if (any(2) == 0)
		random_set(builder, -1, "Title", VALUE_MAX - 1);
	if (any(2) == 0)
		random_set(builder, -1, "Source", VALUE_MAX - 1);
	if (any(8) == 0) {
		ck_assert_int_eq(httpstatus_builder_add_base(builder, base), 0);
		set(builder, -1, "Extends", httpstatus_catalog_name(base));
		if (any(2) == 0)
			set(builder, -1, "Scope", "listed");
	}
	return finish(builder);
}

START_TEST(random_catalogs)
{
	const httpstatus_catalog *base = load_strictly("Catalog: base\nFormat: 1\n\nStatus: 503\n"
		"Reason: Old\nRetry: amend\nChange: endpoint\nProcessed: done\nLimit: 3\nFlags: no-store\n"
		"May-Send: Age\n\nStatus: 404\nReason: Gone\nAlias: Old\nFault: rate\n");

	for (int i = 0; i < rounds(3000); i++) {
		const httpstatus_catalog *catalog = random_catalog(base);

		round_trip(catalog);
		httpstatus_catalog_unref(catalog);
	}
	httpstatus_catalog_unref(base);
}
END_TEST

static Suite *print_random_suite(void)
{
	Suite *suite = suite_create("print random");
	TCase *tcase = tcase_create("random");

	tcase_set_timeout(tcase, 240);
	tcase_add_test(tcase, random_catalogs);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(print_random_suite());
}
