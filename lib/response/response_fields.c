/* SPDX-License-Identifier: MIT */
/* What the fields of one response say about repeating the request. */

#include "response/response_fields.h"

#include <string.h>

#include "base/chars.h"
#include "response/http_date.h"
#include "base/hot.h"
#include "base/words.h"

#define DAY INT64_C(86400)

struct value {
	const char *at;
	size_t length;
};

/*@ predicate is_value{L}(struct value v) = readable{L}(v.at, v.length);

    predicate is_dated{L}(struct hs_hints *hints) =
        \at(0 <= hints->date <= HS_DATE_LAST + 1, L);

    predicate is_timed{L}(struct hs_asked *asked) =
        \at(0 <= asked->time <= 1000000000000, L);
*/

/* ---- Kinds of values ------------------------------------------------------- */

/* The word is in small letters. */
/*@ requires readable(s, length) && readable(word, length);
    assigns \nothing;
*/
static bool is_same(const char *s, const char *word, size_t length)
{
	/*@ loop invariant i <= length;
	    loop assigns i;
	    loop variant length - i;
	*/
	for (size_t i = 0; i < length; i++)
		if (hs_to_lower(s[i]) != word[i])
			return false;
	return true;
}

/*@ requires is_value(value) && is_text(word);
    assigns \nothing;
*/
static bool is_word(struct value value, const char *word)
{
	size_t length = strlen(word);

	hs_trim(&value.at, &value.length);
	return value.length == length && is_same(value.at, word, length);
}

/*@ requires \valid(asked) && is_value(value);
    assigns *asked;
*/
static void add_ms(struct hs_asked *asked, struct value value)
{
	uint64_t ms;

	if (hs_read_count(value.at, value.length, 1, &ms))
		hs_asked_add_delay(asked, ms);
	else if (!is_word(value, ""))
		asked->malformed = true;
}

/* The digits behind a decimal point, rounded up to thousandths. */
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

/* Seconds, possibly with a fraction; no blanks around the point. */
/*@ requires \valid(asked) && is_value(value);
    assigns *asked;
*/
static void add_seconds(struct hs_asked *asked, struct value value)
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
	hs_asked_add_delay(asked, ms == HTTPSTATUS_TIME_FOREVER ? ms : ms + fraction);
}

/*
 * One name, three units in use: seconds from now, seconds since the epoch,
 * milliseconds since the epoch. The size of the number tells them apart.
 */
/*@ requires \valid(quota) && is_value(value) && is_timed(quota);
    assigns *quota;
    ensures is_timed(quota);
*/
static void add_reset(struct hs_asked *quota, struct value value)
{
	const uint64_t seconds_of_epoch = UINT64_C(1000000000);
	const uint64_t ms_of_epoch = UINT64_C(1000000000000);
	uint64_t number;

	if (!hs_read_number(value.at, value.length, &number))
		return;
	if (number < seconds_of_epoch)
		hs_asked_add_delay(quota, number * 1000);
	else if (number < ms_of_epoch)
		hs_asked_add_time(quota, (int64_t)number);
	else if (number / 1000 < ms_of_epoch)
		hs_asked_add_time(quota, (int64_t)(number / 1000 + (number % 1000 != 0)));
	else
		hs_asked_add_delay(quota, HTTPSTATUS_TIME_FOREVER);
}

/*@ requires \valid(hints) && is_value(value);
    assigns hints->quota_spent, hints->quota_left;
*/
static void add_remaining(struct hs_hints *hints, struct value value)
{
	uint64_t number;

	if (!hs_read_number(value.at, value.length, &number))
		return;
	if (number == 0)
		hints->quota_spent = true;
	else
		hints->quota_left = true;
}

/*
 * gRPC, A6: a signed 32-bit number without leading zeros. What is negative or
 * no such number forbids to repeat.
 */
/*@ requires \valid(hints) && is_value(value);
    assigns hints->retry_after.delay, hints->retry_after.has_delay, hints->forbidden;
*/
static void add_pushback(struct hs_hints *hints, struct value value)
{
	uint64_t ms;

	hs_trim(&value.at, &value.length);
	if (hs_read_number(value.at, value.length, &ms) && ms <= INT32_MAX &&
	    (value.at[0] != '0' || value.length == 1))
		hs_asked_add_delay(&hints->retry_after, ms);
	else
		hints->forbidden = true;
}

/*@ requires \valid(hints) && is_value(value);
    assigns hints->forbidden, hints->encouraged;
*/
static void add_should_retry(struct hs_hints *hints, struct value value)
{
	if (is_word(value, "false"))
		hints->forbidden = true;
	else if (is_word(value, "true"))
		hints->encouraged = true;
}

