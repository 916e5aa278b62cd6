/* SPDX-License-Identifier: MIT */
/*
 * Services that call services: each of d layers makes at most three attempts
 * for each request that comes from above, and the one at the bottom fails.
 */

#include "scenarios.h"

#include <math.h>
#include <stdlib.h>

#include "rules.h"

enum { DEEPEST = 5, ATTEMPTS = 3, REQUESTS = 2000, REQUESTS_PER_SECOND = 100 };

struct stack {
	struct fleet layers[DEEPEST];
	struct request calls[DEEPEST];
	struct source_of_chance chance;
	int depth;
	double failing;
	double attempts;            /* that reached the bottom */
	double successes;
};

/* A call goes down to the bottom; answers whether it succeeded there. */
static bool descend(struct stack *stack, int from, double now)
{
	for (int layer = from; layer < stack->depth; layer++)
		fleet_begin(&stack->layers[layer], &stack->calls[layer], 0, now);
	stack->attempts++;
	return chance_unit(&stack->chance) >= stack->failing;
}

/* The layer that repeats what failed below it; -1 if all have given up. */
static int ascend(struct stack *stack, double *now)
{
	static const struct outcome bad_gateway = {HTTPSTATUS_BAD_GATEWAY, 0};
	double delay;

	for (int layer = stack->depth - 1; layer >= 0; layer--) {
		if (fleet_failed(&stack->layers[layer], &stack->calls[layer], &bad_gateway, *now, &delay)) {
			*now += delay;
			return layer;
		}
	}
	return -1;
}

/* Success rises through all layers; those above the repeating one wait for it. */
static void call(struct stack *stack, double now)
{
	int layer = 0;
	bool succeeded = descend(stack, 0, now);

	while (!succeeded && (layer = ascend(stack, &now)) >= 0)
		succeeded = descend(stack, layer + 1, now);
	if (!succeeded)
		return;
	stack->successes++;
	for (layer = 0; layer < stack->depth; layer++)
		fleet_succeeded(&stack->layers[layer], &stack->calls[layer], now);
}

struct result {
	struct sample load;
	struct sample success;
};

static struct result simulate(const struct plan *plan, const struct rule *rule, int depth,
                              double failing)
{
	struct result result = {{0}, {0}};
	struct stack stack = {.depth = depth, .failing = failing};

	for (int layer = 0; layer < depth; layer++)
		fleet_open(&stack.layers[layer], rule, 1, rule->attempts == 1 ? 0 : ATTEMPTS);
	for (int seed = 0; seed < plan->seeds; seed++) {
		chance_seed(&stack.chance, plan->first_seed + (uint64_t)seed, 5);
		stack.attempts = stack.successes = 0;
		for (int layer = 0; layer < depth; layer++)
			fleet_restart(&stack.layers[layer], chance_bits(&stack.chance));
		for (int n = 0; n < REQUESTS; n++)
			call(&stack, (double)n / REQUESTS_PER_SECOND);
		sample_add(&result.load, stack.attempts / REQUESTS);
		sample_add(&result.success, 100 * stack.successes / REQUESTS);
	}
	for (int layer = 0; layer < depth; layer++)
		fleet_close(&stack.layers[layer]);
	return result;
}

static void compare(struct report *report, const struct rule *rule, int depth,
                    const struct result *result)
{
	char what[100];

	snprintf(what, sizeof(what), "layers: %d, %s: load", depth, rule->name);
	if (rule == &rule_ours)
		report_bound(report, what, sample_mean(&result->load), 1, pow(1.07, depth),
		             "at most 1.07^d, a steady budget of 1/14");
	else if (!has_budget(rule) && rule->attempts > 1)
		report_anchor(report, what, sample_mean(&result->load), pow(ATTEMPTS, depth), 1e-9, "3^d");
}

void scenario_layers(const struct plan *plan, struct report *report)
{
	static const char *const headings[] = {"rule", "layers", "p", "=load at the bottom",
	                                       "=success, %"};
	static const double failing[] = {1, 0.5, 0.1};
	struct table table;
	char figure[80];

	report_heading(report, "Layers");
	report_text(report, "Each layer is one process and makes at most %d attempts; the bottom fails "
	            "with probability p. %d requests, %d a second. Load: calls of the bottom for each "
	            "request at the top.\n", ATTEMPTS, REQUESTS, REQUESTS_PER_SECOND);
	table_open(&table, report, "layers", headings, COUNT(headings));
	for (size_t p = 0; p < COUNT(failing); p++) {
		for (size_t n = 0; n < all_rules_count; n++) {
			for (int depth = 1; depth <= DEEPEST; depth++) {
				struct result result;

				/* One that repeats once has no third attempt. */
				if (all_rules[n] == &rule_plain_1)
					continue;
				result = simulate(plan, all_rules[n], depth, failing[p]);
				table_text(&table, all_rules[n]->name);
				table_number(&table, depth, 0);
				table_number(&table, failing[p], 2);
				table_sample(&table, &result.load, 3);
				table_sample(&table, &result.success, 1);
				table_end_row(&table);
				if (p == 0)
					compare(report, all_rules[n], depth, &result);
				snprintf(figure, sizeof(figure), "success, %%, at p = %.1f below %d layers",
				         failing[p], depth);
				report_standing(report, figure, all_rules[n]->name, &result.success, MORE);
			}
		}
	}
	table_close(&table);
}
