/* SPDX-License-Identifier: MIT */
/*
 * check_dialects.c - the built-in catalogs of APIs, products and protocols
 *
 * data/seeds.tsv lists the codes and phrases that the documents behind five
 * of the catalogs print. What these and the vendors say about repeating is
 * written down here from their documents, not from the catalogs.
 */
#include <httpstatus.h>

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

static const httpstatus_catalog *builtin(const char *name)
{
	const httpstatus_catalog *catalog = httpstatus_builtin(name);

	ck_assert_msg(catalog != NULL, "there is no catalog %s", name);
	return catalog;
}

static int verdict(const char *name, int code, uint32_t traits)
{
	return httpstatus_advice_verdict(httpstatus_advise(builtin(name), code, traits));
}

/* ---- The five documents ---------------------------------------------------- */

static const struct {
	const char *name;
	size_t size;
} documents[] = {
	{"otc-ocr", 42}, {"otc-dli", 42}, {"huawei-ocr", 42}, {"modelarts", 42}, {"servlet", 37}
};

enum { DOCUMENTS = sizeof(documents) / sizeof(documents[0]) };

/* The rows of one catalog, in their order; each must be the next entry. */
static size_t compare_with_table(const char *name)
{
	const httpstatus_catalog *catalog = builtin(name);
	const httpstatus_entry *entry = NULL;
	FILE *file = open_source("tests/data/seeds.tsv");
	char line[256];
	size_t count = 0;

	while (fgets(line, sizeof(line), file)) {
		char row_name[32];
		char phrase[128];
		int code;

		if (line[0] == '#')
			continue;
		ck_assert_int_eq(sscanf(line, "%31[^\t]\t%d\t%127[^\n]", row_name, &code, phrase), 3);
		if (strcmp(row_name, name) != 0)
			continue;
		entry = httpstatus_entry_next(catalog, entry);
		ck_assert_msg(httpstatus_entry_code(entry) == code, "%s: found %d, expected %d", name,
		              httpstatus_entry_code(entry), code);
		ck_assert_str_eq(httpstatus_entry_phrase(entry), phrase);
		ck_assert_uint_eq(httpstatus_entry_phrase_length(entry), strlen(phrase));
		ck_assert_ptr_eq(httpstatus_lookup_phrase(catalog, phrase, strlen(phrase)), entry);
		ck_assert_str_ne(httpstatus_entry_summary(entry), "");
		count++;
	}
	fclose(file);
	ck_assert_ptr_null(httpstatus_entry_next(catalog, entry));
	return count;
}

START_TEST(has_the_codes_and_phrases_of_its_document)
{
	ck_assert_uint_eq(compare_with_table(documents[_i].name), documents[_i].size);
	ck_assert_uint_eq(httpstatus_catalog_size(builtin(documents[_i].name)), documents[_i].size);
}
END_TEST

/* The names of the registry are found in every dialect that has the code. */
START_TEST(is_found_by_the_registered_name)
{
	const httpstatus_catalog *catalog = builtin(documents[_i].name);
	const httpstatus_entry *entry = NULL;

	while ((entry = httpstatus_entry_next(NULL, entry))) {
		const char *phrase = httpstatus_entry_phrase(entry);
		const httpstatus_entry *own = httpstatus_lookup(catalog, httpstatus_entry_code(entry));

		if (own && !(httpstatus_entry_flags(entry) & HTTPSTATUS_FLAG_RESERVED))
			ck_assert_msg(httpstatus_lookup_phrase(catalog, phrase, strlen(phrase)) == own,
			              "%s: %s", documents[_i].name, phrase);
	}
}
END_TEST

/* All four cloud documents: not without modification. */
START_TEST(clouds_want_changes)
{
	static const int codes[] = {400, 403, 404, 405, 503};

	for (size_t d = 0; d < 4; d++)
		for (size_t n = 0; n < sizeof(codes) / sizeof(codes[0]); n++)
			ck_assert_msg(verdict(documents[d].name, codes[n], HTTPSTATUS_TRAIT_SAFE) ==
			              HTTPSTATUS_VERDICT_AMEND, "%s: %d", documents[d].name, codes[n]);
}
END_TEST

/* All four: 408 may be repeated unchanged, 429 after the time that is named. */
START_TEST(clouds_allow_a_retry)
{
	for (size_t d = 0; d < 4; d++) {
		const char *name = documents[d].name;
		httpstatus_advice advice = httpstatus_advise(builtin(name), 429, HTTPSTATUS_TRAIT_SAFE);

		ck_assert_int_eq(verdict(name, 408, HTTPSTATUS_TRAIT_SAFE), HTTPSTATUS_VERDICT_RETRY);
		ck_assert_int_eq(httpstatus_advice_verdict(advice), HTTPSTATUS_VERDICT_RETRY);
		ck_assert_uint_ne(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_THROTTLED, 0);
	}
}
END_TEST

