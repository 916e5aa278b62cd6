/* SPDX-License-Identifier: MIT */
/*
 * How much load can a server carry that has to come back after a fault, when
 * its clients repeat? After Bronson, Aghayev, Charapko and Zhu, "Metastable
 * Failures in Distributed Systems" (HotOS 2021): the server does 300 requests
 * a second and stands still for ten seconds; clients wait for one second. What
 * they gave up is done all the same, and keeps the server from what is new.
 */

#include "scenarios.h"

#include <math.h>
#include <stdlib.h>

#include "agenda.h"
#include "memory.h"
#include "rules.h"
#include "server.h"

enum { CAPACITY = 300, PATIENCE = 1, FAULT = 60, FAULT_LENGTH = 10, END = 600, WINDOW = 10 };
#define WELL 0.95               /* of what is asked for is answered: recovered */

enum { ARRIVES, REPEATS, ANSWERED, TIMED_OUT };

/*
 * The budgets of the library grow by success, from two repetitions to ten; the
 * other ones are as full at the start as they get.
 */
static const struct rule rule_full = {.name = "libhttpstatus, full budgets", .library = true};
enum {
	COST    = 14,               /* of a repetition after a time-out */
	IN_VAIN = 2                 /* seconds in which those are paid that nothing comes of */
};

struct run {
	struct fleet fleet;
	struct agenda agenda;
	struct source_of_chance chance;
	struct server server;
	struct request *requests;
	uint32_t *unused;           /* requests */
	uint32_t unused_count;
	uint32_t room;
	double load;
	double repetitions;         /* that full budgets pay for */
	int arrivals[END];          /* in each second */
	int successes[END];
	int attempts[END];
};

static void open_run(struct run *run, const struct rule *rule, uint32_t processes)
{
	*run = (struct run){.load = 0};
	fleet_open(&run->fleet, rule, processes, 0);
}

static void close_run(struct run *run)
{
	fleet_close(&run->fleet);
	agenda_free(&run->agenda);
	free(run->requests);
	free(run->unused);
}

static uint32_t take_request(struct run *run)
{
	if (run->unused_count == 0) {
		uint32_t room = run->room ? 2 * run->room : 1024;

		run->requests = memory_grow(run->requests, room, sizeof(*run->requests));
		run->unused = memory_grow(run->unused, room, sizeof(*run->unused));
		for (; run->room < room; run->room++) {
			run->requests[run->room] = (struct request){.handle = NULL};
			run->unused[run->unused_count++] = run->room;
		}
	}
	return run->unused[--run->unused_count];
}

static void send(struct run *run, uint32_t who, double now)
{
	double work = chance_exponential(&run->chance, 1.0 / CAPACITY);
	double done = server_accept(&run->server, now, work);

	run->attempts[(int)now]++;
	if (done <= now + PATIENCE)
		agenda_add(&run->agenda, done, ANSWERED, who);
	else
		agenda_add(&run->agenda, now + PATIENCE, TIMED_OUT, who);
}

static void arrive(struct run *run, double now)
{
	uint32_t who = take_request(run);

	run->arrivals[(int)now]++;
	fleet_begin(&run->fleet, &run->requests[who],
	            chance_below(&run->chance, run->fleet.processes), now);
	send(run, who, now);
	agenda_add(&run->agenda, now + chance_exponential(&run->chance, 1 / run->load), ARRIVES, 0);
}

static void happen(struct run *run, const struct event *event)
{
	static const struct outcome timed_out = {0, 0};
	struct request *request;
	double delay;

	if (event->what == ARRIVES) {
		arrive(run, event->time);
		return;
	}
	request = &run->requests[event->who];
	switch (event->what) {
	case REPEATS:
		send(run, event->who, event->time);
		return;
	case ANSWERED:
		run->successes[(int)event->time]++;
		fleet_succeeded(&run->fleet, request, event->time);
		break;
	default:
		if (fleet_failed(&run->fleet, request, &timed_out, event->time, &delay)) {
			agenda_add(&run->agenda, event->time + delay, REPEATS, event->who);
			return;
		}
		break;
	}
	run->unused[run->unused_count++] = event->who;
}

