/* SPDX-License-Identifier: MIT */
/* HTTP-date (RFC 9110, 5.6.7): the calendar behind it, and times near it. */
#ifndef HS_HTTP_DATE_H
#define HS_HTTP_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* 9999-12-31 23:59:59. A date may be one more: its second may be 60. */
#define HS_DATE_LAST INT64_C(253402300799)

/* 2026-01-01 00:00:00: the time of day where there is no clock. */
#define HS_DATE_NO_CLOCK INT64_C(1767225600)

struct hs_civil {
	uint32_t year, month, day;
	uint32_t hour, minute, second;
};

/* Whether it is a time from 1970 to 9999; the month must be 1 to 12. */
int hs_civil_is_valid(const struct hs_civil *c);

/* Seconds since the epoch. */
int64_t hs_civil_to_time(const struct hs_civil *c);

/* Gives a year of two digits its century, by RFC 9110, 5.6.7. */
void hs_civil_complete_year(struct hs_civil *c, int64_t now);

/*
 * Reads a date that is none by the grammar, but plainly a time: HTTP-date in any
 * case, with a one-digit day, a name in full, or a zone other than GMT, what
 * JavaScript prints, and RFC 3339. A zone must be said: GMT, UTC, UT, Z, or an
 * offset. Rounds up to seconds. Reads no more than the strict reader in its forms.
 */
bool hs_read_lenient_date(struct hs_span text, int64_t now, int64_t *time);

#endif
