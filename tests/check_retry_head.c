/* SPDX-License-Identifier: MIT */
/*
 * check_retry_head.c - header sections in one piece
 *
 * What httpstatus_retry_head makes of a text is what httpstatus_retry_line makes of
 * its lines; where a header section ends says RFC 9112, 2.1, and which one is not the
 * last, RFC 9110, 15.2.
 */
#include <httpstatus.h>

#include <check.h>
#include <limits.h>

#include "suite_retry.h"

/* A copy of exactly its size, so that a sanitizer sees a byte too far. */
static int feed_head(httpstatus_retry *retry, const char *head)
{
	size_t length = strlen(head);
	char *copy = malloc(length + !length);
	int code;

	memcpy(copy, head, length);
	code = httpstatus_retry_head(retry, copy, length);
	free(copy);
	return code;
}

/* What the server asks for, in seconds, after this head of a 503. */
static uint64_t asked_seconds(const char *head)
{
	httpstatus_retry *retry = begin(GET);
	uint64_t ms;

	feed_head(retry, head);
	httpstatus_retry_on_status(retry, 503, 0);
	ms = httpstatus_retry_asked_ms(retry);
	httpstatus_retry_free(retry);
	return ms / 1000;
}

START_TEST(one_section)
{
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(feed_head(retry, "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\n\r\n"), 503);
	ck_assert_int_eq(feed_head(retry, "HTTP/1.1 404\nServer: x\n\n"), 404);
	ck_assert_int_eq(feed_head(retry, "Server: x\r\n"), 0);
	ck_assert_int_eq(feed_head(retry, ""), 0);
	httpstatus_retry_free(retry);
	ck_assert_uint_eq(asked_seconds("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\n\r\n"), 7);
	ck_assert_uint_eq(asked_seconds("HTTP/1.1 503 Busy\nServer: x\nRetry-After: 7\n\n"), 7);
	/* Neither the empty line nor the last line end need be there, nor the status line. */
	ck_assert_uint_eq(asked_seconds("HTTP/1.1 503 Busy\r\nRetry-After: 7"), 7);
	ck_assert_uint_eq(asked_seconds("Retry-After: 7"), 7);
	/* RFC 9112, 5.2: a line that goes on */
	ck_assert_uint_eq(asked_seconds("HTTP/1.1 503 Busy\r\nRetry-After:\r\n 7\r\n\r\n"), 7);
}
END_TEST

/* The content is no part of the head, whatever it looks like. */
START_TEST(content)
{
	ck_assert_uint_eq(asked_seconds("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\n\r\nRetry-After: 90\r\n"), 7);
	ck_assert_uint_eq(asked_seconds("HTTP/1.1 503 Busy\n\nHTTP/1.1 503 Busy\nRetry-After: 90\n"), 0);
	ck_assert_uint_eq(asked_seconds("\r\nRetry-After: 90\r\n"), 0);
}
END_TEST

/* Fields of an interim response are not those of the final one (RFC 9110, 15.2). */
START_TEST(interim)
{
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(feed_head(retry, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"), 200);
	ck_assert_int_eq(feed_head(retry, "HTTP/1.1 103 Early Hints\r\n\r\n"), 103);
	/* After a 101 the bytes are those of another protocol (RFC 9110, 15.2.2). */
	ck_assert_int_eq(feed_head(retry, "HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
	                 101);
	httpstatus_retry_free(retry);
	ck_assert_uint_eq(asked_seconds("HTTP/1.1 103 Early Hints\r\nRetry-After: 90\r\n\r\n"
	                                "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\n\r\n"), 7);
	ck_assert_uint_eq(asked_seconds("HTTP/1.1 100 Continue\r\nRetry-After: 90\r\n\r\n"
	                                "HTTP/1.1 503 Busy\r\n\r\n"), 0);
}
END_TEST

START_TEST(any_bytes)
{
	static const char bytes[] = "\0\n\xff: \n:\n\n";
	httpstatus_retry *retry = begin(GET);

	ck_assert_int_eq(httpstatus_retry_head(retry, bytes, sizeof bytes - 1), 0);
	ck_assert_int_eq(httpstatus_retry_head(retry, NULL, 0), 0);
	ck_assert_int_eq(httpstatus_retry_head(retry, NULL, 9), 0);
	ck_assert_int_eq(httpstatus_retry_head(NULL, "HTTP/1.1 200 OK\r\n", 17), 0);
	/* A bare CR ends no line (RFC 9112, 2.2). */
	ck_assert_uint_eq(asked_seconds("HTTP/1.1 503 Busy\rRetry-After: 90\r\r"), 0);
	httpstatus_retry_free(retry);
}
END_TEST

static Suite *retry_head_suite(void)
{
	Suite *suite = suite_create("retry head");
	TCase *tcase = tcase_create("heads");

	tcase_add_test(tcase, one_section);
	tcase_add_test(tcase, content);
	tcase_add_test(tcase, interim);
	tcase_add_test(tcase, any_bytes);
	suite_add_tcase(suite, tcase);
	return suite;
}

int main(void)
{
	return run_suite(retry_head_suite());
}
