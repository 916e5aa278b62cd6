#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds what the benchmarks need, in bench/work of the build directory, which
# is the current one: the programs, and a module for each peer that is there. A
# peer that is not is named in bench/work/missing.tsv with the package that it needs.
#
#   build.sh SOURCE     where the sources are; CC, CXX, RUSTC choose compilers,
#                       BENCH_CFLAGS adds flags for C
#
# Flags stand in variables as words:
# shellcheck disable=SC2086,SC2046
set -eu

source=$1
bench=$source/bench
cc=${CC:-cc}
cxx=${CXX:-c++}
rustc=${RUSTC:-rustc}
crates=${CRATES:-/usr/share/cargo/registry}
log=bench/work/build.log
optimise='-O2 -g -falign-functions=64 -falign-loops=64'
warn='-Wall -Wextra -Wpedantic -Wshadow -Wconversion'
include="-D_GNU_SOURCE -Iinclude -I$source/include -Ibench/work/made"
c="$cc -std=c11 $optimise $warn -Wstrict-prototypes ${BENCH_CFLAGS:-} $include"
library='-L.libs -lhttpstatus'
# Found without LD_LIBRARY_PATH: from bench/work/peers and from bench/work.
beside="-Wl,-rpath,\$ORIGIN -Wl,-rpath,\$ORIGIN/../../../.libs -Wl,-rpath,\$ORIGIN/../../.libs"

mkdir -p bench/work/peers bench/work/made
: >"$log"
: >bench/work/missing.tsv

# usage: is_new TARGET PREREQUISITE...; true if the target is newer than all
is_new() {
	made=$1
	shift
	[ -f "$made" ] || return 1
	for needed; do
		[ -z "$(find "$needed" -newer "$made")" ] || return 1
	done
}

# usage: missing PEER PACKAGE
missing() {
	printf '%s\t%s\n' "$1" "$2" >>bench/work/missing.tsv
	echo "bench: without $1: it needs $2" >&2
}

give_up() {
	tail -n 20 "$log" >&2
	exit 1
}

run() {
	echo "$*" >>"$log"
	"$@" >>"$log" 2>&1
}

# usage: module NAME PACKAGE SOURCE-IN-PEERS FLAGS...
module() {
	name=$1
	package=$2
	file=$bench/peers/$3
	shift 3
	is_new "bench/work/peers/$name.so" "$file" "$bench/peer.h" bench/work/made/phrases.h && return
	rm -f "bench/work/peers/$name.so"
	case $file in
	*.cc) run $cxx -std=c++14 $optimise -Wall -Wextra -Ibench/work/made -fPIC -shared \
		-o "bench/work/peers/$name.so" "$file" "$@" $beside ;;
	*) run $c -fPIC -fvisibility=hidden -shared \
		-o "bench/work/peers/$name.so" "$file" "$@" $beside ;;
	esac && return
	# What needs no package must build.
	[ "$package" != - ] || give_up
	missing "$name" "$package"
}

# usage: flags PKG-CONFIG-NAME; nothing if there is none, and then the build fails
flags() {
	pkg-config --cflags "$1" 2>/dev/null | sed 's/-I/-isystem /g'
	pkg-config --libs "$1" 2>/dev/null || :
}

tables() {
	csv=$source/tests/data/iana-status-codes.csv
	is_new bench/work/made/phrases.h "$csv" "$bench/phrases.awk" && return
	awk -v form=gperf -f "$bench/phrases.awk" "$csv" >bench/work/made/phrases.gperf
	awk -v form=c -f "$bench/phrases.awk" "$csv" >bench/work/made/phrases.h
}

# gperf's words, and then the module, from a directory of its own.
gperf_module() {
	name=$1
	shift
	mkdir -p "bench/work/made/$name"
	words=bench/work/made/$name/gperf_words.h
	if gperf "$@" bench/work/made/phrases.gperf >"$words" 2>>"$log"; then
		module "$name" gperf gperf.c "-Ibench/work/made/$name" \
			-Wno-missing-field-initializers -Wno-conversion
	else
		missing "$name" gperf
	fi
}

