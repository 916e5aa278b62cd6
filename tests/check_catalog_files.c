/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_files.c - catalogs that are read from files
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "suite_catalog.h"

/* ---- Good files ------------------------------------------------------------ */

START_TEST(files_that_can)
{
	const char *path = "check_builder.cat";
	struct text text = full_text("\n");
	httpstatus_builder *builder = new_builder();
	const httpstatus_catalog *by_text = load(text.s), *by_file, *by_builder;
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text.s, 1, text.length, file), text.length);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(httpstatus_catalog_load_file(path, &by_file), 0);
	ck_assert_int_eq(httpstatus_builder_read_file(builder, path), 0);
	by_builder = build(builder);
	same_catalogs(by_text, by_file);
	same_catalogs(by_text, by_builder);
	httpstatus_builder_free(builder);

	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(STATUS "Retry: maybe\n", file), 0);
	ck_assert_int_eq(fclose(file), 0);
	builder = new_builder();
	ck_assert_int_eq(httpstatus_builder_read_file(builder, path), HTTPSTATUS_E_CATALOG);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "check_builder.cat:5: error: Retry: found 'maybe', "
	                 "expected stop, done, wait, follow, amend, retry or forbid");
	httpstatus_builder_free(builder);
	unlink(path);
	httpstatus_catalog_unref(by_text);
	httpstatus_catalog_unref(by_file);
	httpstatus_catalog_unref(by_builder);
	free(text.s);
}
END_TEST

/* Up to 1 MiB; blank lines are no catalog, but they are read. */
START_TEST(files_of_every_size)
{
	static const struct { size_t size; int error; } cases[] = {
		{ 0, HTTPSTATUS_E_CATALOG }, { 1, HTTPSTATUS_E_CATALOG },
		{ MEBIBYTE, HTTPSTATUS_E_CATALOG }, { MEBIBYTE + 1, HTTPSTATUS_E_LIMIT },
		{ 3 * MEBIBYTE, HTTPSTATUS_E_LIMIT },
	};
	const char *path = "check_builder_size.cat";
	const httpstatus_catalog *catalog;

	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		struct text text = { NULL, 0 };
		FILE *file = fopen(path, "w");

		ck_assert_ptr_nonnull(file);
		put_run(&text, '\n', cases[n].size);
		ck_assert_uint_eq(fwrite(text.s, 1, text.length, file), text.length);
		ck_assert_int_eq(fclose(file), 0);
		free(text.s);
		errno = 0;
		if (httpstatus_catalog_load_file(path, &catalog) != cases[n].error)
			ck_abort_msg("a file of %zu bytes", cases[n].size);
		unlink(path);
	}
}
END_TEST

/* A pipe holds less than this text: it comes in several pieces. */
struct pieces {
	int ends[2];
	struct text text;
	int descriptors;        /* of the pipe, beside those two */
	int inherited;          /* of these, those that another program would get */
};

/* Whether a program that is started gets the descriptor; -1 if the system does not say. */
static int is_inherited(int fd)
{
	char path[40];
	unsigned flags;
	FILE *info;
	int found;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	info = fopen(path, "r");
	if (!info)
		return -1;
	found = fscanf(info, "pos: %*d flags: %o", &flags);
	fclose(info);
	return found == 1 ? !(flags & O_CLOEXEC) : -1;
}

/* By name: the descriptor itself is that of another thread. */
static void look_for_descriptors(struct pieces *pieces)
{
	struct stat pipe_status, status;
	char path[32];

	if (fstat(pieces->ends[1], &pipe_status) != 0)
		return;
	for (int fd = 0; fd < 64; fd++) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		if (fd == pieces->ends[0] || fd == pieces->ends[1] || stat(path, &status) != 0 ||
		    status.st_ino != pipe_status.st_ino || status.st_dev != pipe_status.st_dev)
			continue;
		pieces->descriptors++;
		pieces->inherited += is_inherited(fd);
	}
}

static void *write_pieces(void *argument)
{
	struct pieces *pieces = argument;
	size_t done = 0;

	while (done < pieces->text.length) {
		ssize_t n = write(pieces->ends[1], pieces->text.s + done, pieces->text.length - done);

		if (n < 0)
			break;
		done += (size_t)n;
	}
	/* The reader has begun, and is not at the end yet. */
	look_for_descriptors(pieces);
	close(pieces->ends[1]);
	return NULL;
}

