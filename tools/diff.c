/* SPDX-License-Identifier: MIT */
/* httpstatus diff: where two catalogs disagree. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog.h"
#include "character.h"
#include "command.h"
#include "diff.h"
#include "json.h"
#include "status.h"
#include "text.h"

enum {
	CODE_WIDTH = 7,             /* a margin, the code, a gap */
	NAME_WIDTH = 34             /* the longest phrase of the registry, and a gap */
};

struct comparison {
	struct side sides[2];
	int label_width;
	char **operands;            /* to be named first, if the labels do not tell */
};

/* One code in both catalogs; an entry is NULL where there is none. */
struct pair {
	const struct comparison *comparison;
	int code;
	const httpstatus_entry *entries[2];
};

/* ---- What differs ---------------------------------------------------------- */

static bool is_only_in(const struct pair *pair, int side)
{
	return pair->entries[side] && !pair->entries[1 - side];
}

static bool only_in_first(const struct pair *pair)
{
	return is_only_in(pair, 0);
}

static bool only_in_second(const struct pair *pair)
{
	return is_only_in(pair, 1);
}

static bool in_both(const struct pair *pair)
{
	return pair->entries[0] && pair->entries[1];
}

static const char *phrase_of(const struct pair *pair, int side)
{
	return httpstatus_entry_phrase(pair->entries[side]);
}

/* The next letter or digit, in lower case; '\0' at the end. */
static char next_letter(const char **s)
{
	while (**s) {
		char c = lower(*(*s)++);

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			return c;
	}
	return '\0';
}

/* As httpstatus_lookup_phrase compares: only ASCII letters and digits count. */
static bool same_letters(const char *a, const char *b)
{
	bool any = false;

	for (;;) {
		char c = next_letter(&a);

		if (c != next_letter(&b))
			return false;
		if (c == '\0')
			return any;
		any = true;
	}
}

static bool is_spelled_otherwise(const struct pair *pair)
{
	return in_both(pair) && strcmp(phrase_of(pair, 0), phrase_of(pair, 1)) != 0 &&
	       same_letters(phrase_of(pair, 0), phrase_of(pair, 1));
}

static bool is_called_otherwise(const struct pair *pair)
{
	return in_both(pair) && strcmp(phrase_of(pair, 0), phrase_of(pair, 1)) != 0 &&
	       !same_letters(phrase_of(pair, 0), phrase_of(pair, 1));
}

/* The advice on the code itself: for a request that may be retried. */
static httpstatus_advice advice_of(const struct pair *pair, int side)
{
	return httpstatus_advise(pair->comparison->sides[side].catalog, pair->code,
	                         HTTPSTATUS_TRAIT_SAFE);
}

/* How long the condition lasts; the other reasons follow from the rest. */
static uint32_t persistence(httpstatus_advice advice)
{
	return httpstatus_advice_reasons(advice) &
	       (HTTPSTATUS_REASON_TRANSIENT | HTTPSTATUS_REASON_THROTTLED |
	        HTTPSTATUS_REASON_STATE | HTTPSTATUS_REASON_PERMANENT);
}

static bool is_advised_otherwise(const struct pair *pair)
{
	httpstatus_advice a = advice_of(pair, 0);
	httpstatus_advice b = advice_of(pair, 1);

	return in_both(pair) &&
	       (httpstatus_advice_verdict(a) != httpstatus_advice_verdict(b) ||
	        httpstatus_advice_processed(a) != httpstatus_advice_processed(b) ||
	        httpstatus_advice_changes(a) != httpstatus_advice_changes(b) ||
	        httpstatus_advice_limit(a) != httpstatus_advice_limit(b) ||
	        persistence(a) != persistence(b));
}

static int content_of(const struct pair *pair, int side)
{
	return httpstatus_framing(pair->comparison->sides[side].catalog, pair->code, NULL);
}

static bool flags_differ(const struct pair *pair)
{
	return httpstatus_entry_flags(pair->entries[0]) != httpstatus_entry_flags(pair->entries[1]);
}

static bool contents_differ(const struct pair *pair)
{
	return content_of(pair, 0) != content_of(pair, 1);
}

static bool redirects_differ(const struct pair *pair)
{
	return httpstatus_entry_redirect(pair->entries[0]) !=
	       httpstatus_entry_redirect(pair->entries[1]);
}

static bool faults_differ(const struct pair *pair)
{
	return httpstatus_entry_fault(pair->entries[0]) != httpstatus_entry_fault(pair->entries[1]);
}

static bool facts_differ(const struct pair *pair)
{
	return in_both(pair) && (flags_differ(pair) || contents_differ(pair) ||
	                         redirects_differ(pair) || faults_differ(pair));
}

/* ---- For people -------------------------------------------------------------- */

/* The name of a code in one catalog, or what stands for it. */
static const char *shown_phrase(const struct pair *pair, int side)
{
	const char *phrase = phrase_of(pair, side);

	return *phrase ? phrase : "(no phrase)";
}

