#!/bin/sh
# SPDX-License-Identifier: MIT
#
# How much of lib/ and of tools/ the suites and scripts of make check run: builds
# with clang's coverage in a directory of its own, runs them, and prints lines,
# branches and conditions (MC/DC: each has decided by itself) of each file, in a
# table for the library and one for the command, then every one that is missing.
# Fails below 100 % of lines or branches of lib/, if a condition of it is missing
# that tests/coverage-gaps does not explain, and if that explains one that is not
# missing. Of tools/ it only reports. hsgen.c does not count: it is a program of
# the build and no part of the library.
#
# usage: coverage.sh SOURCE, in the build directory; CC and CXX name another
# clang, TOOLS is the suffix of its tools. make coverage calls it.
set -eu

source=$(cd "$1" && pwd)
: "${CC:=clang-19}" "${CXX:=clang++-19}" "${TOOLS:=-19}"
build=$PWD/coverage
library=.libs/libhttpstatus.so
command=.libs/httpstatus
# Some suites have threads: their counts would get lost.
flags='-fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc -fprofile-update=atomic'

for tool in "$CC" "$CXX" "llvm-profdata$TOOLS" "llvm-cov$TOOLS" jq; do
	command -v "$tool" >/dev/null || { printf 'make coverage needs %s\n' "$tool" >&2; exit 1; }
done

# ---- Build and run ------------------------------------------------------

rm -rf "$build"
mkdir -p "$build/profiles"
cd "$build"
# Under the name of a sanitizer: the inspection of the shared library is left out.
"$source/configure" --quiet --disable-static CC="$CC" CXX="$CXX" CFLAGS='-O1 -g' \
	SANITIZER_CFLAGS="$flags"
LLVM_PROFILE_FILE=$build/profiles/%m.profraw
CK_TIMEOUT_MULTIPLIER=20
export LLVM_PROFILE_FILE CK_TIMEOUT_MULTIPLIER
make -j2 --quiet check VERBOSE=1 >check.out 2>&1 || { cat check.out; exit 1; }
"llvm-profdata$TOOLS" merge -sparse -o all.profdata profiles/*.profraw
"llvm-cov$TOOLS" export -instr-profile all.profdata "$library" -object "$command" >all.json
"llvm-cov$TOOLS" export -format=lcov -instr-profile all.profdata "$library" -object "$command" \
	>all.lcov

# ---- Count --------------------------------------------------------------

# An inline function of a header stands in several objects: what one of them
# lacks another may have, so the counts of one place are added up.
jq -r '
	def short: sub(".*/(?<dir>lib|tools|include)/"; "\(.dir)/");
	def place: "\(.[0]):\(.[1])";
	.data[0] |
	(.files[] | select(.filename | test("/(lib/[^/]*|tools)/[^/]*$")) | (.filename | short) as $file |
		((.branches // []) | group_by(.[0:2])[] |
			(map(.[4]) | add) as $true | (map(.[5]) | add) as $false |
			["branches", $file, 2, ([$true, $false] | map(select(. > 0)) | length)],
			(select($true == 0) | ["missing", $file, (.[0] | place), "is never true"]),
			(select($false == 0) | ["missing", $file, (.[0] | place), "is never false"]))),
	([.functions[] | (.filenames[0] | short) as $file | (.name | sub(".*:"; "")) as $name |
			(.mcdc_records // [])[] |
			{ file: $file, name: $name, at: .[0:2], met: .[-1] }] |
		group_by([.file, .name])[] | group_by(.at) | to_entries[] |
		(.key + 1) as $decision | .value | .[0] as $first |
		(map(.met) | transpose | map(any)) as $met |
		["conditions", $first.file, ($met | length), ($met | map(select(.)) | length)],
		($met | to_entries[] | select(.value | not) |
			["condition", $first.file, ($first.at | place),
			 "\($first.name) \($decision).\(.key + 1)"])) |
	@tsv' all.json >found
awk -F'[:,]' '
	/^SF:/ {
		file = $2
		ours = (sub(".*/lib/", "lib/", file) && file !~ "/.*/.*/") ||
			(sub(".*/tools/", "tools/", file) && file !~ "/.*/")
	}
	/^DA:/ && ours { printf "lines\t%s\t1\t%d\n", file, ($3 > 0) }
	/^DA:/ && ours && $3 == 0 { printf "missing\t%s\t%s\tis never run\n", file, $2 }
	' all.lcov >>found
# A decision that clang cannot follow is one that nobody has measured.
awk -F': warning: unsupported MC/DC' '
	NF > 1 && (sub(".*/lib/", "lib/", $1) || sub(".*/tools/", "tools/", $1)) {
		line = $1
		sub(/^[^:]*:/, "", line)
		sub(/:.*/, "", $1)
		printf "missing\t%s\t%s\tis too deep for MC/DC\n", $1, line
	}' check.out >>found

# ---- Report -------------------------------------------------------------

# usage: table DIRECTORY
table() {
	awk -F'\t' -v directory="$1/" '
	function share(what, name) {
		return all[what, name] ? met[what, name] "/" all[what, name] : "-"
	}
	function row(name) {
		printf "%-24s %12s %12s %12s\n", name, share("lines", name), share("branches", name),
			share("conditions", name)
	}
	/^(lines|branches|conditions)\t/ && index($2, directory) == 1 {
		if ($3 > 0 && !seen[$2]++)
			names[++n] = $2
		all[$1, $2] += $3; all[$1, "all"] += $3
		met[$1, $2] += $4; met[$1, "all"] += $4
	}
	END {
		printf "%-24s %12s %12s %12s\n", "", "lines", "branches", "conditions"
		for (i = 1; i <= n; i++)
			row(names[i])
		row("all")
	}' found
}

table lib
echo
table tools
echo

awk -F'\t' '
	FNR == NR && /^(lib|tools)\// {
		place = $0
		sub(/:.*/, "", place)
		explained[place] = 1
	}
	FNR == NR { next }
	$1 == "condition" {
		split($4, part, " ")
		place = $2 " " $4
		if (place in explained)
			used[place] = 1
		else
			missing = missing $2 ":" $3 ": condition " part[2] " of " part[1] " never decides\n"
	}
	$1 == "missing" { missing = missing $2 ":" $3 ": " $4 "\n" }
	END {
		for (place in explained)
			if (!(place in used))
				missing = missing "tests/coverage-gaps: there is no gap " place "\n"
		printf "%s", missing
		exit missing != ""
	}' "$source/tests/coverage-gaps" found | sort -t: -k1,1 -k2,2n -k3,3n >missing
cat missing
! grep -qv '^tools/' missing
