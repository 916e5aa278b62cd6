/* SPDX-License-Identifier: MIT */
/*
 * check_words.c - the words for enumerators and bits, errors, and the version
 *
 * The words are those that httpstatus_flag_name(3) and httpstatus-catalog(5)
 * list, copied by hand.
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

/* ---- Bits --------------------------------------------------------------- */

struct bit_word {
	uint32_t bit;
	const char *word;
};

static const struct bit_word flags[] = {
	{ HTTPSTATUS_FLAG_INTERIM, "interim" },
	{ HTTPSTATUS_FLAG_CACHEABLE, "cacheable" },
	{ HTTPSTATUS_FLAG_NO_STORE, "no-store" },
	{ HTTPSTATUS_FLAG_PERMANENT, "permanent" },
	{ HTTPSTATUS_FLAG_INTERMEDIARY, "intermediary" },
	{ HTTPSTATUS_FLAG_LOG_ONLY, "log-only" },
	{ HTTPSTATUS_FLAG_CLIENT_GONE, "client-gone" },
	{ HTTPSTATUS_FLAG_UNOFFICIAL, "unofficial" },
	{ HTTPSTATUS_FLAG_RESERVED, "reserved" },
	{ HTTPSTATUS_FLAG_TEMPORARY, "temporary" },
	{ HTTPSTATUS_FLAG_DEPRECATED, "deprecated" },
	{ HTTPSTATUS_FLAG_OBSOLETE, "obsolete" },
	{ HTTPSTATUS_FLAG_UNCERTAIN, "uncertain" }
};

static const struct bit_word changes[] = {
	{ HTTPSTATUS_CHANGE_CONNECTION, "connection" },
	{ HTTPSTATUS_CHANGE_ENDPOINT, "endpoint" },
	{ HTTPSTATUS_CHANGE_NO_EARLY_DATA, "no-early-data" },
	{ HTTPSTATUS_CHANGE_CREDENTIALS, "credentials" },
	{ HTTPSTATUS_CHANGE_METHOD, "method" },
	{ HTTPSTATUS_CHANGE_TARGET, "target" },
	{ HTTPSTATUS_CHANGE_CONTENT, "content" },
	{ HTTPSTATUS_CHANGE_RANGE, "range" },
	{ HTTPSTATUS_CHANGE_PRECONDITION, "precondition" },
	{ HTTPSTATUS_CHANGE_EXPECT, "expect" },
	{ HTTPSTATUS_CHANGE_PROTOCOL, "protocol" },
	{ HTTPSTATUS_CHANGE_LENGTH, "length" },
	{ HTTPSTATUS_CHANGE_FIELDS, "fields" },
	{ HTTPSTATUS_CHANGE_STATE, "state" },
	{ HTTPSTATUS_CHANGE_USER, "user" },
	{ HTTPSTATUS_CHANGE_CONFIGURATION, "configuration" }
};

static const struct bit_word reasons[] = {
	{ HTTPSTATUS_REASON_TRANSIENT, "transient" },
	{ HTTPSTATUS_REASON_THROTTLED, "throttled" },
	{ HTTPSTATUS_REASON_STATE, "state" },
	{ HTTPSTATUS_REASON_PERMANENT, "permanent" },
	{ HTTPSTATUS_REASON_HOLD, "hold" },
	{ HTTPSTATUS_REASON_UNSAFE_METHOD, "unsafe-method" },
	{ HTTPSTATUS_REASON_ONE_SHOT, "one-shot" },
	{ HTTPSTATUS_REASON_CLASS_ONLY, "class-only" },
	{ HTTPSTATUS_REASON_INVALID, "invalid" },
	{ HTTPSTATUS_REASON_DEPARTS, "departs" },
	{ HTTPSTATUS_REASON_ASKED, "asked" },
	{ HTTPSTATUS_REASON_FORBIDDEN, "forbidden" },
	{ HTTPSTATUS_REASON_OVERRIDDEN, "overridden" },
	{ HTTPSTATUS_REASON_CODE_LIMIT, "code-limit" },
	{ HTTPSTATUS_REASON_ATTEMPTS, "attempts" },
	{ HTTPSTATUS_REASON_TOO_LONG, "too-long" },
	{ HTTPSTATUS_REASON_DEADLINE, "deadline" },
	{ HTTPSTATUS_REASON_BUDGET, "budget" },
	{ HTTPSTATUS_REASON_MAYBE_DONE, "maybe-done" },
	{ HTTPSTATUS_REASON_UNSEEDED, "unseeded" },
	{ HTTPSTATUS_REASON_REDIRECTS, "redirects" },
	{ HTTPSTATUS_REASON_LENIENT, "lenient" }
};

