/* SPDX-License-Identifier: MIT */
/* What the fields of a response say about retrying the request. */

#include "response/response_fields.h"

#include <string.h>

#include "base/chars.h"
#include "response/http_date.h"

#define DAY INT64_C(86400)

struct value {
	const char *at;
	size_t length;
};

/*@ predicate is_value{L}(struct value v) = readable{L}(v.at, v.length);

    predicate is_dated{L}(struct hs_response *response) =
        \at(0 <= response->date <= HS_DATE_LAST + 1, L);

    predicate is_timed{L}(struct hs_times *times) =
        \at(0 <= times->time <= 1000000000000, L);
*/

/* ---- Kinds of values ------------------------------------------------------- */

/* Whether a value is word, which is in lower case. */
/*@ requires is_value(value) && is_text(word);
    assigns \nothing;
*/
static bool is_word(struct value value, const char *word)
{
	hs_trim(&value.at, &value.length);
	return hs_is_word(value.at, value.length, word);
}

/*@ requires \valid(times) && is_value(value);
    assigns *times;
*/
static void add_ms(struct hs_times *times, struct value value)
{
	uint64_t ms;

	if (hs_read_count(value.at, value.length, 1, &ms))
		hs_times_add_delay(times, ms);
	else if (!is_word(value, ""))
		times->malformed = true;
}

/* The digits after a decimal point, rounded up to thousandths. */
/*@ requires readable(s, length) && \valid(ms);
    assigns *ms;
    ensures \result ==> length > 0 && *ms <= 1000;
*/
static bool read_thousandths(const char *s, size_t length, uint64_t *ms)
{
	uint64_t scale = 100;
	bool rest = false;

	*ms = 0;
	/*@ loop invariant i <= length;
	    loop invariant (scale == 100 && *ms == 0) || (scale == 10 && *ms <= 900) ||
	                   (scale == 1 && *ms <= 990) || (scale == 0 && *ms <= 999);
	    loop assigns i, *ms, scale, rest;
	    loop variant length - i;
	*/
	for (size_t i = 0; i < length; i++) {
		if (!hs_is_digit(s[i]))
			return false;
		*ms += scale * (uint64_t)(s[i] - '0');
		rest = rest || (scale == 0 && s[i] != '0');
		scale /= 10;
	}
	*ms += rest;
	return length > 0;
}

/* Seconds, with or without a fraction; no white space around the point. */
/*@ requires \valid(times) && is_value(value);
    assigns *times;
*/
static void add_seconds(struct hs_times *times, struct value value)
{
	const char *point;
	size_t whole;
	uint64_t ms;
	uint64_t fraction = 0;

	hs_trim(&value.at, &value.length);
	point = value.length ? memchr(value.at, '.', value.length) : NULL;
	whole = point ? (size_t)(point - value.at) : value.length;
	if (whole == 0 || !hs_is_digit(value.at[whole - 1]) ||
	    !hs_read_count(value.at, whole, 1000, &ms) ||
	    (point && !read_thousandths(point + 1, value.length - whole - 1, &fraction)))
		return;
	hs_times_add_delay(times, ms == HTTPSTATUS_TIME_FOREVER ? ms : ms + fraction);
}

/*
 * One name, three units in use: seconds from now, seconds since the epoch,
 * milliseconds since the epoch. The size of the number tells them apart.
 */
/*@ requires \valid(quota) && is_value(value) && is_timed(quota);
    assigns *quota;
    ensures is_timed(quota);
*/
static void add_reset(struct hs_times *quota, struct value value)
{
	const uint64_t seconds_of_epoch = UINT64_C(1000000000);
	const uint64_t ms_of_epoch = UINT64_C(1000000000000);
	uint64_t number;

	if (!hs_read_number(value.at, value.length, &number))
		return;
	if (number < seconds_of_epoch)
		hs_times_add_delay(quota, number * 1000);
	else if (number < ms_of_epoch)
		hs_times_add_time(quota, (int64_t)number);
	else if (number / 1000 < ms_of_epoch)
		hs_times_add_time(quota, (int64_t)(number / 1000 + (number % 1000 != 0)));
	else
		hs_times_add_delay(quota, HTTPSTATUS_TIME_FOREVER);
}

/*@ requires \valid(quota) && is_value(value);
    assigns quota->spent, quota->left;
*/
static void add_remaining(struct hs_quota *quota, struct value value)
{
	uint64_t number;

	if (!hs_read_number(value.at, value.length, &number))
		return;
	if (number == 0)
		quota->spent = true;
	else
		quota->left = true;
}

