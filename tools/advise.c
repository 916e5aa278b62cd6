/* SPDX-License-Identifier: MIT */
/* httpstatus advise: what to do after a status, or after an attempt that brought none. */

#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "advise.h"
#include "text.h"

static const char usage[] =
	"usage: httpstatus advise [OPTION...] CODE\n"
	"       httpstatus advise [OPTION...] -\n"
	"       httpstatus advise [OPTION...] --failure=FAILURE\n";

static const char help[] =
	"\n"
	"What to do after this status: whether to retry the request, when, and after\n"
	"which changes. CODE is a code, a phrase or a status line; - reads response\n"
	"heads as 'curl -sD - -o /dev/null URL' prints them; the last final one counts.\n"
	"\n"
	"  The request:\n"
	"      --method=METHOD        its method (GET)\n"
	"      --idempotent           retrying it does no harm, whatever the method\n"
	"      --key                  it carries an Idempotency-Key\n"
	"      --precondition         it carries If-Match, or If-None-Match: *\n"
	"      --one-shot             its content cannot be sent a second time\n"
	"      --reused               it was sent on a connection used before\n"
	"      --unsent               it was not sent completely\n"
	"      --early-data           it was sent in TLS early data\n"
	"  The response:\n"
	"      --field='NAME: VALUE'  one of its fields; may be given several times\n"
	"      --failure=FAILURE      there was none: unconnected, refused, broken,\n"
	"                             timed-out, truncated\n"
	"      --clock=SECONDS        the time of day, since the epoch (now)\n"
	"  The client:\n"
	"      --attempt=N            this was the N-th attempt (1)\n"
	"      --deadline=SECONDS     the time that is left\n"
	"      --hints=LIST           fields that count beside Retry-After: ms, amz,\n"
	"                             ratelimit, reset, should-retry, grpc, envoy,\n"
	"                             nack, all, none (ms)\n"
	"      --always=SET           codes to send again, as in 5xx,429,-501\n"
	"      --never=SET            codes never to send again\n"
	"      --prefer-rfc           the RFC counts where the catalog departs from it\n"
	RETRY_HELP
	"  The output:\n"
	"  -j, --json                 as a JSON object\n"
	"      --delay                the seconds to wait and nothing else, for sleep(1)\n"
	"      --seed=N               of the random part of the delay\n"
	"\n"
	"Exit status: 0 retry; 1 do not, or not unchanged; 2 wrong usage or other\n"
	"trouble; 3 the request is done, or there is nothing to do.\n";

enum {
	OPTION_METHOD = OPTION_OWN,
	OPTION_IDEMPOTENT,
	OPTION_KEY,
	OPTION_PRECONDITION,
	OPTION_ONE_SHOT,
	OPTION_REUSED,
	OPTION_UNSENT,
	OPTION_EARLY_DATA,
	OPTION_FIELD,
	OPTION_FAILURE,
	OPTION_CLOCK,
	OPTION_ATTEMPT,
	OPTION_DEADLINE,
	OPTION_HINTS,
	OPTION_ALWAYS,
	OPTION_NEVER,
	OPTION_PREFER_RFC,
	OPTION_DELAY
};

static const struct option long_options[] = {
	RETRY_LONG_OPTIONS,
	{"method", required_argument, NULL, OPTION_METHOD},
	{"idempotent", no_argument, NULL, OPTION_IDEMPOTENT},
	{"key", no_argument, NULL, OPTION_KEY},
	{"precondition", no_argument, NULL, OPTION_PRECONDITION},
	{"one-shot", no_argument, NULL, OPTION_ONE_SHOT},
	{"reused", no_argument, NULL, OPTION_REUSED},
	{"unsent", no_argument, NULL, OPTION_UNSENT},
	{"early-data", no_argument, NULL, OPTION_EARLY_DATA},
	{"field", required_argument, NULL, OPTION_FIELD},
	{"failure", required_argument, NULL, OPTION_FAILURE},
	{"clock", required_argument, NULL, OPTION_CLOCK},
	{"attempt", required_argument, NULL, OPTION_ATTEMPT},
	{"deadline", required_argument, NULL, OPTION_DEADLINE},
	{"hints", required_argument, NULL, OPTION_HINTS},
	{"always", required_argument, NULL, OPTION_ALWAYS},
	{"never", required_argument, NULL, OPTION_NEVER},
	{"prefer-rfc", no_argument, NULL, OPTION_PREFER_RFC},
	{"delay", no_argument, NULL, OPTION_DELAY},
	{NULL, 0, NULL, 0}
};

