/* SPDX-License-Identifier: MIT */
/*
 * A request on its way, driven by a script of one letter for each step, with
 * operands in the bytes behind it. After each outcome the answer is held to
 * the oracle, and to what the header promises besides.
 *
 * First the policy: pNT number N is T; CN catalog; e fields count; aCC, nCC from which code to
 * which always, or never, is repeated. Then rTT a new request; tTT its traits
 * anew; sX seed; dT deadline; cX time of day; +T time passes; fN a field; vNLX
 * a field with any value; lC a status line; SC a status; PC that of
 * a tunnel; FN a failure; k done.
 */

#include "fuzz.h"

#include "../oracle.h"

#define CLOCK    INT64_C(1800000000)
#define R(x)     HTTPSTATUS_REASON_##x
#define SET(x)   HTTPSTATUS_POLICY_##x
#define REQ(x)   HTTPSTATUS_TRAIT_##x

#define LONGEST  (UINT64_C(1000) * UINT32_MAX)

#define STOP   HTTPSTATUS_VERDICT_STOP
#define DONE   HTTPSTATUS_VERDICT_DONE
#define WAIT   HTTPSTATUS_VERDICT_WAIT
#define FOLLOW HTTPSTATUS_VERDICT_FOLLOW
#define RETRY  HTTPSTATUS_VERDICT_RETRY
#define AMEND  HTTPSTATUS_VERDICT_AMEND

enum effect { PLAIN, FORBIDS, PUSHES_BACK, REFUSED };

static const struct {
	const char *name, *value;
	enum effect effect;
} fields[] = {
	{"Retry-After", "0", PLAIN},
	{"Retry-After", "2", PLAIN},
	{"Retry-After", "299", PLAIN},
	{"Retry-After", "4294967296", PLAIN},
	{"Retry-After", "Fri, 15 Jan 2027 08:01:00 GMT", PLAIN},
	{"Retry-After", "soon", PLAIN},
	{"Date", "Fri, 15 Jan 2027 08:00:30 GMT", PLAIN},
	{"Age", "10", PLAIN},
	{"retry-after-ms", "1500", PLAIN},
	{"x-ms-retry-after-ms", "1", PLAIN},
	{"RateLimit", "\"q\";r=0;t=30", PLAIN},
	{"X-RateLimit-Reset", "1800000060", PLAIN},
	{"X-RateLimit-Reset-After", "1.25", PLAIN},
	{"X-RateLimit-Remaining", "0", PLAIN},
	{"Content-Type", "text/plain", PLAIN},
	{"grpc-retry-pushback-ms", "20", PLAIN},
	{"grpc-retry-pushback-ms", "-1", PUSHES_BACK},
	{"x-should-retry", "false", FORBIDS},
	{"finagle-http-nack", "true", REFUSED}
};
#define PLAIN_FIELDS 15         /* those at the front that never are more than a time */

struct script {
	const uint8_t *at, *end;
};

struct course {
	struct script script;
	const httpstatus_catalog *catalog;
	bool evidence;                      /* the policy has ORACLE_EVIDENCE before it */
	httpstatus_codeset *always, *never;
	httpstatus_budget *budget, *twin_budget;
	httpstatus_retry *retry, *twin;     /* driven alike: they answer alike */
	struct oracle oracle;
	struct oracle_budget tokens;
	uint64_t now;
	bool seeded;
	bool effects[REFUSED + 1];          /* of the fields of this response */
};

enum kind { STATUS, TUNNEL, FAILURE };

/* One outcome with its answer. */
struct answer {
	enum kind kind;
	int code;                           /* or a failure */
	httpstatus_advice advice;
	int verdict;
	int processed;
	uint32_t reasons;
	int asked;
	uint64_t asked_ms, delay, cooldown;
	int level;
};

/* ---- The script -------------------------------------------------------------- */

static unsigned take(struct script *script)
{
	return script->at < script->end ? *script->at++ : 0;
}

static unsigned take_two(struct script *script)
{
	unsigned high = take(script);

	return high << 8 | take(script);
}

/* 0 ms to many years. */
static uint64_t take_time(struct script *script)
{
	unsigned shift = take(script) % 44;

	return (uint64_t)take(script) << shift;
}

