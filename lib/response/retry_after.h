/* SPDX-License-Identifier: MIT */
/* Retry-After (RFC 9110, 10.2.3), and the times that servers write into it. */
#ifndef HS_RETRY_AFTER_H
#define HS_RETRY_AFTER_H

#include "base/span.h"
#include "response/times.h"

/*
 * Adds the value of a Retry-After field line. Several values may be joined by
 * commas, since intermediaries join field lines (RFC 9110, 5.3), although the
 * grammar has no list here. now is used to complete two-digit years.
 *
 * Unless strict, what the grammar forbids but is plainly a time is read, too, rounded
 * up: 1.5, 2m59.56s, "30", dates as hs_read_lenient_date has them; and 10^9 and
 * more, which is no delay that anybody means, as a time since the epoch.
 */
void hs_retry_after_add(struct hs_times *times, struct hs_span value, int64_t now, bool strict);

#endif
