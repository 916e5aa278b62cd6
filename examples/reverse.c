/* SPDX-License-Identifier: MIT */
/*
 * reverse.c - a server that returns that status to GET /CODE, if it may be sent
 *
 *     cc reverse.c $(pkg-config --cflags --libs httpstatus libmicrohttpd)
 *     ./a.out [--catalog NAME|FILE] [PORT]
 *
 * It listens on 127.0.0.1 alone, on a free port if none or 0 is given, prints its
 * address, and ends on SIGINT or SIGTERM.
 *
 * libmicrohttpd takes the phrase of a status line from a table of its own and has
 * no call to set it, so the phrase of the catalog is the content here. No client
 * may depend on the one in the status line; HTTP/2 has none.
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <errno.h>
#include <httpstatus.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define METHODS "GET, HEAD, POST"

/* What is about to be sent. */
struct reply {
	const httpstatus_catalog *catalog;
	const httpstatus_entry *entry;
	const char *method;
	int code;
	size_t length;
	char content[400]; /* of which a phrase has at most 128 bytes */
};

/* The fields that this server can send. A status that needs another one is refused. */
static const struct field {
	const char *name;
	const char *value;
} fields[] = {
	{"Allow", METHODS},
	{"Connection", "Upgrade"},
	{"Link", "</>; rel=\"blocked-by\""},
	{"Location", "/200"},
	{"Proxy-Authenticate", "Basic realm=\"reverse\""},
	{"Retry-After", "1"},
	{"Upgrade", "TLS/1.3, HTTP/1.1"},
	{"WWW-Authenticate", "Basic realm=\"reverse\""},
	/* These depend on the reply. */
	{"Content-Range", NULL},
	{"ETag", NULL},
	/* Required where a 200 has them, as none of this server's does; Date comes by itself. */
	{"Cache-Control", ""},
	{"Content-Location", ""},
	{"Date", ""},
	{"Expires", ""},
	{"Vary", ""},
};

static const struct field *find_field(const char *name)
{
	for (size_t n = 0; n < sizeof fields / sizeof *fields; n++)
		if (strcasecmp(fields[n].name, name) == 0)
			return &fields[n];
	return NULL;
}

/* Writes the value that the field has in this reply. */
static void write_value(const struct field *field, const struct reply *reply, char *value,
                        size_t size)
{
	if (field->value)
		snprintf(value, size, "%s", field->value);
	else if (strcmp(field->name, "ETag") == 0)
		snprintf(value, size, "\"%s-%d\"", httpstatus_catalog_name(reply->catalog),
		         reply->code);
	else if (reply->code == HTTPSTATUS_PARTIAL_CONTENT && reply->length > 0)
		snprintf(value, size, "bytes 0-%zu/%zu", reply->length - 1, reply->length);
	else
		snprintf(value, size, "bytes */%zu", reply->length);
}

/* Adds what must and should be sent, and when to come back. Returns 1, or 0 on failure. */
static int add_fields(struct MHD_Response *response, const struct reply *reply)
{
	const char *name;
	int level;

	for (size_t n = 0; (name = httpstatus_entry_field(reply->entry, n, &level)); n++) {
		const struct field *field = find_field(name);
		char value[200];

		if (!field || (level == HTTPSTATUS_LEVEL_MAY &&
		               strcmp(field->name, "Retry-After") != 0))
			continue;
		write_value(field, reply, value, sizeof value);
		if (value[0] && MHD_add_response_header(response, field->name, value) != MHD_YES)
			return 0;
	}
	return 1;
}

/* The first field that must be sent and that this server does not have; NULL if there is none. */
static const char *missing_field(const httpstatus_entry *entry)
{
	const char *name;
	int level;

	for (size_t n = 0; (name = httpstatus_entry_field(entry, n, &level)); n++)
		if (level == HTTPSTATUS_LEVEL_MUST && !find_field(name))
			return name;
	return NULL;
}

