# SPDX-License-Identifier: MIT

# Speed and size beside what else there is; see bench/run.sh. The report is
# bench/out/report.md. QUICK=1 for a first look, BENCH="name date" for some.
bench: all
	CC='$(CC)' CXX='$(CXX)' $(SHELL) $(srcdir)/bench/run.sh '$(srcdir)' $(BENCH)

# Instructions by callgrind, which counts the same on every machine.
bench-instructions: all
	CC='$(CC)' CXX='$(CXX)' $(SHELL) $(srcdir)/bench/instructions.sh '$(srcdir)'

# The memory of a million retries.
EXTRA_PROGRAMS += bench/handles
bench_handles_SOURCES = bench/handles.c
bench_handles_LDADD = libhttpstatus.la
bench-handles: bench/handles
	bench/handles

# httpstatus logs beside other programs.
bench-logs: all
	CC='$(CC)' $(SHELL) $(srcdir)/bench/logs.sh '$(srcdir)'

.PHONY: bench bench-handles bench-instructions bench-logs

EXTRA_DIST += \
	bench/README \
	bench/advice.c \
	bench/bars.gp \
	bench/budget.c \
	bench/build.sh \
	bench/bulk.c \
	bench/catalog.c \
	bench/damaged.h \
	bench/date.c \
	bench/decide.c \
	bench/harness.c \
	bench/harness.h \
	bench/instructions.sh \
	bench/libraries.sh \
	bench/load.c \
	bench/logs.sh \
	bench/measure.c \
	bench/name.c \
	bench/peer.h \
	bench/peers/apr.c \
	bench/peers/beast.c \
	bench/peers/beast_peer.cc \
	bench/peers/bsearch.c \
	bench/peers/civetweb.c \
	bench/peers/curl.c \
	bench/peers/empty.c \
	bench/peers/empty_call.c \
	bench/peers/empty_call.h \
	bench/peers/empty_libc.c \
	bench/peers/gperf.c \
	bench/peers/http-parser.c \
	bench/peers/httplib.cc \
	bench/peers/linear.c \
	bench/peers/microhttpd.c \
	bench/peers/neon.c \
	bench/peers/ours.c \
	bench/peers/poco.cc \
	bench/peers/rust.c \
	bench/peers/rust.rs \
	bench/peers/soup.c \
	bench/peers/strptime.c \
	bench/peers/switch.c \
	bench/phrase.c \
	bench/phrases.awk \
	bench/pivot.awk \
	bench/report.awk \
	bench/report.sh \
	bench/retry_after.c \
	bench/run.sh

clean-local:
	rm -rf bench/work bench/out