static void print_only(const struct pair *pair)
{
	printf("  %03d  ", pair->code);
	print_folded(stdout, CODE_WIDTH, CODE_WIDTH, shown_phrase(pair, pair->entries[0] ? 0 : 1));
}

static void print_names(const struct pair *pair)
{
	const char *first = shown_phrase(pair, 0);
	int at = CODE_WIDTH + NAME_WIDTH;

	printf("  %03d  ", pair->code);
	if (text_columns(first) < NAME_WIDTH) {
		print_padded(stdout, NAME_WIDTH, first);
	} else {
		print_folded(stdout, CODE_WIDTH, CODE_WIDTH, first);
		printf("%*s", at, "");
	}
	print_folded(stdout, at, at, shown_phrase(pair, 1));
}

/* The code on the first line, and whose line it is; returns the next column. */
static int print_label(const struct pair *pair, int side)
{
	if (side == 0)
		printf("  %03d  ", pair->code);
	else
		printf("%*s", CODE_WIDTH, "");
	return CODE_WIDTH + print_padded(stdout, pair->comparison->label_width,
	                                 pair->comparison->sides[side].label);
}

/* "retry: connection; processed: likely-not; transient; limit: 1" */
static char *advice_text(httpstatus_advice advice)
{
	struct words changes = words_of(httpstatus_advice_changes(advice), httpstatus_change_name);
	struct words lasts = words_of(persistence(advice), httpstatus_reason_name);
	int limit = httpstatus_advice_limit(advice);
	char limit_text[32] = "";

	if (limit < 255)
		snprintf(limit_text, sizeof(limit_text), "; limit: %d", limit);
	return text_of("%s%s%s; processed: %s%s%s%s%s",
	         httpstatus_verdict_name(httpstatus_advice_verdict(advice)),
	         *changes.text ? ": " : "", changes.text,
	         httpstatus_processed_name(httpstatus_advice_processed(advice)),
	         *lasts.text ? "; " : "", lasts.text, limit_text,
	         httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_DEPARTS
	         ? "; against the RFC" : "");
}

static void print_advice(const struct pair *pair)
{
	const char *summaries[] = {
		httpstatus_entry_summary(pair->entries[0]), httpstatus_entry_summary(pair->entries[1])
	};
	/* What the codes mean tells why the advice differs. */
	bool explain = strcmp(summaries[0], summaries[1]) != 0;

	for (int side = 0; side < 2; side++) {
		int at = print_label(pair, side);
		char *text = advice_text(advice_of(pair, side));

		print_folded(stdout, at, at, text);
		free(text);
		if (explain && *summaries[side]) {
			printf("%*s", at, "");
			print_folded(stdout, at, at, summaries[side]);
		}
	}
}

static void print_facts(const struct pair *pair)
{
	for (int side = 0; side < 2; side++) {
		const httpstatus_entry *entry = pair->entries[side];
		struct words flags = words_of(httpstatus_entry_flags(entry), httpstatus_flag_name);
		int at = print_label(pair, side);
		char text[sizeof(flags) + 160];     /* flags, and three words of the library */
		int length = 0;

		if (flags_differ(pair))
			length += snprintf(text, sizeof(text), "; flags: %s",
			                   *flags.text ? flags.text : "none");
		if (contents_differ(pair))
			length += snprintf(text + length, sizeof(text) - (size_t)length, "; content: %s",
			                   httpstatus_framing_name(content_of(pair, side)));
		if (redirects_differ(pair))
			length += snprintf(text + length, sizeof(text) - (size_t)length, "; redirect: %s",
			                   httpstatus_redirect_name(httpstatus_entry_redirect(entry)));
		if (faults_differ(pair))
			snprintf(text + length, sizeof(text) - (size_t)length, "; fault: %s",
			         httpstatus_fault_name(httpstatus_entry_fault(entry)));
		print_folded(stdout, at, at, text + strlen("; "));
	}
}

/* ---- For programs ------------------------------------------------------------- */

static void json_only(struct json *json, const struct pair *pair, int side)
{
	if (*phrase_of(pair, side))
		json_string(json, "phrase", phrase_of(pair, side));
}

static void json_advice(struct json *json, const struct pair *pair, int side)
{
	print_json_advice(json, advice_of(pair, side));
}

static void json_facts(struct json *json, const struct pair *pair, int side)
{
	const httpstatus_entry *entry = pair->entries[side];

	if (flags_differ(pair))
		json_words(json, "flags", httpstatus_entry_flags(entry), httpstatus_flag_name);
	if (contents_differ(pair))
		json_string(json, "content", httpstatus_framing_name(content_of(pair, side)));
	if (redirects_differ(pair))
		json_string(json, "redirect",
		            httpstatus_redirect_name(httpstatus_entry_redirect(entry)));
	if (faults_differ(pair))
		json_string(json, "fault", httpstatus_fault_name(httpstatus_entry_fault(entry)));
}

/* ---- Sections ------------------------------------------------------------------ */

