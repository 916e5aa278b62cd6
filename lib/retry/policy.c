/* SPDX-License-Identifier: MIT */
/* How patient a client is: numbers, each with a range, sets of codes, and references. */

#include "retry/policy.h"

#include <stdlib.h>

#include "advice/judgement.h"
#include "base/numbers.h"

/* 2^32 - 1 seconds, the largest delay-seconds that do not saturate. */
#define LONGEST (UINT64_C(1000) * UINT32_MAX)

/* Those that pass by themselves. */
#define PASSING_FAILURES (HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_UNCONNECTED) | \
                          HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_REFUSED) | \
                          HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_BROKEN) | \
                          HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_TIMED_OUT) | \
                          HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_TRUNCATED))
#define ALL_FAILURES (PASSING_FAILURES | HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_UNKNOWN_HOST))

static const struct {
	uint64_t min;
	uint64_t max;
} ranges[HS_SETTINGS] = {
	[HTTPSTATUS_POLICY_ATTEMPTS]       = {0, UINT32_MAX},
	[HTTPSTATUS_POLICY_BASE]           = {0, LONGEST},
	[HTTPSTATUS_POLICY_THROTTLED_BASE] = {0, LONGEST},
	[HTTPSTATUS_POLICY_CAP]            = {0, LONGEST},
	[HTTPSTATUS_POLICY_MAX_WAIT]       = {0, LONGEST},
	[HTTPSTATUS_POLICY_MAX_ELAPSED]    = {0, LONGEST},
	[HTTPSTATUS_POLICY_MIN_ATTEMPT]    = {0, LONGEST},
	[HTTPSTATUS_POLICY_ACCEPT_LIKELY]  = {0, 1},
	[HTTPSTATUS_POLICY_PREFER_RFC]     = {0, 1},
	[HTTPSTATUS_POLICY_STRICT_TIMES]   = {0, 1},
	[HTTPSTATUS_POLICY_GROWTH]         = {HTTPSTATUS_GROWTH_NONE, HTTPSTATUS_GROWTH_DOUBLING},
	[HTTPSTATUS_POLICY_JITTER]         = {0, 100},
	[HTTPSTATUS_POLICY_MAX_DELAY]      = {0, LONGEST},
	[HTTPSTATUS_POLICY_MAX_TOTAL_WAIT] = {0, LONGEST},
	[HTTPSTATUS_POLICY_MAX_REDIRECTS]  = {0, UINT32_MAX},
	[HTTPSTATUS_POLICY_CODE_LIMITS]    = {0, 1},
	[HTTPSTATUS_POLICY_TIMEOUT_LIMIT]  = {0, HTTPSTATUS_LIMIT_NONE},
	[HTTPSTATUS_POLICY_FAILURES]       = {0, ALL_FAILURES},
	[HTTPSTATUS_POLICY_AT_ONCE]        = {0, ALL_FAILURES}
};

static const httpstatus_policy defaults = {
	.numbers = {
		[HTTPSTATUS_POLICY_ATTEMPTS]       = 4,
		[HTTPSTATUS_POLICY_BASE]           = 100,
		[HTTPSTATUS_POLICY_THROTTLED_BASE] = 1000,
		[HTTPSTATUS_POLICY_CAP]            = 20000,
		[HTTPSTATUS_POLICY_MAX_WAIT]       = 300000,
		[HTTPSTATUS_POLICY_MAX_ELAPSED]    = 600000,
		[HTTPSTATUS_POLICY_MIN_ATTEMPT]    = 1000,
		[HTTPSTATUS_POLICY_GROWTH]         = HTTPSTATUS_GROWTH_DOUBLING,
		[HTTPSTATUS_POLICY_JITTER]         = 100,
		[HTTPSTATUS_POLICY_MAX_REDIRECTS]  = 10,
		[HTTPSTATUS_POLICY_CODE_LIMITS]    = 1,
		[HTTPSTATUS_POLICY_TIMEOUT_LIMIT]  = 1,
		[HTTPSTATUS_POLICY_FAILURES]       = PASSING_FAILURES,
		[HTTPSTATUS_POLICY_AT_ONCE]        = HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_UNCONNECTED) |
		                                     HTTPSTATUS_FAILURE_MASK(HTTPSTATUS_FAILURE_REFUSED)
	}
};

/* ---- Life ------------------------------------------------------------------- */

/* What counts and freezes changes in an object that is const for all others. */
static httpstatus_policy *counted(const httpstatus_policy *policy)
{
	return (httpstatus_policy *)(uintptr_t)policy; /* NOLINT(performance-no-int-to-ptr) */
}

void hs_policy_copy_to(httpstatus_policy *to, const httpstatus_policy *from)
{
	*to = *(from ? from : &defaults);
	atomic_init(&to->refs, 1);
	atomic_init(&to->frozen, false);
	httpstatus_catalog_ref(to->catalog);
	httpstatus_budget_ref(to->budget);
}

void hs_policy_clear(httpstatus_policy *policy)
{
	httpstatus_catalog_unref(policy->catalog);
	httpstatus_budget_unref(policy->budget);
}

