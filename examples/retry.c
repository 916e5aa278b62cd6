/* SPDX-License-Identifier: MIT */
/*
 * retry.c - get a URL with libcurl into a file, again where that helps
 *
 *     cc retry.c $(pkg-config --cflags --libs httpstatus libcurl)
 *     ./a.out URL FILE
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <httpstatus-curl.h>
#include <unistd.h>

static uint64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* Sleeps for no less, whatever signals come. */
static void sleep_ms(uint64_t ms)
{
	struct timespec t = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};

	while (nanosleep(&t, &t) != 0 && errno == EINTR)
		;
}

/* One attempt; says what became of it. */
static int attempt(struct httpstatus_curl *transfer, const char *path)
{
	CURLcode result = CURLE_WRITE_ERROR;
	httpstatus_advice advice;
	char text[200];

	if ((transfer->file = fopen(path, "wb"))) {
		result = curl_easy_perform(transfer->curl);
		if (fclose(transfer->file) != 0)
			result = CURLE_WRITE_ERROR;
	}
	advice = httpstatus_curl_end(transfer, result, now_ms());
	httpstatus_retry_text(transfer->retry, text, sizeof text);
	fprintf(stderr, "%s\n", advice ? text : curl_easy_strerror(result));
	return httpstatus_advice_verdict(advice);
}

int main(int argc, char **argv)
{
	uint32_t traits = httpstatus_method_traits("GET");
	struct httpstatus_curl transfer;
	httpstatus_retry *retry;
	CURL *curl = argc == 3 ? curl_easy_init() : NULL;
	int verdict;

	if (!curl || httpstatus_retry_new(NULL, &retry) != 0)
		return 2;
	httpstatus_retry_seed(retry, httpstatus_mix_seed((uint64_t)getpid(),
	                                                 now_ms(), 0));
	httpstatus_curl_begin(&transfer, curl, retry, argv[1], traits,
	                      now_ms());
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, httpstatus_curl_write);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
	while ((verdict = attempt(&transfer, argv[2])) ==
	       HTTPSTATUS_VERDICT_RETRY)
		sleep_ms(httpstatus_retry_delay_ms(retry));
	httpstatus_retry_free(retry);
	curl_easy_cleanup(curl);
	return verdict == HTTPSTATUS_VERDICT_DONE ? 0 : 1;
}
