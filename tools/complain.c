/* SPDX-License-Identifier: MIT */
/* Messages on standard error. */

#include "complain.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "tool.h"

void complain(const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = text_of_list(format, arguments);
	va_end(arguments);
	fflush(stdout);
	fputs("httpstatus: ", stderr);
	print_foreign(stderr, text, strlen(text));
	fputc('\n', stderr);
	free(text);
}

/* complain() itself needs memory. */
void die_without_memory(void)
{
	fputs("httpstatus: out of memory\n", stderr);
	exit(EXIT_TROUBLE);
}