/* Their 503 contradicts RFC 9110, 15.6.4, and says so; the RFC's is at hand. */
START_TEST(clouds_depart_on_503)
{
	for (size_t d = 0; d < 4; d++) {
		httpstatus_advice advice = httpstatus_advise(builtin(documents[d].name), 503,
		                                             HTTPSTATUS_TRAIT_SAFE);

		ck_assert_uint_ne(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_DEPARTS, 0);
	}
	ck_assert_int_eq(httpstatus_advice_verdict(httpstatus_advise(NULL, 503, HTTPSTATUS_TRAIT_SAFE)),
	                 HTTPSTATUS_VERDICT_RETRY);
	ck_assert_int_eq(verdict("servlet", 503, HTTPSTATUS_TRAIT_SAFE), HTTPSTATUS_VERDICT_RETRY);
}
END_TEST

/* Mistakes of the documents that are not passed on as behaviour. */
START_TEST(slips_are_not_passed_on)
{
	/* Row 410 of the servlet table speaks of 407; row 307 of GET only. */
	ck_assert_int_eq(verdict("servlet", 410, HTTPSTATUS_TRAIT_SAFE), HTTPSTATUS_VERDICT_STOP);
	ck_assert_int_eq(verdict("servlet", 407, HTTPSTATUS_TRAIT_SAFE), HTTPSTATUS_VERDICT_AMEND);
	ck_assert_str_eq(httpstatus_redirect_method(builtin("servlet"), 307, "POST"), "POST");
	for (size_t d = 0; d < DOCUMENTS; d++) {
		/* 303 "with GET or POST", 204 "in answer to OPTIONS" */
		ck_assert_str_eq(httpstatus_redirect_method(builtin(documents[d].name), 303, "POST"), "GET");
		ck_assert_int_eq(httpstatus_framing(builtin(documents[d].name), 204, "GET"),
		                 HTTPSTATUS_FRAMING_NONE);
		ck_assert_int_eq(httpstatus_framing(builtin(documents[d].name), 205, "GET"),
		                 HTTPSTATUS_FRAMING_ZERO);
	}
}
END_TEST

/* ---- Vendors --------------------------------------------------------------- */

/* Whether the origin can have acted, and so whether a POST may be repeated. */
START_TEST(vendors_tell_whether_the_origin_acted)
{
	static const struct {
		const char *name;
		int code;
		int processed;
		int post;
	} table[] = {
		{"cloudflare", 520, HTTPSTATUS_PROCESSED_UNKNOWN, HTTPSTATUS_VERDICT_STOP},
		{"cloudflare", 521, HTTPSTATUS_PROCESSED_NOT_REACHED, HTTPSTATUS_VERDICT_RETRY},
		{"cloudflare", 522, HTTPSTATUS_PROCESSED_LIKELY_NOT, HTTPSTATUS_VERDICT_STOP},
		{"cloudflare", 523, HTTPSTATUS_PROCESSED_NOT_REACHED, HTTPSTATUS_VERDICT_RETRY},
		{"cloudflare", 524, HTTPSTATUS_PROCESSED_UNKNOWN, HTTPSTATUS_VERDICT_STOP},
		{"cloudflare", 525, HTTPSTATUS_PROCESSED_NOT_REACHED, HTTPSTATUS_VERDICT_AMEND},
		{"cloudflare", 526, HTTPSTATUS_PROCESSED_NOT_REACHED, HTTPSTATUS_VERDICT_AMEND},
		{"nginx", 499, HTTPSTATUS_PROCESSED_UNKNOWN, HTTPSTATUS_VERDICT_STOP},
		{"cosmosdb", 449, HTTPSTATUS_PROCESSED_REFUSED, HTTPSTATUS_VERDICT_RETRY},
		{"aws-elb", 562, HTTPSTATUS_PROCESSED_NOT_REACHED, HTTPSTATUS_VERDICT_RETRY},
		/* A 503 of its own, or one of the target. */
		{"aws-elb", 503, HTTPSTATUS_PROCESSED_LIKELY_NOT, HTTPSTATUS_VERDICT_STOP},
		/* Overloaded as a whole: the request was turned away. */
		{"unofficial", 529, HTTPSTATUS_PROCESSED_REFUSED, HTTPSTATUS_VERDICT_RETRY},
		{"shopify", 423, HTTPSTATUS_PROCESSED_REFUSED, HTTPSTATUS_VERDICT_AMEND},
		{"shopify", 540, HTTPSTATUS_PROCESSED_REFUSED, HTTPSTATUS_VERDICT_RETRY},
		/* What a catalog itself says of 0 counts before "no response". */
		{"azure-gateway", 0, HTTPSTATUS_PROCESSED_UNKNOWN, HTTPSTATUS_VERDICT_STOP},
		{"unofficial", 999, HTTPSTATUS_PROCESSED_REFUSED, HTTPSTATUS_VERDICT_STOP}
	};

	for (size_t n = 0; n < sizeof(table) / sizeof(table[0]); n++) {
		httpstatus_advice advice = httpstatus_advise(builtin(table[n].name), table[n].code, 0);

		ck_assert_msg(httpstatus_advice_processed(advice) == table[n].processed, "%s %d",
		              table[n].name, table[n].code);
		ck_assert_msg(httpstatus_advice_verdict(advice) == (int)table[n].post, "%s %d",
		              table[n].name, table[n].code);
	}
}
END_TEST

