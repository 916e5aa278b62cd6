/* SPDX-License-Identifier: MIT */
/* What the fields of one response say about repeating the request. */

#include "hints.h"

#include <string.h>

#include "chars.h"
#include "date.h"
#include "hot.h"
#include "words.h"

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

/*@ requires \valid(asked) && is_value(value) && unit <= 1000;
    assigns *asked;
*/
static void add_count(struct hs_asked *asked, struct value value, uint64_t unit)
{
	uint64_t ms;

	if (hs_read_count(value.at, value.length, unit, &ms))
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
	hs_asked_add_delay(asked, ms == HTTPSTATUS_FOREVER ? ms : ms + fraction);
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
		hs_asked_add_delay(quota, HTTPSTATUS_FOREVER);
}

/* What a list's member or a member's parameter ends with, outside of quotes (RFC 9651). */
/*@ requires is_value(value);
    assigns \nothing;
    ensures \result <= value.length;
*/
static size_t part_length(struct value value, char separator)
{
	bool quoted = false;
	size_t n = 0;

	/*@ loop invariant n <= value.length;
	    loop assigns n, quoted;
	    loop variant value.length - n;
	*/
	while (n < value.length && (quoted || value.at[n] != separator)) {
		if (quoted && value.at[n] == '\\' && n + 1 < value.length)
			n++;
		else if (value.at[n] == '"')
			quoted = !quoted;
		n++;
	}
	return n;
}

/* Cuts the part before the separator off a value. */
/*@ requires \valid(value) && is_value(*value);
    assigns *value;
    ensures is_value(\result) && is_value(*value);
    ensures \old(value->length) > 0 ==> value->length < \old(value->length);
*/
static struct value take_part(struct value *value, char separator)
{
	size_t length = part_length(*value, separator);
	struct value part = {value->at, length};

	value->at += length;
	value->length -= length;
	if (value->length > 0) {
		value->at++;
		value->length--;
	}
	hs_trim(&part.at, &part.length);
	return part;
}

/* The number of a parameter "k=123". */
/*@ requires is_value(part) && \valid(number);
    assigns *number;
    ensures \result ==> part.length > 2 && part.at[0] == key;
*/
static bool parameter(struct value part, char key, uint64_t *number)
{
	return part.length > 2 && part.at[0] == key && part.at[1] == '=' &&
	       hs_read_number(part.at + 2, part.length - 2, number);
}

