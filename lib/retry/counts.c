/* SPDX-License-Identifier: MIT */
/* How often a request was retried because of each cause. */

#include "retry/retry.h"

/* The place of a cause that was counted before, or else a new one, or that of all others. */
static int place_of(const struct hs_counts *counts, uint16_t cause)
{
	int n = 0;

	while (n < HS_CAUSES && counts->causes[n] != 0 && counts->causes[n] != cause + 1)
		n++;
	return n;
}

uint8_t hs_retries_after(const struct hs_counts *counts, uint16_t cause)
{
	return counts->retries[place_of(counts, cause)];
}

void hs_count_retry(struct hs_counts *counts, uint16_t cause)
{
	const int n = place_of(counts, cause);

	if (n < HS_CAUSES)
		counts->causes[n] = (uint16_t)(cause + 1);
	if (counts->retries[n] < UINT8_MAX - 1)
		counts->retries[n]++;
}
