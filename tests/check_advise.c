/* SPDX-License-Identifier: MIT */
/*
 * check_advise.c - what to do after a status, against a table and a model
 *
 * The table of iana's codes and the rule of safety are written a second time
 * here, from RFC 9110, 9.2.2 and 15, and without a look at lib/. Where the
 * RFCs leave a value open, the table says ANY.
 */
#include <httpstatus.h>

#include <check.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_retry.h"

#define SAFE         HTTPSTATUS_TRAIT_SAFE
#define IDEMPOTENT   HTTPSTATUS_TRAIT_IDEMPOTENT
#define HARMLESS     HTTPSTATUS_TRAIT_HARMLESS
#define KEY          HTTPSTATUS_TRAIT_KEY
#define PRECONDITION HTTPSTATUS_TRAIT_PRECONDITION
#define ONE_SHOT     HTTPSTATUS_TRAIT_ONE_SHOT
#define REUSED       HTTPSTATUS_TRAIT_REUSED
#define UNSENT       HTTPSTATUS_TRAIT_UNSENT

#define ALL_TRAITS   UINT32_C(0x3FF)
#define REPEATABLE   (SAFE | IDEMPOTENT | HARMLESS | KEY | PRECONDITION)

#define PERSISTENCE  (HTTPSTATUS_REASON_TRANSIENT | HTTPSTATUS_REASON_THROTTLED | \
                      HTTPSTATUS_REASON_STATE | HTTPSTATUS_REASON_PERMANENT)

#define ANY    99
#define POLICY HTTPSTATUS_LIMIT_NONE

/* ---- iana, written a second time --------------------------------------- */

#define P(x) HTTPSTATUS_PROCESSED_##x
#define C(x) HTTPSTATUS_CHANGE_##x

/* changes: these bits at least, and no other where the verdict is RETRY. */
static const struct row {
	int code, verdict, processed;
	uint32_t changes;
	uint32_t persistence;
	int limit;
} table[] = {
	{ 100, WAIT, ANY, 0, ANY, ANY },
	{ 101, WAIT, ANY, 0, ANY, ANY },
	{ 102, WAIT, ANY, 0, ANY, ANY },
	{ 103, WAIT, ANY, 0, ANY, ANY },
	{ 104, WAIT, ANY, 0, ANY, ANY },

	{ 200, DONE, P(DONE), 0, 0, ANY },
	{ 201, DONE, P(DONE), 0, 0, ANY },
	{ 202, DONE, P(DONE), 0, 0, ANY },
	{ 203, DONE, P(DONE), 0, 0, ANY },
	{ 204, DONE, P(DONE), 0, 0, ANY },
	{ 205, DONE, P(DONE), 0, 0, ANY },
	{ 206, DONE, P(DONE), 0, 0, ANY },
	{ 207, DONE, P(DONE), 0, 0, ANY },
	{ 208, DONE, P(DONE), 0, 0, ANY },
	{ 226, DONE, P(DONE), 0, 0, ANY },

	{ 300, AMEND, P(REFUSED), C(TARGET), ANY, ANY },
	{ 301, FOLLOW, P(REFUSED), C(TARGET), ANY, ANY },
	{ 302, FOLLOW, P(REFUSED), C(TARGET), ANY, ANY },
	{ 303, FOLLOW, ANY, C(TARGET) | C(METHOD), ANY, ANY },
	{ 304, DONE, P(DONE), 0, 0, ANY },
	{ 305, STOP, ANY, 0, ANY, ANY },
	{ 306, STOP, ANY, 0, ANY, ANY },
	{ 307, FOLLOW, P(REFUSED), C(TARGET), ANY, ANY },
	{ 308, FOLLOW, P(REFUSED), C(TARGET), ANY, ANY },

	{ 400, AMEND, P(REFUSED), 0, R(PERMANENT), ANY },
	{ 401, AMEND, P(REFUSED), C(CREDENTIALS), R(STATE), 1 },
	{ 402, AMEND, P(REFUSED), C(USER), R(PERMANENT), ANY },
	{ 403, AMEND, P(REFUSED), C(CREDENTIALS), R(PERMANENT), ANY },
	{ 404, STOP, P(REFUSED), 0, R(PERMANENT), ANY },
	{ 405, AMEND, P(REFUSED), C(METHOD), R(PERMANENT), ANY },
	{ 406, AMEND, ANY, C(FIELDS), R(PERMANENT), ANY },
	{ 407, AMEND, P(REFUSED), C(CREDENTIALS), R(STATE), 1 },
	{ 408, RETRY, P(LIKELY_NOT), C(CONNECTION), R(TRANSIENT), 1 },
	{ 409, AMEND, P(REFUSED), C(STATE), R(STATE), POLICY },
	{ 410, STOP, P(REFUSED), 0, R(PERMANENT), ANY },
	{ 411, AMEND, P(REFUSED), C(LENGTH), R(PERMANENT), ANY },
	{ 412, AMEND, P(REFUSED), C(PRECONDITION), R(STATE), ANY },
	{ 413, AMEND, P(REFUSED), C(CONTENT), R(PERMANENT), POLICY },
	{ 414, AMEND, P(REFUSED), C(TARGET), R(PERMANENT), ANY },
	{ 415, AMEND, P(REFUSED), C(CONTENT), R(PERMANENT), ANY },
	{ 416, AMEND, P(REFUSED), C(RANGE), R(PERMANENT), ANY },
	{ 417, AMEND, P(REFUSED), C(EXPECT), R(PERMANENT), 1 },
	{ 418, STOP, ANY, 0, ANY, ANY },
	{ 421, RETRY, P(REFUSED), C(CONNECTION), R(TRANSIENT), 1 },
	{ 422, STOP, P(REFUSED), 0, R(PERMANENT), ANY },
	{ 423, RETRY, P(REFUSED), 0, R(STATE), POLICY },
	{ 424, AMEND, P(UNKNOWN), 0, ANY, ANY },
	{ 425, RETRY, P(REFUSED), C(NO_EARLY_DATA), R(TRANSIENT), 1 },
	{ 426, AMEND, P(REFUSED), C(PROTOCOL), R(PERMANENT), ANY },
	{ 428, AMEND, P(REFUSED), C(PRECONDITION), R(PERMANENT), ANY },
	{ 429, RETRY, P(REFUSED), 0, R(THROTTLED), POLICY },
	{ 431, AMEND, P(REFUSED), C(FIELDS), R(PERMANENT), ANY },
	{ 451, STOP, P(REFUSED), 0, R(PERMANENT), ANY },

	{ 500, RETRY, P(UNKNOWN), 0, R(TRANSIENT), 1 },
	{ 501, AMEND, P(REFUSED), C(METHOD), R(PERMANENT), ANY },
	{ 502, RETRY, P(UNKNOWN), C(ENDPOINT), R(TRANSIENT), POLICY },
	{ 503, RETRY, P(LIKELY_NOT), 0, R(THROTTLED), POLICY },
	{ 504, RETRY, P(LIKELY_YES), 0, R(TRANSIENT), POLICY },
	{ 505, AMEND, P(REFUSED), C(PROTOCOL), R(PERMANENT), ANY },
	{ 506, STOP, P(REFUSED), 0, R(PERMANENT), ANY },
	{ 507, AMEND, P(REFUSED), 0, R(STATE), ANY },
	{ 508, STOP, P(UNKNOWN), 0, R(PERMANENT), ANY },
	{ 510, STOP, P(REFUSED), 0, R(PERMANENT), ANY },
	{ 511, AMEND, P(REFUSED), C(USER), R(STATE), 1 },
};
#define ROWS (sizeof(table) / sizeof(table[0]))

