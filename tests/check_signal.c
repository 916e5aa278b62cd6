/* SPDX-License-Identifier: MIT */
/*
 * A signal handler calls every function that is AS-Safe while the program is
 * inside of the library: in the same functions, in malloc on behalf of others,
 * half-way through a write. All answers are the right ones, in the handler and
 * in what it interrupted. tests/undefined.sh looks here for each name.
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "suite.h"

#include <httpstatus.h>

#define GET (HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT)

enum {
	LEAST       = 100,      /* interruptions: fewer would prove little */
	ENOUGH      = 2000,
	MOST_SECONDS = 20,      /* of a slow machine, if it has had the least */
	MARK        = 12345     /* in errno */
};

/* Made before the first signal and only read from then on; the budget is atomic. */
static const httpstatus_catalog *shared;
static httpstatus_codeset *shared_set;
static httpstatus_policy *shared_policy;
static httpstatus_budget *shared_budget;
static httpstatus_retry *shared_retry;

static volatile sig_atomic_t inside;        /* the program is in the library */
static volatile sig_atomic_t signals;       /* that found it there */
static volatile sig_atomic_t references;    /* that the handler has taken */
static volatile sig_atomic_t wrong_line;    /* where the handler got a wrong answer */

/* ---- What the answers are --------------------------------------------------- */

/* Not an assertion of check, which is nothing for a handler. */
#define IS(condition) \
	do { \
		if (!(condition)) \
			return __LINE__; \
	} while (0)

static int same(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static int wrong_names(void)
{
	IS(same(httpstatus_version(), HTTPSTATUS_VERSION));
	IS(httpstatus_version_num() == HTTPSTATUS_VERSION_NUM);
	IS(same(httpstatus_strerror(1), "unknown error"));
	IS(httpstatus_class_of(404) == HTTPSTATUS_CLASS_CLIENT_ERROR);
	IS(same(httpstatus_class_name(HTTPSTATUS_CLASS_SERVER_ERROR), "Server Error"));
	IS(same(httpstatus_class_label(HTTPSTATUS_CLASS_NONE), "other"));
	IS(same(httpstatus_flag_name(HTTPSTATUS_FLAG_NO_STORE), "no-store"));
	IS(same(httpstatus_redirect_name(HTTPSTATUS_REDIRECT_KEEP), "keep"));
	IS(same(httpstatus_framing_name(HTTPSTATUS_FRAMING_ZERO), "zero"));
	IS(same(httpstatus_processed_name(HTTPSTATUS_PROCESSED_LIKELY_NOT), "likely-not"));
	IS(same(httpstatus_fault_name(HTTPSTATUS_FAULT_RATE), "rate"));
	IS(same(httpstatus_verdict_name(HTTPSTATUS_VERDICT_AMEND), "amend"));
	IS(same(httpstatus_change_name(HTTPSTATUS_CHANGE_NO_EARLY_DATA), "no-early-data"));
	IS(same(httpstatus_reason_name(HTTPSTATUS_REASON_HOLD), "hold"));
	IS(same(httpstatus_asked_name(HTTPSTATUS_ASKED_FOREVER), "forever"));
	IS(same(httpstatus_failure_name(HTTPSTATUS_FAILURE_BROKEN), "broken"));
	IS(same(httpstatus_growth_name(HTTPSTATUS_GROWTH_LINEAR), "linear"));
	IS(same(httpstatus_level_name(HTTPSTATUS_LEVEL_SHOULD), "should"));
	IS(same(httpstatus_policy_name(HTTPSTATUS_POLICY_MAX_WAIT), "max-wait"));
	IS(same(httpstatus_severity_name(HTTPSTATUS_SEVERITY_ERROR), "error"));
	IS(same(httpstatus_trait_name(HTTPSTATUS_TRAIT_EARLY_DATA), "early-data"));
	return 0;
}

static int wrong_catalogs(void)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");

	IS(httpstatus_builtin_next(NULL) == iana);
	IS(same(httpstatus_catalog_name(shared), "shared"));
	IS(same(httpstatus_catalog_title(shared), "Shared"));
	IS(same(httpstatus_catalog_version(shared), "7"));
	IS(same(httpstatus_catalog_source(shared), "here"));
	IS(httpstatus_catalog_size(shared) == 2);
	IS(httpstatus_lookup_phrase(iana, "not found", 9) == httpstatus_lookup(iana, 404));
	IS(httpstatus_entry_code(httpstatus_resolve(iana, 599)) == 500);
	IS(httpstatus_entry_code(httpstatus_entry_next(shared, httpstatus_lookup(shared, 503))) == 777);
	IS(same(httpstatus_phrase(shared, 777), "Lucky"));
	IS(same(httpstatus_phrase(shared, 429), "Too Many Requests"));
	IS(same(httpstatus_wire_phrase(shared, 503), "Busy"));
	IS(same(httpstatus_label(shared, 777), "Lucky"));
	IS(httpstatus_entry_code(httpstatus_find(shared, 404)) == 404);
	IS(httpstatus_catalog_stanza(shared, 0) != NULL && httpstatus_catalog_stanza(shared, 1) == NULL);
	IS(same(httpstatus_suggest(iana, "not fuond", 9, 0), "Not Found"));
	return 0;
}

