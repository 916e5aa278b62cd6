/* SPDX-License-Identifier: MIT */
/* A value of a condition, and whether one that was found is equal to it. */

#include "catalog/pattern.h"

struct hs_pattern hs_pattern_of(struct hs_span written)
{
	struct hs_pattern pattern = {written, false, false};
	struct hs_span *text = &pattern.text;

	if (text->length > 0 && text->at[0] == '*') {
		pattern.any_before = true;
		hs_span_take(text, 1);
	}
	if (text->length > 0 && text->at[text->length - 1] == '*') {
		pattern.any_behind = true;
		text->length--;
	}
	if (text->length >= 2 && text->at[0] == '"' && text->at[text->length - 1] == '"') {
		text->at++;
		text->length -= 2;
	}
	return pattern;
}

/* Whether a value has the text at this place. */
static bool has_at(struct hs_span value, size_t place, struct hs_span text)
{
	size_t n = 0;

	if (place > value.length || text.length > value.length - place)
		return false;
	while (n < text.length && hs_to_lower(value.at[place + n]) == hs_to_lower(text.at[n]))
		n++;
	return n == text.length;
}

static bool matches(const struct hs_pattern *pattern, struct hs_span value, bool goes_on)
{
	const struct hs_span text = pattern->text;
	size_t place = 0;

	if (text.length > value.length || (goes_on && !pattern->any_behind))
		return false;
	if (!pattern->any_before)
		return (pattern->any_behind || text.length == value.length) && has_at(value, 0, text);
	if (!pattern->any_behind)
		return has_at(value, value.length - text.length, text);
	while (place < value.length - text.length && !has_at(value, place, text))
		place++;
	return has_at(value, place, text);
}

bool hs_patterns_match(const char *list, struct hs_span value, bool goes_on)
{
	for (; *list; list += strlen(list) + 1) {
		const struct hs_pattern pattern = hs_pattern_of((struct hs_span){list, strlen(list)});

		if (matches(&pattern, value, goes_on))
			return true;
	}
	return false;
}
