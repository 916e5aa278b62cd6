/* SPDX-License-Identifier: MIT */
/* What a line of an access log says, and the formats in which it says it. */
#ifndef LOG_LINE_H
#define LOG_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a line; of length 0 if the line does not have them. */
struct span {
	const char *at;
	size_t length;
};

struct log_line {
	int code;                   /* 0: there was no response */
	struct span method;
	struct span target;
	struct span host;
	struct span upstream;
	struct span time;           /* see log_time */
};

enum {
	LOG_COMMON = 1,
	LOG_HAPROXY,
	LOG_ELB,
	LOG_JSON,
	LOG_FIELD,
	LOG_REGEX
};

/* How lines are read. */
struct log_reader {
	int format;                 /* LOG_*; 0: that of the first line that is in one */
	size_t field;               /* of LOG_FIELD: its number, from 1 on */
	struct log_regex *regex;    /* of LOG_REGEX */
};

/*
 * Reads a line of length bytes, behind which there is a NUL. False if it is not
 * in the format. *line belongs to the bytes of s.
 */
bool log_read(struct log_reader *reader, struct log_line *line, const char *s, size_t length);

/* Each reads one format; log_common.c, log_haproxy.c, log_elb.c, log_json.c, log_regex.c. */
bool log_read_common(struct log_line *line, const char *s, size_t length);
bool log_read_haproxy(struct log_line *line, const char *s, size_t length);
bool log_read_elb(struct log_line *line, const char *s, size_t length);
bool log_read_json(struct log_line *line, const char *s, size_t length);
bool log_read_regex(const struct log_regex *regex, struct log_line *line, const char *s);

/* Compiles a POSIX extended regular expression; NULL after it printed what is wrong. */
struct log_regex *log_regex_new(const char *pattern);
void log_regex_free(struct log_regex *regex);

/* ---- log_text.c: parts of lines -------------------------------------------------- */

/* Takes the bytes before the next space, and the spaces behind them; empty at the end. */
struct span log_take_word(struct span *rest);

/* A code of three digits from 100 on; 0, 000, -1 and - are written where there was none. */
bool log_code(struct span word, int *code);

/* "GET /path HTTP/1.1"; what is something else has neither method nor target. */
void log_request(struct log_line *line, struct span request);

/*
 * Takes a text in quotes, in which a backslash escapes, and the space behind it.
 * False if it does not begin or end with a quote.
 */
bool log_take_quoted(struct span *rest, struct span *text);

/* The path of a target, and the host in a target that is a whole URL. */
struct span log_path(struct span target);
struct span log_url_host(struct span target);

/* ---- log_time.c -------------------------------------------------------------------- */

/*
 * Seconds since 1970, by the clock of the log, whatever zone that is in: the time of
 * the common format, ISO 8601, or a number of seconds, or of milliseconds or less
 * since then. False if it is something else.
 */
bool log_time(struct span time, int64_t *seconds);

/* "2026-10-10 13:55" */
enum { LOG_MINUTE_LENGTH = 16 };
void log_minute_text(int64_t seconds, char text[LOG_MINUTE_LENGTH + 1]);

/* Whether the bytes are "10/Oct/2026:13:55:36"; there are at least LOG_CLF_LENGTH. */
enum { LOG_CLF_LENGTH = 20 };
bool log_is_clf_time(const char *s);

#endif
