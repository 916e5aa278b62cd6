#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Programs of older releases run with the library of today. tests/consumer has,
# for each release R that added to the interface: its header, httpstatus-R.h
# and httpstatus-version-R.h, a program that calls every function there was,
# consumer-R.c, and what it must print, answers-R. The program is linked
# with a library that has the symbols of R and nothing else, as it was then,
# and started with LIBRARY.
#
# And a program that needs a library of the future does not start: the loader
# says why, before any of the program runs.
#
# CC is the compiler; VERSION_SCRIPT is no where the linker takes none, so that
# symbols have no version; RUNNER, where the compiler is not for this machine,
# is what runs its programs ("qemu-s390x -L /usr/s390x-linux-gnu").
set -u
LC_ALL=C
export LC_ALL

: "${LIBRARY:?names the shared library}" "${CC:=cc}" "${NM:=nm}" "${VERSION_SCRIPT:=yes}" "${RUNNER:=}" "${srcdir:=.}"
consumer=$srcdir/tests/consumer
libdir=$(cd "${LIBRARY%/*}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0
checks=0

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
}

die() {
	printf 'consumer.sh: %s\n' "$*" >&2
	exit 1
}

# usage: compile ARGUMENT... : in the way that the library was
compile() {
	# shellcheck disable=SC2086 # the compiler and the flags are words
	$CC ${CFLAGS-} ${LDFLAGS-} "$@"
}

# usage: stub NODE... : makes the library that has only these nodes, from "name NODE" lines in functions
stub() {
	mkdir -p "$work/stub"
	: >"$work/stub.map"
	before=
	for node; do
		printf 'HTTPSTATUS_%s {\nglobal:\n' "$node"
		awk -v node="$node" '$2 == node { print "\t" $1 ";" }' "$work/functions"
		[ -n "$before" ] || printf 'local:\n\t*;\n'
		printf '}%s;\n' "${before:+ HTTPSTATUS_$before}"
		before=$node
	done >"$work/stub.map"
	awk '{ print "void " $1 "(void);\nvoid " $1 "(void) {}" }' "$work/functions" >"$work/stub.c"
	versions=
	[ "$VERSION_SCRIPT" = no ] || versions=-Wl,--version-script=$work/stub.map
	compile -shared -fPIC -fno-builtin -Wl,-soname,libhttpstatus.so.0 $versions \
		-o "$work/stub/libhttpstatus.so" "$work/stub.c" || die "the stub does not compile"
}

# usage: start PROGRAM
start() {
	# shellcheck disable=SC2086 # the runner is a command with its options
	LD_LIBRARY_PATH=$libdir LD_BIND_NOW=1 $RUNNER "$1" >"$work/out" 2>"$work/err"
}

# usage: up_to RELEASE : reads symbols-in-versions, writes "name release" of the functions of then
up_to() {
	awk -v then="$1" 'BEGIN { split(then, was, ".") }
		!/^#/ && $2 == "function" {
			split($3, since, ".")
			if (since[1] + 0 < was[1] + 0 || since[1] == was[1] && since[2] + 0 <= was[2] + 0)
				print $1, $3
		}' "$srcdir/lib/symbols-in-versions" | sort
}

for source in "$consumer"/consumer-*.c; do
	release=${source##*/consumer-}
	release=${release%.c}
	mkdir -p "$work/include-$release"
	cp "$consumer/httpstatus-$release.h" "$work/include-$release/httpstatus.h" || die "$release has no header"
	cp "$consumer/httpstatus-version-$release.h" "$work/include-$release/httpstatus-version.h" ||
		die "$release has no header"
	up_to "$release" >"$work/functions"
	# shellcheck disable=SC2046 # a list of numbers
	stub $(cut -d' ' -f2 "$work/functions" | sort -u -t. -k1,1n -k2,2n)

	checks=$((checks + 1))
	# shellcheck disable=SC2086 # one flag or none
	compile -std=c11 -Wall -Wextra -Wpedantic ${WERROR_CFLAGS-} -I"$work/include-$release" \
		-o "$work/consumer" "$source" \
		-L"$work/stub" -lhttpstatus 2>"$work/err" || {
		cat "$work/err"
		fail "consumer-$release.c does not compile with its header"
		continue
	}
	checks=$((checks + 1))
	# shellcheck disable=SC2086 # nm is a command with its options
	$NM -D -u "$work/consumer" | sed -n 's/.* \(httpstatus_[a-z0-9_]*\).*/\1/p' | sort >"$work/calls"
	cut -d' ' -f1 "$work/functions" | comm -13 "$work/calls" - >"$work/uncalled"
	[ ! -s "$work/uncalled" ] || {
		sed 's/^/    /' "$work/uncalled"
		fail "consumer-$release.c does not call these"
	}
	checks=$((checks + 1))
	start "$work/consumer" || {
		cat "$work/err"
		fail "consumer-$release does not run to its end"
	}
	checks=$((checks + $(wc -l <"$consumer/answers-$release")))
	diff "$consumer/answers-$release" "$work/out" >"$work/diff" || {
		cat "$work/diff"
		fail "consumer-$release is told something else than then"
	}
done

# The future: one function, in a node that this library does not have. A loader
# that knows no versions misses the function.
printf 'httpstatus_of_the_future 99.0\n' >"$work/functions"
stub 99.0
cat >"$work/future.c" <<'END'
#include <stdio.h>
void httpstatus_of_the_future(void);
int main(void)
{
	puts("it runs");
	fflush(stdout);
	httpstatus_of_the_future();
	return 0;
}
END
compile -o "$work/future" "$work/future.c" -L"$work/stub" -lhttpstatus || die "future.c does not compile"
checks=$((checks + 1))
if start "$work/future"; then
	fail "a program that needs HTTPSTATUS_99.0 ends well"
fi
checks=$((checks + 1))
[ ! -s "$work/out" ] || fail "a program that needs HTTPSTATUS_99.0 starts"
checks=$((checks + 1))
grep -q -e "version .HTTPSTATUS_99\.0' not found (required by $work/future)" \
	-e 'httpstatus_of_the_future' "$work/err" || {
	cat "$work/err"
	fail "the loader does not say which version or function is missing"
}

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
