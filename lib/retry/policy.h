/* SPDX-License-Identifier: MIT */
/* How patient a client is. */
#ifndef HS_POLICY_H
#define HS_POLICY_H

#include "code/code_set.h"

enum { HS_SETTINGS = HTTPSTATUS_POLICY_TIMEOUT_LIMIT + 1 };

struct httpstatus_policy {
	uint64_t numbers[HS_SETTINGS];      /* by enum httpstatus_setting */
	const httpstatus_catalog *catalog;
	httpstatus_budget *budget;
	httpstatus_codeset always;
	httpstatus_codeset never;
};

/* Copies a policy, with references of its own; NULL stands for the defaults. */
void hs_policy_copy(httpstatus_policy *to, const httpstatus_policy *from);

/* Releases the references; not the memory. */
void hs_policy_release(httpstatus_policy *policy);

#endif
