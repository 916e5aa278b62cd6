#!/bin/sh
# SPDX-License-Identifier: MIT
#
# tests/README is held to the tree: it names every suite and every script, and
# for every source of lib/ the suites that cover it, and nothing else.
#
# usage: srcdir=. map.sh
set -u
LC_ALL=C
export LC_ALL

: "${srcdir:=.}"
readme=$srcdir/tests/README
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0

# usage: same WHAT : compares $work/tree with $work/readme, lines of both
same() {
	sort "$work/tree" >"$work/tree.sorted"
	sort "$work/readme" >"$work/readme.sorted"
	cmp -s "$work/tree.sorted" "$work/readme.sorted" && return
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$1"
	comm -23 "$work/tree.sorted" "$work/readme.sorted" | sed 's/^/    not in tests\/README: /'
	comm -13 "$work/tree.sorted" "$work/readme.sorted" | sed 's/^/    not in the tree, or twice in tests\/README: /'
}

# usage: rows TITLE : the rows, which are indented by four, below the title
rows() {
	awk -v title="$1" '
		/^---/ { inside = before == title }
		inside && /^    [^ ]/ { sub(/^ +/, ""); print }
		{ before = $0 }' "$readme"
}

rows 'What each suite tests' | cut -d ' ' -f 1 >"$work/readme"
(cd "$srcdir/tests" && ls check_*.c) | sed 's/\.c$//' >"$work/tree"
suites=$(cat "$work/tree")
same 'suites'

rows 'What each script tests' | cut -d ' ' -f 1 >"$work/readme"
(cd "$srcdir/tests" && find . -name '*.sh') | sed 's/^\.\///' >"$work/tree"
same 'scripts'

rows 'What covers each source' >"$work/covers"
awk '/^  lib\// { folder = $1 }
	/^---/ { folder = "" }
	folder && /^    [^ ]/ { print folder "/" $1 }' "$readme" >"$work/readme"
(cd "$srcdir" && find lib -name '*.[ch]' ! -name 'builtin_tables.[ch]') |
	sed 's/\.[ch]$//' | sort -u >"$work/tree"
same 'sources'

cut -d ' ' -f 2- "$work/covers" | tr -s ' ' '\n' | sed '/^$/d; s/^/check_/' | sort -u >"$work/readme"
echo "$suites" >"$work/tree"
same 'suites that cover a source'

echo "map.sh: $(wc -l <"$work/covers") sources, $failures failures"
[ "$failures" -eq 0 ]
