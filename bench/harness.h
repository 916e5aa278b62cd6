/* SPDX-License-Identifier: MIT */
/*
 * What the benchmarks share: candidates take turns on slices of the same
 * inputs, one slice a cell, on one core; a cell in which the kernel took the
 * core away is discarded. A line of tab-separated values a candidate:
 *
 *     task mix candidate median q1 q3 cells discarded cycles instructions note
 *
 * with times in ns a call, and cycles and instructions a call where
 * perf_event_open gives them, else "-".
 */
#ifndef BENCH_HARNESS_H
#define BENCH_HARNESS_H

#include <stddef.h>
#include <stdint.h>

#include "peer.h"

/*
 * Inputs are too many for a branch predictor to learn their order. A cell has
 * 64 to 2048 calls: about a tenth of a millisecond, so that it fits between
 * two ticks of a busy kernel.
 */
enum {
	BENCH_INPUTS = 65536,
	BENCH_SLICE  = 2048,
	BENCH_SLICE_MIN = 64,
	BENCH_CANDIDATES = 24
};

#define BENCH_COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct bench_candidate {
	const char *name;
	bench_run *run;
	char note[64];              /* for the report: "0 wrong" */
};

/* What all candidates of one mix work on. */
struct bench_mix {
	const char *task;
	const char *name;
	const void *inputs;         /* BENCH_INPUTS of them */
	size_t size;                /* of one of them */
};

/*
 * Seeded random numbers (xorshift64*), the same in every run; below is even,
 * shuffle an even permutation of count elements of that size, at most 32 bytes.
 */
uint64_t bench_random(void);
uint32_t bench_below(uint32_t limit);
void bench_shuffle(void *base, size_t count, size_t size);

/* Stays on one core from here on, and says what it cannot do. Call first. */
void bench_start(void);

/* 1 if QUICK is set in the environment: a tenth of the rounds. */
int bench_quick(void);

/*
 * The modules of these names that have TASK_run, as candidates; answers how
 * many. For each, note (may be NULL) writes what the report is to say.
 */
typedef void bench_note(void *peer, char *text, size_t size);
size_t bench_collect(struct bench_candidate *candidates, const char *task,
                     const char *const *names, size_t count, bench_note *note);

/*
 * Runs the candidates in turns and prints a line each. If BENCH_ONLY names a
 * candidate in the environment, that one runs once over a slice, to be counted
 * by callgrind, and the line is "task mix candidate".
 */
void bench_measure(const struct bench_mix *mix, const struct bench_candidate *candidates,
                   size_t count);

/* Prints one line for what was not measured in cells. */
void bench_print(const char *task, const char *mix, const char *name, double median,
                 double q1, double q3, size_t cells, const char *note);

/* Sorts the values; the quantile at 0 to 1 of them. */
void bench_sort(double *values, size_t count);
double bench_quantile(const double *sorted, size_t count, double at);

/*
 * Monotonic time in ns; and the time that this thread has had the core, for
 * what takes so long that the kernel is bound to come in between.
 */
double bench_now(void);
double bench_core_time(void);

/*
 * Opens bench/work/peers/NAME.so in the current directory, that of the build; NULL if the peer was
 * not built. Symbols that it does not have are NULL.
 */
void *bench_open(const char *name);
typedef void bench_function(void);
bench_function *bench_symbol(void *peer, const char *name);

/* The function of that name as a pointer of that type. */
#define BENCH_FUNCTION(type, peer, name) ((type *)bench_symbol(peer, name))

/* Ends the program with a message. */
_Noreturn void bench_die(const char *what, const char *detail);

#endif
