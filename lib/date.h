/* SPDX-License-Identifier: MIT */
/*
 * date.h - HTTP-date (RFC 9110, 5.6.7), read without clock, locale and libc's
 * notion of time.
 */
#ifndef HS_DATE_H
#define HS_DATE_H

#include <stddef.h>
#include <stdint.h>

/* 9999-12-31 23:59:59. A date may be one more: its second may be 60. */
#define HS_DATE_LAST INT64_C(253402300799)

/*
 * Reads an HTTP-date in one of its three forms. *t is the time in seconds
 * since 1970-01-01 00:00:00 UTC, leap seconds not counted, and 0 on failure.
 *
 *   White space    SP and HTAB around the date do not count. Inside it every
 *                  byte is as the grammar has it, upper and lower case too.
 *   Day name       One of the seven; whether it is the one of that date is
 *                  not checked, since the grammar does not ask for it.
 *   Second 60      Is the second after :59, in any minute: which minutes end
 *                  with a leap second is not known for years to come.
 *   Year           1970 to 9999.
 *   Two digits     The latest such year that is not more than 50 years ahead
 *                  of now, which is compared to the second. 50 years after
 *                  29 February is 1 March if that year has no 29 February.
 *                  Nothing else depends on now. A now before 1970 counts as
 *                  1970's first second, one after 9999 as 9999's last.
 *
 * Errors: EMPTY (only white space), SYNTAX, RANGE (of the right form, but a
 * number is none that a date has, or the year is outside 1970 to 9999).
 * Pure.
 */
int hs_parse_date(const char *s, size_t length, int64_t now, int64_t *t);

/* Takes the optional white space (RFC 9110, 5.6.3) off both ends. Pure. */
void hs_date_trim(const char **s, size_t *length);

#endif