static const struct bit_word traits[] = {
	{ HTTPSTATUS_TRAIT_SAFE, "safe" },
	{ HTTPSTATUS_TRAIT_IDEMPOTENT, "idempotent" },
	{ HTTPSTATUS_TRAIT_HARMLESS, "harmless" },
	{ HTTPSTATUS_TRAIT_KEY, "key" },
	{ HTTPSTATUS_TRAIT_PRECONDITION, "precondition" },
	{ HTTPSTATUS_TRAIT_ONE_SHOT, "one-shot" },
	{ HTTPSTATUS_TRAIT_EARLY_DATA, "early-data" },
	{ HTTPSTATUS_TRAIT_REUSED, "reused" },
	{ HTTPSTATUS_TRAIT_UNSENT, "unsent" },
	{ HTTPSTATUS_TRAIT_FOREIGN, "foreign" }
};

static const struct {
	const char *title;
	int family;
	const char *(*name)(uint32_t bit);
	const struct bit_word *words;
	size_t count;
} bits[] = {
	{ "flag", HTTPSTATUS_FAMILY_FLAG, httpstatus_flag_name, flags, LENGTH(flags) },
	{ "change", HTTPSTATUS_FAMILY_CHANGE, httpstatus_change_name, changes, LENGTH(changes) },
	{ "reason", HTTPSTATUS_FAMILY_REASON, httpstatus_reason_name, reasons, LENGTH(reasons) },
	{ "trait", HTTPSTATUS_FAMILY_TRAIT, httpstatus_trait_name, traits, LENGTH(traits) }
};

/* Lower-case letters in groups, divided by single hyphens. */
static bool is_word(const char *s)
{
	size_t group;

	for (;;) {
		group = strspn(s, "abcdefghijklmnopqrstuvwxyz");
		if (group == 0)
			return false;
		s += group;
		if (*s == '\0')
			return true;
		if (*s++ != '-')
			return false;
	}
}

START_TEST(every_bit)
{
	const struct bit_word *words = bits[_i].words;
	size_t i, j;

	for (i = 0; i < bits[_i].count; i++) {
		const char *word = bits[_i].name(words[i].bit);

		ck_assert_msg(word && is_word(word), "%s %#x: \"%s\"", bits[_i].title,
		              (unsigned int)words[i].bit, word ? word : "NULL");
		ck_assert_msg(strcmp(word, words[i].word) == 0,
		              "%s %#x: \"%s\" instead of \"%s\"", bits[_i].title,
		              (unsigned int)words[i].bit, word, words[i].word);
		for (j = 0; j < i; j++)
			ck_assert_msg(strcmp(word, bits[_i].name(words[j].bit)) != 0,
			              "%s: \"%s\" twice", bits[_i].title, word);
	}
}
END_TEST

static bool is_bit(size_t vocabulary, uint32_t value)
{
	size_t i;

	for (i = 0; i < bits[vocabulary].count; i++)
		if (bits[vocabulary].words[i].bit == value)
			return true;
	return false;
}

static void no_word_for_bits(size_t vocabulary, uint32_t value)
{
	const char *word;

	if (is_bit(vocabulary, value))
		return;
	word = bits[vocabulary].name(value);
	if (!word || *word)
		ck_abort_msg("%s %#x: \"%s\" instead of \"\"", bits[vocabulary].title,
		             (unsigned int)value, word ? word : "NULL");
}