static int wrong_entries(void)
{
	const httpstatus_entry *entry = httpstatus_lookup(shared, 503);
	int level;

	IS(httpstatus_entry_catalog(entry) == shared);
	IS(same(httpstatus_entry_phrase(entry), "Busy"));
	IS(httpstatus_entry_phrase_length(entry) == 4);
	IS(same(httpstatus_entry_summary(entry), "Not now."));
	IS(same(httpstatus_entry_alias(entry, 0), "Occupied"));
	IS(same(httpstatus_entry_reference(entry, 0), "a book"));
	IS(same(httpstatus_entry_field(entry, 0, &level), "Retry-After"));
	IS(level == HTTPSTATUS_LEVEL_MUST);
	IS(httpstatus_entry_flags(entry) == HTTPSTATUS_FLAG_NO_STORE);
	IS(httpstatus_entry_redirect(entry) == HTTPSTATUS_REDIRECT_NONE);
	IS(httpstatus_entry_processed(entry) == HTTPSTATUS_PROCESSED_REFUSED);
	IS(httpstatus_entry_fault(entry) == HTTPSTATUS_FAULT_RATE);
	IS(same(httpstatus_entry_origin(entry), "shared"));
	IS(httpstatus_entry_variant(entry, 0) == httpstatus_catalog_stanza(shared, 0));
	IS(same(httpstatus_entry_when(httpstatus_entry_variant(entry, 0), 0), "x-busy = no"));
	IS(httpstatus_entry_covers(entry, 503) && !httpstatus_entry_covers(entry, 777));
	return 0;
}

static int wrong_parsing(void)
{
	static const char date[] = "Sat, 21 Nov 2026 12:34:56 GMT";
	int64_t time, value;
	uint64_t ms;
	int code;

	IS(httpstatus_parse_word(HTTPSTATUS_FAMILY_VERDICT, "Amend", 5, &value) == 0);
	IS(value == HTTPSTATUS_VERDICT_AMEND);
	IS(httpstatus_parse_status_line("HTTP/1.1 404 Not Found", 22, &code) == 0 && code == 404);
	IS(httpstatus_parse_date(date, sizeof(date) - 1, HTTPSTATUS_TIME_UNKNOWN, &time) == 0);
	IS(time == INT64_C(1795264496));
	IS(httpstatus_parse_lenient_date("2026-11-21T12:34:56Z", 20, HTTPSTATUS_TIME_UNKNOWN, &time) == 0);
	IS(time == INT64_C(1795264496));
	IS(httpstatus_parse_retry_after("120", 3, 0, &ms) == HTTPSTATUS_ASKED_DELAY);
	IS(ms == 120000);
	IS(httpstatus_method_traits("PUT") == HTTPSTATUS_TRAIT_IDEMPOTENT);
	IS(same(httpstatus_redirect_method(NULL, 303, "POST"), "GET"));
	IS(httpstatus_framing(NULL, 204, "GET") == HTTPSTATUS_FRAMING_NONE);
	IS(httpstatus_method_traits_n("PUT /", 3) == HTTPSTATUS_TRAIT_IDEMPOTENT);
	IS(same(httpstatus_redirect_method_n(NULL, 303, "POST /", 4), "GET"));
	IS(httpstatus_framing_n(NULL, 200, "HEAD /", 4) == HTTPSTATUS_FRAMING_NONE);
	IS(httpstatus_codeset_has(shared_set, 503) && !httpstatus_codeset_has(shared_set, 501));
	return 0;
}

static int wrong_advice(void)
{
	httpstatus_advice advice = httpstatus_advise(shared, 503, 0);
	httpstatus_advice failure = httpstatus_advise_failure(HTTPSTATUS_FAILURE_REFUSED, 0);
	char text[128];

	IS(httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY);
	IS(httpstatus_advice_processed(advice) == HTTPSTATUS_PROCESSED_REFUSED);
	IS(httpstatus_advice_changes(advice) == HTTPSTATUS_CHANGE_CONNECTION);
	IS(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_THROTTLED);
	IS(httpstatus_advice_limit(advice) == 2);
	IS(httpstatus_advice_text(advice, text, sizeof(text)) == strlen(text));
	IS(strstr(text, "over another connection"));
	IS(httpstatus_advice_verdict(failure) == HTTPSTATUS_VERDICT_RETRY);
	IS(httpstatus_failure_of_errno(ECONNREFUSED, 0) == HTTPSTATUS_FAILURE_UNCONNECTED);
	IS(httpstatus_errno(404) == ENOENT);
	IS(httpstatus_advice_keep(failure) == HTTPSTATUS_KEEP_RETRY);
	IS(strcmp(httpstatus_keep_name(HTTPSTATUS_KEEP_HOLD), "hold") == 0);
	IS(strcmp(httpstatus_codes_name(HTTPSTATUS_CODES_ONLY), "only") == 0);
	return 0;
}

