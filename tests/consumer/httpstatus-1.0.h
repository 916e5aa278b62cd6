/*
 * httpstatus.h - what an HTTP status code means, and what follows from it
 *
 * SPDX-License-Identifier: MIT
 *
 * Rules that hold for every declaration below
 *
 *   Codes      A status code is an int, because it comes from the wire: every
 *              value is legal and has a defined answer. Valid codes are 100
 *              to 599 (RFC 9110, 15); 0 stands for "no response", and 600 to
 *              999 exist in logs and inside programs, and are treated like a
 *              5xx. Nothing is ever reported as another code.
 *   Catalogs   A NULL catalog means the built-in "iana".
 *   NULL       A getter given a NULL object answers 0, NULL or "" as its
 *              comment says. _free and _unref of NULL do nothing.
 *   Errors     A function that returns int answers 0, or a negative
 *              HTTPSTATUS_E_*. Out-parameters are NULL or 0 on failure and
 *              may not themselves be NULL unless the comment allows it.
 *   Strings    What the library returns is UTF-8, ends with NUL, and belongs
 *              to the object that it came from: it lives as long as that. A
 *              string parameter with a length need not end with NUL, may hold
 *              any bytes, and may be NULL if its length is 0.
 *   Growth     Later versions may add enumerators to results and bits to
 *              flags: ignore what you do not know. Bits that the library does
 *              not know are refused with HTTPSTATUS_E_INVAL where an int is
 *              returned, and ignored where not.
 *   Threads    No function uses a clock, locale, environment, or a global
 *              variable that changes. "Pure:" marks functions that are
 *              MT-Safe, AS-Safe and AC-Safe, and need neither malloc, lock
 *              nor errno. Other functions are MT-Safe as long as no two
 *              threads use one builder, set, policy or retry at a time.
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
 * or product. Never changes once it exists, so that any number of threads may
 * share one. Built-in catalogs live for ever.
 */
typedef struct httpstatus_catalog httpstatus_catalog;

/* One status of one catalog. Lives as long as its catalog. */
typedef struct httpstatus_entry httpstatus_entry;

/* A set of status codes, written as people write it: "5xx,429,-501". */
typedef struct httpstatus_codeset httpstatus_codeset;

/*
 * A catalog in the making, and the list of what is wrong with it. One owner;
 * different builders may be used by different threads.
 */
typedef struct httpstatus_builder httpstatus_builder;

/*
 * What to do after a status: a verdict with its reasons, as a plain value.
 * Read it with the httpstatus_advice_* functions; its bits have no other
 * promise but that it stays below 2^53, and so is an exact number in languages
 * that have none but doubles. 0 reads as "stop".
 */
typedef uint64_t httpstatus_advice;

/* How patient a client is. One owner; copied into each retry. */
typedef struct httpstatus_policy httpstatus_policy;

/*
 * How much repetition a whole program allows itself, towards one origin or
 * all: atomic, shared by any number of threads, or of processes.
 */
typedef struct httpstatus_budget httpstatus_budget;

/* One request on its way, over several attempts. One owner, reusable. */
typedef struct httpstatus_retry httpstatus_retry;

/* ---- Version and errors ----------------------------------------------- */

/*
 * The version of the library that is running, as text ("1.2.3").
 * HTTPSTATUS_VERSION is that of the header. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_version(void);

/*
 * The same as a number, 0xMMmmpp, to compare with HTTPSTATUS_VERSION_NUM.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
uint32_t httpstatus_version_num(void);

enum httpstatus_error {
	HTTPSTATUS_E_NOMEM   = -1,  /* out of memory */
	HTTPSTATUS_E_INVAL   = -2,  /* an argument that no call may have */
	HTTPSTATUS_E_EMPTY   = -3,  /* nothing there but white space */
	HTTPSTATUS_E_SYNTAX  = -4,  /* not of the form that was expected */
	HTTPSTATUS_E_RANGE   = -5,  /* a number outside its range */
	HTTPSTATUS_E_LIMIT   = -6,  /* more than a stated limit allows */
	HTTPSTATUS_E_IO      = -7,  /* a file could not be read; errno says why */
	HTTPSTATUS_E_CATALOG = -8,  /* a catalog text has errors; see the builder */
	HTTPSTATUS_E_FORMAT  = -9   /* shared memory holds another format, or something else */
};

/*
 * One English sentence for 0 and every HTTPSTATUS_E_*; "unknown error" for
 * any other int. Never NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_strerror(int error);

/* ---- Constants -------------------------------------------------------- */

/*
 * Every code of IANA's registry under its registered name; below each its
 * former names. Constant expressions: usable in switch, without linking.
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
 * The class of a code, by its first digit. Whether the code is registered
 * makes no difference: 299 is successful. 0, 1 to 99, 600 and above, and
 * negative numbers are CLASS_NONE. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_class_of(int code);

/*
 * The name of a class in RFC 9110's words: "Client Error". "Other" for
 * CLASS_NONE and every value that is no class. Never NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_class_name(int cls);

/*
 * The label of a class, three bytes "1xx" to "5xx", for metrics and tables.
 * "other" for CLASS_NONE and every value that is no class. Never NULL. Pure.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
const char *httpstatus_class_label(int cls);

/* ---- Catalogs --------------------------------------------------------- */

