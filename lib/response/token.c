/* SPDX-License-Identifier: MIT */
/* A string that is put together from pieces of content. */

#include "response/token.h"

static bool is_character(uint32_t c)
{
	return c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
}

/* RFC 3629, 3 */
void hs_token_add_character(struct hs_token *token, uint32_t c)
{
	static const uint8_t first[] = {0, 0xC0, 0xE0, 0xF0};
	int more = 0;

	if (!is_character(c))
		c = 0xFFFD;
	if (c >= 0x80)
		more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	hs_token_add(token, (char)(first[more] | c >> 6 * more));
	for (more--; more >= 0; more--)
		hs_token_add(token, (char)(0x80 | (c >> 6 * more & 0x3F)));
}
