/* SPDX-License-Identifier: MIT */
/* The catalogs that -c names: built in, or files. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tool.h"

static void print_problems(const httpstatus_builder *builder)
{
	const char *text;

	for (size_t n = 0; (text = httpstatus_builder_problem(builder, n, NULL, NULL)); n++)
		fprintf(stderr, "%s\n", text);
}

static const httpstatus_catalog *read_catalog(const char *path)
{
	const httpstatus_catalog *catalog = NULL;
	httpstatus_builder *builder;
	int error = httpstatus_builder_new(&builder);

	if (!error)
		error = httpstatus_builder_read_file(builder, path);
	if (error == HTTPSTATUS_E_IO && errno == ENOENT && !strchr(path, '/'))
		complain("no built-in catalog and no file is called '%s'; see httpstatus catalogs", path);
	else if (!error || error == HTTPSTATUS_E_CATALOG) {
		error = httpstatus_builder_build(builder, &catalog);
		print_problems(builder);
	} else if (builder)
		print_problems(builder);
	if (error == HTTPSTATUS_E_NOMEM)
		complain("%s", httpstatus_strerror(error));
	httpstatus_builder_free(builder);
	return catalog;
}

static const httpstatus_catalog *open_catalog(const char *name)
{
	const httpstatus_catalog *catalog = httpstatus_builtin(name);

	return catalog ? catalog : read_catalog(name);
}

bool open_catalogs(const char *const *names, size_t count, const httpstatus_catalog **catalog)
{
	const httpstatus_catalog *members[CATALOGS_MAX];
	size_t opened = 0;
	int error = 0;

	*catalog = NULL;
	while (opened < count && (members[opened] = open_catalog(names[opened])))
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
