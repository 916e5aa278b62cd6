/*
 * httpstatus-curl.h - requests that a program sends with libcurl, over several attempts
 *
 * SPDX-License-Identifier: MIT
 *
 *     struct httpstatus_curl transfer;
 *     httpstatus_advice advice;
 *
 *     httpstatus_curl_begin(&transfer, curl, retry, url, httpstatus_method_traits("GET"), now_ms);
 *     do {
 *         CURLcode result = curl_easy_perform(curl);
 *
 *         advice = httpstatus_curl_end(&transfer, result, now_ms);
 *     } while (httpstatus_advice_verdict(advice) == HTTPSTATUS_VERDICT_RETRY && wait_for_it());
 *
 * What the program does: it sets all other options of the handle, has the clock, and
 * waits for httpstatus_retry_delay_ms. The functions are static: there is nothing to
 * link but libhttpstatus and libcurl, 7.85 or later. None of them accepts NULL where
 * its comment does not say so. They are as MT-Safe as the handle: one thread at a time.
 *
 * See httpstatus-curl(3).
 */
#ifndef HTTPSTATUS_CURL_H
#define HTTPSTATUS_CURL_H

#include <curl/curl.h>
#include <httpstatus.h>
#include <stdio.h>
#include <time.h>

#if !defined(LIBCURL_VERSION_NUM) || LIBCURL_VERSION_NUM < 0x075500
# error "httpstatus-curl.h needs libcurl 7.85 or later"
#endif

#if defined(__cplusplus) || (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 199901L)
# define HTTPSTATUS_CURL_FUNCTION static inline
#elif defined(__GNUC__)
# define HTTPSTATUS_CURL_FUNCTION static __inline__
#else
# define HTTPSTATUS_CURL_FUNCTION static
#endif

/*
 * A request on its way, which httpstatus_curl_begin sets up. The program owns it, and
 * what its members point to, which has to live as long as the request; it may change
 * options and file.
 */
struct httpstatus_curl {
	CURL *curl;
	httpstatus_retry *retry;
	const char *url;        /* that was asked for, before redirects */
	uint32_t traits;        /* of the request, without those of an attempt */
	long fresh;             /* 1: the next attempt needs a new connection */
	int options;            /* HTTPSTATUS_CURL_* bits */
	FILE *file;             /* where httpstatus_curl_write writes to */
};

/*
 * After an error status whose content broke off, httpstatus_curl_end reports
 * FAILURE_TRUNCATED, not the status, so that a policy that retries every failure
 * retries it.
 */
#define HTTPSTATUS_CURL_ALL_FAILURES 0x0001

/* The same request may be processed twice (RFC 9110, 9.2.2). */
#define HTTPSTATUS_CURL_HARMLESS_ (HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT | \
                                   HTTPSTATUS_TRAIT_HARMLESS | HTTPSTATUS_TRAIT_KEY | \
                                   HTTPSTATUS_TRAIT_PRECONDITION)

/* ---- While a response comes in ----------------------------------------- */

/* A CURLOPT_HEADERFUNCTION; its CURLOPT_HEADERDATA is the struct httpstatus_curl. */
HTTPSTATUS_CURL_FUNCTION
size_t httpstatus_curl_header(char *line, size_t size, size_t count, void *transfer)
{
	httpstatus_retry *retry = ((struct httpstatus_curl *)transfer)->retry;

	if (httpstatus_retry_line(retry, line, size * count) != 0)
		httpstatus_retry_set_clock(retry, (int64_t)time(NULL));
	return size * count;
}

/* The status of the last response of the origin; 0 if there is none. */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_code(CURL *curl)
{
	long code = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	return (int)code;
}

/*
 * To be called first in a CURLOPT_WRITEFUNCTION, with each piece of content. Passes it to
 * httpstatus_retry_content, so that the error codes count which the policy's catalog names;
 * the content of a success, too, since some APIs report errors in it. Returns 1 if the
 * content belongs to a response that is not a success, and is not what the program asked
 * for; else 0, also for a file, which has no status. Only decoded content can be read:
 * programs that ask for a coding set CURLOPT_ACCEPT_ENCODING.
 */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_content(struct httpstatus_curl *transfer, const char *content, size_t length)
{
	const int code = httpstatus_curl_code(transfer->curl);

	if (code == 0)
		return 0;
	httpstatus_retry_content(transfer->retry, content, length);
	return httpstatus_class_of(code) != HTTPSTATUS_CLASS_SUCCESSFUL;
}

