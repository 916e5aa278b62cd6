/* SPDX-License-Identifier: MIT */
/* Memory that is allocated in pieces and freed all at once. */
#ifndef HS_ARENA_H
#define HS_ARENA_H

#include <stddef.h>

struct hs_arena_block;

struct hs_arena {
	struct hs_arena_block *blocks;
	size_t used;                /* of the newest block */
};

/* Zeroed memory, aligned for any object; NULL if out of memory. */
void *hs_arena_take(struct hs_arena *arena, size_t size);

/* A copy of length bytes with a NUL behind them; NULL if out of memory. */
const char *hs_arena_copy(struct hs_arena *arena, const char *s, size_t length);

/* Frees all pieces; the arena cannot be used any more. */
void hs_arena_free(struct hs_arena *arena);

#endif