/*
 * The built-in catalog of that name ("iana", "cloudflare"); NULL if there is
 * none, or if name is NULL. Names are lower case and compared exactly.
 * Needs no _unref. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_catalog *httpstatus_builtin(const char *name);

/*
 * The built-in catalog that follows prev; the first, "iana", if prev is NULL;
 * NULL after the last, and if prev is not built in. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_catalog *httpstatus_builtin_next(const httpstatus_catalog *prev);

/*
 * Reads a catalog from a file or from memory: *catalog is new and belongs to
 * the caller, who lets go of it with httpstatus_catalog_unref. The format is
 * described in httpstatus-catalog(5). What is wrong with the text, line by
 * line, tells the builder (httpstatus_builder_read_file and _read_mem); these
 * two are its short form for text that is known to be good.
 * Errors: INVAL (NULL), NOMEM, IO (errno says why), LIMIT (text longer than
 * 1 MiB), CATALOG (the text has errors).
 * MT-Safe. _load_file reads the file and closes it. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_catalog_load_file(const char *path, const httpstatus_catalog **catalog);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_catalog_load_mem(const char *text, size_t length, const httpstatus_catalog **catalog);

/*
 * Stacks count catalogs, 1 to 16, into one: for each code the first member
 * that has it answers. A NULL member is "iana"; a member that is itself a
 * stack counts with its members. The stack keeps its members alive; entries
 * that it answers are its members' own. *catalog belongs to the caller.
 * Errors: INVAL (NULL, count 0), LIMIT (more than 16 members), NOMEM.
 * MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_catalog_stack(const httpstatus_catalog *const *members, size_t count,
                             const httpstatus_catalog **catalog);

/*
 * Takes one more reference to a catalog, and answers it; NULL for NULL.
 * Each call asks for one more _unref. Atomic: any thread may call it at any
 * time while it holds a reference. MT-Safe, AS-Safe, AC-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
const httpstatus_catalog *httpstatus_catalog_ref(const httpstatus_catalog *catalog);

/*
 * Lets go of one reference; with the last one the catalog and its entries
 * are gone. Does nothing to NULL and to built-in catalogs. MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_catalog_unref(const httpstatus_catalog *catalog);

/*
 * About a catalog, for people: its name ("otc-dli"), its title, the version
 * of its data ("2025-09-15": a date or what the source calls it, not the
 * version of the library), and where the data comes from. "" where nothing is
 * stated; a stack's name is its members' names joined by "+". Never NULL.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_catalog_name(const httpstatus_catalog *catalog);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_catalog_title(const httpstatus_catalog *catalog);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_catalog_version(const httpstatus_catalog *catalog);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_catalog_source(const httpstatus_catalog *catalog);

/* How many codes a catalog has. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
size_t httpstatus_catalog_size(const httpstatus_catalog *catalog);

/*
 * Writes a catalog as a text in the format of httpstatus-catalog(5), from
 * which the same catalog can be read: every field in full, without Extends,
 * and what the catalog does not say left out. A stack is written as the
 * ordinary catalog of all its codes, under the name of its first member.
 * As snprintf: at most size bytes with the NUL, always ended if size > 0;
 * answers the length of the whole text without the NUL. Where that is above
 * 1 MiB, or a stack has more than 900 codes, the text cannot be read back.
 * Needs no malloc. MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
size_t httpstatus_catalog_print(const httpstatus_catalog *catalog, char *buffer, size_t size);

/* ---- Catalogs in the making ------------------------------------------- */

/*
 * Makes an empty builder; *builder belongs to the caller. Errors: INVAL
 * (NULL), NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_new(httpstatus_builder **builder);

/* Ends a builder; catalogs that it built live on. Since: 1.0 */
HTTPSTATUS_ATTR_API
void httpstatus_builder_free(httpstatus_builder *builder);

/*
 * Offers a catalog for "Extends", which names it; offered ones are found
 * before built-in ones, the latest first. The builder keeps it alive. Must
 * be an ordinary catalog, not a stack. Errors: INVAL, NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_add_base(httpstatus_builder *builder, const httpstatus_catalog *base);

/*
 * Strict, if strict is not 0: from here on a field that the format does not
 * have is an error and no longer a warning; the author's own ("X-...") stay
 * allowed. Does nothing if builder is NULL. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_builder_set_strict(httpstatus_builder *builder, int strict);

/*
 * Sets one field as a line of a catalog file does: the same names, the same
 * values, the same rules; httpstatus-catalog(5) lists them. code is that of
 * the status (0, or 100 to 999), or -1 for a field of the catalog itself.
 * The value ends with NUL and is copied.
 * Errors: INVAL (NULL), NOMEM, and CATALOG: the value was refused, and
 * httpstatus_builder_problem says why. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_set(httpstatus_builder *builder, int code,
                           const char *field, const char *value);

/*
 * Reads a whole catalog text from a file, or from memory under the name of
 * label, which stands in front of the problems found. Reads on after a
 * problem, so that all are found at once.
 * Errors: INVAL (NULL), NOMEM, IO (errno says why), LIMIT (longer than 1 MiB),
 * CATALOG (errors were found). Each of them but INVAL and NOMEM is also a
 * problem. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_read_file(httpstatus_builder *builder, const char *path);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_read_mem(httpstatus_builder *builder, const char *label,
                                const char *text, size_t length);

/*
 * Makes the catalog of what was set and read; *catalog belongs to the caller.
 * A builder makes one catalog. After that only _problem and _free still have a
 * use; the other calls answer INVAL.
 * Also after errors it looks for what only the whole shows, so that all are
 * known at once.
 * Errors: INVAL (NULL), NOMEM, LIMIT, CATALOG (a problem that is an error was
 * found, now or before: no catalog is made of a text with errors).
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_builder_build(httpstatus_builder *builder, const httpstatus_catalog **catalog);

enum httpstatus_severity {
	HTTPSTATUS_SEVERITY_WARNING = 1, /* passed over */
	HTTPSTATUS_SEVERITY_ERROR   = 2  /* no catalog comes of it */
};

/*
 * The n-th problem found, n from 0, in the form of compilers: "acme.cat:12:
 * error: Retry: found 'maybe', expected ...". NULL after the last, and if
 * builder is NULL. *severity (may be NULL) tells how bad it is, *line (may be
 * NULL) the line of the text, 0 if it has none. At most 1000 are kept.
 * The text lives as long as the builder. Since: 1.0
 */
HTTPSTATUS_ATTR_API
const char *httpstatus_builder_problem(const httpstatus_builder *builder, size_t n,
                                       int *severity, int *line);

/* ---- Look-up ---------------------------------------------------------- */

/*
 * The entry of exactly this code in exactly this catalog; NULL if it has
 * none. One table access, whatever the code. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_lookup(const httpstatus_catalog *catalog, int code);

/*
 * The entry to act upon. The catalog's own entry of the code; else "iana"'s;
 * else, as RFC 9110, 15 asks of a code that one does not know, that of the
 * class's x00; for a code outside 100 to 599, that of 500. The x00 is again
 * the catalog's own if it has one. Never NULL: compare httpstatus_entry_code
 * to see whether the code itself was known. If not, what the entry says of
 * Processed holds for the x00 alone: see httpstatus_advise. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_resolve(const httpstatus_catalog *catalog, int code);

/*
 * The entry whose phrase, or one of whose aliases, is s. Only ASCII letters
 * and digits count, and their case does not: "Not Found", "notFound" and
 * "NOT_FOUND" are the same. A phrase counts before an alias, and of several
 * codes that share one the lowest. The members of a stack are asked in their
 * order for one entry each; that of a code which an earlier member has does
 * not count. NULL if nobody in this catalog is called so, or nothing of s
 * counts. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_lookup_phrase(const httpstatus_catalog *catalog,
                                                 const char *s, size_t length);

/*
 * The entry with the lowest code above that of prev; the first one if prev is
 * NULL; NULL after the last. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_entry *httpstatus_entry_next(const httpstatus_catalog *catalog,
                                        const httpstatus_entry *prev);

/*
 * The phrase of a code: the catalog's, else "iana"'s, else "". Never NULL,
 * and never a phrase that nobody gave to that very code. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_phrase(const httpstatus_catalog *catalog, int code);

/*
 * Reads the code from what logs and responses hold: "404", "404 Not Found",
 * "HTTP/1.1 404 Not Found", "HTTP/2 404", "RTSP/1.0 200 OK", "ICY 200 OK".
 * White space around it, and a line end, do not count. A code is three digits,
 * 100 to 999, or "000" or "0" for "no response", as is a "-" that stands alone.
 * What follows the code and a space is not looked at.
 * Errors, with *code 0: EMPTY (nothing there), SYNTAX ("60V", "-1", "40 4"),
 * RANGE (a number, but no code: "4040", "99"), INVAL (NULL).
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_parse_status_line(const char *s, size_t length, int *code);

/* ---- Entries ---------------------------------------------------------- */