/* None, several bits, bits that have no meaning yet. */
START_TEST(what_is_no_bit)
{
	size_t vocabulary = (size_t)_i;
	uint32_t value, bit;
	int i;

	for (value = 0; value < UINT32_C(0x40000); value++)
		no_word_for_bits(vocabulary, value);
	for (i = 0; i < 32; i++) {
		bit = UINT32_C(1) << i;
		no_word_for_bits(vocabulary, bit);
		no_word_for_bits(vocabulary, ~bit);
		no_word_for_bits(vocabulary, bit - 1);
		no_word_for_bits(vocabulary, UINT32_C(0) - bit);
		for (value = 1; value != 0; value <<= 1)
			no_word_for_bits(vocabulary, bit | value);
	}
	no_word_for_bits(vocabulary, UINT32_MAX);
}
END_TEST

/* ---- Enumerators --------------------------------------------------------- */

struct enum_word {
	int value;
	const char *word;
};

static const struct enum_word redirects[] = {
	{ HTTPSTATUS_REDIRECT_NONE, "none" },
	{ HTTPSTATUS_REDIRECT_KEEP, "keep" },
	{ HTTPSTATUS_REDIRECT_POST_TO_GET, "post-to-get" },
	{ HTTPSTATUS_REDIRECT_GET, "get" }
};

static const struct enum_word framings[] = {
	{ HTTPSTATUS_FRAMING_NONE, "none" },
	{ HTTPSTATUS_FRAMING_ZERO, "zero" },
	{ HTTPSTATUS_FRAMING_MAY, "may" }
};

static const struct enum_word processed[] = {
	{ HTTPSTATUS_PROCESSED_NOT_REACHED, "not-reached" },
	{ HTTPSTATUS_PROCESSED_REFUSED, "refused" },
	{ HTTPSTATUS_PROCESSED_LIKELY_NOT, "likely-not" },
	{ HTTPSTATUS_PROCESSED_UNKNOWN, "unknown" },
	{ HTTPSTATUS_PROCESSED_LIKELY_YES, "likely-yes" },
	{ HTTPSTATUS_PROCESSED_DONE, "done" }
};

static const struct enum_word faults[] = {
	{ HTTPSTATUS_FAULT_NONE, "none" },
	{ HTTPSTATUS_FAULT_CLIENT, "client" },
	{ HTTPSTATUS_FAULT_AUTH, "auth" },
	{ HTTPSTATUS_FAULT_RATE, "rate" },
	{ HTTPSTATUS_FAULT_SERVER, "server" },
	{ HTTPSTATUS_FAULT_INTERMEDIARY, "intermediary" },
	{ HTTPSTATUS_FAULT_NETWORK, "network" },
	{ HTTPSTATUS_FAULT_UNKNOWN, "unknown" }
};

static const struct enum_word verdicts[] = {
	{ HTTPSTATUS_VERDICT_STOP, "stop" },
	{ HTTPSTATUS_VERDICT_DONE, "done" },
	{ HTTPSTATUS_VERDICT_WAIT, "wait" },
	{ HTTPSTATUS_VERDICT_FOLLOW, "follow" },
	{ HTTPSTATUS_VERDICT_AMEND, "amend" },
	{ HTTPSTATUS_VERDICT_RETRY, "retry" }
};

static const struct enum_word asked[] = {
	{ HTTPSTATUS_ASKED_NOTHING, "nothing" },
	{ HTTPSTATUS_ASKED_MALFORMED, "malformed" },
	{ HTTPSTATUS_ASKED_DELAY, "delay" },
	{ HTTPSTATUS_ASKED_DATE, "date" },
	{ HTTPSTATUS_ASKED_PAST, "past" },
	{ HTTPSTATUS_ASKED_FOREVER, "forever" },
	{ HTTPSTATUS_ASKED_NO_CLOCK, "no-clock" }
};

static const struct enum_word failures[] = {
	{ HTTPSTATUS_FAILURE_UNCONNECTED, "unconnected" },
	{ HTTPSTATUS_FAILURE_REFUSED, "refused" },
	{ HTTPSTATUS_FAILURE_BROKEN, "broken" },
	{ HTTPSTATUS_FAILURE_TIMED_OUT, "timed-out" },
	{ HTTPSTATUS_FAILURE_TRUNCATED, "truncated" },
	{ HTTPSTATUS_FAILURE_UNKNOWN_HOST, "unknown-host" }
};

