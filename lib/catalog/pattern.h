/* SPDX-License-Identifier: MIT */
/* A value of a condition: httpstatus-catalog(5), "Conditions". */
#ifndef HS_PATTERN_H
#define HS_PATTERN_H

#include "base/span.h"

/* What has to be equal, and whether any text may stand around it. */
struct hs_pattern {
	struct hs_span text;
	bool any_before;
	bool any_behind;
};

/* Of a value as it is written, with its quotation marks and '*'. */
struct hs_pattern hs_pattern_of(struct hs_span written);

/*
 * Whether a value is one of a list of patterns, ASCII letters in any case. Of a value
 * that goes on, only the start is known: what has to be equal up to its end is not.
 */
bool hs_patterns_match(const char *list, struct hs_span value, bool goes_on);

#endif
