/* SPDX-License-Identifier: MIT */
/*
 * How much load the rules add where each attempt fails by itself with the same
 * probability: 100 requests a second for a quarter of an hour, at most three
 * repetitions each. This is also where the budget of the library loses: where
 * half of all attempts fail and nobody is overloaded, plain retries succeed
 * more often.
 */

#include "scenarios.h"

#include <math.h>
#include <stdlib.h>

#include "agenda.h"
#include "memory.h"
#include "rules.h"

enum { REQUESTS_PER_SECOND = 100, SECONDS = 900, ATTEMPTS = 4 };
enum { REQUESTS = REQUESTS_PER_SECOND * SECONDS };

struct result {
	struct sample load;         /* attempts for each request */
	struct sample success;      /* per cent */
};

struct run {
	struct fleet *fleet;
	struct agenda agenda;
	struct request *requests;
	struct source_of_chance chance;
	double failing;
	double attempts;
	double successes;
};

enum { BEGINS, REPEATS };

static void schedule(struct run *run, uint32_t who)
{
	if (who < REQUESTS)
		agenda_add(&run->agenda, (double)who / REQUESTS_PER_SECOND, BEGINS, who);
}

static void attempt(struct run *run, const struct event *event)
{
	static const struct outcome bad_gateway = {HTTPSTATUS_BAD_GATEWAY, 0};
	struct request *request = &run->requests[event->who];
	double delay;

	if (event->what == BEGINS) {
		fleet_begin(run->fleet, request, chance_below(&run->chance, run->fleet->processes),
		            event->time);
		schedule(run, event->who + 1);
	}
	run->attempts++;
	if (chance_unit(&run->chance) >= run->failing) {
		run->successes++;
		fleet_succeeded(run->fleet, request, event->time);
	} else if (fleet_failed(run->fleet, request, &bad_gateway, event->time, &delay)) {
		agenda_add(&run->agenda, event->time + delay, REPEATS, event->who);
	}
}

static void simulate(struct run *run, uint64_t seed, double failing, struct result *result)
{
	struct event event;

	fleet_restart(run->fleet, seed);
	chance_seed(&run->chance, seed, 3);
	agenda_clear(&run->agenda);
	run->failing = failing;
	run->attempts = run->successes = 0;
	schedule(run, 0);
	while (agenda_next(&run->agenda, &event))
		attempt(run, &event);
	sample_add(&result->load, run->attempts / REQUESTS);
	sample_add(&result->success, 100 * run->successes / REQUESTS);
}

/* ---- Anchors ------------------------------------------------------------------ */

struct cell {
	const struct rule *rule;
	double failing;
	double load;
	double success;
};

/* Simulated before, by another program, with the same published constants. */
static const struct cell reference[] = {
	{&rule_grpc, 0.1, 1.020, 91.8}, {&rule_grpc, 0.5, 1.000, 50.0},
	{&rule_aws, 0.2, 1.248, 99.9}, {&rule_aws, 0.5, 1.200, 60.0}, {&rule_aws, 0.9, 1.022, 10.3},
	{&rule_aws_2026, 0.2, 1.248, 99.9}, {&rule_aws_2026, 0.5, 1.071, 53.5},
	{&rule_aws_2026, 0.9, 1.008, 10.2},
	{&rule_fifth, 0.2, 1.197, 95.8}, {&rule_fifth, 0.5, 1.199, 60.0},
	{&rule_fifth, 1.0, 1.199, 0},
	{&rule_ours, 0.1, 1.111, 100}, {&rule_ours, 0.2, 1.240, 99.2}, {&rule_ours, 0.5, 1.072, 53.6},
	{&rule_ours, 0.9, 1.008, 10.2}, {&rule_ours, 1.0, 1.000, 0}
};

static void compare_with_reference(struct report *report, const struct rule *rule, double failing,
                                   const struct result *result)
{
	char what[100];

	for (size_t n = 0; n < COUNT(reference); n++) {
		if (reference[n].rule != rule || fabs(reference[n].failing - failing) > 1e-9)
			continue;
		snprintf(what, sizeof(what), "%s, p = %.2f: load", rule->name, failing);
		report_anchor(report, what, sample_mean(&result->load), reference[n].load, 0.01,
		              "reference table");
		snprintf(what, sizeof(what), "%s, p = %.2f: success", rule->name, failing);
		report_bound(report, what, sample_mean(&result->success), reference[n].success - 0.7,
		             reference[n].success + 0.7, "reference table");
	}
}

