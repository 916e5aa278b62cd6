/* SPDX-License-Identifier: MIT */
/*
 * Optimistic concurrency: N clients want to change the same row, each reads
 * its version, and writes if that has not changed meanwhile. After M. Brooker,
 * "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015), and the
 * simulator published with it. Time is in milliseconds.
 *
 * Full jitter is that of the library: a lost write is a 412, told to be
 * repeated. Its backoff is base * 2^(n-1), that of the simulator 5 * 2^n, so
 * that the base is 10.
 */

#include "scenarios.h"

#include <math.h>
#include <stdlib.h>

#include <httpstatus.h>

#include "agenda.h"
#include "draw.h"
#include "memory.h"

enum { READ, ANSWERED, WRITE, WON, LOST };

enum { CAP = 2000, BASE = 5 };

struct client {
	uint32_t version;
	int attempts;
	double last;                /* delay */
	httpstatus_retry *handle;
};

struct row {
	struct agenda agenda;
	struct client *clients;
	struct source_of_chance chance;
	uint32_t version;
	double calls;
	double time;
};

typedef double backoff(struct row *, struct client *);

static double exponential(const struct client *client)
{
	double delay = ldexp(BASE, client->attempts < 30 ? client->attempts : 30);

	return delay < CAP ? delay : CAP;
}

static double back_off_not(struct row *row, struct client *client)
{
	(void)row;
	(void)client;
	return 0;
}

static double back_off_exponentially(struct row *row, struct client *client)
{
	(void)row;
	return exponential(client);
}

static double back_off_by_half(struct row *row, struct client *client)
{
	double half = exponential(client) / 2;

	return half + chance_between(&row->chance, 0, half);
}

static double back_off_by_three(struct row *row, struct client *client)
{
	double delay = chance_between(&row->chance, BASE, 3 * (client->last > 0 ? client->last : BASE));

	client->last = delay < CAP ? delay : CAP;
	return client->last;
}

static double back_off_as_the_library(struct row *row, struct client *client)
{
	httpstatus_advice advice = httpstatus_retry_on_status(
		client->handle, HTTPSTATUS_PRECONDITION_FAILED, (uint64_t)row->time);

	if (httpstatus_advice_verdict(advice) != HTTPSTATUS_VERDICT_RETRY) {
		fputs("storm: the library gives up on contention\n", stderr);
		exit(EXIT_FAILURE);
	}
	return (double)httpstatus_retry_delay_ms(client->handle);
}

/* The published simulator has a deviation of 2 ms; its text says a variance of 4. */
static double network(struct row *row)
{
	return fabs(chance_normal(&row->chance, 10, 2));
}

static void happen(struct row *row, const struct event *event, backoff *back_off)
{
	struct client *client = &row->clients[event->who];
	double then = event->time + network(row);

	row->time = event->time;
	switch (event->what) {
	case READ:
		client->version = row->version;
		agenda_add(&row->agenda, then, ANSWERED, event->who);
		break;
	case ANSWERED:
		agenda_add(&row->agenda, then, WRITE, event->who);
		break;
	case WRITE:
		row->calls++;
		agenda_add(&row->agenda, then, client->version == row->version ? WON : LOST, event->who);
		row->version += client->version == row->version;
		break;
	case LOST:
		client->attempts++;
		agenda_add(&row->agenda, then + back_off(row, client), READ, event->who);
		break;
	default:
		break;
	}
}

static httpstatus_policy *policy_of_contention(void)
{
	httpstatus_policy *policy;
	httpstatus_codeset *lost;

	if (httpstatus_policy_new(&policy) || httpstatus_codeset_new(&lost) ||
	    httpstatus_codeset_add(lost, HTTPSTATUS_PRECONDITION_FAILED, HTTPSTATUS_PRECONDITION_FAILED) ||
	    httpstatus_policy_set(policy, HTTPSTATUS_POLICY_ATTEMPTS, 1000) ||
	    httpstatus_policy_set(policy, HTTPSTATUS_POLICY_MAX_ELAPSED, 0) ||
	    httpstatus_policy_set(policy, HTTPSTATUS_POLICY_BASE, 2 * BASE) ||
	    httpstatus_policy_set(policy, HTTPSTATUS_POLICY_CAP, CAP) ||
	    httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_ALWAYS, lost)) {
		fputs("storm: cannot make a policy\n", stderr);
		exit(EXIT_FAILURE);
	}
	httpstatus_codeset_free(lost);
	return policy;
}

/* ---- Runs -------------------------------------------------------------------- */

enum { MOST_CLIENTS = 190, RUNS_PER_SEED = 5 };

