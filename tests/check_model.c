/* SPDX-License-Identifier: MIT */
/*
 * check_model.c - every code, every registered method, every kind of request
 *
 * What is known of a code is written down here as a few rules, and from them
 * follows for each request whether it may be sent again, also for a caller who
 * accepts a likelihood. The answers of httpstatus_advise and _advise_failure,
 * and the first decision of a retry with its delay and its cost, are held to
 * that. The traits of the methods come from IANA's registry in tests/data.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "suite.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define P(x) HTTPSTATUS_PROCESSED_##x
#define C(x) HTTPSTATUS_CHANGE_##x
#define R(x) HTTPSTATUS_REASON_##x
#define Q(x) HTTPSTATUS_TRAIT_##x

#define METHOD_TRAITS (Q(SAFE) | Q(IDEMPOTENT))
#define ALL_TRAITS    UINT32_C(0x1FF)
#define HARMLESS      (METHOD_TRAITS | Q(HARMLESS) | Q(KEY) | Q(PRECONDITION))
#define PERSISTENCE   (R(TRANSIENT) | R(THROTTLED) | R(STATE) | R(PERMANENT))
#define REFUSALS      (R(UNSAFE_METHOD) | R(ONE_SHOT) | R(CLASS_ONLY) | R(INVALID) | R(DEPARTS))

#define ANY    99
#define POLICY 255

/* ---- The registry of methods --------------------------------------------------- */

static struct method {
	char token[40];
	uint32_t traits;
} methods[100];
static size_t method_count;

static void read_methods(void)
{
	FILE *file = open_source("tests/data/iana-methods.csv");
	char line[1024], safe[8], idempotent[8];
	struct method *m;

	method_count = 0;
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file) && method_count < LENGTH(methods)) {
		m = &methods[method_count++];
		if (sscanf(line, "%39[^,],%7[^,],%7[^,]", m->token, safe, idempotent) != 3)
			ck_abort_msg("a strange row: %s", line);
		m->traits = strcmp(safe, "yes") == 0 ? METHOD_TRAITS :
		            strcmp(idempotent, "yes") == 0 ? Q(IDEMPOTENT) : 0;
	}
	fclose(file);
	ck_assert_uint_ge(method_count, 40);
}

/* ---- The rules ------------------------------------------------------------------- */

enum kind { END, FINE, INTERIM, ELSEWHERE, AGAIN };

/* The first that fits counts. END: not again, or not as it is. */
static const struct rule {
	int first, last;
	enum kind kind;
	int processed;
	uint32_t persistence;
	int limit;
	uint32_t change;
} rules[] = {
	{ 100, 199, INTERIM, ANY, 0, ANY, 0 },
	{ 200, 299, FINE, P(DONE), 0, ANY, 0 },
	{ 304, 304, FINE, P(DONE), 0, ANY, 0 },
	{ 303, 303, ELSEWHERE, ANY, 0, ANY, C(TARGET) | C(METHOD) },
	{ 301, 302, ELSEWHERE, P(REFUSED), 0, ANY, C(TARGET) },
	{ 307, 308, ELSEWHERE, P(REFUSED), 0, ANY, C(TARGET) },
	{ 300, 399, END, P(REFUSED), 0, ANY, 0 },
	{ 401, 401, END, P(REFUSED), R(STATE), 1, C(CREDENTIALS) },
	{ 406, 406, END, ANY, R(PERMANENT), ANY, 0 },
	{ 407, 407, END, P(REFUSED), R(STATE), 1, C(CREDENTIALS) },
	{ 408, 408, AGAIN, P(LIKELY_NOT), R(TRANSIENT), 1, C(CONNECTION) },
	{ 409, 409, END, P(REFUSED), R(STATE), POLICY, C(STATE) },
	{ 411, 411, END, P(REFUSED), R(PERMANENT), ANY, C(LENGTH) },
	{ 412, 412, END, P(REFUSED), R(STATE), ANY, C(PRECONDITION) },
	{ 413, 413, END, P(REFUSED), R(PERMANENT), POLICY, C(CONTENT) },
	{ 416, 416, END, P(REFUSED), R(PERMANENT), ANY, C(RANGE) },
	{ 417, 417, END, P(REFUSED), R(PERMANENT), 1, C(EXPECT) },
	{ 421, 421, AGAIN, P(REFUSED), R(TRANSIENT), 1, C(CONNECTION) },
	{ 423, 423, AGAIN, P(REFUSED), R(STATE), POLICY, 0 },
	{ 424, 424, END, P(UNKNOWN), ANY, ANY, 0 },
	{ 425, 425, AGAIN, P(REFUSED), R(TRANSIENT), 1, C(NO_EARLY_DATA) },
	{ 426, 426, END, P(REFUSED), R(PERMANENT), ANY, C(PROTOCOL) },
	{ 428, 428, END, P(REFUSED), R(PERMANENT), ANY, C(PRECONDITION) },
	{ 429, 429, AGAIN, P(REFUSED), R(THROTTLED), POLICY, 0 },
	{ 400, 499, END, P(REFUSED), R(PERMANENT), ANY, 0 },
	{ 500, 500, AGAIN, P(UNKNOWN), R(TRANSIENT), 1, 0 },
	{ 502, 502, AGAIN, P(UNKNOWN), R(TRANSIENT), POLICY, 0 },
	{ 503, 503, AGAIN, P(LIKELY_NOT), R(THROTTLED), POLICY, 0 },
	{ 504, 504, AGAIN, P(LIKELY_YES), R(TRANSIENT), POLICY, 0 },
	{ 507, 507, END, P(REFUSED), R(STATE), ANY, 0 },
	{ 508, 508, END, P(UNKNOWN), R(PERMANENT), ANY, 0 },
	{ 511, 511, END, P(REFUSED), R(STATE), 1, 0 },
	{ 501, 599, END, P(REFUSED), R(PERMANENT), ANY, 0 },
	{ 0, 0, AGAIN, P(UNKNOWN), R(TRANSIENT), POLICY, C(CONNECTION) },
	{ 1, 99, END, P(UNKNOWN), R(PERMANENT), 0, 0 },
};

