/* SPDX-License-Identifier: MIT */
/* The values at the sources of a catalog in the content of a response. */
#ifndef HS_CONTENT_H
#define HS_CONTENT_H

#include "response/evidence.h"
#include "response/json.h"
#include "response/xml.h"

enum { HS_CONTENT_MAX = 65536 }; /* bytes that are looked at */

/* Zeroed, it is at the start of the content. */
struct hs_content {
	uint8_t kind;               /* 0: nothing but white space so far */
	uint8_t mark;               /* bytes of a byte-order mark */
	uint32_t seen;              /* bytes */
	struct hs_token token;
	union {
		struct hs_json json;
		struct hs_xml xml;
	} reader;
};

/* Adds a piece of the content. now completes years of two digits. */
void hs_content_add(struct hs_content *content, const struct hs_evidence *evidence,
                    struct hs_span piece, int64_t now);

#endif
