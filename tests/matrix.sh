#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds and tests in the ways that users do: another compiler, linker or C
# library, sanitizers, static only, an installed copy, a tarball.
# usage: matrix.sh SOURCE [NAME...]; without a name, all of them:
#
#   plain              and with it an installed copy, and make distcheck
#   clang  sanitizers  clang-sanitizers  static  shared
#
# and, with those tests alone that compile, link or look at the library:
#
#   ccache       a compiler of two words
#   m32          32 bits on a machine of 64 (gcc-N-multilib)
#   musl         another C library (musl-tools)
#   lld          another linker
#   unversioned  a linker that takes no version script, as far as configure knows
set -eu

source=$1
shift
known='plain clang sanitizers clang-sanitizers static shared ccache m32 musl lld unversioned'
wanted=${*:-$known}
for name in $wanted; do
	case " $known " in
	*" $name "*) ;;
	*) printf 'matrix.sh: there is no variant %s, but: %s\n' "$name" "$known" >&2; exit 2 ;;
	esac
done
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT INT TERM
jobs=$(nproc)

say() {
	printf '\n== %s\n' "$*"
}

is_wanted() {
	case " $wanted " in
	*" $1 "*) ;;
	*) false ;;
	esac
}

# usage: build TARGETS NAME CONFIGURE-ARGUMENT... ; $tests are those to run, if not all
build() {
	targets=$1
	name=$2
	shift 2
	is_wanted "$name" || return 0
	say "$name: configure $*"
	mkdir "$work/$name"
	cd "$work/$name"
	"$source/configure" --quiet "$@" >configure.out 2>&1 || { cat configure.out; exit 1; }
	make -j"$jobs" --quiet all >make.out 2>&1 || { cat make.out; exit 1; }
	for target in $targets; do
		make -j"$jobs" --quiet "$target" VERBOSE=1 ${tests:+"TESTS=$tests"} >check.out 2>&1 ||
			{ cat check.out; exit 1; }
		grep -E '^# (TOTAL|PASS|SKIP|FAIL)|^SKIP|%: Checks' check.out
	done
	cd "$source"
}

# usage: variant NAME CONFIGURE-ARGUMENT...
variant() {
	tests=
	build 'check check-build' "$@"
}

# usage: scripts NAME CONFIGURE-ARGUMENT... : without suites, for which there may be no library
scripts() {
	tests='tests/consumer.sh tests/elf.sh tests/examples.sh tests/header.sh tests/names.sh tests/undefined.sh'
	build no-skips "$@" hs_cv_CHECK_links=no
}

# usage: may_skip TEST COMMAND... : a test for which the variant has nothing, whatever MAY_SKIP says
may_skip() {
	(
		MAY_SKIP="${MAY_SKIP-any} $1"
		export MAY_SKIP
		shift
		"$@"
	)
}

# usage: sanitized NAME CONFIGURE-ARGUMENT... : slow, and with a malloc that is not the test's
sanitized() {
	(
		: "${CHECK_PERCENT:=4}"
		export CHECK_PERCENT
		may_skip tests/check_nomem variant "$@"
	)
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
sanitized sanitizers --enable-sanitizers --disable-shared
sanitized clang-sanitizers CC=clang CXX=clang++ --enable-sanitizers --disable-shared
variant static --disable-shared
variant shared --disable-static CFLAGS=-O0
scripts ccache CC='ccache gcc' CXX='ccache g++'
# The kernel's headers are those of both.
kernel=/usr/include/$(gcc -print-multiarch)
may_skip tests/examples scripts m32 CC="gcc -m32 -idirafter $kernel" CXX="g++ -m32 -idirafter $kernel"
may_skip tests/examples scripts musl CC=musl-gcc CC_FOR_BUILD=gcc
scripts lld LDFLAGS=-fuse-ld=lld
may_skip tests/undefined scripts unversioned hs_cv_version_script=no
