/* SPDX-License-Identifier: MIT */
/* Parts of the lines of access logs. */

#include "log_line.h"

#include <string.h>

struct span log_take_word(struct span *rest)
{
	struct span word = {rest->at, rest->length};
	/* What a line does not have is NULL. */
	const char *space = rest->length > 0 ? memchr(rest->at, ' ', rest->length) : NULL;

	if (space)
		word.length = (size_t)(space - rest->at);
	rest->at += word.length;
	rest->length -= word.length;
	while (rest->length > 0 && *rest->at == ' ') {
		rest->at++;
		rest->length--;
	}
	return word;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_one_of(struct span word, const char *const *texts, size_t count)
{
	for (size_t n = 0; n < count; n++)
		if (word.length == strlen(texts[n]) && memcmp(word.at, texts[n], word.length) == 0)
			return true;
	return false;
}

bool log_code(struct span word, int *code)
{
	static const char *const none[] = {"-", "0", "-1", "000"};
	const char *s = word.at;

	*code = 0;
	if (word.length == 3 && *s >= '1' && *s <= '9' && is_digit(s[1]) && is_digit(s[2])) {
		*code = (s[0] - '0') * 100 + (s[1] - '0') * 10 + (s[2] - '0');
		return true;
	}
	return is_one_of(word, none, sizeof(none) / sizeof(none[0]));
}

/* RFC 9110, 5.6.2, as far as registered methods go. */
static bool is_method(struct span word)
{
	if (word.length > 24)
		return false;
	for (size_t n = 0; n < word.length; n++)
		if (!(word.at[n] >= 'A' && word.at[n] <= 'Z') && word.at[n] != '-' && word.at[n] != '_')
			return false;
	return word.length > 0;
}

/* Where the version begins, with the space before it; HTTP/0.9 has none. */
static size_t length_without_version(struct span target)
{
	size_t n = target.length;

	while (n > 0 && target.at[n - 1] != ' ')
		n--;
	return n > 0 && target.length - n >= 5 && memcmp(target.at + n, "HTTP/", 5) == 0 ? n - 1
	                                                                                 : target.length;
}

void log_request(struct log_line *line, struct span request)
{
	struct span method = log_take_word(&request);

	if (!is_method(method) || request.length == 0)
		return;
	line->method = method;
	request.length = length_without_version(request);
	line->target = request;
}

/* The quote that ends a text: one behind an even number of backslashes. */
static const char *closing_quote(const char *s, size_t length)
{
	const char *from = s;
	const char *quote;

	while ((quote = memchr(from, '"', length - (size_t)(from - s)))) {
		const char *back = quote;

		while (back > s && back[-1] == '\\')
			back--;
		if ((quote - back) % 2 == 0)
			return quote;
		from = quote + 1;
	}
	return NULL;
}

bool log_take_quoted(struct span *rest, struct span *text)
{
	const char *end;

	if (rest->length == 0 || *rest->at != '"')
		return false;
	text->at = rest->at + 1;
	end = closing_quote(text->at, rest->length - 1);
	if (!end)
		return false;
	text->length = (size_t)(end - text->at);
	rest->length -= text->length + 2;
	rest->at = end + 1;
	if (rest->length > 0 && *rest->at == ' ') {
		rest->at++;
		rest->length--;
	}
	return true;
}

/* ---- Targets ------------------------------------------------------------------------ */

/* Behind "https://"; as long as the target if it is no URL. */
static size_t scheme_length(struct span target)
{
	size_t n = 0;

	while (n < target.length && n < 8 && target.at[n] >= 'a' && target.at[n] <= 'z')
		n++;
	return n > 0 && target.length - n > 3 && memcmp(target.at + n, "://", 3) == 0 ? n + 3
	                                                                               : target.length;
}

static size_t length_up_to(struct span text, const char *ends)
{
	size_t n = 0;

	while (n < text.length && !strchr(ends, text.at[n]))
		n++;
	return n;
}

static struct span behind(struct span text, size_t length)
{
	return (struct span){text.at + length, text.length - length};
}

struct span log_url_host(struct span target)
{
	struct span host = behind(target, scheme_length(target));

	host.length = length_up_to(host, "/?#");
	return host;
}

struct span log_path(struct span target)
{
	struct span host = log_url_host(target);

	if (host.length > 0)
		target = behind(target, (size_t)(host.at - target.at) + host.length);
	target.length = length_up_to(target, "?#");
	return target;
}
