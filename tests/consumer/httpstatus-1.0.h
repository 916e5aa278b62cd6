/*
 * httpstatus.h - HTTP status codes: what they mean, and what to do next
 *
 * SPDX-License-Identifier: MIT
 *
 * The six calls that most programs need
 *
 *     httpstatus_phrase(NULL, 503)                the phrase: "Service Unavailable"
 *     httpstatus_class_of(503)                    HTTPSTATUS_CLASS_SERVER_ERROR
 *     httpstatus_method_traits("GET")             whether the method is safe, or idempotent
 *     httpstatus_advise(NULL, 503, traits)        the advice for one response; read it
 *                                                 with httpstatus_advice_verdict
 *     httpstatus_retry_on_status(retry, 503, now) the advice for a response to a request
 *                                                 that may take several attempts
 *     httpstatus_retry_delay_ms(retry)            the delay before the next attempt
 *
 *     #include <httpstatus.h>
 *     #include <stdio.h>
 *
 *     int main(void)
 *     {
 *         uint32_t traits = httpstatus_method_traits("GET");
 *         httpstatus_retry *retry;
 *
 *         if (httpstatus_retry_new(NULL, &retry) != 0)
 *             return 1;
 *         httpstatus_retry_reset(retry, traits, 0);
 *         if (httpstatus_advice_verdict(httpstatus_retry_on_status(retry, 503, 100)) ==
 *             HTTPSTATUS_VERDICT_RETRY)
 *             printf("503 %s: retry in %lu ms\n", httpstatus_phrase(NULL, 503),
 *                    (unsigned long)httpstatus_retry_delay_ms(retry));
 *         httpstatus_retry_free(retry);
 *         return 0;
 *     }
 *
 * A program gives each retry its own seed (httpstatus_retry_seed), so that
 * clients that failed together do not retry together.
 *
 * Rules for all declarations below
 *
 *   Codes      A status code is an int, because it comes from the network:
 *              every value is allowed and has a defined result. Valid codes
 *              are 100 to 599 (RFC 9110, 15); 0 stands for "no response";
 *              600 to 999 occur in logs and inside programs, and are treated
 *              like a 5xx. No code is ever reported as another one.
 *   Catalogs   A NULL catalog means the built-in "iana".
 *   NULL       A getter returns 0, NULL or "" for a NULL object, as its
 *              comment says. _free and _unref do nothing for NULL.
 *   Errors     A function of type int returns 0, or a negative HTTPSTATUS_E_*,
 *              unless its comment says otherwise. Comments name errors without
 *              the prefix. Out-parameters are set to NULL or 0 on failure, and
 *              may be NULL themselves only where the comment allows it.
 *   Strings    Strings that the library returns are UTF-8, end with NUL,
 *              belong to the object that they came from, and live as long as
 *              that object. A string parameter with a length need not end with
 *              NUL, may contain any bytes, and may be NULL if its length is 0.
 *   Text       A function with the parameters buffer and size works like
 *              snprintf: it writes at most size bytes including the NUL, which
 *              it always writes if size > 0, and returns the length of the
 *              whole text without the NUL. buffer may be NULL if size is 0.
 *   Growth     Later versions may add enumerators to results and bits to
 *              flags: ignore those that you do not know. Functions that can
 *              return an error refuse unknown bits with INVAL; other functions
 *              ignore them.
 *   Threads    No function uses a clock, the locale, the environment, or a
 *              global variable that changes. Functions marked "Pure" are
 *              MT-Safe, AS-Safe and AC-Safe, and use neither malloc nor locks
 *              nor errno. Other functions are MT-Safe as long as no two threads
 *              use the same builder, set, policy or retry at the same time.
 *
 * The data (phrases, flags, advice) may change with any release, as the
 * registry does. The interface (names, types, the rules above) does not.
 */
#ifndef HTTPSTATUS_H
#define HTTPSTATUS_H

#include <stddef.h>
#include <stdint.h>

#include <httpstatus-version.h>

#if defined(__GNUC__)
# define HTTPSTATUS_ATTR_API      __attribute__((__visibility__("default")))
# define HTTPSTATUS_ATTR_CONST    __attribute__((__const__))
# define HTTPSTATUS_ATTR_PURE     __attribute__((__pure__))
# define HTTPSTATUS_ATTR_MUST_USE __attribute__((__warn_unused_result__))
#else
# define HTTPSTATUS_ATTR_API
# define HTTPSTATUS_ATTR_CONST
# define HTTPSTATUS_ATTR_PURE
# define HTTPSTATUS_ATTR_MUST_USE
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Objects ---------------------------------------------------------- */

/*
 * A named set of status entries: IANA's registry, or the dialect of one API
 * or product. It never changes, so any number of threads may share one.
 * Built-in catalogs live forever.
 */
typedef struct httpstatus_catalog httpstatus_catalog;

/* One status of one catalog. It lives as long as its catalog. */
typedef struct httpstatus_entry httpstatus_entry;

/* A set of status codes, written as people write it: "5xx,429,-501". */
typedef struct httpstatus_codeset httpstatus_codeset;

/*
 * A catalog under construction, and the problems that were found in it. It has
 * one owner; different threads may use different builders.
 */
typedef struct httpstatus_builder httpstatus_builder;

/*
 * What to do after a status: a verdict with its reasons, as a plain value.
 * Read it with the httpstatus_advice_* functions: the layout of its bits may
 * change. It is always less than 2^53, so that languages whose only numbers
 * are doubles can hold it exactly. 0 means STOP.
 */
typedef uint64_t httpstatus_advice;

/* How patient a client is. Retries share it, and the first of them freezes it. */
typedef struct httpstatus_policy httpstatus_policy;

/*
 * How much a whole program may retry, towards one origin or all of them. It is
 * atomic: any number of threads, or of processes, may share one.
 */
typedef struct httpstatus_budget httpstatus_budget;

/*
 * One request, over several attempts. It has one owner, and can be reused for
 * the next request.
 */
typedef struct httpstatus_retry httpstatus_retry;

/* ---- Version and errors ----------------------------------------------- */

/*
 * Example: report an error.
 *
 *     const httpstatus_catalog *acme;
 *     int error = httpstatus_catalog_load_file("acme.cat", &acme);
 *
 *     if (error)
 *         fprintf(stderr, "acme.cat: %s\n", httpstatus_strerror(error));
 */

/*
 * The version of the library that is running, as text ("1.2.3").
 * HTTPSTATUS_VERSION is the version of the header. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_version(void);

/*
 * The version of the library that is running, as the number 0xMMmmpp; compare
 * it with HTTPSTATUS_VERSION_NUM. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
uint32_t httpstatus_version_num(void);

enum httpstatus_error {
	HTTPSTATUS_E_NOMEM   = -1,  /* out of memory */
	HTTPSTATUS_E_INVAL   = -2,  /* an invalid argument */
	HTTPSTATUS_E_EMPTY   = -3,  /* only white space */
	HTTPSTATUS_E_SYNTAX  = -4,  /* not in the expected form */
	HTTPSTATUS_E_RANGE   = -5,  /* a number outside its range */
	HTTPSTATUS_E_LIMIT   = -6,  /* more than a documented limit allows */
	HTTPSTATUS_E_IO      = -7,  /* a file could not be read; errno has the cause */
	HTTPSTATUS_E_CATALOG = -8,  /* a catalog text has errors; see the builder */
	HTTPSTATUS_E_FORMAT  = -9   /* shared memory holds another format, or something else */
};

/*
 * One English sentence for 0 and for every HTTPSTATUS_E_*; "unknown error" for
 * any other int. Never NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_strerror(int error);

/* ---- Constants -------------------------------------------------------- */

/*
 * Example: no library call is needed.
 *
 *     switch (code) {
 *     case HTTPSTATUS_NOT_FOUND:
 *     case HTTPSTATUS_GONE:
 *         return 1;
 *     default:
 *         return 0;
 *     }
 */

/*
 * Every code of IANA's registry under its registered name; below it are its
 * former names. They are constant expressions, and need no linking.
 */
enum {
	HTTPSTATUS_CONTINUE = 100,
	HTTPSTATUS_SWITCHING_PROTOCOLS = 101,
	HTTPSTATUS_PROCESSING = 102,
	HTTPSTATUS_EARLY_HINTS = 103,
	HTTPSTATUS_UPLOAD_RESUMPTION_SUPPORTED = 104,  /* temporary registration */

	HTTPSTATUS_OK = 200,
	HTTPSTATUS_CREATED = 201,
	HTTPSTATUS_ACCEPTED = 202,
	HTTPSTATUS_NON_AUTHORITATIVE_INFORMATION = 203,
	HTTPSTATUS_NO_CONTENT = 204,
	HTTPSTATUS_RESET_CONTENT = 205,
	HTTPSTATUS_PARTIAL_CONTENT = 206,
	HTTPSTATUS_MULTI_STATUS = 207,
	HTTPSTATUS_ALREADY_REPORTED = 208,
	HTTPSTATUS_IM_USED = 226,

	HTTPSTATUS_MULTIPLE_CHOICES = 300,
	HTTPSTATUS_MOVED_PERMANENTLY = 301,
	HTTPSTATUS_FOUND = 302,
		HTTPSTATUS_MOVED_TEMPORARILY = 302,
	HTTPSTATUS_SEE_OTHER = 303,
	HTTPSTATUS_NOT_MODIFIED = 304,
	HTTPSTATUS_USE_PROXY = 305,
	HTTPSTATUS_UNUSED_306 = 306,                   /* reserved */
		HTTPSTATUS_SWITCH_PROXY = 306,
	HTTPSTATUS_TEMPORARY_REDIRECT = 307,
	HTTPSTATUS_PERMANENT_REDIRECT = 308,

