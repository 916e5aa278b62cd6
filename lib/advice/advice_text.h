/* SPDX-License-Identifier: MIT */
/* An advice, and the numbers in it, in English. */
#ifndef HS_ADVICE_TEXT_H
#define HS_ADVICE_TEXT_H

#include <httpstatus.h>

#include "base/writer.h"

/*
 * A time, with at most two units: "250 ms", "2.7 s", "5 min", "1 h 30 min",
 * rounded to the smaller one.
 */
void hs_say_time(struct hs_writer *writer, uint64_t ms);

/* What to do, without the numbers of a retry. */
void hs_say_advice(struct hs_writer *writer, httpstatus_advice advice);

#endif
