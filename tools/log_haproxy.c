/* SPDX-License-Identifier: MIT */
/*
 * HAProxy's HTTP log format (its configuration manual, 8.2.3), behind what syslog
 * writes before it:
 *
 *     haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1
 *     10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {host} {} "GET / HTTP/1.1"
 */

#include "log_line.h"

#include <string.h>

enum {
	TIME_LENGTH = LOG_CLF_LENGTH + sizeof(".000") - 1,
	TIME_ROOM = TIME_LENGTH + sizeof("[] ") - 1
};

static const char *find_time(const char *s, size_t length)
{
	const char *end = s + length;

	while ((s = memchr(s, '[', (size_t)(end - s)))) {
		if ((size_t)(end - s) < TIME_ROOM)
			return NULL;
		s++;
		if (s[LOG_CLF_LENGTH] == '.' && memcmp(s + TIME_LENGTH, "] ", 2) == 0 &&
		    log_is_clf_time(s))
			return s;
	}
	return NULL;
}

/* Numbers, -1 where there was none, and + if it was written before the end; with slashes. */
static bool is_numbers(struct span word, int slashes)
{
	for (size_t n = 0; n < word.length; n++) {
		char c = word.at[n];

		slashes -= c == '/';
		if (!(c >= '0' && c <= '9') && c != '-' && c != '+' && c != '/')
			return false;
	}
	return word.length > 0 && slashes == 0;
}

/* The request stands last, behind fields that were captured and may have spaces and quotes. */
static void read_request(struct log_line *line, struct span rest)
{
	const char *end = rest.at + rest.length;
	const char *quote = end - 1;

	if (rest.length < 2 || *quote != '"')
		return;
	/* HAProxy writes a quote in the request as #22. */
	do
		quote--;
	while (quote > rest.at && *quote != '"');
	if (*quote == '"')
		log_request(line, (struct span){quote + 1, (size_t)(end - 1 - (quote + 1))});
}

bool log_read_haproxy(struct log_line *line, const char *s, size_t length)
{
	const char *time = find_time(s, length);
	struct span rest;
	struct span server;

	if (!time)
		return false;
	rest.at = time + TIME_LENGTH + 2;
	rest.length = length - (size_t)(rest.at - s);
	log_take_word(&rest);           /* the frontend */
	server = log_take_word(&rest);
	if (!memchr(server.at, '/', server.length) || !is_numbers(log_take_word(&rest), 4) ||
	    !log_code(log_take_word(&rest), &line->code) || !is_numbers(log_take_word(&rest), 0))
		return false;
	line->time = (struct span){time, TIME_LENGTH};
	line->upstream = server;
	read_request(line, rest);
	line->host = log_url_host(line->target);
	return true;
}
