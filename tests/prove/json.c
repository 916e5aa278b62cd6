/* SPDX-License-Identifier: MIT */
/*
 * What Frama-C's Eva runs: one step of the reader of JSON, from every state that it can
 * be in, with every byte. What is asserted behind the step is what was taken for granted
 * before it, and holds at the start of a document. So no content of any length, in any
 * pieces, leads to a run-time error.
 */
#include "response/json.c"

#include "__fc_builtin.h"

static const char *const literals[] = {"true", "false", "null"};

static bool is_literal(const char *text, const char *literal)
{
	size_t n = 0;

	while (text[n] == literal[n] && literal[n] != '\0')
		n++;
	return text[n] == literal[n];
}

static bool is_known(const char *text)
{
	return is_literal(text, literals[0]) || is_literal(text, literals[1]) ||
	       is_literal(text, literals[2]);
}

static void step(struct hs_json json, struct hs_token token)
{
	bool again = false;
	const enum hs_json_event event =
		read_byte(&json, &token, (char)Frama_C_interval(-128, 127), &again);

	/* The byte is read again only by the next call. */
	/*@ assert again ==> event != HS_JSON_MORE; */
	/*@ assert json.state <= STATE_STOP && json.depth <= HS_JSON_DEPTH; */
	/*@ assert token.length <= HS_TOKEN_MAX; */
	/*@ assert json.state == STATE_UNICODE ==> json.digits < 4; */
	if (json.state == STATE_LITERAL) {
		const bool known = is_known(json.literal);

		/*@ assert known; */
		/*@ assert 1 <= json.digits <= 4; */
		const char next = json.literal[json.digits];
		/*@ assert next != 0; */
	}
}

static void step_at(unsigned state, const char *literal, unsigned digits)
{
	struct hs_json json;
	struct hs_token token;

	Frama_C_make_unknown((char *)&json, sizeof(json));
	Frama_C_make_unknown((char *)&token, sizeof(token));
	json.is_key = Frama_C_interval(0, 1);
	token.goes_on = Frama_C_interval(0, 1);
	token.length = (uint16_t)Frama_C_interval(0, HS_TOKEN_MAX);
	json.state = (uint8_t)state;
	json.literal = literal;
	json.digits = (uint16_t)digits;
	json.depth = 0;
	step(json, token);
	json.depth = (uint16_t)Frama_C_interval(1, HS_JSON_DEPTH);
	step(json, token);
}

int main(void)
{
	for (unsigned state = 0; state <= STATE_STOP; state++)
		if (state == STATE_LITERAL) {
			for (unsigned n = 0; n < 3; n++)
				for (unsigned digits = 1; literals[n][digits] != '\0'; digits++)
					step_at(state, literals[n], digits);
		} else if (state == STATE_UNICODE) {
			step_at(state, NULL, Frama_C_interval(0, 3));
		} else {
			step_at(state, NULL, Frama_C_interval(0, UINT16_MAX));
		}
	return 0;
}
