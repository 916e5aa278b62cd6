#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds and tests in the ways that users do: another compiler, sanitizers,
# static only, an installed copy, a tarball. usage: matrix.sh SOURCE [NAME...]
#
# The names are those below; without any, all of them.
set -eu

source=$1
shift
wanted=$*
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT INT TERM
jobs=$(nproc)

say() {
	printf '\n== %s\n' "$*"
}

# usage: variant NAME CONFIGURE-ARGUMENT...
variant() {
	name=$1
	shift
	case " ${wanted:-$name} " in
	*" $name "*) ;;
	*) return ;;
	esac
	say "$name: configure $*"
	mkdir "$work/$name"
	cd "$work/$name"
	"$source/configure" --quiet --enable-werror "$@" >configure.out 2>&1 ||
		{ cat configure.out; exit 1; }
	make -j"$jobs" --quiet check VERBOSE=1 >check.out 2>&1 || { cat check.out; exit 1; }
	grep -E '^# (TOTAL|PASS|FAIL)|%: Checks' check.out
	cd "$source"
}

installed() {
	say "an installed copy, linked with pkg-config: shared, then static"
	cd "$work/plain"
	make --quiet install DESTDIR="$work/stage" >/dev/null
	find "$work/stage" -name '*.la' -delete
	pc=$(find "$work/stage" -name httpstatus.pc)
	export PKG_CONFIG_PATH="${pc%/*}" PKG_CONFIG_SYSROOT_DIR="$work/stage"
	pkg-config --validate httpstatus
	libdir=$(dirname "${pc%/*}")
	# shellcheck disable=SC2046 # the flags are words
	cc -o "$work/lookup" "$source/examples/lookup.c" $(pkg-config --cflags --libs httpstatus)
	LD_LIBRARY_PATH=$libdir "$work/lookup" 404
	# shellcheck disable=SC2046
	cc -o "$work/lookup-static" "$source/examples/lookup.c" \
		$(pkg-config --cflags httpstatus) "$libdir/libhttpstatus.a" \
		$(pkg-config --libs-only-l --static httpstatus | sed 's/-lhttpstatus//')
	"$work/lookup-static" 404
	test -f "$work/stage$(PKG_CONFIG_SYSROOT_DIR='' pkg-config --variable=catalogdir httpstatus)/iana.cat"
	cd "$source"
}

tarball() {
	say "make distcheck"
	cd "$work/plain"
	make --quiet distcheck >distcheck.out 2>&1 || { tail -n 100 distcheck.out; exit 1; }
	tail -n 3 distcheck.out
	cd "$source"
}

variant plain --prefix=/usr
if [ -d "$work/plain" ]; then
	installed
	tarball
fi
variant clang CC=clang CXX=clang++
variant sanitizers --enable-sanitizers --disable-shared
variant clang-sanitizers CC=clang CXX=clang++ --enable-sanitizers --disable-shared
variant static --disable-shared
variant shared --disable-static CFLAGS=-O0