	HTTPSTATUS_BAD_REQUEST = 400,
	HTTPSTATUS_UNAUTHORIZED = 401,
	HTTPSTATUS_PAYMENT_REQUIRED = 402,
	HTTPSTATUS_FORBIDDEN = 403,
	HTTPSTATUS_NOT_FOUND = 404,
	HTTPSTATUS_METHOD_NOT_ALLOWED = 405,
	HTTPSTATUS_NOT_ACCEPTABLE = 406,
	HTTPSTATUS_PROXY_AUTHENTICATION_REQUIRED = 407,
	HTTPSTATUS_REQUEST_TIMEOUT = 408,
		HTTPSTATUS_REQUEST_TIME_OUT = 408,
	HTTPSTATUS_CONFLICT = 409,
	HTTPSTATUS_GONE = 410,
	HTTPSTATUS_LENGTH_REQUIRED = 411,
	HTTPSTATUS_PRECONDITION_FAILED = 412,
	HTTPSTATUS_CONTENT_TOO_LARGE = 413,
		HTTPSTATUS_PAYLOAD_TOO_LARGE = 413,
		HTTPSTATUS_REQUEST_ENTITY_TOO_LARGE = 413,
	HTTPSTATUS_URI_TOO_LONG = 414,
		HTTPSTATUS_REQUEST_URI_TOO_LONG = 414,
		HTTPSTATUS_REQUEST_URI_TOO_LARGE = 414,
	HTTPSTATUS_UNSUPPORTED_MEDIA_TYPE = 415,
	HTTPSTATUS_RANGE_NOT_SATISFIABLE = 416,
		HTTPSTATUS_REQUESTED_RANGE_NOT_SATISFIABLE = 416,
	HTTPSTATUS_EXPECTATION_FAILED = 417,
	HTTPSTATUS_UNUSED_418 = 418,                   /* reserved */
		HTTPSTATUS_IM_A_TEAPOT = 418,
	HTTPSTATUS_MISDIRECTED_REQUEST = 421,
	HTTPSTATUS_UNPROCESSABLE_CONTENT = 422,
		HTTPSTATUS_UNPROCESSABLE_ENTITY = 422,
	HTTPSTATUS_LOCKED = 423,
	HTTPSTATUS_FAILED_DEPENDENCY = 424,
	HTTPSTATUS_TOO_EARLY = 425,
	HTTPSTATUS_UPGRADE_REQUIRED = 426,
	HTTPSTATUS_PRECONDITION_REQUIRED = 428,
	HTTPSTATUS_TOO_MANY_REQUESTS = 429,
	HTTPSTATUS_REQUEST_HEADER_FIELDS_TOO_LARGE = 431,
	HTTPSTATUS_UNAVAILABLE_FOR_LEGAL_REASONS = 451,

	HTTPSTATUS_INTERNAL_SERVER_ERROR = 500,
	HTTPSTATUS_NOT_IMPLEMENTED = 501,
	HTTPSTATUS_BAD_GATEWAY = 502,
	HTTPSTATUS_SERVICE_UNAVAILABLE = 503,
	HTTPSTATUS_GATEWAY_TIMEOUT = 504,
		HTTPSTATUS_GATEWAY_TIME_OUT = 504,
	HTTPSTATUS_HTTP_VERSION_NOT_SUPPORTED = 505,
	HTTPSTATUS_VARIANT_ALSO_NEGOTIATES = 506,
	HTTPSTATUS_INSUFFICIENT_STORAGE = 507,
	HTTPSTATUS_LOOP_DETECTED = 508,
	HTTPSTATUS_NOT_EXTENDED = 510,                 /* obsoleted */
	HTTPSTATUS_NETWORK_AUTHENTICATION_REQUIRED = 511
};

/* ---- Class ------------------------------------------------------------ */

/*
 * Example: a label for a metric, "4xx".
 *
 *     puts(httpstatus_class_label(httpstatus_class_of(code)));
 */

/* The classes of RFC 9110, 15. NONE: outside 100 to 599. */
enum httpstatus_class {
	HTTPSTATUS_CLASS_NONE          = 0,
	HTTPSTATUS_CLASS_INFORMATIONAL = 1,
	HTTPSTATUS_CLASS_SUCCESSFUL    = 2,
	HTTPSTATUS_CLASS_REDIRECTION   = 3,
	HTTPSTATUS_CLASS_CLIENT_ERROR  = 4,
	HTTPSTATUS_CLASS_SERVER_ERROR  = 5
};

/*
 * The class of a code, which is its first digit; the code need not be
 * registered: 299 is successful. CLASS_NONE for every int outside 100 to 599.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_class_of(int code);

/*
 * The name of a class in RFC 9110's words: "Client Error". "Other" for
 * CLASS_NONE and every value that is not a class. Never NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_class_name(int cls);

/*
 * The label of a class, three bytes "1xx" to "5xx", for metrics and tables.
 * "other" for CLASS_NONE and every value that is not a class. Never NULL. Pure.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_class_label(int cls);

/* ---- Catalogs --------------------------------------------------------- */

/*
 * Example: what Cloudflare means by 522, and by any code of the registry.
 *
 *     const httpstatus_catalog *cloudflare = httpstatus_builtin("cloudflare");
 *
 *     puts(httpstatus_phrase(cloudflare, 522));
 *     puts(httpstatus_phrase(cloudflare, 404));
 */

/*
 * The built-in catalog with that name ("iana", "cloudflare"); NULL if there is
 * none, or if name is NULL. Names are lower case and compared exactly. It need
 * not be released. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_catalog *httpstatus_builtin(const char *name);

/*
 * The built-in catalog after prev; the first one, "iana", if prev is NULL. NULL
 * after the last one, and if prev is not built in. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_catalog *httpstatus_builtin_next(const httpstatus_catalog *prev);

/*
 * Reads a catalog from a file or from memory. *catalog is new and belongs to
 * the caller, who releases it with httpstatus_catalog_unref. The format is
 * described in httpstatus-catalog(5). These functions are for texts that are
 * known to be good; to learn what is wrong with a text, line by line, use a
 * builder (httpstatus_builder_read_file and _read_mem).
 * Errors: INVAL (NULL), NOMEM, IO (errno has the cause), LIMIT (more than
 * 1 MiB of text, or 900 codes with those inherited), CATALOG (the text has
 * errors). MT-Safe. _load_file opens the file, reads it and closes it.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_catalog_load_file(const char *path, const httpstatus_catalog **catalog);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_catalog_load_mem(const char *text, size_t length, const httpstatus_catalog **catalog);

/*
 * Opens what a user names in a configuration file: names of built-in catalogs
 * and paths of files, separated by commas, such as "nginx,cloudflare,./acme.cat".
 * White space around an item is ignored. An item with a '/' is a path, so that no
 * file can take the place of a built-in catalog; a file may extend those before it
 * in the list. *catalog is the one catalog, or a stack of several in this order;
 * it belongs to the caller.
 * What is wrong is written into problems as a text (see Text above, but for the
 * result), each problem in a line of its own that ends with LF: all of them, not
 * only the first. A catalog that was opened may have warnings there, otherwise it
 * is empty.
 * Errors, the first one that was found: INVAL (NULL), EMPTY (no name), SYNTAX (an
 * item is no built-in catalog and no path), NOMEM, IO (errno has the cause), LIMIT
 * (a file of more than 1 MiB, more than 64 members, a path of 4096 bytes or more),
 * CATALOG (a file has errors). MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_catalog_open(const char *names, size_t length, const httpstatus_catalog **catalog,
                            char *problems, size_t size);

/*
 * Combines count catalogs, 1 to 64, into one, in which the entry of each code
 * is that of the first member that has the code. A NULL member is "iana"; a
 * member that is itself a stack is replaced by its members. The stack holds a
 * reference to each member; the entries that look-ups return belong to the
 * members. *catalog belongs to the caller.
 * Errors: INVAL (NULL, count 0), LIMIT (more than 64 members), NOMEM.
 * MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_catalog_stack(const httpstatus_catalog *const *members, size_t count,
                             const httpstatus_catalog **catalog);

/*
 * Takes another reference to a catalog, which has to be released with another
 * _unref, and returns the catalog; NULL for NULL. Atomic: a thread that holds a
 * reference may call it at any time. MT-Safe, AS-Safe, AC-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
const httpstatus_catalog *httpstatus_catalog_ref(const httpstatus_catalog *catalog);

/*
 * Releases one reference. With the last one, the catalog and its entries are
 * freed. Does nothing if catalog is NULL or built in. MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_catalog_unref(const httpstatus_catalog *catalog);

/*
 * Information about a catalog: its name ("otc-dli"), its title, the version of
 * its data ("2025-09-15": a date or what the source calls it, not the version
 * of the library), and the source of the data. "" if the catalog does not state
 * it; the name of a stack is the names of its members, joined by "+". Never
 * NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_catalog_name(const httpstatus_catalog *catalog);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_catalog_title(const httpstatus_catalog *catalog);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_catalog_version(const httpstatus_catalog *catalog);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_catalog_source(const httpstatus_catalog *catalog);

/* The number of codes in a catalog. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
size_t httpstatus_catalog_size(const httpstatus_catalog *catalog);

/*
 * Writes a catalog as a text in the format of httpstatus-catalog(5), from which
 * the same catalog can be read: every property in full, without Extends; what
 * the catalog does not state is left out. A stack is written as an ordinary
 * catalog with all its codes, under the name of its first member; the rules for
 * classes and the variants of its members are left out. Returns a length, see
 * Text above. A text of more than 1 MiB, or of more than 900 codes,
 * cannot be read back. Needs no malloc. MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
size_t httpstatus_catalog_print(const httpstatus_catalog *catalog, char *buffer, size_t size);

/* ---- Builders: catalogs under construction ---------------------------- */

/*
 * Example: read a file, and print every problem in it.
 *
 *     httpstatus_builder *builder;
 *     const char *problem;
 *     size_t n;
 *
 *     if (httpstatus_builder_new(&builder) != 0)
 *         return 1;
 *     if (httpstatus_builder_read_file(builder, "acme.cat") != 0)
 *         for (n = 0; (problem = httpstatus_builder_problem(builder, n, NULL, NULL)); n++)
 *             fprintf(stderr, "%s\n", problem);
 *     httpstatus_builder_free(builder);
 */

/*
 * Creates an empty builder; *builder belongs to the caller. Errors: INVAL
 * (NULL), NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_new(httpstatus_builder **builder);

/* Frees a builder. The catalog that it built does not depend on it. Since: 1.0 */
HTTPSTATUS_ATTR_API
void httpstatus_builder_free(httpstatus_builder *builder);

