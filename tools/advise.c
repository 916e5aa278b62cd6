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
	"      --deadline=TIME        the time that is left\n"
	RETRY_HELP
	"  The output:\n"
	"  -j, --json                 as a JSON object\n"
	"      --delay                only the seconds to wait, as sleep(1) takes them;\n"
	"                             without a retry, those before another request\n"
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
	OPTION_DELAY
};

static const struct option own_options[] = {
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
	{"delay", no_argument, NULL, OPTION_DELAY},
	{NULL, 0, NULL, 0}
};

enum { ATTEMPT_MAX = 1000000 };

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
	question->failed = read_word("failure", s, HTTPSTATUS_FAMILY_FAILURE, httpstatus_failure_name,
	                             &question->failure);
	return question->failed;
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
		return read_time("deadline", value, &question->deadline);
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

/* A seed that no other run has. */
static uint64_t new_seed(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_REALTIME, &now);
	return httpstatus_mix_seed((uint64_t)getpid(), (uint64_t)now.tv_sec, (uint64_t)now.tv_nsec);
}

/* ---- The subcommand ------------------------------------------------------------------ */

static int wrong_advise(void)
{
	fputs(usage, stderr);
	fputs("       httpstatus advise --help\n", stderr);
	return EXIT_TROUBLE;
}

/* Before the retry; or, where there is none, before whoever polls asks again. */
static void print_delay(const httpstatus_retry *retry)
{
	bool again = httpstatus_advice_verdict(httpstatus_retry_advice(retry)) ==
	             HTTPSTATUS_VERDICT_RETRY;
	uint64_t delay = again ? httpstatus_retry_delay_ms(retry)
	                       : httpstatus_retry_cooldown_ms(retry);

	if (again || delay > 0)
		puts(seconds_of(delay).text);
}

static int print_answer(const struct question *question, const httpstatus_retry *retry,
                        httpstatus_advice advice)
{
	if (question->common.tool.json)
		print_advice_object(question, retry);
	else if (question->delay)
		print_delay(retry);
	else
		print_advice_lines(question, retry);
	switch (httpstatus_advice_verdict(advice)) {
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
	if (httpstatus_policy_set_catalog(policy, question->failed ? question->common.tool.catalog
	                                                           : question->status.catalog) ||
	    httpstatus_retry_new(policy, &retry)) {
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
	bool good = retry_options_begin(&question.common, own_options);

	while (good && (option = getopt_long(argc, argv, RETRY_SHORT_OPTIONS,
	                                     question.common.long_options, NULL)) != -1) {
		if (option == '?' || option == ':') {
			complain_option(option, argv, question.common.long_options);
			wrong_advise();
			good = false;
		} else {
			good = read_option(&question, option, optarg);
		}
	}
	if (good)
		status = check_and_answer(&question, argc - optind, argv + optind);
	retry_options_end(&question.common);
	free(question.head.text);
	return status;
}
