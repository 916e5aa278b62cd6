/* SPDX-License-Identifier: MIT */
/* A response as it is fed: its fields, line by line, and what they ask for. */
#ifndef HS_RESPONSE_H
#define HS_RESPONSE_H

#include "response/evidence.h"
#include "response/retry_after.h"

/*
 * The last field line: its value, behind its name unless that is well known. It may
 * continue in the next line (RFC 9112, 5.2), so it is added only when another line
 * comes. A longer one is added at once.
 */
struct hs_held {
	uint8_t field;              /* see response.c; 0: none is held */
	uint8_t name_length;
	uint16_t length;            /* of the text */
	bool overlong;              /* the value, or its continuation, did not fit */
};

struct hs_response {
	struct hs_times retry_after;    /* in seconds and in milliseconds */
	struct hs_clock clock;
	struct hs_held held;
	bool fed;                   /* a field was passed */
	bool cut;                   /* a field that a condition names is known in part only */
};

/* What is needed to feed a response. */
struct hs_feed {
	struct hs_response *response;
	struct hs_evidence evidence;
	char *text;                 /* of the held line */
	size_t room;
	int64_t time_of_day;
	bool strict;                /* times are read as RFC 9110 has them */
};

/* The room for a line, by the size of the evidence for a catalog. */
enum {
	HS_LINE_ROOM      = 40,     /* no evidence: for the longest date of HTTP */
	HS_LONG_LINE_ROOM = 384
};
static inline size_t hs_line_room(size_t evidence_size)
{
	return evidence_size > 0 ? HS_LONG_LINE_ROOM : HS_LINE_ROOM;
}

#define HS_NO_RESPONSE ((struct hs_response){.clock = HS_CLOCK_UNSET})

/* Adds a field. */
void hs_feed_field(const struct hs_feed *feed, struct hs_span name, struct hs_span value);

/* Holds a field line back until it is known whether the next line continues it. */
void hs_feed_hold(const struct hs_feed *feed, struct hs_span name, struct hs_span value);

/* Continues the value of the held line, after a space. */
void hs_feed_continue(const struct hs_feed *feed, struct hs_span more);

/* Adds the held line: the next line does not continue it. */
void hs_feed_settle(const struct hs_feed *feed);

/*
 * What a settled response asks for, with this code. plain is the entry that decides if no
 * variant does, or NULL; throttled: the time until a quota is reset counts.
 */
void hs_feed_ask(const struct hs_feed *feed, int code, const httpstatus_entry *plain,
                 bool throttled, struct hs_asked *asked);

/* What Retry-After and the fields of its rank ask for, whatever the catalog says of others. */
void hs_feed_ask_retry_after(const struct hs_feed *feed, struct hs_asked *asked);

#endif
