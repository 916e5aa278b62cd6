/* SPDX-License-Identifier: MIT */
/*
 * check_retry_chance.c - one request on its way, by chance
 *
 * Drives retries through exchanges of every kind. What may be retried as such
 * is told here, from the RFC and from a catalog of this suite; what follows
 * from that is told by the oracle.
 */
#include <httpstatus.h>

#include <check.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"
#include "suite_retry.h"

#define EXCHANGES 10000000

/* What the policy of some requests says, besides its numbers. */
struct config {
	uint64_t settings[ORACLE_SETTINGS];
	bool own_catalog, evidence, sets, only, done, budget;
};

#define OWN "Status: 503\nRetry: amend\nChange: content\nProcessed: refused\n\n" \
            "Status: 404\nRetry: retry\nProcessed: refused\n\n" \
            "Status: 500\nRetry: retry\nLimit: 3\n\n" \
            "Status: 799\nRetry: retry\nProcessed: refused\nLimit: 2\n"
#define ALWAYS "410,507,502"
#define NEVER  "429,413,599,502"
#define ONLY   "4xx,500-599"
#define DONE_CODES "505,599"

/* One request, and what has become of it. */
struct course {
	const struct config *config;
	httpstatus_retry *retry;
	httpstatus_budget *budget;
	struct oracle_budget tokens;
	struct oracle oracle;
};

/* What was fed with one response. */
struct exchange {
	int code, failure;         /* failure: 0 if there was a status */
	uint64_t asked;
	int usable;                /* the asked time, 0 included */
	int strict;                /* it is as the grammar has it */
	int malformed;             /* a Retry-After that says no time */
	int undated;               /* it is since the epoch, and there is no clock */
	int forbidden, pushed_back, nack;
	httpstatus_advice peek;    /* what was said of the status before it was reported */
};

static struct config any_config(void)
{
	static const uint64_t waits[] = { 0, 1, 999, 60000, 300000, UINT64_C(4294967295) * 1000 };
	static const uint64_t caps[] = { 0, 1, 50, 20000, UINT64_C(4294967295) * 1000 };
	static const uint64_t limits[] = { 0, 1, 3, HTTPSTATUS_LIMIT_NONE };
	struct config c = { .budget = any(2) == 0 };
	uint64_t *s = c.settings;

	for (int n = SET(ATTEMPTS); n < ORACLE_SETTINGS; n++)
		s[n] = httpstatus_policy_get(NULL, n);
	if (any(3) == 0)
		return c;
	s[SET(ATTEMPTS)] = any(13);
	s[SET(BASE)] = any(2) ? 100 : any(5000);
	s[SET(THROTTLED_BASE)] = any(2) ? 1000 : any(100000);
	s[SET(CAP)] = caps[any(5)];
	s[SET(MAX_WAIT)] = waits[any(6)];
	s[SET(MAX_ELAPSED)] = any(3) ? any(1000000) : 0;
	s[SET(MIN_ATTEMPT)] = any(3) ? any(5000) : 0;
	s[SET(GROWTH)] = HTTPSTATUS_GROWTH_NONE + any(3);
	s[SET(JITTER)] = any(2) ? any(101) : 100;
	s[SET(MAX_DELAY)] = any(2) ? 0 : any(40000);
	s[SET(MAX_TOTAL_WAIT)] = any(2) ? 0 : any(200000);
	s[SET(MAX_REDIRECTS)] = any(4);
	s[SET(CODE_LIMITS)] = any(4) != 0;
	s[SET(TIMEOUT_LIMIT)] = limits[any(4)];
	s[SET(FAILURES)] = any(3) ? 0x1f : any(64);
	s[SET(AT_ONCE)] = any(2) ? 0x03 : any(64);
	s[SET(STRICT_TIMES)] = any(2);
	s[SET(ACCEPT_LIKELY)] = any(2);
	s[SET(PREFER_RFC)] = any(2);
	c.own_catalog = any(2) == 0;
	c.evidence = any(2) == 0;
	c.sets = any(2) == 0;
	c.only = any(4) == 0;
	c.done = any(4) == 0;
	return c;
}

