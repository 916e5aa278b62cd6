/* SPDX-License-Identifier: MIT */
/*
 * A herd: all clients get 503 with the same Retry-After within a tenth of a
 * second. The server does a hundredth of them in a second, or a thousandth, and
 * has room for one second of work; the others it refuses at once with the same
 * field. To refuse costs a tenth of a service, or nothing.
 */

#include "scenarios.h"

#include <math.h>
#include <stdlib.h>

#include "agenda.h"
#include "memory.h"
#include "rules.h"
#include "server.h"

enum { HUNDRED = 100, THOUSAND = 1000, SECONDS = 20000 };
#define ROOM 1.0                /* seconds of work that may wait */
#define BURST 0.1
#define HOPELESS 2              /* times all the work without acceptance: it never ends */

/* ---- Rules that differ in the spread alone ------------------------------------------ */

static double asked(const struct outcome *outcome)
{
	return 1000.0 * outcome->asked;
}

static double delay_exact(const struct request *request, const struct outcome *outcome,
                          struct source_of_chance *chance)
{
	(void)request;
	(void)chance;
	return asked(outcome);
}

static double delay_tenth(const struct request *request, const struct outcome *outcome,
                          struct source_of_chance *chance)
{
	(void)request;
	return asked(outcome) * chance_between(chance, 1, 1.1);
}

static double delay_half(const struct request *request, const struct outcome *outcome,
                         struct source_of_chance *chance)
{
	(void)request;
	return asked(outcome) * chance_between(chance, 1, 1.5);
}

static double delay_whole(const struct request *request, const struct outcome *outcome,
                          struct source_of_chance *chance)
{
	(void)request;
	return asked(outcome) * chance_between(chance, 1, 2);
}

static double delay_ignoring(const struct request *request, const struct outcome *outcome,
                             struct source_of_chance *chance)
{
	double most = ldexp(1000, request->attempts < 6 ? request->attempts - 1 : 5);

	(void)outcome;
	return chance_unit(chance) * (most < 20000 ? most : 20000);
}

static double delay_five(const struct request *request, const struct outcome *outcome,
                         struct source_of_chance *chance)
{
	(void)request;
	(void)chance;
	return asked(outcome) < 5000 ? asked(outcome) : 5000;
}

static const struct rule rule_exact = {
	.name = "exactly (curl, urllib3, git, ...)", .delay = delay_exact
};
static const struct rule rule_tenth = {.name = "+0..10 %", .delay = delay_tenth};
static const struct rule rule_half = {.name = "+0..50 % (Envoy)", .delay = delay_half};
static const struct rule rule_whole = {.name = "+0..100 %", .delay = delay_whole};
static const struct rule rule_ignoring = {
	.name = "ignored, full jitter 1..20 s (AWS)", .delay = delay_ignoring
};
static const struct rule rule_five = {.name = "cut to 5 s", .delay = delay_five};

static const struct rule *const spreads[] = {
	&rule_exact, &rule_tenth, &rule_half, &rule_whole, &rule_ignoring, &rule_five, &rule_ours
};

/* ---- One herd --------------------------------------------------------------------------- */

struct case_of_herd {
	const struct rule *rule;
	uint32_t processes;         /* 0: each client is one */
	int attempts;
	uint32_t retry_after;
	double refusal;             /* costs so much of a service */
	double size;                /* in seconds of work */
};

struct result {
	struct sample peak;         /* most arrivals in a second, in capacities */
	struct sample requests;     /* for each client, the first one included */
	struct sample half;         /* seconds until so many clients are served */
	struct sample most;         /* 99 % */
	struct sample all;
	struct sample given_up;     /* per cent */
};

