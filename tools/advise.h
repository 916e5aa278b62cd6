/* SPDX-License-Identifier: MIT */
/* The question to httpstatus advise, and how its result is printed. */
#ifndef ADVISE_H
#define ADVISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "command.h"
#include "response.h"
#include "status.h"

struct question {
	httpstatus_policy *policy;
	const char *method;
	uint32_t traits;
	const struct texts *fields;
	const struct texts *errors;
	int failure;                /* 0: there was none, and status counts */
	struct status status;
	struct response response;
	int64_t clock;
	uint64_t attempt;
	const struct number *deadline;      /* milliseconds that are left */
};

/* advise_print.c: the advice that a retry gave last, in lines or as a JSON object */
void print_advice_lines(const struct question *question, const httpstatus_retry *retry);
void print_advice_object(const struct question *question, const httpstatus_retry *retry);

#endif