/*
 * gRPC, A6: a signed 32-bit number without leading zeros. Anything else, and a
 * negative number, forbids a retry.
 */
/*@ requires \valid(response) && is_value(value);
    assigns response->retry_after.delay, response->retry_after.has_delay, response->forbidden;
*/
static void add_pushback(struct hs_response *response, struct value value)
{
	uint64_t ms;

	hs_trim(&value.at, &value.length);
	if (hs_read_number(value.at, value.length, &ms) && ms <= INT32_MAX &&
	    (value.at[0] != '0' || value.length == 1))
		hs_times_add_delay(&response->retry_after, ms);
	else
		response->forbidden = true;
}

/*@ requires \valid(response) && is_value(value);
    assigns response->forbidden, response->encouraged;
*/
static void add_should_retry(struct hs_response *response, struct value value)
{
	if (is_word(value, "false"))
		response->forbidden = true;
	else if (is_word(value, "true"))
		response->encouraged = true;
}

/*
 * The first value counts, also of those joined by commas (RFC 9111, 5.1). If it
 * is not a number, there is no Age.
 */
/*@ requires \valid(response) && is_value(value);
    assigns response->age, response->has_age;
*/
static void add_age(struct hs_response *response, struct value value)
{
	if (response->has_age || is_word(value, ""))
		return;
	response->has_age = true;
	(void)hs_read_count(value.at, value.length, 1000, &response->age);
}

/* The earliest of several counts, so that no retry comes too early. */
static void add_date(struct hs_response *response, struct value value, int64_t now)
{
	int64_t date;

	if (httpstatus_parse_date(value.at, value.length, now, &date) != 0)
		return;
	if (!response->has_date || date < response->date)
		response->date = date;
	response->has_date = true;
}

/* ---- Names ------------------------------------------------------------------ */

enum field {
	FIELD_NONE, FIELD_AGE, FIELD_DATE, FIELD_RETRY_AFTER, FIELD_MS, FIELD_RATELIMIT, FIELD_RESET,
	FIELD_RESET_AFTER, FIELD_REMAINING, FIELD_SHOULD_RETRY, FIELD_PUSHBACK, FIELD_RATE_LIMITED,
	FIELD_NACK, FIELD_FINAL_NACK
};

struct hs_known_field {
	char name[31];
	uint8_t field;
	uint32_t hint;              /* that selects it in a policy; 0: always read */
};

static const struct hs_known_field known_fields[] = {
	{"age", FIELD_AGE, 0},
	{"date", FIELD_DATE, 0},
	{"retry-after", FIELD_RETRY_AFTER, 0},
	{"retry-after-ms", FIELD_MS, HTTPSTATUS_HINT_MS},
	{"x-ms-retry-after-ms", FIELD_MS, HTTPSTATUS_HINT_MS},
	{"x-amz-retry-after", FIELD_MS, HTTPSTATUS_HINT_AMZ},
	{"ratelimit", FIELD_RATELIMIT, HTTPSTATUS_HINT_RATELIMIT},
	{"ratelimit-reset", FIELD_RESET, HTTPSTATUS_HINT_RESET},
	{"x-ratelimit-reset", FIELD_RESET, HTTPSTATUS_HINT_RESET},
	{"x-rate-limit-reset", FIELD_RESET, HTTPSTATUS_HINT_RESET},
	{"x-ratelimit-reset-after", FIELD_RESET_AFTER, HTTPSTATUS_HINT_RESET},
	{"ratelimit-remaining", FIELD_REMAINING, HTTPSTATUS_HINT_RESET},
	{"x-ratelimit-remaining", FIELD_REMAINING, HTTPSTATUS_HINT_RESET},
	{"x-rate-limit-remaining", FIELD_REMAINING, HTTPSTATUS_HINT_RESET},
	{"x-should-retry", FIELD_SHOULD_RETRY, HTTPSTATUS_HINT_SHOULD_RETRY},
	{"stripe-should-retry", FIELD_SHOULD_RETRY, HTTPSTATUS_HINT_SHOULD_RETRY},
	{"grpc-retry-pushback-ms", FIELD_PUSHBACK, HTTPSTATUS_HINT_GRPC},
	{"x-envoy-ratelimited", FIELD_RATE_LIMITED, HTTPSTATUS_HINT_ENVOY},
	{"finagle-http-nack", FIELD_NACK, HTTPSTATUS_HINT_NACK},
	{"finagle-http-nonretryable-nack", FIELD_FINAL_NACK, HTTPSTATUS_HINT_NACK}
};