struct run {
	struct fleet fleet;
	struct agenda agenda;
	struct source_of_chance chance;
	struct server server;
	struct request *requests;
	uint32_t clients;
	struct outcome refusal;
	double size;
	double work;                /* seconds for one request */
	double work_to_refuse;
	uint32_t served;
	uint32_t given_up;
	double last_accepted;
	double sent;
	double half;
	double most;
	double all;
	uint32_t *arrivals;         /* in each second */
	double *curve;              /* the same, in capacities, summed over the seeds; or NULL */
};

/* What was accepted succeeds; a second earlier or later is nothing to a budget. */
static void serve(struct run *run, uint32_t who, double now)
{
	double done = server_accept(&run->server, now, run->work);

	fleet_succeeded(&run->fleet, &run->requests[who], now);
	run->last_accepted = now;
	run->served++;
	if (run->served == (run->clients + 1) / 2)
		run->half = done;
	if (run->served == run->clients - run->clients / 100)
		run->most = done;
	run->all = done;
}

static void refuse(struct run *run, uint32_t who, double now)
{
	double delay;

	if (fleet_failed(&run->fleet, &run->requests[who], &run->refusal, now, &delay))
		agenda_add(&run->agenda, now + delay, 0, who);
	else
		run->given_up++;
}

static void arrive(struct run *run, uint32_t who, double now)
{
	run->sent++;
	if (now < SECONDS)
		run->arrivals[(int)now]++;
	if (server_backlog(&run->server, now) < ROOM) {
		serve(run, who, now);
	} else {
		server_accept(&run->server, now, run->work_to_refuse);
		refuse(run, who, now);
	}
}

static void restart(struct run *run, uint64_t seed)
{
	fleet_restart(&run->fleet, seed);
	chance_seed(&run->chance, seed, 4);
	server_restart(&run->server);
	run->served = run->given_up = 0;
	run->last_accepted = run->refusal.asked;
	run->half = run->most = run->all = INFINITY;
	run->sent = run->clients;
	for (int n = 0; n < SECONDS; n++)
		run->arrivals[n] = 0;
	for (uint32_t n = 0; n < run->clients; n++) {
		fleet_begin(&run->fleet, &run->requests[n], n % run->fleet.processes, 0);
		refuse(run, n, chance_between(&run->chance, 0, BURST));
	}
}

static double peak(const struct run *run)
{
	uint32_t most = 0;

	for (int n = 0; n < SECONDS; n++)
		most = run->arrivals[n] > most ? run->arrivals[n] : most;
	return most * run->work;
}

/*
 * Whether the refusals up to now alone keep the server from accepting anybody
 * for so long. Where attempts are limited, all ends soon.
 */
static bool is_hopeless(const struct run *run, double now)
{
	double next = now + server_backlog(&run->server, now) - ROOM;

	return run->fleet.attempts == WITHOUT_LIMIT && next > run->last_accepted + HOPELESS * run->size;
}

static void simulate(struct run *run, uint64_t seed, struct result *result)
{
	struct event event;
	bool hopeless = false;

	restart(run, seed);
	while (!hopeless && agenda_next(&run->agenda, &event)) {
		arrive(run, event.who, event.time);
		hopeless = is_hopeless(run, event.time);
	}
	agenda_clear(&run->agenda);
	for (uint32_t n = 0; n < run->clients; n++)
		fleet_dropped(&run->fleet, &run->requests[n]);
	sample_add(&result->peak, hopeless ? INFINITY : peak(run));
	sample_add(&result->requests, hopeless ? INFINITY : run->sent / run->clients);
	sample_add(&result->half, run->half);
	sample_add(&result->most, run->most);
	sample_add(&result->all, run->served + run->given_up < run->clients ? INFINITY : run->all);
	sample_add(&result->given_up, 100.0 * (run->clients - run->served) / run->clients);
	for (int n = 0; run->curve && n < SECONDS; n++)
		run->curve[n] += run->arrivals[n] * run->work;
}

