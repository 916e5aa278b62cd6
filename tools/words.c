/* SPDX-License-Identifier: MIT */
/* The words that options take: the library's, and those of the command itself. */

#define _POSIX_C_SOURCE 200809L

#include "words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <httpstatus.h>

#include "log_count.h"
#include "method.h"
#include "text.h"

/* ---- Vocabularies ------------------------------------------------------------ */

static const char *class_label(int cls)
{
	return cls <= HTTPSTATUS_CLASS_SERVER_ERROR ? httpstatus_class_label(cls) : "";
}

static const struct word formats[] = {
	{"table", FORMAT_TABLE},
	{"json", FORMAT_JSON},
	{"cat", FORMAT_CATALOG},
	{"c", FORMAT_C},
	{NULL, 0}
};

static const struct word colours[] = {
	{"auto", COLOUR_AUTO},
	{"always", COLOUR_ALWAYS},
	{"never", COLOUR_NEVER},
	{NULL, 0}
};

/* Several names for one format: by what writes it. */
static const struct word logs[] = {
	{"common", LOG_COMMON},
	{"combined", LOG_COMMON},
	{"nginx", LOG_COMMON},
	{"apache", LOG_COMMON},
	{"haproxy", LOG_HAPROXY},
	{"elb", LOG_ELB},
	{"json", LOG_JSON},
	{"caddy", LOG_JSON},
	{"cloudflare", LOG_JSON},
	{NULL, 0}
};

static const struct word keys[] = {
	{"minute", BY_MINUTE},
	{"path", BY_PATH},
	{"host", BY_HOST},
	{"upstream", BY_UPSTREAM},
	{NULL, 0}
};

const struct vocabulary by_words = {.words = keys};
const struct vocabulary class_words = {.name = class_label};
const struct vocabulary colour_words = {.words = colours};
const struct vocabulary failure_words = {.name = httpstatus_failure_name};
const struct vocabulary format_words = {.words = formats};
const struct vocabulary log_words = {.words = logs};
const struct vocabulary method_words = {.name = usual_method, .open = true};

/* ---- Words ------------------------------------------------------------------- */

struct word word_at(const struct vocabulary *vocabulary, int n)
{
	struct word word;

	if (vocabulary->words)
		return vocabulary->words[n];
	word.value = (uint64_t)n + 1;
	word.name = vocabulary->name(n + 1);
	if (!*word.name)
		word.name = NULL;
	return word;
}

bool find_word(const struct vocabulary *vocabulary, const char *s, size_t length,
               uint64_t *value)
{
	struct word word;

	for (int n = 0; (word = word_at(vocabulary, n)).name; n++) {
		if (strlen(word.name) == length && strncasecmp(word.name, s, length) == 0) {
			*value = word.value;
			return true;
		}
	}
	return false;
}

char *list_of_words(const struct vocabulary *vocabulary)
{
	char *list = text_of("%s", "");
	const char *name;

	for (int n = 0; (name = word_at(vocabulary, n).name); n++) {
		char *shorter = list;
		const char *joint = n == 0 ? "" : word_at(vocabulary, n + 1).name ? ", " : " or ";

		list = text_of("%s%s%s", shorter, joint, name);
		free(shorter);
	}
	return list;
}
