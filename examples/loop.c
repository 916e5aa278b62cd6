/* SPDX-License-Identifier: MIT */
/*
 * loop.c - the retry loop, with responses from a table in place of a network
 *
 *     cc loop.c $(pkg-config --cflags --libs httpstatus)
 *     ./a.out
 */
#include <httpstatus.h>

#include <stdio.h>
#include <string.h>

static const struct {
	int code;
	const char *line; /* of the header section */
} responses[] = {{500, ""}, {503, "Retry-After: 2"}, {429, ""}, {200, ""}};

int main(void)
{
	httpstatus_retry *retry;
	httpstatus_advice advice;
	uint64_t now = 0; /* in place of a clock, and of sleep */
	char text[200];
	size_t n = 0;

	if (httpstatus_retry_new(NULL, &retry) != 0)
		return 1;
	httpstatus_retry_seed(retry, 1); /* a client takes a random one */
	httpstatus_retry_reset(retry, httpstatus_method_traits("GET"), now);
	do {
		now += httpstatus_retry_delay_ms(retry);
		httpstatus_retry_line(retry, responses[n].line, strlen(responses[n].line));
		advice = httpstatus_retry_on_status(retry, responses[n].code, now);
		httpstatus_retry_text(retry, text, sizeof text);
		printf("%s\n", text);
	} while (httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY &&
	         ++n < sizeof responses / sizeof *responses);
	httpstatus_retry_free(retry);
	return 0;
}
