/* SPDX-License-Identifier: MIT */
/*
 * The values of When, Wait and Error. What is accepted is printed so that it reads
 * back the same; a condition on the value of a field holds if the field has it.
 *
 * A line that begins with 'w' is a Wait, with 'e' an Error, any other a When.
 */

#include "fuzz.h"

static const httpstatus_catalog *load(const char *text)
{
	const httpstatus_catalog *catalog;
	const int error = httpstatus_catalog_load_mem(text, strlen(text), &catalog);

	REQUIRE(error == 0 || error == HTTPSTATUS_E_CATALOG || error == HTTPSTATUS_E_LIMIT);
	return catalog;
}

static char *print(const httpstatus_catalog *catalog)
{
	const size_t length = httpstatus_catalog_print(catalog, NULL, 0);
	char *text = fuzz_block(length + 1);

	REQUIRE(httpstatus_catalog_print(catalog, text, length + 1) == length);
	return text;
}

/* The head, and a variant, of these lines; to be freed. */
static char *text_of(const char *lines)
{
	char *text = fuzz_block(3 * strlen(lines) * 8 + 256);
	char *head = fuzz_block(strlen(lines) * 8 + 8), *stanza = fuzz_block(strlen(lines) * 8 + 8);

	*head = *stanza = '\0';
	while (*lines) {
		const size_t length = strcspn(lines, "\r\n");
		char *to = *lines == 'e' ? head : stanza;
		const char *name = *lines == 'e' ? "Error" : *lines == 'w' ? "Wait" : "When";

		if (length > 1)
			sprintf(to + strlen(to), "%s: %.*s\n", name, (int)length - 1, lines + 1);
		lines += length + (lines[length] != '\0');
	}
	sprintf(text, "Catalog: t\nFormat: 1\n%s\nStatus: 418\nRetry: retry\n%s", head, stanza);
	free(stanza);
	free(head);
	return text;
}

/* The source "error", in any case: no field can be called so. */
static bool is_error(const char *name, size_t length)
{
	static const char small[] = "error";
	size_t n = 0;

	while (n < length && small[n] && (name[n] | 0x20) == small[n])
		n++;
	return n == length && !small[n];
}

/* "name = value", with neither '*' nor quotes nor commas: the field makes it hold. */
static void check_condition(const httpstatus_catalog *catalog, const httpstatus_entry *variant)
{
	const char *condition = httpstatus_entry_when(variant, 0);
	const size_t name = strcspn(condition, " =");
	const char *value = strstr(condition, " = ");
	httpstatus_policy *policy;
	httpstatus_retry *retry;

	if (!value || value != condition + name || strpbrk(value, "*\",") || strchr(condition, ':') ||
	    is_error(condition, name) || httpstatus_entry_when(variant, 1))
		return;
	value += 3;
	REQUIRE(httpstatus_policy_new(&policy) == 0);
	REQUIRE(httpstatus_policy_set_catalog(policy, catalog) == 0);
	REQUIRE(httpstatus_retry_new(policy, &retry) == 0);
	httpstatus_policy_free(policy);
	httpstatus_retry_field(retry, condition, name, value, strlen(value));
	httpstatus_retry_on_status(retry, 418, 0);
	REQUIRE(httpstatus_retry_entry(retry) == variant);
	httpstatus_retry_free(retry);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *lines = fuzz_string(data, size);
	char *text = text_of(lines);
	const httpstatus_catalog *catalog = load(text);

	if (catalog) {
		const httpstatus_entry *variant = httpstatus_catalog_stanza(catalog, 0);
		char *printed = print(catalog);
		const httpstatus_catalog *again = load(printed);
		char *twice;

		REQUIRE(again != NULL);
		twice = print(again);
		REQUIRE(strcmp(printed, twice) == 0);
		if (variant && httpstatus_entry_when(variant, 0))
			check_condition(catalog, variant);
		free(twice);
		httpstatus_catalog_unref(again);
		free(printed);
	}
	httpstatus_catalog_unref(catalog);
	free(text);
	free(lines);
	return 0;
}
