/* SPDX-License-Identifier: MIT */
/* What is still to happen, in order of time. */
#ifndef STORM_AGENDA_H
#define STORM_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event {
	double time;                /* in seconds, but for the contention model: ms */
	uint32_t who;
	uint32_t what;
};

struct agenda {
	struct event *events;
	size_t count;
	size_t room;
};

void agenda_init(struct agenda *agenda);
void agenda_free(struct agenda *agenda);
void agenda_clear(struct agenda *agenda);
void agenda_add(struct agenda *agenda, double time, uint32_t what, uint32_t who);
/* Takes the earliest event out; false if there is none. */
bool agenda_next(struct agenda *agenda, struct event *event);

#endif
