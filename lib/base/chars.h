/* SPDX-License-Identifier: MIT */
/* ASCII characters, independent of the locale. */
#ifndef HS_CHARS_H
#define HS_CHARS_H

#include <stdbool.h>
#include <stddef.h>

/*@ predicate readable{L}(char *s, integer length) =
        \object_pointer{L}(s) && \valid_read{L}(s + (0 .. length - 1));
*/

/*@ assigns \nothing;
    ensures \result <==> '0' <= c <= '9';
*/
static inline bool hs_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*@ assigns \nothing;
    ensures \result <==> 'a' <= c <= 'z';
*/
static inline bool hs_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/*@ assigns \nothing;
    ensures 'A' <= c <= 'Z' ==> \result == c + ('a' - 'A');
    ensures !('A' <= c <= 'Z') ==> \result == c;
*/
static inline char hs_to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* OWS of RFC 9110, 5.6.3. */
/*@ assigns \nothing;
    ensures \result <==> c == ' ' || c == '\t';
*/
static inline bool hs_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Trims optional white space at both ends. */
/*@ requires \valid(s) && \valid(length) && readable(*s, *length);
    assigns *s, *length;
    ensures readable(*s, *length);
    ensures \old(*s) <= *s && *s + *length <= \old(*s) + \old(*length);
    ensures \base_addr(*s) == \base_addr(\old(*s)) && *length <= \old(*length);
*/
static inline void hs_trim(const char **s, size_t *length)
{
	const char *p = *s;
	size_t n = *length;

	/*@ loop invariant n <= *length;
	    loop assigns n;
	    loop variant n;
	*/
	while (n > 0 && hs_is_blank(p[n - 1]))
		n--;
	/*@ loop invariant *s <= p && p + n <= *s + *length && n <= *length;
	    loop invariant readable(p, n) && \base_addr(p) == \base_addr(*s);
	    loop assigns n, p;
	    loop variant n;
	*/
	while (n > 0 && hs_is_blank(*p)) {
		p++;
		n--;
	}
	*s = p;
	*length = n;
}

/*
 * Whether a value can be folded at byte i, which must be a single space, because
 * the reader trims both lines and joins them with one space. No value begins or
 * ends with a space.
 */
/*@ requires \valid_read(value + i);
    requires value[i] == ' ' ==> i > 0 && readable(value, i + 2);
    assigns \nothing;
    ensures \result ==> i > 0 && value[i] == ' ';
*/
static inline bool hs_folds_at(const char *value, size_t i)
{
	return value[i] == ' ' && value[i - 1] != ' ' && value[i + 1] != ' ';
}

/* Whether a text is word, which is in lower case; case does not matter. */
/*@ requires readable(s, length) && is_text(word);
    assigns \nothing;
*/
static inline bool hs_is_word(const char *s, size_t length, const char *word)
{
	size_t i = 0;

	/*@ loop invariant i <= length && \forall integer k; 0 <= k < i ==> word[k] != 0;
	    loop assigns i;
	    loop variant length - i;
	*/
	while (i < length && word[i] != '\0' && hs_to_lower(s[i]) == word[i])
		i++;
	return i == length && word[i] == '\0';
}

/* OWS and line ends. */
/*@ assigns \nothing;
    ensures \result <==> c == ' ' || c == '\t' || c == '\r' || c == '\n';
*/
static inline bool hs_is_space(char c)
{
	return hs_is_blank(c) || c == '\r' || c == '\n';
}

#endif
