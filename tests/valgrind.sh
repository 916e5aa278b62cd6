#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Runs suites under valgrind, each in one process, so that what is left at the
# end was left by somebody. Fails on an invalid access, a value that nobody
# set, and on every block that was not given back.
#
# The processes that a suite forks are judged as well, but not for leaks: they
# end in the middle of a test, with a copy of all that the suite still uses.
# Their exit statuses are their own, which the suite judges.
#
# What takes seconds elsewhere takes many minutes here. Unless the environment
# says otherwise, CHECK_PERCENT is 1.
#
# usage: valgrind.sh SUITE..., in the build directory; make check-valgrind
set -u

: "${LIBTOOL:=./libtool}" "${CHECK_PERCENT:=1}"
[ $# -gt 0 ] || { echo 'check-valgrind: no suite is named' >&2; exit 1; }
command -v valgrind >/dev/null || { echo 'make check-valgrind needs valgrind' >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
failures=0
CK_FORK=no
export CK_FORK CHECK_PERCENT

# usage: run SUITE : what each process of it is accused of stands in $work/log.PID
run() {
	rm -f "$work"/*
	# The shell becomes libtool, then valgrind: its number is that of the suite.
	# check_nomem has a malloc of its own, which stays; what it calls is watched.
	# shellcheck disable=SC2016 # that shell expands it
	sh -c 'echo $$ >"$0"; exec "$@"' "$work/suite" \
		"$LIBTOOL" --mode=execute valgrind --quiet --log-file="$work/log.%p" \
		--soname-synonyms=somalloc=nouserintercepts \
		--leak-check=full --show-leak-kinds=all "$1" >"$work/out" 2>&1
}

# What counts of that: all of the suite's own, of its children's all but leaks.
accusations() {
	suite_log=$work/log.$(cat "$work/suite")
	cat "$suite_log" || echo 'valgrind did not run it'
	for child_log in "$work"/log.*; do
		[ "$child_log" = "$suite_log" ] || sed 's/^==[0-9]*== *//' "$child_log"
	done | awk 'BEGIN { RS = "" } !/ in loss record / { print "In a child:\n" $0 }'
}

for suite; do
	run "$suite"
	status=$?
	accusations >"$work/accusations"
	if [ "$status" = 0 ] && [ ! -s "$work/accusations" ] &&
			grep -q '^100%: Checks: [1-9]' "$work/out"; then
		printf '%s: %s\n' "$suite" "$(grep '%: Checks' "$work/out")"
	else
		failures=$((failures + 1))
		printf '%s: FAILED, exit status %d\n' "$suite" "$status"
		cat "$work/out" "$work/accusations"
	fi
done
[ "$failures" = 0 ]
