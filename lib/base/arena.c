/* SPDX-License-Identifier: MIT */
/* Memory that is allocated in pieces and freed all at once. */

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

/* 16 KiB together with the block's header. */
enum { BLOCK_SIZE = 16320 };

struct hs_arena_block {
	struct hs_arena_block *older;
	size_t size;
	max_align_t memory[];
};

static int add_block(struct hs_arena *arena, size_t size)
{
	struct hs_arena_block *block = calloc(1, sizeof(*block) + size);

	if (!block)
		return -1;
	block->older = arena->blocks;
	block->size = size;
	arena->blocks = block;
	arena->used = 0;
	return 0;
}

void *hs_arena_take(struct hs_arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	void *memory;

	size = (size + align - 1) / align * align;
	if (!arena->blocks || arena->blocks->size - arena->used < size)
		if (add_block(arena, size > BLOCK_SIZE ? size : BLOCK_SIZE))
			return NULL;
	memory = (char *)arena->blocks->memory + arena->used;
	arena->used += size;
	return memory;
}

const char *hs_arena_copy(struct hs_arena *arena, const char *s, size_t length)
{
	char *copy = hs_arena_take(arena, length + 1);

	if (copy)
		memcpy(copy, s, length);
	return copy;
}

void hs_arena_free(struct hs_arena *arena)
{
	struct hs_arena_block *block = arena->blocks;

	while (block) {
		struct hs_arena_block *older = block->older;

		free(block);
		block = older;
	}
}
