/* SPDX-License-Identifier: MIT */
/* The words for values, and the public functions that answer them. */

#include "vocabulary.h"

#include <httpstatus.h>

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
	{"deadline"}, {"budget"}, {"maybe-done"}, {"unseeded"}
};
static const struct hs_word redirect_words[] = {
	{"none"}, {"keep"}, {"post-to-get"}, {"get"}
};
static const struct hs_word content_words[] = {
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

#define WORDS(table) \
	(*count = sizeof(table) / sizeof((table)[0]), (table))

const struct hs_word *hs_words(enum hs_vocabulary vocabulary, size_t *count)
{
	switch (vocabulary) {
	case HS_WORDS_FLAG:        return WORDS(flag_words);
	case HS_WORDS_CHANGE:      return WORDS(change_words);
	case HS_WORDS_REASON:      return WORDS(reason_words);
	case HS_WORDS_REDIRECT:    return WORDS(redirect_words);
	case HS_WORDS_CONTENT:     return WORDS(content_words);
	case HS_WORDS_FAULT:       return WORDS(fault_words);
	case HS_WORDS_VERDICT:     return WORDS(verdict_words);
	case HS_WORDS_PROCESSED:   return WORDS(processed_words);
	case HS_WORDS_PERSISTENCE: return WORDS(persistence_words);
	case HS_WORDS_SCOPE:       return WORDS(scope_words);
	case HS_WORDS_ASKED:       return WORDS(asked_words);
	default:                   return WORDS(failure_words);
	}
}

static const char *word_of(enum hs_vocabulary vocabulary, int n)
{
	size_t count;
	const struct hs_word *words = hs_words(vocabulary, &count);

	return n >= 0 && (size_t)n < count ? words[n].text : "";
}

/* The word of a value with exactly one bit set. */
static const char *bit_word(enum hs_vocabulary vocabulary, uint32_t bit)
{
	int n = 0;

	if (bit == 0 || (bit & (bit - 1)) != 0)
		return "";
	while (bit >>= 1)
		n++;
	return word_of(vocabulary, n);
}

const char *httpstatus_flag_name(uint32_t flag)
{
	return bit_word(HS_WORDS_FLAG, flag);
}

const char *httpstatus_change_name(uint32_t change)
{
	return bit_word(HS_WORDS_CHANGE, change);
}

const char *httpstatus_reason_name(uint32_t reason)
{
	return bit_word(HS_WORDS_REASON, reason);
}

const char *httpstatus_redirect_name(enum httpstatus_redirect redirect)
{
	return word_of(HS_WORDS_REDIRECT, (int)redirect);
}

const char *httpstatus_content_name(enum httpstatus_content content)
{
	return word_of(HS_WORDS_CONTENT, (int)content);
}

const char *httpstatus_fault_name(enum httpstatus_fault fault)
{
	return word_of(HS_WORDS_FAULT, (int)fault);
}

const char *httpstatus_verdict_name(enum httpstatus_verdict verdict)
{
	return word_of(HS_WORDS_VERDICT, (int)verdict);
}

const char *httpstatus_asked_name(enum httpstatus_asked asked)
{
	return word_of(HS_WORDS_ASKED, (int)asked);
}

const char *httpstatus_failure_name(enum httpstatus_failure failure)
{
	return word_of(HS_WORDS_FAILURE, (int)((unsigned)failure - 1));
}

const char *httpstatus_processed_name(enum httpstatus_processed processed)
{
	if (processed < HTTPSTATUS_PROCESSED_NOT_REACHED || processed > HTTPSTATUS_PROCESSED_DONE)
		return "";
	return word_of(HS_WORDS_PROCESSED, processed - HTTPSTATUS_PROCESSED_NOT_REACHED);
}