/*
 * Adds a catalog that "Extends" may name. The catalogs added are searched
 * before the built-in ones, the latest first. The builder holds a reference to
 * base, which must be an ordinary catalog, not a stack. Errors: INVAL, NOMEM.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_add_base(httpstatus_builder *builder, const httpstatus_catalog *base);

/*
 * Makes the builder strict if strict is not 0: from then on, a property that
 * the format does not have is an error, not a warning. Properties of the
 * author's own ("X-...") remain allowed. Does nothing if builder is NULL.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_builder_set_strict(httpstatus_builder *builder, int strict);

/*
 * Sets one property, as a line of a catalog file does, with the same names,
 * values and rules; httpstatus-catalog(5) lists them. code is the code of the
 * status (0, or 100 to 999), or -1 for a property of the catalog itself. The
 * value ends with NUL and is copied.
 * Errors: INVAL (NULL, any other code), NOMEM, CATALOG (the value was refused;
 * httpstatus_builder_problem returns the cause). Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_set(httpstatus_builder *builder, int code,
                           const char *property, const char *value);

/*
 * Reads a catalog text from a file, or from memory; label is the name of the
 * text in the problems reported. Reading continues after a problem, so that all
 * are found at once.
 * Errors: INVAL (NULL), NOMEM, IO (errno has the cause), LIMIT (more than
 * 1 MiB), CATALOG (errors were found). All of them except INVAL and NOMEM are
 * also in the list of problems. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_read_file(httpstatus_builder *builder, const char *path);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_read_mem(httpstatus_builder *builder, const char *label,
                                const char *text, size_t length);

/*
 * Builds the catalog from what was set and read; *catalog belongs to the
 * caller. A builder builds one catalog. After that, only _problem and _free can
 * be used; the other functions return INVAL. Even after errors it checks what
 * only the whole catalog shows, so that all problems are reported at once.
 * Errors: INVAL (NULL), NOMEM, LIMIT (more than 900 codes with those
 * inherited), CATALOG (an error was found, now or before: a text with errors
 * never becomes a catalog). Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_build(httpstatus_builder *builder, const httpstatus_catalog **catalog);

enum httpstatus_severity {
	HTTPSTATUS_SEVERITY_WARNING = 1, /* the property was ignored */
	HTTPSTATUS_SEVERITY_ERROR   = 2  /* no catalog is built */
};

/*
 * The n-th problem found, n from 0, in the form that compilers use:
 * "acme.cat:12: error: Retry: found 'maybe', expected ...". NULL after the last
 * one, and if builder is NULL. *severity (may be NULL) is set to one of the
 * values above, *line (may be NULL) to the line of the text, or 0 if there is
 * none. At most 1000 are kept. The text lives as long as the builder.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API
const char *httpstatus_builder_problem(const httpstatus_builder *builder, size_t n,
                                       int *severity, int *line);

/* ---- Look-up ---------------------------------------------------------- */

/*
 * Example: from a line of a log to a phrase.
 *
 *     int found;
 *
 *     if (httpstatus_parse_status_line(line, length, &found) == 0)
 *         printf("%d %s\n", found, httpstatus_phrase(NULL, found));
 */

/*
 * The entry of exactly this code in exactly this catalog; NULL if it has none.
 * Costs one table access, whatever the code is. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_lookup(const httpstatus_catalog *catalog, int code);

/*
 * The entry of exactly this code: the catalog's, else that of "iana"; NULL if
 * neither has one. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_find(const httpstatus_catalog *catalog, int code);

/*
 * The entry to act on: that of the code in the catalog, else in "iana"; else the
 * catalog's rule for the class of the code (see httpstatus-catalog(5)), whose
 * code is -1; else that of the x00 code of its class, as RFC 9110, 15 requires
 * for unknown codes, or of 500 if the code is outside 100 to 599 (again the
 * catalog's, else "iana"'s). Never NULL: compare httpstatus_entry_code to see
 * whether the code itself was known. If it was not, the entry's Processed holds
 * for the x00 alone, see httpstatus_advise, and so does its fault: nothing is
 * known about 0 or 999. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_resolve(const httpstatus_catalog *catalog, int code);

/*
 * The entry with s as its phrase or as one of its aliases. Only ASCII letters
 * and digits are compared, in any case: "Not Found", "notFound" and "NOT_FOUND"
 * are the same. A phrase takes precedence over an alias, and of several codes
 * with the same one the lowest is returned. The members of a stack are searched
 * in order; what a member has for a code that an earlier member also has is
 * ignored. If nothing has that name, a remark in parentheses at its end is cut off:
 * "Multi-Status (WebDAV)". NULL if no code of this catalog has that name, or if s
 * contains no letter or digit. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_lookup_phrase(const httpstatus_catalog *catalog,
                                                 const char *s, size_t length);

/*
 * The phrase or alias that is nearest to s, for "did you mean": of all names in
 * the catalog and in all built-in ones, that with the fewest letters and digits
 * inserted, deleted, replaced or swapped; of equally near ones the first, and the
 * catalog precedes the others. At most one such slip in a name of 3 to 5 letters
 * and digits, two from 6, three from 12. NULL if no name is that near, or if s has
 * fewer than 3. *entry (may be NULL) is set to the entry with that name, or NULL.
 * The name belongs to the catalog of the entry. Uses neither malloc nor locks nor
 * errno; MT-Safe, AS-Safe, AC-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
const char *httpstatus_suggest(const httpstatus_catalog *catalog, const char *s, size_t length,
                               const httpstatus_entry **entry);

/*
 * The entry with the lowest code above that of prev; the first one if prev is
 * NULL; NULL after the last one. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_entry_next(const httpstatus_catalog *catalog,
                                        const httpstatus_entry *prev);

/*
 * The phrase of a code: the catalog's, else that of "iana", else "". Never
 * NULL, and never the phrase of another code, such as the x00 of the class.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_phrase(const httpstatus_catalog *catalog, int code);

/*
 * The phrase that a server may send with a code (RFC 9112, 4): httpstatus_phrase
 * if it is printable ASCII; "" for a code outside 100 to 599, for one that is
 * reserved (306, 418), or only a mark in logs (nginx's 499). An empty phrase is
 * allowed; the space before it is not left out. Never NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_wire_phrase(const httpstatus_catalog *catalog, int code);

/*
 * A label of one line, for tables and charts: the phrase of the code, of the
 * catalog or else of "iana"; without one its first alias; else "Client closed the
 * connection", if that is what it means, and "No response" for 0; else the name of
 * its class. Never NULL, never "". Tables that are kept should have the code as
 * their key: labels may change with a release. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_label(const httpstatus_catalog *catalog, int code);

/*
 * Reads the code from a line of a log or the first line of a response: "404",
 * "404 Not Found", "HTTP/1.1 404 Not Found", "HTTP/2 404", "RTSP/1.0 200 OK",
 * "ICY 200 OK". A code has three digits, 100 to 999; "000", "0" and a single
 * "-" mean "no response", which is 0. White space around the text and a line
 * end are ignored, and so is whatever follows the code and a space.
 * Errors: EMPTY (only white space), SYNTAX ("60V", "-1", "40 4"), RANGE (a
 * number that is not a code: "4040", "99"), INVAL (NULL). *code is then 0.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_parse_status_line(const char *s, size_t length, int *code);

/* ---- Entries ---------------------------------------------------------- */

/*
 * Example: explain a code.
 *
 *     const httpstatus_entry *entry = httpstatus_resolve(NULL, code);
 *
 *     printf("%d %s: %s\n", httpstatus_entry_code(entry),
 *            httpstatus_entry_phrase(entry), httpstatus_entry_summary(entry));
 */

/* The code; -1 for the rule for a class, and if entry is NULL. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_entry_code(const httpstatus_entry *entry);

/*
 * The phrase in this catalog's own spelling, and its length in bytes, for
 * servers that write status lines. "" and 0 if the catalog has the code but no
 * phrase for it, or if entry is NULL. It contains no control characters. Pure.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_entry_phrase(const httpstatus_entry *entry);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
size_t httpstatus_entry_phrase_length(const httpstatus_entry *entry);

/*
 * What the code means in this catalog, in one to three English sentences; "" if
 * the catalog has none, or if entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_entry_summary(const httpstatus_entry *entry);

/*
 * The n-th alias (a former name or another spelling), n from 0; NULL after the
 * last one, and if entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_entry_alias(const httpstatus_entry *entry, size_t n);

/*
 * The n-th place where the code is defined ("RFC 9110, Section 15.5.5"), n from
 * 0; NULL after the last one, and if entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_entry_reference(const httpstatus_entry *entry, size_t n);

/* How strongly a specification requires something of a sender (RFC 2119). */
enum httpstatus_level {
	HTTPSTATUS_LEVEL_MUST   = 1,
	HTTPSTATUS_LEVEL_SHOULD = 2,
	HTTPSTATUS_LEVEL_MAY    = 3
};

/*
 * The n-th field that belongs in a response with this code, n from 0, required
 * fields first: "WWW-Authenticate" for 401. *level is set to its requirement
 * level; level may be NULL. NULL, and *level 0, after the last one, and if
 * entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API
const char *httpstatus_entry_field(const httpstatus_entry *entry, size_t n, int *level);

/* Facts about a code that are true or not. */
#define HTTPSTATUS_FLAG_INTERIM      UINT32_C(0x0001) /* a final response follows */
#define HTTPSTATUS_FLAG_CACHEABLE    UINT32_C(0x0002) /* heuristically cacheable: without explicit freshness */
#define HTTPSTATUS_FLAG_NO_STORE     UINT32_C(0x0004) /* must not be stored by a cache */
#define HTTPSTATUS_FLAG_PERMANENT    UINT32_C(0x0008) /* a redirect to remember (301, 308) */
#define HTTPSTATUS_FLAG_INTERMEDIARY UINT32_C(0x0010) /* generated by a gateway or proxy, not by the origin */
#define HTTPSTATUS_FLAG_LOG_ONLY     UINT32_C(0x0020) /* never sent: occurs only in logs and metrics */
#define HTTPSTATUS_FLAG_CLIENT_GONE  UINT32_C(0x0040) /* the client closed the connection before the response */
#define HTTPSTATUS_FLAG_UNOFFICIAL   UINT32_C(0x0080) /* not in IANA's registry, or not with this meaning */
#define HTTPSTATUS_FLAG_RESERVED     UINT32_C(0x0100) /* in the registry, without a meaning */
#define HTTPSTATUS_FLAG_TEMPORARY    UINT32_C(0x0200) /* registered for a limited time */
#define HTTPSTATUS_FLAG_DEPRECATED   UINT32_C(0x0400) /* still defined, but should no longer be sent */
#define HTTPSTATUS_FLAG_OBSOLETE     UINT32_C(0x0800) /* withdrawn with the document that defined it */
#define HTTPSTATUS_FLAG_UNCERTAIN    UINT32_C(0x1000) /* the source for this meaning is weak */

