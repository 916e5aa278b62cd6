#!/bin/sh
# SPDX-License-Identifier: MIT
#
# examples/ffi: other languages call the shared library by its declarations alone, and
# print the same as the command does. What has no interpreter here, or no module for
# foreign functions, is named at the end, and the exit status is 77.
#
# usage: HTTPSTATUS=./httpstatus LIBRARY=.libs/libhttpstatus.so srcdir=. ffi.sh
set -u

: "${HTTPSTATUS:?names the command}" "${LIBRARY:?names the shared library}" "${srcdir:=.}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
LD_LIBRARY_PATH=$(cd "${LIBRARY%/*}" && pwd)
export LD_LIBRARY_PATH
failures=0
checks=0
skipped=
codes='404 503 200 429 599 999'

# usage: expected CODE : the phrase, and what a client with seed 1 is told
expected() {
	"$HTTPSTATUS" advise "$1" --seed 1 --field 'Retry-After: 2' --json >"$work/json"
	verdict=$(jq -r .verdict "$work/json")
	case $verdict in
	stop) number=0 ;; done) number=1 ;; retry) number=5 ;; *) number=unknown ;;
	esac
	printf '%s: %s (%s)\n' "$(jq -r '.phrase // ""' "$work/json")" "$(jq -r .text "$work/json")" "$number"
}

# usage: prints LANGUAGE COMMAND... : the same as the command for each code
prints() {
	language=$1
	shift
	checks=$((checks + 1))
	# shellcheck disable=SC2086 # the codes are words
	"$@" $codes >"$work/out" 2>"$work/err"
	diff "$work/expected" "$work/out" && [ ! -s "$work/err" ] && return
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$language"
	sed 's/^/    /' "$work/err"
}

for code in $codes; do
	expected "$code"
done >"$work/expected"

# Of several interpreters the first that has the module.
found=
for python in python3 /usr/bin/python3; do
	[ -z "$found" ] && "$python" -c 'import cffi' 2>/dev/null && found=$python
done
if [ -n "$found" ]; then
	prints Python "$found" "$srcdir/examples/ffi/advise.py"
else
	skipped="$skipped python3-cffi"
fi
if command -v luajit >/dev/null; then
	prints LuaJIT luajit "$srcdir/examples/ffi/advise.lua"
else
	skipped="$skipped luajit"
fi
# NODE_PATH, in the environment, names a folder in which koffi was installed.
if node -e 'require("koffi")' 2>/dev/null; then
	prints Node node "$srcdir/examples/ffi/advise.js"
else
	skipped="$skipped koffi"
fi

printf '%d%%: Checks: %d, Failures: %d\n' $((checks == 0 ? 100 : 100 * (checks - failures) / checks)) \
	"$checks" "$failures"
[ "$failures" = 0 ] || exit 1
[ -z "$skipped" ] || { echo "Not tried, for want of it:$skipped"; exit 77; }
