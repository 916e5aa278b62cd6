#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds the fuzz targets and runs each of them for a while, or measures what
# their inputs reach. Called by make; run from the top of the build directory.
#
#   usage: run.sh fuzz [TARGET...]       fuzz_TARGET.c; default: all
#          run.sh coverage [TARGET...]   lines of lib/ that all inputs reach
#
# FUZZ_SECONDS  how long each target runs (60)
# ENGINE        libfuzzer (default) or afl
# SANITIZER     address: with UBSan (default); memory: with libFuzzer only
# JOBS          how many targets run at a time (as many as processors)
# FUZZ_CC       clang; default: the first of clang-19 and clang that has libFuzzer
# srcdir        the source tree
#
# What is found new is kept in tests/fuzz/corpus of the build directory and is
# where the next run begins. What ends a target lies in tests/fuzz/findings:
# the exit status is 1, and the last lines say how to keep it.
set -eu

srcdir=$(cd "${srcdir:?}" && pwd)
here=$srcdir/tests/fuzz
top=$PWD
work=$top/tests/fuzz
seconds=${FUZZ_SECONDS:-60}
engine=${ENGINE:-libfuzzer}
sanitizer=${SANITIZER:-address}
jobs=${JOBS:-$(nproc 2>/dev/null || echo 1)}

die() {
	echo "run.sh: $*" >&2
	exit 2
}

all_targets() {
	for source in "$here"/fuzz_*.c; do
		basename "$source" .c | sed 's/^fuzz_//'
	done
}

# ---- Building ---------------------------------------------------------------

find_clang() {
	mkdir -p "$work"
	echo 'int LLVMFuzzerTestOneInput(const char *p, long n);
	      int LLVMFuzzerTestOneInput(const char *p, long n) { return p && n < 0; }' >"$work/probe.c"
	for cc in ${FUZZ_CC:-clang-19 clang}; do
		if "$cc" -fsanitize=fuzzer -o "$work/probe" "$work/probe.c" 2>/dev/null; then
			echo "$cc"
			return
		fi
	done
	die "no clang with libFuzzer (Debian: clang and libclang-rt-14-dev)"
}

