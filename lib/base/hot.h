/* SPDX-License-Identifier: MIT */
/* Attributes for the few functions in which single instructions matter. */
#ifndef HS_HOT_H
#define HS_HOT_H

/* A condition that is nearly always true: the compiler avoids a jump. */
#define HS_LIKELY(condition) __builtin_expect(!!(condition), 1)

/* Inlined, so that constants at the call, such as a length, remove parts of it. */
#define HS_ALWAYS_INLINE static inline __attribute__((__always_inline__))

/* Aligned, to occupy as few cache lines as possible. */
#define HS_ALIGNED __attribute__((__aligned__(64)))

/* Not inlined: as a tail call, it costs its caller no saved registers. */
#define HS_APART __attribute__((__noinline__, __aligned__(64)))

#endif