static int take_code(struct script *script)
{
	static const int often[] = {
		100, 200, 302, 307, 401, 404, 408, 409, 413, 421, 423, 425, 429, 500, 501, 502, 503, 504,
		507, 520, 521, 524, 529, 599, 0, 799
	};
	unsigned n = take(script);

	return n < 0xe0 ? often[n % (sizeof(often) / sizeof(often[0]))]
	                : (int)take_two(script) % 1100 - 10;
}

/* ---- The policy -------------------------------------------------------------- */

/* The ranges that httpstatus_policy_new(3) gives. */
static bool fits(unsigned setting, uint64_t value)
{
	switch (setting) {
	case 0:
		return false;
	case SET(ATTEMPTS): case SET(MAX_REDIRECTS):
		return value <= UINT32_MAX;
	case SET(ACCEPT_LIKELY): case SET(PREFER_RFC): case SET(CODE_LIMITS):
	case SET(STRICT_TIMES):
		return value <= 1;
	case SET(TIMEOUT_LIMIT):
		return value <= 14 || value == HTTPSTATUS_LIMIT_NONE;
	case SET(GROWTH):
		return value >= HTTPSTATUS_GROWTH_NONE && value <= HTTPSTATUS_GROWTH_DOUBLING;
	case SET(JITTER):
		return value <= 100;
	case SET(FAILURES): case SET(AT_ONCE):
		return value <= 0x3f;
	default:
		return value <= LONGEST;
	}
}

static void take_setting(struct course *course, httpstatus_policy *policy)
{
	unsigned n = take(&course->script) % ORACLE_SETTINGS;
	uint64_t value = take_time(&course->script);
	uint64_t *settings = course->oracle.settings;

	REQUIRE((httpstatus_policy_set(policy, (int)n, value) == 0) ==
	        fits(n, value));
	if (fits(n, value))
		settings[n] = value;
	REQUIRE(httpstatus_policy_get(policy, (int)n) == settings[n]);
}

/* One without evidence of its own: ORACLE_EVIDENCE alone is known to the rules. */
static void take_catalog(struct course *course)
{
	course->catalog = NULL;
	for (unsigned n = take(&course->script) % 64; n > 0; n--)
		course->catalog = httpstatus_builtin_next(course->catalog);
	if (httpstatus_catalog_stanza(course->catalog, 0))
		course->catalog = NULL;
}

static void take_codes(struct course *course, httpstatus_codeset *set)
{
	int first = take_code(&course->script), last = take_code(&course->script);
	int error = httpstatus_codeset_add(set, first, last);

	REQUIRE(error == 0 || error == HTTPSTATUS_E_RANGE);
}

static httpstatus_policy *take_policy(struct course *course)
{
	httpstatus_policy *policy;

	REQUIRE(httpstatus_policy_new(&policy) == 0);
	for (unsigned n = 1; n < ORACLE_SETTINGS; n++)
		course->oracle.settings[n] = httpstatus_policy_get(NULL, (int)n);
	while (course->script.at < course->script.end && memchr("pCean", *course->script.at, 5)) {
		switch (take(&course->script)) {
		case 'p': take_setting(course, policy); break;
		case 'C': take_catalog(course); break;
		case 'e': course->evidence = true; break;
		case 'a': take_codes(course, course->always); break;
		default:  take_codes(course, course->never); break;
		}
	}
	return policy;
}

static void set_catalog(const struct course *course, httpstatus_policy *policy)
{
	const httpstatus_catalog *evidence, *stack;

	if (!course->evidence) {
		REQUIRE(httpstatus_policy_set_catalog(policy, course->catalog) == 0);
		return;
	}
	REQUIRE(httpstatus_catalog_load_mem(ORACLE_EVIDENCE, strlen(ORACLE_EVIDENCE), &evidence) == 0);
	const httpstatus_catalog *const members[] = {evidence, course->catalog};
	REQUIRE(httpstatus_catalog_stack(members, 2, &stack) == 0);
	REQUIRE(httpstatus_policy_set_catalog(policy, stack) == 0);
	httpstatus_catalog_unref(stack);
	httpstatus_catalog_unref(evidence);
}

