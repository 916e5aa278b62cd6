/* SPDX-License-Identifier: MIT */
/* The lines of a file of any size, which may be compressed. */
#ifndef LOG_INPUT_H
#define LOG_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum {
	/* Of a longer line, this much is looked at. */
	LOG_LINE_MAX = 1 << 20
};

struct log_input {
	const char *name;           /* as it is shown */
	FILE *file;
	FILE *source;               /* what file is unpacked from; NULL: it is not */
	struct unpacker *unpacker;
	char *block;                /* LOG_LINE_MAX bytes, and a NUL */
	char *at;                   /* in it: what comes next */
	char *end;                  /* of what was read */
	bool skipping;              /* the rest of a line that was too long */
	uint64_t line;              /* the number of the last one */
};

/* Opens a file, "-" for standard input; false after it printed what is wrong. */
bool log_open(struct log_input *input, const char *name);

/*
 * The next line, without its end, and with a NUL behind it; valid up to the next
 * call. False at the end of the file.
 */
bool log_next(struct log_input *input, const char **line, size_t *length);

/* False after it printed what is wrong: the file could not be read to its end. */
bool log_close(struct log_input *input);

/* ---- log_unpack.c -------------------------------------------------------------- */

/* The program that unpacks what begins with these bytes, or NULL. */
const char *unpacker_of(const char *bytes, size_t length);

/* Starts the program, which reads file from its start; NULL after it printed what is wrong. */
struct unpacker *unpack(const char *program, FILE *file, const char *name, FILE **unpacked);

/* Waits for its end; false if it failed. */
bool unpack_end(struct unpacker *unpacker);

#endif
