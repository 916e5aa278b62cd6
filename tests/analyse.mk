# SPDX-License-Identifier: MIT

# What compilers and checkers find without running anything.
analyse: all
	$(SHELL) $(srcdir)/tests/analyse.sh '$(abs_srcdir)' '$(abs_builddir)'

.PHONY: analyse

EXTRA_DIST += \
	.clang-tidy \
	tests/analyse.sh