/* HTTPSTATUS_FLAG_* bits; 0 if entry is NULL. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint32_t httpstatus_entry_flags(const httpstatus_entry *entry);

/* With which method a redirected request is sent (RFC 9110, 15.4). */
enum httpstatus_redirect {
	HTTPSTATUS_REDIRECT_NONE        = 0, /* not to be followed automatically */
	HTTPSTATUS_REDIRECT_KEEP        = 1, /* with the same method (307, 308) */
	HTTPSTATUS_REDIRECT_POST_TO_GET = 2, /* POST becomes GET, other methods stay (301, 302) */
	HTTPSTATUS_REDIRECT_GET         = 3  /* with GET; HEAD stays HEAD (303) */
};

/*
 * How a redirect with this code is followed; REDIRECT_NONE if the code is not a
 * redirect, or if entry is NULL. Without a Location field, there is nothing to
 * follow. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_entry_redirect(const httpstatus_entry *entry);

/*
 * Whether the origin server acted on the request. Values may be compared: they
 * rise from "certainly not" to "certainly". At REFUSED and below, a request
 * with any method may be retried.
 */
enum httpstatus_processed {
	HTTPSTATUS_PROCESSED_NOT_REACHED = -3, /* the origin never saw the request */
	HTTPSTATUS_PROCESSED_REFUSED     = -2, /* it saw the request, and by definition did not act */
	HTTPSTATUS_PROCESSED_LIKELY_NOT  = -1, /* it probably did not act, without a guarantee */
	HTTPSTATUS_PROCESSED_UNKNOWN     =  0, /* it may have acted or not, or in part */
	HTTPSTATUS_PROCESSED_LIKELY_YES  =  1, /* it probably acted, or is still acting */
	HTTPSTATUS_PROCESSED_DONE        =  2  /* it acted */
};

/*
 * Whether the origin acted on the request. PROCESSED_UNKNOWN if the catalog
 * does not state it, or if entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_entry_processed(const httpstatus_entry *entry);

/* Where to look for the cause. */
enum httpstatus_fault {
	HTTPSTATUS_FAULT_NONE         = 0, /* nothing failed */
	HTTPSTATUS_FAULT_CLIENT       = 1, /* the request is wrong */
	HTTPSTATUS_FAULT_AUTH         = 2, /* credentials are missing or insufficient */
	HTTPSTATUS_FAULT_RATE         = 3, /* the client sends too many requests */
	HTTPSTATUS_FAULT_SERVER       = 4, /* the origin server */
	HTTPSTATUS_FAULT_INTERMEDIARY = 5, /* a gateway, or its connection to the origin */
	HTTPSTATUS_FAULT_NETWORK      = 6, /* the connection between client and server */
	HTTPSTATUS_FAULT_UNKNOWN      = 7
};

/*
 * Where to look for the cause, according to the catalog. If it does not state
 * it: NONE where its verdict is DONE, WAIT or FOLLOW; else CLIENT for 4xx, SERVER
 * for 5xx, NONE for 1xx and 3xx, UNKNOWN for other codes, and NONE for a 2xx
 * without a verdict. FAULT_NONE if entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_entry_fault(const httpstatus_entry *entry);

/*
 * The n-th variant of an entry, n from 0: what its catalog says about the same code
 * if a response has certain evidence. A variant says only what differs from its
 * entry, so that its phrase and its summary may be "". Those that name the code come
 * first, then those for its class. NULL after the last one, if entry is NULL, a
 * variant, or the rule for a class. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_entry_variant(const httpstatus_entry *entry, size_t n);

/*
 * The n-th condition of a variant, n from 0, as catalog files write it:
 * "error = ThrottlingException"; all of them must hold. NULL after the last one, if
 * entry is NULL, and if it is no variant. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_entry_when(const httpstatus_entry *entry, size_t n);

/*
 * The n-th stanza of a catalog that is about more than one code, n from 0: a variant,
 * which has conditions, or the rule for a class, which has none. Those of a stack
 * are those of its members, in their order. catalog may be NULL, which is "iana".
 * NULL after the last one. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_catalog_stanza(const httpstatus_catalog *catalog, size_t n);

/*
 * Returns 1 if the stanza of an entry is about this code: the code itself, one that
 * the Status of a variant or a rule names, or one of a class in it. Otherwise, and if
 * entry is NULL, 0. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_entry_covers(const httpstatus_entry *entry, int code);

/*
 * Writes the stanza of an entry as httpstatus_catalog_print does: "Status: 400\nWhen:
 * error = ThrottlingException\nRetry: retry\n". Returns a length, see Text above; 0
 * if entry is NULL. Needs no malloc. MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
size_t httpstatus_entry_print(const httpstatus_entry *entry, char *buffer, size_t size);

/*
 * The name of the catalog that the entry comes from: "nginx" for 499 of the
 * built-in "logs", which collects the codes of others; else the name of its own
 * catalog. "" if entry is NULL. Never NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_entry_origin(const httpstatus_entry *entry);

/*
 * The catalog that an entry belongs to; for an entry that was found in a stack,
 * the member. NULL if entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_catalog *httpstatus_entry_catalog(const httpstatus_entry *entry);

/* ---- Sets of codes ---------------------------------------------------- */

/*
 * Example: a setting such as "retry_on = 5xx,429,-501".
 *
 *     httpstatus_codeset *set;
 *     int chosen;
 *
 *     if (httpstatus_codeset_new(&set) != 0)
 *         return 1;
 *     chosen = httpstatus_codeset_parse(set, "5xx,429,-501", 12, NULL, NULL) == 0 &&
 *              httpstatus_codeset_has(set, code);
 *     httpstatus_codeset_free(set);
 *     return chosen;
 */

/*
 * Creates an empty set; *set belongs to the caller. Errors: INVAL (NULL),
 * NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_codeset_new(httpstatus_codeset **set);

/* Frees a set. Since: 1.0 */
HTTPSTATUS_ATTR_API
void httpstatus_codeset_free(httpstatus_codeset *set);

/*
 * Applies a text to a set, from left to right, in addition to what the set
 * contains. Items are separated by commas or white space:
 *
 *     429        one code: three digits, 100 to 999 or 000, or just 0
 *     500-504    a range of codes, both ends included
 *     5xx        a class, 1xx to 5xx (X counts as x)
 *     -501       takes out a code, a range or a class
 *
 * On failure the set is not changed; *position (may be NULL) is set to the
 * offset in bytes of what was not understood, and *expected (may be NULL) to a
 * constant English phrase for what belongs there: "a comma or the end". On
 * success they are set to 0 and NULL.
 * Errors: INVAL (NULL), EMPTY (no item), SYNTAX, RANGE (a number that is not a
 * code, or a range whose end is below its start). Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_codeset_parse(httpstatus_codeset *set, const char *s, size_t length,
                         size_t *position, const char **expected);

/*
 * Adds the codes first to last to the set, or removes them. Each is 0, or 100
 * to 999; first may not be above last. 1 to 99 are not codes, and are never in
 * a set, even if they are in the range. Errors: INVAL (NULL set), RANGE.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API
int httpstatus_codeset_add(httpstatus_codeset *set, int first, int last);
HTTPSTATUS_ATTR_API
int httpstatus_codeset_remove(httpstatus_codeset *set, int first, int last);

/*
 * 1 if the code is in the set, else 0; 0 for a NULL set. Any int is allowed.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_codeset_has(const httpstatus_codeset *set, int code);

/*
 * Writes the set in its one canonical form, in ascending order, which
 * httpstatus_codeset_parse reads back: whole classes as "4xx", three or more
 * consecutive codes as "500-504". Returns a length, see Text above; 0 for a
 * NULL or empty set. Since: 1.0
 */
HTTPSTATUS_ATTR_API
size_t httpstatus_codeset_print(const httpstatus_codeset *set, char *buffer, size_t size);

/* ---- What follows from code and method -------------------------------- */

/*
 * Example: follow a redirect.
 *
 *     const char *next = httpstatus_redirect_method(NULL, code, method);
 *
 *     if (next)
 *         printf("%s the Location\n", next);
 */

/*
 * What is known about a request, and about how it was sent. The caller
 * combines, with a bitwise OR, what is true with the result of
 * httpstatus_method_traits.
 */
#define HTTPSTATUS_TRAIT_SAFE           UINT32_C(0x0001) /* RFC 9110, 9.2.1: read-only by definition */
#define HTTPSTATUS_TRAIT_IDEMPOTENT     UINT32_C(0x0002) /* RFC 9110, 9.2.2: many have the effect of one */
#define HTTPSTATUS_TRAIT_HARMLESS       UINT32_C(0x0004) /* the caller knows that a retry does no harm */
#define HTTPSTATUS_TRAIT_KEY            UINT32_C(0x0008) /* has an Idempotency-Key that the server honours */
#define HTTPSTATUS_TRAIT_PRECONDITION   UINT32_C(0x0010) /* has If-Match, or If-None-Match: * */
#define HTTPSTATUS_TRAIT_ONE_SHOT       UINT32_C(0x0020) /* the content cannot be sent a second time */
#define HTTPSTATUS_TRAIT_EARLY_DATA     UINT32_C(0x0040) /* was sent in TLS early data (RFC 8470) */
#define HTTPSTATUS_TRAIT_REUSED         UINT32_C(0x0080) /* was sent on a connection that had been used before */
#define HTTPSTATUS_TRAIT_UNSENT         UINT32_C(0x0100) /* was not sent completely */
#define HTTPSTATUS_TRAIT_FOREIGN        UINT32_C(0x0200) /* a redirect led to another origin: its fields only forbid or lengthen */

/*
 * The traits of a method, from IANA's method registry: TRAIT_SAFE together with
 * TRAIT_IDEMPOTENT, TRAIT_IDEMPOTENT alone, or 0 for other methods, for methods
 * that are not registered, and for NULL. Methods are case-sensitive (RFC 9110,
 * 9.1): "get" is not "GET". Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint32_t httpstatus_method_traits(const char *method);

/*
 * The method with which to follow a redirect with this code, after a request
 * with method: method itself (the pointer that was passed), "GET" or "HEAD".
 * NULL if the code is not a redirect in this catalog, or if method is NULL.
 * RFC 9110, 15.4: 301 and 302 change POST into GET, as browsers do, and keep
 * every other method, among them QUERY (RFC 10008); 303 changes every method
 * but HEAD into GET; 307 and 308 keep the method. If the method changes, drop
 * the content and the fields that describe it. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_redirect_method(const httpstatus_catalog *catalog, int code,
                                       const char *method);

/* Whether a response has content. */
enum httpstatus_framing {
	HTTPSTATUS_FRAMING_NONE = 0, /* ends after the header section, whatever Content-Length says */
	HTTPSTATUS_FRAMING_ZERO = 1, /* is framed, but a sender generates no content (205) */
	HTTPSTATUS_FRAMING_MAY  = 2  /* is framed, and may be empty */
};

