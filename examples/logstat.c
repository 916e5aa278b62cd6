/* SPDX-License-Identifier: MIT */
/*
 * logstat.c - the status codes of an access log: by class, by code, by fault
 *
 *     cc -O2 logstat.c $(pkg-config --cflags --libs httpstatus)
 *     ./a.out [--catalog NAME|FILE] <access.log
 *
 * Reads the common and the combined log format of nginx and Apache httpd:
 *
 *     ::1 - - [10/Oct/2026:13:55:36 +0000] "GET /\x22 HTTP/1.1" 200 512 "-" "curl/7.88.1"
 *
 * The log may be of any size and its lines of any length: nothing of it is
 * kept but the counts. Other lines are counted, and otherwise passed over.
 */
#include <httpstatus.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define CODES  1000 /* 000 to 999 */
#define FAULTS 8

/* Where in a line the reader is. */
enum state {
	BEFORE_REQUEST, /* host, users, time, and the quote */
	REQUEST,
	ESCAPED,        /* behind a backslash in the request */
	REQUEST_END,    /* behind the quote: a space must follow */
	STATUS,
	BYTES,
	LOG_LINE,       /* all that counts was there */
	NO_LOG_LINE     /* something else was there */
};

struct reader {
	enum state state;
	size_t matched; /* of time_form, or bytes of the status or of the size */
	int code;
	char status[3];
	uint64_t counts[CODES];
	uint64_t log_lines;
	uint64_t other_lines;
};

/*
 * What stands before the request: 0 is any digit, A any letter, + any sign. A
 * user name may contain almost anything, but no server logs its quotes as they are.
 */
static const char time_form[] = "[00/AAA/0000:00:00:00 +0000] \"";

static int fits(char form, unsigned char c)
{
	if (form == '0')
		return c >= '0' && c <= '9';
	if (form == 'A')
		return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
	if (form == '+')
		return c == '+' || c == '-';
	return c == (unsigned char)form;
}

static void go(struct reader *reader, enum state state)
{
	reader->state = state;
	reader->matched = 0;
}

static void before_request(struct reader *reader, unsigned char c)
{
	if (fits(time_form[reader->matched], c))
		reader->matched++;
	else
		reader->matched = c == '[';
	if (time_form[reader->matched] == '\0')
		go(reader, REQUEST);
}

/* Apache writes "-" if there was no status, and nginx 000: no response. */
static int code_of(const char *status, size_t length, int *code)
{
	*code = 0;
	if (length == 1 && status[0] == '-')
		return 0;
	return httpstatus_parse_status_line(status, length, code);
}

static void status(struct reader *reader, unsigned char c)
{
	if (c != ' ' && reader->matched < sizeof reader->status)
		reader->status[reader->matched++] = (char)c;
	else if (c == ' ' && code_of(reader->status, reader->matched, &reader->code) == 0)
		go(reader, BYTES);
	else
		go(reader, NO_LOG_LINE);
}

/* A number or "-"; what follows it is the rest of the combined format, or nothing. */
static void bytes(struct reader *reader, unsigned char c)
{
	if ((c >= '0' && c <= '9') || (c == '-' && reader->matched == 0))
		reader->matched++;
	else if ((c == ' ' || c == '\r') && reader->matched > 0)
		go(reader, LOG_LINE);
	else
		go(reader, NO_LOG_LINE);
}

static void line_end(struct reader *reader)
{
	if (reader->state == LOG_LINE || (reader->state == BYTES && reader->matched > 0)) {
		reader->log_lines++;
		reader->counts[reader->code]++;
	} else {
		reader->other_lines++;
	}
	go(reader, BEFORE_REQUEST);
}

static void byte(struct reader *reader, unsigned char c)
{
	switch (reader->state) {
	case BEFORE_REQUEST:
		before_request(reader, c);
		break;
	case REQUEST:
		if (c == '"')
			go(reader, REQUEST_END);
		else if (c == '\\')
			go(reader, ESCAPED);
		break;
	case ESCAPED:
		go(reader, REQUEST);
		break;
	case REQUEST_END:
		go(reader, c == ' ' ? STATUS : NO_LOG_LINE);
		break;
	case STATUS:
		status(reader, c);
		break;
	case BYTES:
		bytes(reader, c);
		break;
	case LOG_LINE:
	case NO_LOG_LINE:
		break;
	}
}

static void read_block(struct reader *reader, const unsigned char *block, size_t size)
{
	const unsigned char *end = block + size;

	for (const unsigned char *at = block; at < end; at++) {
		/* Most of a line is behind its status. */
		if (reader->state >= LOG_LINE) {
			at = memchr(at, '\n', (size_t)(end - at));
			if (!at)
				return;
		}
		if (*at == '\n')
			line_end(reader);
		else
			byte(reader, *at);
	}
}