/* Why no final response may have this status; NULL if one may. */
static const char *refusal(const httpstatus_entry *entry, int code)
{
	uint32_t flags = httpstatus_entry_flags(entry);

	if (httpstatus_entry_code(entry) == code && (flags & HTTPSTATUS_FLAG_LOG_ONLY))
		return "it is a mark in logs, never on the wire";
	if (httpstatus_class_of(code) == HTTPSTATUS_CLASS_NONE)
		return "it is outside 100 to 599 (RFC 9110, Section 15)";
	if (httpstatus_class_of(code) == HTTPSTATUS_CLASS_INFORMATIONAL)
		return "it is interim, and a final response must follow (RFC 9110, Section 15.2)";
	if (httpstatus_entry_code(entry) != code)
		return "neither the catalog nor IANA's registry has it";
	if (flags & HTTPSTATUS_FLAG_INTERIM)
		return "the catalog says that it is interim";
	if (flags & HTTPSTATUS_FLAG_RESERVED)
		return "it is reserved, and has no meaning";
	if (flags & HTTPSTATUS_FLAG_OBSOLETE)
		return "it is obsolete: withdrawn with what defined it";
	if (flags & HTTPSTATUS_FLAG_DEPRECATED)
		return "it is deprecated: no longer to be sent";
	return NULL;
}

/*
 * The content rule. A response to HEAD, and a 304, has the Content-Length of what it
 * leaves out (RFC 9110, 8.6): libmicrohttpd takes that from the content that would be,
 * and leaves it out by itself. So the rule is asked for the response that would have it.
 */
static int content_of(const struct reply *reply)
{
	int code = reply->code == HTTPSTATUS_NOT_MODIFIED ? HTTPSTATUS_OK : reply->code;
	const char *method = strcmp(reply->method, "HEAD") == 0 ? "GET" : reply->method;

	return httpstatus_framing(reply->catalog, code, method);
}

static int add_type(struct MHD_Response *response, const struct reply *reply)
{
	/* A 304 has no fields about content but those that the catalog names. */
	return reply->length == 0 || reply->code == HTTPSTATUS_NOT_MODIFIED ||
	       MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
}

static struct MHD_Response *make_response(struct reply *reply)
{
	struct MHD_Response *response;

	reply->length = content_of(reply) == HTTPSTATUS_FRAMING_MAY ? strlen(reply->content) : 0;
	response = MHD_create_response_from_buffer(reply->length, reply->content,
	                                           MHD_RESPMEM_MUST_COPY);
	if (!response || (add_type(response, reply) && add_fields(response, reply)))
		return response;
	MHD_destroy_response(response);
	return NULL;
}

static enum MHD_Result queue(struct MHD_Connection *connection, struct reply *reply)
{
	struct MHD_Response *response = make_response(reply);
	enum MHD_Result result;

	if (!response)
		return MHD_NO;
	result = MHD_queue_response(connection, (unsigned)reply->code, response);
	MHD_destroy_response(response);
	return result;
}

/* Answers with a status that may be sent, and a line of text. */
static enum MHD_Result say(struct MHD_Connection *connection, const httpstatus_catalog *catalog,
                           const char *method, int code, const char *text)
{
	struct reply reply = {
		.catalog = catalog,
		.entry = httpstatus_resolve(catalog, code),
		.method = method,
		.code = code
	};

	snprintf(reply.content, sizeof reply.content, "%s\n", text);
	return queue(connection, &reply);
}

/* Answers with this status, or says why not. */
static enum MHD_Result say_status(struct MHD_Connection *connection,
                                  const httpstatus_catalog *catalog, const char *method, int code)
{
	const httpstatus_entry *entry = httpstatus_resolve(catalog, code);
	const char *why = refusal(entry, code);
	const char *missing = why ? NULL : missing_field(entry);
	char text[300];

	if (!why && !missing)
		return say(connection, catalog, method, code, httpstatus_phrase(catalog, code));
	if (missing)
		snprintf(text, sizeof text, "%03d is not sent: it needs %.100s, and there is none",
		         code, missing);
	else
		snprintf(text, sizeof text, "%03d is not sent: %s", code, why);
	return say(connection, catalog, method, HTTPSTATUS_INTERNAL_SERVER_ERROR, text);
}

