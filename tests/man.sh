#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The manual pages: every page is in order, every reference leads somewhere,
# the examples are good ones. That no name is missing is seen to by names.sh.
set -u

: "${srcdir:=.}" "${HTTPSTATUS:?names the command to test}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
man=$srcdir/man
failures=0
checks=0

check() {
	checks=$((checks + 1))
}

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
}

for page in "$man"/*.[0-9]; do
	name=${page##*/}
	# A stub leads to a page that documents the function.
	if target=$(sed -n 's/^\.so man3\///p' "$page") && [ -n "$target" ]; then
		check
		grep -qE "^\.(Nm|Fn|Fo) \"?${name%.3}\b" "$man/$target" || fail "$name: not in $target"
		continue
	fi
	# Only what names pages that are not installed on this machine is let pass.
	check
	mandoc -T lint -W style "$page" >"$work/lint" 2>&1
	grep -vE 'referenced manual not found|outdated mandoc.db' "$work/lint" && fail "$name: mandoc complains"
	check
	mandoc -T ascii -O width=78 "$page" | col -b >"$work/text"
	! grep -q '.\{80\}' "$work/text" || fail "$name: more than 79 columns"
done

# Every reference leads somewhere.
sed -n 's/^\.Xr \([a-z_-]*\) \([0-9]\).*/\1.\2/p' "$man"/httpstatus*.[0-9] | sort -u |
	grep '^httpstatus' >"$work/references"
while read -r page; do
	check
	[ -f "$man/$page" ] || fail "a page refers to $page, which is not there"
done <"$work/references"

# The example of httpstatus-catalog(5) is a catalog without a warning.
sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/p' "$man/httpstatus-catalog.5" |
	sed -n '/^\.Bd/,/^\.Ed/p' | sed '/^\./d' >"$work/example.cat"
check
"$HTTPSTATUS" lint "$work/example.cat" || fail "the example has problems"
check
grep -q '^Status: 503$' "$work/example.cat" || fail "the example was not found"

# The program in httpstatus-retry(3) is the one in examples.
sed -n '/^\.Sh EXAMPLES/,/^\.Sh/p' "$man/httpstatus-retry.3" | sed -n '/^\.Bd -literal$/,/^\.Ed/p' |
	sed '/^\.Bd/d; /^\.Ed/d; s/\\e/\\/g; s/^\\&//' >"$work/retry.c"
check
diff "$work/retry.c" "$srcdir/examples/retry.c" || fail "httpstatus-retry(3) shows another program"

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
