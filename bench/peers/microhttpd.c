/* SPDX-License-Identifier: MIT */
/* GNU libmicrohttpd: phrases. */
#include <microhttpd.h>

#include "../peer.h"

BENCH_PHRASE(MHD_get_reason_phrase_for((unsigned int)*in))
