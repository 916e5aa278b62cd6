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
#define _Alignas(alignment)

/* Compilers check these. */
#define _Static_assert(condition, text) extern int prove_asserted

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
#define atomic_compare_exchange_strong_explicit(object, expected, desired, success, failure) \
	prove_compare_exchange((object), (expected), (desired))
#define atomic_is_lock_free(object) true
#define atomic_store_explicit(object, desired, order) prove_count(object)
#define atomic_fetch_add_explicit(object, operand, order) prove_count(object)
#define atomic_fetch_sub_explicit(object, operand, order) prove_count(object)

/* A NUL within what may be read. */
/*@ predicate is_text{L}(char *s) =
        \exists integer n; n >= 0 && \valid_read{L}(s + (0 .. n)) && \at(s[n] == 0, L);
*/

/*
 * <string.h>, in which every read is of bytes that may be read. Frama-C's own
 * asks for more than WP can tell: that they are initialised, and not freed. Eva
 * can, and calculates what the functions return.
 */
#ifndef PROVE_WITH_EVA
#define __FC_STRING_H_

#include <stddef.h>

/*@ requires \valid_read((char *)a + (0 .. length - 1)) && \valid_read((char *)b + (0 .. length - 1));
    assigns \result \from ((char *)a)[0 .. length - 1], ((char *)b)[0 .. length - 1];
    ensures \result == 0 <==>
            (\forall integer i; 0 <= i < length ==> ((char *)a)[i] == ((char *)b)[i]);
*/
int memcmp(const void *a, const void *b, size_t length);

/*@ requires \valid_read((char *)s + (0 .. length - 1));
    assigns \result \from s, ((char *)s)[0 .. length - 1];
    ensures \result == \null || (\exists integer i; 0 <= i < length &&
            (char *)\result == (char *)s + i && ((char *)s)[i] == (char)c &&
            \forall integer k; 0 <= k < i ==> ((char *)s)[k] != (char)c);
    ensures \result == \null ==>
            \forall integer i; 0 <= i < length ==> ((char *)s)[i] != (char)c;
*/
void *memchr(const void *s, int c, size_t length);

/*@ requires \valid((char *)to + (0 .. length - 1)) && \valid_read((char *)from + (0 .. length - 1));
    requires \separated((char *)to + (0 .. length - 1), (char *)from + (0 .. length - 1));
    assigns ((char *)to)[0 .. length - 1] \from ((char *)from)[0 .. length - 1];
    ensures \forall integer i; 0 <= i < length ==> ((char *)to)[i] == ((char *)from)[i];
*/
void *memcpy(void *to, const void *from, size_t length);

/*@ requires is_text((char *)s);
    assigns \result \from s[0 ..];
    ensures \valid_read(s + (0 .. \result)) && s[\result] == 0;
    ensures \forall integer i; 0 <= i < \result ==> s[i] != 0;
*/
size_t strlen(const char *s);

/*@ requires is_text((char *)a) && is_text((char *)b);
    assigns \result \from a[0 ..], b[0 ..];
*/
int strcmp(const char *a, const char *b);

void *memset(void *to, int c, size_t length);
#endif

#endif
