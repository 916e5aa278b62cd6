/* SPDX-License-Identifier: MIT */
/* The texts of a catalog that is being packed, one after the other. */
#ifndef HS_POOL_H
#define HS_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_pool {
	char *bytes;                /* to be freed */
	size_t size;
	size_t room;
	bool failed;                /* out of memory: what is added is lost */
};

/* Adds bytes; returns where they are, if nothing has failed. */
uint32_t hs_pool_add(struct hs_pool *pool, const char *s, size_t length);

#endif