/* Returns 0, or -1 if the log cannot be read. */
static int read_log(struct reader *reader, FILE *log)
{
	static unsigned char block[65536];
	size_t size, last = '\n';

	while ((size = fread(block, 1, sizeof block, log)) > 0) {
		read_block(reader, block, size);
		last = block[size - 1];
	}
	if (last != '\n')
		line_end(reader);
	return ferror(log) ? -1 : 0;
}

/* At most width characters of UTF-8, filled up with spaces. */
static void print_text(const char *text, int width)
{
	for (; *text && width > 0; width--)
		do
			putchar(*text++);
		while (((unsigned char)*text & 0xc0) == 0x80);
	printf("%*s", width, "");
}

static void print_heading(const char *heading)
{
	printf("\n%-50s%20s%10s\n", heading, "Lines", "Share");
}

/* What is counted, the lines, and their share of all, rounded. */
static void print_row(int label_width, const char *label, const char *name, uint64_t lines,
                      uint64_t all)
{
	uint64_t tenths = (lines * 1000 + all / 2) / all;

	print_text(label, label_width);
	print_text(name, 50 - label_width);
	printf("%20" PRIu64, lines);
	if (tenths > 0)
		printf("%6" PRIu64 ".%d %%\n", tenths / 10, (int)(tenths % 10));
	else
		printf("%10s\n", "< 0.1 %");
}

static void print_classes(const struct reader *reader)
{
	uint64_t lines[HTTPSTATUS_CLASS_SERVER_ERROR + 1] = {0};

	for (int code = 0; code < CODES; code++)
		lines[httpstatus_class_of(code)] += reader->counts[code];
	print_heading("Class");
	for (int n = HTTPSTATUS_CLASS_NONE; n <= HTTPSTATUS_CLASS_SERVER_ERROR; n++)
		if (lines[n] > 0)
			print_row(6, httpstatus_class_label(n),
			          httpstatus_class_name(n), lines[n],
			          reader->log_lines);
}

static void print_codes(const struct reader *reader, const httpstatus_catalog *catalog)
{
	print_heading("Code");
	for (int code = 0; code < CODES; code++) {
		const char *phrase = httpstatus_phrase(catalog, code);
		char label[8];

		if (reader->counts[code] == 0)
			continue;
		snprintf(label, sizeof label, "%03d", code);
		print_row(6, label, *phrase ? phrase : "-", reader->counts[code],
		          reader->log_lines);
	}
}

/* A code outside the classes is blamed on nobody, unless the catalog has it. */
static int fault_of(const httpstatus_catalog *catalog, int code)
{
	const httpstatus_entry *entry = httpstatus_resolve(catalog, code);
	int fault = httpstatus_entry_fault(entry);

	if (httpstatus_class_of(code) == HTTPSTATUS_CLASS_NONE &&
	    httpstatus_entry_code(entry) != code)
		return HTTPSTATUS_FAULT_UNKNOWN;
	/* Later versions of the library may know more of them. */
	return fault < FAULTS ? fault : HTTPSTATUS_FAULT_UNKNOWN;
}

static void print_faults(const struct reader *reader, const httpstatus_catalog *catalog)
{
	static const char *const meanings[FAULTS] = {
		"nothing failed", "the request as it stands", "credentials",
		"too much at a time", "the origin", "a gateway, or its way on",
		"the connection, or its client", ""
	};
	uint64_t lines[FAULTS] = {0};

	for (int code = 0; code < CODES; code++)
		lines[fault_of(catalog, code)] += reader->counts[code];
	print_heading("Fault");
	for (int n = 0; n < FAULTS; n++)
		if (lines[n] > 0)
			print_row(14, httpstatus_fault_name(n), meanings[n],
			          lines[n], reader->log_lines);
}

static void print_all(const struct reader *reader, const httpstatus_catalog *catalog)
{
	printf("%" PRIu64 " lines, and %" PRIu64 " that are no log lines; catalog %s\n",
	       reader->log_lines, reader->other_lines, httpstatus_catalog_name(catalog));
	if (reader->log_lines == 0)
		return;
	print_classes(reader);
	print_codes(reader, catalog);
	print_faults(reader, catalog);
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

int main(int argc, char **argv)
{
	static struct reader reader;
	const httpstatus_catalog *catalog;

	if (argc != 1 && (argc != 3 || strcmp(argv[1], "--catalog") != 0)) {
		fprintf(stderr, "usage: %s [--catalog NAME|FILE] <access.log\n", argv[0]);
		return 2;
	}
	catalog = open_catalog(argc == 3 ? argv[2] : "iana");
	if (!catalog)
		return 2;
	if (read_log(&reader, stdin) != 0) {
		perror("standard input");
		return 1;
	}
	print_all(&reader, catalog);
	httpstatus_catalog_unref(catalog);
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
