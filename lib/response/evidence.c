/* SPDX-License-Identifier: MIT */
/* What a response says besides its code, as far as the catalog asks for it. */

#include "response/evidence.h"

#include "base/duration.h"
#include "catalog/pattern.h"
#include "catalog/vocabulary.h"
#include "response/units.h"

/* ---- Parts ------------------------------------------------------------------------- */

static size_t round_up(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

static size_t found_size(const httpstatus_catalog *part)
{
	return round_up((part->condition_count + 7u) / 8u);
}

static size_t waits_size(const httpstatus_catalog *part)
{
	return ((size_t)part->wait_count - part->shared_waits) * sizeof(union hs_wait_state);
}

static size_t steps_size(const httpstatus_catalog *part)
{
	return part->reads_content ? round_up(part->source_count) : 0;
}

size_t hs_evidence_size(const httpstatus_catalog *catalog)
{
	size_t size = 0;

	for (uint32_t n = 0; n < hs_part_count(catalog); n++) {
		const httpstatus_catalog *part = hs_part(catalog, n);

		size += found_size(part) + waits_size(part) + steps_size(part);
	}
	return size;
}

bool hs_next_part(const struct hs_evidence *evidence, struct hs_part *part)
{
	unsigned char *memory = part->catalog ? part->end : evidence->memory;
	const uint32_t number = part->catalog ? part->number + 1 : 0;

	if (number >= hs_part_count(evidence->catalog))
		return false;
	part->number = number;
	part->catalog = hs_part(evidence->catalog, number);
	part->found = memory;
	memory += found_size(part->catalog);
	part->waits = (union hs_wait_state *)(void *)memory;
	part->steps = memory + waits_size(part->catalog);
	part->end = part->steps + steps_size(part->catalog);
	return true;
}

struct hs_span hs_source_name(const struct hs_part *part, uint16_t source)
{
	const struct hs_source *row = &hs_sources(part->catalog)[source];

	return (struct hs_span){hs_at(part->catalog, row->name), row->length};
}

/* The state of a Wait, which is not shared. */
static union hs_wait_state *state_of(const struct hs_part *part, uint32_t wait)
{
	return &part->waits[wait - part->catalog->shared_waits];
}

/* ---- Values -------------------------------------------------------------------------- */

static void add_to_conditions(const struct hs_part *part, uint16_t source, struct hs_span value,
                              bool goes_on)
{
	for (uint16_t n = 0; n < part->catalog->condition_count; n++) {
		const struct hs_condition *condition = &hs_conditions(part->catalog)[n];

		if (condition->source == source &&
		    (condition->values == 0 ||
		     hs_patterns_match(hs_at(part->catalog, condition->values), value, goes_on)))
			part->found[n / 8] |= (unsigned char)(1u << n % 8);
	}
}

/* RateLimit is read with its white space, which its grammar does not allow everywhere. */
static void add_to_wait(const struct hs_part *part, uint32_t n, struct hs_span value, int64_t now)
{
	const enum hs_unit unit = (enum hs_unit)hs_waits(part->catalog)[n].unit;
	union hs_wait_state *state = state_of(part, n);

	if (unit == HS_UNIT_RATELIMIT)
		hs_ratelimit_add(&state->ratelimit, value.at, value.length);
	else
		hs_times_add_in(&state->times, unit, value, now);
}

/* What is too long to be kept is no time. */
static void add_to_waits(const struct hs_part *part, uint16_t source, struct hs_span value,
                         bool goes_on, int64_t now)
{
	if (goes_on)
		value = (struct hs_span){"?", 1};
	for (uint32_t n = part->catalog->shared_waits; n < part->catalog->wait_count; n++) {
		const struct hs_wait *wait = &hs_waits(part->catalog)[n];

		if (wait->literal == 0 && wait->source == source)
			add_to_wait(part, n, value, now);
	}
}

static void add_at(const struct hs_part *part, uint16_t source, struct hs_span value, bool goes_on,
                   int64_t now)
{
	add_to_waits(part, source, value, goes_on, now);
	hs_span_trim(&value);
	add_to_conditions(part, source, value, goes_on);
}

/* "ns#Name:url" to "Name": off at the first ':', then what follows the last '#'. */
static struct hs_span shape(struct hs_span token)
{
	const char *colon = memchr(token.at, ':', token.length);

	if (colon)
		token.length = (size_t)(colon - token.at);
	for (size_t n = token.length; n > 0; n--)
		if (token.at[n - 1] == '#') {
			hs_span_take(&token, n);
			break;
		}
	hs_span_trim(&token);
	return token;
}

static void add_error_at(const struct hs_part *part, struct hs_span token, bool goes_on, int64_t now)
{
	if (part->catalog->error_source > 0)
		add_at(part, (uint16_t)(part->catalog->error_source - 1), token, goes_on, now);
}

void hs_evidence_add_value(const struct hs_part *part, uint16_t source, struct hs_span value,
                           bool goes_on, int64_t now)
{
	const uint8_t errors = hs_sources(part->catalog)[source].errors;

	add_at(part, source, value, goes_on, now);
	if (errors & HS_ERROR_WHOLE)
		add_error_at(part, value, goes_on, now);
	if (errors & HS_ERROR_SHAPED)
		add_error_at(part, shape(value), goes_on, now);
}

static bool is_retry_after(const struct hs_part *part, const struct hs_wait *wait)
{
	return wait->literal == 0 && hs_span_is(hs_source_name(part, wait->source), "retry-after");
}

/* A Wait on Retry-After has its rank, which the fields in milliseconds have, too. */
static void add_rank(const struct hs_part *part, struct hs_span ms, int64_t now)
{
	for (uint32_t n = part->catalog->shared_waits; n < part->catalog->wait_count; n++) {
		const struct hs_wait *wait = &hs_waits(part->catalog)[n];

		if (is_retry_after(part, wait) && wait->unit != HS_UNIT_RATELIMIT)
			hs_times_add_in(&state_of(part, n)->times, HS_UNIT_MILLISECONDS, ms, now);
	}
}

void hs_evidence_add_field(const struct hs_evidence *evidence, struct hs_span name,
                           struct hs_span value, bool goes_on, int64_t now)
{
	const uint32_t bit = hs_field_bit(name.at, name.length);
	struct hs_part part = {.catalog = NULL};

	if (!(evidence->catalog->fields & bit))
		return;
	while (hs_next_part(evidence, &part)) {
		if (hs_is_retry_after_ms(name))
			add_rank(&part, value, now);
		for (uint16_t n = 0; (part.catalog->fields & bit) && n < part.catalog->source_count; n++)
			if (hs_is_field(part.catalog, n, name))
				hs_evidence_add_value(&part, n, value, goes_on, now);
	}
}

void hs_evidence_add_error(const struct hs_evidence *evidence, struct hs_span token, int64_t now)
{
	struct hs_part part = {.catalog = NULL};

	while (hs_next_part(evidence, &part))
		add_error_at(&part, token, false, now);
}

bool hs_evidence_shared_unit(const httpstatus_catalog *catalog, struct hs_span name,
                             enum hs_unit *unit)
{
	for (uint32_t p = 0; p < hs_part_count(catalog); p++) {
		const httpstatus_catalog *part = hs_part(catalog, p);

		for (uint32_t n = 0; n < part->shared_waits; n++) {
			const struct hs_wait *wait = &hs_waits(part)[n];

			if (hs_span_is(name, hs_at(part, hs_sources(part)[wait->source].name))) {
				*unit = (enum hs_unit)wait->unit;
				return true;
			}
		}
	}
	return false;
}

/* ---- Conditions ------------------------------------------------------------------------ */

static bool holds(const struct hs_part *part, uint16_t n, bool fed)
{
	const bool found = part->found[n / 8] >> n % 8 & 1;

	return hs_conditions(part->catalog)[n].absent ? fed && !found : found;
}

static bool all_hold(const struct hs_part *part, const struct hs_stanza *stanza, bool fed)
{
	for (uint16_t n = 0; n < stanza->conditions; n++)
		if (!holds(part, (uint16_t)(stanza->condition + n), fed))
			return false;
	/* A rule has none. */
	return stanza->conditions > 0;
}

static bool names(const struct hs_part *part, const struct hs_stanza *stanza, int code)
{
	return hs_is_in(hs_ranges(part->catalog, stanza), stanza->named, code);
}

static bool covers(const struct hs_part *part, const struct hs_stanza *stanza, int code)
{
	return hs_is_in(hs_ranges(part->catalog, stanza) + stanza->named, stanza->classed, code);
}

/* A variant that says nothing but when to send again adds its time, and decides nothing. */
static bool decides(const httpstatus_entry *entry)
{
	static const enum hs_property properties[] = {
		HS_PROPERTY_REASON, HS_PROPERTY_SUMMARY, HS_PROPERTY_FAULT, HS_PROPERTY_RETRY,
		HS_PROPERTY_PROCESSED, HS_PROPERTY_PERSISTENCE, HS_PROPERTY_CHANGE, HS_PROPERTY_LIMIT
	};

	for (size_t n = 0; n < sizeof(properties) / sizeof(properties[0]); n++)
		if (hs_entry_stored(entry, properties[n]))
			return true;
	return false;
}

typedef bool stanza_test(const struct hs_part *part, const struct hs_stanza *stanza, int code);

static const httpstatus_entry *find_variant(const struct hs_part *part, stanza_test *is_for,
                                            int code, bool forbidding, bool fed)
{
	for (uint16_t n = 0; n < part->catalog->stanza_count; n++) {
		const struct hs_stanza *stanza = &hs_stanzas(part->catalog)[n];
		const httpstatus_entry *entry = &hs_entries(part->catalog)[stanza->entry];

		if ((forbidding ? hs_forbids(entry) : decides(entry)) && is_for(part, stanza, code) &&
		    all_hold(part, stanza, fed))
			return entry;
	}
	return NULL;
}

/* Variants that name the code come before those that name its class. */
static const httpstatus_entry *find(const struct hs_evidence *evidence, int code, bool forbidding,
                                    bool fed)
{
	struct hs_part part = {.catalog = NULL};
	const httpstatus_entry *entry = NULL;

	while (!entry && hs_next_part(evidence, &part)) {
		entry = find_variant(&part, names, code, forbidding, fed);
		if (!entry)
			entry = find_variant(&part, covers, code, forbidding, fed);
	}
	return entry;
}

const httpstatus_entry *hs_evidence_forbids(const struct hs_evidence *evidence, int code, bool fed)
{
	return find(evidence, code, true, fed);
}

const httpstatus_entry *hs_evidence_variant(const struct hs_evidence *evidence, int code, bool fed)
{
	return find(evidence, code, false, fed);
}

/* ---- Times ---------------------------------------------------------------------------------- */

static bool applies(const struct hs_part *part, const struct hs_wait *wait, bool fed)
{
	return wait->condition == 0 || holds(part, (uint16_t)(wait->condition - 1), fed);
}

bool hs_evidence_pushed_back(const struct hs_evidence *evidence, bool fed)
{
	struct hs_part part = {.catalog = NULL};

	while (hs_next_part(evidence, &part))
		for (uint32_t n = part.catalog->shared_waits; n < part.catalog->wait_count; n++) {
			const struct hs_wait *wait = &hs_waits(part.catalog)[n];

			if (wait->unit == HS_UNIT_PUSHBACK && wait->literal == 0 &&
			    applies(&part, wait, fed) && state_of(&part, n)->times.malformed)
				return true;
		}
	return false;
}

/* What was found for a Wait, as times. */
static struct hs_times times_of(const struct hs_part *part, uint32_t n)
{
	const struct hs_wait *wait = &hs_waits(part->catalog)[n];
	struct hs_times times = {0};
	uint64_t ms;

	if (wait->literal > 0) {
		const char *text = hs_at(part->catalog, wait->literal);

		if (hs_read_duration((struct hs_span){text, strlen(text)}, &ms))
			hs_times_add_delay(&times, ms, false);
	} else if (wait->unit != HS_UNIT_RATELIMIT) {
		times = state_of(part, n)->times;
	} else if (hs_ratelimit_is_spent(&state_of(part, n)->ratelimit, &ms)) {
		hs_times_add_delay(&times, ms, false);
	}
	return times;
}

/* The longest counts. A time that has passed is no time. A catalog knows the form. */
static void add_asked(struct hs_asked *asked, struct hs_asked more)
{
	more.lenient = false;
	if (more.kind == HTTPSTATUS_ASKED_PAST)
		more = (struct hs_asked){.kind = HTTPSTATUS_ASKED_MALFORMED};
	if (hs_is_time(more.kind) ? !hs_is_time(asked->kind) || more.ms > asked->ms
	                          : asked->kind == HTTPSTATUS_ASKED_NOTHING)
		*asked = more;
}

static void ask_part(const struct hs_part *part, uint32_t entry, enum hs_waits which,
                     const struct hs_clock *clock, int64_t time_of_day, bool fed,
                     struct hs_asked *asked)
{
	for (uint32_t n = part->catalog->shared_waits; n < part->catalog->wait_count; n++) {
		const struct hs_wait *wait = &hs_waits(part->catalog)[n];
		struct hs_times times;
		struct hs_asked more;

		if (wait->entry != entry || !applies(part, wait, fed) ||
		    is_retry_after(part, wait) != (which == HS_WAITS_RETRY_AFTER))
			continue;
		times = times_of(part, n);
		hs_clock_ask(clock, &times, time_of_day, &more);
		add_asked(asked, more);
	}
}

void hs_evidence_ask_variants(const struct hs_evidence *evidence, int code, enum hs_waits which,
                              const struct hs_clock *clock, int64_t time_of_day, bool fed,
                              struct hs_asked *asked)
{
	struct hs_part part = {.catalog = NULL};

	while (hs_next_part(evidence, &part))
		for (uint16_t n = 0; n < part.catalog->stanza_count; n++) {
			const struct hs_stanza *stanza = &hs_stanzas(part.catalog)[n];

			if ((names(&part, stanza, code) || covers(&part, stanza, code)) &&
			    all_hold(&part, stanza, fed))
				ask_part(&part, stanza->entry + 1u, which, clock, time_of_day, fed, asked);
		}
}

/* The number + 1 of an entry in its catalog; 0 for the head. */
static uint32_t number_of(const httpstatus_entry *entry)
{
	return entry ? (uint32_t)(entry - hs_entries(hs_owner(entry))) + 1 : 0;
}

void hs_evidence_ask(const struct hs_evidence *evidence, const httpstatus_entry *entry,
                     enum hs_waits which, const struct hs_clock *clock, int64_t time_of_day,
                     bool fed, struct hs_asked *asked)
{
	struct hs_part part = {.catalog = NULL};

	while (hs_next_part(evidence, &part))
		if (!entry || hs_owner(entry) == part.catalog)
			ask_part(&part, number_of(entry), which, clock, time_of_day, fed, asked);
}
