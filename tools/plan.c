/* SPDX-License-Identifier: MIT */
/* httpstatus plan: the back-off table of a policy. */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "retry_options.h"
#include "text.h"

static const char usage[] = "usage: httpstatus plan [OPTION...] [CODE]\n";

static const char help[] =
	"\n"
	"When a policy retries a request if every attempt ends with CODE (503): the\n"
	"minimum and the maximum delay after each attempt, the delay with one seed, and\n"
	"the sum so far, in seconds. The request is a GET, and takes no time itself.\n"
	"\n"
	"      --asked=TIME           each response asks for this in Retry-After\n"
	RETRY_HELP
	"  -j, --json                 one JSON object per line\n"
	"      --seed=N               of the random part of the delays (0)\n"
	"\n"
	"Exit status: 0 there is a second attempt, 1 there is none, 2 wrong usage or\n"
	"other trouble.\n";

enum {
	OPTION_ASKED = OPTION_OWN
};

static const struct option own_options[] = {
	{"asked", required_argument, NULL, OPTION_ASKED},
	{NULL, 0, NULL, 0}
};

/* The time after one attempt, in milliseconds. */
struct row {
	uint64_t shortest;
	uint64_t longest;
	uint64_t drawn;
	uint64_t sum;
};

struct plan {
	struct retry_options common;
	struct status status;
	char asked[16];             /* the value of Retry-After, "" for none */
	struct row *rows;           /* one for each attempt that the policy allows */
	size_t count;               /* rows of the request with the asked seed */
};

/* ---- Measuring -------------------------------------------------------------- */

static httpstatus_advice fail(const struct plan *plan, httpstatus_retry *retry, uint64_t now)
{
	static const char name[] = "Retry-After";

	if (*plan->asked)
		httpstatus_retry_field(retry, name, sizeof(name) - 1, plan->asked, strlen(plan->asked));
	return httpstatus_retry_on_status(retry, plan->status.code, now);
}

/* How many retries are shown, where the policy allows more. */
enum { ROWS_MAX = 1000 };

static size_t rows_of(const struct plan *plan)
{
	uint64_t attempts = httpstatus_policy_get(plan->common.policy, HTTPSTATUS_POLICY_ATTEMPTS);

	return attempts > 0 && attempts < ROWS_MAX ? (size_t)attempts : ROWS_MAX;
}

/* Lets one request fail until the policy stops it. */
static void run(struct plan *plan, httpstatus_retry *retry)
{
	const size_t size = rows_of(plan);
	uint64_t now = 0;

	httpstatus_retry_seed(retry, plan->common.seed);
	httpstatus_retry_reset(retry, httpstatus_method_traits("GET"), now);
	while (httpstatus_advice_verdict(fail(plan, retry, now)) == HTTPSTATUS_VERDICT_RETRY &&
	       plan->count < size) {
		struct row *row = &plan->rows[plan->count++];

		httpstatus_retry_delay_range(retry, &row->shortest, &row->longest);
		row->drawn = httpstatus_retry_delay_ms(retry);
		now = httpstatus_retry_next_ms(retry);
		row->sum = now;
	}
}

/* ---- Printing ---------------------------------------------------------------- */

static void print_seconds(uint64_t ms)
{
	char text[40];

	snprintf(text, sizeof(text), "%" PRIu64 ".%03u", ms / 1000, (unsigned)(ms % 1000));
	printf("%12s", text);
}

static void print_table(const struct plan *plan, const char *why)
{
	const char *phrase = httpstatus_entry_phrase(plan->status.entry);
	char attempt[32];

	printf("%03d%s%s", plan->status.code, *phrase ? " " : "", phrase);
	if (*plan->asked)
		printf(", with Retry-After: %s", plan->asked);
	printf("\nAttempt      Minimum     Maximum       Delay         Sum\n");
	for (size_t n = 0; n < plan->count; n++) {
		const struct row *row = &plan->rows[n];

		snprintf(attempt, sizeof(attempt), "%zu", n + 1);
		printf("%-8s", attempt);
		print_seconds(row->shortest);
		print_seconds(row->longest);
		print_seconds(row->drawn);
		print_seconds(row->sum);
		putchar('\n');
	}
	snprintf(attempt, sizeof(attempt), "%zu", plan->count + 1);
	printf("%-8s", attempt);
	print_folded(stdout, 8, 8, why);
}