/* What is read in pieces is whole, and no program that is started meanwhile gets the file. */
START_TEST(a_file_in_pieces)
{
	struct pieces pieces = { .text = { NULL, 0 } };
	const httpstatus_catalog *catalog;
	pthread_t writer;
	char path[32];

	put(&pieces.text, STATUS "Reason: In pieces\n");
	for (int n = 0; n < 3000; n++)
		put(&pieces.text, "# line %d of many that say nothing\n", n);
	put(&pieces.text, "Summary: The end.\n");
	ck_assert_int_eq(pipe(pieces.ends), 0);
	snprintf(path, sizeof(path), "/dev/fd/%d", pieces.ends[0]);
	ck_assert_int_eq(pthread_create(&writer, NULL, write_pieces, &pieces), 0);
	ck_assert_int_eq(httpstatus_catalog_load_file(path, &catalog), 0);
	ck_assert_int_eq(pthread_join(writer, NULL), 0);
	is_phrase(catalog, 503, "In pieces");
	ck_assert_str_eq(httpstatus_entry_summary(httpstatus_lookup(catalog, 503)), "The end.");
	ck_assert_int_eq(pieces.descriptors, 1);
	ck_assert_int_eq(pieces.inherited, 0);
	httpstatus_catalog_unref(catalog);
	close(pieces.ends[0]);
	free(pieces.text.s);
}
END_TEST

/* ---- Bad files ------------------------------------------------------------- */

START_TEST(files_that_cannot_be_read)
{
	static const struct { const char *path; int number; } files[] = {
		{ "no/such/file.cat", ENOENT }, { ".", EISDIR }, { "", ENOENT }
	};
	const httpstatus_catalog *catalog;
	httpstatus_builder *builder;
	int severity, line;
	const char *s;
	size_t i;

	for (i = 0; i < 3; i++) {
		builder = new_builder();
		errno = 0;
		ck_assert_int_eq(httpstatus_builder_read_file(builder, files[i].path),
		                 HTTPSTATUS_E_IO);
		ck_assert_int_eq(errno, files[i].number);
		s = httpstatus_builder_problem(builder, 0, &severity, &line);
		ck_assert_ptr_nonnull(s);
		ck_assert_int_eq(strncmp(s, files[i].path, strlen(files[i].path)), 0);
		ck_assert_ptr_nonnull(strstr(s, "error: "));
		ck_assert_int_eq(severity, ERROR);
		ck_assert_int_eq(line, 0);
		ck_assert_int_eq(httpstatus_builder_build(builder, &catalog), HTTPSTATUS_E_CATALOG);
		httpstatus_builder_free(builder);

		catalog = httpstatus_builtin("iana");
		errno = 0;
		ck_assert_int_eq(httpstatus_catalog_load_file(files[i].path, &catalog),
		                 HTTPSTATUS_E_IO);
		ck_assert_int_eq(errno, files[i].number);
		ck_assert_ptr_null(catalog);
	}
}
END_TEST

static void unreadable(const char *path, int number, const char *words)
{
	httpstatus_builder *builder = new_builder();
	const char *problem;

	errno = 0;
	ck_assert_int_eq(httpstatus_builder_read_file(builder, path), HTTPSTATUS_E_IO);
	ck_assert_int_eq(errno, number);
	problem = httpstatus_builder_problem(builder, 0, NULL, NULL);
	if (!problem || !strstr(problem, words))
		ck_abort_msg("%.60s: '%s' is not in '%s'", path, words, problem);
	httpstatus_builder_free(builder);
}

/* The problem says in English why, whatever the locale. */
START_TEST(why_a_file_cannot_be_read)
{
	const char *path = "check_builder.tmp";
	char long_path[8192];
	int root = geteuid() == 0;
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0);

	ck_assert_int_ge(file, 0);
	ck_assert_int_eq(close(file), 0);
	memset(long_path, 'x', sizeof(long_path));
	long_path[sizeof(long_path) - 1] = '\0';
	unreadable("no/such/file.cat", ENOENT, "no such file");
	unreadable(".", EISDIR, "directory");
	unreadable("check_builder.tmp/x.cat", ENOTDIR, "not a directory");
	unreadable(long_path, ENAMETOOLONG, "cannot be read");
	/* Nothing is forbidden to root. */
	if (root)
		ck_assert_int_eq(seteuid(65534), 0);
	unreadable(path, EACCES, "permission");
	if (root)
		ck_assert_int_eq(seteuid(0), 0);
	unlink(path);
}
END_TEST

