/* SPDX-License-Identifier: MIT */
/* The catalogs that a command line names: built in, or files. */
#ifndef CATALOG_H
#define CATALOG_H

#include <stdbool.h>
#include <stddef.h>

#include <httpstatus.h>

enum { CATALOGS_MAX = 64 };     /* what httpstatus_catalog_stack takes */

/*
 * Reads a catalog file, which may extend each of the count bases. Returns 0, or
 * an error after it printed all problems.
 */
int read_catalog(const char *path, bool strict, const httpstatus_catalog *const *bases,
                 size_t count, const httpstatus_catalog **catalog);

/* The built-in catalog of that name, or a file; NULL after it printed what is wrong. */
const httpstatus_catalog *open_catalog(const char *name, const httpstatus_catalog *const *bases,
                                       size_t count);

/*
 * The catalog that the values of -c name, which the caller has to release; NULL
 * for count 0. Each may extend those before it. False after it printed what
 * is wrong.
 */
bool open_catalogs(const char *const *names, size_t count, const httpstatus_catalog **catalog);

#endif