/*
 * A CURLOPT_WRITEFUNCTION, for programs that have no other; its CURLOPT_WRITEDATA is the
 * struct httpstatus_curl. Writes the content of a success to its file, and drops that of
 * all other responses.
 */
HTTPSTATUS_CURL_FUNCTION
size_t httpstatus_curl_write(char *content, size_t size, size_t count, void *transfer)
{
	struct httpstatus_curl *own = (struct httpstatus_curl *)transfer;

	if (httpstatus_curl_content(own, content, size * count))
		return size * count;
	return size * fwrite(content, size, count, own->file);
}

/* ---- What became of an attempt ----------------------------------------- */

/* The status with which a proxy refused to open a tunnel; 0 if it did not. */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_tunnel(CURL *curl, CURLcode result)
{
	long code = 0;

	curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &code);
	return result != CURLE_OK && code >= 300 ? (int)code : 0;
}

/* The redirects that libcurl followed in this attempt. */
HTTPSTATUS_CURL_FUNCTION
long httpstatus_curl_redirects_(CURL *curl)
{
	long count = 0;

	curl_easy_getinfo(curl, CURLINFO_REDIRECT_COUNT, &count);
	return count;
}

/* Whether a request went out. Old versions of libcurl count bytes of CONNECT, new ones time. */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_is_sent_(CURL *curl)
{
	curl_off_t begun = 0;
	long sent = 0;

	curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME_T, &begun);
	curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent);
	return begun > 0 && sent > 0;
}

/* Whether the response to the last request began; a redirect that was followed is none. */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_has_begun_(CURL *curl)
{
	const int code = httpstatus_curl_code(curl);

	return code >= 200 && !(httpstatus_curl_redirects_(curl) > 0 &&
	                        httpstatus_class_of(code) == HTTPSTATUS_CLASS_REDIRECTION);
}

/*
 * The failure (HTTPSTATUS_FAILURE_*) that a result of libcurl means; 0 for CURLE_OK, and
 * if the network is not to blame: a certificate, an option, a callback or the disk.
 * libcurl does not tell a name that does not exist from a resolver that does not
 * respond: both are UNCONNECTED.
 */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_failure(CURL *curl, CURLcode result)
{
	switch (result) {
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_QUIC_CONNECT_ERROR:
	case CURLE_PROXY:
		return HTTPSTATUS_FAILURE_UNCONNECTED;
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_PARTIAL_FILE:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
	case CURLE_HTTP3:
		break;
	case CURLE_SEND_FAIL_REWIND:
		return HTTPSTATUS_FAILURE_BROKEN;
	default:
		return 0;
	}
	if (httpstatus_curl_has_begun_(curl))
		return HTTPSTATUS_FAILURE_TRUNCATED;
	if (!httpstatus_curl_is_sent_(curl))
		return HTTPSTATUS_FAILURE_UNCONNECTED;
	return result == CURLE_OPERATION_TIMEDOUT ? HTTPSTATUS_FAILURE_TIMED_OUT
	                                          : HTTPSTATUS_FAILURE_BROKEN;
}

/* ---- The traits of an attempt ------------------------------------------ */

HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_same_part_(CURLU *one, CURLU *other, CURLUPart part)
{
	char *a = NULL;
	char *b = NULL;
	int same;

	curl_url_get(one, part, &a, CURLU_DEFAULT_PORT);
	curl_url_get(other, part, &b, CURLU_DEFAULT_PORT);
	same = a && b && curl_strequal(a, b);
	curl_free(a);
	curl_free(b);
	return same;
}

