/* SPDX-License-Identifier: MIT */
/*
 * Retry advice from a code and what is known of the request. What the catalog
 * says of the code counts before what iana says, and that before the class.
 */

#include "builtin.h"
#include "judgement.h"

/* The advice word: six fields of fixed width. */
enum {
	VERDICT_SHIFT   = 0,   VERDICT_BITS   = 3,
	PROCESSED_SHIFT = 3,   PROCESSED_BITS = 3,   /* - NOT_REACHED + 1, 0: unknown */
	LIMIT_SHIFT     = 6,   LIMIT_BITS     = 8,
	CHANGES_SHIFT   = 14,  CHANGES_BITS   = 16,
	REASONS_SHIFT   = 30,  REASONS_BITS   = 24
};

httpstatus_advice hs_judgement_pack(const struct hs_judgement *j)
{
	return (uint64_t)j->verdict << VERDICT_SHIFT |
	       (uint64_t)(j->processed - HTTPSTATUS_PROCESSED_NOT_REACHED + 1) << PROCESSED_SHIFT |
	       (uint64_t)j->limit << LIMIT_SHIFT |
	       (uint64_t)j->changes << CHANGES_SHIFT |
	       (uint64_t)j->reasons << REASONS_SHIFT;
}

static uint32_t unpack(httpstatus_advice advice, int shift, int bits)
{
	return (uint32_t)(advice >> shift) & ((UINT32_C(1) << bits) - 1);
}

enum httpstatus_verdict httpstatus_advice_verdict(httpstatus_advice advice)
{
	return (enum httpstatus_verdict)unpack(advice, VERDICT_SHIFT, VERDICT_BITS);
}

enum httpstatus_processed httpstatus_advice_processed(httpstatus_advice advice)
{
	int stored = (int)unpack(advice, PROCESSED_SHIFT, PROCESSED_BITS);

	return stored ? (enum httpstatus_processed)(stored - 1 + HTTPSTATUS_PROCESSED_NOT_REACHED)
	              : HTTPSTATUS_PROCESSED_UNKNOWN;
}

uint32_t httpstatus_advice_changes(httpstatus_advice advice)
{
	return unpack(advice, CHANGES_SHIFT, CHANGES_BITS);
}

uint32_t httpstatus_advice_reasons(httpstatus_advice advice)
{
	return unpack(advice, REASONS_SHIFT, REASONS_BITS);
}

int httpstatus_advice_limit(httpstatus_advice advice)
{
	return (int)unpack(advice, LIMIT_SHIFT, LIMIT_BITS);
}

static uint32_t persistence_reason(uint8_t persistence)
{
	switch ((enum hs_persistence)persistence) {
	case HS_TRANSIENT: return HTTPSTATUS_REASON_TRANSIENT;
	case HS_THROTTLED: return HTTPSTATUS_REASON_THROTTLED;
	case HS_STATE:     return HTTPSTATUS_REASON_STATE;
	case HS_PERMANENT: return HTTPSTATUS_REASON_PERMANENT;
	default:           return 0;
	}
}

static void judge_entry(struct hs_judgement *j, const httpstatus_entry *entry)
{
	j->verdict = (enum httpstatus_verdict)(entry->verdict - 1);
	j->processed = httpstatus_entry_processed(entry);
	j->changes = entry->changes;
	j->reasons = persistence_reason(entry->persistence);
	j->limit = entry->limit;
	j->redirect = entry->redirect;
	j->unsent = false;
}

static void judge_invalid(struct hs_judgement *j)
{
	j->verdict = HTTPSTATUS_VERDICT_STOP;
	j->processed = HTTPSTATUS_PROCESSED_UNKNOWN;
	j->changes = 0;
	j->reasons = HTTPSTATUS_REASON_INVALID | HTTPSTATUS_REASON_PERMANENT;
	j->limit = 0;
	j->redirect = HTTPSTATUS_REDIRECT_NONE;
	j->unsent = false;
}

