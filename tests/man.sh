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

: "${top_builddir:=.}"
# Those that are written, and the one that is made.
for page in "$man"/*.[0-9] "$top_builddir"/man/httpstatus-catalogs.7; do
	name=${page##*/}
	# Only what names pages that are not installed on this machine is let pass.
	check
	mandoc -T lint -W style "$page" >"$work/lint" 2>&1
	grep -vE 'referenced manual not found|outdated mandoc.db' "$work/lint" && fail "$name: mandoc complains"
	check
	mandoc -T ascii -O width=78 "$page" | col -b >"$work/text"
	# An address of a source may be longer than a line.
	! grep -vE '://|^[[:space:]]*[^[:space:]]{60,}$' "$work/text" | grep -q '.\{80\}' || fail "$name: more than 79 columns"
done

# The page of a function shows how it is called.
sh "$srcdir/lib/lists.sh" pages "$srcdir/lib/symbols-in-versions" "$man" >"$work/pages"
while read -r function page; do
	check
	grep -qE "^\.(Fn|Fo) \"?$function\b" "$man/$page" || fail "$page: no synopsis of $function"
done <"$work/pages"

# Every reference leads somewhere.
sed -n 's/^\.Xr \([a-z_-]*\) \([0-9]\).*/\1.\2/p' "$man"/httpstatus*.[0-9] | sort -u |
	grep '^httpstatus' >"$work/references"
while read -r page; do
	check
	[ -f "$man/$page" ] || [ -f "$top_builddir/man/$page" ] || grep -q "^${page%.3} " "$work/pages" || fail "a page refers to $page, which is not there"
done <"$work/references"

# The examples of httpstatus-catalog(5) are catalogs without a problem.
sed -n '/^\.Sh EXAMPLES/,/^\.Sh DIAGNOSTICS/p' "$man/httpstatus-catalog.5" |
	awk -v work="$work" '
		/^\.Bd/ { n++; inside = 1; next }
		/^\.Ed/ { inside = 0 }
		inside  { print >(work "/example" n ".cat") }'
for n in 1 2 3; do
	check
	"$HTTPSTATUS" lint "$work/example$n.cat" || fail "example $n of httpstatus-catalog(5) has problems"
done

# The programs in these pages are those in examples.
while read -r page program; do
	sed -n '/^\.Sh EXAMPLES/,/^\.Sh/p' "$man/$page.3" | sed -n '/^\.Bd -literal$/,/^\.Ed/p' |
		sed '/^\.Bd/d; /^\.Ed/d; s/\\e/\\/g; s/^\\&//' >"$work/$program"
	check
	diff "$work/$program" "$srcdir/examples/$program" || fail "$page(3) shows another program"
done <<'END'
httpstatus-logs count.c
httpstatus-retry retry.c
httpstatus-servers gateway.c
httpstatus-shipping ship.c
END

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
