#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Loading and size: what dlopen costs, relocations by kind, and the bytes of
# code and constant data, for this library and those of the peers. Runs in the
# build directory; writes lines as harness.h says, and for sizes
#
#     size LIBRARY text rodata other relative glob_dat jump_slot others
set -eu

objcopy=${OBJCOPY:-objcopy}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# The file that the linker finds for -lNAME, or that a module links.
find_library() {
	ldconfig -p 2>/dev/null | awk -v name="$1" '$1 == name && /x86-64|aarch64|=>/ { print $NF; exit }'
}

libraries() {
	printf '%s\n' bench/work/peers/libempty_libc.so .libs/libhttpstatus.so.0
	for name in libmicrohttpd.so.12 libsoup-3.0.so.0 libhttp_parser.so.2.9 libcpp-httplib.so.0.11 \
		libPocoNet.so.80 libcivetweb.so.1 libcurl.so.4 libaprutil-1.so.0 libneon.so.27; do
		find_library "$name"
	done
	for name in rust beast; do
		[ ! -f "bench/work/peers/lib${name}_peer.so" ] || echo "bench/work/peers/lib${name}_peer.so"
	done
}

# usage: section FILE NAME; its bytes
section() {
	size -A -d "$1" | awk -v name="$2" '$1 == name { bytes = $2 } END { print bytes + 0 }'
}

# usage: relocations FILE PATTERN
relocations() {
	readelf -rW "$1" 2>/dev/null | grep -c "R_[A-Z0-9_]*_$2" || :
}

size_of() {
	$objcopy --strip-all "$1" "$work/stripped"
	text=$(section "$work/stripped" .text)
	rodata=$(section "$work/stripped" .rodata)
	relative=$(relocations "$1" RELAT)
	glob_dat=$(relocations "$1" GLOB_DAT)
	jump_slot=$(relocations "$1" JUMP_SLOT)
	all=$(readelf -rW "$1" 2>/dev/null | grep -c ' R_' || :)
	printf 'size\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(basename "$1")" "$text" "$rodata" \
		"$(wc -c <"$work/stripped")" "$relative" "$glob_dat" "$jump_slot" \
		"$((all - relative - glob_dat - jump_slot))"
}

# What of our .rodata is catalogs.
data_share() {
	printf 'data\tbuiltin_tables\t%s\n' "$(section lib/catalog/.libs/builtin_tables.o .rodata)"
}

set --
for library in $(libraries); do
	set -- "$@" "$library"
done
bench/work/load now "$@"
bench/work/load lazy "$@"
for library; do
	size_of "$library"
done
data_share