static bool is_well(const struct run *run, int second)
{
	int arrivals = 0;
	int successes = 0;

	for (int n = second; n < second + WINDOW; n++) {
		arrivals += run->arrivals[n];
		successes += run->successes[n];
	}
	return successes >= WELL * arrivals;
}

/*
 * Answers how many repetitions they pay for: each process has less than one
 * request a second, but where there is one process alone, whose few more are
 * nothing beside the load.
 */
static double fill_budgets(struct fleet *fleet)
{
	struct request request;
	double repetitions = 0;
	int before;

	for (uint32_t process = 0; process < fleet->processes; process++) {
		do {
			before = ours_level(fleet->ours, process);
			fleet_begin(fleet, &request, process, 0);
			fleet_succeeded(fleet, &request, 0);
		} while (ours_level(fleet->ours, process) > before);
		repetitions += before / COST < IN_VAIN ? before / COST : IN_VAIN;
	}
	return repetitions;
}

static void restart(struct run *run, double load, uint64_t seed)
{
	fleet_restart(&run->fleet, seed);
	if (run->fleet.rule == &rule_full)
		run->repetitions = fill_budgets(&run->fleet);
	chance_seed(&run->chance, seed, 2);
	server_restart(&run->server);
	server_pause(&run->server, FAULT, FAULT_LENGTH);
	run->load = load;
	for (int n = 0; n < END; n++)
		run->arrivals[n] = run->successes[n] = run->attempts[n] = 0;
	agenda_add(&run->agenda, chance_exponential(&run->chance, 1 / load), ARRIVES, 0);
}

/* The requests that are on their way when a run ends. */
static void abandon(struct run *run)
{
	agenda_clear(&run->agenda);
	run->unused_count = 0;
	for (uint32_t n = 0; n < run->room; n++) {
		fleet_dropped(&run->fleet, &run->requests[n]);
		run->unused[run->unused_count++] = n;
	}
}

/*
 * Seconds from the end of the fault to the first of ten seconds in which
 * nearly all is answered; infinite if there are none.
 */
static double recovery(struct run *run, double load, uint64_t seed)
{
	int second = FAULT + FAULT_LENGTH;
	double result = INFINITY;
	struct event event;

	restart(run, load, seed);
	while (agenda_next(&run->agenda, &event) && event.time < END) {
		if (event.time >= second + WINDOW) {
			if (is_well(run, second)) {
				result = second - (FAULT + FAULT_LENGTH);
				break;
			}
			second++;
		}
		happen(run, &event);
	}
	abandon(run);
	return result;
}

/* ---- Recovery at some loads ------------------------------------------------------ */

static const uint32_t processes[] = {1, 1000};
static const double loads[] = {140, 200, 240, 280};

/*
 * The queue must fall to what is done in a second: the load of the fault, and
 * with it all that the budgets pay for.
 */
static void compare_with_formula(struct report *report, const struct run *run, double load,
                                 const struct sample *time)
{
	double queue = load * FAULT_LENGTH + run->repetitions - CAPACITY * PATIENCE;
	double expected = queue / (CAPACITY - load);
	char what[100];

	snprintf(what, sizeof(what), "recovery at %.0f/s, %s, processes: %u", load,
	         run->fleet.rule->name, run->fleet.processes);
	if (isfinite(sample_mean(time)) && expected < (END - FAULT - FAULT_LENGTH) / 2.0)
		report_bound(report, what, sample_mean(time), 0.75 * expected - 2, 1.2 * expected + 2,
		             "(10 load + repetitions - 300) / (300 - load)");
}

/*
 * Means of another program's runs; the library's budget is its "proposed" one,
 * as at the start. A full one shall do no more harm.
 */
