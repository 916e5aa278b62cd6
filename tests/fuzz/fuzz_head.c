/* SPDX-License-Identifier: MIT */
/*
 * Whole heads of responses, line by line, against the same fields fed one by
 * one; and against the same head with other line ends and capital letters.
 */

#include "fuzz.h"

#include <ctype.h>

#define SPACES " \t\r\n"
#define CLOCK INT64_C(1800000000)

enum way {
	LINES,          /* as it is */
	LINES_CRLF,     /* with other line ends, and other fields between */
	FIELDS,         /* cut into names and values */
	FIELDS_UPPER,   /* names in capital letters */
	WAYS
};

struct outcome {
	httpstatus_advice advice;
	int asked;
	uint64_t asked_ms, delay, cooldown;
};

static bool is_status_line(const char *line, size_t length)
{
	return (length >= 5 && (memcmp(line, "HTTP/", 5) == 0 || memcmp(line, "RTSP/", 5) == 0)) ||
	       (length >= 4 && memcmp(line, "ICY", 3) == 0 && (line[3] == ' ' || line[3] == '\t'));
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Without the white space at its end. */
static size_t bare_length(const char *line, size_t length)
{
	while (length > 0 && line[length - 1] && strchr(SPACES, line[length - 1]))
		length--;
	return length;
}

static int feed_line(httpstatus_retry *retry, const char *line, size_t length, const char *end)
{
	char *copy = fuzz_block(length + strlen(end));
	int code;

	if (length)
		memcpy(copy, line, length);
	if (*end)
		memcpy(copy + length, end, strlen(end));
	code = httpstatus_retry_line(retry, copy, length + strlen(end));
	free(copy);
	return code;
}

static void feed_field(httpstatus_retry *retry, const char *line, size_t length, bool upper)
{
	const char *colon = length ? memchr(line, ':', length) : NULL;
	size_t name_length = colon ? (size_t)(colon - line) : 0;
	const char *start = colon ? colon + 1 : line;
	char *name, *value;

	if (!colon)
		return;
	while (name_length > 0 && is_blank(line[name_length - 1]))
		name_length--;
	while (start < line + length && is_blank(*start))
		start++;
	name = fuzz_copy(line, name_length);
	value = fuzz_copy(start, (size_t)(line + length - start));
	for (size_t i = 0; upper && i < name_length; i++)
		if ((unsigned char)name[i] < 0x80)
			name[i] = (char)toupper((unsigned char)name[i]);
	httpstatus_retry_field(retry, name, name_length, value, (size_t)(line + length - start));
	free(value);
	free(name);
}

/* The line is cut off a head; answers the code of its response, or the one before. */
static int feed(httpstatus_retry *retry, const char *line, size_t length, enum way way, int code)
{
	size_t bare = bare_length(line, length);
	int read = 0, answered;

	if (is_status_line(line, bare) && httpstatus_parse_status_line(line, bare, &read) != 0)
		read = 0;
	switch (way) {
	case LINES:
		answered = feed_line(retry, line, length, "");
		REQUIRE(answered == read);
		break;
	case LINES_CRLF:
		/* A line that continues another one stays behind it, and is more than its end. */
		if (length > 0 && is_blank(*line)) {
			REQUIRE(feed_line(retry, line, bare ? bare : 1, "\r\n") == 0);
			break;
		}
		REQUIRE(feed_line(retry, "Retry-After-Never: 5", 20, "\r\n") == 0);
		REQUIRE(feed_line(retry, "X-Retry-After: 7", 16, "") == 0);
		answered = feed_line(retry, line, bare, "\r\n");
		REQUIRE(answered == read);
		break;
	default:
		feed_field(retry, line, bare, way == FIELDS_UPPER);
		break;
	}
	return is_status_line(line, bare) ? read : code;
}

/* Where the last response begins; what was said before is forgotten. */
static size_t last_head(const char *text, size_t size)
{
	size_t start = 0;

	for (size_t at = 0, next; at < size; at = next) {
		const char *end = memchr(text + at, '\n', size - at);

		next = end ? (size_t)(end - text) + 1 : size;
		if (is_status_line(text + at, bare_length(text + at, next - at)))
			start = at;
	}
	return start;
}

static struct outcome judge(httpstatus_retry *retry, const char *text, size_t size, enum way way,
                            bool clock)
{
	struct outcome outcome = {0};
	int code = 503;

	httpstatus_retry_seed(retry, 1);
	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_IDEMPOTENT, 0);
	if (clock)
		httpstatus_retry_set_clock(retry, CLOCK);
	for (size_t at = way < FIELDS ? 0 : last_head(text, size), next; at < size; at = next) {
		const char *end = memchr(text + at, '\n', size - at);

		next = end ? (size_t)(end - text) + 1 : size;
		code = feed(retry, text + at, next - at, way, code);
	}
	outcome.advice = httpstatus_retry_on_status(retry, code, 0);
	outcome.asked = httpstatus_retry_asked(retry);
	outcome.asked_ms = httpstatus_retry_asked_ms(retry);
	outcome.delay = httpstatus_retry_delay_ms(retry);
	outcome.cooldown = httpstatus_retry_cooldown_ms(retry);
	return outcome;
}

