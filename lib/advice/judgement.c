/* SPDX-License-Identifier: MIT */
/*
 * What a code or a failure means for a request. The catalog takes precedence
 * over iana, and the code over its class.
 */

#include "advice/judgement.h"

#include "catalog/vocabulary.h"

static uint64_t part(uint64_t value, int shift, int bits)
{
	return (value & ((UINT64_C(1) << bits) - 1)) << shift;
}

httpstatus_advice hs_judgement_pack(const struct hs_judgement *j)
{
	const uint64_t processed = (uint64_t)(j->processed - HTTPSTATUS_PROCESSED_NOT_REACHED + 1);
	const uint64_t limit = j->limit == HTTPSTATUS_LIMIT_NONE ? HS_LIMIT_MAX + 1u : j->limit;

	return part(j->verdict, HS_VERDICT_SHIFT, HS_VERDICT_BITS) |
	       part(processed, HS_PROCESSED_SHIFT, HS_PROCESSED_BITS) |
	       part(limit, HS_LIMIT_SHIFT, HS_LIMIT_BITS) |
	       part(j->changes, HS_CHANGES_SHIFT, HS_CHANGES_BITS) |
	       part(j->reasons, HS_REASONS_SHIFT, HS_REASONS_BITS);
}

/* How long a condition lasts, in the order of the words for it. */
static const uint32_t persistence_reasons[] = {
	HTTPSTATUS_REASON_TRANSIENT, HTTPSTATUS_REASON_THROTTLED,
	HTTPSTATUS_REASON_STATE, HTTPSTATUS_REASON_PERMANENT
};

static bool states(const httpstatus_entry *entry, enum hs_property property)
{
	return hs_entry_stored(entry, property) != 0;
}

static enum httpstatus_verdict verdict_of(const httpstatus_entry *entry)
{
	if (hs_forbids(entry))
		return HTTPSTATUS_VERDICT_STOP;
	return (enum httpstatus_verdict)hs_entry_number(entry, HS_PROPERTY_RETRY,
	                                                HTTPSTATUS_VERDICT_STOP);
}

static void judge_entry(struct hs_judgement *j, const httpstatus_entry *entry)
{
	j->verdict = verdict_of(entry);
	j->processed = httpstatus_entry_processed(entry);
	j->changes = hs_entry_number(entry, HS_PROPERTY_CHANGE, 0);
	j->reasons = 0;
	if (states(entry, HS_PROPERTY_PERSISTENCE))
		j->reasons = persistence_reasons[hs_entry_number(entry, HS_PROPERTY_PERSISTENCE, 0)];
	if (hs_forbids(entry))
		j->reasons |= HTTPSTATUS_REASON_FORBIDDEN;
	j->limit = (uint8_t)hs_entry_number(entry, HS_PROPERTY_LIMIT, HTTPSTATUS_LIMIT_NONE);
	j->redirect = (uint8_t)httpstatus_entry_redirect(entry);
	j->unsent = false;
}

static void judge_invalid(struct hs_judgement *j)
{
	*j = (struct hs_judgement){
		.verdict = HTTPSTATUS_VERDICT_STOP,
		.processed = HTTPSTATUS_PROCESSED_UNKNOWN,
		.reasons = HTTPSTATUS_REASON_INVALID | HTTPSTATUS_REASON_PERMANENT
	};
}

/* STOP and AMEND are equal here: sending the same request again does not help. */
static enum httpstatus_verdict outcome(const httpstatus_entry *entry)
{
	const enum httpstatus_verdict verdict = verdict_of(entry);

	return verdict == HTTPSTATUS_VERDICT_AMEND ? HTTPSTATUS_VERDICT_STOP : verdict;
}

/* Whether a catalog contradicts the RFC on a code. What it does not state is no contradiction. */
static bool departs(const httpstatus_entry *entry, const httpstatus_entry *iana)
{
	if (!iana)
		return false;
	return outcome(entry) != outcome(iana) ||
	       (states(entry, HS_PROPERTY_PROCESSED) &&
	        httpstatus_entry_processed(entry) != httpstatus_entry_processed(iana));
}

