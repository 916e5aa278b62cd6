/* SPDX-License-Identifier: MIT */
/* A time in one of the units that services write. */
#ifndef HS_UNITS_H
#define HS_UNITS_H

#include "base/span.h"
#include "catalog/vocabulary.h"
#include "response/times.h"

/*
 * Adds a value in this unit, or a date. Several may be joined by commas, as
 * intermediaries join field lines (RFC 9110, 5.3). A blank one counts as none; what
 * cannot be read, as malformed. A pushback is one number, and all else is malformed.
 * Not for ratelimit. now completes years of two digits.
 */
void hs_times_add_in(struct hs_times *times, enum hs_unit unit, struct hs_span value, int64_t now);

/*
 * Adds a number of seconds since the epoch, or from 10^12 on of milliseconds. False if
 * it is less than 10^9, or none.
 */
bool hs_times_add_epoch(struct hs_times *times, struct hs_span number, bool lenient);

#endif