static uint32_t reasons(const char *name, int code)
{
	return httpstatus_advice_reasons(httpstatus_advise(builtin(name), code, HTTPSTATUS_TRAIT_SAFE));
}

/* shopify.dev, "API response status and error codes": the shop is locked; contact support. */
START_TEST(shopify_locks_a_shop)
{
	const httpstatus_entry *entry = httpstatus_lookup(builtin("shopify"), 423);
	httpstatus_advice advice = httpstatus_advise(builtin("shopify"), 423, HTTPSTATUS_TRAIT_SAFE);

	ck_assert_str_eq(httpstatus_entry_phrase(entry), "Locked");
	ck_assert_uint_ne(httpstatus_entry_flags(entry) & HTTPSTATUS_FLAG_UNOFFICIAL, 0);
	ck_assert_int_eq(httpstatus_advice_verdict(advice), HTTPSTATUS_VERDICT_AMEND);
	ck_assert_uint_eq(httpstatus_advice_changes(advice), HTTPSTATUS_CHANGE_USER);
	ck_assert_uint_ne(reasons("shopify", 423) & HTTPSTATUS_REASON_STATE, 0);
	ck_assert_uint_ne(reasons("shopify", 423) & HTTPSTATUS_REASON_HOLD, 0);
}
END_TEST

/* The same page: an endpoint that is switched off for a short time. */
START_TEST(shopify_540_passes)
{
	httpstatus_advice advice = httpstatus_advise(builtin("shopify"), 540, HTTPSTATUS_TRAIT_SAFE);

	ck_assert_int_eq(httpstatus_advice_verdict(advice), HTTPSTATUS_VERDICT_RETRY);
	ck_assert_int_eq(httpstatus_advice_limit(advice), 255);
	ck_assert_uint_ne(reasons("shopify", 540) & HTTPSTATUS_REASON_TRANSIENT, 0);
	ck_assert_uint_eq(reasons("shopify", 540) & HTTPSTATUS_REASON_STATE, 0);
}
END_TEST

/* Both sources say so: wait, and longer each time. */
START_TEST(overloaded_services_throttle)
{
	ck_assert_uint_ne(reasons("unofficial", 529) & HTTPSTATUS_REASON_THROTTLED, 0);
	ck_assert_uint_ne(reasons("aws-elb", 503) & HTTPSTATUS_REASON_THROTTLED, 0);
}
END_TEST

/* The error codes of S3 that name one status. 408 is sent again once, as by the RFC. */
START_TEST(s3_error_codes)
{
	static const struct {
		const char *name;
		int code;
	} table[] = {
		{"SlowDown", 503}, {"Slow Down", 503}, {"RequestTimeout", 408},
		{"ServiceUnavailable", 503}, {"InternalServerError", 500}
	};

	for (size_t n = 0; n < sizeof(table) / sizeof(table[0]); n++)
		ck_assert_int_eq(httpstatus_entry_code(
			httpstatus_lookup_phrase(builtin("s3"), table[n].name, strlen(table[n].name))),
			table[n].code);
	ck_assert_int_eq(httpstatus_advice_limit(httpstatus_advise(builtin("s3"), 408, 0)), 1);
	/* OperationAborted passes, BucketAlreadyExists does not: the code alone permits nothing. */
	ck_assert_int_eq(verdict("s3", 409, HTTPSTATUS_TRAIT_SAFE), HTTPSTATUS_VERDICT_AMEND);
}
END_TEST

