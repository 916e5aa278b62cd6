/* SPDX-License-Identifier: MIT */
/*
 * The common log format of nginx and Apache httpd, and what is built on it:
 *
 *     ::1 - - [10/Oct/2026:13:55:36 +0000] "GET /\x22 HTTP/1.1" 200 512 "-" "curl/7.88.1"
 */

#include "log_line.h"

#include <string.h>

enum {
	TIME_LENGTH = LOG_CLF_LENGTH + sizeof(" +0000") - 1,
	TIME_ROOM = TIME_LENGTH + sizeof("[] \"") - 1   /* with what stands around it */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "10/Oct/2026:13:55:36 +0000] \"" */
static bool is_time(const char *s)
{
	return (s[21] == '+' || s[21] == '-') && memcmp(s + TIME_LENGTH, "] \"", 3) == 0 &&
	       s[20] == ' ' && is_digit(s[22]) && is_digit(s[23]) && is_digit(s[24]) &&
	       is_digit(s[25]) && log_is_clf_time(s);
}

/* A user name may contain almost anything, but no server logs its quotes as they are. */
static const char *find_time(const char *s, size_t length)
{
	const char *end = s + length;

	while ((s = memchr(s, '[', (size_t)(end - s)))) {
		if ((size_t)(end - s) < TIME_ROOM)
			return NULL;
		s++;
		if (is_time(s))
			return s;
	}
	return NULL;
}

/* A number or "-" */
static bool is_size(struct span word)
{
	if (word.length == 1 && *word.at == '-')
		return true;
	for (size_t n = 0; n < word.length; n++)
		if (!is_digit(word.at[n]))
			return false;
	return word.length > 0;
}

/* Ends in a colon and a port. */
static bool has_port(struct span word)
{
	size_t n = word.length;

	while (n > 0 && is_digit(word.at[n - 1]))
		n--;
	return n > 1 && n < word.length && word.at[n - 1] == ':';
}

/*
 * Apache's vhost_combined begins with the host and its port, before the address of
 * the client and what identd says, which is "-".
 */
static struct span virtual_host(struct span start)
{
	struct span host = log_take_word(&start);
	struct span client = log_take_word(&start);
	struct span identity = log_take_word(&start);

	if (start.length == 0 || !has_port(host) || client.length < 2 || identity.length != 1)
		return (struct span){NULL, 0};
	return host;
}

bool log_read_common(struct log_line *line, const char *s, size_t length)
{
	const char *time = find_time(s, length);
	struct span rest;
	struct span request;

	if (!time)
		return false;
	rest.at = time + TIME_LENGTH + 2;
	rest.length = length - (size_t)(rest.at - s);
	if (!log_take_quoted(&rest, &request) || !log_code(log_take_word(&rest), &line->code) ||
	    !is_size(log_take_word(&rest)))
		return false;
	line->time = (struct span){time, TIME_LENGTH};
	line->host = virtual_host((struct span){s, (size_t)(time - 1 - s)});
	log_request(line, request);
	return true;
}
