/* SPDX-License-Identifier: MIT */
/* What follows from a method, alone and together with a code. */

#include <string.h>

#include "catalog/lookup.h"

/*
 * The methods of IANA's registry that are safe or idempotent. The registered
 * others (CONNECT, LOCK, PATCH, POST and the reserved "*") are neither, like
 * every unregistered method (RFC 9110, 9.2.1 and 9.2.2).
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

static bool is_method(const char *method, size_t length, const char *name)
{
	return strlen(name) == length && memcmp(method, name, length) == 0;
}

uint32_t httpstatus_method_traits_n(const char *method, size_t length)
{
	if (!method)
		return 0;
	for (size_t i = 0; i < sizeof(safe_methods) / sizeof(safe_methods[0]); i++)
		if (is_method(method, length, safe_methods[i]))
			return HTTPSTATUS_TRAIT_SAFE | HTTPSTATUS_TRAIT_IDEMPOTENT;
	for (size_t i = 0; i < sizeof(idempotent_methods) / sizeof(idempotent_methods[0]); i++)
		if (is_method(method, length, idempotent_methods[i]))
			return HTTPSTATUS_TRAIT_IDEMPOTENT;
	return 0;
}

uint32_t httpstatus_method_traits(const char *method)
{
	return method ? httpstatus_method_traits_n(method, strlen(method)) : 0;
}

const char *httpstatus_redirect_method_n(const httpstatus_catalog *catalog, int code,
                                         const char *method, size_t length)
{
	const httpstatus_entry *entry = hs_find_or_iana(catalog, code);

	if (!method || !entry)
		return NULL;
	switch ((enum httpstatus_redirect)httpstatus_entry_redirect(entry)) {
	case HTTPSTATUS_REDIRECT_KEEP:
		return method;
	case HTTPSTATUS_REDIRECT_POST_TO_GET:
		return is_method(method, length, "POST") ? "GET" : method;
	case HTTPSTATUS_REDIRECT_GET:
		return is_method(method, length, "HEAD") ? method : "GET";
	case HTTPSTATUS_REDIRECT_NONE:
		break;
	}
	return NULL;
}

const char *httpstatus_redirect_method(const httpstatus_catalog *catalog, int code,
                                       const char *method)
{
	return httpstatus_redirect_method_n(catalog, code, method, method ? strlen(method) : 0);
}

int httpstatus_framing_n(const httpstatus_catalog *catalog, int code, const char *method,
                         size_t length)
{
	const httpstatus_entry *entry = hs_find_or_iana(catalog, code);
	const int cls = httpstatus_class_of(code);

	/* Framing does not depend on a dialect: RFC 9112, 6.3, rule 1 and 2. */
	if (cls == HTTPSTATUS_CLASS_INFORMATIONAL || code == HTTPSTATUS_NO_CONTENT ||
	    code == HTTPSTATUS_NOT_MODIFIED)
		return HTTPSTATUS_FRAMING_NONE;
	if (method && is_method(method, length, "HEAD"))
		return HTTPSTATUS_FRAMING_NONE;
	if (method && cls == HTTPSTATUS_CLASS_SUCCESSFUL && is_method(method, length, "CONNECT"))
		return HTTPSTATUS_FRAMING_NONE;
	if (!entry)
		return HTTPSTATUS_FRAMING_MAY;
	return (int)hs_entry_number(entry, HS_PROPERTY_CONTENT, HTTPSTATUS_FRAMING_MAY);
}

int httpstatus_framing(const httpstatus_catalog *catalog, int code, const char *method)
{
	return httpstatus_framing_n(catalog, code, method, method ? strlen(method) : 0);
}