static int wrong_objects(void)
{
	char text[128];
	uint64_t shortest, longest;

	IS(httpstatus_policy_get(shared_policy, HTTPSTATUS_POLICY_ATTEMPTS) == 9);
	IS(httpstatus_budget_size() >= sizeof(uint64_t));
	IS(httpstatus_budget_level(shared_budget) >= 0 && httpstatus_budget_level(shared_budget) <= 140);
	IS(httpstatus_advice_verdict(httpstatus_retry_advice(shared_retry)) ==
	   HTTPSTATUS_VERDICT_RETRY);
	IS(httpstatus_retry_asked(shared_retry) == HTTPSTATUS_ASKED_DELAY);
	IS(httpstatus_retry_asked_ms(shared_retry) == 2000);
	httpstatus_retry_delay_range(shared_retry, &shortest, &longest);
	IS(shortest == 2000 && longest == 4000);
	IS(httpstatus_retry_next_ms(shared_retry) >= 2000);
	IS(httpstatus_retry_size(shared_policy) <= 1024);
	IS(httpstatus_mix_seed(1, 2, 3) != httpstatus_mix_seed(3, 2, 1));
	IS(httpstatus_retry_delay_ms(shared_retry) >= 2000);
	IS(httpstatus_retry_cooldown_ms(shared_retry) >= 2000);
	IS(httpstatus_retry_attempts(shared_retry) == 1);
	IS(httpstatus_retry_entry(shared_retry) == httpstatus_lookup(shared, 503));
	IS(httpstatus_retry_text(shared_retry, text, sizeof(text)) == strlen(text));
	IS(strstr(text, "the server asks for 2 s"));
	return 0;
}

/* The line of the first wrong answer, 0 if there is none. */
static int wrong_answer(void)
{
	int (*const parts[])(void) = {
		wrong_names, wrong_catalogs, wrong_entries, wrong_parsing, wrong_advice, wrong_objects
	};
	int line = 0;

	for (size_t n = 0; !line && n < sizeof(parts) / sizeof(parts[0]); n++)
		line = parts[n]();
	return line;
}

static void handle(int number)
{
	const int saved_errno = errno;
	int line;

	(void)number;
	errno = MARK;
	line = wrong_answer();
	if (httpstatus_catalog_ref(shared) != shared ||
	    httpstatus_budget_ref(shared_budget) != shared_budget || errno != MARK)
		line = __LINE__;
	references++;
	if (line && !wrong_line)
		wrong_line = line;
	signals += inside;
	errno = saved_errno;
}

/* ---- What is interrupted --------------------------------------------------------- */

static const char text[] =
	"Catalog: shared\nFormat: 1\nTitle: Shared\nVersion: 7\nSource: here\n\n"
	"Status: 503\nReason: Busy\nAlias: Occupied\nSummary: Not now.\nReference: a book\n"
	"Must-Send: Retry-After\nFlags: no-store\nFault: rate\nProcessed: refused\n"
	"Retry: retry\nPersistence: throttled\nChange: connection\nLimit: 2\n\n"
	"Status: 777\nReason: Lucky\n\nStatus: 503\nWhen: x-busy = no\nRetry: stop\n";

static int load_and_drop(void)
{
	const httpstatus_catalog *members[2];
	const httpstatus_catalog *stack;

	IS(httpstatus_catalog_load_mem(text, sizeof(text) - 1, &members[0]) == 0);
	members[1] = NULL;
	IS(httpstatus_catalog_stack(members, 2, &stack) == 0);
	httpstatus_catalog_unref(members[0]);
	IS(same(httpstatus_phrase(stack, 777), "Lucky"));
	IS(same(httpstatus_phrase(stack, 404), "Not Found"));
	httpstatus_catalog_unref(stack);
	return 0;
}

static int complain(void)
{
	httpstatus_builder *builder;
	const httpstatus_catalog *catalog;

	IS(httpstatus_builder_new(&builder) == 0);
	IS(httpstatus_builder_set(builder, 503, "Retry", "mabye") == HTTPSTATUS_E_CATALOG);
	IS(strstr(httpstatus_builder_problem(builder, 0, NULL, NULL), "found 'mabye'"));
	IS(httpstatus_builder_build(builder, &catalog) == HTTPSTATUS_E_CATALOG);
	httpstatus_builder_free(builder);
	return 0;
}

