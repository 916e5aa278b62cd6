/* SPDX-License-Identifier: MIT */
/* Which numbers are codes: 100 to 999, and 0 for "no response". */
#ifndef HS_CODES_H
#define HS_CODES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/chars.h"

enum { HS_CODE_END = 1000 };        /* the highest code + 1 */

/*@ assigns \nothing;
    ensures \result <==> code == 0 || 100 <= code <= 999;
*/
static inline bool hs_is_code(int code)
{
	return code == 0 || (code >= 100 && code < HS_CODE_END);
}

/* Reads the digits of a code: 3DIGIT (RFC 9112, 4), or "0". "000" is 0, too. */
/*@ requires readable(digits, count) && \valid(code);
    requires \forall integer i; 0 <= i < count ==> '0' <= digits[i] <= '9';
    assigns *code;
    ensures \result ==> *code == 0 || 100 <= *code <= 999;
    ensures !\result ==> *code == \old(*code);
    ensures \result && count == 3 ==>
            *code == 100 * digits[0] + 10 * digits[1] + digits[2] - 111 * '0';
*/
static inline bool hs_read_code(const char *digits, size_t count, int *code)
{
	int value = 0;

	if (count != 3 && (count != 1 || digits[0] != '0'))
		return false;
	/*@ loop invariant 0 <= i <= count;
	    loop invariant i == 0 ==> value == 0;
	    loop invariant i == 1 ==> value == digits[0] - '0';
	    loop invariant i == 2 ==> value == 10 * digits[0] + digits[1] - 11 * '0';
	    loop invariant i == 3 ==>
	            value == 100 * digits[0] + 10 * digits[1] + digits[2] - 111 * '0';
	    loop assigns i, value;
	    loop variant count - i;
	*/
	for (size_t i = 0; i < count; i++)
		value = value * 10 + (digits[i] - '0');
	if (!hs_is_code(value))
		return false;
	*code = value;
	return true;
}

#endif
