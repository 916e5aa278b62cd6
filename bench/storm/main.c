/* SPDX-License-Identifier: MIT */
/*
 * Retry storms: what rules for repeating requests do to a server, simulated.
 * The library's retries and budgets are the real ones; so is nothing else.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules.h"
#include "scenarios.h"

static const struct {
	const char *name;
	void (*run)(const struct plan *, struct report *);
} scenarios[] = {
	{"contention", scenario_contention},
	{"threshold", scenario_threshold},
	{"amplification", scenario_amplification},
	{"herd", scenario_herd},
	{"layers", scenario_layers},
	{"skew", scenario_skew}
};

static int usage(void)
{
	fputs("usage: storm [--quick | --million] [--seeds N] [--first-seed N] [--only SCENARIO]\n"
	      "             [--output DIRECTORY]\n"
	      "\n"
	      "Writes storm.md and storm-*.tsv, and fails if an anchor is missed.\n"
	      "--quick      5 seeds, 10^4 clients, fewer loads and probabilities\n"
	      "--million    10^6 clients, 3 seeds; of the scenarios that count clients:\n"
	      "             herd, skew\n"
	      "--seeds N    runs for each figure [20]\n"
	      "SCENARIO     contention, threshold, amplification, herd, layers, skew\n"
	      "DIRECTORY    where the files go; it must exist [.]\n", stderr);
	return EXIT_FAILURE;
}

struct options {
	struct plan plan;
	const char *directory;
	const char *only;
};

static bool read_number(const char *text, uint64_t *number)
{
	char *end;

	if (!text || text[0] < '0' || text[0] > '9')
		return false;
	*number = strtoull(text, &end, 10);
	return *end == '\0';
}

static bool read_with_value(struct options *options, const char *option, const char *value)
{
	uint64_t number;

	if (!value)
		return false;
	if (strcmp(option, "--output") == 0)
		options->directory = value;
	else if (strcmp(option, "--only") == 0)
		options->only = value;
	else if (strcmp(option, "--seeds") == 0 && read_number(value, &number) && number > 0 &&
	         number <= 1000)
		options->plan.seeds = (int)number;
	else if (strcmp(option, "--first-seed") == 0)
		return read_number(value, &options->plan.first_seed);
	else
		return false;
	return true;
}

static bool read_options(struct options *options, char **arguments)
{
	for (; *arguments; arguments++) {
		if (strcmp(*arguments, "--quick") == 0) {
			options->plan.quick = true;
			options->plan.seeds = 5;
			options->plan.clients = 10000;
		} else if (strcmp(*arguments, "--million") == 0) {
			options->plan.seeds = 3;
			options->plan.clients = 1000000;
		} else if (read_with_value(options, arguments[0], arguments[1])) {
			arguments++;
		} else {
			return false;
		}
	}
	return true;
}

static bool is_wanted(const struct options *options, const char *name)
{
	if (options->only)
		return strcmp(options->only, name) == 0;
	return options->plan.clients < 1000000 || strcmp(name, "herd") == 0 ||
	       strcmp(name, "skew") == 0;
}

static void describe(const struct options *options, struct report *report)
{
	const unsigned long long first = options->plan.first_seed;
	const unsigned long long last = first + (unsigned)options->plan.seeds - 1;
	const unsigned long clients = options->plan.clients;

	printf("seeds %llu to %llu, %lu clients\n", first, last, clients);
	report_text(report, "# Retry storms\n\nEach figure is a mean of runs seeded %llu to %llu, ± "
	            "half of its 95 %% interval (Student's t); %lu clients.\n", first, last, clients);
	report_heading(report, "Rules");
	for (size_t n = 0; n < all_rules_count; n++)
		report_text(report, "- %s: %s\n", all_rules[n]->name, all_rules[n]->source);
}

int main(int argc, char **argv)
{
	struct options options = {{20, 1, 100000, false}, ".", NULL};
	struct report report;
	bool any = false;

	(void)argc;
	if (!read_options(&options, argv + 1))
		return usage();
	report_open(&report, options.directory);
	describe(&options, &report);
	for (size_t n = 0; n < COUNT(scenarios); n++) {
		if (is_wanted(&options, scenarios[n].name)) {
			scenarios[n].run(&options.plan, &report);
			any = true;
		}
	}
	if (!report_close(&report) || !any)
		return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
