/* SPDX-License-Identifier: MIT */
/*
 * check_adversary.c - what a server cannot achieve, whatever it sends
 *
 * Responses are made at random of all that some built-in catalog gives a meaning to:
 * its conditions, the sources of its times, and content in which they stand.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_retry.h"

/* ---- What there is to say ------------------------------------------------------- */

/* A source and a value at which a condition of some catalog looks. */
struct item {
	char source[160];
	char value[160];
};

static struct item *items;
static size_t item_count;

/* "source = value, other" or "! source" or "source": the first value, without '*' and quotes. */
static void add_condition(const char *condition)
{
	struct item *item = &items[item_count];
	size_t length;

	condition += condition[0] == '!' ? 2 : 0;
	length = strcspn(condition, " ");
	snprintf(item->source, sizeof(item->source), "%.*s", (int)length, condition);
	snprintf(item->value, sizeof(item->value), "true");
	condition += length;
	if (strncmp(condition, " = ", 3) == 0) {
		const char *from = condition + 3;
		size_t n = 0;

		for (; *from && *from != ',' && n + 1 < sizeof(item->value); from++)
			if (*from != '*' && *from != '"')
				item->value[n++] = *from;
		item->value[n] = '\0';
	}
	item_count++;
}

static void add_catalog(const httpstatus_catalog *catalog)
{
	const httpstatus_entry *entry;
	const char *condition;

	for (size_t s = 0; (entry = httpstatus_catalog_stanza(catalog, s)); s++)
		for (size_t n = 0; (condition = httpstatus_entry_when(entry, n)); n++) {
			items = realloc(items, (item_count + 1) * sizeof(*items));
			ck_assert_ptr_nonnull(items);
			add_condition(condition);
		}
}

static void collect(void)
{
	const httpstatus_catalog *catalog = NULL;

	while ((catalog = httpstatus_builtin_next(catalog)))
		add_catalog(catalog);
	ck_assert_uint_gt(item_count, 50);
}

/* ---- A response --------------------------------------------------------------------- */

static const char *const times[] = {
	"0", "1", "-1", "0.001", "1e9", "00", "1795867200", "9999999999999", "PT0S", "0ms", "1h", "soon", "",
	"Thu, 01 Jan 1970 00:00:00 GMT", "2000-01-01T00:00:00Z", "\"q\";r=0;t=0"
};

static const char *any_time(void)
{
	return times[any(sizeof(times) / sizeof(times[0]))];
}

/* A field, or JSON or XML in which a value stands at a path. */
static void say(httpstatus_retry *retry, const struct item *item)
{
	const char *value = any(3) ? item->value : any_time();
	char text[512];

	if (strncmp(item->source, "json:", 5) == 0)
		snprintf(text, sizeof(text), "{\"error\": {\"code\": \"%s\", \"type\": \"%s\"}, \"%s\": \"%s\", \"code\": \"%s\"}",
		         value, value, item->source + 5, value, value);
	else if (strncmp(item->source, "xml:", 4) == 0)
		snprintf(text, sizeof(text), "<Error><%s>%s</%s></Error>", item->source + 4, value, item->source + 4);
	else if (strcmp(item->source, "error") == 0) {
		httpstatus_retry_error(retry, value, strlen(value));
		return;
	} else {
		feed(retry, item->source, value);
		return;
	}
	httpstatus_retry_content(retry, text, strlen(text));
}

static void say_anything(httpstatus_retry *retry)
{
	static const char *const names[] = {
		"retry-after-ms", "x-ms-retry-after-ms", "RateLimit", "X-RateLimit-Reset", "X-RateLimit-Remaining",
		"x-amz-retry-after", "Age", "x-should-retry", "grpc-retry-pushback-ms"
	};

	for (uint32_t n = any(6); n > 0; n--)
		say(retry, &items[any((uint32_t)item_count)]);
	for (uint32_t n = any(3); n > 0; n--)
		feed(retry, names[any(sizeof(names) / sizeof(names[0]))], any_time());
}

static int any_code(void)
{
	static const int often[] = {200, 301, 400, 401, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504, 529};

	return any(4) ? often[any(sizeof(often) / sizeof(often[0]))] : 100 + (int)any(500);
}

/* ---- What it cannot achieve -------------------------------------------------------------- */

/*
 * "iana" has no evidence: fields and content permit nothing that the code does not, but
 * for a 413 with a Retry-After (RFC 9110, 15.5.14).
 */
