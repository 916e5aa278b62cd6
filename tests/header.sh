#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The header alone: clean in every C and C++ that users compile with, and its
# constants usable without linking; the examples in it compile as well. A warning
# is an error where WERROR_CFLAGS says so: a newer compiler may have more of them.
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

# The program at the top of the header.
sed -n '/^ \*     #include/,/^ \*     }$/{ s/^ \*     //; s/^ \*$//; p; }' \
	"$srcdir/include/httpstatus.h" >"$work/program.c"
grep -q '^int main(void)$' "$work/program.c" || {
	echo 'FAIL: the header begins without a program'
	exit 1
}

# Each comment that begins with "Example" as a function, with what such code has at hand.
{
	cat <<'EOF'
#include <httpstatus.h>
#include <stdio.h>

extern int code;
extern const char *method;
extern const char *line;
extern size_t length;
extern uint64_t now_ms;
extern httpstatus_retry *retry;
extern char buffer[256];
EOF
	awk '/^ \* Example: / { printf "\nint example_%d(void);\nint example_%d(void)\n{\n", ++n, n; inside = 1 }
		inside && sub(/^ \*     /, "\t") { print }
		inside && /^ \*\// { print "\treturn 0;\n}"; inside = 0 }' "$srcdir/include/httpstatus.h"
} >"$work/examples.c"
sections=$(grep -c '^/\* ---- ' "$srcdir/include/httpstatus.h")
found=$(grep -c '^int example_.*)$' "$work/examples.c")
# Every section but the one with the types has an example.
[ "$found" -eq $((sections - 1)) ] || {
	printf 'FAIL: %d examples in %d sections\n' "$found" "$sections"
	exit 1
}
for file in program examples; do
	cp "$work/$file.c" "$work/$file.cc"
done

# usage: compile_only COMPILER STANDARD FILE
compile_only() {
	checks=$((checks + 1))
	# shellcheck disable=SC2086 # lists of words
	$1 -std="$2" $warnings $includes -c -o "$work/examples.o" "$3" || {
		printf 'FAIL: %s -std=%s: %s\n' "$1" "$2" "${3##*/}"
		exit 1
	}
}

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

for standard in c89 c99 gnu99 c11 c17 c2x; do
	compile "$CC" $standard "$work/use.c"
	compile_only "$CC" $standard "$work/program.c"
	compile_only "$CC" $standard "$work/examples.c"
done
for standard in c++98 c++11 c++17 c++20; do
	# C++98 has no <stdint.h> by the letter of the standard, but everywhere.
	compile "$CXX" $standard "$work/use.cc"
	compile_only "$CXX" $standard "$work/program.cc"
	compile_only "$CXX" $standard "$work/examples.cc"
done
printf '100%%: Checks: %d, Failures: 0\n' $checks
