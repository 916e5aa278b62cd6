/* SPDX-License-Identifier: MIT */
/*
 * Reads the files in tests/exchanges: exchanges that the document of a service describes.
 * Lines that begin with # and blank lines are ignored. An exchange is a list of keys, in this
 * order, then the response:
 *
 *     Exchange: the token bucket is empty      what it shows; unique in the file
 *     Source: API errors, "HTTP errors"        the section of the document
 *     Permits: "...", where it stands          that the request was not acted upon: required of
 *                                              a POST or PATCH that is retried, else an error
 *     Method: POST                             " key" behind it: with an Idempotency-Key that the
 *                                              server honours; " harmless": may be done twice
 *     Clock: 1795867200                        optional: the client's, in seconds since the epoch
 *     Verdict: retry
 *     Change: credentials, user                optional: these changes and no others
 *     Delay: 30s                               the time that the response asks for (s or ms); or
 *                                              none, backoff or throttled, if it asks for none
 *     Cooldown: 15s                            optional: the time before the next request
 *     Keep: retry                              what becomes of the content
 *     < HTTP/1.1 429 Too Many Requests         the response: its head; then, behind an empty
 *     < Retry-After: 30                        line, its content
 */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include <httpstatus.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

enum { EXCHANGE_LINE_SIZE = 4096, EXCHANGE_RESPONSE_SIZE = 8192 };

enum exchange_key {
	KEY_EXCHANGE, KEY_SOURCE, KEY_PERMITS, KEY_METHOD, KEY_CLOCK, KEY_VERDICT, KEY_CHANGE, KEY_DELAY,
	KEY_COOLDOWN, KEY_KEEP, KEY_COUNT
};

struct exchange {
	char value[KEY_COUNT][EXCHANGE_LINE_SIZE];
	char response[EXCHANGE_RESPONSE_SIZE];  /* its lines, joined with LF */
	int head_count;                         /* lines of the head */
	bool head_ended;
};

/* A file that is being read. The line that begins the next exchange is kept. */
struct exchange_reader {
	FILE *stream;
	const char *problem;    /* NULL, or what is wrong with the line */
	int line_number;
	char line[EXCHANGE_LINE_SIZE];
	bool kept;
};

static inline bool exchange_problem(struct exchange_reader *reader, const char *problem)
{
	reader->problem = problem;
	return false;
}

/* ---- Values --------------------------------------------------------------------- */

/* Whether the text is the name of one of the values. */
static inline bool is_name_of(const char *(*name_of)(int), int first, int last, const char *text)
{
	for (int value = first; value <= last; value++)
		if (strcmp(name_of(value), text) == 0)
			return true;
	return false;
}

static inline bool is_exchange_method(const char *text)
{
	static const char *const methods[] = {"POST", "GET", "PUT", "DELETE", "PATCH", "HEAD"};
	const size_t length = strcspn(text, " ");

	for (size_t n = 0; n < LENGTH(methods); n++)
		if (strlen(methods[n]) == length && memcmp(methods[n], text, length) == 0)
			return text[length] == '\0' || strcmp(text + length, " key") == 0 ||
			       strcmp(text + length, " harmless") == 0;
	return false;
}

static inline uint32_t exchange_traits(const struct exchange *exchange)
{
	const char *method = exchange->value[KEY_METHOD];
	const size_t length = strcspn(method, " ");
	uint32_t traits = httpstatus_method_traits_n(method, length);

	if (strcmp(method + length, " key") == 0)
		traits |= HTTPSTATUS_TRAIT_KEY;
	if (strcmp(method + length, " harmless") == 0)
		traits |= HTTPSTATUS_TRAIT_HARMLESS;
	return traits;
}

/* Milliseconds of "2s" or "1500ms". */
static inline bool read_exchange_time(const char *text, uint64_t *ms)
{
	const size_t digits = strspn(text, "0123456789");

	if (digits == 0 || digits > 12)
		return false;
	*ms = strtoull(text, NULL, 10);
	if (strcmp(text + digits, "s") == 0)
		*ms *= 1000;
	else if (strcmp(text + digits, "ms") != 0)
		return false;
	return true;
}

/* The changes of a list with commas; false if one is none. */
static inline bool read_exchange_changes(const char *text, uint32_t *changes)
{
	*changes = 0;
	while (*text != '\0') {
		const size_t length = strcspn(text, ",");
		uint32_t change = 1;

		for (; change != 0; change <<= 1)
			if (strlen(httpstatus_change_name(change)) == length &&
			    memcmp(httpstatus_change_name(change), text, length) == 0)
				break;
		if (length == 0 || change == 0)
			return false;
		*changes |= change;
		text += length;
		if (*text == ',' && *++text == ' ')
			text++;
	}
	return *changes != 0;
}

static inline bool is_exchange_value(enum exchange_key key, const char *text)
{
	uint64_t ms;
	uint32_t changes;

	switch (key) {
	case KEY_METHOD:
		return is_exchange_method(text);
	case KEY_CLOCK:
		return strlen(text) <= 12 && text[strspn(text, "0123456789")] == '\0';
	case KEY_VERDICT:
		return is_name_of(httpstatus_verdict_name, HTTPSTATUS_VERDICT_STOP,
		                  HTTPSTATUS_VERDICT_RETRY, text);
	case KEY_CHANGE:
		return read_exchange_changes(text, &changes);
	case KEY_DELAY:
		return strcmp(text, "none") == 0 || strcmp(text, "backoff") == 0 ||
		       strcmp(text, "throttled") == 0 || read_exchange_time(text, &ms);
	case KEY_COOLDOWN:
		return read_exchange_time(text, &ms);
	case KEY_KEEP:
		return is_name_of(httpstatus_keep_name, HTTPSTATUS_KEEP_DROP, HTTPSTATUS_KEEP_HOLD, text);
	default:
		return true;
	}
}

