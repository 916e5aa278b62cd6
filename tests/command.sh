# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# What the tests of the command share. HTTPSTATUS names it.

: "${HTTPSTATUS:?names the command to test}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0
checks=0

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
	sed 's/^/    out: /' "$work/out"
	sed 's/^/    err: /' "$work/err"
}

# usage: run STATUS ARGUMENT... : runs the command, whose exit status is to be STATUS
run() {
	wanted=$1
	shift
	checks=$((checks + 1))
	"$HTTPSTATUS" "$@" >"$work/out" 2>"$work/err"
	found=$?
	[ "$found" = "$wanted" ] || fail "$*: exit status $found, expected $wanted"
}

# usage: has TEXT... : each is a part of a line of the output
has() {
	for text; do
		checks=$((checks + 1))
		grep -qF -e "$text" "$work/out" || fail "'$text' is not in the output"
	done
}

lacks() {
	for text; do
		checks=$((checks + 1))
		! grep -qF -e "$text" "$work/out" || fail "'$text' is in the output"
	done
}

complains() {
	checks=$((checks + 1))
	grep -qF -e "$1" "$work/err" || fail "'$1' is not in the errors"
}

silent() {
	checks=$((checks + 1))
	[ ! -s "$work/err" ] || fail "errors were printed"
}

# usage: json FILTER : jq's filter is true of the output, read as an array of objects
json() {
	checks=$((checks + 1))
	jq -e -s "$1" "$work/out" >/dev/null 2>"$work/err" || fail "jq: $1"
}

# usage: all FILTER : the same, of every object
all() {
	json "length > 0 and (map($1) | all)"
}

# usage: is TEXT : the whole output, but for its last line end
is() {
	checks=$((checks + 1))
	[ "$(cat "$work/out")" = "$1" ] || fail "the output is not '$1'"
}

# Addresses may be longer.
narrow() {
	checks=$((checks + 1))
	! grep -v 'http' "$work/out" | grep -q '.\{80\}' || fail "a line has more than 79 columns"
}

finish() {
	printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
	[ "$failures" = 0 ]
}
