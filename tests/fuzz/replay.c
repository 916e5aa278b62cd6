/* SPDX-License-Identifier: MIT */
/*
 * Runs a fuzz target on inputs that are kept, without a fuzzer: files, and all
 * files of directories. Names each before it is run, so that the last name is
 * that of the input which ended the program. No input is a failure.
 */

#define _POSIX_C_SOURCE 200809L

#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

static unsigned count;

static void die(const char *path)
{
	perror(path);
	exit(EXIT_FAILURE);
}

static void run_file(const char *path, size_t size)
{
	FILE *file = fopen(path, "rb");
	char *data = fuzz_block(size);

	if (!file || (size && fread(data, size, 1, file) != 1))
		die(path);
	fclose(file);
	printf("%s\n", path);
	fflush(stdout);
	LLVMFuzzerTestOneInput((const uint8_t *)data, size);
	free(data);
	count++;
}

/* What lies in a directory below one of the command line is not looked at. */
static void run_path(const char *path, bool enter)
{
	struct stat status;
	char name[4096];
	DIR *directory;

	if (stat(path, &status) != 0)
		die(path);
	if (!S_ISDIR(status.st_mode)) {
		run_file(path, (size_t)status.st_size);
		return;
	}
	if (!enter)
		return;
	directory = opendir(path);
	if (!directory)
		die(path);
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		int length = snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);

		if (entry->d_name[0] != '.' && length > 0 && (size_t)length < sizeof(name))
			run_path(name, false);
	}
	closedir(directory);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		run_path(argv[i], true);
	printf("%u inputs\n", count);
	return count ? EXIT_SUCCESS : EXIT_FAILURE;
}
