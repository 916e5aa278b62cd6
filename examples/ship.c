/* SPDX-License-Identifier: MIT */
/* ship.c - what becomes of a batch after each status: ./a.out CODE... */
#include <httpstatus.h>
#include <stdio.h>
#include <stdlib.h>

/* Returns 1 if the batch has to stay in the queue. */
static int stays(httpstatus_retry *retry, int code)
{
	httpstatus_advice advice = httpstatus_retry_peek(retry, code);
	int keep = httpstatus_advice_keep(advice);
	char text[200];

	httpstatus_advice_text(advice, text, sizeof text);
	printf("%03d %s: %s\n", code, httpstatus_keep_name(keep), text);
	/* A word of a later version keeps the data, too. */
	return keep != HTTPSTATUS_KEEP_SENT && keep != HTTPSTATUS_KEEP_DROP;
}

int main(int argc, char **argv)
{
	/* A record that arrives twice is better than one that does not. */
	uint32_t traits = httpstatus_method_traits("POST") |
	                  HTTPSTATUS_TRAIT_HARMLESS;
	httpstatus_retry *retry;
	int i, kept = 0;

	if (httpstatus_retry_new(NULL, &retry) != 0)
		return 1;
	httpstatus_retry_reset(retry, traits, 0);
	for (i = 1; i < argc; i++)
		kept += stays(retry, atoi(argv[i]));
	printf("%d of %d stay in the queue\n", kept, argc - 1);
	httpstatus_retry_free(retry);
	return 0;
}
