/* SPDX-License-Identifier: MIT */
/*
 * queue.c - several requests at a time, as in a daemon with timers
 *
 *     cc queue.c $(pkg-config --cflags --libs httpstatus)
 *     ./a.out 'attempts=5 base=1 max-delay=30 done=409'
 *
 * The argument is what a line of a configuration file would hold. Responses come
 * from a table in place of a network, and time from a variable.
 */
#include <httpstatus.h>

#include <stdio.h>
#include <string.h>

enum { JOBS = 3 };

static const int responses[JOBS][3] = {{503, 200, 200}, {500, 502, 409}, {401, 401, 401}};

struct job {
	httpstatus_retry *retry;
	uint64_t due;       /* when the next attempt may begin */
	int ended;
};

/* Each job shares the policy, and has a seed of its own. */
static int begin(struct job *jobs, const httpstatus_policy *policy)
{
	for (int n = 0; n < JOBS; n++) {
		if (httpstatus_retry_new(policy, &jobs[n].retry) != 0)
			return 0;
		/* A daemon passes its process number and the time. */
		httpstatus_retry_seed(jobs[n].retry, httpstatus_mix_seed(1, 2, (uint64_t)n));
		httpstatus_retry_reset(jobs[n].retry, httpstatus_method_traits("PUT"), 0);
	}
	return 1;
}

/* The job that is due next; -1 if none is on its way. */
static int next_job(const struct job *jobs)
{
	int next = -1;

	for (int n = 0; n < JOBS; n++)
		if (!jobs[n].ended && (next < 0 || jobs[n].due < jobs[next].due))
			next = n;
	return next;
}

static void attempt(struct job *job, int n, uint64_t now)
{
	int attempts = httpstatus_retry_attempts(job->retry);
	int code = responses[n][attempts < 3 ? attempts : 2];
	httpstatus_advice advice = httpstatus_retry_on_status(job->retry, code, now);
	int keep = httpstatus_advice_keep(advice); /* what becomes of its content */
	char text[200];

	job->ended = httpstatus_advice_verdict(advice) != HTTPSTATUS_VERDICT_RETRY;
	job->due = httpstatus_retry_next_ms(job->retry);
	httpstatus_retry_text(job->retry, text, sizeof text);
	printf("job %d: %s; %s\n", n, httpstatus_keep_name(keep), text);
}

int main(int argc, char **argv)
{
	const char *settings = argc > 1 ? argv[1] : "";
	struct job jobs[JOBS] = {{NULL, 0, 0}};
	httpstatus_policy *policy;
	const char *expected;
	size_t at;
	int n;

	if (httpstatus_policy_new(&policy) != 0)
		return 1;
	if (httpstatus_policy_parse(policy, settings, strlen(settings), &at, &expected) != 0)
		fprintf(stderr, "%s: expected %s\n", settings + at, expected);
	else if (begin(jobs, policy))
		while ((n = next_job(jobs)) >= 0)
			attempt(&jobs[n], n, jobs[n].due);
	httpstatus_policy_free(policy);
	for (n = 0; n < JOBS; n++)
		httpstatus_retry_free(jobs[n].retry);
	return 0;
}