static void put_codes(httpstatus_policy *policy, int list, const char *text)
{
	httpstatus_codeset *codes;

	if (httpstatus_codeset_new(&codes) ||
	    httpstatus_codeset_parse(codes, text, strlen(text), NULL, NULL) ||
	    httpstatus_policy_set_codes(policy, list, codes))
		ck_abort_msg("no codes");
	httpstatus_codeset_free(codes);
}

/* The catalogs of a policy, by whether it has its own, and heeds evidence. */
struct catalogs {
	const httpstatus_catalog *by[2][2];
};

static struct catalogs load_catalogs(void)
{
	struct catalogs catalogs = { .by = { { NULL, NULL }, { load(OWN), NULL } } };
	const httpstatus_catalog *evidence;

	if (httpstatus_catalog_load_mem(ORACLE_EVIDENCE, strlen(ORACLE_EVIDENCE), &evidence))
		ck_abort_msg("no evidence");
	for (int own = 0; own < 2; own++) {
		const httpstatus_catalog *const members[] = { evidence, catalogs.by[own][0] };

		ck_assert_int_eq(httpstatus_catalog_stack(members, 2, &catalogs.by[own][1]), 0);
	}
	httpstatus_catalog_unref(evidence);
	return catalogs;
}

static void open_course(struct course *course, const struct config *c,
                        const struct catalogs *catalogs)
{
	httpstatus_policy *policy = new_policy();

	*course = (struct course){ .config = c, .tokens = oracle_new_budget() };
	memcpy(course->oracle.settings, c->settings, sizeof(c->settings));
	for (int n = SET(ATTEMPTS); n < ORACLE_SETTINGS; n++)
		set(policy, n, c->settings[n]);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy,
	                                               catalogs->by[c->own_catalog][c->evidence]), 0);
	if (c->sets) {
		put_codes(policy, HTTPSTATUS_CODES_ALWAYS, ALWAYS);
		put_codes(policy, HTTPSTATUS_CODES_NEVER, NEVER);
	}
	if (c->only)
		put_codes(policy, HTTPSTATUS_CODES_ONLY, ONLY);
	if (c->done)
		put_codes(policy, HTTPSTATUS_CODES_DONE, DONE_CODES);
	if (c->budget) {
		if (httpstatus_budget_new(&course->budget))
			ck_abort_msg("no budget");
		course->oracle.budget = &course->tokens;
		ck_assert_int_eq(httpstatus_policy_set_budget(policy, course->budget), 0);
	}
	if (httpstatus_retry_new(policy, &course->retry))
		ck_abort_msg("no retry");
	httpstatus_retry_seed(course->retry, any64());
	httpstatus_policy_free(policy);
}

static void close_course(struct course *course)
{
	httpstatus_retry_free(course->retry);
	httpstatus_budget_unref(course->budget);
}

/* ---- What is fed ------------------------------------------------------- */

static void feed_text(struct course *course, const char *name, const char *value)
{
	httpstatus_retry_field(course->retry, name, strlen(name), value, strlen(value));
}

static void feed_seconds(struct course *course, struct exchange *x)
{
	static const uint64_t limits[] = { 2, 10, 600, 1000000, UINT64_C(4294967296), UINT64_MAX };
	uint64_t seconds = any64() % limits[any(6)];
	char value[24];

	snprintf(value, sizeof(value), "%llu", (unsigned long long)seconds);
	feed_text(course, "Retry-After", value);
	/* 10^9 and more is no delay that anybody means. */
	if (seconds >= 1000000000 && !course->oracle.settings[SET(STRICT_TIMES)]) {
		const uint64_t time = seconds < UINT64_C(1000000000000) ? seconds : seconds / 1000;

		x->usable = time > UINT64_C(253402300799);
		x->asked = x->usable ? HTTPSTATUS_TIME_FOREVER : 0;
		x->undated = x->malformed = !x->usable;
		return;
	}
	x->asked = seconds > UINT32_MAX ? HTTPSTATUS_TIME_FOREVER : 1000 * seconds;
	x->usable = x->strict = 1;
}

static void feed_fraction(struct course *course, struct exchange *x)
{
	feed_text(course, "Retry-After", "1.5");
	x->usable = !course->oracle.settings[SET(STRICT_TIMES)];
	x->asked = x->usable ? 1500 : 0;
	x->malformed = !x->usable;
}