enum { ATTEMPT_MAX = 1000 };

static const uint64_t clock_max = UINT64_C(253402300799);   /* the end of the year 9999 */

/* ---- Options ---------------------------------------------------------------- */

static uint32_t trait_of(int option)
{
	switch (option) {
	case OPTION_IDEMPOTENT:   return HTTPSTATUS_TRAIT_HARMLESS;
	case OPTION_KEY:          return HTTPSTATUS_TRAIT_KEY;
	case OPTION_PRECONDITION: return HTTPSTATUS_TRAIT_PRECONDITION;
	case OPTION_ONE_SHOT:     return HTTPSTATUS_TRAIT_ONE_SHOT;
	case OPTION_REUSED:       return HTTPSTATUS_TRAIT_REUSED;
	case OPTION_UNSENT:       return HTTPSTATUS_TRAIT_UNSENT;
	case OPTION_EARLY_DATA:   return HTTPSTATUS_TRAIT_EARLY_DATA;
	default:                  return 0;
	}
}

static bool read_failure(struct question *question, const char *s)
{
	for (int n = HTTPSTATUS_FAILURE_UNCONNECTED; n <= HTTPSTATUS_FAILURE_TRUNCATED; n++) {
		question->failure = n;
		question->failed = strcmp(s, httpstatus_failure_name(question->failure)) == 0;
		if (question->failed)
			return true;
	}
	complain("--failure: found '%s', expected unconnected, refused, broken, timed-out or truncated",
	         shown(s, strlen(s)).text);
	return false;
}

static bool find_hint(const char *s, size_t length, uint32_t *bits)
{
	static const struct {
		const char *name;
		uint32_t bits;
	} hints[] = {
		{"ms", HTTPSTATUS_HINT_MS},
		{"amz", HTTPSTATUS_HINT_AMZ},
		{"ratelimit", HTTPSTATUS_HINT_RATELIMIT},
		{"reset", HTTPSTATUS_HINT_RESET},
		{"should-retry", HTTPSTATUS_HINT_SHOULD_RETRY},
		{"grpc", HTTPSTATUS_HINT_GRPC},
		{"envoy", HTTPSTATUS_HINT_ENVOY},
		{"nack", HTTPSTATUS_HINT_NACK},
		{"none", 0},
		{"all", HTTPSTATUS_HINT_MS | HTTPSTATUS_HINT_AMZ | HTTPSTATUS_HINT_RATELIMIT |
		        HTTPSTATUS_HINT_RESET | HTTPSTATUS_HINT_SHOULD_RETRY | HTTPSTATUS_HINT_GRPC |
		        HTTPSTATUS_HINT_ENVOY | HTTPSTATUS_HINT_NACK}
	};

	for (size_t n = 0; n < sizeof(hints) / sizeof(hints[0]); n++) {
		if (strlen(hints[n].name) == length && memcmp(hints[n].name, s, length) == 0) {
			*bits |= hints[n].bits;
			return true;
		}
	}
	complain("--hints: found '%s', expected ms, amz, ratelimit, reset, should-retry, grpc, envoy, "
	         "nack, all or none", shown(s, length).text);
	return false;
}

static bool read_hints(struct question *question, const char *s)
{
	uint32_t bits = 0;

	for (;;) {
		size_t length = strcspn(s, ",");

		if (!find_hint(s, length, &bits))
			return false;
		if (s[length] == '\0')
			break;
		s += length + 1;
	}
	return httpstatus_policy_set(question->common.policy, HTTPSTATUS_POLICY_HINTS, bits) == 0;
}