static const struct enum_word growths[] = {
	{ HTTPSTATUS_GROWTH_NONE, "none" },
	{ HTTPSTATUS_GROWTH_LINEAR, "linear" },
	{ HTTPSTATUS_GROWTH_DOUBLING, "doubling" }
};

static const struct enum_word levels[] = {
	{ HTTPSTATUS_LEVEL_MUST, "must" },
	{ HTTPSTATUS_LEVEL_SHOULD, "should" },
	{ HTTPSTATUS_LEVEL_MAY, "may" }
};

static const struct enum_word settings[] = {
	{ HTTPSTATUS_POLICY_ATTEMPTS, "attempts" },
	{ HTTPSTATUS_POLICY_BASE, "base" },
	{ HTTPSTATUS_POLICY_THROTTLED_BASE, "throttled-base" },
	{ HTTPSTATUS_POLICY_CAP, "cap" },
	{ HTTPSTATUS_POLICY_MAX_WAIT, "max-wait" },
	{ HTTPSTATUS_POLICY_MAX_ELAPSED, "max-elapsed" },
	{ HTTPSTATUS_POLICY_MIN_ATTEMPT, "min-attempt" },
	{ HTTPSTATUS_POLICY_ACCEPT_LIKELY, "accept-likely" },
	{ HTTPSTATUS_POLICY_PREFER_RFC, "prefer-rfc" },
	{ HTTPSTATUS_POLICY_STRICT_TIMES, "strict-times" },
	{ HTTPSTATUS_POLICY_GROWTH, "growth" },
	{ HTTPSTATUS_POLICY_JITTER, "jitter" },
	{ HTTPSTATUS_POLICY_MAX_DELAY, "max-delay" },
	{ HTTPSTATUS_POLICY_MAX_TOTAL_WAIT, "max-total-wait" },
	{ HTTPSTATUS_POLICY_MAX_REDIRECTS, "max-redirects" },
	{ HTTPSTATUS_POLICY_CODE_LIMITS, "code-limits" },
	{ HTTPSTATUS_POLICY_TIMEOUT_LIMIT, "timeout-limit" },
	{ HTTPSTATUS_POLICY_FAILURES, "failures" },
	{ HTTPSTATUS_POLICY_AT_ONCE, "at-once" }
};

static const struct enum_word keeps[] = {
	{ HTTPSTATUS_KEEP_DROP, "drop" },
	{ HTTPSTATUS_KEEP_SENT, "sent" },
	{ HTTPSTATUS_KEEP_RETRY, "retry" },
	{ HTTPSTATUS_KEEP_HOLD, "hold" }
};

static const struct enum_word lists[] = {
	{ HTTPSTATUS_CODES_ALWAYS, "always" },
	{ HTTPSTATUS_CODES_NEVER, "never" },
	{ HTTPSTATUS_CODES_ONLY, "only" },
	{ HTTPSTATUS_CODES_DONE, "done" }
};

static const struct enum_word severities[] = {
	{ HTTPSTATUS_SEVERITY_WARNING, "warning" },
	{ HTTPSTATUS_SEVERITY_ERROR, "error" }
};

