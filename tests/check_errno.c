/* SPDX-License-Identifier: MIT */
/*
 * check_errno.c - errors of the system: the failures that they mean, and those of a status
 *
 * The failures are held to what connect(2), send(2), recv(2) and tcp(7) say of each
 * error; the errors of statuses to the table of httpstatus_errno(3), and the rules for
 * all other codes to every code.
 */
#include <httpstatus.h>

#include <check.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "suite.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define UNSENT HTTPSTATUS_TRAIT_UNSENT
#define REUSED HTTPSTATUS_TRAIT_REUSED

#define UNCONNECTED HTTPSTATUS_FAILURE_UNCONNECTED
#define BROKEN      HTTPSTATUS_FAILURE_BROKEN
#define TIMED_OUT   HTTPSTATUS_FAILURE_TIMED_OUT

/* ---- Failures ------------------------------------------------------------- */

static void is_failure(int error, uint32_t traits, int failure)
{
	int found;

	errno = 12345;
	found = httpstatus_failure_of_errno(error, traits);
	if (found != failure)
		ck_abort_msg("error %d, traits 0x%x: %d, not %d", error, (unsigned)traits, found, failure);
	ck_assert_int_eq(errno, 12345);
}

/* Only connect fails so: no connection came about, whatever is known of the request. */
START_TEST(refused_by_connect)
{
	static const int errors[] = { ECONNREFUSED, EADDRNOTAVAIL };
	size_t i;

	for (i = 0; i < LENGTH(errors); i++) {
		is_failure(errors[i], 0, UNCONNECTED);
		is_failure(errors[i], UNSENT, UNCONNECTED);
		is_failure(errors[i], HTTPSTATUS_TRAIT_SAFE, UNCONNECTED);
	}
}
END_TEST

/* connect fails so, and so does a connection whose peer is no longer there. */
START_TEST(unreachable)
{
	static const int errors[] = { ENETDOWN, ENETUNREACH, EHOSTUNREACH };
	size_t i;

	for (i = 0; i < LENGTH(errors); i++) {
		is_failure(errors[i], UNSENT, UNCONNECTED);
		is_failure(errors[i], 0, BROKEN);
		is_failure(errors[i], REUSED, BROKEN);
		is_failure(errors[i], UNSENT | REUSED, BROKEN);
	}
#ifdef EHOSTDOWN
	is_failure(EHOSTDOWN, UNSENT, UNCONNECTED);
	is_failure(EHOSTDOWN, 0, BROKEN);
#endif
}
END_TEST

START_TEST(timed_out)
{
	is_failure(ETIMEDOUT, UNSENT, UNCONNECTED);
	is_failure(ETIMEDOUT, 0, TIMED_OUT);
	is_failure(ETIMEDOUT, UNSENT | REUSED, TIMED_OUT);
	/* SO_RCVTIMEO and SO_SNDTIMEO, socket(7) */
	is_failure(EAGAIN, 0, TIMED_OUT);
	is_failure(EWOULDBLOCK, UNSENT, TIMED_OUT);
}
END_TEST

START_TEST(broken)
{
	static const int errors[] = { ECONNRESET, ECONNABORTED, ENETRESET, ENOTCONN, EPIPE };
	size_t i;

	for (i = 0; i < LENGTH(errors); i++) {
		is_failure(errors[i], 0, BROKEN);
		is_failure(errors[i], UNSENT, BROKEN);
		is_failure(errors[i], REUSED, BROKEN);
	}
}
END_TEST

/* The program, its user or its system is to blame: a retry is no remedy. */
START_TEST(no_failure_of_the_network)
{
	static const int errors[] = {
		0, EACCES, EPERM, EMFILE, ENFILE, ENOMEM, ENOBUFS, EBADF, EINVAL, ENOTSOCK,
		EAFNOSUPPORT, EFAULT, EINTR, EINPROGRESS, EALREADY, EISCONN, EMSGSIZE, ENOENT,
		-1, INT_MIN, INT_MAX
	};
	size_t i;

	for (i = 0; i < LENGTH(errors); i++) {
		is_failure(errors[i], 0, 0);
		is_failure(errors[i], UINT32_MAX, 0);
	}
}
END_TEST

/* ---- Statuses ------------------------------------------------------------- */

/* The table of the manual. */
static const struct {
	int code, error;
} table[] = {
	{ 304, 0 }, { 401, EPERM }, { 402, EPERM }, { 403, EACCES }, { 404, ENOENT },
	{ 405, ENOTSUP }, { 407, EPERM }, { 408, ETIMEDOUT }, { 410, ENOENT }, { 413, EFBIG },
	{ 414, ENAMETOOLONG }, { 421, EAGAIN }, { 423, EACCES }, { 425, EAGAIN },
	{ 429, EAGAIN }, { 451, EACCES }, { 501, ENOSYS }, { 503, EBUSY }, { 504, ETIMEDOUT },
	{ 505, EPROTONOSUPPORT }, { 507, ENOSPC }, { 508, ELOOP }, { 511, EPERM }
};

static int expected(int code)
{
	size_t i;

	for (i = 0; i < LENGTH(table); i++)
		if (table[i].code == code)
			return table[i].error;
	if (code >= 200 && code <= 299)
		return 0;
	if (code >= 400 && code <= 499)
		return EINVAL;
	return code == 0 || (code >= 300 && code <= 999) ? EIO : EPROTO;
}

START_TEST(every_code)
{
	static const int others[] = { INT_MIN, -404, -1, 10404, 65536 + 404, INT_MAX };
	int code;
	size_t i;

	errno = 12345;
	for (code = -10; code <= 1100; code++)
		if (httpstatus_errno(code) != expected(code))
			ck_abort_msg("%d: error %d", code, httpstatus_errno(code));
	for (i = 0; i < LENGTH(others); i++)
		ck_assert_int_eq(httpstatus_errno(others[i]), EPROTO);
	ck_assert_int_eq(errno, 12345);
}
END_TEST

/* No error is reported for a success, and a success for no error. */
START_TEST(success_alone_is_no_error)
{
	int code;

	for (code = 200; code <= 999; code++) {
		bool success = httpstatus_class_of(code) == HTTPSTATUS_CLASS_SUCCESSFUL || code == 304;

		ck_assert_int_eq(httpstatus_errno(code) == 0, success);
	}
}
END_TEST

static Suite *errno_suite(void)
{
	Suite *suite = suite_create("errno");
	TCase *failures = tcase_create("failures");
	TCase *statuses = tcase_create("statuses");

	tcase_add_test(failures, refused_by_connect);
	tcase_add_test(failures, unreachable);
	tcase_add_test(failures, timed_out);
	tcase_add_test(failures, broken);
	tcase_add_test(failures, no_failure_of_the_network);
	suite_add_tcase(suite, failures);
	tcase_add_test(statuses, every_code);
	tcase_add_test(statuses, success_alone_is_no_error);
	suite_add_tcase(suite, statuses);
	return suite;
}

int main(void)
{
	return run_suite(errno_suite());
}
