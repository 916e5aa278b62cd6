/* SPDX-License-Identifier: MIT */
/* The first line of a response. */
#ifndef HS_STATUS_LINE_H
#define HS_STATUS_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a line is a status line, not a field line: "HTTP/", "RTSP/", "ICY ". */
bool hs_is_status_line(const char *s, size_t length);

#endif
