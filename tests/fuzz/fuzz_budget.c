/* SPDX-License-Identifier: MIT */
/*
 * A budget in memory into which another process writes what it likes. An input
 * is a script: letters for steps, with bytes behind them. Whatever is written,
 * and when: the level stays within 0 and 140, a retry is paid for from it, and
 * no object frees what is not its own.
 */

#include "fuzz.h"

#define FULL 140

struct course {
	const uint8_t *at, *end;
	unsigned char *memory;
	httpstatus_budget *budget;  /* NULL: not opened */
	httpstatus_retry *retry;
	uint64_t now;
};

static unsigned take(struct course *course)
{
	return course->at < course->end ? *course->at++ : 0;
}

static void begin_retry(struct course *course)
{
	httpstatus_policy *policy;

	REQUIRE(httpstatus_policy_new(&policy) == 0);
	REQUIRE(httpstatus_policy_set_budget(policy, course->budget) == 0);
	httpstatus_retry_free(course->retry);
	REQUIRE(httpstatus_retry_new(policy, &course->retry) == 0);
	httpstatus_policy_free(policy);
}

static void step_open(struct course *course)
{
	httpstatus_budget *budget;
	int error = httpstatus_budget_at(course->memory, httpstatus_budget_size(), &budget);

	REQUIRE(error == 0 || error == HTTPSTATUS_E_FORMAT);
	REQUIRE(!budget == (error != 0));
	if (error)
		return;
	httpstatus_budget_unref(course->budget);
	course->budget = budget;
	begin_retry(course);
}

static void step_write(struct course *course)
{
	unsigned at = take(course) % (unsigned)httpstatus_budget_size();

	course->memory[at] = (unsigned char)take(course);
}

static void step_fault(struct course *course)
{
	httpstatus_retry_reset(course->retry, HTTPSTATUS_TRAIT_IDEMPOTENT, course->now);
	httpstatus_retry_on_status(course->retry, take(course) % 2 ? 502 : 503, course->now);
}

static void step_success(struct course *course)
{
	int level = httpstatus_budget_level(course->budget);

	httpstatus_retry_reset(course->retry, HTTPSTATUS_TRAIT_IDEMPOTENT, course->now);
	httpstatus_retry_on_status(course->retry, 200, course->now);
	if (course->retry && course->budget)
		REQUIRE(httpstatus_budget_level(course->budget) == (level < FULL ? level + 1 : FULL));
}

static void step(struct course *course)
{
	switch (take(course)) {
	case 'o': step_open(course); break;
	case 'w': step_write(course); break;
	case 'z': memset(course->memory, 0, httpstatus_budget_size()); break;
	case 'F': step_fault(course); break;
	case 'k': step_success(course); break;
	case '+': course->now += UINT64_C(1000) << take(course) % 32; break;
	case 'r': httpstatus_budget_unref(httpstatus_budget_ref(course->budget)); break;
	default: break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct course start;
	struct course course = start;

	course.memory = calloc(1, httpstatus_budget_size());
	REQUIRE(course.memory != NULL);
	course.at = data;
	course.end = size ? data + size : data;
	while (course.at < course.end) {
		int level;

		step(&course);
		level = httpstatus_budget_level(course.budget);
		REQUIRE(level >= 0 && level <= FULL);
	}
	httpstatus_budget_unref(course.budget);
	httpstatus_retry_free(course.retry);
	free(course.memory);
	return 0;
}
