/* SPDX-License-Identifier: MIT */
/*
 * check_exchanges.c - the built-in catalogs against exchanges that the documents of the
 * services describe: a response in; the verdict, the delay and what becomes of the
 * content out. exchange.h describes the files in tests/exchanges.
 */
#include <httpstatus.h>

#include <check.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange.h"
#include "suite.h"
#include "suite_retry.h"

/* How many exchanges the file of a catalog has, so that none gets lost. */
static const struct file {
	const char *name;
	int count;
} files[] = {
	{"acme", 24},
	{"anthropic", 23},
	{"aws", 28},
	{"azure", 25},
	{"cloudflare", 11},
	{"discord", 8},
	{"elasticsearch", 23},
	{"envoy", 6},
	{"fastly", 5},
	{"gemini", 10},
	{"github", 21},
	{"google", 25},
	{"heroku", 5},
	{"influxdb", 8},
	{"kubernetes", 20},
	{"oci-registry", 23},
	{"openai", 23},
	{"prometheus-rw", 20},
	{"s3", 18},
	{"shopify", 7},
	{"slack", 8},
	{"stripe", 23},
	{"vercel", 9},
	{"web-push", 22},
	{"webhook", 21},
	{"x-should-retry", 6},
};

/* ---- The request ------------------------------------------------------------------ */

/* The default policy with this catalog, but for time, of which there is enough. */
static httpstatus_retry *begin_exchange(const char *catalog, const struct exchange *exchange)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(MAX_WAIT), 1000 * (uint64_t)UINT32_MAX);
	set(policy, SET(MAX_ELAPSED), 0);
	INSIST(httpstatus_builtin(catalog), "no built-in catalog is called '%s'", catalog);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, httpstatus_builtin(catalog)), 0);
	retry = begin_with(policy, exchange_traits(exchange));
	httpstatus_policy_free(policy);
	if (exchange->value[KEY_CLOCK][0] != '\0')
		httpstatus_retry_set_clock(retry, strtoll(exchange->value[KEY_CLOCK], NULL, 10));
	return retry;
}

/* Passes the response, and returns its code. */
static int pass_response(httpstatus_retry *retry, const struct exchange *exchange)
{
	const char *text = exchange->response;
	int code = 0;

	for (int n = 0; n < exchange->head_count; n++) {
		const size_t length = strcspn(text, "\n");
		char *block = block_of(text, length);
		const int found = httpstatus_retry_line(retry, block, length);

		if (n == 0)
			code = found;
		free(block);
		text += length + (text[length] == '\n');
	}
	if (*text == '\n') {
		const size_t length = strlen(text + 1);
		char *block = block_of(text + 1, length);

		httpstatus_retry_content(retry, block, length);
		free(block);
	}
	return code;
}

/* ---- The outcome ------------------------------------------------------------------ */

/* The times of httpstatus-retry(3): a base of 100 ms, a throttled one of 1000 ms. */
static bool has_delay(const httpstatus_retry *retry, const char *expected)
{
	const bool retries = verdict(httpstatus_retry_advice(retry)) == RETRY;
	const int asked = httpstatus_retry_asked(retry);
	const bool has_time = asked == ASKED(DELAY) || asked == ASKED(DATE);
	uint64_t shortest, longest, ms;

	httpstatus_retry_delay_range(retry, &shortest, &longest);
	if (strcmp(expected, "none") == 0)
		return !retries;
	if (strcmp(expected, "backoff") == 0)
		return retries && !has_time && shortest == 0 && longest == 100;
	if (strcmp(expected, "throttled") == 0)
		return retries && !has_time && shortest == 500 && longest == 1000;
	return retries && has_time && read_exchange_time(expected, &ms) && shortest == ms;
}

static bool has_changes(httpstatus_advice advice, const char *expected)
{
	uint32_t changes = 0;

	return read_exchange_changes(expected, &changes) &&
	       httpstatus_advice_changes(advice) == changes;
}

static bool has_cooldown(const httpstatus_retry *retry, const char *expected)
{
	uint64_t ms = 0;

	return read_exchange_time(expected, &ms) && httpstatus_retry_cooldown_ms(retry) == ms;
}

static void describe(const httpstatus_retry *retry, char *text, size_t size)
{
	const httpstatus_advice advice = httpstatus_retry_advice(retry);
	uint64_t shortest, longest;

	httpstatus_retry_delay_range(retry, &shortest, &longest);
	snprintf(text, size, "%s, changes %x, asked %s, %llu to %llu ms, cooldown %llu ms, %s",
	         httpstatus_verdict_name(verdict(advice)), (unsigned)httpstatus_advice_changes(advice),
	         httpstatus_asked_name(httpstatus_retry_asked(retry)), (unsigned long long)shortest,
	         (unsigned long long)longest, (unsigned long long)httpstatus_retry_cooldown_ms(retry),
	         httpstatus_keep_name(httpstatus_advice_keep(advice)));
}

