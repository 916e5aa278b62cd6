/* SPDX-License-Identifier: MIT */
/*
 * fetch-multi.c - get many URLs with libcurl in one thread, each again where
 * that helps
 *
 *     cc fetch-multi.c $(pkg-config --cflags --libs httpstatus 'libcurl >= 7.85')
 *     ./a.out --parallel 20 <list-of-urls
 *
 * The content is read and dropped. What is retried and what is given up is
 * said on standard error, a summary on standard output. Exit status: 0 if all
 * were got, 1 if not, 2 for wrong usage.
 *
 * Nobody sleeps: a transfer that has to wait stands in a list of those to
 * come, and the loop waits for the network no longer than until the first of
 * them is due. All share one budget, so that an outage is not made worse; and
 * where a server wants to be left alone, the others wait with it.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <getopt.h>
#include <httpstatus-curl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Scheme, host and port: whom one talks to, and whom one leaves alone for a while. */
struct origin {
	struct origin *next;
	size_t length;
	const char *url;
	uint64_t not_before;
};

struct transfer {
	struct transfer *next; /* of those to come, by time */
	char *url;
	struct origin *origin;
	httpstatus_retry *retry;
	struct httpstatus_curl http;
	CURL *curl;            /* while it is on its way */
	uint64_t due;
	bool begun;
	char reason[200];      /* why it was given up */
};

struct crowd {
	CURLM *multi;
	httpstatus_policy *policy;
	httpstatus_budget *budget;
	struct transfer *all, *to_come;
	struct origin *origins;
	size_t count, running, parallel;
	size_t succeeded, retried, retries;
	uint64_t seed;
};

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

/* ---- Those to come -------------------------------------------------------- */

/* Behind all that are due no later. */
static void insert(struct crowd *crowd, struct transfer *transfer, uint64_t due)
{
	struct transfer **place = &crowd->to_come;

	while (*place && (*place)->due <= due)
		place = &(*place)->next;
	transfer->due = due;
	transfer->next = *place;
	*place = transfer;
}

static void give_up(struct transfer *transfer, const char *reason)
{
	snprintf(transfer->reason, sizeof transfer->reason, "%s", reason);
	fprintf(stderr, "%s: %s\n", transfer->url, reason);
}

/* Not a request sooner than the server wants; but nobody waits for ever either. */
static bool must_wait(struct crowd *crowd, struct transfer *transfer, uint64_t now)
{
	uint64_t not_before = transfer->origin->not_before;

	if (not_before <= now)
		return false;
	if (not_before - now > httpstatus_policy_get(crowd->policy, HTTPSTATUS_POLICY_MAX_WAIT))
		give_up(transfer, "not sent: the server wants a longer pause than may be waited");
	else
		insert(crowd, transfer, not_before);
	return true;
}

/* The times are whole milliseconds, cut off: one more, so that none is too early. */
static uint64_t after(uint64_t now, uint64_t delay)
{
	return delay < UINT64_MAX - now ? now + delay + 1 : UINT64_MAX;
}

/* ---- One transfer --------------------------------------------------------- */

static size_t on_content(char *data, size_t size, size_t n, void *unused)
{
	(void)data, (void)unused;
	return size * n;
}

static void set_options(struct transfer *transfer)
{
	CURL *curl = transfer->curl;

	curl_easy_setopt(curl, CURLOPT_PRIVATE, transfer);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 10L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_content);
}

/* Each attempt has a handle of its own. */
static void attach(struct transfer *transfer, uint64_t now)
{
	if (transfer->begun)
		httpstatus_curl_attach(&transfer->http, transfer->curl);
	else
		httpstatus_curl_begin(&transfer->http, transfer->curl, transfer->retry, transfer->url,
		                      httpstatus_method_traits("GET"), now);
	transfer->begun = true;
}

static void start(struct crowd *crowd, struct transfer *transfer, uint64_t now)
{
	transfer->curl = curl_easy_init();
	if (transfer->curl) {
		set_options(transfer);
		attach(transfer, now);
		if (curl_multi_add_handle(crowd->multi, transfer->curl) == CURLM_OK) {
			crowd->running++;
			return;
		}
		curl_easy_cleanup(transfer->curl);
		transfer->curl = NULL;
	}
	give_up(transfer, "libcurl cannot begin another transfer");
}

/* Whether to go on is told by the verdict; text is what there is to say. */
static httpstatus_advice judge(struct transfer *transfer, CURLcode result, char *text, size_t size)
{
	httpstatus_advice advice = httpstatus_curl_end(&transfer->http, result, milliseconds());

	if (advice)
		httpstatus_retry_text(transfer->retry, text, size);
	else
		snprintf(text, size, "%s", curl_easy_strerror(result));
	return advice;
}

static void leave_alone(struct transfer *transfer, uint64_t now)
{
	uint64_t cooldown = httpstatus_retry_cooldown_ms(transfer->retry);
	uint64_t not_before = cooldown > 0 ? after(now, cooldown) : 0;

	if (transfer->origin->not_before < not_before)
		transfer->origin->not_before = not_before;
}

