/* SPDX-License-Identifier: MIT */
/* One request over several attempts: its life, what is fed to it, and what it decided last. */

#include "retry/retry.h"

#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "base/numbers.h"
#include "code/status_line.h"
#include "retry/delay.h"

/* ---- Life ------------------------------------------------------------------- */

static bool reads_quota(const httpstatus_policy *policy)
{
	return (httpstatus_policy_get(policy, HTTPSTATUS_POLICY_HINTS) & HS_HINTS_OF_QUOTA) != 0;
}

size_t httpstatus_retry_size(const httpstatus_policy *policy)
{
	return sizeof(httpstatus_retry) + (reads_quota(policy) ? sizeof(struct hs_quota) : 0);
}

int httpstatus_retry_new(const httpstatus_policy *policy, httpstatus_retry **retry)
{
	if (!retry)
		return HTTPSTATUS_E_INVAL;
	*retry = calloc(1, httpstatus_retry_size(policy));
	if (!*retry)
		return HTTPSTATUS_E_NOMEM;
	(*retry)->policy = hs_policy_hold(policy);
	(*retry)->reads_quota = reads_quota(policy);
	httpstatus_retry_reset(*retry, 0, 0);
	return 0;
}

void httpstatus_retry_free(httpstatus_retry *retry)
{
	if (!retry)
		return;
	hs_policy_release(retry->policy);
	free(retry);
}

void hs_forget_response(httpstatus_retry *retry)
{
	retry->response = (struct hs_response){0};
	if (retry->reads_quota)
		*hs_quota_of(retry) = (struct hs_quota){0};
}

void httpstatus_retry_reset(httpstatus_retry *retry, uint32_t traits, uint64_t now_ms)
{
	if (!retry)
		return;
	retry->traits = traits;
	retry->start = now_ms;
	retry->deadline = UINT64_MAX;
	retry->time_of_day = HTTPSTATUS_TIME_UNKNOWN;
	retry->waited = 0;
	retry->cost = 0;
	retry->free_used = false;
	retry->may_have_acted = false;
	retry->settled = false;
	retry->advice = 0;
	retry->decided_at = 0;
	retry->asked_ms = 0;
	retry->asked = HTTPSTATUS_ASKED_NOTHING;
	hs_forget_delay(retry);
	retry->cooldown = 0;
	retry->decided = false;
	hs_forget_response(retry);
	httpstatus_retry_progress(retry);
}

/* The free retry stays used: progress by a byte at a time is no reason to hurry. */
void httpstatus_retry_progress(httpstatus_retry *retry)
{
	if (!retry)
		return;
	retry->attempts = 0;
	retry->redirects = 0;
	retry->pushbacks = 0;
	retry->counts = (struct hs_counts){0};
}

void httpstatus_retry_set_traits(httpstatus_retry *retry, uint32_t traits)
{
	if (retry)
		retry->traits = traits;
}

void httpstatus_retry_seed(httpstatus_retry *retry, uint64_t seed)
{
	if (!retry)
		return;
	retry->random = seed;
	retry->seeded = true;
}

/* splitmix64's finalizer over each part in turn, so that every bit of each counts. */
uint64_t httpstatus_mix_seed(uint64_t process, uint64_t time, uint64_t counter)
{
	const uint64_t parts[] = {process, time, counter};
	uint64_t seed = 0;

	for (size_t n = 0; n < sizeof(parts) / sizeof(parts[0]); n++)
		seed = hs_mix(seed + UINT64_C(0x9E3779B97F4A7C15) + parts[n]);
	return seed;
}

void httpstatus_retry_set_deadline(httpstatus_retry *retry, uint64_t deadline_ms)
{
	if (retry)
		retry->deadline = deadline_ms;
}

void httpstatus_retry_set_clock(httpstatus_retry *retry, int64_t time_of_day)
{
	if (retry)
		retry->time_of_day = time_of_day;
}

/* ---- The response ------------------------------------------------------------- */

/* The known field of this name if the policy reads it, or else NULL. */
static const struct hs_known_field *find_wanted(const httpstatus_retry *retry, const char *name,
                                          size_t length)
{
	const struct hs_known_field *field = hs_find_field(name, length);

	return hs_response_want(field, (uint32_t)hs_setting(retry, HTTPSTATUS_POLICY_HINTS)) ? field : NULL;
}

void httpstatus_retry_field(httpstatus_retry *retry, const char *name, size_t name_length,
                            const char *value, size_t value_length)
{
	const struct hs_known_field *field;

	if (!retry || !name || (!value && value_length > 0))
		return;
	hs_response_settle(&retry->response, hs_quota_of(retry), retry->time_of_day);
	field = find_wanted(retry, name, name_length);
	if (field)
		hs_response_add(&retry->response, hs_quota_of(retry), field, retry->time_of_day, value,
		                value_length);
}

/* RFC 9112, 5.1: white space before the colon is not allowed, but ignored. */
static void feed_field_line(httpstatus_retry *retry, const char *line, const char *colon,
                            size_t value_length)
{
	size_t name_length = (size_t)(colon - line);
	const struct hs_known_field *field;

	while (name_length > 0 && hs_is_blank(line[name_length - 1]))
		name_length--;
	field = find_wanted(retry, line, name_length);
	if (field)
		hs_response_hold(&retry->response, hs_quota_of(retry), field, retry->time_of_day,
		                 colon + 1, value_length);
}

int httpstatus_retry_line(httpstatus_retry *retry, const char *line, size_t length)
{
	const char *colon;
	bool continues;
	int code;

	if (!retry || !line)
		return 0;
	continues = length > 0 && hs_is_blank(line[0]);
	while (length > 0 && hs_is_space(line[length - 1]))
		length--;
	if (continues) {
		hs_response_continue(&retry->response, hs_quota_of(retry), retry->time_of_day, line,
		                     length);
		return 0;
	}
	if (hs_is_status_line(line, length)) {
		hs_forget_response(retry);
		return httpstatus_parse_status_line(line, length, &code) == 0 ? code : 0;
	}
	hs_response_settle(&retry->response, hs_quota_of(retry), retry->time_of_day);
	colon = memchr(line, ':', length);
	if (colon)
		feed_field_line(retry, line, colon, (size_t)(line + length - colon) - 1);
	return 0;
}

/* ---- The last decision ---------------------------------------------------------- */

httpstatus_advice httpstatus_retry_advice(const httpstatus_retry *retry)
{
	return retry ? retry->advice : 0;
}

uint64_t httpstatus_retry_delay_ms(const httpstatus_retry *retry)
{
	return retry ? retry->delay : 0;
}

int httpstatus_retry_asked(const httpstatus_retry *retry)
{
	return retry ? retry->asked : HTTPSTATUS_ASKED_NOTHING;
}

uint64_t httpstatus_retry_asked_ms(const httpstatus_retry *retry)
{
	return retry ? retry->asked_ms : 0;
}

void httpstatus_retry_delay_range(const httpstatus_retry *retry, uint64_t *shortest,
                                  uint64_t *longest)
{
	if (shortest)
		*shortest = retry ? retry->shortest : 0;
	if (longest)
		*longest = retry ? retry->longest : 0;
}

uint64_t httpstatus_retry_next_ms(const httpstatus_retry *retry)
{
	return retry ? hs_add_u64(retry->decided_at, retry->delay) : 0;
}

uint64_t httpstatus_retry_cooldown_ms(const httpstatus_retry *retry)
{
	return retry ? retry->cooldown : 0;
}

int httpstatus_retry_attempts(const httpstatus_retry *retry)
{
	return retry ? retry->attempts : 0;
}
