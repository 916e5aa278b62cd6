/* SPDX-License-Identifier: MIT */
/* How long a catalog lives. */

#include <stdlib.h>

#include "catalog/catalog.h"

/*
 * Only built-in catalogs are constant memory; they are told by refs == 0.
 * A loaded one is const to its users because nothing but refs ever changes.
 */
static httpstatus_catalog *counted(const httpstatus_catalog *catalog)
{
	/* By way of a number, since -Wcast-qual would complain otherwise: refs do change. */
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

/* Answers the object if that was its last reference. */
static httpstatus_catalog *release(const httpstatus_catalog *catalog)
{
	httpstatus_catalog *object = counted(catalog);

	/* Release what this thread did with it; acquire what the others did. */
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
