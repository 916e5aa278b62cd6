/* SPDX-License-Identifier: MIT */
/*
 * curl_glue.c - httpstatus-curl.h against a server that misbehaves, in a thread of this
 * program
 *
 * What the server does stands in the target of a request, see serve_request. What is
 * expected follows from RFC 9110 and from httpstatus-curl(3), whatever the libcurl: it
 * is run with the oldest that the header supports, and with the newest there is.
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <httpstatus-curl.h>

#define GET  (HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT)
#define PUT  HTTPSTATUS_TRAIT_IDEMPOTENT
#define POST UINT32_C(0)

#define STOP  HTTPSTATUS_VERDICT_STOP
#define DONE  HTTPSTATUS_VERDICT_DONE
#define RETRY HTTPSTATUS_VERDICT_RETRY

static int checks, failures;

#define IS(condition) do { \
	checks++; \
	if (!(condition)) { \
		failures++; \
		printf("FAIL: line %d: %s\n", __LINE__, #condition); \
	} \
} while (0)

/* ---- The server -------------------------------------------------------- */

static int port, connections;

static void say(int fd, const char *text)
{
	if (send(fd, text, strlen(text), MSG_NOSIGNAL) < 0)
		shutdown(fd, SHUT_RDWR);
}

/* False if the peer has closed. */
static bool read_head(int fd, char *head, size_t size)
{
	size_t length = 0;
	ssize_t n = 1;

	head[0] = '\0';
	while (length < size - 1 && !strstr(head, "\r\n\r\n") && n > 0) {
		n = recv(fd, head + length, 1, 0);
		length += n > 0 ? (size_t)n : 0;
		head[length] = '\0';
	}
	return n > 0;
}

static void skip_content(int fd, const char *head)
{
	const char *field = strstr(head, "Content-Length: ");
	long left = field ? atol(field + 16) : 0;
	char bytes[4096];
	ssize_t n = 1;

	while (left > 0 && n > 0) {
		n = recv(fd, bytes, left < 4096 ? (size_t)left : sizeof bytes, 0);
		left -= n;
	}
}

/* Content with an error code, in two pieces. */
static bool say_error(int fd, int code, bool spent)
{
	const struct timespec pause = {.tv_nsec = 20000000};
	const char *first = spent ? "{\"error\":{\"code\":\"insuff" : "{\"ok\":false,\"error\":\"rate";
	const char *second = spent ? "icient_quota\"}}" : "limited\"}";
	char head[100];

	snprintf(head, sizeof head, "HTTP/1.1 %d X\r\nContent-Length: %zu\r\n\r\n", code,
	         strlen(first) + strlen(second));
	say(fd, head);
	say(fd, first);
	nanosleep(&pause, NULL);
	say(fd, second);
	return true;
}

/*
 * /status/CODE     a complete response, with Retry-After: 2
 * /break/CODE      ten bytes of a hundred
 * /silent          nothing, and the connection is closed
 * /hang            nothing for a long time
 * /spent/CODE      an error of the OpenAI API that waiting does not mend, in two pieces
 * /limited/CODE    an error of the Slack API that says to wait
 * /early/CODE      a response before the content is read
 * /to/CODE/TARGET  a redirect to /TARGET of the same origin, as a path
 * /at/CODE/TARGET  the same, but of http://localhost
 * /away/CODE       a redirect to a port on which nobody listens
 * CONNECT refused, closed, open: 503 with Retry-After: 7; nothing; 200 and the end
 *
 * Returns whether the connection is still good.
 */
