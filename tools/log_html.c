/* SPDX-License-Identifier: MIT */
/* What was counted of logs, as a page: HTML that needs no script and no other file. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "character.h"
#include "log_chart.h"
#include "log_count.h"
#include "status.h"

static const char style[] =
	":root{color-scheme:light dark;--text:#1b1f24;--soft:#5b6570;--line:#d5dae0;--ground:#fff;"
	"--c1:#3b7fb5;--c2:#2e8b57;--c3:#3b7fb5;--c4:#d08700;--c5:#c4314b}\n"
	"@media(prefers-color-scheme:dark){:root{--text:#e6e9ed;--soft:#9aa5b1;--line:#3a424c;"
	"--ground:#15191e;--c1:#6aaede;--c2:#5cc08a;--c3:#6aaede;--c4:#e3a93c;--c5:#ee6b80}}\n"
	"body{margin:2rem auto;padding:0 1rem;max-width:62rem;font:16px/1.5 system-ui,sans-serif;"
	"color:var(--text);background:var(--ground)}\n"
	"h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}"
	"p{margin:.25rem 0;color:var(--soft)}\n"
	".figures{display:flex;flex-wrap:wrap;gap:1rem 3rem;margin:1.5rem 0}"
	".figures b{display:block;font-size:1.5rem}.figures span{color:var(--soft)}\n"
	".wide{overflow-x:auto}table{border-collapse:collapse;width:100%}"
	"th,td{padding:.3rem .75rem .3rem 0;text-align:left;border-bottom:1px solid var(--line);"
	"vertical-align:baseline}th{color:var(--soft);font-weight:600}"
	"td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
	"td.k{overflow-wrap:anywhere}\n"
	".c1{color:var(--c1)}.c2{color:var(--c2)}.c3{color:var(--c3)}.c4{color:var(--c4)}.c5{color:var(--c5)}\n"
	"svg{width:100%;height:auto}svg text{fill:var(--soft);font-size:12px}"
	"svg .grid{stroke:var(--line)}svg .c4{fill:var(--c4)}svg .c5{fill:var(--c5)}\n";

/* ---- Text ------------------------------------------------------------------------------ */

/* Any bytes, as text; what is a control or no UTF-8 becomes U+FFFD. */
static void write_bytes(FILE *out, const char *s, size_t length)
{
	while (length > 0) {
		size_t size = character_length(s, length);
		size_t step = size ? size : 1;

		if (size == 0 || is_control(s, size))
			fputs("\xEF\xBF\xBD", out);
		else if (*s == '<' || *s == '&' || *s == '"' || *s == '>')
			fprintf(out, "&#%d;", *s);
		else
			fwrite(s, 1, size, out);
		s += step;
		length -= step;
	}
}

static void write_text(FILE *out, const char *s)
{
	write_bytes(out, s, strlen(s));
}

static void write_share(FILE *out, uint64_t part, uint64_t whole)
{
	uint64_t thousandths = (log_share(part, whole) + 500) / 1000;

	fprintf(out, "<td class=\"n\">%s%" PRIu64 ".%d%%</td>", thousandths == 0 && part > 0 ? "&lt;" : "",
	        thousandths / 10, thousandths == 0 && part > 0 ? 1 : (int)(thousandths % 10));
}

static void write_number(FILE *out, uint64_t number)
{
	if (number > 0)
		fprintf(out, "<td class=\"n\">%" PRIu64 "</td>", number);
	else
		fputs("<td class=\"n\"></td>", out);
}

static void write_cell(FILE *out, const char *text)
{
	fputs("<td>", out);
	write_text(out, text);
	fputs("</td>", out);
}

static void begin_table(FILE *out, const char *heading, const char *titles)
{
	fprintf(out, "<h2>%s</h2>\n<div class=\"wide\"><table>\n<thead><tr>%s</tr></thead>\n<tbody>\n", heading,
	        titles);
}

static void end_table(FILE *out)
{
	fputs("</tbody></table></div>\n", out);
}

/* ---- Tables ---------------------------------------------------------------------------- */

static void write_codes(FILE *out, const struct tool *tool, const struct log_count *count,
                        uint64_t all, size_t most)
{
	int codes[CODES];
	int found = log_codes(count, most, codes);

	begin_table(out, "Codes",
	            "<th>Code<th>Phrase<th class=\"n\">Count<th class=\"n\">Share<th class=\"n\">Retry"
	            "<th>Fault<th>Processed<th>Catalog");
	for (int n = 0; n < found; n++) {
		struct log_code code = log_code_of(count, tool->catalog, codes[n]);

		fprintf(out, "<tr><td class=\"c%d\">%03d</td>", httpstatus_class_of(code.code), code.code);
		write_cell(out, code.label);
		write_number(out, code.count);
		write_share(out, code.count, all);
		write_number(out, code.retries);
		write_cell(out, httpstatus_fault_name(code.fault));
		write_cell(out, httpstatus_processed_name(code.processed));
		write_cell(out, code.catalog);
		fputs("</tr>\n", out);
	}
	end_table(out);
}

