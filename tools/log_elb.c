/* SPDX-License-Identifier: MIT */
/*
 * The access logs of AWS Elastic Load Balancing: of Application Load Balancers,
 *
 *     http 2018-07-02T22:23:00.186641Z app/name/50dc6c495c0c9188 192.168.131.39:2817
 *     10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "GET http://host:80/ HTTP/1.1" ...
 *
 * and of Classic Load Balancers, which do not write the type that this begins with.
 */

#include "log_line.h"

/* 2018-07-02T22:23:00.186641Z */
static bool is_time(struct span word)
{
	int64_t seconds;

	return word.length >= 20 && word.at[10] == 'T' && word.at[word.length - 1] == 'Z' &&
	       log_time(word, &seconds);
}

/* Seconds; -1 where there was no response. */
static bool is_duration(struct span word)
{
	for (size_t n = 0; n < word.length; n++)
		if (!(word.at[n] >= '0' && word.at[n] <= '9') && word.at[n] != '.' && word.at[n] != '-')
			return false;
	return word.length > 0;
}

/* The type is in lower case, with a digit: h2, grpcs. */
static bool take_time(struct span *rest, struct span *time)
{
	*time = log_take_word(rest);
	if (!is_time(*time) && time->length <= 8)
		*time = log_take_word(rest);
	return is_time(*time);
}

bool log_read_elb(struct log_line *line, const char *s, size_t length)
{
	struct span rest = {s, length};
	struct span time;
	struct span target;
	struct span request;
	int of_target;

	if (!take_time(&rest, &time))
		return false;
	log_take_word(&rest);           /* the load balancer */
	log_take_word(&rest);           /* the client */
	target = log_take_word(&rest);
	for (int n = 0; n < 3; n++)
		if (!is_duration(log_take_word(&rest)))
			return false;
	if (!log_code(log_take_word(&rest), &line->code) || !log_code(log_take_word(&rest), &of_target))
		return false;
	for (int n = 0; n < 2; n++)
		if (!is_duration(log_take_word(&rest)))
			return false;
	if (!log_take_quoted(&rest, &request))
		return false;
	line->time = time;
	line->upstream = target;
	log_request(line, request);
	line->host = log_url_host(line->target);
	return true;
}