static void feed_time_of_day(struct course *course, const char *name, uint32_t second)
{
	char value[64];

	snprintf(value, sizeof(value), "Sat, 21 Nov 2026 %02u:%02u:%02u GMT", (unsigned)(second / 3600),
	         (unsigned)(second / 60 % 60), (unsigned)(second % 60));
	feed_text(course, name, value);
}

/* Two times of one day, the second of which is the server's. */
static void feed_dates(struct course *course, struct exchange *x)
{
	char value[24];
	uint32_t from = any(86200), to = any(2) ? any(86400) : from + any(200);
	uint32_t age = any(3) ? 0 : any(100);

	feed_time_of_day(course, "Retry-After", to);
	feed_time_of_day(course, "Date", from);
	if (age) {
		snprintf(value, sizeof(value), "%u", (unsigned)age);
		feed_text(course, "Age", value);
	}
	x->asked = to > from + age ? UINT64_C(1000) * (to - from - age) : 0;
	x->usable = x->strict = 1;
}

static void feed_ms(struct course *course, struct exchange *x)
{
	uint64_t ms = any(2) ? any(3000) : any64() >> 32;
	char value[24];

	snprintf(value, sizeof(value), "%llu", (unsigned long long)ms);
	feed_text(course, any(2) ? "retry-after-ms" : "X-MS-Retry-After-Ms", value);
	/* A time that cannot be compared with a clock may be any. */
	if (x->undated && ms == 0)
		return;
	if (!x->usable || ms > x->asked) {
		x->asked = ms;
		x->strict = 1;
	}
	x->usable = 1;
}

static void feed_permission(struct course *course, struct exchange *x)
{
	const bool heard = course->config->evidence;

	switch (any(3)) {
	case 0:
		feed_text(course, "x-should-retry", "false");
		x->forbidden = heard;
		break;
	case 1:
		feed_text(course, "grpc-retry-pushback-ms", "-1");
		x->pushed_back = heard;
		break;
	default:
		feed_text(course, "finagle-http-nack", "true");
		x->nack = heard;
		break;
	}
}

static void feed_any(struct course *course, struct exchange *x)
{
	static const char *const malformed[] = { "soon", "-3", "1e3", "10 s", "Sat, 21 Nov 2026" };

	switch (any(8)) {
	case 0: case 1: case 2: feed_seconds(course, x); break;
	case 3: feed_dates(course, x); break;
	case 5: feed_fraction(course, x); break;
	case 4: feed_text(course, "Retry-After", malformed[any(5)]); x->malformed = 1; break;
	default: break;
	}
	if (any(6) == 0)
		feed_ms(course, x);
	if (any(8) == 0)
		feed_permission(course, x);
	if (any(4) == 0)
		feed_text(course, "Content-Type", "text/plain");
}

static int any_code(void)
{
	static const int often[] = {
		200, 301, 400, 401, 404, 408, 409, 410, 413, 421, 423, 425, 429, 429, 500, 500, 501,
		502, 502, 503, 503, 503, 504, 505, 507, 508, 511, 599, 799
	};
	static const int odd[] = { INT_MIN, -503, -1, 0, 1, 99, 600, 999, 1000, 65536 + 503, INT_MAX };

	switch (any(10)) {
	case 0: return odd[any(11)];
	case 1: case 2: return 100 + (int)any(500);
	default: return often[any(29)];
	}
}

/* ---- What may be retried as such --------------------------------------- */

#define NO_RETRY 99

