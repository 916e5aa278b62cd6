/* SPDX-License-Identifier: MIT */
/*
 * check_class.c - the classes of codes, and the constants
 *
 * Classes are held to a list of their five intervals (RFC 9110, 15), constants
 * to IANA's registry as it lies in tests/data.
 */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif

#include <httpstatus.h>

#include <check.h>
#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* ---- Classes ----------------------------------------------------------- */

static const struct {
	int first, last;
	int class_;
	const char *name, *label;
} classes[] = {
	{ 100, 199, HTTPSTATUS_CLASS_INFORMATIONAL, "Informational", "1xx" },
	{ 200, 299, HTTPSTATUS_CLASS_SUCCESSFUL, "Successful", "2xx" },
	{ 300, 399, HTTPSTATUS_CLASS_REDIRECTION, "Redirection", "3xx" },
	{ 400, 499, HTTPSTATUS_CLASS_CLIENT_ERROR, "Client Error", "4xx" },
	{ 500, 599, HTTPSTATUS_CLASS_SERVER_ERROR, "Server Error", "5xx" }
};

static void class_is_right(int code)
{
	int expected = HTTPSTATUS_CLASS_NONE, found = httpstatus_class_of(code);
	size_t i;

	for (i = 0; i < LENGTH(classes); i++)
		if (classes[i].first <= code && code <= classes[i].last)
			expected = classes[i].class_;
	if (found != expected)
		ck_abort_msg("class_of(%d) is %u instead of %u", code, found, expected);
}

START_TEST(class_of_codes)
{
	int code;

	for (code = -2000; code <= 2000; code++)
		class_is_right(code);
}
END_TEST

START_TEST(class_of_any_int)
{
	int bit, near, i;

	for (i = 0; i <= 1000; i++) {
		class_is_right(INT_MIN + i);
		class_is_right(INT_MAX - i);
	}
	for (bit = 0; bit < 31; bit++)
		for (near = -600; near <= 600; near++) {
			int power = (int)(1U << bit);

			if (near > 0 && power > INT_MAX - near)
				continue;
			class_is_right(power + near);
			class_is_right(-power + near);
		}
}
END_TEST

START_TEST(numbers_of_classes)
{
	ck_assert_int_eq(HTTPSTATUS_CLASS_NONE, 0);
	ck_assert_int_eq(HTTPSTATUS_CLASS_INFORMATIONAL, 1);
	ck_assert_int_eq(HTTPSTATUS_CLASS_SUCCESSFUL, 2);
	ck_assert_int_eq(HTTPSTATUS_CLASS_REDIRECTION, 3);
	ck_assert_int_eq(HTTPSTATUS_CLASS_CLIENT_ERROR, 4);
	ck_assert_int_eq(HTTPSTATUS_CLASS_SERVER_ERROR, 5);
}
END_TEST

START_TEST(names_and_labels)
{
	size_t i;

	for (i = 0; i < LENGTH(classes); i++) {
		ck_assert_str_eq(httpstatus_class_name(classes[i].class_), classes[i].name);
		ck_assert_str_eq(httpstatus_class_label(classes[i].class_), classes[i].label);
	}
}
END_TEST

/* Not the code, either: a class is 1 to 5. */
static void is_other(int value)
{
	int cls = value;
	const char *name = httpstatus_class_name(cls), *label = httpstatus_class_label(cls);

	if (!name || !label || strcmp(name, "Other") != 0 || strcmp(label, "other") != 0)
		ck_abort_msg("%d: \"%s\", \"%s\"", value, name ? name : "NULL", label ? label : "NULL");
}

START_TEST(names_and_labels_of_any_int)
{
	int cls, bit;

	for (cls = -2000; cls <= 2000; cls++)
		if (cls < 1 || cls > 5)
			is_other(cls);
	is_other(INT_MIN);
	is_other(INT_MAX);
	for (bit = 3; bit < 31; bit++)
		for (cls = 0; cls <= 5; cls++) {
			is_other((int)(1U << bit) + cls);
			is_other(-(int)(1U << bit) + cls);
		}
}
END_TEST