/*
 * Whether a response with this code to a request with this method has content
 * (HTTPSTATUS_FRAMING_*). Responses with 1xx, 204 and 304, responses to HEAD,
 * and 2xx responses to CONNECT, which open a tunnel, never have any (RFC 9110,
 * 6.4.1). NULL stands for a method without special rules. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_framing(const httpstatus_catalog *catalog, int code, const char *method);

/*
 * The same three functions for a method that does not end with NUL: length
 * bytes at method. redirect_method_n returns method itself, which then has
 * length bytes, or one of the two names, which end with NUL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint32_t httpstatus_method_traits_n(const char *method, size_t length);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_redirect_method_n(const httpstatus_catalog *catalog, int code,
                                         const char *method, size_t length);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_framing_n(const httpstatus_catalog *catalog, int code, const char *method,
                         size_t length);

/* ---- Retry advice for one response ------------------------------------ */

/*
 * Example: what to do, as a sentence.
 *
 *     uint32_t traits = httpstatus_method_traits(method);
 *     httpstatus_advice advice = httpstatus_advise(NULL, code, traits);
 *
 *     if (httpstatus_advice_verdict(advice) != HTTPSTATUS_VERDICT_DONE) {
 *         httpstatus_advice_text(advice, buffer, sizeof(buffer));
 *         puts(buffer);
 *     }
 */

/* What to do next. */
enum httpstatus_verdict {
	HTTPSTATUS_VERDICT_STOP   = 0, /* give up, and report the status */
	HTTPSTATUS_VERDICT_DONE   = 1, /* the request succeeded */
	HTTPSTATUS_VERDICT_WAIT   = 2, /* interim: the final response is still to come */
	HTTPSTATUS_VERDICT_FOLLOW = 3, /* send to the URI in Location */
	HTTPSTATUS_VERDICT_AMEND  = 4, /* may be sent again after the changes of httpstatus_advice_changes */
	HTTPSTATUS_VERDICT_RETRY  = 5  /* may be sent again unchanged, after a delay */
};

/* What has to change before a request is sent again. */
#define HTTPSTATUS_CHANGE_CONNECTION    UINT32_C(0x0001) /* use another connection */
#define HTTPSTATUS_CHANGE_ENDPOINT      UINT32_C(0x0002) /* use another server, if there is one */
#define HTTPSTATUS_CHANGE_NO_EARLY_DATA UINT32_C(0x0004) /* not in TLS early data */
#define HTTPSTATUS_CHANGE_CREDENTIALS   UINT32_C(0x0008) /* with other or new credentials */
#define HTTPSTATUS_CHANGE_METHOD        UINT32_C(0x0010) /* with another method */
#define HTTPSTATUS_CHANGE_TARGET        UINT32_C(0x0020) /* to another target URI */
#define HTTPSTATUS_CHANGE_CONTENT       UINT32_C(0x0040) /* with other, smaller or differently encoded content */
#define HTTPSTATUS_CHANGE_RANGE         UINT32_C(0x0080) /* with another Range, or none */
#define HTTPSTATUS_CHANGE_PRECONDITION  UINT32_C(0x0100) /* with a precondition that holds: read the state again */
#define HTTPSTATUS_CHANGE_EXPECT        UINT32_C(0x0200) /* without Expect */
#define HTTPSTATUS_CHANGE_PROTOCOL      UINT32_C(0x0400) /* over another protocol or version */
#define HTTPSTATUS_CHANGE_LENGTH        UINT32_C(0x0800) /* with a Content-Length */
#define HTTPSTATUS_CHANGE_FIELDS        UINT32_C(0x1000) /* with fewer, smaller or other fields */
#define HTTPSTATUS_CHANGE_STATE         UINT32_C(0x2000) /* after the conflict in the resource is resolved */
#define HTTPSTATUS_CHANGE_USER          UINT32_C(0x4000) /* after a person has acted: login, payment, permission */
#define HTTPSTATUS_CHANGE_CONFIGURATION UINT32_C(0x8000) /* after the server's operator has repaired it */

/* The reasons for the verdict. */
#define HTTPSTATUS_REASON_TRANSIENT     UINT32_C(0x0001) /* passes by itself */
#define HTTPSTATUS_REASON_THROTTLED     UINT32_C(0x0002) /* too many requests: wait longer than for a fault */
#define HTTPSTATUS_REASON_STATE         UINT32_C(0x0004) /* lasts until the state of the resource changes */
#define HTTPSTATUS_REASON_PERMANENT     UINT32_C(0x0008) /* the same request gets the same response */
#define HTTPSTATUS_REASON_HOLD          UINT32_C(0x0010) /* keep the data: an operator or new credentials are needed */
#define HTTPSTATUS_REASON_UNSAFE_METHOD UINT32_C(0x0020) /* the origin may have acted, and a retry is not safe */
#define HTTPSTATUS_REASON_ONE_SHOT      UINT32_C(0x0040) /* the content cannot be sent a second time */
#define HTTPSTATUS_REASON_CLASS_ONLY    UINT32_C(0x0080) /* unknown code, judged by its class */
#define HTTPSTATUS_REASON_INVALID       UINT32_C(0x0100) /* not a code that a server may send, or not for this method */
#define HTTPSTATUS_REASON_DEPARTS       UINT32_C(0x0200) /* the catalog contradicts the RFC on this code */
/* These are returned by a retry only, which knows about more than one response. */
#define HTTPSTATUS_REASON_ASKED         UINT32_C(0x0400) /* the server asked for a time, in Retry-After or the like */
#define HTTPSTATUS_REASON_FORBIDDEN     UINT32_C(0x0800) /* the server forbids a retry */
#define HTTPSTATUS_REASON_OVERRIDDEN    UINT32_C(0x1000) /* the policy's sets of codes decided */
#define HTTPSTATUS_REASON_CODE_LIMIT    UINT32_C(0x2000) /* this code allows no further retry */
#define HTTPSTATUS_REASON_ATTEMPTS      UINT32_C(0x4000) /* the policy allows no further attempt */
#define HTTPSTATUS_REASON_TOO_LONG      UINT32_C(0x8000) /* the server asks for a longer wait than is allowed */
#define HTTPSTATUS_REASON_DEADLINE      UINT32_C(0x10000) /* no time is left for another attempt */
#define HTTPSTATUS_REASON_BUDGET        UINT32_C(0x20000) /* the budget is used up: too many requests fail */
#define HTTPSTATUS_REASON_MAYBE_DONE    UINT32_C(0x40000) /* an earlier attempt may have succeeded: check first */
#define HTTPSTATUS_REASON_UNSEEDED      UINT32_C(0x80000) /* the delay is not random: see httpstatus_retry_seed */
#define HTTPSTATUS_REASON_REDIRECTS     UINT32_C(0x100000) /* the policy allows no further redirect */
#define HTTPSTATUS_REASON_LENIENT       UINT32_C(0x200000) /* that time is not as the grammar has it, but plainly meant */

/*
 * The advice for a response with this code to a request with these traits
 * (HTTPSTATUS_TRAIT_*; unknown bits are ignored). The catalog takes precedence
 * over "iana", and the code over its class. A request that is not idempotent is
 * retried only if the code means that the origin did not act, or if a trait
 * allows it: SAFE, HARMLESS, KEY or PRECONDITION (RFC 9110, 9.2.2).
 *
 * A code that neither the catalog nor "iana" has is treated as the x00 of its
 * class (RFC 9110, 15), with REASON_CLASS_ONLY; 600 to 999 as 500, with
 * REASON_INVALID. Whether the origin acted is then PROCESSED_UNKNOWN, except
 * after a 2xx. 0, which means no response, is treated as FAILURE_BROKEN. All
 * other values are STOP, with REASON_INVALID.
 *
 * 206 and 304 (RFC 9110, 15.3.7, 15.4.5) and 226 (RFC 3229, 10.4.1) are
 * responses to GET, or HEAD. If a request without TRAIT_SAFE gets one, the
 * verdict is not DONE but AMEND, with PROCESSED_UNKNOWN, REASON_INVALID,
 * REASON_HOLD and CHANGE_CONFIGURATION. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
httpstatus_advice httpstatus_advise(const httpstatus_catalog *catalog, int code, uint32_t traits);

/* The verdict, HTTPSTATUS_VERDICT_*. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_advice_verdict(httpstatus_advice advice);

/*
 * Whether the origin acted on the request, HTTPSTATUS_PROCESSED_*. Pure.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_advice_processed(httpstatus_advice advice);

/* HTTPSTATUS_CHANGE_* bits: what to change first. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
uint32_t httpstatus_advice_changes(httpstatus_advice advice);

/* HTTPSTATUS_REASON_* bits. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
uint32_t httpstatus_advice_reasons(httpstatus_advice advice);

/* In place of a limit: only the number of attempts is limited. */
#define HTTPSTATUS_LIMIT_NONE 255

/*
 * How many retries the code itself allows, 0 to 14; HTTPSTATUS_LIMIT_NONE if
 * only the client's policy limits them. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_advice_limit(httpstatus_advice advice);

/*
 * Writes the advice as one English sentence without a full stop: "send it again
 * over another connection, once; safe with any method". Returns a length, see
 * Text above. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API
size_t httpstatus_advice_text(httpstatus_advice advice, char *buffer, size_t size);

/* What becomes of the content of a request, for programs that ship data. */
enum httpstatus_keep {
	HTTPSTATUS_KEEP_DROP  = 0,  /* it is refused for good: sending it again does not help */
	HTTPSTATUS_KEEP_SENT  = 1,  /* it has arrived */
	HTTPSTATUS_KEEP_RETRY = 2,  /* keep it, and send it again later */
	HTTPSTATUS_KEEP_HOLD  = 3   /* keep it until a person has changed something */
};

/*
 * What to do with the content after this advice, HTTPSTATUS_KEEP_*. DONE: SENT.
 * RETRY, FOLLOW and WAIT: RETRY. AMEND: HOLD with REASON_HOLD, else DROP. STOP:
 * RETRY if it is this request that ended (CODE_LIMIT, ATTEMPTS, TOO_LONG,
 * DEADLINE, BUDGET), since a later one may succeed; else DROP. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_advice_keep(httpstatus_advice advice);

/* How an attempt ended without a status, or without a complete response. */
enum httpstatus_failure {
	HTTPSTATUS_FAILURE_UNCONNECTED = 1, /* no connection: resolver, route, handshake */
	HTTPSTATUS_FAILURE_REFUSED     = 2, /* REFUSED_STREAM, or GOAWAY with a lower stream (RFC 9113, 8.7) */
	HTTPSTATUS_FAILURE_BROKEN      = 3, /* the connection broke before a response */
	HTTPSTATUS_FAILURE_TIMED_OUT   = 4, /* no response within the client's time-out */
	HTTPSTATUS_FAILURE_TRUNCATED   = 5, /* a response began and broke off */
	HTTPSTATUS_FAILURE_UNKNOWN_HOST = 6 /* the resolver knows that the name does not exist */
};

