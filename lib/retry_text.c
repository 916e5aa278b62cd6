/* SPDX-License-Identifier: MIT */
/* The last decision of a retry as an English sentence, with its numbers. */

#include "retry.h"
#include "sentence.h"

static const char *failure_text(hs_cause cause)
{
	switch (cause) {
	case HS_FAILURE_CAUSE(HTTPSTATUS_FAILURE_UNCONNECTED): return "no connection";
	case HS_FAILURE_CAUSE(HTTPSTATUS_FAILURE_REFUSED):     return "the server refused the stream";
	case HS_FAILURE_CAUSE(HTTPSTATUS_FAILURE_TIMED_OUT):   return "no response in time";
	case HS_FAILURE_CAUSE(HTTPSTATUS_FAILURE_TRUNCATED):   return "the response broke off";
	default:                                               return "the connection broke";
	}
}

/* Three digits, as on the wire; what is no status as the number that it is. */
static void say_cause(struct hs_sentence *sentence, hs_cause cause)
{
	if (hs_is_failure(cause)) {
		hs_say(sentence, failure_text(cause));
	} else if (cause < 0) {
		hs_say(sentence, "-");
		hs_say_number(sentence, (uint64_t)-cause);
	} else {
		hs_say(sentence, cause < 10 ? "00" : cause < 100 ? "0" : "");
		hs_say_number(sentence, (uint64_t)cause);
	}
	hs_say(sentence, ": ");
}

static void say_asked(struct hs_sentence *sentence, const struct hs_wish *wish)
{
	if (wish->ms == 0)
		return;
	hs_say(sentence, "the server asks for ");
	hs_say_time(sentence, wish->ms);
	hs_say(sentence, "; ");
}

static void say_delay(struct hs_sentence *sentence, uint64_t ms)
{
	if (ms == 0) {
		hs_say(sentence, " at once");
		return;
	}
	hs_say(sentence, " in ");
	hs_say_time(sentence, ms);
}

size_t httpstatus_retry_text(const httpstatus_retry *retry, char *buffer, size_t size)
{
	struct hs_sentence sentence = {buffer, size, 0};

	if (!retry || !retry->decided)
		return hs_say_end(&sentence);
	say_cause(&sentence, retry->cause);
	say_asked(&sentence, &retry->wish);
	switch (httpstatus_advice_verdict(retry->advice)) {
	case HTTPSTATUS_VERDICT_RETRY:
		hs_say(&sentence, "attempt ");
		hs_say_number(&sentence, (uint64_t)retry->attempts + 1);
		hs_say(&sentence, " of ");
		hs_say_number(&sentence, retry->policy.numbers[HTTPSTATUS_SET_ATTEMPTS]);
		say_delay(&sentence, retry->delay);
		break;
	case HTTPSTATUS_VERDICT_FOLLOW:
		hs_say_advice(&sentence, retry->advice);
		if (retry->delay > 0)
			say_delay(&sentence, retry->delay);
		break;
	case HTTPSTATUS_VERDICT_STOP:
	case HTTPSTATUS_VERDICT_DONE:
	case HTTPSTATUS_VERDICT_WAIT:
	case HTTPSTATUS_VERDICT_AMEND:
		hs_say_advice(&sentence, retry->advice);
		break;
	}
	return hs_say_end(&sentence);
}
