/* SPDX-License-Identifier: MIT */
/* Text for a terminal. */

#include "text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "character.h"
#include "complain.h"

static int terminal_columns = 80;

void text_set_columns(int columns)
{
	terminal_columns = columns;
}

int text_columns_at_most(void)
{
	return terminal_columns - 1;
}

/* Columns of UTF-8 text: bytes that do not continue a character. */
static int columns(const char *s, size_t length)
{
	int count = 0;

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)s[i] & 0xC0) != 0x80;
	return count;
}

void print_folded(FILE *out, int at, int column, const char *text)
{
	bool first = true;

	while (*text) {
		size_t length = strcspn(text, " ");
		int width = columns(text, length);

		if (at > column && at + !first + width > text_columns_at_most()) {
			fprintf(out, "\n%*s", column, "");
			at = column;
		} else if (!first) {
			fputc(' ', out);
			at++;
		}
		first = false;
		fwrite(text, 1, length, out);
		at += width;
		text += length;
		text += strspn(text, " ");
	}
	fputc('\n', out);
}

int text_columns(const char *text)
{
	return columns(text, strlen(text));
}

int print_padded(FILE *out, int width, const char *text)
{
	int used = text_columns(text);
	int gap = used < width ? width - used : 1;

	fprintf(out, "%s%*s", text, gap, "");
	return used + gap;
}

void print_line(FILE *out, const char *label, const char *text)
{
	if (!*text)
		return;
	fprintf(out, "%*s%-*s", MARGIN, "", LABEL, label);
	print_folded(out, MARGIN + LABEL, MARGIN + LABEL, text);
}

void print_foreign(FILE *out, const char *s, size_t length)
{
	while (length > 0) {
		size_t size = character_length(s, length);
		size_t step = size ? size : 1;

		if (size == 0 || is_control(s, size))
			fputc('?', out);
		else
			fwrite(s, 1, size, out);
		s += step;
		length -= step;
	}
}

struct shown shown(const char *s, size_t length)
{
	static const char ellipsis[] = "...";
	struct shown result;
	const size_t room = sizeof(result.text) - sizeof(ellipsis);
	size_t used = 0;

	while (length > 0) {
		size_t size = character_length(s, length);
		size_t step = size ? size : 1;

		if (used + step > room) {
			memcpy(result.text + used, ellipsis, sizeof(ellipsis));
			return result;
		}
		if (size == 0 || is_control(s, size)) {
			result.text[used++] = '?';
		} else {
			memcpy(result.text + used, s, size);
			used += size;
		}
		s += step;
		length -= step;
	}
	result.text[used] = '\0';
	return result;
}

/* ---- In memory -------------------------------------------------------------- */

static char *allocate(size_t size)
{
	char *text = malloc(size);

	if (!text)
		die_without_memory();
	return text;
}

char *text_of_list(const char *format, va_list arguments)
{
	va_list again;
	size_t size;
	char *text;

	va_copy(again, arguments);
	size = (size_t)vsnprintf(NULL, 0, format, again) + 1;
	va_end(again);
	text = allocate(size);
	vsnprintf(text, size, format, arguments);
	return text;
}

char *text_of(const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = text_of_list(format, arguments);
	va_end(arguments);
	return text;
}

char *advice_sentence(httpstatus_advice advice)
{
	size_t size = httpstatus_advice_text(advice, NULL, 0) + 1;
	char *text = allocate(size);

	httpstatus_advice_text(advice, text, size);
	return text;
}

char *retry_sentence(const httpstatus_retry *retry)
{
	size_t size = httpstatus_retry_text(retry, NULL, 0) + 1;
	char *text = allocate(size);

	httpstatus_retry_text(retry, text, size);
	return text;
}

char *policy_text(const httpstatus_policy *policy)
{
	size_t size = httpstatus_policy_print(policy, NULL, 0) + 1;
	char *text = allocate(size);

	httpstatus_policy_print(policy, text, size);
	return text;
}

char *catalog_text(const httpstatus_catalog *catalog)
{
	size_t size = httpstatus_catalog_print(catalog, NULL, 0) + 1;
	char *text = allocate(size);

	httpstatus_catalog_print(catalog, text, size);
	return text;
}

struct words words_of(uint32_t bits, const char *(*name)(uint32_t bit))
{
	struct words words = {""};
	size_t used = 0;

	for (int n = 0; n < 32; n++) {
		const char *word = bits >> n & 1 ? name(UINT32_C(1) << n) : "";
		size_t room = sizeof(words.text) - used;

		if (*word && strlen(word) + 3 <= room)
			used += (size_t)snprintf(words.text + used, room, "%s%s", used ? ", " : "", word);
	}
	return words;
}