static const struct rule *rule_of(int code)
{
	const struct rule *rule = rules;
	int known = code >= 100 ? model_resolved(code) : code;

	while (known < rule->first || known > rule->last)
		rule++;
	return rule;
}

/* What is expected of one request. */
struct answer {
	enum kind kind;
	int processed, limit;
	uint32_t persistence, change, refusals;
	bool again;
};

static void judge_safety(struct answer *a, uint32_t traits, bool accept_likely)
{
	if (a->processed > P(REFUSED) && !(traits & HARMLESS) &&
	    !(accept_likely && a->processed == P(LIKELY_NOT)))
		a->refusals |= R(UNSAFE_METHOD);
	/* Without a connection nothing of the content is used up. */
	if ((traits & Q(ONE_SHOT)) && a->processed != P(NOT_REACHED))
		a->refusals |= R(ONE_SHOT);
	a->again = !(a->refusals & (R(UNSAFE_METHOD) | R(ONE_SHOT)));
}

static struct answer answer_to(int code, uint32_t traits, bool accept_likely)
{
	const struct rule *rule = rule_of(code);
	struct answer a = {
		rule->kind, rule->processed, rule->limit, rule->persistence, rule->change, 0, false
	};

	if (code > 0 && !model_class(code))
		a.refusals |= R(INVALID);
	else if (code > 0 && !model_is_registered(code))
		a.refusals |= R(CLASS_ONLY);
	/* A class promises nothing but that a 2xx was accepted. */
	if (code >= 100 && !model_is_registered(code) && model_class(code) != 2)
		a.processed = P(UNKNOWN);
	/* For a safe method alone: GET and HEAD. */
	if ((code == 206 || code == 226 || code == 304) && !(traits & Q(SAFE))) {
		a.kind = END;
		a.processed = P(UNKNOWN);
		a.change = C(CONFIGURATION);
		a.refusals |= R(INVALID);
	}
	/* No response: as after a connection that broke. */
	if (code == 0 && (traits & (Q(REUSED) | Q(UNSENT)))) {
		a.processed = P(LIKELY_NOT);
		a.limit = 1;
	}
	if (code == 408 && (traits & (Q(REUSED) | Q(UNSENT))))
		a.processed = P(REFUSED);
	/* The first request with this key still runs: the same once more, later. */
	if (code == 409 && (traits & Q(KEY))) {
		a.kind = AGAIN;
		a.processed = ANY;
		a.persistence = ANY;
		a.change = 0;
	}
	if (a.kind == AGAIN)
		judge_safety(&a, traits, accept_likely);
	/* These keep the method, and so the content. */
	if ((code == 307 || code == 308) && (traits & Q(ONE_SHOT))) {
		a.kind = END;
		a.refusals |= R(ONE_SHOT);
	}
	return a;
}

static bool is_verdict(const struct answer *a, int verdict, uint32_t changes)
{
	switch (a->kind) {
	case FINE:      return verdict == HTTPSTATUS_VERDICT_DONE;
	case INTERIM:   return verdict == HTTPSTATUS_VERDICT_WAIT;
	case ELSEWHERE: return verdict == HTTPSTATUS_VERDICT_FOLLOW;
	case AGAIN:     return verdict == (a->again ? HTTPSTATUS_VERDICT_RETRY : HTTPSTATUS_VERDICT_STOP);
	case END:       break;
	}
	/* To amend a request one must know in what. */
	return verdict == HTTPSTATUS_VERDICT_STOP ||
	       (verdict == HTTPSTATUS_VERDICT_AMEND && changes != 0);
}

