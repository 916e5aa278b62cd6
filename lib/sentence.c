/* SPDX-License-Identifier: MIT */
/* An advice as an English sentence. */

#include "sentence.h"

#include "catalog.h"

/* ---- Pieces -------------------------------------------------------------- */

static void say_char(struct hs_sentence *sentence, char c)
{
	if (sentence->length + 1 < sentence->size)
		sentence->buffer[sentence->length] = c;
	sentence->length++;
}

void hs_say(struct hs_sentence *sentence, const char *text)
{
	while (*text)
		say_char(sentence, *text++);
}

void hs_say_number(struct hs_sentence *sentence, uint64_t number)
{
	char digits[20];
	size_t n = 0;

	do {
		digits[n++] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	while (n > 0)
		say_char(sentence, digits[--n]);
}

static void say_unit(struct hs_sentence *sentence, uint64_t number, const char *unit)
{
	hs_say_number(sentence, number);
	hs_say(sentence, unit);
}

/* Two units that follow each other; the second one is left out if it is 0. */
static void say_units(struct hs_sentence *sentence, uint64_t number, uint64_t ratio,
                      const char *unit, const char *smaller)
{
	say_unit(sentence, number / ratio, unit);
	if (number % ratio == 0)
		return;
	say_char(sentence, ' ');
	say_unit(sentence, number % ratio, smaller);
}

void hs_say_time(struct hs_sentence *sentence, uint64_t ms)
{
	const uint64_t second = 1000;
	const uint64_t minute = 60 * second;
	const uint64_t hour = 60 * minute;
	const uint64_t day = 24 * hour;

	if (ms == HTTPSTATUS_FOREVER) {
		hs_say(sentence, "more than 136 years");
	} else if (ms < second) {
		say_unit(sentence, ms, " ms");
	} else if (ms < minute) {
		hs_say_number(sentence, ms / second);
		if (ms / 100 % 10 > 0) {
			say_char(sentence, '.');
			hs_say_number(sentence, ms / 100 % 10);
		}
		hs_say(sentence, " s");
	} else if (ms < hour) {
		say_units(sentence, ms / second, 60, " min", " s");
	} else if (ms < day) {
		say_units(sentence, ms / minute, 60, " h", " min");
	} else {
		say_units(sentence, ms / hour, 24, " d", " h");
	}
}

size_t hs_say_end(struct hs_sentence *sentence)
{
	if (sentence->size > 0)
		sentence->buffer[sentence->length < sentence->size ? sentence->length
		                                                   : sentence->size - 1] = '\0';
	return sentence->length;
}

/* ---- The advice ------------------------------------------------------------ */

static void say_changes(struct hs_sentence *sentence, uint32_t changes)
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
		hs_say(sentence, joint);
		hs_say(sentence, words[n].text);
		joint = ", ";
	}
}

static void say_limit(struct hs_sentence *sentence, int limit)
{
	if (limit == HS_NO_LIMIT || limit == 0)
		return;
	if (limit == 1) {
		hs_say(sentence, ", once");
		return;
	}
	hs_say(sentence, ", at most ");
	say_unit(sentence, (uint64_t)limit, " times");
}

/* The reason that settled it; the one that is named first here counts most. */
static void say_stop(struct hs_sentence *sentence, uint32_t reasons)
{
	static const struct {
		uint32_t bit;
		char text[72];
	} words[] = {
		{HTTPSTATUS_REASON_INVALID, ": this is no status that a server may send"},
		{HTTPSTATUS_REASON_OVERRIDDEN, ": the policy never repeats this status"},
		{HTTPSTATUS_REASON_FORBIDDEN, ": the server asks for no repetition"},
		{HTTPSTATUS_REASON_UNSAFE_METHOD, ": the origin may have acted, and twice is not once"},
		{HTTPSTATUS_REASON_ONE_SHOT, ": the content cannot be sent a second time"},
		{HTTPSTATUS_REASON_CODE_LIMIT, ": this status allows no further repetition"},
		{HTTPSTATUS_REASON_ATTEMPTS, ": there were enough attempts"},
		{HTTPSTATUS_REASON_TOO_LONG, ": the server asks for a longer time than may be waited"},
		{HTTPSTATUS_REASON_DEADLINE, ": no time is left for another attempt"},
		{HTTPSTATUS_REASON_BUDGET, ": too much fails, the budget for repetitions is spent"}
	};
	size_t n = 0;

	while (n < sizeof(words) / sizeof(words[0]) && !(reasons & words[n].bit))
		n++;
	hs_say(sentence, "give up");
	hs_say(sentence, n < sizeof(words) / sizeof(words[0]) ? words[n].text
	                                                      : ": this request has no future");
}

static void say_retry(struct hs_sentence *sentence, httpstatus_advice advice)
{
	hs_say(sentence, "send it again");
	say_changes(sentence, httpstatus_advice_changes(advice));
	say_limit(sentence, httpstatus_advice_limit(advice));
	hs_say(sentence, httpstatus_advice_processed(advice) <= HTTPSTATUS_PROCESSED_REFUSED
	                 ? "; safe with any method" : "; only if a repetition does no harm");
}

static void say_verdict(struct hs_sentence *sentence, httpstatus_advice advice)
{
	switch (httpstatus_advice_verdict(advice)) {
	case HTTPSTATUS_VERDICT_STOP:
		say_stop(sentence, httpstatus_advice_reasons(advice));
		break;
	case HTTPSTATUS_VERDICT_DONE:
		hs_say(sentence, "nothing more: it succeeded");
		break;
	case HTTPSTATUS_VERDICT_WAIT:
		hs_say(sentence, "wait for the final response");
		break;
	case HTTPSTATUS_VERDICT_FOLLOW:
		hs_say(sentence, "follow Location");
		break;
	case HTTPSTATUS_VERDICT_AMEND:
		hs_say(sentence, "send it again, but changed:");
		say_changes(sentence, httpstatus_advice_changes(advice));
		say_limit(sentence, httpstatus_advice_limit(advice));
		break;
	case HTTPSTATUS_VERDICT_RETRY:
		say_retry(sentence, advice);
		break;
	}
}

void hs_say_advice(struct hs_sentence *sentence, httpstatus_advice advice)
{
	uint32_t reasons = httpstatus_advice_reasons(advice);

	say_verdict(sentence, advice);
	if (reasons & HTTPSTATUS_REASON_HOLD)
		hs_say(sentence, "; keep what was to be sent until then");
	if (reasons & HTTPSTATUS_REASON_MAYBE_DONE)
		hs_say(sentence, "; an earlier attempt may have done it");
}

size_t httpstatus_advice_text(httpstatus_advice advice, char *buffer, size_t size)
{
	struct hs_sentence sentence = {buffer, size, 0};

	hs_say_advice(&sentence, advice);
	return hs_say_end(&sentence);
}
