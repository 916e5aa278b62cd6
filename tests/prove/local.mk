# SPDX-License-Identifier: MIT

# The contracts in lib/, by Frama-C; needs frama-c-base, why3, z3 and cvc4.
prove: $(BUILT_SOURCES)
	srcdir='$(srcdir)' top_builddir=. $(SHELL) $(srcdir)/tests/prove.sh

.PHONY: prove

EXTRA_DIST += \
	tests/prove.sh \
	tests/prove/functions \
	tests/prove/prove.h \
	tests/prove/unproved