/* The catalog's entry if it states a verdict, or else iana's. */
static const httpstatus_entry *which(const httpstatus_entry *own, const httpstatus_entry *iana)
{
	return own && states(own, HS_PROPERTY_RETRY) ? own : iana;
}

/*
 * RFC 9110, 15: an unknown code is treated as the x00 of its class, and what
 * is outside the classes as a 5xx; 0 stands for "no response". That gives the
 * code a meaning, but does not prove what the origin did: the class says only
 * that a 2xx was accepted (15.3).
 */
static const httpstatus_entry *judge_unknown(struct hs_judgement *j,
                                             const httpstatus_catalog *catalog,
                                             const httpstatus_catalog *iana, int code, uint32_t traits)
{
	const int class_code = 100 * (int)httpstatus_class_of(code);
	const int x00 = class_code ? class_code : HTTPSTATUS_INTERNAL_SERVER_ERROR;
	const httpstatus_entry *entry;

	if (code == 0) {
		hs_judge_failure(j, HTTPSTATUS_FAILURE_BROKEN, traits);
		return NULL;
	}
	if (code < 100 || code >= HS_CODE_END) {
		judge_invalid(j);
		return NULL;
	}
	entry = which(hs_find_deciding(catalog, x00), hs_find_own(iana, x00));
	judge_entry(j, entry);
	j->reasons |= class_code ? HTTPSTATUS_REASON_CLASS_ONLY : HTTPSTATUS_REASON_INVALID;
	if (j->verdict != HTTPSTATUS_VERDICT_DONE)
		j->processed = HTTPSTATUS_PROCESSED_UNKNOWN;
	return entry;
}

/* Judges the code alone, regardless of the request. */
static const httpstatus_entry *judge_code(struct hs_judgement *j, const httpstatus_catalog *catalog,
                                          const httpstatus_catalog *iana, int code,
                                          uint32_t traits)
{
	const httpstatus_entry *own = hs_find_deciding(catalog, code);
	const httpstatus_entry *registered = catalog == iana ? own : hs_find_own(iana, code);
	const httpstatus_entry *entry = which(own, registered);

	/* The entry is iana's own: nothing to compare. */
	if (own && own == registered) {
		judge_entry(j, own);
		return own;
	}
	if (entry) {
		judge_entry(j, entry);
		if (departs(entry, registered))
			j->reasons |= HTTPSTATUS_REASON_DEPARTS;
	} else {
		entry = judge_unknown(j, catalog, iana, code, traits);
	}
	if (own && states(own, HS_PROPERTY_PROCESSED))
		j->processed = httpstatus_entry_processed(own);
	return own ? own : entry;
}

/* Codes that mean success, and are sent to safe methods only. */
static bool is_for_safe_methods_only(int code)
{
	static const int codes[] = {
		HTTPSTATUS_PARTIAL_CONTENT, /* RFC 9110, 15.3.7: a range request; 14.2: that is a GET */
		HTTPSTATUS_IM_USED,         /* RFC 3229, 10.4.1: a GET */
		HTTPSTATUS_NOT_MODIFIED     /* RFC 9110, 15.4.5: a conditional GET or HEAD */
	};
	size_t n = 0;

	while (n < sizeof(codes) / sizeof(codes[0]) && codes[n] != code)
		n++;
	return n < sizeof(codes) / sizeof(codes[0]);
}

/*
 * A response that the method cannot get proves nothing about what was done. A
 * retry may do it twice, and giving up may leave it undone: somebody has to look
 * at the server.
 */
static void judge_impossible(struct hs_judgement *j)
{
	j->verdict = HTTPSTATUS_VERDICT_AMEND;
	j->processed = HTTPSTATUS_PROCESSED_UNKNOWN;
	j->changes = HTTPSTATUS_CHANGE_CONFIGURATION;
	j->reasons = HTTPSTATUS_REASON_INVALID | HTTPSTATUS_REASON_PERMANENT;
}

