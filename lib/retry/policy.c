/* SPDX-License-Identifier: MIT */
/* How patient a client is: numbers, each with a range, and references. */

#include "retry/policy.h"

#include <stdlib.h>

#include "advice/judgement.h"

/* 2^32 - 1 seconds, the largest delay-seconds that do not saturate. */
#define LONGEST (UINT64_C(1000) * UINT32_MAX)

#define ALL_HINTS (HTTPSTATUS_HINT_MS | HTTPSTATUS_HINT_AMZ | HTTPSTATUS_HINT_RATELIMIT | \
                   HTTPSTATUS_HINT_RESET | HTTPSTATUS_HINT_SHOULD_RETRY | \
                   HTTPSTATUS_HINT_GRPC | HTTPSTATUS_HINT_ENVOY | HTTPSTATUS_HINT_NACK)

static const struct {
	uint64_t min;
	uint64_t max;
	uint64_t initial;
} settings[HS_SETTINGS] = {
	[HTTPSTATUS_POLICY_ATTEMPTS]       = {0, UINT32_MAX, 4},
	[HTTPSTATUS_POLICY_BASE]           = {0, LONGEST, 100},
	[HTTPSTATUS_POLICY_THROTTLED_BASE] = {0, LONGEST, 1000},
	[HTTPSTATUS_POLICY_CAP]            = {0, LONGEST, 20000},
	[HTTPSTATUS_POLICY_MAX_WAIT]       = {0, LONGEST, 300000},
	[HTTPSTATUS_POLICY_MAX_ELAPSED]    = {0, LONGEST, 600000},
	[HTTPSTATUS_POLICY_MIN_ATTEMPT]    = {0, LONGEST, 1000},
	[HTTPSTATUS_POLICY_ACCEPT_LIKELY]  = {0, 1, 0},
	[HTTPSTATUS_POLICY_PREFER_RFC]     = {0, 1, 0},
	[HTTPSTATUS_POLICY_HINTS]          = {0, ALL_HINTS, HTTPSTATUS_HINT_MS},
	[HTTPSTATUS_POLICY_GROWTH]         = {HTTPSTATUS_GROWTH_NONE, HTTPSTATUS_GROWTH_DOUBLING,
	                                   HTTPSTATUS_GROWTH_DOUBLING},
	[HTTPSTATUS_POLICY_JITTER]         = {0, 100, 100},
	[HTTPSTATUS_POLICY_MAX_DELAY]      = {0, LONGEST, 0},
	[HTTPSTATUS_POLICY_MAX_TOTAL_WAIT] = {0, LONGEST, 0},
	[HTTPSTATUS_POLICY_MAX_REDIRECTS]  = {0, UINT32_MAX, 10},
	[HTTPSTATUS_POLICY_CODE_LIMITS]    = {0, 1, 1},
	[HTTPSTATUS_POLICY_TIMEOUT_LIMIT]  = {0, HTTPSTATUS_LIMIT_NONE, 1}
};

static bool is_setting(int setting)
{
	return setting >= HTTPSTATUS_POLICY_ATTEMPTS && setting < HS_SETTINGS;
}

static void set_defaults(httpstatus_policy *policy)
{
	*policy = (httpstatus_policy){.catalog = NULL};
	for (int n = HTTPSTATUS_POLICY_ATTEMPTS; n < HS_SETTINGS; n++)
		policy->numbers[n] = settings[n].initial;
}

int httpstatus_policy_new(httpstatus_policy **policy)
{
	if (!policy)
		return HTTPSTATUS_E_INVAL;
	*policy = malloc(sizeof(**policy));
	if (!*policy)
		return HTTPSTATUS_E_NOMEM;
	set_defaults(*policy);
	return 0;
}

void httpstatus_policy_free(httpstatus_policy *policy)
{
	if (!policy)
		return;
	hs_policy_release(policy);
	free(policy);
}

void hs_policy_copy(httpstatus_policy *to, const httpstatus_policy *from)
{
	if (!from) {
		set_defaults(to);
		return;
	}
	*to = *from;
	httpstatus_catalog_ref(to->catalog);
	httpstatus_budget_ref(to->budget);
}

void hs_policy_release(httpstatus_policy *policy)
{
	httpstatus_catalog_unref(policy->catalog);
	httpstatus_budget_unref(policy->budget);
}

int httpstatus_policy_set(httpstatus_policy *policy, int setting, uint64_t value)
{
	if (!policy || !is_setting(setting) ||
	    (setting == HTTPSTATUS_POLICY_HINTS && (value & ~(uint64_t)ALL_HINTS)))
		return HTTPSTATUS_E_INVAL;
	if (value < settings[setting].min || value > settings[setting].max)
		return HTTPSTATUS_E_RANGE;
	if (setting == HTTPSTATUS_POLICY_TIMEOUT_LIMIT && value > HS_LIMIT_MAX &&
	    value != HTTPSTATUS_LIMIT_NONE)
		return HTTPSTATUS_E_RANGE;
	policy->numbers[setting] = value;
	return 0;
}

uint64_t httpstatus_policy_get(const httpstatus_policy *policy, int setting)
{
	if (!is_setting(setting))
		return 0;
	return policy ? policy->numbers[setting] : settings[setting].initial;
}

void httpstatus_policy_set_catalog(httpstatus_policy *policy, const httpstatus_catalog *catalog)
{
	if (!policy)
		return;
	httpstatus_catalog_ref(catalog);
	httpstatus_catalog_unref(policy->catalog);
	policy->catalog = catalog;
}

void httpstatus_policy_set_codes(httpstatus_policy *policy, const httpstatus_codeset *always,
                                 const httpstatus_codeset *never)
{
	static const httpstatus_codeset none = {{0}};

	if (!policy)
		return;
	policy->always = always ? *always : none;
	policy->never = never ? *never : none;
}

void httpstatus_policy_set_budget(httpstatus_policy *policy, httpstatus_budget *budget)
{
	if (!policy)
		return;
	httpstatus_budget_ref(budget);
	httpstatus_budget_unref(policy->budget);
	policy->budget = budget;
}
