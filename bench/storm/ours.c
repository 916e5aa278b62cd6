/* SPDX-License-Identifier: MIT */
/*
 * The library, as a client uses it: a budget for each process, in memory of
 * the caller, and for each request on its way a retry. A retry that is done
 * with serves the next request of its process.
 */

#include "rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

struct shelf {
	httpstatus_retry **handles;
	uint32_t count;
	uint32_t room;
};

struct ours {
	uint32_t processes;
	httpstatus_budget **budgets;        /* NULL: none */
	unsigned char *tokens;      /* the memory of all of them */
	httpstatus_policy *policy;
	struct shelf *shelves;      /* of each process: retries that wait for work */
	uint32_t traits;
};

static void insist(int error, const char *what)
{
	if (error == 0)
		return;
	fprintf(stderr, "storm: %s: %s\n", what, httpstatus_strerror(error));
	exit(EXIT_FAILURE);
}

static void set_limits(httpstatus_policy *policy, int attempts)
{
	if (!attempts)
		return;
	insist(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_ATTEMPTS, (uint64_t)attempts), "attempts");
	if (attempts == WITHOUT_LIMIT)
		insist(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_MAX_ELAPSED, 0), "max elapsed");
}

/* Side by side in one block, so that zeros make all of them new. */
static void make_budgets(struct ours *ours)
{
	size_t size = httpstatus_budget_size();

	ours->tokens = memory_new(ours->processes, size);
	ours->budgets = memory_new(ours->processes, sizeof(*ours->budgets));
	for (uint32_t n = 0; n < ours->processes; n++)
		insist(httpstatus_budget_at(ours->tokens + n * size, size, &ours->budgets[n]), "budget");
}

struct ours *ours_new(uint32_t processes, int attempts)
{
	struct ours *ours = memory_new(1, sizeof(*ours));

	ours->processes = processes;
	ours->traits = httpstatus_method_traits("GET");
	ours->shelves = memory_new(processes, sizeof(*ours->shelves));
	insist(httpstatus_policy_new(&ours->policy), "policy");
	set_limits(ours->policy, attempts);
	if (attempts != WITHOUT_LIMIT)
		make_budgets(ours);
	return ours;
}

static httpstatus_budget *budget_of(const struct ours *ours, uint32_t process)
{
	return ours->budgets ? ours->budgets[process] : NULL;
}

void ours_free(struct ours *ours)
{
	for (uint32_t n = 0; n < ours->processes; n++) {
		for (uint32_t handle = 0; handle < ours->shelves[n].count; handle++)
			httpstatus_retry_free(ours->shelves[n].handles[handle]);
		free(ours->shelves[n].handles);
		httpstatus_budget_unref(budget_of(ours, n));
	}
	free(ours->shelves);
	httpstatus_policy_free(ours->policy);
	free(ours->budgets);
	free(ours->tokens);
	free(ours);
}

/* Memory of zeros is a budget that nobody has used yet. */
void ours_restart(struct ours *ours)
{
	if (ours->budgets)
		memset(ours->tokens, 0, ours->processes * httpstatus_budget_size());
}

int ours_level(const struct ours *ours, uint32_t process)
{
	return httpstatus_budget_level(budget_of(ours, process));
}

static httpstatus_retry *new_handle(struct ours *ours, uint32_t process)
{
	httpstatus_policy *policy;
	httpstatus_retry *handle;

	insist(httpstatus_policy_copy(ours->policy, &policy), "policy");
	insist(httpstatus_policy_set_budget(policy, budget_of(ours, process)), "budget");
	insist(httpstatus_retry_new(policy, &handle), "retry");
	httpstatus_policy_free(policy);
	return handle;
}

static uint64_t in_ms(double seconds)
{
	return (uint64_t)(seconds * 1000);
}

void ours_begin(struct ours *ours, struct request *request, uint64_t seed, double now)
{
	struct shelf *shelf = &ours->shelves[request->process];

	request->handle = shelf->count ? shelf->handles[--shelf->count]
	                               : new_handle(ours, request->process);
	httpstatus_retry_seed(request->handle, seed);
	httpstatus_retry_reset(request->handle, ours->traits, in_ms(now));
}

void ours_dropped(struct ours *ours, struct request *request)
{
	struct shelf *shelf = &ours->shelves[request->process];

	if (!request->handle)
		return;
	if (shelf->count == shelf->room) {
		shelf->room = shelf->room ? 2 * shelf->room : 1;
		shelf->handles = memory_grow(shelf->handles, shelf->room, sizeof(*shelf->handles));
	}
	shelf->handles[shelf->count++] = request->handle;
	request->handle = NULL;
}

bool ours_failed(struct ours *ours, struct request *request, const struct outcome *outcome,
                 double now, double *delay)
{
	httpstatus_advice advice;
	char line[40];
	int length;

	if (outcome->status) {
		if (outcome->asked) {
			length = snprintf(line, sizeof(line), "Retry-After: %u\r\n", outcome->asked);
			httpstatus_retry_line(request->handle, line, (size_t)length);
		}
		advice = httpstatus_retry_on_status(request->handle, outcome->status, in_ms(now));
	} else {
		advice = httpstatus_retry_on_failure(request->handle, HTTPSTATUS_FAILURE_TIMED_OUT,
		                                     in_ms(now));
	}
	if (httpstatus_advice_verdict(advice) != HTTPSTATUS_VERDICT_RETRY) {
		ours_dropped(ours, request);
		return false;
	}
	*delay = (double)httpstatus_retry_delay_ms(request->handle) / 1000;
	return true;
}

void ours_succeeded(struct ours *ours, struct request *request, double now)
{
	httpstatus_retry_on_status(request->handle, HTTPSTATUS_OK, in_ms(now));
	ours_dropped(ours, request);
}