/* Cases in which the request changes what the code means, unless the catalog says otherwise. */
static void judge_request(struct hs_judgement *j, int code, uint32_t traits)
{
	if (!(traits & HTTPSTATUS_TRAIT_SAFE) && j->verdict == HTTPSTATUS_VERDICT_DONE &&
	    j->processed == HTTPSTATUS_PROCESSED_DONE && is_for_safe_methods_only(code))
		judge_impossible(j);
	/*
	 * RFC 9110, 15.5.9: the server lacks a complete request. On a reused
	 * connection, or if the request was not sent completely, that is certain.
	 */
	if (code == HTTPSTATUS_REQUEST_TIMEOUT &&
	    j->processed == HTTPSTATUS_PROCESSED_LIKELY_NOT &&
	    (traits & HS_DOUBTFUL_TRAITS))
		j->processed = HTTPSTATUS_PROCESSED_REFUSED;
	/*
	 * draft-ietf-httpapi-idempotency-key-header: the first request with
	 * this key is still being processed.
	 */
	if (code == HTTPSTATUS_CONFLICT && (traits & HTTPSTATUS_TRAIT_KEY) &&
	    j->verdict == HTTPSTATUS_VERDICT_AMEND && j->changes == HTTPSTATUS_CHANGE_STATE) {
		j->verdict = HTTPSTATUS_VERDICT_RETRY;
		j->processed = HTTPSTATUS_PROCESSED_LIKELY_YES;
		j->changes = 0;
		j->reasons = HTTPSTATUS_REASON_TRANSIENT;
	}
}

/* Whether the verdict means sending the content again. */
static bool sends_again(const struct hs_judgement *j)
{
	if (j->unsent)
		return false;
	return j->verdict == HTTPSTATUS_VERDICT_RETRY ||
	       (j->verdict == HTTPSTATUS_VERDICT_FOLLOW && j->redirect == HTTPSTATUS_REDIRECT_KEEP);
}

void hs_judge_safety(struct hs_judgement *j, uint32_t traits)
{
	const uint32_t somebody_acts = HTTPSTATUS_CHANGE_CREDENTIALS | HTTPSTATUS_CHANGE_USER |
	                               HTTPSTATUS_CHANGE_CONFIGURATION;
	uint32_t against = 0;

	if (j->verdict == HTTPSTATUS_VERDICT_RETRY && !(traits & HS_HARMLESS_TRAITS) &&
	    j->processed > HTTPSTATUS_PROCESSED_REFUSED)
		against |= HTTPSTATUS_REASON_UNSAFE_METHOD;
	if (sends_again(j) && (traits & HTTPSTATUS_TRAIT_ONE_SHOT))
		against |= HTTPSTATUS_REASON_ONE_SHOT;
	j->reasons |= against;
	if (against)
		j->verdict = HTTPSTATUS_VERDICT_STOP;
	if (j->verdict == HTTPSTATUS_VERDICT_AMEND && (j->changes & somebody_acts))
		j->reasons |= HTTPSTATUS_REASON_HOLD;
}

const httpstatus_entry *hs_judge_status(struct hs_judgement *j, const httpstatus_catalog *catalog,
                                        const httpstatus_catalog *iana, int code,
                                        uint32_t traits)
{
	const httpstatus_entry *entry = judge_code(j, catalog, iana, code, traits);

	judge_request(j, code, traits);
	return entry;
}

/* ---- Variants ------------------------------------------------------------------- */

/* Retries of a variant without a Limit where the plain stanza has none at all. */
enum { LIMIT_OF_VARIANT = 3 };

/* Advice is one group: with a verdict of its own, a variant has no qualifier of another. */
static void judge_verdict(struct hs_judgement *j, const httpstatus_entry *variant)
{
	const bool retried = j->verdict == HTTPSTATUS_VERDICT_RETRY;
	struct hs_judgement own;

	judge_entry(&own, variant);
	j->verdict = own.verdict;
	j->changes = own.changes;
	j->reasons = own.reasons;
	j->limit = own.limit;
	if (own.verdict == HTTPSTATUS_VERDICT_RETRY && !retried &&
	    !states(variant, HS_PROPERTY_LIMIT))
		j->limit = LIMIT_OF_VARIANT;
}

