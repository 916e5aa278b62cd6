/* SPDX-License-Identifier: MIT */
/*
 * check_catalog_hostile.c - files that somebody broke: a catalog that can be printed, or problems
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suite_print.h"

/* ---- Texts ----------------------------------------------------------------- */

/* A built-in catalog's file; the caller frees it. */
static char *read_catalog_file(const char *name, size_t *length)
{
	char *text = malloc(TEXT_MAX);
	char path[64];
	FILE *file;

	ck_assert_ptr_nonnull(text);
	snprintf(path, sizeof(path), "lib/catalogs/%s.cat", name);
	file = open_source(path);
	*length = fread(text, 1, TEXT_MAX, file);
	ck_assert_int_eq(ferror(file), 0);
	fclose(file);
	return text;
}

/* Some bytes changed, taken out, put in or moved; in a copy of the text. */
static void mutate(char *text, size_t *length, size_t room)
{
	static const char bytes[] = "\n\n\n \t#:,\r\0\x7F\x80\xC3\xFF" "09azSR";
	size_t at = any((uint32_t)*length);
	size_t size = any(any(4) == 0 ? 500 : 8) + 1;
	size_t from = any((uint32_t)*length);

	switch (any(4)) {
	case 0:
		text[at] = bytes[any(sizeof(bytes) - 1)];
		break;
	case 1:
		if (size < *length - at) {
			memmove(text + at, text + at + size, *length - at - size);
			*length -= size;
		}
		break;
	case 2:
		if (size <= *length - from && size <= room - *length) {
			char piece[512];

			memcpy(piece, text + from, size);
			memmove(text + at + size, text + at, *length - at);
			memcpy(text + at, piece, size);
			*length += size;
		}
		break;
	default:
		text[at] = (char)(unsigned char)any(256);
		break;
	}
}

/* Either a catalog, which then can be printed and read back, or problems. */
static bool answers(const char *text, size_t length)
{
	char *block = block_of(text, length);
	const httpstatus_catalog *catalog;
	httpstatus_builder *builder;
	int errors = 0;
	int severity;
	int error;

	SAME(httpstatus_builder_new(&builder), 0);
	error = httpstatus_builder_read_mem(builder, "mutated", block, length);
	free(block);
	SAME(error == 0 || error == HTTPSTATUS_E_CATALOG, true);
	error = httpstatus_builder_build(builder, &catalog);
	for (size_t n = 0; httpstatus_builder_problem(builder, n, &severity, NULL); n++)
		errors += severity == HTTPSTATUS_SEVERITY_ERROR;
	SAME(error, errors ? HTTPSTATUS_E_CATALOG : 0);
	SAME(!catalog, (errors > 0));
	if (catalog)
		round_trip(catalog);
	httpstatus_catalog_unref(catalog);
	httpstatus_builder_free(builder);
	return errors == 0;
}

START_TEST(mutated_files)
{
	const httpstatus_catalog *catalog = NULL;
	char *copy = malloc(TEXT_MAX);
	size_t good = 0;
	size_t total = 0;

	if (!copy)
		ck_abort_msg("out of memory");
	while (total < (size_t)rounds(10000)) {
		size_t length;
		char *text;

		catalog = httpstatus_builtin_next(catalog);
		if (!catalog)
			continue;
		text = read_catalog_file(httpstatus_catalog_name(catalog), &length);
		for (int i = 0; i < 50; i++) {
			size_t copy_length = length;

			memcpy(copy, text, length);
			for (size_t n = any(6) + 1; n > 0; n--)
				mutate(copy, &copy_length, TEXT_MAX);
			good += answers(copy, copy_length);
			total++;
		}
		free(text);
	}
	free(copy);
	/* The mutations are neither all harmless nor all fatal. */
	ck_assert_uint_gt(good, total / 20);
	ck_assert_uint_lt(good, total - total / 20);
}
END_TEST

/* ---- Files ----------------------------------------------------------------- */

static char directory[40];

static void make_directory(void)
{
	strcpy(directory, "/tmp/check_print.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	ck_assert_int_eq(chdir(directory), 0);
}

static void remove_directory(void)
{
	unlink("file");
	ck_assert_int_eq(chdir("/"), 0);
	rmdir(directory);
}

/* Loads what a process writes into a FIFO before it closes it. */
static int load_fifo(const char *text, const httpstatus_catalog **catalog)
{
	pid_t writer;
	int status;
	int error;

	ck_assert_int_eq(mkfifo("file", 0600), 0);
	writer = fork();
	ck_assert_int_ge(writer, 0);
	if (writer == 0) {
		int fd = open("file", O_WRONLY);
		size_t length = strlen(text);

		_exit(fd >= 0 && write(fd, text, length) == (ssize_t)length ? 0 : 1);
	}
	error = httpstatus_catalog_load_file("file", catalog);
	ck_assert_int_eq(waitpid(writer, &status, 0), writer);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(unlink("file"), 0);
	return error;
}

START_TEST(a_fifo)
{
	const httpstatus_catalog *c;

	make_directory();
	ck_assert_int_eq(load_fifo(HEAD "\nStatus: 503\nReason: r\n", &c), 0);
	ck_assert_str_eq(httpstatus_phrase(c, 503), "r");
	httpstatus_catalog_unref(c);
	/* One that closes early: what came counts as the whole text. */
	ck_assert_int_eq(load_fifo("", &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	ck_assert_int_eq(load_fifo("Catalog: t\nForm", &c), HTTPSTATUS_E_CATALOG);
	ck_assert_ptr_null(c);
	remove_directory();
}
END_TEST

/* The superuser reads everything, so it becomes somebody else first. */
START_TEST(an_unreadable_file)
{
	const httpstatus_catalog *c = httpstatus_builtin("iana");
	httpstatus_builder *builder;
	int fd;

	make_directory();
	fd = open("file", O_CREAT | O_WRONLY, 0000);
	ck_assert_int_ge(fd, 0);
	close(fd);
	if (geteuid() == 0)
		ck_assert_int_eq(seteuid(65534), 0);
	errno = 0;
	ck_assert_int_eq(httpstatus_catalog_load_file("file", &c), HTTPSTATUS_E_IO);
	ck_assert_int_eq(errno, EACCES);
	ck_assert_ptr_null(c);
	builder = named_builder();
	ck_assert_int_eq(httpstatus_builder_read_file(builder, "file"), HTTPSTATUS_E_IO);
	ck_assert_str_eq(httpstatus_builder_problem(builder, 0, NULL, NULL),
	                 "file: error: no permission to read it");
	httpstatus_builder_free(builder);
	if (getuid() == 0)
		ck_assert_int_eq(seteuid(0), 0);
	remove_directory();
}
END_TEST

static Suite *catalog_hostile_suite(void)
{
	Suite *suite = suite_create("catalog hostile");
	TCase *texts = tcase_create("texts");
	TCase *files = tcase_create("files");

	tcase_set_timeout(texts, 240);
	tcase_add_test(texts, mutated_files);
	suite_add_tcase(suite, texts);

	tcase_add_test(files, a_fifo);
	tcase_add_test(files, an_unreadable_file);
	suite_add_tcase(suite, files);
	return suite;
}

int main(void)
{
	return run_suite(catalog_hostile_suite());
}