/* The twin's budget lies in memory of ours, as one of several processes. */
static void begin(struct course *course, void *memory)
{
	httpstatus_policy *policy, *twin;

	REQUIRE(httpstatus_codeset_new(&course->always) == 0 && httpstatus_codeset_new(&course->never) == 0);
	policy = take_policy(course);
	set_catalog(course, policy);
	REQUIRE(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_ALWAYS, course->always) == 0);
	REQUIRE(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_NEVER, course->never) == 0);
	REQUIRE(httpstatus_budget_new(&course->budget) == 0);
	REQUIRE(httpstatus_budget_at(memory, httpstatus_budget_size(), &course->twin_budget) == 0);
	REQUIRE(httpstatus_policy_set_budget(policy, course->budget) == 0);
	REQUIRE(httpstatus_retry_new(policy, &course->retry) == 0);
	REQUIRE(httpstatus_policy_copy(policy, &twin) == 0);
	REQUIRE(httpstatus_policy_set_budget(twin, course->twin_budget) == 0);
	REQUIRE(httpstatus_retry_new(twin, &course->twin) == 0);
	httpstatus_policy_free(twin);
	httpstatus_policy_free(policy);
	course->tokens = oracle_new_budget();
	course->oracle.budget = &course->tokens;
	oracle_begin(&course->oracle, 0, 0);
	REQUIRE(httpstatus_budget_level(course->budget) == course->tokens.tokens);
}

static void end(struct course *course)
{
	httpstatus_codeset_free(course->always);
	httpstatus_codeset_free(course->never);
	httpstatus_budget_unref(course->budget);
	httpstatus_budget_unref(course->twin_budget);
	httpstatus_retry_free(course->retry);
	httpstatus_retry_free(course->twin);
}

/* ---- What the rules are made of ------------------------------------------------ */

/* What is known without this response, and with what the caller vouches for. */
static httpstatus_advice known(const struct answer *a, const httpstatus_catalog *catalog,
                               uint32_t traits)
{
	if (a->kind == FAILURE)
		return httpstatus_advise_failure(a->code, traits);
	return httpstatus_advise(a->kind == TUNNEL ? NULL : catalog, a->code, traits);
}

/* Whether the RFC may count before the catalog, which contradicts it. */
static bool rfc_may_count(const struct course *course, const struct answer *a)
{
	return (a->reasons & R(DEPARTS)) &&
	       (course->oracle.settings[SET(PREFER_RFC)] || (a->reasons & R(ASKED)));
}

/* ---- The rules ------------------------------------------------------------------ */

/* RFC 9110, 9.2.2; what is known of the origin is stated, not made up. */
static void check_safety(const struct course *course, const struct answer *a)
{
	const uint32_t harmless = REQ(SAFE) | REQ(IDEMPOTENT) | REQ(HARMLESS) | REQ(KEY) |
	                          REQ(PRECONDITION);
	uint32_t traits = course->oracle.traits;
	bool likely = a->processed == HTTPSTATUS_PROCESSED_LIKELY_NOT &&
	              course->oracle.settings[SET(ACCEPT_LIKELY)];
	int stated =
		httpstatus_advice_processed(known(a, course->catalog, traits));
	int by_rfc = httpstatus_advice_processed(known(a, NULL, traits));

	REQUIRE((traits & harmless) || likely || a->processed <= HTTPSTATUS_PROCESSED_REFUSED);
	REQUIRE(a->processed > HTTPSTATUS_PROCESSED_REFUSED || a->processed == stated ||
	        (a->processed == by_rfc && rfc_may_count(course, a)) ||
	        (course->effects[REFUSED] && a->kind == STATUS));
	REQUIRE(!(traits & REQ(ONE_SHOT)) || a->processed == HTTPSTATUS_PROCESSED_NOT_REACHED);
}

