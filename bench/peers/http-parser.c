/* SPDX-License-Identifier: MIT */
/* http-parser: phrases. */
#include <http_parser.h>

#include "../peer.h"

BENCH_PHRASE(http_status_str((enum http_status)*in))
