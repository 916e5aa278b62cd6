#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The header alone: clean in every C and C++ that users compile with, and its
# constants usable without linking. A warning is an error where WERROR_CFLAGS
# says so: a newer compiler may have more of them.
set -eu

: "${CC:=cc}" "${CXX:=c++}" "${srcdir:=.}" "${top_builddir:=.}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
warnings="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wundef ${WERROR_CFLAGS-}"
includes="-I$srcdir/include -I$top_builddir/include"
checks=0

cat >"$work/use.c" <<'EOF'
#include <httpstatus.h>
#include <httpstatus.h>

#if !HTTPSTATUS_AT_LEAST(1, 0, 0) || HTTPSTATUS_AT_LEAST(99, 0, 0)
# error "HTTPSTATUS_AT_LEAST"
#endif

int is_missing(int code);
int is_missing(int code)
{
	switch (code) {
	case HTTPSTATUS_NOT_FOUND:
	case HTTPSTATUS_GONE:
		return 1;
	default:
		return 0;
	}
}

int main(void)
{
	static const int missing[HTTPSTATUS_GONE - HTTPSTATUS_NOT_FOUND + 1] = {0};

	return is_missing(HTTPSTATUS_OK) + missing[0];
}
EOF
cp "$work/use.c" "$work/use.cc"

# usage: compile COMPILER STANDARD FILE
compile() {
	checks=$((checks + 1))
	# shellcheck disable=SC2086 # lists of words
	$1 -std="$2" $warnings $includes -o "$work/use" "$3" || {
		printf 'FAIL: %s -std=%s\n' "$1" "$2"
		exit 1
	}
	"$work/use"
}

for standard in c99 gnu99 c11 c17 c2x; do
	compile "$CC" $standard "$work/use.c"
done
for standard in c++98 c++11 c++17 c++20; do
	# C++98 has no <stdint.h> by the letter of the standard, but everywhere.
	compile "$CXX" $standard "$work/use.cc"
done
printf '100%%: Checks: %d, Failures: 0\n' $checks
