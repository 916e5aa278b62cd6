/* SPDX-License-Identifier: MIT */
/*
 * fetch.c - download a URL with libcurl, again where that helps, and go on
 * where the content broke off
 *
 *     cc fetch.c $(pkg-config --cflags --libs httpstatus 'libcurl >= 7.85')
 *     ./a.out -o page.html https://www.example.org/
 *
 * It says on standard error what happened and what follows. Exit status: 0 if
 * a 2xx response came completely, 1 if it was given up, 2 for wrong usage.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <getopt.h>
#include <httpstatus-curl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FIELD_MAX = 256 };

struct fetch {
	CURL *curl;
	httpstatus_policy *policy;
	httpstatus_retry *retry;
	struct httpstatus_curl transfer;
	const httpstatus_catalog *catalog;
	struct curl_slist *fields;
	const char *url, *method, *data, *key, *output;
	char *location_url;   /* where a redirect led to */
	uint64_t seed, shown_at;
	bool location, quiet, progress;
	FILE *content;        /* what has come, of one representation */
	curl_off_t size;      /* how much that is */
	char etag[FIELD_MAX]; /* whose it is; "" if it cannot be gone on with */
	int code;             /* of the response that is coming in */
	bool begun, wanted, misfit;
	char error[CURL_ERROR_SIZE];
};

/* ---- Time and messages ---------------------------------------------------- */

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
	struct timespec t = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000 * 1000000)};

	while (nanosleep(&t, &t) != 0 && errno == EINTR)
		;
}

static void say(const struct fetch *fetch, const char *format, ...)
{
	va_list values;

	if (fetch->progress)
		fputs("\r\033[K", stderr);
	va_start(values, format);
	vfprintf(stderr, format, values);
	va_end(values);
	putc('\n', stderr);
}

static int on_progress(void *p, curl_off_t total, curl_off_t now, curl_off_t up_total,
                       curl_off_t up_now)
{
	struct fetch *fetch = p;
	uint64_t ms = milliseconds();

	(void)up_total, (void)up_now;
	if (!fetch->wanted || ms - fetch->shown_at < 200)
		return 0;
	fetch->shown_at = ms;
	fprintf(stderr, "\r\033[K%" CURL_FORMAT_CURL_OFF_T " bytes", fetch->size);
	if (total > 0)
		fprintf(stderr, " of %" CURL_FORMAT_CURL_OFF_T, fetch->size - now + total);
	return 0;
}

/* ---- The response --------------------------------------------------------- */

