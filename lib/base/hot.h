/* SPDX-License-Identifier: MIT */
/* Attributes for the few functions in which single instructions matter. */
#ifndef HS_HOT_H
#define HS_HOT_H

/* What is known where it is called, such as a length, makes parts of it fall away. */
#define HS_ALWAYS_INLINE static inline __attribute__((__always_inline__))

/*
 * Over as few lines of a processor's cache as possible; and who calls it last has no
 * registers to save for it.
 */
#define HS_APART __attribute__((__noinline__, __aligned__(64)))

#endif
