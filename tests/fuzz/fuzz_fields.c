/* SPDX-License-Identifier: MIT */
/*
 * The value of Retry-After and of each field like it. What is asked for in the
 * grammar of RFC 9110 is compared with what strtoull makes of the text.
 */

#include "fuzz.h"

#define DIGITS "0123456789"
#define BLANKS " \t"

/* In 2027; two-digit years are completed by it. */
#define CLOCK INT64_C(1800000000)

struct wish {
	int asked;
	uint64_t ms;
};

static const struct wish nothing = {HTTPSTATUS_ASKED_NOTHING, 0};
static const struct wish malformed = {HTTPSTATUS_ASKED_MALFORMED, 0};

static struct wish delay_of(uint64_t ms)
{
	struct wish wish = {ms == HTTPSTATUS_TIME_FOREVER ? HTTPSTATUS_ASKED_FOREVER
	                                             : HTTPSTATUS_ASKED_DELAY, ms};

	return wish;
}

static struct wish date_of(int64_t time)
{
	struct wish wish = {HTTPSTATUS_ASKED_PAST, 0};

	if (time > CLOCK) {
		wish.asked = HTTPSTATUS_ASKED_DATE;
		wish.ms = (uint64_t)(time - CLOCK) * 1000;
	}
	return wish;
}

/* Cuts the blanks off both ends; the text is changed. */
static char *trimmed(char *s)
{
	size_t length;

	s += strspn(s, BLANKS);
	for (length = strlen(s); length > 0 && strchr(BLANKS, s[length - 1]); length--)
		s[length - 1] = '\0';
	return s;
}

/* Digits and nothing else; above UINT64_MAX strtoull answers that. */
static bool is_number(const char *s, uint64_t *number)
{
	*number = strtoull(s, NULL, 10);
	return *s && s[strspn(s, DIGITS)] == '\0';
}

/* RFC 9110, 10.2.3, with units of a millisecond or a second. */
static struct wish count_of(const char *s, uint64_t unit)
{
	uint64_t number;

	if (!is_number(s, &number))
		return *s ? malformed : nothing;
	return delay_of(number <= UINT32_MAX ? unit * number : HTTPSTATUS_TIME_FOREVER);
}

/* ---- Retry-After --------------------------------------------------------- */

/* The later one; of two that are equal the one that needs no clock. */
static struct wish later(struct wish a, struct wish b)
{
	bool a_is_time = a.asked >= HTTPSTATUS_ASKED_DELAY;
	bool b_is_time = b.asked >= HTTPSTATUS_ASKED_DELAY;

	if (!a_is_time || !b_is_time)
		return b_is_time || (!a_is_time && b.asked > a.asked) ? b : a;
	if (a.ms != b.ms)
		return a.ms > b.ms ? a : b;
	if (a.asked == HTTPSTATUS_ASKED_DATE || a.asked == HTTPSTATUS_ASKED_PAST)
		return b;
	return a;
}

static struct wish value_of(const char *start, size_t length)
{
	char *copy = fuzz_string(start, length);
	char *s = trimmed(copy);
	struct wish wish = count_of(s, 1000);
	int64_t time;

	if (wish.asked == HTTPSTATUS_ASKED_MALFORMED &&
	    httpstatus_parse_date(s, strlen(s), CLOCK, &time) == 0)
		wish = date_of(time);
	if (wish.asked == HTTPSTATUS_ASKED_NOTHING)
		wish = malformed;
	free(copy);
	return wish;
}

/*
 * A value lies between two commas, or, for a date with one inside, between
 * three. No part of such a date is a value, so that all may be looked at.
 */
static struct wish retry_after_of(const char *s)
{
	struct wish wish = nothing;

	if (s[strspn(s, BLANKS)] == '\0')
		return nothing;
	for (;;) {
		size_t length = strcspn(s, ",");

		wish = later(wish, value_of(s, length));
		if (s[length] == '\0')
			return wish;
		wish = later(wish, value_of(s, length + 1 + strcspn(s + length + 1, ",")));
		s += length + 1;
	}
}

/* ---- The other fields ------------------------------------------------------ */

/* Of values that commas join the latest one. */
static struct wish latest_of(const char *s, struct wish (*wish_of)(const char *s))
{
	struct wish wish = nothing;

	for (;;) {
		size_t length = strcspn(s, ",");
		char *copy = fuzz_string(s, length);

		wish = later(wish, wish_of(trimmed(copy)));
		free(copy);
		if (s[length] == '\0')
			return wish;
		s += length + 1;
	}
}

static struct wish one_ms_of(const char *s)
{
	return count_of(s, 1);
}

static struct wish ms_of(const char *s)
{
	return latest_of(s, one_ms_of);
}

static const struct {
	const char *name;
	struct wish (*wish)(const char *s);
} fields[] = {
	{"Retry-After", retry_after_of},
	{"retry-after-ms", ms_of},
	{"x-ms-retry-after-ms", ms_of},
	{"X-RateLimit-Reset", NULL},
	{"x-rate-limit-reset", NULL},
	{"RateLimit-Reset", NULL},
	{"X-RateLimit-Reset-After", NULL},
	{"RateLimit", NULL},
	{"x-should-retry", NULL},
	{"stripe-should-retry", NULL},
	{"grpc-retry-pushback-ms", NULL},
	{"x-ratelimit-remaining", NULL},
	{"x-envoy-ratelimited", NULL},
	{"finagle-http-nack", NULL},
	{"finagle-http-nonretryable-nack", NULL},
	{"Date", NULL},
	{"Age", NULL}
};