# usage: crate NAME EDITION FLAGS...; a library of Debian's copy of a crate
crate() {
	name=$1
	edition=$2
	shift 2
	directory=$(find "$crates" -maxdepth 1 -name "$name-[0-9]*" 2>/dev/null | head -n 1)
	[ -n "$directory" ] || return 1
	[ -f "bench/work/made/lib$name.rlib" ] && return
	root=$directory/src/lib.rs
	[ -f "$root" ] || root=$directory/lib.rs
	run $rustc --crate-type rlib --crate-name "$name" --edition "$edition" -O -C panic=abort \
		--cap-lints allow -L bench/work/made --out-dir bench/work/made "$@" "$root"
}

rust_library() {
	is_new bench/work/peers/librust_peer.so "$bench/peers/rust.rs" && return
	crate fnv 2015 && crate itoa 2018 && crate bytes 2018 --cfg 'feature="std"' &&
		crate http 2018 --extern bytes=bench/work/made/libbytes.rlib \
			--extern fnv=bench/work/made/libfnv.rlib --extern itoa=bench/work/made/libitoa.rlib &&
		crate httpdate 2018 &&
		run $rustc --crate-type cdylib --crate-name rust_peer --edition 2021 -O -C panic=abort \
			-L bench/work/made --extern http=bench/work/made/libhttp.rlib \
			--extern httpdate=bench/work/made/libhttpdate.rlib \
			-o bench/work/peers/librust_peer.so "$bench/peers/rust.rs"
}

# Boost.Beast is headers only: behind a function for C, as a C program needs it.
beast_library() {
	is_new bench/work/peers/libbeast_peer.so "$bench/peers/beast_peer.cc" && return
	run $cxx -std=c++14 $optimise -fPIC -shared -o bench/work/peers/libbeast_peer.so \
		"$bench/peers/beast_peer.cc" || rm -f bench/work/peers/libbeast_peer.so
}

peers() {
	beast_library
	is_new bench/work/peers/libempty_call.so "$bench/peers/empty_call.c" ||
		run $c -fPIC -shared -o bench/work/peers/libempty_call.so "$bench/peers/empty_call.c"
	is_new bench/work/peers/libempty_libc.so "$bench/peers/empty_libc.c" ||
		run $c -fPIC -shared -o bench/work/peers/libempty_libc.so "$bench/peers/empty_libc.c"
	module empty - empty.c -Lbench/work/peers -lempty_call
	module ours - ours.c $library
	module linear - linear.c
	module bsearch - bsearch.c
	gperf_module gperf
	gperf_module gperf-i --ignore-case
	module switch - switch.c
	module microhttpd libmicrohttpd-dev microhttpd.c $(flags libmicrohttpd)
	module http-parser libhttp-parser-dev http-parser.c -lhttp_parser
	module civetweb libcivetweb-dev civetweb.c -lcivetweb
	module beast libboost-dev beast.c -Lbench/work/peers -lbeast_peer
	module httplib libcpp-httplib-dev httplib.cc -lcpp-httplib
	module strptime - strptime.c
	module curl libcurl4-openssl-dev curl.c $(flags libcurl)
	module apr libaprutil1-dev apr.c $(flags apr-util-1)
	module soup libsoup-3.0-dev soup.c $(flags libsoup-3.0)
	module neon libneon27-dev neon.c $(flags neon)
	module poco libpoco-dev poco.cc -lPocoNet -lPocoFoundation
	if rust_library; then
		module rust 'librust-http-dev and librust-httpdate-dev' rust.c \
			-Lbench/work/peers -lrust_peer
	else
		missing rust 'rustc, librust-http-dev and librust-httpdate-dev'
	fi
}

# usage: program NAME FLAGS...
program() {
	name=$1
	shift
	is_new "bench/work/$name" "$bench/$name.c" "$bench/harness.c" "$bench/harness.h" \
		"$bench/peer.h" "$bench/damaged.h" bench/work/made/phrases.h && return
	run $c -o "bench/work/$name" "$bench/$name.c" "$bench/harness.c" "$@" || give_up
}

tables
peers
for name in phrase advice name date retry_after decide load; do
	program "$name"
done
program bulk -O3 $library $beside
program catalog $library $beside
program budget -pthread $library $beside
