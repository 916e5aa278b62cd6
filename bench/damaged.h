/* SPDX-License-Identifier: MIT */
/*
 * Dates that the grammar of RFC 9110, 5.6.7 does not have, and what is wrong
 * with each. A recipient "MUST accept all three" forms; these are none of
 * them. All but the last few are one change away from a good date. The day of
 * the week that does not fit the date is not among them: the grammar allows it.
 */
#ifndef BENCH_DAMAGED_H
#define BENCH_DAMAGED_H

static const struct damaged {
	const char *text;
	const char *fault;
} damaged[] = {
	/* IMF-fixdate: day-name "," SP 2DIGIT SP month SP 4DIGIT SP time-of-day SP GMT */
	{ "Sunday, 06 Nov 1994 08:49:37 GMT", "the day's name in full" },
	{ "Xyz, 06 Nov 1994 08:49:37 GMT", "no name of a day" },
	{ "SUN, 06 NOV 1994 08:49:37 GMT", "names in capitals (they are case-sensitive)" },
	{ "06 Nov 1994 08:49:37 GMT", "no day's name" },
	{ "Sun 06 Nov 1994 08:49:37 GMT", "no comma" },
	{ "Sun,06 Nov 1994 08:49:37 GMT", "no space after the comma" },
	{ "Sun, 6 Nov 1994 08:49:37 GMT", "a day of one digit" },
	{ "Sun,  6 Nov 1994 08:49:37 GMT", "a day of space and digit" },
	{ "Sun, 006 Nov 1994 08:49:37 GMT", "a day of three digits" },
	{ "Sun, 06-Nov-1994 08:49:37 GMT", "hyphens (Netscape's cookies)" },
	{ "Sun, 06 Nov 94 08:49:37 GMT", "a year of two digits (RFC 822)" },
	{ "Sun, 06 Nov 01994 08:49:37 GMT", "a year of five digits" },
	{ "Sun, 06 November 1994 08:49:37 GMT", "the month's name in full" },
	{ "Sun, 06 Nvo 1994 08:49:37 GMT", "no name of a month" },
	{ "Sun, 06 nov 1994 08:49:37 GMT", "a small letter in the month" },
	{ "Sun, 06 11 1994 08:49:37 GMT", "a month of digits" },
	{ "Sun, 06 Nov 1994 8:49:37 GMT", "an hour of one digit" },
	{ "Sun, 06 Nov 1994 08:49 GMT", "no seconds" },
	{ "Sun, 06 Nov 1994 08-49-37 GMT", "no colons" },
	{ "Sun, 06 Nov 1994 08:49:37.5 GMT", "a fraction of a second" },
	{ "Sun, 06 Nov 1994 O8:49:37 GMT", "a letter for a digit" },
	{ "Sun, 06 Nov 1994  08:49:37 GMT", "two spaces" },
	{ "Sun, 06 Nov 1994 08:49:37", "no GMT" },
	{ "Sun, 06 Nov 1994 08:49:37 gmt", "a small gmt" },
	{ "Sun, 06 Nov 1994 08:49:37GMT", "no space before GMT" },
	{ "Sun, 06 Nov 1994 08:49:37 UTC", "UTC for GMT" },
	{ "Sun, 06 Nov 1994 08:49:37 EST", "another zone" },
	{ "Sun, 06 Nov 1994 08:49:37 +0000", "+0000 for GMT" },
	{ "Sun, 06 Nov 1994 08:49:37 -0500", "-0500 for GMT" },
	{ "Sun, 06 Nov 1994 08:49:37 GMT+1", "an offset after GMT" },
	{ "Sun, 06 Nov 1994 08:49:37 GMT x", "something after it" },
	{ "Sun, 06 Nov 1994 08:49:37 GMT; path=/", "a parameter after it" },
	{ "x Sun, 06 Nov 1994 08:49:37 GMT", "something in front of it" },
	{ "Mon, 31 Feb 1994 08:49:37 GMT", "31 February" },
	{ "Wed, 29 Feb 1995 08:49:37 GMT", "29 February of no leap year" },
	{ "Thu, 31 Apr 1994 08:49:37 GMT", "31 April" },
	{ "Sun, 00 Nov 1994 08:49:37 GMT", "day 0" },
	{ "Sun, 32 Oct 1994 08:49:37 GMT", "day 32" },
	{ "Sun, 06 Nov 1994 24:00:00 GMT", "hour 24" },
	{ "Sun, 06 Nov 1994 08:60:37 GMT", "minute 60" },
	{ "Sun, 06 Nov 1994 08:49:61 GMT", "second 61" },
	/* rfc850-date: day-name-l "," SP 2DIGIT "-" month "-" 2DIGIT SP time-of-day SP GMT */
	{ "Sun, 06-Nov-94 08:49:37 GMT", "RFC 850 with a short day's name" },
	{ "Sunday, 06-Nov-1994 08:49:37 GMT", "RFC 850 with a year of four digits" },
	{ "Sunday, 6-Nov-94 08:49:37 GMT", "RFC 850 with a day of one digit" },
	{ "Sunday, 06 Nov 94 08:49:37 GMT", "RFC 850 with spaces for hyphens" },
	{ "Sunday, 06-Nov-94 08:49:37", "RFC 850 without GMT" },
	{ "Noday, 06-Nov-94 08:49:37 GMT", "RFC 850 with no name of a day" },
	/* asctime-date: day-name SP month SP ( 2DIGIT / SP 1DIGIT ) SP time-of-day SP 4DIGIT */
	{ "Sun Nov 6 08:49:37 1994", "asctime with a day of one digit" },
	{ "Sun Nov  6 08:49:37 1994 GMT", "asctime with GMT" },
	{ "Sun Nov  6 08:49:37 GMT 1994", "asctime with a zone (date(1))" },
	{ "Sun Nov  6 1994 08:49:37", "asctime with the year too early" },
	{ "Sun Nov  6 08:49:37 94", "asctime with a year of two digits" },
	{ "Sun, Nov  6 08:49:37 1994", "asctime with a comma" },
	/* Other ways to write a time */
	{ "1994-11-06T08:49:37Z", "RFC 3339" },
	{ "1994-11-06 08:49:37", "ISO 8601 with a space" },
	{ "784111777", "seconds since the epoch" },
	{ "Nov 6 1994", "a day without a time" },
	{ "08:49:37 06-Nov-94 Sunday", "the parts in another order" },
	{ "", "nothing" }
};

#endif