/*
 * Of several the first one counts, also of those that commas join (RFC 9111,
 * 5.1). If that is no number, none does.
 */
/*@ requires \valid(hints) && is_value(value);
    assigns hints->age, hints->has_age;
*/
static void add_age(struct hs_hints *hints, struct value value)
{
	if (hints->has_age || is_word(value, ""))
		return;
	hints->has_age = true;
	(void)hs_read_count(value.at, value.length, 1000, &hints->age);
}

/* Of several the earliest counts, so that no date that was asked for comes too early. */
static void add_date(struct hs_hints *hints, struct value value, int64_t now)
{
	int64_t date;

	if (httpstatus_parse_date(value.at, value.length, now, &date) != 0)
		return;
	if (!hints->has_date || date < hints->date)
		hints->date = date;
	hints->has_date = true;
}

/* ---- Names ------------------------------------------------------------------ */

enum field {
	FIELD_NONE, FIELD_AGE, FIELD_DATE, FIELD_RETRY_AFTER, FIELD_MS, FIELD_RATELIMIT, FIELD_RESET,
	FIELD_RESET_AFTER, FIELD_REMAINING, FIELD_SHOULD_RETRY, FIELD_PUSHBACK, FIELD_RATE_LIMITED,
	FIELD_NACK, FIELD_FINAL_NACK
};

struct hs_named {
	char name[31];
	uint8_t field;
	uint32_t hint;              /* that names it in a policy; 0: always counts */
};

/* By length; no name is longer than the last one. */
static const struct hs_named names[][4] = {
	[3]  = {{"age", FIELD_AGE, 0}},
	[4]  = {{"date", FIELD_DATE, 0}},
	[9]  = {{"ratelimit", FIELD_RATELIMIT, HTTPSTATUS_HINT_RATELIMIT}},
	[11] = {{"retry-after", FIELD_RETRY_AFTER, 0}},
	[14] = {{"retry-after-ms", FIELD_MS, HTTPSTATUS_HINT_MS},
	        {"x-should-retry", FIELD_SHOULD_RETRY, HTTPSTATUS_HINT_SHOULD_RETRY}},
	[15] = {{"ratelimit-reset", FIELD_RESET, HTTPSTATUS_HINT_RESET}},
	[17] = {{"x-amz-retry-after", FIELD_MS, HTTPSTATUS_HINT_AMZ},
	        {"x-ratelimit-reset", FIELD_RESET, HTTPSTATUS_HINT_RESET},
	        {"finagle-http-nack", FIELD_NACK, HTTPSTATUS_HINT_NACK}},
	[18] = {{"x-rate-limit-reset", FIELD_RESET, HTTPSTATUS_HINT_RESET}},
	[19] = {{"x-ms-retry-after-ms", FIELD_MS, HTTPSTATUS_HINT_MS},
	        {"ratelimit-remaining", FIELD_REMAINING, HTTPSTATUS_HINT_RESET},
	        {"stripe-should-retry", FIELD_SHOULD_RETRY, HTTPSTATUS_HINT_SHOULD_RETRY},
	        {"x-envoy-ratelimited", FIELD_RATE_LIMITED, HTTPSTATUS_HINT_ENVOY}},
	[21] = {{"x-ratelimit-remaining", FIELD_REMAINING, HTTPSTATUS_HINT_RESET}},
	[22] = {{"x-rate-limit-remaining", FIELD_REMAINING, HTTPSTATUS_HINT_RESET},
	        {"grpc-retry-pushback-ms", FIELD_PUSHBACK, HTTPSTATUS_HINT_GRPC}},
	[23] = {{"x-ratelimit-reset-after", FIELD_RESET_AFTER, HTTPSTATUS_HINT_RESET}},
	[30] = {{"finagle-http-nonretryable-nack", FIELD_FINAL_NACK, HTTPSTATUS_HINT_NACK}}
};

/* The case of letters makes no difference. A letter has 0x40, and a small one 0x20, too. */
/*@ assigns \nothing; */
static inline uint64_t difference(uint64_t given, uint64_t known)
{
	return (given ^ known) & ~(known >> 1 & HS_EACH(0x20));
}

/* How the words at s differ from those of a known name; some bytes are looked at twice. */
/*@ requires 8 <= length <= 32 && readable(s, length) && readable(known, length);
    assigns \nothing;
*/
static inline uint64_t long_difference(const char *s, const char *known, size_t length)
{
	uint64_t ends = difference(hs_word_at(s), hs_word_at(known)) |
	                difference(hs_word_at(s + length - 8), hs_word_at(known + length - 8));

	if (length <= 16)
		return ends;
	return ends | difference(hs_word_at(s + 8), hs_word_at(known + 8)) |
	       difference(hs_word_at(s + length - 16), hs_word_at(known + length - 16));
}