/* Whether it begins with the word "false", in any case. */
static bool begins_with_false(const char *s)
{
	static const char small[] = "false", capital[] = "FALSE";
	size_t n = 0;

	while (small[n] && (s[n] == small[n] || s[n] == capital[n]))
		n++;
	return !small[n];
}

/* The value alone, or the first or the last of a list. */
static bool says_false(const char *s)
{
	const char *last = strrchr(s, ',');

	return (begins_with_false(s) && (s[5] == '\0' || s[5] == ',')) ||
	       (last && last[1] == ' ' && begins_with_false(last + 2) && last[7] == '\0');
}

/* Whether a field of this name and value forbids to send the request again. */
static bool forbids(const char *name, const char *value)
{
	uint64_t number;

	if (strstr(name, "should-retry"))
		return says_false(value);
	if (strcmp(name, "grpc-retry-pushback-ms") == 0)
		return !is_number(value, &number) || number > INT32_MAX ||
		       (value[0] == '0' && value[1]);
	return strcmp(name, "finagle-http-nonretryable-nack") == 0;
}

static void check_field(httpstatus_retry *retry, size_t n, const char *value, size_t size,
                        const char *text)
{
	const char *name = fields[n].name;
	char *exact = fuzz_copy(name, strlen(name));
	httpstatus_advice advice;
	struct wish wish;

	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_IDEMPOTENT, 0);
	httpstatus_retry_set_clock(retry, CLOCK);
	httpstatus_retry_field(retry, exact, strlen(name), value, size);
	free(exact);
	advice = httpstatus_retry_on_status(retry, 503, 0);
	wish.asked = httpstatus_retry_asked(retry);
	wish.ms = httpstatus_retry_asked_ms(retry);
	/* Dates and fractions of a millisecond: the units have a target of their own. */
	if (fields[n].wish == retry_after_of ||
	    (fields[n].wish == ms_of && text[strspn(text, DIGITS BLANKS ",")] == '\0')) {
		struct wish expected = fields[n].wish(text);

		REQUIRE(wish.asked == expected.asked && wish.ms == expected.ms);
	}
	REQUIRE(wish.asked >= HTTPSTATUS_ASKED_DELAY || wish.ms == 0);
	REQUIRE(forbids(name, text) ==
	        !!(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_FORBIDDEN));
	if (httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY)
		REQUIRE(httpstatus_retry_delay_ms(retry) >= wish.ms);
	else
		REQUIRE(forbids(name, text) ||
		        (httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_TOO_LONG));
}

/* The retry of a policy that reads Retry-After as RFC 9110 has it. */
static httpstatus_retry *new_retry(const char *catalogs)
{
	httpstatus_policy *policy = fuzz_policy(catalogs);
	httpstatus_retry *retry;

	REQUIRE(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_STRICT_TIMES, 1) == 0);
	REQUIRE(httpstatus_retry_new(policy, &retry) == 0);
	httpstatus_policy_free(policy);
	return retry;
}

static void check_ignored(httpstatus_retry *retry, size_t n, const char *value, size_t size)
{
	const char *name = fields[n].name;
	httpstatus_advice before, after;

	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_IDEMPOTENT, 0);
	before = httpstatus_retry_on_status(retry, 503, 0);
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_IDEMPOTENT, 0);
	httpstatus_retry_field(retry, name, strlen(name), value, size);
	after = httpstatus_retry_on_status(retry, 503, 0);
	REQUIRE(before == after && httpstatus_retry_asked(retry) == HTTPSTATUS_ASKED_NOTHING);
}

/* Read leniently, no time is shorter; 10^9 seconds and more are a date. */
static void check_lenient(const char *value, size_t size, struct wish strict)
{
	struct wish lenient;

	lenient.asked = (int)httpstatus_parse_retry_after(value, size, CLOCK, &lenient.ms);
	REQUIRE((int)httpstatus_parse_retry_after(value, size, CLOCK, NULL) == lenient.asked);
	REQUIRE(lenient.asked >= HTTPSTATUS_ASKED_NOTHING && lenient.asked <= HTTPSTATUS_ASKED_NO_CLOCK);
	REQUIRE(strict.ms >= UINT64_C(1000000000000) || lenient.ms >= strict.ms);
	REQUIRE((strict.asked == HTTPSTATUS_ASKED_NOTHING) == (lenient.asked == HTTPSTATUS_ASKED_NOTHING));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = fuzz_copy(data, size);
	char *string = fuzz_string(data, size);
	char *text = trimmed(string);
	httpstatus_retry *all = new_retry(fuzz_shared_catalogs), *none = new_retry("iana");

	check_lenient(copy, size, retry_after_of(text));
	for (size_t n = 0; n < sizeof(fields) / sizeof(fields[0]); n++) {
		check_field(all, n, copy, size, text);
		if (!fields[n].wish)
			check_ignored(none, n, copy, size);
	}
	httpstatus_retry_free(none);
	httpstatus_retry_free(all);
	free(string);
	free(copy);
	return 0;
}
