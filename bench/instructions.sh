#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Instructions for one call, counted by callgrind, for machines that do not let
# a program count its own. Each candidate runs once over a slice of each mix,
# in a process of its own; what is counted is the loop with all that it calls.
# Runs in the build directory; adds instructions.tsv to bench/out and makes the
# report anew.
#
#   instructions.sh SOURCE
set -eu

source=$1
out=bench/out
slice=2048
peers='empty ours gperf gperf-i bsearch linear switch microhttpd soup http-parser beast httplib
	poco civetweb rust curl apr neon strptime'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

command -v valgrind >/dev/null || {
	echo 'bench: instructions are counted by valgrind, which is missing' >&2
	exit 1
}
mkdir -p "$out"
sh "$source/bench/build.sh" "$source"

# A dump for each mix, in the order of the lines that the program prints.
# usage: count PROGRAM TASK PEER LINES
count() {
	rm -f "$work"/*
	BENCH_ONLY=$3 valgrind --tool=callgrind --callgrind-out-file="$work/dump" \
		--toggle-collect="$2_run" --dump-after="$2_run" "bench/work/$1" \
		>"$work/mixes" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
	number=0
	grep -- "$4" "$work/mixes" | while read -r line; do
		number=$((number + 1))
		total=$(awk '/^(totals|summary):/ { total = $2 } END { print total }' "$work/dump.$number")
		echo "$line" | awk -F '\t' -v total="$total" -v slice="$slice" \
			'{ printf "instructions\t%s\t%s\t%s\t%.1f\n", $1, $2, $3, total / slice }'
	done
}

# All peers that have the task; LINES is a pattern for those of the task.
# usage: task PROGRAM TASK LINES
task() {
	echo "bench: instructions of $2" >&2
	for peer in $peers; do
		if nm -D "bench/work/peers/$peer.so" 2>/dev/null | grep -q " T $2_run$"; then
			count "$1" "$2" "$peer" "$3"
		fi
	done
}

{
	task phrase phrase '^phrase'
	task advice class '^class'
	task advice advise '^advise'
	task name name '^name'
	task date date '^date'
	task retry_after retry_after '^retry_after'
	task decide decide_fields fields
	task decide decide_lines lines
} >"$out/instructions.new"
mv "$out/instructions.new" "$out/instructions.tsv"
sh "$source/bench/report.sh" "$source" "$out"
echo "bench: see $out/report.md"