/* ---- Helpers ----------------------------------------------------------- */

static int processed(httpstatus_advice advice)
{
	return (int)httpstatus_advice_processed(advice);
}

/* The advice of a catalog that lives for this question only. */
static httpstatus_advice advise_by(const char *stanza, int code, uint32_t traits)
{
	const httpstatus_catalog *catalog = load(stanza);
	httpstatus_advice advice = httpstatus_advise(catalog, code, traits);

	httpstatus_catalog_unref(catalog);
	return advice;
}

static int departs(httpstatus_advice advice)
{
	return (httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_DEPARTS) != 0;
}

/* ---- Values ------------------------------------------------------------ */

START_TEST(zero_reads_as_stop)
{
	ck_assert_int_eq(verdict(0), STOP);
	ck_assert_int_eq(processed(0), HTTPSTATUS_PROCESSED_UNKNOWN);
	ck_assert_uint_eq(httpstatus_advice_changes(0), 0);
	ck_assert_uint_eq(httpstatus_advice_reasons(0), 0);
	ck_assert_int_eq(httpstatus_advice_limit(0), 0);
}
END_TEST

/* Words that never came from _advise are read without harm. */
START_TEST(any_word_reads_as_something)
{
	httpstatus_advice advice;
	int bit, limit;

	for (bit = 0; bit <= 64; bit++) {
		advice = bit < 64 ? UINT64_C(1) << bit : UINT64_MAX;
		(void)verdict(advice);
		(void)processed(advice);
		(void)httpstatus_advice_changes(advice);
		(void)httpstatus_advice_reasons(advice);
		limit = httpstatus_advice_limit(advice);
		ck_assert_int_ge(limit, 0);
		ck_assert(limit <= 14 || limit == HTTPSTATUS_LIMIT_NONE);
	}
}
END_TEST

/* Exact in a double, the only number of some languages. */
static void is_exact(httpstatus_advice advice, const char *catalog, int what, uint32_t traits)
{
	INSIST(advice < UINT64_C(1) << 53, "%s, %d, traits 0x%x: %#llx", catalog, what,
	       (unsigned)traits, (unsigned long long)advice);
}

START_TEST(words_are_exact_in_a_double)
{
	const httpstatus_catalog *catalog = NULL;
	const uint32_t step = (uint32_t)stride();
	uint32_t traits;
	int what;

	while ((catalog = httpstatus_builtin_next(catalog)))
		for (what = -1; what <= 1000; what++)
			for (traits = (uint32_t)(what + 1) % step; traits <= ALL_TRAITS; traits += step)
				is_exact(httpstatus_advise(catalog, what, traits),
				         httpstatus_catalog_name(catalog), what, traits);
	for (what = -1; what <= 300; what++)
		for (traits = 0; traits <= ALL_TRAITS; traits++)
			is_exact(httpstatus_advise_failure(what, traits), "failure", what, traits);
	is_exact(httpstatus_advise(NULL, INT_MAX, UINT32_MAX), "iana", INT_MAX, UINT32_MAX);
	is_exact(httpstatus_advise(NULL, INT_MIN, UINT32_MAX), "iana", INT_MIN, UINT32_MAX);
	is_exact(httpstatus_advise_failure(INT_MAX, UINT32_MAX), "failure", INT_MAX, UINT32_MAX);
	is_exact(httpstatus_advise_failure(INT_MIN, UINT32_MAX), "failure", INT_MIN, UINT32_MAX);
}
END_TEST

