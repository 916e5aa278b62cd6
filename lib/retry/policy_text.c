/* SPDX-License-Identifier: MIT */
/* A policy as a text: "attempts=5 base=1s max-delay=30s always=5xx". */

#include "base/numbers.h"
#include "base/span.h"
#include "base/writer.h"
#include "catalog/vocabulary.h"
#include "retry/policy.h"

/* How the number of a setting is written. */
enum kind {
	KIND_NUMBER,
	KIND_TIME,
	KIND_YES_NO,
	KIND_GROWTH,
	KIND_LIMIT,                 /* a number, or "none" */
	KIND_BITS                   /* words, "none" or "all" */
};

static const uint8_t kinds[HS_SETTINGS] = {
	[HTTPSTATUS_POLICY_ATTEMPTS]       = KIND_NUMBER,
	[HTTPSTATUS_POLICY_BASE]           = KIND_TIME,
	[HTTPSTATUS_POLICY_THROTTLED_BASE] = KIND_TIME,
	[HTTPSTATUS_POLICY_CAP]            = KIND_TIME,
	[HTTPSTATUS_POLICY_MAX_WAIT]       = KIND_TIME,
	[HTTPSTATUS_POLICY_MAX_ELAPSED]    = KIND_TIME,
	[HTTPSTATUS_POLICY_MIN_ATTEMPT]    = KIND_TIME,
	[HTTPSTATUS_POLICY_ACCEPT_LIKELY]  = KIND_YES_NO,
	[HTTPSTATUS_POLICY_PREFER_RFC]     = KIND_YES_NO,
	[HTTPSTATUS_POLICY_STRICT_TIMES]   = KIND_YES_NO,
	[HTTPSTATUS_POLICY_GROWTH]         = KIND_GROWTH,
	[HTTPSTATUS_POLICY_JITTER]         = KIND_NUMBER,
	[HTTPSTATUS_POLICY_MAX_DELAY]      = KIND_TIME,
	[HTTPSTATUS_POLICY_MAX_TOTAL_WAIT] = KIND_TIME,
	[HTTPSTATUS_POLICY_MAX_REDIRECTS]  = KIND_NUMBER,
	[HTTPSTATUS_POLICY_CODE_LIMITS]    = KIND_YES_NO,
	[HTTPSTATUS_POLICY_TIMEOUT_LIMIT]  = KIND_LIMIT,
	[HTTPSTATUS_POLICY_FAILURES]       = KIND_BITS,
	[HTTPSTATUS_POLICY_AT_ONCE]        = KIND_BITS
};

/* What was expected, by kind. */
static const char *expectation(int setting)
{
	switch ((enum kind)kinds[setting]) {
	case KIND_NUMBER:
		return setting == HTTPSTATUS_POLICY_JITTER ? "a percentage from 0 to 100"
		                                           : "a number from 0 to 4294967295";
	case KIND_TIME:   return "a time from 0 to 4294967295 seconds, as 5, 0.1, 100ms, 30s, 2m or 1h";
	case KIND_YES_NO: return "yes or no";
	case KIND_GROWTH: return "doubling, linear or none";
	case KIND_LIMIT:  return "a number from 0 to 14, or none";
	case KIND_BITS:
		break;
	}
	return "unconnected, refused, broken, timed-out, truncated, unknown-host, all or none";
}

/* ---- Reading ------------------------------------------------------------------ */

/* Takes digits off; false without any. What is too large is UINT64_MAX. */
static bool take_number(struct hs_span *text, uint64_t *number)
{
	const char *start = text->at;

	*number = 0;
	while (text->length > 0 && hs_is_digit(text->at[0]))
		*number = hs_add_u64(hs_multiply_u64(*number, 10),
		                     (uint64_t)(hs_span_take(text, 1).at[0] - '0'));
	return text->at > start;
}

static bool read_number(struct hs_span text, uint64_t *number)
{
	return take_number(&text, number) && text.length == 0;
}

/* Milliseconds of a unit; 0 if it is none. */
static uint64_t unit_of(struct hs_span unit)
{
	if (unit.length == 0 || hs_span_is(unit, "s"))
		return 1000;
	if (hs_span_is(unit, "ms"))
		return 1;
	if (hs_span_is(unit, "m"))
		return 60000;
	return hs_span_is(unit, "h") ? 3600000 : 0;
}

/* Thousandths of the unit, of at most three decimals. */
static bool take_decimals(struct hs_span *text, uint64_t *thousandths)
{
	uint64_t scale = 100;

	*thousandths = 0;
	if (text->length == 0 || text->at[0] != '.')
		return true;
	hs_span_take(text, 1);
	if (text->length == 0 || !hs_is_digit(text->at[0]))
		return false;
	for (; text->length > 0 && hs_is_digit(text->at[0]); scale /= 10) {
		if (scale == 0)
			return false;
		*thousandths += scale * (uint64_t)(hs_span_take(text, 1).at[0] - '0');
	}
	return true;
}