static bool serve_request(int fd, const char *head)
{
	char method[20], target[200], kind[20], rest[200] = "", text[600];
	const struct timespec pause = {.tv_nsec = 200000000};
	int code = 0;

	if (sscanf(head, "%19s %199s", method, target) != 2)
		return false;
	if (strcmp(method, "CONNECT") == 0) {
		if (strncmp(target, "refused", 7) == 0)
			say(fd, "HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
		if (strncmp(target, "open", 4) == 0)
			say(fd, "HTTP/1.1 200 Yes\r\nRetry-After: 7\r\n\r\n");
		return false;
	}
	if (sscanf(target, "/%19[a-z]/%d/%199s", kind, &code, rest) < 1)
		return false;
	if (strcmp(kind, "early") == 0) {
		snprintf(text, sizeof text, "HTTP/1.1 %d X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
		         code);
		say(fd, text);
		nanosleep(&pause, NULL);
		skip_content(fd, head);
		return false;
	}
	skip_content(fd, head);
	if (strcmp(kind, "hang") == 0)
		sleep(3);
	if (strcmp(kind, "silent") == 0 || strcmp(kind, "hang") == 0)
		return false;
	if (strcmp(kind, "break") == 0) {
		snprintf(text, sizeof text, "HTTP/1.1 %d X\r\nContent-Length: 100\r\n\r\n0123456789", code);
		say(fd, text);
		return false;
	}
	if (strcmp(kind, "spent") == 0 || strcmp(kind, "limited") == 0)
		return say_error(fd, code, strcmp(kind, "spent") == 0);
	if (strcmp(kind, "to") == 0)
		snprintf(text, sizeof text, "Location: /%s\r\n", rest);
	else if (strcmp(kind, "at") == 0)
		snprintf(text, sizeof text, "Location: http://localhost:%d/%s\r\n", port, rest);
	else if (strcmp(kind, "away") == 0)
		snprintf(text, sizeof text, "Location: http://127.0.0.1:1/\r\n");
	else
		snprintf(text, sizeof text, "Retry-After: 2\r\n");
	snprintf(rest, sizeof rest, "HTTP/1.1 %d X\r\nContent-Length: 2\r\n", code);
	say(fd, rest);
	say(fd, text);
	say(fd, strcmp(method, "HEAD") == 0 ? "\r\n" : "\r\nok");
	return true;
}

static void *serve_connection(void *connection)
{
	int fd = (int)(intptr_t)connection;
	char head[8192];

	while (read_head(fd, head, sizeof head) && serve_request(fd, head))
		;
	close(fd);
	return NULL;
}

static void *serve(void *listening)
{
	for (;;) {
		int fd = accept((int)(intptr_t)listening, NULL, NULL);
		pthread_t thread;

		if (fd < 0 || pthread_create(&thread, NULL, serve_connection, (void *)(intptr_t)fd) != 0)
			return NULL;
		connections++;
		pthread_detach(thread);
	}
}

static bool start_server(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	pthread_t thread;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
	    listen(fd, 16) != 0 || getsockname(fd, (struct sockaddr *)&address, &size) != 0)
		return false;
	port = ntohs(address.sin_port);
	return pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd) == 0;
}

/* ---- One attempt ------------------------------------------------------- */

static CURL *curl;
static httpstatus_retry *retry;
static struct httpstatus_curl transfer;
static char url[300];
static size_t wanted, unwanted;

static size_t on_content(char *content, size_t size, size_t n, void *unused)
{
	(void)unused;
	if (httpstatus_curl_content(&transfer, content, size * n))
		unwanted += size * n;
	else
		wanted += size * n;
	return size * n;
}

static size_t refuse_content(char *content, size_t size, size_t n, void *unused)
{
	(void)content, (void)size, (void)n, (void)unused;
	return 0;
}

/* A new handle, which asks this server for the target unless that is a URL. */
static void begin(const char *target, uint32_t traits)
{
	curl_easy_cleanup(curl);
	curl = curl_easy_init();
	if (target[0] == '/')
		snprintf(url, sizeof url, "http://127.0.0.1:%d%s", port, target);
	else
		snprintf(url, sizeof url, "%s", target);
	wanted = unwanted = 0;
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_content);
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 10000L);
	if (traits == POST)
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "content");
	httpstatus_curl_begin(&transfer, curl, retry, url, traits, 0);
}