/* Whatever a catalog says: all changes there are, each limit. */
START_TEST(words_of_a_wordy_catalog_are_exact)
{
	static const char *const verdicts[] = { "stop", "done", "wait", "follow", "amend", "retry" };
	static const char *const lasts[] = { "transient", "throttled", "state", "permanent" };
	static const char *const processed[] = {
		"not-reached", "refused", "likely-not", "unknown", "likely-yes", "done"
	};
	static const char all_changes[] =
		"Change: connection, endpoint, no-early-data, credentials, method, target, content, "
		"range, precondition, expect, protocol, length, fields, state, user, configuration\n";
	char stanza[400], limit[8];
	uint32_t traits;
	int n;

	for (n = 0; n < 6 * 4 * 6 * 16; n++) {
		if (n / 144 < 15)
			snprintf(limit, sizeof(limit), "%d", n / 144);
		else
			strcpy(limit, "none");
		snprintf(stanza, sizeof(stanza), "Status: 503\nRetry: %s\nPersistence: %s\n"
		         "Processed: %s\nLimit: %s\n%s", verdicts[n % 6], lasts[n / 6 % 4],
		         processed[n / 24 % 6], limit, n % 6 == 5 ? "" : all_changes);
		for (traits = 0; traits <= ALL_TRAITS; traits += 73)
			is_exact(advise_by(stanza, 503, traits), stanza, 503, traits);
	}
}
END_TEST

START_TEST(null_is_iana)
{
	const httpstatus_catalog *iana = httpstatus_builtin("iana");
	uint32_t traits;
	int code;

	for (code = -5; code <= 1005; code++)
		for (traits = 0; traits <= ALL_TRAITS; traits++)
			INSIST(httpstatus_advise(NULL, code, traits) ==
			       httpstatus_advise(iana, code, traits),
			       "%d, traits 0x%x", code, (unsigned)traits);
}
END_TEST

START_TEST(unknown_traits_are_ignored)
{
	uint32_t traits, bit;
	int code;

	for (code = -1; code <= 1000; code++)
		for (traits = 0; traits <= ALL_TRAITS; traits += 7)
			for (bit = ALL_TRAITS + 1; bit; bit <<= 1) {
				INSIST(httpstatus_advise(NULL, code, traits) ==
				       httpstatus_advise(NULL, code, traits | bit),
				       "%d, traits 0x%x", code, (unsigned)traits);
				INSIST(httpstatus_advise(NULL, code, traits) ==
				       httpstatus_advise(NULL, code, traits | ~ALL_TRAITS),
				       "%d, traits 0x%x", code, (unsigned)traits);
			}
}
END_TEST

/* ---- The table --------------------------------------------------------- */

static void follows_table(const struct row *row)
{
	httpstatus_advice advice = httpstatus_advise(NULL, row->code, SAFE);
	uint32_t changes = httpstatus_advice_changes(advice);
	uint32_t reasons = httpstatus_advice_reasons(advice);

	if (verdict(advice) != row->verdict)
		ck_abort_msg("%d: verdict %d", row->code, verdict(advice));
	if (row->processed != ANY && processed(advice) != row->processed)
		ck_abort_msg("%d: processed %d", row->code, processed(advice));
	if ((changes & row->changes) != row->changes ||
	    (row->verdict == RETRY && changes != row->changes))
		ck_abort_msg("%d: changes 0x%x", row->code, (unsigned)changes);
	if (row->persistence != ANY && (reasons & PERSISTENCE) != row->persistence)
		ck_abort_msg("%d: reasons 0x%x", row->code, (unsigned)reasons);
	if (row->limit != ANY && httpstatus_advice_limit(advice) != row->limit)
		ck_abort_msg("%d: limit %d", row->code, httpstatus_advice_limit(advice));
	/* An amendment must name what to change, or nobody can make it. */
	if (row->verdict == AMEND && changes == 0)
		ck_abort_msg("%d: to be amended, but not in what", row->code);
	if (reasons & (R(CLASS_ONLY) | R(INVALID) | R(DEPARTS)))
		ck_abort_msg("%d: reasons 0x%x", row->code, (unsigned)reasons);
}

START_TEST(every_code_of_iana)
{
	const httpstatus_entry *entry = NULL;
	size_t i;

	for (i = 0; i < ROWS; i++) {
		entry = httpstatus_entry_next(NULL, entry);
		ck_assert_int_eq(httpstatus_entry_code(entry), table[i].code);
		follows_table(&table[i]);
	}
	ck_assert_ptr_null(httpstatus_entry_next(NULL, entry));
}
END_TEST

/* Somebody has to act before these are sent again, and only before these. */
START_TEST(hold)
{
	static const int yes[] = { 401, 402, 403, 407, 511 };
	static const int no[] = { 200, 302, 400, 404, 408, 409, 412, 413, 422, 429, 500, 503, 504 };
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!(httpstatus_advice_reasons(httpstatus_advise(NULL, yes[i], 0)) & R(HOLD)))
			ck_abort_msg("%d without hold", yes[i]);
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (httpstatus_advice_reasons(httpstatus_advise(NULL, no[i], 0)) & R(HOLD))
			ck_abort_msg("%d with hold", no[i]);
}
END_TEST

