/* SPDX-License-Identifier: MIT */
/* Error numbers in words. */

#include <httpstatus.h>

const char *httpstatus_strerror(int error)
{
	if (error == 0)
		return "no error";
	/* No default: the compiler names the enumerator that has no sentence. */
	switch ((enum httpstatus_error)error) {
	case HTTPSTATUS_E_NOMEM:   return "out of memory";
	case HTTPSTATUS_E_INVAL:   return "an argument is not allowed";
	case HTTPSTATUS_E_EMPTY:   return "nothing but white space";
	case HTTPSTATUS_E_SYNTAX:  return "not of the expected form";
	case HTTPSTATUS_E_RANGE:   return "the number is out of range";
	case HTTPSTATUS_E_LIMIT:   return "a limit is exceeded";
	case HTTPSTATUS_E_IO:      return "the file cannot be read";
	case HTTPSTATUS_E_CATALOG: return "the catalog has errors";
	case HTTPSTATUS_E_FORMAT:  return "the memory holds something of another format";
	}
	return "unknown error";
}
