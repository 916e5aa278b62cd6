/* SPDX-License-Identifier: MIT */
/*
 * A budget: one word, changed by compare-and-swap alone, so that threads, and
 * processes that share its memory, need no lock and none can be left locked.
 */

#include "budget.h"

#include <stdatomic.h>
#include <stdlib.h>

enum {
	TOKENS_MAX    = 140,        /* ten repetitions */
	TOKENS_START  = 28,         /* two */
	TOKENS_MINUTE = 14          /* for each minute without a failure */
};

/*
 * The word: in its high half the tokens, plus one; above them the seconds in
 * vain; and whether there was a failure. In its low half the second of the
 * last one, of a clock that wraps. 0 is a budget that nobody has used yet.
 */
#define TOKENS     UINT32_C(0xFFFF)
#define VAIN_SHIFT 16
#define VAIN_MAX   UINT32_C(0x7FFF)
#define HAS_FAILED (UINT32_C(1) << 31)

struct httpstatus_budget {
	_Atomic uint64_t word;
	_Atomic uint32_t refs;      /* 0: in memory of the caller */
	uint32_t unused;
};

struct state {
	uint32_t tokens;
	uint32_t vain;              /* seconds that had failures, since the last success */
	uint32_t failure;           /* the second of the last one */
	bool has_failed;
};

/*@ assigns \nothing;
    ensures \result.tokens <= TOKENS_MAX && \result.vain <= VAIN_MAX;
    ensures word == 0 ==> \result.tokens == TOKENS_START && !\result.has_failed;
    ensures word != 0 ==> \result.failure == (uint32_t)word;
*/
static struct state unpack(uint64_t word)
{
	struct state state = {.tokens = TOKENS_START};
	uint32_t high = (uint32_t)(word >> 32);

	if (word == 0)
		return state;
	state.tokens = (high & TOKENS) - 1;
	state.vain = high >> VAIN_SHIFT & VAIN_MAX;
	state.failure = (uint32_t)word;
	state.has_failed = high & HAS_FAILED;
	/* Whoever else writes to shared memory cannot make tokens. */
	if (state.tokens > TOKENS_MAX)
		state.tokens = 0;
	return state;
}

/*@ requires state.tokens <= TOKENS_MAX && state.vain <= VAIN_MAX;
    assigns \nothing;
*/
static uint64_t pack(struct state state)
{
	uint32_t high = state.vain << VAIN_SHIFT | (state.tokens + 1);

	if (state.has_failed)
		high |= HAS_FAILED;
	return (uint64_t)high << 32 | state.failure;
}

/* Time without a failure is worth tokens, up to what one starts with, and new patience. */
/*@ requires \valid(state) && state->tokens <= TOKENS_MAX;
    assigns state->tokens, state->vain;
    ensures \old(state->tokens) <= state->tokens;
    ensures state->tokens <= \max(\old(state->tokens), TOKENS_START);
    ensures state->vain == 0 || state->vain == \old(state->vain);
*/
static void credit(struct state *state, uint32_t now)
{
	uint32_t idle = now - state->failure;
	uint32_t minutes = idle / 60;

	/* Another thread was later; or this clock went back. */
	if (!state->has_failed || idle > INT32_MAX || minutes == 0)
		return;
	state->vain = 0;
	if (state->tokens >= TOKENS_START)
		return;
	state->tokens += minutes * TOKENS_MINUTE;
	if (state->tokens > TOKENS_START)
		state->tokens = TOKENS_START;
}

/* Seconds are counted, not failures: ten requests may hit one restart. */
/*@ requires \valid(state) && state->vain <= VAIN_MAX;
    assigns state->failure, state->has_failed, state->vain;
    ensures state->has_failed && 0 < state->vain <= VAIN_MAX;
    ensures state->failure == now || state->failure == \old(state->failure);
    ensures state->vain == \old(state->vain) || state->vain == \old(state->vain) + 1;
*/
static void note_failure(struct state *state, uint32_t now)
{
	bool later = !state->has_failed || now - state->failure <= INT32_MAX;
	bool another = later && now != state->failure;

	if (state->vain == 0 || (another && state->vain <= HS_PATIENCE))
		state->vain++;
	if (later)
		state->failure = now;
	state->has_failed = true;
}

