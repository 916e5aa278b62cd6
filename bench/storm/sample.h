/* SPDX-License-Identifier: MIT */
/* One figure, measured once for each seed. */
#ifndef STORM_SAMPLE_H
#define STORM_SAMPLE_H

#include <stdbool.h>

struct sample {
	int count;
	int never;                  /* runs in which there was no such figure */
	double sum;
	double squares;
	double least;
	double most;
};

/* A value that is not finite counts as "never". */
void sample_add(struct sample *sample, double value);
double sample_mean(const struct sample *sample);
/* Half of the 95 % interval of the mean, by Student's t. */
double sample_margin(const struct sample *sample);
/* Whether no run, or less than half of them, has such a figure. */
bool sample_is_never(const struct sample *sample);

#endif
