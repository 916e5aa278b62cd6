# SPDX-License-Identifier: MIT

# What compilers and checkers find without running anything.
analyse: all
	$(SHELL) $(srcdir)/tests/analyse.sh '$(abs_srcdir)' '$(abs_builddir)'

# Whether the tests notice a change of lib/ and tools/; FILES=lib/code/code_set.c for one.
# What they let pass is asked of a second build, with sanitizers, in sanitized/.
mutate: suites
	$(MKDIR_P) sanitized
	cd sanitized && { test -f Makefile || \
		'$(abs_srcdir)/configure' --quiet --enable-sanitizers --disable-static CC='$(CC)' CXX='$(CXX)'; }
	$(MAKE) -C sanitized suites
	python3 $(srcdir)/tests/mutate.py --build . --sanitized sanitized --jobs `nproc` $(FILES)
suites: all
	$(MAKE) $(suites)

.PHONY: analyse mutate suites

EXTRA_DIST += \
	.clang-tidy \
	tests/analyse.sh \
	tests/mutate-equivalent \
	tests/mutate.py
