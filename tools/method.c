/* SPDX-License-Identifier: MIT */
/* The names of methods, for people who look for them, or mistype them. */

#include "method.h"

#include <stdbool.h>
#include <string.h>

#include "character.h"
#include "complain.h"

/* IANA's registry of HTTP methods; the usual ones first, for they are meant most often. */
static const char *const methods[] = {
	"GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "QUERY", "TRACE", "CONNECT",
	"*", "ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "COPY", "LABEL", "LINK",
	"LOCK", "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL", "MKREDIRECTREF", "MKWORKSPACE",
	"MOVE", "ORDERPATCH", "PRI", "PROPFIND", "PROPPATCH", "REBIND", "REPORT", "SEARCH",
	"UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE", "UPDATEREDIRECTREF",
	"VERSION-CONTROL"
};

/* Nobody types CONNECT, and so on. */
enum { USUAL_METHODS = 9 };

const char *usual_method(int n)
{
	return n <= USUAL_METHODS ? methods[n - 1] : "";
}

/* Whether, but for case, at most one letter is other, missing or too many, or two are swapped. */
static bool is_near(const char *a, const char *b)
{
	size_t left = strlen(a);
	size_t right = strlen(b);

	while (left > 0 && right > 0 && lower(*a) == lower(*b)) {
		a++, left--;
		b++, right--;
	}
	while (left > 0 && right > 0 && lower(a[left - 1]) == lower(b[right - 1])) {
		left--;
		right--;
	}
	if (left == 2 && right == 2)
		return lower(a[0]) == lower(b[1]) && lower(a[1]) == lower(b[0]);
	return left <= 1 && right <= 1;
}

void check_method(const char *method)
{
	const char *near = NULL;

	for (size_t n = 0; n < sizeof(methods) / sizeof(methods[0]); n++) {
		if (strcmp(method, methods[n]) == 0)
			return;
		if (!near && strlen(method) > 1 && is_near(method, methods[n]))
			near = methods[n];
	}
	if (near)
		complain("--method: '%s' is not a registered method; did you mean %s?", method, near);
	else
		complain("--method: '%s' is not a registered method, and is treated as unsafe",
		         method);
}
