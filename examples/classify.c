/* SPDX-License-Identifier: MIT */
/*
 * classify.c - what kind of response to a POST is it, and whose fault?
 *
 *     cc classify.c $(pkg-config --cflags --libs httpstatus)
 *     ./a.out CODE...
 */
#include <httpstatus.h>

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	for (int code, i = 1; i < argc; i++) {
		if (httpstatus_parse_status_line(argv[i], strlen(argv[i]), &code) != 0 ||
		    httpstatus_class_of(code) == HTTPSTATUS_CLASS_NONE)
			return fprintf(stderr, "%s: not 100 to 599\n", argv[i]), 1;
		/* A code that nobody knows counts as the x00 of its class. */
		const httpstatus_entry *entry = httpstatus_resolve(NULL, code);
		const char *next = httpstatus_redirect_method(NULL, code, "POST");

		printf("%d %s; redirect: %s; content: %s; fault: %s\n", code,
		       httpstatus_class_name(httpstatus_class_of(code)),
		       next ? next : "none",
		       httpstatus_framing_name(httpstatus_framing(NULL, code, "POST")),
		       httpstatus_fault_name(httpstatus_entry_fault(entry)));
	}
	return 0;
}