/* Whether the origin acted, of a code that iana has sent again; RFC 9110, 15.5 and 15.6. */
static int processed_by_rfc(const struct course *course, const struct exchange *x)
{
	switch (x->code) {
	case 0:
		return course->oracle.traits & (HTTPSTATUS_TRAIT_REUSED | HTTPSTATUS_TRAIT_UNSENT)
		       ? HTTPSTATUS_PROCESSED_LIKELY_NOT : HTTPSTATUS_PROCESSED_UNKNOWN;
	case 408:
		return course->oracle.traits & (HTTPSTATUS_TRAIT_REUSED | HTTPSTATUS_TRAIT_UNSENT)
		       ? HTTPSTATUS_PROCESSED_REFUSED : HTTPSTATUS_PROCESSED_LIKELY_NOT;
	case 409:
		return course->oracle.traits & HTTPSTATUS_TRAIT_KEY ? HTTPSTATUS_PROCESSED_LIKELY_YES
		                                           : NO_RETRY;
	case 413:
		return x->strict ? HTTPSTATUS_PROCESSED_REFUSED : NO_RETRY;
	case 421: case 423: case 425: case 429:
		return HTTPSTATUS_PROCESSED_REFUSED;
	case 501: case 505: case 506: case 507: case 508: case 510: case 511:
		return NO_RETRY;
	case 503:
		return HTTPSTATUS_PROCESSED_LIKELY_NOT;
	case 504:
		return HTTPSTATUS_PROCESSED_LIKELY_YES;
	default:
		return x->code >= 500 && x->code <= 999 ? HTTPSTATUS_PROCESSED_UNKNOWN : NO_RETRY;
	}
}

/* The same with the catalog OWN, which departs from iana at 503 and 404. */
static int processed_by_catalog(const struct course *course, const struct exchange *x)
{
	const struct config *c = course->config;

	if (c->own_catalog && !c->settings[SET(PREFER_RFC)]) {
		if (x->code == 503)
			return x->strict ? HTTPSTATUS_PROCESSED_LIKELY_NOT : NO_RETRY;
		if (x->code == 404)
			return HTTPSTATUS_PROCESSED_REFUSED;
	}
	if (c->own_catalog && x->code == 799)
		return HTTPSTATUS_PROCESSED_REFUSED;
	return processed_by_rfc(course, x);
}

static int in_always(const struct course *course, int code)
{
	return course->config->sets && (code == 410 || code == 507);
}

static int in_never(const struct course *course, int code)
{
	return course->config->sets && (code == 429 || code == 413 || code == 599 || code == 502);
}

/* The policy retries no other codes. */
static int is_shut_out(const struct course *course, int code)
{
	return course->config->only && !((code >= 400 && code <= 499) || (code >= 500 && code <= 599));
}

static int in_done(const struct course *course, int code)
{
	return course->config->done && (code == 505 || code == 599);
}

static int processed_by_failure(const struct course *course, int failure)
{
	const uint32_t doubtful = HTTPSTATUS_TRAIT_REUSED | HTTPSTATUS_TRAIT_UNSENT;

	switch (failure) {
	case HTTPSTATUS_FAILURE_UNCONNECTED: case HTTPSTATUS_FAILURE_REFUSED:
	case HTTPSTATUS_FAILURE_UNKNOWN_HOST:
		return HTTPSTATUS_PROCESSED_REFUSED;
	case HTTPSTATUS_FAILURE_BROKEN:
		return course->oracle.traits & doubtful ? HTTPSTATUS_PROCESSED_LIKELY_NOT
		                                 : HTTPSTATUS_PROCESSED_UNKNOWN;
	case HTTPSTATUS_FAILURE_TIMED_OUT:
		return course->oracle.traits & HTTPSTATUS_TRAIT_UNSENT ? HTTPSTATUS_PROCESSED_LIKELY_NOT
		                                              : HTTPSTATUS_PROCESSED_LIKELY_YES;
	default:
		return HTTPSTATUS_PROCESSED_LIKELY_YES;
	}
}