static void end(struct crowd *crowd, struct transfer *transfer, CURLcode result)
{
	char text[200];
	httpstatus_advice advice = judge(transfer, result, text, sizeof text);
	uint64_t now = milliseconds();

	curl_multi_remove_handle(crowd->multi, transfer->curl);
	curl_easy_cleanup(transfer->curl);
	transfer->curl = NULL;
	crowd->running--;
	leave_alone(transfer, now);
	switch (httpstatus_advice_verdict(advice)) {
	case HTTPSTATUS_VERDICT_DONE:
		crowd->succeeded++;
		crowd->retried += httpstatus_retry_attempts(transfer->retry) > 1;
		break;
	case HTTPSTATUS_VERDICT_RETRY:
		crowd->retries++;
		fprintf(stderr, "%s: %s\n", transfer->url, text);
		insert(crowd, transfer, after(now, httpstatus_retry_delay_ms(transfer->retry)));
		break;
	default:
		give_up(transfer, text);
	}
}

/* ---- All transfers -------------------------------------------------------- */

static void start_what_is_due(struct crowd *crowd)
{
	uint64_t now = milliseconds();

	while (crowd->to_come && crowd->to_come->due <= now && crowd->running < crowd->parallel) {
		struct transfer *transfer = crowd->to_come;

		crowd->to_come = transfer->next;
		if (!must_wait(crowd, transfer, now))
			start(crowd, transfer, now);
	}
}

static void end_what_is_done(struct crowd *crowd)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(crowd->multi, &left))) {
		CURLcode result = message->data.result;
		struct transfer *transfer = NULL;

		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
		end(crowd, transfer, result);
	}
}

/* Milliseconds until the next one is due; libcurl minds its own timers. */
static int time_to_next(const struct crowd *crowd)
{
	uint64_t now = milliseconds();

	if (!crowd->to_come || crowd->running == crowd->parallel)
		return INT_MAX;
	if (crowd->to_come->due <= now)
		return 0;
	return crowd->to_come->due - now < INT_MAX ? (int)(crowd->to_come->due - now) : INT_MAX;
}

static bool run(struct crowd *crowd)
{
	CURLMcode error = CURLM_OK;
	int active;

	while (!error && (crowd->to_come || crowd->running > 0)) {
		start_what_is_due(crowd);
		error = curl_multi_perform(crowd->multi, &active);
		end_what_is_done(crowd);
		if (!error && (crowd->to_come || crowd->running > 0))
			error = curl_multi_poll(crowd->multi, NULL, 0, time_to_next(crowd), NULL);
	}
	if (error)
		fprintf(stderr, "%s\n", curl_multi_strerror(error));
	return !error;
}

/* Each reason once, with the number of its transfers. */
static void print_reasons(const struct crowd *crowd)
{
	for (size_t i = 0; i < crowd->count; i++) {
		const char *reason = crowd->all[i].reason;
		size_t earlier = 0, same = 0;

		if (reason[0] == '\0')
			continue;
		for (size_t k = 0; k < crowd->count; k++) {
			if (strcmp(crowd->all[k].reason, reason) == 0)
				k < i ? earlier++ : same++;
		}
		if (earlier == 0)
			printf("%6zu  %s\n", same, reason);
	}
}

static void print_summary(const struct crowd *crowd)
{
	printf("%zu succeeded, %zu of them after a retry\n", crowd->succeeded,
	       crowd->retried);
	printf("%zu given up\n", crowd->count - crowd->succeeded);
	print_reasons(crowd);
	printf("%zu retries in all\n", crowd->retries);
}

/* ---- The list of URLs ----------------------------------------------------- */

/* https://www.example.org:443 of https://www.example.org:443/index.html */
static size_t origin_length(const char *url)
{
	const char *host = strstr(url, "://");
	size_t start = host ? (size_t)(host - url) + 3 : 0;

	return start + strcspn(url + start, "/?#");
}

static struct origin *origin_of(struct crowd *crowd, const char *url)
{
	size_t length = origin_length(url);
	struct origin *origin = crowd->origins;

	while (origin && (origin->length != length || memcmp(origin->url, url, length) != 0))
		origin = origin->next;
	if (!origin && (origin = calloc(1, sizeof *origin))) {
		*origin = (struct origin){.next = crowd->origins, .length = length, .url = url};
		crowd->origins = origin;
	}
	return origin;
}

static bool add(struct crowd *crowd, const char *url)
{
	struct transfer *longer = realloc(crowd->all, (crowd->count + 1) * sizeof *longer);
	struct transfer *transfer;

	if (!longer)
		return false;
	crowd->all = longer;
	transfer = &crowd->all[crowd->count++];
	*transfer = (struct transfer){.url = strdup(url)};
	return transfer->url && httpstatus_retry_new(crowd->policy, &transfer->retry) == 0 &&
	       (transfer->origin = origin_of(crowd, transfer->url));
}