static bool is_as_expected(const httpstatus_retry *retry, const struct exchange *exchange)
{
	const httpstatus_advice advice = httpstatus_retry_advice(retry);
	const char *verdict_name = httpstatus_verdict_name(verdict(advice));
	const char *keep_name = httpstatus_keep_name(httpstatus_advice_keep(advice));
	const char *changes = exchange->value[KEY_CHANGE];
	const char *cooldown = exchange->value[KEY_COOLDOWN];

	return strcmp(verdict_name, exchange->value[KEY_VERDICT]) == 0 &&
	       strcmp(keep_name, exchange->value[KEY_KEEP]) == 0 &&
	       has_delay(retry, exchange->value[KEY_DELAY]) &&
	       (*changes == '\0' || has_changes(advice, changes)) &&
	       (*cooldown == '\0' || has_cooldown(retry, cooldown));
}

/* Returns how many faults there are: 0 or 1. */
static int check_exchange(const char *catalog, const struct exchange *exchange, FILE *report)
{
	httpstatus_retry *retry = begin_exchange(catalog, exchange);
	const int code = pass_response(retry, exchange);
	int faults = 0;

	httpstatus_retry_on_status(retry, code, 0);
	if (code <= 0 || !is_as_expected(retry, exchange)) {
		char found[256];

		describe(retry, found, sizeof(found));
		fprintf(report, "%s: %s: found %d: %s\n", catalog, exchange->value[KEY_EXCHANGE], code,
		        found);
		faults = 1;
	}
	httpstatus_retry_free(retry);
	return faults;
}

/* ---- Files ------------------------------------------------------------------------ */

enum { MOST = 100 };

/* Returns how many faults an open file has, in which count exchanges are expected. */
static int check_stream(FILE *stream, const char *name, int count, FILE *report)
{
	static struct exchange exchanges[MOST];
	struct exchange_reader reader = {.stream = stream};
	int faults = 0, n = 0;

	while (n < MOST && read_exchange(&reader, &exchanges[n])) {
		for (int other = 0; other < n; other++)
			if (strcmp(exchanges[other].value[KEY_EXCHANGE],
			           exchanges[n].value[KEY_EXCHANGE]) == 0) {
				fprintf(report, "%s: twice: %s\n", name,
				        exchanges[n].value[KEY_EXCHANGE]);
				faults++;
			}
		faults += check_exchange(name, &exchanges[n++], report);
	}
	if (reader.problem) {
		fprintf(report, "%s.txt:%d: %s\n", name, reader.line_number, reader.problem);
		faults++;
	}
	if (n == 0 || n != count) {
		fprintf(report, "%s: found %d exchanges, expected %d\n", name, n, count);
		faults++;
	}
	return faults;
}

START_TEST(exchanges)
{
	const struct file *file = &files[_i];
	char path[128];
	FILE *stream;
	int faults;

	snprintf(path, sizeof(path), "tests/exchanges/%s.txt", file->name);
	stream = open_source(path);
	faults = check_stream(stream, file->name, file->count, stderr);
	fclose(stream);
	ck_assert_int_eq(faults, 0);
}
END_TEST

static bool is_listed(const char *name)
{
	char file[64];

	for (size_t n = 0; n < LENGTH(files); n++) {
		snprintf(file, sizeof(file), "%s.txt", files[n].name);
		if (strcmp(file, name) == 0)
			return true;
	}
	return false;
}

START_TEST(every_file_is_read)
{
	DIR *directory = opendir(source_path("tests/exchanges").text);
	const struct dirent *file;

	ck_assert_ptr_nonnull(directory);
	while ((file = readdir(directory)))
		INSIST(file->d_name[0] == '.' || is_listed(file->d_name), "%s is not in the table",
		       file->d_name);
	closedir(directory);
}
END_TEST

/* ---- What must not pass ------------------------------------------------------------ */

static FILE *stream_of(const char *text)
{
	FILE *stream = tmpfile();

	ck_assert_ptr_nonnull(stream);
	ck_assert_int_ge(fputs(text, stream), 0);
	rewind(stream);
	return stream;
}

static int faults_of(const char *text, int count)
{
	FILE *stream = stream_of(text), *report = tmpfile();
	int faults;

	ck_assert_ptr_nonnull(report);
	faults = check_stream(stream, "iana", count, report);
	fclose(stream);
	fclose(report);
	return faults;
}

#define ASKS   "Exchange: a\nSource: b\nMethod: GET\n"
#define GETS   "Verdict: retry\nDelay: 30s\nKeep: retry\n"
#define LIMIT  "< HTTP/1.1 429 Too Many Requests\n< Retry-After: 30\n"
#define GOOD   ASKS GETS LIMIT

