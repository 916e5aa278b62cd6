/* SPDX-License-Identifier: MIT */
/* The words for values, and the way from a value to its word and back. */

#include "catalog/vocabulary.h"

#include <stdbool.h>
#include <string.h>

#include "base/chars.h"

static const struct hs_word flag_words[] = {
	{"interim"}, {"cacheable"}, {"no-store"}, {"permanent"},
	{"intermediary"}, {"log-only"}, {"client-gone"}, {"unofficial"},
	{"reserved"}, {"temporary"}, {"deprecated"}, {"obsolete"},
	{"uncertain"}
};
static const struct hs_word change_words[] = {
	{"connection"}, {"endpoint"}, {"no-early-data"}, {"credentials"},
	{"method"}, {"target"}, {"content"}, {"range"},
	{"precondition"}, {"expect"}, {"protocol"}, {"length"},
	{"fields"}, {"state"}, {"user"}, {"configuration"}
};
static const struct hs_word reason_words[] = {
	{"transient"}, {"throttled"}, {"state"}, {"permanent"},
	{"hold"}, {"unsafe-method"}, {"one-shot"}, {"class-only"},
	{"invalid"}, {"departs"}, {"asked"}, {"forbidden"},
	{"overridden"}, {"code-limit"}, {"attempts"}, {"too-long"},
	{"deadline"}, {"budget"}, {"maybe-done"}, {"unseeded"}, {"redirects"}
};
static const struct hs_word redirect_words[] = {
	{"none"}, {"keep"}, {"post-to-get"}, {"get"}
};
static const struct hs_word framing_words[] = {
	{"none"}, {"zero"}, {"may"}
};
static const struct hs_word fault_words[] = {
	{"none"}, {"client"}, {"auth"}, {"rate"},
	{"server"}, {"intermediary"}, {"network"}, {"unknown"}
};
static const struct hs_word verdict_words[] = {
	{"stop"}, {"done"}, {"wait"}, {"follow"}, {"amend"}, {"retry"}
};
static const struct hs_word processed_words[] = {
	{"not-reached"}, {"refused"}, {"likely-not"},
	{"unknown"}, {"likely-yes"}, {"done"}
};
static const struct hs_word persistence_words[] = {
	{"transient"}, {"throttled"}, {"state"}, {"permanent"}
};
static const struct hs_word scope_words[] = {
	{"all"}, {"listed"}
};
static const struct hs_word asked_words[] = {
	{"nothing"}, {"malformed"}, {"delay"}, {"date"}, {"past"}, {"forever"}, {"no-clock"}
};
static const struct hs_word failure_words[] = {
	{"unconnected"}, {"refused"}, {"broken"}, {"timed-out"}, {"truncated"}
};

static const struct hs_word growth_words[] = {
	{"none"}, {"linear"}, {"doubling"}
};
static const struct hs_word level_words[] = {
	{"must"}, {"should"}, {"may"}
};
static const struct hs_word severity_words[] = {
	{"warning"}, {"error"}
};
static const struct hs_word trait_words[] = {
	{"safe"}, {"idempotent"}, {"harmless"}, {"key"}, {"precondition"},
	{"one-shot"}, {"early-data"}, {"reused"}, {"unsent"}
};
static const struct hs_word policy_words[] = {
	{"attempts"}, {"base"}, {"throttled-base"}, {"cap"}, {"max-wait"}, {"max-elapsed"},
	{"min-attempt"}, {"accept-likely"}, {"prefer-rfc"}, {"hints"}, {"growth"}, {"jitter"},
	{"max-delay"}, {"max-total-wait"}, {"max-redirects"}, {"code-limits"}, {"timeout-limit"}
};

/* Word n of a family stands for bit n, or for the value n above that of the first word. */
static const struct {
	bool bits;
	int8_t first;
} families[HS_FAMILIES] = {
	[HTTPSTATUS_FAMILY_CHANGE]    = {.bits = true},
	[HTTPSTATUS_FAMILY_FLAG]      = {.bits = true},
	[HTTPSTATUS_FAMILY_REASON]    = {.bits = true},
	[HTTPSTATUS_FAMILY_TRAIT]     = {.bits = true},
	[HTTPSTATUS_FAMILY_FAILURE]   = {.first = HTTPSTATUS_FAILURE_UNCONNECTED},
	[HTTPSTATUS_FAMILY_GROWTH]    = {.first = HTTPSTATUS_GROWTH_NONE},
	[HTTPSTATUS_FAMILY_LEVEL]     = {.first = HTTPSTATUS_LEVEL_MUST},
	[HTTPSTATUS_FAMILY_POLICY]    = {.first = HTTPSTATUS_POLICY_ATTEMPTS},
	[HTTPSTATUS_FAMILY_PROCESSED] = {.first = HTTPSTATUS_PROCESSED_NOT_REACHED},
	[HTTPSTATUS_FAMILY_SEVERITY]  = {.first = HTTPSTATUS_SEVERITY_WARNING}
};

#define WORDS(table) \
	(*count = sizeof(table) / sizeof((table)[0]), (table))