static const struct {
	const char *title;
	int family;
	const char *(*name)(int value);
	const struct enum_word *words;
	size_t count;
} enums[] = {
	{ "asked", HTTPSTATUS_FAMILY_ASKED, httpstatus_asked_name, asked, LENGTH(asked) },
	{ "failure", HTTPSTATUS_FAMILY_FAILURE, httpstatus_failure_name, failures, LENGTH(failures) },
	{ "fault", HTTPSTATUS_FAMILY_FAULT, httpstatus_fault_name, faults, LENGTH(faults) },
	{ "framing", HTTPSTATUS_FAMILY_FRAMING, httpstatus_framing_name, framings, LENGTH(framings) },
	{ "growth", HTTPSTATUS_FAMILY_GROWTH, httpstatus_growth_name, growths, LENGTH(growths) },
	{ "level", HTTPSTATUS_FAMILY_LEVEL, httpstatus_level_name, levels, LENGTH(levels) },
	{ "policy", HTTPSTATUS_FAMILY_POLICY, httpstatus_policy_name, settings, LENGTH(settings) },
	{ "processed", HTTPSTATUS_FAMILY_PROCESSED, httpstatus_processed_name, processed,
	  LENGTH(processed) },
	{ "redirect", HTTPSTATUS_FAMILY_REDIRECT, httpstatus_redirect_name, redirects,
	  LENGTH(redirects) },
	{ "severity", HTTPSTATUS_FAMILY_SEVERITY, httpstatus_severity_name, severities,
	  LENGTH(severities) },
	{ "verdict", HTTPSTATUS_FAMILY_VERDICT, httpstatus_verdict_name, verdicts, LENGTH(verdicts) },
	{ "keep", HTTPSTATUS_FAMILY_KEEP, httpstatus_keep_name, keeps, LENGTH(keeps) },
	{ "codes", HTTPSTATUS_FAMILY_CODES, httpstatus_codes_name, lists, LENGTH(lists) }
};

START_TEST(every_enumerator)
{
	const struct enum_word *words = enums[_i].words;
	size_t i, j;

	for (i = 0; i < enums[_i].count; i++) {
		const char *word = enums[_i].name(words[i].value);

		ck_assert_msg(word && is_word(word), "%s %d: \"%s\"", enums[_i].title,
		              words[i].value, word ? word : "NULL");
		ck_assert_msg(strcmp(word, words[i].word) == 0, "%s %d: \"%s\" instead of \"%s\"",
		              enums[_i].title, words[i].value, word, words[i].word);
		for (j = 0; j < i; j++)
			ck_assert_msg(strcmp(word, enums[_i].name(words[j].value)) != 0,
			              "%s: \"%s\" twice", enums[_i].title, word);
	}
}
END_TEST

static void no_word_for(size_t vocabulary, int value)
{
	const char *word;
	size_t i;

	for (i = 0; i < enums[vocabulary].count; i++)
		if (enums[vocabulary].words[i].value == value)
			return;
	word = enums[vocabulary].name(value);
	if (!word || *word)
		ck_abort_msg("%s %d: \"%s\" instead of \"\"", enums[vocabulary].title, value,
		             word ? word : "NULL");
}

START_TEST(what_is_no_enumerator)
{
	size_t vocabulary = (size_t)_i;
	int value, bit;

	for (value = -1000; value <= 1000; value++)
		no_word_for(vocabulary, value);
	for (value = -10; value <= 10; value++)
		for (bit = 8; bit < 31; bit++) {
			no_word_for(vocabulary, (int)(1U << bit) + value);
			no_word_for(vocabulary, -(int)(1U << bit) + value);
		}
	for (value = 0; value <= 10; value++) {
		no_word_for(vocabulary, INT_MIN + value);
		no_word_for(vocabulary, INT_MAX - value);
	}
}
END_TEST

/* ---- The way back -------------------------------------------------------- */

/* Parses a copy of exactly its size. */
static int parse_word(int family, const char *s, size_t length, int64_t *value)
{
	char *copy = malloc(length ? length : 1);
	int error;

	if (!copy)
		ck_abort_msg("out of memory");
	memcpy(copy, s, length);
	*value = -999;
	error = httpstatus_parse_word(family, length ? copy : s, length, value);
	free(copy);
	return error;
}

static void is_word_of(int family, const char *s, int64_t expected)
{
	int64_t value;
	int error = parse_word(family, s, strlen(s), &value);

	INSIST(error == 0 && value == expected, "family %d, \"%s\": error %d, %lld instead of %lld",
	       family, s, error, (long long)value, (long long)expected);
}

static void is_no_word_of(int family, const char *s, size_t length)
{
	int64_t value;
	int error = parse_word(family, s, length, &value);

	INSIST(error == HTTPSTATUS_E_SYNTAX && value == 0, "family %d, \"%.*s\": error %d, %lld",
	       family, (int)length, s, error, (long long)value);
}

