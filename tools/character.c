/* SPDX-License-Identifier: MIT */
/* Characters in bytes from outside, of which nobody knows what they are. */

#include "character.h"

size_t character_length(const char *text, size_t length)
{
	const unsigned char *s = (const unsigned char *)text;
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

bool is_control(const char *s, size_t length)
{
	unsigned char first = (unsigned char)s[0];

	if (length == 1)
		return first < 0x20 || first == 0x7F;
	return length == 2 && first == 0xC2 && (unsigned char)s[1] < 0xA0;
}

char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}