/* The bit of a failure in HTTPSTATUS_POLICY_FAILURES and _AT_ONCE. */
#define HTTPSTATUS_FAILURE_MASK(failure) (UINT32_C(1) << ((failure) - 1))

/*
 * The advice for an attempt that ended with this failure, of a request with
 * these traits. Only with UNCONNECTED, UNKNOWN_HOST and REFUSED is it certain that
 * the origin did not act. With BROKEN it is likely if the connection had been used
 * before (TRAIT_REUSED) or the request was not sent completely (TRAIT_UNSENT); with
 * TIMED_OUT, if TRAIT_UNSENT. UNKNOWN_HOST is AMEND, with REASON_HOLD: a retry gets
 * the same result. A value that is not a failure counts as BROKEN. Pure.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
httpstatus_advice httpstatus_advise_failure(int failure, uint32_t traits);

/* ---- Errors of the system --------------------------------------------- */

/*
 * Example: a file system of FUSE returns the negative error.
 *
 *     return -httpstatus_errno(code);
 */

/*
 * The failure (HTTPSTATUS_FAILURE_*) that an error of connect, send or recv means,
 * as <errno.h> of this system numbers them; 0 if the network is not to blame, as
 * with EMFILE or EACCES, so that a retry is no remedy. ECONNREFUSED and
 * EADDRNOTAVAIL are UNCONNECTED. ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN and
 * ETIMEDOUT are so with TRAIT_UNSENT, unless TRAIT_REUSED says that there was a
 * connection: pass TRAIT_UNSENT as long as no byte of the request was sent.
 * Without it, ETIMEDOUT, EAGAIN and EWOULDBLOCK (SO_RCVTIMEO) are TIMED_OUT, and
 * other errors of a connection are BROKEN. Other traits are ignored. Reads no
 * errno. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_failure_of_errno(int error, uint32_t traits);

/*
 * The error, as <errno.h> of this system numbers it, with which a file system or a
 * program that fetches files reports this status: ENOENT for 404 and 410, EACCES
 * for 403, EBUSY for 503; httpstatus_errno(3) lists all, with the reasons. Other
 * 4xx are EINVAL; other 5xx, 600 to 999, 0 and redirects that are not followed are
 * EIO; 2xx and 304 are 0; 1xx and all other values, which end no request, are
 * EPROTO. Sets no errno. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_errno(int code);

/* ---- Times in fields -------------------------------------------------- */

/*
 * Example: read Retry-After without a retry.
 *
 *     uint64_t wait_ms;
 *
 *     if (httpstatus_parse_retry_after("120", 3, HTTPSTATUS_TIME_UNKNOWN, &wait_ms) ==
 *         HTTPSTATUS_ASKED_DELAY)
 *         printf("wait %lu ms\n", (unsigned long)wait_ms);
 */

/* A delay in milliseconds that is longer than any other. */
#define HTTPSTATUS_TIME_FOREVER  UINT64_MAX

/* In place of the time of day, if it is not known. */
#define HTTPSTATUS_TIME_UNKNOWN INT64_MIN

/*
 * Reads an HTTP-date in one of its three forms (RFC 9110, 5.6.7), strictly:
 * what the grammar forbids is an error, except white space around the date. *t
 * is in seconds since the epoch, 1970 to 9999. Second 60 is the second after
 * :59. now (seconds since the epoch) only serves to complete the two-digit year
 * of an RFC 850 date: the latest year that is not more than 50 years after now.
 * If now is before 1970 or after 9999, the nearest of these years is taken for
 * it; if it is HTTPSTATUS_TIME_UNKNOWN, 2026. The day of the week is not
 * checked against the date.
 * Errors: EMPTY, SYNTAX, RANGE (a number that does not occur in dates, or a
 * year before 1970), INVAL (NULL). Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_parse_date(const char *s, size_t length, int64_t now, int64_t *t);

/*
 * Reads a date that is no HTTP-date, but plainly a time, and rounds it up to seconds:
 * an HTTP-date in any case, with a one-digit day, a name in full, or a zone other
 * than GMT; what JavaScript prints; RFC 3339. The zone must be said: GMT, UTC, UT, Z,
 * or an offset such as +0100. All that httpstatus_parse_date reads is read, too, and
 * the same applies to s, now and t.
 * Errors: EMPTY, SYNTAX, RANGE, INVAL (NULL). Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_parse_lenient_date(const char *s, size_t length, int64_t now, int64_t *t);

/* What a server asked for. */
enum httpstatus_asked {
	HTTPSTATUS_ASKED_NOTHING   = 0, /* no field, or an empty one */
	HTTPSTATUS_ASKED_MALFORMED = 1, /* a value that is no time, or no longer one to wait for */
	HTTPSTATUS_ASKED_DELAY     = 2, /* a time from now on, 0 included */
	HTTPSTATUS_ASKED_DATE      = 3, /* a date in the future */
	HTTPSTATUS_ASKED_PAST      = 4, /* a date that is not in the future */
	HTTPSTATUS_ASKED_FOREVER   = 5, /* more seconds than 2^32 - 1 */
	HTTPSTATUS_ASKED_NO_CLOCK  = 6  /* a date, but no clock to compare it with */
};

/*
 * Reads the value of Retry-After (RFC 9110, 10.2.3), and returns an
 * HTTPSTATUS_ASKED_*. *ms is the time to wait from now on, in milliseconds; 0 if
 * no usable time was asked for, and HTTPSTATUS_TIME_FOREVER for more than
 * 2^32 - 1 seconds. Digits alone are seconds; of several values joined by commas,
 * the largest counts. A date is compared with now, in seconds since the epoch. If
 * the response has a Date field, pass Date plus Age instead of the client's clock;
 * a retry does this by itself.
 * What the grammar forbids, but is plainly a time, is read as well, rounded up: a
 * decimal point (1.5), units (2m59.56s, 500ms), quotation marks, dates as
 * httpstatus_parse_lenient_date has them, and 10^9 and more as a time since the
 * epoch, from 10^12 on in milliseconds. One of these that is not in the future, or
 * for which there is no clock, is MALFORMED, as is everything else.
 * ms may be NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API
int httpstatus_parse_retry_after(const char *s, size_t length, int64_t now,
                                                   uint64_t *ms);

/* ---- Policy ----------------------------------------------------------- */

/*
 * Example: six attempts within 30 seconds.
 *
 *     httpstatus_policy *policy;
 *
 *     if (httpstatus_policy_new(&policy) != 0 ||
 *         httpstatus_policy_set(policy, HTTPSTATUS_POLICY_ATTEMPTS, 6) != 0 ||
 *         httpstatus_policy_set(policy, HTTPSTATUS_POLICY_MAX_ELAPSED, 30000) != 0)
 *         return 1;
 */

/*
 * The numbers of a policy, with their defaults in brackets. Times are in
 * milliseconds, 0 to 1000 * (2^32 - 1).
 */
enum httpstatus_setting {
	HTTPSTATUS_POLICY_ATTEMPTS       = 1, /* attempts in total, up to 2^32 - 1; 0: no limit [4] */
	HTTPSTATUS_POLICY_BASE           = 2, /* first backoff after a fault [100] */
	HTTPSTATUS_POLICY_THROTTLED_BASE = 3, /* first backoff if throttled; the larger of this and BASE counts [1000] */
	HTTPSTATUS_POLICY_CAP            = 4, /* limit of the backoff [20000] */
	HTTPSTATUS_POLICY_MAX_WAIT       = 5, /* longest time to wait that a server may ask for [300000] */
	HTTPSTATUS_POLICY_MAX_ELAPSED    = 6, /* time for all attempts and delays; 0: no limit [600000] */
	HTTPSTATUS_POLICY_MIN_ATTEMPT    = 7, /* time to leave for an attempt: none starts with less [1000] */
	HTTPSTATUS_POLICY_ACCEPT_LIKELY  = 8, /* 1: LIKELY_NOT is enough to retry any method [0] */
	HTTPSTATUS_POLICY_PREFER_RFC     = 9, /* 1: where the catalog contradicts the RFC, follow the RFC [0] */
	HTTPSTATUS_POLICY_STRICT_TIMES   = 10, /* 1: read Retry-After and Date only as RFC 9110 has them [0] */
	HTTPSTATUS_POLICY_GROWTH         = 11, /* HTTPSTATUS_GROWTH_*: how the backoff grows [DOUBLING] */
	HTTPSTATUS_POLICY_JITTER         = 12, /* random part of the backoff in per cent; at most 50 if throttled [100] */
	HTTPSTATUS_POLICY_MAX_DELAY      = 13, /* longest delay of any kind; 0: no limit [0] */
	HTTPSTATUS_POLICY_MAX_TOTAL_WAIT = 14, /* longest sum of all delays; 0: no limit [0] */
	HTTPSTATUS_POLICY_MAX_REDIRECTS  = 15, /* redirects to follow in one attempt, 0 to 2^32 - 1 [10] */
	HTTPSTATUS_POLICY_CODE_LIMITS    = 16, /* 0: ignore the limit of a code or failure for retries [1] */
	HTTPSTATUS_POLICY_TIMEOUT_LIMIT  = 17, /* retries after FAILURE_TIMED_OUT, 0 to 14, or HTTPSTATUS_LIMIT_NONE [1] */
	HTTPSTATUS_POLICY_FAILURES       = 18, /* bits of the failures that are retried [all but UNKNOWN_HOST] */
	HTTPSTATUS_POLICY_AT_ONCE        = 19  /* bits of those after which the first retry has no delay [UNCONNECTED, REFUSED] */
};

/* The lists of codes of a policy, see httpstatus_policy_set_codes. */
enum httpstatus_codes {
	HTTPSTATUS_CODES_ALWAYS = 1,
	HTTPSTATUS_CODES_NEVER  = 2,
	HTTPSTATUS_CODES_ONLY   = 3,
	HTTPSTATUS_CODES_DONE   = 4
};