/* Only whole milliseconds are times. */
static bool read_time(struct hs_span text, uint64_t *ms)
{
	uint64_t whole;
	uint64_t thousandths;
	uint64_t unit;

	if (!take_number(&text, &whole) || !take_decimals(&text, &thousandths))
		return false;
	unit = unit_of(text);
	*ms = hs_add_u64(hs_multiply_u64(whole, unit), thousandths * unit / 1000);
	return unit > 0 && thousandths * unit % 1000 == 0;
}

static bool read_word(int family, struct hs_span text, uint64_t *value)
{
	int64_t number;
	int error = httpstatus_parse_word(family, text.at, text.length, &number);

	*value = (uint64_t)number;
	return error == 0;
}

static bool read_yes_no(struct hs_span text, uint64_t *value)
{
	*value = hs_span_is(text, "yes");
	return *value || hs_span_is(text, "no");
}

static bool read_bit(struct hs_span word, uint64_t *bits)
{
	size_t n;

	if (!hs_find_word(HTTPSTATUS_FAMILY_FAILURE, word.at, word.length, &n))
		return false;
	*bits |= UINT64_C(1) << n;
	return true;
}

/* At the word that is none, *list begins with it. */
static bool read_bits(int setting, struct hs_span *list, uint64_t *bits)
{
	*bits = hs_span_is(*list, "all") ? hs_policy_bits(setting) : 0;
	if (hs_span_is(*list, "all") || hs_span_is(*list, "none"))
		return true;
	for (;;) {
		const char *comma = memchr(list->at, ',', list->length);
		const size_t length = comma ? (size_t)(comma - list->at) : list->length;

		if (!read_bit((struct hs_span){list->at, length}, bits))
			return false;
		hs_span_take(list, length);
		if (list->length == 0)
			return true;
		hs_span_take(list, 1);
	}
}

/* Where it fails, *text begins with what is wrong. */
static bool read_value(int setting, struct hs_span *text, uint64_t *value)
{
	switch ((enum kind)kinds[setting]) {
	case KIND_NUMBER:
		return read_number(*text, value);
	case KIND_TIME:
		return read_time(*text, value);
	case KIND_YES_NO:
		return read_yes_no(*text, value);
	case KIND_GROWTH:
		return read_word(HTTPSTATUS_FAMILY_GROWTH, *text, value);
	case KIND_LIMIT:
		*value = HTTPSTATUS_LIMIT_NONE;
		/* The number that stands for none is no number of retries. */
		return hs_span_is(*text, "none") ||
		       (read_number(*text, value) && *value != HTTPSTATUS_LIMIT_NONE);
	case KIND_BITS:
		return read_bits(setting, text, value);
	}
	return false;
}

/* A text on its way into a policy. */
struct parser {
	httpstatus_policy *draft;
	uint64_t seen;              /* bits: the settings, and above them the lists */
	struct hs_span rest;
	const char *at;             /* what was not expected, and what was */
	const char *expected;
};

static int refuse(struct parser *p, const char *at, const char *expected, int error)
{
	p->at = at;
	p->expected = expected;
	return error;
}

static int set_number(struct parser *p, int setting, struct hs_span value)
{
	uint64_t number;
	int error;

	if (!read_value(setting, &value, &number))
		return refuse(p, value.at, expectation(setting), HTTPSTATUS_E_SYNTAX);
	error = httpstatus_policy_set(p->draft, setting, number);
	return error ? refuse(p, value.at, expectation(setting), error) : 0;
}

static int set_codes(struct parser *p, int list, struct hs_span value)
{
	httpstatus_codeset codes = {{0}};
	const char *expected;
	size_t position;
	int error;

	if (hs_span_is(value, "none"))
		return httpstatus_policy_set_codes(p->draft, list, NULL);
	error = httpstatus_codeset_parse(&codes, value.at, value.length, &position, &expected);
	if (error)
		return refuse(p, value.at + position, expected,
		              error == HTTPSTATUS_E_EMPTY ? HTTPSTATUS_E_SYNTAX : error);
	return httpstatus_policy_set_codes(p->draft, list, &codes);
}

static int set_item(struct parser *p, struct hs_span item)
{
	const char *equals = memchr(item.at, '=', item.length);
	const struct hs_span name = hs_span_take(&item, equals ? (size_t)(equals - item.at) : item.length);
	uint64_t setting;
	uint64_t list = 0;
	uint64_t bit;

	if (!read_word(HTTPSTATUS_FAMILY_POLICY, name, &setting) &&
	    !read_word(HTTPSTATUS_FAMILY_CODES, name, &list))
		return refuse(p, name.at, "the name of a setting, as in attempts=5", HTTPSTATUS_E_SYNTAX);
	if (!equals)
		return refuse(p, item.at, "'=' and a value", HTTPSTATUS_E_SYNTAX);
	hs_span_take(&item, 1);
	bit = UINT64_C(1) << (list ? HS_SETTINGS + list : setting);
	if (p->seen & bit)
		return refuse(p, name.at, "each name once", HTTPSTATUS_E_SYNTAX);
	p->seen |= bit;
	return list ? set_codes(p, (int)list, item) : set_number(p, (int)setting, item);
}