static void write_key(FILE *out, const struct log_key *key, uint64_t all)
{
	static const char others[] = "(others, not told apart)";

	fputs("<tr><td class=\"k\">", out);
	write_bytes(out, key->text ? key->text : others, key->text ? key->length : strlen(others));
	fputs("</td>", out);
	write_number(out, key->count);
	write_share(out, key->count, all);
	for (int cls = HTTPSTATUS_CLASS_SUCCESSFUL; cls < LOG_CLASSES; cls++)
		write_number(out, key->classes[cls]);
	fputs("</tr>\n", out);
}

static void write_keys(FILE *out, const struct log_count *count, uint64_t all)
{
	static const char *const headings[] = {"", "Minutes", "Paths", "Hosts", "Upstreams"};
	const struct log_key *key;

	begin_table(out, headings[count->by],
	            "<th><th class=\"n\">Count<th class=\"n\">Share<th class=\"n\">2xx<th class=\"n\">3xx"
	            "<th class=\"n\">4xx<th class=\"n\">5xx");
	for (size_t n = 0; (key = log_keys_at(count->keys, n)); n++)
		write_key(out, key, all);
	if (log_keys_rest(count->keys)->count > 0)
		write_key(out, log_keys_rest(count->keys), all);
	end_table(out);
}

static void write_sum(FILE *out, const char *name, const char *meaning, uint64_t part, uint64_t all)
{
	if (part == 0)
		return;
	fputs("<tr>", out);
	write_cell(out, name);
	write_cell(out, meaning);
	write_number(out, part);
	write_share(out, part, all);
	fputs("</tr>\n", out);
}

static void write_sums(FILE *out, const struct log_sum *sum)
{
	static const char titles[] = "<th><th>Meaning<th class=\"n\">Count<th class=\"n\">Share";

	begin_table(out, "Where the fault lies", titles);
	for (int fault = 0; fault < LOG_FAULTS; fault++)
		write_sum(out, httpstatus_fault_name(fault), log_fault_text(fault), sum->faults[fault],
		          sum->count);
	end_table(out);
	begin_table(out, "What the origin server did", titles);
	for (int n = 0; n < LOG_PROCESSED; n++) {
		int processed = HTTPSTATUS_PROCESSED_NOT_REACHED + n;

		write_sum(out, httpstatus_processed_name(processed), origin_text(processed),
		          sum->processed[n], sum->count);
	}
	end_table(out);
}

/* ---- The page ---------------------------------------------------------------------------- */

static void write_figure(FILE *out, uint64_t number, const char *name)
{
	fprintf(out, "<div><b>%" PRIu64 "</b><span>%s</span></div>\n", number, name);
}

static void write_head(FILE *out, const struct log_count *count, const struct log_sum *sum)
{
	char *summary = log_summary(count, sum);

	fprintf(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>HTTP statuses</title>\n"
	        "<style>\n%s</style>\n</head>\n<body>\n<h1>HTTP statuses</h1>\n<p>%s</p>\n", style, summary);
	free(summary);
	fputs("<div class=\"figures\">\n", out);
	write_figure(out, sum->count, "requests");
	write_figure(out, sum->classes[HTTPSTATUS_CLASS_CLIENT_ERROR], "client errors");
	write_figure(out, sum->classes[HTTPSTATUS_CLASS_SERVER_ERROR], "server errors");
	write_figure(out, sum->throttled, "throttled");
	write_figure(out, sum->retries, "worth a retry");
	fputs("</div>\n", out);
}

void log_print_html(FILE *out, const struct tool *tool, const struct log_count *count, size_t most)
{
	struct log_sum sum = log_sum_of(count, tool->catalog);

	write_head(out, count, &sum);
	log_chart(out, count->series);
	if (count->keys)
		write_keys(out, count, sum.count);
	/* most is for the other table, if there is one. */
	write_codes(out, tool, count, sum.count, count->keys ? 0 : most);
	write_sums(out, &sum);
	fprintf(out, "<p>Made by httpstatus %s.</p>\n</body>\n</html>\n", httpstatus_version());
}