/* Whether scheme, host and port are the same (RFC 9110, 4.3.1); 0 if they cannot be read. */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_same_origin_(const char *url, const char *other)
{
	const unsigned int flags = CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME;
	CURLU *a = curl_url();
	CURLU *b = curl_url();
	const int same = a && b && curl_url_set(a, CURLUPART_URL, url, flags) == CURLUE_OK &&
	                 curl_url_set(b, CURLUPART_URL, other, flags) == CURLUE_OK &&
	                 httpstatus_curl_same_part_(a, b, CURLUPART_SCHEME) &&
	                 httpstatus_curl_same_part_(a, b, CURLUPART_HOST) &&
	                 httpstatus_curl_same_part_(a, b, CURLUPART_PORT);

	curl_url_cleanup(a);
	curl_url_cleanup(b);
	return same;
}

/* Whether a redirect led to another origin. */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_is_foreign_(CURL *curl, const char *url)
{
	const char *last = NULL;

	if (httpstatus_curl_redirects_(curl) == 0)
		return 0;
	curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &last);
	return !last || !httpstatus_curl_same_origin_(url, last);
}

/*
 * Whether the request was done, and only the GET that a redirect led to is left
 * (RFC 9110, 15.4.4). All of it again would do it a second time.
 */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_is_done_(CURL *curl, uint32_t traits)
{
	const char *method = NULL;

	if ((traits & HTTPSTATUS_CURL_HARMLESS_) || httpstatus_curl_redirects_(curl) == 0)
		return 0;
	curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_METHOD, &method);
	return !method || (httpstatus_method_traits(method) & HTTPSTATUS_TRAIT_SAFE);
}

/* Whether less content was sent than there is; if its length is not known, 0. */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_is_unsent_(CURL *curl)
{
	curl_off_t length = -1;
	curl_off_t sent = 0;

	curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_UPLOAD_T, &length);
	curl_easy_getinfo(curl, CURLINFO_SIZE_UPLOAD_T, &sent);
	return length > 0 && sent < length;
}

HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_is_early_(CURL *curl)
{
#if LIBCURL_VERSION_NUM >= 0x080b00
	curl_off_t early = 0;

	curl_easy_getinfo(curl, CURLINFO_EARLYDATA_SENT_T, &early);
	return early != 0;
#else
	(void)curl;
	return 0;
#endif
}

/*
 * The traits of an attempt that ended with this result: those of the request, that of
 * its method among them, and what the handle knows of the attempt: REUSED (of all
 * connections, if there were redirects), UNSENT, EARLY_DATA, FOREIGN if a redirect led
 * from url to another origin, and ONE_SHOT if libcurl could not rewind the content, or
 * if a redirect shows that a request that must not be sent twice was done.
 */
HTTPSTATUS_CURL_FUNCTION
uint32_t httpstatus_curl_traits(CURL *curl, CURLcode result, const char *url, uint32_t traits)
{
	long connections = 1;

	curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &connections);
	if (connections == 0 && httpstatus_curl_is_sent_(curl))
		traits |= HTTPSTATUS_TRAIT_REUSED;
	if (httpstatus_curl_is_unsent_(curl))
		traits |= HTTPSTATUS_TRAIT_UNSENT;
	if (httpstatus_curl_is_early_(curl))
		traits |= HTTPSTATUS_TRAIT_EARLY_DATA;
	if (httpstatus_curl_is_foreign_(curl, url))
		traits |= HTTPSTATUS_TRAIT_FOREIGN;
	if (result == CURLE_SEND_FAIL_REWIND || httpstatus_curl_is_done_(curl, traits))
		traits |= HTTPSTATUS_TRAIT_ONE_SHOT;
	return traits;
}

/* ---- A request ----------------------------------------------------------- */

/*
 * Sets CURLOPT_URL, CURLOPT_HEADERFUNCTION, CURLOPT_HEADERDATA and CURLOPT_FRESH_CONNECT
 * of a handle with which the next attempt is made; httpstatus_curl_begin does so for the
 * first one.
 */
HTTPSTATUS_CURL_FUNCTION
void httpstatus_curl_attach(struct httpstatus_curl *transfer, CURL *curl)
{
	transfer->curl = curl;
	curl_easy_setopt(curl, CURLOPT_URL, transfer->url);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, httpstatus_curl_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer);
	curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, transfer->fresh);
}