START_TEST(marks_of_logs_are_flagged)
{
	static const struct {
		const char *name;
		int code;
		uint32_t flags;
	} table[] = {
		{"nginx", 444, HTTPSTATUS_FLAG_LOG_ONLY},
		{"nginx", 499, HTTPSTATUS_FLAG_LOG_ONLY | HTTPSTATUS_FLAG_CLIENT_GONE},
		{"cloudflare", 499, HTTPSTATUS_FLAG_LOG_ONLY | HTTPSTATUS_FLAG_CLIENT_GONE},
		{"aws-elb", 0, HTTPSTATUS_FLAG_LOG_ONLY},
		{"aws-elb", 460, HTTPSTATUS_FLAG_LOG_ONLY | HTTPSTATUS_FLAG_CLIENT_GONE}
	};
	const uint32_t mask = HTTPSTATUS_FLAG_LOG_ONLY | HTTPSTATUS_FLAG_CLIENT_GONE;

	for (size_t n = 0; n < sizeof(table) / sizeof(table[0]); n++) {
		uint32_t flags = httpstatus_entry_flags(httpstatus_lookup(builtin(table[n].name),
		                                                          table[n].code));

		ck_assert_msg((flags & mask) == table[n].flags, "%s %d", table[n].name, table[n].code);
		ck_assert_uint_ne(flags & HTTPSTATUS_FLAG_UNOFFICIAL, 0);
	}
}
END_TEST

/* One number, several meanings: that is why they are catalogs. */
START_TEST(collisions_stay_apart)
{
	ck_assert_str_eq(httpstatus_phrase(builtin("nginx"), 499), "Client Closed Request");
	ck_assert_str_eq(httpstatus_phrase(builtin("esri"), 499), "Token Required");
	ck_assert_str_eq(httpstatus_phrase(builtin("aws-elb"), 561), "Unauthorized");
	ck_assert_str_eq(httpstatus_phrase(builtin("pantheon"), 561), "No Site Detected");
	ck_assert_str_eq(httpstatus_phrase(builtin("iis"), 449), "Retry With");
	ck_assert_str_eq(httpstatus_phrase(builtin("laravel"), 419), "Page Expired");
	ck_assert_str_eq(httpstatus_phrase(builtin("twitter"), 420), "Enhance Your Calm");
	ck_assert_str_eq(httpstatus_phrase(builtin("shopify"), 430), "Shopify Security Rejection");
	ck_assert_str_eq(httpstatus_phrase(builtin("activesync"), 451), "Redirect");
	ck_assert_str_eq(httpstatus_phrase(NULL, 451), "Unavailable For Legal Reasons");
	/* Google's 308 reports the progress of an upload. */
	ck_assert_ptr_null(httpstatus_redirect_method(builtin("google"), 308, "PUT"));
	ck_assert_str_eq(httpstatus_redirect_method(NULL, 308, "PUT"), "PUT");
	/* GitHub: "You should repeat your request to the URL", after 301 and 302, too. */
	ck_assert_str_eq(httpstatus_redirect_method(builtin("github"), 301, "POST"), "POST");
	ck_assert_str_eq(httpstatus_redirect_method(builtin("github"), 302, "POST"), "POST");
	ck_assert_str_eq(httpstatus_redirect_method(NULL, 302, "POST"), "GET");
}
END_TEST

/* Every code that the registry does not have is flagged as unofficial. */
START_TEST(unregistered_codes_are_unofficial)
{
	const httpstatus_catalog *catalog = NULL;

	while ((catalog = httpstatus_builtin_next(catalog))) {
		const httpstatus_entry *entry = NULL;

		while ((entry = httpstatus_entry_next(catalog, entry)))
			ck_assert_msg(httpstatus_lookup(NULL, httpstatus_entry_code(entry)) ||
			              (httpstatus_entry_flags(entry) & HTTPSTATUS_FLAG_UNOFFICIAL),
			              "%s %d", httpstatus_catalog_name(catalog), httpstatus_entry_code(entry));
	}
}
END_TEST

/* ---- Protocol profiles ------------------------------------------------------ */

/*
 * What the sender whose rule a catalog states does after each code. 0 is what
 * it calls the code of an attempt without a response.
 */

/* rsyslog, omhttp, checkResult: 0, 429, and 500 and above are suspended and tried again. */
static bool rsyslog_sends_again(int code)
{
	return code == 0 || code == 429 || code >= 500;
}

