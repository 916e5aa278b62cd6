/* SPDX-License-Identifier: MIT */
/* The class of a code, and the advice on it, as a switch would have them. */
#include <stdio.h>

#include "harness.h"
#include "phrases.h"

static struct bench_request inputs[BENCH_INPUTS];

static const char *const names[] = { "empty", "ours", "switch" };

/* Any code, half of the time a registered one, and GET or POST. */
static void make(void)
{
	for (size_t i = 0; i < BENCH_INPUTS; i++) {
		inputs[i].code = bench_below(2) ? phrases[bench_below(PHRASES)].code :
		                                  (int)bench_below(1201) - 100;
		inputs[i].safe = bench_below(2);
	}
}

static void class_note(void *peer, char *text, size_t size)
{
	bench_one_number *one = BENCH_FUNCTION(bench_one_number, peer, "class_one");
	size_t wrong = 0;

	for (size_t i = 0; i < BENCH_INPUTS; i++) {
		int code = inputs[i].code;

		wrong += one(&inputs[i]) != (code < 100 || code > 599 ? 0 : code / 100);
	}
	snprintf(text, size, "%zu wrong", wrong);
}

static void measure(const char *task, bench_note *note)
{
	struct bench_mix mix = { task, "any", inputs, sizeof(inputs[0]) };
	struct bench_candidate candidates[BENCH_CANDIDATES];

	bench_measure(&mix, candidates, bench_collect(candidates, task, names, BENCH_COUNT(names),
	                                              note));
}

int main(void)
{
	bench_start();
	make();
	measure("class", class_note);
	measure("advise", NULL);
	return 0;
}
