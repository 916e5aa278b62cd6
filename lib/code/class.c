/* SPDX-License-Identifier: MIT */
/* Classes of status codes: arithmetic, no catalog. RFC 9110, 15. */

#include <httpstatus.h>

static const char names[][14] = {
	"Other", "Informational", "Successful", "Redirection", "Client Error", "Server Error"
};
static const char labels[][6] = {
	"other", "1xx", "2xx", "3xx", "4xx", "5xx"
};

/* A value that is not a class counts as NONE. */
/*@ assigns \nothing;
    ensures 0 <= \result <= HTTPSTATUS_CLASS_SERVER_ERROR;
    ensures 0 <= cls <= HTTPSTATUS_CLASS_SERVER_ERROR ==> \result == cls;
*/
static int known(int cls)
{
	return cls < 0 || cls > HTTPSTATUS_CLASS_SERVER_ERROR ? HTTPSTATUS_CLASS_NONE : cls;
}

/*@ assigns \nothing;
    ensures 100 <= code <= 599 ==> \result == code / 100;
    ensures code < 100 || code > 599 ==> \result == HTTPSTATUS_CLASS_NONE;
*/
int httpstatus_class_of(int code)
{
	return code < 100 || code > 599 ? HTTPSTATUS_CLASS_NONE : code / 100;
}

/*@ assigns \nothing;
    ensures \exists integer c; 0 <= c <= HTTPSTATUS_CLASS_SERVER_ERROR && \result == &names[c][0];
*/
const char *httpstatus_class_name(int cls)
{
	return names[known(cls)];
}

/*@ assigns \nothing;
    ensures \exists integer c; 0 <= c <= HTTPSTATUS_CLASS_SERVER_ERROR && \result == &labels[c][0];
*/
const char *httpstatus_class_label(int cls)
{
	return labels[known(cls)];
}
