/* SPDX-License-Identifier: MIT */
/* Memory, or the end of the program. */
#ifndef STORM_MEMORY_H
#define STORM_MEMORY_H

#include <stddef.h>

/* Zeros. */
void *memory_new(size_t count, size_t size);
/* What is new in it is undefined. */
void *memory_grow(void *memory, size_t count, size_t size);

#endif
