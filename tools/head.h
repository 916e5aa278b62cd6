/* SPDX-License-Identifier: MIT */
/* The header section of a response, out of those that curl -D prints. */
#ifndef HEAD_H
#define HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <httpstatus.h>

/* Whole lines, the status line first. */
struct head {
	char *text;
	size_t length;
	size_t size;                /* of the memory */
	int code;                   /* 0: none was read, or its status line has no code */
};

/*
 * Reads to the end, and keeps the last head that is final; an interim one only
 * if there is no other. False after it printed what is wrong: the input cannot
 * be read, or there is no status. head->text is to be freed in any case.
 */
bool read_head(FILE *in, struct head *head);

/* Whether a line begins a response, as no field line does. */
bool is_status_line(const char *s, size_t length);

/* Whether it is a field line (RFC 9112, 5): a token, and a colon right behind it. */
bool is_field_line(const char *s, size_t length);

/* Tells a retry of every line of the head. */
void feed_head(httpstatus_retry *retry, const struct head *head);

#endif