/* Without a budget, attempt n is made if the n - 1 before it failed. */
static void compare_with_formula(struct report *report, const struct rule *rule, double failing,
                                 const struct result *result)
{
	double load = 0;
	char what[100];

	for (int n = 0; n < ATTEMPTS; n++)
		load += pow(failing, n);
	snprintf(what, sizeof(what), "%s, p = %.2f: load", rule->name, failing);
	report_anchor(report, what, sample_mean(&result->load), load, 0.01, "sum of p^i, i = 0..3");
	snprintf(what, sizeof(what), "%s, p = %.2f: success", rule->name, failing);
	report_bound(report, what, sample_mean(&result->success),
	             100 * (1 - pow(failing, ATTEMPTS)) - 0.5,
	             100 * (1 - pow(failing, ATTEMPTS)) + 0.5, "1 - p^4");
}

static const uint32_t fleets[] = {1, 1000};

static void stand(struct report *report, const struct rule *rule, uint32_t processes, double p,
                  const struct result *result)
{
	char figure[80];

	if (fabs(p - 0.2) > 1e-9 && fabs(p - 0.5) > 1e-9)
		return;
	for (size_t n = 0; n < COUNT(fleets); n++) {
		if (fleets[n] != processes && has_budget(rule))
			continue;
		snprintf(figure, sizeof(figure), "success, %%, at p = %.2f, processes: %u", p, fleets[n]);
		report_standing(report, figure, rule->name, &result->success, MORE);
	}
}

static bool is_by_formula(const struct rule *rule)
{
	return !has_budget(rule) && rule->attempts == ATTEMPTS;
}

/* ---- The scenario ---------------------------------------------------------------- */

static const double steps[] = {0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8,
                               0.9, 1.0};
static const double quick_steps[] = {0.1, 0.5, 1.0};

static void run_rule(const struct plan *plan, struct report *report, struct table *table,
                     const struct rule *rule, uint32_t processes)
{
	const double *p = plan->quick ? quick_steps : steps;
	const size_t count = plan->quick ? COUNT(quick_steps) : COUNT(steps);
	struct fleet fleet;
	struct run run = {.fleet = &fleet};

	fleet_open(&fleet, rule, processes, rule->attempts == 1 || rule->attempts == 2 ? 0 : ATTEMPTS);
	run.requests = memory_new(REQUESTS, sizeof(*run.requests));
	for (size_t n = 0; n < count; n++) {
		struct result result = {{0}, {0}};

		for (int seed = 0; seed < plan->seeds; seed++)
			simulate(&run, plan->first_seed + (uint64_t)seed, p[n], &result);
		table_text(table, rule->name);
		table_number(table, processes, 0);
		table_number(table, p[n], 2);
		table_sample(table, &result.load, 3);
		table_sample(table, &result.success, 1);
		table_end_row(table);
		stand(report, rule, processes, p[n], &result);
		if (processes == 1 && is_by_formula(rule))
			compare_with_formula(report, rule, p[n], &result);
		else if (processes == 1)
			compare_with_reference(report, rule, p[n], &result);
	}
	fleet_close(&fleet);
	agenda_free(&run.agenda);
	free(run.requests);
}

void scenario_amplification(const struct plan *plan, struct report *report)
{
	static const char *const headings[] = {"rule", "processes", "p", "=attempts per request",
	                                       "=success, %"};
	struct table table;

	report_heading(report, "Amplification");
	report_text(report, "Each attempt fails by itself with probability p, with 502; %d requests a "
	            "second for %d s, at most %d attempts each by every rule but the first two.\n"
	            "At p = 0.5 the library loses: nobody is overloaded, and plain retries succeed "
	            "more often.\n", REQUESTS_PER_SECOND, SECONDS, ATTEMPTS);
	table_open(&table, report, "amplification", headings, COUNT(headings));
	for (size_t p = 0; p < COUNT(fleets); p++) {
		for (size_t n = 0; n < all_rules_count; n++) {
			if (fleets[p] == 1 || has_budget(all_rules[n]))
				run_rule(plan, report, &table, all_rules[n], fleets[p]);
		}
	}
	table_close(&table);
}
