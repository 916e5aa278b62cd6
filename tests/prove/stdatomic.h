/* SPDX-License-Identifier: MIT */
/*
 * <stdatomic.h> for Frama-C, which knows no _Atomic: what lib/ uses of it, with
 * contracts. A word that is shared may hold anything whenever it is read. The
 * proofs do not speak of the order of memory.
 */
#ifndef PROVE_STDATOMIC_H
#define PROVE_STDATOMIC_H

#include <stdbool.h>
#include <stdint.h>

#define _Atomic

typedef enum {
	memory_order_relaxed, memory_order_acq_rel
} memory_order;

/*@ requires \valid_read(object);
    assigns \result \from *object;
*/
uint64_t prove_atomic_load(const uint64_t *object);

/*@ requires \valid(object) && \valid(expected) && \separated(object, expected);
    assigns *object, *expected, \result \from *object, *expected, desired;
*/
bool prove_atomic_compare_exchange(uint64_t *object, uint64_t *expected, uint64_t desired);

#define atomic_load_explicit(object, order) prove_atomic_load((const uint64_t *)(object))
#define atomic_compare_exchange_weak_explicit(object, expected, desired, success, failure) \
	prove_atomic_compare_exchange((object), (expected), (desired))

#endif
