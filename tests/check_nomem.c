/* SPDX-License-Identifier: MIT */
/*
 * Out of memory, at every allocation there is: the n-th one fails, alone or
 * with all that follow, for n = 1, 2, ... until the call no longer needs it.
 * Each failure is to be HTTPSTATUS_E_NOMEM, without a leak and without half an
 * object. The functions of this program take the place of malloc and its kin
 * also for a shared library.
 */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "suite.h"

#include <httpstatus.h>

#ifndef __has_feature
# define __has_feature(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || \
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
# define HEAP_IS_TAKEN 1
#else
# define HEAP_IS_TAKEN 0
#endif

/* ---- A heap that can be exhausted ---------------------------------------- */

static struct {
	bool watched;           /* blocks are counted */
	bool armed;             /* allocations may fail */
	bool lasting;           /* all after the first one that fails, too */
	unsigned long first;    /* the number of that one */
	unsigned long asked;    /* allocations asked for while armed */
	long live;              /* blocks taken and not given back */
} heap;

#if !HEAP_IS_TAKEN

/* The compiler's options hide all else. */
#define EXPORTED __attribute__((visibility("default")))

static void *(*libc_malloc)(size_t);
static void *(*libc_calloc)(size_t, size_t);
static void *(*libc_realloc)(void *, size_t);
static void (*libc_free)(void *);

/* Looked up on first use, in main or before. dlsym itself can do without memory. */
static bool find_libc(void)
{
	static bool searching;

	if (libc_free)
		return true;
	if (searching)
		return false;
	searching = true;
	*(void **)&libc_malloc = dlsym(RTLD_NEXT, "malloc");
	*(void **)&libc_calloc = dlsym(RTLD_NEXT, "calloc");
	*(void **)&libc_realloc = dlsym(RTLD_NEXT, "realloc");
	*(void **)&libc_free = dlsym(RTLD_NEXT, "free");
	searching = false;
	return libc_free != NULL;
}

static bool is_refused(void)
{
	if (!find_libc())
		return true;
	if (!heap.armed)
		return false;
	heap.asked++;
	return heap.lasting ? heap.asked >= heap.first : heap.asked == heap.first;
}

static void *count(void *block)
{
	if (heap.watched && block)
		heap.live++;
	return block;
}

EXPORTED void *malloc(size_t size)
{
	return is_refused() ? NULL : count(libc_malloc(size));
}

EXPORTED void *calloc(size_t number, size_t size)
{
	return is_refused() ? NULL : count(libc_calloc(number, size));
}

EXPORTED void *realloc(void *block, size_t size)
{
	if (is_refused())
		return NULL;
	return block ? libc_realloc(block, size) : count(libc_malloc(size));
}

EXPORTED void free(void *block)
{
	if (!block || !find_libc())
		return;
	if (heap.watched)
		heap.live--;
	libc_free(block);
}

#endif

/* ---- Driving it ------------------------------------------------------------ */

