/* SPDX-License-Identifier: MIT */
/*
 * measure COMMAND [ARGUMENT]... - runs a command, whose output is thrown away, and
 * prints what it took: seconds of user, system and elapsed time, and the most
 * memory that was resident in MiB, with tabs between them.
 */
#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_of(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void run(char **arguments)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	execvp(arguments[0], arguments);
	_exit(127);
}

int main(int argc, char **argv)
{
	struct rusage usage;
	double start = now();
	int status = 0;
	pid_t process;

	if (argc < 2)
		return 2;
	process = fork();
	if (process == 0)
		run(argv + 1);
	if (process < 0 || wait4(process, &status, 0, &usage) < 0)
		return 1;
	printf("%.3f\t%.3f\t%.3f\t%.1f\n", seconds_of(&usage.ru_utime), seconds_of(&usage.ru_stime),
	       now() - start, (double)usage.ru_maxrss / 1024);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
