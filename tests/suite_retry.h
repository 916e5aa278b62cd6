/* SPDX-License-Identifier: MIT */
/*
 * What the suites about advice and retries share.
 *
 * Those about retries hold each rule of the header and of httpstatus-retry(3) to
 * numbers worked out by hand; check_retry_chance.c does the same by chance.
 */
#ifndef SUITE_RETRY_H
#define SUITE_RETRY_H

#include <httpstatus.h>

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define STOP   HTTPSTATUS_VERDICT_STOP
#define DONE   HTTPSTATUS_VERDICT_DONE
#define WAIT   HTTPSTATUS_VERDICT_WAIT
#define FOLLOW HTTPSTATUS_VERDICT_FOLLOW
#define AMEND  HTTPSTATUS_VERDICT_AMEND
#define RETRY  HTTPSTATUS_VERDICT_RETRY

#define POST UINT32_C(0)
#define PUT  HTTPSTATUS_TRAIT_IDEMPOTENT
#define GET  (HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT)

/* What a retry may change, and be the same request. */
#define SAME_REQUEST (HTTPSTATUS_CHANGE_CONNECTION | HTTPSTATUS_CHANGE_ENDPOINT | \
                      HTTPSTATUS_CHANGE_NO_EARLY_DATA)

#define R(x)     HTTPSTATUS_REASON_##x
#define ASKED(x) HTTPSTATUS_ASKED_##x
#define SET(x)   HTTPSTATUS_POLICY_##x

/* Of the built-in catalogs to stack. */
#define ALL_FIELDS "ratelimit,x-ratelimit,x-should-retry,grpc,envoy,finagle"

/* 2026-11-21 12:34:56, in seconds and in words; then 30 s and 2 days later. */
#define NOON      INT64_C(1795264496)
#define NOON_DATE "Sat, 21 Nov 2026 12:34:56 GMT"
#define NOON_30   "Sat, 21 Nov 2026 12:35:26 GMT"
#define NOON_2D   "Mon, 23 Nov 2026 12:34:56 GMT"

static inline int verdict(httpstatus_advice advice)
{
	return (int)httpstatus_advice_verdict(advice);
}

static inline uint32_t reasons(httpstatus_advice advice)
{
	return httpstatus_advice_reasons(advice);
}

static inline httpstatus_policy *new_policy(void)
{
	httpstatus_policy *policy;

	if (httpstatus_policy_new(&policy))
		ck_abort_msg("no policy");
	return policy;
}

static inline void set(httpstatus_policy *policy, int setting, uint64_t value)
{
	if (httpstatus_policy_set(policy, setting, value))
		ck_abort_msg("setting %d refuses %llu", (int)setting, (unsigned long long)value);
}

/* A seeded retry, at time 0. */
static inline httpstatus_retry *begin_with(const httpstatus_policy *policy, uint32_t traits)
{
	httpstatus_retry *retry;

	if (httpstatus_retry_new(policy, &retry))
		ck_abort_msg("no retry");
	httpstatus_retry_seed(retry, 1);
	httpstatus_retry_reset(retry, traits, 0);
	return retry;
}

static inline httpstatus_retry *begin(uint32_t traits)
{
	return begin_with(NULL, traits);
}

/* The same, with one number of the policy set. */
static inline httpstatus_retry *begin_set(int setting, uint64_t value, uint32_t traits)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, setting, value);
	retry = begin_with(policy, traits);
	httpstatus_policy_free(policy);
	return retry;
}

/* Name and value come from blocks of exactly their size. */
static inline void feed(httpstatus_retry *retry, const char *name, const char *value)
{
	size_t name_length = strlen(name), value_length = strlen(value);
	char *n = block_of(name, name_length), *v = block_of(value, value_length);

	httpstatus_retry_field(retry, n, name_length, v, value_length);
	free(n);
	free(v);
}

static inline int line(httpstatus_retry *retry, const char *text)
{
	size_t length = strlen(text);
	char *block = block_of(text, length);
	int code = httpstatus_retry_line(retry, block, length);

	free(block);
	return code;
}

/* The verdict on this code at once, after one field (name may be NULL). */
static inline int answer(httpstatus_retry *retry, int code, const char *name, const char *value)
{
	if (name)
		feed(retry, name, value);
	return verdict(httpstatus_retry_on_status(retry, code, 0));
}

static inline uint32_t why(const httpstatus_retry *retry)
{
	return reasons(httpstatus_retry_advice(retry));
}

static inline uint32_t changes(const httpstatus_retry *retry)
{
	return httpstatus_advice_changes(httpstatus_retry_advice(retry));
}

static inline uint64_t delay(const httpstatus_retry *retry)
{
	return httpstatus_retry_delay_ms(retry);
}

static inline void check_asked(const httpstatus_retry *retry, int asked, uint64_t ms)
{
	ck_assert_int_eq(httpstatus_retry_asked(retry), asked);
	ck_assert_uint_eq(httpstatus_retry_asked_ms(retry), ms);
}

static inline const httpstatus_catalog *load(const char *stanza)
{
	char text[512];
	const httpstatus_catalog *catalog;
	int length = snprintf(text, sizeof(text), "Catalog: t\nFormat: 1\n\n%s", stanza);

	if (httpstatus_catalog_load_mem(text, (size_t)length, &catalog))
		ck_abort_msg("not loaded: %s", stanza);
	return catalog;
}

static inline httpstatus_retry *begin_catalog(const httpstatus_catalog *catalog, uint32_t traits)
{
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	set(policy, SET(ATTEMPTS), 100);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
	retry = begin_with(policy, traits);
	httpstatus_policy_free(policy);
	return retry;
}

static inline int ended(httpstatus_retry *retry, int failure)
{
	return verdict(httpstatus_retry_on_failure(retry, failure, 0));
}

/* A stack of built-in catalogs: their names, with commas between them. */
static inline const httpstatus_catalog *stack_of(const char *names)
{
	const httpstatus_catalog *members[16];
	const httpstatus_catalog *stack;
	size_t count = 0;

	while (*names) {
		const size_t length = strcspn(names, ",");
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)length, names);
		members[count] = httpstatus_builtin(name);
		if (!members[count++])
			ck_abort_msg("no catalog %s", name);
		names += length + (names[length] == ',');
	}
	if (httpstatus_catalog_stack(members, count, &stack))
		ck_abort_msg("no stack");
	return stack;
}

static inline httpstatus_retry *begin_stack(const char *names, uint32_t traits)
{
	const httpstatus_catalog *stack = stack_of(names);
	httpstatus_policy *policy = new_policy();
	httpstatus_retry *retry;

	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, stack), 0);
	retry = begin_with(policy, traits);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(stack);
	return retry;
}

/* A retry of a POST by these catalogs, with a clock. */
static inline httpstatus_retry *begin_stacked(const char *names)
{
	httpstatus_retry *retry = begin_stack(names, POST);

	httpstatus_retry_set_clock(retry, NOON);
	return retry;
}

/* Milliseconds that a 429 with this field asks for. */
static inline uint64_t asked_by(const char *catalogs, const char *name, const char *value)
{
	httpstatus_retry *retry = begin_stacked(catalogs);
	uint64_t ms;

	feed(retry, name, value);
	httpstatus_retry_on_status(retry, 429, 0);
	ms = httpstatus_retry_asked_ms(retry);
	httpstatus_retry_free(retry);
	return ms;
}

struct value {
	const char *text;
	uint64_t ms;
};

#endif
