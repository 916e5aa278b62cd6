/* SPDX-License-Identifier: MIT */
/* The table of subcommands, and of their options. */

#include <limits.h>

#include "catalog.h"
#include "command.h"
#include "log_keys.h"
#include "value.h"

/* Where the value goes. */
#define PLACE(member)  .place = offsetof(struct arguments, member)
#define POLICY(n)      .setting = (n), PLACE(policy[n])
#define SETTING(word)  POLICY(HTTPSTATUS_POLICY_##word)
#define CODES(word)    POLICY(POLICY_NUMBERS + HTTPSTATUS_CODES_##word), .argument = "SET"

/* What the value is. */
#define SWITCH         .bits = 1
#define TRAIT(word)    .bits = HTTPSTATUS_TRAIT_##word, PLACE(traits)
#define NUMBER(l, h)   .argument = "N", .read = read_number, .low = (l), .high = (h)
#define TIME           .argument = "TIME", .read = read_time, .step = 1
#define WHOLE_SECONDS  .argument = "TIME", .read = read_time, .step = 1000
#define WORD(words_)   .read = read_word, .words = &(words_)
#define TEXTS(n)       .most = (n)

#define ATTEMPT_MAX    1000000
#define FIELDS_MAX     100
#define CLOCK_MAX      UINT64_C(253402300799)   /* the end of the year 9999 */

/* ---- Options ------------------------------------------------------------------- */

static const struct command_option general_options[] = {
	{"help", .letter = 'h', SWITCH, PLACE(help), .help = "this help"},
	{"version", .letter = 'V', SWITCH, PLACE(version), .help = "the version"},
	{"color", .argument = "WHEN", WORD(colour_words), PLACE(colour), .help = "of the output"}
};

static const struct command_option catalog_options[] = {
	{"catalog", .letter = 'c', .argument = "CATALOG", TEXTS(CATALOGS_MAX), PLACE(catalogs),
	 .takes = TAKES_CATALOG | TAKES_FILE,
	 .help = "a built-in catalog or a file (see httpstatus-catalog(5)); of several, the first "
	         "that has the code is used"}
};

static const struct command_option json_options[] = {
	{"json", .letter = 'j', SWITCH, PLACE(json), .help = "one JSON object per line"}
};

static const struct command_option list_options[] = {
	{"class", .argument = "CLASS", .read = read_class, .words = &class_words, PLACE(cls),
	 .help = "only this class"},
	{"format", .argument = "FORMAT", WORD(format_words), PLACE(format),
	 .help = "of the output"}
};

static const struct command_option logs_options[] = {
	{"log-format", .argument = "FORMAT", WORD(log_words), PLACE(log_format),
	 .help = "of all lines; else that of the first line that is in one"},
	{"field", NUMBER(1, 1000), PLACE(field_number),
	 .help = "the code is the N-th word of a line"},
	{"regex", .argument = "REGEX", TEXTS(1), PLACE(regex),
	 .help = "a POSIX extended expression with a group for the code, and further ones for the "
	         "method and the target"},
	{"by", .argument = "WHAT", WORD(by_words), PLACE(by),
	 .help = "a table by this, not by the code"},
	{"top", NUMBER(1, LOG_KEYS_MAX), PLACE(top), .help = "the N rows with the most lines"},
	{"only", .argument = "SET", TEXTS(1), PLACE(only), .help = "only these codes: 5xx,429,-501"},
	{"html", .argument = "FILE", TEXTS(1), .takes = TAKES_FILE, PLACE(html),
	 .help = "writes a page with tables and a chart of errors over time, too"}
};

static const struct command_option delay_options[] = {
	{"delay", SWITCH, PLACE(delay),
	 .help = "only the seconds to wait, as sleep(1) takes them; without a retry, those before "
	         "another request"}
};

static const struct command_option request_options[] = {
	{"method", .argument = "METHOD", TEXTS(1), .words = &method_words, PLACE(method),
	 .help = "its method (GET)"},
	{"idempotent", TRAIT(HARMLESS), .help = "retrying it does no harm, whatever the method"},
	{"key", TRAIT(KEY), .help = "it carries an Idempotency-Key"},
	{"precondition", TRAIT(PRECONDITION), .help = "it carries If-Match, or If-None-Match: *"},
	{"one-shot", TRAIT(ONE_SHOT), .help = "its content cannot be sent a second time"},
	{"reused", TRAIT(REUSED), .help = "it was sent on a connection used before"},
	{"unsent", TRAIT(UNSENT), .help = "it was not sent completely"},
	{"early-data", TRAIT(EARLY_DATA), .help = "it was sent in TLS early data"},
	{"foreign", TRAIT(FOREIGN), .help = "a redirect led to another origin"}
};