/* The word in lower case, in upper case, and in both. */
static void in_any_case(int family, const char *word, int64_t value)
{
	char text[32];

	snprintf(text, sizeof(text), "%s", word);
	is_word_of(family, text, value);
	for (size_t i = 0; i < strlen(text); i += 2)
		text[i] = (char)toupper((unsigned char)text[i]);
	is_word_of(family, text, value);
	for (size_t i = 0; text[i]; i++)
		text[i] = (char)toupper((unsigned char)text[i]);
	is_word_of(family, text, value);
}

/* No part of a word is one, nor is a word with a byte more or another byte. */
static void but_nothing_near(int family, const char *word, bool (*also_a_word)(int, const char *, size_t))
{
	const size_t length = strlen(word);
	char text[32];

	for (size_t part = 0; part < length; part++) {
		if (!also_a_word(family, word, part))
			is_no_word_of(family, word, part);
		if (!also_a_word(family, word + length - part, part))
			is_no_word_of(family, word + length - part, part);
	}
	for (int c = 0; c < 256; c++) {
		memcpy(text, word, length);
		text[length] = (char)c;
		is_no_word_of(family, text, length + 1);
		text[0] = (char)c;
		memcpy(text + 1, word, length);
		is_no_word_of(family, text, length + 1);
		for (size_t at = 0; at < length; at++) {
			memcpy(text, word, length);
			text[at] = (char)c;
			if (!also_a_word(family, text, length))
				is_no_word_of(family, text, length);
		}
	}
	/* Neither underscores nor white space stand for hyphens. */
	memcpy(text, word, length);
	for (size_t at = 0; at < length; at++)
		if (text[at] == '-') {
			text[at] = '_';
			is_no_word_of(family, text, length);
			text[at] = ' ';
			is_no_word_of(family, text, length);
			text[at] = '-';
		}
}

