# SPDX-License-Identifier: MIT

# What compilers and checkers find without running anything.
analyse: all
	$(SHELL) $(srcdir)/tests/analyse.sh '$(abs_srcdir)' '$(abs_builddir)'

# Whether the suites notice a change of the library; FILES=lib/set.c for one.
mutate: $(check_PROGRAMS)
	python3 $(srcdir)/tests/mutate.py --build . $(FILES)

.PHONY: analyse mutate

EXTRA_DIST += \
	.clang-tidy \
	tests/analyse.sh \
	tests/mutate-equivalent \
	tests/mutate.py
