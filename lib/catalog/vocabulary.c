/* SPDX-License-Identifier: MIT */
/* The words for values, and the way from a value to its word and back. */

#include "catalog/vocabulary.h"

#include <string.h>

#include "base/chars.h"

/* One object, because a table of pointers would cost a relocation each. */
static const struct vocabulary {
	struct hs_word asked[7];
	struct hs_word change[16];
	struct hs_word codes[4];
	struct hs_word failure[6];
	struct hs_word fault[8];
	struct hs_word flag[13];
	struct hs_word framing[3];
	struct hs_word growth[3];
	struct hs_word keep[4];
	struct hs_word level[3];
	struct hs_word persistence[4];
	struct hs_word policy[19];
	struct hs_word processed[6];
	struct hs_word reason[22];
	struct hs_word redirect[4];
	struct hs_word retry[7];
	struct hs_word scope[2];
	struct hs_word severity[2];
	struct hs_word trait[10];
	struct hs_word unit[11];
	struct hs_word verdict[6];
} vocabulary = {
	.asked = {
		{"nothing"}, {"malformed"}, {"delay"}, {"date"}, {"past"}, {"forever"}, {"no-clock"}
	},
	.change = {
		{"connection"}, {"endpoint"}, {"no-early-data"}, {"credentials"},
		{"method"}, {"target"}, {"content"}, {"range"},
		{"precondition"}, {"expect"}, {"protocol"}, {"length"},
		{"fields"}, {"state"}, {"user"}, {"configuration"}
	},
	.codes = {
		{"always"}, {"never"}, {"only"}, {"done"}
	},
	.failure = {
		{"unconnected"}, {"refused"}, {"broken"}, {"timed-out"}, {"truncated"},
		{"unknown-host"}
	},
	.fault = {
		{"none"}, {"client"}, {"auth"}, {"rate"},
		{"server"}, {"intermediary"}, {"network"}, {"unknown"}
	},
	.flag = {
		{"interim"}, {"cacheable"}, {"no-store"}, {"permanent"},
		{"intermediary"}, {"log-only"}, {"client-gone"}, {"unofficial"},
		{"reserved"}, {"temporary"}, {"deprecated"}, {"obsolete"},
		{"uncertain"}
	},
	.framing = {
		{"none"}, {"zero"}, {"may"}
	},
	.growth = {
		{"none"}, {"linear"}, {"doubling"}
	},
	.keep = {
		{"drop"}, {"sent"}, {"retry"}, {"hold"}
	},
	.level = {
		{"must"}, {"should"}, {"may"}
	},
	.persistence = {
		{"transient"}, {"throttled"}, {"state"}, {"permanent"}
	},
	.policy = {
		{"attempts"}, {"base"}, {"throttled-base"}, {"cap"}, {"max-wait"}, {"max-elapsed"},
		{"min-attempt"}, {"accept-likely"}, {"prefer-rfc"}, {"strict-times"}, {"growth"}, {"jitter"},
		{"max-delay"}, {"max-total-wait"}, {"max-redirects"}, {"code-limits"}, {"timeout-limit"},
		{"failures"}, {"at-once"}
	},
	.processed = {
		{"not-reached"}, {"refused"}, {"likely-not"},
		{"unknown"}, {"likely-yes"}, {"done"}
	},
	.reason = {
		{"transient"}, {"throttled"}, {"state"}, {"permanent"},
		{"hold"}, {"unsafe-method"}, {"one-shot"}, {"class-only"},
		{"invalid"}, {"departs"}, {"asked"}, {"forbidden"},
		{"overridden"}, {"code-limit"}, {"attempts"}, {"too-long"},
		{"deadline"}, {"budget"}, {"maybe-done"}, {"unseeded"}, {"redirects"},
		{"lenient"}
	},
	.redirect = {
		{"none"}, {"keep"}, {"post-to-get"}, {"get"}
	},
	.retry = {
		{"stop"}, {"done"}, {"wait"}, {"follow"}, {"amend"}, {"retry"}, {"forbid"}
	},
	.scope = {
		{"all"}, {"listed"}
	},
	.severity = {
		{"warning"}, {"error"}
	},
	.trait = {
		{"safe"}, {"idempotent"}, {"harmless"}, {"key"}, {"precondition"},
		{"one-shot"}, {"early-data"}, {"reused"}, {"unsent"}, {"foreign"}
	},
	.unit = {
		{"seconds"}, {"milliseconds"}, {"epoch-seconds"}, {"epoch-milliseconds"}, {"reset"},
		{"duration"}, {"iso8601"}, {"date"}, {"rfc3339"}, {"ratelimit"}, {"pushback"}
	},
	.verdict = {
		{"stop"}, {"done"}, {"wait"}, {"follow"}, {"amend"}, {"retry"}
	}
};

