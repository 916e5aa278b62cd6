#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Runs suites under valgrind, each in one process, so that what is left at the
# end was left by somebody. Fails on an invalid access, a value that nobody
# set, and on every block that was not given back.
#
# usage: valgrind.sh SUITE..., in the build directory; make check-valgrind
set -u

: "${LIBTOOL:=./libtool}"
command -v valgrind >/dev/null || { echo 'make check-valgrind needs valgrind' >&2; exit 1; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT INT TERM
failures=0
CK_FORK=no
export CK_FORK

for suite; do
	# check_nomem has a malloc of its own, which stays; what it calls is watched.
	if "$LIBTOOL" --mode=execute valgrind --quiet --error-exitcode=99 \
		--soname-synonyms=somalloc=nouserintercepts \
		--leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all \
		"$suite" >"$log" 2>&1 && grep -q '^100%: Checks: [1-9]' "$log"; then
		printf '%s: %s\n' "$suite" "$(grep '%: Checks' "$log")"
	else
		failures=$((failures + 1))
		printf '%s: FAILED\n' "$suite"
		cat "$log"
	fi
done
[ "$failures" = 0 ]
