/* SPDX-License-Identifier: MIT */
/* What the fields of one response say about repeating the request. */
#ifndef HS_HINTS_H
#define HS_HINTS_H

#include "asked.h"

struct hs_hints {
	struct hs_asked retry_after;
	struct hs_asked precise;    /* the same in milliseconds */
	struct hs_asked quota;      /* when there will be more of what is used up */
	int64_t date;               /* Date, in seconds since the epoch */
	uint64_t age;               /* Age, in ms */
	bool has_date;
	bool quota_spent;           /* nothing remains, says the server */
	bool quota_left;            /* something remains, says the server */
	bool forbidden;             /* do not repeat */
	bool encouraged;            /* do repeat */
	bool rate_limited;          /* refused at a gateway, for the rate alone */
	bool not_acted;             /* refused by a server that has not acted */
};

/* What follows from the hints, seen from a clock. */
struct hs_wish {
	enum httpstatus_asked asked;
	uint64_t ms;
	int64_t skew;               /* of the server's clock, in seconds */
	bool has_skew;
};

/* What is known of a field of this name; NULL: nothing that matters here. */
struct hs_named;
const struct hs_named *hs_find_named(const char *s, size_t length);

/* Adds a field; wanted are the HTTPSTATUS_HINT_* bits that count. */
void hs_hints_add(struct hs_hints *hints, const struct hs_named *field, uint32_t wanted,
                  int64_t time_of_day, const char *value, size_t length);

/* throttled: the status itself says that there were too many requests. */
void hs_hints_wish(const struct hs_hints *hints, int64_t time_of_day, bool throttled,
                   struct hs_wish *wish);

#endif