/* RFC 9110, 9.3.6: without a tunnel the origin is not reached, and nothing is used up. */
static void check_tunnel(const struct answer *a)
{
	int stated =
		httpstatus_advice_verdict(httpstatus_advise(NULL, a->code, REQ(SAFE)));

	REQUIRE(a->processed == HTTPSTATUS_PROCESSED_NOT_REACHED);
	REQUIRE(a->verdict != DONE && a->verdict != FOLLOW);
	REQUIRE(!(a->reasons & (R(UNSAFE_METHOD) | R(ONE_SHOT) | R(OVERRIDDEN) | R(DEPARTS))));
	REQUIRE((a->verdict == WAIT) == (stated == DONE || stated == WAIT));
	REQUIRE(a->verdict != RETRY || stated == RETRY);
}

/* A time never gives permission. */
static void check_permission(const struct course *course, const struct answer *a)
{
	const uint32_t same = HTTPSTATUS_CHANGE_CONNECTION | HTTPSTATUS_CHANGE_ENDPOINT |
	                      HTTPSTATUS_CHANGE_NO_EARLY_DATA;
	uint32_t traits = (course->oracle.traits | REQ(HARMLESS)) & ~REQ(ONE_SHOT);
	int stated = httpstatus_advice_verdict(known(a, course->catalog, traits));
	int by_rfc = httpstatus_advice_verdict(known(a, NULL, traits));

	REQUIRE(!(httpstatus_advice_changes(a->advice) & ~same));
	/* What a proxy says for itself is no dialect of the origin. */
	REQUIRE(!(course->effects[PUSHES_BACK] && a->kind != TUNNEL));
	REQUIRE(!(course->effects[FORBIDS] && a->kind == STATUS));
	if (a->kind == FAILURE)
		REQUIRE(course->oracle.settings[SET(FAILURES)] & HTTPSTATUS_FAILURE_MASK(a->code));
	if (a->kind != STATUS)
		return;
	REQUIRE(!httpstatus_codeset_has(course->never, a->code));
	REQUIRE(stated == RETRY || httpstatus_codeset_has(course->always, a->code) ||
	        (by_rfc == RETRY && rfc_may_count(course, a)) ||
	        (a->code == 413 && (a->reasons & R(ASKED))));
}

static struct oracle_outcome outcome_of(const struct answer *a)
{
	return (struct oracle_outcome){
		.code = a->code, .failure = a->kind == FAILURE ? a->code : 0, .asked = a->asked_ms,
		.throttled = (a->reasons & R(THROTTLED)) || a->asked == HTTPSTATUS_ASKED_MALFORMED,
		.limit = httpstatus_advice_limit(a->advice), .processed = a->processed
	};
}

static void check_retry(struct course *course, const struct answer *a)
{
	struct oracle_outcome outcome = outcome_of(a);
	struct oracle_range range = oracle_delay(&course->oracle, &outcome);
	int cost = oracle_cost(&course->oracle, &outcome, a->reasons & R(THROTTLED));

	REQUIRE(!(a->reasons & (ORACLE_REASONS | R(BUDGET) | R(UNSAFE_METHOD) | R(ONE_SHOT) |
	                        R(FORBIDDEN))));
	if (a->kind != TUNNEL)
		check_safety(course, a);
	check_permission(course, a);
	REQUIRE(oracle_refusal(&course->oracle, &outcome) == 0);
	REQUIRE(oracle_can_pay(&course->oracle, cost));
	REQUIRE(a->delay >= range.least && a->delay <= range.most);
	REQUIRE(!!(a->reasons & R(UNSEEDED)) == (!course->seeded && a->delay > 0));
	oracle_retry(&course->oracle, &outcome, a->delay, cost);
}

/* What counts of the code: the RFC where the policy prefers it, or a time contradicts the catalog. */
static int verdict_of_code(const struct course *course, const struct answer *a)
{
	int stated =
		httpstatus_advice_verdict(known(a, course->catalog, REQ(SAFE)));
	int by_rfc = httpstatus_advice_verdict(known(a, NULL, REQ(SAFE)));

	if (rfc_may_count(course, a) &&
	    (course->oracle.settings[SET(PREFER_RFC)] || by_rfc == RETRY))
		return by_rfc;
	return stated;
}

/* A redirect, or a request to be changed, which ends for a reason that retries have, too. */
static bool is_other_end(const struct course *course, const struct answer *a)
{
	int verdict = verdict_of_code(course, a);

	if ((a->reasons & R(OVERRIDDEN)) || (a->code == 413 && (a->reasons & R(ASKED))))
		return false;
	return verdict == FOLLOW || (verdict != RETRY && (a->reasons & R(CODE_LIMIT)));
}

