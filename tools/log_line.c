/* SPDX-License-Identifier: MIT */
/* The formats of access logs. */

#include "log_line.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* As awk counts them: separated by spaces and tabs, from 1 on. */
static struct span field(size_t number, const char *s, size_t length)
{
	struct span word = {s, 0};
	const char *end = s + length;

	while (number-- > 0) {
		word.at += word.length;
		while (word.at < end && is_space(*word.at))
			word.at++;
		word.length = 0;
		while (word.at + word.length < end && !is_space(word.at[word.length]))
			word.length++;
	}
	return word;
}

static bool read_as(const struct log_reader *reader, int format, struct log_line *line,
                    const char *s, size_t length)
{
	*line = (struct log_line){.code = 0};
	switch (format) {
	case LOG_COMMON:  return log_read_common(line, s, length);
	case LOG_HAPROXY: return log_read_haproxy(line, s, length);
	case LOG_ELB:     return log_read_elb(line, s, length);
	case LOG_JSON:    return log_read_json(line, s, length);
	case LOG_FIELD:   return log_code(field(reader->field, s, length), &line->code);
	case LOG_REGEX:   return log_read_regex(reader->regex, line, s);
	}
	return false;
}

bool log_read(struct log_reader *reader, struct log_line *line, const char *s, size_t length)
{
	if (reader->format)
		return read_as(reader, reader->format, line, s, length);
	for (int format = LOG_COMMON; format <= LOG_JSON; format++) {
		if (read_as(reader, format, line, s, length)) {
			reader->format = format;
			return true;
		}
	}
	return false;
}
