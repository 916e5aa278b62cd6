/* SPDX-License-Identifier: MIT */
/* Boost.Beast: calls into the shared library of beast_peer.cc. */
#include "../peer.h"

extern const char *beast_phrase(int code);

BENCH_PHRASE(beast_phrase(*in))
