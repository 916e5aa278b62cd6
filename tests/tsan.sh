#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds everything with ThreadSanitizer in a directory of its own, and runs
# the suites that have threads, or a signal handler.
#
# usage: tsan.sh SOURCE, in the build directory; make check-tsan
set -eu

source=$(cd "$1" && pwd)
suites=$(cd "$source" && grep -lE '<(pthread|signal)\.h>' tests/check_*.c | sed 's/\.c$//')
[ -n "$suites" ] || { echo 'check-tsan: no suite has threads' >&2; exit 1; }
rm -rf tsan
mkdir tsan
cd tsan
"$source/configure" --quiet --disable-shared --enable-sanitizers=thread
# shellcheck disable=SC2086 # the names are words
make -j2 --quiet $suites
: "${CHECK_PERCENT:=4}"
export CHECK_PERCENT
status=0
for suite in $suites; do
	CK_TIMEOUT_MULTIPLIER=20 TSAN_OPTIONS=exitcode=66 srcdir=$source "$suite" || status=1
done
exit $status