static bool add_lines(struct crowd *crowd, FILE *file)
{
	char *line = NULL;
	size_t size = 0;
	bool good = true;

	while (good && getline(&line, &size, file) >= 0) {
		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] != '\0')
			good = add(crowd, line);
	}
	free(line);
	return good && !ferror(file);
}

/* A seed of its own for each: they would come back together otherwise. */
static void queue_all(struct crowd *crowd)
{
	for (size_t i = 0; i < crowd->count; i++) {
		httpstatus_retry_seed(crowd->all[i].retry, crowd->seed + i);
		insert(crowd, &crowd->all[i], 0);
	}
}

/* ---- Options -------------------------------------------------------------- */

static bool read_number(uint64_t *number)
{
	char *end;

	errno = 0;
	*number = strtoull(optarg, &end, 10);
	return optarg[0] >= '0' && optarg[0] <= '9' && *end == '\0' && errno == 0;
}

static bool read_setting(struct crowd *crowd, const char *option, int setting,
                         uint64_t unit)
{
	uint64_t number;
	int error = HTTPSTATUS_E_SYNTAX;

	if (read_number(&number))
		error = number > UINT64_MAX / unit ? HTTPSTATUS_E_RANGE
		        : httpstatus_policy_set(crowd->policy, setting, number * unit);
	if (error)
		fprintf(stderr, "%s %s: %s\n", option, optarg, httpstatus_strerror(error));
	return !error;
}

static bool read_parallel(struct crowd *crowd)
{
	uint64_t number;
	bool good = read_number(&number) && number >= 1 && number <= 1000;

	if (good)
		crowd->parallel = (size_t)number;
	else
		fprintf(stderr, "--parallel %s: not a number from 1 to 1000\n", optarg);
	return good;
}

static bool read_seed(struct crowd *crowd)
{
	bool good = read_number(&crowd->seed);

	if (!good)
		fprintf(stderr, "--seed %s: not a number below 2^64\n", optarg);
	return good;
}

static bool read_option(struct crowd *crowd, int option)
{
	switch (option) {
	case 'p': return read_parallel(crowd);
	case 'a': return read_setting(crowd, "--attempts", HTTPSTATUS_POLICY_ATTEMPTS, 1);
	case 'w': return read_setting(crowd, "--max-wait", HTTPSTATUS_POLICY_MAX_WAIT, 1000);
	case 's': return read_seed(crowd);
	default: return false;
	}
}

static bool read_options(struct crowd *crowd, int argc, char **argv)
{
	static const struct option options[] = {
		{"parallel", 1, NULL, 'p'}, {"attempts", 1, NULL, 'a'}, {"max-wait", 1, NULL, 'w'},
		{"seed", 1, NULL, 's'}, {NULL, 0, NULL, 0}
	};
	bool good = true;
	int option;

	while (good && (option = getopt_long(argc, argv, "", options, NULL)) != -1)
		good = read_option(crowd, option);
	if (!good)
		fprintf(stderr, "usage: %s [--parallel N] [--attempts N] [--max-wait S] [--seed N] "
		        "[URL...]\n", argv[0]);
	return good;
}

static int work(struct crowd *crowd, int argc, char **argv)
{
	bool good = true;

	if (!read_options(crowd, argc, argv))
		return 2;
	if (httpstatus_policy_set_budget(crowd->policy, crowd->budget) != 0)
		return 2;
	for (int i = optind; good && i < argc; i++)
		good = add(crowd, argv[i]);
	if (optind == argc)
		good = add_lines(crowd, stdin);
	if (!good) {
		perror(argv[0]);
		return 1;
	}
	queue_all(crowd);
	good = run(crowd);
	print_summary(crowd);
	return good && crowd->succeeded == crowd->count && fflush(stdout) == 0 ? 0 : 1;
}

static void clean_up(struct crowd *crowd)
{
	for (size_t i = 0; i < crowd->count; i++) {
		if (crowd->all[i].curl)
			curl_multi_remove_handle(crowd->multi, crowd->all[i].curl);
		curl_easy_cleanup(crowd->all[i].curl);
		httpstatus_retry_free(crowd->all[i].retry);
		free(crowd->all[i].url);
	}
	while (crowd->origins) {
		struct origin *origin = crowd->origins;

		crowd->origins = origin->next;
		free(origin);
	}
	free(crowd->all);
	httpstatus_budget_unref(crowd->budget);
	httpstatus_policy_free(crowd->policy);
	curl_multi_cleanup(crowd->multi);
}

int main(int argc, char **argv)
{
	struct crowd crowd = {.parallel = 10, .seed = (uint64_t)getpid() << 32 ^ nanoseconds()};
	int status = 1;

	curl_global_init(CURL_GLOBAL_DEFAULT);
	crowd.multi = curl_multi_init();
	if (crowd.multi && httpstatus_policy_new(&crowd.policy) == 0 &&
	    httpstatus_budget_new(&crowd.budget) == 0)
		status = work(&crowd, argc, argv);
	else
		perror(argv[0]);
	clean_up(&crowd);
	curl_global_cleanup();
	return status;
}
