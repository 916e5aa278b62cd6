#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Runs each fuzz target on the inputs that are kept: the seeds, and what once
# ended a target. Needs no fuzzer. Catalogs are inputs of the catalog reader.
set -u

: "${srcdir:=.}" "${top_builddir:=.}"
failures=0
targets=0

for source in "$srcdir"/tests/fuzz/fuzz_*.c; do
	target=$(basename "$source" .c)
	target=${target#fuzz_}
	targets=$((targets + 1))
	set -- "$srcdir/tests/fuzz/seeds/$target"
	[ ! -d "$srcdir/tests/fuzz/crashes/$target" ] || set -- "$@" "$srcdir/tests/fuzz/crashes/$target"
	[ "$target" != catalog ] || set -- "$@" "$srcdir"/lib/catalogs/*.cat
	if out=$("$top_builddir/tests/fuzz/replay_$target" "$@" 2>&1); then
		printf '%-8s %s\n' "$target" "$(printf '%s\n' "$out" | tail -n 1)"
	else
		printf 'FAIL: %s; the input, and what is said of it:\n' "$target"
		printf '%s\n' "$out" | tail -n 30
		failures=$((failures + 1))
	fi
done

[ "$targets" -gt 0 ] || { echo "FAIL: there are no targets in $srcdir/tests/fuzz"; exit 1; }
printf '%d targets, %d failed\n' "$targets" "$failures"
[ "$failures" -eq 0 ]