/* ---- Constants --------------------------------------------------------- */

#define REGISTERED(X) \
	X(CONTINUE) X(SWITCHING_PROTOCOLS) X(PROCESSING) X(EARLY_HINTS) \
	X(UPLOAD_RESUMPTION_SUPPORTED) \
	X(OK) X(CREATED) X(ACCEPTED) X(NON_AUTHORITATIVE_INFORMATION) X(NO_CONTENT) \
	X(RESET_CONTENT) X(PARTIAL_CONTENT) X(MULTI_STATUS) X(ALREADY_REPORTED) X(IM_USED) \
	X(MULTIPLE_CHOICES) X(MOVED_PERMANENTLY) X(FOUND) X(SEE_OTHER) X(NOT_MODIFIED) \
	X(USE_PROXY) X(UNUSED_306) X(TEMPORARY_REDIRECT) X(PERMANENT_REDIRECT) \
	X(BAD_REQUEST) X(UNAUTHORIZED) X(PAYMENT_REQUIRED) X(FORBIDDEN) X(NOT_FOUND) \
	X(METHOD_NOT_ALLOWED) X(NOT_ACCEPTABLE) X(PROXY_AUTHENTICATION_REQUIRED) \
	X(REQUEST_TIMEOUT) X(CONFLICT) X(GONE) X(LENGTH_REQUIRED) X(PRECONDITION_FAILED) \
	X(CONTENT_TOO_LARGE) X(URI_TOO_LONG) X(UNSUPPORTED_MEDIA_TYPE) \
	X(RANGE_NOT_SATISFIABLE) X(EXPECTATION_FAILED) X(UNUSED_418) X(MISDIRECTED_REQUEST) \
	X(UNPROCESSABLE_CONTENT) X(LOCKED) X(FAILED_DEPENDENCY) X(TOO_EARLY) \
	X(UPGRADE_REQUIRED) X(PRECONDITION_REQUIRED) X(TOO_MANY_REQUESTS) \
	X(REQUEST_HEADER_FIELDS_TOO_LARGE) X(UNAVAILABLE_FOR_LEGAL_REASONS) \
	X(INTERNAL_SERVER_ERROR) X(NOT_IMPLEMENTED) X(BAD_GATEWAY) X(SERVICE_UNAVAILABLE) \
	X(GATEWAY_TIMEOUT) X(HTTP_VERSION_NOT_SUPPORTED) X(VARIANT_ALSO_NEGOTIATES) \
	X(INSUFFICIENT_STORAGE) X(LOOP_DETECTED) X(NOT_EXTENDED) \
	X(NETWORK_AUTHENTICATION_REQUIRED)

#define CONSTANT(name) { #name, HTTPSTATUS_##name },

static const struct {
	const char *name;
	int code;
} constants[] = { REGISTERED(CONSTANT) };

static const size_t constant_count = LENGTH(constants);

/* Constant expressions: no two of them may be equal here. */
static int is_registered(int code)
{
#define CASE(name) case HTTPSTATUS_##name:
	switch (code) {
	REGISTERED(CASE)
		return 1;
	default:
		return 0;
	}
}

_Static_assert(HTTPSTATUS_NOT_FOUND == 404, "constants are known to the compiler");

static FILE *open_registry(void)
{
	return open_source("tests/data/iana-status-codes.csv");
}

/*
 * The first two columns of a row, without the remark in parentheses that IANA
 * puts behind some phrases. Answers false at the end. Rows of several codes
 * ("105-199") are "Unassigned".
 */
static bool read_row(FILE *file, int *first, int *last, char phrase[256])
{
	char line[1024], *end, *start;
	size_t length;

	for (;;) {
		if (!fgets(line, sizeof(line), file))
			return false;
		if (isdigit((unsigned char)line[0]))
			break;
	}
	*first = *last = (int)strtol(line, &end, 10);
	if (*end == '-')
		*last = (int)strtol(end + 1, &end, 10);
	if (*end != ',')
		ck_abort_msg("a strange row: %s", line);
	start = end + 1;
	if (*start == '"') {
		start++;
		end = strchr(start, '"');
	} else {
		end = strchr(start, ',');
	}
	if (!end)
		ck_abort_msg("a strange row: %s", line);
	*end = '\0';
	end = strstr(start, " (");
	if (end)
		*end = '\0';
	length = strlen(start);
	if (length >= 256)
		ck_abort_msg("a long phrase: %s", start);
	memcpy(phrase, start, length + 1);
	return true;
}

