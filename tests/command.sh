# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# What the tests of the command share. HTTPSTATUS names it.

: "${HTTPSTATUS:?names the command to test}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0
checks=0
questions=0

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

# usage: holds TEXT FILE : whether a line has the text; without a process, of which there are many
holds() {
	while IFS= read -r held || [ -n "$held" ]; do
		case $held in
		*"$1"*) return 0 ;;
		esac
	done <"$2"
	return 1
}

# usage: has TEXT... : each is a part of a line of the output
has() {
	for text; do
		checks=$((checks + 1))
		holds "$text" "$work/out" || fail "'$text' is not in the output"
	done
}

lacks() {
	for text; do
		checks=$((checks + 1))
		! holds "$text" "$work/out" || fail "'$text' is in the output"
	done
}

complains() {
	checks=$((checks + 1))
	holds "$1" "$work/err" || fail "'$1' is not in the errors"
}

silent() {
	checks=$((checks + 1))
	[ ! -s "$work/err" ] || fail "errors were printed"
}

# usage: json FILTER : jq's filter is true of the output, read as an array of objects
#
# jq takes long to start: finish asks it once for all of them. A number stands before each output.
json() {
	checks=$((checks + 1))
	questions=$((questions + 1))
	{
		echo $questions
		if IFS= read -r object || [ -n "$object" ]; then
			printf '%s\n' "$object"
			cat
		fi <"$work/out"
	} >>"$work/outputs"
	printf '(try ([.[%d - 1] | %s] | length > 0 and last) catch false),\n' $questions "$1" >>"$work/filters"
}

# The filters of which an output is not true.
ask_jq() {
	[ $questions -gt 0 ] || return 0
	# shellcheck disable=SC2016 # the variables are jq's
	{
		echo '[inputs] as $all | ($all | map(type == "number") | indices(true)) as $at'
		echo '| [range($at | length)] | map($all[$at[.] + 1:$at[. + 1]]) | ('
		cat "$work/filters"
		echo 'empty)'
	} >"$work/program"
	jq -n -f "$work/program" "$work/outputs" >"$work/answers" 2>"$work/err"
	answers=$(wc -l <"$work/answers")
	: >"$work/out"
	[ "$answers" = $questions ] || fail "jq answers $answers of $questions questions"
	grep -n -v -x true "$work/answers" | cut -d : -f 1 >"$work/untrue"
	while read -r question; do
		awk -v n="$question" '/^[0-9]+$/ { inside = $0 == n; next } inside' "$work/outputs" >"$work/out"
		fail "jq: $(awk -v n="$question" '/^\(try/ { i++ } i == n' "$work/filters")"
	done <"$work/untrue"
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
	ask_jq
	printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
	[ "$failures" = 0 ]
}
