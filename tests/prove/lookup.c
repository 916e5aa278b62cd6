/* SPDX-License-Identifier: MIT */
/*
 * What Frama-C's Eva runs: every look-up in every built-in catalog, for every
 * int and for every text.
 */
#include <limits.h>
#include <stddef.h>

#include <httpstatus.h>

#include "__fc_builtin.h"

int main(void)
{
	const httpstatus_catalog *catalog = NULL;
	int code = Frama_C_interval(INT_MIN, INT_MAX);
	char text[200];
	size_t length = Frama_C_size_t_interval(0, sizeof(text));

	Frama_C_make_unknown(text, sizeof(text));
	do {
		httpstatus_lookup(catalog, code);
		httpstatus_resolve(catalog, code);
		httpstatus_phrase(catalog, code);
		httpstatus_lookup_phrase(catalog, text, length);
		catalog = httpstatus_builtin_next(catalog);
	} while (catalog);
	return 0;
}
