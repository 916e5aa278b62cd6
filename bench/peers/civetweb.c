/* SPDX-License-Identifier: MIT */
/* civetweb: phrases; without a connection it logs nothing about unknown codes. */
#include <civetweb.h>

#include "../peer.h"

BENCH_PHRASE(mg_get_response_code_text(NULL, *in))
