/* SPDX-License-Identifier: MIT */
/*
 * What all fuzz targets share. A target looks at one input: it calls the
 * library and compares what that answers with what the contract promises. A
 * promise that does not hold ends the program, which every fuzzer notices.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <httpstatus.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The name that libFuzzer, AFL++ and replay.c call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
	((condition) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #condition))

static inline _Noreturn void fuzz_broken(const char *file, int line, const char *condition)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

/* Memory of exactly this size, so that one byte too far is noticed; NULL for 0. */
static inline char *fuzz_block(size_t size)
{
	char *block = size ? malloc(size) : NULL;

	if (size && !block)
		exit(EXIT_FAILURE);
	return block;
}

static inline char *fuzz_copy(const void *bytes, size_t size)
{
	char *block = fuzz_block(size);

	if (size)
		memcpy(block, bytes, size);
	return block;
}

/*
 * A string for the functions of <string.h>. NUL becomes a byte that no grammar
 * of the library knows either.
 */
static inline char *fuzz_string(const void *bytes, size_t size)
{
	char *string;

	REQUIRE(size < PTRDIFF_MAX);
	string = fuzz_block(size + 1);
	if (size)
		memcpy(string, bytes, size);
	string[size] = '\0';
	for (size_t i = 0; i < size; i++)
		if (string[i] == '\0')
			string[i] = '\x01';
	return string;
}

/* Catalogs whose fields many services share, for a policy. */
static const char fuzz_shared_catalogs[] = "ratelimit,x-ratelimit,x-should-retry,grpc,envoy,finagle";

static inline httpstatus_policy *fuzz_policy(const char *catalogs)
{
	const httpstatus_catalog *catalog;
	httpstatus_policy *policy;

	REQUIRE(httpstatus_policy_new(&policy) == 0);
	REQUIRE(httpstatus_catalog_open(catalogs, strlen(catalogs), &catalog, NULL, 0) == 0);
	REQUIRE(httpstatus_policy_set_catalog(policy, catalog) == 0);
	httpstatus_catalog_unref(catalog);
	return policy;
}

/* A retry with the catalog that this text is. */
static inline httpstatus_retry *fuzz_retry(const char *catalog_text)
{
	const httpstatus_catalog *catalog;
	httpstatus_policy *policy;
	httpstatus_retry *retry;

	REQUIRE(httpstatus_catalog_load_mem(catalog_text, strlen(catalog_text), &catalog) == 0);
	REQUIRE(httpstatus_policy_new(&policy) == 0);
	REQUIRE(httpstatus_policy_set_catalog(policy, catalog) == 0);
	REQUIRE(httpstatus_retry_new(policy, &retry) == 0);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
	return retry;
}

/* Writes as snprintf does, which is what the library's printers promise to do. */
static inline void fuzz_require_cut(const char *full, size_t length, const char *cut,
                                    size_t size, size_t answered)
{
	size_t kept = length < size ? length : size - 1;

	REQUIRE(answered == length);
	if (size > 0)
		REQUIRE(strlen(cut) == kept && memcmp(cut, full, kept) == 0);
}

#endif
