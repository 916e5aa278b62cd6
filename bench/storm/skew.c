/* SPDX-License-Identifier: MIT */
/*
 * Clocks that are wrong: a server names a date in Retry-After, 30 s ahead by
 * its own clock. Clients whose clocks deviate by a minute either way (standard
 * deviation) compute the delay from it, with their own clock or, as the library
 * does, with the Date of the same response.
 */

#include "scenarios.h"

#include <math.h>
#include <stdlib.h>

#include <httpstatus.h>

#include "draw.h"

enum { ASKED = 30, DEVIATION = 60, EPOCH = 1790000000 };

/* A second, as an HTTP-date; the day of the week is not checked, but right. */
static size_t write_date(char *text, size_t size, const char *field, int64_t second)
{
	static const char days[7][4] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
	static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
	                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	/* Howard Hinnant's days to civil; years begin in March. */
	int64_t day = second / 86400 + 719468;
	int64_t era = day / 146097;
	int64_t of_era = day % 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;
	int64_t clock = second % 86400;

	return (size_t)snprintf(text, size, "%s: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n", field,
	                        days[(second / 86400) % 7], (int)(of_year - (153 * month + 2) / 5 + 1),
	                        months[(month + 2) % 12], (int)(year + era * 400 + (month >= 10)),
	                        (int)(clock / 3600), (int)(clock / 60 % 60), (int)(clock % 60));
}

struct client {
	httpstatus_retry *handle;
	struct source_of_chance chance;
};

enum kind { OWN_CLOCK, LIBRARY_WITHOUT_DATE, LIBRARY_WITH_DATE, KINDS };

static const char *const names[KINDS] = {
	"own clock (all peers that read dates)", "libhttpstatus, response without Date",
	"libhttpstatus, response with Date"
};

static void feed_date(httpstatus_retry *handle, const char *field, int64_t second)
{
	char line[80];
	size_t length = write_date(line, sizeof(line), field, second);

	httpstatus_retry_line(handle, line, length);
}

static double delay_by_library(struct client *client, bool with_date, double now, double wall)
{
	httpstatus_advice advice;

	httpstatus_retry_seed(client->handle, chance_bits(&client->chance));
	httpstatus_retry_reset(client->handle, httpstatus_method_traits("GET"), 0);
	httpstatus_retry_set_clock(client->handle, (int64_t)floor(wall));
	if (with_date)
		feed_date(client->handle, "Date", (int64_t)now);
	feed_date(client->handle, "Retry-After", (int64_t)now + ASKED);
	advice = httpstatus_retry_on_status(client->handle, HTTPSTATUS_SERVICE_UNAVAILABLE, 0);
	if (httpstatus_advice_verdict(advice) != HTTPSTATUS_VERDICT_RETRY)
		return INFINITY;
	return (double)httpstatus_retry_delay_ms(client->handle) / 1000;
}

struct result {
	struct sample early;        /* per cent that come before the date */
	struct sample all_early;    /* per cent that do not wait for a second of it */
	struct sample late;         /* per cent that come a minute or more after it, or never */
};

static void simulate(struct client *client, const struct plan *plan, enum kind kind, uint64_t seed,
                     struct result *result)
{
	uint32_t early = 0;
	uint32_t all_early = 0;
	uint32_t late = 0;

	chance_seed(&client->chance, seed, 6);
	for (uint32_t n = 0; n < plan->clients; n++) {
		double now = EPOCH + chance_between(&client->chance, 0, 1000);
		double wall = now + chance_normal(&client->chance, 0, DEVIATION);
		double date = floor(now) + ASKED;
		double own = date - wall > 0 ? date - wall : 0;
		double delay = kind == OWN_CLOCK
		               ? own : delay_by_library(client, kind == LIBRARY_WITH_DATE, now, wall);

		early += now + delay < date;
		all_early += delay < 1;
		late += now + delay >= date + DEVIATION;
	}
	sample_add(&result->early, 100.0 * early / plan->clients);
	sample_add(&result->all_early, 100.0 * all_early / plan->clients);
	sample_add(&result->late, 100.0 * late / plan->clients);
}

static void compare(struct report *report, enum kind kind, const struct result *result)
{
	if (kind == OWN_CLOCK) {
		report_bound(report, "skew, own clock: % early", sample_mean(&result->early), 49, 51,
		             "half of a normal distribution");
		report_bound(report, "skew, own clock: % early by all of it",
		             sample_mean(&result->all_early), 30.9, 32.5,
		             "1 - Phi(28.5 / 60), 31.7 %: dates lack half a second, a second is waited");
	} else if (kind == LIBRARY_WITH_DATE) {
		report_bound(report, "skew, libhttpstatus with Date: % early", result->early.most, 0, 0,
		             "dates of one clock");
		report_bound(report, "skew, libhttpstatus with Date: % late by a minute",
		             result->late.most, 0, 0, "the spread is no longer than what was asked");
	}
}

void scenario_skew(const struct plan *plan, struct report *report)
{
	static const char *const headings[] = {"clock", "=early, %", "=early by all of it, %",
	                                       "=late by a minute, %"};
	struct client client;
	struct table table;

	report_heading(report, "Skew");
	report_text(report, "A date in Retry-After, %d s ahead by the server's clock; the clocks of %lu "
	            "clients deviate from it by %d s (standard deviation). Early: before that date.\n",
	            ASKED, (unsigned long)plan->clients, DEVIATION);
	if (httpstatus_retry_new(NULL, &client.handle)) {
		fputs("storm: out of memory\n", stderr);
		exit(EXIT_FAILURE);
	}
	table_open(&table, report, "skew", headings, COUNT(headings));
	for (int kind = OWN_CLOCK; kind < KINDS; kind++) {
		struct result result = {{0}, {0}, {0}};

		for (int seed = 0; seed < plan->seeds; seed++)
			simulate(&client, plan, (enum kind)kind, plan->first_seed + (uint64_t)seed, &result);
		table_text(&table, names[kind]);
		table_sample(&table, &result.early, 2);
		table_sample(&table, &result.all_early, 2);
		table_sample(&table, &result.late, 2);
		table_end_row(&table);
		compare(report, (enum kind)kind, &result);
	}
	table_close(&table);
	httpstatus_retry_free(client.handle);
}
