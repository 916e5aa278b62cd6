/* SPDX-License-Identifier: MIT */
/* How often each of many texts was there: a table with open addressing. */

#include "log_keys.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SLOTS = 1 << 18 };       /* more than twice LOG_KEYS_MAX */

struct log_keys {
	uint64_t seed;
	size_t count;
	struct log_key *keys;
	uint32_t *slots;            /* 0, or the number of a key plus 1 */
	struct log_key rest;
};

struct log_keys *log_keys_new(void)
{
	struct log_keys *keys = calloc(1, sizeof(*keys));

	if (!keys)
		return NULL;
	/* So that nobody can choose paths that fall into the same slots. */
	keys->seed = (uint64_t)time(NULL) * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)(uintptr_t)keys;
	keys->keys = calloc(LOG_KEYS_MAX, sizeof(*keys->keys));
	keys->slots = calloc(SLOTS, sizeof(*keys->slots));
	if (keys->keys && keys->slots)
		return keys;
	log_keys_free(keys);
	return NULL;
}

void log_keys_free(struct log_keys *keys)
{
	if (!keys)
		return;
	for (size_t n = 0; keys->keys && n < keys->count; n++)
		free(keys->keys[n].text);
	free(keys->keys);
	free(keys->slots);
	free(keys);
}

static uint64_t mix(uint64_t hash, uint64_t block)
{
	hash = (hash ^ block) * UINT64_C(0xFF51AFD7ED558CCD);
	return hash ^ hash >> 32;
}

static uint64_t hash_of(uint64_t seed, const char *text, size_t length)
{
	uint64_t hash = mix(seed, length);
	uint64_t block;

	for (; length >= sizeof(block); text += sizeof(block), length -= sizeof(block)) {
		memcpy(&block, text, sizeof(block));
		hash = mix(hash, block);
	}
	block = 0;
	memcpy(&block, text, length);
	return mix(mix(hash, block), seed);
}

/* The slot with the text, or the free one where it belongs. */
static uint32_t *find(struct log_keys *keys, const char *text, size_t length)
{
	size_t n = (size_t)hash_of(keys->seed, text, length) % SLOTS;

	while (keys->slots[n]) {
		const struct log_key *key = &keys->keys[keys->slots[n] - 1];

		if (key->length == length && memcmp(key->text, text, length) == 0)
			break;
		n = (n + 1) % SLOTS;
	}
	return &keys->slots[n];
}

static void add_one(struct log_key *key, int cls)
{
	key->count++;
	key->classes[cls]++;
}

bool log_keys_add(struct log_keys *keys, const char *text, size_t length, int cls)
{
	struct log_key *key;
	uint32_t *slot;

	if (length > LOG_KEY_LENGTH)
		length = LOG_KEY_LENGTH;
	slot = find(keys, text, length);
	if (!*slot && keys->count == LOG_KEYS_MAX) {
		add_one(&keys->rest, cls);
		return true;
	}
	if (!*slot) {
		key = &keys->keys[keys->count];
		key->text = malloc(length + 1);
		if (!key->text)
			return false;
		memcpy(key->text, text, length);
		key->length = length;
		*slot = (uint32_t)++keys->count;
	}
	add_one(&keys->keys[*slot - 1], cls);
	return true;
}

static int compare_texts(const void *a, const void *b)
{
	const struct log_key *left = a;
	const struct log_key *right = b;
	size_t shorter = left->length < right->length ? left->length : right->length;
	int order = memcmp(left->text, right->text, shorter);

	if (order)
		return order;
	return (left->length > right->length) - (left->length < right->length);
}

static int compare_counts(const void *a, const void *b)
{
	const struct log_key *left = a;
	const struct log_key *right = b;

	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	return compare_texts(a, b);
}

void log_keys_sort(struct log_keys *keys, bool by_text)
{
	qsort(keys->keys, keys->count, sizeof(*keys->keys), by_text ? compare_texts : compare_counts);
}

void log_keys_cut(struct log_keys *keys, size_t most)
{
	for (size_t n = most; n < keys->count; n++)
		free(keys->keys[n].text);
	if (keys->count > most)
		keys->count = most;
}

const struct log_key *log_keys_at(const struct log_keys *keys, size_t n)
{
	return n < keys->count ? &keys->keys[n] : NULL;
}

const struct log_key *log_keys_rest(const struct log_keys *keys)
{
	return &keys->rest;
}
