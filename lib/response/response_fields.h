/* SPDX-License-Identifier: MIT */
/* What the fields of a response say about retrying the request. */
#ifndef HS_RESPONSE_FIELDS_H
#define HS_RESPONSE_FIELDS_H

#include "response/retry_after.h"
#include "response/ratelimit.h"

/*
 * The last field line. It may continue in the next line (RFC 9112, 5.2), so it
 * is added only when another line comes. There is room for the longest date; a
 * longer value is added at once.
 */
struct hs_held {
	uint8_t field;
	uint8_t length;
	bool overlong;              /* the value, or its continuation, did not fit */
	char text[37];
};

/* What the fields of quotas say, which few policies read. */
struct hs_quota {
	struct hs_times reset;      /* when the quota is reset */
	struct hs_ratelimit ratelimit;
	bool spent;                 /* the server says that the quota is used up */
	bool left;                  /* the server says that some of the quota is left */
};

/* The HTTPSTATUS_HINT_* bits of the fields that go into a quota. */
#define HS_HINTS_OF_QUOTA (HTTPSTATUS_HINT_RATELIMIT | HTTPSTATUS_HINT_RESET)

struct hs_response {
	struct hs_times retry_after;    /* in seconds and in milliseconds */
	int64_t date;               /* Date, in seconds since the epoch */
	uint64_t age;               /* Age, in ms */
	struct hs_held held;
	bool has_date;
	bool has_age;
	bool forbidden;             /* the server forbids a retry */
	bool encouraged;            /* the server asks for a retry */
	bool rate_limited;          /* a gateway rejected it because of the rate alone */
	bool not_acted;             /* the server rejected it without acting */
};

/* What the fields ask for, at a given time. */
struct hs_asked {
	enum httpstatus_asked kind;
	uint64_t ms;
};

/* The entry of a field name; NULL if the field does not matter. */
struct hs_known_field;
const struct hs_known_field *hs_find_field(const char *s, size_t length);

/* Whether a policy reads a field; wanted are its HTTPSTATUS_HINT_* bits. */
bool hs_response_want(const struct hs_known_field *field, uint32_t wanted);

/*
 * Below, quota may be NULL where no field is wanted that goes into it.
 */

/* Adds a field. */
void hs_response_add(struct hs_response *response, struct hs_quota *quota,
                     const struct hs_known_field *field, int64_t time_of_day, const char *value,
                     size_t length);

/* Holds a field line back until it is known whether the next line continues it. */
void hs_response_hold(struct hs_response *response, struct hs_quota *quota,
                      const struct hs_known_field *field, int64_t time_of_day, const char *value,
                      size_t length);

/* Continues the held value, after a space. */
void hs_response_continue(struct hs_response *response, struct hs_quota *quota,
                          int64_t time_of_day, const char *s, size_t length);

/* Adds the held field: the next line does not continue it. */
void hs_response_settle(struct hs_response *response, struct hs_quota *quota, int64_t time_of_day);

/*
 * What all fields together ask for; adds the held one first. throttled: the
 * status itself says that there were too many requests.
 */
void hs_response_asked(struct hs_response *response, struct hs_quota *quota, int64_t time_of_day,
                       bool throttled, struct hs_asked *asked);

#endif
