/* SPDX-License-Identifier: MIT */
/* The question to httpstatus advise, and how its result is printed. */
#ifndef ADVISE_H
#define ADVISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "head.h"
#include "retry_options.h"
#include "status.h"

enum { FIELDS_MAX = 100 };

struct question {
	struct retry_options common;
	const char *method;
	uint32_t traits;
	const char *fields[FIELDS_MAX];
	size_t field_count;
	int failure;
	bool failed;                /* failure counts, and not status */
	struct status status;
	struct head head;
	int64_t clock;
	uint64_t attempt;
	uint64_t deadline;          /* milliseconds that are left */
	bool has_deadline;
	bool delay;                 /* print only the delay */
};

/* method.c: warns of a method that is not in IANA's registry, and names the one it is near to */
void check_method(const char *method);

/* advise_print.c: the advice that a retry gave last, in lines or as a JSON object */
void print_advice_lines(const struct question *question, const httpstatus_retry *retry);
void print_advice_object(const struct question *question, const httpstatus_retry *retry);

#endif
