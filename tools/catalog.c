/* SPDX-License-Identifier: MIT */
/* The catalogs that a command line names: built in, or files. */

#define _POSIX_C_SOURCE 200809L

#include "catalog.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "complain.h"
#include "text.h"

static bool print_problems(const httpstatus_builder *builder)
{
	const char *text;
	size_t n = 0;

	while ((text = httpstatus_builder_problem(builder, n, NULL, NULL))) {
		print_foreign(stderr, text, strlen(text));
		fputc('\n', stderr);
		n++;
	}
	return n > 0;
}

static int offer(httpstatus_builder *builder, const httpstatus_catalog *const *bases, size_t count)
{
	int error = 0;

	for (size_t n = 0; !error && n < count; n++)
		error = httpstatus_builder_add_base(builder, bases[n]);
	return error;
}

int read_catalog(const char *path, bool strict, const httpstatus_catalog *const *bases,
                 size_t count, const httpstatus_catalog **catalog)
{
	httpstatus_builder *builder;
	int error = httpstatus_builder_new(&builder);

	*catalog = NULL;
	httpstatus_builder_set_strict(builder, strict);
	if (!error)
		error = offer(builder, bases, count);
	if (!error)
		error = httpstatus_builder_read_file(builder, path);
	if (!error || error == HTTPSTATUS_E_CATALOG)
		error = httpstatus_builder_build(builder, catalog);
	if (!print_problems(builder) && error)
		complain("%s: %s", path, httpstatus_strerror(error));
	httpstatus_builder_free(builder);
	return error;
}

const httpstatus_catalog *open_catalog(const char *name, const httpstatus_catalog *const *bases,
                                       size_t count)
{
	const httpstatus_catalog *catalog = httpstatus_builtin(name);

	if (catalog)
		return catalog;
	if (!strchr(name, '/') && access(name, F_OK) != 0 && errno == ENOENT)
		complain("no built-in catalog and no file is called '%s'; see httpstatus catalogs", name);
	else
		read_catalog(name, false, bases, count, &catalog);
	return catalog;
}

bool open_catalogs(const char *const *names, size_t count, const httpstatus_catalog **catalog)
{
	const httpstatus_catalog *members[CATALOGS_MAX];
	size_t opened = 0;
	int error = 0;

	*catalog = NULL;
	while (opened < count && (members[opened] = open_catalog(names[opened], members, opened)))
		opened++;
	if (opened == count && count == 1)
		*catalog = httpstatus_catalog_ref(members[0]);
	else if (opened == count && count > 1)
		error = httpstatus_catalog_stack(members, count, catalog);
	if (error)
		complain("%s", httpstatus_strerror(error));
	for (size_t n = 0; n < opened; n++)
		httpstatus_catalog_unref(members[n]);
	return opened == count && !error;
}