/* The verdict would have been RETRY. */
static bool was_to_be_retried(const struct course *course, const struct answer *a)
{
	return a->verdict == STOP && (a->reasons & (ORACLE_REASONS | R(BUDGET))) &&
	       !is_other_end(course, a);
}

/* Why what could be retried is not. The first reason that applies counts. */
static void check_refusal(struct course *course, const struct answer *a)
{
	struct oracle_outcome outcome = outcome_of(a);
	uint32_t expected;

	if (a->reasons & R(FORBIDDEN))
		REQUIRE(course->effects[FORBIDS] || course->effects[PUSHES_BACK]);
	if (a->reasons & R(REDIRECTS))
		REQUIRE(oracle_refusal_to_follow(&course->oracle, a->asked_ms) == R(REDIRECTS));
	if (httpstatus_advice_verdict(known(a, course->catalog, course->oracle.traits)) == RETRY &&
	    a->kind != TUNNEL &&
	    !((a->reasons & R(DEPARTS)) && course->oracle.settings[SET(PREFER_RFC)]))
		REQUIRE(a->reasons & (ORACLE_REASONS | R(BUDGET) | R(FORBIDDEN) | R(OVERRIDDEN) |
		                      R(UNSAFE_METHOD) | R(ONE_SHOT)));
	if (!was_to_be_retried(course, a))
		return;
	expected = oracle_refusal(&course->oracle, &outcome);
	if (!expected) {
		int cost = oracle_cost(&course->oracle, &outcome, a->reasons & R(THROTTLED));

		REQUIRE(!oracle_can_pay(&course->oracle, cost));
		expected = R(BUDGET);
	}
	REQUIRE((a->reasons & (ORACLE_REASONS | R(BUDGET))) == expected);
}

static void check_redirect(struct course *course, const struct answer *a)
{
	REQUIRE(oracle_refusal_to_follow(&course->oracle, a->asked_ms) == 0);
	REQUIRE(a->delay == a->asked_ms);
	oracle_follow(&course->oracle, a->delay);
}

/* In trouble, or to be retried if something else did not forbid it. */
static bool is_failing(const struct course *course, const struct answer *a)
{
	return a->verdict == RETRY || (a->reasons & (R(TRANSIENT) | R(THROTTLED))) ||
	       was_to_be_retried(course, a);
}

static void check_cooldown(const struct course *course, const struct answer *a)
{
	const uint64_t *settings = course->oracle.settings;

	if (a->verdict != WAIT)
		REQUIRE(a->cooldown >= a->asked_ms);
	if (is_failing(course, a) && a->verdict == STOP && settings[SET(BASE)] > 1 &&
	    settings[SET(THROTTLED_BASE)] > 1 && settings[SET(CAP)] > 1)
		REQUIRE(a->cooldown > 0);
}

static void check_text(const httpstatus_retry *retry, const httpstatus_retry *twin, size_t cut)
{
	char text[400], again[400], start[50];
	size_t length = httpstatus_retry_text(retry, text, sizeof(text));

	REQUIRE(length > 0 && length < sizeof(text) && strlen(text) == length);
	REQUIRE(httpstatus_retry_text(twin, again, sizeof(again)) == length);
	REQUIRE(strcmp(text, again) == 0);
	fuzz_require_cut(text, length, start, cut, httpstatus_retry_text(retry, start, cut));
	for (size_t i = 0; i < length; i++)
		REQUIRE(text[i] >= ' ' && text[i] <= '~');
}

static void check_twin(const struct course *course, const struct answer *a)
{
	const httpstatus_retry *twin = course->twin;

	REQUIRE(httpstatus_retry_advice(course->retry) == a->advice);
	REQUIRE(httpstatus_retry_advice(twin) == a->advice);
	REQUIRE(httpstatus_retry_delay_ms(twin) == a->delay);
	REQUIRE(httpstatus_retry_cooldown_ms(twin) == a->cooldown);
	REQUIRE(httpstatus_retry_asked(twin) == a->asked);
	REQUIRE(httpstatus_retry_asked_ms(twin) == a->asked_ms);
	REQUIRE((uint64_t)httpstatus_retry_attempts(twin) == course->oracle.attempts);
	REQUIRE(httpstatus_budget_level(course->twin_budget) == a->level);
	check_text(course->retry, twin, (size_t)a->asked_ms % 50);
}