START_TEST(what_differs_is_noticed)
{
	static const char *const others[] = {
		"Verdict: stop\nDelay: 30s\nKeep: retry\n",
		"Verdict: retry\nDelay: 31s\nKeep: retry\n",
		"Verdict: retry\nDelay: none\nKeep: retry\n",
		"Verdict: retry\nDelay: backoff\nKeep: retry\n",
		"Verdict: retry\nDelay: throttled\nKeep: retry\n",
		"Verdict: retry\nDelay: 30s\nKeep: drop\n",
		"Verdict: retry\nChange: user\nDelay: 30s\nKeep: retry\n",
		"Verdict: retry\nDelay: 30s\nCooldown: 29s\nKeep: retry\n",
	};

	ck_assert_int_eq(faults_of(GOOD, 1), 0);
	ck_assert_int_eq(faults_of("# a comment\n\n" GOOD "<\n< content\n", 1), 0);
	for (size_t n = 0; n < LENGTH(others); n++) {
		char text[512];

		snprintf(text, sizeof(text), ASKS "%s" LIMIT, others[n]);
		ck_assert_int_eq(faults_of(text, 1), 1);
	}
}
END_TEST

START_TEST(a_file_has_all_its_exchanges)
{
	ck_assert_int_eq(faults_of("", 0), 1);
	ck_assert_int_eq(faults_of("# none\n", 0), 1);
	ck_assert_int_eq(faults_of(GOOD, 2), 1);
	ck_assert_int_eq(faults_of(GOOD, 0), 1);
	ck_assert_int_eq(faults_of(GOOD "\n" GOOD, 2), 1);    /* the same name */
}
END_TEST

START_TEST(malformed_lines_are_found)
{
	static const struct {
		const char *text;
		int line;
	} broken[] = {
		{"Source: b\n", 1},
		{"Exchange: \n", 1},
		{"Exchange:a\n", 1},
		{"Exchange: a", 1},
		{"Exchange: a\r\n", 1},
		{ASKS "Method: GET\n", 4},
		{ASKS "Source: b\n", 4},
		{ASKS "verdict: retry\n", 4},
		{ASKS "Result: retry\n", 4},
		{ASKS "Verdict: again\n", 4},
		{ASKS "Verdict: retry \n", 4},
		{ASKS "Verdict\n", 4},
		{"Exchange: a\nSource: b\nMethod: get\n", 3},
		{"Exchange: a\nSource: b\nMethod: POST twice\n", 3},
		{ASKS "Clock: now\n", 4},
		{ASKS "Verdict: amend\nChange: users\n", 5},
		{ASKS "Verdict: amend\nChange: user,,fields\n", 5},
		{ASKS "Verdict: retry\nDelay: 30\n", 5},
		{ASKS "Verdict: retry\nDelay: 1.5s\n", 5},
		{ASKS "Verdict: retry\nDelay: soon\n", 5},
		{ASKS "Verdict: retry\nDelay: 30s\nKeep: it\n", 6},
		{ASKS GETS "< 429\n", 7},
		{ASKS GETS "<HTTP/1.1 429\n", 7},
		{GOOD "< no field\n", 9},
		{GOOD "Keep: retry\n", 9},
		{GOOD "anything\n", 9},
		{ASKS GETS, 6},                                   /* no response */
		{ASKS "Verdict: retry\nKeep: retry\n" LIMIT, 7},  /* no Delay */
		{"Exchange: a\nSource: b\nMethod: POST\n" GETS LIMIT, 8},
		{"Exchange: a\nSource: b\nPermits: c\nMethod: GET\n" GETS LIMIT, 9},
	};

	for (size_t n = 0; n < LENGTH(broken); n++) {
		static struct exchange exchange;
		struct exchange_reader reader = {.stream = stream_of(broken[n].text)};

		while (read_exchange(&reader, &exchange))
			;
		fclose(reader.stream);
		INSIST(reader.problem, "no problem in\n%s", broken[n].text);
		INSIST(reader.line_number == broken[n].line, "line %d in\n%s", reader.line_number,
		       broken[n].text);
	}
}
END_TEST

static Suite *exchanges_suite(void)
{
	Suite *suite = suite_create("exchanges");
	TCase *cases = tcase_create("files");

	tcase_add_loop_test(cases, exchanges, 0, (int)LENGTH(files));
	tcase_add_test(cases, every_file_is_read);
	tcase_add_test(cases, what_differs_is_noticed);
	tcase_add_test(cases, a_file_has_all_its_exchanges);
	tcase_add_test(cases, malformed_lines_are_found);
	suite_add_tcase(suite, cases);
	return suite;
}

int main(void)
{
	return run_suite(exchanges_suite());
}
