/* SPDX-License-Identifier: MIT */
/* count.c - how often each code is in a log: cut -d ' ' -f 9 | ./a.out */
#include <httpstatus.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
	const httpstatus_catalog *members[2], *catalog;
	static unsigned long counts[1000], lines, others;
	char field[100];
	int code;

	/* What nginx logs and never sends, and what the registry has. */
	members[0] = httpstatus_builtin("nginx");
	members[1] = NULL;
	if (httpstatus_catalog_stack(members, 2, &catalog) != 0)
		return 1;
	while (fgets(field, sizeof field, stdin)) {
		lines++;
		if (httpstatus_parse_status_line(field, strlen(field), &code) == 0)
			counts[code]++;
		else
			others++;
	}
	for (code = 0; code < 1000; code++)
		if (counts[code] > 0)
			printf("%03d %5s %6lu %s\n", code,
			       httpstatus_class_label(httpstatus_class_of(code)),
			       counts[code], httpstatus_phrase(catalog, code));
	printf("%lu lines, %lu without a code\n", lines, others);
	httpstatus_catalog_unref(catalog);
	return 0;
}
