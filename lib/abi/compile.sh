#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Compiles the shared library for its ABI alone: in one go, with debugging
# information, without configure. For the dumps of other machines and for the
# broken variants of tests/abi.sh.
#
#   compile.sh SOURCE OUT
#
# SOURCE is a source tree. What a build makes (the tables, the version's
# header) comes from top_builddir; CC is the compiler.
set -eu

: "${CC:=cc}" "${top_builddir:=.}"
# In full, so that what the map of file names makes of them is always the same.
source=$(cd "$1" && pwd)
top_builddir=$(cd "$top_builddir" && pwd)
out=$2

tables=$top_builddir/lib/catalog/builtin_tables.c
[ -f "$tables" ] || tables=$source/lib/catalog/builtin_tables.c # a tarball has them
[ -f "$tables" ] || { echo "compile.sh: no builtin_tables.c: make comes first" >&2; exit 1; }

set -- "$tables"
for file in "$source"/lib/*/*.c; do
	case ${file##*/} in
	builtin_tables.c | hsgen.c) ;;
	*) set -- "$@" "$file" ;;
	esac
done

# A source tree that has a map of its own is a changed one: see tests/abi.sh.
map=$source/lib/libhttpstatus.map
if [ ! -f "$map" ]; then
	map=$out.map
	sh "$source/lib/lists.sh" map "$source/lib/symbols-in-versions" >"$map"
fi

# The file names inside are those of the source tree, wherever that lies.
# shellcheck disable=SC2086 # the compiler is a command with its options
$CC -std=c11 -g -O0 -fPIC -fvisibility=hidden -Wno-psabi -ffile-prefix-map="$source=." \
	-ffile-prefix-map="$top_builddir=." \
	-I"$source/include" -I"$source/lib" -I"$top_builddir/include" -I"$top_builddir/lib" \
	-shared -Wl,-soname,libhttpstatus.so.0 -Wl,-z,defs \
	-Wl,--version-script="$map" -o "$out" "$@"
