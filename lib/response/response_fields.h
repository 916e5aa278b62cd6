/* SPDX-License-Identifier: MIT */
/* What the fields of one response say about repeating the request. */
#ifndef HS_RESPONSE_FIELDS_H
#define HS_RESPONSE_FIELDS_H

#include "response/retry_after.h"
#include "response/ratelimit.h"

/*
 * The last field line, which may go on in the next line (RFC 9112, 5.2), so
 * that it is added only when something else comes. There is room for the
 * longest date; a longer value is added at once.
 */
struct hs_held {
	uint8_t field;
	uint8_t length;
	bool overlong;              /* the value, or what was added to it, found no room */
	char text[37];
};

struct hs_hints {
	struct hs_asked retry_after;    /* in seconds and in milliseconds */
	struct hs_asked quota;      /* when there will be more of what is used up */
	struct hs_ratelimit ratelimit;
	int64_t date;               /* Date, in seconds since the epoch */
	uint64_t age;               /* Age, in ms */
	struct hs_held held;
	bool has_date;
	bool has_age;
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
};

/* What is known of a field of this name; NULL: nothing that matters here. */
struct hs_named;
const struct hs_named *hs_find_named(const char *s, size_t length);

/* Whether a field counts; wanted are the HTTPSTATUS_HINT_* bits that do. */
bool hs_hints_want(const struct hs_named *field, uint32_t wanted);

/* Adds a field that counts. */
void hs_hints_add(struct hs_hints *hints, const struct hs_named *field, int64_t time_of_day,
                  const char *value, size_t length);

/* Adds one that counts, but not before it is known that the next line does not go on with it. */
void hs_hints_hold(struct hs_hints *hints, const struct hs_named *field, int64_t time_of_day,
                   const char *value, size_t length);

/* Goes on with the value that is held, after a space. */
void hs_hints_continue(struct hs_hints *hints, int64_t time_of_day, const char *s, size_t length);

/* Adds what is held: the next line does not go on with it. */
void hs_hints_settle(struct hs_hints *hints, int64_t time_of_day);

/*
 * What follows from all that was added, of which nothing is held back any more.
 * throttled: the status itself says that there were too many requests.
 */
void hs_hints_wish(struct hs_hints *hints, int64_t time_of_day, bool throttled,
                   struct hs_wish *wish);

#endif
