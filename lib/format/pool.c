/* SPDX-License-Identifier: MIT */
/* The texts of a catalog that is being packed. */

#include "format/pool.h"

#include <stdlib.h>
#include <string.h>

static void make_room(struct hs_pool *pool, size_t length)
{
	const size_t room = (pool->size + length) * 2;
	char *bytes = realloc(pool->bytes, room);

	if (!bytes) {
		pool->failed = true;
		return;
	}
	pool->bytes = bytes;
	pool->room = room;
}

uint32_t hs_pool_add(struct hs_pool *pool, const char *s, size_t length)
{
	const size_t at = pool->size;

	if (pool->room - pool->size < length)
		make_room(pool, length);
	if (!pool->failed) {
		memcpy(pool->bytes + at, s, length);
		pool->size += length;
	}
	return (uint32_t)at;
}
