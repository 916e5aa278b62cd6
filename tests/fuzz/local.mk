# SPDX-License-Identifier: MIT
# Fuzzing. make check runs the targets on the inputs that are kept.
#
#   make check-fuzz                  a minute of libFuzzer for each target; or FUZZ_SECONDS
#   make fuzz SECONDS=36000          ten hours; default: one
#   make fuzz ENGINE=afl             with AFL++
#   make fuzz SANITIZER=memory       reads of memory that nobody has written
#   make fuzz FUZZ_TARGETS='date set'
#   make fuzz-coverage               what all inputs found so far reach of lib/
#
# JOBS targets run at a time, or as many as there are processors.

fuzz_targets = budget catalog content date fields head parse phrase retry set stanza units
replay_programs = \
	tests/fuzz/replay_budget \
	tests/fuzz/replay_catalog \
	tests/fuzz/replay_content \
	tests/fuzz/replay_date \
	tests/fuzz/replay_fields \
	tests/fuzz/replay_head \
	tests/fuzz/replay_parse \
	tests/fuzz/replay_phrase \
	tests/fuzz/replay_retry \
	tests/fuzz/replay_set \
	tests/fuzz/replay_stanza \
	tests/fuzz/replay_units
check_PROGRAMS += $(replay_programs)
TESTS += tests/fuzz/replay.sh
# Also where it is the only test: make check-one.
tests/fuzz/replay.sh: $(replay_programs)

tests_fuzz_replay_budget_SOURCES = tests/fuzz/fuzz_budget.c tests/fuzz/replay.c
tests_fuzz_replay_catalog_SOURCES = tests/fuzz/fuzz_catalog.c tests/fuzz/replay.c tests/fuzz/fuzz.h
tests_fuzz_replay_content_SOURCES = tests/fuzz/fuzz_content.c tests/fuzz/replay.c
tests_fuzz_replay_date_SOURCES = tests/fuzz/fuzz_date.c tests/fuzz/replay.c
tests_fuzz_replay_fields_SOURCES = tests/fuzz/fuzz_fields.c tests/fuzz/replay.c
tests_fuzz_replay_head_SOURCES = tests/fuzz/fuzz_head.c tests/fuzz/replay.c
tests_fuzz_replay_parse_SOURCES = tests/fuzz/fuzz_parse.c tests/fuzz/replay.c
tests_fuzz_replay_phrase_SOURCES = tests/fuzz/fuzz_phrase.c tests/fuzz/replay.c
tests_fuzz_replay_retry_SOURCES = tests/fuzz/fuzz_retry.c tests/fuzz/replay.c tests/oracle.h
tests_fuzz_replay_set_SOURCES = tests/fuzz/fuzz_set.c tests/fuzz/replay.c
tests_fuzz_replay_stanza_SOURCES = tests/fuzz/fuzz_stanza.c tests/fuzz/replay.c
tests_fuzz_replay_units_SOURCES = tests/fuzz/fuzz_units.c tests/fuzz/replay.c

SECONDS = 3600
FUZZ_SECONDS = 60
ENGINE = libfuzzer
SANITIZER = address
JOBS =
FUZZ_TARGETS = $(fuzz_targets)
fuzz_run = \
	srcdir='$(srcdir)' ENGINE='$(ENGINE)' SANITIZER='$(SANITIZER)' JOBS='$(JOBS)' \
	$(SHELL) $(srcdir)/tests/fuzz/run.sh

check-fuzz: $(BUILT_SOURCES)
	FUZZ_SECONDS='$(FUZZ_SECONDS)' $(fuzz_run) fuzz $(FUZZ_TARGETS)

fuzz: $(BUILT_SOURCES)
	FUZZ_SECONDS='$(SECONDS)' $(fuzz_run) fuzz $(FUZZ_TARGETS)

fuzz-coverage: $(BUILT_SOURCES)
	$(fuzz_run) coverage $(FUZZ_TARGETS)

# What was found new stays until distclean takes the whole of it away.
distclean-local:
	rm -rf tests/fuzz/address tests/fuzz/memory tests/fuzz/afl tests/fuzz/coverage \
		tests/fuzz/corpus tests/fuzz/findings tests/fuzz/afl-seeds tests/fuzz/afl-out \
		tests/fuzz/probe tests/fuzz/probe.c

.PHONY: check-fuzz fuzz fuzz-coverage

EXTRA_DIST += \
	tests/fuzz/crashes \
	tests/fuzz/seeds \
	tests/fuzz/budget.dict \
	tests/fuzz/catalog.dict \
	tests/fuzz/content.dict \
	tests/fuzz/date.dict \
	tests/fuzz/fields.dict \
	tests/fuzz/head.dict \
	tests/fuzz/parse.dict \
	tests/fuzz/phrase.dict \
	tests/fuzz/retry.dict \
	tests/fuzz/set.dict \
	tests/fuzz/stanza.dict \
	tests/fuzz/units.dict \
	tests/fuzz/replay.sh \
	tests/fuzz/run.sh
