/* SPDX-License-Identifier: MIT */
/*
 * consumer-1.0.c - a program of the time of 1.0
 *
 * It calls every function that 1.0 has and prints what it is told, one line
 * each; answers-1.0 has what that must be. Asked is only what the header
 * promises: the data of the built-in catalogs may change, so that codes come
 * from a catalog of this program's own. It is compiled with the header of 1.0,
 * which lies beside it, and runs with the library of today. Neither this file
 * nor the answers change; a later release gets a consumer of its own.
 */
#include <httpstatus.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char acme[] =
	"Catalog: acme\n"
	"Format: 1\n"
	"Title: Acme storage API\n"
	"Version: 2026-11\n"
	"Source: Acme API reference\n"
	"\n"
	"Status: 200\n"
	"Reason: Fine\n"
	"Retry: done\n"
	"\n"
	"Status: 307\n"
	"Reason: Elsewhere\n"
	"Redirect: keep\n"
	"Retry: follow\n"
	"\n"
	"Status: 429\n"
	"Reason: Slow Down\n"
	"Alias: Easy\n"
	"Summary: Too much at a time.\n"
	"Reference: Acme, 4.2\n"
	"Must-Send: Retry-After\n"
	"Flags: unofficial, no-store\n"
	"Fault: rate\n"
	"Retry: retry\n"
	"Processed: refused\n"
	"Persistence: throttled\n"
	"Limit: 2\n"
	"\n"
	"Status: 503\n"
	"Reason: Asleep\n"
	"Retry: amend\n"
	"Change: content\n"
	"Processed: likely-not\n";

static void number(const char *question, long long answer)
{
	printf("%s: %lld\n", question, answer);
}

static void text(const char *question, const char *answer)
{
	printf("%s: %s\n", question, answer ? answer : "(null)");
}

/* Without memory nothing of this can be asked. */
static void need(int error)
{
	if (error == 0)
		return;
	printf("failed: %s\n", httpstatus_strerror(error));
	exit(1);
}

static void versions_and_errors(void)
{
	number("version_num >= 1.0.0", httpstatus_version_num() >= 0x010000);
	number("version is that number", atoi(httpstatus_version()) == (int)(httpstatus_version_num() >> 16));
	text("strerror 1000", httpstatus_strerror(1000));
	number("strerror INVAL is known",
	       strcmp(httpstatus_strerror(HTTPSTATUS_E_INVAL), "unknown error") != 0);
}

static void classes(void)
{
	static const int codes[] = { -1, 0, 99, 100, 299, 307, 404, 599, 600 };

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		printf("class of %d: %d, %s, %s\n", codes[i], (int)httpstatus_class_of(codes[i]),
		       httpstatus_class_name(httpstatus_class_of(codes[i])),
		       httpstatus_class_label(httpstatus_class_of(codes[i])));
}

static void built_in(void)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");

	text("builtin iana", httpstatus_catalog_name(iana));
	text("no such builtin", httpstatus_catalog_name(httpstatus_builtin("no such")));
	number("builtin_next begins with iana", httpstatus_builtin_next(NULL) == iana);
	number("ref of a builtin", httpstatus_catalog_ref(iana) == iana);
	httpstatus_catalog_unref(iana);
	number("iana has 404", httpstatus_entry_code(httpstatus_lookup(NULL, HTTPSTATUS_NOT_FOUND)));
	text("phrase of -5", httpstatus_phrase(NULL, -5));
}