/* STOP and AMEND say the same of the request as it is: that it has no future. */
static int outcome(const httpstatus_entry *entry)
{
	int verdict = entry->verdict - 1;

	return verdict == HTTPSTATUS_VERDICT_AMEND ? HTTPSTATUS_VERDICT_STOP : verdict;
}

/* Whether a catalog contradicts the RFC on a code. Silence is no contradiction. */
static bool departs_from_iana(const httpstatus_entry *entry)
{
	const httpstatus_entry *iana = hs_find_own(HS_IANA, entry->code);

	return iana && (outcome(entry) != outcome(iana) ||
	                (entry->processed != HS_UNSAID && entry->processed != iana->processed));
}

/* The catalog's entry of the code if it gives a verdict, or else iana's. */
static const httpstatus_entry *find_verdict(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = hs_find(catalog, code);

	return entry && entry->verdict != HS_UNSAID ? entry : hs_find_own(HS_IANA, code);
}

/* The code alone, before anything is known of the request. */
static void judge_code(struct hs_judgement *j, const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *own = hs_find(catalog, code);
	const httpstatus_entry *entry = find_verdict(catalog, code);
	enum httpstatus_class cls = httpstatus_class_of(code);

	if (entry) {
		judge_entry(j, entry);
		if (departs_from_iana(entry))
			j->reasons |= HTTPSTATUS_REASON_DEPARTS;
	} else if (cls != HTTPSTATUS_CLASS_NONE) {
		/* RFC 9110, 15: an unknown code is treated as the x00 of its class. */
		judge_entry(j, find_verdict(catalog, (int)cls * 100));
		j->reasons |= HTTPSTATUS_REASON_CLASS_ONLY;
	} else {
		judge_invalid(j);
	}
	if (own && own->processed != HS_UNSAID)
		j->processed = httpstatus_entry_processed(own);
}

/* Where the request changes what the code means. */
static void judge_request(struct hs_judgement *j, int code, uint32_t traits)
{
	/*
	 * RFC 9110, 15.5.9: the server lacks a complete request. On a reused
	 * connection, or with the request not sent to its end, that is certain.
	 */
	if (code == HTTPSTATUS_REQUEST_TIMEOUT &&
	    j->processed == HTTPSTATUS_PROCESSED_LIKELY_NOT &&
	    (traits & (HTTPSTATUS_REQ_REUSED | HTTPSTATUS_REQ_UNSENT)))
		j->processed = HTTPSTATUS_PROCESSED_REFUSED;
	/*
	 * draft-ietf-httpapi-idempotency-key-header: the first request with
	 * this key is still being processed. Unless the catalog knows better.
	 */
	if (code == HTTPSTATUS_CONFLICT && (traits & HTTPSTATUS_REQ_KEY) &&
	    j->verdict == HTTPSTATUS_VERDICT_AMEND && j->changes == HTTPSTATUS_CHANGE_STATE) {
		j->verdict = HTTPSTATUS_VERDICT_RETRY;
		j->processed = HTTPSTATUS_PROCESSED_LIKELY_YES;
		j->changes = 0;
		j->reasons = HTTPSTATUS_REASON_TRANSIENT;
	}
}

/* Whether the next step sends the content a second time. */
static bool sends_again(const struct hs_judgement *j)
{
	if (j->unsent)
		return false;
	return j->verdict == HTTPSTATUS_VERDICT_RETRY ||
	       (j->verdict == HTTPSTATUS_VERDICT_FOLLOW && j->redirect == HTTPSTATUS_REDIRECT_KEEP);
}