static bool fits(const struct answer *a, httpstatus_advice advice)
{
	uint32_t changes = httpstatus_advice_changes(advice);
	uint32_t reasons = httpstatus_advice_reasons(advice);
	/* Another server is preferred after 502 and 503, but never required. */
	uint32_t extra = a->kind == AGAIN ? changes & ~(a->change | C(ENDPOINT)) : 0;

	return is_verdict(a, (int)httpstatus_advice_verdict(advice), changes) &&
	       (a->processed == ANY || (int)httpstatus_advice_processed(advice) == a->processed) &&
	       (a->limit == ANY || httpstatus_advice_limit(advice) == a->limit) &&
	       (a->persistence == ANY || a->persistence == 0 ||
	        (reasons & PERSISTENCE) == a->persistence) &&
	       (changes & a->change) == a->change && !extra && (reasons & REFUSALS) == a->refusals;
}

/* ---- One answer after the other ------------------------------------------------------ */

static void report(const char *who, const char *method, int code, uint32_t traits,
                   httpstatus_advice advice)
{
	ck_abort_msg("%s, %s, %d, traits 0x%x: verdict %d, processed %d, changes 0x%x, "
	             "reasons 0x%x, limit %d", who, method, code, (unsigned)traits,
	             (int)httpstatus_advice_verdict(advice), (int)httpstatus_advice_processed(advice),
	             (unsigned)httpstatus_advice_changes(advice),
	             (unsigned)httpstatus_advice_reasons(advice), httpstatus_advice_limit(advice));
}

/* The library is told a method's traits alone: the next one with them is the same question. */
static bool has_new_traits(size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (methods[i].traits == methods[n].traits)
			return false;
	return true;
}

/* Every code with every method; what there is beside the method's traits in any combination. */
static void for_all(void (*ask)(const struct method *method, int code, uint32_t traits))
{
	uint32_t extra;
	size_t i;
	int code;

	for (i = 0; i < method_count; i++)
		for (code = 0; has_new_traits(i) && code <= 999; code++)
			for (extra = 0; extra <= ALL_TRAITS; extra++)
				if (!(extra & METHOD_TRAITS))
					ask(&methods[i], code, extra);
}

START_TEST(registered_methods)
{
	size_t i;

	for (i = 0; i < method_count; i++)
		ck_assert_uint_eq(httpstatus_method_traits(methods[i].token), methods[i].traits);
}
END_TEST

static void ask_advise(const struct method *method, int code, uint32_t extra)
{
	uint32_t traits = method->traits | extra;
	struct answer a = answer_to(code, traits, false);
	httpstatus_advice advice = httpstatus_advise(NULL, code, traits);

	if (!fits(&a, advice))
		report("advice", method->token, code, traits, advice);
}

START_TEST(every_advice)
{
	for_all(ask_advise);
}
END_TEST

/* ---- Attempts without a status ----------------------------------------------------------- */

/* Only that no connection came about, or that the stream was refused, is certain. */
static bool is_knowledge(int failure, uint32_t traits, int processed)
{
	switch (failure) {
	case HTTPSTATUS_FAILURE_UNCONNECTED: case HTTPSTATUS_FAILURE_UNKNOWN_HOST:
		return processed == P(NOT_REACHED);
	case HTTPSTATUS_FAILURE_REFUSED:
		return processed == P(REFUSED);
	case HTTPSTATUS_FAILURE_TIMED_OUT:
		/* After all was sent; of a reused connection the header leaves it open. */
		return traits & Q(UNSENT) ? processed == P(LIKELY_NOT) :
		       traits & Q(REUSED) ? processed > P(REFUSED) : processed == P(LIKELY_YES);
	case HTTPSTATUS_FAILURE_TRUNCATED:
		return processed > P(REFUSED);
	default:
		return traits & (Q(REUSED) | Q(UNSENT)) ? processed == P(LIKELY_NOT) :
		                                          processed > P(LIKELY_NOT);
	}
}

static bool is_failure_limit(int failure, uint32_t traits, int limit)
{
	if (failure == HTTPSTATUS_FAILURE_TIMED_OUT)
		return limit == 1;
	if (failure == HTTPSTATUS_FAILURE_UNCONNECTED || failure == HTTPSTATUS_FAILURE_REFUSED ||
	    failure == HTTPSTATUS_FAILURE_UNKNOWN_HOST)
		return limit == POLICY;
	return failure == HTTPSTATUS_FAILURE_TRUNCATED || !(traits & Q(REUSED)) || limit == 1;
}