/* OTLP/HTTP, "Retryable Response Codes": these four; if there is no response, it SHOULD. */
static bool otlp_sends_again(int code)
{
	return code == 0 || code == 429 || code == 502 || code == 503 || code == 504;
}

/*
 * s3fs-fuse, htslib, KvikIO and GDAL: 429, 500, 502, 503 and 504 of the codes
 * that there are; Google Cloud Storage: 408 too. RFC 9110, 15: an unknown one is
 * a 500.
 */
static bool s3_sends_again(int code)
{
	if (code >= 500 && !httpstatus_lookup(NULL, code))
		return true;
	return code == 0 || code == 408 || code == 429 || code == 500 || code == 502 ||
	       code == 503 || code == 504;
}

static const struct {
	const char *name;
	bool (*sends_again)(int code);
} profiles[] = {
	{"splunk-hec", rsyslog_sends_again},
	{"loki", rsyslog_sends_again},
	{"otlp", otlp_sends_again},
	{"s3", s3_sends_again}
};

enum { PROFILES = sizeof(profiles) / sizeof(profiles[0]) };

/* Of a sender that prefers two copies to none. */
START_TEST(profile_sends_again_what_its_source_does)
{
	const char *name = profiles[_i].name;

	for (int code = 0; code <= 999; code++)
		ck_assert_msg((verdict(name, code, HTTPSTATUS_TRAIT_HARMLESS) == HTTPSTATUS_VERDICT_RETRY) ==
		              profiles[_i].sends_again(code), "%s: %d", name, code);
}
END_TEST

/* What lets the senders try again does not end, and names no change that they could not make. */
START_TEST(senders_of_logs_set_no_limit)
{
	static const char *const names[] = {"splunk-hec", "loki"};
	const uint32_t same = HTTPSTATUS_CHANGE_CONNECTION | HTTPSTATUS_CHANGE_ENDPOINT |
	                      HTTPSTATUS_CHANGE_NO_EARLY_DATA;

	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++)
		for (int code = 0; code <= 999; code++) {
			httpstatus_advice advice = httpstatus_advise(builtin(names[n]), code,
			                                             HTTPSTATUS_TRAIT_HARMLESS);

			if (!rsyslog_sends_again(code))
				continue;
			ck_assert_msg(httpstatus_advice_limit(advice) == 255, "%s: %d", names[n], code);
			ck_assert_msg(!(httpstatus_advice_changes(advice) & ~same), "%s: %d", names[n], code);
			ck_assert_msg(!(httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_PERMANENT),
			              "%s: %d", names[n], code);
		}
}
END_TEST

/* They leave it to the client how often; iana allows one retry of a 500. */
START_TEST(profiles_do_not_limit_a_500)
{
	static const char *const names[] = {"s3", "loki", "splunk-hec"};

	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++)
		ck_assert_int_eq(httpstatus_advice_limit(httpstatus_advise(builtin(names[n]), 500, 0)),
		                 255);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("dialects");
	TCase *seeds = tcase_create("documents");
	TCase *vendors = tcase_create("vendors");
	TCase *senders = tcase_create("profiles");

	tcase_add_loop_test(seeds, has_the_codes_and_phrases_of_its_document, 0, DOCUMENTS);
	tcase_add_loop_test(seeds, is_found_by_the_registered_name, 0, DOCUMENTS);
	tcase_add_test(seeds, clouds_want_changes);
	tcase_add_test(seeds, clouds_allow_a_retry);
	tcase_add_test(seeds, clouds_depart_on_503);
	tcase_add_test(seeds, slips_are_not_passed_on);
	suite_add_tcase(suite, seeds);
	tcase_add_test(vendors, vendors_tell_whether_the_origin_acted);
	tcase_add_test(vendors, shopify_locks_a_shop);
	tcase_add_test(vendors, shopify_540_passes);
	tcase_add_test(vendors, overloaded_services_throttle);
	tcase_add_test(vendors, s3_error_codes);
	tcase_add_test(vendors, marks_of_logs_are_flagged);
	tcase_add_test(vendors, collisions_stay_apart);
	tcase_add_test(vendors, unregistered_codes_are_unofficial);
	suite_add_tcase(suite, vendors);
	tcase_add_loop_test(senders, profile_sends_again_what_its_source_does, 0, PROFILES);
	tcase_add_test(senders, senders_of_logs_set_no_limit);
	tcase_add_test(senders, profiles_do_not_limit_a_500);
	suite_add_tcase(suite, senders);
	return run_suite(suite);
}