void hs_judge_safety(struct hs_judgement *j, uint32_t traits)
{
	const uint32_t harmless = HTTPSTATUS_REQ_SAFE | HTTPSTATUS_REQ_IDEMPOTENT |
	                          HTTPSTATUS_REQ_HARMLESS | HTTPSTATUS_REQ_KEY |
	                          HTTPSTATUS_REQ_PRECONDITION;
	const uint32_t somebody_acts = HTTPSTATUS_CHANGE_CREDENTIALS | HTTPSTATUS_CHANGE_USER |
	                               HTTPSTATUS_CHANGE_CONFIGURATION;
	uint32_t against = 0;

	if (j->verdict == HTTPSTATUS_VERDICT_RETRY && !(traits & harmless) &&
	    j->processed > HTTPSTATUS_PROCESSED_REFUSED)
		against |= HTTPSTATUS_REASON_UNSAFE_METHOD;
	if (sends_again(j) && (traits & HTTPSTATUS_REQ_ONE_SHOT))
		against |= HTTPSTATUS_REASON_ONE_SHOT;
	j->reasons |= against;
	if (against)
		j->verdict = HTTPSTATUS_VERDICT_STOP;
	if (j->verdict == HTTPSTATUS_VERDICT_AMEND && (j->changes & somebody_acts))
		j->reasons |= HTTPSTATUS_REASON_HOLD;
}

void hs_judge_status(struct hs_judgement *j, const httpstatus_catalog *catalog, int code,
                     uint32_t traits)
{
	judge_code(j, catalog ? catalog : HS_IANA, code);
	judge_request(j, code, traits);
}

httpstatus_advice httpstatus_advise(const httpstatus_catalog *catalog, int code, uint32_t traits)
{
	struct hs_judgement j;

	hs_judge_status(&j, catalog, code, traits);
	hs_judge_safety(&j, traits);
	return hs_judgement_pack(&j);
}

void hs_judge_failure(struct hs_judgement *j, enum httpstatus_failure failure, uint32_t traits)
{
	/* A server acts on a request that it has; a used connection may have been closed before. */
	const bool doubtful = traits & (HTTPSTATUS_REQ_REUSED | HTTPSTATUS_REQ_UNSENT);

	j->verdict = HTTPSTATUS_VERDICT_RETRY;
	j->processed = HTTPSTATUS_PROCESSED_UNKNOWN;
	j->changes = HTTPSTATUS_CHANGE_CONNECTION;
	j->reasons = HTTPSTATUS_REASON_TRANSIENT;
	j->limit = HS_NO_LIMIT;
	j->redirect = HTTPSTATUS_REDIRECT_NONE;
	j->unsent = failure == HTTPSTATUS_FAILURE_UNCONNECTED;
	switch (failure) {
	case HTTPSTATUS_FAILURE_UNCONNECTED:
		j->processed = HTTPSTATUS_PROCESSED_NOT_REACHED;
		return;
	case HTTPSTATUS_FAILURE_REFUSED:
		j->processed = HTTPSTATUS_PROCESSED_REFUSED;
		return;
	case HTTPSTATUS_FAILURE_TIMED_OUT:
		/* Requests that take long are what overload is made of: once. */
		j->processed = traits & HTTPSTATUS_REQ_UNSENT ? HTTPSTATUS_PROCESSED_LIKELY_NOT
		                                              : HTTPSTATUS_PROCESSED_LIKELY_YES;
		j->limit = 1;
		return;
	case HTTPSTATUS_FAILURE_TRUNCATED:
		j->processed = HTTPSTATUS_PROCESSED_LIKELY_YES;
		return;
	case HTTPSTATUS_FAILURE_BROKEN:
		break;
	}
	if (doubtful) {
		j->processed = HTTPSTATUS_PROCESSED_LIKELY_NOT;
		j->limit = 1;
	}
}

httpstatus_advice httpstatus_advise_failure(enum httpstatus_failure failure, uint32_t traits)
{
	struct hs_judgement j;

	hs_judge_failure(&j, failure, traits);
	hs_judge_safety(&j, traits);
	return hs_judgement_pack(&j);
}