/* The code; -1 if entry is NULL. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_entry_code(const httpstatus_entry *entry);

/*
 * The phrase in this catalog's own spelling, and its length in bytes, for
 * servers that write status lines. "" and 0 if the catalog knows the code but
 * no name for it, or entry is NULL. Free of control characters. Pure.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_entry_phrase(const httpstatus_entry *entry);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
size_t httpstatus_entry_phrase_length(const httpstatus_entry *entry);

/*
 * What the code means in this catalog, in one to three English sentences;
 * "" if the catalog does not say, or entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_entry_summary(const httpstatus_entry *entry);

/*
 * The n-th other name (former names, other spellings), n from 0; NULL after
 * the last, and if entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_entry_alias(const httpstatus_entry *entry, size_t n);

/*
 * The n-th place where the code is defined ("RFC 9110, Section 15.5.5"), n
 * from 0; NULL after the last, and if entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_entry_reference(const httpstatus_entry *entry, size_t n);

/* How much the specification asks of a sender (RFC 2119). */
enum httpstatus_level {
	HTTPSTATUS_LEVEL_MUST   = 1,
	HTTPSTATUS_LEVEL_SHOULD = 2,
	HTTPSTATUS_LEVEL_MAY    = 3
};

/*
 * The n-th field that belongs into a response of this code, n from 0, the
 * required ones first: "WWW-Authenticate" of 401. *level says how much it is
 * asked for; level may be NULL. NULL, and *level 0, after the last, and if
 * entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API
const char *httpstatus_entry_field(const httpstatus_entry *entry, size_t n, int *level);

/* Facts about a code that are true or not. */
#define HTTPSTATUS_FLAG_INTERIM      UINT32_C(0x0001) /* a final response follows */
#define HTTPSTATUS_FLAG_CACHEABLE    UINT32_C(0x0002) /* heuristically: may be stored without explicit freshness */
#define HTTPSTATUS_FLAG_NO_STORE     UINT32_C(0x0004) /* must not be stored by a cache */
#define HTTPSTATUS_FLAG_PERMANENT    UINT32_C(0x0008) /* a redirect to remember (301, 308) */
#define HTTPSTATUS_FLAG_INTERMEDIARY UINT32_C(0x0010) /* made by a gateway or proxy, not by the origin */
#define HTTPSTATUS_FLAG_LOG_ONLY     UINT32_C(0x0020) /* never on the wire: a mark in logs and metrics */
#define HTTPSTATUS_FLAG_CLIENT_GONE  UINT32_C(0x0040) /* the client went away before the answer */
#define HTTPSTATUS_FLAG_UNOFFICIAL   UINT32_C(0x0080) /* not in IANA's registry, or not with this meaning */
#define HTTPSTATUS_FLAG_RESERVED     UINT32_C(0x0100) /* in the registry, but without a meaning */
#define HTTPSTATUS_FLAG_TEMPORARY    UINT32_C(0x0200) /* in the registry for a limited time */
#define HTTPSTATUS_FLAG_DEPRECATED   UINT32_C(0x0400) /* still defined, no longer to be sent */
#define HTTPSTATUS_FLAG_OBSOLETE     UINT32_C(0x0800) /* withdrawn with the document that defined it */
#define HTTPSTATUS_FLAG_UNCERTAIN    UINT32_C(0x1000) /* the source for this meaning is weak */

/* HTTPSTATUS_FLAG_* bits; 0 if entry is NULL. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint32_t httpstatus_entry_flags(const httpstatus_entry *entry);

/* With which method the redirected request is sent (RFC 9110, 15.4). */
enum httpstatus_redirect {
	HTTPSTATUS_REDIRECT_NONE        = 0, /* not to be followed automatically */
	HTTPSTATUS_REDIRECT_KEEP        = 1, /* with the same method (307, 308) */
	HTTPSTATUS_REDIRECT_POST_TO_GET = 2, /* POST becomes GET, others stay (301, 302) */
	HTTPSTATUS_REDIRECT_GET         = 3  /* with GET; HEAD stays HEAD (303) */
};

/*
 * How a redirect of this code is followed; REDIRECT_NONE if it is none, or
 * entry is NULL. Without a Location field there is nothing to follow.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_entry_redirect(const httpstatus_entry *entry);

/*
 * Whether the origin server acted upon the request. The scale rises from
 * "certainly not" to "certainly", so it may be compared: a request of any
 * method may be sent again at REFUSED and below.
 */
enum httpstatus_processed {
	HTTPSTATUS_PROCESSED_NOT_REACHED = -3, /* the origin never saw the request */
	HTTPSTATUS_PROCESSED_REFUSED     = -2, /* seen, and by definition not acted upon */
	HTTPSTATUS_PROCESSED_LIKELY_NOT  = -1, /* probably not, without a promise */
	HTTPSTATUS_PROCESSED_UNKNOWN     =  0, /* nothing, a part, or all of it */
	HTTPSTATUS_PROCESSED_LIKELY_YES  =  1, /* probably, perhaps at this moment */
	HTTPSTATUS_PROCESSED_DONE        =  2  /* yes */
};

/* PROCESSED_UNKNOWN if the catalog does not say, or entry is NULL. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_entry_processed(const httpstatus_entry *entry);

/* Where to look for the cause. */
enum httpstatus_fault {
	HTTPSTATUS_FAULT_NONE         = 0, /* nothing failed */
	HTTPSTATUS_FAULT_CLIENT       = 1, /* the request is wrong as it stands */
	HTTPSTATUS_FAULT_AUTH         = 2, /* credentials are missing or do not suffice */
	HTTPSTATUS_FAULT_RATE         = 3, /* too much at a time */
	HTTPSTATUS_FAULT_SERVER       = 4, /* the origin server */
	HTTPSTATUS_FAULT_INTERMEDIARY = 5, /* a gateway, or its way to the origin */
	HTTPSTATUS_FAULT_NETWORK      = 6, /* the connection between client and server */
	HTTPSTATUS_FAULT_UNKNOWN      = 7
};

