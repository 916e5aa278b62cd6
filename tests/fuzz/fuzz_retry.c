/* SPDX-License-Identifier: MIT */
/*
 * A request on its way, driven by a script of one letter for each step, with
 * operands in the bytes behind it. After each outcome the answer is held to
 * the rules of httpstatus-retry(3) and of the header.
 *
 * First the policy: pNT number N is T; CN catalog; aCC, nCC from which code to
 * which always, or never, is repeated. Then rTT a new request; tTT its traits
 * anew; sX seed; dT deadline; cX time of day; +T time passes; fN a field; vNLX
 * a field with any value; lC a status line; SC a status; FN a failure; k done.
 */

#include "fuzz.h"

#define CLOCK    INT64_C(1800000000)
#define R(x)     HTTPSTATUS_REASON_##x
#define SET(x)   HTTPSTATUS_SET_##x
#define REQ(x)   HTTPSTATUS_REQ_##x

#define LONGEST  (UINT64_C(1000) * UINT32_MAX)
#define SETTINGS (HTTPSTATUS_SET_HINTS + 1)
#define FAILURES 1001           /* where failures are counted, behind the codes and all others */

#define STOP   HTTPSTATUS_VERDICT_STOP
#define DONE   HTTPSTATUS_VERDICT_DONE
#define WAIT   HTTPSTATUS_VERDICT_WAIT
#define FOLLOW HTTPSTATUS_VERDICT_FOLLOW
#define RETRY  HTTPSTATUS_VERDICT_RETRY

/* Reasons for which there is no repetition. */
#define REFUSALS (R(UNSAFE_METHOD) | R(ONE_SHOT) | R(FORBIDDEN) | R(CODE_LIMIT) | R(ATTEMPTS) | \
                  R(TOO_LONG) | R(DEADLINE) | R(BUDGET))

enum effect { PLAIN, FORBIDS, ENCOURAGES, REFUSED };

static const struct {
	const char *name, *value;
	uint32_t hint;
	enum effect effect;
} fields[] = {
	{"Retry-After", "0", 0, PLAIN},
	{"Retry-After", "2", 0, PLAIN},
	{"Retry-After", "299", 0, PLAIN},
	{"Retry-After", "4294967296", 0, PLAIN},
	{"Retry-After", "Fri, 15 Jan 2027 08:01:00 GMT", 0, PLAIN},
	{"Retry-After", "soon", 0, PLAIN},
	{"Date", "Fri, 15 Jan 2027 08:00:30 GMT", 0, PLAIN},
	{"Age", "10", 0, PLAIN},
	{"retry-after-ms", "1500", 0, PLAIN},
	{"x-ms-retry-after-ms", "1", 0, PLAIN},
	{"x-amz-retry-after", "700", 0, PLAIN},
	{"RateLimit", "\"q\";r=0;t=30", 0, PLAIN},
	{"X-RateLimit-Reset", "1800000060", 0, PLAIN},
	{"X-RateLimit-Reset-After", "1.25", 0, PLAIN},
	{"X-RateLimit-Remaining", "0", 0, PLAIN},
	{"Content-Type", "text/plain", 0, PLAIN},
	{"grpc-retry-pushback-ms", "20", 0, PLAIN},
	{"grpc-retry-pushback-ms", "-1", HTTPSTATUS_HINT_GRPC, FORBIDS},
	{"x-should-retry", "false", HTTPSTATUS_HINT_SHOULD_RETRY, FORBIDS},
	{"stripe-should-retry", "TRUE", HTTPSTATUS_HINT_SHOULD_RETRY, ENCOURAGES},
	{"x-envoy-ratelimited", "1", HTTPSTATUS_HINT_ENVOY, REFUSED},
	{"finagle-http-nack", "true", HTTPSTATUS_HINT_NACK, REFUSED},
	{"finagle-http-nonretryable-nack", "true", HTTPSTATUS_HINT_NACK, FORBIDS}
};
#define PLAIN_FIELDS 16         /* those at the front that never are more than a time */

