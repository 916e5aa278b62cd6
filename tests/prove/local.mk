# SPDX-License-Identifier: MIT

# The contracts in lib/, by Frama-C; a skip where it is missing.
prove: $(BUILT_SOURCES)
	srcdir='$(srcdir)' top_builddir=. $(SHELL) $(srcdir)/tests/prove.sh

.PHONY: prove

EXTRA_DIST += \
	tests/prove.sh \
	tests/prove/functions \
	tests/prove/json.c \
	tests/prove/lookup.c \
	tests/prove/prove.h \
	tests/prove/unproved \
	tests/prove/xml.c
