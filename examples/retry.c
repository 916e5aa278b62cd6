/* SPDX-License-Identifier: MIT */
/*
 * retry.c - get a URL with libcurl, again where that helps
 *
 *     cc retry.c $(pkg-config --cflags --libs httpstatus libcurl)
 *     ./a.out URL
 *     ./a.out URL 'attempts=6 max-delay=30 always=404'
 */
#define _POSIX_C_SOURCE 200809L

#include <curl/curl.h>
#include <errno.h>
#include <httpstatus.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static uint64_t nanoseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static uint64_t milliseconds(void)
{
	return nanoseconds() / 1000000;
}

/* Sleeps for no less, whatever signals come. */
static void sleep_ms(uint64_t ms)
{
	struct timespec t = {
		.tv_sec = (time_t)(ms / 1000),
		.tv_nsec = (long)(ms % 1000 * 1000000)
	};

	while (nanosleep(&t, &t) != 0 && errno == EINTR)
		;
}

static size_t header(char *line, size_t size, size_t n, void *retry)
{
	if (httpstatus_retry_line(retry, line, size * n) != 0)
		httpstatus_retry_set_clock(retry, time(NULL));
	return size * n;
}

/* What a proxy replied to CONNECT, if that opened no tunnel; else 0. */
static int refused_tunnel(CURL *curl, CURLcode result)
{
	long code = 0;

	curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &code);
	return result != CURLE_OK && code >= 300 ? (int)code : 0;
}

/* 0: not the network's fault, and no better the next time. */
static int failure_of(CURL *curl, CURLcode result)
{
	double begun = 0;
	long sent = 0;
	long code = 0;

	curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME, &begun);
	curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	switch (result) {
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PROXY:
		return HTTPSTATUS_FAILURE_UNCONNECTED;
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_PARTIAL_FILE:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		break;
	default:
		return 0;
	}
	/*
	 * A CONNECT was perhaps sent, but no request to the server. Old
	 * versions of libcurl count its bytes, new ones its time.
	 */
	if (begun == 0 || sent == 0)
		return HTTPSTATUS_FAILURE_UNCONNECTED;
	if (code >= 200)
		return HTTPSTATUS_FAILURE_TRUNCATED;
	if (result == CURLE_OPERATION_TIMEDOUT)
		return HTTPSTATUS_FAILURE_TIMED_OUT;
	return HTTPSTATUS_FAILURE_BROKEN;
}

/* 0, which reads as "stop", where the network is not to blame. */
static httpstatus_advice judge(CURL *curl, httpstatus_retry *retry,
                               CURLcode result)
{
	int failure = failure_of(curl, result);
	int tunnel = refused_tunnel(curl, result);
	long code = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	if (tunnel != 0)
		return httpstatus_retry_on_tunnel(retry, tunnel,
		                                  milliseconds());
	/* After a redirect, the code may be that of an earlier response. */
	if (result == CURLE_OK || (failure != 0 && code >= 400))
		return httpstatus_retry_on_status(retry, (int)code,
		                                  milliseconds());
	if (failure != 0)
		return httpstatus_retry_on_failure(retry, failure,
		                                   milliseconds());
	return 0;
}

/* One attempt; its content is in the file if that succeeds. */
static httpstatus_advice attempt(CURL *curl, httpstatus_retry *retry,
                                 FILE *content)
{
	httpstatus_advice advice;
	CURLcode result;
	char text[200];

	rewind(content);
	if (ftruncate(fileno(content), 0) != 0)
		return 0;
	result = curl_easy_perform(curl);
	if (result != CURLE_OK)
		fprintf(stderr, "%s\n", curl_easy_strerror(result));
	advice = judge(curl, retry, result);
	if (advice != 0) {
		httpstatus_retry_text(retry, text, sizeof text);
		fprintf(stderr, "%s\n", text);
	}
	return advice;
}

/* Returns 1 if the URL was got, or else 0. */
static int get(CURL *curl, httpstatus_retry *retry, FILE *content)
{
	uint32_t traits = httpstatus_method_traits("GET");
	int verdict;
	httpstatus_advice advice;
	long fresh = 0;

	httpstatus_retry_reset(retry, traits, milliseconds());
	for (;;) {
		curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, fresh);
		advice = attempt(curl, retry, content);
		verdict = httpstatus_advice_verdict(advice);
		if (verdict != HTTPSTATUS_VERDICT_RETRY)
			return verdict == HTTPSTATUS_VERDICT_DONE;
		fresh = (httpstatus_advice_changes(advice) &
		         HTTPSTATUS_CHANGE_CONNECTION) != 0;
		sleep_ms(httpstatus_retry_delay_ms(retry));
	}
}

static int print(FILE *content)
{
	int c;

	rewind(content);
	while ((c = getc(content)) != EOF)
		putchar(c);
	return !ferror(content) && fflush(stdout) == 0;
}

/* With a policy as httpstatus_policy_parse reads it; NULL on errors. */
static httpstatus_retry *new_retry(const char *settings)
{
	httpstatus_policy *policy;
	httpstatus_retry *retry = NULL;
	const char *expected;
	size_t at;

	if (httpstatus_policy_new(&policy) != 0)
		return NULL;
	if (httpstatus_policy_parse(policy, settings, strlen(settings), &at,
	                            &expected) != 0)
		fprintf(stderr, "%s: expected %s\n", settings + at,
		        expected);
	else if (httpstatus_retry_new(policy, &retry) == 0)
		httpstatus_retry_seed(retry, httpstatus_mix_seed(
			(uint64_t)getpid(), nanoseconds(), 0));
	httpstatus_policy_free(policy);
	return retry;
}

int main(int argc, char **argv)
{
	CURL *curl = curl_easy_init();
	FILE *content = tmpfile();
	httpstatus_retry *retry = NULL;
	int got = 0;

	if (argc < 2 || argc > 3)
		fprintf(stderr, "usage: %s URL [POLICY]\n", argv[0]);
	else
		retry = new_retry(argc > 2 ? argv[2] : "");
	if (curl && content && retry) {
		curl_easy_setopt(curl, CURLOPT_URL, argv[1]);
		curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
		curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 10L);
		curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
		curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
		curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
		curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, header);
		curl_easy_setopt(curl, CURLOPT_HEADERDATA, retry);
		curl_easy_setopt(curl, CURLOPT_WRITEDATA, content);
		got = get(curl, retry, content) && print(content);
	}
	httpstatus_retry_free(retry);
	if (content)
		fclose(content);
	curl_easy_cleanup(curl);
	return got ? 0 : 1;
}
