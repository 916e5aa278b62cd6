/* SPDX-License-Identifier: MIT */

#include "memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void *sure(void *memory)
{
	if (!memory) {
		fputs("storm: out of memory\n", stderr);
		exit(EXIT_FAILURE);
	}
	return memory;
}

void *memory_new(size_t count, size_t size)
{
	return sure(calloc(count ? count : 1, size));
}

void *memory_grow(void *memory, size_t count, size_t size)
{
	return sure(count > SIZE_MAX / size ? NULL : realloc(memory, count * size));
}