/* ---- Descriptors ----------------------------------------------------------- */

/* The lowest descriptor that is free. */
static int free_descriptor(void)
{
	int fd = dup(STDERR_FILENO);

	ck_assert_int_ge(fd, 0);
	close(fd);
	return fd;
}

/* A program may read files as often as it likes: each is closed, good or bad. */
START_TEST(files_are_closed)
{
	const int before = free_descriptor();
	const httpstatus_catalog *catalog;

	ck_assert_int_eq(httpstatus_catalog_load_file(source_path("lib/catalogs/iana.cat").text,
	                                              &catalog), 0);
	httpstatus_catalog_unref(catalog);
	ck_assert_int_eq(free_descriptor(), before);
	ck_assert_int_eq(httpstatus_catalog_load_file(source_path("lib").text, &catalog),
	                 HTTPSTATUS_E_IO);
	ck_assert_int_eq(free_descriptor(), before);
	ck_assert_int_eq(httpstatus_catalog_load_file(source_path("COPYING").text, &catalog),
	                 HTTPSTATUS_E_CATALOG);
	ck_assert_int_eq(free_descriptor(), before);
}
END_TEST

/* Where standard input is closed, as in a daemon, the file gets its number. */
START_TEST(descriptor_zero)
{
	const int input = dup(STDIN_FILENO);
	const httpstatus_catalog *catalog;
	int error;

	close(STDIN_FILENO);
	error = httpstatus_catalog_load_file(source_path("lib/catalogs/iana.cat").text, &catalog);
	if (input >= 0) {
		dup2(input, STDIN_FILENO);
		close(input);
	}
	ck_assert_int_eq(error, 0);
	httpstatus_catalog_unref(catalog);
}
END_TEST

static int pipe_ends[2];
static volatile sig_atomic_t ticks;

/* Lets the reader wait, then writes the catalog. */
static void tick(int number)
{
	static const char text[] = STATUS "Reason: Late\n";
	const int saved_errno = errno;

	(void)number;
	if (++ticks == 5) {
		if (write(pipe_ends[1], text, sizeof(text) - 1) < 0)
			_exit(2);
		close(pipe_ends[1]);
	}
	errno = saved_errno;
}

/* A signal while the library waits for a slow file is nothing to the caller. */
START_TEST(a_signal_while_reading)
{
	const struct itimerval every = { { 0, 20000 }, { 0, 20000 } };
	const struct itimerval never = { { 0, 0 }, { 0, 0 } };
	struct sigaction action = { .sa_handler = tick };
	struct sigaction old;
	const httpstatus_catalog *catalog;
	char path[32];

	ticks = 0;
	ck_assert_int_eq(pipe(pipe_ends), 0);
	snprintf(path, sizeof(path), "/dev/fd/%d", pipe_ends[0]);
	ck_assert_int_eq(sigaction(SIGALRM, &action, &old), 0);
	ck_assert_int_eq(setitimer(ITIMER_REAL, &every, NULL), 0);
	ck_assert_int_eq(httpstatus_catalog_load_file(path, &catalog), 0);
	ck_assert_int_eq(setitimer(ITIMER_REAL, &never, NULL), 0);
	ck_assert_int_eq(sigaction(SIGALRM, &old, NULL), 0);
	is_phrase(catalog, 503, "Late");
	httpstatus_catalog_unref(catalog);
	close(pipe_ends[0]);
}
END_TEST

static Suite *catalog_files_suite(void)
{
	Suite *suite = suite_create("catalog files");
	TCase *good_files = tcase_create("good files");
	TCase *bad_files = tcase_create("bad files");
	TCase *descriptors_cases = tcase_create("descriptors");

	tcase_add_test(good_files, files_that_can);
	tcase_add_test(good_files, files_of_every_size);
	tcase_add_test(good_files, a_file_in_pieces);
	suite_add_tcase(suite, good_files);

	tcase_add_test(bad_files, files_that_cannot_be_read);
	tcase_add_test(bad_files, why_a_file_cannot_be_read);
	suite_add_tcase(suite, bad_files);

	tcase_add_test(descriptors_cases, files_are_closed);
	tcase_add_test(descriptors_cases, descriptor_zero);
	tcase_add_test(descriptors_cases, a_signal_while_reading);
	suite_add_tcase(suite, descriptors_cases);
	return suite;
}

int main(void)
{
	return run_suite(catalog_files_suite());
}
