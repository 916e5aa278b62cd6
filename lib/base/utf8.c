/* SPDX-License-Identifier: MIT */
/* Whether bytes are text that is safe to print and to put into a status line. */

#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The length of a character that begins with byte c, or 0 if none does: 0xc0 and
 * 0xc1 begin only overlong forms, 0xf5 and above only code points above U+10FFFF.
 */
static size_t sequence_length(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c < 0xc2)
		return 0;
	if (c < 0xe0)
		return 2;
	if (c < 0xf0)
		return 3;
	return 4;
}

/* RFC 3629, 4: no overlong form, no surrogate, nothing above U+10FFFF. */
static bool decode(const unsigned char *s, size_t length, uint32_t *character)
{
	static const unsigned char lead[5] = {[2] = 0xc0, [3] = 0xe0, [4] = 0xf0};
	static const uint32_t lowest[5] = {[3] = 0x800, [4] = 0x10000};

	*character = (uint32_t)(s[0] - lead[length]);
	for (size_t i = 1; i < length; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return false;
		*character = *character << 6 | (s[i] - 0x80u);
	}
	if (*character < lowest[length] || *character > 0x10ffff)
		return false;
	return *character < 0xd800 || *character > 0xdfff;
}

enum hs_text_fault hs_text_check(const char *s, size_t length, size_t *offset)
{
	size_t at = 0;

	while (at < length) {
		const unsigned char *p = (const unsigned char *)s + at;
		size_t n = sequence_length(*p);
		uint32_t character;

		*offset = at;
		if (n == 0 || n > length - at || !decode(p, n, &character))
			return HS_TEXT_NOT_UTF8;
		if (character < 0x20 || (character >= 0x7f && character <= 0x9f))
			return HS_TEXT_CONTROL;
		at += n;
	}
	return HS_TEXT_GOOD;
}