/* How the backoff grows from attempt to attempt. */
enum httpstatus_growth {
	HTTPSTATUS_GROWTH_NONE     = 1, /* base, base, base */
	HTTPSTATUS_GROWTH_LINEAR   = 2, /* base, 2 base, 3 base */
	HTTPSTATUS_GROWTH_DOUBLING = 3  /* base, 2 base, 4 base */
};

/*
 * Creates a policy with the defaults; *policy belongs to the caller. Errors:
 * INVAL (NULL), NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_policy_new(httpstatus_policy **policy);

/*
 * Creates a policy that can be changed, with the numbers, codes, catalog and
 * budget of another one; NULL is the defaults. *copy belongs to the caller.
 * Errors: INVAL (copy is NULL), NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_policy_copy(const httpstatus_policy *policy, httpstatus_policy **copy);

/*
 * Releases the caller's policy. Retries that were made with it keep it, and the
 * last of them frees it. Does nothing if policy is NULL. MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_policy_free(httpstatus_policy *policy);

/*
 * The first retry that is made with a policy freezes it, for good, because they
 * share it: all functions below that change a policy then return INVAL. A
 * _copy can be changed. Several threads may make retries with one policy.
 */

/*
 * Sets one number, HTTPSTATUS_POLICY_*. Errors: INVAL (NULL or frozen, no such
 * setting, an unknown bit), RANGE (a value outside the range of the setting);
 * the policy is then not changed. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_policy_set(httpstatus_policy *policy, int setting,
                          uint64_t value);

/*
 * Sets one number to the nearest value in its range, unknown bits taken out, and
 * returns the number that the policy then has: for options of a program that
 * allow more. If policy is NULL or frozen, or there is no such setting, nothing
 * is set, and the result is that of httpstatus_policy_get. Since: 1.0
 */
HTTPSTATUS_ATTR_API
uint64_t httpstatus_policy_set_clamped(httpstatus_policy *policy, int setting, uint64_t value);

/*
 * One number; the default if policy is NULL; 0 if there is no such setting.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint64_t httpstatus_policy_get(const httpstatus_policy *policy, int setting);

/*
 * Sets the catalog from which the advice is taken; the policy holds a
 * reference. NULL is "iana". Errors: INVAL (policy is NULL or frozen). Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_policy_set_catalog(httpstatus_policy *policy, const httpstatus_catalog *catalog);

/*
 * Sets one of the lists, HTTPSTATUS_CODES_*, to a copy of codes; NULL is no list.
 * They are looked at in this order:
 *
 *   DONE    codes that count as a success: the verdict is DONE
 *   NEVER   codes that are not retried, and redirects that are not followed
 *   ONLY    if it is set, be it to an empty set, the only codes that are retried
 *   ALWAYS  codes that are retried even if the catalog says STOP or AMEND, and
 *           regardless of the code's limit
 *
 * If one of them decides, the advice has REASON_OVERRIDDEN. None overrides the
 * safety of the method, the number of attempts, the times, or a server or catalog that forbids
 * a retry. Errors: INVAL (policy is NULL or frozen, no such list). Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_policy_set_codes(httpstatus_policy *policy, int list,
                                const httpstatus_codeset *codes);

/*
 * Sets the budget from which retries are paid; the policy holds a reference.
 * NULL is no budget. Errors: INVAL (policy is NULL or frozen). Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_policy_set_budget(httpstatus_policy *policy, httpstatus_budget *budget);

/*
 * Sets numbers and lists from a text, as in a configuration file or on a command
 * line: "attempts=5 base=1s max-delay=30s always=5xx,-501 growth=linear". The
 * names are those of httpstatus_policy_name and httpstatus_codes_name, separated
 * by white space. A time is a number of seconds with up to three decimals, or
 * has its unit behind it: ms, s, m or h. Words are those of httpstatus_growth_name
 * and httpstatus_failure_name; "yes" and "no" stand for 1 and 0, "none" for no
 * limit, no bit or no list, "all" for all bits. A name may occur once. Either all
 * of it is set or nothing.
 * Errors: INVAL (NULL, or frozen), SYNTAX and RANGE; *position is then where in
 * the text (bytes), and *expected, which is static, what was expected there. Both
 * may be NULL; they are 0 and NULL otherwise. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_policy_parse(httpstatus_policy *policy, const char *s, size_t length,
                            size_t *position, const char **expected);

/*
 * Writes all numbers and lists of a policy as a text that
 * httpstatus_policy_parse reads; NULL is the defaults. Returns a length, see Text
 * above. MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
size_t httpstatus_policy_print(const httpstatus_policy *policy, char *buffer, size_t size);

/* ---- Budget ----------------------------------------------------------- */

/*
 * Example: one budget for all requests of a program.
 *
 *     httpstatus_policy *policy;
 *     httpstatus_budget *budget;
 *
 *     if (httpstatus_policy_new(&policy) != 0 || httpstatus_budget_new(&budget) != 0 ||
 *         httpstatus_policy_set_budget(policy, budget) != 0)
 *         return 1;
 *     httpstatus_budget_unref(budget);
 */

/*
 * Creates a budget with 28 tokens, enough for two retries. A retry costs 14
 * tokens, or 5 if the server is overloaded (REASON_THROTTLED: 429, 503). The
 * first retry of a request after the origin certainly did not act is free,
 * unless the server is overloaded. A request that succeeds at the first attempt adds 1 token;
 * one that was retried returns the cost of its last retry. A budget never holds
 * more than 140 tokens. Each full minute without a failure adds 14 tokens, up
 * to 28.
 * Once requests have failed in more than two different seconds without a
 * success in between, the budget refuses retries that cost 14, until a request
 * succeeds or a full minute passes without a failure. So all isolated failures
 * are retried, and an outage is not made worse.
 * *budget belongs to the caller, who releases it with httpstatus_budget_unref.
 * Errors: INVAL (NULL), NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_budget_new(httpstatus_budget **budget);

/*
 * The size in bytes of the memory that httpstatus_budget_at needs. Pure.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
size_t httpstatus_budget_size(void);

/*
 * Creates a budget whose state is in memory of the caller, for example memory
 * that processes share; each of them calls this function. The memory must be
 * aligned to 8 bytes on every machine, be readable and writable, and outlive
 * the budget and the policies and retries that hold it. Zero-filled memory is a
 * new budget, so no process has to initialise it. The state begins with a
 * format number, which is checked here. Whatever another process writes there
 * later changes how many retries are paid for, within 0 to 140 tokens, and
 * nothing else. *budget belongs to the caller, who releases it with _unref.
 * Errors: INVAL (NULL, not aligned to 8 bytes, a machine whose 64-bit atomics
 * need a lock), LIMIT (size is less than httpstatus_budget_size), FORMAT (the
 * memory holds a budget of another format, or something else), NOMEM.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_budget_at(void *memory, size_t size, httpstatus_budget **budget);

/*
 * Takes another reference to a budget, and returns the budget; NULL for NULL.
 * Atomic. MT-Safe, AS-Safe, AC-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
httpstatus_budget *httpstatus_budget_ref(httpstatus_budget *budget);

/*
 * Releases one reference; the last one frees the budget, but never memory of
 * the caller. Does nothing if budget is NULL. MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_budget_unref(httpstatus_budget *budget);

/*
 * The number of tokens in the budget, 0 to 140; 0 if budget is NULL. MT-Safe;
 * lock-free and AS-Safe on machines with 64-bit atomic instructions.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API
int httpstatus_budget_level(const httpstatus_budget *budget);

/* ---- Retry: one request, over several attempts ------------------------ */

/*
 * The program reports to a retry what happens, and the retry returns what to do
 * next. It sends nothing, has no clock and does not sleep. Times are in
 * milliseconds of a monotonic clock (CLOCK_MONOTONIC), as uint64_t.
 *
 *     httpstatus_retry_reset(retry, traits, now_ms)
 *          |
 *     send the request <----------------------------------------------+
 *          |                                                          |
 *          |  response:     _retry_line for each line of its header   |
 *          |                section, then _retry_on_status            |
 *          |  no response:  _retry_on_failure                         |
 *          |                                                          |
 *          +--> WAIT    interim: read the next response               |
 *          +--> RETRY   wait for _retry_delay_ms ---------------------+
 *          +--> FOLLOW  wait, take method and URI of the redirect ----+
 *          +--> AMEND   change what _advice_changes returns ----------+
 *          +--> DONE    the request succeeded
 *          +--> STOP    give up; _advice_reasons returns why
 *
 * Of the functions of a retry, only _new allocates memory. All functions of
 * this section do nothing, or return 0, if retry is NULL.
 */

/*
 * Example: after a response has been read.
 *
 *     httpstatus_advice advice = httpstatus_retry_on_status(retry, code, now_ms);
 *
 *     if (httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY)
 *         printf("send it again in %lu ms\n",
 *                (unsigned long)httpstatus_retry_delay_ms(retry));
 */

/*
 * Creates a retry, which shares the policy and freezes it; NULL means the
 * defaults. The retry is then in the state that httpstatus_retry_reset with
 * traits 0 and time 0 leaves. *retry belongs to the caller. Errors: INVAL (retry
 * is NULL), NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_retry_new(const httpstatus_policy *policy, httpstatus_retry **retry);

/*
 * The bytes that a retry with this policy takes, in one block: at most 248 with
 * "iana", and more if the catalog describes evidence, most of it if that stands in
 * content. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
size_t httpstatus_retry_size(const httpstatus_policy *policy);

/* Frees a retry. Since: 1.0 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_free(httpstatus_retry *retry);

/*
 * Begins another request, with these traits (HTTPSTATUS_TRAIT_*), at this time.
 * The policy and the random sequence are kept. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_reset(httpstatus_retry *retry, uint32_t traits, uint64_t now_ms);

/*
 * Reports progress, such as a part of a download that the next attempt need not
 * fetch again: attempts, the limits of codes and the backoff begin anew. The
 * times of the whole request, the sum of its delays among them, stay. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_progress(httpstatus_retry *retry);

/*
 * Replaces the traits of the current request: because the connection turned out
 * to be reused, the request was not sent completely, or a redirect changed its
 * method. The new traits apply to the next outcome reported. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_set_traits(httpstatus_retry *retry, uint32_t traits);

/*
 * Seeds the random part of delays, which keeps clients apart that failed
 * together. Each retry in each process needs its own seed: mix the process
 * number, a time in nanoseconds and a counter, and seed again in the child of a
 * fork. The same seed gives the same delays. Without a seed, delays are those
 * of seed 0, and the advice has REASON_UNSEEDED. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_seed(httpstatus_retry *retry, uint64_t seed);

/*
 * A seed for httpstatus_retry_seed from what differs between processes (an
 * identifier, a random number), in time, and between the requests of a process
 * (a counter, an address): every bit of each counts. A part that the caller does
 * not have is 0.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
uint64_t httpstatus_mix_seed(uint64_t process, uint64_t time, uint64_t counter);

/*
 * Sets the time by which the whole request must end, on the same clock as now_ms
 * of httpstatus_retry_reset, which removes the deadline. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_set_deadline(httpstatus_retry *retry, uint64_t deadline_ms);

/*
 * Sets the time of day, in seconds since the epoch, at which the current
 * response was received; HTTPSTATUS_TIME_UNKNOWN, the default after _reset, if
 * it is not known. It is only needed if a response names a date and has no Date
 * field itself. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_set_clock(httpstatus_retry *retry, int64_t time_of_day);

/*
 * Passes one field of the response: its name, in any case, and its value. All
 * fields may be passed; those that do not matter are ignored quickly.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_field(httpstatus_retry *retry, const char *name, size_t name_length,
                            const char *value, size_t value_length);

/*
 * Passes one line of a header section, with or without its line end, as
 * libcurl's header callback gets it. A status line, of HTTP, RTSP or "ICY 200
 * OK", begins a new response: the fields passed before are discarded, and its
 * code is returned. Every other line, and a status line without a code, returns
 * 0. A line that begins with a space or a tab continues the value of the field
 * before it (RFC 9112, 5.2), up to 33 bytes of a date and more if the
 * catalog names other fields; a longer Retry-After is malformed, but the wait is not
 * shorter than what could be read. Since: 1.0
 */