static void ask_failure(int failure, const struct method *method, uint32_t traits)
{
	httpstatus_advice advice = httpstatus_advise_failure(failure, traits);
	int processed = (int)httpstatus_advice_processed(advice);
	struct answer a = {
		AGAIN, processed, ANY, R(TRANSIENT), C(CONNECTION), 0, false
	};

	if (failure == HTTPSTATUS_FAILURE_UNKNOWN_HOST)
		a = (struct answer){
			END, P(NOT_REACHED), ANY, R(PERMANENT), C(TARGET) | C(USER), 0, false
		};
	judge_safety(&a, traits, false);
	if (!fits(&a, advice) || !is_knowledge(failure, traits, processed) ||
	    !is_failure_limit(failure, traits, httpstatus_advice_limit(advice)))
		report("failure", method->token, failure, traits, advice);
}

/* Values that are no failure among them. */
START_TEST(every_failure)
{
	uint32_t extra;
	size_t i;

	for (i = 0; i < method_count; i++)
		for (extra = 0; extra <= ALL_TRAITS; extra++)
			if (!(extra & METHOD_TRAITS))
				ask_failure(_i, &methods[i], methods[i].traits | extra);
}
END_TEST

/* ---- The first decision of a retry ------------------------------------------------------ */

static alignas(8) unsigned char memory[256];
static httpstatus_budget *budget;
static httpstatus_retry *retry;
static bool accept_likely;

static void begin(bool accept)
{
	httpstatus_policy *policy;

	accept_likely = accept;
	ck_assert_uint_le(httpstatus_budget_size(), sizeof(memory));
	ck_assert_int_eq(httpstatus_budget_at(memory, sizeof(memory), &budget), 0);
	ck_assert_int_eq(httpstatus_policy_new(&policy), 0);
	ck_assert_int_eq(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_ACCEPT_LIKELY, accept), 0);
	ck_assert_int_eq(httpstatus_policy_set_budget(policy, budget), 0);
	ck_assert_int_eq(httpstatus_retry_new(policy, &retry), 0);
	httpstatus_retry_seed(retry, 1);
	httpstatus_policy_free(policy);
}

/* The first backoff: up to 100 ms after a fault; when throttled half a second to one and a half. */
static bool is_delay(const struct answer *a, int code, uint32_t traits, uint64_t delay)
{
	if (!a->again || code == 408 || code == 421 || (code == 425 && (traits & Q(EARLY_DATA))))
		return delay == 0;
	if (a->persistence == R(THROTTLED))
		return delay >= 500 && delay <= 1500;
	return delay <= 100;
}

/* Of the 28 tokens of a new budget. */
static bool is_level(const struct answer *a, int level)
{
	if (a->kind == FINE)
		return level == 29;
	if (!a->again)
		return level == 28;
	if (a->persistence == R(THROTTLED))
		return level == 28 - 5;
	/* Of a 409 with a key it is not said whether the first copy counts. */
	if (a->processed == ANY)
		return level == 28 || level == 28 - 14;
	return level == (a->processed <= P(REFUSED) ? 28 : 28 - 14);
}

static void ask_retry(const struct method *method, int code, uint32_t extra)
{
	uint32_t traits = method->traits | extra;
	struct answer a = answer_to(code, traits, accept_likely);
	httpstatus_advice advice;

	memset(memory, 0, sizeof(memory));
	httpstatus_retry_reset(retry, traits, 1000);
	advice = httpstatus_retry_on_status(retry, code, 1000);
	if (!fits(&a, advice))
		report("retry", method->token, code, traits, advice);
	if (!is_delay(&a, code, traits, httpstatus_retry_delay_ms(retry)) ||
	    !is_level(&a, httpstatus_budget_level(budget)))
		ck_abort_msg("%s, %d, traits 0x%x: %llu ms, %d tokens left", method->token, code,
		             (unsigned)traits, (unsigned long long)httpstatus_retry_delay_ms(retry),
		             httpstatus_budget_level(budget));
}

START_TEST(every_first_decision)
{
	begin(_i != 0);
	for_all(ask_retry);
	httpstatus_retry_free(retry);
	httpstatus_budget_unref(budget);
}
END_TEST

/* ---- All ---------------------------------------------------------------------------------- */

int main(void)
{
	Suite *suite = suite_create("model");
	TCase *tcase = tcase_create("every code and method");

	tcase_set_timeout(tcase, 240);
	tcase_add_checked_fixture(tcase, read_methods, NULL);
	tcase_add_test(tcase, registered_methods);
	tcase_add_test(tcase, every_advice);
	tcase_add_loop_test(tcase, every_failure, -1, 8);
	tcase_add_loop_test(tcase, every_first_decision, 0, 2);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
