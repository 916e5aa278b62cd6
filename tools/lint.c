/* SPDX-License-Identifier: MIT */
/* httpstatus lint: what is wrong with catalog files. */

#include <stdlib.h>

#include "catalog.h"
#include "command.h"
#include "complain.h"

/* Each file may extend those before it that are good. */
int lint(const struct arguments *arguments)
{
	int count = arguments->count;
	const httpstatus_catalog **good = calloc((size_t)count, sizeof(*good));
	int status = good ? EXIT_FOUND : EXIT_TROUBLE;
	size_t good_count = 0;

	if (!good)
		complain("%s", httpstatus_strerror(HTTPSTATUS_E_NOMEM));
	for (int n = 0; n < count && status != EXIT_TROUBLE; n++) {
		int error = read_catalog(arguments->operands[n], true, good, good_count, &good[good_count]);

		if (error)
			status = error == HTTPSTATUS_E_NOMEM ? EXIT_TROUBLE : EXIT_NOT_FOUND;
		else
			good_count++;
	}
	while (good_count > 0)
		httpstatus_catalog_unref(good[--good_count]);
	free(good);
	return status;
}
