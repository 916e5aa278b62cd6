# SPDX-License-Identifier: MIT
#
# Retry storms, simulated. Figures go to bench/out in the build directory.

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

storm_output = bench/out