/* RFC 9110, 9.2.2, and what policy and fields add. */
static int may_repeat(const struct course *course, const struct exchange *x)
{
	const uint32_t repeatable = GET | HTTPSTATUS_TRAIT_HARMLESS | HTTPSTATUS_TRAIT_KEY |
	                            HTTPSTATUS_TRAIT_PRECONDITION;
	int processed = x->failure ? processed_by_failure(course, x->failure)
	                           : processed_by_catalog(course, x);

	if (!x->failure && (in_never(course, x->code) || is_shut_out(course, x->code) ||
	                    in_done(course, x->code)))
		return 0;
	if (x->failure && !(course->config->settings[SET(FAILURES)] >> (x->failure - 1) & 1))
		return 0;
	if (!x->failure && in_always(course, x->code))
		processed = HTTPSTATUS_PROCESSED_REFUSED;
	if (processed == NO_RETRY || x->pushed_back || (x->forbidden && !x->failure))
		return 0;
	/* Without a connection nothing of the content is used up. */
	if ((course->oracle.traits & HTTPSTATUS_TRAIT_ONE_SHOT) &&
	    x->failure != HTTPSTATUS_FAILURE_UNCONNECTED &&
	    x->failure != HTTPSTATUS_FAILURE_UNKNOWN_HOST)
		return 0;
	/* After a timeout, nobody knows what was done. */
	if (x->nack && !x->failure && x->code != 408 && x->code != 504 &&
	    !(course->oracle.traits & HTTPSTATUS_TRAIT_FOREIGN) &&
	    processed > HTTPSTATUS_PROCESSED_REFUSED)
		processed = HTTPSTATUS_PROCESSED_REFUSED;
	return processed <= HTTPSTATUS_PROCESSED_REFUSED || (course->oracle.traits & repeatable) ||
	       (processed == HTTPSTATUS_PROCESSED_LIKELY_NOT &&
	        course->config->settings[SET(ACCEPT_LIKELY)]);
}

/* How often the code itself allows it. */
static int limit_of(const struct course *course, const struct exchange *x)
{
	if (x->failure == HTTPSTATUS_FAILURE_TIMED_OUT)
		return (int)course->config->settings[SET(TIMEOUT_LIMIT)];
	/* A used connection may have been closed before; a second one that breaks was not. */
	if (x->failure == HTTPSTATUS_FAILURE_BROKEN)
		return course->oracle.traits & (HTTPSTATUS_TRAIT_REUSED | HTTPSTATUS_TRAIT_UNSENT) ? 1 : 255;
	if (x->failure)
		return 255;
	if (in_always(course, x->code))
		return 255;
	switch (x->code) {
	case 0:
		return course->oracle.traits & (HTTPSTATUS_TRAIT_REUSED | HTTPSTATUS_TRAIT_UNSENT) ? 1 : 255;
	case 408: case 421: case 425:
		return 1;
	case 502: case 503: case 504:
		return 255;
	case 799:
		return course->config->own_catalog ? 2 : 1;
	default:
		/* As the 500 of the catalog. */
		return x->code < 500 || x->code > 999 ? 255 : course->config->own_catalog ? 3 : 1;
	}
}

/* ---- Is it so? --------------------------------------------------------- */

/* What the library says of one exchange. */
struct answer {
	int verdict, processed, level;
	uint32_t reasons, changes;
	uint64_t delay;
};

static struct answer answer_of(const struct course *course)
{
	httpstatus_advice advice = httpstatus_retry_advice(course->retry);

	/* Exact in a double. */
	INSIST(advice < UINT64_C(1) << 53, "advice %#llx", (unsigned long long)advice);
	return (struct answer){
		.verdict = (int)httpstatus_advice_verdict(advice),
		.processed = (int)httpstatus_advice_processed(advice),
		.level = httpstatus_budget_level(course->budget),
		.reasons = httpstatus_advice_reasons(advice),
		.changes = httpstatus_advice_changes(advice),
		.delay = httpstatus_retry_delay_ms(course->retry)
	};
}

static void wrong(const struct course *course, const struct exchange *x, const char *what)
{
	const struct oracle *o = &course->oracle;
	struct answer a = answer_of(course);

	ck_abort_msg("%s: code %d, failure %d, traits 0x%x, asked %llu, attempt %llu of %llu, "
	             "left %llu, verdict %d, reasons 0x%x, delay %llu, tokens %d of %d", what, x->code,
	             x->failure, (unsigned)o->traits, (unsigned long long)x->asked,
	             (unsigned long long)o->attempts, (unsigned long long)o->settings[SET(ATTEMPTS)],
	             (unsigned long long)oracle_time_left(o), a.verdict, (unsigned)a.reasons,
	             (unsigned long long)a.delay, a.level, course->tokens.tokens);
}

static struct oracle_outcome outcome_of(const struct course *course, const struct exchange *x,
                                        const struct answer *a)
{
	return (struct oracle_outcome){
		.code = x->code, .failure = x->failure, .asked = x->asked,
		.throttled = (a->reasons & R(THROTTLED)) || (x->malformed && !x->usable),
		.limit = limit_of(course, x), .processed = a->processed
	};
}