/*
 * Where the catalog sees the cause; where it does not say, CLIENT for 4xx,
 * SERVER for 5xx, NONE for 1xx to 3xx, UNKNOWN for other codes. FAULT_NONE
 * if entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_entry_fault(const httpstatus_entry *entry);

/*
 * The catalog that an entry belongs to: for an entry that came through a
 * stack, the member. NULL if entry is NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const httpstatus_catalog *httpstatus_entry_catalog(const httpstatus_entry *entry);

/* ---- Sets of codes ---------------------------------------------------- */

/*
 * Makes an empty set; *set belongs to the caller. Errors: INVAL (NULL),
 * NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_codeset_new(httpstatus_codeset **set);

/* Ends a set. Since: 1.0 */
HTTPSTATUS_ATTR_API
void httpstatus_codeset_free(httpstatus_codeset *set);

/*
 * Applies a text to a set, from left to right, on top of what the set holds.
 * Items are divided by commas or white space:
 *
 *     429        one code: three digits, 100 to 999 or 000, or just 0
 *     500-504    a range of codes, both ends included
 *     5xx        a class, 1xx to 5xx (X counts as x)
 *     -501       without: takes out a code, range or class that was put in
 *
 * On failure the set is as it was; *position (may be NULL) is the offset in
 * bytes of what was not understood, and *expected (may be NULL) a constant
 * English phrase for what belongs there: "a code from 100 to 999". On success
 * they are 0 and NULL.
 * Errors: INVAL (NULL), EMPTY (no item), SYNTAX, RANGE (a number that is no
 * code, a range that runs backwards). Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_codeset_parse(httpstatus_codeset *set, const char *s, size_t length,
                         size_t *position, const char **expected);

/*
 * Puts the codes first to last into the set, or takes them out. Each is 0, or
 * 100 to 999; first may not be above last. 1 to 99 are no codes and never in
 * a set, whatever the range. Errors: INVAL (NULL set), RANGE.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API
int httpstatus_codeset_add(httpstatus_codeset *set, int first, int last);
HTTPSTATUS_ATTR_API
int httpstatus_codeset_remove(httpstatus_codeset *set, int first, int last);

/*
 * 1 if the set holds the code, else 0; any int; 0 for a NULL set. Pure.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_codeset_has(const httpstatus_codeset *set, int code);

/*
 * Writes the set in its one canonical form, ascending, which _set_parse reads
 * back: whole classes as "4xx", three and more neighbours as "500-504".
 * As snprintf: at most size bytes with the NUL, always ended if size > 0;
 * answers the length of the whole text without the NUL. 0 and "" for a NULL
 * or empty set. Since: 1.0
 */
HTTPSTATUS_ATTR_API
size_t httpstatus_codeset_print(const httpstatus_codeset *set, char *buffer, size_t size);

/* ---- What follows from code and method -------------------------------- */

/*
 * What is known of a request before it is sent, and of how it went out.
 * A caller ORs what is true to what httpstatus_method_traits answers.
 */
#define HTTPSTATUS_TRAIT_SAFE           UINT32_C(0x0001) /* RFC 9110, 9.2.1: read-only by definition */
#define HTTPSTATUS_TRAIT_IDEMPOTENT     UINT32_C(0x0002) /* RFC 9110, 9.2.2: twice has the effect of once */
#define HTTPSTATUS_TRAIT_HARMLESS       UINT32_C(0x0004) /* the caller knows that this request may be repeated */
#define HTTPSTATUS_TRAIT_KEY            UINT32_C(0x0008) /* carries an Idempotency-Key that the server honours */
#define HTTPSTATUS_TRAIT_PRECONDITION   UINT32_C(0x0010) /* carries If-Match, or If-None-Match: * */
#define HTTPSTATUS_TRAIT_ONE_SHOT       UINT32_C(0x0020) /* the content cannot be sent a second time */
#define HTTPSTATUS_TRAIT_EARLY_DATA     UINT32_C(0x0040) /* was sent in TLS early data (RFC 8470) */
#define HTTPSTATUS_TRAIT_REUSED         UINT32_C(0x0080) /* went out on a connection that had been used before */
#define HTTPSTATUS_TRAIT_UNSENT         UINT32_C(0x0100) /* was not sent to its end */

/*
 * The traits of a method, from IANA's method registry: REQ_SAFE (which
 * includes REQ_IDEMPOTENT), REQ_IDEMPOTENT, or 0 for the other methods, for
 * those that are not registered, and for NULL. Methods are case-sensitive
 * (RFC 9110, 9.1): "get" is not "GET". Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint32_t httpstatus_method_traits(const char *method);

/*
 * The method with which a redirect of this code is followed, after a request
 * with that method: method itself (the pointer that was passed), "GET", or
 * "HEAD". NULL if the code is no redirect in this catalog, or method is NULL.
 * RFC 9110, 15.4: 301 and 302 turn POST into GET, as browsers do, and keep
 * every other method, QUERY among them (RFC 10008); 303 asks for GET, HEAD
 * stays; 307 and 308 keep the method. When it changes, content and the fields
 * that describe it are dropped. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_redirect_method(const httpstatus_catalog *catalog, int code,
                                       const char *method);

/* Whether a response has content. */
enum httpstatus_framing {
	HTTPSTATUS_FRAMING_NONE = 0, /* ends after the header section, whatever Content-Length says */
	HTTPSTATUS_FRAMING_ZERO = 1, /* is framed, but a sender generates none (205) */
	HTTPSTATUS_FRAMING_MAY  = 2  /* is framed, and may be empty */
};

/*
 * Whether a response of this code to a request with that method has content:
 * never for 1xx, 204 and 304, for any answer to HEAD, and for a 2xx answer to
 * CONNECT, which opens a tunnel (RFC 9110, 6.4.1). A NULL method is one that
 * has no rule of its own. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_framing(const httpstatus_catalog *catalog, int code, const char *method);

/*
 * The same three for a method that does not end with NUL: length bytes at
 * method. redirect_method_n returns method itself, which then has length bytes,
 * or one of the two names, which end with NUL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint32_t httpstatus_method_traits_n(const char *method, size_t length);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
const char *httpstatus_redirect_method_n(const httpstatus_catalog *catalog, int code,
                                         const char *method, size_t length);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_framing_n(const httpstatus_catalog *catalog, int code, const char *method,
                         size_t length);

/* ---- Retry advice ----------------------------------------------------- */

