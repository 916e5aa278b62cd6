/* SPDX-License-Identifier: MIT */
/* Retry advice for a code and the traits of a request, and reading it. */

#include "catalog/builtin.h"
#include "advice/judgement.h"

static uint32_t unpack(httpstatus_advice advice, int shift, int bits)
{
	return (uint32_t)(advice >> shift) & ((UINT32_C(1) << bits) - 1);
}

int httpstatus_advice_verdict(httpstatus_advice advice)
{
	return (int)unpack(advice, HS_VERDICT_SHIFT, HS_VERDICT_BITS);
}

int httpstatus_advice_processed(httpstatus_advice advice)
{
	int stored = (int)unpack(advice, HS_PROCESSED_SHIFT, HS_PROCESSED_BITS);

	return stored ? stored - 1 + HTTPSTATUS_PROCESSED_NOT_REACHED : HTTPSTATUS_PROCESSED_UNKNOWN;
}

uint32_t httpstatus_advice_changes(httpstatus_advice advice)
{
	return unpack(advice, HS_CHANGES_SHIFT, HS_CHANGES_BITS);
}

uint32_t httpstatus_advice_reasons(httpstatus_advice advice)
{
	return unpack(advice, HS_REASONS_SHIFT, HS_REASONS_BITS);
}

int httpstatus_advice_limit(httpstatus_advice advice)
{
	int limit = (int)unpack(advice, HS_LIMIT_SHIFT, HS_LIMIT_BITS);

	return limit > HS_LIMIT_MAX ? HTTPSTATUS_LIMIT_NONE : limit;
}

httpstatus_advice httpstatus_advise(const httpstatus_catalog *catalog, int code, uint32_t traits)
{
	struct hs_judgement j;

	hs_judge_status(&j, catalog ? catalog : HS_IANA, HS_IANA, code, traits);
	hs_judge_safety(&j, traits);
	return hs_judgement_pack(&j);
}

httpstatus_advice httpstatus_advise_failure(int failure, uint32_t traits)
{
	struct hs_judgement j;

	hs_judge_failure(&j, failure, traits);
	hs_judge_safety(&j, traits);
	return hs_judgement_pack(&j);
}

int httpstatus_advice_keep(httpstatus_advice advice)
{
	const uint32_t this_request = HTTPSTATUS_REASON_CODE_LIMIT | HTTPSTATUS_REASON_ATTEMPTS |
	                              HTTPSTATUS_REASON_TOO_LONG | HTTPSTATUS_REASON_DEADLINE |
	                              HTTPSTATUS_REASON_BUDGET;
	const uint32_t reasons = httpstatus_advice_reasons(advice);

	switch (httpstatus_advice_verdict(advice)) {
	case HTTPSTATUS_VERDICT_DONE:
		return HTTPSTATUS_KEEP_SENT;
	case HTTPSTATUS_VERDICT_WAIT:
	case HTTPSTATUS_VERDICT_FOLLOW:
	case HTTPSTATUS_VERDICT_RETRY:
		return HTTPSTATUS_KEEP_RETRY;
	case HTTPSTATUS_VERDICT_AMEND:
		return reasons & HTTPSTATUS_REASON_HOLD ? HTTPSTATUS_KEEP_HOLD : HTTPSTATUS_KEEP_DROP;
	default:
		return reasons & this_request ? HTTPSTATUS_KEEP_RETRY : HTTPSTATUS_KEEP_DROP;
	}
}