/*
 * RFC 9110, 15: an unknown code is treated as the x00 of its class. The class
 * says of what was done that a 2xx was accepted (15.3), and no more.
 */
START_TEST(class_only)
{
	uint32_t traits;
	int code;

	for (code = 100; code <= 599; code++)
		for (traits = 0; traits <= ALL_TRAITS; traits++) {
			httpstatus_advice a = httpstatus_advise(NULL, code, traits);
			httpstatus_advice b = httpstatus_advise(NULL, code / 100 * 100, traits);

			if (httpstatus_lookup(NULL, code))
				continue;
			INSIST(verdict(a) == verdict(b) &&
			       processed(a) == (code / 100 == 2 ? P(DONE) : P(UNKNOWN)) &&
			       httpstatus_advice_changes(a) == httpstatus_advice_changes(b) &&
			       httpstatus_advice_limit(a) == httpstatus_advice_limit(b) &&
			       httpstatus_advice_reasons(a) ==
			       (httpstatus_advice_reasons(b) | R(CLASS_ONLY)),
			       "%d, traits 0x%x", code, (unsigned)traits);
		}
	ck_assert_int_eq(verdict(httpstatus_advise(NULL, 199, 0)), WAIT);
	ck_assert_int_eq(verdict(httpstatus_advise(NULL, 299, 0)), DONE);
	ck_assert_int_eq(verdict(httpstatus_advise(NULL, 399, 0)), AMEND);
	ck_assert_int_eq(verdict(httpstatus_advise(NULL, 499, 0)), AMEND);
	ck_assert_int_eq(verdict(httpstatus_advise(NULL, 599, 0)), STOP);
	ck_assert_int_eq(verdict(httpstatus_advise(NULL, 599, IDEMPOTENT)), RETRY);
	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_advise(NULL, 599, IDEMPOTENT)), 1);
}
END_TEST

/* What a client receives and the RFC does not know: RFC 9110, 15, as if it were a 5xx. */
START_TEST(codes_above_599)
{
	httpstatus_advice a, b;
	uint32_t traits;
	int code;

	for (code = 600; code <= 999; code++)
		for (traits = 0; traits <= ALL_TRAITS; traits++) {
			a = httpstatus_advise(NULL, code, traits);
			b = httpstatus_advise(NULL, 500, traits);
			INSIST(verdict(a) == verdict(b) && processed(a) == P(UNKNOWN) &&
			       httpstatus_advice_changes(a) == httpstatus_advice_changes(b) &&
			       httpstatus_advice_limit(a) == httpstatus_advice_limit(b) &&
			       httpstatus_advice_reasons(a) == (httpstatus_advice_reasons(b) | R(INVALID)),
			       "%d, traits 0x%x", code, (unsigned)traits);
		}
	ck_assert_int_eq(verdict(httpstatus_advise(NULL, 600, SAFE)), RETRY);
	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_advise(NULL, 600, SAFE)), 1);
	ck_assert_int_eq(verdict(httpstatus_advise(NULL, 999, 0)), STOP);
}
END_TEST

/* 0 stands for "no response": the connection broke before one. */
START_TEST(no_response)
{
	uint32_t traits;

	for (traits = 0; traits <= ALL_TRAITS; traits++)
		ck_assert(httpstatus_advise(NULL, 0, traits) ==
		          httpstatus_advise_failure(HTTPSTATUS_FAILURE_BROKEN, traits));
	ck_assert_int_eq(verdict(httpstatus_advise(NULL, 0, IDEMPOTENT)), RETRY);
	ck_assert_int_eq(verdict(httpstatus_advise(NULL, 0, 0)), STOP);
	ck_assert_int_eq(processed(httpstatus_advise(NULL, 0, 0)), P(UNKNOWN));
}
END_TEST

/* What nobody can have received. */
START_TEST(invalid_codes)
{
	static const int codes[] = {
		INT_MIN, -1000, -503, -1, 1, 50, 99, 1000, 1200, 65536, 65536 + 503, INT_MAX
	};
	httpstatus_advice advice;
	uint32_t traits;
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		for (traits = 0; traits <= ALL_TRAITS; traits++) {
			advice = httpstatus_advise(NULL, codes[i], traits);
			ck_assert_int_eq(verdict(advice), STOP);
			ck_assert_int_eq(processed(advice), HTTPSTATUS_PROCESSED_UNKNOWN);
			ck_assert_uint_eq(httpstatus_advice_changes(advice), 0);
			ck_assert_uint_eq(httpstatus_advice_reasons(advice), R(INVALID) | R(PERMANENT));
			ck_assert_int_eq(httpstatus_advice_limit(advice), 0);
		}
}
END_TEST

/* ---- Codes for some methods alone --------------------------------------------- */

static const struct { const char *method; int code; int verdict; } answers[] = {
	/* RFC 9110, 15.4.5: to a conditional GET or HEAD. */
	{ "GET", 304, DONE },
	{ "HEAD", 304, DONE },
	{ "POST", 304, AMEND },
	{ "PUT", 304, AMEND },
	{ "DELETE", 304, AMEND },
	{ "PATCH", 304, AMEND },
	{ "MKCOL", 304, AMEND },
	/* 15.3.7 and 14.2: to a range request, and of these methods GET alone can be one. */
	{ "GET", 206, DONE },
	{ "POST", 206, AMEND },
	{ "PUT", 206, AMEND },
	/* RFC 3229, 10.4.1: to a GET. */
	{ "GET", 226, DONE },
	{ "POST", 226, AMEND },
	{ "PUT", 226, AMEND },
	/* 15.3: the other 2xx, and 303 and 412, are for every method. */
	{ "POST", 200, DONE },
	{ "DELETE", 205, DONE },
	{ "POST", 207, DONE },
	{ "POST", 208, DONE },
	{ "POST", 299, DONE },
	{ "PUT", 303, FOLLOW },
	{ "PUT", 412, AMEND },
	{ "POST", 101, WAIT },
};