static void check_end(struct course *course, const struct answer *a)
{
	struct oracle_outcome outcome = outcome_of(a);
	bool failing = is_failing(course, a);
	struct oracle before = course->oracle;

	oracle_end_attempt(&course->oracle, &outcome, failing);
	if (failing)
		oracle_fail(&course->tokens, course->now);
	if (a->verdict == DONE)
		oracle_succeed(&course->oracle);
	if (a->verdict == RETRY) {
		check_retry(course, a);
		return;
	}
	/* Of a redirect too many, the attempt ends with it. */
	if (a->reasons & R(REDIRECTS))
		course->oracle.redirects = before.redirects;
	if (a->verdict == AMEND)
		oracle_count(&course->oracle, &outcome);
	check_refusal(course, a);
	course->oracle.redirects = 0;
}

static void check_answer(struct course *course, const struct answer *a)
{
	course->oracle.now = course->now;
	REQUIRE(a->verdict >= STOP && a->verdict <= RETRY);
	REQUIRE(a->asked >= HTTPSTATUS_ASKED_DELAY || a->asked_ms == 0);
	/* Only of a response that began there are fields. */
	if (a->kind == FAILURE && a->code != HTTPSTATUS_FAILURE_TRUNCATED)
		REQUIRE(a->asked == HTTPSTATUS_ASKED_NOTHING);
	REQUIRE((a->asked == HTTPSTATUS_ASKED_FOREVER) == (a->asked_ms == HTTPSTATUS_TIME_FOREVER));
	if (a->kind == TUNNEL)
		check_tunnel(a);
	if (a->verdict == FOLLOW)
		check_redirect(course, a);
	else if (a->verdict != WAIT)
		check_end(course, a);
	check_cooldown(course, a);
	REQUIRE(a->delay == 0 || a->verdict == RETRY || a->verdict == FOLLOW);
	REQUIRE((uint64_t)httpstatus_retry_attempts(course->retry) == course->oracle.attempts);
	REQUIRE(a->level == course->tokens.tokens);
	check_twin(course, a);
}

/* ---- Steps ----------------------------------------------------------------------- */

static void forget_response(struct course *course)
{
	memset(course->effects, 0, sizeof(course->effects));
}

static httpstatus_advice tell(httpstatus_retry *retry, const struct answer *a, uint64_t now)
{
	switch (a->kind) {
	case FAILURE: return httpstatus_retry_on_failure(retry, a->code, now);
	case TUNNEL: return httpstatus_retry_on_tunnel(retry, a->code, now);
	default: return httpstatus_retry_on_status(retry, a->code, now);
	}
}

static void step_outcome(struct course *course, enum kind kind)
{
	struct answer a = {.kind = kind};
	const httpstatus_retry *retry = course->retry;

	a.code = kind == FAILURE ? (int)(take(&course->script) % 6) + 1 : take_code(&course->script);
	if (kind == FAILURE && a.code != HTTPSTATUS_FAILURE_TRUNCATED)
		forget_response(course);
	a.advice = tell(course->retry, &a, course->now);
	tell(course->twin, &a, course->now);
	a.verdict = httpstatus_advice_verdict(a.advice);
	a.processed = httpstatus_advice_processed(a.advice);
	a.reasons = httpstatus_advice_reasons(a.advice);
	a.asked = httpstatus_retry_asked(retry);
	a.asked_ms = httpstatus_retry_asked_ms(retry);
	a.delay = httpstatus_retry_delay_ms(retry);
	a.cooldown = httpstatus_retry_cooldown_ms(retry);
	a.level = httpstatus_budget_level(course->budget);
	check_answer(course, &a);
	forget_response(course);
}

