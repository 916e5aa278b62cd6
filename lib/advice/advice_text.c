/* SPDX-License-Identifier: MIT */
/* An advice as an English sentence. */

#include "advice/advice_text.h"

#include "catalog/catalog.h"

/* ---- Numbers -------------------------------------------------------------- */

static void say_unit(struct hs_writer *writer, uint64_t number, const char *unit)
{
	hs_write_number(writer, number);
	hs_write_text(writer, unit);
}

/* Two adjacent units; the second is omitted if it is 0. */
static void say_units(struct hs_writer *writer, uint64_t number, uint64_t ratio,
                      const char *unit, const char *smaller)
{
	say_unit(writer, number / ratio, unit);
	if (number % ratio == 0)
		return;
	hs_write_char(writer, ' ');
	say_unit(writer, number % ratio, smaller);
}

/* "2.7 s", or "2 s" */
static void say_tenths(struct hs_writer *writer, uint64_t tenths)
{
	hs_write_number(writer, tenths / 10);
	if (tenths % 10 > 0) {
		hs_write_char(writer, '.');
		hs_write_number(writer, tenths % 10);
	}
	hs_write_text(writer, " s");
}

/* The time in units, rounded to the nearest; half a unit is rounded up. */
static uint64_t rounded(uint64_t ms, uint64_t unit)
{
	return ms / unit + (ms % unit >= unit / 2);
}

/* The units are chosen by the rounded time: 59.96 s is "1 min". */
void hs_say_time(struct hs_writer *writer, uint64_t ms)
{
	const uint64_t tenth = 100;
	const uint64_t second = 1000;
	const uint64_t minute = 60 * second;
	const uint64_t hour = 60 * minute;
	const uint64_t day = 24 * hour;

	if (ms == HTTPSTATUS_TIME_FOREVER) {
		hs_write_text(writer, "more than 136 years");
	} else if (ms < second) {
		say_unit(writer, ms, " ms");
	} else if (rounded(ms, tenth) * tenth < minute) {
		say_tenths(writer, rounded(ms, tenth));
	} else if (rounded(ms, second) * second < hour) {
		say_units(writer, rounded(ms, second), 60, " min", " s");
	} else if (rounded(ms, minute) * minute < day) {
		say_units(writer, rounded(ms, minute), 60, " h", " min");
	} else {
		say_units(writer, rounded(ms, hour), 24, " d", " h");
	}
}

/* ---- The advice ------------------------------------------------------------ */

static void say_changes(struct hs_writer *writer, uint32_t changes)
{
	static const struct {
		uint32_t bit;
		char text[44];
	} words[] = {
		{HTTPSTATUS_CHANGE_CONNECTION, "over another connection"},
		{HTTPSTATUS_CHANGE_ENDPOINT, "to another server, if there is one"},
		{HTTPSTATUS_CHANGE_NO_EARLY_DATA, "without TLS early data"},
		{HTTPSTATUS_CHANGE_CREDENTIALS, "with other credentials"},
		{HTTPSTATUS_CHANGE_METHOD, "with another method"},
		{HTTPSTATUS_CHANGE_TARGET, "to another URI"},
		{HTTPSTATUS_CHANGE_CONTENT, "with other content"},
		{HTTPSTATUS_CHANGE_RANGE, "with another range, or none"},
		{HTTPSTATUS_CHANGE_PRECONDITION, "with a precondition that holds"},
		{HTTPSTATUS_CHANGE_EXPECT, "without Expect"},
		{HTTPSTATUS_CHANGE_PROTOCOL, "over another protocol or version"},
		{HTTPSTATUS_CHANGE_LENGTH, "with a Content-Length"},
		{HTTPSTATUS_CHANGE_FIELDS, "with other fields"},
		{HTTPSTATUS_CHANGE_STATE, "once the state of the resource allows it"},
		{HTTPSTATUS_CHANGE_USER, "once a person has acted"},
		{HTTPSTATUS_CHANGE_CONFIGURATION, "once the server is repaired"}
	};
	const char *joint = " ";

	for (size_t n = 0; n < sizeof(words) / sizeof(words[0]); n++) {
		if (!(changes & words[n].bit))
			continue;
		hs_write_text(writer, joint);
		hs_write_text(writer, words[n].text);
		joint = ", ";
	}
}