/* What it qualifies of the verdict of the plain stanza. */
static void judge_qualifiers(struct hs_judgement *j, const httpstatus_entry *variant)
{
	struct hs_judgement own;
	uint32_t persistence = 0;

	judge_entry(&own, variant);
	for (size_t n = 0; n < sizeof(persistence_reasons) / sizeof(persistence_reasons[0]); n++)
		persistence |= persistence_reasons[n];
	if (states(variant, HS_PROPERTY_PERSISTENCE))
		j->reasons = (j->reasons & ~persistence) | own.reasons;
	if (states(variant, HS_PROPERTY_CHANGE))
		j->changes = own.changes;
	if (states(variant, HS_PROPERTY_LIMIT))
		j->limit = own.limit;
}

/* After a timeout, nobody knows what was done. */
static bool is_timeout(int code)
{
	return code == HTTPSTATUS_REQUEST_TIMEOUT || code == HTTPSTATUS_GATEWAY_TIMEOUT;
}

void hs_judge_variant(struct hs_judgement *j, const httpstatus_entry *variant, int code)
{
	const int processed = httpstatus_entry_processed(variant);

	if (states(variant, HS_PROPERTY_RETRY))
		judge_verdict(j, variant);
	else
		judge_qualifiers(j, variant);
	if (states(variant, HS_PROPERTY_PROCESSED) &&
	    !(is_timeout(code) && processed <= HTTPSTATUS_PROCESSED_REFUSED))
		j->processed = processed;
}


void hs_judge_failure(struct hs_judgement *j, int failure, uint32_t traits)
{
	/* A reused connection may have been closed before the server received the request. */
	const bool doubtful = traits & HS_DOUBTFUL_TRAITS;

	*j = (struct hs_judgement){
		.verdict = HTTPSTATUS_VERDICT_RETRY,
		.processed = HTTPSTATUS_PROCESSED_UNKNOWN,
		.changes = HTTPSTATUS_CHANGE_CONNECTION,
		.reasons = HTTPSTATUS_REASON_TRANSIENT,
		.limit = HTTPSTATUS_LIMIT_NONE,
		.unsent = failure == HTTPSTATUS_FAILURE_UNCONNECTED ||
		          failure == HTTPSTATUS_FAILURE_UNKNOWN_HOST
	};
	switch ((enum httpstatus_failure)failure) {
	case HTTPSTATUS_FAILURE_UNCONNECTED:
		j->processed = HTTPSTATUS_PROCESSED_NOT_REACHED;
		return;
	case HTTPSTATUS_FAILURE_UNKNOWN_HOST:
		/* RFC 8020: a fact about the name, unlike a resolver that does not respond. */
		j->verdict = HTTPSTATUS_VERDICT_AMEND;
		j->processed = HTTPSTATUS_PROCESSED_NOT_REACHED;
		j->changes = HTTPSTATUS_CHANGE_TARGET | HTTPSTATUS_CHANGE_USER;
		j->reasons = HTTPSTATUS_REASON_PERMANENT;
		return;
	case HTTPSTATUS_FAILURE_REFUSED:
		j->processed = HTTPSTATUS_PROCESSED_REFUSED;
		return;
	case HTTPSTATUS_FAILURE_TIMED_OUT:
		/* Slow requests cause overload, so a timeout is retried only once. */
		j->processed = traits & HTTPSTATUS_TRAIT_UNSENT ? HTTPSTATUS_PROCESSED_LIKELY_NOT
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

/*
 * RFC 9110, 9.3.6: any code but a 2xx means that there is no tunnel yet. The
 * origin was not reached, so neither method nor content prevents another attempt;
 * a redirect of CONNECT leads nowhere.
 */
void hs_judge_tunnel(struct hs_judgement *j, const httpstatus_catalog *iana, int code)
{
	hs_judge_status(j, iana, iana, code, HTTPSTATUS_TRAIT_SAFE);
	j->processed = HTTPSTATUS_PROCESSED_NOT_REACHED;
	j->unsent = true;
	if (j->verdict == HTTPSTATUS_VERDICT_DONE)
		j->verdict = HTTPSTATUS_VERDICT_WAIT;
	if (j->verdict == HTTPSTATUS_VERDICT_FOLLOW)
		j->verdict = HTTPSTATUS_VERDICT_STOP;
}
