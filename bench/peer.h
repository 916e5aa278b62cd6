/* SPDX-License-Identifier: MIT */
/*
 * What a peer module offers. Each is a shared object of its own, which links
 * the library that it measures as a program would, so that calls go through
 * the PLT where the peer is a shared library. The loops are here, and the same
 * for all.
 *
 *     TASK_run(inputs, count)   calls the peer for each input, for the clock
 *     TASK_one(input)           one answer, to be checked before
 *
 * Tasks are phrase (a code to its phrase), name (a phrase to its code), date,
 * retry_after, class, advise, and decide_fields and decide_lines (a response to
 * a delay).
 */
#ifndef BENCH_PEER_H
#define BENCH_PEER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
# define BENCH_C extern "C"
extern "C" {
#else
# define BENCH_C
#endif

/* A text that ends with NUL, and its length. */
struct bench_text {
	const char *s;
	size_t length;
};

/* A code, and whether the request's method is safe (GET) or not (POST). */
struct bench_request {
	int code;
	uint32_t safe;
};

/* A response to a GET: its fields that count, or its whole header section. */
struct bench_field {
	struct bench_text name, value;
};

struct bench_response {
	const struct bench_field *fields;
	const struct bench_text *lines;
	size_t field_count, line_count;
	int code;
};

/* Answers the sum of the answers, so that none can be left out. */
typedef size_t bench_run(const void *inputs, size_t count);

typedef const char *bench_one_phrase(const void *code);
typedef long long bench_one_number(const void *input);

/* The answer of _one where a peer refuses. */
#define BENCH_REFUSED (-1LL)

/* What date functions that want a clock get: 2026-11-21. */
#define BENCH_NOW INT64_C(1795219200)

#ifdef __cplusplus
}
#endif

#define BENCH_EXPORT BENCH_C __attribute__((__visibility__("default")))

/* Defines TASK_one and TASK_run; expression answers for *in. */
#define BENCH_TASK(task, input_type, answer_type, expression) \
	BENCH_EXPORT answer_type task##_one(const void *input); \
	BENCH_EXPORT size_t task##_run(const void *inputs, size_t count); \
	answer_type task##_one(const void *input) \
	{ \
		const input_type *in = (const input_type *)input; \
		return (answer_type)(expression); \
	} \
	size_t task##_run(const void *inputs, size_t count) \
	{ \
		const input_type *in = (const input_type *)inputs; \
		size_t sum = 0; \
		for (const input_type *end = in + count; in != end; in++) \
			sum += (size_t)(expression); \
		return sum; \
	}

#define BENCH_PHRASE(expression) BENCH_TASK(phrase, int, const char *, expression)
#define BENCH_NAME(expression) BENCH_TASK(name, struct bench_text, long long, expression)
#define BENCH_DATE(expression) BENCH_TASK(date, struct bench_text, long long, expression)
#define BENCH_RETRY_AFTER(expression) \
	BENCH_TASK(retry_after, struct bench_text, long long, expression)
#define BENCH_CLASS(expression) BENCH_TASK(class, struct bench_request, long long, expression)
#define BENCH_ADVISE(expression) BENCH_TASK(advise, struct bench_request, long long, expression)
#define BENCH_DECIDE(how, expression) \
	BENCH_TASK(decide_##how, struct bench_response, long long, expression)

#endif