/* "Non-Authoritative Information": NON_AUTHORITATIVE_INFORMATION. "(Unused)": UNUSED_306. */
static void constant_name(const char *phrase, int code, char name[512])
{
	char *end = name;

	if (strcmp(phrase, "(Unused)") == 0) {
		snprintf(name, 512, "UNUSED_%d", code);
		return;
	}
	for (; *phrase; phrase++)
		*end++ = (char)(isalnum((unsigned char)*phrase) ? toupper((unsigned char)*phrase) : '_');
	*end = '\0';
}

START_TEST(constants_are_the_registry)
{
	FILE *file = open_registry();
	char phrase[256], name[512];
	int first, last, code = 0;
	size_t i = 0;

	while (read_row(file, &first, &last, phrase)) {
		if (strcmp(phrase, "Unassigned") == 0) {
			for (code = first; code <= last; code++)
				ck_assert_msg(!is_registered(code), "%d is not assigned", code);
			continue;
		}
		ck_assert_msg(first == last, "%d-%d: %s", first, last, phrase);
		constant_name(phrase, first, name);
		ck_assert_msg(i < constant_count, "%d %s has no constant", first, name);
		ck_assert_msg(strcmp(constants[i].name, name) == 0 && constants[i].code == first,
		              "registry: %s = %d, header: %s = %d", name, first,
		              constants[i].name, constants[i].code);
		ck_assert_msg(is_registered(first), "%d is missing in the switch", first);
		i++;
	}
	fclose(file);
	ck_assert_msg(i == constant_count, "%zu in the registry, %zu constants", i, constant_count);
	ck_assert_msg(i >= 60, "only %zu rows", i);
}
END_TEST

/* Names of RFC 2068, 2324, 2616, 4918 and 7231, and of a draft (306). */
START_TEST(former_names)
{
	ck_assert_int_eq(HTTPSTATUS_MOVED_TEMPORARILY, 302);
	ck_assert_int_eq(HTTPSTATUS_SWITCH_PROXY, 306);
	ck_assert_int_eq(HTTPSTATUS_REQUEST_TIME_OUT, 408);
	ck_assert_int_eq(HTTPSTATUS_PAYLOAD_TOO_LARGE, 413);
	ck_assert_int_eq(HTTPSTATUS_REQUEST_ENTITY_TOO_LARGE, 413);
	ck_assert_int_eq(HTTPSTATUS_REQUEST_URI_TOO_LONG, 414);
	ck_assert_int_eq(HTTPSTATUS_REQUEST_URI_TOO_LARGE, 414);
	ck_assert_int_eq(HTTPSTATUS_REQUESTED_RANGE_NOT_SATISFIABLE, 416);
	ck_assert_int_eq(HTTPSTATUS_IM_A_TEAPOT, 418);
	ck_assert_int_eq(HTTPSTATUS_UNPROCESSABLE_ENTITY, 422);
	ck_assert_int_eq(HTTPSTATUS_GATEWAY_TIME_OUT, 504);
}
END_TEST

static Suite *class_suite(void)
{
	Suite *suite = suite_create("class");
	TCase *of_codes = tcase_create("classes");
	TCase *names = tcase_create("constants");

	tcase_add_test(of_codes, class_of_codes);
	tcase_add_test(of_codes, class_of_any_int);
	tcase_add_test(of_codes, numbers_of_classes);
	tcase_add_test(of_codes, names_and_labels);
	tcase_add_test(of_codes, names_and_labels_of_any_int);
	suite_add_tcase(suite, of_codes);

	tcase_add_test(names, constants_are_the_registry);
	tcase_add_test(names, former_names);
	suite_add_tcase(suite, names);
	return suite;
}

int main(void)
{
	return run_suite(class_suite());
}
