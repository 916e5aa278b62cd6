/* SPDX-License-Identifier: MIT */
/* Text into a buffer that may be too small, with the rules of snprintf. */
#ifndef HS_WRITER_H
#define HS_WRITER_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct hs_writer {
	char *buffer;
	size_t size;
	size_t length;              /* of the whole text, written or not */
};

/*@ predicate is_writer{L}(struct hs_writer *w) =
        \at(w->size == 0 || \valid(w->buffer + (0 .. w->size - 1)), L);
*/

/*@ requires \valid(w) && is_writer(w) && \valid_read(s + (0 .. length - 1));
    requires w->size == 0 || \separated(w->buffer + (0 .. w->size - 1), s + (0 .. length - 1));
    assigns w->length, w->buffer[0 .. w->size - 1];
    ensures w->length == (size_t)(\old(w->length) + length);
*/
static inline void hs_write(struct hs_writer *w, const char *s, size_t length)
{
	if (w->size > 0 && w->length < w->size - 1) {
		size_t room = w->size - 1 - w->length;

		memcpy(w->buffer + w->length, s, length < room ? length : room);
	}
	w->length += length;
}

/*@ requires \valid(w) && is_writer(w);
    assigns w->length, w->buffer[0 .. w->size - 1];
    ensures w->length == (size_t)(\old(w->length) + 1);
*/
static inline void hs_write_char(struct hs_writer *w, char c)
{
	hs_write(w, &c, 1);
}

static inline void hs_write_text(struct hs_writer *w, const char *s)
{
	hs_write(w, s, strlen(s));
}

/*@ requires \valid(w) && is_writer(w);
    assigns w->length, w->buffer[0 .. w->size - 1];
*/
static inline void hs_write_number(struct hs_writer *w, uint64_t number)
{
	char digits[20];
	size_t n = sizeof(digits);

	/*@ loop invariant 0 <= n <= 20;
	    loop assigns n, number, digits[0 .. 19];
	    loop variant n;
	*/
	do {
		digits[--n] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	hs_write(w, digits + n, sizeof(digits) - n);
}

/* Ends the text with NUL, if size > 0; returns the length of the whole text. */
/*@ requires \valid(w) && is_writer(w);
    assigns w->buffer[0 .. w->size - 1];
    ensures \result == w->length;
    ensures w->size > 0 ==> w->buffer[\min(w->length, w->size - 1)] == 0;
*/
static inline size_t hs_write_end(struct hs_writer *w)
{
	if (w->size > 0)
		w->buffer[w->length < w->size ? w->length : w->size - 1] = '\0';
	return w->length;
}

#endif
