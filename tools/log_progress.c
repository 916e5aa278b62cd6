/* SPDX-License-Identifier: MIT */
/* How much of a log has been read. */

#define _POSIX_C_SOURCE 200809L

#include "log_progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

enum { STEP = 4 << 20 };        /* bytes between two looks at the clock */

void log_progress_begin(struct log_progress *progress, const struct log_input *input)
{
	time_t now = time(NULL);

	*progress = (struct log_progress){.input = input, .start = now, .last = now};
	progress->wanted = isatty(STDERR_FILENO);
}

/* The part of a file that was read; -1 if its length is not known. */
static int percent(FILE *file)
{
	off_t at = lseek(fileno(file), 0, SEEK_CUR);
	struct stat status;

	if (at < 0 || fstat(fileno(file), &status) != 0 || status.st_size <= 0)
		return -1;
	return at < status.st_size ? (int)(100.0 * (double)at / (double)status.st_size) : 100;
}

static void show(const struct log_input *input)
{
	int part = percent(input->source ? input->source : input->file);

	if (part >= 0)
		fprintf(stderr, "\r%s: %d %%", shown(input->name, strlen(input->name)).text, part);
	else
		fprintf(stderr, "\r%s: %llu lines", shown(input->name, strlen(input->name)).text,
		        (unsigned long long)input->line);
}

void log_progress_step(struct log_progress *progress, size_t bytes)
{
	time_t now;

	progress->bytes += bytes;
	if (!progress->wanted || progress->bytes < STEP)
		return;
	progress->bytes = 0;
	now = time(NULL);
	if (now <= progress->last || now <= progress->start + 1)
		return;
	progress->last = now;
	progress->shown = true;
	show(progress->input);
}

void log_progress_end(struct log_progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
}