/*@ requires readable(s, length);
    assigns \nothing;
*/
const struct hs_known_field *hs_find_field(const char *s, size_t length)
{
	const size_t count = sizeof(known_fields) / sizeof(known_fields[0]);

	/*@ loop invariant n <= count;
	    loop assigns n;
	    loop variant count - n;
	*/
	for (size_t n = 0; n < count; n++)
		if (hs_is_word(s, length, known_fields[n].name))
			return &known_fields[n];
	return NULL;
}

/* ---- Adding a field ----------------------------------------------------------- */

/* Takes the first of several values that are joined by commas. */
/*@ requires \valid(value) && is_value(*value);
    assigns *value;
    ensures is_value(\result) && is_value(*value);
    ensures \old(value->length) > 0 ==> value->length < \old(value->length);
*/
static struct value take_value(struct value *value)
{
	const char *comma = value->length ? memchr(value->at, ',', value->length) : NULL;
	struct value first = *value;

	if (!comma) {
		value->length = 0;
		return first;
	}
	first.length = (size_t)(comma - value->at);
	value->at = comma + 1;
	value->length -= first.length + 1;
	return first;
}

/* Adds one of the values that may be joined by commas, as intermediaries join field lines. */
static void add_one(struct hs_response *response, struct hs_quota *quota, enum field field,
                    struct value value)
{
	switch (field) {
	case FIELD_AGE:          add_age(response, value); break;
	case FIELD_MS:           add_ms(&response->retry_after, value); break;
	case FIELD_RESET:        add_reset(&quota->reset, value); break;
	case FIELD_RESET_AFTER:  add_seconds(&quota->reset, value); break;
	case FIELD_REMAINING:    add_remaining(quota, value); break;
	case FIELD_SHOULD_RETRY: add_should_retry(response, value); break;
	case FIELD_RATE_LIMITED: response->rate_limited = true; break;
	case FIELD_NACK:         response->not_acted = true; break;
	case FIELD_FINAL_NACK:   response->forbidden = true; break;
	default:                 break;
	}
}

/*
 * The time with which two-digit years are completed: the server's if it is known,
 * else the client's, but not before 2026.
 */
/*@ requires \valid_read(response);
    assigns \nothing;
    ensures !response->has_date ==> \result >= HS_DATE_NO_CLOCK;
*/
static int64_t century(const struct hs_response *response, int64_t time_of_day)
{
	if (response->has_date)
		return response->date;
	return time_of_day < HS_DATE_NO_CLOCK ? HS_DATE_NO_CLOCK : time_of_day;
}

/* Adds a field that the policy reads. */
static void add_field(struct hs_response *response, struct hs_quota *quota, enum field field,
                      int64_t time_of_day, struct value value)
{
	const int64_t now = century(response, time_of_day);

	switch (field) {
	case FIELD_RETRY_AFTER:
		hs_times_add(&response->retry_after, value.at, value.length, now);
		return;
	case FIELD_DATE:
		add_date(response, value, now);
		return;
	case FIELD_RATELIMIT:
		hs_ratelimit_add(&quota->ratelimit, value.at, value.length);
		return;
	case FIELD_PUSHBACK:
		add_pushback(response, value);
		return;
	default:
		break;
	}
	do
		add_one(response, quota, field, take_value(&value));
	while (value.length > 0);
}

bool hs_response_want(const struct hs_known_field *field, uint32_t wanted)
{
	return field && (field->hint == 0 || (field->hint & wanted));
}

void hs_response_add(struct hs_response *response, struct hs_quota *quota,
                     const struct hs_known_field *field, int64_t time_of_day, const char *value,
                     size_t length)
{
	const struct value given = {length > 0 ? value : "", length};

	add_field(response, quota, (enum field)field->field, time_of_day, given);
}

/* ---- Folded lines (RFC 9112, 5.2) ------------------------------------------- */

void hs_response_hold(struct hs_response *response, struct hs_quota *quota,
                      const struct hs_known_field *field, int64_t time_of_day, const char *value,
                      size_t length)
{
	struct hs_held *held = &response->held;

	hs_trim(&value, &length);
	held->field = field->field;
	held->length = 0;
	held->overlong = length > sizeof(held->text);
	if (held->overlong)
		hs_response_add(response, quota, field, time_of_day, value, length);
	else
		hs_response_continue(response, quota, time_of_day, value, length);
}

/*
 * A folded value does not fit. Of what is known of it, only what lengthens the
 * delay or forbids a retry counts.
 */
