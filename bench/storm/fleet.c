/* SPDX-License-Identifier: MIT */
/* Processes that follow a rule. */

#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

void fleet_open(struct fleet *fleet, const struct rule *rule, uint32_t processes, int attempts)
{
	*fleet = (struct fleet){.rule = rule, .processes = processes};
	fleet->attempts = attempts ? attempts : rule->attempts;
	if (rule->library)
		fleet->ours = ours_new(processes, attempts);
	else
		fleet->purses = memory_new(processes, sizeof(*fleet->purses));
	fleet_restart(fleet, 0);
}

void fleet_close(struct fleet *fleet)
{
	free(fleet->purses);
	if (fleet->ours)
		ours_free(fleet->ours);
	*fleet = (struct fleet){.rule = NULL};
}

void fleet_restart(struct fleet *fleet, uint64_t seed)
{
	chance_seed(&fleet->chance, seed, 1);
	if (fleet->ours) {
		ours_restart(fleet->ours);
		return;
	}
	memset(fleet->purses, 0, fleet->processes * sizeof(*fleet->purses));
	for (uint32_t n = 0; fleet->rule->open && n < fleet->processes; n++)
		fleet->rule->open(&fleet->purses[n]);
}

void fleet_begin(struct fleet *fleet, struct request *request, uint32_t process, double now)
{
	*request = (struct request){.process = process};
	if (fleet->ours)
		ours_begin(fleet->ours, request, chance_bits(&fleet->chance), now);
	else if (fleet->rule->begin)
		fleet->rule->begin(&fleet->purses[process], now);
}

bool fleet_failed(struct fleet *fleet, struct request *request, const struct outcome *outcome,
                  double now, double *delay)
{
	const struct rule *rule = fleet->rule;
	struct purse *purse;

	request->attempts++;
	if (fleet->ours)
		return ours_failed(fleet->ours, request, outcome, now, delay);
	purse = &fleet->purses[request->process];
	if (rule->failed)
		rule->failed(purse);
	if (request->attempts >= fleet->attempts ||
	    (rule->pay && fleet->attempts != WITHOUT_LIMIT &&
	     !rule->pay(purse, request, outcome, now)))
		return false;
	*delay = rule->delay(request, outcome, &fleet->chance) / 1000;
	return true;
}

void fleet_succeeded(struct fleet *fleet, struct request *request, double now)
{
	if (fleet->ours)
		ours_succeeded(fleet->ours, request, now);
	else if (fleet->rule->reward)
		fleet->rule->reward(&fleet->purses[request->process], request, now);
}

void fleet_dropped(struct fleet *fleet, struct request *request)
{
	if (fleet->ours)
		ours_dropped(fleet->ours, request);
}
