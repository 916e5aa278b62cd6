/* SPDX-License-Identifier: MIT */
/* Writes JSON (RFC 8259). */

#include "json.h"

#include <inttypes.h>
#include <string.h>

#include "character.h"

/* Controls are escaped, too, beyond what JSON asks for: a terminal may obey them. */
static void write_character(FILE *out, const char *s, size_t size)
{
	if (size == 0)
		fputs("\\ufffd", out);
	else if (*s == '"' || *s == '\\')
		fprintf(out, "\\%c", *s);
	else if (is_control(s, size))
		fprintf(out, "\\u%04x", (unsigned)(unsigned char)s[size - 1]);
	else
		fwrite(s, 1, size, out);
}

static void write_string(FILE *out, const char *s, size_t length)
{
	fputc('"', out);
	while (length > 0) {
		size_t size = character_length(s, length);
		size_t step = size ? size : 1;

		write_character(out, s, size);
		s += step;
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

void json_fraction(struct json *json, const char *key, uint64_t millionths)
{
	write_key(json, key);
	fprintf(json->out, "%" PRIu64 ".%06u", millionths / 1000000, (unsigned)(millionths % 1000000));
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