int httpstatus_policy_copy(const httpstatus_policy *policy, httpstatus_policy **copy)
{
	if (!copy)
		return HTTPSTATUS_E_INVAL;
	*copy = malloc(sizeof(**copy));
	if (!*copy)
		return HTTPSTATUS_E_NOMEM;
	hs_policy_copy_to(*copy, policy);
	return 0;
}

int httpstatus_policy_new(httpstatus_policy **policy)
{
	return httpstatus_policy_copy(NULL, policy);
}

const httpstatus_policy *hs_policy_hold(const httpstatus_policy *policy)
{
	if (!policy)
		return &defaults;
	atomic_store_explicit(&counted(policy)->frozen, true, memory_order_relaxed);
	atomic_fetch_add_explicit(&counted(policy)->refs, 1, memory_order_relaxed);
	return policy;
}

void hs_policy_release(const httpstatus_policy *policy)
{
	httpstatus_policy *object = counted(policy);

	/* Release publishes what this thread did with it; acquire sees what others did. */
	if (!policy || policy == &defaults ||
	    atomic_fetch_sub_explicit(&object->refs, 1, memory_order_acq_rel) != 1)
		return;
	hs_policy_clear(object);
	free(object);
}

void httpstatus_policy_free(httpstatus_policy *policy)
{
	hs_policy_release(policy);
}

/* ---- Numbers ---------------------------------------------------------------- */

static bool is_setting(int setting)
{
	return setting >= HTTPSTATUS_POLICY_ATTEMPTS && setting < HS_SETTINGS;
}

bool hs_policy_is_open(const httpstatus_policy *policy)
{
	return policy && !atomic_load_explicit(&counted(policy)->frozen, memory_order_relaxed);
}

uint64_t hs_policy_bits(int setting)
{
	switch (setting) {
	case HTTPSTATUS_POLICY_FAILURES:
	case HTTPSTATUS_POLICY_AT_ONCE:
		return ranges[setting].max;
	default:
		return 0;
	}
}

int httpstatus_policy_set(httpstatus_policy *policy, int setting, uint64_t value)
{
	if (!hs_policy_is_open(policy) || !is_setting(setting) ||
	    (hs_policy_bits(setting) && (value & ~hs_policy_bits(setting))))
		return HTTPSTATUS_E_INVAL;
	if (value < ranges[setting].min || value > ranges[setting].max)
		return HTTPSTATUS_E_RANGE;
	if (setting == HTTPSTATUS_POLICY_TIMEOUT_LIMIT && value > HS_LIMIT_MAX &&
	    value != HTTPSTATUS_LIMIT_NONE)
		return HTTPSTATUS_E_RANGE;
	policy->numbers[setting] = value;
	return 0;
}

uint64_t httpstatus_policy_set_clamped(httpstatus_policy *policy, int setting, uint64_t value)
{
	uint64_t longest;

	if (!hs_policy_is_open(policy) || !is_setting(setting))
		return httpstatus_policy_get(policy, setting);
	longest = ranges[setting].max;
	if (setting == HTTPSTATUS_POLICY_TIMEOUT_LIMIT && value != HTTPSTATUS_LIMIT_NONE)
		longest = HS_LIMIT_MAX;
	if (hs_policy_bits(setting))
		policy->numbers[setting] = value & hs_policy_bits(setting);
	else
		policy->numbers[setting] = hs_max_u64(ranges[setting].min, hs_min_u64(value, longest));
	return policy->numbers[setting];
}

uint64_t httpstatus_policy_get(const httpstatus_policy *policy, int setting)
{
	if (!is_setting(setting))
		return 0;
	return (policy ? policy : &defaults)->numbers[setting];
}

/* ---- Codes and references ----------------------------------------------------- */

int httpstatus_policy_set_codes(httpstatus_policy *policy, int list, const httpstatus_codeset *codes)
{
	static const httpstatus_codeset none = {{0}};

	if (!hs_policy_is_open(policy) || list < HTTPSTATUS_CODES_ALWAYS || list >= HS_CODES)
		return HTTPSTATUS_E_INVAL;
	policy->codes[list] = codes ? *codes : none;
	if (list == HTTPSTATUS_CODES_ONLY)
		policy->restricted = codes != NULL;
	return 0;
}

int httpstatus_policy_set_catalog(httpstatus_policy *policy, const httpstatus_catalog *catalog)
{
	if (!hs_policy_is_open(policy))
		return HTTPSTATUS_E_INVAL;
	httpstatus_catalog_ref(catalog);
	httpstatus_catalog_unref(policy->catalog);
	policy->catalog = catalog;
	return 0;
}

int httpstatus_policy_set_budget(httpstatus_policy *policy, httpstatus_budget *budget)
{
	if (!hs_policy_is_open(policy))
		return HTTPSTATUS_E_INVAL;
	httpstatus_budget_ref(budget);
	httpstatus_budget_unref(policy->budget);
	policy->budget = budget;
	return 0;
}