static void compare_with_reference(struct report *report, const struct rule *rule, uint32_t fleet,
                                   size_t load, const struct sample *time)
{
	static const double reference[2][COUNT(loads)] = {{6, 19, 35, 136}, {19, 43, 75, 291}};
	double expected = reference[fleet > 1][load];
	char what[100];

	snprintf(what, sizeof(what), "recovery at %.0f/s, %s, processes: %u", loads[load], rule->name,
	         fleet);
	report_bound(report, what, sample_mean(time), 0, 1.25 * expected + 3,
	             "reference table, or sooner");
}

static void stand(struct report *report, const struct rule *rule, uint32_t fleet, double load,
                  const struct sample *time)
{
	char figure[80];

	for (size_t p = 0; p < COUNT(processes); p++) {
		if (processes[p] != fleet && has_budget(rule))
			continue;
		snprintf(figure, sizeof(figure), "seconds to recovery at %.0f/s, processes: %u", load,
		         processes[p]);
		report_standing(report, figure, rule->name, time, LESS);
	}
}

static void measure_recovery(const struct plan *plan, struct report *report, struct table *table,
                             const struct rule *rule, uint32_t fleet)
{
	struct run run;

	open_run(&run, rule, fleet);
	table_text(table, rule->name);
	table_number(table, fleet, 0);
	for (size_t load = 0; load < COUNT(loads); load++) {
		struct sample time = {0};

		for (int seed = 0; seed < plan->seeds; seed++)
			sample_add(&time, recovery(&run, loads[load], plan->first_seed + (uint64_t)seed));
		table_sample(table, &time, 0);
		stand(report, rule, fleet, loads[load], &time);
		if (rule == &rule_none || rule == &rule_full)
			compare_with_formula(report, &run, loads[load], &time);
		if (rule->library)
			compare_with_reference(report, rule, fleet, load, &time);
	}
	table_end_row(table);
	close_run(&run);
}

static void measure_recoveries(const struct plan *plan, struct report *report, struct table *table,
                               const struct rule *rule)
{
	for (size_t p = 0; p < COUNT(processes); p++) {
		if (p == 0 || has_budget(rule))
			measure_recovery(plan, report, table, rule, processes[p]);
	}
}

/* ---- The threshold ----------------------------------------------------------------- */

enum { STEP = 5 };

/* From a guess on, which is the last seed's answer. */
static double largest_load(struct run *run, uint64_t seed, double guess)
{
	double load = guess;

	if (isfinite(recovery(run, load, seed))) {
		while (load + STEP < CAPACITY && isfinite(recovery(run, load + STEP, seed)))
			load += STEP;
		return load;
	}
	do
		load -= STEP;
	while (load > 0 && !isfinite(recovery(run, load, seed)));
	return load;
}

static void compare_threshold(struct report *report, const struct rule *rule, uint32_t fleet,
                              const struct sample *load)
{
	char what[100];

	snprintf(what, sizeof(what), "largest load that recovers, %s, processes: %u", rule->name, fleet);
	if (rule == &rule_plain_1)
		report_bound(report, what, sample_mean(load), 140, 160, "HotOS 2021: 300 / 2");
	else if (rule == &rule_plain_3)
		report_bound(report, what, sample_mean(load), 65, 85, "HotOS 2021: 300 / 4");
	else if (rule == &rule_ours)
		report_bound(report, what, sample_mean(load), 270, 300,
		             "about the capacity for a budget of successes");
}

static struct sample thresholds(const struct plan *plan, const struct rule *rule, uint32_t fleet)
{
	struct sample load = {0};
	double largest = CAPACITY / 2;
	struct run run;

	open_run(&run, rule, fleet);
	for (int seed = 0; seed < plan->seeds; seed++) {
		largest = largest_load(&run, plan->first_seed + (uint64_t)seed, largest);
		sample_add(&load, largest);
	}
	close_run(&run);
	return load;
}

