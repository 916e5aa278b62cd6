/* SPDX-License-Identifier: MIT */
/* The empty library: what any that needs the C library costs to load. */
#include <stdlib.h>

void bench_free(void *block);

__attribute__((__visibility__("default")))
void bench_free(void *block)
{
	free(block);
}