static void open_run(struct run *run, const struct plan *plan, const struct case_of_herd *herd)
{
	*run = (struct run){.clients = plan->clients};
	run->refusal = (struct outcome){HTTPSTATUS_SERVICE_UNAVAILABLE, herd->retry_after};
	run->size = herd->size;
	run->work = herd->size / plan->clients;
	run->work_to_refuse = run->work * herd->refusal;
	run->requests = memory_new(plan->clients, sizeof(*run->requests));
	run->arrivals = memory_new(SECONDS, sizeof(*run->arrivals));
	fleet_open(&run->fleet, herd->rule, herd->processes ? herd->processes : plan->clients,
	           herd->attempts);
}

static void close_run(struct run *run)
{
	fleet_close(&run->fleet);
	agenda_free(&run->agenda);
	free(run->requests);
	free(run->arrivals);
}

static struct result simulate_seeds(const struct plan *plan, const struct case_of_herd *herd,
                                    double *curve)
{
	struct result result = {{0}, {0}, {0}, {0}, {0}, {0}};
	struct run run;

	open_run(&run, plan, herd);
	run.curve = curve;
	for (int seed = 0; seed < plan->seeds; seed++)
		simulate(&run, plan->first_seed + (uint64_t)seed, &result);
	close_run(&run);
	return result;
}

/* ---- Anchors ------------------------------------------------------------------------------ */

/* Means of another program's runs; 0: none. */
static const struct {
	const struct rule *rule;
	uint32_t retry_after;
	double peak;
	double requests;
	double all;
} reference[] = {
	{&rule_exact, 30, 100, 50.5, 2944}, {&rule_tenth, 30, 33.6, 15.5, 761},
	{&rule_half, 30, 6.8, 4.4, 238}, {&rule_whole, 30, 3.5, 3.1, 168},
	{&rule_ours, 30, 3.5, 2.9, 0},
	{&rule_exact, 120, 100, 50.5, 11764}, {&rule_tenth, 120, 8.5, 5.1, 893},
	{&rule_half, 120, 1.8, 2.4, 360}, {&rule_whole, 120, 0.94, 2.0, 240},
	{&rule_ours, 120, 0.94, 2.0, 240},
	{&rule_ours, 5, 0, 6.7, 184}
};

static void compare_one(const struct plan *plan, struct report *report,
                        const struct case_of_herd *herd, const char *figure,
                        const struct sample *sample, double expected)
{
	/* The reference has one decimal, and fewer clients are a smaller sample of the peak. */
	double width = (plan->quick ? 0.15 : 0.05) * expected + 0.05;
	char what[120];

	snprintf(what, sizeof(what), "herd, T = %u, %s: %s", herd->retry_after, herd->rule->name,
	         figure);
	if (expected > 0)
		report_bound(report, what, sample_mean(sample), expected - width, expected + width,
		             "reference table");
}

static void compare(const struct plan *plan, struct report *report,
                    const struct case_of_herd *herd, const struct result *result)
{
	for (size_t n = 0; n < COUNT(reference); n++) {
		if (reference[n].rule != herd->rule || reference[n].retry_after != herd->retry_after)
			continue;
		compare_one(plan, report, herd, "peak", &result->peak, reference[n].peak);
		compare_one(plan, report, herd, "requests", &result->requests, reference[n].requests);
		compare_one(plan, report, herd, "seconds until all are served", &result->all,
		            reference[n].all);
	}
	/* Who keeps together is served in a hundred bursts: 1 + 2 + ... + 100 requests. */
	if (herd->rule == &rule_exact && herd->retry_after > 5)
		report_anchor(report, "herd, exactly: requests for each client",
		              sample_mean(&result->requests), (HUNDRED + 1) / 2.0, 0.02, "(100 + 1) / 2");
	/* To refuse 99 takes 9.9 s: longer than they are away. */
	if (herd->rule == &rule_exact && herd->retry_after == 5)
		report_bound(report, "herd, T = 5, exactly: seeds in which it ends", result->all.count, 0, 0,
		             "99 * 0.1 s > 5 s");
}

