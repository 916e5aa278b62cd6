#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Static analysis of lib and tools: gcc -fanalyzer, scan-build, clang-tidy,
# cppcheck. Any finding is a failure. usage: analyse.sh SOURCE BUILD
#
# A minute or two. What is suppressed is so beside the line, with
# the reason, or as a kind: in .clang-tidy, and here for cppcheck. Another
# version of a tool finds other things; those below are what this is kept
# silent with. GCC, CLANG_TIDY, SCAN_BUILD, CPPCHECK name others.
set -eu

cd "$1"
build=$2
gcc=${GCC:-gcc}
tidy=${CLANG_TIDY:-clang-tidy-19}
scan=${SCAN_BUILD:-scan-build-19}
cppcheck=${CPPCHECK:-cppcheck}
jobs=$(nproc)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

for tool in "$gcc" "$tidy" "$scan" "$cppcheck"; do
	command -v "$tool" >/dev/null || { echo "analyse: no $tool" >&2; exit 1; }
done
test -f "$build/lib/catalog/builtin_tables.h" || { echo "analyse: run make in $build first" >&2; exit 1; }

flags="-std=c11 -Iinclude -I$build/include -Ilib -I$build/lib"
programs='lib/format/hsgen.c tools/*.c'
library=$(find lib -name '*.c' ! -name hsgen.c ! -name builtin_tables.c)
failed=0
status=0

# usage: report NAME : says what the tool found: its exit status, and what $work/out holds
report() {
	if [ "$status" != 0 ] || [ -s "$work/out" ]; then
		cat "$work/out"
		echo "analyse: $1: findings"
		failed=1
	else
		echo "analyse: $1: nothing"
	fi
	status=0
}

# usage: each FILES COMMAND... : the command for every file, which {} stands for
each() {
	files=$1
	shift
	# shellcheck disable=SC2086 # the files are words and patterns
	printf '%s\n' $files | xargs -P "$jobs" -I '{}' "$@"
}

# shellcheck disable=SC2086 # the flags are words
each "$library $programs" "$gcc" -fanalyzer -O2 -Wall -Wextra $flags -c -o /dev/null '{}' \
	>"$work/out" 2>&1 || status=$?
report "$gcc -fanalyzer"

# shellcheck disable=SC2086
each "$library $programs" "$scan" --status-bugs -o "$work/scan" gcc $flags -c -o /dev/null '{}' \
	>"$work/all" 2>&1 || status=$?
grep -v '^scan-build: ' "$work/all" >"$work/out" || true
report "$scan"

# Standard error has but the number of findings in the headers of others. Only
# the library runs in threads.
# shellcheck disable=SC2086
{
	each "$library" "$tidy" --quiet '{}' -- $flags || status=$?
	each "$programs" "$tidy" --quiet --checks=-concurrency-mt-unsafe '{}' -- $flags || status=$?
} >"$work/out" 2>"$work/err"
[ "$status" = 0 ] || grep -v 'warnings generated' "$work/err" >>"$work/out" || true
report "$tidy"

# clarifyCalculation: taste. shadowFunction: functions of other files; -Wshadow sees the rest.
# shellcheck disable=SC2086
"$cppcheck" --quiet -j "$jobs" --error-exitcode=1 --inline-suppr --inconclusive \
	--enable=warning,style,performance,portability --suppress=missingIncludeSystem \
	--suppress=clarifyCalculation --suppress=shadowFunction \
	--std=c11 -Iinclude -I"$build/include" -Ilib -I"$build/lib" lib tools \
	>"$work/out" 2>&1 || status=$?
report "$cppcheck"

# A function is used if the command, an example or a test calls it.
"$cppcheck" --quiet --error-exitcode=1 --enable=unusedFunction \
	--suppress='*:tests/*' --suppress='*:examples/*' \
	--std=c11 -Iinclude -I"$build/include" -Ilib -I"$build/lib" lib tools examples tests/*.c \
	>"$work/out" 2>&1 || status=$?
report "$cppcheck, unused functions"

exit $failed