/*
 * The same lines with each field in one (RFC 9112, 5.2), in out, which has room
 * for twice as much; *whole is false if a field is longer than the library keeps.
 */
static size_t unfold(const char *text, size_t size, char *out, bool *whole)
{
	size_t length = 0;
	size_t start = 0;
	bool field = false;

	*whole = true;
	for (size_t at = 0, next; at < size; at = next) {
		const char *end = memchr(text + at, '\n', size - at);
		const char *line = text + at;
		size_t bare;

		next = end ? (size_t)(end - text) + 1 : size;
		bare = bare_length(line, next - at);
		if (!is_blank(*line)) {
			const char *colon = bare ? memchr(line, ':', bare) : NULL;

			field = colon && !is_status_line(line, bare);
			if (bare)
				memcpy(out + length, line, bare);
			start = length;
			length += bare;
			out[length++] = '\n';
			continue;
		}
		while (bare > 0 && is_blank(*line)) {
			line++;
			bare--;
		}
		if (!field || bare == 0)
			continue;
		out[length - 1] = ' ';
		memcpy(out + length, line, bare);
		length += bare;
		*whole = *whole && length - start <= 40;
		out[length++] = '\n';
	}
	return length;
}

static void require_same(const struct outcome *a, const struct outcome *b)
{
	REQUIRE(a->advice == b->advice);
	REQUIRE(a->asked == b->asked && a->asked_ms == b->asked_ms);
	REQUIRE(a->delay == b->delay && a->cooldown == b->cooldown);
}

static void check(httpstatus_retry *retry, const char *text, size_t size, bool clock)
{
	struct outcome first = judge(retry, text, size, LINES, clock);
	char *unfolded = fuzz_block(2 * size + 1);
	bool whole;
	size_t length = unfold(text, size, unfolded, &whole);

	if (httpstatus_advice_verdict(first.advice) == HTTPSTATUS_VERDICT_RETRY)
		REQUIRE(first.delay >= first.asked_ms);
	for (int way = LINES; way < WAYS; way++) {
		struct outcome other = judge(retry, way < FIELDS ? text : unfolded,
		                             way < FIELDS ? size : length, (enum way)way, clock);

		if (way < FIELDS || whole)
			require_same(&first, &other);
	}
	free(unfolded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	httpstatus_policy *policy;
	httpstatus_retry *usual, *all;

	REQUIRE(httpstatus_retry_new(NULL, &usual) == 0);
	policy = fuzz_policy(fuzz_shared_catalogs);
	REQUIRE(httpstatus_retry_new(policy, &all) == 0);
	httpstatus_policy_free(policy);
	check(usual, (const char *)data, size, true);
	check(all, (const char *)data, size, false);
	check(all, (const char *)data, size, true);
	httpstatus_retry_free(all);
	httpstatus_retry_free(usual);
	return 0;
}
