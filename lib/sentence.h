/* SPDX-License-Identifier: MIT */
/* English into a buffer of the caller, as snprintf, without a locale. */
#ifndef HS_SENTENCE_H
#define HS_SENTENCE_H

#include <httpstatus.h>

struct hs_sentence {
	char *buffer;
	size_t size;
	size_t length;              /* of the whole text, written or not */
};

void hs_say(struct hs_sentence *sentence, const char *text);
void hs_say_number(struct hs_sentence *sentence, uint64_t number);

/* A time, with at most two units: "250 ms", "2.7 s", "5 min", "1 h 30 min". */
void hs_say_time(struct hs_sentence *sentence, uint64_t ms);

/* What to do, without the numbers of a retry. */
void hs_say_advice(struct hs_sentence *sentence, httpstatus_advice advice);

/* Ends the text with NUL; answers its length. */
size_t hs_say_end(struct hs_sentence *sentence);

#endif
