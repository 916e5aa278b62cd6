/* SPDX-License-Identifier: MIT */
/* The last decision of a retry as an English sentence, with its numbers. */

#include "retry/retry.h"
#include "advice/advice_text.h"

static const char *failure_text(int failure)
{
	switch (failure) {
	case HTTPSTATUS_FAILURE_UNCONNECTED: return "no connection";
	case HTTPSTATUS_FAILURE_REFUSED:     return "the server refused the stream";
	case HTTPSTATUS_FAILURE_TIMED_OUT:   return "no response in time";
	case HTTPSTATUS_FAILURE_TRUNCATED:   return "the response broke off";
	case HTTPSTATUS_FAILURE_UNKNOWN_HOST: return "the name does not exist";
	default:                             return "the connection broke";
	}
}

/*
 * Three digits, as in a status line; 0 is how programs report that there was no
 * response; other numbers as they are.
 */
static void say_cause(struct hs_writer *writer, const httpstatus_retry *retry)
{
	const int64_t code = retry->code;

	if (retry->failure) {
		hs_write_text(writer, failure_text(retry->failure));
	} else if (code == 0) {
		hs_write_text(writer, "no response");
	} else if (code < 0) {
		hs_write_text(writer, "-");
		hs_write_number(writer, (uint64_t)-code);
	} else {
		hs_write_text(writer, code < 10 ? "00" : code < 100 ? "0" : "");
		hs_write_number(writer, (uint64_t)code);
	}
	hs_write_text(writer, ": ");
}

static void say_asked(struct hs_writer *writer, uint64_t ms)
{
	if (ms == 0)
		return;
	hs_write_text(writer, "the server asks for ");
	hs_say_time(writer, ms);
	hs_write_text(writer, "; ");
}

static void say_delay(struct hs_writer *writer, uint64_t ms)
{
	if (ms == 0) {
		hs_write_text(writer, " at once");
		return;
	}
	hs_write_text(writer, " in ");
	hs_say_time(writer, ms);
}

/* The attempts that policy and cause allow if the same outcome recurs; 0: any number. */
static uint64_t attempts_in_all(const httpstatus_retry *retry)
{
	const uint64_t allowed = hs_setting(retry, HTTPSTATUS_POLICY_ATTEMPTS);
	const int limit = httpstatus_advice_limit(retry->advice);
	uint64_t by_cause;

	if (limit == HTTPSTATUS_LIMIT_NONE || !hs_setting(retry, HTTPSTATUS_POLICY_CODE_LIMITS))
		return allowed;
	/* The retry that was just planned is among those that count. */
	by_cause = (uint64_t)retry->attempts + 1 + (uint64_t)limit -
	           hs_retries_after(&retry->counts, hs_cause_of(retry));
	return allowed == 0 || by_cause < allowed ? by_cause : allowed;
}

static void say_attempt(struct hs_writer *writer, const httpstatus_retry *retry)
{
	const uint64_t all = attempts_in_all(retry);

	hs_write_text(writer, "attempt ");
	hs_write_number(writer, (uint64_t)retry->attempts + 1);
	if (all == 0)
		return;
	hs_write_text(writer, " of ");
	hs_write_number(writer, all);
}

size_t httpstatus_retry_text(const httpstatus_retry *retry, char *buffer, size_t size)
{
	struct hs_writer writer = {buffer, size, 0};

	if (!retry || !retry->decided)
		return hs_write_end(&writer);
	say_cause(&writer, retry);
	say_asked(&writer, retry->asked_ms);
	switch (httpstatus_advice_verdict(retry->advice)) {
	case HTTPSTATUS_VERDICT_RETRY:
		say_attempt(&writer, retry);
		say_delay(&writer, retry->delay);
		break;
	case HTTPSTATUS_VERDICT_FOLLOW:
		hs_say_advice(&writer, retry->advice);
		if (retry->delay > 0)
			say_delay(&writer, retry->delay);
		break;
	default:
		hs_say_advice(&writer, retry->advice);
		break;
	}
	return hs_write_end(&writer);
}
