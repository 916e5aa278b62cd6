/* SPDX-License-Identifier: MIT */
/*
 * A server that does one thing after the other, first come, first served, and
 * does not learn that a client has gone. As what comes first is done first,
 * the end of each piece of work is known when it comes.
 */
#ifndef STORM_SERVER_H
#define STORM_SERVER_H

struct server {
	double busy_until;          /* in time at work: without the pause */
	double pause_from;
	double pause_for;
};

void server_restart(struct server *server);
/* The server stands still for so long, once, from then on. */
void server_pause(struct server *server, double from, double length);
/* Seconds of work that lie before the server. */
double server_backlog(const struct server *server, double now);
/* Takes on so many seconds of work; answers when that will be done. */
double server_accept(struct server *server, double now, double work);

#endif
