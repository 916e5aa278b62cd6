/* SPDX-License-Identifier: MIT */
/* XML 1.0, as far as its elements go: in pieces, without allocation or recursion. */
#ifndef HS_XML_H
#define HS_XML_H

#include "response/token.h"

enum {
	HS_XML_DEPTH = 64,          /* elements in each other; more are not read */
	HS_XML_NAME_MAX = 128       /* bytes that are kept of a name */
};

enum hs_xml_event {
	HS_XML_MORE,                /* the piece has ended */
	HS_XML_TEXT,                /* an element without others in it has ended: name and token */
	HS_XML_STOP                 /* the document has ended, or is no XML from here on */
};

/* Zeroed, it is at the start of a document. */
struct hs_xml {
	uint8_t state;
	uint8_t place;              /* in what is being recognised */
	uint8_t quote;              /* that ends an attribute, or a literal of a DOCTYPE */
	bool has_root;
	bool is_leaf;               /* no element in the innermost one so far */
	bool in_attribute;          /* that is where the reference stands */
	uint16_t depth;             /* elements that are open */
	uint16_t brackets;          /* in a DOCTYPE */
	uint16_t name_length;       /* up to HS_XML_NAME_MAX + 1 */
	uint16_t reference_length;
	uint32_t hash;              /* of the name that is being read */
	uint32_t open[HS_XML_DEPTH]; /* the hash of the name of each element that is open */
	char reference[10];         /* between '&' and ';' */
	char name[HS_XML_NAME_MAX]; /* of the last element that began */
};

/* Takes bytes off up to the next event. Name and token stay until the next call. */
enum hs_xml_event hs_xml_next(struct hs_xml *xml, struct hs_token *token, struct hs_span *piece);

#endif
