/* SPDX-License-Identifier: MIT */
/* Writes JSON (RFC 8259). */

#include "json.h"

#include <inttypes.h>
#include <string.h>

/*
 * The length in bytes of the character at s, or 0 if it is not UTF-8 (RFC
 * 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
 */
static size_t character(const unsigned char *s, size_t length)
{
	unsigned char low = 0x80;
	unsigned char high = 0xBF;
	size_t size;

	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	size = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (size > length)
		return 0;
	if (s[0] == 0xE0)
		low = 0xA0;
	else if (s[0] == 0xF0)
		low = 0x90;
	if (s[0] == 0xED)
		high = 0x9F;
	else if (s[0] == 0xF4)
		high = 0x8F;
	for (size_t i = 1; i < size; i++) {
		if (s[i] < low || s[i] > high)
			return 0;
		low = 0x80;
		high = 0xBF;
	}
	return size;
}

static void write_character(FILE *out, const unsigned char *s, size_t size)
{
	if (size == 0)
		fputs("\\ufffd", out);
	else if (s[0] == '"' || s[0] == '\\')
		fprintf(out, "\\%c", s[0]);
	else if (s[0] < 0x20 || s[0] == 0x7F)
		fprintf(out, "\\u%04x", (unsigned)s[0]);
	else
		fwrite(s, 1, size, out);
}

static void write_string(FILE *out, const char *s, size_t length)
{
	const unsigned char *at = (const unsigned char *)s;

	fputc('"', out);
	while (length > 0) {
		size_t size = character(at, length);
		size_t step = size ? size : 1;

		write_character(out, at, size);
		at += step;
		length -= step;
	}
	fputc('"', out);
}

static void write_key(struct json *json, const char *key)
{
	if (json->more)
		fputc(',', json->out);
	json->more = true;
	if (key) {
		write_string(json->out, key, strlen(key));
		fputc(':', json->out);
	}
}

void json_begin(struct json *json, FILE *out)
{
	json->out = out;
	json->more = false;
	fputc('{', out);
}

void json_end(struct json *json)
{
	fputs("}\n", json->out);
}

void json_bytes(struct json *json, const char *key, const char *s, size_t length)
{
	write_key(json, key);
	write_string(json->out, s, length);
}

void json_string(struct json *json, const char *key, const char *s)
{
	json_bytes(json, key, s, strlen(s));
}

void json_number(struct json *json, const char *key, long number)
{
	write_key(json, key);
	fprintf(json->out, "%ld", number);
}

void json_unsigned(struct json *json, const char *key, uint64_t number)
{
	write_key(json, key);
	fprintf(json->out, "%" PRIu64, number);
}

void json_open(struct json *json, const char *key, char bracket)
{
	write_key(json, key);
	fputc(bracket, json->out);
	json->more = false;
}

void json_close(struct json *json, char bracket)
{
	fputc(bracket, json->out);
	json->more = true;
}

void json_words(struct json *json, const char *key, uint32_t bits,
                const char *(*name)(uint32_t bit))
{
	json_open(json, key, '[');
	for (int n = 0; n < 32; n++) {
		const char *word = bits >> n & 1 ? name(UINT32_C(1) << n) : "";

		if (*word)
			json_string(json, NULL, word);
	}
	json_close(json, ']');
}
