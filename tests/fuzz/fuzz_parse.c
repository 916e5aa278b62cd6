/* SPDX-License-Identifier: MIT */
/* httpstatus_parse_status_line against a reader of the same grammar, made of strspn. */

#include "fuzz.h"

#define DIGITS "0123456789"
#define BLANKS " \t"
#define SPACES BLANKS "\r\n"

static char *trimmed(char *s)
{
	size_t length;

	s += strspn(s, SPACES);
	for (length = strlen(s); length > 0 && strchr(SPACES, s[length - 1]); length--)
		s[length - 1] = '\0';
	return s;
}

/* Behind "HTTP/1.1 ", "HTTP/2 ", "RTSP/1.0 " or "ICY "; NULL if it only begins like that. */
static char *behind_version(char *s)
{
	if (strncmp(s, "ICY", 3) == 0)
		return strspn(s + 3, BLANKS) ? s + 3 + strspn(s + 3, SPACES) : NULL;
	if (strncmp(s, "HTTP/", 5) != 0 && strncmp(s, "RTSP/", 5) != 0)
		return s;
	s += 5;
	if (strspn(s, DIGITS) != 1)
		return NULL;
	s++;
	if (*s == '.') {
		s++;
		if (strspn(s, DIGITS) != 1)
			return NULL;
		s++;
	}
	return strspn(s, BLANKS) ? s + strspn(s, SPACES) : NULL;
}

static int expected_of(char *s, int *code)
{
	size_t digits;
	long value;

	*code = 0;
	s = trimmed(s);
	if (!*s)
		return HTTPSTATUS_E_EMPTY;
	if (strcmp(s, "-") == 0)
		return 0;
	s = behind_version(s);
	if (!s)
		return HTTPSTATUS_E_SYNTAX;
	digits = strspn(s, DIGITS);
	if (digits == 0 || (s[digits] && !strchr(BLANKS, s[digits])))
		return HTTPSTATUS_E_SYNTAX;
	value = strtol(s, NULL, 10);
	if (digits == 3 && (value == 0 || value >= 100)) {
		*code = (int)value;
		return 0;
	}
	if (digits == 1 && value == 0)
		return 0;
	/* "40 4": a number that was broken in two. */
	return digits < 3 && s[digits] ? HTTPSTATUS_E_SYNTAX : HTTPSTATUS_E_RANGE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = fuzz_copy(data, size);
	char *string = fuzz_string(data, size);
	int expected_code;
	int expected = expected_of(string, &expected_code);
	int code = -7;

	REQUIRE(httpstatus_parse_status_line(copy, size, &code) == expected);
	REQUIRE(code == expected_code);
	free(string);
	free(copy);
	return 0;
}
