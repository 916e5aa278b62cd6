/* SPDX-License-Identifier: MIT */
/*
 * A budget: one word, changed by compare-and-swap alone, so that threads, and
 * processes that share its memory, need no lock and none can be left locked.
 *
 * Processes share numbers only. What a process follows or counts on, pointers
 * and references, lies in a handle of its own, where no other process writes.
 */

#include "retry/budget.h"

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

/*
 * The number of the format, behind letters that tell a budget from other
 * memory. Another number wherever another release would read the word in
 * another way: its parts, or what a token is worth.
 */
#define FORMAT UINT64_C(0x4853627564676501)

/* 8 on every machine, so that processes of 32 and of 64 bits can share it. */
struct shared {
	_Alignas(8) _Atomic uint64_t format;    /* 0: nobody has opened it yet */
	_Alignas(8) _Atomic uint64_t word;
};

struct httpstatus_budget {
	struct shared *shared;      /* own, or memory of the caller */
	_Atomic uint32_t refs;
	struct shared own;
};

/*
 * How often a change is tried. Threads that work on one budget need a few
 * tries; only a process that never stops writing can make all of them fail.
 */
enum { TRIES = 65536 };

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
	/* Whatever another process writes is worth no more than a full budget. */
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

/*@ requires \valid(budget) && \valid(budget->shared) && \valid(word);
    requires state.tokens <= TOKENS_MAX && state.vain <= VAIN_MAX;
    assigns budget->shared->word, *word;
*/
static bool change(httpstatus_budget *budget, uint64_t *word, struct state state)
{
	return atomic_compare_exchange_weak_explicit(&budget->shared->word, word, pack(state),
	                                             memory_order_relaxed, memory_order_relaxed);
}

/*@ requires budget == \null || (\valid(budget) && \valid(budget->shared));
    assigns budget->shared->word;
    ensures budget == \null || cost == 0 ==> \result;
    ensures budget != \null && cost > TOKENS_MAX ==> !\result;
*/
bool hs_budget_take(httpstatus_budget *budget, uint32_t cost, uint32_t now)
{
	uint64_t word;

	if (!budget)
		return true;
	word = atomic_load_explicit(&budget->shared->word, memory_order_relaxed);
	/*@ loop assigns tries, word, budget->shared->word; */
	for (int tries = 0; tries < TRIES; tries++) {
		struct state state = unpack(word);
		bool paid;

		credit(&state, now);
		note_failure(&state, now);
		paid = can_pay(&state, cost);
		if (paid)
			state.tokens -= cost;
		if (change(budget, &word, state))
			return paid;
	}
	return cost == HS_COST_FREE;
}

/*@ requires budget == \null || (\valid(budget) && \valid(budget->shared));
    assigns budget->shared->word;
*/
void hs_budget_give(httpstatus_budget *budget, uint32_t tokens)
{
	uint64_t word;

	if (!budget)
		return;
	word = atomic_load_explicit(&budget->shared->word, memory_order_relaxed);
	/*@ loop assigns tries, word, budget->shared->word; */
	for (int tries = 0; tries < TRIES; tries++) {
		struct state state = unpack(word);

		state.vain = 0;
		state.tokens = tokens < TOKENS_MAX - state.tokens ? state.tokens + tokens : TOKENS_MAX;
		if (change(budget, &word, state))
			return;
	}
}

/*@ requires budget == \null || (\valid_read(budget) && \valid_read(budget->shared));
    assigns \nothing;
    ensures 0 <= \result <= TOKENS_MAX;
    ensures budget == \null ==> \result == 0;
*/
int httpstatus_budget_level(const httpstatus_budget *budget)
{
	if (!budget)
		return 0;
	return (int)unpack(atomic_load_explicit(&budget->shared->word, memory_order_relaxed)).tokens;
}

/* The handle of what lies in shared; NULL: in the handle itself. */
static int make_handle(struct shared *shared, httpstatus_budget **budget)
{
	*budget = calloc(1, sizeof(**budget));
	if (!*budget)
		return HTTPSTATUS_E_NOMEM;
	(*budget)->shared = shared ? shared : &(*budget)->own;
	atomic_store_explicit(&(*budget)->refs, 1, memory_order_relaxed);
	return 0;
}

int httpstatus_budget_new(httpstatus_budget **budget)
{
	if (!budget)
		return HTTPSTATUS_E_INVAL;
	return make_handle(NULL, budget);
}

size_t httpstatus_budget_size(void)
{
	return sizeof(struct shared);
}

/* Where a library does atomics with a lock, that lock is of one process. */
static bool can_share(const struct shared *shared)
{
	return atomic_is_lock_free(&shared->format) && atomic_is_lock_free(&shared->word);
}

/* Whether it is of this format; fresh memory becomes so, whoever comes first. */
static bool claim_format(struct shared *shared)
{
	uint64_t found = 0;

	return atomic_compare_exchange_strong_explicit(&shared->format, &found, FORMAT,
	                                               memory_order_relaxed,
	                                               memory_order_relaxed) ||
	       found == FORMAT;
}

int httpstatus_budget_at(void *memory, size_t size, httpstatus_budget **budget)
{
	struct shared *shared = memory;

	if (!budget)
		return HTTPSTATUS_E_INVAL;
	*budget = NULL;
	if (!memory || (uintptr_t)memory % _Alignof(struct shared) != 0 || !can_share(shared))
		return HTTPSTATUS_E_INVAL;
	if (size < sizeof(*shared))
		return HTTPSTATUS_E_LIMIT;
	if (!claim_format(shared))
		return HTTPSTATUS_E_FORMAT;
	return make_handle(shared, budget);
}

httpstatus_budget *httpstatus_budget_ref(httpstatus_budget *budget)
{
	if (budget)
		atomic_fetch_add_explicit(&budget->refs, 1, memory_order_relaxed);
	return budget;
}

void httpstatus_budget_unref(httpstatus_budget *budget)
{
	if (budget && atomic_fetch_sub_explicit(&budget->refs, 1, memory_order_acq_rel) == 1)
		free(budget);
}
