/* SPDX-License-Identifier: MIT */
/*
 * read_content.c - holds what jq and xmllint find in content to what a retry finds
 *
 * usage: content.py json|xml COUNT | read_content
 *
 * Each token at each source is a code that is retried, so that peeking tells which were
 * found. A document is passed as a whole, in pieces, and cut off.
 */
#include <httpstatus.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 16 };

/* What stands in one line, with tabs between. */
struct words {
	char line[1024];
	const char *at[WORDS_MAX];
	size_t count;
};

/* What is looked for, and where. */
struct question {
	struct words tokens;
	struct words sources;
	httpstatus_retry *retry;
};

/* A bit for each token, and one for any value, of each source. */
struct masks {
	unsigned source[WORDS_MAX];
};

static _Noreturn void die(const char *why)
{
	fprintf(stderr, "read_content: %s\n", why);
	exit(2);
}

static void read_words(struct words *words)
{
	if (!fgets(words->line, sizeof(words->line), stdin))
		die("no line of words");
	words->count = 0;
	for (char *word = strtok(words->line, "\t\n"); word; word = strtok(NULL, "\t\n")) {
		if (words->count == WORDS_MAX)
			die("too many words");
		words->at[words->count++] = word;
	}
}

/* The code of a token; behind the last one, that of any value. */
static int code_of(const struct question *question, size_t source, size_t token)
{
	return 400 + (int)(source * (question->tokens.count + 1) + token);
}

static httpstatus_retry *new_retry(const struct question *question)
{
	/* No code is retried but by its variant. */
	static char text[16384] = "Catalog: t\nFormat: 1\n\nStatus: 4xx\nRetry: stop\n";
	size_t length = strlen(text);
	const httpstatus_catalog *catalog;
	httpstatus_policy *policy;
	httpstatus_retry *retry;

	for (size_t s = 0; s < question->sources.count; s++)
		for (size_t t = 0; t <= question->tokens.count; t++) {
			const int is_any = t == question->tokens.count;

			length += (size_t)snprintf(text + length, sizeof(text) - length,
			                           "\nStatus: %d\nWhen: %s%s%s\nRetry: retry\n",
			                           code_of(question, s, t), question->sources.at[s],
			                           is_any ? "" : " = ", is_any ? "" : question->tokens.at[t]);
			if (length >= sizeof(text))
				die("the catalog is too long");
		}
	if (httpstatus_catalog_load_mem(text, length, &catalog) || httpstatus_policy_new(&policy) ||
	    httpstatus_policy_set_catalog(policy, catalog) || httpstatus_retry_new(policy, &retry))
		die("the catalog cannot be used");
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
	return retry;
}

/* What is found if content comes in pieces of at most so many bytes, up to length. */
static struct masks find(const struct question *question, const unsigned char *content, size_t length,
                         size_t piece)
{
	struct masks found = {{0}};

	httpstatus_retry_reset(question->retry, HTTPSTATUS_TRAIT_SAFE, 0);
	for (size_t at = 0; at < length; at += piece) {
		const size_t size = length - at < piece ? length - at : piece;
		unsigned char *copy = malloc(size);

		if (!copy)
			die("out of memory");
		memcpy(copy, content + at, size);
		httpstatus_retry_content(question->retry, copy, size);
		free(copy);
	}
	for (size_t s = 0; s < question->sources.count; s++)
		for (size_t t = 0; t <= question->tokens.count; t++)
			if (httpstatus_advice_verdict(httpstatus_retry_peek(question->retry, code_of(question, s, t))) ==
			    HTTPSTATUS_VERDICT_RETRY)
				found.source[s] |= 1u << t;
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

	for (size_t s = 0; s < WORDS_MAX; s++)
		more |= (a->source[s] & ~b->source[s]) != 0;
	return more;
}

static int differ(const struct masks *a, const struct masks *b)
{
	return memcmp(a, b, sizeof(*a)) != 0;
}

/* The masks behind the document; returns whether jq or xmllint read it. */
static int read_masks(const char *text, size_t sources, struct masks *masks)
{
	char *end;

	memset(masks, 0, sizeof(*masks));
	if (*text == '-')
		return 0;
	for (size_t s = 0; s < sources; s++, text = end)
		masks->source[s] = (unsigned)strtoul(text, &end, 10);
	return 1;
}

static const char *check(const struct question *question, const unsigned char *content, size_t length,
                         const struct masks *expected)
{
	const struct masks whole = find(question, content, length, length ? length : 1);
	const struct masks bytes = find(question, content, length, 1);
	const struct masks pieces = find(question, content, length, 7);

	if (differ(&whole, &bytes) || differ(&whole, &pieces))
		return "depends on the pieces";
	if (!expected)
		return NULL;
	if (has_more(expected, &whole))
		return "not found";
	if (has_more(&whole, expected))
		return "found though it is not there";
	for (size_t cut = length; cut > 0; cut -= (cut + 7) / 8) {
		const struct masks part = find(question, content, cut, cut);

		if (has_more(&part, &whole))
			return "found only if cut off";
	}
	return NULL;
}

int main(void)
{
	static char line[1 << 20];
	static unsigned char content[1 << 19];
	static struct question question;
	long count = 0, valid = 0, wrong = 0, sources_with_values = 0;

	read_words(&question.tokens);
	read_words(&question.sources);
	question.retry = new_retry(&question);
	while (fgets(line, sizeof(line), stdin)) {
		char *text = strchr(line, '\t');
		const size_t length = text ? unhex(line, content) : 0;
		struct masks expected;
		const char *problem;
		int is_valid;

		if (!text)
			die("a line without a tab");
		is_valid = read_masks(text + 1, question.sources.count, &expected);
		problem = check(&question, content, length, is_valid ? &expected : NULL);
		count++;
		valid += is_valid;
		for (size_t s = 0; s < question.sources.count; s++)
			sources_with_values += expected.source[s] != 0;
		if (problem && ++wrong <= 10)
			printf("FAIL: %s: %.*s\n", problem, (int)(length < 2000 ? length : 2000), (char *)content);
	}
	httpstatus_retry_free(question.retry);
	printf("%ld documents, %ld valid, values at %ld sources, %ld wrong\n", count, valid, sources_with_values,
	       wrong);
	return wrong > 0 || valid == 0 || sources_with_values == 0;
}