/* ---- The scenario -------------------------------------------------------------------------- */

static void stand(struct report *report, const struct case_of_herd *herd, const char *what,
                  const struct sample *sample)
{
	char figure[80];

	snprintf(figure, sizeof(figure), "herd of %.0f s, T = %u, refusals cost %.0f %%: %s",
	         herd->size, herd->retry_after, 100 * herd->refusal, what);
	report_standing(report, figure, herd->rule->name, sample, LESS);
}

static void measure_spread(const struct plan *plan, struct report *report, struct table *table,
                           const struct case_of_herd *herd, double *curve)
{
	struct result result = simulate_seeds(plan, herd, curve);

	table_text(table, herd->rule->name);
	table_number(table, herd->retry_after, 0);
	table_number(table, herd->size, 0);
	table_number(table, 100 * herd->refusal, 0);
	table_sample(table, &result.peak, 2);
	table_sample(table, &result.requests, 1);
	table_sample(table, &result.half, 0);
	table_sample(table, &result.most, 0);
	table_sample(table, &result.all, 0);
	table_end_row(table);
	stand(report, herd, "peak", &result.peak);
	stand(report, herd, "requests per client", &result.requests);
	stand(report, herd, "seconds until 99 % are served", &result.most);
	stand(report, herd, "seconds until all are served", &result.all);
	if (herd->refusal > 0 && herd->size <= HUNDRED)
		compare(plan, report, herd, &result);
}

enum { CURVE_SECONDS = 300 };

static void write_curves(const struct plan *plan, const struct report *report,
                         double *const *curves)
{
	FILE *file = report_file(report, "storm-herd-arrivals.tsv");

	fputs("second", file);
	for (size_t rule = 0; rule < COUNT(spreads); rule++)
		fprintf(file, "\t%s", spreads[rule]->name);
	for (int second = 0; second < CURVE_SECONDS; second++) {
		fprintf(file, "\n%d", second);
		for (size_t rule = 0; rule < COUNT(spreads); rule++)
			fprintf(file, "\t%.4f", curves[rule][second] / plan->seeds);
	}
	fputs("\n", file);
	fclose(file);
}

static void measure_spreads(const struct plan *plan, struct report *report, struct table *table)
{
	static const struct {
		uint32_t retry_after;
		double refusal;
		double size;
	} cases[] = {
		{30, 0.1, HUNDRED}, {30, 0, HUNDRED}, {5, 0.1, HUNDRED}, {120, 0.1, HUNDRED},
		{30, 0.1, THOUSAND}
	};
	/* The others show nothing new with fewer clients, or with more. */
	const size_t count = plan->quick ? 3 : plan->clients > 100000 ? 1 : COUNT(cases);
	double *curves[COUNT(spreads)];

	for (size_t n = 0; n < count; n++) {
		for (size_t rule = 0; rule < COUNT(spreads); rule++) {
			struct case_of_herd herd = {spreads[rule], 0, WITHOUT_LIMIT, cases[n].retry_after,
			                            cases[n].refusal, cases[n].size};

			if (n == 0)
				curves[rule] = memory_new(SECONDS, sizeof(**curves));
			measure_spread(plan, report, table, &herd, n == 0 ? curves[rule] : NULL);
		}
	}
	write_curves(plan, report, curves);
	for (size_t rule = 0; rule < COUNT(spreads); rule++)
		free(curves[rule]);
}

static struct result measure_limited(const struct plan *plan, struct table *table,
                                     const struct case_of_herd *herd)
{
	struct result result = simulate_seeds(plan, herd, NULL);

	table_text(table, herd->rule->name);
	table_number(table, herd->processes ? herd->processes : plan->clients, 0);
	table_number(table, 100 * herd->refusal, 0);
	table_sample(table, &result.given_up, 2);
	table_sample(table, &result.requests, 2);
	table_sample(table, &result.peak, 2);
	table_sample(table, &result.all, 0);
	table_end_row(table);
	return result;
}

