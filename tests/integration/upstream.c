/* SPDX-License-Identifier: MIT */
/*
 * upstream - a server that answers with whatever bytes stand in a file
 *
 *     upstream ports COUNT            prints ports of loopback that are free
 *     upstream serve PORT DIRECTORY   serves until it is killed
 *     upstream say PORT TEXT          sends TEXT, prints what comes back; without
 *                                     a text it only sees whether somebody listens
 *
 * For what no good server sends: half a head, fewer bytes than announced, fields
 * that break the grammar. A request for /NAME?... gets the file NAME.N from the
 * directory as it is, N being the number of the request for this NAME, or else
 * the file NAME; so does a CONNECT to NAME, which is HOST:PORT. Where neither
 * file is, the connection is closed as soon as the head was read; the name "hang" gets no answer at all. An answer that says
 * "Connection: close" closes. Each request is a line of standard output when its
 * head has arrived, in the form that servers.sh reads.
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum {
	HEAD_SIZE = 16384,
	ANSWER_SIZE = 1 << 20,
	NAMES = 200,
	NAME_SIZE = 100,
	PATIENCE_MS = 120000
};

struct request {
	char head[HEAD_SIZE];
	size_t size; /* of what has been read */
	size_t end;  /* of the head in it */
	char method[20];
	char target[1000];
};

static struct {
	char name[NAME_SIZE];
	int requests;
} seen[NAMES];

static const char *directory;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int open_port(uint16_t port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	int on = 1;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
	    bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 || listen(fd, 64) != 0) {
		perror("upstream");
		exit(2);
	}
	return fd;
}

/* All are open at the same time, so no two are the same. */
static int print_ports(int count)
{
	for (int n = 0; n < count; n++) {
		struct sockaddr_in address;
		socklen_t size = sizeof(address);

		if (getsockname(open_port(0), (struct sockaddr *)&address, &size) != 0)
			return 2;
		printf("%u\n", (unsigned)ntohs(address.sin_port));
	}
	return 0;
}

/* Returns the number of bytes, 0 at the end and after long silence. */
static size_t receive(int fd, char *buffer, size_t size)
{
	struct pollfd wanted = {.fd = fd, .events = POLLIN};
	ssize_t n;

	if (poll(&wanted, 1, PATIENCE_MS) != 1)
		return 0;
	n = recv(fd, buffer, size, 0);
	return n > 0 ? (size_t)n : 0;
}

static bool send_all(int fd, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t n = send(fd, bytes, size, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		bytes += n;
		size -= (size_t)n;
	}
	return true;
}

static bool read_head(int fd, struct request *request)
{
	const char *end;

	request->size = 0;
	do {
		size_t n = receive(fd, request->head + request->size,
		                   sizeof(request->head) - 1 - request->size);

		if (n == 0)
			return false;
		request->size += n;
		request->head[request->size] = '\0';
		end = strstr(request->head, "\r\n\r\n");
	} while (!end);
	request->end = (size_t)(end - request->head) + 4;
	return sscanf(request->head, "%19s %999s", request->method, request->target) == 2;
}

static size_t content_length(const struct request *request)
{
	const char *line = request->head;

	while ((line = strstr(line, "\r\n")) != NULL) {
		line += 2;
		if (strncasecmp(line, "Content-Length:", 15) == 0)
			return (size_t)strtoul(line + 15, NULL, 10);
	}
	return 0;
}

static void skip_content(int fd, const struct request *request)
{
	size_t wanted = content_length(request);
	size_t have = request->size - request->end;
	char buffer[4096];

	while (have < wanted) {
		size_t n = receive(fd, buffer, sizeof(buffer));

		if (n == 0)
			return;
		have += n;
	}
}

static void name_of(const char *target, char *name)
{
	const char *start = target[0] == '/' ? target + 1 : target;
	size_t length = strcspn(start, "?/");

	if (length >= NAME_SIZE)
		length = NAME_SIZE - 1;
	memcpy(name, start, length);
	name[length] = '\0';
}

/* Writes the request down; returns how many there were for this name. */
static int count(const struct request *request, const char *name)
{
	struct timespec now;
	int n = 0, requests = 0;

	pthread_mutex_lock(&lock);
	clock_gettime(CLOCK_REALTIME, &now);
	printf("%lld.%03ld 0 - %s %s\n", (long long)now.tv_sec, now.tv_nsec / 1000000,
	       request->method, request->target);
	fflush(stdout);
	while (n < NAMES - 1 && seen[n].name[0] != '\0' && strcmp(seen[n].name, name) != 0)
		n++;
	strcpy(seen[n].name, name);
	requests = ++seen[n].requests;
	pthread_mutex_unlock(&lock);
	return requests;
}

static FILE *open_answer(const char *name, int number)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s.%d", directory, name, number);
	file = fopen(path, "rb");
	if (file)
		return file;
	snprintf(path, sizeof(path), "%s/%s", directory, name);
	return fopen(path, "rb");
}

/* Returns whether the connection is still good. */
static bool answer(int fd, struct request *request, char *buffer)
{
	char name[NAME_SIZE];
	FILE *file;
	size_t size;
	int number;

	name_of(request->target, name);
	number = count(request, name);
	if (strcmp(name, "hang") == 0) {
		skip_content(fd, request);
		receive(fd, buffer, 1);
		return false;
	}
	file = open_answer(name, number);
	if (!file)
		return false;
	skip_content(fd, request);
	size = fread(buffer, 1, ANSWER_SIZE - 1, file);
	fclose(file);
	buffer[size] = '\0';
	return send_all(fd, buffer, size) && !strstr(buffer, "Connection: close\r\n");
}

static void *serve_connection(void *connection)
{
	int fd = (int)(intptr_t)connection;
	struct request *request = malloc(sizeof(*request));
	char *buffer = malloc(ANSWER_SIZE);

	while (request && buffer && read_head(fd, request) && answer(fd, request, buffer))
		;
	free(buffer);
	free(request);
	close(fd);
	return NULL;
}

static int serve(uint16_t port)
{
	int listening = open_port(port);

	for (;;) {
		int fd = accept(listening, NULL, NULL);
		pthread_t thread;

		if (fd < 0 || pthread_create(&thread, NULL, serve_connection,
		                             (void *)(intptr_t)fd) != 0)
			return 2;
		pthread_detach(thread);
	}
}

static int say(uint16_t port, const char *text)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char buffer[4096];
	size_t n;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
	    !send_all(fd, text, strlen(text))) {
		perror("upstream");
		return 2;
	}
	while (*text && (n = receive(fd, buffer, sizeof(buffer))) > 0)
		fwrite(buffer, 1, n, stdout);
	close(fd);
	return 0;
}

static uint16_t port_of(const char *text)
{
	return (uint16_t)strtoul(text, NULL, 10);
}

int main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN);
	if (argc == 3 && strcmp(argv[1], "ports") == 0)
		return print_ports(atoi(argv[2]));
	if (argc == 4 && strcmp(argv[1], "say") == 0)
		return say(port_of(argv[2]), argv[3]);
	if (argc == 4 && strcmp(argv[1], "serve") == 0) {
		directory = argv[3];
		return serve(port_of(argv[2]));
	}
	fprintf(stderr, "usage: upstream ports COUNT | serve PORT DIRECTORY | say PORT TEXT\n");
	return 2;
}
