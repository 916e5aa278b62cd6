/* SPDX-License-Identifier: MIT */
/* What the benchmarks share; see harness.h. */
#include "harness.h"

#include <dlfcn.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 320, QUICK_ROUNDS = 32, WARM_UP = 2, CELL_NS = 100000 };

static int counter = -1;        /* cycles, and instructions as its group */

/* What one candidate has collected. */
struct cells {
	double *time;               /* ns a call */
	double *cycles;
	double *instructions;
	size_t calls;               /* in one cell */
	size_t count;
	size_t discarded;
};

struct reading {
	double time;
	uint64_t counts[3];         /* how many, cycles, instructions */
	long switches;
};

void bench_die(const char *what, const char *detail)
{
	fprintf(stderr, "bench: %s%s%s\n", what, detail ? ": " : "", detail ? detail : "");
	exit(1);
}

/* ---- Random numbers ------------------------------------------------------- */

uint64_t bench_random(void)
{
	static uint64_t state = UINT64_C(0x9e3779b97f4a7c15);

	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * UINT64_C(0x2545f4914f6cdd1d);
}

uint32_t bench_below(uint32_t limit)
{
	return (uint32_t)(((bench_random() >> 32) * limit) >> 32);
}

void bench_shuffle(void *base, size_t count, size_t size)
{
	char *p = base, saved[32];

	if (size > sizeof(saved))
		bench_die("an element too large to be shuffled", NULL);
	for (size_t i = count; i > 1; i--) {
		size_t j = bench_below((uint32_t)i);

		memcpy(saved, p + (i - 1) * size, size);
		memcpy(p + (i - 1) * size, p + j * size, size);
		memcpy(p + j * size, saved, size);
	}
}

/* ---- The clock and the core ------------------------------------------------ */

static double read_clock(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return (double)ts.tv_sec * 1e9 + (double)ts.tv_nsec;
}

double bench_now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

double bench_core_time(void)
{
	return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

int bench_quick(void)
{
	const char *quick = getenv("QUICK");

	return quick && *quick && strcmp(quick, "0") != 0;
}

static int open_counter(uint64_t config, int group)
{
	struct perf_event_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.type = PERF_TYPE_HARDWARE;
	attr.size = sizeof(attr);
	attr.config = config;
	attr.exclude_kernel = 1;
	attr.exclude_hv = 1;
	attr.read_format = PERF_FORMAT_GROUP;
	return (int)syscall(SYS_perf_event_open, &attr, 0, -1, group, 0);
}

/* Both counters or none. */
static void open_counters(void)
{
	int second;

	counter = open_counter(PERF_COUNT_HW_CPU_CYCLES, -1);
	if (counter < 0)
		return;
	second = open_counter(PERF_COUNT_HW_INSTRUCTIONS, counter);
	if (second < 0) {
		close(counter);
		counter = -1;
	}
}

/* The last core there is: interrupts tend to the first. BENCH_CORE chooses. */
void bench_start(void)
{
	const char *wanted = getenv("BENCH_CORE");
	cpu_set_t set;
	size_t core = 0;

	CPU_ZERO(&set);
	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		bench_die("sched_getaffinity fails", NULL);
	for (size_t i = 0; i < CPU_SETSIZE; i++)
		if (CPU_ISSET(i, &set))
			core = i;
	if (wanted)
		core = strtoul(wanted, NULL, 10);
	CPU_ZERO(&set);
	CPU_SET(core, &set);
	if (sched_setaffinity(0, sizeof(set), &set) != 0)
		bench_die("cannot stay on one core", wanted);
	open_counters();
}

/* The clock is read last before a cell, and first after it. */

static void take_counts(struct reading *r)
{
	struct rusage usage;

	memset(r->counts, 0, sizeof(r->counts));
	if (counter >= 0 && read(counter, r->counts, sizeof(r->counts)) < 0)
		bench_die("cannot read the performance counters", NULL);
	getrusage(RUSAGE_THREAD, &usage);
	r->switches = usage.ru_nivcsw + usage.ru_nvcsw;
}

static void take_before(struct reading *r)
{
	take_counts(r);
	r->time = bench_now();
}

static void take_after(struct reading *r)
{
	r->time = bench_now();
	take_counts(r);
}

/* ---- Statistics ------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void bench_sort(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare);
}

double bench_quantile(const double *sorted, size_t count, double at)
{
	double position = at * (double)(count - 1);
	size_t below = (size_t)position;

	if (count == 0)
		return 0;
	if (below + 1 >= count)
		return sorted[count - 1];
	return sorted[below] + (position - (double)below) * (sorted[below + 1] - sorted[below]);
}

void bench_print(const char *task, const char *mix, const char *name, double median,
                 double q1, double q3, size_t cells, const char *note)
{
	printf("%s\t%s\t%s\t%.3f\t%.3f\t%.3f\t%zu\t0\t-\t-\t%s\n", task, mix, name, median, q1, q3,
	       cells, note);
	fflush(stdout);
}

/* ---- Cells -------------------------------------------------------------------- */

static volatile size_t sink;

/* So many calls that a cell takes about CELL_NS. */
static size_t calls_for(const struct bench_mix *mix, const struct bench_candidate *candidate)
{
	double start, fastest = 0;
	double calls;

	for (int i = 0; i < 8; i++) {
		start = bench_now();
		sink = candidate->run(mix->inputs, BENCH_SLICE_MIN);
		start = bench_now() - start;
		if (i == 0 || start < fastest)
			fastest = start;
	}
	calls = CELL_NS * BENCH_SLICE_MIN / fastest;
	if (calls > BENCH_SLICE)
		return BENCH_SLICE;
	return calls < BENCH_SLICE_MIN ? BENCH_SLICE_MIN : (size_t)calls;
}

static void one_cell(const struct bench_mix *mix, const struct bench_candidate *candidate,
                     size_t slice, struct cells *cells)
{
	const char *inputs = (const char *)mix->inputs + slice * BENCH_SLICE * mix->size;
	double calls = (double)cells->calls;
	struct reading before, after;

	take_before(&before);
	sink = candidate->run(inputs, cells->calls);
	take_after(&after);
	if (after.switches != before.switches) {
		cells->discarded++;
		return;
	}
	cells->time[cells->count] = (after.time - before.time) / calls;
	cells->cycles[cells->count] =
		(double)(after.counts[1] - before.counts[1]) / calls;
	cells->instructions[cells->count] =
		(double)(after.counts[2] - before.counts[2]) / calls;
	cells->count++;
}

static void print_cells(const struct bench_mix *mix, const struct bench_candidate *candidate,
                        struct cells *cells)
{
	bench_sort(cells->time, cells->count);
	bench_sort(cells->cycles, cells->count);
	bench_sort(cells->instructions, cells->count);
	printf("%s\t%s\t%s\t%.3f\t%.3f\t%.3f\t%zu\t%zu\t", mix->task, mix->name, candidate->name,
	       bench_quantile(cells->time, cells->count, 0.5),
	       bench_quantile(cells->time, cells->count, 0.25),
	       bench_quantile(cells->time, cells->count, 0.75), cells->count, cells->discarded);
	if (counter >= 0)
		printf("%.1f\t%.1f\t", bench_quantile(cells->cycles, cells->count, 0.5),
		       bench_quantile(cells->instructions, cells->count, 0.5));
	else
		printf("-\t-\t");
	printf("%s\n", candidate->note[0] ? candidate->note : "-");
	fflush(stdout);
}

static double *room(size_t rounds)
{
	double *values = calloc(rounds, sizeof(*values));

	if (!values)
		bench_die("out of memory", NULL);
	return values;
}

static void run_once(const struct bench_mix *mix, const struct bench_candidate *candidates,
                     size_t count, const char *only)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(candidates[i].name, only) == 0) {
			sink = candidates[i].run(mix->inputs, BENCH_SLICE);
			printf("%s\t%s\t%s\n", mix->task, mix->name, only);
		}
}

