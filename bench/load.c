/* SPDX-License-Identifier: MIT */
/*
 * What loading a library costs: dlopen in a process of its own that has
 * nothing but the C library, and the pages of the library's file that become
 * private by being written to (Anonymous in smaps: Private_Dirty also counts
 * pages of a file that the disk has not seen yet).
 *
 *     load now LIBRARY...    lines for all of them, in turns; all symbols bound
 *     load lazy LIBRARY...   the same, functions bound when first called
 *     load now|lazy -1 LIBRARY   one process: nanoseconds and KiB, for the above
 */
#include <dlfcn.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

enum { ROUNDS = 200, QUICK_ROUNDS = 20, LIBRARIES = 24 };

extern char **environ;

/* ---- One process ------------------------------------------------------------- */

/* KiB that were written to in mappings of that file. */
static long dirty(const char *path)
{
	FILE *smaps = fopen("/proc/self/smaps", "r");
	char line[4096];
	long kib, sum = 0;
	int inside = 0;

	if (!smaps)
		bench_die("cannot read /proc/self/smaps", NULL);
	while (fgets(line, sizeof(line), smaps)) {
		if (strchr(line, '-') && strchr(line, ':') && !strstr(line, " kB"))
			inside = strstr(line, path) != NULL;
		else if (inside && sscanf(line, "Anonymous: %ld kB", &kib) == 1)
			sum += kib;
	}
	fclose(smaps);
	return sum;
}

static int one_process(const char *path, int flags)
{
	char real[4096];
	double start, end;
	void *library;

	if (!realpath(path, real))
		return 1;
	start = bench_now();
	library = dlopen(path, flags | RTLD_LOCAL);
	end = bench_now();
	if (!library) {
		fprintf(stderr, "load: %s\n", dlerror());
		return 1;
	}
	printf("%.0f %ld\n", end - start, dirty(real));
	return 0;
}

/* ---- All of them ---------------------------------------------------------------- */

struct library {
	char *path;
	double *time;
	size_t count;
	long dirty;
};

static void measure(char *self, char *how, struct library *library)
{
	char once[] = "-1";
	char *argv[] = { self, how, once, library->path, NULL };
	posix_spawn_file_actions_t actions;
	char answer[64] = "";
	ssize_t length;
	int ends[2], status;
	pid_t pid;

	if (pipe(ends) != 0)
		bench_die("pipe fails", NULL);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	if (posix_spawn(&pid, self, &actions, NULL, argv, environ) != 0)
		bench_die("cannot start", self);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	length = read(ends[0], answer, sizeof(answer) - 1);
	close(ends[0]);
	waitpid(pid, &status, 0);
	if (length <= 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		bench_die("cannot load", library->path);
	library->time[library->count++] = strtod(answer, NULL);
	library->dirty = strtol(strchr(answer, ' '), NULL, 10);
}

static void print(const char *how, struct library *library)
{
	const char *name = strrchr(library->path, '/');
	char note[64];

	snprintf(note, sizeof(note), "%ld KiB", library->dirty);
	bench_sort(library->time, library->count);
	bench_print("load", how, name ? name + 1 : library->path,
	            bench_quantile(library->time, library->count, 0.5) / 1000,
	            bench_quantile(library->time, library->count, 0.25) / 1000,
	            bench_quantile(library->time, library->count, 0.75) / 1000, library->count,
	            note);
}

int main(int argc, char **argv)
{
	struct library libraries[LIBRARIES];
	size_t count = (size_t)argc - 2, rounds = bench_quick() ? QUICK_ROUNDS : ROUNDS;
	int now = argc > 1 && strcmp(argv[1], "now") == 0;

	if (argc < 3 || count > LIBRARIES)
		bench_die("usage: load now|lazy LIBRARY...", NULL);
	if (argc == 4 && strcmp(argv[2], "-1") == 0)
		return one_process(argv[3], now ? RTLD_NOW : RTLD_LAZY);
	bench_start();
	for (size_t i = 0; i < count; i++) {
		libraries[i].path = argv[i + 2];
		libraries[i].count = 0;
		libraries[i].time = calloc(rounds, sizeof(double));
		if (!libraries[i].time)
			bench_die("out of memory", NULL);
	}
	for (size_t round = 0; round < rounds; round++)
		for (size_t i = 0; i < count; i++)
			measure(argv[0], argv[1], &libraries[i]);
	for (size_t i = 0; i < count; i++) {
		print(argv[1], &libraries[i]);
		free(libraries[i].time);
	}
	return 0;
}