static const uint32_t fleets[] = {0, 1000, 1};

static void stand_as_it_comes(const struct plan *plan, struct report *report,
                              const struct case_of_herd *herd, const struct result *result)
{
	char what[80];

	for (size_t p = 0; p < COUNT(fleets); p++) {
		if (fleets[p] != herd->processes && has_budget(herd->rule))
			continue;
		snprintf(what, sizeof(what), "herd, T = 30, rules as they come, processes: %u: %% given up",
		         fleets[p] ? fleets[p] : plan->clients);
		report_standing(report, what, herd->rule->name, &result->given_up, LESS);
	}
}

/* As they come: with their limits, and their budgets for clients that share a process. */
static void measure_defaults(const struct plan *plan, struct report *report, struct table *table)
{
	for (size_t p = 0; p < COUNT(fleets); p++) {
		for (size_t n = 0; n < all_rules_count; n++) {
			struct case_of_herd herd = {all_rules[n], fleets[p], 0, 30, 0.1, HUNDRED};
			struct result result;

			if (fleets[p] && !has_budget(all_rules[n]))
				continue;
			result = measure_limited(plan, table, &herd);
			stand_as_it_comes(plan, report, &herd, &result);
			/* With four attempts. Without limit some few wait for the next one, much longer. */
			if (all_rules[n] == &rule_ours && !fleets[p])
				report_anchor(report, "herd, T = 30, libhttpstatus as it comes: last served, s",
				              sample_mean(&result.all), 276, 0.05, "reference table");
		}
	}
}

/* The share that gives up where refusals are free and four attempts the limit. */
static void measure_four(const struct plan *plan, struct report *report, struct table *table)
{
	static const double lost[COUNT(spreads)] = {96.5, 80.4, 27.7, 0, 92.2, 96.5, 0};
	char what[120];

	for (size_t n = 0; n < COUNT(spreads); n++) {
		struct case_of_herd herd = {spreads[n], 0, 4, 30, 0, HUNDRED};
		struct result result = measure_limited(plan, table, &herd);

		snprintf(what, sizeof(what), "herd, T = 30, 4 attempts, %s: %% given up",
		         spreads[n]->name);
		report_bound(report, what, sample_mean(&result.given_up), lost[n] - 1.5, lost[n] + 1.5,
		             "reference table");
	}
}

void scenario_herd(const struct plan *plan, struct report *report)
{
	static const char *const headings[] = {
		"Retry-After is followed", "Retry-After, s", "herd, s of work", "refusal costs, %", "=peak",
		"=requests per client", "=half served, s", "=99 % served, s", "=all served, s"
	};
	static const char *const limit_headings[] = {
		"rule", "processes", "refusal costs, %", "=gave up, %", "=requests per client", "=peak",
		"=last served, s"
	};
	struct table table;

	report_heading(report, "Herd");
	report_text(report, "%lu clients get 503 and the same Retry-After within %.1f s; to serve them "
	            "takes the server as many seconds as the table says. Nobody gives up; there is no "
	            "budget. Peak: most arrivals in one second, in capacities of the server. \"never\": "
	            "the server has nothing but refusals to do for %d times as long as it would take "
	            "to serve all.\n", (unsigned long)plan->clients, BURST, HOPELESS);
	table_open(&table, report, "herd", headings, COUNT(headings));
	measure_spreads(plan, report, &table);
	table_close(&table);
	if (plan->clients > 100000)
		return;
	report_heading(report, "Herd, with limits");
	report_text(report, "The same with Retry-After: 30 and %d s of work, first by rules as they "
	            "come, then with four attempts and refusals that are free.\n", HUNDRED);
	table_open(&table, report, "herd-limits", limit_headings, COUNT(limit_headings));
	measure_defaults(plan, report, &table);
	measure_four(plan, report, &table);
	table_close(&table);
}
