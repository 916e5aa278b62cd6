/* SPDX-License-Identifier: MIT */
/*
 * What Frama-C's Eva runs: one step of the reader of XML, from every state that it can
 * be in, with every byte, as tests/prove/json.c does for JSON.
 */
#include "response/xml.c"

#include "__fc_builtin.h"

static bool begins_word(unsigned state)
{
	return state == STATE_CDATA_START || state == STATE_DOCTYPE_START;
}

static void step(struct hs_xml xml, struct hs_token token)
{
	read_byte(&xml, &token, (char)Frama_C_interval(-128, 127));
	/*@ assert xml.state <= STATE_STOP && xml.depth <= HS_XML_DEPTH; */
	/*@ assert xml.name_length <= HS_XML_NAME_MAX + 1; */
	/*@ assert xml.reference_length <= sizeof(xml.reference); */
	/*@ assert token.length <= HS_TOKEN_MAX; */
	if (begins_word(xml.state)) {
		/*@ assert xml.place < 6; */
	}
	if (xml.state == STATE_DOCTYPE) {
		/*@ assert xml.place < 4; */
	}
}

static void step_at(unsigned state, unsigned place, unsigned reference_length)
{
	struct hs_xml xml;
	struct hs_token token;

	Frama_C_make_unknown((char *)&xml, sizeof(xml));
	Frama_C_make_unknown((char *)&token, sizeof(token));
	xml.has_root = Frama_C_interval(0, 1);
	xml.is_leaf = Frama_C_interval(0, 1);
	xml.in_attribute = Frama_C_interval(0, 1);
	token.goes_on = Frama_C_interval(0, 1);
	token.length = (uint16_t)Frama_C_interval(0, HS_TOKEN_MAX);
	xml.name_length = (uint16_t)Frama_C_interval(0, HS_XML_NAME_MAX + 1);
	xml.reference_length = (uint16_t)reference_length;
	xml.state = (uint8_t)state;
	xml.place = (uint8_t)place;
	xml.depth = 0;
	step(xml, token);
	xml.depth = (uint16_t)Frama_C_interval(1, HS_XML_DEPTH);
	step(xml, token);
}

int main(void)
{
	const unsigned any_length = Frama_C_interval(0, sizeof(((struct hs_xml *)NULL)->reference));

	for (unsigned state = 0; state <= STATE_STOP; state++)
		if (state == STATE_REFERENCE)
			for (unsigned length = 0; length <= sizeof(((struct hs_xml *)NULL)->reference); length++)
				step_at(state, Frama_C_interval(0, UINT8_MAX), length);
		else if (begins_word(state) || state == STATE_DOCTYPE)
			for (unsigned place = 0; place < (state == STATE_DOCTYPE ? 4 : 6); place++)
				step_at(state, place, any_length);
		else
			step_at(state, Frama_C_interval(0, UINT8_MAX), any_length);
	return 0;
}