static void measure_threshold(const struct plan *plan, struct report *report, struct table *table,
                              const struct rule *rule)
{
	struct sample load;
	char figure[80];

	table_text(table, rule->name);
	for (size_t p = 0; p < COUNT(processes); p++) {
		if (p == 0 || has_budget(rule))
			load = thresholds(plan, rule, processes[p]);
		table_sample(table, &load, 0);
		snprintf(figure, sizeof(figure), "largest load that recovers, processes: %u", processes[p]);
		report_standing(report, figure, rule->name, &load, MORE);
		compare_threshold(report, rule, processes[p], &load);
	}
	table_end_row(table);
}

/* ---- The scenario -------------------------------------------------------------------- */

typedef void measure(const struct plan *, struct report *, struct table *, const struct rule *);

static bool is_anchored(const struct rule *rule)
{
	return rule == &rule_none || rule == &rule_plain_1 || rule == &rule_plain_3 ||
	       rule == &rule_ours;
}

static void measure_all(const struct plan *plan, struct report *report, struct table *table,
                        measure *measure_one)
{
	for (size_t n = 0; n < all_rules_count; n++) {
		if (!plan->quick || is_anchored(all_rules[n]))
			measure_one(plan, report, table, all_rules[n]);
	}
	measure_one(plan, report, table, &rule_full);
}

/* The same load, from fleets of so many processes: every one has a budget. */
static void measure_fleets(const struct plan *plan, struct table *table, const struct rule *rule)
{
	static const uint32_t fleets[] = {1, 10, 100, 1000, 10000};

	table_text(table, rule->name);
	for (size_t n = 0; n < COUNT(fleets); n++) {
		struct sample time = {0};
		struct run run;

		open_run(&run, rule, fleets[n]);
		for (int seed = 0; seed < plan->seeds; seed++)
			sample_add(&time, recovery(&run, 240, plan->first_seed + (uint64_t)seed));
		close_run(&run);
		table_sample(table, &time, 0);
	}
	table_end_row(table);
}

static void measure_all_fleets(const struct plan *plan, struct table *table)
{
	for (size_t n = 0; n < all_rules_count; n++) {
		if (has_budget(all_rules[n]))
			measure_fleets(plan, table, all_rules[n]);
	}
	measure_fleets(plan, table, &rule_full);
}

void scenario_threshold(const struct plan *plan, struct report *report)
{
	static const char *const recovery_headings[] = {"rule", "processes", "=at 140/s", "=at 200/s",
	                                                "=at 240/s", "=at 280/s"};
	static const char *const fleet_headings[] = {"rule", "=1 process", "=10 processes",
	                                             "=100 processes", "=1000 processes",
	                                             "=10000 processes"};
	static const char *const threshold_headings[] = {"rule", "=1 process", "=1000 processes"};
	struct table table;

	report_heading(report, "Recovery");
	report_text(report, "A server that does %d requests a second stands still for %d s; clients "
	            "wait for %d s. Seconds until at least 95 %% are answered again; \"never\": not "
	            "within %d s. A rule without a budget does the same in any number of processes.\n", CAPACITY, FAULT_LENGTH, PATIENCE, END - FAULT - FAULT_LENGTH);
	table_open(&table, report, "recovery", recovery_headings, COUNT(recovery_headings));
	measure_all(plan, report, &table, measure_recoveries);
	table_close(&table);
	if (!plan->quick) {
		report_heading(report, "Recovery by processes");
		report_text(report, "Seconds at 240 requests a second, from so many processes, each with "
		            "its own budget. Of 10000 each one sends a request in 42 s: its budget "
		            "learns too little.\n");
		table_open(&table, report, "processes", fleet_headings, COUNT(fleet_headings));
		measure_all_fleets(plan, &table);
		table_close(&table);
	}
	report_heading(report, "Threshold");
	report_text(report, "The largest load, in requests a second and in steps of %d, from which the "
	            "same server recovers.\n", STEP);
	table_open(&table, report, "threshold", threshold_headings, COUNT(threshold_headings));
	measure_all(plan, report, &table, measure_threshold);
	table_close(&table);
}
