/* SPDX-License-Identifier: MIT */
/* What is simulated. Each scenario writes its tables and holds its anchors. */
#ifndef STORM_SCENARIOS_H
#define STORM_SCENARIOS_H

#include <stdbool.h>
#include <stdint.h>

#include "report.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct plan {
	int seeds;                  /* runs are seeded first_seed, first_seed + 1, ... */
	uint64_t first_seed;
	uint32_t clients;
	bool quick;
};

void scenario_contention(const struct plan *plan, struct report *report);
void scenario_threshold(const struct plan *plan, struct report *report);
void scenario_amplification(const struct plan *plan, struct report *report);
void scenario_herd(const struct plan *plan, struct report *report);
void scenario_layers(const struct plan *plan, struct report *report);
void scenario_skew(const struct plan *plan, struct report *report);

#endif
