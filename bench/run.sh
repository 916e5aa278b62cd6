#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds and runs the benchmarks, in the build directory, and writes to
# bench/out there: the figures as tab-separated values, report.md, and plots.
#
#   run.sh SOURCE [TASK]...     all tasks, or these
#
# QUICK=1 takes a tenth of the rounds, BENCH_CORE=N another core than the last.
set -eu

source=$1
shift
out=bench/out
tasks=${*:-phrase advice name date retry_after decide libraries bulk catalog budget}

mkdir -p "$out"
# A full run begins anew: figures of another library are not to stand beside it.
[ $# -gt 0 ] || rm -f "$out"/*.tsv "$out"/*.svg
sh "$source/bench/build.sh" "$source"

# What the figures are of: one line each, as the report shows them.
machine() {
	awk -F ': *' '/^model name/ { print "Processor: " $2; exit }' /proc/cpuinfo
	echo "Cores: $(nproc)"
	echo "Kernel: $(uname -sr)"
	echo "Compiler: $(${CC:-cc} --version | head -n 1)"
	[ ! -f bench/work/peers/librust_peer.so ] || echo "Rust: $(${RUSTC:-rustc} --version)"
	echo "Load average: $(cut -d ' ' -f 1-3 /proc/loadavg)"
	[ -z "${QUICK:-}" ] || echo "QUICK: a tenth of the rounds"
}

for task in $tasks; do
	echo "bench: $task" >&2
	case $task in
	libraries) sh "$source/bench/libraries.sh" ;;
	*) "bench/work/$task" ;;
	esac >"$out/$task.new"
	mv "$out/$task.new" "$out/$task.tsv"
done
machine >"$out/machine.txt"
sh "$source/bench/report.sh" "$source" "$out"
echo "bench: see $out/report.md"