/* What to do next. */
enum httpstatus_verdict {
	HTTPSTATUS_VERDICT_STOP   = 0, /* this request has no future: report it */
	HTTPSTATUS_VERDICT_DONE   = 1, /* succeeded */
	HTTPSTATUS_VERDICT_WAIT   = 2, /* interim: the final response is still to come */
	HTTPSTATUS_VERDICT_FOLLOW = 3, /* send to where Location says */
	HTTPSTATUS_VERDICT_AMEND  = 4, /* may be sent again after the named changes */
	HTTPSTATUS_VERDICT_RETRY  = 5  /* may be sent again as it is, in time */
};

/* What must change before a request is sent again. */
#define HTTPSTATUS_CHANGE_CONNECTION    UINT32_C(0x0001) /* over another connection */
#define HTTPSTATUS_CHANGE_ENDPOINT      UINT32_C(0x0002) /* to another server, if there is one */
#define HTTPSTATUS_CHANGE_NO_EARLY_DATA UINT32_C(0x0004) /* not in TLS early data */
#define HTTPSTATUS_CHANGE_CREDENTIALS   UINT32_C(0x0008) /* with other or new credentials */
#define HTTPSTATUS_CHANGE_METHOD        UINT32_C(0x0010) /* with another method */
#define HTTPSTATUS_CHANGE_TARGET        UINT32_C(0x0020) /* to another target URI */
#define HTTPSTATUS_CHANGE_CONTENT       UINT32_C(0x0040) /* with other, smaller or otherwise coded content */
#define HTTPSTATUS_CHANGE_RANGE         UINT32_C(0x0080) /* with another Range, or none */
#define HTTPSTATUS_CHANGE_PRECONDITION  UINT32_C(0x0100) /* with a precondition that holds: read the state again */
#define HTTPSTATUS_CHANGE_EXPECT        UINT32_C(0x0200) /* without Expect */
#define HTTPSTATUS_CHANGE_PROTOCOL      UINT32_C(0x0400) /* over another protocol or version */
#define HTTPSTATUS_CHANGE_LENGTH        UINT32_C(0x0800) /* with a Content-Length */
#define HTTPSTATUS_CHANGE_FIELDS        UINT32_C(0x1000) /* with fewer, smaller or other fields */
#define HTTPSTATUS_CHANGE_STATE         UINT32_C(0x2000) /* after the conflict in the resource is resolved */
#define HTTPSTATUS_CHANGE_USER          UINT32_C(0x4000) /* after a person acted: login, payment, permission */
#define HTTPSTATUS_CHANGE_CONFIGURATION UINT32_C(0x8000) /* after the server's operator repaired it */

/* Why the verdict is what it is. */
#define HTTPSTATUS_REASON_TRANSIENT     UINT32_C(0x0001) /* passes by itself */
#define HTTPSTATUS_REASON_THROTTLED     UINT32_C(0x0002) /* too many requests: wait longer than for a fault */
#define HTTPSTATUS_REASON_STATE         UINT32_C(0x0004) /* lasts until the state of the resource changes */
#define HTTPSTATUS_REASON_PERMANENT     UINT32_C(0x0008) /* the same request gets the same answer */
#define HTTPSTATUS_REASON_HOLD          UINT32_C(0x0010) /* an operator or new credentials come first: keep the data */
#define HTTPSTATUS_REASON_UNSAFE_METHOD UINT32_C(0x0020) /* the origin may have acted, and twice is not once */
#define HTTPSTATUS_REASON_ONE_SHOT      UINT32_C(0x0040) /* the content cannot be sent a second time */
#define HTTPSTATUS_REASON_CLASS_ONLY    UINT32_C(0x0080) /* nobody knows the code: judged by its class */
#define HTTPSTATUS_REASON_INVALID       UINT32_C(0x0100) /* not a code that a server may send, or not to this method */
#define HTTPSTATUS_REASON_DEPARTS       UINT32_C(0x0200) /* the catalog contradicts the RFC on this code */
/* These come from a retry, which knows of more than one response. */
#define HTTPSTATUS_REASON_ASKED         UINT32_C(0x0400) /* the server asked for a time, in Retry-After or the like */
#define HTTPSTATUS_REASON_FORBIDDEN     UINT32_C(0x0800) /* the server asked for no repetition */
#define HTTPSTATUS_REASON_OVERRIDDEN    UINT32_C(0x1000) /* the policy's sets of codes decided */
#define HTTPSTATUS_REASON_CODE_LIMIT    UINT32_C(0x2000) /* the code allows no further repetition */
#define HTTPSTATUS_REASON_ATTEMPTS      UINT32_C(0x4000) /* the policy allows no further attempt */
#define HTTPSTATUS_REASON_TOO_LONG      UINT32_C(0x8000) /* the server asks for a longer time than may be waited */
#define HTTPSTATUS_REASON_DEADLINE      UINT32_C(0x10000) /* no time is left for another attempt */
#define HTTPSTATUS_REASON_BUDGET        UINT32_C(0x20000) /* the budget does not pay: too much fails */
#define HTTPSTATUS_REASON_MAYBE_DONE    UINT32_C(0x40000) /* an earlier attempt may have done it: look before you report */
#define HTTPSTATUS_REASON_UNSEEDED      UINT32_C(0x80000) /* the delay is not random: see httpstatus_retry_seed */
#define HTTPSTATUS_REASON_REDIRECTS     UINT32_C(0x100000) /* the policy allows no further redirect */

/*
 * The advice on a response of this code to a request with these traits
 * (HTTPSTATUS_TRAIT_*; unknown bits are ignored). What the catalog says of the
 * code counts before what "iana" says, and that before the class. A request
 * that is not idempotent is sent again only if the code says that the origin
 * did not act, or the traits say that a repetition is harmless (RFC 9110,
 * 9.2.2).
 *
 * RFC 9110, 15: an unknown code is treated as the x00 of its class, with
 * REASON_CLASS_ONLY; 600 to 999 as 500, with REASON_INVALID. What the origin
 * did is then PROCESSED_UNKNOWN, but for the success of a 2xx. 0, no response,
 * is FAILURE_BROKEN. All other values are STOP, with REASON_INVALID.
 *
 * 206 and 304 (RFC 9110, 15.3.7, 15.4.5) and 226 (RFC 3229, 10.4.1) answer
 * GET, or HEAD. If a request without REQ_SAFE gets one, it is not DONE and
 * PROCESSED_UNKNOWN: AMEND, with REASON_INVALID, REASON_HOLD and
 * CHANGE_CONFIGURATION. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
httpstatus_advice httpstatus_advise(const httpstatus_catalog *catalog, int code, uint32_t traits);

/* The verdict. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_advice_verdict(httpstatus_advice advice);

/* Whether the origin acted upon the request. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_advice_processed(httpstatus_advice advice);

/* HTTPSTATUS_CHANGE_* bits: what to change first. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
uint32_t httpstatus_advice_changes(httpstatus_advice advice);

/* HTTPSTATUS_REASON_* bits. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
uint32_t httpstatus_advice_reasons(httpstatus_advice advice);

/* In place of a limit: the number of attempts alone counts. */
#define HTTPSTATUS_LIMIT_NONE 255