static void catalogs(const httpstatus_catalog *catalog)
{
	const httpstatus_catalog *members[2] = { catalog, NULL };
	const httpstatus_catalog *other;
	const httpstatus_entry *entry = NULL;
	char buffer[4096];
	size_t length = httpstatus_catalog_print(catalog, buffer, sizeof(buffer));

	text("name", httpstatus_catalog_name(catalog));
	text("title", httpstatus_catalog_title(catalog));
	text("version", httpstatus_catalog_version(catalog));
	text("source", httpstatus_catalog_source(catalog));
	number("size", (long long)httpstatus_catalog_size(catalog));
	while ((entry = httpstatus_entry_next(catalog, entry)))
		number("next", httpstatus_entry_code(entry));

	need(httpstatus_catalog_load_mem(buffer, length, &other));
	number("size, printed and read", (long long)httpstatus_catalog_size(other));
	httpstatus_catalog_unref(other);

	need(httpstatus_catalog_stack(members, 2, &other));
	text("a stack", httpstatus_catalog_name(other));
	text("503 in it", httpstatus_catalog_name(
		httpstatus_entry_catalog(httpstatus_lookup(other, 503))));
	text("404 in it", httpstatus_catalog_name(
		httpstatus_entry_catalog(httpstatus_lookup(other, 404))));
	httpstatus_catalog_unref(other);

	number("a file that is not there", httpstatus_catalog_load_file("no/such/file", &other));
	number("... is no catalog", other == NULL);
}

static void look_up(const httpstatus_catalog *catalog)
{
	static const char *const lines[] = {
		"404", " HTTP/1.1 404 Not Found\r\n", "000", "", "60V", "4040"
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		int code = -1;
		int error = httpstatus_parse_status_line(lines[i], strlen(lines[i]), &code);

		printf("parse %u: %d, %d\n", (unsigned)i, error, code);
	}
	number("lookup 404", httpstatus_lookup(catalog, 404) != NULL);
	number("resolve 503", httpstatus_entry_code(httpstatus_resolve(catalog, 503)));
	number("resolve 499", httpstatus_entry_code(httpstatus_resolve(catalog, 499)));
	number("resolve 7", httpstatus_entry_code(httpstatus_resolve(catalog, 7)));
	text("phrase 503", httpstatus_phrase(catalog, 503));
	number("SLOW_DOWN", httpstatus_entry_code(httpstatus_lookup_phrase(catalog, "SLOW_DOWN", 9)));
	number("easy", httpstatus_entry_code(httpstatus_lookup_phrase(catalog, "easy", 4)));
	number("nobody", httpstatus_entry_code(httpstatus_lookup_phrase(catalog, "nobody", 6)));
}

static void entries(const httpstatus_catalog *catalog)
{
	const httpstatus_entry *entry = httpstatus_lookup(catalog, 429);
	int level = 0;

	text("phrase", httpstatus_entry_phrase(entry));
	number("phrase_length", (long long)httpstatus_entry_phrase_length(entry));
	text("summary", httpstatus_entry_summary(entry));
	text("alias 0", httpstatus_entry_alias(entry, 0));
	text("alias 1", httpstatus_entry_alias(entry, 1));
	text("reference 0", httpstatus_entry_reference(entry, 0));
	text("field 0", httpstatus_entry_field(entry, 0, &level));
	number("its level", level);
	number("flags", httpstatus_entry_flags(entry));
	number("redirect of 307", httpstatus_entry_redirect(httpstatus_lookup(catalog, 307)));
	number("processed", httpstatus_entry_processed(entry));
	number("fault", httpstatus_entry_fault(entry));
	number("fault of 503", httpstatus_entry_fault(httpstatus_lookup(catalog, 503)));
	number("code of no entry", httpstatus_entry_code(NULL));
}

static void building(const httpstatus_catalog *base)
{
	static const char bad[] = "Catalog: bad\nFormat: 1\nColour: red\n";
	const httpstatus_catalog *catalog;
	httpstatus_builder *builder;
	int severity = 0;
	int line = 0;

	need(httpstatus_builder_new(&builder));
	need(httpstatus_builder_add_base(builder, base));
	need(httpstatus_builder_set(builder, -1, "Catalog", "mine"));
	need(httpstatus_builder_set(builder, -1, "Format", "1"));
	need(httpstatus_builder_set(builder, -1, "Extends", "acme"));
	need(httpstatus_builder_set(builder, 503, "Reason", "Awake"));
	need(httpstatus_builder_build(builder, &catalog));
	httpstatus_builder_free(builder);
	text("built 503", httpstatus_phrase(catalog, 503));
	text("its former name", httpstatus_entry_alias(httpstatus_lookup(catalog, 503), 0));
	text("built 429", httpstatus_phrase(catalog, 429));
	httpstatus_catalog_unref(catalog);

	need(httpstatus_builder_new(&builder));
	httpstatus_builder_set_strict(builder, 1);
	number("strict", httpstatus_builder_read_mem(builder, "bad", bad, strlen(bad)));
	number("a problem", httpstatus_builder_problem(builder, 0, &severity, &line) != NULL);
	number("its severity", severity);
	number("its line", line);
	text("no more of them", httpstatus_builder_problem(builder, 1, NULL, NULL));
	number("build", httpstatus_builder_build(builder, &catalog));
	httpstatus_builder_free(builder);

	need(httpstatus_builder_new(&builder));
	number("read_file", httpstatus_builder_read_file(builder, "no/such/file"));
	httpstatus_builder_free(builder);
}

