/* SPDX-License-Identifier: MIT */
/* The lines of a file of any size. */

#include "log_input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "text.h"

/* ---- Files ------------------------------------------------------------------------- */

static bool fail(const struct log_input *input)
{
	complain("%s: %s", shown(input->name, strlen(input->name)).text, strerror(errno));
	return false;
}

/* Reads on behind what is there. False at the end of the file, or if it cannot be read. */
static bool read_block(struct log_input *input)
{
	size_t kept = (size_t)(input->end - input->at);
	size_t got;

	memmove(input->block, input->at, kept);
	input->at = input->block;
	errno = 0;
	got = fread(input->block + kept, 1, LOG_LINE_MAX - kept, input->file);
	input->end = input->block + kept + got;
	return got > 0;
}

/* Puts the unpacked file in the place of the packed one. */
static bool unpack_file(struct log_input *input, const char *program)
{
	FILE *unpacked = NULL;

	input->unpacker = unpack(program, input->file, input->name, &unpacked);
	if (!input->unpacker)
		return false;
	input->source = input->file;
	input->file = unpacked;
	input->end = input->at;
	setvbuf(unpacked, NULL, _IONBF, 0);
	return true;
}

static bool open_file(struct log_input *input, const char *name)
{
	const char *program;

	input->name = strcmp(name, "-") == 0 ? "standard input" : name;
	input->file = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");
	input->block = malloc(LOG_LINE_MAX + 1);
	if (!input->file || !input->block)
		return fail(input);
	input->at = input->end = input->block;
	/* The blocks are larger than any buffer. */
	setvbuf(input->file, NULL, _IONBF, 0);
	if (!read_block(input) && ferror(input->file))
		return fail(input);
	program = unpacker_of(input->at, (size_t)(input->end - input->at));
	return !program || unpack_file(input, program);
}

static void close_file(FILE *file)
{
	if (file && file != stdin)
		fclose(file);
}

bool log_open(struct log_input *input, const char *name)
{
	*input = (struct log_input){.name = NULL};
	if (open_file(input, name))
		return true;
	close_file(input->file);
	free(input->block);
	return false;
}

bool log_close(struct log_input *input)
{
	bool good = !ferror(input->file) || fail(input);

	close_file(input->file);
	close_file(input->source);
	if (input->unpacker && !unpack_end(input->unpacker)) {
		complain("%s: it is damaged, or cut", shown(input->name, strlen(input->name)).text);
		good = false;
	}
	free(input->block);
	return good;
}

/* ---- Lines ------------------------------------------------------------------------- */

/* The bytes up to end are a line, and what follows begins at next. */
static void take(struct log_input *input, char *end, char *next, const char **line, size_t *length)
{
	*line = input->at;
	*length = (size_t)(end - input->at);
	if (*length > 0 && end[-1] == '\r')
		(*length)--;
	input->at[*length] = '\0';
	input->at = next;
	input->line++;
}

/* Passes over the rest of a line; false if it is not at its end yet. */
static bool skip_rest(struct log_input *input, char *newline)
{
	input->at = newline ? newline + 1 : input->end;
	input->skipping = !newline;
	return newline;
}

bool log_next(struct log_input *input, const char **line, size_t *length)
{
	for (;;) {
		size_t left = (size_t)(input->end - input->at);
		char *newline = memchr(input->at, '\n', left);

		if (input->skipping) {
			if (skip_rest(input, newline) || read_block(input))
				continue;
			return false;
		}
		if (newline) {
			take(input, newline, newline + 1, line, length);
			return true;
		}
		if (left == LOG_LINE_MAX) {
			take(input, input->end, input->end, line, length);
			input->skipping = true;
			return true;
		}
		if (!read_block(input))
			break;
	}
	if (input->at == input->end)
		return false;
	take(input, input->end, input->end, line, length);
	return true;
}
