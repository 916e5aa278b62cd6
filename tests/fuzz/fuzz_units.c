/* SPDX-License-Identifier: MIT */
/*
 * Times in each of the units that catalogs name. Numbers of up to nine digits before
 * and behind the decimal point are compared with arithmetic on integers.
 *
 * The first byte says which unit.
 */

#include "fuzz.h"

#define DIGITS "0123456789"
#define BLANKS " \t"
#define CLOCK  UINT64_C(1800000000)

static const char *const units[] = {
	"seconds", "milliseconds", "epoch-seconds", "epoch-milliseconds", "reset", "duration", "iso8601",
	"date", "rfc3339", "ratelimit", "pushback"
};
#define UNITS (sizeof(units) / sizeof(units[0]))

static httpstatus_retry *new_retry(const char *unit)
{
	char text[64];

	snprintf(text, sizeof(text), "Catalog: t\nFormat: 1\nWait: x-time %s\n", unit);
	return fuzz_retry(text);
}

/* A number in billionths; false if it is none, or longer than can be compared. */
static bool billionths_of(const char *s, uint64_t *billionths)
{
	const size_t whole = strspn(s, DIGITS);
	const char *fraction = s[whole] == '.' ? s + whole + 1 : "";
	const size_t digits = strspn(fraction, DIGITS);
	char padded[] = "000000000";

	if (whole == 0 || whole > 9 || digits > 9 || fraction[digits] != '\0' ||
	    (s[whole] != '\0' && (s[whole] != '.' || digits == 0)))
		return false;
	memcpy(padded, fraction, digits);
	*billionths = strtoull(s, NULL, 10) * UINT64_C(1000000000) + strtoull(padded, NULL, 10);
	return true;
}

static uint64_t divided(uint64_t billionths, uint64_t by)
{
	return (billionths + by - 1) / by;
}

/* What such a number asks for. Nine digits since the epoch are over. */
static uint64_t expected_ms(const char *unit, uint64_t billionths)
{
	if (strcmp(unit, "seconds") == 0 || strcmp(unit, "reset") == 0)
		return divided(billionths, 1000000);
	return strcmp(unit, "milliseconds") == 0 ? divided(billionths, 1000000000) : 0;
}

static uint64_t asked(httpstatus_retry *retry, const char *value, size_t size, httpstatus_advice *advice)
{
	char *copy = fuzz_copy(value, size);
	uint64_t ms;

	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE, 0);
	httpstatus_retry_set_clock(retry, (int64_t)CLOCK);
	httpstatus_retry_field(retry, "X-Time", 6, copy, size);
	free(copy);
	*advice = httpstatus_retry_on_status(retry, 429, 0);
	ms = httpstatus_retry_asked_ms(retry);
	REQUIRE((httpstatus_retry_asked(retry) >= HTTPSTATUS_ASKED_DELAY) || ms == 0);
	if (httpstatus_advice_verdict(*advice) == HTTPSTATUS_VERDICT_RETRY)
		REQUIRE(httpstatus_retry_delay_ms(retry) >= ms);
	return ms;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *unit = units[size > 0 ? data[0] % UNITS : 0];
	char *value = fuzz_string(size > 0 ? data + 1 : data, size > 0 ? size - 1 : 0);
	char *padded = fuzz_block(strlen(value) + 4);
	httpstatus_retry *retry = new_retry(unit);
	httpstatus_advice advice, again;
	const uint64_t ms = asked(retry, value, strlen(value), &advice);
	const bool forbidden = httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_FORBIDDEN;
	uint64_t billionths;

	REQUIRE(!forbidden || strcmp(unit, "pushback") == 0);
	if (strcmp(unit, "pushback") != 0 && strcmp(unit, "duration") != 0 &&
	    billionths_of(value, &billionths))
		REQUIRE(ms == expected_ms(unit, billionths));
	/* White space around it does not matter. */
	sprintf(padded, " %s\t ", value);
	REQUIRE(asked(retry, padded, strlen(padded), &again) == ms);
	REQUIRE(again == advice);
	httpstatus_retry_free(retry);
	free(padded);
	free(value);
	return 0;
}
