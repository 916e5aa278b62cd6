/* SPDX-License-Identifier: MIT */
/*
 * How long a catalog takes to be read from memory, by its size: more codes of
 * the same length, up to all 900 in a file of 1 MiB, which is the longest that
 * the format allows. Twice: as it comes, and with memory that the process
 * keeps, because giving large blocks back to the kernel and faulting them in
 * again costs more a byte than small ones do.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <httpstatus.h>

#include "harness.h"

enum { MIB = 1 << 20, ROUNDS = 25, QUICK_ROUNDS = 5, SIZES = 7, ROOM = 5 * MIB, SHORTEST = 1000,
       CODES = 900 };

static char text[ROOM];

/* A catalog of that many codes, with size / codes bytes each; its length. */
static size_t make(size_t size, int codes)
{
	size_t each = size / (size_t)codes, length;

	length = (size_t)snprintf(text, ROOM, "Catalog: bench\nFormat: 1\nTitle: Made to be read\n");
	for (int i = 0; i < codes; i++) {
		size_t end = length + each - 1;
		int code = 100 + i;

		if (i == 0)
			end -= length;
		length += (size_t)snprintf(text + length, ROOM - length,
			"\nStatus: %d\nReason: Phrase of %d\nAlias: Former Phrase of %d\n"
			"Flags: unofficial\nRetry: retry\nPersistence: transient\n"
			"Processed: unknown\n"
			"Reference: RFC 9110, Section %d\nSummary: ", code, code, code, i);
		while (length + 70 < end)
			length += (size_t)snprintf(text + length, ROOM - length,
				"It is known by its number, of which there is one, which is %d.\n ",
				code);
		memset(text + length, 'x', end - length);
		length = end;
		text[length++] = '\n';
	}
	return length;
}

static double read_once(size_t length, int expected)
{
	const httpstatus_catalog *catalog;
	double start = bench_core_time(), time;
	int error = httpstatus_catalog_load_mem(text, length, &catalog);

	time = bench_core_time() - start;
	if (error != expected)
		bench_die("the catalog is not read as expected", httpstatus_strerror(error));
	httpstatus_catalog_unref(catalog);
	return time / 1e6;
}

static void measure(size_t size, const char *name)
{
	size_t rounds = bench_quick() ? QUICK_ROUNDS : ROUNDS, length;
	int codes = (int)(size / (MIB / CODES));
	double time[ROUNDS];
	char mix[32], note[64];

	length = make(size, codes > CODES ? CODES : codes);
	snprintf(mix, sizeof(mix), "%zu KiB", size / 1024);
	snprintf(note, sizeof(note), "%d codes, %zu bytes", codes > CODES ? CODES : codes, length);
	if (length > MIB) {
		read_once(length, HTTPSTATUS_E_LIMIT);
		bench_print("catalog", mix, "refused", 0, 0, 0, 1, note);
		return;
	}
	read_once(length, 0);
	for (size_t round = 0; round < rounds; round++)
		time[round] = read_once(length, 0);
	bench_sort(time, rounds);
	bench_print("catalog", mix, name, bench_quantile(time, rounds, 0.5),
	            bench_quantile(time, rounds, 0.25), bench_quantile(time, rounds, 0.75), rounds,
	            note);
}

int main(void)
{
	static const size_t sizes[SIZES] = {
		MIB / 16, MIB / 8, MIB / 4, MIB / 2, MIB, 2 * MIB, 4 * MIB
	};

	bench_start();
	for (size_t i = 0; i < SIZES; i++)
		measure(sizes[i], "ours");
	mallopt(M_MMAP_THRESHOLD, 64 * MIB);
	mallopt(M_TRIM_THRESHOLD, 256 * MIB);
	for (size_t i = 0; i < SIZES && sizes[i] <= MIB; i++)
		measure(sizes[i], "ours, memory kept");
	return 0;
}
