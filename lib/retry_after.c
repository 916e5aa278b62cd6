/* SPDX-License-Identifier: MIT */
/*
 * retry_after.c - the Retry-After field (RFC 9110, 10.2.3)
 *
 * Nothing here fails and nothing wraps: numbers are compared with their limit
 * before they are multiplied. Each byte is looked at a bounded number of
 * times, so the time is linear in the length.
 */
#include <httpstatus.h>

#include <string.h>

#include "date.h"
#include "retry_after.h"

#define HAS_VALUE (HS_RETRY_AFTER_HAS_DELAY | HS_RETRY_AFTER_HAS_TIME)

/* delay-seconds = 1*DIGIT. Answers whether it is that. */
static int read_seconds(const char *s, size_t length, uint64_t *ms)
{
	uint64_t seconds = 0;
	size_t i;

	hs_date_trim(&s, &length);
	for (i = 0; i < length; i++) {
		uint32_t d = (uint32_t)(unsigned char)s[i] - '0';

		if (d > 9)
			return 0;
		if (seconds <= UINT32_MAX)
			seconds = 10 * seconds + d;
	}
	*ms = seconds <= UINT32_MAX ? 1000 * seconds : HS_FOREVER;
	return length > 0;
}

/* A value follows on what was there before. */
static void count_value(struct hs_retry_after *ra)
{
	if (ra->kind != HS_RETRY_AFTER_ABSENT)
		ra->flags |= HS_RETRY_AFTER_DUPLICATE;
	if (ra->kind == HS_RETRY_AFTER_MALFORMED)
		ra->flags |= HS_RETRY_AFTER_DAMAGED;
}

static void add_seconds(struct hs_retry_after *ra, uint64_t ms)
{
	count_value(ra);
	if (!(ra->flags & HS_RETRY_AFTER_HAS_DELAY) || ms > ra->delay)
		ra->delay = ms;
	ra->flags |= HS_RETRY_AFTER_HAS_DELAY;
	ra->kind = HS_RETRY_AFTER_SECONDS;
}

static void add_time(struct hs_retry_after *ra, int64_t t)
{
	count_value(ra);
	if (!(ra->flags & HS_RETRY_AFTER_HAS_TIME) || t > ra->time)
		ra->time = t;
	ra->flags |= HS_RETRY_AFTER_HAS_TIME;
	ra->kind = HS_RETRY_AFTER_DATE;
}

/* Only one that stands beside a value leaves a trace in the flags. */
static void add_malformed(struct hs_retry_after *ra)
{
	if (ra->flags & HAS_VALUE)
		ra->flags |= HS_RETRY_AFTER_DUPLICATE | HS_RETRY_AFTER_DAMAGED;
	else
		ra->kind = HS_RETRY_AFTER_MALFORMED;
}

static const char *find_comma(const char *s, const char *end)
{
	const char *comma = memchr(s, ',', (size_t)(end - s));

	return comma ? comma : end;
}

/*
 * Adds the value that begins at s, and answers where it ends. Two of the date
 * forms have a comma inside, after the day name: what is no value up to the
 * first comma may be one up to the second.
 */
static const char *add_value(struct hs_retry_after *ra, const char *s, const char *end, int64_t now)
{
	const char *stop = find_comma(s, end);
	const char *second;
	uint64_t ms;
	int64_t t;

	if (read_seconds(s, (size_t)(stop - s), &ms)) {
		add_seconds(ra, ms);
		return stop;
	}
	if (hs_parse_date(s, (size_t)(stop - s), now, &t) == 0) {
		add_time(ra, t);
		return stop;
	}
	if (stop != end) {
		second = find_comma(stop + 1, end);
		if (hs_parse_date(s, (size_t)(second - s), now, &t) == 0) {
			add_time(ra, t);
			return second;
		}
	}
	add_malformed(ra);
	return stop;
}

void hs_merge_retry_after(struct hs_retry_after *ra, const char *s, size_t length, int64_t now)
{
	const char *end;

	hs_date_trim(&s, &length);
	if (length > 0) {
		end = s + length;
		for (s = add_value(ra, s, end, now); s != end; )
			s = add_value(ra, s + 1, end, now);
	}
	(void)hs_retry_after_delay(ra, now);
}

void hs_parse_retry_after(const char *s, size_t length, int64_t now, struct hs_retry_after *out)
{
	memset(out, 0, sizeof(*out));
	hs_merge_retry_after(out, s, length, now);
}

/* t - reference in ms; 0 if that is not positive, HS_FOREVER if it is too much. */
static uint64_t time_until(int64_t t, int64_t reference)
{
	uint64_t seconds;

	if (t <= reference)
		return 0;
	seconds = (uint64_t)t - (uint64_t)reference;
	return seconds <= HS_FOREVER / 1000 ? 1000 * seconds : HS_FOREVER;
}

uint64_t hs_retry_after_delay(struct hs_retry_after *ra, int64_t reference)
{
	uint64_t ms = 0;

	ra->flags &= ~(HS_RETRY_AFTER_SATURATED | HS_RETRY_AFTER_PAST);
	if (ra->flags & HS_RETRY_AFTER_HAS_TIME) {
		ms = time_until(ra->time, reference);
		ra->kind = HS_RETRY_AFTER_DATE;
	}
	/* If both ask for the same, the one that needs no clock is named. */
	if (ra->flags & HS_RETRY_AFTER_HAS_DELAY && ra->delay >= ms) {
		ms = ra->delay;
		ra->kind = HS_RETRY_AFTER_SECONDS;
	}
	if (ra->kind == HS_RETRY_AFTER_DATE && ms == 0)
		ra->flags |= HS_RETRY_AFTER_PAST;
	if (ms == HS_FOREVER)
		ra->flags |= HS_RETRY_AFTER_SATURATED;
	return ms;
}
