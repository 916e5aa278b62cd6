/* SPDX-License-Identifier: MIT */
/*
 * own-catalog.c - a program that ships the status codes of its own API
 *
 *     cc own-catalog.c $(pkg-config --cflags --libs httpstatus)
 *     ./a.out CODE...
 *
 * The catalog is a text within the program; httpstatus-catalog(5) describes it.
 */
#include <httpstatus.h>

#include <stdio.h>
#include <string.h>

static const char acme[] =
	"Catalog: acme\n"
	"Format: 1\n"
	"Title: Acme storage API\n"
	"Extends: iana\n"
	"\n"
	"Status: 503\n"
	"Reason: ServiceUnavailable\n"
	"Retry: amend\n"
	"Change: content\n"
	"Processed: refused\n"
	"Summary: The back end is being restarted. Send long requests in parts.\n"
	"\n"
	"Status: 599\n"
	"Reason: Asleep\n"
	"Retry: retry\n"
	"Processed: not-reached\n"
	"Summary: The back end is woken up, which takes a minute.\n";

/* What is wrong with the text, line by line: for the author, not for users. */
static void print_problems(void)
{
	const httpstatus_catalog *catalog = NULL;
	httpstatus_builder *builder;
	const char *problem;

	if (httpstatus_builder_new(&builder) != 0)
		return;
	if (httpstatus_builder_read_mem(builder, "acme", acme, strlen(acme)) == 0 &&
	    httpstatus_builder_build(builder, &catalog) == 0)
		httpstatus_catalog_unref(catalog);
	for (size_t n = 0; (problem = httpstatus_builder_problem(builder, n, NULL, NULL)); n++)
		fprintf(stderr, "%s\n", problem);
	httpstatus_builder_free(builder);
}

static int print_status(const httpstatus_catalog *catalog, const char *operand)
{
	const uint32_t post = httpstatus_method_traits("POST");
	httpstatus_advice advice;
	int code;

	if (httpstatus_parse_status_line(operand, strlen(operand), &code) != 0) {
		fprintf(stderr, "%s is not a status code\n", operand);
		return 1;
	}
	advice = httpstatus_advise(catalog, code, post);
	printf("%d %s, to a POST: %s\n", code, httpstatus_phrase(catalog, code),
	       httpstatus_verdict_name(httpstatus_advice_verdict(advice)));
	return 0;
}

int main(int argc, char **argv)
{
	const httpstatus_catalog *catalog;
	int error = httpstatus_catalog_load_mem(acme, strlen(acme), &catalog);
	int status = 0;

	if (error) {
		fprintf(stderr, "acme: %s\n", httpstatus_strerror(error));
		print_problems();
		return 2;
	}
	for (int i = 1; i < argc; i++)
		status |= print_status(catalog, argv[i]);
	httpstatus_catalog_unref(catalog);
	return status;
}