/* "default";r=0;t=30: nothing remains of the quota for 30 seconds. */
/*@ requires \valid(hints) && is_value(value);
    assigns hints->quota_spent, hints->quota.delay, hints->quota.has_delay;
*/
static void add_ratelimit(struct hs_hints *hints, struct value value)
{
	/*@ loop invariant is_value(value);
	    loop assigns value, hints->quota_spent, hints->quota.delay, hints->quota.has_delay;
	    loop variant value.length;
	*/
	while (value.length > 0) {
		struct value member = take_part(&value, ',');
		uint64_t remaining = 1;
		uint64_t seconds = 0;
		bool timed = false;

		/*@ loop invariant is_value(member);
		    loop assigns member, remaining, seconds, timed;
		    loop variant member.length;
		*/
		while (member.length > 0) {
			struct value part = take_part(&member, ';');

			if (!parameter(part, 'r', &remaining) && parameter(part, 't', &seconds))
				timed = true;
		}
		if (remaining != 0 || !timed)
			continue;
		hints->quota_spent = true;
		hs_asked_add_delay(&hints->quota, seconds <= UINT32_MAX ? seconds * 1000
		                                                        : HTTPSTATUS_FOREVER);
	}
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

/* gRPC, A6: what is negative or no number forbids to repeat. */
/*@ requires \valid(hints) && is_value(value);
    assigns hints->precise.delay, hints->precise.has_delay, hints->forbidden;
*/
static void add_pushback(struct hs_hints *hints, struct value value)
{
	uint64_t ms;

	if (hs_read_count(value.at, value.length, 1, &ms))
		hs_asked_add_delay(&hints->precise, ms);
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

/*@ requires \valid(hints) && is_value(value);
    assigns hints->age;
*/
static void add_age(struct hs_hints *hints, struct value value)
{
	/* What is no number says nothing. */
	(void)hs_read_count(value.at, value.length, 1000, &hints->age);
}

/* ---- Names ------------------------------------------------------------------ */

enum field {
	FIELD_AGE, FIELD_DATE, FIELD_RETRY_AFTER, FIELD_MS, FIELD_RATELIMIT, FIELD_RESET,
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

/* What counts because the policy names it. */
HS_APART
static void add_hint(struct hs_hints *hints, enum field field, struct value value)
{
	switch (field) {
	case FIELD_MS:           add_count(&hints->precise, value, 1); break;
	case FIELD_RATELIMIT:    add_ratelimit(hints, value); break;
	case FIELD_RESET:        add_reset(&hints->quota, value); break;
	case FIELD_RESET_AFTER:  add_seconds(&hints->quota, value); break;
	case FIELD_REMAINING:    add_remaining(hints, value); break;
	case FIELD_SHOULD_RETRY: add_should_retry(hints, value); break;
	case FIELD_PUSHBACK:     add_pushback(hints, value); break;
	case FIELD_RATE_LIMITED: hints->rate_limited = true; break;
	case FIELD_NACK:         hints->not_acted = true; break;
	default:                 hints->forbidden = true; break;
	}
}

/* What RFC 9110 and RFC 9111 say of any response. */
static void add_field(struct hs_hints *hints, enum field field, struct value value, int64_t now)
{
	if (field == FIELD_RETRY_AFTER)
		hs_asked_add(&hints->retry_after, value.at, value.length, now);
	else if (field == FIELD_DATE)
		hints->has_date = httpstatus_parse_date(value.at, value.length, now, &hints->date) == 0;
	else
		add_age(hints, value);
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

void hs_hints_add(struct hs_hints *hints, const struct hs_named *field, uint32_t wanted,
                  int64_t time_of_day, const char *value, size_t length)
{
	const struct value given = {value, length};

	if (field->hint == 0)
		add_field(hints, (enum field)field->field, given, century(hints, time_of_day));
	else if (wanted & field->hint)
		add_hint(hints, (enum field)field->field, given);
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

/* Milliseconds beat seconds, unless they ask for less than rounding explains. */
/*@ requires \valid(wish) && \valid_read(precise) && \separated(wish, precise);
    assigns wish->asked, wish->ms;
*/
static void prefer_precise(struct hs_wish *wish, const struct hs_asked *precise)
{
	uint64_t ms;
	enum httpstatus_asked asked;

	if (!precise->has_delay) {
		if (precise->malformed && wish->asked == HTTPSTATUS_ASKED_NOTHING)
			wish->asked = HTTPSTATUS_ASKED_MALFORMED;
		return;
	}
	asked = hs_asked_wait(precise, HTTPSTATUS_NO_CLOCK, &ms);
	if (hs_is_time(wish->asked) && wish->ms > ms && wish->ms - ms > 1000)
		return;
	wish->asked = asked;
	wish->ms = ms;
}

/*@ requires \valid_read(hints) && is_dated(hints);
    requires is_timed(&hints->retry_after) && is_timed(&hints->quota);
    requires \valid(wish) && \separated(wish, hints);
    assigns *wish;
*/
void hs_hints_wish(const struct hs_hints *hints, int64_t time_of_day, bool throttled,
                   struct hs_wish *wish)
{
	*wish = (struct hs_wish){0};
	wish->asked = wait_for(hints, &hints->retry_after, time_of_day, &wish->ms);
	prefer_precise(wish, &hints->precise);
	/* draft-ietf-httpapi-ratelimit-headers: Retry-After takes precedence. */
	if ((hints->quota.has_delay || hints->quota.has_time) && !hs_is_time(wish->asked) &&
	    (hints->quota_spent || (throttled && !hints->quota_left)))
		wish->asked = wait_for(hints, &hints->quota, time_of_day, &wish->ms);
	if (hints->has_date && time_of_day != HTTPSTATUS_NO_CLOCK &&
	    time_of_day >= -HS_DATE_LAST && time_of_day <= 2 * HS_DATE_LAST) {
		wish->skew = server_time(hints) - time_of_day;
		wish->has_skew = true;
	}
}
