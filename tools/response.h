/* SPDX-License-Identifier: MIT */
/* A response, out of those that curl -i prints. */
#ifndef RESPONSE_H
#define RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <httpstatus.h>

struct bytes {
	char *text;
	size_t length;
	size_t size;                /* of the memory */
};

struct response {
	struct bytes head;          /* whole lines, the status line first */
	struct bytes content;
	int code;                   /* 0: none was read, or its status line has no code */
};

/*
 * Reads to the end, and keeps the last response: another one follows only an
 * interim response or a redirect. False after it printed what is wrong: the input
 * cannot be read, or there is no status. To be freed in any case.
 */
bool read_response(FILE *in, struct response *response);
void free_response(struct response *response);

/* Whether a line begins a response, as no field line does. */
bool is_status_line(const char *s, size_t length);

/* Whether it is a field line (RFC 9112, 5): a token, and a colon right behind it. */
bool is_field_line(const char *s, size_t length);

/* Passes every line of the head to a retry, and the content. */
void feed_response(httpstatus_retry *retry, const struct response *response);

#endif
