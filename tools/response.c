/* SPDX-License-Identifier: MIT */
/* A response, out of those that curl -i prints. */

#define _POSIX_C_SOURCE 200809L

#include "response.h"

#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "text.h"

static bool add_bytes(struct bytes *bytes, const char *s, size_t length)
{
	if (length > bytes->size - bytes->length) {
		size_t size = 2 * (bytes->length + length);
		char *text = realloc(bytes->text, size);

		if (!text)
			return false;
		bytes->text = text;
		bytes->size = size;
	}
	memcpy(bytes->text + bytes->length, s, length);
	bytes->length += length;
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

static bool is_interim(int code)
{
	return httpstatus_class_of(code) == HTTPSTATUS_CLASS_INFORMATIONAL;
}

/*
 * Whether another response may follow: this one was none, interim, or a redirect, or
 * it has no content, as that of a proxy to CONNECT, or one that asks for credentials.
 */
static bool may_be_followed(const struct response *response)
{
	return response->code == 0 || is_interim(response->code) ||
	       httpstatus_class_of(response->code) == HTTPSTATUS_CLASS_REDIRECTION ||
	       response->content.length == 0;
}

/* Where the lines that are read belong. */
enum place { BEFORE, HEAD, PASSED_OVER, CONTENT };

static enum place begin_head(struct response *response, int code)
{
	/* Of two heads without content between them, the final one counts. */
	if (is_interim(code) && response->code != 0 && !is_interim(response->code))
		return PASSED_OVER;
	response->head.length = 0;
	response->content.length = 0;
	response->code = code;
	return HEAD;
}

static bool read_line(struct response *response, const char *line, size_t length, enum place *place)
{
	const bool in_head = *place == HEAD || *place == PASSED_OVER;
	enum place of_line;

	if (!in_head && is_status_line(line, length) && may_be_followed(response))
		*place = begin_head(response, code_of(line, length));
	of_line = *place;
	if (in_head && is_blank(line, length))
		*place = CONTENT;
	switch (of_line) {
	case HEAD:
		return add_bytes(&response->head, line, length);
	case CONTENT:
		return add_bytes(&response->content, line, length);
	case BEFORE:
	case PASSED_OVER:
		break;
	}
	return true;
}

static bool read_lines(FILE *in, struct response *response)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;
	enum place place = BEFORE;
	bool good = true;

	while (good && (length = getline(&line, &size, in)) >= 0)
		good = read_line(response, line, (size_t)length, &place);
	free(line);
	return good && feof(in) && !ferror(in);
}

/* The length of the status line, without its end. */
static size_t line_length(const struct bytes *head)
{
	size_t n = 0;

	while (n < head->length && head->text[n] != '\r' && head->text[n] != '\n')
		n++;
	return n;
}

bool read_response(FILE *in, struct response *response)
{
	const struct bytes *head = &response->head;

	if (!read_lines(in, response))
		complain("cannot read standard input");
	else if (head->length == 0)
		complain("there is no status line on standard input");
	else if (response->code == 0)
		complain("'%s': no status code", shown(head->text, line_length(head)).text);
	else
		return true;
	return false;
}

void free_response(struct response *response)
{
	free(response->head.text);
	free(response->content.text);
}

void feed_response(httpstatus_retry *retry, const struct response *response)
{
	const char *line = response->head.text;
	size_t left = response->head.length;

	while (left > 0) {
		const char *end = memchr(line, '\n', left);
		size_t length = end ? (size_t)(end - line) + 1 : left;

		httpstatus_retry_line(retry, line, length);
		line += length;
		left -= length;
	}
	httpstatus_retry_content(retry, response->content.text, response->content.length);
}