/*
 * Begins a request: resets the retry, and attaches the handle. CURLOPT_FRESH_CONNECT is
 * on for a request that must not be sent twice, which libcurl else sends again by itself
 * if a connection that it kept proves dead. traits are those of the method, and what the
 * program knows: ONE_SHOT, KEY. options are 0 then, and file is NULL.
 */
HTTPSTATUS_CURL_FUNCTION
void httpstatus_curl_begin(struct httpstatus_curl *transfer, CURL *curl, httpstatus_retry *retry,
                           const char *url, uint32_t traits, uint64_t now_ms)
{
	transfer->retry = retry;
	transfer->url = url;
	transfer->traits = traits;
	transfer->fresh = !(traits & HTTPSTATUS_CURL_HARMLESS_);
	transfer->options = 0;
	transfer->file = NULL;
	httpstatus_retry_reset(retry, traits, now_ms);
	httpstatus_curl_attach(transfer, curl);
}

/* The status counts, and not how the transfer of its content ended. */
HTTPSTATUS_CURL_FUNCTION
int httpstatus_curl_counts_(const struct httpstatus_curl *transfer, CURLcode result, int failure)
{
	const int code = httpstatus_curl_code(transfer->curl);

	if (result == CURLE_OK || result == CURLE_HTTP_RETURNED_ERROR)
		return code != 0;
	if (failure != HTTPSTATUS_FAILURE_TRUNCATED && result != CURLE_BAD_CONTENT_ENCODING)
		return 0;
	return code >= 400 && !(transfer->options & HTTPSTATUS_CURL_ALL_FAILURES);
}

HTTPSTATUS_CURL_FUNCTION
httpstatus_advice httpstatus_curl_report_(struct httpstatus_curl *transfer, CURLcode result,
                                          uint64_t now_ms)
{
	CURL *curl = transfer->curl;
	const int done = httpstatus_curl_is_done_(curl, transfer->traits);
	const int tunnel = httpstatus_curl_tunnel(curl, result);
	const int failure = httpstatus_curl_failure(curl, result);

	if (tunnel != 0 && !done)
		return httpstatus_retry_on_tunnel(transfer->retry, tunnel, now_ms);
	if (httpstatus_curl_counts_(transfer, result, failure))
		return httpstatus_retry_on_status(transfer->retry, httpstatus_curl_code(curl), now_ms);
	/* Without a connection for the GET, too: the request itself arrived. */
	if (failure != 0)
		return httpstatus_retry_on_failure(transfer->retry,
		                                   done ? HTTPSTATUS_FAILURE_BROKEN : failure, now_ms);
	if (result != CURLE_OK)
		return 0;
	/* There was no status: a file, or HTTP/0.9. */
	httpstatus_retry_succeeded(transfer->retry);
	return httpstatus_advise(NULL, HTTPSTATUS_OK, transfer->traits);
}

/*
 * Reports how an attempt ended, after curl_easy_perform, or with the result of a
 * CURLMsg, and returns what to do next; 0, which reads as STOP, if the network is not to
 * blame: curl_easy_strerror(result) tells why, and httpstatus_retry_text does not. Sets
 * CURLOPT_FRESH_CONNECT for the next attempt if the advice wants another connection.
 */
HTTPSTATUS_CURL_FUNCTION
httpstatus_advice httpstatus_curl_end(struct httpstatus_curl *transfer, CURLcode result,
                                      uint64_t now_ms)
{
	httpstatus_advice advice;

	httpstatus_retry_set_traits(transfer->retry,
	                            httpstatus_curl_traits(transfer->curl, result, transfer->url,
	                                                   transfer->traits));
	advice = httpstatus_curl_report_(transfer, result, now_ms);
	transfer->fresh = !(transfer->traits & HTTPSTATUS_CURL_HARMLESS_) ||
	                  (httpstatus_advice_changes(advice) & HTTPSTATUS_CHANGE_CONNECTION);
	curl_easy_setopt(transfer->curl, CURLOPT_FRESH_CONNECT, transfer->fresh);
	return advice;
}

#endif