/* What a method cannot get is not done; it is not known what was. Keep the data, and ask. */
START_TEST(method_cannot_get_it)
{
	size_t i;

	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		uint32_t traits = httpstatus_method_traits(answers[i].method);
		bool impossible = !(traits & SAFE) &&
		                  (answers[i].code == 206 || answers[i].code == 226 || answers[i].code == 304);
		httpstatus_advice advice = httpstatus_advise(NULL, answers[i].code, traits);
		uint32_t reasons = httpstatus_advice_reasons(advice);

		ck_assert_msg(verdict(advice) == answers[i].verdict, "%s, %d: verdict %d",
		              answers[i].method, answers[i].code, verdict(advice));
		ck_assert_int_eq((reasons & R(INVALID)) != 0, impossible);
		ck_assert_int_eq((reasons & R(HOLD)) != 0, impossible);
		if (impossible)
			ck_assert_int_eq(processed(advice), P(UNKNOWN));
	}
}
END_TEST

/* Who may send it twice still may not take it for done; who only reads may. */
START_TEST(method_cannot_get_it_whatever_the_traits)
{
	uint32_t traits;

	for (traits = 0; traits <= ALL_TRAITS; traits++)
		ck_assert_int_eq(verdict(httpstatus_advise(NULL, 304, traits)),
		                 traits & SAFE ? DONE : AMEND);
}
END_TEST

/* A catalog that describes what its 304 to a POST means keeps its word. */
START_TEST(method_cannot_get_it_but_does)
{
	const char *unchanged = "Status: 304\nRetry: done\nProcessed: refused\n";

	ck_assert_int_eq(verdict(advise_by(unchanged, 304, 0)), DONE);
	ck_assert_int_eq(verdict(advise_by("Status: 304\nRetry: done\n", 304, 0)), DONE);
	ck_assert_int_eq(verdict(advise_by("Status: 304\nRetry: stop\n", 304, 0)), STOP);
	/* Without a word of its own, iana's counts. */
	ck_assert_int_eq(verdict(advise_by("Status: 304\n", 304, 0)), AMEND);
}
END_TEST

/* ---- Safety ------------------------------------------------------------ */

/* RFC 9110, 9.2.2, and the few codes that a request can say more about. */
static void follows_model(const struct row *row, uint32_t traits)
{
	httpstatus_advice advice = httpstatus_advise(NULL, row->code, traits);
	uint32_t why = httpstatus_advice_reasons(advice) & (R(UNSAFE_METHOD) | R(ONE_SHOT));
	int expected = row->verdict, acted = row->processed;
	uint32_t expected_why = 0;

	if (row->code == 408 && (traits & (REUSED | UNSENT)))
		acted = P(REFUSED);
	/* The first request with this key still runs. */
	if (row->code == 409 && (traits & KEY))
		expected = RETRY;
	/* These answer GET and HEAD, which are safe. */
	if ((row->code == 206 || row->code == 226 || row->code == 304) && !(traits & SAFE)) {
		expected = AMEND;
		acted = P(UNKNOWN);
	}
	if (expected == RETRY) {
		if (acted > P(REFUSED) && !(traits & REPEATABLE))
			expected_why |= R(UNSAFE_METHOD);
		if (traits & ONE_SHOT)
			expected_why |= R(ONE_SHOT);
		if (expected_why)
			expected = STOP;
		if (httpstatus_advice_changes(advice) & ~SAME_REQUEST)
			ck_abort_msg("%d, traits 0x%x: another request", row->code, (unsigned)traits);
	}
	/* A redirect that keeps the method sends the content again. */
	if ((row->code == 307 || row->code == 308) && (traits & ONE_SHOT)) {
		expected_why |= R(ONE_SHOT);
		expected = STOP;
	}
	if (verdict(advice) != expected || why != expected_why)
		ck_abort_msg("%d, traits 0x%x: verdict %d instead of %d, reasons 0x%x instead of 0x%x",
		             row->code, (unsigned)traits, verdict(advice), expected, (unsigned)why,
		             (unsigned)expected_why);
	if (acted != ANY && row->code != 409 && processed(advice) != acted)
		ck_abort_msg("%d, traits 0x%x: processed %d instead of %d", row->code,
		             (unsigned)traits, processed(advice), acted);
}

START_TEST(all_traits_on_all_codes)
{
	uint32_t traits;
	size_t i;

	for (i = 0; i < ROWS; i++)
		for (traits = 0; traits <= ALL_TRAITS; traits++)
			follows_model(&table[i], traits);
}
END_TEST