static int print(void)
{
	static char buffer[64 * 1024];
	size_t length = httpstatus_catalog_print(NULL, buffer, sizeof(buffer));

	IS(length > 0 && length < sizeof(buffer) && length == strlen(buffer));
	return 0;
}

static int use_set(void)
{
	httpstatus_codeset *set;
	char buffer[64];

	IS(httpstatus_codeset_new(&set) == 0);
	IS(httpstatus_codeset_parse(set, "5xx,-501", 8, NULL, NULL) == 0);
	IS(httpstatus_codeset_print(set, buffer, sizeof(buffer)) == strlen(buffer));
	IS(same(buffer, "500,502-599"));
	httpstatus_codeset_free(set);
	return 0;
}

static int use_retry(void)
{
	httpstatus_retry *retry;

	IS(httpstatus_retry_new(shared_policy, &retry) == 0);
	httpstatus_retry_reset(retry, GET, 0);
	IS(httpstatus_retry_line(retry, "Retry-After: 3", 14) == 0);
	httpstatus_retry_on_status(retry, 503, 0);
	IS(httpstatus_retry_asked_ms(retry) == 3000);
	httpstatus_retry_on_status(retry, 200, 3000);
	httpstatus_retry_free(retry);
	return 0;
}

/* ---- The test ---------------------------------------------------------------------- */

static void prepare(void)
{
	ck_assert_int_eq(httpstatus_catalog_load_mem(text, sizeof(text) - 1, &shared), 0);
	ck_assert_int_eq(httpstatus_codeset_new(&shared_set), 0);
	ck_assert_int_eq(httpstatus_codeset_parse(shared_set, "5xx,-501", 8, NULL, NULL), 0);
	ck_assert_int_eq(httpstatus_budget_new(&shared_budget), 0);
	ck_assert_int_eq(httpstatus_policy_new(&shared_policy), 0);
	ck_assert_int_eq(httpstatus_policy_set(shared_policy, HTTPSTATUS_POLICY_ATTEMPTS, 9), 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(shared_policy, shared), 0);
	ck_assert_int_eq(httpstatus_policy_set_budget(shared_policy, shared_budget), 0);
	ck_assert_int_eq(httpstatus_retry_new(shared_policy, &shared_retry), 0);
	httpstatus_retry_reset(shared_retry, GET, 0);
	httpstatus_retry_line(shared_retry, "Retry-After: 2", 14);
	httpstatus_retry_on_status(shared_retry, 503, 0);
}

static void clean_up(void)
{
	for (; references > 0; references--) {
		httpstatus_catalog_unref(shared);
		httpstatus_budget_unref(shared_budget);
	}
	httpstatus_retry_free(shared_retry);
	httpstatus_policy_free(shared_policy);
	httpstatus_budget_unref(shared_budget);
	httpstatus_codeset_free(shared_set);
	httpstatus_catalog_unref(shared);
}

/* One signal, in so many microseconds. */
static void arm(int microseconds)
{
	const struct itimerval once = { { 0, 0 }, { 0, microseconds } };

	ck_assert_int_eq(setitimer(ITIMER_REAL, &once, NULL), 0);
}

START_TEST(interrupted_everywhere)
{
	int (*const works[])(void) = {
		wrong_answer, load_and_drop, complain, print, use_set, use_retry
	};
	const time_t end = time(NULL) + MOST_SECONDS;
	struct sigaction action = { .sa_handler = handle, .sa_flags = SA_RESTART };
	struct sigaction old;
	sig_atomic_t armed_for = -1;
	unsigned turn = 0;

	prepare();
	ck_assert_int_eq(wrong_answer(), 0);
	ck_assert_int_eq(sigaction(SIGALRM, &action, &old), 0);
	for (; signals < LEAST || (signals < ENOUGH && time(NULL) < end); turn++) {
		int line;

		/* The next one at another place, when the last one has come. */
		if (armed_for != references) {
			armed_for = references;
			arm((int)(turn * 7 % 101) + 1);
		}
		inside = 1;
		line = works[turn % (sizeof(works) / sizeof(works[0]))]();
		inside = 0;
		ck_assert_int_eq(line, 0);
		ck_assert_int_eq(wrong_line, 0);
	}
	arm(0);
	ck_assert_int_eq(sigaction(SIGALRM, &old, NULL), 0);
	clean_up();
}
END_TEST

static Suite *signal_suite(void)
{
	Suite *suite = suite_create("signal");
	TCase *handlers = tcase_create("handlers");

	tcase_set_timeout(handlers, 3 * MOST_SECONDS);
	tcase_add_test(handlers, interrupted_everywhere);
	suite_add_tcase(suite, handlers);
	return suite;
}

int main(void)
{
	return run_suite(signal_suite());
}
