/* SPDX-License-Identifier: MIT */
/* Errors over time, as a picture. */
#ifndef LOG_CHART_H
#define LOG_CHART_H

#include <stdio.h>

#include "log_series.h"

/* Writes a section of a page with inline SVG. */
void log_chart(FILE *out, const struct log_series *series);

#endif