/* A switch, because a table of pointers would cost a relocation each. */
const struct hs_word *hs_words(int family, size_t *count)
{
	switch (family) {
	case HTTPSTATUS_FAMILY_ASKED:     return WORDS(asked_words);
	case HTTPSTATUS_FAMILY_CHANGE:    return WORDS(change_words);
	case HTTPSTATUS_FAMILY_FAILURE:   return WORDS(failure_words);
	case HTTPSTATUS_FAMILY_FAULT:     return WORDS(fault_words);
	case HTTPSTATUS_FAMILY_FLAG:      return WORDS(flag_words);
	case HTTPSTATUS_FAMILY_FRAMING:   return WORDS(framing_words);
	case HTTPSTATUS_FAMILY_GROWTH:    return WORDS(growth_words);
	case HTTPSTATUS_FAMILY_LEVEL:     return WORDS(level_words);
	case HTTPSTATUS_FAMILY_POLICY:    return WORDS(policy_words);
	case HTTPSTATUS_FAMILY_PROCESSED: return WORDS(processed_words);
	case HTTPSTATUS_FAMILY_REASON:    return WORDS(reason_words);
	case HTTPSTATUS_FAMILY_REDIRECT:  return WORDS(redirect_words);
	case HTTPSTATUS_FAMILY_SEVERITY:  return WORDS(severity_words);
	case HTTPSTATUS_FAMILY_TRAIT:     return WORDS(trait_words);
	case HTTPSTATUS_FAMILY_VERDICT:   return WORDS(verdict_words);
	case HS_FAMILY_PERSISTENCE:       return WORDS(persistence_words);
	case HS_FAMILY_SCOPE:             return WORDS(scope_words);
	default:
		*count = 0;
		return NULL;
	}
}

/* Word n of a family; "" if it has none. */
static const char *word_at(int family, int64_t n)
{
	size_t count;
	const struct hs_word *words = hs_words(family, &count);

	return n >= 0 && (uint64_t)n < count ? words[n].text : "";
}

static const char *value_name(int family, int value)
{
	return word_at(family, (int64_t)value - families[family].first);
}

static const char *bit_name(int family, uint32_t bit)
{
	int n = 0;

	if (bit == 0 || (bit & (bit - 1)) != 0)
		return "";
	while (bit >>= 1)
		n++;
	return word_at(family, n);
}

const char *httpstatus_asked_name(int asked)
{
	return value_name(HTTPSTATUS_FAMILY_ASKED, asked);
}

const char *httpstatus_change_name(uint32_t change)
{
	return bit_name(HTTPSTATUS_FAMILY_CHANGE, change);
}

const char *httpstatus_failure_name(int failure)
{
	return value_name(HTTPSTATUS_FAMILY_FAILURE, failure);
}

const char *httpstatus_fault_name(int fault)
{
	return value_name(HTTPSTATUS_FAMILY_FAULT, fault);
}

const char *httpstatus_flag_name(uint32_t flag)
{
	return bit_name(HTTPSTATUS_FAMILY_FLAG, flag);
}

const char *httpstatus_framing_name(int framing)
{
	return value_name(HTTPSTATUS_FAMILY_FRAMING, framing);
}

const char *httpstatus_growth_name(int growth)
{
	return value_name(HTTPSTATUS_FAMILY_GROWTH, growth);
}

const char *httpstatus_level_name(int level)
{
	return value_name(HTTPSTATUS_FAMILY_LEVEL, level);
}

const char *httpstatus_policy_name(int setting)
{
	return value_name(HTTPSTATUS_FAMILY_POLICY, setting);
}

const char *httpstatus_processed_name(int processed)
{
	return value_name(HTTPSTATUS_FAMILY_PROCESSED, processed);
}

const char *httpstatus_reason_name(uint32_t reason)
{
	return bit_name(HTTPSTATUS_FAMILY_REASON, reason);
}

const char *httpstatus_redirect_name(int redirect)
{
	return value_name(HTTPSTATUS_FAMILY_REDIRECT, redirect);
}

const char *httpstatus_severity_name(int severity)
{
	return value_name(HTTPSTATUS_FAMILY_SEVERITY, severity);
}

const char *httpstatus_trait_name(uint32_t trait)
{
	return bit_name(HTTPSTATUS_FAMILY_TRAIT, trait);
}

const char *httpstatus_verdict_name(int verdict)
{
	return value_name(HTTPSTATUS_FAMILY_VERDICT, verdict);
}

int httpstatus_parse_word(int family, const char *s, size_t length, int64_t *value)
{
	const struct hs_word *words;
	size_t count;

	if (!value)
		return HTTPSTATUS_E_INVAL;
	*value = 0;
	if (family <= 0 || family > HTTPSTATUS_FAMILY_VERDICT || (!s && length > 0))
		return HTTPSTATUS_E_INVAL;
	words = hs_words(family, &count);
	for (size_t n = 0; n < count; n++) {
		if (!hs_is_word(s, length, words[n].text))
			continue;
		*value = families[family].bits ? INT64_C(1) << n : families[family].first + (int64_t)n;
		return 0;
	}
	return HTTPSTATUS_E_SYNTAX;
}