static const struct section {
	const char *key;            /* in JSON */
	const char *heading;
	int side;                   /* whose label ends the heading; -1: nobody's */
	bool has_titles;
	bool (*holds)(const struct pair *pair);
	void (*print)(const struct pair *pair);
	void (*print_json)(struct json *json, const struct pair *pair, int side);
} sections[] = {
	{"only", "Only in ", 0, false, only_in_first, print_only, json_only},
	{"only", "Only in ", 1, false, only_in_second, print_only, json_only},
	{"spelling", "Same name, other spelling", -1, true, is_spelled_otherwise, print_names, json_only},
	{"name", "Other name", -1, true, is_called_otherwise, print_names, json_only},
	{"advice", "Other advice", -1, false, is_advised_otherwise, print_advice, json_advice},
	{"facts", "Other facts", -1, false, facts_differ, print_facts, json_facts}
};

static void print_heading(const struct comparison *comparison, const struct section *section,
                          int count, bool first)
{
	for (int side = 0; first && comparison->operands && side < 2; side++) {
		const char *name = comparison->operands[side];

		printf("%s: ", comparison->sides[side].label);
		print_foreign(stdout, name, strlen(name));
		putchar('\n');
	}
	if (!first || comparison->operands)
		putchar('\n');
	printf("%s%s: %d code%s\n", section->heading,
	       section->side >= 0 ? comparison->sides[section->side].label : "",
	       count, count == 1 ? "" : "s");
	if (!section->has_titles)
		return;
	printf("%*s", CODE_WIDTH, "");
	print_padded(stdout, NAME_WIDTH, comparison->sides[0].label);
	printf("%s\n", comparison->sides[1].label);
}

static void print_object(const struct section *section, const struct pair *pair)
{
	static const char *const keys[] = {"a", "b"};
	struct json json;

	json_begin(&json, stdout);
	json_number(&json, "code", pair->code);
	json_string(&json, "difference", section->key);
	for (int side = 0; side < 2; side++) {
		if (!pair->entries[side])
			continue;
		json_open(&json, keys[side], '{');
		json_string(&json, "catalog",
		            httpstatus_catalog_name(pair->comparison->sides[side].catalog));
		section->print_json(&json, pair, side);
		json_close(&json, '}');
	}
	json_end(&json);
}

static struct pair pair_of(const struct comparison *comparison, int code)
{
	struct pair pair = {comparison, code, {NULL, NULL}};

	for (int side = 0; side < 2; side++)
		pair.entries[side] = httpstatus_lookup(comparison->sides[side].catalog, code);
	return pair;
}

/* Returns how many codes differ in this way. */
static int compare(const struct tool *tool, const struct comparison *comparison,
                   const struct section *section, bool first)
{
	int count = 0;

	for (int code = 0; code < CODES; code++) {
		struct pair pair = pair_of(comparison, code);

		count += section->holds(&pair);
	}
	if (count > 0 && !tool->json)
		print_heading(comparison, section, count, first);
	for (int code = 0; count > 0 && code < CODES; code++) {
		struct pair pair = pair_of(comparison, code);

		if (!section->holds(&pair))
			continue;
		if (tool->json)
			print_object(section, &pair);
		else
			section->print(&pair);
	}
	return count;
}

/* Two catalogs of one name, two versions of a file perhaps, are A and B. */
static void set_labels(struct comparison *comparison, char **operands)
{
	static const char *const letters[] = {"A", "B"};
	struct side *sides = comparison->sides;

	for (int n = 0; n < 2; n++)
		sides[n].label = httpstatus_catalog_name(sides[n].catalog);
	if (strcmp(sides[0].label, sides[1].label) == 0) {
		comparison->operands = operands;
		for (int n = 0; n < 2; n++)
			sides[n].label = letters[n];
	}
	for (int n = 0; n < 2; n++)
		if (text_columns(sides[n].label) + 2 > comparison->label_width)
			comparison->label_width = text_columns(sides[n].label) + 2;
}

static int compare_all(const struct tool *tool, const struct comparison *comparison)
{
	int found = 0;

	for (size_t n = 0; n < sizeof(sections) / sizeof(sections[0]); n++)
		found += compare(tool, comparison, &sections[n], found == 0);
	found += diff_stanzas(tool, comparison->sides, found == 0);
	return found > 0 ? EXIT_NOT_FOUND : EXIT_FOUND;
}

int diff(const struct arguments *arguments)
{
	char **operands = arguments->operands;
	const httpstatus_catalog *first = open_catalog(operands[0], NULL, 0);
	const httpstatus_catalog *second = first ? open_catalog(operands[1], &first, 1) : NULL;
	struct comparison comparison = {.sides = {{first, ""}, {second, ""}}};
	int status = EXIT_TROUBLE;

	if (second) {
		set_labels(&comparison, operands);
		status = compare_all(&arguments->tool, &comparison);
	}
	httpstatus_catalog_unref(first);
	httpstatus_catalog_unref(second);
	return status;
}
