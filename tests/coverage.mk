# SPDX-License-Identifier: MIT

# Lines, branches and conditions of lib/ that the tests run; needs clang 19.
coverage:
	$(SHELL) $(srcdir)/tests/coverage.sh '$(srcdir)'

.PHONY: coverage

EXTRA_DIST += \
	tests/coverage-gaps \
	tests/coverage.sh