#define WORDS(family) \
	.start = offsetof(struct vocabulary, family), \
	.count = sizeof(vocabulary.family) / sizeof(struct hs_word)

/* Word n of a family stands for bit n, or for the value n above that of the first word. */
static const struct {
	uint16_t start, count;
	bool bits;
	int8_t first;
} families[HS_FAMILIES] = {
	[HTTPSTATUS_FAMILY_ASKED]     = {WORDS(asked)},
	[HTTPSTATUS_FAMILY_CHANGE]    = {WORDS(change), .bits = true},
	[HTTPSTATUS_FAMILY_CODES]     = {WORDS(codes), .first = HTTPSTATUS_CODES_ALWAYS},
	[HTTPSTATUS_FAMILY_FAILURE]   = {WORDS(failure), .first = HTTPSTATUS_FAILURE_UNCONNECTED},
	[HTTPSTATUS_FAMILY_FAULT]     = {WORDS(fault)},
	[HTTPSTATUS_FAMILY_FLAG]      = {WORDS(flag), .bits = true},
	[HTTPSTATUS_FAMILY_FRAMING]   = {WORDS(framing)},
	[HTTPSTATUS_FAMILY_GROWTH]    = {WORDS(growth), .first = HTTPSTATUS_GROWTH_NONE},
	[HTTPSTATUS_FAMILY_KEEP]      = {WORDS(keep)},
	[HTTPSTATUS_FAMILY_LEVEL]     = {WORDS(level), .first = HTTPSTATUS_LEVEL_MUST},
	[HS_FAMILY_PERSISTENCE]       = {WORDS(persistence)},
	[HTTPSTATUS_FAMILY_POLICY]    = {WORDS(policy), .first = HTTPSTATUS_POLICY_ATTEMPTS},
	[HTTPSTATUS_FAMILY_PROCESSED] = {WORDS(processed), .first = HTTPSTATUS_PROCESSED_NOT_REACHED},
	[HTTPSTATUS_FAMILY_REASON]    = {WORDS(reason), .bits = true},
	[HTTPSTATUS_FAMILY_REDIRECT]  = {WORDS(redirect)},
	[HS_FAMILY_RETRY]             = {WORDS(retry)},
	[HS_FAMILY_SCOPE]             = {WORDS(scope)},
	[HTTPSTATUS_FAMILY_SEVERITY]  = {WORDS(severity), .first = HTTPSTATUS_SEVERITY_WARNING},
	[HTTPSTATUS_FAMILY_TRAIT]     = {WORDS(trait), .bits = true},
	[HS_FAMILY_UNIT]              = {WORDS(unit)},
	[HTTPSTATUS_FAMILY_VERDICT]   = {WORDS(verdict)}
};

const struct hs_word *hs_words(int family, size_t *count)
{
	*count = families[family].count;
	return (const struct hs_word *)((const char *)&vocabulary + families[family].start);
}

bool hs_find_word(int family, const char *s, size_t length, size_t *n)
{
	size_t count;
	const struct hs_word *words = hs_words(family, &count);

	*n = 0;
	while (*n < count && !hs_is_word(s, length, words[*n].text))
		++*n;
	return *n < count;
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

const char *httpstatus_codes_name(int list)
{
	return value_name(HTTPSTATUS_FAMILY_CODES, list);
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

const char *httpstatus_keep_name(int keep)
{
	return value_name(HTTPSTATUS_FAMILY_KEEP, keep);
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
	size_t n;

	if (!value)
		return HTTPSTATUS_E_INVAL;
	*value = 0;
	if (family <= 0 || family > HTTPSTATUS_FAMILY_CODES || (!s && length > 0))
		return HTTPSTATUS_E_INVAL;
	if (!hs_find_word(family, s, length, &n))
		return HTTPSTATUS_E_SYNTAX;
	*value = families[family].bits ? INT64_C(1) << n : families[family].first + (int64_t)n;
	return 0;
}
