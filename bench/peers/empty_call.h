/* SPDX-License-Identifier: MIT */
/* What the shared library of the empty call has. */
#ifndef BENCH_EMPTY_CALL_H
#define BENCH_EMPTY_CALL_H

#include <stddef.h>
#include <stdint.h>

const char *bench_empty_code(const void *catalog, int code);
int bench_empty_int(int code);
uint64_t bench_empty_request(const void *catalog, int code, uint32_t traits);
int bench_empty_text(const void *catalog, const char *s, size_t length);

#endif