static const struct command_option response_options[] = {
	{"field", .argument = "'NAME: VALUE'", TEXTS(FIELDS_MAX), PLACE(fields),
	 .help = "one of its fields; may be given several times"},
	{"error", .argument = "TOKEN", TEXTS(FIELDS_MAX), PLACE(errors),
	 .help = "an error code in its content; may be given several times"},
	{"failure", .argument = "FAILURE", WORD(failure_words), PLACE(failure),
	 .help = "there was none"},
	{"clock", .argument = "SECONDS", .read = read_number, .high = CLOCK_MAX, PLACE(clock),
	 .help = "the time of day, since the epoch (now)"}
};

static const struct command_option client_options[] = {
	{"attempt", NUMBER(1, ATTEMPT_MAX), PLACE(attempt), .help = "this was the N-th attempt (1)"},
	{"deadline", TIME, PLACE(deadline), .help = "the time that is left"}
};

static const struct command_option asked_options[] = {
	{"asked", WHOLE_SECONDS, PLACE(asked), .help = "each response asks for this in Retry-After"}
};

static const struct command_option policy_options[] = {
	{SETTING(ATTEMPTS), .argument = "N", .help = "attempts in all, 0 for any number"},
	{SETTING(BASE), .argument = "TIME", .help = "first backoff after a fault"},
	{SETTING(THROTTLED_BASE), .argument = "TIME",
	 .help = "first backoff after \"too many requests\""},
	{SETTING(CAP), .argument = "TIME", .help = "longest backoff"},
	{SETTING(GROWTH), .argument = "GROWTH", .help = "of the backoff"},
	{SETTING(JITTER), .argument = "PERCENT", .help = "the part of the backoff that is random"},
	{SETTING(MAX_WAIT), .argument = "TIME", .help = "longest time that a server may ask for"},
	{SETTING(MAX_DELAY), .argument = "TIME", .help = "longest delay of any kind, 0 for any"},
	{SETTING(MAX_TOTAL_WAIT), .argument = "TIME",
	 .help = "longest sum of all delays, 0 for any"},
	{SETTING(MAX_ELAPSED), .argument = "TIME",
	 .help = "longest time for all attempts, 0 for any"},
	{SETTING(MIN_ATTEMPT), .argument = "TIME", .help = "time that an attempt needs"},
	{SETTING(MAX_REDIRECTS), .argument = "N", .help = "redirects that are followed"},
	{SETTING(CODE_LIMITS), .argument = "CHOICE", .help = "whether a code limits its retries"},
	{SETTING(TIMEOUT_LIMIT), .argument = "N",
	 .help = "retries after a time-out, 0 to 14, or none"},
	{SETTING(FAILURES), .argument = "LIST", .list = true, .help = "failures that are retried"},
	{SETTING(AT_ONCE), .argument = "LIST", .list = true,
	 .help = "those after which the first retry has no delay"},
	{CODES(ALWAYS), .help = "codes to retry, as in 5xx,429,-501"},
	{CODES(NEVER), .help = "codes never to retry"},
	{CODES(ONLY), .help = "the only codes to retry"},
	{CODES(DONE), .help = "codes that count as a success"},
	{SETTING(ACCEPT_LIKELY), .help = "any method, if the origin has likely not acted"},
	{SETTING(PREFER_RFC), .help = "follow the RFC where the catalog contradicts it"},
	{SETTING(STRICT_TIMES), .help = "read times only as the RFC has them"},
	{"seed", NUMBER(0, UINT64_MAX), PLACE(seed), .help = "of the random part of the delay"}
};

#define GROUP(title, options) {(title), (options), sizeof(options) / sizeof((options)[0])}

static const struct option_group
	general = GROUP(NULL, general_options),
	catalog = GROUP(NULL, catalog_options),
	json = GROUP(NULL, json_options),
	of_list = GROUP(NULL, list_options),
	of_logs = GROUP(NULL, logs_options),
	delay = GROUP(NULL, delay_options),
	asked = GROUP(NULL, asked_options),
	request = GROUP("The request", request_options),
	response = GROUP("The response", response_options),
	client = GROUP("The client", client_options),
	policy = GROUP("The policy; a TIME is in seconds, or ends in its unit: ms, s, m or h",
	               policy_options);

/* ---- Subcommands ----------------------------------------------------------------- */