static void step_reset(struct course *course)
{
	uint32_t traits = take_two(&course->script);

	oracle_begin(&course->oracle, traits, course->now);
	forget_response(course);
	httpstatus_retry_reset(course->retry, traits, course->now);
	httpstatus_retry_reset(course->twin, traits, course->now);
	REQUIRE(httpstatus_retry_advice(course->retry) == 0);
	REQUIRE(httpstatus_retry_attempts(course->retry) == 0);
	REQUIRE(httpstatus_retry_text(course->retry, NULL, 0) == 0);
}

static void feed(struct course *course, const char *name, const char *value, size_t length)
{
	char *exact_name = fuzz_copy(name, strlen(name));
	char *exact_value = fuzz_copy(value, length);

	httpstatus_retry_field(course->retry, exact_name, strlen(name), exact_value, length);
	httpstatus_retry_field(course->twin, exact_name, strlen(name), exact_value, length);
	free(exact_value);
	free(exact_name);
}

static void step_field(struct course *course)
{
	unsigned n = take(&course->script) % (sizeof(fields) / sizeof(fields[0]));

	feed(course, fields[n].name, fields[n].value, strlen(fields[n].value));
	if (course->evidence)
		course->effects[fields[n].effect] = true;
}

static void step_value(struct course *course)
{
	unsigned n = take(&course->script) % PLAIN_FIELDS;
	size_t length = take(&course->script) % 40;
	size_t rest = (size_t)(course->script.end - course->script.at);

	length = length < rest ? length : rest;
	feed(course, fields[n].name, (const char *)course->script.at, length);
	course->script.at += length;
}

static void step_line(struct course *course)
{
	int code = take_code(&course->script);
	char line[40];
	int length = snprintf(line, sizeof(line), "HTTP/1.1 %03d \r\n", code);
	char *copy = fuzz_copy(line, (size_t)length);
	bool is_code = code == 0 || (code >= 100 && code <= 999);

	REQUIRE(httpstatus_retry_line(course->retry, copy, (size_t)length) == (is_code ? code : 0));
	httpstatus_retry_line(course->twin, copy, (size_t)length);
	free(copy);
	forget_response(course);
}

static void step_numbers(struct course *course, unsigned step)
{
	uint64_t number = step == 't' ? take_two(&course->script)
	                : step == 's' ? take(&course->script) : take_time(&course->script);
	httpstatus_retry *both[] = {course->retry, course->twin};

	for (size_t i = 0; i < 2; i++) {
		switch (step) {
		case 't': httpstatus_retry_set_traits(both[i], (uint32_t)number); break;
		case 's': httpstatus_retry_seed(both[i], number); break;
		case 'd': httpstatus_retry_set_deadline(both[i], course->now + number); break;
		default: httpstatus_retry_set_clock(both[i], CLOCK + (int64_t)number - 100); break;
		}
	}
	if (step == 't')
		course->oracle.traits = (uint32_t)number;
	if (step == 's')
		course->seeded = true;
	if (step == 'd')
		course->oracle.deadline = course->now + number;
}

static void step_success(struct course *course)
{
	httpstatus_retry_succeeded(course->retry);
	httpstatus_retry_succeeded(course->twin);
	oracle_succeed(&course->oracle);
	REQUIRE(httpstatus_budget_level(course->budget) == course->tokens.tokens);
}

static void step(struct course *course)
{
	unsigned letter = take(&course->script);

	switch (letter) {
	case 'r': step_reset(course); break;
	case 'f': step_field(course); break;
	case 'v': step_value(course); break;
	case 'l': step_line(course); break;
	case 'S': step_outcome(course, STATUS); break;
	case 'P': step_outcome(course, TUNNEL); break;
	case 'F': step_outcome(course, FAILURE); break;
	case 'k': step_success(course); break;
	case '+': course->now += take_time(&course->script); break;
	case 't': case 's': case 'd': case 'c': step_numbers(course, letter); break;
	default: break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct course start;
	struct course course = start;
	void *memory = calloc(1, httpstatus_budget_size());

	REQUIRE(memory != NULL);
	course.script.at = data;
	course.script.end = size ? data + size : data;
	begin(&course, memory);
	while (course.script.at < course.script.end)
		step(&course);
	end(&course);
	free(memory);
	return 0;
}