static int parse_items(struct parser *p)
{
	int error = 0;

	while (!error) {
		size_t n = 0;

		while (p->rest.length > 0 && hs_is_space(p->rest.at[0]))
			hs_span_take(&p->rest, 1);
		if (p->rest.length == 0)
			break;
		while (n < p->rest.length && !hs_is_space(p->rest.at[n]))
			n++;
		error = set_item(p, hs_span_take(&p->rest, n));
	}
	return error;
}

static void take_over(httpstatus_policy *policy, const httpstatus_policy *draft)
{
	memcpy(policy->numbers, draft->numbers, sizeof(policy->numbers));
	memcpy(policy->codes, draft->codes, sizeof(policy->codes));
	policy->restricted = draft->restricted;
}

int httpstatus_policy_parse(httpstatus_policy *policy, const char *s, size_t length,
                            size_t *position, const char **expected)
{
	httpstatus_policy draft;
	struct parser parser = {.draft = &draft, .rest = {s, length}};
	int error = HTTPSTATUS_E_INVAL;

	if (hs_policy_is_open(policy) && (s || length == 0)) {
		hs_policy_copy_to(&draft, policy);
		error = parse_items(&parser);
		if (!error)
			take_over(policy, &draft);
		hs_policy_clear(&draft);
	}
	if (position)
		*position = error && parser.at ? (size_t)(parser.at - s) : 0;
	if (expected)
		*expected = error ? parser.expected : NULL;
	return error;
}

/* ---- Writing ------------------------------------------------------------------ */

static void write_bits(struct hs_writer *w, int setting, uint64_t bits)
{
	const char *comma = "";

	if (bits == 0 || bits == hs_policy_bits(setting)) {
		hs_write_text(w, bits ? "all" : "none");
		return;
	}
	for (int n = 0; bits >> n; n++) {
		if (!(bits >> n & 1))
			continue;
		hs_write_text(w, comma);
		hs_write_text(w, httpstatus_failure_name(HTTPSTATUS_FAILURE_UNCONNECTED + n));
		comma = ",";
	}
}

static void write_time(struct hs_writer *w, uint64_t ms)
{
	const bool whole = ms % 1000 == 0;

	hs_write_number(w, whole ? ms / 1000 : ms);
	hs_write_text(w, whole ? "s" : "ms");
}

static void write_value(struct hs_writer *w, int setting, uint64_t value)
{
	switch ((enum kind)kinds[setting]) {
	case KIND_NUMBER:
		hs_write_number(w, value);
		return;
	case KIND_TIME:
		write_time(w, value);
		return;
	case KIND_YES_NO:
		hs_write_text(w, value ? "yes" : "no");
		return;
	case KIND_GROWTH:
		hs_write_text(w, httpstatus_growth_name((int)value));
		return;
	case KIND_LIMIT:
		if (value == HTTPSTATUS_LIMIT_NONE)
			hs_write_text(w, "none");
		else
			hs_write_number(w, value);
		return;
	case KIND_BITS:
		write_bits(w, setting, value);
		return;
	}
}

/* The longest text of a set has each second code: "0,101,103," and so on. */
enum { CODES_TEXT_MAX = 2048 };

/* A set that has no code, as a code that is taken out again. */
static void write_codes(struct hs_writer *w, int list, const httpstatus_codeset *codes)
{
	char text[CODES_TEXT_MAX];
	const size_t length = httpstatus_codeset_print(codes, text, sizeof(text));

	hs_write_char(w, ' ');
	hs_write_text(w, httpstatus_codes_name(list));
	hs_write_char(w, '=');
	if (length > 0)
		hs_write(w, text, length);
	else
		hs_write_text(w, "100,-100");
}

/* Whether the list matters: the list of the only codes does without any, too. */
static bool has_list(const httpstatus_policy *policy, int list)
{
	return (list == HTTPSTATUS_CODES_ONLY && policy->restricted) ||
	       httpstatus_codeset_print(&policy->codes[list], NULL, 0) > 0;
}

size_t httpstatus_policy_print(const httpstatus_policy *policy, char *buffer, size_t size)
{
	struct hs_writer w = {buffer, size, 0};

	for (int setting = HTTPSTATUS_POLICY_ATTEMPTS; setting < HS_SETTINGS; setting++) {
		hs_write_text(&w, setting == HTTPSTATUS_POLICY_ATTEMPTS ? "" : " ");
		hs_write_text(&w, httpstatus_policy_name(setting));
		hs_write_char(&w, '=');
		write_value(&w, setting, httpstatus_policy_get(policy, setting));
	}
	for (int list = HTTPSTATUS_CODES_ALWAYS; policy && list < HS_CODES; list++)
		if (has_list(policy, list))
			write_codes(&w, list, &policy->codes[list]);
	return hs_write_end(&w);
}