/* ---- Lines ------------------------------------------------------------------------ */

/* The next line that counts, without LF; false at the end, or with a problem. */
static inline bool next_exchange_line(struct exchange_reader *reader)
{
	if (reader->kept) {
		reader->kept = false;
		return true;
	}
	while (fgets(reader->line, sizeof(reader->line), reader->stream)) {
		char *end = strchr(reader->line, '\n');

		reader->line_number++;
		if (!end)
			return exchange_problem(reader, "no LF, or too long");
		*end = '\0';
		if (end > reader->line && strchr("\r\t ", end[-1]))
			return exchange_problem(reader, "white space at the end");
		if (reader->line[0] != '\0' && reader->line[0] != '#')
			return true;
	}
	return false;
}

/* "< text", or "<" alone. A head is a status line and fields, up to the first empty line. */
static inline bool add_exchange_response(struct exchange_reader *reader, struct exchange *exchange)
{
	const char *text = reader->line[1] == ' ' ? reader->line + 2 : reader->line + 1;
	const size_t length = strlen(exchange->response);

	if (reader->line[1] != '\0' && reader->line[1] != ' ')
		return exchange_problem(reader, "no space behind <");
	if (length + strlen(text) + 2 > sizeof(exchange->response))
		return exchange_problem(reader, "the response is too long");
	if (exchange->head_count == 0 && strncmp(text, "HTTP/", 5) != 0)
		return exchange_problem(reader, "expected a status line");
	if (exchange->head_count > 0 && !exchange->head_ended && *text != '\0' && !strchr(text, ':'))
		return exchange_problem(reader, "expected a field");
	snprintf(exchange->response + length, sizeof(exchange->response) - length, "%s%s",
	         exchange->head_count ? "\n" : "", text);
	exchange->head_ended = exchange->head_ended || *text == '\0';
	exchange->head_count += exchange->head_ended ? 0 : 1;
	return true;
}

static inline bool add_exchange_value(struct exchange_reader *reader, struct exchange *exchange)
{
	static const char *const names[KEY_COUNT] = {
		[KEY_EXCHANGE] = "Exchange", [KEY_SOURCE] = "Source", [KEY_PERMITS] = "Permits",
		[KEY_METHOD] = "Method", [KEY_CLOCK] = "Clock", [KEY_VERDICT] = "Verdict",
		[KEY_CHANGE] = "Change", [KEY_DELAY] = "Delay", [KEY_COOLDOWN] = "Cooldown",
		[KEY_KEEP] = "Keep"
	};
	const char *colon = strstr(reader->line, ": ");
	const size_t length = colon ? (size_t)(colon - reader->line) : 0;
	int key = 0;

	while (key < KEY_COUNT && (strlen(names[key]) != length ||
	                           memcmp(names[key], reader->line, length) != 0))
		key++;
	if (!colon || key == KEY_COUNT)
		return exchange_problem(reader, "no key of the format");
	for (int later = key; later < KEY_COUNT; later++)
		if (exchange->head_count || exchange->value[later][0] != '\0')
			return exchange_problem(reader, "twice, or in the wrong order");
	if (!is_exchange_value((enum exchange_key)key, colon + 2))
		return exchange_problem(reader, "no value of this key");
	snprintf(exchange->value[key], EXCHANGE_LINE_SIZE, "%s", colon + 2);
	return true;
}

/* ---- Exchanges ---------------------------------------------------------------------- */

static inline bool exchange_may_miss(int key)
{
	return key == KEY_PERMITS || key == KEY_CLOCK || key == KEY_CHANGE || key == KEY_COOLDOWN;
}

/* A retry that could do twice what was asked for once needs the document's permission. */
static inline bool exchange_needs_permit(const struct exchange *exchange)
{
	const uint32_t repeatable = HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT |
	                            HTTPSTATUS_TRAIT_KEY | HTTPSTATUS_TRAIT_HARMLESS;

	return !(exchange_traits(exchange) & repeatable) &&
	       strcmp(exchange->value[KEY_VERDICT], "retry") == 0;
}

static inline bool check_exchange_whole(struct exchange_reader *reader,
                                        const struct exchange *exchange)
{
	for (int key = 0; key < KEY_COUNT; key++)
		if (exchange->value[key][0] == '\0' && !exchange_may_miss(key))
			return exchange_problem(reader, "the exchange before this line lacks a key");
	if (exchange_needs_permit(exchange) != (exchange->value[KEY_PERMITS][0] != '\0'))
		return exchange_problem(reader, "the exchange before this line lacks Permits, or has it "
		                                "without need");
	if (exchange->head_count == 0)
		return exchange_problem(reader, "the exchange before this line has no response");
	return true;
}

/* False at the end of the file, or with a problem. */
static inline bool read_exchange(struct exchange_reader *reader, struct exchange *exchange)
{
	static const char begin[] = "Exchange: ";

	memset(exchange, 0, sizeof(*exchange));
	if (!next_exchange_line(reader))
		return false;
	if (strncmp(reader->line, begin, strlen(begin)) != 0)
		return exchange_problem(reader, "expected an Exchange");
	if (!add_exchange_value(reader, exchange))
		return false;
	while (next_exchange_line(reader)) {
		if (strncmp(reader->line, begin, strlen(begin)) == 0) {
			reader->kept = true;
			break;
		}
		if (reader->line[0] == '<' ? !add_exchange_response(reader, exchange)
		                           : !add_exchange_value(reader, exchange))
			return false;
	}
	return !reader->problem && check_exchange_whole(reader, exchange);
}

#endif
