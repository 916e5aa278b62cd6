/* SPDX-License-Identifier: MIT */
/*
 * A budget is one word that only compare-and-swap changes, so that threads, and
 * processes that share its memory, need no lock, and a process that dies leaves
 * none locked.
 *
 * Processes share numbers only. Pointers and reference counts are in a handle
 * of each process, where no other process writes.
 */

#include "retry/budget.h"

#include <stdatomic.h>
#include <stdlib.h>

enum {
	TOKENS_MAX    = 140,        /* ten retries */
	TOKENS_START  = 28,         /* two */
	TOKENS_MINUTE = 14          /* for each minute without a failure */
};

/*
 * The parts of the word; 0 is a new budget:
 * bits  0 to 31  the second of the last failure, on a clock that wraps
 *      32 to 47  the tokens, plus one
 *      48 to 62  the seconds that had failures, since the last success
 *      63        whether there was a failure at all
 */
#define TOKENS     UINT32_C(0xFFFF)
#define FAILING_SHIFT 16
#define FAILING_MAX   UINT32_C(0x7FFF)
#define HAS_FAILED (UINT32_C(1) << 31)

/*
 * The number of the format, after letters that distinguish a budget from other
 * memory. The number changes whenever a release reads the word differently: its
 * parts, or the value of a token.
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
 * How often a change is tried. Threads that share a budget need a few tries;
 * only a process that never stops writing can make all of them fail.
 */
enum { TRIES = 65536 };

struct state {
	uint32_t tokens;
	uint32_t failing_seconds;   /* seconds that had failures, since the last success */
	uint32_t failure;           /* the second of the last failure */
	bool has_failed;
};

/*@ assigns \nothing;
    ensures \result.tokens <= TOKENS_MAX && \result.failing_seconds <= FAILING_MAX;
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
	state.failing_seconds = high >> FAILING_SHIFT & FAILING_MAX;
	state.failure = (uint32_t)word;
	state.has_failed = high & HAS_FAILED;
	/* Another process that writes garbage cannot create tokens beyond the maximum. */
	if (state.tokens > TOKENS_MAX)
		state.tokens = 0;
	return state;
}

/*@ requires state.tokens <= TOKENS_MAX && state.failing_seconds <= FAILING_MAX;
    assigns \nothing;
*/
static uint64_t pack(struct state state)
{
	uint32_t high = state.failing_seconds << FAILING_SHIFT | (state.tokens + 1);

	if (state.has_failed)
		high |= HAS_FAILED;
	return (uint64_t)high << 32 | state.failure;
}

/*
 * Each minute without a failure adds tokens, up to the initial number, and
 * resets the count of failing seconds.
 */
/*@ requires \valid(state) && state->tokens <= TOKENS_MAX;
    assigns state->tokens, state->failing_seconds;
    ensures \old(state->tokens) <= state->tokens;
    ensures state->tokens <= \max(\old(state->tokens), TOKENS_START);
    ensures state->failing_seconds == 0 || state->failing_seconds == \old(state->failing_seconds);
*/
static void credit(struct state *state, uint32_t now)
{
	uint32_t idle = now - state->failure;
	uint32_t minutes = idle / 60;

	/* Another thread reported a later time, or the clock went back. */
	if (!state->has_failed || idle > INT32_MAX || minutes == 0)
		return;
	state->failing_seconds = 0;
	if (state->tokens >= TOKENS_START)
		return;
	state->tokens += minutes * TOKENS_MINUTE;
	if (state->tokens > TOKENS_START)
		state->tokens = TOKENS_START;
}

/* Counts seconds, not failures, because one restart may fail many requests at once. */
/*@ requires \valid(state) && state->failing_seconds <= FAILING_MAX;
    assigns state->failure, state->has_failed, state->failing_seconds;
    ensures state->has_failed && 0 < state->failing_seconds <= FAILING_MAX;
    ensures state->failure == now || state->failure == \old(state->failure);
    ensures state->failing_seconds == \old(state->failing_seconds) ||
            state->failing_seconds == \old(state->failing_seconds) + 1;
*/
static void note_failure(struct state *state, uint32_t now)
{
	bool later = !state->has_failed || now - state->failure <= INT32_MAX;
	bool another = later && now != state->failure;

	if (state->failing_seconds == 0 || (another && state->failing_seconds <= HS_PATIENCE))
		state->failing_seconds++;
	if (later)
		state->failure = now;
	state->has_failed = true;
}

/* A server that throttles is up and says when to retry: only other failures are an outage. */
/*@ requires \valid_read(state);
    assigns \nothing;
    ensures cost == 0 ==> \result;
    ensures \result ==> cost <= state->tokens;
*/
static bool can_pay(const struct state *state, uint32_t cost)
{
	if (cost > HS_COST_THROTTLED && state->failing_seconds > HS_PATIENCE)
		return false;
	return state->tokens >= cost;
}

/*@ requires \valid(budget) && \valid(budget->shared) && \valid(word);
    requires \separated(&budget->shared->word, word);
    requires state.tokens <= TOKENS_MAX && state.failing_seconds <= FAILING_MAX;
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

		state.failing_seconds = 0;
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

/* Makes a handle for shared; NULL: for memory in the handle itself. */
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

/* Atomics that use a lock use one of this process alone. */
static bool can_share(const struct shared *shared)
{
	return atomic_is_lock_free(&shared->format) && atomic_is_lock_free(&shared->word);
}

/* Whether the memory has this format; the first process that opens it writes it. */
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
