#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Writes down the interface of the release in the making: its ABI, one dump
# for each machine, lib/abi/libhttpstatus-MAJOR.MINOR-ARCH.abi; and its header,
# tests/consumer/httpstatus-MAJOR.MINOR.h. tests/abi.sh and tests/consumer.sh
# hold every later library against them, so that they never change once the
# release is out: this refuses to write them for a release that NEWS gives a
# date, and for a third number other than 0, which changes no interface.
#
#   update.sh [ARCH...]     of amd64, i386, armhf, s390x; none named is all
#
# Needs abidw (abigail-tools), the compilers named below, and a build whose
# place top_builddir tells.
set -eu

: "${srcdir:=.}" "${top_builddir:=build}"

die() {
	printf 'update.sh: %s\n' "$*" >&2
	exit 1
}

version=$(cat "$srcdir/version.txt")
[ "${version##*.}" = 0 ] || die "$version is no release that changes the ABI"
grep -q "^$version, not yet released" "$srcdir/NEWS" ||
	die "NEWS does not say that $version is not yet released"
command -v abidw >/dev/null || die "abidw is missing: install abigail-tools"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

[ $# -gt 0 ] || set -- amd64 i386 armhf s390x
for arch; do
	case $arch in
	amd64) CC=x86_64-linux-gnu-gcc ;;
	i386) CC=i686-linux-gnu-gcc ;;
	armhf) CC=arm-linux-gnueabihf-gcc ;;
	s390x) CC=s390x-linux-gnu-gcc ;;
	*) die "no such machine: $arch" ;;
	esac
	command -v "$CC" >/dev/null || die "$CC is missing"
	export CC top_builddir
	"$srcdir/lib/abi/compile.sh" "$srcdir" "$work/library.so"
	dump=$srcdir/lib/abi/libhttpstatus-${version%.*}-$arch.abi
	# Locations stay in: without them abidiff cannot tell public types from private ones.
	abidw --no-corpus-path --no-comp-dir-path --no-elf-needed --exported-interfaces-only \
		--drop-private-types --hd "$srcdir/include" --out-file "$work/dump" "$work/library.so"
	[ "$(grep -c '<function-decl' "$work/dump")" -gt 0 ] || die "$arch: the dump is empty"
	mv "$work/dump" "$dump"
	printf '%s: %d functions\n' "$dump" "$(grep -c '<elf-symbol' "$dump")"
done

consumer=$srcdir/tests/consumer
cp "$srcdir/include/httpstatus.h" "$consumer/httpstatus-${version%.*}.h"
cp "$top_builddir/include/httpstatus-version.h" "$consumer/httpstatus-version-${version%.*}.h"
printf '%s: the header\n' "$consumer/httpstatus-${version%.*}.h"
