/* SPDX-License-Identifier: MIT */
/* A response as it is fed: its fields, line by line, and what they ask for. */

#include "response/response.h"

#include "catalog/builtin.h"
#include "response/units.h"

/* ---- Fields ---------------------------------------------------------------------- */

/* The fields that matter with every catalog, and all others. */
enum field { FIELD_NONE, FIELD_RETRY_AFTER, FIELD_DATE, FIELD_AGE, FIELD_OTHER };

static const char known_names[FIELD_OTHER][12] = {
	[FIELD_RETRY_AFTER] = "retry-after", [FIELD_DATE] = "date", [FIELD_AGE] = "age"
};

static enum field field_of(struct hs_span name)
{
	int field = FIELD_RETRY_AFTER;

	while (field < FIELD_OTHER && !hs_span_is(name, known_names[field]))
		field++;
	return (enum field)field;
}

/* Whether a catalog has a source of that name. */
static bool has_source(const httpstatus_catalog *catalog, struct hs_span name)
{
	const uint32_t bit = hs_field_bit(name.at, name.length);

	if (!(catalog->fields & bit))
		return false;
	for (uint32_t p = 0; p < hs_part_count(catalog); p++) {
		const httpstatus_catalog *part = hs_part(catalog, p);

		for (uint16_t n = 0; (part->fields & bit) && n < part->source_count; n++)
			if (hs_is_field(part, n, name))
				return true;
	}
	return false;
}

static bool matters(const struct hs_feed *feed, struct hs_span name)
{
	return field_of(name) != FIELD_OTHER || has_source(feed->evidence.catalog, name) || has_source(HS_IANA, name);
}

static void add_time(const struct hs_feed *feed, struct hs_span name, struct hs_span value, int64_t now)
{
	struct hs_times *times = &feed->response->retry_after;
	enum hs_unit unit;

	if (hs_evidence_shared_unit(feed->evidence.catalog, name, &unit) ||
	    hs_evidence_shared_unit(HS_IANA, name, &unit))
		hs_times_add_in(times, unit, value, now);
	else if (hs_span_is(name, "retry-after"))
		hs_retry_after_add(times, value, now, feed->strict);
}

static void add_field(const struct hs_feed *feed, struct hs_span name, struct hs_span value)
{
	struct hs_clock *clock = &feed->response->clock;
	const int64_t now = hs_clock_century(clock, feed->time_of_day);

	switch (field_of(name)) {
	case FIELD_DATE:
		hs_clock_add_date(clock, value, feed->time_of_day, feed->strict);
		break;
	case FIELD_AGE:
		hs_clock_add_age(clock, value);
		break;
	default:
		add_time(feed, name, value, now);
		break;
	}
	hs_evidence_add_field(&feed->evidence, name, value, false, now);
}

void hs_feed_field(const struct hs_feed *feed, struct hs_span name, struct hs_span value)
{
	feed->response->fed = true;
	if (matters(feed, name))
		add_field(feed, name, value);
}

/* ---- Folded lines (RFC 9112, 5.2) ------------------------------------------------- */

static struct hs_span held_name(const struct hs_feed *feed)
{
	const struct hs_held *held = &feed->response->held;
	if (held->field == FIELD_OTHER)
		return (struct hs_span){feed->text, held->name_length};
	return (struct hs_span){known_names[held->field], strlen(known_names[held->field])};
}

static struct hs_span held_value(const struct hs_feed *feed)
{
	const struct hs_held *held = &feed->response->held;

	return (struct hs_span){feed->text + held->name_length, (size_t)held->length - held->name_length};
}

void hs_feed_hold(const struct hs_feed *feed, struct hs_span name, struct hs_span value)
{
	struct hs_held *held = &feed->response->held;

	feed->response->fed = true;
	if (!matters(feed, name))
		return;
	*held = (struct hs_held){.field = (uint8_t)field_of(name)};
	if (held->field == FIELD_OTHER) {
		/* A source has at most HS_NAME_MAX bytes; without evidence, it is one of iana's. */
		memcpy(feed->text, name.at, name.length);
		held->name_length = (uint8_t)name.length;
		held->length = held->name_length;
	}
	hs_span_trim(&value);
	held->overlong = value.length > feed->room - held->length;
	if (held->overlong)
		add_field(feed, name, value);
	else
		hs_feed_continue(feed, value);
}