static int attempt(void)
{
	return httpstatus_advice_verdict(httpstatus_curl_end(&transfer, curl_easy_perform(curl), 0));
}

static int get(const char *target)
{
	begin(target, GET);
	return attempt();
}

static int post(const char *target)
{
	begin(target, POST);
	return attempt();
}

static uint32_t reasons(void)
{
	return httpstatus_advice_reasons(httpstatus_retry_advice(retry));
}

static int processed(void)
{
	return httpstatus_advice_processed(httpstatus_retry_advice(retry));
}

/* One whose policy names a catalog; NULL if there is none of that name. */
static httpstatus_retry *retry_with(const char *catalog)
{
	httpstatus_policy *policy = NULL;
	httpstatus_retry *new = NULL;

	if (httpstatus_policy_new(&policy) == 0 &&
	    httpstatus_policy_set_catalog(policy, httpstatus_builtin(catalog)) == 0 &&
	    httpstatus_retry_new(policy, &new) != 0)
		new = NULL;
	httpstatus_policy_free(policy);
	return new;
}

/* ---- Cases ------------------------------------------------------------- */

static void statuses(void)
{
	IS(get("/status/200") == DONE);
	IS(wanted == 2 && unwanted == 0);
	IS(get("/status/404") == STOP);
	IS(wanted == 0 && unwanted == 2);
	IS(get("/status/503") == RETRY);
	IS(httpstatus_retry_asked_ms(retry) == 2000);
	IS(post("/status/429") == RETRY);
	IS(post("/status/500") == STOP);
	begin("/status/503", GET);
	curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
	IS(attempt() == RETRY);
	IS(httpstatus_retry_asked_ms(retry) == 2000);
	/* A later attempt of the same request. */
	httpstatus_curl_begin(&transfer, curl, retry, url, GET, 0);
	IS(attempt() == RETRY && attempt() == RETRY && httpstatus_retry_attempts(retry) == 2);
}

/* A response that breaks off: a success is lost, an error is known. */
static void broken_content(void)
{
	IS(get("/break/200") == RETRY);
	IS(httpstatus_curl_failure(curl, CURLE_PARTIAL_FILE) == HTTPSTATUS_FAILURE_TRUNCATED);
	IS(post("/break/200") == STOP && (reasons() & HTTPSTATUS_REASON_UNSAFE_METHOD));
	IS(get("/break/404") == STOP && (reasons() & HTTPSTATUS_REASON_PERMANENT));
	IS(get("/break/503") == RETRY);
	begin("/break/404", GET);
	transfer.options = HTTPSTATUS_CURL_ALL_FAILURES;
	IS(attempt() == RETRY);
}

static void failures_of_connections(void)
{
	IS(get("/silent") == RETRY);
	IS(processed() > HTTPSTATUS_PROCESSED_REFUSED);
	IS(post("/silent") == STOP && (reasons() & HTTPSTATUS_REASON_UNSAFE_METHOD));
	IS(post("http://127.0.0.1:1/") == RETRY);
	IS(processed() == HTTPSTATUS_PROCESSED_NOT_REACHED);
	IS(post("http://nowhere.invalid/") == RETRY);
	IS(processed() == HTTPSTATUS_PROCESSED_NOT_REACHED);
}

static void timeouts(void)
{
	char secure[100];

	begin("/hang", GET);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 300L);
	IS(attempt() == RETRY && processed() == HTTPSTATUS_PROCESSED_LIKELY_YES);
	begin("/hang", POST);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 300L);
	IS(attempt() == STOP && (reasons() & HTTPSTATUS_REASON_UNSAFE_METHOD));
	/* No handshake in time: no request was sent. The server waits for a head. */
	snprintf(secure, sizeof secure, "https://127.0.0.1:%d/", port);
	begin(secure, POST);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 300L);
	IS(attempt() == RETRY && processed() == HTTPSTATUS_PROCESSED_NOT_REACHED);
}