library_sources() {
	for source in "$srcdir"/lib/*/*.c "$top"/lib/catalog/builtin_tables.c; do
		case $source in
		*/hsgen.c) ;;
		"$top"/lib/*) [ "$top" = "$srcdir" ] || [ ! -f "$source" ] || echo "$source" ;;
		"$srcdir"/lib/catalog/builtin_tables.c) [ -f "$top/lib/catalog/builtin_tables.c" ] || echo "$source" ;;
		*) [ ! -f "$source" ] || echo "$source" ;;
		esac
	done
}

# usage: build VARIANT COMPILER LIBRARY-FLAGS LINK-FLAGS MAIN
build() {
	bin=$work/$1
	includes="-I$top/include -I$srcdir/include -I$top/lib -I$srcdir/lib"
	rm -rf "$bin"
	mkdir -p "$bin"
	# shellcheck disable=SC2046,SC2086 # flags and sources are words
	(cd "$bin" && library_sources | xargs -P "$jobs" -n 6 \
		"$2" -std=c11 -g -O2 $3 $includes -c)
	# shellcheck disable=SC2086 # so are these
	for target in $targets; do
		"$2" -std=c11 -g -O2 $4 $includes -o "$bin/$target" \
			"$here/fuzz_$target.c" $5 "$bin"/*.o
	done
}

prepare_engine() {
	[ "$engine" = afl ] || cc=$(find_clang) || exit
	case $engine-$sanitizer in
	libfuzzer-address)
		flags='-fsanitize=address,undefined -fno-sanitize-recover=all'
		build address "$cc" "-fsanitize=fuzzer-no-link $flags" "-fsanitize=fuzzer $flags" ''
		;;
	libfuzzer-memory)
		flags='-fsanitize=memory -fsanitize-memory-track-origins'
		build memory "$cc" "-fsanitize=fuzzer-no-link $flags" "-fsanitize=fuzzer $flags" ''
		;;
	afl-address)
		command -v afl-clang-fast >/dev/null || die "no afl-clang-fast (Debian: afl++)"
		export AFL_QUIET=1 AFL_USE_ASAN=1 AFL_USE_UBSAN=1
		build afl afl-clang-fast '' '-fsanitize=fuzzer' ''
		;;
	*) die "ENGINE=$engine with SANITIZER=$sanitizer is not there" ;;
	esac
}

# ---- Running ----------------------------------------------------------------

# What a target starts with: kept inputs; for catalogs those of the library, too.
seeds_of() {
	echo "$here/seeds/$1"
	[ ! -d "$here/crashes/$1" ] || echo "$here/crashes/$1"
	[ "$1" != catalog ] || echo "$srcdir/lib/catalogs"
}

longest_of() {
	case $1 in
	catalog) echo 16384 ;;
	head | retry) echo 2048 ;;
	*) echo 256 ;;
	esac
}

# Ten seconds for one input are a finding, too.
run_libfuzzer() {
	mkdir -p "$work/corpus/$1" "$work/findings/$1"
	# shellcheck disable=SC2046 # one word for each directory
	"$bin/$1" -max_total_time="$seconds" -timeout=10 -max_len="$(longest_of "$1")" -print_final_stats=1 \
		-dict="$here/$1.dict" -artifact_prefix="$work/findings/$1/" \
		"$work/corpus/$1" $(seeds_of "$1") >"$bin/$1.log" 2>&1
}

report_libfuzzer() {
	awk -v target="$1" '
		/inline 8-bit counters/ { sub(/.*\(/, ""); total = $1 }
		/ cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") edges = $(i + 1) }
		/stat::number_of_executed_units/ { executions = $2 }
		/stat::average_exec_per_sec/ { speed = $2 }
		END { printf "%-8s %10d executions, %6d/s, %5d of %d edges\n",
			target, executions, speed, edges, total }' "$bin/$1.log"
}

run_afl() {
	mkdir -p "$work/findings/$1" "$work/afl-seeds/$1" "$work/afl-out"
	# shellcheck disable=SC2046 # one word for each directory
	find $(seeds_of "$1") -type f -name '[!.]*' -exec cp {} "$work/afl-seeds/$1/" \;
	rm -rf "$work/afl-out/$1"
	AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 \
		AFL_NO_AFFINITY=1 afl-fuzz -V "$seconds" -G "$(longest_of "$1")" -t 10000 -x "$here/$1.dict" \
		-i "$work/afl-seeds/$1" -o "$work/afl-out/$1" -- "$bin/$1" >"$bin/$1.log" 2>&1 ||
		return 1
	for kept in "$work/afl-out/$1"/default/crashes/id:* "$work/afl-out/$1"/default/hangs/id:*; do
		[ ! -f "$kept" ] || cp "$kept" "$work/findings/$1/afl-$(cksum <"$kept" | cut -d' ' -f1)"
	done
}

report_afl() {
	awk -F ' *: *' -v target="$1" '
		{ value[$1] = $2 }
		END { printf "%-8s %10d executions, %6d/s, %5d of %d edges\n", target,
			value["execs_done"], value["execs_per_sec"], value["edges_found"],
			value["total_edges"] }' "$work/afl-out/$1/default/fuzzer_stats"
}

findings_of() {
	find "$work/findings/$1" -type f
}

run_target() {
	rm -rf "$work/findings/$1"
	ran=yes
	"run_$engine" "$1" || ran=no
	if [ -n "$(findings_of "$1")" ]; then
		echo "$1: FOUND something; from $bin/$1.log:"
		grep -aE 'does not hold|runtime error|ERROR: |SUMMARY: |WARNING: Mem' "$bin/$1.log" ||
			tail -n 10 "$bin/$1.log"
		findings_of "$1" | head -n 3 | while read -r file; do
			echo "$1: reproduce with: $bin/$1 $file"
			echo "$1: keep with: mkdir -p $here/crashes/$1 && cp $file $here/crashes/$1/"
		done
		echo "$1: $(findings_of "$1" | wc -l) in all, in $work/findings/$1"
		return 1
	fi
	if [ $ran = no ]; then
		echo "$1: FAILED to run; the end of $bin/$1.log:"
		tail -n 10 "$bin/$1.log"
		return 1
	fi
	"report_$engine" "$1"
}

fuzz() {
	prepare_engine
	echo "$engine, sanitizer $sanitizer, $seconds s for each target, $jobs at a time"
	status=0
	running=
	for target in $targets; do
		# shellcheck disable=SC2086 # process numbers are words
		set -- $running
		if [ $# -ge "$jobs" ]; then
			wait "$1" || status=1
			shift
			running=$*
		fi
		run_target "$target" &
		running="$running $!"
	done
	for process in $running; do
		wait "$process" || status=1
	done
	return $status
}

# ---- Coverage ---------------------------------------------------------------

coverage() {
	cc=$(find_clang) || exit
	version=$(echo "$cc" | sed -n 's/.*clang\(-[0-9]*\)$/\1/p')
	build coverage "$cc" '-fprofile-instr-generate -fcoverage-mapping' \
		'-fprofile-instr-generate -fcoverage-mapping' "$here/replay.c"
	objects=
	for target in $targets; do
		mkdir -p "$work/corpus/$target"
		# shellcheck disable=SC2046 # one word for each directory
		LLVM_PROFILE_FILE=$bin/$target.profraw \
			"$bin/$target" "$work/corpus/$target" $(seeds_of "$target") >"$bin/$target.log" 2>&1 ||
			die "$target fails on $(tail -n 1 "$bin/$target.log")"
		echo "$target: $(tail -n 1 "$bin/$target.log")"
		objects="$objects -object $bin/$target"
	done
	"llvm-profdata$version" merge -o "$bin/all.profdata" "$bin"/*.profraw
	# shellcheck disable=SC2046,SC2086 # objects and sources are words
	"llvm-cov$version" report -instr-profile "$bin/all.profdata" -show-region-summary=false \
		${objects#* -object } $(library_sources)
}

command=${1:-}
[ $# -eq 0 ] || shift
targets=${*:-$(all_targets)}
for target in $targets; do
	[ -f "$here/fuzz_$target.c" ] || die "there is no target $target"
done
case $command in
fuzz) fuzz ;;
coverage) coverage ;;
*) die "usage: run.sh fuzz|coverage [TARGET...]" ;;
esac