START_TEST(worked_examples)
{
	static const struct { const char *method; int code; uint32_t traits; int verdict; } cases[] = {
		{ "GET", 503, 0, RETRY },
		{ "POST", 503, 0, STOP },
		{ "POST", 503, KEY, RETRY },
		{ "PATCH", 503, PRECONDITION, RETRY },
		{ "POST", 503, HARMLESS, RETRY },
		{ "PUT", 504, 0, RETRY },
		{ "PUT", 504, ONE_SHOT, STOP },
		{ "POST", 504, 0, STOP },
		{ "POST", 429, 0, RETRY },
		{ "POST", 429, ONE_SHOT, STOP },
		{ "POST", 408, 0, STOP },
		{ "POST", 408, REUSED, RETRY },
		{ "POST", 408, UNSENT, RETRY },
		{ "POST", 421, 0, RETRY },
		{ "POST", 425, HTTPSTATUS_TRAIT_EARLY_DATA, RETRY },
		{ "POST", 423, 0, RETRY },
		{ "LOCK", 502, 0, STOP },
		{ "get", 502, 0, STOP },
		{ "POST", 409, 0, AMEND },
		{ "POST", 409, KEY, RETRY },
		{ "GET", 404, 0, STOP },
		{ "POST", 307, 0, FOLLOW },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint32_t traits = httpstatus_method_traits(cases[i].method) | cases[i].traits;
		int got = verdict(httpstatus_advise(NULL, cases[i].code, traits));

		if (got != cases[i].verdict)
			ck_abort_msg("%s, %d, traits 0x%x: verdict %d instead of %d", cases[i].method,
			             cases[i].code, (unsigned)traits, got, cases[i].verdict);
	}
	ck_assert_uint_eq(httpstatus_advice_changes(httpstatus_advise(NULL, 409, KEY)), 0);
}
END_TEST

/* What no catalog may say, of any code. */
START_TEST(every_built_in_is_safe)
{
	const httpstatus_catalog *catalog = NULL;
	httpstatus_advice advice;
	uint32_t traits;
	const int step = stride();
	int code, limit, n = 0;

	while ((catalog = httpstatus_builtin_next(catalog)))
		for (code = -1; code <= 1000; code++)
			for (traits = 0; traits <= ALL_TRAITS; traits++) {
				if (n++ % step)
					continue;
				advice = httpstatus_advise(catalog, code, traits);
				limit = httpstatus_advice_limit(advice);
				INSIST(verdict(advice) >= STOP && verdict(advice) <= RETRY &&
				       ((limit >= 0 && limit <= 14) || limit == POLICY), "%s, %d, traits 0x%x",
				       httpstatus_catalog_name(catalog), code, (unsigned)traits);
				if (verdict(advice) != RETRY)
					continue;
				if ((httpstatus_advice_changes(advice) & ~SAME_REQUEST) ||
				    (traits & ONE_SHOT) ||
				    (processed(advice) > P(REFUSED) && !(traits & REPEATABLE)))
					ck_abort_msg("%s, %d, traits 0x%x", httpstatus_catalog_name(catalog),
					             code, (unsigned)traits);
			}
}
END_TEST

/* ---- Other catalogs ---------------------------------------------------- */

START_TEST(contradiction)
{
	httpstatus_advice advice;

	advice = advise_by("Status: 503\nRetry: amend\nChange: content\nProcessed: refused\n",
	                   503, IDEMPOTENT);
	ck_assert_int_eq(verdict(advice), AMEND);
	ck_assert_int_eq(processed(advice), HTTPSTATUS_PROCESSED_REFUSED);
	ck_assert_uint_eq(httpstatus_advice_changes(advice), HTTPSTATUS_CHANGE_CONTENT);
	ck_assert(departs(advice));
	ck_assert(departs(advise_by("Status: 404\nRetry: retry\n", 404, IDEMPOTENT)));
	ck_assert(departs(advise_by("Status: 200\nRetry: stop\n", 200, 0)));
}
END_TEST

START_TEST(agreement)
{
	const char *same = "Status: 503\nRetry: retry\nProcessed: likely-not\nPersistence: throttled\n";

	ck_assert(!departs(advise_by(same, 503, IDEMPOTENT)));
	ck_assert(!departs(advise_by(same, 503, 0)));
	ck_assert(advise_by(same, 503, 0) == httpstatus_advise(NULL, 503, 0));
	/* Of another code than the stated one. */
	ck_assert(!departs(advise_by("Status: 503\nRetry: stop\n", 504, IDEMPOTENT)));
	/* iana says nothing of 799 and 499: nobody is contradicted. */
	ck_assert(!departs(advise_by("Status: 799\nRetry: retry\n", 799, IDEMPOTENT)));
	ck_assert(!departs(advise_by("Status: 499\nRetry: stop\n", 499, IDEMPOTENT)));
	ck_assert(!departs(advise_by("Status: 503\n", 503, IDEMPOTENT)));
}
END_TEST

/* Who says the same verdict, and nothing else, contradicts nobody. */
START_TEST(silence_is_no_contradiction)
{
	ck_assert(!departs(advise_by("Status: 429\nRetry: retry\n", 429, IDEMPOTENT)));
	ck_assert(!departs(advise_by("Status: 503\nRetry: retry\n", 503, IDEMPOTENT)));
	ck_assert(!departs(advise_by("Status: 404\nRetry: stop\n", 404, IDEMPOTENT)));
	/* To give up and to send something else is the same for this request. */
	ck_assert(!departs(advise_by("Status: 400\nRetry: stop\n", 400, IDEMPOTENT)));
	ck_assert(!departs(advise_by("Status: 404\nRetry: amend\nChange: target\n", 404, IDEMPOTENT)));
}
END_TEST

