/* SPDX-License-Identifier: MIT */
/* gateway.c - another upstream, or a status: ./a.out METHOD CODE... */
#include <httpstatus.h>
#include <stdio.h>
#include <stdlib.h>

/* Whether another upstream may get the same request after this status. */
static int goes_on(int code, uint32_t traits)
{
	httpstatus_advice advice = httpstatus_advise(NULL, code, traits);

	return httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY;
}

/* RFC 9112, 4: the phrase may be empty, the space before it stays. */
static void pass_on(int code)
{
	const httpstatus_entry *entry = httpstatus_lookup(NULL, code);

	if (httpstatus_class_of(code) == HTTPSTATUS_CLASS_NONE) {
		code = HTTPSTATUS_BAD_GATEWAY;
		entry = httpstatus_lookup(NULL, code);
	}
	printf("HTTP/1.1 %d %s\n", code, httpstatus_entry_phrase(entry));
}

int main(int argc, char **argv)
{
	uint32_t traits = httpstatus_method_traits(argc > 1 ? argv[1] : "GET");
	int i = 2;

	while (i < argc - 1 && goes_on(atoi(argv[i]), traits))
		printf("%s: the next upstream\n", argv[i++]);
	if (i < argc)
		pass_on(atoi(argv[i]));
	return 0;
}
