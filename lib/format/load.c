/* SPDX-License-Identifier: MIT */
/* Catalog texts from files and from memory. */

#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "format/builder.h"

/* Reads up to size bytes; *length tells how many there were. */
static int read_all(int fd, char *buffer, size_t size, size_t *length)
{
	*length = 0;
	for (;;) {
		ssize_t n = read(fd, buffer + *length, size - *length);

		if (n > 0)
			*length += (size_t)n;
		/* At the end of the file, and where there is no room left. */
		else if (n == 0)
			return 0;
		else if (errno != EINTR)
			return HTTPSTATUS_E_IO;
	}
}

/* Puts the whole file into *text, which the caller frees. */
static int slurp(const char *path, char **text, size_t *length)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	int saved_errno;
	int error;

	*text = NULL;
	if (fd < 0)
		return HTTPSTATUS_E_IO;
	/* One byte more than allowed, to see whether the file is longer. */
	*text = malloc(HS_FILE_MAX + 1);
	error = *text ? read_all(fd, *text, HS_FILE_MAX + 1, length) : HTTPSTATUS_E_NOMEM;
	saved_errno = errno;
	close(fd);
	errno = saved_errno;
	return error;
}

/* Why a file cannot be read. Not strerror(), which depends on the locale. */
static const char *reason(int number)
{
	switch (number) {
	case ENOENT:  return "there is no such file";
	case ENOTDIR: return "a part of its path is not a directory";
	case EISDIR:  return "it is a directory";
	case EACCES:  return "no permission to read it";
	default:      return "it cannot be read";
	}
}

static int file_problem(httpstatus_builder *builder, const char *label, int error,
                        const char *message)
{
	builder->label = hs_arena_copy(&builder->arena, label, strlen(label));
	if (!builder->label || hs_problem(builder, HTTPSTATUS_SEVERITY_ERROR, "%s", message) ==
	    HTTPSTATUS_E_NOMEM)
		return HTTPSTATUS_E_NOMEM;
	return error;
}

int httpstatus_builder_read_mem(httpstatus_builder *builder, const char *label,
                                const char *text, size_t length)
{
	if (!builder || !label || (!text && length > 0) || builder->built)
		return HTTPSTATUS_E_INVAL;
	if (length > HS_FILE_MAX)
		return file_problem(builder, label, HTTPSTATUS_E_LIMIT,
		                    "the text is longer than 1 MiB");
	return hs_read(builder, label, text, length);
}

int httpstatus_builder_read_file(httpstatus_builder *builder, const char *path)
{
	char *text;
	size_t length;
	int error;

	if (!builder || !path || builder->built)
		return HTTPSTATUS_E_INVAL;
	error = slurp(path, &text, &length);
	if (error == HTTPSTATUS_E_IO) {
		int saved_errno = errno;

		error = file_problem(builder, path, error, reason(saved_errno));
		errno = saved_errno;
	} else if (!error) {
		error = httpstatus_builder_read_mem(builder, path, text, length);
	}
	free(text);
	return error;
}

/* Builds the catalog of one text, which read puts into a builder. */
static int load(const char *path, const char *text, size_t length,
                const httpstatus_catalog **catalog)
{
	httpstatus_builder *builder;
	int error = httpstatus_builder_new(&builder);

	if (error)
		return error;
	error = path ? httpstatus_builder_read_file(builder, path)
	             : httpstatus_builder_read_mem(builder, "memory", text, length);
	if (!error)
		error = httpstatus_builder_build(builder, catalog);
	httpstatus_builder_free(builder);
	return error;
}

int httpstatus_catalog_load_file(const char *path, const httpstatus_catalog **catalog)
{
	if (!catalog)
		return HTTPSTATUS_E_INVAL;
	*catalog = NULL;
	return path ? load(path, NULL, 0, catalog) : HTTPSTATUS_E_INVAL;
}

int httpstatus_catalog_load_mem(const char *text, size_t length,
                                const httpstatus_catalog **catalog)
{
	if (!catalog)
		return HTTPSTATUS_E_INVAL;
	*catalog = NULL;
	return load(NULL, text, length, catalog);
}