static void check_retry(struct course *course, const struct exchange *x,
                        const struct oracle_outcome *outcome, const struct answer *a)
{
	struct oracle_range range = oracle_delay(&course->oracle, outcome);
	int cost = oracle_cost(&course->oracle, outcome, a->reasons & R(THROTTLED));

	if (!may_repeat(course, x))
		wrong(course, x, "not allowed");
	if (oracle_refusal(&course->oracle, outcome))
		wrong(course, x, "retried against the rules");
	if (!oracle_can_pay(&course->oracle, cost))
		wrong(course, x, "retried without a token");
	if (a->changes & ~SAME_REQUEST)
		wrong(course, x, "another request");
	if (a->delay < range.least)
		wrong(course, x, "earlier than the formula");
	if (a->delay > range.most)
		wrong(course, x, "later than the formula");
	oracle_retry(&course->oracle, outcome, a->delay, cost);
}

/* Of what may be retried and is not: the reason must be the one, and no other. */
static void check_refusal(struct course *course, const struct exchange *x,
                          const struct oracle_outcome *outcome, const struct answer *a)
{
	uint32_t reason = a->reasons & (ORACLE_REASONS | R(BUDGET));
	uint32_t expected = oracle_refusal(&course->oracle, outcome);
	int cost = oracle_cost(&course->oracle, outcome, a->reasons & R(THROTTLED));

	if (!may_repeat(course, x))
		return;
	if (!expected && !oracle_can_pay(&course->oracle, cost))
		expected = R(BUDGET);
	if (!reason)
		wrong(course, x, "refused without a reason");
	if (reason != expected)
		wrong(course, x, "another reason");
}

static void check_follow(struct course *course, const struct exchange *x, const struct answer *a)
{
	if (oracle_refusal_to_follow(&course->oracle, x->asked))
		wrong(course, x, "followed against the rules");
	if (a->delay != x->asked)
		wrong(course, x, "followed earlier or later than asked");
	oracle_follow(&course->oracle, a->delay);
}

/* Whether the server or the way to it is in trouble, and not this request alone. */
static bool has_failed(const struct course *course, const struct exchange *x,
                       const struct answer *a)
{
	return a->verdict == RETRY || (a->reasons & (R(TRANSIENT) | R(THROTTLED))) ||
	       ((a->reasons & (ORACLE_REASONS | R(BUDGET))) && may_repeat(course, x));
}

static void check_end(struct course *course, const struct exchange *x, const struct answer *a)
{
	struct oracle_outcome outcome = outcome_of(course, x, a);
	bool failed = has_failed(course, x, a);

	oracle_end_attempt(&course->oracle, &outcome, failed);
	if (failed)
		oracle_fail(&course->tokens, course->oracle.now);
	if (a->verdict == DONE)
		oracle_succeed(&course->oracle);
	if (a->verdict == RETRY)
		check_retry(course, x, &outcome, a);
	else if (a->verdict == STOP)
		check_refusal(course, x, &outcome, a);
}

/* What is said without counting is what is done, unless the request has to end. */
static void check_peek(const struct course *course, const struct exchange *x, const struct answer *a)
{
	const int seen = httpstatus_advice_verdict(x->peek);
	const uint32_t ends = ORACLE_REASONS | R(BUDGET) | R(REDIRECTS);

	if (a->verdict != seen && !(a->verdict == STOP && (a->reasons & ends)))
		wrong(course, x, "another verdict than was seen before");
	if (a->processed != httpstatus_advice_processed(x->peek))
		wrong(course, x, "processed otherwise than was seen before");
}

static void check_times(const struct course *course, const struct exchange *x, const struct answer *a)
{
	uint64_t shortest, longest;

	httpstatus_retry_delay_range(course->retry, &shortest, &longest);
	if (a->verdict == RETRY && (a->delay < shortest || a->delay > longest))
		wrong(course, x, "out of its own range");
	if (a->verdict != RETRY && (shortest || longest))
		wrong(course, x, "a range of no delay");
	if (httpstatus_retry_next_ms(course->retry) != oracle_sum(course->oracle.now, a->delay))
		wrong(course, x, "next at another time");
}

