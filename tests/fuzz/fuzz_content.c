/* SPDX-License-Identifier: MIT */
/*
 * Content of any kind. What is found does not depend on the pieces in which it comes,
 * and what was found at its beginning is not lost by what follows.
 *
 * The first byte says how long the pieces are.
 */

#include "fuzz.h"

/* A code for each thing that can be found; the times are asked for with any of them. */
static const char catalog_text[] =
	"Catalog: t\nFormat: 1\nError: json:error.code\nError: xml:Code shape\n"
	"Wait: json:wait seconds\nWait: json:list[].delay duration\nWait: xml:RetryAfter reset\n"
	"\nStatus: 4xx\nRetry: stop\n"
	"\nStatus: 400\nWhen: error\nRetry: retry\n"
	"\nStatus: 401\nWhen: error = t\nRetry: retry\n"
	"\nStatus: 402\nWhen: json:[]\nRetry: retry\n"
	"\nStatus: 403\nWhen: json:list[].delay\nRetry: retry\n"
	"\nStatus: 404\nWhen: json:a[][].b = *t*\nRetry: retry\n"
	"\nStatus: 405\nWhen: xml:n:Code = t*, *u\nRetry: retry\n"
	"\nStatus: 406\nWhen: json:wait\nRetry: retry\n"
	"\nStatus: 407\nWhen: xml:RetryAfter\nRetry: retry\n";
#define CODES 8

struct found {
	unsigned codes;
	int asked;
	uint64_t ms;
};

static struct found find(httpstatus_retry *retry, const uint8_t *content, size_t size, size_t piece)
{
	struct found found = {0, 0, 0};

	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE, 0);
	httpstatus_retry_set_clock(retry, INT64_C(1800000000));
	for (size_t at = 0; at < size; at += piece) {
		const size_t length = size - at < piece ? size - at : piece;
		char *copy = fuzz_copy(content + at, length);

		httpstatus_retry_content(retry, copy, length);
		free(copy);
	}
	for (int code = 0; code < CODES; code++)
		if (httpstatus_advice_verdict(httpstatus_retry_peek(retry, 400 + code)) ==
		    HTTPSTATUS_VERDICT_RETRY)
			found.codes |= 1u << code;
	httpstatus_retry_on_status(retry, 429, 0);
	found.asked = httpstatus_retry_asked(retry);
	found.ms = httpstatus_retry_asked_ms(retry);
	return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const size_t piece = size > 0 ? (size_t)data[0] % 16 + 1 : 1;
	const uint8_t *content = size > 0 ? data + 1 : data;
	httpstatus_retry *retry = fuzz_retry(catalog_text);
	struct found whole, pieces, part;

	size = size > 0 ? size - 1 : 0;
	whole = find(retry, content, size, size > 0 ? size : 1);
	pieces = find(retry, content, size, piece);
	REQUIRE(whole.codes == pieces.codes);
	REQUIRE(whole.asked == pieces.asked && whole.ms == pieces.ms);
	part = find(retry, content, size / 2, size > 1 ? size / 2 : 1);
	REQUIRE((part.codes & ~whole.codes) == 0);
	REQUIRE(part.ms <= whole.ms);
	httpstatus_retry_free(retry);
	return 0;
}