void bench_measure(const struct bench_mix *mix, const struct bench_candidate *candidates,
                   size_t count)
{
	size_t rounds = bench_quick() ? QUICK_ROUNDS : ROUNDS;
	const char *only = getenv("BENCH_ONLY");
	struct cells cells[BENCH_CANDIDATES];

	if (count > BENCH_CANDIDATES)
		bench_die("too many candidates", mix->task);
	if (only) {
		run_once(mix, candidates, count, only);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		memset(&cells[i], 0, sizeof(cells[i]));
		cells[i].calls = calls_for(mix, &candidates[i]);
		cells[i].time = room(rounds + WARM_UP);
		cells[i].cycles = room(rounds + WARM_UP);
		cells[i].instructions = room(rounds + WARM_UP);
	}
	for (size_t round = 0; round < rounds + WARM_UP; round++) {
		if (round == WARM_UP)
			for (size_t i = 0; i < count; i++)
				cells[i].count = cells[i].discarded = 0;
		/* Each round begins with another candidate: none is always the neighbour of one. */
		for (size_t i = 0; i < count; i++) {
			size_t which = (i + round) % count;

			one_cell(mix, &candidates[which], round % (BENCH_INPUTS / BENCH_SLICE),
			         &cells[which]);
		}
	}
	for (size_t i = 0; i < count; i++) {
		print_cells(mix, &candidates[i], &cells[i]);
		free(cells[i].time);
		free(cells[i].cycles);
		free(cells[i].instructions);
	}
}

/* ---- Peers ------------------------------------------------------------------------ */

void *bench_open(const char *name)
{
	const char *directory = getenv("BENCH_PEERS");
	char path[4096];
	void *peer;

	snprintf(path, sizeof(path), "%s/%s.so", directory ? directory : "bench/work/peers", name);
	if (access(path, F_OK) != 0)
		return NULL;
	peer = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!peer)
		fprintf(stderr, "bench: %s\n", dlerror());
	return peer;
}

bench_function *bench_symbol(void *peer, const char *name)
{
	void *found = peer ? dlsym(peer, name) : NULL;
	bench_function *function;

	/* POSIX says that this works, ISO C does not. */
	memcpy(&function, &found, sizeof(function));
	return function;
}

size_t bench_collect(struct bench_candidate *candidates, const char *task,
                     const char *const *names, size_t count, bench_note *note)
{
	const char *only = getenv("BENCH_ONLY");
	char symbol[64];
	size_t found = 0;

	snprintf(symbol, sizeof(symbol), "%s_run", task);
	for (size_t i = 0; i < count; i++) {
		void *peer = only && strcmp(names[i], only) != 0 ? NULL : bench_open(names[i]);
		struct bench_candidate *candidate = &candidates[found];
		bench_run *run = BENCH_FUNCTION(bench_run, peer, symbol);

		if (!run)
			continue;
		candidate->name = names[i];
		candidate->run = run;
		candidate->note[0] = '\0';
		if (note && !only && strcmp(names[i], "empty") != 0)
			note(peer, candidate->note, sizeof(candidate->note));
		found++;
	}
	return found;
}
