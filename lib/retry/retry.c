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

static size_t content_size(const httpstatus_catalog *catalog)
{
	return catalog->reads_content ? sizeof(struct hs_content) : 0;
}

/* The evidence of a catalog, the state of the content, and a line follow the retry. */
static size_t memory_size(const httpstatus_catalog *catalog)
{
	const size_t evidence = hs_evidence_size(catalog);

	return evidence + content_size(catalog) + hs_line_room(evidence);
}

size_t httpstatus_retry_size(const httpstatus_policy *policy)
{
	return sizeof(httpstatus_retry) + memory_size(policy ? hs_catalog_of(policy) : HS_IANA);
}

int httpstatus_retry_new(const httpstatus_policy *policy, httpstatus_retry **retry)
{
	if (!retry)
		return HTTPSTATUS_E_INVAL;
	*retry = calloc(1, httpstatus_retry_size(policy));
	if (!*retry)
		return HTTPSTATUS_E_NOMEM;
	(*retry)->policy = hs_policy_hold(policy);
	(*retry)->evidence_size = (uint32_t)hs_evidence_size(hs_catalog_of((*retry)->policy));
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

static unsigned char *memory_of(httpstatus_retry *retry)
{
	return (unsigned char *)(retry + 1);
}

struct hs_content *hs_content_of(httpstatus_retry *retry)
{
	if (!hs_catalog_of(retry->policy)->reads_content)
		return NULL;
	return (struct hs_content *)(void *)(memory_of(retry) + retry->evidence_size);
}

struct hs_feed hs_feed_of(httpstatus_retry *retry)
{
	const httpstatus_catalog *catalog = hs_catalog_of(retry->policy);

	return (struct hs_feed){
		.response = &retry->response,
		.evidence = {catalog, memory_of(retry)},
		.text = (char *)memory_of(retry) + retry->evidence_size + content_size(catalog),
		.room = hs_line_room(retry->evidence_size),
		.time_of_day = retry->time_of_day,
		.strict = hs_setting(retry, HTTPSTATUS_POLICY_STRICT_TIMES) != 0
	};
}

void hs_forget_response(httpstatus_retry *retry)
{
	struct hs_content *content = hs_content_of(retry);

	retry->response = HS_NO_RESPONSE;
	memset(memory_of(retry), 0, retry->evidence_size);
	if (content)
		*content = (struct hs_content){0};
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
	retry->entry = NULL;
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

void httpstatus_retry_field(httpstatus_retry *retry, const char *name, size_t name_length,
                            const char *value, size_t value_length)
{
	struct hs_feed feed;

	if (!retry || !name || (!value && value_length > 0))
		return;
	feed = hs_feed_of(retry);
	hs_feed_settle(&feed);
	hs_feed_field(&feed, (struct hs_span){name, name_length},
	              (struct hs_span){value_length > 0 ? value : "", value_length});
}

/* RFC 9112, 5.1: white space before the colon is not allowed, but ignored. */
static void feed_field_line(const struct hs_feed *feed, struct hs_span line)
{
	const char *colon = line.length > 0 ? memchr(line.at, ':', line.length) : NULL;
	struct hs_span name;

	if (!colon)
		return;
	name = hs_span_take(&line, (size_t)(colon - line.at));
	while (name.length > 0 && hs_is_blank(name.at[name.length - 1]))
		name.length--;
	hs_span_take(&line, 1);
	hs_feed_hold(feed, name, line);
}

int httpstatus_retry_line(httpstatus_retry *retry, const char *line, size_t length)
{
	struct hs_feed feed;
	bool continues;
	int code;

	if (!retry || !line)
		return 0;
	feed = hs_feed_of(retry);
	continues = length > 0 && hs_is_blank(line[0]);
	while (length > 0 && hs_is_space(line[length - 1]))
		length--;
	if (continues) {
		hs_feed_continue(&feed, (struct hs_span){line, length});
		return 0;
	}
	if (hs_is_status_line(line, length)) {
		hs_forget_response(retry);
		return httpstatus_parse_status_line(line, length, &code) == 0 ? code : 0;
	}
	hs_feed_settle(&feed);
	feed_field_line(&feed, (struct hs_span){line, length});
	return 0;
}

void httpstatus_retry_content(httpstatus_retry *retry, const void *bytes, size_t length)
{
	struct hs_feed feed;
	struct hs_content *content;

	if (!retry || !bytes)
		return;
	feed = hs_feed_of(retry);
	hs_feed_settle(&feed);
	content = hs_content_of(retry);
	if (content)
		hs_content_add(content, &feed.evidence, (struct hs_span){bytes, length},
		               hs_clock_century(&retry->response.clock, retry->time_of_day));
}

void httpstatus_retry_error(httpstatus_retry *retry, const char *token, size_t length)
{
	struct hs_span span = {token, length};
	struct hs_feed feed;

	if (!retry || !token)
		return;
	feed = hs_feed_of(retry);
	hs_span_trim(&span);
	hs_evidence_add_error(&feed.evidence, span,
	                      hs_clock_century(&retry->response.clock, retry->time_of_day));
}

void httpstatus_retry_ask(httpstatus_retry *retry, uint64_t ms)
{
	if (retry && ms > 0)
		hs_times_add_delay(&retry->response.retry_after, ms, false);
}

/* Whether another header section follows that with this code (RFC 9110, 15.2). */
static bool is_interim(int code)
{
	return httpstatus_class_of(code) == HTTPSTATUS_CLASS_INFORMATIONAL &&
	       code != HTTPSTATUS_SWITCHING_PROTOCOLS;
}

static bool is_line_end(const char *line, size_t length)
{
	return (length == 1 && line[0] == '\n') || (length == 2 && line[0] == '\r' && line[1] == '\n');
}

int httpstatus_retry_head(httpstatus_retry *retry, const char *head, size_t length)
{
	int last = 0;

	if (!retry || !head)
		return 0;
	while (length > 0) {
		const char *end = memchr(head, '\n', length);
		const size_t line = end ? (size_t)(end - head) + 1 : length;
		const int code = httpstatus_retry_line(retry, head, line);

		if (code != 0)
			last = code;
		if (is_line_end(head, line) && !is_interim(last))
			break;
		head += line;
		length -= line;
	}
	return last;
}

/* ---- The last decision ---------------------------------------------------------- */

const httpstatus_entry *httpstatus_retry_entry(const httpstatus_retry *retry)
{
	return retry ? retry->entry : NULL;
}

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