static void print_row_object(const struct plan *plan, size_t n)
{
	struct json json;

	json_begin(&json, stdout);
	json_number(&json, "code", plan->status.code);
	json_unsigned(&json, "attempt", n + 1);
	json_string(&json, "verdict", httpstatus_verdict_name(HTTPSTATUS_VERDICT_RETRY));
	json_unsigned(&json, "min_ms", plan->rows[n].shortest);
	json_unsigned(&json, "max_ms", plan->rows[n].longest);
	json_unsigned(&json, "delay_ms", plan->rows[n].drawn);
	json_unsigned(&json, "sum_ms", plan->rows[n].sum);
	json_end(&json);
}

static void print_objects(const struct plan *plan, httpstatus_advice advice, const char *why)
{
	struct json json;

	for (size_t n = 0; n < plan->count; n++)
		print_row_object(plan, n);
	json_begin(&json, stdout);
	json_number(&json, "code", plan->status.code);
	json_unsigned(&json, "attempt", plan->count + 1);
	json_string(&json, "verdict", httpstatus_verdict_name(httpstatus_advice_verdict(advice)));
	json_words(&json, "reasons", httpstatus_advice_reasons(advice), httpstatus_reason_name);
	json_unsigned(&json, "sum_ms", plan->count ? plan->rows[plan->count - 1].sum : 0);
	json_string(&json, "text", why);
	json_end(&json);
}

/* ---- The subcommand ------------------------------------------------------------- */

static int wrong_plan(void)
{
	fputs(usage, stderr);
	fputs("       httpstatus plan --help\n", stderr);
	return EXIT_TROUBLE;
}

static int print_plan(struct plan *plan, const char *operand)
{
	httpstatus_retry *retry = NULL;
	char *why;

	if (!retry_options_open(&plan->common) ||
	    !read_one_status(&plan->common.tool, operand, &plan->status))
		return EXIT_TROUBLE;
	if (httpstatus_policy_set_catalog(plan->common.policy, plan->status.catalog) ||
	    !(plan->rows = calloc(rows_of(plan), sizeof(*plan->rows))) ||
	    httpstatus_retry_new(plan->common.policy, &retry)) {
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
		return EXIT_TROUBLE;
	}
	run(plan, retry);
	why = retry_sentence(retry);
	if (plan->common.tool.json)
		print_objects(plan, httpstatus_retry_advice(retry), why);
	else
		print_table(plan, why);
	free(why);
	httpstatus_retry_free(retry);
	return plan->count > 0 ? EXIT_FOUND : EXIT_NOT_FOUND;
}

static int check_and_print(struct plan *plan, int count, char **operands)
{
	if (plan->common.help) {
		fputs(usage, stdout);
		fputs(help, stdout);
		return EXIT_FOUND;
	}
	if (plan->common.version) {
		printf("httpstatus %s\n", httpstatus_version());
		return EXIT_FOUND;
	}
	if (count > 1) {
		complain("plan takes one operand");
		return wrong_plan();
	}
	return print_plan(plan, count == 1 ? operands[0] : "503");
}

static bool read_option(struct plan *plan, int option, const char *value)
{
	uint64_t asked;

	if (option != OPTION_ASKED)
		return retry_option(&plan->common, option, value);
	if (!read_whole_seconds("asked", value, &asked))
		return false;
	snprintf(plan->asked, sizeof(plan->asked), "%" PRIu64, asked);
	return true;
}

int plan(int argc, char **argv)
{
	struct plan plan = {.status = {0}};
	int status = EXIT_TROUBLE;
	int option;
	bool good = retry_options_begin(&plan.common, own_options);

	while (good && (option = getopt_long(argc, argv, RETRY_SHORT_OPTIONS,
	                                     plan.common.long_options, NULL)) != -1) {
		if (option == '?' || option == ':') {
			complain_option(option, argv, plan.common.long_options);
			wrong_plan();
			good = false;
		} else {
			good = read_option(&plan, option, optarg);
		}
	}
	if (good)
		status = check_and_print(&plan, argc - optind, argv + optind);
	retry_options_end(&plan.common);
	free(plan.rows);
	return status;
}