static void sets(void)
{
	httpstatus_codeset *set;
	const char *expected = NULL;
	char buffer[64];
	size_t position = 0;

	need(httpstatus_codeset_new(&set));
	number("codeset_parse", httpstatus_codeset_parse(set, "5xx,429,-501", 12, NULL, NULL));
	number("codeset_add", httpstatus_codeset_add(set, 400, 402));
	number("codeset_remove", httpstatus_codeset_remove(set, 599, 599));
	number("has 502", httpstatus_codeset_has(set, 502));
	number("has 501", httpstatus_codeset_has(set, 501));
	number("codeset_print", (long long)httpstatus_codeset_print(set, buffer, sizeof(buffer)));
	text("the set", buffer);
	number("codeset_print, no room", (long long)httpstatus_codeset_print(set, buffer, 4));
	text("what fits", buffer);
	number("not understood", httpstatus_codeset_parse(set, "404,yy", 6, &position, &expected));
	number("where", (long long)position);
	number("404 did not get in", httpstatus_codeset_has(set, 404));
	number("a word for it", expected != NULL);
	httpstatus_codeset_free(set);
}

static void methods(const httpstatus_catalog *catalog)
{
	number("traits of GET", httpstatus_method_traits("GET"));
	number("traits of PUT", httpstatus_method_traits("PUT"));
	number("traits of POST", httpstatus_method_traits("POST"));
	number("traits of get", httpstatus_method_traits("get"));
	number("traits of PUT in a line", httpstatus_method_traits_n("PUT /", 3));
	text("POST at 307", httpstatus_redirect_method(catalog, 307, "POST"));
	text("POST at 503", httpstatus_redirect_method(catalog, 503, "POST"));
	text("POST at 303, in a line", httpstatus_redirect_method_n(NULL, 303, "POST /", 4));
	number("content of 204", httpstatus_framing(catalog, 204, "GET"));
	number("content of 200 to HEAD", httpstatus_framing(catalog, 200, "HEAD"));
	number("content of 200 to CONNECT", httpstatus_framing(catalog, 200, "CONNECT"));
	number("content of 503", httpstatus_framing(catalog, 503, NULL));
	number("content of 200 to HEAD, in a line", httpstatus_framing_n(catalog, 200, "HEAD /", 4));
	number("content of 200 to HEA", httpstatus_framing_n(catalog, 200, "HEAD /", 3));
}

static void advise(const httpstatus_catalog *catalog)
{
	const uint32_t post = httpstatus_method_traits("POST");
	const httpstatus_advice slow = httpstatus_advise(catalog, 429, post);
	const httpstatus_advice asleep = httpstatus_advise(catalog, 503, post);
	const httpstatus_advice failed = httpstatus_advise_failure(HTTPSTATUS_FAILURE_UNCONNECTED, post);
	char buffer[256];

	number("verdict on 429", httpstatus_advice_verdict(slow));
	number("processed by 429", httpstatus_advice_processed(slow));
	number("429 is throttled", (httpstatus_advice_reasons(slow) & HTTPSTATUS_REASON_THROTTLED) != 0);
	number("limit of 429", httpstatus_advice_limit(slow));
	number("verdict on 503", httpstatus_advice_verdict(asleep));
	number("changes of 503", httpstatus_advice_changes(asleep));
	number("limit of 503", httpstatus_advice_limit(asleep));
	number("verdict, unconnected", httpstatus_advice_verdict(failed));
	number("processed, unconnected", httpstatus_advice_processed(failed));
	number("failure of ECONNREFUSED", httpstatus_failure_of_errno(ECONNREFUSED, post));
	number("404 is ENOENT", httpstatus_errno(404) == ENOENT);
	number("verdict of nothing", httpstatus_advice_verdict(0));
	number("exact in a double", slow < UINT64_C(1) << 53);
	number("a sentence", httpstatus_advice_text(slow, buffer, sizeof(buffer)) == strlen(buffer));
	number("of some length", httpstatus_advice_text(slow, NULL, 0) > 0);
}

