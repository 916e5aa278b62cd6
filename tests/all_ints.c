/* SPDX-License-Identifier: MIT */
/* all_ints - every int there is, against the model; make check-slow */

#include <httpstatus.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "model.h"

static bool agrees(int code)
{
	const httpstatus_entry *entry = httpstatus_lookup(NULL, code);

	return (int)httpstatus_class_of(code) == model_class(code) &&
	       (entry != NULL) == model_is_registered(code) &&
	       (!entry || httpstatus_entry_code(entry) == code) &&
	       httpstatus_entry_code(httpstatus_resolve(NULL, code)) == model_resolved(code) &&
	       (*httpstatus_phrase(NULL, code) != '\0') == model_is_registered(code);
}

int main(void)
{
	for (long long code = INT_MIN; code <= INT_MAX; code++) {
		if (!agrees((int)code)) {
			printf("%lld: not as the model says\n", code);
			return EXIT_FAILURE;
		}
	}
	printf("all ints from %d to %d agree with the model\n", INT_MIN, INT_MAX);
	return EXIT_SUCCESS;
}