/* libmicrohttpd calls this once for the header section, for each part of the content, and after. */
static enum MHD_Result on_request(void *closure, struct MHD_Connection *connection,
                                  const char *target, const char *method, const char *version,
                                  const char *part, size_t *part_size, void **seen)
{
	const httpstatus_catalog *catalog = closure;
	int code;

	(void)version;
	(void)part;
	if (!*seen || *part_size > 0) {
		*seen = connection;
		*part_size = 0; /* the content of a request does not count here */
		return MHD_YES;
	}
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0 &&
	    strcmp(method, "POST") != 0)
		return say(connection, catalog, method, HTTPSTATUS_METHOD_NOT_ALLOWED,
		           "only " METHODS);
	if (strlen(target) != 4 || httpstatus_parse_status_line(target + 1, 3, &code) != 0)
		return say(connection, catalog, method, HTTPSTATUS_NOT_FOUND,
		           "there is only /CODE: three digits, 100 to 999 or 000");
	return say_status(connection, catalog, method, code);
}

/* A built-in catalog, or one from a file; NULL, after a message, if there is none. */
static const httpstatus_catalog *open_catalog(const char *name)
{
	const httpstatus_catalog *catalog = httpstatus_builtin(name);
	int error = 0;

	if (!catalog)
		error = httpstatus_catalog_load_file(name, &catalog);
	if (error)
		fprintf(stderr, "%s: no built-in catalog; as a file: %s\n", name,
		        httpstatus_strerror(error));
	return catalog;
}

/* Serves until one of the signals comes. Returns 0, or -1 if there can be no server. */
static int serve(const httpstatus_catalog *catalog, uint16_t port, const sigset_t *signals)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)
	};
	struct MHD_Daemon *daemon = MHD_start_daemon(
		MHD_USE_AUTO_INTERNAL_THREAD, port, NULL, NULL, on_request, (void *)catalog,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
		MHD_OPTION_CONNECTION_TIMEOUT, 10U, MHD_OPTION_END);
	int number;

	if (!daemon)
		return -1;
	printf("http://127.0.0.1:%u/\n",
	       (unsigned)MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	fflush(stdout);
	sigwait(signals, &number);
	MHD_stop_daemon(daemon);
	return 0;
}

/* Reads the command line: 1, or 0 if it is wrong. */
static int read_options(int argc, char **argv, const char **catalog, uint16_t *port)
{
	int at = 1;
	long number;
	char *end;

	if (at + 1 < argc && strcmp(argv[at], "--catalog") == 0) {
		*catalog = argv[at + 1];
		at += 2;
	}
	if (at == argc)
		return 1;
	errno = 0;
	number = strtol(argv[at], &end, 10);
	*port = (uint16_t)number;
	return at + 1 == argc && errno == 0 && end != argv[at] && *end == '\0' &&
	       number >= 0 && number <= UINT16_MAX;
}

int main(int argc, char **argv)
{
	const httpstatus_catalog *catalog;
	const char *name = "iana";
	uint16_t port = 0;
	sigset_t signals;

	if (!read_options(argc, argv, &name, &port)) {
		fprintf(stderr, "usage: %s [--catalog NAME|FILE] [PORT]\n", argv[0]);
		return 2;
	}
	catalog = open_catalog(name);
	if (!catalog)
		return 2;
	/* Blocked before the server has threads: all of them leave the signals to sigwait. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	if (serve(catalog, port, &signals) != 0) {
		perror("127.0.0.1");
		return 1;
	}
	httpstatus_catalog_unref(catalog);
	return 0;
}
