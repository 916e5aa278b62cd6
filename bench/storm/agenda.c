/* SPDX-License-Identifier: MIT */
/*
 * A radix heap (Ahuja, Mehlhorn, Orlin, Tarjan 1990), for which it suffices
 * that time never goes back. Bucket n holds what differs from the present
 * first in bit n - 1 of its time; bits of doubles that are not negative are in
 * the order of their values. Some hundred thousand clients that come back
 * together are moved in long rows of memory, not up and down a tree.
 */

#include "agenda.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

static uint64_t bits_of(double time)
{
	uint64_t bits;

	memcpy(&bits, &time, sizeof(bits));
	return bits;
}

void agenda_free(struct agenda *agenda)
{
	for (int n = 0; n < BUCKETS; n++)
		free(agenda->buckets[n].events);
	memset(agenda, 0, sizeof(*agenda));
}

void agenda_clear(struct agenda *agenda)
{
	for (int n = 0; n < BUCKETS; n++)
		agenda->buckets[n].count = 0;
	agenda->now = 0;
}

static int bucket_of(const struct agenda *agenda, double time)
{
	uint64_t difference = bits_of(time) ^ agenda->now;

	return difference ? 64 - __builtin_clzll(difference) : 0;
}

static void put(struct bucket *bucket, struct event event)
{
	if (bucket->count == bucket->room) {
		bucket->room = bucket->room ? 2 * bucket->room : 64;
		bucket->events = memory_grow(bucket->events, bucket->room, sizeof(event));
	}
	bucket->events[bucket->count++] = event;
}

void agenda_add(struct agenda *agenda, double time, uint32_t what, uint32_t who)
{
	put(&agenda->buckets[bucket_of(agenda, time)], (struct event){time, who, what});
}

static struct bucket *first_bucket(struct agenda *agenda)
{
	for (int n = 0; n < BUCKETS; n++) {
		if (agenda->buckets[n].count)
			return &agenda->buckets[n];
	}
	return NULL;
}

static double earliest(const struct bucket *bucket)
{
	double time = bucket->events[0].time;

	for (size_t n = 1; n < bucket->count; n++)
		time = bucket->events[n].time < time ? bucket->events[n].time : time;
	return time;
}

/* All of a bucket goes to lower ones, once the present is the earliest of it. */
static void spread(struct agenda *agenda, struct bucket *bucket)
{
	size_t count = bucket->count;

	bucket->count = 0;
	for (size_t n = 0; n < count; n++)
		put(&agenda->buckets[bucket_of(agenda, bucket->events[n].time)], bucket->events[n]);
}

bool agenda_next(struct agenda *agenda, struct event *event)
{
	struct bucket *now = &agenda->buckets[0];

	if (now->count == 0) {
		struct bucket *bucket = first_bucket(agenda);

		if (!bucket)
			return false;
		agenda->now = bits_of(earliest(bucket));
		spread(agenda, bucket);
	}
	*event = now->events[--now->count];
	return true;
}
