/* SPDX-License-Identifier: MIT */
/*
 * Logs with a JSON object in each line: Caddy's, Cloudflare's Logpush, Traefik's, Envoy's,
 * and what people configure nginx to write. Looked at are the members of the object, and
 * those of its member "request", as Caddy has it.
 */

#include "log_line.h"

#include <string.h>

enum place {
	STATUS,
	REQUEST,
	METHOD,
	TARGET,
	HOST,
	UPSTREAM,
	TIME,
	PLACES
};

/* Of several names for one place, the first in the line counts. */
static const struct {
	const char *name;
	enum place place;
} members[] = {
	{"status", STATUS}, {"EdgeResponseStatus", STATUS}, {"DownstreamStatus", STATUS},
	{"response_code", STATUS},
	{"request", REQUEST},
	{"method", METHOD}, {"request_method", METHOD}, {"ClientRequestMethod", METHOD},
	{"RequestMethod", METHOD},
	{"uri", TARGET}, {"request_uri", TARGET}, {"path", TARGET}, {"ClientRequestURI", TARGET},
	{"RequestPath", TARGET},
	{"host", HOST}, {"http_host", HOST}, {"ClientRequestHost", HOST}, {"RequestHost", HOST},
	{"authority", HOST},
	{"upstream_addr", UPSTREAM}, {"upstream_host", UPSTREAM}, {"ServiceAddr", UPSTREAM},
	{"OriginIP", UPSTREAM},
	{"ts", TIME}, {"time", TIME}, {"time_iso8601", TIME}, {"time_local", TIME}, {"msec", TIME},
	{"timestamp", TIME}, {"start_time", TIME}, {"StartUTC", TIME}, {"EdgeStartTimestamp", TIME}
};

enum { DEPTH_MAX = 64 };

struct scanner {
	struct span rest;
	uint64_t objects;           /* a bit for each bracket that is open: 1 for {; the last one lowest */
	int depth;
	bool in_request;            /* the second bracket is that of "request" */
	struct span found[PLACES];
};

static void skip(struct scanner *scanner, size_t length)
{
	scanner->rest.at += length;
	scanner->rest.length -= length;
}

static void skip_space(struct scanner *scanner)
{
	while (scanner->rest.length > 0 && (*scanner->rest.at == ' ' || *scanner->rest.at == '\t'))
		skip(scanner, 1);
}

/* Whether the next character is this one, which is passed over. */
static bool take(struct scanner *scanner, char c)
{
	skip_space(scanner);
	if (scanner->rest.length == 0 || *scanner->rest.at != c)
		return false;
	skip(scanner, 1);
	return true;
}

static bool open_bracket(struct scanner *scanner, char bracket)
{
	if (scanner->depth == DEPTH_MAX)
		return false;
	scanner->objects = scanner->objects << 1 | (bracket == '{');
	scanner->depth++;
	return true;
}

static bool close_bracket(struct scanner *scanner, char bracket)
{
	if (scanner->depth == 0 || (scanner->objects & 1) != (bracket == '}'))
		return false;
	scanner->objects >>= 1;
	if (--scanner->depth < 2)
		scanner->in_request = false;
	return true;
}

/* Keeps the value of a member, if it counts. */
static void keep(struct scanner *scanner, struct span name, struct span value)
{
	if (scanner->depth != 1 && !(scanner->depth == 2 && scanner->in_request))
		return;
	for (size_t n = 0; n < sizeof(members) / sizeof(members[0]); n++) {
		struct span *place = &scanner->found[members[n].place];

		if (strlen(members[n].name) == name.length &&
		    memcmp(members[n].name, name.at, name.length) == 0 && place->length == 0)
			*place = value;
	}
}

/* A number, true, false or null. */
static struct span take_scalar(struct scanner *scanner)
{
	struct span value = {scanner->rest.at, 0};

	while (value.length < scanner->rest.length && !strchr(",]} \t", value.at[value.length]))
		value.length++;
	skip(scanner, value.length);
	return value;
}

static bool is_request(struct span name)
{
	return name.length == 7 && memcmp(name.at, "request", 7) == 0;
}

/* Behind the colon. A bracket is left for the next step. */
static bool member(struct scanner *scanner, struct span name)
{
	struct span value;
	char c;

	skip_space(scanner);
	c = scanner->rest.length > 0 ? *scanner->rest.at : '\0';
	if (c == '{' || c == '[') {
		scanner->in_request = scanner->in_request ||
		                      (c == '{' && scanner->depth == 1 && is_request(name));
		return true;
	}
	if (c == '"' && !log_take_quoted(&scanner->rest, &value))
		return false;
	if (c != '"')
		value = take_scalar(scanner);
	keep(scanner, name, value);
	return c == '"' || value.length > 0;
}

/* A bracket, or a member or an element. */
static bool step(struct scanner *scanner)
{
	char c = *scanner->rest.at;
	struct span text;

	if (c == '{' || c == '[') {
		skip(scanner, 1);
		return open_bracket(scanner, c);
	}
	if (c == '}' || c == ']') {
		skip(scanner, 1);
		return close_bracket(scanner, c);
	}
	if (c == '"') {
		if (!log_take_quoted(&scanner->rest, &text))
			return false;
		return take(scanner, ':') ? member(scanner, text) : true;
	}
	return take_scalar(scanner).length > 0;
}

/* Whether it is an object, to the end of the line. */
static bool scan(struct scanner *scanner)
{
	if (!take(scanner, '{') || !open_bracket(scanner, '{'))
		return false;
	while (scanner->depth > 0) {
		if (take(scanner, ','))
			continue;
		if (scanner->rest.length == 0 || !step(scanner))
			return false;
	}
	skip_space(scanner);
	return scanner->rest.length == 0;
}

bool log_read_json(struct log_line *line, const char *s, size_t length)
{
	struct scanner scanner = {.rest = {s, length}};

	if (!scan(&scanner) || !log_code(scanner.found[STATUS], &line->code))
		return false;
	log_request(line, scanner.found[REQUEST]);
	if (scanner.found[METHOD].length > 0)
		line->method = scanner.found[METHOD];
	if (scanner.found[TARGET].length > 0)
		line->target = scanner.found[TARGET];
	line->host = scanner.found[HOST];
	line->upstream = scanner.found[UPSTREAM];
	line->time = scanner.found[TIME];
	return true;
}