static bool same_word(const char *s, size_t length, const char *word)
{
	if (strlen(word) != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (tolower((unsigned char)s[i]) != word[i])
			return false;
	return true;
}

static bool names_a_bit(int family, const char *s, size_t length)
{
	for (size_t n = 0; n < LENGTH(bits); n++)
		for (size_t i = 0; bits[n].family == family && i < bits[n].count; i++)
			if (same_word(s, length, bits[n].words[i].word))
				return true;
	return false;
}

static bool names_an_enumerator(int family, const char *s, size_t length)
{
	for (size_t n = 0; n < LENGTH(enums); n++)
		for (size_t i = 0; enums[n].family == family && i < enums[n].count; i++)
			if (same_word(s, length, enums[n].words[i].word))
				return true;
	return false;
}

START_TEST(back_to_the_bit)
{
	for (size_t i = 0; i < bits[_i].count; i++) {
		in_any_case(bits[_i].family, bits[_i].words[i].word, bits[_i].words[i].bit);
		but_nothing_near(bits[_i].family, bits[_i].words[i].word, names_a_bit);
	}
}
END_TEST

START_TEST(back_to_the_enumerator)
{
	for (size_t i = 0; i < enums[_i].count; i++) {
		in_any_case(enums[_i].family, enums[_i].words[i].word, enums[_i].words[i].value);
		but_nothing_near(enums[_i].family, enums[_i].words[i].word, names_an_enumerator);
	}
}
END_TEST

/* A word belongs to its family: "post-to-get" is no verdict. */
START_TEST(words_of_other_families)
{
	for (int family = HTTPSTATUS_FAMILY_ASKED; family <= HTTPSTATUS_FAMILY_CODES; family++) {
		for (size_t n = 0; n < LENGTH(bits); n++)
			for (size_t i = 0; i < bits[n].count; i++) {
				const char *word = bits[n].words[i].word;

				if (!names_a_bit(family, word, strlen(word)) &&
				    !names_an_enumerator(family, word, strlen(word)))
					is_no_word_of(family, word, strlen(word));
			}
		for (size_t n = 0; n < LENGTH(enums); n++)
			for (size_t i = 0; i < enums[n].count; i++) {
				const char *word = enums[n].words[i].word;

				if (!names_a_bit(family, word, strlen(word)) &&
				    !names_an_enumerator(family, word, strlen(word)))
					is_no_word_of(family, word, strlen(word));
			}
	}
}
END_TEST

/* The two tables above have every family, once. */
START_TEST(every_family_is_tried)
{
	int tried[HTTPSTATUS_FAMILY_CODES + 1] = { 0 };

	for (size_t n = 0; n < LENGTH(bits); n++)
		tried[bits[n].family]++;
	for (size_t n = 0; n < LENGTH(enums); n++)
		tried[enums[n].family]++;
	ck_assert_int_eq(tried[0], 0);
	for (int family = 1; family <= HTTPSTATUS_FAMILY_CODES; family++)
		ck_assert_msg(tried[family] == 1, "family %d: %d times", family, tried[family]);
}
END_TEST

START_TEST(no_word_at_all)
{
	static char huge[100000];

	memset(huge, 'a', sizeof(huge));
	for (int family = HTTPSTATUS_FAMILY_ASKED; family <= HTTPSTATUS_FAMILY_CODES; family++) {
		int64_t value = -999;

		is_no_word_of(family, "", 0);
		is_no_word_of(family, huge, sizeof(huge));
		is_no_word_of(family, "0", 1);
		is_no_word_of(family, "1", 1);
		ck_assert_int_eq(httpstatus_parse_word(family, NULL, 0, &value), HTTPSTATUS_E_SYNTAX);
		ck_assert_int_eq(value, 0);
		value = -999;
		ck_assert_int_eq(httpstatus_parse_word(family, NULL, 4, &value), HTTPSTATUS_E_INVAL);
		ck_assert_int_eq(value, 0);
		ck_assert_int_eq(httpstatus_parse_word(family, "none", 4, NULL), HTTPSTATUS_E_INVAL);
	}
}
END_TEST

START_TEST(no_such_family)
{
	static const int none[] = { 0, 18, 19, 20, 21, 22, 255, 256 + 5, -1, -5, INT_MAX, INT_MIN };
	static const char *const words[] = { "", "none", "transient", "all", "retry", "must", "safe" };

	for (size_t n = 0; n < LENGTH(none); n++)
		for (size_t i = 0; i < LENGTH(words); i++) {
			int64_t value;

			ck_assert_int_eq(parse_word(none[n], words[i], strlen(words[i]), &value),
			                 HTTPSTATUS_E_INVAL);
			ck_assert_int_eq(value, 0);
		}
}
END_TEST

/* ---- Errors -------------------------------------------------------------- */

static const int errors[] = {
	0, HTTPSTATUS_E_NOMEM, HTTPSTATUS_E_INVAL, HTTPSTATUS_E_EMPTY, HTTPSTATUS_E_SYNTAX,
	HTTPSTATUS_E_RANGE, HTTPSTATUS_E_LIMIT, HTTPSTATUS_E_IO, HTTPSTATUS_E_CATALOG,
	HTTPSTATUS_E_FORMAT
};

START_TEST(every_error)
{
	size_t i, j;

	for (i = 0; i < LENGTH(errors); i++) {
		const char *text = httpstatus_strerror(errors[i]);

		ck_assert_msg(text && text[0], "%d", errors[i]);
		ck_assert_msg(strcmp(text, "unknown error") != 0, "%d: \"%s\"", errors[i], text);
		ck_assert_msg(!strpbrk(text, "\r\n\t"), "%d: \"%s\" is not one line", errors[i], text);
		for (j = 0; j < i; j++)
			ck_assert_msg(strcmp(text, httpstatus_strerror(errors[j])) != 0,
			              "%d and %d: \"%s\"", errors[i], errors[j], text);
	}
}
END_TEST

static void is_unknown(int error)
{
	const char *text;
	size_t i;

	for (i = 0; i < LENGTH(errors); i++)
		if (errors[i] == error)
			return;
	text = httpstatus_strerror(error);
	if (!text || strcmp(text, "unknown error") != 0)
		ck_abort_msg("%d: \"%s\"", error, text ? text : "NULL");
}

START_TEST(what_is_no_error)
{
	int error, bit;

	for (error = -1000; error <= 1000; error++)
		is_unknown(error);
	for (bit = 8; bit < 31; bit++)
		for (error = -10; error <= 10; error++) {
			is_unknown((int)(1U << bit) + error);
			is_unknown(-(int)(1U << bit) + error);
		}
	for (error = 0; error <= 10; error++) {
		is_unknown(INT_MIN + error);
		is_unknown(INT_MAX - error);
	}
}
END_TEST

/* ---- The version --------------------------------------------------------- */

#if !HTTPSTATUS_AT_LEAST(0, 0, 0) || !HTTPSTATUS_AT_LEAST(1, 0, 0)
# error "this test is of version 1.0.0"
#endif
#if HTTPSTATUS_AT_LEAST(255, 255, 255)
# error "no version is that high"
#endif
#if !HTTPSTATUS_AT_LEAST(HTTPSTATUS_VERSION_MAJOR, HTTPSTATUS_VERSION_MINOR, \
                         HTTPSTATUS_VERSION_PATCH)
