/* SPDX-License-Identifier: MIT */
/* What standard output can show. */

#define _DEFAULT_SOURCE

#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/ioctl.h>
#endif

#include "character.h"
#include "text.h"
#include "words.h"

enum {
	COLUMNS_LEAST = 40,
	COLUMNS_MOST  = 200,
	COLUMNS_USUAL = 80
};

/* https://no-color.org */
static bool wants_colour(const struct tool *tool, int colour)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (colour == COLOUR_ALWAYS || colour == COLOUR_NEVER)
		return colour == COLOUR_ALWAYS;
	return tool->terminal && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
}

/* Whether a locale is in UTF-8: "de_DE.UTF-8", "C.utf8". */
static bool is_utf8(const char *locale)
{
	const char *set = strchr(locale, '.');

	return set && lower(set[1]) == 'u' && lower(set[2]) == 't' && lower(set[3]) == 'f' &&
	       (set[4] == '8' || (set[4] == '-' && set[5] == '8'));
}

/* The locale of characters, as setlocale(3) would find it. */
static const char *locale(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		const char *value = getenv(names[n]);

		if (value && *value)
			return value;
	}
	return "";
}

/* What the user says with COLUMNS counts before what the terminal says. */
static int columns(const struct tool *tool)
{
	const char *wanted = getenv("COLUMNS");
	long count = wanted ? strtol(wanted, NULL, 10) : 0;
#ifdef TIOCGWINSZ
	struct winsize size;

	if (count <= 0 && tool->terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		count = size.ws_col;
#endif
	if (count <= 0)
		return COLUMNS_USUAL;
	return count < COLUMNS_LEAST ? COLUMNS_LEAST : count > COLUMNS_MOST ? COLUMNS_MOST : (int)count;
}

void terminal_begin(struct tool *tool, int colour)
{
	tool->terminal = isatty(STDOUT_FILENO);
	tool->utf8 = is_utf8(locale());
	tool->colour = wants_colour(tool, colour);
	text_set_columns(columns(tool));
}

void class_colour(FILE *out, const struct tool *tool, int cls, bool bold)
{
	static const char *const colours[] = {"0", "36", "32", "36", "33", "31"};

	if (tool->colour)
		fprintf(out, "\033[%s%sm", bold ? "1;" : "", colours[cls]);
}

void no_colour(FILE *out, const struct tool *tool)
{
	if (tool->colour)
		fputs("\033[0m", out);
}
