/* SPDX-License-Identifier: MIT */
/* How far a text is from another: for "did you mean". */
#ifndef HS_DISTANCE_H
#define HS_DISTANCE_H

#include <stddef.h>

enum { HS_DISTANCE_MAX = 128 };     /* bytes of a text that is compared */

/*
 * How many bytes have to be inserted, deleted or replaced, or swapped with their
 * neighbour, to make b of a; the case of ASCII letters does not matter. More than
 * any distance if one of the two is longer than HS_DISTANCE_MAX.
 */
size_t hs_distance(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