static void fields(void)
{
	static const char rfc1123[] = "Sun, 06 Nov 1994 08:49:37 GMT";
	static const char rfc850[] = "Sunday, 06-Nov-94 08:49:37 GMT";
	static const char asctime_[] = "Sun Nov  6 08:49:37 1994";
	int64_t t = -1;
	uint64_t ms = 1;

	number("an HTTP-date", httpstatus_parse_date(rfc1123, strlen(rfc1123), HTTPSTATUS_TIME_UNKNOWN, &t));
	number("its time", t);
	number("of RFC 850", httpstatus_parse_date(rfc850, strlen(rfc850), 784111777, &t));
	number("its time", t);
	number("of asctime", httpstatus_parse_date(asctime_, strlen(asctime_), HTTPSTATUS_TIME_UNKNOWN, &t));
	number("its time", t);
	number("no date", httpstatus_parse_date("soon", 4, HTTPSTATUS_TIME_UNKNOWN, &t));
	number("its time", t);
	number("Retry-After: 120", httpstatus_parse_retry_after("120", 3, HTTPSTATUS_TIME_UNKNOWN, &ms));
	number("in ms", (long long)ms);
	number("Retry-After: a date", httpstatus_parse_retry_after(rfc1123, strlen(rfc1123), 784111767, &ms));
	number("in ms", (long long)ms);
	number("Retry-After: soon", httpstatus_parse_retry_after("soon", 4, 784111767, &ms));
	number("in ms", (long long)ms);
	number("for ever", httpstatus_parse_retry_after("9999999999999999", 16, 784111767, &ms));
	number("in ms", ms == HTTPSTATUS_TIME_FOREVER);
}

static void budgets(void)
{
	httpstatus_budget *budget;
	uint64_t *memory = calloc(1, httpstatus_budget_size());

	need(httpstatus_budget_new(&budget));
	number("level", httpstatus_budget_level(budget));
	number("ref", httpstatus_budget_ref(budget) == budget);
	httpstatus_budget_unref(budget);
	httpstatus_budget_unref(budget);
	need(memory ? 0 : HTTPSTATUS_E_NOMEM);
	number("not aligned", httpstatus_budget_at((char *)memory + 4, httpstatus_budget_size(), &budget));
	number("too small", httpstatus_budget_at(memory, 1, &budget));
	number("budget_at", httpstatus_budget_at(memory, httpstatus_budget_size(), &budget));
	number("its level", httpstatus_budget_level(budget));
	httpstatus_budget_unref(budget);
	memset(memory, 'x', httpstatus_budget_size());
	number("something else", httpstatus_budget_at(memory, httpstatus_budget_size(), &budget));
	number("... is no budget", budget == NULL);
	free(memory);
}

/* Three attempts, at most; 503 is to be sent again, whatever acme says. */
static void make_policy(const httpstatus_catalog *catalog, httpstatus_budget *budget,
                        httpstatus_policy **policy)
{
	httpstatus_codeset *always;

	need(httpstatus_codeset_new(&always));
	need(httpstatus_codeset_add(always, 503, 503));
	need(httpstatus_policy_new(policy));
	number("attempts", (long long)httpstatus_policy_get(*policy, HTTPSTATUS_POLICY_ATTEMPTS));
	number("set", httpstatus_policy_set(*policy, HTTPSTATUS_POLICY_ATTEMPTS, 3));
	number("attempts", (long long)httpstatus_policy_get(*policy, HTTPSTATUS_POLICY_ATTEMPTS));
	number("too many", httpstatus_policy_set(*policy, HTTPSTATUS_POLICY_ATTEMPTS, UINT64_C(1) << 32));
	number("an unknown failure", httpstatus_policy_set(*policy, HTTPSTATUS_POLICY_FAILURES, UINT64_C(1) << 60));
	need(httpstatus_policy_set_catalog(*policy, catalog));
	need(httpstatus_policy_set_codes(*policy, HTTPSTATUS_CODES_ALWAYS, always));
	need(httpstatus_policy_set_budget(*policy, budget));
	httpstatus_codeset_free(always);
}

