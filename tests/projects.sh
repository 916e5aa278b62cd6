#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Projects of others find what "make install" puts down: by CMake (find_package),
# Meson (dependency) and pkg-config, shared and static. They lie in tests/projects.
#
# usage: srcdir=. top_builddir=. projects.sh
set -u

: "${CC:=cc}" "${srcdir:=.}" "${top_builddir:=.}"
srcdir=$(cd "$srcdir" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0
checks=0
skipped=

fail() {
	failures=$((failures + 1))
	printf 'FAIL: %s\n' "$*"
	sed 's/^/    /' "$work/log"
}

# usage: check WHAT COMMAND...
check() {
	checks=$((checks + 1))
	what=$1
	shift
	"$@" >"$work/log" 2>&1 || fail "$what"
}

root=$work/root
check 'make install' env -u MAKEFLAGS -u MFLAGS make -C "$top_builddir" install DESTDIR="$root"
libdir=$(dirname "$(find "$root" -name 'libhttpstatus.*' ! -name '*.la' | sed -n 1p)")
version=$(cat "$srcdir/version.txt")
PKG_CONFIG_SYSROOT_DIR=$root
PKG_CONFIG_LIBDIR=$libdir/pkgconfig
LD_LIBRARY_PATH=$libdir
# A static library with sanitizers needs them in the program.
CFLAGS="${CFLAGS-} ${SANITIZER_CFLAGS-}" LDFLAGS="${LDFLAGS-} ${SANITIZER_CFLAGS-}"
export CC CFLAGS LDFLAGS PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_LIBDIR LD_LIBRARY_PATH

# usage: runs PROGRAM : it says what it should
runs() {
	checks=$((checks + 1))
	"$1" >"$work/log" 2>&1 && [ "$(cat "$work/log")" = "$version Not Found" ] || fail "$1"
}

# usage: cmake_finds NAME WANTED : WANTED is a version, or empty
cmake_finds() {
	cmake -S "$srcdir/tests/projects/cmake" -B "$work/$1" -Dwanted="$2" \
		-DCMAKE_PREFIX_PATH="${libdir%/lib*}" >"$work/log" 2>&1
}

try_cmake() {
	check "CMake ($1)" cmake_finds "cmake-$1" "$version"
	check "CMake ($1), build" cmake --build "$work/cmake-$1"
	runs "$work/cmake-$1/consumer"
}

if command -v cmake >/dev/null; then
	try_cmake installed
	check 'CMake, an older version' cmake_finds older 1.0
	check 'CMake, any version' cmake_finds any ''
	for wrong in 0.9 1.99 2.0; do
		checks=$((checks + 1))
		! cmake_finds "wrong-$wrong" "$wrong" || fail "CMake finds version $wrong"
	done
else
	skipped="$skipped cmake"
fi

if command -v meson >/dev/null && command -v ninja >/dev/null; then
	# A copy, since Meson takes no source from outside of its project.
	mkdir "$work/project"
	cp "$srcdir/tests/projects/meson/meson.build" "$srcdir/tests/projects/main.c" "$work/project"
	check 'Meson' meson setup "$work/meson" "$work/project"
	check 'Meson, build' ninja -C "$work/meson"
	runs "$work/meson/consumer"
else
	skipped="$skipped meson"
fi

# shellcheck disable=SC2046,SC2086 # lists of words
check 'pkg-config' $CC ${CFLAGS-} ${LDFLAGS-} -o "$work/consumer" "$srcdir/tests/projects/main.c" \
	$(pkg-config --cflags --libs httpstatus)
runs "$work/consumer"

# Where there is no shared library, the static one.
if [ -f "$libdir/libhttpstatus.a" ] && command -v cmake >/dev/null; then
	rm -f "$libdir"/libhttpstatus.so*
	try_cmake static
fi

printf '%d%%: Checks: %d, Failures: %d\n' $((100 * (checks - failures) / checks)) "$checks" "$failures"
[ "$failures" = 0 ] || exit 1
[ -z "$skipped" ] || { echo "Not tried, for want of it:$skipped"; exit 77; }
