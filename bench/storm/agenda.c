/* SPDX-License-Identifier: MIT */
/* A heap with four children a node: half as deep as one with two. */

#include "agenda.h"

#include <stdlib.h>

#include "memory.h"

enum { CHILDREN = 4 };

void agenda_init(struct agenda *agenda)
{
	*agenda = (struct agenda){NULL, 0, 0};
}

void agenda_free(struct agenda *agenda)
{
	free(agenda->events);
	agenda_init(agenda);
}

void agenda_clear(struct agenda *agenda)
{
	agenda->count = 0;
}

void agenda_add(struct agenda *agenda, double time, uint32_t what, uint32_t who)
{
	size_t at = agenda->count++;

	if (agenda->count > agenda->room) {
		agenda->room = agenda->room ? 2 * agenda->room : 1024;
		agenda->events = memory_grow(agenda->events, agenda->room, sizeof(struct event));
	}
	while (at > 0) {
		size_t parent = (at - 1) / CHILDREN;

		if (agenda->events[parent].time <= time)
			break;
		agenda->events[at] = agenda->events[parent];
		at = parent;
	}
	agenda->events[at] = (struct event){time, who, what};
}

static size_t earliest_child(const struct agenda *agenda, size_t parent)
{
	size_t first = CHILDREN * parent + 1;
	size_t end = first + CHILDREN < agenda->count ? first + CHILDREN : agenda->count;
	size_t best = first;

	for (size_t n = first + 1; n < end; n++) {
		if (agenda->events[n].time < agenda->events[best].time)
			best = n;
	}
	return best;
}

bool agenda_next(struct agenda *agenda, struct event *event)
{
	struct event last;
	size_t at = 0;

	if (agenda->count == 0)
		return false;
	*event = agenda->events[0];
	last = agenda->events[--agenda->count];
	while (CHILDREN * at + 1 < agenda->count) {
		size_t child = earliest_child(agenda, at);

		if (last.time <= agenda->events[child].time)
			break;
		agenda->events[at] = agenda->events[child];
		at = child;
	}
	agenda->events[at] = last;
	return true;
}
