/* SPDX-License-Identifier: MIT */
/* Read before each file that Frama-C reads: what of C11 it does not know. */
#ifndef PROVE_H
#define PROVE_H

/* As on every machine where uint64_t is aligned by its size. */
#define _Alignof(type) ((unsigned long)8)

#endif
