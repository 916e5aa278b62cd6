/* SPDX-License-Identifier: MIT */
/* Compressed files, unpacked by the programs that zcat and its kin call. */

#define _POSIX_C_SOURCE 200809L

#include "log_input.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "complain.h"
#include "text.h"

extern char **environ;

struct unpacker {
	pid_t process;
};

const char *unpacker_of(const char *bytes, size_t length)
{
	static const struct {
		const char *start;
		const char *program;
	} kinds[] = {
		{"\x1F\x8B", "gzip"},           /* RFC 1952, 2.3.1 */
		{"\x1F\x9D", "gzip"},           /* compress(1), which gzip reads */
		{"BZh", "bzip2"},
		{"\xFD" "7zXZ", "xz"},
		{"\x28\xB5\x2F\xFD", "zstd"},   /* RFC 8878, 3.1.1 */
		{"\x04\x22\x4D\x18", "lz4"}
	};

	for (size_t n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++)
		if (strlen(kinds[n].start) <= length &&
		    memcmp(bytes, kinds[n].start, strlen(kinds[n].start)) == 0)
			return kinds[n].program;
	return NULL;
}

/* Runs program -dc with these as its standard input and output. Returns an errno. */
static int start(const char *program, int in, int out, int unused, pid_t *process)
{
	char option[] = "-dc";
	char *arguments[] = {(char *)program, option, NULL};
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return error;
	error = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	if (!error)
		error = posix_spawn_file_actions_addclose(&actions, unused);
	if (!error)
		error = posix_spawnp(process, program, &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

struct unpacker *unpack(const char *program, FILE *file, const char *name, FILE **unpacked)
{
	struct unpacker *unpacker = malloc(sizeof(*unpacker));
	int ends[2] = {-1, -1};
	int error = 0;

	if (lseek(fileno(file), 0, SEEK_SET) != 0) {
		complain("%s is compressed: unpack it with %s -dc", name, program);
	} else if (!unpacker || pipe(ends) != 0) {
		complain("%s: %s", shown(name, strlen(name)).text, strerror(errno));
	} else {
		error = start(program, fileno(file), ends[1], ends[0], &unpacker->process);
		close(ends[1]);
		*unpacked = error ? NULL : fdopen(ends[0], "rb");
		if (*unpacked)
			return unpacker;
		complain("%s: it is to be unpacked with %s: %s", shown(name, strlen(name)).text, program,
		         strerror(error ? error : errno));
		close(ends[0]);
	}
	free(unpacker);
	return NULL;
}

bool unpack_end(struct unpacker *unpacker)
{
	pid_t process = unpacker->process;
	int status = 0;

	free(unpacker);
	while (waitpid(process, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