/*
 * How many retries the code itself allows, 0 to 14; HTTPSTATUS_LIMIT_NONE if it
 * leaves that to the client's policy. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
int httpstatus_advice_limit(httpstatus_advice advice);

/*
 * Writes the advice as one English sentence, without a full stop: "send it
 * again over another connection, once; safe with any method". As snprintf: at
 * most size bytes with the NUL, always ended if size > 0; answers the length
 * of the whole text without the NUL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API
size_t httpstatus_advice_text(httpstatus_advice advice, char *buffer, size_t size);

/* How an attempt ended that brought no status, or not all of a response. */
enum httpstatus_failure {
	HTTPSTATUS_FAILURE_UNCONNECTED = 1, /* no connection: name, route, handshake */
	HTTPSTATUS_FAILURE_REFUSED     = 2, /* REFUSED_STREAM, or GOAWAY with a lower stream (RFC 9113, 8.7) */
	HTTPSTATUS_FAILURE_BROKEN      = 3, /* the connection broke before a response */
	HTTPSTATUS_FAILURE_TIMED_OUT   = 4, /* no response in the time that the client waits */
	HTTPSTATUS_FAILURE_TRUNCATED   = 5  /* a response began and broke off */
};

/*
 * The advice on an attempt that ended so, for a request with these traits.
 * UNCONNECTED and REFUSED are the only certain knowledge there is: the origin
 * did not act. If the connection broke, that it had been reused or that the
 * request was not sent to its end makes it likely; the latter does so for a
 * time-out, too. A value that is not a failure counts as BROKEN.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
httpstatus_advice httpstatus_advise_failure(int failure, uint32_t traits);

/* ---- Hints in fields ---------------------------------------------------- */

/* A delay in milliseconds that is longer than any other. */
#define HTTPSTATUS_TIME_FOREVER  UINT64_MAX

/* In place of the time of day: there is no clock. */
#define HTTPSTATUS_TIME_UNKNOWN INT64_MIN

/*
 * Reads an HTTP-date in one of its three forms (RFC 9110, 5.6.7), strictly:
 * what the grammar forbids is an error, but for white space around it. *t is
 * in seconds since the epoch, 1970 to 9999, and 0 on failure. Second 60 is the
 * one after :59. The two-digit year of an RFC 850 date is the latest one not
 * more than 50 years ahead of now (seconds since the epoch; before 1970 or
 * after 9999 it is the nearest end), which serves for nothing else; with
 * NO_CLOCK it is 2026. Whether the day of the week fits the date is not checked.
 * Errors: EMPTY, SYNTAX, RANGE (a number that no date has, a year before
 * 1970), INVAL (NULL). Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_parse_date(const char *s, size_t length, int64_t now, int64_t *t);

/* What a server asked for. */
enum httpstatus_asked {
	HTTPSTATUS_ASKED_NOTHING   = 0, /* no field, or an empty one */
	HTTPSTATUS_ASKED_MALFORMED = 1, /* a field without a value that the grammar knows */
	HTTPSTATUS_ASKED_DELAY     = 2, /* a time from now on, 0 included */
	HTTPSTATUS_ASKED_DATE      = 3, /* a date that is still to come */
	HTTPSTATUS_ASKED_PAST      = 4, /* a date that has passed */
	HTTPSTATUS_ASKED_FOREVER   = 5, /* more seconds than 2^32 - 1 */
	HTTPSTATUS_ASKED_NO_CLOCK  = 6  /* a date, and no clock to hold it against */
};

/*
 * Reads the value of Retry-After (RFC 9110, 10.2.3). *ms is the time to wait
 * from now on, in milliseconds; 0 where nothing usable was asked for, and
 * HTTPSTATUS_TIME_FOREVER if the number of seconds saturates. Digits only are
 * always seconds; signs, fractions and units are malformed. Of several values
 * joined by commas the largest counts. now, in seconds since the epoch, is
 * what a date is held against; better, where the response has a Date, is that
 * plus Age: a retry does so by itself. ms may be NULL. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API
int httpstatus_parse_retry_after(const char *s, size_t length, int64_t now,
                                                   uint64_t *ms);

/* ---- Policy -------------------------------------------------------------- */

/*
 * The numbers of a policy; times are in milliseconds, at most 2^32 - 1
 * seconds. In brackets the default.
 */
enum httpstatus_setting {
	HTTPSTATUS_POLICY_ATTEMPTS       = 1, /* attempts in all, up to 2^32 - 1; 0: any number [4] */
	HTTPSTATUS_POLICY_BASE           = 2, /* first backoff after a fault [100] */
	HTTPSTATUS_POLICY_THROTTLED_BASE = 3, /* the same after "too many requests", if that is longer [1000] */
	HTTPSTATUS_POLICY_CAP            = 4, /* longest backoff of one's own [20000] */
	HTTPSTATUS_POLICY_MAX_WAIT       = 5, /* longest time that a server may ask for [300000] */
	HTTPSTATUS_POLICY_MAX_ELAPSED    = 6, /* from the first attempt's start to the last one's end; 0: any [600000] */
	HTTPSTATUS_POLICY_MIN_ATTEMPT    = 7, /* time that an attempt needs: none starts without it [1000] */
	HTTPSTATUS_POLICY_ACCEPT_LIKELY  = 8, /* 1: any method is retried at LIKELY_NOT, too [0] */
	HTTPSTATUS_POLICY_PREFER_RFC     = 9, /* 1: where the catalog departs from the RFC, the RFC counts [0] */
	HTTPSTATUS_POLICY_HINTS          = 10, /* HTTPSTATUS_HINT_* bits [HTTPSTATUS_HINT_MS] */
	HTTPSTATUS_POLICY_GROWTH         = 11, /* HTTPSTATUS_GROWTH_*: of the backoff [DOUBLING] */
	HTTPSTATUS_POLICY_JITTER         = 12, /* per cent of the backoff that are random; at most 50 of a throttled one [100] */
	HTTPSTATUS_POLICY_MAX_DELAY      = 13, /* longest delay of any kind; 0: any [0] */
	HTTPSTATUS_POLICY_MAX_TOTAL_WAIT = 14, /* longest sum of all delays; 0: any [0] */
	HTTPSTATUS_POLICY_MAX_REDIRECTS  = 15, /* redirects that are followed in one attempt, up to 2^32 - 1 [10] */
	HTTPSTATUS_POLICY_CODE_LIMITS    = 16, /* 0: the number of attempts counts, not the limit of a code or failure [1] */
	HTTPSTATUS_POLICY_TIMEOUT_LIMIT  = 17  /* retries after FAILURE_TIMED_OUT, 0 to 14; HTTPSTATUS_LIMIT_NONE: any number [1] */
};