static void check_decision(struct course *course, const struct exchange *x)
{
	struct answer a = answer_of(course);

	if (!x->failure)
		check_peek(course, x, &a);
	check_times(course, x, &a);
	if (!x->failure && in_done(course, x->code) && a.verdict != DONE)
		wrong(course, x, "not done");

	if (a.verdict == FOLLOW)
		check_follow(course, x, &a);
	else if (a.verdict != WAIT)
		check_end(course, x, &a);
	if (a.verdict != RETRY && a.verdict != FOLLOW && a.delay)
		wrong(course, x, "a delay of nothing");
	if (!x->failure && httpstatus_retry_asked_ms(course->retry) != x->asked)
		wrong(course, x, "asked for something else");
	if ((uint64_t)httpstatus_retry_attempts(course->retry) != course->oracle.attempts)
		wrong(course, x, "another number of attempts");
	if (a.verdict != WAIT && httpstatus_retry_cooldown_ms(course->retry) < x->asked)
		wrong(course, x, "too short a cooldown");
	if (course->budget && a.level != course->tokens.tokens)
		wrong(course, x, "another number of tokens");
}

/* ---- Exchanges --------------------------------------------------------- */

static void begin_request(struct course *course)
{
	static const uint64_t starts[] = { 0, 1, 123456789, UINT64_C(1) << 32, UINT64_C(1) << 63 };
	uint32_t traits = any(3) ? any(0x400) & ~(any(3) ? HTTPSTATUS_TRAIT_ONE_SHOT : 0) : GET;
	uint64_t start = any(3) ? starts[any(5)] : UINT64_MAX - any(2000000);

	oracle_begin(&course->oracle, traits, start);
	httpstatus_retry_reset(course->retry, traits, start);
	if (start > 0 && any(3) == 0) {
		course->oracle.deadline = oracle_sum(start, any(2) ? any(1000000) : any64() >> 20) - 1;
		httpstatus_retry_set_deadline(course->retry, course->oracle.deadline);
	}
	course->oracle.now = oracle_sum(start, any(2000));
}

static void exchange(struct course *course, struct exchange *x)
{
	*x = (struct exchange){ 0 };
	if (any(10) == 0) {
		x->failure = 1 + (int)any(6);
		httpstatus_retry_on_failure(course->retry, x->failure,
		                            course->oracle.now);
	} else {
		x->code = any_code();
		feed_any(course, x);
		x->peek = httpstatus_retry_peek(course->retry, x->code);
		httpstatus_retry_on_status(course->retry, x->code, course->oracle.now);
	}
}

/* Time passes: false if the request is over. */
static bool proceed(struct course *course)
{
	struct answer a = answer_of(course);
	uint64_t step = oracle_sum(a.delay, any(2000));

	/* Any number of attempts is one that ends some time. */
	if ((a.verdict != RETRY && a.verdict != WAIT && a.verdict != FOLLOW) ||
	    course->oracle.attempts > 40)
		return false;
	if (step > UINT64_MAX - course->oracle.now)
		return false;
	course->oracle.now += step;
	if (any(30) == 0) {
		oracle_progress(&course->oracle);
		httpstatus_retry_progress(course->retry);
	}
	/* Not what was promised, but it must do no harm. */
	if (any(50) == 0)
		course->oracle.now -= oracle_smaller(course->oracle.now, any(5000));
	return true;
}

START_TEST(any_exchanges)
{
	struct catalogs catalogs = load_catalogs();
	struct config config;
	struct course course;
	struct exchange x;
	int done = 0;
	int request;

	while (done < rounds(EXCHANGES)) {
		config = any_config();
		open_course(&course, &config, &catalogs);
		for (request = 0; request < 300; request++) {
			begin_request(&course);
			do {
				exchange(&course, &x);
				check_decision(&course, &x);
				done++;
			} while (proceed(&course));
		}
		close_course(&course);
	}
	for (int n = 0; n < 4; n++)
		httpstatus_catalog_unref(catalogs.by[n / 2][n % 2]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("retry by chance");
	TCase *chance = tcase_create("chance");

	tcase_set_timeout(chance, 240);
	tcase_add_test(chance, any_exchanges);
	suite_add_tcase(suite, chance);
	return run_suite(suite);
}
