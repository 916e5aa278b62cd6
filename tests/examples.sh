#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every example compiles without a warning, against the build tree, and does
# what it says.
set -u

: "${CC:=cc}" "${srcdir:=.}" "${top_builddir:=.}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0
checks=0
tested=

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
	sed 's/^/    /' "$work/out" "$work/err"
}

# usage: compile NAME FLAG... libtool knows where the library of this build lies.
compile() {
	checks=$((checks + 1))
	name=$1
	shift
	tested="$tested $name.c"
	# shellcheck disable=SC2086 # lists of words
	"$top_builddir/libtool" --silent --tag=CC --mode=link \
		$CC -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror \
		${SANITIZER_CFLAGS-} -I"$srcdir/include" -I"$top_builddir/include" \
		-o "$work/$name" "$srcdir/examples/$name.c" "$top_builddir/libhttpstatus.la" "$@" \
		>"$work/out" 2>"$work/err" || fail "$name.c does not compile"
}

# usage: run STATUS NAME ARGUMENT...
run() {
	wanted=$1
	name=$2
	shift 2
	checks=$((checks + 1))
	"$work/$name" "$@" >"$work/out" 2>"$work/err"
	found=$?
	[ "$found" = "$wanted" ] || fail "$name $*: exit status $found, expected $wanted"
}

# usage: says FILE LINE... : each is a whole line of out or err
says() {
	file=$work/$1
	shift
	for line; do
		checks=$((checks + 1))
		grep -qxF -e "$line" "$file" || fail "not said: $line"
	done
}

compile lookup
run 0 lookup 404 521
says out '404 Not Found (Client Error), to a POST: stop' \
	'521 Web Server Is Down (Server Error), to a POST: retry'
run 1 lookup 60V
says err '60V is not a status code'

compile own-catalog
run 0 own-catalog 503 599 404
says out '503 ServiceUnavailable, to a POST: amend' '599 Asleep, to a POST: retry' \
	'404 Not Found, to a POST: stop'
run 1 own-catalog 4040

compile load-catalog
run 0 load-catalog "$srcdir/lib/catalogs/nginx.cat"
says out '499 Client Closed Request'
checks=$((checks + 1))
[ "$(sed -n '1s/^nginx: \([0-9]*\) codes$/\1/p' "$work/out")" = "$(sed 1d "$work/out" | wc -l)" ] ||
	fail "the count is not that of the lines"
printf 'Catalog: a\nFormat: 1\nColour: red\n\nStatus: 99\n\nStatus: 503\nLimit: 1\n' >"$work/bad.cat"
run 1 load-catalog "$work/bad.cat"
says err "$work/bad.cat:3: warning: Colour: unknown field" \
	"$work/bad.cat:5: error: Status: found '99', expected a code: 100 to 999, or 000" \
	"$work/bad.cat:7: error: Limit: found without Retry, expected Retry with it"
run 1 load-catalog "$work/none.cat"
run 2 load-catalog

# Nothing listens on port 1: no attempt gets through, and each is told about.
# shellcheck disable=SC2046 # the flags are words
compile retry $(pkg-config --cflags --libs libcurl)
run 1 retry http://127.0.0.1:1/
checks=$((checks + 1))
grep -q '^no connection: attempt 2 of 4 at once$' "$work/err" || fail 'the first repetition is not told'
checks=$((checks + 1))
grep -q 'give up: there were enough attempts' "$work/err" || fail 'the end is not told'
run 1 retry

# None is forgotten.
for file in "$srcdir"/examples/*.c; do
	checks=$((checks + 1))
	case " $tested " in
	*" ${file##*/} "*) ;;
	*) fail "nobody tests ${file##*/}" ;;
	esac
done

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
