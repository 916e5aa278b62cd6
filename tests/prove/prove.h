/* SPDX-License-Identifier: MIT */
/*
 * Read before each file that Frama-C reads: what of C11 it does not know.
 *
 * Its own <stdatomic.h> has no contracts, so this one takes its place: what
 * lib/ uses of it. A word that is shared may hold anything whenever it is read.
 * The proofs do not speak of the order of memory.
 */
#ifndef PROVE_H
#define PROVE_H

#include <stdbool.h>
#include <stdint.h>

/* As on every machine where uint64_t is aligned by its size. */
#define _Alignof(type) ((unsigned long)8)

#define __FC_STDATOMIC
#define _Atomic

typedef enum {
	memory_order_relaxed, memory_order_acq_rel
} memory_order;

/*@ requires \valid_read(object);
    assigns \result \from *object;
*/
uint64_t prove_load(const uint64_t *object);

/*@ requires \valid(object) && \valid(expected) && \separated(object, expected);
    assigns *object, *expected, \result \from *object, *expected, desired;
*/
bool prove_compare_exchange(uint64_t *object, uint64_t *expected, uint64_t desired);

/* The count of references is not proved: only what lets the file be read. */
uint32_t prove_count(uint32_t *object);

#define atomic_load_explicit(object, order) \
	(sizeof(*(object)) == sizeof(uint32_t) ? prove_count((uint32_t *)(object)) \
	                                       : prove_load((const uint64_t *)(object)))
#define atomic_compare_exchange_weak_explicit(object, expected, desired, success, failure) \
	prove_compare_exchange((object), (expected), (desired))
#define atomic_store_explicit(object, desired, order) prove_count(object)
#define atomic_fetch_add_explicit(object, operand, order) prove_count(object)
#define atomic_fetch_sub_explicit(object, operand, order) prove_count(object)

#endif
