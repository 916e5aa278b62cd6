/* SPDX-License-Identifier: MIT */
/* The header section of a response, out of those that curl -D prints. */

#define _POSIX_C_SOURCE 200809L

#include "head.h"

#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "text.h"

/* Adds a line to a head. */
static bool add_line(struct head *head, const char *line, size_t length)
{
	if (length > head->size - head->length) {
		size_t size = 2 * (head->length + length);
		char *text = realloc(head->text, size);

		if (!text)
			return false;
		head->text = text;
		head->size = size;
	}
	memcpy(head->text + head->length, line, length);
	head->length += length;
	return true;
}

/* RTSP has HTTP's status line (RFC 7826, 8.1), and SHOUTcast servers a word of their own. */
bool is_status_line(const char *s, size_t length)
{
	static const char *const starts[] = {"HTTP/", "RTSP/", "ICY ", "ICY\t"};

	for (size_t n = 0; n < sizeof(starts) / sizeof(starts[0]); n++)
		if (strlen(starts[n]) <= length && memcmp(s, starts[n], strlen(starts[n])) == 0)
			return true;
	return false;
}

bool is_field_line(const char *s, size_t length)
{
	size_t n = 0;

	while (n < length && s[n] > ' ' && s[n] < 0x7F && s[n] != ':')
		n++;
	return n > 0 && n < length && s[n] == ':';
}

/* The code in a status line, or 0. */
static int code_of(const char *s, size_t length)
{
	int code;

	return httpstatus_parse_status_line(s, length, &code) == 0 ? code : 0;
}

static bool is_blank(const char *s, size_t length)
{
	return length == 0 || *s == '\n' || (*s == '\r' && length > 1 && s[1] == '\n');
}

/* An interim head does not take the place of a final one. */
static bool is_better(const struct head *head, int code)
{
	return head->code == 0 || httpstatus_class_of(code) != HTTPSTATUS_CLASS_INFORMATIONAL ||
	       httpstatus_class_of(head->code) == HTTPSTATUS_CLASS_INFORMATIONAL;
}

/* What follows a blank line is no head until there is a status line. */
static bool read_line(struct head *head, const char *line, size_t length, bool *inside)
{
	if (is_status_line(line, length)) {
		int code = code_of(line, length);

		*inside = is_better(head, code);
		if (*inside) {
			head->length = 0;
			head->code = code;
		}
	} else if (is_blank(line, length)) {
		*inside = false;
	}
	return !*inside || add_line(head, line, length);
}

static bool read_lines(FILE *in, struct head *head)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;
	bool inside = false;
	bool good = true;

	while (good && (length = getline(&line, &size, in)) >= 0)
		good = read_line(head, line, (size_t)length, &inside);
	free(line);
	return good && feof(in) && !ferror(in);
}

/* The length of the status line, without its end. */
static size_t line_length(const struct head *head)
{
	size_t n = 0;

	while (n < head->length && head->text[n] != '\r' && head->text[n] != '\n')
		n++;
	return n;
}

bool read_head(FILE *in, struct head *head)
{
	if (!read_lines(in, head))
		complain("cannot read standard input");
	else if (head->length == 0)
		complain("there is no status line on standard input");
	else if (head->code == 0)
		complain("'%s': no status code", shown(head->text, line_length(head)).text);
	else
		return true;
	return false;
}

void feed_head(httpstatus_retry *retry, const struct head *head)
{
	const char *line = head->text;
	size_t left = head->length;

	while (left > 0) {
		const char *end = memchr(line, '\n', left);
		size_t length = end ? (size_t)(end - line) + 1 : left;

		httpstatus_retry_line(retry, line, length);
		line += length;
		left -= length;
	}
}
