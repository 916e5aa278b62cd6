/* SPDX-License-Identifier: MIT */
/* The errors of the system, and what they have to do with a request or a status. */

#include <errno.h>
#include <stdbool.h>

#include <httpstatus.h>

/* What connect reports of the way to a host, and a connection in use, too. */
static bool is_unreachable(int error)
{
	switch (error) {
	case ENETDOWN:
	case ENETUNREACH:
	case EHOSTUNREACH:
	case ETIMEDOUT:
#ifdef EHOSTDOWN
	case EHOSTDOWN:
#endif
		return true;
	default:
		return false;
	}
}

int httpstatus_failure_of_errno(int error, uint32_t traits)
{
	const bool connecting = (traits & HTTPSTATUS_TRAIT_UNSENT) &&
	                        !(traits & HTTPSTATUS_TRAIT_REUSED);

	if (is_unreachable(error) && connecting)
		return HTTPSTATUS_FAILURE_UNCONNECTED;
	switch (error) {
	case ECONNREFUSED:
	case EADDRNOTAVAIL:
		return HTTPSTATUS_FAILURE_UNCONNECTED;
	case ETIMEDOUT:
	case EAGAIN:
#if EWOULDBLOCK != EAGAIN
	case EWOULDBLOCK:
#endif
		return HTTPSTATUS_FAILURE_TIMED_OUT;
	case ECONNRESET:
	case ECONNABORTED:
	case ENETRESET:
	case ENOTCONN:
	case EPIPE:
#ifdef ESHUTDOWN
	case ESHUTDOWN:
#endif
		return HTTPSTATUS_FAILURE_BROKEN;
	default:
		return is_unreachable(error) ? HTTPSTATUS_FAILURE_BROKEN : 0;
	}
}

/* The codes that have an error of their own. */
static const struct {
	int code;
	int error;
} errors[] = {
	{HTTPSTATUS_NOT_MODIFIED, 0},
	{HTTPSTATUS_UNAUTHORIZED, EPERM},
	{HTTPSTATUS_PAYMENT_REQUIRED, EPERM},
	{HTTPSTATUS_FORBIDDEN, EACCES},
	{HTTPSTATUS_NOT_FOUND, ENOENT},
	{HTTPSTATUS_METHOD_NOT_ALLOWED, ENOTSUP},
	{HTTPSTATUS_PROXY_AUTHENTICATION_REQUIRED, EPERM},
	{HTTPSTATUS_REQUEST_TIMEOUT, ETIMEDOUT},
	{HTTPSTATUS_GONE, ENOENT},
	{HTTPSTATUS_CONTENT_TOO_LARGE, EFBIG},
	{HTTPSTATUS_URI_TOO_LONG, ENAMETOOLONG},
	{HTTPSTATUS_MISDIRECTED_REQUEST, EAGAIN},
	{HTTPSTATUS_LOCKED, EACCES},
	{HTTPSTATUS_TOO_EARLY, EAGAIN},
	{HTTPSTATUS_TOO_MANY_REQUESTS, EAGAIN},
	{HTTPSTATUS_UNAVAILABLE_FOR_LEGAL_REASONS, EACCES},
	{HTTPSTATUS_NOT_IMPLEMENTED, ENOSYS},
	{HTTPSTATUS_SERVICE_UNAVAILABLE, EBUSY},
	{HTTPSTATUS_GATEWAY_TIMEOUT, ETIMEDOUT},
	{HTTPSTATUS_HTTP_VERSION_NOT_SUPPORTED, EPROTONOSUPPORT},
	{HTTPSTATUS_INSUFFICIENT_STORAGE, ENOSPC},
	{HTTPSTATUS_LOOP_DETECTED, ELOOP},
	{HTTPSTATUS_NETWORK_AUTHENTICATION_REQUIRED, EPERM}
};

static int errno_of_class(int code)
{
	switch (httpstatus_class_of(code)) {
	case HTTPSTATUS_CLASS_SUCCESSFUL:
		return 0;
	case HTTPSTATUS_CLASS_CLIENT_ERROR:
		return EINVAL;
	case HTTPSTATUS_CLASS_REDIRECTION:
	case HTTPSTATUS_CLASS_SERVER_ERROR:
		return EIO;
	default:
		return code == 0 || (code >= 600 && code <= 999) ? EIO : EPROTO;
	}
}

int httpstatus_errno(int code)
{
	for (size_t n = 0; n < sizeof(errors) / sizeof(errors[0]); n++)
		if (errors[n].code == code)
			return errors[n].error;
	return errno_of_class(code);
}