static void a_request(httpstatus_retry *retry)
{
	static const char line[] = "HTTP/1.1 429 whatever\r\n";
	static const char date[] = "Date: Sun, 06 Nov 1994 08:49:47 GMT";
	httpstatus_advice advice;
	char buffer[256];

	httpstatus_retry_reset(retry, httpstatus_method_traits("POST"), 1000);
	httpstatus_retry_set_clock(retry, 784111777);
	number("attempts at first", httpstatus_retry_attempts(retry));
	number("text at first", (long long)httpstatus_retry_text(retry, buffer, sizeof(buffer)));
	number("a head", httpstatus_retry_head(retry, line, strlen(line)));
	number("a status line", httpstatus_retry_line(retry, line, strlen(line)));
	number("another line", httpstatus_retry_line(retry, date, strlen(date)));
	httpstatus_retry_field(retry, "Retry-After", 11, "2", 1);
	advice = httpstatus_retry_on_status(retry, 429, 1100);
	number("verdict", httpstatus_advice_verdict(advice));
	number("the same", httpstatus_retry_advice(retry) == advice);
	number("asked", (httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_ASKED) != 0);
	number("what", httpstatus_retry_asked(retry));
	number("how long", (long long)httpstatus_retry_asked_ms(retry));
	number("not sooner", httpstatus_retry_delay_ms(retry) >= 2000);
	number("others, too", httpstatus_retry_cooldown_ms(retry) >= 2000);
	number("attempts", httpstatus_retry_attempts(retry));
	number("a sentence", httpstatus_retry_text(retry, buffer, sizeof(buffer)) > 0);
	advice = httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_UNCONNECTED, 9000);
	number("no connection", httpstatus_advice_verdict(advice));
	advice = httpstatus_retry_on_status(retry, 429, 20000);
	number("at the third attempt", httpstatus_advice_verdict(advice));
	number("the attempts are over", (httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_ATTEMPTS) != 0);
}

static void retries(const httpstatus_catalog *catalog)
{
	httpstatus_budget *budget;
	httpstatus_policy *policy;
	httpstatus_retry *retry;
	httpstatus_advice advice;

	need(httpstatus_budget_new(&budget));
	make_policy(catalog, budget, &policy);
	need(httpstatus_retry_new(policy, &retry));
	httpstatus_policy_free(policy);
	httpstatus_retry_seed(retry, 1);
	a_request(retry);

	httpstatus_retry_reset(retry, httpstatus_method_traits("GET"), 30000);
	httpstatus_retry_set_deadline(retry, 30500);
	advice = httpstatus_retry_on_status(retry, 429, 30100);
	number("half a second", (httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_DEADLINE) != 0);

	/* After a minute without a failure the budget pays again. */
	httpstatus_retry_reset(retry, httpstatus_method_traits("GET"), 100000);
	advice = httpstatus_retry_on_status(retry, 503, 100100);
	number("503 is overridden", (httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_OVERRIDDEN) != 0);
	number("and sent again", httpstatus_advice_verdict(advice));
	httpstatus_retry_succeeded(retry);
	advice = httpstatus_retry_on_status(retry, 200, 110000);
	number("in the end", httpstatus_advice_verdict(advice));
	number("no more delay", (long long)httpstatus_retry_delay_ms(retry));
	number("nor for others", (long long)httpstatus_retry_cooldown_ms(retry));
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}

