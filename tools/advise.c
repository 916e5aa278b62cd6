/* SPDX-License-Identifier: MIT */
/* httpstatus advise: what to do after a status, or after an attempt that brought none. */

#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "advise.h"
#include "complain.h"
#include "method.h"
#include "operand.h"
#include "policy.h"
#include "text.h"
#include "value.h"

/* ---- Options ---------------------------------------------------------------- */

static bool check_field(const char *s)
{
	if (is_field_line(s, strlen(s)))
		return true;
	complain("--field: found '%s', expected 'Name: value'", shown(s, strlen(s)).text);
	return false;
}

static bool check_fields(const struct texts *fields)
{
	size_t n = 0;

	while (n < fields->count && check_field(fields->at[n]))
		n++;
	return n == fields->count;
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
	feed_response(retry, &question->response);
	for (size_t n = 0; n < question->fields->count; n++)
		feed_field(retry, question->fields->at[n]);
	for (size_t n = 0; n < question->errors->count; n++)
		httpstatus_retry_error(retry, question->errors->at[n], strlen(question->errors->at[n]));
	if (question->failure)
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
	if (question->deadline->given)
		httpstatus_retry_set_deadline(retry, now + question->deadline->value);
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

static void print_answer(const struct question *question, const httpstatus_retry *retry,
                         const struct arguments *arguments)
{
	if (arguments->tool.json)
		print_advice_object(question, retry);
	else if (arguments->delay.given)
		print_delay(retry);
	else
		print_advice_lines(question, retry);
}

static int exit_status(httpstatus_advice advice)
{
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
static bool read_subject(struct question *question, const struct arguments *arguments)
{
	const struct tool *tool = &arguments->tool;

	question->status.catalog = tool->catalog;
	if (question->failure)
		return true;
	if (strcmp(arguments->operands[0], "-") != 0)
		return read_one_status(tool, arguments->operands[0], &question->status);
	if (!read_response(stdin, &question->response))
		return false;
	question->status = status_of_code(tool->catalog, question->response.code);
	return true;
}

static int answer(struct question *question, const struct arguments *arguments)
{
	httpstatus_policy *policy = question->policy;
	httpstatus_retry *retry;
	httpstatus_advice advice;

	check_method(question->method);
	if (httpstatus_policy_set_catalog(policy, question->status.catalog) ||
	    httpstatus_retry_new(policy, &retry)) {
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
		return EXIT_TROUBLE;
	}
	httpstatus_retry_seed(retry, arguments->seed.given ? arguments->seed.value : new_seed());
	advice = drive(question, retry);
	print_answer(question, retry, arguments);
	httpstatus_retry_free(retry);
	return exit_status(advice);
}

static bool check_usage(const struct arguments *arguments)
{
	if (arguments->tool.json && arguments->delay.given)
		complain("--json and --delay exclude each other");
	else if (arguments->failure.given && arguments->count > 0)
		complain("--failure takes no operand: '%s'",
		         shown(arguments->operands[0], strlen(arguments->operands[0])).text);
	else if (!arguments->failure.given && arguments->count == 0)
		complain("advise takes a code, -, or --failure");
	else
		return true;
	return false;
}

static struct question question_of(const struct arguments *arguments)
{
	return (struct question){
		.method = arguments->method.count > 0 ? arguments->method.at[0] : "GET",
		.traits = (uint32_t)arguments->traits.value,
		.fields = &arguments->fields,
		.errors = &arguments->errors,
		.failure = (int)arguments->failure.value,
		.clock = arguments->clock.given ? (int64_t)arguments->clock.value : (int64_t)time(NULL),
		.attempt = arguments->attempt.given ? arguments->attempt.value : 1,
		.deadline = &arguments->deadline
	};
}

int advise(const struct arguments *arguments)
{
	struct question question = question_of(arguments);
	int status = EXIT_TROUBLE;

	if (!check_usage(arguments))
		return WRONG_USAGE;
	question.policy = new_policy(arguments);
	if (question.policy && check_fields(&arguments->fields) &&
	    read_subject(&question, arguments))
		status = answer(&question, arguments);
	httpstatus_policy_free(question.policy);
	free_response(&question.response);
	return status;
}
