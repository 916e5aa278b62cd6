/* SPDX-License-Identifier: MIT */
/*
 * handles.c - the memory of a million requests that are on their way
 *
 * make bench-handles. A handle per request, each fed one response, as a proxy or
 * a crawler has them; beside it the same number of mallocs of the same size.
 */
#define _POSIX_C_SOURCE 200809L

#include <httpstatus.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HANDLES = 1000000 };

/* Resident memory, in bytes. */
static uint64_t resident(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	unsigned long pages;

	if (!file || fscanf(file, "%*u %lu", &pages) != 1) {
		fputs("handles: /proc/self/statm cannot be read\n", stderr);
		exit(EXIT_FAILURE);
	}
	fclose(file);
	return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* What a retry takes with the evidence of these catalogs. */
static void print_size(const char *what, const httpstatus_catalog *const *members, size_t count)
{
	const httpstatus_catalog *catalog;
	httpstatus_policy *policy;

	if (httpstatus_policy_new(&policy) != 0 || httpstatus_catalog_stack(members, count, &catalog) != 0 ||
	    httpstatus_policy_set_catalog(policy, catalog) != 0)
		exit(1);
	printf("%s: %zu bytes\n", what, httpstatus_retry_size(policy));
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
}

static void print_sizes(void)
{
	const httpstatus_catalog *members[64] = {httpstatus_builtin("openai")};
	const httpstatus_catalog *catalog = NULL;
	size_t count = 0;

	print_size("a retry with openai", members, 1);
	while (count < 64 && (catalog = httpstatus_builtin_next(catalog)))
		members[count++] = catalog;
	while (count < 64)
		members[count++] = httpstatus_builtin("aws");
	print_size("a retry with 64 catalogs, all that are built in among them", members, 64);
}

int main(void)
{
	static void *blocks[HANDLES];
	static httpstatus_retry *handles[HANDLES];
	const size_t size = httpstatus_retry_size(NULL);
	uint64_t before;

	/* The arrays themselves are resident before either is measured. */
	memset(blocks, 1, sizeof(blocks));
	memset(handles, 1, sizeof(handles));
	before = resident();
	for (size_t n = 0; n < HANDLES; n++) {
		if (httpstatus_retry_new(NULL, &handles[n]) != 0)
			return 1;
		httpstatus_retry_seed(handles[n], n);
		httpstatus_retry_reset(handles[n], httpstatus_method_traits("GET"), 0);
		httpstatus_retry_field(handles[n], "Retry-After", 11, "2", 1);
		httpstatus_retry_on_status(handles[n], 503, 0);
	}
	printf("%d handles of %zu bytes: %.1f MB resident\n", (int)HANDLES, size,
	       (double)(resident() - before) / 1e6);
	print_sizes();
	before = resident();
	for (size_t n = 0; n < HANDLES; n++) {
		blocks[n] = calloc(1, size);
		if (!blocks[n])
			return 1;
		memset(blocks[n], 1, size);
	}
	printf("as many blocks of %zu bytes: %.1f MB resident\n", size,
	       (double)(resident() - before) / 1e6);
	for (size_t n = 0; n < HANDLES; n++) {
		httpstatus_retry_free(handles[n]);
		free(blocks[n]);
	}
	return 0;
}