static void run_once(struct row *row, uint32_t count, backoff *back_off, uint64_t seed)
{
	struct event event;

	chance_seed(&row->chance, seed, count);
	row->version = 0;
	for (uint32_t n = 0; n < count; n++) {
		struct client *client = &row->clients[n];

		client->attempts = 0;
		client->last = 0;
		httpstatus_retry_seed(client->handle, chance_bits(&row->chance));
		httpstatus_retry_reset(client->handle, httpstatus_method_traits("PUT"), 0);
		agenda_add(&row->agenda, network(row), READ, n);
	}
	while (agenda_next(&row->agenda, &event))
		happen(row, &event, back_off);
}

struct result {
	struct sample calls;
	struct sample time;
};

static void run_seeds(const struct plan *plan, struct row *row, uint32_t count, backoff *back_off,
                      struct result *result)
{
	for (int seed = 0; seed < plan->seeds; seed++) {
		double calls = 0;
		double time = 0;

		for (int run = 0; run < RUNS_PER_SEED; run++) {
			row->calls = 0;
			run_once(row, count, back_off,
			         (plan->first_seed + (uint64_t)seed) * RUNS_PER_SEED + (uint64_t)run);
			calls += row->calls;
			time += row->time;
		}
		sample_add(&result->calls, calls / RUNS_PER_SEED);
		sample_add(&result->time, time / RUNS_PER_SEED);
	}
}

static const struct {
	const char *name;
	backoff *back_off;
} kinds[] = {
	{"none", back_off_not},
	{"exponential", back_off_exponentially},
	{"equal jitter", back_off_by_half},
	{"decorrelated", back_off_by_three},
	{"full jitter, by libhttpstatus", back_off_as_the_library}
};

/* Calls and milliseconds of the published simulator, 100 runs each. */
static const struct {
	uint32_t clients;
	double calls[COUNT(kinds)];
	double time[COUNT(kinds)];
} published[] = {
	{50, {687, 622, 347, 371, 332}, {1138, 36217, 4276, 2121, 2944}},
	{100, {2420, 1847, 811, 1001, 795}, {2023, 62716, 6552, 4572, 4862}},
	{190, {8007, 5173, 1759, 2436, 1770}, {3535, 101581, 9475, 7996, 7455}}
};

static void compare(const struct plan *plan, struct report *report, size_t kind, uint32_t clients,
                    const struct result *result)
{
	/* The publication has a hundred runs; two such means differ by 4 %, and fewer by more. */
	const bool enough = plan->seeds * RUNS_PER_SEED >= 100;
	const double tolerance = !enough ? 0.08 : clients == 100 ? 0.03 : 0.04;
	char what[100];

	for (size_t n = 0; n < COUNT(published); n++) {
		if (published[n].clients != clients)
			continue;
		snprintf(what, sizeof(what), "contention of %u, %s: calls", clients, kinds[kind].name);
		report_anchor(report, what, sample_mean(&result->calls), published[n].calls[kind],
		              tolerance, "aws-arch-backoff-simulator");
		snprintf(what, sizeof(what), "contention of %u, %s: ms", clients, kinds[kind].name);
		report_anchor(report, what, sample_mean(&result->time), published[n].time[kind],
		              tolerance, "aws-arch-backoff-simulator");
	}
}

static void open_row(struct row *row)
{
	httpstatus_policy *policy = policy_of_contention();

	*row = (struct row){.clients = memory_new(MOST_CLIENTS, sizeof(*row->clients))};
	for (int n = 0; n < MOST_CLIENTS; n++) {
		if (httpstatus_retry_new(policy, &row->clients[n].handle)) {
			fputs("storm: out of memory\n", stderr);
			exit(EXIT_FAILURE);
		}
	}
	httpstatus_policy_free(policy);
}

static void close_row(struct row *row)
{
	for (int n = 0; n < MOST_CLIENTS; n++)
		httpstatus_retry_free(row->clients[n].handle);
	free(row->clients);
	agenda_free(&row->agenda);
}

void scenario_contention(const struct plan *plan, struct report *report)
{
	static const char *const headings[] = {"backoff", "clients", "=calls", "=ms until the last won"};
	static const uint32_t counts[] = {10, 30, 50, 70, 100, 130, 160, 190};
	struct table table;
	struct row row;

	report_heading(report, "Contention");
	report_text(report, "N clients start together and each must win one optimistic write to the "
	            "same row. %d runs for each seed.\n", RUNS_PER_SEED);
	table_open(&table, report, "contention", headings, COUNT(headings));
	open_row(&row);
	for (size_t kind = 0; kind < COUNT(kinds); kind++) {
		for (size_t n = 0; n < COUNT(counts); n++) {
			struct result result = {{0}, {0}};

			if (plan->quick && counts[n] != 100)
				continue;
			run_seeds(plan, &row, counts[n], kinds[kind].back_off, &result);
			table_text(&table, kinds[kind].name);
			table_number(&table, counts[n], 0);
			table_sample(&table, &result.calls, 0);
			table_sample(&table, &result.time, 0);
			table_end_row(&table);
			compare(plan, report, kind, counts[n], &result);
		}
	}
	close_row(&row);
	table_close(&table);
}