/*@ requires length < 31 && readable(s, length) && readable(name, length);
    assigns \nothing;
*/
static inline bool is_named(const char *s, const char *name, size_t length)
{
	return length < 8 ? is_same(s, name, length) : long_difference(s, name, length) == 0;
}

/*@ requires readable(s, length);
    assigns \nothing;
*/
const struct hs_named *hs_find_named(const char *s, size_t length)
{
	if (length >= sizeof(names) / sizeof(names[0]))
		return NULL;
	/*@ loop invariant n <= 4;
	    loop assigns n;
	    loop variant 4 - n;
	*/
	for (size_t n = 0; n < 4 && names[length][n].name[0]; n++)
		if (is_named(s, names[length][n].name, length))
			return &names[length][n];
	return NULL;
}

/* ---- What they add ----------------------------------------------------------- */

/* Cuts the first of the values that commas join off the others. */
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

/* One of the values that commas may join, as intermediaries join field lines. */
HS_APART
static void add_one(struct hs_hints *hints, enum field field, struct value value)
{
	switch (field) {
	case FIELD_AGE:          add_age(hints, value); break;
	case FIELD_MS:           add_ms(&hints->retry_after, value); break;
	case FIELD_RESET:        add_reset(&hints->quota, value); break;
	case FIELD_RESET_AFTER:  add_seconds(&hints->quota, value); break;
	case FIELD_REMAINING:    add_remaining(hints, value); break;
	case FIELD_SHOULD_RETRY: add_should_retry(hints, value); break;
	case FIELD_RATE_LIMITED: hints->rate_limited = true; break;
	case FIELD_NACK:         hints->not_acted = true; break;
	default:                 hints->forbidden = true; break;
	}
}

/*
 * What two-digit years are completed by: the server's clock if it is known, or
 * ours, unless that is older than this program.
 */
/*@ requires \valid_read(hints);
    assigns \nothing;
    ensures !hints->has_date ==> \result >= HS_DATE_NO_CLOCK;
*/
static int64_t century(const struct hs_hints *hints, int64_t time_of_day)
{
	if (hints->has_date)
		return hints->date;
	return time_of_day < HS_DATE_NO_CLOCK ? HS_DATE_NO_CLOCK : time_of_day;
}

/* A field of which it is known that it counts. */
static void add_field(struct hs_hints *hints, enum field field, int64_t time_of_day,
                      struct value value)
{
	const int64_t now = century(hints, time_of_day);

	switch (field) {
	case FIELD_RETRY_AFTER:
		hs_asked_add(&hints->retry_after, value.at, value.length, now);
		return;
	case FIELD_DATE:
		add_date(hints, value, now);
		return;
	case FIELD_RATELIMIT:
		hs_ratelimit_add(&hints->ratelimit, value.at, value.length);
		return;
	case FIELD_PUSHBACK:
		add_pushback(hints, value);
		return;
	default:
		break;
	}
	do
		add_one(hints, field, take_value(&value));
	while (value.length > 0);
}

bool hs_hints_want(const struct hs_named *field, uint32_t wanted)
{
	return field && (field->hint == 0 || (field->hint & wanted));
}

void hs_hints_add(struct hs_hints *hints, const struct hs_named *field, int64_t time_of_day,
                  const char *value, size_t length)
{
	const struct value given = {length > 0 ? value : "", length};

	add_field(hints, (enum field)field->field, time_of_day, given);
}

/* ---- Folded lines (RFC 9112, 5.2) ------------------------------------------- */

void hs_hints_hold(struct hs_hints *hints, const struct hs_named *field, int64_t time_of_day,
                   const char *value, size_t length)
{
	struct hs_held *held = &hints->held;

	hs_trim(&value, &length);
	held->field = field->field;
	held->length = 0;
	held->overlong = length > sizeof(held->text);
	if (held->overlong)
		hs_hints_add(hints, field, time_of_day, value, length);
	else
		hs_hints_continue(hints, time_of_day, value, length);
}

/*
 * A value goes on for which there is no room. Of what is known of it only that
 * counts which lengthens or forbids.
 */