HTTPSTATUS_ATTR_API
int httpstatus_retry_line(httpstatus_retry *retry, const char *line, size_t length);

/*
 * Passes content of the response, decoded (RFC 9110, 8.4), from its start, in one or
 * more pieces: JSON or XML, in which the policy's catalog says where error codes and
 * times stand. The first 64 KiB are looked at; if it is cut off or damaged, what was
 * found before counts. It may be passed for every response: with a catalog that names
 * nothing in content, and for content of another kind, nothing happens. Does nothing
 * if bytes is NULL. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_content(httpstatus_retry *retry, const void *bytes, size_t length);

/*
 * Passes an error code of the response that the program itself found, such as
 * "insufficient_quota": it counts as "error" in the conditions of the policy's
 * catalog. Several may be passed. Does nothing if token is NULL. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_error(httpstatus_retry *retry, const char *token, size_t length);

/*
 * Passes a time to wait that the program itself found in the response, in
 * milliseconds, as if Retry-After had asked for it. Of several the longest counts;
 * 0 changes nothing. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_ask(httpstatus_retry *retry, uint64_t ms);

/*
 * Passes a header section in one piece, as httpstatus_retry_line gets it line by
 * line: lines end with LF or CRLF. What follows the empty line at its end is not
 * read, unless the status is interim (1xx but 101), so that the next header
 * section counts. Returns the code of the last status line; 0 if there is none, or
 * head is NULL. Since: 1.0
 */
HTTPSTATUS_ATTR_API
int httpstatus_retry_head(httpstatus_retry *retry, const char *head, size_t length);

/*
 * Reports that an attempt ended with this status, after its fields were passed,
 * and returns what to do next. If that is RETRY, wait for
 * httpstatus_retry_delay_ms, which is never less than the server asked for.
 * This response takes precedence over the catalog, the catalog over "iana", and
 * the code over its class. A time never makes a request retryable, except that
 * of a 413 (RFC 9110, 15.5.14), and where the catalog contradicts the RFC. An
 * interim status (WAIT) and a redirect (FOLLOW) do not end the attempt. The
 * fields, content and error codes passed are then discarded. Since: 1.0
 */
HTTPSTATUS_ATTR_API
httpstatus_advice httpstatus_retry_on_status(httpstatus_retry *retry, int code, uint64_t now_ms);

/*
 * Reports that a proxy sent this status in reply to CONNECT, so that there is
 * no tunnel to the origin: the origin was not reached, whatever the method. The
 * fields of the proxy's response count. The code means what "iana" says, since
 * a proxy does not know the dialect of the origin, and the policy's sets of
 * codes do not apply. A 2xx opens the tunnel: the verdict is WAIT, and the
 * attempt continues (RFC 9110, 9.3.6); a redirect is STOP. Apart from that it
 * is like httpstatus_retry_on_status. Since: 1.0
 */
HTTPSTATUS_ATTR_API
httpstatus_advice httpstatus_retry_on_tunnel(httpstatus_retry *retry, int code, uint64_t now_ms);

/*
 * Reports that an attempt ended without a status, or without a complete
 * response (HTTPSTATUS_FAILURE_*; other values count as BROKEN), and returns
 * what to do next. The same rules apply. The fields passed count only with
 * TRUNCATED. Since: 1.0
 */
HTTPSTATUS_ATTR_API
httpstatus_advice httpstatus_retry_on_failure(httpstatus_retry *retry,
                                              int failure, uint64_t now_ms);

/*
 * The advice for this status, with the policy's catalog and lists, and what was passed
 * of the response so far: what httpstatus_retry_on_status would return if attempts,
 * limits, times and the budget did not matter. Counts nothing, and discards nothing:
 * for servers, queues and programs that retry by themselves. The last line passed
 * cannot be continued behind it. Since: 1.0
 */
HTTPSTATUS_ATTR_API
httpstatus_advice httpstatus_retry_peek(httpstatus_retry *retry, int code);

/*
 * The entry that decided last: a variant if the response had its evidence (see
 * httpstatus_entry_when), else that of the code, of its class, or of the x00 of its
 * class. NULL after a failure, an invalid code, and if there was no decision. It
 * belongs to its catalog. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_retry_entry(const httpstatus_retry *retry);

/*
 * Reports that the request succeeded, although its last status was not a
 * success (a 409 with REASON_MAYBE_DONE, for example), so that the budget is
 * credited. A status with the verdict DONE does this by itself. Counts once for
 * each request. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_succeeded(httpstatus_retry *retry);

/* The last advice returned; 0 if there is none yet. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
httpstatus_advice httpstatus_retry_advice(const httpstatus_retry *retry);

/*
 * Milliseconds to wait before the next step, which is RETRY or FOLLOW; 0 with
 * any other verdict. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint64_t httpstatus_retry_delay_ms(const httpstatus_retry *retry);

/*
 * When the next step may begin, on the caller's clock: the time of the last
 * decision and the delay after it. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint64_t httpstatus_retry_next_ms(const httpstatus_retry *retry);

/*
 * The bounds between which the delay of the last retry was drawn, in
 * milliseconds; 0 and 0 if it had none. Each may be NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_delay_range(const httpstatus_retry *retry, uint64_t *shortest,
                                  uint64_t *longest);

/*
 * What the server asked for in the last response (HTTPSTATUS_ASKED_*), and how
 * many milliseconds that is, whatever the verdict. With REASON_TOO_LONG it is
 * the time after which to try again. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_retry_asked(const httpstatus_retry *retry);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint64_t httpstatus_retry_asked_ms(const httpstatus_retry *retry);

/*
 * Milliseconds for which no other request should be sent to this origin, 0 if
 * there is no such time; never less than the time that the last response named,
 * whatever its status, so that a program that polls can poll again after that
 * time. It is also set if this request is not retried, so that a loop of new
 * requests does not spin. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint64_t httpstatus_retry_cooldown_ms(const httpstatus_retry *retry);

/* The number of attempts that have ended. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_retry_attempts(const httpstatus_retry *retry);

/*
 * Writes the last decision as one English sentence with its numbers: "503: the
 * server asks for 2 s; attempt 2 of 4 in 2.7 s". The total is the number of
 * attempts that are possible if the same outcome recurs: that of the policy, or
 * fewer if the status has a limit. Returns a length, see Text above; 0 if there
 * was no decision. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API
size_t httpstatus_retry_text(const httpstatus_retry *retry, char *buffer, size_t size);

/* ---- Words ------------------------------------------------------------ */

/*
 * Example: a setting by its name in a configuration file.
 *
 *     int64_t setting;
 *
 *     if (httpstatus_parse_word(HTTPSTATUS_FAMILY_POLICY, "max-wait", 8, &setting) == 0)
 *         puts(httpstatus_policy_name((int)setting));
 */

/*
 * The word for one enumerator or one bit, as catalog files, configuration files
 * and the command write it: "no-early-data", "likely-not", "max-wait". "" for
 * any other value. Later versions add words when they add values. Never NULL.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_asked_name(int asked);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_change_name(uint32_t change);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_failure_name(int failure);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_fault_name(int fault);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_flag_name(uint32_t flag);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_framing_name(int framing);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_growth_name(int growth);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_level_name(int level);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_policy_name(int setting);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_processed_name(int processed);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_reason_name(uint32_t reason);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_redirect_name(int redirect);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_severity_name(int severity);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_trait_name(uint32_t trait);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_verdict_name(int verdict);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_keep_name(int keep);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_codes_name(int list);

/* The families of words: what kind of value a word stands for. */
enum httpstatus_family {
	HTTPSTATUS_FAMILY_ASKED     = 1,
	HTTPSTATUS_FAMILY_CHANGE    = 2,
	HTTPSTATUS_FAMILY_FAILURE   = 3,
	HTTPSTATUS_FAMILY_FAULT     = 4,
	HTTPSTATUS_FAMILY_FLAG      = 5,
	HTTPSTATUS_FAMILY_FRAMING   = 6,
	HTTPSTATUS_FAMILY_GROWTH    = 7,
	HTTPSTATUS_FAMILY_LEVEL     = 8,
	HTTPSTATUS_FAMILY_POLICY    = 9,
	HTTPSTATUS_FAMILY_PROCESSED = 10,
	HTTPSTATUS_FAMILY_REASON    = 11,
	HTTPSTATUS_FAMILY_REDIRECT  = 12,
	HTTPSTATUS_FAMILY_SEVERITY  = 13,
	HTTPSTATUS_FAMILY_TRAIT     = 14,
	HTTPSTATUS_FAMILY_VERDICT   = 15,
	HTTPSTATUS_FAMILY_KEEP      = 16,
	HTTPSTATUS_FAMILY_CODES     = 17
};

/*
 * Sets *value to the value of a word of a family, in any case; in a family of
 * bits, to the bit. Errors, with *value 0: INVAL (NULL, no such family), SYNTAX
 * (not a word of this family). Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_parse_word(int family, const char *s, size_t length, int64_t *value);

#ifdef __cplusplus
}
#endif

#endif