/* Not an assertion of check, which allocates also when it holds. */
#define EXPECT(condition) \
	((condition) ? (void)0 : fail_at(__LINE__, #condition))

static void fail_at(int line, const char *condition)
{
	heap.armed = false;
	heap.watched = false;
	ck_abort_msg("line %d, allocation %lu%s: not so: %s", line, heap.first,
	             heap.lasting ? " and all later ones" : "", condition);
}

static void arm(void)
{
	heap.armed = true;
}

static void disarm(void)
{
	heap.armed = false;
}

static void watch(unsigned long first, bool lasting)
{
	heap.first = first;
	heap.lasting = lasting;
	heap.asked = 0;
	heap.live = 0;
	heap.watched = true;
}

/* Whether the allocation that was to fail took place. */
static bool has_failed(void)
{
	EXPECT(heap.live == 0);
	heap.watched = false;
	return heap.asked >= heap.first;
}

/*
 * A scenario makes what it needs, calls one function between arm and disarm,
 * looks at what came of it, lets go of everything and answers the error.
 */
typedef int (*scenario)(void);

/* With each allocation failing once, then for good; at the end without failure. */
static void each_failure(scenario run, int at_last)
{
	for (int lasting = 0; lasting <= 1; lasting++) {
		unsigned long n = 0;
		int error;

		do {
			watch(++n, lasting);
			error = run();
		} while (has_failed() && error == HTTPSTATUS_E_NOMEM);
		EXPECT(heap.asked < n);
		EXPECT(error == at_last);
		EXPECT(n > 1);
	}
}

/*
 * Memory of a builder is taken in blocks. So many small things are put into it
 * first that each piece of what a scenario takes is once the first one of a
 * new block, which fails. A block has 16 KiB, a small thing is two pointers.
 */
#define FILLER_SIZE (2 * sizeof(void *) > alignof(max_align_t) ? 2 * sizeof(void *) : alignof(max_align_t))
#define FILLERS ((int)(17 * 1024 / FILLER_SIZE))
static int filled;

static void each_piece(scenario run, int at_last)
{
	int failures = 0;

	for (filled = 0; filled < FILLERS; filled++) {
		int error;

		watch(1, filled % 2);
		error = run();
		if (has_failed()) {
			EXPECT(error == HTTPSTATUS_E_NOMEM);
			failures++;
		} else {
			EXPECT(error == at_last);
		}
	}
	filled = 0;
	EXPECT(failures > 0);
}

/* ---- New objects -------------------------------------------------------------- */

/* Something that is neither NULL nor an object. */
static char elsewhere;
#define ELSEWHERE ((void *)&elsewhere)

static int new_builder(void)
{
	httpstatus_builder *builder = ELSEWHERE;
	int error;

	arm();
	error = httpstatus_builder_new(&builder);
	disarm();
	EXPECT(!error == (builder != NULL));
	httpstatus_builder_free(builder);
	return error;
}

static int new_set(void)
{
	httpstatus_codeset *set = ELSEWHERE;
	int error;

	arm();
	error = httpstatus_codeset_new(&set);
	disarm();
	EXPECT(!error == (set != NULL));
	httpstatus_codeset_free(set);
	return error;
}

static int new_policy(void)
{
	httpstatus_policy *policy = ELSEWHERE;
	int error;

	arm();
	error = httpstatus_policy_new(&policy);
	disarm();
	EXPECT(!error == (policy != NULL));
	httpstatus_policy_free(policy);
	return error;
}

static int new_budget(void)
{
	httpstatus_budget *budget = ELSEWHERE;
	int error;

	arm();
	error = httpstatus_budget_new(&budget);
	disarm();
	EXPECT(!error == (budget != NULL));
	httpstatus_budget_unref(budget);
	return error;
}

static int new_budget_at(void)
{
	static _Alignas(8) unsigned char memory[128];
	httpstatus_budget *budget = ELSEWHERE;
	int error;

	arm();
	error = httpstatus_budget_at(memory, sizeof(memory), &budget);
	disarm();
	EXPECT(!error == (budget != NULL));
	httpstatus_budget_unref(budget);
	return error;
}

START_TEST(new_objects)
{
	each_failure(new_builder, 0);
	each_failure(new_set, 0);
	each_failure(new_policy, 0);
	each_failure(new_budget, 0);
	each_failure(new_budget_at, 0);
}
END_TEST

static const char small[] = "Catalog: small\nFormat: 1\n\nStatus: 777\nReason: Lucky\n";

static const httpstatus_catalog *load_small(void)
{
	const httpstatus_catalog *catalog;

	EXPECT(httpstatus_catalog_load_mem(small, strlen(small), &catalog) == 0);
	return catalog;
}

/* The retry's own references to catalog and budget are gone with it, or never were. */
static int new_retry(void)
{
	const httpstatus_catalog *catalog = load_small();
	httpstatus_budget *budget;
	httpstatus_policy *policy;
	httpstatus_retry *retry = ELSEWHERE;
	int error;

	EXPECT(httpstatus_budget_new(&budget) == 0);
	EXPECT(httpstatus_policy_new(&policy) == 0);
	ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
	ck_assert_int_eq(httpstatus_policy_set_budget(policy, budget), 0);
	arm();
	error = httpstatus_retry_new(policy, &retry);
	disarm();
	EXPECT(!error == (retry != NULL));
	EXPECT(httpstatus_budget_level(budget) == 28);
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
	httpstatus_budget_unref(budget);
	httpstatus_catalog_unref(catalog);
	return error;
}

START_TEST(retries)
{
	each_failure(new_retry, 0);
}
END_TEST

static int stack_two(void)
{
	const httpstatus_catalog *members[2] = { load_small(), NULL };
	const httpstatus_catalog *stack = ELSEWHERE;
	int error;

	arm();
	error = httpstatus_catalog_stack(members, 2, &stack);
	disarm();
	EXPECT(strcmp(httpstatus_phrase(members[0], 777), "Lucky") == 0);
	httpstatus_catalog_unref(members[0]);
	EXPECT(!error == (stack != NULL));
	if (stack)
		EXPECT(strcmp(httpstatus_phrase(stack, 777), "Lucky") == 0);
	httpstatus_catalog_unref(stack);
	return error;
}

START_TEST(stacks)
{
	each_failure(stack_two, 0);
}
END_TEST

/* ---- Catalogs from texts -------------------------------------------------------- */

/* Every kind of field; names, lists and values from the base, new and replaced. */
static const char good[] =
	"Catalog: good\nFormat: 1\nTitle: Good\nVersion: 3\nSource: here\nExtends: iana\n"
	"Scope: listed\nX-Own: passed over\nUnheard: a warning\n\n"
	"Status: 401\nReason: Who Are You\nMust-Send: X-Name\nMay-Send: X-Hint, X-Cue\n\n"
	"Status: 413\nReason: Too Much\nAlias: Far Too Much\nReference: a book\nReference: another\n\n"
	"Status: 429\nSummary: Slower.\nRetry: retry\nChange: connection\nPersistence: throttled\n"
	"Limit: 2\nFlags: intermediary, unofficial\n\n"
	"Status: 503\nProcessed: refused\nFault: intermediary\nContent: may\nRedirect: none\n\n"
	"Status: 777\nReason: Lucky\nAlias: Fortunate\nAlias: Blessed\n";

static void check_good(const httpstatus_catalog *catalog)
{
	const httpstatus_entry *entry = httpstatus_lookup_phrase(catalog, "content too large", 17);

	EXPECT(entry && httpstatus_entry_code(entry) == 413);
	EXPECT(strcmp(httpstatus_entry_phrase(entry), "Too Much") == 0);
	EXPECT(strcmp(httpstatus_entry_reference(entry, 1), "another") == 0);
	entry = httpstatus_lookup(catalog, 401);
	EXPECT(entry && strcmp(httpstatus_entry_field(entry, 0, NULL), "X-Name") == 0);
	EXPECT(httpstatus_catalog_size(catalog) == 5);
	EXPECT(httpstatus_lookup_phrase(catalog, "blessed", 7) == httpstatus_lookup(catalog, 777));
}

/* All of iana, so that the drafts alone fill several blocks. */
static const char whole[] =
	"Catalog: whole\nFormat: 1\nExtends: iana\n\nStatus: 404\nReason: Nowhere\n\n"
	"Status: 999\nReason: The End\n";

/* Mistakes of lines, fields, values, and such as only the whole shows. */
static const char bad[] =
	"Catalog: bad\nExtends: nobody\nTitel: x\n\nno field\n\n"
	"Status: 600\nPersistence: transient\nLimit: 3\nRetry: mabye\nReason: \n\n"
	"Status: 600\nReason: Again\n\nStatus: 6\n\nReason: Without\n";
static const char bad_whole[] =
	"Catalog: bad\nFormat: 1\nExtends: iana\nScope: listed\n\n"
	"Status: 600\nPersistence: transient\nLimit: 3\n\n"
	"Status: 601\nRetry: retry\nChange: content\n";

static const char *text;

static int load_text(void)
{
	const httpstatus_catalog *catalog = ELSEWHERE;
	int error;

	arm();
	error = httpstatus_catalog_load_mem(text, strlen(text), &catalog);
	disarm();
	EXPECT(!error == (catalog != NULL));
	if (catalog && text == good)
		check_good(catalog);
	httpstatus_catalog_unref(catalog);
	return error;
}

START_TEST(load_from_memory)
{
	text = good;
	each_failure(load_text, 0);
	text = whole;
	each_failure(load_text, 0);
	text = bad;
	each_failure(load_text, HTTPSTATUS_E_CATALOG);
	text = bad_whole;
	each_failure(load_text, HTTPSTATUS_E_CATALOG);
}
END_TEST

static const char *path;

static int load_path(void)
{
	const httpstatus_catalog *catalog = ELSEWHERE;
	int error;

	arm();
	error = httpstatus_catalog_load_file(path, &catalog);
	disarm();
	EXPECT(!error == (catalog != NULL));
	httpstatus_catalog_unref(catalog);
	return error;
}

START_TEST(load_from_files)
{
	struct source_path cloudflare = source_path("lib/catalogs/cloudflare.cat");
	struct source_path directory = source_path("lib");

	path = cloudflare.text;
	each_failure(load_path, 0);
	path = directory.text;
	each_failure(load_path, HTTPSTATUS_E_IO);
	path = "there/is/none";
	each_failure(load_path, HTTPSTATUS_E_IO);
}
END_TEST

/* ---- Builders ---------------------------------------------------------------------- */

static httpstatus_builder *filled_builder(void)
{
	httpstatus_builder *builder;

	EXPECT(httpstatus_builder_new(&builder) == 0);
	for (int n = 0; n < filled; n++)
		EXPECT(httpstatus_builder_add_base(builder, httpstatus_builtin("iana")) == 0);
	return builder;
}

/* Every problem that is told is a whole one. */
static void check_problems(const httpstatus_builder *builder)
{
	const char *problem;
	int severity;

	for (size_t n = 0; (problem = httpstatus_builder_problem(builder, n, &severity, NULL)); n++)
		EXPECT(strstr(problem, severity == HTTPSTATUS_SEVERITY_ERROR ? "error: " : "warning: "));
}

/* What is incomplete for want of memory becomes no catalog, also with memory again. */
static void check_no_half(httpstatus_builder *builder, int error)
{
	const httpstatus_catalog *catalog = ELSEWHERE;

	check_problems(builder);
	if (error == HTTPSTATUS_E_NOMEM) {
		EXPECT(httpstatus_builder_build(builder, &catalog) == HTTPSTATUS_E_NOMEM);
		EXPECT(!catalog);
	}
	httpstatus_builder_free(builder);
}

static int field_code;
static const char *field_name;
static const char *field_value;

static int set_field(void)
{
	httpstatus_builder *builder = filled_builder();
	int error;

	/* Of 8 or of 16 bytes, so that the end of a block is reached by either. */
	EXPECT(httpstatus_builder_set(builder, -1, "Catalog",
	                              filled / 2 % 2 ? "fields-of-all" : "fields") == 0);
	arm();
	error = httpstatus_builder_set(builder, field_code, field_name, field_value);
	disarm();
	check_no_half(builder, error);
	return error;
}

START_TEST(builder_set)
{
	static const struct { int code; const char *name, *value; int error; } fields[] = {
		{ -1, "Title", "A title", 0 },
		{ -1, "Catalog", "a second one", HTTPSTATUS_E_CATALOG },
		{ -1, "Extends", "nobody", HTTPSTATUS_E_CATALOG },
		{ -1, "Unheard", "of", 0 },
		{ -1, "Titel", "with a slip", 0 },
		{ 503, "Title", "of a status", HTTPSTATUS_E_CATALOG },
		{ 503, "Reason", "A reason", 0 },
		{ 503, "Alias", "Another name", 0 },
		{ 503, "Must-Send", "Retry-After, Date", 0 },
		{ 503, "Must-Send", "two words", HTTPSTATUS_E_CATALOG },
		{ 503, "Retry", "retry", 0 },
		{ 503, "Retry", "rertY", HTTPSTATUS_E_CATALOG },
	};

	for (size_t n = 0; n < sizeof(fields) / sizeof(fields[0]); n++) {
		field_code = fields[n].code;
		field_name = fields[n].name;
		field_value = fields[n].value;
		each_piece(set_field, fields[n].error);
	}
}
END_TEST

/* The base is not held, and can be offered again. */
static int add_base(void)
{
	httpstatus_builder *builder = filled_builder();
	const httpstatus_catalog *base = load_small();
	const httpstatus_catalog *catalog;
	int error;

	arm();
	error = httpstatus_builder_add_base(builder, base);
	disarm();
	if (error)
		EXPECT(httpstatus_builder_add_base(builder, base) == 0);
	httpstatus_catalog_unref(base);
	EXPECT(httpstatus_builder_set(builder, -1, "Catalog", "heir") == 0);
	EXPECT(httpstatus_builder_set(builder, -1, "Extends", "small") == 0);
	EXPECT(httpstatus_builder_build(builder, &catalog) == 0);
	EXPECT(strcmp(httpstatus_phrase(catalog, 777), "Lucky") == 0);
	httpstatus_catalog_unref(catalog);
	httpstatus_builder_free(builder);
	return error;
}

START_TEST(builder_add_base)
{
	each_piece(add_base, 0);
}
END_TEST

static int read_text(void)
{
	httpstatus_builder *builder = filled_builder();
	const httpstatus_catalog *catalog = ELSEWHERE;
	int error;

	arm();
	error = httpstatus_builder_read_mem(builder, "text", text, strlen(text));
	disarm();
	check_problems(builder);
	if (error) {
		EXPECT(httpstatus_builder_build(builder, &catalog) != 0);
		EXPECT(!catalog);
	}
	httpstatus_builder_free(builder);
	return error;
}

START_TEST(builder_read)
{
	text = good;
	each_piece(read_text, 0);
	text = whole;
	each_piece(read_text, 0);
	text = bad;
	each_piece(read_text, HTTPSTATUS_E_CATALOG);
}
END_TEST

static int read_path(void)
{
	httpstatus_builder *builder = filled_builder();
	int error;

	arm();
	error = httpstatus_builder_read_file(builder, "there/is/none");
	disarm();
	check_problems(builder);
	httpstatus_builder_free(builder);
	return error;
}

START_TEST(builder_read_no_file)
{
	each_piece(read_path, HTTPSTATUS_E_IO);
}
END_TEST

static int read_long_text(void)
{
	static char space[1024 * 1024 + 1];
	httpstatus_builder *builder = filled_builder();
	int error;

	arm();
	error = httpstatus_builder_read_mem(builder, "text", space, sizeof(space));
	disarm();
	check_problems(builder);
	httpstatus_builder_free(builder);
	return error;
}

START_TEST(builder_read_too_much)
{
	each_piece(read_long_text, HTTPSTATUS_E_LIMIT);
}
END_TEST

static int build_text(void)
{
	httpstatus_builder *builder = filled_builder();
	const httpstatus_catalog *catalog = ELSEWHERE;
	int error;

	EXPECT(httpstatus_builder_read_mem(builder, "text", text, strlen(text)) == 0);
	arm();
	error = httpstatus_builder_build(builder, &catalog);
	disarm();
	EXPECT(!error == (catalog != NULL));
	if (catalog && text == good)
		check_good(catalog);
	httpstatus_catalog_unref(catalog);
	check_problems(builder);
	httpstatus_builder_free(builder);
	return error;
}

START_TEST(builder_build)
{
	text = good;
	each_failure(build_text, 0);
	each_piece(build_text, 0);
	text = whole;
	each_failure(build_text, 0);
	each_piece(build_text, 0);
	text = bad_whole;
	each_piece(build_text, HTTPSTATUS_E_CATALOG);
}
END_TEST

/* A catalog without a name, which only the end of the work shows. */
static int build_nameless(void)
{
	httpstatus_builder *builder = filled_builder();
	const httpstatus_catalog *catalog = ELSEWHERE;
	int error;

	arm();
	error = httpstatus_builder_build(builder, &catalog);
	disarm();
	EXPECT(!catalog);
	httpstatus_builder_free(builder);
	return error;
}

START_TEST(builder_build_nameless)
{
	each_piece(build_nameless, HTTPSTATUS_E_CATALOG);
}
END_TEST

/* ---- What needs no memory ------------------------------------------------------------ */

static void use_catalogs(const httpstatus_catalog *catalog)
{
	char buffer[256];
	int code;

	EXPECT(httpstatus_lookup(catalog, 777) != NULL);
	EXPECT(httpstatus_resolve(catalog, 404) != NULL);
	EXPECT(httpstatus_lookup_phrase(catalog, "lucky", 5) != NULL);
	EXPECT(httpstatus_parse_status_line("HTTP/1.1 404 Not Found", 22, &code) == 0);
	EXPECT(httpstatus_catalog_print(catalog, buffer, sizeof(buffer)) > 0);
	EXPECT(httpstatus_catalog_ref(catalog) == catalog);
	httpstatus_catalog_unref(catalog);
	EXPECT(httpstatus_advice_text(httpstatus_advise(catalog, 503, 0), buffer, sizeof(buffer)) > 0);
}

static void use_set(httpstatus_codeset *set)
{
	char buffer[64];

	EXPECT(httpstatus_codeset_parse(set, "5xx,-501", 8, NULL, NULL) == 0);
	EXPECT(httpstatus_codeset_add(set, 429, 431) == 0);
	EXPECT(httpstatus_codeset_remove(set, 430, 430) == 0);
	EXPECT(httpstatus_codeset_print(set, buffer, sizeof(buffer)) > 0);
}

/* "No function of a retry but _new allocates." */
static void use_retry(httpstatus_retry *retry)
{
	static const char line[] = "Retry-After: Sat, 21 Nov 2026 12:34:56 GMT\r\n";
	char buffer[128];

	httpstatus_retry_reset(retry, httpstatus_method_traits("GET"), 0);
	httpstatus_retry_seed(retry, 1);
	httpstatus_retry_set_clock(retry, INT64_C(1795264490));
	EXPECT(httpstatus_retry_line(retry, "HTTP/1.1 503 Busy", 17) == 503);
	EXPECT(httpstatus_retry_line(retry, line, sizeof(line) - 1) == 0);
	EXPECT(httpstatus_advice_verdict(httpstatus_retry_on_status(retry, 503, 0)) ==
	       HTTPSTATUS_VERDICT_RETRY);
	EXPECT(httpstatus_retry_asked_ms(retry) == 6000);
	EXPECT(httpstatus_retry_text(retry, buffer, sizeof(buffer)) > 0);
	httpstatus_retry_on_failure(retry, HTTPSTATUS_FAILURE_BROKEN, 9000);
	httpstatus_retry_succeeded(retry);
}

START_TEST(without_memory)
{
	const httpstatus_catalog *catalog = load_small();
	httpstatus_policy *policy;
	httpstatus_budget *budget;
	httpstatus_retry *retry;
	httpstatus_codeset *set;

	EXPECT(httpstatus_policy_new(&policy) == 0);
	EXPECT(httpstatus_codeset_new(&set) == 0);
	EXPECT(httpstatus_budget_new(&budget) == 0);
	EXPECT(httpstatus_retry_new(NULL, &retry) == 0);
	watch(1, true);
	arm();
	use_catalogs(catalog);
	use_set(set);
	EXPECT(httpstatus_policy_set(policy, HTTPSTATUS_POLICY_ATTEMPTS, 3) == 0);
	EXPECT(httpstatus_policy_set_budget(policy, budget) == 0);
	EXPECT(httpstatus_policy_set_codes(policy, HTTPSTATUS_CODES_ALWAYS, set) == 0);
	EXPECT(httpstatus_policy_set_catalog(policy, catalog) == 0);
	EXPECT(httpstatus_policy_parse(policy, "base=1s only=5xx", 16, NULL, NULL) == 0);
	EXPECT(httpstatus_policy_print(policy, NULL, 0) > 0);
	use_retry(retry);
	disarm();
	EXPECT(heap.asked == 0);
	EXPECT(!has_failed());
	httpstatus_retry_free(retry);
	httpstatus_policy_free(policy);
	httpstatus_budget_unref(budget);
	httpstatus_codeset_free(set);
	httpstatus_catalog_unref(catalog);
}
END_TEST

/* What a policy had before is given back when it gets something else. */
START_TEST(a_policy_lets_go)
{
	httpstatus_policy *policy;

	watch(1, false);
	EXPECT(httpstatus_policy_new(&policy) == 0);
	for (int n = 0; n < 2; n++) {
		const httpstatus_catalog *catalog = load_small();
		httpstatus_budget *budget;

		EXPECT(httpstatus_budget_new(&budget) == 0);
		ck_assert_int_eq(httpstatus_policy_set_catalog(policy, catalog), 0);
		httpstatus_catalog_unref(catalog);
		ck_assert_int_eq(httpstatus_policy_set_budget(policy, budget), 0);
		httpstatus_budget_unref(budget);
	}
	httpstatus_policy_free(policy);
	EXPECT(!has_failed());
}
END_TEST

static Suite *nomem_suite(void)
{
	Suite *suite = suite_create("nomem");
	TCase *objects = tcase_create("objects");
	TCase *catalogs = tcase_create("catalogs");

	tcase_add_test(objects, new_objects);
	tcase_add_test(objects, retries);
	tcase_add_test(objects, stacks);
	tcase_add_test(objects, without_memory);
	tcase_add_test(objects, a_policy_lets_go);
	suite_add_tcase(suite, objects);

	tcase_set_timeout(catalogs, 120);
	tcase_add_test(catalogs, load_from_memory);
	tcase_add_test(catalogs, load_from_files);
	tcase_add_test(catalogs, builder_set);
	tcase_add_test(catalogs, builder_add_base);
	tcase_add_test(catalogs, builder_read);
	tcase_add_test(catalogs, builder_read_no_file);
	tcase_add_test(catalogs, builder_read_too_much);
	tcase_add_test(catalogs, builder_build);
	tcase_add_test(catalogs, builder_build_nameless);
	suite_add_tcase(suite, catalogs);
	return suite;
}

int main(void)
{
	/* Skipped, as automake understands it, where a sanitizer has put its own heap there. */
	return HEAP_IS_TAKEN ? 77 : run_suite(nomem_suite());
}