static bool read_set(const char *option, const char *s, httpstatus_codeset **set)
{
	const char *expected = NULL;
	size_t position = 0;
	int error = *set ? 0 : httpstatus_codeset_new(set);

	if (!error)
		error = httpstatus_codeset_parse(*set, s, strlen(s), &position, &expected);
	if (error && expected)
		complain("--%s: found '%s', expected %s", option,
		         shown(s + position, strlen(s + position)).text, expected);
	else if (error)
		complain("--%s: %s", option, httpstatus_strerror(error));
	return !error;
}

static bool add_field(struct question *question, const char *s)
{
	size_t length = strcspn(s, ":");

	if (length == 0 || s[length] == '\0' || strcspn(s, " \t") < length) {
		complain("--field: found '%s', expected 'Name: value'", shown(s, strlen(s)).text);
		return false;
	}
	if (question->field_count == FIELDS_MAX) {
		complain("more than %d fields", (int)FIELDS_MAX);
		return false;
	}
	question->fields[question->field_count++] = s;
	return true;
}

static bool read_option(struct question *question, int option, const char *value)
{
	uint64_t number;

	switch (option) {
	case OPTION_METHOD:
		question->method = value;
		return true;
	case OPTION_FIELD:
		return add_field(question, value);
	case OPTION_FAILURE:
		return read_failure(question, value);
	case OPTION_CLOCK:
		if (!read_number("clock", value, 0, clock_max, &number))
			return false;
		question->clock = (int64_t)number;
		return true;
	case OPTION_ATTEMPT:
		return read_number("attempt", value, 1, ATTEMPT_MAX, &question->attempt);
	case OPTION_DEADLINE:
		question->has_deadline = true;
		return read_seconds("deadline", value, &question->deadline);
	case OPTION_HINTS:
		return read_hints(question, value);
	case OPTION_ALWAYS:
		return read_set("always", value, &question->always);
	case OPTION_NEVER:
		return read_set("never", value, &question->never);
	case OPTION_PREFER_RFC:
		return httpstatus_policy_set(question->common.policy, HTTPSTATUS_POLICY_PREFER_RFC, 1) == 0;
	case OPTION_DELAY:
		question->delay = true;
		return true;
	default:
		question->traits |= trait_of(option);
		return trait_of(option) || retry_option(&question->common, option, value);
	}
}

/* ---- The request on its way ---------------------------------------------------- */

static void feed_field(httpstatus_retry *retry, const char *s)
{
	size_t length = strcspn(s, ":");
	const char *value = s + length + 1;

	value += strspn(value, " \t");
	httpstatus_retry_field(retry, s, length, value, strlen(value));
}

static httpstatus_advice attempt(const struct question *question, httpstatus_retry *retry,
                                 uint64_t now)
{
	httpstatus_retry_set_clock(retry, question->clock);
	feed_head(retry, &question->head);
	for (size_t n = 0; n < question->field_count; n++)
		feed_field(retry, question->fields[n]);
	if (question->failed)
		return httpstatus_retry_on_failure(retry, question->failure, now);
	return httpstatus_retry_on_status(retry, question->status.code, now);
}

/* The advice after the N-th attempt, when those before it ended in the same way. */
static httpstatus_advice drive(const struct question *question, httpstatus_retry *retry)
{
	uint64_t now = 0;

	httpstatus_retry_reset(retry, question->traits | httpstatus_method_traits(question->method),
	                       now);
	for (uint64_t n = 1; n < question->attempt; n++) {
		attempt(question, retry, now);
		now += httpstatus_retry_delay_ms(retry);
	}
	if (question->has_deadline)
		httpstatus_retry_set_deadline(retry, now + question->deadline);
	return attempt(question, retry, now);
}

