/* SPDX-License-Identifier: MIT */
/* libhttpstatus, through its shared library. */
#include <httpstatus.h>

#include "../peer.h"

static httpstatus_retry *retry;
static httpstatus_retry *stacked;   /* with the catalog of an API, and two to be stacked */

static void prepare_stacked(void)
{
	static const char names[] = "openai,x-ratelimit,x-should-retry";
	const httpstatus_catalog *catalog;
	httpstatus_policy *policy;

	if (httpstatus_policy_new(&policy) == 0 &&
	    httpstatus_catalog_open(names, sizeof(names) - 1, &catalog, NULL, 0) == 0 &&
	    httpstatus_policy_set_catalog(policy, catalog) == 0 &&
	    httpstatus_retry_new(policy, &stacked) == 0)
		httpstatus_retry_seed(stacked, 1);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
}

__attribute__((__constructor__))
static void prepare(void)
{
	if (httpstatus_retry_new(NULL, &retry) == 0)
		httpstatus_retry_seed(retry, 1);
	prepare_stacked();
}

static inline long long name(const struct bench_text *in)
{
	const httpstatus_entry *entry = httpstatus_lookup_phrase(NULL, in->s, in->length);

	return entry ? httpstatus_entry_code(entry) : BENCH_REFUSED;
}

static inline long long date(const struct bench_text *in)
{
	int64_t t;

	return httpstatus_parse_date(in->s, in->length, BENCH_NOW, &t) == 0 ? t : BENCH_REFUSED;
}

static inline long long retry_after(const struct bench_text *in)
{
	uint64_t ms;

	return httpstatus_parse_retry_after(in->s, in->length, BENCH_NOW, &ms) >=
	       HTTPSTATUS_ASKED_DELAY ? (long long)ms : BENCH_REFUSED;
}

static inline long long decide(httpstatus_retry *by, int code)
{
	httpstatus_advice advice = httpstatus_retry_on_status(by, code, 50);

	return httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY ?
	       (long long)httpstatus_retry_delay_ms(by) : BENCH_REFUSED;
}

static inline long long decide_fields(const struct bench_response *in)
{
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT, 0);
	for (size_t i = 0; i < in->field_count; i++)
		httpstatus_retry_field(retry, in->fields[i].name.s, in->fields[i].name.length,
		                       in->fields[i].value.s, in->fields[i].value.length);
	return decide(retry, in->code);
}

static inline long long decide_lines(httpstatus_retry *by, const struct bench_response *in)
{
	httpstatus_retry_reset(by, HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT, 0);
	for (size_t i = 0; i < in->line_count; i++)
		httpstatus_retry_line(by, in->lines[i].s, in->lines[i].length);
	return decide(by, in->code);
}

BENCH_PHRASE(httpstatus_phrase(NULL, *in))
BENCH_CLASS(httpstatus_class_of(in->code))
BENCH_ADVISE(httpstatus_advise(NULL, in->code, in->safe ? HTTPSTATUS_TRAIT_SAFE : 0))
BENCH_NAME(name(in))
BENCH_DATE(date(in))
BENCH_RETRY_AFTER(retry_after(in))
BENCH_DECIDE(fields, decide_fields(in))
BENCH_DECIDE(lines, decide_lines(retry, in))
BENCH_DECIDE(stacked, decide_lines(stacked, in))
