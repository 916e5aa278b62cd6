# SPDX-License-Identifier: MIT
#
# Retry storms, simulated: figures, a report and plots in bench/out.
#
#   make storm            20 seeds, 10^5 clients; some minutes
#   make storm-million    10^6 clients, where they count; 2 GB of memory
#   make check-storm      few runs, for the anchors alone; less than half a minute

EXTRA_PROGRAMS += bench/storm/storm
bench_storm_storm_SOURCES = \
	bench/storm/agenda.c bench/storm/agenda.h \
	bench/storm/amplification.c \
	bench/storm/contention.c \
	bench/storm/draw.c bench/storm/draw.h \
	bench/storm/fleet.c \
	bench/storm/herd.c \
	bench/storm/layers.c \
	bench/storm/main.c \
	bench/storm/memory.c bench/storm/memory.h \
	bench/storm/ours.c \
	bench/storm/peers.c \
	bench/storm/report.c bench/storm/report.h \
	bench/storm/rules.h \
	bench/storm/sample.c bench/storm/sample.h \
	bench/storm/scenarios.h \
	bench/storm/server.c bench/storm/server.h \
	bench/storm/skew.c \
	bench/storm/threshold.c
bench_storm_storm_LDADD = libhttpstatus.la -lm

storm: bench/storm/storm
	@$(MKDIR_P) bench/out
	bench/storm/storm --output bench/out
	@if command -v gnuplot >/dev/null; then \
		gnuplot -e "directory='bench/out'; type='svg'" $(srcdir)/bench/storm/plots.gnuplot; \
		gnuplot -e "directory='bench/out'" $(srcdir)/bench/storm/herd-text.gnuplot; \
	else \
		echo 'no gnuplot: no plots'; \
	fi

storm-million: bench/storm/storm
	@$(MKDIR_P) bench/out/million
	bench/storm/storm --million --output bench/out/million

check-storm: bench/storm/storm
	@$(MKDIR_P) bench/out/quick
	bench/storm/storm --quick --output bench/out/quick

EXTRA_DIST += bench/storm/herd-text.gnuplot bench/storm/plots.gnuplot
CLEANFILES += bench/out/storm* bench/out/million/storm* bench/out/quick/storm*

.PHONY: check-storm storm storm-million
