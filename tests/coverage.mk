# SPDX-License-Identifier: MIT

# Lines, branches and conditions of lib/ and tools/ that the tests run; needs clang 19.
coverage:
	$(SHELL) $(srcdir)/tests/coverage.sh '$(srcdir)'

# The suites under valgrind; three to seven minutes. SUITES=tests/check_set for one.
SUITES = $(suites)
check-valgrind: $(check_PROGRAMS)
	srcdir='$(srcdir)' LIBTOOL=./libtool $(SHELL) $(srcdir)/tests/valgrind.sh $(SUITES)

# Those with threads under ThreadSanitizer.
check-tsan:
	$(SHELL) $(srcdir)/tests/tsan.sh '$(srcdir)'

.PHONY: check-tsan check-valgrind coverage

EXTRA_DIST += \
	tests/coverage-gaps \
	tests/coverage.sh \
	tests/tsan.sh \
	tests/valgrind.sh
