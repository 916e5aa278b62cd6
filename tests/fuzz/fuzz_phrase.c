/* SPDX-License-Identifier: MIT */
/*
 * Look-up by phrase, in every built-in catalog, one with hard names and two
 * stacks, against a list that is searched from its start to its end.
 */

#include "fuzz.h"

#include <ctype.h>

#define CATALOGS 128
#define NAMES    8000
#define KEY_MAX  128

/* Shared names, names of which little counts, and one as long as can be. */
static const char hard[] =
	"Catalog: hard\nFormat: 1\n\n"
	"Status: 000\nReason: Zero\nAlias: Shared\n\n"
	"Status: 200\nReason: Twice\nAlias: Alone\n\n"
	"Status: 300\nReason: Twice\nAlias: Zero\n\n"
	"Status: 400\nReason: Shared\nAlias: \xc3\x84\xc3\xb6 1\n\n"
	"Status: 404\nReason: \xe2\x80\x94\nAlias: 4 0-4\n\n"
	"Status: 999\nReason: "
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n";

struct name {
	const httpstatus_entry *entry;
	size_t length;
	char key[KEY_MAX];
};

/* The names of a catalog, in the order in which they count. */
struct list {
	const httpstatus_catalog *catalog;
	const struct name *first, *end;
};

static struct list lists[CATALOGS];
static size_t list_count;
static const httpstatus_catalog *stacks[2];
static const httpstatus_catalog *members[2][3];
static struct name names[NAMES];
static size_t name_count;

/* The letters and digits, small; answers how many there are, of which KEY_MAX are kept. */
static size_t fold(const char *s, size_t length, char key[KEY_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < length; i++) {
		int c = (unsigned char)s[i];

		if (c >= 0x80 || !isalnum(c))
			continue;
		if (n < KEY_MAX)
			key[n] = (char)tolower(c);
		n++;
	}
	return n;
}

static void add_name(const httpstatus_entry *entry, const char *text)
{
	struct name *name = &names[name_count];

	REQUIRE(name_count < NAMES);
	name->entry = entry;
	name->length = fold(text, strlen(text), name->key);
	name_count += name->length > 0;
}

/* The error codes in "error = a, b": each is a name of its variant, but for patterns. */
static void add_error_codes(const httpstatus_entry *variant, const char *condition)
{
	if (strncmp(condition, "error = ", 8) != 0)
		return;
	for (const char *value = condition + 8; *value;) {
		const size_t length = strcspn(value, ",");
		char *text = fuzz_string(value, length);

		if (!strpbrk(text, "*\""))
			add_name(variant, text);
		free(text);
		value += length;
		value += strspn(value, ", ");
	}
}

static void add_variants(const httpstatus_catalog *catalog)
{
	const httpstatus_entry *variant;
	const char *condition;

	for (size_t s = 0; (variant = httpstatus_catalog_stanza(catalog, s)) != NULL; s++)
		for (size_t n = 0; (condition = httpstatus_entry_when(variant, n)) != NULL; n++)
			add_error_codes(variant, condition);
}

/* Phrases before aliases, each with ascending codes, and error codes behind them. */
static void add_catalog(const httpstatus_catalog *catalog)
{
	struct list *list = &lists[list_count++];
	const httpstatus_entry *entry = NULL;
	const char *alias;

	REQUIRE(list_count < CATALOGS);
	list->catalog = catalog;
	list->first = &names[name_count];
	while ((entry = httpstatus_entry_next(catalog, entry)) != NULL)
		add_name(entry, httpstatus_entry_phrase(entry));
	while ((entry = httpstatus_entry_next(catalog, entry)) != NULL)
		for (size_t n = 0; (alias = httpstatus_entry_alias(entry, n)) != NULL; n++)
			add_name(entry, alias);
	add_variants(catalog);
	list->end = &names[name_count];
}

static void prepare(void)
{
	const httpstatus_catalog *own, *catalog = NULL;

	while ((catalog = httpstatus_builtin_next(catalog)) != NULL)
		add_catalog(catalog);
	REQUIRE(httpstatus_catalog_load_mem(hard, sizeof(hard) - 1, &own) == 0);
	add_catalog(own);
	members[0][0] = members[1][2] = own;
	members[0][1] = httpstatus_builtin("cloudflare");
	members[0][2] = httpstatus_builtin("iana");
	members[1][0] = httpstatus_builtin("nginx");
	members[1][1] = httpstatus_builtin("otc-ocr");
	for (size_t i = 0; i < 2; i++)
		REQUIRE(httpstatus_catalog_stack(members[i], 3, &stacks[i]) == 0);
}

static const httpstatus_entry *find_in_list(const struct list *list, const char *key,
                                            size_t length)
{
	for (const struct name *name = list->first; name < list->end; name++)
		if (name->length == length && memcmp(name->key, key, length) == 0)
			return name->entry;
	return NULL;
}

static const httpstatus_entry *find(const httpstatus_catalog *catalog, const char *key,
                                    size_t length)
{
	const struct list *list = lists;

	while (list->catalog != catalog)
		list++;
	return find_in_list(list, key, length);
}

/* The members in their order; one is passed over if an earlier one has the code. */
static const httpstatus_entry *find_in_stack(const httpstatus_catalog *const *all,
                                             const char *key, size_t length)
{
	for (size_t n = 0; n < 3; n++) {
		const httpstatus_entry *entry = find(all[n], key, length);
		bool hidden = false;

		for (size_t earlier = 0; entry && earlier < n; earlier++)
			hidden = hidden || httpstatus_lookup(all[earlier],
			                                     httpstatus_entry_code(entry));
		if (entry && !hidden)
			return entry;
	}
	return NULL;
}

/* A name as it is compared; no name has none. */
struct spelling {
	char key[KEY_MAX];
	size_t length;
};

static struct spelling spelling_of(const char *s, size_t size)
{
	struct spelling spelling;

	spelling.length = fold(s, size, spelling.key);
	if (spelling.length > KEY_MAX)
		spelling.length = 0;
	return spelling;
}

/* The size without "(remark)" at the end. */
static size_t without_remark(const char *s, size_t size)
{
	size_t end = size, open = size;

	while (end > 0 && (s[end - 1] == ' ' || s[end - 1] == '\t'))
		end--;
	for (size_t i = 0; i < end; i++)
		if (s[i] == '(')
			open = i;
	return end > 0 && s[end - 1] == ')' ? open : size;
}

static const httpstatus_entry *find_spelling(const struct list *list, const struct spelling *spelling)
{
	return spelling->length ? find_in_list(list, spelling->key, spelling->length) : NULL;
}

static const httpstatus_entry *find_spelling_in_stack(size_t n, const struct spelling *spelling)
{
	return spelling->length ? find_in_stack(members[n], spelling->key, spelling->length) : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = fuzz_copy(data, size);
	const struct spelling whole = spelling_of(copy, size);
	const struct spelling bare = spelling_of(copy, without_remark(copy, size));

	if (!list_count)
		prepare();
	for (size_t i = 0; i < list_count; i++) {
		const httpstatus_entry *entry = find_spelling(&lists[i], &whole);

		REQUIRE(httpstatus_lookup_phrase(lists[i].catalog, copy, size) ==
		        (entry ? entry : find_spelling(&lists[i], &bare)));
	}
	for (size_t i = 0; i < 2; i++) {
		const httpstatus_entry *entry = find_spelling_in_stack(i, &whole);

		REQUIRE(httpstatus_lookup_phrase(stacks[i], copy, size) ==
		        (entry ? entry : find_spelling_in_stack(i, &bare)));
	}
	free(copy);
	return 0;
}
