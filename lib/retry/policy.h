/* SPDX-License-Identifier: MIT */
/* How patient a client is. */
#ifndef HS_POLICY_H
#define HS_POLICY_H

#include <stdatomic.h>
#include <stdbool.h>

#include "code/code_set.h"

enum {
	HS_SETTINGS = HTTPSTATUS_POLICY_AT_ONCE + 1,
	HS_CODES    = HTTPSTATUS_CODES_DONE + 1
};

struct httpstatus_policy {
	_Atomic uint32_t refs;              /* 0: the defaults, which live forever */
	_Atomic bool frozen;                /* a retry was made with it */
	bool restricted;                    /* CODES_ONLY was set */
	uint64_t numbers[HS_SETTINGS];      /* by enum httpstatus_setting */
	const httpstatus_catalog *catalog;
	httpstatus_budget *budget;
	httpstatus_codeset codes[HS_CODES]; /* by enum httpstatus_codes */
};

/* Freezes a policy for a retry, and takes a reference. NULL stands for the defaults. */
const httpstatus_policy *hs_policy_hold(const httpstatus_policy *policy);
void hs_policy_release(const httpstatus_policy *policy);

/* A copy in memory of the caller, with references of its own, and open. */
void hs_policy_copy_to(httpstatus_policy *to, const httpstatus_policy *from);
/* Releases what that copy refers to. */
void hs_policy_clear(httpstatus_policy *policy);

/* Whether it may be changed: it is none of NULL, the defaults and a frozen one. */
bool hs_policy_is_open(const httpstatus_policy *policy);

/* Of the numbers that are sets of bits: those that there are; else 0. */
uint64_t hs_policy_bits(int setting);

#endif
