/* SPDX-License-Identifier: MIT */
/* Classes of status codes: arithmetic, no catalog. RFC 9110, 15. */

#include <httpstatus.h>

static const char names[][14] = {
	"Other", "Informational", "Successful", "Redirection", "Client Error", "Server Error"
};
static const char labels[][6] = {
	"other", "1xx", "2xx", "3xx", "4xx", "5xx"
};

/* A value that is no class counts as NONE; negative ones are large as unsigned. */
/*@ assigns \nothing;
    ensures 0 <= \result <= HTTPSTATUS_CLASS_SERVER_ERROR;
    ensures cls <= HTTPSTATUS_CLASS_SERVER_ERROR ==> \result == cls;
*/
static enum httpstatus_class known(enum httpstatus_class cls)
{
	return (unsigned)cls > HTTPSTATUS_CLASS_SERVER_ERROR ? HTTPSTATUS_CLASS_NONE : cls;
}

/*@ assigns \nothing;
    ensures 100 <= code <= 599 ==> \result == code / 100;
    ensures code < 100 || code > 599 ==> \result == HTTPSTATUS_CLASS_NONE;
*/
enum httpstatus_class httpstatus_class_of(int code)
{
	unsigned hundreds = (unsigned)code / 100;

	/* A product, as no processor can foresee a branch on codes from outside. */
	return (enum httpstatus_class)(hundreds * (hundreds <= HTTPSTATUS_CLASS_SERVER_ERROR));
}

/*@ assigns \nothing;
    ensures \exists integer c; 0 <= c <= HTTPSTATUS_CLASS_SERVER_ERROR && \result == &names[c][0];
*/
const char *httpstatus_class_name(enum httpstatus_class cls)
{
	return names[known(cls)];
}

/*@ assigns \nothing;
    ensures \exists integer c; 0 <= c <= HTTPSTATUS_CLASS_SERVER_ERROR && \result == &labels[c][0];
*/
const char *httpstatus_class_label(enum httpstatus_class cls)
{
	return labels[known(cls)];
}
