/* SPDX-License-Identifier: MIT */
/* The distance between two texts, with swaps of neighbours (Damerau; optimal string alignment). */

#include "base/distance.h"

#include <stdint.h>

#include "base/chars.h"

static uint8_t least(uint8_t a, uint8_t b)
{
	return a < b ? a : b;
}

size_t hs_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	uint8_t rows[3][HS_DISTANCE_MAX + 1];
	uint8_t *before = rows[0];
	uint8_t *last = rows[1];
	uint8_t *row = rows[2];

	if (a_length > HS_DISTANCE_MAX || b_length > HS_DISTANCE_MAX)
		return SIZE_MAX;
	for (size_t j = 0; j <= b_length; j++)
		last[j] = (uint8_t)j;
	for (size_t i = 1; i <= a_length; i++) {
		const char c = hs_to_lower(a[i - 1]);
		uint8_t *oldest = before;

		row[0] = (uint8_t)i;
		for (size_t j = 1; j <= b_length; j++) {
			const char d = hs_to_lower(b[j - 1]);

			row[j] = least((uint8_t)(last[j - 1] + (c != d)),
			               (uint8_t)(least(last[j], row[j - 1]) + 1));
			if (i > 1 && j > 1 && c == hs_to_lower(b[j - 2]) && d == hs_to_lower(a[i - 2]))
				row[j] = least(row[j], (uint8_t)(before[j - 2] + 1));
		}
		before = last;
		last = row;
		row = oldest;
	}
	return last[b_length];
}