/* How the backoff grows from attempt to attempt. */
enum httpstatus_growth {
	HTTPSTATUS_GROWTH_NONE     = 1, /* base, base, base */
	HTTPSTATUS_GROWTH_LINEAR   = 2, /* base, 2 base, 3 base */
	HTTPSTATUS_GROWTH_DOUBLING = 3  /* base, 2 base, 4 base */
};

/* Fields besides Retry-After, which always counts. */
#define HTTPSTATUS_HINT_MS           UINT32_C(0x01) /* retry-after-ms, x-ms-retry-after-ms: of them and Retry-After the largest counts */
#define HTTPSTATUS_HINT_AMZ          UINT32_C(0x02) /* x-amz-retry-after: milliseconds */
#define HTTPSTATUS_HINT_RATELIMIT    UINT32_C(0x04) /* RateLimit, draft-ietf-httpapi-ratelimit-headers: t where r is 0 */
#define HTTPSTATUS_HINT_RESET        UINT32_C(0x08) /* X-RateLimit-Reset, X-Rate-Limit-Reset, RateLimit-Reset, X-RateLimit-Reset-After */
#define HTTPSTATUS_HINT_SHOULD_RETRY UINT32_C(0x10) /* x-should-retry, stripe-should-retry */
#define HTTPSTATUS_HINT_GRPC         UINT32_C(0x20) /* grpc-retry-pushback-ms */
#define HTTPSTATUS_HINT_ENVOY        UINT32_C(0x40) /* x-envoy-ratelimited */
#define HTTPSTATUS_HINT_NACK         UINT32_C(0x80) /* finagle-http-nack, finagle-http-nonretryable-nack */

/* Makes a policy with the defaults. Errors: INVAL (NULL), NOMEM. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_policy_new(httpstatus_policy **policy);

/* Ends a policy; retries that were made with it go on. Since: 1.0 */
HTTPSTATUS_ATTR_API
void httpstatus_policy_free(httpstatus_policy *policy);

/*
 * Sets one number. Errors: INVAL (NULL, no such setting, an unknown hint),
 * RANGE (a value outside what the setting allows); then nothing has changed.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_policy_set(httpstatus_policy *policy, int setting,
                          uint64_t value);

/* The number; of a NULL policy the default; 0 if there is no such setting. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint64_t httpstatus_policy_get(const httpstatus_policy *policy, int setting);

/*
 * The catalog whose advice counts, kept alive; NULL is "iana". Does nothing
 * if policy is NULL. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_policy_set_catalog(httpstatus_policy *policy, const httpstatus_catalog *catalog);

/*
 * Codes that are retried whatever the catalog says of them, as often as the
 * number of attempts allows, and codes that are never retried nor followed;
 * copied; NULL is none. Never counts before always. The safety of the method,
 * the number of attempts and the times hold for always, too. Does nothing if
 * policy is NULL. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_policy_set_codes(httpstatus_policy *policy, const httpstatus_codeset *always,
                                 const httpstatus_codeset *never);

/* The budget that pays for repetitions, kept alive; NULL is none. Since: 1.0 */
HTTPSTATUS_ATTR_API
void httpstatus_policy_set_budget(httpstatus_policy *policy, httpstatus_budget *budget);

/* ---- Budget -------------------------------------------------------------- */

/*
 * Makes a budget: 28 tokens, two repetitions. A repetition costs 14; where the
 * server is overloaded (REASON_THROTTLED: 429, 503) 5; the first one after
 * certain knowledge that the origin did not act nothing. A request that
 * succeeds at once gives 1, one that was repeated what the last repetition
 * cost; never above 140. Each whole minute without a failure gives 14, but not
 * above 28. After two seconds that had failures, and no success since the
 * first of them, it pays no 14 any more, until a request succeeds or a whole
 * minute is without a failure. So isolated failures are all repeated, and an
 * outage is not made worse.
 * *budget belongs to the caller. Errors: INVAL (NULL), NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_budget_new(httpstatus_budget **budget);

/* Bytes that the state of a budget takes in memory of the caller. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_CONST
size_t httpstatus_budget_size(void);

/*
 * Makes a budget whose state lies in memory of the caller, who may share it
 * between processes; all of them call this. The memory is aligned to 8 bytes
 * on every machine, can be read and written, and outlives the budget and the
 * policies and retries that hold it. Memory of zeros is a new budget, so that
 * no process has to come first. The state begins with a format number, which
 * is checked here. Whatever another process writes there later changes how
 * many retries are paid for, within 0 to 140 tokens, and nothing else.
 * *budget belongs to the caller and is released with _unref.
 * Errors: INVAL (NULL, not aligned to 8 bytes, a machine whose 64-bit atomics
 * need a lock), LIMIT (size is less than httpstatus_budget_size), FORMAT (the
 * memory holds a budget of another format, or something else), NOMEM.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_budget_at(void *memory, size_t size, httpstatus_budget **budget);

/* One more reference; NULL for NULL. Atomic. MT-Safe, AS-Safe, AC-Safe. Since: 1.0 */
HTTPSTATUS_ATTR_API
httpstatus_budget *httpstatus_budget_ref(httpstatus_budget *budget);

/*
 * Releases one reference; the last one frees the budget, but never memory of
 * the caller. Does nothing if budget is NULL. MT-Safe. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_budget_unref(httpstatus_budget *budget);

/*
 * The tokens now in it, 0 to 140; 0 if budget is NULL. MT-Safe; lock-free and
 * AS-Safe on machines with 64-bit atomic instructions. Since: 1.0
 */
HTTPSTATUS_ATTR_API
int httpstatus_budget_level(const httpstatus_budget *budget);

/* ---- One request on its way ----------------------------------------------- */

/*
 * A retry is told what happens and answers what to do: it sends nothing, has
 * no clock and does not sleep. Times are in milliseconds of any clock that
 * only goes forward (CLOCK_MONOTONIC), as uint64_t.
 *
 *     httpstatus_retry_reset(retry, httpstatus_method_traits("GET"), now);
 *     do {
 *             send the request; for each line of the response's header section
 *                     httpstatus_retry_line(retry, line, length);
 *             advice = httpstatus_retry_on_status(retry, code, now);
 *             or, if no response came, httpstatus_retry_on_failure
 *     } while (httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY &&
 *              sleep for httpstatus_retry_delay_ms(retry));
 *
 * No function of a retry but _new allocates.
 */

