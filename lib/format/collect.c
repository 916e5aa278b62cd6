/* SPDX-License-Identifier: MIT */
/*
 * Collects: codes of several catalogs in one, for those who do not know which of
 * them applies. Only plain stanzas for codes that are not registered are copied:
 * a registered code has its registered meaning, and variants and rules are for
 * those who know the sender.
 */

#include <string.h>

#include "format/builder.h"

static bool copy(httpstatus_builder *builder, const httpstatus_catalog *from, int code,
                 const httpstatus_entry *entry)
{
	struct hs_draft *draft = hs_builder_draft(builder, code);
	const char *name = hs_catalog_text(from, HS_PROPERTY_CATALOG);

	if (!draft)
		return false;
	hs_inherit_entry(builder, draft, code, entry);
	if (!hs_draft_text(draft, HS_PROPERTY_ORIGIN))
		hs_texts_add(builder, &draft->texts[HS_PROPERTY_ORIGIN], name, strlen(name));
	return true;
}

/* The codes that are obsolete in this catalog, or those that are not. */
static bool collect_from(httpstatus_builder *builder, const httpstatus_catalog *from, bool obsolete)
{
	const httpstatus_catalog *iana = hs_builder_base(builder, "iana");

	for (int code = 0; code < HS_CODE_END; code++) {
		const httpstatus_entry *entry = hs_find_own(from, code);

		if (!entry || builder->drafts[code] || (iana && hs_find_own(iana, code)))
			continue;
		if (((httpstatus_entry_flags(entry) & HTTPSTATUS_FLAG_OBSOLETE) != 0) == obsolete &&
		    !copy(builder, from, code, entry))
			return false;
	}
	return true;
}

/* A meaning that is obsolete gives way to one that is not, whichever comes first. */
bool hs_collect(httpstatus_builder *builder)
{
	const struct hs_text *names = builder->head.texts[HS_PROPERTY_COLLECTS].first;

	for (int obsolete = 0; obsolete <= 1; obsolete++)
		for (const struct hs_text *name = names; name; name = name->next) {
			const httpstatus_catalog *from = hs_builder_base(builder, name->text);

			/* One that is missing has been reported. */
			if (from && !collect_from(builder, from, obsolete == 1))
				return false;
		}
	return true;
}