/* A policy that was read, and what its retry says before and after one response. */
static void policies(void)
{
	static const char said[] = "attempts=5 base=1s growth=none jitter=0 only=5xx";
	httpstatus_policy *policy;
	httpstatus_retry *retry;
	httpstatus_advice advice;
	uint64_t shortest;
	uint64_t longest;

	need(httpstatus_policy_copy(NULL, &policy));
	need(httpstatus_policy_parse(policy, said, strlen(said), NULL, NULL));
	number("said", (long long)httpstatus_policy_get(policy, HTTPSTATUS_POLICY_ATTEMPTS));
	number("clamped", (long long)httpstatus_policy_set_clamped(policy, HTTPSTATUS_POLICY_JITTER, 1000));
	need(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_JITTER, 0));
	number("printed", httpstatus_policy_print(policy, NULL, 0) > strlen(said));
	number("small", httpstatus_retry_size(policy) <= 1024);
	need(httpstatus_retry_new(policy, &retry));
	number("frozen", httpstatus_policy_set(policy, HTTPSTATUS_POLICY_JITTER, 1));
	httpstatus_policy_free(policy);
	httpstatus_retry_reset(retry, httpstatus_method_traits("GET"), 0);
	number("seen", httpstatus_advice_verdict(httpstatus_retry_peek(retry, 502)));
	advice = httpstatus_retry_on_status(retry, 502, 500);
	text("kept", httpstatus_keep_name(httpstatus_advice_keep(advice)));
	httpstatus_retry_delay_range(retry, &shortest, &longest);
	number("from", (long long)shortest);
	number("to", (long long)longest);
	number("next", (long long)httpstatus_retry_next_ms(retry));
	httpstatus_retry_progress(retry);
	number("anew", httpstatus_retry_attempts(retry));
	text("list", httpstatus_codes_name(HTTPSTATUS_CODES_ONLY));
	number("another seed", httpstatus_mix_seed(1, 2, 3) != httpstatus_mix_seed(3, 2, 1));
	httpstatus_retry_free(retry);
}

static void words(void)
{
	int64_t value = -1;

	text("flag", httpstatus_flag_name(HTTPSTATUS_FLAG_NO_STORE));
	text("no flag", httpstatus_flag_name(0));
	text("redirect", httpstatus_redirect_name(HTTPSTATUS_REDIRECT_POST_TO_GET));
	text("content", httpstatus_framing_name(HTTPSTATUS_FRAMING_ZERO));
	text("processed", httpstatus_processed_name(HTTPSTATUS_PROCESSED_LIKELY_NOT));
	text("fault", httpstatus_fault_name(HTTPSTATUS_FAULT_INTERMEDIARY));
	text("verdict", httpstatus_verdict_name(HTTPSTATUS_VERDICT_AMEND));
	text("change", httpstatus_change_name(HTTPSTATUS_CHANGE_NO_EARLY_DATA));
	text("reason", httpstatus_reason_name(HTTPSTATUS_REASON_UNSAFE_METHOD));
	text("asked", httpstatus_asked_name(HTTPSTATUS_ASKED_NO_CLOCK));
	text("failure", httpstatus_failure_name(HTTPSTATUS_FAILURE_TIMED_OUT));
	text("growth", httpstatus_growth_name(HTTPSTATUS_GROWTH_DOUBLING));
	text("level", httpstatus_level_name(HTTPSTATUS_LEVEL_SHOULD));
	text("policy", httpstatus_policy_name(HTTPSTATUS_POLICY_MAX_WAIT));
	text("severity", httpstatus_severity_name(HTTPSTATUS_SEVERITY_WARNING));
	text("trait", httpstatus_trait_name(HTTPSTATUS_TRAIT_EARLY_DATA));
	number("parse_word", httpstatus_parse_word(HTTPSTATUS_FAMILY_CHANGE, "No-Early-Data", 13, &value));
	number("its bit", value);
	number("parse_word, no word", httpstatus_parse_word(HTTPSTATUS_FAMILY_CHANGE, "retry", 5, &value));
	number("parse_word, no family", httpstatus_parse_word(0, "retry", 5, &value));
}