# error "the header is older than itself"
#endif
#if HTTPSTATUS_AT_LEAST(HTTPSTATUS_VERSION_MAJOR, HTTPSTATUS_VERSION_MINOR, \
                        HTTPSTATUS_VERSION_PATCH + 1)
# error "the header is newer than itself"
#endif
#if HTTPSTATUS_AT_LEAST(HTTPSTATUS_VERSION_MAJOR, HTTPSTATUS_VERSION_MINOR + 1, 0)
# error "the header is of a later minor version"
#endif
#if HTTPSTATUS_AT_LEAST(HTTPSTATUS_VERSION_MAJOR + 1, 0, 0)
# error "the header is of a later major version"
#endif

START_TEST(version_of_library_and_header)
{
	char text[40];

	ck_assert_str_eq(httpstatus_version(), HTTPSTATUS_VERSION);
	ck_assert_uint_eq(httpstatus_version_num(), HTTPSTATUS_VERSION_NUM);
	ck_assert_uint_eq(HTTPSTATUS_VERSION_NUM,
	                  HTTPSTATUS_VERSION_MAJOR * 0x10000 + HTTPSTATUS_VERSION_MINOR * 0x100 +
	                  HTTPSTATUS_VERSION_PATCH);
	snprintf(text, sizeof(text), "%d.%d.%d", HTTPSTATUS_VERSION_MAJOR,
	         HTTPSTATUS_VERSION_MINOR, HTTPSTATUS_VERSION_PATCH);
	ck_assert_str_eq(HTTPSTATUS_VERSION, text);
}
END_TEST

static Suite *words_suite(void)
{
	Suite *suite = suite_create("words");
	TCase *words = tcase_create("words");
	TCase *back = tcase_create("the way back");
	TCase *strerror_ = tcase_create("errors");
	TCase *version = tcase_create("version");

	tcase_set_timeout(words, 60);
	tcase_add_loop_test(words, every_bit, 0, (int)LENGTH(bits));
	tcase_add_loop_test(words, what_is_no_bit, 0, (int)LENGTH(bits));
	tcase_add_loop_test(words, every_enumerator, 0, (int)LENGTH(enums));
	tcase_add_loop_test(words, what_is_no_enumerator, 0, (int)LENGTH(enums));
	suite_add_tcase(suite, words);

	tcase_set_timeout(back, 60);
	tcase_add_loop_test(back, back_to_the_bit, 0, (int)LENGTH(bits));
	tcase_add_loop_test(back, back_to_the_enumerator, 0, (int)LENGTH(enums));
	tcase_add_test(back, words_of_other_families);
	tcase_add_test(back, every_family_is_tried);
	tcase_add_test(back, no_word_at_all);
	tcase_add_test(back, no_such_family);
	suite_add_tcase(suite, back);

	tcase_add_test(strerror_, every_error);
	tcase_add_test(strerror_, what_is_no_error);
	suite_add_tcase(suite, strerror_);

	tcase_add_test(version, version_of_library_and_header);
	suite_add_tcase(suite, version);
	return suite;
}

int main(void)
{
	return run_suite(words_suite());
}
