/* SPDX-License-Identifier: MIT */
/* How long a catalog lives. */

#include <stdlib.h>

#include "catalog/catalog.h"

/*
 * Built-in catalogs are in constant memory, and have refs == 0. A loaded catalog
 * is const for its users, since only refs ever changes.
 */
static httpstatus_catalog *counted(const httpstatus_catalog *catalog)
{
	/* The cast through an integer avoids -Wcast-qual: refs is the one member that changes. */
	httpstatus_catalog *object = (httpstatus_catalog *)(uintptr_t)catalog; /* NOLINT(performance-no-int-to-ptr) */

	if (!catalog || atomic_load_explicit(&object->refs, memory_order_relaxed) == 0)
		return NULL;
	return object;
}

const httpstatus_catalog *httpstatus_catalog_ref(const httpstatus_catalog *catalog)
{
	httpstatus_catalog *object = counted(catalog);

	if (object)
		atomic_fetch_add_explicit(&object->refs, 1, memory_order_relaxed);
	return catalog;
}

/* Returns the object if that was its last reference. */
static httpstatus_catalog *release(const httpstatus_catalog *catalog)
{
	httpstatus_catalog *object = counted(catalog);

	/* Release publishes what this thread did with the object; acquire sees what others did. */
	if (!object || atomic_fetch_sub_explicit(&object->refs, 1, memory_order_acq_rel) != 1)
		return NULL;
	return object;
}

void httpstatus_catalog_unref(const httpstatus_catalog *catalog)
{
	httpstatus_catalog *object = release(catalog);

	if (!object)
		return;
	/* Members of a stack are ordinary catalogs: one level, no recursion. */
	for (uint32_t n = 0; n < object->members; n++)
		free(release(hs_member(object, n)));
	free(object);
}