/* Who pushes back is there, and says when to come; the others are asked in vain. */
/*@ requires \valid_read(state);
    assigns \nothing;
    ensures cost == 0 ==> \result;
    ensures \result ==> cost <= state->tokens;
*/
static bool can_pay(const struct state *state, uint32_t cost)
{
	if (cost > HS_COST_THROTTLED && state->vain > HS_PATIENCE)
		return false;
	return state->tokens >= cost;
}

/*@ requires budget == \null || \valid(budget);
    assigns budget->word;
    ensures budget == \null || cost == 0 ==> \result;
    ensures budget != \null && cost > TOKENS_MAX ==> !\result;
*/
bool hs_budget_take(httpstatus_budget *budget, uint32_t cost, uint32_t now)
{
	uint64_t word;
	struct state state;
	bool paid;

	if (!budget)
		return true;
	word = atomic_load_explicit(&budget->word, memory_order_relaxed);
	/*@ loop assigns word, state, paid, budget->word; */
	do {
		state = unpack(word);
		credit(&state, now);
		note_failure(&state, now);
		paid = can_pay(&state, cost);
		if (paid)
			state.tokens -= cost;
	} while (!atomic_compare_exchange_weak_explicit(&budget->word, &word, pack(state),
	                                                memory_order_relaxed,
	                                                memory_order_relaxed));
	return paid;
}

/*@ requires budget == \null || \valid(budget);
    assigns budget->word;
*/
void hs_budget_give(httpstatus_budget *budget, uint32_t tokens)
{
	uint64_t word;
	struct state state;

	if (!budget)
		return;
	word = atomic_load_explicit(&budget->word, memory_order_relaxed);
	/*@ loop assigns word, state, budget->word; */
	do {
		state = unpack(word);
		state.vain = 0;
		state.tokens = tokens < TOKENS_MAX - state.tokens ? state.tokens + tokens : TOKENS_MAX;
	} while (!atomic_compare_exchange_weak_explicit(&budget->word, &word, pack(state),
	                                                memory_order_relaxed,
	                                                memory_order_relaxed));
}

/*@ requires budget == \null || \valid_read(budget);
    assigns \nothing;
    ensures 0 <= \result <= TOKENS_MAX;
    ensures budget == \null ==> \result == 0;
*/
int httpstatus_budget_level(const httpstatus_budget *budget)
{
	if (!budget)
		return 0;
	return (int)unpack(atomic_load_explicit(&budget->word, memory_order_relaxed)).tokens;
}

int httpstatus_budget_new(httpstatus_budget **budget)
{
	if (!budget)
		return HTTPSTATUS_E_INVAL;
	*budget = calloc(1, sizeof(**budget));
	if (!*budget)
		return HTTPSTATUS_E_NOMEM;
	atomic_store_explicit(&(*budget)->refs, 1, memory_order_relaxed);
	return 0;
}

size_t httpstatus_budget_size(void)
{
	return sizeof(httpstatus_budget);
}

int httpstatus_budget_at(void *memory, size_t size, httpstatus_budget **budget)
{
	if (!budget)
		return HTTPSTATUS_E_INVAL;
	*budget = NULL;
	if (!memory || (uintptr_t)memory % _Alignof(httpstatus_budget) != 0)
		return HTTPSTATUS_E_INVAL;
	if (size < sizeof(httpstatus_budget))
		return HTTPSTATUS_E_LIMIT;
	*budget = memory;
	return 0;
}

static bool is_counted(httpstatus_budget *budget)
{
	return budget && atomic_load_explicit(&budget->refs, memory_order_relaxed) != 0;
}

httpstatus_budget *httpstatus_budget_ref(httpstatus_budget *budget)
{
	if (is_counted(budget))
		atomic_fetch_add_explicit(&budget->refs, 1, memory_order_relaxed);
	return budget;
}

void httpstatus_budget_unref(httpstatus_budget *budget)
{
	if (is_counted(budget) &&
	    atomic_fetch_sub_explicit(&budget->refs, 1, memory_order_acq_rel) == 1)
		free(budget);
}
