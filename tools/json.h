/* SPDX-License-Identifier: MIT */
/* Writes JSON (RFC 8259), one object a line. */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct json {
	FILE *out;
	bool more;                  /* a comma comes before the next member */
};

/* An object of its own line: begun with json_begin, ended with json_end. */
void json_begin(struct json *json, FILE *out);
void json_end(struct json *json);

/*
 * Members of the object. A NULL key is for elements of an array. Any bytes
 * will do for a string: what is not UTF-8 is written as U+FFFD.
 */
void json_string(struct json *json, const char *key, const char *s);
void json_bytes(struct json *json, const char *key, const char *s, size_t length);
void json_number(struct json *json, const char *key, long number);
void json_unsigned(struct json *json, const char *key, uint64_t number);
/* A part of a whole, given in millionths: 0.25 */
void json_fraction(struct json *json, const char *key, uint64_t millionths);
/* An array of the words for the bits of a set. */
void json_words(struct json *json, const char *key, uint32_t bits,
                const char *(*name)(uint32_t bit));
void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket);

#endif