static const char *field(const struct fetch *fetch, const char *name)
{
	struct curl_header *header;

	return curl_easy_header(fetch->curl, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK
	       ? header->value : "";
}

static void forget_content(struct fetch *fetch)
{
	rewind(fetch->content);
	if (ftruncate(fileno(fetch->content), 0) != 0)
		fetch->misfit = true;
	fetch->size = 0;
	fetch->etag[0] = '\0';
}

/*
 * Whether what comes goes behind what is here. That the numbers fit is not
 * enough: only the same strong entity-tag says that both are of one content.
 */
static bool is_continuation(const struct fetch *fetch)
{
	const char *range = field(fetch, "Content-Range");

	return fetch->size > 0 && strcmp(field(fetch, "ETag"), fetch->etag) == 0 &&
	       strncmp(range, "bytes ", 6) == 0 && strtoll(range + 6, NULL, 10) == fetch->size;
}

/* Only what comes with a 2xx is wanted, not the page that goes with an error. */
static void begin_content(struct fetch *fetch)
{
	const char *etag = field(fetch, "ETag");

	fetch->begun = true;
	fetch->code = httpstatus_curl_code(fetch->curl);
	fetch->wanted = httpstatus_class_of(fetch->code) == HTTPSTATUS_CLASS_SUCCESSFUL;
	if (fetch->code == HTTPSTATUS_PARTIAL_CONTENT) {
		fetch->misfit = !is_continuation(fetch);
	} else if (fetch->wanted) {
		forget_content(fetch);
		if (etag[0] == '"' && strlen(etag) < sizeof fetch->etag)
			strcpy(fetch->etag, etag);
	}
}

static size_t on_content(char *data, size_t size, size_t n, void *p)
{
	struct fetch *fetch = p;

	if (!fetch->begun)
		begin_content(fetch);
	if (httpstatus_curl_content(&fetch->transfer, data, size * n))
		return size * n;
	n = fetch->misfit ? 0 : fwrite(data, size, n, fetch->content);
	fetch->size += (curl_off_t)(size * n);
	return size * n;
}

/* A server may send less than the range that it was asked for. */
static bool is_complete(const struct fetch *fetch)
{
	const char *total = strchr(field(fetch, "Content-Range"), '/');

	return fetch->code != HTTPSTATUS_PARTIAL_CONTENT || !total || total[1] == '*' ||
	       strtoll(total + 1, NULL, 10) == fetch->size;
}

/* ---- One attempt ---------------------------------------------------------- */

static bool add_field(struct fetch *fetch, const char *name, const char *value)
{
	char line[FIELD_MAX + 20];
	struct curl_slist *longer;

	snprintf(line, sizeof line, "%s: %s", name, value);
	longer = curl_slist_append(fetch->fields, line);
	if (longer)
		fetch->fields = longer;
	return longer != NULL;
}

static void set_method(struct fetch *fetch)
{
	const char *data = fetch->data ? fetch->data : strcmp(fetch->method, "POST") ? NULL : "";

	curl_easy_setopt(fetch->curl, CURLOPT_HTTPGET, 1L);
	if (data)
		curl_easy_setopt(fetch->curl, CURLOPT_POSTFIELDS, data);
	curl_easy_setopt(fetch->curl, CURLOPT_CUSTOMREQUEST, fetch->method);
	curl_easy_setopt(fetch->curl, CURLOPT_NOBODY, strcmp(fetch->method, "HEAD") ? 0L : 1L);
}

/* Asks for what is missing, or for everything if nothing here can be gone on with. */
static bool prepare(struct fetch *fetch)
{
	bool good = true;
	char range[32];

	fetch->begun = fetch->wanted = fetch->misfit = false;
	fetch->code = 0;
	fetch->error[0] = '\0';
	if (fetch->etag[0] == '\0' || strcmp(fetch->method, "GET") != 0)
		forget_content(fetch);
	curl_slist_free_all(fetch->fields);
	fetch->fields = NULL;
	if (fetch->key)
		good = add_field(fetch, "Idempotency-Key", fetch->key);
	if (fetch->size > 0)
		good = add_field(fetch, "If-Range", fetch->etag) && good;
	snprintf(range, sizeof range, "%" CURL_FORMAT_CURL_OFF_T "-", fetch->size);
	curl_easy_setopt(fetch->curl, CURLOPT_RANGE, fetch->size > 0 ? range : NULL);
	curl_easy_setopt(fetch->curl, CURLOPT_HTTPHEADER, fetch->fields);
	set_method(fetch);
	return good;
}

static CURLcode perform(struct fetch *fetch)
{
	CURLcode result = prepare(fetch) ? curl_easy_perform(fetch->curl) : CURLE_OUT_OF_MEMORY;

	if (result == CURLE_OK && !fetch->begun)
		begin_content(fetch);
	fetch->code = httpstatus_curl_code(fetch->curl);
	return result;
}

/* Says what became of it; with --quiet only if that is the end. */
static void tell(const struct fetch *fetch, httpstatus_advice advice, CURLcode result,
                 const char *text)
{
	int verdict = httpstatus_advice_verdict(advice);
	bool last = verdict == HTTPSTATUS_VERDICT_STOP || verdict == HTTPSTATUS_VERDICT_AMEND;

	if (fetch->quiet && !last)
		return;
	if (fetch->misfit)
		say(fetch, "%d: not the part that was asked for", fetch->code);
	else if (result != CURLE_OK)
		say(fetch, "%s", fetch->error[0] ? fetch->error : curl_easy_strerror(result));
	if (text[0] != '\0')
		say(fetch, "%s", text);
}

/* A part that is not what was asked for, or less of it, is like a response that broke off. */
static httpstatus_advice judge(struct fetch *fetch, CURLcode result)
{
	if (fetch->misfit || (result == CURLE_OK && !is_complete(fetch)))
		return httpstatus_retry_on_failure(fetch->retry, HTTPSTATUS_FAILURE_TRUNCATED,
		                                   milliseconds());
	return httpstatus_curl_end(&fetch->transfer, result, milliseconds());
}

/* A complete success that is retried for the error code in its content: no part of the file. */
static bool is_retried_success(const struct fetch *fetch, CURLcode result,
                               httpstatus_advice advice)
{
	return result == CURLE_OK && fetch->wanted && is_complete(fetch) &&
	       httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY;
}

static httpstatus_advice attempt(struct fetch *fetch)
{
	CURLcode result = perform(fetch);
	httpstatus_advice advice = judge(fetch, result);
	char text[200] = "";

	if (advice != 0)
		httpstatus_retry_text(fetch->retry, text, sizeof text);
	tell(fetch, advice, result, text);
	if (fetch->misfit || is_retried_success(fetch, result, advice))
		forget_content(fetch);
	return advice;
}

/* ---- All attempts --------------------------------------------------------- */

static void begin(struct fetch *fetch)
{
	uint32_t traits = httpstatus_method_traits(fetch->method);

	httpstatus_curl_begin(&fetch->transfer, fetch->curl, fetch->retry, fetch->url,
	                      fetch->key ? traits | HTTPSTATUS_TRAIT_KEY : traits, milliseconds());
}

static bool wait_as_told(const struct fetch *fetch)
{
	sleep_ms(httpstatus_retry_delay_ms(fetch->retry));
	return true;
}

/* With another method it is another request, without the content and its key. */
static bool follow(struct fetch *fetch)
{
	const char *method = httpstatus_redirect_method(fetch->catalog, fetch->code, fetch->method);
	const char *why_not = NULL;
	char *url = NULL;

	curl_easy_getinfo(fetch->curl, CURLINFO_REDIRECT_URL, &url);
	if (!method || !url)
		why_not = "there is no Location";
	else if (!fetch->location)
		why_not = "there is no --location";
	if (why_not) {
		say(fetch, "%d: not followed: %s", fetch->code, why_not);
		return false;
	}
	wait_as_told(fetch);
	if (!(url = strdup(url)))
		return false;
	free(fetch->location_url);
	fetch->url = fetch->location_url = url;
	curl_easy_setopt(fetch->curl, CURLOPT_URL, url);
	forget_content(fetch);
	if (strcmp(method, fetch->method) != 0) {
		fetch->method = method;
		fetch->data = fetch->key = NULL;
		begin(fetch);
	}
	return true;
}

/* The one change that this program can make: all of it, not a range. */
static bool amend(struct fetch *fetch, httpstatus_advice advice)
{
	if (fetch->size == 0 || !(httpstatus_advice_changes(advice) & HTTPSTATUS_CHANGE_RANGE))
		return false;
	forget_content(fetch);
	return true;
}

static bool get(struct fetch *fetch)
{
	int verdict;
	httpstatus_advice advice;

	begin(fetch);
	do {
		advice = attempt(fetch);
		verdict = httpstatus_advice_verdict(advice);
	} while ((verdict == HTTPSTATUS_VERDICT_RETRY && wait_as_told(fetch)) ||
	         (verdict == HTTPSTATUS_VERDICT_FOLLOW && follow(fetch)) ||
	         (verdict == HTTPSTATUS_VERDICT_AMEND && amend(fetch, advice)));
	return verdict == HTTPSTATUS_VERDICT_DONE && fetch->wanted;
}

/* Only now, so that no part of a failed attempt gets there. */
static bool deliver(struct fetch *fetch)
{
	FILE *out = fetch->output ? fopen(fetch->output, "wb") : stdout;
	bool good = out && fflush(fetch->content) == 0;
	int c;

	rewind(fetch->content);
	while (good && (c = getc(fetch->content)) != EOF)
		good = putc(c, out) != EOF;
	good = good && !ferror(fetch->content);
	if (out && fclose(out) != 0)
		good = false;
	if (!good)
		say(fetch, "%s: %s", fetch->output ? fetch->output : "standard output",
		    strerror(errno));
	return good;
}

/* ---- Options -------------------------------------------------------------- */

static bool read_number(uint64_t *number)
{
	char *end;

	errno = 0;
	*number = strtoull(optarg, &end, 10);
	return optarg[0] >= '0' && optarg[0] <= '9' && *end == '\0' && errno == 0;
}

static bool read_setting(struct fetch *fetch, const char *option, int setting,
                         uint64_t unit)
{
	uint64_t number;
	int error = HTTPSTATUS_E_SYNTAX;

	if (read_number(&number))
		error = number > UINT64_MAX / unit ? HTTPSTATUS_E_RANGE
		        : httpstatus_policy_set(fetch->policy, setting, number * unit);
	if (error)
		say(fetch, "%s %s: %s", option, optarg, httpstatus_strerror(error));
	return !error;
}

static bool read_seed(struct fetch *fetch)
{
	bool good = read_number(&fetch->seed);

	if (!good)
		say(fetch, "--seed %s: not a number below 2^64", optarg);
	return good;
}

static bool read_catalog(struct fetch *fetch)
{
	int error = 0;

	httpstatus_catalog_unref(fetch->catalog);
	fetch->catalog = httpstatus_builtin(optarg);
	if (!fetch->catalog)
		error = httpstatus_catalog_load_file(optarg, &fetch->catalog);
	if (!error)
		error = httpstatus_policy_set_catalog(fetch->policy, fetch->catalog);
	if (error)
		say(fetch, "%s: %s", optarg, httpstatus_strerror(error));
	return !error;
}

static bool read_key(struct fetch *fetch)
{
	fetch->key = optarg;
	return optarg[0] != '\0' && strlen(optarg) < FIELD_MAX && !strpbrk(optarg, "\r\n");
}

static bool read_option(struct fetch *fetch, int option)
{
	switch (option) {
	case 'c': return read_catalog(fetch);
	case 'm': fetch->method = optarg; return true;
	case 'd': fetch->data = optarg; return true;
	case 'k': return read_key(fetch);
	case 'o': fetch->output = optarg; return true;
	case 'a': return read_setting(fetch, "--attempts", HTTPSTATUS_POLICY_ATTEMPTS, 1);
	case 'w': return read_setting(fetch, "--max-wait", HTTPSTATUS_POLICY_MAX_WAIT, 1000);
	case 'l': fetch->location = true; return true;
	case 's': return read_seed(fetch);
	case 'q': fetch->quiet = true; return true;
	default: return false;
	}
}

static bool read_options(struct fetch *fetch, int argc, char **argv)
{
	static const struct option options[] = {
		{"catalog", 1, NULL, 'c'}, {"method", 1, NULL, 'm'}, {"data", 1, NULL, 'd'},
		{"idempotency-key", 1, NULL, 'k'}, {"attempts", 1, NULL, 'a'},
		{"max-wait", 1, NULL, 'w'}, {"location", 0, NULL, 'l'}, {"seed", 1, NULL, 's'},
		{"quiet", 0, NULL, 'q'}, {NULL, 0, NULL, 0}
	};
	bool good = true;
	int option;

	while (good && (option = getopt_long(argc, argv, "o:", options, NULL)) != -1)
		good = read_option(fetch, option);
	if (good && optind == argc - 1) {
		fetch->url = argv[optind];
		return true;
	}
	fprintf(stderr, "usage: %s [--catalog NAME|FILE] [--method M] [--data D]\n"
	        "\t[--idempotency-key K] [-o FILE] [--attempts N] [--max-wait S]\n"
	        "\t[--location] [--seed N] [--quiet] URL\n", argv[0]);
	return false;
}

static void set_up(struct fetch *fetch)
{
	CURL *curl = fetch->curl;

	httpstatus_retry_seed(fetch->retry, fetch->seed);
	if (!fetch->method)
		fetch->method = fetch->data ? "POST" : "GET";
	fetch->progress = !fetch->quiet && isatty(STDERR_FILENO);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_content);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, fetch);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, fetch);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, fetch->progress ? 0L : 1L);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, fetch->error);
}

static int run(struct fetch *fetch, int argc, char **argv)
{
	/* A download may take its time: what is limited is how often, and the waits. */
	if (httpstatus_policy_set(fetch->policy, HTTPSTATUS_POLICY_MAX_ELAPSED, 0) != 0)
		return 1;
	if (!read_options(fetch, argc, argv))
		return 2;
	if (httpstatus_retry_new(fetch->policy, &fetch->retry) != 0)
		return 1;
	set_up(fetch);
	return get(fetch) && deliver(fetch) ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct fetch fetch = {
		.curl = curl_easy_init(), .content = tmpfile(),
		.seed = (uint64_t)getpid() << 32 ^ nanoseconds()
	};
	int status = 1;

	if (fetch.curl && fetch.content && httpstatus_policy_new(&fetch.policy) == 0)
		status = run(&fetch, argc, argv);
	else
		perror(argv[0]);
	curl_slist_free_all(fetch.fields);
	curl_easy_cleanup(fetch.curl);
	free(fetch.location_url);
	httpstatus_retry_free(fetch.retry);
	httpstatus_policy_free(fetch.policy);
	httpstatus_catalog_unref(fetch.catalog);
	if (fetch.content)
		fclose(fetch.content);
	return status;
}