/* Without Retry the verdict is iana's, but what is stated counts before it. */
START_TEST(own_processed)
{
	httpstatus_advice advice;

	advice = advise_by("Status: 503\nProcessed: likely-yes\n", 503, IDEMPOTENT);
	ck_assert_int_eq(verdict(advice), RETRY);
	ck_assert_int_eq(processed(advice), HTTPSTATUS_PROCESSED_LIKELY_YES);
	ck_assert(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_THROTTLED);
	advice = advise_by("Status: 503\nProcessed: refused\n", 503, 0);
	ck_assert_int_eq(verdict(advice), RETRY);
	/* To say "unknown" is not to say nothing. */
	advice = advise_by("Status: 429\nProcessed: unknown\n", 429, 0);
	ck_assert_int_eq(processed(advice), HTTPSTATUS_PROCESSED_UNKNOWN);
	ck_assert_int_eq(verdict(advice), STOP);
	ck_assert(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_UNSAFE_METHOD);
	advice = advise_by("Status: 429\n", 429, 0);
	ck_assert_int_eq(processed(advice), HTTPSTATUS_PROCESSED_REFUSED);
	ck_assert_int_eq(verdict(advice), RETRY);
	/* By the class. */
	advice = advise_by("Status: 599\nProcessed: not-reached\n", 599, 0);
	ck_assert_int_eq(verdict(advice), RETRY);
	ck_assert_int_eq(processed(advice), HTTPSTATUS_PROCESSED_NOT_REACHED);
	/* Of what is no response. */
	advice = advise_by("Status: 000\nProcessed: not-reached\n", 0, 0);
	ck_assert_int_eq(verdict(advice), RETRY);
	ck_assert_int_eq(processed(advice), HTTPSTATUS_PROCESSED_NOT_REACHED);
}
END_TEST

/* A catalog that knows its 409 and 408 better keeps its word. */
START_TEST(own_word_on_the_exceptions)
{
	httpstatus_advice advice;

	advice = advise_by("Status: 409\nRetry: stop\nProcessed: done\n", 409, KEY);
	ck_assert_int_eq(verdict(advice), STOP);
	advice = advise_by("Status: 409\nRetry: amend\nChange: content\n", 409, KEY);
	ck_assert_int_eq(verdict(advice), AMEND);
	advice = advise_by("Status: 408\nRetry: retry\nProcessed: likely-yes\n", 408, REUSED);
	ck_assert_int_eq(verdict(advice), STOP);
	ck_assert_int_eq(processed(advice), HTTPSTATUS_PROCESSED_LIKELY_YES);
}
END_TEST

START_TEST(own_codes)
{
	httpstatus_advice advice;

	advice = advise_by("Status: 799\nRetry: retry\nProcessed: refused\nLimit: 3\n", 799, 0);
	ck_assert_int_eq(verdict(advice), RETRY);
	ck_assert_int_eq(httpstatus_advice_limit(advice), 3);
	advice = advise_by("Status: 000\nRetry: retry\nProcessed: not-reached\n", 0, 0);
	ck_assert_int_eq(verdict(advice), RETRY);
	advice = advise_by("Status: 499\nRetry: retry\nProcessed: refused\n", 499, 0);
	ck_assert_int_eq(verdict(advice), RETRY);
	ck_assert(!(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_CLASS_ONLY));
	/* The x00 is the catalog's own if it has one. */
	advice = advise_by("Status: 500\nRetry: stop\nPersistence: permanent\n", 599, IDEMPOTENT);
	ck_assert_int_eq(verdict(advice), STOP);
	ck_assert(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_CLASS_ONLY);
	/* RFC 9110, 15: so it is for a code that is none. */
	advice = advise_by("Status: 500\nRetry: stop\nPersistence: permanent\n", 700, IDEMPOTENT);
	ck_assert_int_eq(verdict(advice), STOP);
	ck_assert(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_INVALID);
	/* 000 is no class: it says nothing of codes without one. */
	advice = advise_by("Status: 000\nRetry: stop\n", 700, IDEMPOTENT);
	ck_assert_int_eq(verdict(advice), RETRY);
	ck_assert(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_INVALID);
	advice = advise_by("Status: 000\nRetry: retry\n", 99, IDEMPOTENT);
	ck_assert_int_eq(verdict(advice), STOP);
	ck_assert_int_eq(verdict(advise_by("Status: 000\nRetry: retry\n", 0, IDEMPOTENT)), RETRY);
	ck_assert_int_eq(verdict(advise_by("Status: 000\nRetry: stop\n", 0, IDEMPOTENT)), STOP);
	/* But iana's own word on a code counts before that of the class. */
	advice = advise_by("Status: 500\nRetry: stop\n", 503, IDEMPOTENT);
	ck_assert_int_eq(verdict(advice), RETRY);
	/* Somebody has to act, in any catalog. */
	advice = advise_by("Status: 455\nRetry: amend\nChange: configuration\n", 455, 0);
	ck_assert(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_HOLD);
}
END_TEST

