/* SPDX-License-Identifier: MIT */
/*
 * lookup.c - what is a status code called, and what next?
 *
 *     cc lookup.c $(pkg-config --cflags --libs httpstatus)
 *     ./a.out CODE...
 */
#include <httpstatus.h>

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	const httpstatus_catalog *cloudflare = httpstatus_builtin("cloudflare");
	const uint32_t post = httpstatus_method_traits("POST");

	for (int i = 1; i < argc; i++) {
		httpstatus_advice advice;
		int code;

		if (httpstatus_parse_status_line(argv[i], strlen(argv[i]), &code) != 0) {
			fprintf(stderr, "%s is not a status code\n", argv[i]);
			return 1;
		}
		advice = httpstatus_advise(cloudflare, code, post);
		printf("%d %s (%s), to a POST: %s\n", code, httpstatus_phrase(cloudflare, code),
		       httpstatus_class_name(httpstatus_class_of(code)),
		       httpstatus_verdict_name(httpstatus_advice_verdict(advice)));
	}
	return 0;
}
