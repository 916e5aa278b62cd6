/* SPDX-License-Identifier: MIT */
/*
 * RateLimit of draft-ietf-httpapi-ratelimit-headers: a List of RFC 9651, each of
 * whose members is a quota. Its parameter r is what is left of it, t the seconds
 * until it is reset.
 */
#ifndef HS_RATELIMIT_H
#define HS_RATELIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_ratelimit {
	uint64_t delay;             /* in ms: the longest t of a quota that is used up */
	bool spent;                 /* there is such a quota */
	bool seen;                  /* a field line */
	bool blank;                 /* a field line without a member */
	bool malformed;             /* not a List, so all of it is ignored (RFC 9651, 4.2) */
};

/* Adds a field line. Several lines are one List, as if joined by commas. */
void hs_ratelimit_add(struct hs_ratelimit *field, const char *s, size_t length);

/* Whether a quota is used up; *ms is set to the time until it is reset. */
static inline bool hs_ratelimit_is_spent(const struct hs_ratelimit *field, uint64_t *ms)
{
	*ms = field->delay;
	return field->spent && !field->malformed;
}

#endif
