#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The shared library as the loader sees it. LIBRARY names it, OBJDIR its
# objects. Its names are compared by names.sh. The measure is an empty library,
# linked by CC with CFLAGS and LDFLAGS.
set -u

: "${LIBRARY:?names the shared library}" "${OBJDIR:?}" "${CC:=cc}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0
checks=0

# usage: same WHAT FILE FILE
same() {
	checks=$((checks + 1))
	diff "$2" "$3" >"$work/diff" && return
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$1"
	cat "$work/diff"
}

# usage: shared NAME TEXT : makes $work/NAME.so
shared() {
	echo "$2" >"$work/$1.c"
	# shellcheck disable=SC2086 # the compiler and the flags are words
	$CC ${CFLAGS-} -shared -fPIC ${LDFLAGS-} -o "$work/$1.so" "$work/$1.c"
}

# Needs the C library and nothing else, under the name that its ABI has, as what
# calls one of its functions does. Some machines have a part of it in the loader.
needed() {
	readelf -dW "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -v '^ld-linux'
}
shared caller 'void *malloc(unsigned long); void *call(void); void *call(void) { return malloc(1); }'
needed "$LIBRARY" >"$work/ours"
needed "$work/caller.so" >"$work/wanted"
same 'DT_NEEDED is more than the C library' "$work/wanted" "$work/ours"
readelf -dW "$LIBRARY" | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p' >"$work/soname"
printf '%s\n' libhttpstatus.so.0 >"$work/wanted"
same 'another soname' "$work/wanted" "$work/soname"

# Relocations that are not the address of a function of the C library, start-up
# code and bytes that stay writable: no more than the start files bring into an
# empty library.
shared empty 'void nothing(void); void nothing(void) {}'
relocations() {
	readelf -rW "$1" | awk '/ R_/ && !/JUMP_SLO|JMP_SLO|GLOB_DAT/' | wc -l
}
relocations "$LIBRARY" >"$work/ours"
relocations "$work/empty.so" >"$work/empty"
same 'relocations beyond those of an empty library' "$work/empty" "$work/ours"
start_up() {
	readelf -SW "$1" | grep -oE ' \.(init|fini|(init|fini|preinit)_array) ' | sort
}
start_up "$LIBRARY" >"$work/ours"
start_up "$work/empty.so" >"$work/empty"
same 'start-up code beyond that of an empty library' "$work/empty" "$work/ours"
writable() {
	readelf -SW "$1" | grep -oE ' \.(got\.plt|data|bss|tdata|tbss) ' | sort
}
writable "$LIBRARY" >"$work/ours"
# The addresses of functions that it calls have a section of their own with lld.
writable "$work/caller.so" >"$work/empty"
same 'writable sections beyond those of a library that calls one function' "$work/empty" "$work/ours"

# The tables are constant; nothing in the library is ever written.
for object in "$OBJDIR"/*/.libs/*.o; do
	[ -f "$object" ] || printf 'no objects in %s\n' "$OBJDIR"
	size -A "$object" | awk -v name="${object##*/}" \
		'$1 ~ /^\.(data|bss|tdata|tbss|data\.rel.*)$/ && $2 > 0 { print name, $1, $2 }'
done >"$work/written"
: >"$work/nothing"
same 'data that is written, or relocated' "$work/nothing" "$work/written"

# What look-up, class and advice call outside themselves: neither malloc nor errno nor lock.
for part in advice/advise advice/method base/version catalog/builtin catalog/builtin_tables \
	catalog/catalog catalog/entry catalog/lookup catalog/vocabulary code/class code/status_line; do
	object=$OBJDIR/${part%/*}/.libs/${part#*/}.o
	[ -f "$object" ] || printf '%s is missing\n' "$object"
	nm -u "$object" | awk '{ print $2 }' | grep -vE '^(hs_|httpstatus_|_GLOBAL_OFFSET_TABLE_$)'
done | sort -u | grep -vxE 'mem(chr|cmp|cpy|set)|bcmp|strlen|strcmp|__stack_chk_fail|__mem(cpy|set)_chk' >"$work/calls"
same 'pure functions call more than the string functions' "$work/nothing" "$work/calls"

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ]