static const struct command commands[] = {
	{"show", "[OPERAND...]", "what a code, class, phrase or status line means",
	 "What each OPERAND means: a code (404), a class (4xx), a phrase ('Not Found', in any "
	 "spelling) or a status line ('HTTP/1.1 404 Not Found'); without OPERAND, what each line of "
	 "standard input means, in one line each.",
	 "0 all are known; 1 one is not, or there is nothing on standard input; 2 wrong usage or "
	 "other trouble.",
	 0, INT_MAX, TAKES_CLASS | TAKES_CODE, show, {&catalog, &json, &general}},
	{"list", "", "the codes of a catalog, as a table",
	 "The codes of a catalog: what to do next, and what the origin has done. With --format=cat, "
	 "the whole catalog as a file.",
	 "0 there are codes; 1 there are none; 2 wrong usage or other trouble.",
	 0, 0, 0, list, {&catalog, &of_list, &json, &general}},
	{"catalogs", "", "the built-in catalogs",
	 "The built-in catalogs, with the number of their codes.",
	 "0 success; 2 wrong usage or other trouble.",
	 0, 0, 0, list_catalogs, {&json, &general}},
	{"advise", "CODE | - | --failure=FAILURE", "whether to retry a request, and when",
	 "What to do after this status: whether to retry the request, when, and after which changes. "
	 "CODE is a code, a phrase or a status line; - reads a response as 'curl -si URL' prints it, "
	 "head and content.",
	 "0 retry; 1 do not, or not unchanged; 2 wrong usage or other trouble; 3 the request is done, "
	 "or there is nothing to do.",
	 0, 1, TAKES_CODE | TAKES_INPUT, advise,
	 {&catalog, &json, &delay, &general, &request, &response, &client, &policy}},
	{"plan", "[CODE]", "when a policy retries a request",
	 "When a policy retries a request if every attempt ends with CODE (503): the minimum and the "
	 "maximum delay after each attempt, the delay with one seed, and the sum so far, in seconds. "
	 "The request is a GET, and takes no time itself.",
	 "0 there is a second attempt; 1 there is none; 2 wrong usage or other trouble.",
	 0, 1, TAKES_CODE, plan, {&catalog, &asked, &json, &general, &policy}},
	{"diff", "CATALOG CATALOG", "where two catalogs disagree",
	 "Where two catalogs, built in or files, disagree: codes, names, advice, facts. The second "
	 "may extend the first.",
	 "0 no difference; 1 a difference; 2 wrong usage or other trouble.",
	 2, 2, TAKES_CATALOG | TAKES_FILE, diff, {&json, &general}},
	{"lint", "FILE...", "the problems in catalog files",
	 "The problems in catalog files, line by line. A file may extend those before it.",
	 "0 no error, warnings alone; 1 an error in a file; 2 wrong usage or other trouble.",
	 1, INT_MAX, TAKES_FILE, lint, {&general}},
	{"logs", "[FILE...]", "the codes in access logs",
	 "The codes in access logs of nginx, Apache httpd, HAProxy, Caddy, Cloudflare, AWS load "
	 "balancers and others, or of standard input: how often each was logged, where the fault "
	 "lies, whether the origin acted, and how many requests were worth a retry, by their "
	 "method. Compressed files are unpacked.",
	 "0 there are lines with a code; 1 there are none; 2 wrong usage, a file that cannot be read, "
	 "or other trouble.",
	 0, INT_MAX, TAKES_FILE | TAKES_INPUT, logs, {&catalog, &of_logs, &json, &general}},
	{"complete", "-- WORD...", "how a command line may go on, for shells",
	 "What the last WORD of a command line may become, behind those before it: a word in each "
	 "line and, behind a tab, what it means.",
	 "0 these are all; 1 it may be the name of a file, too; 2 wrong usage or other trouble.",
	 1, INT_MAX, 0, complete, {&general}}
};

const struct command *command_at(size_t n)
{
	return n < sizeof(commands) / sizeof(commands[0]) ? &commands[n] : NULL;
}

const struct command_option *option_at(const struct command *command, size_t n)
{
	for (size_t g = 0; command->groups[g]; g++) {
		if (n < command->groups[g]->count)
			return &command->groups[g]->options[n];
		n -= command->groups[g]->count;
	}
	return NULL;
}

const char *setting_name(int setting)
{
	return setting < POLICY_NUMBERS ? httpstatus_policy_name(setting)
	                                : httpstatus_codes_name(setting - POLICY_NUMBERS);
}

const char *option_name(const struct command_option *option)
{
	return option->name ? option->name : setting_name(option->setting);
}
