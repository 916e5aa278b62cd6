/* SPDX-License-Identifier: MIT */
/* httpstatus plan: the back-off table of a policy. */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "json.h"
#include "operand.h"
#include "policy.h"
#include "text.h"
#include "value.h"

/* The time after one attempt, in milliseconds. */
struct row {
	uint64_t shortest;
	uint64_t longest;
	uint64_t drawn;
	uint64_t sum;
};

struct plan {
	httpstatus_policy *policy;
	uint64_t seed;
	struct status status;
	char asked[24];             /* the value of Retry-After, "" for none */
	struct row *rows;           /* one for each attempt that the policy allows */
	size_t count;               /* rows of the request with the asked seed */
};

/* ---- Trying -------------------------------------------------------------- */

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
	uint64_t attempts = httpstatus_policy_get(plan->policy, HTTPSTATUS_POLICY_ATTEMPTS);

	return attempts > 0 && attempts < ROWS_MAX ? (size_t)attempts : ROWS_MAX;
}

/* Lets one request fail until the policy stops it. */
static void run(struct plan *plan, httpstatus_retry *retry)
{
	const size_t size = rows_of(plan);
	uint64_t now = 0;

	httpstatus_retry_seed(retry, plan->seed);
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
	printf("%12s", fixed_seconds_of(ms).text);
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

static int print_plan(struct plan *plan, bool json)
{
	httpstatus_retry *retry = NULL;
	char *why;

	plan->rows = calloc(rows_of(plan), sizeof(*plan->rows));
	if (!plan->rows || httpstatus_policy_set_catalog(plan->policy, plan->status.catalog) ||
	    httpstatus_retry_new(plan->policy, &retry)) {
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
		return EXIT_TROUBLE;
	}
	run(plan, retry);
	why = retry_sentence(retry);
	if (json)
		print_objects(plan, httpstatus_retry_advice(retry), why);
	else
		print_table(plan, why);
	free(why);
	httpstatus_retry_free(retry);
	return plan->count > 0 ? EXIT_FOUND : EXIT_NOT_FOUND;
}

int plan(const struct arguments *arguments)
{
	const char *operand = arguments->count > 0 ? arguments->operands[0] : "503";
	struct plan plan = {.policy = new_policy(arguments), .seed = arguments->seed.value};
	int status = EXIT_TROUBLE;

	if (arguments->asked.given)
		snprintf(plan.asked, sizeof(plan.asked), "%" PRIu64, arguments->asked.value / 1000);
	if (plan.policy && read_one_status(&arguments->tool, operand, &plan.status))
		status = print_plan(&plan, arguments->tool.json);
	httpstatus_policy_free(plan.policy);
	free(plan.rows);
	return status;
}