/*
 * Makes a retry with a copy of the policy; NULL is the defaults. It stands as
 * after _reset with traits and time 0. *retry belongs to the caller.
 * Errors: INVAL (NULL), NOMEM. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_retry_new(const httpstatus_policy *policy, httpstatus_retry **retry);

/* Ends a retry. Since: 1.0 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_free(httpstatus_retry *retry);

/*
 * Begins another request, with these traits (HTTPSTATUS_TRAIT_*), at this time.
 * The policy and the random sequence stay. All calls of this section do
 * nothing, or answer 0, if retry is NULL. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_reset(httpstatus_retry *retry, uint32_t traits, uint64_t now_ms);

/*
 * Says anew what is known of the request, without beginning another: that the
 * connection had been used before, that the request was not sent to its end,
 * that a redirect has changed its method. Counts from the next outcome on.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_set_traits(httpstatus_retry *retry, uint32_t traits);

/*
 * Seeds the random part of delays, which keeps clients apart that failed
 * together. Each retry of each process wants its own seed: mix the process
 * number, a time in nanoseconds and a counter, and seed again in the child of
 * a fork. The same seed gives the same delays. Without one delays are as with
 * 0, and carry REASON_UNSEEDED. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_seed(httpstatus_retry *retry, uint64_t seed);

/*
 * When the whole request must be over, in the milliseconds of _reset, which
 * takes the deadline away. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_set_deadline(httpstatus_retry *retry, uint64_t deadline_ms);

/*
 * The time of day, in seconds since the epoch, as of the response that is
 * being fed; NO_CLOCK (as after _reset) if it is not known. Needed only where
 * a response names a date and has no Date field itself. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_set_clock(httpstatus_retry *retry, int64_t time_of_day);

/*
 * Feeds one field of the response: its name, in any case, and its value. All
 * fields may be fed; what does not count is told at a glance. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_field(httpstatus_retry *retry, const char *name, size_t name_length,
                            const char *value, size_t value_length);

/*
 * Feeds one line of a header section, with or without its line end, as
 * libcurl's header callback gets it. A status line, of HTTP, RTSP or "ICY 200
 * OK", begins another response: what was fed before is forgotten, and its code
 * returned. 0 for every other line, and for a status line without a code. A line
 * that begins with a space or a tab continues the value of the field before it
 * (RFC 9112, 5.2), up to 37 bytes in all; a Retry-After that goes on beyond that
 * is malformed, but not shorter than what could be read. Since: 1.0
 */
HTTPSTATUS_ATTR_API
int httpstatus_retry_line(httpstatus_retry *retry, const char *line, size_t length);

/*
 * An attempt has ended with this status, of which the fields were fed. The
 * answer is what to do; if that is RETRY, wait for httpstatus_retry_delay_ms,
 * which is never less than the server asked for. Evidence in this response
 * counts before the catalog, that before the RFC's code, that before its
 * class; a time never gives permission. An interim status (WAIT) and a redirect
 * (FOLLOW) do not end the attempt. What was fed is forgotten. Since: 1.0
 */
HTTPSTATUS_ATTR_API
httpstatus_advice httpstatus_retry_on_status(httpstatus_retry *retry, int code, uint64_t now_ms);

/*
 * A proxy has sent this status in reply to CONNECT, so that there is no tunnel
 * to the origin: the origin was not reached, whatever the method. Fields of the
 * proxy's response count. The code means what iana says, as a proxy does not
 * know the dialect of the origin. A 2xx opens the tunnel: WAIT, and the attempt
 * goes on (RFC 9110, 9.3.6). Else as httpstatus_retry_on_status. Since: 1.0
 */
HTTPSTATUS_ATTR_API
httpstatus_advice httpstatus_retry_on_tunnel(httpstatus_retry *retry, int code, uint64_t now_ms);

/* An attempt has ended so. The same rules. Since: 1.0 */
HTTPSTATUS_ATTR_API
httpstatus_advice httpstatus_retry_on_failure(httpstatus_retry *retry,
                                              int failure, uint64_t now_ms);

/*
 * The request has succeeded, although its last status does not say so (a 409
 * behind MAYBE_DONE, say): the budget gets its due. A status that is DONE does
 * the same by itself; once for each request. Since: 1.0
 */
HTTPSTATUS_ATTR_API
void httpstatus_retry_succeeded(httpstatus_retry *retry);

/* The advice that was answered last; 0 if none was. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
httpstatus_advice httpstatus_retry_advice(const httpstatus_retry *retry);

/*
 * Milliseconds to wait before the next step, that is RETRY or FOLLOW; 0 with
 * any other verdict. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint64_t httpstatus_retry_delay_ms(const httpstatus_retry *retry);

/*
 * What the server asked for in the last response, and the milliseconds of it,
 * whatever the verdict: with REASON_TOO_LONG one knows when to come back.
 * Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_retry_asked(const httpstatus_retry *retry);
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint64_t httpstatus_retry_asked_ms(const httpstatus_retry *retry);

/*
 * Milliseconds for which no other request should be sent to this origin
 * either, 0 if nothing speaks against it; never less than the time that the
 * last response named, whatever its status, so that a program that polls
 * returns after that time. Also set where this request is not retried, so that
 * a loop of new requests does not spin. Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
uint64_t httpstatus_retry_cooldown_ms(const httpstatus_retry *retry);

/* Attempts that have ended. Pure. Since: 1.0 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_PURE
int httpstatus_retry_attempts(const httpstatus_retry *retry);

/*
 * Writes the last decision as one English sentence with its numbers: "503: the
 * server asks for 2 s; attempt 2 of 4 in 2.7 s". So many attempts there can
 * be if the same happens again: 4 by the policy, fewer where the status allows
 * fewer repetitions. As httpstatus_advice_text. "" if there was none. Pure.
 * Since: 1.0
 */
HTTPSTATUS_ATTR_API
size_t httpstatus_retry_text(const httpstatus_retry *retry, char *buffer, size_t size);

/* ---- Words ------------------------------------------------------------ */

/*
 * The word for one enumerator or one bit, as catalog files, configuration files
 * and the command write it: "no-early-data", "likely-not", "max-wait". "" for
 * what is none. The set of words grows with that of values. Never NULL. Pure.
 * Since: 1.0
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

/* The families of words: whose value a word is. */
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
	HTTPSTATUS_FAMILY_VERDICT   = 15
};

/*
 * The way back: the value of a word of a family, in any case, into *value; of a
 * family of bits the bit. Errors, with *value 0: INVAL (NULL, no such family),
 * SYNTAX (not a word of this family). Pure. Since: 1.0
 */
HTTPSTATUS_ATTR_API HTTPSTATUS_ATTR_MUST_USE
int httpstatus_parse_word(int family, const char *s, size_t length, int64_t *value);

#ifdef __cplusplus
}
#endif

#endif