static int through_proxy(const char *host, uint32_t traits)
{
	char proxy[40], target[60];

	snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", port);
	snprintf(target, sizeof target, "https://%s/", host);
	begin(target, traits);
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
	curl_easy_setopt(curl, CURLOPT_PROXY, proxy);
	return attempt();
}

static void proxies(void)
{
	static const uint32_t methods[] = {GET, POST, POST | HTTPSTATUS_TRAIT_ONE_SHOT};
	size_t i;

	for (i = 0; i < 3; i++) {
		IS(through_proxy("refused", methods[i]) == RETRY);
		IS(httpstatus_retry_asked_ms(retry) == 7000);
		IS(processed() == HTTPSTATUS_PROCESSED_NOT_REACHED);
		IS(through_proxy("closed", methods[i]) == RETRY);
		IS(processed() == HTTPSTATUS_PROCESSED_NOT_REACHED);
		IS(through_proxy("open", methods[i]) == RETRY);
		IS(processed() == HTTPSTATUS_PROCESSED_NOT_REACHED);
		IS(httpstatus_retry_asked_ms(retry) == 0);
	}
}

static uint32_t traits_of(void)
{
	return httpstatus_curl_traits(curl, CURLE_OK, url, transfer.traits);
}

static void redirects(void)
{
	char localhost[100];

	IS(get("/to/302/status/503") == RETRY);
	IS(!(traits_of() & HTTPSTATUS_TRAIT_FOREIGN));
	IS(get("/at/302/status/503") == RETRY);
	IS(traits_of() & HTTPSTATUS_TRAIT_FOREIGN);
	/* There and back: what counts is whom the last response is from. */
	snprintf(localhost, sizeof localhost, "http://LOCALHOST:%d/at/302/status/200", port);
	IS(get(localhost) == DONE);
	IS(!(traits_of() & HTTPSTATUS_TRAIT_FOREIGN));
	/* A redirect that breaks off belongs to nobody's answer. */
	IS(get("/to/302/silent") == RETRY);
	IS(processed() == HTTPSTATUS_PROCESSED_UNKNOWN);
	/* RFC 9110, 15.4.4: the POST was done. */
	IS(post("/to/303/status/200") == DONE);
	IS(post("/to/303/status/429") == STOP && (reasons() & HTTPSTATUS_REASON_ONE_SHOT));
	IS(post("/away/303") == STOP);
	IS(post("/to/307/status/429") == RETRY);
	IS(post("/away/307") == RETRY);
	begin("/to/303/status/429", POST);
	transfer.traits |= HTTPSTATUS_TRAIT_KEY;
	IS(attempt() == RETRY);
	begin("/to/302/to/302/to/302/status/200", GET);
	curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 2L);
	IS(attempt() == STOP);
}

static void kept_connections(void)
{
	int before = connections;

	IS(get("/status/200") == DONE && !(traits_of() & HTTPSTATUS_TRAIT_REUSED));
	IS(attempt() == DONE && (traits_of() & HTTPSTATUS_TRAIT_REUSED));
	IS(connections == before + 1);
	/* RFC 9110, 15.5.9: on a kept connection the server waited for a request. */
	snprintf(url, sizeof url, "http://127.0.0.1:%d/status/408", port);
	httpstatus_curl_begin(&transfer, curl, retry, url, GET, 0);
	IS(attempt() == RETRY && processed() == HTTPSTATUS_PROCESSED_REFUSED);
	/* What must not be sent twice is not sent on a connection that may be dead. */
	before = connections;
	IS(post("/status/200") == DONE && attempt() == DONE);
	IS(connections == before + 2);
	/* Over another connection if the advice says so, which it does after a 408. */
	before = connections;
	IS(get("/status/503") == RETRY && attempt() == RETRY);
	IS(connections == before + 1);
	before = connections;
	IS(get("/status/408") == RETRY && attempt() == STOP);
	IS(connections == before + 2);
}

