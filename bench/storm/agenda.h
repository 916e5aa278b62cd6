/* SPDX-License-Identifier: MIT */
/* What is still to happen, in order of time. */
#ifndef STORM_AGENDA_H
#define STORM_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event {
	double time;                /* in seconds, but for the contention model: ms; not negative */
	uint32_t who;
	uint32_t what;
};

struct bucket {
	struct event *events;
	size_t count;
	size_t room;
};

enum { BUCKETS = 65 };

struct agenda {
	struct bucket buckets[BUCKETS];
	uint64_t now;               /* the bits of the time of the last event taken out */
};

/* Zeros are an empty agenda. */
void agenda_free(struct agenda *agenda);
/* Forgets all events, and the time. */
void agenda_clear(struct agenda *agenda);
/* An event that is not earlier than the last one that was taken out. */
void agenda_add(struct agenda *agenda, double time, uint32_t what, uint32_t who);
/* Takes the earliest event out; false if there is none. */
bool agenda_next(struct agenda *agenda, struct event *event);

#endif
