/* SPDX-License-Identifier: MIT */
/* A set of status codes: one bit for each. */
#ifndef HS_CODE_SET_H
#define HS_CODE_SET_H

#include <stdbool.h>
#include <stdint.h>

#include <httpstatus.h>

#include "code/codes.h"

enum {
	HS_CODE_SET_WORD_BITS = 64,
	HS_CODE_SET_WORDS     = (HS_CODE_END + HS_CODE_SET_WORD_BITS - 1) / HS_CODE_SET_WORD_BITS
};

struct httpstatus_codeset {
	uint64_t words[HS_CODE_SET_WORDS];
};

/*@ requires \valid_read(set);
    assigns \nothing;
    ensures code < 0 || code >= HS_CODE_END ==> !\result;
*/
static inline bool hs_code_set_has(const struct httpstatus_codeset *set, int code)
{
	const uint32_t bit = (uint32_t)code;

	return bit < HS_CODE_END &&
	       (set->words[bit / HS_CODE_SET_WORD_BITS] >> bit % HS_CODE_SET_WORD_BITS & 1);
}

#endif
