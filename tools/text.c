/* SPDX-License-Identifier: MIT */
/* Text for a terminal of 80 columns. */

#include "text.h"

#include <stdbool.h>
#include <string.h>

enum { COLUMNS = 80 };

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

		if (at > column && at + !first + width >= COLUMNS) {
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

struct shown shown(const char *s, size_t length)
{
	static const char ellipsis[] = "...";
	struct shown result;
	size_t room = sizeof(result.text) - sizeof(ellipsis);
	size_t n = length < room ? length : room;

	for (size_t i = 0; i < n; i++)
		result.text[i] = s[i] >= ' ' && s[i] <= '~' ? s[i] : '?';
	result.text[n] = '\0';
	if (length > room)
		memcpy(result.text + n, ellipsis, sizeof(ellipsis));
	return result;
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
