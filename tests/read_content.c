/* SPDX-License-Identifier: MIT */
/*
 * read_content.c - holds what jq and xmllint find in content to what a retry finds
 *
 * usage: content.py json|xml COUNT | read_content json|xml
 *
 * Each token at each path is a code that is retried, so that peeking tells which were
 * found. A document is passed as a whole, in pieces, and cut off.
 */
#include <httpstatus.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As in content.py. */
static const char *const tokens[] = {
	"t0", "t1", "slow down", "a.b", "\xc3\xa9t\xc3\xa9", "\xf0\x9f\x98\x80", NULL, "42", "-7", "true",
	"false", "a<b&c"
};
#define TOKENS (sizeof(tokens) / sizeof(tokens[0]))
#define ANY TOKENS                      /* a value, whatever it is */
#define WITH_QUOTES 6                   /* x"y\z cannot be written in a catalog */

static const char *const json_paths[] = {
	"json:error.code", "json:errors[].code", "json:[].status", "json:a.b.c", "json:code", "json:a[][].b", NULL
};
static const char *const xml_paths[] = {"xml:Code", "xml:ns:Code", "xml:Message", NULL};
#define PATHS_MAX 6

struct masks {
	unsigned path[PATHS_MAX];
};

static int code_of(size_t path, size_t token)
{
	return 400 + (int)(path * (TOKENS + 1) + token);
}

static httpstatus_retry *new_retry(const char *const *paths)
{
	/* No code is retried but by its variant. */
	static char text[16384] = "Catalog: t\nFormat: 1\n\nStatus: 4xx\nRetry: stop\n";
	size_t length = strlen(text);
	const httpstatus_catalog *catalog;
	httpstatus_policy *policy;
	httpstatus_retry *retry;

	for (size_t p = 0; paths[p]; p++)
		for (size_t t = 0; t <= TOKENS; t++) {
			if (t == WITH_QUOTES)
				continue;
			length += (size_t)snprintf(text + length, sizeof(text) - length,
			                           "\nStatus: %d\nWhen: %s%s%s\nRetry: retry\n", code_of(p, t), paths[p],
			                           t == ANY ? "" : " = ", t == ANY ? "" : tokens[t]);
		}
	if (httpstatus_catalog_load_mem(text, length, &catalog) || httpstatus_policy_new(&policy) ||
	    httpstatus_policy_set_catalog(policy, catalog) || httpstatus_retry_new(policy, &retry)) {
		fputs("read_content: the catalog cannot be used\n", stderr);
		exit(2);
	}
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
	return retry;
}

/* What is found if content comes in pieces of at most so many bytes, up to length. */
static struct masks find(httpstatus_retry *retry, const char *const *paths, const unsigned char *content,
                         size_t length, size_t piece)
{
	struct masks found = {{0}};

	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE, 0);
	for (size_t at = 0; at < length; at += piece) {
		const size_t size = length - at < piece ? length - at : piece;
		unsigned char *copy = malloc(size);

		if (!copy)
			exit(2);
		memcpy(copy, content + at, size);
		httpstatus_retry_content(retry, copy, size);
		free(copy);
	}
	for (size_t p = 0; paths[p]; p++)
		for (size_t t = 0; t <= TOKENS; t++)
			if (httpstatus_advice_verdict(httpstatus_retry_peek(retry, code_of(p, t))) ==
			    HTTPSTATUS_VERDICT_RETRY)
				found.path[p] |= 1u << t;
	return found;
}

static size_t unhex(const char *hex, unsigned char *bytes)
{
	size_t length = 0;
	unsigned byte;

	for (; sscanf(hex, "%2x", &byte) == 1; hex += 2)
		bytes[length++] = (unsigned char)byte;
	return length;
}

/* Bits that the first has, and the second does not. */
static int has_more(const struct masks *a, const struct masks *b)
{
	int more = 0;

	for (size_t p = 0; p < PATHS_MAX; p++)
		more |= (a->path[p] & ~b->path[p]) != 0;
	return more;
}

static int differ(const struct masks *a, const struct masks *b)
{
	return memcmp(a, b, sizeof(*a)) != 0;
}

/* The masks behind the document; returns whether jq or xmllint read it. */
static int read_masks(const char *text, const char *const *paths, struct masks *masks)
{
	char *end;

	memset(masks, 0, sizeof(*masks));
	if (*text == '-')
		return 0;
	for (size_t p = 0; paths[p]; p++, text = end)
		masks->path[p] = (unsigned)strtoul(text, &end, 10) & ~(1u << WITH_QUOTES);
	return 1;
}

static const char *check(httpstatus_retry *retry, const char *const *paths, const unsigned char *content,
                         size_t length, const struct masks *expected)
{
	const struct masks whole = find(retry, paths, content, length, length ? length : 1);
	const struct masks bytes = find(retry, paths, content, length, 1);
	const struct masks pieces = find(retry, paths, content, length, 7);

	if (differ(&whole, &bytes) || differ(&whole, &pieces))
		return "depends on the pieces";
	if (!expected)
		return NULL;
	if (has_more(expected, &whole))
		return "not found";
	if (has_more(&whole, expected))
		return "found though it is not there";
	for (size_t cut = length; cut > 0; cut -= (cut + 7) / 8) {
		const struct masks part = find(retry, paths, content, cut, cut);

		if (has_more(&part, &whole))
			return "found only if cut off";
	}
	return NULL;
}

int main(int argc, char **argv)
{
	static char line[1 << 20];
	static unsigned char content[1 << 19];
	const char *const *paths = argc > 1 && strcmp(argv[1], "xml") == 0 ? xml_paths : json_paths;
	httpstatus_retry *retry = new_retry(paths);
	long count = 0, valid = 0, wrong = 0, tokens_found = 0;

	while (fgets(line, sizeof(line), stdin)) {
		char *text = strchr(line, '\t');
		const size_t length = text ? unhex(line, content) : 0;
		struct masks expected;
		const char *problem;
		int is_valid;

		if (!text) {
			fputs("read_content: a line that is none\n", stderr);
			return 2;
		}
		is_valid = read_masks(text + 1, paths, &expected);
		problem = check(retry, paths, content, length, is_valid ? &expected : NULL);
		count++;
		valid += is_valid;
		for (size_t p = 0; p < PATHS_MAX; p++)
			tokens_found += expected.path[p] != 0;
		if (problem && ++wrong <= 10)
			printf("FAIL: %s: %.*s\n", problem, (int)(length < 2000 ? length : 2000), (char *)content);
	}
	httpstatus_retry_free(retry);
	printf("%ld documents, %ld valid, values at %ld paths, %ld wrong\n", count, valid, tokens_found, wrong);
	return wrong > 0 || valid == 0 || tokens_found == 0;
}
