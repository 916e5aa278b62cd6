/* SPDX-License-Identifier: MIT */
/* The empty call: what any function of a shared library costs at least. */
#include "empty_call.h"

const char *bench_empty_code(const void *catalog, int code)
{
	(void)catalog;
	(void)code;
	return "";
}

int bench_empty_int(int code)
{
	(void)code;
	return 0;
}

uint64_t bench_empty_request(const void *catalog, int code, uint32_t traits)
{
	(void)catalog;
	(void)code;
	(void)traits;
	return 0;
}

int bench_empty_text(const void *catalog, const char *s, size_t length)
{
	(void)catalog;
	(void)s;
	(void)length;
	return 0;
}
