/* SPDX-License-Identifier: MIT */
/* Arithmetic that saturates. */
#ifndef HS_NUMBERS_H
#define HS_NUMBERS_H

#include <stdint.h>

/*@ assigns \nothing;
    ensures \result == \min(a, b);
*/
static inline uint64_t hs_min_u64(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/*@ assigns \nothing;
    ensures \result == \max(a, b);
*/
static inline uint64_t hs_max_u64(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* a - b, at least 0. */
/*@ assigns \nothing;
    ensures \result == \max(0, a - b);
*/
static inline uint64_t hs_subtract_u64(uint64_t a, uint64_t b)
{
	return a > b ? a - b : 0;
}

/* a + b, at most UINT64_MAX. */
/*@ assigns \nothing;
    ensures \result == \min(UINT64_MAX, a + b);
*/
static inline uint64_t hs_add_u64(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* a * b, at most UINT64_MAX. */
/*@ assigns \nothing;
    ensures \result == \min(UINT64_MAX, a * b);
*/
static inline uint64_t hs_multiply_u64(uint64_t a, uint64_t b)
{
	return b > 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

#endif
