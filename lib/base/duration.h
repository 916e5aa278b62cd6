/* SPDX-License-Identifier: MIT */
/* Numbers and lengths of time in a text. Nothing wraps: what is too large saturates. */
#ifndef HS_DURATION_H
#define HS_DURATION_H

#include <stdint.h>

#include "base/span.h"

/* Longer than any time that is meant. */
#define HS_FOREVER UINT64_MAX

/* Digits only. Numbers above 2^64 - 7 saturate at 2^64 - 1. */
bool hs_read_number(struct hs_span text, uint64_t *number);

/* Digits only: a number of units of unit ms each. From 2^32 units on, *ms is HS_FOREVER. */
bool hs_read_count(struct hs_span text, uint64_t unit, uint64_t *ms);

/*
 * Digits, with or without a decimal point and digits behind it; rounded up to whole
 * milliseconds. unit is at most a week. From 2^32 units on, *ms is HS_FOREVER.
 */
bool hs_read_decimal(struct hs_span text, uint64_t unit, uint64_t *ms);

/* Numbers with h, m, s or ms behind each, the larger unit first: "1h30m", "2m59.56s". */
bool hs_read_duration(struct hs_span text, uint64_t *ms);

/* ISO 8601: "PT30S", "P1DT2H3M4.5S". Months and years have no fixed length. */
bool hs_read_iso8601(struct hs_span text, uint64_t *ms);

/* Takes the digits at the start of a text off; returns them. */
static inline struct hs_span hs_take_digits(struct hs_span *text)
{
	size_t n = 0;

	while (n < text->length && hs_is_digit(text->at[n]))
		n++;
	return hs_span_take(text, n);
}

#endif
