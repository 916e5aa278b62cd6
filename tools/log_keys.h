/* SPDX-License-Identifier: MIT */
/* How often each of many texts was there, by class of status. */
#ifndef LOG_KEYS_H
#define LOG_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <httpstatus.h>

enum {
	LOG_CLASSES = HTTPSTATUS_CLASS_SERVER_ERROR + 1,
	LOG_KEYS_MAX = 100000,      /* what comes later is counted, without its name */
	LOG_KEY_LENGTH = 256        /* of a longer text, this much is its name */
};

struct log_key {
	char *text;                 /* not terminated; NULL: those without a name of their own */
	size_t length;
	uint64_t count;
	uint64_t classes[LOG_CLASSES];
};

struct log_keys;

struct log_keys *log_keys_new(void);
void log_keys_free(struct log_keys *keys);

/* Counts one; false if there is no memory. */
bool log_keys_add(struct log_keys *keys, const char *text, size_t length, int cls);

/* Sorts them: by their text, or by their count, highest first. Nothing can be added then. */
void log_keys_sort(struct log_keys *keys, bool by_text);

/* Keeps the first ones. */
void log_keys_cut(struct log_keys *keys, size_t most);

/* The n-th; NULL behind the last. */
const struct log_key *log_keys_at(const struct log_keys *keys, size_t n);

/* Those that came when there were LOG_KEYS_MAX others; count is 0 if there are none. */
const struct log_key *log_keys_rest(const struct log_keys *keys);

#endif
