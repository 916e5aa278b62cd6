/* SPDX-License-Identifier: MIT */
/*
 * What the header promises about every int, written a second time: by
 * comparisons, from the registry's ranges, without a table of entries.
 */
#ifndef MODEL_H
#define MODEL_H

#include <stdbool.h>

/* Registered as of 2025-09-15; 1 to 99 and 600 and above never are. */
static inline bool model_is_registered(int code)
{
	return (code >= 100 && code <= 104) ||
	       (code >= 200 && code <= 208) || code == 226 ||
	       (code >= 300 && code <= 308) ||
	       (code >= 400 && code <= 418) || (code >= 421 && code <= 426) ||
	       code == 428 || code == 429 || code == 431 || code == 451 ||
	       (code >= 500 && code <= 508) || code == 510 || code == 511;
}

/* RFC 9110, 15: the first digit of three. */
static inline int model_class(int code)
{
	return code < 100 ? 0 : code < 200 ? 1 : code < 300 ? 2 : code < 400 ? 3 :
	       code < 500 ? 4 : code < 600 ? 5 : 0;
}

/* RFC 9110, 15: unknown is treated as x00, invalid as a server error. */
static inline int model_resolved(int code)
{
	if (model_is_registered(code))
		return code;
	return model_class(code) ? model_class(code) * 100 : 500;
}

#endif
