#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The folders of lib/ need each other in one direction only:
#
#	base < code < catalog < {format, response, advice} < retry
#
# A file includes headers of its own folder and of those before it, always as
# "folder/name.h", so that the folder is seen.
set -u
LC_ALL=C
export LC_ALL

: "${srcdir:=.}"
cd "$srcdir/lib" || exit 1

# Writes what is wrong with the files that are given: "lib/file: includes header".
wrong_includes() {
	awk '
		function rank(folder) { return folder in ranks ? ranks[folder] : 99 }
		BEGIN {
			ranks["base"] = 0; ranks["code"] = 1; ranks["catalog"] = 2
			ranks["format"] = ranks["response"] = ranks["advice"] = 3
			ranks["retry"] = 4
		}
		/^#[ \t]*include[ \t]*"/ {
			split(FILENAME, own, "/")
			header = $0
			gsub(/^[^"]*"|".*$/, "", header)
			split(header, other, "/")
			if (other[1] != own[1] && rank(other[1]) >= rank(own[1]))
				print "lib/" FILENAME ": includes " header
		}' "$@"
}

failures=0
checks=$(cat ./*/*.[ch] | grep -c '^#[ 	]*include[ 	]*"')
[ "$checks" -gt 50 ] || { echo "FAIL: only $checks includes were found"; failures=1; }

wrong=$(wrong_includes */*.[ch])
if [ -n "$wrong" ]; then
	printf 'FAIL: needs a folder that comes later, or none\n%s\n' "$wrong"
	failures=$((failures + 1))
fi

# It sees what it looks for.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir "$work/base" "$work/advice"
echo '#include "catalog/catalog.h"' >"$work/base/a.c"
echo '#include "response/ratelimit.h"' >"$work/advice/b.c"
echo '#include "chars.h"' >"$work/advice/c.c"
seen=$(cd "$work" && wrong_includes */*.c | wc -l)
if [ "$seen" -ne 3 ]; then
	echo "FAIL: $seen of three wrong includes are seen"
	failures=$((failures + 1))
fi

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
