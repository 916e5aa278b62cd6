/* SPDX-License-Identifier: MIT */
/*
 * load-catalog.c - reads a catalog from a file and prints its codes
 *
 *     cc load-catalog.c $(pkg-config --cflags --libs httpstatus)
 *     ./a.out "$(pkg-config --variable=catalogdir httpstatus)/nginx.cat"
 */
#include <httpstatus.h>

#include <stdio.h>

/* The catalog, or NULL; prints what is wrong with the file, and what is odd. */
static const httpstatus_catalog *load(const char *path)
{
	const httpstatus_catalog *catalog = NULL;
	httpstatus_builder *builder;
	const char *problem;
	int error = httpstatus_builder_new(&builder);

	if (!error)
		error = httpstatus_builder_read_file(builder, path);
	/* Also after errors: what it finds then is told with the others. */
	if (!error || error == HTTPSTATUS_E_CATALOG)
		error = httpstatus_builder_build(builder, &catalog);
	for (size_t n = 0; (problem = httpstatus_builder_problem(builder, n, NULL, NULL)); n++)
		fprintf(stderr, "%s\n", problem);
	if (error)
		fprintf(stderr, "%s: %s\n", path, httpstatus_strerror(error));
	httpstatus_builder_free(builder);
	return catalog;
}

int main(int argc, char **argv)
{
	const httpstatus_entry *entry = NULL;
	const httpstatus_catalog *catalog;

	if (argc != 2) {
		fprintf(stderr, "usage: %s FILE\n", argv[0]);
		return 2;
	}
	catalog = load(argv[1]);
	if (!catalog)
		return 1;
	printf("%s: %zu codes\n", httpstatus_catalog_name(catalog),
	       httpstatus_catalog_size(catalog));
	while ((entry = httpstatus_entry_next(catalog, entry)))
		printf("%03d %s\n", httpstatus_entry_code(entry), httpstatus_entry_phrase(entry));
	httpstatus_catalog_unref(catalog);
	return 0;
}