struct script {
	const uint8_t *at, *end;
};

struct course {
	struct script script;
	uint64_t settings[SETTINGS];
	const httpstatus_catalog *catalog;
	httpstatus_set *always, *never;
	httpstatus_budget *budget, *twin_budget;
	httpstatus_retry *retry, *twin;     /* driven alike: they answer alike */
	uint32_t traits;
	uint64_t start, now, deadline;
	int attempts;
	int level;                          /* of the budget, before the outcome */
	int vain;                           /* seconds that had failures, since the last success */
	uint32_t failed_at;                 /* the last of them */
	bool has_failed;
	uint32_t cost;                      /* of the last repetition */
	bool seeded, repeated, free_used, settled;
	bool effects[REFUSED + 1];          /* of the fields of this response */
	int repeats[FAILURES + 6];
};

/* One outcome with its answer. */
struct answer {
	int code;                           /* or a failure, if is_failure */
	bool is_failure;
	httpstatus_advice advice;
	enum httpstatus_verdict verdict;
	enum httpstatus_processed processed;
	uint32_t reasons;
	enum httpstatus_asked asked;
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

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t minus(uint64_t a, uint64_t b)
{
	return a > b ? a - b : 0;
}

/* ---- The policy -------------------------------------------------------------- */

static void take_setting(struct course *course, httpstatus_policy *policy)
{
	unsigned n = take(&course->script) % SETTINGS;
	uint64_t value = take_time(&course->script);
	bool fits = value <= LONGEST;

	if (n >= SET(ACCEPT_LIKELY) && n <= SET(SHORTEN))
		fits = value <= 1;
	else if (n == SET(ATTEMPTS))
		fits = value >= 1 && value <= 1000;
	else if (n == SET(HINTS))
		fits = value <= 0xff;
	REQUIRE((httpstatus_policy_set(policy, (enum httpstatus_setting)n, value) == 0) == (fits && n));
	if (fits && n)
		course->settings[n] = value;
	REQUIRE(httpstatus_policy_get(policy, (enum httpstatus_setting)n) == course->settings[n]);
}

static void take_catalog(struct course *course)
{
	course->catalog = NULL;
	for (unsigned n = take(&course->script) % 40; n > 0; n--)
		course->catalog = httpstatus_builtin_next(course->catalog);
}

static void take_codes(struct course *course, httpstatus_set *set)
{
	int first = take_code(&course->script), last = take_code(&course->script);
	int error = httpstatus_set_add(set, first, last);

	REQUIRE(error == 0 || error == HTTPSTATUS_E_RANGE);
}

static httpstatus_policy *take_policy(struct course *course)
{
	httpstatus_policy *policy;

	REQUIRE(httpstatus_policy_new(&policy) == 0);
	for (unsigned n = 1; n < SETTINGS; n++)
		course->settings[n] = httpstatus_policy_get(NULL, (enum httpstatus_setting)n);
	while (course->script.at < course->script.end && memchr("pCan", *course->script.at, 4)) {
		switch (take(&course->script)) {
		case 'p': take_setting(course, policy); break;
		case 'C': take_catalog(course); break;
		case 'a': take_codes(course, course->always); break;
		default:  take_codes(course, course->never); break;
		}
	}
	return policy;
}

/* The twin's budget lies in memory of ours, as one of several processes. */
static void begin(struct course *course, void *memory)
{
	httpstatus_policy *policy;

	REQUIRE(httpstatus_set_new(&course->always) == 0 && httpstatus_set_new(&course->never) == 0);
	policy = take_policy(course);
	httpstatus_policy_set_catalog(policy, course->catalog);
	httpstatus_policy_set_codes(policy, course->always, course->never);
	REQUIRE(httpstatus_budget_new(&course->budget) == 0);
	REQUIRE(httpstatus_budget_at(memory, httpstatus_budget_size(), &course->twin_budget) == 0);
	httpstatus_policy_set_budget(policy, course->budget);
	REQUIRE(httpstatus_retry_new(policy, &course->retry) == 0);
	httpstatus_policy_set_budget(policy, course->twin_budget);
	REQUIRE(httpstatus_retry_new(policy, &course->twin) == 0);
	httpstatus_policy_free(policy);
	course->deadline = UINT64_MAX;
	course->level = httpstatus_budget_level(course->budget);
	REQUIRE(course->level == 28);
}

static void end(struct course *course)
{
	httpstatus_set_free(course->always);
	httpstatus_set_free(course->never);
	httpstatus_budget_unref(course->budget);
	httpstatus_budget_unref(course->twin_budget);
	httpstatus_retry_free(course->retry);
	httpstatus_retry_free(course->twin);
}

/* ---- What the rules are made of ------------------------------------------------ */

/* Milliseconds that may be waited; an attempt has to fit behind them. */
static uint64_t time_left(const struct course *course)
{
	uint64_t longest = course->settings[SET(MAX_ELAPSED)];
	uint64_t left = longest ? minus(longest, course->now - course->start) : UINT64_MAX;

	return course->deadline == UINT64_MAX ? left
	                                      : least(left, minus(course->deadline, course->now));
}

static uint64_t room(const struct course *course)
{
	return minus(time_left(course), course->settings[SET(MIN_ATTEMPT)]);
}

static int *repeats_of(struct course *course, const struct answer *a)
{
	if (a->is_failure)
		return &course->repeats[FAILURES + a->code];
	return &course->repeats[a->code >= 0 && a->code < 1000 ? a->code : 1000];
}

static uint32_t cost_of(const struct course *course, const struct answer *a)
{
	if (a->reasons & R(THROTTLED))
		return 5;
	return a->processed <= HTTPSTATUS_PROCESSED_REFUSED && !course->free_used ? 0 : 14;
}

/* What is known without this response, and with what the caller vouches for. */
static httpstatus_advice known(const struct answer *a, const httpstatus_catalog *catalog,
                               uint32_t traits)
{
	if (a->is_failure)
		return httpstatus_advise_failure((enum httpstatus_failure)a->code, traits);
	return httpstatus_advise(catalog, a->code, traits);
}

/* Whether the RFC may count before the catalog, which contradicts it. */
static bool rfc_may_count(const struct course *course, const struct answer *a)
{
	return (a->reasons & R(DEPARTS)) &&
	       (course->settings[SET(PREFER_RFC)] || (a->reasons & R(ASKED)));
}

/* ---- The rules ------------------------------------------------------------------ */

/* RFC 9110, 9.2.2; what is known of the origin is stated, not made up. */
static void check_safety(const struct course *course, const struct answer *a)
{
	const uint32_t harmless = REQ(SAFE) | REQ(IDEMPOTENT) | REQ(HARMLESS) | REQ(KEY) |
	                          REQ(PRECONDITION);
	bool likely = a->processed == HTTPSTATUS_PROCESSED_LIKELY_NOT &&
	              (course->settings[SET(ACCEPT_LIKELY)] || course->effects[ENCOURAGES]);
	enum httpstatus_processed stated =
		httpstatus_advice_processed(known(a, course->catalog, course->traits));
	enum httpstatus_processed by_rfc =
		httpstatus_advice_processed(known(a, NULL, course->traits));

	REQUIRE((course->traits & harmless) || likely ||
	        a->processed <= HTTPSTATUS_PROCESSED_REFUSED);
	REQUIRE(a->processed > HTTPSTATUS_PROCESSED_REFUSED || a->processed == stated ||
	        (a->processed == by_rfc && rfc_may_count(course, a)) ||
	        (course->effects[REFUSED] && !a->is_failure));
	REQUIRE(!(course->traits & REQ(ONE_SHOT)) ||
	        (a->is_failure && a->code == HTTPSTATUS_FAILURE_UNCONNECTED));
}

/* A time never gives permission. */
static void check_permission(const struct course *course, const struct answer *a)
{
	const uint32_t same = HTTPSTATUS_CHANGE_CONNECTION | HTTPSTATUS_CHANGE_ENDPOINT |
	                      HTTPSTATUS_CHANGE_NO_EARLY_DATA;
	uint32_t traits = (course->traits | REQ(HARMLESS)) & ~REQ(ONE_SHOT);
	enum httpstatus_verdict stated = httpstatus_advice_verdict(known(a, course->catalog, traits));
	enum httpstatus_verdict by_rfc = httpstatus_advice_verdict(known(a, NULL, traits));

	REQUIRE(!(httpstatus_advice_changes(a->advice) & ~same));
	REQUIRE(!course->effects[FORBIDS]);
	if (a->is_failure)
		return;
	REQUIRE(!httpstatus_set_has(course->never, a->code));
	REQUIRE(stated == RETRY || httpstatus_set_has(course->always, a->code) ||
	        (by_rfc == RETRY && rfc_may_count(course, a)) ||
	        (a->code == 413 && (a->reasons & R(ASKED))));
}

static void check_limits(struct course *course, const struct answer *a)
{
	int limit = httpstatus_advice_limit(a->advice);
	int *repeats = repeats_of(course, a);

	REQUIRE((uint64_t)course->attempts < course->settings[SET(ATTEMPTS)]);
	REQUIRE(limit == 255 || *repeats < limit);
	++*repeats;
}

static void check_delay(const struct course *course, const struct answer *a)
{
	const uint64_t *settings = course->settings;
	uint64_t cap = settings[SET(CAP)];
	bool at_once = !a->is_failure && (a->code == 408 || a->code == 421 || a->code == 425);

	REQUIRE(time_left(course) >= settings[SET(MIN_ATTEMPT)]);
	REQUIRE(a->delay <= room(course));
	if (!settings[SET(SHORTEN)])
		REQUIRE(a->delay >= a->asked_ms && a->asked_ms <= settings[SET(MAX_WAIT)]);
	if (a->asked_ms == 0)
		REQUIRE(a->delay <= cap + cap / 2);
	else if (a->asked_ms <= settings[SET(MAX_WAIT)])
		REQUIRE(a->delay <= a->asked_ms + (cap > 8 * a->asked_ms ? cap : 8 * a->asked_ms));
	if ((a->reasons & R(THROTTLED)) && !(a->reasons & R(ASKED)) && !at_once)
		REQUIRE(a->delay >= least(least(settings[SET(BASE_THROTTLED)] / 2, cap / 2),
		                          room(course)));
	REQUIRE(!!(a->reasons & R(UNSEEDED)) == (!course->seeded && a->delay > 0));
}

static void check_repetition(struct course *course, const struct answer *a)
{
	uint32_t cost = cost_of(course, a);
	int paid = a->level + (int)cost;

	REQUIRE(!(a->reasons & REFUSALS));
	check_safety(course, a);
	check_permission(course, a);
	check_limits(course, a);
	check_delay(course, a);
	REQUIRE(cost < 14 || course->vain <= 2);
	/* Minutes without a failure may have been credited first, up to 28. */
	REQUIRE(paid >= course->level && paid <= (course->level > 28 ? course->level : 28));
	course->cost = cost;
	course->repeated = true;
	course->free_used = course->free_used || cost == 0;
}

/* Why what could be repeated is not. The first reason that applies is told. */
static void check_refusal(struct course *course, const struct answer *a)
{
	uint64_t longest = least(room(course), course->settings[SET(MAX_WAIT)]);

	if (a->reasons & R(FORBIDDEN))
		REQUIRE(course->effects[FORBIDS]);
	if (a->reasons & R(CODE_LIMIT))
		REQUIRE(*repeats_of(course, a) >= httpstatus_advice_limit(a->advice));
	if (a->reasons & R(ATTEMPTS))
		REQUIRE((uint64_t)course->attempts >= course->settings[SET(ATTEMPTS)]);
	if (a->reasons & R(TOO_LONG))
		REQUIRE(a->asked_ms > longest && !course->settings[SET(SHORTEN)]);
	if (a->reasons & R(DEADLINE))
		REQUIRE(time_left(course) < course->settings[SET(MIN_ATTEMPT)]);
	if (a->reasons & R(BUDGET))
		REQUIRE(a->level < (int)cost_of(course, a) ||
		        (cost_of(course, a) == 14 && course->vain > 2));
	if (httpstatus_advice_verdict(known(a, course->catalog, course->traits)) == RETRY &&
	    !((a->reasons & R(DEPARTS)) && course->settings[SET(PREFER_RFC)]))
		REQUIRE(a->reasons & (REFUSALS | R(OVERRIDDEN)));
}

static void check_redirect(const struct course *course, const struct answer *a)
{
	uint64_t longest = least(room(course), course->settings[SET(MAX_WAIT)]);

	REQUIRE(a->delay <= longest);
	REQUIRE(a->delay == a->asked_ms || (a->asked_ms > longest && course->settings[SET(SHORTEN)]));
}

/* In trouble, or to be repeated if something else did not forbid it. */
static bool is_failing(const struct answer *a)
{
	bool redirect = !a->is_failure && a->code / 100 == 3 && !(a->reasons & R(OVERRIDDEN));

	return a->verdict == RETRY || (a->reasons & (R(TRANSIENT) | R(THROTTLED))) ||
	       (a->reasons & (R(CODE_LIMIT) | R(ATTEMPTS) | R(DEADLINE) | R(BUDGET))) ||
	       ((a->reasons & R(TOO_LONG)) && !redirect);
}

/* A second counts once; a minute without a failure is a new start. The clock may wrap. */
static void count_failure(struct course *course)
{
	uint32_t second = (uint32_t)(course->now / 1000);
	uint32_t since = second - course->failed_at;

	if (course->has_failed && since > INT32_MAX)
		since = 0;
	else
		course->failed_at = second;
	if (course->has_failed && since >= 60)
		course->vain = 0;
	if (!course->has_failed || since > 0 || course->vain == 0)
		course->vain++;
	course->has_failed = true;
}

/* A success pays once: 1, or what the last repetition cost. A failure never does. */
static void check_budget(struct course *course, const struct answer *a)
{
	int level = course->level;

	if (a->verdict == RETRY)
		return;
	if (a->verdict == DONE && !course->settled) {
		level += course->repeated ? (int)course->cost : 1;
		course->settled = true;
		course->vain = 0;
	}
	if (level > 140)
		level = 140;
	REQUIRE(a->level >= level && a->level <= (level > 28 ? level : 28));
	if (a->verdict == WAIT || a->verdict == FOLLOW || a->verdict == DONE)
		REQUIRE(a->level == level);
}

static void check_cooldown(const struct course *course, const struct answer *a)
{
	bool failing = is_failing(a);
	const uint64_t *settings = course->settings;

	if (failing && a->verdict != WAIT)
		REQUIRE(a->cooldown >= a->asked_ms);
	if (failing && a->verdict == STOP && settings[SET(BASE)] > 1 &&
	    settings[SET(BASE_THROTTLED)] > 1 && settings[SET(CAP)] > 1)
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
	REQUIRE(httpstatus_retry_attempts(twin) == course->attempts);
	REQUIRE(httpstatus_budget_level(course->twin_budget) == a->level);
	check_text(course->retry, twin, (size_t)a->asked_ms % 50);
}

static void check_answer(struct course *course, const struct answer *a)
{
	REQUIRE(a->verdict >= STOP && a->verdict <= RETRY);
	REQUIRE(a->level >= 0 && a->level <= 140);
	REQUIRE(a->asked >= HTTPSTATUS_ASKED_DELAY || a->asked_ms == 0);
	/* Only of a response that began there are fields. */
	if (a->is_failure && a->code != HTTPSTATUS_FAILURE_TRUNCATED)
		REQUIRE(a->asked == HTTPSTATUS_ASKED_NOTHING);
	REQUIRE((a->asked == HTTPSTATUS_ASKED_FOREVER) == (a->asked_ms == HTTPSTATUS_FOREVER));
	course->attempts += a->verdict != WAIT && a->verdict != FOLLOW;
	REQUIRE(httpstatus_retry_attempts(course->retry) == course->attempts);
	check_twin(course, a);
	if (is_failing(a) && a->verdict != WAIT)
		count_failure(course);
	check_budget(course, a);
	check_cooldown(course, a);
	if (a->verdict == RETRY)
		check_repetition(course, a);
	else
		check_refusal(course, a);
	if (a->verdict == FOLLOW)
		check_redirect(course, a);
	REQUIRE(a->delay == 0 || a->verdict == RETRY || a->verdict == FOLLOW);
}

/* ---- Steps ----------------------------------------------------------------------- */

static void forget_response(struct course *course)
{
	memset(course->effects, 0, sizeof(course->effects));
}

static void step_outcome(struct course *course, bool is_failure)
{
	struct answer a = {.is_failure = is_failure};
	const httpstatus_retry *retry = course->retry;

	if (is_failure) {
		a.code = (int)(take(&course->script) % 5) + 1;
		if (a.code != HTTPSTATUS_FAILURE_TRUNCATED)
			forget_response(course);
		a.advice = httpstatus_retry_on_failure(course->retry, (enum httpstatus_failure)a.code,
		                                       course->now);
		httpstatus_retry_on_failure(course->twin, (enum httpstatus_failure)a.code, course->now);
	} else {
		a.code = take_code(&course->script);
		a.advice = httpstatus_retry_on_status(course->retry, a.code, course->now);
		httpstatus_retry_on_status(course->twin, a.code, course->now);
	}
	a.verdict = httpstatus_advice_verdict(a.advice);
	a.processed = httpstatus_advice_processed(a.advice);
	a.reasons = httpstatus_advice_reasons(a.advice);
	a.asked = httpstatus_retry_asked(retry);
	a.asked_ms = httpstatus_retry_asked_ms(retry);
	a.delay = httpstatus_retry_delay_ms(retry);
	a.cooldown = httpstatus_retry_cooldown_ms(retry);
	a.level = httpstatus_budget_level(course->budget);
	check_answer(course, &a);
	course->level = a.level;
	forget_response(course);
}

static void step_reset(struct course *course)
{
	course->traits = take_two(&course->script);
	course->start = course->now;
	course->deadline = UINT64_MAX;
	course->attempts = 0;
	course->cost = 0;
	course->repeated = course->free_used = course->settled = false;
	memset(course->repeats, 0, sizeof(course->repeats));
	forget_response(course);
	httpstatus_retry_reset(course->retry, course->traits, course->now);
	httpstatus_retry_reset(course->twin, course->traits, course->now);
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
	if (fields[n].hint & course->settings[SET(HINTS)])
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
		course->traits = (uint32_t)number;
	if (step == 's')
		course->seeded = true;
	if (step == 'd')
		course->deadline = course->now + number;
}

static void step_success(struct course *course)
{
	int level = course->level + (course->settled ? 0 : course->repeated ? (int)course->cost : 1);

	httpstatus_retry_succeeded(course->retry);
	httpstatus_retry_succeeded(course->twin);
	course->vain = course->settled ? course->vain : 0;
	course->settled = true;
	course->level = httpstatus_budget_level(course->budget);
	REQUIRE(course->level == (level > 140 ? 140 : level));
}

static void step(struct course *course)
{
	unsigned letter = take(&course->script);

	switch (letter) {
	case 'r': step_reset(course); break;
	case 'f': step_field(course); break;
	case 'v': step_value(course); break;
	case 'l': step_line(course); break;
	case 'S': step_outcome(course, false); break;
	case 'F': step_outcome(course, true); break;
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