/*
 * A folded value does not fit. Of what is known of it, only what lengthens the delay
 * or forbids a retry counts.
 */
static void drop_held(const struct hs_feed *feed)
{
	struct hs_response *response = feed->response;
	const int64_t now = hs_clock_century(&response->clock, feed->time_of_day);
	const struct hs_span name = held_name(feed);
	const struct hs_span value = held_value(feed);

	if (response->held.field == FIELD_AGE)
		response->clock.age = 0;
	else if (!response->held.overlong)
		add_time(feed, name, value, now);
	if (response->held.field == FIELD_RETRY_AFTER || has_source(HS_IANA, name))
		response->retry_after.incomplete = true;
	hs_evidence_add_field(&feed->evidence, name, value, true, now);
	response->cut = true;
	response->held.overlong = true;
}

void hs_feed_continue(const struct hs_feed *feed, struct hs_span more)
{
	struct hs_held *held = &feed->response->held;
	const size_t space = held->length > held->name_length;

	hs_span_trim(&more);
	if (held->field == FIELD_NONE || more.length == 0)
		return;
	if (held->overlong || space + more.length > feed->room - held->length) {
		drop_held(feed);
		return;
	}
	if (space)
		feed->text[held->length++] = ' ';
	memcpy(feed->text + held->length, more.at, more.length);
	held->length = (uint16_t)(held->length + more.length);
}

void hs_feed_settle(const struct hs_feed *feed)
{
	struct hs_held *held = &feed->response->held;

	if (held->field != FIELD_NONE && !held->overlong)
		add_field(feed, held_name(feed), held_value(feed));
	held->field = FIELD_NONE;
}

/* ---- What is asked ------------------------------------------------------------------ */

void hs_feed_ask_retry_after(const struct hs_feed *feed, struct hs_asked *asked)
{
	const struct hs_response *response = feed->response;

	hs_clock_ask(&response->clock, &response->retry_after, feed->time_of_day, asked);
	asked->strict = hs_is_time(asked->kind) && !asked->lenient;
}

/* The stanzas before the head; the head for throttled statuses only. */
static struct hs_asked ask_waits(const struct hs_feed *feed, int code, const httpstatus_entry *plain,
                                 bool throttled, enum hs_waits which)
{
	const struct hs_clock *clock = &feed->response->clock;
	const bool fed = feed->response->fed;
	struct hs_asked asked = {.kind = HTTPSTATUS_ASKED_NOTHING};

	hs_evidence_ask_variants(&feed->evidence, code, which, clock, feed->time_of_day, fed, &asked);
	if (plain)
		hs_evidence_ask(&feed->evidence, plain, which, clock, feed->time_of_day, fed, &asked);
	if (!hs_is_time(asked.kind) && throttled)
		hs_evidence_ask(&feed->evidence, NULL, which, clock, feed->time_of_day, fed, &asked);
	return asked;
}

/* A time counts; else that one is malformed does, and else what else is known of it. */
static void prefer(struct hs_asked *asked, const struct hs_asked *other)
{
	if (other->kind != HTTPSTATUS_ASKED_NOTHING &&
	    (hs_is_time(other->kind) || asked->kind == HTTPSTATUS_ASKED_NOTHING))
		*asked = *other;
}

void hs_feed_ask(const struct hs_feed *feed, int code, const httpstatus_entry *plain,
                 bool throttled, struct hs_asked *asked)
{
	struct hs_asked other = ask_waits(feed, code, plain, throttled, HS_WAITS_RETRY_AFTER);

	hs_feed_ask_retry_after(feed, asked);
	if (other.kind != HTTPSTATUS_ASKED_NOTHING)
		*asked = other;
	if (hs_is_time(asked->kind))
		return;
	other = ask_waits(feed, code, plain, throttled, HS_WAITS_OTHER);
	prefer(asked, &other);
}