static void give_up(struct hs_hints *hints, int64_t time_of_day)
{
	struct hs_held *held = &hints->held;
	const struct value value = {held->text, held->length};

	switch ((enum field)held->field) {
	case FIELD_RETRY_AFTER:
	case FIELD_MS:
		if (!held->overlong)
			add_field(hints, (enum field)held->field, time_of_day, value);
		hints->retry_after.incomplete = true;
		break;
	case FIELD_RATELIMIT:
		hints->ratelimit.malformed = true;
		break;
	case FIELD_PUSHBACK:
	case FIELD_FINAL_NACK:
		hints->forbidden = true;
		break;
	case FIELD_AGE:
		hints->has_age = true;
		hints->age = 0;
		break;
	default:
		break;
	}
	held->overlong = true;
}

void hs_hints_continue(struct hs_hints *hints, int64_t time_of_day, const char *s, size_t length)
{
	struct hs_held *held = &hints->held;
	size_t space = held->length > 0;

	hs_trim(&s, &length);
	if (held->field == FIELD_NONE || length == 0)
		return;
	if (held->overlong || space + length > sizeof(held->text) - held->length) {
		give_up(hints, time_of_day);
		return;
	}
	if (space)
		held->text[held->length++] = ' ';
	memcpy(held->text + held->length, s, length);
	held->length = (uint8_t)(held->length + length);
}

void hs_hints_settle(struct hs_hints *hints, int64_t time_of_day)
{
	struct hs_held *held = &hints->held;
	const struct value value = {held->text, held->length};

	if (held->field != FIELD_NONE && !held->overlong)
		add_field(hints, (enum field)held->field, time_of_day, value);
	held->field = FIELD_NONE;
}

/* ---- What follows ----------------------------------------------------------- */

/*
 * The time of day as the server's clock has it: Date, when the response was
 * made, plus Age, the time it lay in caches (RFC 9111, 4.2.3). A client needs
 * no clock of its own then, and a wrong one does no harm.
 */
/*@ requires \valid_read(hints) && is_dated(hints);
    assigns \nothing;
    ensures \result == hints->date + hints->age / 1000;
*/
static int64_t server_time(const struct hs_hints *hints)
{
	return hints->date + (int64_t)(hints->age / 1000);
}

/* A Date that cannot be: cached for days, or a year off where our clock is not. */
/*@ requires \valid_read(hints) && \valid_read(asked) && is_dated(hints) && is_timed(asked);
    assigns \nothing;
    ensures \result ==> hints->has_date;
*/
static bool is_trusted(const struct hs_hints *hints, const struct hs_asked *asked,
                       int64_t time_of_day)
{
	if (!hints->has_date || hints->age > (uint64_t)(1000 * DAY))
		return false;
	/* Without a time it is 0, and makes no difference; NO_CLOCK comes before all times. */
	return asked->time >= time_of_day || asked->time - hints->date <= 366 * DAY;
}

/*@ requires \valid_read(hints) && \valid_read(asked) && is_dated(hints) && is_timed(asked);
    requires \valid(ms) && \separated(ms, asked) && \separated(ms, hints);
    assigns *ms;
    ensures 0 <= \result <= HTTPSTATUS_ASKED_NO_CLOCK;
    ensures asked->has_delay ==> *ms >= asked->delay;
*/
static enum httpstatus_asked wait_for(const struct hs_hints *hints, const struct hs_asked *asked,
                                      int64_t time_of_day, uint64_t *ms)
{
	if (asked->has_time && is_trusted(hints, asked, time_of_day))
		time_of_day = server_time(hints);
	return hs_asked_wait(asked, time_of_day, ms);
}

/*@ requires \valid_read(hints);
    assigns \nothing;
*/
static bool is_spent(const struct hs_hints *hints, bool throttled)
{
	return hints->quota_spent || (throttled && !hints->quota_left);
}

/* draft-ietf-httpapi-ratelimit-headers: Retry-After takes precedence over quotas. */
static void wish_for_quota(const struct hs_hints *hints, int64_t time_of_day, bool throttled,
                           struct hs_wish *wish)
{
	struct hs_asked quota = {0};
	uint64_t ms;
	bool spent = hs_ratelimit_is_spent(&hints->ratelimit, &ms);

	if (spent || is_spent(hints, throttled))
		quota = hints->quota;
	if (spent)
		hs_asked_add_delay(&quota, ms);
	if (quota.has_delay || quota.has_time)
		wish->asked = wait_for(hints, &quota, time_of_day, &wish->ms);
}

void hs_hints_wish(struct hs_hints *hints, int64_t time_of_day, bool throttled,
                   struct hs_wish *wish)
{
	hs_hints_settle(hints, time_of_day);
	*wish = (struct hs_wish){0};
	wish->asked = wait_for(hints, &hints->retry_after, time_of_day, &wish->ms);
	if (!hs_is_time(wish->asked))
		wish_for_quota(hints, time_of_day, throttled, wish);
}