static void say_limit(struct hs_writer *writer, int limit)
{
	if (limit == HTTPSTATUS_LIMIT_NONE || limit == 0)
		return;
	if (limit == 1) {
		hs_write_text(writer, ", once");
		return;
	}
	hs_write_text(writer, ", at most ");
	say_unit(writer, (uint64_t)limit, " times");
}

/* The reason for the verdict; the first that applies, in this order. */
static void say_stop(struct hs_writer *writer, uint32_t reasons)
{
	static const struct {
		uint32_t bit;
		char text[72];
	} words[] = {
		{HTTPSTATUS_REASON_FORBIDDEN, ": the server asks not to retry"},
		{HTTPSTATUS_REASON_UNSAFE_METHOD, ": the origin may have acted, and the request is not idempotent"},
		{HTTPSTATUS_REASON_ONE_SHOT, ": the content cannot be sent a second time"},
		{HTTPSTATUS_REASON_CODE_LIMIT, ": this status allows no further retry"},
		{HTTPSTATUS_REASON_ATTEMPTS, ": there were enough attempts"},
		{HTTPSTATUS_REASON_REDIRECTS, ": it was redirected too often"},
		{HTTPSTATUS_REASON_TOO_LONG, ": the server asks to wait longer than is allowed"},
		{HTTPSTATUS_REASON_DEADLINE, ": no time is left for another attempt"},
		{HTTPSTATUS_REASON_BUDGET, ": too much fails, the budget pays for no retry"},
		/* Also where the policy always retries, until one of the reasons above ends that. */
		{HTTPSTATUS_REASON_OVERRIDDEN, ": the policy never retries this status"},
		{HTTPSTATUS_REASON_INVALID, ": this is no status that a server may send"}
	};
	size_t n = 0;

	while (n < sizeof(words) / sizeof(words[0]) && !(reasons & words[n].bit))
		n++;
	hs_write_text(writer, "give up");
	hs_write_text(writer, n < sizeof(words) / sizeof(words[0]) ? words[n].text
	                                                      : ": a retry cannot help");
}

static void say_retry(struct hs_writer *writer, httpstatus_advice advice)
{
	hs_write_text(writer, "send it again");
	say_changes(writer, httpstatus_advice_changes(advice));
	say_limit(writer, httpstatus_advice_limit(advice));
	/* That this method allows a retry was judged before the verdict. */
	if (httpstatus_advice_processed(advice) <= HTTPSTATUS_PROCESSED_REFUSED)
		hs_write_text(writer, "; safe with any method");
}

static void say_verdict(struct hs_writer *writer, httpstatus_advice advice)
{
	switch (httpstatus_advice_verdict(advice)) {
	case HTTPSTATUS_VERDICT_DONE:
		hs_write_text(writer, "nothing more: it succeeded");
		break;
	case HTTPSTATUS_VERDICT_WAIT:
		hs_write_text(writer, "wait for the final response");
		break;
	case HTTPSTATUS_VERDICT_FOLLOW:
		hs_write_text(writer, "follow Location");
		break;
	case HTTPSTATUS_VERDICT_AMEND:
		hs_write_text(writer, "send it again, but changed:");
		say_changes(writer, httpstatus_advice_changes(advice));
		say_limit(writer, httpstatus_advice_limit(advice));
		break;
	case HTTPSTATUS_VERDICT_RETRY:
		say_retry(writer, advice);
		break;
	default:
		say_stop(writer, httpstatus_advice_reasons(advice));
		break;
	}
}

void hs_say_advice(struct hs_writer *writer, httpstatus_advice advice)
{
	uint32_t reasons = httpstatus_advice_reasons(advice);

	say_verdict(writer, advice);
	if (reasons & HTTPSTATUS_REASON_HOLD)
		hs_write_text(writer, "; keep the data until then");
	if (reasons & HTTPSTATUS_REASON_MAYBE_DONE)
		hs_write_text(writer, "; an earlier attempt may have done it");
}

size_t httpstatus_advice_text(httpstatus_advice advice, char *buffer, size_t size)
{
	struct hs_writer writer = {buffer, size, 0};

	hs_say_advice(&writer, advice);
	return hs_write_end(&writer);
}
