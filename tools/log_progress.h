/* SPDX-License-Identifier: MIT */
/* How much of a log has been read, for who waits at a terminal. */
#ifndef LOG_PROGRESS_H
#define LOG_PROGRESS_H

#include <stdbool.h>
#include <time.h>

#include "log_input.h"

struct log_progress {
	const struct log_input *input;
	bool wanted;                /* standard error is a terminal */
	bool shown;
	size_t bytes;               /* since it was looked at last */
	time_t start;
	time_t last;
};

void log_progress_begin(struct log_progress *progress, const struct log_input *input);

/* After each line. Shows something after more than a second, once a second. */
void log_progress_step(struct log_progress *progress, size_t bytes);

/* Clears the line of the terminal. */
void log_progress_end(struct log_progress *progress);

#endif