/* By default a POST is repeated only if that does no harm. */
static void a_harmless_request(void)
{
	httpstatus_retry *retry = NULL;
	httpstatus_advice advice;

	need(httpstatus_retry_new(NULL, &retry));
	httpstatus_retry_reset(retry, httpstatus_method_traits("POST"), 0);
	httpstatus_retry_set_traits(retry, HTTPSTATUS_TRAIT_HARMLESS);
	advice = httpstatus_retry_on_status(retry, 502, 100);
	number("a harmless 502 is repeated", httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY);

	/* A tunnel that opens is no answer yet. */
	httpstatus_retry_reset(retry, httpstatus_method_traits("POST"), 0);
	advice = httpstatus_retry_on_tunnel(retry, 200, 100);
	number("a tunnel opens", httpstatus_advice_verdict(advice));
	httpstatus_retry_free(retry);
}

/* What a response says besides its code. */
static void evidence(void)
{
	static const char file[] =
		"Catalog: talk\nFormat: 1\nError: json:code\n\nStatus: 418\nReason: Short\n\n"
		"Status: 418, 420\nWhen: error = stout\nRetry: retry\nProcessed: refused\n";
	static const char content[] = "{\"code\": \"stout\"}";
	const httpstatus_catalog *catalog = NULL, *opened = NULL;
	const httpstatus_entry *entry, *variant;
	httpstatus_policy *policy = NULL;
	httpstatus_retry *retry = NULL;
	char buffer[256];
	int64_t t;

	need(httpstatus_catalog_load_mem(file, strlen(file), &catalog));
	number("opened", httpstatus_catalog_open("nginx,iana", 10, &opened, buffer, sizeof(buffer)));
	text("no problems", buffer);
	entry = httpstatus_find(opened, 499);
	number("found", httpstatus_entry_code(entry));
	text("its origin", httpstatus_entry_origin(entry));
	text("its label", httpstatus_label(opened, 499));
	text("nothing for the wire", httpstatus_wire_phrase(opened, 499));
	text("did you mean", httpstatus_suggest(NULL, "Not Fuond", 9, NULL));
	httpstatus_catalog_unref(opened);

	entry = httpstatus_lookup(catalog, 418);
	variant = httpstatus_catalog_stanza(catalog, 0);
	number("a variant", httpstatus_entry_variant(entry, 0) == variant);
	text("when", httpstatus_entry_when(variant, 0));
	number("covers", httpstatus_entry_covers(variant, 420));
	number("does not cover", httpstatus_entry_covers(variant, 421));
	number("printed", (long long)httpstatus_entry_print(variant, buffer, sizeof(buffer)));
	text("as", buffer);
	number("a date of another form", httpstatus_parse_lenient_date("1994-11-06T08:49:37Z", 20,
	                                                               HTTPSTATUS_TIME_UNKNOWN, &t));
	number("its time", t);

	need(httpstatus_policy_new(&policy));
	need(httpstatus_policy_set_catalog(policy, catalog));
	need(httpstatus_retry_new(policy, &retry));
	httpstatus_policy_free(policy);
	httpstatus_retry_content(retry, content, strlen(content));
	httpstatus_retry_ask(retry, 1500);
	number("again", httpstatus_advice_verdict(httpstatus_retry_on_status(retry, 418, 0)) ==
	                HTTPSTATUS_VERDICT_RETRY);
	number("asked", (long long)httpstatus_retry_asked_ms(retry));
	number("by the variant", httpstatus_retry_entry(retry) == variant);
	httpstatus_retry_error(retry, "stout", 5);
	number("and again", httpstatus_advice_verdict(httpstatus_retry_on_status(retry, 420, 9000)) ==
	                    HTTPSTATUS_VERDICT_RETRY);
	httpstatus_retry_free(retry);
	httpstatus_catalog_unref(catalog);
}

int main(void)
{
	const httpstatus_catalog *catalog;

	need(httpstatus_catalog_load_mem(acme, strlen(acme), &catalog));
	versions_and_errors();
	classes();
	built_in();
	catalogs(catalog);
	look_up(catalog);
	entries(catalog);
	building(catalog);
	sets();
	methods(catalog);
	advise(catalog);
	fields();
	budgets();
	retries(catalog);
	a_harmless_request();
	policies();
	words();
	evidence();
	httpstatus_catalog_unref(catalog);
	return 0;
}
