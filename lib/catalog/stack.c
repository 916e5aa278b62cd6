/* SPDX-License-Identifier: MIT */
/* Several catalogs as one. */

#include <stdlib.h>
#include <string.h>

#include "catalog/builtin.h"

/* Copies the members into flat, in order, each stack replaced by its members. */
static int flatten(const httpstatus_catalog *const *members, size_t count,
                   const httpstatus_catalog **flat, uint32_t *flat_count)
{
	*flat_count = 0;
	for (size_t i = 0; i < count; i++) {
		const httpstatus_catalog *member = members[i] ? members[i] : HS_IANA;
		uint32_t parts = member->members ? member->members : 1;

		for (uint32_t n = 0; n < parts; n++) {
			if (*flat_count == HS_STACK_MAX)
				return HTTPSTATUS_E_LIMIT;
			flat[(*flat_count)++] = member->members ? hs_member(member, n) : member;
		}
	}
	return 0;
}

static size_t joined_length(const httpstatus_catalog *const *members, uint32_t count)
{
	size_t length = 0;

	for (uint32_t n = 0; n < count; n++)
		length += strlen(httpstatus_catalog_name(members[n])) + 1;
	return length;
}

static void join_names(char *to, const httpstatus_catalog *const *members, uint32_t count)
{
	for (uint32_t n = 0; n < count; n++) {
		const char *name = httpstatus_catalog_name(members[n]);
		size_t length = strlen(name);

		memcpy(to, name, length);
		to += length;
		*to++ = n + 1 < count ? '+' : '\0';
	}
}

static uint16_t count_codes(const httpstatus_catalog *stack)
{
	uint16_t count = 0;

	for (int code = 0; code < HS_CODE_END; code++)
		if (hs_find(stack, code))
			count++;
	return count;
}

int httpstatus_catalog_stack(const httpstatus_catalog *const *members, size_t count,
                             const httpstatus_catalog **catalog)
{
	const httpstatus_catalog *flat[HS_STACK_MAX];
	struct hs_stack *stack;
	uint32_t flat_count;
	size_t name_size;
	int error;

	if (!catalog)
		return HTTPSTATUS_E_INVAL;
	*catalog = NULL;
	if (!members || count == 0)
		return HTTPSTATUS_E_INVAL;
	error = flatten(members, count, flat, &flat_count);
	if (error)
		return error;

	name_size = joined_length(flat, flat_count);
	stack = calloc(1, sizeof(*stack) + name_size);
	if (!stack)
		return HTTPSTATUS_E_NOMEM;
	join_names(stack->name, flat, flat_count);
	for (uint32_t n = 0; n < flat_count; n++) {
		stack->member[n] = httpstatus_catalog_ref(flat[n]);
		stack->head.fields |= flat[n]->fields;
		stack->head.reads_content |= flat[n]->reads_content;
	}
	atomic_init(&stack->head.refs, 1);
	stack->head.members = flat_count;
	stack->head.stored[HS_PROPERTY_CATALOG] = (uint32_t)offsetof(struct hs_stack, name);
	stack->head.count = count_codes(&stack->head);
	*catalog = &stack->head;
	return 0;
}