static void drop_held(struct hs_response *response, struct hs_quota *quota, int64_t time_of_day)
{
	struct hs_held *held = &response->held;
	const struct value value = {held->text, held->length};

	switch ((enum field)held->field) {
	case FIELD_RETRY_AFTER:
	case FIELD_MS:
		if (!held->overlong)
			add_field(response, quota, (enum field)held->field, time_of_day, value);
		response->retry_after.incomplete = true;
		break;
	case FIELD_RATELIMIT:
		quota->ratelimit.malformed = true;
		break;
	case FIELD_PUSHBACK:
	case FIELD_FINAL_NACK:
		response->forbidden = true;
		break;
	case FIELD_AGE:
		response->has_age = true;
		response->age = 0;
		break;
	default:
		break;
	}
	held->overlong = true;
}

void hs_response_continue(struct hs_response *response, struct hs_quota *quota,
                          int64_t time_of_day, const char *s, size_t length)
{
	struct hs_held *held = &response->held;
	size_t space = held->length > 0;

	hs_trim(&s, &length);
	if (held->field == FIELD_NONE || length == 0)
		return;
	if (held->overlong || space + length > sizeof(held->text) - held->length) {
		drop_held(response, quota, time_of_day);
		return;
	}
	if (space)
		held->text[held->length++] = ' ';
	memcpy(held->text + held->length, s, length);
	held->length = (uint8_t)(held->length + length);
}

void hs_response_settle(struct hs_response *response, struct hs_quota *quota, int64_t time_of_day)
{
	struct hs_held *held = &response->held;
	const struct value value = {held->text, held->length};

	if (held->field != FIELD_NONE && !held->overlong)
		add_field(response, quota, (enum field)held->field, time_of_day, value);
	held->field = FIELD_NONE;
}

/* ---- What is asked ----------------------------------------------------------- */

/*
 * The time of day by the server's clock: Date, when the response was generated,
 * plus Age, the time it spent in caches (RFC 9111, 4.2.3). So the client needs no
 * clock, and a wrong clock does no harm.
 */
/*@ requires \valid_read(response) && is_dated(response);
    assigns \nothing;
    ensures \result == response->date + response->age / 1000;
*/
static int64_t server_time(const struct hs_response *response)
{
	return response->date + (int64_t)(response->age / 1000);
}

/*
 * Whether Date can be used. It cannot if the response was cached for more than a
 * day, or if the time asked for is over a year after Date and lies in the past
 * of the client's clock.
 */
/*@ requires \valid_read(response) && \valid_read(times) && is_dated(response) && is_timed(times);
    assigns \nothing;
    ensures \result ==> response->has_date;
*/
static bool is_trusted(const struct hs_response *response, const struct hs_times *times,
                       int64_t time_of_day)
{
	if (!response->has_date || response->age > (uint64_t)(1000 * DAY))
		return false;
	/* Without a date, times->time is 0, which does no harm. TIME_UNKNOWN is before all times. */
	return times->time >= time_of_day || times->time - response->date <= 366 * DAY;
}

/*@ requires \valid_read(response) && \valid_read(times) && is_dated(response) && is_timed(times);
    requires \valid(ms) && \separated(ms, times) && \separated(ms, response);
    assigns *ms;
    ensures 0 <= \result <= HTTPSTATUS_ASKED_NO_CLOCK;
    ensures times->has_delay ==> *ms >= times->delay;
*/
static enum httpstatus_asked wait_for(const struct hs_response *response,
                                      const struct hs_times *times, int64_t time_of_day, uint64_t *ms)
{
	if (times->has_time && is_trusted(response, times, time_of_day))
		time_of_day = server_time(response);
	return hs_times_wait(times, time_of_day, ms);
}

/* draft-ietf-httpapi-ratelimit-headers: Retry-After takes precedence over quotas. */
static void ask_for_quota(const struct hs_response *response, const struct hs_quota *quota,
                          int64_t time_of_day, bool throttled, struct hs_asked *asked)
{
	struct hs_times times = {0};
	uint64_t ms;
	bool spent = hs_ratelimit_is_spent(&quota->ratelimit, &ms);

	if (spent || quota->spent || (throttled && !quota->left))
		times = quota->reset;
	if (spent)
		hs_times_add_delay(&times, ms);
	if (times.has_delay || times.has_time)
		asked->kind = wait_for(response, &times, time_of_day, &asked->ms);
}

void hs_response_asked(struct hs_response *response, struct hs_quota *quota, int64_t time_of_day,
                       bool throttled, struct hs_asked *asked)
{
	hs_response_settle(response, quota, time_of_day);
	*asked = (struct hs_asked){0};
	asked->kind = wait_for(response, &response->retry_after, time_of_day, &asked->ms);
	if (quota && !hs_is_time(asked->kind))
		ask_for_quota(response, quota, time_of_day, throttled, asked);
}
