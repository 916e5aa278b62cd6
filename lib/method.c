/* SPDX-License-Identifier: MIT */
/* What follows from a method, alone and together with a code. */

#include <string.h>

#include "lookup.h"

/*
 * The methods of IANA's registry that are safe or idempotent. The registered
 * others (CONNECT, LOCK, PATCH, POST and the reserved "*") are neither, like
 * every method that nobody registered (RFC 9110, 9.2.1 and 9.2.2).
 */
static const char safe_methods[][9] = {
	"GET", "HEAD", "OPTIONS", "PRI", "PROPFIND", "QUERY", "REPORT", "SEARCH", "TRACE"
};
static const char idempotent_methods[][18] = {
	"ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "COPY", "DELETE",
	"LABEL", "LINK", "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL",
	"MKREDIRECTREF", "MKWORKSPACE", "MOVE", "ORDERPATCH", "PROPPATCH", "PUT",
	"REBIND", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE",
	"UPDATEREDIRECTREF", "VERSION-CONTROL"
};

uint32_t httpstatus_method_traits(const char *method)
{
	if (!method)
		return 0;
	for (size_t i = 0; i < sizeof(safe_methods) / sizeof(safe_methods[0]); i++)
		if (strcmp(method, safe_methods[i]) == 0)
			return HTTPSTATUS_REQ_SAFE | HTTPSTATUS_REQ_IDEMPOTENT;
	for (size_t i = 0; i < sizeof(idempotent_methods) / sizeof(idempotent_methods[0]); i++)
		if (strcmp(method, idempotent_methods[i]) == 0)
			return HTTPSTATUS_REQ_IDEMPOTENT;
	return 0;
}

const char *httpstatus_redirect_method(const httpstatus_catalog *catalog, int code,
                                       const char *method)
{
	const httpstatus_entry *entry = hs_find_or_iana(catalog, code);

	if (!method || !entry)
		return NULL;
	switch ((enum httpstatus_redirect)entry->redirect) {
	case HTTPSTATUS_REDIRECT_KEEP:
		return method;
	case HTTPSTATUS_REDIRECT_POST_TO_GET:
		return strcmp(method, "POST") == 0 ? "GET" : method;
	case HTTPSTATUS_REDIRECT_GET:
		return strcmp(method, "HEAD") == 0 ? method : "GET";
	default:
		return NULL;
	}
}

enum httpstatus_content httpstatus_has_content(const httpstatus_catalog *catalog, int code,
                                               const char *method)
{
	const httpstatus_entry *entry = hs_find_or_iana(catalog, code);
	enum httpstatus_class cls = httpstatus_class_of(code);

	/* Framing does not depend on a dialect: RFC 9112, 6.3, rule 1 and 2. */
	if (cls == HTTPSTATUS_CLASS_INFORMATIONAL || code == HTTPSTATUS_NO_CONTENT ||
	    code == HTTPSTATUS_NOT_MODIFIED)
		return HTTPSTATUS_CONTENT_NONE;
	if (method && strcmp(method, "HEAD") == 0)
		return HTTPSTATUS_CONTENT_NONE;
	if (method && cls == HTTPSTATUS_CLASS_SUCCESSFUL && strcmp(method, "CONNECT") == 0)
		return HTTPSTATUS_CONTENT_NONE;
	return entry ? (enum httpstatus_content)entry->content : HTTPSTATUS_CONTENT_MAY;
}