START_TEST(nothing_is_permitted)
{
	static const uint32_t traits[] = {POST, PUT, GET, HTTPSTATUS_TRAIT_KEY, HTTPSTATUS_TRAIT_ONE_SHOT};
	httpstatus_retry *retry = begin(GET);

	for (int n = 0; n < rounds(100000); n++) {
		const int code = any_code();
		const uint32_t trait = traits[any(5)];
		int result;

		httpstatus_retry_reset(retry, trait, 0);
		say_anything(retry);
		result = verdict(httpstatus_retry_on_status(retry, code, 0));
		if (result == RETRY && code != HTTPSTATUS_CONTENT_TOO_LARGE &&
		    verdict(httpstatus_advise(NULL, code, trait)) != RETRY)
			ck_abort_msg("%d is retried with traits %u", code, (unsigned)trait);
	}
	httpstatus_retry_free(retry);
}
END_TEST

/* A catalog that gives Retry-After another unit says so on purpose. */
static int reads_retry_after(const httpstatus_catalog *catalog)
{
	const size_t length = httpstatus_catalog_print(catalog, NULL, 0);
	char *text = malloc(length + 1);
	int found;

	ck_assert_ptr_nonnull(text);
	httpstatus_catalog_print(catalog, text, length + 1);
	found = strstr(text, "Wait: retry-after ") != NULL;
	free(text);
	return found;
}

/* With each catalog: no wait is shorter than the plain Retry-After beside it. */
START_TEST(never_earlier)
{
	const httpstatus_catalog *catalog = NULL;
	long retried = 0;

	while ((catalog = httpstatus_builtin_next(catalog))) {
		httpstatus_retry *retry = begin_catalog(catalog, POST);

		for (int n = 0; !reads_retry_after(catalog) && n < rounds(2000); n++) {
			const uint32_t seconds = any(200);
			char value[16];

			snprintf(value, sizeof(value), "%u", (unsigned)seconds);
			httpstatus_retry_reset(retry, any(2) ? POST : GET, 0);
			say_anything(retry);
			feed(retry, "Retry-After", value);
			say_anything(retry);
			httpstatus_retry_on_status(retry, any_code(), 0);
			if (verdict(httpstatus_retry_advice(retry)) != RETRY)
				continue;
			retried++;
			if (delay(retry) < seconds * UINT64_C(1000))
				ck_abort_msg("%s: %u s asked, %llu ms", httpstatus_catalog_name(catalog), (unsigned)seconds,
				             (unsigned long long)delay(retry));
		}
		httpstatus_retry_free(retry);
	}
	ck_assert_int_gt(retried, 0);
}
END_TEST

/* With each catalog: a Limit holds for a code, whichever of its variants decide in turn. */
START_TEST(never_more_often)
{
	const httpstatus_catalog *catalog = NULL;
	long limited = 0;

	while ((catalog = httpstatus_builtin_next(catalog))) {
		httpstatus_retry *retry = begin_catalog(catalog, POST);

		for (int n = 0; n < rounds(200); n++) {
			const int code = any_code();
			int retries = 0;

			httpstatus_retry_reset(retry, any(2) ? POST : GET, 0);
			for (int attempt = 0; attempt < 20; attempt++) {
				httpstatus_advice advice;

				say_anything(retry);
				advice = httpstatus_retry_on_status(retry, code, 0);
				if (verdict(advice) != RETRY)
					break;
				if (httpstatus_advice_limit(advice) <= retries)
					ck_abort_msg("%s: %d, retry %d of %d", httpstatus_catalog_name(catalog), code, retries + 1,
					             httpstatus_advice_limit(advice));
				limited += httpstatus_advice_limit(advice) < HTTPSTATUS_LIMIT_NONE;
				retries++;
			}
		}
		httpstatus_retry_free(retry);
	}
	ck_assert_int_gt(limited, 0);
}
END_TEST

static Suite *adversary_suite(void)
{
	Suite *suite = suite_create("adversary");
	TCase *responses = tcase_create("responses");

	tcase_set_timeout(responses, 120);
	tcase_add_unchecked_fixture(responses, collect, NULL);
	tcase_add_test(responses, nothing_is_permitted);
	tcase_add_test(responses, never_earlier);
	tcase_add_test(responses, never_more_often);
	suite_add_tcase(suite, responses);
	return suite;
}

int main(void)
{
	return run_suite(adversary_suite());
}
