/* SPDX-License-Identifier: MIT */
/*
 * read_units.c - holds the times that units.py prints to what a retry reads
 *
 * usage: units.py COUNT | read_units
 */
#include <httpstatus.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLOCK INT64_C(1795867200)
#define FIELD "x-time"

static httpstatus_retry *new_retry(const char *unit)
{
	const httpstatus_catalog *catalog = NULL;
	httpstatus_policy *policy;
	httpstatus_retry *retry;
	char text[8192];

	snprintf(text, sizeof(text), "Catalog: t\nFormat: 1\nWait: " FIELD " %s\n", unit);
	if (httpstatus_policy_new(&policy))
		exit(2);
	if (strcmp(unit, "retry-after") != 0 &&
	    (httpstatus_catalog_load_mem(text, strlen(text), &catalog) ||
	     httpstatus_policy_set_catalog(policy, catalog))) {
		fprintf(stderr, "there is no unit '%s'\n", unit);
		exit(2);
	}
	if (httpstatus_retry_new(policy, &retry))
		exit(2);
	httpstatus_policy_free(policy);
	httpstatus_catalog_unref(catalog);
	return retry;
}

/* What is read, in the words of units.py. */
static void read_value(httpstatus_retry *retry, const char *field, const char *value, char result[32])
{
	httpstatus_advice advice;

	httpstatus_retry_reset(retry, HTTPSTATUS_TRAIT_SAFE, 0);
	httpstatus_retry_set_clock(retry, CLOCK);
	httpstatus_retry_field(retry, field, strlen(field), value, strlen(value));
	advice = httpstatus_retry_on_status(retry, 429, 0);
	if (httpstatus_advice_reasons(advice) & HTTPSTATUS_REASON_FORBIDDEN)
		strcpy(result, "forbid");
	else if (httpstatus_retry_asked_ms(retry) == HTTPSTATUS_TIME_FOREVER)
		strcpy(result, "forever");
	else
		snprintf(result, 32, "%llu", (unsigned long long)httpstatus_retry_asked_ms(retry));
}

static int is_between(const char *result, const char *least, const char *most)
{
	if (strcmp(least, most) == 0)
		return strcmp(result, least) == 0;
	return strtoull(result, NULL, 10) >= strtoull(least, NULL, 10) &&
	       strtoull(result, NULL, 10) <= strtoull(most, NULL, 10);
}

int main(void)
{
	httpstatus_retry *retry = NULL;
	char line[4096], last[4096] = "", result[32];
	long count = 0, wrong = 0;

	while (fgets(line, sizeof(line), stdin)) {
		char *value = strchr(line, '\t');
		char *least = value ? strchr(value + 1, '\t') : NULL;
		char *most = least ? strchr(least + 1, '\t') : NULL;

		if (!most || !strchr(most, '\n')) {
			fprintf(stderr, "a line that is none: %s\n", line);
			return 2;
		}
		*value++ = *least++ = *most++ = '\0';
		most[strcspn(most, "\n")] = '\0';
		if (strcmp(line, last) != 0) {
			httpstatus_retry_free(retry);
			retry = new_retry(line);
			snprintf(last, sizeof(last), "%s", line);
		}
		read_value(retry, strcmp(line, "retry-after") ? FIELD : "Retry-After", value, result);
		count++;
		if (!is_between(result, least, most) && ++wrong <= 20)
			printf("FAIL: %s '%s': %s, expected %s to %s\n", line, value, result, least, most);
	}
	httpstatus_retry_free(retry);
	printf("%ld values, %ld wrong\n", count, wrong);
	return wrong > 0 || count == 0;
}
