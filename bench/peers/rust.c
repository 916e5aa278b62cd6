/* SPDX-License-Identifier: MIT */
/* Rust's http and httpdate: calls into the shared library of rust.rs. */
#include "../peer.h"

extern const char *rust_phrase(int code, size_t *length);
extern long long rust_date(const char *s, size_t length);

static inline const char *phrase(int code)
{
	size_t length;

	return rust_phrase(code, &length);
}

BENCH_PHRASE(phrase(*in))
BENCH_DATE(rust_date(in->s, in->length))