/* What a catalog knows of its x00 it does not know of the codes of that class. */
START_TEST(unknown_codes_promise_nothing)
{
	static const char *const words[] = {
		"not-reached", "refused", "likely-not", "unknown", "likely-yes"
	};
	static const struct { int x00, unknown; } classes[] = {
		{ 300, 399 }, { 400, 499 }, { 500, 599 }, { 500, 600 }
	};
	char stanza[128];
	size_t w, c;

	for (w = 0; w < sizeof(words) / sizeof(words[0]); w++)
		for (c = 0; c < sizeof(classes) / sizeof(classes[0]); c++) {
			snprintf(stanza, sizeof(stanza), "Status: %d\nRetry: retry\nProcessed: %s\n",
			         classes[c].x00, words[w]);
			ck_assert_int_eq(processed(advise_by(stanza, classes[c].unknown, 0)), P(UNKNOWN));
			ck_assert_int_eq(verdict(advise_by(stanza, classes[c].unknown, 0)), STOP);
			ck_assert_int_eq(verdict(advise_by(stanza, classes[c].unknown, IDEMPOTENT)), RETRY);
		}
	/* A 200 that is a failure here promises nothing of a 299. */
	ck_assert_int_eq(verdict(advise_by("Status: 200\nRetry: retry\nProcessed: refused\n", 299, 0)),
	                 STOP);
}
END_TEST

/* Each of the sixteen changes comes through, alone and with the others. */
START_TEST(every_change)
{
	char stanza[512] = "", all[400] = "";
	uint32_t bits = 0;

	for (uint32_t bit = HTTPSTATUS_CHANGE_CONNECTION; bit <= HTTPSTATUS_CHANGE_CONFIGURATION;
	     bit <<= 1) {
		const char *name = httpstatus_change_name(bit);

		ck_assert_ptr_nonnull(name);
		snprintf(stanza, sizeof(stanza), "Status: 455\nRetry: amend\nChange: %s\n", name);
		ck_assert_uint_eq(httpstatus_advice_changes(advise_by(stanza, 455, 0)), bit);
		snprintf(all + strlen(all), sizeof(all) - strlen(all), "%s%s", bits ? ", " : "", name);
		bits |= bit;
	}
	snprintf(stanza, sizeof(stanza), "Status: 455\nRetry: amend\nChange: %s\n", all);
	ck_assert_uint_eq(httpstatus_advice_changes(advise_by(stanza, 455, 0)), bits);
}
END_TEST

START_TEST(by_a_stack)
{
	const httpstatus_catalog *a = load("Status: 503\nRetry: stop\n\nStatus: 429\n");
	const httpstatus_catalog *b = load("Status: 429\nRetry: stop\n\nStatus: 504\nRetry: stop\n");
	const httpstatus_catalog *members[2] = { a, b }, *stack;
	uint32_t traits;

	ck_assert_int_eq(httpstatus_catalog_stack(members, 2, &stack), 0);
	for (traits = 0; traits <= ALL_TRAITS; traits++) {
		ck_assert(httpstatus_advise(stack, 503, traits) == httpstatus_advise(a, 503, traits));
		ck_assert(httpstatus_advise(stack, 504, traits) == httpstatus_advise(b, 504, traits));
		ck_assert(httpstatus_advise(stack, 500, traits) == httpstatus_advise(NULL, 500, traits));
		/* The first member that has the code answers, and it leaves this to iana. */
		ck_assert(httpstatus_advise(stack, 429, traits) == httpstatus_advise(NULL, 429, traits));
	}
	httpstatus_catalog_unref(stack);
	httpstatus_catalog_unref(a);
	httpstatus_catalog_unref(b);
}
END_TEST

/* ---- All --------------------------------------------------------------- */

static Suite *advise_suite(void)
{
	Suite *suite = suite_create("advise");
	TCase *values = tcase_create("values"), *iana = tcase_create("iana");
	TCase *safety = tcase_create("safety"), *others = tcase_create("other catalogs");
	TCase *built_in = tcase_create("built-in catalogs");

	tcase_set_timeout(values, 60);
	tcase_add_test(values, zero_reads_as_stop);
	tcase_add_test(values, any_word_reads_as_something);
	tcase_add_test(values, words_are_exact_in_a_double);
	tcase_add_test(values, words_of_a_wordy_catalog_are_exact);
	tcase_add_test(values, null_is_iana);
	tcase_add_test(values, unknown_traits_are_ignored);
	suite_add_tcase(suite, values);

	tcase_set_timeout(iana, 60);
	tcase_add_test(iana, every_code_of_iana);
	tcase_add_test(iana, hold);
	tcase_add_test(iana, class_only);
	tcase_add_test(iana, codes_above_599);
	tcase_add_test(iana, no_response);
	tcase_add_test(iana, invalid_codes);
	tcase_add_test(iana, method_cannot_get_it);
	tcase_add_test(iana, method_cannot_get_it_whatever_the_traits);
	suite_add_tcase(suite, iana);

	tcase_set_timeout(safety, 60);
	tcase_add_test(safety, all_traits_on_all_codes);
	tcase_add_test(safety, worked_examples);
	suite_add_tcase(suite, safety);

	tcase_set_timeout(built_in, 240);
	tcase_add_test(built_in, every_built_in_is_safe);
	suite_add_tcase(suite, built_in);

	tcase_add_test(others, contradiction);
	tcase_add_test(others, agreement);
	tcase_add_test(others, silence_is_no_contradiction);
	tcase_add_test(others, own_processed);
	tcase_add_test(others, own_word_on_the_exceptions);
	tcase_add_test(others, own_codes);
	tcase_add_test(others, method_cannot_get_it_but_does);
	tcase_add_test(others, unknown_codes_promise_nothing);
	tcase_add_test(others, every_change);
	tcase_add_test(others, by_a_stack);
	suite_add_tcase(suite, others);
	return suite;
}

int main(void)
{
	return run_suite(advise_suite());
}