/* A seed that no other run has: its time in nanoseconds, its number, and well stirred. */
static uint64_t new_seed(void)
{
	struct timespec now = {0};
	uint64_t seed;

	clock_gettime(CLOCK_REALTIME, &now);
	seed = (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
	seed ^= (uint64_t)getpid() << 40;
	seed = (seed ^ seed >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
	seed = (seed ^ seed >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
	return seed ^ seed >> 33;
}

/* ---- The subcommand ------------------------------------------------------------------ */

static int wrong_advise(void)
{
	fputs(usage, stderr);
	fputs("       httpstatus advise --help\n", stderr);
	return EXIT_TROUBLE;
}

static int print_answer(const struct question *question, const httpstatus_retry *retry,
                        httpstatus_advice advice)
{
	const int verdict = httpstatus_advice_verdict(advice);

	if (question->common.tool.json)
		print_advice_object(question, retry);
	else if (!question->delay)
		print_advice_lines(question, retry);
	else if (verdict == HTTPSTATUS_VERDICT_RETRY)
		puts(seconds_of(httpstatus_retry_delay_ms(retry)).text);
	switch (verdict) {
	case HTTPSTATUS_VERDICT_RETRY:
		return EXIT_FOUND;
	case HTTPSTATUS_VERDICT_DONE:
	case HTTPSTATUS_VERDICT_WAIT:
		return EXIT_DONE;
	default:
		return EXIT_NOT_FOUND;
	}
}

/* A phrase may bring the catalog that knows it. */
static bool read_subject(struct question *question, const char *operand)
{
	const struct tool *tool = &question->common.tool;

	if (question->failed)
		return true;
	if (strcmp(operand, "-") != 0)
		return read_one_status(tool, operand, &question->status);
	if (!read_head(stdin, &question->head))
		return false;
	question->status = status_of_code(tool->catalog, question->head.code);
	return true;
}

static int answer(struct question *question, const char *operand)
{
	httpstatus_policy *policy = question->common.policy;
	httpstatus_retry *retry;
	httpstatus_advice advice;
	int status;

	if (!retry_options_open(&question->common) || !read_subject(question, operand))
		return EXIT_TROUBLE;
	check_method(question->method);
	httpstatus_policy_set_catalog(policy, question->failed ? question->common.tool.catalog
	                                                       : question->status.catalog);
	httpstatus_policy_set_codes(policy, question->always, question->never);
	if (httpstatus_retry_new(policy, &retry)) {
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
		return EXIT_TROUBLE;
	}
	httpstatus_retry_seed(retry, question->common.seeded ? question->common.seed : new_seed());
	advice = drive(question, retry);
	status = print_answer(question, retry, advice);
	httpstatus_retry_free(retry);
	return status;
}

static int check_and_answer(struct question *question, int count, char **operands)
{
	if (question->common.help) {
		fputs(usage, stdout);
		fputs(help, stdout);
		return EXIT_FOUND;
	}
	if (question->common.version) {
		printf("httpstatus %s\n", httpstatus_version());
		return EXIT_FOUND;
	}
	if (question->common.tool.json && question->delay) {
		complain("--json and --delay exclude each other");
		return wrong_advise();
	}
	if (question->failed && count > 0) {
		complain("--failure takes no operand: '%s'",
		         shown(operands[0], strlen(operands[0])).text);
		return wrong_advise();
	}
	if (!question->failed && count != 1) {
		complain(count == 0 ? "advise takes a code, -, or --failure" : "advise takes one operand");
		return wrong_advise();
	}
	return answer(question, operands[0]);
}

int advise(int argc, char **argv)
{
	struct question question = {.method = "GET", .attempt = 1, .clock = (int64_t)time(NULL)};
	int status = EXIT_TROUBLE;
	int option;
	bool good = retry_options_begin(&question.common);

	while (good && (option = getopt_long(argc, argv, RETRY_SHORT_OPTIONS, long_options,
	                                     NULL)) != -1) {
		if (option == '?' || option == ':') {
			complain_option(option, argv, long_options);
			wrong_advise();
			good = false;
		} else {
			good = read_option(&question, option, optarg);
		}
	}
	if (good)
		status = check_and_answer(&question, argc - optind, argv + optind);
	retry_options_end(&question.common);
	httpstatus_codeset_free(question.always);
	httpstatus_codeset_free(question.never);
	free(question.head.text);
	return status;
}
