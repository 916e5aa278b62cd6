/* SPDX-License-Identifier: MIT */

#include "server.h"

void server_restart(struct server *server)
{
	*server = (struct server){0, 0, 0};
}

void server_pause(struct server *server, double from, double length)
{
	server->pause_from = from;
	server->pause_for = length;
}

static double at_work(const struct server *server, double time)
{
	if (time < server->pause_from)
		return time;
	time -= server->pause_for;
	return time > server->pause_from ? time : server->pause_from;
}

double server_backlog(const struct server *server, double now)
{
	double backlog = server->busy_until - at_work(server, now);

	return backlog > 0 ? backlog : 0;
}

double server_accept(struct server *server, double now, double work)
{
	server->busy_until = at_work(server, now) + server_backlog(server, now) + work;
	return server->busy_until < server->pause_from ? server->busy_until
	                                               : server->busy_until + server->pause_for;
}
