/* SPDX-License-Identifier: MIT */
/* HTTP-date (RFC 9110, 5.6.7): what httpstatus_parse_date shares. */
#ifndef HS_HTTP_DATE_H
#define HS_HTTP_DATE_H

#include <stdint.h>

/* 9999-12-31 23:59:59. A date may be one more: its second may be 60. */
#define HS_DATE_LAST INT64_C(253402300799)

/* 2026-01-01 00:00:00: the time of day where there is no clock. */
#define HS_DATE_NO_CLOCK INT64_C(1767225600)

#endif
