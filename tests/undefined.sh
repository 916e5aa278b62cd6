#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What the header calls "Pure" or AS-Safe may be called from a signal handler:
# it needs no malloc, no lock, no errno and nothing else of the C library but
# a handful of functions on bytes, which POSIX.1-2017 lists as safe there.
# Proved by linking: of the whole library only what these functions reach is
# kept, and what that lacks is looked at. CC is the compiler; the linker must
# take a version script, which VERSION_SCRIPT says: without one all is kept.
set -u

[ "${VERSION_SCRIPT-}" != no ] || { echo 'the linker takes no version script: not tried'; exit 77; }
: "${CC:=cc}" "${srcdir:=.}" "${top_builddir:=.}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0
checks=0

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
}

# Each function and data of its own, so that the linker can drop what is not reached.
for file in "$srcdir"/lib/*/*.c "$top_builddir"/lib/catalog/builtin_tables.c; do
	name=${file##*/}
	[ "$name" != hsgen.c ] || continue
	[ -f "$file" ] || continue
	# shellcheck disable=SC2086 # the compiler is a command with its options
	$CC -std=c11 -O2 -fPIC -fno-stack-protector -ffunction-sections -fdata-sections \
		-I"$top_builddir/include" -I"$srcdir/include" -I"$top_builddir/lib" -I"$srcdir/lib" \
		-c -o "$work/${name%.c}.o" "$file" || fail "$file"
done

# The functions below each comment of the header that says so.
awk '
	/^\/\*/ { comment = ""; inside = 1 }
	inside {
		comment = comment $0
		if (/\*\//) {
			inside = 0
			safe = comment ~ /Pure\.|AS-Safe/
		}
		next
	}
	safe && match($0, /httpstatus_[a-z_]+\(/) { print substr($0, RSTART, RLENGTH - 1) }
	' "$srcdir/include/httpstatus.h" | sort >"$work/safe"

# usage: needs FUNCTION... : what they reach outside of the library, one a line
needs() {
	{ printf '{ global:'; printf ' %s;' "$@"; printf ' local: *; };\n'; } >"$work/map"
	# shellcheck disable=SC2086 # so are the flags
	$CC -shared -nostdlib ${LDFLAGS-} -Wl,--gc-sections -Wl,--version-script="$work/map" \
		-o "$work/reached" "$work"/*.o || fail "$* cannot be linked"
	nm -D "$work/reached" | awk '$1 == "U" { print $2 }'
}

# usage: unsafe FUNCTION... : the same, without what a signal handler may call
unsafe() {
	needs "$@" | grep -vxE 'bcmp|memchr|memcmp|memcpy|memset|strcmp|strlen'
}

# All at once; each by itself only to tell which one it is.
checks=$((checks + $(wc -l <"$work/safe")))
[ -s "$work/safe" ] || fail 'no function is said to be safe'
# shellcheck disable=SC2046 # the names are words
unsafe $(cat "$work/safe") >"$work/unsafe"
if [ -s "$work/unsafe" ]; then
	while read -r function; do
		unsafe "$function" >"$work/unsafe"
		[ ! -s "$work/unsafe" ] || fail "$function needs $(tr '\n' ' ' <"$work/unsafe")"
	done <"$work/safe"
fi
# And all of them were there.
# shellcheck disable=SC2046
needs $(cat "$work/safe") >/dev/null
nm -D --defined-only "$work/reached" | awk '{ print $3 }' | sort >"$work/defined"
comm -23 "$work/safe" "$work/defined" >"$work/difference"
[ ! -s "$work/difference" ] || fail "not in the library: $(tr '\n' ' ' <"$work/difference")"

# And a signal handler has called each.
while read -r function; do
	checks=$((checks + 1))
	grep -q "$function(" "$srcdir/tests/check_signal.c" || fail "check_signal does not call $function"
done <"$work/safe"

# The method sees what there is to see: here malloc's family, a file and errno.
checks=$((checks + 1))
needs httpstatus_catalog_load_file >"$work/needed"
for symbol in calloc malloc free open read __errno_location; do
	grep -qx "$symbol" "$work/needed" || fail "httpstatus_catalog_load_file without $symbol"
done

# What is declared free of side effects cannot be anything else.
checks=$((checks + 1))
awk '/^HTTPSTATUS_ATTR_API HTTPSTATUS_(PURE|CONST)/ { declared = 1 }
	declared && match($0, /httpstatus_[a-z_]+\(/) {
		print substr($0, RSTART, RLENGTH - 1)
		declared = 0
	}' "$srcdir/include/httpstatus.h" | sort >"$work/declared"
comm -23 "$work/declared" "$work/safe" >"$work/difference"
[ ! -s "$work/difference" ] || fail "declared pure, but not said to be: $(tr '\n' ' ' <"$work/difference")"

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