static void content_of_requests(void)
{
	static char content[10000000];

	begin("/early/408", POST);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)sizeof content);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, content);
	IS(attempt() == RETRY && processed() == HTTPSTATUS_PROCESSED_REFUSED);
	IS(traits_of() & HTTPSTATUS_TRAIT_UNSENT);
	IS(post("/status/408") == STOP && !(traits_of() & HTTPSTATUS_TRAIT_UNSENT));
	IS(get("/status/408") == RETRY && !(traits_of() & HTTPSTATUS_TRAIT_UNSENT));
}

static size_t give_content(char *buffer, size_t size, size_t n, void *left)
{
	int *bytes = left;

	if (*bytes == 0 || size * n == 0)
		return 0;
	buffer[0] = 'x';
	--*bytes;
	return 1;
}

/* Content that comes from a pipe is gone after the first hop. */
static void content_that_is_gone(void)
{
	int left = 5;

	begin("/to/307/status/200", PUT);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE, 5L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_content);
	curl_easy_setopt(curl, CURLOPT_READDATA, &left);
	IS(attempt() == STOP && (reasons() & HTTPSTATUS_REASON_ONE_SHOT));
}

/* The same code with another meaning, by the error code in the content. */
static void content_of_errors(void)
{
	httpstatus_retry *plain = retry;

	IS(get("/spent/429") == RETRY);
	retry = retry_with("openai");
	IS(get("/status/429") == RETRY);
	IS(get("/spent/429") == HTTPSTATUS_VERDICT_AMEND && wanted == 0 && unwanted > 0);
	IS(httpstatus_advice_changes(httpstatus_retry_advice(retry)) == HTTPSTATUS_CHANGE_USER);
	/* The next response of the same request says nothing of it. */
	snprintf(url, sizeof url, "http://127.0.0.1:%d/status/429", port);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	IS(attempt() == RETRY);
	IS(get("/to/307/spent/429") == HTTPSTATUS_VERDICT_AMEND);
	httpstatus_retry_free(retry);
	/* An error that comes with a success: the manual of Slack says to send it again. */
	retry = retry_with("slack");
	IS(post("/status/200") == DONE);
	IS(post("/limited/200") == RETRY && wanted > 0 && unwanted == 0);
	httpstatus_retry_free(retry);
	retry = plain;
}

/* The network is not to blame: what the retry knows is left as it was. */
static void not_the_network(void)
{
	begin("/status/200", GET);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, refuse_content);
	IS(attempt() == STOP && httpstatus_retry_attempts(retry) == 0);
	begin("/status/503", GET);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, refuse_content);
	IS(attempt() == STOP && httpstatus_retry_attempts(retry) == 0);
	IS(get("nonsense://x/") == STOP && httpstatus_retry_attempts(retry) == 0);
	IS(httpstatus_curl_failure(curl, CURLE_OK) == 0);
	IS(httpstatus_curl_failure(curl, CURLE_PEER_FAILED_VERIFICATION) == 0);
	/* No status, and no failure either. */
	IS(get("file:///dev/null") == DONE && httpstatus_retry_attempts(retry) == 0);
	IS(get("file:///proc/self/exe") == DONE && wanted > 0 && unwanted == 0);
	IS(get("file:///nowhere/at/all") == STOP && httpstatus_retry_attempts(retry) == 0);
}

int main(void)
{
	signal(SIGPIPE, SIG_IGN);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	if (!start_server() || httpstatus_retry_new(NULL, &retry) != 0)
		return 1;
	statuses();
	broken_content();
	failures_of_connections();
	timeouts();
	proxies();
	redirects();
	kept_connections();
	content_of_requests();
	content_that_is_gone();
	content_of_errors();
	not_the_network();
	curl_easy_cleanup(curl);
	httpstatus_retry_free(retry);
	curl_global_cleanup();
	printf("%s\n", curl_version());
	printf("%d%%: Checks: %d, Failures: %d\n", 100 * (checks - failures) / checks, checks, failures);
	return failures > 0;
}
