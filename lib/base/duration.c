/* SPDX-License-Identifier: MIT */
/* Numbers and lengths of time in a text. */

#include "base/duration.h"

#include "base/numbers.h"

/*@ requires readable(text.at, text.length) && \valid(number);
    assigns *number;
    ensures \result ==> text.length > 0;
*/
bool hs_read_number(struct hs_span text, uint64_t *number)
{
	uint64_t n = 0;

	/*@ loop invariant i <= text.length;
	    loop assigns i, n;
	    loop variant text.length - i;
	*/
	for (size_t i = 0; i < text.length; i++) {
		const uint64_t digit = (uint64_t)(text.at[i] - '0');

		if (!hs_is_digit(text.at[i]))
			return false;
		n = n <= (UINT64_MAX - 9) / 10 ? 10 * n + digit : UINT64_MAX;
	}
	*number = n;
	return text.length > 0;
}

/*@ requires readable(text.at, text.length) && \valid(ms) && unit <= 604800000;
    assigns *ms;
    ensures \result ==> *ms <= unit * UINT32_MAX || *ms == HS_FOREVER;
    ensures !\result ==> *ms == \old(*ms);
*/
bool hs_read_count(struct hs_span text, uint64_t unit, uint64_t *ms)
{
	uint64_t count;

	if (!hs_read_number(text, &count))
		return false;
	*ms = count <= UINT32_MAX ? unit * count : HS_FOREVER;
	return true;
}

/*
 * The digits behind a decimal point, of a unit, rounded up to whole milliseconds.
 * From the last digit to the first, each step divides by ten; that each rounds up
 * makes the result no larger, since the ceiling of (n + ceiling of x) / 10 is that of
 * (n + x) / 10 for whole n.
 */
/*@ requires readable(digits.at, digits.length) && unit <= 604800000;
    requires \forall integer n; 0 <= n < digits.length ==> '0' <= digits.at[n] <= '9';
    assigns \nothing;
    ensures \result <= unit;
*/
static uint64_t read_fraction(struct hs_span digits, uint64_t unit)
{
	uint64_t ms = 0;

	/*@ loop invariant i <= digits.length && ms <= unit;
	    loop assigns i, ms;
	    loop variant i;
	*/
	for (size_t i = digits.length; i > 0; i--) {
		const uint64_t digit = (uint64_t)(digits.at[i - 1] - '0');

		/*@ assert digit * unit <= 9 * unit; */
		ms = (digit * unit + ms + 9) / 10;
	}
	return ms;
}

/* Takes a number of units off, as far as there is one. */
static bool take_decimal(struct hs_span *text, uint64_t unit, uint64_t *ms)
{
	struct hs_span digits = hs_take_digits(text);

	if (!hs_read_count(digits, unit, ms))
		return false;
	if (text->length == 0 || text->at[0] != '.')
		return true;
	hs_span_take(text, 1);
	digits = hs_take_digits(text);
	*ms = hs_add_u64(*ms, read_fraction(digits, unit));
	return digits.length > 0;
}

bool hs_read_decimal(struct hs_span text, uint64_t unit, uint64_t *ms)
{
	uint64_t found;

	if (!take_decimal(&text, unit, &found) || text.length > 0)
		return false;
	*ms = found;
	return true;
}

/* ---- Durations --------------------------------------------------------------- */

struct unit {
	char name[3];
	uint32_t ms;
};

/* Takes off what stands before the next digit. */
static struct hs_span take_unit(struct hs_span *text)
{
	size_t n = 0;

	while (n < text->length && !hs_is_digit(text->at[n]))
		n++;
	return hs_span_take(text, n);
}

/* Adds numbers with units behind them, which stand in the order of the table. */
static bool add_parts(struct hs_span text, const struct unit *units, size_t count, uint64_t *ms)
{
	size_t next = 0;

	while (text.length > 0) {
		struct hs_span number = text;
		struct hs_span unit;
		uint64_t part;

		/* The unit, which stands behind the number, says what that counts. */
		if (!take_decimal(&text, 1, &part))
			return false;
		number.length -= text.length;
		unit = take_unit(&text);
		while (next < count && !hs_span_is(unit, units[next].name))
			next++;
		if (next >= count || !hs_read_decimal(number, units[next++].ms, &part))
			return false;
		*ms = hs_add_u64(*ms, part);
	}
	return true;
}

bool hs_read_duration(struct hs_span text, uint64_t *ms)
{
	static const struct unit units[] = {{"h", 3600000}, {"m", 60000}, {"s", 1000}, {"ms", 1}};
	uint64_t sum = 0;

	if (text.length == 0 || !add_parts(text, units, sizeof(units) / sizeof(units[0]), &sum))
		return false;
	*ms = sum;
	return true;
}

/* Takes off what stands before a 'T', and that. */
static struct hs_span take_days(struct hs_span *text)
{
	struct hs_span days;
	size_t n = 0;

	while (n < text->length && hs_to_lower(text->at[n]) != 't')
		n++;
	days = hs_span_take(text, n);
	if (text->length > 0)
		hs_span_take(text, 1);
	return days;
}

bool hs_read_iso8601(struct hs_span text, uint64_t *ms)
{
	static const struct unit of_days[] = {{"w", 604800000}, {"d", 86400000}};
	static const struct unit of_time[] = {{"h", 3600000}, {"m", 60000}, {"s", 1000}};
	struct hs_span days;
	uint64_t sum = 0;
	bool ends_with_t;

	if (text.length < 3 || hs_to_lower(text.at[0]) != 'p')
		return false;
	ends_with_t = hs_to_lower(text.at[text.length - 1]) == 't';
	hs_span_take(&text, 1);
	days = take_days(&text);
	if (ends_with_t || !add_parts(days, of_days, 2, &sum) || !add_parts(text, of_time, 3, &sum))
		return false;
	*ms = sum;
	return true;
}
