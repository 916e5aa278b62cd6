/* SPDX-License-Identifier: MIT */
/* The catalogs that a line of a configuration file names. */

#include <errno.h>
#include <string.h>

#include "base/distance.h"
#include "base/span.h"
#include "base/writer.h"
#include "catalog/builtin.h"
#include "format/builder.h"

enum { PATH_SIZE = 4096 };

struct opening {
	const httpstatus_catalog *members[HS_STACK_MAX];
	size_t count;
	struct hs_writer problems;
	int error;                  /* the first one */
	int cause;                  /* errno, if that is IO */
};

static void fail(struct opening *opening, int error)
{
	if (opening->error)
		return;
	opening->error = error;
	opening->cause = errno;
}

static void add(struct opening *opening, const httpstatus_catalog *catalog)
{
	if (opening->count < HS_STACK_MAX)
		opening->members[opening->count++] = catalog;
	else
		fail(opening, HTTPSTATUS_E_LIMIT);
}

static void write_line(struct hs_writer *w, const char *text)
{
	hs_write_text(w, text);
	hs_write_char(w, '\n');
}

/* ---- A file ------------------------------------------------------------------ */

static void write_problems(struct opening *opening, const httpstatus_builder *builder)
{
	const char *text;

	for (size_t n = 0; (text = httpstatus_builder_problem(builder, n, NULL, NULL)); n++)
		write_line(&opening->problems, text);
}

/* A file may extend those before it. */
static int offer_bases(const struct opening *opening, httpstatus_builder *builder)
{
	int error = 0;

	for (size_t n = 0; !error && n < opening->count; n++)
		error = httpstatus_builder_add_base(builder, opening->members[n]);
	return error;
}

static void open_file(struct opening *opening, const char *path)
{
	const httpstatus_catalog *catalog = NULL;
	httpstatus_builder *builder;
	int error = httpstatus_builder_new(&builder);

	if (!error)
		error = offer_bases(opening, builder);
	if (!error)
		error = httpstatus_builder_read_file(builder, path);
	if (error)
		fail(opening, error);
	/* Also after errors: all problems are to be known. */
	if (!error || error == HTTPSTATUS_E_CATALOG)
		error = httpstatus_builder_build(builder, &catalog);
	write_problems(opening, builder);
	httpstatus_builder_free(builder);
	if (error)
		fail(opening, error);
	else
		add(opening, catalog);
}

/* ---- A name ------------------------------------------------------------------ */

/* The nearest name of a built-in catalog; NULL if none is near. */
static const char *near_name(struct hs_span name)
{
	const httpstatus_catalog *catalog = NULL;
	const char *near = NULL;
	size_t least = name.length < 6 ? 2 : 3;

	while ((catalog = httpstatus_builtin_next(catalog))) {
		const char *other = httpstatus_catalog_name(catalog);
		size_t distance = hs_distance(name.at, name.length, other, strlen(other));

		if (distance < least) {
			least = distance;
			near = other;
		}
	}
	return near;
}

static void refuse(struct opening *opening, struct hs_span item)
{
	struct hs_writer *w = &opening->problems;
	const char *near = near_name(item);

	fail(opening, HTTPSTATUS_E_SYNTAX);
	hs_write_text(w, "error: found ");
	if (item.length > 0) {
		hs_write_char(w, '\'');
		hs_write_text(w, hs_quote(item.at, item.length).text);
		hs_write_char(w, '\'');
	} else {
		hs_write_text(w, "nothing");
	}
	hs_write_text(w, ", expected the name of a built-in catalog, or the path of a file with a '/'");
	if (near) {
		hs_write_text(w, "; did you mean '");
		hs_write_text(w, near);
		hs_write_text(w, "'?");
	}
	hs_write_char(w, '\n');
}

/* What has a slash is a path, so that no file can take the place of a built-in catalog. */
static void open_item(struct opening *opening, struct hs_span item)
{
	const httpstatus_catalog *catalog = NULL;
	char text[PATH_SIZE];

	if (item.length >= sizeof(text)) {
		fail(opening, HTTPSTATUS_E_LIMIT);
		return;
	}
	if (item.length > 0)
		memcpy(text, item.at, item.length);
	text[item.length] = '\0';
	if (strlen(text) == item.length && strchr(text, '/')) {
		open_file(opening, text);
		return;
	}
	if (strlen(text) == item.length)
		catalog = hs_builtin_find(text);
	if (catalog)
		add(opening, catalog);
	else
		refuse(opening, item);
}

/* ---- The list ---------------------------------------------------------------- */

static int finish(struct opening *opening, const httpstatus_catalog **catalog)
{
	int error = opening->error;

	if (!error && opening->count == 1)
		*catalog = httpstatus_catalog_ref(opening->members[0]);
	else if (!error)
		error = httpstatus_catalog_stack(opening->members, opening->count, catalog);
	while (opening->count > 0)
		httpstatus_catalog_unref(opening->members[--opening->count]);
	hs_write_end(&opening->problems);
	if (error == HTTPSTATUS_E_IO)
		errno = opening->cause;
	return error;
}

int httpstatus_catalog_open(const char *names, size_t length, const httpstatus_catalog **catalog,
                            char *problems, size_t size)
{
	struct opening opening = {.problems = {problems, size, 0}};
	struct hs_span rest = {names, length};
	struct hs_span item;

	if (catalog)
		*catalog = NULL;
	if (!catalog || (!names && length > 0) || (!problems && size > 0))
		return HTTPSTATUS_E_INVAL;
	hs_write_end(&opening.problems);
	hs_span_trim(&rest);
	if (rest.length == 0)
		return HTTPSTATUS_E_EMPTY;
	while (hs_span_next_item(&rest, &item))
		open_item(&opening, item);
	return finish(&opening, catalog);
}
